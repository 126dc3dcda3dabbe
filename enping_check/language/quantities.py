"""From digits to a quantity: its unit, its range, its hedges, and whether the words around it say that it is none."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from enping_check.language import hedges, masks, numerals, units
from enping_check.language.gathering import COUNTS, HOURS, Gatherer
from enping_check.language.numerals import HAN, Numeral
from enping_check.language.reckoning import Found
from enping_check.language.units import Unit

HALF = Fraction(1, 2)
_JOINT = "—~–至到-"
_CONNECTOR = re.compile(rf" ?[{_JOINT}] ?(?=[\d.负百十一二三四五六七八九两千-])")
_TENTHS = re.compile(rf" ?([一二三四五六七八九\d](?![{HAN}\d.个位名项家])|半)")
# 4块5, 四块五一斤: as money is spoken of
_SPOKEN_TENTHS = re.compile("([一二三四五六七八九1-9])(?=[^\u4e00-\u9fff\\d.%]|$|[一每](?:斤|公斤|个|只|袋|盒|瓶|张|度|吨))")
_HALF_AFTER = re.compile("半(?![年天月日小导径岛成夜途空决数价山壁个])")
CLOCK_BEFORE = re.compile("(?:上午|下午|晚上?|凌晨|清晨|早上|早|中午|时间|深夜|傍晚)$")
_CLOCK_AFTER = re.compile(r"时(?![代间段速期长尚而刻效装候节限点常机])(?:\d{1,2}分(?!\d))?|点(?:\d{1,2}分|整|半|钟|许)")
_SCORE_BEFORE = re.compile("(?:比分|战成|战胜|击败|[以])[^，。0-9]{0,8}$")
_QUOTED = re.compile(r"[“‘「『\"][^”’」』\"，。；]{0,14}$")
_JOINTS = frozenset(" " + _JOINT)  # what a range's connector begins with
_SUB_HEADS = frozenset(f"又{HAN}")  # what a smaller unit's number begins with, beside digits
_QUOTED_COUNT = re.compile(r"[条项](?:[”’」』\"])")
_FROM = re.compile("[从由自](?:[^，。；、]{0,6})$")
_STEPPED = re.compile("[增加减少升降跌涨多大窄落高低](?:了|约|近|逾)?$")
_STEP = 4  # times as much: a range is not so wide
_SCORE = re.compile(r"\d+:\d+")
_TRAILED = ("time", "currency", "mass", "percent", "multiple", "area", "length")


class QuantityReader(Gatherer):
    """Finishes what begins with digits, Arabic or Chinese."""

    def finish(self, found: Found) -> int:
        """Everything after the digits; emits the quantity and returns where to go on."""
        text = self.text
        begin = found.digits_start
        end = found.scaled_end
        plain = found.numeral.low is None
        if plain and not found.trail and text[end : end + 1] in self.trail_heads:
            hedge = hedges.trail(text, end, after_unit=False)
            if hedge is not None and hedge[1] == "more":
                found.trail, found.trail_word = "more", hedge[0]
                found.step = found.numeral.last if found.numeral.scale > 1 else found.numeral.coarse
                end += len(hedge[0])
        stop, unit = self.unit(end)
        if unit is not None and unit.surface == "级" and found.numeral.scale > 1 and not found.trail:
            unit, found.trail, found.trail_word, end = None, "level", "级", stop  # 千亿级: an order of size
        if unit is None and not found.trail and (ranged := self.range(found, end)) is not None:
            return ranged
        found.end = end
        if unit is not None:
            if unit.surface == "个" and (inner := self.split_unit(stop)) is not None:
                if text[stop] == "半":
                    found.numeral = _and_half(found.numeral)
                else:
                    found.trail, found.trail_word, found.step = "more", text[stop], found.numeral.last
                unit, stop = inner
            elif plain and not found.numeral.scale_word and text[found.scaled_end - 1] == "千" and "千" + unit.surface in self.book.names:
                unit = units.unit("千" + unit.surface, self.book)
                found.numeral = _thousandth(found.numeral)
            masked = self.mask(found, begin, found.scaled_end)
            if masked:
                return masked
            found.unit, found.end = unit, stop
            found.unit_text = found.numeral.scale_word + unit.surface
            beside = text[stop : stop + 1]
            tenths = (
                _TENTHS.match(text, stop) if unit.surface == "成" else _SPOKEN_TENTHS.match(text, stop) if unit.surface == "块" else None
            )
            if tenths is not None and found.numeral.whole:
                digit = HALF if tenths[1] == "半" else Fraction(numerals.DIGITS.get(tenths[1]) or int(tenths[1]), 10)
                tenth = Fraction(1, 10)
                found.numeral = replace(found.numeral, value=found.numeral.value + digit, last=tenth, coarse=tenth, whole=False)
                found.end = stop = tenths.end()
            elif beside == "半" and (half := _HALF_AFTER.match(text, stop)) and plain and found.numeral.scale == 1:
                found.numeral = _and_half(found.numeral)
                found.end = stop = half.end()
            elif (beside in _SUB_HEADS or beside.isdecimal()) and (unit.dimension.startswith("currency:") or unit.dimension == "time"):
                stop = found.end = self._lower_unit(found, stop)
            if not found.trail and text[stop : stop + 1] in _JOINTS and (ranged := self.range(found, stop)) is not None:
                return ranged
        else:
            masked = self.mask(found, begin, found.scaled_end)
            if masked:
                return masked
        if text[found.end : found.end + 1] in self.trail_heads:
            self.take_trail(found)
        if found.start and text[found.start - 1] in self.lead_tails:
            found.lead = self.lead_of(found.start)
        if (
            found.lead is not None
            and found.unit is not None
            and found.unit.dimension == "time"
            and found.lead.word in ("近", "突破", "过")
            and found.unit.base == "年"
        ):
            found.lead = None  # 近三年 is a stretch of time, 新突破三年行动 a name
        self.emit(found)
        return found.end

    def split_unit(self, at: int) -> tuple[Unit, int] | None:
        """The unit that 多, 余 or 半 splits after its 个 (10个多月, 一个半小时), and where it ends."""
        text = self.text
        if text[at : at + 1] not in ("多", "余", "半"):
            return None
        for length in (3, 2, 1):
            name = "个" + text[at + 1 : at + 1 + length]
            if name in self.book.names and len(name) == length + 1:
                return units.unit(name, self.book), at + 1 + length
        return None

    def lead_of(self, start: int) -> hedges.Lead | None:
        """The hedge before a number."""
        lead = hedges.lead(self.text, start)
        if lead is None:
            return None
        first = self.text[start]
        if lead.word in ("上", "过") and first not in "百千万亿半":
            return None
        return lead

    def take_trail(self, found: Found) -> None:
        """Adds the hedge behind a number to it."""
        if (hedge := hedges.trail(self.text, found.end)) is None:
            return
        word, group = hedge
        if found.unit is not None and found.unit.dimension == "count:级" and group in ("above", "below"):
            return
        if found.unit is not None and group == "level":
            return
        if group == "more":
            if found.trail or word == "来" or (found.unit is not None and not found.unit.dimension.startswith(_TRAILED)):
                return
            found.step = found.numeral.last
        if found.trail and found.trail != group:
            found.trail_word += word
        else:
            found.trail, found.trail_word = group, found.trail_word + word
        found.end += len(word)

    def mask(self, found: Found, begin: int, end: int) -> int:
        """Emits the number as masked when the text around it says so, and returns where to go on; 0 otherwise."""
        text = self.text
        after = text[end : end + 1]
        if after not in self.mask_heads and not (found.start and text[found.start - 1] in self.mask_tails):
            return 0
        why = None
        stop = end
        arabic = text[begin].isdigit()
        following = masks.after(text, end, not arabic) if end == found.digits_end or arabic else None
        if following is not None:
            why, stop = following
        else:
            preceding = masks.before(text, found.start)
            if preceding is not None:
                why = preceding[0]
                self.set_aside(preceding[1], end, why)
                unit_end = units.match(text, end, self.book)
                found.end = unit_end if why == "ordinal" else end
                found.masked = why
                self.emit(found)
                return max(found.end, end)
        if why is None and after in COUNTS and _QUOTED_COUNT.match(text, end) and _QUOTED.search(text[max(0, begin - 16) : begin]):
            why, stop = "name", end + 1
        if why is None and after in HOURS and text[begin:end].isdigit():
            if found.numeral.value <= 30 and (clock := _CLOCK_AFTER.match(text, end)) is not None:
                why, stop = "date", clock.end()
            elif after == "点" and CLOCK_BEFORE.search(text[max(0, begin - 4) : begin]):
                why = "date"
        if why is None and after == ":" and _SCORE_BEFORE.search(text[max(0, begin - 12) : begin]) and (score := _SCORE.match(text, begin)):
            self.identifier(begin, score.end())
            return score.end()
        if why is None:
            return 0
        self.set_aside(begin, max(stop, end), why)
        found.end = end
        found.masked = why
        self.emit(found)
        return max(stop, end)

    def range(self, found: Found, end: int) -> int | None:
        """a—b with one unit; None when no range stands here."""
        text = self.text
        if text[end : end + 1] not in _JOINTS or found.numeral.low is not None or (joint := _CONNECTOR.match(text, end)) is None:
            return None
        if found.unit is not None and found.unit.dimension in ("count:级", "count:届"):
            return None
        spoken = joint.group().strip() in ("至", "到")
        if spoken and _FROM.search(text[max(0, found.start - 7) : found.start]) and found.unit is not None:
            return None
        stepped = spoken and found.unit is not None and _STEPPED.search(text[max(0, found.start - 5) : found.start])
        at = joint.end()
        percent_word = text.startswith("百分之", at)
        if percent_word:
            at += 3
        start = at + 1 if text[at : at + 1] in "负-" else at
        other = self.number(start, signed=start > at)
        if other is None or other.numeral.low is not None or (other.numeral.value == 0 and text[start] not in "0零"):
            return None
        if stepped and found.unit is not None and found.unit.dimension not in ("percent", "point", "multiple", "time"):
            if other.numeral.value >= found.numeral.value * _STEP:
                return None  # 减少46亿元至214亿元: by so much, to so much
        if (
            text[at] not in "0123456789负-."
            and joint.group().strip() in ("至", "到")
            and other.numeral.value < 10
            and found.unit is None
            and text[found.digits_start].isdigit()
        ):
            return None
        stop, unit = self.unit(other.scaled_end)
        if found.unit is None and unit is None and other.numeral.scale == 1 and joint.group() == "-" and text[found.digits_start].isdigit():
            return self.identifier(found.digits_start, other.scaled_end)
        if (
            found.unit is None
            and unit is None
            and (masks.after(text, other.scaled_end) or text[other.scaled_end : other.scaled_end + 1] in "—-")
        ):
            return self.identifier(found.digits_start, other.scaled_end) if text[found.digits_start].isdigit() else None
        if found.unit is not None:
            if percent_word and unit is None:
                unit, stop = found.unit, other.scaled_end
            if unit is None or unit.base != found.unit.base:
                return None
        if unit is None and spoken and not (other.numeral.scale > 1):
            return None
        low, high = found.numeral, other.numeral
        if (
            unit is not None
            and found.unit is None
            and low.scale == 1
            and high.scale > 1
            and low.value < high.value / high.scale * 1000
            and low.value * high.scale <= high.value * 1000
        ) or (unit is None and low.scale == 1 and high.scale > 1):
            low = replace(
                low,
                value=low.value * high.scale,
                last=low.last * high.scale,
                coarse=low.coarse * high.scale,
                scale=high.scale,
                scale_word=high.scale_word,
            )
        if found.unit is not None and unit is not None and found.unit.factor != unit.factor:
            low = replace(low, value=low.value * found.unit.factor / unit.factor)
        found.numeral, found.high = low, high
        found.unit = unit
        found.unit_text = (high.scale_word + unit.surface) if unit is not None else ""
        found.digits_end = other.scaled_end
        found.end = stop
        self.take_trail(found)
        found.lead = self.lead_of(found.start)
        self.emit(found)
        return found.end


def _thousandth(numeral: Numeral) -> Numeral:
    """三千比特 as three 千比特."""
    last = max(numeral.last / 1000, Fraction(1))
    return replace(numeral, value=numeral.value / 1000, last=last, coarse=max(numeral.coarse / 1000, last), zeros=0)


def _and_half(numeral: Numeral) -> Numeral:
    tenth = Fraction(1, 10)
    return replace(numeral, value=numeral.value + HALF, last=tenth, coarse=tenth, zeros=0, whole=False)
