"""Amounts for one of something against total and count: EP401."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction

from enping_check.claims.lexicon import load as load_words
from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Expression, Interval, Var
from enping_check.language.units import unit_of
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import same_dimension

_SCALE = {"百": 100, "千": 1000, "万": 10000}


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for fact in body.all("level"):
        if not usable(fact):
            continue
        rate = fact.claim.quantity is not None and fact.claim.quantity.dimension.startswith("rate")
        if fact.claim.aspect == "average" and not rate:
            yield from _average(body, fact)
        elif fact.claim.aspect in ("", "up") and fact.claim.indicator == _PER_HEAD:
            yield from _per_head(body, fact)
        elif rate:
            yield from _rate(body, fact)


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
        f for f in body.beside(fact, "change") if usable(f) and not f.claim.basis and not f.claim.links
    ]  # 带动1200户增收420万元: an amount that no level is told of
    plain.sort(key=lambda f: f.claim.at.start)
    found = [f for f in plain if f.claim.at.start < claim.at.start and claim.sentence - f.claim.sentence <= reach]
    later = [f for f in plain if f.claim.sentence == claim.sentence and f.claim.at.start > claim.at.start]
    later = [f for f in later[:2] if "其中" not in body.text(fact, f)]  # 均价1910元；其中杉木2150立方米: of a part
    return list(reversed(found))[:14] + later


_PER_HEAD = "人均地区生产总值"
_DIVIDED_BY_MEAN = Fraction(3, 100)  # a year's end is never so far off the mean population


def _far_from_the_mean(body: Body, fact: Fact, top: Fact, heads: Fact) -> bool:
    """True where no mean population between two years' ends explains it, and a slip does."""
    a, b, own = (f.claim.interval.middle for f in (top, heads, fact))
    if not a or not b or not own or abs(a / b / own - 1) <= _DIVIDED_BY_MEAN:
        return False
    return one_slip(body, fact, Var(top.key) / Var(heads.key), (fact, top, heads), ("transposition", "point", "unit-scale"))


def _per_head(body: Body, fact: Fact) -> Iterator[Relation]:
    """常住人口286.4万人，地区生产总值2148亿元，人均地区生产总值7.5万元: by the one population and the one product beside it, roughly."""
    if fact.claim.quantity is None or fact.claim.quantity.hedge or body.yearly(fact):
        return
    told = [f for f in body.within(fact, 1, "level") if f.key != fact.key and usable(f) and f.claim.modality == "fact"]
    told = [
        f
        for f in told
        if f.claim.aspect in ("", "stock", "up", "down") and f.claim.scope_key == fact.claim.scope_key and not f.claim.subject
    ]
    tops = [f for f in told if f.claim.indicator == "地区生产总值" and f.claim.period == fact.claim.period]
    heads = [f for f in told if f.claim.indicator in ("常住人口", "年末常住人口", "人口") and one_time(fact, f)]
    if len(tops) != 1 or len(heads) != 1 or not same_dimension(tops[0], fact):
        return
    top, heads_told = tops[0], heads[0]
    yield Relation(
        "EP401",
        Constraint(Var(top.key), "=", Var(fact.key) * Var(heads_told.key)),
        (fact, top, heads_told),
        f"{printed(body, top)} ÷ {printed(body, heads_told)} = {{x}}",
        severity=Severity.WARNING,
        sure=_far_from_the_mean(body, fact, top, heads_told),
        choice=("average", fact.key),
    )


_OF_ANYTHING = ("平均", "均价", "单价", "客单价", "单票")
_EACH_DAY = ("日均", "日", "天", "一天平均", "每天平均", "每日平均", "天均")
_PEOPLE = re.compile("[年末底中总均常住户籍服务]{0,6}人口")


_EACH = re.compile("每([千万百]?[^，均\\d]{1,4})$")


_EACH_OF = re.compile("每个[一-鿿]{0,5}?([户庭村镇乡县市区校店站厂])(?=的|平均|人口|$)")
_PRICED_BY = re.compile("(平方呎|平方米|立方米|公斤|千克|[呎尺方吨斤桶担克])[均单]?价$")  # 呎价, 吨价: what it is the price of

_WEIGHED = re.compile("(吨|公斤|斤|度|升|桶|克)(?=[^，\\d]{1,4}(?:平均|均|综合))")  # 吨煤平均售价


def _divisor(fact: Fact) -> tuple[str, Fraction]:
    """The word of the divisor without its scale: 每千人口 → 人口, 1000."""
    word = fact.claim.whole or ""
    if word in _OF_ANYTHING and (priced := _PRICED_BY.search(fact.claim.subject + fact.claim.indicator)) is not None:
        return {"呎": "平方呎", "尺": "平方尺", "方": "平方米"}.get(priced[1], priced[1]), Fraction(1)
    if word in _OF_ANYTHING and (weighed := _WEIGHED.match(fact.claim.subject + fact.claim.indicator)) is not None:
        return weighed[1], Fraction(1)
    if word in _OF_ANYTHING and (each := _EACH.search(fact.claim.why)) is not None:
        word = each[1]  # 均价每吨
    if word == "个" and (each := _EACH_OF.search(fact.claim.why)) is not None:
        word = "户" if each[1] == "庭" else each[1]  # 平均每个家庭户的人口
    scale = Fraction(1)
    while word[:1] in _SCALE and len(word) > 1:
        scale *= _SCALE[word[0]]
        word = word[1:]
    return word, scale


def _average(body: Body, fact: Fact) -> Iterator[Relation]:
    """average × count = total, for each total and count near it; sure where its sentence leaves no other."""
    quantity = fact.claim.quantity
    if quantity is None:
        return
    word, _ = _divisor(fact)
    if again(body, fact):
        return
    if word in _EACH_DAY and _DAYS_LEFT.search(body.lead(fact)):
        return  # 越过5亿件关口后的29天，每天还有107万件
    if word in _EACH_DAY:
        yield from _daily(body, fact)
        if word == "日均":
            return
    if quantity.dimension == "none":
        return
    levels = near(body, fact)
    tops = [f for f in levels if _alike(f, fact) and f.claim.aspect not in ("base", "whole")]
    tops = [f for f in tops if f.claim.interval.bounded] or tops  # 二两以上 is the total of nothing
    if (own := fact.claim.interval.middle) is not None:
        # 每度0.588元，加价0.05元; but 2.86万元 may be a slip for 亿元
        tops = [f for f in tops if f.claim.interval.middle is None or f.claim.interval.middle > own or "万" in body.folded(f)]
    bottoms = counts(body, fact, levels)
    inside_tops, inside_bottoms = _inside(body, fact, tops, bottoms)
    if len(inside_tops) > 1 and len(named := _named_so(body, fact, inside_tops, word)) == 1:
        inside_tops = named
    single = len(inside_tops) == 1 and len(inside_bottoms) == 1 and word not in ("平均", "客单价", "单价", "均价")
    population = bool(re.search("人均", word)) and bool(re.search("生产总值|GDP|收入|支出|产值", fact.claim.indicator))
    severity = Severity.WARNING if population or any("人口" in b[0].claim.indicator for b in bottoms[:1]) else Severity.ERROR
    yield from _further(body, fact, inside_tops, inside_bottoms)
    yield from _by_owner(body, fact)
    yield from _reckoned(body, fact, levels, bottoms)
    if single and _explained_here(body, fact, inside_tops[0], inside_bottoms[0]):
        tops, bottoms = inside_tops, inside_bottoms  # no total told before settles what its own sentence gets wrong
    for top in tops[:5]:
        for bottom, factor in bottoms[:5]:
            if bottom.key == top.key:
                continue
            nearest = inside_tops[:1] == [top] and inside_bottoms[:1] == [(bottom, factor)]
            few = len(inside_tops) <= 2 and len(inside_bottoms) <= 1 and abs(top.claim.clause - fact.claim.clause) <= 2
            yield Relation(
                "EP401",
                Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(bottom.key)),
                (fact, top, bottom),
                f"{printed(body, top)} ÷ {printed(body, bottom)} = {{x}}",
                severity=severity,
                sure=(
                    (single and nearest)
                    or (nearest and few)
                    or (inside_tops == [top] and _of_its_size(body, fact, top, bottom, inside_bottoms))
                )
                and (not population or (single and nearest and _far_from_the_mean(body, fact, top, bottom)))
                and top.claim.frame != fact.claim.frame
                and one_time(fact, top)
                and _likely(body, fact, Var(top.key) * factor / Var(bottom.key), (top, bottom))
                and of_these(body, fact, top, bottom, word)
                and not _of_another(fact, top, bottom, tops)
                and not _owner_has_one(body, fact, top, bottom)
                and not _of_the_other_side(body, fact, top)
                and not of_more(body, fact, top)
                and not _of_several(body, fact, top)
                and not _of_one_of_many(body, fact, top, bottom)
                and not _shared_out(body, bottom, top)
                and not _met_by_two(fact, bottom),
                choice=("average", fact.key),
            )


def _met_by_two(fact: Fact, bottom: Fact) -> bool:
    """20支球队每队52场，共520场: every game is played by two of them."""
    games, sides = fact.claim.quantity, bottom.claim.quantity
    teams = sides is not None and (sides.unit.endswith(("支", "队")) or "队" in bottom.claim.indicator)
    return teams and games is not None and games.unit.endswith(("场", "局", "盘"))


Bottom = tuple[Fact, Fraction]


def _explained_here(body: Body, fact: Fact, top: Fact, bottom: Bottom) -> bool:
    """True when one slip explains why total and count of the average's own sentence do not make it."""
    count, factor = bottom
    return top.key != count.key and one_time(fact, top) and slipped_here(body, fact, Var(top.key) * factor / Var(count.key), (top, count))


def slipped_here(body: Body, fact: Fact, mean: Expression, operands: tuple[Fact, ...]) -> bool:
    """True when one slip explains why the mean of these is not the average."""
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in operands}
    failing = not mean.range(box).overlaps(fact.claim.interval)
    return failing and one_slip(body, fact, mean, (fact, *operands), ("digit", "transposition", "point"))


_AGAIN = re.compile(
    "(?:[每各]个?|[人户]均|(?=[月日年][人户]均))(?P<spell>月|季度|季|周|星期|日|天|学期|学年|年)(?!龄|轻|级|份)|(?P<wage>月(?:薪|工资|收入|租金|租))"
)

_EACH_SHIFT = re.compile("每[^，每\\d]{1,3}每(?P<spell>[班趟次茬批场])")


def again(body: Body, fact: Fact) -> str:
    """月 for 每人每月, 人均月工资: how often the amount comes again; empty where it is for one of something alone, or for a time alone."""
    if fact.claim.aspect != "average" or (fact.claim.whole or "")[:1] in tuple("月日天季周年"):
        return ""
    if (shift := _EACH_SHIFT.search(body.clause(fact))) is not None:
        return shift["spell"]  # 每台每班产布86米
    found = _AGAIN.search(body.clause(fact)) or _AGAIN.search(fact.claim.why)
    return (found["spell"] or "月") if found is not None else ""


def counts(body: Body, fact: Fact, pool: Sequence[Fact]) -> list[Bottom]:
    """The claims of ``pool`` that count what the average is for one of, each with what brings it to the divisor's own unit."""
    word, scale = _divisor(fact)
    per = load_words().per
    wanted: tuple[str, ...] = next((units for name, units in per.items() if word == name or word.startswith(name)), ())
    if not wanted and len(word) == 1:
        wanted = per.get(f"{word}均", ())  # 每校: of schools, however they are counted
    found: list[Bottom] = []
    for f in pool:
        q = f.claim.quantity
        if q is None or f.claim.aspect in ("base", "whole"):
            continue
        people = q.dimension == "none" and _PEOPLE.match(body.after(f, 6)) is not None  # 以368.2万常住人口计
        if wanted:
            if any(_counted(q.dimension, each) for each in wanted) and (q.dimension != "count:个" or _of_kind(body, f, word[0])):
                found.append((f, _factor(wanted, q.dimension) * scale))
            elif ("人" in wanted and people) or (word[:1] == "户" and body.after(f, 2) == "家庭"):
                found.append((f, scale))
        elif word in _OF_ANYTHING:
            if fact.claim.quantity is not None and q.dimension != fact.claim.quantity.dimension:
                found.append((f, Fraction(1)))
        else:
            named = unit_of(word)
            if named is not None and q.dimension == named.dimension:
                found.append((f, named.factor * scale))
            elif word == "人" and people:
                found.append((f, scale))
            elif word and q.dimension.startswith("count") and body.after(f, len(word)) == word:
                found.append((f, scale))  # 8个村…，平均每村
    residents = word == "人" and scale >= 1000  # 每千人床位: of those who live there, never of teachers
    if residents or word.startswith("人口") or re.search("每[千万百]?人口", body.before(fact, 24)):
        found = [b for b in found if "人口" in b[0].claim.indicator or "居民" in b[0].claim.indicator]
    return found


def _further(body: Body, fact: Fact, tops: list[Fact], bottoms: list[Bottom]) -> Iterator[Relation]:
    """Where the sentence has only the count, the one total of the paragraph that is called alike; only the total, the one such count.

    So far off it is only believed where one slip explains what is wrong.
    """
    reach: list[tuple[Fact, Bottom]] = []
    if len(bottoms) == 1 and not tops:
        earlier = [
            f
            for f in body.nearby(fact, 0, "level")
            if _told_before(f, fact, 3) and same_dimension(f, fact) and _called_alike(body, fact, f)
        ]
        reach = [(earlier[0], bottoms[0])] if len(earlier) == 1 else []
        if not earlier and (lead := _led_by(body, fact)) is not None:
            yield from _of_the_lead(body, fact, lead, bottoms[0])
    elif len(tops) == 1 and not bottoms:
        told = counts(body, fact, [f for f in body.levels[fact.key[0]] if _told_before(f, fact, 40)])
        reach = [(tops[0], told[0])] if len(told) == 1 else []
    for top, (bottom, factor) in reach:
        yield Relation(
            "EP401",
            Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(bottom.key)),
            (fact, top, bottom),
            f"{printed(body, top)} ÷ {printed(body, bottom)} = {{x}}",
            sure=one_time(fact, top)
            and one_time(fact, bottom)
            and not _owner_has_one(body, fact, top, bottom)
            and not _of_the_other_side(body, fact, top)
            and not _of_one_of_many(body, fact, top, bottom)
            and "人口" not in bottom.claim.indicator  # the mean of two years' ends divides, not the last one
            and one_slip(body, fact, Var(top.key) * factor / Var(bottom.key), (fact, top, bottom), ("digit", *_LARGE, "transposition")),
            choice=("average", fact.key),
        )


def _by_owner(body: Body, fact: Fact) -> Iterator[Relation]:
    """门急诊68.42万人次。…门急诊收入2.47亿元，门急诊次均费用361元: total and count that bear the very owner of the average.

    The count may stand paragraphs before; it is only believed where one slip explains what is wrong.
    """
    owner = fact.claim.subject.rpartition("|")[2]
    if len(owner) < 2:
        return
    owned = [f for f in body.nearby(fact, 3, "level") if f.order < fact.order and usable(f)]
    owned = [f for f in owned if (f.claim.subject.rpartition("|")[2] or f.claim.indicator) == owner]
    owned = [f for f in owned if f.claim.aspect in ("", "stock", "together") and f.claim.modality == "fact" and one_time(fact, f)]
    tops = [f for f in owned if same_dimension(f, fact) and f.claim.sentence == fact.claim.sentence]
    bottoms = counts(body, fact, [f for f in owned if f.claim.sentence < fact.claim.sentence])
    if len(tops) != 1 or len(bottoms) != 1 or tops[0].key == bottoms[0][0].key:
        return
    top, (bottom, factor) = tops[0], bottoms[0]
    what = _MEAN_OF.sub("", fact.claim.indicator)
    if not (_PAID.fullmatch(what) or what in top.claim.indicator):
        return  # 客运收入…，客运人均成本12元
    mean = Var(top.key) * factor / Var(bottom.key)
    yield Relation(
        "EP401",
        Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(bottom.key)),
        (fact, top, bottom),
        f"{printed(body, top)} ÷ {printed(body, bottom)} = {{x}}",
        sure=one_slip(body, fact, mean, (fact, top, bottom), ("digit", "transposition", "point")),
        choice=("average", fact.key),
    )


_SIDES = ("成本", "利润", "补贴", "药费")


def _of_the_other_side(body: Body, fact: Fact, top: Fact) -> bool:
    """客运收入0.93亿元，客运人均成本12元: what is earned is no total of what it costs."""
    income = re.search("收入|营收|销售额|产值", top.claim.indicator) is not None
    return income and any(side in fact.claim.indicator and side not in body.clause(top) for side in _SIDES)


_MEAN_OF = re.compile("平均|[人次例户单]均|每[^，]{1,2}")
_PAID = re.compile("(?:费用|收入|收费|票价|金额|消费|营收|票款|花费)?(?:为|达)?")


def _owner_has_one(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """门急诊次均费用310元，其中门诊次均费用286元: total and count of 门急诊 make the mean of that, which is told beside."""
    owner = top.claim.subject
    if not owner or owner == fact.claim.subject or bottom.claim.subject != owner:
        return False
    averages = (f for f in body.beside(fact, "level") if f.claim.aspect == "average" and f.key != fact.key)
    return any(f.claim.subject == owner and f.claim.whole == fact.claim.whole and same_dimension(f, fact) for f in averages)


def _led_by(body: Body, fact: Fact) -> Fact | None:
    """The first amount of the article's own period that is measured as the average is: what the whole article is of."""
    for level in body.levels[fact.key[0]]:
        if level.claim.place == "body" and same_dimension(level, fact) and usable(level) and level.claim.aspect in ("", "stock"):
            before = level.claim.at.end < fact.claim.at.start and level.claim.sentence < fact.claim.sentence
            return level if before and one_time(fact, level) and not level.claim.links.get("total") else None
    return None


def _of_the_lead(body: Body, fact: Fact, top: Fact, bottom: Bottom) -> Iterator[Relation]:
    """全省票房28.46亿元。…银幕3159块，单银幕年产出90.1万元: the main amount by a count told further on."""
    count, factor = bottom
    yield Relation(
        "EP401",
        Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(count.key)),
        (fact, top, count),
        f"{printed(body, top)} ÷ {printed(body, count)} = {{x}}",
        sure=False,
        choice=("average", fact.key),
    )


_AT_THE_PRICE = re.compile("(?:按照?|以|依)[^，。；]{0,12}$")
_RECKONING = re.compile("[^，。；]{0,10}?(?:计算|测算|折算|估算|推算|算|计|收购|结算|出售|销售|标准|价格|单价|价)[，,]")


def _reckoned(body: Body, fact: Fact, near: Sequence[Fact], bottoms: Sequence[Bottom]) -> Iterator[Relation]:
    """产蜜220.8吨，按每公斤48元的收购价计算，收入1060万元: the amount behind is what was told before, each at that price."""
    after = _RECKONING.match(body.after(fact, 16))
    if after is None or not _AT_THE_PRICE.search(body.before(fact, 24)):
        return
    tops = [
        f
        for f in body.beside(fact, "level")
        if f.claim.at.start > fact.claim.at.end and same_dimension(f, fact) and usable(f) and f.claim.aspect in ("", "stock", "up")
    ]
    if not tops or tops[0].claim.clause - fact.claim.clause > 2:
        return
    here = [b for b in bottoms if b[0].claim.sentence == fact.claim.sentence]
    before = [b for b in here if b[0].claim.at.end <= fact.claim.at.start] or [
        b for b in here if b[0].claim.at.end <= tops[0].claim.at.start and b[0].key != tops[0].key
    ]
    if not before:
        return
    top, (bottom, factor) = tops[0], before[0]
    fact = stipulated(fact)
    yield Relation(
        "EP401",
        Constraint(Var(top.key) * factor, "=", Var(fact.key) * Var(bottom.key)),
        (top, fact, bottom),
        f"{printed(body, bottom)} × {printed(body, fact)} = {{x}}",
        sure=len(before) == 1
        and one_slip(body, top, Var(fact.key) * Var(bottom.key) / factor, (top, fact, bottom), ("digit", *_LARGE, "transposition")),
        choice=("reckoned", fact.key),
        key="product",
    )


def _told_before(level: Fact, fact: Fact, sentences: int) -> bool:
    """True for a total or count in one of so many sentences before the average, which is itself no part of a list."""
    claim = level.claim
    return (
        usable(level)
        and 0 < fact.claim.sentence - claim.sentence <= sentences
        and not claim.links.get("total")
        and claim.aspect in ("", "stock", "together", "up", "down")
        and claim.modality == fact.claim.modality
    )


def _called_alike(body: Body, fact: Fact, top: Fact) -> bool:
    """平均每家成交 and 成交额: what the average is of is named in the total's clause."""
    word, _ = _divisor(fact)
    rest = re.sub(f"平均|[每各]?{re.escape(word)}|[每各][\u4e00-\u9fff]", "", fact.claim.why or fact.claim.indicator)
    name = top.claim.subject + top.claim.indicator + body.clause(top)
    return len(rest) >= 2 and any(rest[i : i + 2] in name for i in range(len(rest) - 1))


_PEOPLE_COUNTED = frozenset(("count:人", "count:人次", "person", "visits"))


def _alike(top: Fact, fact: Fact) -> bool:
    """Measured alike, or persons in a hall and visits to it: 观众1874400人次，场均上座14200人."""
    if same_dimension(top, fact):
        return True
    one, two = top.claim.quantity, fact.claim.quantity
    return (fact.claim.whole or "") == "场均" and one is not None and two is not None and {one.dimension, two.dimension} <= _PEOPLE_COUNTED


def _named_so(body: Body, fact: Fact, tops: Sequence[Fact], word: str) -> list[Fact]:
    """发放消费券1500万元，核销1260万元，…，人均核销400元: the totals that are told by the average's own word."""
    rest = re.sub(f"平均|[每各]?{re.escape(word)}|[每各][\u4e00-\u9fff]", "", fact.claim.why or fact.claim.indicator)
    return [f for f in tops if len(rest) > 1 and rest in f.claim.subject + f.claim.indicator + body.clause(f)]


def _inside(body: Body, fact: Fact, tops: list[Fact], bottoms: list[Bottom]) -> tuple[list[Fact], list[Bottom]]:
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


def one_time(fact: Fact, top: Fact) -> bool:
    """False where the average is said of another time than the total: 去年分红36万元，今年户均增收6000元."""
    return fact.claim.period == top.claim.period or not fact.claim.period or not top.claim.period


# a number that is out by more is a slip of few kinds, or the total is of something else
_APART = 4
_LARGE = ("point", "doubled", "unit-scale", "lost-of-many")
_TIGHT = Fraction(1, 200)


def _likely(body: Body, fact: Fact, mean: Expression, others: tuple[Fact, ...]) -> bool:
    """True when total and count make the average to within what a changed digit makes of a number, or one larger slip does."""
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in others}
    stated, value = fact.claim.interval, mean.range(box)
    if not stated.middle or not value.middle:
        return True
    if max(value.middle / stated.middle, stated.middle / value.middle) <= _APART:
        return True
    spread = sum((i.width / abs(i.middle) for i in (stated, value) if i.width is not None and i.middle), Fraction(0))
    # a digit put in anywhere makes many numbers: it explains one only where few would do
    return one_slip(body, fact, mean, (fact, *others), (*_LARGE, "lost") if spread <= _TIGHT else _LARGE)


def _of_its_size(body: Body, fact: Fact, top: Fact, bottom: Fact, others: Sequence[Bottom]) -> bool:
    """放映1.26万场，观影38.4万人次，票房1536万元，平均票价48元: a slip away from one of the counts, and many times off every other."""
    own, made = fact.claim.interval.middle, top.claim.interval.middle
    scale = next((factor for count, factor in others if count.key == bottom.key), None)
    if not own or not made or scale is None or len(others) < 2:
        return False
    for count, factor in others:
        size = count.claim.interval.middle
        if not size:
            return False
        off = max(made * factor / size / own, own * size / made / factor)
        if (off > 2) if count.key == bottom.key else (off < _APART):
            return False
    return one_slip(body, fact, Var(top.key) * scale / Var(bottom.key), (fact, top, bottom), ("digit", "transposition"))


def _of_kind(body: Body, fact: Fact, noun: str) -> bool:
    """True when what a bare 个 counts is named with the noun: 42个村 for 村均."""
    return noun in fact.claim.subject + fact.claim.indicator + body.clause(fact) + re.split("[，；。：、]", body.after(fact, 6))[0]


def _total_next(body: Body, fact: Fact, top: Fact) -> bool:
    """亩产413公斤，总产20.1万吨; 均价3200元，销售额4.03亿元: the total in one of the two clauses behind the average."""
    said = _TOTALS if "价" not in fact.claim.indicator else _TAKINGS
    return 0 <= top.claim.clause - fact.claim.clause <= 2 and bool(said.search(body.clause(top)))


_TOTALS = re.compile("总|共|合计|累计|全年")
_TAKINGS = re.compile("总|共|合计|(?:销售|成交|交易|营业)(?:总?额|收入|金额)|营收|货值|票房")  # what a price brings in
_AT = re.compile("(?:按照?|以|依照?)$")  # 县财政按每亩180元的标准: who gives it, not whose it is

# what an average of money is called whatever the total is called
_SPENT = re.compile(
    "(?:成交|交易|买卖|拍卖|标脱|中标)(?:价|价格|均价|金额|总?额)|花费|消费|收费|支出|[总单均售票房租门餐地呎尺]?价|价格|售价|金额|投资|费用|补贴|补助|奖金|规模|水平"
)


_HELD = re.compile("拥有|保有|占有|存有|现有")


_SOLD = re.compile("销售|成交|营业|营收|交易|货值")


def of_these(body: Body, fact: Fact, top: Fact, bottom: Fact, word: str) -> bool:
    """False for the average of a part, or of something else: 示范片亩产 beside the whole area, 人均薪酬 beside the revenue."""
    names = [f.claim.subject + f.claim.indicator + body.clause(f) + re.split("[，；。：、]", body.after(f, 4))[0] for f in (top, bottom)]
    dense = fact.claim.subject.endswith("密度") and fact.claim.subject[:-2] in names[0]  # 人口密度为每平方公里2301人
    if fact.claim.subject and not dense and not _AT.search(fact.claim.subject) and not any(fact.claim.subject in name for name in names):
        return False
    if fact.claim.scope and fact.claim.scope not in (top.claim.scope, bottom.claim.scope):
        return False
    if _HELD.search(fact.claim.indicator) and (top.claim.aspect == "increment" or "新" in names[0]):
        return False  # 新申请专利300件，平均每家拥有5件: what came in and what is there
    if word[:1] == "单" and fact.claim.indicator.endswith("价") and not _SOLD.search(names[0]):
        return False  # 单车均价 beside what the services brought in
    rest = re.sub(f"平均|[每各]?{re.escape(word)}|[每各][\u4e00-\u9fff]|[\u4e00-\u9fff]均", "", fact.claim.indicator)
    words = load_words()
    rest = words.done.sub("", rest)
    if rest.startswith("增"):
        return rest[:2] in names[0]  # 户均增收 of what was gained, not of the sales
    if rest == "产量" or (word == "亩产" and rest[:1] in names[0]):
        return True  # 总产 and 亩均产量: what is measured in tonnes was grown
    if len(rest) < 2 or _SPENT.fullmatch(rest) or any(rest[i : i + 2] in name for i in range(len(rest) - 1) for name in names):
        return True
    return any(kin.search(rest) and any(kin.search(name) for name in names) for kin in words.kin)


_MORE = re.compile("其中|加上|连同|另有|另外|此外|首[批期]|示范[片区田点]|先期|部分")


def of_more(body: Body, fact: Fact, top: Fact) -> bool:
    """每亩300公斤，其中示范片共施用360吨; 头均售价1850元，加上仔猪，总收入…: the total behind is of a part, or of more."""
    return fact.order < top.order and _MORE.search(body.text(fact, top)) is not None


def _shared_out(body: Body, bottom: Fact, top: Fact) -> bool:
    """（全长268公里。）桥隧201公里，占75.0%，总投资402亿元，每公里…: what is a part of something, and the total behind says of it all."""
    shares = body.shares[bottom.key[0], bottom.claim.sentence]
    part = any(body.first(s, "part") == bottom and s.claim.aspect == "" and not s.claim.links.get("whole") for s in shares)
    return part and bottom.order < top.order and "总" in body.clause(top)


def _of_one_of_many(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """（总产值5.8亿元。）每亩茶园收入…；鱼塘132口，每口年产值22万元: what is counted is one of many things, and the total speaks of all."""
    if top.claim.sentence == fact.claim.sentence or bottom.claim.sentence != fact.claim.sentence:
        return False
    others = (f for f in body.beside(fact, "level") if f.claim.aspect == "average" and f.order < fact.order)
    if all(f.claim.whole == fact.claim.whole for f in others):
        return False
    noun = bottom.claim.subject + bottom.claim.indicator
    return not any(noun[i : i + 2] in body.sentence(top) for i in range(len(noun) - 1))


def _of_several(body: Body, fact: Fact, top: Fact) -> bool:
    """展位1160个（每个…元），光地8400平方米（每平方米…元），两块合计1876万元: a total of things that each have a price of their own."""
    if not (fact.order < top.order and "合计" in body.clause(top)):
        return False
    each = [f for f in body.beside(fact, "level") if f.claim.aspect == "average" and f.order < top.order and same_dimension(f, fact)]
    return len({f.claim.whole for f in each}) > 1


def _of_another(fact: Fact, top: Fact, bottom: Fact, tops: Sequence[Fact]) -> bool:
    """入住974人，自理312人、失能662人，护理员218人，每人照护4.5人: people by people, of which the average does not say."""
    if not same_dimension(fact, bottom) or not {t.key for t in tops} - {top.key, bottom.key}:
        return False
    return not any(name and name in fact.claim.subject + fact.claim.indicator for name in (top.claim.subject, top.claim.indicator))


def _counted(dimension: str, unit: str) -> bool:
    found = unit_of(unit)
    return found is not None and found.dimension == dimension


def _factor(units: tuple[str, ...], dimension: str) -> Fraction:
    """Base units in one of the divisor's own: 亩产 over 平方米."""
    for each in units:
        found = unit_of(each)
        if found is not None and found.dimension == dimension:
            return found.factor
    return Fraction(1)


def _days(fact: Fact) -> list[int]:
    """Calendar days of a claim's period, both ways where its year is not known; empty where it is not one stretch of one year."""
    where = stretch(fact.claim.period)
    if where is None:
        return []
    year, (first, last) = where
    years = [int(year)] if year.isdigit() else [2023, 2024]
    return sorted({sum(calendar.monthrange(year, month)[1] for month in range(first, last + 1)) for year in years})


_AHEAD = re.compile("(?:提前|延长|缩短|推迟|延迟|早|晚|多|少|压缩|增加|减少)(?:了|约)?$")  # 提前7天预订: days that nothing is told of


def _daily(body: Body, fact: Fact) -> Iterator[Relation]:
    """日均 = total ÷ days: the days of the period, or a number of days the sentence prints."""
    quantities, text = body.readings[fact.key[0]].scan.quantities, body.readings[fact.key[0]].article.folded
    first = bisect_right(quantities, fact.claim.at.start - 160, key=lambda q: q.at.start)
    stated = {
        int(q.number)
        for q in quantities[first : bisect_right(quantities, fact.claim.at.start, key=lambda q: q.at.start)]
        if q.dimension == "time"
        and q.masked is None
        and q.unit == "天"
        and q.number is not None
        and q.number.denominator == 1
        and not q.hedge
        and not _AHEAD.search(text[max(0, q.at.start - 6) : q.at.start])
    }
    tops = [f for f in near(body, fact) if same_dimension(f, fact) and f.claim.aspect not in ("base", "whole")]
    inside = [f for f in tops if f.claim.sentence == fact.claim.sentence]
    before = {int(q.number) for q in quantities[:first] if q.unit == "天" and q.number is not None and q.number.denominator == 1}
    for top in tops[:3]:
        for days in sorted(stated | set(_days(top if top.order > fact.order and not fact.claim.period else fact))):
            told = _told_days(body, fact, days) if days in stated else None
            count: Expression | int = days if told is None or told.claim.quantity is None else Var(told.key) / told.claim.quantity.factor
            yield Relation(
                "EP401",
                Constraint(Var(top.key), "=", Var(fact.key) * count),
                (fact, top) if told is None else (fact, top, told),
                f"{printed(body, top)} ÷ {days} = {{x}}",
                sure=(stated == {days} or (not stated and _off_by_a_slip(body, fact, top, days)))
                and inside == [top]
                and (top.order < fact.order or (_TOTALS.search(body.clause(top)) is not None and not stated))
                and one_time(fact, top)
                and of_these(body, fact, top, top, "日均")
                # 假期8天…。前4天…。充电42.6万车次，日均5.33万: by the days told before it is right
                and not any((fact.claim.interval * Interval.point(Fraction(d))).overlaps(top.claim.interval) for d in before),
                choice=("average", fact.key),
            )


_DAYS_LEFT = re.compile("(?:后的?|之后的?|此后|其后|随后|其余|剩余|剩下的?|余下的?|最后)\\d+天[^。；]*$")


def _off_by_a_slip(body: Body, fact: Fact, top: Fact, days: int) -> bool:
    """10月…31490架次，平均每日1106架次: over the days of a month or year that is told, two digits exchanged or a size mistaken."""
    told = days in _days(top) and fact.claim.period in (top.claim.period, "") and stretch(top.claim.period) is not None
    return told and one_slip(body, fact, Var(top.key) / days, (fact, top), ("transposition", "unit-scale", "point"))


def _told_days(body: Body, fact: Fact, days: int) -> Fact | None:
    """The claim that prints the number of days."""
    for each in reversed(near(body, fact)):
        quantity = each.claim.quantity
        if quantity is not None and quantity.unit == "天" and quantity.number == days:
            return each
    return None


def _rate(body: Body, fact: Fact) -> Iterator[Relation]:
    """均价 a 元/吨 = amount ÷ quantity; sure where one sentence gives one of each, for prices are of many things."""
    quantity = fact.claim.quantity
    if quantity is None:
        return
    above, _, below = quantity.dimension.removeprefix("rate:").partition("/")
    top_unit, bottom_unit = unit_of(above), unit_of(below)
    if top_unit is None or bottom_unit is None:
        return
    levels = [f for f in near(body, fact) if f.claim.quantity is not None and f.claim.aspect not in ("base", "whole")]
    tops = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == top_unit.dimension]
    bottoms = [f for f in levels if f.claim.quantity is not None and f.claim.quantity.dimension == bottom_unit.dimension]
    mean = bool(re.search("均价|均售价|平均", fact.claim.indicator)) and not fact.claim.subject
    for top in tops[:3]:
        for bottom in bottoms[:3]:
            whole = bool(re.search("[总全]|成交|合计", top.claim.indicator))  # a total of the sentence may stand further off than its count
            close = all(
                f.claim.sentence == fact.claim.sentence and abs(f.claim.clause - fact.claim.clause) <= (5 if whole else 2)
                for f in (top, bottom)
            )
            yield Relation(
                "EP401",
                Constraint(Var(top.key) * bottom_unit.factor, "=", Var(fact.key) * Var(bottom.key) * top_unit.factor),
                (fact, top, bottom),
                f"{printed(body, top)} ÷ {printed(body, bottom)} = {{x}}",
                sure=mean and close and (_ones_here(fact, (tops, bottoms)) or _ones_between_semicolons(body, fact, top, bottom)),
                choice=("average", fact.key),
            )


def _ones_here(fact: Fact, kinds: Sequence[Sequence[Fact]]) -> bool:
    """True when the sentence tells one total and one quantity."""
    return all(sum(f.claim.sentence == fact.claim.sentence for f in each) == 1 for each in kinds)


def _ones_between_semicolons(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """挂牌成交42万吨，成交额3024万元，均价72元/吨；大宗成交115万吨…: the only total and quantity told since the semicolon."""
    index, article = fact.key[0], body.readings[fact.key[0]].article
    begin = max(article.folded.rfind(mark, 0, fact.claim.at.start) for mark in "；。！？\n") + 1
    since = [f for f in body.inside(index, begin - 1, fact.claim.at.start) if f.claim.kind == "level"]
    return {f.key for f in since} - {fact.key} == {top.key, bottom.key} and "其中" not in article.folded[begin : fact.claim.at.start]
