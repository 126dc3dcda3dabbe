"""Where a place begins and ends, in the column unit that a format counts in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from enping_check.model import Article, Place, Report, Span


def code_points(text: str) -> int:
    """Length in Unicode code points."""
    return len(text)


def utf16(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text) if not text.isascii() else len(text)


def utf8(text: str) -> int:
    """Length in UTF-8 bytes; an unpaired surrogate counts as the three bytes it would take."""
    return len(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Region:
    """1-based lines and columns; the end column is the one after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def from_here(file: str) -> str:
    """A path as a repository lists it: relative to the current folder where it lies below it, with slashes, without a leading ``./``."""
    if os.path.isabs(file):
        try:
            inside = os.path.relpath(file)
        except ValueError:  # another drive
            inside = os.pardir
        file = file if inside.startswith(os.pardir) else inside
    return file.replace(os.sep, "/").removeprefix("./")


def articles(report: Report) -> Mapping[str, Article]:
    """The articles of a report by name."""
    return {r.article.name: r.article for r in report.readings}


def region(article: Article, span: Span, unit: Callable[[str], int]) -> Region:
    """A source span as lines and columns, columns counted in ``unit``."""
    line, column = _at(article, span.start, unit)
    end_line, end_column = _at(article, span.end, unit)
    return Region(line, column, end_line, end_column)


def of_place(place: Place, known: Mapping[str, Article], unit: Callable[[str], int]) -> Region:
    """A place as lines and columns; one in an article that the report does not carry ends where its text would on one line."""
    article = known.get(place.file)
    if article is None:
        return Region(place.line, place.column, place.line, place.column + unit(place.text))
    return region(article, place.span, unit)


def _at(article: Article, offset: int, unit: Callable[[str], int]) -> tuple[int, int]:
    line, _ = article.position(offset)
    return line, unit(article.source[article.breaks[line - 1] : offset]) + 1


def line_text(article: Article, line: int) -> tuple[int, str]:
    """Offset and text of a 1-based source line, without its line break."""
    start = article.breaks[line - 1]
    end = article.breaks[line] if line < len(article.breaks) else len(article.source)
    return start, article.source[start:end].rstrip("\r\n")
