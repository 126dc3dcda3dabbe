"""Amounts that are fixed, not measured: what is paid for each, what was planned. Zeros at their end are no sign of rounding."""

from __future__ import annotations

from fractions import Fraction

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


_ROUND = Fraction(1, 20)  # by how much a target of one digit may have been rounded


def targeted(fact: Fact) -> Fact:
    """完成全年任务5万亩的87%: as planned; one that is told in a single digit is not as wide as that digit, for it was set so."""
    fact = planned(fact)
    quantity = fact.claim.quantity
    if quantity is None or quantity.number is None or quantity.hedge or quantity.ranged:
        return fact
    value = quantity.number * quantity.factor
    near = Interval(value - abs(value) * _ROUND, value + abs(value) * _ROUND)
    width = quantity.interval.width
    if width is None or near.width is None or width <= near.width:
        return fact
    return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=near, fine=near)))


_LOOSE = Fraction(5, 2)  # units of its last digit by which a whole number beside a finer one may be off


def beside_finer(fact: Fact, other: Fact) -> Fact:
    """由400万人增至691.2万人: beside a value of its unit that tells tenths, zeros at the end are hardly a rounding to hundreds."""
    quantity, finer = fact.claim.quantity, other.claim.quantity
    if quantity is None or finer is None or quantity.number is None or quantity.hedge or quantity.ranged or finer.hedge:
        return fact
    width = quantity.interval.width
    if quantity.unit != finer.unit or finer.last >= quantity.last or quantity.coarse <= quantity.last or width is None:
        return fact
    middle, half = quantity.fine.middle, quantity.last * _LOOSE
    if middle is None or width <= 2 * half:
        return fact
    return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=Interval(middle - half, middle + half))))
