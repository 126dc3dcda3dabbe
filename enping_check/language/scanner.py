"""The one pass over an article that finds its numbers, periods, masks and damage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from operator import attrgetter

from enping_check.interval import EVERYTHING, Interval
from enping_check.language import hedges, lexicon, masks, numerals, periods, units
from enping_check.language.numerals import HAN, Numeral
from enping_check.language.reader import ARABIC, NumberReader, measure
from enping_check.language.reckoning import Found, reckon
from enping_check.language.units import Unit
from enping_check.model import Article, Mark, Period, Quantity, Scan, Span

HALF = Fraction(1, 2)
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Extra:
    """A user's own words. ``units`` are lines of pint's definition language over the names of units.txt (``筐 = 25 千克``,
    ``筐 = [count_筐]``, ``市斤 = 斤``); ``masks`` are words whose numerals are never quantities."""

    units: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()


def _trie(words: Iterable[str]) -> str:
    """A regular expression for the longest of ``words``, by common beginnings."""
    branches: dict[str, set[str]] = {}
    optional = False
    for word in words:
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
        else:
            optional = True
    if not branches:
        return ""
    parts = [re.escape(first) + _trie(rest) for first, rest in sorted(branches.items())]
    joined = parts[0] if len(parts) == 1 and not optional else f"(?:{'|'.join(parts)})"
    return joined + ("?" if optional else "")


_DOTTED = re.compile(r"\d+(?:\.\d+){2,}")
_CARET = re.compile(r"(\d+(?:\.\d+)?)\^([-+]*)(\d{1,3})(?!\d)")
_SLASH = re.compile(r"(?:(\d{1,3}) )?(\d{1,5})/(\d{1,5})(?![\d/.])")
_CONNECTOR = re.compile(r" ?(?:—|~|-|–|至|到) ?(?=[\d.负百十一二三四五六七八九两千-])")
_NUMBER = rf"(?:\d+(?:\.\d+)?(?:[kK](?![A-Za-z]))?|[{HAN}](?:[ {HAN}]*[{HAN}])?(?: ?点 ?[{HAN}]+(?: [{HAN}]+)*)?)"
_FRACTION = re.compile(
    rf"(?:(?P<whole>{_NUMBER}) ?又 ?)?(?P<below>{_NUMBER}) *分 ?之 *(?P<sign>负 ?)?(?P<above>{_NUMBER})(?P<scale>[万亿]*)"
)
_PERCENT_WORDS = {"百": 1, "佰": 1, "千": 10, "仟": 10, "万": 100, "百万": 10**4, "百万万": 10**8, "十万": 10**3}
_TENTHS = re.compile(rf" ?([一二三四五六七八九\d](?![{HAN}\d.个位名项家])|半)")
_SEASONS = frozenset("赛学财榨雪产渔采供冰")  # 2023赛季, 2023学年: what may follow a year without 年
_HALF_AFTER = re.compile("半(?![年天月日小导径岛成夜途空决数价山壁个])")
_CLOCK_BEFORE = re.compile("(?:上午|下午|晚上?|凌晨|清晨|早上|早|中午|时间|深夜|傍晚)$")
_CLOCK_AFTER = re.compile(r"时(?![代间段速期长尚而刻效装候节限点常机])(?:\d{1,2}分(?!\d))?|点(?:\d{1,2}分|整|半|钟|许)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:.])")
_SCORE_BEFORE = re.compile("(?:比分|战成|战胜|击败|[以])[^，。0-9]{0,8}$")
_PHONE = re.compile(r"(?:0\d{2,3}—\d{7,8}|1[3-9]\d{9}(?!\d)|[48]00—?\d{3,4}—?\d{3,4}(?!\d)|\d{3,4}(?:—\d{3,4}){2,})")
_TICKER = re.compile(r"\d[\d.]*%?(?:[,，][-+]?\d[\d.]*%?){2,}[）)]")
_LIST = re.compile(r" ?(?:[、，]|和|及|以及|与|或|到|至)(?:以及|和|及)?(?:比|较|高于|低于|全[国省市州区县]|同期|同类|平均|水平|、)*")
_LOOSE_LIST = re.compile(r"(?:[、，]|和|及|与)[\u4e00-\u9fff]{0,8}")
_DAMAGE = re.compile(
    r"\d(?<![\d.].)(?:\d*+\.\.\d+|\d*+。\d+(?=[万亿%元吨])|\d{10,}+(?:\.\d+)?(?=[万亿元吨])|\d{3,}+,\d{3}(?!\d)"
    r"|\d{0,2}+(?:,\d{3})*+,\d{1,2}(?!\d)(?=[万亿元吨%])|\d*+\.(?=[万亿%元]))"
)
_INTEGERS = re.compile(r"\d+|[一二三四五六七八九十〇零○两正元首]+")
_QUOTED = re.compile(r"[“‘「『\"][^”’」』\"，。；]{0,14}$")
_QUOTE_END = re.compile(r"[^“”‘’「」『』\"，。；]{0,8}[”’」』\"]")
_COUNTS = frozenset("条项")
_HOURS = frozenset("时点")
_JOINTS = frozenset(" —~-–至到")  # what a range's connector begins with
_WORDS = re.compile(r"[\u4e00-\u9fff%‰]{1,6}(?=[，。；、）\n])")  # between digits and the next mark of punctuation
_UNUSUAL = frozenset(".、）):—04^/ 分")  # after digits: they may be no plain number
_QUOTED_COUNT = re.compile(r"[条项](?:[”’」』\"])")
_FROM = re.compile("[从由自](?:[^，。；、]{0,6})$")
_STEPPED = re.compile("[增加减少升降跌涨多大窄落高低](?:了|约|近|逾)?$")
_STEP = 4  # times as much: a range is not so wide


@cache
def _token() -> re.Pattern[str]:
    openers = {lead + count for lead in "前首头" for count in "123456789一二两三四五六七八九十"}
    words = {*periods.relative_words(), *openers, "翻番", "民国", "打对折"}
    numeral_words = {word for word in words if word[0] in "0123456789" or word[0] in HAN}
    firsts = re.escape("".join(sorted({word[0] for word in words})))
    token = (
        rf"(?P<num>\d|\.\d)|(?P<holiday>{_trie(numeral_words)})|(?P<han>[{HAN}])|(?P<word>{_trie(words - numeral_words)})"
        r"|(?P<url>https?://[!-~]+|www\.[!-~]+)|(?P<latin>(?<![A-Za-z])[A-Za-z]{1,24}[-—]?\d[A-Za-z0-9.]*)"
    )
    # most characters begin nothing. A pattern that opens with a set skips them fastest: so the set takes the first character,
    # and the token, which begins with that same character, is looked at from there
    return re.compile(rf"[\d.{HAN}{firsts}A-Za-z](?<=(?={token}).)")


@cache
def _not_code() -> frozenset[str]:
    return frozenset(lexicon.table("masks.toml")["not_code"].split())


class _Scanner(NumberReader):
    """Reads one folded text; ``quantities``, ``periods``, ``marks`` gather in order of place."""

    def __init__(self, article: Article, extra: Extra | None) -> None:
        super().__init__(article.folded, units.spellings(extra.units if extra is not None else ()))
        self.article = article
        self.phrases = masks.index(extra.masks if extra is not None else ())
        self.quantities: list[Quantity] = []
        self.periods: list[Period] = []
        self.marks: list[Mark] = []
        self.damage: list[Mark] = []
        self.pending: list[tuple[int, Found]] = []  # index in quantities → found, for shared units
        self.unmoved = isinstance(article.starts, range)  # every span is its own in the source
        # beside most numbers stands none of the characters that could change their reading: then nothing more is asked
        self.lead_tails, self.trail_heads = hedges.lead_tails(), hedges.trail_heads()
        self.mask_heads, self.mask_tails = masks.ends("after_heads") | _COUNTS | _HOURS | {":"}, masks.ends("before_tails")
        self.stirring = self.lead_tails | self.mask_tails | frozenset("负-−")

    # the loop

    def run(self) -> Scan:
        """The pass."""
        text = self.text
        search = _token().search
        position = 0
        for hit in _DAMAGE.finditer(text):
            self.damage.append(Mark(Span(*hit.span()), "damage"))
        while (token := search(text, position)) is not None:
            at = token.start()
            kind = token.lastgroup
            if kind == "num":
                position = self.arabic(at)
            elif kind == "han":
                position = self.han(at)
            elif kind == "word" or kind == "holiday":
                position = self.word(at, token[kind])
            elif kind == "latin":
                position = self.latin(at, token.end("latin"))
            else:
                position = token.end("url")
                self.marks.append(Mark(Span(at, position), "identifier"))
        self.share_units()
        quantities = [self._damaged(q) for q in self.quantities] if self.damage else self.quantities
        return Scan(tuple(quantities), tuple(self.periods), tuple(self.marks), tuple(self.damage))

    def _damaged(self, quantity: Quantity) -> Quantity:
        if quantity.masked is None and any(mark.at.overlaps(quantity.at) for mark in self.damage):
            return quantity._replace(masked="damage")
        return quantity

    # words that open a period

    def word(self, at: int, word: str) -> int:
        text = self.text
        if word == "翻番":
            self.emit(Found(at, at + 2, at + 2, Numeral(Fraction(2), units.ONE, units.ONE)), doubling=True)
            return at + 2
        if word == "打对折":
            self._discount(at + 1, at + 3, Fraction(5))
            return at + 3
        known = word if word in periods.relative_words() else None
        if known is None:
            found = periods.read(text, at)
            if found is None or found.at.end == at:
                return at + 1
            return self.take_period(found)
        guard = _word_guards().get(word)
        if guard is not None and (
            (at and text[at - 1] in guard[0]) or (text[at + len(word) : at + len(word) + 1] in guard[1] and at + len(word) < len(text))
        ):
            return at + 1
        found = periods.read(text, at, known)
        return self.take_period(found) if found is not None else at + 1

    def take_period(self, period: Period) -> int:
        """Records a period and the numbers printed in it, as masked quantities."""
        at = period.at
        if at.start and self.text[at.start - 1] == "第":
            at = Span(at.start - 1, at.end)
        span = self.article.span(at)
        surface = self.article.surface(span)
        if (at, span, surface) != (period.at, period.span, period.surface):
            period = period._replace(at=at, span=span, surface=surface, text=self.text[at.start : at.end])
        self.periods.append(period)
        if period.error:
            self.damage.append(Mark(at, period.error))
        if not period.part.startswith("F") and (period.end_year is None or self.text[at.end - 1] == "年"):
            for hit in _INTEGERS.finditer(self.text, at.start, at.end):
                if self.text[hit.start() - 1] not in "期周拜":
                    self._masked_number(hit.start(), hit.end(), "date")
        return at.end

    def _masked_number(self, start: int, end: int, why: str) -> None:
        """A number that is printed but is no quantity; nothing when its digits do not read."""
        if end - start > 24:
            return
        read = _printed(self.text[start:end])
        if read is None:
            return
        value, point = read
        at = Span(start, end)
        span = self.article.span(at)
        self.quantities.append(
            Quantity(at, span, self.article.surface(span), value, at, "", "", "none", units.ONE, units.ONE, point, point, masked=why)
        )

    # codes

    def latin(self, at: int, end: int) -> int:
        text = self.text
        letters = at
        while text[letters].isascii() and text[letters].isalpha():
            letters += 1
        head = text[at:letters]
        if text[letters].isdigit() and (
            head.upper() in _not_code() or (text[end : end + 1] in ("月", "年") and text[letters:end].isdigit())
        ):
            return letters
        while end > letters and text[end - 1] == ".":
            end -= 1
        digits = ARABIC.search(text, letters, end)
        if (
            digits is not None
            and text[letters].isdigit()
            and len(head) > 1
            and units.match(text, digits.end(), self.book) > digits.end()
            and digits.end() == end
        ):
            return letters
        if digits is not None and text[letters].isdigit() and digits.end() == end and text[end : end + 1] in ("万", "亿", "%"):
            return letters
        self.marks.append(Mark(Span(at, end), "identifier"))
        if digits is not None and end - letters <= 8:
            self._masked_number(digits.start(), digits.end(), "identifier")
        return end

    # Arabic digits

    def arabic(self, at: int) -> int:
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
                self.marks.append(Mark(Span(at - phrase.offset, stop), phrase.why))
                self._masked_number(at, end, phrase.why)
                return max(stop, end)
        timed = after in "年月日季—~-–至到、和及与/." or (after == "个" and end - at <= 2) or (after in _SEASONS and end - at == 4)
        if whole and end - at <= 4 and timed and after:
            period = periods.read(text, at)
            if period is not None and not self._duration_day(period):
                return self.take_period(period)
        if after in _UNUSUAL or end - at >= 7 or (at and text[at - 1] in "（(负"):
            done = self._unusual(at, end, after, whole)
            if done:
                return done
        elif not at or text[at - 1] not in self.stirring:
            done = self._measured(at, end)
            if done:
                return done
        found = self.arabic_number(hit)
        if found is None:
            self.marks.append(Mark(Span(at, end), "identifier"))
            return end
        return self.finish(self.signed(found))

    def _measured(self, at: int, end: int) -> int:
        """The commonest number: its unit is all that stands before the next mark of punctuation; 0 when it must be read with more care."""
        text = self.text
        words = _WORDS.match(text, end)
        measured = measure(words[0], self.book) if words is not None else None
        if measured is None:
            return 0
        scale, unit = measured
        scaled = end + len(scale)
        if text[scaled] in self.mask_heads or text[scaled] in self.trail_heads:
            return 0
        stop = scaled + len(unit.surface)
        numeral = numerals.arabic(text[at:end], scale)
        self.emit(Found(at, end, stop, numeral, unit, scale + unit.surface, digits_start=at, scaled_end=scaled))
        return stop

    def _unusual(self, at: int, end: int, after: str, whole: bool) -> int:
        """Digits that may count off, be a code, a time, a power or a fraction: where to go on; 0 when they are a number like others."""
        text = self.text
        if after in ".、）)" and after and whole and end - at <= 2 and self._numbering(at, end):
            self.marks.append(Mark(Span(at, end), "ordinal"))
            self._masked_number(at, end, "ordinal")
            return end
        if after == "." and (dotted := _DOTTED.match(text, at)):
            self.marks.append(Mark(Span(at, dotted.end()), "identifier"))
            for piece in _DIGITS.finditer(text, at, dotted.end()):
                self._masked_number(piece.start(), piece.end(), "identifier")
            return dotted.end()
        if after == ":" and (clock := _CLOCK.match(text, at)) and self._is_clock(at, clock.end()):
            self.marks.append(Mark(Span(at, clock.end()), "date"))
            return clock.end()
        if after in "—04" or end - at >= 7:
            phone = _PHONE.match(text, at)
            if phone is not None:
                return self._identifier(at, phone.end())
        if after == "^" and (power := _CARET.match(text, at)):
            base, exponent = Fraction(power[1]), int(power[3])
            value = base ** (-exponent if power[2].count("-") % 2 else exponent) if exponent <= 64 and base else base
            return self._plain_value(at, power.end(), value)
        if (after == "/" or after == " ") and (slash := _SLASH.match(text, at)) and int(slash[3]):
            value = Fraction(int(slash[2]), int(slash[3])) + int(slash[1] or 0)
            return self._plain_value(at, slash.end(), value)
        if after in "分 " and (fraction := _FRACTION.match(text, at)) is not None and (done := self.fraction(at, fraction)):
            return done
        if at and text[at - 1] in "（(" and (ticker := _TICKER.match(text, at)):
            return self._identifier(at, ticker.end())
        if text[at - 1 : at] == "负" and after in "分 " and (fraction := _FRACTION.match(text, at)):
            return self.fraction(at, fraction) or end
        return 0

    def _numbering(self, at: int, end: int) -> bool:
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

    def _identifier(self, at: int, end: int) -> int:
        self.marks.append(Mark(Span(at, end), "identifier"))
        for piece in _DECIMALS.finditer(self.text, at, end):
            self._masked_number(piece.start(), piece.end(), "identifier")
        return end

    def _is_clock(self, at: int, end: int) -> bool:
        text = self.text
        if _CLOCK_BEFORE.search(text[max(0, at - 4) : at]) or _CLOCK_FOLLOWED.match(text, end) or text[text.index(":", at) + 1] == "0":
            return True
        before = text[max(0, at - 3) : at]
        return before[-1:] in "日）" or before[-2:] in ("日 ", "午 ") or (before[-1:] == " " and before[-2:-1].isdigit())

    def _plain_value(self, at: int, end: int, value: Fraction) -> int:
        start, sign = self.sign(at)
        numeral = Numeral(value * sign, Fraction(0), Fraction(0))
        self.emit(Found(start, end, end, numeral, digits_start=at))
        return end

    # after the digits: unit, range, hedges

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
            if unit.surface == "个" and (inner := self._split_unit(stop)) is not None:
                if text[stop] == "半":
                    found.numeral = _and_half(found.numeral)
                else:
                    found.trail, found.trail_word, found.step = "more", text[stop], found.numeral.last
                unit, stop = inner
            elif plain and not found.numeral.scale_word and text[found.scaled_end - 1] == "千" and "千" + unit.surface in self.book.names:
                unit = units.unit("千" + unit.surface, self.book)
                found.numeral = _thousandth(found.numeral)
            masked = self._masked(found, begin, found.scaled_end)
            if masked:
                return masked
            found.unit, found.end = unit, stop
            found.unit_text = found.numeral.scale_word + unit.surface
            if unit.surface == "成" and (tenths := _TENTHS.match(text, stop)) is not None and found.numeral.whole:
                digit = HALF if tenths[1] == "半" else Fraction(numerals.DIGITS.get(tenths[1]) or int(tenths[1]), 10)
                tenth = Fraction(1, 10)
                found.numeral = replace(found.numeral, value=found.numeral.value + digit, last=tenth, coarse=tenth, whole=False)
                found.end = stop = tenths.end()
            elif text[stop : stop + 1] == "半" and (half := _HALF_AFTER.match(text, stop)) and plain and found.numeral.scale == 1:
                found.numeral = _and_half(found.numeral)
                found.end = stop = half.end()
            elif unit.dimension.startswith("currency:") or unit.dimension == "time":
                stop = found.end = self._lower_unit(found, stop)
            if not found.trail and (ranged := self.range(found, stop)) is not None:
                return ranged
        else:
            masked = self._masked(found, begin, found.scaled_end)
            if masked:
                return masked
        if text[found.end : found.end + 1] in self.trail_heads:
            self._trail(found)
        if found.start and text[found.start - 1] in self.lead_tails:
            found.lead = self._lead(found.start)
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

    def _split_unit(self, at: int) -> tuple[Unit, int] | None:
        """The unit that 多, 余 or 半 splits after its 个 (10个多月, 一个半小时), and where it ends."""
        text = self.text
        if text[at : at + 1] not in ("多", "余", "半"):
            return None
        for length in (3, 2, 1):
            name = "个" + text[at + 1 : at + 1 + length]
            if name in self.book.names and len(name) == length + 1:
                return units.unit(name, self.book), at + 1 + length
        return None

    def _lead(self, start: int) -> hedges.Lead | None:
        lead = hedges.lead(self.text, start)
        if lead is None:
            return None
        first = self.text[start]
        if lead.word in ("上", "过") and first not in "百千万亿半":
            return None
        return lead

    def _trail(self, found: Found) -> None:
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

    def _masked(self, found: Found, begin: int, end: int) -> int:
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
                self.marks.append(Mark(Span(preceding[1], end), why))
                unit_end = units.match(text, end, self.book)
                found.end = unit_end if why == "ordinal" else end
                found.masked = why
                self.emit(found)
                return max(found.end, end)
        if why is None and after in _COUNTS and _QUOTED_COUNT.match(text, end) and _QUOTED.search(text[max(0, begin - 16) : begin]):
            why, stop = "name", end + 1
        if why is None and after in _HOURS and text[begin:end].isdigit():
            if found.numeral.value <= 30 and (clock := _CLOCK_AFTER.match(text, end)) is not None:
                why, stop = "date", clock.end()
            elif after == "点" and _CLOCK_BEFORE.search(text[max(0, begin - 4) : begin]):
                why = "date"
        if why is None and after == ":" and _SCORE_BEFORE.search(text[max(0, begin - 12) : begin]) and (score := _SCORE.match(text, begin)):
            self._identifier(begin, score.end())
            return score.end()
        if why is None:
            return 0
        self.marks.append(Mark(Span(begin, max(stop, end)), why))
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
            return self._identifier(found.digits_start, other.scaled_end)
        if (
            found.unit is None
            and unit is None
            and (masks.after(text, other.scaled_end) or text[other.scaled_end : other.scaled_end + 1] in "—-")
        ):
            return self._identifier(found.digits_start, other.scaled_end) if text[found.digits_start].isdigit() else None
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
        self._trail(found)
        found.lead = self._lead(found.start)
        self.emit(found)
        return found.end

    # Chinese numerals

    def han(self, at: int) -> int:
        text = self.text
        if _near_fraction(text, at) and (fraction := _FRACTION.match(text, at)) is not None and (done := self.fraction(at, fraction)):
            return done
        phrase = masks.phrase_at(text, at, self.phrases)
        if phrase is not None and text[at + 2 : at + 3] != "折" and text[max(0, at - 2) : at].rstrip("了")[-1:] != "翻":
            start = at - phrase.offset
            end = start + len(phrase.text)
            if not (phrase.why == "word" and phrase.listed is False and text[end : end + 1] == "百分"):
                self.marks.append(Mark(Span(start, end), phrase.why))
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
            return self._share(at, at + 2, Fraction(1, 2))
        found = self.chinese_number(at)
        if found is None:
            return at + 1
        found = self.signed(found)
        if text[found.digits_end : found.digits_end + 1] in ("、", "）", ".") and self._numbering(at, found.digits_end):
            found.masked = "ordinal"
            self.marks.append(Mark(Span(at, found.digits_end), "ordinal"))
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
            return self._discount(at, at + 3, Fraction(numerals.DIGITS[first] * 10 + numerals.DIGITS[text[at + 1]]))
        ahead = found.scaled_end
        lead = self._lead(found.start)
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
        elif len(printed) == 1 and found.numeral.low is None and not (unit is not None and unit.surface == "个" and self._split_unit(stop)):
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
            if found.masked and unit is not None and first == "一" and unit.surface == "个" and self._split_unit(stop) is None:
                self.marks.append(Mark(Span(at, stop), "word"))  # 一个 is the indefinite article
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
        if at and (text[at - 1 : at] == "翻" or text[max(0, at - 2) : at] == "翻了") and text[ahead : ahead + 1] == "番":
            power = 2 ** int(found.numeral.value) if found.numeral.value <= 12 else 2
            self.emit(Found(at, ahead, ahead + 1, Numeral(Fraction(power), units.ONE, units.ONE), digits_start=at), doubling=True)
            return ahead + 1
        if found.masked and unit is None:
            masked = self._masked(found, at, found.scaled_end)
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
            return self._discount(at, at + 2, Fraction(5))
        if following == "百" and text[at - 1 : at] not in "一两三四五六七八九十":
            found = self.chinese_number(at)
            return self.finish(found) if found is not None else at + 1
        if at and text[at - 1] in "过超" and text[at - 2 : at] not in ("通过", "经过", "不过", "超过"):
            return self._share(at, at + 1, Fraction(1, 2), hedges.Lead(at - 1, text[at - 1], "over"))
        if text[at - 2 : at] == "超过" or text[at - 2 : at] == "近半":
            return self._share(at, at + 1, Fraction(1, 2), hedges.lead(text, at))
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
            found = Found(at, at + 1, stop, numeral, units.unit(name, self.book), name, digits_start=at)
            self._trail(found)
            found.lead = self._lead(at)
            self.emit(found)
            return found.end
        return at + 1

    def _discount(self, at: int, end: int, value: Fraction) -> int:
        found = Found(at, end - 1, end, Numeral(value, units.ONE, units.ONE), units.unit("折", self.book), "折", digits_start=at)
        self.emit(found)
        return end

    def _share(self, at: int, end: int, share: Fraction, lead: hedges.Lead | None = None) -> int:
        """A share said in words (一半, 三分之一): soft, as a percentage."""
        found = Found(at, end, end, Numeral(share, Fraction(1, 100), Fraction(1, 100), whole=False), _SHARE, "", digits_start=at, soft=True)
        found.lead = lead or self._lead(at)
        self._trail(found)
        self.emit(found)
        return found.end

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
            return self._share(at, end, value)
        self.emit(Found(start, end, end, Numeral(value * sign, Fraction(0), Fraction(0)), digits_start=at))
        return end

    def _percent_words(self, start: int, end: int, match: re.Match[str], numeral: Numeral, sign: int, below: int) -> int:
        unit = replace(_PERCENT, factor=Fraction(1, below)) if below != 1 else _PERCENT
        found = Found(
            start,
            end,
            end,
            numeral if sign > 0 else replace(numeral, value=-numeral.value),
            unit,
            "%" if below == 1 else match["below"] + "分之",
            digits_start=match.start("above"),
        )
        found.numeral = replace(found.numeral, scale=1, scale_word="")
        found.scaled_end = end
        if (hedge := hedges.trail(self.text, end)) is not None and hedge[1] == "more":
            found.trail, found.trail_word, found.step, found.end = "more", hedge[0], numeral.coarse, end + len(hedge[0])
        elif (ranged := self.range(found, end)) is not None:
            return ranged
        self._trail(found)
        found.lead = self._lead(start)
        self.emit(found)
        return found.end

    # out

    def emit(self, found: Found, doubling: bool = False) -> None:
        """Turns what was found into a Quantity."""
        article = self.article
        at = Span(found.start, found.end)
        span = at if self.unmoved else article.span(at)
        lead = found.lead
        unit = found.unit
        number, last, coarse, interval, fine, exact = reckon(
            found.numeral, unit, found.step, lead.group if lead is not None else "", found.trail, found.soft
        )
        base, dimension, unit_text = (unit.base, unit.dimension, found.unit_text) if unit is not None else ("", "none", "")
        if found.high is not None:
            factor = unit.factor if unit is not None else units.ONE
            ends = sorted((found.numeral.value * factor, found.high.value * factor))
            fine = Interval(ends[0], ends[1])
            interval = fine if lead is None and not found.trail else EVERYTHING
            exact = False
        elif doubling:
            slack = found.numeral.value / 40  # a doubling need not be exact: from 1.95 on
            bare = found.end - found.start == 2 and self.text[found.start] == "翻"
            interval = fine = Interval.around(found.numeral.value, slack)
            if bare:
                interval = Interval(found.numeral.value - slack, None)
            base, dimension, unit_text = "倍", "multiple", "番"
        elif dimension == "discount":
            base = "%"
        hedge = (lead.word if lead is not None else "") + found.trail_word
        digits_start = found.digits_start if found.digits_start >= 0 else found.start
        self.quantities.append(
            Quantity(
                at, span, article.source[span.start : span.end], number if found.high is None else None,
                Span(digits_start, found.digits_end), unit_text, base, dimension, last, coarse, interval, fine, hedge, exact,
                found.high is not None, found.masked,
            )
        )  # fmt: skip
        if found.masked is None and not doubling:
            self.pending.append((len(self.quantities) - 1, found))

    def share_units(self) -> None:
        """A bare number of a list takes the unit that the list ends with: 3.1、1.4和0.6个百分点."""
        text = self.text
        items = self.pending
        for place in range(len(items) - 2, -1, -1):
            index, found = items[place]
            unit = found.unit
            follower = items[place + 1]
            given = follower[1].unit
            if given is None or follower[1].high is not None or found.high is not None or given is _SHARE:
                continue
            if unit is not None and not (unit.surface == "个" and given.surface.startswith("个") and given.surface != "个"):
                continue
            if found.end != (found.scaled_end if found.unit is None else found.end) and not found.trail:
                continue
            gap = text[found.end : follower[1].lead.start if follower[1].lead is not None else follower[1].start]
            if len(gap) > 10 or not (
                _LIST.fullmatch(gap) or (given.dimension == "point" and not found.numeral.whole and _LOOSE_LIST.fullmatch(gap))
            ):
                continue
            if gap in ("，", "到", "至") and given.dimension != "point":
                continue
            numeral = found.numeral
            shared = follower[1].numeral
            if numeral.scale == 1 and shared.scale > 1:
                numeral = replace(
                    numeral, value=numeral.value * shared.scale, last=numeral.last * shared.scale, coarse=numeral.coarse * shared.scale,
                    scale=shared.scale, scale_word=shared.scale_word,
                )  # fmt: skip
            kept = self.quantities[index]
            number, last, coarse, interval, fine, exact = reckon(
                numeral, given, found.step, found.lead.group if found.lead is not None else "", found.trail, found.soft
            )
            self.quantities[index] = kept._replace(
                number=number, unit=numeral.scale_word + given.surface, base_unit=given.base, dimension=given.dimension,
                last=last, coarse=coarse, interval=interval, fine=fine, exact=exact,
            )  # fmt: skip
            found.numeral, found.unit = numeral, given


_GROUPED = re.compile(r"\d{1,3}(?:，\d{3})+(?=[\n。；、）]|$)")
_DIGITS = re.compile(r"\d+")
_DECIMALS = re.compile(r"\d+(?:\.\d+)?")
_SCORE = re.compile(r"\d+:\d+")
_CLOCK_FOLLOWED = re.compile(r" ?(?:[ap]\.?m|许|时|开始|至|—|\n|左右)")
_TRAILED = ("time", "currency", "mass", "percent", "multiple", "area", "length")
_COUNTED = re.compile("[共仅只达增设满破超含]$|[只仅共现拥设建另]有$|唯一$")
_SPACES = frozenset("地区点面线核层级类道片段组步站院校团排国代")
_BESIDE = re.compile("[一二两三四五六七八九十双][\u4e00-\u9fff]{1,3}$")
_BEFORE = re.compile("[\u4e00-\u9fff]{0,2}[一二两三四五六七八九十双][\u4e00-\u9fff]")
_COINED = re.compile(r"(?:[一二两三四五六七八九十][\u4e00-\u9fff]){2,4}[”’]")
_PERCENT = Unit("%", "%", "percent")
_SHARE = Unit("", "%", "percent", HUNDRED)


@cache
def _word_guards() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Word → characters that must not stand before and after it."""
    table = lexicon.table("periods.toml")["guards"]
    return {word: (frozenset(pair[0]), frozenset(pair[1])) for word, pair in table.items()}


@lru_cache(maxsize=4096)
def _printed(digits: str) -> tuple[Fraction, Interval] | None:
    """What digits say, as a value and an interval; None when they do not read."""
    if digits.isascii():
        value = numerals.arabic(digits).value
    else:
        read = numerals.chinese(digits)
        if read is None:
            return None
        value = read[0].value
    return value, Interval.point(value)


def _near_fraction(text: str, at: int) -> bool:
    """Whether 分之 stands within reach; the fraction's pattern is only tried then."""
    place = text.find("之", at, at + 24)
    return place > 0 and text[place - 1] in "分 "


def _thousandth(numeral: Numeral) -> Numeral:
    """三千比特 as three 千比特."""
    last = max(numeral.last / 1000, Fraction(1))
    return replace(numeral, value=numeral.value / 1000, last=last, coarse=max(numeral.coarse / 1000, last), zeros=0)


def _and_half(numeral: Numeral) -> Numeral:
    tenth = Fraction(1, 10)
    return replace(numeral, value=numeral.value + HALF, last=tenth, coarse=tenth, zeros=0, whole=False)


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


def scan(article: Article, extra: Extra | None = None) -> Scan:
    """Every number, period, mask and piece of damage of an article, each in order of place."""
    result = _Scanner(article, extra).run()
    place = attrgetter("at")
    return Scan(
        tuple(sorted(result.quantities, key=place)),
        tuple(sorted(result.periods, key=place)),
        tuple(sorted(result.marks, key=place)),
        tuple(sorted(result.damage, key=place)),
    )
