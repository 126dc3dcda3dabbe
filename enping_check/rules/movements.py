"""Of so many things some rose, some fell and some stood still: 20种蔬菜中，上涨的有6种，持平的有5种，下降的有9种 (EP301).

Nothing does a fourth, so that the three make up all there are; and two of them no more than all. So it is with those above, at and below
a mark. Told only where each is counted once, in the unit of the total.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed, sum_text
from enping_check.rules.wholes import same_dimension, usable

_MARKS: Final = re.compile("[，。；：、！？\n（）“”]")
_WAYS: Final = ("rose", "stood", "fell")
_KINDS: Final = ("moved", "compared", "earned")
_NOT: Final = ("average", "base", "comparison", "threshold", "converted")


@functools.cache
def _words(kind: str) -> dict[str, re.Pattern[str]]:
    words = {**table("words.toml")["direction"], **table("sums.toml")[kind]}
    return {name: re.compile(alternation(words[name])) for name in (*_WAYS, "more")}


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    for facts in body.sentences.values():
        if facts[0].claim.sentence < 0:
            continue
        counts = sorted((f for f in facts if f.claim.kind in ("level", "change") and _whole(f)), key=lambda f: f.order)
        if len(counts) >= 3:
            for kind in _KINDS:
                yield from _row(body, counts, kind)
                if len(counts) == 3:
                    yield from _of_those_before(body, counts, kind)


def _whole(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return (
        quantity is not None
        and quantity.number is not None
        and quantity.number.denominator == 1
        and not quantity.hedge
        and quantity.dimension.startswith("count")
        and usable(fact)
        and fact.claim.aspect not in _NOT
    )


def _row(body: Body, counts: Sequence[Fact], kind: str) -> Iterator[Relation]:
    """The two or three counts that follow one another, and the count before them of all there are."""
    for at in range(1, len(counts) - 1):
        whole, told = counts[at - 1], counts[at : at + 3]
        ways = [_way(body, part, kind) for part in told]
        parts = told if sorted(way for way in ways if way) == sorted(_WAYS) else told[:2]
        if len(parts) == 2 and (sorted(ways[:2]) != ["fell", "rose"] or len(set(ways)) < len(ways)):
            continue
        if _way(body, whole, kind) or not all(same_dimension(whole, part) and _size(part) <= _size(whole) for part in parts):
            continue
        if _words(kind)["more"].search(body.text(whole, parts[-1])):
            continue
        added = sum_text(body, parts).replace("−", "")  # 价格下跌22种: a count, no change of one
        yield Relation(
            "EP301",
            Constraint(Var(whole.key), "=" if len(parts) == 3 else ">=", total([part.claim.sign * Var(part.key) for part in parts])),
            (whole, *parts),
            f"{added.partition(' = ')[0]} = {{x}}" if len(parts) == 3 else f"{added} > {printed(body, whole)}",
            choice=("moved", whole.key),
            key="mismatch" if len(parts) == 3 else "beyond",
            free=len(parts) == 2,
        )
        return


def _of_those_before(body: Body, parts: Sequence[Fact], kind: str) -> Iterator[Relation]:
    """29个省份公布了数据。17个高于全国，8个低于全国，4个持平: of the one count of the sentence before, of the same things."""
    if sorted(_way(body, part, kind) for part in parts) != sorted(_WAYS) or _words(kind)["more"].search(body.text(parts[0], parts[-1])):
        return
    noun = body.after(parts[0], 2)
    before = body.sentences.get((parts[0].key[0], parts[0].claim.sentence - 1), [])
    counts = [f for f in before if f.claim.kind == "level" and _whole(f) and same_dimension(f, parts[0])]
    if len(counts) != 1 or _MARKS.search(noun) or body.after(counts[0], 2) != noun or counts[0].claim.paragraph != parts[0].claim.paragraph:
        return
    if _way(body, counts[0], kind) or not all(_size(part) <= _size(counts[0]) for part in parts):
        return
    yield Relation(
        "EP301",
        Constraint(Var(counts[0].key), "=", total([Var(part.key) for part in parts])),
        (counts[0], *parts),
        f"{sum_text(body, parts).partition(' = ')[0]} = {{x}}",
        choice=("moved", counts[0].key),
    )


def _size(fact: Fact) -> int:
    quantity = fact.claim.quantity
    return int(abs(quantity.number)) if quantity is not None and quantity.number is not None else 0


def _way(body: Body, fact: Fact, kind: str) -> str:
    """Which way what is counted went: the one way that the clause around the count speaks of; empty where it is none or several."""
    before = _MARKS.split(body.before(fact, 30))[-1]
    behind = re.split("\\d", _MARKS.split(body.after(fact, 24))[0])[0]  # 31个乡镇中有19个增速高于…
    said = re.sub("同比|环比|增加值|涨幅|涨跌", "", before + "|" + behind)
    found = [way for way in _WAYS if _words(kind)[way].search(said)]
    return found[0] if len(found) == 1 else ""
