"""A growth against the two values: EP201, and EP206 for 增长k倍."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Expression, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.terms import RATE, basis_fits, grown, only, policy
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension

_OTHER = ("increment", "average", "whole")  # levels of another kind than the plain one


def growths(body: Body) -> Iterator[Relation]:
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
                    yield _growth_relation(body, code, growth, now, base, severity, sure=basis_fits(growth, base) and only(nows, base))
            elif growth.claim.kind == "growth" and base is None:
                yield from _elsewhere(body, growth, now, sure=len(nows) == 1)


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
        plausible=RATE if code == "EP201" else None,
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
    wanted = previous(now.claim.period) if growth.claim.basis != "环比" else _step_before(now.claim.period)
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


def previous(period: str) -> str | None:
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
