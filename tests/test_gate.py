"""The gate's own decisions, apart from the command line: rules, baselines, suppressions, changed lines, the exit code."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
import standin

from enping_check.gate import baseline
from enping_check.gate.changes import Changed, changed_since, parse, touched
from enping_check.gate.decision import exit_code
from enping_check.gate.selection import Selection, matches, resolve, select
from enping_check.gate.suppressions import comments
from enping_check.model import Finding, Place, Problem, Severity, Span
from enping_check.reading import read_text
from enping_check.rules.catalog import RULES
from enping_check.settings import Loaded, Settings
from enping_check.wording import Trouble

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR


def finding(
    code: str = "EP101", severity: Severity = ERROR, line: int = 1, file: str = "a.txt", also: tuple[int, ...] = (), mark: str = "f"
) -> Finding:
    """A finding at a line, resting on others too."""
    places = [Place(file, n, 1, Span(0, 1), "1") for n in (line, *also)]
    return Finding(code, "share-mismatch", severity, "m", places[0], "1", "1 = 2", mark, Fraction(1), None, "%", tuple(places[1:]))


DECISIONS = [
    ([], False, ERROR, 0, "nothing"),
    ([NOTE, WARNING], False, ERROR, 0, "below the threshold"),
    ([ERROR], False, ERROR, 1, "at it"),
    ([ERROR], False, WARNING, 1, "above it"),
    ([WARNING], False, WARNING, 1, "at a lower one"),
    ([NOTE], False, NOTE, 1, "at the lowest"),
    ([], True, ERROR, 2, "something was not checked"),
    ([ERROR], True, ERROR, 2, "2 outranks 1"),
    ([NOTE], True, ERROR, 2, "2 outranks 0"),
]


@pytest.mark.parametrize(("severities", "unread", "fail_on", "code", "reason"), DECISIONS, ids=[row[4] for row in DECISIONS])
def test_exit_code(severities: list[Severity], unread: bool, fail_on: Severity, code: int, reason: str) -> None:
    problems = [Problem("b.txt", "unread")] if unread else []
    assert exit_code([finding(severity=s) for s in severities], problems, lambda file: fail_on) == code


def test_each_file_has_its_own_threshold() -> None:
    strict = {"new.txt": WARNING, "old.txt": ERROR}
    assert exit_code([finding(severity=WARNING, file="old.txt")], [], strict.__getitem__) == 0
    assert exit_code([finding(severity=WARNING, file="new.txt")], [], strict.__getitem__) == 1


WORDS = [
    (["EP101"], {"EP101"}, "a code"),
    (["ep101"], {"EP101"}, "in lower case"),
    (["Share-Mismatch"], {"EP101"}, "a name in any case"),
    (["EP10", "EP702"], {"EP101", "EP102", "EP103", "EP104", "EP105", "EP106", "EP702"}, "a prefix and a code"),
    (["EP"], {r.code for r in RULES}, "all"),
]


@pytest.mark.parametrize(("words", "codes", "reason"), WORDS, ids=[row[2] for row in WORDS])
def test_rules_by_word(words: list[str], codes: set[str], reason: str) -> None:
    assert resolve(words, RULES) == codes


@pytest.mark.parametrize(
    ("word", "guess"),
    [("EP111", "EP"), ("growth-mismach", "growth-mismatch"), ("101", "EP101"), ("shares", None), ("E", None), ("", None)],
)
def test_unknown_rules_name_the_nearest(word: str, guess: str | None) -> None:
    with pytest.raises(Trouble) as caught:
        resolve([word], RULES)
    assert f"no rule “{word}”" in str(caught.value)
    assert guess is None or f"did you mean “{guess}" in str(caught.value)


GLOBS = [
    ("/r/old/a.txt", "old/*.txt", True, "a path from the settings' folder"),
    ("/r/old/deep/a.txt", "old/*.txt", True, "* crosses folders"),
    ("/r/old/a.txt", "old/", True, "a folder"),
    ("/r/older/a.txt", "old/", False, "not a prefix of a name"),
    ("/r/old/a.txt", "a.txt", True, "the bare name"),
    ("/r/old/a.txt", "./old/a.txt", True, "written from here"),
    ("/elsewhere/a.txt", "old/*", False, "outside the settings' folder"),
    ("/r/甲/乙.md", "甲/*.md", True, "Chinese names"),
]


@pytest.mark.parametrize(("file", "glob", "expected", "reason"), GLOBS, ids=[row[3] for row in GLOBS])
def test_globs(file: str, glob: str, expected: bool, reason: str) -> None:
    assert matches(file, glob, Path("/r")) is expected


def test_severity_by_the_most_exact_word() -> None:
    chosen = Selection.of(Loaded(Settings(severity={"EP101": NOTE, "EP1": WARNING})), RULES)
    assert chosen.graded(finding("EP101")).severity is NOTE
    assert chosen.graded(finding("EP102")).severity is WARNING
    assert chosen.graded(finding("EP201")).severity is ERROR


def test_selection_takes_out_findings_and_relations() -> None:
    article = read_text("误：1，2\n疑：3\n同：4，5\n", "a.txt")
    report = standin.check_articles([article], Settings())
    chosen = Selection.of(Loaded(Settings(select=("EP1",), ignore=("EP103",))), RULES)
    kept = select(report, lambda file: chosen)
    assert [f.code for f in kept.findings] == ["EP101"]
    assert [c.code for c in kept.checks] == ["EP101"]


def test_baseline_counts_occurrences(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    baseline.write(path, baseline.entries([finding(mark="x"), finding(mark="x"), finding(mark="y")], tmp_path))
    known = baseline.load(path)
    assert [(e.fingerprint, e.count) for e in known] == [("x", 2), ("y", 1)]
    compared = baseline.compare([finding(mark="x", line=n) for n in (1, 2, 3)], known, tmp_path, ["a.txt"])
    assert [f.place.line for f in compared.new] == [3], "the third of two is new"
    assert len(compared.known) == 2
    assert [e.fingerprint for e in compared.gone] == ["y"]


def test_baseline_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "known.json"
    baseline.write(path, baseline.entries([finding()], tmp_path))
    before = path.read_bytes()

    def full(self: Path, *args: object, **kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Trouble, match=r"cannot write \(No space left on device\)"):
        baseline.write(path, ())
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["known.json"], "nothing half-written stays behind"


def test_baseline_has_no_line_numbers_and_sorts(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    found = [finding(mark="b", line=9), finding(mark="a", line=5, file=str(tmp_path / "稿" / "z.txt"))]
    baseline.write(path, baseline.entries(found, tmp_path))
    first = path.read_text(encoding="utf-8")
    assert "line" not in first
    assert '"file": "稿/z.txt"' in first
    baseline.write(path, baseline.entries([*reversed([finding(mark="b", line=1), found[1]])], tmp_path))
    assert path.read_text(encoding="utf-8") == first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a baseline"),
        ("[]", "not a baseline"),
        ('{"version": 1}', "not a baseline"),
        ('{"version": 1, "findings": [{}]}', "not a baseline"),
        ('{"version": 9, "findings": []}', "newer enping-check"),
        ('{"version": 0, "findings": []}', "unknown baseline version 0"),
        ('{"version": true, "findings": []}', "not a baseline"),
    ],
)
def test_not_a_baseline(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(Trouble, match=words):
        baseline.load(tmp_path / "b.json")


COMMENTS = [
    ("甲<!-- enping-check: ignore EP101 reason: 理由 -->\n乙", 1, "beside text: its own line"),
    ("<!-- enping-check: ignore EP101 reason: 理由 -->\n乙", 2, "alone: the next line"),
    ("<!-- enping-check: ignore EP101 reason: 理由 -->\n\n \n乙", 4, "alone: the next line that holds something"),
    ("<!--\nenping-check: ignore EP101\nreason: 理由\n-->\n乙", 5, "over several lines"),
    ("甲\r\n<!-- enping-check: ignore EP101 reason: 理由 -->\r\n乙", 3, "Windows line ends"),
    ("甲\n<!-- enping-check: ignore EP101 reason: 理由 -->", 2, "at the end: nothing left to cover"),
]


@pytest.mark.parametrize(("text", "covers", "reason"), COMMENTS, ids=[row[2] for row in COMMENTS])
def test_comments_cover(text: str, covers: int, reason: str) -> None:
    found, problems = comments(read_text(text, "a.md"), RULES, "zh")
    assert [(s.covers, s.codes, s.reason) for s in found] == [(covers, {"EP101"}, "理由")]
    assert problems == ()


def test_comments_mean_nothing_in_plain_text_or_unclosed() -> None:
    assert comments(read_text("<!-- enping-check: ignore EP101 -->", "a.txt"), RULES, "zh") == ((), ())
    assert comments(read_text("<!-- enping-check: ignore EP101", "a.md"), RULES, "zh") == ((), ())
    assert comments(read_text("<!-- 别的 --><!-- x", "a.md"), RULES, "zh") == ((), ())


def test_many_comments_take_linear_time() -> None:
    import time

    began = time.perf_counter()
    comments(read_text("<!--" * 50_000, "a.md"), RULES, "zh")
    assert time.perf_counter() - began < 5


DIFF = (
    "diff --git a/甲.txt b/甲.txt\nindex 1..2 100644\n--- a/甲.txt\n+++ b/甲.txt\n"
    "@@ -3 +3,2 @@ 节\n-旧\n+新\n+++ b/假.txt\n@@ -9,2 +10,0 @@\n-去\n-去\n"
    'diff --git "a/a b\\t.txt" "b/a b\\t.txt"\n--- "a/a b\\t.txt"\n+++ "b/a b\\t.txt"\n@@ -0,0 +1,3 @@\n+1\n+2\n+3\n'
    "diff --git a/old.txt b/old.txt\ndeleted file mode 100644\n--- a/old.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
    "diff --git a/u16.txt b/u16.txt\nindex 1..2 100644\nBinary files a/u16.txt and b/u16.txt differ\n"
    "diff --git a/m.txt b/n.txt\nsimilarity index 100%\nrename from m.txt\nrename to n.txt\n"
)


def test_diff_is_parsed() -> None:
    assert parse(DIFF.encode()) == {
        "甲.txt": Changed(((3, 4), (10, 11))),
        "a b\t.txt": Changed(((1, 3),)),
        "u16.txt": Changed(whole=True),
    }


def test_a_finding_is_touched_where_any_of_its_places_is() -> None:
    changes = {"a.txt": Changed(((5, 6),))}
    found = [finding(line=1, also=(5,)), finding(line=1, also=(4, 7)), finding(line=6), finding(line=5, file="b.txt")]
    assert touched(found, changes) == (found[0], found[2])


def test_changes_of_a_renamed_and_a_new_file(tmp_path: Path) -> None:
    import subprocess

    def git(*arguments: str) -> None:
        known = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run([*known, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    (tmp_path / "旧 名.txt").write_text("1\n2\n3\n4\n5\n6\n7\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "x")
    git("mv", "旧 名.txt", "新 名.txt")
    (tmp_path / "新 名.txt").write_text("1\n2\n三\n4\n5\n6\n7\n", encoding="utf-8")
    (tmp_path / "未收.txt").write_text("1\n", encoding="utf-8")
    names = [str(tmp_path / "新 名.txt"), str(tmp_path / "未收.txt")]
    assert changed_since("HEAD", names) == {names[0]: Changed(((3, 3),)), names[1]: Changed(whole=True)}
    with pytest.raises(Trouble, match="no revision"):
        changed_since("--output=x", names)
    assert not (tmp_path / "x").exists()


def test_the_baseline_file_is_json_with_a_version(tmp_path: Path) -> None:
    baseline.write(tmp_path / "k.json", ())
    assert json.loads((tmp_path / "k.json").read_text(encoding="utf-8")) == {"version": 1, "findings": []}


PARAGRAPHS = (
    "2024年，全县规上工业总产值84.6亿元，其中食品加工业产值29.8亿元，占全县规上工业总产值的53.2%。",
    "会议于2024年2月30日召开。",
    "全县共有农民合作社386家，其中省级示范社54家，占14.9%。",
)


def test_a_baseline_outlives_every_move_but_no_new_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real rules: rerun, moved paragraphs, text above and another folder stay silent; another number does not."""
    from enping_check import cli

    monkeypatch.chdir(tmp_path)
    article = tmp_path / "稿" / "a.txt"
    article.parent.mkdir()

    def run(*lines: str, file: Path = article) -> int:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return cli.run(["稿" if file is article else str(file), "--baseline", "known.json", "--fail-on", "note", "-q"])

    article.write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    assert cli.run(["稿"]) == 1
    assert cli.run(["baseline", "稿", "-o", "known.json"]) == 0
    assert len(baseline.load(tmp_path / "known.json")) >= 3
    assert run(*PARAGRAPHS) == 0, "a rerun"
    assert run(*reversed(PARAGRAPHS)) == 0, "paragraphs moved around"
    assert run("本报讯", "", "记者从县统计局获悉：", *PARAGRAPHS) == 0, "text added above"
    assert run(*(p.replace("14.9%", "41.9%") for p in PARAGRAPHS)) == 1, "a baselined number changed"
    assert run(*PARAGRAPHS, "全镇共有规上企业80家，其中农产品加工企业27家，占37.3%。") == 1, "a new slip"
    article.unlink()
    (tmp_path / "别处").mkdir()
    assert run(*PARAGRAPHS, file=tmp_path / "别处" / "b.txt") == 0, "another folder and name"
