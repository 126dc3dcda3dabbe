"""Ranks, first times, dates and durations: claims whose number is a word or an ordinal."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from enping_check.claims.dateline import either
from enping_check.language.numerals import whole
from enping_check.model import Scan, Span

_RANK = re.compile(
    # the set takes the first character, the word is looked at from there: so every other place is skipped fastest
    # of most of them only what goes on so is a word: 名列, 位于, 稳居, 上升至
    "[第居列排名位稳跃跻升保进前上](?!(?<=[名位稳跃跻升保进前上])(?![列居升移位持至身于]))(?<=(?=(?P<word>第(?P<n>[一二三四五六七八九十]{1,2}|\\d{1,3})(?P<big>大(?=产业|市场|贸易|经济|城市|港|省|县|来源|出口|进口|行业|支柱|税源|集群|品类|商品|伙伴|板块|增长|客源|主体))"
    "|(?:居|列|排名?(?:在|为)?|名列|位列|位居|稳居|跃居|跻身|升至|保持|跃升至|跃至|排在|位于|进位至|前移至|上升至)[^，。；、第]{0,14}?第(?P<m>[一二三四五六七八九十]{1,2}|\\d{1,3})(?P<unit>位|名)?"
    "|(?P<top>居[^，。；、]{0,8}?首位|位居[^，。；、]{0,8}?(?:首位|榜首)|(?:位列|排名|稳居)[^，。；、]{0,8}?(?:首位|榜首)))).)"
)


@functools.cache
def first_words() -> Mapping[str, tuple[str, ...]]:
    """``data/firsts.toml``: name → words."""
    path = Path(__file__).parent.parent / "data" / "firsts.toml"
    return {name: tuple(items) for name, items in tomllib.loads(path.read_text(encoding="utf-8")).items()}


@functools.cache
def _first() -> re.Pattern[str]:
    """Every first time and record; the set takes the first character, as above."""
    w = first_words()
    passed = f"(?:{either(w['over'] + w['under'])})"
    heads = "".join(sorted({word[0] for word in (*w["ever"], *w["none"])})) + "填结改告创历再刷写以史有为"
    return re.compile(
        f"[{heads}](?<=(?=(?P<word>(?P<zero>{either(w['none'])}|填补了?[^，。；]{{0,14}}?空白|(?:结束|改写|告别)了?[^，。；]{{0,12}}?(?:没有|无|零)[^，。；]{{0,12}}?历史)"
        f"|(?:{either(w['ever'])})(?:{either(w['manner'])}){{0,2}}{passed}"
        "|创(?:下|出|造|了)*[^，。；：、创高低]{0,12}?新[高低](?![地度考速铁校])|历史最[高低]|再创新[高低](?![地度考速铁校])|为(?:近年)?同期最[高低](?=[，。；！])|刷新[^，。；：、]{0,14}(?:纪录|记录)(?!片)"
        "|(?:改写|刷新|写下|刷出)了?[^，。；：、创高低]{0,8}?新[高低](?![地度考速铁校])"
        "|(?:以来|历年|史上|历届|历史上|有史以来)(?:来)?的?(?:(?:各|历|所有|全部)[年月季届次](?:度|份)?之?[中里内]?)?(?:同期)?(?:单[月季日年]度?)?(?:[春暑假节日运展会节期]{2,3}之最|最[高低好多少优](?![气温])|新[高低]|之最)(?:水平|值|纪录|记录|点|成绩|位)?)).)"
    )


# 为全市三县最高, 产值最大: a superlative that ends its clause; what it is among stands before it
_MOST = re.compile("最(?:[高大多快长]|(?P<least>[低小少慢短]))(?=[，。；！\\n]|$)")
_AMONG = re.compile(
    "(?P<field>(?:全|我|本)[市县区省镇州旗]|各[^，。；、：]{1,6}?|(?:全[市县区省州])?[两二三四五六七八九十\\d]+[个家大]?[^，。；、：的\\d]{1,5}?)?(?:之?中|里|内)?"
    "(?P<measure>总量|规模|产值|数量|增速|增幅|涨幅|降幅)?$"
)
EVER = re.compile("(?:年|月|以来|历史|有史|建[县市区]|史上|历年|同期|近)[^，]{0,4}$")
_YEARS = re.compile("年|个?月|天|日|小时|分钟|周|季度|周年|周岁")


@dataclass(frozen=True, slots=True)
class Landmark:
    """``kind`` is rank, first; ``value`` the rank, 0 for 零的突破, None where the number follows as a level or nothing numbers it."""

    kind: str
    at: Span
    value: int | None
    word: str
    least: bool = False  # 最低, 最少: the last of all


def landmarks(folded: str) -> Iterator[Landmark]:
    """Every rank and first time of a folded text, in order."""
    done = 0
    for match in _RANK.finditer(folded):
        end = match.end("word")
        if match.start() < done:
            continue  # within the word before
        done = end
        ordinal = match["n"] or match["m"]
        if ordinal:
            name = "n" if match["n"] else "m"
            if folded[end : end + 2] in ("产业", "季度", "个月") and not match["big"]:
                continue
            if (
                folded[end : end + 1] in ("次", "届", "期", "批", "轮", "年", "条", "章", "个", "季", "站", "天", "医", "中", "人")
                and not match["big"]
            ):
                continue
            yield Landmark("rank", Span(match.start(name) - 1, end), whole(ordinal), match["word"])
        else:
            yield Landmark("rank", Span(end - 2, end), 1, match["word"])
    for match in _MOST.finditer(folded):
        left = folded[max(0, match.start() - 18) : match.start()]
        among = _AMONG.search(re.split("[，。；、：！？\\n]", left)[-1])
        if among is not None and not EVER.search(left):
            word = (among[0] if among["field"] else "") + match[0]
            yield Landmark("rank", Span(*match.span()), None if match["least"] else 1, word, bool(match["least"]))
    done = 0
    for match in _first().finditer(folded):
        if match.start() < done:
            continue  # within the word before
        done = match.end("word")
        yield Landmark("first", Span(*match.span("word")), 0 if match["zero"] else None, match["word"])


def durations(scan: Scan) -> Iterator[int]:
    """Indexes of the scan's quantities that are stretches of time."""
    for index, quantity in enumerate(scan.quantities):
        if quantity.masked is None and quantity.dimension == "time":
            yield index
