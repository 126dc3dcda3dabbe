"""Dates: those that do not exist, weekdays, spans of years and days against their ends, and dates out of order (EP801–EP804).

Counting follows the calendar: 连续N年 from Y counts both ends (Y … Y+N−1), N周年 is the difference of two years, 共N天 of a stretch in
brackets counts both ends. Where a phrase allows either count, either will do.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from enping_check.claims.dateline import Dateline, dateline, day_of, either, words
from enping_check.claims.enumerations import whole
from enping_check.model import Period, Reading, Severity, Span, Suggestion
from enping_check.rules.outcome import Outcome, Spot

ERRORS = ("day", "month", "hour", "minute", "order")  # why a mark of damage is a readable time that does not exist
_MONTH = re.compile(r"M(\d\d)")
_DAY = re.compile(r"D\d\d-\d\d")
_WEEKDAY = re.compile("(?P<word>星期|礼拜|禮拜|周|週)[一二三四五六日天]")
_N = "(?P<n>\\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_YEAR = "(?:19|20)\\d{2}"
_TO = "[—~～-]{1,2}|至|到"
_YEARS = f"(?<!\\d)(?P<a>{_YEAR})(?:年度?)?(?:起|开始)?(?:{_TO})(?P<b>{_YEAR})年(?!代|级|以)"
_BRACKET = "(?:[（(][^（）()\\n]{1,8}[）)])?"
_RANGE = (
    f"(?<!\\d)(?:(?P<y>{_YEAR})年)?(?P<m>\\d{{1,2}})月(?P<d>\\d{{1,2}})[日号]{_BRACKET}(?:上午|下午|起)?(?:{_TO})"
    f"(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>\\d{{1,2}})月)?(?P<d2>\\d{{1,2}})[日号]{_BRACKET}"
)
_WRAPPED = 300  # days: a stretch over New Year that would be longer than this is two dates that changed places
_RECENT = 60  # days after the dateline within which a date without a year can be a slip, not last year's
_NOTHING: Mapping[str, str] = MappingProxyType({})
_REACH = 40  # characters between the years and 连续N年


@dataclass(frozen=True, slots=True)
class _Patterns:
    ranged: re.Pattern[str]
    days_after: re.Pattern[str]
    days_before: re.Pattern[str]
    years: re.Pattern[str]
    total: re.Pattern[str]
    running: re.Pattern[str]
    since: re.Pattern[str]
    anniversary: re.Pattern[str]
    founded: re.Pattern[str]
    year: re.Pattern[str]
    weekday: re.Pattern[str]
    clock: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    strict, loose = either(w["inclusive"]), either(w["loose"])
    return _Patterns(
        ranged=re.compile(_RANGE),
        days_after=re.compile(
            "(?:(?:将)?(?:在[^，。；、（）\\d]{1,14}?)?(?:举行|举办|召开|进行|开展)(?=，))?"
            f"[（(，,、：:]{{0,2}}(?P<word>{strict}|{loose})(?:计)?(?P<at>{_N}天)(?![一二三四五六七八九十两\\d]{{1,2}}[夜晚])"
        ),
        days_before=re.compile(f"(?P<word>{strict})(?P<at>{_N}天)的?(?:[（(]|[^。；，、（）]{{0,24}}?(?:于|从|自))$"),
        years=re.compile(_YEARS),
        total=re.compile(
            f"[，,（(]{{0,2}}(?:(?:共|共计|{loose})(?P<at>{_N}年)(?![来前后级度之])|(?P<at2>(?P<n2>[一二两三四五六七八九十\\d]{{1,2}})年)间)"
        ),
        running=re.compile(f"连续(?P<at>(?:第)?{_N}(?:个)?年)(?!级)"),
        since=re.compile(f"(?<!\\d)(?P<a>{_YEAR})年(?:\\d{{1,2}}月)?(?:起|以来|开始)"),
        anniversary=re.compile(f"(?<![\\d第])(?P<at>{_N}周年)"),
        founded=re.compile(
            f"(?:{either(w['founded'])})(?P<a>{_YEAR})年|(?<!\\d)(?P<b>{_YEAR})年(?:\\d{{1,2}}月(?:\\d{{1,2}}日)?)?[^。；，、\\d]{{0,8}}?"
            f"(?:{either(w['founded-after'])})"
        ),
        year=re.compile(f"(?<!\\d)({_YEAR})年"),
        # a time of day, not a time taken
        clock=re.compile(f"(?<![\\d.:])(?<!{'|'.join(w['taken'])})(?P<hour>\\d{{1,2}})[时点](?P<minute>\\d{{2}})分(?!钟|\\d)"),
        weekday=re.compile("(?:[，, ]?星期|（[^（）\\n]{1,8}[，、 ](?:星期|周))(?P<weekday>[一二三四五六日天])）?"),
    )


def examine(index: int, reading: Reading, *, date: datetime.date | None = None) -> Iterator[Outcome]:
    """Every date relation of one article that can be told, whether it holds or fails. ``date`` is its own where the user gives it."""
    context = _Context(index, reading, dateline(reading.article, reading.scan, date=date))
    yield from context.impossible()
    yield from context.weekdays()
    yield from context.months()
    for line in reading.article.lines:
        for sentence in line.sentences:
            yield from context.spans(sentence)
            yield from context.stretches(sentence)
    yield from context.told_as_past()


@dataclass(frozen=True, slots=True)
class _Context:
    index: int
    reading: Reading
    spoken: Dateline

    def spot(self, at: Span, role: str = "") -> Spot:
        return Spot(self.index, self.reading.article.span(at), role)

    def printed(self, at: Span) -> str:
        return self.reading.article.surface(self.reading.article.span(at))

    def readable(self, at: Span) -> bool:
        return not any(mark.at.overlaps(at) for mark in self.reading.scan.damage if mark.why not in ERRORS)

    def outcome(
        self,
        code: str,
        good: bool,
        severity: Severity,
        at: Span,
        *,
        key: str = "mismatch",
        implied: str = "",
        formula: str = "",
        related: tuple[Span, ...] = (),
        value: int | None = None,
        unit: str = "",
        strength: Fraction = Fraction(9, 10),
        also: Mapping[str, str] = _NOTHING,
    ) -> Outcome:
        stated = self.printed(at)
        exact = None if value is None else Fraction(value)
        return Outcome(
            code,
            "holds" if good else "fails",
            severity,
            self.spot(at),
            key,
            {"stated": stated, "implied": implied, "formula": formula, **also},
            formula,
            stated,
            tuple(self.spot(r, "base") for r in related),
            exact,
            exact,
            unit,
            strength=strength,
        )

    def impossible(self) -> Iterator[Outcome]:
        """EP801: a day, month, hour or minute that no calendar or clock has."""
        for period in self.reading.scan.periods:
            if not period.error or not self.readable(period.at):
                continue
            if period.error == "order":
                formula = f"{period.end_year} < {period.year}"
                yield self.outcome("EP804", False, Severity.WARNING, period.at, formula=formula, strength=Fraction(1, 2))
            elif month := _too_short(period):
                last = calendar.monthrange(period.year or 2024, month)[1]
                february = period.year is not None and month == 2
                more = {"month": f"{period.year}-02" if february else str(month), "days": str(last)}
                yield self.outcome("EP801", False, Severity.ERROR, period.at, key="february" if february else "day", also=more)
            else:
                key = period.error if period.error in ("month", "hour", "minute") else "mismatch"
                yield self.outcome("EP801", False, Severity.ERROR, period.at, key=key)

        for found in _patterns().clock.finditer(self.reading.article.folded):
            at = Span(found.start(), found.end())
            hour, minute = int(found["hour"]), int(found["minute"])
            if (hour < 24 or (hour == 24 and minute == 0)) and minute < 60:
                continue
            if self.readable(at) and not any(period.at.overlaps(at) for period in self.reading.scan.periods):
                yield self.outcome("EP801", False, Severity.ERROR, at, key="hour" if hour > 23 else "minute")

    def months(self) -> Iterator[Outcome]:
        """EP804: 2024年10月至2024年3月, both with their year: an end before its beginning."""
        text = self.reading.article.folded
        for first, last in pairwise(self.reading.scan.periods):
            if first.year is None or last.year is None or not re.fullmatch(_TO, text[first.at.end : last.at.start]):
                continue
            begin, end = _MONTH.fullmatch(first.part), _MONTH.fullmatch(last.part)
            if begin is None or end is None or first.error or last.error:
                continue
            at = Span(first.at.start, last.at.end)
            good = (first.year, begin[1]) <= (last.year, end[1])
            formula = f"{last.year}-{end[1]} {'≥' if good else '<'} {first.year}-{begin[1]}"
            yield self.outcome("EP804", good, Severity.WARNING, at, formula=formula, strength=Fraction(1, 2))

    def weekdays(self) -> Iterator[Outcome]:
        """EP802: the weekday printed beside a date; where the year is not printed with it, either year it may mean will do."""
        text = self.reading.article.folded
        for period in self.reading.scan.periods:
            at, weekday = period.at, period.weekday
            if weekday is None and (beside := _patterns().weekday.match(text, at.end)) and _DAY.fullmatch(period.part):
                at, weekday = Span(at.start, beside.end()), "一二三四五六日".index(beside["weekday"].replace("天", "日")) + 1
            if weekday is None or period.end_part or not self.readable(at):
                continue
            carried, stated = self.year_at(period)
            years = {period.year} if period.year is not None else {carried, self.spoken.year}
            days = sorted(day for year in years if year is not None and (day := day_of(period, year)) is not None)
            good = [day for day in days if day.isoweekday() == weekday]
            if not days or (not good and not stated and not self.spoken.sure):
                continue
            day = good[0] if good else days[-1]
            outcome = self.outcome(
                "EP802",
                bool(good),
                Severity.ERROR if period.year is not None else Severity.WARNING,
                at,
                implied=f"@weekday-{day.isoweekday()}",
                formula=day.isoformat(),
                strength=Fraction(6, 7),
            )
            yield outcome if good else replace(outcome, suggestion=self.weekday(at, day.isoweekday()))

    def weekday(self, at: Span, right: int) -> Suggestion | None:
        """The right weekday in the printed word: 星期三 for 星期五, 週三 for 週五."""
        span = self.reading.article.span(at)
        found = _WEEKDAY.search(self.reading.article.surface(span))
        if found is None:
            return None
        start = span.start + found.start()
        return Suggestion(Span(start, start + len(found[0])), found[0], found["word"] + "一二三四五六日"[right - 1])

    def year_at(self, period: Period) -> tuple[int | None, bool]:
        """The year of a dated period, and whether it is printed with it or before it in the same sentence."""
        if period.year is not None:
            return period.year, True
        text = self.reading.article.folded
        near = max(0, period.at.start - _REACH)
        start = max(near, max(text.rfind(mark, near, period.at.start) for mark in "。！？\n") + 1)
        before = list(_patterns().year.finditer(text, start, period.at.start))
        if before and not text.startswith(("以来", "来", "起", "以后", "之后", "底", "末"), before[-1].end()):
            return int(before[-1][1]), True
        return self.spoken.year, False

    def spans(self, sentence: Span) -> Iterator[Outcome]:
        """EP803 for years: 连续N年, 共N年, N周年."""
        text = self.reading.article.folded
        p = _patterns()
        if "年" not in text[sentence.start : sentence.end]:
            return
        for found in p.running.finditer(text, sentence.start, sentence.end):
            yield from self.running(found, sentence)
        for found in p.years.finditer(text, sentence.start, sentence.end):
            total = p.total.match(text, found.end(), sentence.end)
            n = whole(total["n"] or total["n2"]) if total else None
            if total and n:
                first, last = int(found["a"]), int(found["b"])
                both = last - first + 1
                yield self.outcome(
                    "EP803",
                    n in (both, both - 1),
                    Severity.ERROR,
                    Span(*total.span("at" if total["at"] else "at2")),
                    implied=f"{both}年",
                    formula=f"{last} − {first} + 1 = {both}",
                    related=(Span(found.start(), found.end()),),
                    value=both,
                    unit="年",
                )
        for found in p.anniversary.finditer(text, sentence.start, sentence.end):
            yield from self.anniversary(found, sentence)

    def running(self, found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
        """连续N年 beside the years it runs through: both ends count, unless steps from the first year (增长 …) may be meant."""
        text = self.reading.article.folded
        p = _patterns()
        n = whole(found["n"])
        at = Span(found.start("at"), found.end("at"))
        if not n or not self.readable(at):
            return
        near = [
            years
            for years in p.years.finditer(text, max(sentence.start, found.start() - 60), min(sentence.end, found.end() + 14))
            if self.belong(years, found)
        ]
        if len(near) == 1:
            years = near[0]
            first, last = int(years["a"]), int(years["b"])
            both = last - first + 1
            around = text[max(sentence.start, found.start() - 12) : min(sentence.end, found.end() + 14)]
            steps = any(word in around for word in words("span")["steps"])
            yield self.outcome(
                "EP803",
                n == both or (steps and n == both - 1),
                Severity.ERROR,
                at,
                implied=f"{both}年",
                formula=f"{last} − {first} + 1 = {both}",
                related=(Span(years.start(), years.end()),),
                value=both,
                unit="年",
            )
            return
        since = [s for s in p.since.finditer(text, sentence.start, found.start()) if self.plain(s.end(), found.start())]
        if since and not near:
            start = since[-1]
            later = [int(y[1]) for y in p.year.finditer(text, found.end(), sentence.end)]
            now = max(later, default=0) or (self.spoken.year if self.spoken.sure else None)
            if now is None or now <= int(start["a"]):
                return
            most = now - int(start["a"]) + 1
            if n in (most, most - 1) or n > most:
                yield self.outcome(
                    "EP803",
                    n <= most,
                    Severity.WARNING,
                    at,
                    implied=f"{most}年",
                    formula=f"{now} − {start['a']} + 1 = {most}",
                    related=(Span(start.start(), start.end()),),
                    value=most,
                    unit="年",
                )

    def belong(self, years: re.Match[str], found: re.Match[str]) -> bool:
        if years.end() <= found.start():
            return self.plain(years.end(), found.start())
        return self.reading.article.folded[found.end() : years.start()] in ("（", "(")

    def plain(self, start: int, end: int) -> bool:
        """Nothing between the two that would begin another statement."""
        between = self.reading.article.folded[start:end]
        return len(between) <= _REACH and not re.search(f"[。；;\\n]|{_YEAR}年|连续", between)

    def anniversary(self, found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
        """N周年 against the one founding year of its sentence and the year it is spoken in."""
        text = self.reading.article.folded
        p, w = _patterns(), words("span")
        n = whole(found["n"])
        at = Span(found.start("at"), found.end("at"))
        said = text[sentence.start : sentence.end]
        before = text[max(sentence.start, found.start() - 16) : found.start()]
        if not n or not self.readable(at) or said.count("周年") != 1 or any(word in before for word in w["national"]):
            return
        # 2024年迎来建校70周年 founds nothing in 2024
        founded = [f for f in p.founded.finditer(text, sentence.start, sentence.end) if f.end() != found.start()]
        if len(founded) != 1 or abs(founded[0].start() - found.start()) > 60:
            return
        base = int(founded[0]["a"] or founded[0]["b"])
        clause = max(text.rfind(mark, sentence.start, found.start()) for mark in "，；、") + 1
        lead = text[max(clause, sentence.start) : found.start()]
        named = [int(y[1]) for y in p.year.finditer(text, max(clause, sentence.start), found.start()) if int(y[1]) != base]
        if len(named) == 1:
            now, severity = named[0], Severity.ERROR
        elif not named and self.spoken.year is not None and any(word in lead for word in w["years"]):
            turning = self.spoken.date is not None and self.spoken.date.month in (1, 12)
            now, severity = self.spoken.year, Severity.WARNING if self.spoken.source == "year" or turning else Severity.ERROR
        elif not named and self.spoken.year is not None and self.spoken.sure and lead.endswith(w["greeting"]):
            now, severity = self.spoken.year, Severity.WARNING
            if abs(n - (now - base)) == 1:  # 即将迎来, or told of last year
                return
        else:
            return
        if now <= base:
            return
        yield self.outcome(
            "EP803",
            n == now - base,
            severity,
            at,
            implied=f"{now - base}周年",
            formula=f"{now} − {base} = {now - base}",
            related=(Span(founded[0].start(), founded[0].end()),),
            value=now - base,
            unit="年",
        )

    def stretches(self, sentence: Span) -> Iterator[Outcome]:
        """EP804 for an end before its beginning, EP803 for the days a stretch is said to take."""
        text = self.reading.article.folded
        for found in _patterns().ranged.finditer(text, sentence.start, sentence.end):
            at = Span(found.start(), found.end())
            if not self.readable(at):
                continue
            year, stated = self.range_year(found, sentence)
            ends = _ends(found, year)
            if ends is None:
                continue
            first, last = ends
            if last < first:
                yield self.outcome(
                    "EP804",
                    False,
                    Severity.WARNING,
                    at,
                    formula=f"{_short(last, stated)} < {_short(first, stated)}",
                    strength=Fraction(1, 2),
                )
                continue
            if found["y2"] or not found["m2"] or (last - first).days < _WRAPPED:
                yield from self.days(found, sentence, first, last, stated)

    def range_year(self, found: re.Match[str], sentence: Span) -> tuple[int, bool]:
        """The year in which a stretch begins, and whether the text says so; any year with the article's leap days otherwise."""
        if found["y"]:
            return int(found["y"]), True
        before = list(_patterns().year.finditer(self.reading.article.folded, sentence.start, found.start()))
        if before:
            return int(before[-1][1]), True
        return (self.spoken.year, False) if self.spoken.year is not None else (2023, False)

    def days(self, found: re.Match[str], sentence: Span, first: datetime.date, last: datetime.date, stated: bool) -> Iterator[Outcome]:
        text = self.reading.article.folded
        p = _patterns()
        said = p.days_after.match(text, found.end(), sentence.end) or p.days_before.search(
            text[max(sentence.start, found.start() - 40) : found.start()]
        )
        if not said:
            return
        shift = 0 if said.string is text else max(sentence.start, found.start() - 40)
        n = whole(said["n"])
        both = (last - first).days + 1
        if not n:
            return
        counts = {both, both - 1} if said["word"] in words("span")["loose"] else {both}
        if not stated and first <= datetime.date(first.year, 2, 28) < last:
            counts |= {count + by for count in counts for by in (-1, 1)}  # whether it was a leap year is not known
        yield self.outcome(
            "EP803",
            n in counts,
            Severity.ERROR,
            Span(said.start("at") + shift, said.end("at") + shift),
            implied=f"{both}天",
            formula=f"{_short(last, stated)} − {_short(first, stated)} + 1 = {both}",
            related=(Span(found.start(), found.end()),),
            value=both,
            unit="天",
        )

    def told_as_past(self) -> Iterator[Outcome]:
        """EP804: 已于 and a date after the article's own."""
        own = self.spoken.date
        if own is None:
            return
        text = self.reading.article.folded
        w = words("order")
        for period in self.reading.scan.periods:
            if not text[max(0, period.at.start - 4) : period.at.start].endswith(w["past"]) or not self.readable(period.at):
                continue
            year, _ = self.year_at(period)
            day = day_of(period, year)
            if day is None or day <= own or (period.year is None and (day - own).days > _RECENT):
                continue
            near = max(0, period.at.start - _REACH)
            start = max(near, max(text.rfind(mark, near, period.at.start) for mark in "，。；：\n") + 1)
            after = re.match("[^，。；\n]{0,24}", text[period.at.end : period.at.end + 24])
            follows = after[0] if after else ""
            clause = text[start : period.at.start] + follows
            if any(word in clause for word in w["future"]) or not any(word in follows for word in w["done"]):
                continue
            yield self.outcome(
                "EP804",
                False,
                Severity.WARNING,
                period.at,
                key="future",
                implied=own.isoformat(),
                formula=f"{day.isoformat()} > {own.isoformat()}",
            )


def _too_short(period: Period) -> int | None:
    """The month that has no such day, or None when the error is another one."""
    for part in (period.part, period.end_part):
        found = re.fullmatch(r"D(\d\d)-(\d\d)", part)
        if found and 1 <= int(found[1]) <= 12 and period.error == "day":
            last = calendar.monthrange(period.year or 2024, int(found[1]))[1]
            if not 1 <= int(found[2]) <= last:
                return int(found[1])
    return None


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
