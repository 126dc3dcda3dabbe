"""A headline's number against the body's number of the same thing, by its name and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.model import Claim
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.headlines.circumstances import one_year, part_of_place, same_part
from enping_check.rules.headlines.marks import bound_said, told_alike
from enping_check.rules.headlines.nearness import fits, planned
from enping_check.rules.headlines.wordings import mentioned, words_in_common
from enping_check.rules.relation import Relation
from enping_check.rules.restatement.likeness import apart, kindred
from enping_check.rules.slips import slip_between
from enping_check.rules.wholes import same_dimension, usable


def headlines(body: Body) -> Iterator[Relation]:
    """A title's number must be some reading of the body's number of the same thing."""
    for index, reading in enumerate(body.readings):
        titles = [
            Fact((index, c.id), c)
            for c in reading.claims
            if c.place == "title" and c.quantity is not None and c.kind in ("level", "growth")
        ]
        for title in titles:
            if not usable(title) or title.claim.modality != "fact":
                continue
            hits = []
            for claim in reading.claims:
                if (
                    claim.place in ("title", "note", "table")
                    or claim.quantity is None
                    or claim.kind != title.claim.kind
                    or claim.bound == "unclear"
                ):
                    continue
                quantity = title.claim.quantity
                if (
                    quantity is None
                    or claim.quantity.dimension != quantity.dimension
                    or claim.modality != "fact"
                    or claim.aspect in ("base", "comparison", "average", "whole", "可比")
                ):
                    continue
                if not _same_thing(title.claim, claim) or not same_part(title.claim.period, claim.period):
                    continue
                if not one_year(body, title, claim):
                    continue
                if title.claim.scope and part_of_place(body, Fact((index, claim.id), claim), title.claim.scope):
                    continue
                if title.claim.kind == "growth" and (title.claim.basis or "同比") != (claim.basis or "同比"):
                    continue
                hits.append(Fact((index, claim.id), claim))
            if not hits and title.claim.kind == "growth":
                only = [c for c in reading.claims if c.kind == "growth" and c.place != "title" and c.aspect != "comparison"]
                titled = [t for t in titles if t.claim.kind == "growth"]
                if (
                    len(only) == 1
                    and len(titled) == 1
                    and only[0].quantity is not None
                    and (only[0].basis or "同比") == (title.claim.basis or "同比")
                    and one_year(body, title, only[0])
                    and not apart(title.claim, only[0])
                    and not _all_of_the_kind(title.claim, only[0])
                    and (
                        mentioned(body, index, title.claim.subject + title.claim.indicator, Fraction(1, 4))
                        or slip_between(body, title, Fact((index, only[0].id), only[0])) & {"transposition", "sign"}
                    )
                    and not (
                        (section := _SECTION.search(title.claim.subject + title.claim.indicator))
                        and section[0] not in only[0].subject + only[0].indicator
                    )
                    and ("扣" in title.claim.indicator) == ("扣" in only[0].indicator)
                ):
                    hits = [Fact((index, only[0].id), only[0])]
            if not hits and title.claim.kind == "growth":
                hits = _only_telling(body, index, title)
            alike = [h for h in hits if (h.claim.aspect == "increment") == (title.claim.aspect == "increment")]
            hits = alike or hits  # 新增绿色矿山9座 is not the stock of 17
            values = {(h.claim.quantity.number, h.claim.sign) for h in hits if h.claim.quantity is not None}
            bound = bound_said(body, title) is not None
            elsewhere = _printed_again(body, title, hits) or (bound and (planned(body, title) or _passed_elsewhere(body, title, hits)))
            sure = len(values) == 1 and not elsewhere
            for hit in hits:
                yield told_alike(body, title, hit, sure=sure)


def _printed_again(body: Body, title: Fact, hits: Sequence[Fact]) -> bool:
    """销货值跌14.6% over 销货价值…下跌14.6%, 销货数量…下跌13.9%: the headline's very number stands there, so it is of that."""
    number, text = title.claim.quantity.number if title.claim.quantity is not None else None, body.sentence(title)
    latin = _LATIN.findall(text)  # EPS
    return any(
        fact.claim.quantity is not None
        and fact.claim.quantity.number == number
        and fact.claim.sign == title.claim.sign
        and fact.claim.place != "title"
        and fact.key[0] == title.key[0]
        and fact.claim.aspect not in ("base", "comparison")
        and same_dimension(fact, title)
        and all(fact.key != hit.key for hit in hits)
        and (words_in_common(text, body.sentence(fact), body.clause(fact)) or any(word in body.clause(fact) for word in latin))
        for fact in body.all(title.claim.kind)
    )


def _passed_elsewhere(body: Body, title: Fact, hits: Sequence[Fact]) -> bool:
    """突破100万 over 前四天接待86.4万人次，假期共接待128.6万人次: another number of the body may be what has passed the mark."""
    text = body.sentence(title)
    return any(
        same_dimension(f, title)
        and f.claim.place != "title"
        and f.claim.aspect not in ("base", "comparison", "average", "whole", "threshold")
        and not f.claim.links.get("total")
        and all(f.key != hit.key for hit in hits)
        and fits(title, f)
        and words_in_common(text, body.sentence(f), body.clause(f))
        for f in body.levels[title.key[0]]
    )


def _only_telling(body: Body, index: int, title: Fact) -> list[Fact]:
    """The body's one growth of the headline's indicator, in words that may differ: 净利下滑12.5% over 归母净利润…增长12.5%."""
    found = []
    basis = title.claim.basis or "同比"
    for fact in body.all("growth"):
        claim = fact.claim
        if fact.key[0] != index or claim.place == "title" or claim.quantity is None or claim.aspect in ("comparison", "base", "可比"):
            continue
        if (claim.basis or "同比") != basis or claim.modality != "fact" or not usable(fact) or not one_year(body, title, claim):
            continue
        one, two = sorted((title.claim.indicator, claim.indicator), key=len)
        if ("扣" in one) != ("扣" in two) or _all_of_the_kind(title.claim, claim):
            continue  # 扣非净利润 is another profit
        if len(one) >= 2 and (two.endswith(one) or kindred(one, two)) and same_part(title.claim.period, claim.period):
            found.append(fact)
    if len({(f.claim.quantity.number, f.claim.sign) for f in found if f.claim.quantity is not None}) != 1:
        return []
    told, quantity = found[0].claim, title.claim.quantity
    if quantity is None or told.quantity is None:
        return []
    opposite = told.quantity.number == quantity.number and told.sign != title.claim.sign
    owner = title.claim.subject == told.subject or not title.claim.subject or not told.subject or told.subject in _JOINED
    this_one = title.claim.subject.endswith(told.subject) and not told.scope and title.claim.period == told.period  # 该行 of 金浦银行
    owner = owner or this_one or _all_of_the_place(body, title, told)
    named = mentioned(body, index, title.claim.subject, Fraction(2, 3))
    return found if opposite or (named and (owner or (told.indicator == title.claim.indicator and not apart(title.claim, told)))) else []


def _all_of_the_place(body: Body, title: Fact, told: Claim) -> bool:
    """云州税收收入 over （云州市…）全市税务部门组织税收收入: those who do it for the whole place own no part of it."""
    place, text = title.claim.subject, body.readings[title.key[0]].article.folded
    for_all = bool(told.scope) and told.indicator == title.claim.indicator and _FOR_ALL.fullmatch(told.subject) is not None
    return for_all and any(f"{place}{rank}" in text for rank in "省市县区州旗盟镇乡")


_FOR_ALL = re.compile("[一-鿿]{2,4}(?:部门|系统|行业)(?:共|累计)?(?:组织|完成|实现|征收|入库|办理)?")


def _all_of_the_kind(title: Claim, told: Claim) -> bool:
    """金浦银行净利润增长 over 全市银行净利润增长: one of them, and all that the place has."""
    firm = _FIRM.fullmatch(told.subject) is not None and title.subject.endswith(told.subject)  # 某市制造业 is all of a place, too
    return firm and bool(told.scope and not title.scope) and title.subject != told.subject


_FIRM = re.compile("银行|公司|证券公司|保险公司|航空公司|集团")


_LATIN = re.compile("[A-Za-z]{2,}")
_JOINED = ("合并", "综合", "累计", "本期", "归属母公司", "归属于母公司")
_SECTION = re.compile("业务|板块|分部|子公司|海外|境外|出口|进口|线上|线下|主力|新品")


def _same_thing(a: Claim, b: Claim) -> bool:
    first, second = name_key(a), name_key(b)
    if len(first) < 2 or len(second) < 2:
        return False
    one, other = sorted((a.subject.rstrip("市县区省"), b.subject.rstrip("市县区省")), key=len)
    if first == second:
        return True
    longer = max(a.subject, b.subject, key=len)
    owner = bool(one) or not re.search("业$|居民$|[城农乡][镇村]$", longer)  # 工业用电量 is not 用电量
    return a.indicator == b.indicator and other.startswith(one) and owner
