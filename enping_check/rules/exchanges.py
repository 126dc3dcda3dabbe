"""Money told again in another money, twice and at one rate: 出口12.4亿元（约合1.73亿美元），进口8.6亿元（约合1.20亿美元） (EP402).

No rate is printed, but one passage reckons with one: where two pairs do not agree, the name of a money, its size or a digit is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from enping_check.engine import Constraint, Interval, Var
from enping_check.rules.averages.operands import one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import slips
from enping_check.rules.wholes import usable

_APART: Final = Fraction(115, 100)  # so far the rates of two years of one passage may well lie apart
_CLOSE: Final = Fraction(1, 25)  # by how much two amounts may leave their rate open
_LABELS: Final = ("unit-scale", "point", "transposition", "digit")
_GAP: Final = 12
_TOLD_AGAIN: Final = re.compile("[（(，]?(?:大?约|折合?|合计?|折算|相当于|约合|折合约|合约|等于)(?:成|为|约|合)*(?:人民币|港币|新台币)?")
_NAME: Final = re.compile("[^\\d.万亿千百]+$")


class Pair(NamedTuple):
    """An amount, the same in another money, and how much of the one is one of the other, by their printed digits."""

    source: Fact
    told: Fact
    rate: Interval


def relations(body: Body) -> Iterator[Relation]:
    """Each amount told in two moneys against the one before it in its sentence."""
    pairs: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for levels in body.levels.values():
        for source, fact in pairwise(sorted(levels, key=lambda f: f.order)):
            if (pair := _pair(body, source, fact)) is not None:
                pairs[fact.key[0], fact.claim.sentence].append(pair)
    for found in pairs.values():
        for one, other in pairwise(found):
            if one_time(one.source, other.source) and one.source.claim.modality == other.source.claim.modality:
                yield from _named_wrongly(body, one, other)
                yield from _at_one_rate(body, one, other)


def _pair(body: Body, source: Fact, fact: Fact) -> Pair | None:
    """12.4亿元（约合1.73亿美元）: with nothing else said between the two."""
    if not usable(source) or not usable(fact) or fact.claim.at.start - source.claim.at.end > _GAP:
        return None
    if _TOLD_AGAIN.fullmatch(body.between(source, fact)) is None:
        return None
    a, b = _to_the_digit(source), _to_the_digit(fact)
    if a is None or b is None:
        return None
    return Pair(a, b, (Var(a.key) / Var(b.key)).range({a.key: a.claim.interval, b.key: b.claim.interval}))


def _to_the_digit(fact: Fact) -> Fact | None:
    """An amount of money as it is printed, whatever 约合 says."""
    quantity = fact.claim.quantity
    if quantity is None or not quantity.dimension.startswith("currency") or quantity.ranged or quantity.number is None:
        return None
    middle = quantity.fine.middle  # 约合 reaches as far to both sides
    if middle is None:
        return None
    plain = Interval.around(middle, quantity.last / 2)
    return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=plain, fine=plain, hedge="")))


def _moneys(pair: Pair) -> tuple[str, str]:
    a, b = pair.source.claim.quantity, pair.told.claim.quantity
    return (a.base_unit, b.base_unit) if a is not None and b is not None else ("", "")


def _named_wrongly(body: Body, one: Pair, other: Pair) -> Iterator[Relation]:
    """8.6亿元（约合1.20亿元）beside 12.4亿元（约合1.73亿美元）: at the rate of the other pair it is in that pair's money."""
    for wrong, right in ((one, other), (other, one)):
        source, told = _moneys(wrong)
        if source != told or _moneys(right)[0] != source or _moneys(right)[1] == source:
            continue
        narrow = right.rate.width is not None and right.rate.middle is not None and right.rate.width < right.rate.middle * _CLOSE
        if narrow and right.rate.overlaps(wrong.rate):
            surface, name, money = wrong.told.claim.surface, _NAME.search(body.folded(wrong.told)), _moneys(right)[1]
            money = money.replace("币", "幣") if re.search("[億萬]", surface) else money
            yield Relation(
                "EP402",
                Constraint(Var(wrong.told.key), "=", Var(wrong.source.key)),
                (wrong.told, wrong.source, right.told, right.source),
                f"{printed(body, wrong.source)} = {{x}}",
                choice=("conversion", wrong.told.key),
                diagnosis="currency",
                replacement=surface[: -len(name[0])] + money if name is not None else "",
            )
            return


def _at_one_rate(body: Body, one: Pair, other: Pair) -> Iterator[Relation]:
    """12.4亿元（约合1.72亿美元），首批5.6亿元（约合0.97亿美元）: the second at the rate of the first; told where a slip shows."""
    if _moneys(one) != _moneys(other) or len(set(_moneys(one))) < 2:
        return
    made = Var(one.told.key) * Var(other.source.key) / Var(one.source.key)
    yield Relation(
        "EP402",
        Constraint(Var(other.told.key), "=", made),
        (other.told, other.source, one.told, one.source),
        f"{printed(body, other.source)} × {printed(body, one.told)} ÷ {printed(body, one.source)} = {{x}}",
        sure=_slipped(body, one, other),
        choice=("conversion", other.told.key),
    )


def _slipped(body: Body, one: Pair, other: Pair) -> bool:
    """True for rates so far apart that no two years explain them, and one number of which a slip does."""
    a, b = one.rate.middle, other.rate.middle
    if a is None or b is None or not a or not b or max(a / b, b / a) < _APART:
        return False
    for wrong, right in ((one, other), (other, one)):
        for fact in (wrong.told, wrong.source):
            for slip in slips(body, fact):
                box: dict[Hashable, Interval] = {"s": wrong.source.claim.interval, "t": wrong.told.claim.interval}
                box["t" if fact is wrong.told else "s"] = slip.interval
                if slip.label in _LABELS and (Var("s") / Var("t")).range(box).overlaps(right.rate):
                    return True
    return False
