"""All claims of the articles that are checked together, and how to find the ones a rule needs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

from enping_check.claims import partitions
from enping_check.claims.indicators import Indicator
from enping_check.claims.lexicon import alternation
from enping_check.claims.names import Namer, squeeze
from enping_check.engine import Interval, Readings
from enping_check.language.lexicon import table
from enping_check.model import Claim, Quantity, Reading, Span

Key = tuple[int, int]  # (index of the reading, id of the claim)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with its address in the body."""

    key: Key
    claim: Claim

    @property
    def order(self) -> tuple[int, int]:
        """Sorts by place in the text."""
        return self.key[0], self.claim.at.start

    @property
    def middle(self) -> Fraction:
        """The value as it is printed, in base units; 0 where nothing bounds it on one side."""
        return self.claim.interval.middle or Fraction(0)


def summed(facts: Iterable[Fact]) -> Fraction:
    """What the printed values come to."""
    return sum((fact.middle for fact in facts), Fraction(0))


@dataclass
class Body:
    """``namers`` and ``homes`` hold the namer and the home place of each reading, in the same order.

    ``table`` is the index of the reading that is the user's reference table: no article, so no rule but its own looks at it.
    """

    readings: Sequence[Reading]
    namers: Sequence[Namer]
    homes: Sequence[str]
    table: int | None = None

    @property
    def references(self) -> list[Fact]:
        """The rows of the reference table."""
        return [Fact((self.table, c.id), c) for c in self.readings[self.table].claims] if self.table is not None else []

    def fact(self, reading: int, claim: int) -> Fact:
        """The claim ``claim`` of article ``reading``."""
        return Fact((reading, claim), self.readings[reading].claims[claim])

    def comparable(self, a: Fact, b: Fact) -> bool:
        """True when both speak of one place; in two articles, when both say which place, and which year, outright."""
        if a.key[0] == b.key[0]:
            return a.claim.scope_key == b.claim.scope_key
        if not (a.claim.period[:4].isdigit() and b.claim.period[:4].isdigit()):
            return False
        place = self._place(a)
        return bool(place) and place == self._place(b)

    def _place(self, fact: Fact) -> str:
        """全国, or the article's home; empty for 全省 and the like, which name another place in every article."""
        if fact.claim.scope in ("", "@"):
            return self.homes[fact.key[0]]
        return "全国" if fact.claim.scope in ("全国", "我国") else ""

    def linked(self, fact: Fact, role: str) -> list[Fact]:
        """The claims that ``fact`` names under ``role``."""
        return [self.fact(fact.key[0], each) for each in fact.claim.links.get(role, ())]

    def first(self, fact: Fact, role: str) -> Fact | None:
        """The first claim under ``role``."""
        found = fact.claim.links.get(role)
        return self.fact(fact.key[0], found[0]) if found else None

    def all(self, *kinds: str) -> Iterator[Fact]:
        """Every claim of these kinds, in order."""
        found = self._by_kind.get(kinds)
        if found is None:
            found = self._by_kind[kinds] = [
                Fact((index, claim.id), claim)
                for index, reading in enumerate(self.readings)
                if index != self.table
                for claim in reading.claims
                if not kinds or claim.kind in kinds
            ]
        return iter(found)

    @cached_property
    def _by_kind(self) -> dict[tuple[str, ...], list[Fact]]:
        return {}

    def known(self, fact: Fact) -> Indicator | None:
        """The indicator family of a claim."""
        return self.namers[fact.key[0]].indicators.find(fact.claim.indicator)

    def additive(self, fact: Fact) -> bool:
        """False for averages, rates, prices and whatever the indicator table says does not add up."""
        known = self.known(fact)
        if known is not None and (known.nature in ("average", "price", "index", "rate") or not known.additive):
            return False
        return not _NOT_ADDED.search(fact.claim.indicator) and not self.asked(fact)

    @staticmethod
    def asked(fact: Fact) -> bool:
        """起始价, 底价: what was asked for a lot, which stands beside what it fetched and adds to nothing."""
        return _asked().search(fact.claim.subject + fact.claim.indicator) is not None

    def folded(self, fact: Fact) -> str:
        """The claim's number as printed, in simplified form."""
        at = fact.claim.at
        return self.readings[fact.key[0]].article.folded[at.start : at.end]

    def before(self, fact: Fact, length: int) -> str:
        """The folded text left of a claim."""
        at = fact.claim.at
        return self.readings[fact.key[0]].article.folded[max(0, at.start - length) : at.start]

    def clause(self, fact: Fact) -> str:
        """The folded text left of a claim within its clause, at most 24 characters."""
        return re.split("[，。；：！？\\n]", self.before(fact, 24))[-1]

    def yearly(self, fact: Fact) -> bool:
        """True for 年均提高…, 每年增加…: a step a year, not the whole way."""
        return bool(re.search("年均|每年|平均每|逐年|月均|每月", self.clause(fact)))

    def after(self, fact: Fact, length: int) -> str:
        """The folded text right of a claim."""
        at = fact.claim.at
        return self.readings[fact.key[0]].article.folded[at.end : at.end + length]

    def sentence(self, fact: Fact) -> str:
        """The folded text of the sentence a claim stands in, searched within its line."""
        start, end = self.bounds(fact)
        return self.readings[fact.key[0]].article.folded[start:end]

    def bounds(self, fact: Fact) -> Span:
        """Where in the folded text the sentence of a claim stands; nowhere for one outside every line."""
        spans = self._sentence_spans[fact.key[0]]
        position = bisect_right(spans, fact.claim.at.start, key=lambda at: at.start) - 1
        return spans[position] if position >= 0 and fact.claim.at.start < spans[position].end else Span(0, 0)

    @cached_property
    def _sentence_spans(self) -> list[list[Span]]:
        """The sentences of each article, in order."""
        return [[at for line in reading.article.lines for at in line.sentences] for reading in self.readings]

    def passage(self, fact: Fact) -> str:
        """The folded text of the line of a claim, of those next to it and of the article's notes."""
        article = self.readings[fact.key[0]].article
        own = bisect_right(article.lines, fact.claim.at.start, key=lambda line: line.at.start) - 1
        lines = [line for at, line in enumerate(article.lines) if abs(at - own) <= 1 or line.kind == "note"]
        return "\n".join(article.folded[line.at.start : line.at.end] for line in lines)

    def lead(self, fact: Fact) -> str:
        """The folded text of a claim's sentence left of it, at most 60 characters."""
        return re.split("[。！？\\n]", self.before(fact, 60))[-1]

    def one_stretch(self, a: Fact, b: Fact) -> bool:
        """True when no ；stands between the two."""
        first, last = sorted((a.claim.at.start, b.claim.at.start))
        return a.key[0] == b.key[0] and "；" not in self.readings[a.key[0]].article.folded[first:last]

    def text(self, first: Fact, last: Fact) -> str:
        """The folded text from one claim to a later one of the article."""
        return self.readings[first.key[0]].article.folded[first.claim.at.start : last.claim.at.end]

    def between(self, first: Fact, last: Fact) -> str:
        """The folded text from the end of one claim to the start of a later one of the article."""
        return self.readings[first.key[0]].article.folded[first.claim.at.end : last.claim.at.start]

    def span(self, fact: Fact) -> Span:
        """The source span of a claim."""
        return fact.claim.span

    @cached_property
    def sentences(self) -> dict[tuple[int, int], list[Fact]]:
        """The claims of each sentence of each article, in order."""
        found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in self.all():
            found[fact.key[0], fact.claim.sentence].append(fact)
        return found

    @cached_property
    def decimals(self) -> dict[tuple[int, str], Counter[int]]:
        """How many numbers of each printed unit each article prints with how many decimal places."""
        found: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
        for fact in self.all():
            if fact.claim.quantity is not None and fact.claim.quantity.number is not None:
                found[fact.key[0], fact.claim.quantity.unit][places(self.folded(fact))] += 1
        return found

    def beside(self, fact: Fact, *kinds: str) -> list[Fact]:
        """The claims of these kinds in the sentence of ``fact``, itself among them."""
        return [f for f in self.sentences[fact.key[0], fact.claim.sentence] if f.claim.kind in kinds]

    @cached_property
    def _paragraphs(self) -> dict[tuple[int, int], list[Fact]]:
        found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in self.all():
            found[fact.key[0], fact.claim.paragraph].append(fact)
        return found

    def nearby(self, fact: Fact, reach: int, *kinds: str) -> Iterator[Fact]:
        """The claims of these kinds in the paragraph of ``fact``, itself among them, and in ``reach`` paragraphs before and behind."""
        own = fact.claim.paragraph
        for paragraph in range(own - reach, own + reach + 1):
            for each in self._paragraphs.get((fact.key[0], paragraph), ()):
                if each.claim.kind in kinds:
                    yield each

    def within(self, fact: Fact, reach: int, *kinds: str) -> Iterator[Fact]:
        """The claims of these kinds in the sentence of ``fact`` and in ``reach`` sentences before and behind."""
        own = fact.claim.sentence
        for sentence in range(own - reach, own + reach + 1):
            for each in self.sentences.get((fact.key[0], sentence), ()):
                if each.claim.kind in kinds:
                    yield each

    @cached_property
    def levels(self) -> dict[int, list[Fact]]:
        """Every level of each article, in order."""
        found: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.all("level"):
            if fact.claim.quantity is not None:
                found[fact.key[0]].append(fact)
        return found

    def latest_year(self, index: int) -> int | None:
        """The latest year that an article names as past; None where it names none."""
        if index not in self._latest:
            years = (int(c.period[:4]) for c in self.readings[index].claims if c.period[:4].isdigit() and c.modality == "fact")
            self._latest[index] = max(years, default=None)
        return self._latest[index]

    @cached_property
    def _latest(self) -> dict[int, int | None]:
        return {}

    def inside(self, index: int, begin: int, end: int) -> list[Fact]:
        """The levels of an article that begin behind ``begin`` and before ``end``, offsets of its folded text."""
        levels = self._in_order[index]
        first = bisect_right(levels, begin, key=lambda f: f.claim.at.start)
        return levels[first : bisect_left(levels, end, key=lambda f: f.claim.at.start)]

    @cached_property
    def _in_order(self) -> dict[int, list[Fact]]:
        return defaultdict(list, {index: sorted(facts, key=lambda f: f.order) for index, facts in self.levels.items()})

    @cached_property
    def parts(self) -> dict[tuple[int, str], set[Key]]:
        """The levels of each article that are said to be part of a whole of that name."""
        found: dict[tuple[int, str], set[Key]] = defaultdict(set)
        for share in self.all("share"):
            if share.claim.whole:
                found[share.key[0], share.claim.whole].update(part.key for part in self.linked(share, "part"))
        return found

    @cached_property
    def shares(self) -> dict[tuple[int, int], list[Fact]]:
        """The shares of each sentence of each article, in order."""
        found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for share in self.all("share"):
            found[share.key[0], share.claim.sentence].append(share)
        return found

    @cached_property
    def frames(self) -> dict[tuple[int, int], list[Fact]]:
        """The claims of each frame."""
        found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in self.all():
            found[fact.key[0], fact.claim.frame].append(fact)
        return found

    @cached_property
    def by_name(self) -> dict[tuple[int, str], list[Fact]]:
        """Levels of each article by squeezed full name."""
        found: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        for index, facts in self.levels.items():
            for fact in facts:
                found[index, name_key(fact.claim)].append(fact)
        return found

    @cached_property
    def by_ending(self) -> dict[tuple[int, str], list[Fact]]:
        """Levels of each article by the last two characters of their squeezed full name, and of their squeezed indicator."""
        found: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        for index, facts in self.levels.items():
            for fact in facts:
                for ending in {name_key(fact.claim)[-2:], squeeze(fact.claim.indicator)[-2:]}:
                    found[index, ending].append(fact)
        return found

    @cached_property
    def of_whole(self) -> dict[tuple[int, str], list[Fact]]:
        """Levels of each article that name no subject, by indicator."""
        found: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        for index, facts in self.levels.items():
            for fact in facts:
                if not fact.claim.subject:
                    found[index, fact.claim.indicator].append(fact)
        return found

    @cached_property
    def listed_shares(self) -> dict[tuple[int, tuple[int, ...]], list[Fact]]:
        """The shares said of the members of each list of parts."""
        found: dict[tuple[int, tuple[int, ...]], list[Fact]] = defaultdict(list)
        for fact in self.all("share"):
            if each := fact.claim.links.get("list"):
                found[fact.key[0], each].append(fact)
        return found

    @cached_property
    def lists(self) -> dict[tuple[int, int], list[Fact]]:
        """The members (levels) of each list of parts."""
        found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in self.all("level"):
            if each := fact.claim.links.get("list"):
                found[fact.key[0], each[0]].append(fact)
        return found


def places(text: str) -> int:
    """The decimal places of the first number in a text."""
    point = re.search(r"[.．·](\d+)", text)
    return len(point[1]) if point else 0


def name_key(claim: Claim) -> str:
    """Subject and indicator without the words that make no difference; 二产用电 is 第二产业用电."""
    subject = claim.subject.rpartition("|")[2]
    return squeeze(partitions.load().aliases.get(subject, subject) + claim.indicator)


_NOT_ADDED = re.compile("相差|误差|尾差|人均|均价|单价|价格|平均|率$|强度|温度|气温|水位")


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(alternation(table("sums.toml")["asked"]["words"]))


_NEARLY = Fraction(19, 20)
_OFF_A_TENTH = Fraction(2)  # percentage points: a headline may say 三成 of 24 %, of 22 % it says 两成


_LITTLE, _MUCH, _NEAR = Fraction(7, 10), Fraction(7, 5), Fraction(4, 5)


def in_words(claim: Claim) -> Interval | None:
    """What may at most be called 三分之一, 约五成, 近七成 of a whole or as a change; None for one in figures, or with hard bounds."""
    quantity = claim.quantity
    if claim.kind not in ("share", "growth") or quantity is None or quantity.dimension != "percent" or quantity.ranged:
        return None
    if quantity.unit not in ("", "成"):
        return None
    said, high = quantity.fine.middle, quantity.interval.high
    if quantity.interval.low is not None or said is None:
        return None
    if high is not None:
        return Interval(high * _NEAR, high, False, quantity.interval.high_open) if "近" in quantity.hedge else None
    return Interval(said * _LITTLE, said * _MUCH)


_ORDER = 4  # a hedge is judged by its size alone: a number four times as great is another one


def _of_that_order(quantity: Quantity) -> Interval | None:
    """What 约1.08万元 may at most be called: a word bends a number, it does not move it by an order of magnitude; None for any other."""
    low, high = quantity.fine.low, quantity.fine.high
    if quantity.interval.low is not None or quantity.interval.high is not None or not quantity.hedge or low is None or high is None:
        return None
    return Interval(low / _ORDER, high * _ORDER) if low > 0 else None


_ABOUT = re.compile("大?约[为占达]?")
_FINE = 100  # units of the last place: 约24.8% is rounded and no more, 约25% may be anything near


def _rounded(claim: Claim, quantity: Quantity) -> Interval | None:
    """What 约 leaves of 约24.8%, and of 占约27% twice that; None of 约25%, which may be a quarter or so, and of any other hedge."""
    if claim.kind not in ("share", "growth") or _ABOUT.fullmatch(quantity.hedge) is None:
        return None
    value = quantity.number
    if (
        claim.kind == "share"
        and value is not None
        and quantity.unit == "%"
        and value.denominator == 1
        and value % 5 != 0
        and 10 < value < 100
    ):
        return Interval.around(value, max(value / 5, 4 * quantity.last))
    return quantity.fine if abs(quantity.fine.middle or Fraction(0)) >= _FINE * quantity.last else None


def reading_of(claim: Claim) -> Readings:
    """What the printed number of a claim may stand for, signed."""
    quantity = claim.quantity
    if quantity is None:
        raise ValueError(f"claim {claim.surface!r} has no number")
    nearest = quantity.interval
    width = nearest.width
    if (about := _rounded(claim, quantity)) is not None:
        readings = Readings(about, about, quantity.last)
    elif (loosely := in_words(claim) or _of_that_order(quantity)) is not None:
        readings = Readings(loosely, loosely, Fraction(0))
    elif width is None or quantity.hedge or quantity.ranged:
        # 两成多 begins at 20 % whatever its last place is: only a tenth of it goes to rounding
        slack = quantity.last / 10 if claim.kind in ("share", "growth") and not quantity.ranged else quantity.last
        readings = Readings(nearest, nearest, Fraction(0) if width is None else slack)
    elif width == 0 and claim.aspect == "average":
        # 平均每家36人: a mean of counts is rounded to whole ones
        half = quantity.last / 2
        readings = Readings(
            nearest.widened(half),
            Interval(nearest.low, None if nearest.low is None else nearest.low + quantity.last, False, True),
            quantity.last,
        )
    elif width == 0:
        readings = Readings(nearest, nearest, Fraction(0))
    else:
        middle = (nearest.low or Fraction(0)) + width / 2
        if claim.kind == "multiple" and width >= 1:
            width *= _NEARLY  # 2倍 may be said of 2.9 times, not of 2.99
        # 29600 may be rounded to hundreds; nobody cuts 29690 off there
        cut_off = width / 2 if width > quantity.last else width
        cut = Interval(middle, middle + cut_off, False, True) if middle >= 0 else Interval(middle - cut_off, middle, True, False)
        # the coarse reading of 5000 is its slack: beyond it no whole thousand more, only a unit of the last place printed
        slack = min(width, quantity.last) if quantity.coarse > quantity.last else width
        if quantity.unit == "成" and (claim.kind == "share" or (claim.kind == "growth" and claim.place == "title")):
            slack = min(slack, _OFF_A_TENTH)
        readings = Readings(nearest, cut, slack)
    if claim.sign < 0:
        return Readings(-readings.nearest, -readings.truncated, readings.slack)
    return readings
