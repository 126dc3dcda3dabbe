"""Whether a sum that does not come out is believed to be one: no other reading of its numbers, and a slip that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

from enping_check.claims.timeline import YEAR, stretch
from enping_check.engine import Var, total
from enping_check.rules.adding.significance import BARE, CERTAIN, EXCEEDED, MEANT, SAID
from enping_check.rules.body import Body, Fact, Key, name_key, summed
from enping_check.rules.evidence import explained
from enping_check.rules.lists import NEARLY, OPEN_GAP, member_name, off_by_a_slip
from enping_check.rules.members import exhaustive_names
from enping_check.rules.slips import in_order
from enping_check.rules.sum_words import sum_words
from enping_check.rules.totals import OF_ALL, in_proportion, is_share, makes, short_by_a_sliver
from enping_check.rules.wholes import same_dimension, usable

_FAR: Final = 5  # a part so many times its total is misprinted, or the total is
_REACH: Final = 4  # sentences


def believed(body: Body, whole: Fact, parts: Sequence[Fact], most: Fraction | None) -> bool:
    """True for a sum that fails where the words leave no other reading, or one slip explains it."""
    if most is None or _across_years(whole, parts) or _nested(parts) or _of_a_while(whole, parts) or _with_its_own_parts(parts):
        return False
    if all(f.claim.links.get("base") for f in (whole, *parts)) and not re.search("总|合计|共", body.clause(whole)):
        return False  # 由30.9元降为30.3元，…由32.9元降为32.3元: each has moved by itself
    if most < CERTAIN and most != EXCEEDED and _other_measure(body, whole, parts):
        return False
    firm: set[Key] = set()
    made, own = summed(parts), whole.middle
    borne = False
    for share, part in _shares(body, parts):
        if any(is_share(share, part, other.middle) for other in parts if other is not part):
            return False  # 某镇软件收入19亿元，占全市的41.6%，全市软件收入46.6亿元: the one is within the other
        if is_share(share, part, own):
            firm |= {whole.key, part.key}
        elif OF_ALL.fullmatch(share.claim.whole or ""):
            rest = own - made + part.middle
            if not in_proportion(share, rest, own) and not is_share(share, part, made):
                return False  # 香港旅客a人次，占24.7%: of something else
            borne = borne or in_proportion(share, rest, own)
    if _told_elsewhere(body, whole, parts) or _said_to_be_some(body, whole, parts, made, own):
        return False
    largest = max(p.middle for p in parts)
    if most < SAID and own < largest < own * _FAR:
        return False  # 年初预算62.8亿元，追加4.6亿元，支出65.9亿元
    # 其他 may not be all the rest: what is short by a sliver has left a small part out, unless a slip explains it
    slight = short_by_a_sliver(whole, parts) and sum_words().rest.search(member_name(parts[-1]) + body.clause(parts[-1])) is not None
    if borne or (most >= CERTAIN and abs(made - own) * 5 < own and not slight):
        return True
    if slight:
        most = min(most, SAID)
    if most < SAID and own - made > own * OPEN_GAP:
        return _slipped_whole(body, whole, parts)
    if most < SAID and own - made > own * NEARLY and "其中" in body.between(whole, parts[0]):
        # it names some of the parts as often as all of them
        return off_by_a_slip(body, whole, parts, ("unit-scale",)) or _slipped_whole(body, whole, parts)
    if most < CERTAIN:
        made_of = total([Var(p.key) for p in parts])
        if explained(body, whole, made_of, parts, most, firm, in_order(parts)):
            return True
        return _closed(body, parts, made, own) and explained(body, whole, made_of, parts, MEANT, firm | {p.key for p in parts})
    return explained(body, whole, total([Var(p.key) for p in parts]), parts, most, firm)


def _slipped_whole(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """7493件，其中2864件、1286件、643件: far more than its parts, but to the digit what they make, two digits of it exchanged."""
    return explained(body, whole, total([Var(p.key) for p in parts]), parts, BARE, {p.key for p in parts}, in_order(parts))


def _closed(body: Body, parts: Sequence[Fact], made: Fraction, own: Fraction) -> bool:
    """预算46.82亿元，包括甲a、乙b、丙c、丁d以及戊e: a long list that says where it ends, and comes to all but a sliver of its total."""
    ends = _LAST_BUT.match(body.between(parts[-2], parts[-1])) is not None and _GOES_ON.match(body.after(parts[-1], 2)) is None
    return ends and len(parts) >= _LONG and abs(made - own) * _SLIVER < own


_LAST_BUT = re.compile("以?及|和|与")
_GOES_ON = re.compile("等")
_LONG: Final = 4  # parts
_SLIVER: Final = 30


def _nested(parts: Sequence[Fact]) -> bool:
    """True where the time of one part lies within another's: 7月a，前7个月b are not added."""
    spells = [found for p in parts if (found := stretch(p.claim.period)) is not None]
    return any(
        year == there and months != its and max(months[0], its[0]) <= min(months[1], its[1])
        for (year, months), (there, its) in combinations(spells, 2)
    )


def _with_its_own_parts(parts: Sequence[Fact]) -> bool:
    """农产品加工产值47.89亿元，其中食品17.45亿元，金属制品14.83亿元: a total is not added to its parts."""
    head = parts[0].key[1]
    return all(head in p.claim.links.get("total", ()) for p in parts[1:])


def _of_a_while(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where all parts are told of one time within the whole's: 前9个月进口a，其中9月进口b；出口c."""
    own, spells = stretch(whole.claim.period), {stretch(p.claim.period) for p in parts}
    if own is None or len(spells) > 1 or (inner := spells.pop()) is None:
        return False
    return inner[0] == own[0] and inner[1] != own[1] and own[1][0] <= inner[1][0] and inner[1][1] <= own[1][1]


def _other_measure(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where a part is of a known measure that is another than the whole's: 产品出口 beside 预算收入."""
    known = body.known(whole)
    if known is None:
        return False
    own = _AMOUNT.sub("", known.name)[-2:]
    others = (body.known(p) for p in parts)
    unlike = any(other is not None and other is not known and _AMOUNT.sub("", other.name)[-2:] != own for other in others)
    return unlike and not exhaustive_names(parts, whole)


_ALMOST_ALL: Final = 97  # percent; above that one small slip in a part may be all that is missing
_AMOUNT = re.compile("[总额量值数]")  # 总投资 is of 投资额


def _across_years(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where one part is of the whole's own year and another, called otherwise, is not: no total is of both."""
    own = YEAR.match(whole.claim.period)
    years = {match[0] for p in parts if (match := YEAR.match(p.claim.period)) is not None}
    return own is not None and len(years) > 1 and own[0] in years and len({name_key(p.claim) for p in parts}) > 1


def _said_to_be_some(body: Body, whole: Fact, parts: Sequence[Fact], made: Fraction, own: Fraction) -> bool:
    """出让金1297亿元，其中三城186、172和94亿元，合计占34.8%: so the list leaves something out."""
    spoken = [s for s in body.shares[parts[-1].key[0], parts[-1].claim.sentence] if s.order > parts[-1].order]
    return made < own and any(
        s.claim.quantity is not None
        and (s.claim.quantity.number or 0) < _ALMOST_ALL
        and body.first(s, "part") not in parts
        and in_proportion(s, made, own)
        for s in spoken
    )


def _told_elsewhere(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts make another value told near them: then they are its parts."""
    own = {whole.key, *(p.key for p in parts)}
    near = [f for f in body.nearby(parts[0], 1, "level") if abs(f.claim.sentence - parts[0].claim.sentence) <= _REACH]
    near = [f for f in near if f.key not in own and same_dimension(f, whole)]
    # 第一、二、三产业 and, in the next sentence, 居民: the parts go on
    further = sorted((f for f in near if f.order > parts[-1].order), key=lambda f: f.order)[:1]
    lists = [parts, *([[*parts, *further]] if further else [])]
    return any(f not in row and makes(f, row) for f in near for row in lists if f.claim.interval.middle)


def _shares(body: Body, parts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The shares that the parts are told with."""
    for part in parts:
        for share in body.shares[part.key[0], part.claim.sentence]:
            if share.claim.aspect == "" and body.first(share, "part") == part and usable(share):
                yield share, part
