"""The article's own date, the year it speaks from, and the place it speaks of, each only where the article leaves little doubt."""

from __future__ import annotations

import datetime
import functools
import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from enping_check.model import Article, Line, Period, Scan

_HEAD_LINES = 8  # a dateline stands among the first lines …
_EARLY_LINES = 3  # a year that only these name is the article's own
_TAIL_LINES = 2  # … or signs the last
_OPENING = 40  # characters of a line in which 本报…讯 may stand
_BYLINE = 16  # characters before the date of …5月8日电, whoever the agency
_HEAD = 1500  # characters in which the home place is looked for
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.—](\d{1,2})[-/.—](\d{1,2})(?!\d)")
_PART = re.compile(r"([MQHD])(\d{1,2})(?:-\d\d)?$")
_ONLY = re.compile("[^。；\\d]{0,16}(?:只有|仅有|仅为|才有|还只有|不过|刚有|还不到|尚不足)[^。，；\\d]{0,8}\\d")
# 2019年桑园尚有6400亩，去年只剩4800亩: told from a year that is not printed
_SINCE_THEN = re.compile(
    "[^。]{0,24}\\d[^。]{0,16}[，；](?:到了?|而|至|截至)?(?:去年|今年|如今|眼下|现在|目前|现如今)(?:末|底)?(?:只剩|仅剩|还剩|剩下|进一步|做到|已|增至|增加到|升至|降至|降到"
    "|减至|减少到|缩减|攀升|扩大到|扩至|翻|涨到|跌到|突破|超过|达到)"
)
_BEING = ("是", "为", "达", "达到", "相当于")
_TIMES_THAT = re.compile("[^。，；\\d]{0,8}\\d[\\d.]*[^。，；\\d]{1,6}的近?[\\d一二两三四五六七八九十][\\d.]*倍")
_DAY = re.compile(r"D(\d\d)-(\d\d)")
_REPORTED = re.compile("讯(?![息号问])|电(?=[\\s（(：:，,\\d]|$|记者|据)")
_BRACKETED = re.compile("[【（(]?[^，。；（(【】]{1,10}[讯电][】）)]? ?[（(][^，。；（）()]{0,16}")
_TOLD_TO = re.compile("[从在][^。，]{2,24}(?:获悉|了解到|看到|采访)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """When and where an article speaks from. ``source`` says how ``year`` is known: given, dateline, title, date (the first full date of
    the body), year (the first year of the body), or empty with no year."""

    year: int | None
    date: datetime.date | None
    home: str
    source: str = ""

    @property
    def sure(self) -> bool:
        """True when the year was given, or stands in a dateline or the title."""
        return self.source in ("given", "dateline", "title")


@functools.cache
def words(section: str) -> dict[str, tuple[str, ...]]:
    """A section of ``data/calendar.toml``: name → words."""
    path = Path(__file__).parent.parent / "data" / "calendar.toml"
    return {name: tuple(items) for name, items in tomllib.loads(path.read_text(encoding="utf-8"))[section].items()}


def either(items: tuple[str, ...]) -> str:
    """A regular expression's alternatives, the longest first."""
    return "|".join(map(re.escape, sorted(items, key=len, reverse=True)))


def day_of(period: Period, year: int | None = None) -> datetime.date | None:
    """The calendar day of a dated period, in its own year or else ``year``; None when it is no day, or none that exists."""
    found = _DAY.fullmatch(period.part)
    which = period.year if period.year is not None else year
    if not found or which is None or period.error:
        return None
    try:
        return datetime.date(which, int(found[1]), int(found[2]))
    except ValueError:
        return None


def dateline(article: Article, scan: Scan, *, date: datetime.date | None = None, home: str = "") -> Dateline:
    """The article's date, reference year and home place. ``date`` and ``home`` override what the text says; None or empty when unsure.

    A date counts when it stands in 本报…讯 or …电, before 在…会议上 at the head of a report, alone on a line at the head or the end, or
    after 昨日 or 今日. A statistical
    communiqué's year is the one it reports on, whenever it was signed.
    """
    placed = _by_line(article.lines, scan.periods)
    titled = _title_year(article, placed)
    year, source = (titled, "title") if titled is not None else _body_year(article, placed)
    place = home or _home(article)
    found = date or _date(article, placed, year)
    if found is None:
        return Dateline(year, None, place, source)
    if titled is not None and any(word in _title(article) for word in words("dateline")["communique"]):
        return Dateline(titled, found, place, "title")
    return Dateline(found.year, found, place, "given" if date else "dateline")


def _by_line(lines: tuple[Line, ...], periods: tuple[Period, ...]) -> list[list[Period]]:
    """The periods of each line, in order."""
    placed: list[list[Period]] = [[] for _ in lines]
    ends = [line.at.end for line in lines]
    for period in periods:
        index = bisect_right(ends, period.at.start)
        if index < len(lines) and lines[index].at.start <= period.at.start:
            placed[index].append(period)
    return placed


def _title(article: Article) -> str:
    return "".join(article.folded[line.at.start : line.at.end] for line in article.lines if line.kind == "title")


def _plain_years(article: Article, periods: list[Period]) -> Iterator[int]:
    """Years that are neither ends of a span nor ahead of the article (到2030年 …), nor only compared with (比2021年 …)."""
    ahead = words("dateline")["future"] + words("dateline")["compared"]
    gone = {p.year for p in periods if p.year is not None and _gone_by(article, p)}
    first: dict[int | None, Period] = {}
    for period in periods:
        first.setdefault(period.year, period)
    gone |= {year for year, period in first.items() if year is not None and _set_against(article, period)}
    for period in periods:
        if period.year in gone:
            continue
        if period.year is None or period.end_year is not None or period.error or not 1900 <= period.year <= 2100:
            continue
        if period.same or _ONLY.match(article.folded, period.at.end) or _SINCE_THEN.match(article.folded, period.at.end):
            continue  # 2020年同期; 2019年，全镇只有企业46家
        if _HAD_BEEN.match(article.folded, period.at.end) and period.part == "Y":
            continue  # 2019年曾完成517.3万人次: looked back to
        before = article.folded[max(0, period.at.start - 4) : period.at.start]
        if before.endswith(_BEING) and _TIMES_THAT.match(article.folded, period.at.end):
            continue  # 去年接待4.8万人次，是2022年1.6万人次的3倍
        if not before.endswith(ahead):
            yield period.year


def _gone_by(article: Article, period: Period) -> bool:
    """2018年3120万元，去年达到2.12亿元，是2018年的8.6倍: 去年 is set against that year, so it is no part of the year spoken from."""
    before = article.folded[max(0, period.at.start - _SET_AGAINST) : period.at.start]
    if not before.endswith(_BEING) or _TIMES_AS_MUCH.match(article.folded, period.at.end) is None:
        return False
    said = re.split("[。！？\\n]", before)[-1]
    return _NOWADAYS.search(re.split("\\d{4}年", said)[-1]) is not None


def _set_against(article: Article, period: Period) -> bool:
    """全年渗透率47.6%，较2023年提升…，2023年为35.8%: a year that is told of first as what another is compared with."""
    folded, (start, end) = article.folded, period.at
    if not folded.endswith(("比", "较"), 0, start) or _MOVED_SINCE.match(folded[end : end + 4]) is None:
        return False
    said = re.split("[。；！？\\n]", folded[max(0, start - _SET_AGAINST) : start])[-1]
    return _THIS_TIME.search(said) is not None


_MOVED_SINCE = re.compile("(?:提[升高]|增[加长]|下降|上升|减少|降低|回落)")
_THIS_TIME = re.compile("全年|今年|本年|去年|如今|目前|本[季月]|当前")
_SET_AGAINST = 60  # characters from 去年 to the year that it is compared with
_TIMES_AS_MUCH = re.compile("[末底]?的[^，。；\\d]{0,3}[\\d一二两三四五六七八九十][\\d.]*倍")
_NOWADAYS = re.compile("去年|上年|今年|如今|现如今|目前|眼下")


def _title_year(article: Article, placed: list[list[Period]]) -> int | None:
    years = {
        year for line, periods in zip(article.lines, placed, strict=True) if line.kind == "title" for year in _plain_years(article, periods)
    }
    return years.pop() if len(years) == 1 else None


def _body_year(article: Article, placed: list[list[Period]]) -> tuple[int | None, str]:
    """The year of the first full date; else the first year named, unless a later one follows soon, for then it looks back."""
    head = [period for periods in placed[:_HEAD_LINES] for period in periods]
    dated = list(_plain_years(article, [p for p in head if _DAY.fullmatch(p.part)]))
    named = list(_plain_years(article, head))
    early = list(_plain_years(article, [period for periods in placed[:_EARLY_LINES] for period in periods]))
    if dated and dated[0] == max(named):
        return dated[0], "date"
    if early and early[0] == max(named) and not _told_from_later(placed) and not _compared_later(article, head, early[0]):
        if _now_before(article, placed, early[0]):
            return None, ""
        return early[0], "year"
    return None, ""


def _compared_later(article: Article, periods: list[Period], year: int) -> bool:
    """全年108万人次，比2024年的94万人次多。2019年曾有104万人次: the text is of a year after the one that it compares with."""
    return any(
        period.year is not None and period.year > year and article.folded.endswith(("比", "较"), 0, period.at.start) for period in periods
    )


def _told_from_later(placed: list[list[Period]]) -> bool:
    """去年接待53.6万人次，是2021年的2.8倍: the text is of a year that is not printed; those printed after it are looked back to."""
    first = next((p for periods in placed for p in periods if p.year is not None or p.offset is not None), None)
    return first is not None and first.year is None and first.offset == -1 and first.text.startswith(("去年", "上年")) and not first.same


_HAD_BEEN = re.compile("[^，。；\\d]{0,12}(?:曾|一度)[^，。；\\d]{0,14}\\d")


def _now_before(article: Article, placed: list[list[Period]], year: int) -> bool:
    """上半年8642户，首次突破8000户；2022年上半年8215户: what is told first, without a year, is of a later one than what is printed.

    So is 今年 before the whole of a printed year.
    """
    told = [p for periods in placed for p in periods if not p.error and not p.same and not p.shift]
    first = next((i for i, p in enumerate(told) if p.year is not None), 0)
    now = [p for p in told[:first] if p.offset in (None, 0) and p.part and not _DAY.fullmatch(p.part) and p.end_year is None]
    if not now or any(p.year not in (None, year) for p in told) or told[first].moment:
        return False
    begun = article.folded[max(0, told[first].at.start - 4) : told[first].at.start]
    if begun.endswith(words("dateline")["future"]) or "自" in begun or _SINCE_THEN.match(article.folded, told[first].at.end):
        return False
    if _HAD_BEEN.match(article.folded, told[first].at.end):
        return True  # 2021年净利润曾达11.3亿元
    again = told[first].part
    spoken = any(p.offset == 0 and p.text.startswith(("今年", "本年")) for p in now)
    return again in {p.part for p in now if p.part != "Y"} or (spoken and again == "Y" and article.folded[told[first].at.end - 1] == "年")


def _date(article: Article, placed: list[list[Period]], year: int | None) -> datetime.date | None:
    lines = article.lines
    head = range(min(_HEAD_LINES, len(lines)))
    tail = range(max(len(head), len(lines) - _TAIL_LINES), len(lines))
    for index in head:
        for period in placed[index]:
            found = _reported(article, lines[index], period, year)
            if found and (period.year is not None or not (_looks_back(article, placed, found) or _looks_ahead(article, found))):
                return found
    for index in (*head, *reversed(tail)):
        for period in placed[index]:
            if _alone(article, lines[index], period) and (found := day_of(period)):
                return found
        if lines[index].kind == "dateline" and (found := _stamp(article.folded[lines[index].at.start : lines[index].at.end])):
            return found
    return None


def printed_day(article: Article, scan: Scan, year: int) -> datetime.date | None:
    """The day of 本报8月6日讯 in ``year``, where the article prints no year with it."""
    for line, periods in zip(article.lines[:_HEAD_LINES], _by_line(article.lines, scan.periods), strict=False):
        for period in periods:
            if period.year is None and (found := _reported(article, line, period, year)):
                return found
    return None


def other_years(article: Article, scan: Scan, spoken: Dateline, day: datetime.date) -> set[int]:
    """The years beside the one spoken of in which a day of the body that is printed without one may lie.

    A title names the year that is told, and it is told of when it is over; a budget or a plan while it has yet to come.
    """
    if spoken.date is not None:
        apart = {abs((day.replace(year=year, day=1) - spoken.date).days): year for year in (day.year - 1, day.year, day.year + 1)}
        return {apart[min(apart)]}
    years = set()
    if spoken.source == "title":
        if _looks_back(article, _by_line(article.lines, scan.periods), day, _TOLD_UNTIL):
            years.add(day.year + 1)
        if _looks_ahead(article, day):
            years.add(day.year - 1)
    return years


_EARLY_MONTHS = 3
_TOLD_UNTIL, _PLANNED_FROM = 6, 7  # months of the year after in which a year is summed up, and of the year before in which it is planned


def _looks_back(article: Article, placed: list[list[Period]], day: datetime.date, until: int = 3) -> bool:
    """True when a date printed without a year, in the first months, may well be in the year after the one the article names: the title
    sums that year up, or months of it are told that lie after the date."""
    if day.month > until:
        return False
    for line, periods in zip(article.lines, placed, strict=True):
        for period in periods:
            last = _last_month(period.part)
            if period.year == day.year and (last > day.month or (line.kind == "title" and (not last or day.month <= _EARLY_MONTHS))):
                return True
    return False


def _looks_ahead(article: Article, day: datetime.date) -> bool:
    """True when a date of the later months may well be in the year before the one the title names: it tells of a budget or a plan."""
    return day.month >= _PLANNED_FROM and any(word in _title(article) for word in words("dateline")["planned"])


def _last_month(part: str) -> int:
    """The last month of a part of the year; 0 for a whole year, a holiday or what is inherited."""
    found = _PART.search(part)
    if not found:
        return 0
    return int(found[2]) * {"H": 6, "Q": 3}.get(found[1], 1)


def _stamp(words: str) -> datetime.date | None:
    """The date of 2024-03-05 10:20 in a dateline."""
    found = _STAMP.search(words)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _reported(article: Article, line: Line, period: Period, year: int | None) -> datetime.date | None:
    """The date of 本报3月5日讯, or the day after 昨日（3月5日）."""
    day = day_of(period, year)
    if day is None:
        return None
    w = words("dateline")
    before = article.folded[line.at.start : period.at.start]
    after = article.folded[period.at.end : min(line.at.end, period.at.end + 48)]
    if _BRACKETED.fullmatch(before) and after.startswith(("）", ")")):
        return day  # 【本报讯】（5月12日）, 本报讯（通讯员某某 5月12日）
    if before.endswith("记者") and _TOLD_TO.match(after):
        return day
    if before.endswith(("（", "(")):
        said = before[:-1].rstrip()
        if said.endswith(w["yesterday"]):
            return day + datetime.timedelta(days=1)
        if said.endswith(w["today"]):
            return day
    if len(before) <= _OPENING and re.match("，?记者(?:从[^，。]{2,20})?(?:获悉|了解到)", after):
        return day
    if not before.strip("—-－（( \t") and period.year is not None and re.match("在[^。，]{4,40}(?:会议|大会)", after):
        return day
    if len(before) <= _BYLINE and _REPORTED.match(after) and not re.search("[，。；：]", before):
        return day  # 某某财经东京5月8日电
    if len(before) <= _OPENING and any(x in before for x in w["before"]) and re.match(f"[^。，]{{0,12}}?(?:{either(w['after'])})", after):
        return day
    return None


_CLOCK_ALONE = re.compile(r"[\s（）()【】\d:]*")


def _alone(article: Article, line: Line, period: Period) -> bool:
    """True when a line is a dateline, or nothing but this date (in brackets, with a clock time)."""
    if line.kind == "dateline":
        return True
    rest = article.folded[line.at.start : period.at.start] + article.folded[period.at.end : line.at.end]
    return len(rest) <= 12 and _CLOCK_ALONE.fullmatch(rest) is not None


@functools.cache
def _places() -> tuple[re.Pattern[str], frozenset[str]]:
    w = words("home")
    # one to four characters before the suffix, from the beginning of a clause or after a date; a line begins after its \n
    clause = "[，。；、：“”（）\\s年日月在由据和为]"
    tail = "".join(w["tails"])  # 市场, 区域, 县域 …
    return re.compile(f"{clause}((?:[一-鿿]{{1,4}}?)(?:{either(w['suffixes'])}))(?![{tail}])"), frozenset(w["common"])


def _home(article: Article) -> str:
    """The place most often named at the head of clauses, when the title names it or it is named at least twice as often as any other."""
    pattern, common = _places()
    openers, endings = words("home")["openers"], tuple(common)
    head = article.folded[:_HEAD]
    counted: Counter[str] = Counter()
    for found in pattern.finditer("\n" + head):
        name = found[1]
        if name not in common and not name.endswith(endings) and not name.startswith(openers) and len(name) >= 3:
            counted[name] += 1
    if not counted:
        return ""
    total = {name: article.folded.count(name) for name in counted}
    ranked = sorted(counted, key=lambda n: (-total[n], head.find(n)))
    best = ranked[0]
    title = _title(article)
    named = [n for n in ranked if n in title]
    if named and title.find(named[0]) == 0:
        return named[0]
    rivals = [n for n in ranked[1:] if n not in best and best not in n]
    listed = sum(n[-1] == best[-1] for n in rivals) > 1  # 甲县增长6.3%，乙县增长8.8%，丙县增长7.9%，丙县居首: one of them
    if total[best] >= 2 and (not rivals or total[best] >= 2 * total[rivals[0]] + listed):
        return best
    return ""
