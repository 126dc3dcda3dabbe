"""What grows more slowly than its whole loses of its share in it: 车险保费增长4.1%，低于总保费7.6%的增速，车险的比重因此上升 (EP203).

Told only where one sentence has both growths, compares them in words, and says what became of the share of the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

_COMPARED: Final = re.compile(
    "(?:慢于|低于|落后于?|不及|小于|逊于|赶不上|跑输|跟不上|[高快大]于|超过|领先于?|跑赢|好于|优于)(?P<whole>[^，。；\\d]{0,14}?)(?:增长|增)?$"
)
_WHOLE: Final = re.compile("总|整体|全部|全体|大盘|全[县市省区国行]|行业|平均|各项|全口径|规模以上|社会")
_SHARE: Final = re.compile(
    "(?P<whose>[^，。；\\d]{0,16}?)(?:比重|占比|份额|比例)(?:也|因此|随之|相应|于是|反而|同步|进一步|继续|略有|有所|则|又|都|就)*"
    "(?:(?P<up>上升|提高|提升|扩大|抬高|抬升|走高|升高|攀升|增加)|(?P<down>下降|下滑|降低|回落|缩小|减少|走低|收窄|萎缩))"
)
_IN_IT: Final = re.compile("(?:在|占)[^，。；]{1,10}?(?:[中里内]?的|[中里内])$|[的]$")
_BARE: Final = re.compile("(?:其|它|该项|这项|这一块|该板块|从而|因而|因此|于是|使得?其?|令其?)*")
_OTHER_PRICES: Final = re.compile("增加值|生产总值|GDP|不变价|可比|实际|价格")  # shares are reckoned at the prices of the day
_FAR: Final = 26


def relations(body: Body) -> Iterator[Relation]:
    """Every sentence with two growths that are compared, and the share that one of them moves."""
    for facts in body.sentences.values():
        growths = [f for f in facts if usable(f) and f.claim.quantity is not None and f.claim.quantity.dimension == "percent"]
        growths.sort(key=lambda f: f.order)
        if len(growths) == 2 and growths[0].claim.kind == "growth" and growths[0].claim.sign > 0:
            yield from _of_two(body, *growths)


def _of_two(body: Body, part: Fact, whole: Fact) -> Iterator[Relation]:
    text, bounds = body.sentence(part), body.bounds(part)
    between = body.between(part, whole).replace(" ", "")
    compared = _COMPARED.search(between)
    behind = text[whole.claim.at.end - bounds.start :]
    said = _SHARE.search(behind)
    if compared is None or said is None or said.start() > _FAR or _OTHER_PRICES.search(text):
        return
    if not (_WHOLE.search(compared["whole"]) and re.match("的?(?:增速|增幅|涨幅|增长)?[，；]", behind)):
        return
    before = text[: part.claim.at.start - bounds.start].rpartition("；")[2]
    whose = _BARE.sub("", _IN_IT.sub("", said["whose"].replace(" ", "")), count=1)
    if whose and not (whose[:2] in before and whose[:2] not in compared["whole"]):
        return
    less, greater = (whole, part) if said["up"] else (part, whole)
    yield Relation(
        "EP203",
        Constraint(Var(greater.key), ">", Var(less.key)),
        (part, whole),
        f"{printed(body, part)} {'<' if said['up'] else '>'} {printed(body, whole)}",
        severity=Severity.WARNING,
        free=True,
        key="outgrown",
        choice=("outgrown", part.key),
    )
