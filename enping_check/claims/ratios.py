"""Multiples (2.5倍, 翻一番) and structures (12.1：38.4：49.5)."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.growths import Growths
from enping_check.claims.scene import PLAIN
from enping_check.claims.skeleton import BARE, DOUBLING, LEVEL, Skeleton, Token

_DOUBLED: Final = re.compile("(?:实现|翻|了|比|增长|接近|将近|近|约|几乎|差不多|恰好|正好|刚好|整整|实现了|又|已|将|力争|：)+$")
_THEN: Final = re.compile("当时|原来|原先|此前|过去|从前|以往|当初|彼时|那时|起初|最初|起步时|起步之初")
_BECAME: Final = re.compile("(?:增长|增加|扩大|提高|提升)[到至为]|[增升]至|变?成(?:为|了)$|变[成为作]$|[涨扩翻增升](?:到了?|为)$")


class Ratios(Growths):
    """Reads numbers that say how several amounts stand to each other."""

    def _multiple(self, clause: Skeleton, i: int, token: Token, begin: int, left: str) -> None:
        """A multiple: of a printed or named whole, a growth by so many times, or a plain one."""
        frame = self.context.frame
        if clause.text[i] == DOUBLING:
            named = self.namer.clean(_DOUBLED.sub("", self._strip_basis(re.sub("翻了?$", "", left))[0]))
            draft = self._ratio(token, self._named_frame(named) if named and not self._only_how_many(named) else frame)
            since = self.grammar.reference.search(re.sub("翻了?$", "", left))
            if since is not None and dated(since["ref"]) and "base" not in draft.links:  # （2025年3.2亿件，）比2022年翻了一番
                when = self._when(since["ref"], clause, begin + since.start("ref"))
                draft.why = when.label if when.named and when is not self.context.when else ""
        elif self._whole is not None and re.match("^的(?:近|约|超过|超|逾)?$", left):
            whole = self._whole
            self._whole = None
            self._ratio(token, frame).links["base"] = (whole.id,)
        elif match := self.grammar.ratio_of.search(left):
            self._ratio_of(clause, token, begin, left, match)
        elif _BECAME.search(left):
            self._ratio(token, frame)
        elif verb := self._verb(left):
            self._grown(token, left[: verb.start()], -1 if verb["down"] else 1, "multiple")
            self._since(clause, begin, left[: verb.start()])
        else:
            self._add("multiple", token, self._named_frame(left), aspect="level")

    def _ratio(self, token: Token, frame: Frame | None) -> Draft:
        """翻一番, 增长到2.5倍: how many times its base a frame's level is."""
        target = frame or self._frame(PLAIN, self.context.when)
        draft = self._add("multiple", token, target, aspect="ratio")
        self._link_change(draft, target)
        return draft

    def _ratio_of(self, clause: Skeleton, token: Token, begin: int, left: str, match: re.Match[str]) -> None:
        """是2020年（12亿元）的2.5倍: a multiple of what the words name."""
        frame = self.context.frame
        named = self.namer.clean(self._strip_basis(left[: match.start()])[0])  # 四年间是…的4倍
        if named and self._only_how_many(named):
            named = ""  # （2025年产值24.5亿元，）体量是2019年的3.5倍
        target = frame if frame is not None and not named else self._named_frame(left[: match.start()])
        draft = self._add("multiple", token, target, aspect="ratio")
        draft.whole = match["whole"]
        if target.level is not None:
            draft.links["now"] = (target.level.id,)
        if match["value"] and (inner := clause.tokens.get(begin + match.start("value"))) is not None and inner.inner is not None:
            levels = [t for _, t in sorted(inner.inner.tokens.items()) if t.sign == LEVEL]
            if len(levels) == 1:
                when = self._when(match["whole"], clause, begin + match.start("whole"))
                base = self._add("level", levels[0], target, aspect="base", when=when)
                draft.links["base"] = (base.id,)
        if dated(match["whole"]):
            when = self._when(match["whole"], clause, begin + match.start("whole"))
            draft.why = when.label
            told = target.base
            if told is not None and told.sentence == draft.sentence and told.when.label == when.label and "base" not in draft.links:
                draft.links["base"] = (told.id,)  # 3240万（上届：540万），是上届的6倍
        elif _THEN.fullmatch(match["whole"].strip()) and target.base is not None:
            draft.links["base"] = (target.base.id,)
        elif match["whole"].strip():
            draft.aspect = "ratio-of"
        if draft.aspect == "ratio" and named and target.level is None:
            self.context.frame = target  # 2024年产值是2019年的4.2倍，年均增长33%: of the output

    def _structure(self, clause: Skeleton, i: int, token: Token, begin: int) -> None:
        """三次产业结构为12.1：38.4：49.5: the shares in the order of the things named."""
        context = self.context
        left = clause.text[begin:i]
        if len(token.parts) < 2:
            return
        self._runs += 1
        match = self.grammar.origin.search(left)
        reached = bool(context.origin) and context.origin[0].kind == "structure"
        named = left[: match.start()] if match else left
        name = self._name(named) if not reached else PLAIN
        if reached:
            owner = next(f for f in reversed(context.frames) if f.id == context.origin[0].frame)
            name = owner.name
        told = context.frames[-1] if context.frames and not reached else None
        looked_back = told is not None and self._past(clause, begin, i, told)  # （结构为9.0∶43.8∶47.2，）上年为9.2∶43.5∶47.3
        if looked_back and told is not None:
            name = told.name
        arrived = self._when(left, clause, begin) if looked_back or (reached and dated(left)) else context.when
        when = self._when(match["ref"], clause, begin + match.start("ref")) if match else arrived
        frame = self._frame(name, when)
        drafts = []
        for order, quantity in enumerate(token.parts):
            draft = self._add("structure", Token(BARE, quantity.at, quantity=quantity), frame, when=when, group=self._runs)
            draft.aspect = str(order)
            drafts.append(draft)
        if match:
            context.origin = drafts
        elif reached:
            for draft, base in zip(drafts, context.origin, strict=False):
                draft.links["base"] = (base.id,)
            context.origin = []
        elif looked_back and told is not None:
            later = [d for d in self.drafts if d.kind == "structure" and d.frame == told.id]
            for draft, base in zip(later, drafts, strict=False):
                draft.links["base"] = (base.id,)
