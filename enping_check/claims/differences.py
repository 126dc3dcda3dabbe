"""By how much an amount has changed: 比上年增加3.2亿元, 多收治0.43万人次; of what, and since when."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.levels import Levels
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import DURATION, NUMBERS, TIMES, WHEN
from enping_check.claims.timeline import When, resolve, stretch
from enping_check.model import Quantity

_ADDED: Final = re.compile(
    f"，?(?:{DURATION}(?:[间来里内]|期间)?|(?P<when>{WHEN})(?:里|内|间|以来)?)?(?:共|累计|净|期间|五年|一年|全年|其间)*新(?:增加?|添)(?P<what>[\u4e00-\u9fff]{{0,6}}?)(?:了|约|近|超|达|为|共)*$"
)
_ITEM: Final = re.compile("[^，]*第\\d+项$")  # a value of a list that names none of its members
# 一年多收治, 比上年少发运; but 多达, 多为, 多层, 少儿读物
_MORE_DONE: Final = re.compile(
    "(?:多|(?P<down>少))(?![达为在是有数约至于则余种次年家个元层式功渠部头方点线位儿女媒])[\u4e00-\u9fff]{1,3}(?<![的于在为是])$"
)
# 比9月的5.81万辆多造0.51万辆: whatever was done, where it stands right behind the value compared with
MORE_OR_LESS: Final = re.compile("(?:(?P<up>多)|(?P<down>少))[\u4e00-\u9fff]{1,2}(?:了|出)?")
_PART_OF_CHANGE: Final = re.compile("其中[，：]?(?:自然|机械|净)")
_OVER_PLAN: Final = ("超收", "短收", "超支", "欠收", "短支")
_TWO_TIMES: Final = re.compile(f"[而则]?(?P<now>[{TIMES}])[则又也要]?[比较](?P<base>[{TIMES}])[则又也要]?")
_APART: Final = re.compile(f"[比较足整{DURATION}{TIMES}]")
_MEAN_OF: Final = re.compile("[，、]*(?:则|也|又)?(?P<each>[日月人户亩场车件单店校]均)(?P<basis>同比|环比)?")
_EACH_MOVED: Final = re.compile(
    "[，、]*(?:即|相当于|也就是|这?意味着|折合)?(?P<each>(?:平均|人均|户均|生均|每人|每户|每名|每位|每生|每[月天日周]|[月日周]均|人月均|月人均|每个月|月|每(?:吨|公斤|千克|斤|亩|头|只|台|件|张|度|平方米|立方米|公里)|老人|职工|学生|居民|教师)+)"
    "(?:可以?|将|都|就|又|再|净|大约|实际|分别)*(?:(?P<up>增加|提高|上调|增长|上涨|增发|多领取?|多拿|多发|多得|多收入|多付|多花|多交|多缴|多挣|多赚|多卖|增收|贵|涨价?)|(?P<down>减少|降低|下调|下降|少交|少缴|少付|少花|少挣|少卖|减负|便宜|降价?|跌))(?:了|约|近|为|达)*"
)
_COMPARED: Final = re.compile(f"(?:(?P<up>高出|高于|多出|多于|超出|超过)|(?P<down>低于|少于))[^，{NUMBERS}]*$")
_GOODS: Final = ("品", "特产", "产", "货", "物资", "果蔬", "水果", "茶叶")
_EACH_SPAN: Final = re.compile("[月日天周吨斤亩头只台件张度]|公[斤里]|千克|平方米|立方米")


class Differences(Levels):
    """Reads the amounts that say how much more or less there is."""

    def _change_of_amount(self, spot: Spot, quantity: Quantity) -> bool:
        """比上年增加3.2亿元: a change of the current frame or of the one named; 比邻县多3亿元: only a comparison."""
        context, grammar, frame, token = self.context, self.grammar, self.context.frame, spot.token
        if spot.left.endswith(_OVER_PLAN):
            return False  # 为预算46.8亿元的103.8%，超收1.8亿元: against the plan, not against a time before
        if frame is not None and frame.change is not None and frame.change.why == "each" and DURATION in spot.left:
            return False  # 每月3050元，每月多付250元，一年下来多花3000元: of so many months
        if (verb := self._verb(spot.left)) and not self._traffic(spot.left, verb, quantity):
            before = spot.left[: verb.start()]
            arrived = self._come_to(spot.left)
            if arrived is not None and arrived["to"][-1] in "到至为成" and arrived["to"] != "达到":
                named = spot.left[: arrived.start()]
                if not self.namer.clean(self._strip_basis(named)[0]):
                    return False
                same = frame.name if frame is not None and self._once_fewer(named, quantity) else None
                waiting = self._waiting(quantity)
                # 面积扩大到4.8万亩: what it came to
                target = (
                    self._adopt(waiting, self.namer.split(named))
                    if waiting
                    else self._frame(same or self._name(named), self._own_period(spot))
                )
                self._level(token, target)
                if spot.group == 0:
                    self._clause_items.append(target)
                return True
            if (both := self._of_two_times(spot, before, quantity)) is not None:
                now, base = both
                draft = self._add("change", token, now, sign=-1 if verb["down"] else 1, basis=base.basis)
                draft.links["now"], draft.links["base"] = (now.level.id,) if now.level else (), (base.id,)
                now.change = draft
                return True
            rest = self._strip_basis(before)[0]
            own = self._when(rest, spot.clause, spot.begin)
            if frame is not None and frame.level is not None and dated(rest) and own.inside(frame.when) and self._changes(before):
                frame = self._frame(frame.name, own)  # （全年44万标箱，）下半年比上半年多3万标箱
                self._change(token, frame, verb, before)
                return True
            if verb[0].startswith("净") and self._changes(before):
                frame = self._stock_behind(quantity) or frame
            if frame is not None and dated(rest) and self._changes(before):
                frame = self._of_that_time(frame, own, quantity)
            if frame is not None and frame.change is not None and _PART_OF_CHANGE.search(before) and self._fits(frame, quantity):
                self._change(token, self._frame(Name(indicator=self.namer.clean(before) + verb[0]), context.when), verb, before)
                context.frame = frame  # 减少1.23万人，其中自然减少0.49万人
                return True
            if frame is not None and self._changes(before) and self._fits(frame, quantity):
                self._change(token, frame, verb, before)
                self._since(spot.clause, spot.begin, before)
                return True
            reference = grammar.reference.search(before)
            if reference and not dated(reference["ref"]) and not re.search("上|去|前|同期|年初", reference["ref"]):
                draft = self._add(
                    "change",
                    token,
                    frame or self._frame(self._name(before), context.when),
                    sign=-1 if verb["down"] else 1,
                    aspect="comparison",
                )
                draft.bound = "unclear"
                return True
            named = self.namer.clean(re.sub("每[^每]{1,3}$", "", self._strip_basis(before)[0]))
            if not named and frame is not None and self._fits(frame, quantity):
                self._change(token, frame, verb, before)
                return True
            if named and (waiting := self._waiting(quantity)) is not None:
                self._change(token, self._adopt(waiting, self.namer.split(named)), verb, before)
                return True  # 与去年同期的32亿元相比，出口额增加3.6亿元
            if named and (verb[0] in ("净增", "净增加") or not grammar.increment.search(verb[0])):
                echoed = self._echo(named)
                target = echoed or self._frame(self._resolve_name(self.namer.split(named)), context.when)
                if self._fits(target, quantity) or echoed is None:
                    self._change(token, target, verb, before)
                    context.frame = target
                    return True
        return self._right_behind(spot, quantity) or self._amount_of_change(spot, quantity) or self._more_done(spot, quantity)

    def _right_behind(self, spot: Spot, quantity: Quantity) -> bool:
        """高出去年的1760元194元: how much more, with nothing between it and the value compared with."""
        base = self.drafts[-1] if self.drafts else None
        if spot.left or not spot.begin or base is None or base.kind != "level" or base.quantity is None:
            return False
        said = _COMPARED.search(spot.clause.text[: spot.begin - 1])
        if said is None or base.quantity.base_unit != quantity.base_unit or base.clause != self.context.clause:
            return False
        before = [f for f in self.context.frames if f.sentence == self.context.sentence and f.level is not None and f.level is not base]
        now = before[-1] if before and before[-1].dimension == quantity.dimension else None
        base.aspect = "base"
        draft = self._add("change", spot.token, now or self._frame(PLAIN, self.context.when), sign=-1 if said["down"] else 1)
        draft.links["base"] = (base.id,)
        if now is None or now.level is None:
            draft.bound = "unclear"
            return True
        draft.links["now"] = (now.level.id,)
        now.base, now.change, self.context.frame = base, draft, now
        return True

    def _added_since(self, spot: Spot, quantity: Quantity) -> bool:
        """（由1846套增至2013套，）新增167套, （余额a，年初为b，）新增c: what is new is the difference of the two just told."""
        frame, words = self.context.frame, _ADDED.match(spot.left)
        if words is None or frame is None or frame.level is None or frame.base is None or frame.level.aspect == "average":
            return False
        if frame.level.sentence != self.context.sentence or not 0 <= self.context.clause - frame.base.clause <= 1:
            return False
        told = frame.level.quantity
        if told is None or told.base_unit != quantity.base_unit or frame.base.sentence != self.context.sentence:
            return False
        if words["what"] and words["what"] not in frame.printed:
            return False
        if words["when"] and not self._from_then_on(spot, frame.base.when, frame.level.when):
            return False
        draft = self._add("change", spot.token, frame)
        draft.why = "added"  # others may have left
        self._link_change(draft, frame)
        frame.change = draft
        return True

    def _from_then_on(self, spot: Spot, base: When, now: When) -> bool:
        """（余额a，年初为b，）全年新增c, 上半年新增c: the time told begins where the value before is of, and ends with the one of now."""
        told = [t.period for i, t in spot.clause.tokens.items() if spot.begin <= i < spot.i and t.period is not None]
        if len(told) != 1 or told[0].error or told[0].same or told[0].shift or told[0].moment:
            return False
        when = resolve(told[0], self.context.when, self.reference)
        months = stretch(when.label) if when.end_year is None else None
        gone = base.years_after(when)
        begun = (base.part == "D01-01" and gone == 0) or (base.moment and base.part in ("Y", "M12") and gone == -1)
        same = now.years_after(when) == 0 and now.end_year is None
        ended = same and (now.part == when.part or now.closes(when) or (now.part == "Y" and not now.moment and not now.named))
        return months is not None and months[1][0] == 1 and begun and ended

    def _amount_of_change(self, spot: Spot, quantity: Quantity) -> bool:
        """（同比增长12.3%，）增量达3.2亿元: the change by its noun, where the sentence has told what changed."""
        frame, left = self.context.frame, spot.left
        if frame is None or frame.sentence != self.context.sentence or not ("增" in left or "减" in left or "降" in left):
            return False
        noun = self.grammar.amount_noun.search(left)
        if noun is None or not self._changes(left[: noun.start()]) or not self._fits(frame, quantity):
            return False
        if frame.level is None and frame.growth is None and frame.base is None:
            return False
        self._change(spot.token, frame, noun, left[: noun.start()])
        return True

    def _more_done(self, spot: Spot, quantity: Quantity) -> bool:
        """（4.38万人次，）一年多收治0.43万人次: the difference is said with the verb of what was done."""
        frame = self.context.frame
        match = _MORE_DONE.search(spot.left) if "多" in spot.left or "少" in spot.left else None
        if match is None or frame is None or frame.sentence < self.context.sentence - 1 or not self._changes(spot.left[: match.start()]):
            return False
        if frame.level is None or frame.level.quantity is None or frame.level.quantity.base_unit != quantity.base_unit:
            return False
        if not _APART.search(spot.left[: match.start()]):
            here = self.drafts[-1].clause == self.context.clause
            if not (self._base_just_told(frame) and (MORE_OR_LESS if here else self.grammar.more_acted).fullmatch(spot.left)):
                return False
        self._change(spot.token, frame, match, spot.left[: match.start()])
        self._since(spot.clause, spot.begin, spot.left[: match.start()])
        return True

    def _base_just_told(self, frame: Frame) -> bool:
        """（出院3.16万人次，上年2.87万人次，）多收治…: the clause before told what it was then, and nothing else."""
        base, level = frame.base, frame.level
        return (
            base is not None
            and level is not None
            and base.sentence == level.sentence == self.context.sentence
            and 0 <= self.context.clause - base.clause <= 1
        )

    @staticmethod
    def _traffic(left: str, verb: re.Match[str], quantity: Quantity) -> bool:
        """上行487.9万吨, 农产品上行3.86亿元, 起降2.1万架次: ways that ships, goods and planes go, not ways that a measure does."""
        counted, before = quantity.dimension.startswith(("count", "mass", "none")), left[: verb.start()]
        if verb[0] in ("上行", "下行"):
            return counted or (quantity.dimension.startswith("currency") and before.endswith(_GOODS))
        return counted and verb[0] == "降" and before.endswith("起")

    def _stock_behind(self, quantity: Quantity) -> Frame | None:
        """年末企业168家，新入库19家、退库7家，净增12家: the net change is of what the additions and losses were of."""
        inside = [
            f
            for f in self.context.frames[-16:]
            if f.sentence == self.context.sentence and f.level is not None and f.level.quantity is not None
            if f.level.quantity.base_unit == quantity.base_unit and not f.inner
        ]
        if len(inside) < 3 or inside[0].name.increment or not any(f.name.increment for f in inside[1:]):
            return None
        return inside[0]

    def _of_two_times(self, spot: Spot, before: str, quantity: Quantity) -> tuple[Frame, Draft] | None:
        """（上半年820.5毫米，下半年645.7毫米，）上半年比下半年多174.8毫米: what was told of the one time and of the other."""
        said = _TWO_TIMES.fullmatch(before.strip())
        if said is None:
            return None
        at = spot.begin + before.index(before.strip())
        told: list[Frame] = []
        for part in ("now", "base"):
            period = spot.clause.tokens[at + said.start(part)].period
            if period is None or period.error:
                return None
            own = resolve(period, self.context.when, self.reference)
            named = [f for f in self._lately_told(own.alike, 1) if f.level and f.level.quantity and f.level.aspect in ("", "stock")]
            alike = [f for f in named if f.dimension == quantity.dimension and f.level and f.level.kind == "level"]
            if len(alike) != 1:
                return None
            told += alike
        now, base = told
        return (now, base.level) if base.level is not None and now.name.full == base.name.full and now is not base else None

    def _of_that_time(self, frame: Frame, own: When, quantity: Quantity) -> Frame:
        """（今年84.6万吨。前四年分别为a、b、c和d，）今年比去年增产5.7万吨: of what was told of this year, not of the last of the others."""
        anonymous = _ITEM.match(frame.name.subject) is not None
        if not anonymous and (not frame.when.named or own.years_after(frame.when) == 0 or own.within(frame.when)):
            return frame
        if not own.named:
            return frame
        for other in reversed(self._lately_told(own.alike, 1)):
            level = other.level.quantity if other.level is not None else None
            if level is not None and level.base_unit == quantity.base_unit and not _ITEM.match(other.name.subject):
                return other
        return self._frame(frame.name._replace(subject=""), own)

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
        left = spot.left
        verb = _EACH_MOVED.fullmatch(left) if "均" in left or "每" in left else None
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
