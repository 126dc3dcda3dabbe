"""The months and quarters near a longer time that make it up, whatever they are called."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from enping_check.claims.lexicon import alternation
from enping_check.claims.timeline import Months, stretch
from enping_check.engine import Var, total
from enping_check.language.lexicon import table
from enping_check.rules.adding.additivity import of_one_kind
from enping_check.rules.adding.significance import MEANT, OPEN, SAID
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation
from enping_check.rules.running import covers, running_total
from enping_check.rules.sum_words import sum_words
from enping_check.rules.totals import makes
from enping_check.rules.wholes import same_dimension, usable


def over_time(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
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
            breath = _in_one_breath(body, whole, run)
            flows = all(p.claim.modality == whole.claim.modality == "fact" and _a_flow(body, p) for p in run)
            flows = flows and (breath or not _mixed(body, whole, run))
            most = SAID if breath else MEANT if of_one_kind(whole, run) else OPEN
            if flows and explained(body, whole, total([Var(p.key) for p in run]), run, most):
                yield running_total(body, whole, run)
                break


_VERB = 3  # characters that a verb and what goes with it may have: 又用掉, 涌进, 入库; more may be the name of another thing
_WITH = re.compile("[，（](?:其中)?(?:含|包含|包括|计入|已计)")
_OTHERS = re.compile("其中|当中|包括|此外|另|除|不含|扣除|同比|环比|计划|平均")
_HAN = re.compile("[一-鿿]+")


@functools.cache
def _says_nothing() -> re.Pattern[str]:
    return re.compile(alternation((*table("sums.toml")["accumulated"]["neutral"], *table("sums.toml")["breath"]["words"])))


def _in_one_breath(body: Body, whole: Fact, run: Sequence[Fact]) -> bool:
    """截至10月末用电a，11月单月又用掉b，前11个月合到c: one thing is told on, not named again, and nothing else is told between."""
    first, last = run[0], whole
    if any(f.claim.sentence != last.claim.sentence for f in run) or list(run) != sorted(run, key=lambda f: f.order):
        return False
    told = [f for f in body.beside(last, "level", "change") if first.order <= f.order <= last.order and same_dimension(f, last)]
    if [f.key for f in told] != [f.key for f in (*run, last)] or _OTHERS.search(body.text(first, last)):
        return False
    if _WITH.match(body.after(last, 6)):
        return False  # 前11个月合计c，含核增100万元
    if len({known.name for f in (*run, whole) if (known := body.known(f)) is not None}) > 1:
        return False
    said = body.clause(first) + first.claim.subject + first.claim.indicator
    return all(_no_other(body.clause(f), said) for f in (*run[1:], whole))


def _no_other(words: str, said: str) -> bool:
    """True for words that say, beyond times and adverbs, what was said before the first number, or a verb alone.

    二手车卖出 beside 卖出新车 says more of what is named again.
    """
    plain = "".join(_HAN.findall(_says_nothing().sub("", re.sub("\\d+", "", words))))
    further = sum(c not in said for c in plain)
    return not further or (further <= _VERB and len(plain) - further < 2)


def in_turn(body: Body) -> Iterator[Relation]:
    """前三季度营收分别为a、b和c亿元，累计d亿元: as many values as the time has quarters or months, and nothing else that they may be of."""
    rows: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("level"):
        if fact.claim.group > 0 and _NTH.fullmatch(fact.claim.subject.rpartition("|")[2]):
            rows[fact.key[0], fact.claim.group].append(fact)
    for row in rows.values():
        row.sort(key=lambda f: f.order)
        first, last = row[0], row[-1]
        found = stretch(first.claim.period)
        length = found[1][1] - found[1][0] + 1 if found is not None else 0
        if len(row) < 2 or len(row) not in (length, length / 3) or not all(usable(f) and same_dimension(f, last) for f in row):
            continue
        behind = [f for f in body.beside(last, "level") if f.order > last.order and f.claim.clause - last.claim.clause <= 1]
        if behind and usable(behind[0]) and same_dimension(behind[0], last) and behind[0].claim.period == last.claim.period:
            whole = behind[0]
            alike = whole.claim.indicator in ("", last.claim.indicator)
            said = body.clause(whole)
            if alike and body.additive(last) and sum_words().in_all.search(said) and _RISEN.search(said) is None:
                yield running_total(body, whole, row)


_NTH = re.compile("第\\d+项")
_RISEN = re.compile("增|减|升|降|其中|此外|另")


def _mixed(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """4月到位资金a亿元，1—4月累计b亿元。一季度固定资产投资c亿元: some called as the whole is, and others of another known measure."""
    named = [name_key(p.claim) == name_key(whole.claim) for p in parts]
    return any(named) and any(body.known(p) is not None for p, own in zip(parts, named, strict=True) if not own)


def _stretch(body: Body, fact: Fact) -> tuple[str, Months] | None:
    """The months of its year that a flow is told of; 截至8月末累计 is from January on."""
    found = stretch(fact.claim.period)
    if found is None or not _UP_TO.search(body.lead(fact)):
        return found
    known, words = body.known(fact), body.clause(fact)
    flow = _FLOWED.search(words) if known is None else known.nature == "flow" and _DONE.search(words)
    flow = flow and _ENDS.search(body.lead(fact))
    if flow or (fact.claim.aspect == "stock" and "累计" in body.clause(fact)):
        return found[0], (1, found[1][1])
    return found


_UP_TO = re.compile("截至|截止|至")
_ENDS = re.compile("(?:截至|截止|到)[^，。；]{0,8}[月季]度?[末底]")
_FLOWED = re.compile("已(?:经|累计)*(?:用|耗|发电|发送|产|卖|售|收|接|运|完成|生产|处理|征|入库|供|揽|采|消费|花)")
_DONE = re.compile("已|累计|共|完成|实现")


def _a_flow(body: Body, fact: Fact) -> bool:
    known = body.known(fact)
    return known is None or known.nature == "flow" or fact.claim.aspect == "increment" or "累计" in body.clause(fact)
