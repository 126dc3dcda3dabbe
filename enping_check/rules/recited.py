"""Counts and the items told one by one behind them, or in a row before them: 做到“四个强化”，即强化A、强化B、强化C (EP701).

五县，分别是甲、乙、丙、丁和戊; 共设六个奖项，包括…; 三条：一条是…，另一条是…; 在甲、乙、丙四地同时开业. Names told by 分别是 or 即 are all
that are counted; of names told by 包括 only one too few of several of one build tells.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from enping_check.claims.announced import Enumeration
from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table
from enping_check.language.numerals import han, whole
from enping_check.model import Span
from enping_check.rules.rosters import NUMERAL

_HAN = "\u4e00-\u9fff"
_NOT_OF = "(?=[两二三四五六七八九十\\d])(?<![第前后近约超余逾各每几数\\d.一二两三四五六七八九十百])"
_AND = re.compile("以及|[和及与暨]")
_NAME = f"[{_HAN}A-Za-z·“”《》]{{2,16}}"
_MOST = 20


def recited(text: str) -> Iterator[Enumeration]:
    """Every such count of a folded text."""
    if "、" in text or "，" in text:
        yield from _by_a_word(text)
        yield from _by_name(text)
        yield from _by_colon(text)
        yield from _in_turn(text)
        yield from _ordered(text)
        yield from _rows(text)
        yield from _behind_colon(text)


def _of(text: str, found: re.Match[str], n: int, listed: int, items: Span, form: str) -> Enumeration:
    return Enumeration(Span(*found.span("at")), n, listed, (items,), form)


@functools.cache
def _worded() -> re.Pattern[str]:
    w = table("lists.toml")["recited"]
    return re.compile(
        f"{_NOT_OF}(?P<at>{NUMERAL}(?:个|项|大))(?P<word>[{_HAN}]{{2,3}})(?:工作|要求|原则|目标)?[”」』]?"
        f"(?:[，：（—]{{1,2}}(?:{alternation(w['that-is'])})?|{alternation(w['that-is'])})：?“?(?P<items>[^。；！？\\n）：]{{6,200}})"
    )


def _by_a_word(text: str) -> Iterator[Enumeration]:
    """四个强化，即强化A、强化B、强化C; 三个到位：A到位、B到位、C到位: every item begins, or ends, with what is counted."""
    for found in _worded().finditer(text):
        n, word = whole(found["n"]), found["word"]
        parts = re.split(f"、|，|(?:以及|[和及与])(?={word})", found["items"].replace("”", "").replace("“", ""))
        heads = 0
        while heads < len(parts) and parts[heads].startswith(word):
            heads += 1
        ends = 0
        while not heads and ends < len(parts) and parts[ends].endswith(word) and len(parts[ends]) > len(word):
            ends += 1
        listed = heads or ends
        rest, told = parts[listed:], parts[:listed]
        if n is None or listed < 2 or abs(n - listed) > 2 or any(word in part for part in rest) or len({*told}) < listed:
            continue
        if any("等" in part for part in told) or (rest and rest[0].startswith("等")) or any(len(part) == len(word) for part in told):
            continue
        if ends and any(_AND.search(part) or part.count(word) > 1 for part in told):
            continue  # 责任和措施到位 may be two
        yield _of(text, found, n, listed, Span(found.start("items"), found.start("items") + sum(map(len, told)) + listed - 1), "held")


@functools.cache
def _told() -> re.Pattern[str]:
    w = table("lists.toml")["recited"]
    noun = f"(?P<noun>[{_HAN}“”]{{0,20}}?)"
    return re.compile(
        f"{_NOT_OF}(?P<at>{NUMERAL}(?P<unit>{alternation((*w['units'], *w['bodies']))}))(?!{alternation(w['open'])}){noun}"
        f"(?P<how>[，。；]?(?:{alternation(w['they-are'])})[：:]?|，(?P<part>{alternation(w['among-them'])})：?)"
        f"(?P<items>{_NAME}(?:、{_NAME})+)(?=[，。；）！]|$)"
    )


def _by_name(text: str) -> Iterator[Enumeration]:
    """六县，分别是甲、乙、丙、丁和戊; 3家企业，它们是甲、乙、丙、丁; 共设六个奖项，包括…."""
    w = table("lists.toml")["recited"]
    for found in _told().finditer(text):
        n, names = whole(found["n"]), found["items"].split("、")
        low = len(names)
        high = low + sum(len(_AND.findall(name[1:-1])) for name in names)
        if n is None or not 2 <= n <= _MOST or low > _MOST or len({*names}) < low:
            continue
        listed = min(max(n, low), high)
        if abs(n - listed) > 1 + (n > _FEW) or any(_open().search(name) for name in names) or _open().search(found["noun"]):
            continue
        if _counts_again(text, found, {low, high}) or _goes_on(text, found.end()):
            continue
        if found["part"] and not (low < high and n == listed + 1 and listed > 3 and _all_told(text, found) and _of_one_build(names)):
            continue
        if found["unit"] in ("名", "位", "人") and max(map(len, names)) > _FEW:
            continue  # 两名主讲人，分别是教授、院长某某: with what they are
        if not found["part"] and n > listed and found["unit"] in w["kinds"]:
            continue  # 6起案件，分别是盗窃、诈骗: two of one kind
        if found["how"][0] not in "，。；" and (len(found["noun"]) > _NOUN or found["noun"].endswith(tuple(w["attributes"]))):
            continue  # 6个城市空气质量分别为优良、轻度污染
        if not found["part"] and found["how"].strip("，：").startswith(tuple(w["loosely"])) and not _alike(names, found):
            continue
        yield _of(text, found, n, listed, Span(*found.span("items")), "named")


@functools.cache
def _opened() -> re.Pattern[str]:
    things = alternation(table("lists.toml")["recited"]["bearing-names"])
    return re.compile(
        f"{_NOT_OF}(?P<at>{NUMERAL}(?:大|个|类|项|条|家))(?P<noun>[{_HAN}“”]{{0,6}}?(?:{things})”?)(?:，?(?:即|包括|分别[是为]))?[：:]"
        f"(?P<items>{_NAME}(?:、{_NAME}){{2,}})(?=[，。；！]|$)"
    )


def _by_colon(text: str) -> Iterator[Enumeration]:
    """提出五大重点板块：精密铸造、海工装备、风电轴承、氢能储运: what bears names, and names of one build up to the end of the list."""
    for found in _opened().finditer(text):
        n, names = whole(found["n"]), found["items"].split("、")
        low = len(names)
        high = low + sum(len(_AND.findall(name[1:-1])) for name in names)
        if n is None or not 2 <= n <= _MOST or low > _MOST or len({*names}) < low:
            continue
        listed = min(max(n, low), high)
        if abs(n - listed) > 1 or not _alike(names, found) or any(_open().search(name) for name in names) or _open().search(found["noun"]):
            continue
        if n != listed and (_counts_again(text, found, {low, high}) or _goes_on(text, found.end()) or _again(text, found, listed)):
            continue
        if n > listed and 0 < len(re.split("[，。；！？\n]", text[found.end() + 1 : found.end() + _NEAR])[0]) <= max(map(len, names)):
            if text[found.end()] in "，；":
                continue  # 甲、乙、丙，智能制造: one more name
        yield _of(text, found, n, listed, Span(*found.span("items")), "named")


def _again(text: str, found: re.Match[str], listed: int) -> bool:
    """（…，）上述四个板块: the next words count just so many."""
    rest = text[found.end() : found.end() + _NEAR]
    return any(
        whole(other) == listed for other in re.findall("(?<!\\d)(?:\\d{1,2}|[两二三四五六七八九十]{1,2})(?=大|个|类|项|条|家)", rest)
    )


_NEAR = 60  # characters behind a list


@functools.cache
def _open() -> re.Pattern[str]:
    return re.compile(
        "[县市省区州镇国校]级(?:$|[一-鿿]{2,4}$)|等|其他|其它|其中|[的各多]|部分|全部|相关|有关|及其|分别|[两二三四五六七八九十]|位于|来自"
    )


def _counts_again(text: str, found: re.Match[str], listed: set[int]) -> bool:
    """5家企业的3个产品入选，分别是…: another count of the sentence is of just so many."""
    begin = max((m.end() for m in re.finditer("[。！？；\n]", text[max(0, found.start() - 80) : found.start()])), default=0)
    said = text[max(0, found.start() - 80) + begin : found.start("at")] + found["noun"]
    return any(whole(other) in listed for other in re.findall("\\d+|[两二三四五六七八九十]+", said))


def _goes_on(text: str, end: int) -> bool:
    """True where the list may go on behind its last mark: ，以及…, ，另有…, ，戊县、己县."""
    rest = re.split("[。！？\n]", text[end : end + 80], maxsplit=1)[0]
    following = re.split("[，；]", rest[1:], maxsplit=1)[0] if rest[:1] in "，；" else ""
    names = "、" in following and _TELLS.search(following) is None
    return _MORE.search(rest) is not None or names or 0 < len(following) < _SHORT


_NOUN = 4  # characters of what is counted
_FEW = 4  # items: in a longer list a count may be off by two
_SHORT = 4  # characters: 丁县 behind another mark is one more name
_TELLS = re.compile("[的已了均都将被把为是在占]")  # 选派的教师、医生已到岗: no further names
_MORE = re.compile("以及|另有|还有|另外|此外|其余|其他|等")


def _all_told(text: str, found: re.Match[str]) -> bool:
    """共设六个奖项, 总共有六个: all of them are counted."""
    return re.search("(?:共|总共|一共|合计|全部)[^，。；、\\d]{0,4}$", text[max(0, found.start() - 8) : found.start()]) is not None


def _of_one_build(names: list[str]) -> bool:
    """最佳影片、最佳导演、…: most begin or end alike."""
    parts = [*names[:-1], *_AND.split(names[-1])]
    heads = max(sum(p[:2] == q[:2] for p in parts) for q in parts)
    tails = max(sum(p[-1] == q[-1] for p in parts) for q in parts)
    return bool(max(heads, tails) * 4 >= len(parts) * 3)


def _alike(names: list[str], found: re.Match[str]) -> bool:
    """Names of one length, or each ending as the thing that is counted does."""
    parts = [*names[:-1], *_AND.split(names[-1])]
    lengths = [len(part) for part in parts]
    return max(lengths) - min(lengths) <= 1 and max(lengths) <= 6


@functools.cache
def _turns() -> re.Pattern[str]:
    w = table("lists.toml")["recited"]
    return re.compile(
        f"{_NOT_OF}(?P<at>{NUMERAL}(?P<c>{alternation(w['turned'])}))(?P<noun>[{_HAN}]{{0,8}}?)[，：—]{{1,2}}"
        f"(?P<items>(?:其中)?一(?P=c)(?!{alternation(w['open'])})[^。！？\\n]{{2,300}})(?P<rest>[^\\n]{{0,60}})"
    )


_SAID = (
    "(?:^|(?<=[，；：]))(?:而|并且|其中)?"
    "(?:(?P<lead>另外?|其余|其他|剩下|余下|还有|再有|再|又|最后|末)的?(?P<k>[一两二三四五])|(?P<one>一))"
)


def _in_turn(text: str) -> Iterator[Enumeration]:
    """归纳起来就三条：一条是…，另一条是…: as many as are told one by one."""
    for found in _turns().finditer(text):
        n, counter = whole(found["n"]), found["c"]
        told = list(re.finditer(f"{_SAID}{counter}", found["items"]))
        k = sum(whole(each["k"] or each["one"]) or 0 for each in told)
        if n is None or len(told) < 2 or not 1 <= abs(n - k) <= 2 or not any(each["lead"] for each in told[1:]):
            if n is not None and n == k and len(told) > 1:
                yield _of(text, found, n, k, Span(*found.span("items")), "turns")
            continue
        other = re.findall(f"[一二两三四五六七八九十几多\\d]{counter}", found["items"] + found["rest"])
        if len(other) > len(told) or _LEFT.search(_named_turns(found["items"], told) + found["rest"]):
            continue
        behind = found["items"][told[-1].end() :].partition("，")[2]
        if n > k and behind and not behind.startswith(("均", "都", "全", "已", "皆", "目前")):
            continue  # 三家：一家是…，另一家是…，施工单位还没到场: what is told last may be the third
        yield _of(text, found, n, k, Span(*found.span("items")), "turns")


def _named_turns(items: str, told: list[re.Match[str]]) -> str:
    """What is told without the words by which each begins."""
    for each in reversed(told):
        items = items[: each.start()] + "|" + items[each.end() :]
    return items


_LEFT = re.compile("还有|另有|另外|此外|其余|其他|剩下|余下|最后|再者|第[二三四五六]")


@functools.cache
def _firsts() -> re.Pattern[str]:
    w = table("lists.toml")["recited"]
    return re.compile(
        f"{_NOT_OF}(?P<at>{NUMERAL}(?P<c>{alternation(w['ordered'])}))(?!{alternation(w['open'])})(?P<noun>[{_HAN}“”]{{0,12}}?)"
        f"[，。：—]{{1,2}}(?P<items>第一(?P=c)(?![{_HAN}]?[、和]))"
    )


def _ordered(text: str) -> Iterator[Enumeration]:
    """办成了五件实事：第一件是…，第二件是…: as many as are told in order, to the end of the text."""
    for found in _firsts().finditer(text):
        n, counter = whole(found["n"]), found["c"]
        begin, end = found.start("items"), found.start("items") + _LONG
        marks = {whole(m["k"]): m for m in re.finditer(f"(?<![{_HAN}\\d])第(?P<k>[一二三四五六七八九十]{{1,2}}){counter}", text[begin:end])}
        last = 1
        while last + 1 in marks and marks[last + 1].start() > marks[last].start():
            last += 1
        if n is None or last < 2 or abs(n - last) > 2 or len(marks) != last:
            continue
        if n != last and last < _FEW and ("：" not in text[found.end("noun") : begin] or abs(n - last) > 1):
            continue  # 他写了四封信。第一封…，第二封…: it may tell of two of them
        rest = text[begin + marks[last].end() : end]
        if n > last and (
            f"第{han(last + 1)}{counter}" in text or _LAST.search(text[begin:end]) or _LEFT.search(rest) or rest.rstrip().endswith(_CUT)
        ):
            continue
        if any(whole(m["n"]) == last for m in re.finditer(f"{NUMERAL}{counter}", text[begin:end]) if text[begin + m.start() - 1] != "第"):
            continue  # 其中三件…: a count of its own of just so many
        yield _of(text, found, n, last, Span(begin, begin + marks[last].end()), "turns")


_LONG = 1500  # characters in which the items of a list are told
_LAST = re.compile("最后|末了|压轴")
_CUT = ("…", "，", "、", "；", "：")


@functools.cache
def _places() -> re.Pattern[str]:
    w = table("lists.toml")["recited"]
    place = f"[{_HAN}]{{2,4}}"
    return re.compile(
        f"(?:^|(?<=[，。；：\\s]))(?P<lead>[{_HAN}“”A-Za-z]{{0,16}}?(?:{alternation(w['seats'])}))(?P<items>{place}(?:、{place}?)+?)"
        f"(?P<at>{NUMERAL}(?P<unit>[{''.join(w['grounds'])}]))(?![{_HAN}]?[多余]|[区级道区方域])(?=[{_HAN}，。；）])"
    )


def _rows(text: str) -> Iterator[Enumeration]:
    """在甲、乙、丙四地同时开业: a row of places right behind 在, one short of their count or one beyond it."""
    for found in _places().finditer(text):
        n, names = whole(found["n"]), found["items"].split("、")
        if n is None or len(names) < 3 or abs(n - len(names)) > 1 or len({*names}) < len(names):
            continue
        if any(_AND.search(name) or _open().search(name) or _regions().search(name) for name in names):
            continue
        ahead = re.split("[。！？；\n]", text[max(0, found.start() - 40) : found.start()])[-1]
        if "、" in ahead or _JOINS.search(ahead + found["lead"][:-1]):
            continue
        yield _of(text, found, n, len(names), Span(*found.span("items")), "row")


_JOINS = re.compile("除|继|会同|联合|携手|协同|加上|连同|同|与|和|及|跟|随|以外|之外|之后")


_ROW_BEHIND = re.compile(
    f"{_NOT_OF}(?P<at>{NUMERAL}(?:大|项))(?P<noun>[{_HAN}]{{2,8}}) ?："
    f"(?P<items>[{_HAN}]{{4,6}}(?: ?、 ?[{_HAN}]{{4,6}}){{2,18}})(?= ?[，。；]|$)"
)


def _behind_colon(text: str) -> Iterator[Enumeration]:
    """五大重点工程：城市更新、数字园区、…: names all of one length right behind the colon."""
    for found in _ROW_BEHIND.finditer(text):
        n, names = whole(found["n"]), [name.strip() for name in found["items"].split("、")]
        if n is None or abs(n - len(names)) > 1 or len({*names}) < len(names) or len({*map(len, names)}) > 1:
            continue
        if any(_AND.search(name) or _open().search(name) for name in names) or _open().search(found["noun"]):
            continue
        end = found.end() + text.startswith(" ", found.end())
        if _counts_again(text, found, {len(names)}) or _goes_on(text, end):
            continue
        yield _of(text, found, n, len(names), Span(*found.span("items")), "named")


@functools.cache
def _regions() -> re.Pattern[str]:
    """胶东, 湾区, 京津: what may stand for several of the places that are counted."""
    w = table("lists.toml")["recited"]
    return re.compile(
        f"[东南西北中]部?$(?<!{'|'.join(w['provinces'])})|[区角岸潭线翼片疆圈群沿胶]$|^[华苏浙鲁豫川闽皖粤][东南西北中]|^[{w['short'][0]}]+$"
    )
