"""The safety net under binding: a failure whose result is true of other numbers nearby, or none of whose numbers can be the slip, is ours.

Each row: a passage, the result and the operands it is wrongly tied to, how they are related, and whether the net holds it back.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from enping_check import check_text
from enping_check.claims import read
from enping_check.engine import Constraint, Var, root, total
from enping_check.language import scan
from enping_check.model import Check, Place, Span
from enping_check.reading import read_text
from enping_check.reports import Options, render
from enping_check.rules.body import Body, Fact
from enping_check.rules.judged import Judged
from enping_check.rules.relation import Relation
from enping_check.rules.rivals import misbound
from enping_check.rules.verdicts import judge_one
from enping_check.settings import Settings


def body(text: str) -> Body:
    """The claims of a passage."""
    article = read_text(text, "passage.txt")
    each = read(article, scan(article), Settings())
    return Body([each.reading], [each.namer], [each.home])


def fact(of: Body, surface: str) -> Fact:
    """The claim with a number so printed."""
    claim = next(c for c in of.readings[0].claims if c.quantity is not None and c.surface == surface)
    return Fact((0, claim.id), claim)


def judged(of: Body, code: str, how: str, *surfaces: str) -> Judged:
    """A relation over claims of the passage, the result first, as the rules would judge it."""
    facts = tuple(fact(of, s) for s in surfaces)
    result, *others = (Var(f.key) for f in facts)
    constraint = {
        "share": lambda: Constraint(others[0] * 100, "=", result * others[1]),
        "growth": lambda: Constraint(others[0] * 100, "=", (result + 100) * others[1]),
        "change": lambda: Constraint(others[0] * 100, "=", result * (others[1] - others[0])),
        "difference": lambda: Constraint(others[0] - others[1], "=", result),
        "mean": lambda: Constraint(result, "=", root(others[0] / others[1], 2) * 100 - 100),
        "sum": lambda: Constraint(total(others), "=", result),
    }[how]()
    made = judge_one(Relation(code, constraint, facts, ""))
    assert made is not None
    return made


RESCUED = [
    ("全县人口95.2万人，城镇57.5万人，乡村37.7万人，城镇化率60.4%。",
     "EP101", "share", ("60.4%", "57.5万人", "37.7万人"), "share of another whole"),
    ("存款余额562.3亿元，贷款余额415.7亿元，住房贷款98.6亿元，存贷比73.9%。",
     "EP101", "share", ("73.9%", "98.6亿元", "562.3亿元"), "another part"),
    ("回访1200户，满意1071户，基本满意93户，满意率97.0%。",
     "EP101", "share", ("97.0%", "93户", "1071户"), "two parts together"),
    ("靠泊邮轮183艘次，比前年增加47艘次，比2018年的171艘次增长7.0%。",
     "EP202", "change", ("7.0%", "47艘次", "183艘次"), "growth over another base"),
    ("当年入库23家、退库8家，净增15家，上年末为171家。",
     "EP202", "difference", ("15家", "8家", "171家"), "difference of two others"),
    ("完成23.8万标箱，而2021年只有9.7万标箱，3年间年均增长34.9%。",
     "EP207", "mean", ("34.9%", "9.7万标箱", "23.8万标箱"), "the years the words say"),
    ("营收51.4亿元。玻璃收入44.2亿元，工程收入5.1亿元，其他收入2.1亿元。",
     "EP301", "sum", ("44.2亿元", "5.1亿元", "2.1亿元"), "one of four, not a total"),
]  # fmt: skip

KEPT = [
    ("全县人口95.2万人，城镇57.5万人，乡村37.7万人，城镇化率64.0%。",
     "EP101", "share", ("64.0%", "57.5万人", "95.2万人"), "true of nothing"),
    ("从6.8万吨到23.8万吨，增长71.4%。",
     "EP201", "growth", ("71.4%", "23.8万吨", "6.8万吨"), "divided by the new value: a known mistake"),
    ("存款286.4亿元，上年259.2亿元；贷款213.9亿元，上年187.6亿元，分别增长14.0%和10.5%。",
     "EP201", "growth", ("14.0%", "286.4亿元", "259.2亿元"), "true of the other member of the list: exchanged"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "how", "surfaces", "why"), RESCUED, ids=[row[-1] for row in RESCUED])
def test_a_failure_of_ours_is_held_back(text: str, code: str, how: str, surfaces: tuple[str, ...], why: str) -> None:
    made = judged(of := body(text), code, how, *surfaces)
    assert made.fails
    assert misbound(of, [made], []) == [made], why


@pytest.mark.parametrize(("text", "code", "how", "surfaces", "why"), KEPT, ids=[row[-1] for row in KEPT])
def test_a_slip_is_not_explained_away(text: str, code: str, how: str, surfaces: tuple[str, ...], why: str) -> None:
    made = judged(of := body(text), code, how, *surfaces)
    assert made.fails
    assert misbound(of, [made], []) == [], why


def test_numbers_that_are_right_elsewhere_cannot_be_the_slip() -> None:
    of = body("用电量80.0亿千瓦时，其中工业62.0亿千瓦时，占77.5%；居民日均用电13.2万千瓦时，工业日均169.9万千瓦时。")
    wrong = judged(of, "EP101", "share", "77.5%", "13.2万千瓦时", "62.0亿千瓦时")
    right = judged(of, "EP101", "share", "77.5%", "62.0亿千瓦时", "80.0亿千瓦时")
    assert misbound(of, [wrong], []) == [wrong]
    assert misbound(of, [wrong], [right]) == [wrong]


FAR_OFF = [
    ("年末蓄水总量8.67亿立方米，比上年末多蓄0.58亿立方米，增加7.2%。", "EP201", "growth", ("7.2%", "8.67亿立方米", "0.58亿立方米"), True),
    ("在校生34375人，技工学校6214人，专任教师2036人，师生占比16.9%。", "EP101", "share", ("16.9%", "6214人", "2036人"), True),
    ("甲厂产值31.3亿元，全区产值87.81亿元，占比3.56%。", "EP101", "share", ("3.56%", "31.3亿元", "87.81亿元"), False),
    ("甲厂产值41.3亿元，全区产值87.81亿元，占比36.6%。", "EP101", "share", ("36.6%", "41.3亿元", "87.81亿元"), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "how", "surfaces", "ours"), FAR_OFF, ids=["1381 %", "3.05", "a point slipped", "off by less than three times"]
)
def test_what_no_slip_explains_and_is_far_off_was_tied_wrongly(
    text: str, code: str, how: str, surfaces: tuple[str, ...], ours: bool
) -> None:
    made = judged(of := body(text), code, how, *surfaces)
    assert made.fails
    assert bool(misbound(of, [made], [])) is ours


def test_what_is_not_told_is_shown_to_who_asks() -> None:
    report = check_text("全年产粮8.67万吨。", name="a.txt")
    place = Place("a.txt", 1, 5, Span(4, 10), "8.67万吨")
    doubted = replace(report, doubted=(Check("EP201", "growth-mismatch", "doubted", "8.67 ÷ 0.58 − 1", (place,), Fraction(1)),))
    assert "in doubt" in render("table", doubted, lang="en", options=Options(verbose=True))
    assert "in doubt" not in render("table", doubted, lang="en", options=Options())
