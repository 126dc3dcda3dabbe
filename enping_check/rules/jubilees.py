"""Anniversaries of what every reader knows the year of: 2024年是新中国成立75周年 (EP803)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, YEAR, Dated, told
from enping_check.rules.outcome import Outcome


@functools.cache
def _events() -> Mapping[str, int]:
    return {name: int(year) for name, year in (event.rsplit(" ", 1) for event in words("jubilee")["events"])}


@functools.cache
def _pattern() -> re.Pattern[str]:
    # said of a year outright; what is held for an anniversary may be held before it
    return re.compile(
        f"(?:(?<!\\d)(?P<y>{YEAR})年|(?P<now>今年))(?:\\d{{1,2}}月\\d{{1,2}}[日号])?，?(?:{either(words('jubilee')['is'])})(?:我国|中国|伟大的|“|举世瞩目的|我党|人民|全国|中国人民|世界|暨|以及|和)*"
        f"(?P<event>{either(tuple(_events()))})(?P<at>{COUNT}周年)"
    )


def jubilees(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """Every such anniversary that a sentence says a year to be."""
    text = dated.text
    if "周年" not in text[sentence.start : sentence.end]:
        return
    for found in _pattern().finditer(text, sentence.start, sentence.end):
        n, at, base = whole(found["n"]), Span(*found.span("at")), _events()[found["event"]]
        now = int(found["y"]) if found["y"] else dated.spoken.year if dated.spoken.sure and dated.spoken.source != "title" else None
        if not n or now is None or now <= base or not dated.readable(at):
            continue
        turning = found["now"] is not None and dated.spoken.date is not None and dated.spoken.date.month in (1, 12)
        if turning and abs(n - (now - base)) == 1:
            continue
        yield told(
            dated,
            n == now - base,
            at,
            Span(found.start("y"), found.end("y") + 1) if found["y"] else Span(*found.span("now")),
            now - base,
            f"{now} − {base} = {now - base}",
            severity=Severity.WARNING,
            unit="周年",
            phrase=at,
            number=Span(*found.span("n")),
        )
