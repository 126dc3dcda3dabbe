"""What else a stated result may be true of: the same statement about other numbers that stand as near.

A result that fails against the numbers it was tied to and is true of others beside it was tied wrongly: the mistake is ours, not the
writer's. The search goes from the nearest numbers outward and stops before a match by chance becomes likely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise

from enping_check.engine import HOLDS, Interval, Readings, judge
from enping_check.rules.alternatives import forms
from enping_check.rules.averages.divisors import divided_by
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.evidence import telling
from enping_check.rules.judged import Judged, misreading
from enping_check.rules.repairs import allowed, explicable
from enping_check.rules.slips import slips
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
_DERIVED = frozenset(("EP101", "EP106", "EP201", "EP202", "EP206", "EP207", "EP209", "EP301", "EP304", "EP401"))
_BY_NEARNESS = frozenset(("EP101", "EP301", "EP304", "EP401"))  # tied by where they stand more than by their words
_SEARCHED = _DERIVED - {"EP106", "EP209", "EP304"}  # points lie so close that others fit by chance
# the words, not the numbers, are what these are about
_WORDED = frozenset(("EP203", "EP204", "EP205", "EP501", "EP502", "EP601", "EP602", "EP603", "EP604"))


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
        or (
            not _turned(each)
            and not _miscopied(body, each)
            and not _from_one_to_the_other(body, each)
            and (
                _borne_out(each, firm)
                or _rival(body, each, taken, failing)
                or (not _in_step(each, held) and _far_off(body, each, failures))
            )
        )
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


def _from_one_to_the_other(body: Body, each: Judged) -> bool:
    """由上年同期的47.9%提升至52.7%，上升0.9个百分点: said in one breath, so it is a change of these two and of nothing else."""
    relation, result = each.relation, each.relation.result
    if relation.code not in ("EP106", "EP209") or not relation.sure or len(relation.facts) != _OF_TWO:
        return False
    before, after = sorted((f for f in relation.facts if f.key != result.key), key=lambda f: f.order)
    if result.order < after.order or not _RISEN_TO.fullmatch(body.between(before, after)):
        return False
    opening = re.split("[，。；：]", body.before(before, 16))[-1]
    return re.search("[由从自]", opening) is not None and _BY.fullmatch(body.between(after, result)) is not None


_OF_TWO = 3  # facts: the change and the two it is one of
_RISEN_TO = re.compile("[^，。；：、\\d]{1,6}[到至为]了?")
_BY = re.compile("，?[^，。；：、\\d]{0,6}")


def _miscopied(body: Body, each: Judged) -> bool:
    """（186家企业参加。）97家，占168家参会企业的52.2%: of the whole that its own words give, which is a number told before miscopied."""
    relation = each.relation
    if relation.code != "EP101" or not relation.sure or len(relation.facts) != _SHARE_OF_ONE:
        return False
    whole = relation.facts[-1]
    linked = relation.result.claim.links.get("whole", ())
    quantity = whole.claim.quantity
    if whole.claim.aspect != "whole" or whole.key[1] not in linked or quantity is None or quantity.number is None:
        return False
    wanted = allowed(each, whole.key)
    meant = [s for s in slips(body, whole) if s.label == "transposition" and s.interval.overlaps(wanted)]
    told = [f for f in body.levels[whole.key[0]] if f.order < whole.order and same_dimension(f, whole) and f.claim.quantity is not None]
    return any(s.interval.overlaps(f.claim.interval) and f.claim.interval.overlaps(wanted) for s in meant for f in told)


_SHARE_OF_ONE = 3  # facts: the share, its part and its whole


def _in_step(each: Judged, held: Sequence[Judged]) -> bool:
    """甲93家，占43.5%；乙76家，占35.5%；丙45家，占12.1%: parts that make the whole, and every other share is of it."""
    relation = each.relation
    if relation.code != "EP101" or not relation.sure or len(relation.facts) != _SHARE_OF_ONE or not all(map(_in_digits, relation.facts)):
        return False
    share, part, whole = relation.facts
    sums = [j for j in held if j.relation.code == "EP301" and j.verdict.kind == HOLDS and j.relation.result.key == whole.key]
    rows = [{f.key for f in j.relation.facts[1:]} for j in sums if any(f.key == part.key for f in j.relation.facts[1:])]
    told = [
        j.relation.facts
        for j in held
        if j.relation.code == "EP101"
        and j.verdict.kind == HOLDS
        and len(j.relation.facts) == _SHARE_OF_ONE
        and j.relation.facts[2].key == whole.key
    ]
    alike = {p.key for s, p, _ in told if (s.claim.whole or "") == (share.claim.whole or "") and s.claim.sentence == share.claim.sentence}
    return any(len(row) > 2 and row - {part.key} <= alike for row in rows)


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
    if _summed_twice(each, failures):
        return False
    if others > _FEW:
        facts = [f for f in relation.facts if f.key in each.readings]
        digits = Judged(relation, each.verdict, {f.key: _to_the_digit(f) for f in facts} | dict(relation.extra), each.sure)
        return not any(
            telling(body, facts, one.recomputed, partial(_wanted, one), Fraction(_FEW, others), stated=one.readings[result.key].nearest)
            for one in (each, digits)
        )
    return not explicable(body, each)


def _summed_twice(each: Judged, failures: Sequence[Judged]) -> bool:
    """四个季度a、b、c、d，上半年e，下半年f，全年g: the quarters and the halves agree on what the year should be."""
    relation = each.relation
    if relation.code not in ("EP301", "EP304"):
        return False
    parts = {f.key for f in relation.facts[1:]}
    return any(
        j.relation.code == relation.code
        and j.relation.result.key == relation.result.key
        and parts.isdisjoint(f.key for f in j.relation.facts[1:])
        and j.recomputed.overlaps(each.recomputed)
        for j in failures
    )


def _wanted(each: Judged, fact: Fact) -> Interval:
    return allowed(each, fact.key)


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
        if _so_ends(body, whole, result.claim.whole or "") or _so_called(body, whole, result):
            return 0
        least = part.claim.interval.low
    if relation.code == "EP401" and (_told_at_once(body, relation.facts) or any(divided_by(body, result, f) for f in operands)):
        return 0
    told = {f.claim.interval for f in relation.facts}
    return sum(
        other.claim.interval not in told
        and any(same_dimension(other, f) for f in operands)
        and (least is None or (other.order < result.order and (other.claim.interval.high or least) > least))
        for other in body.levels[result.key[0]]
    )


def _so_ends(body: Body, whole: Fact, named: str) -> bool:
    """归母净利润 where the share is one of 净利润, and nothing else so called is told of now."""
    if len(named) < 3 or not whole.claim.indicator.endswith(named):
        return False
    return all(
        f.key == whole.key or f.claim.aspect == "base" or f.claim.interval == whole.claim.interval
        for f in body.levels[whole.key[0]]
        if f.claim.indicator.endswith(named)
    )


def _so_called(body: Body, whole: Fact, result: Fact) -> bool:
    """（占全市出口总值431亿元的20.0%；…）占全市出口总值的15.0%: the very words beside which another share has its whole."""
    beside = (s for s in body.within(result, 1, "share") if s.key != result.key and s.claim.whole == result.claim.whole)
    return bool(result.claim.whole) and any(whole in body.linked(s, "whole") for s in beside)


def _told_at_once(body: Body, facts: Sequence[Fact]) -> bool:
    """外销鱿鱼540公吨，金额9720万元，平均每公斤210元: clause by clause, in a sentence that tells no other amounts measured so."""
    result, operands = facts[0], facts[1:]
    clauses = [f.claim.clause for f in facts]
    if len(facts) < 3 or len({f.claim.sentence for f in facts}) > 1 or max(clauses) - min(clauses) > len(operands):
        return False
    if _in_one_breath(body, facts):
        return True
    beside = [f for f in body.beside(result, "level", "change") if f.key not in {each.key for each in facts}]
    return not any(same_dimension(f, each) for f in beside for each in operands)


def _in_one_breath(body: Body, facts: Sequence[Fact]) -> bool:
    """发放贷款5375笔、21.5亿元，笔均40万元: the count, the amount and then their mean, with no other number between them."""
    row = sorted(facts, key=lambda f: f.order)
    if row[-1] != facts[0] or row[-1].claim.at.end - row[0].claim.at.start > _BREATH:
        return False
    return not any(re.search("[\\d；]", body.between(a, b)) for a, b in pairwise(row))


_BREATH = 36  # characters


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
    ways = forms(result)
    if not ways:
        return False
    operands = [f for f in relation.facts if f.key != result.key]
    near = _near(body, result, operands)
    own = {f.key for f in operands}
    # where even the numbers are all others, a match says little, unless the part is what stands right before the share
    told = [f for f in near if f.order < result.order and f.claim.kind == "level"]
    part = max(told, key=lambda f: f.order).key if told and relation.code == "EP101" else None
    readings = [
        reading
        for form in ways
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
        verdict = judge(reading.constraint, boxes, result.key, frozenset(), _reaching(reading.plausible, result))
        likely = 1 - verdict.strength
        chance += likely
        if chance > _CHANCE:
            break
        if verdict.kind == HOLDS and likely <= _TELLING:
            return True
    return False


def _reaching(plausible: Interval | None, result: Fact) -> Interval | None:
    """完成计划的118.5%: where more than what is plausible is printed, a match there is no less by chance than within it."""
    own = result.claim.interval.high
    if plausible is None or own is None or plausible.high is None or own <= plausible.high:
        return plausible
    return Interval(plausible.low, own + plausible.high)


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
