"""Numbers that stand side by side, measured alike, and the total before or after them: EP301, and EP304 where they follow in time.

收治a人，轻症b人，重症c人，其余d人…: nothing is asked of how the reader tied them. What the words leave open the digits decide: a sum that
misses by one ordinary slip is told where that would hardly happen by chance, the more hardly the less the words say that it is a sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from enping_check.rules.adding.additivity import addable
from enping_check.rules.adding.each_of import each_of_several
from enping_check.rules.adding.subperiods import in_turn, over_time
from enping_check.rules.adding.totals import totals_before, totals_behind
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from in_turn(body)
    for index in body.levels:
        rows: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in body.levels[index]:
            quantity = fact.claim.quantity
            if quantity is not None and addable(body, fact):
                rows[quantity.base_unit, fact.claim.paragraph].append(fact)
        for facts in rows.values():
            facts.sort(key=lambda f: f.order)
            yield from each_of_several(body, facts)
            if len(facts) > 2:
                yield from totals_before(body, facts)
                yield from totals_behind(body, facts)
                yield from over_time(body, facts)
