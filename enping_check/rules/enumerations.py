"""Counts against what they count: announced numbers and listed items (EP701), numbers of headings (EP702)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.claims.enumerations import Enumeration, enumerations, han
from enping_check.model import Article, Line, Reading, Severity, Span
from enping_check.rules.outcome import Outcome, Spot

_SHOWN = 6  # items printed in a message


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every announced count and every run of headings that can be told, whether it holds or fails."""
    article = reading.article
    for found in enumerations(article):
        if not any(mark.at.overlaps(found.at) for mark in reading.scan.damage):
            yield from _counted(index, article, found)
    for run in _runs(article.lines):
        yield from _sequence(index, article, run)


def _counted(index: int, article: Article, found: Enumeration) -> Iterator[Outcome]:
    good = found.n == found.listed
    if not good and not found.sure:
        return
    stated = article.surface(article.span(found.at))
    items = [article.surface(article.span(item)) for item in found.items]
    shown = "、".join(items[:_SHOWN]) + ("…" if len(items) > _SHOWN else "")
    formula = f"{shown} = {found.listed}"
    yield Outcome(
        "EP701",
        "holds" if good else "fails",
        Severity.ERROR,
        Spot(index, article.span(found.at)),
        params={"stated": stated, "implied": str(found.listed), "formula": formula},
        formula=formula,
        stated=stated,
        related=tuple(Spot(index, article.span(item), "item") for item in found.items),
        low=Fraction(found.listed),
        high=Fraction(found.listed),
        strength=Fraction(4, 5) if found.sure else Fraction(1, 2),
    )


def _runs(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Numbered headings of one level under one parent, in order; a heading numbered 1 begins a new run."""
    running: dict[int, list[Line]] = {}
    for line in lines:
        if line.number is None or line.level == 0:
            continue
        for deeper in [level for level in running if level > line.level]:
            yield running.pop(deeper)
        run = running.setdefault(line.level, [])
        if line.number == 1 and run:
            yield running[line.level]
            run = running[line.level] = []
        run.append(line)
    yield from running.values()


def _sequence(index: int, article: Article, run: list[Line]) -> Iterator[Outcome]:
    """A run of three or more in which exactly one number skips or repeats; more breaks mean an excerpt, or no sequence at all."""
    numbers = [line.number or 0 for line in run]
    breaks = [i for i in range(1, len(run)) if numbers[i] != numbers[i - 1] + 1]
    marks = [_mark(article, line) for line in run]
    if len(run) < 3 or len(breaks) > 1:
        return
    if not breaks:
        yield _heading(index, article, marks, len(run) - 1, good=True)
        return
    at = breaks[0]
    before, number = numbers[at - 1], numbers[at]
    repeated = number == before
    if not repeated and (number < before or number > before + 2):
        return
    between = article.folded[run[at - 1].at.start + 1 : run[at].at.start]
    if not repeated and _stands_between(between, before + 1, run[at].level):
        return
    yield _heading(index, article, marks, at, good=False, expected=before + 1, repeated=repeated)


def _heading(index: int, article: Article, marks: list[Span], at: int, *, good: bool, expected: int = 0, repeated: bool = False) -> Outcome:
    stated = article.surface(article.span(marks[at]))
    formula = " ".join(article.surface(article.span(mark)) for mark in marks[max(0, at - 3) : at + 1])
    implied = re.sub(r"\d+|[〇一二三四五六七八九十]+", lambda m: str(expected) if m[0].isdecimal() else han(expected), stated, count=1)
    return Outcome(
        "EP702",
        "holds" if good else "fails",
        Severity.WARNING,
        Spot(index, article.span(marks[at])),
        "repeat" if repeated else "mismatch",
        {"stated": stated, "implied": implied, "formula": formula},
        formula,
        stated,
        tuple(Spot(index, article.span(mark), "heading") for i, mark in enumerate(marks) if i != at),
        strength=Fraction(4, 5),
    )


def _mark(article: Article, line: Line) -> Span:
    """The printed number of a heading with its punctuation: 四、 or （四）."""
    text = article.folded[line.at.start : line.at.end]
    found = re.match(r"\D{0,4}?(?:[（(]?(?:\d{1,2}|[〇一二三四五六七八九十]{1,3})[）)]?[、.．，:：]?)", text)
    return Span(line.at.start, line.at.start + (found.end() if found else 1))


def _stands_between(text: str, number: int, level: int) -> bool:
    """True when the missing number stands in the running text, as 三、 or （三） that was not set as a heading."""
    printed = f"(?:{han(number)}|{number})"
    return re.search(f"{printed}[）)]" if level == 2 else f"(?:^|[\\s。；]){printed}\\s*[、.．，,]", text, re.MULTILINE) is not None
