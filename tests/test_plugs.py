"""The gate plugged in: the steps of action.yml as plain shell, and the hook through the real pre-commit, in scratch repositories."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
GOOD = "2024年，全县规上工业总产值84.6亿元，其中食品加工业产值29.8亿元，占全县规上工业总产值的35.2%。\n"
BAD = "2024年，全县规上工业总产值84.6亿元，其中食品加工业产值29.8亿元，占全县规上工业总产值的53.2%。\n"


def git(folder: Path, *arguments: str) -> str:
    """Runs git with a name of its own; what it printed."""
    known = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run([*known, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A repository whose old article has a slip."""
    folder = tmp_path / "archive"
    (folder / "旧稿").mkdir(parents=True)
    (folder / "旧稿" / "老 文章.txt").write_text(BAD, encoding="utf-8")
    git(folder, "init")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "old")
    return folder


def commit(folder: Path, name: str, text: str) -> None:
    """Adds an article."""
    (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", name)


class Action:
    """The composite action's run steps, in order, as a runner would run them."""

    def __init__(self, repository: Path, work: Path, **inputs: str) -> None:
        yaml = pytest.importorskip("yaml", reason="the test extra brings pyyaml")
        self.action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        self.repository, self.work = repository, work
        self.inputs = {name: given.get("default", "") for name, given in self.action["inputs"].items()} | inputs
        self.outputs: dict[str, dict[str, str]] = {}
        (work / "bin").mkdir(parents=True)
        shim = work / "bin" / "enping-check"
        shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m enping_check "$@"\n', encoding="utf-8")
        shim.chmod(0o755)

    def run(self) -> int:
        """The exit code of the first step that fails, else 0; the annotations are in ``self.log``."""
        self.log = ""
        for step in self.action["runs"]["steps"]:
            if "uses" in step or "pip install" in step["run"]:
                continue
            assert step["shell"] == "bash"
            done = self._step(step)
            self.log += done.stdout + done.stderr
            if done.returncode:
                return done.returncode
        return 0

    @property
    def summary(self) -> str:
        """What stands in the job's summary."""
        return (self.work / "summary").read_text(encoding="utf-8")

    def _step(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        output = self.work / f"output-{step.get('id', 'none')}"
        output.write_text("", encoding="utf-8")
        (self.work / "summary").touch()
        env = {
            **os.environ, "PATH": f"{self.work / 'bin'}:{os.environ['PATH']}", "RUNNER_TEMP": str(self.work), "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.work / "summary"), **{k: self._value(v) for k, v in step.get("env", {}).items()},
        }  # fmt: skip
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=self.repository, env=env, capture_output=True, text=True, check=False)
        self.outputs[step.get("id", "none")] = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        return done

    def _value(self, text: str) -> str:
        def one(match: re.Match[str]) -> str:
            for term in match[1].split("||"):
                words = term.strip().split(".")
                value = self.inputs.get(words[1], "") if words[0] == "inputs" else ""
                if words[0] == "steps":
                    value = self.outputs[words[1]].get(words[3], "")
                if value:
                    return value
            return ""

        return re.sub(r"\$\{\{(.*?)\}\}", one, str(text))


def test_action_lets_the_old_be_and_blocks_the_new(archive: Path, tmp_path: Path) -> None:
    base = git(archive, "rev-parse", "HEAD")
    commit(archive, "好.md", GOOD)
    good = Action(archive, tmp_path / "good", base=base)
    assert good.run() == 0, good.log
    assert "::error" not in good.log
    assert "没有发现数字上的矛盾" in good.summary
    commit(archive, "新 坏.txt", BAD.replace("食品加工业", "建材业"))
    bad = Action(archive, tmp_path / "bad", base=base)
    assert bad.run() == 1, bad.log
    assert "::error file=新 坏.txt,line=1," in bad.log
    assert "老 文章.txt,line" not in bad.log
    assert "53.2%" in bad.summary
    sarif = json.loads(Path(bad.outputs["check"]["sarif"]).read_text(encoding="utf-8"))
    assert {r["ruleId"] for r in sarif["runs"][0]["results"]} == {"EP101"}
    assert bad.outputs["check"]["exit-code"] == "1"


def test_action_looks_at_capital_suffixes(archive: Path, tmp_path: Path) -> None:
    base = git(archive, "rev-parse", "HEAD")
    commit(archive, "坏.TXT", BAD.replace("食品加工业", "建材业"))
    assert Action(archive, tmp_path / "work", base=base).run() == 1


def test_action_on_everything_with_a_baseline(archive: Path, tmp_path: Path) -> None:
    everything = Action(archive, tmp_path / "all", **{"only-changed": "false"})
    assert everything.run() == 1, everything.log
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "enping_check", "baseline", ".", "-o", "known.json"], cwd=archive, env=env, check=True)
    known = Action(archive, tmp_path / "known", **{"only-changed": "false", "baseline": "known.json"})
    assert known.run() == 0, known.log


def test_action_with_nothing_changed_passes_and_with_a_bad_base_fails(archive: Path, tmp_path: Path) -> None:
    assert Action(archive, tmp_path / "same", base=git(archive, "rev-parse", "HEAD")).run() == 0
    assert Action(archive, tmp_path / "none", base="0123456789abcdef0123456789abcdef01234567").run() not in (0, 1)
    assert Action(archive, tmp_path / "args", args="--nonesuch").run() == 2, "a mistake in the options is no pass"


def test_action_checks_everything_where_there_is_no_base(archive: Path, tmp_path: Path) -> None:
    assert Action(archive, tmp_path / "first", base="0" * 40).run() == 1


def test_hook_through_pre_commit(archive: Path, tmp_path: Path) -> None:
    """Installs the hook from a copy of this tree, as pre-commit does for anyone."""
    pytest.importorskip("pre_commit", reason="the test extra brings pre-commit")
    tool = tmp_path / "tool"
    tool.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, tool / name)
    shutil.copytree(ROOT / "enping_check", tool / "enping_check", ignore=shutil.ignore_patterns("__pycache__"))
    git(tool, "init")
    git(tool, "add", "-A")
    git(tool, "commit", "-m", "tool")
    settings = {"repos": [{"repo": str(tool), "rev": git(tool, "rev-parse", "HEAD"), "hooks": [{"id": "enping-check"}]}]}
    (archive / ".pre-commit-config.yaml").write_text(json.dumps(settings), encoding="utf-8")
    (archive / "好.md").write_text(GOOD, encoding="utf-8")
    git(archive, "add", "-A")
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "pre_commit", "run"]
    good = subprocess.run(command, cwd=archive, env=env, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout
    (archive / "坏.md").write_text(BAD, encoding="utf-8")
    git(archive, "add", "-A")
    bad = subprocess.run(command, cwd=archive, env=env, capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "EP101" in bad.stdout
