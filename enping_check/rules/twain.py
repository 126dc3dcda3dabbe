"""What is said of two values just told, which of them is the greater and by how much (EP203, EP301), or how far one moved (EP202).

体检2107人，合格1283人，两数相差824人. 需求1530吨，库存1186吨，缺口344吨. 由412项减到268项，砍掉144项. 甲2761人，乙1934人，前者多于后者.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Var
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import same_dimension, usable

_BOTH: Final = (
    "(?:(?:这|以上|上述)?(?:两者|二者|两数|两个数(?:字|据)?|两项|两组数(?:字|据)?|双方|两地|两边|两头|两处|两家|两个口径|彼此|一来一去|一进一出|一高一低)"
    "(?:之间|一比较?|相比|比较|相减|对比|一减|轧差|相抵)*)"
)
_IDLE: Final = "(?:，|就|便|也|还|又|仍|竟|有着?|整整|足足|只|仅|约|大约|达到?|为|是|了|出|共|总共|一共|近|将近|超过|高达|多达)*"
_DIFFER: Final = re.compile(
    f"(?:(?P<both>{_BOTH}){_IDLE}(?:相差|差距|落差|差额|差值|之差|悬殊|相距|差|少|多)了?|{_IDLE}(?:相差|差距|落差|差额|差值|之差)){_IDLE}"
)
_SHORT: Final = re.compile(
    f"，?(?:但|而|可)?(?:供需|供给|资金|用工|人才|床位|学位|托位|车位|座位|泊位|岗位|名额)?(?:的)?(?:缺口|缺额|短缺|供需缺口){_IDLE}$|(?:尚|还|仍)(?:缺|短缺){_IDLE}$"
)
_WANTED: Final = re.compile("需求|需要|需|登记|申请|报名|想|排队|应|计划|目标|预计|要")
_PLACES: Final = re.compile("床|座|学位|托位|车位|泊位|岗|名额|席|位$")
_LOST: Final = re.compile("损失|亏损|净亏|逆差|赤字|净流出|净减")
_CLAUSES: Final = 2  # from the last of the two to the difference
_RARE: Final = Fraction(2, 5)


def relations(body: Body) -> Iterator[Relation]:
    """The difference of the last two values before it, however it is called; and which of the two is said to be the greater."""
    for second in body.all("level", "share"):
        if usable(second) and second.claim.aspect not in ("threshold", "comparison", "converted"):
            yield from _in_order(body, second)
    for fact in body.all("level", "change"):
        quantity = fact.claim.quantity
        if not usable(fact) or quantity is None or quantity.hedge or quantity.ranged or fact.claim.modality != "fact" or fact.claim.group:
            continue
        said = body.clause(fact)
        if (differ := _DIFFER.fullmatch(said)) is not None and (two := _two_before(body, fact)) is not None:
            yield from _apart(body, fact, *two, both=differ["both"] is not None)
        elif _SHORT.fullmatch(said):
            yield from _short(body, fact)
        elif _moved().fullmatch(said):
            yield from _taken(body, fact)


_ORDER: Final = re.compile(
    "[^，。；\\d]{0,4}，(?:可见|显然|结果|也就是说)?(?P<one>[前后]者)(?:数量|人数|规模|总量|明显|略|远远?|稍|大幅|显著|要|已|仍|还|则)*"
    "(?:(?P<more>多于|高于|大于|超过|超出|胜过|好于|重于|长于|贵于|领先于?)|(?P<less>少于|低于|小于|不及|不如|逊于|短于|轻于|落后于))(?!(?P=one))[前后]者(?=[，。；！]|$)"
)


def _in_order(body: Body, second: Fact) -> Iterator[Relation]:
    """甲2761人，乙1934人，前者多于后者: as the words say."""
    said = _ORDER.match(body.after(second, 30))
    told = [f for f in body.beside(second, second.claim.kind) if f.order <= second.order and usable(f) and same_dimension(f, second)]
    others = [f for f in body.beside(second, "level", "share", "growth", "change", "multiple") if f.order <= second.order]
    if said is None or len(told) != 2 or len(others) != 2 or not body.one_stretch(*told) or any(f.claim.modality != "fact" for f in told):
        return
    one, other = told if said["one"] == "前者" else reversed(told)
    yield Relation(
        "EP203",
        Constraint(Var(one.key), ">=" if said["more"] else "<=", Var(other.key)),
        (one, other),
        f"{printed(body, one)} {'<' if said['more'] else '>'} {printed(body, other)}",
        free=True,
        choice=("order", one.key, other.key),
    )


def _two_before(body: Body, fact: Fact, *, alike: bool = True) -> tuple[Fact, Fact] | None:
    """The two values told before it in its sentence, where these are all that are measured so."""
    told = [f for f in body.beside(fact, "level") if f.order < fact.order and usable(f) and (not alike or same_dimension(f, fact))]
    if len(told) != 2 or fact.claim.clause - told[1].claim.clause > _CLAUSES or told[1].claim.clause - told[0].claim.clause > _CLAUSES:
        return None
    if len({_LOST.search(body.clause(f)) is None for f in told}) > 1:
        return None  # 汇兑收益1270万元，去年同期为汇兑损失340万元，两者相差1610万元
    plain = all(f.claim.aspect not in ("average", "threshold", "converted", "comparison", "together") for f in told)
    return (told[0], told[1]) if plain and body.one_stretch(told[0], fact) else None


def _apart(body: Body, fact: Fact, one: Fact, two: Fact, *, both: bool) -> Iterator[Relation]:
    """Without a sign: the greater less the smaller."""
    a, b = one.claim.interval.middle, two.claim.interval.middle
    if a is None or b is None or a == b or one.claim.modality != two.claim.modality:
        return
    more, less = (one, two) if a > b else (two, one)
    yield _difference(body, fact, more, less, sure=both or explained(body, fact, Var(more.key) - Var(less.key), (more, less), _RARE))


def _short(body: Body, fact: Fact) -> Iterator[Relation]:
    """登记1530位，床位1186张，缺口344张: what was asked for, told first, less what is there."""
    two = _two_before(body, fact)
    mixed = two is None
    two = two or _two_before(body, fact, alike=False)
    if two is None or not _WANTED.search(body.clause(two[0])):
        return
    one, other = two
    counted = all(f.claim.quantity is not None and f.claim.quantity.dimension.startswith("count") for f in (one, other, fact))
    if mixed and not (counted and same_dimension(other, fact) and _PLACES.search(body.clause(other) + body.folded(other))):
        return
    if one.middle <= other.middle:
        return
    gap = Var(one.key) - Var(other.key)
    yield _difference(body, fact, one, other, sure=explained(body, fact, gap, (one, other), _RARE))


@functools.cache
def _moved() -> re.Pattern[str]:
    """砍掉了, 一共退出, 足足添了: a verb that says how many went or came, and nothing else."""
    words = table("words.toml")["moved"]
    verbs = alternation((*words["went"], *words["came"]))
    return re.compile(
        f"(?:，|一共|总共|共|累计|净|足足|整整|一下子|一口气|先后|直接|总计|合计|就|又|已)*{verbs}(?:掉|去|下|出)?了?(?:约|近|整整|足足)*"
    )


def _taken(body: Body, fact: Fact) -> Iterator[Relation]:
    """由412项减少到268项，砍掉144项: believed where one slip explains what is wrong, for others may have come."""
    now = next((f for f in reversed(body.beside(fact, "level")) if f.order < fact.order), None)
    base = body.first(now, "base") if now is not None else None
    if now is None or base is None or now.claim.clause != fact.claim.clause - 1 or not (usable(now) and usable(base)):
        return
    if (
        now.claim.aspect not in ("up", "down", "")
        or not (same_dimension(now, base) and same_dimension(now, fact))
        or fact.claim.links.get("now")
    ):
        return
    if _OTHERS.search(re.split("[。！？]", body.after(fact, 20))[0]):
        return
    words = table("words.toml")["moved"]
    went = any(word in body.clause(fact) for word in words["went"])
    more, less = (base, now) if went else (now, base)
    if more.middle <= less.middle:
        return
    made = Var(more.key) - Var(less.key)
    yield Relation(
        "EP202",
        Constraint(Var(fact.key), "=", made),
        (fact, more, less),
        f"{printed(body, more)} − {printed(body, less)} = {{x}}",
        sure=one_slip(body, fact, made, (fact, more, less), ("digit", "transposition", "point")),
        choice=("change", fact.key),
    )


_OTHERS: Final = re.compile("新|另|又|迁|转|并入|注销|退")  # 砍掉150项，新增6项


def _difference(body: Body, fact: Fact, more: Fact, less: Fact, *, sure: bool) -> Relation:
    sign = -1 if fact.claim.sign < 0 else 1
    return Relation(
        "EP301",
        Constraint(Var(fact.key) * sign, "=", Var(more.key) - Var(less.key)),
        (fact, more, less),
        f"{printed(body, more)} − {printed(body, less)} = {{x}}",
        sure=sure,
        choice=("balance", fact.key),
        key="balance",
    )
