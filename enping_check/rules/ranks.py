"""A place said to be first, last or Nth against the values told beside it: EP501."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from enping_check.engine import Constraint, Var
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import same_dimension, usable

_HERE = re.compile("(?:全|我|本)[市县区镇乡州旗].*|各.+|.*[两二三四五六七八九十\\d][个家大]?.+")
_TOLD = re.compile("各(?!省|地|兄弟|国).+|.*[两二三四五六七八九十\\d][个家大]?.+")  # 三个园区: those that the sentence tells of
PLACE = re.compile("[\u4e00-\u9fff]{1,6}?(?:[区县旗镇乡州]|市(?!场)|街道|园(?![林艺]))(?:[^业区县旗镇乡州]{0,6})$")
_AT_HOME = re.compile("全[市县区镇州旗]|我[市县区]")
_NOT_PLAIN = ("base", "average", "whole", "comparison", "converted", "incidental", "threshold", "together")


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    yield from _placed(body)
    yield from _placed_later(body)
    yield from _pairs(body)


def above(body: Body, greater: Fact, less: Fact, facts: tuple[Fact, ...], *, key: str = "mismatch", choice: Hashable = None) -> Relation:
    """``greater`` is no less than ``less``; ``facts`` as a relation takes them, the one to stand at first."""
    return Relation(
        "EP501",
        Constraint(Var(greater.key), ">=", Var(less.key)),
        facts,
        f"{printed(body, greater)} < {printed(body, less)}",
        key=key,
        choice=choice,
        free=True,
    )


def _placed(body: Body) -> Iterator[Relation]:
    """居第N位 of values that stand in one sentence: at most N − 1 of the others are greater, and just so many where the list came first."""
    for rank in body.all("rank"):
        own = body.first(rank, "of")
        if own is None or rank.claim.why == "?" or not usable(own) or own.claim.quantity is None:
            continue
        others = _rivals(body, own)
        if not others or own.claim.interval.middle is None or _of_another(body, rank, own, others) or _by_another(body, rank, own):
            continue
        ended = all(o.claim.at.end < rank.claim.at.start for o in others)
        field = rank.claim.whole or ""
        if _OVER_TIME.search(field):
            continue  # 居近三年首位: among its own earlier values
        if not (_HERE.fullmatch(field) or (not field and (ended or rank.claim.sentence == others[-1].claim.sentence))):
            continue
        most = body.folded(rank).startswith("最")
        if most and fell(own):
            continue  # 甲减13%最多: the larger fall leads, rules/leading
        if not field and not (ended and len(others) >= (1 if most else 2) and rank.claim.why == "named"):
            continue
        if not (
            _among_places(body, own, others)
            or _TOLD.fullmatch(field)
            or most
            or _counted(body, own, len(others) + 1)
            or (not field and len(others) >= 3)
        ):
            continue  # 第一产业增长6.6%，居全国第2位: among the provinces, not among the sectors
        others.sort(key=lambda o: o.middle, reverse=True)
        number = rank.claim.quantity.number if rank.claim.quantity is not None else None
        if rank.claim.aspect == "least":
            yield _order(body, rank, others[-1], own)
            continue
        if number is None:
            continue
        place = int(number)
        if 1 <= place <= len(others):
            yield _order(body, rank, own, others[place - 1])
        if ended and 2 <= place <= len(others) + 1 and rank.claim.why == "named" and len(others) >= 2 and not _open(body, own, rank):
            yield _order(body, rank, others[place - 2], own)


_OVER_TIME = re.compile("近.{1,3}[年月季]|[年月季]来|历年|历史|同期|往年")
_SO_MANY = re.compile("(?P<n>[两二三四五六七八九十]{1,3}|\\d{1,2})[个家大]?(?P<kind>[\u4e00-\u9fff]{1,4})$")
_BACK = 3  # sentences
_ABOUT = 160  # characters before a list in which it is said what it tells
_OTHERWISE = re.compile("[去上前]年|上半年|上[月季]|同期|此前|原来?[居列排]|曾|[由从]第|以来|连续|总量|规模|人均|环比|累计")


def _placed_later(body: Body) -> Iterator[Relation]:
    """甲县增长8.4%，…，辛县增长5.1%。…丙县…增速居八县第2位: of as many as the place is said to be among, listed in a sentence before."""
    for rank in body.all("rank"):
        field = _SO_MANY.search(rank.claim.whole or "")
        number = rank.claim.quantity.number if rank.claim.quantity is not None else None
        if field is None or (rank.claim.links.get("of") and rank.claim.why != "?") or not number or rank.claim.aspect == "least":
            continue
        size, place = whole(field["n"]), int(number)
        text, bounds = body.readings[rank.key[0]].article.folded, body.bounds(rank)
        said = re.split("[；：]", text[bounds.start : rank.claim.at.start])[-1]
        clause = re.split("[，、]", said)[-1]
        lists = [found for found in _listed_before(body, rank, bool(speeds().rising.search(clause))) if len(found) == size]
        if size is None or not 1 <= place <= size or len(lists) != 1 or _OTHERWISE.search(clause):
            continue
        members = lists[0]
        named = [f for f in members if _member(body, f) in said]
        if len(named) != 1 or not _measured_so(body, clause, named[0]):
            continue
        if not any(each.removeprefix("其中").startswith(_member(body, named[0])) for each in said.split("，")):
            continue
        own = named[0]
        others = sorted((f for f in members if f.key != own.key), key=lambda f: f.middle, reverse=True)
        if place <= len(others):
            yield above(
                body, own, others[place - 1], (rank, own, others[place - 1]), choice=("placed", rank.key, own.key, others[place - 1].key)
            )
        if place >= 2:
            yield above(
                body, others[place - 2], own, (rank, others[place - 2], own), choice=("placed", rank.key, others[place - 2].key, own.key)
            )


def _member(body: Body, fact: Fact) -> str:
    """Whose value a list tells: 甲县7.8%, where the name is no indicator."""
    named = body.known(fact) is None and _PLACE_NAME.search(fact.claim.indicator) is not None
    return fact.claim.subject or (fact.claim.indicator if named else "") or _owner(body, fact) or fact.claim.indicator


_PLACE_NAME = re.compile("(?:[区县旗镇乡州]|市(?!场)|街道|园区)$")


def _measured_so(body: Body, clause: str, fact: Fact) -> bool:
    """True when the place is by what the list tells: by its speeds, or by its measure where the clause names one."""
    rest = re.sub("^其中", "", clause).replace(_member(body, fact), "")
    rest = re.sub("(?:位居|位列|名列|排名|排在|居|列|排|在|第)[^，]*$", "", rest)
    rest = speeds().rising.sub("", rest).strip("的则也仍")
    about = fact.claim.indicator + body.before(fact, _ABOUT)  # 茶园面积 of each, and 茶叶产值居第一
    return len(rest) < 2 or set(rest) <= set(about)


def _listed_before(body: Body, rank: Fact, speed: bool) -> Iterator[list[Fact]]:
    """The lists of one measure of several owners in the sentences before, and in the rank's own before it."""
    before = [f for f in body.all("growth", "share", "level") if f.key[0] == rank.key[0] and f.claim.at.end <= rank.claim.at.start]
    last = max((f.claim.sentence for f in before), default=0)
    told: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in before:
        claim = fact.claim
        if claim.sentence < last - _BACK or not usable(fact) or claim.quantity is None or claim.quantity.hedge:
            continue
        if claim.interval.middle is None or claim.aspect in _NOT_PLAIN or not _member(body, fact):
            continue
        told[claim.sentence, claim.kind, claim.aspect, claim.period, claim.quantity.dimension].append(fact)
    for key, facts in told.items():
        of_growth = key[1] == "growth" or (key[1] == "share" and bool(speeds().rising.search(body.sentence(facts[0]))))
        names = {_member(body, f) for f in facts}
        ends = {name[-1] for name in names}
        if len(facts) > 2 and len(names) == len(facts) and speed == of_growth and (len(ends) == 1 or all(PLACE.match(n) for n in names)):
            yield facts


def _of_another(body: Body, rank: Fact, own: Fact, others: Sequence[Fact]) -> bool:
    """西港41万人次，北港12万人次，各口岸中西港最高: the words name another than the one told last."""
    said = re.split("[，。；：！？\\n]", body.before(rank, 24))[-1]
    mine, *called = (LYING.sub("", _owner(body, f) or f.claim.indicator) for f in (own, *others))
    return mine not in said and any(len(name) >= 2 and name in said for name in called)


# where a place lies, no part of its name: 西翼的丙县
LYING = re.compile("^[东西南北中][^的，。；、\\d]{0,3}的(?=[^的]{2,8})")
_A_MEASURE = re.compile("[数量额值率耗价益度速积入产费质时效评碑力分龄薪资]$")


def _by_another(body: Body, rank: Fact, own: Fact) -> bool:
    """（人均消费…内地客6110港元，）其中内地客人数最多: ranked by what the sentence has not told of."""
    said = re.split("[，。；：！？\\n]", body.before(rank, 24))[-1]
    name = _owner(body, own) or own.claim.indicator
    if len(name) < 2 or name not in said:
        return False
    measure = said.rpartition(name)[2].lstrip("的")
    if own.claim.kind == "growth" and (measure == "增长" or speeds().rising.fullmatch(measure)):
        return False  # 分别增长9%、8%，其中甲区增速最快
    head = body.sentence(rank).partition(said)[0]
    return len(measure) >= 2 and _A_MEASURE.search(measure) is not None and measure not in head and measure not in own.claim.indicator


def fell(fact: Fact) -> bool:
    """减13%: a fall whose size is printed, not −13%."""
    claim = fact.claim
    number = claim.quantity.number if claim.quantity is not None else None
    return claim.kind == "growth" and number is not None and number > 0 and claim.interval.high is not None and claim.interval.high < 0


def _counted(body: Body, own: Fact, size: int) -> bool:
    """三家工厂…: the sentence counts just as many as it lists."""
    article = body.readings[own.key[0]].article
    head = body.sentence(own).partition(article.folded[own.claim.at.start : own.claim.at.end])[0]
    return any(whole(m[1]) == size for m in _COUNTED.finditer(head))


_COUNTED = re.compile("([两二三四五六七八九十]|(?<![\\d.])\\d{1,2})(?:[家个大座条种类]|[县区镇乡市])")


def _pairs(body: Body) -> Iterator[Relation]:
    """甲产值a，居第一位；乙产值b，居第二位: of two that are placed among the same, the better has no less; 第一大 and 第二大 alike."""
    placed = [r for r in body.all("rank") if r.claim.links.get("of") and r.claim.quantity is not None]
    for rank in placed:
        own = body.first(rank, "of")
        for other in body.nearby(rank, 0, "rank"):
            theirs = body.first(other, "of")
            if own is None or theirs is None or other.key >= rank.key or other.claim.quantity is None or rank.claim.quantity is None:
                continue
            a, b = rank.claim.quantity.number, other.claim.quantity.number
            if a is None or b is None or a == b or other.claim.whole != rank.claim.whole or not _one_measure(own, theirs):
                continue
            if not ("大" in body.folded(rank) and "大" in body.folded(other)):
                if "?" in (rank.claim.why, other.claim.why):
                    continue  # 产值12亿元，增长9%，居第一: by the one or by the other
                told = rank.claim.sentence == other.claim.sentence and _siblings(body, own, theirs)
                alike = _among_places(body, own, [theirs]) or _HEADED.match(body.sentence(own)) is not None
                if not (told or _AT_HOME.search(rank.claim.whole or "")) or not alike:
                    continue
            better, worse = (own, theirs) if a < b else (theirs, own)
            yield above(body, better, worse, (better, worse), choice=("rank", other.key, rank.key))


# 四家茶企中，甲产值a，居第一；乙b，居第二
_HEADED = re.compile("[^，。；：]{0,10}[两二三四五六七八九十\\d]{1,2}[家个大座][^，。；：]{1,8}(?:中|里)，")


def _one_measure(a: Fact, b: Fact) -> bool:
    """True when two values measure one thing at one time in one unit."""
    x, y = a.claim, b.claim
    return (
        usable(a)
        and usable(b)
        and a.key != b.key
        and (x.kind, x.indicator, x.period) == (y.kind, y.indicator, y.period)
        and same_dimension(a, b)
    )


def _order(body: Body, rank: Fact, greater: Fact, less: Fact) -> Relation:
    """``greater`` is no less than ``less``; the words that say so are the result."""
    own = body.first(rank, "of")
    other = less if own is not None and greater.key == own.key else greater
    evidence = less if other is greater else greater
    return above(body, greater, less, (rank, other, evidence), choice=("placed", rank.key, greater.key, less.key))


def _rivals(body: Body, own: Fact) -> list[Fact]:
    """The values of the sentence that measure the same of others of one kind, in order of place."""
    found = [
        f
        for f in body.beside(own, own.claim.kind)
        if f.key != own.key
        and usable(f)
        and f.claim.quantity is not None
        and f.claim.interval.middle is not None
        and same_dimension(f, own)
        and f.claim.period == own.claim.period
        and f.claim.scope_key == own.claim.scope_key
        and f.claim.modality == own.claim.modality == "fact"
        and f.claim.aspect == own.claim.aspect
        and f.claim.aspect not in _NOT_PLAIN
        and not f.claim.quantity.hedge
        and f.claim.basis == own.claim.basis
        and _siblings(body, own, f)
    ]
    return found if len({f.claim.subject + f.claim.indicator for f in found}) == len(found) else []


def _owner(body: Body, fact: Fact) -> str:
    """Whose value it is, the article's own place by its name."""
    return fact.claim.subject.rpartition("|")[2] or (body.homes[fact.key[0]] if fact.claim.scope == "@" else "")


def _among_places(body: Body, own: Fact, others: Sequence[Fact]) -> bool:
    """True when places are compared: counties, towns, parks."""
    return all(PLACE.match(_owner(body, f)) for f in (own, *others))


def _siblings(body: Body, a: Fact, b: Fact) -> bool:
    """Two things of one kind measured by one indicator: 东片区产值, 西片区产值."""
    x, y = _owner(body, a), _owner(body, b)
    if not x and not y and body.known(a) is None and body.known(b) is None:
        x, y = a.claim.indicator, b.claim.indicator  # 一厂12.6万吨，二厂15.2万吨: named by nothing but who they are of
        return x != y and bool(x and y) and len(x) <= 6 and len(y) <= 6 and x[-1] == y[-1]
    if a.claim.indicator != b.claim.indicator or not x or not y or x == y or x in y or y in x:
        return False
    if a.claim.group == b.claim.group > 0:
        return True  # 甲、乙、丙三个…分别为: told as one list
    return bool(PLACE.match(x) and PLACE.match(y)) or x[-1] == y[-1]


def _open(body: Body, own: Fact, rank: Fact) -> bool:
    """等 or 其中 between the list and the place: more was ranked than is told."""
    between = re.sub(f"其中(?={re.escape(_member(body, own))})", "", body.between(own, rank))  # …，其中乙行居第三位: one of those told
    return bool(re.search("等|其中|包括|主要|部分", between + body.sentence(own)[:40]))
