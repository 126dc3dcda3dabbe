"""The checks of ``../shared`` (gold annotation, peer cases, planted slips, real articles), where that folder stands beside this checkout.

Each floor is a little below what holds today: it catches a step back, and rises with the tool.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
COMMAND = (sys.executable, "-m", "enping_check")

pytestmark = pytest.mark.skipif(not (SHARED / "checks").is_dir(), reason="the shared checks (../shared) are not beside this checkout")


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a script of ../shared on this checkout's enping-check."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, str(SHARED / script), *arguments, *COMMAND]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def figures(pattern: str, said: str) -> list[int]:
    """The whole numbers that the groups of ``pattern`` find in ``said``."""
    found = re.search(pattern, said)
    assert found, said
    return [int(group) for group in found.groups()]


def test_hand_annotation_of_the_seeds() -> None:
    """At least 97 % of the numbers and 95 % of their indicators are read, and no name or idiom as a claim: gold.py exits 0."""
    done = run("checks/gold.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_quantities_of_a_peer() -> None:
    said = run("peer/score.py", str(SHARED / "peer" / "quantities.jsonl")).stdout
    passed, total = figures(r"total: (\d+)/(\d+)", said)
    assert passed / total >= 0.98, said


def test_planted_slips_clean_texts_and_traps() -> None:
    done = run("checks/cases.py")
    said = done.stdout + done.stderr
    caught, planted, named, repaired, repairable = figures(r"caught (\d+)/(\d+), rightly named (\d+), repaired (\d+)/(\d+)", said)
    false_clean, beside = figures(r"false alarm (\d+)/\d+, false alarms beside a slip (\d+)", said)
    held, verifiable = figures(r"relations verified (\d+)/(\d+)", said)
    assert caught / planted >= 0.95, said
    assert named / caught >= 0.95, said
    assert repaired / repairable >= 0.85, said
    assert false_clean <= 2, said
    assert caught / (caught + beside + false_clean) >= 0.97, said
    assert held / verifiable >= 0.85, said


def test_real_articles() -> None:
    """Real slips stand in these articles; the bounds keep false alarms from creeping in beside them."""
    said = run("checks/corpus.py").stdout
    articles, files = figures(r"(\d+) articles, \{'files': (\d+)", said)
    errors, warnings = figures(r"'error': (\d+), 'warning': (\d+)", said)
    assert files == articles, "not every article was checked: " + said[-400:]
    assert errors <= 12, said
    assert warnings <= 12, said


def test_a_baseline_of_the_real_articles_holds(tmp_path: Path) -> None:
    """A rerun, another folder's name and text above are silent, down to the notes; one number more that cannot be is not."""
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(SHARED / "corpus", old)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}

    def check(*arguments: str) -> int:
        command = [*COMMAND, *arguments, "--each"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, check=False).returncode

    gate = ("--baseline", "known.json", "--fail-on", "note")
    assert check("old", "--fail-on", "note") == 1
    assert check("baseline", "old", "-o", "known.json") == 0
    assert check("old", *gate) == 0, "a rerun"
    old.rename(new)
    articles = sorted(new.glob("*.txt"))
    for article in articles:
        article.write_bytes("编者按：本文转自兄弟单位。\n\n".encode() + article.read_bytes())
    assert check("new", *gate) == 0, "another folder, text above"
    slip = "全县共有农民合作社386家，其中省级示范社54家，占14.9%。"
    articles[0].write_bytes(articles[0].read_bytes() + f"\n{slip}\n".encode())
    assert check("new", *gate) == 1, "a new slip"
