"""A total that grows faster or slower than all of its parts: EP208."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.claims.partitions import load
from enping_check.engine import Constraint, Var
from enping_check.language.numerals import whole as whole_number
from enping_check.rules.body import Body, Fact
from enping_check.rules.lists import is_the_rest, member_name
from enping_check.rules.members import exhaustive_names
from enping_check.rules.relation import Relation, printed
from enping_check.rules.totals import adds_up, of_another
from enping_check.rules.wholes import usable

_REST = re.compile("^(?:" + "|".join(map(re.escape, load().others)) + ")")


def outside_parts(body: Body) -> Iterator[Relation]:
    """A total's growth lies between the least and the greatest growth of exhaustive parts."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for growth in body.all("growth"):
        if not usable(growth) or growth.claim.aspect == "comparison":
            continue
        now = body.first(growth, "now")
        if now is not None and (each := now.claim.links.get("total")):
            owner = body.fact(growth.key[0], each[0])
            totals = [f for f in body.frames[growth.key[0], owner.claim.frame] if f.claim.kind == "growth"]
            if totals and now.claim.links.get("list"):
                groups[growth.key[0], now.claim.links["list"][0], totals[0].key].append(growth)
        elif each := growth.claim.links.get("total"):
            groups[growth.key[0], growth.claim.links["list"][0], (growth.key[0], each[0])].append(growth)
    for number, (whole, parts) in enumerate(_unlisted(body)):
        groups[whole.key[0], f"unlisted {number}", whole.key] = parts
    for (index, _, total_key), parts in groups.items():
        assert isinstance(total_key, tuple)
        whole = body.fact(int(index), int(total_key[1]))  # type: ignore[call-overload]
        # a mean over two groups may leave their range: their weights move as well
        mean = bool(re.search("人均|平均|均价", whole.claim.indicator + whole.claim.subject)) and any(
            re.search("城镇|农村|乡村", p.claim.subject + p.claim.indicator) for p in parts
        )
        if any(re.search("人均|平均|均价", p.claim.indicator) for p in parts) and not mean and "均" not in whole.claim.indicator:
            continue  # 财政收入增长4.26%，…城镇居民人均可支配收入增长8.2%: of another measure
        if ("亏" in body.clause(whole)) != any("亏" in body.clause(p) for p in parts):
            continue  # 分部亏损扩大38.5%；…三地营业额分别下跌…
        if not usable(whole) or len(parts) < 2 or len({p.claim.basis or "同比" for p in (*parts, whole)}) != 1:
            continue
        if (
            any((p.claim.aspect == "可比") != (whole.claim.aspect == "可比") and p.claim.aspect for p in parts)
            and whole.claim.aspect == "名义"
        ):
            continue
        names = [member_name(p) for p in parts]
        partition = exhaustive_names(parts, whole, nearly=True)
        rest = _REST.search(names[-1]) or (is_the_rest(names[-1]) and not is_the_rest(member_name(whole)))
        closed = len(parts) > 2 and rest and not _of_another_measure(whole, parts)
        closed = closed or (_no_more_kinds(body, parts) and not _of_another_measure(whole, parts))
        if not partition and closed:
            partition = tuple(names)  # 分领域看，制造业投资…，其他投资增长2.8%; 农业及其他部门增长0.7%
        if not partition or (
            any(re.search("规上|限上|规模以上|限额以上", n) for n in names)
            and not re.search("规上|限上|规模以上|限额以上", whole.claim.indicator)
        ):
            continue
        chosen = [p for p, name in zip(parts, names, strict=True) if name in partition]
        if len(chosen) < len(partition) or _made_of_another(body, whole, chosen):
            continue
        yield from bounded(body, whole, chosen, sure=not mean)
    for whole, parts in _composed(body):
        yield from bounded(body, whole, parts, sure=True)


def bounded(body: Body, whole: Fact, parts: list[Fact], *, sure: bool) -> Iterator[Relation]:
    """No more than the greatest growth of the parts, no less than the least."""
    intervals = [(p, p.claim.interval) for p in parts]
    greatest = max(intervals, key=lambda pair: (pair[1].high is None, pair[1].high or Fraction(0)))[0]
    least = min(intervals, key=lambda pair: (pair[1].low is not None, pair[1].low or Fraction(0)))[0]
    rest = tuple(p for p in parts if p.key not in (greatest.key, least.key))
    for op, bound in (("<=", greatest), (">=", least)):
        yield Relation(
            "EP208",
            Constraint(Var(whole.key), op, Var(bound.key)),
            (whole, bound, *(p for p in parts if p.key != bound.key and p not in rest), *rest),
            f"{printed(body, whole)} ∉ [{printed(body, least)}, {printed(body, greatest)}]",
            sure=sure,
            choice=None,
            free=True,
        )


_ALL_OF_THEM = re.compile(
    "(?P<n>[两二三四五六七八九]|\\d)(?:大|个)?(?P<kind>类|项|种|块|部分|板块|门类|产业|行业|分部|品类|环节)(?P<what>[一-鿿]{0,8}?)"
    "(?:的(?:收入|产值|产量|销量)|增速|增幅)?(?:同比)?(?:分别|依次)(?:同比|比上年)?(?:增长|增加|下降|上涨|为)?$"
)


def _composed(body: Body) -> Iterator[tuple[Fact, list[Fact]]]:
    """发电量（由甲、乙、丙三类构成）增长7.8%，三类电量分别增长2.3%、4.6%和6.9%: all that it is said to be made of."""
    rows: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for growth in body.all("growth"):
        if growth.claim.group > 0 and usable(growth) and growth.claim.modality == "fact" and growth.claim.aspect in ("", "可比"):
            rows[growth.key[0], growth.claim.group].append(growth)
    for parts in rows.values():
        first = parts[0]
        said = _ALL_OF_THEM.search(body.clause(first))
        if said is None or len(parts) != whole_number(said["n"]):
            continue
        begin = body.bounds(first).start
        told = body.readings[first.key[0]].article.folded[begin : first.claim.at.start]
        if re.search(f"(?<!主要)由[^，。；]{{3,40}}?{said['n']}(?:大|个)?{said['kind']}[^，。；]{{0,4}}?(?:构成|组成)", told) is None:
            continue
        before = [
            f
            for f in body.beside(first, "growth")
            if f.order < first.order and usable(f) and not f.claim.group and f.claim.period == first.claim.period
        ]
        if len(before) == 1 and all((p.claim.basis or "同比") == (before[0].claim.basis or "同比") for p in parts):
            yield before[0], parts


_KINDS = "类别?|项|种|者|块|部分|板块|门类|产业|行业|分部|品类|业态|渠道|群体|[市县区镇乡州村家]|地区?|区域"
_ALL_TOLD = re.compile(
    f"[）)]?，(?:而|且)?(?:以上|上述|这)?(?P<n>[两二三四五六七八九]|\\d)(?:大|个)?(?:{_KINDS})[^，。；\\d]{{0,6}}?"
    "(?:合计|合共|加总|加起来|相加|合起来|之和|合在一起|一起|共同)?(?:即|就|便|恰好?|正好|刚好|已经?|也就)*"
    "(?:等于|为|是|构成|组成|涵盖|囊括|覆盖|包含)了?[^，。；\\d]{0,10}?(?:全部|全体|所有|整体|总体|全数|整个|全貌)"
)
_NOTHING_ELSE = re.compile("[）)]?，(?:除此(?:之外|以外)?|此外|此外再)(?:，)?(?:再|已|并)?(?:无|没有)(?:其他|其它|别的)")


def _no_more_kinds(body: Body, parts: Sequence[Fact]) -> bool:
    """旅馆增长7.3%、民宿增长3.8%，两类合计即为旅宿业全部: the words behind the last of just so many say that there are no others."""
    last = max(parts, key=lambda p: p.order)
    behind = re.split("[。；\\n]", body.after(last, 60))[0]
    told = _ALL_TOLD.match(behind)
    return whole_number(told["n"]) == len(parts) if told is not None else _NOTHING_ELSE.match(behind) is not None and len(parts) > 1


_MEASURE = re.compile("出口|进口|价|利润|人数|户数|面积|产量|销量|订单")


def _of_another_measure(whole: Fact, parts: Sequence[Fact]) -> bool:
    """进出口增长8.4%，其中…，其他产品出口增长3.3%; 收入增长…，其他产品价格上涨…: what grows so is no part of the whole."""
    own = whole.claim.subject + whole.claim.indicator
    return any(said not in own.replace("进出口", "") for p in parts for said in _MEASURE.findall(p.claim.subject + p.claim.indicator))


def _made_of_another(body: Body, whole: Fact, growths: list[Fact]) -> bool:
    """前三季度a亿元，增长…，其中9月份b亿元，增长…。按…分，城镇c，乡村d: where c and d add up to a, the growth of b is not theirs."""
    own, parts = body.first(whole, "now"), [p for g in growths if (p := body.first(g, "now")) is not None]
    if own is None or len(parts) < len(growths) or adds_up(own, parts):
        return False
    return next(of_another(body, own, parts), None) is not None


def _unlisted(body: Body) -> Iterator[tuple[Fact, list[Fact]]]:
    """出口年增8.6%，进口年增4.2%，进出口总额年增9.1%: the members of a partition in one sentence, beside the whole that it divides."""
    sentences: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for growth in body.all("growth"):
        now = body.first(growth, "now")
        listed = growth.claim.links.get("total") or (now is not None and now.claim.links.get("total"))
        if usable(growth) and not listed and growth.claim.aspect in ("", "可比") and growth.claim.modality == "fact":
            sentences[growth.key[0], growth.claim.sentence].append(growth)
    for (index, number), growths in sentences.items():
        if len(growths) < 2:
            continue
        for whole in (*growths, *sentences.get((index, number - 1), ())):
            if whole.claim.paragraph != growths[0].claim.paragraph or whole.claim.subject:
                continue
            parts = [
                g
                for g in growths
                if g.key != whole.key
                and g.claim.period == whole.claim.period
                and g.claim.scope_key in ("", whole.claim.scope_key)
                and (g.claim.indicator != whole.claim.indicator or g.claim.subject)
            ]
            if len(parts) >= 2 and exhaustive_names(parts, whole, named=True):
                yield whole, parts
