"""Ranks and first times against the values the text gives: EP501 and EP502."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.claims.names import squeeze
from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension

_SMALLEST = re.compile("最小|最少|最低|最慢|末位|垫底|倒数")


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _ranks(body)
    yield from _sorted(body)
    yield from _seconds(body)
    yield from _firsts(body)


def _ranks(body: Body) -> Iterator[Relation]:
    """Who is said to be first has at least the value of every sibling in its list or sentence; 第一 ≥ 第二."""
    ranks = [f for f in body.all("rank") if f.claim.links.get("of")]
    for rank in ranks:
        own = body.first(rank, "of")
        if own is None or not usable(own) or own.claim.quantity is None:
            continue
        place = rank.claim.quantity.number if rank.claim.quantity is not None else None
        if place is None:
            continue
        for other in ranks:
            if (
                other.key <= rank.key
                or other.key[0] != rank.key[0]
                or other.claim.whole != rank.claim.whole
                or other.claim.paragraph != rank.claim.paragraph
            ):
                continue
            theirs = body.first(other, "of")
            theirs_place = other.claim.quantity.number if other.claim.quantity is not None else None
            if (
                theirs is None
                or theirs_place is None
                or place == theirs_place
                or not usable(theirs)
                or not same_dimension(own, theirs)
                or own.claim.indicator != theirs.claim.indicator
            ):
                continue
            if own.claim.kind != theirs.claim.kind or own.claim.period != theirs.claim.period or own.key == theirs.key:
                continue
            if "?" in (rank.claim.why, other.claim.why):
                continue  # 产值12亿元，增长9%，居第一: by the one or by the other
            big = "大" in body.folded(rank) and "大" in body.folded(other)
            if not big and not (re.search("全[市县区镇州旗]|我[市县区]", rank.claim.whole or "") and _kin(own, theirs)):
                continue
            better, worse = (own, theirs) if place < theirs_place else (theirs, own)
            yield Relation(
                "EP501",
                Constraint(Var(better.key), ">=", Var(worse.key)),
                (better, worse),
                f"{printed(body, better)} < {printed(body, worse)}",
                free=True,
                choice=("rank", rank.key, other.key),
            )
        if place == 1 and own.claim.kind == "growth" and _of_rates(body, own, rank):
            yield from _fastest(body, own)


_RATE_RANK = re.compile("[，、]?(?:增速|增幅|涨幅)?(?:位?居|位?列|排名?|为|名列)?(?:全[市县区省州镇]|各[^，、]{0,5})(?:增速|增幅|涨幅)?")


def _of_rates(body: Body, own: Fact, rank: Fact) -> bool:
    """增长N%，居全市首位: nothing but the place stands between the rate and its rank, so it is the rate that leads."""
    between = body.readings[own.key[0]].article.folded[own.claim.at.end : rank.claim.at.start]
    return bool(_RATE_RANK.fullmatch(between)) or bool(
        re.search("(?:增速|增幅|涨幅).{0,6}(?:全[市县区省州镇]|各).{0,3}$", body.before(rank, 14))
    )


def _fastest(body: Body, own: Fact) -> Iterator[Relation]:
    """The rate that leads is at least that of every place of its kind named after it."""
    for sibling in body.all("growth"):
        if sibling.key[0] != own.key[0] or sibling.key == own.key or not usable(sibling) or sibling.claim.sentence != own.claim.sentence:
            continue
        if sibling.claim.aspect == "comparison" or sibling.claim.period != own.claim.period or sibling.claim.at.start < own.claim.at.start:
            continue
        # two places each with its measure are compared in that measure only
        measured = own.claim.subject and sibling.claim.subject and own.claim.indicator != sibling.claim.indicator
        if _kin(own, sibling) and not measured:
            yield Relation(
                "EP501",
                Constraint(Var(own.key), ">=", Var(sibling.key)),
                (own, sibling),
                f"{printed(body, own)} < {printed(body, sibling)}",
                free=True,
            )


_PLACE = re.compile(".[区县旗市镇乡州省]$|街道$")


def _kin(a: Fact, b: Fact) -> bool:
    """Two places: the subject or the indicator of each ends as 区, 县, 旗, 市, 镇, 乡, 街道 … do."""
    return all(any(_PLACE.search(name) for name in (f.claim.subject.rpartition("|")[2], f.claim.indicator)) for f in (a, b))


def _sorted(body: Body) -> Iterator[Relation]:
    """依序为A、B、C … 分别为a、b、c: a ranking in order must not rise."""
    groups: dict[tuple[int, int], list[Fact]] = {}
    for fact in body.all("level", "share", "growth"):
        if fact.claim.group > 0 and fact.claim.quantity is not None and fact.claim.aspect != "base":
            groups.setdefault((fact.key[0], fact.claim.group), []).append(fact)
    for members in groups.values():
        if len(members) < 2 or not all(same_dimension(members[0], m) for m in members[1:]):
            continue
        if not _in_order(body, members):
            continue
        for first, second in itertools.pairwise(members):
            yield Relation(
                "EP501",
                Constraint(Var(first.key), ">=", Var(second.key)),
                (second, first),
                f"{printed(body, first)} < {printed(body, second)}",
                key="unsorted",
                free=True,
            )


def _seconds(body: Body) -> Iterator[Relation]:
    """以A 8公顷最多，其次为B 7公顷: who comes second has no more than who leads."""
    for levels in body.levels.values():
        for first, second in itertools.pairwise(levels):
            if (
                not usable(first)
                or not usable(second)
                or first.claim.sentence != second.claim.sentence
                or not same_dimension(first, second)
            ):
                continue
            if (
                not re.match("[为居占]?(?:最多|最大|最高|居首|居冠|居第一)", body.after(first, 5))
                or first.claim.indicator != second.claim.indicator
            ):
                continue
            if re.search("其次(?:[为是]|则?为)?[^，。；]{0,10}$", body.before(second, 14)):
                yield Relation(
                    "EP501",
                    Constraint(Var(first.key), ">=", Var(second.key)),
                    (first, second),
                    f"{printed(body, first)} < {printed(body, second)}",
                    free=True,
                )


_LEADING = re.compile(
    "(?P<measure>[^，。；：、]{0,12}?)(?:前[两二三四五六七八九十\\d]+(?P<big>大)?(?:位|名|强)?|排名前\\S|位列前\\S)[^。；]{0,40}?(?P<order>依次|依序|分别)"
)
_SIZES = ("currency", "count", "mass", "volume", "energy")


def _in_order(body: Body, members: list[Fact]) -> bool:
    """True when the sentence ranks by just these values: 前三大…依次为, not the growth or the area of what is ranked by something else."""
    first = members[0]
    head = body.sentence(first)
    found = _LEADING.search(head[: head.find(body.folded(first))])
    if found is None or _SMALLEST.search(head) or (found["order"] == "分别" and not found["big"]):
        return False
    if first.claim.kind == "growth" or re.search("增速|增幅|涨幅", first.claim.indicator):
        return bool(re.search("增速|增幅|涨幅", found["measure"]))
    if re.search("率$|均|每|价", first.claim.indicator):
        return False
    if first.claim.kind == "share":
        return True
    quantity = first.claim.quantity
    if quantity is None or first.claim.aspect == "average":
        return False
    indicators = body.namers[first.key[0]].indicators
    measures = [known for start in range(len(found["measure"]) - 1) if (known := indicators.find(found["measure"][start:]))]
    if measures:
        return any(known.name in first.claim.indicator or known is body.known(first) for known in measures)
    return quantity.dimension.startswith(_SIZES)


def _firsts(body: Body) -> Iterator[Relation]:
    """首次突破x: no earlier value of that indicator above x; 零的突破: none before."""
    for first in body.all("first"):
        level = body.first(first, "of")
        if first.claim.aspect == "high":
            yield from _record(body, first, level or _told_before(body, first))
            continue
        if first.claim.aspect == "zero":
            yield from _some_before(body, first)
        if level is None or level.claim.quantity is None:
            continue
        if first.claim.aspect == "zero":
            yield from _zero(body, first, level)
            continue
        if first.claim.aspect != "cross" or level.claim.quantity.number is None:
            continue
        name = name_key(level.claim)
        if len(name) < 2:
            continue
        for index in range(len(body.readings)):
            for earlier in body.by_name.get((index, name), ()):
                if (
                    earlier.key == level.key
                    or not usable(earlier)
                    or not same_dimension(earlier, level)
                    or (index != level.key[0] and not body.comparable(earlier, level))
                    or earlier.claim.modality != "fact"
                ):
                    continue
                gap = _gap(earlier.claim.period, level.claim.period)
                if gap is None or gap >= 0 or earlier.claim.aspect in ("increment", "average", "whole"):
                    continue
                threshold = level.claim.quantity.number * level.claim.quantity.factor
                yield Relation(
                    "EP502",
                    Constraint(Var(earlier.key), "<=", total([threshold])),
                    (first, earlier, level),
                    f"{printed(body, earlier)}（{earlier.claim.period}）> {printed(body, level)}",
                    free=True,
                    choice=("first", first.key, earlier.key),
                    sure=index == level.key[0],
                )


def _told_before(body: Body, first: Fact) -> Fact | None:
    """The level of the clause before: 达到N万吨，创历史新高."""
    near = [f for f in body.levels[first.key[0]] if 0 < first.claim.at.start - f.claim.at.end <= 8 and usable(f)]
    return near[-1] if near and not re.search("[。；]", body.before(first, first.claim.at.start - near[-1].claim.at.end)) else None


def _record(body: Body, first: Fact, level: Fact | None) -> Iterator[Relation]:
    """创历史新高: no earlier value of the same thing above it."""
    if (
        level is None
        or re.search("近|同期|以来|单[日月季周]|今年|年内", body.clause(first) + body.folded(first))
        or len(name_key(level.claim)) < 2
    ):
        return
    for earlier in body.by_name.get((level.key[0], name_key(level.claim)), ()):
        gap = _gap(earlier.claim.period, level.claim.period)
        if earlier.key == level.key or not usable(earlier) or not same_dimension(earlier, level) or gap is None or gap >= 0:
            continue
        if earlier.claim.modality == level.claim.modality == "fact" and earlier.claim.aspect not in ("increment", "average", "whole"):
            yield Relation(
                "EP502",
                Constraint(Var(earlier.key), "<=", Var(level.key)),
                (first, earlier, level),
                f"{printed(body, earlier)}（{earlier.claim.period}）> {printed(body, level)}",
                free=True,
                choice=("record", first.key, earlier.key),
            )


def _zero(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """新增2家，实现零的突破，累计5家: the stock must be just what is new."""
    name = name_key(level.claim)
    for stock in body.by_name.get((level.key[0], name), ()):
        if stock.key == level.key or not usable(stock) or not same_dimension(stock, level) or stock.claim.period != level.claim.period:
            continue
        if stock.claim.sentence != level.claim.sentence or stock.claim.aspect == "increment" or stock.claim.at.start < level.claim.at.start:
            continue
        if level.claim.aspect != "increment":
            continue
        yield Relation(
            "EP502",
            Constraint(Var(stock.key), "<=", Var(level.key)),
            (first, level, stock),
            f"{printed(body, stock)} − {printed(body, level)} > 0",
            free=True,
        )


def _some_before(body: Body, first: Fact) -> Iterator[Relation]:
    """实现国家级绿色工厂零的突破: none of just that name is told for an earlier time."""
    index, text = first.key[0], body.clause(first)
    named = body.namers[index].split(re.sub("^.*(?:实现|取得|完成|迎来)了?", "", text))
    name = squeeze(named.full)
    if len(name) < 4:
        return
    told = [f for f in body.by_name.get((index, name), ()) if usable(f) and f.claim.modality == "fact"]
    now = [f for f in told if 0 <= first.claim.at.start - f.claim.at.end <= 60 and f.claim.aspect == "increment"]
    for earlier in told:
        if not now or earlier.claim.scope_key != now[-1].claim.scope_key or earlier.claim.subject != now[-1].claim.subject:
            continue
        gap = _gap(earlier.claim.period, now[-1].claim.period)
        if gap is not None and gap < 0 and earlier.claim.aspect in ("", "stock", "base"):
            yield Relation(
                "EP502",
                Constraint(Var(earlier.key), "<=", total([Fraction(0)])),
                (first, earlier),
                f"{printed(body, earlier)}（{earlier.claim.period}）> 0",
                free=True,
                choice=("zero", first.key, earlier.key),
            )


def _gap(a: str, b: str) -> int | None:
    """Years from period b to period a when both are the same part of a year."""
    x, y = re.fullmatch(r"(\d{4})(.*)", a), re.fullmatch(r"(\d{4})(.*)", b)
    if not x or not y or x[2] != y[2] or "/" in a + b:
        return None
    return int(x[1]) - int(y[1])
