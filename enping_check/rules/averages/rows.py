"""The mean of values told in a row: 三块田亩产分别为712公斤、698公斤和705公斤，平均亩产705公斤."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import rounded_by
from enping_check.rules.wholes import same_dimension, usable

_MOST: Final = Fraction(1, 8)  # by chance at most so often may a slip make it come out: it may be weighted, or of more
_NEAR: Final = 2  # clauses from the last value to the mean
_MEAN: Final = re.compile("平均|均值|(?<![人亩户日月年])均(?![价衡])")
_WEIGHTED: Final = re.compile("加权|按[^，。；]{1,8}(?:占比|权重|面积)|[全上去][国省市县年]|往年|常年|历史|近[三五十]年")


def of_a_row(body: Body, fact: Fact) -> Iterator[Relation]:
    """The mean against the values of the 分别 before it, all of one unit and one time."""
    said = body.clause(fact)
    if not _MEAN.search(said) or _WEIGHTED.search(said):
        return
    row = _row_before(body, fact)
    if len(row) < 2 or fact.claim.clause - row[-1].claim.clause > _NEAR:
        return
    value = total([Var(f.key) for f in row]) / len(row)
    yield Relation(
        "EP401",
        Constraint(Var(fact.key) * len(row), "=", total([Var(f.key) for f in row])),
        (fact, *row),
        f"({' + '.join(printed(body, f) for f in row)}) ÷ {len(row)} = {{x}}",
        sure=_far(fact, row) and explained(body, fact, value, row, _MOST),
        choice=("average", fact.key),
    )


def _far(fact: Fact, row: Sequence[Fact]) -> bool:
    """True for a mean that rounding does not account for."""
    made = sum((f.middle for f in row), Fraction(0)) / len(row)
    return abs(made - fact.middle) > 2 * rounded_by(fact)


def _row_before(body: Body, fact: Fact) -> list[Fact]:
    """The values of the last row of the sentence before the mean, where nothing measured so stands between."""
    before = [f for f in body.beside(fact, "level") if f.order < fact.order and same_dimension(f, fact) and usable(f)]
    if not before or before[-1].claim.group <= 0:
        return []
    row = [f for f in before if f.claim.group == before[-1].claim.group]
    plain = all(f.claim.interval.bounded and f.claim.quantity is not None and not f.claim.quantity.hedge for f in row)
    return row if plain and row == before[-len(row) :] else []
