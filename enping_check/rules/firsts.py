"""First times and records against the earlier values the text gives: EP502."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from enping_check.claims.dateline import either
from enping_check.claims.indicators import Indicator
from enping_check.claims.landmarks import first_words
from enping_check.claims.timeline import LABEL
from enping_check.engine import Constraint, Var, total
from enping_check.language.numerals import whole
from enping_check.rules import former
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.editions import of_all_editions, one_size
from enping_check.rules.relation import Relation, printed
from enping_check.rules.sum_words import sum_words
from enping_check.rules.wholes import same_dimension, usable
from enping_check.rules.zeros import zeros


def relations(body: Body) -> Iterator[Relation]:
    """首次突破x: no earlier value of that indicator above x; 零的突破: none before; 历史新高: none above it."""
    for first in body.all("first"):
        level = body.first(first, "of")
        if first.claim.aspect in ("high", "low"):
            reached = level or _told_before(body, first)
            yield from _record(body, first, reached)
            told = reached or (_rate_before(body, first) if _window(body, first) == _ALL else None)
            yield from former.relations(body, first, told) if told is not None and told.claim.kind in ("level", "share") else ()
            yield from _short_of(body, first) if first.claim.aspect == "high" else ()
            yield from of_all_editions(body, first)
        elif first.claim.aspect == "zero":
            yield from zeros(body, first)
        elif level is not None and first.claim.aspect == "cross" and level.claim.quantity is not None:
            yield from _crossed(body, first, level)
            yield from former.passed(body, first, level) if level.claim.kind == "level" else ()


@functools.cache
def _below() -> re.Pattern[str]:
    return re.compile(either(first_words()["under"]))


_ANOTHERS = re.compile("了?(?!历史|此前|往年|去年|上年|以往|同期|前|原)[一-鿿]{2,10}的")


def _crossed(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """首次突破x: every earlier value of the same name is at most x; 首次降至x以下: at least x."""
    quantity = level.claim.quantity
    window = _window(body, first)
    owner = _as_told_before(body, _measured(body, level))
    if quantity is None or quantity.number is None or window is None or not _names_something(body, owner):
        return
    if _ANOTHERS.fullmatch(body.between(first, level)):
        return  # 首次超过鼓楼的94.2亿元: no mark, but what another has
    reached = body.first(level, "of") or owner
    threshold = quantity.number * quantity.factor
    if not quantity.base_unit and level.claim.kind == "level" and owner == level:
        owner = reached = _reached_behind(body, level, threshold) or reached
    below = _below().search(body.folded(first)) is not None
    if below and not body.after(level, 2).startswith(first_words()["below"]) and not re.search("[破穿守]|低于", body.folded(first)):
        return
    period = level.claim.period or reached.claim.period
    if _YEARLY.search(body.clause(level)) and (year := LABEL.fullmatch(period)) is not None and year["part"].startswith(("D", "-")):
        period = year["year"]  # 12月4日，年吞吐量首次突破…: on that day, but of the year
    measured = quantity if quantity.base_unit else owner.claim.quantity
    told = owner.claim._replace(period=period, quantity=measured, aspect=level.claim.aspect)
    namesakes = {f.key: f for f in (_namesakes(body, owner, reached) if level.claim.kind == "level" else _rates_of(body, level))}
    namesakes.update((f.key, f) for f in _before_what_passed(body, level, threshold))
    for earlier in namesakes.values():
        here = earlier.key[0] == level.key[0]
        if not here and not body.comparable(earlier, level):
            continue
        size = earlier.claim.interval.middle
        if size is None or ((size > 3 * threshold or 3 * size < threshold) and not (here and _misprinted(reached, earlier, threshold))):
            continue  # of something wider or narrower
        of_then = told._replace(period=_of_the_year(body, level, earlier) or told.period)
        if earlier.key == owner.key or not _precedes(body, earlier, Fact(level.key, of_then), window if here else _ALL):
            continue
        yield Relation(
            "EP502",
            Constraint(Var(earlier.key), ">=" if below else "<=", total([threshold])),
            (first, earlier, level),
            f"{printed(body, earlier)}（{earlier.claim.period}）{'<' if below else '>'} {printed(body, level)}",
            free=True,
            choice=("first", first.key, earlier.key),
            sure=here,
        )


_OF_A_DAY = re.compile("[日天](?!期)|负荷|单[月季周]|当[月季周]|[上下]半年|季度?|提前|用时|仅用|最[早快]|[温水]度|水位|指数")


def _of_the_year(body: Body, level: Fact, earlier: Fact) -> str:
    """12月19日，吞吐量首次突破500万标箱。2019年曾达517.3万标箱: a mark of the size of a whole year's value is no single day's."""
    period = LABEL.fullmatch(level.claim.period)
    if period is None or not period["part"].startswith(("D", "-")) or _YEAR_ALONE.fullmatch(earlier.claim.period) is None:
        return ""
    return period["year"] if _OF_A_DAY.search(_DATE_SAID.sub("", body.sentence(level))) is None else ""


_YEAR_ALONE, _DATE_SAID = re.compile("\\d{4}"), re.compile("\\d{1,2}月\\d{1,2}日")


def _misprinted(reached: Fact, earlier: Fact, threshold: Fraction) -> bool:
    """余额达103.2亿元，首次突破100万元，上年为92.8亿元: a mark just under what reached it, were it not for a point or a unit."""
    size = reached.claim.interval.middle
    if size is None or threshold <= 0 or size <= 3 * threshold or not one_size(earlier, reached):
        return False
    while threshold * 10 <= size:
        threshold *= 10
    return size <= threshold * _ABOVE_A_MARK


def _reached_behind(body: Body, mark: Fact, threshold: Fraction) -> Fact | None:
    """营收首破百亿，达102.6亿元: the value in the next words of what passed the mark, which is told without its unit."""
    said = [f for f in body.beside(mark, "level") if f.order > mark.order]
    if not said or not usable(said[0]) or said[0].claim.quantity is None or name_key(said[0].claim) != name_key(mark.claim):
        return None
    plain = said[0].claim.quantity.dimension.startswith(("currency", "count", "person"))
    over = 0 < threshold <= said[0].middle < threshold * 2
    return said[0] if plain and over and said[0].claim.clause - mark.claim.clause <= 1 else None


def _before_what_passed(body: Body, mark: Fact, threshold: Fraction) -> list[Fact]:
    """班列首次突破1000列，全年开行1126列。…2024年开行1038列: earlier values of what right behind the mark has just passed it."""
    said = [f for f in body.beside(mark, "level") if f.order > mark.order and f.claim.clause - mark.claim.clause <= 1]
    passed = next((f for f in said if usable(f) and same_dimension(f, mark)), None)
    if passed is None or passed.claim.aspect not in ("", "stock", "up") or not threshold <= passed.middle < threshold * 2:
        return []
    frame = [f for f in body.frames[mark.key[0], passed.claim.frame] if f.claim.kind == "level" and f.claim.aspect == "base"]
    # 资料显示，2021年至2023年依次为a、b和c
    behind = body.sentences.get((mark.key[0], mark.claim.sentence + 1), ())
    row = [f for f in behind if f.claim.kind == "level" and f.claim.group > 0 and not name_key(f.claim)]
    return [f for f in (*frame, *row) if usable(f) and same_dimension(f, mark) and one_size(f, passed)]


_ABOVE_A_MARK = Fraction(5, 4)  # a mark is told of when it has just been passed


def _as_told_before(body: Body, owner: Fact) -> Fact:
    """（2021年快递业务量冲到5.08亿件，次年…。）2024年回升至5.24亿件，首次跨过5亿件: by the name of what the sentence before told."""
    if name_key(owner.claim) or _MOVED_TO.search(body.lead(owner)) is None:
        return owner
    told = body.sentences.get((owner.key[0], owner.claim.sentence - 1), ())
    levels = sorted((f for f in told if f.claim.kind == "level" and usable(f)), key=lambda f: f.order)
    if not levels or levels[-1].claim.paragraph != owner.claim.paragraph:
        return owner
    last = levels[-1].claim
    if not all(same_dimension(f, owner) and name_key(f.claim) == name_key(last) for f in levels):
        return owner
    return Fact(owner.key, owner.claim._replace(subject=last.subject, indicator=last.indicator, scope=last.scope))


_MOVED_TO = re.compile("(?:回升|升|增|上升|增加|增长|提高|反弹|攀升|恢复|跃升|涨|回|重返)[至到回]了?")


def _rates_of(body: Body, level: Fact) -> Iterator[Fact]:
    """The rates of the same article by the same name: 首次超过70%，2023年为69.5%."""
    name, index = name_key(level.claim), level.key[0]
    return (f for f in body.all("share") if f.key[0] == index and f.claim.whole is None and name_key(f.claim) == name)


def _names_something(body: Body, fact: Fact) -> bool:
    """True for 用电量 and for 总产值, which is a known measure though little is left of it for comparing."""
    return len(name_key(fact.claim)) >= 2 or (body.known(fact) is not None and len(fact.claim.indicator) >= 3)


_OF_A_YEAR = "年度?(?=旅客|货物|[客货]运|产[量值]|销[量售]|营业?收|接待|发电|处理|吞吐|进出口|出口|交易|成交)"
_YEARLY = re.compile(f"(?<![去今明前上当每多几数两\\d]){_OF_A_YEAR}")
_NOTHING_OWN = re.compile(
    "(?:这?里曾?(?:送往迎来|迎来送往|接待|迎来)|单(?:季度?|月|个?季度|个月)|当[月季年]|年度|月度|季度|全年|总量|总额|规模|体量|总规模|数值|年)*"
)
_STRETCH = re.compile(f"^(?:单(?:季度?|月)|{_OF_A_YEAR})")
_OWNER = re.compile("^.*(?:集团|公司|企业|股份|银行|机场|港口|控股)")


@functools.cache
def _mark() -> re.Pattern[str]:
    w = first_words()
    told = either(w["ever"] + w["over"] + w["under"] + w["manner"])
    return re.compile(f"(?:{told}|有?史以来|历史上?|为|是|疫后|疫情后|疫情以来|{_NOTHING_OWN.pattern[3:-2]}|了)*")


def _names_nothing(body: Body, level: Fact) -> bool:
    """True for 有史以来首次站上500亿元: the clause has nothing but the mark."""
    if _NOTHING_OWN.fullmatch(name_key(level.claim)) or _NOTHING_OWN.fullmatch(level.claim.indicator):
        return True
    return _mark().fullmatch(re.split("[，。；：！？\n]", body.before(level, 30))[-1]) is not None


def _measured(body: Body, level: Fact) -> Fact:
    """What the mark is a mark of: of 营收2.1亿元，单季首次突破2亿元 the level that stands before it."""
    if not _names_nothing(body, level):
        return level
    near = body.inside(level.key[0], level.claim.at.start - 40, level.claim.at.start)
    near = [f for f in near if f.claim.sentence == level.claim.sentence and f.key != level.key and f.claim.aspect != "base"]
    before = [f for f in near if same_dimension(f, level) and usable(f)]
    return before[-1] if before else level


def _namesakes(body: Body, owner: Fact, reached: Fact) -> Iterator[Fact]:
    """The levels that measure the same: by the same name; in the same article by one that leaves out or repeats whose it is.

    Where it leaves out more (借阅量 of 城市书房借阅量), only near by and where the values are of one size.
    """
    name = name_key(owner.claim)
    found = {f.key: f for index in range(len(body.readings)) for f in body.by_name.get((index, name), ())}
    bare = _bare(owner)
    others = [f for f in body.levels[owner.key[0]] if f.key not in found and same_dimension(f, owner)]
    named: dict[str, list[Fact]] = defaultdict(list)
    for other in others:
        named[_bare(other)].append(other)
    owners = {_STRETCH.sub("", f.claim.subject.rpartition("|")[2]).removesuffix("年") for f in (owner, *named[bare])} - {""}
    owners = {each for each in owners if each not in bare}  # 海外 of 海外订单 stands in both names
    # 甲|机场旅客吞吐量 beside 该机场旅客吞吐量: the owner's kind may stand in what is measured
    within = len(owners) == 1 and _OWNER.match(owner.claim.subject.rpartition("|")[2] + owner.claim.indicator) is not None
    plain = all(within or _OWNER.fullmatch(each) for each in owners) and all(a in b or b in a for a, b in combinations(owners, 2))
    for told, namesakes in named.items():
        for other in namesakes:
            same = len(bare) >= 2 and ((told == bare and plain) or _akin(body, other, owner))
            same = same or (told != bare and _cut_short(body, other, owner, reached))
            same = same or (told != bare and (_by_the_verb(body, other, told, reached) or _looked_back_to(body, other, owner, reached)))
            if same or (told != bare and _shorter(told, bare) and _surely_same(body, other, owner, reached, namesakes)):
                found[other.key] = other
    yield from found.values()


def _akin(body: Body, fact: Fact, owner: Fact) -> bool:
    """净利润 where the mark is one of 归母净利润, and the article tells of one profit only."""
    one, two = body.known(fact), body.known(owner)
    if one is None or two is None or one.name == two.name or len(one.name) < 3 or not two.name.endswith(one.name):
        return False
    names = {f.claim.indicator for f in body.levels[fact.key[0]] if f.claim.indicator.endswith(one.name)}
    return names == {one.name, two.name} and not fact.claim.subject.endswith("扣非")


def _cut_short(body: Body, fact: Fact, owner: Fact, reached: Fact) -> bool:
    """规上工业总产值 where the mark, told after it, is one of 总产值, and nothing else so called is told of."""
    short, long = _bare(owner), _bare(fact)
    if (
        not short
        or _GENERAL.fullmatch(short)
        or body.known(owner) is None
        or len(long) > len(short) + 8
        or not long.endswith(short)
        or fact.order > owner.order
    ):
        return False
    if abs(fact.claim.paragraph - owner.claim.paragraph) > 2 or not one_size(fact, reached):
        return False
    if fact.claim.subject not in ("", owner.claim.subject) and (owner.claim.subject or not _WHOSE.search(fact.claim.subject)):
        return False
    if any(_PART.search(body.lead(f)) or _AMONG.search(body.lead(f)) for f in (fact, owner)):
        return False
    return {_bare(f) for f in body.levels[fact.key[0]] if short in name_key(f.claim)} == {short, long}


def _by_the_verb(body: Body, fact: Fact, told: str, reached: Fact) -> bool:
    """（接待游客1286万人次，…。）2019年接待1342万人次: nothing but the verb with which the sentence before told it."""
    return (
        2 <= len(told) <= 3
        and body.known(fact) is None
        and not fact.claim.subject
        and told in body.clause(reached)
        and 0 <= fact.claim.sentence - reached.claim.sentence <= 2
        and one_size(fact, reached)
    )


def _looked_back_to(body: Body, fact: Fact, owner: Fact, reached: Fact) -> bool:
    """（开展手术首次突破2万台。）回看前两年，2023年、2024年手术量分别是…: a row of the next sentence that shares a word with the mark."""
    near = 0 < fact.claim.sentence - owner.claim.sentence <= 1 and fact.claim.paragraph == owner.claim.paragraph
    if not near or fact.claim.group <= 0 or _LOOKING_BACK.match(body.sentence(fact)) is None or not one_size(fact, reached):
        return False
    one, two = _bare(fact), _bare(owner)
    return any(one[i : i + 2] in two for i in range(len(one) - 1))


_WHOSE = re.compile("(?:[县市区镇乡州村港]|公司|集团|股份|企业|机场|银行)$")
_AMONG = re.compile("占|全[市县区镇乡州港校院行]|第[一二三]产|[分各]产?业|板块")
_GENERAL = re.compile("(?:总量|总额|总值|规模|数量|额|量|值|数|余额|总数|水平|情况|业绩|收入)?")


def _shorter(short: str, long: str) -> bool:
    """True for 借阅量 beside 城市书房借阅量, 进出口 beside 进出口总额, and for nothing beside anything."""
    if not short:
        return True
    plain = len(short) >= 2 or short in _SQUEEZED
    return plain and (long.endswith(short) or (long.startswith(short) and _GENERAL.fullmatch(long[len(short) :]) is not None))


_SQUEEZED = ("产", "销")  # what is left of 产量 and 销量


def _surely_same(body: Body, other: Fact, owner: Fact, reached: Fact, namesakes: Sequence[Fact]) -> bool:
    """True where a shorter name can only be of the same: near by, of one size, no other known measure, no part, and none of its own now."""
    if abs(other.claim.paragraph - owner.claim.paragraph) > 2 or not one_size(other, reached):
        return False
    if _bare(other) in _SQUEEZED and _PEAK.search(body.clause(other)) is None:
        return False  # 海外销量首次突破6万辆。2022年公司销量为6.9万辆: of all it sells
    one, two = body.known(other), body.known(owner)
    if one is not None and two is not None and one.name != two.name and not _by_the_measure(body, other, one, two, reached):
        return False
    if _PART.search(body.lead(other)[-30:]):
        return False
    if (wider := _WIDER.search(body.clause(other))) and wider[0] not in body.lead(reached):
        return False
    return not any(f.claim.period == reached.claim.period for f in namesakes)


def _by_the_measure(body: Body, other: Fact, one: Indicator, two: Indicator, reached: Fact) -> bool:
    """（旅游总收入首次突破30亿元。）2023年收入曾达31.2亿元, 回看前三年，收入依次为…: the bare measure, right behind, of once."""
    near = 0 < other.claim.sentence - reached.claim.sentence <= 1 and other.claim.paragraph == reached.claim.paragraph
    if not near or one.topic != _COMMON or not two.name.endswith(one.name):
        return False
    return _PEAK.search(body.clause(other)) is not None or _LOOKING_BACK.match(body.sentence(other)) is not None


_LOOKING_BACK = re.compile(
    "(?:再|若)?(?:回看|回望|回顾|往前看|往前推|向前看|回溯|追溯|翻看|对照|纵观|此前|之前|过去|[前近][一两二三四五几]年|历年|从历史)"
)
_COMMON = "通名"  # the topic of 收入 and 产量


_WIDER = re.compile("全[市县区镇乡州港校院行]|集团|我[市县区]")


_PART = re.compile("其中|下属|旗下|子公司|分公司|同行|对手|周边|相邻|邻[县市]|另一|全省|全国")


_ITEM = re.compile("^(?:第\\d+项|[^，]{0,6}第\\d+项)")


_SIGNED = re.compile("新[签接获](?=订单|合同)")  # of a year, 海外订单 are the ones newly signed


def _bare(fact: Fact) -> str:
    """The name without its owner and without words that only say that it was told before: 企业海外订单一度 → 海外订单."""
    return _bare_name(fact.claim.indicator if fact.claim.subject == "年" else name_key(fact.claim))  # 各年善款


@functools.lru_cache(maxsize=1 << 14)
def _bare_name(name: str) -> str:
    named = _STRETCH.sub("", _OWNER.sub("", _ITEM.sub("", _SIGNED.sub("", name))))
    return "" if _NOTHING_OWN.fullmatch(named) or named in ("比", "较") else named  # 比2019年的1312万人次


def _told_before(body: Body, first: Fact) -> Fact | None:
    """The level of the clause before: 达到N万吨，创历史新高."""
    near = [
        f
        for f in body.inside(first.key[0], first.claim.at.start - 60, first.claim.at.start)
        if 0 < first.claim.at.start - f.claim.at.end <= 8 and usable(f)
    ]
    return near[-1] if near and not re.search("[。；]", body.before(first, first.claim.at.start - near[-1].claim.at.end)) else None


def _rate_before(body: Body, first: Fact) -> Fact | None:
    """不良贷款率0.87%，降到上市以来的最低点: the rate of the clause before."""
    index, at = first.key[0], first.claim.at.start
    near = [f for f in body.all("share") if f.key[0] == index and f.claim.aspect == "rate" and 0 < at - f.claim.at.end <= _NEAR]
    return near[-1] if near and usable(near[-1]) and not re.search("[。；\\d]", body.between(near[-1], first)) else None


_NEAR = 12  # characters between a rate and the words that it is a record


def _short_of(body: Body, first: Fact) -> Iterator[Relation]:
    """收在23846点，改写收盘历史新高；距7月11日收盘的24012点仅一步之遥: an earlier close above the highest there was."""
    if _window(body, first) != _ALL or not _EVER.search(body.folded(first)):
        return
    said = [f for f in body.within(first, 1, "level") if usable(f) and f.claim.modality == "fact"]
    before = [f for f in said if f.claim.sentence == first.claim.sentence and f.claim.at.end <= first.claim.at.start]
    for other in said:
        short = _CLOSE_BEFORE.search(body.lead(other))
        if other.claim.at.start < first.claim.at.end or short is None or _INSTEAD.search(body.text(first, other)):
            continue
        own = [f for f in before if same_dimension(f, other) and one_size(f, other)]
        whose = short["whose"]
        if whose and whose not in ("大盘", "股指", "股价", "其") and not (own and whose in body.lead(own[0])):
            continue  # 科技指数距…: of another
        if len(own) == 1 and _CLOSED.search(body.lead(own[0])):
            yield Relation(
                "EP502",
                Constraint(Var(own[0].key), ">=", Var(other.key)),
                (first, other, own[0]),
                f"{printed(body, own[0])} < {printed(body, other)}",
                free=True,
            )


_EVER = re.compile("历史|史上")
_CLOSED = re.compile("收[盘市在于报]|作收")
# how far it is from an earlier close; what was reached within a day need not be a close
_CLOSE_BEFORE = re.compile(
    "(?:^|[，。；：])(?:不过，|但|惟|而)?(?P<whose>[^，。；\\d]{0,6}?)(?:距离?|离|低于)[^，。；盘]{0,12}(?:收盘|收市)[^，。；\\d盘]{0,6}$"
)
_INSTEAD = re.compile("另一|其他|柜买|期货|盘中")


def _record(body: Body, first: Fact, level: Fact | None) -> Iterator[Relation]:
    """创历史新高: no earlier value of the same thing above it; 新低: none below."""
    window = _window(body, first)
    if level is None or window is None or not usable(level) or len(name_key(level.claim)) < 2:
        return
    low = first.claim.aspect == "low"
    facts = (
        [f for f in _namesakes(body, level, level) if f.key[0] == level.key[0]]
        if level.claim.kind == "level"
        else [
            f
            for f in body.all("share")
            if f.key[0] == level.key[0] and f.claim.whole is None and name_key(f.claim) == name_key(level.claim)
        ]
    )
    for earlier in facts:
        if sum_words().sure.search(body.clause(earlier)) and not sum_words().sure.search(body.clause(level)):
            continue  # 甲全年营收64379亿元，创新高。…三家合计95982亿元: of several
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
_YEARS_BACK = re.compile(
    "(?<![十\\d])(?P<n>\\d{1,2}|[两二三四五六七八九十]{1,3})年(?:以?来|内)?(?:的)?(?:同期)?(?:单[月季])?(?:首|新|最|第一)"
)
_SINCE = re.compile("(?P<year>(?:19|20)\\d\\d)年(?:\\d{1,2}月(?:\\d{1,2}日)?|底|末|初)?以来")


@functools.cache
def _since() -> re.Pattern[str]:
    """历史以来, 开办以来: as far back as there is anything to tell."""
    return re.compile(f"(?:{either(first_words()['since'])})以来")


def _window(body: Body, first: Fact) -> _Window | None:
    """What the words around a record say of its reach; None where they leave it open (近年来, 年内, 单日)."""
    said = body.sentence(first)
    said = said[: said.find(body.folded(first))] if body.folded(first) in said else ""
    words = _since().sub("", said[-40:] + body.folded(first))
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
    fresh = (earlier.claim.aspect == "increment", level.claim.aspect == "increment")
    if earlier.claim.aspect in ("average", "whole", "threshold", "target") or fresh == (True, False):
        return False
    if earlier.key[0] == level.key[0] and earlier.claim.scope_key != level.claim.scope_key:
        return False
    if fresh == (False, True) or "/" in earlier.claim.period + level.claim.period:
        return False
    if _LAST_TIME.search(body.lead(earlier)) and not _LAST_TIME.search(body.lead(level)):
        return True
    x, y = LABEL.fullmatch(earlier.claim.period), LABEL.fullmatch(level.claim.period or _undated(body, level, earlier))
    if x is None or y is None:
        return False
    same = x["part"] == y["part"]
    if not same and not x["part"] and _PEAK.search(body.clause(earlier)) and not _PERIOD_NAMED.search(body.sentence(level)):
        same = True  # 2021年一度达到3亿元: told against what is said to be passed now, whatever part of the year that is
    if not same and not (window.months and _SHORT.fullmatch(x["part"]) and _SHORT.fullmatch(y["part"]) and x["part"][0] == y["part"][0]):
        return False
    years = _years_apart(body, x["year"], y["year"], level.key[0])
    if years is None and x["year"].isdigit() and _ONCE.search(body.lead(earlier)[-24:]):
        years = -1  # 去年首次突破2000万；2019年曾达2038万: how long before is not said
    if years is None and x["year"].isdigit() and (_gone_on(body, earlier, level) or (same and y["year"] in ("Y+0", "Y-1"))):
        years = -1  # 上半年…; 2022年上半年…: what is told as done in a printed year is told from a later one
    if years == 0 and same and earlier.key[0] == level.key[0] and _this_year(body, level, earlier):
        return True
    if years is None or years > 0 or (years == 0 and (same or x["part"] > y["part"])):
        return False
    if window.years is not None and -years >= window.years:
        return False
    return window.since is None or (x["year"].isdigit() and int(x["year"]) > window.since)


def _gone_on(body: Body, earlier: Fact, level: Fact) -> bool:
    """2022年已有1.2亿元，去年进一步做到1.4亿元，首次突破…: one after the other in a sentence, how long after is not said."""
    if earlier.claim.sentence != level.claim.sentence or earlier.key[0] != level.key[0] or earlier.order > level.order:
        return False
    said = re.search("[，；](?:到)?(?:去年|今年|如今)(?:底|末)?(?:进一步|又|再|更|继续)", body.text(earlier, level))
    return said is not None and "已" in body.clause(earlier)


def _this_year(body: Body, level: Fact, earlier: Fact) -> bool:
    """今年28微克 … 2021年29微克, where no other year is printed: 今年 is read as 2021, but a year so printed is an earlier one."""
    own, other = (_YEAR_WORD.findall(body.lead(f))[-1:] for f in (level, earlier))
    if own not in (["今年"], ["本年"]) or other in ([], ["今年"], ["本年"]):
        return False
    years = set(_YEAR_WORD.findall(body.readings[level.key[0]].article.folded)) - {"今年", "本年"}
    return years == set(other)


_YEAR_WORD = re.compile("今年|本年|(?<!\\d)(?:19|20)\\d\\d年")


def _undated(body: Body, level: Fact, earlier: Fact) -> str:
    """上月, 日前 in a text with no date: after whatever is told of last year; 单月站上x may be compared with any month of it."""
    if (
        level.claim.place == "body"
        and earlier.claim.period.isdecimal()
        and not level.claim.period
        and 0 <= earlier.claim.sentence - level.claim.sentence <= 2
        and earlier.order > level.order
        and (earlier.claim.sentence > level.claim.sentence or _ONLY_WHEN.fullmatch(body.clause(earlier)))
    ):
        return "Y+0"  # 首破百万标箱，达102.4万标箱。2022年为104.1万标箱: now, when no year is told before
    if not earlier.claim.period.startswith("Y-"):
        return ""
    return f"Y+0{earlier.claim.period[3:]}" if re.search("上月|本月|当月|单月|上季|本季|当季|单季", body.sentence(level)) else ""


_ONLY_WHEN = re.compile("而?(?:19|20)\\d\\d年(?:曾经?|一度|为|是|达到?|有|最高|也|就|已)*")
_LAST_TIME = re.compile(
    "(?:上一?届|上一?次|前一次|上一?赛季|上一?季比赛|(?:此前|之前|以往|以前|过去)[^，。；\\d]{0,8}?最[高好]|历史最[高好][^，]{0,4}(?:曾|为|是))[^。；]{0,20}$"
)
_ONCE = re.compile("曾|一度|早在|早已")
_PEAK = re.compile("(?:曾|一度)[^，。；]{0,8}$")
_PERIOD_NAMED = re.compile("\\d月|季度?|半年|同期|单[月日周]")
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
