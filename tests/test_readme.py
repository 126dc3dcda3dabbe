"""README is true: its outputs are the program's, its settings are accepted, its code runs, its plugs are well-formed."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from enping_check import cli
from enping_check.model import Severity
from enping_check.rules.catalog import find
from enping_check.settings import OWN_FILE, load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:<!-- (?P<about>[^\n]*) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)\n```", README, re.S)


@pytest.fixture
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder and language of README's reader."""
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


def output(about: str) -> str:
    """The block that shows the output that ``about`` begins to describe."""
    return next(text for described, kind, text in BLOCKS if kind == "text" and described.startswith(about))


def held(shown: str, printed: str) -> None:
    """Every line shown was printed, in that order; a line of an ellipsis leaves something out."""
    lines = iter(printed.splitlines())
    for line in shown.splitlines():
        if line != "…":
            assert line in lines, line


def test_what_it_says_of_the_samples(at_root: None, capsys: pytest.CaptureFixture[str]) -> None:
    command = next(about for about, _, _ in BLOCKS if about.startswith("output of: enping-check"))
    arguments = command.removeprefix("output of: enping-check ").partition(",")[0].split()
    assert cli.run(arguments) == 0
    held(output("output of: enping-check"), capsys.readouterr().out)


def test_what_it_says_of_a_slip(at_root: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The first sample with the one number changed as README says."""
    sample = ROOT / output("output of: enping-check").partition(":")[0]
    changed = re.search(r"Print `([^`]+)` where it says `([^`]+)`", README)
    assert changed
    new, old = changed.groups()
    text = sample.read_text(encoding="utf-8")
    assert text.count(old) == 1
    monkeypatch.chdir(tmp_path)
    Path("slip.txt").write_text(text.replace(old, new), encoding="utf-8")
    assert cli.run(["slip.txt", "--lang", "en"]) == 1
    held(output("output of: the same"), capsys.readouterr().out)


def test_the_settings_are_accepted(tmp_path: Path) -> None:
    text = next(text for _, kind, text in BLOCKS if kind == "toml")
    path = tmp_path / OWN_FILE
    path.write_text(text, encoding="utf-8")
    settings = load(path).settings
    assert settings.fail_on is Severity.WARNING
    (tmp_path / "known.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    (tmp_path / "settled.csv").write_text("subject,indicator,period,value,unit\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("全县有3柜、4筐。\n", encoding="utf-8")
    assert cli.run([str(tmp_path / "a.txt")]) == 0, "own units, indicators and aliases are usable"


def test_the_library_example_prints_what_it_says(at_root: None) -> None:
    code = next(text for _, kind, text in BLOCKS if kind == "python")
    promised = re.findall(r"  # (.*)$", code, re.M)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    assert promised
    assert out.getvalue().splitlines()[: len(promised)] == promised


def test_the_plugs_are_well_formed() -> None:
    yaml = pytest.importorskip("yaml", reason="the test extra brings pyyaml")
    texts = [text for _, kind, text in BLOCKS if kind == "yaml"]
    parsed = [yaml.safe_load(text) for text in texts]
    hook = next(p["repos"][0]["hooks"][0] for p in parsed if "repos" in p)
    known = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] in {each["id"] for each in known}
    used = next(step["with"] for p in parsed if "steps" in p for step in p["steps"] if "with" in step)
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert used.keys() <= action["inputs"].keys()


def test_commands_options_and_rules_exist() -> None:
    from typer.main import get_command

    from enping_check.commands import app

    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group has commands
    options = {name for command in commands.values() for p in command.params for name in p.opts} | {"--help", "--version"}
    assert set(re.findall(r"`enping-check ([a-z]+)(?=[ `])", README)) <= commands.keys()
    ours = re.sub(r"pip install.*|git [a-z].*|-reporter=\S+|-f=rdjson", "", README)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours)) <= options
    assert all(find(code) for code in re.findall(r"\bEP\d{3}\b", README))
