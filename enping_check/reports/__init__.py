"""The formats a report can be shown in: one module each, with ``render(report, *, lang, options) -> str``.

No format decides anything: what counts was settled in the gate, and the exit code does not depend on what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import cast

from enping_check.model import Place, Report, Severity, Withheld
from enping_check.wording import Trouble, nearest, say

FORMATS: tuple[str, ...] = ("table", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown")
_MODULES = {"json": "json_object"}  # a module named json would be mistaken for the standard one


def _errors_only(file: str) -> Severity:
    return Severity.ERROR


@dataclass(frozen=True, slots=True)
class Options:
    """How to show it. ``width`` is the terminal's in cells; None is a pipe or file: nothing is wrapped, cut or coloured.

    ``withheld`` counts, by file, the findings that the baseline, suppressions and unchanged lines took out; ``fail_on`` gives a file's
    threshold, for formats that tell failures from remarks. ``aside`` names articles that were only facts: nothing is said of them alone.
    """

    verified: bool = False
    quiet: bool = False
    statistics: bool = False
    verbose: bool = False
    width: int | None = None
    withheld: Mapping[str, Withheld] = field(default_factory=dict)
    fail_on: Callable[[str], Severity] = _errors_only
    aside: frozenset[str] = frozenset()

    @property
    def back(self) -> Withheld:
        """What was withheld in all files together."""
        return sum(self.withheld.values(), Withheld())


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


def role(place: Place, lang: str) -> str:
    """What a place does in a finding, for a reader; empty where nothing is said of it."""
    return say(lang, f"role-{place.role}") if place.role else ""


def back_phrases(back: Withheld, lang: str) -> str:
    """What is withheld and why, in one phrase."""
    counts = (("back-known", back.known), ("back-let-stand", back.let_stand), ("back-unchanged", back.unchanged))
    return ("；" if lang == "zh" else "; ").join(say(lang, key, count=count) for key, count in counts if count)
