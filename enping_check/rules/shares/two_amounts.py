"""A percentage that only its place ties to two amounts: 累计1824例，光是甲地就1139例，占去全国62.4%; 64.0%！…9276张订单，5934张出自回头客.

The greater of the two is the whole, told before the part, in a bracket behind it or behind the share. An ordinary slip must explain what is
wrong; where the words are looser still, two exchanged digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.around import explained, is_share
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import plain_total, same_dimension, smaller, usable, wholes

_ALL: Final = "(?:(?:全[国省市县区州镇乡村校院馆园场网港部体盘]|整体|总体|总[数量额体盘]|大盘|其中|本土|同期)的?)?(?:的)?(?:近|约|将近)?"
_NOUN: Final = "(?:所占)?的?(?:占比|比重|比例|份额|分量|份量|比率|百分比)"
_COME: Final = "(?:已|也|就|便|才|则|约|达|为|是|有|到|仅|只|正好|刚好|升到|冲到|做到)*"
# what stands between the two amounts and the percentage in its clause
_SAID: Final = re.compile(
    f"[，、；]?(?:(?:在|于)?(?:[一-鿿]{{1,8}})?(?:里头|里面|里|中|当中)的?)?(?:它|这|其)?们?{_NOUN}{_COME}"
    f"|[，、—]*(?:也|就|便|已经?|正好|刚好|差不多|几乎|足足|又|大约|合计|独|要)*(?:占去|占到|占了|占掉|占据|占|约合|折合|相当于|等于|抵得?上?|即|就是|也就是|合)了?{_ALL}"
    f"|，[一-鿿]{{0,8}}?(?:一家|一地|一项|独家|单独|独自)?(?:便|就|即|共)?(?:贡献|撑起|扛起|包揽|包办|拿下|吃掉)了?{_ALL}"
)
_BEHIND: Final = re.compile(f"的{_NOUN}(?!的)")
_ENDS: Final = re.compile("[，。；、！）—…”\\n]|$")
_NOT_IT: Final = ("base", "average", "incidental", "converted", "threshold", "comparison", "plan")
_OTHERWISE: Final = re.compile("增长|下降|上升|同比|环比|比上年|[去上前]年同期|其中|平均|每|分别|计划|目标|任务|涨|跌|减少|增加|率")
_PUT_FIRST: Final = re.compile("占比|比例|比重|份额|什么概念|什么意思|怎么(?:来|算)|意味着|就是|换句话说|这个(?:数|比例)")
_BACKWARDS: Final = re.compile("倒推|反推|推算|倒算|推知|推得|折回去|反算")
_OF_THOSE: Final = re.compile("(?:^|[，；])(?:而|在|这|那)*(?P<who>[一-鿿]{2,10}?)(?:里头|里面|里|中|当中|之中)[，]?[^，；\\d]{0,14}$")


def two_amounts(body: Body) -> Iterator[Relation]:
    """Every share that its words bind to nothing."""
    for share in body.all("share"):
        if not _open(body, share):
            continue
        if (pair := _before(body, share) or _behind(body, share) or _put_first(body, share)) is not None:
            yield _relation(body, share, *pair)
        if (told := _of_what_was_done(body, share) or _of_a_sum(body, share)) is not None:
            yield _relation(body, share, *told, choice="of-done")
        if (pair := _of_those(body, share)) is not None:
            # with a choice of its own: the list may say that it is of them all, and no number of theirs bears that out
            yield _relation(body, share, *pair, choice="of-those")


def _open(body: Body, share: Fact) -> bool:
    """True for a plain percentage whose whole no words name and no list gives."""
    claim, quantity = share.claim, share.claim.quantity
    if quantity is None or quantity.unit != "%" or quantity.hedge or quantity.ranged or claim.modality != "fact":
        return False
    if claim.aspect not in ("", "rate", "ratio", "of-count") or claim.links.get("whole") or not 0 < share.middle < 100:
        return False
    part = body.first(share, "part")
    return part is None or not any(w.sure for w in wholes(body, share, part))


def _plain(f: Fact) -> bool:
    quantity = f.claim.quantity
    return quantity is not None and not quantity.hedge and not quantity.ranged and usable(f) and f.claim.aspect not in _NOT_IT


def _pair(told: Sequence[Fact], *, loose: bool = False) -> tuple[Fact, Fact] | None:
    """The smaller and the greater of two amounts of one measure and one time."""
    if len(told) != 2 or not all(_plain(f) for f in told) or not same_dimension(*told):
        return None
    if told[0].claim.period != told[1].claim.period and not (loose and "" in (told[0].claim.period, told[1].claim.period)):
        return None
    if told[0].middle == told[1].middle or told[0].claim.modality != told[1].claim.modality:
        return None
    part, whole = sorted(told, key=lambda f: f.middle)
    return part, whole


def _before(body: Body, share: Fact) -> tuple[Fact, Fact, bool] | None:
    """累计1824例，光是甲地就1139例，占去全国62.4%: the only two amounts of the sentence so far, and a word for a share right behind."""
    told = [f for f in body.beside(share, "level") if f.order < share.order]
    pair = _pair(told)
    if pair is None:
        return None
    gap = body.between(told[-1], share)
    named_behind = _BEHIND.match(body.after(share, 6)) is not None
    worded = (_SAID.fullmatch(gap) is not None and _ENDS.match(body.after(share, 1))) or (gap == "，" and named_behind)
    if not worded or _OTHERWISE.search(gap) or _OTHERWISE.search(body.between(*told)):
        return None
    part, whole = pair
    bracketed = body.between(*told).startswith("（") and "）" not in body.between(told[-1], share)
    linked = body.linked(share, "part")
    if (part.order < whole.order and not bracketed) or (linked and linked[0].key != part.key):
        return None
    return part, whole, _explained(body, share, part, whole)


def _behind(body: Body, share: Fact) -> tuple[Fact, Fact, bool] | None:
    """426位，在辖区老年人口中的比重17.9%——辖区60岁以上居民2385位: the whole by its name, or by the words that work it out."""
    told = body.beside(share, "level")
    named = share.claim.whole or body.clause(share)
    if plain_total(share.claim.whole or "") and not _NAMED.search(named):
        return None
    pair = _pair(told, loose=_BACKWARDS.search(body.sentence(share)) is not None)
    if pair is None or pair != (told[0], told[1]) or not told[0].order < share.order < told[1].order:
        return None
    part, whole = pair
    if body.linked(share, "part") not in ([], [part]) or _OTHERWISE.search(body.between(part, whole)):
        return None
    words = body.between(share, whole)
    if _BACKWARDS.search(words):
        return part, whole, _one(body, share, part, whole, ("transposition", "digit", "point"))
    own = re.sub("[占在中里的比重例份额分量]", "", named)
    alike = any(own[i : i + 2] in words for i in range(len(own) - 1))
    return part, whole, alike and _one(body, share, part, whole, ("transposition",))


_NAMED: Final = re.compile("[一-鿿]{2}(?:里|中|当中|里头)的(?:占比|比重|比例|份额|分量|份量|比率)")


def _put_first(body: Body, share: Fact) -> tuple[Fact, Fact, bool] | None:
    """64.0%！这是老客占比：9276张订单，5934张出自回头客: a share alone, and right behind it the only two amounts."""
    if body.beside(share, "level") and body.lead(share).strip("，、：“” "):
        return None
    if len(body.shares[share.key[0], share.claim.sentence]) > 1 or body.linked(share, "part"):
        return None
    behind = [f for f in body.within(share, 1, "level") if f.order > share.order and f.claim.paragraph == share.claim.paragraph]
    pair = _pair(behind)
    if pair is None or pair != (behind[1], behind[0]):
        return None
    words = body.between(share, behind[0])
    if _PUT_FIRST.search(words) is None or len(words) > _FAR or _OTHERWISE.search(words):
        return None
    part, whole = pair
    return part, whole, _one(body, share, part, whole, ("transposition", "digit", "point"))


_FAR: Final = 30  # characters from a share to what it is of


def _of_those(body: Body, share: Fact) -> tuple[Fact, Fact, bool] | None:
    """血糖偏高者638人，…；偏高者中从未就医的241人，又占37.8%: of the one amount that is called so before it."""
    part = body.first(share, "part")
    if part is None or not _plain(part) or not plain_total(share.claim.whole or "") or part.claim.clause + 1 < share.claim.clause:
        return None
    said = _OF_THOSE.search(body.lead(part))
    if said is None:
        return None
    who = said["who"]
    told = [
        f
        for f in body.within(share, 1, "level")
        if f.order < part.order and _plain(f) and same_dimension(f, part) and body.clause(f).rstrip("共有为达计").endswith(who)
    ]
    if len(told) != 1 or smaller(told[0], part):
        return None
    near = (f for f in body.within(share, 2, "level") if same_dimension(f, part) and f.key not in (part.key, told[0].key))
    return part, told[0], _explained(body, share, part, told[0]) and not any(is_share(share, part, f) for f in near)


_DONE: Final = re.compile(
    "(?:已|所|全部)?(?P<verb>完成|建成|收获|采收|收割|播种|栽植|种植|投放|发放|拨付|到位|回收|收回|售出|卖出|送达|办结|审结|签约|改造|入库|出栏|兑付|修复|铺设|交付)的?"
    "(?:总?[量数额]|总?(?:面积|金额|里程|人数|户数|件数|数量|长度|产量|投资)|部分)?"
)


def _of_what_was_done(body: Body, share: Fact) -> tuple[Fact, Fact, bool] | None:
    """任务14.50万亩，目前完成13.37万亩。…乡土树5.28万亩，占完成面积的39.5%: of the one amount told as done, by the very verb."""
    part, said = body.first(share, "part"), _DONE.fullmatch((share.claim.whole or "").removesuffix("的"))
    if part is None or said is None or not _plain(part):
        return None
    told = [
        f
        for f in body.within(share, 2, "level")
        if f.order < part.order
        and f.claim.paragraph == part.claim.paragraph
        and _plain(f)
        and same_dimension(f, part)
        and re.search(f"{said['verb']}(?:了|有|共|达|约|已)*$", body.clause(f))
    ]
    if len(told) != 1 or smaller(told[0], part):
        return None
    return part, told[0], _explained(body, share, part, told[0])


_SIDE: Final = re.compile(
    "[，—]*(?P<who>[一-鿿]{2,8}?)(?:(?:这一?|一|那一?)(?:头|块|边|家|项|方面|部分|端|侧|方)|方面)(?:就|便|约|已|竟)?占(?:了|到|去|比)?"
)


def _of_a_sum(body: Body, share: Fact) -> tuple[Fact, Fact, bool] | None:
    """为甲业退税a，为乙业退税b，合计c——乙业这一头占57.4%: the member so called, of the sum just told."""
    sums = [f for f in body.beside(share, "level") if f.order < share.order and f.claim.links.get("parts")]
    said = _SIDE.fullmatch(body.between(sums[-1], share)) if sums else None
    if said is None or not _plain(sums[-1]):
        return None
    parts = [f for f in body.linked(sums[-1], "parts") if said["who"] in body.clause(f) and _plain(f)]
    if len(parts) != 1 or not same_dimension(parts[0], sums[-1]):
        return None
    return parts[0], sums[-1], _explained(body, share, parts[0], sums[-1])


def _explained(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    """True where nothing is wrong, or a slip explains what is."""
    return is_share(share, part, whole) or explained(body, share, part, whole)


def _one(body: Body, share: Fact, part: Fact, whole: Fact, labels: tuple[str, ...]) -> bool:
    """True when one such slip in one of the three explains what is wrong."""
    return is_share(share, part, whole) or one_slip(body, share, Var(part.key) * 100 / Var(whole.key), (share, part, whole), labels)


def _relation(body: Body, share: Fact, part: Fact, whole: Fact, sure: bool, *, choice: str = "share") -> Relation:
    return Relation(
        "EP101",
        Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
        (share, part, whole),
        f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
        sure=sure,
        choice=(choice, share.key),
        plausible=PERCENT,
    )
