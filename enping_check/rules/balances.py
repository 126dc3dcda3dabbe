"""顺差 = 出口 − 进口 and its like (EP301), and the change of such a balance (EP202, EP210)."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from enping_check.claims import partitions
from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Var
from enping_check.language.lexicon import table
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.operands import Operand, operands
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_OF_SOME: Final = re.compile("归母|归属")
_CLAUSES: Final = 4  # from the income to what is left of it
_CHARACTERS: Final = 90
_FINE: Final = 8  # what is left may be told by few digits: then the difference meets it by chance
_TAKEN_OFF: Final = Fraction(2, 5)  # by chance at most so often may a slip make it come out


def relations(body: Body) -> Iterator[Relation]:
    """顺差 = 出口 − 进口 and its like: result = left − minus within one passage and period."""
    yield from _told(body)
    yield from _apart(body)
    for balance in partitions.load().balances:
        for result in body.all("level", "share"):
            if not usable(result) or result.claim.aspect in ("base", "average"):
                continue
            words = result.claim.subject + result.claim.indicator
            if not any(word in words for word in balance.result) or _OF_SOME.search(words):
                continue  # 归母净资产: what others own is left out
            pairs = list(product(_operands(body, result, balance.left), _operands(body, result, balance.minus)))
            for above, below in pairs:
                left, minus = above.fact, below.fact
                if left.key == minus.key:
                    continue
                together = result.claim.sentence == left.claim.sentence == minus.claim.sentence
                together = together and not _of_a_year_ago(body, result, left, minus)
                yield _difference(body, result, left, minus, sure=len(pairs) == 1 and above.sure and below.sure and together)
                yield from _balance_change(body, result, left, minus)


def _of_a_year_ago(body: Body, result: Fact, left: Fact, minus: Fact) -> bool:
    """去年同期出口、进口分别为a和b；逆差c，去年同期逆差d: another balance of the sentence is what those two leave."""
    made = left.claim.interval - minus.claim.interval
    others = [f for f in body.beside(result, "level") if f.key not in (result.key, left.key, minus.key) and f.order > minus.order]
    return any(same_dimension(f, result) and (made.overlaps(f.claim.interval) or (-made).overlaps(f.claim.interval)) for f in others)


def _difference(body: Body, result: Fact, left: Fact, minus: Fact, *, sure: bool) -> Relation:
    """The result as what is left of one value when another is taken from it."""
    made, own = left.claim.interval - minus.claim.interval, result.claim.interval
    turned = (-made).overlaps(own) and not made.overlaps(own)  # 逆差 where 出口 is the greater
    return Relation(
        "EP301",
        Constraint(Var(result.key), "=", Var(left.key) - Var(minus.key)),
        (result, left, minus),
        f"{printed(body, left)} − {printed(body, minus)} = {{x}}",
        sure=sure,
        choice=("balance", result.key),
        key="turned" if turned else "balance",
        diagnosis="turned" if turned else "",
    )


_CAME: Final = re.compile("(?:收入|岁入|收益|进款|进账|收款)[^，。；]{0,4}$")
_WENT: Final = re.compile("(?:支出|岁出|开支|支用|付款)[^，。；]{0,4}$")
_FUNDS: Final = re.compile("(?:资金|经费|预算|款项?|补助)[^，。；]{0,4}$")  # 安排资金5200万元，支出4160万元，结余1040万元
_LEFT: Final = re.compile("(?:结余|盈余|结存|节余|赤字|缺口|亏空|差额|差短|短绌|逆差|亏损|收支相抵|超支|透支)[^，。；累]{0,4}$")
_SO_FAR: Final = re.compile("累计|滚存|上年|历年|期末|年末|年底|期初|率")
_SHORT: Final = re.compile("赤字|缺口|亏空|差短|短绌|逆差|亏损|不敷|倒挂|超支")
# 账上进了a，花出去b，净落c: wider words, believed where a slip explains what is wrong, or where only the sign of what is left is
_ENDS: Final = re.compile("[，。；、！）]|$|[（留转存结上用全都放交]|左右")  # 净赚2.6亿元汇兑收益: of something else
_SIGNED_LEFT: Final = "[^，。；累]{0,4}$"
_TAKEN: Final = re.compile("^(?:在)?(?:扣除|扣掉|除去|除掉|减去|刨去|刨除|去掉|扣减)")


def _told(body: Body) -> Iterator[Relation]:
    """收入18.6亿元，支出17.3亿元，当期结余1.3亿元; 收入42万元，扣除成本26万元，净赚16万元: one after the other in a sentence."""
    for index in body.levels:
        rows: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in body.levels[index]:
            quantity = fact.claim.quantity
            if quantity is not None and usable(fact) and fact.claim.aspect in ("", "increment", "stock") and not quantity.hedge:
                rows[fact.claim.sentence, quantity.base_unit].append(fact)
        for facts in rows.values():
            for came, went, left in zip(facts, facts[1:], facts[2:], strict=False):
                words = [body.clause(f) for f in (came, went, left)]
                plain = _CAME.search(words[0]) and _WENT.search(words[1]) and _LEFT.search(words[2])
                funded = _FUNDS.search(words[0]) and _WENT.search(words[1]) and _LEFT.search(words[2])
                taken = _TAKEN.search(words[1])
                wide = not (plain or funded or taken) and _ENDS.match(body.after(left, 3)) is not None and _wide(words)
                if (
                    not (plain or funded or taken or wide)
                    or _SO_FAR.search(words[2] + words[1])
                    or left.claim.clause - came.claim.clause > _CLAUSES
                ):
                    continue
                if len({f.claim.modality for f in (came, went, left)}) > 1 or left.claim.at.start - came.claim.at.start > _CHARACTERS:
                    continue
                short = bool((plain or funded) and _SHORT.search(words[2])) or wide == "short"
                a, b = (went, came) if short else (came, went)
                sure = (bool(plain) and "亏损" not in words[2]) or explained(body, left, Var(a.key) - Var(b.key), (a, b), _TAKEN_OFF)
                sure = sure or (bool(wide) and _turned(a, b, left))
                yield _difference(body, left, a, b, sure=sure)


@functools.cache
def _wide_words() -> dict[str, re.Pattern[str]]:
    words = table("flows.toml")["balance"]
    return {role: re.compile(f"{alternation(words[role])}{_SIGNED_LEFT}") for role in words}


def _wide(words: Sequence[str]) -> str:
    """``gain`` or ``short`` where the three are told as what came, what went and what is left, or lacks, in words of any sort."""
    said = _wide_words()
    if said["came"].search(words[0]) is None or said["went"].search(words[1]) is None or said["went"].search(words[0]) is not None:
        return ""
    return "short" if said["short"].search(words[2]) else "gain" if said["gain"].search(words[2]) else ""


def _turned(more: Fact, less: Fact, left: Fact) -> bool:
    """True where the one less the other is what is left to its last digit, but for the sign."""
    made, own = less.claim.interval - more.claim.interval, left.claim.interval
    middle = own.middle
    fine = made.width is not None and middle is not None and made.width * _FINE <= middle
    return fine and made.overlaps(own) and not (-made).overlaps(own)


_GAP: Final = re.compile(
    "(?:城乡|两者|二者|彼此|两地|前后)?(?:居民)?(?:人均)?(?:可支配)?(?:收入|消费|工资|支出)?(?:绝对|相对)?(?:差距|差额|差值|(?<![还尚仍])差|相差|相距)(?:缩小到|扩大到|达到|达|为|是|约)*$"
)


def _apart(body: Body) -> Iterator[Relation]:
    """城镇居民收入46317元，农村居民收入24805元，绝对差额21512元: the one less the other, where just these two stand before it."""
    for gap in body.all("level"):
        if not usable(gap) or gap.claim.quantity is None or _GAP.search(body.clause(gap)) is None:
            continue
        told = [f for f in body.beside(gap, "level") if f.order < gap.order and usable(f) and same_dimension(f, gap)]
        if len(told) != 2 or gap.claim.clause - told[0].claim.clause > _CLAUSES:
            continue
        one, two = told
        if one.claim.indicator != two.claim.indicator or one.claim.period != two.claim.period or one.claim.subject == two.claim.subject:
            continue
        a, b = one.claim.interval.middle, two.claim.interval.middle
        if a is None or b is None or a == b:
            continue
        more, less = (one, two) if a > b else (two, one)
        yield _difference(body, gap, more, less, sure=True)


def _operands(body: Body, result: Fact, words: Sequence[str]) -> list[Operand]:
    """The nearest level before the result, in its paragraph and period, whose name is one of ``words``."""
    near = [
        f
        for f in body.nearby(result, 0, result.claim.kind)
        if f.key != result.key
        and usable(f)
        and same_dimension(f, result)
        and f.claim.period == result.claim.period
        and f.claim.at.start < result.claim.at.start
        and result.claim.sentence - f.claim.sentence <= 1
        and f.claim.aspect not in ("base", "average", "whole")
    ]
    return operands(body, reversed(near), words, result.claim.subject)


def _balance_change(body: Body, result: Fact, left: Fact, minus: Fact) -> Iterator[Relation]:
    """The balance's own change or growth against what the two growths imply for last year."""
    from enping_check.rules.growth.terms import grown, growth_of

    a, b = growth_of(body, left), growth_of(body, minus)
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
