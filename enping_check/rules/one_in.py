"""每3名学生中就有1名住校, beside the numbers or the share that it says in other words (EP101).

The words round to whole ones, so only what is nearer to another such pair is told; and only where nothing else near them fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

from enping_check.language.numerals import whole as number
from enping_check.model import Severity, Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.outcome import Outcome, Spot
from enping_check.rules.relation import decimal_text, printed
from enping_check.rules.wholes import usable

_UNITS: Final = "[名位个人户家辆]"
_SAID: Final = re.compile(
    f"每(?P<n>[二两三四五六七八九十]|\\d{{1,2}})(?P<unit>{_UNITS})(?P<noun>[一-鿿]{{0,10}}?)(?:[中里]|当中|之中)?[，]?(?:便|就|即)?有(?P<k>[一两1-3])(?P<of>{_UNITS})"
)
_IN_OTHER_WORDS: Final = re.compile("(?:也就是说?|换言之|换句话说|相当于|意味着|即|等于说?|平均|换算下来|算下来|折算下来)，?(?:平均)?$")
_SO: Final = ("即平均", "说平均", "说，平均", "于平均", "着平均")
_MANY: Final = {"百": 100, "一百": 100, "千": 1000, "一千": 1000}
_OF_A_HUNDRED: Final = re.compile(
    f"每(?P<n>1000?|一?[百千])(?P<unit>{_UNITS})(?P<noun>[一-鿿]{{0,10}}?)(?:[中里]|当中|之中)?，?(?:便|就|即|约)?有(?P<k>[1-9]\\d{{0,2}})(?P<of>{_UNITS})"
)
_A_PAIR: Final = 2
_END: Final = re.compile("[，。；、！？\n]")
_HOUSEHOLDS, _PERSONS = ("户", "家庭"), "名位人"
_OFF: Final = Fraction(3, 4)  # 每3名中有1名 may be said of 2.3 to 3.7
_HUNDRED: Final = Fraction(100)
_LEFT_OUT: Final = ("average", "base", "comparison", "threshold", "converted")


def examine(body: Body) -> Iterator[Outcome]:
    """Every such telling with the amounts or the share of its own sentence."""
    for index, reading in enumerate(body.readings):
        text = reading.article.folded
        if index == body.table:
            continue
        if "半" in text:
            for said in _HALF.finditer(text):
                yield from _past_half(body, index, said, text)
        if "每" not in text:
            continue
        for said in _SAID.finditer(text):
            yield from _told(body, index, said, text)
        judged = set()
        for said in _OF_A_HUNDRED.finditer(text):
            for each in _of_a_hundred(body, index, said, text):
                judged.add(said.start())
                yield each
        for said in _OF_MANY.finditer(text):
            if said.start("n") - 1 not in judged:
                yield from _of_many(body, index, said, text)


def _of_a_hundred(body: Body, index: int, said: re.Match[str], text: str) -> Iterator[Outcome]:
    """250家，其中今年新开45家，换句话说，每100家里有18家是今年开的: beside the only two amounts, or the only share, told before it."""
    n, k = _MANY.get(said["n"]) or int(said["n"]), int(said["k"])
    begin = max(text.rfind(mark, 0, said.start()) for mark in "。！？\n") + 1
    led = _IN_OTHER_WORDS.search(text[begin : said.start()])
    if k >= n or led is None or (led[0] == "平均" and not text[begin : said.start()].endswith(_SO)):
        return
    told = [f for f in body.all("level", "share") if f.key[0] == index and begin <= f.claim.at.start < said.start()]
    if len(told) != _A_PAIR or not all(usable(f) and f.claim.modality == "fact" for f in told):
        return
    pairs = list(_pairs(told, said))
    if len(pairs) != 1:
        return
    part, whole, ratio = pairs[0]
    made = n / ratio
    fits = abs(made - k) <= 1
    if not fits and not _misprinted(str(k), str(round(made))):
        return  # 每百名学生里有12名高度近视: of others than the short-sighted told before
    article = body.readings[index].article
    span = article.span(Span(said.start(), said.end()))
    formula = f"{printed(body, part)} ÷ {printed(body, whole)} × {n} = {decimal_text(made, Fraction(1, 10))}"
    yield _outcome(body, Spot(index, span, "stated"), fits, decimal_text(made, Fraction(1, 10)), formula, (part, whole))


def _outcome(body: Body, spot: Spot, holds: bool, implied: str, formula: str, facts: Sequence[Fact]) -> Outcome:
    """What is said of so many of so many, beside what ``facts`` make it."""
    stated = body.readings[spot.reading].article.surface(spot.span)
    return Outcome(
        "EP101",
        "holds" if holds else "fails",
        Severity.ERROR,
        spot,
        key="one-in",
        params={"stated": stated, "implied": implied, "formula": formula, "diagnosis": ""},
        formula=formula,
        stated=stated,
        related=tuple(Spot(spot.reading, fact.claim.span, "evidence") for fact in facts),
        strength=Fraction(1, 2),
    )


def _misprinted(stated: str, made: str) -> bool:
    """True for numbers of one length that differ in one digit, or by two that have changed places."""
    off = [at for at, (a, b) in enumerate(zip(stated, made, strict=False)) if a != b]
    return len(stated) == len(made) > 1 and (len(off) == 1 or (len(off) == 2 and sorted(stated) == sorted(made)))


# 折合每百件里58件, 差不多每10位乘客就有3位: so many of ten, a hundred or a thousand
_OF_MANY: Final = re.compile(
    "(?P<led>折合|折算|相当于|差不多|平均|大约|也就是说?|等于说?|即|合)，?(?:平均|是)?每(?P<n>百|千|10{1,3})(?P<unit>[名位个人户家辆件宗起张次])"
    r"(?P<noun>[一-鿿]{0,8}?)(?:[中里]|当中|之中|里头)?[，]?(?:便|就|即)?(?:有|是)?(?P<k>\d{1,3})(?P<of>[名位个人户家辆件宗起张次])(?![\d%])"
)
_BACK: Final = 120  # characters


def _of_many(body: Body, index: int, said: re.Match[str], text: str) -> Iterator[Outcome]:
    """The last two amounts before it, counted as it counts; told where a wrong or exchanged digit of its own explains it."""
    n, k = _MANY.get(said["n"]) or int(said["n"]), int(said["k"])
    line = text.rfind("\n", 0, said.start()) + 1
    told = [f for f in body.inside(index, max(line, said.start() - _BACK) - 1, said.start()) if f.claim.aspect not in _LEFT_OUT]
    two = told[-2:]
    if len(two) < 2 or not all(_plain(f) and usable(f) and f.claim.modality == "fact" for f in two) or said["unit"] != said["of"]:
        return
    whole, part = two
    a, b = whole.claim.quantity, part.claim.quantity
    if a is None or b is None or a.base_unit != b.base_unit or not 0 < part.middle < whole.middle or not _counted_so(a.unit, said["unit"]):
        return
    made = part.middle * n / whole.middle
    right = int(made + Fraction(1, 2))
    if abs(made - k) <= max(Fraction(1), made / 20) or right == k:
        return
    one, other = str(k), str(right)
    slipped = len(one) == len(other) and (sum(x != y for x, y in zip(one, other, strict=True)) == 1 or one == other[::-1])
    if not slipped or re.search("其中|分别|同比|增长", text[whole.claim.at.end : part.claim.at.start]):
        return
    article = body.readings[index].article
    span = article.span(Span(said.start("n"), said.end("of")))
    formula = f"{printed(body, part)} ÷ {printed(body, whole)} × {n} = {decimal_text(made, Fraction(1, 10))}"
    implied = decimal_text(made, Fraction(1, 10))
    yield _outcome(body, Spot(index, span, "stated"), False, implied, formula, (part, whole))


# 名额2540个，大学生1362人，已经过半: of two amounts, with nothing between the smaller and these words
_HALF: Final = re.compile(
    "[，、]?(?:人数|占比|比例|数量|正好|刚好|刚刚|已经?|早已|早就|也|都|还|仍|尚|就)*(?P<said>(?P<under>不足半数|不到半数|未过半|没过半|不过半|不及半数)|过半|过了半|超过?半数?|占了?半数以上|超过半数)(?:了|啦)?(?=[，。；！、]|$)",
    re.MULTILINE,
)


def _past_half(body: Body, index: int, said: re.Match[str], text: str) -> Iterator[Outcome]:
    """The only two amounts of the sentence before it: the second is more than half of the first, or less."""
    begin = max(text.rfind(mark, 0, said.start()) for mark in "。！？；\n") + 1
    told = [f for f in body.inside(index, begin - 1, said.start()) if f.claim.aspect not in _LEFT_OUT]
    if len(told) != 2 or not all(_plain(f) and usable(f) and f.claim.modality == "fact" for f in told):
        return
    whole, part = told
    a, b = whole.claim.quantity, part.claim.quantity
    if a is None or b is None or part.claim.at.end != said.start() or not 0 < part.middle < whole.middle:
        return
    if a.base_unit != b.base_unit and not (a.dimension.startswith("count") and b.dimension.startswith("count")):
        return
    if whole.claim.period != part.claim.period or _APART.search(text[whole.claim.at.end : part.claim.at.start]):
        return
    made = part.middle * 100 / whole.middle
    holds = made < _FIFTY if said["under"] else made > _FIFTY
    article = body.readings[index].article
    span = article.span(Span(*said.span("said")))
    formula = f"{printed(body, part)} ÷ {printed(body, whole)} = {decimal_text(made, Fraction(1, 10))}%"
    yield _outcome(body, Spot(index, span, "stated"), holds, f"{decimal_text(made, Fraction(1, 10))}%", formula, (part, whole))


_FIFTY: Final = 50
_APART: Final = re.compile("其中|分别|同比|增长|下降|比|[去上]年|目标|计划|每|平均")


def _counted_so(unit: str, said: str) -> bool:
    unit = unit.lstrip("万亿千百")
    return unit == said or (unit in ("人", "名", "位", "人次") and said in "名位人个")


def _told(body: Body, index: int, said: re.Match[str], text: str) -> Iterator[Outcome]:
    n, k = number(said["n"]), number(said["k"])
    begin = max(text.rfind(mark, 0, said.start()) for mark in "。！？\n") + 1
    if not n or not k or n <= k:
        return
    told = (f for f in body.all("level", "share") if f.key[0] == index and begin <= f.claim.at.start < said.start())
    before = [f for f in told if usable(f) and f.claim.modality == "fact"]
    pairs: list[tuple[str, Fraction, tuple[Fact, ...]]]
    pairs = [(f"{printed(body, whole)} ÷ {printed(body, part)}", ratio, (part, whole)) for part, whole, ratio in _pairs(before, said)]
    shares = [s for s in before if s.claim.kind == "share" and s.claim.aspect in ("", "rate", "of-count", "up", "down") and _plain(s)]
    shares = [s for s in shares if _may_be_of(said, s, text, begin)]
    pairs += [(f"100% ÷ {printed(body, s)}", _HUNDRED / s.middle, (s,)) for s in shares if s.middle]
    stated = Fraction(n, k)
    fitting = [pair for pair in pairs if abs(pair[1] - stated) < _OFF]
    levels = [pair for pair in pairs if len(pair[2]) > 1]
    named = said["noun"][-2:]
    led = _IN_OTHER_WORDS.search(text[begin : said.start()]) is not None
    own = levels or pairs
    if not fitting and (len(own) != 1 or not (led or (len(named) > 1 and named in text[begin : said.start()]))):
        return
    shown, ratio, facts = (fitting or own)[0]
    article = body.readings[index].article
    span = article.span(Span(said.start("n"), said.end("of")))
    formula = f"{shown} = {decimal_text(ratio, Fraction(1, 10))}"
    yield _outcome(body, Spot(index, span, "stated"), bool(fitting), decimal_text(ratio * k, Fraction(1, 10)), formula, facts)


def _plain(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return quantity is not None and not quantity.hedge and not quantity.ranged and quantity.number is not None


def _of_households(said: re.Match[str]) -> bool:
    return said["unit"] == "户" or said["noun"].startswith(_HOUSEHOLDS)


def _may_be_of(said: re.Match[str], share: Fact, text: str, begin: int) -> bool:
    """False for a share of other things than the words count: 残疾人占常住人口的3.1%，每3个家庭中有1户…, 每3名残疾人中有1名…"""
    whole, own = share.claim.whole or "", share.claim.subject + share.claim.indicator
    if whole.endswith(("人", "人口", "人数")) and _of_households(said):
        return False
    named, before = said["noun"][-2:], text[begin : said.start()]
    of_the_part = len(named) > 1 and named in own and named not in whole
    if of_the_part and whole:
        return False
    led = _IN_OTHER_WORDS.search(before)
    if not (of_the_part and led is None) and (led is None or led[0] != "平均" or before.endswith(_SO)):
        return True
    of = _END.split(text[said.end() :], maxsplit=1)[0]
    return not of or not own or any(of[i : i + 2] in before for i in range(len(of) - 1))


def _pairs(before: list[Fact], said: re.Match[str]) -> Iterator[tuple[Fact, Fact, Fraction]]:
    """The smaller and the greater of every two amounts that count what the words count."""
    household = _of_households(said)
    levels = [f for f in before if f.claim.kind == "level" and f.claim.aspect not in _LEFT_OUT and _plain(f) and f.middle > 0]
    for one, other in combinations(levels, 2):
        a, b = one.claim.quantity, other.claim.quantity
        if a is None or b is None or a.base_unit != b.base_unit or one.middle == other.middle:
            continue
        unit = a.unit.lstrip("万亿千百")
        if household != (unit == "户") or (said["unit"] in "家辆" and unit != said["unit"]):
            continue
        if said["unit"] in _PERSONS and unit not in ("人", "名", "位"):
            continue
        part, whole = sorted((one, other), key=lambda f: f.middle)
        yield part, whole, whole.middle / part.middle
