"""Values of one thing over several years or months that are said to have moved one way all the time: EP203.

连续五年增长：2021年2.61万人，2022年2.74万人，2023年2.70万人: each is more than the one before it.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Var
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_FEWEST: Final = 3  # values that make a row
_FAR: Final = 30  # characters between the words and the row, or the row and the words
_NOT: Final = ("threshold", "comparison", "converted", "whole", "incidental", "target")


@functools.cache
def _steadily() -> re.Pattern[str]:
    words, ways = table("calendar.toml")["trend"], table("words.toml")["direction"]
    each = alternation(words["each"])
    return re.compile(
        f"(?:{each})(?:[^，。；：、\\d]{{0,6}}?)(?:(?P<up>{alternation(ways['rose'])})|(?P<down>{alternation(ways['fell'])}))"
        f"(?!{alternation(words['of_speed'])})"
    )


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    for facts in body.sentences.values():
        if facts[0].claim.sentence < 0:
            continue
        rows: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
        for fact in sorted(facts, key=lambda f: f.order):
            claim = fact.claim
            if claim.kind in ("level", "share") and usable(fact) and claim.aspect not in _NOT and stretch(claim.period) is not None:
                rows[claim.kind, name_key(claim), claim.scope_key, claim.quantity.base_unit if claim.quantity else ""].append(fact)
        for told in rows.values():
            printed_years = [fact for fact in told if fact.claim.period[:1] != "Y"]
            row = told if len(printed_years) < _FEWEST else printed_years  # 今年…：2021年a，2022年b…
            if len(row) >= _FEWEST and (way := _said(body, row)):
                yield from _moving(body, row, way)
            elif len(row) >= _FEWEST and row[0].claim.place == "body":
                yield from _headed(body, row)


@functools.cache
def _so_many() -> re.Pattern[str]:
    ways = table("words.toml")["direction"]
    return re.compile(
        "(?:连续|连|接连|已连续)(?P<n>[两二三四五六七八九十]|\\d{1,2})(?:个?年|个?月|个季度|季度?)(?:保持|实现|正|呈|持续)?"
        f"(?:(?P<up>{alternation(ways['rose'])})|(?P<down>{alternation(ways['fell'])}))(?!{alternation(table('calendar.toml')['trend']['of_speed'])})"
    )


def _headed(body: Body, row: Sequence[Fact]) -> Iterator[Relation]:
    """发送量连续三年增长 over 2021年2104万人次，2022年1860万人次，2023年…，2024年…: the last three steps, each up."""
    article = body.readings[row[0].key[0]].article
    titles = [article.folded[line.at.start : line.at.end] for line in article.lines if line.kind == "title"]
    said = _so_many().search(titles[0]) if titles else None
    n = whole(said["n"]) if said is not None else None
    if said is None or n is None or len(row) <= n or len({f.claim.period for f in row}) < len(row):
        return
    named = name_key(row[0].claim)
    lead = titles[0][: said.start()]
    if not any(named[i : i + 3] in lead for i in range(len(named) - 2)) or (
        _ANOTHER_MEASURE.search(lead) and not _ANOTHER_MEASURE.search(named)
    ):
        return
    last = row[-n - 1 :]
    first = last[0].claim.period
    if all(f.claim.period.isdecimal() for f in last) and [int(f.claim.period) - int(first) for f in last] == list(range(n + 1)):
        yield from _moving(body, last, 1 if said["up"] else -1)


def _said(body: Body, row: Sequence[Fact]) -> int:
    """1 where the words right before or behind a row of values say that they rise all the time, −1 where they fall; 0 where they do not."""
    text, bounds = body.readings[row[0].key[0]].article.folded, body.bounds(row[0])
    before = text[max(bounds.start, row[0].claim.at.start - 2 * _FAR) : row[0].claim.at.start]
    behind = text[row[-1].claim.at.end : min(bounds.end, row[-1].claim.at.end + _FAR)]
    found = [*_steadily().finditer(before), *_steadily().finditer(behind)]
    if len(found) != 1 or re.search("；", before[found[0].end() :] if found[0].string is before else behind[: found[0].start()]):
        return 0
    said = re.split("[，。；：、]", found[0].string[: found[0].start()])[-1]
    if _ANOTHER_MEASURE.search(said) and not _ANOTHER_MEASURE.search(name_key(row[0].claim)):
        return 0  # 人均产值逐年提高，2022年产值12亿元…
    return 1 if found[0]["up"] else -1


_ANOTHER_MEASURE: Final = re.compile("人均|[户亩地]均|均价|单价|单产|[增速涨降]幅|增速|占比|比重|比例|率|强度|密度|成本|效益")


def _moving(body: Body, row: Sequence[Fact], way: int) -> Iterator[Relation]:
    """Each value against the one before it in time, where the row goes through the years or months one by one."""
    times = [stretch(fact.claim.period) for fact in row]
    if len(set(times)) < len(row) or sorted(times, key=str) != times or not all(same_dimension(row[0], f) for f in row):
        return
    for earlier, later in pairwise(row):
        less, greater = (earlier, later) if way > 0 else (later, earlier)
        yield Relation(
            "EP203",
            Constraint(Var(greater.key), ">", Var(less.key)),
            (later, earlier),
            f"{printed(body, later)} {'<' if way > 0 else '>'} {printed(body, earlier)}",
            free=True,
            key="trend",
            choice=("trend", later.key),
        )
