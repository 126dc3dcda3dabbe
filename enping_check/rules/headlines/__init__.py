"""A headline against the body it stands over: EP602. A file for each way in which its number is found there."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules.body import Body
from enping_check.rules.headlines.main_numbers import main_numbers
from enping_check.rules.headlines.same_thing import headlines
from enping_check.rules.headlines.title_counts import title_counts
from enping_check.rules.headlines.title_growths import title_growths
from enping_check.rules.relation import Relation


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from headlines(body)
    yield from title_counts(body)
    yield from main_numbers(body)
    yield from title_growths(body)
