"""Shares that leave each other out: whether or not all are told, a hundred is the most they make."""

from __future__ import annotations

from collections.abc import Sequence

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, sum_text


def no_more_than_all(body: Body, shares: Sequence[Fact], choice: object) -> Relation:
    """Shares of one whole that leave each other out are a hundred together at most."""
    return Relation(
        "EP104",
        Constraint(total([Var(s.key) for s in shares]), "<=", total([100])),
        (shares[-1], *shares[:-1]),
        f"{sum_text(body, shares)} > 100%",
        key="partition",
        choice=("partition", choice),
        free=True,
    )
