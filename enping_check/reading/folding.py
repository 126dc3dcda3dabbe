"""Folding: the copy of a text that the parser reads, with the way back to every printed character.

What the folded text looks like, in the order in which it is made:

- zero-width characters, soft hyphens and variation selectors are gone; every line ends in one ``\\n``;
- each traditional character, variant or compatibility form is its one simplified character (``data/script.txt``);
- full-width digits, letters and signs are half width; in prose ``，；：（）`` are the only comma, semicolon, colon and brackets. A colon
  between two digits (ratio, time) is ``:``; ``://`` stays. ``。！？、“”《》`` and half-width ``! ?`` stay as printed;
- pinyin glosses and footnote marks are gone and belong to the character before them (a mark between a Latin letter and a digit leaves one
  blank, so that ``GDP[2]13507`` does not become an identifier);
- where commas are printed and no ``。``, and a line ends in a point behind a Chinese character, such points are ``。``;
- ``21·3%`` has ``.`` for its middle dot; thousands separators are gone; a comma in digits that group badly (``1474,286``) stays ``,``;
- a range has one ``—`` or ``~``, a minus sign is ``-``, a dash in prose is ``—``;
- a run of blanks is one blank, or one tab if it holds a tab or stands between digits (columns); none is left between a number and its
  unit or its decimal point, nor between a Chinese character (other than a numeral) and a digit. A blank between two Chinese characters
  stays one blank.

The removable set, the only source characters that no folded character covers: invisible characters, blanks and thousands separators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from enping_check.reading.words import sections


class Folding(NamedTuple):
    """Folded text; folded character i stands for ``source[starts[i]:ends[i]]``. Ranges where nothing moved."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range


Edit = tuple[int, int, str]  # text[a:b] becomes r, of no or one character

INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_THIN = "\u2009"  # stands for every blank that typographers set between groups of digits, until those are joined
_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_NUMERAL = frozenset("〇零一二三四五六七八九十百千万亿两")
_DIGITS = frozenset("0123456789")
_DATE_UNITS = "年月日号时点"

_TONES = frozenset("\u0300\u0301\u0304\u030c")
_FINALS = (
    "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ou|ia|ie|in|iu|ua|ue|ui|un|uo|ve|vn|a|e|o|i|u|v"  # longest first
)
_SYLLABLE = f"(?:(?:[zcs]h|[bcdfghjklmnpqrstwxyz])?(?:{_FINALS})|ng?|h?m)"
_ONE_SYLLABLE = re.compile(_SYLLABLE)
_PINYIN = re.compile(f"{_SYLLABLE}(?:[ '’-]?{_SYLLABLE}){{0,5}}")
# the patterns that look through a whole text begin with one of the characters that can open a match: those are found many times faster
_INVISIBLE = re.compile(f"[{INVISIBLE}][{INVISIBLE}]*")
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_MARKED = re.compile(
    f"[（\\[〔①-⑳{_RAISED}]"
    "(?:(?<=（)(?P<gloss>[a-zß-öø-ÿāēěīńňōūǎǐǒǔǖǘǚǜǹḿếềɡɑ\u0300\u0301\u0304\u0308\u030c '’-]{1,24})）"
    rf"|(?<=\[)[1-9]\d?\](?!号)|(?<=〔)[1-9]\d?〕(?!号)|(?<=[①-⑳])(?=[\d，,。；、！？%\n]|$)|(?<=[{_RAISED}])[{_RAISED}]?)"
)
_MARKABLE = re.compile(f'[{_HAN}A-Za-z0-9%‰”’》）』」】"]')
_FEW_TONES = 3  # so many glosses with a tone mark prove that toneless ones (着(zhe)) are glosses too
_MANY_PLAIN = 8  # and so many different toneless syllables prove it without any tone mark

_DASH, _OTHER_DASHES = "—", "–―─−"
# where no other dash is printed, it is found many times faster
_DASHES = tuple(re.compile(f"{head}[{_DASH}{_OTHER_DASHES}]*") for head in (_DASH, f"[{_DASH}{_OTHER_DASHES}]"))
_MIDDOT = re.compile(r"·(?=\d)(?<=\d·)")
_COLON = re.compile(r"：(?=\d)(?<=\d：)|：(?=//)")
_POINTED = re.compile(r"(?<=\d)\. \d{1,3}(?=[万萬亿億]|[%‰](?!\d))")
_RUN = re.compile(f"[ \t{_THIN}][ \t{_THIN}]+")
# begun with one character, each is found many times faster than with any of them
_GROUPS = {mark: re.compile(f"{mark}\\d{{3}}(?!\\d)") for mark in (",", "，", " ", _THIN, ", ")}
_COMMAS = re.compile(r"\d(?<!\d.)(?<![^万萬亿億]0)(?<!^0)(?<!\d[.,，·].)\d{0,2}(?:,\d{3})+(?!\d)(?!,\d)")  # 2万0,812, else begun with no 0
_THINS = re.compile(f"[1-9](?<!\\d.)(?<!\\d[.,，· {_THIN}].)\\d{{0,2}}(?:{_THIN}\\d{{3}})+(?!\\d)(?![,， {_THIN}]\\d)")
_LOOSE = re.compile(f"[{_HAN}\\d] [，。；：、,.;](?! ?\\d)")  # 监管平台 .到 11 月底 ,全市…: blanks stand anywhere in such a text
_ODD = re.compile(r",(?=\d{3}(?!\d))(?<=\d,)")
# 增长1.2,6.9和2.3个百分点: commas between numbers alone, of which an 和 joins the last, list them
_LISTED = re.compile(
    r"(?<=\d)[,，](?!\d{3}(?![\d.]))(?=\d{1,6}(?:\.\d{1,4})?%?(?:[,，]\d{1,6}(?:\.\d{1,4})?%?){0,8}(?:和|及|与|以及)\d)"
    r"|(?<=\d%)[,，](?=\d{1,6}(?:\.\d{1,4})?%(?:[,，]\d{1,6}(?:\.\d{1,4})?%){0,8}(?:和|及|与|以及)\d)"
)
_SEPARATOR = re.compile(f"[,， {_THIN}]")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Table(dict[int, int]):
    """A translation table that learns the characters it leaves alone: a missing key would cost an exception each time."""

    def __missing__(self, key: int) -> int:
        self[key] = key
        return key


@cache
def _units() -> frozenset[str]:
    return frozenset(sections("script.txt")["units"])


@cache
def _pairs() -> dict[str, str]:
    """Printed character → the one that is read for it; none of these is itself a printed one."""
    pairs = {pair[0]: pair[1] for pair in sections("script.txt")["pairs"]}
    kept = "！，：；？（）．～－"
    pairs.update((chr(code), chr(code - 0xFEE0)) for code in range(0xFF01, 0xFF5F) if chr(code) not in kept)
    for printed, read in (
        ("．", "."), ("﹪", "%"), ("﹢", "+"), ("∕", "/"), ("﹐", "，"), ("､", "、"), ("｡", "。"), ("～〜∼˜", "~"), ("－﹣", "−"),
        (":∶︰﹕꞉ː", "："), (";﹔", "；"), ("(﹙", "（"), (")﹚", "）"), ("‧・•∙⋅･", "·"), ("\u00a0\u2007\u2008\u202f", _THIN),
        ("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u200a\u205f\u3000\u1680", " "), ("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    ):  # fmt: skip
        pairs.update((char, read) for char in printed)
    return pairs


@cache
def _table() -> _Table:
    return _Table((ord(printed), ord(read)) for printed, read in _pairs().items())


@cache
def _changing() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_pairs()))}]")


def _translated(text: str) -> str:
    """Each character as it is read. A simplified text prints few others, and few kinds of them; a traditional one is translated whole."""
    others = _changing().findall(text)
    if len(others) * 16 > len(text):
        return text.translate(_table())
    for printed in set(others):
        text = text.replace(printed, _pairs()[printed])
    return text


@cache
def _number_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    units = re.escape("".join(sorted(_units())))
    amounts = re.escape("".join(sorted(_units() - set(_DATE_UNITS))))
    blank = f"[ {_THIN}]*"
    wide = rf"[1-9](?<!\d.)(?<!\d[.,，·].)\d{{0,2}}(?:，\d{{3}})+(?!\d)(?=(?:\.\d+)?{blank}[{amounts}])"
    spaced = (
        rf"[1-9](?<![\d第表图].)(?<!\d[.,，· {_THIN}].)\d{{0,2}}(?: \d{{3}})+(?!\d)(?![,， {_THIN}]\d)"
        rf"(?=\. ?\d|(?:\.\d+)?[余多]?{blank}[{amounts}]|[，,。；、）])"
    )
    # 1, 260万吨 where 1,200万吨 is printed too
    apart = rf"[1-9](?<![\d第表图].)(?<!\d[.,，· {_THIN}].)\d{{0,2}}, \d{{3}}(?!\d)(?![,， ]\d)(?=(?:\.\d+)?{blank}[{amounts}])"
    return re.compile(wide), re.compile(spaced), re.compile(rf"·\d+{blank}[{units}]"), re.compile(apart)


def fold(source: str) -> Folding:
    """Fold a text of any length, in time linear in it; the module's docstring says what comes out.

    0 ≤ starts[i] < ends[i] ≤ starts[i+1]; folding the folded text again changes nothing.
    """
    edits: list[Edit] = [(found.start(), found.end(), "") for found in _INVISIBLE.finditer(source)]
    return_at = source.find("\r\n")
    while return_at >= 0:
        edits.append((return_at, return_at + 2, "\n"))
        return_at = source.find("\r\n", return_at + 2)
    edits.sort()
    work = _apply(Folding(source, range(len(source)), range(1, len(source) + 1)), edits)
    work = work._replace(text=_translated(work.text))
    for stage in (_runs, _glosses, _middots, _thousands):
        work = _apply(work, list(stage(work.text)))
    work = _apply(work, [(found.start(), found.end(), "、") for found in _LISTED.finditer(work.text)])
    text = work.text
    odd = [found.start() for found in _ODD.finditer(text) if not _YEAR.fullmatch(text, _number_start(text, found.start()), found.start())]
    text = text.replace(_THIN, " ").replace(",", "，")
    work = _apply(work._replace(text=text), [(at, at + 1, ",") for at in odd])
    for stage in (_stops, _colons, _blanks, _dashes):
        work = _apply(work, list(stage(work.text)))
    if isinstance(work.starts, range):
        return work
    return Folding(work.text, tuple(work.starts), tuple(work.ends))


_OFFSETS: list[int] = []  # 0, 1, 2 …: what moves is told by the same numbers in every text, so that they are made once
_MOST_OFFSETS = 1 << 17  # a longer text makes its own


def _offsets(size: int) -> list[int]:
    """The first numbers from 0 on, ``size`` of them at least."""
    if size > _MOST_OFFSETS:
        return [*range(size)]
    if size > len(_OFFSETS):
        _OFFSETS.extend(range(len(_OFFSETS), size))
    return _OFFSETS


def _apply(work: Folding, edits: Sequence[Edit]) -> Folding:
    if not edits:
        return work
    text, starts, ends = work
    pieces: list[str] = []
    done = 0
    if all(b - a == len(r) for a, b, r in edits):
        for a, b, r in edits:
            pieces += (text[done:a], r)
            done = b
        return Folding("".join((*pieces, text[done:])), starts, ends)
    if isinstance(starts, range):  # one character's end is the next one's start
        size = len(text)
        offsets = _offsets(size + 1)
        starts, ends = offsets[:size], offsets[1 : size + 1]  # type: ignore[assignment]  # lists until fold() seals them
    new_starts: list[int] = []
    new_ends: list[int] = []
    for a, b, r in edits:
        pieces += (text[done:a], r)
        new_starts += starts[done:a]
        new_ends += ends[done:a]
        if r:
            new_starts.append(starts[a])
            new_ends.append(ends[b - 1])
        done = b
    pieces.append(text[done:])
    new_starts += starts[done:]
    new_ends += ends[done:]
    return Folding("".join(pieces), new_starts, new_ends)  # type: ignore[arg-type]


def _number_start(text: str, at: int) -> int:
    start = at
    while start > 0 and at - start < 5 and text[start - 1] in _DIGITS:
        start -= 1
    return start


def _glosses(text: str) -> Iterator[Edit]:
    marks = list(_MARKED.finditer(text))
    if not marks:
        return
    toned = 0
    plain: set[str] = set()
    for mark in marks:
        letters = mark["gloss"]
        if letters is not None and mark.start() and _IS_HAN.match(text, mark.start() - 1):
            tone = _tone(letters)
            if tone:
                toned += 1
            elif tone is not None:
                plain.add(letters)
    plain_too = toned >= _FEW_TONES or len(plain) >= _MANY_PLAIN
    owner = covered = -1  # the character that owns the run of marks, and where the run ends
    for mark in marks:
        at, end = mark.span()
        if at != covered:
            if owner >= 0:
                yield _without(text, owner, covered)
            owner, covered = -1, at
        holder = owner if owner >= 0 else at - 1
        if holder < 0 or not _removable(mark, text[holder], text[end : end + 1], plain_too):
            covered = covered if owner >= 0 else -1
            continue
        owner, covered = holder, end
    if owner >= 0:
        yield _without(text, owner, covered)


def _without(text: str, owner: int, end: int) -> Edit:
    if text[owner].isascii() and text[owner].isalpha() and text[end : end + 1] in _DIGITS:
        return owner + 1, end, " "
    return owner, end, text[owner]


def _removable(mark: re.Match[str], holder: str, after: str, plain_too: bool) -> bool:
    letters = mark["gloss"]
    if letters is not None:
        tone = _tone(letters)
        return bool(_IS_HAN.match(holder)) and (tone is True or (tone is False and plain_too))
    if not _MARKABLE.match(holder) or (holder in _DIGITS and after in _DIGITS):
        return False
    return not mark[0][0].isnumeric() or bool(_IS_HAN.match(holder)) or holder in "”》）"


def _tone(letters: str) -> bool | None:
    """True for pinyin with a tone mark, False for one toneless syllable, None for anything else."""
    spread = unicodedata.normalize("NFD", letters.replace("ɡ", "g").replace("ɑ", "a"))
    bare = "".join(char for char in spread if char not in _TONES)
    base = bare.replace("u\u0308", "v").replace("e\u0302", "e")
    if len(bare) < len(spread):
        return True if _PINYIN.fullmatch(base) else None
    return False if _ONE_SYLLABLE.fullmatch(base) else None


def _middots(text: str) -> Iterator[Edit]:
    pattern = _number_patterns()[2]
    for found in _MIDDOT.finditer(text):
        if pattern.match(text, found.start()):
            yield found.start(), found.end(), "."


_POINT = re.compile("(?<=[\u4e00-\u9fff）%]) ?\\.(?= ?(?:[\u4e00-\u9fff“《（\n]|$))")
_LAST_POINT = re.compile("[\u4e00-\u9fff）%] ?\\.[ \t]*(?:\n|$)")


def _stops(text: str) -> Iterator[Edit]:
    """发放4278户.按季核查. A text with commas but without any 。 that ends a line in a point ends its sentences so."""
    if "，" in text and "。" not in text and _LAST_POINT.search(text) is not None:
        for found in _POINT.finditer(text):
            yield found.end() - 1, found.end(), "。"


def _thousands(text: str) -> Iterator[Edit]:
    wide, spaced, _, apart = _number_patterns()
    marks = {mark for mark, group in _GROUPS.items() if group.search(text)}
    patterns = [(",", _COMMAS), (_THIN, _THINS), (" ", spaced), ("，", wide)]
    if ", " in marks and (("," in marks and _COMMAS.search(text)) or _LOOSE.search(text)):
        patterns.append((", ", apart))
    groups = [found for mark, pattern in patterns if mark in marks for found in pattern.finditer(text)]
    groups = [found for found in groups if ("，" not in found[0] and ", " not in found[0]) or _one_number(text, found)]
    groups.sort(key=lambda found: found.start())
    done = 0
    for found in groups:
        if found.start() >= done:
            done = found.end()
            for mark in _SEPARATOR.finditer(text, found.start(), found.end()):
                yield mark.start(), mark.end(), ""


def _one_number(text: str, found: re.Match[str]) -> bool:
    """Whether full-width commas group one number: with two of them, or after a word that opens a list, they may as well part several."""
    before = text[max(0, found.start() - 12) : found.start()]
    return found[0].count("，") + found[0].count(",") == 1 and not any(word in before for word in sections("script.txt")["lists"])


def _colons(text: str) -> Iterator[Edit]:
    for found in _COLON.finditer(text):
        yield found.start(), found.end(), ":"


def _dashes(text: str) -> Iterator[Edit]:
    units = _units()
    for found in _DASHES[any(dash in text for dash in _OTHER_DASHES)].finditer(text):
        at, end = found.span()
        left = text[at - 1] if at else "\n"
        if text[end : end + 1] in _DIGITS and end < len(text):
            counted = left in units and at > 1 and (text[at - 2] in _DIGITS or text[at - 2] in units)
            if left in _DIGITS or counted:
                if end - at == 1 or left in _DIGITS or left in "%‰年月日":
                    if found[0] != "—":
                        yield at, end, "—"
                    continue
            elif found[0] in ("−", "–"):
                yield at, end, "-"
                continue
        for place in range(at, end):
            if text[place] != "—":
                yield place, place + 1, "-" if text[place] == "−" else "—"


def _runs(text: str) -> Iterator[Edit]:
    if "  " not in text and "\t" not in text and _THIN not in text:
        return
    for found in _RUN.finditer(text):
        at, end = found.span()
        parts = "\t" in found[0] or (at > 0 and end < len(text) and text[at - 1] in _DIGITS and text[end] in _DIGITS)
        yield at, end, "\t" if parts else " "


def _blanks(text: str) -> Iterator[Edit]:
    units = _units()
    at = text.find(" ")
    while at >= 0:
        left = text[at - 1] if at else "\n"
        right = text[at + 1] if at + 1 < len(text) else "\n"
        if (
            (right in units and (left in _DIGITS or left in "万亿"))
            or (right in _DIGITS and left not in _NUMERAL and _IS_HAN.match(left) is not None)
            or (right == "." and left in _DIGITS and text[at + 2 : at + 3] in _DIGITS and at + 2 < len(text))  # 42 .6万吨
        ):
            yield at, at + 1, ""
        elif left == "." and right in _DIGITS and _POINTED.match(text, at - 1) is not None:
            yield at, at + 1, ""  # 11547. 5万件: no sentence ends in a bare number
        at = text.find(" ", at + 1)
