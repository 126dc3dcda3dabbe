"""Several relations at once: narrowing their variables together, with a record of which relation narrowed what."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from enping_check.engine.constraint import Constraint, narrow
from enping_check.engine.expression import Box, Name
from enping_check.interval import EVERYTHING, Interval

CYCLIC_VISITS = 12


@dataclass(slots=True)
class Contraction:
    """The outcome: ``box`` (None when no point satisfies all), whether it is a fixed point, and what narrowed each variable.

    ``narrowed_by`` holds, for every variable, the positions of the relations that narrowed it; ``emptied_by`` the relation that
    found nothing left.
    """

    box: dict[Name, Interval] | None
    fixed: bool
    narrowed_by: dict[Name, list[int]] = field(default_factory=dict)
    emptied_by: int | None = None

    def trace(self, constraints: Sequence[Constraint], start: Sequence[int]) -> list[int]:
        """Every relation that the narrowing of the variables in the relations ``start`` rests on, in order of position."""
        found = set(start)
        waiting = list(start)
        while waiting:
            for name in constraints[waiting.pop()].variables:
                for other in self.narrowed_by.get(name, ()):
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
        return sorted(found)


def decided(interval: Interval) -> bool:
    """True when one value is left."""
    return interval.low is not None and interval.low == interval.high


def forest(constraints: Sequence[Constraint], box: Box) -> bool:
    """True when relations and undecided variables form no cycle and no relation names a variable twice: then narrowing is exact."""
    parent: dict[object, object] = {}

    def top(node: object) -> object:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    for at, constraint in enumerate(constraints):
        if not constraint.program.single:
            return False
        for name in constraint.variables:
            if decided(box.get(name, EVERYTHING)):
                continue
            one, other = top((_MARK, at)), top(("variable", name))
            if one == other:
                return False
            parent[one] = other
    return True


_MARK = "relation"


def contract(
    constraints: Sequence[Constraint],
    box: Box,
    integers: AbstractSet[Name] = frozenset(),
    start: Sequence[Name] | None = None,
    acyclic: bool | None = None,
) -> Contraction:
    """Narrow all variables until nothing changes. ``start``: only these have changed since the box was last a fixed point."""
    current: dict[Name, Interval] = {}
    users: dict[Name, list[int]] = {}
    for at, constraint in enumerate(constraints):
        for name in constraint.variables:
            users.setdefault(name, []).append(at)
            if name not in current:
                interval = box.get(name, EVERYTHING)
                current[name] = interval.whole() if name in integers else interval
    result = Contraction(current, True)
    if acyclic is None:
        acyclic = forest(constraints, current)
    limit = CYCLIC_VISITS + len(constraints) if acyclic else CYCLIC_VISITS
    touched = range(len(constraints)) if start is None else dict.fromkeys(at for name in start for at in users.get(name, ()))
    queue: deque[int] = deque(touched)
    queued = set(queue)
    visits = [0] * len(constraints)
    for name, interval in current.items():
        if interval.empty:
            result.box, result.emptied_by = None, users[name][0]
            return result
    while queue:
        at = queue.popleft()
        queued.discard(at)
        if visits[at] >= limit:
            result.fixed = False
            continue
        visits[at] += 1
        constraint = constraints[at]
        found = narrow(constraint, current)
        if found is None:
            result.box, result.emptied_by = None, at
            return result
        single = constraint.program.single
        for name, interval in found.items():
            if name in integers:
                interval = interval.whole()
                if interval.empty:
                    result.box, result.emptied_by = None, at
                    return result
            old = current[name]
            if interval == old:
                continue
            if not acyclic and not decided(interval):
                interval = interval.rounded() & old
                if interval == old or not _worth(old, interval):
                    result.fixed = False
                    continue
            current[name] = interval
            by = result.narrowed_by.setdefault(name, [])
            if at not in by:
                by.append(at)
            for user in users[name]:
                if user not in queued and (user != at or not single):
                    queue.append(user)
                    queued.add(user)
    return result


def _worth(old: Interval, new: Interval) -> bool:
    """Whether a narrowing on a cycle is large enough to go round again for: a thousandth of the width, or an end that was infinite."""
    if (old.low is None) != (new.low is None) or (old.high is None) != (new.high is None):
        return True
    if old.low == new.low and old.high == new.high:
        return True  # an end has opened
    if old.width is None or new.width is None:
        ends = ((old.low, new.low), (old.high, new.high))
        return any(a is not None and b is not None and abs(a - b) * 1000 > abs(a) for a, b in ends)
    return (old.width - new.width) * 1000 > old.width
