"""Amounts with a unit: the order in which the readings of one are tried, and the plain level that remains."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from enping_check.claims.bases import RECORD_HEADS
from enping_check.claims.comparison import dated, measured_as
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import MULTIPLE, PERCENT, TIMES
from enping_check.claims.thresholds import CROSSING, CROSSING_ENDS, Thresholds
from enping_check.claims.totals import NAME_SPLIT
from enping_check.model import Quantity

_SO_FAR: Final = re.compile(
    f"(?:目前|现|已|至今|截至[^，]{{0,4}}|年末|年底|[{TIMES}])*(?:累计|总数|总量|共有|现有|实有|拥有|保有)[^，增]{{0,3}}$"
)
_DONE: Final = re.compile("(?:累计|已|共|实际)?(?:完成|实现|到位|执行|支出|拨付)[^，]{0,6}$")
# what may stand before the amount of a share that is told already: 数量, 家数为, 金额达; 总数 would be of all
_AMOUNT: Final = re.compile(
    "[，、]?(?:其|对应)?(?:具体|实际|涉及|合计)?(?:数量|规模|金额|货值|货量|价值|总?产值|面积|[^总共，]{0,2}[数额量值])?(?:折合|共计?|共有|计|即|为|是|则?有|达到?|约|为数|分别)*"
)
_OF_THAT: Final = re.compile(
    f"(?:的?(?:计划|目标|任务|预算|预期|指标)(?:任务|总?数|目标)?)?的(?:(?:比重|比例|比率|份额)(?:合计)?)?(?:近|约|超过?|逾|为|是|达到?|仅|分别|依次|依序|各)*[{PERCENT}{MULTIPLE}]"
)


class Amounts(Thresholds):
    """Reads the numbers that carry a unit."""

    def _amount(self, spot: Spot) -> None:
        """Tries what an amount may be, the narrow readings first; a level is what remains."""
        quantity, left = spot.token.quantity, spot.left
        if (
            quantity is None
            or left.endswith("每")
            or self._exchange_rate(spot)
            or self._whole_ahead(spot)
            or self._class_bound(spot, quantity)
        ):
            return
        quantity = self._unit_left_out(spot, quantity)
        self._back_to_rival(quantity)
        if (
            self._compared_level(spot)
            or self._starting_level(spot)
            or (not spot.begin and self._amount_of_share(spot))
            or (self.context.origin and self._reached_level(spot, quantity))
            or (self._told_for_each(self.context.frame) and self._past_level(spot, quantity))
            or self._moved_by(spot, quantity)
            or ("均" in left and self._mean_moved(spot, quantity))
            or self._each_moved(spot, quantity)
            or self._averaged(spot)
            or self._in_another_unit(spot, quantity)
            or self._summed(spot)
            or ("新" in left and (self._added_since(spot, quantity) or self._fresh_level(spot)))
            or self._change_of_amount(spot, quantity)
            or (dated(left) and self._past_level(spot, quantity))
            or (spot.right[:1] in RECORD_HEADS and self._record_broken(spot, quantity))
            or self._passed_level(spot, quantity)
            or self._beside_a_mark(spot)
            or self._in_passing(spot, quantity)
            or self._threshold(spot, quantity)
            or self._corrected(spot, quantity)
        ):
            return
        self._plain_level(spot, quantity)

    def _whole_ahead(self, spot: Spot) -> bool:
        """占 W 41.2万亩 的 93.7%, 是 2021年 742万元 的 2.5倍: the whole of the share or multiple that follows."""
        left, right = spot.left, spot.right
        counted_whole = "占" in left and re.match(f"[\u4e00-\u9fff]{{1,8}}的(?:近|约|超|超过|逾)?{PERCENT}", right)
        planned = "完成" in left and re.match(f"[\u4e00-\u9fff]{{1,8}}(?:计划|任务|目标|预算|指标)的(?:近|约|超|超过|逾)?{PERCENT}", right)
        if (counted_whole or planned or ("的" in right[:10] and _OF_THAT.match(right))) and (
            match := re.search("(?P<verb>占|为|是|相当于|完成|恢复到|达到|达|恢复至|等于|只占|约占)(?P<whole>[^占]*)$", left)
        ):
            when = self._when(match["whole"], spot.clause, spot.begin + match.start("whole"))
            name = self._name(match["whole"], carry=False)
            holder = self._frame(name, when)
            self._whole = self._add("level", spot.token, holder, aspect="whole", when=when)
            self._whole_text = right[: right.index("的")] if planned else match["whole"]
            self._whole_verb = match["verb"]
            self._whole_owner = left[: match.start()]
            return True
        return False

    def _unit_left_out(self, spot: Spot, quantity: Quantity) -> Quantity:
        """用电9864万千瓦时，工业5127万、居民2846万: the unit of the value that the sentence has told first, where the size is the same."""
        scale = quantity.surface[-1:]
        if quantity.dimension != "none" or scale not in ("万", "亿") or quantity.hedge or spot.right[:1] not in ("", "、", "和", "及"):
            return quantity
        told = next((d for d in self.drafts[-10:] if d.kind == "level" and d.sentence == self.context.sentence), None)
        if told is None or told.quantity is None or not told.quantity.unit.startswith(scale) or told.quantity.dimension == "none":
            return quantity
        if any(d.quantity is not None and d.quantity.dimension == "percent" for d in self.drafts[told.id + 1 :] if d.kind == "level"):
            return quantity
        like = measured_as(quantity, told.quantity, scale)
        spot.token = replace(spot.token, quantity=like)
        return like

    def _back_to_rival(self, quantity: Quantity) -> None:
        """After an average the sentence goes back to the earlier frame when the amount is measured as that one is."""
        context, frame = self.context, self.context.frame
        if (
            frame is not None
            and frame.rival is not None
            and frame.dimension
            and frame.dimension != quantity.dimension
            and frame.rival.dimension == quantity.dimension
            and frame.rival.sentence == context.sentence
            and not (frame.base is not None and frame.base.clause == context.clause and self._fits(frame, quantity))
        ):
            context.frame = frame.rival  # but （成交额54亿元，均价14809元/平方米，）比8月的14878元/平方米略降69元 is of the price

    def _amount_of_share(self, spot: Spot) -> bool:
        """（越南占23.8%，）数量3864吨; （占31.6%，）共412班: the amount that has the share just told."""
        if not self.drafts:
            return False
        for share in self.drafts[:-4:-1]:
            if share.kind == "share":
                break
        else:
            return False
        if share.aspect not in ("", "of-count") or share.sentence != self.context.sentence or share.links:
            return False
        if share.clause != self.context.clause - 1 or share.group:
            return False
        if _AMOUNT.fullmatch(spot.left) is None and not self._of_the_list(spot.left):
            return False
        frame = self.context.frames[share.frame]
        if frame.level is not None or frame.base is not None or any(d.frame != share.frame for d in self.drafts[share.id :]):
            return False
        if re.match("[\u4e00-\u9fff]{2}", spot.right) and not spot.right.startswith(("以上", "左右", "上下")):
            return False  # 共412班航机: of what stands right of it
        if share.aspect == "of-count":
            frame.bound = share.bound = "stated"
        self._level(spot.token, frame)
        share.aspect = ""
        self._link_part(share, frame)
        return True

    def _of_the_list(self, left: str) -> bool:
        """（外企进出口332亿元，占26.7%；）国企占3.7%，进出口46亿元: the measure alone, which another with a share had before."""
        name = self.namer.split(left)
        if name.known is None or name.subject or name.scope:
            return False
        return any(
            f.name.known is name.known and f.name.subject and f.rate is not None and f.rate.kind == "share"
            for f in self.context.frames[-8:]
            if f.sentence == self.context.sentence
        )

    def _fresh_level(self, spot: Spot) -> bool:
        """新增3万户: the newly added of what the sentence is about."""
        context, left = self.context, spot.left
        fresh = self.grammar.fresh.search(left)
        if fresh is not None and not self.grammar.reference.search(left[: fresh.start()]):
            if not self.namer.split(left[: fresh.start()]).full:
                quantity = spot.token.quantity
                noun = self._counted(spot, quantity, Name(increment=True)) if quantity is not None else None
                if noun is not None:  # 新增4家上市公司: of what stands right of it
                    target = self._frame(noun, context.when)
                    self._level(spot.token, target)
                else:
                    owner = self._behind_list(context.frame).name if context.frame is not None else context.topic or PLAIN
                    target = self._frame(owner._replace(increment=True, stock=False), context.when)
                    draft = self._level(spot.token, target)
                    draft.links.setdefault("fit", (1,))
                if spot.group == 0:
                    self._clause_items.append(target)
                return True
        return False

    def _behind_list(self, last: Frame) -> Frame:
        """经营主体a户，其中企业b户、个体工商户c户、合作社d户，全年新登记e户: behind a list told without a break, the total is spoken of."""
        parts = last.parts
        if parts is None or len(parts.members) < 2 or not parts.totals or parts.members[-1] is not last or last.loose:
            return last  # 国家级118家，其中a；省级964家，新增186家: of what stands behind ；
        first = parts.members[0].level
        if first is None or any(d.aspect == "increment" or d.kind != "level" for d in self.drafts[first.id + 1 :]):
            return last  # 其中企业b户，新登记c户；…: each told with its own
        return parts.totals[0]

    def _plain_level(self, spot: Spot, quantity: Quantity) -> None:
        """A level of what the words left of it name; a mark passed just before it (站上30亿元台阶，达到30.45亿元) is its threshold."""
        target = self._level_frame(spot, quantity)
        draft = self._level(spot.token, target)
        if draft.aspect == "increment" and _SO_FAR.match(spot.left.strip(" ，、")):
            draft.aspect = "stock"  # 新认定12家，累计达到49家
        self._part_of_plan(spot, draft)
        if target.name.increment and "净增" in spot.left:
            draft.why = "净增"
        self._link_addition(draft, target)
        counted = quantity.number if quantity.dimension.startswith("count") else None
        if counted is not None and counted.denominator == 1 and 2 <= counted.numerator <= 12:  # integers compare ten times faster
            pieces = [p for p in map(self.namer.clean, NAME_SPLIT.split(spot.left)) if p]
            if len(pieces) == counted.numerator:
                self.context.listed = pieces  # 大米、鸡蛋和猪肉3种商品: the things counted
        crossed = self._crossed
        if (
            crossed is not None
            and crossed.sentence == self.context.sentence
            and crossed.clause == self.context.clause - 1
            and crossed.quantity is not None
            and crossed.name.full == draft.name.full
            and (crossed.when.label == draft.when.label or not dated(spot.left))  # 2021年突破100亿元；2022年回落到93.7亿元
            and not spot.left.endswith("的")  # 通过谈判纳入的51种: some of them
        ):
            if crossed.quantity.base_unit == quantity.base_unit and not quantity.hedge and crossed.frame != target.id:
                crossed.aspect = "threshold"
                crossed.links["of"] = (draft.id,)
        above = quantity.hedge and quantity.interval.low is not None and quantity.interval.high is None
        left = spot.left.strip()
        self._crossed = draft if above or (left[-1:] in CROSSING_ENDS and CROSSING.search(left)) else None
        if spot.group == 0:
            self._clause_items.append(target)

    def _part_of_plan(self, spot: Spot, draft: Draft) -> None:
        """完成年度计划120亿元的58.2%，累计完成69.8亿元: what has been done of the plan just told."""
        share = self.drafts[-2] if len(self.drafts) > 1 else None
        if (
            share is not None
            and share.kind == "share"
            and share.aspect == "plan"
            and "whole" in share.links
            and "part" not in share.links
            and share.sentence == draft.sentence
            and share.clause == draft.clause - 1
            and _DONE.search(spot.left)
            and self.drafts[share.links["whole"][0]].quantity is not None
            and draft.quantity is not None
            and self.drafts[share.links["whole"][0]].quantity.base_unit == draft.quantity.base_unit  # type: ignore[union-attr]
        ):
            share.links["part"] = (draft.id,)
