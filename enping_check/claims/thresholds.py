"""Amounts that are no value of what the sentence is about: a mark it has passed, the bound of a class, a count in passing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from enping_check.claims.bases import Bases
from enping_check.claims.comparison import dated, measured_as
from enping_check.claims.lexicon import firsts, lasts
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import DURATION, LEVEL, MULTIPLE, PERCENT
from enping_check.model import Quantity

_PASSING = "突破|超越|超出|站稳|冲过|升破|冲上|升穿|叩开|闯过|站上|迈上|跨上|踏上|登上|跃上|跨越|迈过|跨过|跨入|迈入|迈进|冲破|越过|超过|超"
CROSSING: Final = re.compile(f"(?:{_PASSING})了?$")
CROSSING_ENDS: Final = lasts(_PASSING, "了")
_EVER = "历史性|首次|首度|第一次|头一次|头一回|史上|历史上"
_THRESHOLD: Final = re.compile(f"(?:{_EVER}|成功|一举|连续[^，]{{1,3}}年|再次|并|已|率先)*(?:{_PASSING}|破)了?$")
_SO_MANY_OF_THEM: Final = re.compile(f"的?(?:有|共有|共)?{LEVEL}")
_OFF_A_MARK: Final = re.compile("(?:超|高于|低于|距|离|高出)[^，]{0,8}(?:警戒|保证|汛限|蓄水|蓄|常年|满)[^，]{0,4}$")
_BOUNDS: Final = ("以上", "以下的", "及以上的", "级")
_BOUND_HEADS: Final = frozenset(word[0] for word in _BOUNDS)
_BESIDE_PLAN: Final = ("超收", "短收", "超支", "超额完成", "欠收")
_BESIDE_PLAN_ENDS: Final = frozenset(word[-1] for word in _BESIDE_PLAN)
_LACKS: Final = "差|欠|缺"
_LACKED: Final = lasts(_LACKS)
_SHORT_OF: Final = re.compile(f"(?:还|尚|仅|只|约)?(?:{_LACKS})")  # （占计划310亿元的92.5%，）差23.1亿元
_SUFFERED: Final = re.compile("(?:受|负|轻|重)?伤|死亡|丧生|遇难|失踪|感染|确诊|被困|转移|参[加与]|获|出席|报名|离|到场")
_EXPECTATIONS: Final = "预期|预测|预估|预计|估计"
_EXPECTED: Final = re.compile(f"(?:高于|低于|好于|超过|超出|超|不及|逊于|优于|符合|差于)[^，]{{0,8}}(?:{_EXPECTATIONS})(?:的|值|中值)*$")
_EXPECTED_ENDS: Final = lasts(_EXPECTATIONS, "的|值|中值")
_WHERE: Final = re.compile(
    "(?:在(?![册库岗编校读营建研产]的$)|于|覆盖|惠及|涉及|辐射|来自|销往|遍布|涵盖|遍及|分布在|面向|向|对|由|为)[^，、]{0,6}$"
)
_AWAY: Final = firsts("但|离|距")
_AWAY_FROM: Final = re.compile("但?(?:离|距离?)(?:目标|预定目标|关口|大关)?")
_LACKING: Final = re.compile("(?:的?(?:目标|关口|大关|门槛|整数关口))?(?:还|尚|只|仅|就|已|仍)*(?:差|缺|有|少)")


_CORRECTED: Final = re.compile(
    "(?:后来?|现|又|已|再|其后|随后)?(?:经|据|按|根据)?(?:[一-鿿]{0,8}(?:核[实查定对]|普查|审计|复核|决算|审核|统计|数据)(?:后|结果)?(?:现|已)?)?"
    "(?:订正|更正|修正|校正|修订|核定|审定)为"
)


# 对326家网店作了暗访: those looked into are the whole of what is found among them
_LOOKED_INTO: Final = re.compile(
    "问卷|受访|回访|走访|暗访|明察|访谈|约访|抽样|抽取|监测|检测|抽测|测评|评测|评估|检验|查验|体检|筛查|[检抽排普核督巡暗评审清稽调复摸盘][查检底]|调研|[中里]$"
)


class Thresholds(Bases):
    """Reads the marks that a level has passed or missed, bounds of classes, and counts in passing."""

    @staticmethod
    def _class_bound(spot: Spot, quantity: Quantity) -> bool:
        """超过2亿元的县区, 2000万元以上的企业, 5亿至10亿元11个: the bound of a class, not a value."""
        right = spot.right
        head = right[:1]
        if head == LEVEL and (quantity.hedge or quantity.ranged):
            counted = spot.clause.tokens[spot.i + 1].quantity
            return counted is not None and counted.dimension.startswith("count") and counted.dimension != quantity.dimension
        if head in _BOUND_HEADS and right.startswith(_BOUNDS) and quantity.dimension.startswith("currency"):
            return True
        if head != "的" or not quantity.hedge:
            return False
        if right.startswith(f"的{LEVEL}"):
            return True  # 10亿元以上的2个
        return bool(re.match("的[\u4e00-\u9fff]", right) and not re.match(f"的[^，]{{0,3}}[{PERCENT}{MULTIPLE}]", right))

    def _threshold(self, spot: Spot, quantity: Quantity) -> bool:
        """（达30.45亿元，）突破30亿元: the mark that the level just read has passed."""
        frame, left = self.context.frame, spot.left
        if frame is None or frame.level is None or frame.level.quantity is None or frame.sentence != self.context.sentence or spot.begin:
            return False
        if frame.level.quantity.hedge or frame.level.quantity.ranged or frame.level.aspect == "average":
            return False  # 120至143平方米占23.1%，144平方米及以上占24.5%: one class after the other
        if frame.level.quantity.base_unit != quantity.base_unit:
            scale = quantity.surface[-1:]
            if quantity.dimension != "none" or scale not in ("万", "亿") or _THRESHOLD.match(left.strip()) is None or spot.right:
                return False
            quantity = measured_as(quantity, frame.level.quantity, scale)  # 912.4万人次，首次突破900万
            spot.token = replace(spot.token, quantity=quantity)
        if DURATION in left and "累计" in left:
            return False  # 到2030年五年累计12万人以上
        if dated(left):
            when, own = self._when(left, spot.clause, spot.begin), frame.level.when
            unlike = own.years_after(when) is None and when.year is not None  # a printed year beside one that is not
            if own.earlier(when) or unlike or (when.part == "Y" and own.part[:1] in "HQM"):
                return False  # 2022年末为98.3万辆，2023年末突破100万辆; 12月出口62亿元，全年突破600亿元: another time's
        passed = quantity.interval.low is not None and quantity.interval.high is None
        if _SUFFERED.match(spot.right):
            return False  # 185人丧生，超1800人受伤
        if _SO_MANY_OF_THEM.match(spot.right):
            return False  # 10亿元以上的2个
        unnamed = passed and quantity.hedge and not self.namer.split(left).full and not self.namer.clean(left)
        if not unnamed and not _THRESHOLD.match(left.strip()):
            return False
        draft = self._add("level", spot.token, frame, aspect="threshold")
        draft.links["of"] = (frame.level.id,)
        return True

    def _corrected(self, spot: Spot, quantity: Quantity) -> bool:
        """（用电量为9.87亿千瓦时，）经核实订正为9.81亿千瓦时: takes the place of the value just told."""
        frame = self.context.frame
        told = frame.level if frame is not None else None
        if "正为" not in spot.left and "订为" not in spot.left and "定为" not in spot.left:
            return False
        if frame is None or told is None or told is not self.drafts[-1] or told.quantity is None or told.sentence != self.context.sentence:
            return False
        if told.quantity.base_unit != quantity.base_unit or _CORRECTED.fullmatch(spot.left.strip("，、 ")) is None:
            return False
        told.aspect, told.bound = "comparison", "unclear"
        frame.level = None
        self._level(spot.token, frame)
        return True

    def _beside_a_mark(self, spot: Spot) -> bool:
        """超收3亿元, 低于警戒水位2米: how far off a plan or a mark that is not stated."""
        last = spot.left[-1:]
        if last in _BESIDE_PLAN_ENDS and spot.left.endswith(_BESIDE_PLAN):
            draft = self._add("change", spot.token, self.context.frame or self._frame(PLAIN, self.context.when), aspect="comparison")
            draft.bound = "unclear"
            return True
        left = spot.left.strip(" ，、")
        short = left[-1:] in _LACKED and _SHORT_OF.fullmatch(left) is not None
        if not short and left[:1] in _AWAY:
            short = _AWAY_FROM.fullmatch(left) is not None and _LACKING.match(spot.right) is not None  # 离1200万元还差31.7万元
        expected = last in _EXPECTED_ENDS and _EXPECTED.search(spot.left) is not None
        if short or expected or _OFF_A_MARK.search(spot.left):
            draft = self._add("level", spot.token, self._frame(PLAIN, self.context.when), aspect="comparison")
            draft.bound = "unclear"
            return True
        return False

    def _in_passing(self, spot: Spot, quantity: Quantity) -> bool:
        """在北部四个乡镇, 惠及1.3万户: a count in passing, of which the sentence says nothing more."""
        if not (
            quantity.dimension.startswith("count")
            and _WHERE.search(spot.left)
            and re.match("[\u4e00-\u9fff]", spot.right)
            and not _LOOKED_INTO.search(spot.clause.text)
        ):
            return False
        stated = self._name(spot.left, carry=False)
        name = self._thing_counted(spot, quantity, stated) or stated
        draft = self._add("level", spot.token, self._frame(name, self.context.when), aspect="incidental")
        draft.bound = "carried"
        return True
