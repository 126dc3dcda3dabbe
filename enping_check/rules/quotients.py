"""Means beside the totals and counts that they may be of, whatever ties them: EP401.

处理垃圾42.7万吨，上网电量1.58亿千瓦时，吨垃圾上网电量370千瓦时: the unit before a value says what it is for one of. What the words leave
open the digits decide: a pair that misses by one ordinary slip is told where that would hardly happen by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import load as load_words
from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Expression, Var
from enping_check.language.units import unit_of
from enping_check.rules.averages.coverage import compared_with, made_of, of_these
from enping_check.rules.averages.divisors import Bottom, again, counts
from enping_check.rules.averages.operands import near, one_time
from enping_check.rules.averages.plausibility import slipped_here
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

# by chance at most so often may a slip make any of the pairs come out: where the words say that it is a mean, where they may,
# where total and count are called by other names
_SAID: Final = Fraction(1, 10)
_OPEN: Final = Fraction(1, 40)
_UNNAMED: Final = Fraction(1, 80)
_MOST: Final = 6  # pairs
_FURTHER: Final = 3  # sentences to a pair that fits, or to a total told later
_CHOICE: Final = ("average", "quotient")  # what fits stands against the readings of the words
_EACH = re.compile(
    "(?:^|平均|折合|合|[（(])(?:(?P<mean>[\u4e00-\u9fff])均|单(?P<single>[\u4e00-\u9fff])|(?P<unit>[\u4e00-\u9fff])(?![均位独]))(?=[\u4e00-\u9fff])"
)


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for levels in body.levels.values():
        for fact in levels:
            for one, most in _for_one(body, fact):
                yield from _quotients(body, one, most)


def _for_one(body: Body, fact: Fact) -> Iterator[tuple[Fact, Fraction]]:
    """A value for one of something, with how much chance its words allow for; what it is for one of stands in its ``whole``."""
    claim, quantity = fact.claim, fact.claim.quantity
    if (
        quantity is None
        or not usable(fact)
        or quantity.hedge
        or quantity.ranged
        or quantity.dimension in ("percent", "point", "multiple", "none", "time")
        or again(body, fact)
        or compared_with(body, fact)
    ):
        return
    each = _EACH.search(body.clause(fact)) if claim.aspect in ("", "average") else None
    word = (each["mean"] or each["single"] or each["unit"]) if each is not None else ""
    if claim.aspect == "average" or quantity.dimension.startswith("rate"):
        yield fact, _SAID
        if word + "均" == claim.whole or (each is not None and each["unit"]):
            return
    if each is not None and (unit_of(word) is not None or f"{word}均" in load_words().per):  # 单车月均…: of a car, and of a month
        yield Fact(fact.key, claim._replace(whole=word)), _OPEN if each["unit"] else _SAID


def _quotients(body: Body, fact: Fact, most: Fraction) -> Iterator[Relation]:
    """The nearest pair that makes it; where none does, the nearest that one slip explains."""
    if "人均" in (fact.claim.whole or "") and re.search("生产总值|GDP|可支配|支出|收入", fact.claim.indicator):
        return  # over the mean population of the year
    pairs = list(_pairs(body, fact))[:_MOST]
    fitting = next((p for p in (*pairs, *_pairs(body, fact, _FURTHER)) if _makes(fact, p)), None)
    here = [p for p in pairs if all(f.claim.sentence == fact.claim.sentence for f in p.facts)]
    if fitting is not None and fitting not in here and len(here) == 1 and slipped_here(body, fact, here[0].mean, here[0].facts):
        return  # what fits stands further off
    for pair in (fitting,) if fitting is not None else pairs:
        facts = (fact, *pair.facts)
        most_here = _allowed(body, fact, pair, most) / max(len(pairs), 1)
        sure = fitting is None and (pair.firm or explained(body, fact, pair.mean, pair.facts, most_here))
        if sure and _less(pair.facts[0], fact):
            sure = one_slip(body, fact, pair.mean, facts, ("unit-scale",))  # 1286笔、5.27万元，笔均40.98万元: 亿元
        if fitting is not None or sure:
            yield Relation(
                "EP401",
                Constraint(Var(fact.key), "=", pair.mean),
                facts,
                f"{pair.shown} = {{x}}",
                sure=sure,
                choice=(_CHOICE[sure], fact.key),
            )
            return


def _less(top: Fact, fact: Fact) -> bool:
    """True for a total that is less than the mean: one of the two is written in a wrong unit, or it is no total."""
    return top.middle <= fact.middle


def _allowed(body: Body, fact: Fact, pair: _Pair, most: Fraction) -> Fraction:
    """What chance is allowed for, by what total and count are called."""
    said = re.sub("[单每][\u4e00-\u9fff]|[\u4e00-\u9fff]均|平均", "", body.clause(fact))
    if pair.owned or all(_shared(body, said, f) for f in pair.facts):
        return _SAID
    each = _EACH.search(body.clause(fact))
    if each is not None and each["unit"] and body.clause(fact)[each.end() : each.end() + 1] in body.clause(pair.facts[-1]):
        return _SAID  # 商品煤…吨, 吨煤售价
    return most if of_these(body, fact, pair.facts[0], pair.facts[-1], fact.claim.whole or "") else _UNNAMED


def _shared(body: Body, said: str, fact: Fact) -> bool:
    """True when two characters on end of the words before the mean stand in what the number is called."""
    name = fact.claim.subject + fact.claim.indicator + body.clause(fact)
    return any(said[i : i + 2] in name for i in range(len(said) - 1))


def _makes(fact: Fact, pair: _Pair) -> bool:
    made = pair.mean.range({f.key: f.claim.interval for f in pair.facts})
    return made.overlaps(fact.claim.interval)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A total with its count, if that is printed; the mean that they give and how it is written."""

    facts: tuple[Fact, ...]
    mean: Expression
    shown: str
    firm: bool = False  # the text leaves no other
    owned: bool = False  # the sentence of the mean names whose the total is


# 本周成交930套，总金额40.56亿元；上周成交1325套，均价52774元: another week
_TURNED = re.compile("[，；。：](?:而|较)?(?:上|前一|本|当)(?:周|月|季度?|年同?期?)[^，。；比增]")


def _pairs(body: Body, fact: Fact, reach: int = 1) -> Iterator[_Pair]:
    """What the value may be the mean of, the nearest first."""
    around = [f for f in near(body, fact, reach) if f.claim.modality == fact.claim.modality and one_time(fact, f)]
    around = [f for f in around if not _TURNED.search(body.text(f, fact) if f.order < fact.order else body.text(fact, f))]
    tops, bottoms, scale = _of_its_kind(body, fact, around)
    if not tops and bottoms:
        tops = _told_later(body, fact)
    tops = [f for f in tops if f.claim.kind == "level" and (not _less(f, fact) or "万" in body.folded(f))]
    if fact.claim.whole == "股":
        # 在手订单74.9亿元，总股本…，每股收益: no order is earned
        tops = [f for f in tops if made_of(fact, [name_key(f.claim) + body.clause(f)], "股")]
    if (owned := _of_the_one_named(body, fact, tops)) is not None:
        tops, bottoms = [owned], [b for b in bottoms if b[0].claim.sentence == fact.claim.sentence] or bottoms
    word = fact.claim.whole or ""
    if word in ("月均", "季均", "月", "季", "个月", "季度", "个季度"):
        for top in tops[:2]:
            where = stretch(top.claim.period)
            months = where[1][1] - where[1][0] + 1 if where is not None else 0
            n = months // 3 if "季" in word else months
            if n > 1:
                alone = [f for f in tops if f.claim.sentence == fact.claim.sentence] == [top] and len(tops) == 1
                firm = alone and top.claim.period == fact.claim.period and top.claim.modality == "fact"
                firm = firm and fact.claim.indicator.replace(word, "") in ("", top.claim.indicator) and of_these(body, fact, top, top, word)
                yield _Pair((top,), Var(top.key) / n, f"{printed(body, top)} ÷ {n}", firm)
    for bottom, factor in bottoms[:3]:
        for top in tops[: 3 * reach]:
            if top.key != bottom.key and top.claim.frame != fact.claim.frame and "人口" not in bottom.claim.indicator:
                mean = Var(top.key) * (factor * scale) / Var(bottom.key)
                yield _Pair((top, bottom), mean, f"{printed(body, top)} ÷ {printed(body, bottom)}", owned=owned is not None)


def _of_the_one_named(body: Body, fact: Fact, tops: Sequence[Fact]) -> Fact | None:
    """成交价依次为a、b、c。其中甲地块可建面积…，楼面价…: of the totals of a list told before, the one whose owner the sentence names."""
    if any(f.claim.sentence == fact.claim.sentence for f in tops):
        return None
    lead = body.lead(fact)
    owned = [f for f in tops if f.claim.group > 0 and len(f.claim.subject) > 1 and f.claim.subject in lead]
    return owned[0] if len(owned) == 1 else None


def _told_later(body: Body, fact: Fact) -> list[Fact]:
    """购车24辆，每辆32.5万元。…购车款共计780万元: the one total behind it in its paragraph that says that it is one."""
    later = [
        f
        for f in body.within(fact, _FURTHER, "level")
        if f.claim.sentence > fact.claim.sentence
        and f.claim.paragraph == fact.claim.paragraph
        and f.claim.aspect in ("", "stock", "together")
        and same_dimension(f, fact)
        and usable(f)
        and one_time(fact, f)
        and _IN_ALL.search(body.clause(f))
    ]
    return later if len(later) == 1 else []


_IN_ALL = re.compile("共计|合计|总计|一共|共支出|总额|总价|总费用")


def _of_its_kind(body: Body, fact: Fact, around: Sequence[Fact]) -> tuple[list[Fact], list[Bottom], Fraction]:
    """Totals and counts that such a mean may be of, and what brings their quotient to its unit."""
    quantity = fact.claim.quantity
    assert quantity is not None
    if quantity.dimension.startswith("rate"):
        above, _, below = quantity.dimension.removeprefix("rate:").partition("/")
        one, other = unit_of(above), unit_of(below)
        if one is None or other is None:
            return [], [], Fraction(1)
        by_unit = [(f, Fraction(1)) for f in around if f.claim.quantity is not None and f.claim.quantity.dimension == other.dimension]
        return [f for f in around if _measured(f, one.dimension)], by_unit, other.factor / one.factor
    tops = [f for f in around if same_dimension(f, fact) and f.claim.interval.bounded]
    return tops, counts(body, fact, around), Fraction(1)


def _measured(fact: Fact, dimension: str) -> bool:
    return fact.claim.quantity is not None and fact.claim.quantity.dimension == dimension
