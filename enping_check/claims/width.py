"""Words that speak of the size of a decline or a gap: 收窄 makes it less, 扩大 more."""

from __future__ import annotations

import re
from functools import cache

from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table


@cache
def _resized() -> re.Pattern[str]:
    words = table("words.toml")["width"]
    return re.compile(f"(?P<less>{alternation(words['less'])})|(?P<more>{alternation(words['more'])})")


def resized(text: str) -> int:
    """−1 where the words say that the size grew less, 1 where they say that it grew, 0 where they speak of no size."""
    found = _resized().search(text)
    return 0 if found is None else -1 if found["less"] else 1
