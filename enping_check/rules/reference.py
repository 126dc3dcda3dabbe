"""Claims against the user's own reference table: EP604."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from enping_check.claims.names import squeeze
from enping_check.engine import Constraint, Var
from enping_check.model import Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_PLAIN = ("", "stock", "up", "down", "together", "rate")


def relations(body: Body) -> Iterator[Relation]:
    """A claim equals the table's value of the same subject, indicator and period, to the digits that both print."""
    table: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for row in body.references:
        table[row.claim.kind, squeeze(row.claim.subject + row.claim.indicator), row.claim.period].append(row)
    if not table:
        return
    for fact in body.all("level", "growth", "share"):
        claim = fact.claim
        if not usable(fact) or claim.modality != "fact" or claim.bound == "unclear" or claim.place in ("table", "note"):
            continue
        if claim.kind == "growth" and (claim.basis not in ("", "同比") or claim.aspect):
            continue
        if claim.kind == "share" and claim.aspect != "rate":
            continue
        for name in _names(body, fact):
            for row in table.get((claim.kind, name, claim.period), ()):
                if not same_dimension(fact, row) or not _alike(fact, row):
                    continue
                yield Relation(
                    "EP604",
                    Constraint(Var(fact.key), "=", Var(row.key)),
                    (fact, row),
                    f"{printed(body, fact)} ≠ {row.claim.surface}",
                    severity=Severity.WARNING if claim.bound == "far" else Severity.ERROR,
                    replacement=_as_settled(fact, row),
                    choice=("reference", fact.key, row.key),
                )


def _names(body: Body, fact: Fact) -> set[str]:
    """The claim's full name, with the article's own place before it where that is what it speaks of."""
    claim = fact.claim
    home = body.homes[fact.key[0]]
    if claim.scope not in ("", "@"):
        return {squeeze(claim.scope + claim.subject + claim.indicator)}
    subject = claim.subject.rpartition("|")[2]
    own = (
        {squeeze(home + subject + claim.indicator)}
        if home and not subject.startswith(home) and (claim.scope == "@" or not subject)
        else set()
    )
    return own | ({squeeze(subject + claim.indicator)} if subject else set())


def _alike(fact: Fact, row: Fact) -> bool:
    """New ones are compared with new ones, what is plain with what is plain."""
    return fact.claim.aspect == row.claim.aspect or (row.claim.aspect == "" and fact.claim.aspect in _PLAIN)


def _as_settled(fact: Fact, row: Fact) -> str:
    """The table's value, where the claim prints it in the same unit and to the same digit."""
    a, b = fact.claim.quantity, row.claim.quantity
    if a is None or b is None or a.hedge or a.ranged or a.unit != b.unit or a.last != b.last or fact.claim.sign < 0:
        return ""
    return row.claim.surface if a.surface == fact.claim.surface and a.number != b.number else ""
