"""A growth against the two values: EP201, and EP206 for 增长k倍."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Expression, Var
from enping_check.language.numerals import whole
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth import results
from enping_check.rules.growth.bases import OTHER, earlier, previous, step_before, years_apart
from enping_check.rules.growth.candidates import pairs, slipped, turned_about
from enping_check.rules.growth.simple import simply
from enping_check.rules.growth.terms import RATE, basis_fits, compares, grown, only, policy, revised
from enping_check.rules.relation import Relation, percent_step, printed
from enping_check.rules.wholes import same_dimension, usable


def growths(body: Body) -> Iterator[Relation]:
    """now × 100 = (100 + g) × base where the text states both levels."""
    for growth in body.all("growth", "multiple"):
        if growth.claim.kind == "multiple" and growth.claim.aspect != "growth":
            continue
        found = list(_bound(body, growth))
        for each in found:
            # on a reading that is not the only one a slip tells that shows in the result
            _, now, base = each.facts
            told = (
                len(found) == 1
                and not each.sure
                and not revised(body, base)
                and not results.signed(body, now, base)
                and slipped(body, growth, now, base)
            )
            yield replace(each, sure=True) if told else each
        if not found and usable(growth):
            yield from _by_structure(body, growth)


def _bound(body: Body, growth: Fact) -> Iterator[Relation]:
    """A growth with the values that the words give it."""
    if not usable(growth) or growth.claim.aspect == "comparison" or _with_numbers_of_its_own(body, growth):
        return
    nows = [n for n in body.linked(growth, "now") if usable(n)]
    base = body.first(growth, "base")
    for now in nows:
        if base is not None and (_since_another(body, growth, now, base) or _runs_up_to(now, base)):
            continue
        if base is not None and (years := _over_other_years(body, growth, now, base)):
            longer = list(_over_years(body, growth, now, years))
            yield from longer
            if longer or "累计" not in body.clause(growth):
                continue  # 两年累计增长: of all that was told since the first value, where none is so old
        if base is not None and usable(base) and same_dimension(now, base) and compares(growth, now, base):
            severity = _severity(body, growth, now)
            if severity is None and abs(growth.middle) > _SLIGHT and turned_about(growth, now, base):
                severity = Severity.WARNING  # at constant prices too: what fell by 5.9 % has not grown by 5.9 %
            if severity is not None:
                sure = basis_fits(growth, base, now) and only(nows, base) and _from_there(body, growth, now, base)
                yield _growth_relation(body, growth, now, base, severity, sure=sure)
                for other in body.linked(growth, "or"):
                    if usable(other) and same_dimension(other, base):
                        yield _growth_relation(body, growth, other, base, severity, sure=False)
        elif base is None or not compares(growth, now, base):
            yield from _elsewhere(body, growth, now, sure=len(nows) == 1)
    if not nows and base is None:
        yield from _told_after(body, growth)
    elif not nows and base is not None and base.claim.aspect == "base" and usable(base):
        yield from _told_before(body, growth, base)


_SLIGHT = 2  # per cent


def _over_other_years(body: Body, growth: Fact, now: Fact, base: Fact) -> int:
    """（2023年8.4亿元，2024年12.6亿元，）三年增长2倍: the years that the words say, where the value told last is not from then; else 0."""
    said = body.clause(growth)
    match = _N_YEARS.search(said)
    apart = years_apart(base.claim.period, now.claim.period)
    if match is None or apart is None or growth.claim.basis or base.claim.aspect == "base" or _EACH_OF_THEM.search(said):
        return 0
    years = whole(match["n"]) or 0
    return 0 if years == apart or (apart > 1 and years == apart + 1) else years


_EACH_OF_THEM = re.compile("连续|每|隔|[年度季月]均")


def _over_years(body: Body, growth: Fact, now: Fact, years: int) -> Iterator[Relation]:
    """The same thing so many years before, or with the first counted among them one year less, of which one must fit."""
    severity = _severity(body, growth, now)
    for apart in range(years, max(1, years - 2), -1):
        base = earlier(body, now, _so_long_before(now, apart))
        if base is not None and severity is not None:
            yield _growth_relation(body, growth, now, base.fact, severity, sure=base.sure and apart == years)


def _so_long_before(now: Fact, years: int) -> Callable[[str], bool]:
    return lambda period: years_apart(period, now.claim.period) == years


def _with_numbers_of_its_own(body: Body, growth: Fact) -> bool:
    """（净现金28.74亿元，去年25.36亿元。）股息每股18仙（去年15仙），增幅20%: carried from afar past numbers that nothing was read of."""
    if growth.claim.bound != "far":
        return False
    read = {f.claim.at.start for f in body.sentences[growth.key[0], growth.claim.sentence]}
    begin = body.bounds(growth).start
    return any(begin + m.start() not in read for m in _AMOUNT.finditer(body.sentence(growth)[: growth.claim.at.start - begin]))


_AMOUNT = re.compile("(?<![A-Za-z\\d.])\\d+(?:\\.\\d+)?(?![\\d.年月日号季天个]|[A-Za-z])")


def _by_structure(body: Body, growth: Fact) -> Iterator[Relation]:
    """The two values that stand there for it, where no words bind them: told only of a slip that shows."""
    nows = [n for n in body.linked(growth, "now") if usable(n)]
    for now, base in pairs(body, growth, nows):
        severity = _severity(body, growth, now)
        if severity is not None and not results.signed(body, now, base):
            yield _growth_relation(body, growth, now, base, severity, sure=slipped(body, growth, now, base))


def _severity(body: Body, growth: Fact, now: Fact) -> Severity | None:
    """What a growth recomputed from two values of one article may raise."""
    severity = policy(body, growth, now, across=False)
    if growth.claim.kind == "multiple" and severity is Severity.WARNING and now.claim.aspect in ("up", "down"):
        return Severity.ERROR  # 由A增至B，增长k倍 is reckoned from just these two, whatever the coverage
    return severity


def _from_there(body: Body, growth: Fact, now: Fact, base: Fact) -> bool:
    """False where the growth may well start elsewhere: 2020年…，2023年…，增长9.2% need not be over all the years."""
    if base.claim.sentence == growth.claim.sentence > now.claim.sentence and growth.claim.basis in ("同比", "年初"):
        return False  # 今年2.4万个。去年末为1.6万个，比上年末增长34.6%: perhaps of the earlier one
    if now.claim.period.startswith("Y+1") and re.search("[去上]年", body.clause(growth)):
        return False  # 明年计划招生4200人，今年招生3865人，比去年增长5.3%: of this year's
    if _of_another_deed(body.clause(now), body.clause(base)):
        return False
    years = years_apart(base.claim.period, now.claim.period)
    if years is None or years == 1 or growth.claim.kind == "multiple":
        return True
    if base.claim.aspect == "base" or now.claim.aspect in ("up", "down") or growth.claim.basis == "上期":
        return True
    return bool(_ARRIVED.search(body.clause(now)) or _OVER_YEARS.search(body.clause(growth)))


def _runs_up_to(now: Fact, base: Fact) -> bool:
    """1—8月…，增长12.4%，…，1—7月为…: so far and so far a month ago are of one year; no growth is from the one to the other."""
    a, b = stretch(now.claim.period), stretch(base.claim.period)
    return a is not None and b is not None and a[0] == b[0] and a[1][0] == b[1][0] and a[1] != b[1]


def _since_another(body: Body, growth: Fact, now: Fact, base: Fact) -> bool:
    """较2022年的4.8万吨增长20.0%，比上年增长25.0%: a second growth that says what it is from is not from the same value again."""
    if growth.claim.basis not in ("同比", "环比", "年初") or base.claim.basis == growth.claim.basis:
        return False
    return any(
        f.claim.kind == "growth"
        and f.order < growth.order
        and f.claim.basis != growth.claim.basis
        and f.claim.links.get("now") == (now.key[1],)
        and body.first(f, "base") == base
        for f in body.frames[growth.key[0], growth.claim.frame]
    )


def _of_another_deed(one: str, other: str) -> bool:
    """去年生产电机42.6万台，今年销售45.3万台: made and sold."""
    made, sold = _MADE.search(one) is not None, _SOLD.search(one) is not None
    return made != sold and (_MADE.search(other) is not None, _SOLD.search(other) is not None) == (sold, made)


_MADE = re.compile("生产|产量|产出")
_SOLD = re.compile("销售|销量|售出|销往")
_ARRIVED = re.compile("(?:[增升涨提扩减降跌缩攀跃发壮][^，]{0,2}[至到为]|达到|已达|达)$")
_OVER_YEARS = re.compile("(?:(?<![去今前明])年(?:间|来|里|内|时间|多)?|期间|其间)(?:累计|总共|共|净|已|约|整整|的?)?[^，年]{0,4}$")


def _growth_relation(body: Body, growth: Fact, now: Fact, base: Fact, severity: Severity, *, sure: bool) -> Relation:
    code = "EP206" if growth.claim.kind == "multiple" else "EP201"
    sign = now.claim.quantity.interval.low if now.claim.quantity is not None else None
    low = base.claim.quantity.interval.low if base.claim.quantity is not None else None
    positive = low is not None and low > 0 and sign is not None and sign > 0
    turned = len(set(results.sides(body, now, base))) > 1
    return Relation(
        code,
        results.growth(growth, now, base) if turned else Constraint(Var(now.key), "=", grown(growth) * Var(base.key)),
        (growth, now, base),
        f"{printed(body, now)} ÷ {printed(body, base)} − 1 = {{x}}",
        severity=severity,
        sure=sure and positive and not turned and not revised(body, base),
        choice=("growth", growth.key),
        collection=(growth.key[0], "growth", growth.claim.group) if growth.claim.group else None,
        plausible=RATE if code == "EP201" else None,
        mistakes=mistakes(code, growth, now, base),
        extra=simply(growth, now, base),
    )


def mistakes(code: str, growth: Fact, now: Fact, base: Fact) -> tuple[tuple[str, Expression], ...]:
    """What one gets who divides by the present value, or takes the ratio for the growth."""
    ratio = Var(now.key) / Var(base.key)
    if now.middle < base.middle:
        return ()  # 新增18.6公里，年初196公里，增长9.5%: a part of what there was, and no ratio that was taken for a growth
    if code == "EP206":
        return (("ratio-as-growth", ratio),)
    step = percent_step(growth)
    return (("swapped-base", (Var(now.key) - Var(base.key)) * step / Var(now.key)), ("ratio-as-growth", ratio * step))


def _elsewhere(body: Body, growth: Fact, now: Fact, *, sure: bool) -> Iterator[Relation]:
    """The base stands in another sentence or article: the same thing, at the time that the growth compares with."""
    wanted = _wanted(body, growth, now)
    if wanted is not None and (base := earlier(body, now, wanted)) is not None:
        severity = _severity(body, growth, now)
        if severity is not None:
            alike = not _of_another_deed(body.clause(now), body.clause(base.fact))
            yield _growth_relation(body, growth, now, base.fact, severity, sure=sure and base.sure and alike)
        return
    if growth.claim.kind == "growth":
        yield from _in_another(body, growth, now, sure=sure)


def _wanted(body: Body, growth: Fact, now: Fact) -> Callable[[str], bool] | None:
    """Which periods the growth may start from, by what it compares with; None where that is not known."""
    period, basis = now.claim.period, growth.claim.basis
    if (since := growth.claim.why.removeprefix("since ")) != growth.claim.why:
        return lambda p: p == since
    if basis == "环比":
        step = step_before(period)
        return (lambda p: p == step) if step is not None else None
    if basis not in ("", "同比"):
        return None
    if not basis and (match := _N_YEARS.search(body.clause(growth))):
        years = whole(match["n"])
        return lambda p: years_apart(p, period) == years
    if basis or (growth.claim.kind == "growth" and not _ARRIVED.search(body.clause(now))):
        year = previous(period)
        return (lambda p: p == year) if year is not None else None
    # 2020年只有…。…2023年增至…，增长…; from a year by its number to 去年 and 如今 it is some years as well
    # and from 三年前 to 如今
    return lambda p: (
        (years_apart(p, period) or 0) > 0
        or (p[:1].isdigit() and not period[:1].isdigit() and len(p) == 4)
        or (not period and re.fullmatch(r"Y-\d+", p) is not None)
    )


_N_YEARS = re.compile(
    "(?<![第\\d〇零])(?P<n>[一两二三四五六七八九十]|\\d{1,2})年(?:间|来|里|内|时间)?(?:累计|总共|共|净|已|约|就|整整|的)*"
)


def _told_after(body: Body, growth: Fact) -> Iterator[Relation]:
    """三年间增长3.5倍——…。…2021年为6.8万吨，2024年为23.8万吨: what grew so much is told only then, with the values at both ends."""
    match = _N_YEARS.search(body.clause(growth))
    if match is None or growth.claim.basis:
        return
    years = whole(match["n"])
    levels = [
        f
        for f in body.within(growth, 2, "level")
        if f.claim.at.start > growth.claim.at.end and f.claim.paragraph == growth.claim.paragraph and usable(f)
    ]
    pairs = [
        (now, base)
        for now in levels
        for base in levels
        if base.claim.at.start < now.claim.at.start
        and same_dimension(now, base)
        and (name_key(now.claim) == name_key(base.claim) or body.first(now, "base") == base)
        and years_apart(base.claim.period, now.claim.period) == years
    ]
    if len(pairs) == 1:
        now, base = pairs[0]
        severity = _severity(body, growth, now)
        if severity is not None:
            nameless = not growth.claim.subject + growth.claim.indicator
            yield _growth_relation(body, growth, now, base, severity, sure=nameless or name_key(growth.claim) == name_key(now.claim))


def _told_before(body: Body, growth: Fact, base: Fact) -> Iterator[Relation]:
    """湖区接待41.6万人次，峡谷22.7万人次。峡谷同比增长23.4%（去年同期18.4万人次）: the present value stands in the sentence before."""
    name = name_key(growth.claim)
    if len(name) < 2:
        return
    levels = [
        f
        for f in body.within(growth, 2, "level")
        if f.claim.at.end < growth.claim.at.start
        and f.claim.paragraph == growth.claim.paragraph
        and name_key(f.claim).startswith(name)
        and same_dimension(f, base)
        and f.claim.aspect not in (*OTHER, "base")
        and usable(f)
    ]
    if len(levels) != 1 or not compares(growth, levels[0], base):
        return
    severity = _severity(body, growth, levels[0])
    if severity is not None:
        sure = basis_fits(growth, base) and levels[0].claim.period == growth.claim.period
        yield _growth_relation(body, growth, levels[0], base, severity, sure=sure)


def _in_another(body: Body, growth: Fact, now: Fact, *, sure: bool) -> Iterator[Relation]:
    """Another article states last year's value, under the same name."""
    name = name_key(now.claim)
    if len(name) < 2 or growth.claim.basis not in ("", "同比", "环比"):
        return
    wanted = previous(now.claim.period) if growth.claim.basis != "环比" else step_before(now.claim.period)
    if wanted is None:
        return
    for index in range(len(body.readings)):
        for base in body.by_name.get((index, name), ()) if index != now.key[0] else ():
            if (
                base.claim.period != wanted
                or not usable(base)
                or not same_dimension(now, base)
                or not body.comparable(now, base)
                or base.claim.modality != now.claim.modality
            ):
                continue
            if base.claim.quantity is None or base.claim.quantity.hedge or (base.claim.aspect in OTHER) != (now.claim.aspect in OTHER):
                continue
            severity = policy(body, growth, now, across=True)
            if severity is not None and _of_one_size(now, base):
                yield _growth_relation(body, growth, now, base, severity, sure=sure and base.claim.bound != "far")
                return


def _of_one_size(now: Fact, base: Fact) -> bool:
    """Two articles' levels of one name that are far apart are of two things: a country's and a county's."""
    a, b = now.claim.interval.middle, base.claim.interval.middle
    return a is not None and b is not None and b > 0 and Fraction(1, 5) <= a / b <= 5
