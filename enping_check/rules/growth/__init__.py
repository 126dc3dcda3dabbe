"""Growth, change and multiples: EP201 to EP211, a file for each question."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules.body import Body
from enping_check.rules.growth.bases_behind import bases_behind
from enping_check.rules.growth.carried import carried
from enping_check.rules.growth.chained import chained
from enping_check.rules.growth.changes import changes
from enping_check.rules.growth.contributions import pulls
from enping_check.rules.growth.directions import beyond, directions, impossible
from enping_check.rules.growth.flows import flows
from enping_check.rules.growth.growths import growths
from enping_check.rules.growth.joined import joined
from enping_check.rules.growth.means import means
from enping_check.rules.growth.multiples import in_runs, multiples
from enping_check.rules.growth.outside import outside_parts
from enping_check.rules.growth.period_on_period import period_on_period
from enping_check.rules.growth.points import points_or_percent
from enping_check.rules.growth.results import turns
from enping_check.rules.growth.shifts import shifts
from enping_check.rules.growth.signs import turned, unturned
from enping_check.rules.growth.told_both_ways import told_both_ways
from enping_check.rules.growth.ways import ways
from enping_check.rules.growth.weighted import weighted
from enping_check.rules.relation import Relation


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from growths(body)
    yield from bases_behind(body)
    yield from changes(body)
    yield from flows(body)
    yield from directions(body)
    yield from ways(body)
    yield from turns(body)
    yield from told_both_ways(body)
    yield from turned(body)
    yield from unturned(body)
    yield from impossible(body)
    yield from beyond(body)
    yield from points_or_percent(body)
    yield from multiples(body)
    yield from in_runs(body)
    yield from means(body)
    yield from period_on_period(body)
    yield from outside_parts(body)
    yield from shifts(body)
    yield from weighted(body)
    yield from joined(body)
    yield from pulls(body)
    yield from carried(body)
    yield from chained(body)
