"""One of the things that 分别 gives their values is said to lead them, or to come last, and the values say another: EP501.

甲、乙、丙三镇产量分别为3吨、4吨、2吨，其中甲镇最高. The list is read by its words, so that any thing may be ranked: 一号线, 语文, 9月.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from enping_check.claims.dateline import either
from enping_check.rules.body import Body, Fact
from enping_check.rules.leading import less_is_better, words
from enping_check.rules.ranks import above, fell
from enping_check.rules.relation import Relation
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import same_dimension, usable

_REACH = 48  # characters between the list and the end of the mark
_JOINED = re.compile("、|和|及|与|以及|或")
_STOP = re.compile("[，。；：！？\n（）]")
_TOLD = re.compile("[为是达有报计至到]+$|(?:各?自?分别|依次|依序|各)[^，。；\\d]{0,6}$")
_LOWER_RATE = re.compile("率$|天数$|指数$")  # may be better the less it is: its 第一 is not the greatest


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    yield from _next_to(body)
    yield from _of_times(body)
    yield from _the_rest(body)
    lists: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("level", "share", "growth"):
        if fact.claim.group > 0:
            lists[fact.key[0], fact.claim.group].append(fact)
    for members in lists.values():
        if 2 <= len(members) <= 8 and all(usable(m) and same_dimension(m, members[0]) for m in members):
            yield from _led(body, sorted(members, key=lambda f: f.order))


def _led(body: Body, members: Sequence[Fact]) -> Iterator[Relation]:
    """The marks behind one list that name one of it."""
    text = body.readings[members[0].key[0]].article.folded
    end = members[-1].claim.at.end
    after = text[end : end + _REACH].partition("\n")[0]
    if (first := _mark().search(after)) is None:
        return
    items = _items(body, members)
    if items is None:
        return
    names, measure = items
    at = 0
    for mark in (first, *_mark().finditer(after, first.end())):
        between = after[at : mark.start()]
        if between.count("。") > 1 or not between.startswith(("，", "。", "；")):
            return
        clauses = _STOP.split(between)
        said = _AMONG.sub("", clauses[-1])
        which = _named(said, names)
        if which is None or any(re.search("\\d", each) for each in (*clauses[:-1], said[which[1] :])):
            return
        at = mark.end()
        rest = _FIELD.sub("", said[which[1] :].lstrip("的"))
        sense = _sense(members, mark, rest, measure)
        if not sense or (not rest and any(clause not in ("", "其中") for clause in clauses[:-1])):
            continue  # …分别为a、b、c，增速均超一成，其中甲镇最高
        own = members[which[0]]
        others = [m for m in members if m is not own]
        best = max(others, key=lambda m: m.middle * sense)
        greater, less = (own, best) if sense > 0 else (best, own)
        yield above(body, greater, less, (own, best), key="unsorted", choice=("superlative", greater.key, less.key))


_NEXT_TO = re.compile("(?:仅|只)次于(?:[^，。；：、\\d]|(?:19|20)\\d\\d年){1,16}?(?:同期)?的?(?:[（(]|为|达|是)*$")
_SPEED = re.compile("增速|增幅|涨幅|降幅")


def _next_to(body: Body) -> Iterator[Relation]:
    """8.6亿元，仅次于东湖镇的9.2亿元: what comes next to another is not above it."""
    for other in body.all("level", "share", "growth"):
        said = _NEXT_TO.search(body.clause(other)) if usable(other) else None
        if said is None or fell(other):
            continue
        told = [f for f in body.beside(other, *_alike(other)) if f.order < other.order and f.claim.aspect not in ("base", "comparison")]
        if not told or not usable(told[-1]) or not same_dimension(told[-1], other) or other.claim.clause - told[-1].claim.clause > 2:
            continue
        own = told[-1]
        between = body.between(own, other).partition("次于")[0]
        if fell(own) or re.search("[；。\\d]|增|降|占|比", _PLACED.sub("", between)):
            continue
        if less_is_better().search(body.lead(own)) or (_SPEED.search(between) and own.claim.kind != "growth"):
            continue
        if own.claim.kind != other.claim.kind and re.search("[额量值模率数]", between):
            continue  # 增长8.2%，体量仅次于…: of something else
        for each in (other, *_and_more(body, other)):
            yield above(body, each, own, (own, each), key="unsorted", choice=("next", own.key, each.key))


_PLACED = re.compile("第\\d{1,2}(?=[位名，])")
_AND_MORE = re.compile("[和与及、][^，。；：\\d和与及、]{2,14}的?[（(]?")


def _alike(other: Fact) -> tuple[str, ...]:
    """增速7.6%，仅次于鹭市的8.1%: what is so told of another is read as its rate."""
    return ("growth", "share") if other.claim.kind == "share" and other.claim.aspect == "rate" else (other.claim.kind,)


def _and_more(body: Body, other: Fact) -> Iterator[Fact]:
    """仅次于鹭市的8.1%和榕市的7.9%: what stands above it as well."""
    last = other
    for each in body.beside(other, other.claim.kind):
        if each.order <= last.order:
            continue
        if not usable(each) or not same_dimension(each, other) or _AND_MORE.fullmatch(body.between(last, each)) is None:
            return
        yield each
        last = each


_BEST_TIME = re.compile(
    "(?:^|[，；：])(?P<said>[^，。；：]{2,20}?)最(?:[高多大旺]|(?P<least>[低少小淡]))(?:的)?，?(?:为|达到?|有|仅|是|完成|实现|[售卖]出|销售|发运|生产|接待)*$"
)
_BUT_A_PART = re.compile("单[月日季周]|日均|月均|人均|增速|增[长幅量]|涨幅|降幅|率|其中|同期|历年|历史|以来|近|峰")
_QUARTER_OR_MONTH = re.compile("(?P<year>Y[+-]?\\d*|\\d{4})(?P<part>[QM])\\d{1,2}")


def _of_times(body: Body) -> Iterator[Relation]:
    """三季度最高，为5.42亿元，一季度4.16亿元，…: one quarter or month among those that its sentence tells of, and of nothing else."""
    for facts in body.sentences.values():
        told = sorted((f for f in facts if f.claim.kind == "level" and usable(f)), key=lambda f: f.order)
        times = [_QUARTER_OR_MONTH.fullmatch(f.claim.period) for f in told]
        if len(told) < 3 or not all(times) or len({f.claim.period for f in told}) < len(told) or facts[0].claim.sentence < 0:
            continue
        if len({(t["year"], t["part"]) for t in times if t is not None}) > 1 or not all(same_dimension(f, told[0]) for f in told):
            continue
        if any(f.claim.aspect in ("average", "whole", "converted") or f.claim.modality != "fact" for f in told):
            continue
        marked = [(f, m) for f in told if (m := _BEST_TIME.search(body.lead(f))) is not None]
        if len(marked) != 1 or _BUT_A_PART.search(marked[0][1]["said"]) or not re.search("[季月]", marked[0][1]["said"]):
            continue
        own, least = marked[0][0], marked[0][1]["least"] is not None
        others = [f for f in told if f.key != own.key]
        best = min(others, key=lambda f: f.middle) if least else max(others, key=lambda f: f.middle)
        greater, less = (best, own) if least else (own, best)
        yield above(body, greater, less, (own, best), key="unsorted", choice=("superlative", greater.key, less.key))


_REST = re.compile("(?:^|[，；。])(?:其余|其他|余下)[^，。；\\d]{0,8}(?:分别|依次)[^，。；\\d]{0,10}$")
_LED_BEFORE = re.compile("最[高多大](?:的)?(?:[^，。；\\d]{0,10})，?(?:为|达到?|有|是|完成|实现)*$")
_LED_BEHIND = re.compile("，[^，。；\\d]{0,8}?(?:(?:居|列|位居|位列|高居|稳居)[^，。；\\d]{0,8}(?:首位?|榜首|第一)|最[高多大])(?=[，。；])")


def _the_rest(body: Body) -> Iterator[Relation]:
    """滨江园最高，为36.2亿元，其余依次为31.5亿元、27.8亿元: none of all the rest is above what leads."""
    for first in body.all("level"):
        if not usable(first) or _REST.search(body.lead(first)) is None:
            continue
        before = [f for f in body.inside(first.key[0], first.claim.at.start - 80, first.claim.at.start) if f.claim.kind == "level"]
        own = next((f for f in reversed(before) if usable(f) and same_dimension(f, first)), None)
        if own is None or own.claim.aspect in ("base", "average", "whole", "converted") or own.claim.paragraph != first.claim.paragraph:
            continue
        between = body.between(own, first)
        behind = _LED_BEHIND.search(re.sub("占[^，。；]{0,10}\\d[^，。；]*", "", between).replace("，，", "，"))
        if (not _LED_BEFORE.search(body.lead(own)) and behind is None) or _BUT_A_PART.search(
            body.clause(own).replace("其中", "") + (behind[0] if behind else "")
        ):
            continue
        rest = [first]
        for each in body.beside(first, "level"):
            if each.order > rest[-1].order and re.fullmatch("(?:[、和与及]|以及)[^，。；、\\d]{0,12}", body.between(rest[-1], each)):
                rest.append(each)
        if all(usable(f) and same_dimension(f, own) for f in rest):
            best = max(rest, key=lambda f: f.middle)
            yield above(body, own, best, (own, best), key="unsorted", choice=("superlative", own.key, best.key))


@functools.cache
def _mark() -> re.Pattern[str]:
    w = words()
    least = either((*w["least"], *w["slowest"], *w["last"]))
    most, first = either((*w["most"], *w["fastest"])), either(w["1"])
    return re.compile(f"(?:(?P<least>{least})|(?P<most>{most})|(?P<first>{first}))(?=[，。；！\n]|$)")


_AMONG = re.compile(
    "^(?:(?:而|但|且|并)?(?:其中|当中)|(?:各|[两二三四五六七八九十\\d]+)[个家大地类]?[^，。；、\\d]{0,6}(?:中|里|内|间))?[，以由]?(?:又以|以)?"
)


# 丙镇, 9月为全季: what follows the name and is no measure
_FIELD = re.compile(
    "^[镇县区市村乡站队组行厂店国省州](?=$|[为是居列位])|(?:为|是|以|居|列|位|在|属)*(?:全[季年月周市县区省行场校院期]|当[年季月])?$"
)


def _items(body: Body, members: Sequence[Fact]) -> tuple[list[str], str] | None:
    """The names of the list in order, the first with what may stand before it and the last with the measure; None where they do not fit."""
    first = members[0]
    head = body.sentence(first)[: first.claim.at.start - body.bounds(first).start]
    told = _TOLD.search(head)
    clause = _STOP.split(head)[-1]
    if told is None or len(clause) < 3:
        return None
    row = _JOINED.split(re.split("各?自?分别|依次|依序", clause)[0])
    if len(row) != len(members) or not all(row) or _STOP.search(body.text(first, members[-1])):
        return None
    return row, clause + head[-40:]


def _named(said: str, names: Sequence[str]) -> tuple[int, int] | None:
    """Which of the names ``said`` begins with, and how long it is said; None unless it is just one."""
    hits: list[tuple[int, int]] = []
    last = len(names) - 1
    for n, name in enumerate(names):
        if n == 0 and last:
            shown = next((name[i:] for i in range(len(name)) if said.startswith(name[i:])), "")
        elif n == last:
            shown = next((name[:i] for i in range(len(name), 0, -1) if said.startswith(name[:i])), "")
        else:
            shown = name if said.startswith(name) else ""
        if shown:
            hits.append((n, len(shown)))
    longest = max((length for _, length in hits), default=0)
    best = [hit for hit in hits if hit[1] == longest]
    return best[0] if len(best) == 1 else None


def _sense(members: Sequence[Fact], mark: re.Match[str], rest: str, told: str) -> int:
    """1 where the mark means the greatest value, −1 where the least, 0 where it may rank by something else."""
    growth = members[0].claim.kind == "growth"
    falls = [fell(m) for m in members]
    if any(falls):
        if not all(falls) or not speeds().fell.search(rest) or mark["first"]:
            return 0
        return -1 if mark["most"] else 1  # the greatest fall is the least value
    plain = told.rstrip("分别为是达")
    if mark["first"] and (_LOWER_RATE.search(plain) or less_is_better().search(plain)):
        return 0
    if mark[0] in words()["fastest"] + words()["slowest"] and not growth:
        return 0
    if growth:
        if rest and not speeds().rising.search(rest):
            return 0
    elif (rest and not is_measure(rest, told)) or (not rest and speeds().rising.search(told)):
        return 0
    return -1 if mark["least"] else 1


def is_measure(rest: str, told: str) -> bool:
    """True for what is left of the words between the name and the mark, where the list's own words say it as well."""
    per = _per().search(rest)
    if per is not None and per[0] not in told:
        return False  # 税收分别为…，其中甲镇亩均税收最高
    if rest in words()["size"]:
        return True
    for i in range(4):  # 号线客流量, 镇产量: what every one of the list is, then what is measured
        measure = _TAIL.sub("", rest[i:]) or rest[i:]
        if rest[:i] in told and len(measure) > (i > 0) and measure in told:
            return True
    return False


_TAIL = re.compile("(?:数量|总量|总额|规模|人数|件数|户数|数|量|额)$")


@functools.cache
def _per() -> re.Pattern[str]:
    return re.compile(either(words()["per"]))
