"""Ratios of two whole numbers: 16 of how many is 72.7 %?"""

from __future__ import annotations

from fractions import Fraction

from enping_check.interval import EMPTY, Interval

SEARCH = 20_000
SHOWN = 5


def integer_ratio_feasible(part: Interval, share: Interval, whole: Interval) -> tuple[bool, list[int]]:
    """Whether some whole number of ``part`` is ``share`` percent of some positive whole number of ``whole``.

    Returns the answer and the smallest few wholes that do it (five at most). Parts are not negative. The search goes over
    whichever side has fewer values; where both have more than 20,000 and the share is finer than that, the answer is a
    cautious True with no wholes.
    """
    ratio = share.scaled(Fraction(1, 100)) & Interval(Fraction(0))
    parts = (part & Interval(Fraction(0))).whole()
    wholes = (whole & Interval(Fraction(1))).whole()
    if ratio.empty or parts.empty or wholes.empty:
        return False, []
    found: list[int] = []
    if _count(parts) <= _count(wholes):
        return _by_part(parts, ratio, wholes)
    lowest = _least(wholes)
    for at in range(lowest, _last(wholes, lowest + SEARCH) + 1):
        if not (ratio.scaled(at) & parts).whole().empty:
            found.append(at)
            if len(found) == SHOWN:
                break
    return bool(found) or _count(wholes) > SEARCH, found


def _by_part(parts: Interval, ratio: Interval, wholes: Interval) -> tuple[bool, list[int]]:
    found: set[int] = set()
    lowest = _least(parts)
    last = _last(parts, lowest + SEARCH)
    for at in range(lowest, last + 1):
        if len(found) >= SHOWN and ratio.high is not None and at / ratio.high > sorted(found)[SHOWN - 1]:
            break  # larger parts only reach larger wholes
        fits = (Interval.point(at) / ratio & wholes).whole()
        if at == 0:  # nothing is 0 % of every whole
            fits = wholes if 0 in ratio else EMPTY
        if not fits.empty:
            least = _least(fits)
            found.update(range(least, _last(fits, least + SHOWN - 1) + 1))
    return bool(found) or _count(parts) > SEARCH, sorted(found)[:SHOWN]


def _least(whole: Interval) -> int:
    return 0 if whole.low is None else whole.low.numerator


def _last(whole: Interval, limit: int) -> int:
    return limit if whole.high is None else min(whole.high.numerator, limit)


def _count(whole: Interval) -> float:
    return float("inf") if whole.low is None or whole.high is None else whole.high.numerator - whole.low.numerator + 1
