"""The documented examples of every rule, run: a wrong one is reported by its rule, a right one by nothing above a note."""

from __future__ import annotations

from typing import Any

import pytest

from enping_check.checking import check_articles
from enping_check.model import Report, Severity
from enping_check.reading import read_text
from enping_check.rules.catalog import RULES, SEPARATOR, Rule
from enping_check.settings import Settings

GRAVITY = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
# EP201 and EP208 go by the family of the indicator: what may be revised or is at comparable coverage is a warning
BY_FAMILY = {"EP201", "EP208"}

# why an example does not come out yet → examples as CODE-side-number, from 1; pytest -rX lists those that do by now
NOT_YET: dict[str, str] = {
    "not bound": "EP104-wrong-2",
    "a structure is not compared with values listed by 分别": "EP105-wrong-3",
    "reported as EP201": "EP203-wrong-2",
    "the quantity is not known to be never negative": "EP204-wrong-1",
    "reported as a warning": "EP206-wrong-2",
    "the growth of a part without a level is not bound to the part": "EP208-wrong-1",
    "last year's rate in a clause of its own is not bound (上年增长)": "EP209-wrong-2 EP209-wrong-3",
    "new and total are not read as the same thing (总数达到, 共有)": "EP303-wrong-2",
    "quarters and part years are not added up": "EP304-wrong-1 EP304-wrong-2",
    "a rank is not bound to the values beside it, or 最高 and 前三 are not read": "EP501-wrong-1 EP501-wrong-2 EP501-wrong-3",
    "零的突破 and 历史新高 are not bound to the earlier value": "EP502-wrong-2",
    "the two statements are not read as one fact (a modifier or an actor before the name)": "EP601-wrong-2 EP601-wrong-3",
    "two articles that state one fact are compared only through what else they imply": "EP603-wrong-1 EP603-wrong-2 EP603-wrong-3",
    "there are no reference tables yet": "EP604-wrong-1 EP604-wrong-2 EP604-wrong-3",
}

REASONS = {example: why for why, listed in NOT_YET.items() for example in listed.split()}


def cases(side: str) -> list[Any]:
    """One parameter set per example of that side."""
    sets = []
    for rule in RULES:
        for n, example in enumerate(getattr(rule, side), 1):
            reason = REASONS.get(f"{rule.code}-{side}-{n}")
            marks = [pytest.mark.xfail(reason=reason, strict=False)] if reason else []
            sets.append(pytest.param(rule, example, id=f"{rule.code}-{n}", marks=marks))
    return sets


def report_of(rule: Rule, example: str) -> Report:
    """The report on an example: its articles are one body of facts; a reference table's article stands alone."""
    parts = example.split(SEPARATOR)
    articles = parts[1:] if rule.takes == "reference" else parts
    return check_articles([read_text(text, f"{n}.txt") for n, text in enumerate(articles, 1)], Settings())


def above_a_note(report: Report) -> list[tuple[str, str, str]]:
    """(code, text, message) of each error and warning."""
    return [(f.code, f.place.text, f.message) for f in report.findings if f.severity is not Severity.NOTE]


@pytest.mark.parametrize(("rule", "example"), cases("wrong"))
def test_wrong_examples_are_reported(rule: Rule, example: str) -> None:
    report = report_of(rule, example)
    assert not report.problems
    mine = [f for f in report.findings if f.code == rule.code]
    assert mine, [f"{f.severity} {f.code} {f.message}" for f in report.findings]
    least = Severity.WARNING if rule.code in BY_FAMILY else rule.severity
    assert max(GRAVITY[f.severity] for f in mine) >= GRAVITY[least]


@pytest.mark.parametrize(("rule", "example"), cases("right"))
def test_right_examples_are_let_be(rule: Rule, example: str) -> None:
    report = report_of(rule, example)
    assert not report.problems
    assert above_a_note(report) == []


@pytest.mark.parametrize(("rule", "example"), cases("wrong"))
def test_one_slip_is_one_finding(rule: Rule, example: str) -> None:
    assert len(above_a_note(report_of(rule, example))) <= 1


def test_exceptions_are_of_examples_that_exist() -> None:
    known = {f"{rule.code}-{side}-{n}" for rule in RULES for side in ("wrong", "right") for n in range(1, len(getattr(rule, side)) + 1)}
    assert set(REASONS) <= known
