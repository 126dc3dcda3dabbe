"""Counts of years against the years named: 连续N年, 共N年 (EP803); ages are told in :mod:`~enping_check.rules.ages`.

连续N年 from Y counts both ends (Y … Y+N−1). Where a phrase allows either count, either will do;
what was done N times running may have begun after the first year named, so a lower count fails only where the text leaves no room.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, REACH, TO, YEAR, Dated, told
from enping_check.rules.outcome import Outcome

_YEARS = f"(?<!\\d)(?P<a>{YEAR})(?:年度?)?(?:起|开始)?(?:{TO})(?P<b>{YEAR})年(?!代|级|以)"
_LOOSE = f"(?:从|自|由)(?P<a>{YEAR})年(?P<between>[^。；\\n]{{0,36}}?)(?:到|至|截至|截止)(?P<b>{YEAR})年(?!代|级|以)"
_MONTHS = f"(?:从|自|由)(?P<a>{YEAR})年(?P<m>\\d{{1,2}})月(?:{TO}|至|到)(?P<b>{YEAR})年(?P<m2>\\d{{1,2}})月"
_MARKS = "，；、（）"


@dataclass(frozen=True, slots=True)
class _Patterns:
    years: re.Pattern[str]
    loose: re.Pattern[str]
    months: re.Pattern[str]
    total: re.Pattern[str]
    running: re.Pattern[str]
    crowns: re.Pattern[str]
    since: re.Pattern[str]
    every: re.Pattern[str]
    until: re.Pattern[str]
    manieth: re.Pattern[str]
    kept: re.Pattern[str]
    since_first: re.Pattern[str]
    said_after: re.Pattern[str]
    year: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    few = "(?P<n2>[一二两三四五六七八九十\\d]{1,2})"
    return _Patterns(
        years=re.compile(_YEARS),
        loose=re.compile(_LOOSE),
        months=re.compile(_MONTHS),
        total=re.compile(
            f"[，,（(]{{0,2}}(?:(?:共|共计|{either(w['loose'])})(?P<at>{COUNT}年)(?![来前后级度之])|[的这]{{0,2}}(?P<at2>{few}年)(?:间|里|时间|{either(w['gone-by'])}))"
        ),
        running=re.compile(f"连续(?:[^，。；、（）\\d一二两三四五六七八九十多几数]{{1,6}}?)?(?P<at>第?{COUNT}个?年)(?!级)"),
        crowns=re.compile(f"(?<![一二三四五六七八九十百两\\d])(?P<at>{COUNT}连[冠增涨丰升霸])"),
        since=re.compile(f"(?<!\\d)(?P<a>{YEAR})年(?:\\d{{1,2}}月)?(?:起|以来|开始)"),
        every=re.compile(either(w["every"])),
        kept=re.compile(
            f"(?<!\\d)(?P<a>{YEAR})年[^。；，\\d]{{0,6}}(?:{either(w['first-time'])})[^。；，]{{0,16}}，(?:{either(w['ever-since'])})"
            f"[^。；，\\d]{{0,6}}(?:{either(w['unbroken-since'])})[^。；，]{{0,12}}"
        ),
        # 自2019年总产量首次站上2500万吨以来，
        since_first=re.compile(
            f"[自从](?P<a>{YEAR})年[^。；，\\d]{{0,10}}(?:{either(w['first-time'])})[^。；，]{{1,24}}(?:以来|之后|以后|后)，"
        ),
        said_after=re.compile("[”」]?[^，。；\\d]{0,12}[—，,：:]{0,2}(?:这|即|指|说)[^。；\\d]{0,10}$"),
        until=re.compile(f"[^。；\\d]{{0,30}}，(?:并|且)?(?:一直到|直至|直到|截至|到|至)(?P<b>{YEAR})年"),
        manieth=re.compile(f"第(?P<at>{COUNT}个?年(?P<head>头)?)(?![级度初末底期])"),
        year=re.compile(f"(?<!\\d)({YEAR})年"),
    )


def spans(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """Every count of years of a sentence."""
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
    if "年头" in said or "第" in said:
        yield from _manieth(dated, sentence)
    for found in p.years.finditer(text, sentence.start, sentence.end):
        total = p.total.match(text, found.end(), sentence.end)
        n = whole(total["n"] or total["n2"]) if total else None
        if total and n:
            first, last = int(found["a"]), int(found["b"])
            both = last - first + 1
            at = "at" if total["at"] else "at2"
            yield told(dated, n in (both, both - 1), Span(*total.span(at)), found, both, f"{last} − {first} + 1 = {both}")


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
        between = text[near[0].end() : found.start()]
        if n < both - 1 and not _never_missed(dated, near[0], found, sentence):
            if len(re.findall("[，,]", between)) > 1 or re.search("、.*\\d|\\d.*、", between):
                return  # of fewer years, in another clause
        formula = f"{last} − {first} + 1 = {both}"
        right = n == both or (steps and n == both - 1)
        yield told(dated, right, at, near[0], both, formula, phrase=phrase, number=None if steps else number)
        return
    if near:
        return
    months = [m for m in p.months.finditer(text, sentence.start, found.start()) if _plain(text, m.end(), found.start())]
    if len(months) == 1:
        yield from _of_months(dated, months[0], n, at, phrase)
        return
    reach = min(sentence.end, found.end() + REACH)
    behind = [y for y in p.years.finditer(text, found.end(), reach) if p.said_after.match(text, found.end(), y.start())]
    if len(behind) == 1:  # “连续9年增长”，这是2017年到2024年间的事
        first, last, both = _ends(behind[0])
        yield told(dated, both - 1 <= n <= both, at, behind[0], both, f"{last} − {first} + 1 = {both}", phrase=phrase)
        return
    if yearly := _every_year(dated, found, sentence):
        yield from yearly
        return
    if lasting := _until(dated, found, sentence):
        yield lasting
        return
    if kept := _kept(dated, found, sentence) or _kept_since(dated, found, sentence):
        yield kept
        return
    loose = [y for y in _spread(dated, sentence, found.start()) if _plain(text, y.end(), found.start())]
    if loose:
        first, last, both = _ends(loose[-1])
        if any(word in text[loose[-1].start() : found.start()] for word in words("span")["unbroken"]):
            formula = f"{last} − {first} + 1 = {both}"
            yield told(dated, n == both, at, loose[-1], both, formula, phrase=phrase, number=number)
            return
        begun = any(word in loose[-1]["between"] for word in words("span")["begun"])
        if n in (both, both - 1) or n > both or (begun and 2 * n >= both):
            severity = Severity.ERROR if n > both else Severity.WARNING  # it may have been broken off between
            formula = f"{last} − {first} + 1 = {both}"
            yield told(dated, both - 1 <= n <= both, at, loose[-1], both, formula, severity=severity, phrase=phrase, number=number)
        return
    since = [s for s in p.since.finditer(text, sentence.start, found.start()) if _plain(text, s.end(), found.start())]
    if since:
        start = since[-1]
        later = [int(y[1]) for y in p.year.finditer(text, found.end(), sentence.end)]
        opening = p.year.match(text, sentence.start)  # 2025年，…，自2016年以来已连续10年
        if not later and opening and text.startswith("，", opening.end()):
            later = [int(opening[1])]
        now = max(later, default=0) or (dated.spoken.year if dated.spoken.sure else None)
        if now is None or now <= int(start["a"]):
            return
        most = now - int(start["a"]) + 1
        if n in (most, most - 1) or n > most:
            formula = f"{now} − {start['a']} + 1 = {most}"
            yield told(dated, n <= most, at, start, most, formula, severity=Severity.WARNING)


def _manieth(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """2016年起，每年…，2025年已是第十个年头: the how manieth of the years, whether the first of them counts or not."""
    text, p = dated.text, _patterns()
    for found in p.manieth.finditer(text, sentence.start, sentence.end):
        since = list(p.since.finditer(text, sentence.start, found.start()))
        named = {int(y[1]) for y in p.year.finditer(text, sentence.start, sentence.end)}
        n = whole(found["n"])
        if len(since) != 1 or not n or len(named) != 2 or re.search("；|中断|停办|暂停|停了", text[since[0].end() : found.start()]):
            continue
        start, now = int(since[0]["a"]), max(named)
        last = list(p.year.finditer(text, sentence.start, found.start()))[-1:]
        if not last or int(last[0][1]) != now or re.fullmatch("[^，。；第\\d]{0,8}", text[last[0].end() : found.start()]) is None:
            continue  # 第二轮第三年
        if now == start or not (found["head"] or p.every.search(text, since[0].end(), found.start())):
            continue
        both = now - start + 1
        yield told(
            dated,
            n in (both, both - 1),
            Span(*found.span("at")),
            since[0],
            both,
            f"{now} − {start} + 1 = {both}",
            severity=Severity.WARNING,
        )


def _of_months(dated: Dated, months: re.Match[str], n: int, at: Span, phrase: Span) -> Iterator[Outcome]:
    """自2018年1月至2023年12月，连续6年: both months count, where together they make whole years."""
    a, m, b, m2 = (int(months[name]) for name in ("a", "m", "b", "m2"))
    length = 12 * (b - a) + m2 - m + 1
    if 1 <= m <= 12 and 1 <= m2 <= 12 and length > 0 and length % 12 == 0:
        formula = f"{b}-{m2:02} − {a}-{m:02} = {length}个月"
        yield told(dated, n == length // 12, at, months, length // 12, formula, severity=Severity.WARNING, phrase=phrase)


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
    return [told(dated, good, at, since[0], both, formula, severity=Severity.WARNING, phrase=phrase, number=None if steps else number)]


def _until(dated: Dated, found: re.Match[str], sentence: Span) -> Outcome | None:
    """自2018年起连续七年…，直至2024年从未中断: both the years count, or the one after the first; nothing else is left open."""
    text, p, n = dated.text, _patterns(), whole(found["n"])
    since = [s for s in p.since.finditer(text, sentence.start, found.start()) if _plain(text, s.end(), found.start())]
    until = p.until.match(text, found.end(), sentence.end)
    if not since or until is None or not n or not any(word in text[until.end() : sentence.end] for word in words("span")["unbroken"]):
        return None
    first, now = int(since[-1]["a"]), int(until["b"])
    both = now - first + 1
    if both < 2:
        return None
    at, formula = Span(*found.span("at")), f"{now} − {first} + 1 = {both}"
    return told(dated, n in (both, both - 1), at, since[-1], both, formula, phrase=Span(*found.span()))


def _kept(dated: Dated, found: re.Match[str], sentence: Span) -> Outcome | None:
    """2014年首次突破…，此后再未跌破，2025年达…，已连续12年保持在…以上: from the first time on, to the year told last."""
    text, n = dated.text, whole(found["n"])
    since = list(_patterns().kept.finditer(text, sentence.start, found.start()))
    years = [int(y[1]) for y in _patterns().year.finditer(text, sentence.start, sentence.end)]
    if not any(word in text[found.end() : found.end() + 6] for word in words("span")["kept"]):
        return None  # 已连续9年增长
    if len(since) != 1 or not n or len(set(years)) != 2 or "；" in text[since[0].end() : found.start()]:
        return None
    first, now = int(since[0]["a"]), max(years)
    both = now - first + 1
    if now == first:
        return None
    at, phrase, formula = Span(*found.span("at")), Span(*found.span()), f"{now} − {first} + 1 = {both}"
    return told(dated, n in (both, both - 1), at, since[0], both, formula, severity=Severity.WARNING, phrase=phrase)


def _kept_since(dated: Dated, found: re.Match[str], sentence: Span) -> Outcome | None:
    """自2019年首次站上…以来，已连续八年稳定在…: no more than from the first time on to the latest year told; fewer may be meant."""
    text, p, n = dated.text, _patterns(), whole(found["n"])
    since = p.since_first.search(text, sentence.start, found.start())
    if since is None or not n or not _plain(text, since.end(), found.start()):
        return None
    if not any(word in text[found.end() : found.end() + 6] for word in words("span")["kept"]):
        return None
    line = next((line for line in dated.reading.article.lines if line.at.start <= sentence.start < line.at.end), None)
    if line is None:
        return None
    said = text[line.at.start : line.at.end]
    now = max([int(y[1]) for y in p.year.finditer(said)] + [dated.spoken.year or 0])
    first = int(since["a"])
    if now <= first or (not dated.spoken.sure and re.search("[今去本]年|(?<![比较])上年|年内|目前", said[: found.end() - line.at.start])):
        return None  # 今年 of a year that is not told
    most = now - first + 1
    if n < most - 1:
        return None
    formula = f"{now} − {first} + 1 = {most}"
    return told(dated, n <= most, Span(*found.span("at")), since, most, formula, severity=Severity.WARNING, phrase=Span(*found.span()))


def _never_missed(dated: Dated, years: re.Match[str], found: re.Match[str], sentence: Span) -> bool:
    """从2015年到2023年，收入年年超过50万元，连续六年达标: the clause before tells of each of the years, and the run goes on about it."""
    *_, last, own = ["", "", *re.split("[，,]", dated.text[years.end() : found.start()])]
    if re.fullmatch("(?:就|便|也|已经?|实现)?", own) is None or re.search("[、；]", last):
        return False
    each = (*words("span")["every"], *words("span")["unbroken"])
    goes_on = dated.text[found.end() : min(sentence.end, found.end() + 8)].lstrip("“”「」都均")
    return any(word in last for word in each) and _MEASURED.search(last) is not None and goes_on.startswith(words("span")["goes-on"])


_MEASURED = re.compile("超|高于|低于|多于|少于|达到?|突破|以[上下]|[保维]持|稳定|增长|盈")  # 年年举办: of another thing than the run may be


def _ends(years: re.Match[str]) -> tuple[int, int, int]:
    """First and last year and how many they are with both ends."""
    first, last = int(years["a"]), int(years["b"])
    return first, last, last - first + 1


def _spread(dated: Dated, sentence: Span, end: int) -> list[re.Match[str]]:
    """从Y年首次…到Y2年: years with other words, but no third year, between them."""
    found = _patterns().loose.finditer(dated.text, sentence.start, end)
    return [years for years in found if int(years["a"]) < int(years["b"]) and not re.search("(?<![.\\d])\\d{1,4}年|连续", years["between"])]


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
        yield told(dated, n <= both, Span(*found.span("at")), near[0], both, formula)
