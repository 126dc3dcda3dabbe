"""Amounts for one of something that come again: 每人每月680元, 全年2660.2万元 (EP401).

The total is the amount × how many there are × how often it came in the total's time. Those who receive it change from month to month: only
what one ordinary slip explains is told.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Final

from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Var
from enping_check.rules.averages.divisors import again, counts
from enping_check.rules.averages.operands import near, one_time
from enping_check.rules.body import Body
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import COMMON, one_slip
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import same_dimension, usable

_PAID: Final = re.compile("补|贴|奖|发放|救助|标准|缴|收取|租金|低保|津|慰问")  # what is paid by a rule is no mean
_A_YEAR: Final = {"学期": [2], "年": [1], "学年": [1], "周": [52], "星期": [52]}
_OF_A_DAY: Final = re.compile("[当单首]个?[天日]|一天")  # 双十一当天销售额
_RARE: Final = ("transposition", "point", "unit-scale")  # of a mean: the total may hold more than it


def relations(body: Body) -> Iterator[Relation]:
    """Every amount that comes again, with the totals and counts of its sentence."""
    for fact in body.all("level"):
        each = again(body, fact) if usable(fact) else ""
        if not each:
            continue
        levels = [f for f in near(body, fact) if f.claim.sentence == fact.claim.sentence]
        levels += [f for f in body.beside(fact, "level") if f.claim.at.start > fact.claim.at.end and usable(f) and f not in levels]
        tops = [f for f in levels if same_dimension(f, fact) and f.claim.aspect not in ("average", "base", "whole") and one_time(fact, f)]
        tops = [f for f in tops if each in ("日", "天") or not _OF_A_DAY.search(body.clause(f))]
        bottoms = counts(body, fact, levels)
        paid = _PAID.search(body.clause(fact)) is not None
        fact = stipulated(fact) if paid else fact
        for top in tops:
            for bottom, factor in bottoms:
                for times in _times(each, top.claim.period):
                    made = Var(fact.key) * Var(bottom.key) * times / factor
                    shown = f"{printed(body, fact)} × {printed(body, bottom)}" + (f" × {times}" if times > 1 else "")
                    yield Relation(
                        "EP401",
                        Constraint(Var(top.key), "=", made),
                        (top, fact, bottom),
                        f"{shown} = {{x}}",
                        sure=len(tops) == len(bottoms) == 1 and one_slip(body, top, made, (top, fact, bottom), COMMON if paid else _RARE),
                        choice=("reckoned", fact.key),
                        key="product",
                    )


def _times(each: str, period: str) -> list[int]:
    """How often it comes in the period of the total, each way that this may be counted; empty where that is not told."""
    where = stretch(period)
    if where is None:
        return []
    year, (first, last) = where
    months = last - first + 1
    if each == "月":
        return [months]
    if each in ("季", "季度"):
        return [months // 3] if months % 3 == 0 else []
    if each in ("日", "天"):
        years = [int(year)] if year.isdigit() else [2023, 2024]
        return sorted({sum(calendar.monthrange(y, month)[1] for month in range(first, last + 1)) for y in years})
    whole_year = months == 12
    return _A_YEAR.get(each, []) if whole_year else []
