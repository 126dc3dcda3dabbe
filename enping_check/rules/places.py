"""Places moved in a ranking against the two places named: 由第15位升至第9位，前移6位 (EP501).

Told only where nothing stands between the two places and the count that could make it one of another ranking or another year.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from enping_check.claims.dateline import Dateline, either, words
from enping_check.language.numerals import whole
from enping_check.model import Reading, Severity, Span
from enping_check.rules.dated import Dated
from enping_check.rules.outcome import Outcome

_N = "[一二两三四五六七八九十百]{1,4}|\\d{1,3}"
_ALONE = "(?=[，。；、）])"  # 升至第六，
_UNIT = "(?:个?位次|个?名次|位|名)"


@dataclass(frozen=True, slots=True)
class _Patterns:
    fromto: re.Pattern[str]
    count: re.Pattern[str]
    before: re.Pattern[str]
    against: re.Pattern[str]
    further: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("places")
    up, down = either(w["up"]), either(w["down"])
    move = f"(?:(?P<up>{up})|(?P<down>{down}))"
    count = f"(?:了|共|达)?(?P<at>(?P<n>{_N}){_UNIT})(?![次余多])"
    place = "[^，。；、第（）\\d]{0,10}"
    year = "(?:\\d{4}年)?"
    then = f"(?:比|较)(?:{either(w['last-year'])}|(?:19|20)\\d\\d年|[一二三两四五六七八九十\\d]{{1,2}}年前)的?"
    moved = f"第(?P<a>{_N})[位名]?(?:{either(w['link'])}){{0,2}}{move}{count}"
    return _Patterns(
        # 由全省第15位升至第9位
        fromto=re.compile(
            f"(?:由|从)(?P<lead>{place}{year}{place})第(?P<a>{_N})[位名]?(?P<between>{place}?)"
            f"(?:(?P<rise>{either(w['rise'])})|(?P<fall>{either(w['fall'])}))[到至为](?P<lead2>{year}{place})第(?P<b>{_N})(?:[位名]|{_ALONE})"
        ),
        count=re.compile(f"[，,（(]?(?:{either(w['link'])}){{0,3}}{move}{count}"),
        before=re.compile(f"{move}{count}[，,：:]$"),
        # 排第17位，比上年的第24位上升7位; 居第5位，位次较上年的第7位前移2位
        against=re.compile(f"第(?P<b>{_N})(?:[位名]|{_ALONE})(?:的[^，。；第\\d]{{1,8}})?[，,]?(?:位次|名次|排名|排位)?{then}{moved}"),
        # （较上年的第201名上升17名，）较五年前的第326名上升142名
        further=re.compile(f"[，,；]?(?:而|并|又|也|更)?{then}{moved}"),
    )


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every count of places moved that can be told, and every rise to a worse place."""
    dated = Dated(index, reading, Dateline(None, None, ""))
    text = dated.text
    if "第" not in text:
        return
    p = _patterns()
    for line in reading.article.lines:
        for sentence in line.sentences:
            for found in p.fromto.finditer(text, sentence.start, sentence.end):
                yield from _moved(dated, found, sentence)
            for found in p.against.finditer(text, sentence.start, sentence.end):
                yield from _count(dated, found, found, 0)
                if further := p.further.match(text, found.end(), sentence.end):
                    yield from _count(dated, found, further, 0, further)


_SINCE_THEN = re.compile("[，、](?:而|并)?[较比](?:上|去|前|(?:19|20)\\d\\d)[^，。；第]{0,6}(?:上升|前移|提升|前进|提高|下降|后移|下滑)")


def _moved(dated: Dated, found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
    text = dated.text
    a, b = whole(found["a"]), whole(found["b"])
    if not a or not b or a == b or text.startswith(("、", "和", "及"), found.end()):
        return
    if found["rise"] and b > a and _best_first(dated, found, sentence):
        at = Span(found.start(), found.end())
        yield _told(dated, False, Severity.WARNING, at, at, "direction", f"{b} > {a}", a - b)
        return
    said = _patterns().count.match(text, found.end(), sentence.end)
    if said and _SINCE_THEN.match(text, said.end(), sentence.end):
        return  # 较上年前移1位，较2015年前移2位: which of them the two places are of is not said
    if said:
        yield from _count(dated, found, said, 0)
    elif ahead := _patterns().before.search(text[max(sentence.start, found.start() - 16) : found.start()]):
        yield from _count(dated, found, ahead, max(sentence.start, found.start() - 16))


def _best_first(dated: Dated, found: re.Match[str], sentence: Span) -> bool:
    """False where a high place is what one would not have: 投诉量由第9位升至第15位."""
    return not any(word in dated.text[sentence.start : found.start()] for word in words("places")["worst-first"])


def _count(dated: Dated, found: re.Match[str], said: re.Match[str], shift: int, start: re.Match[str] | None = None) -> Iterator[Outcome]:
    """The count ``said`` (its offsets from ``shift`` on) against the two places of ``found``, or that of ``start`` and the later one."""
    begun = start or found
    a, b, n = whole(begun["a"]), whole(found["b"]), whole(said["n"])
    at = Span(said.start("at") + shift, said.end("at") + shift)
    if not a or not b or not n or a == b or not dated.readable(at):
        return
    moved = abs(a - b)
    if bool(said["up"]) != (b < a):  # 人口由第5位降至第9位，人均上升3位: of something else
        return
    moving = said.start("up" if said["up"] else "down") + shift
    phrase, number = Span(moving, at.end), Span(said.start("n") + shift, said.end("n") + shift)
    bases = Span(begun.start("a") - 1, begun.end("a") + 1), Span(found.start("b") - 1, found.end("b") + 1)
    formula = f"{max(a, b)} − {min(a, b)} = {moved}"
    yield _told(dated, n == moved, Severity.ERROR, at, phrase, "moved", formula, moved, related=bases, number=number)


def _told(
    dated: Dated,
    good: bool,
    severity: Severity,
    at: Span,
    phrase: Span,
    key: str,
    formula: str,
    moved: int,
    *,
    related: tuple[Span, ...] = (),
    number: Span | None = None,
) -> Outcome:
    return dated.outcome(
        "EP501",
        good,
        severity,
        phrase,
        key=key,
        implied=f"{moved}{dated.text[number.end : at.end]}" if number else "",
        formula=formula,
        related=related,
        value=moved if number else None,
        unit="位" if number else "",
        suggestion=dated.recount(phrase, number, moved) if number and not good else None,
    )
