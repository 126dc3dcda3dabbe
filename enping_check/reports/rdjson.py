"""Reviewdog's diagnostic format (rdjson), for comments on a pull request; columns are UTF-8 bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from enping_check.model import Article, Finding, Place, Report, Severity
from enping_check.reports import Options, role
from enping_check.reports.positions import Region, articles, from_here, of_place, region, utf8

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report, *, lang: str, options: Options) -> str:
    """One DiagnosticResult; what was not checked is an ERROR without a place in its file."""
    known = articles(report)
    diagnostics = [_diagnostic(f, known, lang) for f in report.findings]
    diagnostics += [
        {"message": p.message, "location": {"path": from_here(p.file)}, "severity": "ERROR", "code": {"value": "unchecked"}}
        for p in report.problems
    ]
    result = {"source": {"name": "enping-check"}, "severity": "WARNING", "diagnostics": diagnostics}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(finding: Finding, known: Mapping[str, Article], lang: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": finding.message,
        "location": _location(finding.place, known),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": f"{finding.code} {finding.rule}"},
    }
    article = known.get(finding.place.file)
    if finding.suggestion and article is not None:
        row["suggestions"] = [{"range": _range(region(article, finding.suggestion.span, utf8)), "text": finding.suggestion.replacement}]
    if finding.related:
        row["relatedLocations"] = [{"message": role(p, lang) or p.text, "location": _location(p, known)} for p in finding.related]
    return row


def _location(place: Place, known: Mapping[str, Article]) -> dict[str, Any]:
    return {"path": from_here(place.file), "range": _range(of_place(place, known, utf8))}


def _range(where: Region) -> dict[str, Any]:
    return {"start": {"line": where.line, "column": where.column}, "end": {"line": where.end_line, "column": where.end_column}}
