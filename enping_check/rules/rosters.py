"""Counts beside rows of bodies, persons, years and places: 由甲局、乙局和丙局三部门组成, 三名被告人王某、李某、张某 (EP701).

Names of these kinds are known for what they are, so a count too small is told as well as one too great. Rows of any other names are
told in :mod:`~enping_check.rules.listed`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from enping_check.claims.announced import Enumeration, words
from enping_check.claims.dateline import either
from enping_check.language.numerals import whole
from enping_check.model import Span

NUMERAL = "(?P<n>[两二三四五六七八九十]{1,2}|\\d{1,2})"
_NOT_OF = "(?<![第前后近约超余逾每几数\\d.一二两三四五六七八九十百])"
_CLOSED = "(?![多余几百千万亿]|以上|左右|之[一中]|等)"
_HAN = "一-鿿"
_AND = re.compile("以及|[和及与暨]")
YEAR = "(?:19|20)\\d\\d"
_BACK = 200  # characters before a count in which its row may begin
_LONG = 16  # characters of the name of a body
_SHORT = 4
_MOST = 20
_CLAUSE = re.compile("[，。；：:！？（）()\n“”《》]")
_TAKEN_UP = re.compile("(?:这|共计|合计|总共|共|(?:共同|联合)?(?:组成|参加|参与)的)$")
_OPEN = ("等", "等等")


@dataclass(frozen=True, slots=True)
class _Patterns:
    bodies: re.Pattern[str]
    persons: re.Pattern[str]
    name: re.Pattern[str]
    ends_in_name: re.Pattern[str]
    called: re.Pattern[str]
    acts: re.Pattern[str]
    leads: re.Pattern[str]
    led: re.Pattern[str]
    bound: re.Pattern[str]
    years: re.Pattern[str]
    years_behind: re.Pattern[str]
    sites: re.Pattern[str]
    days: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words()
    surname = f"[{''.join(w['surnames'])}]"
    name = f"{surname}(?:某某?|(?:(?![等和及与某])[{_HAN}]){{1,2}})"
    year, month, day = f"{YEAR}(?:年度?)?", "\\d{1,2}月", "\\d{1,2}[日号]"
    row = "|".join(f"{each}(?:、{each})*(?:、|以及|[和及与]){each}" for each in (year, month, day))
    place = f"[{_HAN}]{{2,6}}"
    date = "(?:\\d{1,2}月)?\\d{1,2}[日号]"
    return _Patterns(
        bodies=re.compile(
            f"(?<=[{_HAN}])(?P<at>{NUMERAL}(?:个?部门|[个家]单位|[个家]机构|家部门|部委|方(?=[一-鿿，。])))(?![法式案面便针向位圆])"
        ),
        persons=re.compile(f"(?<=[{_HAN}])(?P<at>{NUMERAL}[人名位])(?![次均数年月]|以上|左右|单|额)"),
        name=re.compile(name),
        ends_in_name=re.compile(f"(?:{name})$"),
        called=re.compile(
            f"{_NOT_OF}(?P<at>{NUMERAL}[名位个人])(?P<noun>[{_HAN}“”]{{0,12}}?)(?P<mark>[：:]|，?分别[是为]|)"
            f"(?P<items>(?:{name}、)+{name}(?:[和及与]{name})?|{name}[和及与]{name})"
        ),
        acts=re.compile(either(w["acts"])),
        leads=re.compile(either(w["leads"])),
        led=re.compile(either(tuple(word for word in w["leads"] if len(word) > 1 or word in "与除另跟"))),
        bound=re.compile(".*(?:由|经|据|向|从|请|是|为|对)"),
        years=re.compile(
            f"(?<![至到—~～、和及与\\d.-])(?P<items>{row})(?:年(?=[^\\d]))?，?(?P<how>这|已?连续|一连|接连|)(?P<at>{NUMERAL}(?:个年度|个?年|个月|[天届次]))"
            f"(?![级期以生来内前后多余制半])"
        ),
        years_behind=re.compile(f"(?<![第每\\d.])(?P<at>{NUMERAL}(?:个年度|年|个月|[天届]))（(?P<items>{row})(?:年度?)?）"),
        days=re.compile(
            f"{_NOT_OF}(?P<at>{NUMERAL}[次场届批轮])(?P<noun>[{_HAN}“”]{{0,24}}?)，?(?:时间)?分别(?:是|为|在|于)(?P<items>{date}(?:、{date})+(?:[和及与]|以及){date})(?=[，。；）举进发开])"
        ),
        sites=re.compile(
            f"{_NOT_OF}(?P<at>{NUMERAL}(?P<unit>[条个家座处支所名位趟列班架艘场只]))(?P<noun>[{_HAN}]{{0,14}}?)[，,]?分别"
            f"(?:(?P<way>{either(w['destinations'])})|{either(w['seats'])})"
            f"(?P<items>{place}(?:、{place})*(?:和|及|与|以及){place}|{place}(?:、{place})+)(?=[，。；）]|$)"
        ),
    )


def rosters(text: str) -> Iterator[Enumeration]:
    """Every such count of a folded text; ``sure`` where a mismatch is a slip."""
    p = _patterns()
    for found in p.bodies.finditer(text):
        yield from _bodies(text, found, p)
    for found in p.persons.finditer(text):
        yield from _persons(text, found, p)
    for pattern in (p.years, p.years_behind):
        for found in pattern.finditer(text):
            yield from _years(text, found)
    if "某" in text or "、" in text:
        for found in p.called.finditer(text):
            yield from _called(text, found, p)
    for found in p.days.finditer(text):
        days = re.split("、|以及|[和及与]", found["items"])
        if len({*days}) == len(days) and not re.search("其中|[和及与]", found["noun"]):
            yield from _of(found, len(days), Span(*found.span("items")), "days")
    for found in p.sites.finditer(text):
        yield from _sites(text, found, p)


def _of(found: re.Match[str], listed: int, items: Span, form: str) -> Iterator[Enumeration]:
    n = whole(found["n"])
    if n is not None and 2 <= n <= _MOST and abs(n - listed) <= max(2, listed // 2):
        yield Enumeration(Span(*found.span("at")), n, listed, (items,), form)


def _row(text: str, found: re.Match[str]) -> tuple[str, Span, list[str]] | None:
    """What stands before the row in its sentence, where its clause stands, and its items; the clause is cut at the marks around it."""
    start = max(0, found.start("at") - _BACK)
    before = text[start : found.start("at")]
    mark = max((m.end() for m in _CLAUSE.finditer(before)), default=-1)
    if mark < 0 and start:
        return None
    clause = _TAKEN_UP.sub("", before[max(mark, 0) :])
    items = clause.split("、")
    if len(items) < 2 or not all(items) or clause.endswith(_OPEN):
        return None
    ahead = re.split("[。；！？\n]", before[: max(mark, 0)])[-1]
    at = start + max(mark, 0)
    return ahead, Span(at, at + len(clause)), items


def _parts(name: str, endings: tuple[str, ...]) -> tuple[int, int]:
    """How many bodies a name may be, at least and at most: 甲局和乙局 are two, 住房和城乡建设局 is one, 海关和统计 are two if not one."""
    joints = [mark.start() for mark in _AND.finditer(name) if mark.start()]
    if name[-1] in endings:
        two = sum(name[at - 1] in endings for at in joints)
        return 1 + two, 1 + two
    return 1, 1 + len(joints)


def _bodies(text: str, found: re.Match[str], p: _Patterns) -> Iterator[Enumeration]:
    """由甲局、乙局和丙局三部门组成, 财政、税务和审计三部门."""
    row, n, endings = _row(text, found), whole(found["n"]), words()["agency-endings"]
    if row is None or n is None:
        return
    ahead, at, (first, *others) = row
    if any(not 2 <= len(name) <= _LONG + _LONG * (name is others[-1]) or p.acts.search(name) for name in others):
        return
    counts = [_parts(name, endings) for name in others]
    if "部" not in found["at"]:
        counts[-1] = (counts[-1][1],) * 2  # 教育和体育 may be one 部门, never one of several 方
    low, high = 1 + sum(least for least, _ in counts), 1 + sum(most for _, most in counts)
    own, named = p.bound.sub("", first), all(name[-1] in endings for name in (first, *others))
    led = p.led.search(ahead) is not None or p.leads.search(_AND.sub("", first)) is not None or _parts(first, endings) != (1, 1)
    if n > high and (led or _goes_before(ahead, endings)):
        return
    listed = min(max(n, low), high)
    short = all(2 <= len(name) <= _SHORT for name in (own, *others))  # 教育、卫生、民政五部门: no other words among them
    near = abs(n - listed) <= (2 if short and "部" in found["at"] else 1)
    if not named and not (near and low > 2 and len(own) <= _LONG and all(len(name) <= _LONG // 2 for name in others[:-1])):
        return
    yield from _of(found, listed, at, "bodies")


def _goes_before(ahead: str, endings: tuple[str, ...]) -> bool:
    """市教育局，市公安局、市住建局三部门: a row with another mark between its names."""
    last = ahead.rstrip("，").rpartition("，")[2]
    return ahead.endswith("，") and 2 < len(last) <= _LONG and last[-1] in endings


def _persons(text: str, found: re.Match[str], p: _Patterns) -> Iterator[Enumeration]:
    """王某、李某、张某三人; 陈建国、李淑芬和赵志强三位老师."""
    row = _row(text, found)
    if row is None:
        return
    ahead, at, items = row
    *first, last = items
    joined = _AND.split(last)
    one = p.ends_in_name.search(first[0])
    names = [*first[1:], *joined]
    if one is None or len(joined) > 2 or not all(p.name.fullmatch(name) for name in names) or len({*names}) < len(names):
        return
    before, n, listed = first[0][: one.start()], whole(found["n"]), 1 + len(names)
    if n is None or listed < 3 or (n > listed and (p.led.search(ahead) or p.leads.search(before) or "某" in before or len(before) > _LONG)):
        return
    yield from _of(found, listed, at, "persons")


def _years(text: str, found: re.Match[str]) -> Iterator[Enumeration]:
    """2021年、2022年和2023年连续三年, 3月、4月、5月三个月, 连续三年（2021年、2022年、2023年）."""
    listed = len(re.findall("、|以及|[和及与]", found["items"])) + 1
    n, how = whole(found["n"]), found.groupdict().get("how")
    unit = found["at"][len(found["n"]) :]
    kind = "月" if "月" in found["items"] else "日" if re.search("[日号]", found["items"]) else "年"
    fits = {"年": "年届次", "月": "月次", "日": "天次"}[kind]
    if n is None or not any(each in unit for each in fits) or len({*re.findall("\\d+", found["items"])}) < listed:
        return
    if how == "" and found["n"].isdecimal() and not re.match("[均都间里共累合的，]|平均", text[found.end("at") : found.end("at") + 2]):
        return  # 2023年3年期国债
    before = re.split("[，。；\n]", text[max(0, found.start() - 20) : found.start()])[-1]
    if n > listed and ("次" in unit or any(word in before for word in ("继", "加上", "连同", "除"))):
        return
    if how is not None and "，" in text[found.end("items") : found.start("at")]:
        return
    yield from _of(found, listed, Span(*found.span("items")), "years")


def _called(text: str, found: re.Match[str], p: _Patterns) -> Iterator[Enumeration]:
    """三名同学王某、李某、张某; 三名被告人刑罚：王某、李某、张某分别获刑…; 三名学员，分别是…."""
    noun, behind = found["noun"], text[found.end() : found.end() + 1]
    names = re.split("、|[和及与]", found["items"])
    rest = re.split("[。\n]", text[found.end() :], maxsplit=1)[0]
    if behind in tuple("、等和及与或") or re.search("[中里内]$|之一|其中|[等其余]", noun) or len({*names}) < len(names):
        return
    certain = all("某" in name for name in names)
    if not certain and not (found["mark"].endswith(("是", "为")) and behind in tuple("。；，）")):
        return
    if any(name not in found["items"] for name in re.findall(f"[{''.join(words()['surnames'])}]某", rest)):
        return  # 王某、李某获刑五年，何某获刑三年
    n = whole(found["n"])
    if n is None or (n > len(names) and re.search("另|其余|其他|还有|一人|一名", rest)):
        return
    if found["mark"] in ("：", ":") and n != len(names) and not re.match("分别|依次|均|[。；）]", text[found.end() :]):
        return
    yield from _of(found, len(names), Span(*found.span("items")), "persons")


def _sites(text: str, found: re.Match[str], p: _Patterns) -> Iterator[Enumeration]:
    """3条航线分别飞往甲、乙和丙; 三家工厂分别位于…: several may stand in one place, but none in two."""
    *first, last = found["items"].split("、")
    names = [*first, *_AND.split(last)]
    n, listed = whole(found["n"]), len(names)
    if (
        n is None
        or len(names) > len(first) + 2
        or any(_AND.search(name) for name in first)
        or re.search("[中里]$|其中|分别|[和及与]", found["noun"])
    ):
        return
    if any(not 2 <= len(name) <= 6 or re.search("等|其他|各地|交界|两[地省市]|多[地国]", name) for name in names):
        return
    if n > listed and not (found["way"] and found["unit"] == "条" and n == listed + 1):
        return
    if listed > n + 2:
        return
    yield from _of(found, listed, Span(*found.span("items")), "sites")
