"""A whole that the words name: the levels called so."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.names import Name, squeeze
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.wholes.counted import counted_whole, done_whole
from enping_check.rules.wholes.levels import near, same_dimension, same_time, smaller
from enping_check.rules.wholes.whole import Whole

_ALL = re.compile("全部|所有|整个|全体")
_HERE = re.compile("园区|全园|本园|该园|本区|该区|公司|集团|本公司")  # as the whole's owner they say no more than "our"


def by_name(body: Body, share: Fact, part: Fact, name: Name, listed: list[Fact]) -> list[Whole]:
    """Candidates for a whole that is named: the levels called so, by their own names or by what stands before them."""
    named, namer = share.claim.whole or "", body.namers[share.key[0]]
    found: list[Whole] = []
    siblings = body.parts.get((share.key[0], named), set())
    if (timeless := _SPELL.sub("", named)) != named and namer.split(timeless).scope in ("", "@"):
        name = namer.split(timeless)  # 占年度销售总额
    wanted = squeeze(name.indicator if _HERE.fullmatch(name.subject) else name.full)
    if len(wanted) == 1 and not name.scope and (measured := _measured_whole(body, part, name.indicator)):
        return measured  # 占线路总长的36.4%
    for total in body.by_ending.get((share.key[0], wanted[-2:]), ()) if wanted else ():
        if total.key in siblings or total.key == part.key or not same_dimension(total, part):
            continue
        if total.claim.aspect in ("average", "converted", "whole") or total.claim.modality != part.claim.modality:
            continue
        have = name_key(total.claim)
        plain = squeeze(total.claim.indicator)
        if not_all(body, total, named):
            continue
        time = same_time(total, part)
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
    now = {name_key(w.fact.claim) for w in found if w.fact.claim.aspect != "base"}
    if part.claim.aspect != "base":  # 期末门店412家，年初为436家；…占期末门店的33.3%: of what there is now, where both are told
        found = [w for w in found if w.fact.claim.aspect != "base" or name_key(w.fact.claim) not in now]
    if not any(w.sure for w in found) and (counted := counted_whole(body, share, part, named) or done_whole(body, share, part, named)):
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
        found = [Whole(nearest.fact, near(nearest.fact, share))] + [Whole(w.fact, False) for w in found if w.fact.key != nearest.fact.key]
    return [
        Whole(
            w.fact,
            w.sure and (not smaller(w.fact, part) or _spelled_out(w.fact, share, name)) and (len(wanted) >= 4 or near(w.fact, share)),
        )
        for w in found[:9]
    ]


def _measured_whole(body: Body, part: Fact, indicator: str) -> list[Whole]:
    """The levels of a measure that says no more than that it is of all of it: 全长, whoever's."""
    told = [
        f
        for f in body.levels[part.key[0]]
        if f.claim.indicator == indicator and f.key != part.key and same_dimension(f, part) and same_time(f, part) and not smaller(f, part)
    ]
    return [Whole(f, len(told) == 1 and near(f, part)) for f in told]


_IN_ALL: Final = re.compile("总|全部|所有|全体|整体")


def not_all(body: Body, level: Fact, named: str) -> bool:
    """文学类外借112万册次，占外借的35.3%。…占总外借的13.1%: an amount that itself has a share of something is not all of it."""
    if not _IN_ALL.match(named) or _IN_ALL.search(level.claim.indicator):
        return False
    return any(level in body.linked(s, "part") for s in body.shares[level.key[0], level.claim.sentence])


_SPELL: Final = re.compile("^(?:本?年度|报告期内?|期内|本期|期末|年末|月末|季末|年底|月底)的?")


def _spelled_out(whole: Fact, share: Fact, name: Name) -> bool:
    """占全县零售额的8.3%，全县零售额为…: named in full on both sides in one sentence, so even a whole below its part is the one meant."""
    claim = whole.claim
    return bool(name.scope) and claim.scope == name.scope and not claim.subject and claim.sentence == share.claim.sentence


def _called(word: str, name: str) -> bool:
    """园区 for a named 工业园, 公司 for a named 公司: the owner of the whole by its kind."""
    if not _HERE.fullmatch(word):
        return False
    return name.endswith(("园", "园区", "开发区", "高新区") if word[-1] in "园区" else ("公司", "集团", "股份"))


def named_outright(body: Body, share: Fact, part: Fact) -> list[Whole]:
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
