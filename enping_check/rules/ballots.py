"""So many gave each answer, and so many there were: 收回选票149张，赞成142票，反对3票，弃权4票 (EP301).

Whoever votes or answers gives one answer. That all of them are told is said by a vote's 弃权, and else left to the evidence of a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Expression, Var, total
from enping_check.rules.answers import around, behind, row_of
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, sum_text
from enping_check.rules.wholes import usable

# by chance at most so often may a slip make it come out: where a vote is told, where not all answers may be
_VOTE: Final = Fraction(2, 5)
_SURVEY: Final = Fraction(1, 12)
_BOTH_SIDES: Final = 2
_REACH: Final = 2  # sentences to how many there were
_ALL: Final = re.compile("由|收回|回收|有效|实到|实际到|出席|到会|到场|参加|参与|受访|问卷|答卷|投票|调查|访问|实收|走访")
_ASKED: Final = re.compile("应到|应出席|应参加|发出|发放|发送|代表的?股份总")
_KEPT_OUT: Final = re.compile("委托|代为|授权|回避|关联董事|未投|未按|未参加|未参与|未作答|未回答|废票|无效票|多选|不止一|其余")
_VOTED: Final = re.compile("赞成|反对|弃权|同意")
_PRESENT: Final = re.compile("由|实到|出席|到会|到场|参加")
_FEW: Final = 30
_EVERYONE: Final = re.compile("董事|监事|评委|评审|理事")  # each of the few is recorded
_PERSONS: Final = frozenset(("人", "名", "位", "票", "张", "份"))


def relations(body: Body) -> Iterator[Relation]:
    """Every row of counts of the answers to one question."""
    for facts in body.sentences.values():
        if facts[0].claim.sentence < 0:
            continue
        counts = sorted((f for f in facts if _counted(f)), key=lambda f: f.order)
        if len(counts) < _BOTH_SIDES:
            continue
        row = row_of(counts, lambda f: around(body, f), fewest=_BOTH_SIDES)
        if row:
            yield from _against_all(body, row)


def _counted(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    told = usable(fact) or fact.claim.aspect == "incidental"  # 由9名专家组成
    plain = fact.claim.kind == "level" and quantity is not None and told and not (quantity.hedge or quantity.ranged)
    return plain and quantity is not None and quantity.unit in _PERSONS | {"股"} and fact.claim.aspect not in ("average", "converted")


def _against_all(body: Body, row: Sequence[Fact]) -> Iterator[Relation]:
    """The counts against those who voted: the nearest such number before them that they make, else the nearest."""
    passage = "".join(body.sentence(f) for f in {f.claim.sentence: f for f in body.within(row[0], _REACH, "level")}.values())
    if _KEPT_OUT.search(passage):
        return
    earlier = sorted((f for f in body.within(row[0], _REACH, "level") if f.order < row[0].order and _counted(f)), key=lambda f: f.order)
    wholes = [f for f in reversed(earlier) if _all_of(body, f, row)]
    if not wholes:
        return
    made = summed(row)
    whole = next((f for f in wholes if f.middle == made), wholes[0])
    value: Expression = total([Var(f.key) for f in row])
    vote = "弃权" in body.clause(row[-1]) or made > whole.middle
    if len(row) == _BOTH_SIDES and made <= whole.middle:
        return  # 7人赞成、1人反对: the others may have said nothing
    voted = all(_VOTED.search(body.clause(f) + behind(body, f)) for f in row)
    twice = voted and made > whole.middle and _PRESENT.search(body.clause(whole)) is not None  # nobody votes twice
    few = _EVERYONE.search(body.sentence(whole)) is not None and "股东" not in passage and whole.middle <= _FEW
    yield Relation(
        "EP301",
        Constraint(Var(whole.key), "=", value),
        (whole, *row),
        f"{sum_text(body, row).partition(' = ')[0]} = {{x}}",
        sure=few or twice or explained(body, whole, value, row, _VOTE if vote else _SURVEY),
        choice=("ballots", row[0].key),
    )


def _all_of(body: Body, fact: Fact, row: Sequence[Fact]) -> bool:
    """True for the number of those who voted or answered, of persons, papers or shares as the row is."""
    quantity, one = fact.claim.quantity, row[0].claim.quantity
    if quantity is None or one is None or (quantity.unit == "股") != (one.unit == "股") or fact.claim.sentence > row[0].claim.sentence:
        return False
    said = body.clause(fact)
    return _ALL.search(said) is not None and _ASKED.search(said) is None and fact.claim.paragraph == row[0].claim.paragraph
