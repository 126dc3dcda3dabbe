"""The growth of what two or three things come to together, where nothing but the words says that they are all: EP208 and EP210.

直营收入36.4亿元，增长5.2%；加盟收入12.8亿元，增长18.6%。两者相加，营收增长8.4%: said to be of both.
内贸…，外贸…，全港吞吐量…: opposites leave nothing between them. 服务分成门诊与住院两部分：…，整体…: divided so before.
食品权重30%、非食品权重70%，前者涨6%，后者涨1%，总指数…: weights that fill the whole.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Expression, Interval, Var, total
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole as number
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.counterparts import negated, opposed
from enping_check.rules.growth.outside import bounded
from enping_check.rules.growth.terms import grown, policy, silenced
from enping_check.rules.growth.weighted import factor_text
from enping_check.rules.lists import PARTIAL, member_name
from enping_check.rules.relation import Relation, printed
from enping_check.rules.stipulated import stipulated
from enping_check.rules.sum_words import sum_words
from enping_check.rules.wholes import same_dimension, usable

_N: Final = "[两二三四五]"
_MOST: Final = 5  # things that a text tells of before it says how much they grew together
_HUNDRED: Final = 100
# 两者, 这三块业务, 二者
_COUNTED: Final = re.compile(
    f"(?P<n>{_N})(?:大|个|种)?(?:者|项|块|类|部分|头|方面|方|边|种|样|家|路|条腿|条线|端|地|市|县|区|国|相|数|板块|业务|渠道|口岸|市场|产品|品种|群体)"
)
# what only looks back at the things just told of
_THESE: Final = re.compile(
    "相加|加起来|合起来|合在一起|加在一起|加总|算在一起|凑在一起|合到一起|合到一块|拢在一起|加权|合成|合而为一|并在一起|一并(?:计|算)"
)
_ALL: Final = re.compile("总|整体|合计|共计|合共|全(?![年天日程球国省资职天])|各项|所有|整个|大盘|[两三]者")
_DIVIDED: Final = re.compile(
    f"(?:由|分(?:为|成|作|属)?|有|包括)(?P<names>[^，。；：\\d]{{1,12}}?(?:(?:、|和|与|及|跟|以及)[^，。；：、\\d]{{1,12}}?)+)"
    f"(?P<n>{_N})(?:大|个|种)?(?:类|部分|块|板块|方面|路|头|条线|业务|品种|市场|渠道)(?:共同)?(?P<made>构成|组成|拼成|合成)?"
)
_WEIGHT: Final = re.compile("权重|比重|占比?|拿走|分走")
_EARLIER: Final = re.compile("[上去前]一?年|[上前]一?期|基期|权重|原来|年初")
_NAMES_END: Final = re.compile("(?:[，、；。：（）]|其中)")


def joined(body: Body) -> Iterator[Relation]:
    """A growth with those of the things that it is of, behind them or before them."""
    yield from _behind(body)
    yield from _opened(body)
    yield from _made_of(body)


def _opened(body: Body) -> Iterator[Relation]:
    """甲、乙两厂合计产量增长8.4%，甲厂增长3.2%，乙厂增长5.1%: as many as were counted, each named before."""
    for whole in body.all("growth"):
        own = _said(body, whole)
        if _MEAN.search(own):
            continue
        counted = _COUNTED_ALL.search(own) if _plain(whole) and not whole.claim.group else None
        if counted is None:
            continue
        parts = [f for f in body.beside(whole, "growth") if f.order > whole.order]
        if len(parts) != number(counted["n"]) or not all(map(_plain, parts)) or not _one_time(whole, parts):
            continue
        said = [_said(body, p) for p in parts]
        names = [name for each in said if (name := _short(each))]
        apart = len({p.claim.frame for p in parts}) == len(parts) == len(set(names))
        if apart and all(name in own or name[:1] in own[: counted.start()] for name in names) and _of_one_measure(own, said):
            if not any(map(_partial, said)) and not _ASIDE.search(body.text(whole, parts[-1])):
                yield from _relations(body, whole, parts)


_COUNTED_ALL: Final = re.compile(f"(?P<n>{_N})(?:大|个|种)?[\u4e00-\u9fff]{{1,4}}(?:合计|合共|共计|总计|加起来|一共|总)")


_MADE_OF: Final = re.compile(
    "(?:^|[，。；\n])(?P<what>[\u4e00-\u9fff]{0,12}?)(?:就|全部|全)?(?:由|分(?:为|成|作)|包括|包含|涵盖)"
    "(?P<names>[^，。；：\\d]{2,12}?(?:(?:、|和|与|及|跟|以及)[^，。；：、\\d]{2,12}?)+)"
    f"(?:(?P<n>{_N})(?:大|个|种)?(?:类|部分|块|板块|方面|路|头|条线|业务|品种|市场|渠道))?(?P<made>(?:共同)?(?:构成|组成|拼成|合成))?[，：。；]\\s?$"
)


def _made_of(body: Body) -> Iterator[Relation]:
    """医疗收入增长5.2%。医疗收入由门诊收入和住院收入两块组成，门诊收入增长8.1%，住院收入增长6.3%: of a whole that was told before them."""
    for first in body.all("growth"):
        if not _plain(first):
            continue
        opening = body.first(first, "now") or first
        start = min(f.claim.at.start - len(body.clause(f)) for f in (first, opening))
        article = body.readings[first.key[0]].article.folded
        said = _MADE_OF.search(article, max(0, start - _REACH * 3), start)
        if said is None or not (said["made"] or said["n"]) or _partial(said[0]) or "主要" in said[0]:
            continue
        names = re.split("、|以及|和|与|及|跟", said["names"])
        behind = [f for f in body.beside(first, "growth") if f.order >= first.order]
        parts = behind[: len(names)]
        if len(parts) != len(names) or (said["n"] and number(said["n"]) != len(names)) or not all(map(_plain, parts)):
            continue
        whole = _told_first(body, parts[0], said)
        if whole is not None and _one_time(whole, parts) and not _MEAN.search(_said(body, whole)) and _told_in_turn(body, parts, names):
            each = [_said(body, p) for p in parts]
            if _of_one_measure(_said(body, whole), each) and not any(map(_partial, each)):
                yield from _relations(body, whole, parts)


def _told_first(body: Body, part: Fact, said: re.Match[str]) -> Fact | None:
    """The only growth of the sentence before, or of the sentence so far, of what is then said to be made of the parts."""
    told = [f for f in body.within(part, 2, "growth") if f.order < part.order and f.claim.paragraph == part.claim.paragraph]
    last = max((f.claim.sentence for f in told), default=-1)
    told = [f for f in told if f.claim.sentence == last]
    if len(told) != 1 or not _plain(told[0]) or told[0].claim.group or told[0].claim.at.end > said.start("names"):
        return None
    own, what = told[0].claim.subject + told[0].claim.indicator, said["what"].removeprefix("其中").removeprefix("其").lstrip("这该")
    return told[0] if (own.endswith(what) if what else said.start() - told[0].claim.at.end <= 1) else None


def _behind(body: Body) -> Iterator[Relation]:
    """A growth behind those of what it is of: between the least and the greatest, and just so much where their values are told."""
    for whole in body.all("growth"):
        if not _plain(whole) or whole.claim.group:
            continue
        parts = _before(body, whole)
        if len(parts) < 2 or not _one_time(whole, parts):
            continue
        told = body.between(parts[-1], whole)
        for size in range(min(len(parts), _MOST), 1, -1):
            chosen = parts[-size:]
            if _all_of_it(body, whole, chosen, told, alone=size == len(parts)):
                yield from _relations(body, whole, chosen)
                break


def _plain(growth: Fact) -> bool:
    claim = growth.claim
    return usable(growth) and claim.modality == "fact" and claim.aspect == "" and claim.quantity is not None and not claim.quantity.hedge


def _before(body: Body, whole: Fact) -> list[Fact]:
    """The growths right before it, in its sentence or where it opens one in the sentence before, each of another thing."""
    found = [f for f in body.beside(whole, "growth") if f.order < whole.order]
    if not found:
        found = [f for f in body.within(whole, 1, "growth") if f.claim.sentence == whole.claim.sentence - 1]
        # a row may be broken into lines
        found = [f for f in found if f.claim.paragraph == whole.claim.paragraph or re.search("[；，]\\s*\n", body.between(f, whole))]
    found = [f for f in found if not f.claim.links.get("total")]
    return found if all(map(_plain, found)) and len({f.claim.frame for f in found}) == len(found) else []


def _one_time(whole: Fact, parts: Sequence[Fact]) -> bool:
    bases = {f.claim.basis for f in (whole, *parts)} - {""}
    return len(bases) <= 1 and all(p.claim.period == whole.claim.period and p.claim.frame != whole.claim.frame for p in parts)


def _all_of_it(body: Body, whole: Fact, parts: list[Fact], told: str, *, alone: bool) -> bool:
    """True where the words leave nothing but these parts for the whole to be of."""
    if len(told) > _REACH or _partial(told) or _ASIDE.search(told) or not _straight(told):
        return False
    joining = sum_words().sure.search(told) is not None or _THESE.search(told) is not None
    said, own = [_said(body, p) for p in parts], _said(body, whole)
    if _weights(body, parts) and (joining or _ALL.search(own)):
        return True
    if _MEAN.search(own) or not _of_one_measure(own, said) or any(map(_partial, said)):
        return False
    counted = _COUNTED.search(told)
    if counted is not None and joining:
        return number(counted["n"]) == len(parts)
    if len(parts) == 2 and _THESE.search(told):
        return True
    if joining and all(_short(each) and _short(each) in own for each in said):
        return True  # 铁路…，公路…，铁路公路合计…
    if _ALL.search(own) is None:
        return False
    if len(parts) == 2 and alone and not parts[0].claim.group and _opposites(body, parts, said, own):
        return True
    return alone and _divided(body, whole, parts)


def _straight(told: str) -> bool:
    """True where nothing of another thing stands between: but for the last clause only what looks back, 两者相加."""
    *between, _ = re.split("[，。；：]", told.strip("，。；\n"))
    return all(_COUNTED.search(each) or _THESE.search(each) or sum_words().sure.search(each) for each in between if each.strip())


def _partial(text: str) -> bool:
    """True for words that leave something out; 男工这部分 is all of them."""
    return PARTIAL.search(text.replace("这部分", "").replace("那部分", "")) is not None


_MEAN: Final = re.compile("均|单价|票价|房价|价格|率")  # it may leave the range of two groups, whose weights move as well
_REACH: Final = 24  # characters from the last part to the whole
_ASIDE: Final = re.compile("其中|加上|连同|算上|含|包括|除|另|扣|剔|带动|拉动|推动|助推")


def _said(body: Body, fact: Fact) -> str:
    """The words that name what grew: those before the growth, and before the value that it is told with."""
    now = body.first(fact, "now")
    told = [body.clause(fact)]
    if now is not None and now.claim.sentence == fact.claim.sentence and now.order < fact.order:
        told.insert(0, body.clause(now))
    return "".join(told)


def _short(said: str) -> str:
    """铁路 of 春运期间 铁路发送旅客: its first two characters behind a space or a time."""
    return _TIME.sub("", said).lstrip()[:2]


_TIME: Final = re.compile("^[^，。；]{0,8}?(?:年|月份?|季度|期间|半年|假期|\\s)(?=[^，。；])")


def _opposites(body: Body, parts: Sequence[Fact], said: Sequence[str], own: str) -> bool:
    """过夜旅客 and 不过夜旅客, 用于新房的 and 用于二手房的: by their names, or by the words before their numbers."""
    names = [member_name(p) for p in parts]
    first, second = ({name, _TIME.sub("", each)} for name, each in zip(names, said, strict=True))
    alike = any(negated(a, b) for a in first if a for b in second if b)
    apart = opposed(*said)
    if apart is not None and any(word in _BOTH.sub("", own) for word in apart):
        return False
    return alike or apart is not None


_BOTH: Final = re.compile("出入.?|进出.?|内外.?|城乡|男女|上下.?")


def _divided(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """服务分成门诊与住院两部分：…, 贷款由对公、零售两部分构成，…: so many as the sentence said before them."""
    first = body.first(parts[0], "now") or parts[0]
    begin = min(body.bounds(f).start for f in (first, parts[0], whole))
    article = body.readings[whole.key[0]].article.folded
    before = article[max(0, begin - _REACH * 3) : min(first.claim.at.start, parts[0].claim.at.start)].rpartition("\n")[2]
    said = list(_DIVIDED.finditer(before))
    if not said or number(said[-1]["n"]) != len(parts) or _partial(said[-1]["names"]):
        return False
    names = re.split("、|和|与|及|跟|以及", said[-1]["names"])
    return len(names) == len(parts) and not re.search("\\d", before[said[-1].end() :]) and _told_in_turn(body, parts, names)


def _told_in_turn(body: Body, parts: Sequence[Fact], names: Sequence[str]) -> bool:
    """前者…，后者…; or each by its name; or in a row behind 各 and 分别."""
    said = [_said(body, p) for p in parts]
    if "前者" in said[0] and "后者" in said[1]:
        return True
    if parts[0].claim.group and len({p.claim.group for p in parts}) == 1:
        return True
    return all(name[:2] in each for name, each in zip(names, said, strict=True))


@functools.cache
def _measures() -> tuple[re.Pattern[str], ...]:
    """One pattern for the words of each measure."""
    return tuple(re.compile(alternation(words)) for words in table("sums.toml")["measures"]["classes"])


def _of_one_measure(own: str, said: Sequence[str]) -> bool:
    """False where the whole is of another measure than the parts: 销量…，销量…，利润增长."""
    if any(word in own and not any(word in each for each in said) for word in table("sums.toml")["measures"]["narrower"]):
        return False
    mine = {at for at, each in enumerate(_measures()) if each.search(own)}
    theirs = [{at for at, each in enumerate(_measures()) if each.search(one)} for one in said]
    named = set().union(*theirs)
    if any(a and b and not a & b for a, b in pairwise(theirs)):
        return False
    return bool(mine & named) or not mine or (not named and not mine & _SHARP)


_SHARP: Final = frozenset((0, 1))  # profits and prices: never meant where the parts do not name them


def _relations(body: Body, whole: Fact, parts: list[Fact]) -> Iterator[Relation]:
    shares = _weights(body, parts)
    nows = [n for p in parts if (n := body.first(p, "now")) is not None and usable(n) and body.additive(n)]
    own = body.first(whole, "now")
    valued = len(nows) == len(parts) == len({n.key for n in nows}) and all(same_dimension(nows[0], n) for n in nows)
    if own is not None and own.key not in {n.key for n in nows} and not (valued and _makes(own, nows)):
        return  # with a value of its own that these do not make
    yield from bounded(body, whole, parts, sure=True)
    valued = valued and all(policy(body, p, n, across=False) for p, n in zip(parts, nows, strict=True))
    if valued and not silenced(body, whole, *parts):
        paired = list(zip(nows, parts, strict=True))
        before = " + ".join(f"{printed(body, n)} ÷ {factor_text(body, p)}" for n, p in paired)
        yield _reckoned(
            whole,
            total([Var(n.key) for n in nows]) / total([Var(n.key) / grown(p) for n, p in paired]),
            (whole, *(f for pair in paired for f in pair)),
            f"({' + '.join(printed(body, n) for n in nows)}) ÷ ({before}) − 1 = {{x}}",
        )
    elif shares:
        base = total([Var(s.key) * grown(p) for s, p in zip(shares, parts, strict=True)]) / _HUNDRED
        facts = (whole, *(f for pair in zip(shares, parts, strict=True) for f in pair))
        text = " + ".join(f"{printed(body, s)} × {printed(body, p)}" for s, p in zip(shares, parts, strict=True))
        yield _reckoned(whole, base, facts, f"{text} = {{x}}")
        if not any(_EARLIER.search(body.lead(s)) for s in shares):  # perhaps of what there is now
            now = Fraction(_HUNDRED) / total([Var(s.key) / grown(p) for s, p in zip(shares, parts, strict=True)])
            yield _reckoned(whole, now, facts, f"{text} = {{x}}")


def _makes(own: Fact, parts: Sequence[Fact]) -> bool:
    """True where the parts come to what is told as their sum, however coarsely."""
    made = parts[0].claim.interval
    for part in parts[1:]:
        made = made + part.claim.interval
    return same_dimension(own, parts[0]) and made.overlaps(own.claim.interval)


def _reckoned(whole: Fact, made: Expression, facts: tuple[Fact, ...], text: str) -> Relation:
    return Relation(
        "EP210",
        Constraint(grown(whole), "=", made),
        facts,
        text,
        severity=Severity.WARNING,
        key="weighted",
        choice=("joined", whole.key),
        plausible=Interval(Fraction(-50), Fraction(100)),
        solved=made * 100 - 100,
    )


def _weights(body: Body, parts: Sequence[Fact]) -> list[Fact]:
    """食品权重30%、非食品权重70%，前者…，后者…: what fills the whole, told in the order of the parts before them."""
    shares = [
        f
        for f in body.within(parts[0], 1, "share")
        if f.order < parts[0].order and usable(f) and f.claim.paragraph == parts[0].claim.paragraph
    ]
    chosen = [stipulated(f) for f in shares[-len(parts) :]]
    if len(chosen) < len(parts) or summed(chosen) != _HUNDRED or not _WEIGHT.search(body.lead(chosen[-1])):
        return []
    first, second = (_NAMES_END.split(body.lead(f))[-1] for f in chosen[:2])
    one, two = _said(body, parts[0]), _said(body, parts[1])
    if "前者" in one and "后者" in two:
        return chosen
    a, b = set(first) - set(second), set(second) - set(first)
    return chosen if a & set(one) and b & set(two) and not a & set(two) - set(one) else []
