"""Hedges: which bounds a word leaves hard, which soft, and which it takes away."""

from __future__ import annotations

from fractions import Fraction

import pytest

from enping_check.interval import Interval
from enping_check.language import scan
from enping_check.model import Quantity
from enping_check.reading import read_text


def only(text: str) -> Quantity:
    (quantity,) = [q for q in scan(read_text(text, name="t")).quantities if q.masked is None]
    return quantity


def interval(printed: str) -> Interval:
    """``(3,5]`` as an interval; an empty end is infinite."""
    low, high = printed[1:-1].split(",")
    ends = [Fraction(end) if end else None for end in (low, high)]
    return Interval(ends[0], ends[1], printed[0] == "(" and bool(low), printed[-1] == ")" and bool(high))


# (text, error-grade, note-grade, hedge, reason)
ROWS = [
    ("增长43%", "[42.5,43.5]", "[42.5,43.5]", "", "the last printed place, halved"),
    ("增长43.0%", "[42.95,43.05]", "[42.95,43.05]", "", "a printed zero counts"),
    ("增长30%", "[29.5,30.5]", "[29.5,30.5]", "", "percentages are not read coarsely"),
    ("提高2个百分点", "[1.5,2.5]", "[1.5,2.5]", "", "points likewise"),
    ("投资3000万元", "[25000000,35000000]", "[29995000,30005000]", "", "trailing zeros: only the coarse reading may raise an error"),
    ("投资200亿元", "[15000000000,25000000000]", "[19950000000,20050000000]", "", "trailing zeros"),
    ("投资3050万元", "[30450000,30550000]", "[30495000,30505000]", "", "the lowest non-zero digit decides"),
    ("投资38.10亿元", "[3809500000,3810500000]", "[3809500000,3810500000]", "", "with a decimal point nothing is coarse"),
    ("企业16家", "[16,16]", "[16,16]", "", "a count is exact"),
    ("企业20家", "[20,20]", "[20,20]", "", "one zero does not make a count coarse"),
    ("企业150户", "[150,150]", "[150,150]", "", "one zero does not make a count coarse"),
    ("企业1200家", "[1150,1250]", "[1200,1200]", "", "two zeros do, for errors"),
    ("人口3.6万人", "[35500,36500]", "[35500,36500]", "", "with a scale a count is rounded"),
    ("建市30周年", "[30,30]", "[30,30]", "", "years are counted"),
    ("增长超30%", "(30,)", "(30,)", "超", "超 leaves the number out"),
    ("超过500家", "(500,)", "(500,)", "超过", "超过"),
    ("突破200亿元", "(20000000000,)", "(20000000000,)", "突破", "突破"),
    ("首次突破200亿元", "(20000000000,)", "(20000000000,)", "首次突破", "突破"),
    ("逾60万人", "(600000,)", "(600000,)", "逾", "逾"),
    ("高于5%", "(5,)", "(5,)", "高于", "directly before the number"),
    ("多于3个", "(3,)", "(3,)", "多于", "多于"),
    ("100家以上", "[100,)", "[100,)", "以上", "以上 keeps the number in"),
    ("5%及以上", "[5,)", "[5,)", "及以上", "及以上"),
    ("不低于5%", "[5,)", "[5,)", "不低于", "不低于"),
    ("不少于12个", "[12,)", "[12,)", "不少于", "不少于"),
    ("至少3个", "[3,)", "[3,)", "至少", "至少"),
    ("5%以下", "(,5]", "(,5]", "以下", "以下 keeps the number in"),
    ("3%以内", "(,3]", "(,3]", "以内", "以内"),
    ("不超过3%", "(,3]", "(,3]", "不超过", "不超过, not 超过"),
    ("不高于3%", "(,3]", "(,3]", "不高于", "不高于, not 高于"),
    ("至多3个", "(,3]", "(,3]", "至多", "至多"),
    ("不足500家", "(,500)", "[450,500)", "不足", "soft from 0.9 on"),
    ("不到10%", "(,10)", "[9,10)", "不到", "soft from 0.9 on"),
    ("低于10%", "(,10)", "[9,10)", "低于", "soft from 0.9 on"),
    ("少于10个", "(,10)", "[9,10)", "少于", "soft from 0.9 on"),
    ("近500家", "(,500)", "[450,500)", "近", "近"),
    ("将近500家", "(,500)", "[450,500)", "将近", "将近"),
    ("接近500家", "(,500)", "[450,500)", "接近", "接近"),
    ("约43%", "(,)", "[38.7,47.3]", "约", "约 bounds nothing"),
    ("大约50个", "(,)", "[45,55]", "大约", "大约, not 约"),
    ("500万元左右", "(,)", "[4500000,5500000]", "左右", "左右"),
    ("50个上下", "(,)", "[45,55]", "上下", "上下"),
    ("10余个", "(10,20)", "(10,20)", "余", "the place of the lowest non-zero digit"),
    ("1200多家", "(1200,1300)", "(1200,1300)", "多", "the place of the lowest non-zero digit"),
    ("10余万人", "(100000,200000)", "(100000,200000)", "余", "余 before 万"),
    ("10万余人", "(100000,110000)", "(100000,110000)", "余", "余 after 万"),
    ("10多元", "(10,20)", "(10,20)", "多", "多 before 元 is not 多元"),
    ("10多个小时", "(10,20)", "(10,20)", "多", "多 before the unit"),
    ("10个多小时", "(10,11)", "(10,11)", "多", "多 inside the unit"),
    ("三个多小时", "(3,4)", "(3,4)", "多", "Chinese numerals alike"),
    ("3年多", "(3,4)", "(3,4)", "多", "多 after the unit"),
    ("一百余家", "(100,200)", "(100,200)", "余", "Chinese numerals alike"),
    ("六成", "[55,65]", "[55,65]", "", "成 is a tenth, give or take half"),
    ("超六成", "(60,)", "(60,)", "超", "超 with 成"),
    ("近六成", "(,60)", "[54,60)", "近", "近 with 成"),
    ("六成多", "(60,70)", "(60,70)", "多", "成 with 多"),
    ("过半", "(50,)", "(50,)", "过", "more than a half"),
    ("一半", "(,)", "[45,55]", "", "a half is soft"),
    ("一半以上", "[50,)", "[50,)", "以上", "but its bounds are not"),
    ("四分之一", "(,)", "[22.5,27.5]", "", "a third, a quarter … are soft"),
    ("超过四分之一", "(25,)", "(25,)", "超过", "but their bounds are not"),
    ("十几家", "[11,19]", "[11,19]", "", "十几"),
    ("几十家", "[20,99]", "[20,99]", "", "几十"),
    ("数百家", "[200,999]", "[200,999]", "", "数百"),
    ("近百家", "(,100)", "[90,100)", "近", "近百"),
    ("上千家", "[1000,)", "[1000,)", "上", "上千"),
    ("两三家", "[2,3]", "[2,3]", "", "neighbouring digits"),
    ("约3—5亿元", "(,)", "[300000000,500000000]", "约", "a hedged range bounds nothing"),
    ("突破百亿元", "(10000000000,)", "(10000000000,)", "突破", "百亿 is a number"),
    ("千亿级产业", "(,)", "[100000000000,)", "级", "an order of size"),
    ("新增万亩", "[10000000/3,10000000]", "[10000000/3,10000000]", "", "万亩 is a quantity"),
    ("产量达2.6万吨", "[25500000,26500000]", "[25500000,26500000]", "", "达 is no threshold"),
    ("超约30%", "(,)", "[27,33]", "约", "only the word next to the number is read"),
    ("下降约-3%", "(,)", "[-3.3,-2.7]", "约", "negative numbers keep their order"),
]


@pytest.mark.parametrize(("text", "hard", "soft", "hedge", "reason"), ROWS)
def test_hedges(text: str, hard: str, soft: str, hedge: str, reason: str) -> None:
    quantity = only(text)
    assert quantity.interval == interval(hard), reason
    assert quantity.fine == interval(soft), reason
    assert quantity.hedge == hedge, reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("签约100.5亿元", "签约 is a contract"),
        ("节约100.5吨", "节约 is thrift"),
        ("附近3家", "附近 is a place"),
        ("最近3家", "最近 is a time"),
        ("赶超3家", "赶超 is a verb"),
        ("达到3家", "达到 is no threshold"),
        ("高于全国3个百分点", "the comparison is with 全国"),
        ("超过去年3个百分点", "the comparison is with 去年"),
        ("近3年", "a stretch of time without exact ends"),
        ("侦破3起", "侦破 is a verb"),
        ("3家多元经营", "多元 is a word"),
        ("3家余额", "余额 is a word"),
        ("晚上3家", "上 only before 百, 千, 万"),
        ("达到3级以上", "a grade, not a count"),
    ],
)
def test_words_that_are_no_hedge(text: str, reason: str) -> None:
    assert only(text).hedge == "", reason


def test_the_lead_stays_outside_and_the_trail_inside() -> None:
    quantity = only("完成约500万元左右")
    assert quantity.surface == "500万元左右"
    assert quantity.hedge == "约左右"


def test_the_note_grade_lies_inside_the_error_grade() -> None:
    """What may raise an error is never narrower than what may raise a note."""
    for text, *_ in ROWS:
        quantity = only(text)
        assert quantity.fine.inside(quantity.interval), text


@pytest.mark.parametrize("printed", ["7", "70", "700", "7000", "7.5", "7.50", "0.75", "75万", "7500万", "7.5亿", "7万亿"])
@pytest.mark.parametrize("unit", ["元", "吨", "亩", "千瓦时"])
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("超", ""), ("约", ""), ("近", ""), ("不足", ""), ("", "以上"), ("", "左右"), ("至少", "")]
)
def test_every_form_with_every_hedge(printed: str, unit: str, before: str, after: str) -> None:
    """Hedges act alike on every form and unit: the number is read, and it bounds its own interval on the right side."""
    quantity = only(f"共计{before}{printed}{unit}{after}。")
    plain = only(f"共计{printed}{unit}。")
    value = plain.fine.middle
    assert value is not None
    assert quantity.number == plain.number
    assert quantity.unit == plain.unit
    assert quantity.hedge == before + after
    low, high = quantity.interval.low, quantity.interval.high
    if before == "超":
        assert (low, high, quantity.interval.low_open) == (value, None, True)
    elif before == "至少" or after == "以上":
        assert (low, high, quantity.interval.low_open) == (value, None, False)
    elif before in ("近", "不足"):
        assert (low, high, quantity.interval.high_open) == (None, value, True)
    elif before == "约" or after == "左右":
        assert (low, high) == (None, None)
    else:
        assert value in quantity.interval
    assert value in plain.interval
