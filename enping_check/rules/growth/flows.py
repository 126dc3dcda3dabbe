"""What came in less what went out is the net change: 新注册126家，歇业38家，净增88家: EP202."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from enping_check.claims.lexicon import alternation
from enping_check.engine import Const, Constraint, Expression, Var
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_NET = re.compile("(?:净|自然)(?P<way>增[加长]?|减少?|[流迁转调]入|[流迁转调]出|买入|卖出|投放|回笼)[^，。；、]{0,6}$")
_BORN = re.compile("出生|死亡")
_OUT = re.compile("减|出$|回笼")


@cache
def _ways() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("words.toml")["flows"]
    return re.compile(alternation(words["came"])), re.compile(alternation(words["went"]))


def flows(body: Body) -> Iterator[Relation]:
    """A net change against the one inflow and the one outflow of its sentence, before it or behind; of more it says nothing."""
    came, _ = _ways()
    for net in body.all("change", "level"):
        match = _NET.search(body.clause(net))
        if match is None or not usable(net) or net.claim.quantity is None:
            continue
        near = [f for f in body.beside(net, "level", "change") if usable(f) and same_dimension(f, net)]
        told = [f for f in near if f.order < net.order]
        told = [f for f in told if body.one_stretch(f, net)] if len(told) > 2 else told
        if not _both_ways(body, told):
            # 净增32家，新开47家、关闭15家
            told = [f for f in near if f.order > net.order and f.claim.clause - net.claim.clause <= 2 and body.one_stretch(f, net)]
            told = [] if any("净" in _said(body, f) for f in told) else told  # 债券型净流入a，商品型净流入b，货币型净流出c
        if not _both_ways(body, told):
            continue
        if match["way"][0] in "流迁转调" and any(_BORN.search(body.clause(f)) for f in told):
            continue  # 出生3126人，死亡5238人，净迁出3688人: of those who came and went
        into, out = told if came.search(_said(body, told[0])) else told[::-1]
        fell = _OUT.search(match["way"]) is not None and net.claim.sign > 0
        more, less = (out, into) if fell else (into, out)
        yield Relation(
            "EP202",
            Constraint(_size(more) - _size(less), "=", Var(net.key)),
            (net, more, less),
            f"{printed(body, more)} − {printed(body, less)} = {{x}}",
            choice=("net", net.key),
        )


def _both_ways(body: Body, told: list[Fact]) -> bool:
    """True for one that came and one that went."""
    came, went = _ways()
    ways = [(bool(came.search(_said(body, f))), bool(went.search(_said(body, f)))) for f in told]
    return len(told) == 2 and sorted(ways) == [(False, True), (True, False)]


def _said(body: Body, flow: Fact) -> str:
    """The words of a flow alone: 关闭 of 新开47家、关闭15家."""
    return body.clause(flow).rpartition("、")[2]


def _size(flow: Fact) -> Expression:
    """How much flowed, where the verb already makes it a fall."""
    return Var(flow.key) if flow.claim.sign > 0 else Const(Fraction(0)) - Var(flow.key)
