"""Which lines changed since a revision, as git tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from enping_check.model import Finding
from enping_check.wording import Trouble

_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([abfnrtv"\\]|[0-3][0-7]{2})')
_ESCAPED = {b"a": 7, b"b": 8, b"f": 12, b"n": 10, b"r": 13, b"t": 9, b"v": 11, b'"': 34, b"\\": 92}


@dataclass(frozen=True, slots=True)
class Changed:
    """The changed lines of one file: 1-based [first, last] stretches; ``whole`` when every line counts as changed."""

    stretches: tuple[tuple[int, int], ...] = ()
    whole: bool = False

    def touches(self, line: int) -> bool:
        """True when ``line`` is changed."""
        return self.whole or any(first <= line <= last for first, last in self.stretches)


def changed_since(revision: str, files: Iterable[str]) -> Mapping[str, Changed]:
    """For each of ``files`` what changed between ``revision`` and the working tree; one git does not track is changed as a whole.

    Raises :class:`Trouble` when git is missing, a file is in no repository, or the revision is unknown.
    """
    by_folder: dict[Path, list[str]] = {}
    for file in files:
        by_folder.setdefault(Path(file).resolve().parent, []).append(file)
    by_repository: dict[Path, list[str]] = {}
    for folder, inside in by_folder.items():
        top = Path(_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
        by_repository.setdefault(top, []).extend(inside)
    found: dict[str, Changed] = {}
    for top, inside in by_repository.items():
        commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", unknown=revision)
        diff = _git(
            top, "-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames",
            "--src-prefix=a/", "--dst-prefix=b/", commit.decode().strip(), "--",
        )  # fmt: skip
        changes = parse(diff)
        # a small letter or S marks what git was told not to look at: its diff says nothing of that file
        listed = (n.decode("utf-8", "surrogateescape") for n in _git(top, "ls-files", "-z", "-v").split(b"\0") if n)
        compared = {n[2:] for n in listed if n[0].isupper() and n[0] != "S"}
        for file in inside:
            name = Path(file).resolve().relative_to(top.resolve()).as_posix()
            found[file] = changes.get(name, Changed()) if name in compared else Changed(whole=True)
    return found


def _git(folder: Path, *arguments: str, unknown: str | None = None) -> bytes:
    import subprocess  # only --diff needs it, and it costs every start

    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise Trouble("git-missing") from None
    if done.returncode:
        if unknown is not None:
            raise Trouble("git-revision", revision=unknown)
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Trouble("git-failed", folder=folder, reason=lines[0] if lines else f"exit {done.returncode}")
    return done.stdout


def parse(diff: bytes) -> dict[str, Changed]:
    """File name → what changed in it, from the output of ``git diff -U0`` (a deletion marks the line before and the line after it)."""
    stretches: dict[str, list[tuple[int, int]]] = {}
    whole: set[str] = set()
    name: str | None = None
    in_header = False
    for line in diff.split(b"\n"):
        if line.startswith(b"diff --git "):
            name, in_header = None, True
        elif in_header and line.startswith(b"+++ "):
            name = _name(line[4:])
        elif in_header and line.startswith(b"Binary files ") and line.endswith(b" differ"):
            _, _, new = line[len(b"Binary files ") : -len(b" differ")].partition(b" and ")
            binary = _name(new)
            if binary is not None:
                whole.add(binary)
        elif hunk := _HUNK.match(line):
            in_header = False
            if name is not None:
                start, count = int(hunk[1]), 1 if hunk[2] is None else int(hunk[2])
                stretches.setdefault(name, []).append((start, start + count - 1) if count else (start, start + 1))
    return {
        **{file: Changed(tuple(found)) for file, found in stretches.items()},
        **{file: Changed(whole=True) for file in whole},
    }


def _name(raw: bytes) -> str | None:
    raw = raw.split(b"\t")[0]
    if raw.startswith(b'"') and raw.endswith(b'"'):
        raw = _ESCAPE.sub(lambda m: bytes([_ESCAPED[m[1]] if m[1] in _ESCAPED else int(m[1], 8)]), raw[1:-1])
    return raw[2:].decode("utf-8", "surrogateescape") if raw.startswith(b"b/") else None


def touched(findings: Sequence[Finding], changes: Mapping[str, Changed]) -> tuple[Finding, ...]:
    """The findings in which some claim stands on a changed line; a file that ``changes`` does not know counts as unchanged."""
    nothing = Changed()
    return tuple(f for f in findings if any(changes.get(p.file, nothing).touches(p.line) for p in (f.place, *f.related)))
