"""The terms of a ratio in another order than the values just told: 男生1824人、女生2280人，男女比例为5∶4 (EP105).

Told only where the printed terms, in another order, are just the ratio of the values.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Final

from enping_check.engine import Constraint, Var
from enping_check.model import Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.paired import PAIR, bearer
from enping_check.rules.relation import Relation, printed
from enping_check.rules.stipulated import stipulated
from enping_check.rules.wholes import same_dimension, usable

_RATIO: Final = re.compile("比例|之比|[^同环对]比(?:约|大致)?[为是]")
_MOST: Final = 4  # terms
_SIDES: Final = (("first", "second"), ("second", "first"))
_NEAR: Final = Fraction(1, 40)  # of a ratio of whole numbers: it is seldom exact


def relations(body: Body) -> Iterator[Relation]:
    """Every ratio whose terms the values before it give in some order."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in body.all("structure"):
        if fact.claim.quantity is not None and fact.claim.quantity.number:
            groups[fact.key[0], fact.claim.group].append(fact)
    for terms in groups.values():
        terms.sort(key=lambda f: f.order)
        if not 1 < len(terms) <= _MOST or not _RATIO.search(body.clause(terms[0])):
            continue
        told = [f for f in body.beside(terms[0], "level") if f.order < terms[0].order and usable(f) and f.claim.interval.middle]
        values = told[-len(terms) :]
        if len(values) < len(terms) or not all(same_dimension(v, values[0]) for v in values) or _others_between(body, values, terms[0]):
            continue
        ordered = _in_named_order(body, values, terms)
        if ordered is None:
            continue
        values = ordered
        sizes = [v.middle for v in values]
        numbers = [t.claim.quantity.number or Fraction(0) for t in terms if t.claim.quantity is not None]
        if abs(sum(numbers, Fraction(0)) - 100) <= 1:
            continue  # shares of a whole: rules/structures
        right = _alike(numbers, sizes)
        order = next((o for o in permutations(range(len(numbers))) if _alike([numbers[k] for k in o], sizes)), None)
        if order is None:
            continue
        written = _written(body, terms, order)
        for at, (term, value) in enumerate(zip(terms[1:], values[1:], strict=True), 1):
            if not right and _alike([numbers[0], numbers[at]], [sizes[0], sizes[at]]):
                continue  # those that changed places tell it
            yield Relation(
                "EP105",
                Constraint(Var(term.key) * Var(values[0].key), "=", Var(terms[0].key) * Var(value.key)),
                (term, terms[0], value, values[0]) if right else (stipulated(term), stipulated(terms[0]), value, values[0]),
                f"{printed(body, terms[0])} × {printed(body, value)} ÷ {printed(body, values[0])} = {{x}}",
                sure=not right,
                choice=("exchanged", terms[0].key if not right else term.key),
                replacement="" if right else written,
                replaced=None if right else Span(terms[0].claim.span.start, terms[-1].claim.span.end),
            )


def _in_named_order(body: Body, values: list[Fact], terms: Sequence[Fact]) -> list[Fact] | None:
    """（去程252列、回程164列，）回去程比为65∶100: the order in which the words before the ratio name them, by one character.

    None where two characters name what the ratio is of, and it is not these (床位a张，护士b人，医护比1∶1.6), or nothing says what is one.
    """
    said = re.split("[，。；：、]", body.before(terms[0], 12))[-1]
    borne: list[list[Fact]] = []
    if len(values) == 2 and (pair := PAIR.search(said)) is not None:
        borne = [[v for v in values if pair[one] in bearer(body, v) and pair[other] not in bearer(body, v)] for one, other in _SIDES]
        if all(len(each) == 1 for each in borne):
            return [each[0] for each in borne]
    places = [said.rfind(name[0]) if (name := v.claim.subject or v.claim.indicator) else -1 for v in values]
    if min(places) >= 0 and len(set(places)) == len(places):
        return [v for _, v in sorted(zip(places, values, strict=True), key=lambda told: told[0])]
    to_one = len(terms) == 2 and any(body.folded(term) == "1" for term in terms)  # 招418人，审查通过9613人，竞争比23∶1: so many for each
    return None if any(borne) or to_one else values


def _written(body: Body, terms: Sequence[Fact], order: Sequence[int]) -> str:
    """The terms in that order, parted as they are printed."""
    article = body.readings[terms[0].key[0]].article
    mark = article.surface(Span(terms[0].claim.span.end, terms[1].claim.span.start))
    return mark.join(terms[k].claim.surface for k in order)


def _alike(numbers: Sequence[Fraction], sizes: Sequence[Fraction]) -> bool:
    """True when the numbers stand to each other as the sizes do."""
    return all(abs(n * sizes[0] / (numbers[0] * s) - 1) <= _NEAR for n, s in zip(numbers, sizes, strict=True))


def _others_between(body: Body, values: Sequence[Fact], term: Fact) -> bool:
    """True when the values are not those told last: a number of another kind stands between them and the ratio."""
    return bool(re.search("[；。]", body.text(values[0], term)))
