"""Totals and counts outside the average's own sentence: the lead's, the owner's, what comes of a price it is reckoned at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from enping_check.engine import Constraint, Var
from enping_check.rules.averages.coverage import of_one_between, of_one_of_many, of_the_other_side, owner_has_one
from enping_check.rules.averages.divisors import Bottom, counts, mean_of
from enping_check.rules.averages.operands import called_alike, one_time, told_before
from enping_check.rules.averages.plausibility import LARGE
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import same_dimension, usable


def further(body: Body, fact: Fact, tops: list[Fact], bottoms: list[Bottom]) -> Iterator[Relation]:
    """Where the sentence has only the count, the one total of the paragraph that is called alike; only the total, the one such count.

    So far off it is only believed where one slip explains what is wrong.
    """
    reach: list[tuple[Fact, Bottom]] = []
    if len(bottoms) == 1 and not tops:
        earlier = [
            f for f in body.nearby(fact, 0, "level") if told_before(f, fact, 3) and same_dimension(f, fact) and called_alike(body, fact, f)
        ]
        reach = [(earlier[0], bottoms[0])] if len(earlier) == 1 else []
        if not earlier and (lead := _led_by(body, fact)) is not None:
            yield mean_of(body, fact, lead, bottoms[0], sure=False)  # 全省票房28.46亿元。…银幕3159块，单银幕年产出90.1万元
    elif len(tops) == 1 and not bottoms:
        told = counts(body, fact, [f for f in body.levels[fact.key[0]] if told_before(f, fact, 40)])
        if len(told) > 1:
            told = _summed_up(body, [b for b in told if _of_its_days(body, fact, b[0])])
        reach = [(tops[0], told[0])] if len(told) == 1 and not _of_some(body, fact, told[0][0]) else []
    for top, (bottom, factor) in reach:
        yield mean_of(
            body,
            fact,
            top,
            (bottom, factor),
            sure=one_time(fact, top)
            and _of_its_days(body, fact, bottom)
            and not owner_has_one(body, fact, top, bottom)
            and not of_the_other_side(body, fact, top)
            and not of_one_of_many(body, fact, top, bottom)
            and not of_one_between(body, fact, top)
            and "人口" not in bottom.claim.indicator  # the mean of two years' ends divides, not the last one
            and one_slip(body, fact, Var(top.key) * factor / Var(bottom.key), (fact, top, bottom), ("digit", *LARGE, "transposition")),
        )


def _of_its_days(body: Body, fact: Fact, bottom: Fact) -> bool:
    """2024年10月8日，高峰刚过。7天假期接待28.72万人次: of the days that the sentence names, not of the day on which it is told."""
    if one_time(fact, bottom):
        return True
    told_on = bottom.claim.period.startswith(f"{fact.claim.period}-") and fact.claim.period.isdecimal()
    return told_on and _DAYS.search(body.sentence(bottom)) is not None and _DAYS.search(body.sentence(fact)) is not None


_DAYS = re.compile("假期|假日|长假|黄金周|小长假")


def _of_some(body: Body, fact: Fact, bottom: Fact) -> bool:
    """接待游客20.8万人次，其中过夜游客6.4万人次。…过夜游客人均消费880元: the mean of those who are told as a part of the count."""
    said, whole = body.clause(fact), body.clause(bottom)
    names = (body.clause(p).replace("其中", "") for p in body.levels[fact.key[0]] if bottom.key[1] in p.claim.links.get("total", ()))
    return any(pair in said and pair not in whole for name in names for pair in (name[i : i + 2] for i in range(len(name) - 1)))


def _summed_up(body: Body, told: list[Bottom]) -> list[Bottom]:
    """每天依次接待2.86万、4.12万和2.74万人次，合计9.72万人次: the sum without what it is of."""
    parts = {p.key for f, _ in told if f.claim.aspect == "together" for p in body.linked(f, "parts")}
    return [(f, factor) for f, factor in told if f.key not in parts]


def by_owner(body: Body, fact: Fact) -> Iterator[Relation]:
    """门急诊68.42万人次。…门急诊收入2.47亿元，门急诊次均费用361元: total and count that bear the very owner of the average.

    The count may stand paragraphs before; it is only believed where one slip explains what is wrong.
    """
    owner = fact.claim.subject.rpartition("|")[2]
    if len(owner) < 2:
        return
    owned = [f for f in body.nearby(fact, 3, "level") if f.order < fact.order and usable(f)]
    owned = [f for f in owned if (f.claim.subject.rpartition("|")[2] or f.claim.indicator) == owner]
    owned = [f for f in owned if f.claim.aspect in ("", "stock", "together") and f.claim.modality == "fact" and one_time(fact, f)]
    tops = [f for f in owned if same_dimension(f, fact) and f.claim.sentence == fact.claim.sentence]
    bottoms = counts(body, fact, [f for f in owned if f.claim.sentence < fact.claim.sentence])
    if len(tops) != 1 or len(bottoms) != 1 or tops[0].key == bottoms[0][0].key:
        return
    top, (bottom, factor) = tops[0], bottoms[0]
    what = _MEAN_OF.sub("", fact.claim.indicator)
    if not (_PAID.fullmatch(what) or what in top.claim.indicator):
        return  # 客运收入…，客运人均成本12元
    mean = Var(top.key) * factor / Var(bottom.key)
    sure = one_slip(body, fact, mean, (fact, top, bottom), ("digit", "transposition", "point"))
    yield mean_of(body, fact, top, bottoms[0], sure=sure)


_MEAN_OF = re.compile("平均|[人次例户单]均|每[^，]{1,2}")
_PAID = re.compile("(?:费用|收入|收费|票价|金额|消费|营收|票款|花费)?(?:为|达)?")


def _led_by(body: Body, fact: Fact) -> Fact | None:
    """The first amount of the article's own period that is measured as the average is: what the whole article is of."""
    for level in body.levels[fact.key[0]]:
        if level.claim.place == "body" and same_dimension(level, fact) and usable(level) and level.claim.aspect in ("", "stock"):
            before = level.claim.at.end < fact.claim.at.start and level.claim.sentence < fact.claim.sentence
            return level if before and one_time(fact, level) and not level.claim.links.get("total") else None
    return None


_AT_THE_PRICE = re.compile("(?:按照?|以|依)[^，。；]{0,12}$")
_RECKONING = re.compile("[^，。；]{0,10}?(?:计算|测算|折算|估算|推算|算|计|收购|结算|出售|销售|标准|价格|单价|价)[，,]")


def reckoned(body: Body, fact: Fact, near: Sequence[Fact], bottoms: Sequence[Bottom]) -> Iterator[Relation]:
    """产蜜220.8吨，按每公斤48元的收购价计算，收入1060万元: the amount behind is what was told before, each at that price."""
    after = _RECKONING.match(body.after(fact, 16))
    if after is None or not _AT_THE_PRICE.search(body.before(fact, 24)):
        return
    tops = [
        f
        for f in body.beside(fact, "level")
        if f.claim.at.start > fact.claim.at.end and same_dimension(f, fact) and usable(f) and f.claim.aspect in ("", "stock", "up")
    ]
    if not tops or tops[0].claim.clause - fact.claim.clause > 2:
        return
    here = [b for b in bottoms if b[0].claim.sentence == fact.claim.sentence]
    before = [b for b in here if b[0].claim.at.end <= fact.claim.at.start] or [
        b for b in here if b[0].claim.at.end <= tops[0].claim.at.start and b[0].key != tops[0].key
    ]
    if not before:
        return
    top, (bottom, factor) = tops[0], before[0]
    fact = stipulated(fact)
    yield Relation(
        "EP401",
        Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(bottom.key)),
        (top, fact, bottom),
        f"{printed(body, bottom)} × {printed(body, fact)} = {{x}}",
        sure=len(before) == 1
        and one_slip(body, top, Var(fact.key) * Var(bottom.key) / factor, (top, fact, bottom), ("digit", *LARGE, "transposition")),
        choice=("reckoned", fact.key),
        key="product",
    )
