"""The formats: golden files, official rules of each format, columns in each format's own unit, and a table that lines up."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import standin
from rich.cells import cell_len

from enping_check.model import Article, Problem, Report, Severity, Span, Withheld
from enping_check.reading import read_text
from enping_check.reports import FORMATS, Options, render
from enping_check.reports.figures import between, ceiling, floor, plain
from enping_check.reports.positions import code_points, region, utf8, utf16
from enping_check.reports.sarif import uri
from enping_check.settings import Settings
from enping_check.wording import LANGUAGES, _tables, say

GOLDEN = Path(__file__).parent / "golden"
EXTENSIONS = {
    "table": "txt", "concise": "txt", "json": "json", "jsonl": "jsonl", "sarif": "sarif", "github": "txt", "gitlab": "json",
    "junit": "xml", "rdjson": "json", "markdown": "md",
}  # fmt: skip
SLIP = """青泽新闻

　　去年，园区产值87.8亿元，误：占𠮷县总量的36.5%，同上年的31.3亿元相比，增速放缓。
疑：第3节，以下从略。
同：共16家，占22家的72.7%。
"""
CLEAN = "同：存款5.2亿元。\n同：贷款3.1亿元。\n"


def report(lang: str = "zh", problem: bool = True) -> Report:
    """Two articles, three findings, four relations and one file that could not be read."""
    articles = [read_text(SLIP, "稿件/a,b.md"), read_text(CLEAN, "clean.txt"), read_text("无数字。", "bare.txt")]
    problems = (Problem("gone.txt", "gone.txt: no such file"),) if problem else ()
    return standin.check_articles(articles, Settings(lang=lang), problems)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_golden(form: str, lang: str) -> None:
    """What each format says of one report; ENPING_GOLDEN=write renews the files, to be read in the diff."""
    from enping_check import __version__

    text = render(form, report(lang), lang=lang, options=Options(withheld={"clean.txt": Withheld(known=2)})).replace(
        f'"{__version__}"', '"VERSION"'
    )
    path = GOLDEN / f"{form}.{lang}.{EXTENSIONS[form]}"
    if os.environ.get("ENPING_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_same_findings_in_every_format(form: str) -> None:
    """No format leaves out a finding or what was not checked (concise says the latter on stderr)."""
    text = render(form, report(), lang="zh", options=Options())
    assert all(code in text for code in ("EP101", "EP702"))
    assert form == "concise" or "gone.txt" in text or form == "table"
    assert say("zh", "sum-unchecked", count=1) in render("table", report(), lang="zh", options=Options())


def test_an_article_without_findings_shows_its_strongest_relations() -> None:
    lines = "".join(f"同：第{n}项{n}.5亿元。\n" for n in range(1, 16))
    checked = standin.check_articles([read_text(lines, "a.txt")], Settings(lang="en"))
    usual = render("table", checked, lang="en", options=Options())
    assert usual.count("EP103") == 10
    assert "5 more hold" in usual
    assert "15:" in usual
    assert " 1:" not in usual, "the weakest are left out"
    assert render("table", checked, lang="en", options=Options(verified=True)).count("EP103") == 15
    quiet = render("table", checked, lang="en", options=Options(quiet=True))
    assert quiet.count("\n") == 1
    assert "coverage" in quiet


def test_underlines_stand_below_their_numbers() -> None:
    """Measured in terminal cells, wide characters counting two."""
    lines = render("table", report(problem=False), lang="zh", options=Options()).splitlines()
    checked = 0
    for above, below in pairwise(lines):
        if "│" in below and set(below) & set("^~") and not set(below) - set(" │^~"):
            for mark, text in (("^", {"87.8", "3"}), ("~", {"36.5%", "31.3"})):
                start = below.find(mark)
                while start >= 0:
                    end = start
                    while end < len(below) and below[end] == mark:
                        end += 1
                    assert _cells(above, start, end) in text
                    checked += 1
                    start = below.find(mark, end)
    assert checked == 4


def _cells(line: str, start: int, end: int) -> str:
    at, found = 0, ""
    for character in line:
        if start <= at < end:
            found += character
        at += cell_len(character)
    return found


def test_borders_line_up() -> None:
    for block in render("table", report(), lang="zh", options=Options(statistics=True)).split("\n\n"):
        widths = {cell_len(line) for line in block.splitlines() if line.startswith(("╭", "│", "├", "╰"))}
        assert len(widths) <= 1


@pytest.mark.parametrize("width", [40, 60, 80, 109, 110, 200])
def test_a_terminal_is_never_overrun(width: int) -> None:
    text = render("table", report(), lang="zh", options=Options(width=width, verified=True, statistics=True))
    from rich.text import Text

    assert max(Text.from_ansi(line).cell_len for line in text.splitlines()) <= width


def test_piped_output_is_plain_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    long = "误：" + "甲" * 300 + "1.5亿元" + "乙" * 300
    checked = standin.check_articles([read_text(long, "很长的名字" * 60 + ".txt")], Settings(lang="zh"))
    text = render("table", checked, lang="zh", options=Options())
    assert "\x1b" not in text
    assert "很长的名字" * 60 in text, "not cut"


def test_colour_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31m" in render("table", report(), lang="zh", options=Options(width=120))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in render("table", report(), lang="zh", options=Options(width=120))
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in render("table", report(), lang="zh", options=Options())


def test_an_article_cannot_steer_the_terminal() -> None:
    checked = standin.check_articles([read_text("误\x1b[2J\x07\x9b1m：5\tb", "a\x1b[0m.txt")], Settings(lang="zh"))
    assert not {"\x1b", "\x07", "\x9b", "\t"} & set(render("table", checked, lang="zh", options=Options()))
    ElementTree.fromstring(render("junit", checked, lang="zh", options=Options()).encode())


# one printed text, and where 36.5% stands in each unit: 𠮷 is 1 code point, 2 UTF-16 units, 4 bytes
COLUMNS = [("𠮷占36.5%", code_points, 3, 8), ("𠮷占36.5%", utf16, 4, 9), ("𠮷占36.5%", utf8, 8, 13), ("a36.5%", utf8, 2, 7)]


@pytest.mark.parametrize(("text", "unit", "column", "end"), COLUMNS, ids=["code points", "UTF-16", "UTF-8", "ASCII"])
def test_columns(text: str, unit: Any, column: int, end: int) -> None:
    article: Article = read_text("甲\r\n" + text)
    start = article.source.index("36.5%")
    where = region(article, Span(start, start + 5), unit)
    assert (where.line, where.column, where.end_line, where.end_column) == (2, column, 2, end)


def test_columns_in_each_format() -> None:
    """The related number stands behind a character outside the basic plane."""
    data = {form: render(form, report(problem=False), lang="en", options=Options()) for form in FORMATS}
    line = SLIP.splitlines()[2]
    index = line.index("36.5%")
    related = json.loads(data["json"])["findings"][0]["related"][0]
    assert (related["line"], related["column"]) == (3, index + 1)
    sarif = json.loads(data["sarif"])["runs"][0]
    assert sarif["columnKind"] == "unicodeCodePoints"
    assert sarif["results"][0]["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"] == index + 1
    range_ = json.loads(data["rdjson"])["diagnostics"][0]["relatedLocations"][0]["location"]["range"]
    assert range_["start"] == {"line": 3, "column": len(line[:index].encode()) + 1}


def test_github_escapes_what_would_end_a_command() -> None:
    checked = report()
    first = checked.findings[0]
    text = render("github", replace(checked, findings=(replace(first, message="占36.5%\n次行: a,b"),)), lang="zh", options=Options())
    assert text.splitlines()[0].startswith("::error file=稿件/a%2Cb.md,line=3,endLine=3,col=")
    assert text.splitlines()[0].endswith("::占36.5%25%0A次行: a,b")
    assert len(text.splitlines()) == 2


def test_gitlab_fingerprints_are_unique() -> None:
    checked = report(problem=False)
    twice = replace(checked, findings=checked.findings * 3)
    rows = json.loads(render("gitlab", twice, lang="zh", options=Options()))
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    assert {row["severity"] for row in rows} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(row["location"]["lines"]["begin"] >= 1 and not row["location"]["path"].startswith("./") for row in rows)


def test_junit_is_read_by_a_real_reader(tmp_path: Path) -> None:
    reader = pytest.importorskip("junitparser", reason="the test extra brings junitparser")
    path = tmp_path / "out.xml"
    path.write_text(render("junit", report(), lang="zh", options=Options(fail_on=lambda file: Severity.WARNING)), encoding="utf-8")
    suites = reader.JUnitXml.fromfile(str(path))
    assert (suites.tests, suites.failures, suites.errors) == (5, 2, 1)
    assert [suite.name for suite in suites] == ["稿件/a,b.md", "clean.txt", "bare.txt", "gone.txt"]


@pytest.mark.parametrize(("fail_on", "failures"), [(Severity.ERROR, 1), (Severity.WARNING, 2), (Severity.NOTE, 2)])
def test_junit_fails_what_the_gate_fails(fail_on: Severity, failures: int) -> None:
    root = ElementTree.fromstring(render("junit", report(), lang="zh", options=Options(fail_on=lambda file: fail_on)).encode())
    assert root.get("failures") == str(failures) == str(len(root.findall(".//failure")))
    assert root.get("tests") == str(len(root.findall(".//testcase")))


def test_sarif_is_read_by_a_real_reader(tmp_path: Path) -> None:
    loader = pytest.importorskip("sarif.loader", reason="the test extra brings sarif-tools")
    path = tmp_path / "out.sarif"
    path.write_text(render("sarif", report(), lang="zh", options=Options()), encoding="utf-8")
    read = loader.load_sarif_file(str(path))
    assert read.get_result_count() == 2
    assert read.get_distinct_tool_names() == ["enping-check"]


def test_sarif_says_what_was_not_checked_and_offers_the_fix() -> None:
    run = json.loads(render("sarif", report(), lang="zh", options=Options()))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "gone.txt: no such file"
    result = run["results"][0]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "35.6%"}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["partialFingerprints"]["enpingCheck/v1"]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a.txt", "a.txt"),
        ("./a b.txt", "a%20b.txt"),
        ("稿/a#1.txt", "%E7%A8%BF/a%231.txt"),
        ("/tmp/a.txt", "file:///tmp/a.txt"),
        ("C:\\稿\\a.txt", "file:///C:/%E7%A8%BF/a.txt"),
    ],
)
def test_sarif_uris(file: str, expected: str) -> None:
    assert uri(file) == expected


def test_markdown_escapes_the_article() -> None:
    checked = standin.check_articles([read_text("误：5", "a|b_<img>.md")], Settings(lang="en"))
    text = render("markdown", checked, lang="en", options=Options())
    assert "<img>" not in text.replace("\\<img\\>", "")
    assert "a\\|b\\_" in text


def test_articles_given_as_facts_are_not_shown() -> None:
    options = Options(aside=frozenset({"clean.txt"}))
    assert "clean.txt" not in render("table", report(), lang="en", options=options)
    assert 'name="clean.txt"' not in render("junit", report(), lang="en", options=options)


FIGURES = [
    (Fraction(100), "100", "100", "100", "a whole number keeps its zeros"),
    (Fraction(385, 10), "38.5", "38.5", "38.5", "a decimal"),
    (Fraction(-1, 8), "-0.125", "-0.125", "-0.125", "a negative"),
    (Fraction(0), "0", "0", "0", "zero"),
    (Fraction(1, 3), "0.333333333333", "0.333333333333", "0.333333333334", "thirds go outward"),
    (Fraction(-1, 3), "-0.333333333333", "-0.333333333334", "-0.333333333333", "negative thirds too"),
    (Fraction(2, 3000), "0.000666666666667", "0.000666666666666", "0.000666666666667", "twelve digits, not places"),
    (Fraction(10**13, 3), "3333333333333", "3333333333333", "3333333333334", "more than twelve before the point"),
    (Fraction(1, 10**20), "0.00000000000000000001", "0.00000000000000000001", "0.00000000000000000001", "never an exponent"),
]


@pytest.mark.parametrize(("value", "near", "low", "high", "reason"), FIGURES, ids=[row[4] for row in FIGURES])
def test_figures(value: Fraction, near: str, low: str, high: str, reason: str) -> None:
    assert (plain(value), floor(value), ceiling(value)) == (near, low, high)
    assert Fraction(low) <= value <= Fraction(high)


RANGES = [
    (Fraction(107, 3), Fraction(36), "%", "35.66–36%", "outward"),
    (Fraction(22), Fraction(22), "家", "22家", "a point"),
    (Fraction(22), None, "家", "≥ 22家", "no upper bound"),
    (None, Fraction(-5, 3), "%", "≤ -1.666%", "no lower bound"),
    (None, None, "%", "", "no bound"),
    (Fraction(8781000000), Fraction(8782000000), "元", "8781000000–8782000000元", "large"),
    (Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**6), "%", "0.3333333–0.3333344%", "narrow"),
]


@pytest.mark.parametrize(("low", "high", "unit", "expected", "reason"), RANGES, ids=[row[4] for row in RANGES])
def test_ranges(low: Fraction | None, high: Fraction | None, unit: str, expected: str, reason: str) -> None:
    assert between(low, high, unit) == expected


def test_both_languages_say_the_same_things() -> None:
    """The same phrases with the same parameters in both."""
    import string

    chinese, english = (_tables()[lang] for lang in LANGUAGES)
    assert chinese.keys() == english.keys()
    for key in chinese:
        if not key.startswith("help-"):
            fields = [{name for _, name, _, _ in string.Formatter().parse(table[key]) if name} for table in (chinese, english)]
            assert fields[0] == fields[1], key


def test_no_phrase_is_left_over() -> None:
    """Every phrase of the interface is used somewhere in the code."""
    code = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parent.parent / "enping_check").rglob("*.py"))
    families = ("severity-", "verdict-", "head-", "explain-", "stat-", "help-", "role-", "errno-")
    assert [key for key in _tables()["en"] if not key.startswith(families) and f'"{key}"' not in code and f"'{key}'" not in code] == []


SPEAKERS = {"Trouble": 0, "Phrase": 0, "SettingsError": 0, "UndecodableError": 0, "say": 1}


def test_every_phrase_that_the_code_says_exists_with_its_parameters() -> None:
    """A misspelt key or parameter would come out only when something goes wrong, which is when words are needed."""
    import ast
    import string

    table, checked = _tables()["en"], 0
    for path in (Path(__file__).parent.parent / "enping_check").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SPEAKERS):
                continue
            at = SPEAKERS[call.func.id]
            if len(call.args) <= at:
                continue
            word = call.args[at]
            words = [word.body, word.orelse] if isinstance(word, ast.IfExp) else [word]
            given = {keyword.arg for keyword in call.keywords}
            for word in words:
                if isinstance(word, ast.Constant):
                    wanted = {name for _, name, _, _ in string.Formatter().parse(table[word.value]) if name}
                    assert wanted <= given, f"{path.name}: {word.value}"
                    checked += 1
    assert checked > 100
