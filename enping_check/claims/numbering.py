"""Lists whose items are numbered: 一是…；二是…, （一）…（二）…, ①…②…, inside a paragraph or a line each."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from enping_check.claims.announced import CLAUSE, MARKERS, MOST, Enumeration, Patterns, count_of, patterns, words
from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table
from enping_check.language.numerals import han, whole
from enping_check.model import Article, Span

_BEYOND = 1000  # characters after a nested list in which the outer one would go on
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_FORMS = {  # any marker of a list, by the form of its first
    "一是": f"({_NUMERAL})是",
    "一要": f"({_NUMERAL})要",
    "其一": f"其({_NUMERAL})",
    "（一）": f"（({_NUMERAL})）(?![项款条目、和至或及])",
    "第一，": f"第({_NUMERAL})，",
    "①": "([①-⑳])",
    "（1）": "（(\\d{1,2})）(?![项款条目、和至或及])",
}
_OPENS_ITEM = re.compile("[:：，。；,;、\\s”’）)]")  # before a further marker
_LINE_MARKERS = ("一是", "一要", "其一")


def numbered(text: str, shift: int, p: Patterns) -> Iterator[Enumeration]:
    """五项工作：一是…；二是…: from every first marker to the last of its unbroken sequence."""
    starts = list(p.first.finditer(text))
    cut = text.rstrip().endswith(words()["cut"])
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        announced = _announced(text[max(0, start.start(1) - CLAUSE) : start.start(1)], p)
        if announced is None:
            continue
        items = _sequence(text, start.start(1), end, start[1], shift)
        nested = index + 1 < len(starts) and _sequence_goes_on(text, end, start[1], len(items))
        if len(items) < 2 or nested or cut:
            continue
        at, n = announced
        moved = shift + max(0, start.start(1) - CLAUSE)
        whole_run = len(_of_form(text, start.start(1), end, start[1])) == len(items)
        yield Enumeration(Span(at.start + moved, at.end + moved), n, len(items), items, "numbered", sure=whole_run)


@dataclass(frozen=True, slots=True)
class Markers:
    """The numbers of one list inside a paragraph as printed (一是, 二是, 四是), with the folded place of each marker."""

    numbers: tuple[int, ...]
    places: tuple[Span, ...]


def markers(article: Article) -> Iterator[Markers]:
    """Every list of three or more numbered items inside one paragraph, from its first item to the next list's."""
    p = patterns()
    for line in article.lines:
        if line.kind == "table":
            continue
        text = article.folded[line.at.start : line.at.end]
        starts = list(p.first.finditer(text))
        for index, start in enumerate(starts):
            end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
            found = _of_form(text, start.start(1), end, start[1])
            if len(found) >= 3 and not (index + 1 < len(starts) and _sequence_goes_on(text, end, start[1], found[-1][0])):
                moved = tuple(Span(at.start + line.at.start, at.end + line.at.start) for _, at in found)
                yield Markers(tuple(number for number, _ in found), moved)


_LISTED = re.compile(f"(?:^|(?<=[:：。；;]))\\s?({_NUMERAL})、(?![一二三四五六七八九十]{{1,3}}(?:[、和及或到至级产类]|是))")


def articled(article: Article) -> Iterator[Markers]:
    """Every list of four or more items inside a paragraph, numbered as headings are: 内容如下：一、摸清底数…；二、分类处置…."""
    for line in article.lines:
        if line.kind == "table":
            continue
        found = [(whole(m[1]), Span(m.start(1), m.end())) for m in _LISTED.finditer(article.folded, line.at.start, line.at.end)]
        numbers = tuple(number for number, _ in found if number is not None)
        if len(numbers) >= 4 and len(numbers) == len(found) and numbers[0] == 1 and numbers.count(1) == 1:
            yield Markers(numbers, tuple(at for _, at in found))


@functools.cache
def _label() -> re.Pattern[str]:
    w = table("lists.toml")["labels"]
    number = f"{_NUMERAL}|\\d{{1,2}}"
    return re.compile(
        f"[【“]?(?:第(?P<n>{number})(?P<of>{alternation(w['counted'])})|(?P<name>{alternation(w['named'])})(?P<m>{number}|[①-⑳]))"
        "(?=[：:、 ，.．】”？?]|$)"
    )


@functools.cache
def _in_part() -> re.Pattern[str]:
    return re.compile(alternation(table("lists.toml")["labels"]["in-part"]))


def labelled(article: Article) -> Iterator[Markers]:
    """第一步：… 第二步：…, 问题一：… 问题二：…: lines that begin with a number of one kind, each run from its first on.

    Of a text that says that it gives some of them (节选, 部分条文修正如下) nothing is told.
    """
    runs: dict[str, list[tuple[int, Span]]] = {}
    found: list[list[tuple[int, Span]]] = []
    for line in article.lines:
        if line.kind == "table" or (line.number is not None and line.level):
            continue
        mark = _label().match(article.folded, line.at.start, line.at.end)
        number = None if mark is None else ord(mark["m"]) - ord("①") + 1 if (mark["m"] or "") in _CIRCLED else whole(mark["n"] or mark["m"])
        if mark is None or number is None:
            continue
        label = mark["of"] or mark["name"]
        if number == 1 or label not in runs:
            runs[label] = []
            found.append(runs[label])
        runs[label].append((number, Span(*mark.span())))
    for run in found:
        if len(run) > 2 and _in_part().search(article.folded) is None:
            yield Markers(tuple(number for number, _ in run), tuple(at for _, at in run))


_CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def _of_form(text: str, start: int, end: int, first: str) -> list[tuple[int, Span]]:
    """All markers of a form in a stretch of text that begins with the first of them, with their numbers."""
    found: list[tuple[int, Span]] = []
    for marker in _form(first).finditer(text, start, end):
        number = ord(marker[1]) - ord("①") + 1 if first == "①" else whole(marker[1])
        if number is not None and (marker.start() == start or text[marker.start() - 1] in ":：，。；,;、 ”’）)"):
            found.append((number, Span(*marker.span())))
    return found


@functools.cache
def _form(first: str) -> re.Pattern[str]:
    return re.compile(_FORMS[first])


def _marker(first: str, k: int) -> str:
    return MARKERS[first].format(han=han(k), circle=chr(ord("①") + k - 1), n=k)


def _sequence(text: str, start: int, end: int, first: str, shift: int) -> tuple[Span, ...]:
    items = [Span(start + shift, start + len(first) + shift)]
    place = start + len(first)
    for k in range(2, MOST + 1):
        marker = _marker(first, k)
        at = text.find(marker, place, end)
        while at > 0 and not _OPENS_ITEM.match(text, at - 1):
            at = text.find(marker, at + 1, end)
        if at < 0:
            break
        place = at + len(marker)
        items.append(Span(at + shift, place + shift))
    return tuple(items)


def _sequence_goes_on(text: str, end: int, first: str, k: int) -> bool:
    """True when the next marker stands beyond another first one: the lists are nested, and whose it is cannot be told."""
    return text.find(_marker(first, k + 1), end, end + _BEYOND) >= 0


def _announced(before: str, p: Patterns) -> tuple[Span, int] | None:
    """The count in the clause that leads up to the first marker."""
    stripped = before.rstrip()
    if not stripped or stripped[-1] not in ":：。，":
        return None
    body = stripped[:-1]
    clause_start = max(body.rfind(mark) for mark in "，。；:：！？") + 1
    found = [m for m in p.announced.finditer(body, clause_start) if len(body) - m.end("at") <= 14]
    if len(found) != 1:
        return None
    rest = body[found[0].end("at") :]
    if stripped[-1] not in ":：" and (found[0]["m"] or not found[0]["n"] or any(verb in rest for verb in words()["verbs"])):
        return None
    if any(word in body[clause_start:] for word in words()["scope"]):
        return None
    n = count_of(found[0])
    return None if n is None else (Span(found[0].start("at"), found[0].end("at")), n)


def in_lines(article: Article) -> Iterator[Enumeration]:
    """三项工作： with 一是 …, 二是 … in the lines that follow, one each."""
    p = patterns()
    lines = article.lines
    text = article.folded
    for index, line in enumerate(lines[1:], 1):
        if not text.startswith(_LINE_MARKERS, line.at.start):
            continue
        first = text[line.at.start : line.at.start + 2]
        before = lines[index - 1].at
        announced = _announced(text[before.start : before.end], p)
        if announced is None or _marker(first, 2) in text[line.at.start : line.at.end]:
            continue
        items = []
        for k, after in enumerate(lines[index : index + MOST], 1):
            marker = _marker(first, k)
            if not text.startswith(marker, after.at.start):
                break
            items.append(Span(after.at.start, after.at.start + len(marker)))
        if len(items) >= 2:
            at, n = announced
            yield Enumeration(Span(at.start + before.start, at.end + before.start), n, len(items), tuple(items), "numbered")
