"""How near a number of the body comes to the headline's: rounded, planned, slipped, or two digits exchanged."""

from __future__ import annotations

import re
from fractions import Fraction

from enping_check.rules.body import Body, Fact
from enping_check.rules.restatement.likeness import figures
from enping_check.rules.slips import slip_between
from enping_check.rules.wholes import same_dimension

_WELL_ABOVE = Fraction(3, 2)  # nobody calls 12.5 past 8
_NEAR = Fraction(4, 5)  # a headline that says more or less than this of the number is of something else


def near_enough(body: Body, title: Fact, main: Fact) -> bool:
    """True when the two are a rounding, a slip or an exchange of digits apart."""
    one, two = title.claim.interval, main.claim.interval
    a = one.low if one.high is None else one.high if one.low is None else one.middle
    b = two.middle
    if not a or not b:
        return False
    close = _NEAR <= a / b <= 1 / _NEAR
    if title.claim.quantity is not None and title.claim.quantity.hedge:
        return close or exchanged(body, title, main)
    if title.claim.kind == "growth":
        return False
    return tenths_exchanged(title, main) or bool(slip_between(body, title, main) & {"transposition", "digit", "point", "unit-scale"})


def in_tenths(title: Fact) -> bool:
    """八成六: a share in tenths and hundredths, as finely told as a whole per cent."""
    quantity = title.claim.quantity
    return (
        title.claim.kind == "share" and quantity is not None and quantity.dimension == "percent" and quantity.unit != "%" and _fine(title)
    )


def _fine(title: Fact) -> bool:
    interval = title.claim.interval
    return interval.width is not None and interval.width <= 1 and interval.middle is not None and interval.middle % 10 != 0


def tenths_exchanged(title: Fact, main: Fact) -> bool:
    """八成六 over 68.0%: the two figures of the headline's share in the other order."""
    told, size = title.claim.interval.middle, main.claim.interval.middle
    if not in_tenths(title) or told is None or size is None:
        return False
    tens, ones = divmod(int(told), 10)
    return tens != ones and abs(ones * 10 + tens - size) <= _ROUNDING


_ROUNDING = Fraction(1, 2)  # of a per cent


def _close(title: Fact, fact: Fact) -> bool:
    size, stated = fact.claim.interval.middle, title.claim.interval
    mark = stated.low if stated.high is None else stated.high
    return size is not None and bool(mark) and mark is not None and _NEAR <= size / mark <= 1 / _NEAR


def fits(title: Fact, fact: Fact) -> bool:
    """True when a number of the body may be what the headline says, as printed or rounded."""
    size, stated = fact.claim.interval.middle, title.claim.interval
    mark = stated.low if stated.high is None else stated.high
    far = size is not None and mark is not None and size > _WELL_ABOVE * mark
    if fact.claim.modality != title.claim.modality and stated.middle != size:
        return False  # a plan of the body's is not what a headline rounds; one that prints it is read as a fact at times
    return stated.overlaps(fact.claim.interval) and not far


def exchanged(body: Body, title: Fact, main: Fact) -> bool:
    """超84亿 over 48.6亿, 突破150万 over 105.3万: the body's first digits with two of them exchanged, of the same indicator."""
    one, two = body.known(title), body.known(main)
    named, told = (c.claim.indicator for c in (title, main))
    if not (named == told or (one is not None and two is not None and one.name == two.name)):
        return False
    if title.claim.kind != "level" or title.claim.scope or (a := title.claim.quantity) is None or (b := main.claim.quantity) is None:
        return False
    mark, number = figures(body, title), figures(body, main).split(".")[0]
    if a.factor != b.factor or "." in mark or len(mark) != len(number) or len(mark) < 2:
        return False
    swaps = {number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(len(number) - 1) if number[i] != number[i + 1]}
    return mark in swaps


def planned(body: Body, title: Fact) -> bool:
    """基地年发电量超84亿 over 二期建成后，年发电量将达84.2亿千瓦时: a planned number of the body is what the headline rounds."""
    told = [f for f in body.all("level") if f.key[0] == title.key[0] and f.claim.place != "title" and same_dimension(f, title)]
    return any(
        (f.claim.modality != "fact" or _TO_COME.search(body.clause(f)))
        and title.claim.interval.overlaps(f.claim.interval)
        and _close(title, f)
        for f in told
    )


_TO_COME = re.compile("将|可达|预计|有望|力争|计划")
