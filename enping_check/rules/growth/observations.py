"""Observations, the values of one thing at two times: which is the earlier is read from the words before each (去年…, 如今…)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from enping_check.claims import lexicon
from enping_check.claims.lexicon import alternation, pieces
from enping_check.claims.timeline import stretch
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole
from enping_check.model import Claim
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.bases import NEVER, years_apart
from enping_check.rules.wholes import same_dimension, usable

_OTHER_KIND = frozenset(("average", "increment"))
_NUMERAL = "[一两二三四五六七八九十\\d]{1,3}"
ELAPSED = re.compile(
    f"(?:短短|仅仅|仅|前后|整整|近|这|过去|此后|之后|又|再)*(?:的)?(?P<n>{_NUMERAL})(?:个)?(?P<unit>年|月|季度|季|周|星期|天|日|届|轮)"
    "(?:多)?(?:之间|时间|光景|功夫|间|来|内|里|下来|过去|以来|过后|之后|后|累计|合计|一共|共|总共|总计)*"
)
_BEFORE = re.compile("[\u4e00-\u9fff]{2,8}?(?<![年月日目空])前(?=的|，|只|仅|才|为|是|还|有|时|$|[\u4e00-\u9fff]{0,4}$)")
# 投产之初, 十年前
_AT_FIRST = re.compile(f"[\u4e00-\u9fff]{{2,6}}(?:之初|初期|伊始)|{_NUMERAL}多?年(?:以|之)?前|首年|头一年|第一年")
_EACH = re.compile("每[\u4e00-\u9fff]{1,2}?(?=[多少增减]|$)")
_SAME_SPAN = re.compile("同一?(?:期|时段|阶段|时期|时间)")  # 上半年214起，上年同一时段176起
_DEEPER = re.compile("再往前|再上一|再前|更早")
_HOW_LONG = re.compile("[时期间龄限]|周期|[天日年月]数|工龄|寿|耗|用|需|要|缩|压|减|提前|延|等|历|从|由|平均|人均|达|[增降]|原|过去|以前")
_STOPS = re.compile("[，。；：！？\\n“”（）()]")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words of the earlier value that say when, those that do not, words of the later value, and all that name nothing."""
    told, words = table("words.toml")["time_order"], lexicon.load()
    idle = {*told["same"], *told["past"], *told["once"], *told["later"], *words.general}
    idle |= {re.sub(r"\\(.)", r"\1", each) for each in pieces(words.light, words.adverbs, words.to, words.up, words.down, words.origin)}
    idle |= {re.sub(r"\\(.)", r"\1", each).partition("(?!")[0] for each in pieces(words.connectives)}
    return (
        re.compile(alternation(told["past"])),
        re.compile(alternation(told["once"])),
        re.compile(alternation(told["later"])),
        re.compile(f"{alternation(idle)}|[\\s的了着过得之里上下中内外到至就便才也都却更竟足个年月日季周]"),
    )


@dataclass(frozen=True, slots=True)
class Observation:
    """A printed value: the words that lead to it, what they name, and what they say of its time."""

    fact: Fact
    lead: str
    name: str
    period: str = ""  # a label, where the words print a period
    moment: bool = False
    past: int = 0  # 1 for 去年, 2 for 改造前, which need not say how long before, 3 for 再往前
    later: int | None = None  # so many years after what was told before; 0 where it is not said how many


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later value; ``sure`` where nothing but time parts them."""

    base: Observation
    now: Observation
    sure: bool
    years: int | None = None


def _start(claim: Claim) -> int:
    return claim.at.start


class Observations:
    """The values of an article in the order of the text."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._points: dict[tuple[int, int], list[Observation]] = {}
        self._dated: dict[int, list[Claim]] = {}

    def points(self, index: int, sentence: int) -> list[Observation]:
        """The values that a sentence states, in order."""
        key = (index, sentence)
        if key not in self._points:
            self._points[key] = list(self._read(index, sentence))
        return self._points[key]

    def _read(self, index: int, sentence: int) -> Iterator[Observation]:
        facts = [f for f in self.body.sentences.get((index, sentence), ()) if f.claim.kind not in ("rank", "first", "enumeration")]
        facts = sorted((f for f in facts if f.claim.quantity is not None), key=lambda f: f.order)
        end = -1
        for fact in facts:
            if self._only_how_long(fact):
                continue
            if fact.claim.kind == "level" and usable(fact) and fact.claim.aspect not in NEVER and fact.claim.modality == "fact":
                yield self._point(fact, end)
            end = fact.claim.at.end

    def _only_how_long(self, fact: Fact) -> bool:
        """假期前5天…，后3天…: a stretch of time that other things are told of, where no word says that it is what is measured."""
        quantity = fact.claim.quantity
        if quantity is None or quantity.dimension != "time" or fact.claim.kind != "level":
            return False
        return _HOW_LONG.search(fact.claim.indicator + self.body.clause(fact)) is None

    def lead(self, fact: Fact, end: int = -1) -> tuple[int, str]:
        """The words of the sentence between the number before (which ends at ``end``) and this one, and where they begin."""
        begin = max(self.body.bounds(fact).start, end)
        return begin, self.body.readings[fact.key[0]].article.folded[begin : fact.claim.at.start]

    def _point(self, fact: Fact, end: int) -> Observation:
        begin, text = self.lead(fact, end)
        past, once, later, _ = _words()
        period, moment = "", False
        for each in self.periods(fact.key[0], begin, fact.claim.at.start):
            period, moment = each.period, self._moment(each)
        if _AT_FIRST.search(text):
            period, moment = fact.claim.period if re.search("年(?:以|之)?前", text) else "", False
        elapsed = ELAPSED.search(text)
        passed = elapsed is not None and re.search("后|过|下来$|来$", elapsed[0]) is not None
        said_later = later.search(text) is not None
        return Observation(
            fact,
            text,
            self.named(fact.key[0], begin, text),
            period,
            moment,
            3
            if _DEEPER.search(text)
            else 2
            if once.search(text) or _BEFORE.search(text) or _AT_FIRST.search(text)
            else 1
            if past.search(text)
            else 0,
            (span_of(elapsed["n"]) if elapsed is not None and passed and elapsed["unit"] == "年" else 0) if passed or said_later else None,
        )

    def periods(self, index: int, begin: int, end: int) -> list[Claim]:
        """The periods printed in a stretch of an article."""
        times = self._times(index)
        first, last = bisect_left(times, begin, key=_start), bisect_left(times, end, key=_start)
        return [c for c in times[first:last] if c.at.end <= end]

    def _times(self, index: int) -> list[Claim]:
        if index not in self._dated:
            dated = (c for c in self.body.readings[index].claims if c.kind in ("date", "period") and c.period)
            self._dated[index] = sorted(dated, key=_start)
        return self._dated[index]

    def _moment(self, claim: Claim) -> bool:
        return re.search("[末底初]$|截至|止$", claim.surface) is not None

    def named(self, index: int, begin: int, text: str) -> str:
        """What the words name, without times, verbs and what only points back; of several clauses the last that names something."""
        for claim in self.periods(index, begin, begin + len(text)):
            at, end = claim.at.start - begin, claim.at.end - begin
            text = text[:at] + "　" * (end - at) + text[end:]
        _, _, _, idle = _words()
        for clause in reversed(_STOPS.split(text)):
            rest = ELAPSED.sub("", clause)
            rest = _AT_FIRST.sub("", _BEFORE.sub("", rest))
            rest = _EACH.sub("", rest)
            rest = idle.sub("", re.sub("(?:比|较|与|同|和|跟|相比|对比|对照)[^，]{0,12}?(?:相比|比较)", "", rest))
            rest = re.sub("[^\u4e00-\u9fffA-Za-z]", "", rest)
            if rest:
                return rest if len(rest) > 1 else ""
        return ""


def span_of(word: str) -> int:
    """What the number of ``ELAPSED`` says; 0 for a longer numeral, which may be a year."""
    return (whole(word) or 0) if word.isdigit() or len(word) == 1 else 0


def _grams(name: str) -> frozenset[str]:
    return frozenset(name[i : i + 2] for i in range(len(name) - 1))


def refers(words: str, base: Observation) -> bool:
    """True when the words, 原来 or 改造前, point to an earlier value so told: 原来…, 改造之前…."""
    words = words.removesuffix("的").replace("之前", "前").replace("以前", "前")
    _, once, _, _ = _words()
    if once.fullmatch(words):
        return True
    lead = base.lead.replace("之前", "前").replace("以前", "前")
    return len(words) > 1 and words[-1] in "前初年期" and words[-1] in lead and set(words) <= set(lead)


def alike(a: Observation, b: Observation) -> int:
    """2 where the later told value says nothing that the earlier did not, 1 where they share a word, 0 for two things."""
    if a.fact.claim.frame == b.fact.claim.frame:
        return 2
    if not b.name or b.name == a.name:
        return 2
    if any(all(any(word in each.lead for word in kin) for each in (a, b)) for kin in table("words.toml")["time_order"]["kin"]["groups"]):
        return 2
    if not (_grams(a.name) & _grams(b.name)):
        return 0
    return 2 if set(b.name) <= set(a.name + a.lead) else 1


def ordered(a: Observation, b: Observation) -> bool | None:
    """True when ``a`` is the earlier, False when ``b`` is; None where the words do not say. ``a`` is told first."""
    first, second = a.period, b.period
    if first and second and first != second:
        if (before := _before(a, b)) is not None:
            return before
        if stretch(first) is not None and stretch(second) is not None:
            return None  # 上半年…，6月…: one is of the other
    if b.past != a.past and not (a.past and a.later is not None):
        return a.past > b.past
    if b.later is not None and a.later is None:
        return True
    if re.search("[由从自][^，]*$", a.lead) and re.search("[到至为成上]了?[^，]{0,3}$", b.lead):
        return True
    return None


def _before(a: Observation, b: Observation) -> bool | None:
    """Whether ``a`` is before ``b`` by their labels; None where one is within the other or they cannot be compared."""
    if (years := years_apart(a.period, b.period)) is not None and years:
        return years > 0
    one, other = stretch(a.period), stretch(b.period)
    if one is None or other is None or one[0].startswith("Y") != other[0].startswith("Y"):
        return None
    (year, months), (there, its) = (int(one[0].removeprefix("Y")), one[1]), (int(other[0].removeprefix("Y")), other[1])
    alike_long = months[1] - months[0] == its[1] - its[0] or (a.moment and b.moment)
    if year != there and _SAME_SPAN.search(a.lead + b.lead):
        return year < there
    if year != there:
        return year < there if alike_long or a.moment or b.moment else None
    if not alike_long or (months[0] <= its[0] and its[1] <= months[1]) or (its[0] <= months[0] and months[1] <= its[1]):
        return None
    return months[1] < its[1]


def pairs(points: Sequence[Observation]) -> Iterator[Pair]:
    """Every two values of one thing at two times among the points, in the order told."""
    for i, a in enumerate(points):
        for b in points[i + 1 :]:
            aspects = {a.fact.claim.aspect, b.fact.claim.aspect}
            if not same_dimension(a.fact, b.fact) or (b.name and len(aspects) > 1 and aspects & _OTHER_KIND):
                continue
            first = ordered(a, b)
            likeness = alike(a, b)
            if first is None or not likeness:
                continue
            base, now = (a, b) if first else (b, a)
            years = years_apart(base.period, now.period) if base.period and now.period else (now.later or None)
            yield Pair(base, now, likeness == 2, years)
