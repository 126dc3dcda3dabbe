"""Which way a value went, and how far it can have fallen: EP203 and EP204."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body
from enping_check.rules.growth import results
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable


def directions(body: Body) -> Iterator[Relation]:
    """由X增至Y must rise, 由X降至Y must fall."""
    for now in body.all("level", "share"):
        base = body.first(now, "base")
        if base is None or now.claim.aspect not in ("up", "down") or not usable(now) or not usable(base):
            continue
        if now.claim.quantity is None or base.claim.quantity is None or now.claim.quantity.dimension != base.claim.quantity.dimension:
            continue
        up = now.claim.aspect == "up"
        if re.search("排名|排位|位次|位居|亏损", body.clause(base) + body.text(base, now)):
            continue
        yield Relation(
            "EP203",
            Constraint(Var(now.key), ">=" if up else "<=", Var(base.key)),
            (now, base),
            f"{printed(body, base)} → {printed(body, now)}",
            free=True,
        )


def impossible(body: Body) -> Iterator[Relation]:
    """A decline of more than 100 % of something that cannot be negative, or of a result that is still above zero."""
    for growth in body.all("growth", "multiple"):
        if growth.claim.sign > 0 or not usable(growth) or growth.claim.quantity is None:
            continue
        if growth.claim.kind == "multiple" and growth.claim.aspect != "growth":
            continue
        now = body.first(growth, "now")
        known = body.known(now) if now is not None else body.known(growth)
        name = growth.claim.subject + growth.claim.indicator + (now.claim.indicator if now else "")
        kept = growth.claim.kind == "growth" and now is not None and results.kept_above(body, now, growth)
        if known is not None and known.negative and not kept:
            continue
        if not kept and re.search(
            "利润|盈|亏|净利|净额|收益|变动|汇兑|减值|差额|顺差|逆差|出超|入超|净|损益|现金流|所得|权益|业绩|涨幅|增速|结余",
            name + body.sentence(growth)[:120],
        ):
            continue
        limit = 1 if growth.claim.kind == "multiple" else 100
        low = growth.claim.quantity.interval.low
        if (low is None or low <= limit) and growth.claim.kind != "multiple":
            continue
        if growth.claim.kind == "multiple" and (low is None or low < 1):
            continue
        if not name:
            continue
        yield Relation(
            "EP204",
            Constraint(-Var(growth.key), "<=", total([limit])),
            (growth, *([now] if now is not None else [])),
            f"{printed(body, growth)} < −100%",
            free=True,
        )
