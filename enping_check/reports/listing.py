"""Rows of ``enping-check claims`` and ``enping-check quantities``: table, jsonl or csv."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from enping_check.interval import Interval
from enping_check.model import Article, Claim, Quantity, Report, Span
from enping_check.reports.figures import between, ceiling, floor, plain
from enping_check.wording import Trouble, nearest, say

FORMATS = ("table", "jsonl", "csv")
CLAIM_COLUMNS = (
    "file", "line", "column", "start", "end", "text", "kind", "subject", "indicator", "period", "basis", "value", "low", "high", "unit",
    "base_unit", "hedge", "whole", "aspect",
)  # fmt: skip
QUANTITY_COLUMNS = ("file", "line", "column", "start", "end", "text", "value", "low", "high", "unit", "base_unit", "hedge", "masked")
_WHY = ("bound", "why")
_CLAIM_TABLE = ("kind", "text", "subject", "indicator", "period", "basis", "range", "whole", "aspect")
_QUANTITY_TABLE = ("text", "value", "unit", "range", "hedge", "masked")


def claim_rows(report: Report, *, why: bool = False) -> Iterator[dict[str, Any]]:
    """One row a claim, in the contract's shape; ``whole`` and ``aspect`` only where there is one; ``why`` adds ``bound`` and ``why``."""
    for reading in report.readings:
        for claim in reading.claims:
            yield {
                **_where(reading.article, claim.span),
                "kind": claim.kind,
                "subject": claim.subject,
                "indicator": claim.indicator,
                "period": claim.period,
                "basis": claim.basis,
                **_amount(claim.quantity, claim.sign),
                **({"whole": claim.whole} if claim.whole is not None else {}),
                **({"aspect": claim.aspect} if claim.aspect else {}),
                **(_binding(claim) if why else {}),
            }


def quantity_rows(report: Report) -> Iterator[dict[str, Any]]:
    """One row a number, claimed or not, in the shape of the contract."""
    for reading in report.readings:
        for quantity in reading.scan.quantities:
            yield {**_where(reading.article, quantity.span), **_amount(quantity, 1), "masked": quantity.masked}


def render(rows: Sequence[Mapping[str, Any]], form: str, kind: str, *, lang: str, width: int | None, why: bool = False) -> str:
    """The rows of ``kind`` (claims or quantities) in one of :data:`FORMATS`; raises :class:`Trouble` for another."""
    columns = (CLAIM_COLUMNS if kind == "claims" else QUANTITY_COLUMNS) + (_WHY if why else ())
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if form == "csv":
        return _csv(rows, columns)
    if form == "table":
        return _table(rows, (_CLAIM_TABLE if kind == "claims" else _QUANTITY_TABLE) + (_WHY if why else ()), lang, width)
    known(form)
    raise AssertionError(form)


def known(form: str) -> None:
    """Raises :class:`Trouble` unless ``form`` is one of :data:`FORMATS`."""
    if form not in FORMATS:
        guess = nearest(form, FORMATS)
        if guess:
            raise Trouble("format-unknown-near", word=form, guess=guess, known=", ".join(FORMATS))
        raise Trouble("format-unknown", word=form, known=", ".join(FORMATS))


def _where(article: Article, span: Span) -> dict[str, Any]:
    line, column = article.position(span.start)
    return {"file": article.name, "line": line, "column": column, "start": span.start, "end": span.end, "text": article.surface(span)}


def _binding(claim: Claim) -> dict[str, Any]:
    return {"bound": claim.bound, "why": claim.why}


def _amount(quantity: Quantity | None, sign: int) -> dict[str, Any]:
    if quantity is None:
        return {"value": None, "low": None, "high": None, "unit": "", "base_unit": "", "hedge": ""}
    fine: Interval = -quantity.fine if sign < 0 else quantity.fine
    return {
        "value": _value(quantity),
        "low": None if fine.low is None else floor(fine.low),
        "high": None if fine.high is None else ceiling(fine.high),
        "unit": quantity.unit,
        "base_unit": quantity.base_unit,
        "hedge": quantity.hedge,
    }


def _value(quantity: Quantity) -> str | None:
    """The printed number, or None where the text gives only a bound: 超过200亿元."""
    number: Fraction | None = quantity.number
    if number is None or (quantity.hedge and not quantity.fine.bounded):
        return None
    return plain(number)


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: "" if v is None else v for k, v in row.items()})
    return out.getvalue()


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], lang: str, width: int | None) -> str:
    from rich.text import Text

    from enping_check.reports.canvas import draw, grid, printable

    by_file: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_file.setdefault(row["file"], []).append(row)
    parts: list[Any] = []
    for file, listed in by_file.items():
        # a column that nothing fills only takes room from the others
        shown = [c for c in columns if any(_cell(row, c) for row in listed)]
        heads = [(say(lang, "col-place"), "left"), *((say(lang, f"head-{c}"), "right" if c == "value" else "left") for c in shown)]
        table = grid(printable(file), heads, width)
        for row in listed:
            table.add_row(f"{row['line']}:{row['column']}", *(printable(_cell(row, c)) for c in shown))
        parts += [table, Text()]
    return draw(parts, width) if parts else ""


def _cell(row: Mapping[str, Any], column: str) -> str:
    if column == "range":
        low, high = (None if row[end] is None else Fraction(row[end]) for end in ("low", "high"))
        return between(low, high, row["base_unit"])
    value = row.get(column)
    return "" if value is None else str(value)
