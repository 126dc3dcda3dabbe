"""Months, quarters and halves against what they run up to: EP304, and EP302 for a month above its year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from enping_check.claims.timeline import Months, stretch
from enping_check.engine import Constraint, Var, total
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _periods(body)
    yield from _by_month(body)


def _periods(body: Body) -> Iterator[Relation]:
    """Months, quarters and halves against what they run up to, for one name in one article: adjacent stretches that cover a longer one."""
    for facts in (*body.by_name.values(), *_elliptic(body)):
        if len(facts) < 2:
            continue
        known = body.known(facts[0])
        if known is not None and (known.nature in ("stock", "rate", "average", "price", "index") or not known.additive):
            continue
        years: dict[tuple[str, bool], dict[Months, Fact]] = defaultdict(dict)
        for fact in facts:
            where = stretch(fact.claim.period)
            running = fact.claim.aspect == "stock" and "累计" in body.clause(fact)
            plain = fact.claim.modality == "fact" and (
                running or fact.claim.aspect not in ("base", "average", "whole", "converted", "stock")
            )
            if where is not None and usable(fact) and plain:
                # what is new in a month adds up over the months; what is new does not add to what is not
                years[where[0], fact.claim.aspect == "increment"].setdefault(where[1], fact)
        for table in years.values():
            for whole in table:
                for cover in _covers(table, whole, whole[0]):
                    yield running_total(body, table[whole], [table[each] for each in cover])
                for each in table:
                    if whole[0] <= each[0] and each[1] <= whole[1] and each != whole:
                        yield from _beyond(body, table[each], table[whole])


def _beyond(body: Body, part: Fact, whole: Fact) -> Iterator[Relation]:
    """A month above what it runs up to, of a flow that cannot be negative."""
    known = body.known(whole)
    if known is None or known.negative or known.nature != "flow" or re.search("净|差|利润|盈|亏|结余", name_key(whole.claim)):
        return
    if abs(part.claim.paragraph - whole.claim.paragraph) > 1 or part.claim.scope_key != whole.claim.scope_key:
        return
    if part.claim.quantity is None or whole.claim.quantity is None or not same_dimension(part, whole):
        return
    if part.claim.aspect == "stock" or re.search("累计|截至|截止|[末底初]|以来|均|高|最", body.clause(part) + body.before(part, 16)):
        return
    yield Relation(
        "EP302",
        Constraint(Var(part.key), "<=", Var(whole.key)),
        (part, whole),
        f"{printed(body, part)} > {printed(body, whole)}",
        sure=part.claim.subject == whole.claim.subject and part.claim.bound == whole.claim.bound == "stated",
        free=True,
    )


def _by_month(body: Body) -> Iterator[Relation]:
    """1—2月新房网签a套，3月网签b套，一季度累计网签c套: in one sentence the later names are short for the first."""
    sentences: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for index, facts in body.levels.items():
        for fact in facts:
            sentences[index, fact.claim.sentence].append(fact)
    for facts in sentences.values():
        for position, whole in enumerate(facts):
            own = stretch(whole.claim.period)
            if own is None or not re.search("累计|合计|共", body.clause(whole)) or not usable(whole) or whole.claim.modality != "fact":
                continue
            for size in range(2, min(position, 12) + 1):
                parts = facts[position - size : position]
                if _covers_by_name(body, own, whole, parts):
                    yield running_total(body, whole, parts)


def _covers_by_name(body: Body, own: tuple[str, Months], whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when ``parts`` are adjacent stretches that make up ``own``, all of one thing, which the first names in full."""
    stretches = [s for s in (stretch(p.claim.period) for p in parts) if s is not None and s[0] == own[0]]
    if len(stretches) < len(parts):
        return False
    months = [s[1] for s in stretches]
    if (months[0][0], months[-1][1]) != own[1] or any(a[1] + 1 != b[0] for a, b in pairwise(months)):
        return False
    names = [re.sub("单月|当月|本月|单季|当季", "", name_key(f.claim)) for f in (*parts, whole)]
    return (
        len(set(names)) > 1
        and all(len(name) >= 2 and name in names[0] for name in names)
        and all(p.claim.aspect == "" and p.claim.modality == "fact" and usable(p) and same_dimension(p, whole) for p in parts)
        and all(body.additive(p) for p in parts)
        and len({p.claim.scope_key for p in parts}) == 1
    )


def _elliptic(body: Body) -> Iterator[list[Fact]]:
    """港口一季度完成货物吞吐量…，二季度完成货物吞吐量…: a sentence's values of one indicator whose owner only the first names."""
    for index in range(len(body.readings)):
        sentences: dict[int, list[Fact]] = defaultdict(list)
        for fact in body.levels[index]:
            sentences[fact.claim.sentence].append(fact)
        for facts in sentences.values():
            first = name_key(facts[0].claim)
            rest = {name_key(f.claim) for f in facts[1:]}
            if len(facts) < 3 or len(rest) != 1:
                continue
            name = rest.pop()
            if first != name and first.endswith(name) and len(name) >= 3 and all(same_dimension(facts[0], f) for f in facts[1:]):
                yield facts


def covered(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts tell one flow over adjacent stretches that make up the whole's: 上半年, 下半年, 全年共."""
    known = body.known(parts[0])
    if not _one_name(parts) or not body.additive(parts[0]) or (known is not None and known.nature != "flow"):
        return False
    own, stretches = stretch(whole.claim.period), [stretch(p.claim.period) for p in parts]
    if own is None or any(s is None or s[0] != own[0] for s in stretches):
        return False
    months = [s[1] for s in stretches if s is not None]
    return (months[0][0], months[-1][1]) == own[1] and all(a[1] + 1 == b[0] for a, b in pairwise(months))


def _one_name(parts: Sequence[Fact]) -> bool:
    """One name, or in one sentence the first's name cut short: 一季度新签合同86份，二季度新签92份."""
    names = [name_key(p.claim) for p in parts]
    if len({p.claim.sentence for p in parts}) == 1 and len(set(names[1:])) == 1 and len(names[1]) >= 2:
        return names[0].startswith(names[1]) or names[0].endswith(names[1])
    return len(set(names)) == 1


def _covers(table: dict[Months, Fact], whole: Months, start: int) -> Iterator[tuple[Months, ...]]:
    """Chains of adjacent shorter stretches from ``start`` to the end of ``whole``."""
    for each in table:
        if each[0] != start or each == whole or each[1] > whole[1]:
            continue
        if each[1] == whole[1]:
            yield (each,)
        else:
            for rest in _covers(table, whole, each[1] + 1):
                yield (each, *rest)


def running_total(body: Body, whole: Fact, parts: list[Fact]) -> Relation:
    return Relation(
        "EP304",
        Constraint(Var(whole.key), "=", total([Var(p.key) for p in parts])),
        (whole, *parts),
        f"{' + '.join(printed(body, p) for p in parts)} = {{x}}",
        severity=Severity.ERROR if all(p.claim.sentence == whole.claim.sentence for p in parts) else Severity.WARNING,
        sure=all(same_dimension(whole, p) for p in parts) and not _revised(body, whole),
        choice=("running", whole.key, *(p.key for p in parts)),
    )


def _revised(body: Body, whole: Fact) -> bool:
    return bool(re.search("修订|调整", body.sentence(whole))) or whole.claim.quantity is None or whole.claim.quantity.fine.width is None
