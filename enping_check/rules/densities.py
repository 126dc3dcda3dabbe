"""One yield or price by two units: 每公顷14.4吨，折合亩产960公斤 (EP402)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Var
from enping_check.language.units import unit_of
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable


def relations(body: Body) -> Iterator[Relation]:
    """Every amount for one of a unit that is told again for one of another."""
    for fact in body.all("level"):
        if usable(fact):
            yield from _densities(body, fact)


_EACH = re.compile("每(?P<unit>公顷|亩|平方公里|平方米|公斤|千克|斤|担|吨)|(?P<short>亩)[产均]")
_AGAIN = re.compile(
    "(?:折合|约合|折算|相当于|即|合|折)(?:约|为|成)*(?:平均)?(?:每(?:公顷|亩|公斤|千克|斤|担|吨)(?:单产|产量|产)?|亩[产均](?:产量|量)?)?(?:约|为|达)*$"
)


def _density(body: Body, fact: Fact) -> tuple[Fraction, tuple[str, str]] | None:
    """Base units a base unit of area or mass that one of the number is, with what is measured by what: 公斤/亩, 每公顷…吨, 每斤…元."""
    quantity = fact.claim.quantity
    if quantity is None:
        return None
    if quantity.dimension.startswith("rate:"):
        above, _, below = quantity.dimension.removeprefix("rate:").partition("/")
        top, bottom = unit_of(above), unit_of(below)
        if top is None or bottom is None or bottom.dimension not in ("area", "mass"):
            return None
        return top.factor / bottom.factor, (top.dimension, bottom.dimension)
    found = list(_EACH.finditer(body.clause(fact)))
    each = unit_of(found[-1]["unit"] or found[-1]["short"]) if found else None
    return (1 / each.factor, (quantity.dimension, each.dimension)) if each is not None and fact.claim.aspect == "average" else None


def _densities(body: Body, fact: Fact) -> Iterator[Relation]:
    """每公顷14.4吨，折合亩产960公斤; 每公斤7.2元，合每斤3.6元: one yield or price by two units."""
    here = _density(body, fact)
    if here is None or not _AGAIN.search(body.clause(fact)):
        return
    before = [
        f
        for f in body.beside(fact, "level")
        if f.claim.quantity is not None and f.claim.at.start < fact.claim.at.start and fact.claim.clause - f.claim.clause <= 1 and usable(f)
    ]
    there = _density(body, before[-1]) if before else None
    if there is None or there[1] != here[1] or there[0] == here[0]:
        return
    yield Relation(
        "EP402",
        Constraint(Var(fact.key) * here[0], "=", Var(before[-1].key) * there[0]),
        (fact, before[-1]),
        f"{printed(body, before[-1])} = {{x}}",
        choice=("conversion", fact.key),
    )
