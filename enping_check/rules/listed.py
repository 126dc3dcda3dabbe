"""Counts beside names or values in a row: 甲站、乙站、丙站和丁站五座, 2021至2024年连续五年, 2021至2023年…分别为a、b和c (EP701).

Rows of bodies, persons, years and places are told in :mod:`~enping_check.rules.rosters`. Only where nothing is left open:
no 等, no name that may stand for two. A count that follows its list may be too great by one, never too
small, for what stands before the first 、 may belong to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from enping_check.claims.announced import Enumeration, words
from enping_check.claims.dateline import either
from enping_check.claims.enumerations import enumerations
from enping_check.language.numerals import han, whole
from enping_check.model import Article, Reading, Span, Suggestion
from enping_check.rules.enumerations import counted
from enping_check.rules.itemized import itemized
from enping_check.rules.outcome import Outcome
from enping_check.rules.recited import recited
from enping_check.rules.rosters import NUMERAL, YEAR, rosters

_NAME: Final = "[\u4e00-\u9fffA-Za-z]{2,12}"
_COUNTERS: Final = "个|家|条|名|所|座|项|支|款|场|位|处|艘|架|趟|种|类|套|台|门|大|学科|专业"
# never 国 or 省: 中亚五国 is one of a row; (前|第|近)三: no count of what stands beside it
_COUNT: Final = f"(?<![第前后近约超余逾\\d.一二三四五六七八九十])(?P<at>{NUMERAL}(?:{_COUNTERS}))(?![多余半]|[一二三四五六七八九十\\d])"
_LISTED: Final = re.compile(
    f"(?<![、\u4e00-\u9fffA-Za-z“”《》])(?P<items>[\u4e00-\u9fffA-Za-z]{{2,24}}(?:、{_NAME}?){{1,18}}?)(?:这|共|共计|合计)?{_COUNT}(?=[\u4e00-\u9fff，。])"
)
_SPAN: Final = re.compile(f"(?<!\\d)(?P<items>(?P<a>{YEAR})年?[至到—-](?P<b>{YEAR})年)(?:间|期间)?，?(?:已|已经)?连续(?P<at>{NUMERAL}年)")
_EACH_YEAR: Final = f"(?:{YEAR})年(?:度)?"
# 继2018年、2021年之后第三次: once more than the years named
_AGAIN: Final = re.compile(
    f"继(?P<items>{_EACH_YEAR}(?:(?:、|和|及|与|以及){_EACH_YEAR})*)[^，。；、\\d]{{0,10}}?(?:之?后|以来)[^。；、\\d一二三四五六七八九十两]{{0,20}}?"
    "第(?P<at>(?P<n>[二三四五六七八九十]|\\d{1,2})(?:次|度|回))"
)
_NAMED_YEARS: Final = re.compile(
    f"连续(?P<at>{NUMERAL}(?:年|次|届))[^，。；\\d]{{0,20}}[，：（]?(?:分别|依次)(?:是|为|在)?"
    f"(?P<items>{_EACH_YEAR}(?:、{_EACH_YEAR})*(?:(?:和|及|与|以及){_EACH_YEAR})?)(?=[，。；）])"
)
_VALUE: Final = "[\\d.,]{1,12}[\u4e00-\u9fff%]{0,5}?"
_SERIES: Final = re.compile(
    f"(?<!\\d)(?P<at>(?P<a>{YEAR})年?[至到—-](?P<b>{YEAR})年)(?:度|间|期间|[两三四五]年间?)?[^。；、和及与\\d]{{1,40}}?(?:分别|依次)为"
    f"(?P<items>{_VALUE}(?:、{_VALUE})*(?:和|及|与|以及){_VALUE})(?=[，。；])"
)
_OPEN: Final = re.compile("等|其他|其它|各|多个|全部|相关|有关|及其|部分|城乡|东西|南北|上下|两|双|[一二三四五六七八九十]")
_ENDS_OPEN: Final = re.compile("等|其他|其它|以及|[和及与]")
_OPEN_ROW: Final = re.compile("等|其他|其它|各|及|和|与|多个|全部|相关|有关|部分|[增降升减]|分别|[均都]")
_AND: Final = re.compile("以及|[和及与]")
# 途经甲、乙、丙3个镇: the row begins right behind these words
_BEGINS: Final = re.compile(f"(?:[\u4e00-\u9fff]{{0,6}})(?:{either(words()['row-begins'])})(?P<first>[\u4e00-\u9fffA-Za-z]{{2,8}})")
# 重点打造甲、乙、丙、丁和戊四大中心: so many are built, none of them before these words
_BUILT: Final = re.compile(f"[\u4e00-\u9fff]{{0,6}}(?:{either(words()['built'])})(?P<first>[\u4e00-\u9fffA-Za-z]{{2,8}})")
_BEHIND: Final = re.compile(
    f"(?<![第前后近约超余逾各每\\d.一二三四五六七八九十])(?P<at>{NUMERAL}(?:大|个|家|座|条|所))[\u4e00-\u9fff]{{0,4}}?(?:{either(words()['named-behind'])})"
    f"(?P<items>[\u4e00-\u9fff]{{2,6}}(?:、[\u4e00-\u9fff]{{2,8}}){{1,8}})(?![、\\d“”《》A-Za-z])"
)
_LEADS: Final = re.compile("|".join(words()["leads"]))
_MOST: Final = 20


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every such count of an article."""
    article = reading.article
    text = article.folded
    known = {found.at: found for found in itemized(text)}
    if "、" in text or "分别" in text or "继" in text:
        known |= {found.at: found for found in _found(text)} | {found.at: found for found in rosters(text)}
    if (told := {found.at: found for found in recited(text) if found.at not in known}) != {}:
        elsewhere = {found.at for found in enumerations(article) if found.sure or found.n == found.listed}
        known |= {at: found for at, found in told.items() if at not in elsewhere}
    for found in known.values():
        if not any(mark.at.overlaps(found.at) for mark in reading.scan.damage):
            for outcome in counted(index, article, found):
                yield replace(outcome, suggestion=_recount(article, found) if outcome.verdict == "fails" else None)


def _recount(article: Article, found: Enumeration) -> Suggestion | None:
    """六部门 → 五部门, 3条 → 4条."""
    span = article.span(found.at)
    stated = article.surface(span)
    number = re.match("[0-9]+|[两二三四五六七八九十]+", stated)
    if number is None or found.form == "series":
        return None
    right = str(found.listed) if number[0].isascii() else "两" if found.listed == 2 else han(found.listed)
    return Suggestion(span, stated, right + stated[number.end() :])


def _found(text: str) -> Iterator[Enumeration]:
    for match in _LISTED.finditer(text):
        if (listed := _of_one_kind(text, match)) and (n := whole(match["n"])) is not None and abs(n - listed) == 1:
            yield _of(match, n, listed, "row")
            continue
        n, names = whole(match["n"]), _names(match["items"])
        if _LEADS.search(match["items"].partition("、")[0]) or _goes_before(text, match):
            continue  # 某公司联合甲、乙、丙四家: it counts itself
        begun = _BEGINS.fullmatch(match["items"].partition("、")[0]) is not None
        if n is not None and names is not None and len(names) > 2 and (n == len(names) + 1 or (begun and abs(n - len(names)) == 1)):
            yield _of(match, n, len(names), "row")
        elif n is not None and names is not None and match["at"].endswith("大") and _BUILT.fullmatch(match["items"].partition("、")[0]):
            least = match["items"].count("、") + 1  # 危重儿童和新生儿救治 may be one or two
            if least > 3 and n == least - 1:
                yield _of(match, n, least, "row")
    for match in _BEHIND.finditer(text):
        n, items = whole(match["n"]), match["items"]
        listed = items.count("、") + 1
        last = items.rpartition("、")[2]
        if (
            n is not None
            and abs(n - listed) == 1
            and not _OPEN_ROW.search(items[: -len(last)])
            and not _ENDS_OPEN.search(last)
            and last not in items[: -len(last)]
        ):
            yield _of(match, n, listed, "behind")
    for match in _SPAN.finditer(text):
        n, years = whole(match["n"]), int(match["b"]) - int(match["a"]) + 1
        if n is not None and n != years - 1 and abs(n - years) <= 2:
            yield _of(match, n, years, "years")
    for pattern, more in ((_AGAIN, 1), (_NAMED_YEARS, 0)):
        for match in pattern.finditer(text):
            n, listed = whole(match["n"]), len(re.findall(YEAR, match["items"])) + more
            if n is not None and abs(n - listed) <= 2 and listed >= 2 + more:  # 继2021年之后第三次: the last of them alone is named
                yield _of(match, n, listed, "years")
    for match in _SERIES.finditer(text):
        years = int(match["b"]) - int(match["a"]) + 1
        values = match["items"].count("、") + 2
        if abs(years - values) <= 1 < years:
            yield _of(match, years, values, "series")


def _of_one_kind(text: str, match: re.Match[str]) -> int:
    """东园、西园、三江园和白石园四个园区: how many, where each ends as the noun counted begins, else 0."""
    noun = text[match.end("at") : match.end("at") + 1]
    *first, last = match["items"].split("、")
    names = [*first, *(last.split("和") if last.count("和") < 2 else ())]
    if (
        len(names) < _KIN
        or _goes_before(text, match)
        or _LEADS.search(first[0])
        or noun not in _KINDS
        or not match["at"].endswith(("个", "座", "所"))
    ):
        return 0
    one = all(2 <= len(name) <= _OWN and name[-1] == noun and name.count(noun) == 1 for name in names[1:])
    begun = names[0][-1] == noun and names[0].count(noun) == 1 and _BEGINS_KIN.fullmatch(names[0]) is not None
    return len(names) if one and begun and len({*names}) == len(names) and not _NOT_ONE.search("".join(names[1:])) else 0


_KIN: Final = 3  # names
_OWN: Final = 5  # characters of a name
_KINDS: Final = "园镇乡村站馆港库桥"
_BEGINS_KIN: Final = re.compile(
    f"[\u4e00-\u9fff]{{0,12}}(?:{either((*words()['row-begins'], *words()['built'], *words()['holds']))})[\u4e00-\u9fff]{{2,4}}"
)
_NOT_ONE: Final = re.compile("[等各两双及与]|其[他它]|[东南西北上下]{2}|多个|全部|部分|的|以及")


def _goes_before(text: str, match: re.Match[str]) -> bool:
    """甲镇东村，乙镇西村、南村3个村: one of the row stands before another mark."""
    before, end = text[max(0, match.start() - 2) : match.start()], match["items"].partition("、")[0][-1]
    return before == f"{end}，"


def _of(match: re.Match[str], n: int, listed: int, form: str) -> Enumeration:
    return Enumeration(Span(*match.span("at")), n, listed, (Span(*match.span("items")),), form)


def _names(items: str) -> list[str] | None:
    """The names of a row, the last two joined by 和 or not; None where one of them may stand for several."""
    *first, last = items.split("、")
    joined = _AND.split(last)
    if len(joined) > 2 or any(len(name) < 2 for name in (*first[1:], *joined)):
        return None
    if any(_AND.search(name) for name in first[1:]) or any(_OPEN.search(name) for name in (*first[1:], *joined)):
        return None
    return [*first, *joined]
