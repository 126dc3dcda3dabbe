"""The words of data/words.toml as compiled alternations, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from enping_check.language.lexicon import table


def alternation(words: Iterable[str]) -> str:
    """A non-capturing alternation that prefers the longest word."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def guarded(words: Iterable[str], guards: dict[str, str]) -> str:
    """The alternation of words in which a word with a guard does not match before any of the guard's characters."""
    pieces = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w) + (f"(?![{guards[w]}])" if guards.get(w) else "") for w in pieces) + ")"


def pieces(*alternations: str) -> list[str]:
    """The words of alternations; a guarded one with its guard."""
    return [piece for each in alternations for piece in each.removeprefix("(?:").removesuffix(")").split("|")]


def firsts(*alternations: str) -> frozenset[str]:
    """The characters that the words of plain alternations (一|二) begin with: where another stands, the pattern need not be tried."""
    return frozenset(piece[0] for piece in pieces(*alternations))


def lasts(*alternations: str) -> frozenset[str]:
    """The characters that the words of plain alternations end in."""
    return frozenset(piece[-1] for piece in pieces(*alternations))


def by_first(alternation: str) -> str:
    """An alternation of plain words, those that begin alike together: where their first character does not stand, none of them is tried."""
    words: dict[str, list[str]] = {}
    for word in pieces(alternation):
        words.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(first + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]) for first, rests in words.items()) + ")"


@dataclass(frozen=True, slots=True, eq=False)  # by identity: patterns are kept for each lexicon
class Lexicon:
    """Alternations (regular-expression sources) and word sets by purpose."""

    up: str
    down: str
    rate_up: str
    rate_down: str
    amount_up: str
    amount_down: str
    to: str
    origin: str
    comparison: str
    pull: str
    light: str
    degree: str  # 大幅, 继续: how a change is, between its basis and its verb
    acted: str  # 收治, 接待: what more or less was done of
    increment: str
    fresh: str  # the increment words that begin with 新: alone before a number they say it of what the sentence is about
    stock: str
    target: str
    monies: str  # what a growth may be reckoned in: 美元, 当地货币, 固定汇率
    of_which: str
    others: tuple[str, ...]
    alone: frozenset[str]  # 剩, 进一步: verbs and adverbs that are no name where nothing stands beside them
    general: frozenset[str]  # 总数, 规模: words that name nothing but how much of it there is
    measures: frozenset[str]  # 销量, 产值: what stands for the thing that opened the sentence with 方面
    standing: str  # 第一大, 主力: what a thing is said to be before its amount is told
    moved: tuple[str, ...]  # 影响, 拖累: how a clause on what moved a thing ends
    together: str
    connectives: str
    adverbs: str
    home: tuple[str, ...]
    wider: tuple[str, ...]
    place_suffixes: tuple[str, ...]
    basis: tuple[tuple[str, str], ...]  # (canonical basis, alternation)
    per: dict[str, tuple[str, ...]]
    each: str  # 校均, 次均 …: further words for one of something
    single: str  # 单店, 单箱: one of something, with what it yields behind it
    kin: tuple[re.Pattern[str], ...]  # by each of them an average may be called where another calls its total
    results: tuple[str, ...]  # names of what may fall below zero
    sides: frozenset[str]  # 盈利, 亏损: on which side of it an amount stands
    done: re.Pattern[str]  # verbs before an average that say nothing of what it is of


@cache
def load() -> Lexicon:
    """The lexicon of the data file; raises tomllib.TOMLDecodeError on a broken file."""
    data = table("words.toml")
    growth, point, parts, places = data["growth"], data["point"], data["parts"], data["places"]
    return Lexicon(
        up=alternation(growth["up"]),
        down=alternation(growth["down"]),
        rate_up=alternation(growth["rate_up"]),
        rate_down=alternation(growth["rate_down"]),
        amount_up=alternation(growth["amount_up"]),
        amount_down=alternation(growth["amount_down"]),
        to=alternation(growth["to"]),
        origin=alternation(growth["from"]),
        comparison=alternation(point["comparison"]),
        pull=alternation(point["pull"]),
        light=alternation(data["light_verbs"]["words"]),
        degree=alternation(data["degree"]["words"]),
        acted=alternation(data["acted"]["words"]),
        increment=alternation(data["increment"]["words"]),
        fresh=alternation(word for word in (*data["increment"]["words"], *data["increment"]["bare"]) if word[0] == "新"),
        stock=alternation(data["stock"]["words"]),
        target=alternation(data["target"]["words"]),
        monies=alternation(data["growth"]["monies"]),
        of_which=alternation(parts["of_which"]),
        others=tuple(parts["others"]),
        alone=frozenset(data["verbs_alone"]["words"]),
        general=frozenset(data["general"]["words"]),
        measures=frozenset(data["about"]["measures"]),
        standing=alternation(data["about"]["standing"]),
        moved=tuple(data["about"]["moved"]),
        together=alternation(parts["together"]),
        connectives=guarded(data["connectives"]["words"], data["connective_guards"]),
        adverbs=alternation(data["adverbs"]["words"]),
        home=tuple(places["home"]),
        wider=tuple(places["wider"]),
        place_suffixes=tuple(places["suffixes"]),
        basis=tuple((name, alternation(words)) for name, words in data["basis"].items()),
        per={name: tuple(units) for name, units in data["average"]["per"].items()},
        each=alternation(data["average"]["each"]),
        single=alternation(name for name in data["average"]["per"] if name[0] == "单" and name not in ("单产", "单均", "单票收入")),
        kin=tuple(re.compile(alternation(words)) for words in data["average"]["kin"]),
        results=tuple(data["results"]["names"]),
        sides=frozenset((*data["results"]["gain"], *data["results"]["loss"])),
        done=re.compile(f"^{alternation(data['average']['done'])}"),
    )
