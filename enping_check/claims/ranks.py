"""Which claim of its sentence a rank is said of: the one its clause names, else the last before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from enping_check.claims.landmarks import Landmark
from enping_check.claims.names import Name, Namer
from enping_check.model import Claim

_BREAK: Final = re.compile("[，。；：、！？\\n]")
_SPEED: Final = re.compile("增速|增幅|涨幅|增长率")
_MEASURE: Final = re.compile("(?:的)?(?:总量|规模|总数|数量|体量|增速|增幅|涨幅|增长率)$")
_NUMBERED: Final = re.compile("[而其中以则]*\\d{1,3}[号#班组队区组年级栋幢楼标]")
_VERB: Final = re.compile("(?:均|都|也|仍|仍然|继续|已|跃|稳|保持|双双|分别|双|连续|一直|为|是|在|居|则)+$")


def ranked(text: str, mark: Landmark, before: Sequence[Claim], namer: Namer) -> tuple[Claim | None, str]:
    """The claim a rank is of, out of those before it in its sentence, and how it is known.

    How is ``named`` (the clause of the rank names it), empty (nothing is named: the claim just before), or ``?`` (the clause names
    something that no claim is about, or the claim just before may not be the one meant).
    """
    start = mark.at.end - len(mark.word)
    clause = _BREAK.split(text[max(0, start - 24) : start])[-1]
    inside = [c for c in before if c.at.end > start - len(clause)]
    speed = bool(_SPEED.search(mark.word) or _SPEED.search(clause[-6:])) or mark.word[-1:] in "快慢"
    wanted = namer.split(_MEASURE.sub("", _VERB.sub("", clause))) if not inside else Name()
    if wanted.full:
        kinds = ("growth",) if speed else ("level", "share")
        hits = [c for c in before if c.kind in kinds and _bears(c, wanted)]
        if wanted.scope and not wanted.subject:
            hits = [c for c in hits if c.scope == wanted.scope and not c.subject]
        if hits and len({c.subject for c in hits}) == 1:
            return hits[-1], "named"
        return _last(before, speed), "?"
    owner = _last(before, speed)
    if not inside and _NUMBERED.match(clause or mark.word):
        return owner, "?"  # 1、2、3号线分别为…，1号线最高
    if speed and owner is not None and owner.kind != "growth":
        return owner, "?"
    if owner is not None and owner is not before[-1] and not speed:
        # 产值12亿元，增长9%，居第一: said of the one or of the other
        return owner, "" if re.search("总量|规模", clause + mark.word) else "?"
    return owner, ""


def _bears(claim: Claim, wanted: Name) -> bool:
    """True when the claim's own name is the wanted one, or the wanted one names just its subject or just its indicator."""
    if (claim.subject + claim.indicator).replace("的", "") == wanted.full.replace("的", ""):
        return True
    if wanted.subject and not claim.subject and claim.indicator == wanted.subject:
        return True  # 一厂12.6万吨: of the thing that the sentence has said before
    if wanted.subject:
        return claim.subject.startswith(wanted.subject) and claim.indicator.endswith(wanted.indicator)
    return wanted.full in (claim.subject, claim.indicator)


def _last(before: Sequence[Claim], speed: bool) -> Claim | None:
    """The last claim; its level where it is a growth or share and no growth is spoken of."""
    if not before:
        return None
    owner = before[-1]
    if speed:
        return next((c for c in reversed(before) if c.kind == "growth"), owner)
    if owner.kind != "level":
        return next((c for c in reversed(before) if c.frame == owner.frame and c.kind == "level"), owner)
    return owner
