"""Which claim a formula of data/partitions.toml means by a name: 存款余额 is not 住户存款余额, 出口总额 not 进出口总额."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enping_check.rules.body import Body, Fact, name_key

_NAMED, _ENDS = 2, 1


@dataclass(frozen=True, slots=True)
class Operand:
    """The claim found; ``sure`` when it bears the very name, not merely a name that ends so."""

    fact: Fact
    sure: bool


def operands(body: Body, candidates: Iterable[Fact], words: Sequence[str], subject: str) -> list[Operand]:
    """The best of ``candidates``, given in order of preference, one for each of the names they bear; those of the same subject first."""
    ranked = [(each, rank) for each in candidates if (rank := _likeness(body, each, words))]
    own = [(each, rank) for each, rank in ranked if each.claim.subject in ("", subject) or each.claim.indicator not in words]
    best = max((rank for _, rank in own or ranked), default=0)
    nearest: dict[str, Operand] = {}
    for each, rank in own or ranked:
        if rank == best:
            nearest.setdefault(each.claim.indicator, Operand(each, rank == _NAMED))
    return list(nearest.values())


def _likeness(body: Body, fact: Fact, words: Sequence[str]) -> int:
    subject, indicator = fact.claim.subject, fact.claim.indicator
    # 城镇居民 and 居民人均可支配收入 share the word between them
    full = subject + (indicator[2:] if len(subject) > 2 and subject.endswith(indicator[:2]) else indicator)
    if full in words or fact.claim.indicator in words or name_key(fact.claim) in words:
        return _NAMED
    known = body.known(fact)
    if known is not None and known.name not in words:
        return 0
    return _ENDS if any(len(word) >= 3 and full.endswith(word) for word in words) else 0
