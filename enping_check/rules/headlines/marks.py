"""What a headline says of its number: the number itself, or a mark that it is past or short of."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from enping_check.claims.thresholds import CROSSING
from enping_check.engine import Const, Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed


def told_alike(body: Body, title: Fact, fact: Fact, *, sure: bool, severity: Severity = Severity.ERROR) -> Relation:
    """The headline's number is the body's; where it is a mark (超, 不足), the body's is on its right side."""
    bound = bound_said(body, title)
    return Relation(
        "EP602",
        Constraint(Var(fact.key), bound[0], Const(bound[1])) if bound else Constraint(Var(title.key), "=", Var(fact.key)),
        (title, fact),
        f"{printed(body, title)} ≠ {printed(body, fact)}",
        severity=severity,
        sure=sure,
        choice=("headline", title.key),
        free=bound is not None,
    )


def bound_said(body: Body, title: Fact) -> tuple[Literal["<=", ">="], Fraction] | None:
    """What a headline of 超, 突破, 迈上, 不足 says of its number; None for one that prints the number itself."""
    interval, quantity = title.claim.interval, title.claim.quantity
    if title.claim.sign < 0:
        return None
    if quantity is not None and not quantity.hedge and quantity.number is not None and CROSSING.search(body.clause(title)):
        return ">=", quantity.number * quantity.factor
    if interval.low is not None and interval.high is None:
        return ">=", interval.low
    if interval.high is not None and interval.low is None:
        return "<=", interval.high
    return None
