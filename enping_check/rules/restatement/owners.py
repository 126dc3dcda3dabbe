"""Whose an amount is: that of the thing named behind it, of another of the kind, of what was so once and has moved since."""

from __future__ import annotations

import re
from typing import Final

from enping_check.rules.body import Body, Fact
from enping_check.rules.restatement.likeness import LIFELONG, by_one_word
from enping_check.rules.slips import slip_between
from enping_check.rules.wholes import same_dimension


def named_in_full(body: Body, fact: Fact) -> bool:
    """化工行业用电: an item of a list whose own words say what of whom."""
    claim = fact.claim
    return len(claim.subject) >= 2 and body.known(fact) is not None and claim.subject in body.clause(fact)


_ORDINARY = {"transposition", "unit-scale", "digit"}


def owned_alike(body: Body, fact: Fact, other: Fact) -> bool:
    """总投资35.6亿元的某某电站 … 某某电站总投资53.6亿元: a lifelong amount of one thing by its name, one slip apart."""
    a, b = fact.claim, other.claim
    if a.sentence == b.sentence or (a.quantity and a.quantity.hedge) or (b.quantity and b.quantity.hedge):
        return False
    for owned, stated in ((fact, other), (other, fact)):
        invested = _INVESTED.fullmatch(body.clause(owned)) is not None
        if not LIFELONG.search(stated.claim.indicator) or owned.claim.subject or not (invested or LIFELONG.search(body.clause(owned))):
            continue
        if _of_another_name(body, owned, stated):
            continue
        name = stated.claim.subject
        named = len(name) >= 4 and re.match(f"的[“《]?{re.escape(name)}", body.after(owned, len(name) + 2))
        if (named or _owner_before(body, owned, stated)) and (
            _one_amount(owned, stated) or (invested and "投资" in stated.claim.indicator)
        ):
            return bool(slip_between(body, fact, other) & _ORDINARY)
    return False


_INVESTED: Final = re.compile("(?:[这那该]?[座个条项处])?(?:计划|概算)?投资")  # 投资8.6亿元的某某工程: all of it


def _one_amount(a: Fact, b: Fact) -> bool:
    """总投资 and 概算总投资: one kind of amount."""
    x, y = LIFELONG.search(a.claim.indicator), LIFELONG.search(b.claim.indicator)
    return x is not None and y is not None and (x[0] == y[0] or {x[0], y[0]} == {"总投资", "投资总额"})


def _of_another_name(body: Body, owned: Fact, stated: Fact) -> bool:
    """总投资8.6亿元的城北水厂 … 总投资6.8亿元的城南水厂: each stands before a name of its own."""
    one, two = (re.match("的[“《]?([\u4e00-\u9fffA-Za-z0-9]{4})", body.after(f, 8)) for f in (owned, stated))
    return one is not None and two is not None and one[1] != two[1]


def _owner_before(body: Body, owned: Fact, stated: Fact) -> bool:
    """总投资49亿元的城东快速路 where the other sentence, or the one before it, is of 城东快速路."""
    after = re.match("的[“《]?([\u4e00-\u9fffA-Za-z0-9]{4,14})", body.after(owned, 18))
    if after is None or stated.claim.subject not in ("", "项目", "工程", "该项目", "该工程"):
        return False
    text = body.readings[stated.key[0]].article.folded
    line = text.rfind("\n", 0, stated.claim.at.start) + 1
    said = text[max(line, stated.claim.at.start - _AROUND) : stated.claim.at.start]
    return any(after[1][:size] in said for size in range(len(after[1]), 3, -1))


_AROUND = 70  # characters before an amount in which its owner may be named


def grown_otherwise(body: Body, fact: Fact, other: Fact) -> bool:
    """财政总支出55.2亿元，增长15.5%；预算支出52.5亿元，增长14.5%: what grew otherwise over one time is another thing."""
    one, two = ([g for g in body.beside(f, "growth") if body.first(g, "now") == f] for f in (fact, other))
    return any(
        (a.claim.basis or "同比") == (b.claim.basis or "同比") and not a.claim.interval.overlaps(b.claim.interval) for a in one for b in two
    )


_THEN: Final = re.compile("[年月]前(?!三季|三个|[一二三四]季)|当[年初时]|[起最]初|之初|刚|曾|原[来有先]|只有|仅有")
_MOVES: Final = re.compile("新招|招聘|招录|扩招|收购|并购|兼并|合并|并入|裁员|裁减|入职|离职|退休|重组|划转")


def moved_since(body: Body, fact: Fact, other: Fact) -> bool:
    """十年前只有2480名员工。如今，2840名员工…; 收购同行后，2840名员工…: how many there were and how many there are."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    quantity = first.claim.quantity
    if quantity is None or not quantity.dimension.startswith("count"):
        return False
    if _THEN.search(body.lead(first)) and not _THEN.search(body.lead(last)):
        return True
    if last.claim.sentence - first.claim.sentence > _SOON:
        return False
    between = (f for f in body.within(last, _SOON, "level", "change") if first.order < f.order < last.order and same_dimension(f, last))
    # 上月1862起，比前月减少42起。…上月1682起: it had moved when it was told
    between = (f for f in between if not (f.claim.kind == "change" and body.first(f, "now") == first and by_one_word(body, first, last)))
    came = any(f.claim.kind == "change" or f.claim.aspect == "increment" for f in between)
    return came or _MOVES.search(body.text(first, last)) is not None


_ANEW: Final = re.compile("口径不[同一]|调概|(?:概算|预算|投资)调整|调整(?:概算|投资)|重新核[定准]|追加投资")
_STAGE: Final = re.compile(
    "(?<![一-龥])(?:早期|早年|后来|起初|最初|原先|原来|当初|规划中|设想中|如今|现在|目前)|[一-龥][建制造革改扩产营张级组并立迁](?:之?前|之?后)(?=[，,])"
)


def of_two_stages(body: Body, fact: Fact, other: Fact) -> bool:
    """扩建前，吞吐量168.2万吨。扩建后，吞吐量268.1万吨: the first is of a time that is over; 口径不同, 调概后: reckoned anew."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    stages = [set(_STAGE.findall(body.lead(f))) for f in (first, last)]
    return bool(stages[0] and stages[0] != stages[1]) or _ANEW.search(body.sentence(last)) is not None


_SOON: Final = 4  # sentences in which what changes is told between
_TRADE: Final = re.compile("[\u4e00-\u9fff]{2}(?:行业|系统|产业|领域|战线)(?:[的内里中])?$")


def two_of_them(body: Body, fact: Fact, other: Fact) -> bool:
    """有2480名员工的甲厂与有2840名员工的乙厂; 全县纺织行业2840名员工: of two owners."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    if any(f.key != first.key and same_dimension(f, last) and f.claim.interval == last.claim.interval for f in body.beside(first, "level")):
        return True
    if another_one(body, fact, other):
        return True
    if _OTHERS.search(last.claim.subject) and not _OTHERS.search(body.lead(first) + first.claim.subject):
        return True
    trade = _TRADE.search(body.clause(last))
    return trade is not None and trade[0] not in body.lead(first)


def another_one(body: Body, fact: Fact, other: Fact) -> bool:
    """每袋165元。…另一款每袋156元: the later sentence has gone on to another of the kind."""
    return _ANOTHER.search(body.lead(max(fact, other, key=lambda f: f.order))) is not None


_ANOTHER: Final = re.compile("另外?[一两有][款种个家座条批类项台份处]")
_OTHERS: Final = re.compile("周边|其他|其余|外地|邻|散户")


def another_behind(body: Body, owned: Fact, stated: Fact) -> bool:
    """全长8.46公里的甲隧道贯通。随后，乙隧道全长8.64公里: whose the first is stands behind it, and it is another of the kind."""
    name = stated.claim.subject
    after = re.match("的[“《]?([\u4e00-\u9fffA-Za-z0-9]{3,10})", body.after(owned, 12))
    if owned.claim.subject or len(name) < 3 or after is None:
        return False
    thing, kind, _ = after[1].partition(name[-2:])
    return bool(kind) and not name.endswith(thing + kind)  # 全长168.2公里的连接线 may be 翠屏高铁连接线 again


def first_spoken_of(body: Body, fact: Fact, other: Fact) -> bool:
    """（科技馆封顶。项目总投资9.36亿元。…）美术馆项目总投资9.63亿元: the owner of the later one has not been spoken of before it."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    owner = _KIND_OF_WORK.sub("", last.claim.subject)
    told = body.readings[last.key[0]].article.folded[: body.bounds(last).start]
    bare = not _KIND_OF_WORK.sub("", first.claim.subject) and LIFELONG.search(last.claim.indicator)
    return bool(bare) and len(owner) > 2 and owner in body.lead(last) and owner[:2] not in told


_KIND_OF_WORK: Final = re.compile(
    "^[“「]?(?:[这那该此本][个座条项处]?|[个座条项处])案?|^[“「]|(?:建设|改造|扩建|新建|一期|二期)*(?:项目|工程)$"
)


def another_named(body: Body, owned: Fact, bare: Fact) -> bool:
    """甲水库总投资5.73亿元。乙水库同步开工，总投资7.53亿元: whose the second is stands further ahead, and it is another of the kind."""
    owner = owned.claim.subject
    said = body.lead(bare)
    if bare.claim.subject or len(owner) < 3 or owner in said:
        return False
    called = re.findall(f"(?![这那该此本座个条项的对在把将向于为])[\u4e00-\u9fff]{re.escape(owner[-2:])}", said)
    return any(each not in owner for each in called)
