"""Which number to put in a failing relation's place: ordinary slips first, the recomputed result where no slip explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from enping_check.engine import Interval
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.judged import Judged, misreading, printed_point
from enping_check.rules.slips import Slip, recomputed, slips

# what the evidence for a repair is worth, the best first
_EXACT, _FITS, _COMPUTED = 0, 4, 8
_RARE = ("transposition", "unit-scale", "sign")
# relations whose stated result is no recomputation of the rest: two tellings, orders, whole numbers, last year's sums
_NEVER_RECOMPUTED = ("EP102", "EP103", "EP104", "EP203", "EP204", "EP601", "EP602", "EP603")
_OUT_OF_RANGE = ("EP104", "EP204")


@dataclass(frozen=True, slots=True)
class Repair:
    """``fact`` should read ``slip.replacement``; that settles the failures in ``settled``. The lower ``cost`` is the likelier."""

    fact: Fact
    slip: Slip
    settled: list[Judged]
    cost: int

    @property
    def text(self) -> tuple[Key, str]:
        """What tells two repairs apart."""
        return self.fact.key, self.slip.replacement


def repairs(body: Body, fact: Fact, failing: list[Judged], holding: list[Judged]) -> list[Repair]:
    """Repairs of one claim that settle failures and break nothing that holds; each relation is solved for the claim once."""
    key = fact.key
    wanted = [(j, _allowed(j, key)) for j in failing]
    kept = [_allowed(j, key) for j in holding if key in j.readings]
    points = {id(j): point(j, key) for j in failing if key in stated(j)}
    found = []
    for slip in slips(body, fact):
        settled = [j for j, allowed in wanted if slip.interval.overlaps(allowed)]
        if not settled or not all(slip.interval.overlaps(allowed) for allowed in kept):
            continue
        cost = _cost(fact, slip, settled, points, {id(j): allowed for j, allowed in wanted})
        if cost is not None:
            found.append(Repair(fact, slip, settled, cost))
    results = [j for j in failing if j.relation.result.key == key]
    if any(misreading(j) for j in results) or not any(r.cost < _FITS for r in found):
        found += _computed(body, fact, results, kept)
    return found


def single(found: list[Repair]) -> Repair | None:
    """The one repair of the likeliest kind, the stated result before the numbers it rests on; None when several tie."""
    if not found:
        return None
    cheapest = min(r.cost for r in found)
    best = [r for r in found if r.cost == cheapest]
    if len({r.text for r in best}) == 1:
        return best[0]
    results = [r for r in best if any(stated(j) == (r.fact.key,) for j in r.settled)]
    return results[0] if len({r.text for r in results}) == 1 and cheapest < _FITS else None


def stated(each: Judged) -> tuple[Key, ...]:
    """The claims that state a result: the first; for shares of an unstated whole both, for parts that make a
    hundred and for tellings of one fact all."""
    relation = each.relation
    if relation.free:
        return ()
    if relation.key in ("sum", "partition") or relation.code in ("EP601", "EP603"):
        return tuple(f.key for f in relation.facts)
    if relation.code == "EP103":
        return tuple(f.key for f in relation.facts if f.claim.kind == "share")
    return (relation.result.key,)


def point(each: Judged, key: Key) -> Fraction | None:
    """The value of a claim recomputed from the printed numbers as they stand; None where they do not give one."""
    box = {name: printed_point(reading) for name, reading in each.readings.items()}
    if key not in each.relation.constraint.variables:
        return None
    return each.implied(key, box).middle


def _cost(
    fact: Fact, slip: Slip, settled: list[Judged], points: Mapping[int, Fraction | None], allowed: Mapping[int, Interval]
) -> int | None:
    """None for a slip that is no evidence: it merely falls into an interval that many numbers would."""
    own = [j for j in settled if id(j) in points]
    if own:
        if any(_equals(fact, slip, points[id(j)]) for j in own):
            return _EXACT + slip.cost
        return _FITS + slip.cost if len(settled) > 1 or (slip.label in _RARE and _wide(fact, allowed[id(own[0])])) else None
    if all(j.relation.free and j.relation.code not in _OUT_OF_RANGE for j in settled):
        return None  # an order or a bound is met by half of all numbers
    if len(settled) > 1 or all(j.relation.free for j in settled):
        return _FITS + slip.cost
    return _EXACT + 1 if slip.label in _RARE and settled[0].relation.code != "EP210" else None


def _equals(fact: Fact, slip: Slip, value: Fraction | None) -> bool:
    """True when the slip is the recomputed value rounded as it is printed."""
    quantity, middle = fact.claim.quantity, slip.interval.middle
    if value is None or quantity is None or middle is None:
        return False
    return abs(middle - value) * 2 <= min(slip.interval.width or quantity.last, quantity.last)


def _wide(fact: Fact, allowed: Interval) -> bool:
    """True when the rest leaves the result more than two printed units: its point value is then no more likely than its neighbours."""
    quantity = fact.claim.quantity
    return quantity is not None and (allowed.width is None or allowed.width > 2 * quantity.last)


def _computed(body: Body, fact: Fact, failing: list[Judged], kept: list[Interval]) -> list[Repair]:
    """The recomputed result itself, where the relation is sure and the printed numbers leave it little room."""
    found = []
    for each in failing:
        quantity, value = fact.claim.quantity, point(each, fact.key)
        if (
            each.relation.code in _NEVER_RECOMPUTED
            or stated(each) != (fact.key,)
            or quantity is None
            or value is None
            or value * fact.claim.sign <= 0
        ):
            continue
        if _loose(fact, _allowed(each, fact.key)) or (each.relation.severity is not Severity.ERROR and _near(fact, value)):
            continue
        slip = recomputed(body, fact, value, misreading(each))
        if slip is not None and all(slip.interval.overlaps(allowed) for allowed in kept):
            settled = [j for j in failing if slip.interval.overlaps(_allowed(j, fact.key).widened(quantity.last))]
            if each in settled:
                found.append(Repair(fact, slip, settled, _EXACT if slip.label else _COMPUTED))
    return found


def _near(fact: Fact, value: Fraction) -> bool:
    """Within ten printed units: revised figures may explain so little."""
    quantity, own = fact.claim.quantity, fact.claim.interval.middle
    return quantity is None or own is None or abs(own - value) <= 10 * quantity.last


def _loose(fact: Fact, allowed: Interval) -> bool:
    quantity = fact.claim.quantity
    return quantity is None or allowed.width is None or allowed.width > 12 * max(quantity.last, Fraction(0))


def _allowed(each: Judged, key: Key) -> Interval:
    """What the others of a relation imply for a claim, rounded to nearest."""
    if key not in each.relation.constraint.variables:
        return Interval()
    return each.implied(key, {name: r.nearest for name, r in each.readings.items()})
