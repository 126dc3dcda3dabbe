"""The value an amount is compared with, and what a change starts from: 比上年的31.9亿元…, 由12亿元增加到15亿元, 上年为…."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from enping_check.claims.comparison import dated, measured_as
from enping_check.claims.conversions import Conversions
from enping_check.claims.frames import Frame
from enping_check.claims.lexicon import firsts
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import BRACKET, LEVEL, NUMBERS, PERCENT, TIMES
from enping_check.claims.timeline import When
from enping_check.model import Quantity

# 从2015年的1842件一路攀升，到2020年…: where it went is told in the next clause
_MOVING = re.compile(
    "的?[^，]{0,8}?(?P<verb>攀升|上升|上涨|增长|增加|提高|提升|扩大|走高|爬升|跃升|壮大|起步|下降|减少|下滑|回落|走低|缩减|跌落)"
    "(?:而来|起来)?[， ]?"
)
_OF_EACH: Final = re.compile("(?:平均)?每[^，每]{1,3}$")  # 由每斤4.6元跌到每斤3.1元
_BEING_THEN: Final = re.compile(f"[{TIMES}为是有达到的]")
# 在去年12.4亿元的基础上增长…
_IN: Final = re.compile(f"在(?P<ref>[^，{NUMBERS}]{{0,12}}?)的?$")
_ON_THAT: Final = re.compile("的?基础之?上")
# 刷新…创下的1392万千瓦纪录
_BREAKING: Final = re.compile(
    "[，、]*(?:一举|再次|再度|也|并|成功|首次)?(?:刷新|打破|改写|超过|超越|突破|高于)了?(?P<ref>[^，]*?)(?:创下|创造|创出|创|保持|留下)?的?"
)
_PASSED: Final = re.compile(
    f"(?:已经?|就|便|也|均|提前|一举|大大|远|略|仍|还)*(?:超过|超越|高过|赶超|高于|低于)了?(?P<ref>(?:[{TIMES}]|全年|整年|一整年|同期|总量|总额|水平)+)的?"
)
_PASSED_OTHER: Final = re.compile(
    "(?:首次|再次|再度|反|已经?|就|便|也|均|一举|远|略|仍|还|从而|并)*(?:超过|超越|赶超|反超|高过|高于|低于)了?"
    "(?![^的]*(?:目标|计划|预期|预算|平均|水平|标准|历史|纪录|限额|上年|去年|同期|整数|关口))[\u4e00-\u9fff]{2,8}的"
)
_FORMER: Final = "历史|此前|原|旧|前|最高|最大|同期"
_RECORDS: Final = "纪录|记录|峰值|高点|最高值|历史最高"
_RECORD: Final = re.compile(f"的?(?:{_FORMER})*(?:{_RECORDS})")
RECORD_HEADS: Final = firsts("的", _FORMER, _RECORDS)
_EACH_ENDS: Final = re.compile("每[\u4e00-\u9fff]{1,3}$")
_FOR_EACH: Final = re.compile("每[日天月晚人户亩家]|[日月人户亩天]均|平均")
_MOVES: Final = re.compile("(?:又|再|还|净|则|就|共|已)*(?![按以从在由即其若如据前后])[一-鿿]{1,2}(?<![到至为达是的仅约])(?:了|出)?")


class Bases(Conversions):
    """Reads the levels of another time, and those that a change leads to from them."""

    def _compared_level(self, spot: Spot) -> bool:
        """比上年的31.9亿元增长…: the value compared with."""
        context, grammar, frame = self.context, self.grammar, self.context.frame
        left, right = spot.left, spot.right
        if "每" in left and (each := _EACH_ENDS.search(left)) is not None:
            right = right.removeprefix(each[0])  # 较年初的每吨862元每吨下跌144元
        compared, quantity = grammar.compared.search(left) if grammar.comparing.search(left) else None, spot.token.quantity
        if compared is None and right.startswith(("的基础", "基础")) and _ON_THAT.match(right):
            compared = _IN.search(left)
        if compared is None:
            return False
        alone = spot.begin == 0 and not self.namer.clean(left[: compared.start()])
        if (
            grammar.rises.match(right.lstrip("）" + BRACKET + " "))
            or (right[:1] == "的" and any(grammar.rises.match(right[at:]) for at in range(3, 8)))  # 较2680万元的起拍价溢价20%
            or right.startswith("翻")
            or (quantity is not None and self._moves(spot, quantity))
            or _ON_THAT.match(right)
            or right.strip(" ") in ("相比", "比较", "相比较", "相较", "对比", "比起来", "比")
            or (alone and not right.strip() and not self._verb(left) and not self._by_so_much(compared))
        ):
            when = self._when(compared["ref"], spot.clause, spot.begin + compared.start("ref"))
            named = left[: compared.start()].strip(" 、")
            if alone and (frame is None or frame.sentence != context.sentence) and not self._told_of(frame):
                frame = self._frame(context.topic or PLAIN, context.when)
            elif (named and self.namer.clean(named)) or frame is None:
                frame = self._named_frame(named)
                if quantity is not None and not self._fits(frame, quantity):
                    frame = self._frame(frame.name, context.when)  # 43.6万亩夏粮亩产…，亩产比去年的421.9公斤高…
            elif quantity is not None and (told := self._told_as(compared["ref"] or "", frame, quantity)) is not None:
                frame = told
            elif quantity is not None and (mean := self._mean_told(compared["ref"] or "", quantity)) is not None:
                frame = mean
            elif (
                quantity is not None
                and not named
                and (self._told_for_each(frame) or frame.level is None or not self._fits(frame, quantity))
            ):
                frame = self._nearest(frame, quantity)  # 载客31.28万人次，载客率71.0%，较去年的27.95万人次…
            elif alone and quantity is not None and frame.segment != context.segment:
                frame = self._nearest(frame, quantity)
            frame.base = self._add("level", spot.token, frame, aspect="base", when=when)
            frame.base.basis = self._basis(compared[0])[0] or self._period_basis(when, frame.when)
            if (
                compared["ref"]
                and not frame.base.basis
                and not dated(compared["ref"])
                and not re.search("上|去|前|同期|初|末|底|原|旧|昨|期|目标|计划", compared["ref"])
            ):
                frame.base.basis = "other"  # 比郊区的31.9亿元: another's value, for this clause only
            context.frame = frame
            return True
        return False

    def _passed_level(self, spot: Spot, quantity: Quantity) -> bool:
        """（前9个月票房434亿元，）已超过去年全年的425亿元（，高出9亿元）: the earlier value that the one just told has passed."""
        if not ("过" in spot.left or "于" in spot.left or "超" in spot.left):
            return False
        frame, match = self.context.frame, _PASSED.fullmatch(spot.left)
        if match is None and _PASSED_OTHER.fullmatch(spot.left):
            return self._passed_other(spot, quantity)
        if match is None or spot.begin or frame is None or frame.level is None or frame.level.quantity is None:
            return False
        last = frame.growth if frame.growth is not None and frame.growth.clause > frame.level.clause else frame.level
        if frame.sentence != self.context.sentence or last.clause != self.context.clause - 1 or frame.base is not None:
            return False
        when = self._when(match["ref"], spot.clause, match.start("ref"))
        told = [t.period for j, t in spot.clause.tokens.items() if spot.begin <= j < spot.i and t.period is not None]
        # 2025年…，去年: of which year 去年 is need not be known
        before = any(p.same or (p.offset or 0) < 0 for p in told) and (frame.when.named or frame.when.offset == 0)
        if frame.level.quantity.base_unit != quantity.base_unit or not (before or when.earlier(frame.when)):
            return False
        if frame.growth is not None:  # 2736万人次，升12.4%，已超过去年全年的2672万人次: the growth is from another value
            level, frame = frame.level, self._frame(frame.name, frame.when)
            frame.level, self.context.frame = level, frame
        frame.base = self._add("level", spot.token, frame, aspect="base", when=when)
        return True

    def _passed_other(self, spot: Spot, quantity: Quantity) -> bool:
        """（滨江销售97.6亿元，）首次超过鼓楼的94.2亿元（，多3.4亿元）: another's value, for this clause and the next only."""
        frame, last = self.context.frame, self.drafts[-1] if self.drafts else None
        if spot.begin or frame is None or frame.level is None or frame.level.quantity is None or frame.base is not None:
            return False
        if last is None or last.frame != frame.id or last.sentence != self.context.sentence or last.clause != self.context.clause - 1:
            return False
        if frame.level.quantity.base_unit != quantity.base_unit:
            return False
        level, frame = frame.level, self._frame(frame.name, frame.when)
        frame.level, self.context.frame = level, frame
        frame.base = self._add("level", spot.token, frame, aspect="base")
        frame.base.basis = "other"
        return True

    def _nearest(self, frame: Frame, quantity: Quantity) -> Frame:
        """全港10041万吨，外贸3684万吨，外贸占36.7%；对照前一年的9412万吨: of the whole, to which the earlier value is much nearer."""
        value = quantity.interval.middle
        found = {
            f.id: (f, f.level.quantity.interval.middle)
            for f in self.context.frames[-16:]
            if f.sentence == self.context.sentence and f.level is not None and f.level.quantity is not None
            if f.level.quantity.base_unit == quantity.base_unit and f.level.aspect not in ("average", "incidental", "base")
            if f.name.full or f is frame  # 平均气温18.4℃，较常年（17.3℃）偏高…: what a bracket tells is of no name
        }
        ratios = [(max(v / value, value / v), f) for f, v in found.values() if v and value and v > 0 and value > 0]
        own = next((r for r, f in ratios if f is frame), None)
        best = min(ratios, key=lambda pair: pair[0], default=None)
        if best is None or (own is not None and best[0] * 2 >= own):
            return frame
        return best[1] if own is not None or best[0] < 3 else frame

    @staticmethod
    def _moves(spot: Spot, quantity: Quantity) -> bool:
        """比去年的7.92万亩扩0.72万亩: a verb and an amount measured alike stand right behind it, whatever the verb is."""
        after = next((k for k in sorted(spot.clause.tokens) if k > spot.i), None)
        other = spot.clause.tokens[after].quantity if after is not None else None
        if after is None or other is None or other.base_unit != quantity.base_unit or spot.clause.text[after] != LEVEL:
            return False
        return _MOVES.fullmatch(spot.clause.text[spot.i + 1 : after]) is not None

    def _moved_by(self, spot: Spot, quantity: Quantity) -> bool:
        """（比年初的3571.5亿元）新增274.7亿元, （比去年的7.92万亩）扩0.72万亩: how far it is from the value compared with."""
        base = self.drafts[-1] if self.drafts else None
        if base is None or base.aspect != "base" or base.clause != self.context.clause or base.quantity is None:
            return False
        if base.quantity.base_unit != quantity.base_unit or _MOVES.fullmatch(spot.left) is None:
            return False
        frame, verb = self.context.frames[base.frame], self._verb(spot.left)
        ends = [d.quantity.interval.middle if d is not None and d.quantity is not None else None for d in (frame.level, base)]
        if verb is None and "新增" not in spot.left and None in ends:
            return False
        fell = bool(verb["down"]) if verb is not None else "新增" not in spot.left and (ends[0] or 0) < (ends[1] or 0)
        draft = self._add("change", spot.token, frame, sign=-1 if fell else 1)
        self._link_change(draft, frame)
        frame.change = draft
        self.context.frame = frame
        return True

    def _by_so_much(self, compared: re.Match[str]) -> bool:
        """比上年多判933件: a verb between what it is compared with and the number, which tells how much more."""
        rest = re.sub(f"[{TIMES}]", "", compared["ref"] or "")
        if self.grammar.more_acted.fullmatch(rest) and compared[0][-1] not in "的之为是":
            return True  # 比去年同期多收入630万元, which is a measure of its own name as well
        return (
            1 < len(rest) <= 3
            and rest[0] in "多少增减扩缩压添"
            and compared[0][-1] not in "的之为是"
            and self.namer.split(rest).known is None
        )

    def _told_as(self, words: str, frame: Frame, quantity: Quantity) -> Frame | None:
        """（出口14.8亿元，进口9.6亿元，出超5.2亿元。）与3月出口13.9亿元相比: what the words name, where that is not what was told last."""
        rest = self.namer.clean(re.sub(f"[{TIMES}]", "", words))
        known = self.namer.split(rest).known if len(rest) > 1 else None
        if known is None or known is frame.name.known or "亏" in rest:
            return None  # 净利润5.14亿元，比上年的亏损8.26亿元…
        for other in reversed(self.context.frames[-16:]):
            if other.sentence < self.context.sentence - 1:
                break
            if other.name.known is known and other.level is not None and self._fits(other, quantity):
                return other
        return None

    def _mean_told(self, ref: str, quantity: Quantity) -> Frame | None:
        """（平均每晚售出a间，…；）较去年同期每晚售出的b间: the mean of the sentence, where the value compared with is one."""
        if _FOR_EACH.search(ref) is None:
            return None
        for frame in reversed(self.context.frames[-12:]):
            if frame.sentence != self.context.sentence:
                break
            if frame.level is not None and frame.level.aspect == "average" and self._fits(frame, quantity):
                return frame
        return None

    def _told_of(self, frame: Frame | None) -> bool:
        """True when the sentence before has just told the value of the frame, and no other since: 比去年的…相比，… goes on about it."""
        return frame is not None and frame.level is not None and frame.sentence == self.context.sentence - 1 and frame.growth is None

    def _starting_level(self, spot: Spot) -> bool:
        """由2020年的12亿元（增加到…）: the value a change starts from."""
        context, grammar, left, i = self.context, self.grammar, spot.left, spot.i
        if match := grammar.origin.search(left):
            named = left[: match.start()].strip(" 、")
            tail = spot.clause.text[i + 1 : i + 24]
            moving = _MOVING.fullmatch(spot.right)
            around = moving or re.match(f"[^，{NUMBERS}]{{0,8}}[{PERCENT}{LEVEL}](?:至|到|达到|达)", spot.right)  # 由7.20元上调5%至7.56元
            rising = grammar.rises.match(spot.right)  # 从98.4亿元增加28.1亿元
            reached = self._come_to(re.split(f"[{NUMBERS}]", tail)[0]) or re.match(f"(?:的)?[^，{NUMBERS}]{{0,10}}(?:到|至|为)", tail)
            if around or rising or reached:
                when = self._when(match["ref"], spot.clause, spot.begin + match.start("ref"))
                target = self._grown_already(self.namer.clean(named), spot)
                target = target or (self._named_frame(named) if self.namer.clean(named) else self._own_or_new())
                spanned = when is context.when and when.end_year is not None
                if spanned:
                    when = When(when.year, 0, "Y")
                draft = self._add("level", spot.token, target, aspect="base", when=when)
                draft.why = "spanned" if spanned else ""  # the year before a plan's first, or its first
                self._moving = self._direction(moving["verb"]) if moving else ""
                target.base = draft
                if target.level is None:
                    for kind in ("change", "growth", "multiple", "average-growth"):
                        self._backfill(target, kind, "base", draft)
                context.origin = [draft]
                context.frame = target
                return True
        return False

    def _grown_already(self, named: str, spot: Spot) -> Frame | None:
        """（社工去年增加4366人、增长14.7%，）总人数由…: the frame whose change was told before its values."""
        frame, quantity = self.context.frame, spot.token.quantity
        if frame is None or quantity is None or frame.sentence != self.context.sentence or frame.level is not None:
            return None
        change = frame.change.quantity if frame.change is not None else None
        if change is None or change.base_unit != quantity.base_unit:
            return None
        return frame if named in self.namer.lexicon.general or (len(named) >= 2 and frame.name.full.endswith(named)) else None

    def _reached_level(self, spot: Spot, quantity: Quantity) -> bool:
        """（由12亿元）增加到15亿元: the value a change ends at."""
        context, frame, left = self.context, self.context.frame, spot.left
        if context.origin and context.origin[0].quantity is not None:
            match = self._arrival(left) or self._arrival(_OF_EACH.sub("", left))
            if match is not None:
                start = context.origin[0].quantity
                if quantity.unit == "个" and start.unit.startswith("个") and start.unit != "个":
                    quantity = measured_as(quantity, start)  # 由9.5个工作日压到3.8个
                    spot.token = replace(spot.token, quantity=quantity)
            if match is None and not (self._moving and dated(left) and not self.namer.clean(left)):
                return False
            if frame is not None and context.origin[0].frame == frame.id and context.origin[0].quantity.dimension == quantity.dimension:
                when = self._when(left, spot.clause, spot.begin)
                if when is context.when or not dated(left):
                    when = context.when if context.when.end_year is None else When(context.when.end_year, 0, "Y")
                draft = self._level(spot.token, frame, when=when)
                draft.aspect = (self._direction(match["to"]) if match is not None else "") or self._moving or draft.aspect
                draft.links["base"] = (context.origin[0].id,)
                context.origin, self._moving = [], ""
                return True
        return False

    def _past_level(self, spot: Spot, quantity: Quantity) -> bool:
        """上年同期为2.34亿元, 上年末分别为…: the same thing at another time."""
        if not dated(spot.left):
            return False
        for frame in (self.context.frame, self._measured_alike(spot, quantity)):
            if frame is None or frame.sentence < self.context.sentence - 1 or not self._fits(frame, quantity):
                continue
            if frame.paragraph != self.context.paragraph:
                continue
            if not self._past(spot.clause, spot.begin, spot.i, frame):
                continue
            self.context.frame = frame
            when = self._when(spot.left, spot.clause, spot.begin, frame.when)
            if when.label == self.context.when.label and when.part[:1] in "MQ" and when.earlier(frame.when):
                self.context.when = frame.when  # （6月118.4亿元，）4月为104.4亿元: only looked back to
            basis = self._period_basis(when, frame.when)
            frame.base = self._add("level", spot.token, frame, aspect="base", when=when, basis=basis)
            for kind in ("growth", "change", "multiple"):
                self._backfill(frame, kind, "base", frame.base, back=0 if frame.base.basis in ("", "other") else 1)
            return True
        return False

    def _record_broken(self, spot: Spot, quantity: Quantity) -> bool:
        """（负荷冲到1486万千瓦，）刷新去年8月创下的1392万千瓦纪录: the value before, which the one just told has passed."""
        frame, match = self.context.frame, _BREAKING.fullmatch(spot.left)
        if match is None or frame is None or frame.level is None or frame.sentence != self.context.sentence or frame.base is not None:
            return False
        if not _RECORD.match(spot.right) or not self._fits(frame, quantity) or frame.level.clause < self.context.clause - 1:
            return False
        when = self._when(match["ref"], spot.clause, spot.begin + match.start("ref"))
        frame.base = self._add("level", spot.token, frame, aspect="base", when=when)
        self.context.frame = frame
        return True

    @staticmethod
    def _told_for_each(frame: Frame | None) -> bool:
        """True of an average: 每平方米14元，上年同期为每平方米17.8元."""
        return frame is not None and frame.level is not None and frame.level.aspect == "average"

    def _measured_alike(self, spot: Spot, quantity: Quantity) -> Frame | None:
        """（开行1284列，运货139956标箱。）上一年开行1107列: the first value of the last two sentences that is measured so.

        Where the current one is measured so as well, the words beside the time must say that the other is meant.
        """
        current = self.context.frame
        said = _BEING_THEN.sub("", spot.left).strip(" ，、")
        for frame in self.context.frames[-12:]:
            if frame.sentence < self.context.sentence - 1 or frame.level is None or frame.level.quantity is None:
                continue
            if frame.level.quantity.base_unit != quantity.base_unit or frame.level.aspect in ("average", "incidental"):
                continue
            if current is None or not self._fits(current, quantity) or (len(said) >= 2 and said in frame.printed):
                return frame
        return None
