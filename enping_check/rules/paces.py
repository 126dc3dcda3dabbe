"""A pace, the time that it was kept and what was done in that time: 每小时18公里、未来14小时将挪动252公里 (EP401).

时速40公里, 每小时抽排2400立方米, 一天吃进12.5米: so much in an hour or a day. Where a sentence tells one pace, one time and one
amount of the kind, the third is what the other two make. What does not come out is told only where one ordinary slip explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from enping_check.engine import Const, Constraint, Expression, Var
from enping_check.language.units import Unit, unit_of
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import planned, stipulated
from enping_check.rules.wholes import same_dimension, usable

_SPELL: Final = "个?小时|个?钟头|分钟|秒钟?|[天日周]|个?星期|个?月|年"
_EACH: Final = re.compile(
    f"(?:每|平均每|(?<![第这那同初统去今明前后本])(?:平均)?[一1]|平均到每)(?P<spell>{_SPELL})(?![^，。；]*(?:每|[人户亩地台车件单场次班店]均))[^，。；\\d]{{0,8}}$"
    "|(?P<hour>[时航]速|均速|车速)(?:为|是|约|达到?|只有|保持在?|维持在?|稳定在)*$"
    "|(?P<short>[日月时])均[^，。；\\d]{0,8}$|(?<![一-鿿])日(?P<made>[产供处]理?)[^，。；\\d]{0,6}$"
)
_BEHIND: Final = re.compile(f"(?:[/／每一]|一个)(?P<spell>{_SPELL})")
_NAMED: Final = {"时": "小时", "日": "天", "月": "月"}
# 设计时速350公里: nobody goes so fast all the way; 每天最多300份: not so many each day
_BOUND: Final = re.compile(
    "设计|最[高大快多低少慢]|限速|峰值|极限|可达|上限|至少|以上|不[超低高少]|超过|近|约|左右|多|余|比|较|快于|慢于|原来|此前|以前|目标"
    "|[去今上前明本当]年|旺季|淡季|高峰|周末|节假日|平日|工作日|[前后初]期|首[日月周天]"
)
# times that are no time of work, amounts that are not what was done in it
_OTHER_TIME: Final = re.compile(
    "最|(?<!连)休(?!假)|[停歇等堵睡]|充电|检修|维护|准备|提前|推迟|延迟|缩短|压缩|节省|省下?|[早晚快慢]了?|增加|减少|间隔|每|工期|前|之?后$|第|满|龄|未来第|还[有剩需要]|另|又|再|免费|有效期|保修|质保"
)
_OTHER_END: Final = re.compile("^(?:前|后|内的?第|之前|之后|以前|以后|以上|以下|左右|多|余)")
_OTHER_WAY: Final = re.compile(
    "剩|余下?|距|还[有差剩]|比|较|提高|增加|减少|提前|其中|另|每|均|库存|产能|装机|设计|计划|目标|往返|来回|双向|单线|占|超过?|近|约"
)
_MANY: Final = re.compile(
    "每[台辆条班组人架艘列支套线队座][^，。；]{0,4}每|[两二三四五六七八九十几\\d]+(?:台|辆|条线|班组|人|架|艘|列|支队|套|条生产线|座)|往返|来回|双班|轮流|同时"
)
_HOUR: Final = "小时"
_FARTHEST: Final = 3  # clauses
_LEFT_OUT: Final = ("average", "base", "comparison", "threshold", "converted", "increment", "whole", "incidental")
_BY_CHANCE: Final = Fraction(1, 8)


def relations(body: Body) -> Iterator[Relation]:
    """The one pace of each sentence, with the one time and the one amount beside it."""
    for facts in body.sentences.values():
        levels = sorted((f for f in facts if f.claim.kind == "level" and usable(f)), key=lambda f: f.order)
        paces = [(f, per) for f in levels if (per := _per(body, f)) is not None]
        if len(paces) == 2 and (shorter := min(paces, key=lambda p: p[1].factor)) and paces[0][1].factor != paces[1][1].factor:
            paces = [shorter]  # 一个月供餐31.2万份，按26天算，一天1.2万份: of the month that is divided
        if len(paces) == 1:
            yield from _kept(body, *paces[0], levels)


def _per(body: Body, fact: Fact) -> Unit | None:
    """The unit of time for which the amount is told: an hour for 每小时18公里."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.hedge or quantity.ranged or quantity.dimension in ("time", "percent", "permille", "point", "none"):
        return None
    if quantity.dimension.startswith("rate:"):
        above, _, below = quantity.dimension.removeprefix("rate:").partition("/")
        over, under = unit_of(above), unit_of(below)
        return under if over is not None and under is not None and under.dimension == "time" else None
    found = _EACH.search(body.clause(fact).replace(" ", "")) or _BEHIND.match(body.after(fact, 5).strip())
    if found is None or _BOUND.search(body.clause(fact) + body.after(fact, 4)):
        return None
    groups = found.groupdict()
    word = groups["spell"] or ("小时" if groups.get("hour") else _NAMED.get(groups.get("short") or "日", "天"))
    named = unit_of(word) or unit_of(word.removeprefix("个")) or unit_of(f"个{word}")
    return named if named is not None and named.dimension == "time" else None


def _kept(body: Body, pace: Fact, spell: Unit, levels: list[Fact]) -> Iterator[Relation]:
    """The pace with the one time and the one amount of its stretch, all three near each other."""
    own = [f for f in levels if f.key != pace.key and body.one_stretch(f, pace)]
    per = spell.factor
    start, end = body.bounds(pace)
    durations = [f for f in body.all("duration") if f.key[0] == pace.key[0] and start <= f.claim.at.start < end]
    times = {f.claim.at: f for f in (*durations, *own) if _timed(f, pace, spell) and body.one_stretch(f, pace)}
    ways = [f for f in own if _measured_as(pace, f) and f.claim.at not in times]
    if len(ways) != 1 or len(times) > 1:
        return
    way = planned(ways[0])
    time = planned(next(iter(times.values()))) if times else None
    hours = _by_the_clock(body, pace) if time is None and spell.base == _HOUR else None
    told = sorted((f for f in (pace, way, time) if f is not None), key=lambda f: f.order)
    if not _an_amount(body, way) or not (hours if time is None else _a_time(body, time)):
        return
    if told[-1].claim.clause - told[0].claim.clause > _FARTHEST or len({f.claim.period for f in told if f.claim.period}) > 1:
        return
    if any(_MANY.search(text) for text in (_own_words(body, told[0]), *(body.between(a, b) for a, b in pairwise(told)))):
        return
    if told[0].key != pace.key and not _SUPPOSED.search(_own_words(body, pace)) and _of_another(body, pace):
        return
    if time is not None and spell.base == _HOUR and _not_round_the_clock(body, time, per):
        return
    supposed = _SUPPOSED.search(body.clause(pace)) is not None
    pace = stipulated(pace) if supposed and told[-1].key != pace.key else planned(pace)
    spells: Expression = Var(time.key) / per if time is not None else Const((hours or Fraction(0)) / per)
    long = printed(body, time) if time is not None else f"{hours}小时"
    if told[-1].key == way.key:
        result, made, shown, word = way, Var(pace.key) * spells, f"{printed(body, pace)} × {long}", _SUMMED
    elif told[-1].key == pace.key or time is None:
        result, made, shown, word = pace, Var(way.key) / spells, f"{printed(body, way)} ÷ {long}", _RECKONED
    else:
        result, made, shown, word = time, Var(way.key) * per / Var(pace.key), f"{printed(body, way)} ÷ {printed(body, pace)}", _NEEDED
    operands = tuple(f for f in (pace, way, time) if f is not None and f.key != result.key)
    said = word.search(_own_words(body, result)) is not None and (result.key == pace.key or supposed)
    exactly = tuple(stipulated(f) for f in operands)  # 2.5米, 14小时: 35米 to the digit
    slipped = (
        said
        and not _others_between(told, levels)
        and one_slip(body, result, made, (result, *operands), _USUAL, lambda fact, _: sum(c.isdigit() for c in body.folded(fact)) > 1)
    )
    yield Relation(
        "EP401",
        Constraint(Var(result.key), "=", made),
        (result, *operands),
        f"{shown} = {{x}}",
        sure=slipped
        or any(
            explained(body, result, made, each, _BY_CHANCE, firm, added=False)
            for each in (operands, exactly)
            for firm in ((), [f.key for f in operands])  # any of the three, or the one that the others make
        ),
        choice=("average", pace.key),
        key="product" if result.key == way.key else "mismatch",
    )


_SUPPOSED: Final = re.compile("[按以若如]|维持|保持|匀速|照")
# what says that a number was reckoned of the others: 合时速78公里, 算下来一天4.5万人次; 全程需2.5小时; 将挪动252公里
_RECKONED: Final = re.compile("均|合|算下来|算来|算起来|折|摊|相当于|等于|换算")
_NEEDED: Final = re.compile("需|要|用时|耗时|历时|只用|可到|跑完|走完")
_SUMMED: Final = re.compile("将|可|能|共|总|合计|累计")
_USUAL: Final = ("digit", "transposition", "point")
_CLOCK: Final = re.compile("(?P<from>\\d{1,2})[时点]?(?:整)?[至到—–~～-](?P<to>\\d{1,2})[时点](?!\\d|半)")


def _by_the_clock(body: Body, pace: Fact) -> Fraction | None:
    """0时至24时: the hours between, where the sentence tells no other time of the day."""
    found = list(_CLOCK.finditer(body.sentence(pace)))
    if len(found) != 1 or len(re.findall("\\d[时点]", body.sentence(pace))) > len(re.findall("\\d[时点]", found[0][0])):
        return None
    hours = int(found[0]["to"]) - int(found[0]["from"])
    return Fraction(hours) if 1 < hours <= _DAY else None


_DAY: Final = 24


_REST: Final = re.compile("[算摊折合计按平均到每大约也就是即等于相当得出下来起一了的其]|(?:[时航车均]速|小时|分钟|[天日周月年个])")


def _of_another(body: Body, pace: Fact) -> bool:
    """（全年开庭1464次，）民事庭平均一个月开庭112次: of what the words before it have not spoken of."""
    own = _own_words(body, pace)
    each = _EACH.search(own)
    own = _REST.sub("", own[: each.start()] if each is not None else own)
    if len(own) < _NOUN:
        return False
    before = body.sentence(pace)[: pace.claim.at.start - body.bounds(pace).start]
    before = re.sub("[，。；：][^，。；：]*$", "", before)
    return own[:_NOUN] not in before and own[-_NOUN:] not in before


_NOUN: Final = 2


def _not_round_the_clock(body: Body, time: Fact, per: Fraction) -> bool:
    """每小时2400立方米, 5天: of a day nobody says how many hours were worked."""
    quantity = time.claim.quantity
    days = quantity is not None and quantity.unit.lstrip("个") in ("天", "日", "周", "星期", "礼拜", "昼夜")
    if days != (per >= _DAY):
        return not days or re.search("昼夜|日夜|24小时|不停|不间断|全天候|连轴", body.sentence(time)) is None
    return False


def _others_between(told: list[Fact], levels: list[Fact]) -> bool:
    keys = {f.claim.at for f in told}
    return any(told[0].order < f.order < told[-1].order and f.claim.at not in keys for f in levels)


def _measured_as(pace: Fact, way: Fact) -> bool:
    """18公里 an hour and 252公里, 40公里/小时 and 26公里."""
    quantity = pace.claim.quantity
    if quantity is None or way.claim.quantity is None or way.claim.aspect in _LEFT_OUT:
        return False
    if not quantity.dimension.startswith("rate:"):
        return same_dimension(pace, way)
    over = unit_of(quantity.dimension.removeprefix("rate:").partition("/")[0])
    return over is not None and over.base == way.claim.quantity.base_unit


def _timed(fact: Fact, pace: Fact, spell: Unit) -> bool:
    quantity = fact.claim.quantity
    if quantity is None or quantity.dimension != "time" or quantity.number in (None, 1) or quantity.hedge or quantity.ranged:
        return False
    return fact.key != pace.key and quantity.base_unit == spell.base


def _own_words(body: Body, fact: Fact) -> str:
    return re.split("[，。；：]", body.before(fact, 14))[-1].replace(" ", "")


def _a_time(body: Body, fact: Fact) -> bool:
    """未来14小时, 只飞了15分钟; never 提前3天, 3天后."""
    return not _OTHER_TIME.search(_own_words(body, fact)) and not _OTHER_END.match(body.after(fact, 3).strip())


def _an_amount(body: Body, fact: Fact) -> bool:
    quantity = fact.claim.quantity
    if quantity is None or quantity.hedge or quantity.ranged or not quantity.interval.bounded:
        return False
    return not _OTHER_WAY.search(_own_words(body, fact)) and not _OTHER_END.match(body.after(fact, 3).strip())
