"""Structure: the non-empty lines of a folded text, what each is, and its sentences."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from enping_check.model import Line, Span
from enping_check.reading.words import sections
from enping_check.reading.wrapping import Printed, continued, is_page_number, left_open, may_be_open, may_be_torn, may_be_wrapped, torn

_TITLE = 60  # characters: longer first lines are prose
_HEADING = 40  # of a numbered heading
_PLAIN_HEADING = 35  # of one without a number
_PARAGRAPH = 30  # shortest line after which a short line counts as a heading
_DATELINE = 60
_NAME = 6
_SPEECH = 80  # a longer quotation is a paragraph of its own and is split

_END = "。！？；"
HAN_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TEN = {"十": 10, "百": 100}
_N = "[〇零一二三四五六七八九十百]{1,5}"
_NUMBERED = re.compile(
    rf"(?P<part>第(?:{_N}|\d{{1,3}})[章编篇部](?:分)?|问题(?:{_N}|\d{{1,2}})(?!\d)[:：]?)(?P<a>)"
    rf"|(?P<one>{_N} ?[、.])|(?P<section>第(?:{_N}|\d{{1,3}})节)"
    rf"|(?P<two>（ ?{_N} ?）[、.]?|[㈠-㈩][、.]?)"
    r"|(?P<three>\d{1,2}[.、](?!\d))|(?P<four>（\d{1,2}）|\d{1,2}）|[①-⑳])"
)
_LEVELS = {"part": 1, "one": 1, "section": 2, "two": 2, "three": 3, "four": 4}
_COUNTING = frozenset(
    f"第问（{''.join(HAN_DIGITS)}{''.join(_TEN)}㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)  # it begins so, or with a digit
_SIGNS = "▍■◆●▌▎▶►◎★"
_DIVIDERS = frozenset(_SIGNS + "#")  # what the next one begins with
_DIVIDER = re.compile(f"[{_SIGNS}] ?|#{{1,6}} +")
_ITEM = re.compile(f"[·•○●□◇◆✓*+>] ?|- |{_N}[是要]|第{_N}[，、：]")
_CAPTION = re.compile(r"[表图] ?\d{1,3}(?!\d|[%‰]|\.\d)")
_NUMBER = re.compile(f"{_N}|\\d+|[㈠-㈩①-⑳]")
# 【我行绿色贷款余额突破3000亿元】截至9月末…: a headline in the line of its text; no 【本报讯】
_HEADED = re.compile("(?P<title>【[^【】。；\\n]{8,58}(?<![讯电者报])】) ?(?=[^\\n]{20})")
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_DATE = re.compile(rf"\d{{4}}(?:年\d{{1,2}}月(?:\d{{1,2}}日)?|[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?:[ \tT]?{_TIME})?|{_TIME}")
_BARE = re.compile(r"[-+]?\d+(?:\.\d+)?[%‰]?|-+|—+")
_BARE_HEADS = frozenset("+-—~·第表图")  # what a bare number, a page number and a caption begin with, beside digits
_CELLS = re.compile(r"[ \t|]+")
_WORDY = re.compile("[。；！？，]")
_HAN = re.compile("[\u3400-\u9fff]")
_STOP = "。！？!?"
_STOPS = re.compile(f"[{_STOP}][{_STOP}]*")  # so written, it is found three times faster than with [。！？!?]+
_OPEN = {"“": "”", "「": "」", "『": "』", "（": "）"}
# an opening before whose own close a sentence ends or another opens: without one, no pair holds the end of a sentence
_HOLDING = re.compile(
    "|".join(f"{opening}[^{close}{_STOP}{''.join(_OPEN)}]*+[{_STOP}{''.join(_OPEN)}]" for opening, close in _OPEN.items())
)
_BRACKETS = re.compile(f"[{''.join((*_OPEN, *_OPEN.values()))}]")
_new = tuple.__new__  # there are so many sentences that a constructor's own time is felt
_AFTER = '”」』）’"'


def lines(text: str) -> tuple[Line, ...]:
    """The non-empty lines of a folded text in order, in time linear in it. Spans are trimmed of blanks; a line is one paragraph.

    Printed lines of a hard-wrapped paragraph are one line, with the line breaks (and page numbers) that stand within it.
    """
    spans = _line_spans(text)
    bodies = [text[start:end] for start, end in spans]
    kinds: list[tuple[str, int, int | None]] = []
    first = True
    before = ""
    for body, following in zip(bodies, [*bodies[1:], ""], strict=False):
        kinds.append(_kind(body, before, following, first=first))
        first = first and kinds[-1][0] == "dateline"
        before = body
    numbered = any(kind == "heading" and level == 1 and number is not None for kind, level, number in kinds)
    going_on: frozenset[int] = frozenset()
    wrapped = may_be_wrapped(text, (at for at, kind in zip(spans, kinds, strict=True) if kind[0] in ("body", "note")))
    if wrapped or may_be_torn(text) or may_be_open(text):
        printed = [_printed(text, at, kind) for at, kind in zip(spans, kinds, strict=True)]
        going_on = (continued(text, printed) if wrapped else frozenset()) | torn(text, printed) | left_open(text, printed)
    found: list[Line] = []
    for index, (at, (kind, level, number)) in enumerate(zip(spans, kinds, strict=True)):
        if index in going_on:
            continue
        last = index
        while last + 1 in going_on:
            last += 1
        if last > index:
            at = Span(at.start, spans[last].end)
            kind, level, number = ("note" if kind == "note" else "body"), 0, None
        if kind == "heading" and not level:
            level = 2 if numbered else 1
        found.append(_new(Line, (at, kind, level, number, _sentences(text, at))))
    return tuple(found)


def _printed(text: str, at: Span, kind: tuple[str, int, int | None]) -> Printed:
    name, level, _ = kind
    role = name if name in ("body", "note", "title") else "other"
    if name == "heading":
        role = "heading" if level else "guess"
    body = text[at.start : at.end]
    return Printed(at, role, _begins(body), _openers().match(body) is not None)


def _begins(body: str) -> bool:
    """Whether a printed line begins as a heading, list item, note or caption does, so that it cannot go on with the one before."""
    return _beginnings().match(body) is not None


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile("|".join(mark.pattern for mark in (_NUMBERED, _DIVIDER, _ITEM, _CAPTION, _items(), _notes(), _labels())))


def _line_spans(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for piece in text.split("\n"):
        body = piece.strip()
        if body:
            left = start + len(piece) - len(piece.lstrip())
            if not spans and (headed := _HEADED.match(body)) is not None:
                spans.append(_new(Span, (left, left + headed.end("title"))))
                body, left = body[headed.end() :], left + headed.end()
            spans.append(_new(Span, (left, left + len(body))))
        start += len(piece) + 1
    return spans


def _kind(body: str, before: str, following: str, *, first: bool) -> tuple[str, int, int | None]:
    """Kind, level and number of one line; level 0 of a heading means that the line carries no number."""
    divided = _DIVIDER.match(body) if body[0] in _DIVIDERS else None
    inner = body[divided.end() :] if divided else body
    mark = _NUMBERED.match(inner) if inner[:1] in _COUNTING or inner[:1].isdecimal() else None
    if not mark and _is_dateline(body):
        return "dateline", 0, None
    if _is_note(body):
        return "note", 0, None
    if _is_table(body, before, following):
        return "table", 0, None
    if mark and _is_short(inner[mark.end() :]):
        name = mark.lastgroup if mark.lastgroup != "a" else "part"
        return "heading", _LEVELS[name or "part"], _number(mark[0])
    if first and following and len(inner) <= _TITLE and body[-1] not in _END + "：，":
        return "title", 0, None
    if divided and len(inner) <= _HEADING and not _WORDY.search(inner[:-1]):
        return "heading", 1, None
    if (
        len(body) <= _PLAIN_HEADING
        and not _WORDY.search(body)
        and body[-1] not in "：、，:!?"
        and _HAN.search(body)
        and len(following) >= max(_PARAGRAPH, len(body) + 1)
    ):
        return "heading", 0, None
    return "body", 0, None


def _is_short(words: str) -> bool:
    name = words.rstrip("。：: ")
    if words.endswith("。") and ("，" in name or any(char.isdigit() for char in name)):
        return False
    return len(name) <= _HEADING and not any(mark in name for mark in "。；！？")


def _number(mark: str) -> int | None:
    found = _NUMBER.search(mark)
    if not found:
        return None
    digits = found[0]
    if digits.isdecimal():
        return int(digits)
    if "㈠" <= digits <= "㈩":
        return ord(digits) - ord("㈠") + 1
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    total = current = 0
    for char in digits:
        if char in _TEN:
            total += (current or 1) * _TEN[char]
            current = 0
        else:
            current = current * 10 + HAN_DIGITS[char]
    return total + current


@cache
def _writers() -> re.Pattern[str]:
    return re.compile(f"{_either('writers')}|{_either('credits')}(?=[ ：/])")


def _either(section: str) -> str:
    words = sorted(sections("lines.txt")[section], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


@cache
def _items() -> re.Pattern[str]:
    return re.compile(_either("items"))


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"{_either('openers')}|\d{{4}}年")


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(f"{_either('labels')}[:：]")


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(rf"[【（\[*※]?{_either('notes')}\d{{0,2}}[】）\]]?[:：]|\[\d{{1,2}}\]|※")


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(f"[\u3400-\u9fff]{{2,24}}{_either('offices')}(?:[ 、][\u3400-\u9fff]{{2,24}}{_either('offices')}){{0,3}}")


def _is_note(body: str) -> bool:
    return body[0] in _note_heads() and _notes().match(body) is not None


@cache
def _note_heads() -> frozenset[str]:
    """What a note begins with."""
    return frozenset(("【", "（", "[", "*", "※", *(word[0] for word in sections("lines.txt")["notes"])))


def _is_dateline(body: str) -> bool:
    """Nothing but who, when and where from: labels before a colon, a bare date, or writers and names without any sentence."""
    if len(body) > _DATELINE:
        return False
    inner = body.strip("（）【】[] \t")
    if _DATE.fullmatch(inner) or _offices().fullmatch(inner):
        return True
    if any(mark in inner for mark in "。；！？"):
        return False
    dated = _DATE.match(inner)
    if _labels().match(inner[dated.end() :].lstrip() if dated else inner):  # 2025-04-08 09:30 来源：…
        return "，" not in inner
    return _is_byline(_DATE.sub(" ", inner))


def _is_byline(words: str) -> bool:
    found = list(_writers().finditer(words))
    if not found or any(char.isdigit() or char in "，：" for char in words.replace("：", "", len(found))):
        return False
    names = [words[a.end() : b.start()] for a, b in pairwise(found)] + [words[found[-1].end() :]]
    lead = words[: found[0].start()]
    joined = [name for piece in names for name in re.split(r"[ \t、/：|&]+", piece) if name]
    return len(lead) <= 12 and bool(joined) and all(len(name) <= _NAME and _HAN.match(name) for name in joined)


def _is_table(body: str, before: str, following: str) -> bool:
    if body.count("|") >= 2:
        return True
    if (body[0] in _BARE_HEADS or body[0].isdecimal()) and (
        _BARE.fullmatch(body) or is_page_number(body) or (_CAPTION.match(body) and len(body) <= _TITLE and body[-1] not in _END)
    ):
        return True
    if _WORDY.search(body):
        return False
    cells = [cell for cell in _CELLS.split(body) if cell]
    bare = sum(1 for cell in cells if _BARE.fullmatch(cell))
    if "\t" in body and len(cells) >= 2 and bare:
        return True
    if len(cells) >= 3 and bare * 2 >= len(cells):
        return True
    return len(body) <= 20 and _is_bare(following) and (_is_bare(before) or not before)


def _is_bare(body: str) -> bool:
    return bool(body) and _BARE.fullmatch(body) is not None


def _sentences(text: str, at: Span) -> tuple[Span, ...]:
    """A line's sentences: they end at 。！？!? outside brackets and short quotations, which keep what they hold together."""
    start, last = at
    waiting: list[Span] | None = None
    bounds = [start]
    for mark in _STOPS.finditer(text, start, last):
        place, end = mark.span()
        if end == last:
            break  # the line's own end: for the many lines of one sentence nothing else is asked
        if waiting is None:
            waiting = _enclosed(text, at) if _HOLDING.search(text, start, last) else []
            waiting.reverse()  # the next pair comes last
        while waiting and waiting[-1].end <= place:
            waiting.pop()
        if place >= bounds[-1] and not (waiting and waiting[-1].start <= place):
            while end < last and text[end] in _AFTER:
                end += 1
            bounds.append(end)
    bounds.append(last)
    found: list[Span] = []
    for begin, end in pairwise(bounds):
        while begin < end and text[begin].isspace():
            begin += 1
        if begin < end:
            while text[end - 1].isspace():
                end -= 1
            found.append(_new(Span, (begin, end)))
    return tuple(found)


def _enclosed(text: str, at: Span) -> list[Span]:
    """Outermost pairs of brackets or quotes that keep their sentences together, in order; an unclosed one keeps nothing."""
    waiting: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for mark in _BRACKETS.finditer(text, at.start, at.end):
        char, place = mark[0], mark.start()
        if char in _OPEN:
            waiting.append((_OPEN[char], place))
        elif waiting and waiting[-1][0] == char:
            start = waiting.pop()[1]
            if place - start <= _SPEECH and (start > at.start or place < at.end - 1):
                while pairs and pairs[-1].start > start:
                    pairs.pop()
                pairs.append(Span(start, place))
    return pairs
