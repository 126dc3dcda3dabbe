"""Settings: what is accepted, what is refused and how, where they are found, and that schema and code agree."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from enping_check.model import Severity
from enping_check.settings import KEYS, Settings, SettingsError, find, load, read, schema

GOOD = [
    ('select = ["EP1", "growth-mismatch"]', "select", ("EP1", "growth-mismatch"), "rules by prefix and name"),
    ('ignore = ["EP901"]', "ignore", ("EP901",), "a rule by code"),
    ('per-file-ignores = { "old/*.txt" = ["EP9"] }', "per_file_ignores", {"old/*.txt": ("EP9",)}, "globs"),
    ('severity = { EP201 = "note" }', "severity", {"EP201": Severity.NOTE}, "severity by rule"),
    ('fail-on = "warning"', "fail_on", Severity.WARNING, "a threshold"),
    ('lang = "zh"', "lang", "zh", "a language"),
    ('exclude = ["drafts/"]', "exclude", ("drafts/",), "folders"),
    ('home = "青泽县"', "home", "青泽县", "a place"),
    ("date = 2024-02-19", "date", date(2024, 2, 19), "a TOML date"),
    ('date = "2024-02-19"', "date", date(2024, 2, 19), "a date as text"),
    ('encoding = "GBK"', "encoding", "gbk", "an encoding under its usual name"),
    ("each = true", "each", True, "a flag"),
    ('baseline = "known.json"', "baseline", "known.json", "a path"),
    ('[[indicators]]\nname = "菌菇产量"\nunit = "mass"', "indicators", ({"name": "菌菇产量", "unit": "mass"},), "own indicators"),
    ('[aliases]\n"高新区" = "青泽高新技术产业开发区"', "aliases", {"高新区": "青泽高新技术产业开发区"}, "other names"),
    ('units = ["柜 = [container]"]', "units", ("柜 = [container]",), "own units"),
    ('masks = ["百企千品"]', "masks", ("百企千品",), "own masks"),
    ('[suppressions]\nabc = "原文如此"', "suppressions", {"abc": "原文如此"}, "a fingerprint with its reason"),
]


@pytest.mark.parametrize(("toml", "field", "value", "reason"), GOOD, ids=[row[1] + " " + row[3] for row in GOOD])
def test_good(toml: str, field: str, value: object, reason: str) -> None:
    """Read, and accepted by the shipped schema too."""
    table = tomllib.loads(toml)
    assert getattr(read(table, "s.toml"), field) == value, reason
    Draft202012Validator(schema()).validate(json.loads(json.dumps(table, default=str)))


BAD = [
    ('slect = ["EP1"]', "unknown setting “slect”; did you mean “select”?", "a misspelt key"),
    ("perfileignores = {}", "did you mean “per-file-ignores”?", "dashes forgotten"),
    ("xyzzy = 1", "unknown setting “xyzzy”", "a key like no other"),
    ('select = "EP1"', "“select” must be a list of strings", "a string for a list"),
    ("select = [1]", "“select” must be a non-empty string", "a number for a rule"),
    ('fail-on = "fatal"', "“fail-on” must be note | warning | error", "no such severity"),
    ('severity = { EP201 = "off" }', "“severity” must be note | warning | error", "turning off is ignore"),
    ('severity = ["EP201"]', "“severity” must be a table", "a list for a table"),
    ('lang = "fr"', "“lang” must be zh | en", "no such language"),
    ('each = "yes"', "“each” must be true or false", "a word for a flag"),
    ('date = "19.2.2024"', "“date” must be a date such as 2024-02-19", "a date in another form"),
    ("date = 2024-02-19T10:00:00", "“date” must be a date such as 2024-02-19", "a moment is no date"),
    ('encoding = "utf-99"', "“encoding” must be an encoding", "no such encoding"),
    ('indicators = [{ unit = "mass" }]', "“indicators” must be a list of tables, each with a name", "an indicator without a name"),
    ('suppressions = { abc = "" }', "“suppressions” must be a non-empty string", "a suppression without its reason"),
    ('home = " "', "“home” must be a non-empty string", "an empty place"),
]


@pytest.mark.parametrize(("toml", "words", "reason"), BAD, ids=[row[2] for row in BAD])
def test_bad(toml: str, words: str, reason: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tomllib.loads(toml), "s.toml")
    assert words in str(caught.value)
    assert str(caught.value).startswith("s.toml: ")
    assert caught.value.said("zh") != str(caught.value)


def test_keys_are_the_fields() -> None:
    assert [key.field for key in KEYS] == [f.name for f in dataclasses.fields(Settings)]
    assert all(key.doc for key in KEYS)


def test_shipped_schema_is_the_code_s() -> None:
    shipped = json.loads(files("enping_check").joinpath("data/settings.schema.json").read_text(encoding="utf-8"))
    assert shipped == schema()
    Draft202012Validator.check_schema(shipped)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_found_upward(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.enping-check]\nhome = "甲市"\n')
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 1\n")
    own = write(tmp_path / "a" / "b" / "enping-check.toml", 'home = "乙县"\n')
    write(tmp_path / "a" / "b" / "pyproject.toml", '[tool.enping-check]\nhome = "丙镇"\n')
    (tmp_path / "a" / "b" / "c").mkdir()
    assert find(tmp_path / "a").settings.home == "甲市", "a pyproject without our section is passed by"
    assert find(tmp_path / "a" / "b" / "c").settings.home == "乙县", "our own file outranks pyproject.toml beside it"
    assert find(tmp_path / "a" / "b" / "c").origin("home") == str(own)
    assert find(tmp_path / "a" / "b" / "c").origin("lang") == "default"
    assert find(tmp_path / "a" / "b" / "c").root == tmp_path / "a" / "b"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("enping-check.toml", "home = ", "not valid TOML"),
        ("enping-check.toml", "\ufeffhome = 1", "“home” must be a non-empty string"),
        ("pyproject.toml", "[tool]\nenping-check = 3\n", "“tool.enping-check” must be a table"),
        ("pyproject.toml", "[project]\nname = 'x'\n", "no section [tool.enping-check]"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(write(tmp_path / name, text))
    assert words in str(caught.value)


def test_options_outrank_files(tmp_path: Path) -> None:
    loaded = load(write(tmp_path / "enping-check.toml", 'lang = "zh"\nfail-on = "note"\n'))
    options: dict[str, Any] = {"lang": "en", "fail_on": None, "exclude": ("x",)}
    merged = loaded.overridden(options)
    assert (merged.settings.lang, merged.settings.fail_on, merged.settings.exclude) == ("en", Severity.NOTE, ("x",))
    assert (merged.origin("lang"), merged.origin("fail-on"), merged.origin("exclude")) == ("--lang", str(loaded.path), "--exclude")
