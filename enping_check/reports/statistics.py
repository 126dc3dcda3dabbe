"""Counts per kind of claim and per rule, for --statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from enping_check.model import Report, Severity
from enping_check.reports.canvas import grid
from enping_check.wording import say


def tables(report: Report, lang: str, width: int | None) -> Iterator[RenderableType]:
    """One table of claims by kind and how they were bound, one of rules with their relations and findings."""
    resting = {(p.file, p.span) for f in report.findings for p in (f.place, *f.related)}
    resting |= {(p.file, p.span) for c in report.checks for p in c.places}
    kinds: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    bound: Counter[tuple[str, str]] = Counter()
    for reading in report.readings:
        for claim in reading.claims:
            kinds[claim.kind] += 1
            bound[claim.kind, claim.bound] += 1
            checked[claim.kind] += (reading.article.name, claim.span) in resting
    bindings = ("stated", "carried", "far", "unclear")
    heads = [
        (say(lang, "col-kind"), "left"),
        (say(lang, "stat-claims"), "right"),
        *((say(lang, f"stat-{b}"), "right") for b in (*bindings, "checked")),
    ]
    table = grid(say(lang, "stat-kinds"), heads, width)
    for kind, count in kinds.most_common():
        table.add_row(kind, str(count), *(str(bound[kind, b]) for b in bindings), str(checked[kind]))
    yield table
    yield Text()
    held: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    names: dict[str, str] = {}
    found: Counter[tuple[str, Severity]] = Counter()
    for check in report.checks:
        names[check.code] = check.rule
        (held if check.held else failed)[check.code] += 1
    for finding in report.findings:
        names[finding.code] = finding.rule
        found[finding.code, finding.severity] += 1
    grades = tuple(sorted(Severity, reverse=True))
    heads = [
        (say(lang, "col-rule"), "left"),
        (say(lang, "stat-held"), "right"),
        (say(lang, "stat-failed"), "right"),
        *((say(lang, f"severity-{g.label}"), "right") for g in grades),
    ]
    table = grid(say(lang, "stat-rules"), heads, width)
    for code in sorted(names):
        table.add_row(f"{code} {names[code]}", str(held[code]), str(failed[code]), *(str(found[code, g]) for g in grades))
    yield table
    yield Text()
