"""Counts against what they count: announced numbers and listed items (EP701), numbers of headings and of items (EP702)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise

from enping_check.claims.announced import Enumeration
from enping_check.claims.enumerations import enumerations
from enping_check.claims.numbering import articled, labelled, markers
from enping_check.language.numerals import han, whole
from enping_check.model import Article, Reading, Severity, Span, Suggestion
from enping_check.rules.outcome import Outcome, Spot

_SHOWN = 6  # items printed in a message


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every announced count and every run of headings that can be told, whether it holds or fails."""
    article = reading.article
    for found in enumerations(article):
        if not any(mark.at.overlaps(found.at) for mark in reading.scan.damage):
            yield from counted(index, article, found)
    for run in _runs(article):
        yield from _sequence(index, article, run)
    for listed in chain(markers(article), articled(article)):
        if listed.numbers[0] == 1:
            steps = [_Step(n, 9, at) for n, at in zip(listed.numbers, listed.places, strict=True)]
            yield from _sequence(index, article, steps, kind="item-")
    for named in labelled(article):
        yield from _labelled(index, article, [_Step(n, 8, at) for n, at in zip(named.numbers, named.places, strict=True)])


def counted(index: int, article: Article, found: Enumeration) -> Iterator[Outcome]:
    """The outcome of an announced count beside the items that were found for it; nothing where a mismatch would say nothing."""
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


@dataclass(frozen=True, slots=True)
class _Step:
    """A printed number of a sequence. ``rank`` orders what nests: 章, 节, 一、, （一）, 1., （1）."""

    number: int
    rank: int
    at: Span


@functools.cache
def _mark() -> re.Pattern[str]:
    """The printed number of a heading with its punctuation: 四、 or （四）; of a paragraph 一、 and （一） only."""
    return re.compile(r"\D{0,4}?(?:[（(]?(?:\d{1,2}|[〇一二三四五六七八九十]{1,3}) ?[）)]?[、.．，:：]?)")


@functools.cache
def _paragraph() -> re.Pattern[str]:
    numeral = "[一二三四五六七八九十]{1,3}"
    return re.compile(f"(?:(?P<one>{numeral}) ?、|（ ?(?P<two>{numeral}) ?）)(?!{numeral}(?:[、和等次]|产业))")


def _steps(article: Article) -> Iterator[_Step]:
    """Numbered headings and paragraphs in order of place."""
    for line in article.lines:
        text = article.folded[line.at.start : line.at.end]
        if line.number is not None and line.level:
            found = _mark().match(text)
            at = Span(line.at.start, line.at.start + (found.end() if found else 1))
            named = re.match("第[^章编篇部节]{1,5}([章编篇部节])|问题", text)
            yield _Step(line.number, line.level + 1 if not named else int(named[1] == "节"), at)
        elif line.kind == "body" and (told := _paragraph().match(text)):
            number = whole(told["one"] or told["two"])
            if number is not None:
                yield _Step(number, 2 if told["one"] else 3, Span(line.at.start, line.at.start + told.end()))


def _runs(article: Article) -> Iterator[list[_Step]]:
    """Numbers of one rank under one parent, in order; a number 1 begins a new run."""
    running: dict[int, list[_Step]] = {}
    for step in _steps(article):
        for deeper in [rank for rank in running if rank > step.rank]:
            yield running.pop(deeper)
        run = running.setdefault(step.rank, [])
        if step.number == 1 and run:
            yield running[step.rank]
            run = running[step.rank] = []
        run.append(step)
    yield from running.values()


def _fault(numbers: Sequence[int]) -> tuple[int, int, str] | None:
    """Where one number of a sequence is wrong, what it should be, and how: mismatch (one is left out before it), repeat, misprint.

    None when all is well or too much is amiss: that is an excerpt, or no sequence at all.
    """
    breaks = [i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1]
    if len(numbers) < 3 or not breaks:
        return None
    at = breaks[0]
    before, number = numbers[at - 1], numbers[at]
    how = "repeat" if number in numbers[:at] or number in numbers[at + 1 :] else "misprint"
    if len(breaks) == 1:
        if number == before:
            return at, before + 1, "repeat"
        if number == before + 2 or (number == before + 3 and at == len(numbers) - 1 and numbers[0] == 1 and len(numbers) < _FEW):
            return at, before + 1, "mismatch"
        return (at, before + 1, how) if len(numbers) > 3 and at == len(numbers) - 1 and number < before else None
    if len(breaks) == 2 and breaks[1] == at + 1 and numbers[at + 1] == before + 2:
        return at, before + 1, how
    exchanged = (
        len(breaks) <= 3 and breaks[-1] - at <= 2 and at + 1 < len(numbers) and (number, numbers[at + 1]) == (before + 2, before + 1)
    )
    return (at, before + 1, "misprint") if exchanged and len(numbers) > 3 else None


_FEW = 6  # numbers: in a short list that ends with a leap, no more than two are left out


def _sequence(index: int, article: Article, run: list[_Step], kind: str = "") -> Iterator[Outcome]:
    """A run of three or more in which exactly one number skips, repeats or is another."""
    numbers = [step.number for step in run]
    if len(run) >= 3 and all(b == a + 1 for a, b in pairwise(numbers)):
        if not kind:  # items in running text are counted by EP701
            yield _numbered(index, article, run, len(run) - 1, good=True)
        return
    fault = _fault(numbers)
    if fault is None:
        return
    at, expected, how = fault
    if kind and at == len(run) - 1 and run[at].number < run[at - 1].number:  # 同时，二是 … takes up an earlier item
        return
    until = run[min(at + 1, len(run) - 1)].at.start if how == "misprint" else run[at].at.start
    if _stands_between(article.folded[run[at - 1].at.end : max(until, run[at].at.start)], expected, run[at].rank):
        return
    yield _numbered(index, article, run, at, good=False, expected=expected, key=kind + how)


def _labelled(index: int, article: Article, run: list[_Step]) -> Iterator[Outcome]:
    """第一步, 第二步, 第四步 in lines of their own; 问题二, 问题三, 问题四 where nothing goes before them but a title."""
    numbers = [step.number for step in run]
    good = all(b == a + 1 for a, b in pairwise(numbers))
    if good and numbers[0] == 1:
        yield _numbered(index, article, run, len(run) - 1, good=True)
        return
    if good:
        before = article.folded[: run[0].at.start]
        headed = numbers[0] == 2 and before.count("\n") <= _TOP and not re.search("[一1①]", before)
        fault: tuple[int, int, str] | None = (0, 1, "mismatch") if headed and len(run) > _TOP else None
    else:
        fault = _fault(numbers) if numbers[0] == 1 else None
    if fault is None:
        return
    at, expected, how = fault
    if run[at].number > expected + 1:
        return  # 问题一, 问题二, 问题五: chosen ones
    printed = article.folded[run[at].at.start : run[at].at.end]
    if re.sub("\\d+|[一二三四五六七八九十]+|[①-⑳]", lambda m: _like(m[0], expected), printed, count=1) in article.folded:
        return  # 第三步 stands in another line
    yield _numbered(index, article, run, at, good=False, expected=expected, key=how)


_TOP = 2  # lines before the first of a list that opens a text, and numbers before one that cannot be an excerpt


def _numbered(index: int, article: Article, run: list[_Step], at: int, *, good: bool, expected: int = 0, key: str = "mismatch") -> Outcome:
    span = article.span(run[at].at)
    stated = article.surface(span)
    formula = " ".join(article.surface(article.span(step.at)) for step in run[max(0, at - 3) : at + (1 if key.endswith("match") else 2)])
    implied = re.sub(r"\d+|[〇一二三四五六七八九十]+|[①-⑳]", lambda m: _like(m[0], expected), stated, count=1)
    return Outcome(
        "EP702",
        "holds" if good else "fails",
        Severity.WARNING,
        Spot(index, span),
        key,
        {"stated": stated, "implied": implied, "formula": formula},
        formula,
        stated,
        tuple(Spot(index, article.span(step.at), "heading") for i, step in enumerate(run) if i != at),
        suggestion=None if good or not _pinned(run, at) else Suggestion(span, stated, implied),
        strength=Fraction(4, 5),
    )


def _pinned(run: list[_Step], at: int) -> bool:
    """True when the numbers on both sides leave one between them."""
    return at + 1 < len(run) and run[at + 1].number == run[at - 1].number + 2


def _like(printed: str, number: int) -> str:
    if printed.isdecimal():
        return str(number)
    return chr(ord("①") + number - 1) if "①" <= printed <= "⑳" else han(number)


def _stands_between(text: str, number: int, rank: int) -> bool:
    """True when the missing number stands in the running text, as 三、 or （三） that was not set as a heading."""
    printed = f"(?:{han(number)}|{number})"
    if re.search(f"[\\[［〔]{number}[\\]］〕]", text) is not None:
        return True  # ① ② [3] ④: printed in another way
    if rank == 9:  # among items: 三要 between 二是 and 四是
        return re.search(f"(?:^|[，。；:：（第其]){printed}(?!年|月|日|级|批)|最后|此外|另外|其次|再次|再者|同时", text) is not None
    return re.search(f"{printed}[）)]" if rank == 3 else f"(?:^|[\\s。；]){printed}\\s*[、.．，,]", text, re.MULTILINE) is not None
