"""A candidate for the whole of a share, and the words that name none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enping_check.rules.body import Fact

_TOTAL = re.compile("^(?:总量|总数|总额|总值|总规模|总体|整体|全部|全数|全体|(?:整个|总)?盘子|大盘|总|比重|份额|同期)?$")


@dataclass(frozen=True, slots=True)
class Whole:
    """A candidate: ``sure`` when the words leave no other, ``likely`` when no other fits them as well."""

    fact: Fact
    sure: bool
    likely: bool = False


def plain_total(named: str) -> bool:
    """True for a whole that is only said to be all: 总量, 整体, or nothing at all."""
    return bool(_TOTAL.fullmatch(named))
