"""（收入298.4万元，其中光伏37.3万元，）恰为全部的三分之一: a share of the total that the part was just told of, by 是 and 为 (EP101)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_OF_ALL: Final = re.compile(
    "(?:也|就|恰好|恰恰|恰|正好|正|刚好|刚|几乎|差不多|大约|约|将近|近|已经?|占|相当于|等于|接近|超过|不足|不到|仅|只)*(?:是|为|占|相当于|等于|达)?"
    "(?:了)?(?:全部|总数|总量|总额|整体|全体|合计数?|总盘子|大盘|总和)的(?:近|约|超过|不足|不到|将近)?$"
)


def of_all(body: Body) -> Iterator[Relation]:
    """The part told right before it over the total that this was told to be of."""
    for share in body.all("share"):
        if not usable(share) or share.claim.links.get("part") or share.claim.aspect != "ratio" or not _OF_ALL.fullmatch(body.clause(share)):
            continue
        part = _just_told(body, share)
        whole = body.fact(part.key[0], part.claim.links["total"][0]) if part is not None and part.claim.links.get("total") else None
        if part is None or whole is None or not usable(whole) or not same_dimension(part, whole) or not body.additive(whole):
            continue
        yield Relation(
            "EP101",
            Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
            (share, part, whole),
            f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
            sure=bool(part.claim.links.get("fit")) and len(part.claim.links["total"]) == 1,
            choice=("share", share.key),
            plausible=PERCENT,
        )


def _just_told(body: Body, share: Fact) -> Fact | None:
    """The one level of the clause before."""
    told = [f for f in body.beside(share, "level") if f.order < share.order and share.claim.clause - f.claim.clause <= 1]
    return told[0] if len(told) == 1 and usable(told[0]) and body.one_stretch(told[0], share) else None
