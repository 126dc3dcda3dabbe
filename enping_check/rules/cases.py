"""One slip, one finding: the failures that one number explains, the number, and the repair that settles them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enping_check.engine import possible
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, Key, reading_of
from enping_check.rules.judged import Judged, misreading
from enping_check.rules.repairs import repairs, retold, single
from enping_check.rules.slips import Slip

_CODES = (
    "EP101", "EP102", "EP201", "EP202", "EP206", "EP207", "EP106", "EP209", "EP105", "EP301", "EP304", "EP401", "EP402", "EP205",
    "EP203", "EP204", "EP104", "EP103", "EP208", "EP210", "EP211", "EP302", "EP303", "EP501", "EP502", "EP601", "EP602", "EP603",
)  # fmt: skip
RANK = {code: rank for rank, code in enumerate(_CODES)}


@dataclass(slots=True)
class Case:
    """Failures that one slip explains: ``culprit`` is the claim to look at, ``slip`` the repair when exactly one fits."""

    failures: list[Judged]
    culprit: Fact
    slip: Slip | None = None
    partner: Fact | None = None  # two exchanged numbers
    diagnosis: str = ""


def cases_of(body: Body, failures: list[Judged], held: list[Judged]) -> list[Case]:
    """Greedy cover: the claim whose repair settles most failures, then the next; what nothing repairs goes by shared claims."""
    involved: dict[Key, list[Judged]] = defaultdict(list)
    for each in held:
        for fact in each.relation.facts:
            involved[fact.key].append(each)
    cases = _exchanged_results(failures, involved)
    covered = {id(j) for case in cases for j in case.failures}
    remaining = [j for j in failures if id(j) not in covered]
    while remaining:
        component = _component(remaining)
        case = _best(body, component, involved)
        cases.append(case)
        covered = {id(j) for j in case.failures}
        remaining = [j for j in remaining if id(j) not in covered]
    return [case for case in cases if not _consequence(case, cases)]


def _exchanged_results(failures: Sequence[Judged], involved: Mapping[Key, list[Judged]]) -> list[Case]:
    """分别增长14.0%和10.5%: two results of a list, each wrong by itself and right in the other's place."""
    by_list: dict[tuple[int, int, int], list[Judged]] = defaultdict(list)
    for each in failures:
        result = each.relation.result
        if result.claim.group and not each.relation.free and result.key in each.readings:
            by_list[result.key[0], result.claim.sentence, result.claim.group].append(each)
    found = []
    for group in by_list.values():
        facts = {j.relation.result.key: j.relation.result for j in group}
        if len(facts) == 2 and len(group) == 2 and (exchanged := _exchange(group, facts, involved)) is not None:
            found.append(Case(exchanged[2], exchanged[0], None, exchanged[1], "swapped-values"))
    return found


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
    found += retold(body, component, involved)
    most = max((len(r.settled) for r in found if not r.rival), default=0)
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
    primary = min(component, key=lambda j: (RANK.get(j.relation.code, 99), j.relation.result.order))
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
