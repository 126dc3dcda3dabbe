"""part × 100 = share × whole, for shares whose whole the text states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.claims import partitions
from enping_check.claims.timeline import part_of as part_of_year
from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Var, total
from enping_check.model import Severity
from enping_check.rules import stipulated
from enping_check.rules.around import around, explained, so_called
from enping_check.rules.body import Body, Fact, in_words, name_key
from enping_check.rules.relation import PERCENT, Relation, percent_step, printed
from enping_check.rules.shares.denominators import relative
from enping_check.rules.wholes import Whole, divisible, part_of, plain_total, same_dimension, usable, wholes


def proportions(body: Body) -> Iterator[Relation]:
    """part × 100 = share × whole."""
    for share in body.all("share"):
        if not usable(share) or share.claim.aspect in ("rate", "of-count"):
            continue
        if share.claim.links.get("parts"):
            yield from _joint_share(body, share)
            continue
        found = part_of(body, share)
        if found is None or not usable(found.fact):
            continue
        part = _as_counted(body, share, found.fact)
        if part is None:
            continue
        yield from _listed_before(body, share, part)
        collection = share.claim.links.get("list") or ((share.claim.group,) if share.claim.group else None)
        named = wholes(body, share, part)
        told = {w.fact.key for w in named}
        named += [w for w in _last_named(body, share, part) if w.fact.key not in told]
        named += _of_longer(body, part, named)
        if not any(w.sure for w in named):
            yield from _of_fused(body, share, part)
            named = _merged(named, around(body, share, part))
        if (other := _other_of_two(body, share, part)) is not None:
            yield _of_both(body, share, part, other, sure=found.sure and not share.claim.links.get("list"))
            named = [w for w in named if w.fact.key != other.key]
        step = percent_step(share)
        # anything is a share of 约900亿元: as one of several that may be meant it would settle what the others contradict
        named = [w for w in named if w.sure or w.fact.claim.quantity is None or not w.fact.claim.quantity.hedge]
        for whole in named:
            apart = not whole.sure and not plain_total(share.claim.whole or "") and not so_called(body, whole.fact, share.claim.whole or "")
            if not usable(whole.fact) or not divisible(whole.fact, part) or _shared_out(body, share, whole.fact):
                continue
            if plain_total(share.claim.whole or "") and _of_other_months(part, whole.fact):
                continue  # 一季度60.37亿元，二季度26.05亿元，二季度占比不足三分之一: of both together
            if part.claim.interval == whole.fact.claim.interval and share.claim.links.get("whole"):
                continue  # 接待游客864万人次，其中一日游占游客总数864万人次的60%: told before, it is the whole as well
            sure = whole.sure or (whole.likely and explained(body, share, part, whole.fact))
            of = stipulated.targeted(whole.fact) if _of_plan(share) else whole.fact
            yield Relation(
                "EP101",
                Constraint(Var(part.key) * step, "=", Var(share.key) * Var(whole.fact.key)),
                (share, part, of),
                f"{printed(body, part)} ÷ {printed(body, of)} = {{x}}",
                sure=sure
                and found.sure
                and not _as_that_of_all(body, share, part, whole.fact)
                and not _of_a_step(body, share, part)
                and not _of_another_whole(body, share, part, whole.fact),
                choice=("share", share.key),
                collection=None
                if apart
                else (share.key[0], "shares", collection, whole.fact.key)
                if collection
                else (share.key[0], "shares", share.claim.paragraph, whole.fact.key),
                key="mismatch",
                severity=Severity.ERROR if in_words(share.claim) is None else Severity.WARNING,
                plausible=PERCENT,
            )


def _of_other_months(part: Fact, whole: Fact) -> bool:
    """True for two stretches of one year that have no month in common."""
    one, other = stretch(part.claim.period), stretch(whole.claim.period)
    if one is None or other is None or one[0] != other[0]:
        return False
    return max(one[1][0], other[1][0]) > min(one[1][1], other[1][1])


def _as_counted(body: Body, share: Fact, part: Fact) -> Fact | None:
    """合同872个、金额3.16亿元，占合同个数的79.0%: the number of them, not the amount that stands nearer; None where none is told."""
    if part.claim.quantity is None or not part.claim.quantity.dimension.startswith("currency"):
        return part
    if _NUMBER_OF.search(share.claim.whole or "") is None:
        return part
    told = [f for f in body.beside(share, "level") if part.claim.clause - f.claim.clause <= 1 and f.order < share.order]
    counts = [f for f in told if f.claim.quantity is not None and f.claim.quantity.dimension.startswith("count")]
    return counts[-1] if counts else None


_NUMBER_OF = re.compile("(?:[个件份宗家户笔套]|项目|合同)数$")


def _other_of_two(body: Body, share: Fact, part: Fact) -> Fact | None:
    """沿海港区1.286亿吨，内河港区0.338亿吨，后者占20.8%: the former of the two that the share chooses from."""
    if not plain_total(share.claim.whole or "") or _OF_TWO.search(body.clause(share)) is None:
        return None
    told = [
        f for f in body.beside(share, "level") if f.order < share.order and same_dimension(f, part) and f.claim.aspect == part.claim.aspect
    ]
    return next((f for f in told[-2:] if f.key != part.key), None) if part in told[-2:] else None


_OF_TWO = re.compile("[前后]者(?:则|约|就|仅|只|更|也)?占")


def _of_both(body: Body, share: Fact, part: Fact, other: Fact, *, sure: bool) -> Relation:
    """The share of one of two in both."""
    both = sorted((part, other), key=lambda f: f.order)
    return Relation(
        "EP101",
        Constraint(Var(part.key) * percent_step(share), "=", Var(share.key) * (Var(part.key) + Var(other.key))),
        (share, *both),
        f"{printed(body, part)} ÷ {_sum_of(body, both)} = {{x}}",
        sure=sure,
        choice=("share", share.key),
    )


def _shared_out(body: Body, share: Fact, whole: Fact) -> bool:
    """上半年80万，下半年102万，分别占44%和56%: what another of these shares is told of is not the whole of this one."""
    group = share.claim.group
    return group > 0 and any(
        other.claim.group == group and other.key != share.key and whole.key[1] in other.claim.links.get("part", ())
        for other in body.beside(share, "share")
        if other.key[0] == whole.key[0]
    )


_ALL_YEAR = re.compile("占(?:到|了)?(?:全年|年度)")
_VIEWED = re.compile("(?P<who>[一-鿿]{2,8}?)[分按从][^，。；：\\d]{1,8}看[，：]")
_PAST, _PRESENT = re.compile("[去上]年|上届"), re.compile("今年|本届")


def _of_another_whole(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    """The words name another time, another owner or another measure than the whole's."""
    if share.claim.links.get("whole"):
        return False  # 占年度计划240个的87.5%
    if _ALL_YEAR.search(body.clause(share)) and part_of_year(whole.claim.period) not in ("", "Y"):
        return True  # 三季度96.9万人次。…特展74.0万人次，占全年的26.5%
    viewed = _VIEWED.match(body.sentence(part))
    if viewed is not None and whole.claim.sentence < part.claim.sentence and viewed["who"] not in name_key(whole.claim):
        named = (f for f in body.within(part, 3, "level") if f.order < part.order and same_dimension(f, part))
        if any(viewed["who"] in name_key(f.claim) and f.key != whole.key for f in named):
            return True  # 甲175万箱，乙126万箱，两家301万箱。甲分航线看，…占31.4%: of the one that is named
    if _PAST.search(body.clause(part)) and whole.claim.sentence < part.claim.sentence and not _PAST.search(body.lead(whole)):
        start = max(0, part.claim.at.start - _FAR)
        if _PRESENT.search(body.readings[part.key[0]].article.folded, start, part.claim.at.start):
            return True  # 今年…其余9072人。…去年放弃3133人，占录取的5.3%
    return _measured_as_before(body, share, whole)


_FAR = 600  # characters in which an article says which year it tells of


def _measured_as_before(body: Body, share: Fact, whole: Fact) -> bool:
    """收入前100款中，甲类22款，占收入的14%；乙类5款，却占17%: of what the share before it names, which is no number of 款."""
    if share.claim.whole or not share.claim.links.get("list"):
        return False
    before = [s for s in body.beside(share, "share") if s.order < share.order and s.claim.links.get("list") == share.claim.links["list"]]
    if not before or not before[-1].claim.whole or not re.search("[却则更也]占$", body.clause(share)):
        return False
    owner = body.first(before[-1], "part")
    return owner is not None and all(w.fact.key != whole.key or not w.sure for w in wholes(body, before[-1], owner))


_PEOPLE = re.compile("人口$")
_OWN_PLACE = re.compile("(?:市|城|县|郊|镇|主城)区|农村|乡村|城镇|全[县区镇]")


def _as_that_of_all(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    """老年人口85万人，占总人口的14.7%，其中市区老年人口24万人，占15.93%: of the people of the town, perhaps, as the share before it."""
    if share.claim.whole or not _OWN_PLACE.search(part.claim.subject + body.clause(part)):
        return False
    told = [s for s in body.shares[whole.key[0], whole.claim.sentence] if s.order < share.order and body.first(s, "part") == whole]
    return any(_PEOPLE.search(s.claim.whole or "") for s in told)


_YEARLY = re.compile("累计|年度|全年|年初|年计划|年任务|年目标|年预算")


def _of_a_step(body: Body, share: Fact, part: Fact) -> bool:
    """三季度完成投资33亿元，累计完成年度计划（110亿元）的78%: not what the quarter alone has done."""
    if share.claim.aspect != "plan" or not _YEARLY.search(share.claim.whole or ""):
        return False
    if "累计" in body.clause(part) or re.search("截至|截止|[月季]底|[月季]末", body.lead(part) + body.clause(part)):
        return False
    where = stretch(part.claim.period)
    return where is not None and where[1][0] > 1


def _merged(named: Sequence[Whole], others: Sequence[Whole]) -> list[Whole]:
    """Both, a level that is in both once, as the one says that is surer of it."""
    found = {w.fact.key: w for w in named}
    for whole in others:
        old = found.get(whole.fact.key)
        found[whole.fact.key] = Whole(whole.fact, whole.sure or (old is not None and old.sure), whole.likely)
    return list(found.values())


def _listed_before(body: Body, share: Fact, part: Fact) -> Iterator[Relation]:
    """托位1560个，甲640个、乙920个，完成任务1200个的130%: the share may be of what was told before its parts, or of them together."""
    whole = body.first(share, "whole")
    if whole is None or not usable(whole) or share.claim.aspect not in ("plan", "", "ratio") or _one_each(body, share, part):
        return
    earlier = [
        f
        for f in body.beside(share, "level")
        if f.claim.at.start < part.claim.at.start
        and usable(f)
        and same_dimension(f, whole)
        and f.claim.aspect not in ("base", "average", "whole", "converted")
        and not re.search("[；：]", body.text(f, share))
    ]
    for some in [[f] for f in earlier] + [[*earlier[i:], part] for i in range(len(earlier))]:
        yield Relation(
            "EP101",
            Constraint(total([Var(p.key) for p in some]) * percent_step(share), "=", Var(share.key) * Var(whole.key)),
            (share, *some, whole),
            f"{_sum_of(body, some)} ÷ {printed(body, whole)} = {{x}}",
            sure=False,
            choice=("share", share.key),
        )


def _one_each(body: Body, share: Fact, part: Fact) -> bool:
    """甲、乙分别为a和b，分别占c的28%和21%: each share has a part of its own, in their order."""
    others = [s for s in body.beside(share, "share") if s.claim.group == share.claim.group > 0 and s.key != share.key]
    return any((own := body.first(s, "part")) is not None and own.key != part.key for s in others)


def _of_plan(share: Fact) -> bool:
    """完成全年任务5万亩的87%, 占年度计划的89%."""
    named = share.claim.whole or ""
    return share.claim.aspect == "plan" or any(word in named for word in partitions.load().planned)


_AMOUNTS = re.compile("(?:总|的)*(?:总?[量额数值]|合计|之和)?$")


def _of_fused(body: Body, share: Fact, part: Fact) -> Iterator[Relation]:
    """门诊218万人次，急诊20万人次，占门急诊总量的8.3%: of the two together, whose names the whole's is made of."""
    named = _AMOUNTS.sub("", share.claim.whole or "")
    own = part.claim.indicator or part.claim.subject
    if not 3 <= len(named) <= 8 or len(own) < 2 or own not in named or share.claim.links.get("total"):
        return
    for other in body.within(part, 1, "level"):
        name = other.claim.indicator or other.claim.subject
        if (
            other.key != part.key
            and usable(other)
            and same_dimension(other, part)
            and other.claim.period == part.claim.period
            and other.claim.aspect == part.claim.aspect
            and named in fused(name, own) + fused(own, name)
        ):
            yield Relation(
                "EP101",
                Constraint(Var(part.key) * percent_step(share), "=", Var(share.key) * (Var(part.key) + Var(other.key))),
                (share, part, other),
                f"{printed(body, part)} ÷ ({printed(body, other)} + {printed(body, part)}) = {{x}}",
                choice=("share", share.key),
                plausible=PERCENT,
            )


def fused(first: str, second: str) -> tuple[str, ...]:
    """What two names make together: 门诊 and 急诊 → 门急诊, 门诊急诊, 门诊和急诊."""
    n = next((k for k in range(min(len(first), len(second)) - 1, 0, -1) if first[-k:] == second[-k:]), 0)
    short = (first[:-n] + second,) if n else ()
    return (*short, first + second, f"{first}和{second}", f"{first}与{second}", f"{first}、{second}")


def _sum_of(body: Body, some: Sequence[Fact]) -> str:
    return printed(body, some[0]) if len(some) == 1 else f"({' + '.join(printed(body, p) for p in some)})"


def _last_named(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """甲12亿元，占全市出口总值的15.2%；乙9亿元，占11.4%: what the last named whole of the sentence may be; to verify only."""
    own = share.claim.whole or ""
    if not plain_total(own) or share.claim.links.get("whole") or share.claim.aspect:
        return []
    for other in reversed(body.shares[share.key[0], share.claim.sentence]):
        named = other.claim.whole or ""
        if other.claim.at.start < share.claim.at.start and (named == own if own else named and not relative(named)):
            if told := wholes(body, other, body.first(other, "part") or part):
                return [Whole(w.fact, False) for w in told]
    return []


_THEN = re.compile("[比较](?:上年|去年|前一?年)(?:同期|同[季月])?")  # what is only compared with
_TIMED = re.compile("[\\d一二三四五六七八九十两上下][月季年]|半年|季度|[全当去今上前本]年|[当本上]月|累计")


def _of_longer(body: Body, part: Fact, named: Sequence[Whole]) -> list[Whole]:
    """上半年零售额a，6月b。按类型分，餐饮c，占零售额的…: a sentence that names no time may go on with the longer one; to verify only."""
    if _TIMED.search(_THEN.sub("", body.sentence(part))):
        return []
    told = {w.fact.key for w in named}
    last = [w.fact for w in named if w.sure and w.fact.claim.sentence < part.claim.sentence and w.fact.claim.period]
    return [
        Whole(other, False)
        for one in last
        for other in body.levels[one.key[0]]
        if other.order < one.order
        and other.key not in told
        and name_key(other.claim) == name_key(one.claim)
        and other.claim.period != one.claim.period
        and other.claim.aspect == one.claim.aspect
        and other.claim.modality == one.claim.modality
        and same_dimension(other, one)
    ]


def _joint_share(body: Body, share: Fact) -> Iterator[Relation]:
    """A、B分别为a、b，占全市的s%: the share of them together, or of the last alone; to verify only."""
    parts = [p for p in body.linked(share, "parts") if usable(p)]
    if not parts:
        return
    spelled = share.claim.why == "several" and len(parts) > 1  # 两者合计占: of them together, and of nothing else
    for some in (parts,) if spelled else (parts, parts[-1:]):
        for whole in wholes(body, share, some[-1]):
            if usable(whole.fact) and same_dimension(whole.fact, some[-1]) and whole.fact not in some:
                yield Relation(
                    "EP101",
                    Constraint(total([Var(p.key) for p in some]) * percent_step(share), "=", Var(share.key) * Var(whole.fact.key)),
                    (share, *some, whole.fact),
                    f"({' + '.join(printed(body, p) for p in some)}) ÷ {printed(body, whole.fact)} = {{x}}",
                    sure=spelled and whole.sure and not _exceeded(whole.fact, some),
                    choice=("share", share.key),
                    plausible=PERCENT,
                )


def _exceeded(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts come to more than the whole even now: then it is not theirs."""
    made, most = [p.claim.interval.low for p in parts], whole.claim.interval.high
    return most is not None and sum((low for low in made if low is not None), Fraction(0)) > most
