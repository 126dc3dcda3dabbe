"""One in so many, put behind the share or the two values that it puts in other words: 占25.0%，即每3人中就有1人 (EP101).

It is rounded freely, to one way or the other: told only where the printed number is a whole one away from what it should be, by the share
told last and by the part and whole told last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.outcome import Outcome, Spot
from enping_check.rules.relation import decimal_text, printed
from enping_check.rules.wholes import same_dimension, usable

_COUNT: Final = "\\d{1,4}|[一二两三四五六七八九十百]{1,3}"
_THING: Final = "(?:名|个|位|人|户|家|件|辆|台|对|所|张|条|株|棵|头)"
_ONE_IN: Final = re.compile(
    f"(?P<said>即|相当于|也就是说?|也即|亦即|意味着|等于|换言之|换句话说|换算下来|算下来|折算下来|就是说)[，：]?(?:平均|大约|约|差不多)?"
    f"(?P<at>每(?P<n>{_COUNT})(?P<thing>{_THING})[^，。；、\\d]{{0,12}}?(?:之?中|里|当中)?，?(?:就|便|即|大约|约|至少)*有(?P<m>{_COUNT}){_THING})"
)
_CLAUSES: Final = 40  # characters between the values and what is said of them
_OFF: Final = Fraction(95, 100)  # a whole one, the roundings of the values let pass
_MOST: Final = 3  # times too many or too few
_SHARE: Final = ("", "rate", "of-count", "up", "down")


def examine(body: Body) -> Iterator[Outcome]:
    """Every one in so many of every article."""
    for index, reading in enumerate(body.readings):
        if index == body.table or "每" not in reading.article.folded:
            continue
        text = reading.article.folded
        for found in _ONE_IN.finditer(text):
            yield from _told(body, index, text, found)


def _told(body: Body, index: int, text: str, found: re.Match[str]) -> Iterator[Outcome]:
    n, m = whole(found["n"]), whole(found["m"])
    if not n or not m or m >= n or n > 1000:
        return
    start = max(text.rfind("\n", 0, found.start()), text.rfind("。", 0, found.start())) + 1
    if found.start() - start < 2:
        start = max(text.rfind("\n", 0, start - 1), text.rfind("。", 0, start - 1)) + 1
    told = (f for f in body.all("level", "share") if f.key[0] == index and start <= f.claim.at.start < found.start())
    before = sorted((f for f in told if usable(f)), key=lambda f: f.order)
    shares = [
        f for f in before if f.claim.kind == "share" and f.claim.aspect in _SHARE and f.claim.modality == "fact" and f.claim.interval.middle
    ]
    evidence: list[tuple[Fraction, tuple[Fact, ...], str]] = []
    if shares:
        evidence.append((shares[-1].middle / 100, (shares[-1],), printed(body, shares[-1])))
    if (pair := _pair(body, before)) is not None:
        part, of = pair
        evidence.append((part.middle / of.middle, pair, f"{printed(body, part)} ÷ {printed(body, of)}"))
    if not evidence or found.start() - max(f.claim.at.end for _, facts, _ in evidence for f in facts) > _CLAUSES:
        return
    share, facts, formula = evidence[0]
    if not 0 < share < 1:
        return
    off = [abs(1 / each - n) if m == 1 else abs(each * n - m) for each, _, _ in evidence if each]
    good = min(off) < _OFF
    if not good and not Fraction(1, _MOST) < share * n / m < _MOST:
        return  # of something else
    at = Span(*found.span("at"))
    implied = decimal_text(1 / share if m == 1 else share * n, Fraction(1, 10))
    article = body.readings[index].article
    yield Outcome(
        "EP101",
        "holds" if good else "fails",
        Severity.ERROR,
        Spot(index, article.span(at)),
        "one-in",
        {"implied": implied},
        f"{formula} = 1/{decimal_text(1 / share, Fraction(1, 10))}",
        article.surface(article.span(at)),
        tuple(Spot(f.key[0], f.claim.span, "base") for f in facts),
        strength=Fraction(9, 10),
    )


def _pair(body: Body, before: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The part and whole told last: linked so, or the only two values of their kind."""
    levels = [f for f in before if f.claim.kind == "level" and f.claim.aspect not in ("base", "average") and f.middle > 0]
    for part in reversed(levels):
        totals = [t for t in body.linked(part, "total") if same_dimension(t, part) and t.middle > part.middle]
        if len(totals) == 1:
            return part, totals[0]
    like = [(a, b) for a, b in pairwise(levels) if same_dimension(a, b)]
    if len(levels) == 2 and like and levels[0].middle != levels[1].middle:
        return min(levels, key=lambda f: f.middle), max(levels, key=lambda f: f.middle)
    return None
