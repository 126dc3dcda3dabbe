"""One article's dates: who prints them, what they rest on, and the words of an outcome about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from enping_check.claims.dateline import Dateline
from enping_check.language.numerals import han
from enping_check.model import Period, Reading, Severity, Span, Suggestion
from enping_check.rules.outcome import Outcome, Spot

ERRORS = ("day", "month", "hour", "minute", "order")  # why a mark of damage is a readable time that does not exist
YEAR = "(?:19|20)\\d{2}"
TO = " ?(?:[—~～-]{1,2}|至|到) ?"  # 8月19日 至 8月22日
COUNT = "(?P<n>\\d{1,3}|[一二两三四五六七八九十百]{1,4})"
REACH = 40  # characters between two dates, or a date and the count that goes with it
_A_YEAR = re.compile(f"(?<!\\d)({YEAR})年")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_MONTH = re.compile(r"M(\d\d)")
_DAY = re.compile(r"D(\d\d)-(\d\d)")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as it is printed: ``month`` and ``day`` are 0 where it names none; ``year`` None where nothing says which."""

    at: Span
    year: int | None
    month: int = 0
    day: int = 0

    @property
    def months(self) -> int:
        """Months since the year 0, for a point with its year; January for a year alone."""
        return (self.year or 0) * 12 + max(self.month, 1)


@dataclass(frozen=True, slots=True)
class Dated:
    """An article and when it speaks. ``index`` is the article's among those checked together."""

    index: int
    reading: Reading
    spoken: Dateline

    @property
    def text(self) -> str:
        """The folded text."""
        return self.reading.article.folded

    def spot(self, at: Span, role: str = "") -> Spot:
        """A folded span as a place in the source."""
        return Spot(self.index, self.reading.article.span(at), role)

    def printed(self, at: Span) -> str:
        """The source text of a folded span."""
        return self.reading.article.surface(self.reading.article.span(at))

    def readable(self, at: Span) -> bool:
        """False where damage in the text leaves the date or number open."""
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
        suggestion: Suggestion | None = None,
    ) -> Outcome:
        """An outcome about the date or count at ``at``; ``value`` in ``unit`` is what it should be."""
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
            suggestion=None if good else suggestion,
            strength=strength,
        )

    def year_at(self, period: Period) -> tuple[int | None, bool]:
        """The year of a dated period, and whether it is printed with it or before it in the same sentence."""
        if period.year is not None:
            return period.year, True
        text = self.reading.article.folded
        near = max(0, period.at.start - REACH)
        start = max(near, max(text.rfind(mark, near, period.at.start) for mark in "。！？\n") + 1)
        before = list(_A_YEAR.finditer(text, start, period.at.start))
        if before and not text.startswith(("以来", "来", "起", "以后", "之后", "底", "末"), before[-1].end()):
            return int(before[-1][1]), True
        return self.spoken.year, False

    def recount(self, whole: Span, at: Span, right: int) -> Suggestion:
        """The printed phrase at ``whole`` with the count at ``at`` put right, in its own script: 连续七年 → 连续八年."""
        span, number = self.reading.article.span(whole), self.printed(at)
        words = self.reading.article.surface(span)
        if number.isascii():
            text = str(right)
        elif number.isdecimal():
            text = str(right).translate(_FULL_WIDTH)
        else:
            text = "两" if right == 2 else han(right)
        start = self.reading.article.span(at).start - span.start
        return Suggestion(span, words, words[:start] + text + words[start + len(number) :])

    def points(self, sentence: Span) -> list[Point]:
        """The dates of a sentence in order; spans and quarters are none. 同年6月, 次年6月 take their year from the date before."""
        found: list[Point] = []
        periods = self.reading.scan.periods
        for period in periods[bisect_left(periods, sentence.start, key=lambda each: each.at.start) :]:
            if period.at.start >= sentence.end:
                break
            if period.error or period.end_year is not None or period.end_part or period.shift:
                continue
            month, day = _parts(period.part)
            if month < 0:
                continue
            found.append(Point(period.at, self._year(period, found[-1].year if found else None), month, day))
        return found

    def _year(self, period: Period, before: int | None) -> int | None:
        if period.year is not None or period.offset is None:
            return period.year
        if period.text.startswith(("同年", "当年", "该年", "次年", "翌年", "来年")):
            return None if before is None else before + period.offset
        return self.spoken.year + period.offset if self.spoken.year is not None and self.spoken.sure else None


def _parts(part: str) -> tuple[int, int]:
    """Month and day of a part of the year, 0 for none; (−1, 0) for what is no date."""
    if part in ("Y", ""):
        return 0, 0
    if found := _MONTH.fullmatch(part):
        return int(found[1]), 0
    if found := _DAY.fullmatch(part):
        return int(found[1]), int(found[2])
    return -1, 0


def told(
    dated: Dated,
    good: bool,
    at: Span,
    base: re.Match[str] | Span,
    value: int,
    formula: str,
    *,
    severity: Severity = Severity.ERROR,
    unit: str = "年",
    phrase: Span | None = None,
    number: Span | None = None,
) -> Outcome:
    """An outcome; where the text leaves one count, ``number`` is where it is printed and ``phrase`` the words to suggest anew."""
    return dated.outcome(
        "EP803",
        good,
        severity,
        at,
        implied=f"{value}{unit}",
        formula=formula,
        related=(Span(*base.span()) if isinstance(base, re.Match) else base,),
        value=value,
        unit="年",
        suggestion=dated.recount(phrase, number, value) if phrase and number and not good else None,
    )


def one_digit(n: int, age: int) -> bool:
    """76 and 66, 28 and 82: one digit is another, or two have changed places."""
    a, b = str(n), str(age)
    return len(a) == len(b) > 1 and (sum(x != y for x, y in zip(a, b, strict=True)) == 1 or a == b[::-1])
