"""Reference tables (EP604): which rows a claim is compared with, and what a table that cannot be used leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from enping_check.checking import check_articles
from enping_check.model import Severity
from enping_check.reading import read_text
from enping_check.session import Request, check
from enping_check.settings import Settings

HEAD = "subject,indicator,period,value,unit\n"

ROWS = [
    pytest.param(HEAD + "白杨县,粮食产量,2023,52.4,万吨\n", "2023年，白杨县粮食产量54.2万吨。", ["52.4万吨"], id="value and unit apart"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,52.4,万吨\n", "2023年，白杨县粮食产量52.4万吨。", [], id="the very value"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,524000,吨\n", "2023年，白杨县粮食产量52.4万吨。", [], id="another unit, the same amount"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,52.44,万吨\n", "2023年，白杨县粮食产量超过50万吨。", [], id="a bound that the value keeps"),
    pytest.param(
        HEAD + "白杨县,粮食产量,2023,48.44,万吨\n", "2023年，白杨县粮食产量超过50万吨。", [""], id="a bound that it does not keep"
    ),
    pytest.param(HEAD + "白杨县,粮食产量,2022,52.4,万吨\n", "2023年，白杨县粮食产量54.2万吨。", [], id="another year"),
    pytest.param(HEAD + "青石县,粮食产量,2023,52.4,万吨\n", "2023年，白杨县粮食产量54.2万吨。", [], id="another place"),
    pytest.param(HEAD + "白杨县,小麦产量,2023,52.4,万吨\n", "2023年，白杨县粮食产量54.2万吨。", [], id="another indicator"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,52.4,万吨\n", "2023年，全省粮食产量542.4万吨。白杨县春耕有序。", [], id="a wider place"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,52.4,万吨\n", "到2023年，白杨县粮食产量力争达到54.2万吨。", [], id="a target is no fact"),
    pytest.param(
        HEAD + "白杨县,外贸进出口总额增速,2023H1,5.8%,\n",
        "2023年上半年，白杨县外贸进出口总额增长8.5%。",
        ["5.8%"],
        id="a growth by its half year",
    ),
    pytest.param(
        "# 已核定\n指标,地区,时期,数值\n城镇新增就业,白杨县,2023年上半年,5286人\n",
        "2023年上半年，白杨县城镇新增就业5826人。",
        ["5286人"],
        id="Chinese columns in another order, a remark before them",
    ),
]


@pytest.mark.parametrize(("table", "text", "replacements"), ROWS)
def test_rows(tmp_path: Path, table: str, text: str, replacements: list[str]) -> None:
    path = tmp_path / "settled.csv"
    path.write_text(table, encoding="utf-8")
    report = check_articles([read_text(text, "a.txt")], Settings(reference=str(path)))
    assert report.problems == ()
    found = [f for f in report.findings if f.severity > Severity.NOTE]
    assert [f.code for f in found] == ["EP604"] * len(replacements)
    assert [f.suggestion.replacement if f.suggestion else "" for f in found] == replacements
    assert report.summary.files == 1
    for finding in found:  # the row is evidence, with its own line
        assert [p.file for p in finding.related] == [str(path)]
        assert finding.related[0].line > 1


BAD = [
    pytest.param(None, "cannot read the reference table", id="no such file"),
    pytest.param("subject,indicator,value\n", "no column period", id="a column is missing"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,,万吨\n", "line 2", id="an empty cell"),
    pytest.param(HEAD + "白杨县,粮食产量,2023,很多,\n", "line 2", id="no number"),
    pytest.param(HEAD + "白杨县,粮食产量,去年,52.4,万吨\n", "line 2", id="no year"),
]


@pytest.mark.parametrize(("table", "words"), BAD)
def test_a_table_that_cannot_be_used_is_a_problem(tmp_path: Path, table: str | None, words: str) -> None:
    path = tmp_path / "settled.csv"
    if table is not None:
        path.write_text(table, encoding="utf-8")
    report = check_articles([read_text("2023年，白杨县粮食产量54.2万吨。", "a.txt")], Settings(reference=str(path), lang="en"))
    assert len(report.problems) == 1
    assert words in report.problems[0].message


def test_the_path_is_relative_to_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "enping-check.toml").write_text('reference = "tables/settled.csv"\n', encoding="utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "settled.csv").write_text(HEAD + "白杨县,粮食产量,2023,52.4,万吨\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("2023年，白杨县粮食产量54.2万吨。", encoding="utf-8")
    monkeypatch.chdir(tmp_path.parent)
    outcome = check(Request((str(tmp_path / "a.txt"),)))
    assert [f.code for f in outcome.report.findings] == ["EP604"]
