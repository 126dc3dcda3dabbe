"""The command line: exit code × situation × format, one line for every mistake, settings and gates as a user meets them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import standin
from jsonschema import Draft202012Validator

import enping_check
from enping_check import cli
from enping_check.reports import FORMATS

PACKAGE = Path(enping_check.__file__).parent
FILES = {
    "clean.txt": "全县产值87.8亿元，同上年的31.3亿元相比。",
    "error.txt": "误：占87.8亿元的36.5%。",
    "warning.txt": "疑：第3节。",
    "note.txt": "注：约5成。",
    "sick.txt": "坏：7。",
    "crash.txt": "崩：7。",
}
# the fingerprint of error.txt by the stand-in
_KNOWN = '{"version": 1, "findings": [{"fingerprint": "%s", "code": "EP101", "file": "error.txt", "text": "87.8", "count": %s}]}'
_MARK = hashlib.sha256(f"EP101{FILES['error.txt']}".encode()).hexdigest()[:16]
BASELINES = {
    "one-slip.json": _KNOWN % (_MARK, "1"),
    "other.json": _KNOWN % ("0123456789abcdef", "1"),
    "newer.json": '{"version": 2, "findings": []}',
    "corrupt.json": (_KNOWN % (_MARK, "1"))[:60],
    "zero.json": _KNOWN % (_MARK, "0"),
    "endless.json": _KNOWN % (_MARK, "1e999"),
    "text-count.json": _KNOWN % (_MARK, '"1"'),
    "deep.json": "[" * 100_000,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one article of each sort, as the current folder, checked by the stand-in."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xff\x81 7\x00\xff\xfe")
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"png")
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "broken.txt").write_bytes(b"\x00")
    (tmp_path / "bad-comment.md").write_text("<!-- enping-check: ignore EP101 -->\n同：5。\n", encoding="utf-8")
    for name, text in BASELINES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "misspelt.toml").write_text('falt-on = "note"\n', encoding="utf-8")
    (tmp_path / "list").write_text("clean.txt\nerror.txt\n", encoding="utf-8")
    (tmp_path / "list-with-missing").write_text("clean.txt\nmissing.txt\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "enping_check.checking", standin)
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path


SITUATIONS = [
    (["clean.txt"], 0, "nothing found"),
    (["note.txt"], 0, "a note is below the default threshold"),
    (["warning.txt"], 0, "a warning is below the default threshold"),
    (["error.txt"], 1, "an error is at it"),
    (["error.txt", "clean.txt", "note.txt"], 1, "one bad article among good ones"),
    (["warning.txt", "--fail-on", "warning"], 1, "the threshold lowered to warnings"),
    (["note.txt", "--fail-on", "note"], 1, "the threshold lowered to notes"),
    (["note.txt", "--fail-on", "warning"], 0, "a note is below a warning"),
    (["error.txt", "--ignore", "EP101"], 0, "the rule is ignored"),
    (["error.txt", "--select", "growth-mismatch,EP7"], 0, "the rule is not selected"),
    (["error.txt", "--select", "share-mismatch"], 1, "the rule is selected by name"),
    (["missing.txt"], 2, "a missing path"),
    (["clean.txt", "missing.txt"], 2, "a missing path beside a good one"),
    (["error.txt", "missing.txt"], 2, "2 outranks 1"),
    (["broken.txt"], 2, "an undecodable file"),
    (["empty"], 2, "an empty folder"),
    (["pictures"], 2, "a folder without articles"),
    (["empty", "--allow-empty"], 0, "an empty folder that may be"),
    (["pictures", "--allow-empty"], 0, "a folder without articles that may be"),
    (["missing.txt", "--allow-empty"], 2, "allowing emptiness does not allow a missing path"),
    (["error.txt", "empty"], 2, "an empty folder beside an error"),
    (["sick.txt"], 2, "a crash in one article"),
    (["sick.txt", "error.txt"], 2, "a crash in one article outranks a finding in another"),
    (["error.txt", "--exclude", "error.txt", "clean.txt", "--allow-empty"], 0, "the bad one is excluded"),
    (["error.txt", "--each"], 1, "each by itself"),
    (["mixed"], 2, "a folder whose only article cannot be decoded"),
    (["mixed", "--allow-empty"], 2, "allowing emptiness does not allow what cannot be read"),
    (["error.txt", "--exclude", "error.txt"], 2, "everything is excluded"),
    (["error.txt", "--baseline", "one-slip.json"], 0, "the baseline knows it"),
    (["error.txt", "warning.txt", "--baseline", "one-slip.json", "--fail-on", "warning"], 1, "the baseline knows one of two"),
    (["error.txt", "--baseline", "other.json"], 1, "the baseline knows another"),
    (["error.txt", "missing.txt", "--baseline", "one-slip.json"], 2, "a baseline does not excuse a missing path"),
    (["bad-comment.md"], 2, "an ignore comment without its reason"),
    (["error.txt", "bad-comment.md"], 2, "an ignore comment without its reason beside an error"),
    (["--files-from", "list"], 1, "a list of files"),
    (["--files-from", "list-with-missing"], 2, "a list that names a missing file"),
    (["--files-from", "list", "--files-from", "list-with-missing"], 2, "two lists are both read"),
    (["clean.txt", "--against", "error.txt"], 0, "an old slip is only a fact"),
    (["clean.txt", "--against", "missing.txt"], 2, "facts that are missing"),
    (["error.txt", "--against", "broken.txt"], 2, "facts that cannot be read, beside an error"),
]
# nothing is checked at all, so no format has anything to say
REFUSED = [
    (["error.txt", "--baseline", "missing.json"], "a missing baseline"),
    (["error.txt", "--baseline", "empty"], "a folder for a baseline"),
    *((["error.txt", "--baseline", name], f"the baseline {name}") for name in BASELINES if name not in ("one-slip.json", "other.json")),
    (["error.txt", "--settings", "misspelt.toml"], "settings with an unknown key"),
    (["error.txt", "--settings", "missing.toml"], "missing settings"),
    (["error.txt", "--files-from", "missing.list"], "a missing list of files"),
    (["error.txt", "--diff", "HEAD"], "a diff outside any repository"),
    (["error.txt", "--select", "EP999"], "an unknown rule"),
    (["crash.txt"], "a crash of the whole run"),
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("arguments", "code", "reason"), SITUATIONS, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_exit_code_by_situation_and_format(folder: Path, arguments: list[str], code: int, reason: str, form: str) -> None:
    """No format changes the exit code, and neither does where the output goes."""
    assert cli.run([*arguments, "--format", form]) == code, reason
    assert cli.run([*arguments, "--format", f"{form}={folder / 'out'}"]) == code, f"{reason}, to a file"
    assert (folder / "out").exists()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("arguments", "reason"), REFUSED, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_what_is_not_begun_is_exit_2_in_every_format(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reason: str, form: str
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert cli.run([*arguments, "--format", f"{form}=out"]) == 2, reason
    assert not (folder / "out").exists(), "no report that could be taken for a clean one"


@pytest.mark.parametrize("display", [["--quiet"], ["--verified"], ["--statistics"], ["--verbose"], ["--lang", "zh"], ["-o", "out"]])
@pytest.mark.parametrize(("arguments", "code", "reason"), SITUATIONS[::4], ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_exit_code_by_display_option(folder: Path, arguments: list[str], code: int, reason: str, display: list[str]) -> None:
    assert cli.run([*arguments, *display]) == code, reason


MISTAKES = [
    (["missing.txt"], "missing.txt: no such file", "a missing path"),
    (["broken.txt"], "broken.txt: cannot be decoded", "an undecodable file"),
    (["empty"], "empty: is an empty folder", "an empty folder"),
    (["pictures"], "pictures: holds no .txt or .md", "a folder without articles"),
    (["clean.txt", "--formt", "json"], "no option --formt; did you mean --format?", "a misspelt option"),
    (["clean.txt", "--zzz"], "no option --zzz", "an option like no other"),
    (["clean.txt", "--select", "EP999"], "no rule “EP999”", "an unknown code"),
    (["clean.txt", "--ignore", "share-mismtch"], "did you mean “share-mismatch”?", "a misspelt rule name"),
    (["explain", "EP1O1"], "did you mean “EP101”?", "a letter O for a zero"),
    (["clean.txt", "--format", "sarf"], "did you mean “sarif”?", "a misspelt format"),
    (["claims", "clean.txt", "--format", "jsnl"], "did you mean “jsonl”?", "a misspelt list format"),
    (["clean.txt", "--format"], "option --format requires an argument", "an option without its value"),
    (["clean.txt", "--fail-on", "fatal"], "--fail-on cannot be “fatal”; it must be note | warning | error", "no such severity"),
    (["clean.txt", "--lang", "fr"], "--lang cannot be “fr”; it must be zh | en", "no such language"),
    (["clean.txt", "--encoding", "utf-99"], "--encoding cannot be “utf-99”", "no such encoding"),
    (["clean.txt", "-f", "json", "-f", "table"], "only one format can go to standard output", "two formats on one stream"),
    (["clean.txt", "-f", "json=a", "-f", "sarif=b", "-o", "c"], "--output goes with one format", "an output without a format"),
    (["clean.txt", "-o", "nowhere/out.txt"], "nowhere/out.txt: cannot write", "a folder that does not exist"),
    (["clean.txt", "-o", "empty"], "empty: cannot write (Is a directory)", "a folder for a report"),
    (["clean.txt", "-f", "json="], "a file name must follow the =", "a format without its file"),
    (["clean.txt", "-f", "json=a", "-f", "sarif=./a"], "a: two reports cannot go to one file", "one file for two reports"),
    (["clean.txt", "-o", "./clean.txt"], "would overwrite a file that is being checked", "a report over its article"),
    (["claims", "clean.txt", "-o", "clean.txt"], "would overwrite a file that is being checked", "a list over its article"),
    (["baseline", "clean.txt", "-o", "clean.txt"], "would overwrite a file that is being checked", "a baseline over its article"),
    (["clean.txt", "--against", "note.txt", "-o", "note.txt"], "would overwrite a file that is being checked", "a report over a fact"),
    (["clean.txt", "--quiet=yes"], "option --quiet takes no value", "a value for a flag"),
    (["explain", "EP101", "EP102"], "one argument too many: EP102", "two rules to explain"),
    (["clean.txt", "--exclude", "clean.*"], "clean.txt: --exclude or the settings leave out every article here", "all excluded"),
    (["clean.txt", "--baseline", "newer.json"], "newer.json: written by a newer enping-check", "a baseline of a newer version"),
    (["clean.txt", "--baseline", "corrupt.json"], "corrupt.json: not a baseline", "half a baseline"),
    (["clean.txt", "--settings", "misspelt.toml"], "did you mean “fail-on”?", "a misspelt setting"),
    (["bad-comment.md"], "bad-comment.md:1: an ignore comment must give its reason", "an ignore comment without its reason"),
    (["clean.txt", "--baseline", "nothing.json"], "nothing.json: cannot read the baseline", "a missing baseline"),
    (["clean.txt", "--baseline", "clean.txt"], "clean.txt: not a baseline", "not a baseline"),
    (["clean.txt", "--settings", "nothing.toml"], "nothing.toml: cannot read the settings", "missing settings"),
    (["clean.txt", "--settings", "clean.txt"], "clean.txt: not valid TOML", "settings that are no TOML"),
    (["--files-from", "nothing.list"], "nothing.list: cannot read the list", "a missing list of files"),
    (["--quiet"], "no file or folder given", "options but no path"),
    (["claims"], "no file or folder given", "a command but no path"),
    (["crash.txt"], "internal error, the check is not complete (RuntimeError: the stand-in was told to crash)", "a crash"),
    (["settings", "missing"], "missing: no such file or folder", "settings of nothing"),
    (["explain"], "the argument CODE|NAME is missing", "explain nothing"),
]


@pytest.mark.parametrize(("arguments", "words", "reason"), MISTAKES, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_mistake_is_one_line_and_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str, reason: str
) -> None:
    code = cli.run(arguments)
    lines = capsys.readouterr().err.splitlines()
    assert code == 2, reason
    assert len(lines) == 1, reason
    assert words in lines[0]
    assert lines[0].startswith("enping-check: ")


@pytest.mark.parametrize(("arguments", "words", "reason"), MISTAKES, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_mistakes_are_told_in_chinese(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str, reason: str
) -> None:
    """The whole line, but for names, values and what another program said (in brackets)."""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert cli.run(arguments) == 2, reason
    line = capsys.readouterr().err.strip()
    assert line.startswith("enping-check：")
    assert words not in line
    own = re.sub(r"（[^）]*）|“[^”]*”|<!--.*-->", "", line.removeprefix("enping-check："))
    assert re.search("[\u4e00-\u9fff]", own), line
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", own), line


def test_verbose_crash_shows_the_traceback(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["crash.txt", "--verbose"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_crash_in_one_article_reports_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sick.txt", "error.txt", "--format", "json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert [f["file"] for f in report["findings"]] == ["error.txt"]
    assert [p["file"] for p in report["problems"]] == ["sick.txt"]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["seeds/"], "check"),
        (["--format", "json", "seeds/"], "check"),
        (["--format=json", "seeds/"], "check"),
        (["check", "seeds/"], "check"),
        (["claims", "seeds/"], "claims"),
        (["--lang", "zh", "rules"], "rules"),
        (["--lang", "zh", "explain", "EP101"], "explain"),
        (["-", "--format", "json"], "check"),
        (["--", "rules"], "check"),
        (["./rules"], "check"),
        (["--quiet"], "check"),
        (["--against", "rules", "new.txt"], "check"),
    ],
)
def test_default_command(arguments: list[str], command: str) -> None:
    """A first argument that names no command is a path; a value of an option is neither."""
    from typer.main import get_command

    from enping_check.commands import app, with_command

    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group has commands
    assert with_command(arguments, commands)[0] == command


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["claims", "--help"], ["rules", "--help"], ["baseline", "--help"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 0
    assert "--help" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "claims", "quantities", "settings", "baseline"])
def test_help_in_chinese_is_whole(folder: Path, command: str) -> None:
    """No sentence is cut off where it has no blank to wrap at, and the words that typer adds are ours."""
    out = run(command, "--help", folder=folder, LANG="zh_CN.UTF-8", COLUMNS="80", PYTHONUTF8="1").stdout.decode()
    assert "显示这份说明" in out
    assert not {"Arguments", "Options", "Show this"} & set(re.findall("Arguments|Options|Show this", out))
    assert not [line for line in out.splitlines() if re.search(r"(?<!PATH)…\]?\s*│?$", line)]


def test_every_command_and_option_has_help() -> None:
    from typer.main import get_command

    from enping_check.commands import app

    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]  # a group has commands
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("enping-check cla", {"claims"}),
        ("enping-check explain EP10", {"EP101", "EP102", "EP103", "EP104", "EP105", "EP106"}),
        ("enping-check a.txt --format sa", {"sarif"}),
        ("enping-check a.txt --veri", {"--verified"}),
    ],
)
def test_shell_completion(folder: Path, line: str, expected: set[str]) -> None:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "_ENPING_CHECK_COMPLETE": "complete_bash"}
    assert set(run(folder=folder, **words).stdout.decode().split()) == expected


def test_several_formats_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["error.txt", "-f", "concise", "-f", "sarif=out.sarif", "-f", "junit=out.xml"]) == 1
    assert capsys.readouterr().out == "error.txt:1:4: EP101 error printed 87.8\n"
    assert json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (folder / "out.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_files_from_newlines_and_nuls(folder: Path) -> None:
    (folder / "list").write_text("clean.txt\nerror.txt\n", encoding="utf-8")
    assert cli.run(["--files-from", "list"]) == 1
    (folder / "list").write_text("clean.txt\0note.txt\0", encoding="utf-8")
    assert cli.run(["--files-from", "list"]) == 0


def test_empty_list_of_files_fails_closed(folder: Path) -> None:
    (folder / "list").write_text("", encoding="utf-8")
    assert cli.run(["--files-from", "list"]) == 2
    assert cli.run(["--files-from", "list", "--allow-empty"]) == 0


def test_file_given_twice_is_read_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["error.txt", "./error.txt", str(folder / "error.txt"), "-f", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 1


def test_settings_file_and_option_order(folder: Path) -> None:
    """An option outranks the settings, the nearest settings outrank those above."""
    (folder / "pyproject.toml").write_text('[tool.enping-check]\nfail-on = "warning"\n', encoding="utf-8")
    assert cli.run(["warning.txt"]) == 1
    assert cli.run(["warning.txt", "--fail-on", "error"]) == 0
    (folder / "inner").mkdir()
    (folder / "inner" / "w.txt").write_text(FILES["warning.txt"], encoding="utf-8")
    (folder / "inner" / "enping-check.toml").write_text("", encoding="utf-8")
    assert cli.run(["inner/w.txt"]) == 0
    assert cli.run(["inner/w.txt", "warning.txt"]) == 1


def test_per_file_ignores_and_severity(folder: Path) -> None:
    (folder / "enping-check.toml").write_text('[per-file-ignores]\n"err*.txt" = ["EP1"]\n[severity]\nEP7 = "error"\n', encoding="utf-8")
    assert cli.run(["error.txt"]) == 0
    assert cli.run(["warning.txt"]) == 1


def test_exclude_in_settings_is_relative_to_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "error.txt").write_text(FILES["error.txt"], encoding="utf-8")
    (folder / "old" / "clean.txt").write_text(FILES["clean.txt"], encoding="utf-8")
    (folder / "enping-check.toml").write_text('exclude = ["old/err*"]\n', encoding="utf-8")
    for start in (folder, folder / "old", folder / "empty"):
        monkeypatch.chdir(start)
        assert cli.run([str(folder / "old")]) == 0, start
    monkeypatch.chdir(folder / "old")
    assert cli.run(["."]) == 0


def test_bad_settings_stop_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "enping-check.toml").write_text('falt-on = "error"\n', encoding="utf-8")
    assert cli.run(["clean.txt"]) == 2
    assert "unknown setting “falt-on”; did you mean “fail-on”?" in capsys.readouterr().err


def test_standard_input_has_a_name_and_settings(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io

    (folder / "enping-check.toml").write_text('[per-file-ignores]\n"draft.md" = ["EP101"]\n', encoding="utf-8")
    for name, code in (("draft.md", 0), ("other.md", 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILES["error.txt"].encode())))
        assert cli.run(["-", "--stdin-filename", name, "-f", "json"]) == code
        assert json.loads(capsys.readouterr().out)["relations"] == [] or code


def test_json_follows_its_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads((PACKAGE / "data" / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    cli.run(["clean.txt", "error.txt", "note.txt", "missing.txt", "-f", "json"])
    report = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema).validate(report)
    assert {"findings", "relations", "summary", "version"} <= report.keys()
    assert report["summary"]["findings"] == {"error": 1, "warning": 0, "note": 1}
    assert report["findings"][0]["recomputed"] == {"low": "35.6666666666", "high": "36", "unit": "%"}


CONTRACT = {"file", "line", "column", "start", "end", "text", "value", "low", "high", "unit", "base_unit", "hedge"}


@pytest.mark.parametrize(("command", "more"), [("claims", {"kind", "subject", "indicator", "period", "basis"}), ("quantities", {"masked"})])
def test_listings_follow_the_contract(folder: Path, capsys: pytest.CaptureFixture[str], command: str, more: set[str]) -> None:
    assert cli.run([command, "clean.txt", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["text"] for row in rows] == ["87.8", "31.3"]
    assert all(row.keys() == CONTRACT | more for row in rows)
    assert rows[0] | {"value": "87.8", "low": "8770000000", "high": "8790000000", "unit": "亿元", "base_unit": "元"} == rows[0]
    text = FILES["clean.txt"]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_why_names_the_binding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["claims", "clean.txt", "--format", "jsonl", "--why"]) == 0
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (row["bound"], row["why"]) == ("stated", "named in the clause")


def test_listing_as_csv_and_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import csv

    assert cli.run(["claims", "clean.txt", "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["value"] for row in rows] == ["87.8", "31.3"]
    assert cli.run(["claims", "clean.txt", "--lang", "zh"]) == 0
    assert "主体" in capsys.readouterr().out


def test_listing_of_what_cannot_be_read_is_exit_2(folder: Path) -> None:
    assert cli.run(["claims", "clean.txt", "missing.txt"]) == 2
    assert cli.run(["quantities", "broken.txt", "--format", "jsonl"]) == 2


def test_against_are_facts_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["clean.txt", "--against", "error.txt", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    assert cli.run(["error.txt", "--against", "clean.txt"]) == 1
    assert cli.run(["error.txt", "--against", "error.txt"]) == 1, "given as new and as fact, it is new"
    assert cli.run(["clean.txt", "--against", "missing.txt"]) == 2
    assert cli.run(["clean.txt", "warning.txt", "--each", "--against", "error.txt"]) == 0


def test_baseline_then_only_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["baseline", "error.txt", "warning.txt", "-o", "known.json"]) == 0
    capsys.readouterr()
    assert cli.run(["error.txt", "warning.txt", "--baseline", "known.json", "--fail-on", "note"]) == 0
    out = capsys.readouterr()
    assert "in the baseline 2" in out.out
    assert out.err == ""
    (folder / "moved").mkdir()
    (folder / "error.txt").rename(folder / "moved" / "renamed.txt")
    (folder / "moved" / "renamed.txt").write_text("开头。\n\n" + FILES["error.txt"], encoding="utf-8")
    assert cli.run(["moved", "--baseline", "known.json"]) == 0, "text above and another folder change nothing"
    (folder / "moved" / "renamed.txt").write_text(FILES["error.txt"].replace("36.5", "63.5"), encoding="utf-8")
    assert cli.run(["moved", "--baseline", "known.json"]) == 1, "another number is another finding"


def test_baseline_names_what_is_gone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["baseline", "error.txt", "warning.txt", "-o", "known.json"])
    (folder / "error.txt").write_text(FILES["clean.txt"], encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["error.txt", "--baseline", "known.json"]) == 0
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 1, "warning.txt was not looked at, so nothing is said of it"
    assert "EP101 “87.8” of error.txt no longer occurs" in err[0]


def test_baseline_in_settings_is_not_applied_to_itself(folder: Path) -> None:
    (folder / "enping-check.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    assert cli.run(["error.txt"]) == 2, "it does not exist yet"
    assert cli.run(["baseline", "error.txt", "-o", "known.json"]) == 0
    assert cli.run(["error.txt"]) == 0
    assert cli.run(["baseline", "error.txt", "-o", "known.json"]) == 0
    assert cli.run(["error.txt"]) == 0, "written again over itself it still knows the finding"


def test_no_baseline_of_what_was_not_checked(folder: Path) -> None:
    assert cli.run(["baseline", "error.txt", "missing.txt", "-o", "known.json"]) == 2
    assert not (folder / "known.json").exists()


def test_suppression_comment_needs_a_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = folder / "a.md"
    for comment, code in (
        ("<!-- enping-check: ignore EP101 reason: 口径不同 -->", 0),
        ("<!-- enping-check: ignore share-mismatch,EP9 reason: 口径不同 -->", 0),
        ("<!-- enping-check: ignore EP102 reason: 别的规则 -->", 1),
        ("<!-- enping-check: ignore EP101 -->", 2),
        ("<!-- enping-check: ignore EP101 reason: -->", 2),
        ("<!-- enping-check: ignore reason: 没有规则 -->", 2),
        ("<!-- enping-check: ignore EP999 reason: 没有这条 -->", 2),
        ("<!-- another remark -->", 1),
    ):
        article.write_text(f"{comment}\n\n{FILES['error.txt']}\n", encoding="utf-8")
        assert cli.run(["a.md"]) == code, comment
        article.write_text(f"{FILES['error.txt']} {comment}\n", encoding="utf-8")
        assert cli.run(["a.md"]) == code, f"on its own line: {comment}"
    capsys.readouterr()
    article.write_text(f"<!-- enping-check: ignore EP101 reason: 旧 -->\n{FILES['clean.txt']}\n", encoding="utf-8")
    assert cli.run(["a.md"]) == 0
    assert "a.md:1: the comment that ignores EP101 covers nothing" in capsys.readouterr().err


def test_suppression_by_fingerprint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["error.txt", "-f", "json"])
    fingerprint = json.loads(capsys.readouterr().out)["findings"][0]["fingerprint"]
    (folder / "enping-check.toml").write_text(f'[suppressions]\n{fingerprint} = "原文如此"\nffff = "旧"\n', encoding="utf-8")
    assert cli.run(["error.txt"]) == 0
    assert "suppressed with a reason 1" in capsys.readouterr().out
    (folder / "enping-check.toml").write_text(f'[suppressions]\n{fingerprint} = " "\n', encoding="utf-8")
    assert cli.run(["error.txt"]) == 2, "a reason is mandatory"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_diff_reports_changed_lines_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = folder / "旧稿.txt"
    article.write_text(f"{FILES['error.txt']}\n甲\n乙\n", encoding="utf-8")
    git(folder, "init")
    git(folder, "add", "旧稿.txt")
    git(folder, "commit", "-m", "old")
    assert cli.run(["旧稿.txt"]) == 1
    assert cli.run(["旧稿.txt", "--diff", "HEAD"]) == 0, "an old slip"
    article.write_text(f"{FILES['error.txt']}\n甲\n乙丙\n", encoding="utf-8")
    assert cli.run(["旧稿.txt", "--diff", "HEAD"]) == 0, "a change elsewhere"
    article.write_text(f"甲\n{FILES['error.txt'].replace('36.5', '63.5')}\n乙\n", encoding="utf-8")
    assert cli.run(["旧稿.txt", "--diff", "HEAD"]) == 1, "a change in the line"
    assert cli.run(["error.txt", "--diff", "HEAD"]) == 1, "a file that git does not know is new as a whole"
    capsys.readouterr()
    assert cli.run(["旧稿.txt", "--diff", "nonesuch"]) == 2
    assert "no revision “nonesuch”" in capsys.readouterr().err


def test_diff_outside_a_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert cli.run(["clean.txt", "--diff", "HEAD"]) == 2


def test_settings_command_names_origins(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "enping-check.toml").write_text('home = "青泽县"\n', encoding="utf-8")
    assert cli.run(["settings", "clean.txt", "--lang", "zh"]) == 0
    lines = [line.split("│") for line in capsys.readouterr().out.splitlines() if "│" in line]
    rows = {cells[1].strip(): [cell.strip() for cell in cells[2:4]] for cells in lines}
    assert rows["home"] == ["青泽县", str(folder / "enping-check.toml")]
    assert rows["lang"] == ["zh", "--lang"]
    assert rows["fail-on"] == ["error", "默认"]


def test_rules_and_explain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["rules", "--lang", "en"]) == 0
    assert "EP101" in capsys.readouterr().out
    assert cli.run(["explain", "share-mismatch", "--lang", "zh"]) == 0
    by_name = capsys.readouterr().out
    assert cli.run(["explain", "ep101", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == by_name
    assert "会报的例子" in by_name


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    import os

    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), **environment}
    return subprocess.run([sys.executable, "-m", "enping_check", *arguments], cwd=folder, capture_output=True, env=env, check=False)


def test_version_imports_nothing_heavy(folder: Path) -> None:
    done = run("--version", folder=folder)
    assert done.stdout.decode().split() == ["enping-check", enping_check.__version__]
    code = "import sys; sys.argv = ['x', '--version']\nfrom enping_check.cli import main\nmain()\n"
    code += "print(sorted({'typer', 'rich', 'pint'} & sys.modules.keys()))"
    out = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, check=True)
    assert out.stdout.decode().splitlines()[-1] == "[]"


def test_machine_formats_are_utf8_whatever_the_locale(folder: Path) -> None:
    done = run("missing.txt", "--format", "json", "--lang", "zh", folder=folder, PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert done.returncode == 2
    assert json.loads(done.stdout.decode("utf-8"))["problems"][0]["file"] == "missing.txt"


def test_a_closed_pipe_does_not_change_the_exit_code(folder: Path) -> None:
    import shlex

    command = f"{shlex.quote(sys.executable)} -m enping_check missing.txt --format json | true; exit ${{PIPESTATUS[0]}}"
    env = {"PYTHONPATH": str(PACKAGE.parent), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, env=env, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
