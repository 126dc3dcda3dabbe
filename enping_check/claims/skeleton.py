"""A sentence as a skeleton: the words stay, every number, period and bracket becomes one sign.

Signs are private-use characters, so that one short pattern says what stands left and right of a number whatever its digits are.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final

from enping_check.model import Article, Period, Quantity, Scan, Span

LEVEL = "\ue001"  # a number with a unit
PERCENT = "\ue002"
POINT = "\ue003"
MULTIPLE = "\ue004"
DOUBLING = "\ue005"  # 翻n番
TIME = "\ue006"
DURATION = "\ue007"
BARE = "\ue008"
BRACKET = "\ue009"
YEAR_BEFORE = "\ue00b"  # 上年, 去年同期: a year back
STEP_BEFORE = "\ue00c"  # 上月, 上季
YEAR_START = "\ue00d"  # 年初, 上年末
STRUCTURE = "\ue00a"  # a:b:c
NUMBERS = LEVEL + PERCENT + POINT + MULTIPLE + DOUBLING + BARE + STRUCTURE
TIMES = TIME + YEAR_BEFORE + STEP_BEFORE + YEAR_START
WHEN = f"[{TIMES}]"
SIGNS = NUMBERS + TIMES + DURATION + BRACKET

_RATIO = re.compile(r"\d(?<![\d:.].)\d*(?:\.\d+)?(?:(?::\d+(?:\.\d+)?){1,3}|(?: ?[:：] ?\d+(?:\.\d+)?){2,3})(?![\d:])")
_SPOKEN = re.compile(r"\d(?<=(?:比为|比是|比达|比约|例为|例是|.比)\d)(?<![\d.].)\d*(?:\.\d+)?比\d+(?:\.\d+)?(?![\d:比])")
# what every ratio holds; each begins with one character, and so is found many times faster than one that begins with either
_COMPARED = tuple(re.compile(rf"{colon}(?<=[\d ].) ?\d") for colon in ":：")
_COMPOSED = re.compile("比|结构|构成|为|由|从|之比|比例|比重")
# 优化到12:38:50; 占比分别为…，即12:38:50
_SPREAD = re.compile("[至到][^，。]{0,8}$|(?:比重|占比|构成|结构|比例)[^。]*(?:即|也就是|亦即|合)[^，。]{0,6}$")
_ORDINAL = re.compile("(?:(?<![目此])前|前移|后移|上升|前进|(?<![引招新先选购派])进|退|居|第|提升|下滑|前进了|进位)$")
_KIND = {"percent": PERCENT, "permille": PERCENT, "point": POINT, "multiple": MULTIPLE, "time": DURATION, "none": BARE}


@dataclass(slots=True, eq=False)  # made for every clause: freezing would double the cost
class Token:
    """One sign of a skeleton with what it stands for."""

    sign: str
    at: Span
    quantity: Quantity | None = None
    period: Period | None = None
    inner: Skeleton | None = None
    parts: tuple[Quantity, ...] = ()


@dataclass(slots=True, eq=False)  # made for every clause: freezing would double the cost
class Skeleton:
    """``text`` with signs; ``tokens`` maps the index of a sign to its token; ``offset`` is where it begins in the folded text."""

    text: str
    tokens: dict[int, Token]
    alike: str = ""  # the basis that （比上年，下同）gives what follows

    def cut(self, start: int, end: int) -> Skeleton:
        """The part [start, end)."""
        text = self.text[start:end]
        if not self.tokens or len(text) == len(self.text):
            return Skeleton(text, self.tokens)
        return Skeleton(text, {i - start: t for i, t in self.tokens.items() if start <= i < end})

    def joined(self, other: Skeleton) -> Skeleton:
        """Both as one, the other after this."""
        return Skeleton(self.text + other.text, self.tokens | {len(self.text) + i: t for i, t in other.tokens.items()})


_COUNTING = re.compile(
    "(?:有|达|为|共|新增|增|建成|是|仅|只|获|加|减|第|约|近|超|过|足|到|开|设|招|引进|完成|实现|培育|组织|举办|年|还|和|、|及)$"
)


_RANKED = frozenset("家个强位名")  # units of what may be a place in a ranking
_WHOLES = frozenset("大国")  # 三大产业, 五国: no verb counts them
_MANY = 20  # 八十户办起了民宿: told for its own sake
_SMALL = frozenset("一二三四五六七八九十两兩")
_CLASS = re.compile("以[上下内]$|及以[上下]$")


_OPENS = ("", "，", "。", "；", "：", "、", "\n", "有", "中", "里")
_GRADES = ("企业", "项目\\d", "攻坚", "行动")  # 超百亿元企业16户, 0.1微克攻坚行动
_GRADED = re.compile("|".join(_GRADES))
_GRADE_HEADS = frozenset(word[0] for word in _GRADES)
_DIGIT = re.compile("[\\d一二三四五六七八九两]")
_REACHED = re.compile("(?:破|超|达|过|近|逾|足|到)$")
_STEP = re.compile("[上跨迈登](?:了|上)?[一两三新]个?新?的?$")  # 再上一个万亿元台阶
_SCALED = re.compile("[万亿萬億](?:[（(][^）)]*[）)])?$")
_ISSUED = re.compile("(?:出台|印发|制定|推出|落实)[^，。；、]{0,12}$|“[^”]{0,10}$")
_PLANT = re.compile("[\u4e00-\u9fff]{2,6}?(?:项目|工程|生产线|装置)(?!\\d)|露天矿|煤矿")
# 24小时开放的书房, 24小时不打烊, 24小时自助图书馆: what is open all day
_ROUND_THE_CLOCK = re.compile(
    "(?:不打烊|不间断|不停|全天候|开放|营业|自助|无人|便利店|书[房店]|图书|热线|客服|服务|值[守班]|在线|监[控测]|运[行转营])"
)
_MEASURES = re.compile("[\u4e00-\u9fff“”]{0,9}(?:措施|举措|政策|办法|意见)")


_NOTHING_RIGHT = frozenset(("，", "。", "；", "、", "）", ""))  # right of a number: it grades no noun


def _class(text: str, quantity: Quantity) -> bool:
    """10亿元以上项目2个, 万亩茶园3个: a size class before the noun it grades."""
    end = quantity.at.end
    right = text[end : end + 2]
    if right[:1] in _NOTHING_RIGHT and quantity.unit != "条":
        return False
    after = text[end : end + 12].lstrip("\n")
    if (
        after[:1] in _GRADE_HEADS
        and _GRADED.match(after)
        and (quantity.hedge or (quantity.dimension in ("mass", "length") and after[:1] not in "的企"))
    ):
        return True
    if quantity.unit == "条" and (
        _MEASURES.match(after) or (after[:1] in "”」，。；、" and _ISSUED.search(text[max(0, quantity.at.start - 16) : quantity.at.start]))
    ):
        return True
    if quantity.dimension in ("mass", "power", "energy", "volume") and _PLANT.match(after):
        return True  # 700万吨露天矿项目: what it can do, not what it did
    if quantity.unit == "小时" and quantity.number == 24 and _ROUND_THE_CLOCK.match(after):
        return True
    if quantity.dimension in ("length", "time") and after.startswith("内") and not after.startswith(("内的", "内，")):
        return True
    if quantity.surface[:1] in "百千万亿萬億" and after.startswith(("台阶", "大关")):
        if _STEP.search(text, max(0, quantity.at.start - 6), quantity.at.start):
            return True
    noun = "\u4e00" <= right[:1] <= "\u9fff" and right[:1] not in "的左多余以增减下上同比占和与及，"
    if not noun:
        return False
    if quantity.dimension == "percent" and (quantity.unit != "%" or text[max(0, quantity.at.start - 1) : quantity.at.start] in _OPENS):
        return False  # 八成以上受访者…: so many of them
    if _CLASS.search(quantity.surface):
        return True
    return (
        (quantity.number is None or quantity.dimension == "area")
        and not _DIGIT.search(quantity.surface)
        and quantity.surface[:1] in "十百千万亿萬億"
        and not _REACHED.search(text[max(0, quantity.at.start - 1) : quantity.at.start])
    )


_AGE = re.compile("(?:寿命|(?:平均|初婚|退休|中位)[^，。；、]{0,6}年龄|年龄中位数?|年龄(?=[为是达由从约\\d]))[^。！？\\n]{0,60}$")
_AGE_TOLD = re.compile("[，。；）\\n]|$|提高|增加|增长|上升|延长|下降|降低|减少|缩短|推[迟后]|提前|[升增降减]至")


def _aged(text: str, quantity: Quantity) -> bool:
    """平均年龄38.6岁, 预期寿命提高0.4岁: an age that is told, not the bound of a class of people."""
    if quantity.ranged or _AGE_TOLD.match(text, quantity.at.end) is None:
        return False
    return _AGE.search(text, max(0, quantity.at.start - 72), quantity.at.start) is not None


def _in_passing(text: str, quantity: Quantity) -> bool:
    """四个重点: a small count in Chinese numerals before its noun, which no verb counts."""
    if quantity.surface[:1] not in _SMALL or len(quantity.surface) > 3 or (quantity.number or 0) >= _MANY:
        return False
    right = text[quantity.at.end : quantity.at.end + 1]
    if right in "”」’":
        return True
    return "\u4e00" <= right <= "\u9fff" and not _COUNTING.search(text[max(0, quantity.at.start - 3) : quantity.at.start])


_TITLE = 60  # characters in which a title begins before a number in it, and ends after it


def _entitled(text: str, at: Span) -> bool:
    """True for a number within a title: 《…二十条》."""
    start = text.rfind("《", max(0, at.start - _TITLE), at.start)
    if start < 0 or "》" in text[start : at.start]:
        return False
    close = text.find("》", at.end, at.end + _TITLE)
    return close >= 0 and not any(sign in text[start + 1 : close] for sign in "《\n。")


_DEGREES = ("东经", "西经", "北纬", "南纬")
_LOCATED = re.compile(f"(?:{'|'.join(_DEGREES)})[约为]?$")
_MAP_ENDS = frozenset((*(word[-1] for word in _DEGREES), "约", "为"))


def _located(text: str, start: int) -> bool:
    """True for the degrees of a place on the map."""
    return _LOCATED.search(text[max(0, start - 3) : start]) is not None


def _covered(spans: list[Span], at: Span) -> bool:
    """True when ``at`` overlaps one of the sorted, disjoint spans."""
    if not spans:
        return False
    k = bisect_left(spans, at)
    return (k < len(spans) and spans[k].start < at.end) or (k > 0 and at.start < spans[k - 1].end)


def _ordinal(text: str, quantity: Quantity) -> bool:
    """前5家企业, 第5位: a place in a ranking."""
    left = text[max(0, quantity.at.start - 3) : quantity.at.start]
    if quantity.unit in ("位", "名"):
        return _ORDINAL.search(left) is not None
    return left.endswith(("，前", "。前", "、前", "\n前"))


def sign_of(quantity: Quantity) -> str:
    """The sign for a quantity by its dimension; hours, days and minutes in digits are measured like anything else."""
    if quantity.unit.endswith("番"):
        return DOUBLING
    if quantity.dimension == "time" and quantity.surface[:1].isdigit() and quantity.unit in ("小时", "天", "分钟", "个工作日", "工作日"):
        return LEVEL
    if quantity.dimension == "none" and _SCALED.search(quantity.surface):
        return LEVEL
    return _KIND.get(quantity.dimension, LEVEL)


def sign_of_period(period: Period) -> str:
    """The sign for a period: what it is a comparison with, if with anything."""
    if period.shift:
        return STEP_BEFORE
    if period.text.endswith(("年初", "期初")) or (period.offset == -1 and period.moment and period.part in ("", "Y", "M12", "D12-31")):
        return YEAR_START
    if period.offset == -1 and (period.same or period.part in ("Y", "")):
        return YEAR_BEFORE
    return TIME


def _ratios(text: str) -> Iterator[re.Match[str]]:
    """The ratios of the lines that hold a colon between digits, few do; and 师生比为1比11.7."""
    yield from _SPOKEN.finditer(text)
    lines = {text.rfind("\n", 0, hit.start()) + 1 for pattern in _COMPARED for hit in pattern.finditer(text)}
    for start in sorted(lines):
        end = text.find("\n", start)
        yield from _RATIO.finditer(text, start, end if end >= 0 else len(text))


_SO_DIVIDED = re.compile("的(?:比例|比重|结构|构成|格局|配比)")  # 按54.1:18.7:21.9:5.3的比例分掉


def _structures(text: str, scan: Scan) -> list[Token]:
    """The ratios of several numbers (7.1:50.6:42.3) that say what something is composed of, in order of place."""
    ratios = list(_ratios(text))
    if not ratios:
        return []
    found: list[Token] = []
    masked = [q.at for q in scan.quantities if q.masked] + [m.at for m in scan.marks]
    masked.sort()
    firsts = [span.start for span in masked]
    begins = [q.at.start for q in scan.quantities]
    for match in ratios:
        at = Span(*match.span())
        i = bisect_left(firsts, at.end)
        if any(span.overlaps(at) for span in masked[max(0, i - 4) : i]):
            continue
        words = text[max(0, at.start - 24) : at.start].rpartition("。")[2]
        colons = sum(map(match[0].count, ":：比"))
        composed = _COMPOSED.search(words) or (colons > 1 and _SPREAD.search(text[max(0, at.start - 60) : at.start]))
        composed = composed or (colons > 1 and _SO_DIVIDED.match(text, at.end))
        if not composed or "比例尺" in words:
            continue  # scores, scales and times of day are no structures
        first = bisect_left(begins, at.start)
        inside = tuple(q for q in scan.quantities[first : bisect_left(begins, at.end)] if q.at.end <= at.end and not q.masked)
        if len(inside) == colons + 1:
            found.append(Token(STRUCTURE, at, parts=inside))
    return found


_STEPS = ("年", "个月", "周", "个星期", "星期", "个季度", "天", "日")
_AGO = re.compile("(?:之前|以前|前)(?![后景列台茅瞻述])")


def _years_ago(text: str, token: Token) -> Token:
    """三年前只有86户: a stretch of time, of so many years before now, becomes the time at its beginning."""
    quantity = token.quantity
    if quantity is None or quantity.unit not in _STEPS or quantity.hedge or quantity.number is None:
        return token
    ago = _AGO.match(text, quantity.at.end)
    if ago is None or quantity.number.denominator != 1 or quantity.number > 60:
        return token
    at = Span(quantity.at.start, ago.end())
    words, count = quantity.surface + "前", int(quantity.number)
    if quantity.unit != "年":  # 一周前为1.08亿立方米
        return Token(STEP_BEFORE, at, period=Period(at, quantity.span, quantity.surface, words, "period", "", shift=words))
    period = Period(at, quantity.span, quantity.surface, words, "period", "Y", offset=-count)
    return Token(YEAR_BEFORE if count == 1 else TIME, at, period=period)


class Skeletons:
    """Cuts one article into skeletons of its sentences; only sentences that hold a number are built."""

    def __init__(self, article: Article, scan: Scan) -> None:
        self.article = article
        text = article.folded
        tokens = _structures(text, scan)
        taken = [token.at for token in tokens]
        titles = "《" in text
        for quantity in scan.quantities:
            at = quantity.at
            if quantity.masked is not None or (taken and _covered(taken, at)):
                continue
            unit, surface = quantity.unit, quantity.surface
            if (unit.endswith("岁") and not _aged(text, quantity)) or (unit in _RANKED and _ordinal(text, quantity)):
                continue
            if unit in _WHOLES or (surface[:1] in _SMALL and quantity.dimension.startswith("count") and _in_passing(text, quantity)):
                continue
            start, end = at
            if (text[end : end + 1] not in _NOTHING_RIGHT or unit == "条") and _class(text, quantity):
                continue
            if (titles and text.rfind("《", max(0, start - _TITLE), start) >= 0 and _entitled(text, at)) or (
                text[start - 1 : start] in _MAP_ENDS and _located(text, start)
            ):
                continue  # an age class is part of a name, 前5位 and 前移两位 are places in a ranking
            sign = sign_of(quantity)
            token = Token(sign, at, quantity)
            tokens.append(_years_ago(text, token) if sign == DURATION else token)
        tokens += [Token(sign_of_period(period), period.at, None, period) for period in scan.periods]
        tokens.sort(key=attrgetter("at"))
        self._tokens: list[Token] = []
        self._starts: list[int] = []
        reached = 0
        for token in tokens:
            start, end = token.at
            if start >= reached:
                self._tokens.append(token)
                self._starts.append(start)
                reached = end
            elif end > reached and start == self._starts[-1]:  # of those that begin together, the longest
                self._tokens[-1] = token
                reached = end

    def speaks(self, at: Span) -> bool:
        """Whether a number or period begins in a stretch of text."""
        first = bisect_left(self._starts, at.start)
        return first < len(self._starts) and self._starts[first] < at.end

    def sentence(self, at: Span, *, titled: bool = False) -> Skeleton | None:
        """The skeleton of one sentence, brackets folded into one sign each; None when it holds no number or period.

        A space in a title parts what it says as a comma does: 海岛游升温 渔家乐收入增四成.
        """
        first = bisect_left(self._starts, at.start)
        if first == len(self._starts) or self._starts[first] >= at.end:
            return None
        last = bisect_left(self._starts, at.end, first)
        pieces: list[str] = []
        tokens: dict[int, Token] = {}
        length = 0
        where, stop = at
        folded = self.article.folded
        torn = folded.find("\n", where, stop) >= 0
        spaced = folded.find(" ", where, stop) >= 0
        for token in self._tokens[first:last]:
            start, end = token.at
            plain = folded[where:start]
            if torn:
                plain = plain.replace("\n", "")
            if spaced:
                plain = _closed_up(plain, titled=titled)
            pieces += (plain, token.sign)
            length += len(plain)
            tokens[length] = token
            length += 1
            where = end
        plain = folded[where:stop].replace("\n", "") if torn else folded[where:stop]
        pieces.append(_closed_up(plain, titled=titled) if spaced else plain)
        text = "".join(pieces)
        skeleton = _fold_brackets(Skeleton(_ANNOUNCING.sub("： ", text) if "——" in text else text, tokens))
        if (note := folded.find("下同", at.start, at.end)) >= 0:
            skeleton.alike = _basis(folded[max(at.start, note - 10) : note])
        return skeleton


# 8.5万吨, 上年同期依次为: a space beside a mark says nothing
_BESIDE_A_MARK = re.compile(" ?([，；：、]) ?")
_IN_A_TITLE = re.compile("(?<=[\u4e00-\u9fff]{4}) (?=[\u4e00-\u9fff]{3})")


def _closed_up(text: str, *, titled: bool) -> str:
    text = _BESIDE_A_MARK.sub(r"\1", text)
    return _IN_A_TITLE.sub("，", text) if titled else text


# 由以下四块构成——甲…，乙…: the dash is a colon
_ANNOUNCING = re.compile("——(?<=(?:构成|组成|包括|如下|以下|来自|用途)——)")


def _basis(words: str) -> str:
    """The basis that the words before 下同 name."""
    if re.search("环比|上月|上季|上周", words):
        return "环比"
    return "年初" if re.search("年初|年末|年底|期初", words) else "同比"


def _fold_brackets(skeleton: Skeleton) -> Skeleton:
    text = skeleton.text
    at = text.find("（")
    if at < 0:
        return skeleton
    folded, done = Skeleton("", {}), 0
    while at >= 0:
        close = _closing(text, at)
        if close < 0:
            at = text.find("（", at + 1)
            continue
        folded = folded.joined(skeleton.cut(done, at))
        inner = skeleton.cut(at + 1, close)
        spans = [token.at for token in inner.tokens.values()]
        if spans:
            bracket = Token(BRACKET, Span(spans[0].start, spans[-1].end), inner=_fold_brackets(inner))
            folded = folded.joined(Skeleton(BRACKET, {0: bracket}))
        done = close + 1
        at = text.find("（", done)
    return folded.joined(skeleton.cut(done, len(text)))


_BRACKETS = re.compile("[（）]")


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at ``at`` closes, those within it aside; −1 where it does not."""
    close = text.find("）", at)
    if close < 0 or "（" not in text[at + 1 : close]:
        return close
    depth = 0
    for mark in _BRACKETS.finditer(text, at):
        depth += 1 if mark[0] == "（" else -1
        if not depth:
            return mark.start()
    return -1


_END: Final = (sys.maxsize, Token("", Span(0, 0)))  # after the last token


@cache
def _separator(separators: str) -> re.Pattern[str]:
    return re.compile(f"([{re.escape(separators)}])")


def clauses(skeleton: Skeleton, separators: str = "，；：") -> Iterator[tuple[str, Skeleton]]:
    """The clauses of a skeleton with the separator that ended each ('' for the last)."""
    text, tokens = skeleton.text, iter(skeleton.tokens.items())
    i, token = next(tokens, _END)
    start = 0
    pieces = iter((*_separator(separators).split(text), ""))  # clauses and separators in turn
    for piece, ended in zip(pieces, pieces, strict=True):
        end = start + len(piece)
        inside: dict[int, Token] = {}
        while i < end:
            inside[i - start] = token
            i, token = next(tokens, _END)
        yield ended, Skeleton(piece, inside)
        start = end + 1
