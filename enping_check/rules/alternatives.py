"""The ways in which a result of a kind may be reckoned from numbers near it: as a share, a growth, a ratio, a mean, a difference, a sum."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from enping_check.engine import Constraint, Expression, Interval, Var, root, total
from enping_check.language.numerals import whole as number
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import PERCENT, printed

_LONGEST = 6  # terms of a sum
_YEARS = frozenset(range(2, 11))
_SPAN = re.compile("(?<!\\d)(\\d{1,2}|[一二三四五六七八九十])年")
_RATE = Interval(Fraction(-100), Fraction(100))


@dataclass(frozen=True, slots=True)
class Reading:
    """One more way to read a result: ``facts`` are its operands."""

    constraint: Constraint
    facts: tuple[Fact, ...]
    formula: str
    plausible: Interval | None = None


Form = Callable[[Body, Fact, Sequence[Fact]], Iterator[Reading]]


def forms(result: Fact) -> tuple[Form, ...]:
    """The ways in which a claim of such a kind is reckoned."""
    quantity, kind = result.claim.quantity, result.claim.kind
    if quantity is None or quantity.hedge or quantity.ranged:
        return ()
    if kind == "share" and quantity.dimension == "percent":
        return (_parts,)
    if kind == "growth" or (kind == "multiple" and result.claim.aspect == "growth"):
        return _growths, _over_base
    if kind == "multiple":
        return (_ratios,)
    if kind == "average-growth":
        return (_means,)
    if kind in ("change", "share-shift", "growth-shift"):
        return (_differences,)
    if kind == "level":
        return _averages, _siblings, _differences
    return ()


def _alike(facts: Sequence[Fact], unit: str | None = None, *kinds: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        quantity = fact.claim.quantity
        if quantity is None or quantity.dimension in ("percent", "point", "multiple", "none") or (kinds and fact.claim.kind not in kinds):
            continue
        if unit is None or quantity.base_unit == unit:
            found.setdefault(quantity.base_unit, []).append(fact)
    return found


def _pairs(facts: Sequence[Fact], *kinds: str) -> Iterator[tuple[Fact, Fact]]:
    for group in _alike(facts, None, *kinds).values():
        yield from permutations(group, 2)


def _parts(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A part, or two or three that stand side by side, of a whole."""
    share = Var(result.key)
    for part, whole in _pairs(near):
        constraint = Constraint(Var(part.key) * 100, "=", share * Var(whole.key))
        yield Reading(constraint, (part, whole), f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}", PERCENT)
    for group in _alike(near, None, "level").values():
        ordered = sorted(group, key=lambda f: f.order)
        for size in (2, 3):
            for at in range(len(ordered) - size + 1):
                parts = ordered[at : at + size]
                if parts[-1].order > result.order or parts[0].claim.sentence != result.claim.sentence:
                    continue
                shown = " + ".join(printed(body, f) for f in parts)
                for whole in ordered[:at] + ordered[at + size :]:
                    constraint = Constraint(total([Var(f.key) for f in parts]) * 100, "=", share * Var(whole.key))
                    yield Reading(constraint, (*parts, whole), f"({shown}) ÷ {printed(body, whole)} = {{x}}", PERCENT)


def _grown(growth: Fact) -> Expression:
    return Var(growth.key) + 1 if growth.claim.kind == "multiple" else (Var(growth.key) + 100) / 100


def _growths(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """From one value to another."""
    plausible = _RATE if result.claim.kind == "growth" else None
    for now, base in _pairs(near):
        constraint = Constraint(Var(now.key), "=", _grown(result) * Var(base.key))
        yield Reading(constraint, (now, base), f"{printed(body, now)} ÷ {printed(body, base)} − 1 = {{x}}", plausible)


def _over_base(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A change over the value it started from."""
    plausible = _RATE if result.claim.kind == "growth" else None
    step = 1 if result.claim.kind == "multiple" else 100
    for change, now in _pairs(near):
        if change.claim.kind == "change" and now.key[1] not in change.claim.links.get("base", ()):
            base = Var(now.key) - Var(change.key)
            shown = f"{printed(body, change)} ÷ ({printed(body, now)} − {printed(body, change)}) = {{x}}"
            yield Reading(Constraint(Var(change.key) * step, "=", Var(result.key) * base), (change, now), shown, plausible)


def _ratios(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """One value as so many times another."""
    for now, base in _pairs(near):
        constraint = Constraint(Var(now.key), "=", Var(result.key) * Var(base.key))
        yield Reading(constraint, (now, base), f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}")


def _means(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A mean growth over some years."""
    spans = {number(n) or 0 for n in _SPAN.findall(body.sentence(result))}
    for now, base in _pairs(near, "level"):
        first, last = base.claim.period[:4], now.claim.period[:4]
        between = {int(last) - int(first)} if first.isdigit() and last.isdigit() else set()
        for years in sorted((spans | between) & _YEARS):
            mean = root(Var(now.key) / Var(base.key), years) * 100 - 100
            shown = f"({printed(body, now)} ÷ {printed(body, base)})^(1/{years}) − 1 = {{x}}"
            yield Reading(Constraint(Var(result.key), "=", mean), (now, base), shown, _RATE)


def _differences(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """What lies between two values of the result's own measure; for points, between two rates."""
    quantity = result.claim.quantity
    assert quantity is not None
    if quantity.dimension == "point":
        rates = [f for f in near if f.claim.quantity is not None and f.claim.quantity.dimension == "percent"]
        pairs = list(permutations(rates, 2))
    else:
        pairs = [p for group in _alike(near, quantity.base_unit).values() for p in permutations(group, 2)]
    for more, less in pairs:
        constraint = Constraint(Var(more.key) - Var(less.key), "=", Var(result.key))
        yield Reading(constraint, (more, less), f"{printed(body, more)} − {printed(body, less)} = {{x}}")


def _averages(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A total over a count, or one measure over another."""
    quantity = result.claim.quantity
    assert quantity is not None
    above, _, below = quantity.base_unit.partition("/")
    for group in _alike(near, above).values():
        for whole in group:
            for count in near:
                other = count.claim.quantity
                if other is None or other.dimension in ("percent", "point", "multiple") or other.base_unit == above:
                    continue
                if below and other.base_unit != below:
                    continue
                constraint = Constraint(Var(whole.key), "=", Var(result.key) * Var(count.key))
                yield Reading(constraint, (whole, count), f"{printed(body, whole)} ÷ {printed(body, count)} = {{x}}")


def _siblings(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A value that completes, with others side by side, a greater one; or the sum of some side by side."""
    quantity = result.claim.quantity
    assert quantity is not None
    for group in _alike(near, quantity.base_unit, "level").values():
        ordered = sorted(group, key=lambda f: f.order)
        for size in range(1, min(_LONGEST, len(ordered)) + 1):
            for at in range(len(ordered) - size + 1):
                parts = ordered[at : at + size]
                added = total([Var(f.key) for f in parts])
                shown = " + ".join(printed(body, f) for f in parts)
                if size > 1:
                    yield Reading(Constraint(Var(result.key), "=", added), tuple(parts), f"{shown} = {{x}}")
                for whole in ordered[:at] + ordered[at + size :]:
                    rest = Constraint(Var(whole.key), "=", Var(result.key) + added)
                    yield Reading(rest, (*parts, whole), f"{printed(body, whole)} − ({shown}) = {{x}}")
