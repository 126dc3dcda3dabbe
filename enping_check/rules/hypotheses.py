"""Innocent explanations of a warning, told only where the passage itself speaks of them: 口径, 修订, 不变价, 常住 beside 户籍."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from enping_check.rules.body import Body, Fact


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """``words`` any one of which, or with ``together`` all, make it worth a mention beside a warning of ``codes``."""

    name: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    together: bool = False

    def evidence(self, text: str) -> str:
        """The words of the passage that speak of it; empty when none does."""
        found = [word for word in self.words if word in text]
        if self.together:
            return "、".join(found) if len(found) == len(self.words) else ""
        return found[0] if found else ""


@cache
def load() -> tuple[Hypothesis, ...]:
    """All hypotheses of data/hypotheses.toml."""
    data = tomllib.loads(files("enping_check.data").joinpath("hypotheses.toml").read_text(encoding="utf-8"))
    return tuple(Hypothesis(name, tuple(row["codes"]), tuple(row["words"]), row.get("together", False)) for name, row in data.items())


def hypotheses(body: Body, code: str, fact: Fact) -> tuple[tuple[str, str], ...]:
    """The name and the evidence of each that may explain a warning at ``fact``."""
    fitting = [each for each in load() if code.startswith(each.codes)]
    if not fitting:
        return ()
    passage = body.passage(fact)
    return tuple((each.name, words) for each in fitting if (words := each.evidence(passage)))
