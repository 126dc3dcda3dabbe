"""The same fact told twice: EP601 in one article, EP602 headline against body, EP603 in two articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from enping_check.claims.lexicon import load as load_words
from enping_check.engine import Const, Constraint, Var, digit_slips
from enping_check.model import Claim, Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.slips import slip_between
from enping_check.rules.wholes import same_dimension


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _restated(body)
    yield from _growths(body)
    yield from _growth_twins(body)
    yield from _thresholds(body)
    yield from _exclaimed(body)
    yield from _twins(body)
    yield from _headlines(body)
    yield from _title_counts(body)


def _identity(claim: Claim) -> tuple[object, ...] | None:
    """What makes two claims the same fact; None where too little is known to say."""
    quantity = claim.quantity
    if quantity is None or claim.modality != "fact" or claim.bound in ("unclear",) or quantity.ranged:
        return None
    if claim.aspect not in ("", "stock", "up", "down", "together", "increment"):
        return None
    name = name_key(claim)
    return (name, claim.period, quantity.dimension, claim.aspect == "increment") if len(name) >= 2 else None


def _restated(body: Body) -> Iterator[Relation]:
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


def _pair(body: Body, fact: Fact, other: Fact) -> Relation | None:
    a, b = fact.claim, other.claim
    if not body.comparable(fact, other):
        return None
    same_article = fact.key[0] == other.key[0]
    if same_article and a.sentence == b.sentence:
        return None  # one sentence rarely says one thing twice: more often two things by one name
    if a.links.get("total") or b.links.get("total") or a.subject != b.subject:
        return None
    if a.quantity is None or b.quantity is None or a.quantity.hedge or b.quantity.hedge or a.quantity.dimension == "none":
        return None
    if any(re.search("(?:在|对|向|从|按|就)[^，。]{2,24}，?[^，。]{0,8}$", body.before(f, 30).rpartition("。")[2]) for f in (fact, other)):
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
    if not slip_between(body, fact, other) & ordinary:
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


def _thresholds(body: Body) -> Iterator[Relation]:
    """突破30亿元，达到30.45亿元: what has passed a mark is not below it."""
    for mark in body.all("level"):
        quantity = mark.claim.quantity
        level = body.first(mark, "of")
        if mark.claim.aspect != "threshold" or level is None or not usable(level) or quantity is None or quantity.number is None:
            continue
        if level.claim.modality != "fact" or mark.claim.modality != "fact":
            continue
        yield _passed(body, level, mark, quantity.number * quantity.factor)


def _passed(body: Body, level: Fact, mark: Fact, threshold: Fraction) -> Relation:
    """What is said to have passed a mark is not below it."""
    return Relation(
        "EP601",
        Constraint(Var(level.key), ">=", Const(threshold)),
        (level, mark),
        f"{printed(body, level)} < {printed(body, mark)}",
        free=True,
        choice=("threshold", mark.key),
    )


def _exclaimed(body: Body) -> Iterator[Relation]:
    """超20亿元！全市软件业务收入21.1亿元: a mark that opens the piece, and the value it is said of."""
    for levels in body.levels.values():
        for mark, level in pairwise(levels):
            quantity = mark.claim.quantity
            if mark.claim.subject or mark.claim.indicator or quantity is None or quantity.number is None or not quantity.hedge:
                continue
            above = quantity.interval.low is not None and quantity.interval.high is None
            alone = len(body.sentence(mark).strip()) <= 14 and level.claim.sentence == mark.claim.sentence + 1
            if not above or not alone or level.claim.paragraph - mark.claim.paragraph > 1 or not same_dimension(mark, level):
                continue
            if usable(level) and level.claim.aspect in ("", "stock") and level.claim.modality == "fact":
                yield _passed(body, level, mark, quantity.number * quantity.factor)


def _growths(body: Body) -> Iterator[Relation]:
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


def _growth_twins(body: Body) -> Iterator[Relation]:
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
        figures = _figures(body, fact)
        if not re.fullmatch(r"\d+(?:\.\d+)?", figures):
            continue  # 近五成
        digits = "".join(sorted(figures.replace(".", "")))
        told[fact.key[0], claim.scope_key, claim.period, claim.basis or "同比", claim.sign, digits].append(fact)
    for facts in told.values():
        for fact, other in combinations(facts, 2):
            if fact.claim.sentence != other.claim.sentence and _growth_twin(body, fact, other):
                yield Relation(
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
    one, two = _figures(body, fact), _figures(body, other)
    labels = {s.label for s in digit_slips(one) if s.text == two} & {"transposition", "point"}
    if not labels or _parallel(body, fact, other):
        return False
    if name_key(a) == name_key(b) and body.known(fact) is not None:
        return True
    return len(one.replace(".", "")) >= 3 and ((len(name_key(a)) >= 2 and name_key(a) == name_key(b)) or _kindred(a.indicator, b.indicator))


def _kindred(one: str, two: str) -> bool:
    """True for two words for one measure: 销售整车 and 销量."""
    one, two = (re.sub("销售(?:额|收入|利润)", "营收", each) for each in (one, two))
    return any(kin.search(one) and kin.search(two) for kin in load_words().kin)


_LIFELONG = re.compile("总投资|投资总额|总规模|全长|总长|建筑面积|占地")


def _twins(body: Body) -> Iterator[Relation]:
    """总投资91.3亿元 here, 93.1亿元 there: one name, and two neighbouring digits changed places."""
    for levels in body.levels.values():
        digits: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in levels:
            claim = fact.claim
            plain = (
                claim.aspect in ("", "stock", "increment")
                and claim.modality == "fact"
                and claim.place in ("body", "heading")
                and not claim.links.get("list")
            )
            if usable(fact) and plain and claim.quantity is not None:
                digits["".join(sorted(_figures(body, fact))), claim.quantity.unit].append(fact)
        for facts in digits.values():
            for position, fact in enumerate(facts):
                for other in facts[:position]:
                    owned = _owned_alike(body, fact, other)
                    if owned or _twin(body, fact, other):
                        yield Relation(
                            "EP601",
                            Constraint(Var(fact.key), "=", Var(other.key)),
                            (fact, other),
                            f"{printed(body, other)} ≠ {printed(body, fact)}",
                            severity=Severity.ERROR if owned else Severity.WARNING,
                            choice=("same", fact.key, other.key),
                        )


def _owned_alike(body: Body, fact: Fact, other: Fact) -> bool:
    """总投资35.6亿元的某某电站 … 某某电站总投资53.6亿元: a lifelong amount of one thing by its name, one slip apart."""
    for owned, stated in ((fact, other), (other, fact)):
        name = stated.claim.subject
        if (
            len(name) >= 4
            and not owned.claim.subject
            and _LIFELONG.search(stated.claim.indicator)
            and owned.claim.sentence != stated.claim.sentence
            and re.match(f"的[“《]?{re.escape(name)}", body.after(owned, len(name) + 2))
            and not (owned.claim.quantity and owned.claim.quantity.hedge)
            and not (stated.claim.quantity and stated.claim.quantity.hedge)
        ):
            return bool(slip_between(body, fact, other) & {"transposition", "unit-scale", "digit"})
    return False


def _parallel(body: Body, fact: Fact, other: Fact) -> bool:
    """甲镇发放补贴资金…, 乙镇发放补贴资金…: two sentences of one build that differ in a word tell of two things."""
    one, two = (re.sub(r"[\d.%]", "", body.lead(f)) for f in (fact, other))
    head = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    one, two = one[head:], two[head:]
    tail = next((i for i, (x, y) in enumerate(zip(reversed(one), reversed(two), strict=False)) if x != y), min(len(one), len(two)))
    return head + tail >= 4 and 0 < len(one) - tail <= 4 and 0 < len(two) - tail <= 4


def _figures(body: Body, fact: Fact) -> str:
    return re.sub("[^\\d.]", "", body.folded(fact))


def _twin(body: Body, fact: Fact, other: Fact) -> bool:
    """One thing at one time as far as the text says, three digits or more, one transposition apart."""
    a, b = fact.claim, other.claim
    if a.sentence == b.sentence or a.scope_key != b.scope_key:
        return False
    if (
        a.quantity is None
        or b.quantity is None
        or a.quantity.hedge
        or b.quantity.hedge
        or (a.aspect == "increment") != (b.aspect == "increment")
    ):
        return False
    one, two = _figures(body, fact), _figures(body, other)
    if (
        one == two
        or not re.fullmatch(r"\d+(?:\.\d+)?", one)
        or len(one.replace(".", "")) < 3
        or not any(s.label == "transposition" and s.text == two for s in digit_slips(one))
    ):
        return False
    if _parallel(body, fact, other):
        return False
    named = a.indicator == b.indicator and (body.known(fact) is not None or len(a.indicator) >= 4)
    one_owner = not a.subject or not b.subject or a.subject == b.subject
    if named and one_owner and (_LIFELONG.search(a.indicator) or _one_time(a.period, b.period)):
        return True
    together = not a.period or not b.period or _one_time(a.period, b.period)
    return together and (_called_alike(body, fact, other) or _called_alike(body, other, fact))


_GRADES = re.compile("国家级|省级|市级|区级|县级|镇级|村级|新[增建开]|城镇|农村|城市|乡村|男|女|进口|出口|境外|境内|其余|其他|其中")
_ANYTHING = re.compile("企业|项目|人员|单位|机构|人数|数量|面积|资金|投资|收入|产值|金额|总额")


def _called_alike(body: Body, fact: Fact, other: Fact) -> bool:
    """1146家企业参展 and 1416家参展企业: most of the one name stands beside the other number, and no word that tells them apart."""
    mine, own, there = name_key(fact.claim), _around(body, fact), _around(body, other)
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)}
    shared = sum(pair in there for pair in pairs)
    grades = set(_GRADES.findall(own)), set(_GRADES.findall(there))
    if grades[0] != grades[1] and (all(grades) or shared < 5):
        return False
    return len(_ANYTHING.sub("", mine)) >= 2 and (shared >= 4 or shared * 5 >= len(pairs) * 3) and shared >= min(2, len(pairs))


def _around(body: Body, fact: Fact) -> str:
    """What is said of a number on its left and, for a count, on its right."""
    claim = fact.claim
    right = re.split("[，。；：、（！？\\n\\d]", body.after(fact, 12))[0]
    return claim.subject + claim.indicator + body.clause(fact) + right


def _one_time(a: str, b: str) -> bool:
    """Equal, or of one year and one of them only so far or on a day."""
    if a == b or not a or not b:
        return True
    year = re.compile(r"(?:\d{4}|Y[+-]\d+)")
    x, y = year.match(a), year.match(b)
    if x is None or y is None or x[0] != y[0]:
        return False
    return any(part == "YTD" or part.startswith("D") for part in (a[x.end() :], b[y.end() :]))


def _stated_period(fact: Fact) -> bool:
    """True when the article says when: the period did not come from nowhere."""
    return bool(re.match(r"\d{4}", fact.claim.period))


def _headlines(body: Body) -> Iterator[Relation]:
    """A title's number must be some reading of the body's number of the same thing."""
    for index, reading in enumerate(body.readings):
        titles = [
            Fact((index, c.id), c)
            for c in reading.claims
            if c.place == "title" and c.quantity is not None and c.kind in ("level", "growth")
        ]
        for title in titles:
            if not usable(title) or title.claim.modality != "fact":
                continue
            hits = []
            for claim in reading.claims:
                if (
                    claim.place in ("title", "note", "table")
                    or claim.quantity is None
                    or claim.kind != title.claim.kind
                    or claim.bound == "unclear"
                ):
                    continue
                quantity = title.claim.quantity
                if (
                    quantity is None
                    or claim.quantity.dimension != quantity.dimension
                    or claim.modality != "fact"
                    or claim.aspect in ("base", "comparison", "average", "whole", "可比")
                ):
                    continue
                if not _same_thing(title.claim, claim) or not _same_part(title.claim.period, claim.period):
                    continue
                if title.claim.kind == "growth" and (title.claim.basis or "同比") != (claim.basis or "同比"):
                    continue
                hits.append(Fact((index, claim.id), claim))
            if not hits and title.claim.kind == "growth":
                only = [c for c in reading.claims if c.kind == "growth" and c.place != "title" and c.aspect != "comparison"]
                titled = [t for t in titles if t.claim.kind == "growth"]
                if (
                    len(only) == 1
                    and len(titled) == 1
                    and only[0].quantity is not None
                    and (only[0].basis or "同比") == (title.claim.basis or "同比")
                    and _mentioned(body, index, title.claim.subject + title.claim.indicator, Fraction(1, 4))
                    and not (
                        (part := _SECTION.search(title.claim.subject + title.claim.indicator))
                        and part[0] not in only[0].subject + only[0].indicator
                    )
                    and ("扣" in title.claim.indicator) == ("扣" in only[0].indicator)
                ):
                    hits = [Fact((index, only[0].id), only[0])]
            if not hits and title.claim.kind == "growth":
                hits = _only_telling(body, index, title)
            values = {(h.claim.quantity.number, h.claim.sign) for h in hits if h.claim.quantity is not None}
            for hit in hits:
                yield Relation(
                    "EP602",
                    Constraint(Var(title.key), "=", Var(hit.key)),
                    (title, hit),
                    f"{printed(body, title)} ≠ {printed(body, hit)}",
                    sure=len(values) == 1,
                    choice=("headline", title.key),
                )


def _only_telling(body: Body, index: int, title: Fact) -> list[Fact]:
    """The body's one growth of the headline's indicator, in words that may differ: 净利下滑12.5% over 归母净利润…增长12.5%."""
    found = []
    basis = title.claim.basis or "同比"
    for fact in body.all("growth"):
        claim = fact.claim
        if fact.key[0] != index or claim.place == "title" or claim.quantity is None or claim.aspect in ("comparison", "base", "可比"):
            continue
        if (claim.basis or "同比") != basis or claim.modality != "fact" or not usable(fact):
            continue
        one, two = sorted((title.claim.indicator, claim.indicator), key=len)
        if ("扣" in one) != ("扣" in two):
            continue  # 扣非净利润 is another profit
        if len(one) >= 2 and (two.endswith(one) or _kindred(one, two)) and _same_part(title.claim.period, claim.period):
            found.append(fact)
    if len({(f.claim.quantity.number, f.claim.sign) for f in found if f.claim.quantity is not None}) != 1:
        return []
    told, quantity = found[0].claim, title.claim.quantity
    if quantity is None or told.quantity is None:
        return []
    opposite = told.quantity.number == quantity.number and told.sign != title.claim.sign
    owner = title.claim.subject == told.subject or not title.claim.subject or not told.subject or told.subject in _JOINED
    named = _mentioned(body, index, title.claim.subject, Fraction(2, 3))
    return found if opposite or (named and (owner or told.indicator == title.claim.indicator)) else []


_JOINED = ("合并", "综合", "累计", "本期")


_SECTION = re.compile("业务|板块|分部|子公司|海外|境外|出口|进口|线上|线下|主力|新品")


def _mentioned(body: Body, index: int, name: str, share: Fraction) -> bool:
    """True when the body's first lines speak of what the headline names, by ``share`` of it."""
    article = body.readings[index].article
    text = "".join(article.folded[line.at.start : line.at.end] for line in [x for x in article.lines if x.kind != "title"][:2])
    bare = re.sub("[^\u4e00-\u9fffA-Za-z]", "", re.split(r"\s", name.strip())[-1])
    pairs = [bare[i : i + 2] for i in range(len(bare) - 1)]
    hits = sum(pair in text for pair in pairs)
    return hits >= share * len(pairs)


def _title_counts(body: Body) -> Iterator[Relation]:
    """15校率先受惠 over a body of 18 schools, 11, 5 and 2 of their kinds: a headline's count that nothing in the body gives."""
    for index, reading in enumerate(body.readings):
        titles = [
            Fact((index, c.id), c)
            for c in reading.claims
            if c.place == "title" and c.kind == "level" and c.quantity is not None and c.quantity.dimension.startswith("count:")
        ]
        for title in titles:
            quantity = title.claim.quantity
            if quantity is None or quantity.hedge or not quantity.exact or title.claim.modality != "fact" or not usable(title):
                continue
            same = [
                f
                for f in body.levels[index]
                if f.claim.place != "title" and f.claim.quantity is not None and f.claim.quantity.dimension == quantity.dimension
            ]
            if any(f.claim.quantity is not None and f.claim.quantity.number == quantity.number for f in same):
                continue
            printed_elsewhere = [
                q
                for q in reading.scan.quantities
                if q.number == quantity.number and not title.claim.at.start <= q.at.start < title.claim.at.end
            ]
            totals = {f.claim.links["total"][0] for f in same if f.claim.links.get("total") and f.claim.links.get("list")}
            wholes = [f for f in same if not f.claim.links.get("total")]
            parts = [f for f in same if f.claim.links.get("total")]
            if printed_elsewhere or len(wholes) != 1 or totals != {wholes[0].key[1]} or len(parts) < 2:
                continue
            whole = wholes[0]
            one, two = _figures(body, title), _figures(body, whole)
            if len(one) != len(two) or len(one) < 2 or not usable(whole) or not {s.label for s in digit_slips(one) if s.text == two}:
                continue
            if sum((p.claim.quantity.number or 0) for p in parts if p.claim.quantity is not None) != whole.claim.quantity.number:  # type: ignore[union-attr]
                continue
            yield Relation(
                "EP602",
                Constraint(Var(title.key), "=", Var(whole.key)),
                (title, whole),
                f"{printed(body, title)} ≠ {printed(body, whole)}",
                choice=("headline", title.key),
            )


def _same_thing(a: Claim, b: Claim) -> bool:
    first, second = name_key(a), name_key(b)
    if len(first) < 2 or len(second) < 2:
        return False
    one, other = sorted((a.subject.rstrip("市县区省"), b.subject.rstrip("市县区省")), key=len)
    if first == second:
        return True
    longer = max(a.subject, b.subject, key=len)
    owner = bool(one) or not re.search("业$|居民$|[城农乡][镇村]$", longer)  # 工业用电量 is not 用电量
    return a.indicator == b.indicator and other.startswith(one) and owner


def _same_part(a: str, b: str) -> bool:
    part = re.compile(r"^(?:\d{4}|Y[+-]\d+)")
    if a == b:
        return True
    x, y = part.sub("", a), part.sub("", b)
    return x == y or not x
