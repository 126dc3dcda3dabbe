"""Settings: [tool.enping-check] in pyproject.toml, or enping-check.toml, found upward from each file.

:data:`KEYS` is the one list of settings; the frozen :class:`Settings`, the loader, the JSON schema and ``enping-check settings`` all
follow it. An unknown key is an error that names the nearest known one: a gate must not run on half of what was meant.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from enping_check.model import Severity
from enping_check.wording import LANGUAGES, Phrase, Trouble, because, nearest

SECTION = "enping-check"
OWN_FILE = "enping-check.toml"
SEVERITIES = tuple(s.label for s in Severity)
DEFAULT = "default"


class SettingsError(Trouble, ValueError):
    """The settings cannot be used as written; ``where`` is the file they stand in."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a check should do. Rule names in it may be codes (EP101), prefixes (EP1) or names (share-mismatch).

    ``indicators`` are tables of the same shape as data/indicators.toml; ``aliases`` maps a printed name to the canonical one; ``units``
    are lines of pint's definition language; ``masks`` are words whose numerals are never quantities. ``suppressions`` maps a finding's
    fingerprint to the reason it may stand. ``reference`` is a path as it can be opened: the loader makes it relative to its file.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    severity: Mapping[str, Severity] = field(default_factory=lambda: _NOTHING)
    fail_on: Severity = Severity.ERROR
    lang: str | None = None
    exclude: tuple[str, ...] = ()
    home: str | None = None
    date: Date | None = None
    encoding: str | None = None
    each: bool = False
    baseline: str | None = None
    reference: str | None = None
    indicators: tuple[Mapping[str, Any], ...] = ()
    aliases: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    units: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()
    suppressions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


class _Unfit(Exception):
    """A value of the wrong shape; ``wanted`` says what would fit."""

    def __init__(self, wanted: str | Phrase) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit(Phrase("wanted-string"))
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Unfit(Phrase("wanted-strings"))
    return tuple(_text(v) for v in value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Unfit(Phrase("wanted-flag"))
    return value


def _severity(value: object) -> Severity:
    if not isinstance(value, str) or value not in SEVERITIES:
        raise _Unfit(" | ".join(SEVERITIES))
    return Severity[value.upper()]


def _language(value: object) -> str:
    if value not in LANGUAGES:
        raise _Unfit(" | ".join(LANGUAGES))
    return str(value)


def _encoding(value: object) -> str:
    import codecs

    try:
        return codecs.lookup(_text(value)).name
    except LookupError:
        raise _Unfit(Phrase("wanted-encoding")) from None


def _day(value: object) -> Date:
    if type(value) is Date:
        return value
    try:
        if isinstance(value, str):
            return Date.fromisoformat(value)
    except ValueError:
        pass
    raise _Unfit(Phrase("wanted-date"))


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _Unfit(Phrase("wanted-table"))
    return value


def _text_table(value: object) -> Mapping[str, str]:
    return MappingProxyType({k: _text(v) for k, v in _table(value).items()})


def _texts_table(value: object) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({k: _texts(v) for k, v in _table(value).items()})


def _severity_table(value: object) -> Mapping[str, Severity]:
    return MappingProxyType({k: _severity(v) for k, v in _table(value).items()})


def _named_tables(value: object) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list):
        raise _Unfit(Phrase("wanted-named-tables"))
    for row in value:
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            raise _Unfit(Phrase("wanted-named-tables"))
    return tuple(MappingProxyType(row) for row in value)


_STRINGS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_STRING = {"type": "string", "minLength": 1}
_LEVEL = {"enum": list(SEVERITIES)}


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: its name as users write it, its JSON schema, how its value is read, and what it is for."""

    name: str
    schema: Mapping[str, Any]
    read: Callable[[object], Any]
    doc: str

    @property
    def field(self) -> str:
        """The attribute of :class:`Settings` that holds it."""
        return self.name.replace("-", "_")

    def read_word(self, option: str, word: str) -> Any:
        """The value of ``word`` as given to ``option`` on the command line; raises :class:`Trouble` when it does not fit."""
        try:
            return self.read(word)
        except _Unfit as unfit:
            raise Trouble("option-value", option=option, word=word, wanted=unfit.wanted) from None


KEYS: tuple[Key, ...] = (
    Key("select", _STRINGS, _texts, "Rules to apply: codes (EP101), prefixes (EP1) or names (share-mismatch). Empty: all."),
    Key("ignore", _STRINGS, _texts, "Rules to leave out; outranks select."),
    Key(
        "per-file-ignores",
        {"type": "object", "additionalProperties": _STRINGS},
        _texts_table,
        "Glob of files, relative to this file → rules to leave out there.",
    ),
    Key("severity", {"type": "object", "additionalProperties": _LEVEL}, _severity_table, "Rule → the severity of its findings."),
    Key("fail-on", _LEVEL, _severity, "The least severity that makes the exit code 1. Default: error."),
    Key("lang", {"enum": list(LANGUAGES)}, _language, "Language of messages. Default: the locale's."),
    Key("exclude", _STRINGS, _texts, "Globs of files and folders not to read."),
    Key("home", _STRING, _text, "The home place that 全市, 全县 and the like mean where an article does not say."),
    Key("date", {"type": "string", "format": "date"}, _day, "The date of an article that does not say its own."),
    Key("encoding", _STRING, _encoding, "The encoding of all files. Default: byte order mark, UTF-8, GB18030, Big5."),
    Key("each", {"type": "boolean"}, _flag, "Check every article by itself in place of all together. Default: false."),
    Key("baseline", _STRING, _text, "Baseline file, relative to this file: what is listed in it is not reported."),
    Key("reference", _STRING, _text, "Reference table (CSV: subject,indicator,period,value,unit), relative to this file: settled values."),
    Key(
        "indicators",
        {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": _STRING}}},
        _named_tables,
        "Own indicators, each a table as in the package's data/indicators.toml.",
    ),
    Key("aliases", {"type": "object", "additionalProperties": _STRING}, _text_table, "A printed name → the canonical name."),
    Key("units", _STRINGS, _texts, "Own units, each a line of pint's definition language."),
    Key("masks", _STRINGS, _texts, "Words whose numerals are never quantities."),
    Key(
        "suppressions",
        {"type": "object", "additionalProperties": _STRING},
        _text_table,
        "Fingerprint of a finding → the reason it may stand.",
    ),
)
_BY_NAME = {key.name: key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings with where they come from: ``path`` is their file (None: defaults), ``origins`` maps a key's name to its origin."""

    settings: Settings = Settings()
    path: Path | None = None
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def root(self) -> Path:
        """The folder that globs and paths in the settings are relative to."""
        return self.path.parent if self.path else Path.cwd()

    def origin(self, name: str) -> str:
        """Where the value of key ``name`` was set: ``default``, a file, or an option."""
        return self.origins.get(name, DEFAULT)

    def overridden(self, values: Mapping[str, Any]) -> Loaded:
        """A copy in which options of the command line, by field name and not None, outrank the file."""
        given = {k: v for k, v in values.items() if v is not None}
        origins = {**self.origins, **{k.replace("_", "-"): "--" + k.replace("_", "-") for k in given}}
        return Loaded(replace(self.settings, **given), self.path, MappingProxyType(origins))


def read(table: Mapping[str, object], where: str) -> Settings:
    """Settings out of a parsed TOML table that stands in ``where``.

    Raises :class:`SettingsError` for an unknown key (naming the nearest known one) and for a value of the wrong shape.
    """
    values: dict[str, Any] = {}
    for name, value in table.items():
        key = _BY_NAME.get(name)
        if key is None:
            guess = nearest(name, list(_BY_NAME))
            if guess:
                raise SettingsError("settings-unknown-near", where=where, key=name, guess=guess)
            raise SettingsError("settings-unknown", where=where, key=name)
        try:
            values[key.field] = key.read(value)
        except _Unfit as unfit:
            raise SettingsError("settings-value", where=where, key=name, wanted=unfit.wanted) from None
    return Settings(**values)


def load(path: Path) -> Loaded:
    """The settings in ``path``: the whole of an enping-check.toml, or the section [tool.enping-check] of any other TOML file.

    Raises :class:`SettingsError` when the file cannot be read or used.
    """
    table = _table_of(path)
    if table is None:
        raise SettingsError("settings-no-section", where=path)
    settings = read(table, str(path))
    if settings.reference is not None:
        settings = replace(settings, reference=str(path.parent / settings.reference))
    return Loaded(settings, path, MappingProxyType({name: str(path) for name in table}))


def _table_of(path: Path) -> Mapping[str, object] | None:
    import tomllib

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError("settings-unreadable", where=path, reason=because(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings-no-toml", where=path, reason=error) from None
    if path.name != "pyproject.toml" and SECTION not in document.get("tool", {}):
        return document
    section: Mapping[str, object] | None = document.get("tool", {}).get(SECTION)
    if section is not None and not isinstance(section, dict):
        raise SettingsError("settings-value", where=path, key=f"tool.{SECTION}", wanted=Phrase("wanted-table"))
    return section


def find(folder: Path) -> Loaded:
    """The settings for files in ``folder`` (absolute): the nearest enping-check.toml or pyproject.toml with our section, going upward.

    In one folder enping-check.toml outranks pyproject.toml. Defaults when there is none.
    """
    if os.path.lexists(folder / OWN_FILE):  # also a dangling link or a folder: half of what was meant is worse than an error
        return load(folder / OWN_FILE)
    project = folder / "pyproject.toml"
    if os.path.lexists(project) and _table_of(project) is not None:
        return load(project)
    return find(folder.parent) if folder.parent != folder else Loaded()


def schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of the settings, made from :data:`KEYS`; shipped as data/settings.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "enping-check settings",
        "description": f"The section [tool.{SECTION}] of pyproject.toml, or the whole of {OWN_FILE}.",
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {**key.schema, "description": key.doc} for key in KEYS},
    }
