"""Single ordinary slips that would explain a conflict."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from enping_check.engine.conflict import implied_by
from enping_check.engine.constraint import Constraint
from enping_check.engine.expression import Box, Name
from enping_check.engine.satisfaction import satisfiable
from enping_check.interval import EVERYTHING, Interval

DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An interval a variable may have been meant to have: ``label`` says by which slip, ``payload`` is the caller's own."""

    interval: Interval
    label: str
    payload: Hashable = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A candidate that makes everything possible; ``other`` is the second variable of an exchange."""

    name: Name
    interval: Interval
    label: str
    payload: Hashable = None
    other: Name = None


def repairs(
    constraints: Sequence[Constraint],
    box: Box,
    candidates: Mapping[Name, Sequence[Candidate]],
    integers: AbstractSet[Name] = frozenset(),
    exchanges: Iterable[tuple[Name, Name]] = (),
) -> list[Repair]:
    """Every candidate with which all relations are possible, the other variables unchanged, in the order given.

    ``exchanges`` are pairs of variables (see ``swaps``) whose intervals are tried the other way round; such a repair has the
    label ``swapped``. A candidate about which the engine stays undecided is kept: it may be the true one, so it counts as a rival.
    """
    found: list[Repair] = []
    for name, choices in candidates.items():
        if not choices:
            continue
        allowed = implied_by(constraints, box, name, integers)
        for choice in choices:
            if choice.interval.overlaps(allowed) and satisfiable(constraints, {**box, name: choice.interval}, integers) is not False:
                found.append(Repair(name, choice.interval, choice.label, choice.payload))
    for one, other in exchanges:
        mine, theirs = box.get(one, EVERYTHING), box.get(other, EVERYTHING)
        if mine != theirs and satisfiable(constraints, {**box, one: theirs, other: mine}, integers) is not False:
            found.append(Repair(one, theirs, "swapped", None, other))
    return found


def unique(found: Iterable[Repair]) -> Repair | None:
    """The one repair, or None when there is none or a tie; candidates with one interval on one variable count once."""
    kinds: dict[tuple[Name, Interval, Name], Repair] = {}
    for repair in found:
        kinds.setdefault((repair.name, repair.interval, repair.other), repair)
    return next(iter(kinds.values())) if len(kinds) == 1 else None


def swaps(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Every pair of names, in order: values that may have been exchanged."""
    return combinations(names, 2)


class Slip(NamedTuple):
    """A number as printed text, and the slip that leads there: digit, transposition, point, lost, doubled."""

    text: str
    label: str


def digit_slips(text: str) -> Iterator[Slip]:
    """Every number that one slip makes of ``text``, an unsigned decimal such as ``37`` or ``0.50``.

    One digit replaced, two neighbouring digits exchanged, the decimal point moved by one or two places or left out, one digit
    lost, one digit doubled; in that order, each text once and never ``text`` itself.
    """
    return _distinct(text, _slips(text))


def digit_origins(text: str) -> Iterator[Slip]:
    """Every number from which one slip makes ``text``: the way back for a lost digit (put in), a doubled or a stray one (taken out)."""
    return _distinct(text, _origins(text))


def _distinct(text: str, slips: Iterator[Slip]) -> Iterator[Slip]:
    whole, _, part = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (part and not (part.isascii() and part.isdigit())) or text.endswith("."):
        raise ValueError(f"not an unsigned decimal: {text!r}")
    seen = {text}
    for slip in slips:
        if slip.text not in seen and _plain(slip.text):
            seen.add(slip.text)
            yield slip


def _plain(text: str) -> bool:
    whole = text.partition(".")[0]
    return bool(whole) and not text.endswith(".") and (whole == "0" or not whole.startswith("0"))


def _same_both_ways(text: str) -> Iterator[Slip]:
    for at, old in enumerate(text):
        if old != ".":
            for digit in DIGITS:
                yield Slip(text[:at] + digit + text[at + 1 :], "digit")
    places = [at for at, character in enumerate(text) if character != "."]
    for one, other in pairwise(places):
        exchanged = list(text)
        exchanged[one], exchanged[other] = exchanged[other], exchanged[one]
        yield Slip("".join(exchanged), "transposition")
    for shift in (-1, 1, -2, 2):
        yield Slip(_shifted(text, shift), "point")
    yield Slip(text.replace(".", "").lstrip("0") or "0", "point")


def _slips(text: str) -> Iterator[Slip]:
    yield from _same_both_ways(text)
    for at, old in enumerate(text):
        if old != ".":
            yield Slip(text[:at] + text[at + 1 :], "lost")
    for at, old in enumerate(text):
        if old != ".":
            yield Slip(text[:at] + old + text[at:], "doubled")


def _origins(text: str) -> Iterator[Slip]:
    yield from _same_both_ways(text)
    if "." not in text:
        for at in range(1, len(text)):
            yield Slip(text[:at] + "." + text[at:], "point")
    for at in range(len(text) + 1):
        for digit in DIGITS:
            yield Slip(text[:at] + digit + text[at:], "lost")
    for at in range(1, len(text)):
        if text[at] == text[at - 1]:
            yield Slip(text[:at] + text[at + 1 :], "doubled")
    for at, character in enumerate(text):
        if character != ".":
            yield Slip(text[:at] + text[at + 1 :], "stray")


def _shifted(text: str, places: int) -> str:
    """The decimal point moved to the right (left when negative), zeros put in where digits run out."""
    whole, _, part = text.partition(".")
    point = len(whole) + places
    digits = whole + part
    if point <= 0:
        digits, point = "0" * (1 - point) + digits, 1
    digits = digits.ljust(point, "0")
    front = digits[:point].lstrip("0") or "0"
    back = digits[point:]
    return f"{front}.{back}" if back else front
