"""Articles checked together, and relations between the numbers of one passage: text in, codes of errors and warnings out."""

from __future__ import annotations

import pytest

from enping_check.checking import check_articles
from enping_check.model import Severity
from enping_check.reading import read_text
from enping_check.settings import Settings


def codes(*texts: str) -> list[str]:
    """The codes of the errors and warnings of articles that are checked as one body."""
    report = check_articles([read_text(text, f"{n}.txt") for n, text in enumerate(texts, 1)], Settings())
    assert report.problems == ()
    return [f.code for f in report.findings if f.severity > Severity.NOTE]


TOGETHER = [
    pytest.param(["2023年，白杨县粮食产量52.4万吨。", "2023年，白杨县粮食产量54.2万吨。"], ["EP603"], id="one place, one year, two values"),
    pytest.param(["2023年，白杨县粮食产量52.4万吨。", "2023年，青石县粮食产量54.2万吨。"], [], id="two places"),
    pytest.param(["2022年，白杨县粮食产量52.4万吨。", "2023年，白杨县粮食产量54.2万吨。"], [], id="two years"),
    pytest.param(["去年，白杨县粮食产量52.4万吨。", "去年，白杨县粮食产量54.2万吨。"], [], id="neither says which year"),
    pytest.param(["2023年，全省粮食产量52.4万吨。", "2023年，全省粮食产量54.2万吨。"], [], id="a province that neither names"),
    pytest.param(
        ["2023年，白杨县粮食产量52.4万吨，同比增长30.0%。", "2022年，白杨县粮食产量50.1万吨。"],
        ["EP201"],
        id="the base in the other article",
    ),
    pytest.param(
        ["2023年，白杨县粮食产量5240万吨，同比增长4.6%。", "2022年，白杨县粮食产量50.1万吨。"], [], id="too far apart to be of one thing"
    ),
]

PASSAGES = [
    pytest.param("2023年，全市货运量53.20万吨，首次迈上50万吨台阶，上年为55.45万吨。", ["EP502"], id="the mark was passed before"),
    pytest.param(
        "2023年，全市货运量53.20万吨，首次迈上50万吨台阶，上年为45.55万吨。", [], id="the mark is what is printed, not its rounding"
    ),
    pytest.param("2023年，全市货运量53.20万吨，首次突破500万吨。", ["EP601"], id="below the mark it has passed"),
    pytest.param("2023年，全市货运量突破50万吨，达到53.20万吨。", [], id="above the mark it has passed"),
    pytest.param(
        "2023年，东平镇产值17.60亿元，居全县第一；西岭乡产值1.57亿元，居第二；北塘镇产值12.27亿元，居第三。",
        ["EP501"],
        id="ranks told one by one",
    ),
    pytest.param(
        "2023年，东平镇产值17.60亿元，居全县第一；西岭乡产值15.74亿元，居第二；北塘镇产值12.27亿元，居第三。",
        [],
        id="ranks in order",
    ),
    pytest.param("全乡耕地面积3010公顷（54150亩）。", ["EP402"], id="a conversion in brackets"),
    pytest.param("全乡耕地面积3010公顷（45150亩）。", [], id="a conversion that holds"),
    pytest.param("2023年末，全市户籍人口418699人，男性253494人，女性175205人。", ["EP301"], id="a known partition told in one breath"),
    pytest.param("2023年末，全市户籍人口418699人，男性243494人，女性175205人。", [], id="a partition that adds up"),
    pytest.param("从2018年到2022年，全县游客从86.2万人次增至102.9万人次，年均增长45%。", ["EP207"], id="years in a clause of their own"),
    pytest.param("从2018年到2022年，全县游客从86.2万人次增至102.9万人次，年均增长4.5%。", [], id="years of their own that hold"),
    pytest.param(
        "甲禾科技2022年营业收入4.17亿元，净利润0.71亿元。乙川光电2022年营业收入2.21亿元，净利润0.30亿元。",
        [],
        id="every company has its own profit",
    ),
]


@pytest.mark.parametrize(("texts", "expected"), TOGETHER)
def test_articles_together(texts: list[str], expected: list[str]) -> None:
    assert codes(*texts) == expected
    assert codes(*reversed(texts)) == expected  # the order of files never matters


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_passages(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
