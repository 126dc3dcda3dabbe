"""What is told beside a whole and again beside its part: 86所，在园幼儿1.24万名；其中农村园57所，在园幼儿0.68万名 (EP302).

The second number of the part is called just as that of the whole is, so it is no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_WITH: Final = re.compile("^[，、]?(?:其中|共有|共|有|涉及|占地|可|已)*")
_RATES: Final = ("none", "time", "temperature", "percent")
_PEAK: Final = re.compile("均|每|单|率|价|最|净|差")


def relations(body: Body) -> Iterator[Relation]:
    """Every part that a list links to its whole, with the numbers that stand right behind the two."""
    for levels in body.levels.values():
        ordered = sorted(levels, key=lambda f: f.order)
        place = {f.key: at for at, f in enumerate(ordered)}
        for part in ordered:
            totals = part.claim.links.get("total", ())
            if not part.claim.links.get("fit") or len(totals) != 1 or part.claim.links.get("loose"):
                continue
            whole = body.fact(part.key[0], totals[0])
            pair = [_behind(body, ordered, place[f.key]) for f in (whole, part) if f.key in place]
            if len(pair) == len([f for f in pair if f is not None]) == 2 and whole.claim.sentence == part.claim.sentence:
                yield from _no_more(body, whole, part, pair)


def _behind(body: Body, ordered: list[Fact], at: int) -> Fact | None:
    """The number in the clause right behind one."""
    if at + 1 >= len(ordered):
        return None
    one, other = ordered[at], ordered[at + 1]
    near = 0 <= other.claim.clause - one.claim.clause <= 1 and not re.search("[；。：]", body.between(one, other))
    return other if near and other.claim.sentence == one.claim.sentence else None


def _no_more(body: Body, whole: Fact, part: Fact, pair: list[Fact | None]) -> Iterator[Relation]:
    """The two numbers behind, where both bear one name, are measured alike and may be compared."""
    of_all, of_part = pair
    if of_all is None or of_part is None or not whole.order < of_all.order < part.order < of_part.order:
        return
    names = [_WITH.sub("", re.split("[，、]", body.between(one, other))[-1]) for one, other in ((whole, of_all), (part, of_part))]
    quantity = of_all.claim.quantity
    if len(names[0]) < 2 or names[0] != names[1] or quantity is None or quantity.dimension in _RATES or _PEAK.search(names[0]):
        return
    plain = all(usable(f) and f.claim.aspect in ("", "stock") and f.claim.modality == "fact" for f in (of_all, of_part))
    if plain and same_dimension(of_all, of_part) and not same_dimension(of_all, whole) and of_all.claim.period == of_part.claim.period:
        yield Relation(
            "EP302",
            Constraint(Var(of_part.key), "<=", Var(of_all.key)),
            (of_part, of_all),
            f"{printed(body, of_part)} > {printed(body, of_all)}",
            free=True,
            choice=("exceeds", of_part.key, of_all.key),
        )
