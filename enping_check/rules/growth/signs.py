"""A growth that is said to have turned positive, or negative, against its own sign: EP203.

利润同比增长2.3%，增速由负转正. 增速由降转升 may be of the speed alone (−3.1 % → −2.3 %), so that only 由负转正 is told of a speed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Const, Constraint, Var, total
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_TURNED: Final = re.compile(
    "[，；](?:累计|同比|其|也|均|都|已|成功|顺利|实现了?|(?:年内|今年以?来|今年)?首次|终于)*"
    "(?:(?P<speed>(?:累计|同比)?(?:增速|增幅|涨幅)(?:也|均|都|已|成功|顺利|实现|首次)*)?(?P<sign>由负转正|转负为正|(?P<down>由正转负|转正为负))"
    "|(?P<way>由[降跌减]转[升增涨]|(?P<fell>由[升增涨]转[降跌减])))了?(?=[，。；！]|$)"
)
_CLAUSES: Final = 2  # from a growth to the words


def turned(body: Body) -> Iterator[Relation]:
    """The last growth before the words, where nothing but growths of one thing stands before them."""
    for facts in body.sentences.values():
        growths = sorted((f for f in facts if f.claim.kind == "growth" and usable(f)), key=lambda f: f.order)
        if not growths or growths[0].claim.sentence < 0:
            continue
        begin = body.bounds(growths[0]).start
        for found in _TURNED.finditer(body.sentence(growths[0])):
            told = [f for f in growths if f.claim.at.end <= begin + found.start()]
            own = [f for f in told if f.claim.aspect not in ("base", "comparison")][-1:]
            if own and _of_it(body, own[0], told, begin + found.start()):
                yield _relation(body, own[0], found)


_LOSS: Final = re.compile("(?<![减扭增])亏损(?:额|了|为|达|约|共)*$")
_EARNED: Final = re.compile("(?<!扭亏为)(?:盈利|净赚|赚)(?:额|了|为|达|约|共)*$")
_TURN: Final = re.compile(
    "^，(?:一举|成功|顺利|同比|实现了?|终于|也|已)*(?:(?P<up>扭亏为盈|由亏转盈|转亏为盈|由亏为盈|扭亏)|由盈转亏|转盈为亏)(?=[，。；！]|$)"
)


def unturned(body: Body) -> Iterator[Relation]:
    """去年亏损3200万元，今年前三季度亏损1450万元，扭亏为盈: a loss after a loss is no turn, nor a gain after a gain."""
    for now in body.all("level"):
        turn = _TURN.search(body.after(now, 24))
        if turn is None or not usable(now):
            continue
        kind = _LOSS if turn["up"] else _EARNED
        told = [f for f in body.beside(now, "level") if f.order <= now.order and usable(f) and same_dimension(f, now)]
        said = body.clause(now)
        if len(told) != 2 or not all(kind.search(body.clause(f)) for f in told) or re.search("[去上前]年|同期|上期", said):
            continue
        if re.search("[；。]", body.text(*told)) or told[0].claim.period == told[1].claim.period:
            continue
        yield Relation(
            "EP203",
            Constraint(Var(now.key) * 0, "=", Const(Fraction(1))),
            (now, told[0]),
            f"{printed(body, told[0])} → {printed(body, now)} ≠ {turn[0].lstrip('，')}",
            free=True,
            choice=("turned", now.key),
        )


def _of_it(body: Body, own: Fact, told: list[Fact], at: int) -> bool:
    """True where no other growth of another thing or of another basis could be meant, and the words follow close."""
    text = body.readings[own.key[0]].article.folded[own.claim.at.end : at]
    near = text.count("，") < _CLAUSES and not re.search("[；。]|降幅|跌幅|当月|单月|其中|利润率|扣非", text)
    since = [f for f in told if not re.search("[；。]", body.text(f, own))]
    one = len({(name_key(f.claim), f.claim.scope_key) for f in since}) == 1
    return near and one and all(f.claim.basis in ("", "同比") for f in since)


def _relation(body: Body, own: Fact, found: re.Match[str]) -> Relation:
    up = not (found["down"] or found["fell"])
    word = found["sign"] or found["way"]
    return Relation(
        "EP203",
        Constraint(Var(own.key), ">=" if up else "<=", total([0])),
        (own,),
        f"{word}，{printed(body, own)} {'<' if up else '>'} 0",
        free=True,
        key="sign",
        choice=("turned", own.key),
    )
