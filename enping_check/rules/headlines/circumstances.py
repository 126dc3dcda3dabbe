"""When and where: whether a number of the body is of the headline's time, and not of a part of its place."""

from __future__ import annotations

import re

from enping_check.claims.timeline import part_of
from enping_check.model import Claim
from enping_check.rules.body import Body, Fact


def one_year(body: Body, title: Fact, told: Claim) -> bool:
    """False where the headline prints a year and the number is of another, or was told of another in its clause; 去年 may be any."""
    printed_year = re.findall("(?<!\\d)((?:19|20)\\d\\d)年", body.sentence(title))
    said = body.lead(Fact((title.key[0], told.id), told)).rpartition("；")[2]
    own = re.findall("(?<![\\d比较])((?:19|20)\\d\\d)年", said)  # 企业比2024年多411家；全年进出口…
    year = own[-1] if own else told.period[:4]
    return len(printed_year) != 1 or not year.isdigit() or year == printed_year[0]


def one_part(a: str, b: str) -> bool:
    """False where a year's number stands over a month's; a day or a holiday may be called by either."""
    x, y = (part_of(each) for each in (a, b))
    return not x or not y or x == y or x[0] in "DF-" or y[0] in "DF-" or _months_of(x) == _months_of(y)


def same_part(a: str, b: str) -> bool:
    """False where the body tells the number of another part of the year than the headline does."""
    if a == b:
        return True
    x, y = part_of(a), part_of(b)
    if x and not y and b:
        return a[: -len(x)] == b or a[:1] != b[:1]  # 第3季 is not 去年全年
    return x == y or not x or y[:1] in "D-" or _months_of(x) == _months_of(y)  # told under the day on which it was published


def _months_of(part: str) -> str:
    """One name for 前三季度 and 1—9月."""
    return {"Q1-Q3": "M01-M09", "H1": "M01-M06", "Q1": "M01-M03", "Q1-Q2": "M01-M06"}.get(part, part)


def part_of_place(body: Body, fact: Fact, scope: str) -> bool:
    """新疆486万吨，占全国的92% under 全国产量超500万吨: a part of what the headline is of."""
    return any(s.claim.whole == scope and fact.key[1] in s.claim.links.get("part", ()) for s in body.beside(fact, "share"))
