"""The shares that are the members of a partition known by name: the three industries, men and women, towns and country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from enping_check.claims import partitions
from enping_check.rules.body import Body, Fact
from enping_check.rules.members import spelled
from enping_check.rules.wholes import plain_total


def partition_of(body: Body, shares: Sequence[Fact]) -> list[Fact]:
    """The shares that are the members of one known partition, the greatest that is complete; all of one whole."""
    names = [s.claim.subject.rpartition("|")[2] + _SHARE_ALONE.sub("", s.claim.indicator) for s in shares]
    for partition in sorted(partitions.load().partitions, key=lambda p: -len(p.members)):
        if partition.nearly:
            continue  # what is left out is not nothing
        picked = [[s for s, name in zip(shares, names, strict=True) if spelled(name, member)] for member in partition.members]
        if not any(picked):
            picked = _named_alike(shares, names, partition.members)
        if not all(len(p) == 1 for p in picked) or len({s.claim.whole for p in picked for s in p if s.claim.whole}) > 1:
            continue
        if any(word in body.sentence(shares[0]) for word in partition.excepted):
            continue
        whole = picked[0][0].claim.whole or ""
        if partition.totals and _of_another_measure(body, picked[0][0], partition):
            continue
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


_SHARE_ALONE = re.compile("^(?:占比|比重|份额|比例)$")  # 第二产业比重: what it is a share of is not said again
_APART = Fraction(4, 3)  # a slip in one share seldom moves it so far


def _one_of_several(found: Sequence[Fact], shares: Sequence[Fact]) -> bool:
    """进口柜占47.9%，出口柜占46.5%，转口柜占5.6%: here the two are not all, as the third of the same list and kind shows."""
    if _more_in_row(found, shares):
        return True
    ending = {s.claim.subject[-1:] or s.claim.indicator[-1:] for s in found}
    lists = {s.claim.links.get("list") for s in found}
    beside = [s for s in shares if s not in found and s.claim.links.get("list") in lists and s.claim.whole == found[0].claim.whole]
    alike = [s for s in beside if (s.claim.subject[-1:] or s.claim.indicator[-1:]) in ending]
    if not alike or len(ending) > 1:
        return False
    made = sum((s.claim.quantity.number or Fraction(0) for s in (*found, *alike) if s.claim.quantity is not None), Fraction(0))
    return abs(made - 100) <= 1


def _more_in_row(found: Sequence[Fact], shares: Sequence[Fact]) -> bool:
    """省内、省外、境外游客占比分别为45.0%、40.8%和14.2%: with the others of the row they come nearer to a hundred."""
    group, row = found[0].claim.group, found[0].claim.links.get("list")
    others = [s for s in shares if s not in found]
    beside = [s for s in others if 0 < group == s.claim.group or (row is not None and s.claim.links.get("list") == row)]
    if not beside or any(s.claim.whole != found[0].claim.whole for s in beside):
        return False
    own, all_of_them = (
        abs(sum((s.claim.quantity.number or Fraction(0) for s in each if s.claim.quantity is not None), Fraction(0)) - 100)
        for each in (found, (*found, *beside))
    )
    return all_of_them < own and all_of_them <= _NEAR_A_HUNDRED


_NEAR_A_HUNDRED = 5  # one of the row may be a slip


def _named_alike(shares: Sequence[Fact], names: Sequence[str], members: Sequence[Sequence[str]]) -> list[list[Fact]]:
    """男性受访者, 女性受访者: the members with one and the same word behind each."""
    for rest in {name[len(form) :] for name in names for form in members[0] if len(form) > 1 and name.startswith(form)}:
        found = [[s for s, name in zip(shares, names, strict=True) if any(name == form + rest for form in forms)] for forms in members]
        if rest and all(found):
            return found
    return [[]]


_LEADS_SHARES = re.compile("(?:分别|依次|各自?)(?:约|只|仅)?占")


def _of_another_measure(body: Body, share: Fact, partition: partitions.Partition) -> bool:
    """同城、异地、国际业务量分别占…；业务收入分别占6.8%、52.4%和14.7%: a row of another measure than the one that they divide."""
    lead = _LEADS_SHARES.search(body.clause(share))
    if lead is None or not lead.start():
        return False
    words = body.clause(share)[: lead.start()].strip(" ，；、")
    known = body.namers[share.key[0]].split(words).known
    named = any(form in words for member in partition.members for form in member)
    return known is not None and not named and not any(t.endswith(known.name) or words.endswith(t) for t in partition.totals)
