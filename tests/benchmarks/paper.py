"""What a generated article is made of: numbers that know their true values, and the relations that tie them together."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

FIELD = re.compile(r"\{(\w+)\}")
SCALES = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4}


def scale_of(unit: str) -> int:
    """The power of ten of a printed unit's scale: 亿元 → 10⁸; 1 without one. 百分点 and the like have none."""
    for word, power in SCALES.items():
        if unit.startswith(word):
            return 10**power
    return 1


def show(value: Fraction, decimals: int, strip: bool = False) -> str:
    """The value rounded half up to so many decimals, without sign; ``strip`` drops zeros after the point."""
    ticks = int(abs(value) * 10**decimals + Fraction(1, 2))
    if not decimals:
        return str(ticks)
    whole, rest = divmod(ticks, 10**decimals)
    text = f"{whole}.{rest:0{decimals}d}"
    return text.rstrip("0").rstrip(".") if strip else text


def plain(surface: str) -> str:
    """A printed number as ASCII digits: 1，234．5 → 1234.5."""
    return re.sub(r"[,\s ]", "", unicodedata.normalize("NFKC", surface))


def grain(surface: str, exact: bool) -> Fraction:
    """One unit in the last place that is surely significant: trailing zeros without a decimal point are not."""
    text = plain(surface)
    if "." in text:
        return Fraction(1, 10 ** len(text.partition(".")[2]))
    if exact:
        return Fraction(1)
    return Fraction(10 ** (len(text) - len(text.rstrip("0")))) if text.strip("0") else Fraction(1)


@dataclass(slots=True, eq=False)
class Number:
    """A number to be printed: the true value in base units (percent for %), the unit, how many decimals."""

    value: Fraction
    unit: str
    decimals: int
    exact: bool = False  # a count of whole things, printed to the last one
    start: int = -1  # source offset of the first digit, once printed
    end: int = -1  # behind the last digit
    printed: str = ""
    stop: int = -1  # behind the unit
    wording: str = ""  # the template it was printed with

    @property
    def scale(self) -> int:
        """Base units in one printed unit."""
        return scale_of(self.unit)


@dataclass(frozen=True, slots=True)
class Relation:
    """``residual`` of the true values is 0 (sense =), at least 0 (>=), or 0 for the printed values themselves (exact).

    The first number is the stated result, which gets a unit of slack in its last place. ``otherwise`` is a second reading that the wording
    allows: the relation holds where either does.
    """

    kind: str
    numbers: tuple[Number, ...]
    residual: Callable[..., Fraction]
    sense: str = "="
    otherwise: Callable[..., Fraction] | None = None

    def holds(self, changed: Mapping[int, tuple[Fraction, Fraction]], slack: bool = True) -> bool:
        """Whether some true values behind the printed ones satisfy it.

        ``changed`` gives (signed value, grain) in base units by id of a number.

        ``residual`` must be monotone in each argument over the box: then its corners bound it.
        """
        ranges = []
        for place, number in enumerate(self.numbers):
            value, step = changed.get(id(number)) or stated(number)
            half = Fraction(0) if number.exact else step / 2
            if place == 0 and slack and not number.exact:
                half += step
            ranges.append((value,) if self.sense == "exact" or not half else (value - half, value + half))
        return any(self._reaches(each, ranges) for each in (self.residual, self.otherwise) if each is not None)

    def _reaches(self, residual: Callable[..., Fraction], ranges: Sequence[tuple[Fraction, ...]]) -> bool:
        try:
            results = [residual(*corner) for corner in product(*ranges)]
        except (ZeroDivisionError, ValueError):
            return False
        return max(results) >= 0 and (self.sense == ">=" or min(results) <= 0)


def stated(number: Number) -> tuple[Fraction, Fraction]:
    """The printed value, signed, and its grain, in base units."""
    value = Fraction(plain(number.printed)) * number.scale
    return (-value if number.value < 0 else value), grain(number.printed, number.exact) * number.scale


@dataclass(frozen=True, slots=True)
class Generated:
    """An article that holds together, and everything that is known about it."""

    text: str
    numbers: tuple[Number, ...]
    relations: tuple[Relation, ...]
    genre: str
    kinds: tuple[str, ...] = ()

    def kinds_of(self, number: Number) -> tuple[str, ...]:
        """The kinds of relation that number takes part in: empty when it is stated only once."""
        return tuple(dict.fromkeys(r.kind for r in self.relations if any(n is number for n in r.numbers)))


@dataclass(slots=True)
class Look:
    """How an article is printed."""

    traditional: bool = False
    percent: str = "%"
    thousands: str = ""
    wide: bool = False  # full-width digits
    gap: str = ""  # between a number and its unit
    glosses: bool = False
    strip: bool = False  # zeros after the decimal point
    comma: str = "，"
    range: str = "—"


@dataclass(slots=True)
class Desk:
    """The place where an article is written: random source, look, numbers and relations so far."""

    rng: random.Random
    look: Look
    parts: list[str] = field(default_factory=list)
    length: int = 0
    numbers: list[Number] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def number(self, value: Fraction | int, unit: str, decimals: int = 0, exact: bool = False) -> Number:
        """A number, not printed yet."""
        return Number(Fraction(value), unit, decimals, exact)

    def again(self, other: Number, decimals: int | None = None, kind: str = "restatement") -> Number:
        """The same fact to be printed once more, perhaps more coarsely."""
        twin = Number(other.value, other.unit, other.decimals if decimals is None else decimals, other.exact)
        first, second = (twin, other) if twin.decimals <= other.decimals else (other, twin)
        self.relate(kind, (first, second), lambda a, b: a - b)
        return twin

    def relate(
        self,
        kind: str,
        numbers: Sequence[Number],
        residual: Callable[..., Fraction],
        sense: str = "=",
        otherwise: Callable[..., Fraction] | None = None,
    ) -> None:
        """Records a relation, its result first."""
        self.relations.append(Relation(kind, tuple(numbers), residual, sense, otherwise))

    def pick(self, *choices: str) -> str:
        """One of the wordings."""
        return self.rng.choice(choices)

    def say(self, template: str, **fields: object) -> None:
        """Prints a template; a field that is a number is printed with its unit and remembers its place."""
        last = 0
        for match in FIELD.finditer(template):
            self._put(template[last : match.start()])
            value = fields[match.group(1)]
            if isinstance(value, Number):
                value.wording = template
                self._print(value)
            else:
                self._put(str(value))
            last = match.end()
        self._put(template[last:])

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _print(self, number: Number) -> None:
        if number.printed:
            raise ValueError(f"printed twice: {number.printed}{number.unit}")
        text = show(number.value / number.scale, number.decimals, self.look.strip)
        whole, point, rest = text.partition(".")
        if self.look.thousands and len(whole) > 3 and number.unit not in ("年", "月", "日"):
            whole = f"{int(whole):,}".replace(",", self.look.thousands)
        text = whole + point + rest
        if self.look.wide:
            text = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)
        number.printed = text
        number.start = self.length
        number.end = self.length + len(text)
        self.numbers.append(number)
        unit = self.look.percent if number.unit == "%" else number.unit
        gap = self.look.gap if number.unit not in ("%", "年", "月", "日", "") else ""
        self._put(text + gap + unit)
        number.stop = self.length
