"""The money a text calls plainly 元: in a text printed in Hong Kong, Macau or Taiwan, that of the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from enping_check.language import lexicon
from enping_check.model import Quantity

_PLAIN = "元"


@cache
def _local() -> tuple[frozenset[str], frozenset[str], str]:
    """Currencies that are called 元 where they are spent, the characters a text of there is known by, and what names the other 元."""
    table = lexicon.table("units.toml")["local"]
    return frozenset(table["currencies"].split()), frozenset(table["printed"]), table["mainland"]


@cache
def _led() -> tuple[tuple[str, str], ...]:
    """What stands before a number in 元, and whose 元 it then is; the longest first."""
    before = lexicon.table("units.toml")["local"]["before"]
    return tuple(sorted(before.items(), key=lambda pair: -len(pair[0])))


def led(quantities: Sequence[Quantity], text: str) -> Sequence[Quantity]:
    """人民币8500万元，约合新台币3.9亿元: the 元 of the money that stands before the number.

    Only where the text names that of the mainland, too: else one money is spoken of, and 元 is the same with and without its name.
    """
    if _local()[2] not in text or not any(word in text for word, _ in _led()):
        return quantities
    return [_named_before(q, text) for q in quantities]


def _named_before(quantity: Quantity, text: str) -> Quantity:
    if not (_plain(quantity) and quantity.dimension.startswith("currency")):
        return quantity
    start = quantity.at.start
    home = next((home for word, home in _led() if text.endswith(word, 0, start)), None)
    return _in(home, quantity) if home is not None else quantity


def at_home(quantities: Sequence[Quantity], text: str, source: str) -> Sequence[Quantity]:
    """貨物出口35.2億澳門元，其中再出口30.9億元: every 元 of the text is a 澳門元.

    Only where the text is printed in traditional characters, names one such currency and nowhere that of the mainland; else unchanged.
    """
    currencies, printed, mainland = _local()
    if "下同" in text and (declared := next((c for c in currencies if re.search(f"{c}[，、 ]?下同", text)), None)) is not None:
        # 收入42.9亿元（港元，下同）: whatever else is named
        return [_in(declared, q) if _plain(q) and mainland not in q.unit else q for q in quantities]
    units = {q.base_unit for q in quantities if q.masked is None}
    named = {name for name in (unit.partition("/")[0] for unit in units) if name in currencies}
    if len(named) != 1 or mainland in text or printed.isdisjoint(source):
        return quantities
    home = named.pop()
    return [_in(home, q) if _plain(q) else q for q in quantities]


def _plain(quantity: Quantity) -> bool:
    return quantity.base_unit.partition("/")[0] == _PLAIN


def _in(home: str, quantity: Quantity) -> Quantity:
    base = home + quantity.base_unit[len(_PLAIN) :]
    kind = quantity.dimension.partition(":")[0]
    return quantity._replace(base_unit=base, dimension=f"{kind}:{base}")
