"""One quantity in two units, money at a rate that the text states, one yield by two areas: EP402."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Expression, Interval, Readings, Var
from enping_check.language.units import unit_of
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.slips import one_slip


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for fact in body.all("level"):
        if usable(fact):
            yield from _densities(body, fact)
            if fact.claim.aspect == "converted":
                yield from _converted(body, fact)


_PRICE = re.compile(
    r"(?P<count>1|100|1000|10000)(?P<foreign>[^，。；：（）\d]{1,5}?)(?:兑换|兑|对|折合|折算|折|约合|合|=|等于)(?:人民币|新台币|港币)?(?:约|为)?"
    r"(?P<rate>\d+(?:\.\d+)?)(?=元|人民币|港|新台|计|的|，|。|）)"
)
_QUOTED = re.compile(
    r"(?:汇率|中间价|折算率|折算价|牌价|兑人民币)(?:按|为|是|以|约|：)*(?P<rate>\d+\.\d+)|(?:以|按|按照|依|按照汇率)(?P<by>\d+\.\d+)元?(?:人民币)?(?:的)?(?:汇率|中间价)?(?:折算|换算|计算|折合|折成|计)"
)


def _converted(body: Body, fact: Fact) -> Iterator[Relation]:
    """合 X 公顷 / 折合人民币 X 元: the same quantity in another unit, money at the rate that the sentence states."""
    source = body.first(fact, "of")
    if source is None or not usable(source) or source.claim.quantity is None or fact.claim.quantity is None:
        return
    a, b = source.claim.quantity, fact.claim.quantity
    if a.dimension == b.dimension:
        if a.base_unit != b.base_unit:
            return
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
    foreign, home = (source, fact) if b.base_unit == "元" else (fact, source)
    if home.claim.quantity is None or home.claim.quantity.base_unit != "元" or foreign.claim.quantity is None:
        return
    stated = _exchange_rate(body, foreign)
    if stated is None:
        return
    match, text, price, count = stated
    places = len(match.partition(".")[2])
    rate: Expression = Var(price.key if price is not None else "rate") / count
    extra: dict[Hashable, Readings] = {}
    if price is None:
        extra["rate"] = Readings.exactly(Interval.around(Fraction(match), Fraction(1, 2 * 10**places)))
    sign = "×" if foreign is source else "÷"
    facts = (fact, source) if price is None else (fact, source, price)
    reckoned = Var(foreign.key) * (rate if price is not None else Fraction(match) / count)
    named = len(re.sub("折合|约合|合计|折算|折成|[折合约为成]|人民币|[（，]", "", body.clause(fact))) >= 2
    yield Relation(
        "EP402",
        Constraint(Var(home.key), "=", Var(foreign.key) * rate),
        facts,
        f"{printed(body, source)} {sign} {text} = {{x}}",
        sure=not named or (not _PAID_IN_PART.search(body.clause(fact)) and one_slip(body, home, reckoned, facts)),
        extra=extra,
        choice=("conversion", fact.key),
    )


_PAID_IN_PART = re.compile("首付|首期|首笔|预付|定金|订金|尾款|余款|部分|保证金|手续费|佣金|利润|税|其中")


def _exchange_rate(body: Body, foreign: Fact) -> tuple[str, str, Fact | None, int] | None:
    """The rate of a currency into 元 that the sentence prints: as printed, as a formula shows it, its claim, for how many; None without."""
    quantity = foreign.claim.quantity
    sentence = body.sentence(foreign)
    if quantity is None:
        return None
    for match in _PRICE.finditer(sentence):
        named = match["foreign"]
        if named not in (quantity.unit.lstrip("万亿千百"), quantity.base_unit) and quantity.base_unit not in named:
            continue
        count = int(match["count"])
        return match["rate"], match["rate"] if count == 1 else f"{match['rate']}/{count}", _price(body, foreign, match["rate"]), count
    currencies = {
        f.claim.quantity.base_unit
        for f in body.beside(foreign, "level")
        if f.claim.quantity is not None and f.claim.quantity.dimension.startswith("currency")
    }
    found = [match["rate"] or match["by"] for match in _QUOTED.finditer(sentence)]
    if len(found) == 1 and len(currencies) == 2:
        return found[0], found[0], _price(body, foreign, found[0]), 1
    return None


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


_AREA = re.compile("每(?P<unit>公顷|亩|平方公里|平方米)|(?P<short>亩)[产均]")
_AGAIN = re.compile(
    "(?:折合|约合|折算|相当于|即|合|折)(?:约|为|成)*(?:平均)?(?:每(?:公顷|亩)(?:单产|产量|产)?|亩[产均](?:产量|量)?)?(?:约|为|达)*$"
)


def _density(body: Body, fact: Fact) -> tuple[Fraction, str] | None:
    """Base units a base unit of area that one of the printed number is, with what is measured: 公斤/亩, 每公顷…吨, 亩产…公斤."""
    quantity = fact.claim.quantity
    if quantity is None:
        return None
    if quantity.dimension.startswith("rate:"):
        above, _, below = quantity.dimension.removeprefix("rate:").partition("/")
        top, bottom = unit_of(above), unit_of(below)
        if top is None or bottom is None or bottom.dimension != "area":
            return None
        return top.factor / bottom.factor, top.dimension
    found = list(_AREA.finditer(body.clause(fact)))
    area = unit_of(found[-1]["unit"] or found[-1]["short"]) if found else None
    return (1 / area.factor, quantity.dimension) if area is not None and fact.claim.aspect == "average" else None


def _densities(body: Body, fact: Fact) -> Iterator[Relation]:
    """每公顷14.4吨，折合亩产960公斤: one yield by two areas."""
    here = _density(body, fact)
    if here is None or not _AGAIN.search(body.clause(fact)):
        return
    before = [
        f
        for f in body.beside(fact, "level")
        if f.claim.quantity is not None and f.claim.at.start < fact.claim.at.start and fact.claim.clause - f.claim.clause <= 1 and usable(f)
    ]
    there = _density(body, before[-1]) if before else None
    if there is None or there[1] != here[1] or there[0] == here[0]:
        return
    yield Relation(
        "EP402",
        Constraint(Var(fact.key) * here[0], "=", Var(before[-1].key) * there[0]),
        (fact, before[-1]),
        f"{printed(body, before[-1])} = {{x}}",
        choice=("conversion", fact.key),
    )
