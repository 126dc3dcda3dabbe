"""What remains closes a row: 其他, 其余, or the far end of a scale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.rules.body import Body, Fact
from enping_check.rules.compositions.rows import MANY, plain_row
from enping_check.rules.divisions import HELD, slipped_from_a_hundred
from enping_check.rules.lists import between, is_the_rest, member_name

REST = re.compile("(?:而|则)?(?:其余|余下|剩余|剩下|另外)的?(?:则|近|约)?")  # 余下的17.9%来自烘焙
_LOW_END = re.compile("^(?:未满|不满|不足|低于|少于)|(?:以下|以内)(?:者|人口|人群|的)?$")
_HIGH_END = re.compile("^(?:超过|高于|多于)|以上(?:者|人口|人群|的)?$")


def _graded(first: str, last: str) -> bool:
    """大专及以下 … 硕士及以上: a scale told from end to end, in whichever order."""
    return bool((_LOW_END.search(first) and _HIGH_END.search(last)) or (_HIGH_END.search(first) and _LOW_END.search(last)))


def and_the_rest(body: Body, shares: Sequence[Fact]) -> bool:
    """民生支出占78.6%，其他支出占24.1%: one and all others, a slip above a hundred."""
    return (
        len(shares) == 2
        and is_the_rest(member_name(shares[1]))
        and plain_row(body, shares)
        and not MANY.search(body.sentence(shares[0]))
        and sum(s.middle for s in shares) > 100
        and slipped_from_a_hundred(body, shares, one_kind=True)
    )


def _one_more(body: Body, shares: Sequence[Fact]) -> bool:
    """32.6%的受访者预期改善，…；41.9%认为不变，21.3%认为转差，余下…: one that is told in other words belongs to them, too."""
    index, first, last = shares[0].key[0], shares[0].claim, shares[-1]
    beside = (s for s in body.all("share") if s.key[0] == index and s.claim.sentence == first.sentence and s.order < last.order)
    return any(s.claim.aspect == "of-count" and s not in shares for s in beside)


def rest_closes(body: Body, shares: Sequence[Fact], *, run: bool) -> bool:
    """A占a%，B占b%，其他占c%: three or more in clauses of one shape, the last of them what remains."""
    last = shares[-1]
    named = last.claim.subject.rpartition("|")[2] + last.claim.indicator
    left = REST.fullmatch(body.clause(last)) is not None
    graded = _graded(member_name(shares[0]), member_name(last))
    if not (left or graded or is_the_rest(named)) or "率" in body.before(shares[0], 10):
        return False
    if _one_more(body, shares):
        return False
    if run:
        return True
    text = between(body, shares[0], last)
    alike = len({(s.claim.whole or "", s.claim.links.get("total", ())) for s in (shares[:-1] if left else shares)}) == 1
    return (
        len(shares) >= 3
        and alike
        and "其中" not in text
        and not re.search("[;；。]", text)
        and all(
            s.claim.aspect == "" or ((left or HELD.search(member_name(s))) and s.claim.aspect == "rate" and not s.claim.links)
            for s in shares
        )
        and not body.inside(last.key[0], shares[0].claim.at.start, last.claim.at.start)
    )
