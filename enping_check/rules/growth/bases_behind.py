"""开行1064列，增长40.0%；货值28.6亿元，增长9.6%。去年同期分别为760列、26.1亿元: earlier values in a row behind the sentence (EP201)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.terms import RATE, grown, growth_of, policy
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

# only the time before the row, so that it is of what the sentence before tells
_LAST_YEAR: Final = re.compile("(?:而)?(?:去年|上年|前一年|上一年)(?:的)?(?:同期|同月|同季)?(?:则)?(?:分别|依次|依序)(?:为|是)?")


def bases_behind(body: Body) -> Iterator[Relation]:
    """Each growth of a sentence against the value of the row behind it that stands in the same place."""
    rows: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for level in body.all("level"):
        if level.claim.group > 0 and level.claim.subject.startswith("第") and level.claim.bound == "carried":
            rows[level.key[0], level.claim.group].append(level)
    for (index, _), bases in rows.items():
        first = bases[0]
        begin = body.bounds(first).start
        said = body.readings[index].article.folded[begin : first.claim.at.start].strip()
        if len(bases) < 2 or not _LAST_YEAR.fullmatch(said) or not all(usable(b) for b in bases):
            continue
        told = [f for f in body.sentences.get((index, first.claim.sentence - 1), ()) if f.claim.kind == "level" and usable(f)]
        nows = [f for f in told if f.claim.aspect in ("", "stock", "increment") and f.claim.paragraph == first.claim.paragraph]
        if len(nows) != len(bases) or not all(same_dimension(n, b) for n, b in zip(nows, bases, strict=True)):
            continue
        for now, base in zip(nows, bases, strict=True):
            growth = growth_of(body, now)
            if growth is None or growth.claim.basis not in ("", "同比") or (severity := policy(body, growth, now, across=False)) is None:
                continue
            yield Relation(
                "EP201",
                Constraint(Var(now.key), "=", grown(growth) * Var(base.key)),
                (growth, now, base),
                f"{printed(body, now)} ÷ {printed(body, base)} − 1 = {{x}}",
                severity=severity,
                choice=("growth", growth.key),
                plausible=RATE,
            )
