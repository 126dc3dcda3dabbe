"""So much in all over some years or months, and so much a year or month (EP401).

2020年至2024年五年间累计新增绿地186公顷，平均每年新增37.2公顷; 前8个月共接待96万人次，月均12万人次. Total and mean are
told by one verb, or the total says that it is all. Without a printed length it is not said whether the first year counts:
then both ways must fail.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

_EACH: Final = {"年": "年", "年均": "年", "月": "月", "月均": "月", "个月": "月"}
_LENGTHS: Final = {"年": "年", "个月": "月", "个年头": "年"}
_TOTALS: Final = ("", "stock", "increment", "together")
_SUMMED: Final = re.compile("累计|共|总|合计")
_MEAN: Final = re.compile("平均|每个?[年月]|[年月]均|超过|达到?|约|为|都|均|[了在]")
_SPAN: Final = re.compile(r"(\d{4})/(\d{4})")
_NOT_ALL: Final = re.compile("其中|旺季|淡季|高峰|周末|平日|节假日|此外|另|计划|预计|力争|[比较]|目标|今后|未来|[这那]些")
_ARRIVED: Final = re.compile("[增升提扩降减][长加高大升少低]?[到至]$")
# 三年投入8.4亿元，年均2.8亿元: what was done in so many years, and its mean right behind
_IN_YEARS: Final = re.compile("(?:[两二三四五六七八九十]|\\d{1,2})年(?:间|来|里|时间)?(?:[投建完筹引新培改拨发修销][^，。；\\d]{1,8})")
_NEXT: Final = re.compile("[，、](?:平均每年|每年平均|年均)[^，。；、]*")
_CLAUSES: Final = 3
_MOST: Final = 40  # characters before the total in which the length of the time may be told


def relations(body: Body) -> Iterator[Relation]:
    """Every mean of a year or month whose total stands before it in the sentence."""
    for fact in body.all("level"):
        spell = _EACH.get(fact.claim.whole or "") if fact.claim.aspect == "average" else None
        if spell is None or not _plain(fact):
            continue
        before = [f for f in body.beside(fact, "level", "change") if f.order < fact.order and same_dimension(f, fact)]
        if before and _is_total(body, before[-1], fact):
            yield from _mean(body, fact, before[-1], spell)


def _plain(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return usable(fact) and quantity is not None and not (quantity.hedge or quantity.ranged)


def _is_total(body: Body, top: Fact, fact: Fact) -> bool:
    """True for what the mean is of: done by the same verb, or said to be all."""
    if (
        not _plain(top)
        or top.claim.aspect not in _TOTALS
        or top.claim.sign < 0
        or fact.claim.clause - top.claim.clause > _CLAUSES
        or not body.one_stretch(top, fact)
    ):
        return False
    between = body.text(top, fact)[len(body.folded(top)) :]
    if _NOT_ALL.search(between) or fact.claim.period != top.claim.period or fact.claim.modality != top.claim.modality:
        return False
    verb = _MEAN.sub("", fact.claim.why)
    said = body.clause(top) + top.claim.subject + top.claim.indicator
    if _ARRIVED.search(body.clause(top)):
        return False  # 由86.2万吨增加到93.8万吨，年均增加1.9万吨
    if len(verb) > 1:
        return verb[:2] in said
    return _SUMMED.search(said) is not None or (_IN_YEARS.fullmatch(body.clause(top)) is not None and _NEXT.fullmatch(between) is not None)


def _mean(body: Body, fact: Fact, top: Fact, spell: str) -> Iterator[Relation]:
    told = _told(body, fact, top, spell)
    spanned = _spanned(top, spell)
    if told is None or not (told or spanned):
        return
    sure = len(told) == 1 and (not spanned or next(iter(told)) in spanned)
    lengths = sorted(told) if sure else sorted(told | spanned)
    for length in lengths:
        mean = Var(top.key) / length
        yield Relation(
            "EP401",
            Constraint(Var(top.key), "=", Var(fact.key) * length),
            (fact, top),
            f"{printed(body, top)} ÷ {length} = {{x}}",
            sure=sure or one_slip(body, fact, mean, (fact, top), ("digit", "transposition", "point")),
            choice=("average", fact.key),
        )


def _told(body: Body, fact: Fact, top: Fact, spell: str) -> set[int] | None:
    """The printed lengths before the total; None where another time is told behind it."""
    scan = body.readings[fact.key[0]].scan
    begin = max(body.bounds(fact).start, top.claim.at.start - _MOST)
    found: set[int] = set()
    for quantity in scan.quantities[bisect_left(scan.quantities, begin, key=lambda q: q.at.start) :]:
        if quantity.at.start >= fact.claim.at.start:
            break
        if quantity.dimension != "time" or _LENGTHS.get(quantity.unit) != spell or quantity.masked is not None:
            continue
        if quantity.at.start > top.claim.at.end or quantity.hedge or quantity.number is None or quantity.number.denominator != 1:
            return None
        if any(quantity.at.end <= p.at.start < top.claim.at.start and p.end_year is None and not p.same for p in scan.periods):
            return None  # 近三年累计a，去年b，年均c
        found.add(int(quantity.number))
    if any(top.claim.at.end <= p.at.start < fact.claim.at.start for p in scan.periods):
        return None
    return found - {1}


def _spanned(top: Fact, spell: str) -> set[int]:
    """How long the time of the total is, with and without what it begins with."""
    if spell == "年" and (years := _SPAN.fullmatch(top.claim.period)) is not None:
        count = int(years[2]) - int(years[1])
        return {count, count + 1} if count > 1 else set()
    where = stretch(top.claim.period) if spell == "月" else None
    count = where[1][1] - where[1][0] + 1 if where is not None else 0
    return {count} if count > 1 else set()
