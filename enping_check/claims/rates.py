"""Percentages: whether one is a share, a growth, a contribution, a degree of completion or a rate of its own."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.differences import MORE_OR_LESS
from enping_check.claims.frames import Frame
from enping_check.claims.lexicon import firsts, lasts
from enping_check.claims.names import Name
from enping_check.claims.portions import PLAN
from enping_check.claims.rate_bases import RateBases
from enping_check.claims.scene import TOWARDS, Spot
from enping_check.claims.skeleton import NUMBERS, TIMES
from enping_check.claims.timeline import When

_AIM: Final = re.compile("(?:左右|以上)?的(?:年度|增长|预期|任务|发展|工作)*(?:目标|预期)")
_AIM_HEADS: Final = firsts("左右|以上|的")
_TURNING_TO: Final = re.compile("(?:转|变)(?:为|成|至)?(?:同比|环比)?")
_EXTREMES, _FOREMOST, _GREATER = "高快大猛", "首冠先位一跑", "快大"
_MARKEDLY: Final = "明显|显著|突出|迅猛|惊人"
_FASTEST: Final = re.compile(
    f"(?P<before>[^{NUMBERS}]*?)的?(?:增速|增幅|涨幅|升幅|增势|增长|(?P<down>降幅|跌幅))(?:均|也|又|仍|更|更是|为)?"
    f"(?:最[{_EXTREMES}]|[居列排领][^，{NUMBERS}]{{0,8}}[{_FOREMOST}]|较[{_GREATER}]|{_MARKEDLY})"
)
_RANK_ENDS: Final = frozenset(_EXTREMES + _FOREMOST + _GREATER) | lasts(_MARKEDLY)
_IN_TURN: Final = "分别|依次|依序"
_IS: Final = "为|是|达|达到|约|仅"
_BEING: Final = re.compile(f"(?:{_IN_TURN})?(?:{_IS})*$")
_BEINGS: Final = lasts(_IN_TURN, _IS)
_SPEED: Final = re.compile("的?(?:同比|环比|年|按年)?(?:(?P<down>降幅|跌幅|减幅)|增幅|增速|涨幅|升幅|增长率)")
# 在规上工业9.2%的增速中, 以8.5%的增幅领跑
_OF_GROWTH: Final = re.compile("的(?:同比|整体|总体)?(?:增速|增幅|涨幅|增长率|(?P<down>降幅|跌幅))(?!目标|预期|任务|计划)")
_GROWTH_OF: Final = re.compile(
    f"的(?P<what>[^，。；{NUMBERS}]{{2,12}}?)(?:同比|整体|总体)?(?:增速|增幅|涨幅|增长率|(?P<down>降幅|跌幅))(?!目标|预期|任务|计划|区间)"
)
_OPENS: Final = re.compile("(?:这|这一|这个|，|“)?")
_LEANS: Final = re.compile("[比较于过赢与和同超占到至]")
_IN_IT: Final = re.compile("^[，、]*(?:其中)?[在以]|[以在]?[的]?$")
_BESIDE: Final = re.compile("[、， ]*(?P<size>(?:涨跌|变动|变化)?幅度)?(?:为|达|达到|约|近|或|即)*")
_MEANWHILE: Final = re.compile("(?:已|已经|又|再|也|进一步|逐步|继续|明显|大幅|略)*")


_ONLY_THEN: Final = re.compile("(?:则|也|却|还|就|已|只|仅)*(?:为|是)$")
_A_RATE: Final = re.compile("[率度]$|比重|占比|比例|份额|指数|价格?$|利润|收益")


class Rates(RateBases):
    """Reads the numbers that end in a per cent sign."""

    def _percent(self, spot: Spot) -> None:
        """Tries what a percentage may be, the narrow readings first; a rate of the thing named is what remains."""
        if not (
            self._turning_growth(spot)
            or self._growth_of_named(spot)
            or self._starting_rate(spot)
            or self._reached_rate(spot)
            or self._compared_rate(spot)
            or self._past_rate(spot)
            or self._later_rate(spot)
            or self._past_growth(spot)
            or self._contributed(spot)
            or self._share_of_printed(spot)
            or self._share_of_named(spot)
            or self._share_in_portion(spot)
            or self._share_given(spot)
            or self._growth_led(spot)
            or self._share_of_bracket(spot)
            or self._share_in_words(spot)
            or self._share_of_half(spot)
            or self._share_of_group(spot)
            or self._bare_share(spot)
            or self._share_counted(spot)
            or self._completion(spot)
            or self._rate_come_to(spot)
            or self._growth_beside(spot)
            or self._more_than_before(spot)
            or self._growth_said(spot)
            or self._growth_reached(spot)
        ):
            if self.context.led and self._ranked_growth(spot):
                return
            self._rate(spot.token, self._rate_frame(spot.left))
        if spot.right[:1] in _AIM_HEADS and _AIM.match(spot.right):
            self.drafts[-1].modality = "target"  # 增长12%的目标

    def _contributed(self, spot: Spot) -> bool:
        """对增长的贡献率为45.2%."""
        contribution = self.grammar.contribution
        if "贡献" in spot.left and contribution.search(spot.left):
            target = self._named_frame(TOWARDS.sub("", contribution.split(spot.left)[0]))
            self._add("contribution", spot.token, target, sign=1)
            return True
        return False

    def _completion(self, spot: Spot) -> bool:
        """完成年度目标的82.3%, 相当于上年同期的95%: a ratio to a plan or to another value."""
        frame, left = self.context.frame, spot.left
        match = self.grammar.ratio_of.search(left) if "的" in left[-3:] else None  # 的, and at most 大约 or its like behind it
        if match is None:
            return False
        whole = match["whole"]
        if match["verb"] in ("达", "达到", "超过", "占") and not re.search("预算|目标|计划|任务|同期|上年|去年", whole):
            return False
        target = frame if frame is not None and not self.namer.clean(left[: match.start()]) else self._named_frame(left[: match.start()])
        draft = self._add("share", spot.token, target, aspect="plan" if PLAN.search(whole) else "ratio")
        draft.whole = whole
        inner = spot.clause.tokens.get(spot.begin + match.start("value")) if match["value"] else None
        if inner is not None and inner.inner is not None:
            self._bracket_whole(draft, inner, whole)
        if dated(whole) and draft.aspect != "plan":
            draft.aspect = "ratio"
            draft.why = self._when(whole, spot.clause, spot.begin + match.start("whole")).label
        self._link_part(draft, target)
        return True

    def _rate_come_to(self, spot: Spot) -> bool:
        """不良率降到1.2%, 这一比例升至48.9%: what a rate that the words name has come to; a growth's 增长率 is read as that."""
        match = self._come_to(spot.left)
        named = spot.left[: match.start()].rstrip("已又也则再") if match is not None else ""
        if match is None or not self.grammar.rate_name.search(named) or self.grammar.rate_noun.search(named) or "占" in named:
            return False
        if self._verb(named) or self.grammar.comparing.search(re.sub("比[例率重]|占比", "", named)):
            return False
        self._rate(spot.token, self._told(named) or self._rate_frame(named))
        return True

    def _more_than_before(self, spot: Spot) -> bool:
        """（比9月的5.81万辆）多造8.8%: how much more, by the verb of what was done, right behind the value compared with."""
        base, match = self.drafts[-1] if self.drafts else None, MORE_OR_LESS.fullmatch(spot.left) if spot.left[:1] in "多少" else None
        if match is None or base is None or base.aspect != "base" or base.clause != self.context.clause:
            return False
        self._growth(spot.token, self.context.frames[base.frame], -1 if match["down"] else 1, "", "growth")
        return True

    def _growth_beside(self, spot: Spot) -> bool:
        """周涨56元、1.7%; 高出94万千瓦，幅度6.8%: the growth of the change just told, by no word of its own."""
        change = self.drafts[-1] if self.drafts else None
        if (
            change is None
            or change.kind != "change"
            or change.aspect
            or change.sentence != self.context.sentence
            or change.bound == "unclear"
        ):
            return False
        said = _BESIDE.fullmatch(spot.left)
        if said is None or not (said["size"] or (spot.begin and change.clause == self.context.clause)):
            return False
        frame = self.context.frames[change.frame]
        draft = self._growth(spot.token, frame, change.sign, "", "growth")
        draft.basis = change.basis
        if "base" in change.links:
            draft.links.setdefault("base", change.links["base"])
        return True

    def _growth_of_named(self, spot: Spot) -> bool:
        """8.7%的社零增速来之不易: the growth of what the words behind it name."""
        if spot.right[:1] == "的" and _OPENS.fullmatch(spot.left) and (behind := _GROWTH_OF.match(spot.right)) is not None:
            told = self.namer.indicators.suffix(behind["what"])
            if told is not None and not told[0] and told[1].nature != "rate":  # 8.7%的社零增速来之不易
                self._grown(spot.token, behind["what"], -1 if behind["down"] else 1, "growth")
                self.drafts[-1].why = "rate noun"
                return True
        return False

    def _growth_said(self, spot: Spot) -> bool:
        """同比增长5.2%, 增速为5.2%: a growth, unless the words are the name of a rate (自然增长率)."""
        grammar, left, token = self.grammar, spot.left, spot.token
        if spot.right[:1] == "的" and (noun := _OF_GROWTH.match(spot.right)) is not None and not _LEANS.search(left):
            if grammar.growth.search(left) is None:
                self._grown(token, _IN_IT.sub("", left), -1 if noun["down"] else 1, "growth")
                self.drafts[-1].why = "rate noun"
                return True
        known = self.namer.indicators.suffix(_BEING.sub("", left) if left[-1:] in _BEINGS else left)
        rate = known is not None and known[1].nature == "rate"
        if (verb := self._verb(left)) and not rate:
            before = left[: verb.start()]
            if before[:1] in ("转", "变") and _TURNING_TO.fullmatch(before) and self._turned(token, -1 if verb["down"] else 1):
                return True
            sign = -1 if verb["down"] or before.endswith("负") else 1
            if left[-1:] in "到至为" and (speed := _SPEED.search(before)) and _MEANWHILE.fullmatch(before, speed.end()):
                before, sign = before[: speed.start()], -1 if speed["down"] else 1  # 降幅已缩小到5.2%
            if self._rate_again(spot, before):
                return True
            told = self.context.frame.growth if self.context.frame is not None else None
            if told is not None and told.sentence == self.context.sentence and told.why == "rate noun" and self._come_to(left):
                sign = told.sign  # 2023年增速为26.4%，2024年降到9.8%
            if not self._grown_then(spot, before, sign):
                self._grown(token, before, sign, "growth")
                self._since(spot.clause, spot.begin, before)
                self._of_loss(verb[0])
            return True
        noun = grammar.rate_noun.search(left)
        moved = noun is not None and (noun["down"] or noun["up"]).endswith("比例")  # 压减比例 is no 比例 of anything
        if known is not None and rate and not moved and known[1].name not in ("增长率", "年均增长率"):
            self._rate(token, self._rate_frame(left))
            return True
        if noun is not None:
            before, sign = left[: noun.start()], -1 if noun["down"] else 1
            if not self._grown_then(spot, before.removesuffix("的"), sign):  # （9月末增长2.8%，）8月末的增速为5.1%
                self._grown(token, before, sign, "growth")
            self.drafts[-1].why = "rate noun"
            self._either_way(self.drafts[-1], left)
            return True
        return self._growth_again(spot)

    def _rate_again(self, spot: Spot, before: str) -> bool:
        """（前5天出租率82.6%，）后3天回落到61.6%: where the rate just told has come to, for what names nothing itself."""
        match = self._come_to(spot.left)
        told = next((d for d in reversed(self.drafts[-6:]) if d.quantity is not None and d.quantity.dimension == "percent"), None)
        if match is None or told is None or told.kind != "share" or told.aspect != "rate" or told.sentence != self.context.sentence:
            return False
        frame = self.context.frame
        if frame is None or frame.growth is not None or self.namer.clean(before) or _SPEED.search(before):
            return False
        rated = self._frame(self.context.frames[told.frame].name, self.context.when)
        self._rate(spot.token, rated).aspect = self._direction(match["to"])
        self.context.frame = rated
        return True

    def _grown_then(self, spot: Spot, before: str, sign: int) -> bool:
        """（9月下降5.3%，）8月为下降7.4%; （2023年增长4.2%，）2024年增长11.6%: the same thing's growth in another period."""
        context, frame = self.context, self.context.frame
        if frame is None or frame.sentence != context.sentence:
            return False
        rest = self._strip_basis(before[:-1] if before[-1:] in ("为", "是", "则") else before)[0]
        if not dated(rest) or self.namer.clean(re.sub(f"[{TIMES}][末底初份]?", "", rest)):
            return False
        when = self._when(rest, spot.clause, spot.begin)  # 5月比4月增长6.7%: of May
        named = sum(sign in TIMES for sign in rest) == 1
        if frame.growth is None and named and (then := self._told_then(frame, when)) is not None:
            self._growth(spot.token, then, sign, before, "growth")
            return True
        if frame.growth is None:
            if frame.level is None or not when.inside(frame.when) or frame.level.clause == context.clause:
                return False
            self._growth(spot.token, self._at_that_time(frame, when), sign, before, "growth")
            return True
        if when.label == frame.growth.when.label or frame.growth.clause == context.clause:
            return False
        if when.ends_before(frame.growth.when) and frame.segment == context.segment:
            frame.growth_base = self._add("growth", spot.token, frame, aspect="base", when=when, sign=sign)
            return True
        other = self._at_that_time(frame, when)
        if frame.growth.when.ends_before(when):
            other.growth_base = frame.growth
        self._growth(spot.token, other, sign, before, "growth")
        context.frame = other
        return True

    def _at_that_time(self, frame: Frame, when: When) -> Frame:
        """（四个季度a、b、c、d，全年…；）四季度环比增长4.4%: the quarter's own level, where it was told."""
        told = self._of_its_name(frame, when)
        return told[-1] if told else self._frame(frame.name, when)

    def _of_its_name(self, frame: Frame, when: When) -> list[Frame]:
        return [f for f in self._lately_told(when.alike, 1) if f.name == frame.name and f.growth is None]

    def _told_then(self, frame: Frame, when: When) -> Frame | None:
        """（2020年至2022年依次为a、b和c，）2021年下降3.2%: the value of the year that the growth names, where it is not the last told."""
        if frame.level is None or when.label == frame.level.when.label or frame.level.clause == self.context.clause:
            return None
        told = [f for f in self._of_its_name(frame, when) if f.dimension == frame.dimension]
        return told[0] if len(told) == 1 else None

    def _growth_led(self, spot: Spot) -> bool:
        """（定金及预收款1.8万亿元，）同比增速最高，达86.1%: the growth that the clause before has ranked."""
        if spot.begin or self._ahead[-1:] not in _RANK_ENDS or not self.grammar.linking.match(spot.left):
            return False
        ranked = _FASTEST.fullmatch(self._ahead)
        if ranked is None:
            return False
        self._grown(spot.token, ranked["before"], -1 if ranked["down"] else 1, "growth")
        return True

    def _ranked_growth(self, spot: Spot) -> bool:
        """增速最快的是X，为9.8%，Y为7.2%: a percentage that names no measure of its own where growths are ranked."""
        named = self.namer.split(spot.left)
        if named.known is not None and not (named.subject and named.known.additive):
            return False
        self._grown(spot.token, _BEING.sub("", spot.left), self.context.led, "growth")
        return True

    def _growth_again(self, spot: Spot) -> bool:
        """（甲的增速为5.2%，）乙为4.8%: a growth as the one before it; （前三季度增长9.4%，）上半年还是12.1%: at another time."""
        context, frame = self.context, self.context.frame
        told = frame.growth if frame is not None else None
        if frame is None or told is None or told.sentence != context.sentence or not re.search("(?:为|是)$", spot.left):
            return False
        then = _ONLY_THEN.sub("", spot.left).lstrip("而但")
        if told.why == "rate noun" or (
            frame.rate is None and self.context.clause - told.clause == 1 and not _A_RATE.search(frame.name.full)
        ):
            if dated(then) and not self.namer.split(then).full and self._grown_then(spot, then, told.sign):
                self.drafts[-1].why = "rate noun"
                return True
        stated = self.namer.split(spot.left)
        if told.why == "rate noun" and stated.full and stated.known is None:
            target = self._frame(Name(stated.scope, stated.full, frame.name.indicator, frame.name.known), context.when)
            self._growth(spot.token, target, told.sign, "", "growth")
            self.drafts[-1].why = "rate noun"
            context.frame = context.frames[-1]
            return True
        return False

    def _growth_reached(self, spot: Spot) -> bool:
        """增幅扩大到5.2%, 提高到17.9%: what a growth or the current rate has come to."""
        frame, left, token = self.context.frame, spot.left, spot.token
        match = self._come_to(left) or re.fullmatch("[，、]?(?P<to>至|到)", left)
        if match is None:
            return False
        if noun := _SPEED.search(left[: match.start()]):
            self._grown(token, left[: noun.start()], -1 if noun["down"] else 1, "growth")
            return True
        if frame is not None and not self.namer.clean(left[: match.start()]):
            moved = self.drafts[-1] if self.drafts else None
            draft = self._rate(token, frame)
            draft.aspect = self._direction(match["to"])
            known = frame.name.known
            rated = self.grammar.rate_name.search(frame.name.indicator) or (known is not None and known.nature == "rate")
            if moved is not None and moved.kind == "growth" and moved.frame == frame.id and moved.clause >= draft.clause - 1 and rated:
                moved.links["rate"] = (draft.id,)  # 空置率回落1.5%，至12.4%: said of the rate
            return True
        return False
