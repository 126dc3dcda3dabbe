"""Announced counts and the items they announce: “A”“B”“C”三大工程, 五项工作：一是…；二是…, “四个坚持” and its paragraphs.

Only forms whose reading is certain are compared (:attr:`Enumeration.sure`); a bare list A、B、C三大X is noted when it agrees and
passed over when it does not, for its first items may belong to something else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from enping_check.claims.announced import (
    AND,
    CLAUSE,
    CLOSE,
    ENDS,
    HAN,
    MOST,
    OPEN,
    Enumeration,
    Opened,
    Patterns,
    count_of,
    few,
    patterns,
    words,
)
from enping_check.claims.numbering import in_lines, numbered
from enping_check.model import Article, Line, Span

_NAMED = re.compile("[一-鿿“”]{2,40}(?:、[一-鿿“”]{2,16})+")
_SEPARATORS = re.compile("[，。；：:！？（）()]")
_ADJACENT = re.compile(f"[{CLOSE}](?:{AND})?[{OPEN}]")
_QUOTED_ON = Opened(ENDS, f"(?:{AND})?(?:[{OPEN}]|等?这?[{HAN}\\d])")  # what the one before and ``follows`` both begin with
_SEVERALLY = Opened(
    "别次们单：（", "(?:(?<=分别)[是为]|(?<=依次)[是为]|(?<=它们)是|(?<=名单)为|(?<=[个家所座处村镇][：（])(?=[一-鿿]{2,14}、))"
)


def enumerations(article: Article) -> tuple[Enumeration, ...]:
    """Every announced count whose items can be told, in order of place."""
    quoted = list(patterns().paragraphs.found(article.folded))
    found = [e for line, forms in _concerned(article, quoted) for e in _in_line(article, line, forms)]
    found += _in_paragraphs(article, quoted)
    found += in_lines(article)
    seen: dict[int, Enumeration] = {}
    for e in sorted(found, key=lambda e: (e.at.start, not e.sure)):
        seen.setdefault(e.at.start, e)
    return tuple(seen.values())


def _concerned(article: Article, quoted: list[re.Match[str]]) -> list[tuple[Line, set[str]]]:
    """The lines in which a list may stand, with the forms it may have: one look through the article is cheaper than several at each."""
    p = patterns()
    lines = article.lines
    starts = [line.at.start for line in lines]
    found: dict[int, set[str]] = {}
    text = article.folded
    signs: tuple[tuple[str, Iterable[re.Match[str]]], ...] = (
        ("quoted", _QUOTED_ON.found(text)),
        ("held", quoted),
        ("named", _SEVERALLY.found(text)),
        ("numbered", p.marker.finditer(text)),
        ("bare", p.sums_up.finditer(text)),
    )
    for form, marks in signs:
        for mark in marks:
            found.setdefault(bisect_right(starts, mark.start()) - 1, set()).add(form)
    return [(lines[index], forms) for index, forms in sorted(found.items()) if lines[index].kind != "table"]


def _in_line(article: Article, line: Line, forms: set[str]) -> Iterator[Enumeration]:
    text = article.folded[line.at.start : line.at.end]
    shift = line.at.start
    p = patterns()
    if "quoted" in forms:
        if p.follows.search(text):
            yield from _before(text, shift, p)
        yield from _after(text, shift, p)
    if "held" in forms:
        yield from _held(text, shift, p)
    if "named" in forms:
        yield from _named(text, shift, p)
    if "numbered" in forms:
        yield from numbered(text, shift, p)
    if "bare" in forms:
        yield from _bare(text, shift, p)


def _at(found: re.Match[str], shift: int) -> Span:
    return Span(found.start("at") + shift, found.end("at") + shift)


def _quotes(text: str, start: int, end: int, shift: int) -> tuple[Span, ...]:
    return tuple(Span(q.start() + shift, q.end() + shift) for q in patterns().quoted.finditer(text, start, end))


def _before(text: str, shift: int, p: Patterns) -> Iterator[Enumeration]:
    w = words()
    for found in p.before.finditer(text):
        n = few(found["n"] or found["m"] or found["n2"])
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
            counts = (p.announced.match(text, item.start - shift + 1) for item in items)
            if any(count is not None and not text.startswith("半", count.end("at")) for count in counts):
                continue  # “一个目标”“两大任务”三项: the items are counts themselves; not “四点半课堂”
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


def _held(text: str, shift: int, p: Patterns) -> Iterator[Enumeration]:
    """“三个确保”：确保A、确保B、确保C: every item begins with the word."""
    for found in p.held.finditer(text):
        n = few(found["n"])
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
    return patterns().another.match(text, end) is not None


def _after(text: str, shift: int, p: Patterns) -> Iterator[Enumeration]:
    if not _ADJACENT.search(text):
        return
    w = words()
    for found in p.after.finditer(text):
        n = count_of(found)
        ended = text[found.end("items") - 1] == "，"  # the mark behind the last item
        if n is None or any(verb in found["noun"] for verb in w["verbs"]) or not (ended or found["next"] in w["closers"]):
            continue
        if text[found.end("items") - 1 - ended] not in ENDS or text.endswith(w["joins"], 0, found.start("at")):
            continue
        items = _quotes(text, found.start("items"), found.end("items"), shift)
        yield Enumeration(_at(found, shift), n, len(items), items, "after")


def _bare(text: str, shift: int, p: Patterns) -> Iterator[Enumeration]:
    if (first := p.sums_up.search(text)) is None:
        return
    for found in p.announced.finditer(text, first.start()):  # items stand before their count
        n, end = count_of(found), found.end("at")
        if n is None or end == len(text):
            continue
        clause = _SEPARATORS.split(text[max(0, found.start() - CLAUSE) : found.start()])[-1]
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


def _named(text: str, shift: int, p: Patterns) -> Iterator[Enumeration]:
    """4个村入选，分别是A村、B村、C村和D村: every name ends as what is counted does."""
    for found in p.named.finditer(text):
        n = count_of(found)
        if n is None or any(word in found["items"] for word in ("等", "其中")) or re.search(f"[{HAN}\\d][个家所座]", found["noun"]):
            continue
        thing = text[found.end("at") - 1 : min(found.end("at") + 10, found.start("items"))]
        if not found["noun"]:  # 示范村5个，分别为A村、B村 …
            thing += text[max(0, found.start("at") - 4) : found.start("at")]
        *names, last = found["items"].split("、")
        names += _joined(last, thing)
        if not all(name[-1] in thing for name in names) and (names := _alike(text, found, n)) == []:
            continue
        if len({*names}) != len(names) or abs(len(names) - n) > 2:
            continue
        at = Span(found.start("items") + shift, found.end("items") + shift)
        yield Enumeration(_at(found, shift), n, len(names), (at,), "named")


def _alike(text: str, found: re.Match[str], n: int) -> list[str]:
    """4个，分别是白芦大米、沙渡莲藕、红旗蜜柚、青汊鲜桃和茅坪黑茶: names of one build; empty where they may be more or fewer."""
    *names, last = found["items"].split("、")
    sides = re.split(_JOINT, last)
    lengths = [len(name) for name in (*names, *sides)]
    if _SEVERAL.search(text[found.end("noun") : found.start("items")]) is None or len(names) < 2 or len(sides) > 2:
        return []
    if min(lengths) < _SHORTEST or max(lengths) - min(lengths) > _UNLIKE or _OF_MORE.search(found["items"]):
        return []
    if any(re.search(_JOINT, name) for name in names):
        return []
    begin = max((m.end() for m in re.finditer("[。！？；]", text[: found.start()])), default=0)
    rest = re.split("[。！？]", text[found.end() :], maxsplit=1)[0]
    listed = len(names) + len(sides)
    said = text[begin : found.start("at")] + text[found.end("at") : found.start("items")]
    if any(few(other) == listed for other in re.findall(f"\\d+|[{HAN}]+", said)) or (n > listed and _MORE.search(rest)):
        return []  # 5家企业的3个产品入选，分别是…: of the others that are counted
    return [*names, *sides]


_JOINT = "以及|[和及与暨]"
_SEVERAL = re.compile("(?:分别|依次)(?:是|为)")
_SHORTEST, _UNLIKE = 3, 2  # characters of a name, and by how many two of one build differ
_OF_MORE = re.compile("等|及其|其他|其它|各|多[个家]|部分|一期|二期|[两二三四五六七八九十]")
_MORE = re.compile("另|还有|其余|此外|以及")


def _joined(last: str, thing: str) -> list[str]:
    """甲村和乙村 are two where both end as the thing does; 和平村 is one."""
    for mark in re.finditer("以及|[和及与]", last):
        one, two = last[: mark.start()], last[mark.end() :]
        if two[:1] != "其" and len(one) >= 2 and len(two) >= 2 and one[-1] in thing and two[-1] in thing:
            return [one, two]
    return [last]


def _in_paragraphs(article: Article, quoted: list[re.Match[str]]) -> Iterator[Enumeration]:
    """“四个坚持”, and the paragraphs after it that begin with 坚持."""
    lines = article.lines
    for found in quoted:
        n = few(found["n"])
        if n is None:
            continue
        word = found["word"]
        index = bisect_right(lines, found.start(), key=lambda line: line.at.start)  # of the next line
        items = []
        for after in lines[index : index + 1 + MOST]:
            if not article.folded.startswith(word, after.at.start):
                break
            items.append(Span(after.at.start, after.at.start + len(word)))
        if len(items) >= 2:
            yield Enumeration(_at(found, 0), n, len(items), tuple(items), "paragraphs")
