"""The language server behind the extra ``lsp``: findings as one types, the arithmetic on hover, the related numbers, the fix.

Every open document is checked by itself, with the settings that hold for its file. Positions are UTF-16 code units unless the client
negotiates another encoding.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from enping_check import __version__, session
from enping_check.model import Article, Finding, Place, Report, Severity, Span
from enping_check.reading import read_text
from enping_check.reports import role
from enping_check.reports.positions import code_points, line_text, region, utf8, utf16
from enping_check.wording import Trouble, from_locale, say

DELAY = 0.25  # seconds without a keystroke after which a document is checked
Unit: TypeAlias = Callable[[str], int]
UNITS: Mapping[str, Unit] = {"utf-8": utf8, "utf-16": utf16, "utf-32": code_points}
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A document as it was last checked; ``trouble`` is why it could not be."""

    article: Article
    report: Report | None
    lang: str
    trouble: tuple[str, ...] = ()


def check(text: str, name: str) -> Checked:
    """Checks one document under the settings of its file; mistakes in those become ``trouble``."""
    article = read_text(text, name)
    lang = from_locale()
    try:
        scope = session.Scope({}, None)
        lang = scope.settings(name).lang or lang
        report = session.judge(session.Gathered((article,), (), (), scope, lang)).report
    except Trouble as trouble:
        return Checked(article, None, lang, (trouble.said(lang),))
    except Exception as error:  # the editor must not lose its server over one document
        return Checked(article, None, lang, (say(lang, "crash", reason=f"{type(error).__name__}: {error}"),))
    return Checked(article, report, lang, tuple(p.message for p in report.problems))


def diagnostics(checked: Checked, uri: str, unit: Unit) -> list[types.Diagnostic]:
    """The findings, and what could not be checked on the first line."""
    start = types.Position(0, 0)
    found = [
        types.Diagnostic(types.Range(start, start), words, types.DiagnosticSeverity.Error, source="enping-check")
        for words in checked.trouble
    ]
    for finding in checked.report.findings if checked.report else ():
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(uri, span_range(checked.article, p.span, unit)), role(p, checked.lang) or p.text
            )
            for p in finding.related
            if p.file == checked.article.name
        ]
        found.append(
            types.Diagnostic(
                span_range(checked.article, finding.place.span, unit),
                finding.message,
                SEVERITIES[finding.severity],
                finding.code,
                source="enping-check",
                related_information=related,
                data=finding.fingerprint,
            )
        )
    return found


def hover(checked: Checked, offset: int) -> str | None:
    """The arithmetic of every finding and relation that rests on the number at ``offset``, as Markdown."""
    if checked.report is None:
        return None
    lines = [
        f"**{f.code} {f.rule}** · {say(checked.lang, f'severity-{f.severity.label}')}\n\n{_escaped(f.message)}\n\n`{f.formula}`"
        for f in checked.report.findings
        if _at((f.place, *f.related), offset)
    ]
    lines += [
        f"{say(checked.lang, f'verdict-{c.verdict}')} **{c.code} {c.rule}**  \n`{c.formula}`"
        for c in checked.report.checks
        if c.verdict != "fails" and _at(c.places, offset)
    ]
    return "\n\n---\n\n".join(lines) or None


def related(checked: Checked, offset: int) -> Iterator[Span]:
    """The other numbers that are checked against the one at ``offset``, each once, those of findings first."""
    if checked.report is None:
        return
    groups = [(f.place, *f.related) for f in checked.report.findings] + [c.places for c in checked.report.checks]
    seen: set[Span] = set()
    for places in groups:
        if _at(places, offset):
            for place in places:
                if place.file == checked.article.name and place.span not in seen and not place.span.start <= offset < place.span.end:
                    seen.add(place.span)
                    yield place.span


def fixes(checked: Checked, span: Span) -> Iterator[Finding]:
    """The findings with a named repair that stand in, or at, ``span``."""
    for finding in checked.report.findings if checked.report else ():
        here = finding.place.span
        if finding.suggestion and here.start <= span.end and span.start <= here.end:
            yield finding


def _at(places: tuple[Place, ...], offset: int) -> bool:
    return any(p.span.start <= offset < p.span.end for p in places)


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|~" else c for c in text)


def span_range(article: Article, span: Span, unit: Unit) -> types.Range:
    """A source span as the protocol counts: from 0, columns in ``unit``."""
    where = region(article, span, unit)
    return types.Range(types.Position(where.line - 1, where.column - 1), types.Position(where.end_line - 1, where.end_column - 1))


def offset_of(article: Article, position: types.Position, unit: Unit) -> int:
    """The source offset of a position; one past the end of a line or of the text is that end."""
    if position.line >= len(article.breaks):
        return len(article.source)
    start, text = line_text(article, position.line + 1)
    counted = 0
    for index, character in enumerate(text):
        if counted >= position.character:
            return start + index
        counted += unit(character)
    return start + len(text)


def build() -> LanguageServer:
    """The server with its features, ready to start."""
    server = LanguageServer("enping-check", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
    known: dict[str, Checked] = {}

    def unit() -> Unit:
        return UNITS[str(getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding) or "utf-16")]

    def publish(uri: str) -> Checked:
        document = server.workspace.get_text_document(uri)
        checked = known[uri] = check(document.source, to_fs_path(uri) or uri)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics(checked, uri, unit()), document.version))
        return checked

    def current(uri: str) -> Checked:
        """The document as it stands now, checked anew when a keystroke has not been yet."""
        source = server.workspace.get_text_document(uri).source.removeprefix("\ufeff")
        checked = known.get(uri)
        return checked if checked is not None and checked.article.source == source else publish(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        version = params.text_document.version
        await asyncio.sleep(DELAY)
        uri = params.text_document.uri
        if uri in known and server.workspace.get_text_document(uri).version == version:
            publish(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        known.pop(params.text_document.uri, None)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        checked = current(params.text_document.uri)
        words = hover(checked, offset_of(checked.article, params.position, unit()))
        return None if words is None else types.Hover(types.MarkupContent(types.MarkupKind.Markdown, words))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def defined(params: types.DefinitionParams) -> list[types.Location]:
        uri = params.text_document.uri
        checked = current(uri)
        spans = related(checked, offset_of(checked.article, params.position, unit()))
        return [types.Location(uri, span_range(checked.article, span, unit())) for span in spans]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def repaired(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        checked = current(uri)
        start, end = (offset_of(checked.article, p, unit()) for p in (params.range.start, params.range.end))
        actions = []
        for finding in fixes(checked, Span(start, end)):
            suggestion = finding.suggestion
            assert suggestion is not None
            edit = types.TextEdit(span_range(checked.article, suggestion.span, unit()), suggestion.replacement)
            title = say(checked.lang, "suggest", old=suggestion.text, new=suggestion.replacement)
            about = [d for d in params.context.diagnostics if d.data == finding.fingerprint]
            actions.append(
                types.CodeAction(
                    title, types.CodeActionKind.QuickFix, diagnostics=about, is_preferred=True, edit=types.WorkspaceEdit({uri: [edit]})
                )
            )
        return actions

    return server
