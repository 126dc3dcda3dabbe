"""A share before and now, and what it has changed by, told apart: 占比去年还只有27.6%，眼下34.1%，一年蹿升6.5个百分点; 份额翻了一番.

The sentence tells no other number, one of its two shares is marked as the earlier one, and no words for another thing stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Interval, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed

_WHEN: Final = (
    "[去上前]一?年(?:同期|底|末)?|年初|[一二两三四五六七八九十\\d]{1,3}年前|此前|先前|原先|原来|当初|起初|最初|那时|彼时|上[期届季月]"
    "|前一年|过去"
)
_PAST: Final = re.compile(_WHEN)
_NOW: Final = "眼下|如今|而今|现如今|现在|目前|今年|当前|时下|现已|本[期届季月年]"
# 如今这块蛋糕切走, 一年前，这个数字是, 眼下只守住: of the same thing still
_STILL: Final = re.compile(
    f"[，；、：—]*(?:(?:{_WHEN}|{_NOW})[，]?|这(?:个|一|块|份)(?:数字|比例|占比|比重|份额|蛋糕|数)|该(?:比例|数字|占比|份额)|占比|比重|比例|份额|它|其"
    "|[则却还才仅只已便就也又再尚刚是为有占达到的了，]|升到|升至|降到|降至|涨到|跌到|提到|提高到|缩到|缩至|切走|守住|守着|拿下|拿到|分到|分走|抢到|剩下?|攀上|冲上|冲到|摸到|做到)*"
)
_POINTS_OF: Final = re.compile(f"(?:的[一-鿿]{{1,6}})?{_STILL.pattern}")
# 一年蹿升, 份额恰好翻了: no words for what else it is compared with
_CHANGED: Final = re.compile(
    "[，；、—]*(?!.*(?:(?<!占)比(?![例重])|[较与同跟]))(?:[一二两三四五六七八九十\\d]{1,3}年|短短|其间|期间|前后|这一|间|来|里|内|下来|[，])*(?:占比|比重|比例|份额|地盘|它|其)?"
    "(?:又|再|足足|已经?|净|共|累计|大幅|一下子|竟|整整|合计|恰好|刚好|正好|一共|就|便|也|猛|狂|直|陡)*"
    "(?:蹿升?|窜升?|提高|提升|上升|上扬|抬升|抬高|增加|攀升|飙升|跃升|扩大|走高|回升|下降|下滑|下跌|降低|回落|收窄|减少|缩小|走低|滑落|跌落|掉|少|多|涨|升|降|跌|丢|让出|丢掉|增|减|翻)?了?"
)
_OTHERWISE: Final = re.compile("比全|平均|高于|低于|领先|落后|相差|差距|其中|分别|同期增|增速|增幅|利率|[一-鿿]率(?!先)")


def before_and_now(body: Body) -> Iterator[Relation]:
    """Every sentence of just two shares and one change."""
    for (index, sentence), shares in body.shares.items():
        told = sorted(body.sentences[index, sentence], key=lambda f: f.order)
        numbers = [f for f in told if f.claim.quantity is not None and f.claim.kind not in ("duration", "period", "date", "enumeration")]
        changes = [f for f in numbers if f.claim.kind in ("share-shift", "growth-shift", "multiple")]
        if len(numbers) != 3 or len(shares) != 2 or len(changes) != 1:
            continue
        if (pair := _told_apart(body, sorted(shares, key=lambda f: f.order), changes[0])) is not None:
            yield from _relation(body, *pair, changes[0])


def _plain(f: Fact) -> bool:
    quantity = f.claim.quantity
    return quantity is not None and not quantity.hedge and not quantity.ranged and f.claim.modality == "fact"


def _told_apart(body: Body, shares: list[Fact], change: Fact) -> tuple[Fact, Fact] | None:
    """The earlier and the later share; None where the words leave that open."""
    one, two = shares
    if not all(_plain(f) for f in (one, two, change)) or one.claim.quantity is None or two.claim.quantity is None:
        return None
    if {q.unit for f in (one, two) if (q := f.claim.quantity) is not None} != {"%"} or "now" in change.claim.links:
        return None
    if body.linked(one, "part") or body.linked(two, "part") or _OTHERWISE.search(body.sentence(one)):
        return None
    if change.order < one.order:
        lead, middle, last = body.between(change, one), body.between(one, two), ""
        if _POINTS_OF.fullmatch(lead) is None:
            return None
    elif change.order > two.order:
        lead, middle, last = body.lead(one), body.between(one, two), body.between(two, change)
        if _CHANGED.fullmatch(last) is None:
            return None
    else:
        return None
    if _STILL.fullmatch(middle) is None:
        return None
    past = [_PAST.search(words) is not None for words in (lead, middle)]
    return None if past[0] == past[1] else (one, two) if past[0] else (two, one)


def _relation(body: Body, base: Fact, now: Fact, change: Fact) -> Iterator[Relation]:
    quantity = change.claim.quantity
    if quantity is None:
        return
    if change.claim.kind == "multiple":
        if quantity.unit == "番" and quantity.surface.endswith("一番"):
            yield Relation(
                "EP206",
                Constraint(Var(now.key), "=", Var(base.key) * 2),
                (now, base),
                f"{printed(body, base)} × 2 = {{x}}",
                sure=_far_from_double(body, base, now, change),
                choice=("doubled", change.key),
            )
        return
    above, below = (now, base) if now.middle >= base.middle else (base, now)
    yield Relation(
        "EP106",
        Constraint(Var(above.key) - Var(below.key), "=", Var(change.key) if change.claim.sign >= 0 else Var(change.key) * -1),
        (change, now, base),
        f"{printed(body, above)} − {printed(body, below)} = {{x}}",
        choice=("shift", change.key),
        plausible=Interval(Fraction(-50), Fraction(50)),
    )


_JUST: Final = re.compile("恰|刚好|正好|整整")


def _far_from_double(body: Body, base: Fact, now: Fact, change: Fact) -> bool:
    """翻了一番 is said of somewhat more than twice, too; 恰好翻了一番 of next to nothing else."""
    if not base.middle:
        return False
    times = now.middle / base.middle
    just = _JUST.search(body.clause(change)) is not None
    return abs(times - 2) > Fraction(1, 25) if just else not Fraction(9, 5) <= times < Fraction(13, 5)
