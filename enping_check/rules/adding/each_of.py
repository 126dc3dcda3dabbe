"""An amount that each of several has counts as often as there are of them: 甲、乙两厂各出资a，丙厂出资b，三家一共c."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Constraint, Expression, Var
from enping_check.language.numerals import whole as number
from enping_check.rules.adding.significance import EXCEEDED
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.sum_words import count_in, sum_words
from enping_check.rules.wholes import same_dimension

_EACH: Final = re.compile(
    "(?<![第前后近约余逾\\d.])(?P<n>[两二三四五六七八九十]|\\d{1,2})(?:大|个)?(?:[一-鿿]{1,6}?)(?:各自?|每[家个户人处座])(?![种类方项界级地])[一-鿿]{0,8}$"
)
_MOST: Final = 5  # amounts


def each_of_several(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """A total that counts as many as all its parts are together, in the sentence of its parts."""
    for at in range(1, len(facts)):
        whole = facts[at]
        words = re.split("[；。]", body.between(facts[at - 1], whole))[-1]
        count = count_in(words)
        if not count or sum_words().sure.search(words) is None:
            continue
        parts = [f for f in facts[max(0, at - _MOST) : at] if f.claim.sentence == whole.claim.sentence]
        times = [_times(body, p) for p in parts]
        while sum(times) > count:
            parts, times = parts[1:], times[1:]
        if sum(times) != count or max(times, default=1) == 1 or not all(same_dimension(p, whole) for p in parts):
            continue
        made: Expression = Var(parts[0].key) * times[0]
        for part, n in zip(parts[1:], times[1:], strict=True):
            made = made + Var(part.key) * n
        shown = " + ".join(f"{printed(body, p)} × {n}" if n > 1 else printed(body, p) for p, n in zip(parts, times, strict=True))
        yield Relation(
            "EP301",
            Constraint(Var(whole.key), "=", made),
            (whole, *parts),
            f"{shown} = {{x}}",
            sure=explained(body, whole, made, parts, EXCEEDED),
            choice=("added", whole.key),
        )


def _times(body: Body, part: Fact) -> int:
    """How many there are that have the amount: 2 of 东、西两个粮库各存稻谷."""
    found = _EACH.search(body.clause(part))
    return (number(found["n"]) or 1) if found is not None else 1
