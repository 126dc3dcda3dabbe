"""Units: surfaces, dimensions, exact factors, rates, conversions, and the data files behind them."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from enping_check.language import Extra, convert, lexicon, same_dimension, scan, units
from enping_check.model import Quantity
from enping_check.reading import read_text


def only(text: str, extra: Extra | None = None) -> Quantity:
    (quantity,) = [q for q in scan(read_text(text, name="t"), extra).quantities if q.masked is None]
    return quantity


# (text, printed unit, base unit, dimension, one printed unit in base units)
UNITS = [
    ("3.5元", "元", "元", "currency:元", 1),
    ("3.5万元", "万元", "元", "currency:元", 10**4),
    ("3.5亿元人民币", "亿元人民币", "元", "currency:元", 10**8),
    ("3.5万亿元", "万亿元", "元", "currency:元", 10**12),
    ("3.5亿美元", "亿美元", "美元", "currency:美元", 10**8),
    ("3.5亿港元", "亿港元", "港元", "currency:港元", 10**8),
    ("3.5亿港币", "亿港币", "港元", "currency:港元", 10**8),
    ("3.5万欧元", "万欧元", "欧元", "currency:欧元", 10**4),
    ("3.5万日元", "万日元", "日元", "currency:日元", 10**4),
    ("3.5亿澳门元", "亿澳门元", "澳门元", "currency:澳门元", 10**8),
    ("3.5亿新台币", "亿新台币", "新台币", "currency:新台币", 10**8),
    ("12家", "家", "家", "count:家", 1),
    ("12户", "户", "户", "count:户", 1),
    ("12人", "人", "人", "count:人", 1),
    ("12名", "名", "人", "count:人", 1),
    ("1.2万人次", "万人次", "人次", "count:人次", 10**4),
    ("12件", "件", "件", "count:件", 1),
    ("1.2万辆", "万辆", "辆", "count:辆", 10**4),
    ("1.2万标箱", "万标箱", "标箱", "count:标箱", 10**4),
    ("1.2万TEU", "万TEU", "标箱", "count:标箱", 10**4),
    ("1.2万标准箱", "万标准箱", "标箱", "count:标箱", 10**4),
    ("1.2万架次", "万架次", "架次", "count:架次", 10**4),
    ("12批次", "批次", "批次", "count:批次", 1),
    ("三大工程", "大", "大", "count:大", 1),
    ("1.5吨", "吨", "千克", "mass", 1000),
    ("1.5公吨", "公吨", "千克", "mass", 1000),
    ("1.5公斤", "公斤", "千克", "mass", 1),
    ("1.5亿斤", "亿斤", "千克", "mass", 5 * 10**7),
    ("1.5微克", "微克", "千克", "mass", Fraction(1, 10**9)),
    ("1.5亩", "亩", "平方米", "area", Fraction(2000, 3)),
    ("1.5公顷", "公顷", "平方米", "area", 10**4),
    ("1.5平方公里", "平方公里", "平方米", "area", 10**6),
    ("1.5万平方米", "万平方米", "平方米", "area", 10**4),
    ("1.5坪", "坪", "平方米", "area", Fraction(400, 121)),
    ("1.5公里", "公里", "米", "length", 1000),
    ("1.5千米", "千米", "米", "length", 1000),
    ("1.5海里", "海里", "米", "length", 1852),
    ("1.5亿立方米", "亿立方米", "立方米", "volume", 10**8),
    ("1.5升", "升", "立方米", "volume", Fraction(1, 1000)),
    ("1.5亿千瓦时", "亿千瓦时", "千瓦时", "energy", 10**8),
    ("1.5万千瓦", "万千瓦", "千瓦", "power", 10**4),
    ("1.5兆瓦", "兆瓦", "千瓦", "power", 1000),
    ("用电量1.5亿度", "亿度", "千瓦时", "energy", 10**8),
    ("气温1.5度", "度", "摄氏度", "temperature", 1),
    ("气温1.5℃", "℃", "摄氏度", "temperature", 1),
    ("1.5万吨标准煤", "万吨标准煤", "吨标准煤", "coal", 10**4),
    ("1.5%", "%", "%", "percent", 1),
    ("1.5‰", "‰", "‰", "permille", 1),
    ("1.5个百分点", "个百分点", "百分点", "point", 1),
    ("1.5个千分点", "个千分点", "百分点", "point", Fraction(1, 10)),
    ("1.5倍", "倍", "倍", "multiple", 1),
    ("1.5成", "成", "%", "percent", 10),
    ("3年", "年", "年", "time", 1),
    ("3周年", "周年", "年", "time", 1),
    ("6个月", "个月", "年", "time", Fraction(1, 12)),
    ("3天", "天", "小时", "time", 24),
    ("1.5小时", "小时", "小时", "time", 1),
    ("15分钟", "分钟", "小时", "time", Fraction(1, 60)),
    ("3.5元/吨", "元/吨", "元/千克", "rate:元/千克", Fraction(1, 1000)),
    ("3.5元/公斤", "元/公斤", "元/千克", "rate:元/千克", 1),
    ("3.5公斤/亩", "公斤/亩", "千克/平方米", "rate:千克/平方米", Fraction(3, 2000)),
    ("315.5人/平方公里", "人/平方公里", "人/平方米", "rate:人/平方米", Fraction(1, 10**6)),
    ("27.5微克/立方米", "微克/立方米", "千克/立方米", "rate:千克/立方米", Fraction(1, 10**9)),
    ("27.5微克每立方米", "微克/立方米", "千克/立方米", "rate:千克/立方米", Fraction(1, 10**9)),
    ("0.45吨标准煤/万元", "吨标准煤/万元", "吨标准煤/元", "rate:吨标准煤/元", Fraction(1, 10**4)),
    ("1.25万元/平方米", "万元/平方米", "元/平方米", "rate:元/平方米", 10**4),
    ("6.5分/千瓦时", "分钱/千瓦时", "元/千瓦时", "rate:元/千瓦时", Fraction(1, 100)),
]


@pytest.mark.parametrize(("text", "unit", "base", "dimension", "factor"), UNITS)
def test_units(text: str, unit: str, base: str, dimension: str, factor: Fraction | int) -> None:
    quantity = only(text)
    assert (quantity.unit, quantity.base_unit, quantity.dimension) == (unit, base, dimension)
    assert quantity.factor == factor


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("三成立新公司", "", "成 begins 成立"),
        ("5折合人民币", "", "折 begins 折合"),
        ("3升级改造", "", "升 begins 升级"),
        ("4大于3", "", "大 begins 大于"),
        ("5家庭", "", "家 begins 家庭"),
        ("2台湾企业", "", "台 begins 台湾"),
        ("3人民币", "人民币", "the longer unit wins"),
        ("3人次", "人次", "the longer unit wins"),
        ("5千瓦时", "千瓦时", "千 belongs to the unit"),
        ("5千克", "千克", "千 belongs to the unit"),
        ("5千元", "千元", "千 is the scale"),
    ],
)
def test_words_that_begin_like_a_unit(text: str, unit: str, reason: str) -> None:
    first = scan(read_text(text, name="t")).quantities[0]
    assert first.unit == unit, reason


@pytest.mark.parametrize(
    ("value", "one", "other", "expected"),
    [
        (1, "公顷", "亩", 15),
        (1, "平方公里", "亩", 1500),
        (15, "亩", "公顷", 1),
        (1, "吨", "千克", 1000),
        (2, "斤", "千克", 1),
        (1, "元/公斤", "元/吨", 1000),
        (12, "个月", "年", 1),
        (1, "天", "小时", 24),
        (1, "千瓦时", "千瓦", None),
        (1, "元", "美元", None),
        (1, "人", "人次", None),
        (1, "户", "家", None),
        (1, "年", "小时", None),
        (1, "%", "百分点", None),
        (3, "从未有过的", "元", None),
    ],
)
def test_convert(value: int, one: str, other: str, expected: int | None) -> None:
    assert convert(Fraction(value), one, other) == expected
    assert same_dimension(one, other) == (expected is not None)


def test_composites_add_up() -> None:
    assert only("3小时20分钟").number == Fraction(10, 3)
    assert only("2年3个月").number == Fraction(9, 4)
    assert only("5美元20美分").number == Fraction(26, 5)


def test_own_units() -> None:
    extra = Extra(units=("筐 = 25 千克", "畚 = [count_畚]", "市秤 = 斤"))
    assert only("4.5筐", extra).fine.middle == Fraction(225, 2)
    assert only("4畚", extra).dimension == "count:畚"
    assert only("4.5市秤", extra).dimension == "mass"
    with pytest.raises(ValueError, match="not a unit definition"):
        scan(read_text("4筐", name="t"), Extra(units=("筐",)))


def test_every_definition_resolves_exactly() -> None:
    """units.txt holds nothing that pint cannot reduce to an exact multiple of one base unit."""
    book = units.spellings()
    for surface in book.names:
        unit = units.unit(surface, book)
        assert isinstance(unit.factor, Fraction)
        assert unit.factor > 0
        assert unit.base


def test_multiples_are_those_of_pint() -> None:
    """What is read from units.txt without pint is what pint reads in it."""
    registry = units.registry()
    known = units._multiples()
    assert known.keys() == set(units._definitions(lexicon.text("units.txt"))[0])
    for name, (factor, base) in known.items():
        assert registry.get_root_units(name) == (factor, registry.parse_units(base))


def test_files_agree() -> None:
    defined = [line.split(" = ")[0] for line in lexicon.text("units.txt").splitlines() if " = " in line and not line.startswith("#")]
    assert len(defined) == len(set(defined)), "a unit is defined twice"
    spelled = [word for line in lexicon.table("units.toml")["names"].splitlines() for word in line.split()[1:]]
    assert len(spelled) == len(set(spelled)), "a spelling is given twice"
    for line in lexicon.table("units.toml")["names"].splitlines():
        if line:
            assert line.split()[0] in defined
    assert not any(re.search(r"\s", name) for name in defined)


def test_article_text_never_reaches_pint() -> None:
    (quantity,) = [q for q in scan(read_text("价格为38—40亿元", name="t")).quantities if not q.masked]
    assert quantity.fine.high == 4 * 10**9


def test_base_units_need_no_pint() -> None:
    """The common units are base units; a text that prints only those starts without the registry."""
    for surface in ("元", "家", "%", "个百分点", "户", "人", "人次", "年", "倍"):
        assert units.spellings().names[surface] in units.spellings().bases
