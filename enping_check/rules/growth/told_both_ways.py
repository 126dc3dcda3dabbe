"""One growth told as a multiple and in per cent: 是2019年的8倍，五年增幅达700% (EP201).

Who prints 800% has printed the ratio as the growth; what is off by anything else may be a growth since another time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

_OVER_IT: Final = re.compile(
    "(?:[两二三四五六七八九十\\d]{1,3}年(?:间|来|里)?)?(?:累计|总|净|共)?(?:增长|增加|增幅|增长率|涨幅|增速|提高|上升)(?:了|达到?|为|高达|超过?)*"
)


def told_both_ways(body: Body) -> Iterator[Relation]:
    """Every growth in the clause behind a multiple of the same value, where no other basis is named."""
    for growth in body.all("growth"):
        now = growth.claim.links.get("now")
        if growth.claim.links.get("base") or growth.claim.basis or not usable(growth) or growth.claim.sign < 0:
            continue
        if _OVER_IT.fullmatch(body.clause(growth)) is None:
            continue
        for ratio in body.beside(growth, "multiple"):
            if (
                ratio.claim.aspect != "ratio"
                or ratio.claim.links.get("now") != now
                or ratio.claim.frame != growth.claim.frame
                or growth.claim.clause - ratio.claim.clause != 1
            ):
                continue
            stated, times = growth.claim.interval.middle, ratio.claim.interval.middle
            if stated is None or times is None or not usable(ratio):
                continue
            yield Relation(
                "EP201",
                Constraint((Var(growth.key) + 100) / 100, "=", Var(ratio.key)),
                (growth, ratio),
                f"({printed(body, ratio)} − 1) × 100 = {{x}}",
                sure=stated == times * 100,
                choice=("both-ways", growth.key),
            )
