"""A user's own reference table: CSV with a header, one settled value a line."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from enping_check.model import Article, Span
from enping_check.reading.articles import read_text
from enping_check.reading.decoding import UndecodableError, decode
from enping_check.wording import Trouble

COLUMNS = ("subject", "indicator", "period", "value")
UNIT = "unit"  # optional: the unit of values that are bare numbers
_NAMES = {
    "subject": "subject", "scope": "subject", "place": "subject", "地区": "subject", "主体": "subject", "单位名称": "subject",
    "indicator": "indicator", "指标": "indicator", "period": "period", "时期": "period", "年份": "period", "时间": "period",
    "value": "value", "数值": "value", "值": "value", "unit": UNIT, "计量单位": UNIT, "单位": UNIT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: its number, the span of its value in the source, and its cells by column."""

    line: int
    value: Span
    cells: Mapping[str, str]


def load_reference(path: Path) -> tuple[Article, tuple[Row, ...]]:
    """The table at ``path``: the file as an article, and its rows in order; empty lines and lines that begin with # are left out.

    Columns are named by the header, in any order: subject (or scope, 地区), indicator (指标), period (时期), value (数值) and, where values
    are bare numbers, unit (计量单位). Raises :class:`Trouble` for a file that cannot be read, a missing column or a row with an empty cell.
    """
    try:
        text, encoding = decode(path.read_bytes())
    except OSError as error:
        raise Trouble("reference-unreadable", where=path, reason=error.strerror) from None
    except UndecodableError as error:
        raise Trouble("reference-unreadable", where=path, reason=error) from None
    article = read_text(text, str(path), encoding)
    rows: list[Row] = []
    header: list[str] = []
    for number, start in enumerate(article.breaks, 1):
        end = article.breaks[number] if number < len(article.breaks) else len(article.source)
        line = article.source[start:end]
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")]))]
        if not header:
            header = [_NAMES.get(cell.lower(), cell) for cell in cells]
            if missing := [name for name in COLUMNS if name not in header]:
                raise Trouble("reference-columns", where=path, missing=", ".join(missing), known=",".join((*COLUMNS, UNIT)))
            continue
        row = dict(zip(header, cells, strict=False))
        if any(not row.get(name) for name in COLUMNS[1:]):
            raise Trouble("reference-row", where=path, line=number, reason=line.strip())
        at = start + line.rfind(row["value"])
        rows.append(Row(number, Span(at, at + len(row["value"])), row))
    return article, tuple(rows)
