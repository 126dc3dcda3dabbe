"""From what was read of a number to its exact intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from enping_check.interval import EVERYTHING, Interval
from enping_check.language import hedges, units
from enping_check.language.numerals import Numeral
from enping_check.language.units import Unit


@dataclass(slots=True)
class Found:
    """A number on its way to a Quantity: positions in the folded text. What every number has comes first: it is given by position,
    since names would double the cost."""

    start: int  # with sign, without the hedge before
    digits_end: int
    end: int  # with unit and the hedge after
    numeral: Numeral
    digits_start: int = -1
    scaled_end: int = 0  # end of digits with their scale
    unit: Unit | None = None
    unit_text: str = ""
    lead: hedges.Lead | None = None
    trail: str = ""
    trail_word: str = ""
    step: Fraction | None = None
    masked: str | None = None
    soft: bool = False
    high: Numeral | None = None  # of a range


@lru_cache(maxsize=65536)
def reckon(
    numeral: Numeral, unit: Unit | None, step: Fraction | None, lead: str, trail: str, soft: bool
) -> tuple[Fraction | None, Fraction, Fraction, Interval, Interval, bool]:
    """Number, last, coarse, interval, fine, exact of a numeral under its unit and hedges, in base units."""
    factor = units.ONE if unit is None else unit.factor
    dimension = "none" if unit is None else unit.dimension
    if dimension == "discount":
        factor = Fraction(10) if abs(numeral.value) < 10 else units.ONE
    value, last, coarse = numeral.value, numeral.last, numeral.coarse
    number = value
    if numeral.scale > 1 and unit is not None and unit.surface:
        number = Fraction(value.numerator, value.denominator * numeral.scale)
    if factor is not units.ONE:
        value, last, coarse = value * factor, last * factor, coarse * factor
    hedged = bool(lead or trail or soft)
    if numeral.low is not None and numeral.high is not None:
        spread = Interval(numeral.low * factor, numeral.high * factor)
        told = number if numeral.told else None
        interval = EVERYTHING if lead == "about" or trail == "about" else spread
        return told, last, coarse, interval, spread, False
    plain = dimension in ("percent", "permille", "point", "discount", "score") or (
        unit is None and numeral.scale == 1 and numeral.value <= 100
    )
    counted = (unit is not None and unit.counting) or dimension == "time"
    exact = ((counted and numeral.whole) or (unit is None and not numeral.value and numeral.whole)) and numeral.scale == 1 and not hedged
    slack = last if plain or not numeral.whole else coarse
    if exact and numeral.zeros < 2:
        slack = Fraction(0)
    if soft and not lead and not trail:
        lead = "about"
    interval, fine = hedges.bounds(value, last, slack, last if step is None else step * factor, lead, trail, exact)
    return number, last, coarse, interval, fine, exact and not slack
