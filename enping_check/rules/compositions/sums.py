"""The shares of one division add to a hundred: what shows that they are all of it, and the sum."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.compositions.announced import counted_out, made_of_these, viewed
from enping_check.rules.compositions.brackets import brackets_of
from enping_check.rules.compositions.ceilings import no_more_than_all
from enping_check.rules.compositions.known_partitions import partition_of
from enping_check.rules.compositions.opinions import opinions, options, undecided
from enping_check.rules.compositions.rest import and_the_rest, rest_closes
from enping_check.rules.divisions import divided, slipped_from_a_hundred
from enping_check.rules.relation import Relation, sum_text
from enping_check.rules.shares.denominators import relative
from enping_check.rules.wholes import usable


def share_sums(body: Body) -> Iterator[Relation]:
    """Shares of one partition add to 100."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        if (
            not usable(share)
            or share.claim.quantity is None
            or share.claim.quantity.dimension != "percent"
            or share.claim.aspect in ("of-count", "plan", "ratio")
            or (share.claim.aspect == "base" and not share.claim.group)
            or relative(share.claim.whole or "")
        ):
            continue
        if share.claim.aspect == "rate" and not re.search(
            "比重|占比|结构|构成|组成|比例|份额|占|其余|余下|剩[余下]|男性", body.sentence(share)
        ):
            continue
        if share.claim.group > 0:
            groups[share.key[0], "run", share.claim.group].append(share)
        if share.claim.aspect != "base":
            groups[share.key[0], "sentence", share.claim.sentence].append(share)
    for key, shares in [*groups.items(), *_stretches(body, groups)]:
        if len(shares) < 2 or any(s.claim.group <= 0 and _EACH.search(body.before(s, 30)) for s in shares):
            continue
        chosen = partition_of(body, shares) or brackets_of(shares)
        if not chosen and (
            rest_closes(body, shares, run=key[1] == "run")
            or counted_out(body, shares)
            or made_of_these(body, shares)
            or options(body, shares) == len(shares)
        ):
            chosen = shares
        said = opinions(body, shares) or options(body, shares) or viewed(body, shares) or undecided(body, shares)
        if not chosen and (said or and_the_rest(body, shares)):
            yield no_more_than_all(body, shares, key)
        sure = bool(chosen)
        if not chosen and divided(body, shares):
            chosen, sure = shares, slipped_from_a_hundred(body, shares) and not _one_more(body, shares)
        if not chosen or not 60 <= sum(s.claim.quantity.number or 0 for s in chosen if s.claim.quantity is not None) <= 140:
            continue  # so far from a hundred they are no shares of one thing
        yield Relation(
            "EP104",
            Constraint(total([Var(s.key) for s in chosen]), "=", total([100])),
            (chosen[-1], *chosen[:-1]),
            f"{sum_text(body, chosen)} ≠ 100%",
            sure=sure,
            key="partition",
            choice=("partition", key),
        )


def _stretches(body: Body, groups: Mapping[tuple[object, ...], list[Fact]]) -> Iterator[tuple[tuple[object, ...], list[Fact]]]:
    """按年龄段分，甲占a%，乙占b%，丙占c%；赞成的占d%: what stands before the first ；of a sentence, where more shares follow."""
    for key, shares in groups.items():
        if key[1] == "sentence" and len(shares) > 2 and not body.one_stretch(shares[0], shares[-1]):
            first = [s for s in shares if body.one_stretch(shares[0], s)]
            if len(first) > 1:
                yield (key[0], "stretch", *key[2:]), first


_EACH = re.compile("[和、及与][^，。；]*，?(?:分别|各自?|均|都)占[^，。；\\d]{0,4}$")  # 甲和乙分别占35%: so much each


def _one_more(body: Body, shares: Sequence[Fact]) -> bool:
    """选手机的占33.9%，…，另有5.4%的人几乎不读书: one that is told in other words, right beside the row, belongs to it, too."""
    keys = {s.key for s in shares}
    told = body.shares[shares[0].key[0], shares[0].claim.sentence]
    return any(s.key not in keys and s.claim.aspect == "of-count" and body.one_stretch(s, shares[-1]) for s in told)
