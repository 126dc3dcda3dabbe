"""A mark that is said to have been passed, and the value it is said of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from enping_check.engine import Const, Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.bases import years_apart
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable


def thresholds(body: Body) -> Iterator[Relation]:
    """突破30亿元，达到30.45亿元: what has passed a mark is not below it."""
    for mark in body.all("level"):
        quantity = mark.claim.quantity
        level = body.first(mark, "of")
        if mark.claim.aspect != "threshold" or level is None or not usable(level) or quantity is None or quantity.number is None:
            continue
        if level.claim.modality != "fact" or mark.claim.modality != "fact":
            continue
        if level.order < mark.order and years_apart(level.claim.period, mark.claim.period) not in (0, None):
            continue  # 首年仅1.4万标箱，2010年突破100万标箱: of another year
        if level.order < mark.order and any(
            f.order < level.order
            and same_dimension(f, level)
            and f.claim.interval.low is not None
            and f.claim.interval.low >= quantity.number * quantity.factor
            for f in body.beside(mark, "level")
        ):
            continue  # 最高价106元，最低价69.67元，首次突破百元: of which of them, nothing says
        yield _passed(body, level, mark, quantity.number * quantity.factor)


def _passed(body: Body, level: Fact, mark: Fact, threshold: Fraction) -> Relation:
    """What is said to have passed a mark is not below it."""
    return Relation(
        "EP601",
        Constraint(Var(level.key), ">=", Const(threshold)),
        (level, mark),
        f"{printed(body, level)} < {printed(body, mark)}",
        free=True,
        choice=("threshold", mark.key),
    )


def exclaimed(body: Body) -> Iterator[Relation]:
    """超20亿元！全市软件业务收入21.1亿元: a mark that opens the piece, and the value it is said of."""
    for levels in body.levels.values():
        for mark, level in pairwise(levels):
            quantity = mark.claim.quantity
            if mark.claim.subject or mark.claim.indicator or quantity is None or quantity.number is None or not quantity.hedge:
                continue
            above = quantity.interval.low is not None and quantity.interval.high is None
            alone = len(body.sentence(mark).strip()) <= 14 and level.claim.sentence == mark.claim.sentence + 1
            if not above or not alone or level.claim.paragraph - mark.claim.paragraph > 1 or not same_dimension(mark, level):
                continue
            if usable(level) and level.claim.aspect in ("", "stock") and level.claim.modality == "fact":
                yield _passed(body, level, mark, quantity.number * quantity.factor)
