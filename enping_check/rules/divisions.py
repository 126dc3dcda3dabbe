"""Shares told in a row that divide one whole though no word says so: what an ordinary slip away from a hundred is told, the rest verified.

A row of three shares hits a hundred by chance, once two digits of one of them change places, less than one time in a hundred; where its
members are of one kind, and more than a hundred is impossible, one wrong digit says as much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from enping_check.rules.body import Body, Fact
from enping_check.rules.lists import between, member_name, unread
from enping_check.rules.slips import slips

_DIGITS: Final = 2  # with fewer there is nothing to exchange
# everyone may give several answers, be of several groups, or one group holds another
_SEVERAL: Final = re.compile(
    "其中|多选|可选多|不止一|重叠|交叉|同时|兼有|兼具|重复|原因|担心|困难|难题|痛点|希望|期待|看重|了解|关注|曾|过的|会的|自给|完成|同比|增长|下降"
)
_HEAD: Final = re.compile(
    "(?:中|里|内)[，：]?[^，。；]{0,12}$|(?:看|分|划分|统计)[，：][^。；]{0,12}$|(?:构成|结构|组成|分布)[^，。；]{0,6}[，：]?[^，。；]{0,12}$"
)


HELD: Final = re.compile("(?:持股|出资|认缴)(?:比例|占比)?$")  # 甲持股51%，乙持股22%，其他股东持股27%


def divided(body: Body, shares: Sequence[Fact]) -> bool:
    """True for a row of three shares or more, each of a thing of its own, with no other number between them."""
    first, last = shares[0], shares[-1]
    text = between(body, first, last)
    names = [member_name(s) for s in shares]
    return (
        len(shares) >= 3
        and len(set(names)) == len(names)
        and all(s.claim.aspect == "" or (s.claim.aspect == "rate" and HELD.search(member_name(s))) for s in shares)
        and all(not s.claim.links.get("part") and s.claim.modality == "fact" for s in shares)
        and len({s.claim.whole for s in shares if s.claim.whole}) <= 1
        and not re.search("[。？；;]", text)
        and not _SEVERAL.search(body.sentence(first))
        and not any(name.endswith("率") for name in names)
        and not body.inside(first.key[0], first.claim.at.start, last.claim.at.start)
        and not unread(body, first, last)
    )


def slipped_from_a_hundred(body: Body, shares: Sequence[Fact], *, one_kind: bool = False) -> bool:
    """True when one of the shares makes them a hundred to the digit once an ordinary slip in it is undone.

    ``one_kind``: the caller knows that they leave each other out.
    """
    stated = [s.middle for s in shares]
    made = sum(stated, Fraction(0))
    kin = made > 100 and (one_kind or _of_a_kind(body, shares))
    slack = max((s.claim.quantity.last for s in shares if s.claim.quantity is not None), default=Fraction(0)) if kin else Fraction(0)
    if abs(made - 100) <= len(shares) * max((s.claim.quantity.last for s in shares if s.claim.quantity is not None), default=Fraction(0)):
        return False
    for share, value in zip(shares, stated, strict=True):
        for slip in slips(body, share):
            told = slip.label == "transposition" and sum(c.isdigit() for c in body.folded(share)) >= _DIGITS
            middle = slip.interval.middle
            if (told or (kin and slip.label == "digit")) and middle is not None and abs(made - value + middle - 100) <= slack:
                return True
    return False


def _of_a_kind(body: Body, shares: Sequence[Fact]) -> bool:
    """内地旅客, 香港旅客, 国际旅客: things called by one noun; or members that are said to be of one thing: 受访雇主中，…."""
    names = [re.sub("(?:的|者)$", "", member_name(s)) for s in shares]
    if any(re.search("\\d", name) for name in names):
        return False  # 60岁以上, 65岁以上
    ends = [name[-1:] for name in names]
    return max(ends.count(end) for end in ends) >= len(names) - (len(names) > 3) or _HEAD.search(body.lead(shares[0])) is not None
