"""What parts add to the growth of a whole, in points and in shares of it: EP211."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from enping_check.claims import partitions
from enping_check.engine import Constraint, Interval, Var, total
from enping_check.language.numerals import whole
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, Key, name_key
from enping_check.rules.growth.increments import additions, contributed_to, is_rate, whole_growths
from enping_check.rules.lists import member_name
from enping_check.rules.members import complete
from enping_check.rules.relation import Relation, printed, sum_text
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

_ALL_TOLD = re.compile(
    "共同(?:支撑|拉动|推动|带动|作用)|合计|相抵|加总|加起来|合起来|[三四五]者|全部增速|叠加|合力|正好是|恰好是|(?:正好|恰好|刚好|共同|恰巧)?(?:构成|组成|凑成|拼成)了?(?:全部|总|整个)"
)
_TOGETHER = re.compile("合计|总计|共计|之和|相加|加总")
_REST = re.compile("^(?:其他|其它|其余|余下|剩余|另外)")
_SO_MANY = re.compile("(?P<n>[两二三四五六七八])(?:大|个|项|类)(?:部门|产业|行业|需求|领域|板块|动力|因素)")
# 净出口拉动经济, 第一产业经济增长的拉动作用
_PULLS = re.compile("(?:对|(?:经济|生产总值)?(?:增长)?的?(?:拉动|带动|推动|上拉|下拉|贡献|影响)).*$")
_PULLING = re.compile("[^，；。]{0,3}(?:拉动|带动|推动|贡献|拉升|下拉)")
_FOR_ALL = re.compile("[，、其也并]{0,2}对[^，；。]{2,16}贡献")  # （工业拉动2.3个百分点，）对经济增长的贡献率为…
_PLACE = re.compile("全[国省市县区州盟旗镇乡]")
_DEMAND = "经济地区生产总值"


def pulls(body: Body) -> Iterator[Relation]:
    """Pulls of an exhaustive list add to the growth; contribution rates add to 100; pull = contribution × growth."""
    groups = list(_groups(body, "pull"))
    for parts in groups:
        growth = _growth_of(body, parts)
        if growth is None or len(parts) < 2:
            continue
        chosen = _closed(body, parts, growth)
        yield Relation(
            "EP211",
            Constraint(Var(growth.key), "=", total([Var(p.key) for p in chosen or parts])),
            (growth, *(chosen or parts)),
            f"{' + '.join(printed(body, p) for p in chosen or parts)} = {{x}}",
            severity=Severity.WARNING,
            key="pulls",
            sure=bool(chosen),
            choice=("pulls", parts[0].key),
            plausible=Interval(Fraction(-10), Fraction(20)),
        )
    rates = list(_groups(body, "contribution"))
    for parts in rates:
        chosen = _closed(body, parts, _growth_of(body, parts)) if len(parts) > 1 else []
        if chosen:
            yield Relation(
                "EP211",
                Constraint(total([Var(p.key) for p in chosen]), "=", total([100])),
                (chosen[-1], *chosen[:-1]),
                f"{sum_text(body, chosen)} ≠ 100%",
                severity=Severity.WARNING,
                key="partition",
                choice=("contributions", chosen[0].key),
            )
    yield from _products(body, groups, rates)
    yield from _by_changes(body)
    yield from _contributions(body)


def _groups(body: Body, kind: str) -> Iterator[list[Fact]]:
    """The pulls, or contributions, that are told in one run: one list, or sentence after sentence of a paragraph."""
    runs: dict[tuple[int, ...], list[Fact]] = defaultdict(list)
    last: Fact | None = None
    number = 0
    for fact in body.all(kind):
        if fact.claim.quantity is None or fact.claim.aspect == "comparison":
            continue
        if fact.claim.group:
            runs[fact.key[0], 1, fact.claim.group].append(fact)
            continue
        if (
            last is None
            or (last.key[0], last.claim.paragraph) != (fact.key[0], fact.claim.paragraph)
            or fact.claim.sentence > last.claim.sentence + 1
        ):
            number += 1
        run = runs[fact.key[0], 0, number]
        last = fact
        said = body.clause(fact)
        if len(run) > 1 and _TOGETHER.search(said) and not re.search("其[他它余]|余下", said):
            continue  # 甲拉动a个百分点，乙拉动b个百分点，…四大行业合计拉动d个百分点
        run.append(fact)
    for run in runs.values():
        yield [*run, *_elliptic(body, run)]


def _elliptic(body: Body, run: Sequence[Fact]) -> list[Fact]:
    """最终消费支出贡献率为58.2%，资本形成总额为28.6%: what only a name is told of, of the kind of the one before."""
    if run[-1].claim.kind != "contribution" or run[-1].claim.group:
        return []
    later = sorted((f for f in body.beside(run[-1], "share") if f.order > run[-1].order), key=lambda f: f.order)
    told = [f for f in later if usable(f) and f.claim.aspect == "rate" and not re.search("[率占比]", body.clause(f))]
    return [f for f in told if not _TOGETHER.search(body.clause(f))]


def _closed(body: Body, parts: Sequence[Fact], growth: Fact | None) -> list[Fact]:
    """Those of the parts that make up the whole; empty where nothing says that they do."""
    for names in _spellings(parts):
        members: tuple[str, ...] = ()
        if growth is not None:
            economy = growth.claim.indicator in ("地区生产总值", "经济")
            members = complete(names, growth.claim.subject + growth.claim.indicator, named=not economy, nearly=True, economy=economy)
        members = members or complete(names, _DEMAND, economy=True, nearly=True)
        if members:
            return [p for p, name in zip(parts, names, strict=True) if name in members]
    sentence = body.sentence(parts[-1])
    one = {p.claim.sentence for p in parts} == {parts[0].claim.sentence}
    announced = _SO_MANY.search(sentence)
    counted = announced is not None and whole(announced["n"]) == len(parts)
    rest = _REST.search(parts[-1].claim.subject + parts[-1].claim.indicator) is not None and not _begun_before(body, parts)
    if len(parts) > 2 and one and (rest or counted or _ALL_TOLD.search(sentence)):
        return list(parts)
    return []


def _begun_before(body: Body, parts: Sequence[Fact]) -> bool:
    """甲贡献率50%。…乙贡献率25%，丙15%，其他10%: the others of a list that began with what a sentence before tells alone."""
    first = min(parts, key=lambda f: f.order)
    told = [f for f in body.all(first.claim.kind) if f.key[0] == first.key[0] and f.order < first.order]
    return any(first.claim.sentence - f.claim.sentence <= _NEXT_RATE for f in told if f.claim.aspect != "comparison")


def _spellings(parts: Sequence[Fact]) -> Iterator[list[str]]:
    """What the parts are called: by all their words, and where a measure of the last was read into each, without it."""
    full = [_PULLS.sub("", member_name(p)) for p in parts]
    yield full
    if len({p.claim.indicator for p in parts}) == 1 and all(p.claim.subject for p in parts):
        yield [*(p.claim.subject for p in parts[:-1]), full[-1]]
    if {p.claim.subject for p in parts} <= {"", *partitions.load().groups}:  # 三次产业都在出力，第一产业拉动…
        yield [_PULLS.sub("", p.claim.indicator) for p in parts]


def _growth_of(body: Body, parts: Sequence[Fact]) -> Fact | None:
    """The growth that the parts add to."""
    own = [f for part in parts for f in body.frames[part.key[0], part.claim.frame] if f.claim.kind == "growth"]
    linked = {f.claim.links["total"][0] for f in own if f.claim.links.get("total")}
    if len(linked) == 1:
        whole = body.fact(parts[0].key[0], linked.pop())
        if usable(whole) and whole.claim.kind == "growth":
            return whole
    found = whole_growths(body, parts)
    return found[0] if found else _divided(body, parts) or _nameless(body, parts)


_THE_GROWTH = re.compile(
    "(?:GDP|经济|生产总值)[^，。；\\d]{0,4}(?:增速|增幅|增长率)[^。；\\d]*$|拉动[^，。；\\d]{0,6}(?:GDP|经济|生产总值)(?:总量)?增长(?:了|约)?$"
)
_ASKED = re.compile("(?:怎么|如何|怎样|应当怎么)(?:看待|看|理解|解读|评价)")  # 怎么看待6.2%的增长？


def _nameless(body: Body, parts: Sequence[Fact]) -> Fact | None:
    """“6.2%是怎么来的？”…把GDP增速拆成三笔账：第一产业拉动…: the one rate told before the parts, which divide the growth."""
    first = min(parts, key=lambda f: f.order)
    if not _THE_GROWTH.search(body.before(first, 30)):
        return None
    told = [f for f in body.within(first, 1, "share", "growth") if f.order < first.order and usable(f)]
    alone = len(told) == 1 and told[0].claim.paragraph == first.claim.paragraph
    alone = alone and (not name_key(told[0].claim) or _asked_about(body, told[0]))
    return told[0] if alone and told[0].claim.quantity is not None and told[0].claim.quantity.dimension == "percent" else None


def _asked_about(body: Body, rate: Fact) -> bool:
    """如何看待6.2%的增长？: a growth that only a question tells."""
    return _ASKED.fullmatch(body.lead(rate).lstrip("“")) is not None and re.match("的?(?:增长|增速|增幅)", body.after(rate, 4)) is not None


def _divided(body: Body, parts: Sequence[Fact]) -> Fact | None:
    """采矿业拉动…，制造业拉动…，规上工业增加值增长6.9%: the growth of what the parts are known to divide."""
    names = next(_spellings(parts))
    for growth in body.within(parts[0], 1, "growth"):
        if usable(growth) and growth.claim.paragraph == parts[0].claim.paragraph and growth.claim.aspect in ("", "可比", "名义"):
            if len(complete(names, growth.claim.subject + growth.claim.indicator, named=True, nearly=True)) == len(parts):
                return growth
    return None


def _products(body: Body, groups: Sequence[Sequence[Fact]], rates: Sequence[Sequence[Fact]]) -> Iterator[Relation]:
    """The pull of a part is its contribution rate times the growth of the whole."""
    for pulled in groups:
        for told in rates:
            if told[0].key[0] != pulled[0].key[0] or abs(told[0].claim.paragraph - pulled[0].claim.paragraph) > 0:
                continue
            pairs = _paired(body, pulled, told)
            growth = _growth_of(body, [*pulled, *told]) if pairs else None
            if growth is None:
                continue
            for pull, rate in pairs:
                yield Relation(
                    "EP211",
                    Constraint(Var(pull.key) * 100, "=", Var(rate.key) * Var(growth.key)),
                    (pull, rate, growth) if pull.order > rate.order else (rate, pull, growth),
                    f"{printed(body, rate)} × {printed(body, growth)} = {{x}}"
                    if pull.order > rate.order
                    else f"{printed(body, pull)} ÷ {printed(body, growth)} = {{x}}",
                    severity=Severity.WARNING,
                    sure=not _of_another(body, pull, rate, growth),
                    choice=("product", pull.key, rate.key),
                    collection=(pull.key[0], "pulls", pulled[0].key),
                    plausible=Interval(Fraction(-10), Fraction(10)) if pull.order > rate.order else Interval(Fraction(-50), Fraction(150)),
                )


def _by_changes(body: Body) -> Iterator[Relation]:
    """出口45.2亿元，增加5.2亿元，…汽车出口增加3.6亿元，拉动全市出口增长9.0个百分点: the part's change over what the whole was before.

    Believed where one slip explains what is wrong, and where the whole's own growth is that of its printed amounts.
    """
    for pull in body.all("pull"):
        if not usable(pull) or pull.claim.group:
            continue
        growth = _growth_of(body, [pull])
        parts = [f for f in body.frames[pull.key[0], pull.claim.frame] if f.claim.kind == "change" and f.order < pull.order and usable(f)]
        if growth is None or len(parts) != 1 or growth.claim.frame == pull.claim.frame:
            continue
        part = parts[0]
        told = [f for f in body.frames[growth.key[0], growth.claim.frame] if usable(f) and same_dimension(f, part)]
        changes = [f for f in told if f.claim.kind == "change"]
        levels = [f for f in told if f.claim.kind == "level" and f.claim.aspect in ("", "stock", "up", "down")]
        if len(levels) != 1 or len(changes) != 1:
            continue
        now, change = levels[0], changes[0]
        base = now.claim.interval - change.claim.interval
        nominal = Interval.point(Fraction(100)) * change.claim.interval
        if base.low is None or base.low <= 0 or not nominal.overlaps(base * growth.claim.interval):
            continue  # at constant prices
        value = Var(part.key) * 100 / (Var(now.key) - Var(change.key))
        yield Relation(
            "EP211",
            Constraint(Var(part.key) * 100, "=", Var(pull.key) * (Var(now.key) - Var(change.key))),
            (pull, part, now, change),
            f"{printed(body, part)} ÷ ({printed(body, now)} − {printed(body, change)}) = {{x}}",
            severity=Severity.WARNING,
            sure=one_slip(body, pull, value, (pull, part, now, change), ("digit", "transposition", "point")),
            choice=("pulled", pull.key),
            plausible=Interval(Fraction(-10), Fraction(20)),
        )


def _of_another(body: Body, pull: Fact, rate: Fact, growth: Fact) -> bool:
    """社零增长6.0%，其中限上增长8.0%，汽车类拉动2.1个百分点，贡献率26.3%: true of another growth; increments are nominal."""
    if "增量" in body.clause(rate) or (growth.claim.bound == "far" and not name_key(growth.claim)):
        return True
    wanted = pull.claim.interval.scaled(Fraction(100))
    return any(
        each.key != growth.key
        and usable(each)
        and each.order < max(pull.order, rate.order)
        and wanted.overlaps(rate.claim.interval * each.claim.interval)
        for each in (*body.within(pull, 1, "growth"), *_of_another_time(body, growth))
    )


def _of_another_time(body: Body, growth: Fact) -> list[Fact]:
    """上半年增长7.3%。…6月当月增长8.1%: the growths of the same thing in the article."""
    return [f for f in body.all("growth") if f.key[0] == growth.key[0] and name_key(f.claim) == name_key(growth.claim)]


def _paired(body: Body, pulled: Sequence[Fact], told: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """The pull and the rate of each part: the n-th of two lists, or those that stand in one sentence with no other between."""
    if pulled[0].claim.group and told[0].claim.group:
        near = abs(told[0].claim.sentence - pulled[0].claim.sentence) <= 1
        return list(zip(pulled, told, strict=True)) if near and len(pulled) == len(told) else []
    found: list[tuple[Fact, Fact]] = []
    for first, second in pairwise(sorted((*pulled, *told), key=lambda f: f.order)):
        if first.claim.kind == second.claim.kind or first.claim.sentence != second.claim.sentence:
            continue
        if second.claim.clause - first.claim.clause > 1 and not _in_other_words(body, first, second):
            continue
        if any(first in pair for pair in found):
            continue
        named, other = name_key(first.claim), name_key(second.claim)
        if second.claim.frame != first.claim.frame and other and other != named:
            said = body.clause(second)
            again = _SAME_AGAIN.match(said) is not None or _PULLS.sub("", other) == _PULLS.sub("", named)
            if "；" in body.text(first, second) or not (again or _PULLING.match(said) or _FOR_ALL.match(said)):
                continue
        found.append((first, second) if first.claim.kind == "pull" else (second, first))
    return found


def _in_other_words(body: Body, first: Fact, second: Fact) -> bool:
    """拉动3.1个百分点，算下来，对增长的贡献率…; 贡献率42.5%，而增速8.0%，换言之该行业拉动…: nothing else stands between."""
    said = re.sub("^[^，。；]*，", "，", body.between(first, second))
    between = said.split("，")[1:-1]
    growths = [f for f in body.beside(first, "growth") if first.order < f.order < second.order]
    if len(growths) == 1 and len(between) == 1:
        one, other = (_PULLS.sub("", member_name(f)) for f in (first, second))
        named = len(one) > 1 and len(other) > 1 and (one.startswith(other) or other.startswith(one))
        return named or _SAME_AGAIN.match(body.clause(second)) is not None
    return not growths and not re.search("\\d", "".join(between)) and all(_TURN.fullmatch(each) for each in between)


# what a pull or a rate is reckoned from stands right before
_TURN = re.compile(
    "(?:这样|这么|如此|照此|据此|由此|粗略|简单)?(?:算下来|算来|一算|算起来|折算(?:下来)?|换算(?:下来)?|推算|测算|计算)|换言之|换句话说|也就是说|也就是|即|相应地?|由此"
)
_SAME_AGAIN = re.compile(
    f"(?:{_TURN.pattern}|意味着|相当于|那么|则|，)*(?:该|这[一个]|此|其|上述)(?:行业|产业|领域|部门|板块|门类|因素|一项)(?:独力|单独|独自|一项|就|可|约|便|共)*(?:拉动|带动|推动|贡献|对)"
)


def _contributions(body: Body) -> Iterator[Relation]:
    """贡献率 = the part's change ÷ the total's change, where both changes are printed."""
    divided: tuple[Fact, Fact] | None = None  # the last rate, and the addition it divides
    nominal: set[Key] = set()  # additions at the prices of the day that other rates divide to the digit
    doubted: list[tuple[Fact, Fact, Fact]] = []
    for rate in body.all("contribution", "share"):
        if not usable(rate) or not is_rate(body, rate) or rate.claim.quantity is None or rate.claim.quantity.dimension != "percent":
            continue
        if (printed_whole := body.first(rate, "whole")) is not None:
            yield from _of_printed(body, rate, printed_whole)
            continue
        own = [f for f in body.frames[rate.key[0], rate.claim.frame] if f.claim.kind == "change"] if rate.claim.group else []
        if rate.claim.group and len(own) != 1:
            continue
        real = re.search("生产总值|经济增长|GDP|增加值", body.clause(rate)) is not None and "增量" not in body.clause(rate)
        told = additions(body, rate, 3)
        part = own[0] if own else _part(told, rate)
        if part is None:
            continue
        owned = _owned(body, rate)
        totals = [a for a in told if a.key != part.key and a.key not in owned and same_dimension(a, part)]
        totals = _of_its_kind(body, rate, part, totals)
        before = [a for a in totals if a.claim.at.start < part.claim.at.start]
        if rate.claim.kind == "share":
            place = _PLACE.match(rate.claim.whole or "")
            totals = [a for a in before if (place is None or place[0] in body.clause(a)) and a.claim.sign == part.claim.sign]
            measure = _ADDED_WHAT.search(rate.claim.whole or "")
            if measure is not None:  # 占全部新增贷款的81.2%: not of what was added to 存款
                totals = [a for a in totals if measure[1] in body.clause(a) + name_key(a.claim)]
            totals = _named_so(body, rate, part) or totals
        else:
            totals = before or [a for a in totals if a.claim.at.start > rate.claim.at.start] or _between(totals, part, rate)
        if carried := not totals and divided is not None and _goes_on(body, rate, part, *divided):
            totals = [divided[1]]
        if not totals:
            continue
        named = contributed_to(body, rate)
        between = not before and totals[0].order < rate.order
        owners = [a for a in totals if named and named in a.claim.subject + a.claim.indicator]
        owner = owners[0] if owners else totals[0]
        sure = (len(owners) == 1 or len(totals) == 1) and (bool(own) or abs(part.claim.clause - rate.claim.clause) <= 1) and not carried
        if between:
            ours = len(owners) == 1 and name_key(owner.claim) != name_key(part.claim) and name_key(owner.claim).startswith(named)
            sure = ours and one_slip(
                body, rate, Var(part.key) * 100 / Var(owner.key), (rate, part, owner), ("digit", "transposition", "point")
            )
        # 对全市生产总值增量的贡献率 is of the amounts; 建筑业增加值增加5.1亿元，贡献率为…: of its growth, whatever it is called
        real = real or (owner.claim.indicator == "地区生产总值" and _AS_PRINTED.search(body.sentence(rate)) is None)
        if _divides(rate, part, owner):
            nominal.add(owner.key)
        if real:  # at constant prices it is near to what the amounts make, and two exchanged digits tell all the same
            if sure and not one_slip(body, rate, Var(part.key) * 100 / Var(owner.key), (rate, part, owner), ("transposition",)):
                doubted.append((rate, part, owner))
                continue
        collection = None if real else (rate.key[0], "contribution", owner.key)
        yield _contributed(body, rate, part, owner, sure=sure, least=-50, collection=collection)
        divided = rate, owner
    for rate, part, owner in doubted:
        made = Var(part.key) * 100 / Var(owner.key)
        slipped = owner.key in nominal and one_slip(body, rate, made, (rate, part, owner), ("digit", "point"))
        yield _contributed(body, rate, part, owner, sure=slipped, least=-50)


_AS_PRINTED = re.compile("增量的贡献|现价|当年价")


def _divides(rate: Fact, part: Fact, owner: Fact) -> bool:
    """建筑业增加5.1亿元，贡献率为6.0% of 84.6亿元: the rate is what the amounts as printed make."""
    size = owner.claim.interval
    made = Interval.point(Fraction(100)) * part.claim.interval
    return size.low is not None and size.low > 0 and rate.claim.interval.overlaps(made / size)


_NEXT_RATE = 3  # sentences from one rate of a whole to the next


def _goes_on(body: Body, rate: Fact, part: Fact, before: Fact, owner: Fact) -> bool:
    """增加a，对收入增长的贡献率为…。…增加b，贡献率为…: of what the rate before was said to be of, as nothing else is named."""
    near = rate.key[0] == before.key[0] and 0 <= rate.claim.sentence - before.claim.sentence <= _NEXT_RATE
    alike = rate.claim.kind == before.claim.kind == "contribution" and same_dimension(part, owner) and part.key != owner.key
    return near and alike and contributed_to(body, rate) in ("", contributed_to(body, before))


def _of_its_kind(body: Body, rate: Fact, part: Fact, totals: Sequence[Fact]) -> list[Fact]:
    """新增就业4.15万人，增加0.36万人: how much more was added is a part of how much more was added in all, not of that itself."""
    own = body.linked(part, "now")
    if part.claim.kind != "change" or not own or rate.claim.kind != "contribution":
        return list(totals)
    added = any(f.claim.aspect == "increment" for f in own)
    grown = {n.key for a in totals if a.claim.kind == "change" and a.middle >= part.middle for n in body.linked(a, "now")}
    return [a for a in totals if a.claim.kind == "change" or not (added or a.key in grown)]


def _between(totals: Sequence[Fact], part: Fact, rate: Fact) -> list[Fact]:
    """工业税收增收16.2亿元；全部税收增收32.4亿元，工业税收对税收增收的贡献率…: told behind the part, which the rate names again."""
    again = bool(name_key(rate.claim)) and name_key(rate.claim) == name_key(part.claim)
    return [a for a in totals if again and part.order < a.order < rate.order and a.claim.sentence == rate.claim.sentence]


def _named_so(body: Body, rate: Fact, part: Fact) -> list[Fact]:
    """社会融资规模增量9837亿元，同比多1126亿元。…占同期增量的58.4%: the amount that is itself called so, at the time of the part."""
    if not (rate.claim.whole or "").endswith("增量"):
        return []
    levels = [f for f in body.within(part, 3, "level") if f.order < part.order and f.claim.indicator.endswith("增量")]
    told = [f for f in levels if usable(f) and same_dimension(f, part) and f.claim.period == part.claim.period and f.middle >= part.middle][
        -1:
    ]
    nearer = [a for a in body.within(part, 1, "change") if a.order < part.order and same_dimension(a, part) and a.middle >= part.middle]
    return [f for f in told if all(a.order < f.order for a in nearer)]  # 各项存款…比年初增加9863亿元。住户存款增加7428亿元，占增量的…


_ADDED_WHAT = re.compile("(?:新增|净增|增加)的?(?:各项|人民币|本外币)*([一-鿿]{2,4})(?:总?[量额数]|规模)?$")


def _of_printed(body: Body, rate: Fact, owner: Fact) -> Iterator[Relation]:
    """企业贷款增加86.4亿元，占全部新增贷款128亿元的67.5%: of the addition that the words print beside the share."""
    before = [a for a in additions(body, rate, 0) if a.order < owner.order and same_dimension(a, owner) and a.key != owner.key]
    if not before or not usable(owner) or body.linked(rate, "part"):
        return
    part = before[-1]
    sure = part.claim.clause + 1 == rate.claim.clause and part.claim.kind == "change" and part.claim.sign > 0
    yield _contributed(body, rate, part, owner, sure=sure, least=0)


def _contributed(body: Body, rate: Fact, part: Fact, owner: Fact, *, sure: bool, least: int, collection: Hashable = None) -> Relation:
    """The part of an addition as a percentage of all of it, which is ``least`` to 150."""
    return Relation(
        "EP211",
        Constraint(Var(part.key) * 100, "=", Var(rate.key) * Var(owner.key)),
        (rate, part, owner),
        f"{printed(body, part)} ÷ {printed(body, owner)} = {{x}}",
        severity=Severity.WARNING,
        sure=sure,
        choice=("contribution", rate.key),
        collection=collection,
        plausible=Interval(Fraction(least), Fraction(150)),
    )


def _part(told: Sequence[Fact], rate: Fact) -> Fact | None:
    """The addition that a rate is said of: the last before it in its sentence of the same name, or the last of all."""
    before = [a for a in told if a.claim.sentence == rate.claim.sentence and a.claim.at.start < rate.claim.at.start]
    own = name_key(rate.claim)
    named = [a for a in before if own and name_key(a.claim) == own]  # 出口多了a，进口少了b，出口…的贡献率: of its own
    if not named and rate.claim.kind == "contribution":
        named = [a for a in before if a.claim.subject and a.claim.subject in own]
    return next(reversed(named or before), None)


def _owned(body: Body, rate: Fact) -> set[tuple[int, int]]:
    """The additions that rates of the passage are said of: parts, not the total."""
    found = set()
    for other in body.within(rate, 3, "contribution", "share"):
        if is_rate(body, other) or other.key == rate.key:
            if other.claim.group:
                found |= {f.key for f in body.frames[other.key[0], other.claim.frame] if f.claim.kind == "change"}
                continue
            part = _part(additions(body, other, 0), other)
            near = part is not None and (other.claim.clause - part.claim.clause <= 1 or other.claim.frame == part.claim.frame)
            if part is not None and (other.key == rate.key or near):
                found.add(part.key)
    return found
