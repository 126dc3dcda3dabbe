"""Old findings that are known and let be, so that a gate can start today and stop only new ones.

A baseline is a JSON file: ``{"version": 1, "findings": [{"fingerprint", "code", "file", "text", "count"}]}``. Fingerprints hold no line
numbers and no folder, so text may move and files may be renamed. The file says whose finding it was: another article may use the
allowance only when that file is gone or was looked at and has the finding no more. Code and text are for the reader of a diff.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from enping_check.model import Finding
from enping_check.wording import Trouble, because

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of known finding in one file and how often it may occur; ``file`` is relative to the baseline's folder."""

    fingerprint: str
    code: str
    file: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that the baseline does not know, those it does, and the entries that occur less often than listed."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[Entry, ...]


def entries(findings: Iterable[Finding], folder: Path) -> tuple[Entry, ...]:
    """The findings as entries of a baseline that lies in ``folder``, sorted so that a version-control diff stays small."""
    counted: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = finding.fingerprint, _relative(finding.place.file, folder)
        counted[key] += 1
        first.setdefault(key, finding)
    made = (Entry(key[0], f.code, key[1], f.place.text, counted[key]) for key, f in first.items())
    return tuple(sorted(made, key=lambda e: (e.file, e.code, e.fingerprint)))


def _relative(file: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return Path(file).as_posix()


def write(path: Path, known: Sequence[Entry]) -> None:
    """Writes the baseline whole or not at all. Raises :class:`Trouble` when ``path`` cannot be written."""
    rows = [{"fingerprint": e.fingerprint, "code": e.code, "file": e.file, "text": e.text, "count": e.count} for e in known]
    write_whole(path, json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Writes UTF-8 ``text`` to ``path`` atomically, beside it first. Raises :class:`Trouble` when that fails; the old file then stays.

    A file name that is no Unicode is written as Python's escape of it, which JSON reads back as the same name.
    """
    if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to replace
        try:
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise Trouble("cannot-write", file=path, reason=because(error)) from None
        return
    target = Path(os.path.realpath(path))  # a link stays a link
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", errors="backslashreplace")
        os.replace(beside, target)
    except OSError as error:
        raise Trouble("cannot-write", file=path, reason=because(error)) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of the baseline at ``path``; raises :class:`Trouble` when it is missing or no baseline."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        version = document["version"]
        if type(version) is not int:
            raise TypeError(version)
        if version != VERSION:
            raise Trouble("baseline-newer" if version > VERSION else "baseline-version", file=path, version=version)
        return tuple(_entry(row) for row in document["findings"])
    except OSError as error:
        raise Trouble("baseline-unreadable", file=path, reason=because(error)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Trouble("baseline-malformed", file=path) from None


def _entry(row: Mapping[str, object]) -> Entry:
    """One row, taken only if every value is of its kind: a baseline edited by hand must not let by more than it says."""
    fingerprint, code, file, text, count = (row[name] for name in ("fingerprint", "code", "file", "text", "count"))
    if not (isinstance(fingerprint, str) and isinstance(code, str) and isinstance(file, str) and isinstance(text, str)):
        raise TypeError(row)
    if type(count) is not int or count < 1:
        raise TypeError(row)
    return Entry(fingerprint, code, file, text, count)


def compare(findings: Sequence[Finding], known: Sequence[Entry], folder: Path, checked: Iterable[str]) -> Compared:
    """Parts new findings from known ones; of equal ones in a file those that come first in ``findings`` are the known ones.

    ``checked`` names the files that were looked at. An entry whose file was not, and is still there, is neither called gone nor lent to
    another file: a new article may not hide behind an old one that has the same slip.
    """
    entries: dict[tuple[str, str], Entry] = {}
    allowance: Counter[tuple[str, str]] = Counter()
    for entry in known:
        key = entry.fingerprint, entry.file
        entries.setdefault(key, entry)
        allowance[key] += entry.count
    old: set[int] = set()
    for finding in findings:
        key = finding.fingerprint, _relative(finding.place.file, folder)
        if allowance[key] > 0:
            allowance[key] -= 1
            old.add(id(finding))
    read = {_relative(file, folder) for file in checked}
    spare: dict[str, list[tuple[str, str]]] = {}
    for key in entries:
        if allowance[key] > 0 and (key[1] in read or not (folder / key[1]).exists()):
            spare.setdefault(key[0], []).append(key)
    for finding in findings:
        moved = next((key for key in spare.get(finding.fingerprint, ()) if allowance[key] > 0), None)
        if moved is not None and id(finding) not in old:
            allowance[moved] -= 1
            old.add(id(finding))
    return Compared(
        tuple(f for f in findings if id(f) not in old),
        tuple(f for f in findings if id(f) in old),
        tuple(entries[key] for keys in spare.values() for key in keys if allowance[key] > 0),
    )
