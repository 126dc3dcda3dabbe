"""Shares, wholes and structures: EP101 to EP106, a file for each question."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules import twofold
from enping_check.rules.body import Body
from enping_check.rules.relation import Relation
from enping_check.rules.shares.before_and_now import before_and_now
from enping_check.rules.shares.changes import changes
from enping_check.rules.shares.implied_wholes import implied_wholes
from enping_check.rules.shares.of_all import of_all
from enping_check.rules.shares.other_names import other_names
from enping_check.rules.shares.pairs import pairs
from enping_check.rules.shares.proportions import proportions
from enping_check.rules.shares.ranges import ranges
from enping_check.rules.shares.ratios import named_ratios
from enping_check.rules.shares.second_pair import second_pairs
from enping_check.rules.shares.two_amounts import two_amounts
from enping_check.rules.structures import structures


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from proportions(body)
    yield from implied_wholes(body)
    yield from pairs(body)
    yield from second_pairs(body)
    yield from two_amounts(body)
    yield from other_names(body)
    yield from ranges(body)
    yield from changes(body)
    yield from before_and_now(body)
    yield from structures(body)
    yield from named_ratios(body)
    yield from of_all(body)
    yield from twofold.relations(body)
