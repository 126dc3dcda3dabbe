"""Periods: years, parts of years, dates, plans and holidays, and what is no period."""

from __future__ import annotations

import pytest

from enping_check.language import scan
from enping_check.model import Period, Scan
from enping_check.reading import read_text


def read(text: str) -> Scan:
    return scan(read_text(text, name="t"))


# (text, fields that differ from the defaults)
ROWS = [
    ("2019年建成", {"year": 2019, "part": "Y"}),
    ("二〇一九年建成", {"year": 2019, "part": "Y"}),
    ("二零一九年建成", {"year": 2019, "part": "Y"}),
    ("2019年度", {"year": 2019, "part": "Y"}),
    ("08年", {"year": 2008, "part": "Y"}),
    ("113年底", {"year": 2024, "part": "Y", "moment": True}),
    ("民國113年", {"year": 2024, "part": "Y"}),
    ("2019-2025年", {"year": 2019, "end_year": 2025, "part": "Y"}),
    ("2019—2025年", {"year": 2019, "end_year": 2025, "part": "Y"}),
    ("2019年至2025年", {"year": 2019, "end_year": 2025, "part": "Y"}),
    ("2025—2019年", {"year": 2025, "end_year": 2019, "part": "Y", "error": "order"}),
    ("“十四五”时期", {"year": 2021, "end_year": 2025, "part": "Y"}),
    ("“十三五”末", {"year": 2016, "end_year": 2020, "part": "Y", "moment": True}),
    ("“十五五”规划", {"year": 2026, "end_year": 2030, "part": "Y"}),
    ("十四五期间", {"year": 2021, "end_year": 2025, "part": "Y"}),
    ("今年", {"offset": 0, "part": "Y"}),
    ("去年", {"offset": -1, "part": "Y"}),
    ("上年", {"offset": -1, "part": "Y"}),
    ("前年", {"offset": -2, "part": "Y"}),
    ("明年", {"offset": 1, "part": "Y"}),
    ("全年", {"part": "Y"}),
    ("上半年", {"part": "H1"}),
    ("今年下半年", {"offset": 0, "part": "H2"}),
    ("2019年上半年", {"year": 2019, "part": "H1"}),
    ("一季度", {"part": "Q1"}),
    ("第三季度", {"part": "Q3"}),
    ("首季", {"part": "Q1"}),
    ("前三季度", {"part": "Q1-Q3"}),
    ("2019年前三季度", {"year": 2019, "part": "Q1-Q3"}),
    ("1-3季度", {"part": "Q1-Q3"}),
    ("前两季度", {"part": "H1"}),
    ("1—9月", {"part": "M01-M09"}),
    ("1~9月", {"part": "M01-M09"}),
    ("1至9月", {"part": "M01-M09"}),
    ("1月至9月", {"part": "M01-M09"}),
    ("1—9月份", {"part": "M01-M09"}),
    ("今年1—9月", {"offset": 0, "part": "M01-M09"}),
    ("前5个月", {"part": "M01-M05"}),
    ("前十一个月", {"part": "M01-M11"}),
    ("首11个月", {"part": "M01-M11"}),
    ("头两个月", {"part": "M01-M02"}),
    ("3月份", {"part": "M03"}),
    ("三月份", {"part": "M03"}),
    ("9月末", {"part": "M09", "moment": True}),
    ("6月底", {"part": "M06", "moment": True}),
    ("去年12月", {"offset": -1, "part": "M12"}),
    ("2019年12月", {"year": 2019, "part": "M12"}),
    ("年末", {"part": "Y", "moment": True}),
    ("年底", {"part": "Y", "moment": True}),
    ("2019年末", {"year": 2019, "part": "Y", "moment": True}),
    ("上年末", {"offset": -1, "part": "Y", "moment": True}),
    ("去年底", {"offset": -1, "part": "Y", "moment": True}),
    ("年初", {"part": "D01-01", "moment": True}),
    ("今年以来", {"offset": 0, "part": "YTD"}),
    ("年初以来", {"part": "YTD"}),
    ("2019年以来", {"year": 2019, "part": "SINCE"}),
    ("上年同期", {"offset": -1, "same": True, "part": ""}),
    ("去年同季", {"offset": -1, "same": True, "part": ""}),
    ("2019年同期", {"year": 2019, "same": True, "part": ""}),
    ("同期", {"same": True, "part": ""}),
    ("上月", {"shift": "month", "part": ""}),
    ("上个月", {"shift": "month", "part": ""}),
    ("上季度", {"shift": "quarter", "part": ""}),
    ("上周", {"shift": "week", "part": ""}),
    ("春节假期", {"part": "F春节"}),
    ("2019年国庆假期", {"year": 2019, "part": "F国庆"}),
    ("“五一”假期", {"part": "F五一"}),
    ("清明小长假", {"part": "F清明"}),
    ("3月21日", {"kind": "date", "part": "D03-21"}),
    ("三月二十一日", {"kind": "date", "part": "D03-21"}),
    ("2019年3月21日", {"kind": "date", "year": 2019, "part": "D03-21"}),
    ("2019-03-21", {"kind": "date", "year": 2019, "part": "D03-21"}),
    ("今年3月21日", {"kind": "date", "offset": 0, "part": "D03-21"}),
    ("2019年3月21日（星期四）", {"kind": "date", "year": 2019, "part": "D03-21", "weekday": 4}),
    ("3月21日上午9时30分", {"kind": "date", "part": "D03-21", "hour": 9}),
    ("3月21日14:30", {"kind": "date", "part": "D03-21", "hour": 14}),
    ("11月8日至12月20日", {"kind": "date", "part": "D11-08", "end_part": "D12-20"}),
    ("11月8日至10月20日", {"kind": "date", "part": "D11-08", "end_part": "D10-20"}),
    ("2月10日至17日", {"kind": "date", "part": "D02-10", "end_part": "D02-17"}),
    ("10月1—7日", {"kind": "date", "part": "D10-01", "end_part": "D10-07"}),
    ("19日", {"kind": "date", "part": "D00-19"}),
    ("10日至15日", {"kind": "date", "part": "D00-10", "end_part": "D00-15"}),
    ("2月30日", {"kind": "date", "part": "D02-30", "error": "day"}),
    ("4月31日", {"kind": "date", "part": "D04-31", "error": "day"}),
    ("13月5日", {"kind": "date", "part": "D13-05", "error": "month"}),
    ("2019年2月29日", {"kind": "date", "year": 2019, "part": "D02-29", "error": "day"}),
    ("2020年2月29日", {"kind": "date", "year": 2020, "part": "D02-29"}),
    ("2月29日", {"kind": "date", "part": "D02-29"}),
    ("12月30日", {"kind": "date", "part": "D12-30"}),
    ("3月21日25时30分", {"kind": "date", "part": "D03-21", "hour": 25, "error": "hour"}),
    ("3月21日9时75分", {"kind": "date", "part": "D03-21", "hour": 9, "error": "minute"}),
]
DEFAULTS: dict[str, object] = {
    "kind": "period", "year": None, "offset": None, "end_year": None, "end_part": "", "moment": False, "same": False,
    "shift": "", "weekday": None, "hour": None, "error": None,
}  # fmt: skip


def fields(period: Period) -> dict[str, object]:
    return {name: getattr(period, name) for name in (*DEFAULTS, "part")}


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("around", ["{}", "据统计，{}，产值增长", "{}产值增长5.5%"])
def test_periods(text: str, expected: dict[str, object], around: str) -> None:
    found = read(around.format(text)).periods
    assert [fields(period) for period in found] == [DEFAULTS | expected]


@pytest.mark.parametrize(
    ("text", "value", "unit", "reason"),
    [
        ("连续5年增长", 5, "年", "a count of years"),
        ("近三年", 3, "年", "a stretch"),
        ("过去五年", 5, "年", "a stretch"),
        ("未来3年", 3, "年", "a stretch"),
        ("建市30周年", 30, "周年", "an anniversary"),
        ("历时10个月", 10, "个月", "a count of months"),
        ("三年行动", 3, "年", "a count of years"),
        ("用了16年", 16, "年", "two digits are no year"),
        ("等了3天", 3, "天", "a count of days"),
    ],
)
def test_durations_are_quantities(text: str, value: int, unit: str, reason: str) -> None:
    result = read(text)
    (quantity,) = [q for q in result.quantities if q.masked is None]
    assert result.periods == (), reason
    assert (quantity.number, quantity.unit, quantity.dimension) == (value, unit, "time"), reason


@pytest.mark.parametrize(
    "text",
    ["几年底蕴", "3年底线", "月饼3块", "三个月", "一年四季", "今后", "上年纪的老人"],
)
def test_no_period(text: str) -> None:
    assert read(text).periods == ()


def test_lists_of_years_and_months() -> None:
    assert [p.year for p in read("2018、2019年分别增长5%和6%").periods] == [2018, 2019]
    assert [p.part for p in read("5、6月产量回升").periods] == ["M05", "M06"]


def test_digits_of_dates_are_masked_numbers() -> None:
    quantities = read("2019年3月21日晚20时，产值5亿元").quantities
    assert [(q.number, q.masked) for q in quantities] == [(2019, "date"), (3, "date"), (21, "date"), (20, "date"), (5, None)]


def test_impossible_dates_are_damage() -> None:
    assert [mark.why for mark in read("2月30日和13月5日").damage] == ["day", "month"]
    assert read("2月28日").damage == ()


def test_traditional_text_reads_alike() -> None:
    plain, traditional = read("去年前三个季度，“十四五”期间"), read("去年前三個季度，「十四五」期間")
    assert [fields(p) for p in plain.periods] == [fields(p) for p in traditional.periods]
    assert len(plain.periods) == 2
