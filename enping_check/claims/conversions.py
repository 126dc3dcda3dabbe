"""Amounts told once more in another unit: 1美元兑7.1元人民币, 折合45150亩."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.differences import Differences
from enping_check.claims.frames import Draft
from enping_check.claims.lexicon import firsts
from enping_check.claims.scene import PLAIN, Spot
from enping_check.model import Quantity

_CONVERTED: Final = re.compile("兑(?:换)?(?:人民币)?$|对人民币(?:汇率)?(?:为)?$")
_COMES_TO: Final = re.compile("[，（]?(?:也即|亦即|即|就是|也就是|计)(?:约|为)*")
_PRICED_AT: Final = re.compile("(?:代价|对价|作价|总价|价款|合同额|合同价|货款|金额)(?:相当于|等于)(?:约|人民币|港币)*$")
_ROUND: Final = (1, 10, 100, 1000, 10000)
_CONVERTIBLE: Final = ("currency", "area", "mass", "length", "volume", "energy")
_MAKES: Final = "兑换|兑|换算|换|对|折算|折|等于|等於|约等于|约合|折合|相当于|合|=|＝"
_ONE_IS: Final = re.compile(f"(?:可)?(?:{_MAKES})(?:约|为|成)?(?:人民币|新台币|港币|港元)?")
_RATE_HEADS: Final = firsts("可", _MAKES)


def _measure(quantity: Quantity) -> str:
    """The currency, or the unit without 万 and 亿."""
    return quantity.base_unit if quantity.dimension.startswith("currency") else quantity.unit.lstrip("万亿千百")


_TOTALLED: Final = re.compile("总额|总价|总值|合计|总计|总金额|共计")


_PACKED: Final = re.compile("(?:规格)?[装款](?:的|[^一-鿿]|$)")  # 折合750毫升装168万瓶: what it is bottled in


class Conversions(Differences):
    """Reads what one unit is in another, and the amounts brought there."""

    _rated = -1  # the last sentence that told what one unit is in another

    def _exchange_rate(self, spot: Spot) -> bool:
        """1美元兑7.1元人民币, 1坪等于3.3058平方米: what one unit is in another, of which nothing is reckoned but conversions."""
        left, right = spot.left, spot.right
        if (
            right[:1] not in _RATE_HEADS
            and "兑" not in left
            and "人民币" not in left
            and (not self.drafts or self.drafts[-1].why != "rate")
        ):
            return False  # most amounts
        told = right.startswith(("兑", "对人民币")) or (("兑" in left or "人民币" in left) and _CONVERTED.search(left) is not None)
        one = right[:1] in _RATE_HEADS and _ONE_IS.match(right) is not None
        if told or (one and self._one_unit(spot)) or self._other_unit(spot):
            draft = self._add("level", spot.token, self._frame(PLAIN, self.context.when), aspect="incidental")
            draft.bound = "unclear"
            draft.why = "rate"
            self._rated = self.context.sentence
            return True
        return False

    @staticmethod
    def _one_unit(spot: Spot) -> bool:
        """True for 1坪, 100日元 before a number in another unit of its kind."""
        quantity = spot.token.quantity
        other = next((t.quantity for k, t in sorted(spot.clause.tokens.items()) if k > spot.i), None)
        if quantity is None or other is None or quantity.hedge or quantity.number not in _ROUND or quantity.unit[:1] in "万亿":
            return False
        family = quantity.dimension.partition(":")[0]
        return family == other.dimension.partition(":")[0] and family in _CONVERTIBLE and quantity.unit != other.unit

    def _other_unit(self, spot: Spot) -> bool:
        """True for the number that 1坪等于… has just led to."""
        if not self.drafts or self.drafts[-1].why != "rate" or _ONE_IS.fullmatch(spot.left) is None:
            return False
        told = [d for d in self.drafts[-3:] if d.why == "rate" and d.sentence == self.context.sentence]
        return told == self.drafts[-1:]

    def _in_another_unit(self, spot: Spot, quantity: Quantity) -> bool:
        """折合45150亩: the level just read, in another unit; 对价折合人民币3.3亿元: money in another currency, whatever its name."""
        left = spot.left.lstrip()
        if self._what_a_share_comes_to(left) or _PACKED.match(spot.right):
            return False
        exchanged = ("折" in left or "合" in left) and self.grammar.exchanged.search(left) is not None
        if left[:1] in self.grammar.converted_heads and self.grammar.converted.search(left):
            source = self._latest_level(quantity)
            if source is not None and (len(left) <= 6 or not self._names_beside_converted(left)):
                return self._conversion(spot, source)
        if exchanged and quantity.dimension.startswith("currency"):
            source = self._latest_level(quantity, total=_TOTALLED.search(left) is not None)
            if source is not None and source.quantity is not None and source.quantity.base_unit != quantity.base_unit:
                return self._conversion(spot, source)
        if self._rated != self.context.sentence:
            return False
        source = self._at_a_rate(quantity, self.namer.clean(self.grammar.exchanged.sub("", left)) if exchanged else "")
        if source is not None and not dated(left) and (exchanged or _PRICED_AT.search(left) or not self._names_beside_converted(left)):
            return self._conversion(spot, source)
        return False

    def _what_a_share_comes_to(self, left: str) -> bool:
        """折合人民币8900万元；预付款三成，即375万美元: so much is the share, not what was told before it."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.kind != "share" or last.sentence != self.context.sentence or self.context.clause - last.clause > 1:
            return False
        return _COMES_TO.fullmatch(left) is not None

    def _names_beside_converted(self, left: str) -> bool:
        """True when more than 折合 and its like stands there."""
        return bool(self.namer.clean(self.grammar.converted.sub("", left)))

    def _at_a_rate(self, quantity: Quantity, named: str) -> Draft | None:
        """The level, in this sentence or the one before, that the rate stated in this sentence brings to the amount's unit.

        ``named``: what the words say is brought there, where they say it.
        """
        known = self.namer.split(named).known if named else None
        rate = [d.quantity for d in self.drafts[-8:] if d.why == "rate" and d.sentence == self.context.sentence and d.quantity is not None]
        if len(rate) != 2:
            return None
        other = [q for q in rate if _measure(q) != _measure(quantity)]
        if len(other) != 1:
            return None
        for draft in reversed(self.drafts[-12:]):
            found = draft.quantity
            if known is not None and draft.name.known is not known:
                continue  # 出口427.5亿美元，进口361.2亿美元…，出口约合1.368兆元
            if draft.kind == "level" and draft.aspect != "incidental" and draft.sentence >= self.context.sentence - 1 and found is not None:
                if _measure(found) == _measure(other[0]):
                    return draft
                if _measure(found) == _measure(quantity):
                    return None
        return None

    def _conversion(self, spot: Spot, source: Draft) -> bool:
        """Adds what ``source`` is in another unit."""
        holder = self.context.frame or self._frame(PLAIN, self.context.when)
        draft = self._add("level", spot.token, holder, aspect="converted")
        draft.links["of"] = (source.id,)
        return True

    def _latest_level(self, quantity: Quantity, *, total: bool = False) -> Draft | None:
        """The last level of the sentence that may be the same amount in another unit; of a ``total`` no average."""
        family = quantity.dimension.partition(":")[0]
        for draft in reversed(self.drafts[-6:]):
            other = draft.quantity
            if draft.kind == "level" and draft.aspect != "incidental" and draft.sentence >= self.context.sentence and other is not None:
                if draft.name.indicator == "汇率" or (total and draft.aspect == "average"):
                    continue  # 合同金额1.24亿美元，平均每辆20万美元；订单总额约合…
                if (
                    other.dimension.partition(":")[0] == family
                    and family != "count"
                    and other.unit.lstrip("万亿千百") != quantity.unit.lstrip("万亿千百")
                ):
                    return draft
        return None
