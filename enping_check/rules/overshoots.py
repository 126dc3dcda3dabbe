"""By how much a plan was exceeded or missed: 为任务的108.0%，超额8.0% (EP106); 计划6.5万亩，完成7.02万亩，超计划0.52万亩 (EP202)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Expression, Var
from enping_check.rules.averages.operands import one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.plans import NOT_DONE, is_plan
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import planned
from enping_check.rules.wholes import same_dimension, usable

_PLAN: Final = "(?:年度|全年|年初|既定|预定|原定|预期|设定的?|确定的?|下达的?)*(?:计划|任务|目标|预算|指标|定额)(?:数|量|值)?"
_BY: Final = re.compile(
    f"[^，。；\\d]{{0,4}}?(?:(?P<over>超额|超收|超产|超出?过?{_PLAN}|比{_PLAN}[超多高]|高[出于]{_PLAN})"
    f"|欠额|欠收|欠产|短收|短欠|比{_PLAN}[少低短欠]|低于{_PLAN}|[离距]{_PLAN}(?:还|尚|仍)?[差欠缺])(?:收|产|购|交|缴|种|征|招)?"
    "(?:完成|实现|达到|达|为|出|收|产|了|约|近|已|的|幅度|比例|部分)*"
)
_ADJUSTED: Final = re.compile("调整[为到]|调[增减高低][为到至]|(?:定|改|增|追加|加码)[为到至]$")
_NEAR: Final = 2  # clauses


def relations(body: Body) -> Iterator[Relation]:
    """Every amount or rate beyond a plan, or short of it, with what its sentence tells of the plan."""
    for fact in body.all("share", "level", "growth", "change"):
        told = usable(fact) or (fact.claim.kind == "change" and fact.claim.aspect == "comparison")  # 比任务少收0.6万吨
        said = _BY.fullmatch(body.clause(fact)) if told else None
        if said is None or fact.claim.quantity is None:
            continue
        over = said["over"] is not None
        if fact.claim.quantity.dimension == "percent":
            yield from _beyond_rate(body, fact, over=over)
            yield from _of_two(body, fact, over=over, rate=True)
        elif fact.claim.kind != "share":
            yield from _of_two(body, fact, over=over, rate=False)

    for gap in body.all("growth-shift", "share-shift"):
        said = _BY.fullmatch(body.clause(gap)) if gap.claim.quantity is not None and not gap.claim.quantity.hedge else None
        if said is not None:
            yield from _points_beyond(body, gap, over=said["over"] is not None)


def _points_beyond(body: Body, gap: Fact, *, over: bool) -> Iterator[Relation]:
    """目标6%，实际增长6.7%，高于目标0.7个百分点: the one rate that was aimed at and the one reached, just before."""
    told = [f for f in body.beside(gap, "growth", "share") if f.order < gap.order and body.one_stretch(f, gap)]
    if len(told) != 2 or not all(usable(f) and same_dimension(f, told[0]) and f.claim.kind in ("growth", "share") for f in told):
        return
    plans = [f for f in told if is_plan(body, f)]
    done = [f for f in told if f not in plans]
    if len(plans) != 1 or gap.claim.clause - max(f.claim.clause for f in told) > 1 or _ADJUSTED.search(body.clause(plans[0])):
        return
    if done[0].claim.sign != plans[0].claim.sign:
        return  # 减排目标为4.5%，实际下降5.2%
    more = _size(done[0]) - _size(plans[0]) if over else _size(plans[0]) - _size(done[0])
    shown = [printed(body, f) for f in ((done[0], plans[0]) if over else (plans[0], done[0]))]
    yield Relation(
        "EP106",
        Constraint(_size(gap), "=", more),
        (gap, done[0], plans[0]),
        f"{shown[0]} − {shown[1]} = {{x}}",
        sure=not any(f.claim.quantity is None or f.claim.quantity.hedge or f.claim.quantity.ranged for f in told),
        choice=("overshoot", gap.key),
        key="beyond",
    )


def _size(fact: Fact) -> Expression:
    return Var(fact.key) if fact.claim.sign >= 0 else -Var(fact.key)


def _beyond_rate(body: Body, fact: Fact, *, over: bool) -> Iterator[Relation]:
    """完成任务的108.0%，超额8.0%: the rate just told, less the whole of the plan."""
    told = [s for s in body.beside(fact, "share") if s.order < fact.order and usable(s) and s.claim.aspect == "plan"]
    if not told or fact.claim.clause - told[-1].claim.clause > 1 or fact.key == told[-1].key:
        return
    rate = told[-1]
    beyond = Var(rate.key) - 100 if over else 100 - Var(rate.key)
    stated = rate.claim.interval.middle
    if stated is None or (stated > 100) != over or body.inside(fact.key[0], rate.claim.at.end, fact.claim.at.start):
        return
    yield Relation(
        "EP106",
        Constraint(_size(fact), "=", beyond),
        (fact, rate),
        f"{printed(body, rate)} − 100% = {{x}}" if over else f"100% − {printed(body, rate)} = {{x}}",
        choice=("overshoot", fact.key),
        key="beyond",
    )


def _of_two(body: Body, fact: Fact, *, over: bool, rate: bool) -> Iterator[Relation]:
    """任务6.5万亩，完成7.02万亩，超额8.0%: what was done against what was planned, told just before in one sentence."""
    levels = [
        f
        for f in body.beside(fact, "level")
        if f.order < fact.order and usable(f) and f.claim.aspect not in NOT_DONE and body.one_stretch(f, fact) and f.key != fact.key
    ]
    done = [f for f in levels if not is_plan(body, f) and (rate or same_dimension(f, fact))][-1:]
    plans = [planned(f) for f in levels if done and same_dimension(f, done[0]) and (is_plan(body, f) or _ADJUSTED.search(body.clause(f)))]
    for plan in plans:
        a, b = done[0].claim.interval.middle, plan.claim.interval.middle
        if a is None or not b or (a > b) != over or fact.claim.clause - done[0].claim.clause > 2 or plan.key == done[0].key:
            continue
        more: Expression = Var(done[0].key) - Var(plan.key) if over else Var(plan.key) - Var(done[0].key)
        shown = [printed(body, f) for f in ((done[0], plan) if over else (plan, done[0]))]
        made: Expression = more * 100 / Var(plan.key) if rate else more
        facts = (fact, done[0], plan)
        beside = len(plans) == 1 and "其中" not in body.text(plan, fact)
        alone = len(levels) == 2 and one_time(done[0], plan) and fact.claim.clause - plan.claim.clause <= _NEAR
        told = one_slip(body, fact, made, facts, ("digit", "transposition", "point", "unit-scale", "doubled", "lost"))
        yield Relation(
            "EP101" if rate else "EP202",
            Constraint(_size(fact) * Var(plan.key), "=", more * 100) if rate else Constraint(_size(fact), "=", more),
            facts,
            f"({shown[0]} − {shown[1]}) ÷ {printed(body, plan)} = {{x}}" if rate else f"{shown[0]} − {shown[1]} = {{x}}",
            sure=beside and (alone or told),
            choice=("overshoot", fact.key),
            key="beyond" if rate else "mismatch",
        )
