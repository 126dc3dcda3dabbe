"""Values in brackets: last year's value, or the same level in another unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from enping_check.claims.comparison import START, measured_as
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.lexicon import firsts
from enping_check.claims.runs import Runs
from enping_check.claims.scene import PLAIN
from enping_check.claims.skeleton import BARE, LEVEL, PERCENT, WHEN, Skeleton
from enping_check.claims.timeline import resolve

_COUNTED: Final = re.compile("约|即|共|计|为|有")
_RECKONED_ON: Final = re.compile(f"(?:以|按照?)(?P<what>[^，{LEVEL}]*){LEVEL}(?:计算|计|为基数|为分母)")
_GROWN_THEN: Final = re.compile(
    f"{WHEN}[：:]?(?:同比|按年)?(?:为|是)?(?:(?P<up>增长|上升|上涨|增加|增速|增幅|升幅|涨幅|增|升|涨)|(?P<down>下降|下跌|减少|降幅|跌幅|减幅|降|跌))?(?:为|是)?{PERCENT}"
)
_PLANS: Final = "计划|目标|任务|预算"
_PLAN_HEADS: Final = firsts("年度|全年", _PLANS)
_PLANNED_FOR: Final = re.compile(
    f"(?P<plan>(?:年度|全年)?(?:{_PLANS})(?:数|量|投资)?)(?:为|是)?{LEVEL}(?:[，、](?:已)?(?:完成率?|进度|占|执行率?)(?:为|达)?{PERCENT})?"
)
_BARE: Final = re.compile("约|折合|合计|合|即|等于|相当于|人民币|共|计")


class Brackets(Runs):
    """Reads a bracket as a remark on the number before it."""

    def _bracket_base(self, inner: Skeleton) -> bool:
        """港币23.6亿元（2023年：20.0亿元）: the value of the time before, in brackets."""
        frame = self.context.frame
        tokens = [inner.tokens[i] for i in sorted(inner.tokens)]
        if frame is None or len(tokens) != 2 or tokens[0].period is None or tokens[1].sign not in (LEVEL, PERCENT, BARE):
            return False
        if tokens[1].sign == BARE:
            level, bare = frame.level.quantity if frame.level is not None else None, tokens[1].quantity
            if level is None or bare is None or bare.hedge or level.dimension == "none" or frame.level is not self.drafts[-1]:
                return False
            tokens[1] = replace(tokens[1], sign=LEVEL, quantity=measured_as(bare, level))
        if tokens[1].sign == PERCENT:
            if frame.rate is None and frame.growth is not None and frame.growth is self.drafts[-1]:
                return self._bracket_growth(inner, frame, frame.growth)
            if frame.rate is None or re.sub(f"{WHEN}|{PERCENT}|[：:为是的]", "", inner.text).strip():
                return False
            frame.rate_base = self._add(
                "share", tokens[1], frame, aspect="base", when=resolve(tokens[0].period, frame.when, self.reference)
            )
            # 提高3.1个百分点至39.5%（上年36.4%）
            self._backfill(frame, "share-shift", "base", frame.rate_base, clause=self.context.clause)
            return True
        if frame.level is None or frame.level.quantity is None:
            return False
        quantity = tokens[1].quantity
        if (
            quantity is None
            or quantity.base_unit != frame.level.quantity.base_unit
            or re.sub(f"{WHEN}|[{LEVEL}{BARE}]|[：:为是的]|余额|存量|港币|人民币|新台币|美元", "", inner.text).strip()
        ):
            return False
        if frame.name.increment and START.match(tokens[0].period.text):
            stock = self._stock_of(frame)
            if stock is None:
                return False
            self.context.frame = frame = stock  # 存款余额a，前三季度新增b（年初余额c），增长7.0%: of what there is
        when = resolve(tokens[0].period, frame.when, self.reference)
        if not (
            when.earlier(frame.when)
            or not frame.when.named
            or frame.when.year is None
            or tokens[0].period.same
            or tokens[0].period.offset == -1
            or START.match(tokens[0].period.text)
        ):
            return False
        frame.base = self._add("level", tokens[1], frame, aspect="base", when=when, basis=self._period_basis(when, frame.when))
        for earlier in self.drafts[-8:-1]:  # 同比增长8.4%（上年同期11.66亿千瓦时）
            if earlier.frame == frame.id and earlier.kind in ("growth", "change", "multiple") and self._leads_here(earlier):
                self._backfill(frame, earlier.kind, "base", frame.base, clause=earlier.clause)
        return True

    def _bracket_bases(self, inner: Skeleton) -> bool:
        """产销a万辆和b万辆，环比分别增长…（9月产销c万辆、d万辆）: the values of the time before of the two just listed."""
        group, tokens = self.context.group, [inner.tokens[i] for i in sorted(inner.tokens)]
        if len(group) < 2 or len(tokens) != len(group) + 1 or tokens[0].period is None or tokens[0].period.error:
            return False
        values = [t.quantity for t in tokens[1:]]
        told = [f.level.quantity if f.level is not None else None for f in group]
        alike = all(a is not None and b is not None and a.base_unit == b.base_unit for a, b in zip(told, values, strict=True))
        if not alike or any(f.base is not None or f.sentence != self.context.sentence for f in group):
            return False
        named = self.namer.clean(re.sub(f"{WHEN}|{LEVEL}|[、和及分别为是：]", "", inner.text))
        if named and named not in self.groups and not all(named in f.printed for f in group):
            return False
        for frame, token in zip(group, tokens[1:], strict=True):
            when = resolve(tokens[0].period, frame.when, self.reference)
            if not when.earlier(frame.when):
                return False
            frame.base = self._add("level", token, frame, aspect="base", when=when, basis=self._period_basis(when, frame.when))
            for kind in ("growth", "change", "multiple"):
                self._backfill(frame, kind, "base", frame.base, back=0)
        return True

    def _stock_of(self, frame: Frame) -> Frame | None:
        """The frame of the sentence that tells all there is of what an increment is of."""
        for other in reversed(self.context.frames[-12:]):
            if other.sentence != frame.sentence:
                return None
            if not other.name.increment and other.level is not None and other.name.full == frame.name.full:
                return other
        return None

    def _bracket_plan(self, inner: Skeleton) -> bool:
        """4.86亿元（计划5.80亿元，完成83.8%）: the plan of the level before the bracket, and how far it has got."""
        frame, match = self.context.frame, _PLANNED_FOR.fullmatch(inner.text.strip()) if inner.text[:1] in _PLAN_HEADS else None
        level = frame.level if frame is not None else None
        tokens = [inner.tokens[i] for i in sorted(inner.tokens)]
        if match is None or frame is None or level is None or level.quantity is None or level.clause != self.context.clause:
            return False
        if tokens[0].quantity is None or tokens[0].quantity.base_unit != level.quantity.base_unit:
            return False
        plan = self._add("level", tokens[0], self._frame(PLAIN, frame.when), aspect="whole")
        if len(tokens) > 1:
            share = self._add("share", tokens[1], frame, aspect="plan")
            share.whole = match["plan"]
            share.links["whole"], share.links["part"] = (plan.id,), (level.id,)
        return True

    def _bracket_growth(self, inner: Skeleton, frame: Frame, growth: Draft) -> bool:
        """生意额按年增长4.9%（5月升幅为6.8%）: the growth of the time before, in brackets."""
        match = _GROWN_THEN.fullmatch(inner.text.strip())
        period, rate = (inner.tokens[i] for i in sorted(inner.tokens))
        if match is None or period.period is None or rate.quantity is None:
            return False
        sign = -1 if match["down"] else 1
        if not match["up"] and not match["down"] and growth.sign < 0 and rate.quantity.surface[:1] not in "+-＋－−":
            return False  # 下降2.1%（5月：3.4%）: which way is not said
        when = resolve(period.period, frame.when, self.reference)
        frame.growth_base = self._add("growth", rate, frame, sign=sign, aspect="base", when=when, basis=growth.basis)
        return True

    def _reckoned_on(self, inner: Skeleton) -> bool:
        """占14.6%（以进出合计1480.4万件计）: what the share before the bracket is of."""
        match, share = _RECKONED_ON.fullmatch(inner.text.strip()), self.drafts[-1] if self.drafts else None
        if match is None or share is None or share.kind != "share" or share.clause != self.context.clause or "whole" in share.links:
            return False
        token = next(t for t in inner.tokens.values() if t.sign == LEVEL)
        whole = self._add("level", token, self._frame(self._name(match["what"], carry=False), share.when), aspect="whole")
        share.links["whole"] = (whole.id,)
        return True

    def _leads_here(self, change: Draft) -> bool:
        """True for what this clause says, and for what the clause before said of its level: 同比增长8.4%，达12.64亿元（…）."""
        level = self.context.frame.level if self.context.frame is not None else None
        led = level is not None and level.clause == self.context.clause and change.links.get("now") == (level.id,)
        return change.clause == self.context.clause or led

    def _amount_of(self, inner: Skeleton) -> bool:
        """超过六成（163家）, 27.5%（1128人）: the amount of the share before the bracket."""
        tokens = list(inner.tokens.values())
        before = [d for d in self.drafts[-4:] if tokens and d.quantity is not None and d.quantity.at.end <= tokens[0].at.start]
        share = before[-1] if before else None
        if share is None or share.kind != "share" or share.clause != self.context.clause or share.aspect not in ("", "rate", "of-count"):
            return False
        signs = re.sub("[，、占约为是 ]", "", _COUNTED.sub("", inner.text))
        if signs not in (LEVEL, LEVEL + PERCENT) or tokens[0].sign != LEVEL or share.links:
            return False
        quantity = tokens[0].quantity
        frame = self.context.frames[share.frame]
        if quantity is None or not quantity.dimension.startswith("count"):
            return False
        if frame.level is not None and frame.level.clause == share.clause:
            return False
        holder = frame if frame.level is None else self._frame(PLAIN, frame.when)
        if share.aspect == "of-count":
            frame.bound = share.bound = "stated"
        level = self._level(tokens[0], holder)
        share.aspect = ""
        self._link_part(share, holder)
        if len(tokens) > 1:  # 超七成（1547人，72.4%）: told twice
            again = self._add("share", tokens[1], holder)
            again.whole = share.whole or ""
            again.links["part"] = (level.id,)
        whole = frame.level
        if holder is not frame and whole is not None and whole.quantity is not None and whole.quantity.base_unit == quantity.base_unit:
            # 受访企业286家，超过六成（163家）…，近两成（58家）: both of what was told first
            told = next((d for d in reversed(self.drafts[-6:]) if d.kind == "share" and d.links.get("part") == (whole.id,)), whole)
            share.links["total"] = whole.links.get("total") or told.links.get("total") or (whole.id,)
        return True

    def _converted(self, inner: Skeleton) -> bool:
        """3010公顷（45150亩）, 6.2亿美元（约合人民币44.5亿元）: the level before the bracket in another unit."""
        frame = self.context.frame
        tokens = list(inner.tokens.values())
        if (
            frame is None
            or frame.level is None
            or frame.level.quantity is None
            or frame.clause != self.context.clause
            or len(tokens) != 1
            or tokens[0].quantity is None
        ):
            return False
        if frame.level is not self.drafts[-1] or _BARE.sub("", inner.text).strip(f" {LEVEL}"):
            return False
        here, there = tokens[0].quantity, frame.level.quantity
        money = here.dimension.startswith("currency") and there.dimension.startswith("currency")
        if here.unit == there.unit or not (
            money or (here.base_unit == there.base_unit and here.dimension in ("area", "mass", "length", "volume"))
        ):
            return False
        draft = self._add("level", tokens[0], frame, aspect="converted")
        draft.links["of"] = (frame.level.id,)
        return True
