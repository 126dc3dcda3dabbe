"""A whole named by what was counted or done: 审结总数, 回收问卷."""

from __future__ import annotations

import re
from typing import Final

from enping_check.rules.body import Body, Fact
from enping_check.rules.wholes.levels import same_dimension, smaller

_ALL_OF: Final = re.compile(
    "(?:全部|所有|全体|整个|本年|全年|当年|当月|当期|同期|年度|上半年)*"
    "(?P<what>[\u4e00-\u9fff]{2,6}?)(?:的)?(?:总数|总量|总额|总值|数量|件数|人数)?"
)


def counted_whole(body: Body, share: Fact, part: Fact, named: str) -> Fact | None:
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


def done_whole(body: Body, share: Fact, part: Fact, named: str) -> Fact | None:
    """发放问卷1200份，回收1146份，有效1098份，占回收问卷的95.8%: by what was done of what another number counts."""
    told = [f for f in body.beside(share, "level") if f.order < share.order and f.key != part.key and same_dimension(f, part)]
    done = [f for f in told if len(f.claim.indicator) > 1 and not f.claim.subject and named.startswith(f.claim.indicator)]
    if len(done) != 1 or (thing := named.removeprefix(done[0].claim.indicator).removeprefix("的")) == "":
        return None
    return done[0] if any(f.key != done[0].key and f.claim.indicator.endswith(thing) for f in told) else None
