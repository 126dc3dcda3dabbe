"""Percentage points between two rates that a passage states: EP106 for shares, EP209 for growths; EP205 for the wrong unit."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules.body import Body
from enping_check.rules.points import gaps, standing
from enping_check.rules.points.units import percent_for_points, points_for_percent
from enping_check.rules.relation import Relation


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from gaps.relations(body)
    yield from standing.relations(body)
    yield from percent_for_points(body)
    yield from points_for_percent(body)
