"""Percentage points where a percentage is meant, and the other way round: EP205."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.terms import RATE
from enping_check.rules.relation import Relation, printed
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import same_dimension, usable

# said of a rate itself; what grows by a percentage is what the rate is of
OF_RATES = re.compile(
    "[增升涨跌降][速幅][^，。；]{0,20}(?:上升|下降|增加|减少)[了出约近]*$|(?:提高|提升|加快|回落|放缓|放慢|收窄|缩窄|缩小|扩大|回升|提速|减速|下滑|改善|[快慢高低])[了出约近]*$"
)


def points_or_percent(body: Body) -> Iterator[Relation]:
    """Points between two levels that differ by just that percentage; percent between two rates that differ by just those points."""
    for shift in body.all("share-shift", "growth-shift"):
        now, base = body.first(shift, "now"), body.first(shift, "base")
        if (
            now is None
            or base is None
            or not usable(shift)
            or now.claim.kind != "level"
            or base.claim.kind != "level"
            or not same_dimension(now, base)
        ):
            continue
        if now.claim.quantity is None or now.claim.quantity.dimension in ("percent", "none", "permille", "multiple"):
            continue
        formula = f"{printed(body, base)} → {printed(body, now)}：{percent_change(now, base)}"
        yield misnamed("points", (shift, now, base), formula, as_percent(shift) if _is_ratio(shift, now, base) else "")
    yield from _percent_as_points(body)
    yield from _amount_in_points(body)
    yield from _points_as_percent(body)
    for growth in body.all("growth"):
        if not usable(growth) or growth.claim.quantity is None or growth.claim.links.get("now"):
            continue
        if rated := body.first(growth, "rate"):
            rates = [rated]
        else:
            rates = [
                f
                for f in body.frames[growth.key[0], growth.claim.frame]
                if f.claim.kind == "share" and f.claim.sentence == growth.claim.sentence
                if f.claim.at.start < growth.claim.at.start or _led_to(body, growth, f)
            ]
        pair = [(f, body.first(f, "base")) for f in rates if f.claim.links.get("base")]
        pair += [(rates[-2], rates[-1])] if len(rates) >= 2 and not pair and rates[-1].claim.aspect == "base" else []
        if not pair:
            continue
        now, base = pair[-1]
        if base is None or not usable(now) or not usable(base):
            continue
        if re.search(f"{speeds().either}$", now.claim.indicator) or re.search("[到至]$|累计", body.clause(growth)):
            continue  # 增速由-3.2%转为2.1%，6月加快到4.6%: growths themselves, and what one has come to
        if _is_difference(growth, now, base) and not _as_printed(growth, now, base):
            # 87%，较去年的83%上升4%: a percentage only if both rates were rounded to the worst
            formula = f"{printed(body, now)} − {printed(body, base)}：{points_between(now, base)}"
            yield misnamed("percent", (growth, now, base), formula, as_points(body, growth), ("percent", growth.key))
            continue
        yield Relation(
            "EP205",
            Constraint(Var(now.key) * 100, "=", (Var(growth.key) + 100) * Var(base.key)),
            (growth, now, base),
            f"{printed(body, now)} − {printed(body, base)}：{points_between(now, base)}",
            key="percent",
            replacement=as_points(body, growth) if _is_difference(growth, now, base) else "",
            choice=("percent", growth.key),
            plausible=RATE,
        )


def _led_to(body: Body, growth: Fact, rate: Fact) -> bool:
    """空置率回落1.5%，至12.4%，3月底为13.9%: the rates told after the step between them; a share is no rate of what grew."""
    known = body.known(rate)
    named = rate.claim.aspect in ("rate", "down", "up", "base") and (
        rate.claim.indicator.endswith("率") or (known is not None and known.nature == "rate")
    )
    return named and rate.claim.at.start - growth.claim.at.end <= 24


def _percent_as_points(body: Body) -> Iterator[Relation]:
    """达4249张，净增552张，增长14.9个百分点: the points are just the percentage that the amounts give."""
    for shift in body.all("share-shift", "growth-shift"):
        if not usable(shift) or shift.claim.links.get("now") or shift.claim.aspect == "comparison":
            continue
        changes = [f for f in body.frames[shift.key[0], shift.claim.frame] if f.claim.kind == "change" and usable(f)]
        change = changes[0] if len(changes) == 1 and changes[0].claim.sentence == shift.claim.sentence else None
        now = body.first(change, "now") if change is not None else None
        if change is None or now is None or not usable(now) or not same_dimension(now, change) or now.claim.kind != "level":
            continue
        a, c, p = now.claim.interval.middle, change.claim.interval.middle, shift.claim.quantity
        if a is None or c is None or p is None or p.number is None or a == c:
            continue
        rate = c / (a - c) * 100
        if abs(abs(rate) - p.number) <= p.last:
            formula = f"{printed(body, change)} ÷ ({printed(body, now)} − {printed(body, change)}) = {float(rate):.1f}%"
            yield misnamed("points", (shift, change, now), formula, as_percent(shift))


# nothing but when it is compared with, and a verb that amounts have and rates hardly
_GREW = re.compile(
    "[，、]?(?:同比|环比|按年|[比较](?:上年|去年|上月|上季度|前年|上年同期|去年同期|年初|上年末|去年末))(?:净|大幅|小幅|实际|名义)?(?:增长|增加|上涨|下降|减少|下跌)了?(?:约|近|超过)?"
)


def _amount_in_points(body: Body) -> Iterator[Relation]:
    """零售额312.6亿元，同比增长5.4个百分点: an amount has no points, whatever its base was."""
    for shift in body.all("share-shift", "growth-shift"):
        if not usable(shift) or shift.claim.group or shift.claim.aspect == "comparison" or body.first(shift, "base") is not None:
            continue
        near = [f for f in body.sentences[shift.key[0], shift.claim.sentence] if f.claim.quantity is not None and f.order < shift.order]
        level = max(near, key=lambda f: f.order, default=None)
        if (
            level is None
            or level.claim.kind != "level"
            or not usable(level)
            or level.claim.aspect not in ("", "stock", "increment", "average")
        ):
            continue
        quantity = level.claim.quantity
        if quantity is None or quantity.dimension in ("percent", "none", "permille", "multiple", "point", "time"):
            continue
        between = body.text(level, shift)[len(body.folded(level)) : -len(body.folded(shift))]
        if _GREW.fullmatch(between) is not None:
            yield misnamed("amount", (shift, level), printed(body, level), as_percent(shift))


def _points_as_percent(body: Body) -> Iterator[Relation]:
    """增长7.3%，比上年同期的12.8%回落5.5%: between two growths the difference is one in points."""
    for growth in body.all("growth"):
        frame = body.frames[growth.key[0], growth.claim.frame]
        rates = [f for f in frame if f.claim.kind == "growth" and usable(f) and f.claim.at.start < growth.claim.at.start]
        now = next((f for f in rates if f.claim.aspect != "base"), None)
        base = next((f for f in rates if f.claim.aspect == "base"), None)
        if now is None or base is None or len(rates) != 2 or not usable(growth) or growth.claim.sentence != now.claim.sentence:
            continue
        if not OF_RATES.search(body.clause(growth)):
            continue  # 同比上涨2.5%，上月上涨2.1%，环比上涨0.4%
        a, b, g = now.claim.interval.middle, base.claim.interval.middle, growth.claim.interval.middle
        quantity = growth.claim.quantity
        if a is None or b is None or g is None or quantity is None or abs(a - b - g) > quantity.last or a == b:
            continue
        formula = f"{printed(body, now)} − {printed(body, base)}：{points_between(now, base)}"
        yield misnamed("percent", (growth, now, base), formula, as_points(body, growth))


def misnamed(key: str, facts: tuple[Fact, ...], formula: str, replacement: str, choice: Hashable = None) -> Relation:
    """Points where a percentage is meant, or the other way: wrong as printed, whatever the number."""
    never = Constraint(Var(facts[0].key), "=", Var(facts[0].key) + 1)
    return Relation("EP205", never, facts, formula, key=key, replacement=replacement, free=True, choice=choice)


def as_percent(fact: Fact) -> str:
    """The printed points as a percentage."""
    return re.sub("\\s*[个個].*$", "", fact.claim.surface) + "%"


def as_points(body: Body, fact: Fact) -> str:
    """The printed percentage as points, in the article's script."""
    article = body.readings[fact.key[0]].article
    traditional = any("\u4e00" <= c <= "\u9fff" for c in set(article.source) - set(article.folded))
    return re.sub("\\s*[%％]$", "", fact.claim.surface) + ("個百分點" if traditional else "个百分点")


def _is_difference(growth: Fact, now: Fact, base: Fact) -> bool:
    a, b, g = now.claim.quantity, base.claim.quantity, growth.claim.quantity
    return bool(
        a
        and b
        and g
        and a.number is not None
        and b.number is not None
        and g.number is not None
        and abs(a.number - b.number) == abs(g.number)
    )


def _as_printed(growth: Fact, now: Fact, base: Fact) -> bool:
    """True when the printed rates give the percentage to its own last digit."""
    a, b, g = now.claim.interval.middle, base.claim.interval.middle, growth.claim.quantity
    if a is None or not b or g is None or g.number is None:
        return True
    return abs(abs(a / b - 1) * 100 - abs(g.number)) <= g.last / 2


def _is_ratio(shift: Fact, now: Fact, base: Fact) -> bool:
    """True when the printed points are the percentage by which the two levels differ."""
    a, b, p = now.claim.quantity, base.claim.quantity, shift.claim.quantity
    if a is None or b is None or p is None or p.number is None or not a.interval.middle or not b.interval.middle:
        return False
    return abs((a.interval.middle / b.interval.middle - 1) * 100 - p.number * shift.claim.sign) <= p.last / 2


def percent_change(now: Fact, base: Fact) -> str:
    """By how much the one is more than the other, as a percentage."""
    a = now.claim.quantity.interval.middle if now.claim.quantity else None
    b = base.claim.quantity.interval.middle if base.claim.quantity else None
    return f"{float((a / b - 1) * 100):.1f}%" if a is not None and b else ""


def points_between(now: Fact, base: Fact) -> str:
    """What lies between two rates, in points."""
    a = now.claim.quantity.number if now.claim.quantity else None
    b = base.claim.quantity.number if base.claim.quantity else None
    return f"{float(a - b):.10g}个百分点" if a is not None and b is not None else ""
