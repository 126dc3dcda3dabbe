"""A growth or a rate told twice: beside one level, or with its digits in another order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from enping_check.engine import Constraint, Var, digit_slips
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.restatement.likeness import apart, figures, kindred, owners_named, parallel
from enping_check.rules.wholes import usable


def growths_of_one_level(body: Body) -> Iterator[Relation]:
    """One level told twice, each time with its growth on the same basis: the two growths are one."""
    groups: dict[tuple[object, ...], list[tuple[Fact, Fact]]] = defaultdict(list)
    for growth in body.all("growth"):
        now = body.first(growth, "now")
        if (
            now is None
            or len(growth.claim.links.get("now", ())) != 1
            or not usable(growth)
            or not usable(now)
            or growth.claim.aspect in ("comparison", "base")
        ):
            continue
        quantity = now.claim.quantity
        if quantity is None or quantity.number is None or quantity.hedge or growth.claim.sentence != now.claim.sentence:
            continue
        if growth.claim.place == "title" or now.claim.modality != "fact":
            continue
        key = (
            growth.key[0],
            name_key(now.claim),
            now.claim.scope_key,
            now.claim.period,
            quantity.base_unit,
            quantity.number * quantity.factor,
        )
        groups[*key, growth.claim.basis or "同比", growth.claim.aspect].append((growth, now))
    for pairs in groups.values():
        for (growth, now), (other, level) in combinations(pairs, 2):
            if growth.claim.sentence != other.claim.sentence:
                yield Relation(
                    "EP601",
                    Constraint(Var(growth.key), "=", Var(other.key)),
                    (other, growth),
                    f"{printed(body, growth)}（{printed(body, now)}） ≠ {printed(body, other)}（{printed(body, level)}）",
                    sure=len(pairs) == 2,
                    choice=("same", growth.key, other.key),
                )


def growth_twins(body: Body) -> Iterator[Relation]:
    """销售整车12.60万辆，增长14.5% here, 全年销量增长15.4% there: a growth told again with two digits exchanged or its point moved."""
    told: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in body.all("growth"):
        claim = fact.claim
        if (
            claim.place not in ("body", "heading")
            or claim.modality != "fact"
            or claim.aspect
            or not usable(fact)
            or claim.quantity is None
            or claim.quantity.hedge
            or claim.links.get("total")
            or claim.links.get("list")
        ):
            continue
        number = figures(body, fact)
        if not re.fullmatch(r"\d+(?:\.\d+)?", number):
            continue  # 近五成
        digits = "".join(sorted(number.replace(".", "")))
        told[fact.key[0], claim.scope_key, claim.period, claim.basis or "同比", claim.sign, digits].append(fact)
    for facts in told.values():
        for fact, other in combinations(facts, 2):
            if fact.claim.sentence != other.claim.sentence and _growth_twin(body, fact, other):
                yield _rate_retold(body, fact, other)


def _rate_retold(body: Body, fact: Fact, other: Fact) -> Relation:
    """One rate told twice: the two are one number, and which of them slipped the text does not say."""
    return Relation(
        "EP601",
        Constraint(Var(other.key), "=", Var(fact.key)),
        (other, fact),
        f"{printed(body, fact)} ≠ {printed(body, other)}",
        severity=Severity.WARNING,
        choice=("same", fact.key, other.key),
    )


def _growth_twin(body: Body, fact: Fact, other: Fact) -> bool:
    a, b = fact.claim, other.claim
    now, then = body.first(fact, "now"), body.first(other, "now")
    if (a.subject and b.subject and a.subject != b.subject) or abs(a.paragraph - b.paragraph) > 12:
        return False
    if now is not None and then is not None and now.claim.interval != then.claim.interval:
        return False  # two levels: two things
    if (owner := _bracketed(body, fact)) and (second := _bracketed(body, other)) and owner[-2:] != second[-2:]:
        return False  # 马来西亚（升25.1%）, 电动机械（升21.5%）: of what stands before the bracket
    if bool(a.subject) != bool(b.subject) and apart(a, b):
        return False  # 新能源产业…增长10.2%, 规上工业总产值增长12.0%
    one, two = figures(body, fact), figures(body, other)
    labels = {s.label for s in digit_slips(one) if s.text == two} & {"transposition", "point"}
    if not labels or parallel(body, fact, other):
        return False
    if name_key(a) == name_key(b) and body.known(fact) is not None:
        return True
    alike = (len(name_key(a)) >= 2 and name_key(a) == name_key(b)) or (kindred(a.indicator, b.indicator) and not apart(a, b))
    return len(one.replace(".", "")) >= 3 and alike  # but 工业总产值 and 农产品加工产值 are two


_DIGITS = 3  # of a rate: with fewer the same ones come by chance


def rate_twins(body: Body) -> Iterator[Relation]:
    """9月末全行不良贷款率1.72% here, 2.17% there: one rate of one time, told twice, its digits in another order."""
    told: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in body.all("share"):
        claim = fact.claim
        plain = claim.place in ("body", "heading") and claim.modality == "fact" and claim.aspect == "rate" and claim.bound == "stated"
        if plain and not claim.links and usable(fact) and claim.quantity is not None and _a_rate(body, fact):
            told[fact.key[0], name_key(claim), claim.scope_key, claim.period].append(fact)
    for (_, name, *_), facts in told.items():
        if len(facts) != 2 or len(str(name)) < 3:
            continue
        fact, other = facts
        one, two = figures(body, fact), figures(body, other)
        exchanged = one != two and sorted(one) == sorted(two) and one.find(".") == two.find(".")
        if not exchanged or len(one.replace(".", "")) < _DIGITS or not re.fullmatch(r"\d+\.\d+", one):
            continue
        if fact.claim.sentence == other.claim.sentence or parallel(body, fact, other) or not _of_one(body, fact, other):
            continue
        yield _rate_retold(body, fact, other)


def _a_rate(body: Body, fact: Fact) -> bool:
    """不良贷款率, 空气质量优良天数比例."""
    known = body.known(fact)
    return fact.claim.indicator.endswith("率") or (known is not None and known.nature == "rate")


_HELD = re.compile("去年|上年|年初|同期|调整|修订|口径|剔除|扣除|目标|预计|其中|不含")


def _of_one(body: Body, fact: Fact, other: Fact) -> bool:
    """Neither sentence names another owner than the other, another time or another way to reckon."""
    if any(_HELD.search(re.split("[。；\\n]", body.before(f, 24))[-1]) for f in (fact, other)):
        return False
    owners = [owners_named(body, f) for f in (fact, other)]
    return owners[0] == owners[1] or not all(owners)


def _bracketed(body: Body, growth: Fact) -> str:
    """What stands before the bracket that a growth is told in; empty where it is in none."""
    owner, bracket, inside = body.before(growth, 24).rpartition("（")
    return owner.rstrip("」”》") if bracket and "）" not in inside else ""
