"""Prices and other rates for a unit: amount ÷ quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from enping_check.engine import Constraint, Var
from enping_check.language.units import unit_of
from enping_check.rules.averages.operands import near
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import COMMON, one_slip


def unit_prices(body: Body, fact: Fact) -> Iterator[Relation]:
    """均价 a 元/吨 = amount ÷ quantity; sure where one sentence gives one of each, for prices are of many things."""
    quantity = fact.claim.quantity
    if quantity is None:
        return
    above, _, below = quantity.dimension.removeprefix("rate:").partition("/")
    top_unit, bottom_unit = unit_of(above), unit_of(below)
    if top_unit is None or bottom_unit is None:
        return
    levels = [f for f in near(body, fact) if f.claim.quantity is not None and f.claim.aspect not in ("base", "whole")]
    tops = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == top_unit.dimension]
    bottoms = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == bottom_unit.dimension]
    bottoms = [f for f in bottoms if bottom_unit.dimension != "time" or not _NOT_ALL.search(body.clause(f))]
    mean = bool(re.search("均价|均售价|平均", fact.claim.indicator)) and not fact.claim.subject
    for top in tops[:3]:
        for bottom in bottoms[:3]:
            whole = bool(re.search("[总全]|成交|合计", top.claim.indicator))  # a total of the sentence may stand further off than its count
            close = all(
                f.claim.sentence == fact.claim.sentence and abs(f.claim.clause - fact.claim.clause) <= (5 if whole else 2)
                for f in (top, bottom)
            )
            yield Relation(
                "EP401",
                Constraint(Var(top.key) * bottom_unit.factor, "=", Var(fact.key) * Var(bottom.key) * top_unit.factor),
                (fact, top, bottom),
                f"{printed(body, top)} ÷ {printed(body, bottom)} = {{x}}",
                sure=(mean or _of_one_thing(body, fact, top, bottom))
                and close
                and (_ones_here(fact, (tops, bottoms)) or _ones_between_semicolons(body, fact, top, bottom)),
                choice=("average", fact.key),
            )


_NOT_ALL = re.compile("最|停|休|提前|缩短|充电")  # 平均时速250公里，最快75分钟到达: no time of the mean


def _of_one_thing(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """单价1.8万元/平方米，一套90平方米的房子总价162万元: where one ordinary slip explains what does not come out."""
    named, paid = fact.claim.indicator, re.search("总价(?:款)?(?:为|是|约|达)*$", body.clause(top)) is not None
    sold = re.search("成交(?:总?金?额|价款)(?:为|是|约|达)*$", body.clause(top)) is not None and bottom.claim.subject == fact.claim.subject
    if not (named.endswith("单价") and paid) and not (named.endswith("均价") and sold):
        return False
    return one_slip(body, top, Var(fact.key) * Var(bottom.key), (top, fact, bottom), COMMON)


def _ones_here(fact: Fact, kinds: Sequence[Sequence[Fact]]) -> bool:
    """True when the sentence tells one total and one quantity."""
    return all(sum(f.claim.sentence == fact.claim.sentence for f in each) == 1 for each in kinds)


def _ones_between_semicolons(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """挂牌成交42万吨，成交额3024万元，均价72元/吨；大宗成交115万吨…: the only total and quantity told since the semicolon."""
    index, article = fact.key[0], body.readings[fact.key[0]].article
    begin = max(article.folded.rfind(mark, 0, fact.claim.at.start) for mark in "；。！？\n") + 1
    since = [f for f in body.inside(index, begin - 1, fact.claim.at.start) if f.claim.kind == "level"]
    return {f.key for f in since} - {fact.key} == {top.key, bottom.key} and "其中" not in article.folded[begin : fact.claim.at.start]
