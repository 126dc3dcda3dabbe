"""Amounts for one day: the days of the period, or a number of days that the text prints."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction

from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Expression, Interval, Var
from enping_check.rules.averages.coverage import of_these
from enping_check.rules.averages.operands import TOTALS, near, one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension

EACH_DAY = ("日均", "日", "天", "一天平均", "每天平均", "每日平均", "天均")


def _days(fact: Fact) -> list[int]:
    """Calendar days of a claim's period, both ways where its year is not known; empty where it is not one stretch of one year."""
    where = stretch(fact.claim.period)
    if where is None:
        return []
    year, (first, last) = where
    years = [int(year)] if year.isdigit() else [2023, 2024]
    return sorted({sum(calendar.monthrange(year, month)[1] for month in range(first, last + 1)) for year in years})


_AHEAD = re.compile("(?:提前|延长|缩短|推迟|延迟|早|晚|多|少|压缩|增加|减少)(?:了|约)?$")  # 提前7天预订: days that nothing is told of


def daily(body: Body, fact: Fact) -> Iterator[Relation]:
    """日均 = total ÷ days: the days of the period, or a number of days the sentence prints."""
    quantities, text = body.readings[fact.key[0]].scan.quantities, body.readings[fact.key[0]].article.folded
    first = bisect_right(quantities, fact.claim.at.start - 160, key=lambda q: q.at.start)
    stated = {
        int(q.number)
        for q in quantities[first : bisect_right(quantities, fact.claim.at.start, key=lambda q: q.at.start)]
        if q.dimension == "time"
        and q.masked is None
        and q.unit == "天"
        and q.number is not None
        and q.number.denominator == 1
        and not q.hedge
        and not _AHEAD.search(text[max(0, q.at.start - 6) : q.at.start])
    }
    tops = [f for f in near(body, fact) if same_dimension(f, fact) and f.claim.aspect not in ("base", "whole")]
    inside = [f for f in tops if f.claim.sentence == fact.claim.sentence]
    inside = [f for f in inside if body.one_stretch(f, fact)] or inside  # 去年用电a，日均b；今年用电c
    inside = inside or [f for f in tops if _said_again(fact, f)][:1]
    before = {int(q.number) for q in quantities[:first] if q.unit == "天" and q.number is not None and q.number.denominator == 1}
    for top in tops[:3]:
        for days in sorted(stated | set(_days(top if top.order > fact.order and not fact.claim.period else fact))):
            told = _told_days(body, fact, days) if days in stated else None
            count: Expression | int = days if told is None or told.claim.quantity is None else Var(told.key) / told.claim.quantity.factor
            yield Relation(
                "EP401",
                Constraint(Var(top.key), "=", Var(fact.key) * count),
                (fact, top) if told is None else (fact, top, told),
                f"{printed(body, top)} ÷ {days} = {{x}}",
                sure=(stated == {days} or (not stated and _off_by_a_slip(body, fact, top, days)))
                and inside == [top]
                and (top.order < fact.order or (TOTALS.search(body.clause(top)) is not None and not stated))
                and one_time(fact, top)
                and of_these(body, fact, top, top, "日均")
                # 假期8天…。前4天…。充电42.6万车次，日均5.33万: by the days told before it is right
                and not any((fact.claim.interval * Interval.point(Fraction(d))).overlaps(top.claim.interval) for d in before),
                choice=("average", fact.key),
            )


def _said_again(fact: Fact, top: Fact) -> bool:
    """全年客运量4.682亿乘次。…日均客运量127.9万乘次: the mean of what a sentence before told by that very name."""
    name = top.claim.indicator
    near_by = top.claim.paragraph == fact.claim.paragraph and 0 < fact.claim.sentence - top.claim.sentence <= 2
    return near_by and len(name) > 2 and fact.claim.indicator.endswith(name) and top.claim.subject in ("", fact.claim.subject)


DAYS_LEFT = re.compile("(?:后的?|之后的?|此后|其后|随后|其余|剩余|剩下的?|余下的?|最后)\\d+天[^。；]*$")


_PLACE, _SCALES = 12, Fraction(1000)  # by how much a decimal point, or 万 for 亿, puts it off


def _off_by_a_slip(body: Body, fact: Fact, top: Fact, days: int) -> bool:
    """10月…31490架次，平均每日1106架次: over the days of a month or year that is told, two digits exchanged or a size mistaken."""
    told = days in _days(top) and fact.claim.period in (top.claim.period, "") and stretch(top.claim.period) is not None
    mean, total = (f.claim.quantity.fine.middle if f.claim.quantity is not None else None for f in (fact, top))
    off = mean * days / total if mean and total else Fraction(_PLACE)
    if not (Fraction(1, _PLACE) < off < _PLACE or off > _SCALES or off < 1 / _SCALES):
        return False  # 病床3860张，平均每日有3513张被占用: what stands there every day is no sum of days
    usual = ("transposition", "unit-scale", "point")
    plain = fact.claim.clause == top.claim.clause + 1 and top.order < fact.order and all(_of_digits(body, f) for f in (fact, top))
    plain = plain and days in (30, 31) and not _of_fewer_days(top, fact, days)  # a year may have had a day more
    return told and one_slip(body, fact, Var(top.key) / days, (fact, top), (*usual, "digit") if plain else usual)


def _of_fewer_days(top: Fact, fact: Fact, days: int) -> bool:
    """日均413万元（扣除休市1天）: over the days on which there was any."""
    return any((fact.claim.interval * Interval.point(Fraction(n))).overlaps(top.claim.interval) for n in range(days // 2, days))


def _of_digits(body: Body, fact: Fact) -> bool:
    """True for 241.65 and 7.80: of three digits or more, one of them mistaken is hardly a match by chance."""
    return sum(c.isdigit() for c in body.folded(fact)) > 2


def _told_days(body: Body, fact: Fact, days: int) -> Fact | None:
    """The claim that prints the number of days."""
    for each in reversed(near(body, fact)):
        quantity = each.claim.quantity
        if quantity is not None and quantity.unit == "天" and quantity.number == days:
            return each
    return None
