"""The account of a stock: what was there, what came, what went and what is there now: EP301.

年初不良贷款a亿元，新发生b亿元，处置c亿元，年末d亿元. Much else may come and go that a text does not tell: what does not come out is told
where one ordinary slip explains it.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Expression, Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

# by chance at most so often may a slip make it come out: where both ways are told, where one is
_BOTH: Final = Fraction(1, 4)
_ONE: Final = Fraction(1, 40)
_MOST: Final = 5  # flows
_LEFT_OUT: Final = ("average", "whole", "threshold", "comparison", "converted", "plan")


@functools.cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = table("flows.toml")
    return tuple(
        (role, re.compile(f".*(?<![未没])({alternation(words[role])})")) for role in ("net", "opening", "closing", "inward", "outward")
    )


@dataclass(slots=True)
class _Account:
    """The numbers of one measure in one or two sentences, by role."""

    opening: list[Fact]
    inward: list[Fact]
    outward: list[Fact]
    closing: list[Fact]


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    changes: dict[int, list[Fact]] = defaultdict(list)
    for change in body.all("change"):
        if not change.claim.basis and change.claim.aspect == "":
            changes[change.key[0]].append(change)  # 新增14头，减少8头: of what there is, compared with nothing
    for index, levels in body.levels.items():
        rows: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in (*levels, *changes[index]):
            quantity, claim = fact.claim.quantity, fact.claim
            told = usable(fact) or claim.aspect == "together"  # 年末共有
            if quantity is None or not told or claim.aspect in _LEFT_OUT or claim.modality != "fact" or quantity.hedge:
                continue
            if (
                quantity.interval.bounded
                and not quantity.ranged
                and quantity.dimension not in ("percent", "point", "multiple", "none", "time")
            ):
                rows[quantity.base_unit, claim.paragraph].append(fact)
        for facts in rows.values():
            if len(facts) > 2:
                yield from _accounts(body, sorted(facts, key=lambda f: f.order))


def _accounts(body: Body, facts: Sequence[Fact]) -> Iterator[Relation]:
    """One account for each sentence in which one ends, begun in it or in the one before."""
    roles = {f.key: _role(body, f) for f in facts}
    for sentence in dict.fromkeys(f.claim.sentence for f in facts if roles[f.key] == "closing"):
        for reach in (0, 1, 2):
            here = [f for f in facts if sentence - reach <= f.claim.sentence <= sentence]
            account = _Account(*([f for f in here if roles[f.key] == role] for role in ("opening", "inward", "outward", "closing")))
            flows = len(account.inward) + len(account.outward)
            if len(account.opening) == 1 and len(account.closing) == 1:
                told = [f for f in here if f.claim.at.start <= account.closing[0].claim.at.start]  # …，其中甲类5人: of what there is
                net = [f for f in told if roles[f.key] == "net"]
                if len(net) == 1 and account.opening[0].order < net[0].order:
                    yield _by_the_net(body, account, net[0])
                elif not net and 0 < flows <= _MOST:
                    yield _comes_out(body, account, strays=len(told) - flows - 2)
                if net or 0 < flows <= _MOST:
                    break


def _comes_out(body: Body, account: _Account, strays: int) -> Relation:
    closing = account.closing[0]
    came = [account.opening[0], *account.inward]
    value: Expression = total([Var(f.key) for f in came])
    shown = " + ".join(printed(body, f) for f in came)
    for fact in account.outward:
        value = value + Var(fact.key) if fact.claim.sign < 0 else value - Var(fact.key)
        shown += f" − {body.folded(fact)}"
    facts = (*came, *account.outward)
    most = _BOTH if account.inward and account.outward and not strays else _ONE
    # the stock moves no further than what comes and goes, or as far as it is told to: there, not anywhere, a match by chance would lie
    moved = sum((abs(f.middle) for f in (*account.inward, *account.outward)), Fraction(0))
    moved = max(moved, abs(closing.middle - account.opening[0].middle))
    most *= min(Fraction(1), moved / max(account.opening[0].middle, Fraction(1)))
    return Relation(
        "EP301",
        Constraint(Var(closing.key), "=", value),
        (closing, *facts),
        f"{shown} = {{x}}",
        sure=explained(body, closing, value, facts, most) or (not strays and _exchanged(account, moved)),
        choice=("account", closing.key),
    )


def _exchanged(account: _Account, moved: Fraction) -> bool:
    """True where what came and what went, or what was there and what is there now, would come out if they changed places."""
    if len(account.inward) != 1 or len(account.outward) != 1 or account.outward[0].claim.sign < 0:
        return False
    opening, came, went, closing = (
        f.claim.interval for f in (account.opening[0], account.inward[0], account.outward[0], account.closing[0])
    )
    for made, own in ((opening - came + went, closing), (closing + came - went, opening)):
        grain = max(made.width or Fraction(1), own.width or Fraction(1))
        if made.overlaps(own) and grain / moved <= _ONE:
            return True
    return False


def _by_the_net(body: Body, account: _Account, net: Fact) -> Relation:
    """年初结余a亿元，…当年结余b亿元，年末滚存结余c亿元: what was there and what came of the year, whatever came and went."""
    opening, closing = account.opening[0], account.closing[0]
    value = Var(opening.key) + Var(net.key)
    most = _BOTH * min(Fraction(1), abs(net.middle) / max(opening.middle, Fraction(1)))
    return Relation(
        "EP301",
        Constraint(Var(closing.key), "=", value),
        (closing, opening, net),
        f"{printed(body, opening)} + {printed(body, net)} = {{x}}",
        sure=explained(body, closing, value, (opening, net), most),
        choice=("account", closing.key),
    )


# 年初，全县实有…; 截至去年末，公司在建工程余额…: a time that a comma sets off
_SET_OFF = re.compile("(?:^|[。；！？\\n])(?P<when>[^，。；：]{0,10}?[年月期季][初末底])，(?P<what>[^，。；：\\d]{0,18})$")
_BEFORE = re.compile("[去上前][年月季期]|初$")
# 全年收入a，支出b: what came and what went, where nothing but a time stands before the word
_WHEN = re.compile("(?:(?:全年|[本当][年月期季]|期内|期间|[共总]|累计|合计))*(?P<what>.+)")


def _role(body: Body, fact: Fact) -> str:
    """What a number is in an account, by the last word that says so between the number before it and itself."""
    left = re.split("[，。；：！？\n]", body.before(fact, 24))[-1]
    left = re.split(r"\d[^\d的由从自]{0,3}(?=[增减升降扩压变上下])", left)[-1] if re.search(r"\d", left) else left
    if re.match("[（(]?其中", left):
        return ""
    words = table("flows.toml")
    plain = _WHEN.fullmatch(left)
    if plain is not None:
        for role in ("inward", "outward"):
            if plain["what"] in words[f"bare_{role}"]:
                return role
    role = said_role(left)
    apart = _SET_OFF.search(body.before(fact, 24))
    if apart is not None and role in ("", "closing"):
        return "opening" if _BEFORE.search(apart["when"]) else said_role(apart["when"]) or role
    return role


def came_and_went(body: Body, parts: Sequence[Fact]) -> bool:
    """新增人口1246人，其中迁入3862人、迁出2616人: the amount is what is left of the two, and neither is a part of it."""
    return {said_role(body.clause(p)) for p in parts} >= {"inward", "outward"}


def said_role(left: str) -> str:
    """The role that the last word of a stretch says, the longer of two that begin in one place."""
    found = ""
    last = (-1, 0)
    for role, words in _roles():
        match = words.match(left)
        if match is None:
            continue
        at = (match.start(1), match.end(1))
        if at > last and not (role == "closing" and found == "opening" and at[0] < last[0] + 6):
            found, last = role, at
    return found
