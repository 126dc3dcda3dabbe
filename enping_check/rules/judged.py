"""A relation together with what the engine says of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from enping_check.engine import FAILS, Interval, Readings, Verdict
from enping_check.rules.body import Key
from enping_check.rules.relation import Relation

_RATES = ("growth", "average-growth")


@dataclass(slots=True)
class Judged:
    """A relation with its verdict."""

    relation: Relation
    verdict: Verdict
    readings: Mapping[Hashable, Readings]
    sure: bool = True

    @property
    def fails(self) -> bool:
        """True for an outright failure."""
        return self.verdict.kind == FAILS

    def domain(self, key: Key) -> Interval:
        """The values a claim of its kind can have at all: nothing shrinks by more than all of itself."""
        kinds = {f.key: f.claim.kind for f in self.relation.facts}
        return Interval(Fraction(-100)) if kinds.get(key) in _RATES else Interval()


def printed_point(reading: Readings) -> Interval:
    """The printed number itself; for a bound without an end the whole reading."""
    middle = reading.nearest.middle
    return reading.nearest if middle is None else Interval.point(middle)


def misreading(each: Judged) -> str:
    """The known mistake by which the stated result comes out just as printed (swapped-base …); empty when none does."""
    result = each.relation.result
    quantity = result.claim.quantity
    if quantity is None or result.key not in each.readings:
        return ""
    box = {name: printed_point(reading) for name, reading in each.readings.items()}
    own = box[result.key].middle
    for label, expression in each.relation.rivals:
        value = expression.range(box).middle
        if value is not None and own is not None and abs(abs(value) - abs(own)) * 2 <= quantity.last:
            return label
    return ""
