"""Noun phrases: what is left of a clause once numbers, verbs and time are taken away, split into scope, subject and indicator."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from enping_check.claims.indicators import Indicator, Indicators
from enping_check.claims.lexicon import Lexicon, alternation, firsts, pieces
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

_REST_IS = "(?:剩下|余下|剩余)的?(?:部分)?(?:则|就|都|全)?[是为]"  # 剩下的是居民生活: called by its own name
_HEAD_MARKS = "的了—、”·•（）▍"
_TAIL_MARKS = "了的、“：—,"
_MEASURES = "量额值数率入润积重口次"  # 充电量就达到: no 成就
_HAN = "一二三四五六七八九十"
_REAPED = ("增", "创", "税", "营", "征", "回", "减", "丰", "歉", "吸", "绝", "秋", "夏", "失", "欠")  # 增收, 税收: no 收 as in 收于
_COUNTS = ("设", "统", "会", "审", "估")  # 外观设计
# 某镇发展猕猴桃, 带动群众: what is done with the thing is no part of its name (but 带动消费 is not all of 消费)
_NOUNS = "业|面积|户|场|园|区|基地|结构|大户|产业|水平|规模|速度|基金|资金|银行|改革|指数|贷款|中|专业|支出|集团|公司"
# 养殖渔船, 种植企业: it says of what kind the thing is
_OF_A_KIND = "船|渔船|人员|企业|合作社|产量|产值|收入|收益|设备|设施|水面|水域|品种|成本|项目|主体|保险|险|权|证|量|税|费"
_DOING = (
    f"(?:(?:发展|栽植|栽种|播种)(?!{_NOUNS})|(?:种植|养殖)(?!{_NOUNS}|{_OF_A_KIND})"
    "|带动(?=[^，]{0,4}(?:群众|农户|农民|村民|贫困户|脱贫户|人口)))"
)
_WORDS = 6  # at most so many are taken off either end
_KEPT = 1 << 15  # phrases: more than a hundred long articles have


# 排名前三的品类分别是脐橙…: the first of a ranking is called by its own name
_RANKING = re.compile("^[^，]{0,12}前[两三四五六七八九十\\d]{1,3}[位名大强]?[^，]{0,8}?(?:分别|依次|依序)(?:是|为)(?=.)")
_PROVINCE = re.compile("[\u4e00-\u9fff]{2,3}省")
# 使全市…率达, 带动全市…总数来到: what came to be so is the place's; but of 带动全市就业3万人 it is what was added
_MAKE, _DRIVE = "使得|使|令|让|促使", "带动|推动|助推|助力|促进|引领|推高"
_MADE = re.compile(f"^(?:{_MAKE}|(?:{_DRIVE})(?=[^，]{{3,}}(?:总[数量额值]|总[人户]数|总规模|保有量|存量|余额)$))(?=[全我本该])")
_MAKING = firsts(_MAKE, _DRIVE)
_SPENDING = frozenset(("投入", "发生", "支付", "列支", "计提"))  # 投入研发费用: what is done with it is nobody it is of


_CORPORATE = re.compile("(?:公司|集团)(?:类)?(?:贷款|存款|客户|金融|银行业务|债|信贷)")  # to companies, not "our company's"


# 因需求强劲（曾达…）: why it was so, no name of what it was
_OWING_TO: Final = "因为|因|由于|受到|受|得益于|受益于"
_CAUSES: Final = firsts(_OWING_TO)
_CAUSE: Final = re.compile(
    f"(?:{_OWING_TO})[^，]{{0,16}}?(?:影响|带动|拉动|推动|驱动|刺激|提振|强劲|旺盛|火爆|利好|支撑|催化|走高|向好|低迷|疲软|冲击|拖累|压制|挤压|扰动)下?"
)


class Name(NamedTuple):
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
    """The lexicon's words as patterns over phrases, and what a match may begin or end with, or must hold: most phrases need no more."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = (lexicon.connectives, lexicon.of_which, lexicon.adverbs)
        self.tail = re.compile(f"(?:{lexicon.light}|{lexicon.adverbs}|[{_TAIL_MARKS}]|\\s|(?<=[{_MEASURES}])[就便])$")
        self.tails = frozenset((*(word[-1] for word in pieces(lexicon.light, lexicon.adverbs)), *_TAIL_MARKS, "就", "便"))
        self.head = re.compile(
            f"^(?:{lexicon.connectives}|{alternation(_STRONG_HEAD)}|{lexicon.of_which}|{lexicon.adverbs}|{_REST_IS}|[{_HEAD_MARKS}]|\\s|[{_HAN}]+是|\\(?\\d+\\))"
        )
        self.heads = frozenset((*(word[0] for word in (*_STRONG_HEAD, *pieces(*words))), *_HEAD_MARKS, *_HAN, *"剩余("))
        strong = dict.fromkeys((*_STRONG, *(word for word in pieces(lexicon.increment) if len(word) > 2)))  # 园区新获批…
        self.strong = re.compile("^(?P<subject>.{2,}?)(?P<verb>" + alternation(strong) + ")(?P<rest>.+)$")
        self.doing = re.compile(
            f"^(?P<subject>(?:[^的，]{{1,8}}?(?:{alternation(lexicon.place_suffixes)}|公司|合作社|企业|农户))?)(?:(?:已|共|累计)*{_DOING}|(?:已|已经|累计)+(?P<sold>销售|售出))(?P<rest>.{{2,}})$"
        )
        self.basis = tuple((name, re.compile(f"{words}$")) for name, words in lexicon.basis)
        self.increment = re.compile(lexicon.increment)
        self.stock = re.compile(lexicon.stock)
        self.measured = frozenset(word[0] for word in pieces(lexicon.increment, lexicon.stock))
        doing = ("发展", "种植", "栽植", "栽种", "播种", "养殖", "带动", "销售", "售出")
        self.verbal = re.compile(alternation((*strong, *doing, *pieces(lexicon.stock))))  # words that strong, doing or stock need
        self.signs = re.compile(f"[{SIGNS}“”‘’①-⑳]")
        self.place = re.compile("^(?:" + "|".join(map(re.escape, sorted(lexicon.home, key=len, reverse=True))) + ")(?:的|范围内|共|共有)?")
        self.wider = re.compile(
            "^(?:" + "|".join(map(re.escape, sorted(lexicon.wider, key=len, reverse=True))) + ")(?!级|份|内|外|属|道|会|直|运)(?:的|共)?"
        )
        self.places = frozenset(word[0] for word in (*lexicon.home, *lexicon.wider))
        self.placing = re.compile(f"[{''.join(self.places | {word[-1] for word in lexicon.place_suffixes})}]")


_patterns = cache(_Patterns)


class _Phrases:
    """Cleans and splits noun phrases with a lexicon and a table of indicators.

    The same phrases come again and again, within an article and from one to the next: what they come to is kept, up to a bound.
    """

    def __init__(self, lexicon: Lexicon, indicators: Indicators) -> None:
        self._find, self._suffix, self._canonical = indicators.find, indicators.suffix, indicators.canonical
        patterns = _patterns(lexicon)
        self._alone = lexicon.alone
        self._tail, self._tails = patterns.tail, patterns.tails
        self._head, self._heads = patterns.head, patterns.heads
        self._strong, self._doing, self._verbal = patterns.strong, patterns.doing, patterns.verbal
        self._increment, self._stock, self._measured = patterns.increment, patterns.stock, patterns.measured
        self._signs = patterns.signs
        self._place, self._wider, self._places = patterns.place, patterns.wider, patterns.places
        self.clean = lru_cache(_KEPT)(self._clean)
        self.split = lru_cache(_KEPT)(self._split)

    def _clean(self, text: str) -> str:
        """The noun phrase without signs, connectives, light verbs and adverbs at its ends."""
        if text and self._settled(text) and not self._signs.search(text):
            return text if text not in self._alone else ""
        if "前" in text and (ranking := _RANKING.match(text)):
            text = text[ranking.end() :]
        if self._signs.search(text):
            text = self._signs.sub("", text)
        text = self._beheaded(text.strip(" 、，·—"))
        for _ in range(_WORDS):
            if not text or (text[-1] not in self._tails and text[-1].isalpha()):
                break
            if len(text) >= 2 and (self._find(text) or self._suffix(text)):
                break
            if text[-1] in "就便" and len(text) > 2 and self._find(text[:-1]):
                text = text[:-1]  # 营收就一度冲到
                continue
            match = self._tail.search(text[-8:])
            if match is None:
                break
            if (match[0] == "收" and text[-2:-1] in _REAPED) or (match[0] == "计" and text[-2:-1] in _COUNTS):
                break
            size = 1 if match[0] == "数为" and text[-3:-2] in ("指", "系") else len(match[0])  # 指数为
            text = text[: len(text) - size]
        text = self._beheaded(text).strip()
        if text in self._alone:
            return ""
        return "" if text[:1] in _CAUSES and _CAUSE.fullmatch(text) else text

    def _settled(self, text: str) -> bool:
        """True for a phrase that ends and begins with characters that nothing to be taken off ends or begins with."""
        first, last = text[0], text[-1]
        if first in _CAUSES:
            return False
        return first not in self._heads and last not in self._tails and first.isalpha() and last.isalpha() and "前" not in text

    def _beheaded(self, text: str) -> str:
        """The phrase without the words at its beginning that belong to no name."""
        for _ in range(_WORDS):
            if not text or (text[0] not in self._heads and text[0].isalpha()):
                break
            if len(text) >= 2 and self._find(text):
                break
            match = self._head.match(text)
            if match is None:
                break
            text = text[match.end() :]
        return text

    def scope(self, text: str, home: str) -> tuple[str, str]:
        """(scope, rest): @ when the phrase begins with the home place, the word itself for a wider one."""
        if home and text.startswith(home):
            return "@", text[len(home) :].removeprefix("的")
        if text[:1] in _MAKING and (made := _MADE.match(text)) is not None and self._place.match(text[made.end() :]) is not None:
            text = text[made.end() :]
        if text[:1] not in self._places:
            return "", text
        if match := self._place.match(text):
            if text.startswith("全社会") or _CORPORATE.match(text):
                return "", text
            return "@", text[match.end() :]
        if (match := self._wider.match(text)) and (len(text) - match.end() != 1 or match[0][0] == "全"):  # 国内线 is a name
            return match[0].rstrip("的共"), text[match.end() :]
        return "", text

    def _split(self, text: str, home: str) -> Name:
        """The cleaned phrase as scope, subject and indicator; the subject is empty where the phrase names none."""
        raw = text
        text = self.clean(text)
        scope, rest = self.scope(text, home)
        rest = self.clean(rest) if rest else ""
        if scope and scope != "@" and self._find(text) is not None and self._find(rest) is None:
            scope, rest = "", text  # 国内游客: the place is part of the name
        increment = stock = False
        subject = ""
        actor = False
        verbal = self._verbal.search(raw) or self._signs.search(raw)  # signs may part a verb
        if verbal and "业" not in rest[:2] and (match := self._doing.match(rest)) is not None and self._find(rest) is None:
            subject, rest = self.clean(match["subject"]), match["rest"] + ("销售" if match["sold"] else "")
            actor = bool(subject)
        elif verbal and (match := self._strong.match(rest)) is not None:
            subject, rest = self.clean(match["subject"]), match["rest"]
            actor = self._find(subject + self.clean(rest)) is None
            if not actor:  # 规模以上工业实现产值: one name around the verb
                subject, rest = "", subject + self.clean(rest)
            increment = bool(self._increment.fullmatch(match["verb"]))
            stock = bool(self._stock.fullmatch(match["verb"]))
        if rest[:1] in self._measured:
            if match := self._increment.match(rest):
                increment, rest = True, rest[match.end() :] or rest
            elif match := self._stock.match(rest):
                stock, rest = True, rest[match.end() :] or rest
        if verbal and not increment and not stock and self._stock.search(raw):
            stock = True
        rest = self.clean(rest) if rest else ""
        if subject:
            inner, subject = self.scope(subject, home)
            scope = scope or inner
        rest = rest.replace("\n", "")
        known = self._find(rest)
        if known is None and (cut := self._suffix(rest)):
            at, known = cut
            if subject and _PROVINCE.fullmatch(rest[:at]):
                # 某园现有某省专精特新企业: the province grades them, it does not own them
                return Name(scope, subject, rest, None, increment, stock, actor)
            head = self.clean(rest[:at]) if at else ""
            subject, indicator = subject if head in _SPENDING else subject + head, known.name
        else:
            indicator = known.name if known is not None else self._canonical(rest)
        return Name(scope, subject, indicator, known, increment, stock, actor and bool(subject))


_phrases = lru_cache(maxsize=8)(_Phrases)


class Namer:
    """Cleans and splits noun phrases with the lexicon, the indicators and the article's home place.

    ``clean`` gives the noun phrase without signs, connectives, light verbs and adverbs at its ends.
    """

    def __init__(self, lexicon: Lexicon, indicators: Indicators, home: str) -> None:
        self.lexicon = lexicon
        self.indicators = indicators
        self.home = home if len(home) >= 2 else ""
        self._phrases = _phrases(lexicon, indicators)
        self._split = self._phrases.split
        self.basis = _patterns(lexicon).basis
        self._placing = _patterns(lexicon).placing
        self.clean: Callable[[str], str] = self._phrases.clean

    def scope(self, text: str) -> tuple[str, str]:
        """(scope, rest): @ when the phrase begins with the home place, the word itself for a wider one."""
        return self._phrases.scope(text, self.home)

    def split(self, text: str) -> Name:
        """The phrase as scope, subject and indicator."""
        home = self.home
        # without its characters no part of the phrase is the home place: it then means the same in every article
        return self._split(text, home if home and home[0] in text and home[1] in text else "")

    def may_place(self, text: str) -> bool:
        """False for a phrase that surely neither begins with a place nor ends in the name of one."""
        return self._placing.search(text) is not None or (bool(self.home) and self.home[0] in text)

    def key(self, text: str) -> str:
        """A phrase reduced for comparison: no scope, no 总/全部/的, canonical indicator."""
        name = self.split(text)
        return squeeze(name.full)


_FILLER = re.compile("[的之]|总量|总数|总额|总值|总计|规模|数量|合计|全部|共|总|各类|数$|量$|额$|值$|人数$")


def squeeze(name: str) -> str:
    """A name without the words that make no difference: 总发电量 and 发电量 squeeze alike."""
    return _FILLER.sub("", name)


def abbreviates(short: str, long: str) -> bool:
    """True when all characters of the one stand in the other in their order: 参保 in 参加养老保险."""
    at = -1
    for char in short:
        at = long.find(char, at + 1)
        if at < 0:
            return False
    return True
