"""One relation between two formulas: narrowing its variables, and what it implies for one of them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from enping_check.engine.expression import (
    Box,
    Expression,
    Name,
    Negation,
    Product,
    Program,
    Quotient,
    Sum,
    Var,
    formula,
    total,
)
from enping_check.interval import EMPTY, EVERYTHING, Interval

# what left − right may be
GAPS = {
    "=": Interval.point(0),
    "<": Interval(None, Fraction(0), False, True),
    "<=": Interval(None, Fraction(0)),
    ">": Interval(Fraction(0), None, True, False),
    ">=": Interval(Fraction(0), None),
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """``left op right`` with op one of = < <= > >=; numbers may stand for constant formulas."""

    left: Expression
    op: str
    right: Expression
    program: Program = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.op not in GAPS:
            raise ValueError(f"unknown relation {self.op!r}: one of {' '.join(GAPS)}")
        object.__setattr__(self, "left", formula(self.left))
        object.__setattr__(self, "right", formula(self.right))
        object.__setattr__(self, "program", Program(self.left, self.right))

    @property
    def variables(self) -> tuple[Name, ...]:
        """The names in the relation, each once, in order of first appearance."""
        return tuple(self.program.places)

    @property
    def difference(self) -> Expression:
        """left − right."""
        return total((self.left, -self.right))

    @property
    def gap(self) -> Interval:
        """The values of left − right that satisfy the relation."""
        return GAPS[self.op]

    def holds_at(self, point: dict[Name, Fraction]) -> bool:
        """True when the relation is true at this point, exactly."""
        values = self.program.at(point)
        left, right = (values[at] for at in self.program.roots)
        return left is not None and right is not None and (left - right) in self.gap


def narrow(constraint: Constraint, box: Box) -> dict[Name, Interval] | None:
    """What is left of each variable's interval where the relation can hold (forward and backward); None when nothing is."""
    program = constraint.program
    values = program.forward(box)
    left, right = program.roots
    if values[left].empty or values[right].empty:
        return None
    gap = constraint.gap
    values[left], values[right] = values[left] & (values[right] + gap), values[right] & (values[left] - gap)
    if not program.backward(values):
        return None
    found: dict[Name, Interval] = {}
    for name, places in program.places.items():
        interval = values[places[0]]
        for place in places[1:]:
            interval = interval & values[place]
        if interval.empty:
            return None
        found[name] = interval
    return found


def implied(constraint: Constraint, box: Box, name: Name, integers: AbstractSet[Name] = frozenset()) -> Interval:
    """What the relation and the other variables' intervals imply for ``name``, its own interval ignored.

    Exact when every variable occurs once; otherwise an interval that holds every possible value. Empty when the others
    leave no value at all. A whole-number variable in ``integers`` gets whole ends.
    """
    here: dict[Name, Interval] = {each: box.get(each, EVERYTHING) for each in constraint.variables}
    if name not in here:
        return EVERYTHING
    here[name] = EVERYTHING
    for each in integers & here.keys():
        here[each] = here[each].whole()
    single = constraint.program.single
    for _ in range(1 if single else 6):
        found = narrow(constraint, here)
        if found is None:
            return EMPTY
        if found == here:
            break
        here = found
    result = here[name]
    if not single and len(constraint.program.places[name]) == 1:
        result = result & _isolated(constraint, box, name)
    return result.whole() if name in integers else result


class _Slack:
    """The name of left − right while one variable is isolated; equal to no caller's name."""

    __slots__ = ()


_SLACK = _Slack()


def _isolated(constraint: Constraint, box: Box, name: Name) -> Interval:
    """The range of the formula that gives ``name`` from the others; EVERYTHING where it cannot be solved for it."""
    whole: dict[Name, Interval] = {**box, _SLACK: constraint.gap, name: EVERYTHING}
    slack = Var(_SLACK)
    if name in Program(constraint.left).places:
        side, value = constraint.left, constraint.right + slack
    else:
        side, value = constraint.right, constraint.left - slack
    while not isinstance(side, Var):
        match side:
            case Sum(terms):
                at = next(i for i, term in enumerate(terms) if name in Program(term).places)
                value = total((value, *(-term for i, term in enumerate(terms) if i != at)))
                side = terms[at]
            case Negation(term):
                side, value = term, -value
            case Product(left, right):
                inner, other = (left, right) if name in Program(left).places else (right, left)
                if 0 in other.range(whole):
                    return EVERYTHING
                side, value = inner, value / other
            case Quotient(left, right):
                if name in Program(left).places:
                    side, value = left, value * right
                else:
                    if 0 in left.range(whole):
                        return EVERYTHING
                    side, value = right, left / value
            case _:
                return EVERYTHING
    return value.range(whole)
