"""A place said to be first, last or Nth against the values told beside it, and rankings told in order: EP501."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension

_HERE = re.compile("(?:全|我|本)[市县区镇乡州旗].*|各.+|.*[两二三四五六七八九十\\d][个家大]?.+")
_TOLD = re.compile("各.+|.*[两二三四五六七八九十\\d][个家大]?.+")  # 三个园区: those that the sentence tells of
_PLACE = re.compile("[\u4e00-\u9fff]{1,6}?(?:[区县旗镇乡州]|市(?!场)|街道|园(?![林艺]))(?:[^业区县旗镇乡州]{0,6})$")
_NOT_PLAIN = ("base", "average", "whole", "comparison", "converted", "incidental", "threshold", "together")


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    yield from _placed(body)
    yield from _both_placed(body)
    yield from _extremes(body)
    yield from _listed(body)


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
        if not others or own.claim.interval.middle is None:
            continue
        ended = all(o.claim.at.end < rank.claim.at.start for o in others)
        field = rank.claim.whole or ""
        if not (_HERE.fullmatch(field) or (not field and (ended or rank.claim.sentence == others[-1].claim.sentence))):
            continue
        most = body.folded(rank).startswith("最")
        if not field and not (ended and len(others) >= (1 if most else 2) and rank.claim.why == "named"):
            continue
        if not (_among_places(body, own, others) or _TOLD.fullmatch(field) or most or _counted(body, own, len(others) + 1)):
            continue  # 第一产业增长6.6%，居全国第2位: among the provinces, not among the sectors
        others.sort(key=lambda o: o.claim.interval.middle or Fraction(0), reverse=True)
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


def _counted(body: Body, own: Fact, size: int) -> bool:
    """三家工厂…: the sentence counts just as many as it lists."""
    article = body.readings[own.key[0]].article
    head = body.sentence(own).partition(article.folded[own.claim.at.start : own.claim.at.end])[0]
    return any((int(m[1]) if m[1].isdigit() else _NUMERAL[m[1]]) == size for m in _COUNTED.finditer(head))


_COUNTED = re.compile("([两二三四五六七八九十]|(?<![\\d.])\\d{1,2})(?:[家个大座条种类]|[县区镇乡市])")


def _both_placed(body: Body) -> Iterator[Relation]:
    """甲产值a，居第一位；乙产值b，居第二位: of two that are placed in one sentence among the same, the better has no less."""
    placed = [r for r in body.all("rank") if r.claim.links.get("of") and r.claim.why != "?" and r.claim.quantity is not None]
    for rank in placed:
        own = body.first(rank, "of")
        for other in body.beside(rank, "rank"):
            theirs = body.first(other, "of")
            if own is None or theirs is None or other.key >= rank.key or other.claim.why == "?":
                continue
            if other.claim.whole != rank.claim.whole or rank.claim.quantity is None or other.claim.quantity is None:
                continue
            a, b = rank.claim.quantity.number, other.claim.quantity.number
            if a is None or b is None or a == b or theirs not in _rivals(body, own) or not _among_places(body, own, [theirs]):
                continue
            better, worse = (own, theirs) if a < b else (theirs, own)
            yield above(body, better, worse, (better, worse), choice=("rank", other.key, rank.key))


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
    return all(_PLACE.match(_owner(body, f)) for f in (own, *others))


def _siblings(body: Body, a: Fact, b: Fact) -> bool:
    """Two things of one kind measured by one indicator: 东片区产值, 西片区产值."""
    x, y = _owner(body, a), _owner(body, b)
    if not x and not y and body.known(a) is None and body.known(b) is None:
        x, y = a.claim.indicator, b.claim.indicator  # 一厂12.6万吨，二厂15.2万吨: named by nothing but who they are of
        return x != y and bool(x and y) and len(x) <= 6 and len(y) <= 6 and x[-1] == y[-1]
    if a.claim.indicator != b.claim.indicator or not x or not y or x == y or x in y or y in x:
        return False
    return bool(_PLACE.match(x) and _PLACE.match(y)) or x[-1] == y[-1]


def _open(body: Body, own: Fact, rank: Fact) -> bool:
    """等 or 其中 between the list and the place: more was ranked than is told."""
    article = body.readings[own.key[0]].article
    return bool(re.search("等|其中|包括|主要|部分", article.folded[own.claim.at.end : rank.claim.at.start] + body.sentence(own)[:40]))


_EXTREME = re.compile(
    "(?:最(?:(?P<top>高|大|多|快)|(?P<low>低|小|少|慢))|(?P<next>次之))(?:的)?(?:是|为|达)?[^，。；、最\\d]{0,12}?(?:，)?(?:达到|达|有|为|是|仅|只有|仅有)?$"
)


def _extremes(body: Body) -> Iterator[Relation]:
    """最高的甲12.3万元，最低的乙15.6万元: what is called the most of a sentence is no less than what is called the least."""
    for levels in body.levels.values():
        told: dict[int, dict[str, list[Fact]]] = {}
        for fact in levels:
            if not usable(fact) or fact.claim.aspect in ("base", "whole", "comparison", "incidental"):
                continue
            match = _EXTREME.search(re.split("[。；：！？\\n]", body.before(fact, 30))[-1])
            if match is not None and match.lastgroup is not None:
                told.setdefault(fact.claim.sentence, {}).setdefault(match.lastgroup, []).append(fact)
        for ranked in told.values():
            ends = [ranked[end][0] for end in ("top", "next", "low") if len(ranked.get(end, ())) == 1]
            if len(ends) < len(ranked):
                continue
            for high, less in pairwise(ends):
                if high.claim.at.start > less.claim.at.start or not same_dimension(high, less) or high.claim.period != less.claim.period:
                    continue
                if re.search("[；;。]", _between(body, high, less)):
                    continue
                yield above(body, high, less, (less, high), key="unsorted")


_NUMERAL = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_RANKING = re.compile(
    "(?P<measure>[^，。；：、]{0,14}?)(?:排名?|位|居|列|位居|位列|名列)?前(?P<n>[两二三四五六七八九十]|\\d{1,2})[位名大强]?(?P<what>的[^，。；：、]{1,8}|[^，。；：、]{0,8}?)"
    "(?P<order>依次|依序|分别)(?:是|为|：)?[：:]?$"
)
_GAP = re.compile("(?:[）)]*[、，和及与；]|以及)[^，。；：、\\d]{1,14}[（(]?")
_VALUE = re.compile("额|量|出口|进口|产值|收入|规模|人数|数量|面积|总值|增加值|税收|人次|投资|利润|营收")


def _listed(body: Body) -> Iterator[Relation]:
    """从销售额看，排名前三的分别是甲a、乙b、丙c: as many values as are ranked, each no greater than the one before."""
    for levels in body.levels.values():
        for position, first in enumerate(levels):
            if first.claim.group > 0:
                continue  # 前三位依次为甲、乙、丙，分别为a、b、c: read as a group
            head = _RANKING.search(body.before(first, 44).rpartition("。")[2].rstrip("（(")[: -_name_length(body, first) or None])
            if head is None or not usable(first):
                continue
            number = int(head["n"]) if head["n"].isdigit() else _NUMERAL[head["n"]]
            members = _run(body, levels[position : position + number])
            ranked = re.search(
                "(?:从|按|以|就)(?P<by>[^，。；]{1,10}?)(?:看|来看|计|计算|排序|统计|论|排名)，?[^，]*$", body.before(first, 44)
            )
            measure = head["measure"] + (ranked["by"] if ranked else "")
            if len(members) != number or re.search("增速|增幅|涨幅|增长|率|均|倒数|末", measure):
                continue
            if head["order"] == "分别" and not _VALUE.search(measure):
                continue
            for greater, less in pairwise(members):
                yield above(body, greater, less, (less, greater), key="unsorted")


def _name_length(body: Body, first: Fact) -> int:
    """How many characters of the item's own name stand between the ranking's head and its number."""
    text = body.before(first, 44).rstrip("（(")
    names = (first.claim.subject + first.claim.indicator, first.claim.indicator, first.claim.subject)
    if not any(names) and (named := re.search("(?:依次|依序|分别)(?:是|为|：)?[：:]?(?P<name>[^是为：，、\\d]{2,12})$", text)):
        return len(named["name"])  # 分别是甲镇（12亿元）: the value in the bracket has no name of its own
    return next((len(name) for name in names if name and text.endswith(name)), 0)


def _run(body: Body, levels: Sequence[Fact]) -> list[Fact]:
    """The values joined by nothing but 、 and a name, from the first on."""
    members = [levels[0]]
    for fact in levels[1:]:
        if not usable(fact) or not same_dimension(fact, levels[0]) or not _GAP.fullmatch(_between(body, members[-1], fact)):
            break
        members.append(fact)
    return members


def _between(body: Body, a: Fact, b: Fact) -> str:
    return body.readings[a.key[0]].article.folded[a.claim.at.end : b.claim.at.start]
