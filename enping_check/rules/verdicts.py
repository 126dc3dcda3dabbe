"""From relations to outcomes: judging, choosing among readings, one finding for one slip, and the repair it suggests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypedDict

from enping_check.engine import CANNOT_FAIL, FAILS, HOLDS, LAST_DIGIT, Readings, judge, possible
from enping_check.model import Severity, Suggestion
from enping_check.rules.body import Body, Fact, Key, reading_of
from enping_check.rules.judged import Judged, misreading
from enping_check.rules.outcome import Outcome, Spot
from enping_check.rules.relation import Relation, show
from enping_check.rules.repairs import repairs, single
from enping_check.rules.rivals import misbound
from enping_check.rules.slips import Slip

_CODES = (
    "EP101", "EP102", "EP201", "EP202", "EP206", "EP207", "EP106", "EP209", "EP105", "EP301", "EP304", "EP401", "EP402", "EP205",
    "EP203", "EP204", "EP104", "EP103", "EP208", "EP210", "EP211", "EP302", "EP303", "EP501", "EP502", "EP601", "EP602", "EP603",
)  # fmt: skip
_RANK = {code: rank for rank, code in enumerate(_CODES)}


@dataclass(slots=True)
class Case:
    """Failures that one slip explains: ``culprit`` is the claim to look at, ``slip`` the repair when exactly one fits."""

    failures: list[Judged]
    culprit: Fact
    slip: Slip | None = None
    partner: Fact | None = None  # two exchanged numbers
    diagnosis: str = ""


def judge_all(body: Body, relations: Iterable[Relation]) -> list[Outcome]:
    """The outcomes of all relations: those that hold, those that miss by a last digit, and one failure for one slip."""
    judged = [each for each in (judge_one(relation) for relation in relations) if each is not None]
    settled = _settle(judged)
    failures = [j for j in settled if j.fails]
    held = [j for j in settled if not j.fails]
    ours = {id(j) for j in misbound(body, failures, held)}
    failures = [j for j in failures if id(j) not in ours]
    outcomes = [_held(j) for j in held if j.verdict.kind != CANNOT_FAIL]
    for case in _cases(body, failures, held):
        outcomes.append(_failed(body, case))
    return outcomes


def judge_one(relation: Relation) -> Judged | None:
    """A relation with its verdict; None where a bound without ends leaves nothing to judge."""
    readings: dict[Hashable, Readings] = {}
    for fact in relation.facts:
        if fact.claim.quantity is not None:
            readings[fact.key] = reading_of(fact.claim)
    readings.update(relation.extra)
    names = set(relation.constraint.variables)
    if not names <= readings.keys():
        raise ValueError(f"{relation.code}: a variable without a reading in {relation.formula}")
    result = relation.result.key if relation.result.key in names and not relation.free else None
    used = {name: reading for name, reading in readings.items() if name in names}
    if relation.free and any(r.nearest.low is None and r.nearest.high is None for r in used.values()):
        return None
    verdict = judge(relation.constraint, used, result, frozenset(), relation.plausible if result is not None else None)
    if verdict.kind == LAST_DIGIT and _coarse(relation.result):
        verdict = replace(verdict, kind=FAILS)
    return Judged(relation, verdict, used, relation.sure)


def _coarse(result: Fact) -> bool:
    """A multiple printed without decimals: one unit more or less is the whole base, not a matter of rounding."""
    quantity = result.claim.quantity
    return quantity is not None and result.claim.kind == "multiple" and quantity.unit == "倍" and quantity.last >= 1


# a match that one number in ten would have given by chance vouches for nothing
_TELLING = Fraction(9, 10)


def _settle(judged: list[Judged]) -> list[Judged]:
    """Among alternative readings of one statement one that holds settles it; a list that mostly holds vouches for the rest."""
    by_choice: dict[Hashable, list[Judged]] = defaultdict(list)
    free: list[Judged] = []
    for each in judged:
        if each.relation.choice is None:
            free.append(each)
        else:
            by_choice[each.relation.choice].append(each)
    tally: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for each in judged:
        if each.relation.collection is not None and each.verdict.kind != CANNOT_FAIL and (each.fails or each.verdict.strength >= _TELLING):
            tally[each.relation.collection][each.fails] += 1
    chosen: list[Judged] = []
    for group in by_choice.values():
        good = [j for j in group if j.verdict.kind == HOLDS] or [j for j in group if j.verdict.kind == LAST_DIGIT and j.sure]
        if good:
            chosen.append(max(good, key=lambda j: (j.sure, j.verdict.strength)))
            continue
        weak = [j for j in group if j.verdict.kind in (CANNOT_FAIL, LAST_DIGIT)]
        if weak:
            continue
        vouched = [j for j in group if _vouched(j, tally)]
        sure = [j for j in group if j.sure]
        if vouched:
            chosen.append(vouched[0])
        elif sure and not _disowned(sure[0], tally):
            chosen.append(sure[0])
    for each in free:
        if each.relation.code == "EP103":
            chosen.append(each)
            continue
        if each.fails and not each.sure and not _vouched(each, tally):
            continue
        if each.fails and _disowned(each, tally):
            continue
        chosen.append(each)
    return [j for j in chosen if j.relation.code != "EP103" or not j.fails or _agreed(j, tally)]


def _vouched(each: Judged, tally: Mapping[Hashable, list[int]]) -> bool:
    """At least two of the list hold, and more hold than fail."""
    if each.relation.collection is None or each.relation.collection not in tally:
        return False
    good, bad = tally[each.relation.collection]
    return good >= 2 and good > bad


def _disowned(each: Judged, tally: Mapping[Hashable, list[int]]) -> bool:
    """More than half of a list of at least three fails: the binding is at fault, not the list."""
    if each.relation.collection is None or each.relation.collection not in tally:
        return False
    good, bad = tally[each.relation.collection]
    return bad >= 3 and bad > good


def _agreed(each: Judged, tally: Mapping[Hashable, list[int]]) -> bool:
    """Implied wholes: with three shares two must agree; with two both are named outright."""
    assert each.relation.collection is not None
    good, bad = tally[each.relation.collection]
    return (good >= 1) or (each.sure and good + bad == 1)


# ---------------------------------------------------------------------- one slip, one finding


def _cases(body: Body, failures: list[Judged], held: list[Judged]) -> list[Case]:
    """Greedy cover: the claim whose repair settles most failures, then the next; what nothing repairs goes by shared claims."""
    involved: dict[Key, list[Judged]] = defaultdict(list)
    for each in held:
        for fact in each.relation.facts:
            involved[fact.key].append(each)
    remaining = list(failures)
    cases: list[Case] = []
    while remaining:
        component = _component(remaining)
        case = _best(body, component, involved)
        cases.append(case)
        covered = {id(j) for j in case.failures}
        remaining = [j for j in remaining if id(j) not in covered]
    return [case for case in cases if not _consequence(case, cases)]


def _consequence(case: Case, cases: Sequence[Case]) -> bool:
    """A warning about numbers that an error is about already: the same slip again, seen less directly."""

    def gravity(one: Case) -> Severity:
        return max(j.relation.severity for j in one.failures)

    keys = {f.key for j in case.failures for f in j.relation.facts}
    return gravity(case) < Severity.ERROR and any(
        gravity(other) == Severity.ERROR
        and sum(f.key in keys for f in {f.key: f for j in other.failures for f in j.relation.facts}.values()) > 1
        for other in cases
    )


def _component(failures: list[Judged]) -> list[Judged]:
    """The failures connected with the first by shared claims."""
    by_key: dict[Key, list[int]] = defaultdict(list)
    for at, each in enumerate(failures):
        for fact in each.relation.facts:
            by_key[fact.key].append(at)
    chosen, waiting = {0}, [0]
    while waiting:
        for fact in failures[waiting.pop()].relation.facts:
            fresh = [at for at in by_key.pop(fact.key, ()) if at not in chosen]
            chosen.update(fresh)
            waiting += fresh
    return [failures[at] for at in sorted(chosen)]


def _best(body: Body, component: list[Judged], involved: Mapping[Key, list[Judged]]) -> Case:
    """The repair that settles most of the failures at once; else one failure by itself with its own likeliest repair."""
    if worded := [j for j in component if j.relation.replacement]:
        return Case(worded[:1], worded[0].relation.result)
    facts = {f.key: f for j in component for f in j.relation.facts if f.claim.quantity is not None}
    exchanged = _exchange(component, facts, involved)
    found = [
        r for key, fact in facts.items() for r in repairs(body, fact, [j for j in component if key in j.readings], involved.get(key, []))
    ]
    most = max((len(r.settled) for r in found), default=0)
    if exchanged is not None and len(exchanged[2]) >= max(most, 2):
        first, second, settled = exchanged
        return Case(settled, first, None, second, "swapped-values")
    if most > 1 or len(component) == 1:
        top = [r for r in found if len(r.settled) == most]
        if chosen := single(top):
            return Case(chosen.settled, chosen.fact, chosen.slip, None, chosen.slip.label)
        if most > 1:
            owner = max((r.fact for r in top), key=lambda f: sum(f.key in j.readings for j in component))
            return Case([j for j in component if owner.key in j.readings], owner)
    shared: dict[Key, int] = defaultdict(int)
    for j in component:
        for key in j.readings:
            shared[key] += 1  # type: ignore[index]
    busiest = max(facts.values(), key=lambda f: shared[f.key], default=None)
    primary = min(component, key=lambda j: (_RANK.get(j.relation.code, 99), j.relation.result.order))
    if busiest is not None and shared[busiest.key] >= 3 and not involved.get(busiest.key) and shared[busiest.key] == len(component):
        return Case(list(component), busiest)
    own = [r for r in found if primary in r.settled and (shared[r.fact.key] == 1 or len(component) == 1)]
    if chosen := single(own):
        return Case([primary], chosen.fact, chosen.slip, None, chosen.slip.label)
    owner = primary.relation.result
    same = [j for j in component if j is not primary and j.relation.result.key == owner.key]
    return Case([primary, *same], owner, diagnosis=misreading(primary))


def _exchange(
    component: list[Judged], facts: Mapping[Key, Fact], involved: Mapping[Key, list[Judged]]
) -> tuple[Fact, Fact, list[Judged]] | None:
    """Two numbers of one kind and list that settle everything when exchanged."""
    keys = sorted(facts)
    best: tuple[Fact, Fact, list[Judged]] | None = None
    for position, a in enumerate(keys):
        for b in keys[position + 1 :]:
            x, y = facts[a].claim, facts[b].claim
            if x.kind != y.kind or x.quantity is None or y.quantity is None or x.quantity.dimension != y.quantity.dimension or a[0] != b[0]:
                continue
            if not (x.group and x.group == y.group) and x.sentence != y.sentence:
                continue
            touching = [j for j in component if a in j.readings or b in j.readings]
            if len(touching) < 2:
                continue
            if all(_swapped(j, a, b, facts) for j in touching) and all(
                _swapped(j, a, b, facts) for k in (a, b) for j in involved.get(k, ())
            ):
                if best is None or len(touching) > len(best[2]):
                    best = facts[a], facts[b], touching
    return best


def _swapped(each: Judged, a: Key, b: Key, facts: Mapping[Key, Fact]) -> bool:
    readings = dict(each.readings)
    first, second = reading_of(facts[a].claim), reading_of(facts[b].claim)
    if a in readings:
        readings[a] = second
    if b in readings:
        readings[b] = first
    return possible(each.relation.constraint, {name: r.nearest for name, r in readings.items()}) is not False


# ---------------------------------------------------------------------- outcomes


def _spot(fact: Fact, role: str = "") -> Spot:
    return Spot(fact.key[0], fact.claim.span, role)


def _held(judged: Judged) -> Outcome:
    relation = judged.relation
    result = relation.result
    return Outcome(
        code=relation.code,
        verdict=judged.verdict.kind,
        severity=Severity.NOTE if judged.verdict.kind == LAST_DIGIT else relation.severity,
        primary=_spot(result, "stated"),
        key="mismatch",
        formula=_true(_formula(judged)) if relation.free or "≠" in relation.formula else _formula(judged),
        stated=result.claim.surface,
        related=tuple(_spot(f, "evidence") for f in relation.facts[1:]),
        strength=judged.verdict.strength,
        **_implied(judged),
    )


_OPPOSITE = str.maketrans({">": "≤", "<": "≥", "≠": "=", "∉": "∈"})


def _true(formula: str) -> str:
    """The formula of a relation that holds, its sign turned to what is true."""
    return formula.translate(_OPPOSITE)


class _Range(TypedDict, total=False):
    """The recomputed result as an outcome takes it."""

    low: Fraction | None
    high: Fraction | None
    unit: str


def _implied(judged: Judged) -> _Range:
    result = judged.relation.result
    if result.key not in judged.readings or judged.relation.free:
        return {}
    interval = judged.recomputed
    if interval.empty:
        return {}
    unit = result.claim.quantity.base_unit if result.claim.quantity is not None else ""
    return {"low": interval.low, "high": interval.high, "unit": unit}


def _formula(judged: Judged) -> str:
    relation = judged.relation
    quantity = relation.result.claim.quantity
    if "{x}" not in relation.formula or quantity is None:
        return relation.formula
    return relation.formula.replace("{x}", _shown(judged))


def _shown(judged: Judged, *, as_printed: bool = False) -> str:
    """The recomputed result; ``as_printed``: of a decline, whose verb carries the sign, only its size."""
    claim = judged.relation.result.claim
    quantity = claim.quantity
    if quantity is None:
        return ""
    factor, result = quantity.factor, judged.recomputed
    if as_printed and claim.sign < 0 and result.high is not None and result.high < 0:
        result = -result
    return show(result, factor, quantity.last if quantity.last > 0 else factor, quantity.unit)


def _failed(body: Body, case: Case) -> Outcome:
    primary = min(case.failures, key=lambda j: (case.culprit.key != j.relation.result.key, _RANK.get(j.relation.code, 99)))
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
    implied = _shown(primary, as_printed=True) if "{x}" in relation.formula else "、".join(f.claim.surface for f in against)
    if case.slip is not None:
        suggestion = Suggestion(case.slip.span, body.readings[culprit.key[0]].article.surface(case.slip.span), case.slip.replacement)
    elif relation.replacement and culprit.key == relation.result.key:
        span = relation.replaced or culprit.claim.span
        suggestion = Suggestion(span, body.readings[culprit.key[0]].article.surface(span), relation.replacement)
        implied = relation.replacement
    if case.partner is not None:
        implied = f"{culprit.claim.surface} ↔ {case.partner.claim.surface}"
    diagnosis = case.diagnosis or relation.diagnosis
    params = {"stated": relation.result.claim.surface, "implied": implied, "formula": _formula(primary), "diagnosis": diagnosis}
    # the size is right and only the verb is wrong: the numbers go the other way
    turned = relation.code == "EP201" and severity == Severity.ERROR and case.slip is not None and case.slip.label == "sign"
    outcome = Outcome(
        code="EP203" if turned else relation.code,
        verdict=FAILS,
        severity=severity,
        primary=_spot(culprit, "stated"),
        key="swapped" if case.partner is not None else relation.key,
        params=params,
        formula=_formula(primary),
        stated=relation.result.claim.surface if culprit.key == relation.result.key else culprit.claim.surface,
        related=(
            *(_spot(f, "evidence") for f in sorted(others.values(), key=lambda f: f.order)),
            *(Spot(relation.result.key[0], span, "evidence") for span in relation.beside),
        ),
        suggestion=suggestion,
        strength=primary.verdict.strength,
        **_implied(primary),
    )
    return replace(outcome, low=None, high=None, unit="") if culprit.key != relation.result.key else outcome
