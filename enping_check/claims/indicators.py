"""The indicators the checker knows by name, and what each lets arithmetic say about it.

The names live in ``data/indicators.toml``; a user's own come on top through :meth:`Indicators.extended`. Nothing is guessed: a name that no
line of the file spells is unknown, and :meth:`Indicators.canonical` only shortens 规模以上 and 限额以上 in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Final

from enping_check.settings import SettingsError

DATA = Path(__file__).resolve().parent.parent / "data" / "indicators.toml"

_BEFORE_PROVINCE = "全本我各获评为新有增设建批个家"
# 食品加工业 + 产值, never 食品加 + 工业产值; no 出口货值 in 进出口货值
_ONE_WORD = ("加工", "进出")
_AMOUNTS: Final = "额值量"  # what such a longer name ends in
_FURTHER: Final = 5  # characters by which a longer name goes on behind a shorter one
DIMENSIONS = frozenset(
    {
        "currency",  # 元, 美元 … also of averages such as 人均可支配收入
        "price",  # money per something: 元/平方米, 元/吨, 元 a share
        "count",  # 家 户 个 件 辆 头 …
        "person",  # 人 名
        "visits",  # 人次
        "mass",
        "area",
        "length",
        "volume",
        "energy",
        "power",
        "time",
        "percent",
        "permille",
        "multiple",  # 2.3, 2.3倍, 2.3:1
        "index",  # 102.1 or its change in percent
        "rate",  # a compound unit without money: 公斤/亩, 微克/立方米, 吨标准煤/万元
        "turnover",  # 吨公里, 人公里
        "any",  # no one dimension: 产量 may be 吨 or 台
    }
)
NATURES = frozenset({"flow", "stock", "rate", "average", "price", "index"})
PRICES = frozenset({"natural", "current", "constant", "comparable"})
POLICIES = ("silent", "warning", "error")

_ALLOWED = (
    ("dimension", DIMENSIONS),
    ("nature", NATURES),
    ("price", PRICES),
    ("growth_across", frozenset(POLICIES)),
    ("growth_within", frozenset(POLICIES)),
)
_SHORT = (("规模以上", "规上"), ("规模上", "规上"), ("限额以上", "限上"))


_COUNTED: Final = {"person": "count:人", "visits": "count:人次"}  # what the table calls them → how a quantity is measured


@dataclass(frozen=True, slots=True)
class Indicator:
    """One family: everything under these names is the same measure.

    ``growth_across`` and ``growth_within`` say what a growth recomputed from two levels may raise: levels of different articles,
    levels of one passage. They follow the notes of the National Bureau of Statistics on constant prices and comparable coverage.
    """

    name: str
    aliases: tuple[str, ...] = ()
    topic: str = ""
    dimension: str = "any"  # one of DIMENSIONS
    nature: str = "flow"  # one of NATURES
    additive: bool = True  # parts of it may be summed
    negative: bool = False  # the level may be below zero
    over_100: bool = False  # a rate that may exceed 100 %
    price: str = "natural"  # one of PRICES: the basis of the published growth
    growth_across: str = "warning"  # one of POLICIES
    growth_within: str = "error"  # one of POLICIES
    coverage: bool = False  # 规上, 行业 … before it mean comparable coverage

    def counts(self, dimension: str) -> bool:
        """True when a quantity of this dimension may be a value of the family; of one measured by ``any`` nothing is known."""
        return dimension.startswith((self.dimension, _COUNTED.get(self.dimension, self.dimension)))


_SETTABLE = frozenset(field.name for field in fields(Indicator)) - {"name", "aliases"}


class Indicators:
    """A table of indicators: exact names, and names at the end of a longer noun phrase."""

    def __init__(self, entries: Iterable[Indicator], coverage: Iterable[str] = ()) -> None:
        """Build from ``entries``; a later entry wins a name from an earlier one. ``coverage``: words that mean comparable coverage."""
        self._coverage = tuple(coverage)
        self._by_name = {entry.name: entry for entry in entries}
        self._known: dict[str, Indicator] = {}
        known = self._known
        for entry in self._by_name.values():
            for name in (entry.name, *entry.aliases):
                known[name] = entry
                if "上" in name:
                    known[name.replace("规上", "规模以上").replace("限上", "限额以上")] = entry
        self.find: Callable[[str], Indicator | None] = known.get  # the indicator with exactly this canonical name or alias
        # GDP is also written gdp
        known.update({name.lower(): entry for name, entry in known.items() if name.lower() not in known})
        tails: dict[str, set[int]] = {}
        for name in known:
            tails.setdefault(name[-2:], set()).add(len(name))
        self._lengths = {tail: tuple(sorted(sizes, reverse=True)) for tail, sizes in tails.items()}  # by the two characters it ends in
        self._last = re.compile(f"[{re.escape(''.join({tail[-1:] for tail in tails}))}]")

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def canonical(self, name: str) -> str:
        """The canonical name of an exact name or alias; any other phrase with 规模以上, 限额以上 shortened and nothing else changed."""
        known = self._known.get(name)
        return shorten(name) if known is None else known.name

    def suffix(self, text: str) -> tuple[int, Indicator] | None:
        """The longest known name that ends ``text``, as (start of the name in ``text``, its indicator); None when none does.

        When the words before the name say that enterprises above a threshold or of an industry are meant (规上, 限上, 行业 …),
        company accounts are published at comparable coverage: the indicator then says silent across and at most a warning within.
        """
        lengths = self._lengths.get(text[-2:])
        if lengths is None:
            return None
        size = len(text)
        for length in lengths:
            if length > size:
                continue
            known = self._known.get(text[size - length :])
            if known is not None:
                start = size - length
                if start and text[start] == "省" and text[start - 1] not in _BEFORE_PROVINCE:
                    continue  # 某某省 + 重点实验室, never 某某 + 省重点实验室
                if start and text[start - 1 : start + 1] in _ONE_WORD:
                    continue
                if start and known.coverage and any(word in text[:start] for word in self._coverage):
                    known = _comparable(known)
                return start, known
        return None

    def opening(self, text: str, most: int) -> str:
        """The words up to the end of the first known name that begins ``text``, or ends in its first ``most`` characters; else empty."""
        tails = self._lengths
        for last in self._last.finditer(text, 1, most):
            end = last.end()
            if text[end - 2 : end] in tails and self._ends(text, end):
                while end < len(text) and (further := self._goes_on(text, end)):
                    end = further
                return text[:end]
        return ""

    def _goes_on(self, text: str, end: int) -> int:
        """Where a longer known name ends, of which the one that ends at ``end`` is a part: 技术合同成交额; 0 where there is none."""
        if self._ends(text, end + 1):
            return end + 1
        for later in range(min(len(text), end + _FURTHER), end + 1, -1):
            if text[later - 1] not in _AMOUNTS:
                continue
            for length in self._lengths.get(text[later - 2 : later], ()):
                if length <= later and later - length <= end - 2 and text[later - length : later] in self._known:
                    return later
        return 0

    def _ends(self, text: str, end: int) -> bool:
        """True when a known name ends there."""
        for length in self._lengths.get(text[end - 2 : end], ()):
            if length <= end and text[end - length : end] in self._known:
                return self.suffix(text[:end]) is not None
        return False

    def extended(self, extra: Mapping[str, str | Mapping[str, object]]) -> Indicators:
        """A copy with a user's own entries, which win over the built-in ones.

        A string value makes the key an alias of the indicator it names; a table defines or changes an indicator (``aliases`` and any
        field of :class:`Indicator`). Raises SettingsError for an alias of nothing, an unknown key or a value of the wrong kind.
        """
        if not extra:
            return self
        own: dict[str, Indicator] = {}
        for name, given in extra.items():
            if len(name) < 2:
                raise SettingsError("indicator-short", name=name)
            if not isinstance(given, str):
                own[name] = _defined(name, given, self._by_name.get(name))
        for name, given in extra.items():
            if isinstance(given, str):
                target = own.get(given) or self.find(given)
                if target is None:
                    raise SettingsError("indicator-unknown", name=name, target=given)
                entry = own.get(target.name, target)
                own[entry.name] = replace(entry, aliases=(*entry.aliases, name))
        # the user's entries come last, so that their names win
        kept = (entry for name, entry in self._by_name.items() if name not in own)
        return Indicators((*kept, *own.values()), self._coverage)


def shorten(phrase: str) -> str:
    """``phrase`` with 规模以上 as 规上 and 限额以上 as 限上."""
    if "上" in phrase:
        for long, short in _SHORT:
            phrase = phrase.replace(long, short)
    return phrase


@cache
def load() -> Indicators:
    """The built-in indicators, read once."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    entries: list[Indicator] = []
    for family in data["family"]:
        names = family.pop("names")
        family.setdefault("additive", family["nature"] in ("flow", "stock"))
        _validate(Indicator(family["topic"], (), **family))
        for line in names.splitlines():
            name, *aliases = line.split()
            entries.append(Indicator(name, tuple(aliases), **family))
    return Indicators(entries, data["coverage"].split())


@cache
def _comparable(indicator: Indicator) -> Indicator:
    within = min(indicator.growth_within, "warning", key=POLICIES.index)
    return replace(indicator, price="comparable", growth_across="silent", growth_within=within)


def _validate(indicator: Indicator) -> Indicator:
    for key, allowed in _ALLOWED:
        value = getattr(indicator, key)
        if value not in allowed:
            raise SettingsError("indicator-value", name=indicator.name, key=key, value=value, known=", ".join(sorted(allowed)))
    return indicator


def _defined(name: str, given: Mapping[str, object], base: Indicator | None) -> Indicator:
    settings = dict(given)
    aliases = settings.pop("aliases", [])
    if not isinstance(aliases, list | tuple) or not all(isinstance(alias, str) and len(alias) > 1 for alias in aliases):
        raise SettingsError("indicator-aliases", name=name)
    entry = base or Indicator(name)
    for key, value in settings.items():
        if key not in _SETTABLE:
            raise SettingsError("indicator-key", name=name, key=key, known=", ".join(sorted(_SETTABLE)))
        if type(value) is not type(getattr(entry, key)):
            raise SettingsError("indicator-type", name=name, key=key, kind=type(getattr(entry, key)).__name__)
    if base is None and "nature" in settings and "additive" not in settings:
        settings["additive"] = settings["nature"] in ("flow", "stock")
    changed: dict[str, object] = {"aliases": (*entry.aliases, *aliases), **settings}
    return _validate(replace(entry, **changed))  # type: ignore[arg-type]
