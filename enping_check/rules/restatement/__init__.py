"""The same fact told twice: EP601 in one article, EP603 in two. A file for each thing that is told again."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules.body import Body
from enping_check.rules.relation import Relation
from enping_check.rules.restatement.levels import levels
from enping_check.rules.restatement.rates import growth_twins, growths_of_one_level, rate_twins
from enping_check.rules.restatement.thresholds import exclaimed, thresholds
from enping_check.rules.restatement.transpositions import transpositions


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from levels(body)
    yield from growths_of_one_level(body)
    yield from growth_twins(body)
    yield from rate_twins(body)
    yield from thresholds(body)
    yield from exclaimed(body)
    yield from transpositions(body)
