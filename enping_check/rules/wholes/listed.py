"""A whole that the words do not name: what the part is listed under, and what speaks against it."""

from __future__ import annotations

from typing import Final

from enping_check.rules.body import Body, Fact
from enping_check.rules.wholes.levels import other_year, same_dimension, smaller, usable
from enping_check.rules.wholes.places import levels_of_the_place
from enping_check.rules.wholes.whole import Whole, plain_total


def of_the_list(body: Body, share: Fact, part: Fact, bearer: Fact, listed: list[Fact]) -> list[Whole]:
    """Candidates for a whole that is not named: what the lists are of that the part stands in, or what the text has just summed."""
    if len(listed) > 1:
        timely = [total for total in listed if total.claim.period == part.claim.period or not smaller(total, part)]
        listed = timely or listed  # 十月约388万: no whole of the 2748.6万 of ten months
    beside = all(total.claim.sentence == share.claim.sentence for total in listed)
    sure = likely = len(listed) == 1 and not share.claim.links.get("loose") and not other_year(listed[0], part)
    sure = sure and (
        beside or bool(bearer.claim.links.get("list")) or _told_just_before(share, part, listed[0]) or _made_of(body, listed[0], part)
    )
    sure = sure and not _of_another(body, share, listed[0]) and not _of_outer(body, share, part, listed[0])
    sure = sure and not _too_small(body, share, listed[0])
    if likely and _told_of_another(body, share, part, listed[0]):
        sure = likely = False
    sure = sure and (beside or not smaller(listed[0], part))  # told elsewhere and below its part: another month's
    sure = sure and (bool(part.claim.links.get("total")) or not _one_of_several(body, listed[0], part))
    if len(listed) > 1 and (settled := _settled(body, share, listed)) is not None:
        return [Whole(settled, not share.claim.links.get("loose"))]
    if not listed and (summed := [f for f in body.within(part, 1, "level") if f.order < share.order and part in body.linked(f, "parts")]):
        # 会议368项、展览21项，共389项，会议占94.6%: of the sum of the list
        outer = any(s.claim.whole for s in body.shares[share.key[0], share.claim.sentence] if s.order < share.order)
        alone = len(summed) == 1 and not outer
        return [Whole(f, alone and f.claim.why == "listed" and f.claim.bound != "unclear") for f in summed]
    if not listed:
        lenders = [t for t in levels_of_the_place(body, part) if t.claim.sentence == part.claim.sentence and t.claim.aspect != "whole"]
        # 对甲a，占全省出口的10%；对乙b，占18%: beside a share of its own it is a part, too
        parts = {f.key for s in body.shares[share.key[0], share.claim.sentence] for f in body.linked(s, "part")}
        return [Whole(total, len(lenders) == 1 and total.key not in parts) for total in lenders]
    return [Whole(total, sure, likely and not smaller(total, part)) for total in listed]


# counted so, two levels of one passage may well be of different things
_ANYTHING: Final = ("人", "家", "个", "户", "次", "人次", "项")


def _told_just_before(share: Fact, part: Fact, total: Fact) -> bool:
    """收回问卷2436份。愿意参加的1533份，占63%: the level of the sentence before, counted by a word that few things are counted by."""
    a, b = total.claim, part.claim
    if a.links.get("total") or a.sentence != share.claim.sentence - 1 or a.paragraph != b.paragraph:
        return False
    if a.period != b.period or a.quantity is None:
        return False
    if a.quantity.dimension.startswith("count") and a.quantity.unit.lstrip("万亿千百") not in _ANYTHING:
        return True
    return len(a.indicator) >= 2 and a.indicator[-2:] == b.indicator[-2:]


def _one_of_several(body: Body, total: Fact, part: Fact) -> bool:
    """东部a，增长…；中部b；西部c。自贸区d，占比14%: one of those that its sentence tells of the same measure is no whole of the next."""
    own = total.claim
    return bool(own.subject) and any(
        f.key not in (total.key, part.key)
        and f.claim.subject not in ("", own.subject)
        and f.claim.indicator == own.indicator
        and f.claim.aspect == own.aspect
        and same_dimension(f, total)
        and not f.claim.links.get("total")
        for f in body.beside(total, "level")
    )


def _made_of(body: Body, total: Fact, part: Fact) -> bool:
    """公路2864公里。县道386公里，乡道724公里，村道1754公里: the levels that the part stands among add up to just that."""
    from enping_check.rules.totals import adds_up

    among = [
        f
        for f in body.beside(part, "level")
        if usable(f) and same_dimension(f, part) and f.claim.aspect not in ("base", "average", "whole", "converted") and f.key != total.key
    ]
    return len(among) > 1 and part in among and adds_up(total, among)


def _of_another(body: Body, share: Fact, total: Fact) -> bool:
    """从出口商品看，甲358亿元，占出口总值的58.5%；乙94亿元，占15.4%: the list has named its whole, and it is not ``total``."""
    for other in body.listed_shares.get((share.key[0], share.claim.links.get("list", ())), ()):
        part = body.first(other, "part")
        if other.claim.at.start >= share.claim.at.start or not other.claim.whole or part is None or plain_total(other.claim.whole):
            continue
        a, b, stated = part.claim.interval.middle, total.claim.interval.middle, other.claim.quantity
        if a is None or not b or stated is None or stated.number is None or abs(a / b * 100 - stated.number) > stated.last:
            return True
    return False


def _too_small(body: Body, share: Fact, total: Fact) -> bool:
    """甲176亿元，占53.5%；乙29亿元，占9%: what is no whole for the one is none for the other."""
    for other in body.shares[share.key[0], share.claim.sentence]:
        part = body.first(other, "part")
        if other.key == share.key or other.claim.whole or other.claim.aspect or part is None or part.key == total.key:
            continue
        if not other.claim.links.get("total") and same_dimension(part, total) and smaller(total, part):
            return True
    return False


def _told_of_another(body: Body, share: Fact, part: Fact, total: Fact) -> bool:
    """支出a，其中食品b；农村支出c，食品占…: the same measure of another, told since, may be what the share is of."""
    return part.claim.clause < share.claim.clause - 1 and any(
        f.claim.indicator == total.claim.indicator and f.claim.subject != total.claim.subject and same_dimension(f, total)
        for f in body.inside(share.key[0], part.claim.at.start, share.claim.at.start)
    )


def _of_outer(body: Body, share: Fact, part: Fact, total: Fact) -> bool:
    """甲区域186亿元，占全省的24.3%；其中乙173亿元，占22.5%: the part is told of what its total is a share of, and by that it fits."""
    for outer in body.shares[share.key[0], share.claim.sentence]:
        if outer.key >= share.key or body.first(outer, "part") != total:
            continue
        stated, own = share.claim.interval, outer.claim.interval
        if (part.claim.interval * own).overlaps(stated * total.claim.interval):
            return True
    return False


def _settled(body: Body, share: Fact, listed: list[Fact]) -> Fact | None:
    """The one of several totals that the other shares of the list are of, to the printed digits; None when they do not say."""
    fitting = set()
    for other in body.shares[share.key[0], share.claim.sentence]:
        part = body.first(other, "part")
        quantity = other.claim.quantity
        if other.key == share.key or other.claim.whole or other.claim.links.get("list") != share.claim.links.get("list"):
            continue
        if part is None or quantity is None or quantity.dimension != "percent" or quantity.hedge or quantity.unit != "%":
            continue
        fitting |= {
            total.key
            for total in listed
            if same_dimension(total, part) and part.claim.interval.scaled(100).overlaps(other.claim.interval * total.claim.interval)
        }
    return next(total for total in listed if total.key in fitting) if len(fitting) == 1 else None
