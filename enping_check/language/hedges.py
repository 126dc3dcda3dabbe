"""Hedge words: what they make of a printed number, as one interval that may raise an error and one that may raise a note.

The words stand in ``data/hedges.toml``; the meaning of each group is here and follows semantics.md, "Intervals": 超 and its like leave the
number itself out (民法典 §1259), 以上 and its like keep it in, 约 and its like bound nothing.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from enping_check.interval import EVERYTHING, Interval
from enping_check.language import lexicon

NEAR = Fraction(9, 10)
ABOUT = Fraction(1, 10)


class Lead(NamedTuple):
    """A hedge before a number: where it begins, its word and its group."""

    start: int
    word: str
    group: str


@cache
def _leads() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Word → group, and last character → word lengths, longest first."""
    groups = {word: group for group, listed in lexicon.table("hedges.toml")["lead"].items() for word in listed.split()}
    lengths: dict[str, set[int]] = {}
    for word in groups:
        lengths.setdefault(word[-1], set()).add(len(word))
    return groups, {last: tuple(sorted(sizes, reverse=True)) for last, sizes in lengths.items()}


@cache
def lead_tails() -> frozenset[str]:
    """The characters that a hedge before a number may end with."""
    return frozenset(_leads()[1])


@cache
def _trails() -> dict[str, list[tuple[str, str]]]:
    """First character → words with their groups, longest first."""
    pairs = [(word, group) for group, listed in lexicon.table("hedges.toml")["trail"].items() for word in listed.split()]
    found: dict[str, list[tuple[str, str]]] = {}
    for word, group in sorted(pairs, key=lambda pair: -len(pair[0])):
        found.setdefault(word[0], []).append((word, group))
    return found


@cache
def trail_heads() -> frozenset[str]:
    """The characters that a hedge after a number may begin with."""
    return frozenset(_trails())


@cache
def _not_after() -> dict[str, frozenset[str]]:
    return {word: frozenset(chars) for word, chars in lexicon.table("hedges.toml")["not_after"].items()}


@cache
def _not_before() -> dict[str, frozenset[str]]:
    return {word: frozenset(chars) for word, chars in lexicon.table("hedges.toml")["not_before"].items()}


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {word: frozenset(chars) for word, chars in lexicon.table("hedges.toml")["nouns"].items()}


def _within_noun(text: str, end: int) -> bool:
    """大型商超426家: the hedge is the end of a noun."""
    return any(text.endswith(noun, 0, end) and text[end - len(noun) - 1 : end - len(noun)] not in guard for noun, guard in _nouns().items())


def lead(text: str, end: int) -> Lead | None:
    """The hedge that ends at ``end`` (where a number begins), if any."""
    if not end:
        return None
    groups, lengths = _leads()
    for length in lengths.get(text[end - 1], ()):
        start = end - length
        if start < 0:
            continue
        word = text[start:end]
        group = groups.get(word)
        if group is None:
            continue
        guard = _not_after().get(word)
        if guard is not None and start and text[start - 1] in guard:
            return None
        if _within_noun(text, end):
            return None
        return Lead(start, word, group)
    return None


_DONE_MORE = re.compile("[产收卖办开等跑花挣赚销用招接运走采印缴打交种养发投干建做供签拨贷存放修造售]?[了出]?\\d")


def trail(text: str, start: int, after_unit: bool = True) -> tuple[str, str] | None:
    """The word and group of the hedge that begins at ``start``, where a unit ends, or the digits where ``after_unit`` is False (10多元)."""
    for word, group in _trails().get(text[start : start + 1], ()):
        if text.startswith(word, start):
            end = start + len(word)
            guard = _not_before().get(word)
            if after_unit and word in ("多", "余") and _DONE_MORE.match(text, end):
                return None  # 比X的31.9亿元多16.7亿元, 比X的141.8万吨多产5.2万吨: a verb
            if after_unit and guard is not None and end < len(text) and text[end] in guard:
                return None
            return word, group
    return None


def bounds(
    value: Fraction, last: Fraction, coarse: Fraction, step: Fraction, lead_group: str, trail_group: str, exact: bool
) -> tuple[Interval, Interval]:
    """The error-grade and the note-grade interval of a printed number under its hedges, all in one unit.

    ``last`` is one unit in the last printed place, ``coarse`` the slack an error must grant (the place of the lowest non-zero digit where
    zeros end the number, else ``last``; 0 for a count), ``step`` how far 余 and 多 reach.
    """
    if not lead_group and not trail_group and (coarse == last or not coarse):
        both = Interval(value, value) if exact else Interval.rounding(value, last)
        return both, both
    if lead_group == "about" or trail_group == "about":
        slack = abs(value) * ABOUT
        return EVERYTHING, Interval.around(value, slack)
    if trail_group == "more":
        wide = Interval(value, value + step, True, True) if value >= 0 else Interval(value - step, value, True, True)
        if lead_group in ("", "over"):
            return wide, wide
        return EVERYTHING, wide  # 近…余, 不足…多: the words fight
    if lead_group == "near":
        below = Interval(None, value, False, True)
        near = value * NEAR
        return below, Interval(near, value, False, True) if value >= 0 else Interval(value, near, True, False)
    if lead_group == "below":
        return Interval(None, value, False, True), Interval(value * NEAR if value >= 0 else None, value, False, True)
    if lead_group in ("over", "atop"):
        limit = Interval(value, None, trail_group != "above" and lead_group != "atop", False)
        return limit, limit
    if lead_group == "atleast" or trail_group == "above":
        limit = Interval(value, None)
        return limit, limit
    if lead_group == "atmost" or trail_group == "below":
        limit = Interval(None, value)
        return limit, limit
    if trail_group == "level":
        return EVERYTHING, Interval(value, None)
    if exact:
        return (Interval.rounding(value, coarse) if coarse else Interval.point(value)), Interval.point(value)
    return Interval.rounding(value, coarse), Interval.rounding(value, last)
