"""So much for one of something, so many of them, and what that comes to told right behind (EP401).

1.2万亩每亩施用有机肥300公斤，共施用3600吨; 产销原煤3650万吨，吨煤平均售价600元，实现销售收入219亿元: the digits agree and the size does
not. Prices are of many kinds and totals of more: told only of a slip in the size of a number, or of digits that changed places.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Expression, Interval, Var
from enping_check.rules.averages.coverage import met_by_two, of_more, of_several
from enping_check.rules.averages.divisors import again, counts
from enping_check.rules.averages.operands import one_time
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip, slips
from enping_check.rules.stipulated import planned, stipulated
from enping_check.rules.wholes import same_dimension, usable

_TOTAL: Final = re.compile(
    "一[年月天季]下?来?(?:就[是有能要]|需要?|能|要)|一个月[要得就能]|(?<!公)共(?!同|享|建|有)|总(?!部|体)|合计|累计"
    "|(?:该|就)是$|(?:应付|应缴|应收|需付|付了?|交了?|掏出?|要掏|花了?|花去|花掉|到手|卖得|卖了|能卖|收得|进账|入账|进项|落袋|入袋|换回)$"
)
_TAKINGS: Final = re.compile(
    "(?:销售|电费|水费|气费|学费|售电|售房|售气|售水|成交|交易|营业|出售|经营|门票|票房|票款|收购|租金|货款)[^，]{0,3}(?:收入|总?额|款|值)|卖[^，0-9]{1,3}(?:收入|款)|货值|票房|产值|销售收入|货款|价款|收购款|工钱|工资款|运费|(?:电|水|气|房|学|车|油|饭)费(?=[共约为达是合]|$)"
    "|(?:补助|补贴|奖补|补偿|奖励|慰问|赔付|理赔|救助|保)(?:款|金|资金|费)(?:规模|总?额)?(?:总|共|合)?计?(?:为|达|是|有)?$"
)
_PART: Final = re.compile("出口|外销|内销|加工(?!费)|销往|外运")
_NEAR: Final = 2  # clauses from the amount for one to the total
_SIZES: Final = ("unit-scale", "point")
_DIGITS: Final = 3
_CLOSE: Final = Fraction(1, 25)  # by how much the numbers may leave the product open
_KINDS: Final = ("average", "base", "whole", "converted", "comparison", "threshold", "incidental")


def relations(body: Body) -> Iterator[Relation]:
    """Every amount for one of something, with the count and, behind both, the total in its sentence."""
    for told in body.all("level"):
        fact = _of_one(body, told)
        quantity = fact.claim.quantity
        if fact.claim.aspect != "average" or not usable(fact) or quantity is None or quantity.dimension == "none":
            continue
        if quantity.unit in _MATCHES and _SIDES.search(body.clause(fact)):
            continue  # 20支球队，每队52场，共520场: two to a match
        spell = again(body, fact)
        levels = [f for f in body.beside(fact, "level") if usable(f) and f.key != fact.key and body.one_stretch(f, fact)]
        levels = [f for f in levels if not (_one(f) and 0 <= fact.claim.at.start - f.claim.at.end <= _CLOSE_BY)]  # 一吨2.85元
        tops = [f for f in levels if f.order > fact.order and _measured_alike(f, fact) and f.claim.aspect not in _KINDS]
        if not tops or (spell and spell not in body.clause(tops[0])):
            continue  # 单车日均营收480元: only what is told of a day is the product
        top = tops[0]
        bottoms = counts(body, fact, [f for f in levels if f.order < top.order and _counts(body, f, top)])
        if len(bottoms) != 1 or not _comes_to(body, fact, top, bottoms[0][0]):
            continue
        bottom, factor = bottoms[0]
        if met_by_two(fact, bottom):
            continue  # 20支球队每队52场，共520场
        if top.claim.clause - max(fact.claim.clause, bottom.claim.clause) > _NEAR:
            continue
        made = Var(fact.key) * Var(bottom.key) / factor
        sure = one_time(fact, top) and one_time(bottom, top) and _of_its_digits(body, fact, top, bottom, made)
        # what is fixed is no mean: 每栋45户 of 1404户 in 32栋 is wrong, though 43.9 is next to it
        fixed = (sure or _alone(body, fact, top, bottom, levels)) and _fixed(body, fact) and not _of_others(fact, top, bottom, levels)
        one, count = (stipulated(fact), planned(bottom)) if fixed else (fact, bottom)
        if fixed and not sure:
            sure = _comes_out_but_for_a_digit(body, top, one, count, factor)
        yield Relation(
            "EP401",
            Constraint(Var(top.key), "=", made),
            (top, one, count),
            f"{printed(body, fact)} × {printed(body, bottom)} = {{x}}",
            sure=sure,
            choice=("product" if fixed else "average", fact.key),
            key="product",
        )


_MATCHES: Final = ("场", "局", "盘", "轮")
_SIDES: Final = re.compile("每(?:支?(?:球|赛|参赛)?队|支|[名位个]?(?:选手|棋手|球员|队员)|对|方)")
_ONE_OF: Final = re.compile(
    "(?<![第统同])[一1](?P<unit>吨|斤|公斤|度|升|方|立方米?|箱|筐|桶|张|枝|株|头|只|件|台|套|盒|袋|瓶|份|亩|米|趟|单|票)(?:[\u4e00-\u9fff]{0,3}(?:卖|售价|批发价|价格|收费?|要价?|运费|付))?(?:是|约)?$"
)
_AS_READ: Final = {"度": "千瓦时"}  # 一度0.52元 is of what the sentence tells in kilowatt hours
_CLOSE_BY: Final = 7  # characters between 一吨 and what it costs
_BY_CHANCE: Final = Fraction(1, 8)


_ANOTHER_YEAR: Final = re.compile("[去上前]年|同期|往年")


def _one(fact: Fact) -> bool:
    return fact.claim.quantity is not None and fact.claim.quantity.number == 1


def _of_one(body: Body, fact: Fact) -> Fact:
    """一吨2.85元, 一张60元: an amount for one of something, as 每吨2.85元 is."""
    before = body.before(fact, 9)
    found = _ONE_OF.search(before) if ("一" in before or "1" in before) and fact.claim.aspect == "" else None
    if found is None or fact.claim.quantity is None or not fact.claim.quantity.dimension.startswith("currency"):
        return fact
    return Fact(fact.key, fact.claim._replace(aspect="average", whole=_AS_READ.get(found["unit"], found["unit"])))


def _alone(body: Body, fact: Fact, top: Fact, bottom: Fact, levels: list[Fact]) -> bool:
    """True where nothing else is told between the three, and all of one time and not in doubt."""
    keys = {fact.key, top.key, bottom.key}
    first = min(fact.order, bottom.order)
    told = [f for f in levels if first <= f.order <= top.order and f.key not in keys]
    plain = all(f.claim.quantity is not None and not f.claim.quantity.hedge and not f.claim.quantity.ranged for f in (fact, top, bottom))
    dated = _ANOTHER_YEAR.search(body.text(fact, top) if fact.order == first else body.text(bottom, top))
    return not told and plain and dated is None and one_time(fact, top) and one_time(bottom, top)


def _comes_out_but_for_a_digit(body: Body, top: Fact, one: Fact, count: Fact, factor: Fraction) -> bool:
    """每份补助65元，供应48600份，补助款计3759000元: the product is told but for one digit, which hardly happens by chance."""
    exact = planned(top)
    made = Var(one.key) * Var(count.key) / factor
    if explained(body, exact, made, (one, count), _BY_CHANCE, added=False):
        return True
    if explained(body, exact, made, (one, count), _BY_CHANCE, firm=(one.key, count.key), added=False):
        return True  # the total alone may be mistaken
    # 每亩42元，18.6万亩，781.2万元: to the last digit of what is printed
    return explained(body, exact, made, (one, stipulated(count)), _BY_CHANCE / 2, added=False)


_MEAN: Final = re.compile("均|[亩单]产|约|左右|上下|大概|大致|接近|近|不少于|至少|最|以上")


def _fixed(body: Body, fact: Fact) -> bool:
    """每栋45户, 每人补贴300元, 电价0.32元: so much for each, where no word says that it is a mean (亩产768.6公斤)."""
    return _MEAN.search(body.clause(fact) + body.after(fact, 4)) is None


def _of_others(fact: Fact, top: Fact, bottom: Fact, levels: list[Fact]) -> bool:
    """True where the amount for one comes out of other numbers of its sentence."""
    own = fact.claim.interval
    tops = [f for f in levels if same_dimension(f, top)]
    return any(
        {a.key, b.key} != {top.key, bottom.key} and (own * b.claim.interval).overlaps(a.claim.interval)
        for a in tops
        for b in levels
        if same_dimension(b, bottom) and a.key != b.key
    )


def _measured_alike(top: Fact, fact: Fact) -> bool:
    """Measured alike, or persons and the times that they came: 12场、每场45人，累计540人次."""
    if same_dimension(top, fact):
        return True
    one, two = top.claim.quantity, fact.claim.quantity
    return one is not None and two is not None and one.unit.endswith("人次") and two.unit in ("人", "名")


def _counts(body: Body, fact: Fact, top: Fact) -> bool:
    """True for what may be multiplied: a plain amount, or 日均处理3.2万吨 where the total is of a day."""
    if fact.claim.aspect == "average":
        spell = (fact.claim.whole or "")[:1]
        return spell in ("日", "月", "年") and spell in body.clause(top)
    return fact.claim.aspect not in _KINDS


def _comes_to(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """True where the words of the total say that it is one, of these: 共施用, 实现销售收入."""
    words = body.clause(top)
    if of_more(body, fact, top) or of_several(body, fact, top) or _PART.search(words) or fact.claim.modality != top.claim.modality:
        return False
    alike = body.clause(fact)[-2:] in words and words[:1] in ("日", "月", "年")  # 每吨耗电0.28千瓦时，日耗电…
    again_so = body.clause(fact)[-2:] in words and top.claim.clause == bottom.claim.clause  # 每棵树产果65斤，860棵树产果55900斤
    return alike or again_so or _TOTAL.search(words) is not None or _TAKINGS.search(words) is not None


def _of_its_digits(body: Body, fact: Fact, top: Fact, bottom: Fact, made: Expression) -> bool:
    """True where one of the numbers has the digits that the others make and not the size, or two of its digits changed places."""
    facts = (top, stipulated(fact), planned(bottom))  # to the printed digits, or not at all
    boxes: dict[Hashable, Interval] = {f.key: f.claim.interval for f in facts}
    value = made.range(boxes)
    if value.width is None or not value.middle or value.width > value.middle * _CLOSE:
        return False
    if one_slip(body, top, made, facts, _SIZES):
        return True
    told = sum(c.isdigit() for c in body.folded(top)) >= _DIGITS
    return told and any(slip.label == "transposition" and slip.interval.overlaps(value) for slip in slips(body, top))
