"""The language server, driven by a real client over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra lsp brings pygls")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from enping_check.reading import read_text
from enping_check.reports.positions import code_points, utf8, utf16
from enping_check.server import offset_of

SLIP = "2024年，全县规上工业总产值84.6亿元，其中食品加工业产值29.8亿元，占全县规上工业总产值的38.2%。\n"
ROOT = Path(__file__).parent.parent


async def session(
    folder: Path, text: str, play: Callable[[LanguageClient, str, asyncio.Queue[types.PublishDiagnosticsParams]], Awaitable[None]]
) -> None:
    """Starts the server as an editor would, opens one document, and lets ``play`` go on."""
    client = LanguageClient("test", "1")
    published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def arrived(params: types.PublishDiagnosticsParams) -> None:
        published.put_nowait(params)

    env = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}
    await client.start_io(sys.executable, "-m", "enping_check", "server", env=env, cwd=str(folder))
    uri = (folder / "文章.txt").as_uri()
    await client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri()))
    client.initialized(types.InitializedParams())
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "plaintext", 1, text)))
    await play(client, uri, published)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


def run(
    folder: Path, text: str, play: Callable[[LanguageClient, str, asyncio.Queue[types.PublishDiagnosticsParams]], Awaitable[None]]
) -> None:
    """One session, at most a minute long."""
    asyncio.run(asyncio.wait_for(session(folder, text, play), 60))


def test_an_editor_session(tmp_path: Path) -> None:
    """Diagnostics, hover, related numbers and the quick fix; then the fix is typed and the diagnostic goes."""
    text = "𠮷：" + SLIP
    column = len(text[: text.index("38.2%")].encode("utf-16-le")) // 2

    async def play(client: LanguageClient, uri: str, published: asyncio.Queue[types.PublishDiagnosticsParams]) -> None:
        document = types.TextDocumentIdentifier(uri)
        first = await published.get()
        errors = [d for d in first.diagnostics if d.severity == types.DiagnosticSeverity.Error]
        assert [d.code for d in errors] == ["EP101"]
        assert errors[0].range == types.Range(types.Position(0, column), types.Position(0, column + 5)), "UTF-16 columns"
        inside = types.Position(0, column + 2)
        hovered = await client.text_document_hover_async(types.HoverParams(document, inside))
        assert hovered is not None
        assert isinstance(hovered.contents, types.MarkupContent)
        assert "84.6" in hovered.contents.value
        found = await client.text_document_definition_async(types.DefinitionParams(document, inside))
        assert isinstance(found, list)
        assert len(found) == 2
        context = types.CodeActionContext(errors)
        actions = await client.text_document_code_action_async(types.CodeActionParams(document, errors[0].range, context))
        fixed = text.replace("38.2%", "35.2%")
        assert actions
        action = actions[0]
        assert isinstance(action, types.CodeAction)
        assert action.edit is not None
        assert action.edit.changes is not None
        assert list(action.edit.changes[uri]) == [types.TextEdit(errors[0].range, "35.2%")]
        change = types.TextDocumentContentChangeWholeDocument(fixed)
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version=2, uri=uri), [change])
        )
        second = await published.get()
        assert (second.version, list(second.diagnostics)) == (2, [])
        client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        assert list((await published.get()).diagnostics) == []

    run(tmp_path, text, play)


def test_bad_settings_are_shown_in_the_editor(tmp_path: Path) -> None:
    (tmp_path / "enping-check.toml").write_text("hmoe = 1\n", encoding="utf-8")

    async def play(client: LanguageClient, uri: str, published: asyncio.Queue[types.PublishDiagnosticsParams]) -> None:
        first = await published.get()
        assert ["“hmoe”" in d.message for d in first.diagnostics] == [True]

    run(tmp_path, SLIP, play)


@pytest.mark.parametrize(
    ("unit", "character", "offset"),
    [(code_points, 3, 3), (utf16, 4, 3), (utf8, 8, 3), (utf16, 99, 4), (utf16, 0, 0)],
    ids=["code points", "UTF-16", "UTF-8", "past the end", "start"],
)
def test_offset_of_a_position(unit: Callable[[str], int], character: int, offset: int) -> None:
    assert offset_of(read_text("a𠮷占5\nb"), types.Position(0, character), unit) == offset


def test_offset_past_the_text() -> None:
    assert offset_of(read_text("ab"), types.Position(7, 0), utf16) == 2
