"""Which of the values near a total may be its parts: without what lies within one of them, up to where the list ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from enping_check.rules.adding.additivity import leave_nothing_between
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.lists import member_name
from enping_check.rules.sum_words import INSIDE, JOINED, count_in, sum_words
from enping_check.rules.wholes import same_dimension


def is_a_peer(whole: Fact, parts: Sequence[Fact]) -> bool:
    """硅片环节亏损9.6亿元；电池环节亏损38.7亿元；其他环节…: named as all the others are, it is one of them."""
    kind = whole.claim.subject[-2:]
    alike = [p for p in parts if p.claim.subject[-2:] == kind and not p.claim.subject.endswith(whole.claim.subject)]
    return len(kind) == 2 and len(whole.claim.subject) > 2 and len(alike) > 1


_OTHERS = re.compile("^(?:其他|其它|其余)(?P<like>.{3,})$")


def is_last_but_others(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """食品2226元，占11%；日用品及服务1116元，衣着879元，其他用品及服务1037元: late in a row that others of its sort end, one of it."""
    own = member_name(whole)
    begun = any(f.order < whole.order and same_dimension(f, whole) for f in body.beside(whole, "level"))
    return begun and any(
        (other := _OTHERS.match(member_name(p))) is not None and own != other["like"] and own.endswith(other["like"]) for p in parts[1:]
    )


def may_hold(whole: Fact, parts: Sequence[Fact]) -> bool:
    """False where even the two first parts are far more than the whole."""
    own = whole.claim.interval.middle
    least = summed(parts[:2])
    return own is not None and own > 0 and least < own * 10**5


def parts_behind(body: Body, whole: Fact, parts: Sequence[Fact]) -> tuple[list[list[Fact]], list[list[Fact]]]:
    """The parts that may be meant, the likeliest first: without what lies in one of them, up to a ； or where 、 ends; then any fewer."""
    outer = _outer(body, parts)
    found: list[list[Fact]] = []
    fewer: list[list[Fact]] = []
    difference = sum_words().difference
    done = [p for p in outer if not _SO_FAR.search(body.clause(p))]
    for row in (*([done] if 1 < len(done) < len(outer) else ()), outer, list(parts)):
        plain = [p for p in row if not difference.search(member_name(p) + body.clause(p))]
        gaps = [body.between(a, b) for a, b in pairwise(plain)]
        ends = [len(plain)]
        if plain and (closed := _to_the_bracket(body, whole, plain, gaps)) > 1:
            ends.insert(0, closed)
        if gaps and "；" not in gaps[0]:
            end = next((i + 1 for i, gap in enumerate(gaps) if "；" in gap), len(plain))
            apart = end < len(plain) and member_name(plain[end])[-1:] not in {member_name(p)[-1:] for p in plain[:end]}
            if apart or (end == 2 < len(plain) and leave_nothing_between(body, *plain[:2])):
                ends.append(end)
        if gaps and JOINED.match(gaps[0]):
            ends.append(next((i + 1 for i, gap in enumerate(gaps) if not JOINED.match(gap)), len(plain)))
        ends.append(_one_sort(whole, plain))
        together = next((i for i, p in enumerate(plain) if p.claim.aspect == "together"), len(plain))
        ends.append(together)
        found += [plain[:end] for end in dict.fromkeys(ends) if end > 1 and plain[:end] not in found]
        fewer += [plain[:end] for end in range(len(plain) - 1, 1, -1) if plain[:end] not in found]
    return found, fewer


def _to_the_bracket(body: Body, whole: Fact, row: Sequence[Fact], gaps: Sequence[str]) -> int:
    """新增895人（急救412人，社区287人，赛会196人），去年新增760人: how many stand in the bracket right behind the whole; 0 for none."""
    if _BEGUN.fullmatch(body.between(whole, row[0])) is None:
        return 0
    return next((i + 1 for i, gap in enumerate(gaps) if "）" in gap.partition("（")[0]), 0)


_BEGUN = re.compile("（[^，。；（）]*")


def _one_sort(whole: Fact, row: Sequence[Fact]) -> int:
    """书法作品a件、绘画作品b件、摄影作品c件，评出一等奖d件: how many before what is called otherwise; three at least."""
    names = [p.claim.subject if p.claim.subject and p.claim.indicator == whole.claim.indicator else member_name(p) for p in row]
    ending = names[0][-2:] if names else ""
    end = next((i for i, name in enumerate(names) if name[-2:] != ending), len(row))
    return end if end > 2 and len(ending) == 2 else 0


_CLOSED = re.compile("（[^（）]*）")
_SO_FAR = re.compile("^(?:目前|现在?|截至目前)?(?:已经?|累计|实际|现已)")  # 一是厂房7.32亿元，已完成5.12亿元


def _outer(body: Body, parts: Sequence[Fact]) -> list[Fact]:
    """The parts without what a 其中 or a bracket opens among them, which goes on to the next ；, to what is left over or to its end."""
    found, inside, bracketed = list(parts[:1]), False, False
    for before, part in pairwise(parts):
        gap = _CLOSED.sub("", body.between(before, part))
        if "；" in gap or "。" in gap or sum_words().rest.search(gap) or (bracketed and "）" in gap):
            inside = bracketed = False
        if not inside:
            bracketed = gap.rfind("（") > gap.rfind("）")
            inside = bracketed or INSIDE.search(gap) is not None
        if not inside:
            found.append(part)
    return found


def parts_ahead(body: Body, whole: Fact, parts: Sequence[Fact], clause: str) -> tuple[list[list[Fact]], list[list[Fact]]]:
    """The parts that a total behind them may be of: as many as it counts, those since a ；, all of them; then any fewer."""
    count = count_in(clause)
    found: list[list[Fact]] = []
    fewer: list[list[Fact]] = []
    difference = sum_words().difference
    plain = [p for p in parts if not difference.search(member_name(p) + body.clause(p))]
    if any(_PASSED.search(body.between(a, b)) for a, b in pairwise(plain)):
        return [], []  # 上月开户51户，超过了去年7月的43户: the one was compared with the other
    for row in (_outer(body, plain), plain):
        if count and len(row) >= count:
            found.append(row[-count:])
        if len(row) > 2 and sum_words().added.match(body.clause(row[-1])):
            found.append(row[-2:])  # 差短55.3亿元，连同还本28亿元，合计83.3亿元
        gaps = [body.between(a, b) for a, b in pairwise(row)]
        start = max((i + 1 for i, gap in enumerate(gaps) if "；" in gap or "。" in gap), default=0)
        found += [row[begin:] for begin in dict.fromkeys((0, start)) if len(row) - begin > 1 and row[begin:] not in found]
        fewer += [row[begin:] for begin in range(1, len(row) - 1) if row[begin:] not in found]
    return found, fewer


_PASSED = re.compile("[，、](?:[也均都又还]|已经?)*(?:超过|高于|低于|多于|少于|不及|超出|超越|远超)[了过]?(?:[去上前][年月季]|同期|其|另)")
