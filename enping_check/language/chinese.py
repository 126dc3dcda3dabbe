"""Numbers printed in Chinese numerals, and the words and names among them."""

from __future__ import annotations

import re
from fractions import Fraction

from enping_check.language import hedges, masks, numerals, periods, units
from enping_check.language.arabic import ArabicReader
from enping_check.language.fractional import FRACTION, near_fraction
from enping_check.language.numerals import Numeral
from enping_check.language.quantities import HALF
from enping_check.language.reckoning import Found
from enping_check.language.units import Unit

_QUOTE_END = re.compile(r"[^“”‘’「」『』\"，。；]{0,8}[”’」』\"]")
_COUNTED = re.compile("[共仅只达增设满破超含]$|[只仅共现拥设建另]有$|唯一$")
_SPACES = frozenset("地区点面线核层级类道片段组步站院校团排国代")
_BESIDE = re.compile("[一二两三四五六七八九十双][\u4e00-\u9fff]{1,3}$")
_BEFORE = re.compile("[\u4e00-\u9fff]{0,2}[一二两三四五六七八九十双][\u4e00-\u9fff]")
_COINED = re.compile(r"(?:[一二两三四五六七八九十][\u4e00-\u9fff]){2,4}[”’]")


_DOUBLED = re.compile("翻了?(?:近|将近|接近|约|几乎|差不多|大约)?$")


class ChineseReader(ArabicReader):
    """Reads what begins with a Chinese numeral."""

    def han(self, at: int) -> int:
        """What begins with a Chinese numeral; returns where to go on."""
        text = self.text
        if near_fraction(text, at) and (fraction := FRACTION.match(text, at)) is not None and (done := self.fraction(at, fraction)):
            return done
        phrase = masks.phrase_at(text, at, self.phrases)
        if phrase is not None and text[at + 2 : at + 3] != "折" and text[max(0, at - 2) : at].rstrip("了")[-1:] != "翻":
            start = at - phrase.offset
            end = start + len(phrase.text)
            if not (phrase.why == "word" and phrase.listed is False and text[end : end + 1] == "百分"):
                self.set_aside(start, end, phrase.why)
                if phrase.listed:
                    self._listed(at, end, phrase.why)
                return end
        first = text[at]
        if first == "半":
            return self.half(at)
        period = periods.read(text, at) if self._maybe_period(at) else None
        if period is not None:
            return self.take_period(period)
        if first == "一" and text.startswith("一半", at):
            return self.share(at, at + 2, Fraction(1, 2))
        found = self.chinese_number(at)
        if found is None:
            return at + 1
        found = self.signed(found)
        if text[found.digits_end : found.digits_end + 1] in ("、", "）", ".") and self.numbering(at, found.digits_end):
            found.masked = "ordinal"
            self.set_aside(at, found.digits_end, "ordinal")
            self.emit(found)
            return found.digits_end
        printed = text[at : found.digits_end]
        if first in "肆伍陆拾佰仟" and len(printed) == 1:
            return at + 1
        if first == "数" and at and text[at - 1] in "指人总倍次户件基系参函位分岁个多少级辆家场台项额无计偶奇整底单双系常变负正系个人":
            return at + 1
        stop, unit = self.unit(found.scaled_end)
        if unit is not None and unit.dimension == "discount" and len(printed) == 1 and text[at + 1 : at + 2] in numerals.DIGITS:
            unit = None
        if len(printed) == 1 and text[at + 1 : at + 3] and text[at + 1] in numerals.DIGITS and text[at + 2] == "折":
            return self.discount(at, at + 3, Fraction(numerals.DIGITS[first] * 10 + numerals.DIGITS[text[at + 1]]))
        ahead = found.scaled_end
        lead = self.lead_of(found.start) if found.start and text[found.start - 1] in self.lead_tails else None
        if first in "百千万亿兆" and len(printed) == 1:
            if unit is None and lead is None:
                return ahead
            if unit is None and not (lead is not None and first in "百千万亿"):
                return ahead
            if unit is not None and (unit.dimension == "time" or (lead is None and unit.dimension != "area") or unit.surface == "里"):
                found.masked = "word"
        elif first in "百千万亿兆" and unit is not None and unit.surface in ("县", "镇", "村", "区", "市", "园区"):
            found.trail, found.trail_word = "level", ""
            found.end = ahead
            found.lead = lead
            self.emit(found)
            return ahead
        elif (
            first in "百千万亿兆"
            and unit is None
            and lead is None
            and printed in ("千万", "万万", "百万", "百千", "百千万", "千百", "千百万")
        ):
            if printed != "万万":
                found.masked = "word"
                found.end = ahead
                self.emit(found)
            return ahead
        elif len(printed) == 1 and found.numeral.low is None and not (unit is not None and unit.surface == "个" and self.split_unit(stop)):
            found.masked = self._single(at, ahead, first, unit, lead)
            if (
                found.masked is None
                and unit is not None
                and (
                    self._coined(at, ahead)
                    or (unit.surface in _SPACES and (_BESIDE.search(text[max(0, at - 4) : at]) or _BEFORE.match(text, stop)))
                )
            ):
                found.masked = "name"
            if found.masked and unit is not None and first == "一" and unit.surface == "个" and self.split_unit(stop) is None:
                self.set_aside(at, stop, "word")  # 一个 is the indefinite article
                return stop
            if (
                found.masked
                and unit is not None
                and (masks.before(text, found.start) is None)
                and text[max(0, at - 2) : at].rstrip("了")[-1:] != "翻"
            ):
                found.unit, found.unit_text, found.end = unit, unit.surface, stop
                self.emit(found)
                return stop
        elif (
            text[at - 1 : at] in "“‘「『"
            and at
            and unit is None
            and (quote := _QUOTE_END.match(text, ahead))
            and len(quote.group()) <= 4
            and quote.group()[0] not in "”’」』"
        ):
            found.masked = "name"
            found.end = ahead
            self.emit(found)
            return ahead
        if (
            found.numeral.low is not None
            and unit is not None
            and unit.surface in ("线", "级", "季度", "期", "轮", "类", "号")
            and first not in "几数十百"
        ):
            found.masked = "word"
            found.end = found.scaled_end = ahead
            self.emit(found)
            return ahead
        if at and text[ahead : ahead + 1] == "番" and _DOUBLED.search(text, max(0, at - 5), at):
            power = 2 ** int(found.numeral.value) if found.numeral.value <= 12 else 2
            self.emit(Found(at, ahead, ahead + 1, Numeral(Fraction(power), units.ONE, units.ONE), at), doubling=True)
            return ahead + 1
        if found.masked and unit is None:
            masked = self.mask(found, at, found.scaled_end)
            if masked:
                return masked
            found.end = ahead
            found.lead = None
            self.emit(found)
            return ahead
        return self.finish(found)

    def _maybe_period(self, at: int) -> bool:
        window = self.text[at : at + 8]
        return "月" in window or "季" in window or "年" in window or window[1:2] in "五四三" or window[2:3] == "五"

    def _listed(self, at: int, end: int, why: str) -> None:
        """The first numeral of a mask, as a masked number."""
        found = self.number(at)
        if found is not None and found.digits_end <= end:
            found.end = found.scaled_end = found.digits_end
            if found.numeral.low is None:
                found.masked = why
                found.trail = ""
                self.emit(found)

    def _single(self, at: int, end: int, first: str, unit: Unit | None, lead: hedges.Lead | None) -> str | None:
        """Why a numeral of one character is no quantity, or None when it is one."""
        text = self.text
        if first in "零〇":
            if text.startswith("的突破", end) or (at and text[at - 1] in "为是于到至达" and text[end : end + 1] in "，。；、）\n"):
                return None
            return "word" if unit is None else None
        if lead is not None and unit is not None:
            return None
        if unit is None:
            return "word"
        if unit.dimension in ("percent", "discount", "multiple", "time", "point") or unit.dimension.startswith("currency:"):
            return None
        if first != "一":
            if unit.dimension in ("count:级", "count:类", "count:线", "count:期", "count:代", "count:审", "count:手", "degree"):
                return "word"
            return None
        if _COUNTED.search(text[max(0, at - 2) : at]):
            return None
        return "word" if unit.counting or unit.dimension in ("degree", "score") else None

    def _coined(self, at: int, end: int) -> bool:
        """Whether a numeral belongs to a coined name or a remark on words: “两核一带”, “实干”二字."""
        text = self.text
        if text[at - 1 : at] in ("”", "’", "」", "』") and text[end : end + 1] == "字":
            return True
        if text[at - 1 : at] == "“" and text[end + 1 : end + 2] == "”" and text[end] in _SPACES:
            return True
        return text[max(0, at - 3) : at].find("“") >= 0 and _COINED.match(text, text.find("“", max(0, at - 3)) + 1) is not None

    def half(self, at: int) -> int:
        """半年, 半折, 过半, 半百."""
        text = self.text
        following = text[at + 1 : at + 2]
        if following == "折":
            return self.discount(at, at + 2, Fraction(5))
        if following == "百" and text[at - 1 : at] not in "一两三四五六七八九十":
            found = self.chinese_number(at)
            return self.finish(found) if found is not None else at + 1
        if at and text[at - 1] in "过超" and text[at - 2 : at] not in ("通过", "经过", "不过", "超过"):
            return self.share(at - 1, at + 1, Fraction(1, 2), hedges.Lead(at - 1, text[at - 1], "over"))
        if text[at - 2 : at] == "超过" or text[at - 2 : at] == "近半":
            return self.share(at, at + 1, Fraction(1, 2), hedges.lead(text, at))
        if at and text[at - 1] in "上下前后大多一两三四五六七八九十":
            return at + 1
        stop = units.match(text, at + 1, self.book)
        name = text[at + 1 : stop]
        if name == "个" or not name:
            inner = units.match(text, at + 1, self.book)
            name = text[at + 1 : inner]
        if name in ("年", "天", "小时", "个月", "个小时", "个钟头"):
            if text.startswith(("年报", "年度", "年线"), at + 1):
                return at + 1
            numeral = Numeral(HALF, Fraction(1, 10), Fraction(1, 10), whole=False)
            found = Found(at, at + 1, stop, numeral, at, 0, units.unit(name, self.book), name)
            self.take_trail(found)
            found.lead = self.lead_of(at)
            self.emit(found)
            return found.end
        return at + 1
