"""Growth, change and multiples: EP201 to EP211."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Const, Constraint, Expression, Interval, Readings, Var, root, total
from enping_check.language.units import spellings, unit
from enping_check.model import Severity, Span
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.slips import slips
from enping_check.rules.wholes import same_dimension

_RATE = Interval(Fraction(-100), Fraction(200))
_POINTS = Interval(Fraction(-50), Fraction(50))
_OTHER = ("increment", "average", "whole")  # levels of another kind than the plain one
_POLICY = {"error": Severity.ERROR, "warning": Severity.WARNING}


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _growths(body)
    yield from _changes(body)
    yield from _directions(body)
    yield from _impossible(body)
    yield from _points_or_percent(body)
    yield from _multiples(body)
    yield from _averages(body)
    yield from _outside_parts(body)
    yield from _shifts(body)
    yield from _compared(body)
    yield from _compared_by_name(body)
    yield from _weighted(body)
    yield from _pulls(body)


def grown(growth: Fact) -> Expression:
    """1 + g as a formula: 100 + g over 100 for a percentage, 1 + k for 增长k倍."""
    if growth.claim.kind == "multiple":
        return Var(growth.key) + 1
    return (Var(growth.key) + 100) / 100


def silenced(body: Body, *facts: Fact) -> bool:
    """可比价, 同口径 … in the clause or bracket of any of the claims."""
    for fact in facts:
        if fact.claim.aspect == "可比":
            return True
        if fact.claim.aspect == "名义":
            continue
        sentence = body.sentence(fact)
        at = sentence.find(body.folded(fact))
        nearby = body.before(fact, 40).rpartition("。")[2].rpartition("；")[2] + body.after(fact, 24).partition("。")[0].partition("；")[0]
        nearby = re.sub("扣除非经常性?损益", "", nearby)  # the name of a profit
        if at >= 0 and re.search("可比|同口径|同比口径|不变价|扣除|剔除|实际增|实际下|修订|快报|初步统计|还原|口径|还包含", nearby):
            return True
    return False


def policy(body: Body, growth: Fact, now: Fact, across: bool) -> Severity | None:
    """What semantics.md lets a recomputed growth of this family raise; None is silence."""
    known = body.known(now) or body.known(growth)
    name = now.claim.subject + now.claim.indicator
    if growth.claim.aspect == "名义":
        return Severity.ERROR
    if silenced(body, growth, now):
        return None
    if known is None:
        if re.search("生产总值|增加值|GDP|劳动生产率", name):
            return None
        if re.search("规上|规模以上|限上|限额以上|投资|零售", name):
            return None if across else Severity.WARNING
        return Severity.WARNING if across else Severity.ERROR
    word = known.growth_across if across else known.growth_within
    if word == "error" and re.search("规上|规模以上|限上|限额以上|行业", name) and known.dimension in ("currency", "any", "mass"):
        word = "silent" if across else "warning"
    return _POLICY.get(word)


def _growths(body: Body) -> Iterator[Relation]:
    """now × 100 = (100 + g) × base where the text states both levels."""
    for growth in body.all("growth", "multiple"):
        if growth.claim.kind == "multiple" and growth.claim.aspect != "growth":
            continue
        nows = [n for n in body.linked(growth, "now") if usable(n)]
        if not usable(growth) or growth.claim.aspect == "comparison":
            continue
        code = "EP206" if growth.claim.kind == "multiple" else "EP201"
        base = body.first(growth, "base")
        for now in nows:
            if base is not None and usable(base) and same_dimension(now, base):
                severity = policy(body, growth, now, across=False)
                if code == "EP206" and severity is Severity.WARNING and now.claim.aspect in ("up", "down"):
                    severity = Severity.ERROR  # 由A增至B，增长k倍 is reckoned from just these two, whatever the coverage
                if severity is not None:
                    yield _growth_relation(body, code, growth, now, base, severity, sure=_basis_fits(growth, base) and _only(nows, base))
            elif growth.claim.kind == "growth" and base is None:
                yield from _elsewhere(body, growth, now, sure=len(nows) == 1)


def _only(nows: list[Fact], base: Fact) -> bool:
    """True when no other candidate is measured as the base is."""
    return sum(same_dimension(now, base) for now in nows) == 1


def _basis_fits(growth: Fact, base: Fact) -> bool:
    """The base named beside the growth is the one the growth compares with."""
    if growth.claim.basis == "年均":
        return False
    if not _one_basis(growth, base):
        return False
    return not (growth.claim.basis == "环比" and base.claim.basis in ("", "同比") and base.claim.period and growth.claim.period)


def _one_basis(a: Fact, b: Fact) -> bool:
    """False when both say what they compare with and it is not the same; 上期 leaves open which earlier period it means."""
    first, second = a.claim.basis, b.claim.basis
    return not first or not second or first == second or "上期" in (first, second)


def _growth_relation(body: Body, code: str, growth: Fact, now: Fact, base: Fact, severity: Severity, *, sure: bool) -> Relation:
    sign = now.claim.quantity.interval.low if now.claim.quantity is not None else None
    low = base.claim.quantity.interval.low if base.claim.quantity is not None else None
    positive = low is not None and low > 0 and sign is not None and sign > 0
    return Relation(
        code,
        Constraint(Var(now.key), "=", grown(growth) * Var(base.key)),
        (growth, now, base),
        f"{printed(body, now)} ÷ {printed(body, base)} − 1 = {{x}}",
        severity=severity,
        sure=sure and positive,
        choice=("growth", growth.key),
        collection=(growth.key[0], "growth", growth.claim.group) if growth.claim.group else None,
        plausible=_RATE if code == "EP201" else None,
        rivals=_growth_mistakes(code, now, base),
    )


def _growth_mistakes(code: str, now: Fact, base: Fact) -> tuple[tuple[str, Expression], ...]:
    """What one gets who divides by the present value, or takes the ratio for the growth."""
    ratio = Var(now.key) / Var(base.key)
    if code == "EP206":
        return (("ratio-as-growth", ratio),)
    return (("swapped-base", (Var(now.key) - Var(base.key)) * 100 / Var(now.key)), ("ratio-as-growth", ratio * 100))


def _elsewhere(body: Body, growth: Fact, now: Fact, *, sure: bool) -> Iterator[Relation]:
    """The base stands in another sentence or article: same name, the period before."""
    name = name_key(now.claim)
    if len(name) < 2 or growth.claim.basis not in ("", "同比", "环比"):
        return
    wanted = _previous(now.claim.period) if growth.claim.basis != "环比" else _step_before(now.claim.period)
    if wanted is None:
        return
    for index in range(len(body.readings)):
        for base in body.by_name.get((index, name), ()):
            if base.claim.aspect == "base" and index == now.key[0]:
                continue  # it has a growth of its own
            if (
                base.claim.period != wanted
                or base.key == now.key
                or not usable(base)
                or not same_dimension(now, base)
                or (index != now.key[0] and not body.comparable(now, base))
                or base.claim.modality != now.claim.modality
            ):
                continue
            if base.claim.quantity is None or base.claim.quantity.hedge or (base.claim.aspect in _OTHER) != (now.claim.aspect in _OTHER):
                continue
            if index == now.key[0] and abs(base.claim.paragraph - now.claim.paragraph) > 1:
                continue
            if index != now.key[0] and not _of_one_size(now, base):
                continue
            severity = policy(body, growth, now, across=index != now.key[0])
            if severity is None:
                continue
            yield _growth_relation(
                body, "EP201", growth, now, base, severity, sure=sure and (base.claim.bound != "far" or index == now.key[0])
            )
            return


def _of_one_size(now: Fact, base: Fact) -> bool:
    """Two articles' levels of one name that are far apart are of two things: a country's and a county's."""
    a, b = now.claim.interval.middle, base.claim.interval.middle
    return a is not None and b is not None and b > 0 and Fraction(1, 5) <= a / b <= 5


def _previous(period: str) -> str | None:
    match = re.fullmatch(r"(\d{4})(.*)", period)
    if match and "/" not in period:
        return f"{int(match[1]) - 1}{match[2]}"
    match = re.fullmatch(r"Y([+-]\d+)(.*)", period)
    if match and "/" not in period:
        return f"Y{int(match[1]) - 1:+d}{match[2]}"
    return None


def _step_before(period: str) -> str | None:
    """The month, quarter or half before, of the same year or the last one; None for what has none."""
    match = re.fullmatch(r"(\d{4}|Y[+-]\d+)([HQM])(\d{1,2})", period)
    if match is None:
        return None
    year, kind, number = match[1], match[2], int(match[3])
    if number > 1:
        return f"{year}{kind}{number - 1:02}" if kind == "M" else f"{year}{kind}{number - 1}"
    last = {"H": "H2", "Q": "Q4", "M": "M12"}[kind]
    return f"{int(year) - 1}{last}" if year.isdigit() else f"Y{int(year[1:]) - 1:+d}{last}"


def _changes(body: Body) -> Iterator[Relation]:
    """now − base = change; and change ÷ (now − change) = growth where no base is stated; 新增 may leave losses out: to verify only."""
    gross = (f for f in body.all("level") if f.claim.aspect == "increment" and f.claim.links.get("now"))
    for change in (*body.all("change"), *gross):
        if not usable(change) or change.claim.aspect == "comparison" or body.yearly(change):
            continue
        nows = [n for n in body.linked(change, "now") if usable(n) and (same_dimension(n, change) or _priced(n, change))]
        base = body.first(change, "base")
        for now in nows:
            yield from _change(body, change, now, base, sure=len(nows) == 1 and change.claim.kind == "change")


def _priced(now: Fact, change: Fact) -> Fraction | None:
    """For a price in 元/吨 that rose by 55元: how many of the price's base denominators one printed denominator holds."""
    a, b = now.claim.quantity, change.claim.quantity
    if a is None or b is None or not a.dimension.startswith("rate:") or a.base_unit.partition("/")[0] != b.base_unit:
        return None
    below = a.unit.partition("/")[2]
    return unit(below).factor if below in spellings().names else None


def _change(body: Body, change: Fact, now: Fact, base: Fact | None, *, sure: bool) -> Iterator[Relation]:
    """now − base = change, or change ÷ (now − change) = growth where no base is stated."""
    times = _priced(now, change) or Fraction(1)
    if _below_zero(now) or (base is not None and _below_zero(base)):
        return  # 减亏, 增亏, 扭亏: said of the size of a loss or of the result, as the writer likes
    if base is not None and usable(now) and usable(base) and same_dimension(now, base):
        if now.claim.aspect not in ("increment",) or base.claim.aspect == "base":
            yield Relation(
                "EP202",
                Constraint((Var(now.key) - Var(base.key)) * times, "=", Var(change.key)),
                (change, now, base),
                f"{printed(body, now)} − {printed(body, base)} = {{x}}",
                severity=Severity.ERROR,
                sure=sure and _basis_fits(change, base),
                choice=("change", change.key),
            )
    elif base is None:
        outgrown = _outgrows(change, now)
        for growth in body.frames[change.key[0], change.claim.frame if change.claim.kind == "change" else now.claim.frame]:
            if (
                growth.claim.kind != "growth"
                or not usable(growth)
                or growth.claim.at.start < now.claim.at.start
                or growth.claim.sentence != change.claim.sentence
            ):
                continue
            if not _one_basis(growth, change) or silenced(body, growth):
                continue
            if not change.claim.basis and (growth.claim.basis or growth.key < change.key) and _PART_OF_YEAR.search(body.clause(change)):
                continue  # 余额同比增长13.5%，前三季度增加2.6万亿元: since the year before, since its end
            severity = policy(body, growth, now, across=False)
            if severity is None:
                continue
            if outgrown and not _slipped(body, change, now, growth):
                return  # 超收0.4亿元，同比增收1.2亿元: the change is not of this level
            far = growth.claim.clause - max(change.claim.clause, now.claim.clause) > 1
            yield Relation(
                "EP202",
                Constraint(Var(now.key) * times / Var(change.key), "=", Const(Fraction(100)) / Var(growth.key) + 1),
                (growth, change, now),
                f"{printed(body, change)} ÷ ({printed(body, now)} − {printed(body, change)}) = {{x}}",
                severity=severity,
                sure=sure and not far,
                choice=("triple", growth.key),
                key="growth",
                plausible=_RATE,
            )
            break


_PART_OF_YEAR = re.compile(
    "[一二三四]季度|上半年|下半年|[\\d一二三四五六七八九十]+个?月份?|[当本单上]月|[当本单上]季|[今本]年(?:以来|前)|年内|年初以来|[当本单上]周|[当本单昨今]日"
)


def _outgrows(change: Fact, now: Fact) -> bool:
    """True when a rise is greater than what it led to."""
    a, b = change.claim.interval.low, now.claim.interval.high
    return a is not None and b is not None and a > b


def _slipped(body: Body, change: Fact, now: Fact, growth: Fact) -> bool:
    """True when one slip of the pen in the change or the level makes the growth come out: then they do belong together."""
    rate, last = growth.claim.interval.middle, growth.claim.quantity.last if growth.claim.quantity is not None else Fraction(0)
    for fact in (change, now):
        for slip in slips(body, fact):
            risen = slip.interval.middle if fact is change else change.claim.interval.middle
            level = slip.interval.middle if fact is now else now.claim.interval.middle
            if rate is not None and risen is not None and level is not None and level > risen > 0:
                if abs(risen / (level - risen) * 100 - rate) <= last:
                    return True
    return False


def _directions(body: Body) -> Iterator[Relation]:
    """由X增至Y must rise, 由X降至Y must fall."""
    for now in body.all("level", "share"):
        base = body.first(now, "base")
        if base is None or now.claim.aspect not in ("up", "down") or not usable(now) or not usable(base):
            continue
        if now.claim.quantity is None or base.claim.quantity is None or now.claim.quantity.dimension != base.claim.quantity.dimension:
            continue
        up = now.claim.aspect == "up"
        if re.search("排名|排位|位次|位居|亏损", body.sentence(now)):
            continue
        yield Relation(
            "EP203",
            Constraint(Var(now.key), ">=" if up else "<=", Var(base.key)),
            (now, base),
            f"{printed(body, base)} → {printed(body, now)}",
            free=True,
        )


def _impossible(body: Body) -> Iterator[Relation]:
    """A decline of more than 100 % of something that cannot be negative."""
    for growth in body.all("growth", "multiple"):
        if growth.claim.sign > 0 or not usable(growth) or growth.claim.quantity is None:
            continue
        if growth.claim.kind == "multiple" and growth.claim.aspect != "growth":
            continue
        now = body.first(growth, "now")
        known = body.known(now) if now is not None else body.known(growth)
        name = growth.claim.subject + growth.claim.indicator + (now.claim.indicator if now else "")
        if known is not None and known.negative:
            continue
        if re.search(
            "利润|盈|亏|净利|净额|收益|变动|汇兑|减值|差额|顺差|逆差|出超|入超|净|损益|现金流|所得|权益|业绩|涨幅|增速|结余",
            name + body.sentence(growth)[:120],
        ):
            continue
        limit = 1 if growth.claim.kind == "multiple" else 100
        low = growth.claim.quantity.interval.low
        if (low is None or low <= limit) and growth.claim.kind != "multiple":
            continue
        if growth.claim.kind == "multiple" and (low is None or low < 1):
            continue
        if not name:
            continue
        yield Relation(
            "EP204",
            Constraint(-Var(growth.key), "<=", total([limit])),
            (growth, *([now] if now is not None else [])),
            f"{printed(body, growth)} < −100%",
            free=True,
        )


# what is measured or counted, by the ends of its names: none of it falls below zero


def _points_or_percent(body: Body) -> Iterator[Relation]:
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
        formula = f"{printed(body, base)} → {printed(body, now)}：{_percent_change(now, base)}"
        yield _misnamed("points", (shift, now, base), formula, _as_percent(shift) if _is_ratio(shift, now, base) else "")
    yield from _percent_as_points(body)
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
                if f.claim.kind == "share" and f.claim.at.start < growth.claim.at.start and f.claim.sentence == growth.claim.sentence
            ]
        pair = [(f, body.first(f, "base")) for f in rates if f.claim.links.get("base")]
        pair += [(rates[-2], rates[-1])] if len(rates) >= 2 and not pair and rates[-1].claim.aspect == "base" else []
        if not pair:
            continue
        now, base = pair[-1]
        if base is None or not usable(now) or not usable(base):
            continue
        yield Relation(
            "EP205",
            Constraint(Var(now.key) * 100, "=", (Var(growth.key) + 100) * Var(base.key)),
            (growth, now, base),
            f"{printed(body, now)} − {printed(body, base)}：{_points_between(now, base)}",
            key="percent",
            replacement=_as_points(body, growth) if _is_difference(growth, now, base) else "",
            choice=("percent", growth.key),
            plausible=_RATE,
        )


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
            yield _misnamed("points", (shift, change, now), formula, _as_percent(shift))


def _points_as_percent(body: Body) -> Iterator[Relation]:
    """增长7.3%，比上年同期的12.8%回落5.5%: between two growths the difference is one in points."""
    for growth in body.all("growth"):
        frame = body.frames[growth.key[0], growth.claim.frame]
        rates = [f for f in frame if f.claim.kind == "growth" and usable(f) and f.claim.at.start < growth.claim.at.start]
        now = next((f for f in rates if f.claim.aspect != "base"), None)
        base = next((f for f in rates if f.claim.aspect == "base"), None)
        if now is None or base is None or len(rates) != 2 or not usable(growth) or growth.claim.sentence != now.claim.sentence:
            continue
        a, b, g = now.claim.interval.middle, base.claim.interval.middle, growth.claim.interval.middle
        quantity = growth.claim.quantity
        if a is None or b is None or g is None or quantity is None or abs(a - b - g) > quantity.last or a == b:
            continue
        formula = f"{printed(body, now)} − {printed(body, base)}：{_points_between(now, base)}"
        yield _misnamed("percent", (growth, now, base), formula, _as_points(body, growth))


def _misnamed(key: str, facts: tuple[Fact, ...], formula: str, replacement: str) -> Relation:
    """Points where a percentage is meant, or the other way: wrong as printed, whatever the number."""
    never = Constraint(Var(facts[0].key), "=", Var(facts[0].key) + 1)
    return Relation("EP205", never, facts, formula, key=key, replacement=replacement, free=True)


def _as_percent(fact: Fact) -> str:
    """The printed points as a percentage."""
    return re.sub("\\s*[个個].*$", "", fact.claim.surface) + "%"


def _as_points(body: Body, fact: Fact) -> str:
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


def _is_ratio(shift: Fact, now: Fact, base: Fact) -> bool:
    """True when the printed points are the percentage by which the two levels differ."""
    a, b, p = now.claim.quantity, base.claim.quantity, shift.claim.quantity
    if a is None or b is None or p is None or p.number is None or not a.interval.middle or not b.interval.middle:
        return False
    return abs((a.interval.middle / b.interval.middle - 1) * 100 - p.number * shift.claim.sign) <= p.last / 2


def _percent_change(now: Fact, base: Fact) -> str:
    a = now.claim.quantity.interval.middle if now.claim.quantity else None
    b = base.claim.quantity.interval.middle if base.claim.quantity else None
    return f"{float((a / b - 1) * 100):.1f}%" if a is not None and b else ""


def _points_between(now: Fact, base: Fact) -> str:
    a = now.claim.quantity.number if now.claim.quantity else None
    b = base.claim.quantity.number if base.claim.quantity else None
    return f"{float(a - b):.10g}个百分点" if a is not None and b is not None else ""


def _multiples(body: Body) -> Iterator[Relation]:
    """now = k × base for 是…的k倍, 增至k倍, 翻番."""
    for multiple in body.all("multiple"):
        if multiple.claim.aspect == "ratio-of" and usable(multiple):
            yield from _times_another(body, multiple)
        if multiple.claim.aspect not in ("ratio",) or not usable(multiple):
            continue
        nows = [n for n in body.linked(multiple, "now") if usable(n)]
        for now in nows:
            base = body.first(multiple, "base")
            if base is None and multiple.claim.why:
                base = _at(body, now, multiple.claim.why)
            elif base is None:
                base = _starting(body, now)
            if base is None or not usable(base) or not same_dimension(now, base):
                continue
            sure = _only(nows, base) and not silenced(body, multiple)  # 按可比价计算，是1978年的86倍
            yield Relation(
                "EP206",
                Constraint(Var(now.key), "=", Var(multiple.key) * Var(base.key)),
                (multiple, now, base),
                f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}",
                sure=sure,
                choice=("multiple", multiple.key),
                extra=_doubling(body, multiple),
                rivals=(("growth-as-ratio", Var(now.key) / Var(base.key) - 1),),
            )


def _times_another(body: Body, multiple: Fact) -> Iterator[Relation]:
    """是净利润的1.4倍: a multiple of another thing the passage states."""
    name = body.namers[multiple.key[0]].key(multiple.claim.whole or "")
    for now in body.linked(multiple, "now"):
        for base in body.by_name.get((multiple.key[0], name), ()) if len(name) >= 2 else ():
            if usable(now) and usable(base) and same_dimension(now, base) and base.claim.period == now.claim.period and base.key != now.key:
                yield Relation(
                    "EP206",
                    Constraint(Var(now.key), "=", Var(multiple.key) * Var(base.key)),
                    (multiple, now, base),
                    f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}",
                    sure=False,
                    choice=("multiple", multiple.key),
                )


def _doubling(body: Body, multiple: Fact) -> dict[object, Readings]:
    """翻一番 is said of anything from 1.95 upwards, 接近翻番 of a little less; the exact factor is not printed."""
    quantity = multiple.claim.quantity
    if quantity is None or not quantity.unit.endswith("番"):
        return {}
    factor = quantity.number or Fraction(2)
    low = factor * Fraction(195, 200)
    if re.search("近|约|几乎|将近|接近", body.before(multiple, 6)) or quantity.hedge:
        low = factor * Fraction(9, 10)
    return {multiple.key: Readings.exactly(Interval(low, factor * Fraction(3, 2)))}


def _at(body: Body, now: Fact, period: str) -> Fact | None:
    """The same fact at another period, when exactly one value is stated."""
    hits = [
        f
        for f in body.by_name.get((now.key[0], name_key(now.claim)), ())
        if f.claim.period == period and f.key != now.key and same_dimension(now, f) and usable(f)
    ]
    hits += [
        f
        for f in body.frames[now.key[0], now.claim.frame]
        if f.claim.kind == "level" and f.claim.aspect == "base" and f.claim.period == period and f not in hits
    ]
    values = {f.claim.quantity.number for f in hits if f.claim.quantity is not None}
    return hits[0] if len(values) == 1 else None


def _starting(body: Body, now: Fact) -> Fact | None:
    """2018年a万元，2024年b万元，翻了两番: the one earlier year's value of the same thing in its sentence."""
    hits = [
        f
        for f in body.by_name.get((now.key[0], name_key(now.claim)), ())
        if f.claim.sentence == now.claim.sentence
        and f.key != now.key
        and usable(f)
        and same_dimension(now, f)
        and f.claim.scope_key == now.claim.scope_key
        and f.claim.period[:4].isdigit()
        and now.claim.period[:4].isdigit()
        and f.claim.period[4:] == now.claim.period[4:]
        and f.claim.period < now.claim.period
        and f.claim.at.start < now.claim.at.start
    ]
    return hits[0] if len(hits) == 1 and len(name_key(now.claim)) >= 2 else None


def _averages(body: Body) -> Iterator[Relation]:
    """(1 + g)ⁿ = last ÷ first."""
    for growth in body.all("average-growth"):
        if not usable(growth):
            continue
        now, base = body.first(growth, "now"), body.first(growth, "base")
        if now is not None and base is None:
            base = _starting(body, now)
        frame = body.frames[growth.key[0], growth.claim.frame]
        ratio: Fact | None = None
        years: tuple[Span, ...] = ()
        if base is None or now is None:
            multiples = [
                f for f in frame if f.claim.kind == "multiple" and f.claim.aspect == "ratio" and f.claim.at.start < growth.claim.at.start
            ]
            if multiples:
                ratio = multiples[-1]
        sentence = body.before(growth, 60).rpartition("。")[2] + body.folded(growth)
        if ratio is not None and (base is None or now is None):
            told = body.first(ratio, "base")
            counts = _years(body, growth, told.claim.period if told is not None else _label_of(ratio), growth.claim.period, sentence)
            change: Expression = Var(ratio.key)
            facts: tuple[Fact, ...] = (growth, ratio)
            text = printed(body, ratio)
        elif base is not None and now is not None and usable(now) and usable(base) and same_dimension(now, base):
            if policy(body, growth, now, across=False) is None:
                continue
            counts = _years(body, growth, base.claim.period, now.claim.period, sentence)
            unsaid = growth.claim.period == f"{base.claim.period}/{now.claim.period}" and not _YEAR_SAID.search(body.before(base, 12))
            if counts and (base.claim.why == "spanned" or unsaid):
                counts.append(counts[-1] + 1)  # 五年来由3.6万元增加到4.8万元: from the year before the five as well
            change = Var(now.key) / Var(base.key)
            facts = (growth, now, base)
            years = _years_printed(body, base, now)
            text = f"{printed(body, now)} ÷ {printed(body, base)}"
        elif yearly := _year_by_year(body, growth):
            counts = [len(yearly)]
            change = grown(yearly[0])
            for each in yearly[1:]:
                change = change * grown(each)
            facts = (growth, *yearly)
            text = " × ".join(f"(1 + {printed(body, each)})" for each in yearly)
        else:
            total_growth = [
                f
                for f in frame
                if f.claim.kind == "growth"
                and f.claim.at.start < growth.claim.at.start
                and f.claim.sentence == growth.claim.sentence
                and "累计" in body.before(f, 8)
            ]
            counts = _years(body, growth, "", "", sentence)
            if not total_growth or not counts:
                continue
            change = (Var(total_growth[-1].key) + 100) / 100
            facts = (growth, total_growth[-1])
            text = f"1 + {printed(body, total_growth[-1])}"
        for n in counts:
            # a power of a sum of rounded numbers: raise the printed rate, not the ratio
            yield Relation(
                "EP207",
                Constraint(((Var(growth.key) + 100) / 100) ** n, "=", change),
                facts,
                f"({text})^(1/{n}) − 1 = {{x}}",
                sure=True,
                choice=("average", growth.key),
                plausible=Interval(Fraction(-50), Fraction(100)),
                solved=root(change, n) * 100 - 100,
                beside=years,
                rivals=_mean_mistakes(change, n),
            )


def _years_printed(body: Body, *levels: Fact) -> tuple[Span, ...]:
    """Where the text prints the year of each level, in its sentence before it."""
    found = []
    for level in levels:
        near = [
            p
            for p in body.readings[level.key[0]].scan.periods
            if p.year is not None and str(p.year) == level.claim.period[:4] and 0 <= level.claim.at.start - p.at.end <= 40
        ]
        found += [p.span for p in near[-1:]]
    return tuple(found)


def _year_by_year(body: Body, mean: Fact) -> list[Fact]:
    """2023年增长4.2%，2024年增长11.6%，两年平均增长…: the growths of just the years it says; empty unless those stand there."""
    match = re.search("([两二三四五])年(?:年均|平均)", body.clause(mean) + body.folded(mean))
    if match is None:
        return []
    wanted = "_两三四五".index(match[1].replace("二", "两")) + 1
    found = [
        f
        for f in body.beside(mean, "growth")
        if f.claim.at.start < mean.claim.at.start
        and usable(f)
        and f.claim.aspect in ("", "base")
        and name_key(f.claim) == name_key(mean.claim)
        and f.claim.scope_key == mean.claim.scope_key
        and re.fullmatch(r"\d{4}|Y[+-]\d+", f.claim.period)
    ]
    years = [int(f.claim.period.lstrip("Y")) for f in found]
    return found if len(found) == wanted and sorted(years) == list(range(min(years), min(years) + wanted)) else []


def _mean_mistakes(change: Expression, years: int) -> tuple[tuple[str, Expression], ...]:
    """What one gets who divides the whole growth by the years, or counts a year too many or too few."""
    rivals = [("total-growth-divided", (change * 100 - 100) / years), ("year-count", root(change, years + 1) * 100 - 100)]
    if years > 2:
        rivals.append(("year-count", root(change, years - 1) * 100 - 100))
    return tuple(rivals)


def _label_of(ratio: Fact) -> str:
    return ratio.claim.why.split("|")[-1] if re.match(r"(\d{4}|Y)", ratio.claim.why.split("|")[-1]) else ""


def _years(body: Body, growth: Fact, first: str, last: str, sentence: str) -> list[int]:
    """Numbers of years the phrase may mean; empty when nothing says."""
    words = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
    if match := re.search("([两二三四五六七八九十])年(?:年均|平均)", sentence):
        return [words[match[1]]]
    a, b = re.match(r"(\d{4})", first or ""), re.match(r"(\d{4})", last or "")
    if a and b:
        n = int(b[1]) - int(a[1])
        return [n] if n > 0 else []
    if match := _SPAN.search(body.sentence(growth)):
        n = int(match[2]) - int(match[1])
        return [n, n + 1] if n > 0 else []  # whether the first year is the base or the first of growth is not always said
    return []


_YEAR_SAID = re.compile(r"\d年[^，；。]*$")
_SPAN = re.compile("((?:19|20)\\d{2})年?(?:到|至|[—～~-]{1,2})((?:19|20)\\d{2})年")


def _outside_parts(body: Body) -> Iterator[Relation]:
    """A total's growth lies between the least and the greatest growth of exhaustive parts."""
    from enping_check.rules.totals import exhaustive_names, member_name

    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for growth in body.all("growth"):
        if not usable(growth) or growth.claim.aspect == "comparison":
            continue
        now = body.first(growth, "now")
        if now is not None and (each := now.claim.links.get("total")):
            owner = body.fact(growth.key[0], each[0])
            totals = [f for f in body.frames[growth.key[0], owner.claim.frame] if f.claim.kind == "growth"]
            if totals and now.claim.links.get("list"):
                groups[growth.key[0], now.claim.links["list"][0], totals[0].key].append(growth)
        elif each := growth.claim.links.get("total"):
            groups[growth.key[0], growth.claim.links["list"][0], (growth.key[0], each[0])].append(growth)
    for number, (whole, parts) in enumerate(_unlisted(body)):
        groups[whole.key[0], f"unlisted {number}", whole.key] = parts
    for (index, _, total_key), parts in groups.items():
        assert isinstance(total_key, tuple)
        whole = body.fact(int(index), int(total_key[1]))  # type: ignore[call-overload]
        # a mean over two groups may leave their range: their weights move as well
        mean = bool(re.search("人均|平均|均价", whole.claim.indicator + whole.claim.subject)) and any(
            re.search("城镇|农村|乡村", p.claim.subject + p.claim.indicator) for p in parts
        )
        if not usable(whole) or len(parts) < 2 or len({p.claim.basis or "同比" for p in (*parts, whole)}) != 1:
            continue
        if (
            any((p.claim.aspect == "可比") != (whole.claim.aspect == "可比") and p.claim.aspect for p in parts)
            and whole.claim.aspect == "名义"
        ):
            continue
        names = [member_name(p) for p in parts]
        partition = exhaustive_names(parts, whole)
        if not partition or (
            any(re.search("规上|限上|规模以上|限额以上", n) for n in names)
            and not re.search("规上|限上|规模以上|限额以上", whole.claim.indicator)
        ):
            continue
        chosen = [p for p, name in zip(parts, names, strict=True) if name in partition]
        if len(chosen) < len(partition):
            continue
        intervals = [(p, p.claim.interval) for p in chosen]
        greatest = max(intervals, key=lambda pair: (pair[1].high is None, pair[1].high or Fraction(0)))[0]
        least = min(intervals, key=lambda pair: (pair[1].low is not None, pair[1].low or Fraction(0)))[0]
        rest = tuple(p for p in chosen if p.key not in (greatest.key, least.key))
        for op, bound in (("<=", greatest), (">=", least)):
            yield Relation(
                "EP208",
                Constraint(Var(whole.key), op, Var(bound.key)),
                (whole, bound, *(p for p in chosen if p.key != bound.key and p not in rest), *rest),
                f"{printed(body, whole)} ∉ [{printed(body, least)}, {printed(body, greatest)}]",
                sure=not mean,
                choice=None,
                free=True,
            )


def _unlisted(body: Body) -> Iterator[tuple[Fact, list[Fact]]]:
    """出口年增8.6%，进口年增4.2%，进出口总额年增9.1%: the members of a partition in one sentence, beside the whole that it divides."""
    from enping_check.rules.totals import exhaustive_names

    sentences: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for growth in body.all("growth"):
        now = body.first(growth, "now")
        listed = growth.claim.links.get("total") or (now is not None and now.claim.links.get("total"))
        if usable(growth) and not listed and growth.claim.aspect in ("", "可比") and growth.claim.modality == "fact":
            sentences[growth.key[0], growth.claim.sentence].append(growth)
    for (index, number), growths in sentences.items():
        if len(growths) < 2:
            continue
        for whole in (*growths, *sentences.get((index, number - 1), ())):
            if whole.claim.paragraph != growths[0].claim.paragraph or whole.claim.subject:
                continue
            parts = [
                g
                for g in growths
                if g.key != whole.key
                and g.claim.period == whole.claim.period
                and g.claim.scope_key == whole.claim.scope_key
                and not (g.claim.subject and body.known(g) is not None and g.claim.indicator == whole.claim.indicator)
            ]
            if len(parts) >= 2 and exhaustive_names(parts, whole, named=True):
                yield whole, parts


def _shifts(body: Body) -> Iterator[Relation]:
    """growth now − growth before = shift."""
    for shift in body.all("growth-shift"):
        if not usable(shift) or shift.claim.aspect == "comparison" or body.yearly(shift):
            continue
        now, base = body.first(shift, "now"), body.first(shift, "base")
        if now is None:
            continue
        sure = True
        if base is None:
            base = _earlier_rate(body, shift, now)
            sure = base is not None
        if base is None or now.claim.kind != "growth" or not usable(now) or not usable(base) or base.claim.kind != "growth":
            continue
        yield Relation(
            "EP209",
            Constraint(Var(now.key) - Var(base.key), "=", -Var(shift.key) if _of_declines(body, shift, now, base) else Var(shift.key)),
            (shift, now, base),
            f"{printed(body, now)} − {printed(body, base)} = {{x}}",
            sure=sure,
            choice=("growth-shift", shift.key),
            plausible=_POINTS,
        )


_THAN_NAMED = re.compile(
    "(?:(?P<up>高于|快于|高出)|(?P<down>低于|慢于)|比)(?P<name>[^，。；比]{2,14}?)(?:平均)?(?:增速|增幅|增长率|涨幅)?(?P<high>高出?|快)?(?P<low>低|慢)?$"
)
_THAN = re.compile(
    "(?P<up>高于|快于|高出)?(?P<down>低于|慢于)?(?:比|较)?(?P<place>全[国省市县区州])(?:平均)?(?:水平)?(?:增速|增幅)?(?P<high>高出?|快)?(?P<low>低|慢)?"
)


def _compared(body: Body) -> Iterator[Relation]:
    """增速高于全市3.8个百分点，全市增长4.0%: own growth − that place's growth = the points between them."""
    for shift in body.all("growth-shift"):
        than = _THAN.search(body.clause(shift))
        if (
            shift.claim.aspect != "comparison"
            or shift.claim.quantity is None
            or than is None
            or bool(than["up"] or than["high"]) == bool(than["down"] or than["low"])
        ):
            continue
        rates = [f for f in body.beside(shift, "growth") if usable(f)]
        theirs = [f for f in rates if than["place"] in body.clause(f)]
        own = [f for f in rates if f not in theirs and f.claim.at.start < shift.claim.at.start]
        if (
            len(theirs) != 1
            or len(own) != 1
            or own[0].claim.indicator != theirs[0].claim.indicator
            or own[0].claim.period != theirs[0].claim.period
        ):
            continue
        gap = Var(own[0].key) - Var(theirs[0].key)
        size = Var(shift.key) if shift.claim.sign > 0 else -Var(shift.key)
        yield Relation(
            "EP209",
            Constraint(gap, "=", size if than["up"] or than["high"] else -size),
            (shift, own[0], theirs[0]),
            f"{printed(body, own[0])} − {printed(body, theirs[0])} = {{x}}",
            choice=("compared", shift.key),
            plausible=_POINTS,
        )


def _compared_by_name(body: Body) -> Iterator[Relation]:
    """高于各项贷款增速3.4个百分点，各项贷款增长8.2%: own growth − the growth of what is named = the points between them."""
    for shift in body.all("growth-shift"):
        than = _THAN_NAMED.search(body.clause(shift)) if shift.claim.aspect == "comparison" else None
        if than is None or shift.claim.quantity is None or bool(than["up"] or than["high"]) == bool(than["down"] or than["low"]):
            continue
        wanted = body.namers[shift.key[0]].key(than["name"])
        rates = [f for f in body.beside(shift, "growth") if usable(f)]
        theirs = [
            f for f in rates if f.claim.at.start > shift.claim.at.end and than["name"] in body.clause(f) and name_key(f.claim) == wanted
        ]
        own = [f for f in rates if f.claim.at.start < shift.claim.at.start and f.claim.clause >= shift.claim.clause - 1]
        if len(theirs) != 1 or len(own) != 1 or len(wanted) < 2 or name_key(own[0].claim) == wanted:
            continue
        if own[0].claim.period != theirs[0].claim.period or not _one_basis(own[0], theirs[0]):
            continue
        size = Var(shift.key) if than["up"] or than["high"] else -Var(shift.key)
        yield Relation(
            "EP209",
            Constraint(Var(own[0].key) - Var(theirs[0].key), "=", size),
            (shift, own[0], theirs[0]),
            f"{printed(body, own[0])} − {printed(body, theirs[0])} = {{x}}",
            choice=("compared", shift.key),
            plausible=_POINTS,
        )


def _of_declines(body: Body, shift: Fact, now: Fact, base: Fact) -> bool:
    """收窄 and 扩大 between two declines are said of their sizes: from −2.1 % to −0.8 % narrows by 1.3 points."""
    if not (_below_zero(now) and _below_zero(base)):
        return False
    verb = re.search("(收窄|缩小)|(扩大)", body.before(shift, 4))
    return verb is not None and (shift.claim.sign < 0) == bool(verb[1])


def _below_zero(fact: Fact) -> bool:
    return fact.claim.interval.high is not None and fact.claim.interval.high < 0


def _earlier_rate(body: Body, shift: Fact, now: Fact) -> Fact | None:
    """比1—5月收窄 …: that period's rate of the same thing, stated elsewhere in the article."""
    left = body.before(shift, 24).rpartition("，")[2]
    rates = [
        f
        for f in body.nearby(shift, 1, "growth")
        if f.key != now.key
        and usable(f)
        and f.claim.period != now.claim.period
        and name_key(now.claim)
        and (name_key(f.claim).endswith(name_key(now.claim)) or name_key(now.claim).endswith(name_key(f.claim)))
        and name_key(f.claim)
    ]
    article = body.readings[shift.key[0]]
    periods = article.scan.periods
    first = bisect_left(periods, shift.claim.at.start - len(left), key=lambda period: period.at.start)
    if first == len(periods) or periods[first].at.start >= shift.claim.at.start:
        return None
    part = periods[first].part
    fitting = [f for f in rates if part and f.claim.period.endswith(part)]
    return fitting[-1] if len(fitting) == 1 else None


def _weighted(body: Body) -> Iterator[Relation]:
    """Last year's whole is the sum of last year's parts: T/(1+g) = Σ Pᵢ/(1+gᵢ), for exhaustive parts; a part cannot have exceeded it."""
    from enping_check.rules.totals import adds_up, exhaustive_names, member_name, wholes_told

    for (index, _), members in body.lists.items():
        by_total: dict[int, list[Fact]] = defaultdict(list)
        for member in members:
            for each in member.claim.links.get("total", ()):
                by_total[each].append(member)
        for each, parts in by_total.items():
            whole = body.fact(index, each)
            whole_growth = _growth_of(body, whole)
            if whole_growth is None or not usable(whole) or not body.additive(whole):
                continue
            grown_parts = [(p, _growth_of(body, p)) for p in parts if usable(p)]
            if policy(body, whole_growth, whole, across=False) is None:
                continue
            partition = exhaustive_names(parts, whole)
            complete = [(p, g) for p, g in grown_parts if g is not None]
            named = [(p, g) for p, g in complete if member_name(p) in partition]
            closed = bool(partition) and len(named) == len(partition)
            if closed or (len(complete) == len(parts) and adds_up(whole, parts)):
                chosen = named if closed else complete
                if len(chosen) >= 2:
                    sure = parts[0].claim.links["total"][0] == each and bool(parts[0].claim.links.get("fit"))
                    yield _closure(body, whole, whole_growth, chosen, sure)
            for p, g in complete:
                if not re.search("投资|增加值|生产总值", whole.claim.indicator):
                    yield Relation(
                        "EP210",
                        Constraint(Var(p.key) / grown(g), "<=", Var(whole.key) / grown(whole_growth)),
                        (g, p, whole, whole_growth),
                        f"{printed(body, p)}/(1+{printed(body, g)}) > {printed(body, whole)}/(1+{printed(body, whole_growth)})",
                        severity=Severity.WARNING,
                        sure=each == p.claim.links["total"][0] and not p.claim.links.get("loose") and bool(p.claim.links.get("fit")),
                        free=True,
                    )
    for whole, parts in wholes_told(body):
        own = _growth_of(body, whole)
        if own is None or not adds_up(whole, parts) or policy(body, own, whole, across=False) is None:
            continue
        told = [(p, growth) for p in parts if (growth := _growth_of(body, p)) is not None]
        if len(told) == len(parts) and all(not silenced(body, growth) for _, growth in told):
            yield _closure(body, whole, own, told, True)


def _closure(body: Body, whole: Fact, growth: Fact, parts: list[tuple[Fact, Fact]], sure: bool) -> Relation:
    """The growth of a whole from its parts and theirs."""
    return Relation(
        "EP210",
        Constraint(Var(whole.key) / grown(growth), "=", total([Var(p.key) / grown(g) for p, g in parts])),
        (growth, whole, *(f for p, g in parts for f in (p, g))),
        " + ".join(f"{printed(body, p)}/(1+{printed(body, g)})" for p, g in parts) + f" → {printed(body, whole)}/(1+{{x}})",
        severity=Severity.WARNING,
        sure=sure,
        choice=("weighted", growth.key, parts[0][0].key),
        plausible=Interval(Fraction(-30), Fraction(50)),
    )


def _growth_of(body: Body, level: Fact) -> Fact | None:
    found = [
        f
        for f in body.frames[level.key[0], level.claim.frame]
        if f.claim.kind == "growth"
        and f.claim.links.get("now") == (level.key[1],)
        and f.claim.basis in ("", "同比")
        and usable(f)
        and f.claim.aspect not in ("可比", "comparison")
    ]
    return found[0] if len(found) == 1 else None


def _pulls(body: Body) -> Iterator[Relation]:
    """Pulls of an exhaustive list add to the growth; contribution rates add to 100; pull = contribution × growth."""
    from enping_check.rules.totals import exhaustive_names

    for kind in ("pull", "contribution"):
        groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in body.all(kind):
            if fact.claim.quantity is not None:
                # told clause by clause they share a sentence, not a group
                groups[fact.key[0], fact.claim.group or -fact.claim.sentence].append(fact)
        for (index, _), parts in groups.items():
            text = body.sentence(parts[0])
            pulled = _pulled_growth(body, parts)
            closed = bool(pulled is not None and len(exhaustive_names(parts, pulled)) == len(parts)) or (
                len(parts) == 3
                and bool(
                    re.search(
                        "三次产业|第一产业.*第二产业.*第三产业|消费.*资本形成.*净(?:出口|流出)|消费.*投资.*净出口|一产.*二产.*三产", text
                    )
                )
            )
            if not closed:
                continue
            if kind == "contribution":
                yield Relation(
                    "EP211",
                    Constraint(total([Var(p.key) for p in parts]), "=", total([100])),
                    (parts[-1], *parts[:-1]),
                    f"{' + '.join(printed(body, p) for p in parts)} ≠ 100%",
                    severity=Severity.WARNING,
                    choice=("contributions", parts[0].key),
                )
            else:
                growth = pulled or _total_growth(body, index, parts[0])
                if growth is not None:
                    yield Relation(
                        "EP211",
                        Constraint(Var(growth.key), "=", total([Var(p.key) for p in parts])),
                        (growth, *parts),
                        f"{' + '.join(printed(body, p) for p in parts)} = {{x}}",
                        severity=Severity.WARNING,
                        choice=("pulls", parts[0].key),
                        plausible=Interval(Fraction(-10), Fraction(20)),
                    )
        if kind == "pull":
            yield from _pull_products(body, groups)
    yield from _contributions(body)
    yield from _pull_shares(body)


def _pulled_growth(body: Body, pulls: list[Fact]) -> Fact | None:
    """食品价格上涨a%，影响居民消费价格上涨b个百分点: the growth that the parts' own growths are parts of, when it is one for all."""
    found = set()
    for pull in pulls:
        own = [f for f in body.frames[pull.key[0], pull.claim.frame] if f.claim.kind == "growth" and f.claim.links.get("total")]
        if len(own) != 1:
            return None
        found.add(own[0].claim.links["total"][0])
    whole = body.fact(pulls[0].key[0], found.pop()) if len(found) == 1 else None
    return whole if whole is not None and usable(whole) and whole.claim.kind == "growth" else None


def _total_growth(body: Body, index: int, near: Fact) -> Fact | None:
    hits = [
        f
        for f in body.within(near, 3, "growth")
        if usable(f)
        and re.search("生产总值|经济|GDP", f.claim.indicator + f.claim.subject + body.before(f, 6))
        and not re.search("第[一二三]产业", f.claim.subject + f.claim.indicator)
    ]
    values = {(f.claim.quantity.number, f.claim.sign) for f in hits if f.claim.quantity is not None}
    return hits[0] if len(values) == 1 else None


def _pull_products(body: Body, groups: dict[tuple[int, int], list[Fact]]) -> Iterator[Relation]:
    """The n-th pull is the n-th contribution rate times the growth."""
    rates: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("contribution"):
        if fact.claim.group:
            rates[fact.key[0], fact.claim.group].append(fact)
    for (index, _), pulls in groups.items():
        for (other, _), shares in rates.items():
            if other != index or len(shares) != len(pulls) or shares[0].claim.sentence != pulls[0].claim.sentence:
                continue
            growth = _total_growth(body, index, pulls[0])
            if growth is None:
                continue
            for pull, share in zip(pulls, shares, strict=True):
                yield Relation(
                    "EP211",
                    Constraint(Var(pull.key) * 100, "=", Var(share.key) * Var(growth.key)),
                    (pull, share, growth),
                    f"{printed(body, share)} × {printed(body, growth)} = {{x}}",
                    severity=Severity.WARNING,
                    collection=(index, "pulls", pulls[0].key),
                    plausible=Interval(Fraction(-10), Fraction(10)),
                )


def _pull_shares(body: Body) -> Iterator[Relation]:
    """拉动X增长a个百分点，对X增长的贡献率达b%: the pull over the growth of X."""
    for rate in body.all("contribution"):
        if not usable(rate) or rate.claim.group:
            continue
        inside = body.beside(rate, "pull", "contribution")
        pulls = [f for f in inside if f.claim.kind == "pull" and usable(f) and not f.claim.group]
        if len(pulls) != 1 or len(inside) != 2:
            continue
        whole = _pulled_growth(body, pulls)
        named = _contributed_to(body, rate)
        if whole is None or not named or named not in whole.claim.subject + whole.claim.indicator:
            continue
        yield Relation(
            "EP211",
            Constraint(Var(pulls[0].key) * 100, "=", Var(rate.key) * Var(whole.key)),
            (rate, pulls[0], whole),
            f"{printed(body, pulls[0])} ÷ {printed(body, whole)} = {{x}}",
            severity=Severity.WARNING,
            choice=("pull-share", rate.key),
            plausible=Interval(Fraction(-50), Fraction(150)),
        )


def _contributions(body: Body) -> Iterator[Relation]:
    """贡献率 = the part's change ÷ the total's change, where both changes are printed."""
    for rate in body.all("contribution"):
        if not usable(rate) or rate.claim.group:
            continue
        changes = [f for f in body.frames[rate.key[0], rate.claim.frame] if f.claim.kind == "change" and usable(f)]
        if len(changes) != 1:
            near = [f for f in body.beside(rate, "change") if f.claim.at.start < rate.claim.at.start and usable(f)]
            changes = near[-1:]
        if len(changes) != 1 or re.search("生产总值|经济增长|GDP|增加值", body.before(rate, 24)):
            continue
        part = changes[0]
        totals = [
            f
            for f in body.nearby(part, 2, "change")
            if f.key != part.key
            and same_dimension(f, part)
            and usable(f)
            and f.claim.at.start < part.claim.at.start
            and not f.claim.links.get("total")
        ]
        named = _contributed_to(body, rate)
        owners = [f for f in totals if named and named in f.claim.subject + f.claim.indicator]
        if not totals:
            continue
        owner = owners[0] if owners else totals[0]
        yield Relation(
            "EP211",
            Constraint(Var(part.key) * 100, "=", Var(rate.key) * Var(owner.key)),
            (rate, part, owner),
            f"{printed(body, part)} ÷ {printed(body, owner)} = {{x}}",
            severity=Severity.WARNING,
            sure=len(owners) == 1 and len(changes) == 1 and abs(part.claim.clause - rate.claim.clause) <= 1,
            choice=("contribution", rate.key),
            collection=(rate.key[0], "contribution", owner.key),
            plausible=Interval(Fraction(-50), Fraction(150)),
        )


def _contributed_to(body: Body, rate: Fact) -> str:
    """What a contribution is to, without its place: 对全市外贸增长的贡献率 → 外贸; empty where the clause does not say."""
    match = re.search("对(?P<what>[^，。；对]{2,20}?)(?:的?增长|增量|增收|新增)?的?(?:贡献率|贡献度)", body.clause(rate))
    return re.sub("^(?:全[市县区省州镇]|我[市县区省]|本[市县区])", "", match["what"]) if match else ""
