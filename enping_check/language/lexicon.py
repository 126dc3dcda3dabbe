"""The data files of the language room, read once each."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent.parent / "data"  # importlib.resources would cost a fortieth of a run's start


@cache
def text(name: str) -> str:
    """The text of a data file of the package."""
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML data file of the package as a dictionary; it is shared, so it must not be changed."""
    return tomllib.loads(text(name))


def words(value: str) -> tuple[str, ...]:
    """The words of a white-space separated list, longest first."""
    return tuple(sorted(set(value.split()), key=lambda word: (-len(word), word)))
