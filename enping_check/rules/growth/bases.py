"""Where the value a growth starts from stands when its own sentence does not link it: same thing, earlier time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.wholes import same_dimension, usable

OTHER = ("increment", "average", "whole")  # levels of another kind than the plain one
NEVER = ("threshold", "comparison", "incidental", "converted", "whole", "together")
_BEFORE = 5  # sentences of a paragraph that a story may take from one value to the next
_LABEL = re.compile(r"(\d{4}|Y[+-]\d+)([HQMDF].*)?")


@dataclass(frozen=True, slots=True)
class Base:
    """An earlier value and whether the text leaves no other reading."""

    fact: Fact
    sure: bool


def previous(period: str) -> str | None:
    """The same part of the year before."""
    parts = _parts(period)
    return None if parts is None else _label(parts[0] - 1, parts[1], period)


def step_before(period: str) -> str | None:
    """The month, quarter or half before, of the same year or the last one; None for what has none."""
    match = re.fullmatch(r"(\d{4}|Y[+-]\d+)([HQM])(\d{1,2})", period)
    if match is None:
        return None
    year, kind, number = match[1], match[2], int(match[3])
    if number > 1:
        return f"{year}{kind}{number - 1:02}" if kind == "M" else f"{year}{kind}{number - 1}"
    last = {"H": "H2", "Q": "Q4", "M": "M12"}[kind]
    return f"{int(year) - 1}{last}" if year.isdigit() else f"Y{int(year[1:]) - 1:+d}{last}"


def years_apart(base: str, now: str) -> int | None:
    """Whole years from one period to the same part of a later year; None where they do not compare."""
    a, b = _parts(base), _parts(now)
    if a is None or b is None or base.startswith("Y") != now.startswith("Y") or a[1] != b[1]:
        return None
    return b[0] - a[0]


def _parts(period: str) -> tuple[int, str] | None:
    match = _LABEL.fullmatch(period)
    return (int(match[1].removeprefix("Y")), match[2] or "") if match and "/" not in period else None


def _label(year: int, part: str, like: str) -> str:
    return f"Y{year:+d}{part}" if like.startswith("Y") else f"{year}{part}"


def earlier(body: Body, now: Fact, wanted: Callable[[str], bool]) -> Base | None:
    """The value of the same thing at a wanted period, in the article; the nearer its name the better, None where two values compete."""
    found: dict[int, list[Fact]] = {}
    for base in body.nearby(now, 1, "level"):
        if not _may_be(base, now) or not wanted(base.claim.period):
            continue
        if rank := _alike(body, now, base):
            found.setdefault(rank, []).append(base)
    for rank in sorted(found, reverse=True):
        values = {f.claim.quantity.number for f in found[rank] if f.claim.quantity is not None}
        fact = found[rank][-1]
        return Base(fact, len(values) == 1 and (rank > 1 or _alone(body, fact, now)))
    return None


def _may_be(base: Fact, now: Fact) -> bool:
    """True when a level can be the earlier value of another at all: measured alike, of the same kind, told as a fact."""
    if base.key == now.key or not usable(base) or not same_dimension(now, base) or base.claim.modality != now.claim.modality:
        return False
    if base.claim.aspect in NEVER or base.claim.quantity is None or base.claim.quantity.hedge:
        return False
    if base.claim.aspect == "base":
        return False  # it has a growth of its own
    return (base.claim.aspect in OTHER) == (now.claim.aspect in OTHER) and base.claim.scope_key == now.claim.scope_key


def _alike(body: Body, now: Fact, base: Fact) -> int:
    """3 for one name, 2 where the later name leaves out what the earlier one said, 1 for another word for the same; 0 for none."""
    a, b = name_key(now.claim), name_key(base.claim)
    if len(a) < 2:
        a, b = now.claim.subject + now.claim.indicator, base.claim.subject + base.claim.indicator  # 产量 of 棉花产量
    if len(a) >= 2 and a == b:
        return 3
    if _by_the_verb(body, now, base):
        return 2
    story = base.claim.at.start < now.claim.at.start and base.claim.paragraph == now.claim.paragraph
    if not story or now.claim.sentence - base.claim.sentence > _BEFORE or len(a) < 2:
        return 0
    said, then = body.clause(now), body.clause(base)
    if (_deed_and_noun(then, said) or _deed_and_noun(said, then)) and not _another_between(body, base, now):
        return 2
    if b.endswith(a) and not now.claim.subject:
        return 1 if a in _generic() else 2
    one, other = base.claim.subject, now.claim.subject
    if one and other and base.claim.indicator == now.claim.indicator and one not in other and other not in one:
        return 0  # 甲镇业务量, 乙镇业务量: one measure of two owners
    shared = next((k for k in range(min(len(a), len(b)), 1, -1) if a[-k:] == b[-k:]), 0)
    return 1 if shared >= 2 and a[-shared:] not in _generic() and not any(a.endswith(g) and len(g) >= shared for g in _generic()) else 0


def _deed_and_noun(told: str, named: str) -> bool:
    """发运煤炭 and 煤炭发运量: what was done with a thing, and the noun that says so, of nobody else."""
    noun = _MEASURED.search(_REACHED.sub("", named))
    if noun is None:
        return False
    words, deed = named[: noun.start()], noun["deed"]
    verb = re.search(f"{deed}了?(?P<thing>[\u4e00-\u9fff]{{2,6}})$", told)
    if verb is None or not words.endswith(verb["thing"]):
        return False
    return _OF_A_TIME.fullmatch(words[: -len(verb["thing"])]) is not None


def _another_between(body: Body, base: Fact, now: Fact) -> bool:
    """甲公司2023年发运煤炭…。乙公司2024年提速，煤炭发运量…: somebody else is told of before the later value."""
    said = body.before(base, 40)
    return any(found[0] not in said for found in _SOMEBODY.finditer(body.between(base, now)))


_SOMEBODY = re.compile("[\u4e00-\u9fff]{2}(?:公司|集团|[站港县市区镇乡村厂社园店院校])|[两三]家|合并|合计|两[站港地县市区镇村厂园店]")
_REACHED = re.compile("(?:已经?|也|就)?(?:达到?|为|是|完成|升[至到]|增[至到]|增加到|增长到|提高到|降[至到]|减少到|回升到)了?$")
_MEASURED = re.compile("(?P<deed>[\u4e00-\u9fff]{2})(?:总?[量额数]|人次|人数|面积)$")
_OF_A_TIME = re.compile(
    "(?:(?:19|20)\\d\\d年|[今去上当本全前]年|上?下?半年|\\d{1,2}月份?|[一二三四]季度|同期|年度|本期|公司|企业|该?[公集][司团]|其|的)*"
)


_WHEN = re.compile("而?(?:(?:19|20)\\d\\d年|去年|上年|前年|同期|上月|\\d{1,2}月份?|上季度?|[一二三四]季度)+")
_CLAUSES_BEHIND = 2


def _by_the_verb(body: Body, now: Fact, base: Fact) -> bool:
    """（2024年接待游客86万人次，同比增长7.5%，）2023年接待80万人次: nothing but the time and the verb with which the first was told."""
    if (
        base.claim.sentence != now.claim.sentence
        or not 0 < base.claim.clause - now.claim.clause <= _CLAUSES_BEHIND
        or base.order < now.order
    ):
        return False
    said = body.clause(base)
    when = _WHEN.match(said)
    verb = said[when.end() :] if when is not None else ""
    return 2 <= len(verb) <= 4 and re.search(f"{re.escape(verb)}[^，、]{{0,4}}$", body.clause(now)) is not None


@cache
def _generic() -> frozenset[str]:
    """Nouns so general that two names may end in them and speak of different things."""
    return frozenset(table("words.toml")["generic"]["words"])


def _alone(body: Body, base: Fact, now: Fact) -> bool:
    """True when nothing else of the paragraph before the later value is measured as it is."""
    return not any(
        f.key not in (base.key, now.key) and f.claim.at.start < now.claim.at.start and same_dimension(f, now)
        for f in body.nearby(now, 0, "level")
    )
