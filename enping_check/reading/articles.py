"""A text becomes an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, chain

from enping_check.model import Article, Line, Span
from enping_check.reading.folding import Folding, fold
from enping_check.reading.structure import lines

_BREAK = re.compile(r"\r\n?|\n")


def read_text(text: str, name: str = "<text>", encoding: str = "utf-8") -> Article:
    """The article of a decoded text, in time linear in it. ``source`` is the text itself, without a leading byte order mark."""
    source = text.removeprefix("\ufeff")
    folding = fold(source)
    breaks = _breaks(source)
    folding, found_lines = _joined(folding, lines(folding.text))
    return Article(name, source, folding.text, folding.starts, folding.ends, found_lines, breaks, encoding)


def _breaks(source: str) -> tuple[int, ...]:
    """Where the printed lines begin."""
    if "\r" in source:
        return (0, *(found.end() for found in _BREAK.finditer(source)))
    ends = accumulate(len(line) + 1 for line in source.split("\n"))  # the common case, without a pattern
    return (0, *ends)[:-1]


_INSIDE = re.compile(r"[ \t]*\n+(?:[ \t]*[-—~·]?[ ]?\d{1,4}[ ]?[-—~·]?[ \t]*\n+)?[ \t]*")


def _joined(folding: Folding, found: tuple[Line, ...]) -> tuple[Folding, tuple[Line, ...]]:
    """The folding without the line ends (and page numbers) that stand inside one paragraph, and the lines where they are then."""
    dropped: list[tuple[int, int]] = []
    folded = folding.text
    for line in found:
        start, end = line.at
        if folded.find("\n", start, end) >= 0:
            dropped += [m.span() for m in _INSIDE.finditer(folded, start, end)]
    if not dropped:
        return folding, found
    kept: list[tuple[int, int]] = []
    where = 0
    for start, end in dropped:
        kept.append((where, start))
        where = end
    kept.append((where, len(folded)))
    text = "".join(folded[a:b] for a, b in kept)
    starts = tuple(chain.from_iterable(folding.starts[a:b] for a, b in kept))
    ends = tuple(chain.from_iterable(folding.ends[a:b] for a, b in kept))
    gone = [0]
    for start, end in dropped:
        gone.append(gone[-1] + end - start)
    begins = [start for start, _ in dropped]

    def moved(at: Span) -> Span:
        return Span(_moved(at.start), _moved(at.end))

    def _moved(offset: int) -> int:
        k = bisect_left(begins, offset)
        if k and dropped[k - 1][1] > offset:
            return begins[k - 1] - gone[k - 1]
        return offset - gone[k]

    return Folding(text, starts, ends), tuple(
        line._replace(at=moved(line.at), sentences=tuple(moved(s) for s in line.sentences)) for line in found
    )
