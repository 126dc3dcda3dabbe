"""Where words bind a growth to no two values: the pair that its measure and its time leave, told only where an ordinary slip shows.

三年前全县产值54.2亿元。…2024年，食用菌产值升至63.8亿元，同比增长71.7%: the names differ, but nothing else stands near that is measured so,
and with two digits exchanged the growth is just what the two values give. Without such a trace the relation may only be verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.bases import NEVER, step_before, years_apart
from enping_check.rules.relation import percent_step
from enping_check.rules.slips import slips
from enping_check.rules.wholes import same_dimension, usable

_KINDS = ("increment", "average")  # levels of another kind than the plain one
_REACH = 6  # sentences from the earlier value to the growth
_TELLING = 3  # digits of a growth that a slip in one of them does not meet by chance
_LABELS = frozenset(("digit", "transposition", "point"))
_YEAR_AGO = re.compile("(?:去|上|前一?|昨)年|同期|[同上前]一?个?(?:学年|赛季|年度|财年|届)|同[季月]")
_STEP_AGO = re.compile("(?:上|前)一?个?(?:月|季|周|旬|星期|期)|环比|同期")
_ONCE = re.compile("原来|原先|原本|此前|之前|以前|当初|起初|最初|过去|[^一-龥]?年前|初期|[改搬扩升]造?前|实施前|启用前|运行前")
_NUMBERED = re.compile("\\d[^，；\\d]*[，；、]")
_HAN = re.compile("[\u4e00-\u9fff]+")


def turned_about(growth: Fact, now: Fact, base: Fact) -> bool:
    """能耗0.412吨，上年为0.438吨，上升5.9%: 增长 for 下降, for the size is right to the digit."""
    quantity, own = growth.claim.quantity, growth.claim.interval.middle
    a, b = now.claim.interval.middle, base.claim.interval.middle
    if quantity is None or not own or a is None or b is None or a <= 0 or b <= 0:
        return False
    value = (a / b - 1) * (1 if growth.claim.kind == "multiple" else percent_step(growth))
    return abs(value + own) <= quantity.last * 51 / 100


def slipped(body: Body, growth: Fact, now: Fact, base: Fact) -> bool:
    """True when the printed growth is one ordinary slip, or one usual mistake, away from what the two values give to the digit."""
    quantity, own = growth.claim.quantity, growth.claim.interval.middle
    a, b = now.claim.interval.middle, base.claim.interval.middle
    if quantity is None or own is None or a is None or b is None or a <= 0 or b <= 0:
        return False
    step = 1 if growth.claim.kind == "multiple" else percent_step(growth)
    value, half = (a / b - 1) * step, quantity.last * 51 / 100
    if turned_about(growth, now, base):
        return True
    if any(abs(abs(own) - abs(each)) <= half for each in ((a - b) / a * step, a / b * step)):
        return True  # divided by the new value; the ratio for the growth
    dated = years_apart(base.claim.period, now.claim.period) == 1 and _shared(_words(body, now), _words(body, base))
    bound = dated or (len(name_key(now.claim)) > 2 and name_key(now.claim) == name_key(base.claim))
    if sum(c.isdigit() for c in body.folded(growth)) < (_TELLING - 1 if bound else _TELLING):
        return False
    return any(slip.label in _LABELS and value in slip.interval for slip in slips(body, growth))


def pairs(body: Body, growth: Fact, nows: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The value the growth leads to and the earlier one, as their measure, their times and what they share of their words show."""
    claim = growth.claim
    if claim.basis in ("年均", "年初") or claim.aspect in ("comparison", "base") or claim.modality != "fact":
        return
    now = nows[0] if nows else _just_told(body, growth)
    if now is None or now.claim.aspect in NEVER:
        return
    levels = [
        f
        for f in body.nearby(now, 2, "level")
        if f.key != now.key
        and usable(f)
        and same_dimension(f, now)
        and f.claim.at.start < claim.at.start
        and 0 <= claim.sentence - f.claim.sentence <= _REACH
        and f.claim.aspect not in NEVER
        and f.claim.quantity is not None
        and not f.claim.quantity.hedge
        and (claim.kind == "multiple" or _of_one_size(now, f))
    ]
    before = [f for f in levels if _earlier(body, growth, now, f) and _of_one_thing(body, now, f, alone=len(levels) == 1)]
    if before:
        yield now, before[-1]


def _of_one_size(now: Fact, base: Fact) -> bool:
    """Of two values that are far apart a percentage is hardly said."""
    a, b = now.claim.interval.middle, base.claim.interval.middle
    return a is not None and b is not None and b > 0 and Fraction(2, 5) <= a / b <= Fraction(5, 2)


def _just_told(body: Body, growth: Fact) -> Fact | None:
    """场均观众达到21560人，上座人数较上赛季增长15%: the only value before it in the sentence, counted in what the growth is of."""
    told = [
        f
        for f in body.beside(growth, "level")
        if f.claim.at.start < growth.claim.at.start and usable(f) and f.claim.aspect not in (*NEVER, "base")
    ]
    if len(told) != 1 or told[0].claim.clause < growth.claim.clause - 1 or told[0].claim.quantity is None:
        return None
    unit = told[0].claim.quantity.unit.lstrip("万亿")
    name = growth.claim.subject + growth.claim.indicator
    counted = name.endswith((unit, f"{unit}数", f"{unit}次", "数量", "数目", "规模"))
    return told[0] if not name or counted or _shared(body.clause(growth), _words(body, told[0])) else None


def _earlier(body: Body, growth: Fact, now: Fact, base: Fact) -> bool:
    """True when the base is of the time that the growth compares with."""
    if base.claim.links.get("base") or base.claim.modality != now.claim.modality:
        return False
    basis, start, end = growth.claim.basis, base.claim.period, now.claim.period
    if start and end and start != end:
        years = years_apart(start, end)
        if basis == "环比":
            return step_before(end) == start
        if years is not None:
            return years == 1 or (years > 1 and basis == "上期") or (years < 0 and basis in ("", "同比") and _since_then(body, now, base))
    words = _words(body, base)
    if basis == "环比":
        return bool(_STEP_AGO.search(words))
    if basis == "同比":
        return bool(_YEAR_AGO.search(words))
    return bool(_YEAR_AGO.search(words) or _STEP_AGO.search(words) or _ONCE.search(words))


def _since_then(body: Body, now: Fact, base: Fact) -> bool:
    """2023年为86.4万人次。去年新楼启用，…: read as the year before the one that is printed, 去年 was the one after it."""
    start, text = base.claim.period, body.readings[now.key[0]].article.folded
    named = name_key(now.claim)
    if not start.isdecimal() or base.order > now.order or not named or not name_key(base.claim).endswith(named):
        return False
    if set(_PRINTED.findall(text)) != {start}:
        return False
    said = text[body.bounds(base).start : now.claim.at.start]
    return _YEAR_WORDS.findall(said) == [f"{start}年", "去年"]


_PRINTED = re.compile("(?<!\\d)((?:19|20)\\d\\d)年")
_YEAR_WORDS = re.compile("(?<!\\d)(?:19|20)\\d\\d年|[去今上前明]年|同期|本年")


def _of_one_thing(body: Body, now: Fact, base: Fact, *, alone: bool) -> bool:
    """True when nothing says that the two are of different things, and their words, or the lack of others, say they are of one."""
    a, b = now.claim, base.claim
    if (a.aspect in _KINDS or b.aspect in _KINDS) and a.aspect != b.aspect and b.aspect != "base":
        return False
    if a.scope_key != b.scope_key and a.scope_key and b.scope_key:
        return False
    if a.subject and b.subject and a.subject not in b.subject and b.subject not in a.subject:
        return False
    first, second = body.known(now), body.known(base)
    if first is not None and second is not None and first.name != second.name:
        if not a.indicator.endswith(b.indicator) and not b.indicator.endswith(a.indicator):  # 业务量 of 快递业务量
            return False
    elif first is not None and first is second:
        return True
    return alone or _shared(_words(body, now), _words(body, base))


def _words(body: Body, fact: Fact) -> str:
    """What stands left of a number in its sentence, back to the number before, with the name it was given."""
    return _NUMBERED.split(body.lead(fact))[-1] + "，" + fact.claim.subject + fact.claim.indicator


def _shared(a: str, b: str) -> bool:
    """True when two phrases have two characters in a row in common that say something."""
    return bool(_bigrams(a) & _bigrams(b))


def _bigrams(text: str) -> set[str]:
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)} - _idle()


@cache
def _idle() -> frozenset[str]:
    """Pairs of characters of the words that carry no meaning of their own: verbs, adverbs, times."""
    words = table("words.toml")
    tables = (
        ("light_verbs", "words"),
        ("adverbs", "words"),
        ("connectives", "words"),
        ("growth", "up"),
        ("growth", "down"),
        ("growth", "to"),
    )
    listed = [word for name, key in (*tables, ("places", "home"), ("general", "words")) for word in words[name][key]]
    listed += ["去年", "今年", "上年", "同期", "年度", "年末", "年底"]
    return frozenset(word[i : i + 2] for word in listed for i in range(len(word) - 1))
