"""How two levels stand to each other: fit to reckon with, measured alike, one below the other, of one time."""

from __future__ import annotations

import re

from enping_check.claims import partitions
from enping_check.rules.body import Fact


def usable(fact: Fact | None) -> bool:
    """True when a claim has a number arithmetic may use."""
    return fact is not None and fact.claim.quantity is not None and fact.claim.bound != "unclear"


def same_dimension(a: Fact, b: Fact) -> bool:
    """True when both levels are measured alike."""
    return a.claim.quantity is not None and b.claim.quantity is not None and a.claim.quantity.base_unit == b.claim.quantity.base_unit


def divisible(whole: Fact, part: Fact) -> bool:
    """True when ``part`` may be so many of ``whole``: measured alike, or persons and firms of 有效问卷2640份."""
    a, b = whole.claim.quantity, part.claim.quantity
    if a is None or b is None:
        return False
    if a.base_unit == b.base_unit or (b.base_unit == "人次" and a.dimension == "none" and whole.claim.indicator.endswith("人次")):
        return True  # 参观人次达48.6万
    counted = a.exact and b.exact and a.dimension.startswith("count") and b.dimension.startswith("count")
    if not counted or a.unit not in ("份", "个", "张"):
        return False
    return any(word in whole.claim.subject + whole.claim.indicator for word in partitions.load().sheets)


def smaller(whole: Fact, part: Fact) -> bool:
    """A whole below its part is more likely not the whole that was meant."""
    a, b = whole.claim.quantity, part.claim.quantity
    return (
        a is not None and b is not None and a.interval.high is not None and b.interval.low is not None and a.interval.high < b.interval.low
    )


def same_time(a: Fact, b: Fact) -> bool:
    """True for levels of one period, or of one sentence."""
    return a.claim.period == b.claim.period or a.claim.sentence == b.claim.sentence


def other_year(a: Fact, b: Fact) -> bool:
    """True for values of two years that the text names, as last year's sales under this year's target."""
    years = [re.match("[0-9]{4}|Y[+-][0-9]+", f.claim.period) for f in (a, b)]
    first, second = (y[0] if y is not None else "" for y in years)
    return bool(first and second) and first != second


def near(a: Fact, b: Fact) -> bool:
    """True when ``a`` is told in the paragraph of ``b`` or beside it, and clearly."""
    return abs(a.claim.paragraph - b.claim.paragraph) <= 1 and a.claim.bound != "unclear"
