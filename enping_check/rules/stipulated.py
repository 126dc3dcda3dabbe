"""Amounts that are fixed, not measured: what is paid for each, what was planned. Zeros at their end are no sign of rounding."""

from __future__ import annotations

from enping_check.engine import Interval
from enping_check.rules.body import Fact


def stipulated(fact: Fact) -> Fact:
    """The amount as it is printed: a rate of payment, or a price that is reckoned with, is no mean that was rounded."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.number is None or quantity.hedge or quantity.ranged:
        return fact
    point = Interval.point(quantity.number * quantity.factor)
    return Fact(fact.key, fact.claim._replace(aspect="", quantity=quantity._replace(interval=point, fine=point, exact=True)))


def planned(fact: Fact) -> Fact:
    """年度目标100亿元: a plan is rounded to its last printed digit, were that a zero."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.hedge or quantity.ranged:
        return fact
    return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=quantity.fine)))
