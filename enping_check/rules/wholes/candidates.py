"""Where the whole of a share is to be looked for: inline, in a ratio, in a sum, on the lists, in the place, by its name."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.names import squeeze
from enping_check.rules.body import Body, Fact
from enping_check.rules.counterparts import counterparts
from enping_check.rules.wholes.levels import near, same_dimension, smaller
from enping_check.rules.wholes.listed import of_the_list
from enping_check.rules.wholes.named import by_name, named_outright
from enping_check.rules.wholes.places import levels_of_the_place
from enping_check.rules.wholes.whole import Whole, plain_total

_INCREMENT = re.compile("增量|新增|增长|增加")


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
    if share.claim.aspect in ("rate", "base", "plan"):
        return []
    again = _told_within(body, share, part)
    if share.claim.aspect == "ratio":
        return named_outright(body, share, part) or again
    if _SUM.search(named) and (made := _sum_told(body, share, part)):
        return made
    namer = body.namers[share.key[0]]
    name = namer.split(named) if named else None
    scope_only = name is not None and bool(name.scope) and (not name.full or plain_total(name.full))
    unnamed = plain_total(named) or (name is not None and plain_total(squeeze(name.full) or name.full))
    bare = name is None or (not name.scope and unnamed)
    if re.match("其(?!中)[\u4e00-\u9fff]", named):
        # 占其持股的N%: of what the part's owner has, which is not what the list divides
        return []
    if named and _INCREMENT.search(named) and not _INCREMENT.search(part.claim.indicator):
        return []
    if bare:
        return of_the_list(body, share, part, bearer, listed)
    if scope_only:
        found += [Whole(total, near(total, part)) for total in levels_of_the_place(body, part)]
        found += [Whole(total, False) for total in listed if all(total.key != f.fact.key for f in found)]
        return found
    assert name is not None
    found = by_name(body, share, part, name, listed)
    return found if not again or any(w.sure for w in found) else [*again, *(w for w in found if w.fact.key != again[0].fact.key)]


def _told_within(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """（甲612亿元，占全市进出口总值3319亿元的18.5%；）乙95亿元，占全市进出口总值的2.9%: what the same words have just said in figures."""
    named = share.claim.whole or ""
    if len(named) < _SAID or plain_total(squeeze(named)):
        return []
    own = body.namers[share.key[0]].split(named)
    if plain_total(squeeze(own.full)):
        return []  # 占全县总量13亿元的36.9%…占全县总量的44.7%: of all there is of another thing

    def alike(other: str) -> bool:
        theirs = body.namers[share.key[0]].split(other)
        return other == named or (theirs.full == own.full and {theirs.scope, own.scope} <= {"", "@"})  # 全县接种剂数, 接种剂数

    told = {
        whole.key: whole
        for other in body.within(share, 1, "share")
        if other.order < share.order and other.claim.paragraph == share.claim.paragraph and alike(other.claim.whole or "")
        for whole in body.linked(other, "whole")
        if same_dimension(whole, part) and whole.claim.period == part.claim.period and not smaller(whole, part)
    }
    if len(told) != 1:
        return []
    whole = next(iter(told.values()))
    return [Whole(whole, near(whole, share) and not _of_another(body, whole, part, named))]


def _of_another(body: Body, whole: Fact, part: Fact, named: str) -> bool:
    """甲公司…，占收入总额63亿元的20%；乙公司…，占收入总额的18%: an owner named since then has a whole of its own, if not one of 全市."""
    place = _ALL_OF.match(named)
    other = re.compile(f"[一-鿿]{{2}}{place[0][1]}(?![场民值内里])") if place else _OWNER
    return whole.order < part.order and other.search(body.between(whole, part)) is not None


_SAID: Final = 4  # characters of a name that says more than a measure
_ALL_OF: Final = re.compile("[全我本][省市县区州镇乡村国]")
_OWNER: Final = re.compile("公司|集团|银行|股份|[一-鿿]{2}(?:[省市县区镇乡村州](?![场民值内里])|[店馆厂矿院校站]|园区|机场|港(?![币元]))")
_SUM: Final = re.compile(
    "(?:之和|总和|合计数?|相加)$|^(?:这|上述|以上)?[两二三四五六七八九十](?:者|项|类|种|家|地|部分|块|方面|个|大)[^，。占]{0,4}?(?:总[数量额值计]|合计|之和)?$"
)


def _sum_told(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """邮政0.86亿元，电信3.12亿元，两项合计3.98亿元，电信占两项之和的…: the total just made of the part and others."""
    summed = [f for f in body.within(part, 1, "level") if f.order < share.order and part in body.linked(f, "parts")]
    return [Whole(f, len(summed) == 1 and f.claim.bound != "unclear") for f in summed]
