"""Runs of numbers joined by 、 or 和: paired with their subjects or periods, or read one by one."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Frame
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.levels import NOUN, OF_THESE
from enping_check.claims.lists import Lists
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN, TOWARDS, Spot
from enping_check.claims.skeleton import (
    BARE,
    BRACKET,
    DOUBLING,
    LEVEL,
    MULTIPLE,
    NUMBERS,
    PERCENT,
    POINT,
    STRUCTURE,
    TIMES,
    Skeleton,
    Token,
)
from enping_check.claims.timeline import When, resolve
from enping_check.claims.totals import NAME_SPLIT

# （一升一降，）幅度分别为5.2%和3.1%
_WIDTH: Final = re.compile("[，、]?(?P<up>幅度)(?P<down>(?!))?(?:则|约)*(?:分别|依次|依序|各)(?:约|为|是|达)*$")
_RESPECTIVELY: Final = re.compile("分别|依次|依序|各")
_AGAINST: Final = re.compile("(?:也|都|均|仍|还)?(?:低于|高于|多于|少于|超过|不及|不如)")
# 上年同期这两种水果的进口量分别为: the things just listed, once more
_THESE_ALL: Final = re.compile(f"(?:这|上述|该|前述|以上)[两二三四五六七八九]?[种类项个家条款者大]?[^，{NUMBERS}]{{0,12}}")
# 去年对应的数字是, 而去年同期这两项数据还是
_LIKEWISE: Final = re.compile(
    "(?:(?:对应|相应|相对应|同口径)的?|(?:这|上述|前述|以上|该)[两二三四五六]?[项个组类大]?)(?:数据|数字|指标|数值|数额|金额|数(?![量码]))"
    "|(?:这|上述|以上)[两二三四五六][项者个](?=分别|依次|则|为|是)"
)
_SAME_HOLIDAY: Final = re.compile(
    "(?:的)?(?:小?长假|黄金周|假期|假日|节日|档期|旺季)(?:期间|里)?(?:则|却|也|还)?(?:为|是|有)"
)  # 去年长假则为
_VERB: Final = re.compile("(?:开设|设立|新建|建设|建成|引进|培育|改造|新增|开通|组织|举办|签约)(?:了)?$")
_JOINING: Final = "、和与及的"
_OF_IT: Final = re.compile("[一-鿿]{0,8}?的(?:比重|比例|份额)?(?:分别|依次|依序|各|近|约|为|是|达|达到)*$")
_PORTIONS: Final = re.compile("[，、]?(?:所占|各占|其)?(?:比重|比例|份额|占比|比率)(?:分别|依次|依序|各|约|为|是|达|达到)*")

_ONLY_RESPECTIVELY: Final = re.compile("(?:它们|各自|则)?(?:分别|依次|依序)(?:约|为|是)*")


_SENT: Final = re.compile("(?:发送|出发|发出|离[站港境]|出[站港境]|启程)(?:旅客|人员|货物)?$")


_WHOSE: Final = re.compile("[一-鿿]{2,8}")  # 甲区, 乙县: whose an index is


def _wholes(whole: str, size: int) -> list[str]:
    """在总产量、总销量中的比重依次为…: a whole for each share, of its own where as many are named."""
    named = NAME_SPLIT.split(whole)
    return named if len(named) == size else [whole] * size


_IN_ALL = re.compile("[、和及]?(?:累计|总数|总量|总计)")
_ADDED = re.compile("[新净][增建认设]")


class Runs(Lists):
    """Reads a run of numbers, and hands each single number to what reads its kind."""

    def _split_runs(self, clause: Skeleton, numbers: list[int]) -> list[list[int]]:
        """Numbers joined by nothing but 、和及与 (and a repeated verb) form one run."""
        if len(numbers) == 1:
            return [numbers]
        runs: list[list[int]] = []
        for i in numbers:
            if runs and self._goes_on(clause, runs, i):
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs

    @staticmethod
    def _same_kind(clause: Skeleton, a: int, b: int) -> bool:
        """True when two numbers of a clause, with words between them, are measured alike; 12.7%和1.9倍 are growths alike."""
        if clause.text[a] != clause.text[b]:
            return b - a > 1 and {clause.text[a], clause.text[b]} == {PERCENT, MULTIPLE}
        if b - a == 1:
            return False
        first, second = clause.tokens[a].quantity, clause.tokens[b].quantity
        return first is None or second is None or first.dimension == second.dimension

    def _goes_on(self, clause: Skeleton, runs: list[list[int]], i: int) -> bool:
        """True for a number that is joined to the run before it: measured alike, or 分别达到12.4万套和3.6万辆, of two things in turn."""
        last = runs[-1][-1]
        gap = clause.text[last + 1 : i]
        if not self.grammar.joint.match(gap) or (gap.endswith("到达") and _SENT.search(clause.text[: runs[-1][0]])):
            return False  # 发送21万人次、到达20万人次: two things
        if _IN_ALL.match(gap) and _ADDED.search(clause.text[: runs[-1][0]]):
            return False  # 净增46家、累计达到119家: what is new, and all there are
        if self._same_kind(clause, last, i):
            return True
        if clause.text[i] != LEVEL or clause.text[last] != LEVEL:
            return False
        left = clause.text[runs[-2][-1] + 1 if len(runs) > 1 else 0 : runs[-1][0]]
        return _RESPECTIVELY.search(left) is not None

    def _run(self, clause: Skeleton, run: list[int], begin: int) -> None:
        """Reads a run as a list of values; number by number when it does not pair off."""
        if len(run) > 1:
            self._runs += 1
            if self._respectively(clause, run, begin):
                return
        start = begin
        for i in run:
            self._number(clause, i, start, self._runs if len(run) > 1 else 0)
            start = i + 1

    def _respectively(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """A list of values for a list of subjects; False when the two do not pair off."""
        sign = clause.text[run[0]]
        if sign in (PERCENT, POINT, MULTIPLE):
            return self._rates_respectively(clause, run, begin, sign)
        return sign == LEVEL and self._levels_respectively(clause, run, begin)

    def _chained(self, size: int) -> list[Frame]:
        """The frames of the last list, when there are just ``size`` and the sentence has not gone on to levels of its own."""
        context = self.context
        if len(context.group) != size:
            return []
        last = context.group[-1]
        since = [f for f in self._stated_levels() if f.id > last.id and f not in context.group]
        if last.sentence != context.sentence:
            return [] if since else context.group
        return [] if len(since) >= size and all(f.growth is None for f in since[-size:]) else context.group

    def _as_many(self, left: str, size: int) -> list[Frame]:
        """The frames of all values of the sentence before, when 这两项数据 counts just so many."""
        if _LIKEWISE.search(left) is None:
            return []
        levels = [f for f in self.context.frames[-12:] if f.level is not None]
        here = [f for f in levels if f.sentence == self.context.sentence] or [f for f in levels if f.sentence == self.context.sentence - 1]
        for told in ([f for f in here if not f.inner], here):  # 跑赢出口总额（320.0亿元）: those in brackets where there are too few others
            if len(told) == size:
                return told if all(f.base is None and f.level.aspect in ("", "stock") for f in told if f.level) else []
        return []

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
            noun = stripped[0] + ("分别" if _RESPECTIVELY.search(noun) else "")  # 比上周分别上涨: the basis is no name
        portion = self._portion_words(left)
        spoken = noun if portion is None else portion[0]
        if sign == POINT and (pulled := grammar.pull.search(spoken)) is not None:
            spoken = TOWARDS.sub("", spoken[: pulled.start()]) + ("分别" if _RESPECTIVELY.search(spoken[: pulled.start()]) else "")
        if verb is None and portion is None and (contributed := grammar.contribution.search(left)):
            spoken = TOWARDS.sub("", left[: contributed.start()]) + "分别"
        frames = (
            self._counted_siblings(spoken, size)
            or self._members(spoken, size, clause, begin)
            or (self._counted_before(size) if verb and _RESPECTIVELY.search(left) else [])
            or (self._told_in_twos(size, spoken + left) if not chained else [])
            or chained
            or self._siblings(size)
            or self._ungrown(size)
            or (self._increased(size) if portion is not None else [])
        )
        measured = {f.level.quantity.base_unit for f in frames if f.level is not None and f.level.quantity is not None}
        if not frames or (portion is not None and len(measured) > 1):
            return self._unpaired(clause, run, begin)  # 甲14家接待386万人次、乙187家接待825万人次，分别占…: of which, nothing says
        wholes = _wholes(portion[1], size) if portion is not None else []
        for at, (frame, i) in enumerate(zip(frames, run, strict=True)):
            token = clause.tokens[i]
            sign = clause.text[i]
            context.frame = frame
            if sign == PERCENT and portion is not None:
                self._share(token, frame, wholes[at], group=self._runs)
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

    def _told_in_twos(self, size: int, words: str) -> list[Frame]:
        """甲14个、62.8亿元，乙11个、48.5亿元，投资额占比依次为…: those of the two values of each thing that the words name."""
        told = self._stated_levels()[-2 * size :]
        units = [f.level.quantity.base_unit if f.level is not None and f.level.quantity is not None else "" for f in told]
        if len(told) != 2 * size or len(set(units)) != 2 or set(units[::2]) == set(units[1::2]) or len(set(units[::2])) != 1:
            return []
        money = [at for at in (0, 1) if units[at].startswith("元")]
        if len(money) != 1:
            return []
        if re.search("额|金额|投资|产值|资金|价值|值", words):
            return told[money[0] :: 2]
        return told[1 - money[0] :: 2] if re.search("数|个数|家数|件数|宗数|量", words) else []

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

    def _another_time(self, clause: Skeleton, run: list[int], begin: int) -> When | None:
        """The time before that a run is of: 比上年的12万吨和9万吨（增长…）, 上年分别为…; None where it is of now."""
        left = clause.text[begin : run[0]]
        if (compared := self.grammar.compared.search(left)) and self.grammar.rises.match(clause.text[run[-1] + 1 :]):
            return self._when(compared["ref"], clause, begin + compared.start("ref"))
        if dated(left) and ONLY_TIME.match(_THESE_ALL.sub("", re.sub("分别|依次|依序|各|为|是|而|则", "", left))):
            if self._past(clause, begin, run[0]) or _THESE_ALL.search(left):
                return self._when(left, clause, begin)
        if dated(left) and self._same_again(clause, run, begin):
            return self._when(left, clause, begin)
        if self.context.resumed is not None and not dated(left) and _LIKEWISE.search(left):
            frames = self._chained(len(run)) or self._as_many(left, len(run))
            if frames and self.context.when.earlier(frames[0].when) and self._measured_as(clause, run, frames):
                return self.context.when  # 而去年同期，这两项数据还是a和b
        return None

    def _same_again(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """（货运量分别为a和b，）上年对应数据分别为c和d: as many values as were just told, measured alike each, of a time before."""
        left = clause.text[begin : run[0]].lstrip("而且但")
        frames = self._chained(len(run)) or self._as_many(left, len(run))
        again = _RESPECTIVELY.search(left) or _LIKEWISE.search(left) or _SAME_HOLIDAY.fullmatch(left[1:])
        if not frames or not again or left[:1] not in TIMES:
            return False
        first = clause.tokens.get(run[0] - len(left))
        period = first.period if first is not None else None
        if period is None or period.error:
            return False
        words = re.sub(f"[{TIMES}]|分别|依次|依序|各自|各|为|是|有|达到?|约|的|还|只|仅|才", "", left)
        said = self.namer.split(words)
        if len(words) > 8 or (said.known is not None and all(said.known != f.name.known for f in frames)):
            return False
        past = period.same or period.shift or (period.offset or 0) < 0
        if not past and not resolve(period, frames[0].when, self.reference).earlier(frames[0].when):
            return False
        return self._measured_as(clause, run, frames)

    @staticmethod
    def _measured_as(clause: Skeleton, run: list[int], frames: list[Frame]) -> bool:
        """True when the values of a run are measured as those of the frames are, one by one."""
        told = [f.level.quantity if f.level is not None else None for f in frames]
        values = [clause.tokens[i].quantity for i in run]
        return all(a is not None and b is not None and a.base_unit == b.base_unit for a, b in zip(told, values, strict=True))

    def _starting_levels(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """甲、乙由上年的12万吨和9万吨（分别增加到…）: the values that the changes of a list start from."""
        left, size = clause.text[begin : run[0]], len(run)
        match = self.grammar.origin.search(left)
        tail = re.split(f"[{NUMBERS}]", clause.text[run[-1] + 1 : run[-1] + 24])[0]
        if match is None or not self._come_to(tail):
            return False
        frames = self._members(left[: match.start()] + "分别", size, clause, begin) or self._chained(size)
        if not frames:
            return False
        when = self._when(match["ref"], clause, begin + match.start("ref"))
        bases = [
            self._add("level", clause.tokens[i], f, aspect="base", when=when, group=self._runs) for f, i in zip(frames, run, strict=True)
        ]
        for frame, base in zip(frames, bases, strict=True):
            frame.base = base
        self.context.origin, self.context.group, self.context.frame = bases, list(frames), frames[-1]
        return True

    def _reached_levels(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """（由12万吨和9万吨）分别增加到15万吨和10万吨: the values that the changes of a list end at."""
        context = self.context
        match = self._come_to(clause.text[begin : run[0]])
        frames = self._chained(len(run))
        if match is None or not frames or [d.frame for d in context.origin] != [f.id for f in frames]:
            return False
        if context.origin[0].kind != "level":
            return False
        for frame, base, i in zip(frames, context.origin, run, strict=True):
            draft = self._level(clause.tokens[i], frame)
            draft.aspect, draft.group = self._direction(match["to"]) or draft.aspect, self._runs
            draft.links["base"] = (base.id,)
        context.origin, context.group, self._clause_items = [], list(frames), []
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

    def _levels_respectively(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """甲、乙产量分别为12万吨和9万吨; or, of the things listed before, their values at another time or their changes."""
        left = clause.text[begin : run[0]]
        if _RESPECTIVELY.search(left) and (reached := self._come_to(left)) and not self.grammar.linking.match(reached[0]):
            left = left[: reached.start()] + "分别"  # 床位分别增至120张和45张
        size = len(run)
        chained = self._chained(size) or self._as_many(left, size)
        tokens = [clause.tokens[i] for i in run]
        if self._starting_levels(clause, run, begin) or self._reached_levels(clause, run, begin):
            return True
        if chained and self._chained_values(clause, run, begin, chained):
            return True
        if self._changed_respectively(clause, run, begin):
            return True
        if self.context.dates:
            frames = self._at_times(clause, run, begin) or self._members(left, size, clause, begin)
        else:
            frames = (
                (self._borne_members(left, tokens[0].quantity, size) if _RESPECTIVELY.search(left) else [])
                or self._members(left, size, clause, begin)
                or self._at_times(clause, run, begin)
            )
        if not frames and chained and self.grammar.linking.match(left.strip(" ，、")):
            frames = chained if all(f.level is None for f in chained) else [self._frame(f.name, f.when) for f in chained]
        if not frames:
            return self._unpaired(clause, run, begin)
        several = len({f.name.full for f in frames}) == size and all(f.name.known is None for f in frames)
        if several and (noun := self._named_right(PLAIN, clause, run)).full:
            for frame in frames:  # 在甲市、乙市分别开设6个和7个账户
                owner = _VERB.sub("", frame.name.full)
                frame.name = noun._replace(scope=frame.name.scope, subject=owner)
        for frame, token in zip(frames, tokens, strict=True):
            self._level(token, frame)
        if self.context.parts is not None and self.context.parts.passing:
            self.context.parts = None
        for draft in self.drafts[-size:]:
            draft.group = self._runs
        self.context.group = list(frames)
        self._clause_items = []
        return True

    def _changed_respectively(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """医院、卫生院床位分别增加120张和45张: changes of the things named."""
        left = clause.text[begin : run[0]]
        verb = self._verb(left)
        if verb is None or not _RESPECTIVELY.search(left) or self._come_to(left) or self.grammar.increment.search(verb[0]):
            return False
        before = left[: verb.start()]
        if before.endswith("新"):
            return False
        stripped, basis, _ = self._strip_basis(before)
        rest = stripped if basis else before
        frames = self._members(rest + "分别", len(run), clause, begin) if self.namer.clean(rest) else []
        for frame, i in zip(frames, run, strict=bool(frames)):
            self._change(clause.tokens[i], frame, verb, before)
        for draft in self.drafts[len(self.drafts) - len(frames) :]:
            draft.group = self._runs
        if frames:
            self.context.group = list(frames)
            self._clause_items = []
        return bool(frames)

    def _chained_values(self, clause: Skeleton, run: list[int], begin: int, chained: list[Frame]) -> bool:
        """比上年的12万吨和9万吨增长…, 上年分别为…, 分别增加…: further values of the things just listed."""
        left = clause.text[begin : run[0]]
        when = self._another_time(clause, run, begin)
        if (
            when is not None
            and _THESE_ALL.search(left)
            and not when.earlier(chained[0].when)
            and when.years_after(chained[0].when) is not None
        ):
            when = None
        if when is not None:
            for frame, i in zip(chained, run, strict=True):
                frame.base = self._add("level", clause.tokens[i], frame, aspect="base", when=when, group=self._runs)
                frame.base.basis = self._period_basis(when, frame.when)
                for kind in ("growth", "change", "multiple"):
                    self._backfill(frame, kind, "base", frame.base, back=0 if frame.base.basis in ("", "other") else 1)
            return True
        if (verb := self._verb(left)) and self._changes(left[: verb.start()]):
            for frame, i in zip(chained, run, strict=True):
                self._change(clause.tokens[i], frame, verb, left[: verb.start()])
            return True
        return False

    def _at_times(self, clause: Skeleton, run: list[int], begin: int) -> list[Frame]:
        """One thing at several times: 一至四季度分别为…, 2022年、2023年、2024年分别为…."""
        context = self.context
        left = clause.text[begin : run[0]]
        whens = [i for i, t in sorted(clause.tokens.items()) if begin <= i < run[0] and t.period is not None]
        spread = self._spread(clause, whens, left, len(run))
        if spread:
            bare = re.sub("各月|各季度?|各年|分别|依次|依序", "", left)
            name = self._name(bare)
            if not self.namer.split(bare).full and context.frame is not None:
                name = context.frame.name
            return [self._frame(name, when) for when in spread]
        if not whens and len(context.dates) == len(run) and _RESPECTIVELY.search(left):  # 1月和2月，分别完成a和b
            name = self._named_right(self._name(_RESPECTIVELY.sub("", left)), clause, run)
            if not name.full and context.frame is not None and context.frame.sentence >= context.sentence - 1:
                name = context.frame.name
            return [self._frame(name, when) for when in context.dates]
        if len(whens) != len(run):
            return []
        bare = _AGAINST.sub("", left)
        name = self._name("" if all(c in _JOINING or c in TIMES for c in bare) else left)
        name = self._named_right(name, clause, run)
        if not name.full and context.frame is not None and context.frame.sentence >= context.sentence - 1:
            name = context.frame.name
        periods = [clause.tokens[i].period for i in whens]
        return [self._frame(name, resolve(period, context.when, self.reference)) for period in periods if period is not None]

    def _spread(self, clause: Skeleton, whens: list[int], left: str, size: int) -> list[When]:
        """一至四季度分别为 …, 三季度各月依次为 …: the periods of a series, when it has just ``size`` members."""
        period = clause.tokens[whens[-1]].period if len(whens) == 1 else None
        when = resolve(period, self.context.when, self.reference) if period is not None else self.context.when
        if match := re.fullmatch(r"([QM])(\d+)-[QM](\d+)", when.part):
            first, last = int(match[2]), int(match[3])
            if last - first + 1 == size and period is not None:
                return [when._replace(part=f"{match[1]}{k}" if match[1] == "Q" else f"M{k:02}", named=True) for k in range(first, last + 1)]
        if period is not None and when.year is not None and when.end_year is not None and when.end_year - when.year + 1 == size:
            if _RESPECTIVELY.search(left) or "各年" in left:  # 2021年至2024年依次为…
                return [When(year, 0, when.part or "Y") for year in range(when.year, when.end_year + 1)]
        if size == 4 and (self.context.quarterly or re.search("四个季度|各季度?|分季度", left)):
            return [self.context.when._replace(part=f"Q{k}", named=True) for k in range(1, 5)]
        if "各月" in left and (match := re.fullmatch(r"Q(\d)", when.part)) and size == 3:
            start = 3 * int(match[1]) - 2
            return [when._replace(part=f"M{k:02}", named=True) for k in range(start, start + 3)]
        return []

    def _named_right(self, name: Name, clause: Skeleton, run: list[int]) -> Name:
        """分别开设6个和7个账户, …a、b的解禁量: the name that stands right of the last value, where the words left of it name no measure."""
        if name.known is not None:
            return name
        right = clause.text[run[-1] + 1 :]
        match = OF_THESE.match(right)
        quantity = clause.tokens[run[-1]].quantity
        if match is None and quantity is not None and quantity.dimension.startswith("count"):
            match = NOUN.match(right)
        noun = self.namer.split(match["noun"]) if match is not None else PLAIN
        return self._resolve_name(noun._replace(scope=noun.scope or name.scope)) if noun.full else name

    def _row_before(self, size: int) -> list[str]:
        """甲地块4.2公顷、乙地块3.6公顷，成交价依次为a、b: whose they are, by the one row of just so many in the sentence."""
        told = [f for f in self._stated_levels() if f.level is not None and f.level.aspect == ""]
        last = told[-size:]
        rows = {f.clause for f in last}
        if len(last) != size or len(rows) != 1 or any(f.clause in rows for f in told[:-size]) or len({f.dimension for f in last}) != 1:
            return []
        names = [f.name.subject or f.name.indicator for f in last]
        alike = len({name[-1:] for name in names}) == 1 and all(1 < len(name) <= 8 for name in names)
        return names if alike and len(set(names)) == size else []

    def _unpaired(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """Values whose subjects are not clear: claimed in a frame each, without links."""
        name = self._named_right(self._name(_RESPECTIVELY.sub("", clause.text[begin : run[0]])), clause, run)
        anonymous = clause.text[run[0]] == LEVEL and bool(_RESPECTIVELY.search(clause.text[begin : run[0]]))
        if anonymous:
            # 产量大的是脐橙、蜜柚，依次为…
            owners = self._listed_ahead(len(run), clause.text[begin : run[0]])
            owners = owners or self._row_before(len(run)) or [f"{name.subject}第{k}项" for k in range(1, len(run) + 1)]
            frames = [self._frame(name._replace(subject=owner), self.context.when) for owner in owners]
            for frame, i in zip(frames, run, strict=True):
                draft = self._level(clause.tokens[i], frame)
                draft.group, draft.bound = self._runs, "carried"
            self.context.group = frames
            self._clause_items = []
            return True
        for i in run:
            frame = self._frame(name._replace(indicator=name.indicator), self.context.when)
            frame.bound = "unclear"
            token = clause.tokens[i]
            kind = {PERCENT: "share", POINT: "growth-shift", MULTIPLE: "multiple"}.get(clause.text[i], "level")
            left = clause.text[begin : run[0]]
            if clause.text[i] == PERCENT and (verb := self._verb(left)):
                kind, sign = "growth", -1 if verb["down"] else 1
            else:
                sign = 1
            draft = self._add(kind, token, frame, sign=sign, group=self._runs, aspect="unpaired")
            draft.bound = "unclear"
        return True

    def _number(self, clause: Skeleton, i: int, begin: int, group: int) -> None:
        """Reads one number by its kind."""
        sign = clause.text[i]
        token = clause.tokens[i]
        if sign == LEVEL:
            self._amount(Spot(clause, i, begin, token, group))
        elif sign == PERCENT:
            self._percent(Spot(clause, i, begin, token, group))
        elif sign == STRUCTURE:
            self._structure(clause, i, token, begin)
        elif sign == POINT:
            self._points(clause, i, token, clause.text[begin:i])
        elif sign == BARE:
            self._bare_number(clause, i, token, begin, clause.text[begin:i])
        elif sign in (MULTIPLE, DOUBLING):
            self._multiple(clause, i, token, begin, clause.text[begin:i])

    def _bare_number(self, clause: Skeleton, i: int, token: Token, begin: int, left: str) -> None:
        """由0.45下降到0.42, 恩格尔系数为0.31: a number without unit counts where a rate is named."""
        if self._bare_shift(clause.tokens[i], left) or self._bare_base(clause, i, token, begin):
            return
        if (match := self.grammar.origin.search(left)) and self._come_to(re.split(f"[{NUMBERS}]", clause.text[i + 1 : i + 24])[0]):
            target = self._rate_frame(left[: match.start()].strip(" 、"))
            draft = self._add("level", token, target, aspect="base", when=self._when(match["ref"], clause, begin + match.start("ref")))
            self.context.origin = [draft]
            self.context.frame = target
        elif (
            self.context.origin
            and self.context.origin[0].quantity is not None
            and self.context.origin[0].quantity.dimension == "none"
            and (match := self._come_to(left))
            and self.context.frame is not None
        ):
            draft = self._rate(token, self.context.frame)
            draft.aspect = self._direction(match["to"])
            draft.links["base"] = (self.context.origin[0].id,)
            self.context.origin = []
        elif (match := self._come_to(left)) and self._names_rate(left[: match.start()]):
            self._index(token, self._named_frame(left[: match.start()]))  # 收入比缩小到1.91
        elif self._names_rate(left) or (self.context.frame is not None and match is not None):
            self._index(token, self._named_frame(left))
        elif self.context.index_listed and _WHOSE.fullmatch(left.strip(" 、，")) is not None:
            self._index(token, self._named_frame(left))  # 按指数由低到高依次是：甲区2.31、乙区2.58

    def _index(self, token: Token, frame: Frame) -> None:
        """价格指数为48.2: a rate without unit is the level of what follows, too (，按月下跌3.4%)."""
        draft = self._rate(token, frame)
        if frame.level is None:
            frame.level = draft

    def _bare_base(self, clause: Skeleton, i: int, token: Token, begin: int) -> bool:
        """（价格指数为48.2，）5月份则为49.9, 较上月的49.9: the earlier value of what has no unit."""
        frame = self.context.frame
        level = frame.level.quantity if frame is not None and frame.level is not None else None
        if level is None or level.dimension != "none" or token.quantity is None:
            return False
        spot = Spot(clause, i, begin, token, 0)
        return self._compared_level(spot) or self._past_level(spot, token.quantity)

    def _names_rate(self, left: str) -> bool:
        """True when the words end in the name of a rate, which may go without a unit: 收入倍差为1.74."""
        bare = left.rstrip("为是达约" + BRACKET)  # 性别比（以女性为100）为104.1
        if self.grammar.rate_name.search(bare):
            return True
        known = self.namer.indicators.suffix(bare)
        return known is not None and known[1].nature == "rate"

    def _bare_shift(self, token: Token, left: str) -> bool:
        """（收入比为2.08，）比上年缩小0.06: the change of the rate without unit that the sentence has just given."""
        frame = self.context.frame
        verb = self._verb(left)
        if verb is None or frame is None or frame.rate is None or not self._changes(left[: verb.start()]):
            return False
        rate = frame.rate
        if rate.kind != "level" or rate.quantity is None or rate.quantity.dimension != "none" or rate.sentence != self.context.sentence:
            return False
        _, basis, foreign = self._strip_basis(left[: verb.start()])
        draft = self._add("change", token, frame, sign=-1 if verb["down"] else 1, basis=basis or self.context.default_basis)
        draft.links["now"] = (rate.id,)
        if "base" in rate.links:
            draft.links["base"] = rate.links["base"]
        if foreign:
            draft.bound, draft.aspect = "unclear", "comparison"
        return True
