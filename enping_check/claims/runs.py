"""Runs of numbers joined by 、 or 和: paired with their subjects or periods, or read one by one."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.paired_rates import PairedRates
from enping_check.claims.pairing import RESPECTIVELY
from enping_check.claims.scene import Spot
from enping_check.claims.skeleton import BARE, DOUBLING, LEVEL, MULTIPLE, PERCENT, POINT, STRUCTURE, Skeleton

_SENT: Final = re.compile("(?:发送|出发|发出|离[站港境]|出[站港境]|启程)(?:旅客|人员|货物)?$")
_IN_ALL = re.compile("[、和及]?(?:累计|总数|总量|总计)")
_ADDED = re.compile("[新净][增建认设]")


class Runs(PairedRates):
    """Reads a run of numbers, and hands each single number to what reads its kind."""

    def _split_runs(self, clause: Skeleton, numbers: list[int]) -> list[list[int]]:
        """Numbers joined by nothing but 、和及与 (and a repeated verb) form one run."""
        if len(numbers) == 1:
            return [numbers]
        runs: list[list[int]] = []
        for i in numbers:
            if runs and self._goes_on(clause, runs, i):
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs

    @staticmethod
    def _same_kind(clause: Skeleton, a: int, b: int) -> bool:
        """True when two numbers of a clause, with words between them, are measured alike; 12.7%和1.9倍 are growths alike."""
        if clause.text[a] != clause.text[b]:
            return b - a > 1 and {clause.text[a], clause.text[b]} == {PERCENT, MULTIPLE}
        if b - a == 1:
            return False
        first, second = clause.tokens[a].quantity, clause.tokens[b].quantity
        return first is None or second is None or first.dimension == second.dimension

    def _goes_on(self, clause: Skeleton, runs: list[list[int]], i: int) -> bool:
        """True for a number that is joined to the run before it: measured alike, or 分别达到12.4万套和3.6万辆, of two things in turn."""
        last = runs[-1][-1]
        gap = clause.text[last + 1 : i]
        if not self.grammar.joint.match(gap) or (gap.endswith("到达") and _SENT.search(clause.text[: runs[-1][0]])):
            return False  # 发送21万人次、到达20万人次: two things
        if _IN_ALL.match(gap) and _ADDED.search(clause.text[: runs[-1][0]]):
            return False  # 净增46家、累计达到119家: what is new, and all there are
        if self._same_kind(clause, last, i):
            return True
        if clause.text[i] != LEVEL or clause.text[last] != LEVEL:
            return False
        left = clause.text[runs[-2][-1] + 1 if len(runs) > 1 else 0 : runs[-1][0]]
        return RESPECTIVELY.search(left) is not None

    def _run(self, clause: Skeleton, run: list[int], begin: int) -> None:
        """Reads a run as a list of values; number by number when it does not pair off."""
        if len(run) > 1:
            self._runs += 1
            if self._respectively(clause, run, begin):
                return
        start = begin
        for i in run:
            self._number(clause, i, start, self._runs if len(run) > 1 else 0)
            start = i + 1

    def _respectively(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """A list of values for a list of subjects; False when the two do not pair off."""
        sign = clause.text[run[0]]
        if sign in (PERCENT, POINT, MULTIPLE):
            return self._rates_respectively(clause, run, begin, sign)
        return sign == LEVEL and self._levels_respectively(clause, run, begin)

    def _number(self, clause: Skeleton, i: int, begin: int, group: int) -> None:
        """Reads one number by its kind."""
        sign = clause.text[i]
        token = clause.tokens[i]
        if sign == LEVEL:
            self._amount(Spot(clause, i, begin, token, group))
        elif sign == PERCENT:
            self._percent(Spot(clause, i, begin, token, group))
        elif sign == STRUCTURE:
            self._structure(clause, i, token, begin)
        elif sign == POINT:
            self._points(clause, i, token, clause.text[begin:i])
        elif sign == BARE:
            self._bare_number(clause, i, token, begin, clause.text[begin:i])
        elif sign in (MULTIPLE, DOUBLING):
            self._multiple(clause, i, token, begin, clause.text[begin:i])
