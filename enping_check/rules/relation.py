"""A relation that the text asserts among claims, before it is judged."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from enping_check.engine import Constraint, Expression, Interval, Name, Readings
from enping_check.model import Quantity, Severity, Span
from enping_check.rules.body import Body, Fact, Key


@dataclass(frozen=True, slots=True)
class Relation:
    """``facts`` are the claims it rests on, the stated result first.

    ``choice`` groups alternative readings of one statement: one that holds settles it. ``collection`` groups the relations of one list:
    when most of a list holds, the rest is surely meant alike. ``sure`` says that the text leaves no other reading; an unsure relation
    can be verified, never failed. ``extra`` gives readings to variables that are not claims (a number of years, a converted unit).
    """

    code: str
    constraint: Constraint
    facts: tuple[Fact, ...]
    formula: str  # with {x} where the recomputed result goes, SIZE where that of a decline goes without its sign
    severity: Severity = Severity.ERROR
    sure: bool = True
    choice: Hashable = None
    collection: Hashable = None
    key: str = "mismatch"
    diagnosis: str = ""
    plausible: Interval | None = None
    extra: Mapping[Name, Readings] = field(default_factory=dict)
    integers: frozenset[Key] = frozenset()
    replacement: str = ""  # what the result should read, when the words alone decide it (points for percent)
    replaced: Span | None = None  # what the replacement stands for, where that is more than the result's number
    mistakes: tuple[tuple[str, Expression], ...] = ()  # what known mistakes make of the result: ("swapped-base", (now − base) ÷ now)
    solved: Expression | None = None  # the result from the others, where the constraint has a second, senseless root
    beside: tuple[Span, ...] = ()  # printed words that bear on it without being claims: the years of 年均
    free: bool = False  # the result itself may not be judged with slack (orders, bounds)

    @property
    def result(self) -> Fact:
        """The claim that states the result."""
        return self.facts[0]


SIZE = "{|x|}"
PERCENT = Interval(Fraction(0), Fraction(100))  # what a share may come to


def percent_step(fact: Fact) -> int:
    """100 for %, 1000 for ‰."""
    return 1000 if fact.claim.quantity is not None and fact.claim.quantity.dimension == "permille" else 100


def printed(body: Body, fact: Fact) -> str:
    """How a formula shows a claim: its printed number, a decline with a minus."""
    text = body.folded(fact)
    return f"−{text}" if fact.claim.sign < 0 and not text.startswith("-") else text


def sum_text(body: Body, facts: Sequence[Fact]) -> str:
    """Claims of one unit as a formula adds them, with what they come to: 56.9% + 28.1% + 12.3% = 97.3%."""
    terms = " + ".join(printed(body, f) for f in facts)
    quantities = [q for f in facts if (q := f.claim.quantity) is not None and q.number is not None]
    if len(quantities) < len(facts):
        return terms
    first = quantities[0]
    value = sum((f.claim.sign * q.number for f, q in zip(facts, quantities, strict=True) if q.number is not None), Fraction(0))
    step = min(q.last or q.factor for q in quantities)
    return f"{terms} = {decimal_text(value, step / first.factor)}{first.unit}"


def decimal_text(value: Fraction, step: Fraction) -> str:
    """``value`` to the decimals of ``step``, without an exponent."""
    places = 0
    while step < 1 and places < 8:
        step *= 10
        places += 1
    while value and abs(value) * 10**places < Fraction(1, 2) and places < 8:
        places += 1  # not nothing
    scaled = value * 10**places
    whole = int(scaled + Fraction(1, 2)) if scaled >= 0 else -int(-scaled + Fraction(1, 2))
    text = str(abs(whole)).rjust(places + 1, "0")
    text = text[:-places] + "." + text[-places:] if places else text
    return ("-" if whole < 0 else "") + text


def show(interval: Interval, factor: Fraction, step: Fraction, unit: str) -> str:
    """An implied interval in the printed unit, one decimal finer than the statement: 64.15%, 590–591公斤, ≥3亿元."""
    if interval.empty:
        return "∅"
    low = None if interval.low is None else interval.low / factor
    high = None if interval.high is None else interval.high / factor
    fine = step / factor / 10
    if low is None and high is None:
        return "?"
    if low is None:
        return f"≤{decimal_text(high or Fraction(0), fine)}{unit}"
    if high is None:
        return f"≥{decimal_text(low, fine)}{unit}"
    if low == high and (low * factor / step).denominator == 1:
        return f"{decimal_text(low, step / factor)}{unit}"  # exact as it stands: 4160个, not 4160.0个
    if high - low <= step / factor:
        return f"{decimal_text((low + high) / 2, fine)}{unit}"
    return f"{decimal_text(low, fine)}—{decimal_text(high, fine)}{unit}"


def as_quantity(interval: Interval, quantity: Quantity) -> str:
    """An implied interval in a quantity's printed unit; what doubles so many times (番) in times."""
    if quantity.dimension == "percent" and quantity.unit != "%":
        return show(interval, Fraction(1), Fraction(1), "%")  # 一半, 三成
    unit = quantity.base_unit if quantity.dimension == "multiple" else quantity.unit
    return show(interval, quantity.factor, quantity.last if quantity.last > 0 else quantity.factor, unit)
