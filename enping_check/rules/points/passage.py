"""The tokens of one article in order, and the words that belong to each of its numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from enping_check.model import Line, Span
from enping_check.rules.body import Body, Fact

BREAKS = "，；：。！？!?\n;"
_LABELLED = re.compile("[（(，；、][\u4e00-\u9fff]{2,8}$")  # （全国：5.2%）: the words before the colon name the number
_NESTED = 8  # numbers that may stand within one another: those of a structure


def _start(fact: Fact) -> int:
    return fact.claim.at.start


def numbers_between(facts: list[Fact], first: int, last: int) -> list[Fact]:
    """Those of facts in order of place that begin in a stretch."""
    return facts[bisect_left(facts, first, key=_start) : bisect_left(facts, last, key=_start)]


@dataclass(slots=True)
class Passage:
    """The tokens of one article in order, and what is asked of them."""

    body: Body
    index: int
    text: str
    numbers: list[Fact] = field(default_factory=list)
    times: list[Fact] = field(default_factory=list)
    sentences: list[tuple[Span, Line]] = field(default_factory=list)  # in order, each with its line

    @classmethod
    def of(cls, body: Body, index: int) -> Passage:
        """The passage of one article."""
        made = cls(body, index, body.readings[index].article.folded)
        for claim in body.readings[index].claims:
            fact = Fact((index, claim.id), claim)
            if claim.kind in ("period", "date"):
                made.times.append(fact)
            elif claim.quantity is not None and claim.kind not in ("duration", "enumeration", "rank", "first"):
                made.numbers.append(fact)
        made.numbers.sort(key=lambda f: f.order)
        made.times.sort(key=lambda f: f.order)
        made.sentences = [(at, line) for line in body.readings[index].article.lines for at in line.sentences]
        return made

    def edge(self, fact: Fact) -> int:
        """Where the words that belong to a number begin: behind the last break, bracket or number before it."""
        start, text = fact.claim.at.start, self.text
        floor = self._last_end(start)
        at = start
        while at > floor and text[at - 1] not in "（(":
            if text[at - 1] in BREAKS and not (text[at - 1] in "：:" and at == start and _LABELLED.search(text[floor : at - 1])):
                break
            at -= 1
        return at

    def left(self, fact: Fact) -> tuple[int, str]:
        """The words left of a number, with where they begin; for one in a bracket also those before the bracket."""
        at = self.edge(fact)
        return at, self.text[at : fact.claim.at.start]

    def outer(self, fact: Fact) -> tuple[int, str] | None:
        """The words before the bracket in which a number stands; None where it stands in none."""
        start = fact.claim.at.start
        opened = max(self.text.rfind("（", 0, start), self.text.rfind("(", 0, start))
        if opened < 0 or start - opened > 24 or any(c in "）)。\n" for c in self.text[opened:start]):
            return None
        floor = self._last_end(opened)
        at = opened
        while at > floor and self.text[at - 1] not in BREAKS and self.text[at - 1] not in "）)":
            at -= 1
        return at, self.text[at:opened]

    def whens(self, start: int, end: int) -> list[Fact]:
        """The times that stand in a stretch of the text."""
        return [t for t in numbers_between(self.times, start, end) if t.claim.at.end <= end]

    def _last_end(self, place: int) -> int:
        """Where the last number before a place ends; 0 where none does."""
        last = bisect_left(self.numbers, place, key=_start)
        return max((n.claim.at.end for n in self.numbers[max(0, last - _NESTED) : last] if n.claim.at.end <= place), default=0)

    def without_times(self, start: int, end: int) -> str:
        """The words of a stretch without the times in it."""
        pieces, at = [], start
        for time in self.whens(start, end):
            pieces.append(self.text[at : time.claim.at.start])
            at = max(at, time.claim.at.end)
        pieces.append(self.text[at:end])
        return "".join(pieces)
