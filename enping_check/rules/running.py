"""Months, quarters and halves against what they run up to: EP304, and EP302 for a month above its year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from enping_check.claims.names import squeeze
from enping_check.claims.timeline import Months, stretch
from enping_check.engine import Constraint, Var, total
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, Key, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.sum_words import sum_words
from enping_check.rules.wholes import same_dimension, smaller, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family: adjacent stretches that cover a longer one, and a stretch above the one it lies in."""
    for index in body.levels:
        tables: dict[tuple[str, str], list[Spell]] = defaultdict(list)
        for spell in _spells(body, index):
            quantity = spell.fact.claim.quantity
            tables[spell.year, quantity.base_unit if quantity is not None else ""].append(spell)
        for spells in tables.values():
            if len(spells) > 1:
                yield from _sums(body, spells)
                yield from _in_one_breath(body, spells)
                yield from _excesses(body, spells)


@dataclass(frozen=True, slots=True)
class Spell:
    """A flow told of a stretch of months; ``name`` without what only the first of its sentence says, empty where just the time is said."""

    fact: Fact
    year: str
    months: Months
    name: str
    lent: bool = False  # its name is cut to what the next sentence calls it

    @property
    def running(self) -> bool:
        """累计, which adds up whatever is new."""
        return self.fact.claim.aspect == "stock"


_SOME_DAYS = re.compile("[\\d一二三四五六七八九十]天|假期|长假|连假|黄金周|春运|周末|当天|当日|期间")  # a time that the period does not say
_THAT_TIME = re.compile("单月|当月|本月|单季|当季")


def _spells(body: Body, index: int) -> Iterator[Spell]:
    """The flows of an article with the stretches of the year they are told of."""
    sentences: dict[int, list[Spell]] = defaultdict(list)
    for fact in body.levels[index]:
        known, claim = body.known(fact), fact.claim
        if known is not None and (known.nature in ("rate", "average", "price", "index") or not known.additive):
            continue
        running = claim.aspect == "stock" and "累计" in body.clause(fact)
        if known is not None and known.nature == "stock" and not running and claim.aspect != "increment":
            continue  # 新增专项债券, though: what is added to a stock is a flow
        where = stretch(claim.period)
        flows = running or claim.aspect in (
            "",
            "increment",
            "together",
            "up",
            "down",
            "base",
        )  # 6月a，5月b: b is May's, whatever a is told beside it
        if where is not None and usable(fact) and flows and claim.modality == "fact" and not _SOME_DAYS.search(body.lead(fact)):
            own = claim.indicator if claim.subject == claim.indicator or not claim.indicator else name_key(claim)
            sentences[claim.sentence].append(Spell(fact, where[0], where[1], _THAT_TIME.sub("", own)))
    for spells in sentences.values():
        first, rest = spells[0], {s.name for s in spells[1:]}
        short = rest.pop() if len(rest) == 1 else ""
        if short != first.name and len(short) >= 2 and (first.name.startswith(short) or first.name.endswith(short)):
            # 港口一季度完成货物吞吐量…，二季度完成货物吞吐量…: whose it is only the first says
            yield replace(first, name=short)
            yield from spells[1:]
        else:
            yield from spells
    yield from _taken_up(sentences)
    yield from _of_one_owner(body, index, sentences)


_OF_A_PART = re.compile("子公司|分公司|旗下|部门|业务|产品|单季|内销|外销")


def _of_one_owner(body: Body, index: int, sentences: Mapping[int, Sequence[Spell]]) -> Iterator[Spell]:
    """某厂公告9月营收3.71亿元。前八月累计营收27.55亿元，加计9月，前九月累计…: of the one whose it is from the article's beginning."""
    told = [s for at in sorted(sentences) for s in sentences[at]]
    if not told or not told[0].fact.claim.subject or body.known(told[0].fact) is None:
        return
    first = told[0].fact.claim
    alike = [s for s in told if s.fact.claim.indicator == first.indicator]
    owners = {s.fact.claim.subject for s in alike} - {""}
    if len(owners) > 1 or all(s.fact.claim.subject for s in alike) or _OF_A_PART.search(first.subject):
        return
    for spell in alike:
        if spell.fact.claim.subject:
            yield replace(spell, name=squeeze(first.indicator), lent=True)


def _taken_up(sentences: Mapping[int, Sequence[Spell]]) -> Iterator[Spell]:
    """甲厂公布第3季营收17亿元。第1季、第2季营收依序为12亿元与16亿元，前三季累计45亿元: whose it is only the first sentence says."""
    for at, (spell, *others) in sentences.items():
        rest = sentences.get(at + 1, ())
        names = {s.name for s in rest}
        if others or len(rest) < 2 or len(names) != 1 or spell.name in names:
            continue
        name = names.pop()
        known = all(s.fact.claim.indicator == spell.fact.claim.indicator and not s.fact.claim.subject for s in rest)
        one_place = rest[0].fact.claim.paragraph == spell.fact.claim.paragraph
        if known and one_place and len(name) >= 2 and all(s.months != spell.months for s in rest):
            yield replace(spell, name=name, lent=True)


def _sums(body: Body, spells: Sequence[Spell]) -> Iterator[Relation]:
    """Chains of adjacent stretches under one name against every longer stretch that they cover."""
    by_name: dict[tuple[object, ...], dict[Months, list[Spell]]] = defaultdict(lambda: defaultdict(list))
    for spell in spells:
        fresh = spell.fact.claim.aspect == "increment"  # what is new in a month adds up over the months, but not to what is not new
        where = (spell.fact.claim.paragraph,) if not spell.name else ()
        by_name[spell.name, fresh, where][spell.months].append(spell)
    for key, told in list(by_name.items()):
        plain = by_name.get((key[0], False, key[2]), {})
        if key[1] and any(s.running for each in plain.values() for s in each):
            for months, each in told.items():  # 1—9月累计签约86个，10月新签约9个
                plain.setdefault(months, each)
    seen: set[tuple[Key, ...]] = set()
    for told in by_name.values():
        for whole in (s for s in spells if not s.lent and s.fact.claim.aspect != "base"):
            # a time that is told twice by one name: what stands nearer is meant
            table = {months: min(each, key=lambda s: _apart(s.fact, whole.fact)) for months, each in told.items()}
            for cover in covers(table, whole.months, whole.months[0]):
                parts = [table[each] for each in cover]
                if (keys := (whole.fact.key, *(p.fact.key for p in parts))) in seen or whole in parts:
                    continue
                seen.add(keys)
                if (sure := _adds_to(body, whole, parts, spells)) is not None:
                    yield running_total(body, whole.fact, [p.fact for p in parts], sure)


def _apart(a: Fact, b: Fact) -> tuple[int, int]:
    """How far two numbers stand from one another: in sentences, then in characters."""
    return abs(a.claim.sentence - b.claim.sentence), abs(a.claim.at.start - b.claim.at.start)


def _in_one_breath(body: Body, spells: Sequence[Spell]) -> Iterator[Relation]:
    """1—7月组织税收84.6亿元；8月当月入库12.3亿元；1—8月累计96.9亿元: one sentence that adds a month to a stretch, whatever each is called.

    Believed where one slip explains what is wrong.
    """
    sentences: dict[int, list[Spell]] = defaultdict(list)
    for spell in spells:
        sentences[spell.fact.claim.sentence].append(spell)
    for told in sentences.values():
        whole, since = _last_of(body, told)
        if whole is None or (where := stretch(whole.claim.period)) is None or len({s.name for s in since}) == 1:
            continue
        table = {s.months: s for s in since}
        if len(since) < 2 or len(table) < len(since):
            continue
        for cover in covers(table, where[1], where[1][0]):
            parts = [table[each].fact for each in cover]
            names = {f.claim.indicator for f in (whole, *parts) if body.known(f) is not None}
            # 8月当月入库…: what only the time and a verb are said of
            others = [f for f in parts if body.known(f) is None and not (_THAT_TIME.search(body.clause(f)) and len(f.claim.subject) < 2)]
            if len(parts) < len(since) or len(names) != 1 or others or not all(same_dimension(whole, f) for f in parts):
                continue
            sure = one_slip(body, whole, total([Var(f.key) for f in parts]), (whole, *parts), ("digit", "transposition"))
            yield running_total(body, whole, parts, sure)


def _last_of(body: Body, told: Sequence[Spell]) -> tuple[Fact | None, Sequence[Spell]]:
    """What a sentence runs up to, whose name may not be known, and what it tells before."""
    last = told[-1].fact
    later = [
        f for f in body.beside(last, "level") if f.order > last.order and f.claim.aspect == "together" and f.claim.quantity is not None
    ]
    if later:
        return later[0], told
    return (last, told[:-1]) if sum_words().in_all.search(body.clause(last)) else (None, ())


def _named_elsewhere(body: Body, whole: Spell, parts: Sequence[Spell], spells: Sequence[Spell]) -> bool:
    """从季度看，一、二、三季度分别完成…: in another paragraph, and not called so there, while others are told of the whole stretch, too."""
    first = parts[0].fact
    if first.claim.paragraph == whole.fact.claim.paragraph or whole.name[-2:] in body.sentence(first):
        return False
    beside = [s for s in spells if s is not whole and s.months == whole.months and s.name != whole.name]
    return any(s.fact.claim.paragraph == whole.fact.claim.paragraph for s in beside)


def _adds_to(body: Body, whole: Spell, parts: Sequence[Spell], spells: Sequence[Spell]) -> bool | None:
    """Whether the parts are surely the whole's; None where they are not."""
    name, fresh = parts[0].name, parts[0].fact.claim.aspect == "increment"
    claim = whole.fact.claim
    if any(p.lent for p in parts):
        facts = tuple(p.fact for p in parts)
        return _near(whole, parts, 0, 1) and one_slip(body, whole.fact, total([Var(f.key) for f in facts]), (whole.fact, *facts))
    if fresh != (claim.aspect == "increment") and not whole.running:
        return None
    if any(p.fact.claim.scope_key not in ("", claim.scope_key) for p in parts) and claim.scope_key:
        return None
    if whole.name == name and name and _named_elsewhere(body, whole, parts, spells):
        return False
    if whole.name == name and name:
        return not _unowned(body, whole.fact) or _near(whole, parts, 0)
    rivals = [s for s in spells if s is not whole and s.months == whole.months]
    if name and not whole.name:  # （6月a亿元。）4月b亿元、5月c亿元，加计6月，第二季合计d亿元
        told = [p for p in parts if p.fact.claim.sentence == claim.sentence and p.fact.order < whole.fact.order]
        summed = len(told) > 1 and _near(whole, parts, 0, 1) and sum_words().in_all.search(body.clause(whole.fact)) is not None
        return True if summed and not any(_near(s, parts, 0, 2) for s in rivals) else None
    if not name:  # 第一季71.4万箱，第二季79.6万箱: of the only thing that the passage tells of the whole stretch
        return not any(_near(s, parts, 0, 2) for s in rivals) if _near(whole, parts, 0, 2) else None
    if not (name in whole.name or (whole.name in name and len(whole.name) >= 2)) or not _near(whole, parts):
        return None
    together = sum_words().in_all.search(body.clause(whole.fact)) and all(p.fact.claim.sentence == claim.sentence for p in parts)
    together = together and all(p.fact.claim.aspect != "base" for p in parts)
    facts = tuple(p.fact for p in parts)
    beside = 0 if _near(whole, parts, 0, 0) else 99  # 四个季度分别卸粮a、b、c和d万吨，全年卸e万吨: what later sentences tell is no rival
    return not any(_near(s, parts, 3, beside) for s in rivals) and (
        bool(together) or one_slip(body, whole.fact, total([Var(f.key) for f in facts]), (whole.fact, *facts))
    )


def _unowned(body: Body, fact: Fact) -> bool:
    """True for accounts of nobody that is named: the next paragraph may be about another company."""
    known = body.known(fact)
    return known is not None and known.topic == "企业账目" and not fact.claim.subject


def _near(whole: Spell, parts: Sequence[Spell], paragraphs: int = 3, sentences: int = 99) -> bool:
    """True when all parts stand within so many paragraphs and sentences of the whole."""
    a = whole.fact.claim
    return all(
        abs(a.paragraph - p.fact.claim.paragraph) <= paragraphs and abs(a.sentence - p.fact.claim.sentence) <= sentences for p in parts
    )


def _excesses(body: Body, spells: Sequence[Spell]) -> Iterator[Relation]:
    """Each stretch against the longer ones of its name that it lies in."""
    by_name: dict[tuple[str, bool], dict[Months, Fact]] = defaultdict(dict)
    for spell in (s for s in spells if s.fact.claim.aspect != "base"):
        by_name[name_key(spell.fact.claim), spell.fact.claim.aspect == "increment"].setdefault(spell.months, spell.fact)
    for table in by_name.values():
        for whole in table:
            inside = [each for each in table if whole[0] <= each[0] and each[1] <= whole[1] and each != whole]
            if sum(smaller(table[whole], table[each]) for each in inside) > 1:
                continue  # 电动自行车火灾87起。分季度看，一季度574起，二季度436起: of something greater
            for each in inside:
                yield from _beyond(body, table[each], table[whole])


_STANDING = re.compile(
    "累计|截至|截止|[末底初]|以来|均|高|最|[旧结积留未]存|结转|未结"
)  # 12月受理755件（含旧存280件）: no flow of the month


def _beyond(body: Body, part: Fact, whole: Fact) -> Iterator[Relation]:
    """A month above what it runs up to, of a flow that cannot be negative."""
    known = body.known(whole)
    if known is None or known.negative or known.nature != "flow" or re.search("净|差|利润|盈|亏|结余", name_key(whole.claim)):
        return
    apart = abs(part.claim.paragraph - whole.claim.paragraph)
    if apart > 1 or (apart and _unowned(body, whole)) or part.claim.scope_key != whole.claim.scope_key:
        return
    if part.claim.quantity is None or whole.claim.quantity is None or not same_dimension(part, whole):
        return
    made_of = part.claim.links.get("total", ())
    if made_of and whole.claim.id not in made_of and whole.claim.links.get("total") == made_of:
        return  # 内资79.3亿元、外资7.6亿元；一季度37.8亿元: beside it in one whole
    if part.claim.aspect == "stock" or _STANDING.search(body.clause(part) + body.before(part, 16)):
        return
    yield Relation(
        "EP302",
        Constraint(Var(part.key), "<=", Var(whole.key)),
        (part, whole),
        f"{printed(body, part)} > {printed(body, whole)}",
        sure=part.claim.subject == whole.claim.subject and part.claim.bound == whole.claim.bound == "stated",
        free=True,
    )


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


def chains(whole: Fact, parts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The parts by turns that fill the whole's time: of 四个季度, 上半年, 下半年 the quarters, the halves, and what mixes them."""
    own, table = stretch(whole.claim.period), {s: p for p in parts if (s := stretch(p.claim.period)) is not None}
    if own is None or len(table) < len(parts):
        return
    months = {s[1]: p for s, p in table.items() if s[0] == own[0]}
    for chain in covers(months, own[1], own[1][0]):
        if len(chain) > 1:
            yield [months[each] for each in chain]


def _one_name(parts: Sequence[Fact]) -> bool:
    """One name, or in one sentence the first's name cut short: 一季度新签合同86份，二季度新签92份."""
    names = [name_key(p.claim) for p in parts]
    if len({p.claim.sentence for p in parts}) == 1 and len(set(names[1:])) == 1 and len(names[1]) >= 2:
        return names[0].startswith(names[1]) or names[0].endswith(names[1])
    return len(set(names)) == 1


def covers(table: Mapping[Months, object], whole: Months, start: int) -> Iterator[tuple[Months, ...]]:
    """Chains of adjacent shorter stretches from ``start`` to the end of ``whole``."""
    for each in table:
        if each[0] != start or each == whole or each[1] > whole[1]:
            continue
        if each[1] == whole[1]:
            yield (each,)
        else:
            for rest in covers(table, whole, each[1] + 1):
                yield (each, *rest)


def running_total(body: Body, whole: Fact, parts: list[Fact], sure: bool = True) -> Relation:
    """The whole as the sum of its parts in time."""
    return Relation(
        "EP304",
        Constraint(Var(whole.key), "=", total([Var(p.key) for p in parts])),
        (whole, *parts),
        f"{' + '.join(printed(body, p) for p in parts)} = {{x}}",
        severity=Severity.ERROR if all(p.claim.sentence == whole.claim.sentence for p in parts) else Severity.WARNING,
        sure=sure and all(same_dimension(whole, p) for p in parts) and not _revised(body, whole),
        choice=("running", *(p.key for p in parts)),
    )


def _revised(body: Body, whole: Fact) -> bool:
    return bool(re.search("修订|调整", body.sentence(whole))) or whole.claim.quantity is None or whole.claim.quantity.fine.width is None
