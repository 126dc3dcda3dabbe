"""The data files of the language room, read once each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def text(name: str) -> str:
    """The text of a data file of the package."""
    return (files("enping_check") / "data" / name).read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML data file of the package as a dictionary; it is shared, so it must not be changed."""
    return tomllib.loads(text(name))


def words(value: str) -> tuple[str, ...]:
    """The words of a white-space separated list, longest first."""
    return tuple(sorted(set(value.split()), key=lambda word: (-len(word), word)))
