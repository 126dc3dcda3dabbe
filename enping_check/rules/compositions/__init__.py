"""The shares of one whole add to a hundred: EP104. A file for each way in which they are seen to be all of it."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.rules.body import Body
from enping_check.rules.compositions.bare_rows import bare_rows
from enping_check.rules.compositions.complements import complements
from enping_check.rules.compositions.localities import here_and_elsewhere
from enping_check.rules.compositions.single_choices import single_choices
from enping_check.rules.compositions.subtotals import with_subtotals
from enping_check.rules.compositions.sums import share_sums
from enping_check.rules.relation import Relation


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from share_sums(body)
    yield from single_choices(body)
    yield from with_subtotals(body)
    yield from here_and_elsewhere(body)
    yield from bare_rows(body)
    yield from complements(body)
