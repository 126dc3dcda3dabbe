"""A share that calls its part by another name: 其中少儿馆区15.3万人次，小读者占到近三成 (EP101).

The clause before tells how many of the whole; the next words name the same people by a word of one meaning and say their share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Var
from enping_check.language.lexicon import table
from enping_check.rules.body import Body
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_SHARE: Final = re.compile(
    "(?P<name>[一-鿿]{2,8}?)的?(?:已|就|都|也|更|差不多|几乎|大约|竟)*(?:占比|占|比例|比重)(?:到|了|据|去|比)?(?:达到?|为|已|将?近|接近|大?约|超过?|逾|不到|不足)*$"
)
_WIDER: Final = re.compile("[全各总]|去年|上年|往年|今年|其他")
_BETWEEN: Final = re.compile("[，,](?:也就是说?|就是说?|可见|相当于|换言之|换句话说|即)?[，,]?")


@cache
def _namesakes() -> tuple[re.Pattern[str], ...]:
    """A pattern for each set of words of one meaning."""
    return tuple(re.compile(alternation(tuple(words.split()))) for words in table("lists.toml")["namesakes"]["sets"])


def other_names(body: Body) -> Iterator[Relation]:
    """Every share right behind a part of one whole, of those whom the part counts."""
    for share in body.all("share"):
        if share.claim.links or share.claim.whole or not usable(share) or share.claim.aspect not in ("", "up", "down"):
            continue
        said = _SHARE.fullmatch(body.clause(share))
        part = max((f for f in body.beside(share, "level") if f.order < share.order), key=lambda f: f.order, default=None)
        if said is None or _WIDER.search(said["name"]) or part is None or not usable(part) or part.claim.clause + 1 != share.claim.clause:
            continue
        whole = body.first(part, "total")
        if whole is None or not usable(whole) or not same_dimension(part, whole) or part.claim.links.get("list") != (part.key[1],):
            continue
        between = body.text(part, share)[len(body.folded(part)) : -len(body.folded(share))].removesuffix(body.clause(share))
        if _BETWEEN.fullmatch(between) is None or part.claim.period != share.claim.period or not _alike(said["name"], body.clause(part)):
            continue
        yield Relation(
            "EP101",
            Constraint(Var(share.key), "=", Var(part.key) * 100 / Var(whole.key)),
            (share, part, whole),
            f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
            plausible=PERCENT,
            choice=("share", share.key),
        )


def _alike(name: str, told: str) -> bool:
    """小读者 of 少儿馆区: one set of words has both, and no other set has one of them only."""
    found = [(words.search(name) is not None, words.search(told) is not None) for words in _namesakes()]
    return (True, True) in found and (True, False) not in found and (False, True) not in found
