"""How a rate of growth moved, and by how much it is above another's: EP209."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from enping_check.claims.timeline import stretch
from enping_check.claims.width import resized
from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.terms import POINTS, below_zero
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import usable


def shifts(body: Body) -> Iterator[Relation]:
    """growth now − growth before = shift."""
    for shift in body.all("growth-shift"):
        if not usable(shift) or shift.claim.aspect == "comparison" or body.yearly(shift):
            continue
        now, base = body.first(shift, "now"), body.first(shift, "base")
        if now is None:
            continue
        sure = True
        if base is None:
            base = _earlier_rate(body, shift, now) or _told_next(body, shift, now)
            sure = base is not None
        if base is None and (base := _just_before(body, shift, now)) is not None:
            moved = -Var(shift.key) if _of_declines(body, shift, now, base) else Var(shift.key)
            sure = one_slip(body, now, Var(base.key) + moved, (now, base, shift), ("digit", "transposition"))
        if base is None or now.claim.kind != "growth" or not usable(now) or not usable(base) or base.claim.kind != "growth":
            continue
        if _amid(base, now):
            continue  # 1—8月增长5.1%，8月增速比7月（4.5%）加快: of a month, whose own rate is not told
        yield Relation(
            "EP209",
            Constraint(Var(now.key) - Var(base.key), "=", -Var(shift.key) if _of_declines(body, shift, now, base) else Var(shift.key)),
            (shift, now, base),
            f"{printed(body, now)} − {printed(body, base)} = {{x}}",
            sure=sure,
            choice=("shift", shift.key),
            plausible=POINTS,
        )


def _amid(base: Fact, now: Fact) -> bool:
    """True for a month or quarter in the midst of the stretch that the other rate is of."""
    one, two = stretch(base.claim.period), stretch(now.claim.period)
    return one is not None and two is not None and one[0] == two[0] and two[1][0] < one[1][0] and one[1][1] <= two[1][1]


_SINCE = re.compile("收窄|扩大|回升|回落|加快|放缓|反弹")  # of what a rate of months may have done since


def _just_before(body: Body, shift: Fact, now: Fact) -> Fact | None:
    """1—5月下降12.4%。…上半年降幅为9.7%，收窄2.7个百分点: since what was told up to the month or quarter before."""
    said = body.before(shift, 24).rpartition("，")[2]
    if shift.claim.basis or re.search("[年月季期比较]", said) or not _SINCE.search(said) or not name_key(now.claim):
        return None
    found = [
        f
        for f in body.nearby(now, 1, "growth")
        if f.order < now.order
        and usable(f)
        and name_key(f.claim)
        and (name_key(f.claim).endswith(name_key(now.claim)) or name_key(now.claim).endswith(name_key(f.claim)))
        and _next_to(f.claim.period, now.claim.period)
        and (f.claim.basis or "同比") == (now.claim.basis or "同比")
    ]
    return found[0] if len(found) == 1 else None


_NEXT = {"同比": "上年|去年|上一年|前一年", "环比": "上月|上季|上个月|上一?季度|前一个?月"}


def _told_next(body: Body, shift: Fact, now: Fact) -> Fact | None:
    """（增长7.1%，比全市高1.3个百分点，比上年同期加快1.6个百分点，）上年同期为增长5.5%: the rate of that time in the next words."""
    behind = [f for f in body.beside(shift, "growth") if f.order > shift.order]
    when = _NEXT.get(shift.claim.basis)
    if not behind or when is None or behind[0].claim.clause - shift.claim.clause != 1 or not usable(behind[0]):
        return None
    said = re.fullmatch(
        f"(?:而|但)?(?:{when})(?:同期|同月|末|底)?(?:的)?(?:增速|增幅|涨幅|同期)?(?:为|是|则)*(?:同比)?(?:增长|上涨|下降)?",
        body.clause(behind[0]),
    )
    nearest = now.claim.sentence == shift.claim.sentence and shift.claim.clause - now.claim.clause <= _CLAUSES
    return behind[0] if said is not None and nearest else None


_CLAUSES = 3  # from the rate now to how it moved


def _next_to(earlier: str, later: str) -> bool:
    """1—5月 and 上半年: from January on both, a month or a quarter more."""
    one, two = stretch(earlier), stretch(later)
    return one is not None and two is not None and one[0] == two[0] and one[1][0] == two[1][0] == 1 and two[1][1] - one[1][1] in (1, 3)


def _of_declines(body: Body, shift: Fact, now: Fact, base: Fact) -> bool:
    """收窄 and 扩大 between two declines are said of their sizes: from −2.1 % to −0.8 % narrows by 1.3 points."""
    if not (below_zero(now) and below_zero(base)):
        return False
    size = resized(body.before(shift, 4))
    return size != 0 and (shift.claim.sign < 0) == (size < 0)


def _earlier_rate(body: Body, shift: Fact, now: Fact) -> Fact | None:
    """比1—5月收窄 …: that period's rate of the same thing, stated elsewhere in the article."""
    left = body.before(shift, 24).rpartition("，")[2]
    rates = [
        f
        for f in body.nearby(shift, 1, "growth")
        if f.key != now.key
        and usable(f)
        and f.claim.period != now.claim.period
        and name_key(now.claim)
        and (name_key(f.claim).endswith(name_key(now.claim)) or name_key(now.claim).endswith(name_key(f.claim)))
        and name_key(f.claim)
    ]
    article = body.readings[shift.key[0]]
    periods = article.scan.periods
    first = bisect_left(periods, shift.claim.at.start - len(left), key=lambda period: period.at.start)
    last = bisect_left(periods, shift.claim.at.start, key=lambda period: period.at.start) - 1
    if last < first or (last > first and article.article.folded[periods[first].at.start - 1] not in "比较"):
        return None  # 前9个月降幅较1—8月扩大: of a time of its own
    part = periods[last].part  # 降幅比1—8月收窄a、比上半年收窄b: the nearest
    fitting = [f for f in rates if part and f.claim.period.endswith(part)]
    return fitting[-1] if len(fitting) == 1 else None
