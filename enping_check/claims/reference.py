"""Rows of a reference table as claims, named and dated as those of an article are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from enping_check.claims.names import Namer
from enping_check.claims.timeline import When, resolve, stretch
from enping_check.language import scan
from enping_check.model import Article, Claim, Quantity, Reading, Scan, Span
from enping_check.reading import read_text
from enping_check.reading.reference import Row
from enping_check.wording import Trouble

_SPEED = re.compile("(?:同比)?(?:增速|增长率|增幅|增长速度)$")


def reference_reading(article: Article, rows: Sequence[Row], namer: Namer) -> Reading:
    """The table as a reading whose claims are its rows, numbered in order.

    Raises :class:`Trouble` for a value that is no number with a unit and for a period that is none.
    """
    claims = [_claim(article, row, namer, number) for number, row in enumerate(rows)]
    return Reading(article, Scan((), (), (), ()), tuple(claims))


def _claim(article: Article, row: Row, namer: Namer, number: int) -> Claim:
    quantity = _quantity(article, row)
    indicator = row.cells["indicator"]
    kind = "level"
    if quantity.dimension == "percent":
        kind = "growth" if _SPEED.search(indicator) else "share"
        indicator = _SPEED.sub("", indicator) if kind == "growth" else indicator
    name = namer.split(indicator)
    at = Span(bisect_left(article.starts, row.value.start), bisect_left(article.starts, row.value.end))
    return Claim(
        id=number,
        kind=kind,
        span=row.value,
        at=at,
        surface=quantity.surface,
        quantity=quantity._replace(at=at, span=row.value),
        subject=row.cells.get("subject", ""),
        indicator=name.full,
        period=_period(article, row),
        aspect="increment" if name.increment else "",
        why="reference",
        place="table",
        sentence=number,
        paragraph=number,
    )


def _quantity(article: Article, row: Row) -> Quantity:
    unit = row.cells.get("unit", "")
    value = row.cells["value"]
    printed = value if unit and value.endswith(unit) else value + unit
    found = [q for q in scan(read_text(printed)).quantities if q.masked is None]
    if len(found) != 1 or found[0].number is None or found[0].surface != printed:
        raise Trouble("reference-row", where=article.name, line=row.line, reason=printed)
    return found[0]


def _period(article: Article, row: Row) -> str:
    text = row.cells["period"]
    if stretch(text) is not None:
        return text  # 2024, 2024H1, 2024M01-M09
    found = scan(read_text(text)).periods
    if len(found) != 1 or found[0].error or found[0].year is None:
        raise Trouble("reference-row", where=article.name, line=row.line, reason=text)
    return resolve(found[0], When(found[0].year, 0, "Y"), found[0].year).label
