"""Last year's whole and last year's parts, gone back to by their growths: EP210."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Interval, Var, total
from enping_check.model import Severity
from enping_check.rules.around import is_share
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.terms import grown, growth_of, policy, silenced
from enping_check.rules.lists import member_name
from enping_check.rules.members import exhaustive_names
from enping_check.rules.relation import Relation, decimal_text, printed
from enping_check.rules.totals import adds_up, of_another, wholes_told
from enping_check.rules.wholes import same_dimension, usable


def weighted(body: Body) -> Iterator[Relation]:
    """Last year's whole is the sum of last year's parts: T/(1+g) = Σ Pᵢ/(1+gᵢ), for exhaustive parts; a part cannot have exceeded it."""
    for (index, _), members in body.lists.items():
        by_total: dict[int, list[Fact]] = defaultdict(list)
        for member in members:
            for each in member.claim.links.get("total", ()):
                by_total[each].append(member)
        for each, parts in by_total.items():
            whole = body.fact(index, each)
            whole_growth = growth_of(body, whole)
            if whole_growth is None or not usable(whole) or not body.additive(whole):
                continue
            parts = [p for p in parts if ("人均" in p.claim.indicator) == ("人均" in whole.claim.indicator)]
            grown_parts = [(p, growth_of(body, p)) for p in parts if usable(p)]
            if policy(body, whole_growth, whole, across=False) is None:
                continue
            partition = exhaustive_names(parts, whole)
            complete = [(p, g) for p, g in grown_parts if g is not None]
            named = [(p, g) for p, g in complete if member_name(p) in partition]
            # 寿险a，财产险b，健康险和意外险c: of a list that adds up with what goes beyond a known partition
            beyond = len(parts) > len(partition) and adds_up(whole, parts) and not adds_up(whole, [p for p, _ in named])
            closed = bool(partition) and len(named) == len(partition) and not beyond
            # 出口a，进口b，顺差c: what is told beside the parts that fill the whole is none of them
            if closed or (len(complete) > 1 and adds_up(whole, [p for p, _ in complete])):
                chosen = named if closed else complete
                named_parts = [p for p, _ in chosen]
                adding = adds_up(whole, named_parts)
                if len(chosen) >= 2 and (adding or next(of_another(body, whole, named_parts), None) is None):
                    fit = bool(parts[0].claim.links.get("fit")) or (closed and adding and len(chosen) <= 3)
                    sure = parts[0].claim.links["total"][0] == each and fit
                    yield _closure(body, whole, whole_growth, chosen, sure)
            for p, g in complete:
                if (p.claim.interval.low or 0) > (whole.claim.interval.high or 0):
                    continue  # greater than the whole even now: no part of it
                if _bounds(whole):
                    sure = each == p.claim.links["total"][0] and not p.claim.links.get("loose") and bool(p.claim.links.get("fit"))
                    yield _no_more(body, p, g, whole, whole_growth, sure=sure)
    yield from _by_shares(body)
    yield from _said_of(body)
    for whole, parts in (*wholes_told(body), *_parts_first(body)):
        own = growth_of(body, whole)
        if own is None or not adds_up(whole, parts) or policy(body, own, whole, across=False) is None:
            continue
        told = [(p, growth) for p in parts if (growth := growth_of(body, p)) is not None]
        if len(told) == len(parts) and all(not silenced(body, growth) for _, growth in told):
            yield _closure(body, whole, own, told, True)


def _by_shares(body: Body) -> Iterator[Relation]:
    """税收5.00亿元，增长25%。…甲产业3.12亿元，下降28%，占62.4%: what the share, to the digit, says is a part of it."""
    for share in body.all("share"):
        part = body.first(share, "part")
        if part is None or not usable(part) or not usable(share) or part.claim.links.get("total") or share.claim.aspect:
            continue
        told = [f for f in body.within(part, 1, "level") if f.order < part.order and f.claim.period == part.claim.period and usable(f)]
        made = [f for f in told if is_share(share, part, f) and same_dimension(f, part) and f.claim.aspect in ("", "stock")]
        if len(made) != 1 or made[0].claim.paragraph != part.claim.paragraph or not _bounds(made[0]) or not body.additive(made[0]):
            continue
        own, whole_growth = growth_of(body, part), growth_of(body, made[0])
        if own is None or whole_growth is None or policy(body, whole_growth, made[0], across=False) is None or silenced(body, own):
            continue
        yield _no_more(body, part, own, made[0], whole_growth, sure=True)


_MOST_OF_IT: Final = re.compile(
    "，(?:依旧|依然|仍然?|还是|继续)?(?:占了?(?:绝对)?大头|占(?:绝大)?多数|占了?一?大半|是大头|唱主角|为主|居多|占主导|占比最[大高])(?=[，。；])"
)
_ALL_OF_IT: Final = re.compile("总(?:量|数|额|计)$|数量$")


def _said_of(body: Body) -> Iterator[Relation]:
    """业务量6.84亿件，…；异地件5.27亿件，占了大头，…; 借阅总量235万册次，…；纸本借阅168万册次，…: a part, as its words or name say."""
    for part in body.all("level"):
        own = growth_of(body, part)
        if own is None or not usable(part) or part.claim.links.get("total") or part.claim.aspect not in ("", "stock") or part.claim.group:
            continue
        told = [f for f in body.beside(part, "level") if f.order < part.order and same_dimension(f, part)]
        whole = told[-1] if told else None
        growth = growth_of(body, whole) if whole is not None else None
        if whole is None or growth is None or not usable(whole) or whole.claim.group or not _plain_whole(body, part, whole):
            continue
        if policy(body, growth, whole, across=False) is None or silenced(body, own) or not _bounds(whole) or not body.additive(whole):
            continue
        if (part.claim.interval.high or 0) < (whole.claim.interval.low or 0):
            yield _no_more(body, part, own, whole, growth, sure=True)


def _plain_whole(body: Body, part: Fact, whole: Fact) -> bool:
    """True for a whole of the same time and place that the part is said to be most of, or whose name the part's goes on from."""
    if part.claim.period != whole.claim.period or part.claim.scope_key not in ("", whole.claim.scope_key):
        return False
    if whole.claim.clause + _NEAR < part.claim.clause or part.claim.basis != whole.claim.basis:
        return False
    if _MOST_OF_IT.match(body.after(part, 14)) is not None:
        return True
    said = body.clause(whole)
    stem = _ALL_OF_IT.sub("", whole.claim.subject + whole.claim.indicator)
    name = member_name(part)
    return "总" in said and len(stem) > 1 and name.endswith(stem) and len(name) > len(stem) and "总" not in body.clause(part)


_NEAR: Final = 2  # clauses from the whole to the part


def _bounds(whole: Fact) -> bool:
    """False for what a part may exceed: an average, a net amount, one at other prices."""
    name = whole.claim.indicator
    return whole.claim.aspect != "average" and not _of_each(whole) and not re.search("投资|增加值|生产总值|差$|净|利润|结余", name)


def _no_more(body: Body, part: Fact, growth: Fact, whole: Fact, whole_growth: Fact, *, sure: bool) -> Relation:
    """Last year's part was no more than last year's whole."""
    return Relation(
        "EP210",
        Constraint(Var(part.key) / grown(growth), "<=", Var(whole.key) / grown(whole_growth)),
        (growth, part, whole, whole_growth),
        f"{_base_text(body, part, growth)} > {_base_text(body, whole, whole_growth)}",
        severity=Severity.WARNING,
        sure=sure,
        free=True,
    )


def _of_each(whole: Fact) -> bool:
    """公斤/公顷: what one of something yields; that of a part may be more than that of all."""
    return whole.claim.quantity is not None and whole.claim.quantity.dimension.startswith("rate:")


def _parts_first(body: Body) -> Iterator[tuple[Fact, list[Fact]]]:
    """出口a亿元，增长…，进口b亿元，增长…，进出口总值c亿元，增长…: the members of a known partition and then what they add up to."""
    for growth in body.all("growth"):
        whole = body.first(growth, "now")
        if whole is None or not usable(whole) or whole.claim.links.get("parts"):
            continue
        told = [
            f
            for f in body.within(whole, 1, "level")
            if f.order < whole.order and usable(f) and same_dimension(f, whole) and f.claim.period == whole.claim.period
        ]
        before = [f for f in told if f.claim.sentence == whole.claim.sentence]
        if not before and all(f.claim.paragraph == whole.claim.paragraph for f in told):
            before = told  # 出口a，进口b。两头相加，进出口c，增速只有1.4%
        for size in (2, 3):
            parts = before[-size:]
            if len(parts) == size and adds_up(whole, parts) and _spelled_out(whole, parts):
                yield whole, parts


def _spelled_out(whole: Fact, parts: list[Fact]) -> bool:
    """企业出口a，进口b，进出口c: the members by their names; whose they are may be said of the first alone."""
    owners = {p.claim.subject for p in parts} - {""}
    bare = [Fact(p.key, p.claim._replace(subject="")) for p in parts] if len(owners) == 1 and parts[0].claim.subject in owners else parts
    return any(len(exhaustive_names(each, whole, named=True)) == len(parts) for each in (parts, bare))


def _closure(body: Body, whole: Fact, growth: Fact, parts: list[tuple[Fact, Fact]], sure: bool) -> Relation:
    """The growth of a whole from its parts and theirs."""
    return Relation(
        "EP210",
        Constraint(Var(whole.key) / grown(growth), "=", total([Var(p.key) / grown(g) for p, g in parts])),
        (growth, whole, *(f for p, g in parts for f in (p, g))),
        f"{printed(body, whole)} ÷ ({' + '.join(f'{printed(body, p)} ÷ {factor_text(body, g)}' for p, g in parts)}) − 1 = {{x}}",
        severity=Severity.WARNING,
        key="weighted",
        sure=sure,
        choice=("weighted", growth.key, parts[0][0].key),
        plausible=Interval(Fraction(-30), Fraction(50)),
    )


def _factor(growth: Fact) -> Fraction | None:
    """1 + g as printed."""
    quantity = growth.claim.quantity
    if quantity is None or quantity.number is None:
        return None
    return 1 + growth.claim.sign * quantity.number / (1 if growth.claim.kind == "multiple" else 100)


def factor_text(body: Body, growth: Fact) -> str:
    """1 + g as a formula divides by it: 1.068, 0.979."""
    factor, quantity = _factor(growth), growth.claim.quantity
    if factor is None or quantity is None:
        return f"(1 + {printed(body, growth)})"
    return decimal_text(factor, (quantity.last or Fraction(1)) / (1 if growth.claim.kind == "multiple" else 100))


def _base_text(body: Body, now: Fact, growth: Fact) -> str:
    """Last year's value as a formula shows it, with what it comes to: 34.2亿元 ÷ 0.979 = 34.93亿元."""
    text = f"{printed(body, now)} ÷ {factor_text(body, growth)}"
    factor, quantity = _factor(growth), now.claim.quantity
    if not factor or quantity is None or quantity.number is None:
        return text
    fine = (quantity.last or quantity.factor) / quantity.factor / 10
    return f"{text} = {decimal_text(quantity.number / factor, fine)}{quantity.unit}"
