"""Wrapping: which printed lines of a hard-wrapped text (copied from a PDF) go on with the line before them.

A text is wrapped where several lines in a row break off without a sentence's end although the next word would not have fitted into the
block's longest line. It is broken where prose stops in mid-sentence again and again at a line's end, whatever the lengths. Both are
properties of a whole block or article; a single odd line proves nothing, and everything else is left as printed: save where a line
breaks off within a word or between a number and its unit, which no one does on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from enping_check.model import Span
from enping_check.reading.words import sections

_NARROW, _WIDE = 28, 130  # columns of a printed line's longest; a Chinese character takes two
_FEW = 3  # lines that break off; fewer prove nothing
_PROSE = 50  # columns of a line that breaks off in a broken text
_CLOSERS = "”’」』）》〕】\"'"
_STOPS = frozenset("。！？!?；;：:…")
_MIDDLE = re.compile("[。！？!?；]")
_WORD = re.compile("[“‘「『（《]{0,3}(?:[A-Za-z0-9.%‰-]{1,40}|.)[，。、；：！？”’」』）》]{0,3}")
_DASHED = re.compile(r"[-—~·] ?\d{1,4} ?[-—~·]|第\d{1,4}页(?:[ ，/]?共\d{1,4}页)?")
_BARE = re.compile(r"\d{1,3}")
_PROSAIC = frozenset(("body", "title", "guess"))


class Printed(NamedTuple):
    """One printed line: ``role`` is body, note, title, heading (numbered), guess (a heading by its shortness alone) or other.

    ``opens`` tells that it begins as a heading, list item, note or table does; ``fresh``, that its first word likes to open a paragraph.
    """

    at: Span
    role: str
    opens: bool
    fresh: bool


class _Row(NamedTuple):
    place: int  # among the printed lines
    role: str
    opens: bool
    fresh: bool
    width: int
    word: int  # columns of its first word: what would have had to fit into the line before
    ended: bool
    listed: bool  # it ends in ；
    prose: bool  # a sentence ends within it
    clauses: bool
    gap: str  # to the row before it: near, blank or page

    @property
    def flows(self) -> bool:
        return self.role in ("body", "note", "guess")


class _Run(NamedTuple):
    start: int  # rows
    end: int
    longest: int


class _Measure(NamedTuple):
    longest: int  # columns; 0 where nothing is known
    usual: int  # the median of the lines broken off because they were full
    sure: bool  # proved by the row's own run


def is_page_number(line: str) -> bool:
    """Whether a printed line is nothing but a page number with its dashes or words: —10—, - 3 -, 第3页."""
    return _DASHED.fullmatch(line) is not None


def may_be_wrapped(text: str, prose: Iterable[Span]) -> bool:
    """Whether enough of an article's printed lines (body and notes) break off for a closer look; a cheap first question."""
    return sum(1 for at in prose if not _ends(text, at)) >= _FEW


def continued(text: str, printed: Sequence[Printed]) -> frozenset[int]:
    """The indexes of the printed lines that go on with the one before, in time linear in the text; none in a text that is not wrapped.

    The page number between two parts of a sentence is one of them.
    """
    rows = _rows(text, printed)
    runs = list(_runs(rows))
    own = [_measure(rows, run) for run in runs]
    broken = _broken(rows)
    if not broken and not any(size.longest for size in own):
        return frozenset()
    measures = _measures(runs, own)
    found: set[int] = set()
    inside = False  # the row before is itself a continuation
    for at in range(1, len(rows)):
        here, there = rows[at - 1], rows[at]
        inside = _joins(here, there, measures[at - 1], measures[at], broken=broken, inside=inside)
        if inside:
            found.update(range(here.place + 1, there.place + 1))
    return frozenset(found)


@cache
def _torn() -> re.Pattern[str]:
    """A line's end within a word or a number. Begun with the line's end, it looks at the few places where a line ends and nowhere else."""
    words = sections("lines.txt")
    halves = [f"{re.escape(w[i:])}(?<={re.escape(w[:i])}\\n{re.escape(w[i:])})" for w in words["unbroken"] for i in range(1, len(w))]
    return re.compile(f"\\n(?:{'|'.join(halves)}|(?<=\\d\\n)(?:{'|'.join(map(re.escape, words['behind_digits']))}))")


# …黄金珠宝1572400元（43.1%），家电⏎894600元（24.5%）: a line that begins with a number, its unit and no name for it
_UNNAMED = re.compile(r"\n(?=\d[\d.]{0,11} ?(?P<unit>%|[一-鿿]) ?[，（.；、])")
_FRAGMENT = re.compile("[，；：、] ?[一-鿿]{2,10}$")
_NEWS = re.compile("增长|下降|同比|环比")  # a headline, which the first line of what it tells of may follow


def may_be_torn(text: str) -> bool:
    """Whether a line anywhere breaks off within a word or a number, or before a number without a name; a cheap first question."""
    return _torn().search(text) is not None or _UNNAMED.search(text) is not None


def _named_before(text: str, here: Span, match: re.Match[str]) -> bool:
    """True where the line before breaks off behind the name of one more of what it lists, with numbers of that unit."""
    line = text[here.start : here.end]
    told = len(re.findall(rf"\d ?{re.escape(match['unit'])}", line))
    return told > (match["unit"] == "%") and _FRAGMENT.search(line) is not None and _NEWS.search(line) is None


def torn(text: str, printed: Sequence[Printed]) -> frozenset[int]:
    """The indexes of the printed lines of prose that begin with the end of a word, a number or an item that the line before breaks off."""
    breaks = {match.start() for match in _torn().finditer(text)}
    unnamed = {match.start(): match for match in _UNNAMED.finditer(text)}
    breaks |= {at.end for at in (each.at for each in printed) if at.end in unnamed and _named_before(text, at, unnamed[at.end])}
    if not breaks:
        return frozenset()
    return frozenset(
        i + 1
        for i, (here, there) in enumerate(pairwise(printed))
        if here.at.end in breaks and here.role in _PROSAIC and there.role in _PROSAIC and "，" in text[here.at.start : here.at.end]
        if "，" in text[there.at.start : there.at.end] or _ends(text, there.at)
    )


_OPEN_LINE = 24  # columns of a line that a comma leaves open; a shorter one may be a salutation


# 其中电子行业拉动⏎1.67个百分点: a verb whose amount begins the next line
_AWAITING = re.compile(
    "(?:拉动|增长|下降|增加|减少|上升|提高|回落|占比?|达到?|[为至]|[占约]|同比|突破|超过|完成|实现|贡献率?|[、和与及])\\n(?=\\d)"
)
_PARTS_FOLLOW = ("其中：", "其中:")  # 总库容42.6万吨，其中：⏎低温库…，气调库…


def may_be_open(text: str) -> bool:
    """Whether a comma, 其中：, or a verb that awaits its amount, stands at a line's end anywhere; a cheap first question."""
    return "，\n" in text or "其中：\n" in text or "其中:\n" in text or _AWAITING.search(text) is not None


def left_open(text: str, printed: Sequence[Printed]) -> frozenset[int]:
    """The indexes of the printed lines of prose directly behind one that a comma leaves open: nobody ends a paragraph with one.

    Nor does anybody with a verb whose amount is still to come, where the line has told something before; nor with 其中：, unless every
    part has a line of its own.
    """
    awaiting = {match.end() for match in _AWAITING.finditer(text)}
    return frozenset(
        i + 1
        for i, (here, there) in enumerate(pairwise(printed))
        if here.role in _PROSAIC
        and there.role in ("body", "guess")
        and not there.opens
        and (
            text[here.at.end - 1] == "，"
            or (there.at.start in awaiting and "，" in text[here.at.start : here.at.end])
            or (text.endswith(_PARTS_FOLLOW, here.at.start, here.at.end) and "，" in text[there.at.start : there.at.end])
        )
        and text.count("\n", here.at.end, there.at.start) == 1
        and _columns(text[here.at.start : here.at.end]) >= _OPEN_LINE
    )


def _joins(here: _Row, there: _Row, size: _Measure, other: _Measure, *, broken: bool, inside: bool) -> bool:
    if there.opens or not there.flows:
        return False
    longest = size.longest
    if longest and _full(here, there, size):
        if there.role == "guess" and there.width * 10 < longest * 7:
            return False
        if there.gap == "near":
            return there.width * 20 <= longest * 21
        return not here.ended and (
            there.gap == "page" or (there.width * 20 <= longest * 21 and abs(other.longest - longest) * 10 <= longest)
        )
    if not broken or here.ended or here.role != "body" or there.role != "body" or there.gap == "blank":
        return False
    return inside or here.prose or (here.clauses and here.width >= _PROSE)


def _full(here: _Row, there: _Row, size: _Measure) -> bool:
    """Whether a line of a wrapped block was broken because it was full.

    A line that ends with a sentence may end its paragraph too; only where its neighbour's first word would not have fitted does it not.
    """
    longest, reach = size.longest, here.width + there.word
    if here.role == "heading":  # a numbered paragraph whose first line looks like a heading
        return reach > longest and here.clauses and not here.ended
    if here.role == "title":
        return reach > longest and here.prose and not here.ended
    if not here.flows:
        return False
    if here.ended:
        return here.width * 20 >= longest * 17 and (here.listed or (reach > longest if there.fresh else reach >= size.usual))
    return here.width * 10 >= longest * 7 and (size.sure or _filled(here, there, longest))


def _filled(here: _Row, there: _Row, longest: int) -> bool:
    return (here.width + there.word) * 25 >= longest * 22


def _rows(text: str, printed: Sequence[Printed]) -> list[_Row]:
    rows: list[_Row] = []
    page = False
    for index, line in enumerate(printed):
        before = text.count("\n", printed[index - 1].at.end, line.at.start) if index else 2
        if rows and _is_page(text, printed, index, before):
            page = True
            continue
        body = text[line.at.start : line.at.end]
        word = _WORD.match(body)
        rows.append(
            _Row(
                index,
                line.role,
                line.opens,
                line.fresh,
                _columns(body),
                _columns(word[0]) if word else 2,
                _ends(text, line.at),
                body[-1] in "；;",
                _MIDDLE.search(body, 0, len(body) - 1) is not None,
                "，" in body,
                "page" if page else "near" if before == 1 else "blank",
            )
        )
        page = False
    return rows


def _is_page(text: str, printed: Sequence[Printed], index: int, before: int) -> bool:
    at = printed[index].at
    body = text[at.start : at.end]
    after = text.count("\n", at.end, printed[index + 1].at.start) if index + 1 < len(printed) else 2
    if is_page_number(body):
        return before > 1 or after > 1
    return before > 1 and after > 1 and _BARE.fullmatch(body) is not None


def _columns(words: str) -> int:
    return 2 * len(words) - len(words.encode("ascii", "ignore"))


def _ends(text: str, at: Span) -> bool:
    last = at.end - 1
    if text[last] == "”":
        return True
    while last > at.start and text[last] in _CLOSERS and at.end - last < 4:
        last -= 1
    return text[last] in _STOPS


def _runs(rows: Sequence[_Row]) -> list[_Run]:
    """Stretches of neighbouring lines without a blank line, heading or table between; notes are set apart from what they explain."""
    bounds = [0]
    notes = rows[0].role == "note"
    for at in range(1, len(rows)):
        here, there = rows[at - 1], rows[at]
        noted = there.role == "note"
        if there.gap != "near" or not there.flows or not (here.flows or here.role in ("heading", "title")) or (noted and not notes):
            bounds.append(at)
            notes = noted
    bounds.append(len(rows))
    return [_Run(a, b, max(row.width for row in rows[a:b])) for a, b in pairwise(bounds)]


def _measure(rows: Sequence[_Row], run: _Run) -> _Measure:
    """What a run proves about its printed lines; nothing if it is not wrapped."""
    nothing = _Measure(0, 0, False)
    if not _NARROW <= run.longest <= _WIDE:
        return nothing
    broken = [at for at in range(run.start, run.end - 1) if rows[at].flows and not rows[at].ended]
    full = [at for at in broken if rows[at].width * 10 >= run.longest * 7 and _filled(rows[at], rows[at + 1], run.longest)]
    enough = len(full) >= _FEW and len(full) * 5 >= len(broken) * 4 and len(broken) * 5 >= (run.end - run.start) * 2
    if not enough or not any(rows[at].prose for at in full):
        return nothing
    return _Measure(run.longest, sorted(rows[at].width for at in full)[len(full) // 2], True)


def _measures(runs: Sequence[_Run], own: Sequence[_Measure]) -> list[_Measure]:
    """Each row's measure; a run too short to prove anything borrows its neighbour's."""
    measures: list[_Measure] = []
    nothing = _Measure(0, 0, False)
    known = next((size for size in own if size.longest), nothing)
    for run, size in zip(runs, own, strict=True):
        known = size if size.longest else known
        fits = run.longest * 20 <= known.longest * 21
        measures += [(known._replace(sure=size.sure) if fits else nothing)] * (run.end - run.start)
    return measures


def _broken(rows: Sequence[_Row]) -> bool:
    """Whether prose stops in mid-sentence at line ends or page breaks often enough to be how this text was copied.

    Lines without any punctuation are a list's; where they are the rule, the few of prose among them are no broken text.
    """
    found = 0
    for at in range(1, len(rows)):
        here, there = rows[at - 1], rows[at]
        if here.role == there.role == "body" and here.prose and not here.ended and not there.opens and there.gap != "blank":
            found += 1
    bare = sum(row.role == "body" and not (row.ended or row.prose or row.clauses) for row in rows)
    return found >= _FEW and found * 4 >= bare
