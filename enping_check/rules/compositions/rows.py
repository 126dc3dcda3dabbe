"""A row of shares told plainly, one member after another, and the words for members that overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.rules.body import Body, Fact
from enping_check.rules.lists import between

MORE_THAN_ONE = re.compile("其中|多选|可选多|不止一|重叠|交叉|同时|兼有|重复")
MANY = re.compile("多选|可选多|不止一|重叠|交叉|同时|兼有|兼具|重复|又|也|均")


def plain_row(body: Body, shares: Sequence[Fact], *, led: bool = False) -> bool:
    """True for shares without levels, named wholes or other numbers between them: a row of members.

    ``led``: the first may name the whole of them all.
    """
    text = between(body, shares[0], shares[-1])
    return (
        all(s.claim.aspect == "" and not s.claim.links.get("part") for s in shares)
        and not any(s.claim.whole for s in (shares[1:] if led else shares))
        and not re.search("其中|多选|[。？]", text)
        and not body.inside(shares[0].key[0], shares[0].claim.at.start, shares[-1].claim.at.start)
    )
