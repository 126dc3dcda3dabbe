"""Parts against their whole: EP301 and EP302; the shares of one whole: EP104."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.claims import partitions
from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.divisions import divided, slipped_from_a_hundred
from enping_check.rules.lists import TRAITS, announced, between, is_the_rest, of_its_measure, off_by_a_slip, silenced, slipped, unread
from enping_check.rules.lists import member_name as member_name
from enping_check.rules.relation import Relation, printed, sum_text
from enping_check.rules.running import covered, running_total
from enping_check.rules.shares import relative, usable
from enping_check.rules.wholes import plain_total, same_dimension


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _lists(body)
    yield from _together(body)
    yield from _share_sums(body)
    yield from _complete(body)
    yield from _partitions(body)


def spelled(name: str, forms: Sequence[str], whole: str = "") -> str:
    """The form that ``name`` is, with at most a place before it or the whole's measure behind it; empty when none."""
    name = re.sub("[—–~～至]", "-", name)
    for form in forms:
        if name == form or (name.endswith(form) and name[: -len(form)][-1:] in "省市县区镇乡州盟旗全我本" and len(form) > 1):
            return form
        rest = name[len(form) :]
        if name.startswith(form) and (
            rest == "增加值" or rest[-2:] == whole[-2:] or rest in ("用电", "用电量", "价格", "投资", "收入", "消费品零售额", "零售额")
        ):
            return form
    return ""


def exhaustive_names(parts: Sequence[Fact], whole: Fact, *, named: bool = False, nearly: bool = False) -> tuple[str, ...]:
    """The member spellings of the known partition that the parts' names print, in the parts' words; empty when none is complete.

    With ``named`` the partition must name the whole as what it divides: nothing else says that the parts are of it. With ``nearly`` those
    that leave out a sliver count as well.
    """
    return max(_complete_partitions(parts, whole, named=named, nearly=nearly), key=len, default=())


def complete(names: Sequence[str], whole: str, *, named: bool = False, nearly: bool = False, economy: bool = False) -> tuple[str, ...]:
    """The names that are the members of the greatest known partition of the whole, which may be the ``economy``; empty when none is."""
    found = _known(names, [[n] for n in names], whole, named=named, nearly=nearly, economy=economy)
    return max(found, key=len, default=())


def _complete_partitions(parts: Sequence[Fact], whole: Fact, *, named: bool = False, nearly: bool = False) -> list[tuple[str, ...]]:
    """Every known partition whose members are all among the parts; of those that share a member only the greatest.

    学生5286人，其中本科生…、专科生…，男生…、女生…: two of them.
    """
    names, said = [member_name(p) for p in parts], [_forms(p, whole) for p in parts]
    economy = whole.claim.indicator == "地区生产总值"
    found = _known(names, said, whole.claim.subject + whole.claim.indicator, named=named, nearly=nearly, economy=economy)
    return [each for i, each in enumerate(found) if not any(set(each) & set(other) for other in found[:i])]


def _known(
    names: Sequence[str], said: Sequence[Sequence[str]], whole: str, *, named: bool, nearly: bool, economy: bool
) -> list[tuple[str, ...]]:
    """The known partitions of the whole whose members are all named, in any of the forms ``said`` of each name; the greatest first."""
    found: list[tuple[str, ...]] = []
    for partition in partitions.load().partitions:
        if len(partition.members) > len(names) or (partition.nearly and not nearly):
            continue
        if named and not partition.totals and not (partition.name == "三次产业" and economy):
            continue
        if partition.totals and not any(whole.endswith(t) for t in partition.totals):
            continue
        if any(t in whole for t in partition.excepted):
            continue
        hits = [
            [name for name, forms in zip(names, said, strict=True) if any(spelled(form, member, whole) for form in forms)]
            for member in partition.members
        ]
        if (
            all(len(h) == 1 for h in hits)
            and len({h[0] for h in hits}) == len(hits)
            and not any(spelled(whole, m) == whole for m in partition.members)
        ):
            found.append(tuple(h[0] for h in hits))
    return sorted(found, key=len, reverse=True)


def _forms(part: Fact, whole: Fact) -> list[str]:
    """The name of a part; without the owner it has from the whole (学校在校生…，其中本科生…), and with 国内 where that is its scope."""
    name = member_name(part)
    forms = [name]
    if part.claim.subject and part.claim.subject == whole.claim.subject:
        forms.append(part.claim.indicator)
    if part.claim.scope == "国内":
        forms.append(part.claim.scope + name)
    return forms


def _lists(body: Body) -> Iterator[Relation]:
    """The parts of a list add to its total when the list is exhaustive; no part exceeds the total."""
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
            if whole.claim.aspect in ("average", "base", "whole", "incidental") or not body.additive(whole):
                continue
            first = all(p.claim.links["total"][0] == each for p in parts) and not _denied(body, whole, parts)
            loose = any(p.claim.links.get("loose") for p in parts)
            yield from _exceeding(body, whole, parts, first)
            if len(parts) < 2:
                continue
            names = [member_name(p) for p in parts]
            inside = [p for p in parts if not _BESIDES.match(body.clause(p))]
            whole_lists = _complete_partitions(inside, whole)
            partition = whole_lists[0] if whole_lists else ()
            rest = [i for i, name in enumerate(names) if is_the_rest(name)]
            chosen = parts
            sure = False
            if partition and not any(
                re.search("规上|限上|规模以上|限额以上", p.claim.indicator + p.claim.subject)
                for p in parts
                if not re.search("规上|限上|规模以上|限额以上", whole.claim.indicator)
            ):
                chosen = [next(p for p, name in zip(parts, names, strict=True) if member == name) for member in partition]
                sure = first
            elif rest and rest[-1] == len(parts) - 1 and first and not loose and of_its_measure(whole, parts):
                sure = not re.search("等", between(body, parts[0], parts[-1])) and not unread(body, parts[0], parts[-1])
            elif first and not loose and (announced(body, whole, parts) or slipped(body, whole, parts)):
                sure = True
            sentence = body.sentence(parts[0])
            yield sum_of(body, whole, chosen, sure and not silenced(sentence), (index, number))
            for other_names in whole_lists[1:]:
                again = [next(p for p, name in zip(parts, names, strict=True) if member == name) for member in other_names]
                yield sum_of(body, whole, again, first and not silenced(sentence), (index, number, other_names))
            if sure:
                for other in _of_another(body, whole, chosen):
                    yield sum_of(body, other, chosen, False, (index, number))
            if len(parts) > 2 and not sure and not partition:
                # a list may open with a subtotal's parts: try its runs, to verify only
                for size in range(2, len(parts)):
                    yield sum_of(body, whole, parts[:size], False, (index, number))


_BESIDES = re.compile("(?:此外|另外)?[，、]?(?:还|另)有")  # 另有研究生512人: not among those told as a whole

# what adds up: no means, no values compared with
ADDED = ("", "stock", "increment", "together", "up", "down")


def _of_another(body: Body, whole: Fact, parts: Sequence[Fact]) -> Iterator[Fact]:
    """Totals told before, further off, that the parts add up to: then they are theirs."""
    taken = {whole.key, *(p.key for p in parts)}
    for other in body.levels[whole.key[0]]:
        if other.claim.at.start < parts[0].claim.at.start and other.key not in taken and usable(other) and other.claim.aspect in ADDED:
            if adds_up(other, parts):
                yield other


def adds_up(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts make the whole to the printed digits, and to a hundredth of it: then nothing is missing."""
    if len(parts) < 2 or not all(same_dimension(whole, p) for p in parts):
        return False
    made = parts[0].claim.interval
    for part in parts[1:]:
        made = made + part.claim.interval
    own = whole.claim.interval
    return made.width is not None and own.middle is not None and made.overlaps(own) and made.width * 100 <= abs(own.middle)


def sum_of(body: Body, whole: Fact, parts: Sequence[Fact], sure: bool, choice: object) -> Relation:
    """The whole as the sum of its parts; ``choice``: what else is another reading of the same."""
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
    above = [p for p in parts if not _holds(whole, p)]
    if len(above) > 1 and len(above) == len(parts) and any(p.claim.sentence != whole.claim.sentence for p in above):
        return  # every one of them: parts of something larger that is told elsewhere
    for position, part in enumerate(parts):
        goes_on = part.claim.links.get("loose") and _goes_on(body, whole, parts[: position + 1])
        if not first or not (goes_on or (not part.claim.links.get("loose") and _fits(body, parts[: position + 1]))):
            continue
        negative = body.known(whole)
        if negative is not None and negative.negative:
            continue
        if (
            part.claim.sentence != whole.claim.sentence
            and not _holds(whole, part)
            and any(_holds(other, part) for other in body.linked(part, "total"))
        ):
            continue  # 按居住地分，…: of the population, not of the deaths told last
        if not part.claim.subject and re.search("全[省市县区州镇旗]", body.clause(part)) and part.claim.indicator != whole.claim.indicator:
            continue  # 全县软件业务收入…: another measure of the whole place, no part
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
            choice=("exceeds", part.key, whole.key),
        )


def _holds(whole: Fact, part: Fact) -> bool:
    """True for another total that is large enough for the part."""
    a, b = whole.claim.interval.low, part.claim.interval.high
    return (
        same_dimension(whole, part)
        and whole.claim.aspect not in ("average", "base", "whole")
        and a is not None
        and b is not None
        and a >= b
    )


def _denied(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts are told with shares, and these are of neither the total nor the sum: then the total is another."""
    told = [(s, p) for p in parts for s in body.shares[p.key[0], p.claim.sentence] if body.first(s, "part") == p and s.claim.aspect == ""]
    told = [(s, p) for s, p in told if OF_ALL.fullmatch(s.claim.whole or "")]
    made = sum((p.claim.interval.middle or Fraction(0) for p in parts), Fraction(0))
    return bool(told) and not any(_bears(s, p, whole) or is_share(s, p, made) for s, p in told)


def _goes_on(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """其中甲产业a亿元，增长…；乙产业b亿元，增长…: after ；one more of the kind that the list began with, without a measure of its own."""
    first, part = parts[0].claim, parts[-1].claim
    if not first.links.get("fit") or first.links.get("loose") or part.sentence != whole.claim.sentence or part.scope_key != first.scope_key:
        return False
    one_place = first.subject[-1:] == part.subject[-1:] and part.subject[-1:] in "镇乡县区市"
    if body.after(parts[-1], 1) not in ("，", "；", "。", "、", ""):
        return False  # 乙镇9亿元的项目开工
    alike = len(first.subject) > 2 and len(part.subject) > 2 and (part.subject[-2:] == first.subject[-2:] or one_place)
    return alike and part.indicator == first.indicator == whole.claim.indicator and not re.match("[ 其中]*[全该各]", body.clause(parts[-1]))


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
    for whole, parts, following in _passages(body):
        told = _told_together(body, whole, parts, following)
        if told or _one_kind(whole, parts):
            yield sum_of(body, whole, parts, told, ("passage", parts[0].key, len(parts)))


def wholes_told(body: Body) -> Iterator[tuple[Fact, list[Fact]]]:
    """Totals with all their parts that no 其中 opens: 合计 of what was just listed, and known partitions told in one passage."""
    for whole in body.all("level"):
        parts = [p for p in body.linked(whole, "parts") if usable(p)]
        if len(parts) >= 2 and usable(whole) and whole.claim.quantity is not None:
            yield whole, parts
    for whole, parts, _ in _passages(body):
        yield whole, parts


def _passages(body: Body) -> Iterator[tuple[Fact, list[Fact], list[Fact]]]:
    """A level, the members of a known partition of it that follow in its passage, and all levels measured alike that do."""
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
                if not body.additive(whole):
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
                    yield whole, chosen, following


def _told_together(body: Body, whole: Fact, parts: Sequence[Fact], following: Sequence[Fact]) -> bool:
    """The whole and then its parts in one sentence, with nothing alike between them: 常住人口 a, 城镇 b, 乡村 c."""
    return (
        body.known(whole) is not None
        and all(p.claim.sentence == whole.claim.sentence for p in parts)
        and all(p.claim.scope_key == whole.claim.scope_key or not p.claim.scope for p in parts)
        and [f.key for f in following[: len(parts)]] == [p.key for p in parts]
        and all(p.claim.aspect == whole.claim.aspect or not p.claim.aspect for p in parts)
        and not silenced(body.sentence(whole))
    )


def _one_kind(whole: Fact, parts: Sequence[Fact]) -> bool:
    """All end in the same two characters: 常住人口, 男性人口, 女性人口."""
    return len({f.claim.indicator[-2:] for f in (whole, *parts)}) == 1


_GONE = re.compile("注销|退出|退会|关闭|减少|核销|撤销")  # what went away is no part of what is there
_CAME = re.compile("新[设增开建登入办签]|迁入|转入|调入|净增")
_STANDS = re.compile("[年月季期][末底]|共有|现有|实有|尚有|存量|在[营册运]")
_AND_OTHERS = re.compile("等(?![两二三四五六七八九十\\d级])")  # 甲、乙、丙等传统产品分别为…
_BY_SHARE = re.compile("[，、；][^，。；占]{2,12}占[^，。；]{1,8}$")  # 门票a，酒店b，餐饮占三成，合计…: not all told as amounts


def _not_made_of(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where what is added is not all that makes up the whole, or came and went."""
    words = [body.clause(p) for p in parts]
    if _GONE.search("".join(words)) or (any(_CAME.search(each) for each in words) and _STANDS.search(body.clause(whole))):
        return True
    after = re.split("(?=[，、；])", between(body, parts[-1], whole))
    if any(_BY_SHARE.fullmatch(each) for each in after):
        return True
    return _AND_OTHERS.search(words[0]) is not None and not off_by_a_slip(body, whole, parts, ("transposition",))


def _together(body: Body) -> Iterator[Relation]:
    """合计 after a list equals what was just listed."""
    for whole in body.all("level"):
        parts = [p for p in body.linked(whole, "parts") if usable(p)]
        if len(parts) >= 2 and whole.claim.quantity is not None and covered(body, whole, parts):
            yield running_total(body, whole, parts)
            continue
        if len(parts) < 2 or not usable(whole):
            continue
        if len({p.claim.period for p in parts}) == len(parts) and len({name_key(p.claim) for p in (whole, *parts)}) == 1:
            if whole.claim.why == "listed" and body.additive(whole):
                yield running_total(body, whole, parts)
            continue
        known = len(exhaustive_names(parts, whole)) == len(parts) and all(p.claim.sentence == whole.claim.sentence for p in parts)
        told = whole.claim.why == "listed" or (
            whole.claim.why == "kinds" and off_by_a_slip(body, whole, parts, ("transposition", "unit-scale", "digit"))
        )
        listed = whole.claim.bound == "stated" and (told or known) and not silenced(body.sentence(whole))
        listed = listed and not _not_made_of(body, whole, parts)
        plain = listed and all(p.claim.period == whole.claim.period for p in parts)
        yield sum_of(body, whole, parts, plain, ("together", whole.key))
        earlier = [
            f
            for f in body.nearby(whole, 0, "level")
            if usable(f)
            and same_dimension(f, whole)
            and f.claim.at.start < whole.claim.at.start
            and f.claim.aspect not in ("base", "average", "whole", "together", "converted")
            and whole.claim.sentence - f.claim.sentence <= 1
        ][-8:]
        tops = [f for f in earlier if not f.claim.links.get("total")]
        for candidates in (earlier, tops):
            for size in range(2, len(candidates) + 1):
                yield sum_of(body, whole, candidates[-size:], False, ("together", whole.key))


_DIVIDING = re.compile("比重|结构|构成|组成|比例|份额|占|其余|余下|剩[余下]|男性")


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
            or relative(share.claim.whole or "")
        ):
            continue
        if share.claim.aspect == "rate" and not re.search(
            "比重|占比|结构|构成|组成|比例|份额|占|其余|余下|剩[余下]|男性", body.sentence(share)
        ):
            continue
        if share.claim.group > 0:
            groups[share.key[0], "run", share.claim.group].append(share)
        if share.claim.aspect != "base":
            groups[share.key[0], "sentence", share.claim.sentence].append(share)
    for key, shares in groups.items():
        if len(shares) < 2:
            continue
        chosen = _partition_of(body, shares) or _brackets_of(shares)
        if not chosen and (
            _rest_closes(body, shares, run=key[1] == "run") or _counted_out(body, shares) or _options(body, shares) == len(shares)
        ):
            chosen = shares
        if not chosen and (_opinions(body, shares) or _options(body, shares) or _viewed(body, shares)):
            yield Relation(
                "EP104",
                Constraint(total([Var(s.key) for s in shares]), "<=", total([100])),
                (shares[-1], *shares[:-1]),
                f"{sum_text(body, shares)} > 100%",
                key="partition",
                choice=("partition", key),
                free=True,
            )
        sure = bool(chosen)
        if not chosen and divided(body, shares):
            chosen, sure = shares, slipped_from_a_hundred(body, shares)
        if not chosen or not 60 <= sum(s.claim.quantity.number or 0 for s in chosen if s.claim.quantity is not None) <= 140:
            continue  # so far from a hundred they are no shares of one thing
        yield Relation(
            "EP104",
            Constraint(total([Var(s.key) for s in chosen]), "=", total([100])),
            (chosen[-1], *chosen[:-1]),
            f"{sum_text(body, chosen)} ≠ 100%",
            sure=sure,
            key="partition",
            choice=("partition", key),
        )


def _partition_of(body: Body, shares: Sequence[Fact]) -> list[Fact]:
    """The shares that are the members of one known partition, the greatest that is complete; all of one whole."""
    names = [s.claim.subject.rpartition("|")[2] + s.claim.indicator for s in shares]
    for partition in sorted(partitions.load().partitions, key=lambda p: -len(p.members)):
        picked = [[s for s, name in zip(shares, names, strict=True) if spelled(name, member)] for member in partition.members]
        if not any(picked):
            picked = _named_alike(shares, names, partition.members)
        if not all(len(p) == 1 for p in picked) or len({s.claim.whole or "" for p in picked for s in p}) != 1:
            continue
        if any(word in body.sentence(shares[0]) for word in partition.excepted):
            continue
        whole = picked[0][0].claim.whole or ""
        if (
            partition.totals
            and not plain_total(whole)
            and body.namers[shares[0].key[0]].split(whole).full
            and not any(whole.endswith(t) for t in partition.totals)
        ):
            continue  # 存款占全县市场份额的38%，贷款占…: of another whole than the one that they are the parts of
        found = [p[0] for p in picked]
        return [] if _one_of_several(found, shares) or _of_two_wholes(body, found) else found
    return []


def _of_two_wholes(body: Body, shares: Sequence[Fact]) -> bool:
    """存款32.7亿元，占市场份额的38%，贷款28.5亿元，占49%: each of its own market, as what the two amounts imply of it shows."""
    implied = []
    for share in shares:
        part, stated = body.first(share, "part"), share.claim.interval.middle
        if part is not None and stated and (amount := part.claim.interval.middle) is not None:
            implied.append(amount / stated)
    return len(implied) == len(shares) > 1 and min(implied) > 0 and max(implied) > min(implied) * _APART


_APART = Fraction(4, 3)  # a slip in one share seldom moves it so far


def _one_of_several(found: Sequence[Fact], shares: Sequence[Fact]) -> bool:
    """进口柜占47.9%，出口柜占46.5%，转口柜占5.6%: here the two are not all, as the third of the same list and kind shows."""
    ending = {s.claim.subject[-1:] or s.claim.indicator[-1:] for s in found}
    lists = {s.claim.links.get("list") for s in found}
    beside = [s for s in shares if s not in found and s.claim.links.get("list") in lists and s.claim.whole == found[0].claim.whole]
    alike = [s for s in beside if (s.claim.subject[-1:] or s.claim.indicator[-1:]) in ending]
    if not alike or len(ending) > 1:
        return False
    made = sum((s.claim.quantity.number or Fraction(0) for s in (*found, *alike) if s.claim.quantity is not None), Fraction(0))
    return abs(made - 100) <= 1


def _named_alike(shares: Sequence[Fact], names: Sequence[str], members: Sequence[Sequence[str]]) -> list[list[Fact]]:
    """男性受访者, 女性受访者: the members with one and the same word behind each."""
    for rest in {name[len(form) :] for name in names for form in members[0] if len(form) > 1 and name.startswith(form)}:
        found = [[s for s, name in zip(shares, names, strict=True) if any(name == form + rest for form in forms)] for forms in members]
        if rest and all(found):
            return found
    return [[]]


_BELOW = re.compile("(?P<high>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:及)?(?:以下|以内|及以下)$")
_BETWEEN = re.compile(
    "(?P<low>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{0,4}(?:至|到|-|—|—+|~|～)(?P<high>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:[(（]?(?:不?含|包括)[^)）]*[)）]?)?$"
)
_ABOVE = re.compile("(?P<low>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:及)?以上$")


def _brackets_of(shares: Sequence[Fact]) -> list[Fact]:
    """30岁以下, 30至50岁, 50岁以上: classes that leave no gap from the lowest to the highest, told one after another."""
    for start in range(len(shares) - 1):
        first = _BELOW.search(_class_of(shares[start]))
        if first is None:
            continue
        edge = first["high"]
        for position in range(start + 1, len(shares)):
            name = _class_of(shares[position])
            if (shares[position].claim.whole or "") != (shares[start].claim.whole or ""):
                break
            if last := _ABOVE.search(name):
                return list(shares[start : position + 1]) if _follows(edge, last["low"]) else []
            middle = _BETWEEN.search(name)
            if middle is None or not _follows(edge, middle["low"]):
                break
            edge = middle["high"]
    return []


def _class_of(share: Fact) -> str:
    """60岁及以上 of 60岁及以上的读者."""
    subject = re.sub("(岁以?[上下]?)[^\\d岁]{1,4}$", r"\1", share.claim.subject.rpartition("|")[2])  # 18岁以下读者
    return subject if re.match("\\d", subject) else re.sub("的[^的]{1,8}$", "", member_name(share))


def _follows(edge: str, low: str) -> bool:
    """50 after 50, or 51 after 50."""
    return float(low) - float(edge) in (0, 1)


def _complete(body: Body) -> Iterator[Relation]:
    """总量a亿元，甲b亿元，占26.6%；乙c亿元，占43.3%；丙d亿元，占30.1%: the shares reach a hundred, so nothing is missing from the sum."""
    sentences: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        if usable(share) and share.claim.aspect == "" and OF_ALL.fullmatch(share.claim.whole or ""):
            sentences[share.key[0], share.claim.sentence].append(share)
    for (index, _), shares in sentences.items():
        parts = [body.first(share, "part") for share in shares]
        if len(shares) < 3 or any(p is None or not usable(p) for p in parts):
            continue
        levels = [p for p in parts if p is not None]
        if len({p.key for p in levels}) < len(levels) or not all(same_dimension(levels[0], p) and body.additive(p) for p in levels):
            continue
        reached = [s.claim.quantity for s in shares if s.claim.quantity is not None and s.claim.quantity.number is not None]
        if len(reached) < len(shares) or abs(sum((q.number or Fraction(0) for q in reached), Fraction(-100))) * 2 > sum(
            q.last for q in reached
        ):
            continue
        whole = _level_before(body, index, levels)
        if whole is None or not body.additive(whole):
            continue
        bearing = [s for s, p in zip(shares, levels, strict=True) if _bears(s, p, whole)]
        if len(bearing) * 2 >= len(shares):
            yield sum_of(body, whole, levels, not silenced(body.sentence(shares[0])), ("complete", whole.key, levels[0].key))


def _level_before(body: Body, index: int, parts: Sequence[Fact]) -> Fact | None:
    """The level of the sentence directly before the parts, measured alike and at the same time."""
    facts = body.levels[index]
    at = next((i for i, f in enumerate(facts) if f.key == parts[0].key), 0)
    if at == 0:
        return None
    whole = facts[at - 1]
    if whole.claim.sentence != parts[0].claim.sentence or whole.claim.period != parts[0].claim.period or not usable(whole):
        return None
    return whole if same_dimension(whole, parts[0]) and whole.claim.aspect in ("", "stock") else None


def _bears(share: Fact, part: Fact, whole: Fact) -> bool:
    """True when the part's share of the whole is as printed, within a unit of the last digit."""
    return is_share(share, part, whole.claim.interval.middle)


def is_share(share: Fact, part: Fact, below: Fraction | None) -> bool:
    """True when the part is the printed share of ``below``, within a unit of the last digit."""
    stated, above = share.claim.quantity, part.claim.interval.middle
    if stated is None or stated.number is None or above is None or not below:
        return False
    return abs(above / below * 100 - stated.number) <= stated.last


OF_ALL = re.compile("(?:总量|总数|总额|总值|总的|总|全部|整体)?")


_PARTED = re.compile(
    "(?:由|分为|分成|分|有|包括|来自)[^，。；：]{0,8}?(?P<n>[两二三四五六七八九]|[2-9])(?:大|个|种)?(?:部分|方面|类|块|项|渠道|板块|来源|种)(?:资金|来源|人群|群体)?(?:构成|组成|筹集|解决)?[：:]$"
)
_SIZES = "两二三四五六七八九"
_ALL_KINDS = re.compile(
    "、[^，。；：]{0,12}(?:其他|其它|其余)[^，。；：、]{0,6}?(?P<n>[两二三四五六七八九])(?:大?类|项|者|部分|档|种)[^，。；：、]{0,6}?(?:分别|依次|各)占(?:比|到)?(?:为)?$"
)
_OPINION = re.compile("(?:选择?|认为|表示|回答|预计|预期|判断|觉得|感到)")
# the three answers to one question: up, as before, down
_SCALE = (
    re.compile("好转|变好|改善|向好|上升|增加|增长|提高|扩大|上涨|乐观|增多|加快"),
    re.compile("持平|不变|平稳|变化不大|差不多|维持|一般"),
    re.compile("转差|变差|恶化|下降|减少|下滑|回落|缩减|缩小|下跌|悲观|放缓|降低"),
)


def _plain(body: Body, shares: Sequence[Fact], *, led: bool = False) -> bool:
    """True for shares without levels, named wholes or other numbers between them: a row of members.

    ``led``: the first may name the whole of them all.
    """
    text = between(body, shares[0], shares[-1])
    return (
        all(s.claim.aspect == "" and not s.claim.links.get("part") for s in shares)
        and not any(s.claim.whole for s in (shares[1:] if led else shares))
        and not re.search("其中|多选|[。？]", text)
        and not body.inside(shares[0].key[0], shares[0].claim.at.start, shares[-1].claim.at.start)
    )


def _counted_out(body: Body, shares: Sequence[Fact]) -> bool:
    """资金由三部分构成：A占a%，B占b%，C占c%: as many shares as parts were announced."""
    left = body.before(shares[0], 60)
    if (of_all := _ALL_KINDS.search(left)) is not None and _plain(body, shares):
        # 就业、升学、待就业及其他四类分别占…: the last takes in what is left
        return len(shares) == _SIZES.find(of_all["n"]) + 2 - (_SIZES.find(of_all["n"]) > 0)
    announced = _PARTED.search(left[: max(left.rfind("："), left.rfind(":")) + 1])
    if announced is None or re.search("[。；\n]", left[announced.end() :]) or not _plain(body, shares):
        return False
    size = _SIZES.find(announced["n"])
    return len(shares) == (int(announced["n"]) if size < 0 else size + 2 - (size > 0))


def _options(body: Body, shares: Sequence[Fact]) -> int:
    """The number of options of a single-choice question that the shares answer, 99 where they are not listed; 0 for other questions."""
    left = body.before(shares[0], 160).rpartition("\n")[2]
    if "单选" not in left or "多选" in left or not _plain(body, shares):
        return 0
    if not all(_OPINION.search(body.clause(s)) for s in shares):
        return 0
    listed = re.search("选项(?:为|有|是|包括|分别为|：|:)(?P<names>[^，。；）)]{3,60})", left)
    return len(re.split("[、和或及]", listed["names"])) if listed else 99


def _opinions(body: Body, shares: Sequence[Fact]) -> bool:
    """认为好转的占a%，持平的占b%，转差的占c%: three answers of which everyone gives one at most."""
    return (
        len(shares) == len(_SCALE)
        and _plain(body, shares)
        and bool(_OPINION.search(body.clause(shares[0])))
        and all(sum(bool(answer.search(body.clause(s))) for s in shares) == 1 for answer in _SCALE)
    )


_VIEW = re.compile(
    "(?:(?:从|按|依|分|就)[^，。；：]{1,12}(?:构成|结构|组成|划分|来源|类型|类别|用途|分布|成分)(?:上|来)?(?:看|分|划分|分析|统计)?|(?:构成|结构)(?:为|如下|中|方面|上)?)"
    "[，：:][^。；]*$"
)
_MANY = re.compile("多选|可选多|不止一|重叠|交叉|同时|兼有|兼具|重复|又|也|均")


def _viewed(body: Body, shares: Sequence[Fact]) -> bool:
    """从费用构成看，甲占a%，乙占b%，丙占c%: the words announce a division, so the shares of one whole cannot exceed it."""
    if len(shares) < 2 or not _VIEW.search(body.lead(shares[0])) or not _plain(body, shares, led=True):
        return False
    if _MANY.search(body.sentence(shares[0])):
        return False
    if re.search("[；;]|[看分][，：]", between(body, shares[0], shares[-1])):
        return False
    names = [member_name(s) for s in shares]
    traits = {next((at for at, trait in enumerate(TRAITS) if trait.search(name)), -1) for name in names}
    return len(traits) == 1 and not any(name.endswith("率") for name in names)  # 女性, 博士: divided by two things


_REST = re.compile("(?:而|则)?(?:其余|余下|剩余|剩下|另外)的?(?:则|近|约)?")  # 余下的17.9%来自烘焙
_LOW_END = re.compile("^(?:未满|不满|不足|低于|少于)|(?:以下|以内)(?:者|人口|人群|的)?$")
_HIGH_END = re.compile("^(?:超过|高于|多于)|以上(?:者|人口|人群|的)?$")


def _graded(first: str, last: str) -> bool:
    """大专及以下 … 硕士及以上: a scale told from end to end, in whichever order."""
    return bool((_LOW_END.search(first) and _HIGH_END.search(last)) or (_HIGH_END.search(first) and _LOW_END.search(last)))


def _rest_closes(body: Body, shares: Sequence[Fact], *, run: bool) -> bool:
    """A占a%，B占b%，其他占c%: three or more in clauses of one shape, the last of them what remains."""
    last = shares[-1]
    named = last.claim.subject.rpartition("|")[2] + last.claim.indicator
    left = _REST.fullmatch(body.clause(last)) is not None
    graded = _graded(member_name(shares[0]), member_name(last))
    if not (left or graded or is_the_rest(named)) or "率" in body.before(shares[0], 10):
        return False
    if run:
        return True
    text = between(body, shares[0], last)
    alike = len({(s.claim.whole or "", s.claim.links.get("total", ())) for s in (shares[:-1] if left else shares)}) == 1
    return (
        len(shares) >= 3
        and alike
        and "其中" not in text
        and not re.search("[;；。]", text)
        and all(s.claim.aspect == "" or (left and s.claim.aspect == "rate" and not s.claim.links) for s in shares)
        and not body.inside(last.key[0], shares[0].claim.at.start, last.claim.at.start)
    )
