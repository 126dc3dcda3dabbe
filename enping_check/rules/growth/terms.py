"""What every rule of growth shares: 1 + g as a formula, whether a growth may be recomputed at all, and what it compares with."""

from __future__ import annotations

import re
from fractions import Fraction

from enping_check.engine import Expression, Interval, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, in_words
from enping_check.rules.growth.bases import step_before, years_apart
from enping_check.rules.relation import percent_step
from enping_check.rules.wholes import same_dimension, usable

RATE = Interval(Fraction(-100), Fraction(200))
POINTS = Interval(Fraction(-50), Fraction(50))
_POLICY = {"error": Severity.ERROR, "warning": Severity.WARNING}


def grown(growth: Fact) -> Expression:
    """1 + g as a formula: 100 + g over 100 for a percentage, 1000 + g over 1000 for ‰, 1 + k for 增长k倍."""
    if growth.claim.kind == "multiple":
        return Var(growth.key) + 1
    step = percent_step(growth)
    return (Var(growth.key) + step) / step


# 以日均计，只多2.1%
_BY_ANOTHER = re.compile("[以按折][^，。；]{0,3}[日月周人户亩场]均(?:来)?(?:计算|计|算|看|口径|水平)?，?[^，。；]{0,5}$")


def silenced(body: Body, *facts: Fact) -> bool:
    """可比价, 同口径 … in the clause or bracket of any of the claims."""
    for fact in facts:
        if fact.claim.aspect == "可比":
            return True
        if fact.claim.aspect == "名义":
            continue
        sentence = body.sentence(fact)
        at = sentence.find(body.folded(fact))
        nearby = body.before(fact, 40).rpartition("。")[2].rpartition("；")[2] + body.after(fact, 24).partition("。")[0].partition("；")[0]
        nearby = re.sub("扣除非经常性?损益|(?:加计|专项附加|附加|税前)扣除", "", nearby)  # the name of a profit, of a deduction from tax
        if _BY_ANOTHER.search(body.before(fact, 16)):
            return True
        if at >= 0 and re.search(
            "可比|同口径|同比口径|不变价|扣除|剔除|实际增|实际下|修订|快报[数值口]|[为系是]快报|初步统计|还原|口径|还包含", nearby
        ):
            return True
    return False


def revised(body: Body, base: Fact) -> bool:
    """上年零售总额286.77亿元系快报数，…已修订: an earlier value that its own sentence says is no longer the base."""
    return _REVISED.search(re.split("[。！？\\n]", body.after(base, 60))[0]) is not None


_REVISED = re.compile("快报数?|[修订更校]正|修订|核减|核增|重新核定|口径[^，。]{0,4}(?:调整|变化|不同)|基数[^，。]{0,4}调整|不可比")


def policy(body: Body, growth: Fact, now: Fact, across: bool) -> Severity | None:
    """What semantics.md lets a recomputed growth of this family raise; None is silence. 减少一半 is loosely said."""
    severity = _of_family(body, growth, now, across)
    return Severity.WARNING if severity is Severity.ERROR and in_words(growth.claim) is not None else severity


def _of_family(body: Body, growth: Fact, now: Fact, across: bool) -> Severity | None:
    known = body.known(now) or body.known(growth)
    name = now.claim.subject + now.claim.indicator
    if growth.claim.aspect == "名义":
        return Severity.ERROR
    if silenced(body, growth, now):
        return None
    if known is None:
        if re.search("生产总值|增加值|GDP|劳动生产率", name):
            return None
        if re.search("规上|规模以上|限上|限额以上|投资|零售", name):
            return None if across else Severity.WARNING
        return Severity.WARNING if across else Severity.ERROR
    word = known.growth_across if across else known.growth_within
    if word == "error" and re.search("规上|规模以上|限上|限额以上|行业", name) and known.dimension in ("currency", "any", "mass"):
        word = "silent" if across else "warning"
    return _POLICY.get(word)


def one_basis(a: Fact, b: Fact) -> bool:
    """False when both say what they compare with and it is not the same; 上期 leaves open which earlier period it means."""
    first, second = a.claim.basis, b.claim.basis
    return not first or not second or first == second or "上期" in (first, second)


def compares(growth: Fact, now: Fact, base: Fact) -> bool:
    """False where a growth against the year, or the period, before stands beside a value from another time than that."""
    basis, start, end = growth.claim.basis, base.claim.period, now.claim.period
    years = years_apart(start, end)
    if years is None:
        # 一季度42.6亿元，二季度58.3亿元，同比增长8.2%
        return not (basis == "同比" and start[:4] == end[:4] and step_before(end) == start)
    return not ((basis in ("同比", "年初") and years > 1) or (basis == "环比" and years > 0 and len(end) > 4))


def basis_fits(growth: Fact, base: Fact, now: Fact | None = None) -> bool:
    """The base named beside the growth is the one the growth compares with."""
    if now is not None and growth.claim.basis == "环比" and base.claim.period and step_before(now.claim.period) == base.claim.period:
        return True
    if growth.claim.basis == "年均":
        return False
    if not one_basis(growth, base):
        return False
    return not (growth.claim.basis == "环比" and base.claim.basis in ("", "同比") and base.claim.period and growth.claim.period)


def only(nows: list[Fact], base: Fact) -> bool:
    """True when no other candidate is measured as the base is."""
    return sum(same_dimension(now, base) for now in nows) == 1


def below_zero(fact: Fact) -> bool:
    """True for a loss, however it was rounded."""
    return fact.claim.interval.high is not None and fact.claim.interval.high < 0


def growth_of(body: Body, level: Fact) -> Fact | None:
    """The one growth on the year before that a level is told with."""
    found = [
        f
        for f in body.frames[level.key[0], level.claim.frame]
        if f.claim.kind == "growth"
        and f.claim.links.get("now") == (level.key[1],)
        and f.claim.basis in ("", "同比")
        and usable(f)
        and f.claim.aspect not in ("可比", "comparison")
    ]
    return found[0] if len(found) == 1 else None
