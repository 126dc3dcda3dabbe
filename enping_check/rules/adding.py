"""Numbers that stand side by side, measured alike, and the total before or after them: EP301, and EP304 where they follow in time.

收治a人，轻症b人，重症c人，其余d人…: nothing is asked of how the reader tied them. What the words leave open the digits decide: a sum that
misses by one ordinary slip is told where that would hardly happen by chance, the more hardly the less the words say that it is a sum.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Final

from enping_check.claims import partitions
from enping_check.claims.lexicon import alternation
from enping_check.claims.timeline import Months, stretch
from enping_check.engine import Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact, Key, name_key
from enping_check.rules.counterparts import counterparts
from enping_check.rules.evidence import explained
from enping_check.rules.lists import NEARLY, OPEN_GAP, TRAITS, member_name, off_by_a_slip, silenced
from enping_check.rules.members import exhaustive_names
from enping_check.rules.ranks import PLACE
from enping_check.rules.relation import Relation
from enping_check.rules.running import covers, running_total
from enping_check.rules.shares import usable
from enping_check.rules.slips import in_order
from enping_check.rules.totals import OF_ALL, is_share, makes, short_by_a_sliver, sum_of
from enping_check.rules.wholes import same_dimension

# by chance at most so often may a slip make the sum right: where the words say that it is one, where they may, where they do not
_CERTAIN: Final = Fraction(8)
_EXCEEDED: Final = Fraction(2)
_SAID: Final = Fraction(2, 5)
_MEANT: Final = Fraction(1, 12)
_PURE: Final = Fraction(1, 6)
_SLIVER: Final = Fraction(3, 20)
_OPEN: Final = Fraction(1, 40)
_BARE: Final = Fraction(1, 200)
_MOST: Final = 14  # parts
_FAR: Final = 5  # a part so many times its total is misprinted, or the total is
_REACH: Final = 4  # sentences
_NUMERALS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_TOLD: Final = ("", "stock", "increment", "together", "up", "down", "incidental")


@dataclass(frozen=True, slots=True)
class _Words:
    """data/sums.toml, compiled."""

    whole: re.Pattern[str]
    each: re.Pattern[str]
    closing: re.Pattern[str]
    open: re.Pattern[str]
    counted: re.Pattern[str]
    rest: re.Pattern[str]
    sure: re.Pattern[str]
    likely: re.Pattern[str]
    beyond: re.Pattern[str]
    partial: re.Pattern[str]
    difference: re.Pattern[str]
    added: re.Pattern[str]
    overlap: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    data = table("sums.toml")
    lead, together = data["lead"], data["together"]
    n = f"(?P<n>[{''.join(_NUMERALS)}]|[2-9])"
    return _Words(
        re.compile(alternation(lead["whole"])),
        re.compile(alternation(lead["each"])),
        re.compile(f"[^，。；、]{{0,6}}?{alternation(lead['closing'])}"),
        re.compile(alternation(lead["open"])),
        re.compile(
            f"(?:[由分有为含成]|包括|来自)[^，。；：\\d]{{0,8}}?{n}(?:大|个)?{alternation(lead['counters'])}[^，。；：\\d]{{0,8}}(?:[：，]|$)"
        ),
        re.compile(f"(?!{alternation(data['rest']['names'])}){alternation((*data['rest']['words'], *partitions.load().others))}"),
        re.compile(alternation(together["sure"])),
        re.compile(alternation(together["likely"])),
        re.compile(alternation(together["beyond"])),
        re.compile(
            f"{alternation(data['partial']['words'])}|(?<![初中高一二三四五优特次同平上])等(?![级次品外其])|前[两三四五六七八九十\\d]+个?[大位名家项类]"
            "|居[^，。；]{0,4}第[一二三四五六七八九十]"
        ),
        re.compile(alternation(data["difference"]["words"])),
        re.compile(alternation(data["added"]["words"])),
        re.compile(alternation(data["overlap"]["words"])),
    )


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for index in body.levels:
        rows: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in body.levels[index]:
            quantity = fact.claim.quantity
            if quantity is not None and _adds(body, fact):
                rows[quantity.base_unit, fact.claim.paragraph].append(fact)
        for facts in rows.values():
            if len(facts) > 2:
                facts.sort(key=lambda f: f.order)
                yield from _before(body, facts)
                yield from _after(body, facts)
                yield from _over_time(body, facts)


def _adds(body: Body, fact: Fact) -> bool:
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


def _before(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """A total and then its parts."""
    failing: list[tuple[Fact, list[list[Fact]]]] = []
    settled: set[Key] = set()  # parts of a total that they make
    for at, whole in enumerate(facts[:-2]):
        following = facts[at + 1 : at + 1 + _MOST]
        sentence = following[0].claim.sentence
        lead = body.between(whole, following[0])
        if sentence - whole.claim.sentence > 1 or whole.claim.group > 0 or (whole.claim.aspect == "incidental" and "：" not in lead):
            continue
        opened = _words().open.search(lead) is not None
        if (_JOINED.fullmatch(lead) and not opened) or lead.count("）") > lead.count("（"):
            continue  # 投资3500万元的甲项目、3800万元的乙项目: one of them, not their total
        if not opened and whole.claim.sentence == sentence and (whole.claim.links.get("total") or _INSIDE.search(body.clause(whole))):
            continue  # 甲类9件，其中新增4件，乙类3件
        divided = whole.claim.sentence < sentence and _INSIDE.match(body.clause(whole)) and _DIVIDED.match(lead.partition("。")[2])
        if divided and not _MADE_UP.search(body.sentence(following[0])):
            continue  # 全社会用电量a，其中工业b。分产业看，第一产业…: of the first of them
        parts = [f for f in following if f.claim.sentence == sentence]
        if len(parts) < 2 or not _may_hold(whole, parts) or (not opened and _a_peer(whole, parts)):
            continue
        lists, shorter = _runs(body, whole, parts)
        if (fitting := next((run for run in (*lists, *shorter) if makes(whole, run)), None)) is not None:
            settled.update(p.key for p in fitting)
            if _list_says(body, whole, fitting) is not None:
                yield _sum(body, whole, fitting, sure=False)
                yield from _columns(body, whole, fitting)
        else:
            failing.append((whole, lists))
    for whole, lists in failing:
        for run in lists:
            said = _list_says(body, whole, run)
            planned = said is not None and said < _SAID and _PLAN.search(body.clause(whole)) is not None
            if not planned and all(f.key not in settled for f in (whole, *run)) and _believed(body, whole, run, said):
                settled.update(p.key for p in run)
                yield _sum(body, whole, run, sure=True)
                break


def _a_peer(whole: Fact, parts: Sequence[Fact]) -> bool:
    """硅片环节亏损9.6亿元；电池环节亏损38.7亿元；其他环节…: named as all the others are, it is one of them."""
    kind = whole.claim.subject[-2:]
    alike = [p for p in parts if p.claim.subject[-2:] == kind and not p.claim.subject.endswith(whole.claim.subject)]
    return len(kind) == 2 and len(whole.claim.subject) > 2 and len(alike) > 1


def _columns(body: Body, whole: Fact, parts: Sequence[Fact]) -> Iterator[Relation]:
    """项目96个、总投资684亿元，其中甲类58个、427亿元，乙类21个、168亿元，其余17个、89亿元: what is told beside each number of a sum."""
    heads = (whole, *parts)
    if len(parts) < 3 and not _opposed(body, *parts):
        return
    levels = body.levels[whole.key[0]]
    columns: dict[str, list[Fact]] = defaultdict(list)
    for at, head in enumerate(heads):
        begin = head.claim.at.end
        last = at + 1 == len(heads)
        end = begin + _BESIDE if last else min(begin + _BESIDE, heads[at + 1].claim.at.start)
        told: set[str] = set()
        for fact in levels:
            unit = fact.claim.quantity.base_unit if fact.claim.quantity is not None else ""
            if begin <= fact.claim.at.start < end and fact.claim.sentence == head.claim.sentence and unit not in told:
                told.add(unit)
                if _adds(body, fact) and len(columns[unit]) == at and not re.search("[；。]", body.between(head, fact)):
                    columns[unit].append(fact)
    for column in columns.values():
        if len(column) < len(heads) or column[0].claim.quantity is None or same_dimension(column[0], whole):
            continue
        total_of, row = column[0], column[1:]
        made, own = _middle(row), total_of.claim.interval.middle or Fraction(0)
        said = {re.sub("^.*[、，]", "", body.clause(f))[-2:] for f in row}
        plain = len(said) == 1 and all(f.claim.modality == whole.claim.modality for f in column)
        if plain and not makes(total_of, row) and own and abs(made - own) * 2 < own:
            yield sum_of(
                body, total_of, row, explained(body, total_of, total([Var(p.key) for p in row]), row, _SAID), ("column", total_of.key)
            )


_NOT_ALL: Final = re.compile("共[建同享和产青识]")  # 对共建“一带一路”国家进出口…
_BESIDE: Final = 40  # characters from a number to what is told beside it

_DIVIDED = re.compile("[分按从][^，。；]{1,8}[看分]")
_PLAN = re.compile("任务|目标|计划|预算数|限额|上限|指标为|额度")


def _after(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """Parts and then their total."""
    words = _words()
    for at in range(2, len(facts)):
        whole, last = facts[at], facts[at - 1]
        clause = _NOT_ALL.sub("", re.split("[；。]", body.between(last, whole))[-1])
        if not (words.sure.search(clause) or words.likely.search(clause)) or whole.claim.sentence - last.claim.sentence > 1:
            continue
        if whole.claim.group > 0:
            continue  # 总产值居前三位，分别为46.18亿元、32.39亿元…: one of a list
        lost = [c for c in body.beside(whole, "change") if c.claim.sign < 0 and not c.claim.basis and same_dimension(c, whole)]
        if any(last.order < c.order < whole.order for c in lost):
            continue  # 年初1205家，新登记348家，减少97家，年末共有1456家: an account, no sum
        before = [f for f in facts[max(0, at - _MOST) : at] if last.claim.sentence - f.claim.sentence <= 0]
        if len(before) < 2 and last.claim.sentence == whole.claim.sentence:
            before = [f for f in facts[max(0, at - _MOST) : at] if whole.claim.sentence - f.claim.sentence <= 1]
        if len(before) < 2:
            continue
        if "支出" in name_key(whole.claim) and any("收入" in name_key(t.claim) for f in before for t in body.linked(f, "total")):
            continue  # 收入预算合计a，其中…。支出预算合计b: no total of what was received
        lists, shorter = _runs_before(body, whole, before, clause)
        if (fitting := next((run for run in (*lists, *shorter) if makes(whole, run)), None)) is not None:
            if _total_says(body, whole, fitting, clause) is not None:
                yield _sum(body, whole, fitting, sure=False)
            continue
        for run in lists:
            if _believed(body, whole, run, _total_says(body, whole, run, clause)):
                yield _sum(body, whole, run, sure=True)
                break


def _over_time(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """前九个月a万辆，10月b万辆，1—10月c万辆: the stretches near a longer one that make it up, whatever they are called."""
    spells = [(f, found) for f in facts if (found := _stretch(body, f)) is not None]
    for whole, (year, months) in spells:
        near = [(f, s[1]) for f, s in spells if f is not whole and s[0] == year and abs(f.claim.sentence - whole.claim.sentence) <= 2]
        table: dict[Months, Fact] = {}
        for fact, each in sorted(near, key=lambda n: abs(n[0].claim.at.start - whole.claim.at.start)):
            table.setdefault(each, fact)
        lists = [[table[each] for each in cover] for cover in covers(table, months, months[0])]
        lists = [run for run in lists if len(run) > 1 and not any(p.claim.links.get("total") and p.claim.group < 0 for p in run)]
        if not lists or any(makes(whole, run) for run in lists) or not body.additive(whole):
            continue
        for run in lists:
            flows = all(p.claim.modality == whole.claim.modality == "fact" and _a_flow(body, p) for p in run) and not _mixed(
                body, whole, run
            )
            if flows and explained(body, whole, total([Var(p.key) for p in run]), run, _MEANT if _kin(whole, run) else _OPEN):
                yield running_total(body, whole, run)
                break


def _mixed(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """4月到位资金a亿元，1—4月累计b亿元。一季度固定资产投资c亿元: some called as the whole is, and others of another known measure."""
    named = [name_key(p.claim) == name_key(whole.claim) for p in parts]
    return any(named) and any(body.known(p) is not None for p, own in zip(parts, named, strict=True) if not own)


def _stretch(body: Body, fact: Fact) -> tuple[str, Months] | None:
    """The months of its year that a flow is told of; 截至8月末累计 is from January on."""
    found = stretch(fact.claim.period)
    if found is not None and fact.claim.aspect == "stock" and "累计" in body.clause(fact) and re.search("截至|截止|至", body.lead(fact)):
        return found[0], (1, found[1][1])
    return found


def _a_flow(body: Body, fact: Fact) -> bool:
    known = body.known(fact)
    return known is None or known.nature == "flow" or fact.claim.aspect == "increment" or "累计" in body.clause(fact)


def _believed(body: Body, whole: Fact, parts: Sequence[Fact], most: Fraction | None) -> bool:
    """True for a sum that fails where the words leave no other reading, or one slip explains it."""
    if most is None or _across_years(whole, parts) or _nested(parts) or _of_a_while(whole, parts):
        return False
    if all(f.claim.links.get("base") for f in (whole, *parts)) and not re.search("总|合计|共", body.clause(whole)):
        return False  # 由30.9元降为30.3元，…由32.9元降为32.3元: each has moved by itself
    if most < _CERTAIN and most != _EXCEEDED and _other_measure(body, whole, parts):
        return False
    firm: set[Key] = set()
    made, own = _middle(parts), whole.claim.interval.middle or Fraction(0)
    borne = False
    for share, part in _shares(body, parts):
        if is_share(share, part, own):
            firm |= {whole.key, part.key}
        elif OF_ALL.fullmatch(share.claim.whole or ""):
            rest = own - made + (part.claim.interval.middle or 0)
            if not _close(share, rest, own) and not is_share(share, part, made):
                return False  # 香港旅客a人次，占24.7%: of something else
            borne = borne or _close(share, rest, own)
    if _told_elsewhere(body, whole, parts) or _said_to_be_some(body, whole, parts, made, own):
        return False
    largest = max(p.claim.interval.middle or Fraction(0) for p in parts)
    if most < _SAID and own < largest < own * _FAR:
        return False  # 年初预算62.8亿元，追加4.6亿元，支出65.9亿元
    # 其他 may not be all the rest: what is short by a sliver has left a small part out, unless a slip explains it
    slight = short_by_a_sliver(whole, parts) and _words().rest.search(member_name(parts[-1]) + body.clause(parts[-1])) is not None
    if borne or (most >= _CERTAIN and abs(made - own) * 5 < own and not slight):
        return True
    if slight:
        most = min(most, _SAID)
    if most < _SAID and own - made > own * OPEN_GAP:
        return False
    if most < _SAID and own - made > own * NEARLY and "其中" in body.between(whole, parts[0]):
        return off_by_a_slip(body, whole, parts, ("unit-scale",))  # it names some of the parts as often as all of them
    if most < _CERTAIN:
        return explained(body, whole, total([Var(p.key) for p in parts]), parts, most, firm, in_order(parts))
    return explained(body, whole, total([Var(p.key) for p in parts]), parts, most, firm)


_YEAR = re.compile(r"\d{4}|Y[+-]\d+")


def _nested(parts: Sequence[Fact]) -> bool:
    """True where the time of one part lies within another's: 7月a，前7个月b are not added."""
    spells = [found for p in parts if (found := stretch(p.claim.period)) is not None]
    return any(
        year == there and months != its and max(months[0], its[0]) <= min(months[1], its[1])
        for (year, months), (there, its) in combinations(spells, 2)
    )


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
    own = _YEAR.match(whole.claim.period)
    years = {match[0] for p in parts if (match := _YEAR.match(p.claim.period)) is not None}
    return own is not None and len(years) > 1 and own[0] in years and len({name_key(p.claim) for p in parts}) > 1


def _said_to_be_some(body: Body, whole: Fact, parts: Sequence[Fact], made: Fraction, own: Fraction) -> bool:
    """出让金1297亿元，其中三城186、172和94亿元，合计占34.8%: so the list leaves something out."""
    spoken = [s for s in body.shares[parts[-1].key[0], parts[-1].claim.sentence] if s.order > parts[-1].order]
    return made < own and any(
        s.claim.quantity is not None
        and (s.claim.quantity.number or 0) < _ALMOST_ALL
        and body.first(s, "part") not in parts
        and _close(s, made, own)
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


def _close(share: Fact, above: Fraction, below: Fraction) -> bool:
    """True when ``above`` is the printed share of ``below``, within a unit of the last digit."""
    stated = share.claim.quantity
    return stated is not None and stated.number is not None and below > 0 and abs(above / below * 100 - stated.number) <= stated.last


def _sum(body: Body, whole: Fact, parts: Sequence[Fact], *, sure: bool) -> Relation:
    if _in_time(body, parts) and len({_STEP.sub("", name_key(p.claim)) for p in parts}) <= 2:
        return running_total(body, whole, list(parts), sure)
    return sum_of(body, whole, parts, sure, ("added", whole.key))


def _may_hold(whole: Fact, parts: Sequence[Fact]) -> bool:
    """False where even the two first parts are far more than the whole."""
    own = whole.claim.interval.middle
    least = sum((p.claim.interval.middle or Fraction(0) for p in parts[:2]), Fraction(0))
    return own is not None and own > 0 and least < own * 10**5


def _runs(body: Body, whole: Fact, parts: Sequence[Fact]) -> tuple[list[list[Fact]], list[list[Fact]]]:
    """The parts that may be meant, the likeliest first: without what lies in one of them, up to a ； or where 、 ends; then any fewer."""
    outer = _outer(body, parts)
    found: list[list[Fact]] = []
    fewer: list[list[Fact]] = []
    difference = _words().difference
    done = [p for p in outer if not _SO_FAR.search(body.clause(p))]
    for row in (*([done] if 1 < len(done) < len(outer) else ()), outer, list(parts)):
        plain = [p for p in row if not difference.search(member_name(p) + body.clause(p))]
        gaps = [body.between(a, b) for a, b in pairwise(plain)]
        ends = [len(plain)]
        if gaps and "；" not in gaps[0]:
            end = next((i + 1 for i, gap in enumerate(gaps) if "；" in gap), len(plain))
            if end < len(plain) and member_name(plain[end])[-1:] not in {member_name(p)[-1:] for p in plain[:end]}:
                ends.append(end)
        if gaps and _JOINED.match(gaps[0]):
            ends.append(next((i + 1 for i, gap in enumerate(gaps) if not _JOINED.match(gap)), len(plain)))
        ends.append(_one_sort(whole, plain))
        together = next((i for i, p in enumerate(plain) if p.claim.aspect == "together"), len(plain))
        ends.append(together)
        found += [plain[:end] for end in dict.fromkeys(ends) if end > 1 and plain[:end] not in found]
        fewer += [plain[:end] for end in range(len(plain) - 1, 1, -1) if plain[:end] not in found]
    return found, fewer


def _one_sort(whole: Fact, row: Sequence[Fact]) -> int:
    """书法作品a件、绘画作品b件、摄影作品c件，评出一等奖d件: how many before what is called otherwise; three at least."""
    names = [p.claim.subject if p.claim.subject and p.claim.indicator == whole.claim.indicator else member_name(p) for p in row]
    ending = names[0][-2:] if names else ""
    end = next((i for i, name in enumerate(names) if name[-2:] != ending), len(row))
    return end if end > 2 and len(ending) == 2 else 0


_JOINED = re.compile("[^，；。：]*[、和及与][^，；。：]*")
_CLOSED = re.compile("（[^（）]*）")
_BRACKET = re.compile("（[^，。；（）]*")  # 招生1246人（普通班1080人、实验班166人）
_SO_FAR = re.compile("^(?:目前|现在?|截至目前)?(?:已经?|累计|实际|现已)")  # 一是厂房7.32亿元，已完成5.12亿元
_INSIDE = re.compile("[，（(；]?(?:其中|当中|内含|含|包括)")


def _outer(body: Body, parts: Sequence[Fact]) -> list[Fact]:
    """The parts without what a 其中 or a bracket opens among them, which goes on to the next ；, to what is left over or to its end."""
    found, inside, bracketed = list(parts[:1]), False, False
    for before, part in pairwise(parts):
        gap = _CLOSED.sub("", body.between(before, part))
        if "；" in gap or "。" in gap or _words().rest.search(gap) or (bracketed and "）" in gap):
            inside = bracketed = False
        if not inside:
            bracketed = gap.rfind("（") > gap.rfind("）")
            inside = bracketed or _INSIDE.search(gap) is not None
        if not inside:
            found.append(part)
    return found


def _runs_before(body: Body, whole: Fact, parts: Sequence[Fact], clause: str) -> tuple[list[list[Fact]], list[list[Fact]]]:
    """The parts that a total behind them may be of: as many as it counts, those since a ；, all of them; then any fewer."""
    count = _count(clause)
    found: list[list[Fact]] = []
    fewer: list[list[Fact]] = []
    difference = _words().difference
    plain = [p for p in parts if not difference.search(member_name(p) + body.clause(p))]
    if any(_PASSED.search(body.between(a, b)) for a, b in pairwise(plain)):
        return [], []  # 上月开户51户，超过了去年7月的43户: the one was compared with the other
    for row in (_outer(body, plain), plain):
        if count and len(row) >= count:
            found.append(row[-count:])
        if len(row) > 2 and _words().added.match(body.clause(row[-1])):
            found.append(row[-2:])  # 差短55.3亿元，连同还本28亿元，合计83.3亿元
        gaps = [body.between(a, b) for a, b in pairwise(row)]
        start = max((i + 1 for i, gap in enumerate(gaps) if "；" in gap or "。" in gap), default=0)
        found += [row[begin:] for begin in dict.fromkeys((0, start)) if len(row) - begin > 1 and row[begin:] not in found]
        fewer += [row[begin:] for begin in range(1, len(row) - 1) if row[begin:] not in found]
    return found, fewer


_PASSED = re.compile("[，、](?:[也均都又还]|已经?)*(?:超过|高于|低于|多于|少于|不及|超出|超越|远超)[了过]?(?:[去上前][年月季]|同期|其|另)")

_COUNT = re.compile(
    "(?<![前第上首\\d.年至到—-])(?P<n>[两二三四五六七八九十]|[2-9])(?:个|大)?(?:项|者|家|类|种|地|部分|块|笔|座|条|所|处|栋|幢|支|艘|站|口|间|宗|线|路|段|国|市|县|区|村|镇|月|天|日|年|批|期|届|场|方|款|组|品种|行业|产业|市场|周|学段|渠道|公司|企业)"
)


def _count(clause: str) -> int:
    found = list(_COUNT.finditer(clause))
    if not found:
        return 0
    n = found[-1]["n"]
    return _NUMERALS.get(n) or int(n)


def _list_says(body: Body, whole: Fact, parts: Sequence[Fact]) -> Fraction | None:
    """How much chance the words of a total and the list behind it allow for; None where they forbid."""
    words = _words()
    article = body.readings[whole.key[0]].article.folded
    if any(p.claim.interval == whole.claim.interval and name_key(p.claim) == name_key(whole.claim) for p in parts):
        return None  # 学生1260名。1260名学生…，162名教师…: told again
    lead, tail = body.between(whole, parts[0]), re.split("[。；\n]", article[parts[-1].claim.at.end : parts[-1].claim.at.end + 24])[0]
    inside = body.between(whole, parts[-1])
    if words.rest.search(tail) or _REST.search(tail):
        return None  # …、丙8.7亿元，余为丁
    if words.partial.search(inside) or words.partial.match(re.split("[，]", tail)[0]) or not _alike(body, whole, parts):
        return None
    before = re.split("[。；，\n]", body.before(whole, 24))[-1]
    if _missed(body, parts[0], parts[-1]):
        return None
    last = body.between(parts[-2], parts[-1]) + re.split("[，]", tail)[0][:8]
    rest = words.rest.search(last) is not None
    announced = words.counted.search(lead) or words.counted.search(before) or _SO_MANY.search(lead) or _SHARED_OUT.search(lead)
    n = (_NUMERALS.get(announced["n"]) or int(announced["n"])) if announced is not None else 0
    if n not in (0, len(parts)):
        return None
    certain = (
        (rest and len(parts) > 2)
        or words.closing.match(tail) is not None
        or ((made_up := _MADE_UP.match(tail)) is not None and (_NUMERALS.get(made_up["n"]) or 0) == len(parts))
        or n > 0
        or _NOTHING_ELSE.search(lead) is not None
        or _all_members(whole, parts)
        or (len(parts) == 2 and _opposed(body, *parts))
    )
    if certain:
        return _CERTAIN
    if rest and len(parts) == 2 and words.rest.match(body.between(parts[0], parts[1]).lstrip("，、；")[:4]) is not None:
        return _EXCEEDED  # 计划96个，已完工72个，其余24个正在施工
    if (
        lead[:1] == "："
        and re.fullmatch("：[^，；。：、]{1,12}", lead)
        and len(parts) > 2
        and _JUST.search(before)
        and _enumerated(body, parts)
    ):
        return _EXCEEDED  # 共投放站点148个：甲区62个、乙区51个、丙区35个
    if rest or words.whole.search(lead) or (words.each.search(lead) and not re.search("[、和及与]", lead)):
        return _SAID
    if _BRACKET.fullmatch(lead) and tail.startswith("）") and not words.open.search(lead) and "（" not in inside[1:]:
        return _MEANT
    above = _middle(parts) > (whole.claim.interval.middle or 0)
    kin = _kin(whole, parts)
    own = all(p.claim.links.get("total") == (whole.claim.id,) for p in parts)
    if len(parts) < 3 and own and _DIVIDED.match(lead.rpartition("。")[2]):
        return _OPEN  # 按企业规模分，大型企业a，中小微企业b
    if len(parts) < 3 and not (above and own):
        return _BARE if own or _one_ending(whole, parts) else None
    if above and len(parts) == 2 and all(words.overlap.search(member_name(p)) for p in parts) and not _one_ending(whole, parts):
        return None  # 汽车8.64万辆，其中出口6.28万辆，新能源汽车2.97万辆: some are both
    pure = _one_each(body, whole, parts)
    if above and pure and own and len(parts) > 2 and not any(words.overlap.search(member_name(p)) for p in parts):
        return _EXCEEDED  # more than the whole: none of them is left out, they could but overlap
    if above:
        return (_PURE if pure else _MEANT) if kin or words.open.search(lead) else _OPEN
    return _MEANT if pure else _OPEN if kin else _BARE


_JUST: Final = re.compile("共(?!同|建|享)|总|合计|累计")


def _enumerated(body: Body, parts: Sequence[Fact]) -> bool:
    """Members that nothing but 、 parts, each with its number at its end."""
    return all(re.fullmatch("[、和及][^，；。：、\\d]+", body.between(a, b)) for a, b in pairwise(parts))


# 补助共3.2亿元（三项合计，无其他支出），其中…
_SO_MANY = re.compile(
    "[（，](?:以下|下列|上述)?(?P<n>[两二三四五六七八九十])(?:大|个)?[项类块笔种](?:资金|费用|支出|收入|补贴)?(?:合计|之和|相加|加总|总和)"
)
# 三类主体分了这笔钱：
_SHARED_OUT = re.compile(
    "，(?:由|被)?(?P<n>[两二三四五六七八九])(?:大|个)?[类家户方块](?:经营)?(?:主体|对象|客户|群体|人群|单位|企业|机构)?"
    "(?:共同)?(?:瓜分|分享|分掉|分得|分走|分)(?:了)?(?:这|该|上述)(?:笔|些)(?:钱|款|资金|贷款|补贴)?[：—]+"
)
_NOTHING_ELSE = re.compile("(?:再?无|没有|别无|不存在)其[他它]")
_MADE_UP = re.compile(
    "，(?:以上|上述)?(?P<n>[两二三四五六七八九十])(?:大|个)?[\u4e00-\u9fff]{1,4}?(?:合计|共同|合起来|加起来|相加|之和|合并|一并|一起)(?:即|就)?(?:构成|组成|为|是|占)"
)
_REST = re.compile("[，、]其?余(?:为|是|由|属|系|的|均|皆|都|来自|用于|则)")


def _one_each(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True for a total and its parts in clauses on end, one in each, with no other number measured alike in the sentence of the parts.

    Parts that make too little may leave something out: then nothing else is told of them, and little is missing.
    """
    gaps = [body.between(a, b) for a, b in pairwise(parts)]
    here = [f for f in body.levels[whole.key[0]] if f.claim.sentence == parts[0].claim.sentence and same_dimension(f, whole)]
    own, made = whole.claim.interval.middle or Fraction(0), _middle(parts)
    most = 3 if made > own else 1
    return all(1 <= len(re.findall("[，；、]", gap)) <= most for gap in gaps) and len(here) <= len(parts) + 1 and own - made < own * _SLIVER


def _total_says(body: Body, whole: Fact, parts: Sequence[Fact], clause: str) -> Fraction | None:
    """How much chance the words of a total behind its parts allow for; None where they forbid."""
    words = _words()
    if words.rest.search(clause) or words.partial.search(body.between(parts[0], parts[-1])) or not _alike(body, whole, parts):
        return None
    if _missed(body, parts[0], whole):
        return None
    named = [name in clause for p in parts if len(name := member_name(p)[:4]) > 1]
    if any(named) and not all(named):
        return None  # 本周新房a套、二手房b套，本月以来新房累计c套
    n = _count(clause)
    if _all_members(whole, parts):
        return _CERTAIN
    own = whole.claim.interval.middle or Fraction(0)
    near = abs(_middle(parts) - own) * 5 < own
    if n and n == len(parts):
        certain = _in_time(body, parts) or words.sure.search(clause) or _counts_them(body, parts, clause)
        return _CERTAIN if near and certain else _SAID
    if words.beyond.search(clause) and not n:
        return _BARE
    here = parts[0].claim.sentence == whole.claim.sentence
    if words.sure.search(clause) or _SUMMED.search(clause):
        return _SAID if here else _MEANT
    opposed = here and len(parts) == 2 and _opposed(body, *parts)
    if opposed and near and (words.sure.search(clause) or words.likely.search(clause)):
        return _CERTAIN  # 上午到货86吨，下午到货73吨，全天共到货159吨
    if here and (words.added.match(body.clause(parts[-1])) or opposed):
        return _SAID  # 省级安排a亿元，加上市县配套b亿元，总规模c亿元
    if _in_time(body, parts):
        return _MEANT
    if len(parts) > 2 and _one_each(body, whole, parts):
        return _PURE if _middle(parts) > own else _MEANT
    return _OPEN


def _counts_them(body: Body, parts: Sequence[Fact], clause: str) -> bool:
    """甲水库a、乙水库b、丙水库c，三座水库共d: the total counts what every part is called."""
    count = list(_COUNT.finditer(clause))
    counter = re.sub("^.[个大]?", "", count[-1][0]) if count else ""
    if counter and all(re.search(f"[一二三四五六七八九十首\\d]{counter}", body.clause(p)) for p in parts):
        return True  # 一期投资a，二期投资b，两期总投资c
    noun = clause[count[-1].end() :][:2] if count else ""
    return len(noun) == 2 and all(noun in body.clause(p) for p in parts)


_SUMMED = re.compile("[^总]共[计有达为约]?$")  # 全年水稻面积共


def _missed(body: Body, first: Fact, last: Fact) -> bool:
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


def _middle(parts: Sequence[Fact]) -> Fraction:
    return sum((p.claim.interval.middle or Fraction(0) for p in parts), Fraction(0))


def _all_members(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True for the members of a known partition, by their names or by what is counted alone."""
    bare = [Fact(p.key, p.claim._replace(subject="")) for p in parts]
    return any(len(exhaustive_names(row, whole)) == len(parts) for row in (parts, bare))


def _opposed(body: Body, one: Fact, other: Fact) -> bool:
    """True when the names of the two, or the words before them, leave nothing between them."""
    a, b = (_LEFT_OF_NAME.sub("", body.clause(f)) for f in (one, other))
    return counterparts(member_name(one), member_name(other)) or counterparts(a, b)


_LEFT_OF_NAME = re.compile("^.*[、\\d][^、\\d]{0,3}?[、和及与]|^(?:其中|当中|包括)")


def _kin(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts share the last character of their names, among them or with the total's."""
    endings = {member_name(p)[-1:] for p in parts}
    return len(endings) == 1 or member_name(whole)[-1:] in endings or all(p.claim.links.get("total") == (whole.claim.id,) for p in parts)


def _one_ending(whole: Fact, parts: Sequence[Fact]) -> bool:
    """國小畢業生 and 國中畢業生 of 畢業生: one noun that the total is of, too."""
    endings = {member_name(p)[-2:] for p in parts}
    return len(endings) == 1 and endings == {member_name(whole)[-2:]}


def _alike(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """False for parts of different standing: plans beside facts, other places' totals, people told by several traits, one thing twice."""
    names = [member_name(p) or _use(body, p) for p in parts]
    if len(set(names)) < len(names) and not _in_time(body, parts):
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
    if len(periods) > 1 and len(periods) < len(parts) and not _in_time(body, parts):
        return False
    years = {year[0] for p in (whole, *parts) if (year := _YEAR.match(p.claim.period))}
    if len(years) > 1 and not _in_time(body, parts):
        return False
    counted = whole.claim.quantity is not None and whole.claim.quantity.dimension.startswith("count")
    if len(traits) == 1 and counted and traits <= _OF_PERSONS and not all(TRAITS[next(iter(traits))].search(name) for name in names):
        return False  # 卫生技术人员…，高级职称…: one may be both
    if silenced(body.sentence(parts[0])) or silenced(body.sentence(whole), body.after(whole, 90)):
        return False
    return len(traits) < 2 or not counted


def _use(body: Body, part: Fact) -> str:
    """道路 of 8.7亿元用于道路: what an amount that bears no name is for."""
    return re.split("[^\u4e00-\u9fff]", body.after(part, 12))[0]


_STANDING: Final = re.compile("[年月季期][末底](?!前)|手持|余额|存量|结存|库存")
_ACCOUNTED: Final = re.compile("生产总值|增加值|GDP")
_OF_PERSONS: Final = frozenset(range(1, 6))  # of TRAITS: age, schooling, rank, party, people
_STEP = re.compile(
    "第[一二三四五六七八九十\\d]+(?:批|期|天|日|周|季度?|次|轮|场|阶段|年|个月)|[首头次前后末]日|[首头]天|最后一[天日周]|上午|下午|晚上|凌晨|[一二三四1-4]季度|\\d+月|[上下]半年|\\d+年|[上中下]旬|[春夏秋冬]季?|首批|次批|[首次三末]季|昨[日天]|今[日天]|前[日天]|周[一二三四五六日]|星期[一二三四五六日]|此前|前期|后期"
)


def _in_time(body: Body, parts: Sequence[Fact]) -> bool:
    """True when each part is told of another time: by its period, or by 首日, 第二批, 下旬 before it."""
    if len({p.claim.period for p in parts}) == len(parts):
        return True
    steps = [found[-1] if (found := _STEP.findall(body.clause(p))) else "" for p in parts]
    return all(steps) and len(set(steps)) == len(steps)
