"""A stand-in for the pipeline: findings by marker words, so that gates and formats are tested apart from the arithmetic.

A line holding ``误`` has an error at its first number, ``疑`` a warning, ``注`` a note; ``同`` is a relation that holds. An article with
``坏`` in it cannot be checked, one with ``崩`` brings the whole run down.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.interval import Interval
from enping_check.model import (
    Article,
    Check,
    Claim,
    Finding,
    Place,
    Problem,
    Quantity,
    Reading,
    Report,
    Scan,
    Severity,
    Span,
    Suggestion,
    Summary,
)
from enping_check.settings import Settings

NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
GRADES = {
    "误": ("EP101", "share-mismatch", Severity.ERROR),
    "疑": ("EP702", "heading-sequence", Severity.WARNING),
    "注": ("EP905", "last-digit", Severity.NOTE),
}


def place(article: Article, start: int, end: int, role: str = "") -> Place:
    """The place of source[start:end]."""
    line, column = article.position(start)
    return Place(article.name, line, column, Span(start, end), article.source[start:end], role)


def check_articles(articles: Sequence[Article], settings: Settings, problems: Sequence[Problem] = ()) -> Report:
    """Marker words to findings; the same figures in two articles (``同``) relate them."""
    readings, findings, checks, unread = [], [], [], list(problems)
    for article in articles:
        if "崩" in article.source:
            raise RuntimeError("the stand-in was told to crash")
        if "坏" in article.source:
            unread.append(Problem(article.name, f"{article.name}: could not be checked"))
            continue
        readings.append(reading(article))
        for finding, check in _marked(article, settings):
            findings += [finding] if finding else []
            checks += [check]
    severities = [f.severity for f in findings]
    numbers = sum(len(r.scan.quantities) for r in readings)
    held = sum(c.verdict != "fails" for c in checks)
    summary = Summary(
        len(readings), numbers, sum(len(r.claims) for r in readings), 0, len(checks), len(checks), held,
        severities.count(Severity.ERROR), severities.count(Severity.WARNING), severities.count(Severity.NOTE),
    )  # fmt: skip
    return Report(tuple(readings), tuple(findings), tuple(checks), tuple(unread), summary)


read_articles = check_articles


def _marked(article: Article, settings: Settings) -> Iterator[tuple[Finding | None, Check]]:
    for number, start in enumerate(article.breaks, 1):
        end = article.breaks[number] if number < len(article.breaks) else len(article.source)
        line = article.source[start:end]
        spots = [
            place(article, start + m.start(), start + m.end(), "evidence" if n else "stated") for n, m in enumerate(NUMBER.finditer(line))
        ]
        if not spots:
            continue
        for mark, (code, name, severity) in GRADES.items():
            if mark in line:
                yield _finding(code, name, severity, spots, line, settings), Check(code, name, "fails", "1 ≠ 2", tuple(spots), Fraction(1))
        if "同" in line:
            formula = f"{spots[0].text} = {spots[-1].text}"
            yield None, Check("EP103", "implied-whole-conflict", "holds", formula, tuple(spots), Fraction(number, 100))


def _finding(code: str, name: str, severity: Severity, spots: list[Place], line: str, settings: Settings) -> Finding:
    first = spots[0]
    words = "印作" if settings.lang == "zh" else "printed"
    fix = Suggestion(first.span, first.text, "35.6%") if severity is Severity.ERROR else None
    digest = hashlib.sha256(f"{code}{line.strip()}".encode()).hexdigest()[:16]
    return Finding(
        code, name, severity, f"{words} {first.text}", first, first.text, " ÷ ".join(s.text for s in spots), digest,
        Fraction(107, 3), Fraction(36), "%", tuple(spots[1:]), fix, implied="35.67—36.00%",
    )  # fmt: skip


def reading(article: Article) -> Reading:
    """Every number as a quantity of 亿元 and a claim of level."""
    quantities, claims = [], []
    for n, match in enumerate(NUMBER.finditer(article.source)):
        span = Span(match.start(), match.end())
        value = Fraction(match[0].rstrip("%"))
        fine = Interval.around(value * 10**8, 10**7)
        quantity = Quantity(span, span, match[0], value, span, "亿元", "元", "currency:元", Fraction(1), Fraction(1), fine=fine)
        quantities.append(quantity)
        claims.append(Claim(n, "level", span, span, match[0], quantity, "全县", "产值", "2023", why="named in the clause"))
    return Reading(article, Scan(tuple(quantities), (), (), ()), tuple(claims))
