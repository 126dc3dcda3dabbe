"""What an average is for one of, how often it comes again, and which counts are of that."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from fractions import Fraction

from enping_check.claims.lexicon import load as load_words
from enping_check.engine import Constraint, Var
from enping_check.language.units import unit_of
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed

_SCALE = {"百": 100, "千": 1000, "万": 10000}
OF_ANYTHING = ("平均", "均价", "单价", "客单价", "单票")
_PEOPLE = re.compile("[年末底中总均常住户籍服务]{0,6}人口")
_EACH = re.compile("每([千万百]?[^，均\\d]{1,4})$")
_EACH_OF = re.compile("每个[一-鿿]{0,5}?([户庭村镇乡县市区校店站厂])(?=的|平均|人口|$)")
_PRICED_BY = re.compile("(平方呎|平方米|立方米|公斤|千克|[呎尺方吨斤桶担克])[均单]?价$")  # 呎价, 吨价: what it is the price of
_WEIGHED = re.compile("(吨|公斤|斤|度|升|桶|克)(?=[^，\\d]{1,4}(?:平均|均|综合))")  # 吨煤平均售价


def divisor(fact: Fact) -> tuple[str, Fraction]:
    """The word of the divisor without its scale: 每千人口 → 人口, 1000."""
    word = fact.claim.whole or ""
    if word in OF_ANYTHING and (priced := _PRICED_BY.search(fact.claim.subject + fact.claim.indicator)) is not None:
        return {"呎": "平方呎", "尺": "平方尺", "方": "平方米"}.get(priced[1], priced[1]), Fraction(1)
    if word in OF_ANYTHING and (weighed := _WEIGHED.match(fact.claim.subject + fact.claim.indicator)) is not None:
        return weighed[1], Fraction(1)
    if word in OF_ANYTHING and (each := _EACH.search(fact.claim.why)) is not None:
        word = each[1]  # 均价每吨
    if word == "个" and (each := _EACH_OF.search(fact.claim.why)) is not None:
        word = "户" if each[1] == "庭" else each[1]  # 平均每个家庭户的人口
    scale = Fraction(1)
    while word[:1] in _SCALE and len(word) > 1:
        scale *= _SCALE[word[0]]
        word = word[1:]
    return word, scale


Bottom = tuple[Fact, Fraction]


def mean_of(
    body: Body, fact: Fact, top: Fact, bottom: Bottom, *, sure: bool, severity: Severity = Severity.ERROR, row: Hashable = None
) -> Relation:
    """The average ``fact`` is the total ``top`` over the count ``bottom``; ``row``: what tells others in the same way."""
    count, factor = bottom
    return Relation(
        "EP401",
        Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(count.key)),
        (fact, top, count),
        f"{printed(body, top)} ÷ {printed(body, count)} = {{x}}",
        severity=severity,
        sure=sure,
        choice=("average", fact.key),
        collection=row,
    )


_AGAIN = re.compile(
    "(?:[每各]个?|[人户]均|(?=[月日年][人户]均))(?P<spell>月|季度|季|周|星期|日|天|学期|学年|年)(?!龄|轻|级|份)|(?P<wage>月(?:薪|工资|收入|租金|租))"
)
_EACH_SHIFT = re.compile("每[^，每\\d]{1,3}每(?P<spell>[班趟次茬批场])")


def again(body: Body, fact: Fact) -> str:
    """月 for 每人每月, 人均月工资: how often the amount comes again; empty where it is for one of something alone, or for a time alone."""
    if fact.claim.aspect != "average" or (fact.claim.whole or "")[:1] in tuple("月日天季周年"):
        return ""
    if (shift := _EACH_SHIFT.search(body.clause(fact))) is not None:
        return shift["spell"]  # 每台每班产布86米
    found = _AGAIN.search(body.clause(fact)) or _AGAIN.search(fact.claim.why)
    return (found["spell"] or "月") if found is not None else ""


# 按去年面积计算，平均亩产…: of the acres that there were
_AS_IT_WAS = re.compile("[按以依][^，。；]{0,2}(?:[去上]年|上月|上季|同期)[^，。；]{0,6}(?:计算|折算|计|算)，[^，。；]{0,6}$")


def counts(body: Body, fact: Fact, pool: Sequence[Fact]) -> list[Bottom]:
    """The claims of ``pool`` that count what the average is for one of, each with what brings it to the divisor's own unit."""
    word, scale = divisor(fact)
    per = load_words().per
    wanted: tuple[str, ...] = next((units for name, units in per.items() if word == name or word.startswith(name)), ())
    if not wanted and len(word) == 1:
        wanted = per.get(f"{word}均", ())  # 每校: of schools, however they are counted
    found: list[Bottom] = []
    then = _AS_IT_WAS.search(body.before(fact, 20)) is not None
    for f in pool:
        q = f.claim.quantity
        if q is None or f.claim.aspect == "whole" or (f.claim.aspect == "base") != then:
            continue
        if q.hedge.endswith(("以下", "以内")):
            continue  # 30人以下的课堂: a size, and no count of those who share
        people = q.dimension == "none" and _PEOPLE.match(body.after(f, 6)) is not None  # 以368.2万常住人口计
        if wanted:
            if any(_counted(q.dimension, each) for each in wanted) and (q.dimension != "count:个" or _of_kind(body, f, word[0])):
                found.append((f, _factor(wanted, q.dimension) * scale))
            elif ("人" in wanted and people) or (word[:1] == "户" and body.after(f, 2) == "家庭"):
                found.append((f, scale))
        elif word in OF_ANYTHING:
            if fact.claim.quantity is not None and q.dimension != fact.claim.quantity.dimension:
                found.append((f, Fraction(1)))
        else:
            named = unit_of(word)
            if named is not None and q.dimension == named.dimension:
                found.append((f, named.factor * scale))
            elif (word == "人" and people) or (word and q.dimension.startswith("count") and _named_beside(body, f, word)):
                found.append((f, scale))
    found = [(f, factor) for f, factor in found if not _short(f, factor)]
    if word in _OF_A_CLOCK and _ROUND_THE_CLOCK.search(body.sentence(fact)) is None:
        # 每小时2400立方米，5天: nobody says how many hours of a day
        found = [b for b in found if b[0].claim.quantity is None or b[0].claim.quantity.unit not in _OF_DAYS]
    if word == "生均":
        found = [b for b in found if re.search("生|学|童|孩", b[0].claim.subject + b[0].claim.indicator)]  # never of the teachers
    residents = word == "人" and scale >= 1000  # 每千人床位: of those who live there, never of teachers
    if residents or word.startswith("人口") or re.search("每[千万百]?人口", body.before(fact, 24)):
        found = [b for b in found if "人口" in b[0].claim.indicator or "居民" in b[0].claim.indicator]
    return _by_its_word(body, fact, found)


# 按参赛人数计算，人均…: the text says what it is divided by
_BY = re.compile("[按以依](?P<by>[^，。；\\d]{2,10}?)(?:总?人数|总数|数量|数)?(?:来|进行)?(?:计算|折算|测算|计|算)，?[^，。；\\d]{0,14}$")


def _by_its_word(body: Body, fact: Fact, found: list[Bottom]) -> list[Bottom]:
    """Those that are called as the words before the average call its divisor, all of it; the others where none is."""
    said = _BY.search(body.before(fact, 32))
    if said is None:
        return found
    called = [b for b in found if said["by"] in b[0].claim.indicator + body.clause(b[0]) and not b[0].claim.links.get("total")]
    plain = [b for b in called if divided_by(body, fact, b[0])]
    if called:
        return plain if len(plain) == 1 else called  # 按选手人数: of all the 选手, not of 外地选手
    return found if len(said["by"]) < _NARROW else []  # 按参赛人数 may be of 选手; 按外地观众人数 is of no 观众 that it does not name


_NARROW = 4  # characters of a name that says whose


def divided_by(body: Body, fact: Fact, count: Fact) -> bool:
    """True for the count that the words before the average name as what it is divided by: 选手30000名…按选手人数计算，平均每名选手."""
    said = _BY.search(body.before(fact, 32))
    return said is not None and said["by"] == count.claim.subject + count.claim.indicator


_OF_A_CLOCK = ("小时", "个小时", "分钟", "钟头", "个钟头", "秒")
_OF_DAYS = ("天", "日", "周", "星期", "昼夜")
_ROUND_THE_CLOCK = re.compile("昼夜|日夜|24小时|不停|不间断|全天候|连轴")


def _short(fact: Fact, factor: Fraction) -> bool:
    """轮候142分钟…，平均每日: a time that is not one of them."""
    quantity = fact.claim.quantity
    return quantity is not None and quantity.dimension == "time" and (quantity.interval.high or factor) < factor


def _named_beside(body: Body, fact: Fact, noun: str) -> bool:
    """8个村…，平均每村; 206个社区…，平均每个社区; 改造小区125个，平均每个小区."""
    quantity = fact.claim.quantity
    if body.after(fact, len(noun)) == noun:
        return True
    if quantity is None or quantity.dimension != "count:个":
        return False
    before = _DONE_TO.sub("", body.clause(fact))
    return before.endswith(noun) or re.match(f"(?:[社小校院园片街矿厂]|集装){noun}", body.after(fact, 2 + len(noun))) is not None


_DONE_TO = re.compile("(?:改造|建设|整治|提升|创建)$")


def _of_kind(body: Body, fact: Fact, noun: str) -> bool:
    """True when what a bare 个 counts is named with the noun: 42个村 for 村均."""
    return noun in fact.claim.subject + fact.claim.indicator + body.clause(fact) + re.split("[，；。：、]", body.after(fact, 6))[0]


def _counted(dimension: str, unit: str) -> bool:
    found = unit_of(unit)
    return found is not None and found.dimension == dimension


def _factor(units: tuple[str, ...], dimension: str) -> Fraction:
    """Base units in one of the divisor's own: 亩产 over 平方米."""
    for each in units:
        found = unit_of(each)
        if found is not None and found.dimension == dimension:
            return found.factor
    return Fraction(1)
