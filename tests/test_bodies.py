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
    pytest.param(
        "全市城镇居民人均可支配收入42210元，农村居民人均可支配收入19100元。城乡居民收入比2.51。",
        ["EP101"],
        id="town over country, in the sentence before",
    ),
    pytest.param(
        "全市城镇居民人均可支配收入42210元，农村居民人均可支配收入19100元。城乡居民收入比2.21，比上年缩小0.04。",
        [],
        id="town over country holds",
    ),
    pytest.param(
        "全省城镇居民人均可支配收入54491元，农村居民人均可支配收入25063元。全市城乡居民收入比1.95。",
        [],
        id="the ratio of another place",
    ),
    pytest.param("全市贷款余额284亿元，存款余额320亿元，存贷比0.89。", [], id="a ratio in per cent printed as a number"),
    pytest.param("上半年净增充电桩313个，总数达到1740个，增长31.9%。", ["EP202"], id="a net addition, its total and its growth"),
    pytest.param("6月净增用户12万户，累计达到340万户，比上年末增长8.2%。", [], id="an addition of one month, the growth of half a year"),
    pytest.param("上半年新增充电桩313个，总数达到1740个，增长31.9%。", [], id="new ones may leave out those that closed"),
    pytest.param(
        "全市规上工业增加值28.4亿元，食品产业、纺织产业等重点产业分别完成47.4亿元、4.5亿元。",
        ["EP302"],
        id="an industry above all industry",
    ),
    pytest.param("我市一般公共预算收入28.4亿元，周边白沙市、望溪市分别完成34.7亿元、44.5亿元。", [], id="places beside are no parts"),
    pytest.param("全市金融业增加值28.4亿元，工业、建筑业分别完成128亿元、36亿元。", [], id="other branches are no parts"),
    pytest.param("2416户群众增收1872.3万元，户均增收8750元。", ["EP401"], id="what households gained"),
    pytest.param("带动3个村3140户群众增收，实现销售收入2414.8万元，户均增收3688元。", [], id="a gain is no share of the sales"),
    pytest.param("某镇发展猕猴桃5.2万亩，总产6.8万吨，亩均产量1507.7公斤。", ["EP401"], id="a yield on all of the area"),
    pytest.param("某镇发展猕猴桃5.2万亩，其中挂果3.4万亩，总产6.8万吨，亩均产量2000公斤。", [], id="a yield on the part that bears"),
    pytest.param(
        "销售面积26.4万平方米，销售额31.7亿元，同比分别增长8.3%和11.2%。实现营业收入18.6亿元，净利润2.4亿元，同比分别增长7.1%和5.4%。",
        [],
        id="two pairs of growths",
    ),
    pytest.param(
        "全年接待游客48.6万人次，其中省外游客14.2万人次，占比超三成；过夜游客21.3万人次，占四成多。",
        ["EP101"],
        id="a hedged share below its bound",
    ),
    pytest.param(
        "全年接待游客48.6万人次，其中省外游客18.2万人次，占比近四成；过夜游客21.3万人次，占四成多。", [], id="hedged shares that hold"
    ),
    pytest.param("全年签约项目64个，其中亿元以上项目31个，占比过半。", ["EP101"], id="more than half"),
    pytest.param("抽检月饼42批次，合格率94.6%；抽检茶叶25批次，合格率96.0%。", ["EP102"], id="a rate of what was examined"),
    pytest.param("截至8月底已开工109个，开工率87.9%。", [], id="a rate of what was to be begun"),
    pytest.param("协会访问厂商47家，其中有63.2%预期订单持平。", ["EP102"], id="of those asked"),
    pytest.param("抽检食品286批次，不合格5批次，合格率97.3%。", ["EP101"], id="what the rest makes"),
    pytest.param("抽检食品286批次，不合格5批次，合格率98.3%。", [], id="what the rest makes, and it holds"),
    pytest.param("共办理代表建议84件、委员提案65件，办理率100%。", [], id="two things done, none of the other"),
    pytest.param("法院新收案件1200件，审结1150件，审结率92.0%。", [], id="what was left from the year before is not printed"),
    pytest.param(
        "房产类查档1260人次，占31.5%；婚姻类1084人次，占27.1%；学籍类736人次，占22.4%。",
        ["EP103"],
        id="one of three shares is of another whole",
    ),
    pytest.param(
        "全县外出务工7.5万人，占农村劳动力的40.0%；其中省外务工3.6万人，占农村劳动力的19.2%；省外务工人员中，长三角2.7万人，占75.0%。",
        [],
        id="a share of what 中 names",
    ),
    pytest.param(
        "书市年终盘点。童书购入8.4万册，占全部入库图书的42.0%，周末人气最旺。\n社科类平稳，购入4.1万册，占全部入库图书的25.5%。",
        ["EP103"],
        id="one whole in two paragraphs",
    ),
    pytest.param(
        "东支行零售贷款8.4亿元，占全部贷款的42.0%。\n西支行零售贷款4.1亿元，占全部贷款的25.5%。", [], id="every branch has its own loans"
    ),
    pytest.param(
        "甲业产值148.3亿元，占全省同行业的9.8%；乙业产值264.3亿元，占全省同行业的4.7%。", [], id="every industry has its own whole"
    ),
    pytest.param("全市民营工业增加值占规上工业增加值的比重为108.2%。", ["EP104"], id="more than all value added"),
    pytest.param("年末全市贷款余额占地区生产总值的比重为168.2%。", [], id="loans are no part of the product"),
    pytest.param("油车销量减少0.2万辆，电车销量增加1.4万辆，占全部增量的116.7%。", [], id="more than a netted sum"),
    pytest.param(
        "第一、二、三产业增加值分别为21.84亿元、87.36亿元和109.20亿元。三次产业结构为10.0∶42.0∶48.0。",
        ["EP105"],
        id="a structure against values in another sentence",
    ),
    pytest.param("工程资金由三部分组成：上级补助占40.5%，专项债占35.0%，区级自筹占14.5%。", ["EP104"], id="parts that are counted out"),
    pytest.param("认为景气好转的厂商占27.4%，认为持平的占51.3%，认为转差的占31.3%。", ["EP104"], id="three answers to one question"),
    pytest.param("困难（可多选）中，认为用工难的占61.2%，认为融资难的占48.0%，认为成本高的占55.3%。", [], id="several answers at once"),
    pytest.param("绿色贷款占全部贷款的比重由年初的12.6%升至目前的15.8%，上升2.2个百分点。", ["EP106"], id="from then to now"),
    pytest.param("非化石能源占比由16.1%提高到19.8%。五年间，这一比重提高了4.7个百分点。", ["EP106"], id="a shift in the next sentence"),
    pytest.param(
        "甲、乙占比分别为38.6%和57.2%，年初为40.0%和54.1%，变动幅度分别为1.4个和2.1个百分点。", ["EP106"], id="how far two shares moved"
    ),
    pytest.param(
        "酒店、民宿、露营地分别收入5.18亿元、1.76亿元和0.48亿元，比重依次为69.8%、27.3%和6.5%。", ["EP103"], id="shares after their parts"
    ),
    pytest.param("上半年财政收入11.6亿元，其中6月份12.1亿元。", ["EP302"], id="a month above its half-year"),
]


@pytest.mark.parametrize(("texts", "expected"), TOGETHER)
def test_articles_together(texts: list[str], expected: list[str]) -> None:
    assert codes(*texts) == expected
    assert codes(*reversed(texts)) == expected  # the order of files never matters


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_passages(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
