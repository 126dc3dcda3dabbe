"""What else a stated result may be true of: the same statement about other numbers that stand as near.

A result that fails against the numbers it was tied to and is true of others beside it was tied wrongly: the mistake is ours, not the
writer's. The search goes from the nearest numbers outward and stops before a match by chance becomes likely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from enping_check.engine import HOLDS, Constraint, Expression, Interval, Readings, Var, judge, root, total
from enping_check.language.numerals import whole as number
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.evidence import telling
from enping_check.rules.judged import Judged, misreading
from enping_check.rules.relation import PERCENT, printed
from enping_check.rules.repairs import allowed, explicable
from enping_check.rules.wholes import same_dimension

# how many matches by chance a whole search may expect
_CHANCE = Fraction(1, 6)
_TELLING = Fraction(1, 40)
# of so many amounts that a result may be of, one is the right one whatever slip explains the failure; of more a slip has to say more
_FEW = 4
_OFF = Fraction(7, 2)  # a result that is so many times too great or too small is another thing's
# numbers nearest to the result that are looked at, and sentences before and behind it
_MOST = 18
_REACH = 2
_LONGEST = 6  # terms of a sum
_YEARS = frozenset(range(2, 11))
_SPAN = re.compile("(?<!\\d)(\\d{1,2}|[一二三四五六七八九十])年")
_RATE = Interval(Fraction(-100), Fraction(100))
_DERIVED = frozenset(("EP101", "EP106", "EP201", "EP202", "EP206", "EP207", "EP209", "EP301", "EP304", "EP401"))
_BY_NEARNESS = frozenset(("EP101", "EP301", "EP304", "EP401"))  # tied by where they stand more than by their words
_SEARCHED = _DERIVED - {"EP106", "EP209", "EP304"}  # points lie so close that others fit by chance
# the words, not the numbers, are what these are about
_WORDED = frozenset(("EP203", "EP204", "EP205", "EP501", "EP502", "EP601", "EP602", "EP603", "EP604"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One more way to read a result: ``facts`` are its operands."""

    constraint: Constraint
    facts: tuple[Fact, ...]
    formula: str
    plausible: Interval | None = None


Form = Callable[[Body, Fact, Sequence[Fact]], Iterator[Reading]]


def misbound(body: Body, failures: Sequence[Judged], held: Sequence[Judged]) -> list[Judged]:
    """The failures that are the reader's mistakes.

    Their result is true of other numbers; or no number of theirs can be the slip; or no slip explains them and they are far off.
    """
    taken = _taken([*failures, *held])
    firm = _by_number(j for j in held if j.verdict.kind == HOLDS and not j.relation.free)
    failing = _by_number(failures)
    return [
        each
        for each in failures
        if _disclaimed(body, each)
        or _worlds_apart(body, each)
        or (not _turned(each) and (_borne_out(each, firm) or _rival(body, each, taken, failing) or _far_off(body, each, failures)))
    ]


def _worlds_apart(body: Body, each: Judged) -> bool:
    """储量占资源量39.1%和45.2%, of gold and of copper: wholes that are of another size, and no slip to make them one, are two."""
    relation = each.relation
    if relation.code != "EP103" or relation.key != "mismatch" or len(relation.facts) != _TWO_SHARES:
        return False
    one, own, two, theirs = (f.claim.interval.middle for f in relation.facts)
    if not one or not own or not two or not theirs:
        return False
    ratio = own * two / (theirs * one)
    if 1 / _OFF <= ratio <= _OFF:
        return False
    return not explicable(body, each)


_TWO_SHARES = 4  # facts: two shares and their parts
_NO_MATCH = re.compile(
    "(?:不是|并非|不属|不在|不同)(?:于|同)?一?个?(?:统计)?口径|口径(?:并|也|均)?(?:不同|不一|有别|有差异|不尽相同|存在差异)|不可比|不具可比性"
    "|不(?:能|宜|可|应|得)(?:直接|简单|互相|相互|据此|作)*(?:比较|对比|相比|相加|加总|换算|相减|折算|平均|倒推|推算)"
)


def _disclaimed(body: Body, each: Judged) -> bool:
    """二者不是同一口径, 不宜直接比较: the sentence itself says that its numbers do not go together."""
    relation = each.relation
    here = [f for f in relation.facts if f.claim.sentence == relation.result.claim.sentence and f.key[0] == relation.result.key[0]]
    return len(here) > 1 and relation.code in _DERIVED and _NO_MATCH.search(body.sentence(relation.result)) is not None


def _turned(each: Judged) -> bool:
    """出口251.7亿元，进口134.7亿元，逆差117.0亿元: the size is right to the digit, and only the word is wrong."""
    own = each.relation.result.claim.interval.middle
    return each.relation.key == "turned" and each.sure and own is not None and -own in each.recomputed


def _far_off(body: Body, each: Judged, failures: Sequence[Judged]) -> bool:
    """True where neither a slip in one of the numbers nor a known mistake gives the result, and the words do not vouch for it.

    Of a share, a sum or a mean that alone is enough: whoever reckons or copies wrongly is a digit off, and numbers that were tied wrongly
    are off by anything. Of the others the result has to be of another size or sign, too.
    """
    relation, result = each.relation, each.relation.result
    own, found = result.claim.interval.middle, each.recomputed
    if relation.code not in _DERIVED or relation.free or relation.replacement or not own or misreading(each):
        return False
    others = _others(body, each)
    if not others:
        for end in (found.low, found.high):
            if end is not None and abs(own) <= abs(end) * _OFF and abs(end) <= abs(own) * _OFF and (end * own > 0 or -own in found):
                return False
    if any(f.key[0] != result.key[0] for f in relation.facts):
        return False  # what was found in another article was found by its name, place and year, not by standing near
    if any(j.relation.result.key != result.key and _of_one_list(j.relation.result, result) for j in failures):
        return False  # the two may have been exchanged
    of_one_size = any(end is not None and end * own > 0 and 1 / _OFF <= own / end <= _OFF for end in (found.low, found.high))
    beside = [j for j in failures if j.relation.result.key != result.key and (of_one_size or not j.relation.free)]
    if any(own in j.recomputed for j in beside):
        return False  # they were
    if others > _FEW:
        facts = [f for f in relation.facts if f.key in each.readings]
        return not telling(body, facts, found, lambda fact: allowed(each, fact.key), Fraction(_FEW, others))
    return not explicable(body, each)


def _others(body: Body, each: Judged) -> int:
    """How many other amounts the article tells that the result may be of: measured alike, and for a whole as great as the part.

    None where it was tied to its numbers by more than by where they stand.
    """
    relation, result = each.relation, each.relation.result
    if relation.code not in _BY_NEARNESS or relation.key != "mismatch" or not all(map(_in_digits, relation.facts)):
        return 0
    operands = [f for f in relation.facts if f.key != result.key]
    least = None
    if relation.code == "EP101":
        part, whole = operands[0], operands[-1]
        if whole.order < result.order and not re.search("[，。；：\n]", body.between(whole, result)):
            return 0  # 完成年度计划120亿元的58.2%
        name = whole.claim.indicator
        if len(name) > 2 and name in (result.claim.whole or ""):
            return 0  # 相当于进口货值的8.8%
        least = part.claim.interval.low
    told = {f.claim.interval for f in relation.facts}
    return sum(
        other.claim.interval not in told
        and any(same_dimension(other, f) for f in operands)
        and (least is None or (other.order < result.order and (other.claim.interval.high or least) > least))
        for other in body.levels[result.key[0]]
    )


def _in_digits(fact: Fact) -> bool:
    """True for a number printed in digits and without a hedge: 七成二 is not one slip away from anything."""
    quantity = fact.claim.quantity
    plain = quantity is not None and not quantity.hedge and not quantity.ranged and quantity.number is not None
    return plain and fact.claim.surface[:1].isdigit()


def _of_one_list(a: Fact, b: Fact) -> bool:
    return bool(a.claim.group) and a.key[0] == b.key[0] and a.claim.group == b.claim.group


def _taken(judged: Iterable[Judged]) -> Mapping[frozenset[Key], set[Key]]:
    """The results that are stated of each set of numbers."""
    found: dict[frozenset[Key], set[Key]] = defaultdict(set)
    for each in judged:
        result = each.relation.result.key
        found[frozenset(f.key for f in each.relation.facts if f.key != result)].add(result)
    return found


def _by_number(judged: Iterable[Judged]) -> Mapping[Key, list[Judged]]:
    found: dict[Key, list[Judged]] = defaultdict(list)
    for each in judged:
        for fact in each.relation.facts:
            if fact.key in each.readings:
                found[fact.key].append(each)
    return found


def _borne_out(each: Judged, firm: Mapping[Key, Sequence[Judged]]) -> bool:
    """True when every number is one that something which holds would not let be what the failing relation asks for."""
    told_twice = each.relation.code == "EP601"  # two values that each fit what stands around them are of two things
    if (each.relation.code in _WORDED and not told_twice) or each.relation.extra or each.relation.free:
        return False
    facts = [f for f in each.relation.facts if f.key in each.readings]
    return len(facts) > 1 and all(_held_fast(each, f, firm.get(f.key, ())) for f in facts)


def _held_fast(each: Judged, fact: Fact, firm: Sequence[Judged]) -> bool:
    wanted = allowed(each, fact.key)
    return any(
        not allowed(other, fact.key).overlaps(wanted)
        for other in firm
        if other.relation.key not in ("sum", "partition") or other.relation.code == "EP301"  # two exchanged make the same hundred
    )


def _rival(body: Body, each: Judged, taken: Mapping[frozenset[Key], set[Key]], failing: Mapping[Key, Sequence[Judged]]) -> bool:
    """True when the stated result is true of other numbers, found before a match by chance was to be expected."""
    relation = each.relation
    result = relation.result
    if relation.code not in _SEARCHED or relation.free or result.key not in each.readings or misreading(each):
        return False
    forms = _forms(result)
    if not forms:
        return False
    operands = [f for f in relation.facts if f.key != result.key]
    near = _near(body, result, operands)
    own = {f.key for f in operands}
    # where even the numbers are all others, a match says little, unless the part is what stands right before the share
    told = [f for f in near if f.order < result.order and f.claim.kind == "level"]
    part = max(told, key=lambda f: f.order).key if told and relation.code == "EP101" else None
    readings = [
        reading
        for form in forms
        for reading in form(body, result, near)
        if reading.facts[0].key == part or any(f.key in own for f in reading.facts)
    ]
    place = {f.key: at for at, f in enumerate(near)}
    readings.sort(key=lambda r: (max(place[f.key] for f in r.facts), len(r.facts)))
    chance = Fraction(0)
    for reading in readings:
        keys = frozenset(f.key for f in reading.facts)
        if (keys == own and relation.code != "EP207") or taken.get(keys, set()) - {result.key}:
            continue  # the same numbers again, or numbers of which something else is said
        if relation.code == "EP301" and not own <= keys:
            continue  # the parts are still to be accounted for
        if any(other.relation.result.key != result.key for key in own - keys for other in failing[key]):
            continue  # the number left out is wrong elsewhere, too
        if any(_on_another_basis(result, f) for f in reading.facts):
            continue
        boxes: dict[Hashable, Readings] = {f.key: _to_the_digit(f) for f in (result, *reading.facts)}
        verdict = judge(reading.constraint, boxes, result.key, frozenset(), reading.plausible)
        likely = 1 - verdict.strength
        chance += likely
        if chance > _CHANCE:
            break
        if verdict.kind == HOLDS and likely <= _TELLING:
            return True
    return False


def _on_another_basis(result: Fact, base: Fact) -> bool:
    """按季升… of a value that the text says is last year's: the words leave no such reading."""
    said, told = result.claim.basis, base.claim.basis
    return base.claim.aspect == "base" and result.claim.kind == "growth" and {said, told} == {"同比", "环比"}


def _to_the_digit(fact: Fact) -> Readings:
    """Every printed digit taken at its word: 1200户 is not 1150 to 1250."""
    quantity = fact.claim.quantity
    assert quantity is not None
    return Readings.exactly(-quantity.fine if fact.claim.sign < 0 else quantity.fine)


def _near(body: Body, result: Fact, operands: Sequence[Fact]) -> list[Fact]:
    """The numbers to try: those of the relation, then what stands around the result, the nearest first."""
    around = [
        f
        for f in body.within(result, _REACH, "level", "change", "growth", "share", "multiple")
        if f.key != result.key
        and f.claim.aspect != "threshold"
        and f.claim.quantity is not None
        and f.claim.quantity.interval.bounded
        and not f.claim.quantity.ranged
        and abs(f.claim.paragraph - result.claim.paragraph) <= 1
    ]
    around.sort(key=lambda f: abs(f.claim.at.start - result.claim.at.start))
    return list({f.key: f for f in (*operands, *around[:_MOST])}.values())


def _forms(result: Fact) -> tuple[Form, ...]:
    """The ways in which a claim of such a kind is reckoned."""
    quantity, kind = result.claim.quantity, result.claim.kind
    if quantity is None or quantity.hedge or quantity.ranged:
        return ()
    if kind == "share" and quantity.dimension == "percent":
        return (_parts,)
    if kind == "growth" or (kind == "multiple" and result.claim.aspect == "growth"):
        return _growths, _over_base
    if kind == "multiple":
        return (_ratios,)
    if kind == "average-growth":
        return (_means,)
    if kind in ("change", "share-shift", "growth-shift"):
        return (_differences,)
    if kind == "level":
        return _averages, _siblings, _differences
    return ()


def _alike(facts: Sequence[Fact], unit: str | None = None, *kinds: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        quantity = fact.claim.quantity
        if quantity is None or quantity.dimension in ("percent", "point", "multiple", "none") or (kinds and fact.claim.kind not in kinds):
            continue
        if unit is None or quantity.base_unit == unit:
            found.setdefault(quantity.base_unit, []).append(fact)
    return found


def _pairs(facts: Sequence[Fact], *kinds: str) -> Iterator[tuple[Fact, Fact]]:
    for group in _alike(facts, None, *kinds).values():
        yield from permutations(group, 2)


def _parts(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A part, or two or three that stand side by side, of a whole."""
    share = Var(result.key)
    for part, whole in _pairs(near):
        constraint = Constraint(Var(part.key) * 100, "=", share * Var(whole.key))
        yield Reading(constraint, (part, whole), f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}", PERCENT)
    for group in _alike(near, None, "level").values():
        ordered = sorted(group, key=lambda f: f.order)
        for size in (2, 3):
            for at in range(len(ordered) - size + 1):
                parts = ordered[at : at + size]
                if parts[-1].order > result.order or parts[0].claim.sentence != result.claim.sentence:
                    continue
                shown = " + ".join(printed(body, f) for f in parts)
                for whole in ordered[:at] + ordered[at + size :]:
                    constraint = Constraint(total([Var(f.key) for f in parts]) * 100, "=", share * Var(whole.key))
                    yield Reading(constraint, (*parts, whole), f"({shown}) ÷ {printed(body, whole)} = {{x}}", PERCENT)


def _grown(growth: Fact) -> Expression:
    return Var(growth.key) + 1 if growth.claim.kind == "multiple" else (Var(growth.key) + 100) / 100


def _growths(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """From one value to another."""
    plausible = _RATE if result.claim.kind == "growth" else None
    for now, base in _pairs(near):
        constraint = Constraint(Var(now.key), "=", _grown(result) * Var(base.key))
        yield Reading(constraint, (now, base), f"{printed(body, now)} ÷ {printed(body, base)} − 1 = {{x}}", plausible)


def _over_base(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A change over the value it started from."""
    plausible = _RATE if result.claim.kind == "growth" else None
    step = 1 if result.claim.kind == "multiple" else 100
    for change, now in _pairs(near):
        if change.claim.kind == "change" and now.key[1] not in change.claim.links.get("base", ()):
            base = Var(now.key) - Var(change.key)
            shown = f"{printed(body, change)} ÷ ({printed(body, now)} − {printed(body, change)}) = {{x}}"
            yield Reading(Constraint(Var(change.key) * step, "=", Var(result.key) * base), (change, now), shown, plausible)


def _ratios(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """One value as so many times another."""
    for now, base in _pairs(near):
        constraint = Constraint(Var(now.key), "=", Var(result.key) * Var(base.key))
        yield Reading(constraint, (now, base), f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}")


def _means(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A mean growth over some years."""
    spans = {number(n) or 0 for n in _SPAN.findall(body.sentence(result))}
    for now, base in _pairs(near, "level"):
        first, last = base.claim.period[:4], now.claim.period[:4]
        between = {int(last) - int(first)} if first.isdigit() and last.isdigit() else set()
        for years in sorted((spans | between) & _YEARS):
            mean = root(Var(now.key) / Var(base.key), years) * 100 - 100
            shown = f"({printed(body, now)} ÷ {printed(body, base)})^(1/{years}) − 1 = {{x}}"
            yield Reading(Constraint(Var(result.key), "=", mean), (now, base), shown, _RATE)


def _differences(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """What lies between two values of the result's own measure; for points, between two rates."""
    quantity = result.claim.quantity
    assert quantity is not None
    if quantity.dimension == "point":
        rates = [f for f in near if f.claim.quantity is not None and f.claim.quantity.dimension == "percent"]
        pairs = list(permutations(rates, 2))
    else:
        pairs = [p for group in _alike(near, quantity.base_unit).values() for p in permutations(group, 2)]
    for more, less in pairs:
        constraint = Constraint(Var(more.key) - Var(less.key), "=", Var(result.key))
        yield Reading(constraint, (more, less), f"{printed(body, more)} − {printed(body, less)} = {{x}}")


def _averages(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A total over a count, or one measure over another."""
    quantity = result.claim.quantity
    assert quantity is not None
    above, _, below = quantity.base_unit.partition("/")
    for group in _alike(near, above).values():
        for whole in group:
            for count in near:
                other = count.claim.quantity
                if other is None or other.dimension in ("percent", "point", "multiple") or other.base_unit == above:
                    continue
                if below and other.base_unit != below:
                    continue
                constraint = Constraint(Var(whole.key), "=", Var(result.key) * Var(count.key))
                yield Reading(constraint, (whole, count), f"{printed(body, whole)} ÷ {printed(body, count)} = {{x}}")


def _siblings(body: Body, result: Fact, near: Sequence[Fact]) -> Iterator[Reading]:
    """A value that completes, with others side by side, a greater one; or the sum of some side by side."""
    quantity = result.claim.quantity
    assert quantity is not None
    for group in _alike(near, quantity.base_unit, "level").values():
        ordered = sorted(group, key=lambda f: f.order)
        for size in range(1, min(_LONGEST, len(ordered)) + 1):
            for at in range(len(ordered) - size + 1):
                parts = ordered[at : at + size]
                added = total([Var(f.key) for f in parts])
                shown = " + ".join(printed(body, f) for f in parts)
                if size > 1:
                    yield Reading(Constraint(Var(result.key), "=", added), tuple(parts), f"{shown} = {{x}}")
                for whole in ordered[:at] + ordered[at + size :]:
                    rest = Constraint(Var(whole.key), "=", Var(result.key) + added)
                    yield Reading(rest, (*parts, whole), f"{printed(body, whole)} − ({shown}) = {{x}}")
