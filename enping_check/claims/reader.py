"""Sentences to claims: walks clause by clause, says what each number is by the words around it, and binds it to who, what and when.

Binding follows explicit rules. A level, its growth, its share and its change form a frame. A number without a noun phrase of its own
belongs to the frame before it in the sentence. Subject and scope carry until a phrase replaces them; a period carries until the next.
A list opened by 其中 or 分…看 makes its members parts of the nearest totals of the same dimension. When the words leave two readings, the
number is claimed without a link.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from enping_check.claims.frames import Context, Draft, Frame, PartList
from enping_check.claims.grammar import ONLY_TIME, Grammar
from enping_check.claims.names import Name, Namer
from enping_check.claims.skeleton import (
    BARE,
    BRACKET,
    DOUBLING,
    DURATION,
    LEVEL,
    MULTIPLE,
    NUMBERS,
    PERCENT,
    POINT,
    STEP_BEFORE,
    STRUCTURE,
    TIMES,
    WHEN,
    YEAR_BEFORE,
    YEAR_START,
    Skeleton,
    Token,
    clauses,
)
from enping_check.claims.timeline import When, resolve
from enping_check.language.units import match as unit_end
from enping_check.language.units import spellings
from enping_check.model import Quantity

_NAME_SPLIT: Final = re.compile("、|和|及|与|以及|，")
_PLAIN: Final = Name()
_VERBAL: Final = re.compile(
    "组建|推动|支持|推进|加快|引进|建设|打造|发挥|深化|启动|实施|开展|加强|完善|强化|落实|促进|培育|壮大|优化|提升|扩大|做|深入|持续|不断|大力|积极|着力|切实|全面|扎实|坚持|抓|通过|围绕|帮助|组织|带动|争取|累计|成功|新|已|共|先后"
)
_BEFORE_TIME: Final = re.compile(f"^(?:，|、)*(?P<subject>[\u4e00-\u9fffA-Za-z]{{2,12}}){WHEN}(?P<rest>[^{NUMBERS}]{{2,}})$")
_WORDED: Final = re.compile("(?P<n>[两二三四五六七八九十])[个家项类大种方面者]+")
_NOUN: Final = re.compile(
    "(?P<noun>(?:(?!实现|完成|达到|开工|投用|启动|建成|获得|纳入|入选|全面|正式|分别|全部|通过|进行|开展|参加|落地|投产|增长|下降|增加|减少|提高|上升|同比|环比|平均|累计|来自|居|占|以上|左右|以下|以内)[\u4e00-\u9fffA-Za-z“”（）]){2,14})"
)
_ACTOR: Final = re.compile(
    "^(?:其中)?(?P<subject>[^，的是了在和与对以为仍有将被把让从到等不]{2,10}?(?:街道|园区|产业|集团|公司|股份|银行|镇|乡|村|开发区|工业园|(?:[区县市](?![场民值面委政长级域内外属容])))"
    ")[\u4e00-\u9fff]{2,8}$"
    "|^(?P<company>[^，的是了在和与对以为]{2,8}?(?<![局部署委处层人者关办院心会社]))(?:晚间|日前|近日|今日)?(?:公告|披露)[^，]{0,6}$"
)


_ACCOUNTS = ("企业账目",)
_CROSSING = re.compile("(?:突破|站上|迈上|跨上|踏上|登上|跨越|迈过|跨过|超过|超)(?:了)?$")
_THRESHOLD = re.compile(
    "(?:历史性|首次|成功|一举|连续[^，]{1,3}年|再次|并|已|率先)*(?:突破|站上|迈上|跨上|踏上|登上|跨越|迈过|跨过|超过|超|破)(?:了)?$"
)
_BARE = re.compile("约|折合|合计|合|即|等于|相当于|人民币|共|计")


def _kindred(name: str, total: Frame) -> bool:
    """True when a part's name ends as the total's does (出口 of 进出口, 过夜游客 of 游客) in at least two characters."""
    whole = total.printed or total.name.full
    return any(len(name) >= 2 and len(other) >= 2 and name[-2:] == other[-2:] for other in (whole, total.name.indicator))


def _dated(text: str) -> bool:
    """True when a period stands in the text."""
    return any(sign in text for sign in TIMES)


class Reader:
    """Reads the sentences of one article in order; ``drafts`` collects the claims."""

    def __init__(
        self, grammar: Grammar, namer: Namer, reference: int | None, groups: dict[str, tuple[str, ...]], per: dict[str, tuple[str, ...]]
    ) -> None:
        self.grammar = grammar
        self.namer = namer
        self.reference = reference
        self.groups = groups  # group words: 城乡 → 城镇, 农村
        self.per = per
        self.drafts: list[Draft] = []
        start = When(reference, 0, "Y", named=False) if reference is not None else When(None, 0, "Y", named=False)
        self.context = Context(when=start)
        self._lists = 0
        self._runs = 0
        self._clause_items: list[Frame] = []
        self._whole: Draft | None = None  # the value of a share's whole, printed between 占 and the share
        self._whole_text = ""
        self._whole_verb = ""
        self.printed_left = ""  # the words left of the amount being read
        self._crossed: Draft | None = None
        self._opening = True
        self._opened = -1

    # ------------------------------------------------------------------ sentences

    def line(self, place: str) -> None:
        """Begins a new line of the article; subject and scope carry, lists and open values do not."""
        context = self.context
        context.paragraph += 1
        context.place = place
        if context.main is not None:
            context.when = context.main
        context.parts = None
        context.origin = []
        context.group = []
        context.subject = ""
        if place in ("heading", "title"):
            context.subject = ""

    def sentence(self, skeleton: Skeleton) -> None:
        """Reads one sentence."""
        context = self.context
        context.sentence += 1
        if context.parts is not None:
            context.parts = None
        context.origin = []
        context.target = False
        context.topic = None
        context.listed = []
        context.closed = False
        context.segment = 0
        self._crossed = None
        self._opening = context.paragraph != self._opened
        self._opened = context.paragraph
        if "下同" in skeleton.text or any(t.inner is not None and "下同" in t.inner.text for t in skeleton.tokens.values()):
            context.default_basis = "同比"
        context.noted = "可比" if self.grammar.noted.search(skeleton.text) else ""
        self._clauses(skeleton)

    def _clauses(self, skeleton: Skeleton) -> None:
        before = ""
        for after, clause in clauses(skeleton):
            self.context.clause += 1
            if before == "；":
                self._semicolon()
            elif (
                before == "："
                and self.context.frame is not None
                and self.context.frame.level is not None
                and self.context.frame.clause == self.context.clause - 1
                and self.context.parts is None
            ):
                self._lists += 1
                self.context.parts = PartList(self._lists, "其中", self.context.sentence, True, totals=[self.context.frame])
            self._clause(clause)
            before = after

    def _semicolon(self) -> None:
        context = self.context
        context.segment += 1
        context.origin = []
        parts = context.parts
        if parts is not None and not parts.leading:
            if parts.outer is not None:
                context.parts = parts.outer
            else:
                parts.loose = True

    # ------------------------------------------------------------------ clauses

    def _clause(self, clause: Skeleton) -> None:
        context, grammar, text = self.context, self.grammar, clause.text
        if grammar.target.search(text):
            context.target = True
        numbers = [i for i in sorted(clause.tokens) if clause.text[i] in NUMBERS]
        stripped = text.strip(" 、")
        if match := grammar.view.match(stripped):
            if not numbers:
                by = self.namer.split(match["by"])
                if by.known is not None and not re.search(
                    "类型|结构|方式|领域|性质|来源|构成|贸易|企业|行业|产业$|区域|地区|经济|所有制|用途|品种", match["by"]
                ):
                    context.topic = by
                else:
                    self._open_list("view", leading=True)
                return
        if not numbers and (match := re.match("^(?P<of>[^，]{2,14}?)(?:中|当中|之中|里)$", stripped)):
            if match["of"].startswith(("各", "其", "当")):
                self._open_list("其中", leading=True)
            else:
                self._within(match["of"])
            return
        if match := grammar.of_which.search(text):
            first = numbers[0] if numbers else len(text)
            if match.start() <= first:
                head = all(c in " ，、\n" for c in text[: match.start()])
                self._open_list("其中", leading=head and self._first_of_sentence())
        self._times(clause, numbers)
        self._clause_items = []
        if not numbers:
            self._topic(clause)
            return
        runs = self._split_runs(clause, numbers)
        begin = 0
        for run in runs:
            if run[0] in clause.tokens and clause.tokens[run[0]].sign:
                self._run(clause, run, begin)
            begin = run[-1] + 1
        if len(self._clause_items) > 1:
            context.group = list(self._clause_items)
            last = self._clause_items[-1]
            if context.parts is not None and last.parts is context.parts and context.parts.totals:
                last.rival = context.parts.totals[0]
        self._whole = None
        self._brackets(clause)
        if (
            re.search(f"{LEVEL}[^{NUMBERS}，]{{0,14}}(?:中|当中|之中|里)$", text.rstrip())
            and context.frame is not None
            and context.frame.level is not None
        ):
            self._lists += 1
            context.parts = PartList(self._lists, "其中", context.sentence, False, totals=[context.frame], outer=context.parts)

    def _within(self, text: str) -> None:
        """分布式光伏中，…: what follows is part of that, when an earlier frame of the paragraph is named so; else of something unstated."""
        context = self.context
        named = self.namer.split(text)
        hits = [
            f
            for f in reversed(context.frames[-30:])
            if f.level is not None
            and f.paragraph == context.paragraph
            and len(named.full) >= 2
            and f.level.aspect not in ("base", "average", "whole")
            and (
                f.printed.startswith(named.full)
                or (named.full.startswith(f.printed) and len(f.printed) >= 2)
                or f.name.full.endswith(named.full)
            )
        ]
        self._lists += 1
        context.parts = PartList(self._lists, "其中", context.sentence, True, totals=hits[:1])
        context.closed = not hits

    def _first_of_sentence(self) -> bool:
        frame = self.context.frame
        return frame is None or frame.sentence != self.context.sentence

    def _topic(self, clause: Skeleton) -> None:
        """A clause without numbers: it may name the subject of those that follow."""
        context = self.context
        if BRACKET in clause.text:
            self._brackets(clause)
        text = re.sub(WHEN, "", clause.text).strip()
        if 2 <= len(text) <= 14 and not re.search("[“”是了着过将要把被让]", text):
            name = self.namer.split(text)
            if name.scope or name.known or name.indicator.endswith(self.namer.lexicon.place_suffixes):
                context.topic = name
                if name.scope:
                    context.scope = name.scope
                if not name.known and name.indicator.endswith(self.namer.lexicon.place_suffixes):
                    context.subject = name.full
                    context.topic = None
        elif match := re.match("^(?P<topic>[^，是]{2,10})是", text):
            context.topic = self.namer.split(match["topic"])
        if match := _ACTOR.match(text):
            context.topic = Name(subject=self.namer.clean(match["subject"] or match["company"]), actor=True)
            context.subject = context.topic.subject
        elif context.topic is None or not context.topic.full:
            context.topic = self._topical(text)
        if context.topic is None and context.frame is not None and context.frame.paragraph != context.paragraph and len(text) > 4:
            context.frame = None  # a new paragraph speaks of something not understood: not of what the last one spoke of
        pieces = re.split("、|和|及|与|以及", re.sub(".*(?:为|是|有|包括|：)", "", text))
        if len(pieces) == 1:
            pieces = re.split("、|和|及|与|以及", re.split("为|是", text)[0])
        context.listed = [p for p in (self.namer.clean(p) for p in pieces) if p] if len(pieces) > 1 else []

    def _topical(self, text: str) -> Name | None:
        """The first known indicator a clause without numbers names, with the words before it."""
        for end in range(2, min(len(text), 24) + 1):
            if self.namer.indicators.suffix(text[:end]):
                while end < len(text) and self.namer.indicators.suffix(text[: end + 1]):
                    end += 1
                return self.namer.split(text[:end])
        return None

    def _times(self, clause: Skeleton, numbers: list[int]) -> None:
        """Sets the period that carries, unless the clause only compares with it."""
        context = self.context
        first = numbers[0] if numbers else len(clause.text)
        for i, token in sorted(clause.tokens.items()):
            if token.period is None or i > first:
                continue
            if token.period.error:
                continue
            left = clause.text[:i]
            if left.strip(" 其中、（") in ("到", "至", "截至", "截止", "截止到", "截至到"):
                left = ""
            spans = token.period.end_year is not None and left.strip(" 、") in ("从", "由", "自")  # 从2020年到2024年
            if (
                not spans
                and re.search("(?:比|较|与|由|从|自|同|是|为|占|于|到|至|相当|达)(?:于|往|了)?[^，]{0,4}$", left)
                and not re.search("截至|截止|对于|位于|至今", left[-4:])
            ):
                continue
            if token.period.same or (
                token.period.offset == -1
                and token.period.text.startswith("上")
                and context.frame is not None
                and context.frame.sentence == context.sentence
            ):
                continue  # 上年同期为…: a value to compare with
            if token.period.shift:
                continue
            when = resolve(token.period, context.when, self.reference)
            if token.period.end_part and not when.part:
                continue
            if (ended := re.match(f"止{DURATION}|止年度|止财政年度", clause.text[i + 1 :])) and when.part[:1] == "D":
                months = clause.tokens.get(i + 2)
                count = months.quantity.number if months is not None and months.quantity is not None and ended[0].endswith(DURATION) else 12
                part = {
                    ("D06-30", 6): "H1",
                    ("D12-31", 6): "H2",
                    ("D12-31", 12): "Y",
                    ("D03-31", 3): "Q1",
                    ("D09-30", 9): "Q1-Q3",
                    ("D06-30", 3): "Q2",
                }.get((when.part, int(count or 12)), when.part)
                when = replace(when, part=part)
            context.when = when
            if (
                when.year is not None
                and self.reference is not None
                and when.year > self.reference
                and re.search("到|至", clause.text[max(0, i - 2) : i])
            ):
                context.target = True
            alone = sum(t.period is not None for t in clause.tokens.values()) == 1
            if (
                i <= 14
                and self._opening
                and alone
                and (context.main is None or token.period.year is not None)
                and not when.part.startswith(("D", "F"))
                and not when.moment
            ):
                context.main = when

    def _split_runs(self, clause: Skeleton, numbers: list[int]) -> list[list[int]]:
        """Numbers joined by nothing but 、和及与 (and a repeated verb) form one run."""
        runs: list[list[int]] = []
        for i in numbers:
            if runs and self._same_kind(clause, runs[-1][-1], i) and self.grammar.joint.match(clause.text[runs[-1][-1] + 1 : i]):
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs

    @staticmethod
    def _same_kind(clause: Skeleton, a: int, b: int) -> bool:
        if clause.text[a] != clause.text[b]:
            return False
        if b - a == 1 and clause.text[a] != PERCENT:
            return False
        if b - a == 1:
            return False
        first, second = clause.tokens[a].quantity, clause.tokens[b].quantity
        return first is None or second is None or first.dimension == second.dimension

    def _open_list(self, mode: str, *, leading: bool) -> None:
        context = self.context
        self._lists += 1
        parts = PartList(self._lists, mode, context.sentence, leading, outer=context.parts)
        inside = [
            f
            for f in context.frames[-40:]
            if f.sentence == context.sentence and (f.parts is None or f.loose or (f.parts is context.parts and not f.parts.loose))
        ]
        earlier = [f for f in context.frames[-60:] if f.sentence < context.sentence and f.paragraph == context.paragraph]
        previous = [f for f in context.frames[-60:] if f.paragraph == context.paragraph - 1] if not earlier and not inside else []
        candidates = list(reversed(inside))
        if not inside or leading:
            tops = [f for f in earlier if f.parts is None]
            if not tops:
                listed = [f.parts.totals[0] for f in earlier if f.parts is not None and f.parts.totals]
                tops = list(dict.fromkeys(listed))
            candidates += list(reversed(tops))
            last = [f for f in earlier if f.parts is not None and f.sentence == context.sentence - 1]
            if mode != "view" or (len(last) == 1 and last[0].parts is not None and last[0].parts.mode == "其中"):
                candidates += list(reversed([f for f in earlier if f.parts is not None and f.sentence == context.sentence - 1]))
            single = [f for f in previous if f.parts is None and (f.level is None or f.level.group <= 0)]
            candidates += list(reversed(single))
        if mode == "view":
            candidates += [f for f in context.viewed if f not in candidates]
        parts.totals = [
            f
            for f in candidates
            if (not f.inner and (f.level is not None and f.level.aspect not in ("average", "base", "whole"))) or f.growth is not None
        ][:12]
        parts.several = len(context.group) > 1 and bool(parts.totals) and parts.totals[0] in context.group
        context.parts = parts
        if mode == "view" and parts.totals:
            context.viewed = [f for f in parts.totals if f.parts is None] or context.viewed

    # ------------------------------------------------------------------ runs of numbers

    def _run(self, clause: Skeleton, run: list[int], begin: int) -> None:
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
        context, grammar = self.context, self.grammar
        left = clause.text[begin : run[0]]
        size = len(run)
        sign = clause.text[run[0]]
        tokens = [clause.tokens[i] for i in run]
        chained = context.group if len(context.group) == size else []
        if sign in (PERCENT, POINT, MULTIPLE):
            verb = grammar.growth.search(left) or grammar.rate_noun.search(left)
            noun = left[: verb.start()] if verb else left
            share = grammar.share.search(left)
            spoken = noun if not share else left[: share.start()]
            frames = (
                self._counted_siblings(spoken, size)
                or self._members(spoken, size, clause, begin)
                or chained
                or self._siblings(size)
                or self._ungrown(size)
            )
            if not frames:
                return self._unpaired(clause, run, begin)
            for frame, i, token in zip(frames, run, tokens, strict=True):
                piece = clause.text[run[run.index(i) - 1] + 1 : i] if i != run[0] else ""
                own = grammar.growth.search(piece)
                context.frame = frame
                if sign == PERCENT and share:
                    self._share(token, frame, share["whole"] or "", group=self._runs)
                elif sign == POINT:
                    self._points(clause, i, token, left, group=True)
                elif verb is not None:
                    down = own or verb
                    self._growth(
                        token, frame, -1 if down["down"] else 1, left[: verb.start()], "growth" if sign != MULTIPLE else "multiple"
                    )
                elif grammar.contribution.search(left):
                    self._add("contribution", token, frame, group=self._runs)
                else:
                    self._rate(token, frame)
            for draft in self.drafts[-size:]:
                draft.group = self._runs
            context.frame = frames[-1]
            context.group = list(frames)
            return True
        if sign != LEVEL:
            return False
        if compared := grammar.compared.search(left):
            if chained and grammar.rises.match(clause.text[run[-1] + 1 :]):
                when = self._when(compared["ref"], clause, begin + compared.start("ref"))
                for frame, token in zip(chained, tokens, strict=True):
                    frame.base = self._add("level", token, frame, aspect="base", when=when, group=self._runs)
                return True
        if ONLY_TIME.match(re.sub("分别|依次|各|为|是", "", left)) and _dated(left) and chained and self._past(clause, begin, run[0]):
            when = self._when(left, clause, begin)
            for frame, token in zip(chained, tokens, strict=True):
                frame.base = self._add("level", token, frame, aspect="base", when=when, group=self._runs)
            return True
        if verb := grammar.growth.search(left):
            if chained and self._changes(left[: verb.start()]):
                for frame, token in zip(chained, tokens, strict=True):
                    self._change(token, frame, -1 if verb["down"] else 1, left[: verb.start()])
                return True
        whens = [i for i, t in sorted(clause.tokens.items()) if begin <= i < run[0] and t.period is not None]
        frames = self._members(left, size, clause, begin)
        spread = self._spread(clause, whens, left, size) if not frames else []
        if spread:
            name = self._name(re.sub("各月|各季度?|各年|分别|依次", "", left))
            if not self.namer.split(re.sub("各月|各季度?|各年|分别|依次", "", left)).full and context.frame is not None:
                name = context.frame.name
            frames = [self._frame(name, when) for when in spread]
        if not frames and len(whens) == size:
            name = self._name(left)
            if not name.full and context.frame is not None and context.frame.sentence >= context.sentence - 1:
                name = context.frame.name
            frames = []
            for i in whens:
                period = clause.tokens[i].period
                if period is None:
                    continue
                when = resolve(period, context.when, self.reference)
                if not period.part and period.year is None:
                    when = resolve(period, context.when, self.reference)
                frames.append(self._frame(name, when))
        if not frames and chained and grammar.linking.match(left.strip(" ，、")):
            frames = [self._frame(f.name, f.when) for f in chained]
        if not frames:
            return self._unpaired(clause, run, begin)
        for frame, token in zip(frames, tokens, strict=True):
            self._level(token, frame)
        for draft in self.drafts[-size:]:
            draft.group = self._runs
        context.group = list(frames)
        self._clause_items = []
        return True

    def _spread(self, clause: Skeleton, whens: list[int], left: str, size: int) -> list[When]:
        """一至四季度分别为 …, 三季度各月依次为 …: the periods of a series, when it has just ``size`` members."""
        period = clause.tokens[whens[-1]].period if len(whens) == 1 else None
        when = resolve(period, self.context.when, self.reference) if period is not None else self.context.when
        if match := re.fullmatch(r"([QM])(\d+)-[QM](\d+)", when.part):
            first, last = int(match[2]), int(match[3])
            if last - first + 1 == size and period is not None:
                return [replace(when, part=f"{match[1]}{k}" if match[1] == "Q" else f"M{k:02}") for k in range(first, last + 1)]
        if size == 4 and re.search("四个季度|各季度?|分季度", left):
            return [replace(self.context.when, part=f"Q{k}") for k in range(1, 5)]
        if "各月" in left and (match := re.fullmatch(r"Q(\d)", when.part)) and size == 3:
            start = 3 * int(match[1]) - 2
            return [replace(when, part=f"M{k:02}") for k in range(start, start + 3)]
        return []

    def _unpaired(self, clause: Skeleton, run: list[int], begin: int) -> bool:
        """Values whose subjects are not clear: claimed in a frame each, without links."""
        name = self._name(re.sub("分别|依次|各", "", clause.text[begin : run[0]]))
        anonymous = clause.text[run[0]] == LEVEL and bool(re.search("分别|依次|各", clause.text[begin : run[0]]))
        if anonymous:
            frames = [self._frame(replace(name, subject=f"{name.subject}第{k}项"), self.context.when) for k in range(1, len(run) + 1)]
            for frame, i in zip(frames, run, strict=True):
                draft = self._level(clause.tokens[i], frame)
                draft.group, draft.bound = self._runs, "carried"
            self.context.group = frames
            self._clause_items = []
            return True
        for i in run:
            frame = self._frame(replace(name, indicator=name.indicator), self.context.when)
            frame.bound = "unclear"
            token = clause.tokens[i]
            kind = {PERCENT: "share", POINT: "growth-shift", MULTIPLE: "multiple"}.get(clause.text[i], "level")
            left = clause.text[begin : run[0]]
            if clause.text[i] == PERCENT and (verb := self.grammar.growth.search(left)):
                kind, sign = "growth", -1 if verb["down"] else 1
            else:
                sign = 1
            draft = self._add(kind, token, frame, sign=sign, group=self._runs, aspect="unpaired")
            draft.bound = "unclear"
        return True

    def _counted_siblings(self, text: str, size: int) -> list[Frame]:
        """四类电源占比依次为…: the four members of the list just read, when the words count them without naming them."""
        worded = _WORDED.search(text)
        if worded is None or len([p for p in _NAME_SPLIT.split(text) if p]) > 1:
            return []
        return self._siblings(size) or (self.context.group if len(self.context.group) == size else [])

    def _ungrown(self, size: int) -> list[Frame]:
        """The last ``size`` levels of the sentence when none has a growth yet: X 36亿元，净利润 2.7亿元，同比分别增长…"""
        recent = [
            f
            for f in self.context.frames[-24:]
            if f.sentence == self.context.sentence and f.level is not None and f.level.aspect not in ("base", "average", "whole")
        ][-size:]
        return recent if len(recent) == size and all(f.growth is None for f in recent) else []

    def _siblings(self, size: int) -> list[Frame]:
        """The members of the list just read, when there are exactly ``size``."""
        parts = self.context.parts
        if parts is not None and len(parts.members) == size:
            return list(parts.members)
        recent: dict[int, list[Frame]] = {}
        for frame in self.context.frames[-16:]:
            if frame.parts is not None and frame.sentence >= self.context.sentence - 1:
                recent.setdefault(frame.parts.id, []).append(frame)
        fitting = [members for members in recent.values() if len(members) == size]
        return fitting[-1] if fitting else []

    def _members(self, text: str, size: int, clause: Skeleton, begin: int) -> list[Frame]:
        """Frames for the subjects named in ``text``, one for each of ``size`` values; empty when they do not pair off."""
        context = self.context
        bare = re.sub(f"{WHEN}|分别|依次|各自|各", "", text)
        bare = self.grammar.of_which.sub("", bare).strip(" ，、：")
        bare = re.sub("(?:为|是|达到|达|完成|实现|有|约)+$", "", bare)
        if not bare:
            return []
        for word, members in self.groups.items():
            if len(members) == size and word in bare:
                head, _, tail = bare.partition(word)
                known = self.namer.indicators.find(bare)
                if known is not None and not re.search("分别|依次|各", text) and size > 2:
                    continue
                name = self.namer.split(head + tail) if head + tail else _PLAIN
                return [self._frame(self._member_name(name, member), context.when) for member in members]
        count = clause.tokens.get(begin - 1)
        worded = _WORDED.search(bare)
        if worded and "两二三四五六七八九十".find(worded["n"]) - (worded["n"] != "两") + 2 == size:
            head = re.sub("等$", "", bare[: worded.start()])
            shared = self.namer.split(bare[worded.end() :])
            before = [p for p in _NAME_SPLIT.split(head) if p]
            if len(before) == size:
                return [
                    self._frame(
                        replace(shared, subject=self.namer.clean(p) + shared.subject, scope=shared.scope or context.scope), context.when
                    )
                    for p in before
                ]
            names = context.listed if len(context.listed) == size else [f"第{'一二三四五六七八九十'[k]}" for k in range(size)]
            return [
                self._frame(replace(shared, subject=each + shared.subject, scope=shared.scope or context.scope), context.when)
                for each in names
            ]
        if (
            count is not None
            and count.quantity is not None
            and count.quantity.number == size
            and count.quantity.dimension.startswith("count")
        ):
            shared = self.namer.split(bare)
            names = context.listed if len(context.listed) == size else [f"第{'一二三四五六七八九十'[k % 10]}" for k in range(size)]
            return [
                self._frame(replace(shared, subject=shared.subject + each, scope=shared.scope or context.scope), context.when)
                for each in names
            ]
        pieces = [p for p in _NAME_SPLIT.split(bare) if p]
        if len(pieces) == 1 and len(context.listed) == size:
            shared = self.namer.split(bare)
            return [
                self._frame(replace(shared, subject=each, scope=shared.scope or context.scope), context.when) for each in context.listed
            ]
        if len(pieces) != size:
            pieces = self._regroup(bare, size)
        if len(pieces) != size:
            return []
        pieces = self._shared_tail(pieces)
        split = [self.namer.split(piece) for piece in pieces]
        first, last = split[0], split[-1]
        frames = []
        for at, name in enumerate(split):
            tailless = not name.known or pieces[at][-2:] != pieces[-1][-2:]
            if name is not last and last.known is not None and last.subject and tailless and not name.subject:
                name = replace(last, subject=name.full or name.subject, scope=name.scope or first.scope)
            elif name is not first and first.known is None and not name.scope and first.subject and not name.subject and name.known is None:
                name = replace(name, subject=first.subject)
            frames.append(self._frame(self._resolve_name(name), context.when))
        return frames

    def _shared_tail(self, pieces: list[str]) -> list[str]:
        """小麦、玉米、大豆产量: the last piece's measure goes to the others when that names an indicator."""
        last = pieces[-1]
        for cut in range(1, len(last) - 1):
            tail = last[cut:]
            heads = [p for p in pieces[:-1] if not p.endswith(tail)]
            if heads and all(self.namer.indicators.find(self.namer.clean(p) + tail) for p in heads):
                return [p if p.endswith(tail) else p + tail for p in pieces]
        return pieces

    def _regroup(self, text: str, size: int) -> list[str]:
        """Splits at 、only, then lets 和/及/与 join the last two, so that a 和 inside a name does not count."""
        pieces = [p for p in text.split("、") if p]
        if len(pieces) == size - 1:
            for word in ("以及", "及", "和", "与"):
                head, found, tail = pieces[-1].rpartition(word)
                if found and head and tail:
                    return [*pieces[:-1], head, tail]
        return pieces if len(pieces) == size else []

    def _member_name(self, name: Name, member: str) -> Name:
        known = self.namer.indicators.find(member)
        if name.indicator:
            whole = self.namer.indicators.find(member + name.indicator)
            if whole is not None:
                return replace(name, indicator=whole.name, known=whole, scope=name.scope or self.context.scope)
            return replace(name, subject=name.subject + member, scope=name.scope or self.context.scope)
        return replace(name, indicator=known.name if known else member, known=known, scope=name.scope or self.context.scope)

    # ------------------------------------------------------------------ single numbers

    def _number(self, clause: Skeleton, i: int, begin: int, group: int) -> None:
        sign = clause.text[i]
        token = clause.tokens[i]
        left = clause.text[begin:i]
        if sign == STRUCTURE:
            self._structure(clause, i, token, begin)
        elif sign == PERCENT:
            self._percent(clause, i, token, begin, left)
        elif sign == POINT:
            self._points(clause, i, token, left)
        elif sign in (MULTIPLE, DOUBLING):
            self._multiple(clause, i, token, begin, left)
        elif sign == LEVEL:
            self._amount(clause, i, token, begin, left, group)
        elif sign == BARE:
            if (match := self.grammar.origin.search(left)) and self.grammar.reached.search(
                re.split(f"[{NUMBERS}]", clause.text[i + 1 : i + 24])[0]
            ):
                target = self._rate_frame(left[: match.start()].strip(" 、"))
                draft = self._add("level", token, target, aspect="base", when=self._when(match["ref"], clause, begin + match.start("ref")))
                self.context.origin = [draft]
                self.context.frame = target
            elif (
                self.context.origin
                and self.context.origin[0].quantity is not None
                and self.context.origin[0].quantity.dimension == "none"
                and (match := self.grammar.reached.search(left))
                and self.context.frame is not None
            ):
                draft = self._rate(token, self.context.frame)
                draft.aspect = self._direction(match["to"])
                draft.links["base"] = (self.context.origin[0].id,)
                self.context.origin = []
            elif self.grammar.rate_name.search(left.rstrip("为是达约")) or (
                self.context.frame is not None and self.grammar.reached.search(left)
            ):
                self._rate(token, self._named_frame(left))

    def _amount(self, clause: Skeleton, i: int, token: Token, begin: int, left: str, group: int) -> None:
        self.printed_left = left
        context, grammar = self.context, self.grammar
        right = clause.text[i + 1 :]
        quantity = token.quantity
        frame = context.frame
        if quantity is None:
            return
        if re.match("兑|对人民币", right) or re.search("兑(?:换)?(?:人民币)?$|对人民币(?:汇率)?(?:为)?$", left):
            draft = self._add("level", token, self._frame(_PLAIN, context.when), aspect="incidental")
            draft.bound = "unclear"
            return
        # 占 W 41.2万亩 的 93.7% / 是 2021年 742万元 的 2.5倍
        counted_whole = "占" in left and re.match(f"[\u4e00-\u9fff]{{1,8}}的(?:近|约|超|超过|逾)?{PERCENT}", right)
        if (counted_whole or re.match(f"的(?:近|约|超|超过|逾|比重(?:为|达)?)?[{PERCENT}{MULTIPLE}]", right)) and (
            match := re.search("(?P<verb>占|为|是|相当于|完成|恢复到|达到|达|恢复至|等于|只占|约占)(?P<whole>[^占]*)$", left)
        ):
            when = self._when(match["whole"], clause, begin + match.start("whole"))
            name = self._name(match["whole"], carry=False)
            holder = self._detached(name, when)
            self._whole = self._add("level", token, holder, aspect="whole", when=when)
            self._whole_text = match["whole"]
            self._whole_verb = match["verb"]
            return
        if right.startswith(("以上的", "以下的", "及以上的", "以上项目", "以上企业", "级", "以上")) and quantity.dimension.startswith(
            "currency"
        ):
            return
        if quantity.hedge and re.match("的[\u4e00-\u9fff]", right) and not re.match(f"的[^，]{{0,3}}[{PERCENT}{MULTIPLE}]", right):
            return  # 超过2亿元的县区: a class, not a value
        if (
            frame is not None
            and frame.rival is not None
            and frame.dimension
            and frame.dimension != quantity.dimension
            and frame.rival.dimension == quantity.dimension
            and frame.rival.sentence == context.sentence
        ):
            frame = context.frame = frame.rival
        compared = grammar.compared.search(left)
        alone = begin == 0 and compared is not None and not self.namer.clean(left[: compared.start()])
        if (
            compared
            and (frame is not None or not alone)
            and (
                grammar.rises.match(right.lstrip("）"))
                or right.strip(" ") in ("相比", "比较", "相比较")
                or (alone and not right.strip() and not grammar.growth.search(left))
            )
        ):
            when = self._when(compared["ref"], clause, begin + compared.start("ref"))
            named = left[: compared.start()].strip(" 、")
            if (named and self.namer.clean(named)) or frame is None:
                frame = self._named_frame(named)
            frame.base = self._add("level", token, frame, aspect="base", when=when)
            frame.base.basis = self._basis(compared[0])[0] or self._period_basis(when, frame.when)
            if (
                compared["ref"]
                and not frame.base.basis
                and not _dated(compared["ref"])
                and not re.search("上|去|前|同期|初|末|底|原|旧|昨|期|目标|计划", compared["ref"])
            ):
                frame.base.basis = "other"  # 比郊区的31.9亿元: another's value, for this clause only
            context.frame = frame
            return
        if match := grammar.origin.search(left):
            named = left[: match.start()].strip(" 、")
            tail = clause.text[i + 1 : i + 24]
            if grammar.reached.search(re.split(f"[{NUMBERS}]", tail)[0]) or re.match(f"(?:的)?[^，{NUMBERS}]{{0,10}}(?:到|至|为)", tail):
                when = self._when(match["ref"], clause, begin + match.start("ref"))
                target = self._named_frame(named) if self.namer.clean(named) else self._own_or_new(quantity)
                if when is context.when and when.end_year is not None:
                    when = When(when.year, 0, "Y")
                draft = self._add("level", token, target, aspect="base", when=when)
                target.base = draft
                context.origin = [draft]
                context.frame = target
                return
        if context.origin and context.origin[0].quantity is not None and (match := grammar.reached.search(left)):
            if frame is not None and context.origin[0].frame == frame.id and context.origin[0].quantity.dimension == quantity.dimension:
                when = self._when(left, clause, begin)
                if when is context.when or not _dated(left):
                    when = context.when if context.when.end_year is None else When(context.when.end_year, 0, "Y")
                draft = self._level(token, frame, when=when)
                draft.aspect = self._direction(match["to"]) or draft.aspect
                draft.links["base"] = (context.origin[0].id,)
                context.origin = []
                return
        if (
            (match := grammar.average.search(left))
            and not re.search("(?:比|较)[^，]*$", left[: match.start()])
            and not (match["y"] and grammar.growth.search(left))
        ):
            if not re.search("增长|上升|人均可支配|人均地区|人均生产总值|人均消费支出", left[match.start() :]):
                self._average(token, match, left)
                return
        if grammar.converted.search(left) or (quantity.dimension.startswith("currency") and grammar.converted.search(left)):
            source = self._latest_level(quantity)
            if source is not None and (not self.namer.clean(grammar.converted.sub("", left)) or len(left) <= 6):
                holder = context.frame or self._frame(_PLAIN, context.when)
                draft = self._add("level", token, holder, aspect="converted")
                draft.links["of"] = (source.id,)
                return
        match = grammar.together.search(left)
        if (
            match
            and (match["word"] not in ("共", "累计", "总计", "一共", "总共") or not self.namer.clean(left).strip("累计共总一"))
            and not (match["word"] in ("共", "累计") and re.match("[\u4e00-\u9fff]", right))
            and not (
                match["word"] in ("累计", "共", "合计")
                and (_dated(left) or clause.text[:1] in TIMES)
                and context.group
                and len({f.when.label for f in context.group}) > 1
            )
        ):
            if self._together(token, match, left, clause, begin):
                return
        fresh = grammar.fresh.search(left)
        if fresh is not None and not grammar.reference.search(left[: fresh.start()]):
            if not self.namer.split(left[: fresh.start()]).full:
                owner = frame.name if frame is not None else context.topic or _PLAIN
                target = self._frame(replace(owner, increment=True, stock=False), context.when)
                draft = self._level(token, target)
                draft.links.setdefault("fit", (1,))
                if group == 0:
                    self._clause_items.append(target)
                return
        if verb := grammar.growth.search(left):
            before = left[: verb.start()]
            if frame is not None and self._changes(before) and self._fits(frame, quantity):
                self._change(token, frame, -1 if verb["down"] else 1, before)
                return
            reference = grammar.reference.search(before)
            if reference and not _dated(reference["ref"]) and not re.search("上|去|前|同期|年初", reference["ref"]):
                draft = self._add(
                    "change",
                    token,
                    frame or self._frame(self._name(before), context.when),
                    sign=-1 if verb["down"] else 1,
                    aspect="comparison",
                )
                draft.bound = "unclear"
                return
            named = self.namer.clean(re.sub("每[^每]{1,3}$", "", self._strip_basis(before)[0]))
            if not named and frame is not None and self._fits(frame, quantity):
                self._change(token, frame, -1 if verb["down"] else 1, before)
                return
            if named and (verb[0] in ("净增", "净增加") or not grammar.increment.search(verb[0])):
                echoed = self._echo(named)
                target = echoed or self._frame(self._resolve_name(self.namer.split(named)), context.when)
                if self._fits(target, quantity) or echoed is None:
                    self._change(token, target, -1 if verb["down"] else 1, before)
                    context.frame = target
                    return
        # 上年同期为2.34亿元 / 上年末分别为…: the same thing at another time
        if frame is not None and frame.sentence >= context.sentence - 1 and self._past(clause, begin, i) and self._fits(frame, quantity):
            when = self._when(left, clause, begin)
            frame.base = self._add("level", token, frame, aspect="base", when=when)
            return
        if re.search("(?:超收|短收|超支|超额完成|欠收)$", left):
            draft = self._add("change", token, frame or self._frame(_PLAIN, context.when), aspect="comparison")
            draft.bound = "unclear"
            return
        if re.search("(?:超|高于|低于|距|离|高出)[^，]{0,8}(?:警戒|保证|汛限|蓄水|蓄|常年|满)[^，]{0,4}$", left):
            draft = self._add("level", token, self._frame(_PLAIN, context.when), aspect="comparison")
            draft.bound = "unclear"
            return
        if self._incidental(quantity, left, right) and not re.search("问卷|调查|抽样|走访|受访|监测|检查|抽检|评估|中$", clause.text):
            draft = self._add("level", token, self._frame(self._name(left, carry=False), context.when), aspect="incidental")
            draft.bound = "carried"
            return
        if (
            (quantity.hedge or _THRESHOLD.match(left.strip()))
            and frame is not None
            and frame.level is not None
            and frame.sentence == context.sentence
            and frame.level.quantity is not None
        ):
            if (
                frame.level.quantity.base_unit == quantity.base_unit
                and not frame.level.quantity.hedge
                and begin == 0
                and (_THRESHOLD.match(left.strip()) or (not self.namer.split(left).full and not self.namer.clean(left)))
            ):
                draft = self._add("level", token, frame, aspect="threshold")
                draft.links["of"] = (frame.level.id,)
                return
        target = self._level_frame(clause, i, begin, left, quantity)
        draft = self._level(token, target)
        crossed = self._crossed
        if (
            crossed is not None
            and crossed.sentence == context.sentence
            and crossed.clause == context.clause - 1
            and crossed.quantity is not None
            and crossed.name.full == draft.name.full
        ):
            if crossed.quantity.base_unit == quantity.base_unit and not quantity.hedge and crossed.frame != target.id:
                crossed.aspect = "threshold"  # 站上30亿元台阶，达到30.45亿元
                crossed.links["of"] = (draft.id,)
        above = quantity.hedge and quantity.interval.low is not None and quantity.interval.high is None
        self._crossed = draft if above or _CROSSING.search(left.strip()) else None
        if group == 0:
            self._clause_items.append(target)

    @staticmethod
    def _incidental(quantity: Quantity, left: str, right: str) -> bool:
        """在北部四个乡镇, 惠及1.3万户: a count in passing, of which the sentence says nothing more."""
        if not quantity.dimension.startswith("count"):
            return False
        return bool(
            re.search("(?:在|于|覆盖|惠及|涉及|辐射|来自|销往|遍布|涵盖|遍及|分布在|面向|向|对|由|为)[^，、]{0,6}$", left)
        ) and bool(re.match("[\u4e00-\u9fff]", right))

    def _level_frame(self, clause: Skeleton, i: int, begin: int, left: str, quantity: Quantity) -> Frame:
        """The frame of a plain level: a new one, or the current one when only its rate or growth was known."""
        context, frame = self.context, self.context.frame
        stated = self.namer.split(left)
        if (
            frame is not None
            and frame.sentence == context.sentence
            and re.fullmatch("(?:总量|总数|总额|规模|总规模|存量|总值|数量|余额|累计总数|总计|总人数)", self.namer.clean(left))
        ):
            stated = _PLAIN
        if frame is not None and re.search("这一数字|这个数字|该数字|该数据|这一数据|这一指标|该指标|这一比例|此数", left):
            return self._frame(frame.name, context.when)
        if (match := re.search("^(?P<what>.{2,}?)以(?P<who>[^以]{2,8})$", self.namer.clean(left))) and re.match(
            "最|居|位|排|领", clause.text[i + 1 :]
        ):
            measure = self.namer.split(match["what"])
            return self._frame(self._resolve_name(replace(measure, subject=match["who"])), context.when)
        counted = self._counted(clause, i, left, quantity, stated)
        if counted is not None:
            return self._frame(counted, context.when)
        if not stated.full and begin == 0 and (ahead := self._topical(clause.text[i + 1 : i + 12])) is not None and ahead.full:
            stated = ahead
        if (
            stated.full
            and not stated.known
            and stated.full.endswith(self.namer.lexicon.place_suffixes)
            and frame is not None
            and frame.level is not None
            and frame.level.quantity is not None
        ):
            if frame.sentence == context.sentence and frame.level.quantity.base_unit == quantity.base_unit and frame.name.indicator:
                owner = frame.parts.totals[0] if frame.parts is not None and frame.parts.totals else frame
                return self._frame(Name(owner.name.scope, stated.full, owner.name.indicator, owner.name.known), context.when)
        if not stated.full and stated.scope and frame is not None and frame.sentence == context.sentence and frame.level is not None:
            return self._frame(Name(stated.scope, "", frame.name.indicator, frame.name.known), context.when)
        name = self._resolve_name(stated)
        if not stated.full and frame is not None and frame.sentence == context.sentence:
            if frame.level is None and not frame.base and (begin > 0 or frame.change is not None or frame.growth is not None):
                return frame
            if frame.level is not None and frame.level.quantity is not None:
                if (
                    self.grammar.reached.search(left) or (left.strip(" ，、") in ("为", "实际为") and frame.level.quantity.hedge)
                ) and frame.level.quantity.dimension == quantity.dimension:
                    return self._frame(frame.name, context.when)  # 首次突破…，达到…: the same fact again
                if frame.level.quantity.base_unit == quantity.base_unit and frame.when.label != context.when.label:
                    later = self._frame(frame.name, context.when)  # 6月份完成…, 上半年累计完成…
                    if frame.when.earlier(context.when) and self._period_basis(frame.when, context.when):
                        later.base = frame.level  # 去年产量4200吨，今年达到5670吨
                    return later
                if frame.dimension != quantity.dimension:
                    return self._frame(replace(frame.name, indicator=frame.name.indicator), context.when)
        if name.full and frame is not None and frame.level is None and frame.sentence == context.sentence and frame.name.full == name.full:
            return frame
        inner = [j for j, t in clause.tokens.items() if begin <= j < i and t.period is not None]
        when = context.when
        if inner and not self._past(clause, begin, i):
            period = clause.tokens[inner[-1]].period
            if period is not None and not period.error:
                when = resolve(period, context.when, self.reference)
        return self._frame(name, when)

    def _counted(self, clause: Skeleton, i: int, left: str, quantity: Quantity, stated: Name) -> Name | None:
        """打通30条断头路, 308个便民事项: what a count counts stands right of it, unless the words left of it name a measure."""
        quoted = left.endswith(("“", "「", '"'))  # “1小时交通圈”: a name that begins with its measure
        if not quoted and (not quantity.dimension.startswith(("count", "length")) or stated.known is not None):
            return None
        match = _NOUN.match(clause.text[i + 1 :])
        if match is None or re.match("的|多|余|以", clause.text[i + 1 :]) or self.grammar.rises.match(clause.text[i + 1 :]):
            return None
        if re.search("(?:其余|其他|其它|余下)(?:的)?$", left):
            return None
        if (
            stated.full
            and not quoted
            and re.search("(?:数|数量|总数|人数|户数|家数|企业|机构|项目|人口|人员|单位|里程|长度)$", stated.full)
        ):
            return None
        noun = self.namer.split(match["noun"])
        if not noun.full:
            return None
        increment = bool(self.grammar.increment.search(left)) or stated.increment
        return self._resolve_name(replace(noun, increment=increment, stock=stated.stock, scope=noun.scope or stated.scope))

    def _percent(self, clause: Skeleton, i: int, token: Token, begin: int, left: str) -> None:
        context, grammar = self.context, self.grammar
        right = clause.text[i + 1 :]
        frame = context.frame
        if match := grammar.origin.search(left):
            tail = re.split(f"[{NUMBERS}]", clause.text[i + 1 : i + 24])[0]
            around = re.match(f"[^，{NUMBERS}]{{0,8}}{POINT}(?:至|到|达到|达)", clause.text[i + 1 :])
            if grammar.reached.search(tail) or re.match("(?:的)?[^，]{0,8}(?:到|至|为)$", tail) or "转" in tail or around:
                named = left[: match.start()].strip(" 、")
                before, has_whole, _ = named.partition("占")
                target = self._rate_frame(before) if has_whole and not named.endswith("占比") else self._rate_frame(named)
                when = self._when(match["ref"], clause, begin + match.start("ref"))
                draft = self._add("share", token, target, aspect="base", when=when)
                draft.whole = self._whole_of(named)
                target.rate_base = draft
                context.origin = [draft]
                context.frame = target
                return
        arrived = grammar.reached.search(left) or (re.match("(?:至|到|达到|达)$", left) and i > 0 and clause.text[begin - 1] == POINT)
        if context.origin and context.origin[0].kind == "share" and arrived and frame is not None:
            match = grammar.reached.search(left)
            draft = self._add("share", token, frame, aspect=self._direction(match["to"]) if match else "")
            draft.links["base"] = (context.origin[0].id,)
            for shift in self.drafts[-3:-1]:
                if shift.kind == "share-shift" and shift.frame == frame.id and "now" not in shift.links:
                    shift.links["now"], shift.links["base"] = (draft.id,), (context.origin[0].id,)
            draft.whole = context.origin[0].whole
            if draft.whole:
                self._link_part(draft, frame)
            frame.rate = draft
            context.origin = []
            return
        if compared := grammar.compared.search(left):
            shifted = re.match(f"[^{NUMBERS}，]{{0,10}}{POINT}", right)
            if (
                shifted
                and frame is not None
                and (
                    re.search("增速|增幅|降幅|涨幅|跌幅|增长率", left[: compared.start() + 1])
                    or (frame.rate is None and frame.growth is not None)
                )
            ):
                when = self._when(compared["ref"], clause, begin + compared.start("ref"))
                stem = self.namer.clean(re.sub("(?:的)?(?:增速|增幅|降幅|涨幅|跌幅|增长率)$", "", left[: compared.start()].strip(" 、，")))
                owner = (self._echo(stem) if stem else None) or (
                    frame if not stem or frame.growth is not None else self._frame(self._name(stem), context.when)
                )
                owner.growth_base = self._add("growth", token, owner, aspect="base", when=when)
                printed_minus = token.quantity is not None and (token.quantity.number or 0) < 0
                if not printed_minus and (
                    re.search("降幅|跌幅", left) or (owner.growth is not None and owner.growth.sign < 0 and "增" not in left)
                ):
                    owner.growth_base.sign = -1
                context.frame = owner
                return
            opener = left[: compared.start()].strip(" 、，")
            if (
                grammar.rises.match(right)
                and self.namer.clean(opener)
                and (frame is None or frame.rate is None or self._echo(self.namer.clean(opener)) is None)
            ):
                owner = self._rate_frame(opener)
                if owner.rate is None:
                    owner.rate_base = self._add(
                        "share", token, owner, aspect="base", when=self._when(compared["ref"], clause, begin + compared.start("ref"))
                    )
                    context.frame = owner
                    return
            if (
                frame is not None
                and frame.rate is not None
                and (grammar.rises.match(right) or re.match("(?:高出|低了|高了|高|低|多|少)", right))
            ):
                when = self._when(compared["ref"], clause, begin + compared.start("ref"))
                named = left[: compared.start()].strip(" 、")
                frame.rate_base = self._add("share", token, frame, aspect="base", when=when)
                frame.rate_base.whole = frame.rate.whole
                if named and self.namer.clean(named):
                    frame.rate_base.bound = "unclear"
                return
        if frame is not None and frame.rate is not None and frame.sentence >= context.sentence - 1 and self._past(clause, begin, i):
            frame.rate_base = self._add("share", token, frame, aspect="base", when=self._when(left, clause, begin))
            frame.rate_base.whole = frame.rate.whole
            self._backfill(frame, "share-shift", "base", frame.rate_base)
            return
        if (
            frame is not None
            and frame.rate is None
            and frame.growth is not None
            and frame.sentence == context.sentence
            and self._past(clause, begin, i)
        ):
            frame.growth_base = self._add(
                "growth", token, frame, aspect="base", when=self._when(left, clause, begin), sign=frame.growth.sign
            )
            return
        if frame is not None and frame.rate is not None and re.search(f"(?:高于|低于|超过){WHEN}[^，]{{0,4}}$", left):
            frame.rate_base = self._add("share", token, frame, aspect="base", when=self._when(left, clause, begin))
            frame.rate_base.whole = frame.rate.whole
            return
        if grammar.contribution.search(left):
            target = self._named_frame(grammar.contribution.split(left)[0])
            self._add("contribution", token, target, sign=1)
            return
        if self._whole is not None and re.match("^[\u4e00-\u9fff]{0,8}?的(?:比重|比例|份额)?(?:近|约|超过|超|逾|为|达|达到|是)*$", left):
            whole, text = self._whole, self._whole_text
            self._whole = None
            target = frame if frame is not None else self._frame(_PLAIN, context.when)
            plan = bool(re.search("目标|计划|任务|预算", text))
            draft = self._add("share", token, target, aspect="plan" if plan else "" if self._whole_verb.endswith("占") else "ratio")
            draft.whole = text
            draft.links["whole"] = (whole.id,)
            self._link_part(draft, target)
            target.rate = draft
            return
        if match := grammar.share.search(left):
            named = left[: match.start()].strip(" 、")
            own = named and self.namer.clean(re.sub("(?:分别|合计|只|约|也|就|已|仅|均|其)$", "", named))
            target = self._rate_frame(named) if own else frame or self._frame(_PLAIN, context.when)
            inner = clause.tokens.get(begin + match.start("value")) if match["value"] else None
            if (
                named
                and begin > 0
                and clause.text[begin - 1] == LEVEL
                and not re.search("[，；]", left[: match.start()])
                and left[:1] not in "，、"
            ):
                target = self._frame(self._name(named), context.when)  # 12条产业链项目占比: said of the projects, not of the 12
            these = re.fullmatch(
                "(?:这)?(?P<end>前|后)?(?P<n>[两二三四五六七八九])(?:者|项|类|个|家|地|大)?(?:行业|产业|产品|市场|地区)?(?:合计|共|总计|之和|一共)?",
                self.namer.clean(named),
            )
            draft = self._share(token, target, match["whole"] or "")
            if these is not None:
                draft.links.pop("part", None)
                size = "两二三四五六七八九".index(these["n"]) + (2 if these["n"] == "两" else 1)
                group = [f for f in (context.group or (context.parts.members if context.parts is not None else [])) if f.level is not None]
                if len(group) >= size:
                    chosen = group[:size] if these["end"] == "前" else group[-size:]
                    draft.links["parts"] = tuple(f.level.id for f in chosen if f.level is not None)
                    if chosen[0].level is not None and "total" in chosen[0].level.links:
                        draft.links["total"] = chosen[0].level.links["total"]
            if re.search("(?:约|大约|近|接近|几乎|将近)$", left[: match.start()]) or (
                token.quantity is not None and token.quantity.hedge.startswith(("约", "大约"))
            ):
                draft.bound = "unclear"
            if inner is not None and inner.inner is not None:
                self._bracket_whole(draft, inner, match["whole"] or "")
            context.frame = target
            return
        if (
            re.fullmatch("(?:，)?(?:所占)?(?:比重|比例|份额)(?:为|达|达到|约|超|近|逾)*", left)
            and frame is not None
            and frame.level is not None
        ):
            self._share(token, frame, "")
            return
        if (
            right.startswith("的")
            and re.match("的(?!增|涨|速|降|水平|目标|比例|比重|贡献|份额|幅度|高|税率|利率|股权|股份)[\u4e00-\u9fff]{1,12}", right)
            and not left.strip("，、 ").endswith(("为", "是", "达", "增长", "下降"))
            and not grammar.growth.search(left)
        ):
            target = self._frame(self._name(right[1:8]), context.when)
            target.bound = "unclear"
            draft = self._add("share", token, target, aspect="of-count")
            context.frame = frame  # the sentence goes on about what it was about
            return
        if match := grammar.ratio_of.search(left):
            if match["verb"] not in ("达", "达到", "超过", "占") or re.search("预算|目标|计划|任务|同期|上年|去年", match["whole"]):
                target = (
                    frame if frame is not None and not self.namer.clean(left[: match.start()]) else self._named_frame(left[: match.start()])
                )
                plan = bool(re.search("目标|计划|任务|预算", match["whole"]))
                draft = self._add("share", token, target, aspect="plan" if plan else "ratio")
                draft.whole = match["whole"]
                if match["value"] and (inner := clause.tokens.get(begin + match.start("value"))) is not None and inner.inner is not None:
                    self._bracket_whole(draft, inner, match["whole"])
                if _dated(match["whole"]):
                    draft.aspect = "ratio"
                    draft.why = self._when(match["whole"], clause, begin + match.start("whole")).label
                self._link_part(draft, target)
                return
        if (verb := grammar.growth.search(left)) and not self._rate_named(left):
            before = left[: verb.start()]
            if re.search("负$", before):
                verb_sign = -1
            else:
                verb_sign = -1 if verb["down"] else 1
            self._grown(token, before, verb_sign, "growth", clause, begin)
            return
        known = self.namer.indicators.suffix(re.sub("(?:分别|依次)?(?:为|是|达|达到|约|仅)*$", "", left))
        if known is not None and known[1].nature == "rate" and known[1].name not in ("增长率",):
            self._rate(token, self._rate_frame(left))
            return
        if noun := grammar.rate_noun.search(left):
            self._grown(token, left[: noun.start()], -1 if noun["down"] else 1, "growth", clause, begin)
            self.drafts[-1].why = "rate noun"
            return
        if (
            frame is not None
            and frame.growth is not None
            and frame.growth.why == "rate noun"
            and frame.growth.sentence == context.sentence
            and re.search("(?:为|是)$", left)
        ):
            stated = self.namer.split(left)
            if stated.full and stated.known is None:
                self._growth(
                    token,
                    self._frame(Name(stated.scope, stated.full, frame.name.indicator, frame.name.known), context.when),
                    frame.growth.sign,
                    "",
                    "growth",
                )
                self.drafts[-1].why = "rate noun"
                context.frame = context.frames[-1]
                return
        if (match := grammar.reached.search(left)) and (noun := re.search("(?P<down>降幅|跌幅)|增幅|增速|涨幅", left[: match.start()])):
            self._grown(token, left[: noun.start()], -1 if noun["down"] else 1, "growth", clause, begin)
            return
        if (match := grammar.reached.search(left)) and frame is not None and not self.namer.clean(left[: match.start()]):
            draft = self._rate(token, frame)
            draft.aspect = self._direction(match["to"])
            return
        self._rate(token, self._rate_frame(left))

    def _rate_named(self, left: str) -> bool:
        """自然增长率 and its like are rates of their own, whatever verb is in the name."""
        known = self.namer.indicators.suffix(re.sub("(?:分别|依次)?(?:为|是|达|达到|约|仅)*$", "", left))
        return known is not None and known[1].nature == "rate"

    def _grown(self, token: Token, before: str, sign: int, kind: str, clause: Skeleton, begin: int) -> None:
        """A growth: for the frame its noun phrase names, else the current one."""
        context = self.context
        rest, _, foreign = self._strip_basis(before)
        named = self.namer.clean(re.sub("(?:增速|增幅|总体|总量|规模|降幅|涨幅)$", "", rest))
        frame = context.frame
        if named and re.fullmatch(
            "(?:名义|实际|大幅|小幅|略|继续|逆势|快速|稳步|扭亏|合计|平均|可比|(?:同|可比|自然|现行|不变|当年).{0,6}(?:口径|价格?|计算|计价)|以.{1,6}计价?|按.{1,12}|扣除.{1,12}|剔除.{1,12})",
            named,
        ):
            named = ""
        if named:
            stated = self.namer.split(named)
            if not stated.full and stated.scope and frame is not None:
                target = self._frame(Name(stated.scope, "", frame.name.indicator, frame.name.known), context.when)
            else:
                target = self._echo(named) or self._frame(self._resolve_name(stated), context.when)
        else:
            target = frame if frame is not None else self._frame(context.topic or _PLAIN, context.when)
        draft = self._growth(token, target, sign, before, kind)
        if foreign:
            draft.bound = "unclear"
            draft.aspect = "comparison"
        context.frame = target

    def _points(self, clause: Skeleton, i: int, token: Token, left: str, *, group: bool = False) -> None:
        context, grammar = self.context, self.grammar
        frame = context.frame
        if re.search("贡献率|序时", left):
            draft = self._add("growth-shift", token, frame or self._frame(_PLAIN, context.when), aspect="comparison")
            draft.bound = "unclear"
            return
        if match := grammar.pull.search(left):
            named = self.namer.clean(left[: match.start()])
            target = frame
            if named and not group:
                target = self._named_frame(named)
            draft = self._add("pull", token, target or self._frame(_PLAIN, context.when))
            if match["verb"] in ("下拉", "拉低", "向下拉动"):
                draft.sign = -1
            return
        if (over := re.search(f"(?P<verb>高于|低于|快于|慢于|高出|好于)(?P<ref>[^{NUMBERS}，]*?){BRACKET}$", left)) and frame is not None:
            if self._difference(clause, i, token, frame, over["verb"]):
                return
        if (
            re.fullmatch("(?:高出|高于|高了|低了|高|低|多|少)", left.strip())
            and frame is not None
            and frame.rate is not None
            and frame.rate_base is self.drafts[-1]
        ):
            shift = self._add("share-shift", token, frame, sign=-1 if "低" in left or "少" in left else 1)
            shift.links["now"], shift.links["base"] = (frame.rate.id,), (frame.rate_base.id,)
            return
        verb = grammar.growth.search(left) or grammar.rate_noun.search(left)
        compared = grammar.reference.search(left[: verb.start()] if verb else left)
        foreign = bool(grammar.comparison.search(left)) or (
            compared is not None and not _dated(compared["ref"]) and not re.search("上|去|前|同期|年初|期初|昨", compared["ref"])
        )
        if foreign or verb is None:
            draft = self._add("growth-shift", token, frame or self._frame(_PLAIN, context.when), aspect="comparison")
            draft.bound = "unclear"
            return
        sign = -1 if verb["down"] else 1
        before = left[: verb.start()]
        rest, basis, _ = self._strip_basis(before)
        named = self.namer.clean(rest)
        speed = bool(re.search("增速|增幅|降幅|涨幅|跌幅|增长率|增长速度", left))
        if named and not re.fullmatch("增速|增幅|降幅|涨幅|跌幅|增长率|占比|比重|比例|其", named):
            stem = re.sub("(?:的)?(?:增速|增幅|降幅|涨幅|跌幅|占比|比重)$", "", named)
            echoed = self._echo(stem) or self._echo(named)
            frame = echoed or self._frame(self._resolve_name(self.namer.split(named)), context.when)
        if frame is None:
            frame = self._frame(_PLAIN, context.when)
        latest = self._latest_rate(frame)
        if context.origin and context.origin[0] is self.drafts[-1] and context.origin[0].kind == "share":
            self._add("share-shift", token, frame, sign=sign, basis=basis)
            return
        if frame.growth_base is not None and frame.growth_base is self.drafts[-1]:
            speed = True
        is_growth = speed or (latest is not None and latest.kind == "growth" and frame.rate is None)
        shift = self._add("growth-shift" if is_growth else "share-shift", token, frame, sign=sign, basis=basis)
        shift.why = left
        falling = (
            frame.growth is not None
            and frame.growth.quantity is not None
            and (frame.growth.sign < 0) != ((frame.growth.quantity.number or 0) < 0)
        )
        if is_growth and (re.search("降幅|跌幅", left) or (falling and re.search("收窄|缩小|扩大", left))):
            shift.aspect = "decline"
            narrowing = re.search("收窄|缩小|回落|减小", left)
            shift.sign = 1 if narrowing else -1
        if is_growth and frame.growth is not None:
            shift.links["now"] = (frame.growth.id,)
            if frame.growth_base is not None and frame.growth_base.sentence == context.sentence:
                shift.links["base"] = (frame.growth_base.id,)
        elif not is_growth and frame.rate is not None and frame.rate.aspect != "base":
            shift.links["now"] = (frame.rate.id,)
            if frame.rate_base is not None:
                shift.links["base"] = (frame.rate_base.id,)
        elif not is_growth and frame.level is not None and frame.base is not None:
            shift.links["now"] = (frame.level.id,)
            shift.links["base"] = (frame.base.id,)
        if is_growth and (match := re.search(f"{WHEN}[^{NUMBERS}，]{{0,4}}{BRACKET}", left)):
            inner = clause.tokens.get(clause.text.rfind(BRACKET, 0, i))
            self._bracket_rate(shift, inner, frame, clause, i - len(left) + match.start())
        context.frame = frame

    def _difference(self, clause: Skeleton, i: int, token: Token, frame: Frame, verb: str) -> bool:
        """高于全省平均水平（96.2%）2.4个百分点: the difference to the rate in the bracket."""
        bracket = clause.tokens.get(clause.text.rfind(BRACKET, 0, i))
        now = frame.rate or frame.growth
        if bracket is None or bracket.inner is None or now is None:
            return False
        rates = [t for _, t in sorted(bracket.inner.tokens.items()) if t.sign == PERCENT]
        if len(rates) != 1:
            return False
        base = self._add(now.kind, rates[0], self._detached(_PLAIN, frame.when), aspect="base")
        base.sign = now.sign
        shift = self._add(
            "share-shift" if now.kind == "share" else "growth-shift", token, frame, sign=-1 if verb in ("低于", "慢于") else 1
        )
        shift.links["now"], shift.links["base"] = (now.id,), (base.id,)
        return True

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
            draft = self._add("growth", rates[0], frame, aspect="base", when=when)
            printed_down = "降" in bracket.inner.text
            draft.sign = -1 if printed_down or shift.aspect == "decline" else 1
            shift.links["base"] = (draft.id,)

    def _multiple(self, clause: Skeleton, i: int, token: Token, begin: int, left: str) -> None:
        context, grammar = self.context, self.grammar
        frame = context.frame
        if clause.text[i] == DOUBLING:
            named = self.namer.clean(
                re.sub("(?:实现|翻|了|比|增长|接近|已|将|力争|：)+$", "", self._strip_basis(re.sub("翻了?$", "", left))[0])
            )
            target = (self._named_frame(named) if named else frame) or self._frame(_PLAIN, context.when)
            draft = self._add("multiple", token, target, aspect="ratio")
            self._link_change(draft, target)
            return
        if self._whole is not None and re.match("^的(?:近|约|超过|超|逾)?$", left):
            whole = self._whole
            self._whole = None
            target = frame or self._frame(_PLAIN, context.when)
            draft = self._add("multiple", token, target, aspect="ratio")
            self._link_change(draft, target)
            draft.links["base"] = (whole.id,)
            return
        if match := grammar.ratio_of.search(left):
            named = self.namer.clean(left[: match.start()])
            target = frame if frame is not None and not named else self._named_frame(left[: match.start()])
            draft = self._add("multiple", token, target, aspect="ratio")
            draft.whole = match["whole"]
            if target.level is not None:
                draft.links["now"] = (target.level.id,)
            if match["value"] and (inner := clause.tokens.get(begin + match.start("value"))) is not None and inner.inner is not None:
                levels = [t for _, t in sorted(inner.inner.tokens.items()) if t.sign == LEVEL]
                if len(levels) == 1:
                    when = self._when(match["whole"], clause, begin + match.start("whole"))
                    base = self._add("level", levels[0], target, aspect="base", when=when)
                    draft.links["base"] = (base.id,)
            if _dated(match["whole"]):
                draft.why = self._when(match["whole"], clause, begin + match.start("whole")).label
            elif re.fullmatch("当时|原来|原先|此前|当初", match["whole"].strip()) and target.base is not None:
                draft.links["base"] = (target.base.id,)
            elif match["whole"].strip():
                draft.aspect = "ratio-of"
            return
        if re.search("增长到|增加到|增至|扩大到|提高到|提升到|升至|增长至|增加至", left):
            target = frame or self._frame(_PLAIN, context.when)
            draft = self._add("multiple", token, target, aspect="ratio")
            self._link_change(draft, target)
            return
        if verb := grammar.growth.search(left):
            self._grown(token, left[: verb.start()], -1 if verb["down"] else 1, "multiple", clause, begin)
            return
        target = self._named_frame(left)
        draft = self._add("multiple", token, target, aspect="level")

    def _structure(self, clause: Skeleton, i: int, token: Token, begin: int) -> None:
        context = self.context
        left = clause.text[begin:i]
        if len(token.parts) < 2:
            return
        self._runs += 1
        match = self.grammar.origin.search(left)
        reached = bool(context.origin) and context.origin[0].kind == "structure"
        named = left[: match.start()] if match else left
        name = self._name(named) if not reached else _PLAIN
        if reached:
            owner = next(f for f in reversed(context.frames) if f.id == context.origin[0].frame)
            name = owner.name
        when = self._when(match["ref"], clause, begin + match.start("ref")) if match else context.when
        frame = self._frame(name, when)
        drafts = []
        for order, quantity in enumerate(token.parts):
            draft = self._add("structure", Token(BARE, quantity.at, quantity=quantity), frame, when=when, group=self._runs)
            draft.aspect = str(order)
            drafts.append(draft)
        if match:
            context.origin = drafts
        elif reached:
            for draft, base in zip(drafts, context.origin, strict=False):
                draft.links["base"] = (base.id,)
            context.origin = []

    def _average(self, token: Token, match: re.Match[str], left: str) -> None:
        context = self.context
        before, after = left[: match.start()], left[match.end() :]
        divisor = match["x"] or match["y"] or match["z"] or match["each"]
        if match["x"] or match["y"]:
            start = match.start("x") if match["x"] else match.start("y")
            while left[start : start + 1] in "百千万":
                start += 1
            end = unit_end(left, start, spellings())
            if end > start:
                divisor = left[match.start("x") if match["x"] else match.start("y") : end]
                after = left[end:]
        owner = self.namer.split(before) if len(before) <= 12 else _PLAIN
        name = replace(owner, subject=owner.full, indicator=match["each"] + self.namer.clean(after), known=None)
        frame = self._frame(name, context.when)
        frame.parts = None
        before_it = context.frame
        if before_it is not None and before_it.sentence == context.sentence and before_it.level is not None:
            frame.rival = before_it
        draft = self._add("level", token, frame, aspect="average")
        draft.whole = divisor
        draft.why = left[match.start() :]
        frame.level = draft
        context.frame = frame

    def _together(self, token: Token, match: re.Match[str], left: str, clause: Skeleton, begin: int) -> bool:
        """合计 after a list: the total of what was just listed."""
        context = self.context
        quantity = token.quantity
        if quantity is None:
            return False
        number = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
        wanted = None
        if match["n"]:
            wanted = number.get(match["n"]) or (int(match["n"]) if match["n"].isdigit() else None)
        elif re.search("二者|两者|两类", left):
            wanted = 2
        elif re.search("三者", left):
            wanted = 3
        if wanted is not None and (lead := re.search("(?P<end>前|后)[两二三四五六七八九十]", left)):
            listed = [f for f in (context.group or self._clause_items) if f.dimension == quantity.dimension]
            if len(listed) < wanted:
                return False
            return self._total_of(token, match, left, listed[:wanted] if lead["end"] == "前" else listed[-wanted:], True)
        spoken = [self.namer.clean(p) for p in _NAME_SPLIT.split(left[: match.start()]) if self.namer.clean(p)]
        if len(spoken) >= 2:
            found = [self._named_level(p, quantity) for p in spoken]
            if all(f is not None for f in found):
                return self._total_of(token, match, left, [f for f in found if f is not None], True)
        items = [f for f in self._clause_items if f.dimension == quantity.dimension]
        if len(items) < 2:
            items = [f for f in context.group if f.dimension == quantity.dimension and f.sentence >= context.sentence - 1]
        if len(items) < 2 or (wanted is not None and len(items) != wanted):
            # levels of the same dimension earlier in the sentence
            recent = [
                f
                for f in context.frames[-14:]
                if f.sentence == context.sentence
                and f.dimension == quantity.dimension
                and f.level is not None
                and f.level.aspect not in ("base", "average", "whole")
            ]
            tops = [f for f in recent if f.parts is None]
            recent = tops if wanted is not None and len(tops) >= wanted else recent
            if wanted is not None and len(recent) >= wanted:
                items = recent[-wanted:]
            elif len(items) < 2:
                items = recent if len(recent) >= 2 else []
        if len(items) < 2 or (wanted is not None and len(items) != wanted):
            return False
        return self._total_of(
            token,
            match,
            left,
            items,
            len(self._clause_items) >= 2 or (bool(context.group) and items == context.group) or wanted is not None,
        )

    def _named_level(self, name: str, quantity: Quantity) -> Frame | None:
        """The latest level of the paragraph, measured alike, whose name is or begins with ``name``."""
        for frame in reversed(self.context.frames[-40:]):
            if (
                frame.paragraph == self.context.paragraph
                and frame.dimension == quantity.dimension
                and frame.level is not None
                and frame.level.aspect not in ("base", "average", "whole")
            ):
                if frame.printed == name or frame.name.subject == name or frame.printed.startswith(name):
                    return frame
        return None

    def _total_of(self, token: Token, match: re.Match[str], left: str, items: list[Frame], listed: bool) -> bool:
        frame = self._frame(self._name(left), self.context.when)
        frame.parts = None
        draft = self._level(token, frame)
        draft.aspect = "together"
        draft.why = "listed" if listed and not any(f.parts is not None and f.parts.mode == "其中" and f.parts.totals for f in items) else ""
        draft.links["parts"] = tuple(f.level.id for f in items if f.level is not None)
        if not listed and match["word"] in ("累计", "共", "一共"):
            draft.bound = "unclear"
        return True

    # ------------------------------------------------------------------ claims

    def _level(self, token: Token, frame: Frame, when: When | None = None) -> Draft:
        context = self.context
        draft = self._add("level", token, frame, when=when)
        if frame.name.increment:
            draft.aspect = "increment"
        elif frame.name.stock or (frame.when.moment and frame.name.known is not None and frame.name.known.nature == "stock"):
            draft.aspect = "stock"
        frame.level = draft
        if frame.base is None and frame.printed:
            for other in self.context.frames[-7:-1]:
                if (
                    other.sentence == frame.sentence
                    and other.printed == frame.printed
                    and other.level is not None
                    and other.level.quantity is not None
                    and draft.quantity is not None
                ):
                    if (
                        other.level.quantity.base_unit == draft.quantity.base_unit
                        and other.when.earlier(frame.when)
                        and self._period_basis(other.when, frame.when)
                    ):
                        frame.base = other.level  # 去年产量4200吨，今年产量5670吨
        for earlier in self.drafts[-6:]:
            if (
                earlier.frame == frame.id
                and earlier.kind in ("change", "growth", "multiple")
                and "now" not in earlier.links
                and earlier.sentence == draft.sentence
                and earlier.aspect != "comparison"
            ):
                earlier.links["now"] = (draft.id,)  # 增加492.4万吨，达3874.4万吨
        context.frame = frame
        self._join_list(frame, draft)
        return draft

    def _join_list(self, frame: Frame, draft: Draft) -> None:
        parts = self.context.parts
        if parts is None or draft.quantity is None or frame.parts is not None:
            return
        if (
            parts.totals
            and frame.printed
            and frame.printed == parts.totals[0].printed
            and frame.name.increment == parts.totals[0].name.increment
        ):
            self.context.parts = parts.outer  # the total's own name again: the list is over
            return
        totals = [
            f
            for f in parts.totals
            if (f.printed != frame.printed or f.name.increment != frame.name.increment)
            and f.level is not None
            and f is not frame
            and f.dimension == draft.quantity.dimension
            and (
                f.sentence == frame.sentence
                or frame.when.part == f.when.part
                or not f.when.named
                or (parts.mode == "其中" and frame.when.within(f.when))
            )
        ]
        if not totals:
            if parts.mode == "view":
                frame.parts = parts
                parts.members.append(frame)
            return
        fitting = [f for f in totals if _kindred(frame.name.full, f)]
        fitting.sort(key=lambda f: -len(set(frame.name.full) & set(f.printed or f.name.full)))
        first = not parts.members
        frame.parts = parts
        frame.loose = parts.loose
        parts.members.append(frame)
        ordered = fitting + [f for f in totals if f not in fitting]
        draft.links["total"] = tuple(f.level.id for f in ordered if f.level is not None)[:4]
        draft.group = draft.group or -parts.id
        draft.links["list"] = (parts.id,)
        if not parts.several and (fitting or (parts.mode == "其中" and len(totals) == 1 and first)):
            draft.links["fit"] = (1,)
        if parts.loose:
            draft.links["loose"] = (1,)
        totals = ordered
        if frame.name.known is None and not frame.name.subject and totals and not _kindred(frame.name.full, totals[0]):
            # 其中 林农…: the member's name with the total's indicator
            frame.name = replace(frame.name, subject=frame.name.indicator, indicator=totals[0].name.indicator, scope=totals[0].name.scope)
            draft.name = frame.name

    def _growth(self, token: Token, frame: Frame, sign: int, before: str, kind: str) -> Draft:
        context = self.context
        _, basis, _ = self._strip_basis(before)
        mean = bool(self.grammar.mean.search(before))
        if kind == "growth" and mean:
            kind = "average-growth"
        draft = self._add(kind, token, frame, sign=sign, basis=basis or context.default_basis)
        if kind == "multiple":
            draft.aspect = "growth"
        if re.search("可比|同口径|不变价|扣除|剔除|实际|名义|自然口径", before):
            draft.aspect = "名义" if re.search("名义|自然口径", before) else "可比"
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

    def _join_growth(self, frame: Frame, draft: Draft) -> None:
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

    def _change(self, token: Token, frame: Frame, sign: int, before: str) -> Draft:
        _, basis, foreign = self._strip_basis(before)
        draft = self._add("change", token, frame, sign=sign, basis=basis or self.context.default_basis)
        if foreign:
            draft.bound = "unclear"
            draft.aspect = "comparison"
        self._link_change(draft, frame)
        frame.change = draft
        self.context.frame = frame
        return draft

    def _link_change(self, draft: Draft, frame: Frame) -> None:
        if frame.level is not None:
            draft.links["now"] = (frame.level.id,)
            rival = frame.rival
            if (
                rival is not None
                and rival.level is not None
                and (draft.quantity is None or draft.kind != "change" or rival.dimension == draft.quantity.dimension)
            ):
                draft.links["now"] = (frame.level.id, rival.level.id)
        if frame.base is not None and frame.base.basis == "other" and frame.base.clause != draft.clause:
            return
        if frame.base is not None and (
            frame.base.basis == "other"
            or not draft.basis
            or not frame.base.basis
            or draft.basis == frame.base.basis
            or draft.kind in ("multiple", "average-growth")
        ):
            draft.links["base"] = (frame.base.id,)

    def _share(self, token: Token, frame: Frame, whole: str, group: int = 0) -> Draft:
        draft = self._add("share", token, frame, group=group)
        draft.whole = re.sub(f"[{TIMES}{BRACKET}]", "", whole).strip(" 、")
        self._link_part(draft, frame)
        frame.rate = draft
        frame.rate_base = None
        return draft

    def _link_part(self, draft: Draft, frame: Frame) -> None:
        group = self.context.group
        if (
            len(group) > 1
            and frame is group[-1]
            and frame.level is not None
            and frame.level.clause < self.context.clause
            and draft.group == 0
            and frame.level.group > 0
        ):
            draft.links["parts"] = tuple(f.level.id for f in group if f.level is not None)
            return
        if frame.level is not None:
            draft.links["part"] = (frame.level.id,)
            if "total" in frame.level.links:
                draft.links["total"] = frame.level.links["total"]
            if "list" in frame.level.links:
                draft.links["list"] = frame.level.links["list"]
            elif (
                re.fullmatch("(?:总数|总量|总额|总体|全部|整体|总|的)*", draft.whole or "")
                and draft.aspect in ("", "rate")
                and "total" not in draft.links
            ):
                nearby = self._nearby(frame)
                if nearby:
                    draft.links["total"] = tuple(f.level.id for f in nearby if f.level is not None)

    def _backfill(self, frame: Frame, kind: str, role: str, draft: Draft) -> None:
        """A value that comes after what rests on it: 提高1.8个百分点，上年为63.2%."""
        for earlier in self.drafts[-6:-1]:
            if (
                earlier.frame == frame.id
                and earlier.kind == kind
                and role not in earlier.links
                and earlier.sentence == draft.sentence
                and earlier.aspect != "comparison"
            ):
                earlier.links[role] = (draft.id,)

    def _nearby(self, part: Frame) -> list[Frame]:
        """Levels that a bare 占比 may be of: earlier in its sentence, else in the sentence before; larger than the part."""
        level = part.level
        if level is None or level.quantity is None or level.quantity.interval.low is None or self.context.closed:
            return []
        found: list[Frame] = []
        for frame in reversed(self.context.frames[-24:]):
            if frame is part or frame.level is None or frame.level.quantity is None or frame.inner or frame.paragraph != part.paragraph:
                continue
            other = frame.level.quantity
            if (
                part.sentence - frame.sentence > 1
                or other.base_unit != level.quantity.base_unit
                or frame.level.aspect in ("base", "average", "whole", "threshold")
            ):
                continue
            if frame.sentence == part.sentence and frame.segment != part.segment:
                continue
            if frame.rate is not None and frame.rate.kind == "share":
                continue  # it has a share of its own: a sibling
            if other.interval.high is None or other.interval.high > level.quantity.interval.low:
                found.append(frame)
        return found[:3]

    def _rate(self, token: Token, frame: Frame) -> Draft:
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

    def _bracket_whole(self, draft: Draft, bracket: Token, whole: str) -> None:
        if bracket.inner is None:
            return
        levels = [t for _, t in sorted(bracket.inner.tokens.items()) if t.sign == LEVEL]
        if len(levels) == 1:
            holder = self._detached(self._name(whole, carry=False), draft.when)
            value = self._add("level", levels[0], holder, aspect="whole")
            draft.links["whole"] = (value.id,)

    def _add(
        self,
        kind: str,
        token: Token,
        frame: Frame,
        *,
        sign: int = 1,
        aspect: str = "",
        basis: str = "",
        when: When | None = None,
        group: int = 0,
    ) -> Draft:
        context = self.context
        draft = Draft(
            id=len(self.drafts),
            kind=kind,
            at=token.at,
            quantity=token.quantity,
            name=frame.name,
            when=when or frame.when,
            basis=basis,
            aspect=aspect,
            sign=sign,
            modality="target" if context.target else "fact",
            bound=frame.bound if frame.sentence == context.sentence else "far" if frame.bound != "unclear" else "unclear",
            place=context.place,
            sentence=context.sentence,
            clause=context.clause,
            paragraph=context.paragraph,
            group=group,
            frame=frame.id,
        )
        self.drafts.append(draft)
        return draft

    # ------------------------------------------------------------------ frames and names

    def _frame(self, name: Name, when: When) -> Frame:
        context = self.context
        frame = Frame(
            len(context.frames),
            name,
            when,
            context.sentence,
            context.clause,
            context.paragraph,
            printed=name.full,
            inner=context.inner,
            segment=context.segment,
        )
        context.frames.append(frame)
        return frame

    def _detached(self, name: Name, when: When) -> Frame:
        """A frame that does not become the current one: the whole of a share, a plan."""
        frame = self._frame(name, when)
        frame.parts = None
        return frame

    def _own_or_new(self, quantity: Quantity) -> Frame:
        context, frame = self.context, self.context.frame
        if frame is not None and frame.sentence == context.sentence and frame.level is None and frame.base is None:
            return frame
        return self._frame(
            context.topic or (frame.name if frame is not None and frame.sentence == context.sentence else _PLAIN), context.when
        )

    def _named_frame(self, text: str) -> Frame:
        """The frame a noun phrase names: an echo of one in the sentence, the current one when empty, else a new one."""
        context = self.context
        named = self.namer.clean(text)
        if not named:
            return context.frame if context.frame is not None else self._frame(context.topic or _PLAIN, context.when)
        return self._echo(named) or self._frame(self._name(text), context.when)

    def _rate_frame(self, text: str) -> Frame:
        context = self.context
        named = self.namer.clean(text)
        if not named:
            return context.frame if context.frame is not None else self._frame(context.topic or _PLAIN, context.when)
        frame = self._echo(named)
        return frame if frame is not None and frame.rate is None else self._frame(self._name(text), context.when)

    def _echo(self, named: str) -> Frame | None:
        """A frame of this sentence whose name is ``named`` or ends with it; None when none or several fit."""
        context = self.context
        wanted = self.namer.split(named)
        hits = []
        for frame in reversed(context.frames[-24:]):
            if frame.sentence != context.sentence:
                break
            full = frame.name.full
            if (
                frame.printed
                and (
                    frame.printed == wanted.full
                    or (len(wanted.full) >= 3 and frame.printed.startswith(wanted.full) and wanted.known is None)
                )
            ) or (
                wanted.full
                and full
                and (
                    full == wanted.full
                    or (frame.name.indicator == wanted.full)
                    or (len(wanted.full) >= 2 and full.endswith(wanted.full) and frame is context.frame)
                )
            ):
                hits.append(frame)
        return hits[0] if hits else None

    def _name(self, text: str, *, carry: bool = True) -> Name:
        name = self.namer.split(text)
        if match := _BEFORE_TIME.match(text):
            subject = self.namer.clean(match["subject"])
            rest = self.namer.split(match["rest"])
            if (
                2 <= len(subject) <= 12
                and rest.full
                and not self.namer.scope(subject)[0]
                and not _VERBAL.match(subject)
                and not self.namer.indicators.suffix(subject)
            ):
                name = replace(rest, subject=subject, actor=True)
        if not carry:
            return name
        return self._resolve_name(name)

    def _resolve_name(self, name: Name) -> Name:
        """Carries scope and subject into a name that states none; keeps what it states for the ones to come."""
        context = self.context
        if (
            name.full
            and context.topic is not None
            and name.known is None
            and not name.subject
            and context.topic.full
            and len(name.full) <= 1
        ):
            name = replace(name, indicator=context.topic.full)
        if not name.full and context.topic is not None:
            name = replace(context.topic, scope=name.scope or context.topic.scope, increment=name.increment, stock=name.stock)
        if not name.subject and not name.scope and context.topic is not None and context.topic.actor and name.full:
            name = replace(name, subject=context.topic.subject)
        if name.actor and _VERBAL.match(name.subject):
            name = replace(name, subject="", actor=False)
        if name.actor:
            context.subject = name.subject
        if name.scope:
            context.scope = name.scope
            if not name.subject:
                context.subject = ""
        if len(name.subject) >= 3 and name.subject.endswith(self.namer.lexicon.place_suffixes) and not _VERBAL.match(name.subject):
            context.subject = name.subject
        elif not name.subject and context.subject and not name.scope:
            name = replace(name, subject=context.subject)
        elif not name.subject and not name.scope and name.known is not None and name.known.topic in _ACCOUNTS:
            last = context.frame
            if (
                last is not None
                and last.sentence == context.sentence
                and last.name.subject
                and last.name.known is not None
                and last.name.known.topic in _ACCOUNTS
            ):
                name = replace(name, subject=last.name.subject, scope=last.name.scope)  # 某公司营业收入…，净利润…
        if not name.scope and not name.subject:
            name = replace(name, scope=context.scope)
        return name

    def _when(self, text: str, clause: Skeleton, at: int) -> When:
        """The period named by the last TIME sign of ``text``, which stands at ``at`` in the clause; else the current one."""
        k = max(text.rfind(each) for each in TIMES)
        if k < 0:
            return self.context.when
        token = clause.tokens.get(at + k)
        if token is None or token.period is None or token.period.error:
            return self.context.when
        return resolve(token.period, self.context.when, self.reference)

    def _past(self, clause: Skeleton, begin: int, i: int) -> bool:
        """True when the words left of the number are only a period before the current one (上年同期为…)."""
        left = clause.text[begin:i]
        bare = re.sub(
            "分别|依次|各|只有|仅有|为|是|达到|达|仅|约|的|公布|公报|发布|总量|有|才|数|：|，|、|而|（|也|则|港币|人民币|新台币|美元",
            "",
            left,
        )
        owner = self.context.frame
        if owner is not None and owner.printed:
            bare = bare.replace(owner.printed, "").replace(owner.name.indicator, "")
        if len(bare) != 1 or bare not in TIMES:
            return False
        token = clause.tokens.get(begin + left.index(bare))
        if token is None or token.period is None:
            return False
        period = token.period
        if period.same or bool(period.shift) or period.offset == -1:
            return True
        frame = self.context.frame
        if frame is None or period.end_year is not None:
            return False
        return resolve(period, frame.when, self.reference).earlier(frame.when)

    def _strip_basis(self, text: str) -> tuple[str, str, bool]:
        """(text before the basis words, canonical basis, True when it compares with something other than the past)."""
        plain = text.rstrip()
        changed = True
        basis = ""
        foreign = False
        while changed and plain:
            changed = False
            if match := re.search(
                "(?:大幅|小幅|略微|略有|略|继续|仍|持续|已|还|又|再|也|则|(?<![年日月人户亩])均|都|快速|稳步|累计|总体|名义|实际|净|平均|逆势|进一步|保持|同时|，|(?<=[\ue007])(?:间|来|里|内)|稳定|明显|显著|呈现?|有所|共|按可比口径|按可比价格|按可比价|按不变价格?计算|可比|同口径|按自然口径|恢复性|强劲|高速|两位数|较快|双双|而|却|的|上|合计|分别|依次|各|相比|比较|相较)$",
                plain,
            ):
                plain = plain[: match.start()].rstrip()
                changed = bool(match[0])
                continue
            if match := self.grammar.reference.search(plain):
                found, other = self._basis(match[0])
                if found or other or _dated(match["ref"]) or re.search("上|去|前|同期|年初|期初|昨", match["ref"]):
                    basis = basis or found or "上期"
                else:
                    foreign = True
                plain = plain[: match.start()].rstrip()
                changed = True
                continue
            for canonical, words in self.namer.lexicon.basis:
                if match := re.search(f"{words}$", plain):
                    if (
                        canonical in ("同比", "环比")
                        and match[0] in ("年", "月", "季")
                        and plain[: match.start()].endswith(("今", "去", "全", "当", "本", "每", "上"))
                    ):
                        break
                    basis = basis or canonical
                    plain = plain[: match.start()].rstrip()
                    changed = True
                    break
        return plain, basis, foreign

    def _basis(self, text: str) -> tuple[str, bool]:
        """Canonical basis of a 比… phrase: 同比, 环比, 年初 or '' ; and whether it names a time."""
        if re.search("同期|同季|同月|上年(?!末|底)|去年(?!末|底)|前一年(?!末|底)|上年度", text):
            return "同比", True
        if re.search("年初|年末|年底|期初", text):
            return "年初", True
        if re.search("上月|上季|上周|上个月|昨", text):
            return "环比", True
        if YEAR_BEFORE in text:
            return "同比", True
        if YEAR_START in text:
            return "年初", True
        if STEP_BEFORE in text:
            return "环比", True
        return "", _dated(text)

    def _changes(self, before: str) -> bool:
        """True when the words before a change verb name nothing of their own, so that the change is of the current frame."""
        rest, _, _ = self._strip_basis(before)
        return not self.namer.clean(rest)

    def _fits(self, frame: Frame, quantity: Quantity) -> bool:
        if frame.level is not None and frame.level.quantity is not None and frame.level.quantity.dimension.startswith("rate:"):
            above = frame.level.quantity.base_unit.partition("/")[0]
            if above == quantity.base_unit:
                return True  # 3642元/吨 … 上涨55元
        if frame.level is not None and frame.level.quantity is not None and "none" in (frame.level.quantity.dimension, quantity.dimension):
            return True  # 总诊疗人次16.8亿，比上年增加1.5亿人次
        return frame.level is None or frame.level.quantity is None or frame.level.quantity.dimension == quantity.dimension

    @staticmethod
    def _direction(word: str) -> str:
        if re.search("增|升|涨|提|扩|高|壮|添|拓", word):
            return "up"
        if re.search("降|减|跌|落|缩|收窄|低|滑", word):
            return "down"
        return ""

    def _latest_level(self, quantity: Quantity) -> Draft | None:
        """The last level of the sentence that may be the same amount in another unit."""
        family = quantity.dimension.partition(":")[0]
        for draft in reversed(self.drafts[-6:]):
            other = draft.quantity
            if draft.kind == "level" and draft.aspect != "incidental" and draft.sentence >= self.context.sentence and other is not None:
                if (
                    other.dimension.partition(":")[0] == family
                    and family != "count"
                    and other.unit.lstrip("万亿千百") != quantity.unit.lstrip("万亿千百")
                ):
                    return draft
        return None

    def _latest_rate(self, frame: Frame) -> Draft | None:
        for draft in reversed(self.drafts[-12:]):
            if draft.frame == frame.id and draft.kind in ("growth", "share"):
                return draft
        return None

    def _whole_of(self, named: str) -> str | None:
        match = re.search("占(?P<whole>[^占]*?)(?:的)?(?:比重|比例|份额)?$", named)
        return match["whole"] if match else None

    @staticmethod
    def _period_basis(base: When, now: When) -> str:
        """What a value of ``base`` is to one of ``now``: 同比 for the same part a year before, 环比 for the part before, else ''."""
        if base.years_after(now) == -1 and base.part == now.part and not base.moment:
            return "同比"
        before = now.before()
        return "环比" if before is not None and now.part != "Y" and before.label == base.label else ""

    def _bracket_base(self, inner: Skeleton) -> bool:
        """港币23.6亿元（2023年：20.0亿元）: the value of the time before, in brackets."""
        frame = self.context.frame
        tokens = [inner.tokens[i] for i in sorted(inner.tokens)]
        if frame is None or len(tokens) != 2 or tokens[0].period is None or tokens[1].sign not in (LEVEL, PERCENT):
            return False
        if tokens[1].sign == PERCENT:
            if frame.rate is None or re.sub(f"{WHEN}|{PERCENT}|[：:为是的]", "", inner.text).strip():
                return False
            frame.rate_base = self._add(
                "share", tokens[1], frame, aspect="base", when=resolve(tokens[0].period, frame.when, self.reference)
            )
            return True
        if frame.level is None or frame.level.quantity is None:
            return False
        quantity = tokens[1].quantity
        if (
            quantity is None
            or quantity.base_unit != frame.level.quantity.base_unit
            or re.sub(f"{WHEN}|{LEVEL}|[：:为是的]|港币|人民币|新台币|美元", "", inner.text).strip()
        ):
            return False
        when = resolve(tokens[0].period, frame.when, self.reference)
        if not (
            when.earlier(frame.when)
            or not frame.when.named
            or frame.when.year is None
            or tokens[0].period.same
            or tokens[0].period.offset == -1
        ):
            return False
        frame.base = self._add("level", tokens[1], frame, aspect="base", when=when)
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

    def _brackets(self, clause: Skeleton) -> None:
        """Reads the brackets of a clause that nothing in it has claimed."""
        claimed = {draft.at for draft in self.drafts[-40:]}
        for _, token in sorted(clause.tokens.items()):
            if token.inner is None:
                continue
            inside = [t for t in token.inner.tokens.values() if t.quantity is not None]
            if not inside or any(t.at in claimed for t in inside):
                continue
            if self._bracket_base(token.inner):
                continue
            if (
                token.inner.text.strip() == PERCENT
                and inside[0].quantity is not None
                and inside[0].quantity.surface[:1] in "+-＋－−"
                and self.context.frame is not None
                and self.context.frame.level is not None
            ):
                self._growth(inside[0], self.context.frame, 1, "", "growth")
                continue
            if self._converted(token.inner):
                continue
            keep = (
                self.context.frame,
                self.context.when,
                list(self.context.group),
                self.context.parts,
                self.context.scope,
                self.context.subject,
            )
            self.context.inner = True
            if DURATION not in token.inner.text or LEVEL in token.inner.text or PERCENT in token.inner.text:
                for _, inner in clauses(token.inner):
                    self._clause(inner)
            self.context.inner = False
            (self.context.frame, self.context.when, self.context.group, self.context.parts, self.context.scope, self.context.subject) = keep
