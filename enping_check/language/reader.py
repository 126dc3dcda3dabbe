"""Numbers and units as they stand in a text: from a place to digits with their scale, and from there to a unit."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from enping_check.language import lexicon, numerals, units
from enping_check.language.numerals import HAN, LARGE, SMALL, Numeral
from enping_check.language.reckoning import Found
from enping_check.language.units import Spellings, Unit

_LONGEST = 40  # digits; longer strings are codes, whatever follows them
_NO_UNIT = "克米瓦卡伏帕焦比字"  # 千 before these is part of the unit
_KILO = rf"[千仟](?! ?[{_NO_UNIT}])"
_MEGA = "兆(?![瓦字比帕赫焦])"
ARABIC = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3}(?![\dA-Za-z]))?|\.\d+")
_SCALE = re.compile(
    rf" ?(?:[十拾](?![分强佳大字])|[百佰](?![分强佳日货姓帕])|{_KILO}|{_MEGA}|[万亿])(?: ?(?:[十百](?!分)|[万亿]|{_KILO}|{_MEGA})){{0,4}}"
    r"|(?:k|(?<!\D[248])(?<!^[248])K)(?![A-Za-z\d])"  # 4K is a name
)
_MORE = re.compile(rf" ?(?P<zero>零 ?)?(?P<digits>\d{{1,8}}(?:\.\d+)?)(?![\d.])(?P<scale> ?(?:[十百](?!分)|{_KILO}|[万亿]){{1,3}})?")
_TEN_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)万")
_RUN = re.compile(f"(?:[{HAN}]|点(?=[ {HAN}])| (?=[{HAN}点])){{1,80}}")
_PLAIN_RUN = re.compile(f"[{HAN}]{{1,80}}")
_INNER = frozenset("余多来几")  # between digits and their scale
_SCALE_HEADS = frozenset("十百千万亿兆 kK拾佰仟")
MINUS = frozenset("负-−")
_BURDEN = frozenset("减增担背肩自欠")  # 户均减负2万元: a burden, no minus
_MINUTES = re.compile("分(?![\\d钟之成公店行部类数布销贡支歧享流散])")
_SUB = re.compile(rf"又?(?=[\d{HAN}])")
_MINUTES = re.compile(r"(?P<m>[0-5]?\d)分(?:钟?(?P<s>[0-5]?\d(?:\.\d{1,3})?)秒|(?![钟之成贝公析米店\d]))")
_PER_SCALE = re.compile(f"(?:[十百万亿]|千(?![{_NO_UNIT}])){{1,3}}")
_SPOKEN_RATES = frozenset(("mass", "area", "volume", "energy", "length", "coal"))
_EACH_REACH = 24  # characters from 每吨 over its number to the unit
_NUMBER_ONLY = re.compile(r"[约为达仅价报近的是 ]{0,3}[\d.,]{1,12} ?[万亿千百]{0,2}")


@lru_cache(maxsize=4096)
def measure(words: str, book: Spellings) -> tuple[str, Unit] | None:
    """The scale and the unit that make up these words (亿元, %, 万人次), where they are one reading and nothing before them counts."""
    scale = _SCALE.match(words)
    start = scale.end() if scale is not None else 0
    if words[0] in _INNER or start == len(words) or units.match(words, start, book) < len(words):
        return None
    unit = units.unit(words[start:], book)
    return None if unit.surface == "度" else (words[:start], unit)


class NumberReader:
    """Reads numbers and units of one folded text with one vocabulary of units; it keeps no state between calls."""

    def __init__(self, text: str, book: Spellings) -> None:
        self.text = text
        self.book = book

    def sign(self, at: int) -> tuple[int, int]:
        """Where a number that begins at ``at`` really begins, with its minus sign, and the sign."""
        text = self.text
        if not at:
            return at, 1
        before = text[at - 1]
        if before == "负":
            return (at, 1) if at > 1 and text[at - 2] in _BURDEN else (at - 1, -1)
        if before in MINUS:
            left = text[at - 2] if at > 1 else "\n"
            if "\u4e00" <= left <= "\u9fff" or not (left in "-−—–~%‰" or left.isalnum()):
                return at - 1, -1
        return at, 1

    def number(self, at: int, signed: bool = True) -> Found | None:
        """Digits with their scale at ``at`` and the 余 or 多 between the two; ``signed`` looks for a minus before them."""
        hit = ARABIC.match(self.text, at)
        found = self.chinese_number(at) if hit is None else self.arabic_number(hit)
        return self.signed(found) if found is not None and signed else found

    def arabic_number(self, hit: re.Match[str]) -> Found | None:
        """The number that begins with these digits; None for a string of digits that is too long for one."""
        text = self.text
        at, end = hit.span()
        digits_end = end
        digits = hit.group()
        if end - at > _LONGEST:
            return None
        inner = text[end : end + 1]
        if inner in _INNER and text[end + 1 : end + 2] in ("十", "百", "千", "万", "亿") and (scale := _SCALE.match(text, end + 1)):
            numeral = numerals.arabic(digits, scale.group().replace(" ", ""))
            found = Found(at, digits_end, scale.end(), numeral, at, scale.end(), trail_word=inner)
            if inner == "几":
                found.numeral = replace(numeral, low=numeral.value + numeral.last, high=numeral.value + 9 * numeral.last)
            else:
                found.trail, found.step = "more", numeral.coarse
            return found
        scale = _SCALE.match(text, end) if inner in _SCALE_HEADS else None
        if scale is None:
            numeral = numerals.arabic(digits)
        else:
            words = scale.group().replace(" ", "")
            end = scale.end()
            numeral = numerals.arabic(digits, words)
            if "." not in digits and words not in "kK":
                numeral, end = self._continued(digits, words, numeral, end)
            else:
                follow = text[end : end + 1]
                if follow.isdigit() and words in ("亿", "万亿") and (more := _TEN_THOUSANDS.match(text, end)):
                    numeral = numerals.mixed(((digits, words), (more[1], "万")))
                    end = more.end()
        return Found(at, digits_end, end, numeral, at, end)

    def _continued(self, digits: str, words: str, numeral: Numeral, end: int) -> tuple[Numeral, int]:
        """3万5千, 3亿4260万, 23万6482, 1千零20: further digits under a smaller scale."""
        text = self.text
        parts = [(digits, words)]
        limit = numeral.scale
        while more := _MORE.match(text, end):
            tail = more["scale"].replace(" ", "") if more["scale"] else ""
            scale = numerals.scale_of(tail)
            if scale >= limit or len(more["digits"].split(".")[0]) > len(str(limit // scale)) - 1:
                break
            if not tail and (len(more["digits"]) < 2 and not more["zero"]):
                break
            if not tail and limit <= 1000 and len(more["digits"]) > 3:
                break
            parts.append((more["digits"], tail))
            end = more.end()
            limit = scale
            if not tail:
                break
        return (numerals.mixed(tuple(parts)) if len(parts) > 1 else numeral), end

    def signed(self, found: Found) -> Found:
        """The number with the minus before it, if there is one."""
        if found.digits_start and self.text[found.digits_start - 1] not in MINUS:
            return found
        start, sign = self.sign(found.digits_start)
        if sign < 0:
            numeral = found.numeral
            found.start = start
            low, high = numeral.low, numeral.high
            found.numeral = replace(numeral, value=-numeral.value, low=None if high is None else -high, high=None if low is None else -low)
        return found

    def chinese_number(self, at: int) -> Found | None:
        text = self.text
        run = _PLAIN_RUN.match(text, at)
        if run is None:
            return None
        printed = run.group()
        if text[run.end() : run.end() + 1] in ("点", " "):
            longer = _RUN.match(text, at)
            if longer is not None:
                printed = longer.group()
        if " " in printed:
            squeezed = printed.replace(" ", "")
            read = numerals.chinese(squeezed)
            if read is None or read[1] != len(squeezed) or not any(char in SMALL or char in LARGE or char == "点" for char in squeezed):
                printed = printed.split(" ", 1)[0]
                read = numerals.chinese(printed)
                length = read[1] if read is not None else 0
            else:
                length = len(printed)
        else:
            read = numerals.chinese(printed)
            length = read[1] if read is not None else 0
        if read is None or not length:
            return None
        end = at + length
        numeral = read[0]
        found = Found(at, end, end, numeral, at)
        inner = text[end : end + 1]
        spaced = end + 1 if inner == " " and text[end + 1 : end + 2] in ("余", "多") else end
        if text[spaced : spaced + 1] in ("余", "多", "来") and numeral.scale == 1:
            scale = _SCALE.match(text, spaced + 1)
            if scale is not None and scale.group().strip() and scale.group().strip()[0] in "万亿千百":
                words = scale.group().replace(" ", "")
                factor = numerals.scale_of(words)
                found.numeral = replace(
                    numeral,
                    value=numeral.value * factor,
                    last=numeral.last * factor,
                    coarse=numeral.coarse * factor,
                    scale=factor,
                    scale_word=words,
                )
                found.trail, found.trail_word = "more", text[spaced]
                found.step = found.numeral.coarse
                found.end = end = scale.end()
        found.scaled_end = end
        return found

    def unit(self, start: int) -> tuple[int, Unit | None]:
        """The unit that begins at ``start``, with a rate's lower part."""
        text = self.text
        blank = 1 if text[start : start + 1] == " " else 0
        end = units.match(text, start + blank, self.book)
        if end == start + blank:
            return start, None
        surface = text[start + blank : end]
        if blank and not (surface[0].isascii() or surface in ("个百分点", "百分点", "成", "折")):
            return start, None
        one = units.unit(surface, self.book)
        if surface == "度":
            one = self._degrees(start, one)
        slash = end + 1 if text[end : end + 3] == " / " else end  # 元 / 吨
        if text[slash : slash + 1] in ("/", "每"):
            below = slash + (2 if slash > end else 1)
            scale = 1
            if text[below : below + 1] in SMALL or text[below : below + 1] in LARGE:
                chain = _PER_SCALE.match(text, below)
                if chain is not None:
                    scale, below = numerals.scale_of(chain.group()), chain.end()
            stop = units.match(text, below, self.book)
            if stop > below:
                lower = units.unit(text[below:stop], self.book)
                if text[slash] == "/" or (lower.dimension in _SPOKEN_RATES and not self._each_already(start, text[slash:stop])):
                    if surface == "分":
                        one = units.unit("分钱", self.book)
                    return stop, units.rate(one, lower, scale)
        return end, one

    def _each_already(self, start: int, each: str) -> bool:
        """每吨862元每吨下跌144元: the words before the number say for how much it is; those behind it belong to what comes next."""
        left = self.text[max(0, start - _EACH_REACH) : start]
        told = left.rfind(each)
        return told >= 0 and _NUMBER_ONLY.fullmatch(left, told + len(each)) is not None

    def _degrees(self, at: int, plain: Unit) -> Unit:
        """What 度 measures here: electricity, heat or an angle, by the words of its clause."""
        words = lexicon.table("units.toml")["degrees"]
        clause = self.text[max(0, at - 24) : at]
        clause = clause[max(clause.rfind("。"), clause.rfind("；"), clause.rfind("\n")) + 1 :]
        nearest, best = "angle", -1
        for kind, listed in words.items():
            place = max(clause.rfind(word) for word in listed.split())
            if place > best:
                nearest, best = kind, place
        if best < 0 and self.text[at - 1 : at] in LARGE and not self.text.startswith(("高温", "的高温"), at + 1):
            nearest = "energy"  # 1.62亿度, however far back the electricity is named
        name = {"energy": "千瓦时", "temperature": "摄氏度"}.get(nearest)
        if name is not None:
            return replace(units.unit(name, self.book), surface="度")
        return plain

    def _lower_unit(self, found: Found, stop: int) -> int:
        """2美元3美分, 3小时20分钟, 2年3个月: a smaller unit of the same dimension directly after."""
        text = self.text
        if found.unit is not None and found.unit.base == "小时" and (minutes := _MINUTES.match(text, stop)) is not None:
            return self._minutes(found, minutes)
        joint = _SUB.match(text, stop)
        if joint is None or found.unit is None or found.numeral.low is not None:
            return stop
        lower = self.number(joint.end())
        if lower is None or lower.numeral.low is not None or lower.trail:
            return stop
        end, unit = self.unit(lower.scaled_end)
        if found.unit.surface.endswith("小时") and _MINUTES.match(text, lower.scaled_end):
            end, unit = lower.scaled_end + 1, units.unit("分钟", self.book)  # 6小时25分
        if unit is None or unit.base != found.unit.base or unit.factor >= found.unit.factor:
            return stop
        share = unit.factor / found.unit.factor
        lesser = lower.numeral
        found.numeral = replace(
            found.numeral,
            value=found.numeral.value + lesser.value * share,
            last=lesser.last * share,
            coarse=lesser.coarse * share,
            whole=False,
        )
        return end

    @staticmethod
    def _minutes(found: Found, minutes: re.Match[str]) -> int:
        """2小时38分, 2小时09分17秒: behind hours 分 are minutes, no points."""
        hour = found.unit.factor if found.unit is not None else Fraction(1)
        if hour != 1 or found.numeral.low is not None:
            return minutes.start()
        seconds = minutes["s"] or ""
        last = Fraction(1, 3600 * 10 ** len(seconds.partition(".")[2])) if seconds else Fraction(1, 60)
        value = found.numeral.value + Fraction(int(minutes["m"]), 60) + Fraction(seconds or 0) / 3600
        found.numeral = replace(found.numeral, value=value, last=last, coarse=last, whole=False)
        return minutes.end()
