"""The list of all rules: what each is called, how grave it is, what it says, and the words it says it with.

The data stand in ``enping_check/data``: ``rules.toml`` (names and severities), ``messages.*.toml`` (templates),
``examples.toml`` and ``explanations.*.toml`` (documentation). A normal run reads the first two only.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enping_check.model import Severity

_DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("zh", "en")
SEPARATOR = "\n=====\n"  # between the articles, or the table and the article, of one example
RULES: tuple[Rule, ...]  # read on first use, see __getattr__


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule's documentation in one language: a title and one to three sentences each."""

    title: str
    what: str
    why: str
    limits: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One documented check. ``severity`` is the default for hard evidence; softer evidence lowers it.

    ``takes`` says what an example is made of: ``article``, ``articles`` (several, told apart by :data:`SEPARATOR`) or ``reference``
    (a reference table as CSV, :data:`SEPARATOR`, an article).
    """

    code: str
    name: str
    family: str
    severity: Severity
    takes: str = "article"

    @property
    def wrong(self) -> tuple[str, ...]:
        """Passages that this rule reports."""
        return tuple(_read("examples.toml")[self.code]["wrong"])

    @property
    def right(self) -> tuple[str, ...]:
        """Passages that no rule reports above a note, traps among them."""
        return tuple(_read("examples.toml")[self.code]["right"])

    def text(self, lang: str) -> RuleText:
        """The documentation in ``zh`` or ``en``; KeyError for another language."""
        return RuleText(**_read(f"explanations.{_known(lang)}.toml")[self.code])


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules in order of their codes."""
    return tuple(
        Rule(code, row["name"], row["family"], Severity[row["severity"].upper()], row.get("takes", "article"))
        for code, row in sorted(_read("rules.toml").items())
    )


def find(code_or_name: str) -> Rule | None:
    """The rule of that code (in either case) or name, or None."""
    return _index().get(code_or_name.strip().lower())


def message(code: str, key: str, lang: str, params: Mapping[str, str]) -> str:
    """The message of a rule, filled in. KeyError for an unknown code, key, language or a parameter the template needs.

    ``formula`` and ``diagnosis`` may be absent or empty; a diagnosis is put in brackets. A parameter ``@weekday-3`` or ``@swapped-base``
    is replaced by the language's word for it.
    """
    words = _read(f"messages.{_known(lang)}.toml")
    template: str = words[code].get(key) or words["general"][key]
    said = {name: _word(words, value) for name, value in params.items()}
    cause = said.get("diagnosis", "")
    wrapped = (f"（{cause}）" if lang == "zh" else f" ({cause})") if cause else ""
    if not said.get("formula"):  # then no colon announces it
        template = template.replace("：{formula}", "").replace(": {formula}", "").replace("{formula}", "")
    return template.format_map({**said, "diagnosis": wrapped}).rstrip()


def diagnosis(key: str, lang: str) -> str:
    """The words for a likely cause, such as ``swapped-base``; KeyError when there is none of that name."""
    words: str = _read(f"messages.{_known(lang)}.toml")["diagnosis"][key]
    return words


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name == "RULES":
        return rules()
    raise AttributeError(name)


def _word(words: Mapping[str, Mapping[str, str]], value: str) -> str:
    if not value.startswith("@"):
        return value
    key = value[1:]
    return words["words"].get(key) or words["hypothesis"].get(key) or words["diagnosis"][key]


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return lang


@functools.cache
def _index() -> dict[str, Rule]:
    return {key: rule for rule in rules() for key in (rule.code.lower(), rule.name)}


@functools.cache
def _read(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
