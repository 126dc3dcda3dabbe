"""What was there, what was added to it, and what there is now or by how much it grew, where the words leave nothing out: EP301, EP201.

在原有充电桩a个之外，今年又竖起b个，眼下已有c个; 新开b家且无关店，与期初的a家相比扩容g%. That nothing went away is said (无退网, 净投放,
在原有…之外): so what does not come out is told where one ordinary slip explains it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.flows import said_role
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

# by chance at most so often may a slip make it come out: where nothing is said to have gone, where something was added again
_SAID: Final = Fraction(2, 5)
_AGAIN: Final = Fraction(1, 10)
_CLAUSES: Final = 3
_LEFT_OUT: Final = ("average", "whole", "threshold", "comparison", "converted", "plan", "together")
_WAS: Final = re.compile(
    "(?:原有|原先|原来|原本|此前|先前|年初|期初|季初|月初|学期初|[上去前]年年?[末底]|上[季月期周]度?[末底]|开[年春]时?|存量)[^，。；]{0,12}$"
)
_ADDED: Final = re.compile("(?:又|再|新|另|还|今年|本[年月季期周]|年内|当[年月季]|净)[^，。；]{0,12}$")
_TAKEN: Final = re.compile("其中|减|退|关|拆|撤|注销|流失|卖|销|处置|少|缩")
_IS: Final = re.compile(
    "(?:眼下|眼前|目前|现在|如今|现今|时下|当前|现有|现共|至此|[年月季期]度?[末底]|总数|总量|总规模|总计|存量|余额|保有量|共有|已有|一共|家底|达到|[增升扩涨添壮变]+[大多到至为]|成长为|达)"
    "[^，。；]{0,14}$"
)
_ON_TOP: Final = re.compile("(?:原有|现有|已有|原来|原先|原本|既有)[^，。；]{0,24}(?:之外|以外|外|基础之?上|之上|底子上)(?=[，又再新])")
_NONE_LEFT: Final = re.compile(
    "(?:[无未没零]|没有|不曾|并无|均无|未曾|也没)(?:一[家座户个台辆只头]|任何|有)?[^，。；]{0,2}?(?:退|关|报废|注销|撤|流失|离|拆|停|死|核销|淘汰|闭|歇|转出|下架|剔|减|到期)"
    "|只增不减|只进不出|有增无减"
)
_NET: Final = re.compile("净(?:增|投放|流入|买入|发放|新增|吸收|融资|添|申购|进|补)[^，。；]{0,10}$")
_BEFORE: Final = re.compile("(?:原有|原先|原来|原本)[^，。；]{0,12}$")
_MORE: Final = re.compile("(?:又|再)[^，。；减退关拆]{0,6}$")
_STOCK: Final = re.compile("存量|总[量数]|余额|规模|数量|保有量|在[网册营库架管栏]|架上|库存|家底|网络")
_GROWN: Final = re.compile("由此|随之|因此|相应|等于|相当于|相比|比起来|算下来|一下子|就此|从而")


@dataclass(frozen=True, slots=True)
class _Row:
    """What was there, and what was added."""

    was: Fact
    new: Fact
    said: bool  # that nothing went away
    again: bool = False  # 原有a个，今年再添b个


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    rows: dict[tuple[int, int, str], list[Fact]] = defaultdict(list)
    for fact in body.all("level", "change"):
        quantity = fact.claim.quantity
        if quantity is None or not quantity.interval.bounded or quantity.hedge or quantity.ranged or fact.claim.modality != "fact":
            continue
        if quantity.dimension not in ("percent", "point", "multiple", "none", "time"):
            rows[fact.key[0], fact.claim.sentence, quantity.base_unit].append(fact)
    for facts in rows.values():
        facts.sort(key=lambda f: f.order)
        for one, two in pairwise(facts):
            for row in (_row(body, one, two), _row(body, two, one)):
                if row is not None:
                    yield from _comes_to(body, row, [f for f in facts if f.order > two.order])
                    yield from _grows_by(body, row, facts)


def _row(body: Body, was: Fact, new: Fact) -> _Row | None:
    """The two by their words, in either order."""
    if not _plain(was) or not _plain(new) or was.claim.kind != "level" or abs(was.claim.clause - new.claim.clause) > _CLAUSES:
        return None
    if new.claim.sign < 0 or new.claim.basis or new.claim.links.get("total") or new.claim.links.get("base"):
        return None
    words = body.clause(new)
    if _TAKEN.search(words) or said_role(words) in ("outward", "closing", "opening") or _WAS.search(body.clause(was)) is None:
        return None
    if not (_ADDED.search(words) or said_role(words) in ("inward", "net") or new.claim.aspect == "increment" or new.claim.kind == "change"):
        return None
    first, last = (was, new) if was.order < new.order else (new, was)
    passage = body.before(first, 20).rpartition("。")[2] + body.text(first, last) + body.after(last, 16)
    said = _ON_TOP.search(passage) or _NONE_LEFT.search(passage) or _NET.search(words)
    return _Row(was, new, said is not None, _BEFORE.search(body.clause(was)) is not None and _MORE.search(words) is not None)


def _plain(fact: Fact) -> bool:
    return (usable(fact) or fact.claim.aspect == "incidental") and fact.claim.aspect not in _LEFT_OUT


def _comes_to(body: Body, row: _Row, later: Sequence[Fact]) -> Iterator[Relation]:
    """眼下已有c个: the next number of the sentence, said to be what there is now."""
    now = later[0] if later else None
    if (
        now is None
        or not (row.said or row.again)
        or now.claim.sign < 0
        or now.claim.clause - max(row.was.claim.clause, row.new.claim.clause) > _CLAUSES
    ):
        return
    words = body.clause(now)
    if not same_dimension(now, row.was) or now.claim.aspect in _LEFT_OUT or _TAKEN.search(words.replace("增减", "")):
        return
    if _IS.search(words) is None and now.claim.aspect not in ("stock", "up"):
        return
    if not row.said and not _of_the_same(words, body.clause(row.was) + body.clause(row.new)):
        return
    if row.new.order < row.was.order and not _alike(body, row, now):
        return
    value = Var(row.was.key) + Var(row.new.key)
    yield Relation(
        "EP301",
        Constraint(Var(now.key), "=", value),
        (now, row.was, row.new),
        f"{printed(body, row.was)} + {printed(body, row.new)} = {{x}}",
        sure=explained(body, now, value, (row.was, row.new), _SAID if row.said else _AGAIN),
        choice=("account", now.key),
    )


_PLAIN: Final = re.compile("(?:眼下|眼前|目前|现在|如今|现今|时下|当前|现|至此|全[省市县区镇村馆校院]|总|共|已|有|达到?|一|数|量|计|的)")


def _of_the_same(words: str, told: str) -> bool:
    """目前共有坐席 of 坐席原有: nothing that was not said before; 专任教师 are some of 教师."""
    return all(c in told for c in _PLAIN.sub("", words).strip("，、 "))


def _alike(body: Body, row: _Row, now: Fact) -> bool:
    """净投放普惠贷款a，普惠余额由b升到c: told first, what was added is called as the stock is, or the stock by no name of its own."""
    told, words = body.clause(row.new), body.clause(row.was) + body.clause(now)
    shared = any(told[i : i + 2] in words for i in range(len(told) - 1))
    return shared or _STOCK.search(words) is not None


_OF_ANYTHING: Final = frozenset("今年本新又再增长大加了的随之由此相应总量数个家")


def _of_it(body: Body, row: _Row, growth: Fact) -> bool:
    """房源池 of 保租房: the growth is called by a character of what was there or was added, or as what there is in all."""
    words = body.clause(growth)
    told = set(body.clause(row.was) + body.clause(row.new)) - _OF_ANYTHING
    return _STOCK.search(words) is not None or any(c in told for c in words)


def _grows_by(body: Body, row: _Row, facts: Sequence[Fact]) -> Iterator[Relation]:
    """房源池随之变大了g%: by how much of what was there the addition makes it more."""
    last = max(row.was, row.new, key=lambda f: f.order)
    if len(facts) > 2 or row.new.claim.kind == "change":  # 较年初的a家增加b家，增长g%: a growth of its own
        return
    for growth in body.beside(last, "growth"):
        claim = growth.claim
        if growth.order < last.order or claim.clause - last.claim.clause > _CLAUSES or not usable(growth) or claim.sign < 0:
            continue
        if claim.basis in ("同比", "环比", "年均") or claim.modality != "fact" or claim.quantity is None or claim.quantity.hedge:
            continue
        if not (row.said or _GROWN.search(body.between(last, growth))) or not _of_it(body, row, growth):
            continue
        value = Var(row.new.key) * 100 / Var(row.was.key)
        yield Relation(
            "EP201",
            Constraint(Var(growth.key) * Var(row.was.key), "=", Var(row.new.key) * 100),
            (growth, row.new, row.was),
            f"{printed(body, row.new)} ÷ {printed(body, row.was)} = {{x}}",
            sure=explained(body, growth, value, (row.new, row.was), _SAID),
            choice=("enlarged", growth.key),
        )
        return
