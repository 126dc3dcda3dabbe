"""A record, or a mark first passed, against what the text itself calls the best there was before: EP502.

6.84万人次，刷新纪录；此前的最高值是7.12万人次. 1038万人次，首次突破千万大关，此前最高为1057万人次. 创新高，此前三年分别为a、b、c.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Var, total
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.editions import one_size, unbeaten
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_FORMER: Final = re.compile(
    "(?:此前|之前|原先|原有|原来|上一[个次]|前一[个次]|旧|以往|(?:^|[，；。])原)的?[^，。；\\d]{0,6}"
    "(?:最[高大多好低少小佳优][值数]?|纪录|记录|峰值|极值|谷值|高点|低点|高位|低位|高峰|谷底|顶峰)"
    "[^，。；]{0,18}(?:，(?:当[年月日季]|那[年月天])?(?:为|达到?|是|有|录得|报)?)?$"
)
# of 9秒82 and of 耗时 the least is the record, though no word says so
_LEAST: Final = re.compile("最[低少小短快]|[耗用]时|能耗|成绩|浓度|跌|降至|降到")
_HIGH: Final = re.compile("最[高大多]|高[点位峰]|峰值|顶峰")
_WIDER: Final = re.compile("[全各][国省市县区行网港镇州]|世界|同类|行业")  # 此前全市单日最高接待量: of more than the one told of
_BACK: Final = (
    "(?:此前|之前|在此之前的?|(?:再|若)?往前[数推看]|向前[数推]|倒推|回看|回溯)的?"
    "(?P<n>[两二三四五六七八九十\\d]{1,2})个?(?P<unit>年|月|季度?|届)[末底度]?"
)
_ROW: Final = "(?:分别|依次)[^，。；\\d]{0,3}$"
_YEARS_BEFORE: Final = re.compile(f"{_BACK}[^；。\\d]{{0,10}}{_ROW}")
# 往前数五个年末，分别是…: nothing but how far back stands before the row, so that it is of what the sentence before it told
_ONLY_BACK: Final = re.compile(f"^{_BACK}(?:里|间|，|这一?[数指][字标值]|该指标|数据|它们?|的数[字据])*{_ROW}")


def relations(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """What is called the record before it, and the values of the years before it, one by one."""
    for other in body.within(level, 1, "level"):
        if other.claim.at.start < first.claim.at.end or not usable(other) or not same_dimension(other, level):
            continue
        said = _FORMER.search(body.lead(other)) if other.claim.modality == "fact" else None
        wider = _WIDER.search(said[0]) if said is not None else None
        low = first.claim.aspect == "low" and said is not None and _HIGH.search(said[0]) is None
        if said is not None and (low or not _by_time(body, level, other)) and not (wider and wider[0] not in body.lead(level)):
            if not _out_of_reach(body, first, other):
                yield unbeaten(body, first, level, other)
    yield from _row_before(body, first, level)


def _out_of_reach(body: Body, first: Fact, other: Fact) -> bool:
    """2020年以来最高；之前的高位是2019年一月的…: before the years of which it is the highest."""
    since = re.search("((?:19|20)\\d\\d)年[^，。；]{0,12}$", body.before(first, 20) + body.folded(first).partition("以来")[0])
    year = re.findall("(?<!\\d)((?:19|20)\\d\\d)年", body.lead(other)[-24:])
    return since is not None and "以来" in body.folded(first) and bool(year) and int(year[-1]) < int(since[1])


def passed(body: Body, first: Fact, mark: Fact) -> Iterator[Relation]:
    """首次突破千万大关，此前最高为1057万人次: no former best is above a mark that had never been passed."""
    quantity = mark.claim.quantity
    if quantity is None or quantity.number is None:
        return
    threshold = quantity.number * quantity.factor
    for other in _in_the_files(body, mark):
        yield _above(body, first, mark, other, threshold)
    for other in _rows_before(body, mark):
        if one_size(other, mark) and not _by_time(body, mark, other):
            yield _above(body, first, mark, other, threshold)
    for other in body.within(mark, 1, "level"):
        if other.order <= mark.order or not usable(other) or other.claim.modality != "fact":
            continue
        if not same_dimension(other, mark) and not _bare_mark(body, mark, other):
            continue
        said = _FORMER.search(body.lead(other))
        if said is None or "低" in said[0] or not one_size(other, mark) or _by_time(body, mark, other):
            continue
        between = body.between(mark, other)[: -len(said[0])].rstrip("。；")
        told = body.inside(mark.key[0], mark.claim.at.end, other.claim.at.start)
        if re.search("[。；]", between) or not all(same_dimension(f, other) for f in told):
            continue  # something else is told of between the two
        yield _above(body, first, mark, other, threshold)


def _above(body: Body, first: Fact, mark: Fact, other: Fact, threshold: Fraction) -> Relation:
    """An earlier value that is no greater than the mark."""
    return Relation(
        "EP502",
        Constraint(Var(other.key), "<=", total([threshold])),
        (first, other, mark),
        f"{printed(body, other)} > {printed(body, mark)}",
        free=True,
        choice=("first", first.key, other.key),
    )


def _rows_before(body: Body, mark: Fact) -> list[Fact]:
    """首次突破10亿元。此前两年分别为8.9亿元和10.4亿元: the years before, where nothing else is told between."""
    later = [f for f in body.within(mark, 1, "level") if f.order > mark.order]
    rows = [f for f in later if f.claim.group and usable(f) and f.claim.modality == "fact" and same_dimension(f, mark)]
    said = _YEARS_BEFORE.search(body.lead(rows[0])) if rows else None
    if said is None or said["unit"] != "年" or re.sub("^第\\d+项", "", name_key(rows[0].claim)):
        return []
    told = [f for f in body.within(mark, 1, "level") if f.order < rows[0].order and f.claim.sentence >= mark.claim.sentence]
    alike = all(same_dimension(f, mark) and one_size(f, mark) for f in told)
    return [f for f in rows if f.claim.group == rows[0].claim.group] if alike else []


# 俱乐部档案也能看到一路走来的变化：, 翻看历史：: what follows is of once
_FILES: Final = re.compile(
    "[^，。；：\\d]{0,10}(?:档案|史料|资料|年鉴|志书|记录|账本|台账|历史|回顾|回望|回看|翻看|翻开|以往|过往|此前|一路走来|走过的路)[^，。；：\\d]{0,16}[：，]"
)
# 升级当年场均, 冠军赛季, 动荡的前年只有: a time that is over, the measure at most, and no other name
_ONCE_ON_A_TIME: Final = re.compile(
    "(?P<when>[^，。；：\\d本今]{0,8}?(?:当年|那年|前年|去年|上年|大前年|上?赛季|上[一个]*届|第[一二三四五六七八九十]+届|首届|元年|首年|(?:19|20)\\d\\d(?:年|赛季)))的?"
    "(?P<what>[^，。；：\\d]{0,6}?)(?:只有|仅有|仅为|只|仅|曾经?|达到?|为|是|有|也|就|已|上座|到过)*"
)


def _in_the_files(body: Body, mark: Fact) -> list[Fact]:
    """场均2.46万人，首次站上2万人。档案里也有：升级当年场均1.38万人，冠军赛季2.12万人: each of once, of what passed the mark."""
    own = [f for f in body.beside(mark, "level") if f.order < mark.order and same_dimension(f, mark) and usable(f)]
    later = [f for f in body.within(mark, 1, "level") if f.claim.sentence == mark.claim.sentence + 1]
    if len(own) != 1 or len(later) < _FEW or own[0].claim.paragraph != later[0].claim.paragraph:
        return []
    if _FILES.match(body.sentence(later[0])) is None or not all(usable(f) and same_dimension(f, mark) for f in later):
        return []
    measured = own[0].claim.indicator
    told = []
    for fact in later:
        said = _ONCE_ON_A_TIME.fullmatch(re.split("[：，；。]", body.lead(fact))[-1])
        if said is None or said["what"] not in measured or fact.claim.modality != "fact":
            return []
        told.append(fact)
    # of one measure: none a trifle beside what is reached now, none more than it
    return told if all(own[0].middle < _APART * f.middle and f.middle < _OVER * own[0].middle for f in told) else []


_FEW: Final = 2  # values of once
_APART: Final = 4  # times: so much has it grown at most
_OVER: Final = Fraction(5, 4)


def _bare_mark(body: Body, mark: Fact, other: Fact) -> bool:
    """True for 千万大关 behind 1038万人次: the mark is told without its unit."""
    if mark.claim.quantity is None or mark.claim.quantity.base_unit or not body.after(mark, 2).startswith(("大关", "关口")):
        return False
    return any(f.order < mark.order and same_dimension(f, other) and one_size(f, mark) for f in body.beside(mark, "level"))


def _row_before(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """创历史新高。此前五年产量依次为…: each of the values of the years before."""
    name = name_key(level.claim)
    rows = [
        f
        for f in body.within(level, 1, level.claim.kind)
        if f.claim.group
        and f.order > level.order
        and (usable(f) or f.claim.aspect == "unpaired")
        and f.claim.modality == "fact"
        and same_dimension(f, level)
    ]
    if not rows or (said := _YEARS_BEFORE.search(body.lead(rows[0]))) is None:
        return
    if said["unit"] in "月季" and not re.search("历史|史上|纪录|记录", body.folded(first)):
        return
    measure = re.sub("^第\\d+项", "", name_key(rows[0].claim))
    only = (back := _ONLY_BACK.search(body.lead(rows[0]))) is not None and 0 <= rows[0].claim.sentence - level.claim.sentence <= 1
    if not name.endswith(measure) or (not measure and not only and rows[0].claim.sentence != level.claim.sentence):
        return
    if first.claim.aspect != "low" and _by_time(body, level, rows[0]):
        return
    row = [f for f in rows if f.claim.group == rows[0].claim.group]
    if not usable(rows[0]) and (back is None or whole(back["n"]) != len(row)):
        return  # 往前数五年: as many as are told
    for other in row:
        if one_size(other, level):
            yield unbeaten(body, first, level, other, choice=("record", first.key, other.key))


def _by_time(body: Body, level: Fact, other: Fact) -> bool:
    """True where the record may be the least, by what is measured."""
    quantity = level.claim.quantity
    return (quantity is not None and quantity.dimension == "time") or any(_LEAST.search(body.clause(f)) for f in (level, other))
