"""The documented examples of every rule, run: a wrong one is reported by its rule, a right one by nothing above a note."""

from __future__ import annotations

from pathlib import Path
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


def cases(side: str) -> list[Any]:
    """One parameter set per example of that side."""
    sets = []
    for rule in RULES:
        for n, example in enumerate(getattr(rule, side), 1):
            sets.append(pytest.param(rule, example, id=f"{rule.code}-{n}"))
    return sets


def report_of(rule: Rule, example: str, folder: Path) -> Report:
    """The report on an example: its articles are one body of facts; a reference table stands in ``folder``."""
    parts = example.split(SEPARATOR)
    settings = Settings()
    if rule.takes == "reference":
        table = folder / "reference.csv"
        table.write_text(parts.pop(0), encoding="utf-8")
        settings = Settings(reference=str(table))
    return check_articles([read_text(text, f"{n}.txt") for n, text in enumerate(parts, 1)], settings)


def above_a_note(report: Report) -> list[tuple[str, str, str]]:
    """(code, text, message) of each error and warning."""
    return [(f.code, f.place.text, f.message) for f in report.findings if f.severity is not Severity.NOTE]


@pytest.mark.parametrize(("rule", "example"), cases("wrong"))
def test_wrong_examples_are_reported(rule: Rule, example: str, tmp_path: Path) -> None:
    report = report_of(rule, example, tmp_path)
    assert not report.problems
    mine = [f for f in report.findings if f.code == rule.code]
    assert mine, [f"{f.severity} {f.code} {f.message}" for f in report.findings]
    least = Severity.WARNING if rule.code in BY_FAMILY else rule.severity
    assert max(GRAVITY[f.severity] for f in mine) >= GRAVITY[least]


@pytest.mark.parametrize(("rule", "example"), cases("right"))
def test_right_examples_are_let_be(rule: Rule, example: str, tmp_path: Path) -> None:
    report = report_of(rule, example, tmp_path)
    assert not report.problems
    assert above_a_note(report) == []


@pytest.mark.parametrize(("rule", "example"), cases("wrong"))
def test_one_slip_is_one_finding(rule: Rule, example: str, tmp_path: Path) -> None:
    assert len(above_a_note(report_of(rule, example, tmp_path))) <= 1
