"""A relation together with what the engine says of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from enping_check.engine import FAILS, Interval, Readings, Verdict, implied
from enping_check.rules.body import Key
from enping_check.rules.relation import Relation


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

    def implied(self, key: Key, box: Mapping[Hashable, Interval]) -> Interval:
        """What the others' intervals imply for a claim of the relation."""
        relation = self.relation
        if relation.solved is not None and key == relation.result.key:
            return relation.solved.range(box)
        return implied(relation.constraint, box, key)

    @property
    def recomputed(self) -> Interval:
        """What the printed numbers, rounded to nearest, imply for the result."""
        if self.relation.solved is None:
            return self.verdict.implied
        return self.relation.solved.range({name: reading.nearest for name, reading in self.readings.items()})


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
    for label, expression in each.relation.mistakes:
        value = expression.range(box).middle
        if value is not None and own is not None and abs(abs(value) - abs(own)) * 2 <= quantity.last:
            return label
    return ""


def years_miscounted(each: Judged) -> bool:
    """True where a year more or less gives the stated rate, as far as rounding goes: the years may be wrong as well as the rate."""
    rounded = {name: reading.nearest for name, reading in each.readings.items()}
    own = rounded.get(each.relation.result.key)
    return own is not None and any(
        label == "year-count" and expression.range(rounded).overlaps(own) for label, expression in each.relation.mistakes
    )
