"""What is said of a judged relation: the recomputed result, the formula, the places, and the ways out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TypedDict

from enping_check.engine import FAILS, LAST_DIGIT, Interval
from enping_check.model import Severity, Suggestion
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.cases import RANK, Case
from enping_check.rules.hypotheses import hypotheses
from enping_check.rules.judged import Judged
from enping_check.rules.outcome import DOUBTED, Outcome, Spot
from enping_check.rules.relation import SIZE, as_quantity
from enping_check.rules.slips import Slip
from enping_check.rules.together import Clash


def _spot(fact: Fact, role: str = "") -> Spot:
    return Spot(fact.key[0], fact.claim.span, role)


def held(judged: Judged) -> Outcome:
    """The outcome of a relation that holds, or misses by a last digit."""
    relation = judged.relation
    result = relation.result
    return Outcome(
        code=relation.code,
        verdict=judged.verdict.kind,
        severity=Severity.NOTE if judged.verdict.kind == LAST_DIGIT else relation.severity,
        primary=_spot(result, "stated"),
        key="mismatch",
        formula=_true(formula(judged)) if relation.free or "≠" in relation.formula else formula(judged),
        stated=result.claim.surface,
        related=tuple(_spot(f, "evidence") for f in relation.facts[1:]),
        strength=judged.verdict.strength,
        **_implied(judged, result),
    )


def doubted(judged: Judged) -> Outcome:
    """The outcome of a relation that does not come out because its numbers are surely not what it is about: nothing is said of it."""
    return replace(held(judged), verdict=DOUBTED)


_OPPOSITE = str.maketrans({">": "≤", "<": "≥", "≠": "=", "∉": "∈"})


def _true(formula: str) -> str:
    """The formula of a relation that holds, its sign turned to what is true; what a sum comes to is near enough to what it should."""
    added, unequal, _ = formula.partition(" ≠ ")
    return added if unequal and " = " in added else formula.translate(_OPPOSITE)


class _Range(TypedDict, total=False):
    """The recomputed result as an outcome takes it."""

    low: Fraction | None
    high: Fraction | None
    unit: str
    implied: str


def _implied(judged: Judged, fact: Fact) -> _Range:
    """What the rest of a relation implies for one of its numbers; nothing where it only sets bounds to it."""
    quantity, interval = fact.claim.quantity, _asked(judged, fact)
    if interval is None or quantity is None:
        return {}
    return {"low": interval.low, "high": interval.high, "unit": quantity.base_unit, "implied": _as_printed(interval, fact)}


def _asked(judged: Judged, fact: Fact) -> Interval | None:
    """What the rest of a relation asks of one of its numbers."""
    relation = judged.relation
    if fact.key not in judged.readings or relation.free:
        return None
    if fact.key == relation.result.key:
        wanted = judged.recomputed
    else:
        wanted = judged.implied(fact.key, {name: reading.nearest for name, reading in judged.readings.items()})
    return None if wanted.empty or (wanted.low is None and wanted.high is None) else wanted


def _as_printed(interval: Interval, fact: Fact) -> str:
    """An implied interval in a claim's unit; of a decline, whose verb carries the sign, only its size."""
    quantity = fact.claim.quantity
    if quantity is None:
        return ""
    if fact.claim.sign < 0 and interval.high is not None and interval.high < 0:
        interval = -interval
    return as_quantity(interval, quantity)


def formula(judged: Judged) -> str:
    """The relation's line of arithmetic with the recomputed result in it."""
    relation = judged.relation
    quantity = relation.result.claim.quantity
    if quantity is None:
        return relation.formula
    if SIZE in relation.formula:
        return relation.formula.replace(SIZE, _as_printed(judged.recomputed, relation.result))
    return relation.formula.replace("{x}", as_quantity(judged.recomputed, quantity))


_FEW = 4  # numbers of which each may be named as the possible slip


def _otherwise(primary: Judged, culprit: Fact) -> tuple[tuple[str, str], ...]:
    """Each other number of the relation and what it should be if the slip is there: an editor may know which of them is right."""
    relation = primary.relation
    others = [f for f in relation.facts if f.key in primary.readings and f.key != culprit.key]
    if relation.free or len(others) > _FEW:
        return ()
    found = []
    for fact in others:
        quantity, wanted = fact.claim.quantity, _asked(primary, fact)
        if quantity is None or quantity.hedge or quantity.ranged or wanted is None or not wanted.bounded:
            continue
        if quantity.exact:
            wanted = wanted.whole()
        size = wanted if fact.claim.sign > 0 else -wanted
        if not size.empty and size.low is not None and size.low > 0:
            found.append((fact.claim.surface, as_quantity(size, quantity)))
    return tuple(found)


def failed(body: Body, case: Case) -> Outcome:
    """The one outcome of failures that one slip explains."""
    primary = min(case.failures, key=lambda j: (case.culprit.key != j.relation.result.key, RANK.get(j.relation.code, 99)))
    relation = primary.relation
    culprit = case.culprit
    others: dict[Key, Fact] = {}
    for j in case.failures:
        for f in j.relation.facts:
            if f.key != culprit.key:
                others[f.key] = f
    severity = max(j.relation.severity for j in case.failures)
    if any(f.claim.bound == "far" for f in relation.facts[:1]) and severity > Severity.WARNING and relation.code in ("EP601", "EP602"):
        severity = Severity.WARNING
    suggestion = None
    against = relation.facts[1 : 2 if relation.free else 3]
    if "{x}" in relation.formula or SIZE in relation.formula:
        implied = _as_printed(primary.recomputed, relation.result)
    else:
        implied = "、".join(f.claim.surface for f in against)
    if case.slip is not None:
        suggestion = _suggestion(body, culprit, case.slip)
    elif relation.replacement and culprit.key == relation.result.key:
        span = relation.replaced or culprit.claim.span
        suggestion = Suggestion(span, body.readings[culprit.key[0]].article.surface(span), relation.replacement)
        implied = relation.replacement
    if case.partner is not None:
        implied = f"{culprit.claim.surface} ↔ {case.partner.claim.surface}"
    diagnosis = case.diagnosis or relation.diagnosis
    otherwise = () if suggestion is not None or case.partner is not None or diagnosis else _otherwise(primary, culprit)
    params = {"stated": relation.result.claim.surface, "implied": implied, "formula": formula(primary), "diagnosis": diagnosis}
    # the size is right and only the verb is wrong: the numbers go the other way
    turned = relation.code == "EP201" and severity == Severity.ERROR and case.slip is not None and case.slip.label == "sign"
    found = _implied(primary, culprit)
    if found and (relation.replacement or case.partner is not None):
        found["implied"] = implied
    return Outcome(
        code="EP203" if turned else relation.code,
        verdict=FAILS,
        severity=severity,
        primary=_spot(culprit, "stated"),
        key="swapped" if case.partner is not None else relation.key,
        params=params,
        formula=formula(primary),
        stated=relation.result.claim.surface if culprit.key == relation.result.key else culprit.claim.surface,
        related=(
            *(_spot(f, "evidence") for f in sorted(others.values(), key=lambda f: f.order)),
            *(Spot(relation.result.key[0], span, "evidence") for span in relation.beside),
        ),
        suggestion=suggestion,
        otherwise=otherwise,
        hypotheses=hypotheses(body, relation.code, relation.result) if severity is Severity.WARNING else (),
        strength=primary.verdict.strength,
        **found,
    )


def _suggestion(body: Body, culprit: Fact, slip: Slip) -> Suggestion:
    return Suggestion(slip.span, body.readings[culprit.key[0]].article.surface(slip.span), slip.replacement)


def clashing(body: Body, clash: Clash) -> Outcome:
    """The outcome of relations that each hold and cannot hold together."""
    lines = "；".join(dict.fromkeys(link.formula for link in clash.links))
    culprit, quantity = clash.culprit, clash.culprit.claim.quantity
    shown = _as_printed(clash.implied, culprit)
    return Outcome(
        code=min((link.code for link in clash.links), key=lambda code: RANK.get(code, len(RANK))),
        verdict=FAILS,
        severity=clash.severity,
        primary=_spot(culprit, "stated"),
        key="together",
        params={"stated": culprit.claim.surface, "implied": shown, "formula": lines, "diagnosis": clash.slip.label if clash.slip else ""},
        formula=lines,
        stated=culprit.claim.surface,
        related=tuple(_spot(f, "evidence") for f in sorted(clash.facts, key=lambda f: f.order) if f.key != culprit.key),
        low=clash.implied.low,
        high=clash.implied.high,
        unit=quantity.base_unit if quantity is not None else "",
        implied=shown,
        suggestion=_suggestion(body, culprit, clash.slip) if clash.slip is not None else None,
    )
