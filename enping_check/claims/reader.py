"""Sentences to claims: walks clause by clause, says what each number is by the words around it, and binds it to who, what and when.

Binding follows explicit rules. A level, its growth, its share and its change form a frame. A number without a noun phrase of its own
belongs to the frame before it in the sentence. Subject and scope carry until a phrase replaces them; a period carries until the next.
A list opened by 其中 or 分…看 makes its members parts of the nearest totals of the same dimension. When the words leave two readings, the
number is claimed without a link.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from enping_check.claims.frames import Frame, PartList
from enping_check.claims.lexicon import lasts
from enping_check.claims.skeleton import BRACKET, DURATION, LEVEL, NUMBERS, PERCENT, Skeleton, Token, clauses
from enping_check.claims.temporal_reference import NOWS, PRESENT
from enping_check.claims.topics import Topics

_IN: Final = "中|当中|之中|里"
_INNER: Final = lasts(_IN)
_INSIDE: Final = re.compile(f"^(?P<of>[^，]{{2,14}}?)(?:{_IN})$")
_IN_THAT: Final = re.compile(f"^[^，]{{0,4}}(?:{_IN})$")
_AMONG: Final = re.compile(f"{LEVEL}[^{NUMBERS}，]{{0,14}}(?:{_IN})$")
_SORTING: Final = "区分|划分|分类|分|来看|看|统计|计"
_DIVIDED_BY: Final = re.compile(f"(?P<whole>[^，按依]{{2,10}}?)(?:按照?|依)(?P<by>[^，]{{1,10}}?)(?:{_SORTING})$")
_SORTED: Final = lasts(_SORTING)
_TURNED: Final = re.compile("(?:若|如果)?(?:换算?成|折算?成|算成|化成)(?:占比|比例|比重|百分比)(?:来看|看|的话)?，?")
_NAMED: Final = re.compile("[\u4e00-\u9fff]")
_VIEWED: Final = re.compile("(?:若|如果|但|而)?[按从以就]?(?P<basis>环比|同比)(?:口径|角度|数据)?(?:来)?(?:看|算|计算|计|说|而言)")
_HEADER: Final = re.compile(f"(?P<what>[^，、{NUMBERS}]{{2,14}}?)(?:分别|依次|依序|各|情况)?(?:为|是|如下)?$")  # 各区人口分别为：
# 增速最快的是X，为n%: what is ranked are growths
_SPEEDIEST: Final = re.compile(
    "(?:增速|增幅|涨幅|升幅|增长|上涨|(?P<down>降幅|跌幅|下降|下跌))[^，最率]{0,3}最[高大快多小低慢少猛](?!的?(?:贡献|拉动))"
)
_WIDE: Final = re.compile("[全我本该][市省县区州盟旗镇乡国]")
_WHOLLY: Final = re.compile("(?:具体|实际|总体|整体|统计)情况$|数据$|总体$|整体$|形势$|趋势$|走势$")
_SIGNED: Final = re.compile(f"(?P<basis>同比|环比|年)?(?P<way>[+＋↑▲\\-－−↓▼]?){PERCENT}")
_SPELLS: Final = re.compile("(?:各|分)?(?:季度?|月份?|月度|年度?|半年|上下半年|时间|时段|阶段)")
_COUNTED: Final = frozenset(NUMBERS)
_AWAITED: Final = frozenset(NUMBERS + BRACKET)
_INDEX_IN_ORDER: Final = re.compile(
    "(?:指数|系数|得分|分值|总分|倍差)[^。；，]{0,6}[由从][高低大小][到至往][高低大小][^。；，]{0,4}(?:，|依次|排)"
)
_DIVIDING: Final = re.compile("分|由|包|归|涵盖|来(?:自|源于)|出自|落在")  # without one of them nothing is divided
_SECTION: Final = re.compile("[^，；。]{2,9}方面，")
_new = tuple.__new__


class Glance(NamedTuple):
    """Whether words of a goal, of the whole place (全市, 我县), of its parts (其中) and of dividing stand in a sentence."""

    target: bool
    wide: bool
    part: bool
    divides: bool


class Reader(Topics):
    """Reads the sentences of one article in order; ``drafts`` collects the claims."""

    _seen = Glance(True, True, True, True)  # what stands in the sentence, or the bracket, that is being read

    def line(self, place: str) -> None:
        """Begins a new line of the article; subject and scope carry, lists and open values do not."""
        context = self.context
        context.paragraph += 1
        context.place = place
        if context.default_basis != "同比":
            context.default_basis = ""  # （比年初，下同）is said of its paragraph
        if context.main is not None:
            context.when = context.main
        context.parts = None
        context.origin = []
        context.group = []
        context.subject = ""

    def sentence(self, skeleton: Skeleton) -> None:
        """Reads one sentence."""
        context = self.context
        context.sentence += 1
        context.opened = context.clause + 1
        context.parts = None
        context.origin = []
        context.target = False
        context.topic = None
        context.listed = ""
        context.quarterly = False
        context.led = 0
        context.dates = []
        context.closed = False
        context.about = context.leading = context.reckoned = context.spoken_basis = ""
        context.segment = 0
        context.division = None
        if context.resumed is not None:
            context.when, context.resumed = context.resumed, None
        if "方面" in skeleton.text[:12] and _SECTION.match(skeleton.text):
            self._begin_section()
        self._crossed = None
        self._opening = context.paragraph != self._opened
        self._opened = context.paragraph
        if skeleton.alike:
            context.default_basis = skeleton.alike
        text = skeleton.text
        context.index_listed = ("由" in text or "从" in text) and _INDEX_IN_ORDER.search(text) is not None
        self._clauses(skeleton)

    def _begin_section(self) -> None:
        """上半年…。公路方面，…。6月份…。水路方面，…: each is told of the time that the first of them began with, unless it says when."""
        context = self.context
        paragraph, began = context.section or (context.paragraph, context.when)
        if context.paragraph - paragraph <= 1 and context.when.label != began.label and context.when.within(began):
            context.when = began
        context.section = (context.paragraph, context.when)

    def _clauses(self, skeleton: Skeleton) -> None:
        """Reads the clauses; ；closes and ：opens a list."""
        before = self._ahead = ""
        text, last = skeleton.text, -1
        for i in reversed(skeleton.tokens):
            if text[i] in _AWAITED:
                last = i
                break
        end = 0
        self._seen = self._glance(text)
        for after, clause in clauses(skeleton):
            self.context.clause += 1
            end += len(clause.text) + 1
            self._awaited = end <= last
            if before == "：" and (header := _HEADER.search(self._ahead)) is not None:
                measure = self.namer.split(header["what"])
                if measure.known is not None:
                    self.context.topic = measure._replace(subject="")
            if before == "；":
                self._semicolon()
            elif self.context.division is not None and self._divided(clause, before):
                self._open_division()
            elif (
                before == "："
                and self.context.frame is not None
                and self.context.frame.level is not None
                and self.context.frame.clause == self.context.clause - 1
                and self.context.parts is None
                and _NAMED.search(self._ahead) is not None  # 1460部：…，累计9597部: a number that heads what is told of it
            ):
                self._lists += 1
                self.context.parts = PartList(self._lists, "其中", self.context.sentence, True, totals=[self.context.frame])
            self._clause(clause)
            before, self._ahead = after, clause.text

    def _glance(self, text: str) -> Glance:
        """Which words stand in a sentence: where they do not, none of its clauses need be searched for them."""
        grammar = self.grammar
        return _new(Glance, (  # by the tuple itself: one is made for every sentence
            grammar.target.search(text) is not None,
            _WIDE.search(text) is not None,
            grammar.of_which.search(text) is not None,
            _DIVIDING.search(text) is not None,
        ))  # fmt: skip

    def _clause(self, clause: Skeleton) -> None:
        """Reads one clause: the list it opens, its period, its runs of numbers and its brackets."""
        context, grammar, text = self.context, self.grammar, clause.text
        target, wide, part, divides = self._seen
        if target and grammar.target.search(text):
            context.target = True
        if not (wide and _WIDE.search(text)):
            self._wide = self._wide and context.frame is not None and context.frame.sentence == context.sentence
        else:
            self._wide = True
        if "最" in text and (ranked := _SPEEDIEST.search(text)):
            context.led = -1 if ranked["down"] else 1
        numbers = [i for i in clause.tokens if text[i] in _COUNTED] if clause.tokens else []
        if DURATION in text and any(
            t.quantity is not None and t.quantity.number == 4 and t.quantity.unit.endswith("季度") for t in clause.tokens.values()
        ):
            context.quarterly = True
        stripped = text.strip(" 、")
        ending = stripped[-1:]
        if "成" in stripped and _TURNED.fullmatch(stripped):
            self._portioned = (context.sentence, context.clause)
        if divides and len(numbers) <= 1 and _DIVIDING.search(stripped) and self._division(stripped, clause, numbers):
            return
        if not numbers and "比" in stripped and (spoken := _VIEWED.fullmatch(stripped)) is not None:
            context.spoken_basis = spoken["basis"]
            return
        if stripped[:1] in grammar.view_heads and (match := grammar.view.match(stripped)):
            sort = match["by"] or match["sort"] or ""  # 拆开来看: by what is not said
            if not numbers and _WHOLLY.search(sort):
                return  # 从具体情况来看: not by parts
            if not numbers:
                by = self.namer.split(sort)
                if by.known is not None and not re.search(
                    "类型|结构|方式|领域|性质|来源|构成|贸易|企业|行业|产业$|区域|地区|主体|市场|经济|所有制|用途|品种", sort
                ):
                    context.topic = by
                else:
                    self._open_list("view", leading=True)
                    if context.parts is not None and _SPELLS.fullmatch(sort):
                        context.parts.periods = True
                        context.spelled = context.sentence
                        context.resumed = context.resumed or context.when  # what follows is of the whole time again
                return
        if not numbers and ending in _SORTED and (match := _DIVIDED_BY.match(stripped)) and self._open_view_of(match["whole"]):
            return
        if not numbers and BRACKET in text:
            if (told := _without_brackets(clause)) is not None:
                self._clause(told)
                return
            if self._told_in_bracket(clause):
                return
        if not numbers and ending in _INNER and (match := _INSIDE.match(stripped)):
            if match["of"].startswith(("各", "其", "当")):
                self._open_list("其中", leading=True)
            else:
                self._within(match["of"])
            return
        if part and (match := grammar.of_which.search(text)):
            first = numbers[0] if numbers else len(text)
            if match.start() <= first and not self._names_only(match[0], numbers):
                head = all(c in " ，、\n" for c in text[: match.start()])
                if context.division is not None and context.division.clause == context.clause - 1:
                    self._open_division()
                else:
                    self._open_list("其中", leading=head and self._first_of_sentence())
        # a clause of nothing but numbers tells no time, unless it begins with 如今 and its like
        if len(numbers) < len(clause.tokens) or (stripped[:1] in NOWS and (numbers or PRESENT.fullmatch(stripped))):
            self._times(clause, numbers)
        self._clause_items = []
        if not numbers:
            if clause.tokens:
                self._listed_times(clause)
            self._brackets(clause)
            self._topic(clause)
            return
        runs = self._split_runs(clause, numbers)
        begin = 0
        for run in runs:
            if run[0] in clause.tokens and clause.tokens[run[0]].sign:
                self._run(clause, run, begin)
            begin = run[-1] + 1
        context.dates = []
        if len(self._clause_items) > 1:
            context.group = list(self._clause_items)
            last = self._clause_items[-1]
            if context.parts is not None and last.parts is context.parts and context.parts.totals:
                last.rival = context.parts.totals[0]
        self._whole = None
        self._brackets(clause)
        words = text.rstrip()
        if words[-1:] in _INNER and _AMONG.search(words):
            self._open_among()

    def _open_among(self) -> None:
        """在…200亿元中，: what follows are parts of the value just told."""
        context = self.context
        if context.frame is not None and context.frame.level is not None:
            self._lists += 1
            before = context.frame.parts
            if before is not None and before.among:
                self._leave(context.frame, before)
            context.parts = PartList(self._lists, "其中", context.sentence, False, totals=[context.frame], outer=context.parts, among=True)

    @staticmethod
    def _leave(frame: Frame, parts: PartList) -> None:
        """10个门类中，9个增长，34个大类中，27个增长: what is divided anew is no part of what was divided before."""
        parts.members.remove(frame)
        frame.parts, frame.loose = None, False
        for role in ("total", "list", "fit", "loose", "announced"):
            if frame.level is not None:
                frame.level.links.pop(role, None)

    def _names_only(self, word: str, numbers: list[int]) -> bool:
        """客户包括：甲、乙: a list of names, where the sentence has told no level that they could be parts of."""
        return not numbers and word.startswith("包") and not self._stated_levels() and self.context.division is None

    def _signed(self, inner: Skeleton, token: Token) -> bool:
        """36.2亿元（+8.8%）, （↓3.4%）: a growth by its sign alone, of the level before the bracket."""
        frame = self.context.frame
        match = _SIGNED.fullmatch(inner.text.strip())
        if match is None or token.quantity is None or frame is None or frame.level is None or frame.clause != self.context.clause:
            return False
        printed = token.quantity.surface[:1] in "+-＋－−"
        if not printed and not match["way"]:
            return False
        down = not printed and match["way"] in ("-", "－", "−", "↓", "▼")
        self._growth(token, frame, -1 if down else 1, match["basis"] or "", "growth")
        return True

    def _of_the_value_before(self, inner: Skeleton) -> bool:
        """（上年同期：20.0亿元）, （计划5.80亿元）, （以…计）: what a bracket adds to the numbers before it."""
        return self._bracket_base(inner) or self._bracket_bases(inner) or self._bracket_plan(inner) or self._reckoned_on(inner)

    def _told_in_bracket(self, clause: Skeleton) -> bool:
        """综合消费（1.86亿元）里，…: the value of what the words left of the bracket name, in a clause that tells no other."""
        at = clause.text.index(BRACKET)
        inner = clause.tokens[at].inner if at in clause.tokens else None
        if inner is None or inner.text[:1] != LEVEL or inner.text[1:2] not in ("", "，"):
            return False
        quantity, name = inner.tokens[0].quantity, self.namer.split(clause.text[:at])
        if quantity is None or not name.full or (name.known is None and quantity.dimension.partition(":")[0] in ("count", "none")):
            return False
        if name.known is not None and name.known.dimension != "any" and not name.known.counts(quantity.dimension):
            return False
        told = clause.cut(0, at).joined(inner)
        for _, each in clauses(told):
            self._clause(each)
        if _IN_THAT.search(clause.text[at + 1 :].rstrip()):
            self._open_among()
        return True

    def _brackets(self, clause: Skeleton) -> None:
        """Reads the brackets of a clause that nothing in it has claimed."""
        if BRACKET not in clause.text:
            return
        claimed = {draft.at for draft in self.drafts[-40:]}
        last = self.context.frame
        for at, token in list(clause.tokens.items()):
            if token.inner is None:
                continue
            inside = [t for t in token.inner.tokens.values() if t.quantity is not None]
            if not inside or any(t.at in claimed for t in inside):
                continue
            before = [d for d in self.drafts[-40:] if d.clause == self.context.clause and d.at.end <= token.at.start]
            own = (
                self.context.frames[max(before, key=lambda d: d.at.end).frame] if before else last
            )  # 人工…（占60%）、能耗…（占13%）: of the number before it
            self.context.frame = own
            self._bracket(clause, at, token.inner, inside[0])
            if self.context.frame is own:
                self.context.frame = last

    def _bracket(self, clause: Skeleton, at: int, inner: Skeleton, first: Token) -> None:
        """Reads one bracket: as a remark on the number before it, else as a clause of its own."""
        if self._of_the_value_before(inner):
            return
        if self._signed(inner, first):
            return
        said = clause.text[at - 1 : at] == PERCENT or (self.drafts and self.drafts[-1].aspect == "of-count")  # 三成商户…增加（86户）
        if said and self._amount_of(inner):
            return
        if self._converted(inner):
            return
        keep = (
            self.context.frame,
            self.context.when,
            list(self.context.group),
            self.context.parts,
            self.context.scope,
            self.context.subject,
        )
        seen, self._seen = self._seen, self._glance(inner.text)
        self.context.inner = True
        self._awaited = True
        if DURATION not in inner.text or LEVEL in inner.text or PERCENT in inner.text:
            for _, each in clauses(inner):
                self._clause(each)
        self.context.inner = False
        self._seen = seen
        (self.context.frame, self.context.when, self.context.group, self.context.parts, self.context.scope, self.context.subject) = keep


_NEXT = re.compile("[、和及与]+[^，、和及与\\d]{1,14}|以及[^，、\\d]{1,14}")


def _without_brackets(clause: Skeleton) -> Skeleton | None:
    """甲镇（3亿元）、乙镇（2亿元）和丙镇（1亿元）: a list whose values stand in brackets, as one whose values do not; None for others."""
    places = [at for at, token in clause.tokens.items() if token.inner is not None]
    if len(places) < 2:
        return None
    told, begin, units = Skeleton("", {}), 0, set[str]()
    for place in places:
        inner, before = clause.tokens[place].inner, clause.cut(begin, place)
        if inner is None or inner.text not in (LEVEL, PERCENT) or (begin and not _NEXT.fullmatch(before.text)):
            return None
        quantity = inner.tokens[0].quantity
        units.add(quantity.base_unit if quantity is not None else "")
        told, begin = told.joined(before).joined(inner), place + 1
    return told.joined(clause.cut(begin, len(clause.text))) if len(units) == 1 else None
