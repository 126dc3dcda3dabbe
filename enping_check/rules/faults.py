"""What was found at fault beside the kinds of fault: 不合格19批次。不合格项目涉及甲8批次、乙5批次、丙6批次3类问题 (EP301).

One thing may have several faults, so the kinds may add up to more than were found; to less they cannot, where all kinds are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from enping_check.engine import Constraint, Var, total
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_FAULT: Final = "不合格|不达标|不符合|超标|违规|违法|未通过|隐患"
_CLOSED: Final = re.compile(
    f"(?P<fault>{_FAULT})(?:的)?(?:项目|原因|情形|问题|类型|指标)?(?:涉及|包括|分为|为|是)(?P<items>[^。；，\\n]{{8,120}}?)"
    "[共这]?(?P<n>[两二三四五六七八九十]|\\d{1,2})(?:类|种|个方面|大类)(?:问题|原因|情形|情况|类型|隐患)"
)
_OPEN: Final = re.compile("等|其中|主要|部分|另|其余|其他|以及")
_JOINED: Final = re.compile("(?:、|和|及|与)[^\\d、，。；]{2,16}")
_FAR: Final = 120  # characters between what was found and its kinds


def relations(body: Body) -> Iterator[Relation]:
    """Every closed list of kinds of fault with what was found at fault just before."""
    for index, reading in enumerate(body.readings):
        text = reading.article.folded
        for found in _CLOSED.finditer(text):
            parts = body.inside(index, found.start("items"), found.end("items"))
            rest = re.split("\\n", text[found.end() : found.end() + _FAR])[0]
            if len(parts) != whole(found["n"]) or len(parts) < 2 or _OPEN.search(found["items"]) or _OPEN.search(rest):
                continue
            if not all(usable(p) and p.claim.interval.bounded and same_dimension(p, parts[0]) for p in parts):
                continue
            if not all(_JOINED.fullmatch(body.between(a, b)) for a, b in pairwise(parts)):
                continue
            if (stated := _found(body, index, found, parts[0])) is not None:
                shown = " + ".join(printed(body, p) for p in parts)
                yield Relation(
                    "EP301",
                    Constraint(Var(stated.key), "<=", total([Var(p.key) for p in parts])),
                    (stated, *parts),
                    f"{shown} < {printed(body, stated)}",
                    choice=("faults", stated.key),
                )


def _found(body: Body, index: int, found: re.Match[str], part: Fact) -> Fact | None:
    """The only value of that unit just before that is said to be at fault by the same word."""
    start, text = found.start(), body.readings[index].article.folded
    before = body.inside(index, start - _FAR, start)
    told = [f for f in before if usable(f) and same_dimension(f, part) and "\n" not in text[f.claim.at.end : start]]
    told = [f for f in told if found["fault"] in body.clause(f) and "其中" not in body.clause(f) and f.claim.interval.bounded]
    return told[0] if len(told) == 1 else None
