"""What a clause without numbers is about: the place, thing or measure that the next ones are told of."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.frames import Frame
from enping_check.claims.lexicon import firsts
from enping_check.claims.names import Name
from enping_check.claims.scene import VERBAL
from enping_check.claims.skeleton import TIMES, WHEN, Skeleton
from enping_check.claims.temporal_reference import TemporalReference
from enping_check.claims.timeline import resolve

_ACTOR: Final = re.compile(
    "^(?:其中)?(?P<subject>[^，的是了在和与对以为仍有将被把让从到等不]{2,10}?(?:街道|园区|产业|集团|公司|股份|银行|镇|乡|村|开发区|工业园|(?:[区县市](?![场民值面委政长级域内外属容])))"
    ")[\u4e00-\u9fff]{2,8}$"
    "|^(?P<company>[^，的是了在和与对以为]{2,8}?(?<![局部署委处层人者关办院心会社书报]))(?:晚间|日前|近日|今日)?(?:公告|披露)[^，]{0,6}$"
)
_OWNER: Final = re.compile("街道|园区|产业|集团|公司|股份|银行|镇|乡|村|开发区|工业园|区|县|市|公告|披露")  # without one of them it is none
_NOW: Final = re.compile(WHEN)
_ACTING: Final = re.compile("[“”是了着过将要把被让]")
_SUPPOSING, _APART_FROM = "若|如果|如|假如|倘若", "按照|按|扣除|剔除|依"
_SUPPOSED: Final = firsts(_SUPPOSING, _APART_FROM)
_RECKONED: Final = re.compile(f"(?:{_SUPPOSING})?(?:{_APART_FROM})[^，]{{2,8}}(?:算|计算|口径|因素|统计|计)$")
_RECKONING: Final = re.compile("^[若如果假倘按照依]+|(?:来|进行)?(?:计算|统计|算|计)$")
_ABOUT: Final = re.compile("(?:从|在|就)?(?P<what>[\u4e00-\u9fffA-Za-z]{3,10})方面")
_IS: Final = re.compile("^(?:其中)?(?P<topic>[^，是]{2,9}[^，是的])是")
_LEADING: Final = re.compile(
    "(?:其中，?)?(?P<what>[一-鿿A-Za-z（）“”]{2,10}?)(?:仍然?|依然|依旧|继续|也|则|一直|稳|逐渐|正|已经?)*"
    "(?:(?:是|为|成为|成了|作为|居|位居|位列|稳居|占据|领先|领跑|领衔|保持)[^，]*|受(?P<moved>[^，]{2,20}))"
)
_FOREMOST: Final = re.compile("最[大高快多小低慢少好强]的(?:是|为)(?P<who>[^，、是]{2,12})$")
_TIME_FOREMOST: Final = re.compile(f"(?:其中)?[{TIMES}](?:则|的)?(?:为|是)?最[多高大少低小]")
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


_FARES: Final = 6  # characters that say how a measure fares


class Topics(TemporalReference):
    """Finds the topic that a clause without numbers names."""

    def _topic(self, clause: Skeleton) -> None:
        """A clause without numbers: it may name the subject of those that follow."""
        context = self.context
        text = (_NOW.sub("", clause.text) if clause.tokens else clause.text).strip()
        if text.endswith("方面") and (about := _ABOUT.fullmatch(text)) is not None and self.namer.split(about["what"]).known is None:
            context.about = about["what"]
        self._lead(text)
        before = context.topic
        left = context.frame is not None and context.frame.paragraph != context.paragraph
        asked = self._awaited or left  # else nothing depends on what the clause is about, beyond the place it names
        if "最" in text and clause.tokens and _TIME_FOREMOST.fullmatch(clause.text.strip()) is not None:
            context.frame = self._told_at(clause) or context.frame
            return
        if clause.tokens and clause.text[:1] in TIMES and (spell := self._told_at(clause)) is not None and spell is not context.frame:
            if spell.when.part != "Y" and context.frame is not None and spell.name.full == context.frame.name.full:
                context.frame = spell  # （四个季度分别为a、b、c和d，）三季度受高温拉动，环比增长20%
                return
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
        elif asked and self._goes_on_to(text):
            context.topic, context.frame = self._topical(text), None
        elif asked and (context.topic is None or not context.topic.full):
            context.topic = self._topical(text)
        if context.topic is None and left and len(text) > 4:
            context.frame = None  # a new paragraph speaks of something not understood: not of what the last one spoke of
        if asked:
            context.listed = text

    def _goes_on_to(self, text: str) -> bool:
        """（出口保持韧性，实现87.3亿元；）进口偏弱，为35.9亿元: behind ；how another measure fares, and then its value."""
        context, opening = self.context, self.namer.indicators.opening(text, 24)
        if not opening or context.segment == 0 or context.topic is None or context.topic.known is None or len(text) > len(opening) + _FARES:
            return False
        name = self.namer.split(opening)
        return name.known is not None and not name.subject and not name.scope and name.known.name != context.topic.known.name

    def _lead(self, text: str) -> None:
        """化工泵仍是第一大业务，收入8.46亿元; 水务泵受项目延后影响，收入…: the measures behind are of that thing."""
        match = _LEADING.fullmatch(text)
        if match is None or _ABOUT_IT.match(text):
            return
        lexicon, rest = self.namer.lexicon, text[match.end("what") :]
        if match["moved"] is None and re.search(lexicon.standing, rest) is None:
            return
        if match["moved"] is not None and not match["moved"].endswith(lexicon.moved):
            return
        name = self.namer.split(match["what"])
        if name.full and not name.scope and name.known is None and not VERBAL.match(name.full):
            self.context.leading = name.full

    def _told_at(self, clause: Skeleton) -> Frame | None:
        """（一季度574起，…四季度447起，）一季度最多，占31.1%: the value of the sentence that was told of that time."""
        period = next(iter(clause.tokens.values())).period
        if period is None or period.error:
            return None
        named = self._lately_told(resolve(period, self.context.when, self.reference).alike)
        return named[0] if len(named) == 1 else None

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
