"""三分之二, 3倍: loosely said, but not of two values that stand to each other just as the next simple number says."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Final

from enping_check.engine import Interval, Readings, Var
from enping_check.rules.body import Fact, in_words

_FRACTIONS: Final = (Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4))
_JUST: Final = Fraction(1, 300)


def simply(said: Fact, now: Fact, base: Fact) -> dict[Hashable, Readings]:
    """128个减少到32个，减少三分之二: just three quarters; 9.6万，为3.2万的2倍: just three times. What is said then says what it says.

    Nothing where the two values give no such number, or the very one that is said.
    """
    quantity, a, b = said.claim.quantity, now.claim.interval.middle, base.claim.interval.middle
    if quantity is None or quantity.hedge or quantity.ranged or quantity.number is None or not a or not b or b < 0:
        return {}
    made = a / b - (0 if said.claim.aspect.startswith("ratio") else 1)
    if said.claim.kind == "multiple":
        whole = quantity.unit == "倍" and quantity.last == 1 and made.denominator == 1 and made > 1 and made != quantity.number
        spread = (Var(now.key) / Var(base.key)).range({now.key: now.claim.interval, base.key: base.claim.interval}).width
        told = whole and spread is not None and spread < 1
        return {said.key: Readings.exactly(Interval.point(quantity.number))} if told else {}
    if quantity.unit or in_words(said.claim) is None or quantity.number not in _FRACTIONS:
        return {}
    if any(abs(abs(made) - each) <= _JUST and each != quantity.number for each in _FRACTIONS):
        return {said.key: Readings.exactly(-quantity.fine if said.claim.sign < 0 else quantity.fine)}
    return {}
