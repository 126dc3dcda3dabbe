"""One run: which articles, under which settings, checked together or each by itself, and what of it counts here."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from enping_check import settings as configuration
from enping_check.gate import baseline, changes, suppressions
from enping_check.gate.selection import Selection, resolve, select
from enping_check.model import Article, Finding, Problem, Report, Severity, Summary, Withheld
from enping_check.rules.catalog import RULES
from enping_check.settings import Loaded, Settings, SettingsError
from enping_check.wording import Trouble, from_locale, say

STDIN = "-"
Progress = Callable[[Sequence[Sequence[Article]]], Iterable[Sequence[Article]]]


class Scope:
    """The settings in force for each file: its own, found upward from it, outranked by options of the command line."""

    def __init__(self, options: Mapping[str, Any], file: Path | None) -> None:
        self._options = options
        self._fixed = configuration.load(Path(os.path.realpath(file))).overridden(options) if file else None
        self._of_folder: dict[Path, Loaded] = {}
        self._selections: dict[Path, Selection] = {}
        for name in ("select", "ignore"):
            resolve(options.get(name) or (), RULES)

    def loaded(self, file: str) -> Loaded:
        """The settings for ``file``, which may be a folder or need not exist."""
        return self._in(_folder(file))

    def settings(self, file: str) -> Settings:
        """The settings for ``file`` without their origins."""
        return self.loaded(file).settings

    def selection(self, file: str) -> Selection:
        """The rules for ``file``."""
        folder = _folder(file)
        if folder not in self._selections:
            self._selections[folder] = Selection.of(self._in(folder), RULES)
        return self._selections[folder]

    def fail_on(self, file: str) -> Severity:
        """The threshold for findings in ``file``."""
        return self.settings(file).fail_on

    def baseline(self, file: str) -> Path | None:
        """The baseline that knows the old findings of ``file``."""
        loaded = self.loaded(file)
        if loaded.settings.baseline is None:
            return None
        from_option = loaded.origin("baseline").startswith("--")
        return Path(loaded.settings.baseline) if from_option else loaded.root / loaded.settings.baseline

    def _in(self, folder: Path) -> Loaded:
        if self._fixed is not None:
            return self._fixed
        if folder not in self._of_folder:
            self._of_folder[folder] = configuration.find(folder).overridden(self._options)
        return self._of_folder[folder]


def _folder(file: str) -> Path:
    if file == STDIN:
        return Path.cwd()
    path = Path(os.path.realpath(file))  # resolve() would raise on a link to itself
    return path if os.path.isdir(path) else path.parent


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for. ``options`` are settings given on the command line, by field name, None where not given."""

    paths: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    settings_file: Path | None = None
    stdin_name: str | None = None
    against: tuple[str, ...] = ()
    allow_empty: bool = False
    diff: str | None = None
    use_baseline: bool = True


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles to check, those that are only facts, what could not be read, and the settings of each."""

    articles: tuple[Article, ...]
    facts: tuple[Article, ...]
    problems: tuple[Problem, ...]
    scope: Scope
    lang: str
    complete: bool = False  # a folder was given: what does not occur now occurs nowhere


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report with only what counts; how many findings about each article the gate took out; lines to tell the user besides."""

    report: Report
    gathered: Gathered
    withheld: Mapping[str, Withheld] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def gather(request: Request) -> Gathered:
    """Reads settings and articles. A path that gives no article is a problem unless empty ones are allowed."""
    scope = Scope(request.options, request.settings_file)
    if not request.paths and not request.allow_empty:
        raise Trouble("no-paths")
    first = request.paths[0] if request.paths else "."
    lang = scope.settings(request.stdin_name or first if first == STDIN else first).lang or from_locale()
    articles, problems = _collect(request.paths, request, scope, lang)
    facts, fact_problems = _collect(request.against, request, scope, lang)
    new = {_identity(a.name) for a in articles}
    return Gathered(
        tuple(articles),
        tuple(f for f in facts if _identity(f.name) not in new),
        (*problems, *fact_problems),
        scope,
        lang,
        any(os.path.isdir(path) for path in request.paths),
    )


def _collect(paths: Sequence[str], request: Request, scope: Scope, lang: str) -> tuple[list[Article], list[Problem]]:
    from enping_check.reading import collect

    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(paths):
        loaded = scope.loaded(request.stdin_name or path if path == STDIN else path)
        found, unread = collect(
            [path], encoding=loaded.settings.encoding, exclude=_globs(loaded), stdin_name=request.stdin_name or "<stdin>",
            allow_empty=request.allow_empty, lang=lang,
        )  # fmt: skip
        if not found and not unread and not request.allow_empty:
            unread = [Problem(path, say(lang, "no-article", path=path))]
        problems += unread
        for article in found:
            articles.setdefault(_identity(article.name), article)
    return list(articles.values()), problems


def _globs(loaded: Loaded) -> tuple[str, ...]:
    """The globs to exclude, also as seen from here where they are written relative to a settings file elsewhere."""
    globs = loaded.settings.exclude
    if loaded.path is None or loaded.origin("exclude").startswith("--"):
        return globs
    root = glob.escape(str(loaded.root))
    whole = [os.path.join(root, pattern) for pattern in globs if "/" in pattern.rstrip("/")]
    return (*globs, *whole, *(os.path.relpath(pattern, glob.escape(os.getcwd())) for pattern in whole))


def _identity(name: str) -> str:
    return os.path.realpath(name)


def bodies(gathered: Gathered) -> list[list[Article]]:
    """The articles as bodies of facts: each by itself where its settings say so, else with all that are read under equal settings."""
    together: list[tuple[Settings, list[Article]]] = []
    for article in gathered.articles:
        meaning = _meaning(gathered.scope.settings(article.name))
        home = None if meaning.each else next((body for known, body in together if known == meaning), None)
        if home is None:
            together.append((meaning, [article]))
        else:
            home.append(article)
    return [body for _, body in together]


def _meaning(settings: Settings) -> Settings:
    """Only what changes how an article is read: two articles that agree in it may be compared."""
    return Settings(
        home=settings.home, date=settings.date, each=settings.each, indicators=settings.indicators, aliases=settings.aliases,
        units=settings.units, masks=settings.masks, lang=settings.lang, reference=settings.reference,
    )  # fmt: skip


def _plain(listed: Sequence[Sequence[Article]]) -> Iterable[Sequence[Article]]:
    return listed


def read(gathered: Gathered) -> Report:
    """The readings only, for ``claims`` and ``quantities``."""
    from enping_check.checking import read_articles

    parts = [_under(gathered, body, read_articles, body) for body in bodies(gathered)]
    return _merged(parts, gathered)


def check(request: Request, progress: Progress = _plain) -> Outcome:
    """The whole run: read, check, and keep what counts here."""
    return judge(gather(request), request.diff, request.use_baseline, progress)


def judge(gathered: Gathered, diff: str | None = None, use_baseline: bool = True, progress: Progress = _plain) -> Outcome:
    """Checks what was gathered, and keeps what counts here."""
    from enping_check.checking import check_articles

    for article in gathered.articles:  # a misspelt rule is found before, not after, minutes of work
        gathered.scope.selection(article.name)
    parts = [_under(gathered, body, check_articles, [*body, *gathered.facts]) for body in progress(bodies(gathered))]
    return gate(_merged(parts, gathered), gathered, diff, use_baseline)


def _under(
    gathered: Gathered, body: Sequence[Article], work: Callable[[Sequence[Article], Settings], Report], articles: Sequence[Article]
) -> Report:
    """``work`` on ``articles`` under the settings of ``body``; what these have wrong is told with the file they stand in."""
    loaded = gathered.scope.loaded(body[0].name)
    try:
        return work(articles, replace(loaded.settings, lang=gathered.lang))
    except SettingsError as error:
        raise Trouble("settings-within", where=loaded.path, why=error) from None


def gate(report: Report, gathered: Gathered, diff: str | None, use_baseline: bool) -> Outcome:
    """Keeps the findings that count: of chosen rules, not suppressed, not among facts only, not in a baseline, on changed lines."""
    scope, lang = gathered.scope, gathered.lang
    whole, report = report, select(report, scope.selection)
    written: list[suppressions.Suppression] = []
    problems = list(report.problems)
    for article in gathered.articles:
        found, wrong = suppressions.comments(article, RULES, lang)
        written += found
        problems += wrong
    new = {a.name for a in gathered.articles}
    about = tuple(f for f in report.findings if any(p.file in new for p in (f.place, *f.related)))
    checks = tuple(c for c in report.checks if any(p.file in new for p in c.places))
    suppressed = suppressions.suppress(about, written, scope.settings)
    findings = suppressed.findings
    changed = findings if diff is None else changes.touched(findings, changes.changed_since(diff, new))
    fresh = set(map(id, changed))
    unchanged = [f for f in findings if id(f) not in fresh]
    # of two equal findings the one on an old line is the known one, wherever the new one stands
    known, notices = _known([*unchanged, *changed], gathered, problems) if use_baseline else ((), ())
    old = set(map(id, known))
    kept = tuple(f for f in changed if id(f) not in old)
    withheld = _counted(
        new,
        (known, Withheld(known=1)),
        ([f for f, _ in suppressed.let_stand], Withheld(let_stand=1)),
        ([f for f in unchanged if id(f) not in old], Withheld(unchanged=1)),
    )
    narrowed = replace(report, findings=kept, checks=checks, problems=tuple(problems))
    return Outcome(
        replace(narrowed, summary=recount(narrowed, whole)),
        gathered,
        withheld,
        (*notices, *suppressions.unused_words(suppressed, lang, gathered.complete)),
    )


def _about(finding: Finding, new: Collection[str]) -> str:
    """The article under check that a finding is about: its own, or the first of those it rests on."""
    return next((p.file for p in (finding.place, *finding.related) if p.file in new), finding.place.file)


def _counted(new: Collection[str], *groups: tuple[Sequence[Finding], Withheld]) -> dict[str, Withheld]:
    counts: dict[str, Withheld] = {}
    for findings, one in groups:
        for finding in findings:
            file = _about(finding, new)
            counts[file] = counts.get(file, Withheld()) + one
    return counts


def _known(findings: Sequence[Finding], gathered: Gathered, problems: Sequence[Problem]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Those of ``findings`` that the baselines of their articles know, and a line for each entry that no longer occurs."""
    scope = gathered.scope
    unchecked = {p.file for p in problems}
    by_baseline: dict[Path, set[str]] = {}
    for article in gathered.articles:
        path = scope.baseline(article.name)
        if path is not None:
            by_baseline.setdefault(path, set()).add(article.name)
    new = {a.name for a in gathered.articles}
    known: list[Finding] = []
    notices: list[str] = []
    for path, files in by_baseline.items():
        mine = [f for f in findings if _about(f, new) in files]
        checked = [f for f in files if f not in unchecked]
        compared = baseline.compare(mine, baseline.load(path), path.parent, checked)
        known += compared.known
        notices += [
            say(gathered.lang, "baseline-gone", baseline=path, file=e.file, code=e.code, text=e.text)
            for e in compared.gone
            if scope.selection(str(path.parent / e.file)).applies(e.code, e.file)
        ]
    return tuple(known), tuple(notices)


def _merged(parts: Sequence[Report], gathered: Gathered) -> Report:
    """Reports of several bodies of facts as one, in the order of the articles given."""
    order = {a.name: n for n, a in enumerate((*gathered.articles, *gathered.facts))}
    facts = {a.name for a in gathered.facts}
    readings = {r.article.name: r for part in parts for r in part.readings}
    findings = (f for n, part in enumerate(parts) for f in part.findings if n == 0 or not _within(f, facts))
    return Report(
        tuple(sorted(readings.values(), key=lambda r: order.get(r.article.name, 0))),
        tuple(sorted(findings, key=lambda f: (order.get(f.place.file, 0), f.place.span, f.code))),
        tuple(c for part in parts for c in part.checks),
        (*gathered.problems, *(p for part in parts for p in part.problems)),
        _added([part.summary for part in parts]),
        tuple(c for part in parts for c in part.doubted),
    )


def _within(finding: Finding, files: set[str]) -> bool:
    return all(p.file in files for p in (finding.place, *finding.related))


def _added(summaries: Sequence[Summary]) -> Summary:
    names = Summary.__dataclass_fields__
    return Summary(**{name: sum(getattr(s, name) for s in summaries) for name in names})


def recount(kept: Report, whole: Report) -> Summary:
    """The summary of a report from which the gate took findings and checks."""
    graded = [f.severity for f in kept.findings]
    return replace(
        kept.summary,
        relations=kept.summary.relations - len(whole.checks) + len(kept.checks),
        verified=kept.summary.verified - _held(whole) + _held(kept),
        errors=graded.count(Severity.ERROR),
        warnings=graded.count(Severity.WARNING),
        notes=graded.count(Severity.NOTE),
    )


def _held(report: Report) -> int:
    return sum(c.held for c in report.checks)
