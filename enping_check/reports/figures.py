"""Exact numbers as text: plain decimals, never a float, rounded away from the truth on neither side."""

from __future__ import annotations

from fractions import Fraction

SIGNIFICANT = 12


def plain(value: Fraction) -> str:
    """``value`` as a plain decimal; one that does not terminate is rounded to the nearest with 12 significant digits."""
    exact = _terminating(value)
    return exact if exact is not None else _scaled(round(value * 10 ** (d := _places(value))), d)


def floor(value: Fraction) -> str:
    """``value`` as a plain decimal that is not above it: exact where it terminates, else 12 significant digits."""
    exact = _terminating(value)
    if exact is not None:
        return exact
    places = _places(value)
    shifted = value * Fraction(10) ** places
    return _scaled(shifted.numerator // shifted.denominator, places)


def ceiling(value: Fraction) -> str:
    """``value`` as a plain decimal that is not below it: exact where it terminates, else 12 significant digits."""
    lower = floor(-value)
    return lower[1:] if lower.startswith("-") else (lower if lower == "0" else "-" + lower)


def between(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    """What a person reads for an interval: 35.63–35.66%, ≥ 12家, 22家; empty when nothing bounds it.

    Ends are rounded outward to two digits more than the width needs, so the shown interval always holds the exact one.
    """
    if low is None and high is None:
        return ""
    if low is None or high is None:
        only = low if low is not None else high
        assert only is not None
        return f"{'≥' if low is not None else '≤'} {_short(only, _digits(abs(only)), up=low is None)}{unit}"
    if low == high:
        return _short(low, _digits(abs(low)), up=False) + unit
    digits = _digits(high - low) - 2
    a, b = _short(low, digits, up=False), _short(high, digits, up=True)
    return (a if a == b else f"{a}–{b}") + unit


def percent(value: Fraction) -> str:
    """A share as 61.4 %."""
    return f"{_scaled(round(value * 1000), 1)}%"


def _digits(value: Fraction) -> int:
    """Decimal places that show ``value`` with four significant digits; at least 0."""
    return max(0, 3 - _magnitude(value)) if value else 0


def _magnitude(value: Fraction) -> int:
    """The exponent of the leading digit: 10ᵐ ≤ \\|value\\| < 10ᵐ⁺¹."""
    size = abs(value)
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess if size >= Fraction(10) ** guess else guess - 1


def _places(value: Fraction) -> int:
    return max(0, SIGNIFICANT - 1 - _magnitude(value))


def _terminating(value: Fraction) -> str | None:
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return None
    places = max(twos, fives)
    return _scaled(value.numerator * 10**places // value.denominator, places)


def _short(value: Fraction, places: int, *, up: bool) -> str:
    shifted = value * 10 ** max(0, places)
    whole = shifted.numerator // shifted.denominator
    if up and whole != shifted:
        whole += 1
    return _scaled(whole, max(0, places))


def _scaled(number: int, places: int) -> str:
    """``number`` / 10^places without trailing zeros after the point."""
    sign, digits = ("-" if number < 0 else ""), str(abs(number)).rjust(places + 1, "0")
    head, tail = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return sign + head + ("." + tail if tail else "")
