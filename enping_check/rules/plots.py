"""What land costs by the floor area that may be built on it: 面积4.2万平方米，容积率2.0，总价10.08亿元，楼面价1.2万元 (EP401).

The ratio may be a limit, and what must be built for others may be left out: told only where one ordinary slip explains what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Interval, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import usable

_PRICE: Final = re.compile("楼面(?:地)?价")
_RATIO: Final = re.compile("容积率(?:为|是|达到?|约|上限|不[高大]于|≤|<=|：)*$")
_AREA: Final = re.compile("(?:出让|土地|用地|宗地|地块|占地|净地|总|受让|成交)(?:总|净)?(?:用地|土地|占地|出让)?面积(?:为|约|达|共|是)*$")
_FLOOR: Final = re.compile("(?:规划|计容|可建|总)+(?:总|计容)?建筑面积(?:为|约|达|共|是)*$")
_TOTAL: Final = re.compile(
    "(?:总价|成交价|成交总?额|成交价款|地价款|价格|竞得|摘得|拿下|落槌|报价)(?:款)?(?:以|为|约|达|共计?|是|至)*$|以(?:总价)?$"
)
_OPENING: Final = re.compile("起始|起拍|起价|底价|挂牌|保证金|上限|封顶|最高限")
_LESS: Final = re.compile(
    "可售|扣除|剔除|配建|自持|保障|公建|实际楼面|综合楼面|兼容|地下|商业[^，。]{0,6}住宅|住宅[^，。]{0,6}商业"
)  # not all of it is sold, or alike
_MAY: Final = Fraction(2, 5)  # by chance at most so often may a slip explain it


def relations(body: Body) -> Iterator[Relation]:
    """Every price by floor area whose sentence tells one plot's area, ratio and price."""
    for price in body.all("level"):
        said = body.clause(price)
        if not _PRICE.search(said) or not usable(price) or _OPENING.search(said):
            continue
        beside = [f for f in body.beside(price, "level") if f.key != price.key and f.claim.modality == price.claim.modality]
        ratio = [f for f in beside if _RATIO.search(body.clause(f))]
        area = [f for f in beside if _AREA.search(body.clause(f)) and _measured(f, "area")]
        total = [f for f in beside if _TOTAL.search(body.clause(f)) and _measured(f, "currency:元") and f.middle > price.middle]
        total = [f for f in total if not _OPENING.search(body.clause(f))]
        if len(ratio) == len(area) == len(total) == 1 and (_measured(price, "currency:元") or _measured(price, "rate:元/平方米")):
            yield from _priced(body, price, (total[0], area[0], stipulated(ratio[0])))  # 2.0 is what was laid down

        floor = [f for f in beside if _FLOOR.search(body.clause(f)) and _measured(f, "area")]
        if len(floor) == len(total) == 1 and not area[1:] and (_measured(price, "currency:元") or _measured(price, "rate:元/平方米")):
            yield from _by_floor(body, price, total[0], floor[0])


def _by_floor(body: Body, price: Fact, total: Fact, floor: Fact) -> Iterator[Relation]:
    """规划建筑面积8.4万平方米，成交总价5.04亿元，楼面价6000元/平方米: over the floor area that is told itself."""
    value = Var(total.key) / Var(floor.key)
    yield Relation(
        "EP401",
        Constraint(Var(price.key), "=", value),
        (price, total, floor),
        f"{printed(body, total)} ÷ {printed(body, floor)} = {{x}}",
        sure=not _LESS.search(body.sentence(price)) and "其中" not in body.sentence(price),
        choice=("floor", price.key),
    )


def _measured(fact: Fact, dimension: str) -> bool:
    return fact.claim.quantity is not None and fact.claim.quantity.dimension == dimension


def _priced(body: Body, price: Fact, of: tuple[Fact, Fact, Fact]) -> Iterator[Relation]:
    """The price as what was paid over the floor area: the area of the land so many times."""
    total, area, ratio = of
    if not all(f.claim.interval.bounded and f.middle > 0 for f in of):
        return
    value = Var(total.key) / (Var(area.key) * Var(ratio.key))
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in of}
    holds = value.range(box).overlaps(price.claim.interval)
    yield Relation(
        "EP401",
        Constraint(Var(price.key), "=", value),
        (price, *of),
        f"{printed(body, total)} ÷ ({printed(body, area)} × {printed(body, ratio)}) = {{x}}",
        sure=not holds and not _LESS.search(body.sentence(price)) and explained(body, price, value, of, _MAY),
        choice=("average", price.key),
    )
