"""How much a slip that would explain a failing relation says: little where many slips were tried, or few digits could have told them.

The less the words around a relation say that it is meant, the rarer a match by chance must be before the relation is believed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Expression, Interval, Var, implied
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.slips import slips

# what happens to a number, the more telling first: each row is tried together with those before it
_ROWS: Final = (("unit-scale",), ("transposition",), ("point", "doubled"), ("digit",), ("lost",))

_LIKELY: Final = Fraction(2, 5)  # from here on even a digit put in is looked for


def explained(
    body: Body,
    result: Fact,
    value: Expression,
    operands: Sequence[Fact],
    most: Fraction,
    firm: Collection[Key] = (),
    fits: Callable[[Fact, Interval], bool] = lambda fact, value: True,
    *,
    added: bool = True,
) -> bool:
    """True when one ordinary slip makes ``result`` be ``value`` and as many slips would do so by chance in ``most`` of all cases at most.

    ``firm``: the numbers that other relations bear out; ``fits``: whether the surroundings allow for the number before the slip;
    ``added``: False where they are multiplied, so that a small one is not lost beside the others.
    """
    facts = (result, *operands)
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in facts}
    constraint = Constraint(Var(result.key), "=", value)
    return telling(body, facts, value.range(box), lambda fact: implied(constraint, box, fact.key), most, firm, fits, added=added)


def telling(
    body: Body,
    facts: Sequence[Fact],
    made: Interval,
    wanted: Callable[[Fact], Interval],
    most: Fraction,
    firm: Collection[Key] = (),
    fits: Callable[[Fact, Interval], bool] = lambda fact, value: True,
    stated: Interval | None = None,
    kinds: Collection[str] = (),
    *,
    added: bool = True,
) -> bool:
    """The same for a relation of any form: the result first of ``facts``, ``made`` of it by the others, ``wanted`` of each by the rest.

    ``stated``: the result as it is to be read, where that is not as its words say (20万 to the digit). ``kinds``: of slips, if not all.
    """
    result = facts[0]
    stated = stated or result.claim.interval
    if made.middle is None or stated.middle is None or not (made.middle and stated.middle):
        return False
    quantity = result.claim.quantity
    last = quantity.last if quantity is not None else Fraction(0)
    size, zero = max(abs(made.middle), abs(stated.middle)), Fraction(0)
    if last / size > most:
        return False
    rows = {label: at for at, labels in enumerate(_ROWS if most >= _LIKELY else _ROWS[:-1]) for label in labels}
    chances: dict[tuple[int, Fraction], Fraction] = defaultdict(Fraction)  # by row and by how near is as good as right
    found: set[tuple[int, Fraction]] = set()
    for fact in facts:
        if fact.key in firm:
            continue
        right = wanted(fact)
        grain = max(made.width or zero, last) if fact.key == result.key else max(made.width or zero, stated.width or zero, last)
        for slip in slips(body, fact):
            row = rows.get(slip.label) if not kinds or slip.label in kinds else None
            if row is not None:
                chances[row, grain] += grain / size
                if (
                    (row, grain) not in found
                    and _meets(slip.interval, right)
                    and not (added and _gone(slip.interval, grain))
                    and fits(fact, slip.interval)
                ):
                    found.add((row, grain))
    chance = zero
    for each in sorted(chances):
        chance += chances[each]
        if chance > most:
            return False
        if each in found:
            return True
    return False


def _meets(slip: Interval, right: Interval) -> bool:
    """True for more than the outermost of what rounding allows: 12.65 is no likely sum where it may be 12.655 to 12.685."""
    both = slip & right
    if both.empty:
        return False
    narrower = min((i.width for i in (slip, right) if i.width is not None), default=None)
    return not narrower or both.width is None or both.width * 4 >= narrower


def _gone(slip: Interval, grain: Fraction) -> bool:
    """True for a number that the slip would make nothing of, beside the others."""
    return slip.high is not None and slip.high <= grain
