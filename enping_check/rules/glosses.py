"""Two names of one time that cannot be of one time: 去年（2022年） in 2025, 二季度（5—7月）, 民国118年（2025年） (EP803)."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from enping_check.claims.dateline import either, printed_day, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span, Suggestion
from enping_check.rules.dated import TO, YEAR, Dated
from enping_check.rules.outcome import Outcome

_BY_CALENDAR = {"去": -1, "上": -1, "前": -2, "今": 0, "本": 0, "明": 1, "来": 1, "后": 2}
_QUARTERS = {"前二": 2, "前两": 2, "首两": 2, "首二": 2, "前三": 3, "首三": 3}
_TURN = (1, 12)  # months in which an article may still, or already, speak from the year beside its own


@dataclass(frozen=True, slots=True)
class _Patterns:
    day: re.Pattern[str]
    relative: re.Pattern[str]
    behind: re.Pattern[str]
    now: re.Pattern[str]
    dateline: re.Pattern[str]
    period: re.Pattern[str]
    same_period: re.Pattern[str]
    months: re.Pattern[str]
    months_first: re.Pattern[str]
    another: re.Pattern[str]
    era: re.Pattern[str]
    era_behind: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("gloss")
    named = f"(?:，?(?:{either(w['that-is'])})|—{{1,2}})"
    relative = "(?P<rel>[去上前今本明后来])年"
    part = "(?P<part>[上下]半年|[前首][二两三]个?季度?|[第首]?[一二三四]季度?|首季|前(?P<few>[二两三四五六七八九十]|\\d{1,2})个?月)"
    months = f"(?P<months>(?P<a>\\d{{1,2}})月?(?:份)?(?:{TO})(?P<b>\\d{{1,2}})月)(?:份)?"
    span = "(?:\\d{1,2}月(?:\\d{1,2}日|底|末)?|[上下]半年|[前首][二两三]个?季度?|第?[一二三四]季度?)"
    eras = f"(?P<era>{either(w['eras'])})(?P<n>\\d{{1,4}}|[一二三四五六七八九十百]{{1,5}}|元)年"
    common = "(?:西元|公元|公历)?(?P<y>1\\d{3}|20\\d\\d)年?"
    return _Patterns(
        day=re.compile("(?<![以几多之当])(?P<at>(?P<rel>大前|前|昨|今|明|后)[天日]（(?P<m>\\d{1,2})月(?P<d>\\d{1,2})[日号])"),
        relative=re.compile(
            f"(?<![\\d以几多之年])(?P<at>{relative}(?:同期|同月|同季)?(?:（(?:{either(w['that-is'])})?|{named})(?P<y>{YEAR})年?(?:）|(?<=年)))(?!前|后的)"
        ),
        behind=re.compile(
            f"(?<!\\d)(?P<at>(?P<y>{YEAR})年(?:（(?:{either(w['that-is'])})?|，?(?:{either(w['that-is'])})){relative})(?=[，。；）的]|$)"
        ),
        now=re.compile(
            f"(?:{either(w['now'])})(?P<y>{YEAR})年|(?<!\\d)(?P<y2>{YEAR})年\\d{{1,2}}月\\d{{1,2}}日(?:上午|下午|晚)?，?(?:[^，。；：\\d]{{0,12}}?)(?:{either(w['said'])})"
        ),
        # 本报2024年7月讯, （2024年7月8日电）: at the head of an article
        dateline=re.compile(
            f"(?<!\\d)(?P<y>{YEAR})年(?P<m>\\d{{1,2}})月(?:\\d{{1,2}}日)?(?:[^，。；\\d]{{0,6}})(?:讯|电|消息|报道)(?=[\\s（）：，:一-鿿]|$)"
        ),
        period=re.compile(f"(?<!\\d)(?P<y>{YEAR})年(?P<part>{span})"),
        same_period=re.compile(
            f"(?P<rel>[去上前])年(?:同期|度)?(?:（|{named})(?:即)?(?:截至|截止|至)?(?P<at>(?P<y>{YEAR})年)(?P<part>{span})"
        ),
        months=re.compile(f"{part}(?:（|{named}){months}"),
        months_first=re.compile(f"(?<!\\d){months}(?:（|{named}){part}(?=[），。；的])"),
        another=re.compile("财[年季政]|会计年度|年度报告期|学年|榨季|农历|截至\\d{1,2}月[底末]?止"),
        era=re.compile(f"{eras}(?:{w_month()})?(?:（|{named}|[，/]?(?=西元|公元)){common}"),
        era_behind=re.compile(f"(?<!\\d)(?:西元|公元|公历)?(?P<y>1\\d{{3}}|20\\d\\d)年?(?:（|{named}){eras}"),
    )


def w_month() -> str:
    """A month or a season between a year of an era and its year in brackets."""
    return "[一二三四五六七八九十冬腊春夏秋正]{1,2}月?|\\d{1,2}月"


def glosses(dated: Dated) -> Iterator[Outcome]:
    """Every time of an article that is named in two ways."""
    text = dated.text
    if "年" in text:
        yield from _relative(dated)
        yield from _side_by_side(dated)
        yield from _same_period(dated)
        yield from _eras(dated)
    if "五" in text:
        yield from _plans(dated)
    if "天（" in text or "日（" in text:
        yield from _days(dated)
    if "季" in text or "半年" in text or "个月" in text:
        yield from _parts(dated)


def _relative(dated: Dated) -> Iterator[Outcome]:
    """明年（2028年） in what is told on 2 December 2025: the two years must be as far apart as the word says."""
    text, p = dated.text, _patterns()
    for found in (*p.relative.finditer(text), *p.behind.finditer(text)):
        at, away = Span(*found.span("at")), _BY_CALENDAR[found["rel"]]
        if not dated.readable(at):
            continue
        start = max(text.rfind(mark, 0, at.start) for mark in "。！？\n") + 1
        stated = int(found["y"])
        now, base = _now(dated, start, at.start)
        if now is None and found["rel"] in "去上":
            now, base = _compared(dated, start, at.start, stated)
        if now is None:
            continue
        right = now + away
        turning = base is None and dated.spoken.date is not None and dated.spoken.date.month in _TURN
        if turning and abs(stated - right) == 1:
            continue
        formula = f"{now} {'+' if away >= 0 else '−'} {abs(away)} = {right}"
        related = (base,) if base is not None else ()
        yield dated.outcome(
            "EP803",
            stated == right,
            Severity.WARNING,
            at,
            key="gloss",
            implied=f"{right}年",
            formula=formula,
            related=related,
            value=right,
            unit="年",
            suggestion=_year(dated, Span(*found.span("y")), right) if away == -1 else None,
        )


def _year(dated: Dated, at: Span, right: int) -> Suggestion:
    """The year in the brackets put right."""
    return Suggestion(dated.reading.article.span(at), dated.printed(at), str(right))


def _compared(dated: Dated, start: int, end: int, stated: int) -> tuple[int | None, Span | None]:
    """2024年上半年，捐款18.6亿元，较去年（2022年）同期上升: the one year that opens the sentence is what is compared."""
    text, spoken = dated.text, dated.spoken
    told = _COMPARED.fullmatch(text[start:end])
    if told is None or (spoken.sure and spoken.year is not None and spoken.year == stated + 1):
        return None, None  # 2025年要达到…，较去年（2022年）: spoken from 2023
    return int(told["y"]), Span(start + told.start("y"), start + told.end("y") + 1)


# one year, and nothing of what is to come
_COMPARED = re.compile(
    f"[^。；\\d到至]{{0,16}}?(?<![\\d到至])(?P<y>{YEAR})年(?!以来|起|后|将|计划|目标)"
    f"(?:(?!(?:{YEAR})年|力争|预计|目标|计划|规划|将|拟|今年|本年)[^。；\\n]){{1,60}}(?:比|较|跟|与|和|同|相较于|相比)"
)


def _side_by_side(dated: Dated) -> Iterator[Outcome]:
    """今（2024）年3月公布，去（2022）年全年…: two years named so in one passage lie as far apart as their words."""
    text = dated.text
    told = [found for found in _IN_BRACKETS.finditer(text) if dated.readable(Span(*found.span("y")))]
    for one, other in pairwise(told):
        between = text[one.end() : other.start()]
        if len(one["y"]) != len(other["y"]) or one["rel"] == other["rel"] or len(between) > _NEAR_BY or "\n" in between:
            continue
        away = _BY_CALENDAR[other["rel"]] - _BY_CALENDAR[one["rel"]]
        start = max(text.rfind(mark, 0, other.start()) for mark in "。！？\n") + 1
        right, stated = int(one["y"]) + away, int(other["y"])
        if _QUOTED.search(between) or (right != stated and other["long"] and _now(dated, start, other.start())[0] is not None):
            continue  # told already, of the year in which the article speaks
        yield dated.outcome(
            "EP803",
            stated == right,
            Severity.WARNING,
            Span(*other.span("y")),
            key="gloss",
            implied=f"{right}年",
            formula=f"{one['y']} {'+' if away >= 0 else '−'} {abs(away)} = {right}",
            related=(Span(*one.span("y")),),
            value=right,
            unit="年" if other["long"] else "",
        )


# 去年（2022年）, 去（2022）年, 去（111）年
_IN_BRACKETS = re.compile(
    "(?<![\\d以几多之年逝故当往新])(?P<rel>[去今明])(?P<long>年)?（(?P<y>(?:19|20)\\d\\d|1[01]\\d)年?）(?(long)|年)(?!前|后的)"
)
_QUOTED = re.compile("[“”「」『』]|原文|摘录|当时|彼时")
_NEAR_BY = 80


def _same_period(dated: Dated) -> Iterator[Outcome]:
    """截至2025年6月底止…，去年同期（截至2023年6月底止六个月）: the same part of the year before the only one that the sentence has told."""
    text, p = dated.text, _patterns()
    for found in p.same_period.finditer(text):
        at = Span(*found.span("at"))
        start = max(text.rfind(mark, 0, at.start) for mark in "。！？\n") + 1
        told = list(p.period.finditer(text, start, found.start()))
        years = set(re.findall(f"(?<!\\d)({YEAR})年", text[start : found.start()]))
        if not told or years != {told[-1]["y"]} or told[-1]["part"] != found["part"] or not dated.readable(at):
            continue
        if _ANOTHER_NOW.search(text, told[-1].end(), found.start()):
            continue  # 2023年6月投产，今年上半年…，去年同期（2024年6月）
        now, away = int(told[-1]["y"]), -_BY_CALENDAR[found["rel"]]
        right = now - away
        yield dated.outcome(
            "EP803",
            int(found["y"]) == right,
            Severity.WARNING,
            at,
            key="gloss",
            implied=f"{right}年",
            formula=f"{now} − {away} = {right}",
            related=(Span(told[-1].start(), told[-1].end()),),
            value=right,
            unit="年",
        )


_ANOTHER_NOW = re.compile("[今本明去前上]年|当年|如今|目前")


def _days(dated: Dated) -> Iterator[Outcome]:
    """前天（10月8日） in a report of the 12th: so many days before it, or before the day after, on which it is printed."""
    own = printed_day(dated.reading.article, dated.reading.scan, dated.spoken.year or _ANY_YEAR)
    if own is None or _REPORT.search(dated.text) is None:
        return
    for found in _patterns().day.finditer(dated.text):
        at, away = Span(*found.span("at")), _BY_DAY[found["rel"]]
        try:
            stated = datetime.date(own.year, int(found["m"]), int(found["d"]))
        except ValueError:
            continue
        off = (stated - own).days - away
        if not dated.readable(at) or abs(off) > _FAR_OFF:
            continue
        right = own + datetime.timedelta(days=away)
        yield dated.outcome(
            "EP803",
            0 <= off <= 1,
            Severity.WARNING,
            at,
            key="gloss",
            implied=f"{right.month}月{right.day}日",
            formula=f"{own.month}-{own.day} {'+' if away >= 0 else '−'} {abs(away)} = {right.month}-{right.day}",
        )


_BY_DAY = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_ANY_YEAR, _FAR_OFF = 2023, 40  # days: further off, and it is of another year
_REPORT = re.compile("\\d[日号][^，。；\\n]{0,8}[讯电]")


def _now(dated: Dated, start: int, end: int) -> tuple[int | None, Span | None]:
    """The year spoken from: the one that the sentence says (站在2025年, 2025年12月2日通报), else the article's own."""
    text, p = dated.text, _patterns()
    here = list(p.now.finditer(text, start, end))
    years = {int(year) for year in re.findall(f"(?<!\\d)({YEAR})年", text[start:end])}
    if here:
        year = int(here[-1]["y"] or here[-1]["y2"])
        name = "y" if here[-1]["y"] else "y2"
        return (year, Span(here[-1].start(name), here[-1].end(name) + 1)) if years == {year} else (None, None)
    head = list(p.dateline.finditer(text, 0, _HEAD))
    if len(head) == 1 and years <= {int(head[0]["y"])} and int(head[0]["m"]) not in _TURN:
        return int(head[0]["y"]), Span(head[0].start("y"), head[0].end("y") + 1)
    if years or not dated.spoken.sure or dated.spoken.source == "title":
        return None, None
    return dated.spoken.year, None


_HEAD = 60  # characters at the head of an article in which its dateline stands


def _parts(dated: Dated) -> Iterator[Outcome]:
    """一季度（1—4月）, 第二季度，也就是5—7月: a quarter has three months; which, where no other year than the calendar's is named."""
    text, p = dated.text, _patterns()
    for found in (*p.months.finditer(text), *p.months_first.finditer(text)):
        first, last = int(found["a"]), int(found["b"])
        at = Span(*found.span("months"))
        begin, length = _months(found["part"], found["few"])
        if not length or not dated.readable(at) or not (1 <= first <= 12 and 1 <= last <= 12):
            continue
        months = (last - first) % 12 + 1
        shifted = months == length and first != begin and p.another.search(text) is None
        formula = f"{found['part']} = {length}个月, {found['months']} = {months}个月"
        if shifted:
            formula = f"{found['part']} = {begin}—{begin + length - 1}月"
        yield dated.outcome(
            "EP803",
            months == length and not shifted,
            Severity.WARNING if shifted else Severity.ERROR,
            at,
            implied=f"{begin}—{begin + length - 1}月" if shifted else f"{length}个月",
            formula=formula,
            related=(Span(*found.span("part")),),
        )


def _months(part: str, few: str | None) -> tuple[int, int]:
    """The first month of a part of the year, and how many it has; (1, 0) where that cannot be told."""
    if few:
        return 1, whole(few.replace("两", "二")) or 0
    if "半年" in part:
        return (1 if part[0] == "上" else 7), 6
    if part[:2] in _QUARTERS:
        return 1, 3 * _QUARTERS[part[:2]]
    number = part.replace("第", "").replace("首季", "一季").lstrip("首")[:1]
    return 3 * "一二三四".index(number) + 1, 3


def _plans(dated: Dated) -> Iterator[Outcome]:
    """“十四五”时期（2021—2025年）: the five years of a plan."""
    for found in _PLAN.finditer(dated.text):
        at = Span(found.start("a"), found.end("b"))
        begun = _PLANS[found["plan"]]
        if dated.readable(at):
            yield dated.outcome(
                "EP803",
                (int(found["a"]), int(found["b"])) == (begun, begun + 4),
                Severity.WARNING,
                at,
                key="gloss",
                implied=f"{begun}—{begun + 4}年",
                formula=f"{found['plan']} = {begun}—{begun + 4}",
                related=(Span(*found.span("plan")),),
            )


_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_PLAN = re.compile(
    f"(?P<plan>十[一二三四五]五)”?(?:时期|期间|规划|规划期|规划期间|这五年)?(?:（|，?即|，?也就是)(?P<a>{YEAR})年?(?:{TO})(?P<b>{YEAR})年?(?=[）），。；])"
)


def _eras(dated: Dated) -> Iterator[Outcome]:
    """民国118年（西元2025年）: the year of an era is so many behind its beginning; a year of an emperor may end in the next."""
    text, p = dated.text, _patterns()
    for found in (*p.era.finditer(text), *p.era_behind.finditer(text)):
        kinds = next(kind.split() for kind in words("gloss")["eras-begun"] if kind.startswith(found["era"] + " "))
        n = 1 if found["n"] == "元" else whole(found["n"])
        at = Span(found.start("era"), found.end("n") + 1)
        if not n or not dated.readable(at):
            continue
        begun, slack, stated = int(kinds[1]), int(kinds[2]), int(found["y"])
        right = begun + n
        yield dated.outcome(
            "EP803",
            0 <= stated - right <= slack,
            Severity.WARNING,
            at,
            key="gloss",
            implied=f"{stated - begun}年",
            formula=f"{stated} − {begun} = {stated - begun}",
            related=(Span(*found.span("y")),),
        )
