"""What was done of what was planned, by the words of the plan: 计划完成投资86亿元，实际完成61亿元，投资完成率71%; 完成年度预算的71%.

Where the plan itself is not told, what was done and what is still missing make it: 完成64.8亿元，占年度计划的54%，距全年计划还差55.2亿元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.claims import partitions
from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Interval, Var
from enping_check.rules import stipulated
from enping_check.rules.around import explained
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained as rarely
from enping_check.rules.relation import Relation, decimal_text, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

_BACK: Final = 2  # sentences back to the plan
_CLAUSES: Final = 3  # from a degree of completion to what is missing
_MOST: Final = Interval(Fraction(0), Fraction(200))
_RATE: Final = re.compile(
    "(?P<of>[\u4e00-\u9fff]{0,8}?)(?P<done>完成|达成|达标|募集|筹集|执行|到位|拨付|支付|支出|支用|发放|兑付|兑现|使用|收储|推进|实施|序时|实现)(?:率|进度|比例)(?:已|也|就|分别|为|达到|达|是|约|仅)*"
)
_DONE: Final = re.compile("完成|实现|累计|实际|已|执行|到位|拨付|支[付出用]|实支|发放|兑[付现]|使用|收储|入库|征收|实征|实收")
_HAS_DONE: Final = re.compile("(?:目前|现|截至目前|至今)?(?:已经?|累计|实际)*(?:完成|实现|执行|到位|支出)了?")
_UNDONE: Final = re.compile("未|尚|待")
_MORE: Final = re.compile("另|加上|连同|保留|结转")  # 预算1260万元，另有上年度保留款340万元
_ALLOTTED: Final = re.compile("分配|调整|修正|追加")  # 分配预算执行率: of what was allotted so far
_DONE_OF: Final = re.compile("(?:已|累计|实际|共|超额)完成(?:年度|全年|年初)?(?:计划|任务|目标|预算)")
_WHOLE_WORK: Final = re.compile("总投资|总规模|概算|总造价|总预算|总概算|工期")
_OF_THE_YEAR: Final = re.compile("年|季|月|当期|序时")
_TIMELY: Final = re.compile("(?:快于|高于|高出|超|超过|超前|领先|(?P<behind>慢于|低于|落后于?|滞后于?))(?:时间|序时)进度")
_TO_DO: Final = re.compile("[今全本]年[^，。；\\d]{0,6}(?:要|将|拟|需|须|力争|确保)")
_SO_FAR: Final = re.compile("截至|截止|[月季]末|月底")
NOT_DONE: Final = ("average", "converted", "base", "incidental", "comparison")


def relations(body: Body) -> Iterator[Relation]:
    """Every degree of completion whose plan the passage states, or that it compares with the time that has passed."""
    yield from _ahead_of_time(body)
    for share in body.all("share"):
        claim = share.claim
        if not usable(share) or claim.links.get("whole") or claim.quantity is None or claim.quantity.dimension != "percent":
            continue
        if claim.aspect == "plan" or (claim.aspect == "" and claim.whole and planned(claim.whole)):
            part = body.first(share, "part")
            if part is not None and usable(part) and _THE_PLAN.search(body.clause(part)) and part.claim.clause == claim.clause - 1:
                yield from _so_far(body, share)  # 已实现8.37亿美元，年度目标是9.2亿美元，已完成目标的91.0%
            elif part is not None and usable(part) and not claim.links.get("parts"):
                yield from _of_plan(body, share, [part], claim.whole or "")
                yield from _told_behind(body, share, part)
                yield from _missing(body, share, part)
        elif claim.aspect == "" and claim.whole and _ALL_OF_IT.search(claim.whole):
            part = body.first(share, "part")
            if part is not None and usable(part) and not claim.links.get("parts"):
                yield from _missing(body, share, part)
        elif (
            claim.aspect == "rate"
            and not claim.links.get("part")
            and (said := _RATE.fullmatch(body.clause(share).rpartition("、")[2])) is not None
        ):
            done = _done(body, share, said["done"])
            if done and not _of_another(body, share, said["of"], done[0]):
                yield from _of_plan(body, share, done, "", _ALLOTTED.findall(said["of"]))
                yield from _missing(body, share, done[0])
        elif claim.aspect == "rate" and not claim.links.get("part") and _HAS_DONE.fullmatch(body.clause(share)):
            yield from _so_far(body, share)


def _of_another(body: Body, rate: Fact, named: str, done: Fact) -> bool:
    """赋税实征185.9亿元，为预算数178.2亿元的104.3%，其中契税达成率118.3%: of a part that is called otherwise than what was done."""
    inside = re.search("其中|、", body.between(done, rate)) is not None
    words = body.clause(done) + done.claim.subject + done.claim.indicator
    return inside and len(named) > 1 and not planned(named) and not any(named[i : i + 2] in words for i in range(len(named) - 1))


_THE_PLAN: Final = re.compile("(?:目标|计划|任务|预算|指标)(?:数|值|额|量)?(?:定为|设定为|是|为|共|约)+$")
_MISSING: Final = re.compile(
    "(?:但|而|目前|现在?|下半年|[二三四]季度|年内|年底前)?(?:(?:距离?|离|要|若要|为)(?P<plan>[\u4e00-\u9fff]{2,16}?)的?)?"
    "(?:(?:还|尚|仍)(?:差|缺|欠|短|剩|余|需|须|要|有)[\u4e00-\u9fff]{0,5}|(?:剩余|剩下|余下|其余|缺口)(?:的|还有|尚有|为|达)?)"
)
_TO_COME: Final = re.compile("[需须要有]")
_BUDGETED: Final = re.compile("预算(?:内|外)?(?:总?收入|总?支出|财力|资金)")
_ALL_OF_IT: Final = re.compile("总(?:投资|规模|长|里程|量|数|额)$|批复|概算")
_THEN_DONE: Final = re.compile("，?(?:才能|方能|才可|方可|就能|即可)(?:够)?(?:完成|实现|达到|达成)")
_UNDONE_YET: Final = re.compile("的?(?:未|没|缺口)")
_GAP: Final = re.compile("的?(?:任务|投资|资金|工作)?(?:缺口|差距|未|没|待|将)")
_ANY_PLAN: Final = re.compile(
    "完成|实现|达到|达成|全年|年度|年初|今年|本年|当年|年内|全部|既定|下达|确定|计[划画]|任务|目标|预算|指标|[省市县区]定|[总的数额年值量]"
)
_SPELL: Final = re.compile("上半年|半年|季度?|月|当期|序时")


def _told_behind(body: Body, share: Fact, part: Fact) -> Iterator[Relation]:
    """完成年度任务的96%，年度任务为5000套: the plan by the very words that the share is of."""
    named = (share.claim.whole or "").removesuffix("的")
    for whole in body.beside(share, "level"):
        if (
            whole.order < share.order
            or whole.claim.clause - share.claim.clause != 1
            or not usable(whole)
            or not same_dimension(whole, part)
        ):
            continue
        if len(named) > 2 and re.fullmatch(f"(?:而|其)?{re.escape(named)}(?:数|量|总数)?(?:为|是|共|达)?", body.clause(whole)):
            yield Relation(
                "EP101",
                Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(whole.key)),
                (share, part, stipulated.stipulated(whole)),
                f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
                choice=("plan", share.key),
            )


def _missing(body: Body, share: Fact, part: Fact) -> Iterator[Relation]:
    """完成64.8亿元，占年度计划的54%，距完成全年计划还差45.2亿元: what was done and what is missing are the plan."""
    if any(q is None or q.hedge or q.ranged for q in (share.claim.quantity, part.claim.quantity)) or part.order > share.order:
        return
    behind = [f for f in body.within(share, 1, "level") if f.order > share.order and f.claim.paragraph == share.claim.paragraph]
    rest = next((f for f in behind if same_dimension(f, part)), None)
    if (
        rest is None
        or rest.claim.quantity is None
        or rest.claim.quantity.hedge
        or rest.claim.quantity.ranged
        or not body.one_stretch(share, rest)
    ):
        return
    words = _MISSING.fullmatch(body.clause(rest))
    if words is None or "其中" in body.text(share, rest) or rest.claim.clause - share.claim.clause > _CLAUSES:
        return
    then = _THEN_DONE.match(body.after(rest, 8)) is not None
    if _TO_COME.search(words[0][len(words["plan"] or "") :]) and not (words["plan"] or then or _GAP.match(body.after(rest, 8))):
        return  # 还需投入3亿元: for what is not said
    if words["plan"] is None and rest.claim.sentence != share.claim.sentence:
        return
    said = body.clause(share) + (share.claim.whole or "")
    if _BUDGETED.search(share.claim.whole or ""):
        return  # 占一般公共预算收入的77.8%: of what came in, not of what was planned
    own = said + part.claim.subject + part.claim.indicator + body.clause(part)
    left = _ANY_PLAN.sub("", words["plan"] or "")
    if (
        left not in own
        or set(_SPELL.findall(words["plan"] or "")) - set(_SPELL.findall(said))
        or (words["plan"] and _WHOLE_WORK.search(said))
    ):
        return  # 距奋斗目标还差, 距半年目标还差: another plan
    made = Var(part.key) * 100 / Var(share.key) - Var(part.key)
    yield Relation(
        "EP301",
        Constraint(Var(rest.key), "=", made),
        (rest, part, share),
        f"{printed(body, part)} ÷ {printed(body, share)} − {printed(body, part)} = {{x}}",
        sure=words["plan"] is not None
        or then
        or _UNDONE_YET.match(body.after(rest, 4)) is not None
        or rarely(body, rest, made, (part, share), Fraction(1, 10)),
        choice=("missing", rest.key),
        key="balance",
    )


def _so_far(body: Body, share: Fact) -> Iterator[Relation]:
    """1—11月销量172.34亿元。…全年销售计划为185亿元，已完成93.2%: the one amount told before of what the plan is of."""
    plan = next((f for f in reversed(body.beside(share, "level")) if f.order < share.order), None)
    if plan is None or not usable(plan) or not is_plan(body, plan) or plan.claim.clause != share.claim.clause - 1:
        return
    done = [
        f
        for f in body.within(share, _BACK, "level")
        if f.order < plan.order
        and f.claim.paragraph == share.claim.paragraph
        and usable(f)
        and same_dimension(f, plan)
        and f.claim.aspect not in NOT_DONE
        and not f.claim.links.get("total")
        and not is_plan(body, f)
    ]
    if len(done) == 1:
        yield Relation(
            "EP101",
            Constraint(Var(done[0].key) * 100, "=", Var(share.key) * Var(plan.key)),
            (share, done[0], stipulated.targeted(plan)),
            f"{printed(body, done[0])} ÷ {printed(body, plan)} = {{x}}",
            sure=_by_slip(body, share, done[0], plan) or _straight(body, done[0], plan),
            choice=("share", share.key),
            plausible=_MOST,
        )


def _straight(body: Body, done: Fact, plan: Fact) -> bool:
    """截至10月底，使用外资8.37亿美元，年度目标是9.2亿美元，…: what has been done so far, right before what was planned."""
    beside = done.claim.sentence == plan.claim.sentence and plan.claim.clause - done.claim.clause == 1 and body.one_stretch(done, plan)
    return beside and _TO_DATE.search(body.lead(done)) is not None


_TO_DATE: Final = re.compile(
    "截至|截止|累计|至今|迄今|(?:1|一)(?:[—~～-]|至|到)[\\d一二三四五六七八九十]+月|前[\\d一二三四五六七八九十两]+个?月"
)


def _ahead_of_time(body: Body) -> Iterator[Relation]:
    """上半年…，完成年度计划的53.8%，快于时间进度3.8个百分点: the part of the year that has passed is known."""
    for gap in body.all("growth-shift", "share-shift"):
        words = _TIMELY.search(body.clause(gap))
        if words is None or gap.claim.quantity is None or gap.claim.quantity.hedge:
            continue
        done = [s for s in body.beside(gap, "share") if s.order < gap.order and s.claim.aspect in ("plan", "rate", "") and usable(s)]
        done = [s for s in done if not re.search("进度[（(]$", body.before(s, 4))]  # 超序时进度（75%）1.5个百分点
        where = stretch(done[-1].claim.period) if done else None
        if where is None or (where[1][0] != 1 and not (where[1][0] == where[1][1] and _SO_FAR.search(body.sentence(gap)))):
            continue
        passed = Fraction(100 * where[1][1], 12)
        behind = words["behind"] is not None
        lead = passed - Var(done[-1].key) if behind else Var(done[-1].key) - passed
        shown = decimal_text(passed, Fraction(1, 10)) + "%"
        own = printed(body, done[-1])
        yield Relation(
            "EP106",
            Constraint(Var(gap.key), "=", lead),
            (gap, done[-1]),
            (f"{shown} − {own}" if behind else f"{own} − {shown}") + " = {x}",
            sure=one_slip(body, gap, lead, (gap, done[-1])),
            choice=("timely", gap.key),
        )


def planned(words: str) -> bool:
    """True for words that speak of a plan: 年度任务, 预算, 计划投资."""
    return any(word in words for word in partitions.load().planned)


def _said(body: Body, fact: Fact) -> str:
    words = body.clause(fact)
    return words if len(words) > 1 else fact.claim.subject + fact.claim.indicator  # what is carried on may be the plan's name


def is_plan(body: Body, fact: Fact) -> bool:
    """True for a value that was planned."""
    words = _said(body, fact)
    return planned(words) and _DONE_OF.search(words) is None


def _done(body: Body, rate: Fact, stem: str) -> list[Fact]:
    """What was done, by the words beside the amounts of the rate's sentence: that of the rate's own verb, or the last one before it."""
    told = [f for f in body.beside(rate, "level") if usable(f) and f.claim.aspect not in NOT_DONE and not is_plan(body, f)]
    told = [f for f in told if not _UNDONE.search(body.clause(f))]
    worded = [f for f in told if stem in body.clause(f)] or [f for f in told if _DONE.search(body.clause(f))] or told
    worded = [f for f in worded if body.one_stretch(f, rate)]
    before = [f for f in worded if f.claim.at.start < rate.claim.at.start]
    return before[-1:] or worded[:1]


def _of_plan(body: Body, share: Fact, done: list[Fact], named: str, allotted: Sequence[str] = ()) -> Iterator[Relation]:
    part = done[0]
    told = [
        f
        for f in body.within(share, _BACK, "level")
        if f.claim.sentence <= share.claim.sentence
        and f.claim.paragraph == share.claim.paragraph
        and f.key != part.key
        and usable(f)
        and same_dimension(f, part)
        and f.claim.aspect not in NOT_DONE
    ]
    plans = [f for f in told if is_plan(body, f)]
    if not plans and _OF_THE_YEAR.search(named):
        plans = [f for f in told if f.order < share.order and _TO_DO.search(body.clause(f))]  # 今年要建成8万亩。…完成年度任务的82%
    if _OF_THE_YEAR.search(named):
        plans = [f for f in plans if not _WHOLE_WORK.search(_said(body, f))]
    alike = [f for f in plans if named and named in _said(body, f)] or [
        f for f in plans if named and any(w in named and w in _said(body, f) for w in partitions.load().planned)
    ]
    plans = alike or plans
    near = [f for f in plans if f.claim.sentence == share.claim.sentence]
    only = len(plans) == 1
    for plan in map(stipulated.targeted, plans):
        stretch = body.text(*sorted((plan, share), key=lambda f: f.order))
        beside = only and bool(near) and part.claim.sentence == share.claim.sentence and not re.search("[；：]", stretch)
        whole = not _MORE.search(stretch) and all(word in _said(body, plan) for word in allotted)
        sure = only and whole and ((beside and not named) or _by_slip(body, share, part, plan))
        yield Relation(
            "EP101",
            Constraint(Var(part.key) * 100, "=", Var(share.key) * Var(plan.key)),
            (share, part, plan),
            f"{printed(body, part)} ÷ {printed(body, plan)} = {{x}}",
            sure=sure,
            choice=("share", share.key),
            plausible=_MOST,
        )


def _by_slip(body: Body, share: Fact, part: Fact, plan: Fact) -> bool:
    """True when one ordinary slip explains what is wrong: the plan named may also be another one."""
    return explained(body, share, part, plan) or rarely(body, share, Var(part.key) * 100 / Var(plan.key), (part, plan), Fraction(1, 10))
