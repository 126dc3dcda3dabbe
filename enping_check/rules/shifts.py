"""A share's shift against the growth of its part and of its whole, or against the values of both (EP106).

What grows faster than its whole gains on it:
share × (1 + growth of the whole) ÷ (1 + growth of the part) is the share of a year ago, where both growths compare with the values
that the shares are reckoned from: not at constant prices, not at comparable coverage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Interval, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.terms import policy
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable, wholes

_POINTS = Interval(Fraction(-20), Fraction(20))


# 茶叶在农产品出口中的占比，一年间（提升…）; 茶叶占农产品出口的比重（提高…）
_SAID = re.compile(
    "(?P<part>[\u4e00-\u9fff]{2,14}?)(?:在(?P<in>[\u4e00-\u9fff]{2,14}?)[中里]的?|占(?P<of>[\u4e00-\u9fff]{2,14}?)的)"
    "(?:占比|比重|比例|份额)，?[\u4e00-\u9fff]{0,12}$"
)
_BACK = 2  # sentences between the values and the shift


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _by_growths(body)
    yield from _by_values(body)


def _by_values(body: Body) -> Iterator[Relation]:
    """出口86亿元，总额320亿元；去年同期为70亿元和292亿元。…在总额中的占比提升3.0个百分点: where no share of either time is told."""
    for shift in body.all("share-shift", "growth-shift"):
        quantity = shift.claim.quantity
        said = _SAID.search(body.lead(shift))
        if said is None or quantity is None or quantity.hedge or shift.claim.aspect in ("unsigned", "comparison") or body.yearly(shift):
            continue
        near = [f for f in body.within(shift, _BACK, "share") if f.claim.sentence <= shift.claim.sentence]
        pairs = [(f, base) for f in body.within(shift, _BACK, "level") if (base := _year_before(body, f)) is not None]
        if near or len(pairs) != 2:
            continue
        part, whole = sorted(pairs, key=lambda pair: pair[0].middle)
        if not _of_these(said, part[0], whole[0]) or not all(same_dimension(f, part[0]) and usable(f) for f in (*part, *whole)):
            continue
        if part[0].claim.period != whole[0].claim.period or part[1].claim.period != whole[1].claim.period:
            continue
        (now, then), (all_now, all_then) = part, whole
        yield Relation(
            "EP106",
            Constraint(Var(now.key) * 100 / Var(all_now.key) - Var(then.key) * 100 / Var(all_then.key), "=", Var(shift.key)),
            (shift, now, all_now, then, all_then),
            f"{printed(body, now)} ÷ {printed(body, all_now)} − {printed(body, then)} ÷ {printed(body, all_then)} = {{x}}",
            severity=Severity.WARNING,
            choice=("shift", shift.key),
            plausible=_POINTS,
        )


def _year_before(body: Body, level: Fact) -> Fact | None:
    """The one value of a year ago that is told of a level."""
    if level.claim.aspect not in ("", "stock", "up", "down") or level.claim.modality != "fact":
        return None
    bases = [f for f in body.frames[level.key[0], level.claim.frame] if f.claim.aspect == "base" and f.claim.basis == "同比"]
    return bases[0] if len(bases) == 1 and bases[0].claim.kind == "level" else None


def _of_these(said: re.Match[str], part: Fact, whole: Fact) -> bool:
    """True where the words name the smaller value as the part, which the greater one's name does not hold, and that as the whole."""
    ours, theirs, named = name_key(part.claim), name_key(whole.claim), said["in"] or said["of"]
    own = said["part"][:2] in ours and said["part"][:2] not in theirs
    return own and (named[:2] in theirs or named[-2:] in theirs)


def _by_growths(body: Body) -> Iterator[Relation]:
    """Shifts of a share that names no earlier share, beside the two growths."""
    for shift in body.all("share-shift"):
        share = body.first(shift, "now")
        if share is None or not usable(shift) or not usable(share) or share.claim.kind != "share" or "base" in shift.claim.links:
            continue
        if shift.claim.basis not in ("", "同比") or shift.claim.aspect == "unsigned" or body.yearly(shift):
            continue
        part = body.first(share, "part")
        found = wholes(body, share, part)
        if part is None or len(found) != 1 or not found[0].sure:
            continue
        ours, theirs = _growth(body, part), _growth(body, found[0].fact)
        if ours is None or theirs is None:
            continue
        earlier = Var(share.key) * (Var(theirs.key) + 100) / (Var(ours.key) + 100)
        then = f"{printed(body, share)} × (1 + {printed(body, theirs)}) ÷ (1 + {printed(body, ours)})"
        yield Relation(
            "EP106",
            Constraint(Var(share.key) - earlier, "=", Var(shift.key)),
            (shift, share, ours, theirs),
            f"{printed(body, share)} − {then} = {{x}}",
            severity=Severity.WARNING,  # a revised year ago would explain it
            choice=("shift", shift.key),
            plausible=_POINTS,
        )


def _growth(body: Body, level: Fact) -> Fact | None:
    """The one growth over a year that is told of a level, where arithmetic may ask for it."""
    growths = [
        g
        for g in body.frames[level.key[0], level.claim.frame]
        if g.claim.kind == "growth" and usable(g) and g.claim.links.get("now") == (level.claim.id,) and g.claim.aspect != "comparison"
    ]
    if len(growths) != 1 or growths[0].claim.basis not in ("", "同比"):
        return None
    return growths[0] if policy(body, growths[0], level, across=False) is Severity.ERROR else None
