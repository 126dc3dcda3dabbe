"""Workflow commands of GitHub Actions, which become annotations on the changed lines; columns are UTF-16 code units."""

from __future__ import annotations

from enping_check.model import Report, Severity
from enping_check.reports import Options
from enping_check.reports.positions import articles, from_here, of_place, utf16

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, *, lang: str, options: Options) -> str:
    """One command a finding, then one a file that was not checked."""
    known = articles(report)
    lines = []
    for finding in report.findings:
        where = of_place(finding.place, known, utf16)
        properties = {
            "file": from_here(finding.place.file), "line": where.line, "endLine": where.end_line, "col": where.column,
            "endColumn": where.end_column, "title": f"{finding.code} {finding.rule}",
        }  # fmt: skip
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        lines.append(f"::{COMMANDS[finding.severity]} {listed}::{_data(finding.message)}\n")
    lines += [f"::error file={_property(from_here(p.file))}::{_data(p.message)}\n" for p in report.problems]
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
