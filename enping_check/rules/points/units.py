"""A percentage that is just what lies between two stated rates, and points that are just the growth of an amount: EP205."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enping_check.rules.body import Body
from enping_check.rules.growth.points import OF_RATES, as_percent, as_points, misnamed, percent_change, points_between
from enping_check.rules.points.gaps import between, said_of, usable
from enping_check.rules.points.moments import moment_of
from enping_check.rules.points.names import bare, name_of
from enping_check.rules.points.passage import Passage
from enping_check.rules.points.rates import rates
from enping_check.rules.points.words import load
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension

_COMPARING = re.compile("[比较与同从由](?![比期])")
_SMALLEST = 3  # characters of a number that two rates do not differ by just so


def percent_for_points(body: Body) -> Iterator[Relation]:
    """优秀率上学期是31.6%，本学期是38.9%，上升7.3%: between two rates the difference is one in points."""
    known = load()
    passages: dict[int, Passage] = {}
    for step in body.all("growth", "share"):
        quantity = step.claim.quantity
        if quantity is None or quantity.dimension != "percent" or quantity.number is None or not quantity.interval.bounded:
            continue
        if len(body.folded(step)) <= _SMALLEST or step.claim.links.get("part") or body.yearly(step):
            continue
        words = body.clause(step)
        moved = known.up.search(words) or known.down.search(words) or known.better.search(words)
        if moved is None or known.to.search(words) or known.speeds.search(words):
            continue
        passage = passages.get(step.key[0]) or passages.setdefault(step.key[0], Passage.of(body, step.key[0]))
        said = said_of(passage, step)
        if said is None or (_COMPARING.search(words) is None and moment_of(passage, said.begin, said.end) is not None):
            continue
        stated = [r for r in rates(passage, body.bounds(step).start, step.claim.at.start) if usable(r)]
        for now, base, _ in between(passage, said, stated):
            if (now.growing is not False or base.growing is not False) and not OF_RATES.search(words):
                continue
            if (own := bare(name_of(said.own))) and own != bare(now.what):
                continue
            a, b = now.fact.claim.interval.middle, base.fact.claim.interval.middle
            if a is not None and b is not None and abs(a - b) == abs(quantity.number):
                formula = f"{printed(body, now.fact)} − {printed(body, base.fact)}：{points_between(now.fact, base.fact)}"
                yield misnamed("percent", (step, now.fact, base.fact), formula, as_points(body, step), ("percent", step.key))
                break


def points_for_percent(body: Body) -> Iterator[Relation]:
    """批发价由8.6元涨到9.4元，涨幅9.3个百分点: amounts grow by a percentage."""
    for step in body.all("share-shift", "growth-shift"):
        quantity = step.claim.quantity
        if quantity is None or quantity.number is None or quantity.hedge or quantity.ranged or step.claim.links.get("base"):
            continue
        before = body.inside(step.key[0], body.bounds(step).start, step.claim.at.start)[-2:]
        if len(before) < 2 or any(f.claim.quantity is None or f.claim.quantity.hedge or f.claim.quantity.ranged for f in before):
            continue
        base, now = before
        a, b = now.claim.interval.middle, base.claim.interval.middle
        if not same_dimension(now, base) or now.claim.quantity is None or now.claim.quantity.dimension in ("percent", "permille", "point"):
            continue
        between = body.text(now, step)
        if not a or not b or a == b or re.search("[%；]", between[: -len(body.folded(step))]):
            continue
        if any(abs(abs(x / y - 1) * 100 - abs(quantity.number)) <= quantity.last / 2 for x, y in ((a, b), (b, a))):
            formula = f"{printed(body, base)} → {printed(body, now)}：{percent_change(now, base)}"
            yield misnamed("points", (step, now, base), formula, as_percent(step), ("shift", step.key))
