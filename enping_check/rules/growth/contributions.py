"""What parts add to the growth of a whole, in points and in shares of it: EP211."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from enping_check.engine import Constraint, Interval, Var, total
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed, sum_text
from enping_check.rules.shares import usable
from enping_check.rules.totals import exhaustive_names
from enping_check.rules.wholes import same_dimension


def pulls(body: Body) -> Iterator[Relation]:
    """Pulls of an exhaustive list add to the growth; contribution rates add to 100; pull = contribution × growth."""
    for kind in ("pull", "contribution"):
        groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in body.all(kind):
            if fact.claim.quantity is not None:
                # told clause by clause they share a sentence, not a group
                groups[fact.key[0], fact.claim.group or -fact.claim.sentence].append(fact)
        for (index, _), parts in groups.items():
            text = body.sentence(parts[0])
            pulled = _pulled_growth(body, parts) or _divided_growth(body, parts)
            closed = bool(pulled is not None and len(exhaustive_names(parts, pulled, nearly=True)) == len(parts)) or (
                len(parts) == 3
                and bool(
                    re.search(
                        "三次产业|第一产业.*第二产业.*第三产业|消费.*资本形成.*净(?:出口|流出)|消费.*投资.*净出口|一产.*二产.*三产", text
                    )
                )
            )
            if not closed:
                continue
            if kind == "contribution":
                yield Relation(
                    "EP211",
                    Constraint(total([Var(p.key) for p in parts]), "=", total([100])),
                    (parts[-1], *parts[:-1]),
                    f"{sum_text(body, parts)} ≠ 100%",
                    severity=Severity.WARNING,
                    key="partition",
                    choice=("contributions", parts[0].key),
                )
            else:
                growth = pulled or _total_growth(body, index, parts[0])
                if growth is not None:
                    yield Relation(
                        "EP211",
                        Constraint(Var(growth.key), "=", total([Var(p.key) for p in parts])),
                        (growth, *parts),
                        f"{' + '.join(printed(body, p) for p in parts)} = {{x}}",
                        severity=Severity.WARNING,
                        key="pulls",
                        choice=("pulls", parts[0].key),
                        plausible=Interval(Fraction(-10), Fraction(20)),
                    )
        if kind == "pull":
            yield from _pull_products(body, groups)
    yield from _contributions(body)
    yield from _pull_shares(body)


def _pulled_growth(body: Body, pulls: list[Fact]) -> Fact | None:
    """食品价格上涨a%，影响居民消费价格上涨b个百分点: the growth that the parts' own growths are parts of, when it is one for all."""
    found = set()
    for pull in pulls:
        own = [f for f in body.frames[pull.key[0], pull.claim.frame] if f.claim.kind == "growth" and f.claim.links.get("total")]
        if len(own) != 1:
            return None
        found.add(own[0].claim.links["total"][0])
    whole = body.fact(pulls[0].key[0], found.pop()) if len(found) == 1 else None
    return whole if whole is not None and usable(whole) and whole.claim.kind == "growth" else None


def _divided_growth(body: Body, parts: list[Fact]) -> Fact | None:
    """规上工业增加值增长7.2%。分门类看，采矿业拉动…，制造业拉动…: the growth just told of what the parts are known to divide."""
    first = min(parts, key=lambda f: f.claim.at)
    for growth in reversed(list(body.within(first, 1, "growth"))):
        if growth.claim.paragraph != first.claim.paragraph or growth.claim.sentence > first.claim.sentence or not usable(growth):
            continue
        if growth.claim.aspect in ("", "可比", "名义") and len(exhaustive_names(parts, growth, named=True, nearly=True)) == len(parts):
            return growth
    return None


def _total_growth(body: Body, index: int, near: Fact) -> Fact | None:
    hits = [
        f
        for f in body.within(near, 3, "growth")
        if usable(f)
        and re.search("生产总值|经济|GDP", f.claim.indicator + f.claim.subject + body.before(f, 6))
        and not re.search("第[一二三]产业", f.claim.subject + f.claim.indicator)
    ]
    values = {(f.claim.quantity.number, f.claim.sign) for f in hits if f.claim.quantity is not None}
    return hits[0] if len(values) == 1 else None


def _pull_products(body: Body, groups: dict[tuple[int, int], list[Fact]]) -> Iterator[Relation]:
    """The n-th pull is the n-th contribution rate times the growth."""
    rates: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("contribution"):
        if fact.claim.group:
            rates[fact.key[0], fact.claim.group].append(fact)
    for (index, _), pulls in groups.items():
        for (other, _), shares in rates.items():
            if other != index or len(shares) != len(pulls) or shares[0].claim.sentence != pulls[0].claim.sentence:
                continue
            growth = _divided_growth(body, pulls) or _total_growth(body, index, pulls[0])
            if growth is None:
                continue
            for pull, share in zip(pulls, shares, strict=True):
                yield Relation(
                    "EP211",
                    Constraint(Var(pull.key) * 100, "=", Var(share.key) * Var(growth.key)),
                    (pull, share, growth),
                    f"{printed(body, share)} × {printed(body, growth)} = {{x}}",
                    severity=Severity.WARNING,
                    collection=(index, "pulls", pulls[0].key),
                    plausible=Interval(Fraction(-10), Fraction(10)),
                )


def _pull_shares(body: Body) -> Iterator[Relation]:
    """拉动X增长a个百分点，对X增长的贡献率达b%: the pull over the growth of X."""
    for rate in body.all("contribution"):
        if not usable(rate) or rate.claim.group:
            continue
        inside = body.beside(rate, "pull", "contribution")
        pulls = [f for f in inside if f.claim.kind == "pull" and usable(f) and not f.claim.group]
        if len(pulls) != 1 or len(inside) != 2:
            continue
        whole = _pulled_growth(body, pulls)
        named = _contributed_to(body, rate)
        if whole is None or not named or named not in whole.claim.subject + whole.claim.indicator:
            continue
        yield Relation(
            "EP211",
            Constraint(Var(pulls[0].key) * 100, "=", Var(rate.key) * Var(whole.key)),
            (rate, pulls[0], whole),
            f"{printed(body, pulls[0])} ÷ {printed(body, whole)} = {{x}}",
            severity=Severity.WARNING,
            choice=("pull-share", rate.key),
            plausible=Interval(Fraction(-50), Fraction(150)),
        )


def _contributions(body: Body) -> Iterator[Relation]:
    """贡献率 = the part's change ÷ the total's change, where both changes are printed."""
    for rate in body.all("contribution"):
        if not usable(rate) or rate.claim.group:
            continue
        changes = [f for f in body.frames[rate.key[0], rate.claim.frame] if f.claim.kind == "change" and usable(f)]
        if len(changes) != 1:
            near = [f for f in body.beside(rate, "change") if f.claim.at.start < rate.claim.at.start and usable(f)]
            said = name_key(rate.claim)
            changes = [f for f in near if said and (name_key(f.claim).startswith(said) or said.startswith(f.claim.subject or "|"))][-1:]
            changes = changes or near[-1:]
        if len(changes) != 1 or re.search("生产总值|经济增长|GDP|增加值", body.before(rate, 24)):
            continue
        part = changes[0]
        totals = [
            f
            for f in body.nearby(part, 2, "change")
            if f.key != part.key
            and same_dimension(f, part)
            and usable(f)
            and f.claim.at.start < rate.claim.at.start
            and not f.claim.links.get("total")
        ]
        named = _contributed_to(body, rate)
        owners = [f for f in totals if named and named in f.claim.subject + f.claim.indicator]
        if not totals:
            continue
        owner = owners[0] if owners else totals[0]
        yield Relation(
            "EP211",
            Constraint(Var(part.key) * 100, "=", Var(rate.key) * Var(owner.key)),
            (rate, part, owner),
            f"{printed(body, part)} ÷ {printed(body, owner)} = {{x}}",
            severity=Severity.WARNING,
            sure=len(owners) == 1 and len(changes) == 1 and abs(part.claim.clause - rate.claim.clause) <= 1,
            choice=("contribution", rate.key),
            collection=(rate.key[0], "contribution", owner.key),
            plausible=Interval(Fraction(-50), Fraction(150)),
        )


def _contributed_to(body: Body, rate: Fact) -> str:
    """What a contribution is to, without its place: 对全市外贸增长的贡献率 → 外贸; empty where the clause does not say."""
    match = re.search("对(?P<what>[^，。；对]{2,20}?)(?:的?增长|增量|增收|新增)?的?(?:贡献率|贡献度)", body.clause(rate))
    return re.sub("^(?:全[市县区省州镇]|我[市县区省]|本[市县区])", "", match["what"]) if match else ""
