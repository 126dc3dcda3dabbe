"""Two names that leave nothing between them: 境内收入 and 境外收入, 定向捐赠 and 非定向捐赠."""

from __future__ import annotations

import functools
from itertools import permutations

from enping_check.language.lexicon import table


@functools.cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Both orders of the pairs of ``data/sums.toml``."""
    return tuple((x, y) for pair in table("sums.toml")["opposites"]["pairs"] for x, y in permutations(pair.split()))


def counterparts(a: str, b: str) -> bool:
    """True for names alike but for two words that are opposites, or but for 非 before one of them."""
    if any(a == no + b or b == no + a for no in ("非", "不", "未", "无")):
        return True
    return any(
        x in a and y in b and (a.replace(x, "", 1) == b.replace(y, "", 1) or (a.startswith(x) and b.startswith(y))) for x, y in _pairs()
    )


def negated(a: str, b: str) -> bool:
    """过夜旅客 and 不过夜旅客."""
    return any(a == no + b or b == no + a for no in ("非", "不", "未", "无"))


def opposed(a: str, b: str) -> tuple[str, str] | None:
    """新房, 二手房 of 用于购买新房的发放额 and 用于二手房的: the words of a pair that is all there is, of which each holds just one."""
    for pair in table("sums.toml")["opposites"]["together"]:
        for x, y in permutations(pair.split()):
            if x in a and y in b and x not in b and y not in a:
                return x, y
    return None
