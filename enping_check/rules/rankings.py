"""Lists told in order: 由高到低依次为甲a、乙b, 前三大依次为…, 甲居冠，乙居次…分别是a、b: no value is above the one before it (EP501)."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from enping_check.claims.dateline import either
from enping_check.claims.enumerations import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.leading import chain, words
from enping_check.rules.ranks import above
from enping_check.rules.relation import Relation
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension

_SMALLEST = re.compile("最小|最少|最低|最慢|末位|垫底|倒数")
_LEADING = re.compile(
    "(?P<measure>[^，。；：、]{0,12}?)(?:前[两二三四五六七八九十\\d]+(?P<big>大)?(?:位|名|强)?|排名前\\S|位列前\\S)[^。；]{0,40}?(?P<order>依次|依序|分别)"
)
_RANKING = re.compile(
    "(?P<measure>[^，。；：、]{0,14}?)(?:排名?|位|居|列|位居|位列|名列)?前(?P<n>[两二三四五六七八九十]|\\d{1,2})[位名大强]?(?P<what>的[^，。；：、]{1,8}|[^，。；：、]{0,8}?)"
    "(?P<order>依次|依序|分别)(?:是|为|：)?[：:]?$"
)
_GAP = re.compile("(?:[）)]*[、，和及与；]|以及)[^，。；、\\d]{1,14}[（(]?")
_VALUE = re.compile("额|量|出口|进口|产值|收入|规模|人数|数量|面积|总值|增加值|税收|人次|投资|利润|营收")
_SIZES = ("currency", "count", "mass", "volume", "energy")
_LONGEST = 12  # items of a list told in order


@functools.cache
def _ordered() -> re.Pattern[str]:
    """由高到低依次为, 从小到大排列分别是: which way the values of a list go."""
    w = words()
    way = f"(?:(?P<down>{either(w['falling'])})|(?P<up>{either(w['rising'])}))"
    return re.compile(f"{way}的?(?:排列|排序|排名|顺序|次序|看|，)*(?:依次|依序|分别)?(?:是|为)?[：:]?")


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("level", "share", "growth"):
        if fact.claim.group > 0 and fact.claim.quantity is not None and fact.claim.aspect != "base":
            groups[fact.key[0], fact.claim.group].append(fact)
    for members in groups.values():
        if len(members) > 1 and all(same_dimension(members[0], m) for m in members[1:]):
            way = _way(body, members[0]) or _by_places(body, members) or _placed_behind(body, members) or _in_order(body, members)
            yield from _descending(body, members if way >= 0 else members[::-1]) if way else ()
    yield from _listed(body)


def _descending(body: Body, members: Sequence[Fact]) -> Iterator[Relation]:
    for greater, less in pairwise(members):
        first, last = sorted((greater, less), key=lambda f: f.order)
        yield above(body, greater, less, (last, first), key="unsorted")


def _way(body: Body, first: Fact) -> int:
    """1 where the sentence says that the list it begins with ``first`` falls, −1 where it rises, 0 where it says neither."""
    head = body.sentence(first)[: first.claim.at.start - body.bounds(first).start]
    found = list(_ordered().finditer(head))
    if len(found) != 1 or re.search("[；\\d]", head[found[0].end() :]):
        return 0
    return 1 if found[0]["down"] else -1


def _by_places(body: Body, members: Sequence[Fact]) -> int:
    """1 where just as many places as values are told before them, in order and with no value of their own: 甲居冠，乙居次，…分别是a、b."""
    head = body.sentence(members[0])[: members[0].claim.at.start - body.bounds(members[0]).start]
    found = [int((m.lastgroup or "m0")[1:]) for m in chain().finditer(head)]
    if found != list(range(1, len(members) + 1)) or len(found) < 2:
        return 0
    told = head[chain().search(head).end() :]  # type: ignore[union-attr]
    return 1 if "分别" in told or "依次" in told or "依序" in told else 0


_PLACED_BEHIND = re.compile(
    "[^，。；\\d]{0,10}?(?:分?[居列排占]|位[居列]|排[名在]|名列|分获)(?:[^，。；第\\d]{0,6})(?P<places>第?[一二三四五六七八九十](?:[位名]?[、和及与]+第?[一二三四五六七八九十])+)"
)


def _placed_behind(body: Body, members: Sequence[Fact]) -> int:
    """1 where just as many places, one after the other, are told behind the values: 甲、乙分别以a和b位居第二、第三."""
    found = _PLACED_BEHIND.match(body.after(members[-1], 40))
    if found is None:
        return 0
    places = [whole(each) or 0 for each in re.findall("[一二三四五六七八九十]", found["places"])]
    return int(len(places) == len(members) and all(b == a + 1 for a, b in pairwise(places)))


def _in_order(body: Body, members: Sequence[Fact]) -> int:
    """1 when the sentence ranks by just these values: 前三大…依次为, not the growth or the area of what is ranked by something else."""
    first = members[0]
    head = body.sentence(first)
    found = _LEADING.search(head[: head.find(body.folded(first))])
    if found is None or _SMALLEST.search(head) or (found["order"] == "分别" and not found["big"]):
        return 0
    if first.claim.kind == "growth" or re.search("增速|增幅|涨幅", first.claim.indicator):
        return int(bool(re.search("增速|增幅|涨幅", found["measure"])))
    if re.search("率$|均|每|价", first.claim.indicator):
        return 0
    if first.claim.kind == "share":
        return 1
    quantity = first.claim.quantity
    if quantity is None or first.claim.aspect == "average":
        return 0
    indicators = body.namers[first.key[0]].indicators
    measures = [known for start in range(len(found["measure"]) - 1) if (known := indicators.find(found["measure"][start:]))]
    if measures:
        return int(any(known.name in first.claim.indicator or known is body.known(first) for known in measures))
    return int(quantity.dimension.startswith(_SIZES))


def _listed(body: Body) -> Iterator[Relation]:
    """从销售额看，排名前三的分别是甲a、乙b、丙c; 由高到低依次为甲a、乙b: each no greater than the one before, as many as are ranked."""
    for facts in body.sentences.values():
        values = sorted(
            (f for f in facts if f.claim.kind in ("level", "share", "growth") and f.claim.quantity is not None), key=lambda f: f.order
        )
        for position, first in enumerate(values):
            if first.claim.group > 0 or not usable(first):
                continue  # 前三位依次为甲、乙、丙，分别为a、b、c: read as a group
            if position == 0 and (way := _way(body, first)):
                members = _run(body, values[:_LONGEST])
                yield from _descending(body, members if way > 0 else members[::-1])
                break
            if first.claim.kind == "level":
                yield from _first_few(body, first, values[position:])


def _first_few(body: Body, first: Fact, values: Sequence[Fact]) -> Iterator[Relation]:
    """排名前三的分别是甲a、乙b、丙c: just so many values as are ranked."""
    before = body.before(first, 44)
    head = _RANKING.search(before.rpartition("。")[2].rstrip("（(")[: -_name_length(body, first) or None])
    if head is None:
        return
    number = whole(head["n"]) or 0
    members = _run(body, values[:number])
    ranked = re.search("(?:从|按|以|就)(?P<by>[^，。；]{1,10}?)(?:看|来看|计|计算|排序|统计|论|排名)，?[^，]*$", before)
    measure = head["measure"] + (ranked["by"] if ranked else "")
    if len(members) != number or re.search("增速|增幅|涨幅|增长|率|均|倒数|末", measure):
        return
    if head["order"] == "分别" and not _VALUE.search(measure):
        return
    yield from _descending(body, members)


def _name_length(body: Body, first: Fact) -> int:
    """How many characters of the item's own name stand between the ranking's head and its number."""
    text = body.before(first, 44).rstrip("（(")
    names = (first.claim.subject + first.claim.indicator, first.claim.indicator, first.claim.subject)
    if not any(names) and (named := re.search("(?:依次|依序|分别)(?:是|为|：)?[：:]?(?P<name>[^是为：，、\\d]{2,12})$", text)):
        return len(named["name"])  # 分别是甲镇（12亿元）: the value in the bracket has no name of its own
    return next((len(name) for name in names if name and text.endswith(name)), 0)


def _run(body: Body, values: Sequence[Fact]) -> list[Fact]:
    """The values of one kind joined by nothing but 、 and a name, from the first on."""
    members = [values[0]]
    for fact in values[1:]:
        if not usable(fact) or fact.claim.kind != values[0].claim.kind or not same_dimension(fact, values[0]):
            break
        if not _GAP.fullmatch(_between(body, members[-1], fact)):
            break
        members.append(fact)
    return members


def _between(body: Body, a: Fact, b: Fact) -> str:
    return body.readings[a.key[0]].article.folded[a.claim.at.end : b.claim.at.start]
