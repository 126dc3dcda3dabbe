"""A headline's count that nothing in the body gives, beside the whole that the body's kinds add up to."""

from __future__ import annotations

from collections.abc import Iterator

from enping_check.engine import Constraint, Var, digit_slips
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import Relation, printed
from enping_check.rules.restatement.likeness import figures
from enping_check.rules.wholes import usable


def title_counts(body: Body) -> Iterator[Relation]:
    """15校率先受惠 over a body of 18 schools, 11, 5 and 2 of their kinds: a headline's count that nothing in the body gives."""
    for index, reading in enumerate(body.readings):
        titles = [
            Fact((index, c.id), c)
            for c in reading.claims
            if c.place == "title" and c.kind == "level" and c.quantity is not None and c.quantity.dimension.startswith("count:")
        ]
        for title in titles:
            quantity = title.claim.quantity
            if quantity is None or quantity.hedge or not quantity.exact or title.claim.modality != "fact" or not usable(title):
                continue
            same = [
                f
                for f in body.levels[index]
                if f.claim.place != "title" and f.claim.quantity is not None and f.claim.quantity.dimension == quantity.dimension
            ]
            if any(f.claim.quantity is not None and f.claim.quantity.number == quantity.number for f in same):
                continue
            printed_elsewhere = [
                q
                for q in reading.scan.quantities
                if q.number == quantity.number and not title.claim.at.start <= q.at.start < title.claim.at.end
            ]
            totals = {f.claim.links["total"][0] for f in same if f.claim.links.get("total") and f.claim.links.get("list")}
            wholes = [f for f in same if not f.claim.links.get("total")]
            parts = [f for f in same if f.claim.links.get("total")]
            if printed_elsewhere or len(wholes) != 1 or totals != {wholes[0].key[1]} or len(parts) < 2:
                continue
            whole = wholes[0]
            one, two = figures(body, title), figures(body, whole)
            if len(one) != len(two) or len(one) < 2 or not usable(whole) or not {s.label for s in digit_slips(one) if s.text == two}:
                continue
            if sum((p.claim.quantity.number or 0) for p in parts if p.claim.quantity is not None) != whole.claim.quantity.number:  # type: ignore[union-attr]
                continue
            yield Relation(
                "EP602",
                Constraint(Var(title.key), "=", Var(whole.key)),
                (title, whole),
                f"{printed(body, title)} ≠ {printed(body, whole)}",
                choice=("headline", title.key),
            )
