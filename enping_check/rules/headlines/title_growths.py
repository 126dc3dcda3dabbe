"""A headline's growth against the two values from which its body lets it be reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.headlines.circumstances import one_year, same_part
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_LEAD = 3  # sentences of the body in which what the headline sums up is told
_LITTLE = Fraction(1, 200)  # of a value: less may be a rounding


def title_growths(body: Body) -> Iterator[Relation]:
    """吞吐量下降4.5% over 吞吐量1.62亿吨，上年同期为1.55亿吨: which way it went, where the body tells but two values of it."""
    for index, reading in enumerate(body.readings):
        titles = [Fact((index, c.id), c) for c in reading.claims if c.place == "title" and c.kind == "growth"]
        if len(titles) != 1 or not usable(titles[0]) or titles[0].claim.modality != "fact" or titles[0].claim.basis not in ("", "同比"):
            continue
        title = titles[0]
        pairs = [(now, base) for base in body.levels[index] if (now := _told_with(body, base)) is not None]
        told = [pair for pair in pairs if _of_it(body, title, pair[0])]
        again = [f for f in body.all("growth") if f.key[0] == index and f.claim.place != "title" and _named_alike(title, f)]
        if len(told) != 1 or again or not title.claim.sign:
            continue
        now, base = told[0]
        if abs(now.middle - base.middle) <= now.middle * _LITTLE:
            continue
        rises = title.claim.interval.low is not None and title.claim.interval.low > 0
        yield Relation(
            "EP602",
            Constraint(Var(now.key), ">=" if rises else "<=", Var(base.key)),
            (title, now, base),
            f"{printed(body, now)} {'<' if rises else '>'} {printed(body, base)}",
            choice=("headline", title.key),
            free=True,
        )


def _told_with(body: Body, base: Fact) -> Fact | None:
    """The value told right before what it was a year before: 1.62亿吨，上年同期为1.55亿吨."""
    if base.claim.aspect != "base" or base.claim.place != "body" or not usable(base) or base.claim.basis not in ("", "同比"):
        return None
    near = [f for f in body.beside(base, "level") if f.order < base.order and usable(f)]
    if not near or near[-1].claim.aspect not in ("", "stock") or not same_dimension(near[-1], base):
        return None
    now = near[-1]
    alike = name_key(now.claim) == name_key(base.claim) and now.claim.modality == base.claim.modality == "fact"
    return now if alike and now.claim.period != base.claim.period and base.claim.clause - now.claim.clause <= 1 else None


def _of_it(body: Body, title: Fact, now: Fact) -> bool:
    """True for the lead's value of what the headline names, of its time."""
    first = min((f.claim.sentence for f in body.levels[now.key[0]] if f.claim.place == "body"), default=0)
    lead = now.claim.sentence - first < _LEAD and same_part(title.claim.period, now.claim.period) and one_year(body, title, now.claim)
    return lead and _named_alike(title, now)


def _named_alike(title: Fact, fact: Fact) -> bool:
    """港口货物吞吐量 and 货物吞吐量: the one ends as the other does, and nothing but whose it is goes before."""
    one, two = sorted((title.claim.indicator, fact.claim.indicator), key=len)
    owners = title.claim.subject, fact.claim.subject
    return len(one) > 1 and two.endswith(one) and len(two) - len(one) <= _OWNER and (not all(owners) or owners[0] == owners[1])


_OWNER = 3  # characters
