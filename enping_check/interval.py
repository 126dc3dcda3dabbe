"""Exact rational intervals with open and closed ends.

An :class:`Interval` is a convex set of real numbers with rational ends; ``None`` stands for an infinite end. Arithmetic
returns the smallest interval that holds every result of the operation over the operands, with the ends open exactly
where the extreme value is not attained.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = Fraction | int


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from ``low`` to ``high``; ``None`` is infinite, ``low_open``/``high_open`` exclude an end."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @staticmethod
    def point(value: Number) -> Interval:
        """The one value ``value``."""
        exact = value if isinstance(value, Fraction) else Fraction(value)
        return Interval(exact, exact)

    @staticmethod
    def around(value: Number, radius: Number) -> Interval:
        """[value − radius, value + radius]."""
        middle = value if isinstance(value, Fraction) else Fraction(value)
        return Interval(middle - radius, middle + radius)

    @staticmethod
    def rounding(value: Fraction, unit: Fraction) -> Interval:
        """What rounds to ``value`` in whole ``unit``s: half a unit to either side."""
        n, d = value.as_integer_ratio()
        m, e = unit.as_integer_ratio()
        middle, half, below = 2 * n * e, m * d, 2 * d * e  # whole numbers: fractions would be reduced at every step
        return Interval(Fraction(middle - half, below), Fraction(middle + half, below))

    @property
    def empty(self) -> bool:
        """True when no number lies inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def bounded(self) -> bool:
        """True when both ends are finite."""
        return self.low is not None and self.high is not None

    @property
    def width(self) -> Fraction | None:
        """high − low, or None when an end is infinite."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def middle(self) -> Fraction | None:
        """The midpoint, or None when an end is infinite."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, Fraction | int):
            return False
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def __and__(self, other: Interval) -> Interval:
        """The values in both."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low > low or (other.low == low and other.low_open)):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high < high or (other.high == high and other.high_open)):
            high, high_open = other.high, other.high_open
        return Interval(low, high, low_open, high_open)

    def __or__(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        if self.empty:
            return other
        if other.empty:
            return self
        low: Fraction | None = None
        low_open = high_open = False
        if self.low is not None and other.low is not None:
            low = min(self.low, other.low)
            low_open = all(i.low_open for i in (self, other) if i.low == low)
        high: Fraction | None = None
        if self.high is not None and other.high is not None:
            high = max(self.high, other.high)
            high_open = all(i.high_open for i in (self, other) if i.high == high)
        return Interval(low, high, low_open, high_open)

    def overlaps(self, other: Interval) -> bool:
        """True when some number lies in both."""
        return not (self & other).empty

    def inside(self, other: Interval) -> bool:
        """True when every number of this one lies in ``other``."""
        return self.empty or (self & other) == self

    def widened(self, by: Number) -> Interval:
        """Both ends moved outward by ``by``; an empty interval stays empty."""
        if self.empty:
            return EMPTY
        return Interval(
            None if self.low is None else self.low - by, None if self.high is None else self.high + by, self.low_open, self.high_open
        )

    def __neg__(self) -> Interval:
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        if self.empty or other.empty:
            return EMPTY
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def scaled(self, factor: Number) -> Interval:
        """Every value times ``factor``."""
        if factor < 0:
            return (-self).scaled(-factor)
        if factor == 0:
            return EMPTY if self.empty else Interval.point(0)
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def __mul__(self, other: Interval) -> Interval:
        if self.empty or other.empty:
            return EMPTY
        a, b, c, d = self.low, self.high, other.low, other.high
        if a is not None and c is not None and a >= 0 and c >= 0 and b != 0 and d != 0:  # the common case: nothing is negative
            low_open = (self.low_open or other.low_open) and not ((a == 0 and not self.low_open) or (c == 0 and not other.low_open))
            if b is None or d is None:
                return Interval(a * c, None, low_open, False)
            return Interval(a * c, b * d, low_open, self.high_open or other.high_open)
        ends = [_corner(x, x_side, x_open, y, y_side, y_open) for x, x_side, x_open in self._ends() for y, y_side, y_open in other._ends()]
        low = min(ends, key=lambda end: (end[0], end[1], end[2]))
        high = max(ends, key=lambda end: (end[0], end[1], not end[2]))
        return Interval(
            low[1] if low[0] == 0 else None, high[1] if high[0] == 0 else None, low[0] == 0 and low[2], high[0] == 0 and high[2]
        )

    def _ends(self) -> tuple[tuple[Fraction | None, int, bool], tuple[Fraction | None, int, bool]]:
        return (self.low, -1, self.low_open), (self.high, 1, self.high_open)

    def reciprocal(self) -> Interval:
        """The hull of 1/x over every x ≠ 0 in the interval; empty when there is none."""
        if self.empty or (self.low == 0 and self.high == 0):
            return EMPTY
        if (self.low is None or self.low < 0) and (self.high is None or self.high > 0):
            return EVERYTHING
        if self.low is not None and self.low >= 0:
            low, low_open = (None, False) if self.low == 0 else (1 / self.low, self.low_open)
            high, high_open = (Fraction(0), True) if self.high is None else (1 / self.high, self.high_open)
            return Interval(high, low, high_open, low_open)
        return -(-self).reciprocal()

    def __truediv__(self, other: Interval) -> Interval:
        """The hull of x/y over every y ≠ 0: a divisor with zero inside gives the hull of both branches."""
        if self.empty or other.empty or (other.low == 0 and other.high == 0):
            return EMPTY
        if (other.low is None or other.low < 0) and (other.high is None or other.high > 0):
            zero = Fraction(0)
            below = Interval(other.low, zero, other.low_open, True).reciprocal()
            above = Interval(zero, other.high, True, other.high_open).reciprocal()
            return (self * below) | (self * above)
        return self * other.reciprocal()

    def __pow__(self, exponent: int) -> Interval:
        """Every value to a whole power; x⁰ is 1, a negative power is the reciprocal of the positive one."""
        if self.empty:
            return EMPTY
        if exponent == 0:
            return Interval.point(1)
        if exponent < 0:
            return (self**-exponent).reciprocal()
        if exponent % 2 == 0:
            if self.high is not None and self.high <= 0 and self.low != 0:
                return (-self) ** exponent
            if self.low is None or self.low < 0:
                if self.low is None or self.high is None:
                    return Interval(Fraction(0))
                ends = [(-self.low, self.low_open), (self.high, self.high_open)]
                top = max(end for end, _ in ends)
                return Interval(Fraction(0), top**exponent, False, all(open_ for end, open_ in ends if end == top))
        return Interval(
            None if self.low is None else self.low**exponent,
            None if self.high is None else self.high**exponent,
            self.low_open,
            self.high_open,
        )

    def root(self, degree: int, bits: int = 200) -> Interval:
        """The real ``degree``-th roots: of the part ≥ 0 when the degree is even, non-negative ones only.

        A root that is not rational is rounded outward to ``bits`` binary places.
        """
        if degree < 1:
            raise ValueError(f"a root needs a degree of 1 or more, not {degree}")
        inside = self & Interval(Fraction(0)) if degree % 2 == 0 else self
        if inside.empty:
            return EMPTY
        low, low_open, high, high_open = inside.low, inside.low_open, inside.high, inside.high_open
        if low is not None:
            below, _, exact = _root(low, degree, bits)
            low, low_open = below, low_open or not exact
        if high is not None:
            _, above, exact = _root(high, degree, bits)
            high, high_open = above, high_open or not exact
        return Interval(low, high, low_open, high_open)

    def rounded(self, bits: int = 200) -> Interval:
        """Ends with denominators above ``bits`` bits moved outward to multiples of 2**−bits; other ends untouched."""
        low, low_open, high, high_open = self.low, self.low_open, self.high, self.high_open
        if low is not None and low.denominator.bit_length() > bits:
            low, low_open = Fraction((low.numerator << bits) // low.denominator, 1 << bits), True
        if high is not None and high.denominator.bit_length() > bits:
            high, high_open = Fraction(-((-high.numerator << bits) // high.denominator), 1 << bits), True
        return Interval(low, high, low_open, high_open)

    def whole(self) -> Interval:
        """The smallest closed interval that holds every whole number of this one."""
        if self.empty:
            return EMPTY
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(-(-low.numerator // low.denominator) + (1 if self.low_open and low.denominator == 1 else 0))
        if high is not None:
            high = Fraction(high.numerator // high.denominator - (1 if self.high_open and high.denominator == 1 else 0))
        if low is not None and high is not None and low > high:
            return EMPTY
        return Interval(low, high)


def _corner(x: Fraction | None, x_side: int, x_open: bool, y: Fraction | None, y_side: int, y_open: bool) -> tuple[int, Fraction, bool]:
    """The product of two ends as (infinity −1/0/1, value, not attained); zero times infinity is zero."""
    if x is not None and y is not None:
        product = x * y
        if product == 0:
            return 0, product, not ((x == 0 and not x_open) or (y == 0 and not y_open))
        return 0, product, x_open or y_open
    if x == 0:
        return 0, Fraction(0), x_open
    if y == 0:
        return 0, Fraction(0), y_open
    sign = (x_side if x is None else (1 if x > 0 else -1)) * (y_side if y is None else (1 if y > 0 else -1))
    return sign, Fraction(0), True


def _root(value: Fraction, degree: int, bits: int) -> tuple[Fraction, Fraction, bool]:
    """Bounds of a real root that are 2**−bits apart at most, and whether both are the root itself."""
    if value < 0:
        below, above, exact = _root(-value, degree, bits)
        return -above, -below, exact
    numerator, denominator = _whole_root(value.numerator, degree), _whole_root(value.denominator, degree)
    if numerator**degree == value.numerator and denominator**degree == value.denominator:
        exact_root = Fraction(numerator, denominator)
        return exact_root, exact_root, True
    scaled = _whole_root((value.numerator << (bits * degree)) // value.denominator, degree)
    return Fraction(scaled, 1 << bits), Fraction(scaled + 1, 1 << bits), False


def _whole_root(value: int, degree: int) -> int:
    """The greatest whole number whose ``degree``-th power is at most ``value``."""
    if degree == 1 or value < 2:
        return value
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


EVERYTHING = Interval()
EMPTY = Interval(Fraction(1), Fraction(0))
