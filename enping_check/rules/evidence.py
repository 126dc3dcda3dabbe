"""How much a slip that would explain a failing relation says: little where many slips were tried, or few digits could have told them.

The less the words around a relation say that it is meant, the rarer a match by chance must be before the relation is believed.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Expression, Interval, Var, implied
from enping_check.rules.body import Body, Fact
from enping_check.rules.slips import slips

# what happens to a number, the more telling first: each row is tried together with those before it
_ROWS: Final = (("transposition", "unit-scale"), ("point", "doubled"), ("digit",), ("lost",))

_LIKELY: Final = Fraction(2, 5)  # from here on even a digit put in is looked for


def explained(body: Body, result: Fact, value: Expression, operands: Sequence[Fact], most: Fraction) -> bool:
    """True when one ordinary slip makes ``result`` be ``value`` and as many slips would do so by chance in ``most`` of all cases at most."""
    facts = (result, *operands)
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in facts}
    made, stated = value.range(box), result.claim.interval
    if made.middle is None or stated.middle is None or not (made.middle and stated.middle):
        return False
    quantity = result.claim.quantity
    grain = max(made.width or 0, stated.width or 0, quantity.last if quantity is not None else Fraction(0))
    window = Fraction(grain) / max(abs(made.middle), abs(stated.middle))
    constraint = Constraint(Var(result.key), "=", value)
    tried = dict.fromkeys((label for row in _ROWS for label in row), 0)
    found: set[str] = set()
    for fact in facts:
        wanted = implied(constraint, box, fact.key)
        for slip in slips(body, fact):
            if slip.label in tried:
                tried[slip.label] += 1
                if slip.label not in found and slip.interval.overlaps(wanted) and not _gone(slip.interval, grain):
                    found.add(slip.label)
    chance = Fraction(0)
    for row in _ROWS if most >= _LIKELY else _ROWS[:-1]:
        chance += sum(tried[label] for label in row) * window
        if chance > most:
            return False
        if not found.isdisjoint(row):
            return True
    return False


def _gone(slip: Interval, grain: Fraction) -> bool:
    """True for a number that the slip would make nothing of, beside the others."""
    return slip.high is not None and slip.high <= grain
