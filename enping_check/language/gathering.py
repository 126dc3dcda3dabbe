"""What a scan gathers: quantities, periods, marks and damage, in the order in which they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from enping_check.interval import EVERYTHING, Interval
from enping_check.language import hedges, masks, numerals, units
from enping_check.language.numerals import Numeral
from enping_check.language.reader import MINUS, NumberReader
from enping_check.language.reckoning import Found, reckon
from enping_check.language.units import Unit
from enping_check.model import Article, Mark, Period, Quantity, Span

HUNDRED = Fraction(100)
_LIST = re.compile(r" ?(?:[、，]|和|及|以及|与|或|到|至)(?:以及|和|及)?(?:比|较|高于|低于|全[国省市州区县]|同期|同类|平均|水平|、)*")
_LOOSE_LIST = re.compile(r"(?:[、，]|和|及|与)[\u4e00-\u9fff]{0,8}")
_NAMED_LIST = re.compile(r"(?:、|和|及|以及|与)[\u4e00-\u9fff]{2,12}")
_PARTED = re.compile("、|，?(?:以及|和|及|与)")
_COUNTED = re.compile(
    "(?P<unit>人次|[人户家件套辆台宗例册栋处起笔](?=数))(?:数量?)?(?:各|分别|依次|依序|各自|则)+(?:为|是|有|达到?|录得)?$"
)
_CLOSES = ("", "，", "。", "；", "）", "\n")
_HUNDRED_MILLION = 10**8  # 38.4万 may be persons
_INTEGERS = re.compile(r"\d+|[一二三四五六七八九十〇零○两正元首]+")
COUNTS = frozenset("条项")  # after digits within quotes: a name
HOURS = frozenset("时点")  # after digits: perhaps a time of day
_DECIMALS = re.compile(r"\d+(?:\.\d+)?")
_new = tuple.__new__
SHARE = Unit("", "%", "percent", HUNDRED)
SPLIT = "个"  # the unit that may be the beginning of another: 3个、5个百分点


# a number that may share a unit: its index in quantities; itself where it may yet take the unit of the next; where it begins, with its
# hedge; its numeral; and the unit that it may give to the one before
Sharing = tuple[int, Found | None, int, Numeral, Unit | None]


@dataclass(frozen=True, slots=True)
class Extra:
    """A user's own words. ``units`` are lines of pint's definition language over the names of units.txt (``筐 = 25 千克``,
    ``筐 = [count_筐]``, ``市斤 = 斤``); ``masks`` are words whose numerals are never quantities."""

    units: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()


class Gatherer(NumberReader):
    """Reads one folded text; ``quantities``, ``periods``, ``marks`` and ``damage`` gather in order of place."""

    def __init__(self, article: Article, extra: Extra | None) -> None:
        super().__init__(article.folded, units.spellings(extra.units if extra is not None else ()))
        self.article = article
        self.phrases = masks.index(extra.masks if extra is not None else ())
        self.quantities: list[Quantity] = []
        self.periods: list[Period] = []
        self.marks: list[Mark] = []
        self.damage: list[Mark] = []
        self.pending: list[Sharing] = []
        self.unmoved = isinstance(article.starts, range)  # every span is its own in the source
        # beside most numbers stands none of the characters that could change their reading: then nothing more is asked
        self.lead_tails, self.trail_heads = hedges.lead_tails(), hedges.trail_heads()
        self.mask_heads, self.mask_tails = masks.ends("after_heads") | COUNTS | HOURS | {":"}, masks.ends("before_tails")
        self.stirring = self.lead_tails | self.mask_tails | MINUS

    def set_aside(self, start: int, end: int, why: str) -> None:
        """Records a stretch that must not be read as a number."""
        self.marks.append(_new(Mark, (_new(Span, (start, end)), why)))

    def take_period(self, period: Period) -> int:
        """Records a period and the numbers printed in it, as masked quantities."""
        at = period.at
        if at.start and self.text[at.start - 1] == "第":
            at = Span(at.start - 1, at.end)
        span = at if self.unmoved else self.article.span(at)
        surface = self.article.surface(span)
        if (at, span, surface) != (period.at, period.span, period.surface):
            period = period._replace(at=at, span=span, surface=surface, text=self.text[at.start : at.end])
        self.periods.append(period)
        if period.error:
            self.damage.append(Mark(at, period.error))
        if not period.part.startswith("F") and (period.end_year is None or self.text[at.end - 1] == "年"):
            for hit in _INTEGERS.finditer(self.text, at.start, at.end):
                if self.text[hit.start() - 1] not in "期周拜":
                    self.masked_number(hit.start(), hit.end(), "date")
        return at.end

    def masked_number(self, start: int, end: int, why: str) -> None:
        """A number that is printed but is no quantity; nothing when its digits do not read."""
        if end - start > 24:
            return
        read = _printed(self.text[start:end])
        if read is None:
            return
        value, point = read
        at = _new(Span, (start, end))
        span = at if self.unmoved else self.article.span(at)
        self.quantities.append(
            _new(Quantity, (
                at, span, self.article.surface(span), value, at, "", "", "none", units.ONE, units.ONE, point, point, "", False, False, why,
            ))
        )  # fmt: skip

    def identifier(self, at: int, end: int) -> int:
        """Records a code and the numbers printed in it, as masked quantities; returns its end."""
        self.set_aside(at, end, "identifier")
        for piece in _DECIMALS.finditer(self.text, at, end):
            self.masked_number(piece.start(), piece.end(), "identifier")
        return end

    def plain_value(self, at: int, end: int, value: Fraction) -> int:
        """Records a number without unit or hedge (2^10, 3/4); returns its end."""
        start, sign = self.sign(at)
        numeral = Numeral(value * sign, Fraction(0), Fraction(0))
        self.emit(Found(start, end, end, numeral, at))
        return end

    def emit(self, found: Found, doubling: bool = False) -> None:
        """Turns what was found into a Quantity."""
        article = self.article
        at = _new(Span, (found.start, found.end))  # by the tuple itself: their constructors are half the cost of a scan's results
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
        digits = _new(Span, (digits_start, found.digits_end))
        self.quantities.append(
            _new(Quantity, (
                at, span, article.source[span.start : span.end], number if found.high is None else None,
                digits, unit_text, base, dimension, last, coarse, interval, fine, hedge, exact, found.high is not None, found.masked,
            ))
        )  # fmt: skip
        if found.masked is None and not doubling:
            ranged = found.high is not None
            begin = lead.start if lead is not None else found.start
            taker = None if ranged or (unit is not None and unit.surface != SPLIT) else found
            self.pending.append((len(self.quantities) - 1, taker, begin, found.numeral, None if ranged or unit is SHARE else unit))

    def emit_measured(
        self, start: int, digits_end: int, end: int, numeral: Numeral, unit: Unit, unit_text: str, lead: hedges.Lead | None
    ) -> None:
        """As ``emit``, where nothing but a unit and a hedge before stand beside the digits: most numbers, and no more to do."""
        at = _new(Span, (start, end))
        span = at if self.unmoved else self.article.span(at)
        number, last, coarse, interval, fine, exact = reckon(numeral, unit, None, lead.group if lead is not None else "", "", False)
        dimension = unit.dimension
        self.pending.append((len(self.quantities), None, lead.start if lead is not None else start, numeral, unit))
        self.quantities.append(
            _new(Quantity, (
                at, span, self.article.source[span[0] : span[1]], number, _new(Span, (start, digits_end)),
                unit_text, unit.base if dimension != "discount" else "%", dimension,
                last, coarse, interval, fine, lead.word if lead is not None else "", exact, False, None,
            ))
        )  # fmt: skip

    def share_units(self) -> None:
        """A bare number of a list takes the unit that the list ends with: 3.1、1.4和0.6个百分点."""
        text = self.text
        items = self.pending
        for place in range(len(items) - 2, -1, -1):
            index, found, begin, _, _ = items[place]
            _, _, stop, shared, given = items[place + 1]
            if found is None or given is None:
                continue
            if found.unit is not None and not (given.surface.startswith(SPLIT) and given.surface != SPLIT):
                continue
            if found.end != (found.scaled_end if found.unit is None else found.end) and not found.trail:
                continue
            gap = text[found.end : stop]
            if not (_LIST.fullmatch(gap) if len(gap) <= 10 else False) and not _runs_on(
                gap, found, shared, given, text[max(0, found.start - 1) : found.start]
            ):
                continue
            if gap in ("，", "到", "至") and given.dimension != "point":
                continue
            if given.dimension == "point" and found.numeral.scale > 1:
                continue  # 由3.18万个扩充到3.52万个，提高10.7个百分点: nothing differs by ten thousands of points
            if given.surface == "年" and gap[-1:] in "比较":
                continue  # 人次达48.6万，较113年增加: a year, and no length of time
            numeral = found.numeral
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
            items[place] = index, found, begin, numeral, given

    def lend_units(self) -> None:
        """The bare numbers of a list take the unit of the noun before it: 就诊人次各为9640、7315及11280, 户数分别为964、735和1128."""
        text, items = self.text, self.pending
        for first, (_, found, begin, _, given) in enumerate(items):
            if found is None or found.unit is not None or given is not None:
                continue
            noun = _COUNTED.search(text, max(0, begin - 12), begin)
            unit = units.unit_of(noun["unit"]) if noun is not None else None
            if unit is None or not unit.counting:
                continue
            last = first
            while last + 1 < len(items) and _listed(text, items[last], items[last + 1]):
                last += 1
            end = items[last][1]
            if last == first or end is None or text[end.end : end.end + 1] not in _CLOSES:
                continue
            for index, _, _, numeral, _ in items[first : last + 1]:
                number, fine_last, coarse, interval, fine, exact = reckon(numeral, unit, None, "", "", False)
                self.quantities[index] = self.quantities[index]._replace(
                    number=number, unit=unit.surface, base_unit=unit.base, dimension=unit.dimension,
                    last=fine_last, coarse=coarse, interval=interval, fine=fine, exact=exact,
                )  # fmt: skip


def _listed(text: str, one: Sharing, other: Sharing) -> bool:
    """True for two plain whole numbers without a unit that 、 or 和 parts."""
    found, following = one[1], other[1]
    if found is None or following is None or found.unit is not None or following.unit is not None:
        return False
    plain = all(f.numeral.whole and f.numeral.scale == 1 and f.lead is None and not f.trail for f in (found, following))
    return plain and _PARTED.fullmatch(text[found.end : other[2]]) is not None


def _runs_on(gap: str, found: Found, follower: Numeral, given: Unit, before: str) -> bool:
    """回落0.3、新开工0.4个百分点; 人员263.4亿、项目43.3亿元: names between the numbers of a list that bears its unit at the end.

    近洋线267.4万、国内线56.3万标箱: of 万 only where both names end alike.
    """
    if given.dimension == "point":
        return len(gap) <= 10 and not found.numeral.whole and _LOOSE_LIST.fullmatch(gap) is not None
    alike = found.numeral.scale_word == follower.scale_word and found.numeral.scale >= _HUNDRED_MILLION
    if not alike and found.numeral.scale_word == follower.scale_word == "万" and before == gap[-1:]:
        return given.dimension.startswith("count") and _NAMED_LIST.fullmatch(gap) is not None
    return alike and given.dimension.startswith("currency") and _NAMED_LIST.fullmatch(gap) is not None


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
