"""A hostile look at the gate: whatever is not checked is exit 2 and said, and nothing new hides behind what is known. The real pipeline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from enping_check import checking, cli, commands
from enping_check.reports import FORMATS
from enping_check.rules.body import Body
from enping_check.rules.relation import Relation

ROOT = Path(__file__).parent.parent
BAD = "2024年，全县规上工业总产值84.6亿元，其中食品加工业产值29.8亿元，占全县规上工业总产值的53.2%。\n"
GOOD = BAD.replace("53.2%", "35.2%")
LATER = "2024年，全镇规上工业总产值62.4亿元，其中建材业产值21.5亿元，占全镇规上工业总产值的43.5%。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good and a bad article, as the current one."""
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """The exit code, the files with findings, and those not checked."""
    capsys.readouterr()
    code = cli.run([*arguments, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return code, [f["file"] for f in report["findings"]], [p["file"] for p in report["problems"]]


# --------------------------------------------------------------------------- what cannot be read


def _link_to_itself(folder: Path) -> str:
    (folder / "loop.txt").symlink_to("loop.txt")
    return "loop.txt"


def _folder_with_loop(folder: Path) -> str:
    (folder / "in").mkdir()
    (folder / "in" / "loop.txt").symlink_to("loop.txt")
    return "in"


def _dangling(folder: Path) -> str:
    (folder / "gone.txt").symlink_to("nowhere.txt")
    return "gone.txt"


def _pipe_in_a_folder(folder: Path) -> str:
    (folder / "in").mkdir()
    os.mkfifo(folder / "in" / "pipe.txt")
    return "in"


def _binary(folder: Path) -> str:
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return "photo.txt"


def _no_encoding(folder: Path) -> str:
    (folder / "broken.txt").write_bytes(b"\xff\xff\xff\xff")
    return "broken.txt"


def _blank(folder: Path) -> str:
    (folder / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    return "blank.txt"


def _no_match(folder: Path) -> str:
    return "news-*.txt"


def _too_long(folder: Path) -> str:
    return "长" * 200 + ".txt"


UNREAD = [_link_to_itself, _folder_with_loop, _dangling, _pipe_in_a_folder, _binary, _no_encoding, _blank, _no_match, _too_long]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("make", UNREAD, ids=lambda f: f.__name__.strip("_"))
def test_what_cannot_be_read_is_exit_2_and_the_others_are_reported(
    folder: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], str], lang: str
) -> None:
    path = make(folder)
    code, bad, unread = found(capsys, "bad.txt", path, "good.txt", "--lang", lang)
    assert (code, bad) == (2, ["bad.txt"])
    assert len(unread) == 1
    assert unread[0].startswith(path)
    assert found(capsys, path, "--allow-empty")[0] == 2, "allowing emptiness is no excuse"


def test_a_crash_of_a_rule_in_one_article(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The article is named, is not called clean, and the others are checked as if it were not there."""

    def sick(body: Body) -> Iterator[Relation]:
        if any(reading.article.name == "good.txt" for reading in body.readings):
            raise ZeroDivisionError("a rule's own mistake")
        return iter(())

    monkeypatch.setattr(checking, "FAMILIES", (*checking.FAMILIES, sick))
    assert found(capsys, "good.txt", "bad.txt") == (2, ["bad.txt"], ["good.txt"])
    assert cli.run(["good.txt", "bad.txt"]) == 2
    said = capsys.readouterr()
    assert "good.txt: nothing wrong" not in said.out
    assert "good.txt: not checked to its end" in said.err
    assert "ZeroDivisionError: a rule's own mistake" in said.err


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["n\udcff.txt", "a\nb:c.txt", "a:1:2.txt", "<b>&'\"%20 |,.txt", "-x.txt"], ids=ascii)
def test_any_file_name_in_any_format(folder: Path, capsysbinary: pytest.CaptureFixture[bytes], name: str, form: str) -> None:
    (folder / name).write_text(BAD, encoding="utf-8")
    assert cli.run(["--format", form, "--", name]) == 1
    out, err = capsysbinary.readouterr()
    assert err == b""
    if form == "concise":
        assert len(out.splitlines()) == 1, "one line a finding"
    assert cli.run(["--format", f"{form}=out", "--", name]) == 1
    text = (folder / "out").read_text(encoding="utf-8")
    if form == "json":
        assert json.loads(text)["findings"][0]["file"] == name


def test_a_list_in_the_file_system_s_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "n\udcff.txt").write_text(BAD, encoding="utf-8")
    (folder / "a\x0bb.txt").write_text(GOOD, encoding="utf-8")
    (folder / "list").write_bytes(b"\xef\xbb\xbfgood.txt\r\nn\xff.txt\r\n\r\na\x0bb.txt")
    assert found(capsys, "--files-from", "list") == (1, ["n\udcff.txt"], [])


def test_settings_that_are_no_file_are_not_passed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "enping-check.toml").symlink_to("nowhere.toml")
    assert cli.run(["good.txt"]) == 2
    assert "enping-check.toml: cannot read the settings (No such file or directory)" in capsys.readouterr().err


SETTINGS = [
    ('units = ["筐"]', "not a unit definition: “筐”", "no definition at all"),
    ('units = ["筐 = 25 瓜"]', "the unit “筐 = 25 瓜” rests on none that is known", "an unknown unit"),
    ('units = ["筐 = 25 千克 ]"]', "the unit “筐 = 25 千克 ]” rests on none", "a bracket too many"),
    ('units = ["筐 = [count_筐"]', "not a unit definition", "a bracket too few"),
    ('[[indicators]]\nname = "果品产值"\nnatur = "flow"', "unknown key 'natur'", "a misspelt key of an indicator"),
    ('[[indicators]]\nname = "果品产值"\nnature = ["flow"]', "nature must be a str", "a list for a word"),
    ('[aliases]\n"果品产值" = "没有的指标"', "“没有的指标” is not a known indicator", "an alias of nothing"),
]


@pytest.mark.parametrize(("toml", "words", "reason"), SETTINGS, ids=[row[2] for row in SETTINGS])
def test_own_words_that_cannot_be_used(folder: Path, capsys: pytest.CaptureFixture[str], toml: str, words: str, reason: str) -> None:
    """One line that names the settings, whatever the articles say; not one for every article."""
    (folder / "enping-check.toml").write_text(toml, encoding="utf-8")
    assert cli.run(["good.txt", "bad.txt"]) == 2, reason
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"enping-check: {folder / 'enping-check.toml'}: ")
    assert words in lines[0]
    assert cli.run(["good.txt", "bad.txt", "--lang", "zh"]) == 2
    assert words not in capsys.readouterr().err


# --------------------------------------------------------------------------- where the report goes


def test_one_report_that_cannot_be_written_does_not_lose_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["bad.txt", "-f", "sarif=nowhere/out.sarif", "-f", "json=out.json", "-f", "concise"]) == 2
    said = capsys.readouterr()
    assert "bad.txt:1:50: EP101" in said.out
    assert "nowhere/out.sarif: cannot write" in said.err
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["findings"]
    assert sorted(p.name for p in folder.iterdir()) == ["bad.txt", "good.txt", "out.json"], "nothing half-written stays"


def test_a_report_through_a_link_keeps_the_link(folder: Path) -> None:
    (folder / "real.json").write_text("old", encoding="utf-8")
    (folder / "link.json").symlink_to("real.json")
    assert cli.run(["bad.txt", "-f", "json=link.json"]) == 1
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text(encoding="utf-8"))["findings"]


def run(folder: Path, *arguments: str, stdout: int | None = None) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "enping_check", *arguments]
    return subprocess.run(command, cwd=folder, env=env, stdout=stdout or subprocess.PIPE, stderr=subprocess.PIPE, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_full_disk_is_no_pass(folder: Path, form: str) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        done = run(folder, "good.txt", "--format", form, stdout=full)
    finally:
        os.close(full)
    assert done.returncode != 0
    assert b"No space left on device" in done.stderr


def test_a_reader_that_goes_away_changes_nothing(folder: Path) -> None:
    for name, code in (("good.txt", 0), ("bad.txt", 1)):
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = run(folder, name, "--format", "json", stdout=writing)
        finally:
            os.close(writing)
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr


def test_an_interruption_is_exit_2(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.session, "check", interrupted)
    assert cli.run(["bad.txt", "-o", "out"]) == 2
    assert "interrupted, the check is not complete" in capsys.readouterr().err
    assert not (folder / "out").exists()


# --------------------------------------------------------------------------- what is known already


def known(folder: Path, *articles: str) -> list[str]:
    """Writes a baseline of articles; the options that use it."""
    assert cli.run(["baseline", *articles, "-o", "known.json"]) == 0
    return ["--baseline", "known.json"]


def test_a_new_article_does_not_hide_behind_an_old_one(folder: Path) -> None:
    """The old article is there but not looked at, as in a hook that gets only the changed files."""
    option = known(folder, "bad.txt")
    (folder / "new.txt").write_text(BAD, encoding="utf-8")
    assert cli.run(["new.txt", *option]) == 1, "a copy of an old slip is a new slip"
    assert cli.run([".", *option]) == 1
    (folder / "bad.txt").unlink()
    assert cli.run(["new.txt", *option]) == 0, "renamed"
    (folder / "bad.txt").write_text(GOOD, encoding="utf-8")
    assert cli.run([".", *option]) == 0, "moved from one article to another"


def test_two_equal_findings_in_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = folder / "twice.txt"
    apart = "此外，各镇积极推进项目建设。\n" * 3
    article.write_text(BAD + apart + BAD, encoding="utf-8")
    (folder / "bad.txt").unlink()
    option = known(folder, "twice.txt")
    entries = json.loads((folder / "known.json").read_text(encoding="utf-8"))["findings"]
    assert sum(e["count"] for e in entries) == len(found(capsys, "twice.txt")[1])
    assert cli.run(["twice.txt", *option]) == 0
    article.write_text(apart + BAD + BAD, encoding="utf-8")
    assert cli.run(["twice.txt", *option]) == 0, "moved"
    article.write_text(BAD + apart + BAD + apart + BAD, encoding="utf-8")
    assert cli.run(["twice.txt", *option]) == 1, "a third"
    article.write_text(BAD, encoding="utf-8")
    assert cli.run(["twice.txt", *option]) == 0, "one mended"


def git(folder: Path, *arguments: str) -> str:
    """Runs git under a name of its own."""
    named = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run([*named, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def committed(folder: Path) -> None:
    git(folder, "init")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "old")


def test_baseline_and_diff_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same slip typed once more above the known one: the old line has the allowance, not the first."""
    committed(folder)
    option = known(folder, "bad.txt")
    assert cli.run(["bad.txt", *option, "--diff", "HEAD"]) == 0
    (folder / "bad.txt").write_text(BAD + "各镇积极推进。\n" * 3 + BAD, encoding="utf-8")
    assert cli.run(["bad.txt", *option, "--diff", "HEAD"]) == 1
    (folder / "bad.txt").write_text(BAD + LATER, encoding="utf-8")
    assert cli.run(["bad.txt", *option, "--diff", "HEAD"]) == 1, "another slip on a changed line"
    capsys.readouterr()
    assert cli.run(["bad.txt", *option, "--diff", "HEAD", "-f", "json"]) == 1
    withheld = json.loads(capsys.readouterr().out)["summary"]["withheld"]
    assert withheld == {"baseline": 1, "suppressed": 0, "unchanged": 0}
    assert cli.run(["bad.txt", "--diff", "HEAD", "-f", "json"]) == 1
    withheld = json.loads(capsys.readouterr().out)["summary"]["withheld"]
    assert withheld == {"baseline": 0, "suppressed": 0, "unchanged": 1}


OLD_FACT = "青泽县2023年国民经济运行情况\n2023年，全县规上工业总产值84.6亿元。\n"
NEW_FACT = "青泽县经济综述\n2023年，全县规上工业总产值48.6亿元。\n"


def test_baseline_and_against_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding between a new article and an old one is known whichever of the two it is placed in."""
    (folder / "old.txt").write_text(OLD_FACT, encoding="utf-8")
    (folder / "new.txt").write_text(NEW_FACT, encoding="utf-8")
    arguments = ["new.txt", "--against", "old.txt", "--fail-on", "note"]
    assert cli.run(arguments) == 1
    assert cli.run(["baseline", "new.txt", "--against", "old.txt", "-o", "known.json"]) == 0
    assert cli.run([*arguments, "--baseline", "known.json"]) == 0
    (folder / "new.txt").write_text(NEW_FACT.replace("48.6", "86.4"), encoding="utf-8")
    assert cli.run([*arguments, "--baseline", "known.json"]) == 1, "another number"
    capsys.readouterr()
    (folder / "old.txt").write_text(OLD_FACT + BAD, encoding="utf-8")
    assert cli.run(["good.txt", "--against", "old.txt", "--fail-on", "note"]) == 0, "a slip within the old one alone"


# --------------------------------------------------------------------------- what changed


def test_a_shallow_clone_without_the_revision(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    committed(folder)
    old = git(folder, "rev-parse", "HEAD")
    (folder / "later.txt").write_text(GOOD, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "later")
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    git(folder, "clone", "--depth=1", f"file://{folder}", str(clone))
    done = run(clone, "bad.txt", "--diff", old, "--lang", "en")
    assert done.returncode == 2
    assert b"a shallow clone may lack it" in done.stderr


@pytest.mark.parametrize("revision", ["", "nonesuch", "HEAD~99", "--output=stolen", "HEAD:bad.txt", "HEAD..HEAD"])
def test_no_such_revision(folder: Path, revision: str) -> None:
    committed(folder)
    assert cli.run(["bad.txt", f"--diff={revision}"]) == 2
    assert not (folder / "stolen").exists()


UNTOUCHED: list[tuple[Sequence[str], str]] = [
    ((), "as git sets out"),
    (("core.quotePath=true", "diff.noprefix=true", "diff.mnemonicPrefix=true"), "other prefixes"),
    (("diff.external=true", "diff.renames=false", "color.diff=always", "color.ui=always"), "a diff of one's own, in colour"),
    (("diff.interHunkContext=50", "diff.context=9", "diff.algorithm=patience"), "more context"),
]


@pytest.mark.parametrize(("configuration", "reason"), UNTOUCHED, ids=[row[1] for row in UNTOUCHED])
def test_a_user_s_own_git_settings_hide_nothing(folder: Path, configuration: Sequence[str], reason: str) -> None:
    article = folder / "旧 稿\t一.txt"
    article.write_text("开头。\n\n\n\n\n\n" + BAD, encoding="utf-8")
    committed(folder)
    for setting in configuration:
        git(folder, "config", *setting.split("=", 1))
    assert cli.run([article.name, "--diff", "HEAD"]) == 0
    article.write_text("开头。\n\n\n\n\n\n" + BAD.replace("29.8", "28.9"), encoding="utf-8")
    assert cli.run([article.name, "--diff", "HEAD"]) == 1, reason


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at_counts_as_changed(folder: Path, flag: str) -> None:
    (folder / "bad.txt").write_text(GOOD, encoding="utf-8")
    committed(folder)
    git(folder, "update-index", flag, "bad.txt")
    (folder / "bad.txt").write_text(BAD, encoding="utf-8")
    assert cli.run(["bad.txt", "--diff", "HEAD"]) == 1
