"""Levels said of several things at once: the 合计 of what was just listed, and an average with its divisor."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.frames import Frame
from enping_check.claims.linking import Linking
from enping_check.claims.scene import PLAIN
from enping_check.claims.skeleton import DURATION, TIMES, Token
from enping_check.claims.timeline import When, union
from enping_check.language.units import match as unit_end
from enping_check.language.units import spellings
from enping_check.model import Quantity

NAME_SPLIT: Final = re.compile("、|和|及|与|以及|，")
_THESE: Final = re.compile("上述|以上|这些|它们|各项|上列|前述")
_ALL_KINDS: Final = re.compile("各级|各类|各种|各式|各项|[两三四五六七八九十]类")
# 换算每公斤48.6元: no owner
_PRICE: Final = re.compile("(均价|单价|客单价)(?:为|是|约)*$")
_RECKONED: Final = re.compile(
    "(?:以此|由此|据此)?(?:换算|折算|折合|约合|相当于|合|即|计算|摊|平摊|算)(?:下来|起来|后|为|成|约|到|得出)*，?$"
)
REST: Final = re.compile(
    "(?:而|至于)?(?:其[余他它馀]|余下|剩余|剩下|另外?有?|此外)(?!.*(?:加起来|之和|总和))"
)  # 其余地区合共: what the list left out
_TOWARDS: Final = re.compile("对|向|与|从|自|由")


class Totals(Linking):
    """Reads totals of a list and averages."""

    def _average(self, token: Token, match: re.Match[str], left: str, past: When | None = None) -> None:
        """An average, a frame of its own, with its divisor; what it averages stays the rival of the next level.

        ``past``: when it was so, where the words before it go back in time (去年同期每平方米4.62美元).
        """
        context = self.context
        before, after = left[: match.start()], left[match.end() :]
        divisor = match["x"] or match["y"] or match["z"] or match["each"]
        each = match["each"]
        if match["x"] or match["y"]:
            start = match.start("x") if match["x"] else match.start("y")
            while left[start : start + 1] in "百千万":
                start += 1
            end = unit_end(left, start, spellings())
            if end > start:
                divisor = left[match.start("x") if match["x"] else match.start("y") : end]
                after = left[end:]
                each = left[match.start("each") : end]
        before = _RECKONED.sub("", before)
        if (price := _PRICE.search(before)) is not None:
            before, each = before[: price.start()], price[1] + each  # 均价每吨794元
        owner = self.namer.split(before) if len(before) <= 12 else PLAIN
        name = owner._replace(subject=owner.full, indicator=each + self.namer.clean(after), known=None)
        before_it = context.frame
        if past is not None and before_it is not None and before_it.level is not None and before_it.level.whole == divisor:
            if before_it.sentence == context.sentence and before_it.level.aspect == "average":
                before_it.base = self._add("level", token, before_it, aspect="base", when=past)
                before_it.base.whole = divisor
                return
        frame = self._frame(name, past or context.when)
        if before_it is not None and before_it.sentence == context.sentence and before_it.level is not None:
            frame.rival = before_it
        draft = self._add("level", token, frame, aspect="average")
        draft.whole = divisor
        draft.why = left[match.start() :]
        frame.level = draft
        context.frame = frame

    def _together(self, token: Token, match: re.Match[str], left: str) -> bool:
        """合计 after a list: the total of what was just listed."""
        context = self.context
        quantity = token.quantity
        if quantity is None or REST.match(left.strip(" ，、")):
            return False
        number = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
        wanted = None
        if match["n"]:
            wanted = number.get(match["n"]) or (int(match["n"]) if match["n"].isdigit() else None)
        elif re.search("二者|两者|两类", left):
            wanted = 2
        elif re.search("三者", left):
            wanted = 3
        if wanted is not None and (lead := re.search("(?P<end>前|后)[两二三四五六七八九十]", left)):
            listed = [f for f in (context.group or self._clause_items) if f.dimension == quantity.dimension]
            if len(listed) < wanted:
                return False
            return self._total_of(token, match["word"], left, listed[:wanted] if lead["end"] == "前" else listed[-wanted:], True)
        before = left[: match.start()]
        spoken = [self.namer.clean(p) for p in NAME_SPLIT.split(before) if self.namer.clean(p)]
        if len(spoken) >= 2:
            found = [self._named_level(p, quantity) for p in spoken]
            if all(f is not None for f in found):
                return self._total_of(token, match["word"], left, [f for f in found if f is not None], True)
        items = [f for f in self._clause_items if f.dimension == quantity.dimension]
        if len(items) < 2:
            items = [f for f in context.group if f.dimension == quantity.dimension and f.sentence >= context.sentence - 1]
            if any(f.inner or (f.level is not None and f.level.aspect == "base") for f in items):
                items = []  # 增长10.6%（去年同期分别为…）；两者合计: of those before the bracket
        if len(items) < 2 or (wanted is not None and len(items) != wanted):
            # levels of the same dimension earlier in the sentence
            recent = [
                f
                for f in context.frames[-14:]
                if f.sentence == context.sentence
                and f.dimension == quantity.dimension
                and f.level is not None
                and f.level.aspect not in ("base", "average", "whole")
                and (not f.inner or context.inner)
            ]
            tops = [f for f in recent if f.parts is None]
            recent = tops if wanted is not None and len(tops) >= wanted else recent
            if wanted is not None and len(recent) >= wanted:
                items = recent[-wanted:]
            elif len(items) < 2:
                items = recent if len(recent) >= 2 else []
        if wanted is not None and len(items) != wanted and not recent:
            items = self._levels_before(wanted, left, quantity)
        if len(items) < 2 or (wanted is not None and len(items) != wanted):
            return False
        told = len(self._clause_items) >= 2 or (bool(context.group) and items == context.group) or wanted is not None
        if not told and not self.namer.clean(left) and not re.search(f"[{TIMES}{DURATION}]", left):
            told = self._all_alike(items)  # the bare word: nothing but what was just said is summed
        elif not told and _ALL_KINDS.search(before) and self._all_alike(items) and self._total_of(token, match["word"], left, items, False):
            self.drafts[-1].why = "kinds"  # 各级各类在校生共计: of every one just told, unless some went unsaid
            return True
        elif told and wanted is None and not self._of_these(before, items):
            told = False
        return self._total_of(token, match["word"], left, items, told)

    def _of_these(self, before: str, items: list[Frame]) -> bool:
        """False for 对沿线国家合计…, 全市合计… in a later sentence: what stands before the word is not only what was listed."""
        if not self.namer.clean(before) or _THESE.search(before):
            return True
        return all(f.sentence == self.context.sentence for f in items) and not _TOWARDS.match(before.strip())

    def _all_alike(self, items: list[Frame]) -> bool:
        """True for levels of one period of which none is a part, a price or an increase of another."""
        return all(
            f.parts is None
            and not f.inner
            and f.when.label == items[0].when.label
            and f.level is not None
            and not f.level.aspect
            and (f.name.known is None or f.name.known.additive)
            for f in items
        )

    def _levels_before(self, wanted: int, left: str, quantity: Quantity) -> list[Frame]:
        """The only levels measured alike of the sentence before, when they are as many as the words count and of what they sum."""
        context = self.context
        if re.search(f"[{TIMES}{DURATION}]", left):
            return []
        near = [
            f
            for f in context.frames[-40:]
            if f.sentence == context.sentence - 1 and f.paragraph == context.paragraph and f.dimension == quantity.dimension
        ]
        name = self.namer.split(left)
        if len(near) != wanted or not self._all_alike(near):
            return []
        named = name.known is not None or any(f.name.indicator == name.indicator for f in near)
        return near if not named or all(f.name.indicator == name.indicator for f in near) else []

    def _named_level(self, name: str, quantity: Quantity) -> Frame | None:
        """The latest level of the paragraph, measured alike, whose name is or begins with ``name``."""
        for frame in reversed(self.context.frames[-40:]):
            if (
                frame.paragraph == self.context.paragraph
                and frame.dimension == quantity.dimension
                and frame.level is not None
                and frame.level.aspect not in ("base", "average", "whole")
            ):
                if frame.printed == name or frame.name.subject == name or frame.printed.startswith(name):
                    return frame
        return None

    def _total_of(self, token: Token, word: str, left: str, items: list[Frame], listed: bool) -> bool:
        """A level that ``word`` says to be the total of ``items``."""
        name = self._name(left)
        if "支出" in name.full and any("收入" in t.name.full for f in items if f.parts is not None for t in f.parts.totals):
            return False  # 收入预算合计a，其中…。支出预算合计b: no total of what was received
        frame = self._frame(name, self.context.when)
        spells = [f.when for f in items]
        if len({w.label for w in spells}) == len(items) and (made := union(spells)) is not None:
            frame.when = made  # 1月、2月、3月分别…，合计…: of the quarter
            if not frame.name.full and len({f.name.full for f in items}) == 1:
                frame.name = items[0].name
        draft = self._level(token, frame)
        draft.aspect = "together"
        whole = frame.name.full
        if word == "合计" and whole and all(f.name.full.endswith(whole) and f.name.full != whole for f in items):
            listed = True  # 国内游客a，入境游客b，合计接待游客c: each is by its name a part of the total
        inner = any(f.parts is not None and f.parts.mode == "其中" and f.parts.totals for f in items)
        draft.why = ("kinds" if inner else "listed") if listed else ""
        draft.links["parts"] = tuple(f.level.id for f in items if f.level is not None)
        if not listed and word in ("累计", "共", "一共"):
            draft.bound = "unclear"
        return True
