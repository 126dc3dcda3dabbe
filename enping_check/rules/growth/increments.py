"""Increments: which growth the parts are said to pull, and which additions a contribution rate is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.rules.body import Body, Fact
from enping_check.rules.wholes import usable

_INCREMENT = re.compile("(?:增[长加]?|减少?)[量额幅]|增长总量|增长部分|净增|新增|升幅|涨幅|增收额|降幅|净减|增长的|增加的|减少的")
_REACH = 2  # sentences from the parts to the growth they pull
_ECONOMY = re.compile("经济|生产总值|GDP")
_PULLED = re.compile(
    "(?:拉动|带动|推动|拉升|上拉|下拉|拉低|影响|贡献)(?:了)?(?P<what>[^，。；\\d]{2,16}?)(?:的)?(?:同比|总体|整体)?(?:增长|增速|上涨|上升|上行|下降|回落|涨幅|提高|降低|下跌)"
)


def is_rate(body: Body, fact: Fact) -> bool:
    """True for a contribution rate and for a share of an addition: 占全部贷款增量的68.1%."""
    if fact.claim.kind == "contribution":
        return True
    return fact.claim.aspect in ("", "of-count") and _INCREMENT.search(fact.claim.whole or "") is not None


def additions(body: Body, fact: Fact, reach: int) -> list[Fact]:
    """The changes and newly added levels in the sentences around ``fact``, in its paragraph and the two before (one may be a heading)."""
    return sorted(
        (
            f
            for f in body.within(fact, reach, "change", "level")
            if usable(f)
            and (f.claim.kind == "change" or f.claim.aspect == "increment")
            and f.claim.aspect != "comparison"
            and f.claim.modality == fact.claim.modality
            and 0 <= fact.claim.paragraph - f.claim.paragraph <= 2
        ),
        key=lambda f: f.order,
    )


def contributed_to(body: Body, rate: Fact) -> str:
    """What a contribution is to, without its place: 对全市外贸增长的贡献率 → 外贸; empty where the clause does not say."""
    match = re.search("对(?P<what>[^，。；对]{2,20}?)(?:的?增长|增量|增额|增收|新增)?的?(?:贡献率|贡献度|贡献)", body.clause(rate))
    return _placeless(match["what"]) if match else ""


def _placeless(text: str) -> str:
    text = re.sub("^(?:全部|整体|所有|全[市县区省州镇国]|我[市县区省]|本[市县区])", "", text)
    return "" if text in ("增长", "总增长", "增速", "总量") else text  # 对增长的贡献率: of what the sentence is about


def _pulled(body: Body, fact: Fact) -> str:
    """What a pull or rate says to grow, without its place; empty where it does not say."""
    if fact.claim.kind == "contribution":
        named = contributed_to(body, fact)
        return re.sub("(?:总体|整体)$", "", named)
    match = _PULLED.search(body.clause(fact))
    return _placeless(match["what"]) if match else ""


def whole_growths(body: Body, parts: Sequence[Fact]) -> list[Fact]:
    """The growths that parts may pull, the likeliest first; only those of what they are said to pull, where they say so."""
    first = min(parts, key=lambda f: f.order)
    said = [named for named in (_pulled(body, p) for p in parts) if named]
    frames = {p.claim.frame for p in parts if p.claim.kind == "contribution" and not _of_a_pull(p, parts)}
    found = []
    for growth in body.within(first, _REACH, "growth"):
        claim = growth.claim
        if not usable(growth) or claim.aspect not in ("", "可比", "名义") or abs(claim.paragraph - first.claim.paragraph) > 1:
            continue
        if claim.frame in frames and not said:
            continue  # the part's own growth
        name = claim.subject + claim.indicator
        if "平减" in name:
            continue  # 名义成长9.0%；平减指数上涨1.3%: of prices
        if said and not any(_names(each, name) or _short_for(body, growth, each) for each in said):
            continue
        if not said and not _ECONOMY.search(name) and claim.at.start > first.claim.at.start:
            continue
        own = [
            f for f in body.beside(growth, "pull", "contribution") if f.claim.frame == claim.frame and not said and not _of_a_pull(f, parts)
        ]
        if own:
            continue
        found.append(growth)
    apart = [g for g in found if g.claim.paragraph != first.claim.paragraph and not _ECONOMY.search(g.claim.subject + g.claim.indicator)]
    if not said and len({g.claim.subject + g.claim.indicator for g in apart}) > 1:
        found = [g for g in found if g not in apart]  # of several things that another paragraph tells
    here, at = first.claim.sentence, first.claim.at.start
    found.sort(key=lambda g: (g.claim.sentence != here, g.claim.at.start > at, abs(g.claim.at.start - at)))
    if not said:
        opening = [g for g in found if g.claim.at.start < at and g.claim.sentence == here][::-1]
        return opening[:1] or [g for g in found if _ECONOMY.search(g.claim.subject + g.claim.indicator)][:1] or found[:1]
    if said:
        clauses = "".join(body.clause(p) for p in parts)  # 拉动全市出口增长: not that of 家具出口
        found = [g for g in found if not g.claim.subject or f"全{g.claim.subject[-1]}" in clauses] or found
    values = {(g.claim.quantity.number, g.claim.sign) for g in found if g.claim.quantity is not None}
    return found[:1] if len(values) == 1 else []


def _short_for(body: Body, growth: Fact, said: str) -> bool:
    """社零 for 社会消费品零售总额: the one name of an indicator and another."""
    known = body.namers[growth.key[0]].indicators.find(said)
    return known is not None and known is body.known(growth) and not growth.claim.subject


def _of_a_pull(rate: Fact, parts: Sequence[Fact]) -> bool:
    """汽车类拉动2.1个百分点，贡献率为35.0%: the rate is of what has just been said to pull, whatever it was read to be of."""
    claim = rate.claim
    return claim.kind == "contribution" and any(
        p.claim.kind == "pull" and p.claim.sentence == claim.sentence and 0 <= claim.clause - p.claim.clause <= 1 and p.order < rate.order
        for p in parts
    )


def _names(said: str, name: str) -> bool:
    if _ECONOMY.search(said) and _ECONOMY.search(name) and not re.search("产业|工业|业增加值", name):
        return True
    if said in name or name in said:
        return said == name or ("进出口" in said) == ("进出口" in name)  # 出口 is no name of 进出口
    # 规上工业 of 规上工业增加值, 投资 of 固定资产投资
    short = re.sub("规模以上", "规上", re.sub("(?:总体|整体|总额|总量|总值|增加值|水平)$", "", said))
    return len(short) >= 2 and short in re.sub("规模以上", "规上", name)
