"""A comment for a pull request, or the summary of a CI job, in GitHub's and GitLab's Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.model import Finding, Report
from enping_check.reports import Options, back_phrases, role
from enping_check.reports.table import summary_phrases
from enping_check.wording import say

_SIGNS = {"error": "❌", "warning": "⚠️", "note": "💡"}
_SPECIAL = {ord(c): f"\\{c}" for c in "\\`*_[]<>|~"} | {ord("&"): "&amp;"}


def render(report: Report, *, lang: str, options: Options) -> str:
    """A heading, the findings as a table, the arithmetic folded away below, what was not checked, and the summary."""
    return "\n".join(_lines(report, lang, options)) + "\n"


def _lines(report: Report, lang: str, options: Options) -> Iterator[str]:
    yield f"### {say(lang, 'markdown-title')}"
    yield ""
    if report.findings:
        heads = [say(lang, head) for head in ("col-place", "col-rule", "col-finding", "col-suggestion")]
        yield "| | " + " | ".join(heads) + " |"
        yield "|---" * (len(heads) + 1) + "|"
        for finding in report.findings:
            place = finding.place
            new = f"`{_code(finding.suggestion.replacement)}`" if finding.suggestion else ""
            cells = [
                _SIGNS[finding.severity.label], f"{_text(place.file)}:{place.line}:{place.column}", f"{finding.code} {finding.rule}",
                _text(finding.message), new,
            ]  # fmt: skip
            yield "| " + " | ".join(cells) + " |"
        yield ""
        yield f"<details><summary>{say(lang, 'markdown-more')}</summary>"
        yield ""
        for finding in report.findings:
            yield from _details(finding, lang)
        yield ""
        yield "</details>"
    elif not report.problems:
        back = back_phrases(options.back, lang)
        clean = "markdown-clean" if report.checks or not report.readings else "markdown-none"
        yield say(lang, "markdown-back", back=back) if back else say(lang, clean)
    if report.problems:
        yield ""
        yield f"**{say(lang, 'markdown-unchecked')}**"
        yield ""
        for problem in report.problems:
            yield f"- {_text(problem.message)}"
    yield ""
    yield " · ".join(summary_phrases(report, lang, options))


def _details(finding: Finding, lang: str) -> Iterator[str]:
    place = finding.place
    implied = finding.implied
    said = f"{say(lang, 'col-stated')} **{_text(finding.stated or place.text)}**"
    said += f", {say(lang, 'col-implied')} {_text(implied)}" if implied else ""
    yield f"- {_text(place.file)}:{place.line}:{place.column} {finding.code}: {said}"
    if finding.formula:
        yield f"  - {_text(finding.formula)}"
    for related in finding.related:
        where = f"{related.line}:{related.column}" if related.file == place.file else f"{related.file}:{related.line}:{related.column}"
        yield f"  - {_text(where)} {_text(role(related, lang))} **{_text(related.text)}**"


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "'").replace("|", "\\|")
