"""What had been done up to a time, what has been done since, and what that comes to (EP304).

截至2023年底累计培养1.24万人，2024年又培养0.17万人，累计达到1.41万人. The words say that the second was done as the first
was, and that nothing else is summed: neither it nor the third is called by anything that the first is not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.claims.timeline import stretch
from enping_check.engine import Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation
from enping_check.rules.running import running_total

_AS_IF_BY_CHANCE: Final = Fraction(1, 8)
_FOLLOWING: Final = Fraction(1, 4)
_KINDS: Final = ("average", "base", "whole", "comparison", "threshold", "converted", "incidental")
_CLAUSES: Final = 3
_DAYS_CLAUSES: Final = 5  # 截至8日累计…，占…；9日当天…；截至9日…
_YEARS: Final = re.compile(r"(?:\d{4}/)?(\d{4})")
_NEXT: Final = re.compile(
    "(?:上(?P<spell>个?[月季周]|年)|去年)[年季度]{0,2}[底末][^。；]*，(?:本(?P=spell)|今年|本年)|(?:此前|之前|以前)[^；]*，[^，；]*[又再]"
)
_NEW: Final = re.compile("(?:今年|本年|去年|年|月|季度|又|再)新(?![型兴任老])[\u4e00-\u9fff]{1,4}$")  # 今年新征集
_SHARE_BESIDE: Final = re.compile("^，约?占[^，。；]{0,16}%(?=[，；])")  # 累计收获a万亩，占应收面积的64.7%；…
_HAN: Final = re.compile("[一-鿿]+")


@functools.cache
def _words() -> dict[str, re.Pattern[str]]:
    words = table("sums.toml")["accumulated"]
    return {name: re.compile(alternation(words[name])) for name in words}


def relations(body: Body) -> Iterator[Relation]:
    """Every three numbers in a row, measured alike, of which the third is called the sum of what was done."""
    for facts in body.sentences.values():
        if facts[0].claim.sentence < 0:
            continue
        told = sorted((f for f in facts if f.claim.kind in ("level", "change") and f.claim.quantity is not None), key=lambda f: f.order)
        for at in range(len(told) - 2):
            yield from _three(body, told[at : at + 3])


def _three(body: Body, row: Sequence[Fact]) -> Iterator[Relation]:
    before, since, now = row
    if not all(_plain(f) for f in row) or len({f.claim.quantity.base_unit for f in row if f.claim.quantity is not None}) > 1:
        return
    words = _words()
    if words["so_far"].search(body.clause(now)) is None or now.claim.clause - before.claim.clause > (
        _DAYS_CLAUSES if _days_between(before.claim.period, since.claim.period) == 1 else _CLAUSES
    ):
        return
    if words["more"].search(body.between(since, now)) is not None:
        return
    done = body.clause(before) + before.claim.subject + before.claim.indicator + re.split("[，。；：、\\d]", body.after(before, 10))[0]
    if words["up_to"].search(body.lead(before)) is None or words["so_far"].search(done) is None:
        return
    said = _SHARE_BESIDE.sub("", body.between(before, since))
    if not _of_it(body.clause(now), done) or not (_of_it(said, done) or _NEW.search(said)):
        return
    apart = _NEXT.search(body.lead(since)) is not None or _apart(before.claim.period, since.claim.period)
    if apart is False:
        return
    value = total([Var(before.key), Var(since.key)])
    most = _FOLLOWING if apart is True else _AS_IF_BY_CHANCE
    sure = (apart is True and _of_it(said, done)) or explained(body, now, value, (before, since), most)
    yield running_total(body, now, [before, since], sure)


def _plain(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return (
        quantity is not None
        and (fact.claim.bound != "unclear" or fact.claim.aspect == "together")
        and quantity.interval.bounded
        and not (quantity.hedge or quantity.ranged)
        and fact.claim.aspect not in _KINDS
        and not fact.claim.basis
        and fact.claim.sign >= 0
    )


def _of_it(words: str, done: str) -> bool:
    """True where the words say nothing but time, again, in all, and what was said of the first number."""
    said = "".join(_HAN.findall(_words()["neutral"].sub("", re.sub("\\d+", "", words))))
    while said:
        size = next((size for size in range(min(len(said), 8), 0, -1) if said[:size] in done), 0)
        if size == 0 or (size == 1 and len(said) > 1):
            return False
        said = said[size:]
    return True


def _apart(before: str, since: str) -> bool | None:
    """True for the time that follows the other, False for one that does not; None where it is not said."""
    if (days := _days_between(before, since)) is not None:
        return days == 1
    one, two = stretch(before), stretch(since)
    if one is not None and two is not None:
        (year, months), (later, following) = one, two
        if year == later and months == (1, 12):
            return None  # 截至8月底，今年累计…: of the year so far
        if year == later:
            return following[0] == months[1] + 1
        return (
            (int(later.lstrip("Y")) - int(year.lstrip("Y")) == 1 and months[1] == 12 and following[0] == 1)
            if _numbers(year, later)
            else None
        )
    a, b = _YEARS.fullmatch(before), re.match(r"(\d{4})", since)
    return int(b[1]) - int(a[1]) == 1 if a is not None and b is not None else None


_DAY: Final = re.compile("(?:(?P<year>\\d{4})-|Y[+-]\\d+D)(?P<month>\\d\\d)-(?P<day>\\d\\d)")


def _days_between(before: str, since: str) -> int | None:
    """截至6月8日…，6月9日当天…: from the one day to the other; None where they are no days."""
    one, two = _DAY.fullmatch(before), _DAY.fullmatch(since)
    if one is None or two is None or before[:4] != since[:4]:
        return None
    year = int(one["year"] or 2001)  # any year: at worst the last of February is told as no neighbour
    try:
        first, then = (date(year, int(m["month"]), int(m["day"])) for m in (one, two))
    except ValueError:
        return None
    return (then - first).days


def _numbers(year: str, later: str) -> bool:
    return year.startswith("Y") == later.startswith("Y")
