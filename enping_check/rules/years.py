"""What single years make together over all the years named: 2021—2024年累计新增42.6万人，其中2021年a、2022年b… (EP304)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import Final

from enping_check.engine import Expression, Interval, Var, total
from enping_check.language.numerals import whole as whole_number
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation
from enping_check.rules.running import running_total
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

_RANGE: Final = re.compile("(?P<a>(?:19|20)\\d\\d)/(?P<b>(?:19|20)\\d\\d)")
_SO_MANY: Final = re.compile("(?<![第近\\d])(?P<n>[两二三四五六七八九十]|\\d{1,2})年(?:间|来|里|中|内|共|累计|合计|总)[^，。；]{0,4}")
_MOST: Final = 12  # years
_FLOWS: Final = ("", "increment", "together", "stock", "up")
_ADDED: Final = re.compile("累计|合计|共|总|先后")


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    for levels in body.levels.values():
        singles = [f for f in levels if f.claim.period.isdecimal() and _flow(body, f)]
        if len(singles) < 2:
            continue
        for fact in levels:
            if not usable(fact) or fact.claim.modality != "fact" or fact.claim.aspect not in _FLOWS:
                continue
            if (found := _RANGE.fullmatch(fact.claim.period)) is not None:
                yield from _over(body, fact, range(int(found["a"]), int(found["b"]) + 1), singles)
            elif _ADDED.search(body.clause(fact)) and (told := _SO_MANY.search(body.sentence(fact))) is not None:
                yield from _so_many(body, fact, whole_number(told["n"]) or 0, singles)


def _flow(body: Body, fact: Fact) -> bool:
    known = body.known(fact)
    stands = known is not None and (known.nature != "flow" or not known.additive) and fact.claim.aspect != "increment"
    return usable(fact) and not stands and fact.claim.modality == "fact" and fact.claim.aspect in (*_FLOWS, "base")


def _over(body: Body, fact: Fact, years: range, singles: Sequence[Fact]) -> Iterator[Relation]:
    """Just one value of each year of the range, told near by and called alike."""
    parts = [f for f in singles if int(f.claim.period) in years and _alike(fact, f) and f.key != fact.key]
    if not 2 <= len(years) <= _MOST or [int(f.claim.period) for f in parts] != list(years):
        return
    if not _ADDED.search(body.clause(fact)) and not _slipped(body, fact, parts):
        return
    yield running_total(body, fact, parts)


def _so_many(body: Body, fact: Fact, count: int, singles: Sequence[Fact]) -> Iterator[Relation]:
    """五年间先后投资62个，2020至2024年分别为…: just so many years, told in the same sentence behind it."""
    parts = [f for f in singles if f.claim.sentence == fact.claim.sentence and f.order > fact.order and _alike(fact, f)]
    years = [int(f.claim.period) for f in parts]
    if count < 2 or len(years) != count or years != list(range(years[0], years[0] + count)) or not _slipped(body, fact, parts):
        return
    yield running_total(body, fact, parts)


def _alike(fact: Fact, part: Fact) -> bool:
    one, two = name_key(fact.claim), name_key(part.claim)
    near = abs(fact.claim.sentence - part.claim.sentence) <= 2 and fact.claim.paragraph == part.claim.paragraph
    named = one == two or (len(two) >= 2 and one.endswith(two)) or not two
    return near and named and same_dimension(fact, part) and fact.claim.scope_key == part.claim.scope_key


def _slipped(body: Body, fact: Fact, parts: Sequence[Fact]) -> bool:
    """True where they add up, or one slip explains why they do not."""
    made: Expression = total([Var(p.key) for p in parts])
    box: dict[Hashable, Interval] = {p.key: p.claim.interval for p in parts}
    return made.range(box).overlaps(fact.claim.interval) or one_slip(body, fact, made, (fact, *parts))
