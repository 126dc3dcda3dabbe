"""Parts against their whole: EP301 and EP302."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations

from enping_check.engine import Constraint, Interval, Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact, name_key, summed
from enping_check.rules.flows import came_and_went
from enping_check.rules.lists import announced, between, counted_out, is_the_rest, of_its_measure, off_by_a_slip, silenced, slipped, unread
from enping_check.rules.lists import member_name as member_name
from enping_check.rules.members import complete_partitions, exhaustive_names
from enping_check.rules.relation import Relation, printed
from enping_check.rules.running import chains, covered, running_total
from enping_check.rules.segments import of_another_row
from enping_check.rules.slips import COMMON, one_slip
from enping_check.rules.wholes import same_dimension, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _lists(body)
    yield from _together(body)
    yield from _complete(body)
    yield from _partitions(body)


def _lists(body: Body) -> Iterator[Relation]:
    """The parts of a list add to its total when the list is exhaustive; no part exceeds the total."""
    for (index, number), members in body.lists.items():
        by_total: dict[int, list[Fact]] = defaultdict(list)
        for member in members:
            if usable(member) and member.claim.aspect not in ("base", "average", "whole", "together") and not body.asked(member):
                for rank, each in enumerate(member.claim.links.get("total", ())):
                    if rank == 0 or len(member.claim.links["total"]) > 1:
                        by_total[each].append(member)
        for each, parts in by_total.items():
            whole = body.fact(index, each)
            if not usable(whole) or whole.claim.surface[:1] in "百千万亿":
                continue  # 有5家一年卖过了千万元，其中最大的4260万元: a mark that they passed
            if whole.claim.aspect == "incidental" and parts[0].claim.clause == whole.claim.clause + 1:
                yield from _exceeding(body, whole, parts[:1], parts[0].claim.links["total"][0] == each)
            if whole.claim.aspect in ("average", "base", "whole", "incidental") or not (
                body.additive(whole) or exhaustive_names(parts, whole, named=True)
            ):
                continue  # 居民人均可支配收入: a mean is the sum of its four sources
            first = all(p.claim.links["total"][0] == each for p in parts) and not _denied(body, whole, parts)
            loose = any(p.claim.links.get("loose") for p in parts)
            yield from _exceeding(body, whole, parts, first)
            if len(parts) < 2:
                continue
            names = [member_name(p) for p in parts]
            inside = [p for p in parts if not _BESIDES.match(body.clause(p))]
            whole_lists = complete_partitions(inside, whole)
            partition = whole_lists[0] if whole_lists else ()
            rest = [i for i, name in enumerate(names) if is_the_rest(name)]
            chosen = parts
            sure = beside = False
            if partition and not any(
                re.search("规上|限上|规模以上|限额以上", p.claim.indicator + p.claim.subject)
                for p in parts
                if not re.search("规上|限上|规模以上|限额以上", whole.claim.indicator)
            ):
                chosen = [next(p for p, name in zip(parts, names, strict=True) if member == name) for member in partition]
                sure = first
            elif rest and rest[-1] == len(parts) - 1 and first and not loose and of_its_measure(whole, parts):
                sure = not re.search("等(?!其他|其余)", between(body, parts[0], parts[-1])) and not unread(body, parts[0], parts[-1])
                sure = sure and (not short_by_a_sliver(whole, parts) or slipped(body, whole, parts))
            elif first and not loose and (announced(body, whole, parts) or counted_out(body, whole, parts) or slipped(body, whole, parts)):
                sure = True
            elif first and not loose and _beside_a_whole_row(body, whole, parts, by_total):
                sure = beside = one_slip(body, whole, total([Var(p.key) for p in parts]), (whole, *parts), COMMON)
            if sure and partition and any(adds_up(whole, run) for run in _begun_alike(parts, chosen)):
                sure = False  # 100个城市，新房上涨52个、下跌35个、持平13个；二手房下跌97个: one of each row is no list
            if not sure and not partition and first and not loose and (run := _first_clause(parts)) and slipped(body, whole, run):
                chosen, sure = run, True
            if sure and not partition and any(adds_up(whole, chosen[:n]) for n in range(2, len(chosen))):
                sure = False  # 出境水量a，其中甲江b，乙江c，外省流入d: the last is of something else
            if sure and not partition and _one_divided(whole, chosen):
                sure = False
            if sure and (share := _told_by_its_share(body, whole, chosen)) is not None:
                yield _with_the_share(body, whole, chosen, share)
                sure = False
            sentence = body.sentence(parts[0])
            yield sum_of(body, whole, chosen, sure and not silenced(sentence), (index, number, each) if beside else (index, number))
            for other_names in whole_lists[1:]:
                again = [next(p for p, name in zip(parts, names, strict=True) if member == name) for member in other_names]
                yield sum_of(body, whole, again, first and not silenced(sentence), (index, number, other_names))
            if sure:
                for other in of_another(body, whole, chosen):
                    yield sum_of(body, other, chosen, False, (index, number))
            if len(parts) > 2 and not sure and not partition:
                # a list may open with a subtotal's parts: try its runs, to verify only
                for size in range(2, len(parts)):
                    yield sum_of(body, whole, parts[:size], False, (index, number))


def _beside_a_whole_row(body: Body, whole: Fact, parts: Sequence[Fact], rows: Mapping[int, Sequence[Fact]]) -> bool:
    """项目34个，总额86.4亿元，其中甲类23个、61.8亿元，乙类9个、24.6亿元: the amounts of all are told."""
    for each, row in rows.items():
        other = body.fact(whole.key[0], each)
        if other.key == whole.key or len(row) != len(parts) or same_dimension(other, whole) or other.claim.sentence != whole.claim.sentence:
            continue
        paired = all(a.order < b.order and b.claim.clause - a.claim.clause <= 1 for a, b in zip(parts, row, strict=True))
        digits = min(sum(c.isdigit() for c in body.folded(f)) for f in (other, *row))
        if paired and digits > 2 and usable(other) and makes(other, row):
            return True
    return False


def _begun_alike(parts: Sequence[Fact], chosen: Sequence[Fact]) -> Iterator[Sequence[Fact]]:
    """What the list begins with, other than the chosen parts, where some of these are among it and some are not."""
    taken = {p.key for p in chosen}
    for n in range(2, len(parts)):
        inside = sum(p.key in taken for p in parts[:n])
        if 0 < inside < len(taken):
            yield parts[:n]


_OF_THEM = re.compile("[其当]?中[，有]*$")


def _told_by_its_share(body: Body, whole: Fact, parts: Sequence[Fact]) -> Fact | None:
    """36家企业，其中63.9%计划加薪，9家冻薪，其余4家未定: the share that stands for the number of one of the parts."""
    if whole.claim.sentence != parts[-1].claim.sentence or makes(whole, parts):
        return None
    shares = [s for s in body.shares[whole.key[0], whole.claim.sentence] if whole.order < s.order < parts[-1].order]
    told = [s for s in shares if not s.claim.links.get("part") and _OF_THEM.search(body.before(s, 3))]
    return told[0] if len(told) == 1 else None


def _with_the_share(body: Body, whole: Fact, parts: Sequence[Fact], share: Fact) -> Relation:
    """What the other parts leave of the whole, as a share of it."""
    others = total([Var(p.key) for p in parts])
    made = (Var(whole.key) - others) * 100 / Var(whole.key)
    return Relation(
        "EP101",
        Constraint(Var(share.key), "=", made),
        (share, whole, *parts),
        f"({' − '.join(printed(body, f) for f in (whole, *parts))}) ÷ {printed(body, whole)} = {{x}}",
        sure=one_slip(body, share, made, (share, whole, *parts), COMMON),
        choice=("share", share.key),
        key="mismatch",
    )


def _first_clause(parts: Sequence[Fact]) -> list[Fact]:
    """按职称分，正高级58人、…、初级65人；双师型298人: those of the first clause, where others follow that may be of another division."""
    run = [p for p in parts if p.claim.clause == parts[0].claim.clause]
    return run if 3 <= len(run) < len(parts) else []


def _one_divided(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True for 境内a，境外b；境外中甲c，乙d: the first make the whole, and what follows makes the last of them."""
    return any(makes(whole, parts[:n]) and makes(parts[n - 1], parts[n:]) for n in range(2, len(parts) - 1))


def makes(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the parts make the whole to the printed digits."""
    if not all(same_dimension(whole, p) for p in parts):
        return False
    return _made(parts).overlaps(whole.claim.interval)


def _made(parts: Sequence[Fact]) -> Interval:
    """What the parts come to."""
    made = parts[0].claim.interval
    for part in parts[1:]:
        made = made + part.claim.interval
    return made


_BESIDES = re.compile("(?:此外|另外)?[，、]?(?:还|另)有")  # 另有研究生512人: not among those told as a whole

# what adds up: no means, no values compared with
ADDED = ("", "stock", "increment", "together", "up", "down")


def of_another(body: Body, whole: Fact, parts: Sequence[Fact]) -> Iterator[Fact]:
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
    made, own = _made(parts), whole.claim.interval
    return made.width is not None and own.middle is not None and made.overlaps(own) and made.width * 100 <= abs(own.middle)


def short_by_a_sliver(whole: Fact, parts: Sequence[Fact]) -> bool:
    """国内贷款、自筹资金、其他资金: what 其他 closes may leave a small part out all the same."""
    own = whole.claim.interval.middle
    made = summed(parts)
    return own is not None and 0 < own - made < own / 200


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
    if above and whole.claim.aspect == "increment" and any(_of_the_stock(body, whole, part) for part in above):
        return  # 航线达到38条，新增5条，其中外贸14条: of all there are
    if above and came_and_went(body, parts):
        return
    for position, part in enumerate(parts):
        goes_on = part.claim.links.get("loose") and _goes_on(body, whole, parts[: position + 1])
        fits = not part.claim.links.get("loose") and (_fits(body, parts[: position + 1]) or _too_great(body, whole, parts[: position + 1]))
        if not first or not (goes_on or fits):
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
        if not _holds(whole, part) and _of_a_nearer(body, whole, parts):
            continue  # 新开航线9条，航线总数由61条增至68条，其中外贸29条: of all there are
        if not _holds(whole, part) and _WITH_MORE.search(body.text(whole, part)):
            continue  # 其中a、b，连同早前的c，总额d
        if not _holds(whole, part) and (_of_a_greater(body, whole, part) or _viewed_alone(body, whole, parts)):
            continue  # 保额3115万亿元，其中人身险公司新增493万亿元。从险种看，…意外险1725万亿元: of the first of them
        if not part.claim.subject and re.search("全[省市县区州镇旗]", body.clause(part)) and part.claim.indicator != whole.claim.indicator:
            continue  # 全县软件业务收入…: another measure of the whole place, no part
        if whole.claim.aspect == "increment" and part.claim.aspect == "stock":
            continue
        if part.claim.aspect == "stock" != whole.claim.aspect and part.claim.period != whole.claim.period:
            continue  # 外派1.38万人，其中甲、乙，6月末在外4.26万人: all there are at the end, not of those who went
        if re.search("差|净|利润|盈|亏|结余|[买卖]超", whole.claim.indicator + whole.claim.subject):
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


_DIVIDED = re.compile("[分按从依][^，。；：]{1,8}[看分：]")


_WITH_MORE = re.compile("[，；](?:再|若)?(?:加上|连同|加之|算上|加计)")


_AFIELD = 8  # sentences back to what 按资金来源分 divides again


def _of_a_greater(body: Body, whole: Fact, part: Fact) -> bool:
    """True where a sentence that divides anew has a part too great for the amount before it, and not for one told before that."""
    return (
        part.claim.sentence != whole.claim.sentence
        and _DIVIDED.match(body.sentence(part)) is not None
        and any(f.order < whole.order and _holds(f, part) for f in body.within(whole, _AFIELD, "level"))
    )


def _viewed_alone(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """从服务看，惠及2460户小微企业: one thing told under a head of its own is no part of what the sentence before counted."""
    return len(parts) == 1 and parts[0].claim.sentence != whole.claim.sentence and _DIVIDED.match(body.sentence(parts[0])) is not None


def _of_a_nearer(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where another value that the list may be of, told between the whole and the parts, has room for each of them."""
    nearer = [f for f in body.linked(parts[0], "total") if whole.order < f.order < parts[0].order and usable(f)]
    return any(all(_holds(f, part) for part in parts) for f in nearer)


def _of_the_stock(body: Body, increment: Fact, part: Fact) -> bool:
    """True where another value of the sentence, told before what is new, has room for the part."""
    return any(f.order < increment.order and f.claim.aspect != "increment" and _holds(f, part) for f in body.beside(increment, "level"))


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
    made = summed(parts)
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
    return bool(re.fullmatch("[、和及][^，。；：、]*", body.between(parts[-2], parts[-1])))


_WORSE = re.compile("[，、](?:成灾|绝收|绝产|重度受损|重伤|死亡|重症|危重|倒塌|严重损坏|报废)(?:面积|人数)?")  # within what was hit


def _too_great(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """受灾36.2万亩，其中成灾21.5万亩，绝收48万亩: the second of a list that 其中 opens, more than the whole by the place of its point."""
    part, before = parts[-1], parts[-2] if len(parts) > 1 else None
    if before is None or before.claim.sentence != whole.claim.sentence or not _fits(body, parts[:-1]) or _holds(whole, part):
        return False
    plain = _WORSE.fullmatch(body.between(before, part)) is not None and same_dimension(whole, part)
    return plain and body.after(part, 1) in ("，", "。") and part.middle < whole.middle * 10


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
        and not silenced(body.sentence(whole), body.after(whole, 90))
        and not _one_of_them(body, whole, parts)
        and not of_another_row(body, whole, parts)
    )


def _one_of_them(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """大型银行a，股份制银行b，城市银行c，农村银行d: named as its parts and others beside them are, it is one of them all."""
    ending = whole.claim.subject[-2:]
    if len(whole.claim.subject) < 3 or any(p.claim.subject[-2:] != ending or p.claim.subject.endswith(whole.claim.subject) for p in parts):
        return False
    own = {whole.key, *(p.key for p in parts)}
    return any(f.key not in own and f.claim.subject[-2:] == ending and same_dimension(f, whole) for f in body.beside(whole, "level"))


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


def _led_by_one_more(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """县医院牵头，与1家中医院、16家卫生院组成医共体，一共18家: the one that took them together is counted with them."""
    if whole.claim.quantity is None or not whole.claim.quantity.exact or whole.middle != summed(parts) + 1:
        return False
    before = body.sentence(parts[0]).partition(body.folded(parts[0]))[0]
    return before.endswith(_leads())


@cache
def _leads() -> tuple[str, ...]:
    return tuple(table("lists.toml")["leads"])


def _together(body: Body) -> Iterator[Relation]:
    """合计 after a list equals what was just listed."""
    for whole in body.all("level"):
        parts = [p for p in body.linked(whole, "parts") if usable(p)]
        in_turn = [chain for chain in chains(whole, parts) if covered(body, whole, chain)] if whole.claim.quantity is not None else []
        if in_turn:
            yield from (running_total(body, whole, chain) for chain in in_turn)
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
        listed = whole.claim.bound == "stated" and (told or known) and not silenced(body.sentence(whole), body.after(whole, 90))
        listed = listed and not _not_made_of(body, whole, parts) and not _led_by_one_more(body, whole, parts)
        plain = listed and all(p.claim.period == whole.claim.period for p in parts)
        earlier = [
            f
            for f in body.nearby(whole, 0, "level")
            if usable(f)
            and same_dimension(f, whole)
            and f.claim.at.start < whole.claim.at.start
            and f.claim.aspect not in ("base", "average", "whole", "together", "converted")
            and whole.claim.sentence - f.claim.sentence <= 1
        ][-8:]
        skipped = [f for f in earlier if f.order > max(p.order for p in parts)]  # 立案14件、结案5件，另有13件…，两项合计
        yield sum_of(body, whole, parts, plain and not skipped, ("together", whole.key))
        if skipped and len(parts) == 2:
            for one, other in combinations(earlier, 2):
                yield sum_of(body, whole, [one, other], False, ("together", whole.key))
        tops = [f for f in earlier if not f.claim.links.get("total")]
        for candidates in (earlier, tops):
            for size in range(2, len(candidates) + 1):
                yield sum_of(body, whole, candidates[-size:], False, ("together", whole.key))


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
    return in_proportion(share, part.claim.interval.middle, below)


def in_proportion(share: Fact, above: Fraction | None, below: Fraction | None) -> bool:
    """True when ``above`` is the printed share of ``below``, within a unit of the last digit."""
    stated = share.claim.quantity
    if stated is None or stated.number is None or above is None or not below:
        return False
    return abs(above / below * 100 - stated.number) <= stated.last


OF_ALL = re.compile("(?:总量|总数|总额|总值|总的|总|全部|整体)?")
