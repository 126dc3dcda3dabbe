"""The engine against z3 on generated relation systems: exact reals, strict bounds, small whole numbers.

A world is a set of true figures and the relations among them; each figure is printed with few digits, some with a hard bound
in place of rounding, some not at all; then ordinary slips are planted in six worlds of ten.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction as F
from itertools import pairwise

import pytest

from enping_check.engine import EVERYTHING, Constraint, Expression, Interval, Network, Var, satisfiable, total
from enping_check.engine.expression import Const, Name, Negation, Power, Product, Quotient, Sum

z3 = pytest.importorskip("z3")

SYSTEMS = 1500
NETWORKS = 300
POSITIVE = Interval(F(0), None, True, False)


class World:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.truth: dict[Name, F] = {}
        self.box: dict[Name, Interval] = {}
        self.hidden: set[Name] = set()
        self.integers: set[Name] = set()
        self.relations: list[Constraint] = []
        self.slipped = False

    def level(self) -> F:
        return F(self.chance.randint(100, 99999), self.chance.choice([1, 3, 7, 10, 100]))

    def rate(self) -> F:
        return F(self.chance.randint(-300, 400), 10)

    def figure(self, value: F, places: int, hidden: bool = False) -> Var:
        name = len(self.truth) + 1
        self.truth[name] = value
        unit = F(1) / F(10) ** places
        near = round(value / unit) * unit
        kind = self.chance.random()
        if hidden:
            self.hidden.add(name)
            self.box[name] = POSITIVE if kind < 0.7 and value > 0 else EVERYTHING
        elif kind < 0.8:
            self.box[name] = Interval.around(near, unit / 2)
        elif kind < 0.87:
            self.box[name] = Interval(near - unit / 2, None, value != near - unit / 2, False)
        elif kind < 0.93:
            self.box[name] = Interval(None, near + unit / 2, False, value != near + unit / 2)
        else:
            edge = value in (near - unit / 2, near + unit / 2)
            self.box[name] = Interval(near - unit / 2, near + unit / 2, not edge, not edge)
        return Var(name)

    def count(self, value: int, low: int | None = None, high: int | None = None) -> Var:
        name = len(self.truth) + 1
        self.truth[name] = F(value)
        self.integers.add(name)
        self.box[name] = Interval(F(value if low is None else low), F(value if high is None else high))
        return Var(name)

    def say(self, left: Expression | F, op: str, right: Expression | F) -> None:
        self.relations.append(Constraint(left, op, right))  # type: ignore[arg-type]

    def slip(self) -> None:
        self.slipped = True
        name = self.chance.choice(sorted(self.box, key=str))
        if name in self.integers:
            self.box[name] = self.box[name] + Interval.point(self.chance.choice([-1, 1, 2]))
        else:
            factor = self.chance.choice([F(10), F(1, 10), F(11, 10), F(9, 10), F(101, 100), F(99, 100), F(1003, 1000)])
            self.box[name] = self.box[name].scaled(factor)


def parts_of_a_total(world: World) -> None:
    chance, values = world.chance, [world.level() for _ in range(world.chance.randint(2, 4))]
    parts = [world.figure(value, chance.randint(-2, 2)) for value in values]
    whole = world.figure(sum(values, F(0)), chance.randint(-2, 2), chance.random() < 0.2)
    world.say(total(parts), "=", whole)
    for value, part in zip(values, parts, strict=True):
        if chance.random() < 0.6:
            world.say(part * 100, "=", world.figure(100 * value / sum(values), chance.randint(0, 1)) * whole)


def weighted_growth(world: World) -> None:
    chance, count = world.chance, world.chance.randint(2, 3)
    old, rates = [world.level() for _ in range(count)], [world.rate() for _ in range(count)]
    new = [base * (1 + rate / 100) for base, rate in zip(old, rates, strict=True)]
    unstated = chance.random() < 0.5
    bases = [world.figure(value, 1, unstated) for value in old]
    nows = [world.figure(value, chance.randint(-1, 2)) for value in new]
    for now, base, rate in zip(nows, bases, rates, strict=True):
        world.say(now, "=", base * (1 + world.figure(rate, 1) / 100))
    all_new, all_old = world.figure(sum(new, F(0)), chance.randint(-1, 2)), world.figure(sum(old, F(0)), 1, chance.random() < 0.7)
    all_rate = world.figure(100 * (sum(new) / sum(old) - 1), 1)
    world.say(total(nows), "=", all_new)
    world.say(total(bases), "=", all_old)
    if chance.random() < 0.5:
        world.say(all_new, "=", all_old * (1 + all_rate / 100))
    else:
        world.say(all_rate, "=", (all_new - all_old) / all_old * 100)


def growth_chain(world: World) -> None:
    chance, value, years = world.chance, world.level(), world.chance.randint(1, 4)
    first = last = world.figure(value, 1)
    start = value
    for _ in range(years):
        rate = F(chance.randint(-100, 200), 10)
        value *= 1 + rate / 100
        following = world.figure(value, chance.randint(-1, 1), chance.random() < 0.3)
        world.say(following, "=", last * (1 + world.figure(rate, 1) / 100))
        last = following
    if years > 1:
        mean = F(str(round(100 * (float(value / start) ** (1 / years) - 1), 3)))
        world.say((1 + world.figure(mean, 0) / 100) ** years * first, "=", last)


def shares_of_an_unknown_whole(world: World) -> None:
    chance, value = world.chance, world.level()
    whole = world.figure(value, 0, chance.random() < 0.8)
    for _ in range(chance.randint(2, 4)):
        part = value * F(chance.randint(5, 95), 100)
        stated, share = world.figure(part, chance.randint(-1, 2)), world.figure(100 * part / value, chance.randint(0, 1))
        if chance.random() < 0.5:
            world.say(share, "=", stated / whole * 100)
        else:
            world.say(stated * 100, "=", share * whole)


def orders(world: World) -> None:
    chance = world.chance
    values = sorted({world.level() for _ in range(chance.randint(2, 4))})
    figures = [world.figure(value, chance.randint(-1, 1)) for value in values]
    for less, more in pairwise(figures):
        world.say(less, chance.choice(["<", "<="]), more)
    world.say(figures[-1] - figures[0], "=", world.figure(values[-1] - values[0], 1))


def small_counts(world: World) -> None:
    chance = world.chance
    whole = chance.randint(3, 60)
    part, more, kind = chance.randint(0, whole), chance.randint(0, 30), chance.random()
    wholes = world.count(whole, 1, whole + chance.randint(0, 30)) if kind < 0.4 else world.count(whole)
    parts = world.count(part, 0, whole) if 0.4 <= kind < 0.7 else world.count(part)
    world.say(parts * 100, "=", world.figure(F(100 * part, whole), 1) * wholes)
    world.say(wholes + world.count(more), "=", world.count(whole + more))


FAMILIES = [parts_of_a_total, weighted_growth, growth_chain, shares_of_an_unknown_whole, orders, small_counts]


def make(seed: int) -> World:
    world = World(seed)
    for family in world.chance.sample(FAMILIES, world.chance.choice([1, 1, 1, 2])):
        family(world)
    others = [name for name in world.truth if name not in world.integers]
    if others and world.chance.random() < 0.3:
        name = world.chance.choice(others)
        world.say(Var(name), "=", world.figure(world.truth[name], world.chance.randint(0, 1)))
    if world.chance.random() < 0.6:
        for _ in range(world.chance.choice([1, 1, 2])):
            world.slip()
    return world


def translated(formula: Expression, variables: Mapping[Name, object], divisors: list[object]) -> object:
    def deeper(inner: Expression) -> object:
        return translated(inner, variables, divisors)

    match formula:
        case Var(name):
            return variables[name]
        case Const(value):
            return z3.RealVal(str(value))
        case Sum(terms):
            return z3.Sum([deeper(term) for term in terms])
        case Negation(term):
            return -deeper(term)  # type: ignore[operator]
        case Product(left, right):
            return deeper(left) * deeper(right)  # type: ignore[operator]
        case Quotient(left, right):
            below = deeper(right)
            if not isinstance(right, Const):
                divisors.append(below != 0)
            return deeper(left) / below  # type: ignore[operator]
        case Power(base, exponent):
            return z3.Product([deeper(base)] * exponent)
    raise TypeError(formula)


def oracle(relations: Sequence[Constraint], box: Mapping[Name, Interval], integers: AbstractSet[Name], timeout: int = 500) -> str:
    solver = z3.Solver()
    solver.set("timeout", timeout)
    names = dict.fromkeys(name for relation in relations for name in relation.variables)
    variables = {name: z3.ToReal(z3.Int(f"v{name}")) if name in integers else z3.Real(f"v{name}") for name in names}
    for name, variable in variables.items():
        own = box.get(name, EVERYTHING)
        if own.low is not None:
            low = z3.RealVal(str(own.low))
            solver.add(variable > low if own.low_open else variable >= low)
        if own.high is not None:
            high = z3.RealVal(str(own.high))
            solver.add(variable < high if own.high_open else variable <= high)
    for relation in relations:
        divisors: list[object] = []
        left, right = (translated(side, variables, divisors) for side in (relation.left, relation.right))
        solver.add(*divisors)
        compared = {"=": left == right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}  # type: ignore[operator]
        solver.add(compared[relation.op])
    return str(solver.check())


def test_satisfiable_agrees_with_z3(record_property: pytest.RecordProperty) -> None:
    outcomes: Counter[tuple[bool | None, str]] = Counter()
    for seed in range(SYSTEMS):
        world = make(seed)
        ours = satisfiable(world.relations, world.box, world.integers)
        theirs = oracle(world.relations, world.box, world.integers)
        outcomes[ours, theirs] += 1
        assert (ours, theirs) not in ((False, "sat"), (True, "unsat")), seed
        assert world.slipped or ours is not False, seed
    refuted = sum(count for (_, theirs), count in outcomes.items() if theirs == "unsat")
    missed = outcomes[None, "unsat"]
    undecided = sum(count for (ours, _), count in outcomes.items() if ours is None)
    for name, value in (("refuted by z3", refuted), ("missed", missed), ("undecided", undecided)):
        record_property(name, value)
    assert refuted > SYSTEMS / 4
    assert missed < refuted * 0.02
    assert undecided < SYSTEMS * 0.02


def test_every_reported_conflict_is_a_minimal_one_for_z3() -> None:
    seen = 0
    for seed in range(10_000, 10_000 + NETWORKS):
        world = make(seed)
        network = Network()
        for name, own in world.box.items():
            if name in world.hidden:
                network.add_variable(name, domain=own)
            else:
                network.add_variable(name, own, integer=name in world.integers)
        for at, relation in enumerate(world.relations):
            network.add(relation, tag=at)
        found = network.conflicts()
        assert world.slipped or not found, seed
        for head in found:
            for conflict in (head, *head.related):
                seen += 1
                relations, box, integers = conflict.constraints, conflict.box, conflict.integers
                assert oracle(relations, box, integers) != "sat", seed
                for name in conflict.variables:
                    assert oracle(relations, {**box, name: conflict.domains[name]}, integers) != "unsat", (seed, name)
                for at in range(len(relations)):
                    rest = relations[:at] + relations[at + 1 :]
                    assert oracle(rest, box, integers) != "unsat", (seed, at)
    assert seen > NETWORKS / 4


def test_a_conflict_is_reported_wherever_z3_refutes() -> None:
    refuted = missed = 0
    for seed in range(20_000, 20_000 + NETWORKS):
        world = make(seed)
        network = Network()
        for name, own in world.box.items():
            if name in world.hidden:
                network.add_variable(name, domain=own)
            else:
                network.add_variable(name, own, integer=name in world.integers)
        for relation in world.relations:
            network.add(relation)
        if oracle(world.relations, world.box, world.integers) == "unsat":
            refuted += 1
            missed += network.conflict() is None
    assert refuted > NETWORKS / 4
    assert missed < refuted * 0.02
