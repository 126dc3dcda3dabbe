"""What is new against all that there is: EP303."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from enping_check.claims.timeline import YEAR
from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _increments(body)
    yield from _net_increases(body)
    yield from _only_new(body)
    yield from _in_one_year(body)
    yield from _newly(body)
    yield from _among(body)
    yield from _still(body)
    yield from _on_top(body)
    yield from _brought_to(body)


_AT_THE_END = re.compile("[年月季期][末底](?:一?共|总共|仍|尚|实|还|已|则)*有?$")  # 11月新登记913户，年末有9455户: all there are


def _within(body: Body, new: Fact, stock: Fact, *, sure: bool = True) -> Relation:
    """What is new is no more than all that there is."""
    return Relation(
        "EP303",
        Constraint(Var(new.key), "<=", Var(stock.key)),
        (new, stock),
        f"{printed(body, new)} > {printed(body, stock)}",
        sure=sure,
        free=True,
        choice=("exceeds", new.key, stock.key),
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """What is counted: ``owner`` whose it is, ``grade`` which of them (国家级), ``thing`` what it is."""

    owner: str
    grade: str
    thing: str


_OURS = frozenset(["园区", "新区", "开发区", "经开区", "高新区", "该区", "该园", "公司", "集团", "该县", "该市", "该镇"])
_RECORDS = "(?:登记|备案|注册|挂牌|纳入|建成|开通|认定|批准|核准|投用|投运|启用)"
_ON_RECORD = re.compile(f"^(?:(?:已经?)?{_RECORDS}(?:有案|在册|在案|在营|登记)?|在册|有效|在营|营业|实有|现有|各类)的?(?=..|$)")
_IN_USE = re.compile("(?:启用|使用|运行|运营|营运|经营|营业)中的(?=..)|(?:已|现|正)?在用的?(?=..)")  # 停车场启用中的充电枪
_PLACE = re.compile("^(?P<place>[\u4e00-\u9fff]{2,3}[县市区镇乡州旗盟](?<![社小园景校厂片]区))(?=[\u4e00-\u9fff]{3}|$)")
_GRADE = re.compile("^(?:(?P<grade>国家|部|省|市|县|区|镇|自治区|世界)级|(?P<province>[\u4e00-\u9fff]{2,3}(?P<of>省|市|自治区)))(?=..)")
_STANDING = re.compile("目前|现有|现时|现共|有效|截至|截止|累计|总数|总量|实有|在册|在案|[年月季]末|[年月]底|共[有计]?$")


def _kind(fact: Fact) -> Kind:
    """登记在册的某县省级示范农场: a 省级 示范农场 of 某县; 广东省专精特新企业 and 省级专精特新企业 are one."""
    claim = fact.claim
    numbered = claim.indicator in ("数量", "总数") and bool(claim.subject)  # 5G基站总数达到…: the subject is what is counted
    owner, thing = ("", claim.subject) if numbered else (_ON_RECORD.sub("", claim.subject), claim.indicator)
    thing = _IN_USE.sub("", thing)
    while (record := _ON_RECORD.match(thing)) is not None and record.end() < len(thing):
        thing = thing[record.end() :]
    thing = re.sub("(?<=..)(?:总数|总量|总|数量|数)$", "", thing)
    if not owner and (place := _PLACE.match(thing)) is not None:
        owner, thing = place["place"], thing[place.end() :]
    grade = _GRADE.match(thing)
    if grade is not None:
        thing = thing[grade.end() :]
    return Kind(owner, (grade["grade"] or grade["of"]) if grade is not None else "", re.sub("^中型?|中小", "", thing))


def _increments(body: Body) -> Iterator[Relation]:
    """新增 ≤ 现有 of the same thing."""
    for new in body.all("level"):
        if new.claim.aspect != "increment" or not usable(new) or new.claim.modality != "fact" or _AT_THE_END.search(body.clause(new)):
            continue
        kind = _kind(new)
        if len(kind.thing) < 2:
            continue
        for stock in body.nearby(new, 2, "level"):
            if not _standing(body, stock) or not same_dimension(new, stock) or stock.key == new.key or _before(stock, new):
                continue
            whole = _kind(stock)
            if whole.grade not in ("", kind.grade):
                continue  # of the 国家级 ones; what is new may be of a lower grade
            alike = min(len(kind.thing), len(whole.thing)) >= 4 and (whole.thing.endswith(kind.thing) or kind.thing.endswith(whole.thing))
            wider = len(whole.thing) > 1 and kind.thing.endswith(whole.thing) and _ALL.search(body.clause(stock)) is not None
            same = whole.thing == kind.thing or wider or (kind.grade == whole.grade and _abridged(kind.thing, whole.thing))
            if not same and not alike:
                continue
            ours = kind.owner in _OURS or (
                not kind.owner and new.claim.scope == "@" and whole.owner not in _OURS and _PLACE.fullmatch(whole.owner) is not None
            )
            if not ours and kind.owner and whole.owner and whole.owner != kind.owner and not whole.owner.endswith(kind.owner):
                continue
            said = kind.thing in body.clause(new) or not any(_room(total, new) for total in body.linked(stock, "total"))
            yield _within(
                body,
                new,
                stock,
                sure=said and same and new.claim.scope_key == stock.claim.scope_key and (ours or kind.owner == whole.owner),
            )
            break


def _room(total: Fact, new: Fact) -> bool:
    """主体38.64万户，其中企业a、个体户b、合作社0.54万户；新设5.86万户: what bears no name of its own may be of the whole just divided."""
    most, least = total.claim.interval.high, new.claim.interval.low
    return usable(total) and same_dimension(total, new) and (most is None or least is None or most >= least)


_ALL = re.compile("总数|总量|总计|共有|合计|累计")


def _abridged(a: str, b: str) -> bool:
    """养老床位 and 养老机构床位: the same beginning and end, with something left out between."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 4 and short[:2] == long[:2] and short[-2:] == long[-2:]


def _standing(body: Body, stock: Fact) -> bool:
    """True for a count of all that there are: said to be one, or of a kind that is a stock and said of now or so far."""
    claim = stock.claim
    if not usable(stock) or claim.modality != "fact":
        return False
    if claim.aspect == "stock":
        return True
    known = body.known(stock)
    counted = claim.quantity is not None and claim.quantity.dimension.startswith("count")
    return claim.aspect == "" and counted and (known is None or known.nature == "stock") and bool(_STANDING.search(body.lead(stock)))


def _before(stock: Fact, new: Fact) -> bool:
    """True for a stock of an earlier year, which what came later may well exceed."""
    a, b = (YEAR.match(f.claim.period) for f in (stock, new))
    if a is None or b is None or a[0].startswith("Y") != b[0].startswith("Y"):
        return False
    return int(a[0].lstrip("Y")) < int(b[0].lstrip("Y"))


_SIGNED = re.compile("净[^增]|[盈亏差]|利润|结余|超收|温")


def _net_increases(body: Body) -> Iterator[Relation]:
    """现有146辆，较年初净增158辆: before the rise there would have been less than none."""
    for change in body.all("change"):
        if not usable(change) or change.claim.sign < 0 or change.claim.aspect == "comparison" or body.yearly(change):
            continue
        nows = body.linked(change, "now") or _come_to(body, change)
        if len(nows) != 1 or not usable(nows[0]) or not same_dimension(change, nows[0]):
            continue
        now = nows[0]
        known = body.known(now)
        if (known is not None and known.negative) or _SIGNED.search(name_key(now.claim)):
            continue
        apart = change.claim.clause - now.claim.clause
        ahead = -5 <= apart < 0 and "净增" in body.clause(change) and _STANDING.search(body.lead(now)) is not None  # 净增n户，年末总数达…
        if now.claim.sentence != change.claim.sentence or not (ahead or (0 <= apart <= 1 and now.claim.aspect == "stock")):
            continue
        if change.claim.modality != "fact" or now.claim.modality != "fact" or "累计" in body.clause(change):
            continue
        yield _within(body, change, now, sure=bool(change.claim.basis) or "净增" in body.clause(change))


def _come_to(body: Body, change: Fact) -> list[Fact]:
    """净增1372户（其中…），到年末，总数达到…: the later values of the sentence under the same name."""
    own = name_key(change.claim)
    return [f for f in body.nearby(change, 0, "level") if f.order > change.order and name_key(f.claim) == own and own]


_ONLY_NEW = re.compile("(?:仅|单是|单单|光是?)[^，。；]{0,12}新[\u4e00-\u9fff]{0,14}(?:就|便|即)?[达有为]?(?:到|了)?$")


def _only_new(body: Body) -> Iterator[Relation]:
    """共有民宿318家，仅今年新开业的民宿就达352家: 仅 says that the new ones are among those that there are."""
    for facts in body.levels.values():
        for stock, new in pairwise(facts):
            if stock.claim.aspect not in ("stock", "") or not (usable(stock) and usable(new)) or not same_dimension(new, stock):
                continue
            if stock.claim.sentence != new.claim.sentence or new.claim.clause != stock.claim.clause + 1:
                continue
            if stock.claim.quantity is None or not stock.claim.quantity.dimension.startswith("count"):
                continue
            words = _ONLY_NEW.search(body.clause(new))
            if words is None or new.claim.modality != "fact" or stock.claim.modality != "fact":
                continue
            noun = (stock.claim.subject + stock.claim.indicator)[-2:]
            verbs = re.search("新(?:建|增|开业|开|设|入驻)[了]?(?:就|便|即)?[达有为到了]*$", words[0]) is not None
            yield _within(body, new, stock, sure=verbs or noun in words[0] or _is_named(new, stock))


def _is_named(new: Fact, stock: Fact) -> bool:
    """公共充电桩 of 公共充电桩保有量."""
    return len(new.claim.indicator) > 2 and new.claim.indicator in stock.claim.subject + stock.claim.indicator


_IN_ONE_YEAR = re.compile(
    "(?:仅|单是|单单|光是|光)(?:仅?是?)[今去本当]年(?:一年|全年|以来|上半年|前[一二三两]个?季度)?(?:里|间|内)?，?就?(?:又|已|已经)?(?:新增|增设|新设|新建|新增设|增建)了?$"
)


def _in_one_year(body: Body) -> Iterator[Relation]:
    """累计设立站点28个，覆盖…；单是去年一年，就增设了35个: of the one count of its sentence that there are."""
    for new in body.all("level", "change"):
        if not usable(new) or new.claim.modality != "fact" or not _IN_ONE_YEAR.search(body.lead(new)[-24:]):
            continue
        if not re.match("[，。；！]|$", body.after(new, 1)):
            continue
        counted = [f for f in body.beside(new, "level") if f.order < new.order and same_dimension(f, new)]
        if len(counted) != 1 or counted[0].claim.modality != "fact" or not usable(counted[0]) or _before(counted[0], new):
            continue
        if not counted[0].claim.quantity or not counted[0].claim.quantity.dimension.startswith("count"):
            continue
        if not re.search("累计|共有|现有|已有|总数", body.clause(counted[0])):
            continue
        yield _within(body, new, counted[0])


_NEWLY = re.compile(
    "^(?:就|便|即|又|还|再|已|共)*新(?:认定|建成|建|增|开业|开|设立|设|引进|登记|入驻|签约|培育|评定|获批|批准|投用|组建|成立)?了?"
)

_NOW = re.compile("目前|现有|现时|现共|截至|截止|累计|共有|总数|总量")
_HAVE = re.compile("(?:已|共|现)*(?:集聚|聚集|汇聚|拥有|建有|建成|培育|入驻|引进|布局|设有|开设|有)?")


def _is_of(name: str, thing: str) -> bool:
    """True for the thing, with at most a verb that says that it is there."""
    return name.endswith(thing) and _HAVE.fullmatch(name[: -len(thing)]) is not None


def _newly(body: Body) -> Iterator[Relation]:
    """目前集聚研发中心34家。仅今年上半年，就新认定研发中心41家: of the very thing that there are so many of."""
    for facts in body.levels.values():
        for new in facts:
            name = new.claim.subject + new.claim.indicator
            match = _NEWLY.match(name) if "新" in name[:3] else None
            thing = name[match.end() :] if match is not None else ""
            if len(thing) < 3 or not usable(new) or new.claim.modality != "fact" or new.claim.quantity is None:
                continue
            for stock in body.within(new, 1, "level"):
                claim = stock.claim
                if (
                    claim.at.start > new.claim.at.start
                    or not _is_of(name_key(claim), thing)
                    or not _standing(body, stock)
                    or _before(stock, new)
                ):
                    continue
                if same_dimension(new, stock) and claim.paragraph == new.claim.paragraph and _NOW.search(body.lead(stock)):
                    yield _within(body, new, stock)
                    break


_CAME = "建成|投用|投产|投运|下水|开业|开放|新[建增设开办购]|引进|购置|购入|入驻|落户|认定|获评|通过|挂牌|启用|上线|注册|登记"
_AMONG = re.compile(
    f"其中，?(?:仅|单是?|光是?|有|就)*(?:[今本当去]年|近[一两二三]年|[上下]半年|[一二三四前\\d][^，；]{{0,6}}[月季])[^，；]{{0,16}}?(?:{_CAME})[^，；]{{0,6}}的"
    "(?P<thing>[^，；的]{3,16}?)(?:就|便|即|已|共)*(?:有|达到?|为|是)?了?$"
)
_KEPT = re.compile("(?:保有|存)$")  # of 保有量: the key of a name is without its 量


def _told_before(facts: list[Fact], new: Fact, sentences: int) -> list[Fact]:
    """Those of the earlier facts that are counted as `new` is and stand in its paragraph, at most so many sentences back."""
    return [
        f
        for f in facts
        if f.claim.paragraph == new.claim.paragraph and new.claim.sentence - f.claim.sentence <= sentences and same_dimension(f, new)
    ]


def _among(body: Body) -> Iterator[Relation]:
    """网箱保有量36口。…其中仅今年建成的网箱就有63口: 其中 and the name say that what came is part of what there is."""
    for facts in body.levels.values():
        for at, new in enumerate(facts):
            if not usable(new) or new.claim.modality != "fact" or new.claim.quantity is None:
                continue
            before = body.before(new, 60) if "的" in body.clause(new) else ""
            words = _AMONG.search(before) if "其中" in before else None
            if words is None:
                continue
            told = _told_before(facts[:at], new, 3)
            # of what was told last that is counted so: 累计建成100口，现有36口，其中… leaves two
            if len(told) != 1 or not _standing(body, told[0]) or not usable(told[0]):
                continue
            name = _KEPT.sub("", _ON_RECORD.sub("", name_key(told[0].claim)))
            if not _is_of(name, words["thing"]):
                continue
            yield _within(body, new, told[0])


# 今年新开业、且至今仍在经营的店铺达437间
_STILL = re.compile(
    "新(?:开业|开张|开|增|设|建|建成|投用|入驻|开办|注册|登记)?[^，；。]{0,6}?[、，]?(?:并|且|而且|并且|又)(?:至今|目前|现在|如今)?(?:仍|还|依然)?(?:然|旧)?在"
    "(?:经营|营业|运营|营运|运行|使用|开放|册|营)[^，；。]{0,2}?的(?P<thing>[\u4e00-\u9fff]{2,8}?)(?:就|便|已|共)*(?:有|达到?|为|是)?了?$"
)
_ALIVE = re.compile("在营|在册|经营中|营业中|运营中|正常(?:经营|营业|运营)|在用|现有")


def _still(body: Body) -> Iterator[Relation]:
    """在营商铺412间；今年新开业、且至今仍在经营的店铺达437间: what came and is still there is among what there is."""
    for facts in body.levels.values():
        for at, new in enumerate(facts):
            if not usable(new) or new.claim.modality != "fact" or new.claim.quantity is None:
                continue
            words = _STILL.search(body.before(new, 40)) if "的" in body.clause(new) else None
            if words is None:
                continue
            told = _told_before(facts[:at], new, 1)
            if (
                len(told) != 1
                or told[0].claim.scope != new.claim.scope
                or not usable(told[0])
                or not _ALIVE.search(body.lead(told[0]))
                or told[0].claim.modality != "fact"
            ):
                continue
            # 商铺 and 店铺: the one noun, counted alike
            if name_key(told[0].claim)[-1:] != words["thing"][-1:]:
                continue
            yield _within(body, new, told[0])


# 在原有充电桩基础上又新增
_ON_TOP = re.compile(
    "(?:原有|现有|已有)的?(?P<what>[\u4e00-\u9fff]{2,8}?)的?基础之?上，?(?:又|再|还|共|已)*"
    "(?:新增加?|新建|新添|增设|增建|增加|添置|新设)了?(?P<noun>[\u4e00-\u9fff]{0,8})$"
)
_TO_ALL = re.compile("，(?:使得?|让|令)?(?P<all>[\u4e00-\u9fff]{2,16}?)(?:总[数量]|保有量)(?:累计|已|就)*(?:达到?|增至|增加到|增到|为)?$")


_MADE_SO = re.compile("，?(?:从而|由此|并)?(?:使得?|令|让|推动|带动|助推|助力)[^，。；\\d]{0,12}[由从][^，。；\\d]{0,8}")


def _brought_to(body: Body) -> Iterator[Relation]:
    """新增客户1860户，使客户总数由12640户增至14500户: what was added is what lies between; where one slip explains what is wrong."""
    for now in body.all("level"):
        base = body.first(now, "base")
        if now.claim.aspect != "up" or base is None or base.claim.at.start > now.claim.at.start or not (usable(now) and usable(base)):
            continue
        told = [f for f in body.beside(base, "level", "change") if f.order < base.order and same_dimension(f, base) and usable(f)]
        new = told[-1] if told else None
        if new is None or new.claim.clause + 1 != base.claim.clause or not (new.claim.aspect == "increment" or new.claim.kind == "change"):
            continue
        between = body.text(new, base)[len(body.folded(new)) : -len(body.folded(base))]
        thing = _kind(new).thing[-2:]
        if _MADE_SO.fullmatch(between) is None or len(thing) < 2 or thing not in between or not same_dimension(now, base):
            continue
        value = Var(now.key) - Var(base.key)
        yield Relation(
            "EP202",
            Constraint(value, "=", Var(new.key)),
            (new, now, base),
            f"{printed(body, now)} − {printed(body, base)} = {{x}}",
            sure=one_slip(body, new, value, (new, now, base), ("digit", "transposition", "point")),
            choice=("change", new.key),
        )


def _on_top(body: Body) -> Iterator[Relation]:
    """在原有充电桩基础上又新增12根，使全县充电桩总量达到60根: what was added to those that there were is less than all there are now."""
    for new in body.all("level", "change"):
        words = _ON_TOP.search(body.lead(new))
        if words is None or not usable(new) or new.claim.modality != "fact":
            continue
        for stock in body.beside(new, "level"):
            if stock.claim.clause != new.claim.clause + 1 or stock.claim.sentence != new.claim.sentence or not same_dimension(new, stock):
                continue
            between = body.text(new, stock)[len(body.folded(new)) : -len(body.folded(stock))]
            said = _TO_ALL.match(between)
            counted = stock.claim.quantity is not None and stock.claim.quantity.dimension.startswith("count")
            if said is None or not counted or not said["all"].endswith(words["what"][-2:]) or not usable(stock):
                continue
            if stock.claim.modality == "fact" and words["noun"][-2:] in said["all"]:
                yield _within(body, new, stock)
