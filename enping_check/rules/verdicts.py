"""From relations to outcomes: judging, choosing among readings, and who is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from enping_check.engine import CANNOT_FAIL, FAILS, HOLDS, LAST_DIGIT, Interval, Readings, judge
from enping_check.rules.agreement import of_one_misprint, told_by_digits, told_by_rarity, told_by_their_whole
from enping_check.rules.body import Body, Fact, reading_of
from enping_check.rules.cases import cases_of
from enping_check.rules.judged import Judged
from enping_check.rules.outcome import Outcome
from enping_check.rules.relation import Relation
from enping_check.rules.rivals import misbound
from enping_check.rules.telling import clashing, doubted, failed, formula, held
from enping_check.rules.together import clashes


def judge_all(body: Body, relations: Iterable[Relation]) -> list[Outcome]:
    """The outcomes of all relations: those that hold, those that miss by a last digit, and one failure for one slip."""
    judged = [each for each in (judge_one(relation) for relation in relations) if each is not None]
    settled, disowned = _settle(judged)
    misprinted = of_one_misprint(body, disowned)
    disowned = [j for j in disowned if all(j is not each for each in misprinted)]
    failures = [j for j in settled if j.fails] + misprinted
    failures += told_by_digits(body, judged, settled) + told_by_their_whole(body, judged, settled)
    failures += told_by_rarity(body, judged, settled)
    sound = [j for j in settled if not j.fails]
    ours = misbound(body, failures, sound)
    failures = [j for j in failures if all(j is not each for each in ours)]
    outcomes = [held(j) for j in sound if j.verdict.kind != CANNOT_FAIL]
    outcomes += [doubted(j) for j in (*ours, *disowned)]
    for case in cases_of(body, failures, sound):
        outcomes.append(failed(body, case))
    for clash in clashes(body, ((j, formula(j)) for j in sound if j.sure)):
        outcomes.append(clashing(body, clash))
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
    if verdict.kind == LAST_DIGIT and (_coarse(relation.result) or _the_other_way(relation.result, verdict.implied)):
        verdict = replace(verdict, kind=FAILS)
    if verdict.kind == HOLDS and not _as_the_words_suggest(relation, used):
        verdict = replace(verdict, kind=CANNOT_FAIL)
    return Judged(relation, verdict, used, relation.sure)


def _as_the_words_suggest(relation: Relation, used: Mapping[Hashable, Readings]) -> bool:
    """False where 约4.22万 holds only as any number of that size would: such a match vouches for nothing."""
    suggested = dict(used)
    for fact in relation.facts:
        quantity = fact.claim.quantity
        if (
            fact.key in used
            and quantity is not None
            and quantity.hedge
            and quantity.fine.bounded
            and used[fact.key].nearest != quantity.fine
        ):
            suggested[fact.key] = Readings.exactly(-quantity.fine if fact.claim.sign < 0 else quantity.fine)
    return suggested == used or judge(relation.constraint, suggested, None, frozenset(), None).kind != FAILS


def _coarse(result: Fact) -> bool:
    """A multiple or a ratio of small whole numbers: one unit more or less is the whole base, not a matter of rounding."""
    quantity = result.claim.quantity
    if quantity is None or quantity.last < 1:
        return False
    if result.claim.kind == "structure":
        return quantity.number is not None and quantity.number < _FEW
    return result.claim.kind == "multiple" and quantity.unit == "倍"


def _the_other_way(result: Fact, allowed: Interval) -> bool:
    """5.1%，比上年同月的5.0%下降0.1个百分点: so near to what it should be only because that is near to nothing; the way is wrong."""
    if result.claim.kind not in ("share-shift", "growth-shift", "change", "growth") or result.claim.quantity is None:
        return False
    low, high, own = allowed.low, allowed.high, result.claim.interval
    if low is None or high is None or own.low is None or own.high is None:
        return False
    return (low >= 0 and own.high < 0 and high > 0) if result.claim.sign < 0 else (high <= 0 and own.low > 0 and low < 0)


_FEW = 6  # of 1:3 beside two to one


# a match that one number in ten would have given by chance vouches for nothing
_TELLING = Fraction(9, 10)


def _settle(judged: list[Judged]) -> tuple[list[Judged], list[Judged]]:
    """The relations to believe, and the failing members of lists that mostly fail.

    Among alternative readings of one statement one that holds settles it; a list that mostly holds vouches for the rest.
    """
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
    disowned: list[Judged] = []
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
        elif sure:
            (disowned if _disowned(sure[0], tally) else chosen).append(sure[0])
    for each in free:
        if each.relation.code == "EP103":
            chosen.append(each)
            continue
        if each.fails and not each.sure and not _vouched(each, tally):
            continue
        (disowned if each.fails and _disowned(each, tally) else chosen).append(each)
    return [j for j in chosen if j.relation.code != "EP103" or not j.fails or _agreed(j, tally)], disowned


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
