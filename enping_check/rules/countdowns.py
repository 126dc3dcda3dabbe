"""How many days are left till a day, against the two days told: 今天是3月1日，距6月9日开幕还有100天 (EP803).

The day from which it is counted is the one other day of the sentence, else one beside it that is said to be today, else the article's own.
Today may count or not, and news may be a day old.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from enping_check.claims.dateline import either, printed_day, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, Dated, Point, one_digit, told
from enping_check.rules.outcome import Outcome

_ANY_YEAR = 2023  # where none is printed: a year without a leap day, and a day more or less is let pass
_YEAR = 366  # days: what lies further ahead is not counted in days
_FAR = 40  # characters between a count and the day that it leads to
_MARKS = re.compile("[，。；：！？（）(),;:!?\\n]")


class _Day(NamedTuple):
    """A day as it is printed, in its year or in any."""

    point: Point
    at: datetime.date


@dataclass(frozen=True, slots=True)
class _Patterns:
    count: re.Pattern[str]
    today: re.Pattern[str]
    yesterday: re.Pattern[str]
    since: re.Pattern[str]
    unsettled: re.Pattern[str]
    hedged: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("countdown")
    return _Patterns(
        count=re.compile(
            f"(?:(?P<from>(?:距离?|(?<![距分远脱逃隔撤陆])离|(?P<until>(?<![截直达得截])[到至]))(?P<what>[^。；！？，\\n]{{0,36}}?)(?:，[^，。；\\d距离]{{0,4}})?)?(?P<word>{either(w['left'])})(?:了|着|的|还有|只有|仅有|最后|整整|正好|刚好|只剩|还剩|仅剩|：|:)*"
            f"|(?P<only>{either(w['ends'])})(?:着|还有|只剩|还剩|仅剩|最后|进入|第|：|:)*)"
            f"(?P<at>{COUNT}[天日])(?![一二三四五六七八九十两\\d多余左上内的期]|之内|以内)"
        ),
        today=re.compile(f"(?:{either(w['today'])})[^，。；\\d]{{0,6}}[，（(]?$"),
        yesterday=re.compile("昨[天日晚]?[，（(]?$"),
        since=re.compile(f"{either(w['since'])}"),
        unsettled=re.compile(either(w["unsettled"])),
        hedged=re.compile("(?:不[到足满]|将?近|约|大约|超过?|逾|至少)$"),
    )


def countdowns(dated: Dated, sentences: Sequence[Span], number: int) -> Iterator[Outcome]:
    """Every count of days left in a sentence of a line."""
    text, sentence, p = dated.text, sentences[number], _patterns()
    said = text[sentence.start : sentence.end]
    if "天" not in said and "日" not in said:
        return
    counts = list(p.count.finditer(text, sentence.start, sentence.end))
    if len(counts) != 1:
        return
    found = counts[0]
    n, at = whole(found["n"]), Span(*found.span("at"))
    if (
        not n
        or not dated.readable(at)
        or p.unsettled.search(text, sentence.start, min(sentence.end, at.end + 8))
        or p.hedged.search(text[found.start() : at.start])
    ):
        return
    here = _days(dated, sentence)
    beside = [
        day
        for other in (number - 1, number + 1)
        if 0 <= other < len(sentences) and not p.unsettled.search(text[sentences[other].start : sentences[other].end])
        for day in _days(dated, sentences[other])
    ]
    pair = _between(dated, found, here, beside, sentence)
    if pair is None:
        return
    now, then, sure, slack = pair
    days = (then.at - now).days
    if days < 0 and then.point.year is None:
        days = (then.at.replace(year=then.at.year + 1, day=min(then.at.day, 28)) - now).days
    if not 0 < days <= _YEAR:
        return
    if now <= datetime.date(now.year, 2, 28) < then.at and then.point.year is None:
        slack += 1  # a leap day that is not told
    good = abs(n - days) <= slack
    if not good and not (sure or _one_slip(n, days)):
        return
    formula = f"{then.at.month}-{then.at.day} − {now.month}-{now.day} = {days}"
    yield told(
        dated,
        good,
        at,
        then.point.at,
        days,
        formula,
        severity=Severity.WARNING,
        unit=found["at"][-1],
        phrase=at if slack == 1 else None,
        number=Span(*found.span("n")),
    )


def _one_slip(n: int, days: int) -> bool:
    """One digit another, two exchanged, or one more or fewer: 54 and 45, 19 and 9."""
    a, b = sorted((str(n), str(days)), key=len)
    return one_digit(n, days) or (len(b) == len(a) + 1 and (b.startswith(a) or b.endswith(a)))


def _days(dated: Dated, sentence: Span) -> list[_Day]:
    """The days of a sentence, each once."""
    found: dict[datetime.date, _Day] = {}
    points = [point for point in dated.points(sentence) if point.day]
    years = {point.year for point in points if point.year is not None}
    year = years.pop() if len(years) == 1 else dated.spoken.year or _ANY_YEAR
    for point in points:
        try:
            day = datetime.date(point.year or year, point.month, point.day)
        except ValueError:
            continue
        found.setdefault(day, _Day(point, day))
    return list(found.values())


def _between(
    dated: Dated, found: re.Match[str], here: Sequence[_Day], beside: Sequence[_Day], sentence: Span
) -> tuple[datetime.date, _Day, bool, int] | None:
    """The day from which is counted, the one to which, whether the first is surely today, and by how many days a count may be off."""
    p, text = _patterns(), dated.text
    marked = [day for day in (*here, *beside) if _is_today(dated, day.point)]
    if (feast := _feast(found)) is not None:
        return _to_the_feast(dated, found, feast, [*marked, *(day for day in here if day not in marked)], sentence)
    near = [*here, *beside] if any(day in marked for day in beside) or not here else list(here)
    ahead = len(near) == 2 and not here and not marked and found["only"] and near[0].point.at.start > found.end()  # 倒计时50天！8月1日，…
    if len(near) > 2 and len(here) == 2:
        near = list(here)
    if len(near) == 2 and near[0].at != near[1].at and (here or marked or ahead):
        first, last = sorted(near, key=lambda day: day.at)
        if _inside(found, first) or last in marked:
            first, last = last, first  # 12月20日 … 1月18日
        inside = _inside(found, last)
        sure = first in marked
        if found["until"] and not inside:
            return None
        if ahead and _COMES.search(_MARKS.split(text[last.point.at.end + 1 : last.point.at.end + 31])[0]) is None:
            return None
        if last in marked or not (inside or _led_to(dated, found, last, sentence)):
            return None
        if not (inside or sure or _says_when(dated, first.point, _sentence_of(dated, first, sentence))):
            return None
        yesterday = p.yesterday.search(text[max(0, first.point.at.start - 4) : first.point.at.start]) is not None
        return first.at, last, sure, 2 if yesterday else 1
    if len(here) != 1 or beside:
        return None
    own = dated.spoken.date or printed_day(dated.reading.article, dated.reading.scan, dated.spoken.year or _ANY_YEAR)
    if own is None or here[0].at == own:
        return None
    return (own, here[0], True, 2) if _inside(found, here[0]) or _led_to(dated, found, here[0], sentence) else None


def _feast(found: re.Match[str]) -> tuple[int, int] | None:
    """Month and day of 元旦 in 距离元旦还有29天."""
    what = re.sub("[“”\\s]|(?:19|20)\\d\\d年|到来|当天|假期|钟声敲响|来临|第一天", "", found["what"] or "")
    return _feasts().get(what)


@functools.cache
def _feasts() -> Mapping[str, tuple[int, int]]:
    told = (each.split(" ") for each in words("countdown")["feasts"])
    return {name: (int(month), int(day)) for name, month, day in told}


def _to_the_feast(
    dated: Dated, found: re.Match[str], feast: tuple[int, int], days: Sequence[_Day], sentence: Span
) -> tuple[datetime.date, _Day, bool, int] | None:
    """今天是10月1日，距离元旦还有92天: from the one day that is told to the next of that name."""
    if len(days) != 1 or not (_is_today(dated, days[0].point) or _says_when(dated, days[0].point, sentence)):
        return None
    now, at = days[0].at, Span(*found.span("what"))
    then = datetime.date(now.year, *feast)
    if then < now:
        then = then.replace(year=now.year + 1)
    yesterday = _patterns().yesterday.search(dated.text[max(0, days[0].point.at.start - 4) : days[0].point.at.start]) is not None
    return now, _Day(Point(at, days[0].point.year and then.year, *feast), then), _is_today(dated, days[0].point), 2 if yesterday else 1


def _inside(found: re.Match[str], day: _Day) -> bool:
    """True for the day that the count itself names: 距6月9日开幕还有100天."""
    return found["from"] is not None and found.start("what") <= day.point.at.start < found.end("what")


_COMES = re.compile("将|就要|如期|届时|举行|举办|开[幕赛园馆跑业通]|启[幕用动]")


def _sentence_of(dated: Dated, day: _Day, sentence: Span) -> Span:
    """The sentence that a day stands in: the count's own, or one beside it."""
    if sentence.start <= day.point.at.start < sentence.end:
        return sentence
    start = max(dated.text.rfind(mark, 0, day.point.at.start) for mark in "。！？\n") + 1
    return Span(start, day.point.at.end + _FAR)


def _is_today(dated: Dated, point: Point) -> bool:
    """今天（3月8日）, 今天是3月8日, 拍下照片的时间是6月13日."""
    return _patterns().today.search(dated.text[max(0, point.at.start - 12) : point.at.start]) is not None


def _says_when(dated: Dated, point: Point, sentence: Span) -> bool:
    """3月8日，某局通报 at the head of a sentence; 3月8日起, 从3月8日算起: from then is counted, unless it is yet to come."""
    text = dated.text
    before, behind = text[sentence.start : point.at.start], text[point.at.end : min(sentence.end, point.at.end + 6)]
    clause = _MARKS.split(text[point.at.end : sentence.end])[0]
    if re.search("[将拟须应可]|截止|开始报名|报名", clause) and not _patterns().since.match(behind):
        return False
    if re.match("[^，。；]{0,10}?(?:公布|发布|印发|出台|下发|签订|签署|通过|制定|下达)的", text[point.at.end : sentence.end]):
        return False  # 4月20日公布的方案: when it was made, not when it is spoken of
    return not before.strip(" “”\u3000") or _patterns().since.match(behind) is not None


def _led_to(dated: Dated, found: re.Match[str], day: _Day, sentence: Span) -> bool:
    """True where the count is of the time to that day: 7月1日竣工，倒计时18天; 5月30日通车 … 距正式启用还有28天."""
    text = dated.text
    what = (found["what"] or "").strip(" “”")
    lead = _MARKS.split(text[: day.point.at.start][-20:])[-1]
    clause = lead + _MARKS.split(text[day.point.at.end : day.point.at.end + 30])[0]
    if not what:
        if not found["only"] and _of_its_own(text, found, sentence):
            return False
        far = day.point.at.start - found.end() if day.point.at.start > found.start() else found.start() - day.point.at.end
        return far <= _FAR
    if re.fullmatch(either(words("countdown")["that-day"]), what) or any(what[i : i + 2] in clause for i in range(len(what) - 1)):
        return True
    return any(re.search(kin, what) and re.search(kin, clause) for kin in words("countdown")["same"])


def _of_its_own(text: str, found: re.Match[str], sentence: Span) -> bool:
    """现场确认还剩5天 is of something else than the day named before it; 留给大家的时间还有26天 is not."""
    lead = _MARKS.split(text[sentence.start : found.start()])[-1]
    if re.search("\\d月\\d{1,2}[日号]", lead):
        return False
    return re.fullmatch(f"(?:留给[^，的]{{0,8}}的?|{either(words('countdown')['nobody'])})*", lead.strip()) is None
