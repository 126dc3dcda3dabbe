"""同比上涨2.3%，其中翘尾影响0.9个百分点，新涨价影响1.4个百分点: what last year's changes and this year's add to a price level (EP211)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Expression, Interval, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.speeds import speeds
from enping_check.rules.wholes import usable

_CARRIED: Final = re.compile("翘尾|滞后(?:影响|因素)")
_MOVED: Final = re.compile("[比较]|提高|扩大|收窄|回落|增加|减少|缩小|减弱|增强")  # 翘尾影响比上月提高0.2个百分点
_NEW: Final = re.compile("新(?:增)?(?:涨价|影响|因素|降价|价格)|新的?变动")
_OF_A_PART: Final = re.compile("食品|服务|消费品|猪肉|能源|核心|生产资料|生活资料|工业品价格中|鲜菜")
_PRICES: Final = re.compile("价格|CPI|PPI|物价")
_REACH: Final = 2  # sentences back to the rise that is taken apart


@functools.cache
def _as_noun() -> re.Pattern[str]:
    """在2.9%的同比降幅中: the rise before the two, told as a noun."""
    return re.compile(f"的?(?:同比)?总?(?:{speeds().rise}|(?P<fall>{speeds().fall}))(?:之?中|里|内)")


def carried(body: Body) -> Iterator[Relation]:
    """The rise of a price level is what is carried over from last year and what is new this year."""
    for one in body.all("pull"):
        if not _CARRIED.search(body.clause(one)):
            continue
        two = next((f for f in body.within(one, 1, "pull") if f.order > one.order and _NEW.search(body.clause(f))), None)
        if two is None or two.claim.paragraph != one.claim.paragraph or not (usable(one) and usable(two)):
            continue
        if any(_MOVED.search(body.clause(f)) for f in (one, two)):
            continue
        amid = _amid(body, one)
        rise = amid[0] if amid else _rise(body, one)
        if rise is None or any(_OF_A_PART.search(body.clause(f)) for f in (rise, one, two)) or _at_another_time(body, rise, two):
            continue
        yield from _sums(body, rise, (one, two), falls=amid is not None and amid[1])


def _amid(body: Body, one: Fact) -> tuple[Fact, bool] | None:
    """2.9% of 在2.9%的同比降幅中, and whether it is a fall that bears no sign."""
    for fact in body.beside(one, "share", "growth"):
        found = _as_noun().match(body.after(fact, 14)) if fact.order < one.order else None
        quantity = fact.claim.quantity
        if found is not None and quantity is not None and quantity.interval.bounded and not quantity.hedge:
            return fact, found["fall"] is not None and fact.claim.sign > 0
    return None


def _rise(body: Body, one: Fact) -> Fact | None:
    """The one rise over a year of a price level that stands before the two, or of several just that in their sentence."""
    found = [
        f
        for f in body.within(one, _REACH, "growth")
        if f.order < one.order
        and f.claim.paragraph == one.claim.paragraph
        and f.claim.basis != "环比"
        and _PRICES.search(f.claim.subject + f.claim.indicator)
    ]
    return found[0] if len(found) == 1 and usable(found[0]) else None


def _at_another_time(body: Body, rise: Fact, last: Fact) -> bool:
    """1—8月上涨2.0%，8月份翘尾影响0.8个百分点: of another month than the rise."""
    return any(
        rise.order < time.order < last.order and re.search("[MQH]", time.claim.period) and time.claim.period != rise.claim.period
        for time in body.within(last, _REACH, "period", "date")
    )


def _sums(body: Body, rise: Fact, parts: tuple[Fact, Fact], *, falls: bool) -> Iterator[Relation]:
    """The two add to the rise; those of a fall may be told by their sizes."""
    one, two = parts
    own: Expression = -Var(rise.key) if falls else Var(rise.key)
    high = rise.claim.interval.high
    ways = [own, -own] if falls or (high is not None and high < 0) else [own]
    for way in ways:
        yield Relation(
            "EP211",
            Constraint(way, "=", Var(one.key) + Var(two.key)),
            (rise, one, two),
            f"{printed(body, one)} + {printed(body, two)} = {{x}}",
            severity=Severity.WARNING,
            key="pulls",
            choice=("carried", one.key),
            plausible=Interval(Fraction(-20), Fraction(20)),
        )
