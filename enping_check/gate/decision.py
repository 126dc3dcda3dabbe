"""The exit code: the same whatever is printed, and wherever to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from enping_check.model import Finding, Problem, Severity

CLEAN, FOUND, UNCHECKED = 0, 1, 2


def exit_code(findings: Sequence[Finding], problems: Sequence[Problem], fail_on: Callable[[str], Severity]) -> int:
    """2 when something was not checked, else 1 when a finding is at or above its file's ``fail_on``, else 0."""
    if problems:
        return UNCHECKED
    return FOUND if any(f.severity >= fail_on(f.place.file) for f in findings) else CLEAN
