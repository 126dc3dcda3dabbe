"""Announced counts of things that are then told with a value each: 四项指标实现两位数增长：甲增长a%，乙增长b%… (EP701).

The things stand behind a colon up to the end of the sentence, each with its name and number; between ；each may say more than that.
“三升二降” announces how many of them rose and how many fell.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from enping_check.claims.announced import Enumeration
from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole
from enping_check.model import Span

_N = "[一两二三四五六七八九十]{1,2}|\\d{1,2}"
_UP, _DOWN = "升增涨正", "降减跌负"
_FURTHEST = 1  # a count further off counts something else, or only some of the things are told


@functools.cache
def _announced() -> re.Pattern[str]:
    w = table("lists.toml")["valued"]
    return re.compile(
        f"(?<![第前后近约超余逾各每\\d.])(?P<at>(?P<n>{_N})(?:{alternation(w['counters'])}))(?!{alternation(w['open'])})"
        f"[一-鿿]{{0,8}}?(?:{alternation(w['things'])})(?P<said>[^，。；：\\d]{{0,24}}?)：(?P<items>[^。！？\\n]{{8,400}})(?=[。！？\\n]|$)"
    )


@functools.cache
def _item() -> re.Pattern[str]:
    """甲增长8.6%, 甲为12.4亿元: nothing but a name and its value."""
    w = table("lists.toml")["valued"]
    return re.compile(f"(?P<name>[一-鿿A-Za-z]{{2,16}}?)(?:{alternation(w['verbs'])})?了?-?\\d[\\d.]*(?:[一-鿿%‰]{{1,4}})?")


@functools.cache
def _apart() -> re.Pattern[str]:
    return re.compile(alternation(table("lists.toml")["valued"]["apart"]))


_BALANCE = re.compile(f"(?P<up>{_N})[{_UP}](?:(?P<flat>{_N})平)?(?P<down>{_N})[{_DOWN}]")


def itemized(text: str) -> Iterator[Enumeration]:
    """Every such count of a folded text."""
    if "：" not in text:
        return
    for found in _announced().finditer(text):
        n = whole(found["n"])
        if n is None or n < 2 or _apart().search(found["said"]):
            continue
        items = _items(text, Span(*found.span("items")))
        if not items or abs(len(items) - n) > _FURTHEST:
            continue
        yield from _balanced(text, found, items)
        yield Enumeration(Span(*found.span("at")), n, len(items), items, "valued")


def _balanced(text: str, found: re.Match[str], items: tuple[Span, ...]) -> Iterator[Enumeration]:
    """“三升二降”：甲增长…，乙下降…: how many of the items went up."""
    said = _BALANCE.search(text, found.start("said"), found.end("said"))
    if said is None or said["flat"]:
        return
    up, down = whole(said["up"]), whole(said["down"])
    told = [(_RISES.search(piece) is not None, _FALLS.search(piece) is not None) for piece in (text[at.start : at.end] for at in items)]
    if up is not None and down is not None and up + down == len(items) and all(rises != falls for rises, falls in told):
        yield Enumeration(Span(*said.span()), up, sum(rises for rises, _ in told), items, "series")


_RISES, _FALLS = re.compile(f"[{_UP}]"), re.compile(f"[{_DOWN}]")


def _items(text: str, at: Span) -> tuple[Span, ...]:
    """The items between ；, else between ，where each is nothing but a name and a value; none where that cannot be told."""
    told = text[at.start : at.end]
    mark = "；" if "；" in told else "，"
    spans: list[Span] = []
    start = at.start
    names: set[str] = set()
    for piece in told.split(mark):
        name = re.match("[一-鿿A-Za-z]{2,16}?(?=[\\d，]|$)", piece)
        if _apart().search(piece) or not re.search("\\d", piece) or (mark == "，" and not _item().fullmatch(piece)) or name is None:
            return ()
        if name[0] in names:
            return ()  # one of them is told twice
        names.add(name[0])
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    return tuple(spans) if len(spans) > 1 else ()
