"""What a work took against the dates of its beginning and its end: 历时N个月, 历时N年, 时隔N年 (EP803).

The dates are the two that the sentence tells, whatever stands between them; months and years are let pass either way of counting.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, YEAR, Dated, Point, one_digit, told
from enping_check.rules.outcome import Outcome

_SHORT = 16  # characters between 时隔N年 and the later date
_BEHIND = 40  # characters between the later date and 历时N年
_HALF, _QUARTER = 6, 3  # months
_MONTH = 31  # days
_POINTS = 4  # dates of a sentence among which the beginning can be told
_LONG = 200  # characters of a sentence before how long something took
_FAR = 12  # months: what is so much further off is told of something else


@dataclass(frozen=True, slots=True)
class _Patterns:
    lasting: re.Pattern[str]
    of_all: re.Pattern[str]
    begun_in: re.Pattern[str]
    after: re.Pattern[str]
    begun: re.Pattern[str]
    in_use: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    return _Patterns(
        lasting=re.compile(
            f"(?:{either(w['lasting'])})(?:了|约?为|共|计|时间|长达)?(?P<near>近|将近|不到|超过|逾|超)?约?(?P<at>{COUNT}"
            f"(?P<unit>年|个月|天)(?P<half>半?)(?:[零又]?(?P<m>\\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个月)?(?P<over>[多余]?))(?![半零来前后级度])"
        ),
        of_all=re.compile(f"(?:{either(w['of-all'])})*"),
        begun_in=re.compile(f"(?:{either((*w['founded'], *w['begun-in']))})$"),
        after=re.compile(f"时隔(?P<at>{COUNT}年)(?:后|之后)?[^。；]{{0,{_SHORT}}}$"),
        begun=re.compile(f"[^。；\\d]{{0,12}}?(?:{either(w['work-begun'])})"),
        in_use=re.compile(
            f"(?<!\\d)(?P<y>{YEAR})年(?P<between>[^。；\\d]{{0,20}}?)[，,](?:截至|至|到|截止|及至)(?:今年)?[（(]?(?P<y2>{YEAR})年[）)]?[年底末初]*，?"
            f"(?:已经?|就|便|整整|足足|连续|安全|平稳|开放|累计|共|不间断|持续|稳定)*(?:{either(w['in-use'])})了?(?P<at>{COUNT}年)(?![前后级度份])"
        ),
    )


def lapses(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """历时N年 or N个月 beside two dates, 时隔N年 between two."""
    text = dated.text
    said = text[sentence.start : sentence.end]
    if not any(mark in said for mark in ("历", "耗", "用时", "时隔", "工期", "周期", "为期", "时长", "已")):
        return
    p = _patterns()
    for found in p.in_use.finditer(text, sentence.start, sentence.end):
        yield from _in_use(dated, found)
    points = [point for point in dated.points(sentence) if point.year is not None]
    lasting = list(p.lasting.finditer(text, sentence.start, sentence.end))
    if len(lasting) == 1 and not points:
        yield from _in_days(dated, lasting[0], sentence)
    if len(lasting) == 1 and 2 <= len(points) <= _POINTS and lasting[0].start() - sentence.start <= _LONG:
        yield from _lasted(dated, points, lasting[0], sentence)
    for earlier, later in pairwise(points):
        gone = p.after.search(text, earlier.at.end, later.at.start)
        if gone and "；" not in text[earlier.at.end : later.at.start]:
            yield from _lapse(dated, earlier, later, gone)


def _in_use(dated: Dated, found: re.Match[str]) -> Iterator[Outcome]:
    """1962年建成，至2024年已运行72年: where one digit makes it the years between the two."""
    n, years = whole(found["n"]), int(found["y2"]) - int(found["y"])
    at = Span(*found.span("at"))
    if not n or years < 2 or not dated.readable(at) or not _SINCE.search(found["between"]):
        return
    near = n in (years - 1, years, years + 1)
    if near or one_digit(n, years):
        start = Span(found.start("y"), found.end("y") + 1)
        formula = f"{found['y2']} − {found['y']} = {years}"
        yield told(dated, near, at, start, years, formula, severity=Severity.WARNING, phrase=at, number=Span(*found.span("n")))


_SINCE = re.compile(
    "建成|投[产用运]|建校|成立|创[办建立]|开[业办馆园行通]|通[车航水]|以来|起|蓄水|发电|启用|开始|[^，]于$|完工|竣工|落成|办学|设立"
)


def _lasted(dated: Dated, points: Sequence[Point], found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
    """2023年3月开工，2025年9月建成，历时30个月; 2019年启动，历时5年，于2024年完成; 2015年立项，2019年动工，2023年建成，历时四年."""
    text, p = dated.text, _patterns()
    told_before = [point for point in points if point.at.end <= found.start()]
    told_after = [point for point in points[len(told_before) :] if not _of_a_part(text, point, found.end())]
    behind = len(told_before) > 1
    if not told_before or not (behind or told_after) or (behind and found.start() - told_before[-1].at.end > _BEHIND):
        return
    *starts, later = told_before if behind else (told_before[0], told_after[0])
    if not p.of_all.fullmatch(re.split("[，。；：（）]", text[sentence.start : found.start()])[-1][-_BEHIND:]):
        return  # 前期论证历时四年
    begun = [start for start in starts if p.begun.match(text, start.at.end) or p.begun_in.search(text, sentence.start, start.at.start)]
    if text.startswith(("至", "到", "—", "-", "~"), starts[-1].at.end) or (not begun and (not behind or len(starts) > 1)):
        return  # a stretch, told as such
    outcomes = [each for start in starts for each in _took(dated, start, later, found)]
    held = [each for each in outcomes if each.verdict == "holds"]
    if behind and told_after:  # 2019年动工，历时四年，2023年建成 after another date: the end is the one behind
        held = held or [each for each in _took(dated, starts[-1], told_after[0], found) if each.verdict == "holds"]
        yield from held[:1]
    elif held or len(outcomes) == len(starts):
        yield held[0] if held else outcomes[starts.index(begun[-1] if begun else starts[-1])]


def _in_days(dated: Dated, found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
    """3月5日打下第一根桩，4月18日通过荷载试验，前后历时44天: two days of one year or of two, whichever it is."""
    text = dated.text
    points = [point for point in dated.points(sentence) if point.day]
    if found["unit"] != "天" or len(points) != 2 or points[1].at.end > found.start() or found.start() - points[1].at.end > _BEHIND:
        return
    lead = _BREAK.split(text[sentence.start : found.start()])[-1]
    between = text[points[0].at.end : points[1].at.start]
    if text.startswith("为期", found.start()) or text[points[0].at.start - 1 : points[0].at.start] in ("至", "到", "止"):
        return  # 持续到10月8日，10月9日撤展，为期24天的…
    if not _patterns().of_all.fullmatch(lead) or re.match("[至到—~-]", between) or _BREAK.search(between) is None or "；" in between:
        return
    if _PART.search(between + text[points[1].at.end : found.start()]) and not _WHOLE.fullmatch(lead):
        return
    year = dated.spoken.year or _ANY_YEAR
    first, last = (replace(point, year=year) for point in points)
    if (last.month, last.day) < (first.month, first.day):
        last = replace(last, year=year + 1)
    one, two, n = _day(first), _day(last), whole(found["n"])
    if one is None or two is None or not n or (two - one).days > _HALF_A_YEAR:
        return
    if _WHOLE.fullmatch(lead) or abs(n - (two - one).days) <= 1 or one_digit(n, (two - one).days):
        yield from _days(dated, first, last, found)


_WHOLE = re.compile("(?:前后|先后|总共|一共|共|合计|整个|全程|整个过程|全过程|这|已)*")
_ANY_YEAR, _HALF_A_YEAR = 2023, 183


def _of_a_part(text: str, point: Point, begin: int) -> bool:
    """（总工期69个月，）首台机组2026年10月投产: when the first of several, or a stage of the work, is done, not the whole."""
    before, behind = text[begin : point.at.start], text[point.at.end : point.at.end + _BEHIND]
    return _PART.search(_BREAK.split(before)[-1] + _BREAK.split(behind)[0]) is not None


_BREAK = re.compile("[，。；：（）]")
_PART = re.compile("首[台批期座条段栋个组套列]|第一[台批期座条段栋个组套列]|一期|先行|部分|试运[行营]|试生产|封顶|主体|合龙|贯通|节点")


class _Length(NamedTuple):
    """So many months at least and at most, and how far beyond them nothing is said."""

    low: int
    high: int
    slack: int


def _length(found: re.Match[str]) -> _Length | None:
    """近三年, 三年多, 三年半, 三年零两个月, 30个月 in months."""
    n, more, near = whole(found["n"]), whole(found["m"] or "0"), found["near"]
    if not n or more is None:
        return None
    if found["unit"] != "年":
        return _Length(n - 1, n, 1) if not near and not found["over"] else None
    if found["m"]:
        return _Length(12 * n + more - 1, 12 * n + more, 1)
    if found["half"]:
        return _Length(12 * n + _HALF - _QUARTER, 12 * n + _HALF + _QUARTER, _QUARTER)
    if near in ("近", "将近", "不到"):
        return _Length(12 * n - 11, 12 * n, 2)
    if found["over"] or near:
        return _Length(12 * n, 12 * n + 12, 2)
    return _Length(12 * n - 12, 12 * n + 12, 0)


def _took(dated: Dated, earlier: Point, later: Point, found: re.Match[str]) -> Iterator[Outcome]:
    """The time between two dates against what is said to have been taken; a year without its month is any month of it."""
    gap, at, length = later.months - earlier.months, Span(*found.span("at")), _length(found)
    if found["unit"] == "天":
        yield from _days(dated, earlier, later, found)
        return
    if length is None or gap < 1 or not dated.readable(at):
        return
    whole_years = not (earlier.month and later.month)
    years = (later.year or 0) - (earlier.year or 0)
    low, high = (12 * years - 11, 12 * years + 11) if whole_years else (gap, gap)
    off = max(length.low - high, low - length.high, 0)
    if 0 < off <= length.slack or (found["unit"] != "年" and (whole_years or off > max(_FAR, gap))):
        return
    value, unit, number = _right(found, gap, years, whole_years)
    formula = f"{later.year} − {earlier.year} = {years}"
    if unit != "年":
        formula = f"{dated.printed(later.at)} − {dated.printed(earlier.at)} = {gap}个月"
    yield told(
        dated, not off, at, earlier.at, value, formula, severity=Severity.WARNING, unit=unit, phrase=at if number else None, number=number
    )


def _right(found: re.Match[str], gap: int, years: int, whole_years: bool) -> tuple[int, str, Span | None]:
    """What should stand there, in what unit, and where its number stands if that alone is to be put right."""
    number = Span(*found.span("n"))
    if found["unit"] != "年" or found["m"]:
        return gap, "个月", None
    if whole_years:
        return years, "年", None
    if found["half"]:
        return ((gap - _QUARTER) // 12, "年半", number) if gap % 12 in range(_QUARTER, 12 - _QUARTER + 1) else (gap, "个月", None)
    if found["over"]:
        return gap // 12, "年" + found["over"], number
    return round(gap / 12), "年", None


def _days(dated: Dated, earlier: Point, later: Point, found: re.Match[str]) -> Iterator[Outcome]:
    """2023年3月1日开工，2023年8月28日完工，历时181天: either way of counting holds."""
    n, first, last = whole(found["n"]), _day(earlier), _day(later)
    if not n or found["near"] or found["over"] or first is None or last is None or last <= first:
        return
    days = (last - first).days
    if n not in (days - 1, days + 2) and abs(n - days) <= max(_MONTH, days):
        formula = f"{last.isoformat()} − {first.isoformat()} = {days}"
        yield told(dated, n in (days, days + 1), Span(*found.span("at")), earlier.at, days, formula, severity=Severity.WARNING, unit="天")


def _day(point: Point) -> datetime.date | None:
    try:
        return datetime.date(point.year or 0, point.month, point.day)
    except ValueError:
        return None


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
