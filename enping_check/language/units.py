"""Printed units: from a surface to a base unit, a dimension and an exact factor.

``data/units.txt`` holds the units as pint definitions and is the only place with factors; ``data/units.toml`` holds their spellings.
A surface is always mapped to a name first: pint never sees article text. A line of ``units.txt`` is a base unit or a multiple of another
unit (``斤 = 1/2 千克``), which two rationals tell; pint is loaded only for what they do not tell: composites and a user's own definitions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from enping_check.language import lexicon
from enping_check.settings import SettingsError

if TYPE_CHECKING:
    from pint import UnitRegistry

ONE = Fraction(1)
_MULTIPLE = re.compile(r"(?P<factor>\d+(?:/\d+)?) (?P<of>\S+)")
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A unit as printed: ``factor`` base units make one; ``counting`` units count whole things."""

    surface: str
    base: str
    dimension: str
    factor: Fraction = ONE
    counting: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """Surfaces of one vocabulary: ``names`` maps a surface to its name in units.txt; ``lengths`` the lengths to try per first character."""

    names: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    bases: Mapping[str, str]  # base unit → dimension label
    own: tuple[str, ...]  # further pint definition lines


def _definitions(lines: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The unit names and, for base units, their pint dimension, of a pint definitions text."""
    names: list[str] = []
    bases: dict[str, str] = {}
    for line in lines.splitlines():
        head, equals, body = line.partition(" = ")
        if equals and not head.startswith("#"):
            names.append(head)
            if body.startswith("["):
                bases[head] = body[1 : body.index("]")]
    return tuple(names), bases


def _label(dimension: str) -> str:
    labels: Mapping[str, str] = lexicon.table("units.toml")["labels"]
    return labels.get(dimension, dimension.replace("_", ":", 1) if dimension.startswith(("currency_", "count_")) else dimension)


@lru_cache(maxsize=8)
def spellings(extra: tuple[str, ...] = ()) -> Spellings:
    """All spellings, with the user's own: pint definition lines (``筐 = 25 千克``); one that only names a known unit spells it anew.

    Raises SettingsError for a line that defines no unit: it is told before any article is read, not when the unit first occurs.
    """
    data = lexicon.table("units.toml")
    known, dimensions = _definitions(lexicon.text("units.txt"))
    names = {name: name for name in known}
    for line in data["names"].splitlines():
        name, _, rest = line.partition(" ")
        names.update(dict.fromkeys(rest.split(), name))
    own: list[str] = []
    for line in extra:
        surface, equals, meaning = (part.strip() for part in line.partition("="))
        if not (surface and equals and meaning):
            raise SettingsError("unit-form", line=line)
        if meaning in known:
            names[surface] = meaning
        else:
            own.append(f"{surface} = {meaning}")
            names[surface] = surface
    if own:
        redefined = {line.partition(" = ")[0] for line in own}
        dimensions = {name: dimension for name, dimension in dimensions.items() if name not in redefined}
        dimensions |= _checked(tuple(own), dimensions)
    for hidden in ("百分比", "千分比", "万分比", "分钱"):
        names.pop(hidden)
    lengths: dict[str, set[int]] = {}
    for surface in names:
        lengths.setdefault(surface[0], set()).add(len(surface))
    return Spellings(
        names,
        {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
        {name: _label(dimension) for name, dimension in dimensions.items()},
        tuple(own),
    )


def _checked(own: tuple[str, ...], known: Mapping[str, str]) -> dict[str, str]:
    """The user's base units and their dimensions; SettingsError for a definition that leads to no base unit."""
    bases: dict[str, str] = {}
    for n, line in enumerate(own):
        surface, _, meaning = line.partition(" = ")
        if meaning.startswith("["):
            if not re.fullmatch(r"\[\w+\]", meaning):
                raise SettingsError("unit-form", line=line)
            bases[surface] = meaning[1:-1]
            continue
        try:
            root = _root(surface, own[: n + 1])[1]
        except Exception as error:  # pint and the tokenizer under it raise a dozen kinds
            raise SettingsError("unit-unknown", line=line, reason=str(error).partition("\n")[0]) from None
        if root not in known and root not in bases:
            raise SettingsError("unit-unknown", line=line, reason=root)
    return bases


@lru_cache(maxsize=8)
def registry(own: tuple[str, ...] = ()) -> UnitRegistry[Fraction]:
    """The pint registry over our definitions, exact: built on the first derived unit, once."""
    from pint import UnitRegistry

    built: UnitRegistry[Fraction] = UnitRegistry(None, non_int_type=Fraction)
    built.load_definitions([*lexicon.text("units.txt").splitlines(), *own])
    return built


@cache
def _multiples() -> dict[str, tuple[Fraction, str]]:
    """Name → (how many base units it makes, which), as ``units.txt`` has it; loading pint would take as long as reading 300 articles."""
    found: dict[str, tuple[Fraction, str]] = {}
    for line in lexicon.text("units.txt").splitlines():
        name, equals, body = line.partition(" = ")
        if not equals or name.startswith("#"):
            continue
        if body.startswith("["):
            found[name] = ONE, name
        elif (multiple := _MULTIPLE.fullmatch(body)) is not None and multiple["of"] in found:
            factor, base = found[multiple["of"]]
            found[name] = Fraction(multiple["factor"]) * factor, base
    return found


def _root(expression: str, own: tuple[str, ...]) -> tuple[Fraction, str]:
    """How many root units an expression over known names makes, exactly, and which."""
    if not own and (known := _multiples().get(expression)) is not None:
        return known
    factor, root = registry(own).get_root_units(expression)
    if not isinstance(factor, Fraction | int):
        raise TypeError(f"{expression}: an inexact factor {factor!r}")
    return Fraction(factor), str(root)


@lru_cache(maxsize=4096)
def unit(surface: str, book: Spellings | None = None) -> Unit:
    """The unit of a known surface (a key of the spellings)."""
    book = book or spellings()
    name = book.names.get(surface, surface)
    display: Mapping[str, str] = lexicon.table("units.toml")["display"]
    factor = ONE
    if name not in book.bases:
        factor, name = _root(name, book.own)
    dimension = book.bases[name]
    counting = dimension.startswith("count:") or dimension in lexicon.table("units.toml")["counting"]["also"].split()
    return Unit(surface, display.get(name, name), dimension, factor, counting)


@lru_cache(maxsize=1024)
def rate(above: Unit, below: Unit, scale: int = 1) -> Unit:
    """``above`` per ``scale`` × ``below``: 元/吨 in 元/千克."""
    base = f"{above.base}/{below.base}"
    counted = {1: "", **{value: word for word, value in SCALES.items()}}.get(scale, str(scale))
    return Unit(f"{above.surface}/{counted}{below.surface}", base, f"rate:{base}", above.factor / (below.factor * scale))


@cache
def _guards() -> dict[str, frozenset[str]]:
    return {name: frozenset(after) for name, after in lexicon.table("units.toml")["not_before"].items()}


def match(text: str, start: int, book: Spellings) -> int:
    """End of the longest unit that stands at ``start``; ``start`` itself when none does."""
    if start >= len(text):
        return start
    guards = _guards()
    for length in book.lengths.get(text[start], ()):
        surface = text[start : start + length]
        if surface in book.names:
            end = start + len(surface)
            after = guards.get(surface)
            if after is not None and end < len(text) and text[end] in after:
                continue
            if surface[-1].isascii() and surface[-1].isalpha() and end < len(text) and text[end].isascii() and text[end].isalnum():
                continue
            return end
    return start


def same_dimension(first: str, second: str) -> bool:
    """True when two base units (or unit names) measure the same thing."""
    return convert(ONE, first, second) is not None


def _expression(label: str, book: Spellings) -> str | None:
    """A pint expression for a printed unit or a base-unit label, or None when some part is unknown."""
    parts = []
    for part in label.split("/"):
        if part not in book.names:
            return None
        parts.append(book.names[part])
    return " / ".join(parts)


@lru_cache(maxsize=1024)
def _ratio(first: str, second: str) -> Fraction | None:
    book = spellings()
    one, other = _expression(first, book), _expression(second, book)
    if one is None or other is None:
        return None
    factor, root = _root(one, ())
    divisor, base = _root(other, ())
    return factor / divisor if root == base else None


def convert(value: Fraction, from_base: str, to_base: str) -> Fraction | None:
    """``value`` in ``from_base`` as a number of ``to_base``, exactly; None when the two measure different things."""
    if from_base == to_base:
        return value
    ratio = _ratio(from_base, to_base)
    return None if ratio is None else value * ratio


def unit_of(surface: str) -> Unit | None:
    """The unit a word names; None when it names none."""
    return unit(surface) if surface in spellings().names else None
