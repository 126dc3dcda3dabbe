"""Ranges that begin with their greater end: 年龄50至20周岁, 每亩在48元至25元之间 (EP804).

Told only where the words make it a range: prices that are listed from the dearest on (从500元到50元不等) and what went from one value to
another are none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from enping_check.claims.dateline import either, words
from enping_check.model import Severity, Span
from enping_check.rules.dated import TO, Dated
from enping_check.rules.outcome import Outcome

_RISING = re.compile(
    "[从由自按]?(?:低[到至往]高|小[到至往]大|少[到至往]多)"
)  # 单价从低到高集中在…: said of a range, and no way from a to b
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_SMALL = 100  # of a number this small before 20万元 the scale is meant too: 50至20万元 …
_ALIKE = 20  # … unless it would be so many times the other: 60至1万元


@dataclass(frozen=True, slots=True)
class _Patterns:
    between: re.Pattern[str]
    named: re.Pattern[str]
    moved: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("range")
    unit = f"(?:{either(w['units'])})"
    ends = (
        f"(?P<a>\\d{{1,6}}(?:\\.\\d{{1,3}})?)(?P<sa>[万亿]?)(?P<ua>{unit}?)(?P<to>{TO})"
        f"(?P<b>\\d{{1,6}}(?:\\.\\d{{1,3}})?)(?P<sb>[万亿]?)(?P<ub>{unit})"
    )
    return _Patterns(
        between=re.compile(f"(?:{either(w['within'])})(?:{either(w['is'])}|每[一-鿿]{{1,3}}?)*(?P<at>{ends})(?:{either(w['between'])})"),
        named=re.compile(
            f"(?:{either(w['named'])})(?:{either(w['is'])}|每[一-鿿]{{1,3}}?)*(?P<at>{ends})(?![\\d的]?[^，。；]{{0,4}}(?:降|减|缩|各|不等))"
        ),
        moved=re.compile(either(w["moved"])),
    )


def ranges(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """Every range of a sentence that its words name as one."""
    text, p = dated.text, _patterns()
    told: set[int] = set()
    for pattern in (p.between, p.named):
        for found in pattern.finditer(text, sentence.start, sentence.end):
            before = re.split("[，。；：]", text[sentence.start : found.start("at")])[-1]
            if (
                p.moved.search(_RISING.sub("", before))
                or (found["ua"] and found["ua"] != found["ub"])
                or not dated.readable(Span(*found.span("at")))
            ):
                continue
            low = {Fraction(found["a"]) * _SCALES[found["sa"]]}
            high = Fraction(found["b"]) * _SCALES[found["sb"]]
            if found["sb"] and not found["sa"] and not found["ua"]:
                scaled = Fraction(found["a"]) * _SCALES[found["sb"]]
                low = {scaled} if Fraction(found["a"]) < min(Fraction(_SMALL), _ALIKE * Fraction(found["b"])) else {*low, scaled}
            if len({end > high for end in low}) != 1:
                continue
            at = Span(*found.span("at"))
            if at.start in told:
                continue  # 单价在168元至86元之间 is named, and between
            told.add(at.start)
            one, other = found["a"] + found["sa"] + found["ua"], found["b"] + found["sb"] + found["ub"]
            good = min(low) <= high
            yield dated.outcome(
                "EP804",
                good,
                Severity.WARNING,
                at,
                key="range",
                implied=other + found["to"] + one + ("" if found["ua"] else found["sb"] * (not found["sa"]) + found["ub"]),
                formula=f"{one} {'≤' if good else '>'} {other}",
            )
