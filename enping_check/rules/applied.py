"""A rate and what it comes to, told behind it (EP101, EP401).

贷款800万元，年利率3.6%，一年利息28.8万元; 毕业生5600人，就业率92.5%，实现就业5180人. Also what is left of a price
(原价3600元，打八折，到手价2880元), and the part of a line that is bridges and tunnels (桥隧比).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Expression, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.rates import done_words
from enping_check.rules.relation import PERCENT, Relation, printed, sum_text
from enping_check.rules.slips import COMMON, one_slip
from enping_check.rules.stipulated import planned, stipulated
from enping_check.rules.wholes import same_dimension, usable

# what a rate is called, and what it comes to
_MONEY: Final = (
    (re.compile("利率(?:为|是|仅|约|达|按)*$"), re.compile("利息(?:收入|支出|总?额)?(?:约|为|共|计|达)*$|付息$")),
    (re.compile("税率(?:为|是|仅|约|达|按)*$|按照?$"), re.compile("(?:关税|税[额款金]|增值税|消费税|所得税)(?:约|为|共|计|达)*$")),
)
_TAX_BEHIND: Final = re.compile("^的?(?:[\u4e00-\u9fff]{0,3})税率")
_ASIDE: Final = re.compile(
    "余额|平均|加权|综合|含|价税|节[省约]|降[至到]|上浮|下[调浮]|分期|一半|半价|贴|补|减|免|抵|另|加|本息|本利|罚|滞纳|其中|优惠|LPR|基点"
)
_HALF: Final = re.compile("半年")
_MONTHS: Final = re.compile("(?P<n>\\d{1,2}|[一二三四五六七八九十两])个月")
_YEARS: Final = re.compile("(?<![\\d第去今明前])(?P<n>\\d{1,2}|[二三四五六七八九十两])年(?![级度前均初末底])")
_HAN: Final = {han: at for at, han in enumerate("零一二三四五六七八九十")} | {"两": 2}
_RATE: Final = re.compile("(?:其|总|平均|综合)?(?P<done>[\u4e00-\u9fff]{2,4})率(?:为|达到|达|是|约|仅)*")
_LIST_PRICE: Final = re.compile("(?:原价|标价|定价|原售价|票面价|门市价|全价|挂牌价)(?:为|是)?$")
_PAID_PRICE: Final = re.compile("(?:到手价?|现价|折后价?|优惠价|特惠价|票价|实付|只需|仅需|只要|现售价?|售价|折后仅?)(?:为|是|仅|只需)?$")
_FURTHER: Final = re.compile("再|另|补贴|券|起|立减|满|直降|叠加|返")
_MOST: Final = Fraction(1, 8)
_NEAR: Final = 40  # characters
_PLEASING: Final = Fraction(1, 50)
_SLACK: Final = 1  # clauses


def relations(body: Body) -> Iterator[Relation]:
    """Every rate with the amount before it and the one behind."""
    for rate in body.all("share"):
        if usable(rate) and rate.claim.aspect == "rate" and not rate.claim.links.get("part"):
            before, behind = _around(body, rate)
            if before is not None and behind is not None:
                yield from _money(body, rate, before, behind)
                yield from _done(body, rate, before, behind)
            if "桥隧" in body.clause(rate):
                yield from _bridges(body, rate)
    for off in body.all("level"):
        if off.claim.quantity is not None and off.claim.quantity.dimension == "discount" and usable(off):
            yield from _discount(body, off)


def _around(body: Body, rate: Fact) -> tuple[Fact | None, Fact | None]:
    """The last amount before the rate in its stretch of the sentence, and the first behind it if that is measured so."""
    levels = [f for f in body.beside(rate, "level") if usable(f) and body.one_stretch(f, rate)]
    before = [f for f in levels if f.order < rate.order]
    behind = [f for f in levels if f.order > rate.order]
    if not before or not behind or not same_dimension(before[-1], behind[0]) or behind[0].claim.clause - rate.claim.clause > 1 + _SLACK:
        return None, None
    return before[-1], behind[0]


def _money(body: Body, rate: Fact, base: Fact, amount: Fact) -> Iterator[Relation]:
    """The interest or the tax on an amount, at the one rate of the sentence."""
    quantity = base.claim.quantity
    if quantity is None or not quantity.dimension.startswith("currency") or rate.claim.quantity is None:
        return
    said = body.clause(rate)
    kind = next((at for at, (name, _) in enumerate(_MONEY) if name.search(said)), None)
    if (
        kind is None
        or not _MONEY[kind][1].search(body.clause(amount))
        or (kind == 1 and "率" not in said and not _TAX_BEHIND.match(body.after(rate, 8)))
    ):
        return
    words = body.sentence(rate)
    if _ASIDE.search(words) or sum(f.claim.quantity is not None for f in body.beside(rate, "share", "growth")) > 1:
        return
    base, own = stipulated(base), stipulated(rate)
    for term in _terms(words) if kind == 0 else [Fraction(1)]:
        made = Var(base.key) * Var(own.key) / 100 * term
        yield Relation(
            "EP401",
            Constraint(Var(amount.key), "=", made),
            (amount, base, own),
            f"{printed(body, base)} × {printed(body, own)}{'' if term == 1 else f' × {term}'} = {{x}}",
            sure=len(_terms(words)) == 1 and one_slip(body, amount, made, (amount, base, own), COMMON),
            choice=("applied", amount.key),
            key="product",
        )


def _terms(words: str) -> list[Fraction]:
    """For how many years interest may be reckoned: one where no other time is told."""
    if _HALF.search(words):
        return [Fraction(1, 2)]
    found = [Fraction(_number(m["n"]), 12) for m in _MONTHS.finditer(words)]
    found += [Fraction(_number(m["n"])) for m in _YEARS.finditer(words)]
    return sorted({Fraction(1), *found})


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _HAN.get(word, 1)


def _done(body: Body, rate: Fact, base: Fact, amount: Fact) -> Iterator[Relation]:
    """就业率92.5%，实现就业5180人: those of whom it is, told with the rate's own verb right behind it."""
    named = _RATE.fullmatch(body.clause(rate))
    quantity = base.claim.quantity
    if (
        named is None
        or quantity is None
        or not quantity.dimension.startswith(("count", "area", "mass", "none"))
        or re.match("[不未失]", named["done"])
    ):
        return
    words = "|".join(done_words(named["done"]))
    told = re.compile(f"(?:其|共|已|实现|完成|累计|实际|有|共有|顺利)*(?:{words})(?:生|人数|人员|者|数|学生|面积|了|的|达|达到|为|户)*")
    if amount.claim.clause - rate.claim.clause != 1 or told.fullmatch(body.clause(amount)) is None:
        return
    if base.claim.aspect in ("base", "average", "whole", "comparison") or base.claim.modality != amount.claim.modality:
        return
    made = Var(base.key) * Var(rate.key) / 100
    yield Relation(
        "EP101",
        Constraint(Var(amount.key) * 100, "=", Var(rate.key) * Var(base.key)),
        (rate, amount, base),
        f"{printed(body, amount)} ÷ {printed(body, base)} = {{x}}",
        sure=explained(body, planned(amount), made, (rate, planned(base)), _MOST),
        choice=("rate", rate.key),
    )


def _bridges(body: Body, rate: Fact) -> Iterator[Relation]:
    """全长128公里，桥梁46.2公里、隧道33.1公里，桥隧比62.0%: both together of the whole line."""
    levels = [f for f in body.beside(rate, "level") if usable(f) and f.order < rate.order and body.one_stretch(f, rate)]
    levels = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == "length"]
    names = {f.key: (f.claim.subject + body.clause(f)).rpartition("、")[2] for f in levels}
    parts: Sequence[Fact] = [f for f in levels if "桥隧" in names[f.key]]
    if not parts:
        one, other = ([f for f in levels if each in names[f.key]] for each in ("桥", "隧"))
        parts = [*one, *other] if len(one) == len(other) == 1 else []
    wholes = [f for f in levels if re.search("全长|总长|线路|里程", names[f.key]) and f not in parts]
    if not parts or len(wholes) != 1 or len(levels) != len(parts) + 1:
        return
    made: Expression = total([Var(f.key) for f in parts])
    shown = f"({sum_text(body, parts)})" if len(parts) > 1 else printed(body, parts[0])
    yield Relation(
        "EP101",
        Constraint(made * 100, "=", Var(rate.key) * Var(wholes[0].key)),
        (rate, *parts, wholes[0]),
        f"{shown} ÷ {printed(body, wholes[0])} = {{x}}",
        # ramps and second lines count here and not there
        sure=one_slip(body, rate, made * 100 / Var(wholes[0].key), (rate, *parts, wholes[0]), ("digit", "transposition", "point")),
        choice=("rate", rate.key),
        plausible=PERCENT,
    )


def _discount(body: Body, off: Fact) -> Iterator[Relation]:
    """原价3600元，打八折，到手价2880元: two prices and one discount, and nothing else that lowers the price."""
    levels = [f for f in body.beside(off, "level") if f.key != off.key and usable(f) and body.one_stretch(f, off)]
    prices = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == "currency:元"]
    listed = [f for f in prices if _LIST_PRICE.search(body.clause(f))]
    paid = [f for f in prices if _PAID_PRICE.search(body.clause(f))]
    discounts = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == "discount"]
    if len(prices) != 2 or len(listed) != 1 or len(paid) != 1 or discounts or listed[0].order > min(paid[0].order, off.order):
        return
    if _FURTHER.search(body.text(listed[0], max(off, paid[0], key=lambda f: f.order)) + body.after(off, 2)):
        return
    price, part = stipulated(listed[0]), stipulated(off)
    yield Relation(
        "EP401",
        Constraint(Var(paid[0].key), "=", Var(price.key) * Var(part.key) / 100),
        (paid[0], price, part),
        f"{printed(body, price)} × {printed(body, off)} = {{x}}",
        sure=abs(paid[0].claim.at.start - listed[0].claim.at.end) <= _NEAR and _off(paid[0], price, part),
        choice=("applied", paid[0].key),
        key="product",
    )


def _off(paid: Fact, price: Fact, part: Fact) -> bool:
    """False for 138元 where 139.3元 is reckoned: prices are made to please."""
    a, b, c = (f.claim.interval.middle for f in (paid, price, part))
    return bool(a and b and c) and abs(Fraction(a or 0) * 100 / (Fraction(b or 1) * Fraction(c or 1)) - 1) > _PLEASING
