"""The totals and counts near an average: in its own sentence, in those before, and called as the average is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.claims.lexicon import load as load_words
from enping_check.claims.timeline import stretch
from enping_check.rules.averages.divisors import Bottom, divisor
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.wholes import same_dimension, usable


def near(body: Body, fact: Fact, reach: int = 1) -> list[Fact]:
    """Levels before the average in its sentence, and in the ``reach`` sentences before; the nearest first; then two behind it."""
    claim = fact.claim
    plain = [
        f
        for f in body.nearby(fact, 0, "level")
        if f.key != fact.key
        and f.claim.quantity is not None
        and (usable(f) or (f.claim.aspect == "incidental" and f.claim.sentence == claim.sentence))
        and f.claim.aspect not in ("average", "converted", "threshold", "comparison")
    ]
    plain += [
        f
        for f in body.beside(fact, "change")
        if usable(f) and not f.claim.basis and all(each == fact.claim.id for ids in f.claim.links.values() for each in ids)
    ]  # 带动1200户增收420万元: an amount that no level is told of; 户均增收8703元，合计增收…: no change of the mean
    plain.sort(key=lambda f: f.claim.at.start)
    found = [f for f in plain if f.claim.at.start < claim.at.start and claim.sentence - f.claim.sentence <= reach]
    later = [f for f in plain if f.claim.sentence == claim.sentence and f.claim.at.start > claim.at.start]
    later = [f for f in later[:2] if "其中" not in body.text(fact, f)]  # 均价1910元；其中杉木2150立方米: of a part
    return list(reversed(found))[:14] + later


def told_before(level: Fact, fact: Fact, sentences: int) -> bool:
    """True for a total or count in one of so many sentences before the average, which is itself no part of a list."""
    claim = level.claim
    return (
        usable(level)
        and 0 < fact.claim.sentence - claim.sentence <= sentences
        and (not claim.links.get("total") or bool(claim.links.get("loose")))
        and claim.aspect in ("", "stock", "together", "up", "down")
        and claim.modality == fact.claim.modality
    )


def called_alike(body: Body, fact: Fact, top: Fact) -> bool:
    """平均每家成交 and 成交额: what the average is of is named in the total's clause."""
    word, _ = divisor(fact)
    rest = re.sub(f"平均|[每各]?{re.escape(word)}|[每各][\u4e00-\u9fff]", "", fact.claim.why or fact.claim.indicator)
    name = top.claim.subject + top.claim.indicator + body.clause(top)
    if len(rest) >= 2 and any(rest[i : i + 2] in name for i in range(len(rest) - 1)):
        return True
    return any(kin.fullmatch(rest) and kin.search(name) for kin in load_words().kin)  # 审执结13972件。…人均办结341件


_PEOPLE_COUNTED = frozenset(("count:人", "count:人次", "person", "visits"))


def alike(top: Fact, fact: Fact) -> bool:
    """Measured alike, or persons in a hall and visits to it: 观众1874400人次，场均上座14200人."""
    if same_dimension(top, fact):
        return True
    one, two = top.claim.quantity, fact.claim.quantity
    return (fact.claim.whole or "") == "场均" and one is not None and two is not None and {one.dimension, two.dimension} <= _PEOPLE_COUNTED


def named_so(body: Body, fact: Fact, tops: Sequence[Fact], word: str) -> list[Fact]:
    """发放消费券1500万元，核销1260万元，…，人均核销400元: the totals that are told by the average's own word."""
    rest = re.sub(f"平均|[每各]?{re.escape(word)}|[每各][\u4e00-\u9fff]", "", fact.claim.why or fact.claim.indicator)
    return [f for f in tops if len(rest) > 1 and rest in f.claim.subject + f.claim.indicator + body.clause(f)]


def inside_sentence(body: Body, fact: Fact, tops: list[Fact], bottoms: list[Bottom]) -> tuple[list[Fact], list[Bottom]]:
    """What the average's own sentence has of totals and counts: its stretch between ；where that has both, before it rather than behind."""
    claim = fact.claim
    tops = [f for f in tops if f.claim.sentence == claim.sentence]
    bottoms = [b for b in bottoms if b[0].claim.sentence == claim.sentence]
    before = [f for f in tops if f.claim.at.start < claim.at.start]
    counts = [b for b in bottoms if b[0].claim.at.start < claim.at.start]
    own = [f for f in before if body.one_stretch(f, fact)]
    own_counts = [b for b in counts if body.one_stretch(b[0], fact)]
    if own and own_counts:
        return own, own_counts
    behind = [f for f in tops if f.claim.at.start > claim.at.start and _total_next(body, fact, f)]
    if before or not behind:
        return before, counts
    return behind, counts or bottoms


def alone_in_its_stretch(body: Body, fact: Fact, tops: list[Fact], bottoms: list[Bottom]) -> tuple[Key, Key] | None:
    """梨0.94万吨，均价4.95元，成交4653万元；…: the one total and the one count between the two ；that a mean stands between."""
    own = [f for f in tops if f.claim.sentence == fact.claim.sentence and body.one_stretch(f, fact)]
    counts = [b for b, _ in bottoms if b.claim.sentence == fact.claim.sentence and body.one_stretch(b, fact)]
    return (own[0].key, counts[0].key) if len(own) == len(counts) == 1 else None


def one_time(fact: Fact, top: Fact) -> bool:
    """False where the average is said of another time than the total: 去年分红36万元，今年户均增收6000元."""
    one, two = fact.claim.period, top.claim.period
    if one == two or not one or not two:
        return True
    return (spell := stretch(one)) is not None and spell == stretch(two)  # 上半年 and 1至6月


def _total_next(body: Body, fact: Fact, top: Fact) -> bool:
    """亩产413公斤，总产20.1万吨; 均价3200元，销售额4.03亿元: the total in one of the two clauses behind the average."""
    said = TOTALS if "价" not in fact.claim.indicator else _TAKINGS
    return 0 <= top.claim.clause - fact.claim.clause <= 2 and bool(said.search(body.clause(top)))


TOTALS = re.compile("总|共|合计|累计|全年")
_TAKINGS = re.compile("总|共|合计|(?:销售|成交|交易|营业)(?:总?额|收入|金额)|营收|货值|票房")  # what a price brings in
