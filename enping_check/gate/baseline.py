"""Old findings that are known and let be, so that a gate can start today and stop only new ones.

A baseline is a JSON file: ``{"version": 1, "findings": [{"fingerprint", "code", "file", "text", "count"}]}``. Only fingerprint and count
decide; they hold no line numbers and no folder, so text may move and files may be renamed. The rest is for the reader of a diff.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from enping_check.model import Finding
from enping_check.wording import Trouble

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of known finding and how often it may occur; ``file`` is relative to the baseline's folder."""

    fingerprint: str
    code: str
    file: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that the baseline does not know, how many it does, and the entries that occur less often than listed."""

    new: tuple[Finding, ...]
    known: int
    gone: tuple[Entry, ...]


def entries(findings: Iterable[Finding], folder: Path) -> tuple[Entry, ...]:
    """The findings as entries of a baseline that lies in ``folder``, sorted so that a version-control diff stays small."""
    counted: Counter[str] = Counter()
    first: dict[str, Finding] = {}
    for finding in findings:
        counted[finding.fingerprint] += 1
        first.setdefault(finding.fingerprint, finding)
    made = (Entry(fp, f.code, _relative(f.place.file, folder), f.place.text, counted[fp]) for fp, f in first.items())
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
    """Writes UTF-8 ``text`` to ``path`` atomically, beside it first. Raises :class:`Trouble` when that fails; the old file then stays."""
    if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to replace
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Trouble("cannot-write", file=path, reason=error.strerror) from None
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Trouble("cannot-write", file=path, reason=error.strerror) from None


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of the baseline at ``path``; raises :class:`Trouble` when it is missing or no baseline."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["version"] != VERSION:
            raise Trouble("baseline-version", file=path, version=document["version"])
        return tuple(
            Entry(str(r["fingerprint"]), str(r["code"]), str(r["file"]), str(r["text"]), int(r["count"])) for r in document["findings"]
        )
    except OSError as error:
        raise Trouble("baseline-unreadable", file=path, reason=error.strerror) from None
    except (ValueError, KeyError, TypeError):
        raise Trouble("baseline-malformed", file=path) from None


def compare(findings: Sequence[Finding], known: Sequence[Entry], folder: Path, checked: Iterable[str]) -> Compared:
    """Parts new findings from known ones. An entry is called gone only when its file was checked or is no longer there."""
    allowance = Counter({e.fingerprint: e.count for e in known})
    new: list[Finding] = []
    for finding in findings:
        if allowance[finding.fingerprint] > 0:
            allowance[finding.fingerprint] -= 1
        else:
            new.append(finding)
    read = {_relative(file, folder) for file in checked}
    gone = tuple(e for e in known if allowance[e.fingerprint] > 0 and (e.file in read or not (folder / e.file).exists()))
    return Compared(tuple(new), len(findings) - len(new), gone)
