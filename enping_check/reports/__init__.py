"""The formats a report can be shown in: one module each, with ``render(report, *, lang, options) -> str``.

No format decides anything: what counts was settled in the gate, and the exit code does not depend on what is printed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from enping_check.model import Report, Severity
from enping_check.wording import Trouble, nearest

FORMATS: tuple[str, ...] = ("table", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown")
_MODULES = {"json": "json_object"}  # a module named json would be mistaken for the standard one


def _errors_only(file: str) -> Severity:
    return Severity.ERROR


@dataclass(frozen=True, slots=True)
class Options:
    """How to show it. ``width`` is the terminal's in cells; None is a pipe or file: nothing is wrapped, cut or coloured.

    ``known`` and ``let_stand`` count the findings that the baseline and suppressions took out; ``fail_on`` gives a file's threshold, for
    formats that tell failures from remarks. ``aside`` names articles that were only facts: nothing is said of them alone.
    """

    verified: bool = False
    quiet: bool = False
    statistics: bool = False
    verbose: bool = False
    width: int | None = None
    known: int = 0
    let_stand: int = 0
    fail_on: Callable[[str], Severity] = _errors_only
    aside: frozenset[str] = frozenset()


def render(name: str, report: Report, *, lang: str, options: Options) -> str:
    """The report in format ``name``, ending in a newline unless empty. Raises :class:`Trouble` for an unknown format."""
    known(name)
    module = import_module(f"enping_check.reports.{_MODULES.get(name, name)}")
    return cast(str, module.render(report, lang=lang, options=options))


def known(name: str) -> None:
    """Raises :class:`Trouble` unless ``name`` is one of :data:`FORMATS`, naming the nearest that is."""
    if name not in FORMATS:
        guess = nearest(name, FORMATS)
        if guess:
            raise Trouble("format-unknown-near", word=name, guess=guess, known=", ".join(FORMATS))
        raise Trouble("format-unknown", word=name, known=", ".join(FORMATS))
