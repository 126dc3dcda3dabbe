"""Which rules apply to a file, and how grave their findings are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from enping_check.model import Finding, Report, Severity
from enping_check.settings import Loaded
from enping_check.wording import Trouble, nearest


class Named(Protocol):
    """What the selection needs to know of a rule."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


def resolve(words: Iterable[str], rules: Iterable[Named]) -> frozenset[str]:
    """The codes that ``words`` name: a code (EP101), a prefix of codes (EP1) or a rule's name, in any case.

    Raises :class:`Trouble` for a word that names no rule, with the nearest one that does.
    """
    known = list(rules)
    found: set[str] = set()
    for word in words:
        folded = word.strip().lower()
        hits = {r.code for r in known if folded == r.name.lower() or (folded.startswith("ep") and r.code.lower().startswith(folded))}
        if not hits:
            raise unknown_rule(word, known)
        found |= hits
    return frozenset(found)


def unknown_rule(word: str, rules: Iterable[Named]) -> Trouble:
    """The error for a word that names no rule, with the nearest one that does."""
    known = list(rules)
    begun = (r.code for r in known if r.code.startswith(word.strip().upper()))
    guess = next(begun, None) or nearest(word, [w for r in known for w in (r.code, r.name)])
    return Trouble("rule-unknown-near", word=word, guess=guess) if guess else Trouble("rule-unknown", word=word)


@dataclass(frozen=True, slots=True)
class Selection:
    """Settings' words about rules, resolved to codes once."""

    codes: frozenset[str]
    per_file: tuple[tuple[str, frozenset[str]], ...]
    severity: Mapping[str, Severity]
    root: Path

    @staticmethod
    def of(loaded: Loaded, rules: Iterable[Named]) -> Selection:
        """The selection that ``loaded`` asks for; raises :class:`Trouble` for a word that names no rule."""
        known = list(rules)
        settings = loaded.settings
        chosen = resolve(settings.select, known) if settings.select else frozenset(r.code for r in known)
        severity: dict[str, Severity] = {}
        # a longer prefix is a more exact wish, so it is applied last
        for word, level in sorted(settings.severity.items(), key=lambda item: len(item[0])):
            severity.update(dict.fromkeys(resolve((word,), known), level))
        per_file = tuple((glob, resolve(words, known)) for glob, words in settings.per_file_ignores.items())
        return Selection(chosen - resolve(settings.ignore, known), per_file, severity, loaded.root)

    def applies(self, code: str, file: str) -> bool:
        """True when rule ``code`` applies to ``file``."""
        return code in self.codes and not any(code in codes and matches(file, glob, self.root) for glob, codes in self.per_file)

    def graded(self, finding: Finding) -> Finding:
        """The finding with the severity that the settings give its rule."""
        level = self.severity.get(finding.code)
        return finding if level is None or level == finding.severity else replace(finding, severity=level)


def matches(file: str, glob: str, root: Path) -> bool:
    """True when ``file`` (its path from ``root``, or its bare name) matches ``glob``; * crosses folders, a glob ending in / is a folder."""
    path = Path(file)
    whole = path if path.is_absolute() else Path.cwd() / path
    relative = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path.as_posix()
    pattern = glob.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "*"
    return fnmatchcase(relative, pattern) or fnmatchcase(path.name, pattern)


def select(report: Report, selection_of: Callable[[str], Selection]) -> Report:
    """The report with only the findings and checks of rules that apply to their file, graded as the settings say."""
    findings = tuple(
        selection_of(f.place.file).graded(f) for f in report.findings if selection_of(f.place.file).applies(f.code, f.place.file)
    )
    checks = tuple(c for c in report.checks if not c.places or selection_of(c.places[0].file).applies(c.code, c.places[0].file))
    return replace(report, findings=findings, checks=checks)
