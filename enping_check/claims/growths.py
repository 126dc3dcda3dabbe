"""Growths in per cent and shifts in percentage points, with the rates they start from."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.amounts import Amounts
from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN, TOWARDS
from enping_check.claims.skeleton import BRACKET, DURATION, NUMBERS, PERCENT, WHEN, Skeleton, Token
from enping_check.claims.timeline import When, resolve
from enping_check.claims.width import resized
from enping_check.language import units

_AGAINST: Final = re.compile("(?:负向|反向|负|逆向)$")  # 负向拉动0.4个百分点
_MEASURES: Final = ("增速", "增幅", "总体", "总量", "规模", "降幅", "涨幅")
_HOW: Final = re.compile(
    "(?:名义|实际|大幅|小幅|略|继续|逆势|快速|稳步|扭亏|合计|平均|可比|(?:同|可比|自然|现行|不变|当年).{0,6}(?:口径|价格?|计算|计价)|以.{1,6}计价?|按.{1,12}|扣除.{1,12}|剔除.{1,12}|换算成?|[折换]算下来|折算成?|折合|相当于|算下来|算起来|平均下来|合|即)"
)
_OF_THE_POINTS: Final = re.compile("(?:增[速长幅])?(?:[之当]?中|里头?|里面)的?(?:有|占)?")
_MOVED: Final = re.compile("[，、和及与]*(?:其|分别|各|双双)?(?:变动|变化|升降|波动|增减)(?:幅度|了)?(?:分别|依次|依序|各|约|为|是|达)*")
_OWN_TIME: Final = re.compile(f"[而但且并，、又其]*{WHEN}(?![^，]{{0,3}}相比)[^{NUMBERS}，]{{0,6}}?[比较与由从]")
_STEP: Final = re.compile("[季月](?=$)")
_DRIVEN: Final = re.compile(  # 甲与乙支撑第一产业增加值增长: what grows is what is driven
    f"^[^，{NUMBERS}]{{2,}}?(?:支撑|带动|推动|助推|拉动|托举|托起)(?:了|起)?(?=[\u4e00-\u9fff]{{3}})"
)
# what a growth may be called where it moves: 升势较上月放慢1.9个百分点
PACES: Final = "增速|增幅|降幅|涨幅|跌幅|升幅|减幅|增长率|增长速度|升势|涨势|增势|升速|跌势|降势"
_HOW_FAR: Final = re.compile("[，、]*(?:[升增涨降跌减]幅|幅度)(?:为|达|达到|约|近)*")
_PACE: Final = re.compile(PACES)
# 增长10.7%，比2023年6.2%的增速快了4.5个百分点
_FASTER: Final = re.compile(
    "的?(?:增速|增幅|涨幅|增长率|增长)?(?:要|还|又)?(?:快|高|大|提高|加快|(?P<down>慢|低|小|回落|放缓))[了出于约近]*"
)
_ITS_PACE: Final = re.compile(f"{PACES}|占比|比重|比例|其")
# 一年间占比（提升…）: the rate just told, from what it was a year before
_IN_A_YEAR: Final = re.compile(
    f"[，、]*(?:短短|仅|仅仅|在)*(?P<time>{DURATION})(?:之间|之内|当中|下来|过来|以来|时间|间|来|里|内)*，?(?:占比|比重|比例|其占比|份额)(?:就|便|也|已|则|又|即|竟)*"
)
_PACE_ENDS: Final = re.compile(f"(?:的)?(?:{PACES}|占比|比重)$")
_ONE_STEP: Final = re.compile("[，、]?(?:单|当|全|一|本)个?(?:月|季度?|日|天|周|年度?)(?:之?[间内里]|来|下来)?")  # 单月下降0.07个百分点
_THIS: Final = re.compile("(?:这一|该|上述|这个|这项|此)(?:占比|比重|比例|比率|份额|数据|数字|指标)?$")


class Growths(Amounts):
    """Reads how much a number or a rate went up or down."""

    def _grown(self, token: Token, before: str, sign: int, kind: str) -> None:
        """A growth: for the frame its noun phrase names, else the current one."""
        context = self.context
        rest, _, foreign = self._strip_basis(before)
        reckoned = self.grammar.reckoned_in.search(rest) if "计" in rest or "算" in rest or "口径" in rest else None
        if reckoned is not None:
            rest = rest[: reckoned.start()]
            foreign = foreign or not self._of_that_money(reckoned["money"])
        if "动" in rest or "推" in rest or "撑" in rest or "托" in rest:
            rest = _DRIVEN.sub("", rest)
        bare = rest[:-2] if rest.endswith(_MEASURES) else rest
        named = self.namer.clean(rest if bare != rest and self.namer.split(rest).known is not None else bare)  # 货运总量 is a name
        frame = context.frame
        if (named and _HOW.fullmatch(named)) or self._only_how_many(named):
            named = ""
        if named:
            stated = self.namer.split(named)
            if not stated.full and stated.scope and frame is not None:
                target = self._frame(Name(stated.scope, "", frame.name.indicator, frame.name.known), context.when)
            else:
                echoed = self._echo(named)
                if echoed is not None and re.search("各项|全部|所有|整体", rest) and echoed.printed != stated.full:
                    echoed = None  # 小微企业贷款…，各项贷款增长8.2%: all of them, not the ones just told of
                began = self._nameless() if echoed is None and stated.full else None
                if began is not None and began.level is None and self.drafts[-1] is began.base:
                    target = self._adopt(began, stated)  # 与2019年的8.6亿元相比，出口额增长1.4倍
                else:
                    target = echoed or self._frame(self._resolve_name(stated), context.when)
        elif frame is not None and (told := self._grown_at(rest, before, frame)) is not None:
            target = told
        elif (
            frame is not None
            and dated(rest)
            and frame.sentence != context.sentence
            and frame.when.years_after(context.when) not in (0, None)
        ):
            target = self._frame(frame.name, context.when)  # 去年二季度48.2亿元。今年二季度环比增长…: of no value just told
        elif kind == "growth" and frame is not None and self._next_year(frame):
            target = self._frame(frame.name, context.when)  # 2023年增长6.8%，2024年增长3.2%
            target.growth_base = frame.growth
        else:
            target = frame or self._frame(context.topic or PLAIN, context.when)
        draft = self._growth(token, target, sign, before, kind)
        if foreign:
            draft.bound = "unclear"
            draft.aspect = draft.aspect if kind == "multiple" else "comparison"  # 较平日增长3倍: growth still, not a ratio
        context.frame = target

    def _grown_at(self, rest: str, before: str, frame: Frame) -> Frame | None:
        """（首季至第四季分别为a、b、c和d。）第三季环比上升12%: of the quarter that is named, not of the last that was told.

        （第二季52.91亿元，4月至6月依序为a、b及c，）季增11.9%: of the quarter, not of the last of its months.
        """
        if dated(rest) and self.context.when.part != "Y":
            named = [f for f in self._lately_told(self.context.when.alike, 1) if f.name.full == frame.name.full]
            if len(named) == 1:
                return named[0]
        step = _STEP.search(before)
        wanted = {"季": "Q", "月": "M"}[step[0]] if step is not None else ""
        if not wanted or frame.when.part[:1] not in "QM" or frame.when.part[:1] == wanted or not frame.when.part:
            return None
        told = self._lately_told(lambda when: when.part[:1] == wanted)
        return next((f for f in reversed(told) if f.dimension == frame.dimension), None)

    def _of_that_money(self, money: str) -> bool:
        """True when the amount just told is in the money that its growth is reckoned in; 以当地货币计 is none that is told."""
        frame, unit = self.context.frame, units.unit_of("元" if money == "人民币" else money)
        quantity = frame.level.quantity if frame is not None and frame.level is not None else None
        return quantity is not None and unit is not None and quantity.base_unit == unit.base

    def _next_year(self, frame: Frame) -> bool:
        """True when the sentence has gone on from the growth just read to a later period."""
        growth = frame.growth
        return (
            growth is not None
            and growth is self.drafts[-1]
            and growth.sentence == self.context.sentence
            and frame.when.earlier(self.context.when)
        )

    def _points(self, clause: Skeleton, i: int, token: Token, left: str, *, group: bool = False) -> None:
        """Percentage points: a pull, a difference between two rates, or a shift of a growth or share."""
        if re.search("贡献率|序时", left):
            self._shift_aside(token)
            return
        if self._moved(token, left):
            return
        if self._pulled(token, left, group) or self._above_bracket(clause, i, token, left) or self._above_base(token, left):
            return
        grammar = self.grammar
        verb = self._verb(left) or grammar.rate_noun.search(left)
        compared = grammar.reference.search(left[: verb.start()] if verb else left)
        foreign = bool(grammar.comparison.search(left)) or (
            compared is not None and not dated(compared["ref"]) and not re.search("上|去|前|同期|年初|期初|昨", compared["ref"])
        )
        planned = compared is not None and bool(re.search("目标|计划|预期", compared["ref"]))  # 比年初目标高0.1个百分点
        if foreign or planned or verb is None:
            self._shift_aside(token)
        else:
            self._shift(clause, i, token, left, verb)

    def _shift_aside(self, token: Token) -> None:
        """Points against something that is not stated."""
        draft = self._add("growth-shift", token, self.context.frame or self._frame(PLAIN, self.context.when), aspect="comparison")
        draft.bound = "unclear"

    def _moved(self, token: Token, left: str) -> bool:
        """（由24.1%变为18.3%，）变动幅度为5.8个百分点: how far a share or rate moved, either way."""
        frame = self.context.frame
        if frame is None or frame.rate is None or frame.rate_base is None or frame.rate.sentence != self.context.sentence:
            return False
        if not _MOVED.fullmatch(left):
            return False
        shift = self._add("share-shift", token, frame, aspect="unsigned")
        shift.links["now"], shift.links["base"] = (frame.rate.id,), (frame.rate_base.id,)
        return True

    def _pulled(self, token: Token, left: str, group: bool) -> bool:
        """拉动增长1.2个百分点: what a part adds to the growth of the whole."""
        match = self.grammar.pull.search(left)
        if match is None:
            return self._pulled_of_all(token, left)
        named = self.namer.clean(TOWARDS.sub("", _AGAINST.sub("", left[: match.start()])))
        target = self._named_frame(named) if named and not group else self.context.frame
        draft = self._add("pull", token, target or self._frame(PLAIN, self.context.when))
        lowered = match["verb"] == "影响" and re.search("(?:下降|回落|下跌|减少|降低)(?:约|了|近)*$", left[match.end() :])
        if lowered or match["verb"] in ("下拉", "拉低", "向下拉动") or _AGAINST.search(left[: match.start()]):
            draft.sign = -1
        return True

    def _pulled_of_all(self, token: Token, left: str) -> bool:
        """（拉动3.82个百分点中的）1.67个百分点: what a part adds is told behind the growth that it is a part of."""
        pull = self.drafts[-1] if self.drafts else None
        if pull is None or pull.kind != "pull" or _OF_THE_POINTS.fullmatch(left) is None or pull.clause != self.context.clause:
            return False
        growths = [d for d in self.drafts if d.kind == "growth" and d.sentence == pull.sentence and d.quantity is not None]
        if not growths or pull.quantity is None or growths[-1].quantity is None or growths[-1].quantity.number != pull.quantity.number:
            return False
        pull.kind, pull.aspect, pull.bound = "growth-shift", "comparison", "unclear"
        frame = next((f for f in self.context.frames if f.id == pull.frame), None)
        self._add("pull", token, frame or self._frame(PLAIN, self.context.when))
        return True

    def _above_bracket(self, clause: Skeleton, i: int, token: Token, left: str) -> bool:
        """高于全省平均水平（96.2%）2.4个百分点: the difference to the rate in the bracket."""
        frame = self.context.frame
        over = re.search(f"(?P<verb>高于|低于|快于|慢于|高出|好于)(?P<ref>[^{NUMBERS}，]*?){BRACKET}$", left)
        if over is None or frame is None:
            return False
        bracket = clause.tokens.get(clause.text.rfind(BRACKET, 0, i))
        now = frame.rate or frame.growth
        if bracket is None or bracket.inner is None or now is None:
            return False
        rates = [t for _, t in sorted(bracket.inner.tokens.items()) if t.sign == PERCENT]
        if len(rates) != 1:
            return False
        base = self._add(now.kind, rates[0], self._frame(PLAIN, frame.when), aspect="base")
        base.sign = now.sign
        kind = "share-shift" if now.kind == "share" else "growth-shift"
        shift = self._add(kind, token, frame, sign=-1 if over["verb"] in ("低于", "慢于") else 1)
        shift.links["now"], shift.links["base"] = (now.id,), (base.id,)
        return True

    def _above_base(self, token: Token, left: str) -> bool:
        """（比上年的63.2%）高1.8个百分点: the difference to the rate just read."""
        frame = self.context.frame
        if (
            re.fullmatch("(?:高出|高于|高了|低了|高|低|多|少)", left.strip())
            and frame is not None
            and frame.rate is not None
            and frame.rate_base is self.drafts[-1]
        ):
            shift = self._add("share-shift", token, frame, sign=-1 if "低" in left or "少" in left else 1)
            shift.links["now"], shift.links["base"] = (frame.rate.id,), (frame.rate_base.id,)
            return True
        base = frame.growth_base if frame is not None else None
        faster = _FASTER.fullmatch(left) if base is not None and base is self.drafts[-1] else None
        if faster is not None and frame is not None and frame.growth is not None and base is not None and frame.growth.sign > 0:
            shift = self._add("growth-shift", token, frame, sign=-1 if faster["down"] else 1)
            shift.links["now"], shift.links["base"] = (frame.growth.id,), (base.id,)
            return True
        return False

    def _shift(self, clause: Skeleton, i: int, token: Token, left: str, verb: re.Match[str]) -> None:
        """提高1.8个百分点, 增速加快0.3个百分点: a shift of the share or growth of the thing named, else of the current frame."""
        context = self.context
        sign = -1 if verb["down"] else 1
        rest, basis, _ = self._strip_basis(left[: verb.start()])
        in_a_year = _IN_A_YEAR.fullmatch(left[: verb.start()]) if DURATION in left else None
        if in_a_year is not None or _ONE_STEP.fullmatch(left[: verb.start()]):
            rest = ""
        frame = self._told(rest) or self._shifted(self.namer.clean(rest))
        latest = self._latest_rate(frame)
        if context.origin and context.origin[0] is self.drafts[-1] and context.origin[0].kind == "share":
            self._add("share-shift", token, frame, sign=sign, basis=basis)
            return
        speed = _PACE.search(left) is not None
        if frame.growth_base is not None and frame.growth_base is self.drafts[-1]:
            speed = True
        if latest is not None and latest.kind == "share" and "base" in latest.links and _HOW_FAR.fullmatch(left):
            speed = False  # 签约率由65.0%提高到82.0%，升幅17.0个百分点
        is_growth = speed or (latest is not None and latest.kind == "growth" and frame.rate is None)
        shift = self._add("growth-shift" if is_growth else "share-shift", token, frame, sign=sign, basis=basis)
        shift.why = left
        if is_growth:
            self._of_decline(shift, frame, left)
        self._link_shift(shift, frame, is_growth)
        if (own := _OWN_TIME.match(left)) is not None:
            self._of_own_time(shift, frame, self._when(own[0], clause, i - len(left)))
        if in_a_year is not None and not self._a_year_apart(clause.tokens.get(i - len(left) + in_a_year.start("time")), frame):
            shift.links.pop("base", None)  # 五年间占比提升…: from another year than is told
        if frame.rate is not None and frame.rate.why == "later" and basis and not self._against(basis, frame.rate_base, frame.rate):
            shift.links.pop("base", None)  # 一季度末1.42%，二季度末1.38%，较年初下降…: from neither of the two
        told = next((d for d in reversed(self.drafts[-8:-1]) if d.kind == "share"), None)
        if not is_growth and told is not None and told.sentence == shift.sentence and told not in (frame.rate, frame.rate_base):
            shift.links.pop("base", None)  # another rate has been told since: what the shift starts from is not said
        if (
            is_growth
            and dated(left)
            and frame.growth_base is not None
            and self._when(left, clause, i - len(left)).label != frame.growth_base.when.label
        ):
            shift.links.pop("base", None)  # 上年增长6.8%，增速比上半年回落…: from another period
        if match := re.search(f"{WHEN}[^{NUMBERS}，]{{0,4}}{BRACKET}", left):
            inner = clause.tokens.get(clause.text.rfind(BRACKET, 0, i))
            self._bracket_rate(shift, inner, frame, clause, i - len(left) + match.start())
        context.frame = frame

    @staticmethod
    def _a_year_apart(time: Token | None, frame: Frame) -> bool:
        """True where 一年间 is a year, and the two rates of the frame are of one year and the one before, as far as they are dated."""
        if time is None or time.quantity is None or time.quantity.number != 1 or "年" not in time.quantity.unit:
            return False
        if frame.rate is None or frame.rate_base is None:
            return True
        now, then = frame.rate.when, frame.rate_base.when
        if now.year is not None and then.year is not None:
            return now.year - then.year == 1
        return then.year is None and then.offset < 0

    def _of_own_time(self, shift: Draft, frame: Frame, when: When) -> None:
        """而1—7月又较上半年收窄0.9个百分点: what moved is the rate of the time that the words begin with."""
        now = self.drafts[shift.links["now"][0]] if "now" in shift.links else None
        if now is None or now.kind not in ("growth", "share") or now.when.label == when.label:
            return
        if when.part == "Y" and now.when.within(when):
            return
        base = frame.growth_base if now.kind == "growth" else frame.rate_base
        shift.links.pop("base", None)
        shift.links.pop("now")
        if base is not None and base.when.label == when.label:
            shift.links["now"] = (base.id,)

    def _against(self, basis: str, base: Draft | None, now: Draft) -> bool:
        """True when ``base`` is what the words of a shift compare ``now`` with."""
        if base is None or basis not in ("同比", "环比", "年初"):
            return True
        if basis == "年初":
            return base.when.years_after(now.when) == -1 and base.when.moment
        return self._period_basis(base.when, now.when) == basis or (basis == "同比" and base.when.years_after(now.when) == -1)

    def _told(self, text: str) -> Frame | None:
        """这一比重提高了…: the frame of the sentence or the one before whose share it speaks of."""
        frame = self.context.frame
        if frame is None or frame.rate is None or self.context.sentence - frame.sentence > 1 or not _THIS.search(text):
            return None
        return frame

    def _shifted(self, named: str) -> Frame:
        """The frame whose rate or growth shifts, by the words left of the verb."""
        context = self.context
        if named and not _ITS_PACE.fullmatch(named):
            stem = _PACE_ENDS.sub("", named)
            echoed = self._echo(stem) or self._echo(named)
            return echoed or self._frame(self._resolve_name(self.namer.split(named)), context.when)
        return context.frame if context.frame is not None else self._frame(PLAIN, context.when)

    @staticmethod
    def _of_decline(shift: Draft, frame: Frame, left: str) -> None:
        """降幅收窄0.3个百分点: the decline shifts, so less of it is a rise."""
        falling = (
            frame.growth is not None
            and frame.growth.quantity is not None
            and (frame.growth.sign < 0) != ((frame.growth.quantity.number or 0) < 0)
        )
        if re.search("降幅|跌幅|减幅|跌势|降势", left) or (falling and resized(left)):
            shift.aspect = "decline"
            shift.sign = 1 if resized(left) < 0 or "回落" in left else -1

    def _link_shift(self, shift: Draft, frame: Frame, is_growth: bool) -> None:
        """Links a shift to the rates it leads to and from, as far as its frame has them."""
        latest = next((d for d in reversed(self.drafts[-6:]) if d.frame == frame.id and d is not shift and d.aspect != "base"), None)
        if is_growth and latest is not None and latest.kind == "average-growth":
            return  # 增长5.38%，年均增长0.53%，比…下降0.04个百分点: said of the mean
        if is_growth and frame.growth is not None:
            shift.links["now"] = (frame.growth.id,)
            if frame.growth_base is not None and frame.growth_base.sentence == shift.sentence:
                shift.links["base"] = (frame.growth_base.id,)
        elif not is_growth and frame.rate is not None and frame.rate.aspect != "base":
            shift.links["now"] = (frame.rate.id,)
            if frame.rate_base is not None:
                shift.links["base"] = (frame.rate_base.id,)
        elif not is_growth and frame.level is not None and frame.base is not None:
            shift.links["now"] = (frame.level.id,)
            shift.links["base"] = (frame.base.id,)

    def _latest_rate(self, frame: Frame) -> Draft | None:
        """The last growth or share of the frame."""
        for draft in reversed(self.drafts[-12:]):
            if draft.frame == frame.id and draft.kind in ("growth", "share"):
                return draft
        return None

    def _bracket_rate(self, shift: Draft, bracket: Token | None, frame: Frame, clause: Skeleton, at: int) -> None:
        """增速比1—9月（5.9%）加快…: the rate in the bracket is that period's."""
        if bracket is None or bracket.inner is None:
            return
        rates = [t for k, t in sorted(bracket.inner.tokens.items()) if t.sign == PERCENT]
        if len(rates) == 1:
            period = clause.tokens.get(at)
            when = (
                resolve(period.period, self.context.when, self.reference)
                if period is not None and period.period is not None
                else self.context.when
            )
            growing = shift.kind == "growth-shift"
            if not growing and frame.rate is None:
                return
            draft = self._add("growth" if growing else "share", rates[0], frame, aspect="base", when=when)
            if growing:
                printed_down = "降" in bracket.inner.text
                draft.sign = -1 if printed_down or shift.aspect == "decline" else 1
            shift.links["base"] = (draft.id,)
