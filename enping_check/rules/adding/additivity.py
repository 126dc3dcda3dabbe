"""Whether values may be added: none a mean, a rate or a bound; of one standing, of times that do not overlap, of kinds that do not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from enping_check.claims.timeline import YEAR
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.counterparts import counterparts
from enping_check.rules.lists import TRAITS, member_name, silenced
from enping_check.rules.members import exhaustive_names
from enping_check.rules.ranks import PLACE
from enping_check.rules.wholes import same_dimension, usable

_SLIVER: Final = Fraction(3, 20)
_TOLD: Final = ("", "stock", "increment", "together", "up", "down", "incidental")


def addable(body: Body, fact: Fact) -> bool:
    """True for what may be a total or a part: no mean, no rate, no value compared with, no bound."""
    claim, quantity = fact.claim, fact.claim.quantity
    return (
        quantity is not None
        and (usable(fact) or claim.aspect == "together")
        and claim.aspect in _TOLD
        and quantity.interval.bounded
        and not quantity.ranged
        and not quantity.hedge
        and quantity.dimension not in ("percent", "point", "multiple", "none", "time", "temperature")
        and not quantity.dimension.startswith("rate")
        and body.additive(fact)
    )


def one_each(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True for a total and its parts in clauses on end, one in each, with no other number measured alike in the sentence of the parts.

    Parts that make too little may leave something out: then nothing else is told of them, and little is missing.
    """
    gaps = [body.between(a, b) for a, b in pairwise(parts)]
    here = [f for f in body.levels[whole.key[0]] if f.claim.sentence == parts[0].claim.sentence and same_dimension(f, whole)]
    own, made = whole.middle, summed(parts)
    most = 3 if made > own else 1
    return all(1 <= len(re.findall("[，；、]", gap)) <= most for gap in gaps) and len(here) <= len(parts) + 1 and own - made < own * _SLIVER


def missed(body: Body, first: Fact, last: Fact) -> bool:
    """True when a number between the two that might be one more member was read as nothing."""
    reading = body.readings[first.key[0]]
    quantity = first.claim.quantity
    assert quantity is not None
    quantities = reading.scan.quantities
    begin = bisect_right(quantities, first.claim.at.start, key=lambda q: q.at.start)
    end = bisect_left(quantities, last.claim.at.start, key=lambda q: q.at.start)
    open_ = [q for q in quantities[begin:end] if q.masked is None and (q.base_unit == quantity.base_unit or q.dimension == "none")]
    if not open_:
        return False
    taken = {f.claim.at for s in range(first.claim.sentence, last.claim.sentence + 1) for f in body.sentences.get((first.key[0], s), ())}
    return any(q.at not in taken for q in open_)


def all_members(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True for the members of a known partition, by their names or by what is counted alone."""
    bare = [Fact(p.key, p.claim._replace(subject="")) for p in parts]
    return any(len(exhaustive_names(row, whole)) == len(parts) for row in (parts, bare))


def leave_nothing_between(body: Body, one: Fact, other: Fact) -> bool:
    """True when the names of the two, or the words before them, leave nothing between them."""
    a, b = (_LEFT_OF_NAME.sub("", body.clause(f)) for f in (one, other))
    return counterparts(member_name(one), member_name(other)) or counterparts(a, b)


_LEFT_OF_NAME = re.compile("^.*[、\\d][^、\\d]{0,3}?[、和及与]|^(?:其中|当中|包括)")


def of_one_kind(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts share the last character of their names, among them or with the total's."""
    endings = {member_name(p)[-1:] for p in parts}
    return len(endings) == 1 or member_name(whole)[-1:] in endings or all(p.claim.links.get("total") == (whole.claim.id,) for p in parts)


def one_ending(whole: Fact, parts: Sequence[Fact]) -> bool:
    """國小畢業生 and 國中畢業生 of 畢業生: one noun that the total is of, too."""
    endings = {member_name(p)[-2:] for p in parts}
    return len(endings) == 1 and endings == {member_name(whole)[-2:]}


def of_one_standing(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """False for parts of different standing: plans beside facts, other places' totals, people told by several traits, one thing twice."""
    names = [_called(body, whole, p) for p in parts]
    # 去年建成a，今年建成b，剩下的c
    done_in_turn = in_time(body, parts) or _LEFT.match(body.clause(parts[-1])) is not None
    told = {(name, p.claim.period) for name, p in zip(names, parts, strict=True)} if done_in_turn else set(names)
    if len(told) < len(names) and not in_time(body, parts):
        return False
    if any(p.claim.modality != "fact" for p in parts) and whole.claim.modality == "fact":
        return False
    if _ACCOUNTED.search(whole.claim.indicator) and all(PLACE.match(name) for name in names):
        return False  # each level of government reckons its own: the counties' 生产总值 need not add to the city's
    standing = [p for p in parts if _STANDING.search(body.clause(p))]
    if len(standing) < len(parts) and any(p.claim.period == whole.claim.period for p in standing):
        return False  # 完工606万吨；承接561万吨；2月末手持8694万吨: what came, and what there is
    traits = {at for name in names for at, trait in enumerate(TRAITS) if trait.search(name)}
    periods = {p.claim.period for p in parts}
    if len(periods) > 1 and len(periods) < len(parts) and not done_in_turn:
        return False
    years = {year[0] for p in (whole, *parts) if (year := YEAR.match(p.claim.period))}
    if len(years) > 1 and not done_in_turn:
        return False
    counted = whole.claim.quantity is not None and whole.claim.quantity.dimension.startswith("count")
    if len(traits) == 1 and counted and traits <= _OF_PERSONS and not all(TRAITS[next(iter(traits))].search(name) for name in names):
        return False  # 卫生技术人员…，高级职称…: one may be both
    if silenced(body.sentence(parts[0])) or silenced(body.sentence(whole), body.after(whole, 90)):
        return False
    return len(traits) < 2 or not counted


_UNNAMED: Final = re.compile("[，；、]?(?:其中|剩下|剩余|余下|其余|还有|另有|另|有|约|的)*")


def _called(body: Body, whole: Fact, part: Fact) -> str:
    """What a part is called; 4200吨，其中1850吨卖给工厂，960吨留种: what it is for, where it bears but the name of the whole."""
    name = member_name(part)
    if name and not (name == member_name(whole) and _UNNAMED.fullmatch(body.clause(part))):
        return name
    return _use(body, part) or name


def _use(body: Body, part: Fact) -> str:
    """道路 of 8.7亿元用于道路: what an amount that bears no name is for."""
    return re.split("[^\u4e00-\u9fff]", body.after(part, 12))[0]


_LEFT: Final = re.compile("[，；]?(?:剩下|剩余|余下|其余)的?[一-鿿]{0,3}$")
_STANDING: Final = re.compile("[年月季期][末底](?!前)|手持|余额|存量|结存|库存")
_ACCOUNTED: Final = re.compile("生产总值|增加值|GDP")
_OF_PERSONS: Final = frozenset(range(1, 6))  # of TRAITS: age, schooling, rank, party, people
STEP = re.compile(
    "第[一二三四五六七八九十\\d]+(?:批|期|天|日|周|季度?|次|轮|场|阶段|年|个月)|[首头次前后末]日|[首头]天|最后一[天日周]|上午|下午|晚上|凌晨|[一二三四1-4]季度|\\d+月|[上下]半年|\\d+年|[上中下]旬|[春夏秋冬]季?|首批|次批|[首次三末]季|昨[日天]|今[日天]|前[日天]|周[一二三四五六日]|星期[一二三四五六日]|此前|前期|后期"
)


def in_time(body: Body, parts: Sequence[Fact]) -> bool:
    """True when each part is told of another time: by its period, or by 首日, 第二批, 下旬 before it."""
    if len({p.claim.period for p in parts}) == len(parts):
        return True
    steps = [found[-1] if (found := STEP.findall(body.clause(p))) else "" for p in parts]
    return all(steps) and len(set(steps)) == len(steps)
