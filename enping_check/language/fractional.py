"""Shares and fractions said in words: 三分之一, 百分之五, 五折."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from enping_check.language import hedges, numerals, units
from enping_check.language.gathering import SHARE
from enping_check.language.numerals import HAN, Numeral
from enping_check.language.quantities import QuantityReader
from enping_check.language.reckoning import Found
from enping_check.language.units import Unit

_NUMBER = rf"(?:\d+(?:\.\d+)?(?:[kK](?![A-Za-z]))?|[{HAN}](?:[ {HAN}]*[{HAN}])?(?: ?点 ?[{HAN}]+(?: [{HAN}]+)*)?)"
FRACTION = re.compile(
    rf"(?:(?P<whole>{_NUMBER}) ?又 ?)?(?P<below>{_NUMBER}) *分 ?之 *(?P<sign>负 ?)?(?P<above>{_NUMBER})(?P<scale>[万亿]*)"
)
_PERCENT_WORDS = {"百": 1, "佰": 1, "千": 10, "仟": 10, "万": 100, "百万": 10**4, "百万万": 10**8, "十万": 10**3}
_GROUPED = re.compile(r"\d{1,3}(?:，\d{3})+(?=[\n。；、）]|$)")
_PERCENT = Unit("%", "%", "percent")


_JUST = re.compile("(?:正好|恰好|刚好|恰恰)(?:占到?|是|为|达到?|相当于)?(?:了|其|总数的?|全部的?|其中的?|全[县市校镇省班]的?)?$")
_NEAR = 12  # characters before a share in which such a word stands


class FractionReader(QuantityReader):
    """Reads fractions, per cent in words, halves and discounts."""

    def share(self, at: int, end: int, share: Fraction, lead: hedges.Lead | None = None) -> int:
        """A share said in words (一半, 三分之一): soft, as a percentage; 正好占四分之一 means it to a percentage point."""
        meant = _JUST.search(self.text, max(0, at - _NEAR), at) is not None
        slack = Fraction(2 if meant else 1, 100)
        found = Found(at, end, end, Numeral(share, slack, slack, whole=False), at, unit=SHARE, soft=not meant)
        found.lead = lead or self.lead_of(at)
        self.take_trail(found)
        self.emit(found)
        return found.end

    def discount(self, at: int, end: int, value: Fraction) -> int:
        """Records so many tenths of a price (五折, 七五折); returns the end."""
        found = Found(at, end - 1, end, Numeral(value, units.ONE, units.ONE), at, 0, units.unit("折", self.book), "折")
        self.emit(found)
        return end

    def fraction(self, at: int, found: re.Match[str]) -> int:
        """三分之一, 百分之五, 一又二分之一; 0 when it does not read."""
        text = self.text
        below_text = found["below"].replace(" ", "")
        above = _value(found["above"], found["scale"])
        if above is None:
            return 0
        start, sign = self.sign(at)
        if below_text in _PERCENT_WORDS and found["whole"] is None:
            end = found.end()
            if grouped := _GROUPED.match(text, found.start("above")):  # 百分之1，123。 cannot be a clause of its own
                above, end = numerals.arabic(grouped.group().replace("，", "")), grouped.end()
            return self._percent_words(start, end, found, above, sign, _PERCENT_WORDS[below_text])
        below = _value(found["below"], "")
        whole = _value(found["whole"], "") if found["whole"] else None
        if below is None or not below.value or below.low is not None or above.low is not None or (found["whole"] and whole is None):
            return 0
        if found["sign"]:
            sign = -sign
        value = above.value / below.value
        if whole is not None:
            value += whole.value
        end = found.end()
        if whole is None and sign > 0 and 0 < value <= 1 and below.value <= 10 and above.value <= 10:
            return self.share(at, end, value)
        self.emit(Found(start, end, end, Numeral(value * sign, Fraction(0), Fraction(0)), at))
        return end

    def _percent_words(self, start: int, end: int, match: re.Match[str], numeral: Numeral, sign: int, below: int) -> int:
        unit = replace(_PERCENT, factor=Fraction(1, below)) if below != 1 else _PERCENT
        found = Found(
            start,
            end,
            end,
            numeral if sign > 0 else replace(numeral, value=-numeral.value),
            match.start("above"),
            end,
            unit,
            "%" if below == 1 else match["below"] + "分之",
        )
        found.numeral = replace(found.numeral, scale=1, scale_word="")
        if (hedge := hedges.trail(self.text, end)) is not None and hedge[1] == "more":
            found.trail, found.trail_word, found.step, found.end = "more", hedge[0], numeral.coarse, end + len(hedge[0])
        elif (ranged := self.range(found, end)) is not None:
            return ranged
        self.take_trail(found)
        found.lead = self.lead_of(start)
        self.emit(found)
        return found.end


def near_fraction(text: str, at: int) -> bool:
    """Whether 分之 stands within reach; the fraction's pattern is only tried then."""
    place = text.find("之", at, at + 24)
    return place > 0 and text[place - 1] in "分 "


def _value(printed: str, scale: str) -> Numeral | None:
    """A numeral in Arabic or Chinese digits, of which nothing may be left over."""
    plain = printed.replace(" ", "")
    if plain[0].isdigit():
        words = scale
        if plain[-1] in "kK":
            plain, words = plain[:-1], "k" + scale
        return numerals.arabic(plain, words)
    read = numerals.chinese(plain + scale)
    if read is None or read[1] != len(plain + scale):
        return None
    return read[0]
