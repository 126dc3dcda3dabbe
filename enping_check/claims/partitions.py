"""data/partitions.toml: what adds up to what, what is divided by what, which words stand for a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from enping_check.language.lexicon import table


@dataclass(frozen=True, slots=True)
class Partition:
    """``members``: the spellings of each member; ``totals``: the indicators it divides (none: any), ``excepted``: those it does not."""

    name: str
    members: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    excepted: tuple[str, ...]
    periods: bool
    nearly: bool  # a sliver may be left out: the members bound the growth of the whole, but need not add up to it


@dataclass(frozen=True, slots=True)
class Balance:
    """``result`` = ``left`` − ``minus``; each a tuple of names."""

    result: tuple[str, ...]
    left: tuple[str, ...]
    minus: tuple[str, ...]
    reverse: bool


@dataclass(frozen=True, slots=True)
class Ratio:
    """``name`` = part ÷ whole × times, or (whole − rest) ÷ whole × times."""

    name: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    times: int
    severity: str
    mean: bool
    rest: tuple[str, ...] = ()
    same: bool = False  # where several are printed, the nth of ``part`` goes over the nth of ``whole``


@dataclass(frozen=True, slots=True)
class Partitions:
    """Everything of the file, ready to use."""

    partitions: tuple[Partition, ...]
    groups: dict[str, tuple[str, ...]]
    aliases: dict[str, str]  # a spelling of a subject → the usual one: 二产 → 第二产业
    balances: tuple[Balance, ...]
    ratios: tuple[Ratio, ...]
    averages: tuple[Ratio, ...]
    others: tuple[str, ...]
    partial: tuple[str, ...]
    counted: tuple[str, ...]
    capped: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]
    counted_things: tuple[str, ...]
    sheets: tuple[str, ...]
    done: tuple[tuple[str, ...], ...]
    planned: tuple[str, ...]


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(value or "").split())


@cache
def load() -> Partitions:
    """The tables of the data file; raises tomllib.TOMLDecodeError on a broken file."""
    data = table("partitions.toml")
    groups: dict[str, tuple[str, ...]] = {}
    for each in data["group"]:
        members = tuple(str(m).split()[0] for m in each["members"])
        for name in (each["name"], *_words(each.get("aliases"))):
            groups[name] = members
    return Partitions(
        partitions=tuple(
            Partition(
                str(each["name"]),
                tuple(_words(m) for m in each["members"]),
                _words(each.get("totals")),
                _words(each.get("except")),
                each.get("kind") == "period",
                bool(each.get("nearly")),
            )
            for each in data["partition"]
            if each.get("exhaustive")
        ),
        groups=dict(sorted(groups.items(), key=lambda pair: -len(pair[0]))),
        aliases={spelling: str(each["name"]) for each in data["alias"] for spelling in _words(each["aliases"])},
        balances=tuple(
            Balance(_words(e["result"]), _words(e["left"]), _words(e["minus"]), bool(e.get("reverse"))) for e in data["balance"]
        ),
        ratios=tuple(
            Ratio(
                e["name"],
                _words(e["part"]),
                _words(e["whole"]),
                e.get("times", 1),
                e.get("severity", "error"),
                bool(e.get("mean")),
                _words(e.get("rest")),
                bool(e.get("same")),
            )
            for e in data["ratio"]
        ),
        averages=tuple(
            Ratio(e["name"], _words(e["total"]), _words(e["count"]), e.get("times", 1), e.get("severity", "error"), bool(e.get("mean")))
            for e in data["average"]
        ),
        others=_words(data["words"]["rest"]),
        partial=_words(data["words"]["partial"]),
        counted=_words(data["words"]["counted"]),
        capped=_words(data["words"]["capped"]),
        planned=_words(data["words"]["planned"]),
        done=tuple(_words(each) for each in data["words"]["done"]),
        sheets=_words(data["words"]["sheets"]),
        counted_things=_words(data["words"]["counted_things"]),
        kinds=tuple(_words(each) for each in data["words"]["kinds"]),
    )
