"""时速350公里: a length that the words before it make a speed, as 350公里/小时 is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from enping_check.language import lexicon
from enping_check.model import Quantity


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """What makes what follows it a pace, at the end of the words before a number; with the time that it is a pace over."""
    over = lexicon.table("units.toml")["pace"]
    return re.compile(f"({'|'.join(map(re.escape, over))})[^，。；：、\\d]{{0,3}}$"), over


def paced(quantities: Sequence[Quantity], text: str) -> Sequence[Quantity]:
    """The quantities, lengths after 时速 as lengths over an hour."""
    pattern, over = _words()
    if not any(word in text for word in over):
        return quantities
    return [_over(q, pattern.search(text, max(0, q.at.start - _BEFORE), q.at.start), over) for q in quantities]


_BEFORE = 8  # characters before a number in which the word stands


def _over(quantity: Quantity, found: re.Match[str] | None, over: dict[str, str]) -> Quantity:
    if found is None or quantity.dimension != "length":
        return quantity
    base = f"{quantity.base_unit}/{over[found[1]]}"
    return quantity._replace(base_unit=base, dimension=f"rate:{base}")
