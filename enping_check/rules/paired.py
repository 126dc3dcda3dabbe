"""Two characters and 比 name two amounts: 师生比1:13.5, 医护比1:1.2, 男女比例1.08:1, against the amounts that bear those characters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

PAIR: Final = re.compile(
    "(?P<first>[\u4e00-\u9fff])(?P<second>[\u4e00-\u9fff])(?:比|比例|之比)(?:已|由|从|约|为|达|达到|是|提高到|优化到|优化为|优化至|提升至|提升到|升至|降至)*$"
)
_ANYBODY: Final = re.compile("全[市县区省国校院镇乡州港]|总体|整体|平均|其中|目前|当前|最新|床位?|的|综合|[^\u4e00-\u9fff]")
_HOUSE: Final = re.compile("医院|医疗|卫生|生产")  # 医院开放床位: no 医 that 医护比 is of
_NEVER: Final = ("base", "average", "whole", "incidental", "converted", "threshold")
# weighted by kinds of students where it is published
_WEIGHTED: Final = frozenset(("师生", "生师"))


def relations(body: Body) -> Iterator[Relation]:
    """Every ratio of two so named whose amounts its sentence tells, or the one before it."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("structure"):
        groups[fact.key[0], fact.claim.group].append(fact)
    for sides in groups.values():
        sides.sort(key=lambda f: int(f.claim.aspect or 0))
        named = PAIR.search(body.clause(sides[0])) if len(sides) == 2 else None
        if named is None or not all(usable(s) for s in sides):
            continue
        ones = [s.claim.quantity is not None and s.claim.quantity.number == 1 and s.claim.quantity.last == 1 for s in sides]
        if sum(ones) != 1:
            continue
        first, second = (_bearing(body, sides[0], named[one], named[other]) for one, other in (("first", "second"), ("second", "first")))
        if len(first) != 1 or len(second) != 1 or first[0].key == second[0].key:
            continue
        a, b = (second[0], first[0]) if ones[0] else (first[0], second[0])
        stated = sides[1] if ones[0] else sides[0]
        owner = _ANYBODY.sub("", re.split("[，；]", body.clause(sides[0])[: named.start()])[-1])[-2:]
        yield Relation(
            "EP105",
            Constraint(Var(a.key), "=", Var(stated.key) * Var(b.key)),
            (stated, a, b),
            f"{printed(body, a)} ÷ {printed(body, b)} = {{x}}",
            sure=not owner
            or owner in body.clause(a) + a.claim.subject + body.clause(b) + b.claim.subject,  # 小学生师比15.1:1: not of all the schools
            choice=("pair", stated.key),
            severity=Severity.WARNING if named["first"] + named["second"] in _WEIGHTED else Severity.ERROR,
        )


def _bearing(body: Body, ratio: Fact, own: str, other: str) -> Sequence[Fact]:
    """The amounts of the passage that are named with the one character and not with the other."""
    for reach in (0, 1):
        found = [
            f
            for f in body.within(ratio, reach, "level")
            if f.claim.at.end <= ratio.claim.at.start
            and f.claim.paragraph == ratio.claim.paragraph
            and f.claim.period == ratio.claim.period
            and f.claim.aspect not in _NEVER
            and usable(f)
            and f.claim.quantity is not None
            and f.claim.quantity.dimension.startswith("count")
            and own in bearer(body, f)
            and other not in bearer(body, f)
        ]
        if found:
            return found
    return ()


def bearer(body: Body, level: Fact) -> str:
    """The words that name an amount: what stands left of it in its clause, up to the name before it."""
    named = re.split("[、\\d和与及]", body.clause(level))[-1] or level.claim.subject + level.claim.indicator
    return _HOUSE.sub("", named)
