"""What is new against all that there is: EP303."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from enping_check.engine import Constraint, Var
from enping_check.model import Claim
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.shares import usable
from enping_check.rules.wholes import same_dimension


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _increments(body)
    yield from _net_increases(body)
    yield from _only_new(body)


def _increments(body: Body) -> Iterator[Relation]:
    """新增 ≤ 现有 of the same thing."""
    for new in body.all("level"):
        if new.claim.aspect != "increment" or not usable(new) or new.claim.modality != "fact":
            continue
        name = _species(new)
        if len(name) < 2:
            continue
        for stock in body.nearby(new, 2, "level"):
            if (
                stock.claim.aspect != "stock"
                or not usable(stock)
                or stock.claim.modality != "fact"
                or not same_dimension(new, stock)
                or stock.key == new.key
                or _before(stock, new)
            ):
                continue
            other = _species(stock)
            if not (other == name or (len(name) >= 4 and (other.endswith(name) or name.endswith(other)) and len(other) >= 4)):
                continue
            generic = new.claim.subject in (
                "园区",
                "新区",
                "开发区",
                "经开区",
                "高新区",
                "该区",
                "该园",
                "公司",
                "集团",
                "该县",
                "该市",
                "该镇",
            )
            owner, holder = _counter(new), _counter(stock)
            if not generic and holder and owner and holder != owner and not holder.endswith(owner):
                continue
            yield Relation(
                "EP303",
                Constraint(Var(new.key), "<=", Var(stock.key)),
                (new, stock),
                f"{printed(body, new)} > {printed(body, stock)}",
                sure=other == name and new.claim.scope_key == stock.claim.scope_key and (generic or owner == holder),
                free=True,
                choice=("exceeds", new.key, stock.key),
            )
            break


def _before(stock: Fact, new: Fact) -> bool:
    """True for a stock of an earlier year, which what came later may well exceed."""
    a, b = (re.match(r"\d{4}|Y[+-]\d+", f.claim.period) for f in (stock, new))
    if a is None or b is None or a[0].startswith("Y") != b[0].startswith("Y"):
        return False
    return int(a[0].lstrip("Y")) < int(b[0].lstrip("Y"))


def _numbered(claim: Claim) -> bool:
    """5G基站总数达到…: the subject is what is counted."""
    return claim.indicator in ("数量", "总数") and bool(claim.subject)


def _counter(fact: Fact) -> str:
    """Whose things are counted."""
    return "" if _numbered(fact.claim) else fact.claim.subject


_SIGNED = re.compile("净[^增]|[盈亏差]|利润|结余|超收|温")


def _net_increases(body: Body) -> Iterator[Relation]:
    """现有146辆，较年初净增158辆: before the rise there would have been less than none."""
    for change in body.all("change"):
        if not usable(change) or change.claim.sign < 0 or change.claim.aspect == "comparison" or body.yearly(change):
            continue
        nows = body.linked(change, "now")
        if len(nows) != 1 or not usable(nows[0]) or not same_dimension(change, nows[0]):
            continue
        now = nows[0]
        known = body.known(now)
        if now.claim.aspect != "stock" or (known is not None and known.negative) or _SIGNED.search(name_key(now.claim)):
            continue
        if now.claim.sentence != change.claim.sentence or not 0 <= change.claim.clause - now.claim.clause <= 1:
            continue
        if change.claim.modality != "fact" or now.claim.modality != "fact" or "累计" in body.clause(change):
            continue
        yield Relation(
            "EP303",
            Constraint(Var(change.key), "<=", Var(now.key)),
            (change, now),
            f"{printed(body, change)} > {printed(body, now)}",
            sure=bool(change.claim.basis) or "净增" in body.clause(change),
            free=True,
        )


_ONLY_NEW = re.compile("(?:仅|单是|单单|光是?)[^，。；]{0,12}新[\u4e00-\u9fff]{0,14}(?:就|便|即)?[达有为]?(?:到|了)?$")


def _only_new(body: Body) -> Iterator[Relation]:
    """共有民宿318家，仅今年新开业的民宿就达352家: 仅 says that the new ones are among those that there are."""
    for facts in body.levels.values():
        for stock, new in pairwise(facts):
            if stock.claim.aspect not in ("stock", "") or not (usable(stock) and usable(new)) or not same_dimension(new, stock):
                continue
            if stock.claim.sentence != new.claim.sentence or new.claim.clause != stock.claim.clause + 1:
                continue
            if stock.claim.quantity is None or not stock.claim.quantity.dimension.startswith("count"):
                continue
            words = _ONLY_NEW.search(body.clause(new))
            if words is None or new.claim.modality != "fact" or stock.claim.modality != "fact":
                continue
            noun = (stock.claim.subject + stock.claim.indicator)[-2:]
            verbs = re.search("新(?:建|增|开业|开|设|入驻)[了]?(?:就|便|即)?[达有为到了]*$", words[0]) is not None
            yield Relation(
                "EP303",
                Constraint(Var(new.key), "<=", Var(stock.key)),
                (new, stock),
                f"{printed(body, new)} > {printed(body, stock)}",
                sure=verbs or noun in words[0],
                free=True,
            )


def _species(fact: Fact) -> str:
    """The thing counted, without what grades it by region: 广东省专精特新企业 and 省级专精特新企业 are one."""
    thing = fact.claim.subject if _numbered(fact.claim) else fact.claim.indicator
    return re.sub("^(?:.{2,3}省|省级|国家级?|市级|县级|中型?)", "", thing).replace("中小", "")
