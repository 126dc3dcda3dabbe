"""One line a finding: ``path:line:column: CODE message``, as compilers do; columns are code points."""

from __future__ import annotations

from enping_check.model import Report, Severity
from enping_check.reports import Options
from enping_check.wording import say


def render(report: Report, *, lang: str, options: Options) -> str:
    """The findings, one a line, with their severity; then nothing: a clean report is empty."""
    words = {severity: say(lang, f"severity-{severity.label}") for severity in Severity}
    return "".join(
        f"{_name(f.place.file)}:{f.place.line}:{f.place.column}: {f.code} {words[f.severity]} {_one_line(f.message)}\n"
        for f in report.findings
    )


def _name(file: str) -> str:
    """The file's name with what would end the line, or steer a terminal, written as an escape."""
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in file)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
