"""Relations that each hold and cannot hold together: coarse totals that their parts' shares pull apart, and what leaves them alone."""

from __future__ import annotations

import pytest

from enping_check import check_text
from enping_check.model import Finding, Severity


def findings(text: str) -> list[Finding]:
    """Errors and warnings of a passage."""
    return [f for f in check_text(text).findings if f.severity > Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("全区营业收入3亿元，其中甲产业1.00亿元，占40%；乙产业0.90亿元，占30%；丙产业0.51亿元，占17%。", {"40%", "30%"}),
        ("全镇茶园面积2万亩，其中绿茶0.93万亩，占43.0%；红茶0.52万亩，占29.5%。", {"43.0%", "29.5%"}),
    ],
    ids=["one share asks for 2.5, the other for 3.0", "2.16 against 1.76"],
)
def test_a_coarse_total_is_pulled_apart(text: str, touched: set[str]) -> None:
    (finding,) = findings(text)
    assert touched <= {p.text for p in (finding.place, *finding.related)}
    assert "；" in finding.formula


@pytest.mark.parametrize(
    "text",
    [
        "全区营业收入3亿元，其中甲产业1.00亿元，占34%；乙产业0.90亿元，占30%；丙产业0.51亿元，占17%。",
        "全镇茶园面积2万亩，其中绿茶0.93万亩，占43.0%；红茶0.64万亩，占29.5%。",
    ],
    ids=["both ask for 3.0", "both ask for 2.16"],
)
def test_what_can_hold_together_is_silent(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("上半年，全市进出口总额672.3亿元，同比增长14.3%；民营企业进出口437.2亿元，增长20.2%，占65.0%，占比提升5.2个百分点。", True),
        ("上半年，全市进出口总额672.3亿元，同比增长14.3%；民营企业进出口437.2亿元，增长20.2%，占65.0%，占比提升3.2个百分点。", False),
        ("全市固定资产投资672.3亿元，增长14.3%；民间投资437.2亿元，增长20.2%，占65.0%，占比提升5.2个百分点。", False),
        ("全市进出口总额672.3亿元，增长14.3%；民营企业进出口437.2亿元，增长20.2%，占65.0%，占比较年初提升5.2个百分点。", False),
    ],
    ids=["gains 3.2, not 5.2", "gains 3.2", "comparable coverage", "since another time"],
)
def test_a_share_shifts_as_its_part_outgrows_the_whole(text: str, wrong: bool) -> None:
    assert [f.code for f in findings(text)] == (["EP106"] if wrong else [])
