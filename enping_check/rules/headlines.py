"""A headline against the body it stands over: EP602."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

from enping_check.claims.lexicon import load as load_words
from enping_check.claims.timeline import YEAR, part_of
from enping_check.engine import Const, Constraint, Interval, Var, digit_slips
from enping_check.model import Claim, Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.restatement.likeness import apart, figures, kindred
from enping_check.rules.slips import slip_between
from enping_check.rules.wholes import same_dimension, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _headlines(body)
    yield from _title_counts(body)
    yield from _main_numbers(body)


def _headlines(body: Body) -> Iterator[Relation]:
    """A title's number must be some reading of the body's number of the same thing."""
    for index, reading in enumerate(body.readings):
        titles = [
            Fact((index, c.id), c)
            for c in reading.claims
            if c.place == "title" and c.quantity is not None and c.kind in ("level", "growth")
        ]
        for title in titles:
            if not usable(title) or title.claim.modality != "fact":
                continue
            hits = []
            for claim in reading.claims:
                if (
                    claim.place in ("title", "note", "table")
                    or claim.quantity is None
                    or claim.kind != title.claim.kind
                    or claim.bound == "unclear"
                ):
                    continue
                quantity = title.claim.quantity
                if (
                    quantity is None
                    or claim.quantity.dimension != quantity.dimension
                    or claim.modality != "fact"
                    or claim.aspect in ("base", "comparison", "average", "whole", "可比")
                ):
                    continue
                if not _same_thing(title.claim, claim) or not _same_part(title.claim.period, claim.period):
                    continue
                if not _one_year(body, title, claim):
                    continue
                if title.claim.scope and _part_of(body, Fact((index, claim.id), claim), title.claim.scope):
                    continue
                if title.claim.kind == "growth" and (title.claim.basis or "同比") != (claim.basis or "同比"):
                    continue
                hits.append(Fact((index, claim.id), claim))
            if not hits and title.claim.kind == "growth":
                only = [c for c in reading.claims if c.kind == "growth" and c.place != "title" and c.aspect != "comparison"]
                titled = [t for t in titles if t.claim.kind == "growth"]
                if (
                    len(only) == 1
                    and len(titled) == 1
                    and only[0].quantity is not None
                    and (only[0].basis or "同比") == (title.claim.basis or "同比")
                    and _one_year(body, title, only[0])
                    and not apart(title.claim, only[0])
                    and (
                        _mentioned(body, index, title.claim.subject + title.claim.indicator, Fraction(1, 4))
                        or slip_between(body, title, Fact((index, only[0].id), only[0])) & {"transposition", "sign"}
                    )
                    and not (
                        (section := _SECTION.search(title.claim.subject + title.claim.indicator))
                        and section[0] not in only[0].subject + only[0].indicator
                    )
                    and ("扣" in title.claim.indicator) == ("扣" in only[0].indicator)
                ):
                    hits = [Fact((index, only[0].id), only[0])]
            if not hits and title.claim.kind == "growth":
                hits = _only_telling(body, index, title)
            alike = [h for h in hits if (h.claim.aspect == "increment") == (title.claim.aspect == "increment")]
            hits = alike or hits  # 新增绿色矿山9座 is not the stock of 17
            values = {(h.claim.quantity.number, h.claim.sign) for h in hits if h.claim.quantity is not None}
            sure = len(values) == 1 and not _printed_again(body, title, hits) and not (_bound(body, title) and _planned(body, title))
            for hit in hits:
                yield _told_alike(body, title, hit, sure=sure)


def _printed_again(body: Body, title: Fact, hits: Sequence[Fact]) -> bool:
    """销货值跌14.6% over 销货价值…下跌14.6%, 销货数量…下跌13.9%: the headline's very number stands there, so it is of that."""
    number, text = title.claim.quantity.number if title.claim.quantity is not None else None, body.sentence(title)
    latin = _LATIN.findall(text)  # EPS
    return any(
        fact.claim.quantity is not None
        and fact.claim.quantity.number == number
        and fact.claim.sign == title.claim.sign
        and fact.claim.place != "title"
        and fact.key[0] == title.key[0]
        and fact.claim.aspect not in ("base", "comparison")
        and same_dimension(fact, title)
        and all(fact.key != hit.key for hit in hits)
        and (_common(text, body.sentence(fact), body.clause(fact)) or any(word in body.clause(fact) for word in latin))
        for fact in body.all(title.claim.kind)
    )


def _only_telling(body: Body, index: int, title: Fact) -> list[Fact]:
    """The body's one growth of the headline's indicator, in words that may differ: 净利下滑12.5% over 归母净利润…增长12.5%."""
    found = []
    basis = title.claim.basis or "同比"
    for fact in body.all("growth"):
        claim = fact.claim
        if fact.key[0] != index or claim.place == "title" or claim.quantity is None or claim.aspect in ("comparison", "base", "可比"):
            continue
        if (claim.basis or "同比") != basis or claim.modality != "fact" or not usable(fact) or not _one_year(body, title, claim):
            continue
        one, two = sorted((title.claim.indicator, claim.indicator), key=len)
        if ("扣" in one) != ("扣" in two):
            continue  # 扣非净利润 is another profit
        if len(one) >= 2 and (two.endswith(one) or kindred(one, two)) and _same_part(title.claim.period, claim.period):
            found.append(fact)
    if len({(f.claim.quantity.number, f.claim.sign) for f in found if f.claim.quantity is not None}) != 1:
        return []
    told, quantity = found[0].claim, title.claim.quantity
    if quantity is None or told.quantity is None:
        return []
    opposite = told.quantity.number == quantity.number and told.sign != title.claim.sign
    owner = title.claim.subject == told.subject or not title.claim.subject or not told.subject or told.subject in _JOINED
    named = _mentioned(body, index, title.claim.subject, Fraction(2, 3))
    return found if opposite or (named and (owner or (told.indicator == title.claim.indicator and not apart(title.claim, told)))) else []


_LATIN = re.compile("[A-Za-z]{2,}")
_JOINED = ("合并", "综合", "累计", "本期")


_SECTION = re.compile("业务|板块|分部|子公司|海外|境外|出口|进口|线上|线下|主力|新品")


def _mentioned(body: Body, index: int, name: str, share: Fraction) -> bool:
    """True when the body's first lines speak of what the headline names, by ``share`` of it."""
    article = body.readings[index].article
    text = "".join(article.folded[line.at.start : line.at.end] for line in [x for x in article.lines if x.kind != "title"][:2])
    bare = re.sub("[^\u4e00-\u9fffA-Za-z]", "", re.split(r"\s", name.strip())[-1])
    pairs = [bare[i : i + 2] for i in range(len(bare) - 1)]
    hits = sum(pair in text for pair in pairs)
    return hits >= share * len(pairs)


def _title_counts(body: Body) -> Iterator[Relation]:
    """15校率先受惠 over a body of 18 schools, 11, 5 and 2 of their kinds: a headline's count that nothing in the body gives."""
    for index, reading in enumerate(body.readings):
        titles = [
            Fact((index, c.id), c)
            for c in reading.claims
            if c.place == "title" and c.kind == "level" and c.quantity is not None and c.quantity.dimension.startswith("count:")
        ]
        for title in titles:
            quantity = title.claim.quantity
            if quantity is None or quantity.hedge or not quantity.exact or title.claim.modality != "fact" or not usable(title):
                continue
            same = [
                f
                for f in body.levels[index]
                if f.claim.place != "title" and f.claim.quantity is not None and f.claim.quantity.dimension == quantity.dimension
            ]
            if any(f.claim.quantity is not None and f.claim.quantity.number == quantity.number for f in same):
                continue
            printed_elsewhere = [
                q
                for q in reading.scan.quantities
                if q.number == quantity.number and not title.claim.at.start <= q.at.start < title.claim.at.end
            ]
            totals = {f.claim.links["total"][0] for f in same if f.claim.links.get("total") and f.claim.links.get("list")}
            wholes = [f for f in same if not f.claim.links.get("total")]
            parts = [f for f in same if f.claim.links.get("total")]
            if printed_elsewhere or len(wholes) != 1 or totals != {wholes[0].key[1]} or len(parts) < 2:
                continue
            whole = wholes[0]
            one, two = figures(body, title), figures(body, whole)
            if len(one) != len(two) or len(one) < 2 or not usable(whole) or not {s.label for s in digit_slips(one) if s.text == two}:
                continue
            if sum((p.claim.quantity.number or 0) for p in parts if p.claim.quantity is not None) != whole.claim.quantity.number:  # type: ignore[union-attr]
                continue
            yield Relation(
                "EP602",
                Constraint(Var(title.key), "=", Var(whole.key)),
                (title, whole),
                f"{printed(body, title)} ≠ {printed(body, whole)}",
                choice=("headline", title.key),
            )


def _same_thing(a: Claim, b: Claim) -> bool:
    first, second = name_key(a), name_key(b)
    if len(first) < 2 or len(second) < 2:
        return False
    one, other = sorted((a.subject.rstrip("市县区省"), b.subject.rstrip("市县区省")), key=len)
    if first == second:
        return True
    longer = max(a.subject, b.subject, key=len)
    owner = bool(one) or not re.search("业$|居民$|[城农乡][镇村]$", longer)  # 工业用电量 is not 用电量
    return a.indicator == b.indicator and other.startswith(one) and owner


def _same_part(a: str, b: str) -> bool:
    if a == b:
        return True
    x, y = part_of(a), part_of(b)
    if x and not y and b:
        return a[: -len(x)] == b or a[:1] != b[:1]  # 第3季 is not 去年全年
    return x == y or not x or y[:1] in "D-" or _months_of(x) == _months_of(y)  # told under the day on which it was published


_LEAD = 3  # lines of the body in which what the headline sums up is told
_COUNTS = 12  # numbers of the body of which two may make a headline's share
_MYRIAD = 10_000
_WELL_ABOVE = Fraction(3, 2)  # nobody calls 12.5 past 8
_NEAR = Fraction(4, 5)  # a headline that says more or less than this of the number is of something else
_NOT_MAIN = ("base", "comparison", "average", "whole", "threshold", "incidental", "可比", "converted", "target", "of-count")
_CUMULATIVE = re.compile("累计|历年|总共|近[两三四五六七八九十\\d]+年|[两三四五六七八九十\\d]+年[来间]|以来")
_TIME_WORDS = re.compile("今年|去年|前年|全年|上半年|季度|月份|同比|突破|增长|达到|超过|下降|首次")


def _main_numbers(body: Body) -> Iterator[Relation]:
    """去年访客破3500万 over 入境旅客3472.6万人次: the one number of the lead that the headline can be of."""
    for index, reading in enumerate(body.readings):
        titles = [Fact((index, c.id), c) for c in reading.claims if c.place == "title" and c.kind in ("level", "share", "growth")]
        for title in titles:
            claim, quantity = title.claim, title.claim.quantity
            if quantity is None or quantity.number is None or claim.modality != "fact" or not usable(title) or quantity.ranged:
                continue
            if sum(t.claim.kind == claim.kind and _of_one_unit(t, title) for t in titles) > 1 or claim.aspect in _NOT_MAIN[:5]:
                continue
            if len(figures(body, title)) < 2 and not quantity.hedge:
                continue  # 8家企业: as many as anything
            told = [
                f for f in body.all(claim.kind) if f.key[0] == index and f.claim.place != "title" and _of_one_unit(title, f) and usable(f)
            ]
            main = _main(body, title, told)
            if main is not None:
                sure = (
                    not any(_fits(title, f) for f in _so_called(body, title, told))
                    and not _together(body, title, main, told)
                    and not _reckoned(body, title)
                    and not (_exchanged(body, title, main) and _planned(body, title))
                    and not (_SO_FAR.search(body.clause(main)) and any(_fits(title, f) for f in told))
                )
                yield _told_alike(body, title, main, sure=sure, severity=Severity.WARNING)


def _planned(body: Body, title: Fact) -> bool:
    """基地年发电量超84亿 over 二期建成后，年发电量将达84.2亿千瓦时: a planned number of the body is what the headline rounds."""
    told = [f for f in body.all("level") if f.key[0] == title.key[0] and f.claim.place != "title" and same_dimension(f, title)]
    return any(
        (f.claim.modality != "fact" or _TO_COME.search(body.clause(f)))
        and title.claim.interval.overlaps(f.claim.interval)
        and _close(title, f)
        for f in told
    )


_TO_COME = re.compile("将|可达|预计|有望|力争|计划")


def _close(title: Fact, fact: Fact) -> bool:
    size, stated = fact.claim.interval.middle, title.claim.interval
    mark = stated.low if stated.high is None else stated.high
    return size is not None and bool(mark) and mark is not None and _NEAR <= size / mark <= 1 / _NEAR


def _of_one_unit(title: Fact, fact: Fact) -> bool:
    """Measured alike, or a headline without unit over a count of persons or things: 首破150万 over 148.3万人."""
    one, two = title.claim.quantity, fact.claim.quantity
    bare = one is not None and two is not None and one.dimension == "none" and (one.number or 0) >= _MYRIAD
    return same_dimension(title, fact) or (bare and two is not None and two.dimension.startswith(("count", "person")))


def _told_alike(body: Body, title: Fact, fact: Fact, *, sure: bool, severity: Severity = Severity.ERROR) -> Relation:
    """The headline's number is the body's; where it is a mark (超, 不足), the body's is on its right side."""
    bound = _bound(body, title)
    return Relation(
        "EP602",
        Constraint(Var(fact.key), bound[0], Const(bound[1])) if bound else Constraint(Var(title.key), "=", Var(fact.key)),
        (title, fact),
        f"{printed(body, title)} ≠ {printed(body, fact)}",
        severity=severity,
        sure=sure,
        choice=("headline", title.key),
        free=bound is not None,
    )


def _main(body: Body, title: Fact, told: Sequence[Fact]) -> Fact | None:
    """The first number of the lead in the headline's unit, where it is near the headline's and of words that the headline has too."""
    index = title.key[0]
    lines = [line for line in body.readings[index].article.lines if line.kind not in ("title", "heading", "note", "table")]
    end = lines[min(_LEAD, len(lines)) - 1].at.end if lines else 0
    plain = [f for f in told if f.claim.at.start < end and f.claim.aspect not in _NOT_MAIN and f.claim.modality == "fact"]
    plain = [f for f in plain if not f.claim.links.get("total") or f.claim.kind == "share"]
    if not plain:
        return None
    called = _so_called(body, title, plain)
    main = min(called, key=lambda f: f.order)
    if main.claim.subject and not _near(body, title, main):
        main = min(plain, key=lambda f: f.order)  # 总投资287.4亿元 before 来自甲地的签约总投资124.6亿元
    if title.claim.quantity is not None and title.claim.quantity.hedge and not _near(body, title, main):
        close = [f for f in called if _near(body, title, f) and _named_alike(body, title, f)]
        main = close[0] if len({f.claim.interval for f in close}) == 1 else main
    a, b = title.claim, main.claim
    if a.sign != b.sign or not _near(body, title, main) or (a.basis or "同比") != (b.basis or "同比"):
        return None
    if a.scope and b.scope and a.scope_key != b.scope_key:
        return None
    if a.scope and _part_of(body, main, a.scope):
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
            and not (_exchanged(body, title, main) and YEAR.fullmatch(b.period))
        )
        or not _one_year(body, title, b)
        or not _one_part(a.period, b.period)
    ):
        return None
    alike = _common(text, body.sentence(main), body.clause(main)) or kindred(a.indicator, b.indicator)
    return main if alike else None


_A_TIME = re.compile("今年|本年|年内|年度|去年|全年|半年|期|届|季|月|周|日均|首|年|新增|再")


_SO_FAR = re.compile("(?<=.)(?:累计|总共|一共)")  # 项目累计接收善款1168.3万元。…善款总额达到1203.5万元: either may be meant


def _in_all(body: Body, title: str, main: Fact) -> bool:
    """夜校开课900余节 over 累计授课1164节: a headline of no time is of all that was done."""
    return _A_TIME.search(title) is None and re.search("累计|总共|一共", body.clause(main)) is not None


_SAYS_LITTLE = re.compile("资金|金额|数量|项目|企业|总额|规模|收入|人数|面积|投资|今年|去年|全[市县省区州]|累计|达到|完成|实现")


def _named_alike(body: Body, title: Fact, fact: Fact) -> bool:
    """农险赔款 and 支付赔款: what the two are called has a pair of characters in common that says something."""
    mine = _SAYS_LITTLE.sub(" ", title.claim.subject + title.claim.indicator)
    own = body.clause(fact) + fact.claim.indicator + re.split("[，。；：、（\\d]", body.after(fact, 8))[0]
    return any(mine[i : i + 2] in own for i in range(len(mine) - 1) if " " not in mine[i : i + 2])


def _so_called(body: Body, title: Fact, plain: Sequence[Fact]) -> Sequence[Fact]:
    """净利润2.36亿元 over 营业收入31.45亿元 … 归母净利润2.63亿元: those of the headline's indicator, where there are any."""
    known = body.known(title)
    if known is None:
        return plain
    same = [f for f in plain if (own := body.known(f)) is not None and (own.name.endswith(known.name) or known.name.endswith(own.name))]
    return [f for f in same if ("扣" in f.claim.indicator) == ("扣" in title.claim.indicator)] or plain


def _bound(body: Body, title: Fact) -> tuple[Literal["<=", ">="], Fraction] | None:
    """What a headline of 超, 突破, 不足 says of its number; None for one that prints the number itself."""
    interval = title.claim.interval
    if title.claim.sign < 0:
        return None
    if interval.low is not None and interval.high is None:
        return ">=", interval.low
    if interval.high is not None and interval.low is None:
        return "<=", interval.high
    return None


def _together(body: Body, title: Fact, main: Fact, told: Sequence[Fact]) -> bool:
    """True when the headline may sum up the number and another of its sentence: 一期9.2亿元，二期6.8亿元."""
    near = [f for f in told if f.claim.sentence == main.claim.sentence and f.key != main.key and not f.claim.links.get("total")]
    near = [f for f in near if f.claim.aspect not in _NOT_MAIN and f.claim.period == main.claim.period]
    parts = sum((f.claim.interval for f in near if f.order < main.order and same_dimension(f, main)), Interval.point(Fraction(0)))
    if parts.overlaps(main.claim.interval):
        return False  # 风电1524万千瓦，光伏1352万千瓦，总装机2876万千瓦: the others are its parts
    mark = _bound(body, title)
    if mark is not None:  # most sums are above a mark: 存款3942.6亿元 and 贷款3126.8亿元
        near = [f for f in near if _one_measure(body, title, f) and main.middle + f.middle <= 2 * mark[1]]
    return any(title.claim.interval.overlaps(main.claim.interval + f.claim.interval) for f in near)


def _one_measure(body: Body, title: Fact, fact: Fact) -> bool:
    """Of one indicator as far as both are known; else called alike, or the headline says little."""
    one, two = body.known(title), body.known(fact)
    if one is not None and two is not None:
        return one.name.endswith(two.name) or two.name.endswith(one.name)
    return _named_alike(body, title, fact) or not _SAYS_LITTLE.sub("", title.claim.subject + title.claim.indicator)


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


def _part_of(body: Body, fact: Fact, scope: str) -> bool:
    """新疆486万吨，占全国的92% under 全国产量超500万吨: a part of what the headline is of."""
    return any(s.claim.whole == scope and fact.key[1] in s.claim.links.get("part", ()) for s in body.beside(fact, "share"))


def _common(title: str, sentence: str, clause: str) -> bool:
    """Two pairs of characters of the headline stand in the sentence, or one of them in the number's own clause."""
    bare = re.sub("[^\u4e00-\u9fff]", " ", _TIME_WORDS.sub(" ", title))
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1) if " " not in bare[i : i + 2]}
    return sum(pair in sentence for pair in pairs) >= 2 or any(pair in clause for pair in pairs)


def _near(body: Body, title: Fact, main: Fact) -> bool:
    one, two = title.claim.interval, main.claim.interval
    a = one.low if one.high is None else one.high if one.low is None else one.middle
    b = two.middle
    if not a or not b:
        return False
    close = _NEAR <= a / b <= 1 / _NEAR
    if title.claim.quantity is not None and title.claim.quantity.hedge:
        return close or _exchanged(body, title, main)
    return (
        bool(slip_between(body, title, main) & {"transposition", "digit", "point", "unit-scale"}) if title.claim.kind != "growth" else False
    )


def _exchanged(body: Body, title: Fact, main: Fact) -> bool:
    """超84亿 over 48.6亿, 突破150万 over 105.3万: the body's first digits with two of them exchanged, of the same indicator."""
    one, two = body.known(title), body.known(main)
    named, told = (c.claim.indicator for c in (title, main))
    if not (named == told or (one is not None and two is not None and one.name == two.name)):
        return False
    if title.claim.kind != "level" or title.claim.scope or (a := title.claim.quantity) is None or (b := main.claim.quantity) is None:
        return False
    mark, number = figures(body, title), figures(body, main).split(".")[0]
    if a.factor != b.factor or "." in mark or len(mark) != len(number) or len(mark) < 2:
        return False
    swaps = {number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(len(number) - 1) if number[i] != number[i + 1]}
    return mark in swaps


def _fits(title: Fact, fact: Fact) -> bool:
    """True when a number of the body may be what the headline says, as printed or rounded."""
    size, stated = fact.claim.interval.middle, title.claim.interval
    mark = stated.low if stated.high is None else stated.high
    far = size is not None and mark is not None and size > _WELL_ABOVE * mark
    if fact.claim.modality != title.claim.modality and stated.middle != size:
        return False  # a plan of the body's is not what a headline rounds; one that prints it is read as a fact at times
    return stated.overlaps(fact.claim.interval) and not far


def _one_year(body: Body, title: Fact, told: Claim) -> bool:
    """False where the headline prints a year and the number is of another, or was told of another in its clause; 去年 may be any."""
    printed_year = re.findall("(?<!\\d)((?:19|20)\\d\\d)年", body.sentence(title))
    own = re.findall("(?<!\\d)((?:19|20)\\d\\d)年", body.lead(Fact((title.key[0], told.id), told)))
    year = own[-1] if own else told.period[:4]
    return len(printed_year) != 1 or not year.isdigit() or year == printed_year[0]


def _one_part(a: str, b: str) -> bool:
    """False where a year's number stands over a month's; a day or a holiday may be called by either."""
    x, y = (part_of(each) for each in (a, b))
    return not x or not y or x == y or x[0] in "DF-" or y[0] in "DF-" or _months_of(x) == _months_of(y)


def _months_of(part: str) -> str:
    """One name for 前三季度 and 1—9月."""
    return {"Q1-Q3": "M01-M09", "H1": "M01-M06", "Q1": "M01-M03", "Q1-Q2": "M01-M06"}.get(part, part)
