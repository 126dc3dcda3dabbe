"""Announced counts and the items they announce: “A”“B”“C”三大工程, 五项工作：一是…；二是…, “四个坚持” and its paragraphs.

Only forms whose reading is certain are compared (:attr:`Enumeration.sure`); a bare list A、B、C三大X is noted when it agrees and
passed over when it does not, for its first items may belong to something else.
"""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from enping_check.language.numerals import chinese
from enping_check.model import Article, Line, Span

_HAN = "一二两三四五六七八九十"
_DIGITS = "〇一二三四五六七八九"
_OPEN, _CLOSE = "“「『", "”」』"
_QUOTED = f"(?:[{_OPEN}][^{_OPEN}{_CLOSE}\\n]{{1,30}}[{_CLOSE}]|《[^《》\\n]{{2,60}}》)"
_ENDS = _CLOSE + "》"
_AND = "[、，和及与]|以及"
_NAMED = re.compile("[一-鿿“”]{2,40}(?:、[一-鿿“”]{2,16})+")
_SEPARATORS = re.compile("[，。；：:！？（）()]")
_ADJACENT = re.compile(f"[{_CLOSE}](?:{_AND})?[{_OPEN}]")
_QUOTED_ON = re.compile(f"[{_ENDS}](?:{_AND})?(?:[{_OPEN}]|等?这?[{_HAN}\\d])")  # what the one before and ``follows`` both begin with
_SEVERALLY = re.compile(
    "[别次们单：（](?:(?<=分别)[是为]|(?<=依次)[是为]|(?<=它们)是|(?<=名单)为|(?<=[个家所座处村镇][：（])(?=[一-鿿]{2,14}、))"
)
_CLAUSE = 200  # characters before a count in which its items may stand
_BEYOND = 1000  # characters after a nested list in which the outer one would go on
_MOST = 20  # items: longer lists are tables
_MARKERS = {  # the k-th marker of a list inside a paragraph, by the form of its first
    "一是": "{han}是",
    "一要": "{han}要",
    "其一": "其{han}",
    "（一）": "（{han}）",
    "第一，": "第{han}，",
    "①": "{circle}",
    "（1）": "（{n}）",
}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_FORMS = {  # any marker of a list, by the form of its first
    "一是": f"({_NUMERAL})是",
    "一要": f"({_NUMERAL})要",
    "其一": f"其({_NUMERAL})",
    "（一）": f"（({_NUMERAL})）(?![项款条目、和至或及])",
    "第一，": f"第({_NUMERAL})，",
    "①": "([①-⑳])",
    "（1）": "（(\\d{1,2})）(?![项款条目、和至或及])",
}
_OPENS_ITEM = re.compile("[:：，。；,;、\\s”’）)]")  # before a further marker
_LINE_MARKERS = ("一是", "一要", "其一")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """``n`` announced at ``at`` (三大, 五项: folded offsets), ``listed`` items printed at ``items``; ``sure`` when a mismatch is a slip.

    ``form`` is before (quoted items, then the count), after (the count, then quoted items), inner (one quotation that holds all items),
    numbered (一是 … 二是 …), paragraphs (“四个坚持”), named (4个村，分别是A村、B村 …) or bare.
    """

    at: Span
    n: int
    listed: int
    items: tuple[Span, ...]
    form: str
    sure: bool = True


@functools.cache
def words() -> dict[str, tuple[str, ...]]:
    """``data/lists.toml``: name → words."""
    path = Path(__file__).parent.parent / "data" / "lists.toml"
    return {name: tuple(items) for name, items in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def whole(printed: str) -> int | None:
    """A whole number in Arabic or Chinese digits, or None for anything else."""
    if printed.isdecimal():
        return int(printed)
    read = chinese(printed)
    if read is None or read[1] != len(printed) or read[0].value.denominator != 1 or read[0].low is not None:
        return None
    return int(read[0].value)


def han(number: int) -> str:
    """A number below 100 in Chinese: 12 → 十二."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    held: re.Pattern[str]
    after: re.Pattern[str]
    announced: re.Pattern[str]
    paragraphs: re.Pattern[str]  # also how ``held`` begins
    quoted: re.Pattern[str]
    marker: re.Pattern[str]
    first: re.Pattern[str]
    named: re.Pattern[str]  # a count, and after 分别是 the names of what is counted
    another: re.Pattern[str]
    follows: re.Pattern[str]  # a count right after a quotation: ``before`` fits nowhere else
    sums_up: re.Pattern[str]  # a count right after the last of several names: a bare list is nowhere else


@functools.cache
def _patterns() -> _Patterns:
    w = words()
    counters = "|".join(w["counters"])
    open_ended = "|".join(w["open"])
    # a count of things in Chinese digits, or N大 / N项 in either; never 第三项, 十余项, 三级, 三年
    count = f"(?P<at>(?:(?P<n>[{_HAN}]{{1,3}})(?:{counters})|(?P<m>\\d{{1,2}})(?:大|项)))(?!{open_ended})"
    quoted = f"(?:{_QUOTED}(?:{_AND})?)"
    markers = "|".join(map(re.escape, _MARKERS))
    return _Patterns(
        before=re.compile(
            f"(?P<items>{quoted}{{1,{_MOST}}})(?P<open>等)?这?(?:{count}(?P<noun>[一-鿿]{{2}})|(?P<at2>(?P<n2>[{_HAN}]{{1,3}})[化型性])(?=[一-鿿]{{2}}))"
        ),
        held=re.compile(
            f"[{_OPEN}](?P<at>(?P<n>[{_HAN}]{{1,2}})个)(?P<word>[一-鿿]{{1,4}})[{_CLOSE}][：:，—（(]{{1,2}}(?P<items>[^。；！？\\n）)]{{4,120}})"
        ),
        after=re.compile(
            f"(?=[{_HAN}\\d])(?<![第{_HAN}\\d]){count}(?P<noun>[一-鿿]{{2,8}}?)(?:[，,]?(?:分别|依次)[为是])?[:：—（(]*(?P<items>{quoted}{{2,{_MOST}}})(?P<next>.?)"
        ),
        announced=re.compile(  # the set takes in one character, the count is looked at from there: so every other place is skipped fastest
            f"[{_HAN}\\d](?<=(?=(?<![第前后{_HAN}\\d.])(?!一步)"
            f"(?P<at>(?:(?P<n>[{_HAN}]{{1,3}})|(?P<m>\\d{{1,2}}))(?:{counters}))(?!{open_ended})).)"
        ),
        paragraphs=re.compile(f"[{_OPEN}](?P<at>(?P<n>[{_HAN}]{{1,2}})个)(?P<word>[一-鿿]{{1,4}})[{_CLOSE}]"),
        quoted=re.compile(_QUOTED),
        another=re.compile(f"[^，。；]{{0,12}}[、和及与][{_HAN}\\d]{{1,3}}(?:{counters})"),
        follows=re.compile(f"[{_ENDS}](?:{_AND})?等?这?[{_HAN}\\d]"),
        sums_up=re.compile(f"、[一-鿿“”]{{2,16}}?[{_HAN}\\d]{{1,3}}(?:{counters})"),
        named=re.compile(
            f"(?<![第前后{_HAN}\\d.])(?P<at>(?:(?P<n>[{_HAN}]{{1,3}})|(?P<m>\\d{{1,2}}))(?:{counters}|{'|'.join(w['bodies'])}))(?!{open_ended})"
            "(?P<noun>[一-鿿“”]{0,24}?)[，,]?(?:这?[一-鿿]{0,4}?(?:分别|依次)(?:是|为)|它们是|名单为|(?=[：（]))[：:（]?"
            "(?P<items>[一-鿿A-Za-z]{2,14}(?:、[一-鿿A-Za-z]{2,14})+)(?=[，。；）)])"
        ),
        marker=re.compile(markers),
        first=re.compile(f"(?:^|(?<=[:：，。；,;\\s]))({markers})"),
    )


def enumerations(article: Article) -> tuple[Enumeration, ...]:
    """Every announced count whose items can be told, in order of place."""
    quoted = list(_patterns().paragraphs.finditer(article.folded))
    found = [e for line, forms in _concerned(article, quoted) for e in _in_line(article, line, forms)]
    found += _in_paragraphs(article, quoted)
    found += _in_lines(article)
    seen: dict[int, Enumeration] = {}
    for e in sorted(found, key=lambda e: (e.at.start, not e.sure)):
        seen.setdefault(e.at.start, e)
    return tuple(seen.values())


def _concerned(article: Article, quoted: list[re.Match[str]]) -> list[tuple[Line, set[str]]]:
    """The lines in which a list may stand, with the forms it may have: one look through the article is cheaper than several at each."""
    p = _patterns()
    lines = article.lines
    starts = [line.at.start for line in lines]
    found: dict[int, set[str]] = {}
    text = article.folded
    signs: tuple[tuple[str, Iterable[re.Match[str]]], ...] = (
        ("quoted", _QUOTED_ON.finditer(text)),
        ("held", quoted),
        ("named", _SEVERALLY.finditer(text)),
        ("numbered", p.marker.finditer(text)),
        ("bare", p.sums_up.finditer(text)),
    )
    for form, marks in signs:
        for mark in marks:
            found.setdefault(bisect_right(starts, mark.start()) - 1, set()).add(form)
    return [(lines[index], forms) for index, forms in sorted(found.items()) if lines[index].kind != "table"]


def _number(found: re.Match[str]) -> int | None:
    return _few(found["n"] or found["m"])


def _few(printed: str) -> int | None:
    n = whole(printed)
    return n if n is not None and 2 <= n <= _MOST else None


def _in_line(article: Article, line: Line, forms: set[str]) -> Iterator[Enumeration]:
    text = article.folded[line.at.start : line.at.end]
    shift = line.at.start
    p = _patterns()
    if "quoted" in forms:
        if p.follows.search(text):
            yield from _before(text, shift, p)
        yield from _after(text, shift, p)
    if "held" in forms:
        yield from _held(text, shift, p)
    if "named" in forms:
        yield from _named(text, shift, p)
    if "numbered" in forms:
        yield from _numbered(text, shift, p)
    if "bare" in forms:
        yield from _bare(text, shift, p)


def _at(found: re.Match[str], shift: int) -> Span:
    return Span(found.start("at") + shift, found.end("at") + shift)


def _quotes(text: str, start: int, end: int, shift: int) -> tuple[Span, ...]:
    return tuple(Span(q.start() + shift, q.end() + shift) for q in _patterns().quoted.finditer(text, start, end))


def _before(text: str, shift: int, p: _Patterns) -> Iterator[Enumeration]:
    w = words()
    for found in p.before.finditer(text):
        n = _few(found["n"] or found["m"] or found["n2"])
        end = found.end("at" if found["at"] else "at2")
        if n is None or text.endswith(w["joins"], 0, found.start()) or _another(text, end):
            continue
        items = _quotes(text, found.start("items"), found.end("items"), shift)
        at = Span(*(place + shift for place in found.span("at" if found["at"] else "at2")))
        if found["open"]:
            if len(items) > n and not _inner_more(text, items, shift):  # more than announced are no open list
                yield Enumeration(at, n, len(items), items, "before")
        elif len(items) > 1 and found["at"]:
            parts = sum(len(_inner(text[i.start - shift + 1 : i.end - shift - 1])) for i in items)
            if any(p.announced.match(text, item.start - shift + 1) for item in items):
                continue  # “一个目标”“两大任务”三项: the items are counts themselves
            # “A、B”“C”三项: each quotation one item, or each name inside
            listed = n if n == parts else len(items)
            yield Enumeration(at, n, listed, items, "before")
        elif len(items) == 1 and (inner := _inner(text[items[0].start - shift + 1 : items[0].end - shift - 1])):
            lengths = {len(part) for part in inner}
            if len(inner) > 1:
                yield Enumeration(at, n, len(inner), items, "inner", sure=len(lengths) == 1 and lengths.pop() >= 2)


def _inner(quotation: str) -> list[str]:
    return [part for part in re.split("[、，；]", quotation) if part]


def _inner_more(text: str, items: tuple[Span, ...], shift: int) -> bool:
    return any(len(_inner(text[item.start - shift + 1 : item.end - shift - 1])) > 1 for item in items)


def _held(text: str, shift: int, p: _Patterns) -> Iterator[Enumeration]:
    """“三个确保”：确保A、确保B、确保C: every item begins with the word."""
    for found in p.held.finditer(text):
        n = _few(found["n"])
        items: list[Span] = []
        place = found.start("items")
        for part in re.split("[、，；]", found["items"]):
            if not part.startswith(found["word"]):
                items = []
                break
            items.append(Span(place + shift, place + len(part) + shift))
            place += len(part) + 1
        if n is not None and len(items) >= 2:
            yield Enumeration(_at(found, shift), n, len(items), tuple(items), "held")


def _another(text: str, end: int) -> bool:
    """True when further counts follow (两个国家级、三个省级平台): the items are shared out among them."""
    return _patterns().another.match(text, end) is not None


def _after(text: str, shift: int, p: _Patterns) -> Iterator[Enumeration]:
    if not _ADJACENT.search(text):
        return
    w = words()
    for found in p.after.finditer(text):
        n = _number(found)
        ended = text[found.end("items") - 1] == "，"  # the mark behind the last item
        if n is None or any(verb in found["noun"] for verb in w["verbs"]) or not (ended or found["next"] in w["closers"]):
            continue
        if text[found.end("items") - 1 - ended] not in _ENDS or text.endswith(w["joins"], 0, found.start("at")):
            continue
        items = _quotes(text, found.start("items"), found.end("items"), shift)
        yield Enumeration(_at(found, shift), n, len(items), items, "after")


def _bare(text: str, shift: int, p: _Patterns) -> Iterator[Enumeration]:
    if (first := p.sums_up.search(text)) is None:
        return
    for found in p.announced.finditer(text, first.start()):  # items stand before their count
        n, end = _number(found), found.end("at")
        if n is None or end == len(text):
            continue
        clause = _SEPARATORS.split(text[max(0, found.start() - _CLAUSE) : found.start()])[-1]
        parts = clause.split("、")
        if len(parts) < 2 or not _NAMED.fullmatch(clause):
            continue
        if any(word in clause for word in words()["open"]):
            continue
        joined = len(parts) + sum(parts[-1].count(word) for word in "和及与")
        if _one_short(text, found, parts, n):
            names = len(parts) - 1 + len(_joined(parts[-1], text[end]))
            at = Span(found.start() - len(clause) + shift, found.start() + shift)
            yield Enumeration(_at(found, shift), n, names, (at,), "bare")
        elif n in (len(parts), joined):
            at = Span(found.start() - len(clause) + shift, found.start() + shift)
            yield Enumeration(_at(found, shift), n, n, (at,), "bare", sure=False)


def _one_short(text: str, found: re.Match[str], parts: list[str], n: int) -> bool:
    """A村、B村、C村和D村5个村: every name ends in what is counted, and no list of such names goes before."""
    kind = text[found.end("at")]
    names = [*parts[:-1], *_joined(parts[-1], kind)]
    start = found.start() - len("、".join(parts))
    if kind not in _BODIES or len(names) < 3 or len(names) == n or abs(len(names) - n) > 2:
        return False
    return all(name[-1] == kind and _ALIKE.search(name) is None for name in names) and kind not in text[max(0, start - 12) : start]


_BODIES = "村镇乡县区市省国"
_ALIKE = re.compile("各|其他|部分|多个|周边|沿线|和谐|全[村镇乡县区市省国]")


def _named(text: str, shift: int, p: _Patterns) -> Iterator[Enumeration]:
    """4个村入选，分别是A村、B村、C村和D村: every name ends as what is counted does."""
    for found in p.named.finditer(text):
        n = _number(found)
        if n is None or any(word in found["items"] for word in ("等", "其中")) or re.search(f"[{_HAN}\\d][个家所座]", found["noun"]):
            continue
        thing = text[found.end("at") - 1 : min(found.end("at") + 10, found.start("items"))]
        if not found["noun"]:  # 示范村5个，分别为A村、B村 …
            thing += text[max(0, found.start("at") - 4) : found.start("at")]
        *names, last = found["items"].split("、")
        names += _joined(last, thing)
        if len({*names}) != len(names) or not all(name[-1] in thing for name in names) or abs(len(names) - n) > 2:
            continue
        at = Span(found.start("items") + shift, found.end("items") + shift)
        yield Enumeration(_at(found, shift), n, len(names), (at,), "named")


def _joined(last: str, thing: str) -> list[str]:
    """甲村和乙村 are two where both end as the thing does; 和平村 is one."""
    for mark in re.finditer("以及|[和及与]", last):
        one, two = last[: mark.start()], last[mark.end() :]
        if len(one) >= 2 and len(two) >= 2 and one[-1] in thing and two[-1] in thing:
            return [one, two]
    return [last]


def _numbered(text: str, shift: int, p: _Patterns) -> Iterator[Enumeration]:
    """五项工作：一是…；二是…: from every first marker to the last of its unbroken sequence."""
    starts = list(p.first.finditer(text))
    cut = text.rstrip().endswith(words()["cut"])
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        announced = _announced(text[max(0, start.start(1) - _CLAUSE) : start.start(1)], p)
        if announced is None:
            continue
        items = _sequence(text, start.start(1), end, start[1], shift)
        nested = index + 1 < len(starts) and _sequence_goes_on(text, end, start[1], len(items))
        if len(items) < 2 or nested or cut:
            continue
        at, n = announced
        moved = shift + max(0, start.start(1) - _CLAUSE)
        whole_run = len(_of_form(text, start.start(1), end, start[1])) == len(items)
        yield Enumeration(Span(at.start + moved, at.end + moved), n, len(items), items, "numbered", sure=whole_run)


@dataclass(frozen=True, slots=True)
class Markers:
    """The numbers of one list inside a paragraph as printed (一是, 二是, 四是), with the folded place of each marker."""

    numbers: tuple[int, ...]
    places: tuple[Span, ...]


def markers(article: Article) -> Iterator[Markers]:
    """Every list of three or more numbered items inside one paragraph, from its first item to the next list's."""
    p = _patterns()
    for line in article.lines:
        if line.kind == "table":
            continue
        text = article.folded[line.at.start : line.at.end]
        starts = list(p.first.finditer(text))
        for index, start in enumerate(starts):
            end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
            found = _of_form(text, start.start(1), end, start[1])
            if len(found) >= 3 and not (index + 1 < len(starts) and _sequence_goes_on(text, end, start[1], found[-1][0])):
                moved = tuple(Span(at.start + line.at.start, at.end + line.at.start) for _, at in found)
                yield Markers(tuple(number for number, _ in found), moved)


_LISTED = re.compile(f"(?:^|(?<=[:：。；;]))\\s?({_NUMERAL})、(?![一二三四五六七八九十]{{1,3}}(?:[、和及或到至级产类]|是))")


def articled(article: Article) -> Iterator[Markers]:
    """Every list of four or more items inside a paragraph, numbered as headings are: 内容如下：一、摸清底数…；二、分类处置…."""
    for line in article.lines:
        if line.kind == "table":
            continue
        found = [(whole(m[1]), Span(m.start(1), m.end())) for m in _LISTED.finditer(article.folded, line.at.start, line.at.end)]
        numbers = tuple(number for number, _ in found if number is not None)
        if len(numbers) >= 4 and len(numbers) == len(found) and numbers[0] == 1 and numbers.count(1) == 1:
            yield Markers(numbers, tuple(at for _, at in found))


def _of_form(text: str, start: int, end: int, first: str) -> list[tuple[int, Span]]:
    """All markers of a form in a stretch of text that begins with the first of them, with their numbers."""
    found: list[tuple[int, Span]] = []
    for marker in _form(first).finditer(text, start, end):
        number = ord(marker[1]) - ord("①") + 1 if first == "①" else whole(marker[1])
        if number is not None and (marker.start() == start or text[marker.start() - 1] in ":：，。；,;、 ”’）)"):
            found.append((number, Span(*marker.span())))
    return found


@functools.cache
def _form(first: str) -> re.Pattern[str]:
    return re.compile(_FORMS[first])


def _marker(first: str, k: int) -> str:
    return _MARKERS[first].format(han=han(k), circle=chr(ord("①") + k - 1), n=k)


def _sequence(text: str, start: int, end: int, first: str, shift: int) -> tuple[Span, ...]:
    items = [Span(start + shift, start + len(first) + shift)]
    place = start + len(first)
    for k in range(2, _MOST + 1):
        marker = _marker(first, k)
        at = text.find(marker, place, end)
        while at > 0 and not _OPENS_ITEM.match(text, at - 1):
            at = text.find(marker, at + 1, end)
        if at < 0:
            break
        place = at + len(marker)
        items.append(Span(at + shift, place + shift))
    return tuple(items)


def _sequence_goes_on(text: str, end: int, first: str, k: int) -> bool:
    """True when the next marker stands beyond another first one: the lists are nested, and whose it is cannot be told."""
    return text.find(_marker(first, k + 1), end, end + _BEYOND) >= 0


def _announced(before: str, p: _Patterns) -> tuple[Span, int] | None:
    """The count in the clause that leads up to the first marker."""
    stripped = before.rstrip()
    if not stripped or stripped[-1] not in ":：。，":
        return None
    body = stripped[:-1]
    clause_start = max(body.rfind(mark) for mark in "，。；:：！？") + 1
    found = [m for m in p.announced.finditer(body, clause_start) if len(body) - m.end("at") <= 14]
    if len(found) != 1:
        return None
    rest = body[found[0].end("at") :]
    if stripped[-1] not in ":：" and (found[0]["m"] or not found[0]["n"] or any(verb in rest for verb in words()["verbs"])):
        return None
    if any(word in body[clause_start:] for word in words()["scope"]):
        return None
    n = _number(found[0])
    return None if n is None else (Span(found[0].start("at"), found[0].end("at")), n)


def _in_paragraphs(article: Article, quoted: list[re.Match[str]]) -> Iterator[Enumeration]:
    """“四个坚持”, and the paragraphs after it that begin with 坚持."""
    lines = article.lines
    for found in quoted:
        n = _few(found["n"])
        if n is None:
            continue
        word = found["word"]
        index = bisect_right(lines, found.start(), key=lambda line: line.at.start)  # of the next line
        items = []
        for after in lines[index : index + 1 + _MOST]:
            if not article.folded.startswith(word, after.at.start):
                break
            items.append(Span(after.at.start, after.at.start + len(word)))
        if len(items) >= 2:
            yield Enumeration(_at(found, 0), n, len(items), tuple(items), "paragraphs")


def _in_lines(article: Article) -> Iterator[Enumeration]:
    """三项工作： with 一是 …, 二是 … in the lines that follow, one each."""
    p = _patterns()
    lines = article.lines
    text = article.folded
    for index, line in enumerate(lines[1:], 1):
        if not text.startswith(_LINE_MARKERS, line.at.start):
            continue
        first = text[line.at.start : line.at.start + 2]
        before = lines[index - 1].at
        announced = _announced(text[before.start : before.end], p)
        if announced is None or _marker(first, 2) in text[line.at.start : line.at.end]:
            continue
        items = []
        for k, after in enumerate(lines[index : index + _MOST], 1):
            marker = _marker(first, k)
            if not text.startswith(marker, after.at.start):
                break
            items.append(Span(after.at.start, after.at.start + len(marker)))
        if len(items) >= 2:
            at, n = announced
            yield Enumeration(Span(at.start + before.start, at.end + before.start), n, len(items), tuple(items), "numbered")
