"""What a finding offers in place of the printed number, and when it rather offers nothing."""

from __future__ import annotations

import pytest

from enping_check import check_text
from enping_check.model import Finding, Severity
from enping_check.settings import Settings


def alarms(text: str) -> list[Finding]:
    """Errors and warnings."""
    return [f for f in check_text(text, settings=Settings(lang="zh")).findings if f.severity > Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "code", "replacement"),
    [
        pytest.param("客运量由0.80万人次增至1.16万人次，增长54.0%。", "EP201", "45.0%", id="a slip equal to the recomputed value"),
        pytest.param("单价由3215元上升到4018元，涨幅为20.0%。", "EP201", "25.0%", id="divided by the present value"),
        pytest.param("合格率由61.2%提高到70.5%，提高6.3个百分点。", "EP106", "9.3个百分点", id="the result before its operands"),
        pytest.param("合格率由61.2%提高到70.5%，提高9.3%。", "EP205", "9.3个百分点", id="percent for points has one repair"),
        pytest.param("就业率由61.2%提升至70.5%，增加9.3%，較往年為佳。", "EP205", "9.3個百分點", id="in the script of the text"),
        pytest.param("门店由10家增加到40家，增长了4倍。", "EP206", "3倍", id="the ratio taken for the growth"),
        pytest.param("2025年3月5日（星期五）召开会议。", "EP802", "星期三", id="the weekday in the printed word"),
        pytest.param("入库26.8万吨，折合5360亿斤。", "EP402", "5.36亿斤", id="a conversion recomputed"),
        pytest.param("全乡种藕2953亩，总产量1234.5吨，平均亩产481.1公斤。", "EP401", "418.1公斤", id="digits exchanged"),
        pytest.param("全年进口157.02亿元，其中，农产品61.16亿元，占8.9%。", "EP101", "38.9%", id="a digit lost, beside the quotient"),
        pytest.param("全年营收38.7亿元，上年为32.25亿元，同比增长2.0%。", "EP201", "20.0%", id="with the places it is printed with"),
    ],
)
def test_the_result_is_put_right(text: str, code: str, replacement: str) -> None:
    """One finding, and the number an editor would print."""
    found = alarms(text)
    assert [(f.code, f.suggestion and f.suggestion.replacement) for f in found] == [(code, replacement)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("各乡苹果产量以东岭乡5,310吨最多，其次为西沟乡8,240吨。", id="half of all numbers satisfy an order"),
        pytest.param("全县开工水渠工程218处。\n县里介绍，全县开工水渠工程281处。", id="two tellings, neither vouched for"),
        pytest.param("全年净增合作社113家，总数达到761家，增长17.7%。", id="one digit of the total, or of the growth"),
        pytest.param("全年销售额由6.28亿元增加到29.19亿元，增长了3.0倍。", id="the quotient rounds either way"),
        pytest.param("上年收件1.64亿件。今年达到2.05亿件，比上年增长31.0%。", id="the growth may be reckoned wrongly"),
        pytest.param("全市交通事故由51起减少到15起，下降2.4倍。", id="no number of times makes sense of a decline"),
        pytest.param("2022年7月9日（星期五），项目开工。", id="a day off: the date or the weekday"),
    ],
)
def test_nothing_is_offered_without_evidence(text: str) -> None:
    """A finding without a replacement."""
    found = alarms(text)
    assert found
    assert all(f.suggestion is None for f in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("协会有农场53家，雇工2210人，平均每家42人。", id="an average of counts is rounded"),
        pytest.param("水泥销量下降3.8%，降幅比1—7月的6.3%收窄2.5个百分点。", id="a decline that narrows"),
        pytest.param("净利润为-1240万元，上年为-2015万元，减亏775万元。", id="a loss that shrinks"),
        pytest.param("存款余额512.0亿元，住户存款337.5亿元，贷款余额409.6亿元，存贷比80.0%。", id="the name itself before a longer one"),
        pytest.param("占比由2019年的31.2%提高到2023年的39.6%，年均提高2.1个百分点。", id="points a year"),
        pytest.param("柚园2.5万亩，产值3.0亿元，亩均1.2万元，其中示范基地亩均1.9万元。", id="the average of a part"),
        pytest.param("前三大行业分别为陶瓷、家具和造纸，增速分别为2.6%、7.9%和4.3%。", id="ranked by something else"),
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    """Usual turns of phrase that look like slips."""
    assert alarms(text) == []
