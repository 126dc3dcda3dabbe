"""Sets of characters that stand beside a pattern and spare it most places: each holds every character its pattern may begin or end with."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
from typing import Any

import pytest

from enping_check.claims import lexicon
from enping_check.claims.grammar import build
from enping_check.language import masks

ANY = "\x00"  # stands for a class of characters: digits, or all but some

# room.module, the set, its pattern, at which end of what is found the character stands, and characters that are left out on purpose
SETS = [
    ("claims.bases", "RECORD_HEADS", "_RECORD", "first", ""),
    ("claims.brackets", "_PLAN_HEADS", "_PLANNED_FOR", "first", ""),
    ("claims.comparison", "_LASTS", "_LASTING", "last", ""),
    ("claims.conversions", "_RATE_HEADS", "_ONE_IS", "first", ""),
    ("claims.levels", "_RUNNING_ENDS", "_RUNNING", "last", ""),
    ("claims.lists", "_COMES_TO_ENDS", "_COMES_TO", "last", ""),
    ("claims.names", "_CAUSES", "_CAUSE", "first", ""),
    ("claims.names", "_MAKING", "_MADE", "first", ""),
    ("claims.rates", "_AIM_HEADS", "_AIM", "first", ""),
    ("claims.rates", "_BEINGS", "_BEING", "last", ""),
    ("claims.rates", "_RANK_ENDS", "_FASTEST", "last", ""),
    ("claims.reader", "_INNER", "_AMONG", "last", ""),
    ("claims.reader", "_INNER", "_INSIDE", "last", ""),
    ("claims.reader", "_SORTED", "_DIVIDED_BY", "last", ""),
    ("claims.skeleton", "_GRADE_HEADS", "_GRADED", "first", ""),
    ("claims.skeleton", "_MAP_ENDS", "_LOCATED", "last", ""),
    ("claims.temporal_reference", "NOWS", "PRESENT", "first", "、 "),  # both are taken off before
    ("claims.temporal_reference", "_UP_TO_ENDS", "_UP_TO", "last", ""),
    ("claims.thresholds", "CROSSING_ENDS", "CROSSING", "last", ""),
    ("claims.thresholds", "_AWAY", "_AWAY_FROM", "first", ""),
    ("claims.thresholds", "_EXPECTED_ENDS", "_EXPECTED", "last", ""),
    ("claims.thresholds", "_LACKED", "_SHORT_OF", "last", ""),
    ("claims.topics", "_HEIGHT_ENDS", "_HEIGHT", "last", ""),
    ("claims.topics", "_SUPPOSED", "_RECKONED", "first", ""),
    ("language.periods", "_YEAR_HEADS", "_ISO", "first", ANY),
    ("language.periods", "_YEAR_HEADS", "_LISTED_YEAR", "first", ANY),
    ("language.periods", "_YEAR_HEADS", "_MULTIPLE_YEARS", "first", ANY),
    ("language.periods", "_YEAR_HEADS", "_ONE_YEAR", "first", ANY),
    ("language.periods", "_PART_HEADS", "_DATES", "first", ANY),
    ("language.periods", "_PART_HEADS", "_MONTHS", "first", ANY),
    ("language.periods", "_PART_HEADS", "_MONTH_ONLY", "first", ANY),
    ("language.periods", "_PART_HEADS", "_QUARTERS", "first", ANY + "1234"),  # digits are asked for beside it
    ("language.quantities", "_JOINTS", "_CONNECTOR", "first", ""),
    ("language.reader", "_SCALE_HEADS", "_SCALE", "first", ""),
    ("reading.structure", "_BARE_HEADS", "_BARE", "first", ANY),
    ("reading.structure", "_BARE_HEADS", "_CAPTION", "first", ""),
    ("reading.structure", "_COUNTING", "_NUMBERED", "first", ANY),
    ("reading.structure", "_DIVIDERS", "_DIVIDER", "first", ""),
]


def edges(parsed: Iterable[tuple[Any, Any]], side: str) -> tuple[set[str], bool]:
    """The characters that a match may begin (or end) with, and whether the match may be empty."""
    steps = list(parsed)
    found: set[str] = set()
    for op, given in steps if side == "first" else reversed(steps):
        name = str(op)
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue  # they take no character in
        chars, empty = edge(name, given, side)
        found |= chars
        if not empty:
            return found, False
    return found, True


def edge(name: str, given: Any, side: str) -> tuple[set[str], bool]:
    """The same of one step of a pattern."""
    if name == "LITERAL":
        return {chr(given)}, False
    if name == "IN":
        return {char for item in given for char in members(*item)}, False
    if name in ("ANY", "NOT_LITERAL"):
        return {ANY}, False
    if name == "BRANCH":
        each = [edges(branch, side) for branch in given[1]]
        return set().union(*(chars for chars, _ in each)), any(empty for _, empty in each)
    if name == "SUBPATTERN":
        return edges(given[-1], side)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = given
        chars, empty = edges(inner, side)
        return chars, empty or not least
    raise NotImplementedError(name)


def members(op: Any, given: Any) -> set[str]:
    """The characters of one item of a set; a wide range, a class and a negation stand for any."""
    if op is _constants.LITERAL:
        return {chr(given)}
    if op is _constants.RANGE and given[1] - given[0] < 64:
        return {chr(code) for code in range(given[0], given[1] + 1)}
    return {ANY}


def edges_of(pattern: re.Pattern[str], side: str) -> set[str]:
    return edges(_parser.parse(pattern.pattern), side)[0]


@pytest.mark.parametrize(("room", "chars", "pattern", "side", "apart"), SETS, ids=[f"{row[0]} {row[2]}" for row in SETS])
def test_a_set_beside_a_pattern_leaves_out_no_character(room: str, chars: str, pattern: str, side: str, apart: str) -> None:
    module = importlib.import_module(f"enping_check.{room}")
    lacking = edges_of(getattr(module, pattern), side) - set(apart) - getattr(module, chars)
    assert not lacking, f"{chars} lacks {''.join(sorted(lacking))}"


def test_the_sets_beside_the_grammar_leave_out_no_character() -> None:
    grammar = build(lexicon.load())
    assert edges_of(grammar.degree, "last") <= grammar.degree_ends
    assert edges_of(grammar.view, "first") <= grammar.view_heads
    assert edges_of(grammar.converted, "first") <= grammar.converted_heads
    assert edges_of(grammar.reached, "last") - {"时"} <= grammar.reached_ends  # 的 follows it
    between = grammar.linking.pattern.strip("^$")
    growth = re.compile(f"(?:{lexicon.load().up}|{lexicon.load().down}){between}")  # what ``growth`` looks ahead at
    assert edges_of(growth, "last") <= grammar.growth_ends


def test_what_masks_digits_begins_and_ends_as_the_data_say() -> None:
    for _, pattern, _, _ in masks._patterns("after"):
        assert edges_of(pattern, "first") <= masks.ends("after_heads"), pattern.pattern
    printable = "/0123456789" + "".join(map(chr, range(ord("A"), ord("Z") + 1)))
    for _, pattern, _, _ in masks._patterns("before"):
        # digits behind a letter are read with it, as a code
        assert edges_of(pattern, "last") - set(printable) <= masks.ends("before_tails"), pattern.pattern


# one text for each kind of damage: 1..5, 3。5万, 12345678901万, 1234,567, 12,34万, 12.万
@pytest.mark.parametrize("text", ["增长1..5个", "共3。5万元", "共12345678901万元", "共1234,567吨", "共12,34万元", "共12.万元", "增长3.%"])
def test_a_text_with_damage_is_looked_at(text: str) -> None:
    scanner = importlib.import_module("enping_check.language.scanner")
    assert scanner._DAMAGE.search(text) is not None
    assert scanner._DAMAGEABLE.search(text) is not None
