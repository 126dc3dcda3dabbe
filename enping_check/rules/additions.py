"""What is added to a value told before it makes the sum: EP301.

一般公共预算收入a亿元。加上调入b亿元、上年结转c亿元，收入总量为d亿元. The words say that something was told already, not always which value
it is: the nearest, or the first of the sentence before; so a sum that does not come out is told where one ordinary slip explains it.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation
from enping_check.rules.running import running_total
from enping_check.rules.totals import ADDED, adds_up, sum_of
from enping_check.rules.wholes import same_dimension, usable

_BY_CHANCE: Final = Fraction(1, 12)
_MOST: Final = 6  # things added


@functools.cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that the next value is added to an earlier one, and what says that a value is the sum."""
    words = table("sums.toml")
    return (
        re.compile(f"(?:^|[，。；\\n]){alternation(words['added']['words'])}"),
        re.compile(alternation((*words["together"]["sure"], *words["together"]["likely"], *words["added"]["sum"]))),
    )


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    adding, _ = _words()
    for index, levels in body.levels.items():
        folded = body.readings[index].article.folded
        rows: dict[int, list[Fact]] = defaultdict(list)
        for fact in levels:
            if (usable(fact) or fact.claim.aspect == "together") and fact.claim.aspect in ADDED and fact.claim.interval.bounded:
                rows[fact.claim.sentence].append(fact)
        for sentence, facts in rows.items():
            facts.sort(key=lambda f: f.order)
            for at, fact in enumerate(facts):
                start = facts[at - 1].claim.at.end if at else max(0, fact.claim.at.start - 24)
                *_, mark = [None, *adding.finditer(folded, start, fact.claim.at.start)]  # the nearest
                if mark is not None and re.search("[。；！？]", folded[mark.end() : fact.claim.at.start]) is None:
                    yield from _sums(body, facts[:at], rows.get(sentence - 1, []), facts[at:])
                    break


def _sums(body: Body, before: Sequence[Fact], earlier: Sequence[Fact], added: Sequence[Fact]) -> Iterator[Relation]:
    """The sum of what is added, up to the first value that is called a sum, and of a value told before."""
    _, summed = _words()
    for at, whole in enumerate(added[1 : _MOST + 1], 1):
        if summed.search(body.clause(whole)) is None:
            continue
        parts = added[:at]
        if not all(same_dimension(whole, p) for p in parts):
            return
        nearest = before[-1:] or earlier[-1:]
        first = before[:1] or [f for f in earlier if not f.claim.links.get("total")][:1]
        rows = [[f, *parts] for f in {f.key: f for f in (*nearest, *first)}.values() if same_dimension(whole, f)]
        if (fitting := next((row for row in rows if adds_up(whole, row)), None)) is not None:
            yield _sum(body, whole, fitting, sure=False)
            return
        for row in rows:
            if explained(body, whole, total([Var(p.key) for p in row]), row, _BY_CHANCE):
                yield _sum(body, whole, row, sure=True)
                return
        return


def _sum(body: Body, whole: Fact, parts: Sequence[Fact], *, sure: bool) -> Relation:
    """三季度a亿元，加上上半年的b亿元，前三季度累计c亿元 is a running total."""
    if len({p.claim.period for p in parts}) == len(parts):
        return running_total(body, whole, list(parts), sure)
    return sum_of(body, whole, parts, sure, ("additions", whole.key))
