"""What a run of values is paired with: the things or the periods listed beside it or just before, as many as there are values."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import SAME_WHILE, dated
from enping_check.claims.dimensionless import Dimensionless
from enping_check.claims.frames import Frame
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.levels import NOUN, OF_THESE
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN
from enping_check.claims.skeleton import LEVEL, MULTIPLE, NUMBERS, PERCENT, POINT, TIMES, Skeleton
from enping_check.claims.timeline import When, resolve

RESPECTIVELY: Final = re.compile("分别|依次|依序|各")
_AGAINST: Final = re.compile("(?:也|都|均|仍|还)?(?:低于|高于|多于|少于|超过|不及|不如)")
# 上年同期这两种水果的进口量分别为: the things just listed, once more
THESE_ALL: Final = re.compile(f"(?:这|上述|该|前述|以上)[两二三四五六七八九]?[种类项个家条款者大]?[^，{NUMBERS}]{{0,12}}")
# 去年对应的数字是, 而去年同期这两项数据还是
_LIKEWISE: Final = re.compile(
    "(?:(?:对应|相应|相对应|同口径)的?|(?:这|上述|前述|以上|该)[两二三四五六]?[项个组类大]?)(?:数据|数字|指标|数值|数额|金额|数(?![量码]))"
    "|(?:这|上述|以上)[两二三四五六][项者个](?=分别|依次|则|为|是)"
)
_SAME_HOLIDAY: Final = re.compile(
    "(?:的)?(?:小?长假|黄金周|假期|假日|节日|档期|旺季)(?:期间|里)?(?:则|却|也|还)?(?:为|是|有)"
)  # 去年长假则为
_IDLE: Final = re.compile(f"{SAME_WHILE}|分别|依次|依序|各|为|是|而|则")
_OPENING: Final = ("对照", "对比", "相较", "较之")  # 对照上年同期的6.95亿元、14.28亿元，各自增长…
COMPARED: Final = ("相比", "相比较", "比较", "相较")  # 与上年同期的4630件、4415件相比，（分别增长…）
_JOINING: Final = "、和与及的"


class Pairing(Dimensionless):
    """Finds the members that the values of a run belong to, one each; values that pair with nothing are claimed without links."""

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
        if not whens and len(context.dates) == len(run) and RESPECTIVELY.search(left):  # 1月和2月，分别完成a和b
            name = self._named_right(self._name(RESPECTIVELY.sub("", left)), clause, run)
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
            if RESPECTIVELY.search(left) or "各年" in left:  # 2021年至2024年依次为…
                return [When(year, 0, when.part or "Y") for year in range(when.year, when.end_year + 1)]
        if size == 4 and (self.context.quarterly or re.search("四个季度|各季度?|分季度", left)):
            return [self.context.when._replace(part=f"Q{k}", named=True) for k in range(1, 5)]
        if "各月" in left and (match := re.fullmatch(r"Q(\d)", when.part)) and size == 3:
            start = 3 * int(match[1]) - 2
            return [when._replace(part=f"M{k:02}", named=True) for k in range(start, start + 3)]
        return []

    def _another_time(self, clause: Skeleton, run: list[int], begin: int) -> When | None:
        """The time before that a run is of: 比上年的12万吨和9万吨（增长…）, 上年分别为…; None where it is of now."""
        left = clause.text[begin : run[0]]
        right = clause.text[run[-1] + 1 :]
        compared = self.grammar.compared.search(left)
        opened = compared is not None and (right in COMPARED or compared[0].startswith(_OPENING)) and dated(left)
        if compared is not None and (self.grammar.rises.match(right) or opened):
            return self._when(compared["ref"], clause, begin + compared.start("ref"))
        if dated(left) and ONLY_TIME.match(THESE_ALL.sub("", _IDLE.sub("", left))):
            if self._past(clause, begin, run[0]) or THESE_ALL.search(left):
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
        again = RESPECTIVELY.search(left) or _LIKEWISE.search(left) or _SAME_HOLIDAY.fullmatch(left[1:])
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
        name = self._named_right(self._name(RESPECTIVELY.sub("", clause.text[begin : run[0]])), clause, run)
        anonymous = clause.text[run[0]] == LEVEL and bool(RESPECTIVELY.search(clause.text[begin : run[0]]))
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
        if clause.text[run[0]] == LEVEL:
            self.context.group = []  # 净利润a、b，同比增长c、d: not of what was listed before these
        return True
