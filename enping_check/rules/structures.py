"""Structures: EP105. Parts of a hundred in the order of the things named, against each other and against the values of those things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from enping_check.engine import Constraint, Interval, Var, total
from enping_check.model import Quantity, Span
from enping_check.rules.body import Body, Fact, Key
from enping_check.rules.relation import PERCENT, Relation, decimal_text, printed
from enping_check.rules.wholes import same_dimension, usable


def structures(body: Body) -> Iterator[Relation]:
    """A structure adds to 100; its parts are the shares of the values; its shift is the difference of two structures."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    earlier = {}  # the structures that a later one is told beside
    for fact in body.all("structure"):
        if (base := body.first(fact, "base")) is not None:
            earlier[base.key] = fact
        if fact.claim.quantity is not None:
            groups[fact.key[0], fact.claim.group].append(fact)
    for (index, _), parts in groups.items():
        parts.sort(key=lambda f: int(f.claim.aspect or 0))
        values = [p.claim.quantity for p in parts if p.claim.quantity is not None]
        middle = sum((v.number or Fraction(0) for v in values), Fraction(0))
        if len(parts) == 2 and middle == 100 and all(v.last >= 1 for v in values):
            yield from _hundred_of_two(body, index, parts)
        # 男女比例为52.4：48.6: two parts printed to a decimal and so near the hundred are parts of it
        if len(parts) < 2 or (len(parts) == 2 and not (abs(middle - 100) <= 2 and all(v.last < 1 and (v.number or 0) > 5 for v in values))):
            continue
        ten = abs(middle - 10) < 1
        named = re.search("产业|三产|占.{0,12}比重|构成|结构", parts[0].claim.subject + parts[0].claim.indicator + body.clause(parts[0]))
        if not (90 <= middle <= 110 or ten or (named and middle > _SMALL)):
            continue
        yield Relation(
            "EP105",
            Constraint(total([Var(p.key) for p in parts]), "=", total([10 if ten else 100])),
            (parts[-1], *parts[:-1]),
            f"{' + '.join(printed(body, p) for p in parts)} = {decimal_sum(values)} ≠ {10 if ten else 100}",
            key="sum",
            collection=None,
            free=middle > (10 if ten else 100),  # rounding takes parts above a hundred by half a unit each, cutting off never
        )
        later = earlier.get(parts[0].key)
        undated = later is not None and later.claim.period == parts[0].claim.period  # 上年为9.2∶43.5∶47.3 where no year is told
        if ten or undated:
            continue
        yield from _structure_values(body, index, parts)
    for shift in body.all("share-shift"):
        yield from _structure_shift(body, shift, groups)


_SMALL = 30  # 产品结构按1:2:3的比例调整: parts of no hundred


def _hundred_of_two(body: Body, index: int, parts: list[Fact]) -> Iterator[Relation]:
    """城镇人口21.6万人，乡村人口32.4万人，城乡人口比为40:60: two values against parts of a hundred, named by how the two begin."""
    row, _ = _row(body, parts)
    initials = _initials(row)
    if len(row) == 2 and len(initials) == 2 and initials in _called(body, parts[0]):
        yield from _structure_values(body, index, parts)


def decimal_sum(values: Sequence[Quantity]) -> str:
    """The printed numbers added up."""
    added = sum((v.number or Fraction(0) for v in values), Fraction(0))
    return f"{float(added):.10g}"


SECTORS = ("第一产业", "第二产业", "第三产业")


_LEFT = re.compile("[由从]$")
_ARRIVED = re.compile("(?:调整|优化|演变|变化|转变|变|转|升级)[为至到成]")


def _structure_values(body: Body, index: int, parts: list[Fact]) -> Iterator[Relation]:
    """三次产业结构 against the value added of each sector and the total; 构成为a:b:c against the three just listed."""
    found, sure = _sectors_told(body, parts), True
    if found and found[0].claim.period == parts[0].claim.period and _LEFT.search(body.before(parts[0], 2)):
        if _ARRIVED.match(body.after(parts[-1], 6)):
            return  # 比例由2.7:54.8:42.5调整为2.7:56.0:41.3: the first is of the year before
    if not found:
        found, sure = _row(body, parts)
    if not found:
        return
    whole = _made_of(body, found)
    made = Var(whole.key) if whole is not None else total([Var(f.key) for f in found])
    shown = printed(body, whole) if whole is not None else f"({' + '.join(printed(body, f) for f in found)})"
    rewritten = _rewritten(parts, found, whole)
    for part, value in zip(parts, found, strict=True):
        yield Relation(
            "EP105",
            Constraint(Var(value.key) * 100, "=", Var(part.key) * made),
            (part, value, whole) if whole is not None else (part, value, *(f for f in found if f is not value)),
            f"{printed(body, value)} ÷ {shown} = {{x}}",
            choice=("structure", parts[0].key) if part.key in rewritten else None,
            collection=(index, "structure", parts[0].key),
            plausible=PERCENT,
            sure=sure,
            replacement=_composed(body, parts, rewritten) if part.key in rewritten else "",
            replaced=Span(parts[0].claim.span.start, parts[-1].claim.span.end) if part.key in rewritten else None,
        )


# what a structure of the three sectors is one of, and how that is measured; value added where it does not say
_MEASURES = (
    (re.compile("就业|从业|劳动力|用工|人员"), "count", re.compile("")),
    (re.compile("投资"), "currency", re.compile("投资")),
    (re.compile("税"), "currency", re.compile("税")),
    (re.compile("用电"), "energy", re.compile("")),
    (re.compile("贷款"), "currency", re.compile("贷款")),
    (re.compile(""), "currency", re.compile("^(?!.*(?:投资|税|贷款|收入|产值))")),
)


def _sectors_told(body: Body, parts: list[Fact]) -> list[Fact]:
    """The values of the three sectors, told before the structure, else after it, else elsewhere; each told once, or always alike."""
    words = parts[0].claim.subject + parts[0].claim.indicator + body.clause(parts[0])
    if len(parts) != 3 or not re.search("产业|三次|三产|一二三", words + body.sentence(parts[0])[:400]):
        return []
    dimension, named = next((d, n) for measure, d, n in _MEASURES if measure.search(words))
    values = [
        f
        for f in body.levels[parts[0].key[0]]
        if (f.claim.period == parts[0].claim.period or not (f.claim.period and parts[0].claim.period))
        and f.claim.aspect not in ("base", "average")
        and f.claim.modality == parts[0].claim.modality
        and f.claim.quantity is not None
        and f.claim.quantity.dimension.startswith(dimension)
        and named.search(f.claim.subject + f.claim.indicator)
    ]
    near = [f for f in values if abs(f.claim.paragraph - parts[0].claim.paragraph) <= 2]
    before = [f for f in near if f.claim.at.start < parts[0].claim.at.start]
    for told in (before, near, values):
        by_sector = [[f for f in told if _sector(f) == sector] for sector in SECTORS]
        if all(by_sector):
            alike = all(len({f.claim.quantity.number for f in hits if f.claim.quantity}) == 1 for hits in by_sector)
            chosen = [hits[0] for hits in by_sector]
            placed = len({f.claim.scope for f in chosen}) == 1 and all(same_dimension(f, chosen[0]) for f in chosen)
            return chosen if alike and placed else []
    return []


_RATIO = re.compile(
    "(?:结构|构成|比例|之比|占比|比重|份额|配比|比)(?:关系)?(?:大致|大约|分别|依次|约)*(?:为|是|呈|达|达到|调整为|优化为)?$"
)


def _row(body: Body, parts: list[Fact]) -> tuple[list[Fact], bool]:
    """甲a万亩、乙b万亩、丙c万亩，构成为x:y:z: as many values as parts, directly before them; sure when they are a list of just so many."""
    size, first = len(parts), parts[0]
    said = _called(body, first)
    if not _RATIO.search(said):
        return [], False
    levels = _plain_before(body.beside(first, "level"), first)
    if not levels:
        return _row_before(body, first, size)
    row = levels[-size:]
    if (
        len(row) < size
        or not all(same_dimension(f, row[0]) for f in row)
        or first.claim.clause - row[-1].claim.clause > 1 + _summed(body, row)
    ):
        return [], False
    if len({f.key for f in row}) < size or any(f.claim.period != first.claim.period for f in row):
        return [], False
    listed, rest = row[-1].claim.links.get("list"), levels[:-size]
    one = all(f.claim.links.get("list") == listed for f in row) and not any(f.claim.links.get("list") == listed for f in rest)
    run = row[0].claim.group > 0 and all(f.claim.group == row[0].claim.group for f in row)
    own = (one and listed is not None) or run or not any(same_dimension(f, row[0]) for f in rest)
    return row, own and _of_these(_RATIO.sub("", said), row)


def _called(body: Body, first: Fact) -> str:
    """The words that name a structure; 产值结构 of the second one of 产值结构由四年前的a:b:c调整为d:e:f."""
    base = body.first(first, "base")
    led = base is not None and base.order < first.order
    return _ORIGIN.sub("", body.clause(base)) if base is not None and led else body.clause(first)


_ORIGIN = re.compile("[由从][^，由从]{0,12}$")


def _plain_before(levels: Iterable[Fact], first: Fact) -> list[Fact]:
    """The levels that stand before a structure, without bases, averages and what they come to together."""
    none = ("base", "average", "whole", "incidental", "together")
    return [f for f in levels if f.claim.at.start < first.claim.at.start and usable(f) and f.claim.aspect not in none]


def _summed(body: Body, row: Sequence[Fact]) -> bool:
    """合计78.0万亩 between the values and their structure."""
    return any(f.claim.aspect == "together" and f.order > row[-1].order for f in body.beside(row[-1], "level"))


def _row_before(body: Body, first: Fact, size: int) -> tuple[list[Fact], bool]:
    """粮食a万亩、经济作物b万亩、饲草c万亩，合计d万亩。粮经饲结构为x:y:z: all that the sentence before tells, named in one order."""
    before = body.sentences.get((first.key[0], first.claim.sentence - 1), ())
    row = _plain_before((f for f in before if f.claim.kind == "level" and f.claim.paragraph == first.claim.paragraph), first)
    alike = len(row) == size and all(same_dimension(f, row[0]) and f.claim.period == first.claim.period for f in row)
    initials = _initials(row)
    if not alike or size < 3 or len(initials) < size:
        return [], False
    owner, named, rest = body.clause(first).partition(initials)
    if not named or not _OURS.fullmatch(owner) or _of_another_measure(rest, row):
        return [], False
    return row, True


_OURS = re.compile("(?:全[省市县区镇乡州旗]|[我本][省市县区镇]|种植业?|农业|目前|今年|全年|其|的)*")


_MEASURE = re.compile("面积|产值|产量|收入|数量|人数|金额|投资|用地|用水|播种|产出|增加值")


def _of_another_measure(words: str, row: Sequence[Fact]) -> bool:
    """粮经饲面积结构 behind values of 产值."""
    said = _MEASURE.search(words)
    return said is not None and all(said[0] not in f.claim.indicator for f in row)


def _initials(row: Sequence[Fact]) -> str:
    """粮食作物、经济作物、饲草作物: 粮经饲."""
    return "".join((f.claim.subject or f.claim.indicator)[:1] for f in row)


def _of_these(named: str, row: list[Fact]) -> bool:
    """True for words that name nothing but what was listed: 三者, or two characters of the measure of each."""
    if not named or re.search("[两二三四五六]者|上述|以上|其|各", named):
        return True
    if _initials(row) in named:
        return not _of_another_measure(named, row)  # 粮经饲比例
    measure = row[0].claim.indicator
    return any(measure[i : i + 2] in named for i in range(len(measure) - 1))


def _gdp_before(body: Body, index: int, first: Fact) -> list[Fact]:
    """The gross product told before the sectors, when their sentence tells just one."""
    hits = [
        f
        for f in body.beside(first, "level")
        if f.claim.quantity is not None
        and f.claim.at.start < first.claim.at.start
        and f.claim.indicator == "地区生产总值"
        and not f.claim.subject
        and f.claim.period == first.claim.period
        and f.claim.aspect not in ("base", "average")
        and usable(f)
    ]
    return hits if len(hits) == 1 else []


def _made_of(body: Body, values: list[Fact]) -> Fact | None:
    """The total that the values are listed under, or one before them in the passage that they add up to."""
    from enping_check.rules.totals import adds_up

    if totals := body.linked(values[0], "total"):
        return totals[0] if same_dimension(totals[0], values[0]) else None
    if before := _gdp_before(body, values[0].key[0], values[0]):
        return before[0] if same_dimension(before[0], values[0]) else None
    made = [
        f
        for f in body.nearby(values[0], 2, "level")
        if f.claim.quantity is not None
        and f.claim.period == values[0].claim.period
        and f.claim.aspect not in ("base", "average", "whole")
        and f not in values
        and adds_up(f, values)
    ]
    return made[0] if made else None


def _rewritten(parts: list[Fact], values: list[Fact], whole: Fact | None) -> dict[Key, str]:
    """What the parts should read by the values, when two or more of them are wrong and the values fill the hundred."""
    found: dict[Key, str] = {}
    filled = Fraction(0)
    middles = [v.middle for v in values]
    below = whole.claim.interval.middle if whole is not None else sum(middles, Fraction(0))
    for part, above in zip(parts, middles, strict=True):
        quantity = part.claim.quantity
        if quantity is None or quantity.number is None or not below:
            return {}
        text = decimal_text(above * 100 / below, quantity.last)
        filled += Fraction(text)
        if abs(Fraction(text) - quantity.number) > quantity.last:
            found[part.key] = text
    return found if len(found) > 1 and filled == 100 else {}


def _composed(body: Body, parts: list[Fact], rewritten: dict[Key, str]) -> str:
    """The whole structure as printed, with the parts to be rewritten."""
    article = body.readings[parts[0].key[0]].article
    text, at = "", parts[0].claim.span.start
    for part in parts:
        text += article.source[at : part.claim.span.start] + (rewritten.get(part.key) or part.claim.surface)
        at = part.claim.span.end
    return text


_SPELLED = (("第一产业", "一产"), ("第二产业", "二产"), ("第三产业", "三产"))


def _sector(fact: Fact) -> str:
    """Which of the three sectors a value is of; empty where it is of none, or of a part of one."""
    subject, name = fact.claim.subject, fact.claim.subject + fact.claim.indicator
    for sector, words in zip(SECTORS, _SPELLED, strict=True):
        if any(
            name in (w, f"{w}地区生产总值")
            or subject == w
            or name.endswith(w)
            or f"{w}增加值" in name
            or (w in name and name.endswith("增加值"))
            for w in words
        ):
            return sector
    return ""


def _structure_shift(body: Body, shift: Fact, groups: dict[tuple[int, int], list[Fact]]) -> Iterator[Relation]:
    """第三产业比重提高 p 个百分点 after 由 a:b:c 调整为 d:e:f."""
    name = shift.claim.subject + shift.claim.indicator
    order = next((i for i, sector in enumerate(SECTORS) if sector in name or ("服务业" in name and i == 2)), None)
    if order is None or not usable(shift):
        return
    for (index, _), parts in groups.items():
        if index != shift.key[0] or len(parts) != 3 or parts[0].claim.sentence != shift.claim.sentence:
            continue
        base = body.first(parts[order], "base")
        if base is None:
            continue
        now = parts[order]
        yield Relation(
            "EP106",
            Constraint(Var(now.key) - Var(base.key), "=", Var(shift.key)),
            (shift, now, base),
            f"{printed(body, now)} − {printed(body, base)} = {{x}}",
            choice=("shift", shift.key),
            plausible=Interval(Fraction(-50), Fraction(50)),
        )
