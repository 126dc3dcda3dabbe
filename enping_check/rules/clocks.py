"""Two times of day and how long it took between them: 7:30鸣枪、13:45关门，关门时限6小时15分 (EP803).

The two must be the only ones told before the length, of one day or of a night, and the length said of the whole way from one to the
other. A length is as exact as it is printed: 历时7个半小时 may be a quarter of an hour more or less.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, TO, Dated
from enping_check.rules.outcome import Outcome

_DAY = 1440  # minutes
_NOON = 720
_PAUSE = (30, 180)  # minutes at noon that a day of work or of lessons may leave out


@dataclass(frozen=True, slots=True)
class _Patterns:
    clock: re.Pattern[str]
    on: re.Pattern[str]
    length: re.Pattern[str]
    before: re.Pattern[str]
    many: re.Pattern[str]
    open: re.Pattern[str]
    by_night: re.Pattern[str]
    then: re.Pattern[str]
    later: re.Pattern[str]


def _length(n: str) -> str:
    """A printed length of time: 6小时15分, 7个半小时, 90分钟, 2.5小时."""
    count = COUNT.replace("?P<n>", "?:")
    return (
        f"(?P<at{n}>(?:(?P<point{n}>\\d{{1,2}}\\.\\d)个?小时|(?P<hours{n}>{count})(?P<half{n}>个半)?(?:个?小时|个钟头?)(?P<and{n}>半)?"
        f"(?:零?(?P<more{n}>{count})分钟?)?|(?P<minutes{n}>{count})分钟))(?![多余以左上])"
    )


@functools.cache
def _patterns() -> _Patterns:
    w = words("clock")
    part = f"(?P<part>{either(w['early'] + w['late'] + w['next'])})"
    strong, weak = either(w["lasting"]), either(w["in_all"])
    said = f"(?:{either(w['of'])})?(?:(?P<strong>{strong})|(?P<weak>{weak}))(?:时间)?(?:为|是|达|了|共|将)?"
    return _Patterns(
        clock=re.compile(
            f"(?<![\\d:.])(?:(?P<next>{either(w['next'])})(?:的)?)?{part[:-1]})?(?P<h>\\d{{1,2}}|(?<=[午上晨早晚间])[一二三四五六七八九十]{{1,3}}(?=[时点])(?!..?[一二三四五六七八九十]))(?:(?::(?P<m>[0-5]\\d)(?![\\d:])|[时点](?:(?P<half>半)|(?P<m2>[0-5]?\\d)分?(?!\\d)|整)?))(?!间|段|期|长|许|多|左右|前|后)"
        ),
        # from the one to the other: 9:00至17:00, 7:30鸣枪、13:45关门
        on=re.compile(
            f"(?P<to>(?:[^，。；、\\d]{{0,6}}(?:开始|起|出发))?[，,]?(?:一直|持续|直)?[至到—~-]{{1,2}})|[^，。；\\d]{{0,14}}(?:{either(w['begun'])})[^，。；\\d]{{0,8}}[，、,]?(?P<led>[^，。；、\\d]{{0,12}})"
        ),
        length=re.compile(f"(?P<ended>[^，。；、\\d]{{0,14}})[，,（(、]{{1,2}}{said}{_length('')}|(?P<aside>[（(]共?){_length('_')}[）)]"),
        before=re.compile(f"{said}{_length('')}(?:[（(]|，(?:从|自)?)(?:[^，。；、\\d]{{0,6}})$"),
        open=re.compile(
            f"(?:{either(w['open'])})(?:时间|时段)?(?:{either(w['open-is'])})*[，：:]?(?:(?:每[天日]|周[一二三四五六日]至周?[一二三四五六日]|工作日|节假日|平日|周末)(?:的)?)?$"
        ),
        then=re.compile(f"(?:[，、；和及与 ]|以及){{0,2}}(?:{either(w['early'] + w['late'])})?(?:时段)?(?:{either(w['open-is'])}|仍|：)*"),
        later=re.compile(
            f"[，、；和及与 ]{{0,2}}(?:以及)?(?:下午|午后)[^，。；\\d]{{0,6}}\\d[\\d:时点分半整]{{0,6}}{TO}"
            "(?:下午|晚上?)?\\d[\\d:时点分半整]{0,6}(?=[，。；、）\n]|$)"
        ),
        by_night=re.compile(either(w["by-night"])),
        many=re.compile(
            "每[天日晚周个]|逐日|[两三四五六七几多\\d][天晚]|[两二三四五六七几多]日|\\d[日号]?[至到—~-]+\\d{1,2}[日号]|周[一二三四五六日]至|分别|时差|(?:当地|北京|格林)"
        ),
    )


def clocks(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """The length between the first two times of day of a sentence."""
    text, p = dated.text, _patterns()
    said = text[sentence.start : sentence.end]
    if not ("时" in said or "钟" in said or "点" in said) or not (":" in said or "点" in said or "时" in said):
        return
    times = list(p.clock.finditer(text, sentence.start, sentence.end))
    if len(times) < 2:
        return
    first, last = times[:2]
    yield from _hours(dated, sentence, times)
    on = p.on.fullmatch(text, first.end(), last.start())
    if on is None or p.many.search(text, sentence.start, last.end()):
        return
    begun, ended = _minutes(first), _minutes(last)
    if begun is None or ended is None:
        return
    length = p.length.match(text, last.end(), sentence.end)
    if length is not None:
        if not on["to"] and not re.search(either(words("clock")["ended"]), (on["led"] or "") + (length["ended"] or "")):
            return
        if (
            on["to"]
            and length["ended"]
            and not length["ended"].strip().endswith((*words("clock")["ended"], *words("clock")["during"]))
            and length["ended"] not in ("止", "时", "结束")
        ):
            return
        name = "" if length["at"] else "_"
    elif on["to"] and (length := p.before.search(text, max(sentence.start, first.start() - 40), first.start())):
        name = ""
    else:
        return
    taken, step = _taken(length, name)
    if taken is None or not dated.readable(Span(*length.span(f"at{name}"))):
        return
    ways = _ways(first, last, begun, ended)
    if not ways or any(way <= 0 for way in ways):
        return
    good = any(abs(taken - way) <= step / 2 for way in ways)
    weak = name == "_" or length["weak"]
    if (
        not good
        and weak
        and not _UNBROKEN.search(text, sentence.start, last.end() + _CLAUSE)
        and any(_PAUSE[0] <= way - taken <= _PAUSE[1] and begun < _NOON < begun + way for way in ways)
    ):
        return  # 9:00至17:00，共7小时: without the noon hour
    way = ways[0]
    implied = (f"{way // 60}小时" if way >= 60 else "") + (f"{way % 60}分钟" if way % 60 else "")
    at = Span(*length.span(f"at{name}"))
    yield dated.outcome(
        "EP803",
        good,
        Severity.ERROR,
        at,
        key="clock",
        implied=implied,
        formula=f"{dated.printed(Span(*last.span()))} − {dated.printed(Span(*first.span()))} = {implied}",
        related=(Span(*first.span()), Span(*last.span())),
    )


def _hours(dated: Dated, sentence: Span, times: list[re.Match[str]]) -> Iterator[Outcome]:
    """开放时间为上午9:30至11:30，下午14:00至13:00: the hours behind the words that something is open, and those that go on behind them."""
    text, p = dated.text, _patterns()
    first = times[0]
    if p.open.search(text[max(sentence.start, first.start() - 24) : first.start()]) is None:
        return
    for at in range(0, len(times) - 1, 2):
        one, other = times[at : at + 2]
        if re.fullmatch(TO, text[one.end() : other.start()]) is None:
            return
        if at and p.then.fullmatch(text, times[at - 1].end(), one.start()) is None:
            return
        yield from _opened(dated, sentence, one, other)


def _opened(dated: Dated, sentence: Span, first: re.Match[str], last: re.Match[str]) -> Iterator[Outcome]:
    """营业时间为晚上十时至早上十一时: what opens later than it closes is open by night, and closes by the morning."""
    text, p = dated.text, _patterns()
    if last["next"] or p.by_night.search(text, sentence.start, min(sentence.end, last.end() + _CLAUSE)):
        return
    begun, ended = _minutes(first), _minutes(last)
    if begun is None or ended is None or not dated.readable(Span(first.start(), last.end())):
        return
    w = words("clock")
    late, late2 = ((time["part"] or "") in w["late"] for time in (first, last))
    begun += _NOON if late and begun < _NOON else 0
    ended += _NOON if late2 and ended < _NOON else 0
    if not first["part"] and not last["part"] and ended <= begun < _NOON:
        return  # 9时至5时: of the afternoon
    morning = (first["part"] or "") in w["early"] and p.later.match(text, last.end(), sentence.end) is not None
    if not last["part"] and not morning and (whole(first["h"]) or 0) <= 12 and ended < begun < ended + _NOON and ended < _NOON:
        return  # 上午9时至5时, 下午2时至6时; but 上午9时30分至8时50分，下午仍为14时至17时 has stopped by noon
    good = begun < ended
    if not good and ended <= _MORNING and not morning:
        return  # 18:00至2:00
    at = Span(first.start(), last.end())
    yield dated.outcome(
        "EP804",
        good,
        Severity.WARNING,
        at,
        key="hours",
        formula=f"{dated.printed(Span(*first.span()))} {'<' if good else '>'} {dated.printed(Span(*last.span()))}",
    )


_UNBROKEN = re.compile("停[电水气暖运航]|断[电水网]|封[闭路桥航]|管制|限行|禁[行航]|不间断|连续")  # goes on at noon
_CLAUSE = 8  # characters behind the hours in which it may be said that they are of the night
_MORNING = 7 * 60  # minutes: what is open by night is closed by then


def _minutes(time: re.Match[str]) -> int | None:
    """Minutes since midnight as printed, without the part of the day."""
    hour, minute = whole(time["h"]) or 0, 30 if time["half"] else int(time["m"] or time["m2"] or 0)
    return hour * 60 + minute if hour < 24 or (hour == 24 and not minute) else None


def _ways(first: re.Match[str], last: re.Match[str], begun: int, ended: int) -> list[int]:
    """What the way from one to the other may be: 下午2:00至4:30, 22:00至次日6:00, 上午8:30至4:00."""
    w = words("clock")
    late, late2 = ((time["part"] or "") in w["late"] for time in (first, last))
    if late and begun < _NOON:
        begun += _NOON
    if (late2 and ended < _NOON) or (late and not last["part"] and ended < _NOON and ended + _NOON > begun):
        ended += _NOON
    if last["next"]:
        return [ended + _DAY - begun]
    if ended > begun:
        return [ended - begun]
    if not last["part"] and begun >= 18 * 60 and ended <= 9 * 60:
        return [ended + _DAY - begun]
    return []


def _taken(length: re.Match[str], name: str) -> tuple[Fraction | None, int]:
    """Minutes of a printed length, and how finely it is printed."""
    if length[f"point{name}"]:
        return Fraction(length[f"point{name}"]) * 60, 12
    if length[f"minutes{name}"]:
        n = whole(length[f"minutes{name}"])
        return (None if n is None else Fraction(n)), 2
    hours, more = whole(length[f"hours{name}"]), length[f"more{name}"]
    if hours is None:
        return None, 0
    if more:
        minutes = whole(more)
        return (None if minutes is None else Fraction(60 * hours + minutes)), 2
    half = bool(length[f"half{name}"] or length[f"and{name}"])
    return Fraction(60 * hours + 30 * half), 30 if half else 60
