"""Periods as the claims carry them: a year (or a year relative to the article's), a part of it, and labels one can compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from enping_check.model import Period

YEAR = re.compile(r"\d{4}|Y[+-]\d+")  # what a label begins with
LABEL = re.compile(r"(?P<year>\d{4}|Y[+-]\d+)(?P<part>.*)")


@lru_cache(maxsize=1024)  # an article speaks of few periods, and asks for their labels again and again
def _label(year: int | None, offset: int, part: str, end_year: int | None) -> str:
    printed = str(year) if year is not None else f"Y{offset:+d}"
    if end_year is not None:
        return f"{printed}/{end_year}"
    if part.startswith("D") and year is not None:
        return f"{printed}-{part[1:]}"
    return printed if part == "Y" else printed + part


class When(NamedTuple):
    """A period. ``year`` None means the article never names a year: then ``offset`` counts from its own."""

    year: int | None = None
    offset: int = 0
    part: str = "Y"
    end_year: int | None = None
    moment: bool = False
    named: bool = True  # False where nothing in the article says when

    @property
    def label(self) -> str:
        """A comparable label: 2023, 2024H1, 2024M01-M09, Y-1Q3, 2021/2025."""
        return _label(self.year, self.offset, self.part, self.end_year)

    def alike(self, other: When) -> bool:
        """True for the same time, by whatever words."""
        return self.label == other.label

    def moved(self, years: int) -> When:
        """The same part of another year."""
        if self.year is not None:
            return self._replace(year=self.year + years)
        return self._replace(offset=self.offset + years)

    def before(self) -> When | None:
        """The month, quarter or half before; None where the part has none."""
        if match := _MONTH.fullmatch(self.part):
            month = int(match[1])
            return self._replace(part=f"M{month - 1:02}") if month > 1 else self.moved(-1)._replace(part="M12")
        if match := _QUARTER.fullmatch(self.part):
            quarter = int(match[1])
            return self._replace(part=f"Q{quarter - 1}") if quarter > 1 else self.moved(-1)._replace(part="Q4")
        if self.part == "H2":
            return self._replace(part="H1")
        if self.part == "Y":
            return self.moved(-1)
        return None

    def earlier(self, other: When) -> bool:
        """True when this is surely before ``other``: an earlier year, or an earlier part of one kind in the same year."""
        years = self.years_after(other)
        if years is None or self.end_year is not None or other.end_year is not None:
            return False
        if years:
            return years < 0
        return self.part[:1] == other.part[:1] and self.part[:1] in "HQM" and len(self.part) == len(other.part) and self.part < other.part

    def ends_before(self, other: When) -> bool:
        """True when this is surely over before ``other`` is: January to February before the first quarter is."""
        if self.earlier(other):
            return True
        mine, its = _months(self.part), _months(other.part)
        same = self.years_after(other) == 0 and self.end_year is None and other.end_year is None
        return same and 0 not in mine | its and max(mine) < max(its)

    def closes(self, other: When) -> bool:
        """True for the end of a stretch that is told of as a whole: 三季度末 of 前三季度, 年末 of the year."""
        mine, its = _months(self.part), _months(other.part)
        same = self.years_after(other) == 0 and self.end_year is None and other.end_year is None
        ends = bool(mine) and bool(its) and 0 not in mine | its and min(its) == 1 and max(mine) == max(its)
        return self.moment and not other.moment and same and self.part != other.part and ends

    def within(self, other: When) -> bool:
        """True when this is ``other`` or surely a part of it: 一季度 of 上半年, 8月 of the year."""
        if (self.year, self.offset) != (other.year, other.offset) or self.end_year or other.end_year:
            return False
        return self.part == other.part or other.part == "Y" or _months(self.part) <= _months(other.part) != frozenset()

    def inside(self, other: When) -> bool:
        """True when this is a shorter stretch of ``other``: 四季度 of the year."""
        mine, its = _months(self.part), _months(other.part)
        whole = other.part == "Y" or 0 not in its
        return self.within(other) and self.label != other.label and 0 not in mine and whole

    def years_after(self, other: When) -> int | None:
        """Whole years from ``other`` to this; None when they do not compare."""
        if (self.year is None) != (other.year is None):
            return None
        if self.year is not None and other.year is not None:
            return self.year - other.year
        return self.offset - other.offset


_MONTH = re.compile(r"M(\d\d)")
_QUARTER = re.compile(r"Q(\d)")
_HALVES = re.compile(r"H(\d)")
_QUARTERS = re.compile(r"Q(\d)(?:-Q(\d))?")
_MONTHS = re.compile(r"M(\d\d)(?:-M(\d\d))?")


@lru_cache(maxsize=1024)
def _months(part: str) -> frozenset[int]:
    """The months of a part of the year; empty where it is none of whole months."""
    if match := _HALVES.fullmatch(part):
        return frozenset(range(6 * int(match[1]) - 5, 6 * int(match[1]) + 1))
    if match := _QUARTERS.fullmatch(part):
        return frozenset(range(3 * int(match[1]) - 2, 3 * int(match[2] or match[1]) + 1))
    if match := _MONTHS.fullmatch(part):
        return frozenset(range(int(match[1]), int(match[2] or match[1]) + 1))
    return frozenset({0})


_KINDS = {"month": "M", "quarter": "Q", "half": "H"}


def resolve(period: Period, current: When, reference: int | None) -> When:
    """What ``period`` means while ``current`` is being spoken of; ``reference`` is the article's own year."""
    part = period.part or current.part
    if period.shift:
        moved = current._replace(part=current.part).before() if _KINDS.get(period.shift) == current.part[:1] else None
        return moved if moved is not None else current._replace(part=f"{current.part}<{period.shift}")
    if period.year is not None and period.end_year is not None and period.moment and not period.same:
        return When(period.end_year, 0, part, None, True)  # “十三五”末
    if period.year is not None:
        return When(period.year, 0, part if not period.same else current.part, period.end_year, period.moment)
    if period.offset is not None:
        word = period.text
        anchored = word.startswith(("去", "今", "明", "本", "前年"))  # spoken from the article's own year
        if anchored and not period.same:
            year, since, named = reference, 0, True
        else:
            year, since, named = current.year, current.offset, current.named or word.endswith("前")  # 三年前
        if year is not None:
            return When(year + period.offset, since, part, None, period.moment, named)
        return When(None, since + period.offset, part, None, period.moment, named)
    if period.same:
        return When(current.year, current.offset, part, current.end_year, period.moment, current.named)
    if current.end_year is not None:  # 2021年至2023年……。全年: of the article's own year, or of the last of them
        return When(reference or current.end_year, 0, part, None, period.moment)
    return When(current.year, current.offset, part, None, period.moment)


def union(whens: Sequence[When]) -> When | None:
    """The one stretch of a year that adjacent parts of it make up, as 一季度 is of 1月, 2月 and 3月; None where they are none."""
    first, months = whens[0], [_months(w.part) for w in whens]
    if any((w.year, w.offset) != (first.year, first.offset) or w.end_year or w.moment for w in whens) or any(
        0 in m or not m for m in months
    ):
        return None
    if any(max(a) + 1 != min(b) for a, b in pairwise(months)):
        return None
    span = (min(months[0]), max(months[-1]))
    part = next((name for name, each in _PARTS.items() if each == span), f"M{span[0]:02}-M{span[1]:02}")
    return first._replace(part=part or "Y")


_PARTS = {"": (1, 12), "H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "Q1-Q3": (1, 9)}
_PERIOD = re.compile(r"(?P<year>\d{4}|Y[+-]\d+)(?P<part>[HQ][1-4](?:-Q3)?|M\d\d(?:-M\d\d)?|)")
Months = tuple[int, int]  # first and last month of a stretch of one year


def stretch(period: str) -> tuple[str, Months] | None:
    """The year and the first and last month of a period's label; None for a day, a holiday or a span of years."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    part = match["part"]
    if part in _PARTS:
        return match["year"], _PARTS[part]
    if part.startswith("M"):
        return match["year"], (int(part[1:3]), int(part[-2:]))
    return None


def part_of(label: str) -> str:
    """What a label says beside its year: M01-M09 of 2024M01-M09; empty for a whole year."""
    year = YEAR.match(label)
    return label[year.end() :] if year is not None else label
