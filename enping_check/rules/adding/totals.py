"""A total and the parts before or behind it, and what is told beside each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from enping_check.engine import Var, total
from enping_check.language.numerals import whole as whole_number
from enping_check.rules.adding.addends import is_a_peer, is_last_but_others, may_hold, parts_ahead, parts_behind
from enping_check.rules.adding.additivity import STEP, addable, in_time, leave_nothing_between
from enping_check.rules.adding.plausibility import believed
from enping_check.rules.adding.significance import CERTAIN, MADE_UP, SAID, list_says, made_up_so, total_says
from enping_check.rules.body import Body, Fact, Key, name_key, summed
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation
from enping_check.rules.running import running_total
from enping_check.rules.segments import of_another_row
from enping_check.rules.sum_words import DIVIDED, INSIDE, JOINED, sum_words
from enping_check.rules.totals import makes, sum_of
from enping_check.rules.wholes import same_dimension

_MOST: Final = 14  # parts


def totals_before(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """A total and then its parts."""
    failing: list[tuple[Fact, list[list[Fact]]]] = []
    settled: set[Key] = set()  # parts of a total that they make
    for whole, following in _wholes(body, facts):
        sentence = following[0].claim.sentence
        lead = body.between(whole, following[0])
        if (
            sentence - whole.claim.sentence > 1
            or whole.claim.group > 0
            or (whole.claim.aspect == "incidental" and "：" not in lead and _MADE_OF.match(lead) is None)
        ):
            continue
        opened = (_OPENED if lead.startswith("、") else sum_words().open).search(lead) is not None
        if (JOINED.fullmatch(lead) and not opened) or lead.count("）") > lead.count("（"):
            continue  # 投资3500万元的甲项目、3800万元的乙项目: one of them, not their total
        if not opened and whole.claim.sentence == sentence and (whole.claim.links.get("total") or INSIDE.search(body.clause(whole))):
            continue  # 甲类9件，其中新增4件，乙类3件
        divided = whole.claim.sentence < sentence and INSIDE.match(body.clause(whole)) and DIVIDED.match(lead.partition("。")[2])
        if divided and not MADE_UP.search(body.sentence(following[0])):
            continue  # 全社会用电量a，其中工业b。分产业看，第一产业…: of the first of them
        parts = [f for f in following if f.claim.sentence == sentence]
        if len(parts) < 2 or not may_hold(whole, parts):
            continue
        if not opened and (is_a_peer(whole, parts) or is_last_but_others(body, whole, parts)):
            continue
        lists, shorter = parts_behind(body, whole, parts)
        if (fitting := next((run for run in (*lists, *shorter) if makes(whole, run)), None)) is not None:
            settled.update(p.key for p in fitting)
            if list_says(body, whole, fitting) is not None:
                yield _sum(body, whole, fitting, sure=False)
                yield from _columns(body, whole, fitting)
        else:
            failing.append((whole, lists))
    for whole, lists in failing:
        for run in lists:
            said = list_says(body, whole, run)
            planned = said is not None and said < SAID and _PLAN.search(body.clause(whole)) is not None
            # 三级6.30元，到户价由2.85元变为3.20元，水价由1.75元涨到2.10元: what each has come to, and of 6.30 no word
            moved = not whole.claim.links.get("base") and all(f.claim.links.get("base") for f in run)
            other = of_another_row(body, whole, run) or _not_all_of_it(body, run)
            if (
                not planned
                and not moved
                and not other
                and all(f.key not in settled for f in (whole, *run))
                and believed(body, whole, run, said)
            ):
                settled.update(p.key for p in run)
                yield _sum(body, whole, run, sure=True, alone=said is not None and said >= CERTAIN)
                break


def _not_all_of_it(body: Body, run: Sequence[Fact]) -> bool:
    """电子书72.7万册次，不计入上述外借量; a、b、c。三家合计占95.4%: the text says that the whole is more or less than these."""
    if any(_BESIDES.match(body.after(f, 12)) for f in run):
        return True
    joint = _JOINT.search(body.after(run[-1], 40))
    return joint is not None and whole_number(joint["n"]) == len(run) and float(joint["share"]) < _ALL


_BESIDES: Final = re.compile("[，（][^，。；]{0,4}(?:不计入|不计在|不包括在|不包含在|另计|另行统计|单独统计)")
_JOINT: Final = re.compile(
    "[。；，](?P<n>[两二三四五六七八九])[家个大者类项][^，。；\\d]{0,4}(?:合计|共|总共|一共)占[^，。；\\d]{0,8}(?P<share>\\d{1,2}(?:\\.\\d{1,2})?)%"
)
_ALL: Final = 99


def _wholes(body: Body, facts: Sequence[Fact]) -> Iterator[tuple[Fact, Sequence[Fact]]]:
    """Every value with those behind it; with those of the next sentence where 其中 opens it: 受理a件，审结b件。其中，刑事c件…."""
    for at, whole in enumerate(facts[:-2]):
        following = facts[at + 1 : at + 1 + _MOST]
        yield whole, following
        next_ones = [f for f in following if f.claim.sentence == whole.claim.sentence + 1]
        beside = len(following) and following[0].claim.sentence == whole.claim.sentence
        if beside and len(next_ones) > 2 and body.sentence(next_ones[0]).startswith("其中"):
            yield whole, next_ones


def _columns(body: Body, whole: Fact, parts: Sequence[Fact]) -> Iterator[Relation]:
    """项目96个、总投资684亿元，其中甲类58个、427亿元，乙类21个、168亿元，其余17个、89亿元: what is told beside each number of a sum."""
    heads = (whole, *parts)
    if len(parts) < 3 and not leave_nothing_between(body, *parts):
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
                if addable(body, fact) and len(columns[unit]) == at and not re.search("[；。]", body.between(head, fact)):
                    columns[unit].append(fact)
    for column in columns.values():
        if len(column) < len(heads) or column[0].claim.quantity is None or same_dimension(column[0], whole):
            continue
        total_of, row = column[0], column[1:]
        made, own = summed(row), total_of.middle
        said = {re.sub("^.*[、，]", "", body.clause(f))[-2:] for f in row}
        plain = len(said) == 1 and all(f.claim.modality == whole.claim.modality for f in column)
        if plain and not makes(total_of, row) and own and abs(made - own) * 2 < own:
            yield sum_of(
                body, total_of, row, explained(body, total_of, total([Var(p.key) for p in row]), row, SAID), ("column", total_of.key)
            )


_COMPARED: Final = re.compile("[比较]|同期|[去上前]年|[上前][月季周期]|年初|多|少")
_OPENED: Final = re.compile("^、(?:其中|当中|之中|包括|包含|涵盖)")  # 人情往来500元、看病买药173元: 看 opens no list within a row
_MADE_OF: Final = re.compile("[一-鿿]{0,8}组成[，：]其中")  # 由9名董事组成，其中独立董事3名、非独立董事6名
_NOT_ALL: Final = re.compile("共[建同享和产青识]")  # 对共建“一带一路”国家进出口…
_BESIDE: Final = 40  # characters from a number to what is told beside it
_PLAN = re.compile("任务|目标|计划|预算数|限额|上限|指标为|额度")


def totals_behind(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """Parts and then their total."""
    words = sum_words()
    for at in range(2, len(facts)):
        whole, last = facts[at], facts[at - 1]
        clause = _NOT_ALL.sub("", re.split("[；。]", body.between(last, whole))[-1])
        made_of = made_up_so(body, facts[at - 1], clause)
        if not (words.sure.search(clause) or words.likely.search(clause) or made_of) or whole.claim.sentence - last.claim.sentence > 1:
            continue
        if whole.claim.group > 0:
            continue  # 总产值居前三位，分别为46.18亿元、32.39亿元…: one of a list
        moved = [c for c in body.beside(whole, "change") if same_dimension(c, whole)]
        moved = [c for c in moved if not (c.claim.basis and _COMPARED.search(body.clause(c)))]
        if any(last.order < c.order < whole.order for c in moved):
            continue  # 年初1205家，新登记348家，减少97家，年末共有1456家; 床位7430个，明年再添1140个，届时共有8570个: an account, no sum
        before = [f for f in facts[max(0, at - _MOST) : at] if last.claim.sentence - f.claim.sentence <= 0]
        if len(before) < 2 and last.claim.sentence == whole.claim.sentence:
            before = [f for f in facts[max(0, at - _MOST) : at] if whole.claim.sentence - f.claim.sentence <= 1]
        if len(before) < 2:
            continue
        if "支出" in name_key(whole.claim) and any("收入" in name_key(t.claim) for f in before for t in body.linked(f, "total")):
            continue  # 收入预算合计a，其中…。支出预算合计b: no total of what was received
        lists, shorter = parts_ahead(body, whole, before, clause)
        if (fitting := next((run for run in (*lists, *shorter) if makes(whole, run)), None)) is not None:
            if total_says(body, whole, fitting, clause) is not None:
                yield _sum(body, whole, fitting, sure=False)
            continue
        for run in lists:
            if believed(body, whole, run, total_says(body, whole, run, clause)):
                yield _sum(body, whole, run, sure=True)
                break


def _sum(body: Body, whole: Fact, parts: Sequence[Fact], *, sure: bool, alone: bool = False) -> Relation:
    """``alone``: the words leave no other reading, though the whole is also what was told before it comes to."""
    if in_time(body, parts) and len({STEP.sub("", name_key(p.claim)) for p in parts}) <= 2:
        return running_total(body, whole, list(parts), sure)
    return sum_of(body, whole, parts, sure, ("added", whole.key, parts[0].key) if alone else ("added", whole.key))
