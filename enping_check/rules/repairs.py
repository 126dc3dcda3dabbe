"""Which number to put in a failing relation's place: ordinary slips first, the recomputed result where no slip explains it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log
from typing import TypeVar

from enping_check.engine import HOLDS, Interval
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, Key, places
from enping_check.rules.judged import Judged, misreading, printed_point, years_miscounted
from enping_check.rules.slips import Slip, recomputed, rounded_by, slips

# a result may also be reckoned wrongly: how often, beside one slip in each number, and by how much (a deviation of logarithms)
_MISCOUNTED = 3.0
_OFF = 0.3
# a converted amount is reckoned by the writer, what it is converted from is copied: how much oftener it is the one that is wrong
_RECKONED = 4.0
# numbers of other places that an article may print besides those it does
_UNTOLD = 1.0
# numbers told together have the same places: two of them say little more than one
_ALIKE = 0.5
# the share of the whole likelihood that the named repair must have
_ENOUGH = 0.75
# a printed result that the rest barely allows for
_LEAST = 0.02
# of numbers that end in a zero, those that were rounded to it
_ROUNDED = 0.2
# relations whose stated result is no recomputation of the rest: two tellings, orders, whole numbers, last year's sums
_NEVER_RECOMPUTED = ("EP102", "EP103", "EP104", "EP203", "EP204", "EP601", "EP602", "EP603")
_OUT_OF_RANGE = ("EP104", "EP204")


@dataclass(frozen=True, slots=True)
class Repair:
    """``fact`` should read ``slip.replacement``; that settles the failures in ``settled``."""

    fact: Fact
    slip: Slip
    settled: list[Judged]
    likelihood: float
    style: float = 1.0  # how well its decimal places go with the article's
    rival: bool = False  # it may be so, and is not to be named

    @property
    def value(self) -> tuple[Key, Fraction | None]:
        """What tells two repairs apart: 10 and 10.0 are one."""
        return self.fact.key, self.slip.interval.middle


def repairs(body: Body, fact: Fact, failing: list[Judged], holding: list[Judged]) -> list[Repair]:
    """Repairs of one claim that settle failures and break nothing that holds; each relation is solved for the claim once."""
    key = fact.key
    failing = [j for j in failing if not years_miscounted(j)]
    wanted = [(j, allowed(j, key)) for j in failing]
    kept = [allowed(j, key) for j in holding if key in j.readings]
    found = []
    for slip in slips(body, fact):
        told = slip.interval.widened(rounded_by(fact))
        settled = [j for j, allowed in wanted if told.overlaps(allowed)]
        if not settled or not all(told.overlaps(allowed) for allowed in kept):
            continue
        if all(j.relation.free and j.relation.code not in _OUT_OF_RANGE for j in settled):
            continue  # an order or a bound is met by half of all numbers
        if any(_implausible(j, fact, slip) for j in settled):
            continue
        style = _style(body, fact, slip)
        likelihood = slip.likelihood * style * _fit(fact, slip.interval, settled)
        if any(key == j.relation.result.key and not j.relation.free for j in settled):
            likelihood /= slip.commoner  # whatever its size: the rest tells it
        if any(key == j.relation.result.key and j.relation.code == "EP402" for j in settled):
            likelihood *= _RECKONED  # 218公顷（21.8平方公里）
        rival = _unmeasured(fact) or all(_misnamed(j.relation.result) for j in settled)
        found.append(Repair(fact, slip, settled, likelihood, style, rival))
    results = [j for j in failing if j.relation.result.key == key]
    return found + _computed(body, fact, results, kept)


def retold(body: Body, failing: Iterable[Judged], holding: Mapping[Key, Sequence[Judged]]) -> Iterator[Repair]:
    """18460例，占263700例的7.0%. …16480例: of two tellings the one that nothing bears out should read as the one that is borne out."""
    for each in failing:
        pair = each.relation.facts
        if each.relation.code != "EP601" or len(pair) != _TWO_TELLINGS or any(f.claim.quantity is None for f in pair):
            continue
        for fact, other in (pair, pair[::-1]):
            firm = any(
                j.verdict.kind == HOLDS and not j.relation.free and not allowed(j, other.key).overlaps(fact.claim.interval)
                for j in holding.get(other.key, ())
            )
            slip = recomputed(body, fact, other.middle, "") if firm and not holding.get(fact.key) else None
            if slip is not None:
                yield Repair(fact, slip, [each], 1.0)


_TWO_TELLINGS = 2


def _unmeasured(fact: Fact) -> bool:
    """下降2.4倍: no other number makes sense of it."""
    return fact.claim.kind == "multiple" and fact.claim.sign < 0


def _misnamed(result: Fact) -> bool:
    """翻两番, 下降3倍: the words are misunderstood more often than the numbers beside them are misprinted."""
    quantity = result.claim.quantity
    return result.claim.kind == "multiple" and (_unmeasured(result) or (quantity is not None and quantity.unit == "番"))


def explicable(body: Body, each: Judged) -> bool:
    """True where one slip in one of the numbers may be all that is wrong with a relation.

    A number of three digits or more may be the neighbour of what the printed numbers give: it was rounded from what they were rounded from.
    """
    for fact in each.relation.facts:
        if fact.key in each.readings:
            value = _to_the_digit(each, fact)
            if any(r.slip.label and not _beside(value, fact, r.slip) for r in repairs(body, fact, [each], [])):
                return True
    result = each.relation.result
    return any(
        slip.interval.overlaps(allowed(each, result.key)) and not _implausible(each, result, slip)
        for slip in slips(body, result)
        if len(re.sub(r"\D", "", slip.replacement).strip("0")) > 2
    )


def single(found: list[Repair]) -> Repair | None:
    """The one repair that is far likelier than all others together; None when there is none."""
    top = likeliest((r.value, r.likelihood) for r in found)
    named = [r for r in found if r.value == top and not r.rival]
    return max(named, key=lambda r: (bool(r.slip.label), r.style, _as_precise(r), r.likelihood), default=None)


def _as_precise(repair: Repair) -> bool:
    quantity = repair.fact.claim.quantity
    return quantity is not None and repair.slip.interval.width == quantity.interval.width


Choice = TypeVar("Choice", bound=Hashable)


def likeliest(weighted: Iterable[tuple[Choice, float]]) -> Choice | None:
    """The choice that has most of the weight of all; None when it is shared among several."""
    weights: dict[Choice, float] = defaultdict(float)
    for choice, weight in weighted:
        weights[choice] += weight
    top = max(weights, key=lambda choice: weights[choice], default=None)
    return top if top is not None and weights[top] >= _ENOUGH * sum(weights.values()) else None


def _to_the_digit(each: Judged, fact: Fact) -> Fraction | None:
    """A result as the printed numbers give it; None where the rest leaves it so much room that its neighbours are as likely."""
    return point(each, fact.key) if fact.key in stated(each) and not _wide(fact, allowed(each, fact.key)) else None


def _beside(value: Fraction | None, fact: Fact, slip: Slip) -> bool:
    """The printed numbers give ``value``, and the slip gives its neighbour; a moved point keeps every digit, so it may."""
    quantity, middle = fact.claim.quantity, slip.interval.middle
    if value is None or quantity is None or middle is None or slip.label == "point":
        return False
    return abs(middle - value) * 2 > min(slip.interval.width or quantity.last, quantity.last)


def _wide(fact: Fact, allowed: Interval) -> bool:
    """True when the rest leaves the result more than two printed units: its point value is then no more likely than its neighbours."""
    quantity = fact.claim.quantity
    return quantity is None or allowed.width is None or allowed.width > 2 * quantity.last


def _implausible(each: Judged, fact: Fact, slip: Slip) -> bool:
    """A result outside what such results can be: a share above 100 %."""
    plausible = each.relation.plausible
    return plausible is not None and fact.key == each.relation.result.key and not slip.interval.overlaps(plausible)


def stated(each: Judged) -> tuple[Key, ...]:
    """The claims that state a result: the first; for shares of an unstated whole both, for parts that make a
    hundred and for tellings of one fact all."""
    relation = each.relation
    if relation.free:
        return ()
    if relation.key in ("sum", "partition") or relation.code in ("EP601", "EP603"):
        return tuple(f.key for f in relation.facts)
    if relation.code == "EP103" and relation.key != "outlier":
        return tuple(f.key for f in relation.facts if f.claim.kind == "share")
    return (relation.result.key,)


def point(each: Judged, key: Key) -> Fraction | None:
    """The value of a claim recomputed from the printed numbers as they stand; None where they do not give one."""
    box = {name: printed_point(reading) for name, reading in each.readings.items()}
    if key not in each.relation.constraint.variables:
        return None
    return each.implied(key, box).middle


def exchanged_digits(body: Body, each: Judged) -> bool:
    """True when two neighbouring digits of the printed result, three or more, changed places, and the others give it to the digit."""
    result = each.relation.result
    value, quantity = point(each, result.key), result.claim.quantity
    if value is None or quantity is None or sum(c.isdigit() for c in body.folded(result)) < 3:
        return False
    return any(slip.label == "transposition" and value in slip.interval for slip in slips(body, result))


def _computed(body: Body, fact: Fact, failing: list[Judged], kept: list[Interval]) -> list[Repair]:
    """The recomputed result itself, where the relation is sure and the printed numbers leave it little room."""
    found = []
    for each in failing:
        quantity, value = fact.claim.quantity, point(each, fact.key)
        if (
            (each.relation.code in _NEVER_RECOMPUTED and each.relation.key != "outlier")
            or stated(each) != (fact.key,)
            or quantity is None
            or value is None
            or value * fact.claim.sign < quantity.last
        ):
            continue
        mistake = misreading(each)  # it comes out to the digit, however coarse the numbers are
        rival = (_loose(fact, allowed(each, fact.key)) and not mistake) or (
            each.relation.severity is not Severity.ERROR and _near(fact, value)
        )
        slip = recomputed(body, fact, value, "" if rival else mistake)
        if slip is not None and all(slip.interval.overlaps(allowed) for allowed in kept):
            settled = [j for j in failing if slip.interval.overlaps(allowed(j, fact.key).widened(quantity.last))]
            if each in settled and not _implausible(each, fact, slip):
                likelihood = 1.0 if slip.label else _miscounted(fact, value)
                likelihood *= _fit(fact, slip.interval, settled)
                found.append(Repair(fact, slip, settled, likelihood, 1.0, rival or _unmeasured(fact)))
    return found


def _style(body: Body, fact: Fact, slip: Slip) -> float:
    """How much more an article prints numbers of this unit with the decimal places of the slip's origin than with those it has."""
    quantity = fact.claim.quantity
    if quantity is None:
        return 1.0
    told = body.decimals[fact.key[0], quantity.unit]
    own, origin = places(body.folded(fact)), places(slip.replacement)
    return float(((told[origin] + _UNTOLD) / (told[own] - (own != origin) + _UNTOLD)) ** _ALIKE)


def _fit(fact: Fact, value: Interval, settled: Iterable[Judged]) -> float:
    """How likely the stated results were to be printed as they are, had ``fact`` been ``value``.

    Half of them were reckoned from the printed numbers, half from what those were rounded from: of these any number is as likely that
    the rest leaves.
    """
    likelihood = 1.0
    for each in settled:
        result = each.relation.result
        quantity, own = result.claim.quantity, value if fact.key == result.key else result.claim.interval
        if each.relation.free or quantity is None or own.middle is None:
            continue
        rounded = {name: reading.nearest for name, reading in each.readings.items()}
        printed = {name: printed_point(reading) for name, reading in each.readings.items()}
        unit = (own.width or quantity.last) if fact.key == result.key else max(quantity.last, own.width or quantity.last)
        last = unit if fact.key == result.key else quantity.last  # what is put in place is read to the digit already
        if fact.key != result.key:
            rounded[fact.key] = value
            printed[fact.key] = value if value.middle is None else Interval.point(value.middle)
        reckoned, left = each.implied(result.key, printed).middle, each.implied(result.key, rounded)
        exact = _as_printed(reckoned, own.middle, last, unit) if reckoned is not None else 0.0
        if left.width:
            digits = Interval.around(own.middle, last / 2)
            likely = max(_share(left, digits), _ROUNDED * _share(left, own)) if own.width else _share(left, own.widened(unit / 2))
            likelihood *= (exact + max(_LEAST, likely)) / 2
        elif left.width is not None and not exact:
            likelihood *= _LEAST
    return likelihood


def _as_printed(reckoned: Fraction, printed: Fraction, last: Fraction, coarse: Fraction) -> float:
    """How likely ``reckoned`` was printed so: 190 for what is 190.3, and now and then for what is 192."""
    apart = abs(reckoned - printed) * 2
    return 1.0 if apart <= last else _ROUNDED if apart <= coarse else 0.0


def _share(left: Interval, own: Interval) -> float:
    """The share of ``left`` that lies in ``own``."""
    both = left & own
    return 0.0 if both.empty or not both.width or not left.width else float(both.width / left.width)


def _miscounted(fact: Fact, value: Fraction) -> float:
    """How likely a reckoning of ``value`` came out as the printed number without any slip of the pen."""
    quantity, own = fact.claim.quantity, fact.claim.interval.middle
    if quantity is None or not own or own * value < 0:
        return 0.0
    return _MISCOUNTED * float(quantity.last / abs(own)) * exp(-(log(own / value) ** 2) / (2 * _OFF**2))


def _near(fact: Fact, value: Fraction) -> bool:
    """Within ten printed units: revised figures may explain so little."""
    quantity, own = fact.claim.quantity, fact.claim.interval.middle
    return quantity is None or own is None or abs(own - value) <= 10 * quantity.last


def _loose(fact: Fact, allowed: Interval) -> bool:
    quantity = fact.claim.quantity
    return quantity is None or allowed.width is None or allowed.width > 12 * max(quantity.last, Fraction(0))


def allowed(each: Judged, key: Key) -> Interval:
    """What the others of a relation imply for a claim, rounded to nearest."""
    if key not in each.relation.constraint.variables:
        return Interval()
    return each.implied(key, {name: r.nearest for name, r in each.readings.items()})
