"""毛利率11.7%，上年同期14.2%，同比上升。: the way something went, said in words alone right behind its two values (EP203)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Var
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

# of these more is less, or better is less: 埋深回升, 亏损好转
_EITHER_WAY: Final = re.compile("亏|逆差|赤字|埋深|排名|位次|名次|负|降幅|跌幅|减幅|成绩|增速|涨幅|差距|缺口")
_BY_STEP: Final = re.compile("环比|[上前]一?个?[月周季旬日]")
_BY_YEAR: Final = re.compile("同比|[上去]年|同期")


@functools.cache
def _way() -> re.Pattern[str]:
    """A clause that says nothing but which way: 同比有所上升, 较上年明显减少, 呈下降趋势."""
    words = table("words.toml")["direction"]
    return re.compile(
        "，(?P<by>(?:同比|环比|[比较]?(?:上年|去年|上年同期|去年同期|上月|上季度?|上周|之前|此前|以前|年初)(?:相比|的)?))?"
        "(?:有所|略有|略微|略|小幅|大幅|大为|明显|显著|继续|进一步|持续|稳步|逐步|再次|再|也|均|已|呈现?|出现|逆势|双双|不断|同步|仍在|仍|还在|又|轻微|有了?)*"
        f"(?:(?P<rose>{alternation(words['rose'])})|(?P<fell>{alternation(words['fell'])}))"
        "(?:了|明显|显著|不少|许多|很多|较多|较快|之势|势头|态势|趋势|的(?:趋势|态势|势头|局面))*(?=[，。；！]|$)"
    )


def ways(body: Body) -> Iterator[Relation]:
    """A value, the same a time before, and then nothing but the way."""
    for base in body.all("level", "share"):
        if base.claim.aspect != "base" or base.claim.group or not usable(base):
            continue
        now = _now(body, base)
        if now is None:
            continue
        last = max(now, base, key=lambda f: f.order)
        said = _way().match(re.sub("^）", "", body.after(last, 24)))
        if said is None or _EITHER_WAY.search(
            body.text(*sorted((now, base), key=lambda f: f.order)) + body.clause(min(now, base, key=lambda f: f.order))
        ):
            continue
        lead = body.clause(base)
        if said["by"] and (
            bool(_BY_STEP.search(said["by"])) != bool(_BY_STEP.search(lead)) or (_BY_YEAR.search(said["by"]) and not _BY_YEAR.search(lead))
        ):
            continue  # 上年同期14.2%，环比上升: since another time
        yield Relation(
            "EP203",
            Constraint(Var(now.key), ">=" if said["rose"] else "<=", Var(base.key)),
            (now, base),
            f"{printed(body, base)} → {printed(body, now)}，{said['rose'] or said['fell']}",
            free=True,
            choice=("way", now.key, base.key),
        )


def _now(body: Body, base: Fact) -> Fact | None:
    """The one value of the same frame that stands next to the earlier one, in its sentence."""
    told = [
        f
        for f in body.frames[base.key[0], base.claim.frame]
        if f.claim.kind == base.claim.kind and f.claim.sentence == base.claim.sentence and f.key != base.key
    ]
    if len(told) != 1 or not usable(told[0]) or not same_dimension(told[0], base) or told[0].claim.modality != base.claim.modality:
        return None
    now = told[0]
    plain = now.claim.aspect in ("", "stock", "rate", "average") and abs(now.claim.clause - base.claim.clause) <= 1
    return now if plain and now.order < base.order and not re.search("[；。\\d]", body.between(now, base)) else None
