"""The rates that a passage tells, each with the words that name it and the time it is of.

What stands left of a number is taken apart: the times, the verbs of being and moving, 比 and 从 before it; what is left names the rate.
Where nothing is left it is the rate stated last, at another time: 而三年前只有68.3%, 现在是31.9% and 这一比率升至48.9% are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from enping_check.rules.body import Fact
from enping_check.rules.points.moments import Moment, moment_around, moment_of
from enping_check.rules.points.names import bare, home_of, name_of, placed
from enping_check.rules.points.passage import Passage, numbers_between
from enping_check.rules.points.words import AGAINST, Words, load

_JOIN = re.compile("(?:个|個)?[、和与及或以並并且\\s]*(?:（[^（）]{0,24}）)?[、和与及以\\s]*")
_LIKENED = re.compile("(?:与|同|和|跟|比|较)[^，比较]{1,20}(?:相比较?|比较|对比)[（(]$")
_SUMMED = re.compile("(?:上述|以上|这)?(?:[两二三四五六2-6][项个类种者]|几项)(?:指标|比例|比率|数据|数字|占比|比重)?|二者|两者|三者")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as the passage tells it."""

    fact: Fact
    what: str
    place: str
    moment: Moment
    growing: bool | None  # a growth, a share; None for a bare number in a bracket
    against: bool = False  # 比上年的5.9%: what another is compared with
    origin: bool = False  # 由5.9%: what a change starts from
    named: bool = True
    slot: tuple[int, int] = (0, 1)  # which of how many stated in a row
    part: int = 0  # 1 … for a part of a structure
    home: str = ""  # 全市, 全区: the word for a place that may be the article's own


def rates(passage: Passage, first: int, last: int) -> list[Rate]:
    """The rates stated between two offsets of the text, in order."""
    found: list[Rate] = []
    row: list[Fact] = []
    inside = numbers_between(passage.numbers, first, last)
    for at, fact in enumerate(inside):
        quantity = fact.claim.quantity
        if fact.claim.kind == "structure":
            if fact.claim.aspect == "0":
                found += _structure(passage, [f for f in inside if f.claim.kind == "structure" and f.claim.group == fact.claim.group])
            continue
        if quantity is None or quantity.dimension not in ("percent", "permille") or fact.claim.kind in ("contribution", "pull"):
            continue
        row.append(fact)
        after = inside[at + 1] if at + 1 < len(inside) else None
        if after is not None and after.claim.quantity is not None and after.claim.quantity.dimension == quantity.dimension:
            between = passage.text[fact.claim.at.end : after.claim.at.start]
            if _JOIN.fullmatch(between) and "（" not in between:
                continue
        found += _row(passage, row, found)
        row = []
    return found


def _row(passage: Passage, row: Sequence[Fact], stated: Sequence[Rate]) -> list[Rate]:
    """The rates of one row: 甲、乙分别为18.6%和14.2%; mostly a row of one."""
    at, left = passage.left(row[0])
    start, head = row[0].claim.at.start, passage.without_times(at, row[0].claim.at.start)
    outside = passage.outer(row[0])
    known = load()
    before = left
    bracketed = outside is not None and not name_of(head)
    if bracketed and outside is not None:
        before = passage.text[outside[0] : start]
        head = passage.without_times(*outside_span(outside))
    lead = head.strip(" ：:")
    # 比上年的5.9% is what something is compared with; 比上年增长5.9% is itself a growth
    moved = not bracketed and (known.up.search(left) or known.down.search(left)) is not None
    against = not moved and AGAINST.search(before) is not None
    likened = bracketed and _LIKENED.search(before) is not None  # 与上年相比（18.9%）
    against = against or likened
    origin = re.search("[由从自][^由从]{0,20}$", before) is not None and not re.search("[至到](?:了)?[^至到]{0,4}$", before)
    moment = moment_of(passage, outside[0] if bracketed and outside is not None else at, start)
    if moment is None or (moved and not origin and moment.kind and AGAINST.search(left)):
        moment = moment_around(passage, row[0], at)
    growing = _growing(row[0], known, left, bracketed=bracketed)
    names = [part for part in re.split("[、和与及]|以及", lead) if part] if len(row) > 1 else [lead]
    if len(row) > 1 and len(names) != len(row):
        names = _counted_off(passage, row, lead) or names
    made: list[Rate] = []
    alike = [t for t in stated if t.slot[1] == len(row)][-len(row) :] if len(row) > 1 else []
    if len(row) > 1 and not alike and _SUMMED.search(lead) and len(stated) >= len(row):
        alike = list(stated[-len(row) :])  # 两项指标分别为89.9%和2.8%
        names, lead = [lead], ""
    for slot, fact in enumerate(row):
        raw = names[slot] if len(names) == len(row) else lead
        if bracketed and against:  # 制造业增速较1—6月（5.3%）: its own, where nothing but the time stands behind
            raw = re.sub("^.*(?:高于|低于|快于|慢于|好于|领先|落后|跑赢|超过|比|较)", "", raw) or re.sub("[比较]$", "", raw)
        place, what = placed("" if likened else name_of(raw))
        spoken = known.same.search(left) is not None
        named = bool(bare(what))
        if not named and len(alike) == len(row):
            what = alike[slot].what
        elif not named:
            what = _carried(passage, fact, stated, moment, spoken=spoken or bool(what)) if not made else made[-1].what
        if len(alike) == len(row) and len(names) != len(row):
            what, named = (alike[slot].what, False) if not bare(what) else (what, named)
        if growing is False and (against or place or home_of(name_of(raw))) and not named and not _shared(known, left):
            growing = None  # 增长9.4%，比1—7月的8.1%…; 增长8.6%，…（全省为5.3%）
        if growing is None and stated and not named and not bracketed:
            growing = stated[-1].growing
        home = home_of(name_of(raw))
        made.append(Rate(fact, what, place, moment, growing, against, origin, named or bool(place), (slot, len(row)), home=home))
    return made


_SO_MANY = re.compile("(?:[两二三四五六七八九]|[2-9])(?:大|个)?(?:类|项|种|块|部分|板块|门类|产业|行业)")
_ONE_OF_THEM = "[^，。；：、和与及（）\\d]{1,10}"


def _counted_off(passage: Passage, row: Sequence[Fact], lead: str) -> list[str]:
    """（由火电、水电、风电和太阳能发电四类构成，）四类电量分别增长…: the names that the sentence has counted so; empty where it has not."""
    count = _SO_MANY.match(lead)
    if count is None:
        return []
    said = passage.text[passage.body.bounds(row[0]).start : row[0].claim.at.start]
    names = f"(?:{_ONE_OF_THEM}[、和与及]){{{len(row) - 1}}}{_ONE_OF_THEM}?"
    listed = re.search(f"(?:^|[，。；：（]|由|分为|包括|包含)(?:主要)?({names})(?:等|这)?{count[0]}", said)
    if listed is None:
        return []
    first, *others = re.split("[、和与及]", listed[1])
    return [re.split("由|分为|包括|包含", first)[-1], *others]


def outside_span(outside: tuple[int, str]) -> tuple[int, int]:
    """Start and end of the words before a bracket."""
    return outside[0], outside[0] + len(outside[1])


def _shared(known: Words, left: str) -> bool:
    return "占" in left or known.sharing.search(left) is not None


def _growing(fact: Fact, known: Words, left: str, *, bracketed: bool) -> bool | None:
    if known.speeds.search(left):
        return True
    if _shared(known, left):
        return False
    if known.to.search(left):
        return None
    if fact.claim.kind in ("growth", "average-growth"):
        return True
    if known.up.search(left) or known.down.search(left):
        return True
    return None if bracketed else False


def _carried(passage: Passage, fact: Fact, stated: Sequence[Rate], moment: Moment, *, spoken: bool) -> str:
    """What a rate without words of its own is of: what was stated last, in its sentence, or in the one before at another time."""
    last, sentence = stated[-1] if stated else None, passage.body.bounds(fact)
    since = max(sentence.start, last.fact.claim.at.end if last is not None else 0)
    levels = [n for n in passage.numbers if since <= n.claim.at.start < fact.claim.at.start and n.claim.kind in ("level", "change")]
    for level in reversed(levels):
        if level.claim.links.get("total") and len(level.claim.subject) > 1:
            return level.claim.subject  # 进出口218亿元，其中民营企业143亿元，占65.6%
        if name := level.claim.subject + level.claim.indicator:
            return name  # 地方投资完成87.9亿元，同比增长42.1%
    if last is None:
        return ""
    if last.fact.claim.at.start >= sentence.start:
        return last.what
    near = fact.claim.paragraph == last.fact.claim.paragraph and fact.claim.at.start - last.fact.claim.at.end < 60
    return last.what if near and (spoken or (moment.label, moment.kind) != (last.moment.label, last.moment.kind)) else ""


def _structure(passage: Passage, parts: Sequence[Fact]) -> list[Rate]:
    """The parts of a:b:c, by the names of the list that stands before it or of the three sectors."""
    at, left = passage.left(parts[0])
    sentence = passage.body.bounds(parts[0])
    said = passage.text[sentence.start : parts[0].claim.at.start]
    names: list[str] = []
    listed = re.findall("(?:[^，。；：、和与及\\d]{1,12}[、和与及]){1,6}[^，。；：、\\d]{1,20}", said)
    for each in reversed(listed):
        pieces = [name_of(piece) for piece in re.split("[、和与及]", each)]
        if len(pieces) == len(parts):
            names = pieces
            break
    if len(parts) == 3 and (not names or re.search("第?[一二三][、，]|[一二三]产|三次产业", said)):
        names = ["第一产业", "第二产业", "第三产业"]
    if not names:
        return []
    moment = moment_of(passage, at, parts[0].claim.at.start) or moment_around(passage, parts[0], at)
    origin = re.search("[由从自][^由从]{0,20}$", left) is not None
    return [
        Rate(part, name, "", moment, False, False, origin, True, (0, 1), 1 + slot)
        for slot, (part, name) in enumerate(zip(parts, names, strict=True))
    ]
