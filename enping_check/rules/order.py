"""Ranks and first times against the values the text gives: EP501 and EP502."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from enping_check.claims.enumerations import whole
from enping_check.claims.names import squeeze
from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.ranks import above
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
        for other in body.nearby(rank, 0, "rank"):
            if other.key <= rank.key or not other.claim.links.get("of") or other.claim.whole != rank.claim.whole:
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
            big = "大" in body.folded(rank) and "大" in body.folded(other)
            if not big and "?" in (rank.claim.why, other.claim.why):
                continue  # 产值12亿元，增长9%，居第一: by the one or by the other
            if not big and not (re.search("全[市县区镇州旗]|我[市县区]", rank.claim.whole or "") and _kin(own, theirs)):
                continue
            better, worse = (own, theirs) if place < theirs_place else (theirs, own)
            yield above(body, better, worse, (better, worse), choice=("rank", rank.key, other.key))
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
            yield above(body, own, sibling, (own, sibling))


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
            yield above(body, first, second, (second, first), key="unsorted")


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
                yield above(body, first, second, (first, second))


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
    """首次突破x: no earlier value of that indicator above x; 零的突破: none before; 历史新高: none above it."""
    for first in body.all("first"):
        level = body.first(first, "of")
        if first.claim.aspect in ("high", "low"):
            yield from _record(body, first, level or _told_before(body, first))
        elif first.claim.aspect == "zero":
            yield from _zero(body, first, level)
        elif level is not None and first.claim.aspect == "cross" and level.claim.quantity is not None:
            yield from _crossed(body, first, level)


_BELOW = re.compile("跌破|降破|低于|降至|降到")


def _crossed(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """首次突破x: every earlier value of the same name is at most x; 首次降至x以下: at least x."""
    quantity = level.claim.quantity
    name = name_key(level.claim)
    window = _window(body, first)
    if quantity is None or quantity.number is None or len(name) < 2 or window is None:
        return
    threshold = quantity.number * quantity.factor
    below = _BELOW.search(body.folded(first)) is not None
    if below and not re.match("以下|之下|以内", body.after(level, 2)) and not re.search("跌破|降破|低于", body.folded(first)):
        return
    for index in range(len(body.readings)):
        for earlier in body.by_name.get((index, name), ()):
            if index != level.key[0] and not body.comparable(earlier, level):
                continue
            if not _precedes(body, earlier, level, window if index == level.key[0] else _ALL):
                continue
            yield Relation(
                "EP502",
                Constraint(Var(earlier.key), ">=" if below else "<=", total([threshold])),
                (first, earlier, level),
                f"{printed(body, earlier)}（{earlier.claim.period}）{'<' if below else '>'} {printed(body, level)}",
                free=True,
                choice=("first", first.key, earlier.key),
                sure=index == level.key[0],
            )


def _told_before(body: Body, first: Fact) -> Fact | None:
    """The level of the clause before: 达到N万吨，创历史新高."""
    near = [
        f
        for f in body.inside(first.key[0], first.claim.at.start - 60, first.claim.at.start)
        if 0 < first.claim.at.start - f.claim.at.end <= 8 and usable(f)
    ]
    return near[-1] if near and not re.search("[。；]", body.before(first, first.claim.at.start - near[-1].claim.at.end)) else None


def _record(body: Body, first: Fact, level: Fact | None) -> Iterator[Relation]:
    """创历史新高: no earlier value of the same thing above it; 新低: none below."""
    window = _window(body, first)
    if level is None or window is None or not usable(level) or len(name_key(level.claim)) < 2:
        return
    low = first.claim.aspect == "low"
    facts = (
        body.by_name.get((level.key[0], name_key(level.claim)), ())
        if level.claim.kind == "level"
        else [
            f
            for f in body.all("share")
            if f.key[0] == level.key[0] and f.claim.whole is None and name_key(f.claim) == name_key(level.claim)
        ]
    )
    for earlier in facts:
        if level.claim.modality == "fact" and _precedes(body, earlier, level, window):
            yield Relation(
                "EP502",
                Constraint(Var(earlier.key), ">=" if low else "<=", Var(level.key)),
                (first, earlier, level),
                f"{printed(body, earlier)}（{earlier.claim.period}）{'<' if low else '>'} {printed(body, level)}",
                free=True,
                choice=("record", first.key, earlier.key),
            )


@dataclass(frozen=True, slots=True)
class _Window:
    """How far back a first time or a record looks: ``since`` (years after that one), ``years`` (that many with its own), ``months`` (any
    month or quarter counts, not only the same one of other years)."""

    since: int | None = None
    years: int | None = None
    months: bool = True


_ALL = _Window()
_WHOLE = re.compile(
    "(?:启用|开通|开港|开航|开业|投产|投运|投用|成立|创立|创建|创办|建成|建厂|建港|建市|建县|建区|运营|营运|上市|通航|通车|记录|统计|监测|数据|改革开放|新中国成立)以来"
)
_YEARS_BACK = re.compile(
    "(?<![十\\d])(?P<n>\\d{1,2}|[两二三四五六七八九十]{1,3})年(?:以?来|内)?(?:的)?(?:同期)?(?:单[月季])?(?:首|新|最|第一)"
)
_SINCE = re.compile("(?P<year>(?:19|20)\\d\\d)年(?:\\d{1,2}月(?:\\d{1,2}日)?|底|末|初)?以来")


def _window(body: Body, first: Fact) -> _Window | None:
    """What the words around a record say of its reach; None where they leave it open (近年来, 年内, 单日)."""
    said = body.sentence(first)
    said = said[: said.find(body.folded(first))] if body.folded(first) in said else ""
    words = _WHOLE.sub("", said[-40:] + body.folded(first))
    near = body.clause(first) + body.folded(first)
    months = "同期" not in near and "同比" not in near
    if re.search("近年|近期|近[几十]年|单日|单周|年内|今年以来|时隔|[几多数]年", words) or re.search("今年首|当年首|个月", near):
        return None
    if since := _SINCE.search(words):
        return _Window(since=int(since["year"]), months=months)
    if back := _YEARS_BACK.search(near):
        return _Window(years=whole(back["n"]), months=months)
    return None if re.search("近|以来", words) else _Window(months=months)


def _precedes(body: Body, earlier: Fact, level: Fact, window: _Window) -> bool:
    """True when a claim is surely an earlier value of the same thing, within reach of the words."""
    if earlier.key == level.key or not usable(earlier) or not same_dimension(earlier, level) or earlier.claim.modality != "fact":
        return False
    if earlier.claim.aspect in ("increment", "average", "whole", "threshold", "target"):
        return False
    if earlier.key[0] == level.key[0] and earlier.claim.scope_key != level.claim.scope_key:
        return False
    if level.claim.aspect == "increment" or "/" in earlier.claim.period + level.claim.period:
        return False
    x, y = _PERIOD.fullmatch(earlier.claim.period), _PERIOD.fullmatch(level.claim.period)
    if x is None or y is None:
        return False
    same = x["part"] == y["part"]
    if not same and not (window.months and _SHORT.fullmatch(x["part"]) and _SHORT.fullmatch(y["part"]) and x["part"][0] == y["part"][0]):
        return False
    years = _years_apart(body, x["year"], y["year"], level.key[0])
    if years is None or years > 0 or (years == 0 and (same or x["part"] > y["part"])):
        return False
    if window.years is not None and -years >= window.years:
        return False
    return window.since is None or (x["year"].isdigit() and int(x["year"]) > window.since)


_PERIOD = re.compile(r"(?P<year>\d{4}|Y[+-]\d+)(?P<part>.*)")
_SHORT = re.compile(r"M\d\d|Q\d")


def _years_apart(body: Body, a: str, b: str, index: int) -> int | None:
    """Years from year b to year a. A year named outright lies before this year, when a later one than it is named as past."""
    if a[0] == "Y" or b[0] == "Y":
        if a[0] == b[0]:
            return int(a[1:]) - int(b[1:])
        latest = body.latest_year(index)
        if a[0] != "Y" and b == "Y+0" and latest is not None and int(a) < latest:
            return int(a) - latest
        return None
    return int(a) - int(b)


_DIRECTLY = re.compile("[，、,]?(?:成功|一举|率先|顺利|首次)?(?:实现|取得|完成)?了?(?P<name>[^，。；]{0,12})")


def _zero(body: Body, first: Fact, level: Fact | None) -> Iterator[Relation]:
    """零的突破 of what was not zero: from one to three, up by half, two of three, or some in an earlier year."""
    if level is None:
        named = first.claim.indicator
        same = [
            f
            for f in body.inside(first.key[0], first.claim.at.start - 90, first.claim.at.start)
            if named and name_key(f.claim) == squeeze(named) and f.claim.at.end <= first.claim.at.start
        ]
        level = same[-1] if same and first.claim.at.start - same[-1].claim.at.end <= 24 else None
    last = level
    for near in body.all("growth", "change") if level is None else ():  # 达到3家，比上年增加2家，实现零的突破
        if near.key[0] == first.key[0] and 0 < first.claim.at.start - near.claim.at.end <= 8:
            last, level = near, body.first(near, "now")
    if level is None or last is None or level.claim.quantity is None:
        return
    name = name_key(level.claim)
    between = _DIRECTLY.fullmatch(body.before(first, first.claim.at.start - last.claim.at.end))
    said = between["name"] if between is not None else ""
    if between is None or (said and squeeze(said) not in name and body.namers[level.key[0]].key(said) != name):
        return
    index = level.key[0]
    above = total([0])
    for earlier in {f.key: f for f in [*body.linked(level, "base"), *body.by_name.get((index, name), ())]}.values():
        told = earlier.key in {f.key for f in body.linked(level, "base")}
        # 新增1家 after 年末有2家 a year before: what is new is no earlier value, but it breaks no zero either
        carried = not level.claim.scope and earlier.claim.sentence == level.claim.sentence and earlier.key[0] == index
        now = Fact(level.key, level.claim._replace(aspect="", scope=earlier.claim.scope if carried else level.claim.scope))
        if told or (len(name) >= 2 and _precedes(body, earlier, now, _ALL)):
            if usable(earlier) and same_dimension(earlier, level) and earlier.claim.quantity is not None:
                yield _some(Constraint(Var(earlier.key), "<=", above), (first, earlier, level), f"{printed(body, earlier)} > 0")
    for other in body.all("growth", "change"):
        if (
            other.key[0] != index
            or body.first(other, "now") != level
            or not usable(other)
            or other.claim.basis not in ("同比", "上年", "年初")
        ):
            continue
        if other.claim.kind == "growth" and other.claim.sign > 0:
            yield _some(
                Constraint(Var(level.key), "<=", above), (first, level, other), f"{printed(body, level)} ÷ (1 + {printed(body, other)}) > 0"
            )
        elif other.claim.kind == "change" and same_dimension(other, level):
            formula = f"{printed(body, level)} − {printed(body, other)} > 0"
            yield _some(Constraint(Var(level.key), "<=", Var(other.key)), (first, level, other), formula)
    for stock in body.by_name.get((index, name), ()):
        if stock.key == level.key or not usable(stock) or not same_dimension(stock, level) or stock.claim.period != level.claim.period:
            continue
        if stock.claim.sentence != level.claim.sentence or stock.claim.aspect == "increment" or stock.claim.at.start < level.claim.at.start:
            continue
        if level.claim.aspect == "increment":  # 新增2家，实现零的突破，累计5家: the stock must be just what is new
            formula = f"{printed(body, stock)} − {printed(body, level)} > 0"
            yield _some(Constraint(Var(stock.key), "<=", Var(level.key)), (first, level, stock), formula)


def _some(constraint: Constraint, facts: tuple[Fact, ...], formula: str) -> Relation:
    return Relation("EP502", constraint, facts, formula, key="zero", free=True)
