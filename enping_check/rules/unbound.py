"""Shares that no words bind to two amounts, where their digits do (EP101).

A feature tells of 受检的2350名小学生 and 查出近视的874名, and begins with 31.2%. What no other rule relates is compared with the amounts of
its passage: only where none of them gives it, and two give it but for a slip that few numbers in so many are away from, is it told.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Interval, Var, implied
from enping_check.language.lexicon import table
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained, telling
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.totals import OF_ALL
from enping_check.rules.wholes import same_dimension, usable

_MOST: Final = Fraction(1, 3)  # as many shares may be so near to what two amounts give by chance, by all readings of the passage
_PAIRS: Final = 3  # more leave too much to chance
_DIGITS: Final = 3  # of a share; 68% is a slip away from a fifth of all
_REACH: Final = 1  # sentences
_TELLING: Final = ("transposition", "doubled", "unit-scale")
_NEVER: Final = ("base", "average", "whole", "threshold", "converted")


def relations(body: Body, stated: Iterable[Relation]) -> Iterator[Relation]:
    """Every such share; ``stated``: what the other rules relate."""
    bound = {fact.key for relation in stated for fact in relation.facts if relation.code != "EP104"}
    for share in body.all("share"):
        if share.key in bound or not _plain(body, share, _DIGITS) or share.claim.sign < 0 or not _of_a_whole(body, share):
            continue
        amounts = _amounts(body, share)
        pairs = list(_pairs(body, share, amounts))
        if not 0 < len(pairs) <= _PAIRS or _given(share, _readings(amounts)):
            continue
        told = [pair for pair in pairs if _a_slip_away(body, share, *pair, _MOST / len(pairs))]
        if len(told) == 1:
            yield _relation(body, share, *told[0])


def _relation(body: Body, share: Fact, part: Fact, whole: Fact) -> Relation:
    return Relation(
        "EP101",
        Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
        (share, part, whole),
        f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
        severity=Severity.WARNING,
        choice=("unbound", share.key),
        plausible=PERCENT,
    )


def _amounts(body: Body, share: Fact) -> list[Fact]:
    """The amounts of the passage, each told once."""
    found: list[Fact] = []
    for fact in body.within(share, _REACH, "level"):
        claim = fact.claim
        if claim.paragraph != share.claim.paragraph or claim.aspect in _NEVER or not _plain(body, fact, 2):
            continue
        if claim.quantity is None or claim.quantity.dimension in ("none", "time", "temperature", "percent"):
            continue
        if not any(same_dimension(fact, f) and f.claim.interval.overlaps(claim.interval) for f in found):
            found.append(fact)
    return found


def _pairs(body: Body, share: Fact, amounts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """A smaller amount and a greater one that the share may be of by its words."""
    linked = body.first(share, "part")
    for part, whole in permutations(amounts, 2):
        if not same_dimension(part, whole) or part.middle >= whole.middle or (linked is not None and part.key != linked.key):
            continue
        if part.claim.scope_key != whole.claim.scope_key or part.claim.period != whole.claim.period:
            continue
        if _called(body, share, whole):
            yield part, whole


def _called(body: Body, share: Fact, whole: Fact) -> bool:
    """True unless the share says what it is of, in words that the amount's do not have."""
    said = share.claim.whole or ""
    if OF_ALL.fullmatch(said):
        return True
    words = whole.claim.subject + whole.claim.indicator + body.clause(whole) + body.after(whole, 8)
    return any(said[i : i + 2] in words for i in range(len(said) - 1))


def _readings(amounts: Sequence[Fact]) -> Iterator[Fraction]:
    """The percentages that the amounts make as shares or growths, in any order, two of them together as well."""
    for a, b in permutations(amounts, 2):
        if same_dimension(a, b):
            x, y = a.middle, b.middle
            yield from (x / y, (y - x) / x, x / (x + y))
    for whole in amounts:
        alike = [f.middle for f in amounts if f.key != whole.key and same_dimension(f, whole)]
        for x, y in combinations(alike, 2):
            yield from ((x + y) / whole.middle, whole.middle / (whole.middle + x + y), (whole.middle - x - y) / whole.middle)


def _given(share: Fact, made: Iterable[Fraction]) -> bool:
    """True where one of them is the share, or what it leaves of the whole, to a unit of the last digit."""
    quantity = share.claim.quantity
    last = quantity.last if quantity is not None else Fraction(0)
    return any(min(abs(100 * each - share.middle), abs(100 - 100 * each - share.middle)) <= last for each in made)


def _a_slip_away(body: Body, share: Fact, part: Fact, whole: Fact, most: Fraction) -> bool:
    """True where a slip in the share, or a more telling one in an amount, makes them agree, and the amounts are fine enough to say."""
    made = Var(part.key) * 100 / Var(whole.key)
    value = made.range({f.key: f.claim.interval for f in (part, whole)})
    quantity = share.claim.quantity
    if value.width is None or quantity is None or value.width > 2 * quantity.last:
        return False
    if explained(body, share, made, (part, whole), most, (part.key, whole.key), added=False):
        return True
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in (share, part, whole)}
    constraint = Constraint(Var(share.key), "=", made)
    wanted = {f.key: implied(constraint, box, f.key) for f in (part, whole)}
    return telling(body, (share, part, whole), value, lambda f: wanted[f.key], most / 4, (share.key,), kinds=_TELLING, added=False)


def _plain(body: Body, fact: Fact, digits: int) -> bool:
    """True for a number that is told as a fact and printed to so many digits."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.hedge or quantity.ranged or quantity.number is None or not fact.middle:
        return False
    if fact.claim.modality != "fact" or (fact.claim.kind == "level" and not usable(fact)):
        return False
    return sum(c.isdigit() for c in body.folded(fact)) >= digits


def _of_a_whole(body: Body, share: Fact) -> bool:
    """False for interest, yields and the like, which are shares of nothing told."""
    return _rates().search(share.claim.subject + share.claim.indicator + body.clause(share) + body.after(share, 4)) is None


@cache
def _rates() -> re.Pattern[str]:
    return re.compile(alternation(table("words.toml")["unbound"]["never"]))
