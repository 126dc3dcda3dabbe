"""Whether a slip explains why total and count do not make the average: what is far out is more often a total of something else."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from enping_check.engine import Expression, Interval, Var
from enping_check.rules.averages.divisors import Bottom
from enping_check.rules.averages.operands import one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.slips import one_slip


def explained_here(body: Body, fact: Fact, top: Fact, bottom: Bottom) -> bool:
    """True when one slip explains why total and count of the average's own sentence do not make it."""
    count, factor = bottom
    return top.key != count.key and one_time(fact, top) and slipped_here(body, fact, Var(top.key) * factor / Var(count.key), (top, count))


def slipped_here(body: Body, fact: Fact, mean: Expression, operands: tuple[Fact, ...]) -> bool:
    """True when one slip explains why the mean of these is not the average."""
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in operands}
    failing = not mean.range(box).overlaps(fact.claim.interval)
    return failing and one_slip(body, fact, mean, (fact, *operands), ("digit", "transposition", "point"))


# a number that is out by more is a slip of few kinds, or the total is of something else
_APART = 4
LARGE = ("point", "doubled", "unit-scale", "lost-of-many")
_TIGHT = Fraction(1, 200)


def likely(body: Body, fact: Fact, mean: Expression, others: tuple[Fact, ...]) -> bool:
    """True when total and count make the average to within what a changed digit makes of a number, or one larger slip does."""
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in others}
    stated, value = fact.claim.interval, mean.range(box)
    if not stated.middle or not value.middle:
        return True
    if max(value.middle / stated.middle, stated.middle / value.middle) <= _APART:
        return True
    spread = sum((i.width / abs(i.middle) for i in (stated, value) if i.width is not None and i.middle), Fraction(0))
    # a digit put in anywhere makes many numbers: it explains one only where few would do
    return one_slip(body, fact, mean, (fact, *others), (*LARGE, "lost") if spread <= _TIGHT else LARGE)


def of_its_size(body: Body, fact: Fact, top: Fact, bottom: Fact, others: Sequence[Bottom]) -> bool:
    """放映1.26万场，观影38.4万人次，票房1536万元，平均票价48元: a slip away from one of the counts, and many times off every other."""
    own, made = fact.claim.interval.middle, top.claim.interval.middle
    scale = next((factor for count, factor in others if count.key == bottom.key), None)
    if not own or not made or scale is None or len(others) < 2:
        return False
    for count, factor in others:
        size = count.claim.interval.middle
        if not size:
            return False
        off = max(made * factor / size / own, own * size / made / factor)
        if (off > 2) if count.key == bottom.key else (off < _APART):
            return False
    return one_slip(body, fact, Var(top.key) * scale / Var(bottom.key), (fact, top, bottom), ("digit", "transposition"))
