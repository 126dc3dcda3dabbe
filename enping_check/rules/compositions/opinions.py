"""The answers to one question, of which everyone gives one: up, as before or down, the options listed, and the undecided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.rules.body import Body, Fact
from enping_check.rules.compositions.rows import MANY, plain_row

_OPINION = re.compile("(?:选择?|认为|表示|回答|预计|预期|判断|觉得|感到)")
# the three answers to one question: up, as before, down
_SCALE = (
    re.compile("好转|变好|改善|向好|上升|增加|增长|提高|扩大|上涨|乐观|增多|加快"),
    re.compile("持平|不变|平稳|变化不大|差不多|维持|一般"),
    re.compile("转差|变差|恶化|下降|减少|下滑|回落|缩减|缩小|下跌|悲观|放缓|降低"),
)


def options(body: Body, shares: Sequence[Fact]) -> int:
    """The number of options of a single-choice question that the shares answer, 99 where they are not listed; 0 for other questions."""
    left = body.before(shares[0], 160).rpartition("\n")[2]
    if "单选" not in left or "多选" in left or not plain_row(body, shares):
        return 0
    if not all(_OPINION.search(body.clause(s)) for s in shares):
        return 0
    listed = re.search("选项(?:为|有|是|包括|分别为|：|:)(?P<names>[^，。；）)]{3,60})", left)
    return len(re.split("[、和或及]", listed["names"])) if listed else 99


def opinions(body: Body, shares: Sequence[Fact]) -> bool:
    """认为好转的占a%，持平的占b%，转差的占c%: three answers of which everyone gives one at most."""
    return (
        len(shares) == len(_SCALE)
        and plain_row(body, shares)
        and bool(_OPINION.search(body.clause(shares[0])))
        and all(sum(bool(answer.search(body.clause(s))) for s in shares) == 1 for answer in _SCALE)
    )


_UNDECIDED = re.compile(
    "未(?:作出?)?决定|未定|未想好|没想好|不确定|说不清|不清楚|不好说|无所谓|未表态|无意见|没有?意见|尚未考虑|未考虑|不知道|不好讲|中立|一半半|难说"
)


def undecided(body: Body, shares: Sequence[Fact]) -> bool:
    """打算留下、到外地以及尚未决定的分别占…: who has not decided gives no other answer, so there is one for each."""
    last = shares[-1].claim
    return (
        len(shares) > 2
        and _UNDECIDED.search(last.subject + last.indicator + body.clause(shares[-1])) is not None
        and plain_row(body, shares)
        and not MANY.search(body.sentence(shares[0]))
    )
