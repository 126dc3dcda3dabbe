"""People from here and people from elsewhere: two shares that are all of one kind of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body
from enping_check.rules.compositions.rows import MORE_THAN_ONE
from enping_check.rules.divisions import slipped_from_a_hundred
from enping_check.rules.relation import Relation, sum_text
from enping_check.rules.wholes import usable

_HERE = re.compile("(?:本[镇县市区村地乡省])(?P<who>[\u4e00-\u9fff]{2,4}?)占(?:比(?:为)?)?$")
_ELSEWHERE = re.compile("(?:外[镇县市区地乡省])(?:的)?(?P<who>[\u4e00-\u9fff]{2,4}?)(?:[合总共][计計])?占(?:比(?:为)?)?$")


def here_and_elsewhere(body: Body) -> Iterator[Relation]:
    """外地游客合计占80.3%，本市游客占21.7%: two shares side by side of one kind of people, who are from here or from elsewhere."""
    shares = [s for s in body.all("share") if usable(s) and s.claim.modality == "fact" and s.claim.aspect == ""]
    for one, two in pairwise(shares):
        if one.key[0] != two.key[0] or one.claim.sentence != two.claim.sentence or two.claim.clause - one.claim.clause > 1:
            continue
        here = next((m for s in (one, two) if (m := _HERE.search(body.clause(s)))), None)
        away = next((m for s in (one, two) if (m := _ELSEWHERE.search(body.clause(s)))), None)
        if here is None or away is None or here["who"] != away["who"] or MORE_THAN_ONE.search(body.sentence(one)):
            continue
        if len({s.claim.whole for s in (one, two) if s.claim.whole}):
            continue
        made = sum((s.claim.interval.low or Fraction(0) for s in (one, two)), Fraction(0))
        if made <= 100 and not slipped_from_a_hundred(body, (one, two), one_kind=True):
            continue
        if here[0][1] not in (away[0][1], "地") and away[0][1] != "地":
            continue  # 本市, 外省: who is from another city of the province is neither
        yield Relation(
            "EP104",
            Constraint(total([Var(one.key), Var(two.key)]), "=", total([100])),
            (two, one),
            f"{sum_text(body, (one, two))} ≠ 100%",
            key="partition",
            choice=("partition", two.key, "here"),
        )
