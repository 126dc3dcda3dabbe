"""Part and whole told as a pair behind another such pair: 9.6亿元，为总营收32.0亿元的30.0%；上年是7.2亿元和28.8亿元，即25.0% (EP101).

The share before says which of the two is of which; the pair says it again of another time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

_JOINED: Final = re.compile("[、和与及]|以及")
_SO: Final = re.compile(
    "，?(?:即|也就是|就是|合|折合|算下来|相当于|(?:占比|比重|比例|份额)(?:也|则|就|随之|因此|已)?(?:为|是|达到?|[升降增减提]至|[升降提]到|升高到|降低到|上升到|下降到)?)(?:约)?"
)
# what tells of the same two at another time, and of no two others: 2024年两个数变成, 上年三季度是
_AGAIN: Final = re.compile(
    "(?:[，。；]|^)(?:而|到了?)?(?:这?两个?(?:数字?|指标|者|项)|(?:\\d{4}年|[去上前今当]年|上年同期|同期|上[月季]|上半年|下半年|[一二三四]季度|\\d{1,2}月份?)+"
    "(?:这?两个?(?:数字?|指标|者|项))?)(?:分别|依次|则|已|就|才)*(?:变成|变为|是|为|有|达到?|增[至到]|升[至到]|降[至到])$"
)
_USUAL: Final = ("digit", "transposition", "point")


def second_pairs(body: Body) -> Iterator[Relation]:
    """Every pair behind a share of two amounts measured alike."""
    for told in body.all("share"):
        part, whole = body.first(told, "part"), body.first(told, "whole")
        if part is None or whole is None or not (usable(part) and usable(whole) and same_dimension(part, whole)):
            continue
        later = [f for f in body.within(told, 1, "level") if f.order > told.order and _plain(f) and same_dimension(f, part)]
        for one, other in pairwise(later):
            if (
                other.claim.sentence != one.claim.sentence
                or not _AGAIN.search(body.before(one, 20).replace(" ", ""))
                or not _JOINED.fullmatch(body.between(one, other).strip())
            ):
                continue
            share = _behind(body, other)
            if share is not None and one.middle < other.middle and part.middle < whole.middle and not share.claim.links.get("part"):
                yield _of_the_pair(body, share, one, other)
            break


def _plain(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return quantity is not None and quantity.interval.bounded and not (quantity.hedge or quantity.ranged)


def _behind(body: Body, other: Fact) -> Fact | None:
    """The percentage that the words right behind the pair lead to."""
    found = [f for f in body.beside(other, "share", "growth") if f.order > other.order and usable(f)]
    share = min(found, key=lambda f: f.order, default=None)
    if share is None or share.claim.quantity is None or share.claim.quantity.dimension != "percent" or share.claim.quantity.hedge:
        return None
    return share if _SO.fullmatch(body.between(other, share).strip()) else None


def _of_the_pair(body: Body, share: Fact, one: Fact, other: Fact) -> Relation:
    value = Var(one.key) * 100 / Var(other.key)
    return Relation(
        "EP101",
        Constraint(Var(share.key), "=", value),
        (share, one, other),
        f"{printed(body, one)} ÷ {printed(body, other)} = {{x}}",
        sure=one_slip(body, share, value, (share, one, other), _USUAL),
        choice=("share", share.key),
        plausible=PERCENT,
    )
