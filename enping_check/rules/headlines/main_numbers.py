"""A headline's number against the first of the lead in its unit that it can be of, whatever the two are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from enping_check.claims.lexicon import load as load_words
from enping_check.claims.timeline import YEAR, part_of
from enping_check.engine import Interval
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.headlines.circumstances import one_part, one_year, part_of_place
from enping_check.rules.headlines.marks import bound_said, told_alike
from enping_check.rules.headlines.nearness import exchanged, fits, in_tenths, near_enough, planned
from enping_check.rules.headlines.wordings import named_alike, one_measure, so_called, so_long, words_in_common
from enping_check.rules.relation import Relation
from enping_check.rules.restatement.likeness import figures, kindred
from enping_check.rules.wholes import same_dimension, usable

_LEAD = 3  # lines of the body in which what the headline sums up is told
_COUNTS = 12  # numbers of the body of which two may make a headline's share
_MYRIAD = 10_000
_NOT_MAIN = ("base", "comparison", "average", "whole", "threshold", "incidental", "可比", "converted", "target", "of-count")
# never 创开通以来新高, which says when there had been less
_CUMULATIVE = re.compile(
    "累计|(?<!农)历年|总共|近[两三四五六七八九十\\d]+年|[两三四五六七八九十\\d]+年[来间](?!的?[新最])|以来(?![^，。；]{0,3}(?:新[高低]|最[高低多少好大小]|首[次个]))"
)


def main_numbers(body: Body) -> Iterator[Relation]:
    """去年访客破3500万 over 入境旅客3472.6万人次: the one number of the lead that the headline can be of."""
    for index, reading in enumerate(body.readings):
        titles = [Fact((index, c.id), c) for c in reading.claims if c.place == "title" and c.kind in ("level", "share", "growth")]
        for title in titles:
            claim, quantity = title.claim, title.claim.quantity
            if quantity is None or quantity.number is None or claim.modality != "fact" or not usable(title) or quantity.ranged:
                continue
            if sum(t.claim.kind == claim.kind and _of_one_unit(t, title) for t in titles) > 1 or claim.aspect in _NOT_MAIN[:5]:
                continue
            if len(figures(body, title)) < 2 and not quantity.hedge and not in_tenths(title):
                continue  # 8家企业: as many as anything
            told = [
                f for f in body.all(claim.kind) if f.key[0] == index and f.claim.place != "title" and _of_one_unit(title, f) and usable(f)
            ]
            main = _main(body, title, told)
            if main is not None:
                sure = (
                    not any(fits(title, f) for f in so_called(body, title, told))
                    and not _together(body, title, main, told)
                    and not _reckoned(body, title)
                    and not (exchanged(body, title, main) and planned(body, title))
                    and not (_SO_FAR.search(body.clause(main)) and any(fits(title, f) for f in told))
                )
                yield told_alike(body, title, main, sure=sure, severity=Severity.WARNING)


def _of_one_unit(title: Fact, fact: Fact) -> bool:
    """Measured alike, or a headline without unit over a count of persons or things: 首破150万 over 148.3万人."""
    one, two = title.claim.quantity, fact.claim.quantity
    bare = one is not None and two is not None and one.dimension == "none" and (one.number or 0) >= _MYRIAD
    return same_dimension(title, fact) or (bare and two is not None and two.dimension.startswith(("count", "person")))


def _main(body: Body, title: Fact, told: Sequence[Fact]) -> Fact | None:
    """The first number of the lead in the headline's unit, where it is near the headline's and of words that the headline has too."""
    index = title.key[0]
    lines = [line for line in body.readings[index].article.lines if line.kind not in ("title", "heading", "note", "table")]
    end = lines[min(_LEAD, len(lines)) - 1].at.end if lines else 0
    plain = [f for f in told if f.claim.at.start < end and f.claim.aspect not in _NOT_MAIN and f.claim.modality == "fact"]
    plain = [f for f in plain if not f.claim.links.get("total") or f.claim.kind == "share"]
    if not plain:
        return None
    called = so_called(body, title, plain)
    main = min(called, key=lambda f: f.order)
    if main.claim.subject and not near_enough(body, title, main):
        main = min(plain, key=lambda f: f.order)  # 总投资287.4亿元 before 来自甲地的签约总投资124.6亿元
    if title.claim.quantity is not None and title.claim.quantity.hedge and not near_enough(body, title, main):
        close = [f for f in called if near_enough(body, title, f) and named_alike(body, title, f)]
        main = close[0] if len({f.claim.interval for f in close}) == 1 else main
    a, b = title.claim, main.claim
    if (summed_up := _all_of_it(body, title, main, told)) is not None:
        main, b = summed_up, summed_up.claim
    if a.sign != b.sign or not (summed_up or near_enough(body, title, main)) or (a.basis or "同比") != (b.basis or "同比"):
        return None
    if a.scope and b.scope and a.scope_key != b.scope_key:
        return None
    if a.scope and part_of_place(body, main, a.scope):
        return None
    one, two = body.known(title), body.known(main)
    if one is not None and two is not None and one.name != two.name and not kindred(a.indicator, b.indicator):
        if one.name not in load_words().general and not (one.name.endswith(two.name) or two.name.endswith(one.name)):
            return None
    text = body.sentence(title)
    if (
        (
            bool(_CUMULATIVE.search(text)) != bool(_CUMULATIVE.search(body.sentence(main)))
            and not _in_all(body, text, main)
            and not _in_its_time(body, title, main)
            and not (exchanged(body, title, main) and YEAR.fullmatch(b.period))
        )
        or not one_year(body, title, b)
        or not one_part(a.period, b.period)
    ):
        return None
    alike = words_in_common(text, body.sentence(main), body.clause(main)) or kindred(a.indicator, b.indicator)
    return main if alike else None


def _all_of_it(body: Body, title: Fact, main: Fact, told: Sequence[Fact]) -> Fact | None:
    """突破15万吨 over 三库分别收购4.62万吨、3.85万吨和2.97万吨，合计11.44万吨: the sum, where its parts are all that is told besides."""
    mark = bound_said(body, title)
    sums = [f for f in told if f.claim.aspect == "together" and len(f.claim.links.get("parts", ())) > 1]
    if len(sums) != 1 or mark is None or mark[0] != ">=" or main.key[1] not in sums[0].claim.links["parts"]:
        return None
    parts, said = set(sums[0].claim.links["parts"]), body.sentence(main)
    if title.claim.scope or title.claim.subject not in said or _ONLY_SOME.search(said):
        return None
    if any(f.key[1] not in parts and f.key != sums[0].key for f in told) or not sums[0].claim.interval.bounded:
        return None
    return sums[0] if mark[1] * _A_GOOD_PART <= sums[0].middle < mark[1] and named_alike(body, title, main) else None


_ONLY_SOME = re.compile("重点|主要|等|其中|部分|典型|代表|骨干|前[三四五六七八九十]")
_A_GOOD_PART = Fraction(2, 3)  # of a mark: what is less is of something else


_A_TIME = re.compile("今年|本年|年内|年度|去年|全年|半年|期|届|季|月|周|日均|首|年|新增|再")
_SO_FAR = re.compile("(?<=.)(?:累计|总共|一共)")  # 项目累计接收善款1168.3万元。…善款总额达到1203.5万元: either may be meant


def _in_all(body: Body, title: str, main: Fact) -> bool:
    """夜校开课900余节 over 累计授课1164节: a headline of no time is of all that was done."""
    if "一年" in title and so_long(title, body.sentence(main)):
        title = title.replace("一年", "")  # 一年迎来68万人 over 整整一年，累计接待68万人
    return _A_TIME.search(title) is None and re.search("累计|总共|一共", body.clause(main)) is not None


_UNTIL = re.compile("截[至止]|以来|历年|近[两三四五六七八九十\\d]+年|[两三四五六七八九十\\d]+年[来间]")


def _in_its_time(body: Body, title: Fact, main: Fact) -> bool:
    """春节假期游客突破100万 over 8天假期累计接待96.4万人次，比上年春节假期…: all that came in the headline's own time."""
    part, said = part_of(title.claim.period), body.lead(main)
    if not part or _UNTIL.search(said + body.sentence(title)):
        return False
    beside = [f for f in body.beside(main, "level") if same_dimension(f, main) and f.key != main.key]
    bases = [f for f in beside if f.claim.aspect == "base" and part_of(f.claim.period) == part]
    if any(f.claim.aspect not in _NOT_MAIN and not f.claim.links.get("total") for f in beside):
        return False  # 地铁累计运送92.4万人次，公交运送68.4万人次: the headline may be of both
    return title.claim.period == main.claim.period or bool(bases) or (part.startswith("F") and "假期" in said)


def _together(body: Body, title: Fact, main: Fact, told: Sequence[Fact]) -> bool:
    """True when the headline may sum up the number and another of its sentence: 一期9.2亿元，二期6.8亿元."""
    near = [f for f in told if f.claim.sentence == main.claim.sentence and f.key != main.key and not f.claim.links.get("total")]
    near = [f for f in near if f.claim.aspect not in _NOT_MAIN and f.claim.period == main.claim.period]
    parts = sum((f.claim.interval for f in near if f.order < main.order and same_dimension(f, main)), Interval.point(Fraction(0)))
    if parts.overlaps(main.claim.interval):
        return False  # 风电1524万千瓦，光伏1352万千瓦，总装机2876万千瓦: the others are its parts
    mark = bound_said(body, title)
    if mark is not None:  # most sums are above a mark: 存款3942.6亿元 and 贷款3126.8亿元
        near = [f for f in near if one_measure(body, title, f) and main.middle + f.middle <= 2 * mark[1]]
    return any(title.claim.interval.overlaps(main.claim.interval + f.claim.interval) for f in near)


def _reckoned(body: Body, title: Fact) -> bool:
    """True when two counts of the body make the headline's share: 逾七成 of 893 of 1240."""
    if title.claim.kind != "share":
        return False
    counts = [f for f in body.levels[title.key[0]] if f.claim.place != "title"][:_COUNTS]
    for one, other in combinations(counts, 2):
        a, b = one.claim.interval.middle, other.claim.interval.middle
        if a and b and same_dimension(one, other) and title.claim.interval.overlaps(Interval.point(100 * min(a, b) / max(a, b))):
            return True
    return False
