"""A record of all the editions of something against those that the text goes on to tell: EP502."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable


def one_size(a: Fact, b: Fact) -> bool:
    """Neither value is half as great again as the other."""
    x, y = (f.claim.quantity.number * f.claim.quantity.factor if f.claim.quantity and f.claim.quantity.number else 0 for f in (a, b))
    return bool(x and y) and 2 * max(x, y) <= 3 * min(x, y)


def unbeaten(body: Body, first: Fact, level: Fact, other: Fact, choice: Hashable = None) -> Relation:
    """The value called a record is no less than the other; no more where the lowest is the record."""
    low = first.claim.aspect == "low"
    return Relation(
        "EP502",
        Constraint(Var(level.key), "<=" if low else ">=", Var(other.key)),
        (first, level, other),
        f"{printed(body, level)} {'>' if low else '<'} {printed(body, other)}",
        free=True,
        choice=choice,
    )


def of_all_editions(body: Body, first: Fact) -> Iterator[Relation]:
    """3126名运动员报名，规模为历届之最。上一届2874名，2017年的第五届3248名: the others are named by their time and nothing else."""
    if _EDITIONS.search(body.folded(first)) is None:
        return
    near = body.inside(first.key[0], first.claim.at.start - 40, first.claim.at.start)
    near = [f for f in near if not re.search("[。；]", body.text(f, first))]
    near = near if _SIZE_ONLY.fullmatch(body.clause(first)) else []
    levels = [f for f in near if body.text(f, first).count("，") <= 1 and usable(f) and f.claim.modality == "fact"]
    if not levels and (behind := _SO_MANY.match(body.after(first, 16))) is not None:
        end = first.claim.at.end + behind.end()
        levels = [f for f in body.inside(first.key[0], end - 1, end + 1) if usable(f) and f.claim.modality == "fact"]
    if len(levels) != 1 or levels[0].claim.aspect in ("base", "average", "whole", "comparison"):
        return
    level = levels[0]
    for other in body.within(level, 1, "level"):
        if other.order <= level.order or other.claim.at.start < first.claim.at.end or not usable(other) or not same_dimension(other, level):
            continue
        said = _EDITION.fullmatch(re.split("[，。；：\\n]", body.before(other, 30))[-1])
        if said is None or other.claim.modality != "fact" or other.claim.paragraph != level.claim.paragraph or not one_size(other, level):
            continue
        named = said["named"]
        own = body.lead(level) + body.after(level, 10)
        if named and named not in own and not all(c in own for c in (named[:2], named[-2:])):
            continue
        yield unbeaten(body, first, level, other, choice=("record", first.key, other.key))


_EDITIONS = re.compile("历[届次年]")
_SO_MANY = re.compile("，(?:总数|人数|规模|数量)?(?:达到了?|共?达|为|共有?|有)(?=\\d)")
_SIZE_ONLY = re.compile("(?:人数|规模|数量|参赛人数|总量|总数|均|也|再|再度|又|已|均?[为是创])*")
_EDITION = re.compile(
    "(?:而|但|其中|此前|之前)?(?:(?:20|19)\\d\\d年|[上前]一?[届次年]|去年|前年|第[一二三四五六七八九十\\d]+[届次]|的|是|（(?:20|19)\\d\\d年）)+(?P<named>[^，。；\\d]{0,8}?)(?:则|也|只|仅|曾|共|就|达到?|为|有|是|过)*"
)
