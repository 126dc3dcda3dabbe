"""One thing of a list is said to lead it, to come second or to be last, and the values of the others stand beside it: EP501.

产量居各镇之首的是甲镇，为8吨；乙镇7吨，丙镇9吨. A sentence is read for its marks of place (居首, 次之, 最低), each with the value directly
before or behind it, and for the items listed after: a bare name and a number, measured by what was said of the first. So an item counts
only where its name is of the first one's kind, or where the marks themselves say what is ranked among what.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from enping_check.claims.dateline import either
from enping_check.claims.landmarks import EVER
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.counterparts import counterparts
from enping_check.rules.ranks import LYING, PLACE, above, fell
from enping_check.rules.relation import Relation
from enping_check.rules.speeds import speeds
from enping_check.rules.sum_words import sum_words
from enping_check.rules.wholes import same_dimension, usable

_MEASURE = "增速|增幅|规模|占比|比例|率|数量|人数|金额|产量|产值|收入|成交额|销售额|出手|手笔"  # what is ranked, behind whose it is
_REACH = 22  # characters between a mark and its value
_NAME = "(?:[\u4e00-\u9fffA-Za-z·“”《》]|\\d{1,3}(?=[号#])|(?<=[A-Za-z])\\d{1,4})"  # 3号线, 2#机组, E5
_PLAIN = ("base", "whole", "comparison", "converted", "incidental", "threshold", "target", "together", "unpaired")
_FIELD = re.compile("各|[两二三四五六七八九十\\d]+[个家大座种类]|之[首冠]")
_COUNTED = re.compile("(?:各|[两三四五六七八九十\\d]+[个家大座种类款支所间条站]?)[^，。；、：\\d]{1,8}(?:之中|当中|中|里|内|看|间)[，：]?")


@functools.cache
def words() -> dict[str, tuple[str, ...]]:
    """``data/ranks.toml``: name → words, of both its tables."""
    table = tomllib.loads((Path(__file__).parent.parent / "data" / "ranks.toml").read_text(encoding="utf-8"))
    return {name: tuple(items) for section in table.values() for name, items in section.items()}


@functools.cache
def less_is_better() -> re.Pattern[str]:
    """能耗, 投诉: what leads by being the least."""
    return re.compile(either(words()["less_is_better"]))


@functools.cache
def chain() -> re.Pattern[str]:
    """Any word for the first five places; ``lastgroup`` is m1 … m5."""
    w = words()
    return re.compile("(?:" + "|".join(f"(?P<m{n}>{either(w[str(n)])})" for n in range(1, 6)) + f")(?:{_ENDED})")


@dataclass(frozen=True, slots=True)
class _Patterns:
    mark: re.Pattern[str]
    back: re.Pattern[str]
    measured: tuple[re.Pattern[str], ...]
    ahead: re.Pattern[str]
    named: re.Pattern[str]
    copula: re.Pattern[str]
    stranger: re.Pattern[str]
    per: re.Pattern[str]


_ENDED = "(?<!第.)(?<!再次)|(?=[，。；、！）（位名的为是]|$)"  # never 第一产业, 第二批, 再次突破
_NUMBERED = ("1", "2", "3", "4", "5", "last")
_ENDS = ("most", "least", "fastest", "slowest")
_TOP, _BOTTOM, _NEXT_TO_LAST = 1, 99, 98
# 六个行业合计, 三站合计, 前三类合计: of all of them
_SO_MANY = re.compile("(?:这|上述|以上|前)?[两二三四五六七八九十\\d]+[个家大项类种]")


@functools.cache
def _patterns() -> _Patterns:
    w = words()
    marks = "|".join(f"(?P<m{name.replace('-', '_')}>{either(w[name])})" for name in ("second-last", "last", *_NUMBERED[:5], *_ENDS))
    verbs = f"(?:{either(w['verbs'])})"
    counted = "[两二三四五六七八九十\\d]+(?:[个家大座种类条款支所间区县镇乡市州省国地港]|家?分)"
    some = f"(?:(?:公司|集团|企业|全行)?各|所有|同类|同行)[^，。；、\\d以]{{0,8}}?|{counted}[^，。；、\\d以]{{0,8}}?"
    all_of = "[市县区省镇州旗乡国网港线校院厂司场岛台澳馆园村系]|集团|公司|行业|系统|行|部门|部"
    field = f"(?:(?:全|我|本)(?:{all_of})|业内|行业|{some}|其中)"
    around = f"(?:{verbs}|{field}(?:之?中|里|内|当中|之间|间)?|的)"
    copula = f"(?:{either(w['copula'])})"
    return _Patterns(
        mark=re.compile(f"(?:{marks})(?:{_ENDED})"),
        # 8吨，居各镇之首
        back=re.compile(f"[，,]?{around}*"),
        measured=(
            re.compile(f"[，,]?(?P<measure>[^，。；、\\d]{{2,8}}?){around}*"),  # 8吨，产量居各镇之首
            re.compile(f"[，,]?{around}+(?P<measure>[^，。；、\\d]{{2,6}})"),  # 8吨，居各镇产量之首
        ),
        # 居首的是甲镇，为 8吨; 以甲镇最低，仅 3吨; 最高的甲镇达 8吨
        ahead=re.compile(
            f"(?P<of>的)?(?:，?(?:则|也|就)?(?:为|是))?(?P<name>{_NAME}{{0,18}}?)，?(?P<measure>{_NAME}{{0,6}}?)(?:{copula})?[（(]?$"
        ),
        named=re.compile(f"(?:^|以|[，、；：中])(?P<name>{_NAME}{{1,12}}?)(?:的?(?P<measure>{_NAME}{{0,8}}?))?$"),
        copula=re.compile(f"(?:{copula}|[（(：:])+$"),
        stranger=re.compile(either(w["strangers"])),
        per=re.compile(either(w["per"])),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A value with the place its sentence gives it; ``name`` is whose it is as far as the words beside it tell."""

    place: int
    end: str  # the name of the mark: 1 … 5, last, most …
    fact: Fact
    name: str
    at: int
    field: bool  # the words say among what: 各镇, 四个园区, or the mark is one of a chain
    by_size: bool  # 最多, 最大, 最小: of falls the larger one


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this kind."""
    for facts in body.sentences.values():
        first = facts[0].claim
        if first.sentence < 0 or first.place in ("title", "table", "note"):
            continue
        yield from _sentence(body, facts)


def _values(facts: Sequence[Fact]) -> list[Fact]:
    """The values that may be ranked, in order of place."""
    return sorted((f for f in facts if f.claim.kind in ("level", "share", "growth") and usable(f)), key=lambda f: f.order)


def _sentence(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    index = facts[0].key[0]
    values = [f for f in _values(facts) if not (body.folded(f)[0] in _NUMERALS and _OF_THE_FIELD.match(body.after(f, 9)))]
    if not values:
        return
    start, end = body.bounds(values[0])
    text = body.readings[index].article.folded
    placed = _marked(body, values, text, start, end)
    if not placed and (next_to := _placed_next(body, values, text, start, end)) is not None:
        placed = [next_to]
    if not placed:
        return
    following = body.sentences.get((index, values[0].claim.sentence + 1), ())
    values += _values([f for f in following if f.claim.paragraph == values[0].claim.paragraph])
    for stretch in _stretches(placed, text):
        yield from _ordered(body, stretch)
        yield from _others(body, stretch, {p.fact.key for p in placed if p not in stretch}, values, text)


_OF_THE_FIELD = re.compile("[^，。；、\\d]{0,5}之[首冠最末]")  # 为四地之冠: how many are ranked


def _stretches(placed: Sequence[_Placed], text: str) -> Iterator[list[_Placed]]:
    """The marks that rank one list: all of a sentence where each place is given once, else those between two ；."""
    if len({p.place for p in placed}) == len(placed):
        yield list(placed)
        return
    groups: dict[int, list[_Placed]] = defaultdict(list)
    for each in placed:
        groups[text.count("；", 0, each.at)].append(each)
    for group in groups.values():
        if len({p.place for p in group}) == len(group):
            yield group


def _marked(body: Body, values: Sequence[Fact], text: str, start: int, end: int) -> list[_Placed]:
    """Every mark of the sentence with the one value it is surely said of."""
    found: list[_Placed] = []
    p = _patterns()
    for mark in p.mark.finditer(text, start, end):
        name = (mark.lastgroup or "m")[1:]
        rising = name in ("least", "slowest", "last")
        place = _BOTTOM if rising else int(name) if name.isdecimal() else _NEXT_TO_LAST if name == "second_last" else _TOP
        before = [f for f in values if f.claim.at.end <= mark.start() and not _counts_the_field(f, mark, text)]
        after = [f for f in values if f.claim.at.start >= mark.end()]
        ahead = bool(before) and text[before[-1].claim.at.end : mark.start()] in _MARKS and text[mark.end() : mark.end() + 1] not in _STOPS
        own = _told_after(body, after[0], mark, text, start) if ahead and after else None  # 乙7吨，第三为丙6吨
        elsewhere = _OF_A_NAME.match(text, mark.end()) or (
            before and _names_one(body, before, text[before[-1].claim.at.end : mark.start()])
        )
        if own is None and before and not elsewhere:
            own = _told_before(body, before[-1], mark, text, start)
            if own is not None and own[0].claim.group > 0 and place == _TOP:
                own = None  # 城镇和农村…分别为a、b，稳居各省首位: of each among its like
        if own is None and after and not ahead:
            own = _told_after(body, after[0], mark, text, start)
        at = mark.start()
        if own is None and before and name in (*_ENDS, "1") and (own := _told_in_list(body, before, mark, text, start)) is not None:
            at = own[0].claim.at.start
        if own is None or (
            name in ("fastest", "slowest") and own[0].claim.kind != "growth" and not _SPEED.search(text[start : mark.start()])
        ):
            continue
        fact, who, field = own
        if fact.claim.aspect in _PLAIN or fact.claim.modality != "fact":
            continue
        if any(each.fact.key == fact.key for each in found):
            continue  # 8吨，居首: told twice of one
        found.append(_Placed(place, name, fact, who, at, field, mark[0][-1] in "多大少小"))
    return found


_OF_A_NAME = re.compile("的(?:是|为|属)[一-鿿]")  # 城北站25微克，最高的是城东站


def _names_one(body: Body, before: Sequence[Fact], between: str) -> bool:
    """东港38万人次，西港41万人次，北港12万人次，各口岸中西港最高: the mark is of the one it names, not of the last."""
    if len(before) < 2:
        return False
    return any(2 <= len(name) <= 8 and name in between for f in before for name in _names(body, f))


def _names(body: Body, fact: Fact) -> tuple[str, ...]:
    """What a listed value is called: by the words before it, and by whom they name (上月东港 → 东港)."""
    claim = fact.claim
    return _patterns().copula.sub("", _called(body, fact)), claim.subject.rpartition("|")[2] or claim.indicator


def _told_in_list(body: Body, before: Sequence[Fact], mark: re.Match[str], text: str, start: int) -> tuple[Fact, str, bool] | None:
    """甲业4.1%，乙业3.6%，丙业4.8%，其中以甲业最高: the one value that the list before has told of it."""
    by = _PLACED if mark.lastgroup == "m1" else _BY_NAME
    said = by.search(text, max(start, mark.start() - _REACH), mark.start())
    if said is None and mark.lastgroup == "m1":
        said = _LED_BY.search(text, max(start, mark.start() - _REACH), mark.start())
    own = _OWN_CLAUSE.search(text, max(start, mark.start() - _REACH), mark.start()) if len(before) >= _LIST else None
    if own is not None and own["what"][-2:] in text[start : before[0].claim.at.start] and _counted_so(before, own["of_what"]):
        said = own
    if said is None or not _AT_END.match(text, mark.end()):
        return None
    if _patterns().per.search(said["measure"] or "") and not _of_growths(before, said["measure"], text[start : said.start()]):
        return None
    last = text[before[-1].claim.at.end : said.start()]
    if len(last) > 2:
        return None
    told = [f for f in before if any(name.startswith(said["name"]) for name in _names(body, f))]
    told = told or [f for f in before if said["name"] in _called(body, f)]
    return (told[0], said["name"], False) if len(told) == 1 else None


def _placed_next(body: Body, values: Sequence[Fact], text: str, start: int, end: int) -> _Placed | None:
    """（食品展区1.9亿元，家居展区2.5亿元，装备展区3.1亿元。）家居展区位居第一: the one of a list that the next sentence puts first."""
    if len(values) < _LIST or any(f.claim.kind != values[0].claim.kind or not same_dimension(f, values[0]) for f in values):
        return None
    said = _first_place().match(text, values[-1].claim.at.end, end) or _first_place().match(text, end, end + _NEXT)
    if said is None:
        return None
    told = [(f, name) for f in values if len(name := _patterns().copula.sub("", _called(body, f))) > 1 and said["said"].startswith(name)]
    if len(told) != 1:
        return None
    (fact, name), head = told[0], text[start : values[0].claim.at.start]
    measure = said["said"].removeprefix(name).removeprefix("的")
    if _patterns().per.search(measure) and not _of_growths(values, measure, text[start:end]):
        return None
    stem = measure if len(measure) < _MEASURED else _AMOUNT.sub("", measure)
    said_so = measure in words()["size"] or (measure in _MEASURE.split("|") and _counted_so(values, measure))
    if measure and not said_so and stem not in head:
        return None
    if less_is_better().search(text, start, end):
        return None  # 投诉量上，一店124件，二店186件，三店168件，一店居首
    return _Placed(_TOP, "1", fact, name, fact.claim.at.start, True, False)


_LIST = 3  # values that make a list
_NEXT = 40  # characters of the next sentence
_MEASURED = 3  # characters of a measure that says the same without its last: 投资额 of 完成固定资产投资
_AMOUNT = re.compile("(?:完成|总)?(?:人数|[额量数值])$")


@functools.cache
def _first_place() -> re.Pattern[str]:
    return re.compile(
        f"[。；，]?\\s*(?:其中[，]?)?(?P<said>{_NAME}{{2,18}}?)"
        f"(?:以[^，。；]{{1,8}})?(?:(?:位居|位列|名列|排名|排在|居于|高居|稳居|居|列)[^，。；\\d]{{0,6}})?(?:{either(words()['1'])})(?=[，。；])"
    )


def _of_growths(values: Sequence[Fact], measure: str, told: str) -> bool:
    """各县增加值均增长：甲县8.9%，乙县9.8%，甲县增速居两县之首: what is listed is what is ranked."""
    head = re.split("\\d", told)[0]
    return (
        speeds().rising.fullmatch(measure) is not None
        and speeds().growing.search(head) is not None
        and {f.claim.kind for f in values} <= {"growth", "share"}
    )


_AMONG = "(?:(?:各|[两二三四五六七八九十]|\\d{1,2})[地个家大种类者]?[^，。；、\\d]{0,6}(?:之?中|当中|之?间|里))"
_BY_NAME = re.compile(
    f"[，；](?:{_AMONG}[，]?[以由]?|(?:其中|当中)?[，]?[以由])(?P<name>{_NAME}{{2,10}}?)的?(?P<measure>{_MEASURE})?(?:为|录得)?$"
)

_LED_BY = re.compile(f"[，；](?:{_AMONG}|其中|当中)[，]?[以由]?(?P<name>{_NAME}{{2,8}}?)的?(?P<measure>{_MEASURE})?$")

# 各市报名情况：甲市1362人，…，（其中）甲市报名人数居首
_OWN_CLAUSE = re.compile(
    f"[，；。](?:其中|当中)?[，]?以?(?P<name>{_NAME}{{2,8}}?)的?(?P<measure>(?P<what>[一-鿿]{{2,3}}?)的?(?P<of_what>人数|人次|户数|件数|数量|数|量|金额|额))"
    "(?:[位高稳名]?[居列]|排在?|为)?$"
)


def _counted_so(values: Sequence[Fact], measure: str) -> bool:
    """人数 of 人, 金额 of 元: what is listed is measured as the place is told by, and all of it in one way."""
    kinds = {f.claim.quantity.dimension for f in values if f.claim.quantity is not None}
    if len(kinds) != 1 or any(f.claim.kind != "level" or f.claim.aspect for f in values):
        return False
    kind = kinds.pop()
    if measure.startswith("人"):
        return kind in ("person", "count:人", "visit") or (kind.startswith("count") and "人" in kind)
    if measure.endswith(("额", "收入", "产值")):
        return kind.startswith("currency")
    return measure.endswith(("数", "量")) and kind not in ("percent", "time") and not kind.startswith("currency")


# 平川县增速居四县之首: said of one that the list before has told
_PLACED = re.compile(
    f"[，；](?P<name>{_NAME}{{2,8}}?)的?(?P<measure>{_MEASURE})?"
    "(?:位|稳|高|仍|名)?[居列](?:[两二三四五六七八九十\\d]+|各)[个家大种类]?[^，。；、\\d]{1,4}$"
)


_SPEED = re.compile("[时车航流网风]速|速度")
_MARKS = ("，", "；", "、", "，而", "；而", "，并", "；另")
_STOPS = "，。；！、\n"


def _counts_the_field(fact: Fact, mark: re.Match[str], text: str) -> bool:
    """四家 of 为四家之最, 五个 of 是五个断面中最低的: how many are ranked."""
    between = text[fact.claim.at.end : mark.start()]
    return text[fact.claim.at.start] in _NUMERALS and len(between) <= 10 and not any(stop in between for stop in _STOPS)


_NUMERALS = "两二三四五六七八九十"


def _told_before(body: Body, fact: Fact, mark: re.Match[str], text: str, start: int) -> tuple[Fact, str, bool] | None:
    """8吨，居各镇之首: nothing stands between but the place, among whom, and the measure, if it is the value's own."""
    between = text[fact.claim.at.end : mark.start()]
    ends = mark.lastgroup in ("mmost", "mleast", "mfastest", "mslowest")
    if len(between) > _REACH or (ends and not _AT_END.match(text, mark.end())):
        return None
    if mark.lastgroup != "m1" and mark[0].startswith("第") and _WIDER.search(between):
        return None  # 居全国第2位: told by rules/ranks where both are of one kind
    if not _patterns().back.fullmatch(between):
        said = [found["measure"] for pattern in _patterns().measured if (found := pattern.fullmatch(between))]
        if not any(_own_measure(fact, each) for each in said):
            return None
    elif fact.claim.kind == "growth" and not speeds().rising.search(between):
        fact = _grown(body, fact)
    return fact, _called(body, fact), bool(_FIELD.search(between + mark[0]) or _COUNTED.search(text[start : fact.claim.at.start]))


def _grown(body: Body, growth: Fact) -> Fact:
    """交付45333辆，同比增长55.1%，环比增长1.5%，居各家之首: behind growths over two times, the place is of what has grown."""
    level = body.first(growth, "now")
    if level is None or level.claim.sentence != growth.claim.sentence:
        return growth
    twice = [f for f in body.beside(growth, "growth") if f.key != growth.key and body.first(f, "now") == level]
    return level if any(level.order < f.order < growth.order and f.claim.basis != growth.claim.basis for f in twice) else growth


_WIDER = re.compile("(?:全|我)[国省市县区州]|全球|世界|行业|同类|同行")
_AT_END = re.compile("(?:的(?:一[个家座项条种类款支所站]|那[个家座]|[^，。；、的\\d]{1,4})?)?(?:[，。；！、\n]|$)")


def _told_after(body: Body, fact: Fact, mark: re.Match[str], text: str, start: int) -> tuple[Fact, str, bool] | None:
    """居各镇之首的是甲镇，为8吨; 以甲镇最低，仅3吨; 其次为乙镇7吨."""
    between = text[mark.end() : fact.claim.at.start]
    if len(between) > _REACH:
        return None
    found = _patterns().ahead.fullmatch(between)
    ends = mark.lastgroup in ("mmost", "mleast", "mfastest", "mslowest")
    if found is None or _APART.search(between) or _APART.search(text, max(start, mark.start() - 3), mark.start()):
        return None  # 领先亚军丹队4分: how far the second is behind
    clause = re.split("[，。；：！？\n\\d%]", text[start : mark.start()])[-1]
    head = _patterns().named.search(clause)
    linked = bool(found["of"]) or between.startswith(("为", "是")) or mark.lastgroup in ("m2", "m3", "m4", "m5", "msecond_last")
    who, measure = found["name"], clause if linked else ""
    if not linked:  # 以甲镇最低，为3吨; 甲镇最高，达8吨
        if not between.startswith("，") or found["name"] or head is None or EVER.search(clause):
            return None
        who = re.sub("^.*以", "", clause)
        if re.search(f"(?:{speeds().either}|率)$", who) and fact.claim.kind == "level":
            return None
    per = _patterns().per.search(measure)
    if per is not None and found["measure"] and not _ranked_by(per[0], fact):
        return None  # 单价最高的是甲盘，成交3亿元
    if ends and _of_another_measure(body, fact, clause):
        return None  # 面积最小的某区，为31.2万元
    said = text[start : mark.start()] if mark.lastgroup in ("m2", "m3", "m4", "m5") else measure  # 增速最快的是…，其次是…
    if fact.claim.kind == "growth" and linked and per is None and not re.search("增|涨|升|降|跌|快|慢", said + mark[0] + found["measure"]):
        return None  # 产量居首的是甲镇，增长9%
    return fact, who, bool(_FIELD.search(clause + mark[0]) or _COUNTED.search(text[start : mark.start()]))


def _of_another_measure(body: Body, fact: Fact, clause: str) -> bool:
    """True where the words before the mark end in a known measure of money and the value is of another kind, or the other way round."""
    named, quantity = body.namers[fact.key[0]].indicators.suffix(clause), fact.claim.quantity
    if named is None or quantity is None or fact.claim.kind != "level" or quantity.dimension == "none":
        return False
    return bool(named[1].dimension) and (named[1].dimension == "currency") != quantity.dimension.startswith("currency")


_APART = re.compile("差|落后|领先|相距|仅多|仅少|高出|低出")  # 距榜首的甲队还差6分: how far off


def _ranked_by(per: str, fact: Fact) -> bool:
    """True where the value is measured as the ranking is: 增速 by a growth, 率 by a rate, 人均 by an average."""
    if fact.claim.kind == "growth":
        return speeds().moving.fullmatch(per) is not None
    if fact.claim.kind == "share":
        return per in ("率", "比重", "占比", "强度", "密度")
    return fact.claim.aspect == "average"


def _own_measure(fact: Fact, said: str) -> bool:
    """True where the words between a value and its place name nothing else than the value: 增速 of a growth, 产值 of 产值."""
    if not said or said in words()["size"]:
        return True
    if fact.claim.kind == "growth" and (said == "增长" or speeds().rising.fullmatch(said)):
        return True
    unit = fact.claim.quantity.unit if fact.claim.quantity is not None else ""
    if unit in _COUNTED_BY and unit in said and "均" not in said and fact.claim.kind == "level":
        return True  # 1146票，得票最高
    if said == "人数" and fact.claim.quantity is not None and fact.claim.quantity.dimension in ("person", "count:人"):
        return True
    return said in fact.claim.indicator or said in fact.claim.subject + fact.claim.indicator


_COUNTED_BY = ("票", "分", "户", "家", "场", "件", "辆", "册", "环", "球", "门")


def _called(body: Body, fact: Fact) -> str:
    """The words of its clause before a value: 甲镇产量."""
    return re.split("[，。；：、！？\n]", body.before(fact, 24))[-1]


def _ordered(body: Body, placed: Sequence[_Placed]) -> Iterator[Relation]:
    """甲8吨居首，乙7吨次之: of two that are placed, the better has no less; the most no less than the least."""
    upward = any(p.end in ("least", "slowest") for p in placed) and not any(p.place == _TOP for p in placed)
    if any(fell(p.fact) for p in placed):
        if not all(fell(p.fact) and (p.by_size or p.end.isdecimal()) for p in placed):
            return
        upward = not upward  # 甲降13%最多，其次为乙降11%
    ranked = sorted(placed, key=lambda p: p.place)
    if upward:  # 甲最低，为3吨；其次为乙4吨
        ranked = [*[p for p in ranked if p.place == _BOTTOM], *[p for p in ranked if p.place != _BOTTOM]]
    for one, two in pairwise(ranked):
        a, b = one.fact, two.fact
        if (
            not _alike(body, a, b)
            or a.key == b.key
            or ((a.claim.aspect == "average") != (b.claim.aspect == "average") and not _priced(body, a, b))
        ):
            continue  # 亩均税收最高的是甲镇，每亩38万元，入库税收2亿元，排在末位: by two measures
        if a.claim.quantity is not None and a.claim.quantity.dimension == "time" and not (one.by_size or two.by_size):
            continue  # 以2小时09分17秒夺冠，第二名2小时09分40秒: of a race the least time leads
        greater, less = (b, a) if upward else (a, b)
        yield above(body, greater, less, (b, a) if one.at < two.at else (a, b), key="unsorted")


def _priced(body: Body, a: Fact, b: Fact) -> bool:
    """均价垫底的是甲，每平方米9860元；倒数第二名乙7240元: of a list that ranks prices, with what one of them is the price of said once."""
    per, other = (a, b) if a.claim.aspect == "average" else (b, a)
    head = body.sentence(a)[: min(a.claim.at.start, b.claim.at.start) - body.bounds(a).start]
    bare = _EACH.fullmatch(body.clause(per)) is not None and body.known(other) is None
    return bare and re.search("均价|单价|[租售房地]价|价格|单产|亩产|[人户亩]均", head) is not None


_EACH = re.compile("(?:为|是|达|只有|仅)?(?:每|一)[平方米亩吨斤公斤度套间户人台件]{1,3}(?:只要|仅要|只卖|仅|只|卖到?|为|要|高达|达到?)?")
_MOVED = re.compile("增加|减少|净增|净减|新增|增长")


def _alike(body: Body, a: Fact, b: Fact) -> bool:
    """Two values of one measure as far as their kind, time and unit tell."""
    x, y = a.claim, b.claim
    one, two = body.known(a), body.known(b)
    if one is not None and two is not None and one.name != two.name and not (b.claim.group > 0 and _shared(x.indicator, y.indicator)):
        return False
    if counterparts(x.subject or _called(body, a), y.subject or _called(body, b)):
        return False  # 城镇36842元，排第4，农村22186元，排第1: each among its like
    if (
        (x.aspect == "average") != (y.aspect == "average")
        and x.indicator != y.indicator
        and (two if x.aspect == "average" else one) is not None
    ):
        return False  # 每亩38.6万元 beside 入库税收2.14亿元
    if x.kind == y.kind == "growth" and (x.frame == y.frame or x.basis != y.basis):
        return False  # 同比增长55.1%，环比增长1.5%，居各家之首: of one thing, since two times
    if (_MOVED.search(x.indicator) is None) != (_MOVED.search(y.indicator) is None):
        return False  # 最多的甲区168.73万人，最少的…；甲区增加0.92万人: how many came is another measure
    return x.kind == y.kind and x.period == y.period and same_dimension(a, b) and y.modality == "fact" and y.aspect not in _PLAIN


def _others(body: Body, placed: Sequence[_Placed], apart: set[Key], values: Sequence[Fact], text: str) -> Iterator[Relation]:
    """The items listed with the one that leads, each a bare name and a number: none of them has more.

    ``apart`` are placed in another list. ``values`` are those of the sentence and of the next one.
    """
    taken = {p.fact.key for p in placed}
    for lead in placed:
        if lead.end in ("2", "3", "4", "5", "second_last"):
            continue
        stop = min((p.at for p in placed if p.at > lead.at and p.place == lead.place), default=len(text))
        after = [f for f in values if f.claim.at.start > max(lead.fact.claim.at.start, lead.at)]
        before = [f for f in values if f.claim.at.end <= min(lead.fact.claim.at.start, lead.at)]
        for fact in (*_listed(body, lead, after, taken, apart, stop, text), *_listed_before(body, lead, before, taken, apart, text)):
            falling = lead.place == _TOP
            if fell(lead.fact) or fell(fact):
                if not (lead.by_size and fell(lead.fact) and fell(fact)):
                    continue
                falling = not falling
            greater, less = (lead.fact, fact) if falling else (fact, lead.fact)
            shown = (lead.fact, fact) if lead.place == _TOP else (fact, lead.fact)
            yield above(body, greater, less, shown, choice=("lead", lead.fact.key, fact.key))


def _listed(body: Body, lead: _Placed, values: Sequence[Fact], taken: set[Key], apart: set[Key], stop: int, text: str) -> Iterator[Fact]:
    """The items behind the one that leads, up to the first that may be of something else."""
    last, told = lead.fact, [lead.name]
    for fact in values:
        gap = text[last.claim.at.end : fact.claim.at.start]
        if _ANEW.search(gap):
            return
        if fact.claim.at.start > stop or fact.key in apart or re.search("其中|另外|此外|[！？\n]", gap):
            return
        if fact.key not in taken and fact.claim.kind == lead.fact.claim.kind:
            name = _item(body, fact, lead, gap)
            if name is None or not _alike(body, lead.fact, fact):
                return
            if fact.claim.sentence != lead.fact.claim.sentence and not (lead.field or PLACE.match(name)):
                return
            if any(len(each) >= 2 and name.startswith(each) for each in told):
                return  # 甲以29%领先，乙21%；在老年人中，乙50%: the list begins anew
            told.append(name)
            yield fact
        last = fact


# 甲以29%领先，乙21%；60岁以上，乙50%，甲30%: of others that are asked
_ANEW = re.compile(
    "[；。](?:\\d{1,2}|[^，。；\\d]{0,10})(?:至\\d{1,2})?[岁歲组群层段代](?:以上|以下|及以上|的[^，；。]{1,4}|人群|群体|当中|之中|中|里)?[，：]"
)


def _listed_before(body: Body, lead: _Placed, values: Sequence[Fact], taken: set[Key], apart: set[Key], text: str) -> Iterator[Fact]:
    """乙7吨、丙9吨，甲最高，为8吨: the items before the one that leads."""
    for fact in reversed(values):
        start = max(text.rfind(mark, 0, fact.claim.at.start) for mark in "，。；：、！？\n") + 1
        gap = text[start : fact.claim.at.start]
        following = re.split("[。！？\n]", text[fact.claim.at.end : lead.fact.claim.at.start])
        if len(following) > 1 or fact.key in apart or "；" in following[0] or re.search("其中|另外|此外", gap + following[0]):
            return
        if fact.key in taken or fact.claim.kind != lead.fact.claim.kind:
            continue
        if _item(body, fact, lead, gap, kin_only=True) is None or not _alike(body, lead.fact, fact):
            return
        yield fact


def _item(body: Body, fact: Fact, lead: _Placed, gap: str, *, kin_only: bool = False) -> str | None:
    """The bare name of a listed item, where it is of the leading one's kind; None for anything that may be of something else."""
    p = _patterns()
    known = body.namers[fact.key[0]].indicators
    mine = [lead.name, lead.fact.claim.subject.rpartition("|")[2], lead.fact.claim.indicator]
    if fact.claim.group > 0:  # 乙、丙分别为7吨和9吨
        name = fact.claim.subject.rpartition("|")[2] or fact.claim.indicator
        if fact.claim.bound == "unclear" or re.search("第\\d+项", name):
            return None
    else:
        said = re.split("[，。；：、！？）]|和|及|与|以及", gap)[-1].strip()
        if _SO_MANY.match(said) or sum_words().in_all.search(said):
            return None
        name = p.copula.sub("", said).strip()
    stem = p.copula.sub("", _called(body, lead.fact))
    if fact.claim.group <= 0:  # 西翼的丙县: where it lies is no part of its name
        name, stem = LYING.sub("", name), LYING.sub("", stem)
    bare = [each[: found[0]] if (found := known.suffix(each)) else each for each in (stem, *mine)]
    shared = max(_shared(each, name) for each in (stem, *mine))  # 苹果产量 beside 柑橘产量
    kin = any(_shared(each, name) and each != name for each in bare)  # 乙航空 beside 甲航空
    name = name[: len(name) - shared] if not re.fullmatch("\\d+号?", name[: len(name) - shared]) else name
    if not 1 <= len(name) <= 12 or not re.fullmatch(f"{_NAME}+", name) or p.stranger.search(name):
        return None
    if re.search("[额量值率积价数]|人口|投资", name):
        return None
    if kin or any(len(name) >= 2 and name[-2:] in each and not each.startswith(name) for each in mine):
        return name  # 一分厂 beside 二分厂能耗
    if (number := _NUMBER_OF.match(name)) and any(
        (m := _NUMBER_OF.match(each)) and m[1] == number[1] and m[0] != number[0] for each in bare
    ):
        return name  # 一号 beside 三号王秀琴
    if PLACE.match(name) and any(PLACE.match(each) for each in bare if each):
        return name
    if (found := known.suffix(name)) and found[0] == 0 and found[1].name != lead.fact.claim.indicator:
        return None
    if any(each and name[-1] == each[-1] and name != each and len(each) <= 8 for each in bare):
        return name
    if name.startswith("《") and any("《" in each for each in mine):
        return name
    return name if lead.field and not kin_only and len(name) <= 8 and name[-1] not in "入产费税款" else None


_NUMBER_OF = re.compile("[一二三四五六七八九十\\d]{1,3}([号组队班店厂线期区站院校馆中小])")


def _shared(one: str, two: str) -> int:
    """How many characters at their ends two phrases share."""
    n = 0
    while n < min(len(one), len(two)) and one[-1 - n] == two[-1 - n]:
        n += 1
    return n if n >= 2 else 0
