"""The rates that a passage tells, each with the words that name it and the time it is of.

What stands left of a number is taken apart: the times, the verbs of being and moving, 比 and 从 before it; what is left names the rate.
Where nothing is left it is the rate stated last, at another time: 而三年前只有68.3%, 现在是31.9% and 这一比率升至48.9% are read alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from enping_check.claims import lexicon
from enping_check.claims.names import squeeze
from enping_check.language.lexicon import table, words
from enping_check.model import Line, Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.bases import step_before

_BREAKS = "，；：。！？!?\n;"
_JOIN = re.compile("(?:个|個)?[、和与及或以並并且\\s]*(?:（[^（）]{0,24}）)?[、和与及以\\s]*")
_AGO = re.compile("(?:[0-9一二两三四五六七八九十]{1,3}|半|几|多)个?(?:年|月|季度|周|星期|天|学期|赛季)(?:之前|以前|前)")
# 四年间, 一年下来: how long something took
_SPAN = re.compile(
    "(?:短短|这|近|前后)*[0-9一二两三四五六七八九十半几]{1,3}个?(?:多)?(?:年|月|季度|季|周|天|学期|赛季)(?:(?:间|来|里|内|中|下来|累计|合计)+|$)"
)
# 成立三年后（降至）, 干预前（为）: at the end of the words left of a number, or a clause of its own
_EVENT = re.compile("[^的，。；：]{0,12}(?:(?<![目日当提])前|(?<![最今此])后|(?<![同小及当平有准按随暂])时)$")
_PLACE = re.compile(
    "(?:全|我|本|该)[国省市县区州盟旗镇乡村港澳台埠校院厂行队班]|本地|全球|世界|全行业|全行|国内|省内|市内|同类[\u4e00-\u9fff]{2}|行业(?=平均|均值|水平|$)|市场(?=平均)"
)
_HOME = re.compile("(?:全|我|本|该)[市县区州盟旗镇乡村港澳台埠校院厂行队班]|本地")
_AGAINST = re.compile(
    "(?:(?<![占同环对百之可相按])(?:比(?![重例率值较分赛])|较(?!多|少|大|小|高|低|快|慢|好))|高于|低于|快于|慢于|好于|优于|高出|领先于?|落后于?|跑赢|超过)[^比较]{0,20}$"
)
_LIKENED = re.compile("(?:与|同|和|跟|比|较)[^，比较]{1,20}(?:相比较?|比较|对比)[（(]$")
_LABEL = re.compile(r"(?P<year>\d{4}|Y[+-]\d+)(?P<part>.*)")
_ENDS = {"": 12.0, "Y": 12.0, "H1": 6.0, "H2": 12.0, "Q1": 3.0, "Q2": 6.0, "Q3": 9.0, "Q4": 12.0}
_LABELLED = re.compile("[（(，；、][\u4e00-\u9fff]{2,8}$")  # （全国：5.2%）: the words before the colon name the number
_MEAN = re.compile("平均|整体|总体|总的")
_SUMMED = re.compile("(?:上述|以上|这)?(?:[两二三四五六2-6][项个类种者]|几项)(?:指标|比例|比率|数据|数字|占比|比重)?|二者|两者|三者")
_SECTORS = (("第一产业", "一产"), ("第二产业", "二产"), ("第三产业", "三产", "服务业"))


_SHORT = {"民企": "民营企业", "国企": "国有企业", "外企": "外资企业", "央企": "中央企业", "私企": "私营企业"}
_GENERAL = {"经济": "地区生产总值", "全市经济": "地区生产总值", "贷款": "贷款余额", "存款": "存款余额", "投资": "固定资产投资"}


_WHEN = ("past", "now", "step", "yearly", "start")  # the lists that tell times


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of data/points.toml, compiled."""

    head: re.Pattern[str]
    tail: re.Pattern[str]
    anywhere: re.Pattern[str]
    same: re.Pattern[str]
    shares: re.Pattern[str]
    sharing: re.Pattern[str]  # the same, anywhere
    nouns: re.Pattern[str]  # both, at the end of a name
    speeds: re.Pattern[str]
    falls: re.Pattern[str]
    yearly: re.Pattern[str]
    step: re.Pattern[str]
    start: re.Pattern[str]
    past: re.Pattern[str]
    now: re.Pattern[str]
    amid: re.Pattern[str]  # the longer of these, anywhere
    then: re.Pattern[str]  # these, at the end of words
    above: re.Pattern[str]
    standing: re.Pattern[str]
    better: re.Pattern[str]
    apart: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    to: re.Pattern[str]

    def relative(self, text: str) -> str:
        """The kind of a time that is stated by its place before the one spoken of; empty for one that is not."""
        return "start" if self.start.search(text) else "year" if self.yearly.search(text) else "step" if self.step.search(text) else ""


@cache
def load() -> Words:
    """The words of the data files; raises tomllib.TOMLDecodeError on a broken file."""
    data, trade = table("points.toml"), lexicon.load()

    def any_of(*keys: str) -> str:
        return lexicon.alternation(word for key in keys for word in words(data[key]))

    moving = f"(?!{any_of('speeds')}$)(?:{trade.up}|{trade.down}|{any_of('up', 'down', 'better')})"
    return Words(
        head=re.compile(f"^(?:{trade.connectives}|{any_of('head')})"),
        tail=re.compile(f"(?:{trade.to}|{moving}|{any_of('tail', 'apart')})$"),
        anywhere=re.compile(any_of("anywhere", "basis")),
        same=re.compile(any_of("same")),
        shares=re.compile(f"{any_of('shares')}$"),
        sharing=re.compile(any_of("shares")),
        nouns=re.compile(f"{any_of('shares', 'speeds')}$"),
        speeds=re.compile(any_of("speeds")),
        falls=re.compile(any_of("falls")),
        yearly=re.compile(any_of("yearly")),
        step=re.compile(any_of("step")),
        start=re.compile(any_of("start")),
        past=re.compile(any_of("past")),
        now=re.compile(any_of("now")),
        amid=re.compile(lexicon.alternation(w for key in _WHEN for w in words(data[key]) if len(w) > 2)),
        then=re.compile(f"{any_of('past', 'now', 'yearly', 'step', 'start')}$"),
        above=re.compile(any_of("above")),
        standing=re.compile(f"(?P<verb>{any_of('above', 'below')})"),
        better=re.compile(f"{any_of('better')}[了约近仅]*$"),
        apart=re.compile(f"{any_of('apart')}(?:了|为|达|约|近|仅|有|近)*$"),
        up=re.compile(f"(?:{trade.up}|{any_of('up')})[了出约近为是达仅超逾的]*$"),
        down=re.compile(f"(?:{trade.down}|{any_of('down')})[了出约近为是达仅超逾的]*$"),
        to=re.compile(f"(?:{trade.to}|[\u4e00-\u9fff][至到]|至|到)[了约近仅超逾的]*$"),
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """When a rate was so: ``label`` as claims carry it, ``end`` in months, and what kind of time the words call it."""

    label: str = ""
    end: float | None = None
    kind: str = ""  # year: a year before, step: the period before, start: the beginning, past: once, now
    own: bool = False  # stated beside the number

    def elsewhere(self) -> Moment:
        """This moment where it does not stand beside the number."""
        return Moment(self.label, self.end, self.kind)

    def before(self, other: Moment) -> bool | None:
        """True when this is earlier than ``other``, False when later, None where the words do not say."""
        back, forth = self.kind in ("year", "step", "past", "start"), other.kind in ("year", "step", "past", "start")
        if self.end is not None and other.end is not None and self.end != other.end and not (self.kind == other.kind == "step"):
            if self.kind == "step" and not forth:
                return True
            if other.kind == "step" and not back:
                return False
            return self.end < other.end
        if back != forth:
            return back
        if {self.kind, other.kind} == {"year", "step"}:
            return self.kind == "year"
        return other.kind == "now" if "now" in (self.kind, other.kind) and self.kind != other.kind else None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as the passage tells it."""

    fact: Fact
    what: str
    place: str
    moment: Moment
    growing: bool | None  # a growth, a share; None for a bare number in a bracket
    against: bool = False  # 比上年的5.9%: what another is compared with
    origin: bool = False  # 由5.9%: what a change starts from
    named: bool = True
    slot: tuple[int, int] = (0, 1)  # which of how many stated in a row
    part: int = 0  # 1 … for a part of a structure
    home: str = ""  # 全市, 全区: the word for a place that may be the article's own


_NESTED = 8  # numbers that may stand within one another: those of a structure


def _start(fact: Fact) -> int:
    return fact.claim.at.start


def _between(facts: list[Fact], first: int, last: int) -> list[Fact]:
    """Those of facts in order of place that begin in a stretch."""
    return facts[bisect_left(facts, first, key=_start) : bisect_left(facts, last, key=_start)]


@dataclass(slots=True)
class Passage:
    """The tokens of one article in order, and what is asked of them."""

    body: Body
    index: int
    text: str
    numbers: list[Fact] = field(default_factory=list)
    times: list[Fact] = field(default_factory=list)
    sentences: list[tuple[Span, Line]] = field(default_factory=list)  # in order, each with its line

    @classmethod
    def of(cls, body: Body, index: int) -> Passage:
        """The passage of one article."""
        made = cls(body, index, body.readings[index].article.folded)
        for claim in body.readings[index].claims:
            fact = Fact((index, claim.id), claim)
            if claim.kind in ("period", "date"):
                made.times.append(fact)
            elif claim.quantity is not None and claim.kind not in ("duration", "enumeration", "rank", "first"):
                made.numbers.append(fact)
        made.numbers.sort(key=lambda f: f.order)
        made.times.sort(key=lambda f: f.order)
        made.sentences = [(at, line) for line in body.readings[index].article.lines for at in line.sentences]
        return made

    def edge(self, fact: Fact) -> int:
        """Where the words that belong to a number begin: behind the last break, bracket or number before it."""
        start, text = fact.claim.at.start, self.text
        floor = self._last_end(start)
        at = start
        while at > floor and text[at - 1] not in "（(":
            if text[at - 1] in _BREAKS and not (text[at - 1] in "：:" and at == start and _LABELLED.search(text[floor : at - 1])):
                break
            at -= 1
        return at

    def left(self, fact: Fact) -> tuple[int, str]:
        """The words left of a number, with where they begin; for one in a bracket also those before the bracket."""
        at = self.edge(fact)
        return at, self.text[at : fact.claim.at.start]

    def outer(self, fact: Fact) -> tuple[int, str] | None:
        """The words before the bracket in which a number stands; None where it stands in none."""
        start = fact.claim.at.start
        opened = max(self.text.rfind("（", 0, start), self.text.rfind("(", 0, start))
        if opened < 0 or start - opened > 24 or any(c in "）)。\n" for c in self.text[opened:start]):
            return None
        floor = self._last_end(opened)
        at = opened
        while at > floor and self.text[at - 1] not in _BREAKS and self.text[at - 1] not in "）)":
            at -= 1
        return at, self.text[at:opened]

    def whens(self, start: int, end: int) -> list[Fact]:
        """The times that stand in a stretch of the text."""
        return [t for t in _between(self.times, start, end) if t.claim.at.end <= end]

    def _last_end(self, place: int) -> int:
        """Where the last number before a place ends; 0 where none does."""
        last = bisect_left(self.numbers, place, key=_start)
        return max((n.claim.at.end for n in self.numbers[max(0, last - _NESTED) : last] if n.claim.at.end <= place), default=0)

    def without_times(self, start: int, end: int) -> str:
        """The words of a stretch without the times in it."""
        pieces, at = [], start
        for time in self.whens(start, end):
            pieces.append(self.text[at : time.claim.at.start])
            at = max(at, time.claim.at.end)
        pieces.append(self.text[at:end])
        return "".join(pieces)


def name_of(text: str) -> str:
    """What words name when times, verbs and small words are gone."""
    known = load()
    text = known.anywhere.sub("", _AGO.sub("", text))
    text = known.amid.sub("", known.same.sub("", text))
    while text:
        if match := _SPAN.match(text) or known.past.match(text) or known.now.match(text):
            text = text[match.end() :]
        elif match := _EVENT.search(text) or known.then.search(text) or known.tail.search(text):
            text = text[: match.start()]
        elif match := known.head.match(text):
            text = text[match.end() :]
        else:
            break
    return text


def placed(name: str) -> tuple[str, str]:
    """The place and the rest of a name: 全省 and 社会消费品零售总额; home is no place."""
    match = _PLACE.match(name)
    if match is None:
        return "", name
    place = "" if _HOME.match(match[0]) else match[0]
    return place, name[match.end() :]


def home_of(name: str) -> str:
    """全市 of 全市平均: the word for a place that may be the article's own or the one around it."""
    match = _HOME.match(name)
    return match[0] if match is not None else ""


def bare(name: str) -> str:
    """A name without the nouns that say only that it is a share or a growth, and without the whole of a share."""
    known = load()
    name = name.partition("占")[0]
    if name[:2] in _SHORT:
        name = _SHORT[name[:2]] + name[2:]
    while (match := known.nouns.search(name)) is not None:
        name = name[: match.start()]
    name = squeeze(_MEAN.sub("", name))
    return next((names[0] for names in _SECTORS if name.removesuffix("值").removesuffix("增加") in names), name)


def known_as(passage: Passage, name: str) -> str:
    """The indicator that words name, by its one name: 社零总额 is 社会消费品零售总额, 经济 the gross product; empty for none."""
    known = load()
    while (match := known.nouns.search(name)) is not None:
        name = name[: match.start()]
    name = _MEAN.sub("", name)
    if name in _GENERAL:
        return _GENERAL[name]
    found = passage.body.namers[passage.index].indicators.find(name)
    return found.name if found is not None else ""


def akin(one: str, other: str) -> int:
    """2 for one name, 1 where one of them leaves out what the other says before it; 0 for two things."""
    a, b = bare(one), bare(other)
    if a == b:
        return 2 if a else 0
    if min(len(a), len(b)) < 2:
        return 0
    if a in b or b in a:
        return 1
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short[:2] == long[:2] and short[-2:] == long[-2:] and _in_order(short, long):
        return 1  # 农村居民收入 of 农村居民人均可支配收入
    return 0


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def moment_of(passage: Passage, start: int, end: int) -> Moment | None:
    """The time that stands in a stretch of words; the last of several."""
    known, text = load(), passage.text[start:end]
    found = passage.whens(start, end)
    if found:
        time = found[-1]
        surface = passage.text[time.claim.at.start : time.claim.at.end] + passage.text[time.claim.at.end : time.claim.at.end + 2]
        if surface[:2] == "同期" and _PLACE.match(surface[2:]) and surface[2:] in text:
            return None  # 同期全省增长4.9%: at the time just told
        kind = known.relative(surface)
        label = _in_its_year(passage, time)
        return Moment(label, _end(passage, label), kind, True)
    if _AGO.search(text) or known.past.search(text):
        return Moment("", None, "past", True)
    if kind := known.relative(text):
        return Moment("", None, kind, True)
    if known.now.search(text):
        return Moment("", None, "now", True)
    stem = known.anywhere.sub("", text.strip("，；：。"))
    while (match := known.tail.search(stem)) is not None and match.start() > 0:
        stem = stem[: match.start()]
    if match := _EVENT.search(stem):
        return Moment("", None, "now" if match[0].endswith("后") else "past", True)
    return None


def _in_its_year(passage: Passage, time: Fact) -> str:
    """2021年增长3.2%，1—11月增长8.9%: the months are of the year that the sentence has named."""
    label, at = time.claim.period, time.claim.at
    bare = re.fullmatch("[^年度季半同期去前今本当]*月份?", passage.text[at.start : at.end]) is not None  # no year of its own
    parsed = _LABEL.fullmatch(label)
    if parsed is None or not (label.startswith("Y+0") or bare) or passage.text[at.start] in "今本当":
        return label
    named = next((t.claim for t in reversed(passage.times) if t.claim.at.start < at.start and t.claim.period[:4].isdigit()), None)
    if named is None or not re.fullmatch("[^。\n]*", passage.text[named.at.end : at.start]):
        return label
    return named.period[:4] + parsed["part"]


def _end(passage: Passage, label: str) -> float | None:
    """The last month of a period, counted from a common year; None for what has no place in a year."""
    match = _LABEL.fullmatch(label)
    if match is None or "/" in label or "<" in label:
        return None
    year, part = match["year"], match["part"]
    latest = passage.body.latest_year(passage.index)
    base = int(year) if year.isdigit() else (latest or 0) + int(year[1:])
    if part in _ENDS:
        return base * 12 + _ENDS[part]
    if month := re.fullmatch(r"M(?:\d\d-M)?(\d\d)", part):
        return base * 12 + int(month[1])
    if day := re.fullmatch(r"[D-]*(\d\d)-(\d\d)", part):
        return base * 12 + int(day[1]) - 1 + int(day[2]) / 32
    if quarters := re.fullmatch(r"Q\d-Q(\d)", part):
        return base * 12 + 3.0 * int(quarters[1])
    return None


def rates(passage: Passage, first: int, last: int) -> list[Rate]:
    """The rates stated between two offsets of the text, in order."""
    found: list[Rate] = []
    row: list[Fact] = []
    inside = _between(passage.numbers, first, last)
    for at, fact in enumerate(inside):
        quantity = fact.claim.quantity
        if fact.claim.kind == "structure":
            if fact.claim.aspect == "0":
                found += _structure(passage, [f for f in inside if f.claim.kind == "structure" and f.claim.group == fact.claim.group])
            continue
        if quantity is None or quantity.dimension not in ("percent", "permille") or fact.claim.kind in ("contribution", "pull"):
            continue
        row.append(fact)
        after = inside[at + 1] if at + 1 < len(inside) else None
        if after is not None and after.claim.quantity is not None and after.claim.quantity.dimension == quantity.dimension:
            between = passage.text[fact.claim.at.end : after.claim.at.start]
            if _JOIN.fullmatch(between) and "（" not in between:
                continue
        found += _row(passage, row, found)
        row = []
    return found


def _row(passage: Passage, row: Sequence[Fact], stated: Sequence[Rate]) -> list[Rate]:
    """The rates of one row: 甲、乙分别为18.6%和14.2%; mostly a row of one."""
    at, left = passage.left(row[0])
    start, head = row[0].claim.at.start, passage.without_times(at, row[0].claim.at.start)
    outside = passage.outer(row[0])
    known = load()
    before = left
    bracketed = outside is not None and not name_of(head)
    if bracketed and outside is not None:
        before = passage.text[outside[0] : start]
        head = passage.without_times(*outside_span(outside))
    lead = head.strip(" ：:")
    # 比上年的5.9% is what something is compared with; 比上年增长5.9% is itself a growth
    moved = not bracketed and (known.up.search(left) or known.down.search(left)) is not None
    against = not moved and _AGAINST.search(before) is not None
    likened = bracketed and _LIKENED.search(before) is not None  # 与上年相比（18.9%）
    against = against or likened
    origin = re.search("[由从自][^由从]{0,20}$", before) is not None and not re.search("[至到](?:了)?[^至到]{0,4}$", before)
    moment = moment_of(passage, outside[0] if bracketed and outside is not None else at, start)
    if moment is None or (moved and not origin and moment.kind and _AGAINST.search(left)):
        moment = _around(passage, row[0], at)
    growing = _growing(row[0], known, left, bracketed=bracketed)
    names = [part for part in re.split("[、和与及]|以及", lead) if part] if len(row) > 1 else [lead]
    made: list[Rate] = []
    alike = [t for t in stated if t.slot[1] == len(row)][-len(row) :] if len(row) > 1 else []
    if len(row) > 1 and not alike and _SUMMED.search(lead) and len(stated) >= len(row):
        alike = list(stated[-len(row) :])  # 两项指标分别为89.9%和2.8%
        names, lead = [lead], ""
    for slot, fact in enumerate(row):
        raw = names[slot] if len(names) == len(row) else lead
        raw = re.sub("^.*(?:高于|低于|快于|慢于|好于|领先|落后|跑赢|超过|比|较)", "", raw) if bracketed and against else raw
        place, what = placed("" if likened else name_of(raw))
        spoken = known.same.search(left) is not None
        named = bool(bare(what))
        if not named and len(alike) == len(row):
            what = alike[slot].what
        elif not named:
            what = _carried(passage, fact, stated, moment, spoken=spoken or bool(what)) if not made else made[-1].what
        if len(alike) == len(row) and len(names) != len(row):
            what, named = (alike[slot].what, False) if not bare(what) else (what, named)
        if growing is False and (against or place or home_of(name_of(raw))) and not named and not _shared(known, left):
            growing = None  # 增长9.4%，比1—7月的8.1%…; 增长8.6%，…（全省为5.3%）
        if growing is None and stated and not named and not bracketed:
            growing = stated[-1].growing
        home = home_of(name_of(raw))
        made.append(Rate(fact, what, place, moment, growing, against, origin, named or bool(place), (slot, len(row)), home=home))
    return made


def outside_span(outside: tuple[int, str]) -> tuple[int, int]:
    """Start and end of the words before a bracket."""
    return outside[0], outside[0] + len(outside[1])


def _shared(known: Words, left: str) -> bool:
    return "占" in left or known.sharing.search(left) is not None


def _growing(fact: Fact, known: Words, left: str, *, bracketed: bool) -> bool | None:
    if known.speeds.search(left):
        return True
    if _shared(known, left):
        return False
    if known.to.search(left):
        return None
    if fact.claim.kind in ("growth", "average-growth"):
        return True
    if known.up.search(left) or known.down.search(left):
        return True
    return None if bracketed else False


def _carried(passage: Passage, fact: Fact, stated: Sequence[Rate], moment: Moment, *, spoken: bool) -> str:
    """What a rate without words of its own is of: what was stated last, in its sentence, or in the one before at another time."""
    last, sentence = stated[-1] if stated else None, passage.body.bounds(fact)
    since = max(sentence.start, last.fact.claim.at.end if last is not None else 0)
    levels = [n for n in passage.numbers if since <= n.claim.at.start < fact.claim.at.start and n.claim.kind in ("level", "change")]
    for level in reversed(levels):
        if level.claim.links.get("total") and len(level.claim.subject) > 1:
            return level.claim.subject  # 进出口218亿元，其中民营企业143亿元，占65.6%
        if name := level.claim.subject + level.claim.indicator:
            return name  # 地方投资完成87.9亿元，同比增长42.1%
    if last is None:
        return ""
    if last.fact.claim.at.start >= sentence.start:
        return last.what
    near = fact.claim.paragraph == last.fact.claim.paragraph and fact.claim.at.start - last.fact.claim.at.end < 60
    return last.what if near and (spoken or (moment.label, moment.kind) != (last.moment.label, last.moment.kind)) else ""


def _around(passage: Passage, fact: Fact, at: int) -> Moment:
    """The time a rate is of where none stands beside it: that of the clauses before it in the sentence, else the claim's own."""
    floor = passage.body.bounds(fact).start
    end = at
    while end > floor:
        start = end - 1
        while start > floor and passage.text[start - 1] not in _BREAKS:
            start -= 1
        clause = passage.text[start:end]
        moment = moment_of(passage, start, end)
        if moment is not None:
            if moment.kind and "；" in passage.text[start:at]:
                break  # 与上年持平；对生产企业…
            bare_clause = not any(start <= n.claim.at.start < end for n in passage.numbers)
            back = moment.kind in ("year", "step", "start", "past")
            if not (_AGAINST.search(clause.rstrip("，；：")) or "相比" in clause or (back and not bare_clause)):
                return moment.elsewhere() if not bare_clause else moment
        end = start
    return Moment(fact.claim.period, _end(passage, fact.claim.period))


def _structure(passage: Passage, parts: Sequence[Fact]) -> list[Rate]:
    """The parts of a:b:c, by the names of the list that stands before it or of the three sectors."""
    at, left = passage.left(parts[0])
    sentence = passage.body.bounds(parts[0])
    said = passage.text[sentence.start : parts[0].claim.at.start]
    names: list[str] = []
    listed = re.findall("(?:[^，。；：、和与及\\d]{1,12}[、和与及]){1,6}[^，。；：、\\d]{1,20}", said)
    for each in reversed(listed):
        pieces = [name_of(piece) for piece in re.split("[、和与及]", each)]
        if len(pieces) == len(parts):
            names = pieces
            break
    if len(parts) == 3 and (not names or re.search("第?[一二三][、，]|[一二三]产|三次产业", said)):
        names = ["第一产业", "第二产业", "第三产业"]
    if not names:
        return []
    moment = moment_of(passage, at, parts[0].claim.at.start) or _around(passage, parts[0], at)
    origin = re.search("[由从自][^由从]{0,20}$", left) is not None
    return [
        Rate(part, name, "", moment, False, False, origin, True, (0, 1), 1 + slot)
        for slot, (part, name) in enumerate(zip(parts, names, strict=True))
    ]


def times_match(passage: Passage, words_of: str, start: int, end: int, base: Moment, now: Moment) -> bool | None:
    """Whether the time that a step is said to be taken from is that of ``base``; None where it names none."""
    if _OVER_A_YEAR.search(words_of):
        apart = now.end - base.end if base.end is not None and now.end is not None else 12
        if base.kind == "step" or (apart != 12 and not (base.label.endswith(("Y", "Y-1")) or base.label.isdigit())):
            return False  # of a whole last year it may be said
    if _OVER_A_STEP.search(words_of) and base.kind == "year":
        return False
    if not _COMPARING.search(words_of):
        return None  # 三季度以来增速放缓了…: its own time
    ref = moment_of(passage, start, end)
    yearly = load().yearly.search(words_of)
    if ref is None or ref.kind == "now":
        return None
    if ref.label and ref.label == base.label:
        return True
    if ref.kind and ref.kind == base.kind:
        return True
    if (ref.kind == "year" or yearly) and base.end is not None and now.end is not None:
        return base.end == now.end - 12 or (ref.end is not None and ref.end == base.end)
    if ref.kind == "year" and base.kind == "" and base.end is None:
        return False
    if ref.kind == "step" and base.label and now.label:
        return step_before(now.label) == base.label or _next_span(base.label, now.label)
    if ref.kind == "start" and base.end is not None and now.end is not None:
        return base.end % 12 < 0.1 or (base.end % 12 == 0 and 0 < now.end - base.end <= 12)
    if ref.kind == "past":
        return base.kind in ("past", "year", "step")
    if ref.label and base.label:
        return base.label.endswith(re.sub(r"^(?:\d{4}|Y[+-]\d+)", "", ref.label) or ref.label) and ref.end == base.end
    return False


_OVER_A_YEAR = re.compile("同比|按年|年[增减]")
_OVER_A_STEP = re.compile("环比|按[月季]|[月季][增减]")
_COMPARING = re.compile("[比较与同由从自](?![比期])|相比|上年|去年|上月|上季|年初")


def _next_span(base: str, now: str) -> bool:
    """M01-M05 before M01-M06, M02 before M03."""
    one, two = re.fullmatch(r"(.*?)M01-M(\d\d)", base), re.fullmatch(r"(.*?)M01-M(\d\d)", now)
    return bool(one and two and one[1] == two[1] and int(one[2]) + 1 == int(two[2]))
