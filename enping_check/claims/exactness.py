"""Round totals that their parts show to be exact: 30000名选手…，其中全程12400人、半程9300人、欢乐跑8300人.

A count that ends in zeros is read as rounded. Where all its parts are printed finer and come to it to the last digit it was not: it is no
further off than they can be together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from enping_check.interval import Interval
from enping_check.model import Claim, Quantity

_NO_PART = ("average", "base", "threshold", "incidental", "converted", "comparison", "whole")


def exactly_told(claims: list[Claim]) -> list[Claim]:
    """The claims, with the totals that their parts show to be exact as narrow as the parts are."""
    parts: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        total, listed = claim.links.get("total"), claim.links.get("list")
        if claim.kind == "level" and total and listed and claim.quantity is not None and claim.aspect not in _NO_PART:
            parts[total[0], listed[0]].append(claim)
    narrowed = {total: left for (total, _), members in parts.items() if (left := _left(claims[total], members)) is not None}
    if not narrowed:
        return claims
    return [
        c._replace(quantity=c.quantity._replace(interval=narrowed[c.id])) if c.quantity is not None and c.id in narrowed else c
        for c in claims
    ]


def _left(total: Claim, members: Sequence[Claim]) -> Interval | None:
    """What the parts leave of a total's rounding; None where they do not show it to be exact."""
    whole = total.quantity
    if whole is None or len(members) < 2 or whole.coarse <= whole.last or not _plain([whole]):
        return None
    told = [m.quantity for m in members if m.quantity is not None]
    if not _plain(told) or any(q.coarse >= whole.coarse or q.base_unit != whole.base_unit for q in told) or _size(told) != _size([whole]):
        return None
    return sum((q.interval for q in told), Interval.point(Fraction(0))) & whole.interval


def _plain(quantities: Iterable[Quantity]) -> bool:
    return all(q.number is not None and not q.hedge and not q.ranged and q.interval.bounded for q in quantities)


def _size(quantities: Iterable[Quantity]) -> Fraction:
    return sum((q.number * q.factor for q in quantities if q.number is not None), Fraction(0))
