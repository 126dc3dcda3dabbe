"""What no single relation shows: the sound relations of all articles taken together.

Wholes and earlier values that nobody printed are in them already: two shares of one whole, a total's growth and its parts', a share's
shift and two growths are each one relation, with the unknown eliminated. Every number has the slack of its rounding and one unit in its
last place, so a conflict is one that nothing printed can save.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from enping_check.engine import Candidate, Conflict, Constraint, Interval, Network, Readings, repairs, unique
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, reading_of
from enping_check.rules.judged import Judged
from enping_check.rules.slips import Slip, slips


@dataclass(frozen=True, slots=True)
class Link:
    """One relation of the network: ``formula`` is the line to show for it."""

    code: str
    constraint: Constraint
    facts: tuple[Fact, ...]
    formula: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Clash:
    """Links that cannot all hold, though without any one of them the others can; ``slip`` is the one repair that settles it."""

    links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    culprit: Fact
    slip: Slip | None
    implied: Interval  # what the rest implies for the culprit

    @property
    def severity(self) -> Severity:
        """No graver than the weakest link."""
        return min(link.severity for link in self.links)


def clashes(body: Body, sound: Iterable[tuple[Judged, str]]) -> Iterator[Clash]:
    """The conflicts that show only when relations, given with their formulas, are taken together."""
    links = list(_stated(sound))
    uses = Counter(name for link in links for name in link.constraint.variables)
    network = Network()
    facts: dict[Hashable, Fact] = {}
    for link in links:
        if all(uses[name] == 1 for name in link.constraint.variables):
            continue  # it has been judged by itself
        for fact in link.facts:
            if fact.key not in facts:
                facts[fact.key] = fact
                network.add_variable(fact.key, _widely(reading_of(fact.claim)))
        network.add(link.constraint, tag=link)
    for conflict in network.conflicts():
        if len(conflict.tags) > 1:
            clash = _clash(body, conflict, facts)
            if not _tied_twice(clash.links):
                yield clash


def _tied_twice(links: Sequence[Link]) -> bool:
    """总产41.80万吨；上年41.05万吨，增产0.75万吨，增长1.8%: one result that is true of two pairs of values is of one of them only."""
    results = Counter(link.facts[0].key for link in links if link.facts)
    return any(count > 1 for count in results.values())


def _stated(sound: Iterable[tuple[Judged, str]]) -> Iterator[Link]:
    for each, formula in sound:
        relation = each.relation
        if each.sure and not relation.extra:
            facts = tuple(f for f in relation.facts if f.key in each.readings)
            yield Link(relation.code, relation.constraint, facts, formula, relation.severity)


def _widely(reading: Readings) -> Interval:
    return (reading.nearest | reading.truncated).widened(reading.slack)


def _clash(body: Body, conflict: Conflict, facts: Mapping[Hashable, Fact]) -> Clash:
    links = tuple(tag for tag in conflict.tags if isinstance(tag, Link))
    stated = tuple(facts[name] for name in conflict.variables if name in facts)
    choices: dict[Hashable, Sequence[Candidate]] = {f.key: [Candidate(s.interval, s.label, s) for s in slips(body, f)] for f in stated}
    found = unique(repairs(conflict.constraints, conflict.box, choices, conflict.integers))
    if found is not None and isinstance(found.payload, Slip):
        return Clash(links, stated, facts[found.name], found.payload, conflict.implied(found.name))
    culprit = max(stated, key=lambda f: f.order)
    return Clash(links, stated, culprit, None, conflict.implied(culprit.key))
