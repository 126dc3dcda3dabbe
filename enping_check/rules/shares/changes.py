"""What a share has changed by, in percentage points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Interval, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, percent_step, printed
from enping_check.rules.wholes import usable


def changes(body: Body) -> Iterator[Relation]:
    """now − before = shift, in percentage points."""
    for shift in body.all("share-shift"):
        now, base = body.first(shift, "now"), body.first(shift, "base")
        if not usable(shift) or now is None or base is None or not usable(now) or not usable(base):
            continue
        if now.claim.kind != "share" or base.claim.kind != "share" or body.yearly(shift):
            continue
        if now.claim.quantity is None or base.claim.quantity is None or now.claim.quantity.dimension != base.claim.quantity.dimension:
            continue
        # 第二季度4.7%，前三季度4.9%，较去年全年低…: not from a rate of this year
        elsewhen = shift.claim.basis == "同比" and base.claim.aspect == "rate" and base.claim.period[:3] == now.claim.period[:3] == "Y+0"
        above, below = now, base
        if shift.claim.aspect == "unsigned" and (now.claim.quantity.number or 0) < (base.claim.quantity.number or 0):
            above, below = base, now
        yield Relation(
            "EP106",
            # a rate in ‰ is kept in ‰, a shift always in percentage points
            Constraint(Var(above.key) - Var(below.key), "=", Var(shift.key) * (percent_step(now) // 100)),
            (shift, now, base),
            f"{printed(body, above)} − {printed(body, below)} = {{x}}",
            sure=not elsewhen and not _a_step(shift, now, base),
            choice=("shift", shift.key),
            plausible=Interval(Fraction(-50), Fraction(50)),
        )


def _a_step(shift: Fact, now: Fact, base: Fact) -> bool:
    """失业率由上月4.40%降为4.32%，较上年同月增0.04个百分点: the pair lies in one year, the shift is from the year before."""
    a, b = base.claim.period, now.claim.period
    return shift.claim.basis == "同比" and a != b and len(a) > 4 and len(b) > 4 and a[:4] == b[:4]
