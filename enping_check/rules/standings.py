"""Places in a list that the text gives by a name, by its next neighbours or to one left out: EP501.

五馆中借阅量居首的是甲馆：甲馆15.2万册、乙馆18.6万册; 甲23.7亿元，乙31.5亿元位列第二，丙6.8亿元排第三; 前两位为甲（83%）和乙（79%），
无缘前两位的丙为81%. A list counts only where its items are bare names, so that they are measured by what the place is of.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from enping_check.claims.dateline import either
from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.leading import less_is_better, words
from enping_check.rules.rankings import TOP, is_bare, item_name, run_of
from enping_check.rules.ranks import above, fell
from enping_check.rules.relation import Relation
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import same_dimension, usable

_NAME = "[\u4e00-\u9fffA-Za-z\\d·#“”]"
_KINDS = ("level", "share", "growth")
_NOT = ("base", "whole", "comparison", "converted", "incidental", "threshold", "target", "together")
_REACH = 120  # characters between a list and the words about it


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    for (index, sentence), facts in body.sentences.items():
        if sentence < 0 or facts[0].claim.place in ("title", "table", "note"):
            continue
        values = _values(facts)
        if not values:
            continue
        yield from _called_first(body, index, values)
        yield from _between(body, values)
        yield from _left_out(body, values)


def _values(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(
        (f for f in facts if f.claim.kind in _KINDS and usable(f) and f.claim.aspect not in _NOT and f.claim.modality == "fact"),
        key=lambda f: f.order,
    )


@functools.cache
def _called() -> re.Pattern[str]:
    w = words()
    top, bottom = either((*w["most"], *w["fastest"], *w["1"])), either((*w["least"], *w["slowest"], *w["last"]))
    return re.compile(
        f"(?P<measure>[^，。；：、\\d]{{0,24}}?)(?:(?P<top>{top})|(?P<bottom>{bottom}))的?(?:一[个家座所条]|[^，。；：、\\d的]{{0,4}})?"
        f"(?:仍然?|还|依然|依旧|则|就|也|又|当|均)?(?:是|为|属|数|非)(?P<name>{_NAME}{{1,12}})(?=[：，。；！（\\n—])"
    )


def _called_first(body: Body, index: int, values: Sequence[Fact]) -> Iterator[Relation]:
    """借阅量居首的是甲馆：甲馆15.2万册、乙馆18.6万册; 甲馆15.2万册、乙馆18.6万册，居首的是甲馆."""
    text = body.readings[index].article.folded
    rest = list(values)
    while rest:
        members = run_of(body, rest)
        rest = rest[len(members) :]
        names = [_bare(item_name(body, m)) for m in members]
        many = next((i for i, name in enumerate(names) if _MANY.search(name)), len(names))
        members, names = members[:many], names[:many]  # 其余两馆均不足8万册
        if len(members) < 2 or len({*names}) < len(names) or any(fell(m) or m.claim.quantity is None for m in members):
            continue
        if not all(_named(body, m) for m in members[1:]):
            continue
        begin, end = members[0].claim.at.start - len(names[0]), members[-1].claim.at.end
        ahead = re.split("\n", text[max(0, begin - _REACH) : begin])[-1]
        behind = re.split("\n", text[end : end + _REACH])[0]
        for said, before in ((_last(_called(), ahead), True), (_AT_ONCE.match(behind) and _called().search(behind), False)):
            if not said or said["name"] not in names or not _of_the_list(body, said, before, ahead, behind, members[0]):
                continue
            own = members[names.index(said["name"])]
            others = [m for m in members if m.key != own.key]
            best = (max if said["top"] else min)(others, key=lambda m: m.middle)
            greater, less = (own, best) if said["top"] else (best, own)
            yield above(body, greater, less, (own, best), key="unsorted", choice=("standing", greater.key, less.key))


_MANY = re.compile("其余|其他|合计|共计|均|总|以上|上述|其中|全[市县区省镇州国]")


def _bare(name: str) -> str:
    """甲馆 of 甲馆达15.2万册."""
    return re.sub("(?:分别|则|也|达到?|有|为|约|得)+$", "", name)


def _named(body: Body, fact: Fact) -> bool:
    """东门店31.5万元: nothing but whose it is, though 门店 is counted elsewhere."""
    return is_bare(body, fact) or _ONE.fullmatch(_bare(item_name(body, fact))) is not None


_ONE = re.compile("[一-鿿A-Za-z\\d#]{1,6}[店馆站园校厂县镇市区村院所港线组队班行部场](?<!市场)(?<!出厂)")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


_AT_ONCE = re.compile("[^，。；、：\\d]{0,6}[，。；](?:其中[，：]?|可见，?|也就是说，?)?[^。；\\d]{2,40}")
_OPENS = re.compile("(?:[：，。；—]{1,2}(?:其中[，：]?|具体[看为]?[，：]?|具体来看，?|分别[为是]：?)?)")


def _of_the_list(body: Body, said: re.Match[str], before: bool, ahead: str, behind: str, first: Fact) -> bool:
    """True where the words are of just the list that begins right behind them, or that ends right before them."""
    measure = re.sub("^.*(?:中|里|之间|各[^，]{1,4})", "", said["measure"]).rstrip("的以看")
    told = ahead if before else ahead + behind[: said.start()]
    if said["top"] in words()["1"] and less_is_better().search(told + said["measure"]):
        return False
    speed = speeds().rising.search(said["measure"]) is not None
    if speed != (first.claim.kind == "growth" or speeds().rising.search(ahead) is not None):
        return False
    if _BY_MARKS.search(said["measure"] + (said["top"] or "")) or _TIMES.search(said["measure"]):
        return False
    if before:
        return _OPENS.fullmatch(ahead[said.end() :]) is not None
    return "。" not in behind[: said.start()].rstrip("。")[1:] and (len(measure) < 2 or measure[-2:] in ahead)


_BY_MARKS = re.compile("考核|考评|评价|评估|评比|测评|综合|质量|满意|口碑|实力|潜力|名气|人气|冠军")
_TIMES = re.compile("历年|历史|以来|近[两三四五六七八九十\\d]|去年|上年|同期")


def _between(body: Body, values: Sequence[Fact]) -> Iterator[Relation]:
    """甲23.7亿元，乙31.5亿元位列第二，丙6.8亿元排第三: what is told first lies not between the second and the third."""
    placed: dict[int, Fact] = {}
    for rank in body.beside(values[0], "rank"):
        own, number = body.first(rank, "of"), rank.claim.quantity.number if rank.claim.quantity is not None else None
        if own is None or number is None or rank.claim.whole or int(number) in placed:
            return
        placed[int(number)] = own
    if not {2, 3} <= {*placed} or 1 in placed:
        return
    first, second, third = values[0], placed[2], placed[3]
    if first.key in (second.key, third.key) or any(fell(f) or f.claim.kind != first.claim.kind for f in (second, third)):
        return
    alike = all(same_dimension(f, first) and f.claim.period == first.claim.period for f in (second, third))
    if not alike or [f.key for f in values[:3]] != [f.key for f in (first, second, third)]:
        return
    if re.search("[共总合计全各]", body.lead(first)[-_LEAD:]) or less_is_better().search(body.lead(first)):
        return
    one, two = body.known(first), body.known(second)
    if (one is not None and two is not None and one.name != two.name) or first.middle < third.middle:
        return
    yield above(body, first, second, (second, first), key="unsorted", choice=("between", first.key, second.key))


_LEAD = 14  # characters before a value in which it is said to be of all


@functools.cache
def _outside() -> re.Pattern[str]:
    w = table("ranks.toml")["standing"]
    n = "(?:前|首)?[两二三四五六七八九十\\d]{1,2}(?:[位名强甲席]|个)?"
    return re.compile(
        f"[%）)亿万元人次\u4e00-\u9fff]{{0,6}}[，。；、](?:而|但|则)?(?:(?:与|和|跟|同){n}(?:{alternation(w['missed'])})|(?:{alternation(w['not-in'])}){n}"
        f"|(?:{alternation(w['stopped'])})第(?P<k>[二三四五六七八九十]|\\d{{1,2}})[位名]?|(?:{alternation(w['next'])}))"
        f"的?(?:则|还|就)?(?:是|为)?(?P<name>{_NAME}{{2,10}}?)(?:[，（]|的)?(?:只|仅|也)?(?:是|为|达到?|有|得)?(?:[（]?)"
    )


def _left_out(body: Body, values: Sequence[Fact]) -> Iterator[Relation]:
    """前三的乡镇为甲（83%）、乙（79%）和丙（76%），与前三擦肩而过的丁是81%: none of those named is below the one left out."""
    text = body.readings[values[0].key[0]].article.folded
    for position, first in enumerate(values):
        head = body.sentence(first)[: first.claim.at.start - body.bounds(first).start]
        top = _last(TOP, head)
        if top is None or re.search("[\\d%]", head[top.end() :]):
            continue
        size = whole(top["n"] or top["n2"] or top["n3"]) or 0
        members = run_of(body, values[position:])[:size]
        last = members[-1]
        out = _outside().match(text, last.claim.at.end)
        if size != len(members) or out is None or (out["k"] and (whole(out["k"]) or 0) <= size):
            return
        ranked = head[: top.end()]
        behind = body.sentences.get((last.key[0], last.claim.sentence + 1), ())
        others = [f for f in (*values, *_values(behind)) if f.claim.at.start == out.end()]
        if not others or not usable(others[0]) or not all(_named(body, m) for m in members[1:]) or not _measured(ranked, members):
            return
        other = others[0]
        if other.claim.kind != first.claim.kind or not same_dimension(other, first) or any(fell(f) for f in (other, *members)):
            return
        least = min(members, key=lambda m: m.middle)
        yield above(body, least, other, (least, other), key="unsorted", choice=("left out", least.key, other.key))
        return


def _measured(ranked: str, members: Sequence[Fact]) -> bool:
    """True where the list is ranked by what its bare values tell: 覆盖率排名前三; not by marks, nor by the less the better."""
    if less_is_better().search(ranked) or _BY_MARKS.search(ranked) or re.search("最[低少小慢短轻]|倒数|后[两三四五]", ranked):
        return False
    growth = speeds().growing.search(ranked) is not None
    return (
        growth == all(m.claim.kind == "growth" for m in members)
        and re.search("[额量值率积价数重比]|收入|投资|人口|最[多高大快长]", ranked) is not None
    )
