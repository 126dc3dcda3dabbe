"""A network of relations over stated and hidden variables."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from enping_check.engine.conflict import Conflict, implied_by, minimal
from enping_check.engine.constraint import Constraint
from enping_check.engine.contraction import contract, decided
from enping_check.engine.expression import Name, Var
from enping_check.engine.satisfaction import satisfiable
from enping_check.interval import EVERYTHING, Interval

CONFLICTS_PER_COMPONENT = 12


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What propagation leaves of a variable, and the tags of the relations that narrowed it."""

    interval: Interval
    by: tuple[Hashable, ...]


@dataclass(slots=True)
class _Variable:
    domain: Interval
    interval: Interval
    statements: list[tuple[Interval, Hashable]]


class Network:
    """Variables with intervals and relations among them.

    Work is done per component, a set of relations that share variables; narrowing, conflicts and their minimal sets are
    found there, so that a thousand small components cost a thousand times one.
    """

    def __init__(self) -> None:
        self._variables: dict[Name, _Variable] = {}
        self._integers: set[Name] = set()
        self._constraints: list[Constraint] = []
        self._tags: list[Hashable] = []

    def add_variable(
        self,
        name: Name,
        interval: Interval | None = None,
        integer: bool = False,
        domain: Interval = EVERYTHING,
        tag: Hashable = None,
    ) -> None:
        """Add a variable, or one more statement of it: statements of one variable are intersected.

        No interval makes it hidden. ``domain`` confines it whether or not its statements are believed (a headcount is not
        negative). ``tag`` names the statement in a conflict of two statements.
        """
        variable = self._variables.setdefault(name, _Variable(EVERYTHING, EVERYTHING, []))
        variable.domain = variable.domain & domain
        variable.interval = variable.interval & domain
        if interval is not None:
            variable.interval = variable.interval & interval
            variable.statements.append((interval, tag))
        if integer:
            self._integers.add(name)

    def add(self, constraint: Constraint, tag: Hashable = None) -> None:
        """Add a relation; variables it names that are not there yet are hidden."""
        for name in constraint.variables:
            if name not in self._variables:
                self.add_variable(name)
        self._constraints.append(constraint)
        self._tags.append(tag)

    @property
    def variables(self) -> tuple[Name, ...]:
        """All names, in the order they were added."""
        return tuple(self._variables)

    def propagate(self) -> Mapping[Name, Narrowing]:
        """Every variable narrowed as far as its component allows, with the tags of the relations that did it.

        A component that holds a conflict is left as stated.
        """
        box = self._box()
        result: dict[Name, Narrowing] = {name: Narrowing(interval, ()) for name, interval in box.items()}
        for part in self._components(range(len(self._constraints)), box):
            constraints = [self._constraints[at] for at in part]
            narrowed = contract(constraints, box, self._integers)
            if narrowed.box is None:
                continue
            for name, interval in narrowed.box.items():
                by = tuple(self._tags[part[at]] for at in narrowed.narrowed_by.get(name, ()))
                before = result[name]
                result[name] = Narrowing(before.interval & interval, before.by + by)
        return result

    def implied(self, name: Name) -> Interval:
        """What everything else implies for ``name``, its own statements ignored (its domain kept)."""
        box = self._box()
        domain = self._variables[name].domain
        box[name] = domain
        for part in self._components(range(len(self._constraints)), box):
            constraints = [self._constraints[at] for at in part]
            if any(name in constraint.program.places for constraint in constraints):
                domain = domain & implied_by(constraints, box, name, self._integers, domain)
        return domain

    def conflict(self) -> Conflict | None:
        """The first conflict, or None."""
        found = self.conflicts(limit=1)
        return found[0] if found else None

    def conflicts(self, limit: int | None = None) -> list[Conflict]:
        """One conflict for each slip that must be assumed, each minimal.

        First variables stated twice without overlap, then equal variables without overlap: each is reported once and its values are not
        used further. Then, component by component, conflicts that share no relation; those that one variable explains count
        as one, with the variable among its ``suspects`` and the others ``related``.
        """
        box = self._box()
        found = self._restated(box)
        found.extend(self._unequal(box))
        for part in self._components(range(len(self._constraints)), box):
            if limit is not None and len(found) >= limit:
                break
            found.extend(self._in_component(part, box))
        return found if limit is None else found[:limit]

    def _box(self) -> dict[Name, Interval]:
        return {name: variable.interval for name, variable in self._variables.items()}

    def _components(self, positions: Sequence[int], box: Mapping[Name, Interval]) -> list[list[int]]:
        leader = {at: at for at in positions}

        def top(at: int) -> int:
            while leader[at] != at:
                leader[at] = at = leader[leader[at]]
            return at

        first: dict[Name, int] = {}
        for at in positions:
            for name in self._constraints[at].variables:
                if not decided(box[name]) or not self._variables[name].statements:
                    one, other = sorted((top(at), top(first.setdefault(name, at))))
                    leader[other] = one
        groups: dict[int, list[int]] = {}
        for at in positions:
            groups.setdefault(top(at), []).append(at)
        return list(groups.values())

    def _restated(self, box: dict[Name, Interval]) -> list[Conflict]:
        found = []
        for name, variable in self._variables.items():
            if not variable.interval.empty:
                continue
            statements = variable.statements
            clash = next(
                ((one, other) for at, one in enumerate(statements) for other in statements[:at] if not one[0].overlaps(other[0])),
                None,
            )
            tags = tuple(tag for _, tag in (statements if clash is None else (clash[1], clash[0])))
            found.append(Conflict((name,), (), tags, {name: variable.interval}, suspects=(name,)))
            box[name] = variable.domain
        return found

    def _unequal(self, box: dict[Name, Interval]) -> list[Conflict]:
        """Variables that relations of the form a = b make one, and whose values do not overlap."""
        links: dict[Name, list[tuple[Name, int]]] = {}
        for at, constraint in enumerate(self._constraints):
            if constraint.op == "=" and isinstance(constraint.left, Var) and isinstance(constraint.right, Var):
                links.setdefault(constraint.left.name, []).append((constraint.right.name, at))
                links.setdefault(constraint.right.name, []).append((constraint.left.name, at))
        found = []
        seen: set[Name] = set()
        for name in links:
            if name in seen:
                continue
            group = self._reach(name, links)
            seen.update(group)
            members = list(group)
            common = EVERYTHING
            for member in members:
                common = common & box[member]
            if not common.empty:
                continue
            pairs = [(other, one) for at, one in enumerate(members) for other in members[:at] if not box[one].overlaps(box[other])]
            one, other = min(pairs, key=lambda pair: len(self._path(pair[0], pair[1], links)))
            path = self._path(one, other, links)
            suspects = tuple(each for each in (one, other) if all(each in pair for pair in pairs)) or (one, other)
            conflict = self._made(path, (one, other), box)
            found.append(replace(conflict, suspects=suspects))
            for member in members:
                box[member] = self._variables[member].domain
        return found

    @staticmethod
    def _reach(start: Name, links: Mapping[Name, Sequence[tuple[Name, int]]]) -> dict[Name, tuple[Name, int] | None]:
        came: dict[Name, tuple[Name, int] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for there, at in links[here]:
                if there not in came:
                    came[there] = (here, at)
                    waiting.append(there)
        return came

    def _path(self, start: Name, end: Name, links: Mapping[Name, Sequence[tuple[Name, int]]]) -> list[int]:
        came = self._reach(start, links)
        path: list[int] = []
        step = came[end]
        while step is not None:
            path.append(step[1])
            step = came[step[0]]
        return sorted(path)

    def _made(self, positions: Sequence[int], variables: tuple[Name, ...], box: Mapping[Name, Interval]) -> Conflict:
        constraints = tuple(self._constraints[at] for at in positions)
        names = dict.fromkeys(name for constraint in constraints for name in constraint.variables)
        domains = {name: self._variables[name].domain for name in names}
        return Conflict(
            variables,
            constraints,
            tuple(self._tags[at] for at in positions),
            {name: box[name] if name in variables else domains[name] for name in names},
            domains,
            frozenset(self._integers & names.keys()),
        )

    def _in_component(self, part: Sequence[int], box: Mapping[Name, Interval]) -> list[Conflict]:
        found: list[Conflict] = []
        remaining = list(part)
        domains = {name: variable.domain for name, variable in self._variables.items()}
        while len(found) < CONFLICTS_PER_COMPONENT:
            clash = self._clash(remaining, box, domains)
            if clash is None:
                break
            positions, names = clash
            found.append(self._made(positions, names, box))
            used = set(positions)
            remaining = [at for at in remaining if at not in used]
        return self._gathered(found, part, box)

    def _clash(
        self, positions: Sequence[int], box: Mapping[Name, Interval], domains: Mapping[Name, Interval]
    ) -> tuple[tuple[int, ...], tuple[Name, ...]] | None:
        for part in self._components(positions, box):
            constraints = [self._constraints[at] for at in part]
            clash = minimal(constraints, box, self._integers, domains)
            if clash is not None:
                return tuple(part[at] for at in clash[0]), clash[1]
        return None

    def _gathered(self, found: list[Conflict], part: Sequence[int], box: Mapping[Name, Interval]) -> list[Conflict]:
        """Conflicts that one variable can explain become one."""
        gathered: list[Conflict] = []
        waiting = list(found)
        while waiting:
            counts: dict[Name, int] = {}
            for conflict in waiting:
                for name in conflict.variables:
                    counts[name] = counts.get(name, 0) + 1
            most = max(counts.values(), default=0)
            if most == 0:
                gathered.extend(waiting)
                break
            chosen = next(name for name, count in counts.items() if count == most)
            explained = [conflict for conflict in waiting if chosen in conflict.variables]
            waiting = [conflict for conflict in waiting if chosen not in conflict.variables]
            head = min(explained, key=lambda conflict: (len(conflict.variables), len(conflict.constraints)))
            common = tuple(name for name in head.variables if all(name in other.variables for other in explained))
            gathered.append(replace(head, suspects=common, related=tuple(other for other in explained if other is not head)))
        if len(gathered) == 1 and len(gathered[0].suspects) > 1:
            gathered = [replace(gathered[0], suspects=self._cleared(gathered[0].suspects, part, box))]
        return gathered

    def _cleared(self, suspects: tuple[Name, ...], part: Sequence[int], box: Mapping[Name, Interval]) -> tuple[Name, ...]:
        """The suspects without which the whole component is possible; all of them when that singles out none."""
        constraints = [self._constraints[at] for at in part]
        clearing = tuple(
            name for name in suspects if satisfiable(constraints, {**box, name: self._variables[name].domain}, self._integers) is not False
        )
        return clearing or suspects
