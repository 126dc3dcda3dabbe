"""A change against the two values, or against the value and its growth: EP202."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Const, Constraint, Var
from enping_check.language.numerals import whole
from enping_check.language.units import spellings, unit
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth import results
from enping_check.rules.growth.bases import earlier, previous, years_apart
from enping_check.rules.growth.terms import RATE, basis_fits, compares, one_basis, policy, silenced
from enping_check.rules.relation import SIZE, Relation, percent_step, printed
from enping_check.rules.slips import one_slip, slips
from enping_check.rules.speeds import speeds
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import same_dimension, usable


def changes(body: Body) -> Iterator[Relation]:
    """now − base = change; and change ÷ (now − change) = growth where no base is stated; 新增 may leave losses out: to verify only."""
    gross = (f for f in body.all("level") if f.claim.aspect == "increment" and f.claim.links.get("now"))
    for change in (*body.all("change"), *gross):
        stepwise = body.yearly(change) and change.claim.why != "each"
        if not usable(change) or change.claim.aspect == "comparison" or stepwise or "埋深" in change.claim.indicator:
            continue  # 埋深8.42米，回升0.37米: the water rises where its depth falls
        points = "“" not in body.clause(change)  # “回升1.7点”不等于…: said of what was said
        nows = [
            n
            for n in body.linked(change, "now")
            if usable(n) and (same_dimension(n, change) or _priced(n, change) or (points and _index(n, change)))
        ]
        if _MORE_ADDED.search(body.clause(change)):
            nows = [n for n in nows if n.claim.aspect == "increment" or _ADDED.search(body.clause(n))]
        base = body.first(change, "base")
        if base is not None and not nows:
            yield from _over_base(body, change, base)
        for now in nows:
            sure = len(nows) == 1 and change.claim.kind == "change" and not _since_an_estimate(body, change, now)
            yield from _change(body, change, now, base, sure=sure)
        for other in body.linked(change, "or"):
            if usable(other) and same_dimension(other, change):
                yield from _change(body, change, other, base, sure=False)
    yield from _each_year(body)


_ADJUSTED = re.compile("[上下]调|调[增减高低升降]")
_ASIDE = re.compile("（[^（）]*\\d[^（）]*）.*\\d")


def _since_an_estimate(body: Body, change: Fact, now: Fact) -> bool:
    """上调至142万吨（上月预估138万吨），较2024年的117万吨增长21.4%，调增4万吨: of the estimate before, which stands aside."""
    return _ADJUSTED.search(body.clause(change)) is not None and _ASIDE.search(body.between(now, change)) is not None


_EACH_YEAR = re.compile("(?:每年|年均)(?:净|新)?(?:增加|增长|增产|增收|新增|减少|下降|提高|延长|扩大)")
_YEARS = re.compile(
    "(?<![第近前后首头今十\\d])([两二三四五六七八九十]|1?\\d)年(?:间|来|里|内|时间|共|累计|净|一共|合计|总共)*(?=[，、增减新提扩延上下净由从年平]|$)"
)
_SLIPPED = ("digit", "transposition", "point", "unit-scale")


def _each_year(body: Body) -> Iterator[Relation]:
    """由320公里延长至515公里，五年间平均每年增加39公里: the difference of the two, a year's share of it; where a slip explains it."""
    for change in body.all("level", "change"):
        claim = change.claim
        if claim.kind == "level" and (claim.aspect != "average" or _EACH_YEAR.search(claim.indicator) is None):
            continue
        if claim.kind == "change" and claim.basis != "年均":
            continue
        if not usable(change) or claim.aspect == "comparison":
            continue
        now = next((f for f in reversed(body.beside(change, "level")) if f.order < change.order and f.claim.links.get("base")), None)
        base = body.first(now, "base") if now is not None else None
        if now is None or base is None or not (usable(now) and usable(base) and same_dimension(now, base)):
            continue
        counts = _how_many_years(body, change, base, now)
        if not same_dimension(now, change) or not counts or claim.clause - now.claim.clause > _STEPS_BEHIND:
            continue
        falls = claim.sign < 0 if claim.kind == "change" else speeds().fell.search(claim.indicator) is not None
        more, less = (base, now) if falls and claim.kind == "level" else (now, base)
        shown = (base, now) if falls else (now, base)
        steps = [(n, (Var(more.key) - Var(less.key)) / n) for n in counts]
        sure = any(one_slip(body, change, step, (change, now, base), _SLIPPED) for _, step in steps)
        for n, step in steps:
            yield Relation(
                "EP202",
                Constraint(Var(change.key), "=", step),
                (change, now, base),
                f"({printed(body, shown[0])} − {printed(body, shown[1])}) ÷ {n} = {{x}}",
                sure=sure,
                choice=("change", change.key),
            )


_SOME_YEARS = re.compile("[近前后首头最其][^，。；]{0,3}[两二三四五六七八九十\\d]年|其中|时期|以来|20\\d\\d年")  # 其中近三年年均增加12万元
_STEPS_BEHIND = 3  # clauses from the value arrived at to the step of a year


def _how_many_years(body: Body, change: Fact, base: Fact, now: Fact) -> list[int]:
    """The years that the step is a mean of: as said, where the years of the two values do not speak against it; else as these tell."""
    if _SOME_YEARS.search(body.between(now, change)):
        return []
    said = [whole(each[1]) or 0 for each in _YEARS.finditer(body.lead(change))]
    a, b = (re.match(r"\d{4}", f.claim.period) for f in (base, now))
    apart = int(b[0]) - int(a[0]) if a is not None and b is not None else 0
    if said:
        n = said[-1]
        return [n] if n > 1 and (not apart or n in (apart, apart + 1)) else []
    return [apart, apart + 1] if apart > 1 else []


# 上半年增加1.81万亿元，同比多增2181亿元: the change is of what was added, never of the balance
_MORE_ADDED = re.compile("[多少][增减](?:加了?|长|少)?$")
_ADDED = re.compile("增|新|净")
_BALANCE = re.compile("[存贷]款|余额")


def _priced(now: Fact, change: Fact) -> Fraction | None:
    """For a price in 元/吨 that rose by 55元: how many of the price's base denominators one printed denominator holds."""
    a, b = now.claim.quantity, change.claim.quantity
    if a is None or b is None or not a.dimension.startswith("rate:") or a.base_unit.partition("/")[0] != b.base_unit:
        return None
    below = a.unit.partition("/")[2]
    return unit(below).factor if below in spellings().names else None


def _index(now: Fact, change: Fact) -> bool:
    """信心指数为112.6，比上季度的109.8提高2.8点: what has no unit moves by points."""
    a, b = now.claim.quantity, change.claim.quantity
    return a is not None and b is not None and a.dimension == "none" and b.unit in ("点", "个点") and now.claim.indicator.endswith("指数")


_LEFT = re.compile("退|注销|减少|流失|关闭|关停|淘汰|死亡|离[开职校]|撤|报废|迁出|毕业|到期")


def _some_left(body: Body, change: Fact, now: Fact, base: Fact) -> bool:
    """由12.6万人增加到13.8万人，新增1.6万人，退保0.4万人: what was added is a difference only where one slip makes it one and none left."""
    slipped = one_slip(body, change, Var(now.key) - Var(base.key), (change, now, base), ("digit", "transposition", "point", "unit-scale"))
    return not slipped or _losses_told(body, change)


def _losses_told(body: Body, change: Fact) -> bool:
    """新增5.45万人，注销0.90万人: what left is told, and what came is no difference."""
    return _LEFT.search(re.split("[。！？]", body.after(change, 30))[0]) is not None


def _change(body: Body, change: Fact, now: Fact, base: Fact | None, *, sure: bool) -> Iterator[Relation]:
    """now − base = change, or change ÷ (now − change) = growth where no base is stated."""
    times = _priced(now, change) or Fraction(1)
    if base is not None and same_dimension(now, base) and results.signed(body, now, base):
        yield from results.change(body, change, now, base, sure=sure and basis_fits(change, base, now))
        return
    if results.losing(body, now):
        return  # 减亏, 增亏, 扭亏: said of the size of a loss or of the result, as the writer likes
    if base is not None and usable(now) and usable(base) and same_dimension(now, base):
        if now.claim.aspect not in ("increment",) or base.claim.aspect == "base":
            added = change.claim.why == "added"
            if added and _losses_told(body, change):
                return
            facts = _as_fixed(body, change, now, base)
            yield Relation(
                "EP202",
                Constraint((Var(now.key) - Var(base.key)) * times, "=", Var(change.key)),
                facts,
                f"{printed(body, now)} − {printed(body, base)} = {{x}}",
                severity=Severity.ERROR,
                sure=sure
                and basis_fits(change, base, now)
                and compares(change, now, base)
                and not (added and _some_left(body, change, now, base)),
                choice=("change", change.key),
            )
    elif base is None:
        outgrown = _outgrows(change, now, times)
        for growth in body.frames[change.key[0], change.claim.frame if change.claim.kind == "change" else now.claim.frame]:
            if (
                growth.claim.kind != "growth"
                or not usable(growth)
                or (growth.claim.at.start < now.claim.at.start and growth.claim.links.get("now") != (now.key[1],))
                or (growth.claim.sentence != change.claim.sentence and not _said_again(body, change, now, growth))
            ):
                continue
            if not one_basis(growth, change) or silenced(body, growth):
                continue
            if growth.claim.basis == "同比" and change.claim.why.startswith("since ") and not _year_since(change, now):
                continue  # 6月末余额同比增长8.4%，比上年9月末增加46.5亿元
            since = change.claim.basis or growth.claim.sentence != change.claim.sentence  # 与去年同期相比 is told in another clause
            if not since and (growth.claim.basis or growth.key < change.key) and _PART_OF_YEAR.search(body.clause(change)):
                continue  # 余额同比增长13.5%，前三季度增加2.6万亿元: since the year before, since its end
            if (
                not growth.claim.basis
                and growth.order < change.order
                and change.claim.basis in _SINCE
                and not _YEARS_END.fullmatch(now.claim.period)
            ):
                continue  # 余额7.23万亿元，增长6.4%，比年初增加2864亿元: grown over the year before
            severity = policy(body, growth, now, across=False)
            if severity is None:
                continue
            if outgrown and (times != 1 or not _slipped(body, change, now, growth)):
                return  # 超收0.4亿元，同比增收1.2亿元: the change is not of this level
            base_of_growth = body.first(growth, "base")
            apart = base_of_growth is not None and change.claim.basis == "上期" and not _since(change, base_of_growth)
            distance = growth.claim.clause - max(change.claim.clause, now.claim.clause)
            far = apart or distance > 2 or (distance > 1 and not _slips_alone(body, change, now, growth, times))
            yield from _told_earlier(body, change, now, growth)
            yield Relation(
                "EP202",
                Constraint(Var(now.key) * times / Var(change.key), "=", Const(Fraction(percent_step(growth))) / Var(growth.key) + 1),
                (growth, change, now),
                _over_before(body, change, now, growth),
                severity=severity,
                sure=sure and not far and not _adjusted(body, growth, change, now) and not _of_named_before(body, change, now),
                choice=("triple", growth.key),
                key="growth",
                plausible=RATE,
            )
            break


_FIXED = re.compile("标准$|起付线|限额|底薪|票价|学费|保费|限价")
_NOT_FOR_ALL = re.compile("最[高多少低]|至[多少]|平均|月均|年均|人均|其中")
_PAID = 100_000  # 元: no rate of payment is told in rounded sums of more


def _as_fixed(body: Body, change: Fact, now: Fact, base: Fact) -> tuple[Fact, Fact, Fact]:
    """低保标准由540元提高到610元，提高60元: what is paid is set to the yuan, so its zeros are no rounding; where one slip explains it."""
    facts = change, now, base
    if not any(_FIXED.search(f.claim.indicator) for f in (now, base)) or _NOT_FOR_ALL.search(body.clause(change)):
        return facts
    if any(
        (q := f.claim.quantity) is None or q.unit.partition("/")[0] not in ("元", "块", "块钱") or (q.number or _PAID) >= _PAID
        for f in facts
    ):
        return facts
    fixed = stipulated(change), stipulated(now), stipulated(base)
    return fixed if one_slip(body, fixed[0], Var(now.key) - Var(base.key), fixed, ("digit", "transposition")) else facts


_BEHIND_NAME = re.compile("[\u4e00-\u9fff](?:（[^（）。]*)$")


def _of_named_before(body: Body, change: Fact, now: Fact) -> bool:
    """对美国出口286亿元。…升幅较大的是越南（升61.4亿元或38.6%）: of what the bracket explains, never of a sentence before."""
    if change.claim.sentence == now.claim.sentence or change.claim.bound != "far":
        return False
    return change.claim.paragraph != now.claim.paragraph or _BEHIND_NAME.search(body.lead(change)) is not None


_AGAIN = re.compile(
    "(?:[^，。；\\d]{0,20}(?:提到|显示|指出|介绍|透露|表示|称|说|来看|上看|看)，)?(?:与|同|跟|比|较)(?:去年|上年)(?:同期|同季|同月)?(?:相比|相较|比)?，?"
    "(?:[一二三四首]季度?|[上下]半年|前[一二两三四五六七八九十]{1,2}个?[月季]度?|\\d{1,2}(?:[—至到-]\\d{1,2})?月(?:份)?|全年|年内|[本当]月|[本当]季|我们|共|累计)?"
    "(?:净?[多少增减][一-鿿]{0,4})?"
)


def _said_again(body: Body, change: Fact, now: Fact, growth: Fact) -> bool:
    """（一季度税收46.8亿元，同比增长8.0%。）与去年同期相比，一季度多收3.5亿元: in the next sentence, by the verb alone."""
    claim, told = change.claim, now.claim
    near = claim.sentence == told.sentence + 1 and claim.paragraph == told.paragraph and growth.claim.sentence == told.sentence
    if not near or claim.period != told.period or now.order != min(f.order for f in body.beside(now, "level")):
        return False
    levels = [f for f in body.beside(now, "level") if same_dimension(f, now)]
    if len(levels) != 1 or any(f.order < change.order for f in body.beside(change, "level", "change", "growth") if f.key != change.key):
        return False
    return growth.claim.basis in ("", "同比") and _AGAIN.fullmatch(body.lead(change)) is not None


def _slips_alone(body: Body, change: Fact, now: Fact, growth: Fact, times: Fraction) -> bool:
    """比上年增加0.21万人，这是多年来首次回升，增速为9.7%: over a clause between, only where a slip in the growth shows."""
    made = Var(change.key) * percent_step(growth) / (Var(now.key) * times - Var(change.key))
    value = made.range({f.key: f.claim.interval for f in (change, now)})
    return any(slip.label in ("digit", "transposition") and slip.interval.overlaps(value) for slip in slips(body, growth))


def _told_earlier(body: Body, change: Fact, now: Fact, growth: Fact) -> Iterator[Relation]:
    """去年底520艘。…只剩465艘，一年少了55艘，减幅10.6%: from the value told before, which the growth bears out."""
    if body.first(growth, "base") is not None or change.claim.basis not in ("", "同比"):
        return
    year = previous(now.claim.period)
    told = earlier(body, now, lambda p: p == year) if year is not None else None
    if told is None or not told.sure:
        return
    ratio = (Var(now.key) / Var(told.fact.key) - 1) * percent_step(growth)
    made = ratio.range({now.key: now.claim.interval, told.fact.key: told.fact.claim.interval})
    if made.overlaps(growth.claim.interval):
        yield Relation(
            "EP202",
            Constraint(Var(now.key) - Var(told.fact.key), "=", Var(change.key)),
            (change, now, told.fact),
            f"{printed(body, now)} − {printed(body, told.fact)} = {{x}}",
            choice=("change", change.key),
        )


def _over_before(body: Body, change: Fact, now: Fact, growth: Fact) -> str:
    """The change over what there was before, as one would reckon it: of a decline without its sign."""
    if change.claim.sign < 0 and growth.claim.sign < 0:
        fall = body.folded(change).removeprefix("-")
        return f"{fall} ÷ ({printed(body, now)} + {fall}) = {SIZE}"
    return f"{printed(body, change)} ÷ ({printed(body, now)} − {printed(body, change)}) = {{x}}"


def _adjusted(body: Body, growth: Fact, change: Fact, now: Fact) -> bool:
    """贷款余额…同比增长14.0%；全年累计增加5.44万亿元: what a bank writes off leaves the balance and is no part of what it lent."""
    flow = growth.key < change.key and not change.claim.basis and "全年" in body.clause(change)
    return flow and _BALANCE.search(now.claim.subject + now.claim.indicator + body.clause(now)) is not None


def _over_base(body: Body, change: Fact, base: Fact) -> Iterator[Relation]:
    """比2023年的4215件增加647件，上升15.3%: the change over the value it starts from, where the present one stands elsewhere."""
    if not usable(base) or not same_dimension(change, base) or results.losing(body, base) or not basis_fits(change, base):
        return
    for growth in body.frames[change.key[0], change.claim.frame]:
        claim = growth.claim
        if claim.kind != "growth" or not usable(growth) or claim.links.get("now") or body.first(growth, "base") != base:
            continue
        if claim.sentence != change.claim.sentence or abs(claim.clause - change.claim.clause) > 1 or silenced(body, growth):
            continue
        severity = policy(body, growth, change, across=False)
        if severity is None or not one_basis(growth, change):
            continue
        yield Relation(
            "EP202",
            Constraint(Var(growth.key) * Var(base.key), "=", Var(change.key) * percent_step(growth)),
            (growth, change, base),
            f"{printed(body, change)} ÷ {printed(body, base)} = {{x}}",
            severity=severity,
            choice=("triple", growth.key),
            key="growth",
            plausible=RATE,
        )
        return


_SINCE = ("年初", "环比", "上期")
_YEARS_END = re.compile(r"(?:\d{4}|Y[+-]\d+)(?:M12|Q4)?")
_PART_OF_YEAR = re.compile(
    "[一二三四]季度|上半年|下半年|[\\d一二三四五六七八九十]+个?月份?|[当本单上]月|[当本单上]季|[今本]年(?:以来|前)|年内|年初以来|[当本单上]周|[当本单昨今]日"
)


def _year_since(change: Fact, now: Fact) -> bool:
    """True when the change says that it is since the same part of the year before: 9月末…，比上年9月末增加46.5亿元."""
    since = change.claim.why.removeprefix("since ")
    return since[-3:] == now.claim.period[-3:] and years_apart(since, now.claim.period) == 1


def _since(change: Fact, base: Fact) -> bool:
    """True when the change says that it is since the time of that value: 比前年多39艘次，比2018年的152艘次高9.9% starts from two."""
    return change.claim.why == f"since {base.claim.period}"


def _outgrows(change: Fact, now: Fact, times: Fraction) -> bool:
    """True when a rise is greater than what it led to, which is ``times`` as much in its unit."""
    a, b = change.claim.interval.low, now.claim.interval.high
    return a is not None and b is not None and a > b * times


def _slipped(body: Body, change: Fact, now: Fact, growth: Fact) -> bool:
    """True when one slip of the pen in the change or the level makes the growth come out: then they do belong together."""
    rate, last = growth.claim.interval.middle, growth.claim.quantity.last if growth.claim.quantity is not None else Fraction(0)
    for fact in (change, now):
        for slip in slips(body, fact):
            risen = slip.interval.middle if fact is change else change.claim.interval.middle
            level = slip.interval.middle if fact is now else now.claim.interval.middle
            if rate is not None and risen is not None and level is not None and level > risen > 0:
                if abs(risen / (level - risen) * 100 - rate) <= last:
                    return True
    return False
