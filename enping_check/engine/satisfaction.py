"""Whether several relations can hold at once: narrowing, an exact linear relaxation, and branching between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from enping_check.engine import linear
from enping_check.engine.constraint import Constraint
from enping_check.engine.contraction import contract, decided, forest
from enping_check.engine.expression import (
    CONST,
    DIV,
    MUL,
    NEG,
    POW,
    ROOT,
    SUM,
    VAR,
    Box,
    Enclosure,
    Expression,
    Name,
    Program,
    enclose,
)
from enping_check.interval import EVERYTHING, Interval

BRANCHES = 48
REGION = 30
LARGE = 80
PIECES = 160


def possible(constraint: Constraint, box: Box, integers: AbstractSet[Name] = frozenset()) -> bool | None:
    """Whether some point of the box satisfies the relation; None when that stayed open.

    ``integers`` names the variables that take whole values only. Always decided when every variable occurs once, when the
    relation is monotone in those that occur again, and for whole-number variables with few values.
    """
    here = _rounded(constraint.variables, box, integers)
    if any(interval.empty for interval in here.values()):
        return False
    free = [name for name in integers if name in here and not decided(here[name])]
    if not free:
        found = _difference(constraint, here)
        if not found.hull.overlaps(constraint.gap):
            return False
        if found.attained.overlaps(constraint.gap):
            return True
    return satisfiable((constraint,), here, integers)


def _rounded(names: Sequence[Name], box: Box, integers: AbstractSet[Name]) -> dict[Name, Interval]:
    return {name: box.get(name, EVERYTHING).whole() if name in integers else box.get(name, EVERYTHING) for name in names}


def _difference(constraint: Constraint, box: Box) -> Enclosure:
    program = Program(constraint.difference)
    return enclose(program, program.roots[0], box, PIECES)


def satisfiable(
    constraints: Sequence[Constraint], box: Box, integers: AbstractSet[Name] = frozenset(), branches: int = BRANCHES
) -> bool | None:
    """Whether some point of the box satisfies all relations; None when ``branches`` cuts of the box did not decide.

    Sound both ways: True rests on an exact point or on an exact theorem, False on a proof that there is none. A component of more than
    80 relations with cycles is searched for clashes in overlapping regions of 30 and is not proved possible.
    """
    if any(not constraint.variables and not constraint.holds_at({}) for constraint in constraints):
        return False
    open_ = [constraint for constraint in constraints if constraint.variables]
    narrowed = contract(open_, box, integers)
    if narrowed.box is None:
        return False
    answer: bool | None = True
    for part in components(open_, narrowed.box):
        if _exact(part, narrowed.box, integers, narrowed.fixed):
            continue
        large = len(part) > LARGE
        for region in regions(part, narrowed.box):
            found = _component(region, narrowed.box, integers, 0 if large else branches)
            if found is False:
                return False
            if found is None:
                answer = None
    return answer


def clash(constraints: Sequence[Constraint], box: Box, integers: AbstractSet[Name] = frozenset()) -> list[int] | None:
    """Positions of relations that cannot all hold, not many more than needed; None when no clash was found."""
    narrowed = contract(constraints, box, integers)
    if narrowed.box is None:
        return narrowed.trace(constraints, [narrowed.emptied_by or 0])
    position = {id(constraint): at for at, constraint in enumerate(constraints)}
    for part in components(constraints, narrowed.box):
        if _exact(part, narrowed.box, integers, narrowed.fixed):
            continue
        for region in regions(part, narrowed.box):
            if _component(region, narrowed.box, integers, 0 if len(part) > LARGE else BRANCHES) is False:
                return narrowed.trace(constraints, [position[id(constraint)] for constraint in region])
    return None


def regions(constraints: Sequence[Constraint], box: Box) -> list[list[Constraint]]:
    """The relations as they are, or, where there are very many, groups of close ones that overlap and cover them all."""
    if len(constraints) <= LARGE:
        return [list(constraints)]
    users: dict[Name, list[int]] = {}
    loose: list[list[Name]] = []
    for at, constraint in enumerate(constraints):
        loose.append([name for name in constraint.variables if not decided(box.get(name, EVERYTHING))])
        for name in loose[at]:
            users.setdefault(name, []).append(at)
    found: list[list[Constraint]] = []
    covered: set[int] = set()
    for start in range(len(constraints)):
        if start in covered:
            continue
        inside = {start: None}
        known = set(loose[start])
        edge: dict[int, int] = {}
        newest = loose[start]
        while len(inside) < REGION:
            for name in newest:
                for at in users[name]:
                    if at not in inside:
                        edge[at] = edge.get(at, 0) + 1
            if not edge:
                break
            # the relation with the fewest variables that are new here closes cycles first
            chosen = min(edge, key=lambda at: (len(loose[at]) - edge[at], at))
            del edge[chosen]
            inside[chosen] = None
            newest = [name for name in loose[chosen] if name not in known]
            known.update(newest)
        covered.update(list(inside)[: REGION * 2 // 3])
        found.append([constraints[at] for at in sorted(inside)])
    return found


def components(constraints: Sequence[Constraint], box: Box) -> list[list[Constraint]]:
    """The relations grouped so that groups share no undecided variable, in order of first appearance."""
    leader = list(range(len(constraints)))

    def top(at: int) -> int:
        while leader[at] != at:
            leader[at] = at = leader[leader[at]]
        return at

    first: dict[Name, int] = {}
    for at, constraint in enumerate(constraints):
        for name in constraint.variables:
            if not decided(box.get(name, EVERYTHING)):
                one, other = sorted((top(at), top(first.setdefault(name, at))))
                leader[other] = one
    groups: dict[int, list[Constraint]] = {}
    for at, constraint in enumerate(constraints):
        groups.setdefault(top(at), []).append(constraint)
    return list(groups.values())


def _exact(constraints: Sequence[Constraint], box: Box, integers: AbstractSet[Name], fixed: bool) -> bool:
    """True when narrowing alone proves the relations possible.

    Where relations form no cycle, each variable occurs once in each, none takes whole values only and nothing was rounded, every
    value that narrowing leaves belongs to a solution.
    """
    if not fixed or not forest(constraints, box):
        return False
    for constraint in constraints:
        program = constraint.program
        if any(name in integers and not decided(box[name]) for name in program.places):
            return False
        if not program.single or not program.smooth(program.forward(box)):
            return False
    return True


def _component(constraints: Sequence[Constraint], box: Box, integers: AbstractSet[Name], branches: int) -> bool | None:
    """The answer for relations that hang together and whose box is narrowed; without ``branches`` never True."""
    names = dict.fromkeys(name for constraint in constraints for name in constraint.variables)
    whole = {name for name in names if name in integers}
    waiting: list[dict[Name, Interval]] = [{name: box[name] for name in names}]
    answer: bool | None = False
    spent = work = 0
    first = True
    while waiting:
        here = waiting.pop()
        if not first:
            contracted = contract(constraints, here, whole)
            if contracted.box is None:
                continue
            here = contracted.box
        first = False
        relaxed = Relaxation(constraints, here)
        verdict = relaxed.feasible()
        work += relaxed.work
        if verdict is False:
            continue
        if not branches or work >= linear.WORK:
            return None  # only a refutation was asked for, or the rest would take too long
        point = relaxed.point() if verdict else None
        if point is not None:
            if _holds(constraints, point, whole):
                return True
            for near, by_relation in ((None, False), (point, True), (None, True), (point, False)):
                witness = _witness(constraints, here, whole, near, by_relation)
                if witness is not None and _holds(constraints, witness, whole):
                    return True
        spent += 1
        cut = None if spent > branches else _cut(constraints, here, whole, point)
        if cut is None:
            answer = None
            if spent > branches:
                return None
            continue
        name, halves = cut
        waiting.extend({**here, name: half} for half in reversed(halves))
    return answer


def _holds(constraints: Sequence[Constraint], point: dict[Name, Fraction], whole: AbstractSet[Name]) -> bool:
    return all(point[name].denominator == 1 for name in whole) and all(constraint.holds_at(point) for constraint in constraints)


def _witness(
    constraints: Sequence[Constraint],
    box: dict[Name, Interval],
    whole: AbstractSet[Name],
    near: Mapping[Name, Fraction] | None,
    by_relation: bool,
) -> dict[Name, Fraction] | None:
    """A point found by fixing one variable at a time, near a given point or well inside, until the rest is linear.

    Either one side of every product is fixed, or (``by_relation``) a variable of the relation that has the fewest left, so that each
    relation determines its last one.
    """
    here: dict[Name, Interval] | None = box
    while here is not None:
        loose = [name for name in here if name in whole and not decided(here[name])] or _coefficients(constraints, here)
        if loose and by_relation:
            loose = _powered(constraints, here) or [_tightest(constraints, here)]
        if not loose:
            relaxed = Relaxation(constraints, here)
            return relaxed.point() if relaxed.feasible() else None
        name = loose[0]
        value = _inner(here[name]) if near is None or near[name] not in here[name] else near[name]
        if name in whole and value.denominator != 1:
            value = next((Fraction(each) for each in (round(value), value.__floor__(), value.__ceil__()) if each in here[name]), value)
        here = contract(constraints, {**here, name: Interval.point(value)}, whole, start=(name,)).box
    return None


def _inner(interval: Interval) -> Fraction:
    """Some value well inside, with few decimals: short numbers keep exact arithmetic cheap."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return Fraction(1)
    if low is None or high is None:
        end = low if low is not None else high
        reach = max(abs(end or Fraction(0)), Fraction(1))
        return (low + reach) if low is not None else ((high or Fraction(0)) - reach)
    middle, quarter = (low + high) / 2, (high - low) / 4
    if not quarter:
        return low
    places = Fraction(1)
    while 1 / places > quarter:
        places *= 10
    while places * quarter > 100:
        places /= 10
    return Fraction(round(middle * places)) / places


def _coefficients(constraints: Sequence[Constraint], box: Box) -> list[Name]:
    """Variables that make every relation linear once they are fixed: of each product the side that is known more closely."""
    chosen: dict[Name, None] = {}

    def spread(names: Sequence[Name]) -> tuple[int, Fraction]:
        return len(names), _looseness(box, names)

    def loose(names: Sequence[Name]) -> list[Name]:
        return [name for name in names if name not in chosen and not decided(box[name])]

    chosen.update(dict.fromkeys(_powered(constraints, box)))
    for constraint in constraints:
        program = constraint.program
        for node in program.nodes:
            if node.op not in (MUL, DIV):
                continue
            sides: list[list[Name]] = [loose(program.nodes[arg].names) for arg in node.args]
            if node.op == DIV:
                chosen.update(dict.fromkeys(sides[1]))
            elif all(sides):
                nearest = min(sides, key=spread)
                chosen.update(dict.fromkeys(nearest))
    return list(chosen)


def _powered(constraints: Sequence[Constraint], box: Box) -> list[Name]:
    """Undecided variables under a power: to be fixed first, since solving for them would need roots."""
    chosen: dict[Name, None] = {}
    for constraint in constraints:
        for node in constraint.program.nodes:
            if node.op in (POW, ROOT):
                chosen.update(dict.fromkeys(name for name in node.names if not decided(box[name])))
    return list(chosen)


def _tightest(constraints: Sequence[Constraint], box: Box) -> Name:
    """A variable of the relation with the fewest undecided ones: the one that most relations share."""
    users: dict[Name, int] = {}
    groups: list[list[Name]] = []
    for constraint in constraints:
        left = [name for name in constraint.variables if not decided(box[name])]
        if left:
            groups.append(left)
            for name in left:
                users[name] = users.get(name, 0) + 1
    fewest = min(groups, key=len)
    return max(fewest, key=lambda name: users[name])


def _looseness(box: Box, names: Sequence[Name]) -> Fraction:
    worst = Fraction(0)
    for name in names:
        width = box[name].width
        if width is None:
            return Fraction(10**30)
        worst = max(worst, width)
    return worst


def _cut(
    constraints: Sequence[Constraint], box: Box, whole: AbstractSet[Name], point: Mapping[Name, Fraction] | None
) -> tuple[Name, tuple[Interval, Interval]] | None:
    """The variable to branch on and its two parts; None when nothing is left to cut."""
    loose = [name for name in whole if not decided(box[name])]
    if loose:
        fractional = [name for name in loose if point is not None and point[name].denominator != 1] or loose
        name = min(fractional, key=lambda each: (not box[each].bounded, box[each].width or 0))
        at = Fraction(0) if point is None else point[name]
        if box[name].bounded or point is None or at not in box[name]:
            at = _inner(box[name])
        floor = Fraction(at.numerator // at.denominator)
        if floor == box[name].high:
            floor -= 1
        return name, (box[name] & Interval(None, floor), box[name] & Interval(floor + 1))
    best: tuple[Fraction, Name] | None = None
    for constraint in constraints:
        for node in constraint.program.nodes:
            if node.op not in (MUL, DIV, POW, ROOT):
                continue
            sides = [constraint.program.nodes[arg].names for arg in node.args]
            if len(sides) == 2 and (not sides[1] or (not sides[0] and node.op == MUL)):
                continue
            for name in node.names:
                score = _breadth(box[name])
                if score and (best is None or score > best[0]):
                    best = (score, name)
    if best is None:
        return None
    name = best[1]
    own = box[name]
    at = point[name] if point is not None and not own.bounded else _inner(own)
    if at not in own or at in (own.low, own.high):
        at = _inner(own)
    return name, (own & Interval(None, at), own & Interval(at))


def _breadth(interval: Interval) -> Fraction:
    """Width relative to size, so that unlike variables compare; infinite ones first."""
    if interval.low is None or interval.high is None:
        return Fraction(10**6)
    return (interval.high - interval.low) / (1 + abs(interval.low) + abs(interval.high))


@dataclass(slots=True)
class _Form:
    """A sum of columns and a constant."""

    terms: dict[int, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def plus(self, other: _Form, times: Fraction = Fraction(1)) -> _Form:
        terms = dict(self.terms)
        for column, coefficient in other.terms.items():
            terms[column] = terms.get(column, Fraction(0)) + coefficient * times
        return _Form({column: c for column, c in terms.items() if c}, self.constant + other.constant * times)

    def times(self, by: Fraction) -> _Form:
        return _Form({column: c * by for column, c in self.terms.items()} if by else {}, self.constant * by)


class Relaxation:
    """Linear inequalities that hold wherever the relations do: products and powers become columns between their planes.

    The planes of a product are McCormick's (Mathematical Programming 10, 1976); with one side fixed they meet, so a system whose
    products all have a fixed side is represented exactly.
    """

    def __init__(self, constraints: Sequence[Constraint], box: Box) -> None:
        self._program = linear.Program()
        self._columns: dict[Name, int] = {}
        self._made: dict[Expression, _Form] = {}
        self._box = box
        self._clash = False
        self._values: list[Interval] = []
        for constraint in constraints:
            program = constraint.program
            values = program.forward(box)
            left, right = program.roots
            gap = constraint.gap
            values[left], values[right] = values[left] & (values[right] + gap), values[right] & (values[left] - gap)
            if not program.backward(values):
                self._clash = True
                return
            self._values = values
            difference = self._form(program, left).plus(self._form(program, right), Fraction(-1))
            self._row(difference, gap)

    @property
    def work(self) -> int:
        return self._program.work

    def feasible(self) -> bool | None:
        """Whether the inequalities have a point; None when the search was cut off."""
        return False if self._clash else self._program.feasible()

    def point(self) -> dict[Name, Fraction]:
        """The point that was found, for the variables of the relations."""
        values = self._program.values()
        return {name: values[column] for name, column in self._columns.items()}

    def _row(self, form: _Form, interval: Interval) -> None:
        shifted = interval + Interval.point(-form.constant)
        if not form.terms:
            self._clash = self._clash or Fraction(0) not in shifted
        else:
            self._program.row(form.terms, shifted)

    def _form(self, program: Program, at: int) -> _Form:
        node = program.nodes[at]
        op, args = node.op, node.args
        if op == VAR:
            if node.name not in self._columns:
                own = self._box.get(node.name, EVERYTHING)
                self._columns[node.name] = self._program.column(own, _inner(own))
            return _Form({self._columns[node.name]: Fraction(1)})
        if op == CONST:
            return _Form({}, node.constant.low or Fraction(0))
        if op == SUM:
            form = _Form()
            for arg in args:
                form = form.plus(self._form(program, arg))
            return form
        if op == NEG:
            return self._form(program, args[0]).times(Fraction(-1))
        source = node.source
        if source in self._made:
            return self._made[source]
        form = self._bilinear(program, at) if op in (MUL, DIV) else self._power(program, at)
        self._made[source] = form
        return form

    def _bilinear(self, program: Program, at: int) -> _Form:
        node = program.nodes[at]
        left, right = (self._form(program, arg) for arg in node.args)
        own = self._values[at]
        one, other = (self._values[arg] for arg in node.args)
        fixed_right = other.low if other.low is not None and other.low == other.high else None
        if node.op == MUL:
            if fixed_right is not None:
                return left.times(fixed_right)
            if one.low is not None and one.low == one.high:
                return right.times(one.low)
            made = self._new(own, self._value(left) * self._value(right))
            self._planes(made, left, one, right, other)
            return made
        if fixed_right is not None:
            return left.times(1 / fixed_right) if fixed_right else left
        divisor = self._value(right)
        made = self._new(own, self._value(left) / divisor if divisor else None)
        nonzero = Interval(other.low, other.high, other.low_open or other.low == 0, other.high_open or other.high == 0)
        if own.low is not None and own.low == own.high:
            self._row(left.plus(right, -own.low), Interval.point(0))
        else:
            self._planes(left, made, own, right, nonzero)
        return made

    def _new(self, interval: Interval, start: Fraction | None) -> _Form:
        return _Form({self._program.column(interval, start): Fraction(1)})

    def _value(self, form: _Form) -> Fraction:
        """What the form is at the point where the search begins."""
        return form.constant + sum((self._program.value[column][0] * by for column, by in form.terms.items()), Fraction(0))

    def _planes(self, product: _Form, left: _Form, x: Interval, right: _Form, y: Interval) -> None:
        for a, b, a_open, b_open, above in (
            (x.low, y.low, x.low_open, y.low_open, True),
            (x.high, y.high, x.high_open, y.high_open, True),
            (x.high, y.low, x.high_open, y.low_open, False),
            (x.low, y.high, x.low_open, y.high_open, False),
        ):
            if a is None or b is None:
                continue
            # (left − a)(right − b) has a known sign
            form = product.plus(left, -b).plus(right, -a)
            strict = a_open and b_open
            self._row(form, Interval(-a * b, None, strict, False) if above else Interval(None, -a * b, False, strict))

    def _power(self, program: Program, at: int) -> _Form:
        node = program.nodes[at]
        inner = self._form(program, node.args[0])
        own, base = self._values[at], self._values[node.args[0]]
        made = self._new(own, self._value(inner) ** node.degree if node.op == POW else None)
        low, high, raised = (inner, base, made) if node.op == POW else (made, own, inner)
        self._curve(low, high, raised, node.degree)
        return made

    def _curve(self, base: _Form, x: Interval, raised: _Form, degree: int) -> None:
        if degree % 2 == 0 or (x.low is not None and x.low >= 0):
            convex = True
        elif x.high is not None and x.high <= 0:
            convex = False
        else:
            return
        for touch in {x.low, x.high, x.middle} - {None}:
            if touch is None:
                continue
            slope = degree * touch ** (degree - 1)
            form = raised.plus(base, -slope)
            level = touch**degree - slope * touch
            self._row(form, Interval(level) if convex else Interval(None, level))
        if x.low is not None and x.high is not None and x.low < x.high:
            slope = (x.high**degree - x.low**degree) / (x.high - x.low)
            level = x.low**degree - slope * x.low
            self._row(raised.plus(base, -slope), Interval(None, level) if convex else Interval(level))
