"""One quantity in two units, money at a rate that the text states: EP402."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Expression, Interval, Readings, Var
from enping_check.language.lexicon import table
from enping_check.language.units import unit_of
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for fact in body.all("level"):
        if usable(fact):
            if fact.claim.aspect == "converted":
                yield from _converted(body, fact)
    for levels in body.levels.values():
        for one, other in pairwise(levels):
            yield from _same_again(body, one, other)
            yield from _at_a_rate_told(body, one, other)
        for one, other in pairwise(levels):
            if one.claim.why == other.claim.why == "rate":
                yield from _at_the_rate(body, one, other)


_MEASURED: Final = frozenset(("mass", "area", "length", "volume", "energy", "power", "time"))
_LIKELY: Final = Fraction(1, 4)


@cache
def _between() -> re.Pattern[str]:
    words = table("words.toml")["conversion"]
    filler = f"(?:{alternation(words['filler'])}|[，、“”])*"
    same = alternation(words["same"])
    # 37里山路，折成公里是18.5公里: what it is of may stand behind it, and the unit before the number
    return re.compile(
        f"(?:(?![{words['none']}])[\u4e00-\u9fff]{{1,4}}，)?{filler}(?:[（(](?:{same})?|{same})(?:{filler}{alternation(words['units'])}(?=[是为约，]|有))?{filler}"
    )


def _same_again(body: Body, one: Fact, other: Fact) -> Iterator[Relation]:
    """386万吨，也就是77.2亿斤; 28.6公斤（57.2斤）: one quantity and, with nothing else said between them, the same in another unit."""
    a, b = one.claim.quantity, other.claim.quantity
    if a is None or b is None or a.dimension != b.dimension or a.base_unit != b.base_unit:
        return
    rescaled = a.unit.lstrip(_SCALES) == b.unit.lstrip(_SCALES)
    if (rescaled and a.factor == b.factor) or (not rescaled and a.dimension not in _MEASURED):
        return
    if one.claim.sentence != other.claim.sentence or other.claim.links.get("of") or not (usable(one) and usable(other)):
        return
    text = body.between(one, other).replace(" ", "")
    if rescaled:
        if len(text) <= _GAP and _IN_ANOTHER_SCALE.fullmatch(text):
            yield from _rescaled(body, one, other)
        return
    again = text in ("，约", "，大约")  # 480公吨，约80万台斤。
    if len(text) > _GAP or not (again or _between().fullmatch(text)) or _rate_told(body, one, other) is not None:
        return
    ends = re.match("[）)，。；、]|$", body.after(other, 1)) is not None
    one, other = _roughly(one), _roughly(other)
    yield Relation(
        "EP402",
        Constraint(Var(other.key), "=", Var(one.key)),
        (other, one),
        f"{printed(body, one)} = {{x}}",
        sure=(ends and _by_tens(one, other))
        or (not again and (_near_by(one, other) or explained(body, other, Var(one.key) * 1, (one,), _LIKELY))),
        choice=("conversion", other.key),
    )


# 384620万元，换个大单位，就是38.462亿元
_IN_ANOTHER_SCALE: Final = re.compile(
    "[，（(、]?(?:换个[^，。]{0,2}单位[^，。]{0,2}，?(?:就|便|也)?是|换(?:算)?成[万亿]?[元人吨]*(?:就|便|也)?[是为]?|折合|(?:也|亦)就?是|即)(?:约|大约)?"
)
_BY_CHANCE: Final = Fraction(1, 8)


def _rescaled(body: Body, one: Fact, other: Fact) -> Iterator[Relation]:
    """384620万元，也就是38.462亿元: one amount told twice, in 万 and in 亿; told where one slip explains it."""
    if one.claim.quantity is None or not one.claim.quantity.interval.bounded:
        return
    yield Relation(
        "EP402",
        Constraint(Var(other.key), "=", Var(one.key)),
        (other, one),
        f"{printed(body, one)} = {{x}}",
        sure=explained(body, other, Var(one.key) * 1, (one,), _BY_CHANCE, added=False),
        choice=("conversion", other.key),
    )


def _near_by(one: Fact, other: Fact) -> bool:
    """True for two that are not so far apart that one of them must be something else."""
    a, b = one.claim.interval.middle, other.claim.interval.middle
    return a is not None and b is not None and a > 0 and b > 0 and max(a / b, b / a) <= _APART


def _by_tens(one: Fact, other: Fact) -> bool:
    """True where the digits agree, and only the size does not: a zero too few, 万 for 亿."""
    a, b = one.claim.interval.middle, other.claim.interval
    return a is not None and a > 0 and any(a in b.scaled(Fraction(10) ** power) for power in (-4, -3, -2, -1, 1, 2, 3, 4))


_APART: Final = 4


_SOFTLY: Final = ("约", "大约", "约合", "约为", "约等于", "折合约", "大约为")


def _roughly(fact: Fact) -> Fact:
    """约合42公顷: what is known to the digit in another unit is not told more loosely than to a tenth."""
    quantity = fact.claim.quantity
    if quantity is None or not quantity.hedge or quantity.ranged:
        return fact
    if quantity.hedge in _SOFTLY and quantity.number is not None and quantity.number.denominator > 1:
        value = quantity.number * quantity.factor  # 约合8.3平方公里: reckoned to a tenth, and cut rather than rounded at worst
        near = Interval(value - quantity.last * 2, value + quantity.last * 2)
        return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=near)))
    if quantity.interval.low is not None or quantity.interval.high is not None:
        return fact
    return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=quantity.fine)))


_NEARLY: Final = Fraction(1, 20)
_TO_THE_DIGIT: Final = Fraction(1, 100)  # of what is printed with so
_MANY: Final = 4  # digits


def _reckoned(fact: Fact) -> Fact:
    """按1美元兑7.2元计算，约合25.2亿元: 约 says that it was rounded, of what was reckoned at a rate that is told."""
    quantity = fact.claim.quantity
    if quantity is None or "约" not in quantity.hedge or quantity.ranged or quantity.number is None:
        return fact
    value = quantity.number * quantity.factor
    digits = re.sub("[^\\d.]", "", fact.claim.surface)
    told = digits.replace(".", "") if "." in digits else digits.rstrip("0")  # 5000万 is told to one digit
    within = value * (_TO_THE_DIGIT if len(told) >= _MANY else _NEARLY)
    near = Interval(value - within, value + within)
    return Fact(fact.key, fact.claim._replace(quantity=quantity._replace(interval=near)))


_UNIT: Final = "[\u4e00-\u9fff]{1,4}?"
_IS: Final = "(?:约|大约|等于|折合|合|折|为|是|=|相当于|重|计|装|含)+"
_EACH_IS: Final = re.compile(
    f"(?:按|以|按照)?(?:(?:每[1一]?|[1一])(?P<one>{_UNIT}){_IS}(?P<many>\\d+(?:\\.\\d+)?)(?P<of>{_UNIT})"
    f"|(?P<many2>\\d+(?:\\.\\d+)?)(?P<of2>{_UNIT}){_IS}[1一](?P<one2>{_UNIT}))(?:计算?|折算|换算|算|来算)?(?=[）)，。；、]|$)"
)
_BEHIND: Final = 14


def _at_a_rate_told(body: Body, one: Fact, other: Fact) -> Iterator[Relation]:
    """原油3.2万桶（约合4384吨，1吨约7.3桶）: one quantity in two units, and how much of the one the other is, told right behind."""
    found = _rate_told(body, one, other)
    between = body.between(one, other)
    if found is None or not (usable(one) and usable(other)) or not _between().fullmatch(between):
        return
    rate, half, shown, forth = found
    one, other = _roughly(one), _roughly(other)
    yield Relation(
        "EP402",
        Constraint(Var(other.key), "=", Var(one.key) * Var("rate") if forth else Var(one.key) / Var("rate")),
        (other, one),
        f"{printed(body, one)} {'×' if forth else '÷'} {shown} = {{x}}",
        extra={"rate": Readings.exactly(Interval.around(rate, half))},
        choice=("conversion", other.key),
    )


def _rate_told(body: Body, one: Fact, other: Fact) -> tuple[Fraction, Fraction, str, bool] | None:
    """1桶重159升, 15亩为1公顷 behind a quantity told in both units: the rate with what its digits leave open, and whether it multiplies."""
    a, b = one.claim.quantity, other.claim.quantity
    if a is None or b is None or a.dimension.startswith("currency") or other.claim.at.start - one.claim.at.end > _GAP:
        return None
    behind = body.after(other, 40).partition("。")[0]
    found = _EACH_IS.search(behind) if "1" in behind or "每" in behind or "一" in behind else None
    if found is None or found.start() > _BEHIND:
        return None
    single, several = (unit_of(name) for name in (found["one"] or found["one2"], found["of"] or found["of2"]))
    if single is None or several is None:
        return None
    own, new = (unit_of(q.unit.lstrip(_SCALES)) for q in (a, b))
    if own is None or new is None or (single.base != several.base and {single.base, several.base} != {a.base_unit, b.base_unit}):
        return None
    if single.base != several.base:
        forth = single.base == a.base_unit
    elif single.factor in (own.factor, new.factor) and own.base == new.base == single.base:
        forth = single.factor == own.factor
    else:
        return None
    number = found["many"] or found["many2"]
    step = several.factor / single.factor
    return Fraction(number) * step, Fraction(1, 2 * 10 ** len(number.partition(".")[2])) * step, number, forth


_SCALES: Final = "十百千万亿"
_GAP: Final = 18


# 按7.12的汇率折算, 汇率为7.12
_QUOTED = re.compile(
    r"(?:汇率|中间价|折算率|折算价|牌价|兑人民币)(?:按|为|是|以|约|：)*(?P<rate>\d+\.\d+)|(?:以|按|按照|依|按照汇率)(?P<by>\d+\.\d+)元?(?:人民币)?(?:的)?(?:汇率|中间价)?(?:折算|换算|计算|折合|折成|计)"
)
# a rate told without its direction is read the way that comes nearer, unless that is not near
_NEAR = 3


def _converted(body: Body, fact: Fact) -> Iterator[Relation]:
    """合 X 公顷 / 折合人民币 X 元: the same quantity in another unit, money at the rate that the sentence states."""
    source = body.first(fact, "of")
    if source is None or not usable(source) or source.claim.quantity is None or fact.claim.quantity is None:
        return
    a, b = source.claim.quantity, fact.claim.quantity
    if a.dimension == b.dimension:
        if a.base_unit != b.base_unit:
            return
        if _rate_told(body, source, fact) is not None:
            return  # 1擔為60公斤: not by the law's
        fact, source = _roughly(fact), _roughly(source)
        yield Relation(
            "EP402",
            Constraint(Var(fact.key), "=", Var(source.key)),
            (fact, source),
            f"{printed(body, source)} = {{x}}",
            choice=("conversion", fact.key),
        )
        return
    if not (a.dimension.startswith("currency") and b.dimension.startswith("currency")):
        return
    rate = _told(body, fact, source) or _quoted(body, fact, source)
    apart = rate is None
    if rate is None:
        rate = _told_for_all(body, fact, source)
    if rate is None:
        return
    if _of_another(body, fact, source, rate):
        return
    fact = _reckoned(fact)
    facts = (fact, source, *rate.facts)
    reckoned = Var(source.key) * rate.times if rate.forth else Var(source.key) / rate.times
    named = len(re.sub("折合|约合|合计|折算|折成|[折合约为成]|人民币|[（，]", "", body.clause(fact))) >= 2
    yield Relation(
        "EP402",
        Constraint(Var(fact.key), "=", reckoned),
        facts,
        f"{printed(body, source)} {'×' if rate.forth else '÷'} {rate.shown} = {{x}}",
        sure=not (named or apart) or (not _PAID_IN_PART.search(body.clause(fact)) and one_slip(body, fact, rate.plain(source), facts)),
        extra=rate.extra,
        choice=("conversion", fact.key),
    )


def _of_another(body: Body, fact: Fact, source: Fact, rate: Rate) -> bool:
    """若余款0.64亿美元也按7.08元计算，合同折合5.66亿元: at that rate it is another amount (合同总价0.80亿美元) that comes to so much."""
    for other in body.levels[fact.key[0]]:
        if other.key in (source.key, fact.key) or not usable(other) or not same_dimension(other, source):
            continue
        box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in (other, *rate.facts)}
        if rate.plain(other).range(box).overlaps(fact.claim.interval):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Rate:
    """What one of the source's unit is in the result's, or (``forth`` false) the other way round."""

    times: Expression
    value: Fraction
    shown: str
    forth: bool
    facts: tuple[Fact, ...] = ()
    extra: dict[Hashable, Readings] = field(default_factory=dict)

    def plain(self, source: Fact) -> Expression:
        """The result with the rate as a number, where it is no claim that may itself be misprinted."""
        times = self.times if self.facts else self.value
        return Var(source.key) * times if self.forth else Var(source.key) / times


def _told(body: Body, fact: Fact, source: Fact) -> Rate | None:
    """1欧元兑8.52港元, 100日元兑4.85元: the rate told between the two units."""
    pair = [f for f in (*body.beside(source, "level"), *body.beside(fact, "level")) if f.claim.why == "rate"]
    return _of_pair(body, fact, source, pair)


def _told_for_all(body: Body, fact: Fact, source: Fact) -> Rate | None:
    """报价统一按1欧元兑7.85元折算。样机1280欧元，约合…: the one rate between the two moneys that the article tells, in another sentence."""
    pair = [f for f in body.levels[fact.key[0]] if f.claim.why == "rate"]
    if len(pair) != 2 or not _RECKONED.search(body.sentence(pair[0])) or _OTHER_TIME.search(body.sentence(fact)):
        return None
    return _of_pair(body, fact, source, pair)


_OTHER_TIME: Final = re.compile("(?:去|上|前|明|次|翌|当|往)年|当时|彼时|此前|(?:19|20)\\d\\d年|汇率|中间价|牌价")


def _of_pair(body: Body, fact: Fact, source: Fact, pair: Sequence[Fact]) -> Rate | None:
    """The rate that two amounts told as such make, where they are in the moneys of both."""
    units = {f.claim.quantity.base_unit: f for f in pair if f.claim.quantity is not None}
    a, b = source.claim.quantity, fact.claim.quantity
    if a is None or b is None or len(units) != 2 or set(units) != {a.base_unit, b.base_unit}:
        return None
    one, other = sorted(units.values(), key=lambda f: f.order)
    if one.claim.quantity is None or other.claim.quantity is None or not one.claim.quantity.number:
        return None
    count = int(one.claim.quantity.number)
    text = body.readings[fact.key[0]].article.folded[slice(*other.claim.quantity.digits)]
    value = (other.claim.quantity.number or Fraction(1)) / count
    forth = one.claim.quantity.base_unit == a.base_unit
    shown = text if count == 1 else f"{text}/{count}" if forth else f"({text}/{count})"
    return Rate(Var(other.key) / count, value, shown, forth, (other,))


def _quoted(body: Body, fact: Fact, source: Fact) -> Rate | None:
    """按7.12的汇率折算: a rate without its units, told once where just two currencies are."""
    sentence = body.sentence(fact)
    currencies = {
        f.claim.quantity.base_unit
        for f in body.beside(fact, "level")
        if f.claim.quantity is not None and f.claim.quantity.dimension.startswith("currency")
    }
    found = [match["rate"] or match["by"] for match in _QUOTED.finditer(sentence)]
    above, below = fact.claim.interval.middle, source.claim.interval.middle
    if len(found) != 1 or len(currencies) != 2 or not above or not below:
        return None
    value = Fraction(found[0])
    off = {forth: max(x := above / (below * value if forth else below / value), 1 / x) for forth in (True, False)}
    forth = min(off, key=lambda way: off[way])
    if off[forth] > _NEAR:
        return None
    places = len(found[0].partition(".")[2])
    printed_as = Readings.exactly(Interval.around(value, Fraction(1, 2 * 10**places)))
    if (price := _price(body, fact, found[0])) is not None:
        return Rate(Var(price.key), value, found[0], forth, (price,))
    return Rate(Var("rate"), value, found[0], forth, (), {"rate": printed_as})


_PAID_IN_PART = re.compile("首付|首期|首笔|预付|定金|订金|尾款|余款|部分|保证金|手续费|佣金|利润|税|其中")


def _price(body: Body, foreign: Fact, rate: str) -> Fact | None:
    """The claim that the printed rate is, where it is one: 7.86元人民币."""
    for fact in body.beside(foreign, "level"):
        quantity = fact.claim.quantity
        if quantity is None or quantity.base_unit != "元" or quantity.unit[:1] in "万亿":
            continue
        article = body.readings[foreign.key[0]].article
        if article.folded[quantity.digits.start : quantity.digits.end] == rate:
            return fact
    return None


def _at_the_rate(body: Body, one: Fact, other: Fact) -> Iterator[Relation]:
    """作价4.6亿港元，按1港元兑0.92元人民币折算，交易对价4.23亿元: the one amount of each of the two moneys in the sentence of a rate."""
    a, b = one.claim.quantity, other.claim.quantity
    if a is None or b is None or a.base_unit == b.base_unit or not _RECKONED.search(body.sentence(one)):
        return
    amounts = [
        f
        for f in body.beside(one, "level")
        if f.claim.why != "rate" and f.claim.quantity is not None and f.claim.quantity.dimension.startswith("currency")
    ]
    foreign = [f for f in amounts if f.claim.quantity is not None and f.claim.quantity.base_unit == a.base_unit]
    own = [f for f in amounts if f.claim.quantity is not None and f.claim.quantity.base_unit == b.base_unit]
    if len(foreign) != 1 or len(own) != 1:
        return
    source, fact = sorted((foreign[0], own[0]), key=lambda f: f.order)
    words = body.clause(fact) + body.clause(source)
    if fact.claim.aspect in ("converted", "whole") or not (usable(fact) and usable(source)) or _PAID_IN_PART.search(words):
        return
    if _OF_MORE.search(body.clause(fact)):
        return
    rate = _told(body, fact, source)
    if rate is None or fact.claim.clause - source.claim.clause > _CLAUSES:
        return
    fact = _reckoned(fact)
    reckoned = Var(source.key) * rate.times if rate.forth else Var(source.key) / rate.times
    facts = (fact, source, *rate.facts)
    made, stated = reckoned.range({f.key: f.claim.interval for f in facts}).middle, fact.claim.interval.middle
    near = made is not None and stated is not None and made > 0 and stated > 0 and max(made / stated, stated / made) <= _NEAR
    yield Relation(
        "EP402",
        Constraint(Var(fact.key), "=", reckoned),
        facts,
        f"{printed(body, source)} {'×' if rate.forth else '÷'} {rate.shown} = {{x}}",
        sure=near or one_slip(body, fact, rate.plain(source), facts),
        choice=("conversion", fact.key),
    )


_RECKONED: Final = re.compile("折算|换算|计算|折合|汇率|兑换|中间价|牌价|元计(?=[，。])")
_OF_MORE: Final = re.compile(
    "连同|加上|整体|全部|估值|市值|身家|占|包括|包含|含|累计|另|合计|[上去]年|预算|上限|封顶"
)  # than what is reckoned there
_CLAUSES: Final = 3
