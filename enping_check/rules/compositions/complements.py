"""What has a trait and what has it not: 5G用户渗透到67.5%…；非5G用户随之从35.7%缩到32.5%. The two are all of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.divisions import slipped_from_a_hundred
from enping_check.rules.relation import Relation, sum_text

_NOT: Final = re.compile("非(?P<what>(?!常|遗|洲|法|凡|但|税|官|营|农|机动|典)[A-Za-z0-9一-鿿]{2,4})")
_OTHERWISE: Final = re.compile("指数|景气|率|增长|下降|同比|其中|计划|目标|每|均|完成|去年|上年")


def complements(body: Body) -> Iterator[Relation]:
    """The share of what is not so against the one of what is, told before it in the sentence."""
    for (index, _), shares in body.shares.items():
        told = [s for s in shares if _plain(s)]
        if len(told) != 2:
            continue  # 公有制, 非公有制, 港澳台: and others
        for other in told:
            said = _NOT.search(body.clause(other))
            if said is None or _OTHERWISE.search(body.clause(other)):
                continue
            before = [s for s in told if s.order < other.order and _names(body.clause(s), said["what"])]
            if len(before) != 1 or abs(summed((before[0], other)) - 100) <= 1:
                continue
            one = before[0]
            if _OTHERWISE.search(body.clause(one)) or not slipped_from_a_hundred(body, (one, other), one_kind=True):
                continue
            yield Relation(
                "EP104",
                Constraint(total([Var(one.key), Var(other.key)]), "=", total([100])),
                (other, one),
                f"{sum_text(body, (one, other))} ≠ 100%",
                key="partition",
                choice=("partition", (index, "complement", other.key)),
            )


def _plain(share: Fact) -> bool:
    claim, quantity = share.claim, share.claim.quantity
    if quantity is None or quantity.unit != "%" or quantity.hedge or quantity.ranged or claim.modality != "fact":
        return False
    return claim.aspect in ("", "rate", "up", "down") and not claim.links.get("part") and not claim.whole


def _names(clause: str, what: str) -> bool:
    """True for words that begin with the very thing, and not with what it is not."""
    stem = what[:2]
    return stem in clause and f"非{stem}" not in clause
