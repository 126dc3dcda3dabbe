"""Sentences to claims: walks clause by clause, says what each number is by the words around it, and binds it to who, what and when.

Binding follows explicit rules. A level, its growth, its share and its change form a frame. A number without a noun phrase of its own
belongs to the frame before it in the sentence. Subject and scope carry until a phrase replaces them; a period carries until the next.
A list opened by 其中 or 分…看 makes its members parts of the nearest totals of the same dimension. When the words leave two readings, the
number is claimed without a link.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from enping_check.claims.brackets import Brackets
from enping_check.claims.comparison import START
from enping_check.claims.frames import Frame, PartList
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.lexicon import firsts, lasts
from enping_check.claims.names import Name
from enping_check.claims.scene import VERBAL
from enping_check.claims.skeleton import BRACKET, DURATION, LEVEL, NUMBERS, PERCENT, TIMES, WHEN, Skeleton, Token, clauses
from enping_check.claims.timeline import When, resolve
from enping_check.model import Period

_ACTOR: Final = re.compile(
    "^(?:其中)?(?P<subject>[^，的是了在和与对以为仍有将被把让从到等不]{2,10}?(?:街道|园区|产业|集团|公司|股份|银行|镇|乡|村|开发区|工业园|(?:[区县市](?![场民值面委政长级域内外属容])))"
    ")[\u4e00-\u9fff]{2,8}$"
    "|^(?P<company>[^，的是了在和与对以为]{2,8}?(?<![局部署委处层人者关办院心会社书报]))(?:晚间|日前|近日|今日)?(?:公告|披露)[^，]{0,6}$"
)
_OWNER: Final = re.compile("街道|园区|产业|集团|公司|股份|银行|镇|乡|村|开发区|工业园|区|县|市|公告|披露")  # without one of them it is none
_IN: Final = "中|当中|之中|里"
_INNER: Final = lasts(_IN)
_INSIDE: Final = re.compile(f"^(?P<of>[^，]{{2,14}}?)(?:{_IN})$")
_IN_THAT: Final = re.compile(f"^[^，]{{0,4}}(?:{_IN})$")
_AMONG: Final = re.compile(f"{LEVEL}[^{NUMBERS}，]{{0,14}}(?:{_IN})$")
_SORTING: Final = "区分|划分|分类|分|来看|看|统计|计"
_DIVIDED_BY: Final = re.compile(f"(?P<whole>[^，按依]{{2,10}}?)(?:按照?|依)(?P<by>[^，]{{1,10}}?)(?:{_SORTING})$")
_SORTED: Final = lasts(_SORTING)
_NOW: Final = re.compile(WHEN)
_ACTING: Final = re.compile("[“”是了着过将要把被让]")
_SUPPOSING, _APART_FROM = "若|如果|如|假如|倘若", "按照|按|扣除|剔除|依"
_SUPPOSED: Final = firsts(_SUPPOSING, _APART_FROM)
_RECKONED: Final = re.compile(f"(?:{_SUPPOSING})?(?:{_APART_FROM})[^，]{{2,8}}(?:算|计算|口径|因素|统计|计)$")
_RECKONING: Final = re.compile("^[若如果假倘按照依]+|(?:来|进行)?(?:计算|统计|算|计)$")
_ABOUT: Final = re.compile("(?:从|在|就)?(?P<what>[\u4e00-\u9fffA-Za-z]{3,10})方面")
_TURNED: Final = re.compile("(?:若|如果)?(?:换算?成|折算?成|算成|化成)(?:占比|比例|比重|百分比)(?:来看|看|的话)?，?")
_HEADER: Final = re.compile(f"(?P<what>[^，、{NUMBERS}]{{2,14}}?)(?:分别|依次|依序|各|情况)?(?:为|是|如下)?$")  # 各区人口分别为：
_IS: Final = re.compile("^(?:其中)?(?P<topic>[^，是]{2,9}[^，是的])是")
_FOREMOST: Final = re.compile("最[大高快多小低慢少好强]的(?:是|为)(?P<who>[^，、是]{2,12})$")
# 增速最快的是X，为n%: what is ranked are growths
_SPEEDIEST: Final = re.compile(
    "(?:增速|增幅|涨幅|升幅|增长|上涨|(?P<down>降幅|跌幅|下降|下跌))[^，最率]{0,3}最[高大快多小低慢少猛](?!的?(?:贡献|拉动))"
)
_SECOND: Final = re.compile("(?:其次|再次|最后|紧随其后的?|排[名在]?第[二三四五]的?)(?:是|为)(?P<who>[^，、是]{2,12})$")
_PLACED = re.compile("(?:增速|增幅|涨幅|总量|规模|数量|[一-鿿]{0,4}量)?[均稳双继续仍皆都]{0,2}(?:位居|位列|名列|跃居|稳居|居|列)(?!民)")
_LEADERS: Final = re.compile("(?:居|列|排)(?:在)?前[^，]{1,3}位?的(?:依次)?(?:是|为)")
_SPEED: Final = re.compile("(?:的)?(?:同比|环比)?(?:涨幅|增幅|增速|升幅|降幅|跌幅|增长|上涨|下降|下跌|拉动作用|贡献)$")
_HEIGHTS: Final = ("纪录", "记录", "新高", "新低", "最高", "水平", "高度")  # what the next one ends in
_HEIGHT_ENDS: Final = frozenset(word[-1] for word in _HEIGHTS)
_HEIGHT: Final = re.compile(
    "(?:再|均|又|双双|屡|首次|一举)*(?:刷新|创下?|创出|创造|攀上?)(?:了)?(?:历史)?(?:纪录|记录|新高|历史新高|新低|历史最高|历史最好水平|新高度|同期新高)$"
)
_ABOUT_IT: Final = re.compile("^(?:这|那|该|其(?!中)|此|主要|原因|特别|尤其)|同期|以来")
_WIDE: Final = re.compile("[全我本该][市省县区州盟旗镇乡国]")
_WHOLLY: Final = re.compile("(?:具体|实际|总体|整体|统计)情况$|数据$|总体$|整体$|形势$|趋势$|走势$")
_SIGNED: Final = re.compile(f"(?P<basis>同比|环比|年)?(?P<way>[+＋↑▲\\-－−↓▼]?){PERCENT}")
_LOOKING_BACK: Final = re.compile("(?:打破|刷新|改写|追平|比|较|与|由|从|自|同|是|为|占|于|到|至|相当|达)(?:于|往|了)?[^，]{0,4}$")
# 早在2023年，随着暑期自驾游升温，…: why, not when
_CAUSED: Final = re.compile("随[着著]|由于|得益于|受|因")
_DATE_ALONE: Final = re.compile(f"(?:而|但|其中|早|就|在|、)*{WHEN}")
_UNTIL: Final = "到|至|截至|截止"
_UP_TO: Final = re.compile(f"(?:[全我本该][市县区省州镇乡村]|该?公司|集团|企业|园区|我们)(?:{_UNTIL})")  # 公司到2024年
_UP_TO_ENDS: Final = lasts(_UNTIL)
_FROM_THERE: Final = re.compile("截至|截止|对于|位于|至今")
_PLANNED: Final = re.compile("(?:的)?(?:目标|计划|任务|预算|预期|指标)")
_DONE_OF: Final = re.compile("(?:完成|达到|占|为|达|相当于|超过|实现)[^，]{0,3}$")
_SPELLS: Final = re.compile("(?:各|分)?(?:季度?|月份?|月度|年度?|半年|上下半年|时间|时段|阶段)")
_BEFORE_NOW, _PRESENTLY = "而但到至截", "如今|现如今|现在|目前|眼下|当前|时下|现已|今天|至今|当下"
_PRESENT: Final = re.compile(f"[{_BEFORE_NOW}、 ]*(?:{_PRESENTLY})")
_NOWS: Final = firsts(_PRESENTLY) | frozenset(_BEFORE_NOW)
_COUNTED: Final = frozenset(NUMBERS)
_AWAITED: Final = frozenset(NUMBERS + BRACKET)
_LAST_DAYS: Final = {"03": "31", "06": "30", "09": "30", "12": "31"}
_ENDED: Final = re.compile(f"止的?(?:前|过去|连续)?{DURATION}|止年度|止财政年度")


_INDEX_IN_ORDER: Final = re.compile(
    "(?:指数|系数|得分|分值|总分|倍差)[^。；，]{0,6}[由从][高低大小][到至往][高低大小][^。；，]{0,4}(?:，|依次|排)"
)
_DIVIDING: Final = re.compile("分|由|包|归|涵盖|来(?:自|源于)|出自|落在")  # without one of them nothing is divided


_new = tuple.__new__


class Glance(NamedTuple):
    """Whether words of a goal, of the whole place (全市, 我县), of its parts (其中) and of dividing stand in a sentence."""

    target: bool
    wide: bool
    part: bool
    divides: bool


class Reader(Brackets):
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
        context.about = context.reckoned = ""
        context.segment = 0
        context.division = None
        if context.resumed is not None:
            context.when, context.resumed = context.resumed, None
        self._crossed = None
        self._opening = context.paragraph != self._opened
        self._opened = context.paragraph
        if skeleton.alike:
            context.default_basis = skeleton.alike
        text = skeleton.text
        context.index_listed = ("由" in text or "从" in text) and _INDEX_IN_ORDER.search(text) is not None
        self._clauses(skeleton)

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
                return
        if not numbers and ending in _SORTED and (match := _DIVIDED_BY.match(stripped)) and self._open_view_of(match["whole"]):
            return
        if not numbers and BRACKET in text and self._told_in_bracket(clause):
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
        if len(numbers) < len(clause.tokens) or (stripped[:1] in _NOWS and (numbers or _PRESENT.fullmatch(stripped))):
            self._times(clause, numbers)
        self._clause_items = []
        if not numbers:
            if clause.tokens:
                self._listed_times(clause)
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
            context.parts = PartList(self._lists, "其中", context.sentence, False, totals=[context.frame], outer=context.parts)

    def _names_only(self, word: str, numbers: list[int]) -> bool:
        """客户包括：甲、乙: a list of names, where the sentence has told no level that they could be parts of."""
        return not numbers and word.startswith("包") and not self._stated_levels() and self.context.division is None

    def _first_of_sentence(self) -> bool:
        """True when nothing of the sentence has been read yet."""
        frame = self.context.frame
        return frame is None or frame.sentence != self.context.sentence

    def _topic(self, clause: Skeleton) -> None:
        """A clause without numbers: it may name the subject of those that follow."""
        context = self.context
        if BRACKET in clause.text:
            self._brackets(clause)
        text = (_NOW.sub("", clause.text) if clause.tokens else clause.text).strip()
        if text.endswith("方面") and (about := _ABOUT.fullmatch(text)) is not None and self.namer.split(about["what"]).known is None:
            context.about = about["what"]
        before = context.topic
        left = context.frame is not None and context.frame.paragraph != context.paragraph
        asked = self._awaited or left  # else nothing depends on what the clause is about, beyond the place it names
        if "前" in text and _LEADERS.search(text):
            context.frame = context.topic = None  # 居前五位的是甲、乙…: of them together
            return
        if ("居" in text or "列" in text) and "是" not in text and _PLACED.match(text):
            return  # 增幅位列全市首位: said of what came before
        if 2 <= len(text) <= 14 and (asked or self.namer.may_place(text)) and not _ACTING.search(text):
            name = self.namer.split(text)
            if name.scope or name.known or name.indicator.endswith(self.namer.lexicon.place_suffixes):
                context.topic = name
                if name.scope:
                    context.scope = name.scope
                if not name.known and name.indicator.endswith(self.namer.lexicon.place_suffixes):
                    context.subject = name.full
                    context.topic = None
        named = context.topic is not None and context.topic is not before
        if not named and "是" in text and (match := _IS.match(text)) and not _FOREMOST.search(text):
            context.topic = self.namer.split(match["topic"])
            spoken = context.topic.full
            if context.frame is not None and spoken and spoken not in context.frame.name.full and not _ABOUT_IT.search(text):
                context.frame = None  # 第二产业是用电主力，占…: said of it, not of what came before
        if text[:1] in _SUPPOSED and _RECKONED.match(text):
            if self.grammar.average.search(text):
                context.reckoned = _RECKONING.sub("", text)
            return
        if "最" in text and (match := _FOREMOST.search(text)):
            self._foremost(text, match)
            return
        if context.led and (match := _SECOND.match(text)):
            context.topic, context.frame = self._ranked(match["who"]), None
            return
        if text[-1:] in _HEIGHT_ENDS and text.endswith(_HEIGHTS) and (match := _HEIGHT.search(text)):
            name = self._name(text[: match.start()], carry=False)
            told = context.frame is not None and context.frame.level is not None and context.frame.sentence == context.sentence
            if told and name.known is None:
                return  # 负荷达842.6万千瓦，年内第三次刷新纪录，较去年…: said of what was just told
            if name.full and len(name.full) <= 16 and not VERBAL.match(name.full):
                context.topic = name  # X再创新高，达到n
                context.frame = None
                return
        if _OWNER.search(text) and (match := _ACTOR.match(text)):
            context.topic = Name(subject=self.namer.clean(match["subject"] or match["company"]), actor=True)
            context.subject = context.topic.subject
        elif asked and (context.topic is None or not context.topic.full):
            context.topic = self._topical(text)
        if context.topic is None and left and len(text) > 4:
            context.frame = None  # a new paragraph speaks of something not understood: not of what the last one spoke of
        if asked:
            context.listed = text

    def _ranked(self, who: str) -> Name:
        """The next of those whose growths are ranked, by the measure of the first."""
        other = self.namer.split(who)
        told = self.context.frame or self.context.topic
        name = told.name if isinstance(told, Frame) else told
        return name._replace(subject=other.full) if name is not None and name.known is not None and other.known is None else other

    def _foremost(self, text: str, match: re.Match[str]) -> None:
        """X类涨幅最大的是Y，上涨n%: what follows is said of Y, in the measure that is compared where the words name one."""
        context = self.context
        who = self.namer.split(match["who"])
        measure = self.namer.split(_SPEED.sub("", text[: match.start()]))
        if measure.known is not None and who.known is None:
            who = measure._replace(subject=who.full)
        context.topic = who
        context.frame = None

    def _times(self, clause: Skeleton, numbers: list[int]) -> None:
        """Sets the period that carries, unless the clause only compares with it."""
        context = self.context
        if clause.text.lstrip("、 ")[:1] in _NOWS and _PRESENT.match(clause.text):
            present = context.main or self._start
            if context.when.earlier(present):
                context.when = present  # 三年前只有86户，如今已有301户
            elif context.when.years_after(self._start) is None:
                context.when = self._start  # 2019年只有86户，如今已有301户: how much later is not said
        first = numbers[0] if numbers else len(clause.text)
        for i, token in clause.tokens.items():
            period = token.period
            if period is None:
                continue
            if period.same and self._looking_back(clause, period, clause.text[i + 1 : first] if numbers else ""):
                continue
            if i > first or period.error or self._only_compared(period, clause.text[:i], clause.text[i + 1 :]):
                continue
            if period.part.startswith("F") and i and _CAUSED.match(clause.text) and _DATE_ALONE.fullmatch(self._ahead.replace(" ", "")):
                continue
            when = resolve(period, context.when, self.reference)
            if period.end_part and not when.part:
                continue
            when = self._ended(when, clause, i)
            if when.part[:1] == "D" != context.when.part[:1] and context.clause > context.opened and i > 0:
                context.resumed = context.resumed or context.when  # 最高负荷7月29日达到…: the day of that alone
            context.when, self._gone_to = when, period
            if (
                when.year is not None
                and self.horizon is not None
                and when.year > self.horizon
                and re.search("到|至", clause.text[max(0, i - 2) : i])
            ):
                context.target = True
            if (
                i <= 14
                and self._opening
                and (period.offset is None or period.offset >= 0 or period.text[0] not in "一二两三四五六七八九十123456789")
                and sum(t.period is not None for t in clause.tokens.values()) == 1
                and (context.main is None or period.year is not None)
                and not when.part.startswith(("D", "F"))
                and not when.moment
            ):
                context.main = when

    def _looking_back(self, clause: Skeleton, period: Period, named: str) -> bool:
        """而去年同期，（出口为70.2亿元。）; 上年同期收案17215件、结案17361件，结收比…: the rest of the sentence is of that time."""
        context, text = self.context, clause.text.strip().lstrip("而但")
        if period.error or not self._first_of_sentence() or text[:1] not in TIMES:
            return False
        if not ONLY_TIME.match(text) if not named else len(self.namer.clean(named)) < 2 or named[0] in "为是的":
            return False
        when = resolve(period, context.when, self.reference)
        if not when.earlier(context.when):
            return False
        context.resumed = context.resumed or context.when
        context.when = when
        return True

    def _listed_times(self, clause: Skeleton) -> None:
        """2022年、2023年、2024年，: several years that the values of the next clause are of."""
        periods = [t.period for _, t in sorted(clause.tokens.items()) if t.period is not None and not t.period.error]
        if len(periods) == len(clause.tokens) and ONLY_TIME.match(clause.text.strip().lstrip("而但其中在")):
            whens = [resolve(period, self.context.when, self.reference) for period in periods]
            first = whens[0] if whens else None
            if len(whens) == 1 and first is not None and first.year is not None and first.end_year is not None:
                whens = [When(year, 0, "Y") for year in range(first.year, min(first.end_year, first.year + 9) + 1)]
            if len(whens) > 1:
                self.context.dates = whens

    def _only_compared(self, period: Period, left: str, right: str) -> bool:
        """比2020年…, 上年同期为…, 较三年前…: a period that the sentence looks back to without going there."""
        context = self.context
        if left.strip(" 其中、（") in ("到", "至", "截至", "截止", "截止到", "截至到") or (
            left[-1:] in _UP_TO_ENDS and _UP_TO.fullmatch(left)
        ):
            left = ""
        spans = period.end_year is not None and left.strip(" 、") in ("从", "由", "自")  # 从2020年到2024年
        if not spans and _LOOKING_BACK.search(left) and not _FROM_THERE.search(left[-4:]):
            return True
        back = (
            period.offset == -1
            and (period.text.startswith("上") or re.match("(?:仅|只|约|才)?(?:为|是|有)", right))
            and context.frame is not None
            and context.frame.sentence == context.sentence
        )
        beside = (
            START.match(period.text) is not None
            and "以来" not in right[:3]
            and context.frame is not None
            and context.frame.sentence == context.sentence
        )  # …增长5.9%，年初余额为…: looked back to from the value just told
        planned = _PLANNED.match(right) is not None and _DONE_OF.search(left) is not None  # 完成全年目标的51.9%
        return bool(period.same or back or beside or period.shift or planned)

    @staticmethod
    def _ended(when: When, clause: Skeleton, i: int) -> When:
        """截至2024年6月30日止六个月: the months that end on the day, as companies report them; of any others, a stretch like none else."""
        ended = _ENDED.match(clause.text, i + 1) if clause.text.startswith("止", i + 1) else None
        if ended is None or when.part[:1] not in "DM":
            return when
        months = clause.tokens.get(ended.end() - 1)
        count = months.quantity.number if months is not None and months.quantity is not None and ended[0].endswith(DURATION) else 12
        day = f"D{when.part[1:]}-{_LAST_DAYS.get(when.part[1:], '')}" if re.fullmatch("M\\d\\d", when.part) else when.part
        part = {
            ("D06-30", 6): "H1",
            ("D12-31", 6): "H2",
            ("D12-31", 12): "Y",
            ("D03-31", 3): "Q1",
            ("D09-30", 9): "Q1-Q3",
            ("D06-30", 3): "Q2",
        }.get((day, int(count or 12)), f"{when.part}<{count or 12}")
        return when._replace(part=part)

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
