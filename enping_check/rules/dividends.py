"""What is paid on shares: 每10股派3.2元, 总股本8.6亿股, 共派发2.752亿元 (EP401); 每股盈利42.0港仙，全年股息23.5港仙，派息率56.0% (EP101).

Shares that a company holds itself get nothing: what does not come out is told where one ordinary slip explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.averages.operands import one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import COMMON, one_slip
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import same_dimension, usable

_FOR_SHARES: Final = re.compile(
    "每(?P<n>10|十)?股(?:拟|将|实际|再|共|可|现金)*(?:(?:派|分|发放|分配|获|支付)[^，。；\\d]{0,10}|股[息利]|红利)$"
    "|(?:股[息利]|红利|派息|分红)[^，。；\\d]{0,4}每(?P<m>10|十)?股$"
)
_HELD: Final = re.compile("股本|股份|已发行|总股")
_LEFT_OUT: Final = re.compile(  # who gets nothing
    "(?:剔除|扣除|扣减|减去|不含|除去)[^，。；]{0,12}(?:回购|专户|专用|账户|库存股)|回购专[用户]"
)
_PAID: Final = re.compile("派|分红|红利|股利|分配|股息")


def relations(body: Body) -> Iterator[Relation]:
    """Every dividend whose sum and shares the passage tells, and every payout of what a share earned."""
    yield from _payouts(body)
    for fact in body.all("level"):
        quantity = fact.claim.quantity
        if quantity is None or not quantity.dimension.startswith("currency") or not usable(fact):
            continue
        said = _FOR_SHARES.search(body.before(fact, 24))
        if said is None:
            continue
        near = [f for f in body.within(fact, 1, "level") if usable(f) and f.key != fact.key and f.claim.paragraph == fact.claim.paragraph]
        sums = [f for f in near if same_dimension(f, fact) and _PAID.search(body.clause(f)) and one_time(fact, f) and not _each(body, f)]
        shares = [
            f for f in near if f.claim.quantity is not None and f.claim.quantity.unit.endswith("股") and _HELD.search(_named(body, f))
        ]
        shares = shares or _all_shares(body, fact)
        if _LEFT_OUT.search(body.sentence(fact)):
            continue
        each, ten = stipulated(fact), bool(said["n"] or said["m"])
        for paid in sums:
            for held in shares:
                made = Var(each.key) * Var(held.key) / (10 if ten else 1)
                yield Relation(
                    "EP401",
                    Constraint(Var(paid.key), "=", made),
                    (paid, each, held),
                    f"{printed(body, each)} × {printed(body, held)}{' ÷ 10' if ten else ''} = {{x}}",
                    sure=len(sums) == len(shares) == 1 and one_slip(body, paid, made, (paid, each, held), COMMON),
                    choice=("reckoned", fact.key),
                    key="product",
                )


def _all_shares(body: Body, fact: Fact) -> list[Fact]:
    """按总股本6.00亿股计算: the one number of shares that the article tells, further back."""
    told = [f for f in body.levels[fact.key[0]] if f.claim.quantity is not None and f.claim.quantity.unit.endswith("股")]
    return [f for f in told if usable(f) and f.order < fact.order and "总股本" in _named(body, f)] if len(told) == 1 else []


_RATE: Final = re.compile("(?:派息|派付|分红|股息支付|派发股息)(?:比[率例]|率)")
_EARNED: Final = re.compile("每股(?:基本)?(?:盈利|收益|溢利|纯利|盈余)")
_BY_SHARE: Final = re.compile("息|派|红利|分红")
_IN_ALL: Final = re.compile("全年(?:股息|派息|每股|共|合)|合共|合计|总股息|股息总额|共派|共计")
_TEN: Final = re.compile("每(?:10|十|百|100)股")
_PART: Final = re.compile("末期|中期|特别|季|首次")


def _payouts(body: Body) -> Iterator[Relation]:
    """The dividend of a year over what a share earned; only where each is told once in the passage."""
    for rate in body.all("share"):
        if not usable(rate) or _RATE.search(body.clause(rate)) is None:
            continue
        near = [
            f
            for f in body.within(rate, 1, "level")
            if f.order < rate.order and f.claim.paragraph == rate.claim.paragraph and f.claim.period == rate.claim.period and usable(f)
        ]
        earned = [f for f in near if _EARNED.search(body.clause(f))]
        if len(earned) != 1:
            continue
        paid = [f for f in near if same_dimension(f, earned[0]) and f.key != earned[0].key and _BY_SHARE.search(body.clause(f))]
        if any(_TEN.search(body.clause(f)) or "特别" in body.clause(f) for f in paid):
            continue  # 每10股派2.4元; a special dividend may count or not
        paid = [f for f in paid if f.middle < 10 * earned[0].middle]  # no sum of all the shares
        of_all = [f for f in paid if _IN_ALL.search(body.clause(f))]
        if len(of_all) != 1:
            of_all = paid if len(paid) == 1 and not _PART.search(body.clause(paid[0])) else []
        for one in of_all:
            yield Relation(
                "EP101",
                Constraint(Var(one.key) * 100, "=", Var(rate.key) * Var(earned[0].key)),
                (rate, stipulated(one), earned[0]),
                f"{printed(body, one)} ÷ {printed(body, earned[0])} = {{x}}",
                choice=("payout", rate.key),
            )


def _each(body: Body, fact: Fact) -> bool:
    return _FOR_SHARES.search(body.before(fact, 24)) is not None


def _named(body: Body, fact: Fact) -> str:
    return body.clause(fact) + body.after(fact, 6) + fact.claim.indicator
