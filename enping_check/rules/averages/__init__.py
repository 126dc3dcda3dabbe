"""Amounts for one of something against total and count: EP401. A file for each way in which total and count are found."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules.averages.means import means
from enping_check.rules.averages.per_capita import PER_HEAD, product_per_head
from enping_check.rules.averages.rows import of_a_row
from enping_check.rules.averages.unit_prices import unit_prices
from enping_check.rules.body import Body
from enping_check.rules.relation import Relation
from enping_check.rules.wholes import usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for fact in body.all("level"):
        if not usable(fact):
            continue
        rate = fact.claim.quantity is not None and fact.claim.quantity.dimension.startswith("rate")
        if fact.claim.aspect == "average":
            yield from of_a_row(body, fact)
        if fact.claim.aspect == "average" and not rate:
            yield from means(body, fact)
        elif fact.claim.aspect in ("", "up") and fact.claim.indicator == PER_HEAD:
            yield from product_per_head(body, fact)
        elif rate:
            yield from unit_prices(body, fact)
