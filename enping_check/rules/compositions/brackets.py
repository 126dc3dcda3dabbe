"""The shares of classes by age, size or price that leave no gap: 30岁以下, 30至50岁, 50岁以上."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.rules.body import Fact
from enping_check.rules.lists import member_name

_BELOW = re.compile("(?P<high>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:及)?(?:以下|以内|及以下)$")
_BETWEEN = re.compile(
    "(?P<low>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{0,4}(?:至|到|-|—|—+|~|～)(?P<high>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:[(（]?(?:不?含|包括)[^)）]*[)）]?)?$"
)
_ABOVE = re.compile("(?P<low>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:及)?以上$")


def brackets_of(shares: Sequence[Fact]) -> list[Fact]:
    """30岁以下, 30至50岁, 50岁以上: classes that leave no gap from the lowest to the highest, told one after another."""
    for start in range(len(shares) - 1):
        first = _BELOW.search(_class_of(shares[start]))
        if first is None:
            continue
        edge = first["high"]
        for position in range(start + 1, len(shares)):
            name = _class_of(shares[position])
            if (shares[position].claim.whole or "") != (shares[start].claim.whole or ""):
                break
            if last := _ABOVE.search(name):
                return list(shares[start : position + 1]) if _follows(edge, last["low"]) else []
            middle = _BETWEEN.search(name)
            if middle is None or not _follows(edge, middle["low"]):
                break
            edge = middle["high"]
    return []


def _class_of(share: Fact) -> str:
    """60岁及以上 of 60岁及以上的读者."""
    subject = re.sub("(岁以?[上下]?)[^\\d岁]{1,4}$", r"\1", share.claim.subject.rpartition("|")[2])  # 18岁以下读者
    return subject if re.match("\\d", subject) else re.sub("的[^的]{1,8}$", "", member_name(share))


def _follows(edge: str, low: str) -> bool:
    """50 after 50, or 51 after 50."""
    return float(low) - float(edge) in (0, 1)
