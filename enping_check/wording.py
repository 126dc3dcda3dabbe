"""The interface's own words in the reader's language, read from data/interface.toml.

Messages of rules live with the rules; this is everything else a person reads: errors, column heads, summaries, help.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh", "en")
_FILE = Path(__file__).parent / "data" / "interface.toml"


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    import tomllib

    loaded: dict[str, Mapping[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def say(lang: str, key: str, /, **params: object) -> str:
    """The phrase ``key`` in ``lang`` (zh or en) with its ``{params}`` filled in; KeyError for a phrase that does not exist.

    A parameter that is itself a :class:`Phrase` or a :class:`Trouble` is said in the same language.
    """
    phrase = _tables()[lang][key]
    said = {name: value.said(lang) if isinstance(value, Phrase | Trouble) else value for name, value in params.items()}
    return phrase.format(**said) if said else phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of data/interface.toml whose language is not known yet."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """The phrase in ``lang``."""
        return say(lang, self.key, **self.params)


def because(error: OSError) -> Phrase | str:
    """What the system has against a file: in both languages where it is one of the usual reasons, else the system's own words."""
    import errno

    key = f"errno-{errno.errorcode.get(error.errno or 0, '')}"
    return Phrase(key) if key in _tables()["en"] else error.strerror or str(error)


class Trouble(Exception):
    """Something the user must mend before a check can be trusted: one line, in either language. The command line exits 2."""

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def said(self, lang: str) -> str:
        """The line in ``lang``."""
        return say(lang, self.key, **self.params)

    def __str__(self) -> str:
        return self.said("en")


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be, or None."""
    from difflib import SequenceMatcher
    from itertools import takewhile

    def likeness(known_word: str) -> tuple[float, int]:
        pairs = zip(word.lower(), known_word.lower(), strict=False)
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return SequenceMatcher(None, word.lower(), known_word.lower()).ratio(), alike

    best = max(known, key=likeness, default=None)
    return best if best is not None and likeness(best)[0] >= 0.6 else None


def from_locale() -> str:
    """zh when the environment's locale for messages is Chinese, else en."""
    import os

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def spoken(arguments: list[str]) -> str:
    """The language for what is said before settings are read: --lang, else the locale."""
    from itertools import pairwise

    for argument, following in pairwise([*arguments, ""]):
        wanted = following if argument == "--lang" else argument.removeprefix("--lang=")
        if wanted in LANGUAGES and argument != wanted:
            return wanted
    return from_locale()
