"""Noun phrases: what is left of a clause once numbers, verbs and time are taken away, split into scope, subject and indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from enping_check.claims.indicators import Indicator, Indicators
from enping_check.claims.lexicon import Lexicon, alternation, pieces
from enping_check.claims.skeleton import SIGNS

_STRONG = (
    "实现",
    "完成",
    "新增",
    "拥有",
    "累计完成",
    "累计实现",
    "新认定",
    "新登记",
    "共有",
    "现有",
    "达到",
    "取得",
    "录得",
    "共实现",
    "共完成",
    "分别实现",
    "分别完成",
    "累计接待",
    "净增",
    "新签约",
    "新开工",
    "现存",
    "累计达到",
    "目前共有",
    "目前有",
    "实有",
    "只有",
    "仅有",
    "才有",
    "还只有",
)


_STRONG_HEAD = ("实现", "完成", "累计完成", "累计实现", "达到", "取得", "录得", "共实现", "共完成", "分别实现", "分别完成")

_HEAD_MARKS = "的了—、”·•（）▍"
_TAIL_MARKS = "了的、“：—,"
_HAN = "一二三四五六七八九十"
_REAPED = ("增", "创", "税", "营", "征", "回", "减", "丰", "歉", "吸")  # 增收, 税收: no 收 as in 收于
_COUNTS = ("设", "统", "会", "审", "估")  # 外观设计
# 某镇发展猕猴桃, 带动群众: what is done with the thing is no part of its name (but 带动消费 is not all of 消费)
_DOING = (
    "(?:(?:发展|种植|栽植|栽种|播种|养殖)(?!业|面积|户|场|园|区|基地|结构|大户|产业|水平|规模|速度|基金|资金|银行|改革|指数|贷款|中|专业|支出|集团|公司)"
    "|带动(?=[^，]{0,4}(?:群众|农户|农民|村民|贫困户|脱贫户|人口)))"
)
_WORDS = 6  # at most so many are taken off either end


# 排名前三的品类分别是脐橙…: the first of a ranking is called by its own name
_RANKING = re.compile("^[^，]{0,12}前[两三四五六七八九十\\d]{1,3}[位名大强]?[^，]{0,8}?(?:分别|依次|依序)(?:是|为)(?=.)")
_PROVINCE = re.compile("[\u4e00-\u9fff]{2,3}省")


@dataclass(frozen=True, slots=True)
class Name:
    """A noun phrase: ``scope`` (@ for the home place, else the wider place's word), subject and indicator, all simplified."""

    scope: str = ""
    subject: str = ""
    indicator: str = ""
    known: Indicator | None = None
    increment: bool = False
    stock: bool = False
    actor: bool = False  # X实现Y: the subject acts, so that it goes on for what follows

    @property
    def full(self) -> str:
        """Subject and indicator in one."""
        return self.subject + self.indicator


class _Patterns:
    """The lexicon's words as patterns over phrases; the same for every article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.tail = re.compile(f"(?:{lexicon.light}|{lexicon.adverbs}|[{_TAIL_MARKS}]|\\s)$")
        self.head = re.compile(
            f"^(?:{lexicon.connectives}|{alternation(_STRONG_HEAD)}|{lexicon.of_which}|{lexicon.adverbs}|[{_HEAD_MARKS}]|\\s|[{_HAN}]+是|\\(?\\d+\\))"
        )
        # what a match may begin or end with: most phrases need no further look
        words = (lexicon.connectives, lexicon.of_which, lexicon.adverbs)
        self.heads = frozenset((*(word[0] for word in (*_STRONG_HEAD, *pieces(*words))), *_HEAD_MARKS, *_HAN, "("))
        self.tails = frozenset((*(word[-1] for word in pieces(lexicon.light, lexicon.adverbs)), *_TAIL_MARKS))
        self.strong = re.compile("^(?P<subject>.{2,}?)(?P<verb>" + alternation(_STRONG) + ")(?P<rest>.+)$")
        self.doing = re.compile(
            f"^(?P<subject>(?:[^的，]{{1,8}}?(?:{alternation(lexicon.place_suffixes)}|公司|合作社|企业|农户))?)(?:(?:已|共|累计)*{_DOING}|(?:已|已经|累计)+(?P<sold>销售|售出))(?P<rest>.{{2,}})$"
        )
        self.basis = tuple((name, re.compile(f"{words}$")) for name, words in lexicon.basis)
        self.increment = re.compile(lexicon.increment)
        self.stock = re.compile(lexicon.stock)
        self.signs = re.compile(f"[{SIGNS}“”‘’①-⑳]")
        self.place = re.compile("^(?:" + "|".join(map(re.escape, sorted(lexicon.home, key=len, reverse=True))) + ")(?:的|范围内|共|共有)?")
        self.wider = re.compile(
            "^(?:" + "|".join(map(re.escape, sorted(lexicon.wider, key=len, reverse=True))) + ")(?!级|份|内|外|属|道|会|直)(?:的|共)?"
        )


_patterns = cache(_Patterns)


class Namer:
    """Cleans and splits noun phrases with the lexicon, the indicators and the article's home place."""

    def __init__(self, lexicon: Lexicon, indicators: Indicators, home: str) -> None:
        self.lexicon = lexicon
        self.indicators = indicators
        self.home = home
        self._cleaned: dict[str, str] = {}
        self._names: dict[str, Name] = {}
        patterns = _patterns(lexicon)
        self._tail, self._tails = patterns.tail, patterns.tails
        self._head, self._heads = patterns.head, patterns.heads
        self._strong, self._doing = patterns.strong, patterns.doing
        self.basis = patterns.basis
        self._increment, self._stock = patterns.increment, patterns.stock
        self._signs = patterns.signs
        self._place, self._wider = patterns.place, patterns.wider

    @cached_property
    def _home(self) -> re.Pattern[str] | None:
        return re.compile("^" + re.escape(self.home) + "(?:的)?") if len(self.home) >= 2 else None

    def clean(self, text: str) -> str:
        """The noun phrase without signs, connectives, light verbs and adverbs at its ends; each phrase is cleaned once an article."""
        known = self._cleaned.get(text)
        if known is None:
            known = self._cleaned[text] = self._clean(text)
        return known

    def _clean(self, text: str) -> str:
        """The noun phrase without signs, connectives, light verbs and adverbs at its ends."""
        if "前" in text and (ranking := _RANKING.match(text)):
            text = text[ranking.end() :]
        text = self._beheaded(self._signs.sub("", text).strip(" 、，·—"))
        find, suffix, tails, tail = self.indicators.find, self.indicators.suffix, self._tails, self._tail
        for _ in range(_WORDS):
            if not text or not (text[-1] in tails or text[-1].isspace()):
                break
            if len(text) >= 2 and (find(text) or suffix(text)):
                break
            match = tail.search(text[-8:])
            if match is None:
                break
            if (match[0] == "收" and text[-2:-1] in _REAPED) or (match[0] == "计" and text[-2:-1] in _COUNTS):
                break
            size = 1 if match[0] == "数为" and text[-3:-2] in ("指", "系") else len(match[0])  # 指数为
            text = text[: len(text) - size]
        return self._beheaded(text).strip()

    def _beheaded(self, text: str) -> str:
        """The phrase without the words at its beginning that belong to no name."""
        for _ in range(_WORDS):
            if not text or not (text[0] in self._heads or text[0].isspace() or text[0].isdecimal()):
                break
            if len(text) >= 2 and self.indicators.find(text):
                break
            match = self._head.match(text)
            if match is None:
                break
            text = text[match.end() :]
        return text

    def scope(self, text: str) -> tuple[str, str]:
        """(scope, rest): @ when the phrase begins with the home place, the word itself for a wider one."""
        if self._home is not None and (match := self._home.match(text)):
            return "@", text[match.end() :]
        if match := self._place.match(text):
            if text.startswith("全社会"):
                return "", text
            return "@", text[match.end() :]
        if match := self._wider.match(text):
            return match[0].rstrip("的共"), text[match.end() :]
        return "", text

    def split(self, text: str) -> Name:
        """The phrase as a name; each phrase is split once an article."""
        known = self._names.get(text)
        if known is None:
            known = self._names[text] = self._split(text)
        return known

    def _split(self, text: str) -> Name:
        """The cleaned phrase as scope, subject and indicator; the subject is empty where the phrase names none."""
        raw = text
        text = self.clean(text)
        scope, rest = self.scope(text)
        rest = self.clean(rest) if rest else ""
        increment = stock = False
        subject = ""
        actor = False
        if "业" not in rest[:2] and (match := self._doing.match(rest)) and self.indicators.find(rest) is None:
            subject, rest = self.clean(match["subject"]), match["rest"] + ("销售" if match["sold"] else "")
            actor = bool(subject)
        elif match := self._strong.match(rest):
            subject, rest = self.clean(match["subject"]), match["rest"]
            actor = self.indicators.find(subject + self.clean(rest)) is None
            if not actor:  # 规模以上工业实现产值: one name around the verb
                subject, rest = "", subject + self.clean(rest)
            increment = bool(self._increment.fullmatch(match["verb"]))
            stock = bool(self._stock.fullmatch(match["verb"]))
        if match := self._increment.match(rest):
            increment, rest = True, rest[match.end() :] or rest
        elif match := self._stock.match(rest):
            stock, rest = True, rest[match.end() :] or rest
        if not increment and not stock and self._stock.search(raw):
            stock = True
        rest = self.clean(rest) if rest else ""
        if subject:
            inner, subject = self.scope(subject)
            scope = scope or inner
        rest = rest.replace("\n", "")
        known = self.indicators.find(rest)
        if known is None and (cut := self.indicators.suffix(rest)):
            at, known = cut
            if subject and _PROVINCE.fullmatch(rest[:at]):
                # 某园现有某省专精特新企业: the province grades them, it does not own them
                return Name(scope, subject, rest, None, increment, stock, actor)
            subject, indicator = subject + self.clean(rest[:at]) if at else subject, known.name
        else:
            indicator = known.name if known is not None else self.indicators.canonical(rest)
        return Name(scope, subject, indicator, known, increment, stock, actor and bool(subject))

    def key(self, text: str) -> str:
        """A phrase reduced for comparison: no scope, no 总/全部/的, canonical indicator."""
        name = self.split(text)
        return squeeze(name.full)


_FILLER = re.compile("[的之]|总量|总数|总额|总值|总计|规模|数量|合计|全部|共|总|各类|数$|量$|额$|值$|人数$")


def squeeze(name: str) -> str:
    """A name without the words that make no difference: 总发电量 and 发电量 squeeze alike."""
    return _FILLER.sub("", name)
