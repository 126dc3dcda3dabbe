"""A whole named by its place alone: the whole place's levels under the name that the part has, too."""

from __future__ import annotations

from enping_check.rules.body import Body, Fact
from enping_check.rules.counterparts import counterparts
from enping_check.rules.wholes.levels import same_dimension, same_time


def levels_of_the_place(body: Body, part: Fact) -> list[Fact]:
    """全县产值a亿元，某镇b亿元: levels of the whole place under the name that the part has, too."""
    # 北港134万箱，占31%；中港87万箱，占20%: a level with a share of the unsaid whole is no whole itself
    siblings = {f.key for s in body.shares[part.key[0], part.claim.sentence] if not s.claim.whole for f in body.linked(s, "part")}
    return [
        total
        for total in body.of_whole.get((part.key[0], part.claim.indicator), ())
        if total.key != part.key
        and total.key not in siblings
        and same_dimension(total, part)
        and same_time(total, part)
        and part.claim.subject
        and total.claim.aspect not in ("base", "average", "plan")
        and not counterparts(body.clause(total), body.clause(part))
    ]
