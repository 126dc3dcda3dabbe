"""The years of a trade against its first and its last: 1998年入行，2023年退休，二十五年来… (EP803)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, YEAR, Dated, told
from enping_check.rules.outcome import Outcome

_ROUND = 5  # years by which a round number of them may be off


@functools.cache
def _pattern() -> re.Pattern[str]:
    w = words("career")
    month = "(?:\\d{1,2}月)?(?:\\d{1,2}日)?"
    return re.compile(
        f"(?<!\\d)(?P<a>{YEAR})年{month}[^。；，\\d]{{0,8}}?(?:{either(w['begun'])})[^。；\\d]{{0,24}}?，[^。；，\\d]{{0,6}}"
        f"(?:(?P<b>{YEAR})年{month}[^。；，\\d]{{0,8}}?(?:{either(w['ended'])})[^。；，\\d]{{0,10}}，|(?:到|至|截至|及至)(?P<b2>{YEAR})年[底末]?，?)"
        f"(?:在[^，。；\\d]{{1,6}}?)?(?:[他她]|已|{either(w['all-the-while'])}){{0,3}}"
        f"(?P<at>(?P<about>近|将近|约)?{COUNT}(?P<over>多|余)?(?P<counted>个)?(?:年头|年|载|春秋|寒暑))(?P<while>来|间|里|中|如一日|时间|，|。)"
    )


def careers(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """The one count of years behind the two of a sentence; a round number is let pass where it is near."""
    text = dated.text
    if "年" not in text[sentence.start : sentence.end]:
        return
    for found in _pattern().finditer(text, sentence.start, sentence.end):
        n, at = whole(found["n"]), Span(*found.span("at"))
        last = found["b"] or found["b2"]
        years = int(last) - int(found["a"])
        if not n or years < 2 or found["about"] or not dated.readable(at):
            continue
        slack = _ROUND - 1 if n % 10 == 0 else 1
        good = n <= years + 1 and years - n < 10 if found["over"] else abs(n - years) <= slack
        formula = f"{last} − {found['a']} = {years}"
        start = Span(found.start("a"), found.end("a") + 1)
        yield told(dated, good, at, start, years, formula, severity=Severity.WARNING)
