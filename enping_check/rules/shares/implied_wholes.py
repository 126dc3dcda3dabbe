"""Shares of one whole that the text never states: what each implies must be the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from enping_check.claims import partitions
from enping_check.claims.names import squeeze
from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact, name_key, reading_of
from enping_check.rules.relation import PERCENT, Relation, printed
from enping_check.rules.shares.denominators import (
    BRANCH,
    LINE,
    OF_ITS_OWN,
    OTHERS,
    OWN_WHOLE,
    OWNER,
    WHERE,
    WHOLLY,
    one_name,
    one_of_its_places,
    relative,
)
from enping_check.rules.wholes import same_dimension, usable, wholes


def implied_wholes(body: Body) -> Iterator[Relation]:
    """Shares of one whole that the text never states must imply overlapping wholes: a ÷ s = b ÷ t."""
    groups: dict[tuple[object, ...], list[tuple[Fact, Fact, bool]]] = defaultdict(list)
    periods: dict[tuple[object, ...], str] = {}
    told: dict[tuple[int, int, str], tuple[Fact, str]] = {}  # the whole last named in a sentence
    names: dict[tuple[int, int], list[str]] = defaultdict(list)
    measures: dict[tuple[int, int, str], str] = {}  # what the shares of no named whole in a sentence are measured by
    for share in body.all("share"):
        part = body.first(share, "part")
        if not usable(share) or not usable(part) or part is None or share.claim.aspect in ("rate", "of-count", "ratio", "plan", "base"):
            continue
        quantity = part.claim.quantity
        if share.claim.links.get("whole") or quantity is None:
            continue
        named = squeeze(share.claim.whole or "")
        if relative(share.claim.whole or ""):
            continue
        place = share.key[0], share.claim.sentence, quantity.base_unit
        inherited = False
        if named:
            # after 占全县的5%、占全市的2% a bare 占 may be of either
            told[place] = share, "" if place in told and body.first(told[place][0], "part") == part else named
        elif place in told and not re.search("其中|包括|[中里]，", body.text(told[place][0], share)):
            inherited, named = True, told[place][1]
        if any(w.sure for w in wholes(body, share, part)):
            continue
        if any(word in named for word in partitions.load().planned):
            # 支出…，占预算的75%；教育支出…，占预算的77.5%: every measure has a plan of its own
            key: tuple[object, ...] = (
                share.key[0],
                named,
                name_key(part.claim),
                quantity.dimension,
                share.claim.period,
                share.claim.paragraph,
            )
        elif re.fullmatch(OWN_WHOLE, named):
            # every company has its own revenue; but 心血管类药物…占公司收入 is a part of one company
            one = named[:2] in ("公司", "集团") or LINE.search(part.claim.subject) is not None
            whose = "" if one and not OTHERS.search(part.claim.subject) else part.claim.subject
            key = (share.key[0], named, whose, quantity.dimension, share.claim.sentence)
        elif OF_ITS_OWN.fullmatch(body.namers[share.key[0]].key(named)) and not part.claim.subject:
            # 苹果产量…占全省总产量, 梨产量…占全省总产量: of all apples, of all pears
            key = (share.key[0], named, name_key(part.claim), quantity.dimension, share.claim.period, share.claim.paragraph)
        elif not named:
            # 占22% after 占13% in one sentence: the same unstated whole
            # beside a subject a known indicator is what is measured; an unknown one is but the first member's name carried on
            known = body.known(part) if part.claim.subject else None
            measure = part.claim.indicator if known is not None and quantity.dimension.startswith(known.dimension or "") else ""
            if body.known(part) is None:  # 美国片票房13.77亿元，占47.5%；国片6.84亿元，占23.6%: measured as the first
                measure = measures.get(place, measure)
            measures[place] = measure
            key = (share.key[0], "", quantity.dimension, share.claim.sentence, measure)
        elif WHERE.fullmatch(named):
            key = (
                share.key[0],
                named,
                "" if one_of_its_places(body, part, named) else part.claim.subject,
                part.claim.indicator,
                quantity.dimension,
                share.claim.period,
                share.claim.paragraph,
            )
        elif OWNER.fullmatch(named):
            key = (share.key[0], named, body.clause(part)[-2:], quantity.dimension, share.claim.period, share.claim.paragraph)
        elif BRANCH.fullmatch(named):
            key = (share.key[0], named, part.claim.indicator, quantity.dimension, share.claim.period, share.claim.paragraph)
        else:
            said = names[share.key[0], share.claim.sentence]
            named = next((each for each in said if one_name(each, named)), named)
            said.append(named)
            first = periods.setdefault((share.key[0], named, quantity.dimension, share.claim.paragraph), share.claim.period)
            # a time that only one of two sentences names is that of both
            key = (share.key[0], named, quantity.dimension, share.claim.period if first and share.claim.period else first)
        groups[key].append((share, part, inherited))
    for group_key, members in groups.items():
        for passage in _passages(body, str(group_key[1]), members):
            yield from _one_whole(body, (*group_key, passage[0][0].key), passage)


# 全市医疗卫生机构床位总数: named so twice it is one thing, however far apart
_SPELLED_OUT = re.compile("^(?:全|我|本)[市县区省镇州国旗港].{6,}|.{4,}(?:总数|总量|总额|总值|总面积)$")


def _passages(body: Body, named: str, members: list[tuple[Fact, Fact, bool]]) -> Iterator[list[tuple[Fact, Fact, bool]]]:
    """The members by paragraph; 全部外借量 goes on into the next one when nobody else is named in between."""
    passage: list[tuple[Fact, Fact, bool]] = []
    for member in members:
        if passage:
            last, share = passage[-1][0], member[0]
            apart = share.claim.paragraph - last.claim.paragraph
            spelled = _SPELLED_OUT.search(share.claim.whole or "") and share.claim.whole == last.claim.whole
            same = spelled or (
                apart == 1
                and passage[-1][1].claim.subject == member[1].claim.subject
                and WHOLLY.match(share.claim.whole or "")
                and named
                and not OTHERS.search(body.text(last, share))
            )
            if apart and not same:
                yield passage
                passage = []
        passage.append(member)
    if passage:
        yield passage


def _one_whole(body: Body, key: tuple[object, ...], members: list[tuple[Fact, Fact, bool]]) -> Iterator[Relation]:
    """The shares of one unstated whole: two by two, and those that most of them disagree with against the others."""
    named = key[1] != ""
    closed = len(members) == 2 and _closed(members)
    if len(members) < (2 if named or closed else 3):
        return
    outliers: set[object] = set()
    if len(members) > 2:
        exact = [m for m in members if not any(f.claim.quantity is not None and f.claim.quantity.hedge for f in m[:2])]
        agreeing = max(([other for other in exact if _agree(one, other)] for one in exact), key=len, default=[])
        if len(agreeing) * 2 <= len(exact):
            return  # no whole that most of them are shares of
        outliers = {one[0].key for one in members if not all(_agree(one, other) for other in agreeing)}
    for position, (share, part, inherited) in enumerate(members):
        for other_share, other_part, other_inherited in members[:position]:
            odd, even = (share, part), (other_share, other_part)
            if share.key not in outliers and other_share.key in outliers:
                odd, even = even, odd
            elif share.key in outliers and other_share.key in outliers:
                continue
            outlier = odd[0].key in outliers
            yield Relation(
                "EP103",
                Constraint(Var(odd[1].key) * Var(even[0].key), "=", Var(even[1].key) * Var(odd[0].key)),
                (odd[0], odd[1], *even),
                f"{printed(body, odd[1])} ÷ ({printed(body, even[1])} ÷ {printed(body, even[0])}) = {{x}}"
                if outlier
                else f"{printed(body, odd[1])} ÷ {printed(body, odd[0])} ≠ {printed(body, even[1])} ÷ {printed(body, even[0])}",
                sure=(named or closed) and not inherited and not other_inherited,
                collection=("implied", *key),
                key="outlier" if outlier else "mismatch",
                plausible=PERCENT,
            )


def _closed(members: list[tuple[Fact, Fact, bool]]) -> bool:
    """公益林a万亩，占61.0%；商品林b万亩，占39.0%: shares of a kind that fill the hundred to the printed digit are of one whole."""
    quantities = [m[0].claim.quantity for m in members]
    numbers = [q.number for q in quantities if q is not None and q.number is not None and not q.hedge and q.last < 1]
    return len(numbers) == len(members) and sum(numbers) == 100 and all(same_dimension(members[0][1], m[1]) for m in members)


def _agree(one: tuple[Fact, Fact, bool], other: tuple[Fact, Fact, bool]) -> bool:
    """True when two shares and their parts may be of one whole."""
    (share, part, _), (other_share, other_part, _) = one, other
    mine, theirs = reading_of(share.claim), reading_of(other_share.claim)
    implied = part.claim.interval * theirs.nearest.widened(theirs.slack)
    return implied.overlaps(other_part.claim.interval * mine.nearest.widened(mine.slack))
