"""What a work took against the dates of its beginning and its end: 历时N个月, 历时N年, 时隔N年 (EP803).

The dates are the two that the sentence tells, whatever stands between them; months and years are let pass either way of counting.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from enping_check.claims.dateline import either, words
from enping_check.claims.enumerations import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, Dated, Point, told
from enping_check.rules.outcome import Outcome

_SHORT = 16  # characters between 时隔N年 and the later date
_BEHIND = 40  # characters between the later date and 历时N年
_HALF, _QUARTER = 6, 3  # months
_FAR = 12  # months: what is so much further off is told of something else


@dataclass(frozen=True, slots=True)
class _Patterns:
    lasting: re.Pattern[str]
    after: re.Pattern[str]
    begun: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    return _Patterns(
        lasting=re.compile(
            f"(?:{either(w['lasting'])})(?:了|约?为|共|计)?(?P<at>{COUNT}(?P<unit>年|个月)(?P<half>半?))(?![多余半零来前后级度])"
        ),
        after=re.compile(f"时隔(?P<at>{COUNT}年)(?:后|之后)?[^。；]{{0,{_SHORT}}}$"),
        begun=re.compile(f"[^。；\\d]{{0,12}}?(?:{either(w['work-begun'])})"),
    )


def lapses(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """历时N年 or N个月 beside two dates, 时隔N年 between two."""
    text = dated.text
    said = text[sentence.start : sentence.end]
    if not any(mark in said for mark in ("历", "耗", "用时", "时隔", "工期", "周期", "为期", "时长")):
        return
    p = _patterns()
    points = [point for point in dated.points(sentence) if point.year is not None]
    lasting = list(p.lasting.finditer(text, sentence.start, sentence.end))
    if len(lasting) == 1 and len(points) == 2:
        yield from _lasted(dated, points[0], points[1], lasting[0])
    for earlier, later in pairwise(points):
        gone = p.after.search(text, earlier.at.end, later.at.start)
        if gone and "；" not in text[earlier.at.end : later.at.start]:
            yield from _lapse(dated, earlier, later, gone)


def _lasted(dated: Dated, earlier: Point, later: Point, found: re.Match[str]) -> Iterator[Outcome]:
    """2023年3月开工，2025年9月建成，历时30个月; 2019年启动，历时5年，于2024年完成."""
    behind = found.start() >= later.at.end
    if found.start() < earlier.at.end or (behind and found.start() - later.at.end > _BEHIND):
        return
    if dated.text.startswith(("至", "到", "—", "-", "~"), earlier.at.end):
        return  # a stretch, told as such
    if not behind and not _patterns().begun.match(dated.text, earlier.at.end):
        return
    if found["half"]:
        yield from _and_a_half(dated, earlier, later, found)
        return
    if found["unit"] == "年":
        yield from _lapse(dated, earlier, later, found)
        return
    n, months, at = whole(found["n"]), later.months - earlier.months, Span(*found.span("at"))
    if not n or not earlier.month or not later.month or months < 1 or not dated.readable(at) or n in (months - 1, months + 2):
        return
    if abs(n - months) <= max(_FAR, months):
        formula = f"{dated.printed(later.at)} − {dated.printed(earlier.at)} = {months}个月"
        yield told(dated, n in (months, months + 1), at, earlier.at, months, formula, severity=Severity.WARNING, unit="个月")


def _and_a_half(dated: Dated, earlier: Point, later: Point, found: re.Match[str]) -> Iterator[Outcome]:
    """历时三年半: so many months, give or take a quarter."""
    n, gap, at = whole(found["n"]), later.months - earlier.months, Span(*found.span("at"))
    if not n or found["unit"] != "年" or not earlier.month or not later.month or gap < 1 or not dated.readable(at):
        return
    off = abs(gap - 12 * n - _HALF)
    if off <= _QUARTER or off > _HALF:
        formula = f"{dated.printed(later.at)} − {dated.printed(earlier.at)} = {gap}个月"
        yield told(dated, off <= _QUARTER, at, earlier.at, gap, formula, severity=Severity.WARNING, unit="个月")


def _lapse(dated: Dated, earlier: Point, later: Point, found: re.Match[str]) -> Iterator[Outcome]:
    n = whole(found["n"])
    at = Span(*found.span("at"))
    if not n or not dated.readable(at) or later.months <= earlier.months:
        return
    if earlier.month and later.month:
        gap = later.months - earlier.months
        right, low, high = round(gap / 12), (gap - 1) // 12, -((-gap - 1) // 12)
    else:
        right = (later.year or 0) - (earlier.year or 0)
        low, high = right - 1, right + 1
    formula = f"{later.year} − {earlier.year} = {(later.year or 0) - (earlier.year or 0)}"
    yield told(dated, low <= n <= high, at, earlier.at, right, formula, severity=Severity.WARNING)
