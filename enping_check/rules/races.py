"""Two times that a course took and by how much the one is faster: 2小时13分52秒，较第二名的2小时15分07秒快1分15秒 (EP803)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from enping_check.claims.dateline import either, words
from enping_check.model import Severity, Span
from enping_check.rules.dated import Dated
from enping_check.rules.outcome import Outcome

_HOUR, _MINUTE = 3600, 60  # seconds


def _time(n: str) -> str:
    """2小时13分52秒, 13分52秒, 52.36秒: hours, minutes and seconds, printed to the second."""
    return (
        f"(?P<t{n}>(?:(?P<h{n}>\\d{{1,2}})(?:小时|时))?(?:(?P<m{n}>\\d{{1,3}})分钟?)?"
        f"(?P<s{n}>\\d{{1,2}})(?:\\.(?P<f{n}>\\d{{1,3}}))?秒(?P<g{n}>\\d{{2}})?)(?![余多左])"
    )


@functools.cache
def _faster() -> re.Pattern[str]:
    w = words("race")
    return re.compile(
        f"(?<![\\d.约近]){_time('a')}(?:的成绩|的?好成绩|的时间)?[^，。；：！？\\d]{{0,14}}[，,（]?"
        f"(?:比|较)[^，。；！？\\d]{{0,24}}?{_time('b')}(?:的成绩|的?纪录)?"
        f"[，,]?(?:整整|足足|要|仅|只)?(?P<way>{either((*w['faster'], *w['slower']))})(?:了)?{_time('c')}"
    )


def races(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """The difference of two times of which the one is said to be so much faster."""
    text = dated.text
    if "秒" not in text[sentence.start : sentence.end]:
        return
    for found in _faster().finditer(text, sentence.start, sentence.end):
        own, other, said = (_thousandths(found, n) for n in "abc")
        places = {len(found[f"f{n}"] or found[f"g{n}"] or "") for n in "abc"}
        spans = [Span(*found.span(f"t{n}")) for n in "abc"]
        if own is None or other is None or said is None or len(places) > 1 or not all(dated.readable(at) for at in spans):
            continue
        way = other - own if found["way"] in words("race")["faster"] else own - other
        if way <= 0:
            continue
        implied = _printed(way)
        yield dated.outcome(
            "EP803",
            said == way,
            Severity.ERROR,
            spans[2],
            key="race",
            implied=implied,
            formula=f"{dated.printed(spans[1])} − {dated.printed(spans[0])} = {implied}"
            if other > own
            else f"{dated.printed(spans[0])} − {dated.printed(spans[1])} = {implied}",
            related=(spans[0], spans[1]),
        )


def _thousandths(found: re.Match[str], n: str) -> int | None:
    """A printed time in thousandths of a second; None where it goes past its hour or minute."""
    hours, minutes, seconds = (int(found[f"{part}{n}"] or 0) for part in "hms")
    if seconds >= _MINUTE and (found[f"m{n}"] or found[f"h{n}"]):
        return None
    fine = (found[f"f{n}"] or found[f"g{n}"] or "").ljust(3, "0")
    if found[f"f{n}"] and found[f"g{n}"]:
        return None
    return (hours * _HOUR + minutes * _MINUTE + seconds) * 1000 + int(fine)


def _printed(thousandths: int) -> str:
    seconds, fine = divmod(thousandths, 1000)
    hours, minutes = seconds // _HOUR, seconds % _HOUR // _MINUTE
    end = f"{seconds % _MINUTE}" + (f".{fine:03d}".rstrip("0") if fine else "")
    return (f"{hours}小时" if hours else "") + (f"{minutes}分" if minutes or hours else "") + f"{end}秒"
