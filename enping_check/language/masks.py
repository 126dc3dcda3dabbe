"""Masks: numerals that belong to names, idioms, codes and common words.

Fixed phrases are found from the numeral they hold: the reader of numbers meets the numeral and asks which phrases lie around it, so
the cost is two dictionary look-ups per numeral however long the lists grow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from enping_check.language import lexicon
from enping_check.language.numerals import HAN

_NUMERALS = frozenset(HAN) | frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase; ``offset`` is where its first numeral stands; ``listed`` says whether that numeral counts as a (masked) number."""

    text: str
    offset: int
    why: str
    listed: bool


Index = dict[str, tuple[Phrase, ...]]


@lru_cache(maxsize=8)
def index(extra: tuple[str, ...] = ()) -> Index:
    """Phrases by the two characters from their first numeral on; where it ends the phrase, by a blank, the one before and it."""
    data = lexicon.table("masks.toml")
    gathered: dict[str, list[Phrase]] = {}
    for phrase in extra:
        _put(gathered, phrase, "name", True)
    for why in ("idiom", "name", "place", "word"):
        for phrase in data[why]["words"].split():
            _put(gathered, phrase, "name" if why == "place" else why, data[why]["listed"])
    return {key: tuple(sorted(phrases, key=lambda phrase: -len(phrase.text))) for key, phrases in gathered.items()}


def _put(gathered: dict[str, list[Phrase]], phrase: str, why: str, listed: bool) -> None:
    offset = next((place for place, char in enumerate(phrase) if char in _NUMERALS), None)
    if offset is None:
        return
    rest = phrase[offset : offset + 2]
    key = rest if len(rest) == 2 else " " + phrase[offset - 1 : offset + 1] if offset else rest
    gathered.setdefault(key, []).append(Phrase(phrase, offset, why, listed))


def phrase_at(text: str, at: int, phrases: Index) -> Phrase | None:
    """The longest fixed phrase whose first numeral stands at ``at``."""
    best: Phrase | None = None
    found = phrases.get(text[at : at + 2])
    if found:
        for phrase in found:
            if text.startswith(phrase.text, at - phrase.offset) and phrase.offset <= at:
                best = phrase
                break
    if at:
        found = phrases.get(" " + text[at - 1 : at + 1])
        if found:
            for phrase in found:
                longer = best is None or len(phrase.text) > len(best.text)
                if longer and phrase.offset <= at and text.startswith(phrase.text, at - phrase.offset):
                    return phrase
    return best


@cache
def _patterns(side: str) -> tuple[tuple[str, re.Pattern[str], bool, re.Pattern[str] | None], ...]:
    """Reason, pattern, whether it holds for Chinese numerals only, and the numbers that it does not hold for."""
    entries = lexicon.table("masks.toml")[side]
    ending = "" if side == "after" else "$"
    return tuple(
        (
            entry["why"],
            re.compile(f"(?:{entry['pattern']}){ending}"),
            "only" in entry,
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for entry in entries
    )


def after(text: str, end: int, chinese: bool = False) -> tuple[str, int] | None:
    """Why the digits that end at ``end`` are no quantity for what follows them, and how far that reaches."""
    if text[end : end + 1] not in ends("after_heads"):
        return None
    for why, pattern, only, _ in _patterns("after"):
        if (chinese or not only) and (found := pattern.match(text, end)):
            return why, found.end()
    return None


@cache
def ends(side: str) -> frozenset[str]:
    """The characters that what masks the digits before it may begin with, or what masks those after it may end with."""
    return frozenset(lexicon.table("masks.toml")[side])


def before(text: str, start: int) -> tuple[str, int] | None:
    """Why the digits that begin at ``start`` are no quantity for what stands before them, and where that begins."""
    if not start or text[start - 1] not in ends("before_tails"):
        return None
    window = max(0, start - 8)
    piece = text[window:start]
    for why, pattern, _, unless in _patterns("before"):
        if (found := pattern.search(piece)) and (unless is None or unless.match(text, start) is None):
            return why, window + found.start()
    return None
