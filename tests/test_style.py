"""Ways of writing numbers that draw a note (EP901–EP904)."""

from __future__ import annotations

import pytest

from enping_check.language import scan
from enping_check.model import Reading, Severity
from enping_check.reading import read_text
from enping_check.rules import catalog, style


def notes(text: str) -> list[tuple[str, str, str]]:
    article = read_text(text)
    found = list(style.examine(0, Reading(article, scan(article), ())))
    assert all(o.severity is Severity.NOTE for o in found)
    for o in found:
        assert text[o.primary.span.start : o.primary.span.end] == o.stated
        assert o.stated in catalog.message(o.code, o.key, "zh", o.params)
        assert o.stated in catalog.message(o.code, o.key, "en", o.params)
    return [(o.code, o.stated, o.params["implied"]) for o in found]


@pytest.mark.parametrize(
    ("text", "code", "printed", "implied"),
    [
        ("能耗下降15～30%。", "EP901", "15～30%", "15%～30%"),
        ("能耗下降15至30%。", "EP901", "15至30%", "15%至30%"),
        ("产量为8～12万吨。", "EP901", "8～12万", "8万～12万"),
        ("投资3—5亿元。", "EP901", "3—5亿", "3亿—5亿"),
        ("涨幅在6%～4%之间。", "EP901", "6%～4%", "4%～6%"),  # backwards
        ("茶农约3600余户。", "EP902", "约3600余", "“约”“余”"),
        ("投资近12亿元左右。", "EP902", "近12亿元左右", "“近”“左右”"),
        ("游客超过60万人次以上。", "EP902", "超过60万人次以上", "“超过”“以上”"),
        ("社员约三百多人。", "EP902", "约三百多", "“约”“多”"),
        ("社员达到3千5百人。", "EP903", "3千5百", "3500"),
        ("流转土地1万2千亩。", "EP903", "1万2千", "12000"),
        ("20几户从事民宿经营。", "EP903", "20几", "二十几"),
        ("这条路08年前还是土路。", "EP903", "08年", "2008年"),
        ("全年实现税收12..5亿元。", "EP904", "12..5", ""),
    ],
)
def test_noted(text: str, code: str, printed: str, implied: str) -> None:
    assert notes(text) == [(code, printed, implied)]


@pytest.mark.parametrize(
    "text",
    [
        "能耗下降15%～30%。",
        "产量为8万～12万吨。",
        "每批30～50人参加培训。",  # an ordinary unit may stand once
        "2021—2025年增长5%。",  # years
        "利润变动-20%至-10%。",  # a range of declines
        "从5亿元到3亿元。",  # no range: from and to
        "茶农3600余户，约占三成。",
        "投资约12亿元。",
        "年接待游客在60万人次以上。",
        "最近3个月左右完工。",  # 最近, not 近
        "年发电量3千瓦时。",  # 千 is the unit's
        "社员3500人，流转土地1.2万亩。",
        "二十几户从事民宿经营。",
        "10年前还是土路。",  # ten years ago
        "2008年前还是土路。",
        "2月30日召开。",  # a date that does not exist is EP801's
    ],
)
def test_left_alone(text: str) -> None:
    assert notes(text) == []
