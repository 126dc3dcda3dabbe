"""Failures that their own words leave in doubt, and the numbers do not: no chance makes several relations agree on one slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace
from fractions import Fraction

from enping_check.engine import Interval
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import telling
from enping_check.rules.judged import Judged
from enping_check.rules.relation import Relation
from enping_check.rules.repairs import allowed, exchanged_digits
from enping_check.rules.slips import slips
from enping_check.rules.wholes import same_dimension

_AGREEING = 3  # relations that no chance makes agree on one slip
_LONG = 4  # digits of a number whose neighbours are so few among those of its size that none is met by chance


def told_by_digits(body: Body, judged: list[Judged], settled: list[Judged]) -> list[Judged]:
    """Unsure failures whose printed result, two neighbouring digits exchanged, is just what the numbers give: that is hardly chance.

    Only where the text leaves two readings at most, and none of them holds. Lists that leave something out miss their total by any amount.
    """
    chosen = _decided(settled)
    groups: dict[Hashable, list[Judged]] = defaultdict(list)
    for each in judged:
        if each.relation.choice not in chosen and not each.relation.free and each.relation.code not in ("EP301", "EP304"):
            groups[each.relation.choice if each.relation.choice is not None else id(each)].append(each)
    found = []
    for group in groups.values():
        if any(not j.fails or j.sure for j in group) or len(group) > 2:
            continue
        told = [j for j in group if exchanged_digits(body, j) and not _of_two_measures(body, j.relation)]
        if told:
            relation = replace(told[0].relation, sure=True, severity=Severity.WARNING)
            found.append(replace(told[0], relation=relation, sure=True))
    return found


def told_by_rarity(body: Body, judged: list[Judged], settled: list[Judged]) -> list[Judged]:
    """Unsure failures that one slip mends, where hardly one number in so many would be mended so by chance.

    The more readings the text leaves, the rarer it must be. What is only a little off may be off for other reasons than a slip (another
    date, a part left out), and then numbers near each other are a digit apart often enough.
    """
    chosen = _decided(settled)
    groups: dict[Hashable, list[Judged]] = defaultdict(list)
    for each in judged:
        relation = each.relation
        if relation.choice is not None and relation.choice not in chosen and not relation.free and relation.code in _RARE:
            groups[relation.choice].append(each)
    found = []
    for group in groups.values():
        if any(not j.fails or j.sure for j in group):
            continue
        most = _RARE[group[0].relation.code] / len(group)
        told = next((j for j in group if _far_apart(j) and _rare(body, j, most)), None)
        if told is not None:
            relation = replace(told.relation, sure=True, severity=Severity.WARNING)
            found.append(replace(told, relation=relation, sure=True))
    return found


# by how rare a match must be: lists that leave something out miss their total by any amount, and there are many of them
_RARE = {"EP101": Fraction(1, 100), "EP301": Fraction(1, 500), "EP304": Fraction(1, 500), "EP401": Fraction(1, 100)}
_SUMS = ("EP301", "EP304")
_APART = 30


def _far_apart(each: Judged) -> bool:
    """True where more is wrong than what another date or a part left out would explain; a whole is no part of itself."""
    own, made = each.relation.result.claim.interval.middle, each.recomputed.middle
    if own is None or made is None or (each.relation.code == "EP101" and made >= _ALL):
        return False
    return abs(own - made) * _APART > max(abs(own), abs(made))


_ALL = 100  # per cent


def _rare(body: Body, each: Judged, most: Fraction) -> bool:
    """True where digits of one number, all of them printed in full, changed or changed places, and few numbers are so near."""
    facts = [f for f in each.relation.facts if f.key in each.readings]
    if each.relation.extra or not all(map(_in_full, facts)):
        return False
    # of a list that may leave something out, only a slip in the total makes it end where it does
    firm = {f.key for f in facts[1:]} if each.relation.code in _SUMS else set()
    return telling(body, facts, each.recomputed, lambda fact: allowed(each, fact.key), most, firm, kinds=("transposition", "digit"))


def _in_full(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    if quantity is None or quantity.hedge or quantity.ranged or quantity.number is None or quantity.dimension == "time":
        return False
    return _PRINTED.fullmatch(fact.claim.surface) is not None


_PRINTED = re.compile("[\\d,，.]+[^\\d]*")  # no 1兆1842亿


def told_by_their_whole(body: Body, judged: list[Judged], settled: list[Judged]) -> list[Judged]:
    """总量38.96亿元，甲21.47亿元，占59.7%，乙8.62亿元，丙5.87亿元: a sum in doubt and a share that one slip in their whole mends both."""
    chosen = _decided(settled)
    failing = [j for j in judged if j.fails and (j.sure or j.relation.choice not in chosen)]
    found: dict[int, Judged] = {}
    for each in (j for j in failing if j.relation.code == "EP301" and not j.sure and not j.relation.free):
        whole, *parts = each.relation.facts
        shares = [
            j for j in failing if j.relation.code == "EP101" and j.relation.facts[-1].key == whole.key and j.relation.facts[1] in parts
        ]
        if len(parts) > 2 and shares and _meant(body, whole, (each, *shares)):
            doubtful = [j for j in (each, *shares) if not j.sure]
            found.update((id(j), replace(j, relation=replace(j.relation, sure=True), sure=True)) for j in doubtful)
    return list(found.values())


def of_one_misprint(body: Body, disowned: Iterable[Judged]) -> list[Judged]:
    """Failing lists that would hold, were the one number they share a slip away: 总额44.868亿元 for 448.68亿元, under three shares.

    Chance does not make three relations agree on a slip; but a number that the article prints elsewhere may be what the list is of.
    """
    lists: dict[Hashable, list[Judged]] = defaultdict(list)
    for each in disowned:
        lists[each.relation.collection].append(each)
    found: list[Judged] = []
    for members in lists.values():
        shared = set.intersection(*({f.key for f in j.relation.facts if f.key in j.readings} for j in members))
        if len(members) < _AGREEING or len(shared) != 1:
            continue
        number = next(f for f in members[0].relation.facts if f.key in shared)
        meant = _meant(body, number, members)
        told = [f.claim.interval for f in body.levels[number.key[0]] if same_dimension(f, number)]
        if meant and not any(a.overlaps(b) for a in meant for b in told):
            found += members
    return found


def _decided(settled: Iterable[Judged]) -> set[Hashable]:
    """The statements of which one reading is believed."""
    return {j.relation.choice for j in settled if j.relation.choice is not None}


def _meant(body: Body, number: Fact, relations: Iterable[Judged]) -> list[Interval]:
    """What a number may have been before an ordinary slip so that all of the relations hold.

    Of a number of few digits so many are a slip away that some fit by chance: of those only a moved point, another unit or sign counts.
    """
    wanted = [allowed(each, number.key) for each in relations]
    long = sum(c.isdigit() for c in body.folded(number)) >= _LONG
    return [
        slip.interval
        for slip in slips(body, number)
        if (long or slip.label in ("point", "unit-scale", "sign")) and all(slip.interval.overlaps(each) for each in wanted)
    ]


def _of_two_measures(body: Body, relation: Relation) -> bool:
    """True for a growth or change from one known measure to another: 贸易额 after 合同成交额."""
    known = {known.name for f in relation.facts[1:] if f.claim.kind == "level" and (known := body.known(f)) is not None}
    return relation.code.startswith("EP2") and len(known) > 1
