"""Runs of amounts: 甲、乙产量分别为12万吨和9万吨, their earlier values and their changes."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.frames import Frame
from enping_check.claims.pairing import COMPARED, RESPECTIVELY, THESE_ALL, Pairing
from enping_check.claims.scene import PLAIN
from enping_check.claims.skeleton import NUMBERS, TIMES, Skeleton
from enping_check.claims.timeline import resolve

_VERB: Final = re.compile("(?:开设|设立|新建|建设|建成|引进|培育|改造|新增|开通|组织|举办|签约)(?:了)?$")

_COME_TO: Final = re.compile(
    "(?:则|已|均|都|分别|依次|依序|各自?|就|才|变成|变为|升至|升到|增至|增到|增加到|降至|降到|涨至|达到?|到|为|是|有|了|约)*"
)
_TIME: Final = re.compile(f"[{TIMES}]")
_TIMES_IN_A_ROW: Final = re.compile(f"[{TIMES}](?:(?:以及|[、和及与])[{TIMES}])+")


class PairedLevels(Pairing):
    """Reads a run of amounts as the levels, bases or changes of as many things."""

    def _levels_respectively(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """甲、乙产量分别为12万吨和9万吨; or, of the things listed before, their values at another time or their changes."""
        left = clause.text[begin : run[0]]
        if RESPECTIVELY.search(left) and (reached := self._come_to(left)) and not self.grammar.linking.match(reached[0]):
            left = left[: reached.start()] + "分别"  # 床位分别增至120张和45张
        size = len(run)
        chained = self._chained(size) or self._as_many(left, size) or self._told_in_turn(clause, run, left)
        tokens = [clause.tokens[i] for i in run]
        if self._starting_levels(clause, run, begin) or self._reached_levels(clause, run, begin):
            return True
        if chained and self._chained_values(clause, run, begin, chained):
            return True
        if self._changed_respectively(clause, run, begin):
            return True
        if later := self._told_again(clause, run, begin, chained or []):
            frames = later
        elif self.context.dates or self._in_a_row(left) == size:
            frames = self._at_times(clause, run, begin) or self._members(left, size, clause, begin)
        else:
            frames = (
                (self._borne_members(left, tokens[0].quantity, size) if RESPECTIVELY.search(left) else [])
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

    def _told_in_turn(self, clause: Skeleton, run: list[int], left: str) -> list[Frame]:
        """新收案件5214件，结案4876件，分别比上年同期的4630件、4415件增长…: the last values of the sentence, as many, each of its own."""
        size = len(run)
        told = self._stated_levels()[-size:]
        compared = clause.text[run[-1] + 1 :] in COMPARED
        if not (RESPECTIVELY.match(left.lstrip("，")) or compared) or len(told) != size or not self._measured_as(clause, run, told):
            return []
        alone = len({f.name.full for f in told}) == size and all(f.level is not None and not f.level.group and f.base is None for f in told)
        return told if alone and all(f.sentence == self.context.sentence and not f.inner for f in told) else []

    def _told_again(self, clause: Skeleton, run: list[int], begin: int, told: list[Frame]) -> list[Frame]:
        """（去年9月甲、乙保费为11亿元、31亿元，）今年同月变成12亿元、36亿元: the things just listed, at a later time."""
        left = clause.text[begin : run[0]].lstrip("，；而")
        token = clause.tokens.get(run[0] - len(left))
        if not told or left[:1] not in TIMES or _COME_TO.fullmatch(left[1:]) is None or token is None or token.period is None:
            return []
        if token.period.error or not all(f.level is not None and f.level.group for f in told) or not self._measured_as(clause, run, told):
            return []
        when, then = resolve(token.period, self.context.when, self.reference), told[0].when
        if token.period.same:  # of the part of the year that was told
            when = then._replace(offset=token.period.offset) if then.year is None and token.period.offset is not None else then
        return [self._frame(f.name, when) for f in told] if then.earlier(when) else []

    @staticmethod
    def _in_a_row(left: str) -> int:
        """某集团第一季及第二季收入分别为…: how many times are joined in a row, whoever stands before them."""
        row = _TIMES_IN_A_ROW.findall(left)
        return len(_TIME.findall(row[0])) if len(row) == 1 else 0

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

    def _changed_respectively(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """医院、卫生院床位分别增加120张和45张: changes of the things named."""
        left = clause.text[begin : run[0]]
        verb = self._verb(left)
        if verb is None or not RESPECTIVELY.search(left) or self._come_to(left) or self.grammar.increment.search(verb[0]):
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
            and THESE_ALL.search(left)
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
