"""是…的k倍 and 翻番 against the two values: EP206."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from enping_check.claims.timeline import part_of
from enping_check.engine import Constraint, Interval, Name, Readings, Var
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.bases import earlier, previous
from enping_check.rules.growth.simple import simply
from enping_check.rules.growth.terms import only, silenced
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_FORMER = re.compile(
    "(?P<one>[前后]者)(?:刚好|正好|约|大约|相当于|几乎|已|已经|就|便)*(?:是|为|达|相当于)(?:到)?(?!(?P=one))(?P<other>[前后]者)"
)
_THIS_OF_THAT = re.compile(
    "^(?P<one>[\u4e00-\u9fff]{2,6}?)(?:刚好|正好|约|大约|几乎|已经|已|就|便)*(?:是|相当于)(?P<other>[\u4e00-\u9fff]{2,6})的$"
)


def multiples(body: Body) -> Iterator[Relation]:
    """now = k × base for 是…的k倍, 增至k倍, 翻番."""
    for multiple in body.all("multiple"):
        yield from _growth_beside(body, multiple)
        if multiple.claim.aspect == "ratio-of" and usable(multiple):
            two = list(_of_the_two(body, multiple)) or list(_times_its_start(body, multiple))
            yield from two or _times_another(body, multiple)
        printed_base = multiple.claim.aspect == "ratio-of" and multiple.claim.links.get("base")  # 为试点之初（168家）的8倍
        if not (multiple.claim.aspect == "ratio" or printed_base) or not usable(multiple):
            continue
        if (of_then := _then_and_now(body, multiple)) is not None:
            yield of_then
            continue
        if (ends := _told_behind(body, multiple)) is not None:
            yield _ratio(body, multiple, *ends, sure=not silenced(body, multiple), extra=_doubling(body, multiple))
            continue
        nows = [n for n in body.linked(multiple, "now") if usable(n)]
        for now in nows:
            base, certain = body.first(multiple, "base"), True
            if base is None and multiple.claim.why:
                base = _at(body, now, multiple)
                if base is None and now.claim.aspect in ("up", "down"):
                    base = body.first(now, "base")  # 从268.4亿元增加到415.7亿元，是2020年的1.55倍
                if base is None and (told := earlier(body, now, _just(multiple.claim.why))) is not None:
                    base, certain = told.fact, told.sure
            elif base is None:
                base = starting(body, now) or _years_before(body, multiple, now)
            if base is None and (risen := _risen_by(body, multiple, now)) is not None:
                yield _over_change(body, multiple, now, risen)
            if base is None or not usable(base) or not same_dimension(now, base):
                continue
            sure = certain and only(nows, base) and not silenced(body, multiple)  # 按可比价计算，是1978年的86倍
            yield _ratio(body, multiple, now, base, sure=sure, extra=_doubling(body, multiple) or simply(multiple, now, base))


_FROM = re.compile("(?:即|也就是)?[由从]\\D{0,4}(?:(?:19|20)\\d\\d年)?[^，。；\\d]{0,8}$")
_REACHED = re.compile(
    "(?:目前|现在|如今|眼下|现|今年|去年|到|至|20\\d\\d年|[年月底末初]|已经?|就|便|共|发展|增加|增|扩大|提高|上升|达|到|有|至|为|总数|总量|[，的])+"
)


def _told_behind(body: Body, multiple: Fact) -> tuple[Fact, Fact] | None:
    """（三年翻了一番，）由38家增加到76家; 从1260个翻了一番，目前已达2520个: now and base, where the words name nothing else."""
    if multiple.claim.quantity is None or not multiple.claim.quantity.unit.endswith("番"):
        return None
    behind = [f for f in body.beside(multiple, "level") if f.order > multiple.order and f.claim.clause - multiple.claim.clause <= 1]
    before = [f for f in body.beside(multiple, "level") if f.order < multiple.order]
    if before and re.fullmatch("翻了?", body.between(before[-1], multiple)) and re.search("[由从][^，。；]*$", body.clause(before[-1])):
        now = behind[0] if behind and _REACHED.fullmatch(body.between(multiple, behind[0])) else None
        base = before[-1]
    else:
        now = behind[1] if len(behind) > 1 else None
        base = behind[0] if behind else multiple
        if now is None or body.first(now, "base") != base or not _FROM.fullmatch(body.between(multiple, base).lstrip("，（")):
            return None
        if multiple.claim.links.get("now"):
            return None
    return (now, base) if now is not None and usable(now) and usable(base) and same_dimension(now, base) else None


def _growth_beside(body: Body, multiple: Fact) -> Iterator[Relation]:
    """62万人次，是上年31万人次的两倍，同比增长200%: the growth of the same value since the same time, by the ratio just told."""
    claim = multiple.claim
    if claim.aspect not in ("ratio", "ratio-of") or not usable(multiple) or not _OF_LAST.search(body.clause(multiple)):
        return
    quantity = claim.quantity
    if quantity is None or quantity.unit.endswith("番") or quantity.hedge or quantity.ranged:
        return
    now, base = body.first(multiple, "now"), body.first(multiple, "base")
    for growth in body.frames[multiple.key[0], claim.frame]:
        told = growth.claim
        if (
            told.kind == "growth"
            and usable(growth)
            and growth.order > multiple.order
            and told.basis in ("", "同比")
            and told.aspect == ""
            and told.sentence == claim.sentence
            and told.clause - claim.clause == 1
            and not silenced(body, growth)
        ):
            both = now is not None and base is not None and usable(now) and usable(base) and same_dimension(now, base)
            ratio = Var(now.key) / Var(base.key) if both and now is not None and base is not None else Var(multiple.key)
            facts = (growth, multiple, now, base) if both and now is not None and base is not None else (growth, multiple)
            yield Relation(
                "EP201",
                Constraint(Var(growth.key), "=", ratio * 100 - 100),
                facts,
                f"({printed(body, multiple)} − 1) × 100 = {{x}}",
                choice=("beside", growth.key),
                mistakes=(("ratio-as-growth", ratio * 100),),
            )


_OF_LAST = re.compile("(?:上年|去年|上一年|前一年|同期)[^，。；]{0,14}的$")


def _ratio(
    body: Body, multiple: Fact, now: Fact, base: Fact, *, sure: bool = True, extra: Mapping[Name, Readings] | None = None
) -> Relation:
    """now = k × base; a growth printed as a ratio is a mistake that is known."""
    return Relation(
        "EP206",
        Constraint(Var(now.key), "=", Var(multiple.key) * Var(base.key)),
        (multiple, now, base),
        f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}",
        sure=sure,
        choice=("multiple", multiple.key),
        extra=extra or {},
        mistakes=(("growth-as-ratio", Var(now.key) / Var(base.key) - 1),),
    )


def _risen_by(body: Body, multiple: Fact, now: Fact) -> Fact | None:
    """（9.6万人次，）是去年的1.5倍，比去年增加3.2万人次: the change since the same time as the multiple."""
    if multiple.claim.aspect != "ratio" or not multiple.claim.why or previous(now.claim.period) != multiple.claim.why:
        return None
    changes = [
        f
        for f in body.frames[multiple.key[0], multiple.claim.frame]
        if f.claim.kind == "change"
        and usable(f)
        and f.claim.basis == "同比"
        and f.claim.links.get("now") == (now.key[1],)
        and f.claim.sentence == multiple.claim.sentence
        and same_dimension(f, now)
        and not body.yearly(f)
    ]
    return changes[0] if len(changes) == 1 else None


def _over_change(body: Body, multiple: Fact, now: Fact, change: Fact) -> Relation:
    """now = k × (now − change)."""
    return Relation(
        "EP206",
        Constraint(Var(now.key), "=", Var(multiple.key) * (Var(now.key) - Var(change.key))),
        (multiple, now, change),
        f"{printed(body, now)} ÷ ({printed(body, now)} − {printed(body, change)}) = {{x}}",
        sure=not silenced(body, multiple),
        choice=("multiple", multiple.key),
        extra=_doubling(body, multiple),
    )


_OF_THEN = re.compile("(?:如今|现在|目前|眼下|今年|当前)[^，。；\\d]{0,6}[是为达]到?了?(?:当年|当时|那时|彼时|那年|那一年)的$")


def _then_and_now(body: Body, multiple: Fact) -> Relation | None:
    """今年8.64万吨。…2020年同期仅1.92万吨，如今已是当年的4.5倍: of the value told last the one of now, which stands before it."""
    if not _OF_THEN.search(body.clause(multiple)):
        return None
    told = [f for f in body.beside(multiple, "level") if f.order < multiple.order and usable(f)]
    base = told[-1] if told else None
    if base is None or not re.match(r"\d{4}", base.claim.period) or multiple.claim.clause - base.claim.clause > 1:
        return None
    part, name = base.claim.period[4:], name_key(base.claim)
    nows = [
        f
        for f in body.by_name.get((base.key[0], name), ())
        if f.order < base.order
        and usable(f)
        and same_dimension(f, base)
        and part_of(f.claim.period) == part
        and (f.claim.period.startswith("Y+0") or f.claim.period[:4] == str(body.latest_year(base.key[0])))
        and f.claim.scope_key == base.claim.scope_key
        and f.claim.aspect not in ("base", "average", "whole", "threshold")
    ]
    if len(name) < 2 or len(nows) != 1 or nows[0].claim.period == base.claim.period:
        return None
    return _ratio(body, multiple, nows[0], base, sure=not silenced(body, multiple), extra=simply(multiple, nows[0], base))


def _just(period: str) -> Callable[[str], bool]:
    return lambda p: p == period


def _of_the_two(body: Body, multiple: Fact) -> Iterator[Relation]:
    """甲46830元，乙22300元，前者是后者的2.1倍, 甲是乙的2.1倍: the two values of one dimension just told."""
    match = _FORMER.search(body.clause(multiple)) or _THIS_OF_THAT.search(body.clause(multiple))
    levels: list[Fact] = []
    for back in (0, 1):
        said = [
            f for f in body.sentences.get((multiple.key[0], multiple.claim.sentence - back), ()) if f.claim.kind == "level" and usable(f)
        ]
        levels = [*sorted((f for f in said if f.order < multiple.order), key=lambda f: f.order), *levels]
        if levels:
            break
    if match is None or len(levels) != 2 or not same_dimension(*levels):
        return
    now, base = levels
    if match["one"] == "后者" or _named(body, base, match["one"]):
        now, base = base, now
    if match["one"] not in ("前者", "后者") and not (
        _named(body, now, match["one"]) and _named(body, base, match["other"]) and not _named(body, now, match["other"])
    ):
        return
    yield _ratio(body, multiple, now, base, extra=simply(multiple, now, base))


_IN_RUNS: Final = re.compile(
    "(?P<one>[前后]者)(?:的)?(?:每|一)(?P<unit>[一-鿿]{1,2})(?:就|便|可|能|大约|大致|约|几乎|差不多)*(?:相当于|等于|抵得上|顶得上|抵|顶)(?!(?P=one))[前后]者(?:的)?"
)


def in_runs(body: Body) -> Iterator[Relation]:
    """（新机型装载66吨，老机型20吨，）前者一架次相当于后者3.3架次: how many times the one is the other, counted in what each does."""
    for level in body.all("level"):
        match = _IN_RUNS.fullmatch(body.clause(level)) if usable(level) else None
        quantity = level.claim.quantity
        if match is None or quantity is None or quantity.unit != match["unit"]:
            continue
        told = [f for f in body.beside(level, "level") if f.order < level.order and f.claim.clause < level.claim.clause]
        if len(told) != 2 or not all(map(usable, told)) or not same_dimension(*told):
            continue
        now, base = told if match["one"] == "前者" else reversed(told)
        yield _ratio(body, level, now, base)


def _named(body: Body, level: Fact, name: str) -> bool:
    """True when the words before a value name it so."""
    return name in body.clause(level)


def _times_its_start(body: Body, multiple: Fact) -> Iterator[Relation]:
    """从上线时的1.5万人增长到9万人，是上线时的6倍: the words of the base are those of the multiple."""
    said = (multiple.claim.whole or "").removesuffix("的")
    for now in body.linked(multiple, "now"):
        base = body.first(now, "base")
        if base is None or len(said) < 2 or not (usable(now) and usable(base) and same_dimension(now, base)):
            continue
        if now.claim.sentence == multiple.claim.sentence and re.search(f"[由从]{re.escape(said)}的?$", body.before(base, len(said) + 2)):
            yield _ratio(body, multiple, now, base)


def _times_another(body: Body, multiple: Fact) -> Iterator[Relation]:
    """是净利润的1.4倍: a multiple of another thing the passage states."""
    name = body.namers[multiple.key[0]].key(multiple.claim.whole or "")
    for now in body.linked(multiple, "now"):
        for base in body.by_name.get((multiple.key[0], name), ()) if len(name) >= 2 else ():
            if usable(now) and usable(base) and same_dimension(now, base) and base.claim.period == now.claim.period and base.key != now.key:
                yield Relation(
                    "EP206",
                    Constraint(Var(now.key), "=", Var(multiple.key) * Var(base.key)),
                    (multiple, now, base),
                    f"{printed(body, now)} ÷ {printed(body, base)} = {{x}}",
                    sure=False,
                    choice=("multiple", multiple.key),
                )


_NOT_MORE = Fraction(7, 5)  # what is three times as much has not doubled


def _doubling(body: Body, multiple: Fact) -> dict[Hashable, Readings]:
    """翻一番 is said of anything from 1.95 upwards, 接近翻番 of a little less; the exact factor is not printed."""
    quantity = multiple.claim.quantity
    if quantity is None or not quantity.unit.endswith("番"):
        return {}
    factor = quantity.number or Fraction(2)
    low, high = factor * Fraction(195, 200), factor * _NOT_MORE
    if re.match("多|有余|还多|以上", body.after(multiple, 2)) or quantity.hedge:
        high = factor * 2
    if re.search("近|约|几乎|将近|接近", body.before(multiple, 6)) or quantity.hedge:
        low = factor * (Fraction(9, 10) if factor <= 4 else Fraction(3, 4))  # 近四番: anything not far below sixteen
    return {multiple.key: Readings.exactly(Interval(low, high))}


def _at(body: Body, now: Fact, multiple: Fact) -> Fact | None:
    """The same fact at the period that a multiple is reckoned from, when exactly one value is stated."""
    period = multiple.claim.why
    hits = [
        f
        for f in body.by_name.get((now.key[0], name_key(now.claim)), ())
        if f.claim.period == period and f.key != now.key and same_dimension(now, f) and usable(f)
    ]
    hits += [
        f
        for f in body.frames[now.key[0], now.claim.frame]
        if f.claim.kind == "level" and f.claim.aspect == "base" and f.claim.period == period and f not in hits
    ]
    hits = hits or _told_of(body, now, multiple) or _told_next(body, now, multiple)
    values = {f.claim.quantity.number for f in hits if f.claim.quantity is not None}
    return hits[0] if len(values) == 1 else None


def _told_of(body: Body, now: Fact, multiple: Fact) -> list[Fact]:
    """2022年某机场年旅客吞吐量64.5万人次。2024年，机场旅客吞吐量…，是2022年的3.6倍: what was told of then by a name that ends alike."""
    told = [f for f in body.within(now, 3, "level") if f.claim.period == multiple.claim.why and f.order < now.order]
    told = [f for f in told if same_dimension(now, f) and usable(f) and f.claim.aspect in ("", "stock", "up", "down")]
    if len(told) != 1 or not name_key(told[0].claim) or _another_place(told[0], now):
        return []
    if not now.claim.subject + now.claim.indicator and now.claim.sentence - told[0].claim.sentence <= 1:
        between = [f for f in body.within(now, 1, "level") if told[0].order < f.order < now.order]
        if not between:
            return told  # 2019年，出口额仅2.4亿元。2024年达到8.6亿元，是2019年的3.6倍
    lead = body.lead(now)
    if told[0].claim.sentence == now.claim.sentence:
        lead = lead.rpartition(body.folded(told[0]))[2]  # 2018年销售收入3120万元，去年利润达到…: its own words name it, not the later ones
    name, said = name_key(told[0].claim), lead + name_key(now.claim)
    full = told[0].claim.subject + told[0].claim.indicator
    if len(full) > 3 and now.order < multiple.order and full[-3:] in body.text(now, multiple):
        return told  # 以2022年快递业务量2.2亿件为起点。2025年收发快件3.2亿件，业务量比2022年翻了一番
    return told if len(name) >= 4 and name[-4:] in said else []


def _told_next(body: Body, now: Fact, multiple: Fact) -> list[Fact]:
    """（达到1.26亿元，）比2022年翻了两番，2022年线上销售额为6300万元: what the next words tell of that time, measured so."""
    told = [f for f in body.beside(multiple, "level") if f.order > multiple.order]
    first = min(told, key=lambda f: f.order, default=None)
    if first is None or first.claim.period != multiple.claim.why or first.claim.clause - multiple.claim.clause > 1:
        return []
    one, other = (k if k is not None and k.counts(_dimension(f)) else None for f, k in ((first, body.known(first)), (now, body.known(now))))
    alike = same_dimension(first, now) and usable(first) and (one is None or other is None or one is other)
    return [first] if alike and first.claim.aspect in ("", "stock", "base") and not _another_place(first, now) else []


def _dimension(fact: Fact) -> str:
    return fact.claim.quantity.dimension if fact.claim.quantity is not None else ""


def _another_place(told: Fact, now: Fact) -> bool:
    """2022年全省业务量8.4亿件。2025年园区业务量3.1亿件: told of a wider place, or of another."""
    one, other = told.claim.subject, now.claim.subject
    if one and other and one not in other and other not in one:
        return True
    there, here = told.claim.scope, now.claim.scope
    return bool(there) and there != here and bool(here or other)


def starting(body: Body, now: Fact) -> Fact | None:
    """2018年a万元，2024年b万元，翻了两番: the one earlier year's value of the same thing in its sentence."""
    hits = [
        f
        for f in body.by_name.get((now.key[0], name_key(now.claim)), ())
        if f.claim.sentence == now.claim.sentence
        and f.key != now.key
        and usable(f)
        and same_dimension(now, f)
        and f.claim.scope_key == now.claim.scope_key
        and f.claim.period[:4].isdigit()
        and now.claim.period[:4].isdigit()
        and f.claim.period[4:] == now.claim.period[4:]
        and f.claim.period < now.claim.period
        and f.claim.at.start < now.claim.at.start
    ]
    if not hits:
        return _cut_short(body, now)
    return hits[0] if len(hits) == 1 and len(name_key(now.claim)) >= 2 else None


_OVER_YEARS = re.compile("(?P<n>[两二三四五六七八九十]|\\d{1,2})年(?:间|内|来|里)?(?:就|便|已经|已|即|实现|里|时间|左右|翻了?)*$")
_ONLY_THERE = re.compile(
    "(?:已经|已|就|便|又|共|一共|总共|现|现已|则|也|还|在此|这里|园内|区内)*(?:聚集|集聚|汇聚|汇集|入驻|落户|达到|达|有|拥有|增至|增加到|发展到)了?"
)


def _years_before(body: Body, multiple: Fact, now: Fact) -> Fact | None:
    """2022年底只有46家企业，到2024年底已聚集92家，两年翻了一番: the one value so many years before that the sentence tells."""
    over = _OVER_YEARS.search(body.clause(multiple))
    bare = re.sub("^(?:到|至)?(?:\\d{4}年)?[年底末初]*", "", body.clause(now))
    if (
        over is None
        or now.claim.quantity is None
        or not now.claim.quantity.dimension.startswith("count")
        or not _ONLY_THERE.fullmatch(bare)
    ):
        return None
    told = [f for f in body.beside(now, "level") if f.order < now.order and same_dimension(f, now)]
    years = [f.claim.period for f in (*told, now)]
    if len(told) != 1 or not usable(told[0]) or not all(re.fullmatch(r"\d{4}", year) for year in years):
        return None
    n = int(over["n"]) if over["n"].isdigit() else whole(over["n"].replace("两", "二"))
    return told[0] if int(years[1]) - int(years[0]) == n and told[0].claim.scope_key == now.claim.scope_key else None


def _cut_short(body: Body, now: Fact) -> Fact | None:
    """2020年，企业84家，工业总产值152亿元；到2024年，总产值达到238亿元: the one earlier value so measured whose name ends so."""
    own, claim = now.claim.indicator, now.claim
    if claim.subject or len(own) < _NAMED or not claim.period[:4].isdigit() or claim.links.get("total"):
        return None
    alike = [
        f
        for f in body.beside(now, "level")
        if f.key != now.key and f.claim.at.start < claim.at.start and same_dimension(now, f) and f.claim.scope_key == claim.scope_key
    ]
    if len(alike) != 1 or not usable(alike[0]):
        return None
    first = alike[0].claim
    cut = first.indicator.endswith(own) and not first.subject and first.aspect == claim.aspect == ""
    yearly = first.period[:4].isdigit() and first.period < claim.period and first.period[4:] == claim.period[4:]
    return alike[0] if cut and yearly else None


_NAMED = 3  # characters that must be left of a name
