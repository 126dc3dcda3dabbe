"""Announced counts: 三大, 五项, “四个坚持”, and the patterns of the items they may announce."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from enping_check.language.numerals import whole
from enping_check.model import Span

HAN = "一二两三四五六七八九十"
OPEN, CLOSE = "“「『", "”」』"
_QUOTED = f"(?:[{OPEN}][^{OPEN}{CLOSE}\\n]{{1,30}}[{CLOSE}]|《[^《》\\n]{{2,60}}》)"
ENDS = CLOSE + "》"
AND = "[、，和及与]|以及"
CLAUSE = 200  # characters before a count in which its items may stand
MOST = 20  # items: longer lists are tables
MARKERS = {  # the k-th marker of a list inside a paragraph, by the form of its first
    "一是": "{han}是",
    "一要": "{han}要",
    "其一": "其{han}",
    "（一）": "（{han}）",
    "第一，": "第{han}，",
    "①": "{circle}",
    "（1）": "（{n}）",
}


@dataclass(frozen=True, slots=True)
class Enumeration:
    """``n`` announced at ``at`` (三大, 五项: folded offsets), ``listed`` items printed at ``items``; ``sure`` when a mismatch is a slip.

    ``form`` is before (quoted items, then the count), after (the count, then quoted items), inner (one quotation that holds all items),
    numbered (一是 … 二是 …), paragraphs (“四个坚持”), named (4个村，分别是A村、B村 …) or bare.
    """

    at: Span
    n: int
    listed: int
    items: tuple[Span, ...]
    form: str
    sure: bool = True


@functools.cache
def words() -> dict[str, tuple[str, ...]]:
    """``data/lists.toml``: name → words."""
    path = Path(__file__).parent.parent / "data" / "lists.toml"
    return {name: tuple(items) for name, items in tomllib.loads(path.read_text(encoding="utf-8")).items()}


class Opened:
    """A pattern that begins with one of a few characters: each alone is found several times faster than any of a set."""

    def __init__(self, heads: str, rest: str) -> None:
        self._patterns = [(head, re.compile(f"{head}{rest}")) for head in heads]

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, in order of place for each of the characters."""
        return chain.from_iterable(pattern.finditer(text) for head, pattern in self._patterns if head in text)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Where counts and their items stand in a text."""

    before: re.Pattern[str]
    held: re.Pattern[str]
    after: re.Pattern[str]
    announced: re.Pattern[str]
    paragraphs: Opened  # also how ``held`` begins
    quoted: re.Pattern[str]
    marker: re.Pattern[str]
    first: re.Pattern[str]
    named: re.Pattern[str]  # a count, and after 分别是 the names of what is counted
    another: re.Pattern[str]
    follows: re.Pattern[str]  # a count right after a quotation: ``before`` fits nowhere else
    sums_up: re.Pattern[str]  # a count right after the last of several names: a bare list is nowhere else


@functools.cache
def patterns() -> Patterns:
    """The patterns with the words of the data in them."""
    w = words()
    counters = "|".join(w["counters"])
    open_ended = "|".join(w["open"])
    # a count of things in Chinese digits, or N大 / N项 in either; never 第三项, 十余项, 三级, 三年
    count = f"(?P<at>(?:(?P<n>[{HAN}]{{1,3}})(?:{counters})|(?P<m>\\d{{1,2}})(?:大|项)))(?!{open_ended})"
    quoted = f"(?:{_QUOTED}(?:{AND})?)"
    markers = "|".join(map(re.escape, MARKERS))
    return Patterns(
        before=re.compile(
            f"(?P<items>{quoted}{{1,{MOST}}})(?P<open>等)?这?(?:{count}(?P<noun>[一-鿿]{{2}})|(?P<at2>(?P<n2>[{HAN}]{{1,3}})[化型性])(?=[一-鿿]{{2}}))"
        ),
        held=re.compile(
            f"[{OPEN}](?P<at>(?P<n>[{HAN}]{{1,2}})个)(?P<word>[一-鿿]{{1,4}})[{CLOSE}][：:，—（(]{{1,2}}(?P<items>[^。；！？\\n）)]{{4,120}})"
        ),
        after=re.compile(
            f"(?=[{HAN}\\d])(?<![第{HAN}\\d]){count}(?P<noun>[一-鿿]{{2,8}}?)(?:[，,]?(?:分别|依次)[为是])?[:：—（(]*(?P<items>{quoted}{{2,{MOST}}})(?P<next>.?)"
        ),
        announced=re.compile(  # the set takes in one character, the count is looked at from there: so every other place is skipped fastest
            f"[{HAN}\\d](?<=(?=(?<![第前后{HAN}\\d.])(?!一步)"
            f"(?P<at>(?:(?P<n>[{HAN}]{{1,3}})|(?P<m>\\d{{1,2}}))(?:{counters}))(?!{open_ended})).)"
        ),
        paragraphs=Opened(OPEN, f"(?P<at>(?P<n>[{HAN}]{{1,2}})个)(?P<word>[一-鿿]{{1,4}})[{CLOSE}]"),
        quoted=re.compile(_QUOTED),
        another=re.compile(f"[^，。；]{{0,12}}[、和及与][{HAN}\\d]{{1,3}}(?:{counters})"),
        follows=re.compile(f"[{ENDS}](?:{AND})?等?这?[{HAN}\\d]"),
        sums_up=re.compile(f"、[一-鿿“”]{{2,16}}?[{HAN}\\d]{{1,3}}(?:{counters})"),
        named=re.compile(
            f"(?<![第前后{HAN}\\d.])(?P<at>(?:(?P<n>[{HAN}]{{1,3}})|(?P<m>\\d{{1,2}}))(?:{counters}|{'|'.join(w['bodies'])}))(?!{open_ended})"
            "(?P<noun>[一-鿿“”]{0,24}?)[，,]?(?:这?[一-鿿]{0,4}?(?:分别|依次)(?:是|为)|它们是|名单为|(?=[：（]))[：:（]?"
            "(?P<items>[一-鿿A-Za-z]{2,14}(?:、[一-鿿A-Za-z]{2,14})+)(?=[，。；）)])"
        ),
        marker=re.compile(markers),
        first=re.compile(f"(?:^|(?<=[:：，。；,;\\s]))({markers})"),
    )


def count_of(found: re.Match[str]) -> int | None:
    """What is announced, where it may count the items of a list."""
    return few(found["n"] or found["m"])


def few(printed: str) -> int | None:
    """The number, where it may count the items of a list."""
    n = whole(printed)
    return n if n is not None and 2 <= n <= MOST else None
