"""Profits and losses, surpluses and deficits: amounts that a word puts above or below zero."""

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

_BEING = "(?:额|总额|净额|规模|高达|达到|达|约|近|超过|超|为|是|了|有|共|合计|仅|也|则|曾|还)*$"
_BETTER = re.compile("减亏|增盈|好转|改善|(?:亏损|逆差|赤字|亏蚀|入超)[^，]{0,2}(?:收窄|减少|缩小|下降|缩减)")
_WORSE = re.compile("增亏|(?:亏损|逆差|赤字|亏蚀|入超)[^，]{0,2}(?:扩大|增加|加深|加大)")
_PART = re.compile("其中|单季|子公司|分公司|季度|当季|当月|板块|业务|部门|期货")


@cache
def _words(name: str) -> re.Pattern[str]:
    words = alternation(table("words.toml")["results"][name])
    return re.compile(f"(?<![减增扭转止补预])(?:{words}){_BEING}" if name in ("loss", "gain") else words)


def losing(body: Body, fact: Fact) -> bool:
    """True for 亏损0.86亿元, 净利润-0.86亿元: an amount below zero."""
    return _minus(fact) or _said(body, fact, "loss")


def _minus(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return quantity is not None and fact.claim.kind == "level" and quantity.interval.high is not None and quantity.interval.high < 0


def _said(body: Body, fact: Fact, side: str) -> bool:
    """True when a word for that side of zero stands directly before the number."""
    clause = body.clause(fact) if fact.claim.kind == "level" else ""
    return bool(clause) and _words(side).search(clause) is not None


def sides(body: Body, now: Fact, base: Fact) -> tuple[bool, bool]:
    """Which of the two is below zero; 逆差35.7亿元，去年同期为44.8亿元: what only gives the time is on the same side."""
    first = losing(body, now)
    second = losing(body, base) or (_said(body, now, "loss") and not _said(body, base, "gain"))
    return first, second


def signed(body: Body, now: Fact, base: Fact) -> bool:
    """True when one of the two is below zero."""
    return any(sides(body, now, base))


def kept_above(body: Body, now: Fact, said: Fact) -> bool:
    """净利润832万元，同比下降…: a result that is told right before ``said`` and that nothing near calls, or leads to, a loss."""
    low = now.claim.interval.low
    if not _result(now) or losing(body, now) or low is None or low <= 0 or now.claim.aspect in ("base", "threshold", "incidental"):
        return False
    first, last, joined = (now, said, _SAID_OF_IT) if now.order < said.order else (said, now, _CAME_TO)
    between = body.text(first, last)[len(body.folded(first)) : -len(body.folded(last))]
    if now.claim.sentence != said.claim.sentence or joined.fullmatch(between) is None:
        return False
    return _RED.search(_NO_RED.sub("", body.passage(said))) is None


_SAID_OF_IT = re.compile("[，、]?[\u4e00-\u9fff]{0,16}")
# 毛利下降120%，仅为3100万元; …，仍有毛利310万元入账
_CAME_TO = re.compile(
    "，?(?:但|而)?(?:全年|期内|当期|最终|期末)?(?:[仅只约仍尚还]|依然|仍然|录得|实现|跌|降|减|剩|赚)*(?:[为至有余到剩得]|取得|获得|留下|入账|保住)?"
    "(?:(?:毛|净|纯)?利润?|盈利|盈余|溢利|利润总额|营业利润)?[为约]?"
)
_RED = re.compile("亏|赤字|逆差|短绌|负[值数增]|入不敷出|[-−]\\d")
_NO_RED = re.compile("(?:没有?|并?未|无|不)(?:出现|发生|陷入|曾|是)?[年度]*亏损?|亏损(?:面|企业|户|大户)|扭亏(?:增|保)盈|\\d[-−]\\d")


def _worth(fact: Fact, below: bool) -> Expression:
    """The amount as a result: a loss is below zero, printed with a minus or not."""
    return -Var(fact.key) if below and not _minus(fact) else Var(fact.key)


def change(body: Body, change: Fact, now: Fact, base: Fact, *, sure: bool) -> Iterator[Relation]:
    """1.07亿元，上年亏损0.86亿元，增加1.93亿元; 亏损2.15亿元，上年3.42亿元，减亏1.27亿元, where 减少 may be said of the loss as well."""
    first, second = sides(body, now, base)
    both = first and second
    said = body.clause(change) + body.folded(change)
    size = Var(change.key) if change.claim.sign > 0 else -Var(change.key)
    moved = _worth(now, first) - _worth(base, second)
    a, b = now.claim.interval.middle, base.claim.interval.middle
    if a is None or b is None:
        return
    if _BETTER.search(said) or _WORSE.search(said):
        way = -1 if _WORSE.search(said) else 1
    elif both:
        way = 1 if abs(a) <= abs(b) else -1
    else:
        way = change.claim.sign
    yield Relation(
        "EP202",
        Constraint(moved if way > 0 else -moved, "=", size),
        (change, now, base),
        f"{_shown(body, now, first)} − ({_shown(body, base, second)}) = {{x}}",
        sure=sure,
        choice=("change", change.key),
        mistakes=() if both else (("loss-as-gain", Var(now.key) - Var(base.key)),),
    )


def _shown(body: Body, fact: Fact, below: bool) -> str:
    text = printed(body, fact)
    return f"−{text}" if below and not text.startswith(("-", "−")) else text


def growth(growth: Fact, now: Fact, base: Fact) -> Constraint:
    """By how many times its size a result has come out of, or fallen into, the red."""
    return Constraint((Var(now.key) + Var(base.key)) * 100, "=", Var(growth.key) * Var(base.key))


def turns(body: Body) -> Iterator[Relation]:
    """扭亏为盈, 亏损收窄 against the two results they are said of: EP203."""
    for base in body.all("level"):
        if base.claim.aspect != "base" or not usable(base):
            continue
        now = next(
            (
                f
                for f in body.frames[base.key[0], base.claim.frame]
                if f.claim.kind == "level" and f.claim.aspect != "base" and usable(f) and same_dimension(f, base)
            ),
            None,
        )
        if now is None or not _result(now) or now.claim.sentence != base.claim.sentence:
            continue
        last = max(now, base, key=lambda f: f.claim.at.end)
        tail = re.split("[。；！？\\n]", body.after(last, 40))[0]
        first, second = sides(body, now, base)
        for clause in tail.split("，")[:3]:
            if _PART.search(clause):
                break
            if re.search("\\d", clause) and not re.search("[%％]", clause):
                continue  # 减亏1.27亿元 is a change of its own
            for name, fits in (
                ("up", second and not first),
                ("down", first and not second),
                ("narrowed", first and second and _moved(now, base, -1)),
                ("widened", first and second and _moved(now, base, 1)),
            ):
                match = _words(name).search(clause)
                if match is not None and match.start() <= 6:
                    yield _turn(body, now, base, match[0], fits=fits)


def _result(fact: Fact) -> bool:
    return any(word in fact.claim.subject + fact.claim.indicator for word in table("words.toml")["results"]["names"])


def _moved(now: Fact, base: Fact, way: int) -> bool:
    """True when the size of the loss grew, or shrank."""
    a, b = now.claim.interval.middle, base.claim.interval.middle
    return a is not None and b is not None and (abs(a) >= abs(b) if way > 0 else abs(a) <= abs(b))


def _turn(body: Body, now: Fact, base: Fact, word: str, *, fits: bool) -> Relation:
    """The word as a relation that holds or fails outright."""
    return Relation(
        "EP203",
        Constraint(Var(now.key) * 0, "=", Const(Fraction(0 if fits else 1))),
        (now, base),
        f"{printed(body, base)} → {printed(body, now)}{'' if fits else f' ≠ {word}'}",
        free=True,
    )
