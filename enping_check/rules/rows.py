"""Sums that no list opens: rows of levels that add up to the one before them, and increases with what they are made of (EP301)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.engine import Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.lists import PARTIAL, between, is_the_rest, member_name, unread
from enping_check.rules.relation import Relation
from enping_check.rules.totals import ADDED, adds_up, sum_of
from enping_check.rules.wholes import same_dimension, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _changes(body)
    yield from _alongside(body)


def _changes(body: Body) -> Iterator[Relation]:
    """贷款增加86亿元，其中住户贷款增加31亿元，企业贷款增加52亿元，其他贷款增加3亿元: increases, and what they are made of."""
    for whole in body.all("change", "level"):
        grows = (whole.claim.kind == "change") != ("增量" in whole.claim.indicator)  # 增量4286亿元，同比多216亿元: not what it is more by
        if not grows or not usable(whole) or whole.claim.aspect in ("comparison", "base", "average", "whole") or body.yearly(whole):
            continue
        parts = _made_of(body, whole)
        if len(parts) < 2:
            continue
        names = [member_name(p) for p in parts]
        rest = len(parts) > 2 and is_the_rest(names[-1]) and not unread(body, parts[0], parts[-1])
        sure = rest and not PARTIAL.search(between(body, parts[0], parts[-1])) and len(set(names)) == len(names)
        sure = sure or _slipped(body, whole, parts, names)
        if sure or adds_up(whole, parts):
            yield sum_of(body, whole, parts, sure, ("changes", whole.key))


_CHANCE = Fraction(1, 20)  # what 其中 names may not be all: at most so often may a slip make it come out by chance


def _slipped(body: Body, whole: Fact, parts: Sequence[Fact], names: Sequence[str]) -> bool:
    """减少1.26万人，其中自然减少0.84万人，机械减少0.42万人: all of one way, and one slip off what they are made of."""
    changes = all(f.claim.kind == "change" and f.claim.sign == whole.claim.sign for f in (whole, *parts))
    plain = changes and len(set(names)) == len(names) and not PARTIAL.search(between(body, whole, parts[-1]))
    return plain and explained(body, whole, total([Var(p.key) for p in parts]), parts, _CHANCE)


_OPENS = re.compile("[^，。；：]{0,8}(?:，[^，。；：]{0,16}){0,2}[，。；]\n?(?:其中|分[^，。]{1,6}看)[，：]?")


def _made_of(body: Body, whole: Fact) -> list[Fact]:
    """The changes, and amounts beside them, of the list that 其中 opens behind a change, up to ；or the end of the sentence."""
    article = body.readings[whole.key[0]].article
    opened = _OPENS.match(article.folded, whole.claim.at.end)
    if opened is None:
        return []
    end = next((i for i in range(opened.end(), len(article.folded)) if article.folded[i] in "。；\n"), len(article.folded))
    sentence = whole.claim.sentence
    found = [
        f
        for each in (sentence, sentence + 1)
        for f in body.sentences.get((whole.key[0], each), ())
        if f.claim.kind in ("change", "level") and opened.end() <= f.claim.at.start < end
    ]
    same = [f for f in found if usable(f) and same_dimension(f, whole) and f.claim.aspect in ("", "increment")]
    if len({f.claim.frame for f in same}) < len(same):
        return []  # a member's own level and change are not two members
    changes = [f for f in same if f.claim.kind == "change"]
    # 增量4286亿元: beside increases, what is taken up anew counts, too
    return same if changes and (len(changes) == len(same) or whole.claim.kind == "level") else []


def _alongside(body: Body) -> Iterator[Relation]:
    """总用水量14.6亿立方米，农业8.4亿，工业2.6亿，…: what follows a level in one row and adds up to it, whether or not words say so.

    Such a row only bears the numbers out: where it does not add up, it was none.
    """
    for facts in body.levels.values():
        plain = [f for f in facts if usable(f) and f.claim.modality == "fact" and (f.claim.aspect in ADDED or _a_day(f))]
        for position, whole in enumerate(plain):
            if not (body.additive(whole) or _a_day(whole)):
                continue
            following = [
                f
                for f in plain[position + 1 : position + 24]
                if f.claim.sentence - whole.claim.sentence <= 2
                and same_dimension(f, whole)
                and f.claim.period == whole.claim.period
                and f.claim.aspect in ADDED
            ]
            named = [f for f in following if f.claim.indicator == whole.claim.indicator]  # 甲收入a、支出b，乙收入c、支出d
            rows = [following[start:] for start in range(_SKIPPED + 1)] + ([named] if len(named) < len(following) else [])
            found = next((row for row in (_row(whole, each) for each in rows) if row), [])
            if found and not _told(whole, found):
                yield sum_of(body, whole, found, False, ("row", whole.key))


def _told(whole: Fact, row: Sequence[Fact]) -> bool:
    """True for the members of a list of the whole, which are summed as that."""
    own = whole.key[1]
    return all(own in p.claim.links.get("total", ()) for p in row) or {p.key[1] for p in row} == set(whole.claim.links.get("parts", ()))


def _row(whole: Fact, following: Sequence[Fact]) -> list[Fact]:
    """The shortest beginning of a row that makes the whole, so closely that chance hardly does; empty when none does."""
    for size in range(2, min(len(following), _ROW) + 1):
        row = list(following[:size])
        made = sum((p.claim.interval.width or Fraction(0) for p in row), Fraction(0))
        if adds_up(whole, row) and made * _CLOSE <= abs(whole.middle):
            return row
    return []


def _a_day(fact: Fact) -> bool:
    """日均清运4268吨: a mean over time adds up as what it is the mean of."""
    return fact.claim.aspect == "average" and fact.claim.whole in ("日均", "月均", "年均")


_ROW = 9  # no longer row is tried
_SKIPPED = 2  # so many levels may stand between: last year's, the plan's
_CLOSE = 250
