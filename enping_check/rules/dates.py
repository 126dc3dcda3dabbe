"""Dates: those that do not exist, weekdays, and what is told as past though it lies ahead (EP801, EP802, EP804).

Counts of years and days are told in :mod:`~enping_check.rules.spans`, :mod:`~enping_check.rules.ages`,
:mod:`~enping_check.rules.jubilees`, :mod:`~enping_check.rules.careers`, :mod:`~enping_check.rules.lapses`,
:mod:`~enping_check.rules.stretches`, :mod:`~enping_check.rules.countdowns`, :mod:`~enping_check.rules.races` and
:mod:`~enping_check.rules.clocks`, events out of order in :mod:`~enping_check.rules.events`,
days moved in :mod:`~enping_check.rules.moves`, ranges in
:mod:`~enping_check.rules.ranges`, two names of one time in :mod:`~enping_check.rules.glosses`.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from enping_check.claims.dateline import dateline, day_of, either, other_years, printed_day, words
from enping_check.model import Period, Reading, Severity, Span, Suggestion
from enping_check.rules.ages import ages
from enping_check.rules.careers import careers
from enping_check.rules.clocks import clocks
from enping_check.rules.countdowns import countdowns
from enping_check.rules.dated import REACH, TO, Dated
from enping_check.rules.events import disordered
from enping_check.rules.glosses import glosses
from enping_check.rules.jubilees import jubilees
from enping_check.rules.lapses import lapses
from enping_check.rules.moves import moves
from enping_check.rules.outcome import Outcome, Spot
from enping_check.rules.races import races
from enping_check.rules.ranges import ranges
from enping_check.rules.spans import spans
from enping_check.rules.stretches import stretches

_DAY = re.compile(r"D\d\d-\d\d")
_WEEKDAY = re.compile("(?P<word>星期|礼拜|禮拜|周|週)[一二三四五六日天]")
_ANY_YEAR = 2024  # where none is printed: only days of one year are compared
_SENTENCE = 60  # characters of a sentence after its date in which an outcome may be told
_NEXT_YEAR = re.compile("[次翌明去前上今当后]年|(?:19|20)\\d\\d年?|届")  # 次年9月11日: of another year
_ONE_EVENT = 31  # days between two dates of one event, of which one may go without its year
# 4月18日（周三）召开的2025年全市人社工作会: of that year; not a meeting of the last days of the year before, nor one that looks back
_HELD = re.compile(
    "(?:上午|下午|晚|晚上)?，?(?:[^，。；\\d]{0,8}?)(?:召开|举行|举办|开幕|启动)的(?P<year>(?:19|20)\\d\\d)年"
    "(?!度|[^，。；]{0,16}(?:总结|表彰|颁奖|业绩|年报|报告|公报|颁发|考核|计划|规划|回顾|述职))(?=[^，。；]{0,24}[会式节赛展])"
)
_NEW_YEAR = datetime.date(_ANY_YEAR, 1, 1)
_EARLIER = re.compile("去年|上年|前年|上届|往年|往届|当年|曾")  # of another year than the article's
_UNTIL = re.compile("(?:^|[，：）】\\s])(?:截至|截止|截止到|截至到)$")
_RECENT = 60  # days after the dateline within which a date without a year can be a slip, not last year's


@dataclass(frozen=True, slots=True)
class _Patterns:
    weekday: re.Pattern[str]
    clock: re.Pattern[str]
    hours: re.Pattern[str]
    happened: re.Pattern[str]
    made: re.Pattern[str]
    results: re.Pattern[str]
    over: re.Pattern[str]
    been: re.Pattern[str]
    so_far: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    taken = "|".join(words("span")["taken"])
    order = words("order")
    return _Patterns(
        # a time of day, not a time taken
        clock=re.compile(
            f"(?<![\\d.:])(?<!{taken})(?P<hour>\\d{{1,2}})[时点](?P<minute>\\d{{2}})分(?!钟|\\d)|(?<=[日号])(?P<hour2>\\d{{2}})时(?![段期间许])"
        ),
        # 受理时间为8:30至17:30: of two that a word for when joins; alone 25:30 may be a score or a ratio
        hours=re.compile(
            f"(?:{either(words('clock')['when'])})[^，。；\\d]{{0,6}}(?P<from>\\d{{1,2}}[:：]\\d{{2}})(?:{TO})(?P<to>\\d{{1,2}}[:：]\\d{{2}})(?![\\d:：])"
        ),
        weekday=re.compile("(?:[，, ]?星期|（(?:(?P<aside>[^（）\\n]{1,8})[，、 ])?(?:星期|周))(?P<weekday>[一二三四五六日天])）?"),
        made=re.compile(f"(?:{either(order['made'])})"),
        results=re.compile(f"，(?:(?!{either(order['staged'])})[^。；\\n])*?(?:{either(order['results'])})(?!的)"),
        # 9月11日下午落幕，现场签下合同37份: what it brought is told
        over=re.compile(
            f"[^，。；的\\d]{{0,10}}(?:{either(order['over'])})，[^。；\\d]{{0,24}}(?:{either(order['brought'])})[^，。；\\d]{{0,12}}[\\d一二三四五六七八九十近超约]"
        ),
        # 9月28日，大桥顺利通车: such words tell of what went well
        happened=re.compile(
            "(?:[^，。；\\n]{0,6}，(?:随着|伴随着?)[^，。；\\n]{0,40}，)?"  # 上午，随着最后一节箱梁落位，大桥顺利合龙
            f"[^。；\\n]{{0,24}}?(?:{either(order['well'])})(?:{either(order['done'])})(?=了?[，。；！])"
        ),
        # 4月15日，首趟班列已从陆港发出; 4月15日举行了开工仪式
        been=re.compile(f"，?[^，。；的起前止\\n]{{0,3}}(?:，[^，。；\\n]{{0,24}}?)?(?:已(?!知|经?满|婚)|(?:{either(order['done'])})了)"),
        so_far=re.compile("，[^。；\\n]{0,30}?(?:已|累计|共(?!同|享|有制)|完成|实现|达)"),
    )


def examine(index: int, reading: Reading, *, date: datetime.date | None = None) -> Iterator[Outcome]:
    """Every date relation of one article that can be told, whether it holds or fails. ``date`` is its own where the user gives it."""
    told: set[tuple[str, str, Spot]] = set()
    for outcome in _examined(_Dates(index, reading, dateline(reading.article, reading.scan, date=date))):
        said = outcome.code, outcome.verdict, outcome.primary
        if said not in told:  # 1962年建成，至2024年已运行72年 is a lifetime and a service
            told.add(said)
            yield outcome


def _examined(dated: _Dates) -> Iterator[Outcome]:
    reading = dated.reading
    yield from dated.impossible()
    yield from dated.weekdays()
    for line in reading.article.lines:
        for number, sentence in enumerate(line.sentences):
            yield from spans(dated, sentence)
            yield from ages(dated, line.sentences, number)
            yield from jubilees(dated, sentence)
            yield from lapses(dated, sentence)
            yield from careers(dated, sentence)
            yield from clocks(dated, sentence)
            yield from races(dated, sentence)
            yield from ranges(dated, sentence)
            yield from countdowns(dated, line.sentences, number)
            yield from stretches(dated, line.sentences, number)
            yield from disordered(dated, sentence)
            yield from moves(dated, sentence)
    yield from dated.told_as_past()
    yield from glosses(dated)


class _Dates(Dated):
    def impossible(self) -> Iterator[Outcome]:
        """EP801: a day, month, hour or minute that no calendar or clock has."""
        for period in self.reading.scan.periods:
            if not period.error or not self.readable(period.at) or self.elsewhere(period):
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
            hour, minute = int(found["hour"] or found["hour2"]), int(found["minute"] or 0)
            if (hour < 24 or (hour == 24 and minute == 0)) and minute < 60:
                continue
            if self.readable(at) and not any(period.at.overlaps(at) for period in self.reading.scan.periods):
                yield self.outcome("EP801", False, Severity.ERROR, at, key="hour" if hour > 23 else "minute")

        for found in _patterns().hours.finditer(self.reading.article.folded):
            for part in ("from", "to"):
                hour, minute = (int(number) for number in re.split("[:：]", found[part]))
                at = Span(found.start(part), found.end(part))
                if (hour > 24 or (hour == 24 and minute) or minute > 59) and self.readable(at):
                    yield self.outcome("EP801", False, Severity.ERROR, at, key="hour" if hour > 23 else "minute")

    def elsewhere(self, period: Period) -> bool:
        """True for a date of another calendar (农历二月三十日 exists) and for an age in months."""
        other = words("order")["lunar"]
        return self.text.startswith("龄", period.at.end) or (
            self.text[max(0, period.at.start - 4) : period.at.start].endswith(other) and "三十一" not in period.text
        )

    def weekdays(self) -> Iterator[Outcome]:
        """EP802: the weekday printed beside a date; where the year is not printed with it, either year it may mean will do."""
        text = self.reading.article.folded
        told: list[tuple[datetime.date, int, Span]] = []  # days of a year that nothing names, each with its weekday
        for period in self.reading.scan.periods:
            at, weekday = period.at, period.weekday
            named: int | None = None
            if weekday is None and (beside := _patterns().weekday.match(text, at.end)) and _DAY.fullmatch(period.part):
                at, weekday = Span(at.start, beside.end()), "一二三四五六日".index(beside["weekday"].replace("天", "日")) + 1
                aside = re.fullmatch("((?:19|20)\\d\\d)年", beside["aside"] or "")
                named = int(aside[1]) if aside is not None else None  # 5月18日（2025年，星期日）
            if weekday is None or period.end_part or not self.readable(at):
                continue
            carried, stated = (named, True) if named is not None else self.year_at(period)
            if not stated and (held := _HELD.match(text, at.end)) is not None and 1 < (day_of(period, _ANY_YEAR) or _NEW_YEAR).month < 11:
                carried, stated = int(held["year"]), True
            if not stated and (near := self.year_beside(period)) is not None:
                carried, stated = near, True
            years = {period.year} if period.year is not None else {named} if named is not None else {carried, self.spoken.year}
            if not stated and self.spoken.year is not None and (day := day_of(period, self.spoken.year)) is not None:
                years |= other_years(self.reading.article, self.reading.scan, self.spoken, day)
            days = sorted(day for year in years if year is not None and (day := day_of(period, year)) is not None)
            good = [day for day in days if day.isoweekday() == weekday]
            if period.year is None and not stated and (day := day_of(period, _ANY_YEAR)) is not None and named is None:
                told.append((day, weekday, at))
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
            # a day off: the date and the weekday are equally likely to have slipped
            open_to_doubt = (weekday - day.isoweekday()) % 7 in (1, 6)
            yield outcome if good or open_to_doubt or len(days) > 1 else replace(outcome, suggestion=self.weekday(at, day.isoweekday()))
        if not self.spoken.sure:
            yield from self.apart(told)

    def apart(self, told: Sequence[tuple[datetime.date, int, Span]]) -> Iterator[Outcome]:
        """5月18日（星期六） … 5月25日（星期日）: two days of one year, whichever it is, are so many days apart."""
        for (first, one, place), (second, other, at) in pairwise(told):
            days = (second - first).days
            if not 0 < abs(days) <= _ONE_EVENT or min(first, second) <= datetime.date(first.year, 2, 28) < max(first, second):
                continue
            if _NEXT_YEAR.search(self.text, place.end, at.start):
                continue
            right = (one + days - 1) % 7 + 1
            formula = f"{second.month}-{second.day} − {first.month}-{first.day} = {days}天"
            yield self.outcome(
                "EP802", right == other, Severity.WARNING, at, implied=f"@weekday-{right}", formula=formula, related=(place,)
            )

    def year_beside(self, period: Period) -> int | None:
        """10月23日闭幕 … 2023年10月19日开幕: the one year in which dates printed in full lie within weeks of this one."""
        years = set()
        for other in self.reading.scan.periods:
            if other.year is None or other.error or not _DAY.fullmatch(other.part):
                continue
            if _NEXT_YEAR.search(self.text, min(period.at.end, other.at.end), max(period.at.start, other.at.start)):
                continue  # 第十届定于2026年9月18日举行
            own, day = day_of(period, other.year), day_of(other, other.year)
            if own is not None and day is not None and abs((own - day).days) <= _ONE_EVENT:
                years.add(other.year)
        return years.pop() if len(years) == 1 else None

    def weekday(self, at: Span, right: int) -> Suggestion | None:
        """The right weekday in the printed word: 星期三 for 星期五, 週三 for 週五."""
        span = self.reading.article.span(at)
        found = _WEEKDAY.search(self.reading.article.surface(span))
        if found is None:
            return None
        start = span.start + found.start()
        return Suggestion(Span(start, start + len(found[0])), found[0], found["word"] + "一二三四五六日"[right - 1])

    def told_as_past(self) -> Iterator[Outcome]:
        """EP804: 已于 and a date after the article's own, 5月13日公布的 in a dispatch of 8 May, an outcome of a day that lies ahead."""
        own, year = self.spoken.date, None
        if own is None and self.spoken.year is None:  # 本报8月6日讯 … 已于8月15日: of one year, whichever it is
            own, year = printed_day(self.reading.article, self.reading.scan, _ANY_YEAR), _ANY_YEAR
        if own is None:
            return
        text = self.reading.article.folded
        w = words("order")
        for period in self.reading.scan.periods:
            past = text[max(0, period.at.start - 4) : period.at.start].endswith(w["past"])
            if period.offset or period.end_part or not self.readable(period.at):
                continue
            happened = _patterns().happened.match(text, period.at.end)
            if not (past or happened or self.has_come_about(period)):
                continue
            day = day_of(period, year or self.year_at(period)[0])
            if day is None or day <= own or (period.year is None and (day - own).days > _RECENT):
                continue
            near = max(0, period.at.start - REACH)
            start = max(near, max(text.rfind(mark, near, period.at.start) for mark in "，。；：\n") + 1)
            after = re.match("[^，。；\n]{0,24}", text[period.at.end : period.at.end + 24])
            follows = after[0] if after else ""
            clause = _UNTIL.sub("", text[max(0, start - 1) : period.at.start]) + (happened[0] if happened else follows)
            if any(word in clause for word in w["future"]) or (past and follows.startswith(("前", "之前", "起", "以前"))):
                continue
            yield self.outcome(
                "EP804",
                False,
                Severity.WARNING,
                period.at,
                key="future",
                implied=_day(own, year),
                formula=f"{_day(day, year)} > {_day(own, year)}",
            )

    def has_come_about(self, period: Period) -> bool:
        """财政部5月13日公布的数据; 11月27日，机组通过考核: nothing in the sentence says that it is yet to come."""
        if not _DAY.fullmatch(period.part):
            return False
        text = self.reading.article.folded
        told = _patterns()
        rest = re.split("[。；！？\n]", text[period.at.end : period.at.end + _SENTENCE])[0]
        before = re.split("[。；！？\n]", text[max(0, period.at.start - REACH) : period.at.start])[-1]
        until = _UNTIL.search(before)
        if until is not None:  # 截至4月15日，全市已完成…
            so_far = told.so_far.match(rest)
            return so_far is not None and not any(word in before[: until.start()] + so_far[0] for word in words("order")["future"])
        if any(word in before + rest for word in words("order")["future"]) or _EARLIER.search(before):
            return False
        return bool(told.made.match(rest) or told.over.match(rest) or told.results.match(rest) or told.been.match(rest))


def _day(day: datetime.date, year: int | None) -> str:
    """The day, without the year where the article prints none."""
    return f"{day.month}-{day.day}" if year == _ANY_YEAR else day.isoformat()


def _too_short(period: Period) -> int | None:
    """The month that has no such day, or None when the error is another one."""
    for part in (period.part, period.end_part):
        found = re.fullmatch(r"D(\d\d)-(\d\d)", part)
        if found and 1 <= int(found[1]) <= 12 and period.error == "day":
            last = calendar.monthrange(period.year or 2024, int(found[1]))[1]
            if not 1 <= int(found[2]) <= last:
                return int(found[1])
    return None
