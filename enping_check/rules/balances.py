"""顺差 = 出口 − 进口 and its like (EP301), and the change of such a balance (EP202, EP210)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from enping_check.claims import partitions
from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.operands import Operand, operands
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension


def relations(body: Body) -> Iterator[Relation]:
    """顺差 = 出口 − 进口 and its like: result = left − minus within one passage and period."""
    for balance in partitions.load().balances:
        for result in body.all("level", "share"):
            if not usable(result) or result.claim.aspect in ("base", "average"):
                continue
            words = result.claim.subject + result.claim.indicator
            if not any(word in words for word in balance.result):
                continue
            pairs = list(product(_operands(body, result, balance.left), _operands(body, result, balance.minus)))
            for above, below in pairs:
                left, minus = above.fact, below.fact
                if left.key == minus.key:
                    continue
                together = result.claim.sentence == left.claim.sentence == minus.claim.sentence
                yield Relation(
                    "EP301",
                    Constraint(Var(result.key), "=", Var(left.key) - Var(minus.key)),
                    (result, left, minus),
                    f"{printed(body, left)} − {printed(body, minus)} = {{x}}",
                    sure=len(pairs) == 1 and above.sure and below.sure and together,
                    choice=("balance", result.key),
                    key="balance",
                )
                yield from _balance_change(body, result, left, minus)


def _operands(body: Body, result: Fact, words: Sequence[str]) -> list[Operand]:
    """The nearest level before the result, in its paragraph and period, whose name is one of ``words``."""
    near = [
        f
        for f in body.nearby(result, 0, result.claim.kind)
        if f.key != result.key
        and usable(f)
        and same_dimension(f, result)
        and f.claim.period == result.claim.period
        and f.claim.at.start < result.claim.at.start
        and result.claim.sentence - f.claim.sentence <= 1
        and f.claim.aspect not in ("base", "average", "whole")
    ]
    return operands(body, reversed(near), words, result.claim.subject)


def _balance_change(body: Body, result: Fact, left: Fact, minus: Fact) -> Iterator[Relation]:
    """The balance's own change or growth against what the two growths imply for last year."""
    from enping_check.rules.growth.terms import grown, growth_of

    a, b = growth_of(body, left), growth_of(body, minus)
    if a is None or b is None:
        return
    last_year = Var(left.key) / grown(a) - Var(minus.key) / grown(b)
    shown = f"{printed(body, left)}/(1+{printed(body, a)}) − {printed(body, minus)}/(1+{printed(body, b)})"
    for fact in body.frames[result.key[0], result.claim.frame]:
        if fact.claim.sentence != result.claim.sentence or fact.claim.at.start < result.claim.at.start or not usable(fact):
            continue
        if fact.claim.kind == "change" and same_dimension(fact, result):
            yield Relation(
                "EP202",
                Constraint(Var(fact.key), "=", Var(result.key) - last_year),
                (fact, result, left, a, minus, b),
                f"{printed(body, result)} − ({shown}) = {{x}}",
                choice=("balance-change", fact.key),
            )
        elif fact.claim.kind == "growth" and fact.claim.basis in ("", "同比"):
            yield Relation(
                "EP210",
                Constraint(Var(result.key), "=", grown(fact) * last_year),
                (fact, result, left, a, minus, b),
                f"{printed(body, result)} ÷ ({shown}) − 1 = {{x}}",
                severity=Severity.WARNING,
                sure=True,
                choice=("balance-growth", fact.key),
            )
