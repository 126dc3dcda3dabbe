"""The rate that another is compared with, and the one it started from: 比上年的12.4%提高…, 由12.4%提高到17.9%, 上年为63.2%."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.portions import Portions
from enping_check.claims.scene import Spot
from enping_check.claims.skeleton import NUMBERS, PERCENT, POINT, TIMES, WHEN, Token

_HIGHER: Final = re.compile("高出|[高低]了|[高低多少]|(?:的)?(?:平均)?(?:水平|占比|比重|比例|数值|均值|值)?(?:相比|比较)")
# （占比46.5%，）新规施行前这个比例是58.3%, 原来为58.3%: the same share at an earlier time that has no date
_ONCE: Final = re.compile(
    f"[，、]?(?:而|但)?(?:[^，{NUMBERS}{TIMES}]{{1,10}}(?:之前|以前|前)|当时|原来|原先|原本|此前|之前|当初|起初|早先|刚开始|上一?届|上一?轮|上[次回期])的?"
    "(?P<same>(?:该|这一|这个|这项|此|其)?(?:占比|比重|比例|比率|份额|数字|数据|指标|水平))?(?:只|仅|才|还|曾|就|也|则)*(?:为|是|有|约|达到?|高达)+"
)
_TURNING: Final = re.compile(f"[由从](?P<ref>[^{NUMBERS}，由从]{{0,10}}?)(?:的)?(?:同比|环比)?(?:下降|上涨|增长|上升|下跌|回落|负增长)$")
_TURNED: Final = re.compile(f"(?:转|变)(?:为|成|至)?(?:同比|环比)?(?:下降|上涨|增长|上升|下跌|回落|负增长)(?:了)?{PERCENT}")
_THIS_SHARE: Final = re.compile("(?:其|该|此|这一|所占|占|上述)?(?:占比|比重|比例|份额|比率|占有率|市占率)(?:则|也|亦|均)?")
_RATE_NAMES: Final = ("率", "占比", "比重", "比例")
_FALLEN: Final = re.compile("(?:下降|下滑|下跌|减少|回落|负增长|[年季月]减|[降跌])$")  # 较第二季度的下降2.7%回升4.6个百分点
_TAKES_UP: Final = re.compile("(?:仅|只|才|约|也|还|尚|均|曾|已)*占(?:比)?(?:还|仅|只|才|约|为|是|有|达)*$")


class RateBases(Portions):
    """Reads the rates and growths of another time, and those that a change leads to from them."""

    def _turning_growth(self, spot: Spot) -> bool:
        """由10月的下降0.7%转为上涨0.4%: the growth that one turns from; the other is read as it stands."""
        if spot.right[:1] not in ("转", "变") or not _TURNED.match(spot.right):
            return False
        match, verb = _TURNING.search(spot.left), self._verb(spot.left)
        if match is None or verb is None:
            return False
        before = spot.left[: match.start()]
        named = self.namer.clean(self._strip_basis(before)[0])
        frame = (self._echo(named) if named else self.context.frame) or self._frame(self._name(named), self.context.when)
        when = self._when(match["ref"], spot.clause, spot.begin + match.start("ref"))
        frame.growth_base = self._add("growth", spot.token, frame, aspect="base", when=when, sign=-1 if verb["down"] else 1)
        frame.growth_base.basis = self._strip_basis(before)[1]
        self.context.frame = frame
        return True

    def _turned(self, token: Token, sign: int) -> bool:
        """（由10月的下降0.7%）转为上涨0.4%: the growth that it turns to."""
        frame = self.context.frame
        if frame is None or frame.growth_base is None or frame.growth_base is not self.drafts[-1]:
            return False
        base = frame.growth_base
        draft = self._growth(token, frame, sign, "", "growth")
        draft.basis = base.basis
        return True

    def _starting_rate(self, spot: Spot) -> bool:
        """由2020年的12.4%（提高到…）: the rate a change starts from."""
        context, grammar, left, i = self.context, self.grammar, spot.left, spot.i
        if match := grammar.origin.search(left):
            tail = re.split(f"[{NUMBERS}]", spot.clause.text[i + 1 : i + 24])[0]
            around = re.match(f"[^，{NUMBERS}]{{0,8}}{POINT}(?:至|到|达到|达)", spot.right)
            if self._come_to(tail) or re.match("(?:的)?[^，]{0,8}(?:到|至|为)$", tail) or "转" in tail or around:
                named = left[: match.start()].strip(" 、")
                before, has_whole, _ = named.partition("占")
                target = self._rate_frame(before) if has_whole and not named.endswith("占比") else self._rate_frame(named)
                when = self._when(match["ref"], spot.clause, spot.begin + match.start("ref"))
                draft = self._add("share", spot.token, target, aspect="base", when=when)
                draft.whole = self._whole_of(named)
                target.rate_base = draft
                context.origin = [draft]
                context.frame = target
                return True
        return False

    def _reached_rate(self, spot: Spot) -> bool:
        """（由12.4%）提高到17.9%: the rate a change ends at."""
        context, frame, left = self.context, self.context.frame, spot.left
        match = self._arrival(left) if context.origin else None
        arrived = match or (left in ("至", "到", "达到", "达") and spot.i > 0 and spot.clause.text[spot.begin - 1] == POINT)
        if context.origin and context.origin[0].kind == "share" and arrived and frame is not None:
            draft = self._add("share", spot.token, frame, aspect=self._direction(match["to"]) if match else "")
            draft.links["base"] = (context.origin[0].id,)
            for shift in self.drafts[-3:-1]:
                if shift.kind == "share-shift" and shift.frame == frame.id and "now" not in shift.links:
                    shift.links["now"], shift.links["base"] = (draft.id,), (context.origin[0].id,)
            draft.whole = context.origin[0].whole
            if draft.whole:
                self._link_part(draft, frame)
            frame.rate = draft
            context.origin = []
            return True
        return False

    def _compared_rate(self, spot: Spot) -> bool:
        """比上年的5.9%提高…: the rate or growth compared with."""
        compared = self.grammar.compared.search(spot.left) if self.grammar.comparing.search(spot.left) else None
        if compared is None:
            return False
        return self._compared_growth(spot, compared) or self._compared_ahead(spot, compared) or self._compared_share(spot, compared)

    def _compared_growth(self, spot: Spot, compared: re.Match[str]) -> bool:
        """增速比1—9月的5.9%加快0.3个百分点: an earlier growth."""
        context, frame, left = self.context, self.context.frame, spot.left
        shifted = re.match(f"[^{NUMBERS}，]{{0,10}}(?P<by>[{POINT}{PERCENT}])", spot.right)
        if (
            shifted
            and frame is not None
            and (
                re.search("增速|增幅|降幅|涨幅|跌幅|减幅|升幅|增长率", left[: compared.start() + 1])
                or (
                    frame.rate is None
                    and frame.growth is not None
                    and shifted["by"] == POINT
                    and not self._names_a_rate(left[: compared.start()], frame)
                )
            )
        ):
            when = self._when(compared["ref"], spot.clause, spot.begin + compared.start("ref"))
            stem = self.namer.clean(
                re.sub("(?:的)?(?:增速|增幅|降幅|涨幅|跌幅|减幅|升幅|增长率)$", "", left[: compared.start()].strip(" 、，"))
            )
            owner = (self._echo(stem) if stem else None) or (
                frame if not stem or frame.growth is not None else self._frame(self._name(stem), context.when)
            )
            owner.growth_base = self._add("growth", spot.token, owner, aspect="base", when=when)
            printed_minus = spot.token.quantity is not None and (spot.token.quantity.number or 0) < 0
            inherited = owner.growth is not None and owner.growth.sign < 0 and "增" not in left
            if not printed_minus and (re.search("降幅|跌幅|减幅", left) or _FALLEN.search(left) or inherited):
                owner.growth_base.sign = -1
            context.frame = owner
            return True
        return False

    def _names_a_rate(self, opener: str, frame: Frame) -> bool:
        """（就业人数增长1.2%；）失业率较去年同期的3.0%高0.9个百分点: a rate by its name, so that no growth is compared with."""
        named = self.namer.clean(opener)
        return len(named) > 2 and named.endswith(_RATE_NAMES) and not frame.name.full.endswith(named)

    def _compared_ahead(self, spot: Spot, compared: re.Match[str]) -> bool:
        """城镇化率比上年的63.2%提高…: the earlier rate comes before any of the present."""
        context, frame = self.context, self.context.frame
        opener = spot.left[: compared.start()].strip(" 、，")
        if _THIS_SHARE.fullmatch(opener) and frame is not None and frame.rate is not None and frame.sentence == context.sentence:
            return False
        if (
            (self.grammar.rises.match(spot.right) or (opener.endswith(_RATE_NAMES) and _HIGHER.match(spot.right)))
            and self.namer.clean(opener)
            and (frame is None or frame.rate is None or self._echo(self.namer.clean(opener)) is None)
        ):
            owner = self._rate_frame(opener)
            if owner.rate is None:
                owner.rate_base = self._add(
                    "share",
                    spot.token,
                    owner,
                    aspect="base",
                    when=self._when(compared["ref"], spot.clause, spot.begin + compared.start("ref")),
                )
                context.frame = owner
                return True
        return False

    def _compared_share(self, spot: Spot, compared: re.Match[str]) -> bool:
        """（65.0%，）比上年的63.2%高…: an earlier rate of the current frame."""
        frame = self.context.frame
        if frame is not None and frame.rate is not None and (self.grammar.rises.match(spot.right) or _HIGHER.match(spot.right)):
            when = self._when(compared["ref"], spot.clause, spot.begin + compared.start("ref"))
            named = spot.left[: compared.start()].strip(" 、")
            frame.rate_base = self._add("share", spot.token, frame, aspect="base", when=when)
            frame.rate_base.whole = frame.rate.whole
            if named and self.namer.clean(named) and not _THIS_SHARE.fullmatch(named):
                frame.rate_base.bound = "unclear"
            return True
        return False

    def _past_rate(self, spot: Spot) -> bool:
        """上年为63.2%, 高于上年的63.2%: the same rate or growth at another time."""
        context, frame = self.context, self.context.frame
        if frame is None:
            return False
        taken = _TAKES_UP.search(spot.left) if frame.rate is not None and frame.rate.kind == "share" else None
        end = spot.begin + taken.start() if taken is not None and taken.start() else spot.i  # （占42.8%，）上年仅占24.6%
        if frame.rate is not None and frame.sentence >= context.sentence - 1 and self._past(spot.clause, spot.begin, end, ended=True):
            frame.rate_base = self._earlier_share(spot, frame, frame.rate)
            self._backfill(frame, "share-shift", "base", frame.rate_base)
            self._moved_from(frame)
            return True
        if frame.rate is not None and frame.sentence == context.sentence and (once := _ONCE.fullmatch(spot.left)):
            if once["same"] or not self.namer.clean(re.sub("^.*?(?:前|时|来|先|本|此|初|届|轮|次|回|期)", "", spot.left)):
                frame.rate_base = self._earlier_share(spot, frame, frame.rate)
                frame.rate_base.when = frame.when._replace(part=f"{frame.when.part}<")
                self._moved_from(frame)
                return True
        if (
            frame.rate is None
            and frame.growth is not None
            and frame.sentence == context.sentence
            and self._past(spot.clause, spot.begin, spot.i)
        ):
            when = self._when(spot.left, spot.clause, spot.begin)
            frame.growth_base = self._add("growth", spot.token, frame, aspect="base", when=when, sign=frame.growth.sign)
            return True
        if frame.rate is not None and re.search(f"(?:高于|低于|超过){WHEN}[^，]{{0,4}}$", spot.left):
            frame.rate_base = self._earlier_share(spot, frame, frame.rate)
            return True
        return False

    def _later_rate(self, spot: Spot) -> bool:
        """（2022年占比38.2%，）2024年升至46.8%: the same rate at a later time, in words that name nothing else."""
        context, frame = self.context, self.context.frame
        if frame is None or frame.rate is None or frame.rate.sentence != context.sentence or not dated(spot.left):
            return False
        if frame.rate.aspect not in ("", "rate", "up", "down") or frame.rate.clause == context.clause:
            return False
        if any(f.rate is not None and f is not frame for f in context.frames[-8:] if f.sentence == context.sentence):
            return False  # 2022年占38.2%，2023年全国为40.1%，2024年…: of which of the two
        when = self._own_period(spot)
        words = re.sub(f"[{TIMES}]|这一|该|此|占比|比重|比例|这个|数字|则|进一步|又|已经?", "", spot.left)
        match = self._come_to(words)
        rest = words[: match.start()] if match is not None else words
        named = self.namer.clean(re.sub("(?:为|是|达到?|约|有)+$", "", rest))
        if not frame.rate.when.ends_before(when) or named not in ("", frame.printed):
            return False
        base = frame.rate
        draft = self._add("share", spot.token, frame, aspect=base.aspect, when=when)
        if match is not None and (way := self._direction(match["to"])):
            draft.aspect = way
        draft.whole = base.whole
        draft.links["base"] = (base.id,)
        draft.why = "later"
        frame.rate, frame.rate_base = draft, base
        return True

    def _moved_from(self, frame: Frame) -> None:
        """空置率回落1.5%，至12.4%，三月底为13.9%: where the rate that a percentage is said to have moved came from."""
        rate, base = frame.rate, frame.rate_base
        moved = any(d.kind == "growth" and d.frame == frame.id and "now" not in d.links for d in self.drafts[-6:])
        if rate is not None and base is not None and "base" not in rate.links and moved:
            rate.links["base"] = (base.id,)

    def _past_growth(self, spot: Spot) -> bool:
        """（增长3.2%，）上年增长6.8%: the growth of the same thing at another time, in words that name nothing else."""
        frame, left = self.context.frame, spot.left
        if frame is None or frame.growth is None or frame.growth_base is not None:
            return False
        if frame.growth.sentence != self.context.sentence or frame.growth.aspect == "comparison":
            return False
        verb = self._verb(left)
        if verb is None:
            return False
        said = self._strip_basis(left[: verb.start()])[0]
        if "比" in said or "较" in said or not self._past(spot.clause, spot.begin, spot.begin + len(said)):
            return False
        when = self._when(said, spot.clause, spot.begin)
        sign = -1 if verb["down"] or said.endswith("负") else 1
        frame.growth_base = self._add("growth", spot.token, frame, aspect="base", when=when, sign=sign)
        frame.growth_base.basis = frame.growth.basis
        self.context.when = frame.when
        return True

    def _earlier_share(self, spot: Spot, frame: Frame, rate: Draft) -> Draft:
        """An earlier value of a rate, of the same whole."""
        draft = self._add("share", spot.token, frame, aspect="base", when=self._when(spot.left, spot.clause, spot.begin))
        draft.whole = rate.whole
        return draft

    def _whole_of(self, named: str) -> str | None:
        """The whole between 占 and the end of the words."""
        match = re.search("占(?P<whole>[^占]*?)(?:的)?(?:比重|比例|份额)?$", named)
        return match["whole"] if match else None
