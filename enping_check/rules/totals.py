"""Sums, parts, increments and running totals: EP301 to EP304, and balances."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from enping_check.claims import partitions
from enping_check.claims.timeline import Months, stretch
from enping_check.engine import Constraint, Var, total
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.operands import Operand, operands
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _lists(body)
    yield from _together(body)
    yield from _share_sums(body)
    yield from _increments(body)
    yield from _balances(body)
    yield from _periods(body)
    yield from _partitions(body)


def spelled(name: str, forms: Sequence[str], whole: str = "") -> str:
    """The form that ``name`` is, with at most a place before it or the whole's measure behind it; empty when none."""
    name = re.sub("[—–~～至]", "-", name)
    for form in forms:
        if name == form or (name.endswith(form) and name[: -len(form)][-1:] in "省市县区镇乡州盟旗全我本" and len(form) > 1):
            return form
        rest = name[len(form) :]
        if name.startswith(form) and (
            rest == "增加值" or rest[-2:] == whole[-2:] or rest in ("用电", "投资", "收入", "消费品零售额", "零售额")
        ):
            return form
    return ""


def exhaustive_names(parts: Sequence[Fact], whole: Fact) -> tuple[str, ...]:
    """The member spellings of the known partition that the parts' names print, in the parts' words; empty when none is complete."""
    names = [member_name(p) for p in parts]
    whole_name = whole.claim.subject + whole.claim.indicator
    best: tuple[str, ...] = ()
    for partition in partitions.load().partitions:
        if len(partition.members) > len(names) or len(partition.members) <= len(best):
            continue
        if partition.totals and not any(whole_name.endswith(t) for t in partition.totals):
            continue
        if any(t in whole_name for t in partition.excepted):
            continue
        hits = [[name for name in names if spelled(name, member, whole_name)] for member in partition.members]
        if (
            all(len(h) == 1 for h in hits)
            and len({h[0] for h in hits}) == len(hits)
            and not any(spelled(whole_name, m) == whole_name for m in partition.members)
        ):
            best = tuple(h[0] for h in hits)
    return best


def member_name(fact: Fact) -> str:
    """Subject and indicator of a part."""
    return fact.claim.subject + fact.claim.indicator


def _lists(body: Body) -> Iterator[Relation]:
    """The parts of a list add to its total when the list is exhaustive; no part exceeds the total."""
    others = tuple(partitions.load().others)
    for (index, number), members in body.lists.items():
        by_total: dict[int, list[Fact]] = defaultdict(list)
        for member in members:
            if usable(member) and member.claim.aspect not in ("base", "average", "whole", "together"):
                for rank, each in enumerate(member.claim.links.get("total", ())):
                    if rank == 0 or len(member.claim.links["total"]) > 1:
                        by_total[each].append(member)
        for each, parts in by_total.items():
            whole = body.fact(index, each)
            if not usable(whole):
                continue
            if whole.claim.aspect in ("average", "base", "whole", "incidental") or not additive(body, whole):
                continue
            first = all(p.claim.links["total"][0] == each for p in parts)
            loose = any(p.claim.links.get("loose") for p in parts)
            yield from _exceeding(body, whole, parts, first)
            if len(parts) < 2:
                continue
            names = [member_name(p) for p in parts]
            partition = exhaustive_names(parts, whole)
            rest = [i for i, name in enumerate(names) if any(o in name for o in others)]
            chosen = parts
            sure = False
            if partition and not any(
                re.search("规上|限上|规模以上|限额以上", p.claim.indicator + p.claim.subject)
                for p in parts
                if not re.search("规上|限上|规模以上|限额以上", whole.claim.indicator)
            ):
                chosen = [next(p for p, name in zip(parts, names, strict=True) if member == name) for member in partition]
                sure = first
            elif rest and rest[-1] == len(parts) - 1 and first and not loose and parts[0].claim.links.get("fit"):
                sure = not re.search("等", _between(body, parts[0], parts[-1])) and not _unread(body, parts[0], parts[-1])
            sentence = body.sentence(parts[0])
            yield _sum(body, whole, chosen, sure and not _silenced(sentence), (index, number))
            if len(parts) > 2 and not sure and not partition:
                # a list may open with a subtotal's parts: try its runs, to verify only
                for size in range(2, len(parts)):
                    yield _sum(body, whole, parts[:size], False, (index, number))


def adds_up(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts make the whole to the printed digits, and to a hundredth of it: then nothing is missing."""
    if len(parts) < 2 or not all(same_dimension(whole, p) for p in parts):
        return False
    made = parts[0].claim.interval
    for part in parts[1:]:
        made = made + part.claim.interval
    own = whole.claim.interval
    return made.width is not None and own.middle is not None and made.overlaps(own) and made.width * 100 <= abs(own.middle)


def additive(body: Body, fact: Fact) -> bool:
    """False for averages, rates, prices and whatever the indicator table says does not add up."""
    known = body.known(fact)
    if known is not None and (known.nature in ("average", "price", "index", "rate") or not known.additive):
        return False
    return not re.search("人均|均价|单价|价格|平均|率$|强度|温度|气温|水位", fact.claim.indicator)


def _between(body: Body, first: Fact, last: Fact) -> str:
    article = body.readings[first.key[0]].article
    return article.folded[first.claim.at.start : last.claim.at.end]


def _unread(body: Body, first: Fact, last: Fact) -> bool:
    """True when a number between the two was read as nothing: a member may be missing."""
    reading = body.readings[first.key[0]]
    taken = {f.claim.at for f in body.all() if f.key[0] == first.key[0] and first.claim.at.start <= f.claim.at.start <= last.claim.at.start}
    return any(
        q.at not in taken and q.masked is None for q in reading.scan.quantities if first.claim.at.start < q.at.start < last.claim.at.start
    )


def _silenced(sentence: str) -> bool:
    return bool(re.search("分级核算|抵消|不等于|分别计入|重复计|套种|间作|交叉|复合种植", sentence))


def _sum(body: Body, whole: Fact, parts: Sequence[Fact], sure: bool, choice: object) -> Relation:
    return Relation(
        "EP301",
        Constraint(Var(whole.key), "=", total([Var(p.key) for p in parts])),
        (whole, *parts),
        f"{' + '.join(printed(body, p) for p in parts)} = {{x}}",
        sure=sure,
        choice=("sum", choice),
    )


def _exceeding(body: Body, whole: Fact, parts: Sequence[Fact], first: bool) -> Iterator[Relation]:
    """其中 part > whole."""
    for position, part in enumerate(parts):
        if not first or part.claim.links.get("loose") or not _fits(body, parts[: position + 1]):
            continue
        negative = body.known(whole)
        if negative is not None and negative.negative:
            continue
        if whole.claim.aspect == "increment" and part.claim.aspect == "stock":
            continue
        if re.search("差|净|利润|盈|亏|结余", whole.claim.indicator + whole.claim.subject):
            continue
        if (
            part.claim.quantity is not None and part.claim.quantity.dimension in ("none", "time", "temperature")
        ) or part.claim.aspect == "average":
            continue
        if part.claim.quantity is not None and part.claim.quantity.dimension.startswith("rate"):
            continue
        if re.search("均|每|单价|价格|强度|高度|最", part.claim.indicator + whole.claim.indicator + body.before(part, 6)):
            continue
        immediate = abs(part.claim.sentence - whole.claim.sentence) <= 1
        increment = part.claim.aspect == "increment" and whole.claim.aspect in ("stock", "")
        yield Relation(
            "EP303" if increment else "EP302",
            Constraint(Var(part.key), "<=", Var(whole.key)),
            (part, whole),
            f"{printed(body, part)} > {printed(body, whole)}",
            sure=immediate,
            free=True,
        )


def _fits(body: Body, parts: Sequence[Fact]) -> bool:
    """True for a part that fits its total by name, and for one joined to such a part by 、 alone."""
    if parts[-1].claim.links.get("fit"):
        return True
    if len(parts) < 2 or not same_dimension(parts[-1], parts[-2]) or not _fits(body, parts[:-1]):
        return False
    article = body.readings[parts[-1].key[0]].article
    return bool(re.fullmatch("[、和及][^，。；：、]*", article.folded[parts[-2].claim.at.end : parts[-1].claim.at.start]))


def _partitions(body: Body) -> Iterator[Relation]:
    """男性 a, 女性 b without 其中: the members of a known partition in one passage, against the total they follow."""
    for index in range(len(body.readings)):
        passages: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in body.levels[index]:
            if (
                usable(fact)
                and not fact.claim.links.get("total")
                and fact.claim.aspect not in ("base", "average", "whole", "together", "converted", "incidental")
            ):
                passages[fact.claim.paragraph, fact.claim.period].append(fact)
        for facts in passages.values():
            for position, whole in enumerate(facts):
                if not additive(body, whole):
                    continue
                following = [
                    f
                    for f in facts[position + 1 : position + 14]
                    if same_dimension(f, whole) and f.claim.sentence - whole.claim.sentence <= 4
                ]
                if len(following) < 2:
                    continue
                names = exhaustive_names(following, whole)
                chosen = [f for f in following if member_name(f) in names]
                if len(names) >= 2 and len(chosen) == len(names):
                    told = _told_together(body, whole, chosen, following)
                    if told or _one_kind(whole, chosen):
                        yield _sum(body, whole, chosen, told, ("passage", chosen[0].key, len(names)))


def _told_together(body: Body, whole: Fact, parts: Sequence[Fact], following: Sequence[Fact]) -> bool:
    """The whole and then its parts in one sentence, with nothing alike between them: 常住人口 a, 城镇 b, 乡村 c."""
    return (
        body.known(whole) is not None
        and all(p.claim.sentence == whole.claim.sentence and p.claim.scope == whole.claim.scope for p in parts)
        and [f.key for f in following[: len(parts)]] == [p.key for p in parts]
        and all(p.claim.aspect == whole.claim.aspect or not p.claim.aspect for p in parts)
        and not _silenced(body.sentence(whole))
    )


def _one_kind(whole: Fact, parts: Sequence[Fact]) -> bool:
    """All end in the same two characters: 常住人口, 男性人口, 女性人口."""
    return len({f.claim.indicator[-2:] for f in (whole, *parts)}) == 1


def _together(body: Body) -> Iterator[Relation]:
    """合计 after a list equals what was just listed."""
    for whole in body.all("level"):
        parts = [p for p in body.linked(whole, "parts") if usable(p)]
        if len(parts) >= 2 and whole.claim.quantity is not None and _covered(body, whole, parts):
            yield _running(body, whole, parts)
            continue
        if len(parts) < 2 or not usable(whole):
            continue
        listed = whole.claim.bound == "stated" and whole.claim.why == "listed" and not _silenced(body.sentence(whole))
        plain = listed and all(p.claim.period == whole.claim.period for p in parts)
        yield _sum(body, whole, parts, plain, ("together", whole.key))
        earlier = [
            f
            for f in body.levels[whole.key[0]]
            if usable(f)
            and same_dimension(f, whole)
            and f.claim.at.start < whole.claim.at.start
            and f.claim.paragraph == whole.claim.paragraph
            and f.claim.aspect not in ("base", "average", "whole", "together", "converted")
            and whole.claim.sentence - f.claim.sentence <= 1
        ][-8:]
        tops = [f for f in earlier if not f.claim.links.get("total")]
        for candidates in (earlier, tops):
            for size in range(2, len(candidates) + 1):
                yield _sum(body, whole, candidates[-size:], False, ("together", whole.key))


def _share_sums(body: Body) -> Iterator[Relation]:
    """Shares of one partition add to 100."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        if (
            not usable(share)
            or share.claim.quantity is None
            or share.claim.quantity.dimension != "percent"
            or share.claim.aspect in ("of-count", "plan", "ratio")
            or (share.claim.aspect == "base" and not share.claim.group)
        ):
            continue
        if share.claim.aspect == "rate" and not re.search("比重|占比|结构|构成|比例|份额|占", body.sentence(share)):
            continue
        if share.claim.group > 0:
            groups[share.key[0], "run", share.claim.group].append(share)
        if share.claim.aspect != "base":
            groups[share.key[0], "sentence", share.claim.sentence].append(share)
    for key, shares in groups.items():
        if len(shares) < 2:
            continue
        chosen = _partition_of(body, shares)
        if not chosen and _rest_closes(body, shares, run=key[1] == "run"):
            chosen = shares
        if not chosen or not 60 <= sum(s.claim.quantity.number or 0 for s in chosen if s.claim.quantity is not None) <= 140:
            continue  # so far from a hundred they are no shares of one thing
        yield Relation(
            "EP104",
            Constraint(total([Var(s.key) for s in chosen]), "=", total([100])),
            (chosen[-1], *chosen[:-1]),
            f"{' + '.join(printed(body, s) for s in chosen)} ≠ 100%",
            key="partition",
            choice=("partition", key),
        )


def _partition_of(body: Body, shares: Sequence[Fact]) -> list[Fact]:
    """The shares that are the members of one known partition, the greatest that is complete; all of one whole."""
    names = [s.claim.subject.rpartition("|")[2] + s.claim.indicator for s in shares]
    for partition in sorted(partitions.load().partitions, key=lambda p: -len(p.members)):
        picked = [[s for s, name in zip(shares, names, strict=True) if spelled(name, member)] for member in partition.members]
        if not all(len(p) == 1 for p in picked) or len({s.claim.whole or "" for p in picked for s in p}) != 1:
            continue
        if any(word in body.sentence(shares[0]) for word in partition.excepted):
            continue
        return [p[0] for p in picked]
    return []


def _rest_closes(body: Body, shares: Sequence[Fact], *, run: bool) -> bool:
    """A占a%，B占b%，其他占c%: three or more in clauses of one shape, the last of them what remains."""
    last = shares[-1]
    named = last.claim.subject.rpartition("|")[2] + last.claim.indicator
    if not any(other in named for other in partitions.load().others) or "率" in body.before(shares[0], 10):
        return False
    if run:
        return True
    text = _between(body, shares[0], last)
    alike = len({(s.claim.whole or "", s.claim.links.get("total", ())) for s in shares}) == 1
    return (
        len(shares) >= 3
        and alike
        and "其中" not in text
        and not re.search("[;；。]", text)
        and all(s.claim.aspect == "" for s in shares)
        and not any(
            f.claim.at.start > shares[0].claim.at.start and f.claim.at.start < last.claim.at.start for f in body.levels[last.key[0]]
        )
    )


def _increments(body: Body) -> Iterator[Relation]:
    """新增 ≤ 现有 of the same thing."""
    stocks = [f for f in body.all("level") if f.claim.aspect == "stock" and usable(f) and f.claim.modality == "fact"]
    for new in body.all("level"):
        if new.claim.aspect != "increment" or not usable(new) or new.claim.modality != "fact":
            continue
        name = _species(new)
        if len(name) < 2:
            continue
        for stock in stocks:
            if stock.key[0] != new.key[0] or not same_dimension(new, stock) or stock.key == new.key:
                continue
            other = _species(stock)
            if not (other == name or (len(name) >= 4 and (other.endswith(name) or name.endswith(other)) and len(other) >= 4)):
                continue
            generic = new.claim.subject in (
                "园区",
                "新区",
                "开发区",
                "经开区",
                "高新区",
                "该区",
                "该园",
                "公司",
                "集团",
                "该县",
                "该市",
                "该镇",
            )
            if (
                not generic
                and stock.claim.subject
                and new.claim.subject
                and stock.claim.subject != new.claim.subject
                and not stock.claim.subject.endswith(new.claim.subject)
            ):
                continue
            if abs(stock.claim.paragraph - new.claim.paragraph) > 2:
                continue
            yield Relation(
                "EP303",
                Constraint(Var(new.key), "<=", Var(stock.key)),
                (new, stock),
                f"{printed(body, new)} > {printed(body, stock)}",
                sure=other == name
                and new.claim.scope_key == stock.claim.scope_key
                and (generic or new.claim.subject == stock.claim.subject),
                free=True,
            )
            break


def _species(fact: Fact) -> str:
    """The thing counted, without what grades it by region: 广东省专精特新企业 and 省级专精特新企业 are one."""
    return re.sub("^(?:.{2,3}省|省级|国家级?|市级|县级|中型?)", "", fact.claim.indicator).replace("中小", "")


def _balances(body: Body) -> Iterator[Relation]:
    """顺差 = 出口 − 进口 and its like: result = left − minus within one passage and period."""
    for balance in partitions.load().balances:
        for result in body.all("level"):
            if not usable(result) or result.claim.aspect in ("base", "average"):
                continue
            words = result.claim.subject + result.claim.indicator
            if not any(word in words for word in balance.result):
                continue
            pairs = list(product(_operands(body, result, balance.left), _operands(body, result, balance.minus)))
            for above, below in pairs:
                left, minus = above.fact, below.fact
                if left.key == minus.key:
                    continue
                together = result.claim.sentence == left.claim.sentence == minus.claim.sentence
                yield Relation(
                    "EP301",
                    Constraint(Var(result.key), "=", Var(left.key) - Var(minus.key)),
                    (result, left, minus),
                    f"{printed(body, left)} − {printed(body, minus)} = {{x}}",
                    sure=len(pairs) == 1 and above.sure and below.sure and together,
                    choice=("balance", result.key),
                )
                yield from _balance_change(body, result, left, minus)


def _operands(body: Body, result: Fact, words: Sequence[str]) -> list[Operand]:
    """The nearest level before the result, in its paragraph and period, whose name is one of ``words``."""
    near = [
        f
        for f in body.levels[result.key[0]]
        if f.key != result.key
        and usable(f)
        and same_dimension(f, result)
        and f.claim.period == result.claim.period
        and f.claim.paragraph == result.claim.paragraph
        and f.claim.at.start < result.claim.at.start
        and result.claim.sentence - f.claim.sentence <= 1
        and f.claim.aspect not in ("base", "average", "whole")
    ]
    return operands(body, reversed(near), words, result.claim.subject)


def _balance_change(body: Body, result: Fact, left: Fact, minus: Fact) -> Iterator[Relation]:
    """The balance's own change or growth against what the two growths imply for last year."""
    from enping_check.rules.growth import _growth_of, grown

    a, b = _growth_of(body, left), _growth_of(body, minus)
    if a is None or b is None:
        return
    last_year = Var(left.key) / grown(a) - Var(minus.key) / grown(b)
    shown = f"{printed(body, left)}/(1+{printed(body, a)}) − {printed(body, minus)}/(1+{printed(body, b)})"
    for fact in body.frames[result.key[0], result.claim.frame]:
        if fact.claim.sentence != result.claim.sentence or fact.claim.at.start < result.claim.at.start or not usable(fact):
            continue
        if fact.claim.kind == "change" and same_dimension(fact, result):
            yield Relation(
                "EP202",
                Constraint(Var(fact.key), "=", Var(result.key) - last_year),
                (fact, result, left, a, minus, b),
                f"{printed(body, result)} − ({shown}) = {{x}}",
                choice=("balance-change", fact.key),
            )
        elif fact.claim.kind == "growth" and fact.claim.basis in ("", "同比"):
            yield Relation(
                "EP210",
                Constraint(Var(result.key), "=", grown(fact) * last_year),
                (fact, result, left, a, minus, b),
                f"{printed(body, result)} ÷ ({shown}) − 1 = {{x}}",
                severity=Severity.WARNING,
                sure=True,
                choice=("balance-growth", fact.key),
            )


def _periods(body: Body) -> Iterator[Relation]:
    """Months, quarters and halves against what they run up to, for one name in one article: adjacent stretches that cover a longer one."""
    for facts in body.by_name.values():
        if len(facts) < 3:
            continue
        known = body.known(facts[0])
        if known is not None and (known.nature in ("stock", "rate", "average", "price", "index") or not known.additive):
            continue
        years: dict[str, dict[Months, Fact]] = defaultdict(dict)
        for fact in facts:
            where = stretch(fact.claim.period)
            running = fact.claim.aspect == "stock" and "累计" in body.clause(fact)
            plain = fact.claim.modality == "fact" and (
                running or fact.claim.aspect not in ("base", "average", "whole", "converted", "stock", "increment")
            )
            if where is not None and usable(fact) and plain:
                years[where[0]].setdefault(where[1], fact)
        for table in years.values():
            for whole in table:
                for cover in _covers(table, whole, whole[0]):
                    yield _running(body, table[whole], [table[each] for each in cover])


def _covered(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts tell one flow over adjacent stretches that make up the whole's: 上半年, 下半年, 全年共."""
    known = body.known(parts[0])
    if len({name_key(p.claim) for p in parts}) != 1 or not additive(body, parts[0]) or (known is not None and known.nature != "flow"):
        return False
    own, stretches = stretch(whole.claim.period), [stretch(p.claim.period) for p in parts]
    if own is None or any(s is None or s[0] != own[0] for s in stretches):
        return False
    months = [s[1] for s in stretches if s is not None]
    return (months[0][0], months[-1][1]) == own[1] and all(a[1] + 1 == b[0] for a, b in pairwise(months))


def _covers(table: dict[Months, Fact], whole: Months, start: int) -> Iterator[tuple[Months, ...]]:
    """Chains of adjacent shorter stretches from ``start`` to the end of ``whole``."""
    for each in table:
        if each[0] != start or each == whole or each[1] > whole[1]:
            continue
        if each[1] == whole[1]:
            yield (each,)
        else:
            for rest in _covers(table, whole, each[1] + 1):
                yield (each, *rest)


def _running(body: Body, whole: Fact, parts: list[Fact]) -> Relation:
    return Relation(
        "EP304",
        Constraint(Var(whole.key), "=", total([Var(p.key) for p in parts])),
        (whole, *parts),
        f"{' + '.join(printed(body, p) for p in parts)} = {{x}}",
        severity=Severity.ERROR if all(p.claim.sentence == whole.claim.sentence for p in parts) else Severity.WARNING,
        sure=all(same_dimension(whole, p) for p in parts) and not _revised(body, whole),
        choice=("running", whole.key, *(p.key for p in parts)),
    )


def _revised(body: Body, whole: Fact) -> bool:
    return bool(re.search("修订|调整", body.sentence(whole))) or whole.claim.quantity is None or whole.claim.quantity.fine.width is None
