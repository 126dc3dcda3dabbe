"""What a share cannot exceed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enping_check.claims import partitions
from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

# a sum of pluses and minuses: one of them may be more than all of it
_NETTED = re.compile("增量|增长|成长|增加(?!值)|增收|新增|增幅|减少|减量|降幅|变动|变化|净|利润|盈利|盈余|亏损|顺差|逆差|差额|贡献|缺口")
# what debts and loans are compared with and are no part of; value added is
_COMPARED = re.compile("生产总值|GDP|财力")


def ranges(body: Body) -> Iterator[Relation]:
    """A share of a whole cannot exceed 100 %."""
    for share in body.all("share"):
        quantity = share.claim.quantity
        if (
            quantity is None
            or not usable(share)
            or quantity.dimension != "percent"
            or quantity.hedge
            or share.claim.aspect in ("plan", "ratio")
        ):
            continue
        low = quantity.interval.low
        if low is None or low <= 100:
            continue
        if _SPENT.search(share.claim.subject + share.claim.indicator) and _EARNED.search(share.claim.whole or ""):
            continue  # 期间费用占收入的103.5%
        known = body.known(share)
        name = share.claim.indicator + (share.claim.whole or "")
        divided = share.claim.whole is not None and share.claim.aspect in ("", "base", "up", "down")
        capped = share.claim.aspect in ("rate", "up", "down") and share.claim.indicator.endswith(partitions.load().capped)
        if capped and low < 1000 and not re.search("目标|计划|任务|完成|[含超]", body.clause(share) + body.after(share, 4)):
            yield _above(body, share)
            continue
        if not divided and (known is None or known.over_100 or known.dimension != "percent"):
            continue
        if not divided and low <= 200:
            continue
        named = share.claim.whole or ""
        if _NETTED.search(named) or (_COMPARED.search(named) and "增加值" not in share.claim.indicator):
            continue
        if re.search(
            "完成|入学|产销|覆盖|增长|速|指数|负债|负担|利用|周转|比上年|相当|预算|计划|任务|目标|研发|倍|回报|收益|市盈|复种|赔付|进度|达产|执行|净|率$",
            name,
        ) and not (known is not None and known.dimension == "percent" and not known.over_100):
            continue
        yield _above(body, share)


_SPENT = re.compile("费用|成本|支出|开支|薪酬|赔付|债务|负债|贷款")
_EARNED = re.compile("收入|营收|收益|产值|存款|净资产|财力|利润")


def _above(body: Body, share: Fact) -> Relation:
    return Relation(
        "EP104",
        Constraint(Var(share.key), "<=", total([100])),
        (share,),
        f"{printed(body, share)} > 100%",
        key="above",
        free=True,
    )
