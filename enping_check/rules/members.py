"""Known partitions (三次产业, 城镇和乡村): whether the names of some parts print every member of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from enping_check.claims import partitions
from enping_check.rules.body import Fact
from enping_check.rules.lists import member_name as member_name

_MEASURES = (
    "用电",
    "用电量",
    "价格",
    "投资",
    "收入",
    "消费品零售额",
    "零售额",
    "销售",
    "生产",
    "消费",
    "消费品零售",
    "消费市场",
    "消费品市场",
)  # they may stand behind a member's name


_DASHES = str.maketrans("—–~～至", "-----")
_TOWARDS = re.compile("^(?:投向|投往|投入|流向|流入|投在|用于)(?=.)")
_OF_A_PLACE = frozenset("省市县区镇乡州盟旗全我本中")


@lru_cache(maxsize=16384)  # every pair of parts and partitions asks for the same few names
def spelled(name: str, forms: tuple[str, ...], measure: str = "") -> str:
    """The form that ``name`` is, with at most a place before it or the ``measure`` (two characters) behind it; empty when none."""
    name = name.translate(_DASHES)
    for form in forms:
        if name == form or (name.endswith(form) and name[: -len(form)][-1:] in _OF_A_PLACE and len(form) > 1):
            return form
        rest = name[len(form) :]
        if name.startswith(form) and (rest == "增加值" or rest[-2:] == measure or rest in _MEASURES):
            return form
    return ""


def exhaustive_names(parts: Sequence[Fact], whole: Fact, *, named: bool = False, nearly: bool = False) -> tuple[str, ...]:
    """The member spellings of the known partition that the parts' names print, in the parts' words; empty when none is complete.

    With ``named`` the partition must name the whole as what it divides: nothing else says that the parts are of it. With ``nearly`` those
    that leave out a sliver count as well.
    """
    return max(complete_partitions(parts, whole, named=named, nearly=nearly), key=len, default=())


def complete(names: Sequence[str], whole: str, *, named: bool = False, nearly: bool = False, economy: bool = False) -> tuple[str, ...]:
    """The names that are the members of the greatest known partition of the whole, which may be the ``economy``; empty when none is."""
    found = _known(names, [[n] for n in names], whole, named=named, nearly=nearly, economy=economy)
    return max(found, key=len, default=())


def complete_partitions(parts: Sequence[Fact], whole: Fact, *, named: bool = False, nearly: bool = False) -> list[tuple[str, ...]]:
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
    measure = whole[-2:]
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
            [name for name, forms in zip(names, said, strict=True) if any(spelled(form, member, measure) for form in forms)]
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
    """The name of a part; without the owner it has from the whole (学校在校生…，其中本科生…), and with 国内 where that is its scope.

    Investment goes to its parts (投向第一产业的增长…); loans go to households besides.
    """
    name = member_name(part)
    forms = [name]
    if "投资" in whole.claim.indicator and (goal := _TOWARDS.sub("", name)) != name:
        forms += [goal, f"{goal.removesuffix('额').removesuffix('投资')}投资"]
    if part.claim.subject and part.claim.subject == whole.claim.subject:
        forms.append(part.claim.indicator)
    if part.claim.scope == "国内":
        forms.append(part.claim.scope + name)
    return forms
