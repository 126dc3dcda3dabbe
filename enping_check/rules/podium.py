"""The results of those who won gold, silver and bronze in one event: 以8米02摘银，季军跳出7米91；金牌归了林焕，成绩是7米85 (EP501).

In jumps and throws the further leads, in races the less time. Told only where each place of a passage has a result of its own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from enping_check.claims.dateline import Dateline, either
from enping_check.language.lexicon import table
from enping_check.model import Reading, Severity, Span
from enping_check.rules.dated import Dated
from enping_check.rules.outcome import Outcome

_RESULT = re.compile(
    "(?<![\\d.])(?:(?P<m>\\d{1,3})米(?P<cm>\\d{2})(?!\\d)|(?:(?P<min>\\d{1,2})分)?(?P<s>\\d{1,2})秒(?P<f>\\d{1,2})(?!\\d)"
    "|(?P<seconds>\\d{1,2}\\.\\d{1,3})秒)"
)


_EVENT = re.compile("\\d{2,5}米(?!\\d)|跳远|跳高|三级跳|铅球|铁饼|标枪|链球")


@functools.cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """For the places, for events in which the further leads, and for results that are of another round."""
    w = table("ranks.toml")["podium"]
    places = re.compile("|".join(f"(?P<p{n}>{either(w[name])})" for n, name in enumerate(("gold", "silver", "bronze"), 1)))
    return places, re.compile(either(w["fields"])), re.compile(either(w["other-round"]))


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every two neighbours on a podium."""
    text = reading.article.folded
    if "米" not in text and "秒" not in text:
        return
    places, fields, apart = _words()
    dated = Dated(index, reading, Dateline(None, None, ""))
    for line in reading.article.lines:
        for at in line.sentences:
            said = text[at.start : at.end]
            if apart.search(said) or len(_RESULT.findall(said)) < 2 or not places.search(said):
                continue
            if len({*_EVENT.findall(said)}) > 1 or ("男" in said and "女" in said):
                continue  # 200米亚军, 400米季军: of two events
            yield from _podium(dated, text, at, far=fields.search(text, line.at.start, at.end) is not None)


def _podium(dated: Dated, text: str, sentence: Span, *, far: bool) -> Iterator[Outcome]:
    places = _words()[0]
    marks = [(m.start(), "place", m) for m in places.finditer(text, sentence.start, sentence.end)]
    marks += [(m.start(), "result", m) for m in _RESULT.finditer(text, sentence.start, sentence.end)]
    marks.sort(key=lambda mark: mark[0])
    if len(marks) % 2 or len(marks) < 4:
        return
    found: dict[int, re.Match[str]] = {}
    for (_, one, a), (_, two, b) in zip(marks[::2], marks[1::2], strict=True):
        if {one, two} != {"place", "result"} or re.search("[；。]", text[a.end() : b.start()]):
            return
        place, result = (a, b) if one == "place" else (b, a)
        number = int((place.lastgroup or "p0")[1:])
        if number in found:
            return
        found[number] = result
    kinds = {"秒" in result[0] for result in found.values()}
    if len(kinds) != 1 or (not kinds.pop() and not far):
        return
    for better, worse in pairwise(sorted(found)):
        x, y = _size(found[better]), _size(found[worse])
        good = x <= y if "秒" in found[better][0] else x >= y
        at, other = Span(*found[better].span()), Span(*found[worse].span())
        shown = f"{dated.printed(at)} {'<' if x < y else '>' if x > y else '='} {dated.printed(other)}"
        yield dated.outcome(
            "EP501", good, Severity.ERROR, at, key="unsorted", implied=dated.printed(other), formula=shown, related=(other,)
        )


def _size(result: re.Match[str]) -> Fraction:
    """8米02, 1分52秒36, 52.36秒 in metres or seconds."""
    if result["m"]:
        return int(result["m"]) + Fraction(int(result["cm"]), 100)
    if result["seconds"]:
        return Fraction(result["seconds"])
    return int(result["min"] or 0) * 60 + int(result["s"]) + Fraction(int(result["f"]), 10 ** len(result["f"]))
