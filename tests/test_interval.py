"""Interval operations against brute force over sampled points, and their laws."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enping_check.interval import EMPTY, EVERYTHING, Interval

ENDS = (None, -2, 0, 3)
FAR = F(10**6)
NEAR = F(1, 10**6)


def all_intervals() -> list[Interval]:
    found = []
    for low, high in itertools.product(ENDS, ENDS):
        for low_open, high_open in itertools.product((False, True), repeat=2):
            if (low is None and low_open) or (high is None and high_open):
                continue
            made = Interval(None if low is None else F(low), None if high is None else F(high), low_open, high_open)
            if not made.empty:
                found.append(made)
    return found


def samples(interval: Interval) -> Iterator[F]:
    """Both ends where they belong, points just inside them, far points of infinite ends, zero and its neighbours."""
    low = -FAR if interval.low is None else interval.low
    high = FAR if interval.high is None else interval.high
    for value in (low, low + NEAR, low + F(1, 3), F(0), NEAR, -NEAR, (low + high) / 2, high - F(1, 3), high - NEAR, high):
        if value in interval:
            yield value


BINARY = {
    "+": (lambda x, y: x + y, lambda x, y: x + y),
    "-": (lambda x, y: x - y, lambda x, y: x - y),
    "*": (lambda x, y: x * y, lambda x, y: x * y),
    "/": (lambda x, y: x / y, lambda x, y: x / y if y else None),
}


@pytest.mark.parametrize("name", BINARY)
def test_binary_operation_holds_exactly_what_points_give(name: str) -> None:
    on_intervals, on_points = BINARY[name]
    for one, other in itertools.product(all_intervals(), repeat=2):
        got = on_intervals(one, other)
        values = [v for x in samples(one) for y in samples(other) if (v := on_points(x, y)) is not None]
        assert all(v in got for v in values), (one, other, got)
        if not values:
            assert got.empty, (one, other, got)
            continue
        # tight: an end is either reached, or approached, and infinite ends run away
        if got.low is None:
            assert min(values) < -1000, (one, other, got)
        else:
            assert min(values) - got.low <= F(1, 1000), (one, other, got)
            assert got.low_open == (min(values) != got.low), (one, other, got)
        if got.high is None:
            assert max(values) > 1000, (one, other, got)
        else:
            assert got.high - max(values) <= F(1, 1000), (one, other, got)
            assert got.high_open == (max(values) != got.high), (one, other, got)


@pytest.mark.parametrize("power", [-3, -2, -1, 0, 1, 2, 3, 4])
def test_power_against_points(power: int) -> None:
    for one in all_intervals():
        got = one**power
        values = [x**power for x in samples(one) if x or power >= 0]
        assert all(v in got for v in values), (one, got)
        if not values:
            assert got.empty
            continue
        assert got.low is None or min(values) - got.low < F(1, 100), (one, got)
        assert got.high is None or got.high - max(values) < F(1, 100), (one, got)
        assert got.low is None or got.low_open == (min(values) != got.low), (one, got)
        assert got.high is None or got.high_open == (max(values) != got.high), (one, got)


@pytest.mark.parametrize(
    ("given_", "degree", "expected"),
    [
        (Interval(F(4), F(9)), 2, Interval(F(2), F(3))),
        (Interval(F(4), F(9), True, True), 2, Interval(F(2), F(3), True, True)),  # openness is kept
        (Interval(F(-5), F(9)), 2, Interval(F(0), F(3))),  # an even root has no negative radicand
        (Interval(F(-8), F(27)), 3, Interval(F(-2), F(3))),
        (Interval(F(-4), F(-1)), 2, EMPTY),
        (Interval(None, F(16)), 4, Interval(F(0), F(2))),
        (Interval(F(1, 4), None), 2, Interval(F(1, 2))),
    ],
)
def test_rational_roots_are_exact(given_: Interval, degree: int, expected: Interval) -> None:
    assert given_.root(degree) == expected or (expected.empty and given_.root(degree).empty)


@given(st.fractions(min_value=0, max_value=10**9), st.integers(2, 7))
def test_an_irrational_root_is_enclosed_closely(value: F, degree: int) -> None:
    got = Interval.point(value).root(degree)
    assert got.low is not None
    assert got.high is not None
    assert got.low**degree <= value <= got.high**degree
    assert got.high - got.low <= F(1, 2**200)


def test_a_root_of_degree_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="degree"):
        Interval.point(4).root(0)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (Interval(F(5, 2), F(9, 2)), (3, 4)),
        (Interval(F(3), F(4)), (3, 4)),
        (Interval(F(3), F(4), True, False), (4, 4)),
        (Interval(F(3), F(4), False, True), (3, 3)),
        (Interval(F(-5, 2), F(-1), False, True), (-2, -2)),
        (Interval(F(3), F(4), True, True), None),
        (Interval(F(22), F(221, 10)), (22, 22)),
    ],
)
def test_whole_numbers_inside(given_: Interval, expected: tuple[int, int] | None) -> None:
    got = given_.whole()
    assert (None if got.empty else (got.low, got.high)) == expected


def test_open_ends_swap_sides_under_negation() -> None:
    assert -Interval(F(1), F(2), True, False) == Interval(F(-2), F(-1), False, True)
    assert Interval(F(5), F(6)) - Interval(F(1), F(2), True, False) == Interval(F(3), F(5), False, True)


def test_rounding_only_widens_and_shortens() -> None:
    long = Interval(F(1, 3**200), F(10**70, 3**200))
    short = long.rounded()
    assert long.inside(short)
    assert short.low is not None
    assert short.low.denominator.bit_length() <= 201
    assert Interval(F(1, 3), F(2, 3)).rounded() == Interval(F(1, 3), F(2, 3))


@pytest.mark.parametrize("operation", [lambda e: e + EVERYTHING, lambda e: e * EVERYTHING, lambda e: e / EVERYTHING, lambda e: e**2])
def test_nothing_comes_of_nothing(operation: object) -> None:
    assert operation(EMPTY).empty  # type: ignore[operator]


def test_empty_stays_empty_when_widened_or_scaled() -> None:
    assert EMPTY.widened(5).empty
    assert EMPTY.scaled(0).empty
    assert EMPTY.scaled(-2).empty
    assert EMPTY.whole().empty
    assert EMPTY.root(2).empty


def test_division_by_an_interval_around_zero_is_the_hull_of_both_branches() -> None:
    assert Interval(F(1), F(2)) / Interval(F(-1), F(1)) == EVERYTHING
    assert Interval(F(1), F(2)) / Interval(F(0), F(4)) == Interval(F(1, 4))
    assert (Interval(F(1), F(2)) / Interval.point(0)).empty
    assert Interval.point(0) / Interval(F(-1), F(1)) == Interval.point(0)


SMALL = st.fractions(min_value=-20, max_value=20, max_denominator=12)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    one, other = draw(SMALL), draw(SMALL)
    low, high = min(one, other), max(one, other)
    if low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals(), intervals(), intervals())
def test_operations_are_monotone_under_widening(one: Interval, wide: Interval, other: Interval) -> None:
    bigger = one | wide
    assert (one + other).inside(bigger + other)
    assert (one * other).inside(bigger * other)
    assert (one / other).inside(bigger / other)
    assert (one**2).inside(bigger**2)
    assert (one**3).inside(bigger**3)


@given(intervals(), intervals())
def test_products_and_sums_commute(one: Interval, other: Interval) -> None:
    assert one * other == other * one
    assert one + other == other + one
