"""GitLab's Code Quality report: a JSON array; positions are lines and columns of code points."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from enping_check.model import Report, Severity
from enping_check.reports import Options
from enping_check.reports.positions import articles, code_points, from_here, of_place

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, *, lang: str, options: Options) -> str:
    """The findings, then what was not checked (severity blocker). Fingerprints are unique, as GitLab needs them."""
    known = articles(report)
    seen: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for finding in report.findings:
        where = of_place(finding.place, known, code_points)
        rows.append(
            {
                "description": finding.message,
                "check_name": f"{finding.code} {finding.rule}",
                "fingerprint": _unique(finding.fingerprint, seen),
                "severity": SEVERITIES[finding.severity],
                "location": {
                    "path": from_here(finding.place.file),
                    "positions": {
                        "begin": {"line": where.line, "column": where.column},
                        "end": {"line": where.end_line, "column": where.end_column},
                    },
                    "lines": {"begin": where.line, "end": where.end_line},
                },
            }
        )
    for problem in report.problems:
        digest = hashlib.sha256(f"unchecked {problem.file}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        rows.append(
            {
                "description": problem.message,
                "check_name": "unchecked",
                "fingerprint": _unique(digest, seen),
                "severity": "blocker",
                "location": {"path": from_here(problem.file), "lines": {"begin": 1}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _unique(fingerprint: str, seen: Counter[str]) -> str:
    seen[fingerprint] += 1
    return fingerprint if seen[fingerprint] == 1 else f"{fingerprint}-{seen[fingerprint]}"
