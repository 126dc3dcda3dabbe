"""Expressions over named variables and their exact ranges over a box of intervals."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from enping_check.interval import EMPTY, EVERYTHING, Interval, Number

Name: TypeAlias = Hashable
Box: TypeAlias = Mapping[Name, Interval]

ONE = Interval.point(1)
ZERO = Interval.point(0)
SPLITS = 400


class Expression:
    """A formula over named variables: build it with ``Var``, ``Const``, ``+ - * /``, whole powers, ``root`` and ``total``."""

    __slots__ = ()

    def __add__(self, other: Expression | Number) -> Expression:
        return total((self, formula(other)))

    def __radd__(self, other: Number) -> Expression:
        return total((formula(other), self))

    def __sub__(self, other: Expression | Number) -> Expression:
        return total((self, -formula(other)))

    def __rsub__(self, other: Number) -> Expression:
        return total((formula(other), -self))

    def __mul__(self, other: Expression | Number) -> Expression:
        return Product(self, formula(other))

    def __rmul__(self, other: Number) -> Expression:
        return Product(formula(other), self)

    def __truediv__(self, other: Expression | Number) -> Expression:
        return Quotient(self, formula(other))

    def __rtruediv__(self, other: Number) -> Expression:
        return Quotient(formula(other), self)

    def __pow__(self, exponent: int) -> Expression:
        if exponent == 0:
            return Const(Fraction(1))
        if exponent < 0:
            return Quotient(Const(Fraction(1)), self**-exponent)
        return self if exponent == 1 else Power(self, exponent)

    def __neg__(self) -> Expression:
        return Negation(self)

    @property
    def variables(self) -> tuple[Name, ...]:
        """The names in the formula, each once, in order of first appearance."""
        return tuple(Program(self).places)

    def range(self, box: Box, budget: int = SPLITS) -> Interval:
        """Every value the formula takes while each variable stays in its interval (absent: unbounded).

        Exact when every variable occurs once, or when the formula is monotone in those that occur again. Otherwise the
        box is split until both ends are exact or ``budget`` pieces are spent; the result then still holds every value.
        Points at which a divisor is zero have no value; a divisor with zero inside gives the hull of both branches.
        """
        program = Program(self)
        return enclose(program, program.roots[0], box, budget).hull

    def at(self, point: Mapping[Name, Fraction]) -> Fraction | None:
        """The value at a point; None where it has none (zero divisor) or none that is rational."""
        program = Program(self)
        return program.at(point)[program.roots[0]]


@dataclass(frozen=True, slots=True)
class Var(Expression):
    """A named variable."""

    name: Name


@dataclass(frozen=True, slots=True)
class Const(Expression):
    """A fixed number."""

    value: Fraction

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", Fraction(self.value))


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """The sum of its terms."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negation(Expression):
    """Minus its term."""

    term: Expression


@dataclass(frozen=True, slots=True)
class Product(Expression):
    """left × right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Quotient(Expression):
    """left ÷ right, without a value where right is zero."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Power(Expression):
    """base to a whole power of 2 or more."""

    base: Expression
    exponent: int


@dataclass(frozen=True, slots=True)
class Root(Expression):
    """The real root of ``radicand``; of an even degree the non-negative one."""

    radicand: Expression
    degree: int


def formula(value: Expression | Number) -> Expression:
    """A formula as it is, a number as a constant."""
    return value if isinstance(value, Expression) else Const(Fraction(value))


def total(terms: Iterable[Expression | Number]) -> Expression:
    """The sum of all terms; 0 for none."""
    flat: list[Expression] = []
    for term in terms:
        made = formula(term)
        flat.extend(made.terms if isinstance(made, Sum) else (made,))
    if not flat:
        return Const(Fraction(0))
    return flat[0] if len(flat) == 1 else Sum(tuple(flat))


def root(radicand: Expression | Number, degree: int) -> Expression:
    """The ``degree``-th root. Where possible state the relation with a power instead: powers of rationals are exact."""
    if degree < 1:
        raise ValueError(f"a root needs a degree of 1 or more, not {degree}")
    made = formula(radicand)
    return made if degree == 1 else Root(made, degree)


VAR, CONST, SUM, NEG, MUL, DIV, POW, ROOT = range(8)


@dataclass(frozen=True, slots=True)
class Node:
    """One step: operation, places of its operands, the variables it rests on, the formula it computes, and what else it needs."""

    op: int
    args: tuple[int, ...]
    names: tuple[Name, ...]
    source: Expression
    name: Name = None
    constant: Interval = ZERO
    degree: int = 0


class Program:
    """One or more formulas as a list of steps, operands before results, so that nothing has to recurse."""

    __slots__ = ("nodes", "places", "roots")

    def __init__(self, *sources: Expression) -> None:
        self.nodes: list[Node] = []
        self.places: dict[Name, list[int]] = {}
        self.roots: tuple[int, ...] = tuple(self._add(source) for source in sources)

    def _add(self, source: Expression) -> int:
        name: Name = None
        constant, degree = ZERO, 0
        args: tuple[int, ...] = ()
        match source:
            case Var(name):
                op = VAR
            case Const(value):
                op, constant = CONST, Interval.point(value)
            case Sum(terms):
                op, args = SUM, tuple(self._add(term) for term in terms)
            case Negation(term):
                op, args = NEG, (self._add(term),)
            case Product(left, right):
                op, args = MUL, (self._add(left), self._add(right))
            case Quotient(left, right):
                op, args = DIV, (self._add(left), self._add(right))
            case Power(base, degree):
                op, args = POW, (self._add(base),)
            case Root(radicand, degree):
                op, args = ROOT, (self._add(radicand),)
            case _:
                raise TypeError(f"not a formula: {source!r}")
        names = (name,) if op == VAR else tuple(dict.fromkeys(each for arg in args for each in self.nodes[arg].names))
        if op == VAR:
            self.places.setdefault(name, []).append(len(self.nodes))
        self.nodes.append(Node(op, args, names, source, name, constant, degree))
        return len(self.nodes) - 1

    @property
    def single(self) -> bool:
        """True when every variable occurs once."""
        return all(len(places) == 1 for places in self.places.values())

    def forward(self, box: Box) -> list[Interval]:
        """The interval of every step; empty from where the formula has no value."""
        values: list[Interval] = []
        for node in self.nodes:
            op, args = node.op, node.args
            if op == VAR:
                values.append(box.get(node.name, EVERYTHING))
            elif op == CONST:
                values.append(node.constant)
            elif op == SUM:
                value = values[args[0]]
                for arg in args[1:]:
                    value = value + values[arg]
                values.append(value)
            elif op == NEG:
                values.append(-values[args[0]])
            elif op == MUL:
                values.append(values[args[0]] * values[args[1]])
            elif op == DIV:
                values.append(values[args[0]] / values[args[1]])
            elif op == POW:
                values.append(values[args[0]] ** node.degree)
            else:
                values.append(values[args[0]].root(node.degree))
        return values

    def backward(self, values: list[Interval]) -> bool:
        """Narrow every step to what the steps above it allow, in place; False when something is emptied."""
        for at in range(len(self.nodes) - 1, -1, -1):
            node, value = self.nodes[at], values[at]
            if value.empty:
                return False
            op, args = node.op, node.args
            if op <= CONST:
                continue
            if op == SUM:
                if len(args) == 2:
                    left, right = values[args[0]], values[args[1]]
                    values[args[0]] = left & (value - right)
                    values[args[1]] = right & (value - left)
                    continue
                after = [ZERO]
                for arg in reversed(args[1:]):
                    after.append(after[-1] + values[arg])
                before = ZERO
                for arg in args:
                    own = values[arg]
                    values[arg] = own & (value - (before + after.pop()))
                    before = before + own
            elif op == NEG:
                values[args[0]] = values[args[0]] & -value
            elif op == MUL:
                left, right = values[args[0]], values[args[1]]
                values[args[0]] = left & factor(value, right)
                values[args[1]] = right & factor(value, left)
            elif op == DIV:
                left, right = values[args[0]], values[args[1]]
                values[args[0]] = left & (value * right)
                values[args[1]] = right & factor(left, value)
            elif op == POW:
                values[args[0]] = _unpowered(values[args[0]], value, node.degree)
            else:
                inner = value if node.degree % 2 else value & Interval(Fraction(0))
                values[args[0]] = values[args[0]] & (inner**node.degree)
        return True

    def at(self, point: Mapping[Name, Fraction]) -> list[Fraction | None]:
        """The value of every step at a point; None without one."""
        values: list[Fraction | None] = []
        for node in self.nodes:
            given = [values[arg] for arg in node.args]
            operands = [value for value in given if value is not None]
            if len(operands) < len(given):
                values.append(None)
            elif node.op == VAR:
                values.append(point[node.name])
            elif node.op == CONST:
                values.append(node.constant.low)
            elif node.op == SUM:
                values.append(sum(operands, Fraction(0)))
            elif node.op == NEG:
                values.append(-operands[0])
            elif node.op == MUL:
                values.append(operands[0] * operands[1])
            elif node.op == DIV:
                values.append(operands[0] / operands[1] if operands[1] else None)
            elif node.op == POW:
                values.append(operands[0] ** node.degree)
            else:
                taken = Interval.point(operands[0]).root(node.degree)
                values.append(taken.low if not taken.empty and taken.low == taken.high else None)
        return values

    def smooth(self, values: list[Interval]) -> bool:
        """True when the formulas are continuous over the box and no step was rounded, so that ranges have no gaps."""
        for at, node in enumerate(self.nodes):
            if node.op == DIV:
                divisor = values[node.args[1]]
                if (divisor.low is None or divisor.low < 0) and (divisor.high is None or divisor.high > 0):
                    return False
            elif node.op == ROOT:
                back = values[at] ** node.degree
                if not (back.low == values[node.args[0]].low or node.degree % 2 == 0) or back.high != values[node.args[0]].high:
                    return False
        return True

    def slopes(self, values: list[Interval], top: int, names: Iterable[Name]) -> dict[Name, Interval]:
        """An interval for the partial derivative of step ``top`` by each name."""
        adjoint: dict[int, Interval] = {top: ONE}
        for at in range(top, -1, -1):
            own = adjoint.get(at)
            if own is None:
                continue
            node = self.nodes[at]
            op, args = node.op, node.args
            if op == SUM:
                for arg in args:
                    adjoint[arg] = own
            elif op == NEG:
                adjoint[args[0]] = -own
            elif op == MUL:
                adjoint[args[0]] = own * values[args[1]]
                adjoint[args[1]] = own * values[args[0]]
            elif op == DIV:
                adjoint[args[0]] = own / values[args[1]]
                adjoint[args[1]] = -(own * values[at] / values[args[1]])
            elif op == POW:
                adjoint[args[0]] = own * (values[args[0]] ** (node.degree - 1)).scaled(node.degree)
            elif op == ROOT:
                adjoint[args[0]] = own / (values[at] ** (node.degree - 1)).scaled(node.degree)
        slopes: dict[Name, Interval] = {}
        for name in names:
            slope = ZERO
            for place in self.places[name]:
                if place in adjoint:
                    slope = slope + adjoint[place]
            slopes[name] = slope
        return slopes


def factor(product: Interval, other: Interval) -> Interval:
    """Every x for which some y of ``other`` makes x × y a value of ``product`` (a hull)."""
    if 0 in product and 0 in other:
        return EVERYTHING
    return product / other


def _unpowered(base: Interval, value: Interval, degree: int) -> Interval:
    if degree % 2:
        return base & value.root(degree)
    positive = value.root(degree)
    return (base & positive) | (base & -positive)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """``hull`` holds every value; every value of ``attained`` is taken. The range is exact when the two agree."""

    hull: Interval
    attained: Interval

    @property
    def exact(self) -> bool:
        """True when the hull is the range, without gaps."""
        return self.hull == self.attained


def enclose(program: Program, top: int, box: Box, budget: int = SPLITS) -> Enclosure:
    """The range of the last step (``top``) over the box, splitting it into at most ``budget`` pieces."""
    repeated = []
    for name, places in program.places.items():
        own = box.get(name, EVERYTHING)
        if len(places) > 1 and (own.low is None or own.low != own.high):
            repeated.append(name)
    first, exact = _piece(program, top, box, repeated)
    if exact or first.empty:
        return Enclosure(first, first)
    splittable = {name: 1 / own.width for name in program.places if (own := box.get(name, EVERYTHING)).bounded and own.width}
    if not splittable:
        return Enclosure(first, EMPTY)
    known = EMPTY
    count = 0
    waiting: list[tuple[bool, Fraction, int, dict[Name, Interval], Interval]] = []
    parts: list[tuple[dict[Name, Interval], Interval, bool]] = [(dict(box), first, False)]
    while True:
        for part, found, sure in parts:
            count += 1
            if sure:
                known = known | found
            else:
                # the piece that sticks out furthest from what is already certain is split first
                heapq.heappush(waiting, (found.bounded, -_outside(found, known), count, part, found))
        if not waiting or count >= budget:
            break
        _, _, _, piece, found = heapq.heappop(waiting)
        parts = []
        if not found.inside(known):
            name = max(splittable, key=lambda each: (piece[each].width or 0) * splittable[each])
            for half in halves(piece[name]):
                part = {**piece, name: half}
                parts.append((part, *_piece(program, top, part, repeated)))
    hull = known
    for _, _, _, _, found in waiting:
        hull = hull | found
    # over a connected box a continuous formula takes every value between two that it takes
    return Enclosure(hull, known if program.smooth(program.forward(box)) else EMPTY)


def _outside(found: Interval, known: Interval) -> Fraction:
    if known.empty or known.low is None or known.high is None or found.low is None or found.high is None:
        return found.width or Fraction(0)
    return max(known.low - found.low, found.high - known.high, Fraction(0))


def halves(interval: Interval) -> tuple[Interval, Interval]:
    """A bounded interval cut in the middle; the cut belongs to both."""
    middle = interval.middle
    if middle is None:
        raise ValueError("only a bounded interval has a middle")
    return Interval(interval.low, middle, interval.low_open, False), Interval(middle, interval.high, False, interval.high_open)


def _piece(program: Program, top: int, box: Box, repeated: list[Name]) -> tuple[Interval, bool]:
    """The range over one piece: natural evaluation, then the corners of the variables it is monotone in."""
    values = program.forward(box)
    natural = values[top]
    if natural.empty:
        return natural, True
    smooth = program.smooth(values)
    if not repeated:
        return natural, smooth
    if not smooth:
        return natural, False
    low_corner, high_corner = dict(box), dict(box)
    low_open = high_open = False
    exact = True
    free = False
    for name, slope in program.slopes(values, top, repeated).items():
        own = box.get(name, EVERYTHING)
        rising = slope.low is not None and slope.low >= 0
        falling = slope.high is not None and slope.high <= 0
        if not (rising or falling) or own.low is None or own.high is None:
            free = free or own.low is None or own.low != own.high
            continue
        bottom, peak = (own.low, own.high) if rising else (own.high, own.low)
        bottom_open, peak_open = (own.low_open, own.high_open) if rising else (own.high_open, own.low_open)
        if 0 in slope and (bottom_open or peak_open):
            exact = False  # perhaps flat there: keep the ends closed, which only widens
        else:
            low_open, high_open = low_open or bottom_open, high_open or peak_open
        low_corner[name], high_corner[name] = Interval.point(bottom), Interval.point(peak)
    least, most = program.forward(low_corner)[top], program.forward(high_corner)[top]
    if least.empty or most.empty:
        return natural, False
    found = Interval(least.low, most.high, least.low_open or low_open, most.high_open or high_open) & natural
    return found, exact and not free
