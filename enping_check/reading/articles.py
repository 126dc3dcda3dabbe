"""A text becomes an article."""

from __future__ import annotations

import re

from enping_check.model import Article
from enping_check.reading.folding import fold
from enping_check.reading.structure import lines

_BREAK = re.compile(r"\r\n?|\n")


def read_text(text: str, name: str = "<text>", encoding: str = "utf-8") -> Article:
    """The article of a decoded text, in time linear in it. ``source`` is the text itself, without a leading byte order mark."""
    source = text.removeprefix("\ufeff")
    folding = fold(source)
    breaks = (0, *(found.end() for found in _BREAK.finditer(source)))
    return Article(name, source, folding.text, folding.starts, folding.ends, lines(folding.text), breaks, encoding)
