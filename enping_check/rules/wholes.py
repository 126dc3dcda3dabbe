"""Which claim states the whole of a share: candidates by name, by list, by what the text prints inline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from enping_check.claims import partitions
from enping_check.claims.names import Name, squeeze
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.counterparts import counterparts

_TOTAL = re.compile("^(?:总量|总数|总额|总值|总规模|总体|整体|全部|全数|全体|(?:整个|总)?盘子|大盘|总|比重|份额|同期)?$")
_INCREMENT = re.compile("增量|新增|增长|增加")
_ALL = re.compile("全部|所有|整个|全体")
_HERE = re.compile("园区|全园|本园|该园|本区|该区|公司|集团|本公司")  # as the whole's owner they say no more than "our"


@dataclass(frozen=True, slots=True)
class Whole:
    """A candidate: ``sure`` when the words leave no other, ``likely`` when no other fits them as well."""

    fact: Fact
    sure: bool
    likely: bool = False


def usable(fact: Fact | None) -> bool:
    """True when a claim has a number arithmetic may use."""
    return fact is not None and fact.claim.quantity is not None and fact.claim.bound != "unclear"


def plain_total(named: str) -> bool:
    """True for a whole that is only said to be all: 总量, 整体, or nothing at all."""
    return bool(_TOTAL.fullmatch(named))


def same_dimension(a: Fact, b: Fact) -> bool:
    """True when both levels are measured alike."""
    return a.claim.quantity is not None and b.claim.quantity is not None and a.claim.quantity.base_unit == b.claim.quantity.base_unit


def divisible(whole: Fact, part: Fact) -> bool:
    """True when ``part`` may be so many of ``whole``: measured alike, or persons and firms of 有效问卷2640份."""
    a, b = whole.claim.quantity, part.claim.quantity
    if a is None or b is None:
        return False
    if a.base_unit == b.base_unit or (b.base_unit == "人次" and a.dimension == "none" and whole.claim.indicator.endswith("人次")):
        return True  # 参观人次达48.6万
    counted = a.exact and b.exact and a.dimension.startswith("count") and b.dimension.startswith("count")
    if not counted or a.unit not in ("份", "个", "张"):
        return False
    return any(word in whole.claim.subject + whole.claim.indicator for word in partitions.load().sheets)


_ONE_KIND = re.compile("(?:这)?一(?:项|类|地|国|家|种|块|市|县|品类)$|所$|类$")
_COUNTED_SO: Final = re.compile("(?:成交|销售|交易|签约|办理|受理|完成)?(?P<unit>[套件宗起户家人辆吨台]|人次|数)(?:数|量)?$")
_PART_REACH: Final = 2  # sentences back to where a part by that name was told


_HOW_MANY: Final = ("人数", "数量", "数", "量", "额")


def _part_of_ratio(body: Body, share: Fact) -> Whole | None:
    """（政府债务余额86.73亿元；债务限额91.20亿元，）余额为限额的95.1%: the one amount of the sentence whose name ends so."""
    name = share.claim.subject + share.claim.indicator
    told = [
        f
        for f in body.beside(share, "level")
        if f.order < share.order and usable(f) and f.claim.aspect in ("", "stock") and (full := f.claim.subject + f.claim.indicator)
        if full.endswith(name) or name in [full + each for each in _HOW_MANY]  # 登记3.61万人，登记人数为名额的127.1%
    ]
    return Whole(told[0], True) if len(told) == 1 and len(name) > 1 else None


def part_of(body: Body, share: Fact) -> Whole | None:
    """The level that a share is of: linked, or told before under the very name (空调一类占38.3%); None where there is none."""
    if linked := body.first(share, "part"):
        return Whole(linked, True)
    claim = share.claim
    name = _ONE_KIND.sub("", name_key(claim)).rpartition("的")[2]
    if claim.aspect == "ratio" and not claim.links.get("parts"):
        return _part_of_ratio(body, share)
    if claim.aspect != "" or claim.links.get("parts") or len(name) < 2:
        return None
    told = [
        f
        for f in body.nearby(share, 0, "level")
        if f.claim.at.end <= claim.at.start
        and claim.sentence - f.claim.sentence <= _PART_REACH
        and f.claim.modality == claim.modality
        and f.claim.aspect not in ("base", "average", "whole", "incidental", "converted", "threshold")
        and (
            name in (name_key(f.claim), f.claim.subject, squeeze(f.claim.indicator) if not f.claim.subject else "")
            or name == name_key(f.claim) + _how_counted(f, name)
        )
        and usable(f)
    ]
    told = told or _portion_told(body, share, name)
    now = [f for f in told if f.claim.period == claim.period]
    if len(now) == 1:
        return Whole(now[0], now[0].claim.sentence >= claim.sentence - 1)
    # 8月成交5862套，1—8月累计…。二手住宅成交套数占…: of either time
    whole = body.first(share, "whole")
    told = [f for f in told if whole is not None and same_dimension(f, whole)]
    return Whole(told[0], False) if told and not now else None


def _portion_told(body: Body, share: Fact, name: str) -> list[Fact]:
    """档案数字化量1248万页，…，数字化部分占…: the one level of the sentence in whose name the word for the part stands."""
    word = name.removesuffix("部分")
    if word == name or len(word) < 2:
        return []
    told = [
        f
        for f in body.beside(share, "level")
        if f.order < share.order
        and word in name_key(f.claim) + body.clause(f)
        and f.claim.aspect not in ("base", "average", "whole", "incidental", "converted", "threshold")
        and usable(f)
    ]
    return told if len(told) == 1 and told[0].claim.modality == share.claim.modality else []


def _how_counted(level: Fact, name: str) -> str:
    """成交套数 behind 二手住宅, of which 5862套 were told: the end of ``name`` that only says how they are counted."""
    unit = level.claim.quantity.unit.lstrip("万亿千百") if level.claim.quantity is not None else ""
    match = _COUNTED_SO.search(name)
    return match[0] if match is not None and unit and match["unit"] in (unit, "数") else ""


def wholes(body: Body, share: Fact, part: Fact | None) -> list[Whole]:
    """Candidates for the whole of ``share``, the surest first; empty when the text prints none."""
    if inline := body.first(share, "whole"):
        return [Whole(inline, True)]
    if part is None or part.claim.quantity is None:
        return []
    named = share.claim.whole or ""
    found: list[Whole] = []
    bearer = share if share.claim.links.get("part") else part
    listed = [
        total
        for total in body.linked(bearer, "total")
        if total.key != part.key and not counterparts(body.clause(total), body.clause(part))  # 国内收入a，海外收入b，海外占…
    ]
    if part.claim.quantity.dimension == "none":
        listed = [total for total in listed if total.claim.quantity is not None and total.claim.quantity.dimension != "none"]
    if share.claim.aspect == "ratio":
        return _named_outright(body, share, part)
    if share.claim.aspect in ("rate", "base", "plan"):
        return []
    if _SUM.search(named) and (made := _sum_told(body, share, part)):
        return made
    namer = body.namers[share.key[0]]
    name = namer.split(named) if named else None
    scope_only = name is not None and bool(name.scope) and (not name.full or bool(_TOTAL.fullmatch(name.full)))
    unnamed = bool(_TOTAL.fullmatch(named)) or (name is not None and bool(_TOTAL.fullmatch(squeeze(name.full) or name.full)))
    bare = name is None or (not name.scope and unnamed)
    if re.match("其(?!中)[\u4e00-\u9fff]", named):
        # 占其持股的N%: of what the part's owner has, which is not what the list divides
        return []
    if named and _INCREMENT.search(named) and not _INCREMENT.search(part.claim.indicator):
        return []
    if bare:
        if len(listed) > 1:
            timely = [total for total in listed if total.claim.period == part.claim.period or not smaller(total, part)]
            listed = timely or listed  # 十月约388万: no whole of the 2748.6万 of ten months
        beside = all(total.claim.sentence == share.claim.sentence for total in listed)
        sure = likely = len(listed) == 1 and not share.claim.links.get("loose") and not _other_year(listed[0], part)
        sure = sure and (
            beside or bool(bearer.claim.links.get("list")) or _told_just_before(share, part, listed[0]) or _made_of(body, listed[0], part)
        )
        sure = sure and not _of_another(body, share, listed[0]) and not _of_outer(body, share, part, listed[0])
        sure = sure and not _too_small(body, share, listed[0])
        if likely and _told_of_another(body, share, part, listed[0]):
            sure = likely = False
        sure = sure and (beside or not smaller(listed[0], part))  # told elsewhere and below its part: another month's
        sure = sure and (bool(part.claim.links.get("total")) or not _one_of_several(body, listed[0], part))
        if len(listed) > 1 and (settled := _settled(body, share, listed)) is not None:
            return [Whole(settled, not share.claim.links.get("loose"))]
        if not listed and (
            summed := [f for f in body.within(part, 1, "level") if f.order < share.order and part in body.linked(f, "parts")]
        ):
            # 会议368项、展览21项，共389项，会议占94.6%: of the sum of the list
            outer = any(s.claim.whole for s in body.shares[share.key[0], share.claim.sentence] if s.order < share.order)
            alone = len(summed) == 1 and not outer
            return [Whole(f, alone and f.claim.why == "listed" and f.claim.bound != "unclear") for f in summed]
        if not listed:
            lenders = [t for t in _lenders(body, part) if t.claim.sentence == part.claim.sentence and t.claim.aspect != "whole"]
            # 对甲a，占全省出口的10%；对乙b，占18%: beside a share of its own it is a part, too
            parts = {f.key for s in body.shares[share.key[0], share.claim.sentence] for f in body.linked(s, "part")}
            return [Whole(total, len(lenders) == 1 and total.key not in parts) for total in lenders]
        return [Whole(total, sure, likely and not smaller(total, part)) for total in listed]
    if scope_only:
        found += [Whole(total, _near(total, part)) for total in _lenders(body, part)]
        found += [Whole(total, False) for total in listed if all(total.key != f.fact.key for f in found)]
        return found
    assert name is not None
    siblings = body.parts.get((share.key[0], named), set())
    if (timeless := _SPELL.sub("", named)) != named and namer.split(timeless).scope in ("", "@"):
        name = namer.split(timeless)  # 占年度销售总额
    wanted = squeeze(name.indicator if _HERE.fullmatch(name.subject) else name.full)
    for total in body.by_ending.get((share.key[0], wanted[-2:]), ()) if wanted else ():
        if total.key in siblings or total.key == part.key or not same_dimension(total, part):
            continue
        if total.claim.aspect in ("average", "converted", "whole") or total.claim.modality != part.claim.modality:
            continue
        have = name_key(total.claim)
        plain = squeeze(total.claim.indicator)
        if not_all(body, total, named):
            continue
        time = _same_time(total, part)
        if total.claim.aspect == "base" and not time:
            continue
        own = (
            bool(total.claim.subject)
            and total.claim.subject == part.claim.subject
            and not name.subject
            and plain == wanted
            and total.claim.aspect != "base"
        )
        owner = plain == wanted and _called(name.subject, total.claim.subject)
        placed = name.scope in ("", "@", total.claim.scope)  # 占国内销售额: no part of 公司销售额
        if wanted and placed and (have == wanted or owner or (own and total.claim.sentence == part.claim.sentence)) and time:
            found.append(Whole(total, total.claim.scope != "国内" or name.scope == "国内"))  # 国内销量 is not 销量
        elif time and len(wanted) >= 2 and (wanted == plain or have.endswith(wanted) or (wanted.endswith(plain) and len(plain) >= 2)):
            found.append(Whole(total, False))
    if not any(w.sure for w in found) and (counted := _counted_whole(body, share, part, named) or _done_whole(body, share, part, named)):
        found = [Whole(counted, True)] + [Whole(w.fact, False) for w in found if w.fact.key != counted.key]
    all_of_it = len(listed) == 1 and bool(_ALL.match(named)) and not share.claim.links.get("loose")
    for total in listed:
        found = [f for f in found if f.sure or f.fact.key != total.key]
        if all(total.key != f.fact.key for f in found):
            found.append(Whole(total, all_of_it and name_key(total.claim).endswith(wanted)))
    if not any(w.sure for w in found) and len(wanted) >= 3:
        # 某医院医疗收入…，其中药品收入…，占医疗收入的12%: what its list is of, and the only one so called
        so_called = [w.fact for w in found if name_key(w.fact.claim).endswith(wanted)]
        if len(so_called) == 1 and any(total.key == so_called[0].key for total in listed) and not share.claim.links.get("loose"):
            found = [Whole(w.fact, w.fact.key == so_called[0].key) for w in found]
    found = [w for w in found if w.sure or not smaller(w.fact, part)] or found  # many small ones so called must not crowd the whole out
    found.sort(key=lambda w: (not w.sure, abs(w.fact.claim.at.start - share.claim.at.start)))
    certain = [w for w in found if w.sure]
    if len(certain) > 1 and any(w.fact.claim.scope == name.scope for w in certain):
        found = [Whole(w.fact, w.sure and w.fact.claim.scope == name.scope) for w in found]
        certain = [w for w in found if w.sure]
    if len(certain) > 1:
        # the nearest one before the share, when they agree in nothing else
        nearest = min(
            certain, key=lambda w: (w.fact.claim.at.start > share.claim.at.start, abs(w.fact.claim.at.start - share.claim.at.start))
        )
        found = [Whole(nearest.fact, _near(nearest.fact, share))] + [Whole(w.fact, False) for w in found if w.fact.key != nearest.fact.key]
    return [
        Whole(
            w.fact,
            w.sure and (not smaller(w.fact, part) or _spelled_out(w.fact, share, name)) and (len(wanted) >= 4 or _near(w.fact, share)),
        )
        for w in found[:9]
    ]


_IN_ALL: Final = re.compile("总|全部|所有|全体|整体")


def not_all(body: Body, level: Fact, named: str) -> bool:
    """文学类外借112万册次，占外借的35.3%。…占总外借的13.1%: an amount that itself has a share of something is not all of it."""
    if not _IN_ALL.match(named) or _IN_ALL.search(level.claim.indicator):
        return False
    return any(level in body.linked(s, "part") for s in body.shares[level.key[0], level.claim.sentence])


_SPELL: Final = re.compile("^(?:本?年度|报告期内?|期内|本期)的?")
_SUM: Final = re.compile(
    "(?:之和|总和|合计数?|相加)$|^(?:这|上述|以上)?[两二三四五六七八九十](?:者|项|类|种|家|地|部分|块|方面|个|大)[^，。占]{0,4}?(?:总[数量额值计]|合计|之和)?$"
)


def _sum_told(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """邮政0.86亿元，电信3.12亿元，两项合计3.98亿元，电信占两项之和的…: the total just made of the part and others."""
    summed = [f for f in body.within(part, 1, "level") if f.order < share.order and part in body.linked(f, "parts")]
    return [Whole(f, len(summed) == 1 and f.claim.bound != "unclear") for f in summed]


_ALL_OF: Final = re.compile(
    "(?:全部|所有|全体|整个|本年|全年|当年|当月|当期|同期|年度|上半年)*"
    "(?P<what>[\u4e00-\u9fff]{2,6}?)(?:的)?(?:总数|总量|总额|总值|数量|件数|人数)?"
)


def _counted_whole(body: Body, share: Fact, part: Fact, named: str) -> Fact | None:
    """审结2864件。小额的1486件，占审结总数的52%: the only larger level told just before, by the word that names the whole."""
    scope, rest = body.namers[share.key[0]].scope(named)
    match = _ALL_OF.fullmatch(rest)
    if match is None or match[0] == match["what"]:
        return None  # neither 全部 nor 总数 says that it is of all
    if re.search("市场|行业|领域|系统|地区", rest):
        return None  # 占整个挖掘机市场的30%: of what others have a share of, too
    what = match["what"]
    told = [
        f
        for f in body.within(part, 3, "level")
        if f.claim.at.start < part.claim.at.start
        and f.claim.paragraph == part.claim.paragraph
        and same_dimension(f, part)
        and smaller(part, f)
        and f.claim.period == part.claim.period
        and f.claim.modality == part.claim.modality
        and f.claim.aspect in ("", "stock", "together", "increment")
        and not f.claim.links.get("total")
    ]
    shared = {f.key for s in body.within(share, 1, "share") for f in body.linked(s, "part")}
    told = [f for f in told if f.key not in shared and not any(s.claim.kind == "share" for s in body.frames[f.key[0], f.claim.frame])]
    if len(told) != 1 or scope not in ("", told[0].claim.scope):
        return None
    words = body.clause(told[0]) + re.split("[，。；]", body.after(told[0], 10))[0]
    own = part.claim.indicator
    if what != own and what.endswith(own) and len(own) >= 2:
        return None  # 急诊…，占门急诊总量的8%: of what is in the part's name and something else
    alike = part.claim.sentence - told[0].claim.sentence <= 1 and own.endswith(what[-2:])
    alike = alike and body.known(told[0]) is None  # 地区生产总值864亿元。工业投资142亿元，占全部投资的…: something else, by its own name
    return told[0] if what[:2] in words or what[-2:] in words or alike else None


def _done_whole(body: Body, share: Fact, part: Fact, named: str) -> Fact | None:
    """发放问卷1200份，回收1146份，有效1098份，占回收问卷的95.8%: by what was done of what another number counts."""
    told = [f for f in body.beside(share, "level") if f.order < share.order and f.key != part.key and same_dimension(f, part)]
    done = [f for f in told if len(f.claim.indicator) > 1 and not f.claim.subject and named.startswith(f.claim.indicator)]
    if len(done) != 1 or (thing := named.removeprefix(done[0].claim.indicator).removeprefix("的")) == "":
        return None
    return done[0] if any(f.key != done[0].key and f.claim.indicator.endswith(thing) for f in told) else None


def _spelled_out(whole: Fact, share: Fact, name: Name) -> bool:
    """占全县零售额的8.3%，全县零售额为…: named in full on both sides in one sentence, so even a whole below its part is the one meant."""
    claim = whole.claim
    return bool(name.scope) and claim.scope == name.scope and not claim.subject and claim.sentence == share.claim.sentence


# counted so, two levels of one passage may well be of different things
_ANYTHING: Final = ("人", "家", "个", "户", "次", "人次", "项")


def _told_just_before(share: Fact, part: Fact, total: Fact) -> bool:
    """收回问卷2436份。愿意参加的1533份，占63%: the level of the sentence before, counted by a word that few things are counted by."""
    a, b = total.claim, part.claim
    if a.links.get("total") or a.sentence != share.claim.sentence - 1 or a.paragraph != b.paragraph:
        return False
    if a.period != b.period or a.quantity is None:
        return False
    if a.quantity.dimension.startswith("count") and a.quantity.unit.lstrip("万亿千百") not in _ANYTHING:
        return True
    return len(a.indicator) >= 2 and a.indicator[-2:] == b.indicator[-2:]


def _one_of_several(body: Body, total: Fact, part: Fact) -> bool:
    """东部a，增长…；中部b；西部c。自贸区d，占比14%: one of those that its sentence tells of the same measure is no whole of the next."""
    own = total.claim
    return bool(own.subject) and any(
        f.key not in (total.key, part.key)
        and f.claim.subject not in ("", own.subject)
        and f.claim.indicator == own.indicator
        and f.claim.aspect == own.aspect
        and same_dimension(f, total)
        and not f.claim.links.get("total")
        for f in body.beside(total, "level")
    )


def _made_of(body: Body, total: Fact, part: Fact) -> bool:
    """公路2864公里。县道386公里，乡道724公里，村道1754公里: the levels that the part stands among add up to just that."""
    from enping_check.rules.totals import adds_up

    among = [
        f
        for f in body.beside(part, "level")
        if usable(f) and same_dimension(f, part) and f.claim.aspect not in ("base", "average", "whole", "converted") and f.key != total.key
    ]
    return len(among) > 1 and part in among and adds_up(total, among)


def _of_another(body: Body, share: Fact, total: Fact) -> bool:
    """从出口商品看，甲358亿元，占出口总值的58.5%；乙94亿元，占15.4%: the list has named its whole, and it is not ``total``."""
    for other in body.listed_shares.get((share.key[0], share.claim.links.get("list", ())), ()):
        part = body.first(other, "part")
        if other.claim.at.start >= share.claim.at.start or not other.claim.whole or part is None or _TOTAL.fullmatch(other.claim.whole):
            continue
        a, b, stated = part.claim.interval.middle, total.claim.interval.middle, other.claim.quantity
        if a is None or not b or stated is None or stated.number is None or abs(a / b * 100 - stated.number) > stated.last:
            return True
    return False


def _too_small(body: Body, share: Fact, total: Fact) -> bool:
    """甲176亿元，占53.5%；乙29亿元，占9%: what is no whole for the one is none for the other."""
    for other in body.shares[share.key[0], share.claim.sentence]:
        part = body.first(other, "part")
        if other.key == share.key or other.claim.whole or other.claim.aspect or part is None or part.key == total.key:
            continue
        if not other.claim.links.get("total") and same_dimension(part, total) and smaller(total, part):
            return True
    return False


def _told_of_another(body: Body, share: Fact, part: Fact, total: Fact) -> bool:
    """支出a，其中食品b；农村支出c，食品占…: the same measure of another, told since, may be what the share is of."""
    return part.claim.clause < share.claim.clause - 1 and any(
        f.claim.indicator == total.claim.indicator and f.claim.subject != total.claim.subject and same_dimension(f, total)
        for f in body.inside(share.key[0], part.claim.at.start, share.claim.at.start)
    )


def _of_outer(body: Body, share: Fact, part: Fact, total: Fact) -> bool:
    """甲区域186亿元，占全省的24.3%；其中乙173亿元，占22.5%: the part is told of what its total is a share of, and by that it fits."""
    for outer in body.shares[share.key[0], share.claim.sentence]:
        if outer.key >= share.key or body.first(outer, "part") != total:
            continue
        stated, own = share.claim.interval, outer.claim.interval
        if (part.claim.interval * own).overlaps(stated * total.claim.interval):
            return True
    return False


def _settled(body: Body, share: Fact, listed: list[Fact]) -> Fact | None:
    """The one of several totals that the other shares of the list are of, to the printed digits; None when they do not say."""
    fitting = set()
    for other in body.shares[share.key[0], share.claim.sentence]:
        part = body.first(other, "part")
        quantity = other.claim.quantity
        if other.key == share.key or other.claim.whole or other.claim.links.get("list") != share.claim.links.get("list"):
            continue
        if part is None or quantity is None or quantity.dimension != "percent" or quantity.hedge or quantity.unit != "%":
            continue
        fitting |= {
            total.key
            for total in listed
            if same_dimension(total, part) and part.claim.interval.scaled(100).overlaps(other.claim.interval * total.claim.interval)
        }
    return next(total for total in listed if total.key in fitting) if len(fitting) == 1 else None


def _lenders(body: Body, part: Fact) -> list[Fact]:
    """全县产值a亿元，某镇b亿元: levels of the whole place under the name that the part has, too."""
    # 北港134万箱，占31%；中港87万箱，占20%: a level with a share of the unsaid whole is no whole itself
    siblings = {f.key for s in body.shares[part.key[0], part.claim.sentence] if not s.claim.whole for f in body.linked(s, "part")}
    return [
        total
        for total in body.of_whole.get((part.key[0], part.claim.indicator), ())
        if total.key != part.key
        and total.key not in siblings
        and same_dimension(total, part)
        and _same_time(total, part)
        and part.claim.subject
        and total.claim.aspect not in ("base", "average", "plan")
        and not counterparts(body.clause(total), body.clause(part))
    ]


def _named_outright(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """相当于进口总额的6.4%: the one level of the sentence that bears just that name."""
    wanted = body.namers[share.key[0]].key(share.claim.whole or "")
    if len(wanted) < 2 or share.claim.why:
        return []
    told = [
        total
        for total in body.beside(share, "level")
        if total.key != part.key
        and total.claim.period == part.claim.period
        and same_dimension(total, part)
        and total.claim.aspect not in ("base", "average", "whole", "converted")
    ]
    # 工程总投资18.6亿元，…完成总投资的66.1%: whose it is need not be said twice
    found = [f for f in told if name_key(f.claim) == wanted] or [
        f for f in told if squeeze(f.claim.indicator) == wanted and part.claim.subject in ("", f.claim.subject)
    ]
    return [Whole(found[0], True)] if len(found) == 1 else []


def _called(word: str, name: str) -> bool:
    """园区 for a named 工业园, 公司 for a named 公司: the owner of the whole by its kind."""
    if not _HERE.fullmatch(word):
        return False
    return name.endswith(("园", "园区", "开发区", "高新区") if word[-1] in "园区" else ("公司", "集团", "股份"))


def smaller(whole: Fact, part: Fact) -> bool:
    """A whole below its part is more likely not the whole that was meant."""
    a, b = whole.claim.quantity, part.claim.quantity
    return (
        a is not None and b is not None and a.interval.high is not None and b.interval.low is not None and a.interval.high < b.interval.low
    )


def _same_time(a: Fact, b: Fact) -> bool:
    return a.claim.period == b.claim.period or a.claim.sentence == b.claim.sentence


def _other_year(a: Fact, b: Fact) -> bool:
    """True for values of two years that the text names, as last year's sales under this year's target."""
    years = [re.match("[0-9]{4}|Y[+-][0-9]+", f.claim.period) for f in (a, b)]
    first, second = (y[0] if y is not None else "" for y in years)
    return bool(first and second) and first != second


def _near(a: Fact, b: Fact) -> bool:
    return abs(a.claim.paragraph - b.claim.paragraph) <= 1 and a.claim.bound != "unclear"
