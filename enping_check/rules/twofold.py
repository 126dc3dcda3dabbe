"""A share beside its own number (超过七成、即1079人), and one beside its whole in brackets (占全省（286万吨）产量的12.7%): EP101."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, in_words
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.wholes import divisible, smaller, usable

_THAT_IS: Final = re.compile("[，、]?(?:即|也即|亦即|也就是|共|计|合计|共计|共有)(?:约|为)?")


def relations(body: Body) -> Iterator[Relation]:
    """Every share that is told beside its own number."""
    for share in body.all("share"):
        claim = share.claim
        if not usable(share) or claim.aspect not in ("", "rate") or claim.links.get("part") or claim.modality != "fact":
            continue
        if (found := _told_beside(body, share)) is None:
            continue
        yield _of(body, share, *found)
    yield from _of_bracketed(body)


def _of(body: Body, share: Fact, part: Fact, whole: Fact) -> Relation:
    """The share as the part of the whole."""
    return Relation(
        "EP101",
        Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
        (share, part, whole),
        f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
        choice=("share", share.key),
        key="mismatch",
        severity=Severity.ERROR if in_words(share.claim) is None else Severity.WARNING,
        plausible=PERCENT,
    )


_WHOLE_AHEAD: Final = re.compile("占[\u4e00-\u9fff]{1,12}（(?:共|共计|合计|总量)?(?:约)?$")
_WHOLE_BEHIND: Final = re.compile("）[\u4e00-\u9fff]{2,14}的(?:比重|比例)?(?:约|为|达|达到)?")


def _of_bracketed(body: Body) -> Iterator[Relation]:
    """大黄鱼产量36.4万吨，占全省（286.4万吨）海水养殖产量的12.7%: the whole stands in brackets behind whose it is."""
    for share in body.all("share"):
        part = body.first(share, "part")
        if part is None or not usable(share) or not usable(part) or share.claim.quantity is None or share.claim.modality != "fact":
            continue
        text, begin = body.readings[share.key[0]].article.folded, part.claim.at.end
        told = [f for f in body.inside(share.key[0], begin, share.claim.at.start) if f.claim.kind == "level"]
        if len(told) != 1 or share.claim.quantity.dimension != "percent" or not divisible(told[0], part) or smaller(told[0], part):
            continue
        whole = told[0]
        ahead, behind = text[begin : whole.claim.at.start], text[whole.claim.at.end : share.claim.at.start]
        if _WHOLE_AHEAD.fullmatch(ahead.lstrip(" ，")) and _WHOLE_BEHIND.fullmatch(behind.rstrip()):
            yield _of(body, share, part, whole)


def _told_beside(body: Body, share: Fact) -> tuple[Fact, Fact] | None:
    """（受访的1860名民众里，）超过七成、即1079人: the number and the one whole that it is listed under."""
    quantity = share.claim.quantity
    if quantity is None or quantity.dimension != "percent":
        return None
    text = body.readings[share.key[0]].article.folded
    for part in body.beside(share, "level"):
        first, last = sorted((part, share), key=lambda f: f.order)
        between = text[first.claim.at.end : last.claim.at.start]
        if len(between) > 6 or not _THAT_IS.fullmatch(between) or not usable(part):
            continue
        totals = body.linked(part, "total")
        counted = part.claim.quantity is not None and part.claim.quantity.dimension.startswith("count")
        if counted and len(totals) == 1 and divisible(totals[0], part) and not smaller(totals[0], part):
            near = totals[0].claim.sentence == part.claim.sentence and totals[0].claim.aspect in ("", "stock", "together")
            return (part, totals[0]) if near and not _of_another(body, share, part, totals[0]) else None
    return None


def _of_another(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    """受访的1860名民众里，女性1116人；其中超过七成、即812人…: right of another that the passage counts before it."""
    return any(
        part.claim.interval.scaled(Fraction(100)).overlaps(share.claim.interval * other.claim.interval)
        for other in body.within(share, 1, "level")
        if other.order < min(share.order, part.order)
        and other.key not in (whole.key, part.key)
        and usable(other)
        and divisible(other, part)
        and not smaller(other, part)
    )
