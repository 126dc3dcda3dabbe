"""Counts of a headline that its body tells again in other numbers: “二十连丰” over “二十一连丰”, 连续五年 over 连续四年 (EP602).

Such a count stands alone in both; where the body has none of the kind, or several, nothing is said. So is 上涨0.3% over the one
下降0.3% of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.claims.dateline import Dateline
from enping_check.engine import Constraint, Var
from enping_check.language.numerals import whole
from enping_check.model import Reading, Severity, Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.dated import Dated
from enping_check.rules.outcome import Outcome
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

_N: Final = "(?P<n>[一二两三四五六七八九十百]{1,4}|\\d{1,3})"
_BESIDE: Final = 8  # characters
# a count with what it counts; 第N届, 第N位 of what is spoken of are others'
_COUNTS: Final = tuple(
    re.compile(each)
    for each in (
        f"(?<![一二两三四五六七八九十百\\d])(?P<at>{_N}(?P<of>连[丰冠增涨降跌升霸]))",
        f"连续(?P<at>{_N}个?(?P<of>年|月|季度?))(?!级)",
        f"(?<![第近一二两三四五六七八九十百\\d])(?P<at>{_N}(?P<of>周年))",
    )
)


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every such count of the headlines that its body tells otherwise."""
    article = reading.article
    titles = [line.at for line in article.lines if line.kind == "title"]
    if not titles:
        return
    dated, text, start = Dated(index, reading, Dateline(None, None, "")), article.folded, max(at.end for at in titles)
    for pattern in _COUNTS:
        heads = [found for at in titles for found in pattern.finditer(text, at.start, at.end)]
        told = list(pattern.finditer(text, start))
        if len(heads) != 1 or {found["of"] for found in told} != {heads[0]["of"]}:
            continue
        if not heads[0]["of"].startswith("连") and not all(_alike(text, heads[0], found) for found in told):
            continue
        numbers, mine = {whole(found["n"]) for found in told}, whole(heads[0]["n"])
        if len(numbers) != 1 or mine is None or None in numbers or (number := numbers.pop()) is None:
            continue
        at = Span(*heads[0].span("at"))
        yield dated.outcome(
            "EP602",
            mine == number,
            Severity.WARNING,
            at,
            implied=article.surface(article.span(Span(*told[0].span("at")))),
            formula=f"{mine} ≠ {number}" if mine != number else f"{mine} = {number}",
            related=(Span(*told[0].span("at")),),
        )


def _alike(text: str, head: re.Match[str], told: re.Match[str]) -> bool:
    """连续五年增长 and 连续四年保持增长: beside both stand two characters that are the same."""
    beside = [
        re.sub("[^\u4e00-\u9fff]", " ", text[max(0, m.start() - _BESIDE) : m.start()] + " " + text[m.end() : m.end() + _BESIDE])
        for m in (head, told)
    ]
    return any(beside[0][i : i + 2] in beside[1] for i in range(len(beside[0]) - 1) if " " not in beside[0][i : i + 2])


def relations(body: Body) -> Iterator[Relation]:
    """Growths of a headline against the one growth of the body that prints the same number the other way."""
    for index, reading in enumerate(body.readings):
        growths = [Fact((index, c.id), c) for c in reading.claims if c.kind == "growth" and c.quantity is not None]
        for title in growths:
            if title.claim.place != "title" or not usable(title) or title.claim.modality != "fact":
                continue
            same = [f for f in growths if f.claim.place != "title" and _number(f) == _number(title) and usable(f)]
            if len(same) == 1 and same[0].claim.sign != title.claim.sign and _of_one_thing(title, same[0]):
                yield Relation(
                    "EP602",
                    Constraint(Var(title.key), "=", Var(same[0].key)),
                    (title, same[0]),
                    f"{printed(body, title)} ≠ {printed(body, same[0])}",
                    choice=("headline", title.key),
                )


def _number(fact: Fact) -> object:
    return fact.claim.quantity.number if fact.claim.quantity is not None else None


def _of_one_thing(title: Fact, fact: Fact) -> bool:
    """房价 over 新建商品住宅销售价格: a character in common, and one basis."""
    a, b = title.claim, fact.claim
    return (a.basis or "同比") == (b.basis or "同比") and bool(set(a.subject + a.indicator) & set(b.subject + b.indicator))
