"""超过七成、即1079人: a share and its own number, said one after the other, of the whole they are listed under: EP101."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Interval, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, in_words
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import divisible, smaller, usable

_THAT_IS: Final = re.compile("[，、]?(?:即|也即|亦即|也就是|共|计|合计|共计|共有)(?:约|为)?")
_PERCENT: Final = Interval(Fraction(0), Fraction(100))


def relations(body: Body) -> Iterator[Relation]:
    """Every share that is told beside its own number."""
    for share in body.all("share"):
        claim = share.claim
        if not usable(share) or claim.aspect not in ("", "rate") or claim.links.get("part") or claim.modality != "fact":
            continue
        if (found := _told_beside(body, share)) is None:
            continue
        part, whole = found
        yield Relation(
            "EP101",
            Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
            (share, part, whole),
            f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
            choice=("share", share.key),
            key="mismatch",
            severity=Severity.ERROR if in_words(claim) is None else Severity.WARNING,
            plausible=_PERCENT,
        )


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
