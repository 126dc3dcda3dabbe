"""Numerals: what printed digits are worth, to which place, and how far they reach."""

from __future__ import annotations

from fractions import Fraction

import pytest

from enping_check.language import numerals, scan
from enping_check.model import Quantity
from enping_check.reading import read_text


def numbers(text: str) -> list[Quantity]:
    """The quantities of a text that are not masked."""
    return [q for q in scan(read_text(text, name="t")).quantities if q.masked is None]


# (printed, value, last place, lowest non-zero place, trailing scale word)
CHINESE = [
    ("七", 7, 1, 1, ""),
    ("十", 10, 1, 10, ""),
    ("十六", 16, 1, 1, ""),
    ("廿八", 28, 1, 1, ""),
    ("卅", 30, 1, 10, ""),
    ("六十", 60, 1, 10, ""),
    ("一百零七", 107, 1, 1, ""),
    ("一百一", 110, 10, 10, ""),
    ("四百八", 480, 10, 10, ""),
    ("三千六", 3600, 100, 100, ""),
    ("两千零六", 2006, 1, 1, ""),
    ("两千零六十", 2060, 1, 10, ""),
    ("五千四百三十二", 5432, 1, 1, ""),
    ("一万八", 18000, 1000, 1000, ""),
    ("两万五千里"[:-1], 25000, 1, 1000, ""),
    ("十二万", 120000, 10000, 10000, "万"),
    ("六百万", 6000000, 10000, 1000000, "万"),
    ("三千八百万", 38000000, 10000, 1000000, "万"),
    ("九亿", 900000000, 10**8, 10**8, "亿"),
    ("一亿二", 120000000, 10**7, 10**7, ""),
    ("一亿零三百", 100000300, 1, 100, ""),
    ("七亿八千万", 780000000, 10000, 10**7, "万"),
    ("四万亿", 4 * 10**12, 10**12, 10**12, "万亿"),
    ("百亿", 10**10, 10**8, 10**10, "亿"),
    ("千亿", 10**11, 10**8, 10**11, "亿"),
    ("壹佰贰拾叁", 123, 1, 1, ""),
    ("柒仟伍佰", 7500, 1, 100, ""),
    ("玖拾万零捌", 900008, 1, 1, ""),
    ("三点六", "3.6", "0.1", "0.1", ""),
    ("十二点零五", "12.05", "0.01", "0.01", ""),
    ("零点八", "0.8", "0.1", "0.1", ""),
    ("六点五万", 65000, 1000, 1000, "万"),
    ("三点二亿", 320000000, 10**7, 10**7, "亿"),
    ("四十一点三十六", "41.36", "0.01", "0.01", ""),
    ("五亿六千一百点二万", 561002000, 1000, 1000, "万"),
    ("二〇一九", 2019, 1, 1, ""),
    ("一九七八", 1978, 1, 1, ""),
    ("半百", 50, 1, 10, ""),
]


@pytest.mark.parametrize(("printed", "value", "last", "coarse", "scale"), CHINESE)
def test_chinese(printed: str, value: int | str, last: int | str, coarse: int | str, scale: str) -> None:
    read = numerals.chinese(printed)
    assert read is not None
    numeral, length = read
    assert length == len(printed)
    assert numeral.value == Fraction(value)
    assert numeral.last == Fraction(last)
    assert numeral.coarse == Fraction(coarse)
    assert numeral.scale_word == scale
    assert numeral.low is None


# (printed, low, high): the inexact ones
VAGUE = [
    ("十几", 11, 19),
    ("几十", 20, 99),
    ("数十", 20, 99),
    ("几百", 200, 999),
    ("数千", 2000, 9999),
    ("二十几", 21, 29),
    ("两三", 2, 3),
    ("三四", 3, 4),
    ("三五", 3, 5),
    ("七八十", 70, 80),
    ("四五百", 400, 500),
    ("五六万", 50000, 60000),
    ("一二十", 10, 20),
    ("十七八", 17, 18),
    ("十几万", 110000, 190000),
    ("三四百万", 3000000, 4000000),
]


@pytest.mark.parametrize(("printed", "low", "high"), VAGUE)
def test_vague(printed: str, low: int, high: int) -> None:
    read = numerals.chinese(printed)
    assert read is not None
    assert read[1] == len(printed)
    assert (read[0].low, read[0].high) == (low, high)


@pytest.mark.parametrize(
    ("run", "taken", "reason"),
    [
        ("三千两百两", 4, "两 after 百 is the unit of weight"),
        ("五十千", 2, "千 cannot follow 十"),
        ("一百零", 2, "a zero that leads nowhere"),
        ("九六", 1, "two digits that are neither neighbours nor a number"),
        ("四百个", 2, "stops at the noun"),
    ],
)
def test_stops(run: str, taken: int, reason: str) -> None:
    read = numerals.chinese(run)
    assert read is not None, reason
    assert read[1] == taken, reason


@pytest.mark.parametrize("run", ["几", "数", "几个", "数据", "点五"])
def test_no_numeral(run: str) -> None:
    assert numerals.chinese(run) is None


# (text, number, unit, low, high of the note-grade interval in base units)
PRINTED = [
    ("产值41.6亿元", "41.6", "亿元", 4155000000, 4165000000),
    ("产值41.60亿元", "41.6", "亿元", 4159500000, 4160500000),
    ("产量7万吨", "7", "万吨", 65000000, 75000000),
    ("存款2.35万亿元", "2.35", "万亿元", 2345 * 10**9, 2355 * 10**9),
    ("播放6.15万亿", "6150000000000", "", 6145 * 10**9, 6155 * 10**9),
    ("售价3万5千元", "35", "千元", 34500, 35500),
    ("投资2亿1500万元", "21500", "万元", 214995000, 215005000),
    ("人口31万4159人", "314159", "人", 314159, 314159),
    ("增长9.6%", "9.6", "%", "9.55", "9.65"),
    ("增长9.60%", "9.6", "%", "9.595", "9.605"),
    ("下降-0.4%", "-0.4", "%", "-0.45", "-0.35"),
    ("为负三点五度", "-3.5", "度", "-3.55", "-3.45"),
    ("同比增长−12.5%", "-12.5", "%", "-12.55", "-12.45"),
    ("占比百分之四十二", "42", "%", "41.5", "42.5"),
    ("占比百分之四十二点五", "42.5", "%", "42.45", "42.55"),
    ("出生率千分之六", "6", "千分之", "0.55", "0.65"),
    ("出生率6.4‰", "6.4", "‰", "6.35", "6.45"),
    ("占六成", "6", "成", 55, 65),
    ("占六成五", "6.5", "成", "64.5", "65.5"),
    ("打八五折", "85", "折", "84.5", "85.5"),
    ("打六折", "6", "折", 55, 65),
    ("提高2.4个百分点", "2.4", "个百分点", "2.35", "2.45"),
    ("下调15个基点", "15", "个基点", "0.145", "0.155"),
    ("为去年的2.3倍", "2.3", "倍", "2.25", "2.35"),
    ("產值３８．２億元", "38.2", "亿元", 3815000000, 3825000000),
    ("營收1,204.5萬元", "1204.5", "万元", 12044500, 12045500),
    ("三千比特的缓存", "3", "千比特", 2500, 3500),
    ("一吨半", "1.5", "吨", 1450, 1550),
    ("两个半小时", "2.5", "个小时", "2.45", "2.55"),
    ("总价四十万零五百元", "400500", "元", 400499.5, 400500.5),
]


@pytest.mark.parametrize(("text", "number", "unit", "low", "high"), PRINTED)
def test_printed(text: str, number: str, unit: str, low: float | str, high: float | str) -> None:
    (quantity,) = numbers(text)
    assert quantity.number == Fraction(number)
    assert quantity.unit == unit
    assert (quantity.fine.low, quantity.fine.high) == (Fraction(low), Fraction(high))


# (text, the values in order, reason)
SEVERAL = [
    ("8.2:47.5:44.3", ["8.2", "47.5", "44.3"], "a structure is three numbers"),
    ("甲、乙、丙分别为3.5亿、4.25亿和6亿元", ["3.5", "4.25", "6"], "a list, each with its scale"),
    ("1/2与3/4", ["1/2", "3/4"], "fractions"),
    ("2e3和4^2", ["2000", "16"], "powers"),
    ("五亿零六，一百零二", ["500000006", "102"], "bare Chinese numerals"),
    ("三百 五十 万", ["3500000"], "spaces inside a numeral"),
    ("二十五分之十", ["2/5"], "a fraction that is no soft share"),
    ("40k与3K", ["40000", "3000"], "k is a thousand"),
]


@pytest.mark.parametrize(("text", "values", "reason"), SEVERAL)
def test_several(text: str, values: list[str], reason: str) -> None:
    assert [q.number for q in numbers(text)] == [Fraction(value) for value in values], reason


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3—5亿元", 300000000, 500000000, "亿元"),
        ("4.5-5%", "4.5", 5, "%"),
        ("4.5%—5%", "4.5", 5, "%"),
        ("10万至20万人", 100000, 200000, "万人"),
        ("6到8小时", 6, 8, "小时"),
        ("20~30个", 20, 30, "个"),
        ("15～30%", 15, 30, "%"),
        ("百分之三至百分之五", 3, 5, "%"),
    ],
)
def test_ranges(text: str, low: int | str, high: int | str, unit: str) -> None:
    (quantity,) = numbers(text)
    assert quantity.ranged
    assert quantity.unit == unit
    assert (quantity.interval.low, quantity.interval.high) == (Fraction(low), Fraction(high))
    assert quantity.number is None


@pytest.mark.parametrize(
    ("text", "values"),
    [("从2.3亿元到5.6亿元", ["2.3", "5.6"]), ("由5%至10%", ["5", "10"]), ("从12家增至15家", ["12", "15"])],
)
def test_from_to_is_no_range(text: str, values: list[str]) -> None:
    assert [q.number for q in numbers(text)] == [Fraction(value) for value in values]


@pytest.mark.parametrize(
    ("text", "units", "reason"),
    [
        ("分别提高1.2、0.4和3个百分点", ["个百分点"] * 3, "the list ends with the unit"),
        ("分别提高1.2个、0.4个和3个百分点", ["个百分点"] * 3, "个 is the beginning of the unit"),
        ("分别为21.5万、3.2万和6万人次", ["万人次"] * 3, "each has its scale"),
        ("分别为21.5、3.2和6万人次", ["万人次"] * 3, "the scale is shared too"),
        ("分别为18亿、7.5亿及9.25亿元", ["亿元"] * 3, "及 closes the list"),
        ("高于全国1.5、全省0.7个百分点", ["个百分点"] * 2, "a place between the two"),
        ("新建5、改造6和停产8家", ["", "", "家"], "a verb between: nothing is shared"),
        ("占比为41%、28%", ["%", "%"], "each has its own"),
    ],
)
def test_shared_units(text: str, units: list[str], reason: str) -> None:
    assert [q.unit for q in numbers(text)] == units, reason


def test_scale_and_factor_agree() -> None:
    (quantity,) = numbers("38.5亿元")
    assert quantity.factor == 10**8


@pytest.mark.parametrize("text", ["9" * 5000 + "元", "一" * 5000, "1e999999", "1" + "亿" * 300, "零" * 3000, "百分之" * 400])
def test_monstrous_numbers_are_survived(text: str) -> None:
    for quantity in scan(read_text(text, name="t")).quantities:
        assert quantity.at.end <= len(text)
