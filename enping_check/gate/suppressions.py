"""Findings that a person has looked at and lets stand, each with a reason.

In a .md or .html article a comment ``<!-- enping-check: ignore EP101 reason: … -->`` covers findings on its own line, or, where it has the
line to itself, on the next line that is not empty. For plain text the settings name the finding's fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from enping_check.gate.selection import Named, resolve
from enping_check.model import Article, Finding, Problem
from enping_check.settings import Settings
from enping_check.wording import Trouble, say

_OPEN, _CLOSE, _MARK = "<!--", "-->", "enping-check:"
_REASON = "reason:"
_SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm"})


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the rules it names, the line it covers, the line it stands on, and why."""

    file: str
    line: int
    covers: int
    codes: frozenset[str]
    reason: str


def comments(article: Article, rules: Iterable[Named], lang: str) -> tuple[tuple[Suppression, ...], tuple[Problem, ...]]:
    """The suppressions written in an article, and a problem for each that lacks a reason or names no rule."""
    if PurePath(article.name).suffix.lower() not in _SUFFIXES:
        return (), ()
    found: list[Suppression] = []
    problems: list[Problem] = []
    source = article.source
    start = source.find(_OPEN)
    while start >= 0:
        end = source.find(_CLOSE, start)
        if end < 0:
            break
        body = source[start + len(_OPEN) : end].strip()
        if body.startswith(_MARK):
            try:
                found.append(_suppression(article, body, start, end + len(_CLOSE), list(rules)))
            except Trouble as trouble:
                where = f"{article.name}:{article.position(start)[0]}"
                problems.append(Problem(article.name, say(lang, "suppression-wrong", where=where, why=trouble)))
        start = source.find(_OPEN, end)
    return tuple(found), tuple(problems)


def _suppression(article: Article, body: str, start: int, end: int, rules: Sequence[Named]) -> Suppression:
    line = article.position(start)[0]
    command, _, rest = body[len(_MARK) :].strip().partition(" ")
    words, mark, reason = rest.partition(_REASON)
    codes = words.replace(",", " ").split()
    if command != "ignore" or not codes:
        raise Trouble("suppression-form")
    if not mark or not reason.strip():
        raise Trouble("suppression-reason")
    return Suppression(article.name, line, _covered(article, start, end), resolve(codes, rules), " ".join(reason.split()))


def _covered(article: Article, start: int, end: int) -> int:
    source = article.source
    first, last = article.position(start)[0], article.position(end - 1)[0]
    line_start = article.breaks[first - 1]
    line_end = article.breaks[last] if last < len(article.breaks) else len(source)
    if source[line_start:start].strip() or source[end:line_end].strip():
        return first
    for number in range(last + 1, len(article.breaks) + 1):
        until = article.breaks[number] if number < len(article.breaks) else len(source)
        if source[article.breaks[number - 1] : until].strip():
            return number
    return last


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings left, those let stand (each with its reason), and the suppressions that covered nothing."""

    findings: tuple[Finding, ...]
    let_stand: tuple[tuple[Finding, str], ...]
    unused_comments: tuple[Suppression, ...]
    unused_fingerprints: tuple[str, ...]


def suppress(findings: Sequence[Finding], written: Sequence[Suppression], settings_of: Callable[[str], Settings]) -> Suppressed:
    """Takes out the findings that a comment or their file's settings let stand."""
    by_line: dict[tuple[str, int], list[Suppression]] = {}
    for suppression in written:
        by_line.setdefault((suppression.file, suppression.covers), []).append(suppression)
    left: list[Finding] = []
    let_stand: list[tuple[Finding, str]] = []
    used: set[Suppression] = set()
    used_fingerprints: set[str] = set()
    known: dict[str, None] = {}
    for finding in findings:
        place = finding.place
        reasons = settings_of(place.file).suppressions
        here = [s for s in by_line.get((place.file, place.line), ()) if finding.code in s.codes]
        used.update(here)
        if here:
            let_stand.append((finding, here[0].reason))
        elif finding.fingerprint in reasons:
            used_fingerprints.add(finding.fingerprint)
            let_stand.append((finding, reasons[finding.fingerprint]))
        else:
            left.append(finding)
    for file in {f.place.file for f in findings}:
        known.update(dict.fromkeys(settings_of(file).suppressions))
    return Suppressed(
        tuple(left), tuple(let_stand), tuple(s for s in written if s not in used), tuple(k for k in known if k not in used_fingerprints)
    )


def unused_words(suppressed: Suppressed, lang: str, complete: bool) -> tuple[str, ...]:
    """One line for each suppression that covered nothing; fingerprints name no file, so they count only in a ``complete`` run."""
    return (
        *(say(lang, "suppression-unused", file=s.file, line=s.line, codes=" ".join(sorted(s.codes))) for s in suppressed.unused_comments),
        *(say(lang, "suppression-unused-fingerprint", fingerprint=f) for f in suppressed.unused_fingerprints if complete),
    )
