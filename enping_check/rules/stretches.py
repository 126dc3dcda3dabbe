"""Stretches of days, months and years against what they are said to take (EP803), and ends before their beginnings (EP804).

共N天 counts both ends; months and years are told only where the count is well off, for people round them.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, TO, YEAR, Dated
from enping_check.rules.outcome import Outcome

_BRACKET = "(?:[（(][^（）()\\n]{1,8}[）)])?"
_TIME = "(?: ?(?:\\d{1,2}(?::\\d{2}|[时点](?:\\d{1,2}分)?)|零[时点]|凌晨))?"
# 10月15日开幕、19日闭幕: what begins and what ends in place of 至
_OPENED = (
    "(?:在[^，。；、\\d]{2,14}?)?(?P<opened>(?:正式|隆重|盛大)?(?:开幕|启幕|开始|启动|开展|开馆|开赛|开机|开工|动工|出发|开园|开市|进场|起航|开拍|开播|开考|开营)"
    "[，、,]?(?:(?:持续|延续|一直)?[至到])?(?:将?[于在])?)"
)
_CLOSED = re.compile(
    "(?:(?:上午|下午|晚上?|当晚))?(?:正式|全面|顺利|圆满)*(?:闭幕|落幕|落下帷幕|谢幕|结束|收官|闭馆|完赛|竣工|完工|返回|返程|返航|建成|杀青|收市|投产|投运|通车|贯通|合龙|封顶|交付)(?:使用|投用)?"
)
_SHOW = re.compile("[幕展馆园市]")  # then both ends count
_GAP = f"(?:持续|延续|一直|开放|展出|展销|开|办|展|放|演)?(?:{TO})|{_OPENED}"
_RANGE = (
    f"(?<!\\d)(?:(?P<y>{YEAR})年)?(?P<m>\\d{{1,2}})月(?P<d>\\d{{1,2}})[日号]{_BRACKET}(?:上午|下午)?{_TIME}起?(?:{_GAP})"
    f"(?:(?P<y2>{YEAR})年)?(?:(?P<m2>\\d{{1,2}})月)?(?P<d2>\\d{{1,2}})[日号]{_BRACKET}"
)
_MONTHS = f"(?<!\\d)(?P<y>{YEAR})年(?P<m>\\d{{1,2}})月起?(?:{_GAP})(?P<y2>{YEAR})年(?P<m2>\\d{{1,2}})月(?!\\d)"
# 从2017年3月办到2025年3月，整整办了8周年
_JUST = (
    f"(?<!\\d)(?P<y>{YEAR})年(?P<m>\\d{{1,2}})月(?:\\d{{1,2}}[日号])?[^，。；、\\d]{{0,6}}?，?(?:{TO})"
    f"(?P<y2>{YEAR})年(?P<m2>\\d{{1,2}})月(?:\\d{{1,2}}[日号])?，?(?:整整|足足|刚好|正好|恰好|恰|已?满)[^，。；、\\d]{{0,3}}?"
    f"(?P<at>{COUNT}(?:周年|年))(?=[，。；！]|$)"
)
_SHORT = 24  # characters before a stretch in which its length may be told
_WRAPPED = 300  # days: a stretch over New Year that would be longer than this is two dates that changed places
_LENGTHS = {  # days of a unit, and how many days off still hold and surely fail
    "个月": (Fraction(487, 16), 3, 20),
    "年": (Fraction(1461, 4), 3, 100),
    "周": (Fraction(7), 2, 4),
    "个星期": (Fraction(7), 2, 4),
}


@dataclass(frozen=True, slots=True)
class _Patterns:
    ranged: re.Pattern[str]
    months: re.Pattern[str]
    just: re.Pattern[str]
    built: re.Pattern[str]
    days_after: re.Pattern[str]
    days_before: re.Pattern[str]
    days_of: re.Pattern[str]
    days_told: re.Pattern[str]
    long: re.Pattern[str]
    long_before: re.Pattern[str]
    term: re.Pattern[str]
    effective: re.Pattern[str]
    expires: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    strict, loose, term = either(w["inclusive"]), either(w["loose"]), either(w["term"])
    return _Patterns(
        ranged=re.compile(_RANGE),
        months=re.compile(_MONTHS),
        just=re.compile(_JUST),
        built=re.compile(  # 2021年3月开工，2024年3月完工，历时三年
            f"(?<!\\d)(?P<y>{YEAR})年(?P<m>\\d{{1,2}})月(?:\\d{{1,2}}[日号])?[^，。；、\\d]{{0,4}}(?:{either(w['work-begun'])})[^，。；\\d]{{0,10}}，"
            f"[^，。；\\d]{{0,6}}(?P<y2>{YEAR})年(?P<m2>\\d{{1,2}})月(?:\\d{{1,2}}[日号])?[^，。；、\\d]{{0,4}}{_CLOSED.pattern}[^，。；\\d]{{0,8}}，"
            f"[^，。；\\d]{{0,4}}(?:{either(w['taken'])})(?P<at>{COUNT}年)(?=[，。；！]|$)"
        ),
        days_after=re.compile(
            "(?:(?:将)?(?:在[^，。；、（）\\d]{1,14}?)?(?:举行|举办|召开|进行|开展)(?=，))?"
            f"止?[（(，,、：:]{{0,2}}(?P<word>{strict}|{loose})(?:计)?(?P<at>{COUNT}天)(?![一二三四五六七八九十两\\d]{{1,2}}[夜晚])"
        ),
        days_before=re.compile(
            f"(?P<word>{strict}|期限|整改期|限期|(?<![每各].)(?<![每各])展出)(?P<at>{COUNT}天)的?(?:[（(]|，(?:从|自)|[^。；，、（）]{{0,24}}?(?:于|从|自))$"
        ),
        # 为期三天的农博会6月5日开幕，6月17日…
        days_of=re.compile(f"(?P<word>为期|会期|展期)(?P<at>{COUNT}天)的[^。；，、（）\\d]{{1,24}}$"),
        days_told=re.compile(
            f"(?:(?P<word>{strict}|{either(w['days'])})(?:了|约|将)?|(?<=[，。；）])(?:短短|整整|这)?)"
            f"(?P<at>{COUNT}(?:天|(?(word)日(?=[，,的。])|天)))(?![一二三四五六七八九十两\\d]{{1,2}}[夜晚])"
            "(?(word)|(?=共|累计|总计|合计|里|时间|间|的?(?:展期|会期|赛程|假期|展会|节会|展览|赛事|活动)|，))"
        ),
        long=re.compile(
            f"止?[（(，,、：:]{{0,2}}(?:{term})(?:计|为)?(?P<at>{COUNT}(?P<unit>{either(tuple(_LENGTHS))}))(?![多余半零来前后级度])"
        ),
        term=re.compile(
            f"[^，。；、\\d]{{0,2}}?(?P<expires>{either(w['expires'])})?[^，。；、\\d]{{0,4}}[，,（(](?:贷款|借款|租赁|合同|债券|授信|委托|协议|服务|聘用|许可|证书|保险|总|共)?"
            f"(?:{term})(?:计|为|是)?(?P<at>{COUNT}(?P<unit>{either(tuple(_LENGTHS))}))(?![多余半零来前后级度])"
        ),
        effective=re.compile(either(w["effective"])),
        expires=re.compile(either(w["expires"])),
        long_before=re.compile(  # 合同期限三年，自2022年7月1日起至…
            f"(?:{term})(?:计|为|是)?(?P<at>{COUNT}(?P<unit>{either(tuple(_LENGTHS))}))[，,（(]{{0,2}}(?:即|自|从|由|起于)?$"
        ),
    )


def stretches(dated: Dated, sentences: Sequence[Span], number: int) -> Iterator[Outcome]:
    """Every a至b of a sentence of a line whose order or length can be told."""
    text, sentence = dated.text, sentences[number]
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    for found in _patterns().ranged.finditer(text, sentence.start, sentence.end):
        at = Span(found.start(), found.end())
        if not dated.readable(at) or _end(dated, found) is None:
            continue
        year, stated = _year(dated, found, sentence)
        ends = _ends(found, year)
        if ends is None:
            continue
        first, last = ends
        if last < first:
            if not found["opened"]:  # two events in the wrong order are told as such
                yield _reversed(dated, at, f"{_short(last, stated)} < {_short(first, stated)}")
        elif found["y2"] or not found["m2"] or (last - first).days < _WRAPPED:
            yield from _days(dated, found, sentence, after, first, last, stated)
            yield from _long(dated, found, sentence, first, last)
    yield from _terms(dated, sentence)
    if "整" in text[sentence.start : sentence.end] or _EXACTLY.search(text, sentence.start, sentence.end):
        for found in _patterns().just.finditer(text, sentence.start, sentence.end):
            yield from _just_years(dated, found)
    if "时" in text[sentence.start : sentence.end]:
        for found in _patterns().built.finditer(text, sentence.start, sentence.end):
            yield from _just_years(dated, found)
    for found in _patterns().months.finditer(text, sentence.start, sentence.end):
        at = Span(found.start(), found.end())
        first_month, last_month = (int(found["y"]), int(found["m"])), (int(found["y2"]), int(found["m2"]))
        if _end(dated, found) is None:
            continue
        if not found["opened"]:
            yield from _whole_months(dated, found, sentence, (last_month[0] - first_month[0]) * 12 + last_month[1] - first_month[1])
        if last_month < first_month and not found["opened"] and dated.readable(at) and max(first_month[1], last_month[1]) <= 12:
            yield _reversed(dated, at, f"{found['y2']}-{found['m2']} < {found['y']}-{found['m']}")


def _just_years(dated: Dated, found: re.Match[str]) -> Iterator[Outcome]:
    """2017年3月到2025年3月，整整8年: from month to month, to the year; a month on either side is let pass."""
    months = (int(found["y2"]) - int(found["y"])) * 12 + int(found["m2"]) - int(found["m"])
    n, at = whole(found["n"]), Span(*found.span("at"))
    right = round(months / 12)
    if not n or right < 1 or abs(months - 12 * right) > 1 or abs(n - right) > _YEARS_OFF or not dated.readable(at):
        return
    yield dated.outcome(
        "EP803",
        n == right,
        Severity.ERROR,
        at,
        implied=f"{right}年",
        formula=f"{found['y2']}-{found['m2']} − {found['y']}-{found['m']} = {right}年",
        related=(Span(found.start(), found.end()),),
        value=right,
        unit="年",
        suggestion=dated.recount(at, Span(*found.span("n")), right),
    )


_EXACTLY = re.compile("足足|[刚正恰]好|恰|满")
_YEARS_OFF = 3  # further off, and something else was counted


def _end(dated: Dated, found: re.Match[str]) -> int | None:
    """Where the stretch ends with its words; None where 开工 is followed by a date of something else."""
    if not found["opened"] or "续" in found["opened"]:  # 开幕，持续到10月8日
        return found.end()
    closed = _CLOSED.match(dated.text, found.end())
    return closed.end() if closed else None


def _whole_months(dated: Dated, found: re.Match[str], sentence: Span, months: int) -> Iterator[Outcome]:
    """2023年3月至2024年9月，历时18个月: either way of counting holds, and a month on either side is let pass."""
    said = _patterns().long.match(dated.text, _end(dated, found) or found.end(), sentence.end)
    n = whole(said["n"]) if said else None
    if not said or not n or said["unit"] != "个月" or months < 1 or n in (months - 1, months + 2):
        return
    at = Span(*said.span("at"))
    if abs(n - months) <= 12:
        yield dated.outcome(
            "EP803",
            n in (months, months + 1),
            Severity.ERROR,
            at,
            implied=f"{months}个月",
            formula=f"{found['y2']}-{found['m2']} − {found['y']}-{found['m']} = {months}个月",
            related=(Span(found.start(), found.end()),),
        )


def _reversed(dated: Dated, at: Span, formula: str) -> Outcome:
    return dated.outcome("EP804", False, Severity.WARNING, at, formula=formula, strength=Fraction(1, 2))


def _year(dated: Dated, found: re.Match[str], sentence: Span) -> tuple[int, bool]:
    """The year in which a stretch begins, and whether the text says so; any year with the article's leap days otherwise."""
    if found["y"]:
        return int(found["y"]), True
    before = re.findall(f"(?<!\\d)({YEAR})年", dated.text[sentence.start : found.start()])
    if before:
        return int(before[-1]), True
    return (dated.spoken.year, False) if dated.spoken.year is not None else (2023, False)


def _days(
    dated: Dated, found: re.Match[str], sentence: Span, after: Span | None, first: datetime.date, last: datetime.date, stated: bool
) -> Iterator[Outcome]:
    text = dated.text
    p = _patterns()
    said = p.days_after.match(text, _end(dated, found) or found.end(), sentence.end) or p.days_before.search(
        text[max(sentence.start, found.start() - 40) : found.start()]
    )
    led = None
    if said is None and found["opened"]:
        led = said = p.days_of.search(text[max(sentence.start, found.start() - 40) : found.start()])
    apart = not said
    if said is None:
        said = _told_apart(dated, found, sentence, after)
    if said is None:
        return
    shift = 0 if said.string is text else max(sentence.start, found.start() - 40)
    n = whole(said["n"])
    both = (last - first).days + 1
    if not n:
        return
    loose = said["word"] in words("span")["loose"] or (found["opened"] and not _SHOW.search(found["opened"]))
    counts = {both, both - 1} if loose else {both}
    if not stated and first <= datetime.date(first.year, 2, 28) < last:
        counts |= {count + by for count in counts for by in (-1, 1)}  # whether it was a leap year is not known
    at = Span(said.start("at") + shift, said.end("at") + shift)
    yield dated.outcome(
        "EP803",
        n in counts,
        Severity.WARNING if apart else Severity.ERROR,
        at,
        implied=f"{both}天",
        formula=f"{_short(last, stated)} − {_short(first, stated)} + 1 = {both}",
        related=(Span(found.start(), found.end()),),
        value=both,
        unit="天",
        suggestion=dated.recount(at, Span(said.start("n") + shift, said.end("n") + shift), both)
        if len(counts) == 1 and led is None
        else None,
    )


def _told_apart(dated: Dated, found: re.Match[str], sentence: Span, after: Span | None) -> re.Match[str] | None:
    """10月18日至26日，…举办。为期9天的活动: the one count of days behind the one stretch, where nothing says that it is a part's."""
    p, text = _patterns(), dated.text
    start, end = _end(dated, found) or found.end(), sentence.end
    if len(list(p.ranged.finditer(text, sentence.start, sentence.end))) > 1:
        return None
    counts = list(p.days_told.finditer(text, start, end))
    if not counts and after is not None and not p.ranged.search(text, after.start, after.end):
        counts = [
            each
            for each in p.days_told.finditer(text, after.start, after.end)
            if not re.search("\\d[日号]", text[after.start : each.start()])
        ]
    if len(counts) == 1 and not _of_the_same(text, sentence, counts[0]):
        return None
    if len(counts) != 1 or _PART_OF.search(text[start : counts[0].end()]) or counts[0].start() - start > _FAR:
        return None
    return counts[0]


_PART_OF = re.compile(
    "布展|撤展|筹[展备]|搭建|期间|其间|其中|同期|分别|分[两三四五]|首[日天]|前\\d|第[一二三四五六七八九十\\d]+[天阶期批]|同时|此外|另|还将|每|比|较|提前|延长|缩短|截至|已"
)


def _of_the_same(text: str, sentence: Span, count: re.Match[str]) -> bool:
    """False for 报到时间为9月5日至6日，军训共14天: what the days are counted of is named, and is not what the dates are of."""
    before = text[sentence.start : count.start()]
    named = re.split("[，。；：（）]", before)[-1].strip(" “”《》")
    told = before[: len(before) - len(named)]
    return len(named) < 2 or _EVENT.search(named) is not None or any(named[at : at + 2] in told for at in range(len(named) - 1))


_EVENT = re.compile("[展会节假赛期程]|活动|论坛|前后|[总一本]")
_FAR = 60  # characters from a stretch to the count of its days


def _terms(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """起息日为2024年6月1日，到期日为2029年6月1日，期限5年: from the one to the other, and nothing else is dated between."""
    text, p = dated.text, _patterns()
    if "期" not in text[sentence.start : sentence.end]:
        return
    points = [point for point in dated.points(sentence) if point.day and point.year is not None]
    for one, other in pairwise(points):
        said = p.term.match(text, other.at.end, sentence.end)
        before, behind = text[max(sentence.start, one.at.start - 8) : one.at.start], text[one.at.end : other.at.start]
        until = text[max(one.at.end, other.at.start - 8) : other.at.start]
        if said is None or not (p.effective.search(before) or p.effective.match(behind)):
            continue
        if not (p.expires.search(until) or said["expires"]) or len(behind) > _SHORT:
            continue
        try:
            first, last = (datetime.date(point.year or 0, point.month, point.day) for point in (one, other))
        except ValueError:
            continue
        if last > first:
            yield from _measured(dated, said, Span(one.at.start, other.at.end), first, last)


def _long(dated: Dated, found: re.Match[str], sentence: Span, first: datetime.date, last: datetime.date) -> Iterator[Outcome]:
    """为期3个月, 期限五年 after its first and last day."""
    said = _patterns().long.match(dated.text, _end(dated, found) or found.end(), sentence.end)
    said = said or _patterns().long_before.search(dated.text, max(sentence.start, found.start() - _SHORT), found.start())
    if said:
        yield from _measured(dated, said, Span(found.start(), found.end()), first, last)


def _measured(dated: Dated, said: re.Match[str], stretch: Span, first: datetime.date, last: datetime.date) -> Iterator[Outcome]:
    """A length in weeks, months or years against the first and the last day."""
    n = whole(said["n"])
    if not n:
        return
    days = (last - first).days + 1
    unit, near, far = _LENGTHS[said["unit"]]
    off = abs(days - n * unit)
    if near < off <= far:
        return
    right = max(1, round(days / unit))
    at = Span(*said.span("at"))
    exact = abs(days - right * unit) <= near
    yield dated.outcome(
        "EP803",
        off <= near,
        Severity.ERROR,
        at,
        implied=f"{right}{said['unit']}" if exact else f"{days}天",
        formula=f"{last.isoformat()} − {first.isoformat()} + 1 = {days}天",
        related=(stretch,),
        suggestion=dated.recount(at, Span(*said.span("n")), right) if exact else None,
    )


def _ends(found: re.Match[str], year: int) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a stretch; the last falls in the next year where 11月15日至3月15日 must mean so. None for impossible days."""
    month, month2 = int(found["m"]), int(found["m2"] or found["m"])
    year2 = int(found["y2"]) if found["y2"] else year
    if found["y2"] and not found["y"] and year2 < year:
        year = year2  # the beginning takes its year from the end
    try:
        first = datetime.date(year, month, int(found["d"]))
        last = datetime.date(year2, month2, int(found["d2"]))
        if last < first and not found["y2"] and found["m2"]:
            later = datetime.date(year2 + 1, month2, int(found["d2"]))
            if (later - first).days < _WRAPPED:
                return first, later
    except ValueError:
        return None
    return first, last


def _short(day: datetime.date, stated: bool) -> str:
    return day.isoformat() if stated else f"{day.month}-{day.day}"
