"""Numbers printed in Arabic digits, and the codes, clocks, phones and numberings among them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from enping_check.language import lexicon, masks, numerals, periods, units
from enping_check.language.fractional import FRACTION, FractionReader
from enping_check.language.gathering import SPLIT
from enping_check.language.quantities import CLOCK_BEFORE
from enping_check.language.reader import ARABIC, MINUS, measure
from enping_check.language.reckoning import Found
from enping_check.model import Period

_DOTTED = re.compile(r"\d+(?:\.\d+){2,}")
_CARET = re.compile(r"(\d+(?:\.\d+)?)\^([-+]*)(\d{1,3})(?!\d)")
_TAKES = re.compile(r"占[^，。；：\n\d]{0,20}$")  # 占全国的1/8
_SLASH = re.compile(r"(?:(\d{1,3}) )?(\d{1,5})/(\d{1,5})(?![\d/.])")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:.])")
_PHONE = re.compile(r"(?:0\d{2,3}—\d{7,8}|1[3-9]\d{9}(?!\d)|[48]00—?\d{3,4}—?\d{3,4}(?!\d)|\d{3,4}(?:—\d{3,4}){2,})")
_TICKER = re.compile(r"\d[\d.]*%?(?:[,，][-+]?\d[\d.]*%?){2,}[）)]")
_WORDS = re.compile(r"[\u4e00-\u9fff%‰]{1,6}(?=[，。；、）\n])")  # between digits and the next mark of punctuation
_UNUSUAL = frozenset(".、）):—04^/ 分")  # after digits: they may be no plain number
_SEASONS = frozenset("赛学财榨雪产渔采供冰")  # 2023赛季, 2023学年: what may follow a year without 年
_TIME_WORD = re.compile("年|月|日|季")
_AHEAD = 32  # characters in which one of them stands where digits begin a list or a span of times: 2019、2020 … 2024年
_DIGITS = re.compile(r"\d+")
_TIMING = _SEASONS | frozenset("年月日季—~-–至到、和及与/.个")  # after digits: they may be a time
_HEDGED_APART = frozenset((SPLIT, "级"))  # 近三年, 达100亿级: units, beside those of time, that a hedge is read with
_CLOCK_FOLLOWED = re.compile(r" ?(?:[ap]\.?m|许|时|开始|至|—|\n|左右)")


@cache
def _not_code() -> frozenset[str]:
    return frozenset(lexicon.table("masks.toml")["not_code"].split())


@cache
def _code() -> frozenset[str]:
    return frozenset(lexicon.table("masks.toml")["code"].split())


class ArabicReader(FractionReader):
    """Reads what begins with an Arabic digit or a Latin letter."""

    def latin(self, at: int, end: int) -> int:
        """Letters with digits: a code, unless the digits are a quantity; returns where to go on."""
        text = self.text
        letters = at
        while text[letters].isascii() and text[letters].isalpha():
            letters += 1
        if text[at:end] not in _code() and self._stands_before(at, letters, end):
            return letters
        while end > letters and text[end - 1] == ".":
            end -= 1
        digits = ARABIC.search(text, letters, end)
        self.set_aside(at, end, "identifier")
        if digits is not None and end - letters <= 8:
            self.masked_number(digits.start(), digits.end(), "identifier")
        return end

    def _stands_before(self, at: int, letters: int, end: int) -> bool:
        """True when the letters from ``at`` only stand before a number: GDP3.2万亿元, Q3季度; ``end``: of letters and digits."""
        text, head = self.text, self.text[at:letters]
        if not text[letters].isdigit():
            return False
        after = text[end : end + 1]
        if head.upper() in _not_code() or (after in ("月", "年") and text[letters:end].isdigit()):
            return True
        while end > letters and text[end - 1] == ".":
            end -= 1
        digits = ARABIC.search(text, letters, end)
        if digits is None or digits.end() != end:
            return False
        return text[end : end + 1] in ("万", "亿", "%") or (len(head) > 1 and units.match(text, end, self.book) > end)

    def arabic(self, at: int) -> int:
        """What begins with an Arabic digit; returns where to go on."""
        text = self.text
        hit = ARABIC.match(text, at)
        if hit is None:
            return at + 1
        end = hit.end()
        after = text[end : end + 1]
        whole = text[at:end].isdigit()
        if text[at : at + 2] in self.phrases and (phrase := masks.phrase_at(text, at, self.phrases)) is not None:
            stop = at - phrase.offset + len(phrase.text)
            if not text[stop : stop + 1].isdigit():
                self.set_aside(at - phrase.offset, stop, phrase.why)
                self.masked_number(at, end, phrase.why)
                return max(stop, end)
        if after in _TIMING and whole and end - at <= 4 and self._timed(end, after, end - at):
            period = periods.read(text, at)
            if period is not None and not self._duration_day(period):
                return self.take_period(period)
        if after in _UNUSUAL or end - at >= 7 or (at and text[at - 1] in "（(负"):
            done = self._unusual(at, end, after, whole)
            if done:
                return done
        elif not at or text[at - 1] not in self.stirring:
            done = self._measured(at, end, stirred=False)
            if done:
                return done
        elif text[at - 1] not in MINUS and masks.before(text, at) is None:
            done = self._measured(at, end, stirred=True)
            if done:
                return done
        found = self.arabic_number(hit)
        if found is None:
            self.set_aside(at, end, "identifier")
            return end
        return self.finish(self.signed(found))

    def _timed(self, end: int, after: str, size: int) -> bool:
        """Whether what stands behind digits may make a time of them."""
        if after in "年月日季" or (size == 4 and (after in _SEASONS or after in "-—/.")):
            return True
        if after in _SEASONS or (after == "个" and size > 2):
            return False
        return _TIME_WORD.search(self.text, end, end + _AHEAD) is not None

    def _measured(self, at: int, end: int, *, stirred: bool) -> int:
        """The commonest number: its unit is all that stands before the next mark of punctuation; 0 when it must be read with more care.

        ``stirred``: a hedge may stand before it, of which more than its own meaning comes only with some units.
        """
        text = self.text
        words = _WORDS.match(text, end)
        if words is None or (measured := measure(words[0], self.book)) is None:
            return 0
        scale, unit = measured
        if stirred and (unit.dimension == "time" or unit.surface in _HEDGED_APART):
            return 0
        scaled = end + len(scale)
        if text[scaled] in self.mask_heads or text[scaled] in self.trail_heads:
            return 0
        stop = scaled + len(unit.surface)
        numeral = numerals.arabic(text[at:end], scale)
        lead = self.lead_of(at) if stirred else None
        if unit.surface == SPLIT:
            self.emit(Found(at, end, stop, numeral, at, scaled, unit, words[0]))
        else:
            self.emit_measured(at, end, stop, numeral, unit, words[0], lead)
        return stop

    def _unusual(self, at: int, end: int, after: str, whole: bool) -> int:
        """Digits that may count off, be a code, a time, a power or a fraction: where to go on; 0 when they are a number like others."""
        text = self.text
        if after in ".、）)" and after and whole and end - at <= 2 and self.numbering(at, end):
            self.set_aside(at, end, "ordinal")
            self.masked_number(at, end, "ordinal")
            return end
        if after == "." and (dotted := _DOTTED.match(text, at)):
            self.set_aside(at, dotted.end(), "identifier")
            for piece in _DIGITS.finditer(text, at, dotted.end()):
                self.masked_number(piece.start(), piece.end(), "identifier")
            return dotted.end()
        if after == ":" and (clock := _CLOCK.match(text, at)) and self._is_clock(at, clock.end()):
            self.set_aside(at, clock.end(), "date")
            return clock.end()
        if after in "—04" or end - at >= 7:
            phone = _PHONE.match(text, at)
            if phone is not None:
                return self.identifier(at, phone.end())
        if after == "^" and (power := _CARET.match(text, at)):
            base, exponent = Fraction(power[1]), int(power[3])
            value = base ** (-exponent if power[2].count("-") % 2 else exponent) if exponent <= 64 and base else base
            return self.plain_value(at, power.end(), value)
        if (after == "/" or after == " ") and (slash := _SLASH.match(text, at)) and int(slash[3]):
            value = Fraction(int(slash[2]), int(slash[3])) + int(slash[1] or 0)
            if 0 < value < 1 and _TAKES.search(text, max(0, at - 24), at) is not None:
                return self.share(at, slash.end(), value)
            return self.plain_value(at, slash.end(), value)
        if after in "分 " and (fraction := FRACTION.match(text, at)) is not None and (done := self.fraction(at, fraction)):
            return done
        if at and text[at - 1] in "（(" and (ticker := _TICKER.match(text, at)):
            return self.identifier(at, ticker.end())
        if text[at - 1 : at] == "负" and after in "分 " and (fraction := FRACTION.match(text, at)):
            return self.fraction(at, fraction) or end
        return 0

    def numbering(self, at: int, end: int) -> bool:
        """Whether a number counts off paragraphs or points: 8. at a line's start, （十二）, 1.某项；2.某项."""
        text = self.text
        before = text[at - 1] if at else "\n"
        after = text[end : end + 1]
        following = text[end + 1 : end + 2]
        if after in ".、":
            line = text[max(0, at - 4) : at].rpartition("\n")
            opened = not at or (bool(line[1]) and not line[2].strip())
            return (opened or (after == "." and before in "；。：")) and not (after == "." and following.isdigit())
        return after in "）)" and before in "（(" and (at < 2 or text[at - 2] in "\n。；： \t#" or text[at - 2] == "\u3000")

    def _duration_day(self, period: Period) -> bool:
        """Whether a bare 19日 rather says how long: 连续5日, 为期3日."""
        return period.part.startswith("D00") and self.text[max(0, period.at.start - 2) : period.at.start].endswith(
            ("连续", "为期", "历时", "共", "达", "近", "每")
        )

    def _is_clock(self, at: int, end: int) -> bool:
        text = self.text
        if CLOCK_BEFORE.search(text[max(0, at - 4) : at]) or _CLOCK_FOLLOWED.match(text, end) or text[text.index(":", at) + 1] == "0":
            return True
        before = text[max(0, at - 3) : at]
        return before[-1:] in "日）" or before[-2:] in ("日 ", "午 ") or (before[-1:] == " " and before[-2:-1].isdigit())
