"""Collecting: paths to articles, with one problem for everything that could not be read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch

from enping_check.model import Article, Problem
from enping_check.reading.articles import read_text
from enping_check.reading.decoding import UndecodableError, decode
from enping_check.wording import because, say

SUFFIXES = (".txt", ".md")


def collect(
    paths: Sequence[str],
    *,
    encoding: str | None = None,
    exclude: Sequence[str] = (),
    stdin_name: str = "<stdin>",
    allow_empty: bool = False,
    lang: str = "en",
) -> tuple[list[Article], list[Problem]]:
    """The articles at the paths, in order, each once, and a problem in ``lang`` for each path that gave none.

    A file is read whatever its suffix; a folder is walked in sorted order for ``.txt`` and ``.md``, hidden names left out and links
    followed, though not in circles; ``-`` is standard input. ``exclude`` holds shell patterns for a path, a file name or a folder name;
    what they match is no problem, nor, with ``allow_empty``, is a folder without articles.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for path in paths:
        for name in _names(path, exclude, problems, allow_empty, lang):
            key = name if name == "-" else os.path.realpath(name)
            if key in seen:
                continue
            seen.add(key)
            label = stdin_name if name == "-" else name
            article = _article(name, label, encoding, lang)
            if isinstance(article, Article):
                articles.append(article)
            else:
                problems.append(article)
    return articles, list(dict.fromkeys(problems))


def _names(path: str, exclude: Sequence[str], problems: list[Problem], allow_empty: bool, lang: str) -> Iterator[str]:
    if path == "-":
        yield path
    elif not path:
        problems.append(Problem(path, say(lang, "path-empty")))
    elif os.path.isdir(path):
        yield from _walk(path, exclude, problems, allow_empty, lang)
    elif not os.path.lexists(path):
        problems.append(Problem(path, say(lang, "path-missing", path=path)))
    elif not _excluded(path, exclude):
        yield path


def _walk(folder: str, exclude: Sequence[str], problems: list[Problem], allow_empty: bool, lang: str) -> Iterator[str]:
    failed: list[OSError] = []
    visited: set[str] = set()
    any_file = any_article = False
    base = folder.rstrip("/") or folder
    for place, folders, files in os.walk(folder, onerror=failed.append, followlinks=True):
        real = os.path.realpath(place)
        if real in visited:
            folders.clear()
            continue
        visited.add(real)
        inner = os.path.relpath(place, folder).replace(os.sep, "/")
        where = base if inner == "." else f"{base.rstrip('/')}/{inner}"
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _excluded(f"{where}/{name}", exclude))
        for name in sorted(files):
            any_file = True
            if name.startswith(".") or not name.lower().endswith(SUFFIXES):
                continue
            any_article = True
            child = f"{where.rstrip('/')}/{name}"
            if _excluded(child, exclude):
                continue
            if _blocks(child):
                problems.append(Problem(child, say(lang, "path-no-file", path=child)))
            else:
                yield child
    for error in failed:
        problems.append(Problem(str(error.filename), say(lang, "path-unlisted", path=error.filename, reason=because(error))))
    if not any_article and not failed and not allow_empty and not _excluded(folder, exclude):
        problems.append(Problem(folder, say(lang, "folder-without" if any_file else "folder-empty", path=folder)))


def _blocks(path: str) -> bool:
    """True for a pipe, a socket or a device: one that happens to lie in a folder would never end."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _excluded(path: str, patterns: Sequence[str]) -> bool:
    path = path.removeprefix("./").rstrip("/")
    name = path.rpartition("/")[2]
    return any(fnmatch(path, pattern.rstrip("/")) or fnmatch(name, pattern.rstrip("/")) for pattern in patterns)


def _article(path: str, label: str, encoding: str | None, lang: str) -> Article | Problem:
    try:
        if path == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                data = file.read()
    except OSError as error:
        return Problem(label, say(lang, "path-unreadable", path=label, reason=because(error)))
    try:
        text, name = decode(data, encoding)
    except UndecodableError as error:
        return Problem(label, say(lang, "path-undecodable", path=label, why=error))
    if not text.strip():
        return Problem(label, say(lang, "article-empty", path=label))
    return read_text(text, label, name)
