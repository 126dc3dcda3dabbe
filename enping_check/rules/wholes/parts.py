"""Which claim states the part: the level that a share is of."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.names import squeeze
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.wholes.levels import same_dimension, usable
from enping_check.rules.wholes.whole import Whole

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
