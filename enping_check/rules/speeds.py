"""The words for how fast something grows or falls, and for that it rose or fell: what a rank, a list or a comparison is of.

They stand in ``data/words.toml``; ``data/points.toml`` adds what only stands before points.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table


@dataclass(frozen=True, slots=True)
class Speeds:
    """``rise``, ``fall`` and ``either`` are alternations to build patterns of; the others are compiled."""

    rise: str  # 增速, 涨幅
    fall: str  # 降幅
    either: str
    rising: re.Pattern[str]
    falling: re.Pattern[str]
    moving: re.Pattern[str]  # one of both
    growing: re.Pattern[str]  # 增速 or 增长
    fell: re.Pattern[str]  # 降, 跌


@functools.cache
def speeds() -> Speeds:
    """The words of the data file; raises tomllib.TOMLDecodeError on a broken file."""
    words = table("words.toml")["speed"]
    rise, fall, either = (alternation(each) for each in (words["rise"], words["fall"], (*words["rise"], *words["fall"])))
    return Speeds(
        rise,
        fall,
        either,
        re.compile(rise),
        re.compile(fall),
        re.compile(either),
        re.compile(alternation((*words["rise"], *words["grows"]))),
        re.compile(alternation(words["fell"])),
    )
