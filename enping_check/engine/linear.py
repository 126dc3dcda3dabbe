"""Exact feasibility of linear inequalities, strict and not, by the bounded simplex method over rationals.

The method is that of Dutertre and de Moura, A Fast Linear-Arithmetic Solver for DPLL(T) (CAV 2006): a strict bound is a bound
shifted by an infinitesimal, carried as the second member of a pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from enping_check.interval import Interval

Bound: TypeAlias = tuple[Fraction, Fraction]  # value and multiple of the infinitesimal
ZERO = Fraction(0)
WORK = 100_000  # numbers changed before a search is given up: articles need hundreds, the densest ten thousand


class Program:
    """Columns with bounds, rows that are sums of columns. ``feasible`` decides; ``values`` then gives an exact point."""

    def __init__(self) -> None:
        self.low: list[Bound | None] = []
        self.high: list[Bound | None] = []
        self.rows: dict[int, dict[int, Fraction]] = {}
        self.uses: list[set[int]] = []
        self.value: list[Bound] = []
        self.pivots = self.work = 0
        self._unchecked: set[int] = set()

    def column(self, interval: Interval, start: Fraction | None = None) -> int:
        """A new column within an interval; its number. The search begins at ``start`` if that lies within, else at an end."""
        self.low.append(None if interval.low is None else (interval.low, Fraction(1 if interval.low_open else 0)))
        self.high.append(None if interval.high is None else (interval.high, Fraction(-1 if interval.high_open else 0)))
        self.uses.append(set())
        low, high = self.low[-1], self.high[-1]
        if start is not None and start in interval:
            self.value.append((start, ZERO))
        elif low is not None and (high is None or abs(low[0]) <= abs(high[0])):
            self.value.append(low)
        else:
            self.value.append(high if high is not None else (ZERO, ZERO))
        return len(self.low) - 1

    def row(self, terms: Mapping[int, Fraction], interval: Interval) -> int:
        """A new column that equals a sum of columns and lies within an interval; its number."""
        at = self.column(interval)
        whole: dict[int, Fraction] = {}
        for column, coefficient in terms.items():
            if column in self.rows:
                for inner, weight in self.rows[column].items():
                    whole[inner] = whole.get(inner, ZERO) + coefficient * weight
            else:
                whole[column] = whole.get(column, ZERO) + coefficient
        whole = {column: coefficient for column, coefficient in whole.items() if coefficient}
        self.rows[at] = whole
        for column in whole:
            self.uses[column].add(at)
        self.value[at] = self._sum(whole)
        self._unchecked.add(at)
        return at

    def _sum(self, terms: Mapping[int, Fraction]) -> Bound:
        first = second = ZERO
        for column, coefficient in terms.items():
            value = self.value[column]
            first += coefficient * value[0]
            if value[1]:
                second += coefficient * value[1]
        return first, second

    def feasible(self, limit: int = 2000) -> bool | None:
        """Whether all bounds can be met; None when ``limit`` pivots, or so much work, did not decide."""
        for low, high in zip(self.low, self.high, strict=True):
            if low is not None and high is not None and low > high:
                return False
        while True:
            broken = self._broken()
            if broken is None:
                return True
            if self.pivots >= limit or self.work >= WORK:
                return None
            self.pivots += 1
            at, target, upward = broken
            entering = self._entering(at, upward)
            if entering is None:
                return False
            self._exchange(at, entering, target)

    def _broken(self) -> tuple[int, Bound, bool] | None:
        # the smallest number first (Bland's rule): no cycling
        for at in sorted(self._unchecked):
            value, low, high = self.value[at], self.low[at], self.high[at]
            if low is not None and value < low:
                return at, low, True
            if high is not None and value > high:
                return at, high, False
            self._unchecked.discard(at)
        return None

    def _entering(self, at: int, upward: bool) -> int | None:
        row = self.rows[at]
        for column in sorted(row):
            rising = (row[column] > 0) == upward
            bound = self.high[column] if rising else self.low[column]
            if bound is None or (self.value[column] < bound if rising else self.value[column] > bound):
                return column
        return None

    def _exchange(self, leaving: int, entering: int, target: Bound) -> None:
        row = self.rows.pop(leaving)
        self.work += len(row) * len(self.uses[entering])
        for column in row:
            self.uses[column].discard(leaving)
        pivot = row.pop(entering)
        step0, step1 = (target[0] - self.value[leaving][0]) / pivot, (target[1] - self.value[leaving][1]) / pivot
        self.value[leaving] = target
        moved = self.value[entering]
        self.value[entering] = (moved[0] + step0, moved[1] + step1)
        solved = {column: -coefficient / pivot for column, coefficient in row.items()}
        solved[leaving] = 1 / pivot
        touched = self.uses[entering]
        self._unchecked.discard(leaving)
        self._unchecked.update(touched)
        self._unchecked.add(entering)
        self.uses[entering] = set()
        for other in touched:
            terms = self.rows[other]
            weight = terms.pop(entering)
            value = self.value[other]
            self.value[other] = (value[0] + weight * step0, value[1] + weight * step1)
            for column, coefficient in solved.items():
                changed = terms.get(column, ZERO) + weight * coefficient
                if changed:
                    terms[column] = changed
                    self.uses[column].add(other)
                elif column in terms:
                    del terms[column]
                    self.uses[column].discard(other)
        self.rows[entering] = solved
        for column in solved:
            self.uses[column].add(entering)

    def values(self) -> list[Fraction]:
        """An exact point within all bounds, strict ones too; only after ``feasible`` said True."""
        size = Fraction(1)
        for value, low, high in zip(self.value, self.low, self.high, strict=True):
            if low is not None and value[0] > low[0] and value[1] < low[1]:
                size = min(size, (value[0] - low[0]) / (low[1] - value[1]) / 2)
            if high is not None and value[0] < high[0] and value[1] > high[1]:
                size = min(size, (high[0] - value[0]) / (value[1] - high[1]) / 2)
        return [value[0] + value[1] * size for value in self.value]
