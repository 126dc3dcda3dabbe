"""Runs of rates: 甲、乙分别增长5.2%和4.8%, 占比分别为15.2%、12.1%, and the rates they started from."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.frames import Frame
from enping_check.claims.indicators import Indicator
from enping_check.claims.paired_levels import PairedLevels
from enping_check.claims.pairing import RESPECTIVELY
from enping_check.claims.scene import TOWARDS
from enping_check.claims.skeleton import BRACKET, MULTIPLE, NUMBERS, PERCENT, POINT, Skeleton
from enping_check.claims.totals import NAME_SPLIT

# （一升一降，）幅度分别为5.2%和3.1%
_WIDTH: Final = re.compile("[，、]?(?P<up>幅度)(?P<down>(?!))?(?:则|约)*(?:分别|依次|依序|各)(?:约|为|是|达)*$")
_OF_IT: Final = re.compile("[一-鿿]{0,8}?的(?:比重|比例|份额)?(?:分别|依次|依序|各|近|约|为|是|达|达到)*$")
_PORTIONS: Final = re.compile("[，、]?(?:所占|各占|其)?(?:比重|比例|份额|占比|比率)(?:分别|依次|依序|各|约|为|是|达|达到)*")
_ONLY_RESPECTIVELY: Final = re.compile("(?:它们|各自|则)?(?:分别|依次|依序)(?:约|为|是)*")


def _wholes(whole: str, size: int) -> list[str]:
    """在总产量、总销量中的比重依次为…: a whole for each share, of its own where as many are named."""
    named = NAME_SPLIT.split(whole)
    return named if len(named) == size else [whole] * size


_PEOPLE: Final = re.compile("(?:学生|人员|人数|教师|职工|员工|居民|用户|游客|人口|女性|男性|群众|农户|客户|会员)$")


class PairedRates(PairedLevels):
    """Reads a run of rates as the growths, shares or contributions of as many things."""

    def _rates_respectively(self, clause: Skeleton, run: list[int], begin: int, sign: str) -> bool:
        """甲、乙分别增长5.2%和4.8%, 占比分别为15.2%、12.1%."""
        context, grammar = self.context, self.grammar
        left = clause.text[begin : run[0]]
        size = len(run)
        chained = self._chained(size)
        if sign == PERCENT and (self._starting_rates(clause, run, begin) or self._reached_rates(clause, run, begin)):
            return True
        if sign == PERCENT and chained and self._of_printed_whole(clause, run, left, chained):
            return True
        if sign == PERCENT and chained and self._chained_rates(clause, run, begin, chained):
            return True
        verb = self._verb(left) or grammar.rate_noun.search(left) or (_WIDTH.match(left) if "幅" in left else None)
        noun = left[: verb.start()] if verb else left
        if verb and (stripped := self._strip_basis(noun))[1]:
            noun = stripped[0] + ("分别" if RESPECTIVELY.search(noun) else "")  # 比上周分别上涨: the basis is no name
        portion = self._portion_words(left)
        spoken = noun if portion is None else portion[0]
        if sign == POINT and (pulled := grammar.pull.search(spoken)) is not None:
            spoken = TOWARDS.sub("", spoken[: pulled.start()]) + ("分别" if RESPECTIVELY.search(spoken[: pulled.start()]) else "")
        if verb is None and portion is None and (contributed := grammar.contribution.search(left)):
            spoken = TOWARDS.sub("", left[: contributed.start()]) + "分别"
        frames = (
            self._some_of_them(left, size)
            or self._counted_siblings(spoken, size)
            or self._members(spoken, size, clause, begin)
            or (self._counted_before(size) if verb and RESPECTIVELY.search(left) else [])
            or (self._told_in_twos(size, spoken + left) if not chained else [])
            or chained
            or self._siblings(size)
            or self._ungrown(size)
            or (self._increased(size) if portion is not None else [])
        )
        measured = {f.level.quantity.base_unit for f in frames if f.level is not None and f.level.quantity is not None}
        if not frames or (portion is not None and len(measured) > 1):
            return self._unpaired(clause, run, begin)  # 甲14家接待386万人次、乙187家接待825万人次，分别占…: of which, nothing says
        if portion is not None and not (frames := self._called_so(spoken, frames)):
            return self._unpaired(clause, run, begin)
        if portion is not None and (self._of_another_measure(spoken, frames) or self._of_others(spoken, frames)):
            return self._unpaired(clause, run, begin)
        wholes = _wholes(portion[1], size) if portion is not None else []
        owned = self._owned_wholes(wholes, frames)
        for at, (frame, i) in enumerate(zip(frames, run, strict=True)):
            token = clause.tokens[i]
            sign = clause.text[i]
            context.frame = frame
            if sign == PERCENT and portion is not None:
                share = self._share(token, frame, wholes[at], group=self._runs)
                if owned and (level := owned[at].level) is not None:
                    share.whole, share.links["whole"] = owned[at].printed, (level.id,)
            elif sign == POINT:
                between = clause.text[run[at - 1] + 1 : i] if at else ""
                self._points(clause, i, token, between if self._verb(between) else left, group=True)
            elif verb is not None:
                own = self._verb(clause.text[run[at - 1] + 1 : i]) if at else None
                down = own or verb
                self._growth(token, frame, -1 if down["down"] else 1, left[: verb.start()], "growth" if sign != MULTIPLE else "multiple")
                if "now" in self.drafts[-1].links:
                    self.drafts[-1].links["now"] = self.drafts[-1].links["now"][:1]  # a list pairs off: the whole is not meant
                if own is None and not verb["down"]:
                    self._either_way(self.drafts[-1], left)
            elif grammar.contribution.search(left):
                self._add("contribution", token, frame, group=self._runs)
            else:
                self._rate(token, frame)
        for draft in self.drafts[-size:]:
            draft.group = self._runs
        context.frame = frames[-1]
        context.group = list(frames)
        return True

    def _called_so(self, spoken: str, frames: list[Frame]) -> list[Frame]:
        """金资源量a、储量b，铜资源量c、储量d，储量占…的x和y: those of the sentence that are called so, where only some of the last are."""
        named = self.namer.clean(RESPECTIVELY.sub("", spoken))
        known = self.namer.split(named).known
        called = [self._is_called(f, named, known) for f in frames]
        if len(named) < 2 or NAME_SPLIT.search(named) or all(called) or not any(called):
            return frames  # 住户贷款、企业贷款占…: each is named
        told = [f for f in self._stated_levels() if self._is_called(f, named, known)]
        return told if len(told) == len(frames) else []

    @staticmethod
    def _is_called(frame: Frame, named: str, known: Indicator | None) -> bool:
        return frame.printed.endswith(named) or (known is not None and frame.name.known is known)

    def _owned_wholes(self, wholes: list[str], frames: list[Frame]) -> list[Frame]:
        """（金资源量a、储量b，铜资源量c、储量d，储量占）资源量的x和y: the whole of each, where the sentence tells as many by that name."""
        if len(set(wholes)) != 1 or len(wholes[0]) < 2:
            return []
        told = [f for f in self._stated_levels() if f.printed.endswith(wholes[0]) and f not in frames]
        turns = [f.id for pair in zip(told, frames, strict=False) for f in pair]
        return told if len(told) == len(frames) and turns == sorted(turns) else []

    def _of_others(self, spoken: str, frames: list[Frame]) -> bool:
        """（一中43个、二中58个社团；）参加学生占比分别为…: people, said of amounts that are of no people."""
        named = self.namer.clean(RESPECTIVELY.sub("", spoken))
        level = frames[-1].level
        if not named or level is None or level.quantity is None or level.clause >= self.context.clause:
            return False
        counted = level.quantity.unit.lstrip("万亿千百") not in ("人", "名", "位", "人次", "员")
        return counted and _PEOPLE.search(named) is not None and not any(named in f.printed or f.printed in named for f in frames)

    def _of_another_measure(self, spoken: str, frames: list[Frame]) -> bool:
        """（甲店1874家，乙店1523家；）统筹收入占比分别为…: shares of a measure that no amount of this unit is of."""
        named = self.namer.indicators.suffix(self.namer.clean(RESPECTIVELY.sub("", spoken)))
        quantity = frames[-1].level.quantity if frames[-1].level is not None else None
        if named is None or quantity is None or not named[1].dimension or frames[-1].level is None:
            return False
        return not named[1].counts(quantity.dimension) and frames[-1].level.clause < self.context.clause

    def _of_printed_whole(self, clause: Skeleton, run: list[int], left: str, chained: list[Frame]) -> bool:
        """（甲、乙分别为a、b，）分别占W2714.6亿元的51.1%和34.9%, 占W（2714.6亿元）的…: the whole is printed before the shares."""
        context, whole = self.context, self._whole
        if any(f.level is None for f in chained):
            return False
        bracket = self.grammar.share.search(left) if whole is None and BRACKET in left and "占" in left else None
        if bracket is not None and bracket["value"] and not self.namer.clean(left[: bracket.start()]):
            inner = clause.tokens.get(run[0] - len(left) + bracket.start("value"))
            told: tuple[int, ...] = ()
            for at, (frame, i) in enumerate(zip(chained, run, strict=True)):
                draft = self._share(clause.tokens[i], frame, bracket["whole"], group=self._runs)
                if not at and inner is not None:
                    self._bracket_whole(draft, inner, bracket["whole"])
                    told = draft.links.get("whole", ())
                if told:
                    draft.links["whole"] = told
            context.frame, context.group = chained[-1], list(chained)
            return True
        if whole is None or _OF_IT.match(left) is None:
            return False
        self._whole = None
        for frame, i in zip(chained, run, strict=True):
            draft = self._share(clause.tokens[i], frame, self._whole_text, group=self._runs)
            draft.links["whole"] = (whole.id,)
        context.frame, context.group = chained[-1], list(chained)
        return True

    def _starting_rates(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """甲、乙占比分别由12.4%和30.1%（提高到…）: the rates that the changes of a list start from."""
        grammar, left, size = self.grammar, clause.text[begin : run[0]], len(run)
        match = grammar.origin.search(left)
        tail = re.split(f"[{NUMBERS}]", clause.text[run[-1] + 1 : run[-1] + 24])[0]
        if match is None or not self._come_to(tail):
            return False
        spoken = left[: match.start()]
        frames = self._members(re.split("占(?!比)", spoken)[0], size, clause, begin) or self._chained(size)
        if not frames:
            return False
        when = self._when(match["ref"], clause, begin + match.start("ref"))
        whole = self._whole_of(re.sub("(?:分别|依次|依序)$", "", spoken))
        bases = [
            self._add("share", clause.tokens[i], f, aspect="base", when=when, group=self._runs) for f, i in zip(frames, run, strict=True)
        ]
        for frame, base in zip(frames, bases, strict=True):
            base.whole = whole
            frame.rate_base = base
        self.context.origin, self.context.group, self.context.frame = bases, list(frames), frames[-1]
        return True

    def _reached_rates(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """（分别由12.4%和30.1%）提高到17.9%和33.0%: the rates that the changes of a list end at."""
        context = self.context
        match = self._come_to(clause.text[begin : run[0]])
        frames = self._chained(len(run))
        if match is None or not frames or [d.frame for d in context.origin] != [f.id for f in frames]:
            return False
        for frame, base, i in zip(frames, context.origin, run, strict=True):
            frame.rate = self._add("share", clause.tokens[i], frame, aspect=self._direction(match["to"]), group=self._runs)
            frame.rate.links["base"] = (base.id,)
            frame.rate.whole = base.whole
        context.origin = []
        return True

    def _chained_rates(self, clause: Skeleton, run: list[int], begin: int, chained: list[Frame]) -> bool:
        """上年分别为12.4%和30.1%, 比上年的12.4%和30.1%提高…, 占比依次为…: earlier rates, or the shares, of the things just listed."""
        left = clause.text[begin : run[0]]
        when = self._another_time(clause, run, begin) if all(f.rate is not None for f in chained) else None
        if when is not None:
            for frame, i in zip(chained, run, strict=True):
                frame.rate_base = self._add("share", clause.tokens[i], frame, aspect="base", when=when, group=self._runs)
                frame.rate_base.whole = frame.rate.whole if frame.rate is not None else None
                self._backfill(frame, "share-shift", "base", frame.rate_base)
            return True
        # 换成比例，依次为…
        turned = self._portioned == (self.context.sentence, self.context.clause - 1) and _ONLY_RESPECTIVELY.fullmatch(left) is not None
        portion = ("", "") if _PORTIONS.fullmatch(left) or turned else self._portion_words(left)
        if portion is not None and not portion[0].strip("，、 ") and all(f.level is not None for f in chained):
            wholes = _wholes(portion[1], len(run))
            for frame, i, whole in zip(chained, run, wholes, strict=True):
                self._share(clause.tokens[i], frame, whole, group=self._runs)
            return True
        return False
