"""Amounts that a printed ratio divides: 按5:3:2的比例出资，合计1.2亿元，甲6000万元、乙3600万元、丙2400万元 (EP105).

Whether the ratio is of just these amounts the amounts show themselves: all of them but one come out to the digit.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Final

from enping_check.engine import Constraint, Expression, Interval, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import planned
from enping_check.rules.wholes import same_dimension, usable

_NUMBER: Final = r"\d{1,3}(?:\.\d{1,2})?"
_RATIO: Final = re.compile(
    rf"(?:按照?|以|依照?|为|是)[^，。；：:\d]{{0,14}}(?P<ratio>(?<![\d.]){_NUMBER}(?:[:：比]{_NUMBER}){{1,4}}(?![\d.%]))(?P<said>[^，。；\d]{{0,10}})"
)
_HALVES: Final = re.compile("(?P<one>[一二三四五六七八九])(?P<other>[一二三四五六七八九])(?:开|分成|分账|比例)")
_DIVIDES: Final = re.compile(
    "比例|之比|下料|和灰|勾兑|搭配|配料|套种|间作|轮作|[切划]分|班底|梯队|配[比合施制方置套]|分[成担摊配账红享]|出资|入股|拌|混|掺|兑|投[入料资]|调[配制]|安排|承担|负担|组成|构成|筹|施用|让利|持股|开|比"
)
_HAN: Final = "零一二三四五六七八九"
_PARTS: Final = ("", "stock", "up", "down", "part", "together")
_REACH: Final = 150  # characters from the ratio to what it divides
_TELLING: Final = 3  # digits
_IN_PART: Final = re.compile("任务|计划|目标|实际|实有|现有|在岗|在编|设岗|定编|已|首[期批付笔轮]|先期|先行|到账|预[付拨]|目前|尚|另|剩|余")


def relations(body: Body) -> Iterator[Relation]:
    """Every ratio with the amounts that stand beside it in its order."""
    for index, reading in enumerate(body.readings):
        text = reading.article.folded
        if index == body.table or not re.search("[:：比开]|分[成账]", text):
            continue
        yield from _told_before(body, index)
        for said in _RATIO.finditer(text):
            ratio = [Fraction(each) for each in re.split("[:：比]", said["ratio"])]
            if _DIVIDES.search(said[0]):
                yield from _of(body, index, said, ratio)
            elif _NAMED.search(text, max(0, said.start() - _NEAR), said.start()):
                words = text[max(0, said.start() - 2 * _NEAR) : said.start()]
                yield from (each for each in _of(body, index, said, ratio) if all(_head(body, f) in words for f in each.facts))
        for said in _HALVES.finditer(text):
            ratio = [Fraction(_HAN.index(said[each])) for each in ("one", "other")]
            if sum(ratio) == 10:
                yield from _of(body, index, said, ratio)


def _of(body: Body, index: int, said: re.Match[str], ratio: Sequence[Fraction]) -> Iterator[Relation]:
    """The one row of amounts near the ratio that it divides, with the amount divided where that is told."""
    text = body.readings[index].article.folded
    begin, end = said.end() - 1, said.end() + _REACH
    behind = [f for f in body.inside(index, begin, end) if not re.search("。.*。|\n", text[said.end() : f.claim.at.start])]
    before = [
        f for f in body.inside(index, said.start() - _REACH, said.start()) if not re.search("[。\n]", text[f.claim.at.end : said.start()])
    ]
    if not 1 < len(ratio) <= len(behind) or 0 in ratio:
        return
    for at in range(len(behind) - len(ratio) + 1):
        row = [planned(f) for f in behind[at : at + len(ratio)]]
        if not all(usable(f) and f.claim.aspect in _PARTS and same_dimension(f, row[0]) for f in row):
            continue
        if _IN_PART.search(text[said.end() : row[-1].claim.at.start]):
            continue
        keys = {f.key for f in row}
        wholes = [planned(f) for f in (*behind, *reversed(before)) if f.key not in keys and same_dimension(f, row[0]) and usable(f)]
        for whole in wholes:
            if (found := _divided(body, row, ratio, whole)) is not None:
                yield from found
                return
        if len(row) > 2 and not wholes and (found := _divided(body, row, ratio, None)) is not None:
            yield from found
            return


# 初级124人、中级310人、高级186人，人数之比保持在2:5:3
_BEFORE: Final = re.compile(
    rf"[，；—：]+(?:[一-鿿]{{0,8}}?(?:比例|之比|配比|比|结构)(?:关系)?)?(?:(?:保持|维持|稳定|控制)?在|大体|恰好?|正好|刚好|就?是|为|呈|成)*(?P<ratio>{_NUMBER}(?:[:：比]{_NUMBER}){{2,4}})(?![\d.%])"
)
_HALF: Final = Fraction(1, 2)
_NAMED: Final = re.compile("(?<!收入)(?<!产业)(?<!价格)(?<!投资)(?:比例|配比|之比|构成比|数量比|人数比)$")  # 红黄蓝球比例为4:3:2
_NEAR: Final = 8


def _head(body: Body, fact: Fact) -> str:
    """红 of 红球132个, which 红黄蓝球比例 names."""
    return re.split("[、和及]", body.clause(fact))[-1][:1] or "？"


def _told_before(body: Body, index: int) -> Iterator[Relation]:
    """水稻1260亩、油菜540亩、白茶360亩，正好7比3比2: a row of amounts and then how they are to each other."""
    text = body.readings[index].article.folded
    for said in _BEFORE.finditer(text):
        ratio = [Fraction(each) for each in re.split("[:：比]", said["ratio"])]
        row = body.inside(index, said.start() - _REACH, said.start())[-len(ratio) :]
        if len(row) < len(ratio) or 0 in ratio or row[-1].claim.at.end != said.start():
            continue
        if not all(usable(f) and f.claim.aspect in _PARTS and same_dimension(f, row[0]) for f in row):
            continue
        gaps = [body.between(a, b) for a, b in pairwise(row)]
        if not all(_NEXT.fullmatch(gap) for gap in gaps):
            continue
        for each in _divided(body, row, ratio, None) or ():
            at = row.index(each.result)
            off = _rounded_off(row, ratio, at) or _exchanged(body, each)
            yield replace(each, sure=off)


_NEXT: Final = re.compile(r"[，、；][^，。；：\d]{1,14}")


def _exchanged(body: Body, each: Relation) -> bool:
    """True when two exchanged digits make the amount just what the ratio gives."""
    made = each.constraint.right
    return one_slip(body, each.result, made, each.facts, ("transposition",))


def _rounded_off(row: Sequence[Fact], ratio: Sequence[Fraction], at: int) -> bool:
    """True when not even a rounded ratio would be so: 12 beside 6 and 30 is no 3 of 1:3:5."""
    anchor = next((n for n in range(len(row)) if n != at and row[n].middle), None)
    if anchor is None:
        return False
    return abs(row[at].middle * ratio[anchor] / row[anchor].middle - ratio[at]) > _HALF


def _divided(body: Body, row: Sequence[Fact], ratio: Sequence[Fraction], whole: Fact | None) -> list[Relation] | None:
    """The relations of a row that the ratio divides, all but one of them true; None where fewer are, or another order makes all true."""
    holding = [_fits(row, ratio, whole, at) for at in range(len(row))]
    if whole is None:
        # without the whole two that agree with each other speak for the ratio
        anchors = [
            at for at in range(len(row)) if sum(_fits(row, ratio, None, at, each) for each in range(len(row)) if each != at) >= len(row) - 2
        ]
        if len(anchors) < len(row) - 1:
            return None
        anchor = anchors[0]
        return [_relation(body, row, ratio, None, at, anchor) for at in range(len(row)) if at != anchor]
    if sum(holding) < len(row) - 1 or not any(holding):
        return None
    if not all(holding) and any(all(_fits(row, other, whole, at) for at in range(len(row))) for other in permutations(ratio)):
        return None  # told in another order than the ratio
    return [_relation(body, row, ratio, whole, at) for at in range(len(row))]


def _made(row: Sequence[Fact], ratio: Sequence[Fraction], whole: Fact | None, at: int, anchor: int) -> Expression:
    if whole is not None:
        return Var(whole.key) * (ratio[at] / sum(ratio))
    return Var(row[anchor].key) * (ratio[at] / ratio[anchor])


def _fits(row: Sequence[Fact], ratio: Sequence[Fraction], whole: Fact | None, at: int, anchor: int = 0) -> bool:
    boxes: dict[Hashable, Interval] = {f.key: f.claim.interval for f in (*row, *([whole] if whole is not None else []))}
    return _made(row, ratio, whole, at, anchor).range(boxes).overlaps(row[at].claim.interval)


def _relation(body: Body, row: Sequence[Fact], ratio: Sequence[Fraction], whole: Fact | None, at: int, anchor: int = 0) -> Relation:
    told = [f"{float(each):g}" for each in ratio]
    of = whole if whole is not None else row[anchor]
    made = _made(row, ratio, whole, at, anchor)
    digits = len(body.folded(row[at]).strip("万亿元吨公斤亩人0").replace(".", ""))
    labels = ("transposition", "unit-scale", "point", *(("digit", "lost") if digits >= _TELLING else ()))
    below = f"({' + '.join(told)})" if whole is not None else told[anchor]
    return Relation(
        "EP105",
        Constraint(Var(row[at].key), "=", made),
        (row[at], of),
        f"{printed(body, of)} × {told[at]} ÷ {below} = {{x}}",
        sure=len(row) > 2 or one_slip(body, row[at], made, (row[at], of), labels),  # of two the one may be paid only in part
        choice=("apportioned", row[at].key),
        key="apportioned",
    )
