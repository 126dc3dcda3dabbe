"""元 in a text of Hong Kong, Macau or Taiwan is the money of the place, where nothing says otherwise."""

from __future__ import annotations

import pytest

from enping_check.language import scan
from enping_check.reading import read_text

ROWS = [
    ("出口35.2億澳門元，再出口30.9億元。", ["澳门元", "澳门元"], "a text of Macau"),
    ("再出口30.9億元，出口共35.2億澳門元。", ["澳门元", "澳门元"], "the order makes no difference"),
    ("營業額12.3億港元，每呎售價5,200元。", ["港元", "港元"], "without 億, too"),
    ("鮮魚售20元/公斤，總值3億港元。", ["港元/千克", "港元"], "a price by weight"),
    ("营业额12.3亿港元，投资5.2亿元。", ["港元", "元"], "simplified: a text of the mainland"),
    ("營業額12.3億港元，人民幣存款5.2億元。", ["港元", "元"], "the mainland's is named"),
    ("營業額12.3億港元，另3.1億澳門元，共5.2億元。", ["港元", "澳门元", "元"], "two of them are named"),
    ("出口35.2億美元，投資30.9億元。", ["美元", "元"], "a dollar is called 元 nowhere here"),
]


@pytest.mark.parametrize(("text", "units", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_plain_yuan(text: str, units: list[str], reason: str) -> None:
    """The base units of the amounts of money, in order."""
    found = scan(read_text(text, "x"), None).quantities
    assert [q.base_unit for q in found if q.dimension.startswith(("currency", "rate"))] == units, reason
