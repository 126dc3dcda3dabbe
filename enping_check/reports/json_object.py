"""One JSON object: the contract that data/report.schema.json describes."""

from __future__ import annotations

import json
from typing import Any

from enping_check import __version__
from enping_check.model import Check, Finding, Place, Report
from enping_check.reports import Options
from enping_check.reports.figures import ceiling, floor


def render(report: Report, *, lang: str, options: Options) -> str:
    """The whole report; offsets and columns are code points."""
    return json.dumps(whole(report, options), ensure_ascii=False, indent=1) + "\n"


def whole(report: Report, options: Options) -> dict[str, Any]:
    """The report as plain data."""
    summary, back = report.summary, options.back
    return {
        "version": __version__,
        "summary": {
            "files": summary.files,
            "numbers": summary.numbers,
            "claims": summary.claims,
            "bound": summary.bound,
            "checked": summary.checked,
            "relations": summary.relations,
            "verified": summary.verified,
            "findings": {"error": summary.errors, "warning": summary.warnings, "note": summary.notes},
            "coverage": round(float(summary.coverage), 4),
            "withheld": {"baseline": back.known, "suppressed": back.let_stand, "unchanged": back.unchanged},
        },
        "findings": [finding(f) for f in report.findings],
        "relations": [relation(c) for c in report.checks],
        "problems": [{"file": p.file, "message": p.message} for p in report.problems],
    }


def finding(found: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    suggestion = found.suggestion
    return {
        "code": found.code,
        "rule": found.rule,
        "severity": found.severity.label,
        "message": found.message,
        **_place(found.place),
        "stated": found.stated,
        "recomputed": {
            "low": None if found.low is None else floor(found.low),
            "high": None if found.high is None else ceiling(found.high),
            "unit": found.unit,
        },
        "formula": found.formula,
        "related": [{**_place(p), "role": p.role} for p in found.related],
        "suggestion": suggestion
        and {"start": suggestion.span.start, "end": suggestion.span.end, "text": suggestion.text, "replacement": suggestion.replacement},
        "fingerprint": found.fingerprint,
    }


def relation(check: Check) -> dict[str, Any]:
    """One relation that could have failed, as plain data."""
    return {
        "rule": check.code,
        "verdict": check.verdict,
        "formula": check.formula,
        "claims": [{"file": p.file, "start": p.span.start, "end": p.span.end, "text": p.text} for p in check.places],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "start": place.span.start,
        "end": place.span.end,
        "text": place.text,
    }
