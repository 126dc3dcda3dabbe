"""Lists of parts: what opens and closes them, and which subjects the values of a 分别 belong to."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.frames import Division, Frame, PartList
from enping_check.claims.lexicon import lasts
from enping_check.claims.names import Name
from enping_check.claims.rates import Rates
from enping_check.claims.scene import PLAIN
from enping_check.claims.skeleton import LEVEL, NUMBERS, WHEN, Skeleton, Token
from enping_check.claims.totals import NAME_SPLIT
from enping_check.model import Quantity

_DONE: Final = re.compile("(?:分别|依次|依序|各)?(?:为|是|达到|达|完成|实现|贡献|有|约)*$")
_CLASSED: Final = re.compile(
    "(?:等|等?[两二三四五六七八九十](?:大|个|家|类))(?:重点|主要|主导|支柱|特色|传统|优势|骨干)?(?:产业|行业|企业|县区?|区县|镇街?|乡镇|园区)$"
)
_AND_SUCH: Final = re.compile("等[^、，]{0,10}$")
# a level of one branch, or of one kind: whether the members are parts of it is not said
_BRANCH: Final = re.compile(
    "服务业|制造业|农业|建筑|房地产|高新|高技术|战略|新兴|数字|旅游|文化|民间|技改|技术改造|装备|第[一二三]产业|外资|民营|新增"
)
_NOT_INDUSTRIAL: Final = re.compile("农|林|牧|渔|服务|建筑|旅|文化|金融|批发|零售|住宿|餐饮|房地产|物流|商贸|交通|运输|会展|康养|教育|医疗")
_NOT_RETAIL: Final = re.compile("批发|制造|农业|产业")
_AROUND: Final = re.compile("周边|邻|兄弟|毗|其他|外地|外省|外市|对比")
_TOWARDS: Final = re.compile("[对向](?![外口内])[^，]{2,}")
_WORDED: Final = re.compile("(?P<n>[两二三四五六七八九十])(?:[个家项类大种方面者块]+|部分)")
_SOME_OF_THEM: Final = re.compile(
    "^[，、]?(?:其中|而)?(?P<end>前|后)(?P<n>[一两三四五六])(?:[个家项类大种方面者块样地县市区镇]+|部分|产品|品种)(?:的?(?:产量|产值|销量|收入|增速))?(?:同比)?(?:分别|依次|各)"
)
_SMALL: Final = "一两三四五六"
_HAN: Final = "一二三四五六七八九十"
_KINDS: Final = "项|类|部分|板块|块|批|种|档|科目|方面|来源|用途|渠道|期|标段|片区|阶段|年度"
_DIVIDED: Final = re.compile(
    f"^(?P<whole>[^，：{NUMBERS}]{{0,16}}?)(?P<verb>分(?:为|成|作)?|由|包括|包含|涵盖|来自|来源于|出自|归[入为到]|归类为|落在)(?P<names>[^，：{NUMBERS}]{{0,24}}?)"
    f"(?:(?P<han>[两{_HAN}])(?:大|个|大个)?(?:{_KINDS})|(?P<number>{LEVEL})(?:{_KINDS})?)[^，：{NUMBERS}]{{0,6}}$"
)
_OF_SOME: Final = ("由", "来自", "来源于", "出自")
_ALL_OF_IT: Final = re.compile("全部|全都|均|都|总体|共")
_BY: Final = re.compile("(?:依|按|从|又|也|可|则|共|主要|区分|划|的)[^，]*$")
_AND: Final = re.compile("、|和|及|与|以及")
_AHEAD: Final = re.compile("[均都分]?(?:位居|位列|排名?|排在|名列|稳居|居|列)[^，、]{0,6}前[两三四五六七八九十\\d]{1,3}[位名]?$")
_MOVED: Final = re.compile("[增减多少升降新]")
_MOST: Final = re.compile("(?:的)?(?:产量|面积|规模|数量|总量|产值)?(?:最[多大高]|较[多大高]|[位]?居前列?|靠前|名列前茅)$")
_LISTING: Final = re.compile("为|是|有|包括|：")
_MADE_OF: Final = re.compile(
    f"(?:由|来自于?|分为|分成|[只仅]有|[依只]靠)(?P<names>[^，：{NUMBERS}由有]+?)(?P<n>[两{_HAN}])(?:[大个种类项块家条路级档方]|部分)[^，、：和{NUMBERS}]{{0,8}}$"
)
_LISTS: Final = re.compile("(?:是|为|有|包括|：)[^，是]*[、和及与][^，]+$")
_ONLY_EACH: Final = re.compile("(?:它们|其|各自|占比)?(?:分别|依次|依序)(?:为|是|达到?|有|约)*")
_BEING: Final = re.compile("为|是")
_FIRST: Final = re.compile("第[一1]|一是|首")
_IN_TURN: Final = re.compile(f"{WHEN}|分别|依次|依序|各自|各")
_COMING_TO: Final = "为|是|达到|达|完成|实现|有|约"
_COMES_TO: Final = re.compile(f"(?:{_COMING_TO})+$")
_COMES_TO_ENDS: Final = lasts(_COMING_TO)


def _one_thing(group: list[Frame]) -> bool:
    """脱贫户1268户4436人; 民宿682家、客房9846间: no list of several, but one thing told in several measures; 增加7家、338人 is a change."""
    moved = any(f.level is None or f.name.increment or _MOVED.search(f.name.full) for f in group)
    return not moved and len({f.dimension for f in group}) == len(group)


def _told_of_some(division: re.Match[str]) -> bool:
    """其中由养老机构运营的54个, 来自省外34个: how many are so, not of how many parts the whole is."""
    names = division["names"]
    if not division["number"] or division.end() > division.end("number") or "、" in names or "等" in names:
        return False
    return names.endswith("的") or (division["verb"] in _OF_SOME and bool(names))


class Lists(Rates):
    """Opens lists of parts and finds the members that a run of values is of."""

    def _open_list(self, mode: str, *, leading: bool) -> None:
        """Opens a list of parts; its candidate totals, the nearest first, stand in the sentence or the paragraph."""
        context = self.context
        self._lists += 1
        parts = PartList(self._lists, mode, context.sentence, leading, outer=context.parts)
        inside = [
            f
            for f in context.frames[-40:]
            if f.sentence == context.sentence
            and (
                f.parts is None
                or f.loose
                or (f.parts is context.parts and not f.parts.loose)
                or (f.level is None and f.growth is not None and f.segment == context.segment > 0)  # …；投资增长3.7%，其中
            )
        ]
        earlier = [f for f in context.frames[-60:] if f.sentence < context.sentence and f.paragraph == context.paragraph]
        # 主攻三类产品，其中…: of what the sentence speaks of, not of the paragraph before
        begun = mode == "其中" and context.clause > context.opened
        previous = (
            [f for f in context.frames[-60:] if f.paragraph == context.paragraph - 1] if not earlier and not inside and not begun else []
        )
        candidates = list(reversed(inside))
        if not inside or leading:
            tops = [f for f in earlier if f.parts is None]
            if not tops:
                listed = [f.parts.totals[0] for f in earlier if f.parts is not None and f.parts.totals]
                tops = list(dict.fromkeys(listed))
            # 分季度看，上半年a，三季度b。分产品看，…: of what both sentences divide
            undivided = [f for f in tops if f.sentence != context.spelled] if mode == "view" else []
            candidates += list(reversed(undivided or tops))
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
        parts.several = bool(parts.totals) and parts.totals[0] in context.group and not _one_thing(context.group)
        context.parts = parts
        if mode == "view" and parts.totals:
            context.viewed = [f for f in parts.totals if f.parts is None] or context.viewed

    def _division(self, text: str, clause: Skeleton, numbers: list[int]) -> bool:
        """支出按用途分为四项: notes how many parts the text announces; True when the clause says nothing else."""
        if (match := _DIVIDED.match(text)) is None or _told_of_some(match):
            return False
        token = clause.tokens[numbers[0]] if numbers else None
        if match["han"]:
            count = 2 if match["han"] == "两" else _HAN.find(match["han"]) + 1
        elif token is not None and token.quantity is not None and re.search(f"(?:{_KINDS}|个)$", token.quantity.unit):
            count = int(token.quantity.number or 0)
        else:
            return False
        self.context.division = Division(count, _ALL_OF_IT.sub("", _BY.sub("", match["whole"])).strip(" 、"), self.context.clause)
        if token is not None:
            self._add("level", token, self._frame(PLAIN, self.context.when), aspect="incidental")
        return True

    def _divided(self, clause: Skeleton, before: str) -> bool:
        """True when ``clause`` begins the parts that the clause before it announced: after ：, or with 第一批, 依次为."""
        division = self.context.division
        if division is None or division.clause != self.context.clause - 1:
            return False
        words = clause.text.strip()
        each = words[:2] in ("分别", "依次", "依序") and sum(t.sign == LEVEL for t in clause.tokens.values()) == division.count
        return before == "：" or each or bool(_FIRST.match(words))  # 全部归入甲、乙及其他三块，依次为…

    def _open_division(self) -> None:
        """Opens the list of the parts that the sentence announced, each in a stretch of its own."""
        context, division = self.context, self.context.division
        if division is None:
            return
        self._open_list("其中", leading=True)
        parts = context.parts
        if parts is not None:
            parts.announced = division.count
            named = self.namer.split(division.whole).full if division.whole else ""
            if named:
                near = [f for f in context.frames[-60:] if f.parts is None and f.level is not None and context.paragraph - f.paragraph <= 2]
                parts.totals = [f for f in reversed(near) if f.printed == named or f.printed.startswith(named)][:1]

    def _open_view_of(self, text: str) -> bool:
        """岁出依政事别区分，…: opens the list of the parts of what the words name; False where nothing near is named so."""
        named = self.namer.split(text).full
        near = [
            f for f in self.context.frames[-40:] if f.parts is None and f.level is not None and self.context.paragraph - f.paragraph <= 2
        ]
        hits = [f for f in reversed(near) if len(named) >= 2 and f.level is not None and f.level.aspect not in ("average", "base", "whole")]
        hits = [f for f in hits if f.printed == named or f.printed.startswith(named) or f.name.full == named or f.name.full.endswith(named)]
        if not hits:
            return False
        self._open_list("view", leading=True)
        if self.context.parts is not None:
            self.context.parts.totals = hits[:1]
            self.context.parts.named, self.context.parts.several = True, False
        return True

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
        if named.increment:  # 新增债券a，再融资债券b；新增债券中，…
            hits = [f for f in hits if f.level is not None and f.level.aspect == "increment"] or hits
        hits = [f for f in hits if f.printed == named.full] or hits
        now = [f for f in hits if f.when.label == context.when.label]  # 支出34亿元，比上年同期多支出1.6亿元。在支出总额中，…
        self._lists += 1
        context.parts = PartList(self._lists, "其中", context.sentence, True, totals=(now or hits)[:1])
        context.closed = not hits

    def _semicolon(self) -> None:
        """；ends what a stretch of the sentence opened, and leaves an outer list unsure."""
        context = self.context
        context.segment += 1
        context.leading = ""
        context.origin = []
        self._back_from_base()
        parts = context.parts
        if parts is not None and not parts.leading:
            if parts.outer is not None:
                context.parts = parts.outer
            else:
                parts.loose = True

    def _back_from_base(self) -> None:
        """2025年出口3.8万台，2021年只有0.9万台；订单26亿元: behind ；the text goes on with the time of what was looked back from."""
        context, frame = self.context, self.context.frame
        if frame is None or frame.level is None or frame.base is None or frame.sentence != context.sentence:
            return
        told = frame.base.aspect == "base" and frame.base.when.label == context.when.label
        if told and frame.when.named and context.when.earlier(frame.when):
            context.when = frame.when

    def _siblings(self, size: int) -> list[Frame]:
        """The members of the list just read, when there are exactly ``size``."""
        parts = self.context.parts
        if parts is not None and len(parts.members) == size:
            return list(parts.members)
        if any(f.parts is None for f in self._stated_levels()):
            return []  # the sentence speaks of levels of its own
        recent: dict[int, list[Frame]] = {}
        for frame in self.context.frames[-16:]:
            if frame.parts is not None and frame.sentence >= self.context.sentence - 1:
                recent.setdefault(frame.parts.id, []).append(frame)
        fitting = [members for members in recent.values() if len(members) == size]
        return fitting[-1] if fitting else []

    def _counted_siblings(self, text: str, size: int) -> list[Frame]:
        """四类电源占比依次为…: the four members of the list just read, when the words count them without naming them."""
        worded = _WORDED.search(text)
        if worded is None or len([p for p in NAME_SPLIT.split(text) if p]) > 1:
            return []
        return self._siblings(size) or (self.context.group if len(self.context.group) == size else [])

    def _some_of_them(self, text: str, size: int) -> list[Frame]:
        """（海带、牡蛎、对虾产量分别为a、b和c；）前两项分别增长…: the first or the last so many of the list just read."""
        said, group = _SOME_OF_THEM.search(text), self.context.group
        if said is None or 1 + _SMALL.find(said["n"]) != size or len(group) <= size or group[-1].sentence != self.context.sentence:
            return []
        since = [f for f in self._stated_levels() if f.id > group[-1].id and f not in group]
        if since or any(f.level is None for f in group):
            return []
        return group[:size] if said["end"] == "前" else group[-size:]

    def _ungrown(self, size: int) -> list[Frame]:
        """The last ``size`` levels of the sentence when none has a growth yet: X 36亿元，净利润 2.7亿元，同比分别增长…"""
        recent = self._stated_levels()[-size:]
        return recent if len(recent) == size and all(f.growth is None for f in recent) else []

    def _increased(self, size: int) -> list[Frame]:
        """企业贷款增加2416亿元，住户贷款增加705亿元，分别占…: the last ``size`` changes of the sentence, where it tells no levels."""
        here = [
            f for f in self.context.frames[-24:] if f.sentence == self.context.sentence and (f.change is not None or f.level is not None)
        ]
        recent = here[-size:]
        return recent if len(recent) == size and all(f.level is None and f.rate is None for f in recent) else []

    def _stated_levels(self) -> list[Frame]:
        """The frames of this sentence that have a level of their own, in order."""
        return [
            f
            for f in self.context.frames[-24:]
            if f.sentence == self.context.sentence and f.level is not None and f.level.aspect not in ("base", "average", "whole")
        ]

    def _members(self, text: str, size: int, clause: Skeleton, begin: int) -> list[Frame]:
        """Frames for the subjects named in ``text``, one for each of ``size`` values; empty when they do not pair off."""
        bare = _IN_TURN.sub("", text)
        bare = self.grammar.of_which.sub("", bare).strip(" ，、：")
        if bare[-1:] in _COMES_TO_ENDS:
            bare = _COMES_TO.sub("", bare)
        if not bare:
            return self._placed_members(size)
        return (
            self._grouped_members(text, bare, size)
            or self._worded_members(bare, size)
            or self._numbered_members(bare, size, clause.tokens.get(begin - 1))
            or self._spelled_members(bare, size)
        )

    def _grouped_members(self, text: str, bare: str, size: int) -> list[Frame]:
        """城乡居民收入分别为…: a group word stands for its members."""
        spelled = len([p for p in NAME_SPLIT.split(bare) if p]) == size  # 对甲国、乙国进出口总额分别…
        for word, members in self.groups.items():
            if len(members) == size and word in bare and not (spelled and not NAME_SPLIT.search(word)):
                head, _, tail = bare.partition(word)
                tail = re.sub("^(?:总?[额值量])$", "", tail) if members[0].endswith("额") else tail  # 进、出口额
                known = self.namer.indicators.find(bare)
                if known is not None and not re.search("分别|依次|依序|各", text) and size > 2:
                    continue
                name = self.namer.split(head + tail) if head + tail else PLAIN
                return [self._frame(self._member_name(name, member), self.context.when) for member in members]
        return []

    def _borne_members(self, text: str, quantity: Quantity | None, size: int) -> list[Frame]:
        """产值28亿元，甲产业、乙产业等重点产业分别完成5亿元、4亿元: bearers without a measure have that of the level before them."""
        owner = self.context.frame
        if quantity is None or owner is None or owner.sentence != self.context.sentence or owner.level is None or owner.name.increment:
            return []
        level = owner.level.quantity
        if level is None or level.base_unit != quantity.base_unit or not owner.name.indicator or owner.level.aspect in ("base", "average"):
            return []
        bare = _DONE.sub("", text.strip(" ，、"))
        graded = _CLASSED.search(bare)  # 食品、纺织、机电三大产业: the word for them all says that they bear the measure
        pieces = [p for p in NAME_SPLIT.split(bare[: graded.start()] if graded else _AND_SUCH.sub("", bare)) if p]
        if len(pieces) != size:
            return []
        names = [self.namer.split(p) for p in pieces]
        if graded and quantity.dimension.startswith(("currency", "energy")) and owner.name.known is not None:
            names = [Name(n.scope, n.full, "", None) for n in names]
        elif not all(n.full and n.known is None and not n.increment and self._bears(n.full, owner.name, quantity) for n in names):
            return []
        scope = names[0].scope or owner.name.scope
        frames = [self._frame(owner.name._replace(scope=scope, subject=n.full, actor=False), self.context.when) for n in names]
        if self.context.parts is None and self._covers(owner, [n.full for n in names]) and owner.when.label == self.context.when.label:
            self._lists += 1
            self.context.parts = PartList(self._lists, "其中", self.context.sentence, False, totals=[owner], passing=True)
        return frames

    def _covers(self, owner: Frame, members: list[str]) -> bool:
        """True when the level covers the members: of no one thing itself, and of no other branch of the economy."""
        whole = owner.name.indicator
        if owner.name.known is None or not owner.name.known.additive:
            return False
        if owner.name.subject or _BRANCH.search(whole) or owner.inner or owner.parts is not None:
            return False
        if any(m.endswith(self.namer.lexicon.place_suffixes) for m in members):
            level = all(m[-1] not in "省市州国" and not _AROUND.search(m) for m in members)  # 周边某市: beside the place, not of it
            return bool(owner.name.scope) and self._wide and level
        elsewhere = _NOT_INDUSTRIAL if "工业" in whole else _NOT_RETAIL if "零售" in whole else None
        return elsewhere is None or not any(elsewhere.search(m) for m in members)

    def _worded_members(self, bare: str, size: int) -> list[Frame]:
        """甲、乙、丙三家企业分别为…, 三类产品分别为…: the count in words bears the number of values out."""
        worded = _WORDED.search(bare)
        if not worded or "两二三四五六七八九十".find(worded["n"]) - (worded["n"] != "两") + 2 != size:
            return []
        head = re.sub("等$", "", bare[: worded.start()])
        shared = self.namer.split(bare[worded.end() :])
        before = [p for p in NAME_SPLIT.split(head) if p]
        names = [self.namer.clean(p) for p in before] if len(before) == size else self._given_names(size)
        return [self._member(shared, each + shared.subject) for each in names]

    def _numbered_members(self, bare: str, size: int, count: Token | None) -> list[Frame]:
        """3家企业分别为…: a printed count bears the number of values out."""
        if count is None or count.quantity is None or count.quantity.number != size or not count.quantity.dimension.startswith("count"):
            return []
        shared = self.namer.split(bare)
        return [self._member(shared, shared.subject + each) for each in self._given_names(size)]

    def _counted_before(self, size: int) -> list[Frame]:
        """甲、乙2种产品价格上涨，分别上涨…: the class that the sentence has just counted bears the number of values out."""
        context, frame = self.context, self.context.frame
        quantity = frame.level.quantity if frame is not None and frame.level is not None else None
        if frame is None or quantity is None or frame.sentence != context.sentence or context.clause - frame.clause > 1:
            return []
        if quantity.number != size or not quantity.dimension.startswith("count") or quantity.hedge:
            return []
        shared = frame.name._replace(increment=False, stock=False)
        return [self._member(shared, each if self._listed() else shared.subject + each) for each in self._given_names(size)]

    def _placed_members(self, size: int) -> list[Frame]:
        """甲镇、乙镇、丙镇投资居全县前三位，分别为…: the members named in the clause before, which only placed or counted them."""
        listed = self.context.listed
        if not isinstance(listed, str):
            return []
        if listed.endswith(("的", "者")) and NAME_SPLIT.search(listed):
            return self._spelled_members(listed, size)  # 留在本地、去外地以及尚未决定的，分别占…
        made = _MADE_OF.search(listed)
        if made is not None and _HAN[size - 1 : size] in ("二" if made["n"] == "两" else made["n"]):
            return self._spelled_members(made["names"], size)  # 资金由中央、省、市三级承担，分别占…
        if (placed := _AHEAD.search(listed) or _MOST.search(listed)) is None:
            return []
        return self._spelled_members(listed[: placed.start()], size)

    def _spelled_members(self, bare: str, size: int) -> list[Frame]:
        """小麦、玉米产量分别为…: the members by their names."""
        context = self.context
        pieces = [p for p in NAME_SPLIT.split(bare) if p]
        if len(pieces) == 1 and len(listed := self._listed()) == size:
            shared = self.namer.split(bare)
            return [self._member(shared, each) for each in listed]
        if len(pieces) != size:
            pieces = self._regroup(bare, size)
        if len(pieces) != size:
            return []
        if _TOWARDS.match(pieces[0]) and len(pieces) > 1 and not pieces[-1].startswith(pieces[0][0]):
            pieces = [pieces[0][1:], *pieces[1:]]  # 对甲国、乙国
        pieces = self._shared_tail(pieces)
        split = [self.namer.split(piece) for piece in pieces]
        first, last = split[0], split[-1]
        places = self.namer.lexicon.place_suffixes
        frames = []
        for at, name in enumerate(split):
            tailless = not name.known or pieces[at][-2:] != pieces[-1][-2:]
            if name is not last and last.known is not None and pieces[at].endswith(places) and not pieces[-1].endswith(places):
                name = last._replace(subject=name.full, scope=name.scope or first.scope)  # 化工园区、城关街道、甲镇投入
            elif name is not last and last.known is not None and last.subject and tailless and not name.subject:
                name = last._replace(subject=name.full or name.subject, scope=name.scope or first.scope)
            elif name is not first and first.known is None and not name.scope and first.subject and not name.subject and name.known is None:
                name = name._replace(subject=first.subject)
            elif name is not first and name.subject and not name.scope and first.scope:
                name = name._replace(scope=first.scope)
            frames.append(self._frame(self._resolve_name(name), context.when))
        return frames

    def _listed(self) -> list[str]:
        """The subjects that the clause before listed; empty where it listed none."""
        context = self.context
        if isinstance(context.listed, str):
            pieces = _AND.split(_LISTING.split(context.listed)[-1])
            if len(pieces) == 1:
                pieces = _AND.split(_BEING.split(context.listed)[0])
            context.listed = [p for p in map(self.namer.clean, pieces) if p] if len(pieces) > 1 else []
        return context.listed

    def _listed_ahead(self, size: int, left: str) -> list[str]:
        """产量大的是脐橙、蜜柚和杨梅，依次为…: the things that the clause before names after 是, where they are just as many."""
        if not _ONLY_EACH.fullmatch(left) or not isinstance(self.context.listed, (str, list)) or not _LISTS.search(self._ahead):
            return []
        listed = self._listed()
        return listed if len(listed) == size and len(set(listed)) == size else []

    def _given_names(self, size: int) -> list[str]:
        """The subjects a clause without numbers listed just before, else numbers in their place."""
        listed = self._listed()
        return listed if len(listed) == size else [f"第{'一二三四五六七八九十'[k % 10]}" for k in range(size)]

    def _member(self, shared: Name, subject: str) -> Frame:
        """A frame for one member, with what the words share among all."""
        return self._frame(shared._replace(subject=subject, scope=shared.scope or self.context.scope), self.context.when)

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
        """The name of a member of a group: its own word with the measure, as one indicator where that is known."""
        known = self.namer.indicators.find(member)
        if name.indicator:
            whole = self.namer.indicators.find(member + name.indicator)
            if whole is not None:
                return name._replace(indicator=whole.name, known=whole, scope=name.scope or self.context.scope)
            return name._replace(subject=name.subject + member, scope=name.scope or self.context.scope)
        return name._replace(indicator=known.name if known else member, known=known, scope=name.scope or self.context.scope)
