"""average × count = total, for the totals and counts near it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enping_check.engine import Var
from enping_check.model import Severity
from enping_check.rules.averages.coverage import (
    compared_with,
    met_by_two,
    of_another,
    of_more,
    of_one_between,
    of_one_of_many,
    of_several,
    of_the_other_side,
    of_these,
    owner_has_one,
    shared_out,
)
from enping_check.rules.averages.daily import DAYS_LEFT, EACH_DAY, daily
from enping_check.rules.averages.distant import by_owner, further, reckoned
from enping_check.rules.averages.divisors import again, counts, divisor, mean_of
from enping_check.rules.averages.operands import alike, alone_in_its_stretch, inside_sentence, named_so, near, one_time
from enping_check.rules.averages.per_capita import far_from_the_mean
from enping_check.rules.averages.plausibility import explained_here, likely, of_its_size
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation

_TAKEN_OFF = re.compile("(?:在)?(?:扣除|扣去|减去|除去|刨去|去掉)")  # 扣除每亩地租500元: a cost, and no mean of what is told


def means(body: Body, fact: Fact) -> Iterator[Relation]:
    """average × count = total, for each total and count near it; sure where its sentence leaves no other."""
    quantity = fact.claim.quantity
    if quantity is None:
        return
    word, _ = divisor(fact)
    if again(body, fact) or compared_with(body, fact) or _TAKEN_OFF.match(body.clause(fact)):
        return
    if word in EACH_DAY and DAYS_LEFT.search(body.lead(fact)):
        return  # 越过5亿件关口后的29天，每天还有107万件
    if word in EACH_DAY:
        yield from daily(body, fact)
        if word == "日均":
            return
    if quantity.dimension == "none":
        return
    levels = near(body, fact)
    tops = [f for f in levels if alike(f, fact) and f.claim.aspect not in ("base", "whole")]
    tops = [f for f in tops if f.claim.interval.bounded] or tops  # 二两以上 is the total of nothing
    if (own := fact.claim.interval.middle) is not None:
        # 每度0.588元，加价0.05元; but 2.86万元 may be a slip for 亿元
        tops = [f for f in tops if f.claim.interval.middle is None or f.claim.interval.middle > own or "万" in body.folded(f)]
    bottoms = counts(body, fact, levels)
    if len(bottoms) == 1:
        tops = [f for f in tops if f.key != bottoms[0][0].key]  # 学位2350个，94个班平均每班35个: what divides is no total
    inside_tops, inside_bottoms = inside_sentence(body, fact, tops, bottoms)
    if len(inside_tops) > 1 and len(named := named_so(body, fact, inside_tops, word)) == 1:
        inside_tops = named
    if len(inside_bottoms) == 1 and _BARE.fullmatch(fact.claim.indicator):
        # 在校生34375人，其中…、五年制6214人；教学班842个，平均每班40.8人: of all that the list before ；divides
        inside_tops = [f for f in inside_tops if not f.claim.links.get("total") or body.one_stretch(f, inside_bottoms[0][0])] or inside_tops
    single = len(inside_tops) == 1 and len(inside_bottoms) == 1 and word not in ("平均", "客单价", "单价", "均价")
    population = bool(re.search("人均", word)) and bool(re.search("生产总值|GDP|收入|支出|产值", fact.claim.indicator))
    severity = Severity.WARNING if population or any("人口" in b[0].claim.indicator for b in bottoms[:1]) else Severity.ERROR
    yield from further(body, fact, inside_tops, inside_bottoms)
    yield from by_owner(body, fact)
    yield from reckoned(body, fact, levels, bottoms)
    if single and explained_here(body, fact, inside_tops[0], inside_bottoms[0]):
        tops, bottoms = inside_tops, inside_bottoms  # no total told before settles what its own sentence gets wrong
    alone = alone_in_its_stretch(body, fact, tops, bottoms)
    for top in tops[:5]:
        for bottom, factor in bottoms[:5]:
            if bottom.key == top.key:
                continue
            nearest = inside_tops[:1] == [top] and inside_bottoms[:1] == [(bottom, factor)]
            few = len(inside_tops) <= 2 and len(inside_bottoms) <= 1 and abs(top.claim.clause - fact.claim.clause) <= 2
            yield mean_of(
                body,
                fact,
                top,
                (bottom, factor),
                severity=severity,
                row=(fact.key[0], "means", fact.claim.sentence) if alone == (top.key, bottom.key) else None,
                sure=(
                    (single and nearest)
                    or (nearest and few)
                    or (inside_tops == [top] and of_its_size(body, fact, top, bottom, inside_bottoms))
                )
                and (not population or (single and nearest and far_from_the_mean(body, fact, top, bottom)))
                and top.claim.frame != fact.claim.frame
                and one_time(fact, top)
                and likely(body, fact, Var(top.key) * factor / Var(bottom.key), (top, bottom))
                and of_these(body, fact, top, bottom, word)
                and not of_another(fact, top, bottom, tops)
                and not owner_has_one(body, fact, top, bottom)
                and not of_the_other_side(body, fact, top)
                and not of_more(body, fact, top)
                and not of_one_between(body, fact, top)
                and not of_several(body, fact, top)
                and not of_one_of_many(body, fact, top, bottom)
                and not shared_out(body, bottom, top)
                and not met_by_two(fact, bottom),
            )


_BARE = re.compile("(?:平均)?每[^，]{1,2}|[^，]均|平均")  # a mean that says nothing of what it is of
