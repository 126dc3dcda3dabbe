"""Shares, wholes and structures: EP101 to EP106."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from enping_check.claims import partitions
from enping_check.claims.names import squeeze
from enping_check.claims.timeline import stretch
from enping_check.engine import Constraint, Interval, Var, total
from enping_check.model import Severity
from enping_check.rules import stipulated, twofold
from enping_check.rules.around import around, explained, so_called
from enping_check.rules.body import Body, Fact, in_words, name_key, reading_of
from enping_check.rules.operands import Operand, operands
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.structures import structures
from enping_check.rules.wholes import Whole, divisible, part_of, plain_total, same_dimension, usable, wholes

_PERCENT = Interval(Fraction(0), Fraction(100))


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _shares(body)
    yield from _implied_wholes(body)
    yield from _ranges(body)
    yield from _shifts(body)
    yield from structures(body)
    yield from _named_ratios(body)
    yield from twofold.relations(body)


def percent_step(fact: Fact) -> int:
    """100 for %, 1000 for ‰."""
    return 1000 if fact.claim.quantity is not None and fact.claim.quantity.dimension == "permille" else 100


def _shares(body: Body) -> Iterator[Relation]:
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
        part = found.fact
        yield from _listed_before(body, share, part)
        collection = share.claim.links.get("list") or ((share.claim.group,) if share.claim.group else None)
        named = wholes(body, share, part)
        told = {w.fact.key for w in named}
        named += [w for w in _last_named(body, share, part) if w.fact.key not in told]
        if not any(w.sure for w in named):
            yield from _of_fused(body, share, part)
            named = _merged(named, around(body, share, part))
        step = percent_step(share)
        # anything is a share of 约900亿元: as one of several that may be meant it would settle what the others contradict
        named = [w for w in named if w.sure or w.fact.claim.quantity is None or not w.fact.claim.quantity.hedge]
        for whole in named:
            apart = not whole.sure and not plain_total(share.claim.whole or "") and not so_called(body, whole.fact, share.claim.whole or "")
            if not usable(whole.fact) or not divisible(whole.fact, part) or _shared_out(body, share, whole.fact):
                continue
            sure = whole.sure or (whole.likely and explained(body, share, part, whole.fact))
            of = stipulated.planned(whole.fact) if share.claim.aspect == "plan" else whole.fact
            yield Relation(
                "EP101",
                Constraint(Var(part.key) * step, "=", Var(share.key) * Var(whole.fact.key)),
                (share, part, of),
                f"{printed(body, part)} ÷ {printed(body, of)} = {{x}}",
                sure=sure and found.sure and not _as_that_of_all(body, share, part, whole.fact) and not _of_a_step(body, share, part),
                choice=("share", share.key),
                collection=None
                if apart
                else (share.key[0], "shares", collection, whole.fact.key)
                if collection
                else (share.key[0], "shares", share.claim.paragraph, whole.fact.key),
                key="mismatch",
                severity=Severity.ERROR if in_words(share.claim) is None else Severity.WARNING,
                plausible=_PERCENT,
            )


def _shared_out(body: Body, share: Fact, whole: Fact) -> bool:
    """上半年80万，下半年102万，分别占44%和56%: what another of these shares is told of is not the whole of this one."""
    group = share.claim.group
    return group > 0 and any(
        other.claim.group == group and other.key != share.key and whole.key[1] in other.claim.links.get("part", ())
        for other in body.beside(share, "share")
        if other.key[0] == whole.key[0]
    )


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
    if whole is None or not usable(whole) or share.claim.aspect not in ("plan", "", "ratio"):
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
                plausible=_PERCENT,
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
                    plausible=_PERCENT,
                )


def _exceeded(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts come to more than the whole even now: then it is not theirs."""
    made, most = [p.claim.interval.low for p in parts], whole.claim.interval.high
    return most is not None and sum((low for low in made if low is not None), Fraction(0)) > most


# what squeezing leaves of a whole that names no thing: 全省总产量
_OF_ITS_OWN = re.compile("(?:[全我本该][省市县区州镇乡旗国])?(?:产|产值|销|销售|面积|出栏|存栏|种植面积|播种面积|市场份?额?)")
# a whole that every part has of its own: 同行业 of software and of electronics are two
_RELATIVE = re.compile("市场份额|市场占有|同行业|同类|同业|同等|同档|该|其|各自|所在|对应|相应|本[行产企品类]|自身|前者|后者")
PLANNED = re.compile("计划|目标|任务|定额|(?:年度|全年|年初|调整)预算|预算数")  # what each was to reach
_OWN_WHOLE = "(?:公司|集团|企业)?(?:主营|总)?(?:业务|营业|销售)?(?:营收|收入|收益|成本|资产|利润|支出)|净利润|净资产|股本|股份"
# where, not what: the measure is the part's own
_WHERE = re.compile(".*(?:[省市县区镇乡州盟旗国港园网]|公司|集团|地区|流域|三角|全球|世界)")
_INDUSTRY = re.compile("产业$|行业$|[^作就失毕创事专企]业$")  # 甲产业、乙产业 of one place share its whole
_LINE = re.compile("(?:产品|业务|板块|服务|类)$")  # 甲产品收入占营业收入的42%, 乙产品…: lines of one company
_BRANCH = re.compile(".*(?:行业|产业|市场|系统|领域)")
_WHOLLY = re.compile("全部|所有|全[市县区省国州镇乡村行年园馆院校]|总")
_OTHERS = re.compile("[省市县区镇乡村州盟旗](?!场|民|值)|公司|集团|[银支分商]行|股份|企业|合作社|[店馆厂矿院校站队]|园区|机场|港(?!币|元)")


def relative(whole: str) -> bool:
    """True for a whole of that name that every part has of its own."""
    return bool(_RELATIVE.search(whole) or PLANNED.search(whole))


_WHOSE = re.compile("(?:同期|当年|全年|年末|[全我本该][省市县区州镇乡村国港]|口岸|园区|全港|全院|全校|公司|集团)+")


def _one_name(a: str, b: str) -> bool:
    """口岸互市进口总值 and 互市进口总值, in one sentence: only whose it is has been left out."""
    short, long = sorted((a, b), key=len)
    return long.endswith(short) and len(short) >= 4 and (a == b or _WHOSE.fullmatch(long[: -len(short)]) is not None)


def _implied_wholes(body: Body) -> Iterator[Relation]:
    """Shares of one whole that the text never states must imply overlapping wholes: a ÷ s = b ÷ t."""
    groups: dict[tuple[object, ...], list[tuple[Fact, Fact, bool]]] = defaultdict(list)
    periods: dict[tuple[object, ...], str] = {}
    told: dict[tuple[int, int, str], tuple[Fact, str]] = {}  # the whole last named in a sentence
    names: dict[tuple[int, int], list[str]] = defaultdict(list)
    for share in body.all("share"):
        part = body.first(share, "part")
        if not usable(share) or not usable(part) or part is None or share.claim.aspect in ("rate", "of-count", "ratio", "plan", "base"):
            continue
        quantity = part.claim.quantity
        if share.claim.links.get("whole") or quantity is None:
            continue
        named = squeeze(share.claim.whole or "")
        if relative(share.claim.whole or ""):
            continue
        place = share.key[0], share.claim.sentence, quantity.base_unit
        inherited = False
        if named:
            # after 占全县的5%、占全市的2% a bare 占 may be of either
            told[place] = share, "" if place in told and body.first(told[place][0], "part") == part else named
        elif place in told and not re.search("其中|包括|[中里]，", body.text(told[place][0], share)):
            inherited, named = True, told[place][1]
        if any(w.sure for w in wholes(body, share, part)):
            continue
        if any(word in named for word in partitions.load().planned):
            # 支出…，占预算的75%；教育支出…，占预算的77.5%: every measure has a plan of its own
            key: tuple[object, ...] = (
                share.key[0],
                named,
                name_key(part.claim),
                quantity.dimension,
                share.claim.period,
                share.claim.paragraph,
            )
        elif re.fullmatch(_OWN_WHOLE, named):
            # every company has its own revenue; but 心血管类药物…占公司收入 is a part of one company
            one = named[:2] in ("公司", "集团") or _LINE.search(part.claim.subject) is not None
            whose = "" if one and not _OTHERS.search(part.claim.subject) else part.claim.subject
            key = (share.key[0], named, whose, quantity.dimension, share.claim.sentence)
        elif _OF_ITS_OWN.fullmatch(body.namers[share.key[0]].key(named)) and not part.claim.subject:
            # 苹果产量…占全省总产量, 梨产量…占全省总产量: of all apples, of all pears
            key = (share.key[0], named, name_key(part.claim), quantity.dimension, share.claim.period, share.claim.paragraph)
        elif not named:
            # 占22% after 占13% in one sentence: the same unstated whole
            # beside a subject a known indicator is what is measured; an unknown one is but the first member's name carried on
            known = body.known(part) if part.claim.subject else None
            measure = part.claim.indicator if known is not None and quantity.dimension.startswith(known.dimension or "") else ""
            key = (share.key[0], "", quantity.dimension, share.claim.sentence, measure)
        elif _WHERE.fullmatch(named):
            key = (
                share.key[0],
                named,
                "" if _one_of_its_places(body, part, named) else part.claim.subject,
                part.claim.indicator,
                quantity.dimension,
                share.claim.period,
                share.claim.paragraph,
            )
        elif _BRANCH.fullmatch(named):
            key = (share.key[0], named, part.claim.indicator, quantity.dimension, share.claim.period, share.claim.paragraph)
        else:
            said = names[share.key[0], share.claim.sentence]
            named = next((each for each in said if _one_name(each, named)), named)
            said.append(named)
            first = periods.setdefault((share.key[0], named, quantity.dimension, share.claim.paragraph), share.claim.period)
            # a time that only one of two sentences names is that of both
            key = (share.key[0], named, quantity.dimension, share.claim.period if first and share.claim.period else first)
        groups[key].append((share, part, inherited))
    for group_key, members in groups.items():
        for passage in _passages(body, str(group_key[1]), members):
            yield from _one_whole(body, (*group_key, passage[0][0].key), passage)


_ALL_OF_A_PLACE = re.compile("[全我本][省市县区州盟旗]")
_A_PLACE_IN_IT = re.compile("[A-Z\u4e00-\u9fff]{1,6}(?:[区县镇乡旗州]|街道)")


def _one_of_its_places(body: Body, part: Fact, named: str) -> bool:
    """高新区工业产值占全市20%，经开区工业产值占全市30%; 甲产业占全市…: one measure of the whole place, whichever part of it is told."""
    if body.known(part) is None:
        return False
    subject = part.claim.subject
    return bool(_INDUSTRY.search(subject) or (_ALL_OF_A_PLACE.fullmatch(named) and _A_PLACE_IN_IT.fullmatch(subject)))


# 全市医疗卫生机构床位总数: named so twice it is one thing, however far apart
_SPELLED_OUT = re.compile("^(?:全|我|本)[市县区省镇州国旗港].{6,}|.{4,}(?:总数|总量|总额|总值|总面积)$")


def _passages(body: Body, named: str, members: list[tuple[Fact, Fact, bool]]) -> Iterator[list[tuple[Fact, Fact, bool]]]:
    """The members by paragraph; 全部外借量 goes on into the next one when nobody else is named in between."""
    passage: list[tuple[Fact, Fact, bool]] = []
    for member in members:
        if passage:
            last, share = passage[-1][0], member[0]
            apart = share.claim.paragraph - last.claim.paragraph
            spelled = _SPELLED_OUT.search(share.claim.whole or "") and share.claim.whole == last.claim.whole
            same = spelled or (
                apart == 1
                and passage[-1][1].claim.subject == member[1].claim.subject
                and _WHOLLY.match(share.claim.whole or "")
                and named
                and not _OTHERS.search(body.text(last, share))
            )
            if apart and not same:
                yield passage
                passage = []
        passage.append(member)
    if passage:
        yield passage


def _one_whole(body: Body, key: tuple[object, ...], members: list[tuple[Fact, Fact, bool]]) -> Iterator[Relation]:
    """The shares of one unstated whole: two by two, and those that most of them disagree with against the others."""
    named = key[1] != ""
    closed = len(members) == 2 and _closed(members)
    if len(members) < (2 if named or closed else 3):
        return
    outliers: set[object] = set()
    if len(members) > 2:
        exact = [m for m in members if not any(f.claim.quantity is not None and f.claim.quantity.hedge for f in m[:2])]
        agreeing = max(([other for other in exact if _agree(one, other)] for one in exact), key=len, default=[])
        if len(agreeing) * 2 <= len(exact):
            return  # no whole that most of them are shares of
        outliers = {one[0].key for one in members if not all(_agree(one, other) for other in agreeing)}
    for position, (share, part, inherited) in enumerate(members):
        for other_share, other_part, other_inherited in members[:position]:
            odd, even = (share, part), (other_share, other_part)
            if share.key not in outliers and other_share.key in outliers:
                odd, even = even, odd
            elif share.key in outliers and other_share.key in outliers:
                continue
            outlier = odd[0].key in outliers
            yield Relation(
                "EP103",
                Constraint(Var(odd[1].key) * Var(even[0].key), "=", Var(even[1].key) * Var(odd[0].key)),
                (odd[0], odd[1], *even),
                f"{printed(body, odd[1])} ÷ ({printed(body, even[1])} ÷ {printed(body, even[0])}) = {{x}}"
                if outlier
                else f"{printed(body, odd[1])} ÷ {printed(body, odd[0])} ≠ {printed(body, even[1])} ÷ {printed(body, even[0])}",
                sure=(named or closed) and not inherited and not other_inherited,
                collection=("implied", *key),
                key="outlier" if outlier else "mismatch",
                plausible=_PERCENT,
            )


def _closed(members: list[tuple[Fact, Fact, bool]]) -> bool:
    """公益林a万亩，占61.0%；商品林b万亩，占39.0%: shares of a kind that fill the hundred to the printed digit are of one whole."""
    quantities = [m[0].claim.quantity for m in members]
    numbers = [q.number for q in quantities if q is not None and q.number is not None and not q.hedge and q.last < 1]
    return len(numbers) == len(members) and sum(numbers) == 100 and all(same_dimension(members[0][1], m[1]) for m in members)


def _agree(one: tuple[Fact, Fact, bool], other: tuple[Fact, Fact, bool]) -> bool:
    """True when two shares and their parts may be of one whole."""
    (share, part, _), (other_share, other_part, _) = one, other
    mine, theirs = reading_of(share.claim), reading_of(other_share.claim)
    implied = part.claim.interval * theirs.nearest.widened(theirs.slack)
    return implied.overlaps(other_part.claim.interval * mine.nearest.widened(mine.slack))


def _named_ratios(body: Body) -> Iterator[Relation]:
    """城镇化率, 毛利率, 存贷比 …: rates that data/partitions.toml defines as one named level over another."""
    table = {ratio.name: ratio for ratio in partitions.load().ratios}
    for rate in body.all("share", "level", "structure"):
        claim = rate.claim
        ratio = table.get(claim.indicator)
        if ratio is None or not usable(rate) or claim.aspect not in ("rate", "0", "", "up", "down") or claim.links.get("part"):
            continue
        if claim.kind == "level" and claim.quantity is not None and claim.quantity.dimension not in ("none", "multiple"):
            continue
        if re.search("新增|增量|当年|当期|边际|分别|依次", body.clause(rate)):
            continue  # 新增存贷比: of what was added, not of what stands; 生师比分别为…: of the parts in turn
        divided, counted = (
            [o for o in _operands(body, rate, names) if _spelled(o.fact, names) or not _part_of_its_like(body, o.fact, rate)]
            for names in (ratio.whole, ratio.part)
        )
        owner = counted[0].fact.claim.subject if len(counted) == 1 and not claim.subject else ""
        if owner and counted[0].fact.claim.sentence == claim.sentence:  # 城镇居民消费支出…，平均消费倾向62.0%: of their own income
            theirs = [o for o in _operands(body, rate, ratio.whole, owner) if o.fact.claim.subject == owner and o.fact != counted[0].fact]
            divided = theirs if len(theirs) == 1 else divided
        if claim.subject and (theirs_own := _of_the_part(body, rate, counted, divided)) is not None:
            counted, divided = list(theirs_own[0]), list(theirs_own[1])
        pairs = list(product(counted, divided))
        if len(pairs) == 1 and _of_other_time(body, rate, ratio, pairs[0]):
            continue
        if ratio.same and len(pairs) > 1:
            pairs = [
                (a, b) for a, b in pairs if (a.fact.claim.indicator, b.fact.claim.indicator) in zip(ratio.part, ratio.whole, strict=True)
            ] or pairs
        for above, below in pairs:
            part, whole = above.fact, below.fact
            if part.key == whole.key or part.claim.quantity is None or whole.claim.quantity is None:
                continue
            if part.claim.quantity.base_unit != whole.claim.quantity.base_unit:
                continue
            together = part.claim.sentence == whole.claim.sentence == claim.sentence
            # 常住人口a，城镇人口b；户籍人口c，户籍人口城镇化率…: b is of a
            apart = (
                claim.indicator.startswith("户籍") and part.order < whole.order and "户籍" not in part.claim.subject + part.claim.indicator
            )
            alike = claim.subject == part.claim.subject == whole.claim.subject and abs(claim.sentence - part.claim.sentence) <= 1
            alike = alike and whole.claim.sentence <= claim.sentence + 1  # 信用卡…，贷款余额3426亿元: told later, of something else
            alike = alike or (
                bool(owner) and len(divided) == 1 and whole.claim.subject == owner and whole.claim.sentence >= claim.sentence - 1
            )
            spoken = not claim.subject and _just_said(body, rate, above, ratio.part) and _just_said(body, rate, below, ratio.whole)
            times = ratio.times
            if times == 100 and claim.kind == "level" and (claim.interval.high or 0) < 5:
                times = 1  # 存贷比0.81: printed as a number, not in per cent
            yield Relation(
                "EP101",
                Constraint(Var(part.key) * times, "=", Var(rate.key) * Var(whole.key)),
                (rate, part, whole),
                f"{printed(body, part)} ÷ {printed(body, whole)} = {{x}}",
                severity=Severity.WARNING if ratio.severity == "warning" else Severity.ERROR,
                sure=len(pairs) == 1 and above.sure and below.sure and not apart and (together or alike or spoken),
                choice=("ratio", rate.key),
            )
        if not pairs and ratio.rest:
            yield from _left_of(body, rate, ratio, divided)


def _of_other_time(body: Body, rate: Fact, ratio: partitions.Ratio, pair: tuple[Operand, Operand]) -> bool:
    """前三季度收入136.26亿元，三季度48.27亿元；研发费用7.46亿元，费用率5.47%: a value by that name of another time makes the rate."""
    part, whole = (o.fact for o in pair)
    if _makes_rate(rate, part, whole, ratio.times):
        return False
    others = (
        f
        for f in body.nearby(rate, _TIMES_REACH, "level")
        if f.claim.indicator == whole.claim.indicator
        and f.claim.subject == whole.claim.subject
        and f.claim.period != whole.claim.period
        and f.claim.aspect in ("", "stock")
        and usable(f)
        and same_dimension(f, whole)
    )
    return any(_makes_rate(rate, part, f, ratio.times) for f in others)


_TIMES_REACH = 2  # paragraphs


def _makes_rate(rate: Fact, part: Fact, whole: Fact, times: int) -> bool:
    """True when the rate is so many times ``part`` over ``whole`` to the printed digits."""
    return part.claim.interval.scaled(Fraction(times)).overlaps(rate.claim.interval * whole.claim.interval)


def _of_the_part(
    body: Body, rate: Fact, counted: Sequence[Operand], divided: Sequence[Operand]
) -> tuple[Sequence[Operand], Sequence[Operand]] | None:
    """在校生a人，小学b人；教师c人，小学d人，小学生师比: b and d, not a and c; None where no number is told of the part alone."""
    owner = rate.claim.subject
    told = [
        f
        for f in body.within(rate, 1, "level")
        if f.order < rate.order
        and f.claim.paragraph == rate.claim.paragraph
        and owner in f.claim.subject + f.claim.indicator + body.clause(f)
    ]
    named = {f.key for f in told}
    if not named or any(o.fact.key in named for o in (*counted, *divided)):
        return None
    theirs = [[f for f in told if {t.key for t in body.linked(f, "total")} & {o.fact.key for o in each}] for each in (counted, divided)]
    above, below = theirs
    if len(above) == len(below) == 1 and all(usable(f) for f in (*above, *below)):
        return [Operand(above[0], True)], [Operand(below[0], True)]
    return [], []


def _left_of(body: Body, rate: Fact, ratio: partitions.Ratio, divided: Sequence[Operand]) -> Iterator[Relation]:
    """收入36.2亿元，成本28.6亿元，毛利率21.0%: what the rest leaves of the whole; where one slip explains what does not come out."""
    rests = _operands(body, rate, ratio.rest)
    above = [Operand(t, False) for o in rests for t in body.linked(o.fact, "total")]  # 其中三季度…，毛利率…: it may be of all the months
    wider = [Operand(t, False) for o in divided for t in body.linked(o.fact, "total")]
    for rest, below in (*product(rests, divided), *zip(above, wider, strict=False)):
        whole = below.fact
        if not same_dimension(rest.fact, whole) or rest.fact.claim.sentence != whole.claim.sentence:
            continue
        together = rest.fact.claim.sentence == rate.claim.sentence and rest.fact.claim.period == whole.claim.period
        left = (Var(whole.key) - Var(rest.fact.key)) * ratio.times
        yield Relation(
            "EP101",
            Constraint(left, "=", Var(rate.key) * Var(whole.key)),
            (rate, whole, rest.fact),
            f"({printed(body, whole)} − {printed(body, rest.fact)}) ÷ {printed(body, whole)} = {{x}}",
            severity=Severity.WARNING if ratio.severity == "warning" else Severity.ERROR,
            sure=len(rests) == len(divided) == 1 and together and one_slip(body, rate, left / Var(whole.key), (rate, whole, rest.fact)),
            choice=("ratio", rate.key),
        )


def _spelled(fact: Fact, names: tuple[str, ...]) -> bool:
    """男性户籍人口 for a 性别比, 城镇常住人口 for a 城镇化率: named as the ratio has it, though a part of all of its kind."""
    return fact.claim.subject in names or fact.claim.subject + fact.claim.indicator in names


def _part_of_its_like(body: Body, fact: Fact, rate: Fact) -> bool:
    """常住人口a，其中城镇b、乡村c: the 人口 of a part is not the one that a rate of all divides by."""
    claim = fact.claim
    if not claim.subject or claim.subject == rate.claim.subject:
        return False
    return any(t.claim.indicator == claim.indicator for t in body.linked(fact, "total"))


def _just_said(body: Body, rate: Fact, operand: Operand, names: tuple[str, ...]) -> bool:
    """True when the operand is the only claim of its name in the rate's sentence and the one before, and of the same place."""
    claim = operand.fact.claim
    if not 0 <= rate.claim.sentence - claim.sentence <= 1 or claim.paragraph != rate.claim.paragraph:
        return False
    if claim.scope and rate.claim.scope and claim.scope != rate.claim.scope:
        return False
    near = [
        f
        for f in body.nearby(rate, 0, "level")
        if 0 <= rate.claim.sentence - f.claim.sentence <= 1 and f.claim.aspect not in ("base", "average")
    ]
    return sum(1 for f in near if (f.claim.subject + f.claim.indicator).replace("居民居民", "居民") in names) == 1


def _operands(body: Body, rate: Fact, names: tuple[str, ...], subject: str | None = None) -> list[Operand]:
    """The nearest claims of the rate's passage and period named by one of ``names``; levels before shares."""
    claim = rate.claim
    near = [
        f
        for f in body.nearby(rate, 1 if claim.paragraph else 0, "level", "share")
        if f.key != rate.key
        and usable(f)
        and f.claim.period == claim.period
        and f.claim.modality == claim.modality
        and f.claim.aspect not in ("base", "average", "whole", "incidental", "increment")
        and not f.claim.links.get("rate")
    ]
    near.sort(key=lambda f: (f.claim.kind != "level", abs(f.claim.at.start - claim.at.start)))
    return operands(body, near, names, claim.subject if subject is None else subject)


# a sum of pluses and minuses: one of them may be more than all of it
_NETTED = re.compile("增量|增长|成长|增加(?!值)|增收|新增|增幅|减少|减量|降幅|变动|变化|净|利润|盈利|盈余|亏损|顺差|逆差|差额|贡献|缺口")
# what debts and loans are compared with and are no part of; value added is
_COMPARED = re.compile("生产总值|GDP|财力")


def _ranges(body: Body) -> Iterator[Relation]:
    """A share of a whole cannot exceed 100 %."""
    for share in body.all("share"):
        quantity = share.claim.quantity
        if (
            quantity is None
            or not usable(share)
            or quantity.dimension != "percent"
            or quantity.hedge
            or share.claim.aspect in ("plan", "ratio")
        ):
            continue
        low = quantity.interval.low
        if low is None or low <= 100:
            continue
        if _SPENT.search(share.claim.subject + share.claim.indicator) and _EARNED.search(share.claim.whole or ""):
            continue  # 期间费用占收入的103.5%
        known = body.known(share)
        name = share.claim.indicator + (share.claim.whole or "")
        divided = share.claim.whole is not None and share.claim.aspect in ("", "base", "up", "down")
        capped = share.claim.aspect in ("rate", "up", "down") and share.claim.indicator.endswith(partitions.load().capped)
        if capped and low < 1000 and not re.search("目标|计划|任务|完成|[含超]", body.clause(share) + body.after(share, 4)):
            yield _above(body, share)
            continue
        if not divided and (known is None or known.over_100 or known.dimension != "percent"):
            continue
        if not divided and low <= 200:
            continue
        named = share.claim.whole or ""
        if _NETTED.search(named) or (_COMPARED.search(named) and "增加值" not in share.claim.indicator):
            continue
        if re.search(
            "完成|入学|产销|覆盖|增长|速|指数|负债|负担|利用|周转|比上年|相当|预算|计划|任务|目标|研发|倍|回报|收益|市盈|复种|赔付|进度|达产|执行|净|率$",
            name,
        ) and not (known is not None and known.dimension == "percent" and not known.over_100):
            continue
        yield _above(body, share)


_SPENT = re.compile("费用|成本|支出|开支|薪酬|赔付|债务|负债|贷款")
_EARNED = re.compile("收入|营收|收益|产值|存款|净资产|财力|利润")


def _above(body: Body, share: Fact) -> Relation:
    return Relation(
        "EP104",
        Constraint(Var(share.key), "<=", total([100])),
        (share,),
        f"{printed(body, share)} > 100%",
        key="above",
        free=True,
    )


def _shifts(body: Body) -> Iterator[Relation]:
    """now − before = shift, in percentage points."""
    for shift in body.all("share-shift"):
        now, base = body.first(shift, "now"), body.first(shift, "base")
        if not usable(shift) or now is None or base is None or not usable(now) or not usable(base):
            continue
        if now.claim.kind != "share" or base.claim.kind != "share" or body.yearly(shift):
            continue
        if now.claim.quantity is None or base.claim.quantity is None or now.claim.quantity.dimension != base.claim.quantity.dimension:
            continue
        # 第二季度4.7%，前三季度4.9%，较去年全年低…: not from a rate of this year
        elsewhen = shift.claim.basis == "同比" and base.claim.aspect == "rate" and base.claim.period[:3] == now.claim.period[:3] == "Y+0"
        above, below = now, base
        if shift.claim.aspect == "unsigned" and (now.claim.quantity.number or 0) < (base.claim.quantity.number or 0):
            above, below = base, now
        yield Relation(
            "EP106",
            # a rate in ‰ is kept in ‰, a shift always in percentage points
            Constraint(Var(above.key) - Var(below.key), "=", Var(shift.key) * (percent_step(now) // 100)),
            (shift, now, base),
            f"{printed(body, above)} − {printed(body, below)} = {{x}}",
            sure=not elsewhen and not _a_step(shift, now, base),
            choice=("shift", shift.key),
            plausible=Interval(Fraction(-50), Fraction(50)),
        )


def _a_step(shift: Fact, now: Fact, base: Fact) -> bool:
    """失业率由上月4.40%降为4.32%，较上年同月增0.04个百分点: the pair lies in one year, the shift is from the year before."""
    a, b = base.claim.period, now.claim.period
    return shift.claim.basis == "同比" and a != b and len(a) > 4 and len(b) > 4 and a[:4] == b[:4]


def severity_of(fact: Fact) -> Severity:
    """Error for what is stated or carried within its sentence, warning for what was carried further."""
    return Severity.WARNING if fact.claim.bound == "far" else Severity.ERROR


__all__ = ["percent_step", "reading_of", "relations", "severity_of", "usable"]
