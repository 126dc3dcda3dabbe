"""Numbers without a unit, which count where an index, a ratio or a coefficient is named: 收入比缩小到1.91, 价格指数为48.2."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.frames import Frame
from enping_check.claims.lists import Lists
from enping_check.claims.scene import Spot
from enping_check.claims.skeleton import BRACKET, NUMBERS, Skeleton, Token

_WHOSE: Final = re.compile("[一-鿿]{2,8}")  # 甲区, 乙县: whose an index is


class Dimensionless(Lists):
    """Reads numbers without a unit."""

    def _bare_number(self, clause: Skeleton, i: int, token: Token, begin: int, left: str) -> None:
        """由0.45下降到0.42, 恩格尔系数为0.31: a number without unit counts where a rate is named."""
        if self._bare_shift(clause.tokens[i], left) or self._bare_base(clause, i, token, begin):
            return
        if (match := self.grammar.origin.search(left)) and self._come_to(re.split(f"[{NUMBERS}]", clause.text[i + 1 : i + 24])[0]):
            target = self._rate_frame(left[: match.start()].strip(" 、"))
            draft = self._add("level", token, target, aspect="base", when=self._when(match["ref"], clause, begin + match.start("ref")))
            self.context.origin = [draft]
            self.context.frame = target
        elif (
            self.context.origin
            and self.context.origin[0].quantity is not None
            and self.context.origin[0].quantity.dimension == "none"
            and (match := self._come_to(left))
            and self.context.frame is not None
        ):
            draft = self._rate(token, self.context.frame)
            draft.aspect = self._direction(match["to"])
            draft.links["base"] = (self.context.origin[0].id,)
            self.context.origin = []
        elif (match := self._come_to(left)) and self._names_rate(left[: match.start()]):
            self._index(token, self._named_frame(left[: match.start()]))  # 收入比缩小到1.91
        elif self._names_rate(left) or (self.context.frame is not None and match is not None):
            self._index(token, self._named_frame(left))
        elif self.context.index_listed and _WHOSE.fullmatch(left.strip(" 、，")) is not None:
            self._index(token, self._named_frame(left))  # 按指数由低到高依次是：甲区2.31、乙区2.58

    def _index(self, token: Token, frame: Frame) -> None:
        """价格指数为48.2: a rate without unit is the level of what follows, too (，按月下跌3.4%)."""
        draft = self._rate(token, frame)
        if frame.level is None:
            frame.level = draft

    def _bare_base(self, clause: Skeleton, i: int, token: Token, begin: int) -> bool:
        """（价格指数为48.2，）5月份则为49.9, 较上月的49.9: the earlier value of what has no unit."""
        frame = self.context.frame
        level = frame.level.quantity if frame is not None and frame.level is not None else None
        if level is None or level.dimension != "none" or token.quantity is None:
            return False
        spot = Spot(clause, i, begin, token, 0)
        return self._compared_level(spot) or self._past_level(spot, token.quantity)

    def _names_rate(self, left: str) -> bool:
        """True when the words end in the name of a rate, which may go without a unit: 收入倍差为1.74."""
        bare = left.rstrip("为是达约" + BRACKET)  # 性别比（以女性为100）为104.1
        if self.grammar.rate_name.search(bare):
            return True
        known = self.namer.indicators.suffix(bare)
        return known is not None and known[1].nature == "rate"

    def _bare_shift(self, token: Token, left: str) -> bool:
        """（收入比为2.08，）比上年缩小0.06: the change of the rate without unit that the sentence has just given."""
        frame = self.context.frame
        verb = self._verb(left)
        if verb is None or frame is None or frame.rate is None or not self._changes(left[: verb.start()]):
            return False
        rate = frame.rate
        if rate.kind != "level" or rate.quantity is None or rate.quantity.dimension != "none" or rate.sentence != self.context.sentence:
            return False
        _, basis, foreign = self._strip_basis(left[: verb.start()])
        draft = self._add("change", token, frame, sign=-1 if verb["down"] else 1, basis=basis or self.context.basis)
        draft.links["now"] = (rate.id,)
        if "base" in rate.links:
            draft.links["base"] = rate.links["base"]
        if foreign:
            draft.bound, draft.aspect = "unclear", "comparison"
        return True
