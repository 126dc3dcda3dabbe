"""What a person sees: a rich table per article, the source with its numbers underlined, and always a summary with the coverage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from enping_check.model import Check, Finding, Report, Withheld
from enping_check.reports import Options, back_phrases
from enping_check.reports.canvas import PIPE_WIDTH, SEVERITY_STYLE, VERDICT_STYLE, draw, grid, printable
from enping_check.reports.excerpt import excerpts
from enping_check.reports.figures import percent
from enping_check.reports.positions import articles
from enping_check.wording import say

STRONGEST = 10  # relations shown for an article in which nothing is wrong
NARROW = 110  # cells below which a table leaves out the columns that the lines under it repeat


def render(report: Report, *, lang: str, options: Options) -> str:
    """The whole report for a terminal or, where ``options.width`` is None, as plain text."""
    return draw(_parts(report, lang, options), options.width)


def _parts(report: Report, lang: str, options: Options) -> Iterator[RenderableType]:
    by_file: dict[str, list[Finding]] = {r.article.name: [] for r in report.readings if r.article.name not in options.aside}
    for finding in report.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    unchecked: dict[str, list[str]] = {}
    for problem in report.problems:
        by_file.setdefault(problem.file, [])
        unchecked.setdefault(problem.file, []).append(problem.message)
    held: dict[str, list[Check]] = {}
    for check in report.checks:
        if check.places and check.held:
            held.setdefault(check.places[0].file, []).append(check)
    spaced = True
    for file, findings in by_file.items():
        spaced = bool(findings or held.get(file))
        checks = sorted(held.get(file, ()), key=lambda c: -c.strength)
        if findings:
            yield from _findings(file, findings, report, lang, options)
            if options.verified and checks and not options.quiet:
                yield _held(say(lang, "also-held"), sorted(checks, key=_in_order), lang, options)
                yield Text()
        elif file not in unchecked and not options.quiet:
            yield from _clean(file, checks, lang, options)
        if options.verbose and (unsure := [c for c in report.doubted if c.places and c.places[0].file == file]):
            yield _held(say(lang, "doubted-title"), sorted(unsure, key=_in_order), lang, options)
            yield Text()
        for message in unchecked.get(file, ()):
            yield Text(say(lang, "unchecked", message=printable(message)), style="red")
    if options.statistics:
        from enping_check.reports.statistics import tables

        yield from tables(report, lang, options.width)
    elif not spaced and not options.quiet:
        yield Text()
    yield _summary(report, lang, options)


def _findings(file: str, findings: Sequence[Finding], report: Report, lang: str, options: Options) -> Iterator[RenderableType]:
    narrow = options.width is not None and options.width < NARROW
    heads = ["col-place", "col-rule", "col-stated", "col-implied", *([] if narrow else ["col-formula", "col-suggestion"])]
    table = grid(printable(file), [(say(lang, head), "left") for head in heads], options.width)
    for finding in findings:
        style = SEVERITY_STYLE[finding.severity.label]
        rule = Text(f"{say(lang, f'severity-{finding.severity.label}')} ", style=style)
        rule.append(finding.code, style="bold")
        rule.append(f" {finding.rule}", style="dim")
        cells: list[RenderableType] = [
            f"{finding.place.line}:{finding.place.column}",
            rule,
            Text(printable(finding.stated or finding.place.text), style=style),
            printable(finding.implied),
        ]
        if not narrow:
            cells += [
                printable(finding.formula),
                Text(printable(finding.suggestion.replacement) if finding.suggestion else "", style="green"),
            ]
        table.add_row(*cells)
    yield table
    known = articles(report)
    for finding in findings:
        yield Text()
        line = Text("● ", style=SEVERITY_STYLE[finding.severity.label])
        line.append(f"{finding.place.line}:{finding.place.column} {finding.code} ", style="bold")
        line.append(printable(finding.message), style="default not bold")
        yield line
        yield from excerpts(finding, known, options.width or PIPE_WIDTH)
        if narrow and finding.formula and finding.formula not in finding.message:
            yield Text("  " + printable(finding.formula))
        if finding.suggestion:
            old, new = printable(finding.suggestion.text), printable(finding.suggestion.replacement)
            yield Text("  " + say(lang, "suggest", old=old, new=new), style="green")
        if options.verbose:
            more = (say(lang, "fingerprint", fingerprint=finding.fingerprint), say(lang, "why", code=finding.code))
            yield Text("  " + " · ".join(more), style="dim")
    yield Text()


def _clean(file: str, checks: Sequence[Check], lang: str, options: Options) -> Iterator[RenderableType]:
    back = back_phrases(options.withheld.get(file, Withheld()), lang)
    if not checks:
        yield Text(say(lang, "back-none" if back else "held-none", file=printable(file), back=back), style="dim")
        return
    shown = checks if options.verified else sorted(checks[:STRONGEST], key=_in_order)
    title = say(lang, "back-title" if back else "held-title", file=printable(file), back=back)
    yield _held(title, sorted(shown, key=_in_order), lang, options)
    if len(checks) > len(shown):
        yield Text("  " + say(lang, "held-more", count=len(checks) - len(shown)), style="dim")
    yield Text()


def _in_order(check: Check) -> tuple[int, int]:
    return check.places[0].span


def _held(title: str, checks: Sequence[Check], lang: str, options: Options) -> RenderableType:
    heads = [say(lang, head) for head in ("col-place", "col-rule", "col-stated", "col-formula", "col-verdict")]
    table = grid(title, [(head, "left") for head in heads], options.width)
    for check in checks:
        rule = Text(check.code, style="bold")
        rule.append(f" {check.rule}", style="dim")
        first = check.places[0]
        verdict = Text(say(lang, f"verdict-{check.verdict}"), style=VERDICT_STYLE[check.verdict])
        table.add_row(f"{first.line}:{first.column}", rule, printable(first.text), printable(check.formula), verdict)
    return table


def summary_phrases(report: Report, lang: str, options: Options) -> tuple[str, ...]:
    """The counts that close every report, one phrase each."""
    s = report.summary
    phrases = [
        say(lang, "sum-files", count=s.files),
        say(lang, "sum-numbers", count=s.numbers),
        say(lang, "sum-claims", claims=s.claims, bound=s.bound),
        say(lang, "sum-relations", relations=s.relations, verified=s.verified, failed=s.relations - s.verified),
        say(lang, "sum-coverage", checked=s.checked, numbers=s.numbers, percent=percent(s.coverage)),
        say(lang, "sum-findings", errors=s.errors, warnings=s.warnings, notes=s.notes),
    ]
    back = options.back
    counts = (("sum-known", back.known), ("sum-let-stand", back.let_stand), ("sum-unchanged", back.unchanged))
    phrases += [say(lang, key, count=count) for key, count in counts if count]
    if report.problems:
        phrases.append(say(lang, "sum-unchecked", count=len(report.problems)))
    return tuple(phrases)


def _summary(report: Report, lang: str, options: Options) -> Text:
    line = Text(say(lang, "summary") + " ", style="bold")
    style = "red" if report.summary.errors or report.problems else "yellow" if report.summary.warnings else "green"
    line.append(" · ".join(summary_phrases(report, lang, options)), style=f"not bold {style}")
    return line
