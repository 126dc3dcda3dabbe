"""Lists told in order: 由高到低依次为甲a、乙b, 前三大依次为…, 甲居冠，乙居次…分别是a、b: no value is above the one before it (EP501)."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from enping_check.claims.dateline import either
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.leading import chain, less_is_better, words
from enping_check.rules.ranks import PLACE, above, fell
from enping_check.rules.relation import Relation
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import same_dimension, usable

# 前三大客源地, 最多的三科, 居前四位的: so many are ranked, by the measure that stands before (or among) these words
TOP = re.compile(
    "(?:(?P<stands>(?<![均都各分别])(?:排名|排在|排|位居|名列|位列|居于|居|位于|列|跻身|进入))?(?:全[市县区省国港州镇])?"
    "[前首](?P<n>[两二三四五六七八九十]|\\d{1,2})(?!个?(?:月|季|年|天|周|日|期|次|批|届|轮|场|小时))(?P<big>大|甲|强|位|名)?(?(stands)(?=[^，。；：\\d]{0,8}(?:的|依次|依序)))"
    "|(?P<most>最(?:多|大|高|快|长|强|重|旺|热门|受欢迎))的?(?:前)?(?P<n2>[两二三四五六七八九十]|\\d{1,2})(?=[^年月日天期成分倍度点万亿.\\d])"
    "|(?P<n3>[三四五六七八九十])(?P<chief>大主要|大)(?=[^，。；、\\d]{1,12}(?:依次|依序)))"
)
_ORDER = re.compile("依次|依序|分别|顺次|顺序为|各有|各为|各达|：")
_WORST = re.compile("最小|最少|最低|最慢|末位|垫底|倒数|后[两三四五六七八九十\\d]+[位名]")
_GAP = re.compile("(?:[）)]*[、，和及与；]|以及)(?:[^，。；、\\d]|(?<=[A-Za-z])\\d{1,3}){1,14}[（(]?")
_TITLE = re.compile("《[^《》。；\n]{1,30}》")  # its own digits and marks are no part of the list: 《甲1943》
_RATE = re.compile("率$|占比|比重|均|每|价|单产|密度|强度")
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
    yield from _led_by(body)


def _descending(body: Body, members: Sequence[Fact]) -> Iterator[Relation]:
    for greater, less in pairwise(members):
        first, last = sorted((greater, less), key=lambda f: f.order)
        yield above(body, greater, less, (last, first), key="unsorted")


def _way(body: Body, first: Fact) -> int:
    """1 where the sentence says that the list it begins with ``first`` falls, −1 where it rises, 0 where it says neither."""
    head = body.sentence(first)[: first.claim.at.start - body.bounds(first).start]
    found = list(_ordered().finditer(head))
    if len(found) != 1 or re.search("；|(?<![A-Za-z])\\d", _TITLE.sub("《》", head[found[0].end() :])):
        return 0
    return 1 if found[0]["down"] else -1


def _by_places(body: Body, members: Sequence[Fact]) -> int:
    """1 where just as many places as values are told before them, in order and with no value of their own: 甲居冠，乙居次，…分别是a、b."""
    head = body.sentence(members[0])[: members[0].claim.at.start - body.bounds(members[0]).start]
    found = [int((m.lastgroup or "m0")[1:]) for m in chain().finditer(head)]
    if found != list(range(1, len(members) + 1)) or len(found) < 2:
        return 0
    told = head[chain().search(head).end() :]  # type: ignore[union-attr]
    if re.search("\\d", _TITLE.sub("", told)):
        return 0  # 甲3862人居冠，乙2547人第二，丙、丁两站合计382人，分别为214人和168人: each place has its own
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
    """1 where the sentence ranks just so many, by just what is told: 前三大…依次为, 报名最多的三科…分别有; not by another measure."""
    first = members[0]
    head = body.sentence(first)[: first.claim.at.start - body.bounds(first).start]
    tops = list(TOP.finditer(head))
    found = tops[-1] if tops else None
    if found is None or whole(found["n"] or found["n2"] or found["n3"]) != len(members) or _WORST.search(head):
        return 0
    between = head[found.end() :]
    if not _ORDER.search(between) or re.search("[；\\d%]", between):
        return 0
    bare = first.claim.group <= 0 and all(is_bare(body, m) for m in members)
    clause = re.split("[，。；：]", head[: found.start()])[-1]
    by = _BY.search(head[: found.end()])  # 按成交额看，前三位依次为
    ranked = (by["by"] if by else "") + clause
    orders = list(_ORDER.finditer(between))
    own = re.split("[，：、；]|的", between[: orders[-1].start()])[-1] if "，" in between else ""
    if (found["n"] or found["n3"]) and found["big"] != "大" and less_is_better().search(ranked):
        return 0  # 空气质量前三位: the cleanest come first
    if bare and not own:
        return _by_the_measure(members, ranked, chief=bool(found["most"]))
    if _BY_MARKS.search(ranked):
        return 0  # 考核前三名…，税收分别完成3.2亿元
    return int(_by_size(body, first, ranked, own, big=_big(found, orders[0])))


# what is ranked by marks that no value told beside it need follow
_BY_MARKS = re.compile("考核|考评|考绩|评价|评估|评比|测评|评选|综合|得分|积分|总分|质量|满意|口碑|信用|实力|竞争力|百强|活力|绩效")
_MEASURE = re.compile("[额量值率积价数税]|收入|支出|人口|投资|增[长速幅]|占|完成|实现|[上下]|同比|其中")


def is_bare(body: Body, fact: Fact) -> bool:
    """临淇市14.6%, 古田市（15.3%）: nothing but whose it is stands beside the value, so that it is of what is ranked."""
    item = re.split("[，。；：、！？\n]|和|及|与|次[是为]|别[是为]|的是", body.before(fact, 24))[-1].rstrip("（(达为有")
    if PLACE.match(item):
        return _MEASURE.search(item) is None
    return 1 < len(item) <= 8 and _MEASURE.search(item) is None and body.namers[fact.key[0]].indicators.suffix(item) is None


def _by_the_measure(members: Sequence[Fact], ranked: str, *, chief: bool) -> int:
    """1 where bare values fall because they are of what is ranked, −1 where the greatest fall comes first; 0 where they are not of it."""
    kinds, fallen = {m.claim.kind for m in members}, [fell(m) for m in members]
    if "增量" in ranked or len(kinds) > 1 or (any(fallen) and not all(fallen)) or (_BY_MARKS.search(ranked) and not chief):
        return 0
    speed = speeds().growing.search(ranked) or speeds().falling.search(ranked)
    if kinds == {"level"}:
        share = re.search("率$|占比$|比重$", ranked.removesuffix("的"))
        return int(not speed and not share and (_VALUE.search(ranked) or _RATE.search(ranked.removesuffix("的"))) is not None)
    if speed is None and (kinds == {"growth"} or not re.search("率|占比|比重|比例|份额|度$", ranked)):
        return 0
    return -1 if all(fallen) and speeds().fell.search(ranked) else 1


def _big(found: re.Match[str], order: re.Match[str] | None) -> bool:
    """前三大, 最多的三科, 前四位依次: the words themselves rank by size."""
    return bool(found["big"] == "大" or found["chief"] or found["most"] or (order and order[0] in ("依次", "依序")))


_HEADS = ("visits", "person")  # dimensions of those who are counted by the head

_BY = re.compile("(?:从|按|以|就)(?P<by>[^，。；]{1,10}?)(?:看|来看|计|计算|排序|统计|论|排名|分|划分|衡量)?，[^，]*$")


def _by_size(body: Body, first: Fact, ranked: str, own: str, *, big: bool) -> bool:
    """True where what is told of the ranked is what they are ranked by: ``own`` is the measure told with the values."""
    quantity, kind, claim = first.claim.quantity, first.claim.kind, first.claim
    if quantity is None:
        return False
    if kind == "growth" or speeds().rising.search(claim.indicator + own):
        return bool(speeds().growing.search(ranked)) and "增量" not in ranked
    if speeds().growing.search(ranked) and not speeds().growing.search(own):
        return False
    rate = _RATE.search(own) or _RATE.search(claim.indicator)
    if kind == "share":
        return rate is None or own[-2:] in ranked or claim.indicator[-2:] in ranked
    if rate is not None or claim.aspect == "average":
        return (rate[0] if rate else "均") in ranked
    if _RATE.search(ranked.removesuffix("的")) or re.search("人均|户均|亩均|单价|均价", ranked):
        return False
    known = body.known(first)
    own = own or (known.name if known else "")
    explicit = _VALUE.search(ranked) is not None
    if not own:
        return explicit or (big and quantity.dimension.startswith(_SIZES))
    indicators = body.namers[first.key[0]].indicators
    measures = [each for start in range(len(ranked) - 1) if (each := indicators.find(ranked[start:]))]
    if big and known is not None and known.dimension in _HEADS and any(each.dimension == known.dimension for each in measures):
        return True  # 过夜游客前三大客源国依次为…，接待人次分别为12.6万、7.4万
    if measures or explicit:
        named = indicators.suffix(own)
        if named is not None and named[0] == 0 and any(each is named[1] for each in measures):
            return True  # 营业收入 of what is ranked by 营收
        stem = _SIZE.sub("", own)
        if not stem:
            return (explicit and not measures) or own[-1:] in ranked or (big and not explicit)
        return any(pair in ranked for pair in _pairs(stem)) or (len(stem) == 1 and stem in ranked)
    return big and (quantity.dimension.startswith(_SIZES) or not _SIZE.sub("", own))  # 人次分别为68.4万、61.7万


def _pairs(words: str) -> list[str]:
    return [words[i : i + 2] for i in range(len(words) - 1)]


_SIZE = re.compile("(?:数量|总量|规模|体量|总额|数|量|额|人数|件数|家数|宗数|户数|人次)$")


def _listed(body: Body) -> Iterator[Relation]:
    """从销售额看，排名前三的分别是甲a、乙b、丙c; 由高到低依次为甲a、乙b: each no greater than the one before, as many as are ranked."""
    for facts in body.sentences.values():
        values = sorted(
            (f for f in facts if f.claim.kind in ("level", "share", "growth") and f.claim.quantity is not None), key=lambda f: f.order
        )
        for position, first in enumerate(values):
            if first.claim.group > 0 or not usable(first):
                continue  # 前三位依次为甲、乙、丙，分别为a、b、c: read as a group
            if way := _way(body, first):
                members = run_of(body, values[position : position + _LONGEST])
                yield from _descending(body, members if way > 0 else members[::-1])
                break
            yield from _first_few(body, first, values[position:])
        yield from _between_ends(body, values)


def _first_few(body: Body, first: Fact, values: Sequence[Fact]) -> Iterator[Relation]:
    """排名前三的分别是甲a、乙b、丙c: just so many values as are ranked."""
    before = body.sentence(first)[: first.claim.at.start - body.bounds(first).start]
    if not TOP.search(before):
        return
    members = run_of(body, values[:_LONGEST])
    if len(members) > 1 and (way := _in_order(body, members)):
        yield from _descending(body, members if way > 0 else members[::-1])


_ENDS = re.compile(
    "(?:%|[^，。；、\\d]{0,3})[，；。](?:其中[，：]?)?(?P<top>[一-鿿A-Za-z\\d#]{2,10}?)的?(?:[一-鿿]{0,4}[率均价])?最(?P<more>[高多大快强])，"
    "(?P<bottom>[一-鿿A-Za-z\\d#]{2,10}?)的?(?:[一-鿿]{0,4}[率均价])?最(?P<less>[低少小慢弱])[，。；]"
)
_OPPOSITE = ("高低", "多少", "大小", "快慢", "强弱")


def _between_ends(body: Body, values: Sequence[Fact]) -> Iterator[Relation]:
    """一中86.2%、二中81.5%、育才中学88.1%，一中最高，二中最低: both ends of the list that was just told, by the names it gives them."""
    text = body.readings[values[0].key[0]].article.folded if values else ""
    rest = [f for f in values if usable(f)]
    while rest:
        members = run_of(body, rest)
        rest = rest[len(members) :]
        said = _ENDS.match(text, members[-1].claim.at.end) if len(members) > 2 else None
        if said is None or said["more"] + said["less"] not in _OPPOSITE or any(fell(m) for m in members):
            continue
        called = [item_name(body, m).lstrip("为是达") for m in members]
        ends = [[m for m, name in zip(members, called, strict=True) if name == said[end]] for end in ("top", "bottom")]
        if any(len(each) != 1 for each in ends) or ends[0] == ends[1]:
            continue
        top, bottom = ends[0][0], ends[1][0]
        for other in members:
            if other != top:
                yield above(body, top, other, (top, other), choice=("ends", top.key, other.key))
            if other not in (top, bottom):
                yield above(body, other, bottom, (bottom, other), choice=("ends", bottom.key, other.key))


def run_of(body: Body, values: Sequence[Fact]) -> list[Fact]:
    """The values of one kind joined by nothing but 、 and a name, from the first on."""
    members = [values[0]]
    for fact in values[1:]:
        if not usable(fact) or fact.claim.kind != values[0].claim.kind or not same_dimension(fact, values[0]):
            break
        if fact.claim.aspect == "together":
            break  # 三部合计5410万元: of all that are listed
        if not _GAP.fullmatch(_TITLE.sub("《》", body.between(members[-1], fact))):
            break
        members.append(fact)
    return members


_OF_SO_MANY = re.compile("(?P<n>[两二三四五六七八九十]|\\d{1,2})(?:个|家|大|座)?[一-鿿]{1,6}")
_PLACES = re.compile("(?:均|仍|继续|稳|也|以)*(?:排[名在]?|位[居列]?|名列|高?居|列)?(?:在)?$")
_LISTED_BEFORE = 2  # ends of sentences between the list and what is said of it
_FAR = 200  # characters


def _led_by(body: Body) -> Iterator[Relation]:
    """三个片区完成投资：东片a、西片b、南片c。…西片完成额居三片区首位: first, or last, of the list that was told before."""
    for rank in body.all("rank"):
        field, quantity = _OF_SO_MANY.fullmatch(rank.claim.whole or ""), rank.claim.quantity
        if field is None or body.first(rank, "of") is not None:
            continue
        last = rank.claim.aspect == "least"
        if not last and (quantity is None or quantity.number != 1):
            continue
        lists = _lists_before(body, rank, whole(field["n"]) or 0)
        if len(lists) != 1:
            continue
        members, said = lists[0], body.clause(rank)
        own = [m for m in members if said.startswith(item_name(body, m)) and len(item_name(body, m)) > 1]
        if len(own) != 1 or not _by_what_is_listed(body, own[0], said.removeprefix(item_name(body, own[0])), field[0], body.lead(rank)):
            continue
        others = sorted((m for m in members if m != own[0]), key=lambda m: m.middle)
        other = others[0] if last else others[-1]
        greater, less = (other, own[0]) if last else (own[0], other)
        yield above(body, greater, less, (rank, other, own[0]), choice=("placed", rank.key, greater.key, less.key))


def _lists_before(body: Body, rank: Fact, size: int) -> list[list[Fact]]:
    """The lists of just so many values, each with nothing but a name, in the sentences before."""
    found: list[list[Fact]] = []
    start, text = body.bounds(rank).start, body.readings[rank.key[0]].article.folded
    values = [f for f in body.inside(rank.key[0], start - _FAR, start) if f.claim.aspect in ("", "rate")]
    values = [f for f in values if len(re.findall("[。！？\\n]", text[f.claim.at.end : start])) <= _LISTED_BEFORE]
    while values:
        members = run_of(body, values) if usable(values[0]) else values[:1]
        if len(members) == size > 1 and "\n" not in text[members[0].claim.at.start : start]:
            found.append(members)
        values = values[len(members) :]
    return found


def item_name(body: Body, fact: Fact) -> str:
    """东片 of 、东片64.8亿元."""
    return re.split("[，。；：、！？\n（]|和|及|与|[为是]", body.before(fact, 16))[-1]


def _by_what_is_listed(body: Body, own: Fact, words_between: str, field: str, aside: str) -> bool:
    """完成额居五片区 where the list is one of 完成额; 增速居… and 人均… rank by something else."""
    measure = _PLACES.sub("", words_between.removesuffix(field)).lstrip("的以")
    head = body.sentence(own)[: own.claim.at.start - body.bounds(own).start]
    if speeds().growing.search(measure) or _RATE.search(measure):
        return measure in head
    if speeds().growing.search(aside) or _BY_MARKS.search(aside):
        return False  # 增速方面，东片居三片区首位
    return not measure or measure in head or measure in ("总量", "规模", "总额", "数量")
