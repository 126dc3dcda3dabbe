"""The same fact told twice: EP601 in one article, EP603 in two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Final

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
    yield from _rate_twins(body)
    yield from _thresholds(body)
    yield from _exclaimed(body)
    yield from _twins(body)


def _identity(claim: Claim) -> tuple[object, ...] | None:
    """What makes two claims the same fact; None where too little is known to say."""
    quantity = claim.quantity
    if quantity is None or claim.modality != "fact" or claim.bound in ("unclear",) or quantity.ranged:
        return None
    if claim.aspect not in ("", "stock", "up", "down", "together", "increment", "whole"):
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
    if a.links.get("total") or b.links.get("total") or a.subject != b.subject:
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
        if level.order < mark.order and any(
            f.order < level.order
            and same_dimension(f, level)
            and f.claim.interval.low is not None
            and f.claim.interval.low >= quantity.number * quantity.factor
            for f in body.beside(mark, "level")
        ):
            continue  # 最高价106元，最低价69.67元，首次突破百元: of which of them, nothing says
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
    if not labels or _parallel(body, fact, other):
        return False
    if name_key(a) == name_key(b) and body.known(fact) is not None:
        return True
    alike = (len(name_key(a)) >= 2 and name_key(a) == name_key(b)) or (kindred(a.indicator, b.indicator) and not apart(a, b))
    return len(one.replace(".", "")) >= 3 and alike  # but 工业总产值 and 农产品加工产值 are two


_DIGITS = 3  # of a rate: with fewer the same ones come by chance


def _rate_twins(body: Body) -> Iterator[Relation]:
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
        if fact.claim.sentence == other.claim.sentence or _parallel(body, fact, other) or not _of_one(body, fact, other):
            continue
        yield _rate_retold(body, fact, other)


def _a_rate(body: Body, fact: Fact) -> bool:
    """不良贷款率, 空气质量优良天数比例."""
    known = body.known(fact)
    return fact.claim.indicator.endswith("率") or (known is not None and known.nature == "rate")


_SOMEONE = re.compile("[\u4e00-\u9fff]{2}(?:银行|商行|信用社|支行|分行|公司|集团|[省市县区镇乡村](?!场|民)|学院|学校|中学|小学|医院)")
_HELD = re.compile("去年|上年|年初|同期|调整|修订|口径|剔除|扣除|目标|预计|其中|不含")


def _of_one(body: Body, fact: Fact, other: Fact) -> bool:
    """Neither sentence names another owner than the other, another time or another way to reckon."""
    said = [body.lead(f) for f in (fact, other)]
    if any(_HELD.search(re.split("[。；\\n]", body.before(f, 24))[-1]) for f in (fact, other)):
        return False
    owners = [set(_SOMEONE.findall(each)) for each in said]
    return owners[0] == owners[1] or not all(owners)


def _bracketed(body: Body, growth: Fact) -> str:
    """What stands before the bracket that a growth is told in; empty where it is in none."""
    owner, bracket, inside = body.before(growth, 24).rpartition("（")
    return owner.rstrip("」”》") if bracket and "）" not in inside else ""


def apart(a: Claim, b: Claim) -> bool:
    """True for one measure of two owners: 手机销量 and 平板电脑销量."""
    one, two = a.subject + a.indicator, b.subject + b.indicator
    same = next((n for n in range(min(len(one), len(two))) if one[-1 - n] != two[-1 - n]), min(len(one), len(two)))
    one, two = one[: len(one) - same], two[: len(two) - same]
    return same >= 2 and bool(one and two) and one not in two and two not in one


def kindred(one: str, two: str) -> bool:
    """True for two words for one measure: 销售整车 and 销量."""
    one, two = (re.sub("销售(?:额|收入|利润)", "营收", each) for each in (one, two))
    return any(kin.search(one) and kin.search(two) for kin in load_words().kin)


_LIFELONG = re.compile("总投资|投资总额|总规模|全长|总长|建筑面积|占地|造价")


def _twins(body: Body) -> Iterator[Relation]:
    """总投资91.3亿元 here, 93.1亿元 there: one name, and two neighbouring digits changed places."""
    for levels in body.levels.values():
        digits: dict[tuple[str, str, Fraction], list[Fact]] = defaultdict(list)
        lifelong: dict[str, list[Fact]] = defaultdict(list)
        for fact in levels:
            claim = fact.claim
            plain = (
                claim.aspect in ("", "stock", "increment", "average")
                and (claim.modality == "fact" or _LIFELONG.search(claim.indicator))
                and claim.place in ("body", "heading")
                and (not claim.links.get("list") or _named_in_full(body, fact))
            )
            if usable(fact) and plain and claim.quantity is not None:
                digits["".join(sorted(figures(body, fact))), claim.quantity.base_unit, claim.quantity.factor].append(fact)
                if _LIFELONG.search(claim.indicator):
                    lifelong[claim.quantity.base_unit].append(fact)
        pairs = {(x.key, y.key): (x, y) for facts in (*digits.values(), *lifelong.values()) for y, x in combinations(facts, 2)}
        for fact, other in pairs.values():
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


def _named_in_full(body: Body, fact: Fact) -> bool:
    """化工行业用电: an item of a list whose own words say what of whom."""
    claim = fact.claim
    return len(claim.subject) >= 2 and body.known(fact) is not None and claim.subject in body.clause(fact)


_THIS = re.compile("[这该此][座条处个项]总|(?:该|本|此)(?:项目|工程|次投资|次募投|路|桥)|项目|工程")
_ORDINARY = {"transposition", "unit-scale", "digit"}


def _owned_alike(body: Body, fact: Fact, other: Fact) -> bool:
    """总投资35.6亿元的某某电站 … 某某电站总投资53.6亿元: a lifelong amount of one thing by its name, one slip apart."""
    a, b = fact.claim, other.claim
    if a.sentence == b.sentence or (a.quantity and a.quantity.hedge) or (b.quantity and b.quantity.hedge):
        return False
    for owned, stated in ((fact, other), (other, fact)):
        invested = _INVESTED.fullmatch(body.clause(owned)) is not None
        if not _LIFELONG.search(stated.claim.indicator) or owned.claim.subject or not (invested or _LIFELONG.search(body.clause(owned))):
            continue
        if _of_another_name(body, owned, stated):
            continue
        name = stated.claim.subject
        named = len(name) >= 4 and re.match(f"的[“《]?{re.escape(name)}", body.after(owned, len(name) + 2))
        if (named or _owner_before(body, owned, stated)) and (
            _one_amount(owned, stated) or (invested and "投资" in stated.claim.indicator)
        ):
            return bool(slip_between(body, fact, other) & _ORDINARY)
    return False


_INVESTED: Final = re.compile("(?:[这那该]?[座个条项处])?(?:计划|概算)?投资")  # 投资8.6亿元的某某工程: all of it


def _one_amount(a: Fact, b: Fact) -> bool:
    """总投资 and 概算总投资: one kind of amount."""
    x, y = _LIFELONG.search(a.claim.indicator), _LIFELONG.search(b.claim.indicator)
    return x is not None and y is not None and (x[0] == y[0] or {x[0], y[0]} == {"总投资", "投资总额"})


def _of_another_name(body: Body, owned: Fact, stated: Fact) -> bool:
    """总投资8.6亿元的城北水厂 … 总投资6.8亿元的城南水厂: each stands before a name of its own."""
    one, two = (re.match("的[“《]?([\u4e00-\u9fffA-Za-z0-9]{4})", body.after(f, 8)) for f in (owned, stated))
    return one is not None and two is not None and one[1] != two[1]


def _owner_before(body: Body, owned: Fact, stated: Fact) -> bool:
    """总投资49亿元的城东快速路 where the other sentence, or the one before it, is of 城东快速路."""
    after = re.match("的[“《]?([\u4e00-\u9fffA-Za-z0-9]{4,14})", body.after(owned, 18))
    if after is None or stated.claim.subject not in ("", "项目", "工程", "该项目", "该工程"):
        return False
    text = body.readings[stated.key[0]].article.folded
    line = text.rfind("\n", 0, stated.claim.at.start) + 1
    said = text[max(line, stated.claim.at.start - _AROUND) : stated.claim.at.start]
    return any(after[1][:size] in said for size in range(len(after[1]), 3, -1))


_AROUND = 70  # characters before an amount in which its owner may be named


def _parallel(body: Body, fact: Fact, other: Fact) -> bool:
    """甲镇发放补贴资金…, 乙镇发放补贴资金…: two sentences of one build that differ in a word tell of two things."""
    one, two = (re.sub(r"[\d.%]", "", body.lead(f)) for f in (fact, other))
    head = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    one, two = one[head:], two[head:]
    tail = next((i for i, (x, y) in enumerate(zip(reversed(one), reversed(two), strict=False)) if x != y), min(len(one), len(two)))
    return head + tail >= 4 and 0 < len(one) - tail <= 4 and 0 < len(two) - tail <= 4


def figures(body: Body, fact: Fact) -> str:
    return re.sub("[^\\d.]", "", body.folded(fact))


def _twin(body: Body, fact: Fact, other: Fact) -> bool:
    """One thing at one time as far as the text says, three digits or more, one transposition apart."""
    a, b = fact.claim, other.claim
    if a.sentence == b.sentence or a.scope_key != b.scope_key:
        return False
    if other.key[1] in a.links.get("total", ()) or fact.key[1] in b.links.get("total", ()):
        return False  # 研发经费5.04亿元 … 新材料产业0.54亿元: a part of the other
    if not _spoken_of(body, max(fact, other, key=lambda f: f.order)):
        return False
    if _grown_otherwise(body, fact, other) or _another_named(body, fact, other) or _another_named(body, other, fact):
        return False
    if _moved_since(body, fact, other) or _two_of_them(body, fact, other):
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
    if one == two or not re.fullmatch(r"\d+(?:\.\d+)?", one) or _parallel(body, fact, other):
        return False
    if not _LIFELONG.search(a.indicator) and set(_SET.findall(body.lead(fact))) != set(_SET.findall(body.lead(other))):
        return False  # 计划改造126个 … 162个已提出申请
    if _retold(body, fact, other) and a.indicator == b.indicator and sorted(one) == sorted(two) and len(one) > 3:
        return True  # 该项目总投资16.38亿元: said of the one whose 18.36亿元 has been told
    if not any(s.label == "transposition" and s.text == two for s in digit_slips(one)):
        return _of_that(body, fact, other)
    if _this_project(body, fact, other):
        return True
    if _all_of_them(body, fact, other):
        return True
    if len(one.replace(".", "")) < 3:
        return _word_for_word(body, fact, other)
    if _told_again(body, fact, other):
        return True
    if _last_year_of_a_report(body, fact, other) and (_called_alike(body, fact, other) or _called_alike(body, other, fact)):
        return True
    named = a.indicator == b.indicator and (body.known(fact) is not None or len(a.indicator) >= 4)
    one_owner = not a.subject or not b.subject or a.subject == b.subject
    if named and one_owner and (_LIFELONG.search(a.indicator) or _one_time(a.period, b.period)):
        return True
    past = (_PAST.search(body.lead(fact)) is None) != (_PAST.search(body.lead(other)) is None)
    together = not past and (not a.period or not b.period or _one_time(a.period, b.period))
    one_unit = a.quantity.unit == b.quantity.unit
    return together and one_unit and (_called_alike(body, fact, other) or _called_alike(body, other, fact))


def _grown_otherwise(body: Body, fact: Fact, other: Fact) -> bool:
    """财政总支出55.2亿元，增长15.5%；预算支出52.5亿元，增长14.5%: what grew otherwise over one time is another thing."""
    one, two = ([g for g in body.beside(f, "growth") if body.first(g, "now") == f] for f in (fact, other))
    return any(
        (a.claim.basis or "同比") == (b.claim.basis or "同比") and not a.claim.interval.overlaps(b.claim.interval) for a in one for b in two
    )


_THEN: Final = re.compile("[年月]前(?!三季|三个|[一二三四]季)|当[年初时]|[起最]初|之初|刚|曾|原[来有先]|只有|仅有")
_MOVES: Final = re.compile("新招|招聘|招录|扩招|收购|并购|兼并|合并|并入|裁员|裁减|入职|离职|退休|重组|划转")


def _moved_since(body: Body, fact: Fact, other: Fact) -> bool:
    """十年前只有2480名员工。如今，2840名员工…; 收购同行后，2840名员工…: how many there were and how many there are."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    quantity = first.claim.quantity
    if quantity is None or not quantity.dimension.startswith("count"):
        return False
    if _THEN.search(body.lead(first)) and not _THEN.search(body.lead(last)):
        return True
    if last.claim.sentence - first.claim.sentence > _SOON:
        return False
    between = (f for f in body.within(last, _SOON, "level", "change") if first.order < f.order < last.order and same_dimension(f, last))
    came = any(f.claim.kind == "change" or f.claim.aspect == "increment" for f in between)
    return came or _MOVES.search(body.text(first, last)) is not None


_SOON: Final = 4  # sentences in which what changes is told between
_TRADE: Final = re.compile("[\u4e00-\u9fff]{2}(?:行业|系统|产业|领域|战线)(?:[的内里中])?$")


def _two_of_them(body: Body, fact: Fact, other: Fact) -> bool:
    """有2480名员工的甲厂与有2840名员工的乙厂; 全县纺织行业2840名员工: of two owners."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    if any(f.key != first.key and same_dimension(f, last) and f.claim.interval == last.claim.interval for f in body.beside(first, "level")):
        return True
    if _OTHERS.search(last.claim.subject) and not _OTHERS.search(body.lead(first) + first.claim.subject):
        return True
    trade = _TRADE.search(body.clause(last))
    return trade is not None and trade[0] not in body.lead(first)


_OTHERS: Final = re.compile("周边|其他|其余|外地|邻|散户")
_ALL: Final = re.compile("(?P<thing>[\u4e00-\u9fff]{2,4}?)(?:已经?|均|都|现已)*(?:全部|全都|全数|悉数|一个不[落少]|无一)")
_REACHES: Final = re.compile("(?:总?面积|总数|数量|总量|规模)?(?:现|共|总共)?(?:有|为|达到?|超)?$")
_OWNS: Final = re.compile("(?P<place>[村镇乡县区市校院园港社])里?(?:现|共|总共)?(?:有|拥有|辖)$")
_WHOLE_PLACE: Final = re.compile("全(?P<place>[村镇乡县区市校院园港社])(?:的|上下)?")


def _all_of_them(body: Body, fact: Fact, other: Fact) -> bool:
    """46艘渔船 … 64艘渔船已全部安装终端; 甲村有568户 … 全村658户: all of what has been counted before."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    quantity = first.claim.quantity
    measured = quantity is not None and (quantity.dimension.startswith("count") or quantity.dimension == "area")
    if quantity is None or not measured or not _one_time(first.claim.period, last.claim.period):
        return False
    if last.claim.links.get("total") or _GRADES.search(body.clause(last)) or last.claim.paragraph - first.claim.paragraph > 2:
        return False
    told = [f for f in body.levels[first.key[0]] if same_dimension(f, last)]
    place, owned = _WHOLE_PLACE.fullmatch(body.clause(last)), _OWNS.search(body.clause(first))
    if place is not None and owned is not None and place["place"] == owned["place"] and len(figures(body, last)) > 2:
        return len(told) == 2 or quantity.unit in ("户", "口人")
    thing = _ALL.match(body.after(last, 12))
    if thing is None or not (
        body.after(first, 8).startswith(thing["thing"]) or _REACHES.sub("", body.clause(first)).endswith(thing["thing"])
    ):
        return False
    return _BARE.fullmatch(_PLACED.sub("", body.clause(last))) is not None


_PLACED: Final = re.compile("目前|现在|如今|眼下|[村镇县校院园厂港]里|^“")


def _told_again(body: Body, fact: Fact, other: Fact) -> bool:
    """展陈面积2.38万平方米 … 2.83万平方米的展陈空间: the later number stands alone before what the earlier one was told of."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    if set(_PAST.findall(_TURNING_TO.sub("", body.lead(first)))) != set(_PAST.findall(_TURNING_TO.sub("", body.lead(last)))):
        return False
    if not _one_time(first.claim.period, last.claim.period) or last.claim.links.get("total"):
        return False
    thing = body.after(last, 14).lstrip("的")
    if _ANOTHER_FLOW.search(thing):
        return False  # 招收研究生1284人 … 1248名研究生毕业
    told = body.clause(first) + re.split("[，。；：、！？（\\n\\d]", body.after(first, 10))[0]
    same = next((size for size in range(6, 1, -1) if len(thing) >= size and thing[:size] in told), 0)
    if not _BARE.fullmatch(body.clause(last)) and same < 4:
        return False
    return same >= 2 and not _ANYTHING.fullmatch(thing[:same]) and not _GRADES.search(thing[:same] + body.clause(last))


def _another_named(body: Body, owned: Fact, bare: Fact) -> bool:
    """甲水库总投资5.73亿元。乙水库同步开工，总投资7.53亿元: whose the second is stands further ahead, and it is another of the kind."""
    owner = owned.claim.subject
    said = body.lead(bare)
    if bare.claim.subject or len(owner) < 3 or owner in said:
        return False
    called = re.findall(f"(?![这那该此本座个条项的对在把将向于为])[\u4e00-\u9fff]{re.escape(owner[-2:])}", said)
    return any(each not in owner for each in called)


def _of_that(body: Body, fact: Fact, other: Fact) -> bool:
    """主跨528米 … 285米的主跨: the very same name beside the very same digits in another order, where nothing else has them."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    name, one, two = name_key(first.claim), figures(body, first), figures(body, last)
    if len(one.replace(".", "")) < 3 or sorted(one) != sorted(two) or one.find(".") - len(one) != two.find(".") - len(two):
        return False
    alone = _BARE.fullmatch(body.clause(last)) is not None and not last.claim.links.get("total")
    named = re.match(f"的{re.escape(name)}(?![\u4e00-\u9fff]{{0,4}}[和与、])", body.after(last, len(name) + 8)) is not None
    told = [f for f in body.levels[first.key[0]] if name_key(f.claim) == name]
    return len(name) >= 2 and alone and named and len(told) == 1 and not _ANYTHING.search(name) and body.clause(first).endswith(name)


_SET = re.compile("可比|同店|样本|抽样|(?<![初度按占照])计划|拟|申请|目标|力争")
_ANOTHER_FLOW = re.compile("获|毕业|取得|通过|退出|退休|离|流失|转|新增|入职|签约")
_BARE = re.compile(
    "(?:[这那该此“「]|上述|目前|现在|如今|眼下|对于?|面对|针对|围绕|[在为让使把将向给有共]|全部|全体|所有|这些|全[市县区镇乡省州校院港]|[我本][市县区镇校院港]"
    "|医院|学校|公司|企业|园区|我们|今年|全年)*"
)
_TURNING_TO = re.compile("(?:谈到|谈及|说到|提到|展望|聊起)(?:明年|来年|未来|今后|后年)")  # what is spoken of next is no time of the number


def _retold(body: Body, fact: Fact, other: Fact) -> bool:
    """The later of the two is said of 该项目, and no third amount is called so."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    named = [f for f in body.levels[fact.key[0]] if f.claim.indicator == first.claim.indicator and not f.claim.links.get("total")]
    stages = [set(_STAGE.findall(body.clause(f) + f.claim.subject)) for f in (first, last)]
    this = _THIS.search(body.clause(last)) is not None
    return _LIFELONG.search(first.claim.indicator) is not None and this and stages[0] == stages[1] and len(named) == 2


def _this_project(body: Body, fact: Fact, other: Fact) -> bool:
    """总投资35亿元的某某项目 … 待这个53亿元的项目达产: the one project whose total has been told, and no other total."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    if not _TOTAL_MONEY.search(body.clause(first)) or re.search("[这该此]个?$|这一$", body.clause(last)) is None:
        return False
    thing = re.match("的(项目|工程)(?!群|包|库|集群|清单)", body.after(last, 6))
    index = first.key[0]
    text = body.readings[index].article.folded
    totals = [f for f in body.levels[index] if _TOTAL_MONEY.search(body.clause(f))]
    alone = sum(figures(body, f) == figures(body, last) for f in body.levels[index]) == 1
    return thing is not None and len(totals) == 1 and alone and thing[1] in text[first.claim.at.end : last.claim.at.start]


_TOTAL_MONEY = re.compile("(?:总投资|投资总额|投资总规模|概算)[额为约达计]*$")


def _spoken_of(body: Body, last: Fact) -> bool:
    """这座总投资8.62亿元的水库: only where a 水库 has been spoken of, and not 这条总投资…的公路."""
    thing = re.match("的([\u4e00-\u9fff]{2})", body.after(last, 3))
    text = body.readings[last.key[0]].article.folded
    return _THIS_ONE.search(body.clause(last)) is None or (thing is not None and thing[1] in text[: last.claim.at.start])


_THIS_ONE = re.compile("[这该此][座条处个项]总")
_STAGE = re.compile("第[一二三四五六七八九十\\d]+[期批轮届次]|[一二三四五六七八九十]期")


def _word_for_word(body: Body, fact: Fact, other: Fact) -> bool:
    """累计引进厂商34家 … 第三期累计引进厂商43家: two digits are enough where the same six words stand before both, of one stage."""
    if (
        fact.claim.period != other.claim.period
        or fact.claim.quantity is None
        or fact.claim.links.get("total")
        or other.claim.links.get("total")
    ):
        return False
    one, two = body.clause(fact), body.clause(other)
    same = next((n for n in range(min(len(one), len(two))) if one[-1 - n] != two[-1 - n]), min(len(one), len(two)))
    stages = [set(_STAGE.findall(body.sentence(f))) for f in (fact, other)]
    told = {f.claim.quantity.number for f in body.levels[fact.key[0]] if f.claim.quantity and body.clause(f).endswith(one[-6:])}
    return same >= 6 and len(told) == 2 and (stages[0] == stages[1] or not stages[0] or not stages[1])


def _last_year_of_a_report(body: Body, fact: Fact, other: Fact) -> bool:
    """去年投入6.74亿元 in the report of a year that has told its 6.47亿元: in such a report, 去年 is the year reported on."""
    last = max(fact, other, key=lambda f: f.order)
    article = body.readings[fact.key[0]].article
    title = article.folded[: article.lines[0].at.end] if article.lines else ""
    x, y = (re.match(r"\d{4}", f.claim.period) for f in (fact, other))
    if re.search("年度|全年|年报|年终|业绩", title) is None or re.search("去年|过去一年|年内", body.lead(last)) is None:
        return False
    if x is not None and y is not None:
        return 0 < abs(int(x[0]) - int(y[0])) <= 2
    told = x or y  # the report prints its year once, and 去年 is by no number
    return told is not None and int(told[0]) == body.latest_year(fact.key[0]) and last.claim.period.startswith("Y-1")


_PAST = re.compile("去年|上年|前年|同期|上届|上[一]?次|往年|明年|后年|未来|计划到")
_GRADES = re.compile(
    "邻[县市区镇村]|兄弟[县市区]|周边|外[省地市]|国家级|省级|市级|区级|县级|镇级|村级|新[增建开]|城镇|农村|城市|乡村|男|女|进口|出口|境外|境内|其余|其他|其中"
)
_FILLER = re.compile(
    "(?:这|该|此|本|上述)(?:一?[项个笔批座条类些家])?|^[项总共]|活动|此次|本次|这次|此番|总共|累计|合计|共计|共|已|今年|去年|全年|目前|当前|预计|全部"
)
_OFFICES = re.compile("农业农村|城市管理|城市建设|乡村振兴|农村工作|进口博览|省级以上")
_ANYTHING = re.compile("企业|项目|人员|单位|机构|人数|数量|面积|资金|投资|收入|产值|金额|总额")


def _called_alike(body: Body, fact: Fact, other: Fact) -> bool:
    """1146家企业参展 and 1416家参展企业: most of the one name stands beside the other number, and no word that tells them apart."""
    mine, own, there = _FILLER.sub("", name_key(fact.claim)), _around(body, fact), _around(body, other)
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)}
    shared = sum(pair in there for pair in pairs)
    grades = set(_GRADES.findall(own)), set(_GRADES.findall(there))
    long = len(figures(body, fact).replace(".", "")) >= 4  # 农村危房1,276户 … 1,267户危房: no chance
    if grades[0] != grades[1] and (all(grades) or (shared < 5 and not long)):
        return False
    return len(_ANYTHING.sub("", mine)) >= 2 and (shared >= 4 or shared * 5 >= len(pairs) * 3) and shared >= min(2, len(pairs))


def _around(body: Body, fact: Fact) -> str:
    """What is said of a number on its left and, for a count, on its right."""
    claim = fact.claim
    right = re.split("[，。；：、（！？\\n\\d]", body.after(fact, 12))[0]
    return _OFFICES.sub("", claim.subject + claim.indicator + body.clause(fact) + right)


def _one_time(a: str, b: str) -> bool:
    """Equal, or of one year and one of them only so far or on a day."""
    if a == b or not a or not b:
        return True
    year = re.compile(r"(?:\d{4}|Y[+-]\d+)")
    x, y = year.match(a), year.match(b)
    if x is None or y is None or x[0] != y[0]:
        return False
    parts = a[x.end() :], b[y.end() :]
    # 前11个月4.73万人 and, further on, 今年以来 or nothing: the year so far
    return any(part == "YTD" or part.startswith("D") for part in parts) or ("" in parts and any(p.startswith("M01-") for p in parts))


def _stated_period(fact: Fact) -> bool:
    """True when the article says when: the period did not come from nowhere."""
    return bool(re.match(r"\d{4}", fact.claim.period))
