"""Counts of years against the years named: 连续N年, 共N年, N周年, 历时N年, 时隔N年 (EP803).

连续N年 from Y counts both ends (Y … Y+N−1), N周年 is the difference of two years. Where a phrase allows either count, either will do;
what was done N times running may have begun after the first year named, so a lower count fails only where the text leaves no room.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from enping_check.claims.dateline import either, words
from enping_check.claims.enumerations import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, REACH, TO, YEAR, Dated, Point
from enping_check.rules.outcome import Outcome

_YEARS = f"(?<!\\d)(?P<a>{YEAR})(?:年度?)?(?:起|开始)?(?:{TO})(?P<b>{YEAR})年(?!代|级|以)"
_LOOSE = f"(?:从|自|由)(?P<a>{YEAR})年(?P<between>[^。；\\n]{{0,24}}?)(?:到|至|截至|截止)(?P<b>{YEAR})年(?!代|级|以)"
_ASIDE = 60  # characters between a founding and its anniversary
_SHORT = 16  # characters between the second date and 历时N年
_MARKS = "，；、（）"


@dataclass(frozen=True, slots=True)
class _Patterns:
    years: re.Pattern[str]
    loose: re.Pattern[str]
    total: re.Pattern[str]
    running: re.Pattern[str]
    crowns: re.Pattern[str]
    since: re.Pattern[str]
    anniversary: re.Pattern[str]
    founding: re.Pattern[str]
    same_body: re.Pattern[str]
    every: re.Pattern[str]
    said_after: re.Pattern[str]
    year: re.Pattern[str]
    lasting: re.Pattern[str]
    after: re.Pattern[str]
    itself: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    few = "(?P<n2>[一二两三四五六七八九十\\d]{1,2})"
    return _Patterns(
        years=re.compile(_YEARS),
        loose=re.compile(_LOOSE),
        total=re.compile(
            f"[，,（(]{{0,2}}(?:(?:共|共计|{either(w['loose'])})(?P<at>{COUNT}年)(?![来前后级度之])|[的这]{{0,2}}(?P<at2>{few}年)(?:间|里|时间))"
        ),
        running=re.compile(f"连续(?:{either(w['held'])})?(?P<at>第?{COUNT}个?年)(?!级)"),
        crowns=re.compile(f"(?<![一二三四五六七八九十百两\\d])(?P<at>{COUNT}连[冠增涨丰升霸])"),
        since=re.compile(f"(?<!\\d)(?P<a>{YEAR})年(?:\\d{{1,2}}月)?(?:起|以来|开始)"),
        anniversary=re.compile(
            f"(?<![一二三四五六七八九十百第\\d])(?P<at>{COUNT}(?:周年|年?华诞|年(?:校庆|厂庆|院庆|店庆|社庆)))(?![时后前])"
        ),
        founding=re.compile(f"，?[^。；，、\\d]{{0,16}}?(?:{either(w['founded-after'])})(?!于)"),
        same_body=re.compile(either(w["same-body"])),
        every=re.compile(either(w["every"])),
        said_after=re.compile("[”」]?[^，。；\\d]{0,12}[—，,：:]{0,2}(?:这|即|指|说)[^。；\\d]{0,10}$"),
        year=re.compile(f"(?<!\\d)({YEAR})年"),
        lasting=re.compile(f"(?:历时|历经|耗时)(?P<at>{COUNT}年)(?=[，。；、（]|$|的|建设|施工|攻坚|完成|建成)"),
        after=re.compile(f"时隔(?P<at>{COUNT}年)(?:后|之后)?[^。；]{{0,{_SHORT}}}$"),
        itself=re.compile(f"[，,](?:{either(w['itself'])})"),
    )


def spans(dated: Dated, sentence: Span, before: Span | None) -> Iterator[Outcome]:
    """Every count of years of a sentence; ``before`` is the sentence before it in its line, which may tell the founding."""
    text = dated.text
    p = _patterns()
    said = text[sentence.start : sentence.end]
    if "年" not in said:
        return
    if "连" in said:
        for found in p.running.finditer(text, sentence.start, sentence.end):
            yield from _running(dated, found, sentence)
        for found in p.crowns.finditer(text, sentence.start, sentence.end):
            yield from _crowns(dated, found, sentence)
    for found in p.years.finditer(text, sentence.start, sentence.end):
        total = p.total.match(text, found.end(), sentence.end)
        n = whole(total["n"] or total["n2"]) if total else None
        if total and n:
            first, last = int(found["a"]), int(found["b"])
            both = last - first + 1
            at = "at" if total["at"] else "at2"
            yield _told(dated, n in (both, both - 1), Span(*total.span(at)), found, both, f"{last} − {first} + 1 = {both}")
    for found in p.anniversary.finditer(text, sentence.start, sentence.end):
        yield from _anniversary(dated, found, sentence, before)
    if "历" in said or "耗" in said or "时隔" in said:
        yield from _lapses(dated, sentence)


def _told(
    dated: Dated,
    good: bool,
    at: Span,
    base: re.Match[str] | Span,
    value: int,
    formula: str,
    *,
    severity: Severity = Severity.ERROR,
    unit: str = "年",
    phrase: Span | None = None,
    number: Span | None = None,
) -> Outcome:
    """An outcome; where the text leaves one count, ``number`` is where it is printed and ``phrase`` the words to suggest anew."""
    return dated.outcome(
        "EP803",
        good,
        severity,
        at,
        implied=f"{value}{unit}",
        formula=formula,
        related=(Span(*base.span()) if isinstance(base, re.Match) else base,),
        value=value,
        unit="年",
        suggestion=dated.recount(phrase, number, value) if phrase and number and not good else None,
    )


def _running(dated: Dated, found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
    """连续N年 beside the years it runs through: both ends count, unless steps from the first year (增长 …) may be meant."""
    text = dated.text
    p = _patterns()
    n = whole(found["n"])
    at, phrase, number = Span(*found.span("at")), Span(*found.span()), Span(*found.span("n"))
    if not n or not dated.readable(at):
        return
    near = [
        years
        for years in p.years.finditer(text, max(sentence.start, found.start() - 60), min(sentence.end, found.end() + 14))
        if _belong(dated, years, found)
    ]
    if len(near) == 1:
        first, last, both = _ends(near[0])
        around = text[max(sentence.start, found.start() - 12) : min(sentence.end, found.end() + 14)]
        steps = any(word in around for word in words("span")["steps"])
        if n < both - 1 and len(re.findall("[，,、]", text[near[0].end() : found.start()])) > 1:  # of fewer years, in another clause
            return
        formula = f"{last} − {first} + 1 = {both}"
        right = n == both or (steps and n == both - 1)
        yield _told(dated, right, at, near[0], both, formula, phrase=phrase, number=None if steps else number)
        return
    if near:
        return
    reach = min(sentence.end, found.end() + REACH)
    behind = [y for y in p.years.finditer(text, found.end(), reach) if p.said_after.match(text, found.end(), y.start())]
    if len(behind) == 1:  # “连续9年增长”，这是2017年到2024年间的事
        first, last, both = _ends(behind[0])
        yield _told(dated, both - 1 <= n <= both, at, behind[0], both, f"{last} − {first} + 1 = {both}", phrase=phrase)
        return
    if yearly := _every_year(dated, found, sentence):
        yield from yearly
        return
    loose = [y for y in _spread(dated, sentence, found.start()) if _plain(text, y.end(), found.start())]
    if loose:
        first, last, both = _ends(loose[-1])
        if any(word in text[loose[-1].start() : found.start()] for word in words("span")["unbroken"]):
            formula = f"{last} − {first} + 1 = {both}"
            yield _told(dated, n == both, at, loose[-1], both, formula, phrase=phrase, number=number)
            return
        begun = any(word in loose[-1]["between"] for word in words("span")["begun"])
        if n in (both, both - 1) or n > both or begun:
            severity = Severity.ERROR if n > both else Severity.WARNING  # it may have been broken off between
            formula = f"{last} − {first} + 1 = {both}"
            yield _told(dated, both - 1 <= n <= both, at, loose[-1], both, formula, severity=severity, phrase=phrase, number=number)
        return
    since = [s for s in p.since.finditer(text, sentence.start, found.start()) if _plain(text, s.end(), found.start())]
    if since:
        start = since[-1]
        later = [int(y[1]) for y in p.year.finditer(text, found.end(), sentence.end)]
        now = max(later, default=0) or (dated.spoken.year if dated.spoken.sure else None)
        if now is None or now <= int(start["a"]):
            return
        most = now - int(start["a"]) + 1
        if n in (most, most - 1) or n > most:
            formula = f"{now} − {start['a']} + 1 = {most}"
            yield _told(dated, n <= most, at, start, most, formula, severity=Severity.WARNING)


def _every_year(dated: Dated, found: re.Match[str], sentence: Span) -> list[Outcome]:
    """自2016年起每年…，至2025年已连续9年: every year counts, the first and the last that are named."""
    text, p = dated.text, _patterns()
    since = list(p.since.finditer(text, sentence.start, found.start()))
    if len(since) != 1 or not p.every.search(text, since[0].end(), found.start()):
        return []
    between = [int(y[1]) for y in p.year.finditer(text, since[0].end(), found.start())]
    named = between or [int(y[1]) for y in p.year.finditer(text, found.end(), sentence.end)]
    start, n = int(since[0]["a"]), whole(found["n"])
    if len(set(named)) != 1 or not n or named[0] <= start or "；" in text[since[0].end() : found.start()]:
        return []
    both = named[0] - start + 1
    around = text[since[0].end() : min(sentence.end, found.end() + 14)]
    steps = any(word in around for word in words("span")["steps"])
    good = n == both or (steps and n == both - 1)
    at, phrase, number = Span(*found.span("at")), Span(*found.span()), Span(*found.span("n"))
    formula = f"{named[0]} − {start} + 1 = {both}"
    return [_told(dated, good, at, since[0], both, formula, severity=Severity.WARNING, phrase=phrase, number=None if steps else number)]


def _ends(years: re.Match[str]) -> tuple[int, int, int]:
    """First and last year and how many they are with both ends."""
    first, last = int(years["a"]), int(years["b"])
    return first, last, last - first + 1


def _spread(dated: Dated, sentence: Span, end: int) -> list[re.Match[str]]:
    """从Y年首次…到Y2年: years with other words, but no third year, between them."""
    found = _patterns().loose.finditer(dated.text, sentence.start, end)
    return [years for years in found if int(years["a"]) < int(years["b"]) and not re.search("\\d年|连续", years["between"])]


def _belong(dated: Dated, years: re.Match[str], found: re.Match[str]) -> bool:
    if years.end() <= found.start():
        return _plain(dated.text, years.end(), found.start())
    return dated.text[found.end() : years.start()] in ("（", "(")


def _plain(text: str, start: int, end: int) -> bool:
    """Nothing between the two that would begin another statement."""
    between = text[start:end]
    return len(between) <= REACH and not re.search(f"[。；;\\n]|{YEAR}年|连续", between)


def _crowns(dated: Dated, found: re.Match[str], sentence: Span) -> Iterator[Outcome]:
    """N连冠, N连丰 cannot be more than the years it was done in; fewer of them may be meant."""
    n = whole(found["n"])
    near = list(_patterns().years.finditer(dated.text, sentence.start, found.start())) or _spread(dated, sentence, found.start())
    near = [years for years in near if _plain(dated.text, years.end(), found.start())]
    if not n or len(near) != 1:
        return
    first, last, both = _ends(near[0])
    if n >= both - 1:
        formula = f"{last} − {first} + 1 = {both}"
        yield _told(dated, n <= both, Span(*found.span("at")), near[0], both, formula)


def _lapses(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """历时N年 after two dates, 时隔N年 between two: whole years either way of the distance."""
    text = dated.text
    p = _patterns()
    points = [point for point in dated.points(sentence) if point.year is not None]
    for found in p.lasting.finditer(text, sentence.start, sentence.end):
        before = [point for point in points if point.at.end <= found.start()]
        if len(before) == 2 and found.start() - before[1].at.end <= _SHORT:
            yield from _lapse(dated, before[0], before[1], found)
    for earlier, later in pairwise(points):
        said = p.after.search(text, earlier.at.end, later.at.start)
        if said and "；" not in text[earlier.at.end : later.at.start]:
            yield from _lapse(dated, earlier, later, said)


def _lapse(dated: Dated, earlier: Point, later: Point, found: re.Match[str]) -> Iterator[Outcome]:
    n = whole(found["n"])
    at = Span(*found.span("at"))
    if not n or not dated.readable(at) or later.months <= earlier.months:
        return
    if earlier.month and later.month:
        gap = later.months - earlier.months
        right, low, high = round(gap / 12), (gap - 1) // 12, -((-gap - 1) // 12)
    else:
        right = (later.year or 0) - (earlier.year or 0)
        low, high = right - 1, right + 1
    formula = f"{later.year} − {earlier.year} = {(later.year or 0) - (earlier.year or 0)}"
    yield _told(dated, low <= n <= high, at, earlier.at, right, formula, severity=Severity.WARNING)


def _anniversary(dated: Dated, found: re.Match[str], sentence: Span, previous: Span | None) -> Iterator[Outcome]:
    """N周年 against the one founding year of its sentence (or of the one before it) and the year it is spoken in."""
    text = dated.text
    w = words("span")
    n = whole(found["n"])
    at = Span(*found.span("at"))
    said = text[sentence.start : sentence.end]
    before = text[max(sentence.start, found.start() - 16) : found.start()]
    if not n or not dated.readable(at) or len(_patterns().anniversary.findall(said)) != 1 or any(word in before for word in w["national"]):
        return
    clause = max(max(text.rfind(mark, sentence.start, found.start()) for mark in "，；、") + 1, sentence.start)
    lead = text[clause : found.start()]
    around = lead + re.split("[，。；]", text[found.end() : found.end() + 12])[0]
    if before.endswith(w["other-event"]) or not before.endswith(w["of-founding"]) or any(word in around for word in w["ahead"]):
        return
    points = [point for point in dated.points(sentence) if point.year is not None]
    founded = [point for point in points if _founding(dated, point, found.start())]
    if not founded and previous is not None:
        founded = _founded_before(dated, previous, found, sentence)
    if len({point.year for point in founded}) != 1 or founded[0].year is None:
        return
    base = founded[0].year
    if founded[0].at.start >= sentence.start and abs(founded[0].at.start - found.start()) > _ASIDE:
        return
    others = [point for point in points if point.year != base and point.at.start < found.start()]
    years = {point.year for point in others if _spoken_of(dated, point, found.start(), clause)}
    celebrated = any(word in around for word in w["celebrated"])
    now, severity = dated.spoken.year, Severity.WARNING
    if len(years) == 1 and (celebrated or any(point.at.start >= clause for point in others)):
        now, severity = years.pop(), Severity.ERROR
    elif years or any(point.at.start >= clause for point in others) or now is None:
        return
    elif not dated.spoken.sure and any(point.year == now for point in others):
        return  # 2010年改制的某厂创办于1952年，今年…: the article's year is not 2010
    elif any(word in lead for word in w["years"]):
        turning = dated.spoken.date is not None and dated.spoken.date.month in (1, 12)
        severity = Severity.WARNING if dated.spoken.source == "year" or turning else Severity.ERROR
    elif not (dated.spoken.sure and celebrated) or abs(n - (now - base)) == 1:  # 即将迎来, or told of last year
        return
    if now is None or now <= base:
        return
    yield _told(
        dated,
        n == now - base,
        at,
        founded[0].at,
        now - base,
        f"{now} − {base} = {now - base}",
        severity=severity,
        unit=found["at"][len(found["n"]) :],
        phrase=at,
        number=Span(*found.span("n")),
    )


def _founding(dated: Dated, point: Point, anniversary: int) -> bool:
    """A year in which something was founded: 创办于1958年, 1958年建校; 2024年迎来建校70周年 founds nothing in 2024."""
    text = dated.text
    if text[max(0, point.at.start - 4) : point.at.start].endswith(words("span")["founded"]):
        return True
    after = _patterns().founding.match(text, point.at.end)
    return after is not None and after.end() != anniversary and (point.at.start > anniversary or after.end() < anniversary)


def _founded_before(dated: Dated, previous: Span, found: re.Match[str], sentence: Span) -> list[Point]:
    """The founding told in the sentence before, when this one goes on about the same body (该校, 学校 …)."""
    p, text = _patterns(), dated.text
    goes_on = p.itself.search(text, sentence.start, found.start()) or p.same_body.search(text, sentence.start, found.start())
    if not goes_on and not text.startswith(words("span")["itself"], sentence.start):
        return []
    points = [point for point in dated.points(previous) if point.year is not None]
    return [point for point in points if _founding(dated, point, previous.end)]


def _spoken_of(dated: Dated, point: Point, anniversary: int, clause: int) -> bool:
    """True for a year that says when: 2024年，… or 2024年迎来…; not 2010年改制的…, which tells of something."""
    text = dated.text
    if text.startswith(("，", ",", "），"), point.at.end):
        return True
    if point.at.start < clause:
        return False
    told = text[point.at.end : anniversary]
    verb = re.search(either(words("span")["celebrated"]), told)
    return "的" not in (told[: verb.start()] if verb else told)
