"""The whole of a share where neither a list nor its very name says which: the levels told around it, and how well its words fit them.

A level found so may be believed outright (its words hold the name, and no other's do), or only where one ordinary slip explains what is
wrong: what stands before a bare 占比 may also have nothing to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from fractions import Fraction
from typing import Final

from enping_check.claims import partitions
from enping_check.claims.names import abbreviates, squeeze
from enping_check.engine import Interval, Var
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import percent_step
from enping_check.rules.slips import one_slip, slips
from enping_check.rules.wholes import Whole, divisible, not_all, plain_total, same_dimension, smaller, usable

_REACH: Final = 6  # levels before a bare share that may be what it is of
_FAR: Final = 3  # paragraphs back to a level by the name of the whole
_NOT_IT: Final = ("base", "average", "whole", "incidental", "converted", "threshold", "comparison", "plan")
_WHEN: Final = re.compile(
    "(?:同期|当期|当年|本年|全年|年度|去年|上年|今年|当月|本月|上半年|下半年|前[一二三四五六七八九十]+个?月|[一二三四]季度|期末|年末|假期|期间|节日"
    "|整体|总体|全[部体数]|所有|整个|现有|受理|的|之)"
)
_OURS: Final = re.compile("^(?:本|该|我)?(?:公司|集团|企业|行|院|校|馆|站|所|中心)(?=..)")
_AMOUNT_OF: Final = {"产量": "生产", "销量": "销售", "产值": "产值"}
_OUTER: Final = re.compile("全省|全国|全球|世界|我国|我省|省内|国内|行业|同类|市场")
_HAN: Final = re.compile("[^\u4e00-\u9fff]")


def around(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """Levels that may be the whole of ``share``: of a bare one those told before it, of a named one those whose words hold the name."""
    named = share.claim.whole or ""
    told = share.claim.aspect in ("", "up", "down") or (share.claim.aspect == "ratio" and named and not plain_total(named))
    if not told or share.claim.links.get("whole"):
        return []
    if not plain_total(named):
        return _of_named(body, share, part, named)
    found = _of_bare(body, share, part)
    if (before := _named_of_its_kind(body, share, part)) is not None:
        # 外地选手18600人，占参赛总数的62.0%。女选手9150人，占30.5%
        proven = [w for w in found if _borne_out(body, share, w.fact, before)]
        found = [Whole(w.fact, w.sure, likely=proven == [w]) for w in found] if proven else found
    if (before := _last_named(body, share)) is not None:
        # 甲61.2亿元，占业务收入的22.8%；乙179.6亿元，占66.9%
        named_before = _of_named(body, share, part, before)
        found += [Whole(w.fact, _borne_out(body, share, w.fact, before), likely=w.likely or w.sure) for w in named_before]
    return found


def _last_named(body: Body, share: Fact) -> str | None:
    """The one whole that the shares before this one name in the sentence; None where there is none, or several."""
    told = {
        other.claim.whole
        for other in body.shares[share.key[0], share.claim.sentence]
        if other.claim.at.start < share.claim.at.start and other.claim.whole and not plain_total(other.claim.whole)
    }
    return told.pop() if len(told) == 1 else None


def _named_of_its_kind(body: Body, share: Fact, part: Fact) -> str | None:
    """The whole that the share told just before it names, of a part of the very kind: 外地选手 and 女选手."""
    told = [s for s in body.within(share, 1, "share") if s.order < share.order and s.claim.paragraph == share.claim.paragraph]
    told = [s for s in told if s.claim.whole and not plain_total(s.claim.whole) and body.first(s, "part") is not None]
    other = body.first(told[-1], "part") if told else None
    if other is None or share.claim.sentence - told[-1].claim.sentence != 1 or not same_dimension(other, part):
        return None
    kind = part.claim.indicator[-2:]
    return told[-1].claim.whole if len(kind) > 1 and other.claim.indicator.endswith(kind) else None


def _candidates(body: Body, share: Fact, part: Fact, reach: int) -> list[Fact]:
    """The levels measured as the part is that are told before the share, are no less than it, and are of no share like this one."""
    alike = {
        f.key
        for s in body.nearby(share, 1, "share")
        if s.key != share.key and (s.claim.whole or "") == (share.claim.whole or "")
        for f in body.linked(s, "part")
    }
    return [
        f
        for f in body.nearby(share, reach, "level")
        if f.claim.at.end <= share.claim.at.start
        and f.key not in alike
        and f.key != part.key
        and usable(f)
        and divisible(f, part)
        and not smaller(f, part)
        and f.claim.modality == part.claim.modality
        and f.claim.aspect not in _NOT_IT
    ]


def _of_bare(body: Body, share: Fact, part: Fact) -> list[Whole]:
    """积体电路2154亿元，占67.3%: the levels before it; the only one told of its time may be believed where a slip explains it."""
    if part.claim.links.get("total") or share.claim.links.get("total"):
        return []
    told = [
        f
        for f in _candidates(body, share, part, _FAR)
        if _spell(f) == _spell(part) and f.claim.aspect != "increment" and not f.claim.links.get("total")
    ][-_REACH:]
    sheets = [f for f in told if not same_dimension(f, part)]
    told = [f for f in told if f not in sheets[:-1]]  # 发放问卷2296份，回收有效问卷2256份: of the last
    near = [f for f in told if f.claim.paragraph == share.claim.paragraph]
    proven = [f for f in told if _borne_out(body, share, f, share.claim.whole or "")]
    alone = near if len(near) == 1 else told if len(told) == 1 else []
    return [Whole(f, len(proven) == 1 and f is proven[0], likely=f in alone) for f in told]


def so_called(body: Body, level: Fact, named: str) -> bool:
    """False where the words for a whole say another thing than those of the level: 择期手术 of 住院手术9.86万台次."""
    _, rest = body.namers[level.key[0]].scope(_ITS.sub("", named))
    bare = _WHEN.sub("", _OURS.sub("", rest))
    wanted = squeeze(bare) or bare
    words = _words(body, level)
    return len(wanted) < _TOLD or plain_total(wanted) or _holds(words, wanted) or _done(words, wanted)


_TOLD: Final = 3  # characters of a name that says more than a measure
_COUNT_OF = re.compile("总?(.)(?:总?数|总量)")
_ITS = re.compile("其(?!他|它|余|中)")


def _of_named(body: Body, share: Fact, part: Fact, named: str) -> list[Whole]:
    """核查企业1135家。…428家，占核查企业的37.7%: what is called by all the words of the name."""
    namer = body.namers[share.key[0]]
    scope, rest = namer.scope(_ITS.sub("", named))
    bare = _WHEN.sub("", _OURS.sub("", rest))
    wanted = squeeze(bare) if len(squeeze(bare)) > 1 else bare  # 配额, 销量
    if len(wanted) < 2 or (scope not in ("", "@") or _OUTER.match(wanted)):
        return []
    if (counted := _COUNT_OF.fullmatch(bare)) is not None:
        told = [f for f in _candidates(body, share, part, _FAR) if f.claim.quantity is not None and f.claim.quantity.unit == counted[1]]
        told = [f for f in told if not f.claim.links.get("total")]
        return [Whole(told[0], False, likely=True)] if len(told) == 1 else []  # 成交2146套。…1287套，占套数的60%
    fits: list[tuple[Fact, bool]] = []
    candidates = _candidates(body, share, part, _FAR)
    if _ITS.match(named):  # 城镇居民消费支出…，占其可支配收入的62.5%
        candidates = [f for f in candidates if f.claim.subject == part.claim.subject]
    for level in candidates:
        if level.claim.scope not in ("", "@", part.claim.scope):
            continue
        if not_all(body, level, named):
            continue
        words = _words(body, level)
        if not _holds(words, wanted) and not _done(words, wanted):
            continue
        if any(word in words and word not in named for word in partitions.load().planned):
            continue  # 销售计划185亿元 beside 销量
        extra = level.claim.subject and level.claim.subject not in rest
        fits.append((level, not extra and _spell(level) == _spell(part)))
    if not fits:
        return []
    plain = [level for level, exact in fits if exact]
    proven = [level for level, _ in fits if _borne_out(body, share, level, named)]
    chosen = plain if len(plain) == 1 else proven if len(proven) == 1 else []
    return [Whole(level, level in chosen, likely=len(fits) == 1) for level, _ in fits]


_SPELLS: Final = {"M01-M03": "Q1", "M01-M06": "H1", "Q1-Q2": "H1", "M01-M09": "Q1-Q3", "M01-M12": "Y", "Q1-Q4": "Y"}


def _spell(fact: Fact) -> str:
    """The period by one name: 1—9月 is 前三季度."""
    label = fact.claim.period
    for long, short in _SPELLS.items():
        if label.endswith(long):
            return label[: -len(long)] + short
    return label


def _borne_out(body: Body, share: Fact, whole: Fact, named: str) -> bool:
    """True when another share of the passage, of what ``named`` says, is of this level to the printed digits."""
    for other in body.within(share, 1, "share"):
        claim, quantity = other.claim, other.claim.quantity
        if other.key == share.key or claim.paragraph != share.claim.paragraph or quantity is None or quantity.hedge or claim.aspect:
            continue
        if squeeze(claim.whole or "") != squeeze(named) or sum(c.isdigit() for c in body.folded(other)) < _DIGITS:
            continue
        if any(same_dimension(p, whole) and usable(p) and is_share(other, p, whole) for p in body.linked(other, "part")):
            return True
    return False


def _words(body: Body, level: Fact) -> str:
    """What the text calls a level: the words left of it in its clause, its name, and what stands right of it."""
    right = re.split("[，。；、：！？（）\\n]", body.after(level, 12))[0]
    unit = level.claim.quantity.unit if level.claim.quantity is not None else ""
    return _HAN.sub("", body.clause(level)) + " " + name_key(level.claim) + " " + _HAN.sub("", unit[-1:] + right)


def _holds(words: str, wanted: str) -> bool:
    """True when one of the three ways to call a level has all characters of the name in their order: 参保 in 参加养老保险."""
    return any(abbreviates(wanted, each) for each in (*words.split(" "), words.replace(" ", "")))


def _done(words: str, wanted: str) -> bool:
    """产量 of 生产整车, 揽收量 of 揽收包裹, 生活垃圾产生量 of 产生生活垃圾: the amount by what was done."""
    stem = _AMOUNT_OF.get(wanted, wanted[:-1] if wanted[-1:] in "量额数" else "")
    if len(stem) < 2:
        return False
    pairs = [stem[i : i + 2] for i in range(len(stem) - 1)]
    return sum(pair not in words for pair in pairs) <= (len(stem) >= 4)


_OF_RESULT: Final = ("digit", "transposition", "point")
_OF_OPERANDS: Final = ("transposition", "unit-scale", "point")
_DIGITS: Final = 3  # with fewer, one slip or other makes any share right
_TENTH: Final = 12  # per cent
_NARROW: Final = 20  # and where the values leave more than a twentieth open


def explained(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    """True when one slip makes the share right, or it was exchanged for another's: then what was only likely the whole surely is."""
    step = percent_step(share)
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in (part, whole)}
    made = (Var(part.key) * step / Var(whole.key)).range(box)
    if _in_words(share):
        return _one_off(share, made) or _beside_one_of_it(body, share, whole)
    if made.width is None or made.low is None or made.width * _NARROW > made.low or sum(c.isdigit() for c in body.folded(share)) < _DIGITS:
        return False
    if _agreed(body, share, part, whole):
        return False
    if any(slip.label in _OF_RESULT and slip.interval.overlaps(made) for slip in slips(body, share)):
        return True
    if one_slip(body, share, Var(part.key) * step / Var(whole.key), (part, whole), _OF_OPERANDS):
        return True
    return any(
        is_share(s, part, whole) and is_share(share, p, whole)
        for s in body.within(share, 0, "share")
        if s.key != share.key and usable(s)
        for p in body.linked(s, "part")
        if same_dimension(p, part)
    )


def _beside_one_of_it(body: Body, share: Fact, whole: Fact) -> bool:
    """查店326家。…148家未公示，占近七成；另有57家不符，占17.5%: the share beside it in the sentence is of these to the digit."""
    beside = [s for s in body.beside(share, "share") if s.key != share.key and s.claim.aspect == share.claim.aspect]
    alike = [s for s in beside if squeeze(s.claim.whole or "") == squeeze(share.claim.whole or "")]
    told = [s for s in alike if sum(c.isdigit() for c in body.folded(s)) >= _DIGITS and "其中" not in body.between(*_in_turn(s, share))]
    return any(is_share(s, p, whole) for s in told for p in body.linked(s, "part") if same_dimension(p, whole) and usable(p))


def _in_turn(one: Fact, other: Fact) -> tuple[Fact, Fact]:
    return (one, other) if one.order < other.order else (other, one)


def _in_words(share: Fact) -> bool:
    """不到七成, 近三分之一: a share in tenths or a fraction."""
    quantity = share.claim.quantity
    return quantity is not None and quantity.dimension == "percent" and quantity.unit != "%"


def _one_off(share: Fact, made: Interval) -> bool:
    """True when the tenths beside those said are what the values make."""
    quantity = share.claim.quantity
    ends = [end for end in (quantity.interval.low, quantity.interval.high) if end is not None] if quantity is not None else []
    return bool(ends) and made.bounded and made.overlaps(Interval(min(ends) - _TENTH, max(ends) + _TENTH))


def _agreed(body: Body, share: Fact, part: Fact, whole: Fact) -> bool:
    """True when the share and another of the same words are of one size that is not this level's: 内地171万占66.2%、香港63.9万占24.7%."""
    own = _implied(share, part)
    if own is None or own.overlaps(whole.claim.interval):
        return False
    if any(slip.label in _OF_RESULT and slip.interval.overlaps(own) for slip in slips(body, whole)):
        return False  # the whole itself is the slip
    return any(
        s.key != share.key
        and squeeze(s.claim.whole or "") == squeeze(share.claim.whole or "")
        and p.key != part.key
        and (other := _implied(s, p)) is not None
        and own.overlaps(other)
        for s in body.within(share, 1, "share")
        for p in body.linked(s, "part")
        if same_dimension(p, part)
    )


def _implied(share: Fact, part: Fact) -> Interval | None:
    """The size of the whole by a share and its part."""
    quantity = share.claim.quantity
    if quantity is None or quantity.hedge or not usable(share) or not usable(part):
        return None
    size = (Var(part.key) * percent_step(share) / Var(share.key)).range({f.key: f.claim.interval for f in (part, share)})
    return size if size.width is not None else None


def is_share(share: Fact, part: Fact, whole: Fact) -> bool:
    """True when the share is of the two to the printed digits."""
    quantity = share.claim.quantity
    if quantity is None or quantity.hedge:
        return False
    return part.claim.interval.scaled(Fraction(percent_step(share))).overlaps(share.claim.interval * whole.claim.interval)
