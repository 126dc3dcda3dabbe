"""What is said of two observations of one thing, wherever they stand: 前年3.95万人次，去年4.38万人次，一年多收治0.43万人次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.engine import Constraint, Interval, Var, root
from enping_check.language.lexicon import table
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth import results
from enping_check.rules.growth.bases import previous, step_before, years_apart
from enping_check.rules.growth.growths import mistakes
from enping_check.rules.growth.means import mistaken_means
from enping_check.rules.growth.observations import ELAPSED, Observation, Observations, Pair, pairs, refers, span_of
from enping_check.rules.growth.simple import simply
from enping_check.rules.growth.terms import RATE, compares, grown, policy, revised, silenced
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_KINDS = ("change", "growth", "multiple", "average-growth")
_AGAINST = ("comparison", "ratio-of")  # 比原来多出…, 是改造前的…倍
_BACK = 2  # sentences that may part what is said from the values
_REFERENCE = re.compile("(?:比|较|同|与|和|跟|相比|对比|对照)(?P<ref>[^，。；比较与]{1,14}?)(?:相比|比较)?(?=[^，。；]{0,6}$)")
_TIMES_OF = re.compile("(?:是|为|达|到|相当于)(?P<ref>[^，。；是为达到]{2,10}?)的?$")  # 是十年前的4倍
_PLACE = re.compile("[\u4e00-\u9fff]{2,3}[省市县区镇乡州盟旗]")
_AGAIN = re.compile("这[一个](?:数字|数据|数|指标)|该(?:数字|数据|数|指标)|此数")  # 而在2023年，这一数字是…
_OTHER = re.compile("比重|比例|占|完成|计划|目标|任务|预算|预期|序时|全国|全省|平均水平")


def period_on_period(body: Body) -> Iterator[Relation]:
    """Changes, growths, multiples and means that no words of their clause tie to two values, against the two just told."""
    observed = Observations(body)
    for said in body.all(*_KINDS):
        if not usable(said) or said.claim.aspect in ("level", "base") or said.claim.modality != "fact":
            continue
        if body.first(said, "base") is not None and body.first(said, "now") is not None:
            continue
        if "亏" in body.clause(said):
            continue  # 减亏: said of the size of a loss or of the result, as the writer likes
        if said.claim.group or (said.claim.kind == "change" and body.yearly(said)):
            continue
        if (chosen := _bound(body, observed, said)) is not None and not _has_its_own(body, said, chosen[0]):
            yield from _relations(body, said, *chosen)


def _has_its_own(body: Body, said: Fact, pair: Pair) -> bool:
    """环保税1740万元（上年为1582万元），增长9.98%。税收收入增长10.2%: of another measure, and these two have their own growth."""
    now, known = pair.now.fact, body.known(said)
    if known is None or name_key(said.claim) == name_key(now.claim) or now.claim.sentence == said.claim.sentence:
        return False
    told = body.frames[now.key[0], now.claim.frame]
    return any(f.claim.kind == said.claim.kind and f.key != said.key and body.first(f, "base") == pair.base.fact for f in told)


def _bound(body: Body, observed: Observations, said: Fact) -> tuple[Pair, bool] | None:
    """The two values that ``said`` is of, and whether the text leaves no other reading."""
    index, sentence = said.key[0], said.claim.sentence
    inside = observed.points(index, sentence)
    before = _without_parts(body, said, [p for p in inside if p.fact.claim.at.start < said.claim.at.start])
    behind = [p for p in inside if p.fact.claim.at.start > said.claim.at.end][:1]
    points = before
    for back in range(1, _BACK + 1):
        if len([p for p in points if _measures(said, p)]) >= 2 or (points and said.claim.kind != "change" and len(points) >= 2):
            break
        earlier = observed.points(index, sentence - back)
        if earlier and abs(earlier[0].fact.claim.paragraph - said.claim.paragraph) > 1:
            break
        points = [*earlier, *points]
    points = [p for p in points if _measures(said, p)]
    if behind and _measures(said, behind[0]) and behind[0].past and not _MEASURED_BY.search(behind[0].lead):
        points = [*points, behind[0]]
    if len(points) < 2:
        return None
    opening, begin, lead = _lead(observed, said)
    name = observed.named(index, begin, lead)
    times = {c.period for c in observed.periods(index, opening, begin)}  # 前10个月，二厂同比增长…: not of January
    found = [p for p in pairs(points) if _of(name, p) and _compared(observed, said, begin, lead, p)]
    if _NOW.search(body.lead(said)):  # …，2025年同期为133.4万。今年…，比2019年高14.5%: of now
        found = [p for p in found if p.now.fact.claim.sentence == sentence or not p.now.period[:1].isdigit()]
    moved = [f for f in body.frames[index, said.claim.frame] if f.claim.kind == "change" and f.key != said.key]
    if moved:  # 奖牌115枚，比上届的96枚多19枚；金牌多9枚，增长31.0%: of what has just moved
        found = [p for p in found if _of(name_key(said.claim), p)]
    found = [p for p in found if not p.now.period or times <= {p.now.period, p.base.period}]
    # 去年一、二季度各为a、b。今年二季度环比增长…: not of the same quarter of another year
    if said.claim.period in {c.period for c in observed.periods(index, begin, said.claim.at.start)}:
        found = [p for p in found if years_apart(p.now.fact.claim.period, said.claim.period) in (0, None)]
    # the value told last is the one that is spoken of
    last = points[-1] if said.claim.kind == "change" or points[-1] in behind else max(points, key=lambda p: p.fact.order)
    named = [p for p in found if len(name) > 1 and p.base.name.endswith(name) and p.now.name.endswith(name)]
    found = [p for p in found if last in (p.base, p.now)]
    if not found and len(named) == 1 and said.claim.kind == "growth":
        return named[0], named[0].sure  # 改造前亩产a、用水b，改造后亩产c、用水d，亩产提高…，用水减少…
    linked = body.first(said, "now")
    if linked is not None and linked.key != said.key:
        # what was told of last may be the earlier value, when the later one is told after it
        over = ELAPSED.search(lead) is not None
        found = [p for p in found if linked.key == p.now.fact.key or (linked.key == p.base.fact.key and _beside(p, said, linked, over))]
    if not found:
        return None
    if len(found) > 1:
        place = {p.fact.key: at for at, p in enumerate(points)}
        found.sort(key=lambda p: abs(place[p.base.fact.key] - place[p.now.fact.key]))
    return (
        None
        if _of_its_own(found[0], points) or _told_of_another(observed.body, found[0])
        else (found[0], len(found) == 1 and found[0].sure)
    )


def _without_parts(body: Body, said: Fact, points: list[Observation]) -> list[Observation]:
    """新增895人（急救412人，社区287人），去年新增760人，增长…: without those of no time in a bracket closed since, where two others are."""
    text = body.readings[said.key[0]].article.folded
    outside = []
    for point in points:
        behind = text[point.fact.claim.at.end : said.claim.at.start]
        closed = "）" in behind and "（" not in behind.partition("）")[0]
        if not closed or point.past or point.period:
            outside.append(point)
    return outside if len(outside) > 1 else points


def _of_its_own(pair: Pair, points: Sequence[Observation]) -> bool:
    """净利润a，扣非净利润b；去年同期净利润c: the two are called differently, and one of them as a third is."""
    one, two = pair.base.fact.claim, pair.now.fact.claim
    if not one.indicator or not two.indicator or one.indicator == two.indicator or one.frame == two.frame:
        return False
    names = [(p.fact.claim.subject, p.fact.claim.indicator) for p in points if p not in (pair.base, pair.now)]
    return (one.subject, one.indicator) in names or (two.subject, two.indicator) in names


def _told_of_another(body: Body, pair: Pair) -> bool:
    """单月200.9亿元，同比下降27.8%，累计1888.2亿元，上年同期2235.6亿元: the earlier value is of what it stands beside, told there too."""
    base, now = pair.base.fact, pair.now.fact
    if base.claim.aspect != "base" or base.claim.frame == now.claim.frame:
        return False
    own = [f for f in body.frames[base.key[0], base.claim.frame] if f.claim.kind == "level" and f.claim.aspect != "base"]
    own = [f for f in own if f.order < base.order and same_dimension(f, base)]
    return bool(own) and not any(f.claim.interval.overlaps(now.claim.interval) for f in own)


# 升12.4%，已超过去年全年的2672万人次: a mark that was passed, not what the growth is from
_MEASURED_BY = re.compile("超过|超越|赶超|高于|低于|接近|相当于|不及|追平")
_NOW = re.compile("今年|本[年月季周]|眼下|目前|如今")


def _beside(pair: Pair, said: Fact, linked: Fact, over: bool) -> bool:
    """True where the later value is told after the one ``said`` is read of, or in the sentence of all three.

    Or where the words say ``over`` what time, and point back to it: 而在2023年，这一数字是…。一年间增长….
    """
    now = pair.now.fact
    again = over and _AGAIN.search(pair.base.lead) is not None
    return again or now.order > linked.order or now.claim.sentence == linked.claim.sentence == said.claim.sentence


def _measures(said: Fact, point: Observation) -> bool:
    return said.claim.kind != "change" or same_dimension(said, point.fact)


def _lead(observed: Observations, said: Fact) -> tuple[int, int, str]:
    """Where the words between the number before and what is said begin, and where those of its clause do; these words."""
    at = said.claim.at.start
    facts = [f.claim.at.end for f in observed.body.sentences[said.key[0], said.claim.sentence] if f.claim.at.end <= at]
    begin, text = observed.lead(said, max(facts, default=-1))
    cut = max((m.end() for m in re.finditer("[，。；：]", text)), default=0)
    return begin, begin + cut, text[cut:]


def _of(name: str, pair: Pair) -> bool:
    """True when what is said names nothing but what the pair is of; a place alone (某区增长8.4%) is not what anything is of."""
    if len(name) <= 1:
        return True
    if _PLACE.fullmatch(name):
        return False
    whole = pair.now.name + pair.base.name + pair.now.lead + pair.base.lead
    stem = name[:-1] if name[-1] in "量数额" else name  # 每吨纸浆耗水5.4立方米…，耗水量
    quantity = pair.now.fact.claim.quantity
    called = table("words.toml")["time_order"]["called"].get(quantity.unit.lstrip("千百万亿"), ()) if quantity is not None else ()
    if pair.sure and any(word.endswith(name) for word in called):
        return True
    if len(name) == 2 and name not in whole and (pair.now.name or pair.base.name):
        return name in stem and len(set(name) & set(pair.now.name + pair.base.name)) == 2  # 金牌 is no 奖牌, whatever stands before them
    return set(name) <= set(whole) or (len(stem) > 1 and set(stem) <= set(whole))


def _compared(observed: Observations, said: Fact, begin: int, lead: str, pair: Pair) -> bool:
    """True unless the words beside what is said compare it with another time, or no time at all."""
    if said.claim.kind == "change" and lead.startswith("其中"):
        return False  # 减少1.23万人，其中自然减少0.49万人: a part of what it fell by
    if _MONEY.search(lead) and not _is_money(pair.now.fact):
        return False
    if _OTHER.search(lead) or not compares(said, pair.now.fact, pair.base.fact):
        return False
    if (match := _TIMES_OF.search(lead)) is not None and pair.base.past > 1 and refers(match["ref"], pair.base):
        return True
    if said.claim.aspect in _AGAINST:
        against = said.claim.whole or (match["ref"] if (match := _REFERENCE.search(lead)) else "")
        return bool(against) and pair.base.past > 1 and refers(against, pair.base)
    basis = said.claim.basis
    base, now = pair.base, pair.now
    since = said.claim.why.removeprefix("since ") if said.claim.why.startswith("since Y") else ""
    if since and base.period.startswith("Y") and since != base.period:
        return False  # 较11月的2525亿元成长9.4%，较前年同月成长23.8%: of a time that is not told
    reference = _REFERENCE.search(lead)
    if reference is not None:
        label = [c.period for c in observed.periods(said.key[0], begin, said.claim.at.start)]
        if basis == "年初" and "同期" in re.split("[，。；]", base.lead)[-1]:
            return False
        if label and base.period and label[-1] == base.period:
            return True
        if label and base.period and re.search(r"\d", reference["ref"]) and label[-1].startswith("Y") == base.period.startswith("Y"):
            return False  # 2021年…；2023年…，较2019年增长68.8%
        if reference["ref"] in re.split("[，。；]", base.lead)[-1]:
            return True
        if not label and basis == "":
            return False
    own = observed.periods(said.key[0], begin, said.claim.at.start if reference is None else begin + reference.start())
    if any(c.period != now.period for c in own) or re.match("[^，。；]{0,3}[至到]", observed.body.after(said, 6)):
        return False  # 7月又下调5%至7.18元: of another time
    if basis in ("同比", "年初", "环比"):
        words = {"同比": "上年|去年|同期|上一年|前一年", "环比": "上[月季周期日个]|前一", "年初": "年初|[年月]末|[年月]底|期初"}[basis]
        if re.search(words, re.split("[，；。]", base.lead)[-1]):
            return True
        wanted = previous(now.period) if basis == "同比" and now.period else step_before(now.period) if now.period else None
        return wanted is not None and wanted == base.period
    if (elapsed := ELAPSED.search(lead)) is not None and pair.years is not None and elapsed["unit"] == "年":
        return span_of(elapsed["n"]) in (0, pair.years)
    return True


_MONEY = re.compile("金额|价值|货值|产值|收入")


def _is_money(fact: Fact) -> bool:
    return fact.claim.quantity is not None and "currency" in fact.claim.quantity.dimension


def _relations(body: Body, said: Fact, pair: Pair, sure: bool) -> Iterator[Relation]:
    base, now = pair.base.fact, pair.now.fact
    claim, sure = said.claim, sure and not revised(body, base)
    if results.signed(body, now, base):  # 净利2.17亿元，上季净损0.46亿元，单季增加2.63亿元
        if claim.kind == "change":
            yield from results.change(body, said, now, base, sure=sure)
        return
    low = [f.claim.interval.low for f in (base, now)]
    if any(each is None or each <= 0 for each in low):
        return
    if claim.kind == "change":
        yield Relation(
            "EP202",
            Constraint(Var(now.key) - Var(base.key), "=", Var(said.key)),
            (said, now, base),
            f"{printed(body, now)} − {printed(body, base)} = {{x}}",
            sure=sure and not silenced(body, said),
            choice=("change", said.key),
        )
        return
    severity = policy(body, said, now, across=False)
    if severity is None:
        return
    if claim.kind == "average-growth":
        if pair.years is None or pair.years < 2:
            return
        ratio = Var(now.key) / Var(base.key)
        yield Relation(
            "EP207",
            Constraint(((Var(said.key) + 100) / 100) ** pair.years, "=", ratio),
            (said, now, base),
            f"({printed(body, now)} ÷ {printed(body, base)})^(1/{pair.years}) − 1 = {{x}}",
            sure=sure,
            choice=("average", said.key),
            plausible=Interval(Fraction(-50), Fraction(100)),
            solved=root(ratio, pair.years) * 100 - 100,
            mistakes=mistaken_means(ratio, pair.years),
        )
    elif claim.kind == "multiple" and claim.aspect in ("ratio", "ratio-of"):
        yield Relation(
            "EP206",
            Constraint(Var(now.key), "=", Var(said.key) * Var(base.key)),
            (said, now, base),
            f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}",
            sure=sure and not silenced(body, said),
            choice=("multiple", said.key),
            mistakes=(("growth-as-ratio", Var(now.key) / Var(base.key) - 1),),
            extra=simply(said, now, base),
        )
    else:
        code = "EP206" if claim.kind == "multiple" else "EP201"
        far = claim.kind == "growth" and not _over(body, said) and ((pair.years is not None and pair.years > 1) or _within_year(pair, said))
        yield Relation(
            code,
            Constraint(Var(now.key), "=", grown(said) * Var(base.key)),
            (said, now, base),
            f"{printed(body, now)} ÷ {printed(body, base)} − 1 = {{x}}",
            severity=Severity.ERROR if claim.kind == "multiple" else severity,
            sure=sure and not far,
            choice=("growth", said.key),
            plausible=RATE if code == "EP201" else None,
            mistakes=mistakes(code, said, now, base),
            extra=simply(said, now, base),
        )


def _within_year(pair: Pair, said: Fact) -> bool:
    """1月份…，2月份…，增长7.4%: two months of a year, and no word that it is against the month before."""
    return bool(pair.base.period and pair.now.period) and not pair.years and said.claim.basis == ""


def _over(body: Body, said: Fact) -> bool:
    """三年增长41%: the words say that it is over years."""
    return ELAPSED.search(body.clause(said)) is not None or re.search("累计|总共|期间|其间", body.clause(said)) is not None
