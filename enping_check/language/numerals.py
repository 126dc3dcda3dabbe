"""Numerals: from printed digits to exact rationals with the places they were printed to.

Reads Arabic digits with Chinese scale words (``3万5千``, ``23万6482``), Chinese numerals (``一万三``, ``三百零二点五``), financial
characters, and the inexact ones (``十几``, ``几十``, ``两三``, ``三四百``). A numeral knows its lowest printed place and its lowest
non-zero place.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from enping_check.reading.structure import HAN_DIGITS

DIGITS = {
    **HAN_DIGITS,
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "俩": 2, "倆": 2, "贰": 2, "貳": 2, "叁": 3, "參": 3, "陸": 6, "○": 0,
}  # fmt: skip
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
TENS = {"廿": 20, "卅": 30}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
VAGUE = "几数"
HAN = "".join(DIGITS) + "".join(SMALL) + "".join(TENS) + "万亿兆" + VAGUE + "半"
POINT = "点"
_ONES = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: numerals are cached, and their hash is asked for often
class Numeral:
    """A read numeral. ``value`` includes ``scale``, the trailing 万, 亿 … that belongs to a unit that follows.

    ``last`` is one unit in the last printed place and ``coarse`` the place value of the lowest non-zero digit, both with scale.
    ``low``/``high`` are given for the inexact ones (十几, 两三百); ``value`` is then what the digits alone say, and ``told`` says whether
    they say anything (十几: 10; 几十: nothing).
    """

    value: Fraction
    last: Fraction
    coarse: Fraction
    scale: int = 1
    scale_word: str = ""
    zeros: int = 0  # zeros at the end of a whole number without scale
    whole: bool = True  # printed without a decimal point
    low: Fraction | None = None
    high: Fraction | None = None
    told: bool = True


def _zeros(digits: str) -> int:
    stripped = digits.rstrip("0")
    return len(digits) - len(stripped) if stripped else 0


@lru_cache(maxsize=256)
def scale_of(words: str) -> int:
    """The product of a chain of scale words: 万亿 → 10¹²."""
    product = 1
    for word in words:
        product *= SMALL.get(word) or LARGE.get(word) or (1000 if word in "kK" else 1)
    return product


@lru_cache(maxsize=256)
def _place(scale: int, places: int) -> Fraction:
    """One unit in a decimal place."""
    return Fraction(scale, places)


@lru_cache(maxsize=65536)
def arabic(digits: str, words: str = "") -> Numeral:
    """A plain Arabic numeral with the scale words directly after it: ``("27.04", "亿")``."""
    scale = scale_of(words)
    head, dot, tail = digits.partition(".")
    if "e" in digits or "E" in digits:
        value = Fraction(digits)
        return Numeral(value * scale, Fraction(scale), Fraction(scale), scale, words, whole=value.denominator == 1)
    if dot:
        places = 10 ** len(tail)
        whole = int(head or "0") * places + int(tail)
        unit = _place(scale, places)
        coarse = unit if tail[-1] != "0" else unit * 10 ** _zeros(str(whole))
        return Numeral(Fraction(whole * scale, places), unit, coarse, scale, words, whole=False)
    number = int(head)
    zeros = _zeros(head)
    last = Fraction(scale)
    return Numeral(Fraction(number * scale), last, Fraction(scale * 10**zeros) if zeros else last, scale, words, zeros)


def mixed(parts: tuple[tuple[str, str], ...]) -> Numeral:
    """Arabic digits and scale words in turn: ``3万5千`` is ``(("3", "万"), ("5", "千"))``."""
    read = [arabic(digits, words) for digits, words in parts]
    value = sum((part.value for part in read), Fraction(0))
    end = read[-1]
    return Numeral(value, end.last, end.coarse, end.scale, end.scale_word, 0 if end.scale > 1 else end.zeros, end.whole)


@dataclass(slots=True)
class _Sum:
    """A Chinese numeral as it is read from left to right; low, high and told run beside each other."""

    low: int = 0
    high: int = 0
    told: int = 0

    def add(self, low: int, high: int, told: int) -> None:
        self.low += low
        self.high += high
        self.told += told

    def times(self, factor: int) -> None:
        self.low *= factor
        self.high *= factor
        self.told *= factor


@lru_cache(maxsize=16384)
def chinese(run: str) -> tuple[Numeral, int] | None:
    """The numeral that begins ``run`` and how many characters it takes; None when none does."""
    plain = _digit_string(run)
    if plain is not None:
        return plain
    position = 0
    total, section = _Sum(), _Sum()  # closed by 亿/兆, and below 万
    middle = _Sum()  # closed by 万
    current: tuple[int, int, int] | None = None
    last_unit = 0  # the multiplier directly before, for 一万三
    after_zero = False
    place, lowest = 1, 0  # of the digit just read, and of the lowest non-zero one
    trailing = ""
    tail_scale = 1
    vague = inexact = False
    told = True
    ceiling = 0  # small multipliers must fall within a section
    size = len(run)
    ended_short = False
    while position < size:
        char = run[position]
        if char in DIGITS:
            digit = DIGITS[char]
            if current is not None and current != (0, 0, 0):
                following = run[position + 1] if position + 1 < size else ""
                low = current[0]
                if inexact or current[0] != current[1] or not (digit == low + 1 or (low, digit) == (3, 5)):
                    break
                if following in DIGITS and following:
                    break
                current = (low, digit, 0)
                inexact, told = True, told and section.told + middle.told + total.told > 0
                position += 1
                continue
            if char in "两俩倆" and last_unit and run[position + 1 : position + 2] not in (*SMALL, *LARGE):
                break
            if digit == 0:
                if current == (0, 0, 0):
                    break
                after_zero = True
                if position + 1 >= size or (
                    run[position + 1] not in DIGITS and run[position + 1] not in SMALL and run[position + 1] not in VAGUE
                ):
                    if last_unit or position:
                        break
                    current = (0, 0, 0)
                position += 1
                continue
            if position and not last_unit and not after_zero:
                break
            current = (digit, digit, digit)
            trailing, tail_scale = "", 1
            position += 1
        elif char in VAGUE:
            if inexact or current is not None:
                break
            following = run[position + 1] if position + 1 < size else ""
            if not last_unit and following not in SMALL and following not in LARGE:
                return None
            if char == "数" and last_unit:
                break
            inexact = vague = True
            current = (1, 9, 0) if last_unit or after_zero else (2, 9, 0)
            told = last_unit > 0
            trailing, tail_scale = "", 1
            position += 1
        elif char == "半":
            following = run[position + 1] if position + 1 < size else ""
            if position == 0 and following == "百":
                return Numeral(Fraction(50), Fraction(1), Fraction(10)), 2
            break
        elif char in TENS:
            if current is not None or (last_unit and last_unit < 100):
                break
            section.add(TENS[char], TENS[char], TENS[char])
            last_unit = ceiling = lowest = 10
            after_zero = False
            position += 1
        elif char in SMALL:
            factor = SMALL[char]
            if current is None:
                if last_unit and not (after_zero and factor == 10) and not last_unit >= 10**4:
                    break
                if last_unit >= 10**4 and factor > 10 and not after_zero:
                    break
                current = (1, 1, 1)
            elif current == (0, 0, 0):
                current = (1, 1, 1)
            if ceiling and factor >= ceiling:
                position -= 1 if run[position - 1] in DIGITS or run[position - 1] in VAGUE else 0
                current = None
                break
            low, high, said = current
            top = high * factor if high == low or not vague else (high + 1) * factor - 1
            section.add(low * factor, top, said * factor)
            if said or low == high or inexact:
                lowest = factor
            vague = False
            current = None
            last_unit = ceiling = factor
            after_zero = False
            trailing, tail_scale = "", 1
            position += 1
        elif char in LARGE:
            factor = LARGE[char]
            if current is not None:
                low, high, said = current
                if not (low == high == 0):
                    section.add(low, high if not (vague and not section.low) else 10, said)
                    lowest = 1
                vague = False
                current = None
            elif not section.high and not middle.high and not total.high and not last_unit:
                section.add(1, 1, 1)
                lowest = 1
            chain = trailing + char
            if trailing:
                # 万万, 万亿: the scale words multiply
                base = middle if middle.high else total
                base.times(factor)
                if factor >= 10**8 and middle.high:
                    total.add(middle.low, middle.high, middle.told)
                    middle = _Sum()
            elif factor == 10**4:
                if not section.high:
                    break
                section.times(factor)
                middle.add(section.low, section.high, section.told)
                section = _Sum()
            else:
                middle.add(section.low, section.high, section.told)
                section = _Sum()
                if not middle.high:
                    break
                middle.times(factor)
                total.add(middle.low, middle.high, middle.told)
                middle = _Sum()
            trailing = chain
            tail_scale *= factor
            lowest *= factor
            last_unit = factor if not last_unit or len(chain) == 1 else last_unit * factor
            ceiling = 0
            after_zero = False
            position += 1
        else:
            break
    if position == 0:
        return None
    if current is not None:
        low, high, said = current
        if last_unit >= 100 and not after_zero and not inexact:
            ended_short = True
            unit = last_unit // 10
            section.add(low * unit, high * unit, said * unit)
            place = lowest = unit
        else:
            section.add(low, high, said)
            if high:
                lowest = 1
            place = 1
    low_sum = total.low + middle.low + section.low
    high_sum = total.high + middle.high + section.high
    told_sum = total.told + middle.told + section.told
    while position and run[position - 1] in "零〇" and position > 1:
        position -= 1
    value = Fraction(told_sum)
    last = Fraction(tail_scale if trailing else place)
    if position < size and run[position] == POINT and not inexact:
        decimals = _decimals(run, position + 1)
        if decimals is not None:
            amount, unit_place, end = decimals
            follow = ""
            while end < size and run[end] in LARGE:
                follow += run[end]
                end += 1
            factor = scale_of(follow)
            below = value - total.told + amount  # 二亿九千三百点一万: the 亿 stands by itself
            coarse = unit_place * 10 ** _zeros(str(int(below / unit_place)))
            return Numeral(total.told + below * factor, unit_place * factor, coarse * factor, factor, follow, whole=False), end
    if ended_short:
        trailing, tail_scale = "", 1
    scale = tail_scale if trailing else 1
    zeros = 0
    if scale == 1 and told_sum:
        zeros = _zeros(str(told_sum))
    return (
        Numeral(
            value, last, Fraction(max(lowest, 1)), scale, trailing, zeros,
            low=Fraction(low_sum) if inexact else None, high=Fraction(high_sum) if inexact else None, told=told,
        ),
        position,
    )  # fmt: skip


def _decimals(run: str, start: int) -> tuple[Fraction, Fraction, int] | None:
    """What follows 点: digits one by one (五七九) or, as Macau writes it, a number below a hundred (二十九 → .29)."""
    end = start
    while end < len(run) and (run[end] in DIGITS or run[end] in "十拾"):
        end += 1
    digits = run[start:end]
    if not digits or digits[0] in "两俩倆":
        return None
    for ten in "十拾":
        if ten in digits:
            read = chinese(digits)
            if read is None or read[1] != len(digits) or read[0].value >= 100:
                return None
            digits = str(int(read[0].value))
            break
    else:
        digits = "".join(str(DIGITS[char]) for char in digits)
    unit = Fraction(1, 10 ** len(digits))
    return int(digits) * unit, unit, end


def _digit_string(run: str) -> tuple[Numeral, int] | None:
    """二〇二四, 一二三四五: three or more digits without a multiplier, or any that hold 〇."""
    end = 0
    while end < len(run) and run[end] in DIGITS and run[end] not in "两俩倆":
        end += 1
    if end < 3 and not (end == 2 and run[1] in "〇零○" and run[0] not in "零〇○"):
        return None
    following = run[end] if end < len(run) else ""
    if following and (following in SMALL or following in LARGE):
        return None
    digits = "".join(str(DIGITS[char]) for char in run[:end])
    numeral = arabic(digits)
    if following == POINT:
        decimals = _decimals(run, end + 1)
        if decimals is not None:
            return Numeral(numeral.value + decimals[0], decimals[1], decimals[1], whole=False), decimals[2]
    return numeral, end


def whole(printed: str) -> int | None:
    """A whole number in Arabic or Chinese digits, or None for anything else."""
    if printed.isdecimal():
        return int(printed)
    read = chinese(printed)
    if read is None or read[1] != len(printed) or read[0].value.denominator != 1 or read[0].low is not None:
        return None
    return int(read[0].value)


def han(number: int) -> str:
    """A number below 100 in Chinese: 12 → 十二."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _ONES[tens] + "十") + (_ONES[ones] if ones else "")
