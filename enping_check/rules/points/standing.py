"""增长8.3%，高于全省平均水平（9.1%）: a value that is said to stand above or below another, which is told beside it (EP501).

Only where the comparison is said of the value itself and the other stands in the bracket behind what is compared with, or before
的水平. Of a decline 高于 may speak of its size or of the rate: there both must be false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Constraint, Expression, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.editions import one_size
from enping_check.rules.leading import less_is_better
from enping_check.rules.ranks import fell
from enping_check.rules.relation import Relation, printed
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import same_dimension, usable

_HAN: Final = "[\u4e00-\u9fffA-Za-z]"
_REAL: Final = "(?:同比|名义|实际|平均|累计)?"
_SHARES: Final = "(?:该|这一)?(?:占比|比重|比例|比率|水平)"
_HOW: Final = (
    "(?:均|都|仍然|仍旧|仍|也|还|已|明显|显著|大幅|远远|远|"
    "略微|略|稍|小幅|继续|持续|依然|依旧|双双|整体|总体|普遍|首次|再次|并|且|但|而|却|又|更|同样|反而|反|则|始终|一直|连续[^，\\d]{1,5})*"
)
_ABOVE: Final = "高于|快于|高过|大于|多于|超过|跑赢|好于|优于|领先于?"
_BELOW: Final = "低于|慢于|小于|少于|不及|跑输|落后于?"
# from the value to the one it is compared with; in 3.9%，增速低于全市3.4%的平均水平 there is no bracket
_SAID: Final = re.compile(
    f"[）)]?[，,]?(?:[居列位排][^，。；]{{1,8}}第[^，。；]{{1,3}}位?，)?的?(?P<own>{_HAN}{{0,10}}?)(?P<how>{_HOW})"
    f"(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))(?P<ref>{_HAN}{{1,18}}?)"
    f"(?P<open>[（(])?(?P<place>全[国省市区县州盟])?(?:平均)?(?:为|是)?(?P<way>增长|上涨|下降|下跌|减少)?"
)
_NEXT: Final = re.compile(f"[）)](?:[、，]|和|及|与|以及|也|并|还)*(?P<verb>{_ABOVE}|{_BELOW})?(?P<ref>{_HAN}{{2,12}}?)[（(]")
_INLINE: Final = re.compile("的?(?:总体|整体)?平均?(?:水平|增速|增幅|涨幅|均值|值)")
_EVALUATED: Final = re.compile("好于|优于|领先|落后")
_PAID: Final = re.compile("费用|价格")  # 价格优于…: the lower one
_OF_OTHERS: Final = re.compile(
    "的(?!$|平均|总体|整体|水平|增|均|涨|同比)|高|低|快|慢|比|以上|以下|不足|目标|预期|警戒|荣枯|临界|标准|限值|红线"
)
_STEP: Final = re.compile("[）)]?(?:的?平均水平)?[约近]?\\d[\\d.]*(?:个百分点|倍|%|个|元|万|亿)")


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    for facts in body.sentences.values():
        if facts[0].claim.sentence < 0:
            continue
        values = sorted((f for f in facts if f.claim.kind in ("level", "share", "growth", "average-growth")), key=lambda f: f.order)
        for at in range(1, len(values)):
            yield from _compared(body, values, at)


def _compared(body: Body, values: Sequence[Fact], at: int) -> Iterator[Relation]:
    """What the value before ``values[at]`` is said to be above or below, if it is that."""
    own, text = values[at - 1], body.readings[values[at].key[0]].article.folded
    said = _SAID.fullmatch(text, own.claim.at.end, values[at].claim.at.start)
    if said is None or not _is_of(body, own, said["own"]) or (at > 1 and _joined(text, values[at - 2], own)):
        return
    if _EVALUATED.match(said["above"] or said["below"]) and (
        own.claim.kind == "level" or any(p.search(body.clause(own) + own.claim.indicator) for p in (less_is_better(), _PAID))
    ):
        return
    sizes = re.fullmatch(_REAL + speeds().fall, said["own"]) is not None
    place = said["place"]
    if _OF_OTHERS.search(said["ref"]) or (place and not said["ref"].startswith(place)):
        return
    end = values[at].claim.at.end
    if not (text[end : end + 1] in "）)" if said["open"] else _mean(said["ref"], text, end)) or _STEP.match(text, end):
        return
    if not said["open"] and own.claim.kind == "level" and not one_size(own, values[at]):
        return  # 27.1微克，低于全市平均水平2.3微克: by so much
    upward = said["above"] is not None
    yield from _orders(body, own, values[at], upward=upward, sizes=sizes)
    for last, other in zip(values[at:], values[at + 1 :], strict=False):
        # 高于全国（5.2%）、全省（4.9%）平均水平
        more = _NEXT.fullmatch(text, last.claim.at.end, other.claim.at.start)
        end = other.claim.at.end
        if more is None or not said["open"] or _OF_OTHERS.search(more["ref"]) or text[end : end + 1] not in "）)" or _STEP.match(text, end):
            return
        if more["verb"]:
            upward = re.fullmatch(_ABOVE, more["verb"]) is not None
        yield from _orders(body, own, other, upward=upward, sizes=sizes)


def _mean(ref: str, text: str, end: int) -> bool:
    """全市3.4%的平均水平; 同业平均的1.71%，差距为…: the other is a mean, and no gap to one that is told as a percentage."""
    if _INLINE.match(text, end):
        return True
    if not re.search("(?:平均|均值|平均水平|平均值)的?$", ref) or text[end : end + 1] not in ("，", "。", "；"):
        return False
    return text[end - 1] not in "%％" or re.match("，(?:差距|相差|两者|高出|低)", text[end:]) is not None


def _is_of(body: Body, own: Fact, named: str) -> bool:
    """True where what the comparison names before its verb is the value: 增速 of a growth, 占比 of a share, 降幅 of a fall."""
    if not named:
        return True
    if re.fullmatch(_REAL + speeds().fall, named):
        return fell(own)
    if re.fullmatch(_REAL + speeds().rise, named):
        return own.claim.kind in ("growth", "average-growth") or speeds().rising.search(body.clause(own)) is not None
    if own.claim.kind == "share" and re.fullmatch(_SHARES, named):
        return True
    return len(named) > 1 and body.clause(own).rstrip("为是达到约").endswith(named)


def _joined(text: str, before: Fact, own: Fact) -> bool:
    """分别增长8.3%和9.4%: two values in a row, of which it is not said which is compared."""
    return re.fullmatch("[、和与及]|以及", text[before.claim.at.end : own.claim.at.start]) is not None


def _to_the_digit(other: Fact) -> bool:
    """A number stated as a fact, whatever it was read to be of."""
    quantity = other.claim.quantity
    plain = quantity is not None and quantity.interval.bounded and not quantity.hedge and not quantity.ranged
    return plain and other.claim.modality == "fact"


def _orders(body: Body, own: Fact, other: Fact, *, upward: bool, sizes: bool) -> Iterator[Relation]:
    """``own`` is above (or below) ``other``: as they are signed, and of declines by their size too."""
    if not (usable(own) and _to_the_digit(other) and same_dimension(own, other)) or own.claim.modality != "fact":
        return
    one, two = Var(own.key), Var(other.key)
    negative = own.claim.interval.high is not None and own.claim.interval.high < 0
    ways: list[tuple[Expression, Expression]] = [] if sizes else [(one, two)]
    if negative:
        high = other.claim.interval.high
        ways.append((-one, -two if high is not None and high < 0 else two))
    sign = "<" if upward else ">"
    for a, b in ways:
        yield Relation(
            "EP501",
            Constraint(a, ">" if upward else "<", b),
            (own, other),
            f"{printed(body, own)} {sign} {printed(body, other)}",
            key="standing",
            choice=("standing", own.key, other.key),
            free=True,
        )
