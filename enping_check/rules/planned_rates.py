"""Rates of what was planned: 年度盘子268.5亿元，前三季度干了207.3亿元，完成率77.2%，缺口尚有61.2亿元 (EP101, EP301)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enping_check.engine import Constraint, Var
from enping_check.rules.around import explained, is_share
from enping_check.rules.body import Body, Fact
from enping_check.rules.rates import COME_TO, RECKONED, as_rate, is_rate, named_behind, said_by
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, smaller, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every rate of a sentence that tells of a plan and of what was done."""
    for rate in body.all("share"):
        if not is_rate(body, rate) or rate.claim.links.get("part") or rate.claim.links.get("whole"):
            continue
        if RECKONED.match(body.after(rate, 14)) is not None:
            continue
        clause = body.clause(rate).rpartition("、")[2] or named_behind(body, rate)
        if _OF_PLAN.fullmatch(clause) is not None:
            yield from _of_planned(body, rate)
            yield from _short_of(body, rate)


def _of_planned(body: Body, rate: Fact) -> Iterator[Relation]:
    """年度盘子268.5亿元，前三季度干了207.3亿元，完成率77.2%: the one amount of the sentence of the one planned before it."""
    told = [f for f in body.beside(rate, "level") if f.order < rate.order and usable(f) and f.claim.aspect != "incidental"]
    if len(told) != 2 or not same_dimension(*told) or smaller(*told):
        return
    whole, part = told
    if _PLANNED.search(said_by(body, whole)) and not _PLANNED.search(said_by(body, part)) and whole.claim.aspect in ("", "stock"):
        yield as_rate(body, rate, [part], Var(part.key), [whole], sure=is_share(rate, part, whole) or explained(body, rate, part, whole))


def _short_of(body: Body, rate: Fact) -> Iterator[Relation]:
    """收购计划12.6万吨，入库9.7万吨，进度77.0%，缺口尚有2.9万吨: what the plan leaves, where the rate is of the two to the digit."""
    told = [f for f in body.beside(rate, "level") if usable(f) and f.claim.aspect != "incidental"]
    if len(told) < 3 or not told[1].order < rate.order < told[2].order:
        return
    whole, part, left = told[:3]
    if not same_dimension(whole, part) or not same_dimension(whole, left) or _SHORT.fullmatch(body.between(rate, left)) is None:
        return
    yield Relation(
        "EP301",
        Constraint(Var(left.key), "=", Var(whole.key) - Var(part.key)),
        (left, whole, part),
        f"{printed(body, whole)} − {printed(body, part)} = {{x}}",
        sure=is_share(rate, part, whole) and _PLANNED.search(said_by(body, whole)) is not None and body.after(left, 1) in _STOPS,
        choice=("missing", left.key),
        key="balance",
    )


_STOPS = ("", "，", "。", "；", "！", "\n")  # 还差4.6亿元就达到去年水平 is another gap
_SHORT = re.compile(
    "，(?:目前|眼下|现在?)?(?:(?:任务|资金)?(?:缺口|差额|缺额|欠账)(?:还|尚|仍)?(?:有|剩|达|为)?"
    "|(?:还|尚|仍)(?:差|缺|欠|剩)(?:着|下)?|剩(?:余|下)(?:的)?(?:还|尚)?有?)"
)
_OF_PLAN = re.compile(f"(?:总体|整体|目前|年度|任务|计划|预算|投资)?(?:完成|执行|支出|拨付|到位|兑现|推进|达成)?(?:率|进度){COME_TO}")
_PLANNED = re.compile("计划|任务|目标|预算|盘子|指标|下达|拟|应[收征拨付]|定额|额度|安排")
