"""What is left of a number of things when some are done: 受理9214件，执结8307件，尚有907件未结 (EP301).

The first is what there was, the second what was done of it, the third what is left: said before it (尚有, 其余) or behind (未结, 正在施工).
Something may have been there before that a text does not tell: what does not come out is told where one ordinary slip explains it, or where
the words say that it is all the rest and what was done is borne out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Interval, Var
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import slips
from enping_check.rules.stipulated import planned, stipulated, targeted
from enping_check.rules.wholes import same_dimension, usable

_TO_BE: Final = re.compile("(?:正在|正)|(?:也|均|都)?(?:预计|计划|将|力争|拟|待|争取|确保)")
_NOT_DONE: Final = re.compile("[未没不](?:能|有|予|获|被)?[一-鿿]{2}")  # 98人因材料不全未通过
_AUDITED: Final = re.compile("上年度[^，。；\\d]{0,12}(?:审计|决算|考核|督查|巡察)")  # what is told is this year's
_MOST: Final = Fraction(1, 20)  # by chance at most so often may a slip make it come out
_FURTHER: Final = Fraction(1, 40)  # where what there was stands in the sentence before
_NEXT: Final = Fraction(1, 12)  # where the three stand in clauses on end, and the last says that it is all the rest
_CLOSE: Final = 2
_LEFT_OUT: Final = ("average", "base", "comparison", "threshold", "converted", "increment")


@functools.cache
def _words() -> dict[str, re.Pattern[str]]:
    words = table("flows.toml")
    return {name: re.compile(alternation(words[name])) for name in ("done", "all_rest", "some_rest", "pending", "stands_apart")}


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    for facts in body.sentences.values():
        if facts[0].claim.sentence < 0:
            continue
        levels = sorted((f for f in facts if f.claim.kind == "level" and f.claim.quantity is not None), key=lambda f: f.order)
        for at in range(len(levels) - 2):
            yield from _three(body, levels[at : at + 3])
        for at in range(len(levels) - 3):
            yield from _four(body, levels[at : at + 4])
        if len(levels) > 1 and (there := _told_before(body, levels[0])) is not None:
            yield from _three(body, [there, *levels[:2]])


def _told_before(body: Body, done: Fact) -> Fact | None:
    """应补缴1800万元，分三期支付。已支付1260万元，尚欠540万元: what there was, the one such number of the sentence before."""
    earlier = [f for f in body.within(done, 1, "level") if f.claim.sentence < done.claim.sentence]
    alike = [f for f in earlier if same_dimension(f, done) and f.claim.paragraph == done.claim.paragraph]
    return alike[0] if len(alike) == 1 else None


def _three(body: Body, row: Sequence[Fact]) -> Iterator[Relation]:
    there, done, rest = row
    if there.claim.modality == "target":
        there = targeted(there)
    if not (_plain(there) and _plain(done) and (_plain(rest) or _owed(body, rest))) or not _alike(row):
        return
    if any(_words()["stands_apart"].search(_AUDITED.sub("", body.sentence(f))) for f in (there, rest)):
        return
    if (done.claim.interval - there.claim.interval).overlaps(rest.claim.interval):
        return  # 需求9.80亿立方米，已落实10.15亿立方米，富余0.35亿立方米: what there is more than needed
    own, behind = _around_it(body, rest)
    if _OF_OTHERS.search(behind):
        return  # 还差68户就能达到95%的目标; 没成活的872株来自两批
    undone = _of_the_same(body, done, own)
    if not (undone or _words()["done"].search(body.clause(done))):
        return
    all_of_it = undone or _words()["all_rest"].search(own) is not None
    pending = _words()["pending"].search(behind) is not None or _MISSING.fullmatch(own + "0" + behind[:2]) is not None
    if not (all_of_it or pending or _words()["pending"].search(own)) or (
        _words()["done"].search(_NOT_DONE.sub("", behind)) and not _TO_BE.match(behind)
    ):
        return
    if not (all_of_it or _words()["some_rest"].search(own)) and not pending:
        return
    most = _MOST if there.claim.sentence == rest.claim.sentence else _FURTHER
    if undone:
        most *= 4
    elif all_of_it and there.claim.sentence == rest.claim.sentence and rest.claim.clause - there.claim.clause <= _CLOSE:
        most = _NEXT
    if _OWED.fullmatch(own):  # what is owed is fixed to the printed digit
        there, done, rest = stipulated(there), stipulated(done), stipulated(rest)
        most *= 2
    value = Var(there.key) - Var(done.key)
    borne = all_of_it and any(
        s.claim.kind == "share" and done.key[1] in s.claim.links.get("part", ()) and _comes_out(s, done, there)
        for s in body.beside(done, "share")
    )
    round_one, finer = planned(there), (planned(done), planned(rest))  # 150000张: so many were printed
    if not borne and explained(body, finer[1], value, (round_one, finer[0]), most):
        there, done, rest = round_one, *finer
    yield Relation(
        "EP301",
        Constraint(Var(rest.key), "=", value),
        (rest, there, done),
        f"{printed(body, there)} − {printed(body, done)} = {{x}}",
        sure=borne
        or _lacking(body, there, done, own)
        or _exchanged(body, rest, there, done)
        or explained(body, rest, value, (there, done), most)
        or _more_than_all(body, there, done, rest)
        or (all_of_it and _changed_places(body, there, done, rest)),
        choice=("remaining", rest.key),
        key="balance",
    )


def _four(body: Body, row: Sequence[Fact]) -> Iterator[Relation]:
    """备货26000箱，发走19840箱，坏果剔除315箱，仓内库存5845箱: what went in two ways, and all that is left."""
    there, one, other, rest = row
    if not all(_plain(f) for f in row) or not _alike(row) or len({f.claim.modality for f in row}) > 1:
        return
    if any(_words()["stands_apart"].search(_AUDITED.sub("", body.sentence(f))) for f in (there, rest)):
        return
    own, _ = _around_it(body, rest)
    gone = all(_words()["done"].search(body.clause(f)) or _GONE.search(body.clause(f)) for f in (one, other))
    if not gone or not _words()["all_rest"].search(own) or not _shrinks(row):
        return
    there, one, other, rest = (planned(f) for f in row)
    value = Var(there.key) - Var(one.key) - Var(other.key)
    yield Relation(
        "EP301",
        Constraint(Var(rest.key), "=", value),
        (rest, there, one, other),
        f"{printed(body, there)} − {printed(body, one)} − {printed(body, other)} = {{x}}",
        sure=explained(body, rest, value, (there, one, other), _MOST),
        choice=("remaining", rest.key),
        key="balance",
    )


_GONE: Final = re.compile("剔除|报废|损耗|损坏|退回|退货|作废|淘汰|扣除|死亡|病死|烂掉|坏|破损|丢失|捐|赠|自留|留作|留用")


def _shrinks(row: Sequence[Fact]) -> bool:
    return all(f.middle < row[0].middle for f in row[1:])


def _alike(row: Sequence[Fact]) -> bool:
    return all(same_dimension(row[0], f) for f in row[1:])


def _around_it(body: Body, rest: Fact) -> tuple[str, str]:
    """The words of its clause before what is left, and behind it."""
    own = re.split("[，。；]", body.before(rest, 14))[-1].replace(" ", "")
    return own, re.split("[，。；]", body.after(rest, 18))[0].replace(" ", "")


# 追回1297万元；没追回的那387万元; 未兑领者22540张: by its own words what was not done of it
_UNDONE: Final = re.compile(
    "(?:尚未|还未|暂未|仍未|还没有?|没有|没能|未能|未|没)(?P<deed>[一-鿿]{1,4}?)(?:完|好|上|到|成)?(?:的(?:那|部分)?|者|余额)(?:有|是|为|共|还有)?$"
)
_OF_OTHERS: Final = re.compile("%|目标|来自|包括|包含|连同|[，（]含|其中")
_MISSING: Final = re.compile("(?:目前|至今|现在|只|仅|还|就)*差0(?:就|即|便)[能可]?")


def _of_the_same(body: Body, done: Fact, own: str) -> bool:
    found = _UNDONE.search(own)
    if found is None:
        return False
    deed, words = found["deed"], body.clause(done)
    return deed in words or (len(deed) > 1 and deed[:2] in words) or (len(deed) == 1 and deed in words[-2:])


_PLANNED: Final = re.compile("计划|目标|任务|应|总|额度|预算|需")


def _changed_places(body: Body, there: Fact, done: Fact, rest: Fact) -> bool:
    """额度7.35亿元，拨付12.80亿元，尚余5.45亿元: each of the two stands where the other belongs."""
    a, b, c = (planned(f).claim.interval for f in (there, done, rest))
    if _words()["done"].search(body.clause(there)) or _PLANNED.search(body.clause(done)) or "%" in body.text(there, rest):
        return False  # 已收47.9万亩，完成计划63.5万亩的75.4%，剩余15.6万亩
    return (b - a).overlaps(c) and done.middle > there.middle


def _exchanged(body: Body, rest: Fact, there: Fact, done: Fact) -> bool:
    """6万个，已建成3.9万个，还需新建1.2万个: two digits of it exchanged it is just what is left of the number printed."""
    facts = (stipulated(there), done)
    boxes: dict[Hashable, Interval] = {f.key: f.claim.interval for f in facts}
    left = (Var(there.key) - Var(done.key)).range(boxes)
    return any(slip.label == "transposition" and slip.interval.overlaps(left) for slip in slips(body, rest))


def _more_than_all(body: Body, there: Fact, done: Fact, rest: Fact) -> bool:
    """136个，完成172个，尚有9个: more done than there were, where one slip makes it all but the rest."""
    a, b = there.claim.interval.middle, done.claim.interval.middle
    if a is None or b is None or b <= a:
        return False
    return explained(body, done, Var(there.key) - Var(rest.key), (there, rest), _MOST)


# 核定编制263名，实有241名，缺编22名: what is lacking is of these two by its very word
_SHORT: Final = re.compile("(?:缺编|缺额|空缺|空编|缺考|缺席|缺勤|缺课|弃考|未到)(?:了|者)?$")
_DUE: Final = re.compile("[应需]|核定|编制|定编|考生|报名|报考|在册|名册|全班")
_THERE: Final = re.compile("实有|现有|在编|在岗|实际|实到|到[岗考会场]|参考|应考|出勤|出席|签到")


def _lacking(body: Body, there: Fact, done: Fact, own: str) -> bool:
    said = _SHORT.search(own), _DUE.search(body.clause(there)), _THERE.search(body.clause(done))
    return all(found is not None for found in said)


_OWED: Final = re.compile("(?:目前|至今|还|尚|仍|仅|只|约|累计|共)*(?:差|欠|缺|缺编|缺额|空缺)(?:缴|付|款|还|交)?")


def _owed(body: Body, fact: Fact) -> bool:
    """尚欠540万元, 还差22户: read as compared with what stands before it."""
    quantity = fact.claim.quantity
    told = fact.claim.aspect == "comparison" and quantity is not None and quantity.interval.bounded
    own, _ = _around_it(body, fact)
    return told and not (quantity is not None and (quantity.hedge or quantity.ranged)) and _OWED.fullmatch(own) is not None


def _plain(fact: Fact) -> bool:
    quantity = fact.claim.quantity
    return (
        usable(fact)
        and quantity is not None
        and quantity.interval.bounded
        and not (quantity.hedge or quantity.ranged)
        and fact.claim.aspect not in _LEFT_OUT
    )


def _comes_out(share: Fact, part: Fact, whole: Fact) -> bool:
    """72个，完成计划的75%: just what the two make."""
    a, b = part.claim.interval.middle, whole.claim.interval.middle
    return a is not None and b is not None and bool(b) and 100 * a / b in share.claim.interval
