"""Amounts with a bare percentage right behind each: 读研（1408人，34.1%）和进国企（966人，23.4%）; 1217起、36.4%；842起、27.2%.

Two such pairs of one sentence are of one whole, told before them or nowhere. That is believed where the words rank them or the others
bear the whole out; else where but two exchanged digits explain what is wrong, which two wholes hardly ever look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.around import is_share
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.shares.denominators import OTHERS
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import plain_total, same_dimension, smaller, usable

Pair = tuple[Fact, Fact]  # an amount and its share

# between an amount and its share: （1408人，34.1%）, 占, 、; the first may name what they are of
_NEXT: Final = re.compile(
    "[（，、]?(?:也|又|则|已经?|就|便)*(?:(?:占|约占|贡献|是|为|即)(?:去|到|了|比|全部|总[数量体额]|其中|整体)?(?:的)?|占比|比重|比例|份额)?(?:为|达到?|是|有)?"
)
_OF_NAMED: Final = re.compile("[（，、]?(?:也|已经?|就)*(?:占|贡献|是|为|相当于)(?P<whole>[^，；。：（\\d]{2,16})的")
# from one pair to the next: ；纠纷类次之，
_BETWEEN: Final = re.compile("[）]?[，；、]?(?:[^。；\\d（]{0,24}[，、（])?[^。，；\\d（]{0,16}")
_OTHERWISE: Final = re.compile(
    "其中|包括|当中|增|[上提]升|下降|[上下]跌|涨|降|同比|环比|比上|率|均|每|完成|分别|[者里中](?:又|有)|计划|目标|达标|[去上前]年"
)
_RANKED: Final = re.compile("居首|居多|首位|榜首|第一|最[多大热高]|次之|其次|居次|第二|紧随|再次|位列|排名")
_OWN: Final = re.compile("城镇|农村|城市|乡村|[男女]|学$|医院|各自|自身|本[身行店厂]")
_EACH: Final = re.compile("各自|自身|本身|各占|分别占")
_DIGITS: Final = 3
_APART: Final = 2  # times; one wrong digit behind the first seldom makes more


def pairs(body: Body) -> Iterator[Relation]:
    """Every two pairs of a sentence against each other, and against a whole that the others bear out."""
    for (index, sentence), shares in body.shares.items():
        if len(shares) < 2:
            continue
        for row in _rows(body, index, sentence, shares):
            yield from _of_told(body, row)
            if len(row) == 2:
                yield from _of_one(body, row)


def _gap(body: Body, one: Fact, other: Fact) -> str:
    return body.between(one, other).replace(" ", "").replace("\n", "")


def _rows(body: Body, index: int, sentence: int, shares: Sequence[Fact]) -> Iterator[list[Pair]]:
    """The pairs that stand one after another with nothing but names between them."""
    levels = [f for f in body.sentences[index, sentence] if f.claim.kind == "level"]
    row: list[Pair] = []
    for share in sorted(shares, key=lambda s: s.order):
        part = next((f for f in reversed(levels) if f.order < share.order), None)
        if part is None or not _paired(body, part, share):
            if len(row) > 1:
                yield row
            row = []
            continue
        if row and not (same_dimension(row[-1][0], part) and _follows(body, row[-1][1], part)):
            if len(row) > 1:
                yield row
            row = []
        if row and _OF_NAMED.fullmatch(_gap(body, part, share)):
            row = []  # it names a whole of its own
        row.append((part, share))
    if len(row) > 1:
        yield row


def _paired(body: Body, part: Fact, share: Fact) -> bool:
    """True for a percentage right behind an exact enough amount, of it and of nothing else that is told."""
    quantity, amount = share.claim.quantity, part.claim.quantity
    if quantity is None or amount is None or quantity.unit != "%" or quantity.hedge or amount.hedge or not usable(part):
        return False
    if share.claim.modality != "fact" or share.claim.aspect not in ("", "rate", "ratio") or share.claim.links.get("whole"):
        return False
    if part.claim.aspect not in ("", "stock", "increment") or amount.dimension in ("percent", "permille", "none", "multiple", "time"):
        return False
    if any(p.key != part.key for p in body.linked(share, "part")):
        return False
    gap = _gap(body, part, share)
    return _NEXT.fullmatch(gap) is not None or _OF_NAMED.fullmatch(gap) is not None


def _follows(body: Body, share: Fact, part: Fact) -> bool:
    gap = _gap(body, share, part)
    return _BETWEEN.fullmatch(gap) is not None and _OTHERWISE.search(gap) is None


def _of_told(body: Body, row: Sequence[Pair]) -> Iterator[Relation]:
    """卖了a元，黄金b元（43.1%），家电c元（24.5%）: of the one amount before them that another of the shares is of to the digit."""
    keys = {part.key for part, _ in row}
    first = row[0][0]
    told = [
        f
        for f in body.within(first, 1, "level")
        if f.order < first.order
        and f.claim.paragraph == first.claim.paragraph
        and usable(f)
        and same_dimension(f, first)
        and f.key not in keys
        and f.claim.aspect not in ("base", "average", "incidental", "comparison", "threshold")
    ]
    proven = [(f, borne) for f in told if (borne := [s.key for p, s in row if _to_the_digit(body, s, p, f)])]
    if len(proven) != 1:
        return
    whole, borne = proven[0]
    for part, share in row:
        if share.key in borne or smaller(whole, part):
            continue
        made = Var(part.key) * 100 / Var(whole.key)
        yield Relation(
            "EP101",
            Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
            (share, part, whole),
            f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
            sure=len(borne) > 1 or is_share(share, part, whole) or one_slip(body, share, made, (share, part), ("transposition", "digit")),
            choice=("share", share.key),
            plausible=PERCENT,
        )


def _to_the_digit(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    return sum(c.isdigit() for c in body.folded(share)) >= _DIGITS and is_share(share, part, whole)


def _of_one(body: Body, row: Sequence[Pair]) -> Iterator[Relation]:
    """室温不达标的583件，占43.3%；管道漏水的312件，占23.2%: both imply one whole, told or not."""
    (part, share), (other, its) = row
    if share.claim.links.get("total") or its.claim.links.get("total") or not plain_total(its.claim.whole or ""):
        return
    if summed((share, its)) > 100 or not all(sum(c.isdigit() for c in body.folded(f)) >= _DIGITS for f in (share, its)):
        return
    implied = part.middle * its.middle, other.middle * share.middle
    if min(implied) <= 0 or max(implied) > _APART * min(implied):
        return
    names = [body.clause(f) for f in (part, other)]
    if all(_OWN.search(name) or OTHERS.search(name) for name in names) or _EACH.search(body.sentence(part)):
        return  # 甲县1200名，占5.1%；乙县980名，占4.2%: each of its own
    agreed = (part.claim.interval * its.claim.interval).overlaps(other.claim.interval * share.claim.interval)
    value = Var(other.key) * Var(share.key) / Var(part.key)
    facts = (part, share, other, its)
    ranked = _RANKED.search(body.lead(part) + _gap(body, share, other)) is not None
    yield Relation(
        "EP103",
        Constraint(Var(other.key) * Var(share.key), "=", Var(part.key) * Var(its.key)),
        (its, other, share, part),
        f"{printed(body, other)} ÷ {printed(body, its)} ≠ {printed(body, part)} ÷ {printed(body, share)}",
        sure=agreed or one_slip(body, its, value, facts, ("transposition", *(("digit",) if ranked else ()))),
        plausible=PERCENT,
        collection=("implied", *its.key, share.key),
    )
