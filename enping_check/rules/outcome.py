"""What a rule says of one place: the verdict, the places it rests on and the words to say it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from enping_check.model import Severity, Span, Suggestion

DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in one of the articles that are checked together: ``reading`` is the article's index."""

    reading: int
    span: Span
    role: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One relation as a rule judged it. ``key`` and ``params`` choose and fill the message in data/messages.*.toml."""

    code: str
    verdict: str  # holds, last-digit, fails; doubted: it does not come out, and the binding is at fault
    severity: Severity  # of a failing outcome; what a verdict that holds would have been
    primary: Spot
    key: str = "mismatch"
    params: Mapping[str, str] = field(default_factory=dict)
    formula: str = ""
    stated: str = ""
    related: tuple[Spot, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str = ""
    implied: str = ""  # low to high as the text would print it
    suggestion: Suggestion | None = None
    hypotheses: tuple[tuple[str, str], ...] = ()  # beside a warning: what may innocently explain it, and the words that speak of it
    otherwise: tuple[tuple[str, str], ...] = ()  # where no repair is named: each other number and what the rest implies for it
    strength: Fraction = Fraction(1)
