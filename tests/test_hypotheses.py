"""Innocent explanations stand beside a warning only where the passage speaks of them, and every one is worded in both languages."""

from __future__ import annotations

import pytest

from enping_check import check_text
from enping_check.model import Severity
from enping_check.rules import catalog
from enping_check.rules.hypotheses import load
from enping_check.settings import Settings

PROFIT = "2024年，全市规模以上工业企业实现利润52.4亿元，上年为47.6亿元，增长14.5%。"
ROWS = [
    (PROFIT + "部分数据因统计口径调整与上年不可比。", "统计口径不同", "said in the next sentence"),
    (PROFIT + "\n注：2023年数据为普查修订数。", "前期数据经过修订", "said in the next line"),
    (PROFIT, "", "nothing is said"),
    (PROFIT + "\n\n农业\n\n粮食面积保持稳定。\n\n蔬菜按新口径统计。", "", "said far away of something else"),
    ("甲企业利润52.4亿元，上年为47.6亿元，增长14.5%。口径未变。", "", "an error needs no excuse"),
]


@pytest.mark.parametrize(("text", "said", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_told_beside_a_warning_with_evidence(text: str, said: str, why: str) -> None:
    (finding,) = [f for f in check_text(text, settings=Settings(lang="zh")).findings if f.severity > Severity.NOTE]
    assert ("文中提到" in finding.message) is bool(said), why
    assert said in finding.message


@pytest.mark.parametrize("lang", catalog.LANGUAGES)
def test_each_is_worded(lang: str) -> None:
    for each in load():
        assert catalog.message("general", "hypothesis", lang, {"stated": "甲", "implied": f"@{each.name}"})
        assert each.words
        assert all(any(rule.code.startswith(code) for rule in catalog.RULES) for code in each.codes)
