"""Two dated events of one thing that cannot have come in that order: 竣工 before 开工, 闭幕 before 开幕 (EP804).

Told only where nothing but its date and its verb stands between the two events, so that both are surely of one subject.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from enping_check.claims.dateline import either, words
from enping_check.model import Severity, Span
from enping_check.rules.dated import Dated, Point
from enping_check.rules.outcome import Outcome

_PHASE = re.compile("[一二三四五六七八九十]期|首期|前期|后续|新一轮|另一|原")
_WRAPPED = 300  # days: without a year, what would have lasted longer than this over New Year has its dates exchanged
_END = re.compile("[，。；、（）(),;\\n]|$")
_OTHER = "[^，。；的一二三四五六七八九十两旧老原期另]{1,6}"  # 首条生产线投产 is of the same works; 二期开工 is not
_THERE = "(?<=[达抵到回])[^，。；的\\d]{2,8}"  # 抵达曼谷
_SHOWS = ("show", "case", "hearing", "tender", "stay", "trip", "cargo", "ship")  # chains short enough to be dated without a year


@functools.cache
def _events() -> dict[str, tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    """Of each chain: its first event as a whole clause after the date, the first before the date, the second as a whole clause."""
    w, first, then = words("chains"), words("chains-first"), words("chains-then")
    lead, more = f"(?:{either(w['manner'])}){{0,3}}", f"(?:{either(w['more'])}){{0,3}}"
    place = f"(?:(?:{either(w['in-place'])})[^，。；的]{{0,12}}?)?"
    return {
        name: (
            re.compile(f"{lead}{place}{lead}(?:{either(first[name])}){more}"),
            re.compile(f"(?:{either(first[name])}){more}(?:于|在)?$"),
            re.compile(f"{lead}{place}{lead}(?:{_OTHER}(?:{either(then[name])})|(?:{either(then[name])}){more}(?:{_THERE})?)"),
        )
        for name in first
    }


@functools.cache
def _link() -> re.Pattern[str]:
    return re.compile(f"[，,（(、](?:{either(words('chains')['link'])}){{0,4}}")


def disordered(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """Every pair of neighbouring dates of a sentence whose events have a known order."""
    points = dated.points(sentence)
    for one, other in pairwise(points):
        said = _clause(dated, one.at.end)
        if not _link().fullmatch(dated.text, one.at.end + len(said), other.at.start):
            continue
        follows = _clause(dated, other.at.end)
        for name, (first, before, then) in _events().items():
            leads = dated.text[max(sentence.start, one.at.start - 10) : one.at.start]
            if _PHASE.search(said + follows):
                continue
            if (first.fullmatch(said) or (not said and before.search(leads))) and then.fullmatch(follows):
                yield from _ordered(dated, one, other, name)
            elif then.fullmatch(said) and first.fullmatch(follows):
                yield from _ordered(dated, other, one, name)


def _clause(dated: Dated, start: int) -> str:
    """The words after a date up to the next mark."""
    end = _END.search(dated.text, start)
    return dated.text[start : end.start() if end else start]


def _ordered(dated: Dated, first: Point, then: Point, chain: str) -> Iterator[Outcome]:
    good = _comes_first(first, then, chain)
    if good is None or not dated.readable(first.at) or not dated.readable(then.at):
        return
    start, end = dated.printed(first.at), dated.printed(then.at)
    yield dated.outcome(
        "EP804",
        good,
        Severity.WARNING,
        then.at,
        key="events",
        implied=start,
        formula=f"{start} ≤ {end}" if good else f"{end} < {start}",
        related=(first.at,),
    )


def _comes_first(first: Point, then: Point, chain: str) -> bool | None:
    """Whether the first event may be before the second, to the precision both are printed with; None when that cannot be told."""
    if first.year is not None and then.year is not None:
        a, b = [first.year], [then.year]
        if first.month and then.month:
            a, b = [*a, first.month], [*b, then.month]
            if first.day and then.day:
                a, b = [*a, first.day], [*b, then.day]
        return a <= b
    if chain not in _SHOWS or then.year is not None or not (first.day and then.day):
        return None
    year = first.year or 2024
    try:
        start, end = datetime.date(year, first.month, first.day), datetime.date(year, then.month, then.day)
        return start <= end or (end.replace(year=year + 1, day=min(end.day, 28)) - start).days < _WRAPPED
    except ValueError:
        return None
