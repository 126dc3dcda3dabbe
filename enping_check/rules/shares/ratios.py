"""城镇化率, 毛利率, 存贷比 …: rates that data/partitions.toml defines as one named level over another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from enping_check.claims import partitions
from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.operands import Operand, operands
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable


def named_ratios(body: Body) -> Iterator[Relation]:
    """城镇化率, 毛利率, 存贷比 …: rates that data/partitions.toml defines as one named level over another."""
    table = {ratio.name: ratio for ratio in partitions.load().ratios}
    for rate in body.all("share", "level", "structure"):
        claim = rate.claim
        ratio = table.get(claim.indicator)
        if ratio is None or not usable(rate) or claim.aspect not in ("rate", "0", "", "up", "down") or claim.links.get("part"):
            continue
        if claim.kind == "level" and claim.quantity is not None and claim.quantity.dimension not in ("none", "multiple"):
            continue
        if re.search("新增|增量|当年|当期|边际|分别|依次", body.clause(rate)):
            continue  # 新增存贷比: of what was added, not of what stands; 生师比分别为…: of the parts in turn
        divided, counted = (
            [o for o in _operands(body, rate, names) if _spelled(o.fact, names) or not _part_of_its_like(body, o.fact, rate)]
            for names in (ratio.whole, ratio.part)
        )
        owner = counted[0].fact.claim.subject if len(counted) == 1 and not claim.subject else ""
        if owner and counted[0].fact.claim.sentence == claim.sentence:  # 城镇居民消费支出…，平均消费倾向62.0%: of their own income
            theirs = [o for o in _operands(body, rate, ratio.whole, owner) if o.fact.claim.subject == owner and o.fact != counted[0].fact]
            divided = theirs if len(theirs) == 1 else divided
        if claim.subject and (theirs_own := _of_the_part(body, rate, counted, divided)) is not None:
            counted, divided = list(theirs_own[0]), list(theirs_own[1])
        pairs = list(product(counted, divided))
        if len(pairs) == 1 and _of_other_time(body, rate, ratio, pairs[0]):
            continue
        if ratio.same and len(pairs) > 1:
            pairs = [
                (a, b) for a, b in pairs if (a.fact.claim.indicator, b.fact.claim.indicator) in zip(ratio.part, ratio.whole, strict=True)
            ] or pairs
        for above, below in pairs:
            part, whole = above.fact, below.fact
            if part.key == whole.key or part.claim.quantity is None or whole.claim.quantity is None:
                continue
            if part.claim.quantity.base_unit != whole.claim.quantity.base_unit or _of_a_member(body, rate, part, whole):
                continue
            together = part.claim.sentence == whole.claim.sentence == claim.sentence
            # 常住人口a，城镇人口b；户籍人口c，户籍人口城镇化率…: b is of a
            apart = (
                claim.indicator.startswith("户籍") and part.order < whole.order and "户籍" not in part.claim.subject + part.claim.indicator
            )
            alike = claim.subject == part.claim.subject == whole.claim.subject and abs(claim.sentence - part.claim.sentence) <= 1
            alike = alike and whole.claim.sentence <= claim.sentence + 1  # 信用卡…，贷款余额3426亿元: told later, of something else
            alike = alike or (
                bool(owner) and len(divided) == 1 and whole.claim.subject == owner and whole.claim.sentence >= claim.sentence - 1
            )
            spoken = not claim.subject and _just_said(body, rate, above, ratio.part) and _just_said(body, rate, below, ratio.whole)
            times = ratio.times
            if times == 100 and claim.kind == "level" and (claim.interval.high or 0) < 5:
                times = 1  # 存贷比0.81: printed as a number, not in per cent
            yield Relation(
                "EP101",
                Constraint(Var(part.key) * times, "=", Var(rate.key) * Var(whole.key)),
                (rate, part, whole),
                f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
                severity=Severity.WARNING if ratio.severity == "warning" else Severity.ERROR,
                sure=len(pairs) == 1 and above.sure and below.sure and not apart and (together or alike or spoken),
                choice=("ratio", rate.key),
            )
        if not pairs and ratio.rest:
            yield from _left_of(body, rate, ratio, divided)


def _of_a_member(body: Body, rate: Fact, part: Fact, whole: Fact) -> bool:
    """营收a，毛利b，毛利率c。轴承收入d，占55.1%，毛利率31.0%: of the member that its sentence has just told of."""
    if rate.claim.subject or rate.claim.sentence in (part.claim.sentence, whole.claim.sentence):
        return False
    told = [f for f in body.beside(rate, "level") if f.order < rate.order and f.claim.aspect not in ("base", "average")]
    return bool(told) and bool(told[-1].claim.subject) and bool(body.linked(told[-1], "total"))


def _of_other_time(body: Body, rate: Fact, ratio: partitions.Ratio, pair: tuple[Operand, Operand]) -> bool:
    """前三季度收入136.26亿元，三季度48.27亿元；研发费用7.46亿元，费用率5.47%: a value by that name of another time makes the rate."""
    part, whole = (o.fact for o in pair)
    if _makes_rate(rate, part, whole, ratio.times):
        return False
    others = (
        f
        for f in body.nearby(rate, _TIMES_REACH, "level")
        if f.claim.indicator == whole.claim.indicator
        and f.claim.subject == whole.claim.subject
        and f.claim.period != whole.claim.period
        and f.claim.aspect in ("", "stock")
        and usable(f)
        and same_dimension(f, whole)
    )
    return any(_makes_rate(rate, part, f, ratio.times) for f in others)


_TIMES_REACH = 2  # paragraphs


def _makes_rate(rate: Fact, part: Fact, whole: Fact, times: int) -> bool:
    """True when the rate is so many times ``part`` over ``whole`` to the printed digits."""
    return part.claim.interval.scaled(Fraction(times)).overlaps(rate.claim.interval * whole.claim.interval)


def _of_the_part(
    body: Body, rate: Fact, counted: Sequence[Operand], divided: Sequence[Operand]
) -> tuple[Sequence[Operand], Sequence[Operand]] | None:
    """在校生a人，小学b人；教师c人，小学d人，小学生师比: b and d, not a and c; None where no number is told of the part alone."""
    owner = rate.claim.subject
    told = [
        f
        for f in body.within(rate, 1, "level")
        if f.order < rate.order
        and f.claim.paragraph == rate.claim.paragraph
        and owner in f.claim.subject + f.claim.indicator + body.clause(f)
    ]
    named = {f.key for f in told}
    if not named or any(o.fact.key in named for o in (*counted, *divided)):
        return None
    theirs = [[f for f in told if {t.key for t in body.linked(f, "total")} & {o.fact.key for o in each}] for each in (counted, divided)]
    above, below = theirs
    if len(above) == len(below) == 1 and all(usable(f) for f in (*above, *below)):
        return [Operand(above[0], True)], [Operand(below[0], True)]
    return [], []


def _left_of(body: Body, rate: Fact, ratio: partitions.Ratio, divided: Sequence[Operand]) -> Iterator[Relation]:
    """收入36.2亿元，成本28.6亿元，毛利率21.0%: what the rest leaves of the whole; where one slip explains what does not come out."""
    rests = _operands(body, rate, ratio.rest)
    above = [Operand(t, False) for o in rests for t in body.linked(o.fact, "total")]  # 其中三季度…，毛利率…: it may be of all the months
    wider = [Operand(t, False) for o in divided for t in body.linked(o.fact, "total")]
    for rest, below in (*product(rests, divided), *zip(above, wider, strict=False)):
        whole = below.fact
        if not same_dimension(rest.fact, whole) or rest.fact.claim.sentence != whole.claim.sentence:
            continue
        together = rest.fact.claim.sentence == rate.claim.sentence and rest.fact.claim.period == whole.claim.period
        left = (Var(whole.key) - Var(rest.fact.key)) * ratio.times
        yield Relation(
            "EP101",
            Constraint(left, "=", Var(rate.key) * Var(whole.key)),
            (rate, whole, rest.fact),
            f"({printed(body, whole)} − {printed(body, rest.fact)}) ÷ {printed(body, whole)} = {{x}}",
            severity=Severity.WARNING if ratio.severity == "warning" else Severity.ERROR,
            sure=len(rests) == len(divided) == 1 and together and one_slip(body, rate, left / Var(whole.key), (rate, whole, rest.fact)),
            choice=("ratio", rate.key),
        )


def _spelled(fact: Fact, names: tuple[str, ...]) -> bool:
    """男性户籍人口 for a 性别比, 城镇常住人口 for a 城镇化率: named as the ratio has it, though a part of all of its kind."""
    return fact.claim.subject in names or fact.claim.subject + fact.claim.indicator in names


def _part_of_its_like(body: Body, fact: Fact, rate: Fact) -> bool:
    """常住人口a，其中城镇b、乡村c: the 人口 of a part is not the one that a rate of all divides by."""
    claim = fact.claim
    if not claim.subject or claim.subject == rate.claim.subject:
        return False
    return any(t.claim.indicator == claim.indicator for t in body.linked(fact, "total"))


def _just_said(body: Body, rate: Fact, operand: Operand, names: tuple[str, ...]) -> bool:
    """True when the operand is the only claim of its name in the rate's sentence and the one before, and of the same place."""
    claim = operand.fact.claim
    if not 0 <= rate.claim.sentence - claim.sentence <= 1 or claim.paragraph != rate.claim.paragraph:
        return False
    if claim.scope and rate.claim.scope and claim.scope != rate.claim.scope:
        return False
    near = [
        f
        for f in body.nearby(rate, 0, "level")
        if 0 <= rate.claim.sentence - f.claim.sentence <= 1 and f.claim.aspect not in ("base", "average")
    ]
    return sum(1 for f in near if (f.claim.subject + f.claim.indicator).replace("居民居民", "居民") in names) == 1


def _operands(body: Body, rate: Fact, names: tuple[str, ...], subject: str | None = None) -> list[Operand]:
    """The nearest claims of the rate's passage and period named by one of ``names``; levels before shares."""
    claim = rate.claim
    near = [
        f
        for f in body.nearby(rate, 1 if claim.paragraph else 0, "level", "share")
        if f.key != rate.key
        and usable(f)
        and f.claim.period == claim.period
        and f.claim.modality == claim.modality
        and f.claim.aspect not in ("base", "average", "whole", "incidental", "increment")
        and not f.claim.links.get("rate")
    ]
    near.sort(key=lambda f: (f.claim.kind != "level", abs(f.claim.at.start - claim.at.start)))
    return operands(body, near, names, claim.subject if subject is None else subject)
