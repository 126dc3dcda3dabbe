"""The gross product for one head: by the product and the population that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.averages.operands import one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

PER_HEAD = "人均地区生产总值"
_DIVIDED_BY_MEAN = Fraction(3, 100)  # a year's end is never so far off the mean population


def far_from_the_mean(body: Body, fact: Fact, top: Fact, heads: Fact) -> bool:
    """True where no mean population between two years' ends explains it, and a slip does."""
    a, b, own = (f.claim.interval.middle for f in (top, heads, fact))
    if not a or not b or not own or abs(a / b / own - 1) <= _DIVIDED_BY_MEAN:
        return False
    return one_slip(body, fact, Var(top.key) / Var(heads.key), (fact, top, heads), ("transposition", "point", "unit-scale"))


def product_per_head(body: Body, fact: Fact) -> Iterator[Relation]:
    """常住人口286.4万人，地区生产总值2148亿元，人均地区生产总值7.5万元: by the one population and the one product beside it, roughly."""
    if fact.claim.quantity is None or fact.claim.quantity.hedge or body.yearly(fact):
        return
    told = [f for f in body.within(fact, 1, "level") if f.key != fact.key and usable(f) and f.claim.modality == "fact"]
    told = [
        f
        for f in told
        if f.claim.aspect in ("", "stock", "up", "down") and f.claim.scope_key == fact.claim.scope_key and not f.claim.subject
    ]
    tops = [f for f in told if f.claim.indicator == "地区生产总值" and f.claim.period == fact.claim.period]
    heads = [f for f in told if f.claim.indicator in ("常住人口", "年末常住人口", "人口") and one_time(fact, f)]
    if len(tops) != 1 or len(heads) != 1 or not same_dimension(tops[0], fact):
        return
    top, heads_told = tops[0], heads[0]
    yield Relation(
        "EP401",
        Constraint(Var(top.key), "=", Var(fact.key) * Var(heads_told.key)),
        (fact, top, heads_told),
        f"{printed(body, top)} ÷ {printed(body, heads_told)} = {{x}}",
        severity=Severity.WARNING,
        sure=far_from_the_mean(body, fact, top, heads_told),
        choice=("average", fact.key),
    )
