"""The three tiers of a verdict on one relation, and how much it could have caught."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from enping_check.engine.constraint import Constraint, implied
from enping_check.engine.expression import Name
from enping_check.engine.satisfaction import possible
from enping_check.interval import EVERYTHING, Interval

HOLDS = "holds"
LAST_DIGIT = "last-digit"
FAILS = "fails"
CANNOT_FAIL = "cannot-fail"
WEAK = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Readings:
    """What a printed number may stand for: rounded to nearest, or cut off; ``slack`` is one unit in its last place."""

    nearest: Interval
    truncated: Interval
    slack: Fraction = Fraction(0)

    @staticmethod
    def exactly(interval: Interval) -> Readings:
        """A reading without rounding: both ways alike, no slack."""
        return Readings(interval, interval)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind`` is holds, last-digit, fails or cannot-fail.

    ``implied`` is what the other readings imply for the result. ``strength`` is the share of the result's plausible values that would
    have failed, 0 to 1.
    """

    kind: str
    implied: Interval
    strength: Fraction


def judge(
    constraint: Constraint,
    readings: Mapping[Name, Readings],
    result: Name = None,
    integers: AbstractSet[Name] = frozenset(),
    plausible: Interval | None = None,
) -> Verdict:
    """Judge one relation.

    It fails when it is impossible with every number rounded to nearest, with every number cut off, and with the ``result``
    read one unit in its last place more widely (no such slack without a result). It is ``last-digit`` when only that slack
    saves it. It is ``cannot-fail`` when it is possible and less than 5 % of the plausible values of the result would have
    failed. ``plausible`` (bounded) defaults to a tenth to ten times the stated value. Without a result the strength is the
    greatest over all variables. Variables without a reading are unbounded.
    """
    nearest = {name: reading.nearest for name, reading in readings.items()}
    truncated = {name: reading.truncated for name, reading in readings.items()}
    kind = HOLDS
    if possible(constraint, nearest, integers) is False and possible(constraint, truncated, integers) is False:
        kind = FAILS
        if result is not None:
            widened = {**nearest, result: nearest[result].widened(readings[result].slack)}
            if possible(constraint, widened, integers) is not False:
                kind = LAST_DIGIT
    if result is None:
        allowed = EVERYTHING
        strength = max(
            (_strength(readings[name], _either(constraint, nearest, truncated, name, integers), None) for name in readings),
            default=Fraction(0),
        )
    else:
        allowed = implied(constraint, nearest, result, integers)
        strength = _strength(readings[result], _either(constraint, nearest, truncated, result, integers), plausible)
    if kind == HOLDS and strength < WEAK:
        kind = CANNOT_FAIL
    return Verdict(kind, allowed, strength)


def _either(
    constraint: Constraint, nearest: Mapping[Name, Interval], truncated: Mapping[Name, Interval], name: Name, integers: AbstractSet[Name]
) -> Interval:
    if name not in constraint.program.places:
        return EVERYTHING
    return implied(constraint, nearest, name, integers) | implied(constraint, truncated, name, integers)


def _strength(reading: Readings, allowed: Interval, plausible: Interval | None) -> Fraction:
    """The share of ``plausible`` at which a number printed in the same way would not touch ``allowed``."""
    own = reading.nearest
    value = own.middle if own.bounded else own.low if own.low is not None else own.high
    if value is None:
        return Fraction(0)
    if plausible is None:
        reach = abs(value) * 10 or (reading.slack or (own.width or Fraction(0))) * 10
        plausible = Interval(value / 10 if value > 0 else -reach, value / 10 if value < 0 else reach)
    if plausible.low is None or plausible.high is None:
        raise ValueError("the plausible range of a result must be bounded")
    breadth = plausible.high - plausible.low
    if breadth <= 0:
        return Fraction(0)
    if allowed.empty:
        return Fraction(1)
    below = None if own.low is None else value - own.low + reading.slack
    above = None if own.high is None else own.high - value + reading.slack
    low = plausible.low if allowed.low is None or above is None else max(plausible.low, allowed.low - above)
    high = plausible.high if allowed.high is None or below is None else min(plausible.high, allowed.high + below)
    return 1 - max(high - low, Fraction(0)) / breadth
