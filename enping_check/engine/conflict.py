"""The smallest set of stated values and relations that cannot all hold."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from enping_check.engine.constraint import Constraint
from enping_check.engine.contraction import contract
from enping_check.engine.expression import Box, Name
from enping_check.engine.satisfaction import clash, satisfiable
from enping_check.interval import EMPTY, EVERYTHING, Interval


@dataclass(frozen=True, slots=True)
class Conflict:
    """Stated values and relations that cannot all hold; without any one of them the others can.

    ``variables`` are the stated ones; ``tags`` those of ``constraints`` (of the two statements, where one variable was stated twice
    without overlap). ``suspects`` are the variables of this set that explain most: freeing one of them removes this conflict and
    the ``related`` ones, which are the conflicts it stands for. ``box`` holds the intervals of every variable involved.
    """

    variables: tuple[Name, ...]
    constraints: tuple[Constraint, ...]
    tags: tuple[Hashable, ...]
    box: Mapping[Name, Interval]
    domains: Mapping[Name, Interval] = field(default_factory=dict)
    integers: frozenset[Name] = frozenset()
    suspects: tuple[Name, ...] = ()
    related: tuple[Conflict, ...] = ()

    def implied(self, name: Name) -> Interval:
        """What the other values and relations of the conflict imply for ``name``."""
        return implied_by(self.constraints, self.box, name, self.integers, self.domains.get(name, EVERYTHING))


def implied_by(
    constraints: Sequence[Constraint],
    box: Box,
    name: Name,
    integers: AbstractSet[Name] = frozenset(),
    domain: Interval = EVERYTHING,
) -> Interval:
    """What several relations and the other variables imply for ``name``, its own interval replaced by ``domain``.

    An interval that holds every possible value; empty when the others clash by themselves.
    """
    narrowed = contract(constraints, {**box, name: domain}, integers)
    if narrowed.box is None:
        return EMPTY
    return narrowed.box.get(name, domain)


def minimal(
    constraints: Sequence[Constraint],
    box: Box,
    integers: AbstractSet[Name] = frozenset(),
    domains: Mapping[Name, Interval] | None = None,
    stated: Sequence[Name] | None = None,
) -> tuple[tuple[int, ...], tuple[Name, ...]] | None:
    """A minimal clash by deletion: positions of the relations and names of the stated variables; None when there is no clash.

    Dropping a variable's statement puts it back to its domain (all numbers unless given). ``stated`` defaults to every variable whose
    interval is not its domain.
    """
    around: Mapping[Name, Interval] = {} if domains is None else domains
    kept = clash(constraints, box, integers)
    if kept is None or satisfiable([constraints[at] for at in kept], box, integers) is not False:
        return None
    # halves, then quarters, down to single ones; from the far end, since later relations are the least likely to be needed
    step = max(len(kept) // 2, 1)
    while True:
        for end in range(len(kept), 0, -step):
            fewer = kept[: max(end - step, 0)] + kept[end:]
            if fewer and satisfiable([constraints[at] for at in fewer], box, integers) is False:
                kept = fewer
        if step == 1:
            break
        step //= 2
    rest = [constraints[at] for at in kept]
    names = dict.fromkeys(name for constraint in rest for name in constraint.variables)
    current: dict[Name, Interval] = {name: box.get(name, EVERYTHING) for name in names}
    needed: list[Name] = []
    for name in names:
        domain = around.get(name, EVERYTHING)
        if current[name] == domain or (stated is not None and name not in stated):
            continue
        without = {**current, name: domain}
        if satisfiable(rest, without, integers) is False:
            current = without
        else:
            needed.append(name)
    return tuple(kept), tuple(needed)
