"""Amounts with a unit: whether one is a level, a change, a value compared with, or a count in passing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from enping_check.claims.comparison import dated, measured_as
from enping_check.claims.differences import MORE_ACTED, Differences
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import BRACKET, DURATION, LEVEL, MULTIPLE, NUMBERS, PERCENT, TIMES
from enping_check.claims.timeline import When
from enping_check.claims.totals import NAME_SPLIT, REST
from enping_check.model import Quantity

# 从2015年的1842件一路攀升，到2020年…: where it went is told in the next clause
_MOVING = re.compile(
    "的?[^，]{0,8}?(?P<verb>攀升|上升|上涨|增长|增加|提高|提升|扩大|走高|爬升|跃升|壮大|起步|下降|减少|下滑|回落|走低|缩减|跌落)"
    "(?:而来|起来)?[， ]?"
)
_PASSING = "突破|超越|超出|站稳|冲过|升破|冲上|升穿|叩开|闯过|站上|迈上|跨上|踏上|登上|跃上|跨越|迈过|跨过|跨入|迈入|迈进|冲破|越过|超过|超"
_CROSSING: Final = re.compile(f"(?:{_PASSING})了?$")
_CROSSING_ENDS: Final = frozenset(word[-1] for word in (*_PASSING.split("|"), "了"))
_EVER = "历史性|首次|首度|第一次|头一次|头一回|史上|历史上"
_THRESHOLD: Final = re.compile(f"(?:{_EVER}|成功|一举|连续[^，]{{1,3}}年|再次|并|已|率先)*(?:{_PASSING}|破)了?$")
_SO_FAR: Final = re.compile(
    f"(?:目前|现|已|至今|截至[^，]{{0,4}}|年末|年底|[{TIMES}])*(?:累计|总数|总量|共有|现有|实有|拥有|保有)[^，增]{{0,3}}$"
)
_DONE: Final = re.compile("(?:累计|已|共|实际)?(?:完成|实现|到位|执行|支出|拨付)[^，]{0,6}$")
# what may stand before the amount of a share that is told already: 数量, 家数为, 金额达; 总数 would be of all
_AMOUNT: Final = re.compile(
    "[，、]?(?:其|对应)?(?:具体|实际|涉及|合计)?(?:数量|规模|金额|货值|货量|价值|总?产值|面积|[^总共，]{0,2}[数额量值])?(?:折合|共计?|共有|计|即|为|是|则?有|达到?|约|为数|分别)*"
)
_SO_MANY_OF_THEM: Final = re.compile(f"的?(?:有|共有|共)?{LEVEL}")
_SO_MANY: Final = ("共", "共计", "一共", "总共", "累计")
_TOLD_OF: Final = re.compile("^(?:至于|而|另外?|还有|其余|余下)?[\u4e00-\u9fff]{2,12}的$")
_CONVERTING: Final = frozenset("，约折合相即换")  # what 折合, 相当于 … begin with
_CONVERTED: Final = re.compile("兑(?:换)?(?:人民币)?$|对人民币(?:汇率)?(?:为)?$")
_OF_THAT: Final = re.compile(
    f"(?:的?(?:计划|目标|任务|预算|预期|指标)(?:任务|总?数|目标)?)?的(?:(?:比重|比例|比率|份额)(?:合计)?)?(?:近|约|超过?|逾|为|是|达到?|仅)*[{PERCENT}{MULTIPLE}]"
)
_IN_ALL: Final = re.compile("(?:资金|投资|支出|收入)?总(?:额|量|数|值|计|规模|投资|金额)?")
_ROUND: Final = (1, 10, 100, 1000, 10000)
_CONVERTIBLE: Final = ("currency", "area", "mass", "length", "volume", "energy")
_RATE_HEADS: Final = frozenset("可兑换对折等约相合=＝")  # what the next one begins with
_ONE_IS: Final = re.compile(
    "(?:可)?(?:兑换|兑|换算|换|对|折算|折|等于|等於|约等于|约合|折合|相当于|合|=|＝)(?:约|为|成)?(?:人民币|新台币|港币|港元)?"
)
_OFF_A_MARK: Final = re.compile("(?:超|高于|低于|距|离|高出)[^，]{0,8}(?:警戒|保证|汛限|蓄水|蓄|常年|满)[^，]{0,4}$")
_LACKED: Final = frozenset("差欠缺")  # what the next one ends in
_SHORT_OF: Final = re.compile("(?:还|尚|仅|只|约)?(?:差|欠|缺)")  # （占计划310亿元的92.5%，）差23.1亿元
_BEING_THEN: Final = re.compile(f"[{TIMES}为是有达到的]")
_SUFFERED: Final = re.compile("(?:受|负|轻|重)?伤|死亡|丧生|遇难|失踪|感染|确诊|被困|转移|参[加与]|获|出席|报名|离|到场")
_EXPECTED_ENDS: Final = frozenset("期测估计的值")  # what the next one ends in
_EXPECTED: Final = re.compile(
    "(?:高于|低于|好于|超过|超出|超|不及|逊于|优于|符合|差于)[^，]{0,8}(?:预期|预测|预估|预计|估计)(?:的|值|中值)*$"
)
# 在去年12.4亿元的基础上增长…
_IN: Final = re.compile(f"在(?P<ref>[^，{NUMBERS}]{{0,12}}?)的?$")
_ON_THAT: Final = re.compile("的?基础之?上")
_WHERE: Final = re.compile("(?:在|于|覆盖|惠及|涉及|辐射|来自|销往|遍布|涵盖|遍及|分布在|面向|向|对|由|为)[^，、]{0,6}$")
_YEARS_TOGETHER: Final = re.compile(
    f"(?:这|近)?{DURATION}(?:间|来)?[^，{NUMBERS}累合总共]{{0,6}}(?:累计|合计|总计|共计|总共|一共|共)(?P<what>[^，{NUMBERS}]*)$"
)


def _measure(quantity: Quantity) -> str:
    """The currency, or the unit without 万 and 亿."""
    return quantity.base_unit if quantity.dimension.startswith("currency") else quantity.unit.lstrip("万亿千百")


_AWAY: Final = frozenset("但离距")  # what the next one begins with
_AWAY_FROM: Final = re.compile("但?(?:离|距离?)(?:目标|预定目标|关口|大关)?")
_LACKING: Final = re.compile("(?:的?(?:目标|关口|大关|门槛|整数关口))?(?:还|尚|只|仅|就|已|仍)*(?:差|缺|有|少)")
_MEAN_OF: Final = re.compile("[，、]*(?:则|也|又)?(?P<each>[日月人户亩场车件单店校]均)(?P<basis>同比|环比)?")
# 刷新…创下的1392万千瓦纪录
_BREAKING: Final = re.compile(
    "[，、]*(?:一举|再次|再度|也|并|成功|首次)?(?:刷新|打破|改写|超过|超越|突破|高于)了?(?P<ref>[^，]*?)(?:创下|创造|创出|创|保持|留下)?的?"
)
_RECORD: Final = re.compile("的?(?:历史|此前|原|旧|前|最高|最大|同期)*(?:纪录|记录|峰值|高点|最高值|历史最高)")
_RECORD_HEADS: Final = frozenset("的历此原旧前最同纪记峰高")


_EACH_MOVED: Final = re.compile(
    "[，、]*(?:即|相当于|也就是|这?意味着|折合)?(?P<each>(?:平均|人均|户均|生均|每人|每户|每名|每位|每生|每[月天日周]|[月日周]均|人月均|月人均|每个月|月|每(?:吨|公斤|千克|斤|亩|头|只|台|件|张|度|平方米|立方米|公里)|老人|职工|学生|居民|教师)+)"
    "(?:可以?|将|都|就|又|再|净|大约|实际|分别)*(?:(?P<up>增加|提高|上调|增长|上涨|增发|多领取?|多拿|多发|多得|多收入|多付|多花|多交|多缴|多挣|多赚|多卖|增收|贵|涨价?)|(?P<down>减少|降低|下调|下降|少交|少缴|少付|少花|少挣|少卖|减负|便宜|降价?|跌))(?:了|约|近|为|达)*"
)
_TOTALLED: Final = re.compile("总额|总价|总值|合计|总计|总金额|共计")
_EACH_HEADS: Final = re.compile("[均每]")
_EACH_SPAN: Final = re.compile("[月日天周吨斤亩头只台件张度]|公[斤里]|千克|平方米|立方米")
_EACH_ENDS: Final = re.compile("每[\u4e00-\u9fff]{1,3}$")
_FOR_EACH: Final = re.compile("每[日天月晚人户亩家]|[日月人户亩天]均|平均")
_MOVES: Final = re.compile("(?:又|再|还|净|则|就|共|已)*[一-鿿]{1,2}(?<![到至为达是的仅约])(?:了|出)?")


class Amounts(Differences):
    """Reads the numbers that carry a unit."""

    _rated = -1  # the last sentence that told what one unit is in another

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
            or (spot.right[:1] in _RECORD_HEADS and self._record_broken(spot, quantity))
            or self._beside_a_mark(spot)
            or self._in_passing(spot, quantity)
            or self._threshold(spot, quantity)
        ):
            return
        self._plain_level(spot, quantity)

    def _exchange_rate(self, spot: Spot) -> bool:
        """1美元兑7.1元人民币, 1坪等于3.3058平方米: what one unit is in another, of which nothing is reckoned but conversions."""
        left, right = spot.left, spot.right
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

    @staticmethod
    def _class_bound(spot: Spot, quantity: Quantity) -> bool:
        """超过2亿元的县区, 2000万元以上的企业: the bound of a class, not a value."""
        right = spot.right
        if right.startswith(("以上的", "以下的", "及以上的", "以上项目", "以上企业", "级", "以上")) and quantity.dimension.startswith(
            "currency"
        ):
            return True
        if not quantity.hedge or right[:1] != "的":
            return False
        if right.startswith(f"的{LEVEL}"):
            return True  # 10亿元以上的2个
        return bool(re.match("的[\u4e00-\u9fff]", right) and not re.match(f"的[^，]{{0,3}}[{PERCENT}{MULTIPLE}]", right))

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
        ):
            context.frame = frame.rival

    def _nearest(self, frame: Frame, quantity: Quantity) -> Frame:
        """全港10041万吨，外贸3684万吨，外贸占36.7%；对照前一年的9412万吨: of the whole, to which the earlier value is much nearer."""
        value = quantity.interval.middle
        found = {
            f.id: (f, f.level.quantity.interval.middle)
            for f in self.context.frames[-16:]
            if f.sentence == self.context.sentence and f.level is not None and f.level.quantity is not None
            if f.level.quantity.base_unit == quantity.base_unit and f.level.aspect not in ("average", "incidental", "base")
        }
        ratios = [(max(v / value, value / v), f) for f, v in found.values() if v and value and v > 0 and value > 0]
        own = next((r for r, f in ratios if f is frame), None)
        best = min(ratios, key=lambda pair: pair[0], default=None)
        if best is None or (own is not None and best[0] * 2 >= own):
            return frame
        return best[1] if own is not None or best[0] < 3 else frame

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
        if MORE_ACTED.fullmatch(rest) and compared[0][-1] not in "的之为是":
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
            if around or self._come_to(re.split(f"[{NUMBERS}]", tail)[0]) or re.match(f"(?:的)?[^，{NUMBERS}]{{0,10}}(?:到|至|为)", tail):
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
            match = self._arrival(left)
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

    def _averaged(self, spot: Spot) -> bool:
        """平均每户3.2人, 亩均税收21万元: an average and its divisor; 按日均算，今年为99万人次: by what the words before it say."""
        grammar, left = self.grammar, spot.left
        reckoned, frame = self.context.reckoned, self.context.frame
        if reckoned and frame is not None and frame.sentence == self.context.sentence and spot.token.quantity is not None:
            if frame.dimension == spot.token.quantity.dimension and ONLY_TIME.match(re.sub("(?:为|是|达|达到|约)+$", "", left.strip())):
                match = grammar.average.search(reckoned)
                if match is not None:
                    self._average(spot.token, match, reckoned)
                    return True
        if (
            grammar.averaging.search(left)
            and (match := grammar.average.search(left))
            and not re.search("(?:比|较)[^，]*$", left[: match.start()])
            and not (match["y"] and self._verb(left))
        ):
            if not re.search("增长|上升|人均可支配|人均地区|人均生产总值|人均消费支出", left[match.start() :]):
                before = left[: match.start()]
                if match["each"] == "平均" and before.endswith(DURATION) and (day := spot.clause.tokens.get(spot.begin + len(before) - 1)):
                    if day.quantity is not None and day.quantity.unit in ("天", "日") and day.quantity.number == 1:
                        whole = grammar.average.search("日均" + left[match.end() :])  # 一天平均1550人次
                        if whole is not None:
                            self._average(spot.token, whole, whole.string)
                            return True
                back = bool(before) and self._past(spot.clause, spot.begin, spot.begin + match.start())
                self._average(spot.token, match, left, self._when(before, spot.clause, spot.begin) if back else None)
                return True
        return False

    def _mean_moved(self, spot: Spot, quantity: Quantity) -> bool:
        """（10月日均进站68.35万人次，9月为61.20万人次，）日均多了7.15万人次: the mean just told moved; but 年均增加 is a mean itself."""
        frame = self.context.frame
        if frame is None or frame.level is None or frame.sentence != self.context.sentence:
            return False
        verb = self._verb(spot.left)
        each = verb is not None and _MEAN_OF.fullmatch(spot.left[: verb.start()])
        if not verb or not each or frame.level.aspect != "average" or each["each"] not in frame.level.why:
            return False
        if frame.level.quantity is None or frame.level.quantity.base_unit != quantity.base_unit:
            return False
        self._change(spot.token, frame, verb, each["basis"] or "")
        return True

    def _each_moved(self, spot: Spot, quantity: Quantity) -> bool:
        """（月人均养老金由3286元提高到3412元，）人均每月增加126元: what each gets more, where what each got and gets has just been told."""
        frame = self.context.frame
        verb = _EACH_MOVED.fullmatch(spot.left) if _EACH_HEADS.search(spot.left) else None
        if verb is None or frame is None or frame.base is None or frame.level is None or frame.level.quantity is None:
            return False
        level, base = frame.level, frame.base
        if level.sentence != self.context.sentence or level.links.get("base") != (base.id,) or self.context.clause - level.clause > 1:
            return False
        if not self._fits(frame, quantity) or self.drafts[-1] is not level:
            return False
        said = self._ahead if level.clause < self.context.clause else spot.clause.text[: spot.begin]
        said += frame.printed + frame.level.quantity.unit
        for span in _EACH_SPAN.findall(verb["each"]):
            if span not in said and (span != "月" or _EACH_SPAN.search(said)):
                return False  # 由每人每月920元提高到1010元，人均每年增加1080元
        self._change(spot.token, frame, verb, "")
        self.drafts[-1].why = "each"
        return True

    def _in_another_unit(self, spot: Spot, quantity: Quantity) -> bool:
        """折合45150亩: the level just read, in another unit; 对价折合人民币3.3亿元: money in another currency, whatever its name."""
        left = spot.left
        exchanged = ("折" in left or "合" in left) and self.grammar.exchanged.search(left) is not None
        if left[:1] in _CONVERTING and self.grammar.converted.search(left):
            source = self._latest_level(quantity)
            if source is not None and (len(left) <= 6 or not self._names_beside_converted(left)):
                return self._conversion(spot, source)
        if exchanged and quantity.dimension.startswith("currency"):
            source = self._latest_level(quantity, total=_TOTALLED.search(left) is not None)
            if source is not None and source.quantity is not None and source.quantity.base_unit != quantity.base_unit:
                return self._conversion(spot, source)
        source = self._at_a_rate(quantity, self.namer.clean(self.grammar.exchanged.sub("", left)) if exchanged else "")
        if source is not None and not dated(left) and (exchanged or not self._names_beside_converted(left)):
            return self._conversion(spot, source)
        return False

    def _names_beside_converted(self, left: str) -> bool:
        """True when more than 折合 and its like stands there."""
        return bool(self.namer.clean(self.grammar.converted.sub("", left)))

    def _at_a_rate(self, quantity: Quantity, named: str) -> Draft | None:
        """The level, in this sentence or the one before, that the rate stated in this sentence brings to the amount's unit.

        ``named``: what the words say is brought there, where they say it.
        """
        if self._rated != self.context.sentence:
            return None
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

    @staticmethod
    def _rest_counted(spot: Spot) -> bool:
        """其余4条线合计29万: how many are left stands between the words and the total of them."""
        return len([i for i in spot.clause.tokens if i < spot.i]) == 1

    def _summed(self, spot: Spot) -> bool:
        """合计15亿元: the total of what was just listed, unless the word only means so far."""
        context, left = self.context, spot.left
        if self._over_years(spot):
            return True
        if spot.begin and REST.match(spot.clause.text.strip(" ，、")) and self._rest_counted(spot):
            return False
        division = context.division
        if division is not None and _IN_ALL.fullmatch(self.namer.clean(left)) and not spot.begin:
            listed = [f for f in context.frames[-12:] if f.sentence == context.sentence and f.level is not None]
            if len(listed) == division.count and all(f.dimension == spot.token.quantity.dimension for f in listed if spot.token.quantity):
                return self._total_of(spot.token, "总", left, listed, True)  # 由三部分构成：甲a、乙b、丙c，总额d
        if (
            self.grammar.sums.search(left)
            and (match := self.grammar.together.search(left))
            # 至于往来曼谷的，共215班: of what the clause before it names
            and not (match["word"] in _SO_MANY and not match.start() and _TOLD_OF.search(self._ahead))
            and (
                match["word"] not in ("共", "累计", "总计", "一共", "总共")
                or not self.namer.clean(left).strip("累计共总一")
                or (match["n"] and not match.start() and len(match["c"]) <= 2)  # 五类共10.6万台
            )
            and not (match["word"] in ("共", "累计") and re.match("[\u4e00-\u9fff]", spot.right))
            and not (
                match["word"] in ("累计", "共", "合计")
                and (dated(left) or spot.clause.text[:1] in TIMES)
                and context.group
                and len({f.when.label for f in context.group}) > 1
            )
        ):
            return self._together(spot.token, match, left)
        return False

    def _over_years(self, spot: Spot) -> bool:
        """（2022年、2023年、2024年分别为…，）三年累计573公里: the sum of the years just listed, when they are as many."""
        years = self.context.group
        if len(years) < 2 or DURATION not in spot.clause.text:
            return False
        match = _YEARS_TOGETHER.match(spot.left.strip(" ，、"))
        span = next((t.quantity for i, t in spot.clause.tokens.items() if spot.clause.text[i] == DURATION and i < spot.i), None)
        quantity = spot.token.quantity
        if match is None or span is None or quantity is None or span.unit != "年" or span.number != len(years):
            return False
        first = years[0]
        if (
            any(f.level is None or f.dimension != quantity.dimension or f.when.part != "Y" or f.name.full != first.name.full for f in years)
            or len({f.when.label for f in years}) < len(years)
            or first.sentence < self.context.sentence - 1
        ):
            return False
        said = self.namer.clean(match["what"])
        if said and self.grammar.fresh.fullmatch(said) is None and said[:2] not in first.name.full and said[-2:] not in first.name.full:
            return False
        whole = first.when._replace(end_year=years[-1].when.year) if first.when.year is not None else self.context.when
        draft = self._level(spot.token, self._frame(first.name, whole))
        draft.aspect, draft.why = "together", "listed"
        draft.links["parts"] = tuple(f.level.id for f in years if f.level is not None)
        return True

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
        if parts is None or len(parts.members) < 2 or not parts.totals or parts.members[-1] is not last:
            return last
        first = parts.members[0].level
        if first is None or any(d.aspect == "increment" or d.kind != "level" for d in self.drafts[first.id + 1 :]):
            return last  # 其中企业b户，新登记c户；…: each told with its own
        return parts.totals[0]

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

    def _beside_a_mark(self, spot: Spot) -> bool:
        """超收3亿元, 低于警戒水位2米: how far off a plan or a mark that is not stated."""
        if spot.left.endswith(("超收", "短收", "超支", "超额完成", "欠收")):
            draft = self._add("change", spot.token, self.context.frame or self._frame(PLAIN, self.context.when), aspect="comparison")
            draft.bound = "unclear"
            return True
        left = spot.left.strip(" ，、")
        short = left[-1:] in _LACKED and _SHORT_OF.fullmatch(left) is not None
        if not short and left[:1] in _AWAY:
            short = _AWAY_FROM.fullmatch(left) is not None and _LACKING.match(spot.right) is not None  # 离1200万元还差31.7万元
        expected = spot.left[-1:] in _EXPECTED_ENDS and _EXPECTED.search(spot.left) is not None
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
            and not re.search("问卷|调查|抽样|走访|受访|监测|检查|抽检|评估|中$", spot.clause.text)
        ):
            return False
        stated = self._name(spot.left, carry=False)
        name = self._thing_counted(spot, quantity, stated) or stated
        draft = self._add("level", spot.token, self._frame(name, self.context.when), aspect="incidental")
        draft.bound = "carried"
        return True

    def _threshold(self, spot: Spot, quantity: Quantity) -> bool:
        """（达30.45亿元，）突破30亿元: the mark that the level just read has passed."""
        frame, left = self.context.frame, spot.left
        if frame is None or frame.level is None or frame.level.quantity is None or frame.sentence != self.context.sentence or spot.begin:
            return False
        if frame.level.quantity.hedge or frame.level.aspect == "average":
            return False
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
        self._crossed = draft if above or (left[-1:] in _CROSSING_ENDS and _CROSSING.search(left)) else None
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
