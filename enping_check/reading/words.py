"""The reading room's words: text files of sections, each a ``[name]`` line and items separated by blanks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"


@cache
def sections(file: str) -> dict[str, tuple[str, ...]]:
    """The sections of a data file: name → its items in order. ``#`` opens a comment line; an item outside a section is a ValueError."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line[0] == "[" and line[-1] == "]":
            current = found.setdefault(line[1:-1], [])
        elif current is None:
            raise ValueError(f"{file}: {line!r} stands before the first section")
        else:
            current += line.split()
    return {name: tuple(items) for name, items in found.items()}
