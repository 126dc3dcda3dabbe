"""Claims of a frame and the links between them: a level and its list, a growth or change and its level."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame, PartList
from enping_check.claims.skeleton import Skeleton, Token
from enping_check.claims.timeline import When
from enping_check.claims.wholes import Wholes
from enping_check.model import Quantity

_PRICED = re.compile("可比|同口径|不变价|扣除|剔除|实际|名义|自然口径|[以按][数货销]量计")


def _kindred(name: str, total: Frame) -> bool:
    """True when a part's name ends as the total's does (出口 of 进出口, 过夜游客 of 游客) in at least two characters."""
    whole = total.printed or total.name.full
    return any(len(name) >= 2 and len(other) >= 2 and name[-2:] == other[-2:] for other in (whole, total.name.indicator))


def _inside(part: Frame, total: Frame) -> bool:
    """True for the same thing in a part of the total's time: 上半年11.6亿元，其中一季度6.2亿元."""
    return part.when.label != total.when.label and part.when.within(total.when)


def _within(part: Draft, total: Frame) -> bool:
    """True when the value is smaller than the total's."""
    whole = total.level.quantity if total.level is not None else None
    if part.quantity is None or whole is None or part.quantity.base_unit != whole.base_unit:
        return False
    return part.quantity.interval.high is not None and whole.interval.low is not None and part.quantity.interval.high < whole.interval.low


_TWO_WAY: Final = re.compile("(?:增减|升降|涨跌|升跌|变动|变化)(?:幅度?|率|比例)?[^，增减升降涨跌]{0,6}$|^[，、]?幅度")


class Linking(Wholes):
    """Adds one claim of each kind to a frame and links it to what the frame already says."""

    def _level(self, token: Token, frame: Frame, when: When | None = None) -> Draft:
        """A level of the frame, linked to its changes read before it and to an earlier value of the same name."""
        context = self.context
        draft = self._add("level", token, frame, when=when)
        if frame.name.increment:
            draft.aspect = "increment"
        elif frame.name.stock or (frame.when.moment and frame.name.known is not None and frame.name.known.nature == "stock"):
            draft.aspect = "stock"
        frame.level = draft
        frames, drafts = context.frames, self.drafts
        # both are in order of sentence: where the last before it is of an earlier one, so are all
        if frame.base is None and frame.printed and len(frames) > 1 and frames[-2].sentence >= frame.sentence:
            for other in frames[-7:-1]:
                if (
                    other.sentence == frame.sentence
                    and other.printed == frame.printed
                    and other.level is not None
                    and other.level.quantity is not None
                    and draft.quantity is not None
                ):
                    if other.level.quantity.base_unit == draft.quantity.base_unit and self._apart(other.when, frame.when):
                        frame.base = other.level  # 去年产量4200吨，今年产量5670吨
        for earlier in drafts[-6:-1] if len(drafts) > 1 and drafts[-2].sentence == draft.sentence else ():
            if (
                earlier.frame == frame.id
                and earlier.kind in ("change", "growth", "multiple", "average-growth")
                and "now" not in earlier.links
                and earlier.sentence == draft.sentence
                and earlier.aspect != "comparison"
            ):
                earlier.links["now"] = (draft.id,)  # 增加492.4万吨，达3874.4万吨
        context.frame = frame
        self._join_list(frame, draft)
        return draft

    def _join_list(self, frame: Frame, draft: Draft) -> None:
        """Makes the frame a member of the open list, its level a part of the nearest totals measured alike."""
        parts = self.context.parts
        if parts is None or draft.quantity is None or frame.parts is not None:
            return
        if parts.periods:
            whole = self._divided_in_time(parts, frame, draft.quantity.dimension)
            if whole is not None and frame.name.known is None and frame.when.part != whole.when.part and frame.when.within(whole.when):
                frame.name = draft.name = whole.name  # 分季度看，一季度68.9亿千瓦时
            return
        if (
            parts.totals
            and frame.printed
            and frame.printed == parts.totals[0].printed
            and not _inside(frame, parts.totals[0])
            and frame.name.increment == parts.totals[0].name.increment
        ):
            self.context.parts = parts.outer  # the total's own name again: the list is over
            return
        if parts.loose and parts.totals and parts.members and self._another_place(frame, parts.totals[0], parts.members[0]):
            self.context.parts = parts.outer
            return
        nearest = parts.totals[0] if parts.totals else None
        grown = nearest if nearest is not None and nearest.level is None and nearest.sentence == frame.sentence else None
        totals = [
            f
            for f in parts.totals
            # 预算收入68.42亿元；投资增长3.7%，其中工业投资142.6亿元: of what only its growth is told of
            if (grown is None or (f.sentence, f.segment) == (grown.sentence, grown.segment))
            and (
                f.printed != frame.printed
                or f.name.increment != frame.name.increment
                or _inside(frame, f)
                or (bool(parts.members) and f is not parts.totals[0] and _within(draft, f))
            )
            and f.level is not None
            and f is not frame
            and f.dimension == draft.quantity.dimension
            and (frame.when.part == "Y" or not f.when.inside(frame.when))  # 8月a，其中甲b，前8个月c
            and (
                f.sentence == frame.sentence
                or frame.when.part == f.when.part
                or not f.when.named
                or (parts.mode == "其中" and frame.when.within(f.when))
            )
        ]
        if parts.mode == "view":
            totals = [f for f in totals if not any(_outrun(f, g, draft.quantity) for g in parts.totals)]
        if not totals:
            if parts.mode == "view":
                frame.parts = parts
                parts.members.append(frame)
            return
        echoed = [f for f in totals if f.printed == frame.printed and not _inside(frame, f)]
        own = next((m for m in reversed(parts.members) if all(m.printed != f.printed for f in parts.totals)), None)
        if echoed and own is not None and not frame.name.subject and not frame.name.increment:
            # 其中，小学196所，在校学生16.2万人: of the member that the list is at, and part of the total of its own name
            frame.name = draft.name = frame.name._replace(subject=own.printed)
        fitting = [f for f in totals if _kindred(frame.name.full, f)]
        fitting.sort(key=lambda f: -len(set(frame.name.full) & set(f.printed or f.name.full)))
        first = not parts.members and not self._shared_first(parts, totals)
        frame.parts = parts
        frame.loose = parts.loose
        parts.members.append(frame)
        ordered = fitting + [f for f in totals if f not in fitting]
        draft.links["total"] = tuple(f.level.id for f in ordered if f.level is not None)[:4]
        draft.group = draft.group or -parts.id
        draft.links["list"] = (parts.id,)
        if not parts.several and (fitting or parts.named or (parts.mode == "其中" and len(totals) == 1 and first)):
            draft.links["fit"] = (1,)
        if parts.loose:
            draft.links["loose"] = (1,)
        if parts.announced:
            draft.links["announced"] = (parts.announced,)
            if len(parts.members) == parts.announced:
                self.context.parts = parts.outer
        totals = ordered
        if frame.name.known is None and not frame.name.subject and totals and not _kindred(frame.name.full, totals[0]):
            # 其中 林农…: the member's name with the total's indicator
            frame.name = frame.name._replace(subject=frame.name.indicator, indicator=totals[0].name.indicator, scope=totals[0].name.scope)
            draft.name = frame.name

    def _shared_first(self, parts: PartList, totals: list[Frame]) -> bool:
        """有仓库70个、车辆5100台，其中自有占93%，网点3.1万个: 其中 was said of the nearest, and a share has told it."""
        nearest = parts.totals[0] if parts.totals else None
        if nearest is None or nearest.level is None or nearest in totals or nearest.sentence != self.context.sentence:
            return False
        return any(d.kind == "share" and d.id > nearest.level.id for d in self.drafts[-3:-1])

    @staticmethod
    def _divided_in_time(parts: PartList, frame: Frame, dimension: str) -> Frame | None:
        """按季度看，棉花一季度…，二季度…: the total that the first member names, for it and for those behind it; else the nearest."""
        alike, said = [f for f in parts.totals if f.dimension == dimension], frame.name.full
        if len(said) < 2 or len(alike) < 2:
            return alike[0] if alike else None
        named = [f for f in alike if f.name.full.startswith(said) or f.printed.endswith(said)]
        if named:
            parts.totals = [named[0], *(f for f in parts.totals if f is not named[0])]
        return named[0] if named else alike[0]

    def _another_place(self, frame: Frame, whole: Frame, first: Frame) -> bool:
        """甲街道投资a，其中工业b；乙镇完成c: told of a place as the whole is, where the parts are none."""
        if frame.name.known is None or frame.name.known is not whole.name.known or not whole.name.subject:
            return False
        places = self.namer.lexicon.place_suffixes
        if not whole.name.subject.endswith(places) or first.name.subject.endswith(places):
            return False
        return not frame.name.subject or (frame.name.subject.endswith(places) and frame.name.subject != whole.name.subject)

    def _growth(self, token: Token, frame: Frame, sign: int, before: str, kind: str) -> Draft:
        """A growth, mean growth or multiple of the frame, linked to the level it is of."""
        context = self.context
        _, basis, _ = self._strip_basis(before)
        mean = bool(self.grammar.mean.search(before))
        if kind == "growth" and mean:
            kind = "average-growth"
        if sign < 0 and token.quantity is not None and token.quantity.number is not None and token.quantity.number < 0:
            sign = 1  # 降幅最大的为-0.5%: the minus says it already
        draft = self._add(kind, token, frame, sign=sign, basis=basis or context.basis)
        if kind == "multiple":
            draft.aspect = "growth"
        if basis == "上期" and "累计" in before:
            draft.bound = "unclear"  # 较调整前累计下降: since before several steps, not since the last
        if _PRICED.search(before):
            draft.aspect = "名义" if "名义" in before or "自然口径" in before else "可比"
        latest = next((d for d in self.drafts[-2:-14:-1] if d.frame == frame.id), None)
        if (
            latest is not None
            and latest is self.drafts[-2]
            and latest.kind == "share"
            and "base" in latest.links
            and latest.sentence == draft.sentence
        ):
            draft.links["rate"] = (latest.id,)  # 由12.4%提高到17.9%，提高5.5%: said of the rate
            return draft
        if (
            latest is not None
            and latest is self.drafts[-2]
            and latest.kind == "share-shift"
            and "base" in latest.links
            and latest.sentence == draft.sentence
        ):
            if kind == "multiple":
                draft.links["now"], draft.links["base"] = latest.links["now"], latest.links["base"]
            return draft
        self._link_change(draft, frame)
        if kind == "growth":
            frame.growth = draft
            if frame.parts is None and self.context.parts is not None and frame.level is None and frame not in self.context.parts.totals:
                self._join_growth(frame, draft)
        return draft

    def _either_way(self, draft: Draft, left: str) -> None:
        """升降幅度为4.6%, 一增一减，幅度分别为…: up or down, as the values it is of show, where no sign is printed."""
        if draft.quantity is None or draft.quantity.surface[:1] in "+-＋－−" or _TWO_WAY.search(left) is None:
            return
        ends = [self.drafts[draft.links[role][0]].quantity for role in ("now", "base") if role in draft.links]
        now, base = [q.interval.middle if q is not None else None for q in ends] if len(ends) == 2 else (None, None)
        if now is not None and base is not None and now < base:
            draft.sign = -1

    def _join_growth(self, frame: Frame, draft: Draft) -> None:
        """Makes a frame with a growth and no level a member of the open list."""
        parts = self.context.parts
        if parts is None:
            return
        totals = [f for f in parts.totals if f.growth is not None and f is not frame]
        if totals:
            frame.parts = parts
            parts.members.append(frame)
            draft.links["total"] = tuple(f.growth.id for f in totals if f.growth is not None)[:2]
            draft.links["list"] = (parts.id,)
            draft.group = draft.group or -parts.id

    def _change(self, token: Token, frame: Frame, verb: re.Match[str], before: str) -> Draft:
        """A change of the frame, in the unit of its level."""
        _, basis, foreign = self._strip_basis(before)
        draft = self._add("change", token, frame, sign=-1 if verb["down"] else 1, basis=basis or self.context.basis)
        self._of_loss(verb[0])
        if foreign:
            draft.bound = "unclear"
            draft.aspect = "comparison"
        self._link_change(draft, frame)
        frame.change = draft
        self.context.frame = frame
        return draft

    def _of_loss(self, verb: str) -> None:
        """净亏损1.83亿元，减亏37.1%, 减亏0.6亿元: the loss fell by so much; of a result it is a rise."""
        draft = self.drafts[-1]
        if verb.startswith(("减亏", "增亏")) and "亏" in draft.name.full:
            draft.sign = -draft.sign

    def _own_growths(self, draft: Draft, frame: Frame) -> bool:
        """一季度18亿元，增长4.1%；二季度25亿元，增长6.3%: each growth is its own, none is from one stretch to the next."""
        if draft.basis or frame.base is None or self._period_basis(frame.base.when, frame.when) != "环比":
            return False
        before = next((f for f in reversed(self.context.frames[-8:]) if f.level is frame.base), None)
        return before is not None and before.growth is not None and before.growth.basis != "环比"

    def _link_change(self, draft: Draft, frame: Frame) -> None:
        """Links a change or growth to the level it leads to and the value it starts from."""
        if self._of_the_past(draft, frame):
            draft.bound = "unclear"
            return
        spoken, then = self.context.when, frame.level.when if frame.level is not None else None
        if then is not None and then.year is not None and spoken.year is None and not spoken.offset and frame.sentence < draft.sentence:
            return  # …，2022年同期为74.5万。今年比去年增长3.9%: of now, not of the last one looked back to
        if then is not None and spoken.named and then.named and frame.sentence < draft.sentence and spoken.part == then.part == "Y":
            if (spoken.years_after(then) or 0) > 0:
                return  # …和2022年的98.4亿元。2023年虽有回升，仍比2020年低5.4亿元: of 2023, of which nothing is told here
        if frame.level is not None:
            draft.links["now"] = (frame.level.id,)
            rival = frame.rival or self._resumed(draft, frame)
            if (
                rival is not None
                and rival.level is not None
                and (draft.quantity is None or draft.kind != "change" or rival.dimension == draft.quantity.dimension)
            ):
                draft.links["now"] = (frame.level.id, rival.level.id)
            elif rival is None and (whole := self._divided_whole(frame)) is not None:
                draft.links["or"] = (whole,)
        if frame.base is not None and frame.base.basis == "other" and frame.base.clause != draft.clause:
            return
        if self._own_growths(draft, frame):
            return
        inline = frame.base is not None and frame.base.clause == draft.clause and draft.basis == self.context.default_basis
        if inline and frame.base is not None and frame.base.basis not in ("", "other"):
            draft.basis = frame.base.basis  # （比去年同期（下同）…。6月118.4亿元，）比5月的109.7亿元增长7.9%
        if frame.base is not None and (
            frame.base.basis == "other"
            or not draft.basis
            or not frame.base.basis
            or draft.basis == frame.base.basis
            or draft.kind in ("multiple", "average-growth")
        ):
            draft.links["base"] = (frame.base.id,)
        elif frame.base is not None and draft.basis and draft.kind == "growth":
            told = [d for d in self.drafts[-12:] if d.frame == frame.id and d.aspect == "base" and d.basis == draft.basis]
            if len(told) == 1 and told[0].sentence == draft.sentence:
                draft.links["base"] = (told[0].id,)  # 首季为a，去年同季为b，即按季升…、按年升…

    def _of_the_past(self, draft: Draft, frame: Frame) -> bool:
        """（58.6亿元，增长21.6%。）上年为48.2亿元，增长9.4%: the earlier value's own growth, where the later one's has been told."""
        told = frame.growth if draft.kind == "growth" else frame.change if draft.kind == "change" else None
        base = frame.base
        if told is None or base is None or self.drafts[-2] is not base or base.sentence != draft.sentence:
            return False
        return told.sentence < base.sentence and told.links.get("base") == (base.id,)

    def _divided_whole(self, frame: Frame) -> int | None:
        """桩5860根，其中快充4922根，占84%，较上年的3710根增加2150根: once its share is told, the change may be of the whole."""
        level, rate = frame.level, frame.rate
        if level is None or level.quantity is None or rate is None or rate.kind != "share" or rate.sentence != self.context.sentence:
            return None
        for each in level.links.get("total", ()):
            whole = self.drafts[each]
            same = whole.quantity is not None and whole.quantity.base_unit == level.quantity.base_unit
            if same and whole.sentence == self.context.sentence:
                return each
        return None

    def _resumed(self, draft: Draft, frame: Frame) -> Frame | None:
        """存款2982亿元，其中住户1943亿元、…，占65.2%；比年初增加214.6亿元: after ；the whole may be meant that the sentence began with."""
        if frame.segment == self.context.segment or frame.level is None or frame.level.quantity is None:
            return None
        for other in self.context.frames[-16:]:
            if other.sentence != self.context.sentence or other is frame or other.level is None or other.level.quantity is None:
                continue
            if other.level.quantity.base_unit == frame.level.quantity.base_unit:
                return other if other.id < frame.id and other.segment == frame.segment else None
        return None

    def _since(self, clause: Skeleton, begin: int, before: str) -> None:
        """比2020年增长66.6%: which time the growth just read starts from, where a year is named and no value of it stands there."""
        draft = self.drafts[-1]
        reference = self.grammar.reference.search(before)
        if reference is None or draft.why or not dated(reference["ref"]):
            return
        when = self._when(reference["ref"], clause, begin + reference.start("ref"))
        if draft.basis != "上期" or when is self.context.when or not when.named:
            return
        if "base" in draft.links and not self._started_elsewhere(draft, when):
            return
        if "base" not in draft.links:
            draft.why = f"since {when.label}"

    def _started_elsewhere(self, draft: Draft, when: When) -> bool:
        """2019年a；2021年b；2023年c，较2019年增长: c is told after b, and the growth starts from a; links it to that, or to nothing."""
        told = self.drafts[draft.links["base"][0]]
        if told.when.label == when.label or when.year is None or told.when.year is None or when.year == told.when.year:
            return False
        frame = next((f for f in reversed(self.context.frames[-24:]) if f.id == draft.frame), None)
        del draft.links["base"]
        if frame is None or told.quantity is None:
            return True
        for other in reversed(self.context.frames[-24:]):
            level = other.level
            if level is None or level.quantity is None or other.name != frame.name or other.paragraph != frame.paragraph:
                continue
            if level.when.label == when.label and level.quantity.base_unit == told.quantity.base_unit:
                draft.links["base"] = (level.id,)
                frame.base = level
                return True
        frame.base = None
        return True

    def _rate(self, token: Token, frame: Frame) -> Draft:
        """A rate of the frame, linked to the shift read before it."""
        draft = self._add(
            "share" if token.quantity is not None and token.quantity.dimension in ("percent", "permille") else "level",
            token,
            frame,
            aspect="rate",
        )
        frame.rate = draft
        self._backfill(frame, "share-shift", "now", draft)
        if frame.rate_base is not None and frame.rate_base.sentence == draft.sentence:
            self._backfill(frame, "share-shift", "base", frame.rate_base)
        else:
            frame.rate_base = None
        self.context.frame = frame
        return draft

    def _backfill(self, frame: Frame, kind: str, role: str, draft: Draft, clause: int | None = None, back: int = 0) -> None:
        """A value that comes after what rests on it, ``back`` sentences at most: 提高1.8个百分点，上年为63.2%."""
        for earlier in self.drafts[-12:-1]:
            if (
                earlier.frame == frame.id
                and earlier.kind == kind
                and role not in earlier.links
                and draft.sentence - back <= earlier.sentence
                and earlier.aspect != "comparison"
                and clause in (None, earlier.clause)
                and (role != "base" or not draft.basis or earlier.basis in ("", "上期", draft.basis))
            ):
                earlier.links[role] = (draft.id,)


def _outrun(month: Frame, whole: Frame, part: Quantity) -> bool:
    """1—8月收入186.4亿元。8月份18.6亿元。分县区看，县级138.3亿元: more than the month had is no part of what it had."""
    values = [q.interval.middle for f in (month, whole) if f.level is not None and (q := f.level.quantity) is not None]
    inside = month.when.label != whole.when.label and month.when.within(whole.when)
    amount = part.interval.middle
    alike = month.dimension == whole.dimension and bool(month.name.indicator) and whole.name.indicator.endswith(month.name.indicator)
    if not inside or not alike or len(values) < 2 or amount is None:
        return False
    one, other = values
    return one is not None and other is not None and one < amount <= other
