"""The records that travel through the house, from the text to the report. All are immutable.

Those that are made for every line or number of a text are named tuples, which are made five times faster than a frozen dataclass.

Offsets are code points, 0-based, end exclusive. ``span`` always means a place in the SOURCE text; ``at`` means a place in the
folded copy that the parser reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from enping_check.interval import EVERYTHING, Interval

_new = tuple.__new__
_NOTES = frozenset("[［〔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⁰¹²³⁴⁵⁶⁷⁸⁹")  # what the mark of a note begins with


class Span(NamedTuple):
    """A stretch of text, [start, end) in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Severity(IntEnum):
    """How sure and how grave a finding is."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The lower-case name used in every format and setting."""
        return self.name.lower()


class Line(NamedTuple):
    """One non-empty line of an article: ``kind`` is title, dateline, heading, body, table or note."""

    at: Span
    kind: str
    level: int  # of a heading: 1 for 一、 and ▍, 2 for （一）, 3 for 1. ; 0 otherwise
    number: int | None  # the printed number of a heading
    sentences: tuple[Span, ...]  # in the folded text; a sentence ends at 。！？!? and at the line's end


@dataclass(frozen=True, slots=True)
class Article:
    """A text exactly as its source has it, with a folded copy for the parser and the way back."""

    name: str  # the path or name as the caller gave it
    source: str
    folded: str
    starts: tuple[int, ...] | range  # source start of every folded character
    ends: tuple[int, ...] | range  # source end of every folded character; a removed gloss belongs to the character before it
    lines: tuple[Line, ...]
    breaks: tuple[int, ...]  # source offsets at which lines begin
    encoding: str = "utf-8"

    def span(self, at: Span) -> Span:
        """The source span of a folded span."""
        if isinstance(self.starts, range):
            return at  # nothing moved
        starts, (start, end) = self.starts, at
        if end <= start:
            where = starts[start] if start < len(starts) else len(self.source)
            return Span(where, where)
        last = starts[end - 1] + 1
        noted = self.source[last : last + 1] in _NOTES  # 2400公斤[5]: the mark of a note is no part of what it stands after
        return _new(Span, (starts[start], last if noted else self.ends[end - 1]))

    def surface(self, span: Span) -> str:
        """The printed text of a source span."""
        return self.source[span.start : span.end]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (1-based, code points) of a source offset."""
        from bisect import bisect_right

        line = bisect_right(self.breaks, offset)
        return line, offset - self.breaks[line - 1] + 1


class Quantity(NamedTuple):
    """A printed number with its unit as exact intervals in ``base_unit``.

    ``interval`` is what may raise an error: hard bounds only, trailing zeros read coarsely. ``fine`` is what the words suggest:
    every printed digit counts, soft hedges (约, 近, 左右) narrow; it may raise a note at most.
    """

    at: Span
    span: Span
    surface: str
    number: Fraction | None  # the printed number, without scale where a unit follows: 38.01亿元 → 38.01; bare 4万 → 40000; None for 几十
    digits: Span  # the bare number within the folded text, without scale, unit and hedges
    unit: str  # the printed unit, simplified, with its scale: 亿元; empty for a bare number
    base_unit: str  # 元
    dimension: str  # currency:元, count:家, mass, area, length, volume, energy, power, time, percent, point, multiple, rate:元/吨, none …
    last: Fraction  # one unit in the last printed place, in base units
    coarse: Fraction  # place value of the lowest non-zero digit, in base units
    interval: Interval = EVERYTHING
    fine: Interval = EVERYTHING
    hedge: str = ""
    exact: bool = False  # a count of whole things printed to the last one
    ranged: bool = False  # a—b
    masked: str | None = None  # why it is no quantity: name, idiom, ordinal, identifier, date, word, enumeration …

    @property
    def factor(self) -> Fraction:
        """One printed unit in base units (亿元 → 10⁸); 1 where nothing is printed."""
        if not self.number or self.ranged:
            return Fraction(1)
        if self.hedge:  # 超过30亿元, 不足七成: its one end is what is printed
            hard = [end for end in (self.interval.low, self.interval.high) if end]
            soft = (self.fine.low, self.fine.high, self.fine.middle if self.fine.bounded else None)  # 约30亿元 lies in their middle
            ends = hard if len(hard) == 1 else [end for end in soft if end]
            return min((abs(end / self.number) for end in ends), key=_digits, default=Fraction(1))  # 三成多: of 30 and 40 the former is 3成
        middle = self.fine.middle if self.fine.bounded else None
        return middle / self.number if middle else Fraction(1)


def _digits(ratio: Fraction) -> int:
    """How much there is to a ratio but powers of ten."""
    above = ratio.numerator
    while above and above % 10 == 0:
        above //= 10
    return above * ratio.denominator


class Period(NamedTuple):
    """A stretch or point of time as the text names it.

    ``part`` is the part of the year: Y (whole), H1, H2, Q1…Q4, M08, M01-M09 (cumulative), D02-19 (a day), F春节 (a holiday), or empty
    where it must be inherited (上年同期). A relative period has ``offset`` (去年 −1, 今年 0) in place of ``year``.
    """

    at: Span
    span: Span
    surface: str
    text: str
    kind: str  # date, period
    part: str
    year: int | None = None
    offset: int | None = None
    end_year: int | None = None  # of a span of years: 2021—2025年, 十四五
    end_part: str = ""  # of a span of dates: 11月8日至10月20日
    moment: bool = False  # 年末, 月底: a stock at that time
    same: bool = False  # 上年同期, 同期: the part is inherited
    shift: str = ""  # month, quarter, week … for 上月, 上季度, 上周: the period before
    weekday: int | None = None  # 1 Monday … 7 Sunday when printed beside the date
    hour: int | None = None
    error: str | None = None  # why it cannot be: day, month, hour, minute


class Mark(NamedTuple):
    """A stretch of folded text that must not be read as a number, and why (``name``, ``idiom``, ``identifier`` …)."""

    at: Span
    why: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything the language room sees in one article, in order of place."""

    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    marks: tuple[Mark, ...]
    damage: tuple[Mark, ...]


_NO_LINKS: Mapping[str, tuple[int, ...]] = MappingProxyType({})


class Claim(NamedTuple):
    """A quantity said about (subject, indicator, period).

    ``kind`` is one of design.md's kinds. ``bound`` says how the subject and indicator were found: stated (in the clause), carried (within
    the sentence) or far. ``links`` names other claims of the article by role: ``now``, ``base``, ``part``, ``whole``, ``total``,
    ``parts`` …
    """

    id: int
    kind: str
    span: Span
    at: Span
    surface: str
    quantity: Quantity | None
    scope: str = ""  # @ for the home place, the word itself for a wider one (全国)
    subject: str = ""
    indicator: str = ""
    period: str = ""  # canonical label: 2023, 2024H1, 2024M01-M09, 2023-02-19
    basis: str = ""  # 同比 环比 上年 年初 …: what a growth, change or shift compares with
    whole: str | None = None  # the noun phrase of a share's whole
    aspect: str = ""  # increment, stock, net …
    sign: int = 1  # −1 for 下降 and its like
    modality: str = "fact"  # fact, target, forecast, quoted
    bound: str = "stated"
    why: str = ""
    place: str = "body"  # title, heading, body, table, note
    sentence: int = 0
    clause: int = 0
    group: int = 0  # claims of one list (分别 …) share a group
    frame: int = -1  # claims about one fact (level, its growth, its share …) share a frame
    paragraph: int = 0
    links: Mapping[str, tuple[int, ...]] = _NO_LINKS

    @property
    def scope_key(self) -> str:
        """The scope for comparison: the home place and none at all are one."""
        return "" if self.scope == "@" else self.scope

    @property
    def interval(self) -> Interval:
        """The signed interval in base units that may raise an error."""
        if self.quantity is None:
            return EVERYTHING
        return -self.quantity.interval if self.sign < 0 else self.quantity.interval


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, 1-based line and column, source span and its text; ``role`` says what it does in a finding."""

    file: str
    line: int
    column: int
    span: Span
    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Replace ``text`` at ``span`` by ``replacement``."""

    span: Span
    text: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's words for a verdict. ``low`` and ``high`` are what the rest implies, in ``unit``; ``implied`` is that as printed."""

    code: str
    rule: str
    severity: Severity
    message: str
    place: Place
    stated: str
    formula: str
    fingerprint: str
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str = ""
    related: tuple[Place, ...] = ()
    suggestion: Suggestion | None = None
    otherwise: tuple[tuple[str, str], ...] = ()  # where none is named: each other number and what the rest implies for it
    implied: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One relation that could have failed, and how it came out: ``verdict`` is holds, last-digit or fails."""

    code: str
    rule: str
    verdict: str
    formula: str
    places: tuple[Place, ...]
    strength: Fraction  # how surprising it would be by chance: share of the plausible values that would have failed, 0 to 1

    @property
    def held(self) -> bool:
        """True unless it failed: a last digit off is no failure."""
        return self.verdict != "fails"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not checked, and why; it makes the exit code 2."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over a report. ``coverage`` is numbers that took part in a check ÷ numbers found."""

    files: int = 0
    numbers: int = 0
    claims: int = 0
    bound: int = 0
    checked: int = 0
    relations: int = 0
    verified: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @property
    def coverage(self) -> Fraction:
        """Share of the numbers found that some check rests on, 0 to 1."""
        return Fraction(self.checked, self.numbers) if self.numbers else Fraction(0)


@dataclass(frozen=True, slots=True)
class Withheld:
    """How many findings about one article are not reported, by reason: nobody may take their silence for truth."""

    known: int = 0  # in the baseline
    let_stand: int = 0  # suppressed with a reason
    unchanged: int = 0  # outside the changed lines

    @property
    def total(self) -> int:
        """All of them."""
        return self.known + self.let_stand + self.unchanged

    def __add__(self, other: Withheld) -> Withheld:
        return Withheld(self.known + other.known, self.let_stand + other.let_stand, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what was read in it."""

    article: Article
    scan: Scan
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check says: the readings, the findings, the relations checked, what could not be checked, and the counts.

    ``doubted`` are relations that do not come out and of which nothing is said, since what their numbers belong to is in doubt.
    """

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    summary: Summary
    doubted: tuple[Check, ...] = ()
