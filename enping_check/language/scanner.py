"""The one pass over an article that finds its numbers, periods, masks and damage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from operator import attrgetter

from enping_check.language import currencies, lexicon, paces, periods, units
from enping_check.language.chinese import ChineseReader
from enping_check.language.gathering import Extra
from enping_check.language.numerals import HAN, Numeral
from enping_check.language.reckoning import Found
from enping_check.model import Article, Mark, Quantity, Scan, Span


def _trie(words: Iterable[str]) -> str:
    """A regular expression for the longest of ``words``, by common beginnings."""
    branches: dict[str, set[str]] = {}
    optional = False
    for word in words:
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
        else:
            optional = True
    if not branches:
        return ""
    parts = [re.escape(first) + _trie(rest) for first, rest in sorted(branches.items())]
    joined = parts[0] if len(parts) == 1 and not optional else f"(?:{'|'.join(parts)})"
    return joined + ("?" if optional else "")


_DAMAGE = re.compile(
    r"\d(?<![\d.].)(?:\d*+\.\.\d+|\d*+。\d+(?=[万亿%元吨])|\d{10,}+(?:\.\d+)?(?=[万亿元吨])|\d{3,}+,\d{3}(?!\d)"
    r"|\d{0,2}+(?:,\d{3})*+,\d{1,2}(?!\d)(?=[万亿元吨%])|\d*+\.(?=[万亿%元]))"
)
# what every damaged number holds, and what few texts do: none of those above need be tried at each digit of a text without it
_DAMAGEABLE = re.compile(r"[.,。万亿元吨](?:(?<=,)|(?<=\d。)\d|(?<=\.)[.万亿%元]|(?<=\d{10}.))")


@cache
def _token() -> re.Pattern[str]:
    openers = {lead + count for lead in "前首头" for count in "123456789一二两三四五六七八九十"}
    words = {*periods.relative_words(), *openers, "翻番", "民国", "打对折"}
    numeral_words = {word for word in words if word[0] in "0123456789" or word[0] in HAN}
    firsts = re.escape("".join(sorted({word[0] for word in words})))
    token = (
        rf"(?P<num>\d|\.\d)|(?P<holiday>{_trie(numeral_words)})|(?P<han>[{HAN}])|(?P<word>{_trie(words - numeral_words)})"
        r"|(?P<url>https?://[!-~]+|www\.[!-~]+)|(?P<latin>(?<![A-Za-z])[A-Za-z]{1,24}[-—]?\d[A-Za-z0-9.]*)"
    )
    # most characters begin nothing. A pattern that opens with a set skips them fastest: so the set takes the first character,
    # and the token, which begins with that same character, is looked at from there. Within the set \d would be asked by itself
    digits = "".join(char for char in map(chr, range(0x10000)) if char.isdecimal())
    return re.compile(rf"[{digits}.{HAN}{firsts}A-Za-z\U00010000-\U0010ffff](?<=(?={token}).)")


@cache
def _word_guards() -> dict[str, tuple[frozenset[str], frozenset[str], tuple[str, ...]]]:
    """Word → characters that must not stand before and after it, and words that must not follow it."""
    table = lexicon.table("periods.toml")["guards"]
    return {word: (frozenset(row[0]), frozenset(row[1]), tuple(row[2:])) for word, row in table.items()}


class _Scanner(ChineseReader):
    """Goes from one possible beginning to the next."""

    def run(self) -> Scan:
        """The pass."""
        text = self.text
        search, arabic, han = _token().search, self.arabic, self.han
        position = 0
        if _DAMAGEABLE.search(text):
            self.damage += [Mark(Span(*hit.span()), "damage") for hit in _DAMAGE.finditer(text)]
        while (token := search(text, position)) is not None:
            at = token.start()
            kind = token.lastgroup
            if kind == "num":
                position = arabic(at)
            elif kind == "han":
                position = han(at)
            elif kind == "word" or kind == "holiday":
                position = self.word(at, token[kind])
            elif kind == "latin":
                position = self.latin(at, token.end("latin"))
            else:
                position = token.end("url")
                self.set_aside(at, position, "identifier")
        self.share_units()
        self.lend_units()
        quantities = [self._damaged(q) for q in self.quantities] if self.damage else self.quantities
        found = paces.paced(currencies.at_home(currencies.led(quantities, text), text, self.article.source), text)
        return Scan(tuple(found), tuple(self.periods), tuple(self.marks), tuple(self.damage))

    def _damaged(self, quantity: Quantity) -> Quantity:
        if quantity.masked is None and any(mark.at.overlaps(quantity.at) for mark in self.damage):
            return quantity._replace(masked="damage")
        return quantity

    def word(self, at: int, word: str) -> int:
        text = self.text
        if word == "翻番":
            self.emit(Found(at, at + 2, at + 2, Numeral(Fraction(2), units.ONE, units.ONE)), doubling=True)
            return at + 2
        if word == "打对折":
            self.discount(at + 1, at + 3, Fraction(5))
            return at + 3
        if word.endswith("年度") and text.startswith("假", at + len(word)) and word[:-1] in periods.relative_words():
            word = word[:-1]  # 明年度假区
        known = word if word in periods.relative_words() else None
        if known is None:
            found = periods.read(text, at)
            if found is None or found.at.end == at:
                return at + 1
            return self.take_period(found)
        guard = _word_guards().get(word)
        if guard is not None and (
            (at and text[at - 1] in guard[0]) or (text[at + len(word) : at + len(word) + 1] in guard[1] and at + len(word) < len(text))
        ):
            return at + 1
        if guard is not None and guard[2] and text.startswith(guard[2], at + len(word)):
            return at + 1
        found = periods.read(text, at, known)
        return self.take_period(found) if found is not None else at + 1


def scan(article: Article, extra: Extra | None = None) -> Scan:
    """Every number, period, mask and piece of damage of an article, each in order of place."""
    result = _Scanner(article, extra).run()
    place = attrgetter("at")
    return Scan(
        tuple(sorted(result.quantities, key=place)),
        tuple(sorted(result.periods, key=place)),
        tuple(sorted(result.marks, key=place)),
        tuple(sorted(result.damage, key=place)),
    )
