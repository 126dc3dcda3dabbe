"""A day that was put off, or brought forward, to another: 由6月18日提前至6月8日 (EP804)."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

from enping_check.claims.dateline import either, words
from enping_check.model import Severity, Span
from enping_check.rules.dated import YEAR, Dated
from enping_check.rules.outcome import Outcome

_ANY_YEAR, _HALF_A_YEAR = 2023, 183  # days: what is put off for longer without a year passes New Year


@functools.cache
def _pattern() -> re.Pattern[str]:
    w = words("moved")

    def day(n: str) -> str:
        return f"(?P<at{n}>(?:(?P<y{n}>{YEAR})年)?(?P<m{n}>\\d{{1,2}})月(?P<d{n}>\\d{{1,2}})[日号])"

    word = "(?:(?![比较](?!赛))[^，。；\\d])"  # never 比合同提前
    return re.compile(
        f"(?:{either(w['from'])})(?:于|在|的)?{day('')}(?!起|开始|以来|前|之前){word}{{0,14}}?，?{word}{{0,8}}?(?:(?P<earlier>{either(w['earlier'])})|{either(w['later'])})"
        f"(?:举行|举办|召开|开放|结束|截止)?(?:至|到){day('2')}(?![前之以])"
    )


def moves(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """Every day of a sentence that is moved to another."""
    text = dated.text
    for found in _pattern().finditer(text, sentence.start, sentence.end):
        at, base = Span(*found.span("at2")), Span(*found.span("at"))
        year = int(found["y"] or found["y2"] or dated.spoken.year or _ANY_YEAR)
        try:
            first = datetime.date(year, int(found["m"]), int(found["d"]))
            last = datetime.date(int(found["y2"] or year), int(found["m2"]), int(found["d2"]))
        except ValueError:
            continue
        days = (last - first).days
        if not found["y2"] and abs(days) > _HALF_A_YEAR:
            continue
        if not (dated.readable(at) and dated.readable(base)) or not days:
            continue
        good = (days < 0) == bool(found["earlier"])
        yield dated.outcome(
            "EP804",
            good,
            Severity.WARNING,
            at,
            key="moved",
            implied=dated.printed(base),
            formula=f"{last.month}-{last.day} {'<' if days < 0 else '>'} {first.month}-{first.day}",
            related=(base,),
        )
