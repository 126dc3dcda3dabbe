"""An amount told twice, two neighbouring digits of it in another order: 91.3 here, 93.1 there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from enping_check.engine import Constraint, Var, digit_slips
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.restatement.coreference import (
    all_of_them,
    called_alike,
    last_year_of_a_report,
    of_that,
    retold,
    said_of_them,
    shortly_called,
    spoken_of,
    the_only_one,
    this_project,
    told_again,
    told_by_one_name,
    word_for_word,
)
from enping_check.rules.restatement.likeness import LIFELONG, PAST, by_one_word, by_other_words, figures, one_time, parallel, two_exchanged
from enping_check.rules.restatement.owners import (
    another_behind,
    another_named,
    first_spoken_of,
    grown_otherwise,
    moved_since,
    named_in_full,
    of_two_stages,
    owned_alike,
    two_of_them,
)
from enping_check.rules.wholes import usable


def transpositions(body: Body) -> Iterator[Relation]:
    """总投资91.3亿元 here, 93.1亿元 there: one name, and two neighbouring digits changed places."""
    for levels in body.levels.values():
        digits: dict[tuple[str, str, Fraction], list[Fact]] = defaultdict(list)
        lifelong: dict[str, list[Fact]] = defaultdict(list)
        for fact in levels:
            claim = fact.claim
            plain = (
                (claim.aspect in ("", "stock", "increment", "average") or _beside_its_noun(body, fact))
                and (claim.modality == "fact" or LIFELONG.search(claim.indicator))
                and claim.place in ("body", "heading")
                and (not claim.links.get("list") or named_in_full(body, fact))
            )
            if usable(fact) and plain and claim.quantity is not None:
                unit, factor = claim.quantity.base_unit, claim.quantity.factor
                if not unit and fact.claim.surface.endswith("万") and _PEOPLE.match(body.after(fact, 8)):
                    unit, factor = "人", Fraction(10_000)  # 目前216.4万参保人员
                digits["".join(sorted(figures(body, fact))), unit, factor].append(fact)
                if LIFELONG.search(claim.indicator):
                    lifelong[claim.quantity.base_unit].append(fact)
        pairs = {(x.key, y.key): (x, y) for facts in (*digits.values(), *lifelong.values()) for y, x in combinations(facts, 2)}
        for fact, other in pairs.values():
            if _lot(body, fact) != _lot(body, other) and _lot(body, fact):
                continue  # 结业学员1280名。第二批1208名学员…
            owned = owned_alike(body, fact, other)
            if owned or _twin(body, fact, other):
                yield Relation(
                    "EP601",
                    Constraint(Var(fact.key), "=", Var(other.key)),
                    (fact, other),
                    f"{printed(body, other)} ≠ {printed(body, fact)}",
                    severity=Severity.ERROR if owned else Severity.WARNING,
                    choice=("same", fact.key, other.key),
                )


_LOT = re.compile("(?:第[二三四五六七八九十]|另[一外]?|后一?|下一?|前一?|上一?)[批期轮届]的?$")


def _lot(body: Body, fact: Fact) -> str:
    """第二批 right before a number, which is then of no other lot."""
    found = _LOT.search(body.before(fact, 6))
    return found[0] if found is not None else ""


def _beside_its_noun(body: Body, fact: Fact) -> bool:
    """为答谢2.68万人次的热心市民: told in passing."""
    return fact.claim.aspect == "incidental" and body.after(fact, 1) == "的"


_PEOPLE = re.compile("(?:多|余)?名?[一-鿿]{0,4}?(?:人员|职工|居民|群众|师生|村民|市民|学生|老人|会员|志愿者|参保人|农民|老年人)")


def _twin(body: Body, fact: Fact, other: Fact) -> bool:
    """One thing at one time as far as the text says, three digits or more, one transposition apart."""
    a, b = fact.claim, other.claim
    if a.sentence == b.sentence or a.scope_key != b.scope_key or by_other_words(body, fact, other):
        return False
    if other.key[1] in a.links.get("total", ()) or fact.key[1] in b.links.get("total", ()):
        return False  # 研发经费5.04亿元 … 新材料产业0.54亿元: a part of the other
    if not spoken_of(body, max(fact, other, key=lambda f: f.order)):
        return False
    if grown_otherwise(body, fact, other) or another_named(body, fact, other) or another_named(body, other, fact):
        return False
    if another_behind(body, fact, other) or another_behind(body, other, fact) or first_spoken_of(body, fact, other):
        return False
    if of_two_stages(body, fact, other) or moved_since(body, fact, other) or two_of_them(body, fact, other) or _of_many(body, fact, other):
        return False
    if (
        a.quantity is None
        or b.quantity is None
        or a.quantity.hedge
        or b.quantity.hedge
        or (a.aspect != b.aspect and bool({a.aspect, b.aspect} & {"increment", "average"}))
    ):
        return False
    one, two = figures(body, fact), figures(body, other)
    if one == two or not re.fullmatch(r"\d+(?:\.\d+)?", one) or parallel(body, fact, other):
        return False
    if not LIFELONG.search(a.indicator) and _set_apart(body, fact) != _set_apart(body, other):
        return False  # 计划改造126个 … 162个已提出申请
    enough = len(one) > 3 or the_only_one(body, fact, other)
    if retold(body, fact, other) and a.indicator == b.indicator and sorted(one) == sorted(two) and enough:
        return True  # 该项目总投资16.38亿元: said of the one whose 18.36亿元 has been told
    if shortly_called(body, fact, other):
        return True
    if not any(s.label == "transposition" and s.text == two for s in digit_slips(one)):
        return of_that(body, fact, other) or (two_exchanged(one, two) and told_by_one_name(body, fact, other))
    if said_of_them(body, fact, other):
        return True
    if "incidental" in (a.aspect, b.aspect):
        return False
    if this_project(body, fact, other):
        return True
    if all_of_them(body, fact, other):
        return True
    if len(one.replace(".", "")) < 3:
        return word_for_word(body, fact, other)
    if told_again(body, fact, other):
        return True
    if last_year_of_a_report(body, fact, other) and (called_alike(body, fact, other) or called_alike(body, other, fact)):
        return True
    named = a.indicator == b.indicator and (body.known(fact) is not None or len(a.indicator) >= 4)
    one_owner = not a.subject or not b.subject or a.subject == b.subject
    if named and one_owner and (LIFELONG.search(a.indicator) or one_time(a.period, b.period)):
        return True
    past = (PAST.search(body.lead(fact)) is None) != (PAST.search(body.lead(other)) is None)
    timeless = not a.period or not b.period
    together = not past and (timeless or one_time(a.period, b.period) or by_one_word(body, *sorted((fact, other), key=lambda f: f.order)))
    one_unit = a.quantity.unit == b.quantity.unit
    return together and one_unit and (called_alike(body, fact, other) or called_alike(body, other, fact))


def _of_many(body: Body, fact: Fact, other: Fact) -> bool:
    """初中招生6.18万人，…；普通高中58所，招生3.27万人；中职学校34所，招生1.68万人: one word for what several of them did."""
    if fact.claim.indicator != other.claim.indicator or bool(fact.claim.subject) == bool(other.claim.subject):
        return False
    own = {fact.key, other.key}
    told = [f for f in body.levels[fact.key[0]] if f.claim.indicator == fact.claim.indicator and f.key not in own]
    told = [f for f in told if not own & {t.key for t in body.linked(f, "total")}]  # 一期9.6亿元、二期5.2亿元: parts of the one
    return len({f.middle for f in told if f.claim.period == fact.claim.period} - {fact.middle, other.middle}) > 1


def _set_apart(body: Body, fact: Fact) -> set[str]:
    """The words that say that a number is only planned, or of a sample."""
    return set(_SET.findall(_OF_THE_PLAN.sub("", body.lead(fact))))


# 计划加固30.0公里，截至20日已完成（23.7公里）: what was planned has its own number
_OF_THE_PLAN = re.compile("(?<![初度按占照])(?:计划|拟|目标)[^，。；]*\\d[^，。；]*，[^，。；]*(?:已经?|实际|累计)[^，。；\\d]{0,4}$")
_SET = re.compile("可比|同店|样本|抽样|(?<![初度按占照])计划|拟|申请|目标|力争")
