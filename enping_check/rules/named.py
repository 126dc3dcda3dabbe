"""The greatest or the least of the values just told is said by name, and another is greater or less: EP501.

七年级58.6%，八年级61.2%，九年级66.9%。优良率最低的是八年级. Values that are told in one breath, one measure of all of them, in the
sentence of the mark or in the one before; a name is as much of the words behind the mark as stands before just one of the values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from enping_check.claims.dateline import either
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.leading import words
from enping_check.rules.ranks import above, fell
from enping_check.rules.relation import Relation
from enping_check.rules.speeds import speeds
from enping_check.rules.superlatives import is_measure
from enping_check.rules.wholes import same_dimension, usable

_LEFT_OUT: Final = ("base", "whole", "average", "together", "comparison", "threshold", "converted", "target", "incidental")
_STOP: Final = re.compile("[，。；、：！？\\n（）]")
_TIMES: Final = re.compile("[一二三四\\d]季度|\\d{1,2}月|[上下]半年|第[一二三四]季|周[一二三四五六日]|星期")
_LEAST_OF: Final = 3  # values that make a list
_BETWEEN: Final = 26  # characters from the list to the mark, without a number
_JUDGED: Final = ("最好", "最优", "最强", "最热", "最热门")  # may be the least of the values
# nothing but whose it is
_BARE: Final = re.compile("[一-鿿]{2,6}(?:[镇乡村区县市州旗路街园院校厂馆站港岛湾湖山场店]|街区|社区|街道|年级|中心)")
_OTHER: Final = re.compile("之一|之二|分别|以外|除|去年|上年|同期|往年|历年|历史|以来|倒数|增|降|减|升|跌|涨")


@dataclass(frozen=True, slots=True)
class _Row:
    facts: tuple[Fact, ...]
    pieces: tuple[str, ...]  # the words before each value, from the value before it on


@functools.cache
def _mark() -> re.Pattern[str]:
    w = words()
    least, most = either(w["least"] + w["slowest"]), either(w["most"] + w["fastest"])
    return re.compile(
        f"(?P<measure>[\u4e00-\u9fff]{{0,10}}?)(?:(?P<least>{least})|(?P<most>{most}))"
        "的?(?:一[个家所季月天])?(?:[镇县区市村乡班组校站月季年]|年级|季度)?"
        "(?:则|仍|还|也|当)?(?:为|是|属|数|要数)?(?P<named>[\u4e00-\u9fff\\dA-Za-z]{2,14})"
    )


@functools.cache
def _placed() -> re.Pattern[str]:
    """丙区增速居四个区之首: whose growth it is, and then its place among those that were told."""
    w = words()
    field = "(?:(?:各|全[市县区州镇]|[两二三四五六七八九十\\d]+[个家大]?)[^，。；\\d]{0,5}?)?"
    verbs = "(?:位居|位列|名列|列|居于|居|高居|稳居|排名|排在|排)"
    ends = f"(?P<least>{either((*w['slowest'], *w['last'], '最低', '最小'))})|(?P<most>{either((*w['fastest'], '最高', '最大'))})"
    return re.compile(
        f"(?:(?:其中|而|但|当中)[，]?)?(?P<named>[\u4e00-\u9fffA-Za-z\\d]{{2,10}}?)的?(?P<measure>[\u4e00-\u9fff]{{0,6}}?(?:{speeds().rise}|增长|上涨))"
        f"(?:则|仍|也|均)?(?:(?:{verbs}{field}(?:中|里)?|在?{field}(?:中|里)?{verbs})(?:{either(w['1'])})|{verbs}首(?!位)|(?:领跑|领先|领衔){field}|{verbs}?{field}(?:中|里)?(?:{ends}))"
        "(?:的)?(?=[，。；：\n]|$)"
    )


def relations(body: Body) -> Iterator[Relation]:
    """Every superlative that names one of the values before it, and every growth that is put first by name."""
    yield from _by_name(body)
    for index, reading in enumerate(body.readings):
        text = reading.article.folded
        if index == body.table or "最" not in text:
            continue
        for line in reading.article.lines:
            for number, sentence in enumerate(line.sentences):
                at = text.find("最", sentence.start, sentence.end)
                while at >= 0:
                    begin = max(sentence.start, *(text.rfind(mark, sentence.start, at) + 1 for mark in "，；："))
                    found = _mark().match(text, begin, sentence.end)
                    if found is not None and begin <= at < found.end():
                        before = line.sentences[number - 1] if number else sentence
                        yield from _told(body, index, text, (before.start, sentence.start), found)
                    at = text.find("最", at + 1, sentence.end)


def _by_name(body: Body) -> Iterator[Relation]:
    """（甲区增长6.3%，乙区增长8.8%，丙区增长7.9%。）其中丙区增速居三个区之首."""
    for index, reading in enumerate(body.readings):
        text = reading.article.folded
        if index == body.table or speeds().growing.search(text) is None:
            continue
        for line in reading.article.lines:
            for number, sentence in enumerate(line.sentences):
                before = line.sentences[number - 1] if number else sentence
                for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
                    found = _placed().match(text, clause.start(), sentence.end)
                    if found is None:
                        continue
                    behind = line.sentences[number + 1] if number + 1 < len(line.sentences) else sentence
                    row = _growths_before(body, index, text, (before.start, sentence.start), found)
                    if row is not None or (row := _growths_behind(body, index, text, found.end(), (sentence.end, behind.end))) is not None:
                        yield from _put_first(body, row, found, text)


_CLAUSE: Final = re.compile("(?<=[，。；：])[^，。；：]{6,}|^[^，。；：]{6,}|(?<=\n)[^，。；：]{6,}")


def _growths_before(body: Body, index: int, text: str, starts: tuple[int, int], found: re.Match[str]) -> _Row | None:
    """The growths right before the clause, in its sentence or in the one before, where they have all one time and one basis."""
    row = _row(body, index, text, starts[1], found.start(), True) or _row(body, index, text, starts[0], found.start(), True)
    if row is None or not _STOPS.fullmatch(text, row.facts[-1].claim.at.end, found.start()):
        return None  # …丙区增长7.9%。投资方面，丙区增速居首
    return row if len({(f.claim.basis or "同比", f.claim.period) for f in row.facts}) == 1 else None


_STOPS: Final = re.compile("[，。；\\s]*")


def _growths_behind(body: Body, index: int, text: str, start: int, ends: tuple[int, int]) -> _Row | None:
    """丙区增速领跑：甲区增长6.3%，乙区增长8.8%，丙区增长7.9%: the growths right behind the clause, in its sentence or in the next."""
    for end in ends:
        told = [f for f in body.all("growth") if f.key[0] == index and start <= f.claim.at.start < end and usable(f)]
        if len(told) < _LEAST_OF or told[0].claim.at.start - start > _BETWEEN:
            continue
        row = _row(body, index, text, start, told[-1].claim.at.end + 1, True)
        if row is not None and len(row.facts) == len(told) and len({(f.claim.basis or "同比", f.claim.period) for f in told}) == 1:
            return row
    return None


def _put_first(body: Body, row: _Row, found: re.Match[str], text: str) -> Iterator[Relation]:
    """The one that is named against the greatest of the others, or the least."""
    named = found["named"]
    hits = [f for f, piece in zip(row.facts, row.pieces, strict=True) if named in _STOP.split(piece)[-1]]
    own = hits[0] if len(hits) == 1 and not _TIMES.search(named) else None
    others = [f for f in row.facts if f is not own]
    told = text[max(0, row.facts[0].claim.at.start - 60) : max(found.start(), row.facts[0].claim.at.start)]
    if own is None or fell(own) or not _measured(row, found["measure"], told):
        return
    if not found["least"]:
        best = max(others, key=lambda f: f.middle * f.claim.sign)
        yield above(body, own, best, (own, best), key="unsorted", choice=("named", own.key, best.key))
    elif not any(fell(f) for f in others):
        best = min(others, key=lambda f: f.middle)
        yield above(body, best, own, (own, best), key="unsorted", choice=("named", own.key, best.key))


def _told(body: Body, index: int, text: str, starts: tuple[int, int], mark: re.Match[str]) -> Iterator[Relation]:
    speed = speeds().rising.search(mark["measure"]) is not None
    row = _row(body, index, text, starts[1], mark.start(), speed) or _row(body, index, text, starts[0], mark.start(), speed)
    if (
        row is None
        or (not speed and (mark["most"] or mark["least"]) in words()["fastest"] + words()["slowest"])
        or mark["most"] in _JUDGED
        or _OTHER.search(("" if speed else mark["measure"]) + text[mark.end("measure") : mark.end() + 2])
        or (speed and (mark["least"] and any(fell(f) for f in row.facts)))
    ):
        return
    own = _one(row, mark["named"])
    if own is None or not _measured(row, mark["measure"], text[starts[0] : row.facts[-1].claim.at.start]):
        return
    others = [f for f in row.facts if f is not own]
    if mark["least"]:
        best = min(others, key=lambda f: f.middle)
        yield above(body, best, own, (own, best), key="unsorted", choice=("named", own.key, best.key))
    else:
        best = max(others, key=lambda f: f.middle)
        yield above(body, own, best, (own, best), key="unsorted", choice=("named", own.key, best.key))


def _row(body: Body, index: int, text: str, start: int, end: int, speed: bool) -> _Row | None:
    """The values of one measure told last between two places, up to just before the mark; None for fewer than make a list."""
    kinds = ("growth",) if speed else ("level", "share")
    told = [
        f
        for each in kinds
        for f in body.all(each)
        if f.key[0] == index and start <= f.claim.at.start < end and usable(f) and f.claim.aspect not in _LEFT_OUT
    ]
    told.sort(key=lambda f: f.order)
    if len(told) < _LEAST_OF or end - told[-1].claim.at.end > _BETWEEN:
        return None
    last = told[-1]
    row = [last]
    for f in reversed(told[:-1]):
        if f.claim.kind != last.claim.kind or not same_dimension(f, last) or f.claim.modality != last.claim.modality:
            break
        row.insert(0, f)
    row = [f for f in row if not any(f.key in {t.key for t in body.linked(other, "total")} for other in row)]
    if len(row) < _LEAST_OF or row[0].middle == summed(row[1:]):
        return None
    first = row[0].claim.at.start
    ahead = text[max(start, first - 24) : first]
    pieces = [ahead if speed else _STOP.split(ahead)[-1]]
    for a, b in pairwise(row):
        between = text[a.claim.at.end : b.claim.at.start]
        if (not speed and re.search("\\d", _TIMES.sub("", between))) or "。" in between:
            return None
        pieces.append(between if speed else _STOP.split(between)[-1])
    if len({f.claim.indicator for f in row}) > 1 and any(
        not _BARE.fullmatch(piece) and (body.known(f) is not None or f.claim.indicator not in piece)
        for f, piece in zip(row[1:], pieces[1:], strict=True)
    ):
        return None  # 甲镇产值12亿元、税收0.8亿元
    if len(set(pieces)) < len(pieces):
        return None
    timed = all(_TIMES.search(piece) for piece in pieces)
    if not all(re.sub("[为是达有约]", "", piece) for piece in pieces) or (not timed and len({f.claim.period for f in row}) > 1):
        return None
    return _Row(tuple(row), tuple(pieces))


def _one(row: _Row, named: str) -> Fact | None:
    """The one value before which as much of ``named`` stands as nowhere else."""
    for length in range(len(named), 1, -1):
        hits = [f for f, piece in zip(row.facts, row.pieces, strict=True) if named[:length] in piece]
        if hits:
            return hits[0] if len(hits) == 1 else None
    return None


def _measured(row: _Row, measure: str, told: str) -> bool:
    """True where the words of the mark name the measure of the list, or none."""
    said = re.sub(
        "^(?:[^，。]{0,4}(?:其中|当中|里面)|其中|而|但|且|并|各[^，。]{1,3}[中里]?|学校分析|[两三四五六七八九十]+[个家所大][^，。；]{0,4}[中里])?[，以由]?",
        "",
        measure,
    )
    said = said.removesuffix("的")
    quantity = row.facts[0].claim.quantity
    if quantity is not None and said and said in (f"{quantity.unit}数", f"{quantity.unit[-1:]}数", f"得{quantity.unit}"):
        return True  # 3200户，…，户数最多的
    if row.facts[0].claim.kind == "growth":
        return speeds().rising.fullmatch(said) is not None or is_measure(speeds().rising.sub("", said), told + row.pieces[0])
    return not said or is_measure(said, told + row.pieces[0])
