"""Decoding: bytes to text, or a clear refusal."""

from __future__ import annotations

import codecs
import re

from enping_check.reading.words import sections
from enping_check.wording import Trouble

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_STANDARD = re.compile("[\u2010-\u2026\u3000-\u301f\uff00-\uffef]")
_FOREIGN = re.compile("[\u0370-\u04ff\u2500-\u25ff\u3040-\u312f]")  # Greek, Cyrillic, boxes, kana, bopomofo
_SAMPLE = 20_000  # characters from which the likelier of two readings is told


class UndecodableError(Trouble):
    """The bytes are no text in any encoding that was tried; its words say which, and what to do."""


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding: by its mark, strict UTF-8, strict GB18030 or Big5; ``encoding`` overrides all of them.

    Nearly every Big5 text is also valid GB18030, so where both fit, the reading that looks more like Chinese is taken.
    The byte order mark is no part of the text. Raises UndecodableError, also for an unknown ``encoding`` and for binary data.
    """
    if encoding is not None:
        return _checked(_with(data, encoding)), encoding
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_with(data, name)), name
    if b"\0" in data:
        raise UndecodableError("undecodable-nul")
    text = _strict(data, "utf-8")
    if text is not None:
        return _checked(text), "utf-8"
    mainland = _strict(data, "gb18030")
    island = _strict(data, "big5hkscs") or _strict(data, "cp950")
    if mainland is not None and (island is None or _likeness(mainland) >= _likeness(island)):
        return _checked(mainland), "gb18030"
    if island is not None:
        return _checked(island), "big5"
    raise UndecodableError("undecodable")


def _with(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise UndecodableError("undecodable-unknown", encoding=encoding) from error
    except UnicodeError as error:
        raise UndecodableError("undecodable-as", encoding=encoding, offset=getattr(error, "start", 0)) from error
    return text.removeprefix("\ufeff")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str) -> str:
    found = _CONTROL.search(text)
    if found:
        raise UndecodableError("undecodable-control", code=f"U+{ord(found[0]):04X}", offset=found.start())
    return text


def _likeness(text: str) -> int:
    """How much a text looks like Chinese: its commonest characters less those that only a wrong decoding strews in."""
    words = sections("script.txt")
    common = frozenset("".join(words["common"]))
    known = frozenset(pair[0] for pair in words["pairs"])
    score = 0
    for char in text[:_SAMPLE]:
        if char in common:
            score += 2
        elif char > "\x7f" and char not in known and not _STANDARD.match(char) and _strange(char):
            score -= 1
    return score


def _strange(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return _FOREIGN.match(char) is not None
