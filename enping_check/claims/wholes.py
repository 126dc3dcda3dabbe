"""Shares and what they are of: the part, the whole that the words name or a bracket tells, and the totals that a bare 占比 may be of."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import Comparison
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.skeleton import BRACKET, LEVEL, TIMES, Token
from enping_check.model import Quantity

_BY_THE_WAY: Final = "(?:尚|仍然?|依然|还|也|已经?|均|都|只|就|更|则|又|再|竟|略|稍|几乎|大致|目前|总共|一共|刚好|恰好|正好)+"
_FOR_EACH: Final = re.compile("(?:平均)?每[^，]{1,4}|[人户亩日月村校班]均|平均")
_NO_WHOLE: Final = re.compile(f"[{TIMES}{BRACKET}]|过$|^{_BY_THE_WAY}$")


def plain_whole(words: str) -> str:
    """What a share is of, without what else stands between 占 and its number: 占比尚不足七成 names nothing."""
    return _NO_WHOLE.sub("", words).strip(" 、")


def _beside(frame: Frame, part: Frame) -> bool:
    """对甲国出口20亿元，占24.1%，其中…。对乙国出口8亿元，占9.6%: one of several of one measure, each with a share of its own."""
    shared = frame.rate is not None and frame.rate.kind == "share"
    one, other = frame.name, part.name
    apart = bool(one.subject) and bool(other.subject) and one.subject not in other.subject and other.subject not in one.subject
    return shared and apart and one.indicator == other.indicator


class Wholes(Comparison):
    """Adds shares to a frame and links each to its part and its whole."""

    def _share(self, token: Token, frame: Frame, whole: str, group: int = 0, *, joined: bool = False) -> Draft:
        """A share of the frame in the whole the words name; ``joined``: by 、 to the number before it."""
        if frame.base is not None and self.drafts[-1:] == [frame.base] and (joined or frame.base.clause < self.context.clause):
            # 上年同期境外收入为15.7亿元，占比30%: of that year, too
            past = self._add("share", token, frame, group=group, aspect="base", when=frame.base.when)
            past.whole = plain_whole(whole)
            past.links["part"] = (frame.base.id,)
            frame.rate_base = past
            return past
        draft = self._add("share", token, frame, group=group)
        draft.whole = plain_whole(whole)
        self._link_part(draft, frame)
        frame.rate = draft
        frame.rate_base = None
        return draft

    def _passing_a_mark(self, level: Draft) -> Draft | None:
        """有9个村集体年收入超过50万元，占四分之三: of so many that pass a mark; the count that stands before it in its clause."""
        quantity = level.quantity
        if quantity is None or quantity.interval.high is not None or quantity.dimension.startswith("count") or level.id == 0:
            return None
        before = self.drafts[level.id - 1]
        count = before.quantity
        if before.kind != "level" or (before.sentence, before.clause) != (level.sentence, level.clause) or count is None:
            return None
        return before if count.dimension.startswith("count") and count.exact and before.aspect in ("", "stock") else None

    def _link_part(self, draft: Draft, frame: Frame) -> None:
        """Links a share to its part, and to the totals the part may be of."""
        group = self.context.group
        if (
            len(group) > 1
            and frame is group[-1]
            and frame.level is not None
            and frame.level.clause < self.context.clause
            and draft.group == 0
            and frame.level.group > 0
        ):
            draft.links["parts"] = tuple(f.level.id for f in group if f.level is not None)
            return
        if frame.level is not None and frame.level.aspect == "average" and frame.level.sentence != draft.sentence:
            return  # 年均规模377亿元。2025年占…: not of the mean
        frame = self._behind_its_mean(draft, frame)
        converted = self.drafts[-2] if len(self.drafts) > 1 and self.drafts[-2].aspect == "converted" else None
        if converted is not None and frame.level is not None and converted.links.get("of") == (frame.level.id,):
            draft.links["part"] = (converted.id,)  # 18.2亿元人民币，约合19.8亿元，占集团收入46.1%
            return
        of_number = not draft.whole or re.search("总数|[家户人个件]数|数量$", draft.whole)
        if of_number and frame.level is not None and (so_many := self._passing_a_mark(frame.level)) is not None:
            draft.links["part"] = (so_many.id,)
            for role in ("total", "list"):
                if role in so_many.links:
                    draft.links[role] = so_many.links[role]
            return
        if frame.level is not None:
            draft.links["part"] = (frame.level.id,)
            if "total" in frame.level.links:
                draft.links["total"] = frame.level.links["total"]
            if "list" in frame.level.links:
                draft.links["list"] = frame.level.links["list"]
            elif (
                re.fullmatch("(?:总数|总量|总额|总值|总体|全部|全数|全体|整体|整个|大盘|总?盘子|总|的)*", draft.whole or "")
                and draft.aspect in ("", "rate")
                and "total" not in draft.links
            ):
                nearby = [f for f in self._nearby(frame) if not (draft.group and f in group)]  # 分别占: of one another they are no parts
                if nearby:
                    draft.links["total"] = tuple(f.level.id for f in nearby if f.level is not None)

    def _behind_its_mean(self, draft: Draft, frame: Frame) -> Frame:
        """专利9517件，每万人139.1件，占有效量的44.0%: of the amount, not of what it comes to for each."""
        mean = frame.level
        if mean is None or mean.quantity is None or mean.aspect != "average" or "均" in (draft.whole or "") or "每" in (draft.whole or ""):
            return frame
        if not _FOR_EACH.fullmatch(frame.printed):
            return frame
        told = [f for f in self.context.frames if f.id < frame.id and f.sentence == draft.sentence and f.level is not None][-1:]
        alike = [f for f in told if f.level is not None and f.level.clause == mean.clause - 1 and f.rate is None]
        alike = [f for f in alike if f.dimension == mean.quantity.dimension and f.level is not None and f.level.aspect != "average"]
        return alike[0] if alike else frame

    def _nearby(self, part: Frame) -> list[Frame]:
        """Levels that a bare 占比 may be of: earlier in its sentence, else in the sentence before; larger than the part."""
        level = part.level
        if level is None or level.quantity is None or level.quantity.interval.low is None or self.context.closed:
            return []
        found: list[Frame] = []
        several = part.sentence  # since which sentence several of a kind were told: what was divided before them is no whole
        for frame in reversed(self.context.frames[-24:]):
            if frame.sentence < several < part.sentence:
                break
            if frame.parts is not None and frame.parts.totals and frame.sentence < part.sentence:
                frame = self._divided_before(frame.parts.totals, level.quantity) or frame
                if any(f.sentence == part.sentence for f in found) or frame in found:
                    continue
                if frame.parts is None and frame.level is not None and frame.paragraph == part.paragraph and not _beside(frame, part):
                    found.append(frame)  # 专利12864件。按类别看，甲9159件，乙3705件。维持十年以上的1672件，占…
                    continue
            if frame is part or frame.level is None or frame.level.quantity is None or frame.inner or frame.paragraph != part.paragraph:
                continue
            other = frame.level.quantity
            if (
                part.sentence - frame.sentence > 1
                or other.base_unit != level.quantity.base_unit
                or frame.level.aspect in ("base", "average", "whole", "threshold")
            ):
                continue
            if frame.sentence == part.sentence and frame.segment != part.segment:
                continue
            if frame.rate is not None and frame.rate.kind == "share":
                continue  # it has a share of its own: a sibling
            if frame.sentence < part.sentence and self._one_of_a_kind(frame, part):
                several = frame.sentence
                continue
            if frame.level.clause == level.clause and frame.sentence == part.sentence:
                continue  # 经常门1286亿元、资本门438亿元，资本门占25.4%: told side by side
            if other.interval.high is None or other.interval.high > level.quantity.interval.low:
                found.append(frame)
        return found[:3]

    def _one_of_a_kind(self, frame: Frame, part: Frame) -> bool:
        """过夜游客a，…；一日游游客b。省外游客c，占…: the sentence before has told of several such, so that none of them is all."""
        name, own = frame.name.full, part.name.full
        ending = name[-2:]
        if len(name) < 4 or not own.endswith(ending) or name == own or own.endswith(name):
            return False
        kinds = {f.name.full for f in self.context.frames[-24:] if f.sentence == frame.sentence and f.level is not None}
        return sum(each.endswith(ending) and len(each) >= 4 for each in kinds) > 1

    @staticmethod
    def _divided_before(totals: list[Frame], quantity: Quantity) -> Frame | None:
        """The total of a list of the sentence before: what stands for its members once the list is over."""
        measured = [f for f in totals if f.level is not None and f.level.quantity is not None]
        return next((f for f in measured if f.level.quantity.base_unit == quantity.base_unit), None)  # type: ignore[union-attr]

    def _bracket_whole(self, draft: Draft, bracket: Token, whole: str) -> None:
        """占全市（12亿元）的…: the whole of a share, in a bracket."""
        if bracket.inner is None:
            return
        levels = [t for _, t in sorted(bracket.inner.tokens.items()) if t.sign == LEVEL]
        if len(levels) == 1:
            holder = self._frame(self._name(whole, carry=False), draft.when)
            value = self._add("level", levels[0], holder, aspect="whole")
            draft.links["whole"] = (value.id,)
