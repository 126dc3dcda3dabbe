"""A level told twice by one name, of one time and one owner, in one article or in two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from enping_check.engine import Constraint, Var
from enping_check.model import Claim, Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.restatement.likeness import PAST, by_other_words, figures
from enping_check.rules.restatement.owners import another_one, of_two_stages
from enping_check.rules.slips import slip_between
from enping_check.rules.wholes import usable


def _identity(claim: Claim) -> tuple[object, ...] | None:
    """What makes two claims the same fact; None where too little is known to say."""
    quantity = claim.quantity
    if quantity is None or claim.modality != "fact" or claim.bound in ("unclear",) or quantity.ranged:
        return None
    if quantity.dimension == "time" and quantity.surface.endswith("秒"):
        return None  # 女子冠军2小时27分18秒: of one of the races that have one
    if claim.aspect not in ("", "stock", "up", "down", "together", "increment", "whole"):
        return None
    name = name_key(claim)
    return (name, claim.period, quantity.dimension, claim.aspect == "increment") if len(name) >= 2 else None


def levels(body: Body) -> Iterator[Relation]:
    """One amount by one name, of one time and owner, wherever it is told twice."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in body.all("level"):
        if fact.claim.place in ("title", "table", "note") or not usable(fact):
            continue
        identity = _identity(fact.claim)
        if identity is not None:
            groups[identity].append(fact)
    for facts in groups.values():
        if len({(f.key[0], f.claim.quantity.number, f.claim.sign) for f in facts if f.claim.quantity is not None}) > 2 or len(facts) > 6:
            continue  # a name that is told with many values names many things
        for position, fact in enumerate(facts):
            for other in facts[:position]:
                relation = _pair(body, fact, other)
                if relation is not None:
                    yield relation


def _is_part_of(body: Body, fact: Fact, other: Fact) -> bool:
    """开发区投入2.56亿元，占全县研发投入的20.4%: not what 全县 has put in."""
    wholes = [s.claim.whole or "" for s in body.shares[fact.key[0], fact.claim.sentence] if s.claim.links.get("part") == (fact.key[1],)]
    return any(w[:1] == "全" and w[:2] in body.sentence(other) for w in wholes)


_PLACE_NAMED = re.compile("[\u4e00-\u9fff]{2}(?:街道|[镇乡县区市村])(?!级)")


def _of_the_next_place(body: Body, fact: Fact) -> bool:
    """甲镇产量916吨。乙街道柑橘面积…，总产量…: a sentence that names another place and not the one carried into it."""
    subject, sentence = fact.claim.subject, body.sentence(fact)
    return bool(_PLACE_NAMED.search(subject)) and subject not in sentence and _PLACE_NAMED.search(sentence) is not None


_TO_COME = re.compile("在建|拟建|待建|续建|扩建|[二三四]期|投产后|建成后|达产后")


def _pair(body: Body, fact: Fact, other: Fact) -> Relation | None:
    a, b = fact.claim, other.claim
    if not body.comparable(fact, other):
        return None
    same_article = fact.key[0] == other.key[0]
    if same_article and a.sentence == b.sentence:
        return None  # one sentence rarely says one thing twice: more often two things by one name
    if a.links.get("total") or b.links.get("total") or a.subject != b.subject or another_one(body, fact, other):
        return None
    if same_article and (_is_part_of(body, fact, other) or _is_part_of(body, other, fact)):
        return None
    if a.quantity is None or b.quantity is None or a.quantity.hedge or b.quantity.hedge or a.quantity.dimension == "none":
        return None
    if any(
        re.search(
            "(?:在|对|向|从|按|就)[^，。]{2,24}(?<!表示)(?<!介绍)(?<!指出)(?<!透露)，?[^，。]{0,8}$", body.before(f, 30).rpartition("。")[2]
        )
        for f in (fact, other)
    ):
        return None
    if same_article and (_TO_COME.search(body.lead(fact)) is None) != (_TO_COME.search(body.lead(other)) is None):
        return None  # 装机总容量440万千瓦。5号、6号机组在建，装机共242万千瓦
    if same_article and (of_two_stages(body, fact, other) or (not a.period and _of_two_times(body, fact, other))):
        return None
    known = body.known(fact)
    beside = same_article and _same_growth(body, fact, other)
    counted = a.quantity.dimension.startswith("count") and not _told_outright(body, fact, other)
    if known is None and not beside and (len(name_key(a)) < 4 or counted):
        return None
    if (
        re.fullmatch("投资|总投资|投资额|资金|面积|收入|产量|产值|利润|人数|总额|数量|占地面积|建筑面积", a.indicator)
        and not a.subject
        and not beside
    ):
        return None
    code = "EP601" if same_article else "EP603"
    ordinary = {"transposition", "unit-scale", "digit"} | ({"point", "lost", "doubled"} if same_article else set())
    if not slip_between(body, fact, other) & ordinary and not (same_article and _shuffled(body, fact, other)):
        return Relation(
            code,
            Constraint(Var(fact.key), "=", Var(other.key)),
            (fact, other),
            f"{printed(body, other)} ≠ {printed(body, fact)}",
            sure=False,
            choice=("same", fact.key, other.key),
        )
    if (
        same_article
        and abs(a.paragraph - b.paragraph) > 12
        and not re.search("(?:19|20)\\d\\d年", body.sentence(fact) + body.sentence(other))
    ):
        return None
    sure = (
        a.bound == "stated"
        and b.bound == "stated"
        and (same_article or (known is not None and _stated_period(fact) and _stated_period(other)))
        and not any(_of_the_next_place(body, f) for f in (fact, other))
        and not (a.group and b.group)  # items of two lists are more often of two measures
    )
    return Relation(
        code,
        Constraint(Var(fact.key), "=", Var(other.key)),
        (fact, other),
        f"{printed(body, other)} ≠ {printed(body, fact)}",
        severity=Severity.ERROR if same_article else Severity.WARNING,
        sure=sure,
        choice=("same", fact.key, other.key),
    )


def _shuffled(body: Body, fact: Fact, other: Fact) -> bool:
    """36.42亿元 and 34.26亿元: four digits or more, behind the first the same ones in another order."""
    one, two = figures(body, fact), figures(body, other)
    apart = one[:1] == two[:1] and one != two and sorted(one) == sorted(two) and one.find(".") == two.find(".")
    units = {f.claim.quantity.unit for f in (fact, other) if f.claim.quantity is not None}
    whole = "whole" in (fact.claim.aspect, other.claim.aspect)  # 占全市规上企业营业收入（814.67亿元）的5.7%
    return apart and not whole and len(set(one) - {"."}) >= _DIGITS and len(units) == 1


_DIGITS = 4


def _of_two_times(body: Body, fact: Fact, other: Fact) -> bool:
    """收入48.26亿元。上年收入48.62亿元: one is told of a time that the other is not."""
    return set(PAST.findall(body.lead(fact))) != set(PAST.findall(body.lead(other))) or by_other_words(body, fact, other)


def _told_outright(body: Body, *facts: Fact) -> bool:
    """True when every sentence names the home place as the owner and the year: 2024年，全市…."""
    return all(f.claim.scope == "@" and f.claim.bound == "stated" and re.search("(?:19|20)\\d\\d年", body.sentence(f)) for f in facts)


def _same_growth(body: Body, fact: Fact, other: Fact) -> bool:
    """True when both are told with one growth on one basis: …12.6亿元，增长8.3%; …126亿元，增长8.3%."""
    one, two = (
        {
            (g.claim.quantity.number, g.claim.sign, g.claim.basis or "同比")
            for g in body.frames[f.key[0], f.claim.frame]
            if g.claim.kind == "growth" and g.claim.quantity is not None and f.key[1] in g.claim.links.get("now", ())
        }
        for f in (fact, other)
    )
    return bool(one & two)


def _stated_period(fact: Fact) -> bool:
    """True when the article says when: the period did not come from nowhere."""
    return bool(re.match(r"\d{4}", fact.claim.period))
