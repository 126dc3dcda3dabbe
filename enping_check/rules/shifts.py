"""A share's shift against the growth of its part and of its whole (EP106): what grows faster than its whole gains on it.

share × (1 + growth of the whole) ÷ (1 + growth of the part) is the share of a year ago, where both growths compare with the values
that the shares are reckoned from: not at constant prices, not at comparable coverage.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Interval, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.terms import policy
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import wholes

_POINTS = Interval(Fraction(-20), Fraction(20))


def relations(body: Body) -> Iterator[Relation]:
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
