"""An amount that is taken up again: 共计36.8万元。…上述38.6万元赔偿款 (EP601).

上述 and 这 point back at an amount that was just told. Where none near it is so much, nor do any on end make so much, and just one is an
exchange of digits or a wrong digit away, that one was meant. 这座2.36公里长的大桥, 这个投资3.6亿元的项目 point back at a thing by its
measure: the amount that was meant is one of that measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension

_POINTING: Final = re.compile("(?:上述|前述|该笔|这笔|这批|这|(?<![岁年月日元人名个级类\\d%])以上)(?:全部|总共|一共|共计|共)?(?:的)?$")
_MEASURES: Final = "投资|造价|长度?|跨度|跨径|面积|占地|库容|装机"
_THIS_THING: Final = re.compile(
    f"(?:[这该此][座条处个项栋幢片块艘段]|(?<![应当])该)(?:计划|概算|预算|估算)?[总全]?(?P<of>{_MEASURES})?[达约为 ]*$"
)
_THING: Final = re.compile(" *(?P<of>[长高宽深])?的 *(?P<thing>[一-龥]{2})")
_ROADS: Final = ("路", "道", "线")
_LINES: Final = tuple("线路渠河堤桥道沟坝管")
_ANOTHER: Final = re.compile("另[一有外]|还有|此外|同[日时天]开工|第[二三][座条个]|其他|又[一有]|则是|以及")
_NOT: Final = ("percent", "permille", "point", "multiple", "none", "time", "temperature")
_OPENED: Final = re.compile("整?[（(](?:¥|￥|人民币|小写[:：]?|即|计|合)?$")
_BACK: Final = 3  # sentences
_FURTHER: Final = 8  # sentences, for a thing called by its measure


def relations(body: Body) -> Iterator[Relation]:
    """Every amount that the text points back at."""
    for fact in body.all("level"):
        quantity = fact.claim.quantity
        if quantity is not None and (spelled := _spelled_before(body, fact)) is not None:
            yield _same(body, fact, spelled, sure=True)
            continue
        if quantity is None or quantity.dimension in _NOT or quantity.hedge or quantity.ranged or not quantity.interval.bounded:
            continue
        if _digits(body, fact) < 2:
            continue
        if _POINTING.search(body.before(fact, 8).rstrip()) is None:
            yield from _all_of_them(body, fact)
            yield from _by_measure(body, fact)
            continue
        told = _told(body, fact)
        alike = [f for f in told if f.claim.interval.overlaps(fact.claim.interval)]
        if alike:
            yield _same(body, fact, alike[-1], sure=False)
        elif (named := _by_its_name(body, fact, told)) is not None:
            yield _same(body, fact, named, sure=True)
        elif not _summed(fact, told):
            labels = ("transposition", "digit") if _digits(body, fact) > 2 else ("transposition",)
            if _digits(body, fact) >= _LONG:
                labels = (*labels, "doubled", "lost")
            near = [f for f in told if one_slip(body, fact, Var(f.key), (fact, f), labels) or _same_digits(body, fact, f)]
            if len(near) == 1:
                yield _same(body, fact, near[0], sure=True)


_LONG: Final = 4  # digits


def _same_digits(body: Body, fact: Fact, told: Fact) -> bool:
    """6841件 for 6418件: the same digits in another order, of the same unit."""
    one, other = (re.sub(r"[^\d.]", "", body.folded(f)) for f in (fact, told))
    alike = fact.claim.quantity is not None and told.claim.quantity is not None and fact.claim.quantity.unit == told.claim.quantity.unit
    return alike and len(one) >= _LONG and one[0] == other[:1] and sorted(one) == sorted(other) and one.find(".") == other.find(".")


_ALL: Final = re.compile("(?<![一-鿿])(?:这|上述)?(?:全部|所有|合共|总共)(?:的)?$|(?:[，。；：\n“]|^)(?:这|那)?$")
_EVERY: Final = re.compile("(?:全部|所有)的?$")
# behind a number, what says that it is of all those told before: 164座墓葬里竟没有一座…, 381.6万元一分不留
_TO_THE_LAST: Final = re.compile(
    "[一-鿿]{0,5}[里中]，?[无没竟却有]|[一-鿿]{0,6}?(?:一[人户件台座只头枝张分个]不[落少留差]|(?:无一|[全悉]数|尽数)[一-鿿])"
)
_COUNTER: Final = re.compile("[个名座户件台只头枝张份套批家所辆位间条棵株项笔元亩吨箱]")


def _all_of_them(body: Body, fact: Fact) -> Iterator[Relation]:
    """清理出汉墓146座。…164座墓葬里竟没有一座完好; 合共推出5274个单位。…全部5472个单位分批入伙: two digits of it changed places."""
    before, behind = body.before(fact, 8).rstrip(), body.after(fact, 14)
    every = _EVERY.search(before) is not None
    if not every and _TO_THE_LAST.match(_COUNTER.sub("", behind[:1]) + behind[1:]) is None:
        return
    if not (every or _ALL.search(before) or _NAMED.search(before)):
        return
    told = [f for f in _told(body, fact) if f.claim.sentence < fact.claim.sentence and _of_one_unit(f, fact)]
    if not told or _digits(body, fact) < _FEW or _digits(body, told[-1]) < _FEW:
        return
    noun = _han(body.folded(fact)) | _han(before[-3:] if _NAMED.search(before) else "") | _han(re.split("[，。；里中]", behind)[0][:5])
    around = _han(body.folded(told[-1])) | _han(body.clause(told[-1])[-8:]) | _han(re.split("[，。；]", body.after(told[-1], 6))[0])
    if (
        any(f.claim.interval.overlaps(fact.claim.interval) for f in told)
        or _ANOTHER.search(body.text(told[-1], fact))
        or _summed(fact, told)
    ):
        return
    swapped = one_slip(body, fact, Var(told[-1].key), (fact, told[-1]), ("transposition",)) or (
        every and _same_digits(body, fact, told[-1])
    )
    if _MOVED.search(body.text(told[-1], fact)):
        return  # 十年前只有2480名员工。如今2840名员工…
    if noun & around and swapped:
        yield _same(body, fact, told[-1], sure=True)


_MOVED: Final = re.compile("如今|目前|现在|眼下|新[增招聘建添入]|其余|此前|后来|增[至加到]|减[至少到]|年前|[去今上明]年|第[二三]|又|再")
_FEW: Final = 3  # digits
_NAMED: Final = re.compile("(?:[，。；：\n]|^)[一-鿿]{2}$")  # 善款381.6万元一分不留
_PLAIN: Final = frozenset("的了一有个名座户件台只头枝张份套批家所辆位间条棵株项笔元亩吨箱万亿在和与及这那全部都均已人")


def _han(text: str) -> set[str]:
    return {c for c in text if "一" <= c <= "鿿"} - _PLAIN


def _of_one_unit(told: Fact, fact: Fact) -> bool:
    a, b = told.claim.quantity, fact.claim.quantity
    return a is not None and b is not None and a.unit == b.unit and not a.hedge and not a.ranged and told.claim.aspect in ("", "stock")


def _by_its_name(body: Body, fact: Fact, told: Sequence[Fact]) -> Fact | None:
    """民生支出36.0亿元。…上述39.6亿元民生支出: the one amount before which stands what the words behind this one call it."""
    noun = _NOUN.match(body.after(fact, 12))
    if noun is None or len(noun["noun"]) < _NAME:
        return None
    called = [f for f in told if re.search(f"{noun['noun']}(?:共|总计|合计|约|为|达到?|累计)?$", body.before(f, 16))]
    mentioned = [f for f in told if noun["noun"] in body.clause(f)]
    return called[0] if len(called) == 1 and mentioned == called and not _summed(fact, told) else None


_NOUN: Final = re.compile("(?:的)?(?P<noun>[一-龥]{2,8})(?=[，。；、])")
_NAME: Final = 3  # characters of a name that is no word for money of any kind


def _by_measure(body: Body, fact: Fact) -> Iterator[Relation]:
    """大桥全长2.36公里。…这座2.63公里长的大桥: the one amount of that measure that was told of such a thing."""
    before, after = _THIS_THING.search(body.before(fact, 14)), _THING.match(body.after(fact, 8))
    if before is None or after is None or (before["of"] and after["of"]):
        return
    measure, thing = (before["of"] or after["of"] or "").removesuffix("度"), after["thing"]
    if not measure:  # 这条64.8公里的线: of a road or a line, its length
        quantity = fact.claim.quantity
        measure, thing = "长" if quantity is not None and quantity.dimension == "length" else "", thing[:1]
        if not measure or thing not in _LINES or any(f.claim.interval.overlaps(fact.claim.interval) for f in _told(body, fact, _FURTHER)):
            return
    things = _ROADS if thing in _ROADS else (thing,)
    told = [f for f in _told(body, fact, _FURTHER) if any(t in body.sentence(f) for t in things) and _measured(body, f, measure)]
    if len({f.claim.interval for f in told}) != 1:
        return
    if _ANOTHER.search(body.text(told[-1], fact)):
        return  # 同日开工的还有…，这个投资16.2亿元的项目: it is the other one
    labels = ("transposition", "digit") if _digits(body, fact) > 2 else ("transposition",)
    if told[-1].claim.interval.overlaps(fact.claim.interval):
        yield _same(body, fact, told[-1], sure=False)
    elif one_slip(body, fact, Var(told[-1].key), (fact, told[-1]), labels):
        yield _same(body, fact, told[-1], sure=True)


def _measured(body: Body, fact: Fact, measure: str) -> bool:
    """True for 全长2.36公里 and 2.36公里长 where a length is looked for."""
    return measure in fact.claim.indicator or measure in body.clause(fact) or body.after(fact, 2).strip().startswith(measure)


def _spelled_before(body: Body, fact: Fact) -> Fact | None:
    """312.6万名（3126000名）, 贰佰叁拾万元整（¥2300000元）: an amount that a bracket with nothing else writes out in another scale."""
    bracket = _OPENED.search(body.before(fact, 8))
    if bracket is None or not body.after(fact, 1).startswith(("）", ")")):
        return None
    end = fact.claim.at.start - len(bracket[0])
    told = [f for f in body.within(fact, 0, "level") if f.claim.at.end == end and f.claim.quantity is not None]
    if (
        not told
        or fact.claim.aspect == "converted"
        or told[0].claim.quantity is None
        or fact.claim.quantity is None
        or not same_dimension(told[0], fact)
    ):
        return None
    one, two = told[0].claim.quantity, fact.claim.quantity
    scaled = one.factor != two.factor and not one.hedge and not two.hedge and not two.ranged
    return told[0] if scaled and one.interval.bounded and two.interval.bounded else None


def _told(body: Body, fact: Fact, reach: int = _BACK) -> list[Fact]:
    """The amounts measured alike that were told in the sentences before."""
    return [
        f
        for f in body.within(fact, reach, "level", "change")
        if f.order < fact.order
        and f.claim.quantity is not None
        and f.claim.quantity.number is not None
        and same_dimension(f, fact)
        and f.key[1] not in fact.claim.links.get("total", ())  # 研发人员300人，其中硕士及以上108人
    ]


def _digits(body: Body, fact: Fact) -> int:
    return len(re.sub(r"\D", "", body.folded(fact)).strip("0"))


def _summed(fact: Fact, told: Sequence[Fact]) -> bool:
    """True when some of the amounts on end make it up."""
    for start in range(len(told)):
        made = told[start].claim.interval
        for other in told[start + 1 :]:
            made = made + other.claim.interval
            if made.overlaps(fact.claim.interval):
                return True
    return False


def _same(body: Body, fact: Fact, told: Fact, *, sure: bool) -> Relation:
    return Relation(
        "EP601",
        Constraint(Var(fact.key), "=", Var(told.key)),
        (fact, told),
        f"{printed(body, told)} {'≠' if sure else '='} {printed(body, fact)}",
        sure=sure,
        choice=("mention", fact.key),
    )
