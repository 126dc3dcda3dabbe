"""Kinds of slips in many wordings (passages/kinds.toml): each wrong passage is reported by its rule alone, each right one by none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from enping_check.checking import check_articles
from enping_check.model import Severity
from enping_check.reading import read_text
from enping_check.rules.catalog import SEPARATOR
from enping_check.settings import Settings

KINDS: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "passages" / "kinds.toml").read_text(encoding="utf-8"))


def passages(side: str) -> list[Any]:
    """One parameter set per passage of that side, with its rule."""
    rows = [(code, n, text) for code, sides in KINDS.items() for n, text in enumerate(sides.get(side, []), 1)]
    return [pytest.param(code, text, id=f"{code}-{n}") for code, n, text in rows]


def codes(text: str) -> list[str]:
    """The codes of the errors and warnings of a passage, whose articles are one body of facts."""
    report = check_articles([read_text(each, f"{n}.txt") for n, each in enumerate(text.split(SEPARATOR), 1)], Settings())
    assert report.problems == ()
    return [f.code for f in report.findings if f.severity > Severity.NOTE]


@pytest.mark.parametrize(("code", "text"), passages("wrong"))
def test_wrong(code: str, text: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(("code", "text"), passages("right"))
def test_right(code: str, text: str) -> None:
    assert codes(text) == [], code
