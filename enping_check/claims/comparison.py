"""Times and bases: which period a number is of, and what a change is measured against."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from enping_check.claims.frames import Frame
from enping_check.claims.lexicon import alternation, lasts
from enping_check.claims.scene import Scene
from enping_check.claims.skeleton import BRACKET, DURATION, STEP_BEFORE, TIME, TIMES, WHEN, YEAR_BEFORE, YEAR_START, Skeleton
from enping_check.claims.timeline import When, resolve
from enping_check.interval import Interval
from enping_check.language.lexicon import table
from enping_check.model import Quantity

START: Final = re.compile("年初|期初|月初|季初")
_LEANING: Final = re.compile("(?<![同环占对可相百无攀评])比$")
_MOMENT: Final = re.compile(f"(?<={WHEN})[末底初]")  # 上季末
_EACH: Final = re.compile("(?:平均)?每[^，]{1,5}")
_THAT: Final = re.compile("^(?:这|该|此|上述|其)[一两二三四五六七八九项个类种家条些]*")
# 一季之间, 三个月内, 一年下来: how long it took
_WHILE: Final = "之间|时间|光景|功夫|间|来|内|里|下来|过去|以来|过后|之后|后"
_LASTING: Final = re.compile(
    f"(?:短短|仅仅|仅|前后|整整|近|这|过去|此后|之后|又|再)*(?:{DURATION}|[一两二三四五六七八九十\\d]{{1,3}}个?(?:年|月|季度|季|周|星期|天|届|轮)(?=[之间来内里下过时]))"
    f"(?:{_WHILE})+$"
)
_LASTS: Final = lasts(_WHILE)
_ONLY: Final = re.compile("[只仅才就也还曾共约了过则却是]|总共|一共|不过")
_DRIVING: Final = re.compile("支撑|带动|推动|助推|拉动|托举|托起")
_DATED: Final = re.compile(WHEN)
_NO_SHORT: Final = tuple("合协共不相等连随陪会雷趋认赞循连花吊耳")  # before 同 and 环 that are short for no basis
_LONGEST: Final = 8  # characters of the longest word of degree
_LAST: Final = 16  # frames that are looked back at
SAME_WHILE: Final = "同一?(?:时刻|时点|时段|时候|阶段|长假|假期|季节|区间|周期|窗口期|口径下?)|这个?时候|这时候?|这时节"
_BESIDE_TIME: Final = re.compile(
    f"{alternation(table('words.toml')['again']['words'])}"
    "|"
    f"{SAME_WHILE}"
    "|还[在是]|还停[留]?在|还徘徊在|假期|长假|黄金周|节日期间|即|按|还只有|只有|仅有|不过|才有|还是|尚|余额|存量|规模|这一比例|同一天|同一时期|(?:该|这一|这个|这项|此|其|相应)?(?:占比|比重|比例|比率|份额|数值|水平)|分别|依次|依序|各|只有|仅有|为|是|达到|达|仅|约|的|公布|公报|发布|总量|有|才|数|：|，|、|而|（|也|则|港币|人民币|新台币|美元"
)


def dated(text: str) -> bool:
    """True when a period stands in the text."""
    return TIME in text or YEAR_BEFORE in text or STEP_BEFORE in text or YEAR_START in text  # sooner told than by a pattern


_SCALES: Final = {"": 1, "万": 10**4, "亿": 10**8}


def measured_as(quantity: Quantity, other: Quantity, scale: str = "") -> Quantity:
    """The number in the unit of another, which it leaves out: 126.40亿千瓦时（去年同期115.82）, 工业5127万 with its ``scale``."""
    times = other.factor / _SCALES[scale]
    return quantity._replace(
        unit=other.unit,
        base_unit=other.base_unit,
        dimension=other.dimension,
        last=quantity.last * times,
        coarse=quantity.coarse * times,
        interval=quantity.interval * Interval.point(times),
        fine=quantity.fine * Interval.point(times),
    )


class Comparison(Scene):
    """Reads the periods and the 比… phrases beside a number."""

    def _when(self, text: str, clause: Skeleton, at: int, told: When | None = None) -> When:
        """The period named by the last TIME sign of ``text``, which stands at ``at`` in the clause; else the current one.

        ``told``: the time of what is looked back from, where 上年 has become the current one already (…。上年出口额为279亿元).
        """
        k = max(text.rfind(each) for each in TIMES)
        if k < 0:
            return self.context.when
        token = clause.tokens.get(at + k)
        if token is None or token.period is None or token.period.error:
            return self.context.when
        looked_back = told is not None and told.named and token.period.offset is not None
        return resolve(token.period, told if told is not None and looked_back else self.context.when, self.reference)

    def _lately_told(self, of: Callable[[When], bool], back: int = 0) -> list[Frame]:
        """The frames with a value that is of such a time: the last of this sentence, and of so many sentences before it."""
        since = self.context.sentence - back
        return [f for f in self.context.frames[-_LAST:] if f.sentence >= since and f.level is not None and of(f.when)]

    def _past(self, clause: Skeleton, begin: int, i: int, owner: Frame | None = None, *, ended: bool = False) -> bool:
        """True when the words left of the number are only a period before the current one (上年同期为…).

        ``ended``: or one that is over before the current one is (三月底 in the second quarter), as only the value of a rate may be.
        """
        left = clause.text[begin:i]
        if not dated(left):
            return False
        owner = owner or self.context.frame
        bare = _MOMENT.sub("", _BESIDE_TIME.sub("", left)).replace(BRACKET, "")
        if owner is not None and len(bare) > 1:
            bare = self._without_name(bare, owner)
        if len(bare) != 1 or bare not in TIMES:
            return False
        token = clause.tokens.get(begin + left.index(bare))
        if token is None or token.period is None:
            return False
        period = token.period
        named = period.offset is not None and owner is not None and owner.when.named
        if named and owner is not None:
            told = resolve(period, owner.when, self.reference)
            again = told.label == owner.when.label and not period.same and not period.shift
            # 2021年…。全年普及率75.1%，去年为71.8%: the year before the one that is spoken of
            if again and owner.clause == self.context.clause - 1 and YEAR_BEFORE not in self._ahead:
                again = False
            if owner.when.earlier(told) or again:
                return False  # 前年318.6万元，去年405.2万元; 去年产值14.3亿元…，去年产值6.91亿元
            if told.year is None and owner.when.year is not None and "达" in left:
                return False  # 2018年3120万元，去年达到2.12亿元: of which year 去年 is, nothing says; it came later
        if period.same or bool(period.shift) or (period.offset is not None and period.offset < 0) or START.match(period.text):
            return True
        if owner is None or period.end_year is not None:
            return False
        beside = period.year is not None and owner.sentence == self.context.sentence and not self.context.target and "达" not in left
        if beside and not owner.when.named and self.horizon is None and owner.base is None:
            return True  # 按年上升13.1%至52.8亿元，2023年为46.7亿元
        when = resolve(period, owner.when, self.reference)
        if when.years_after(owner.when) is None:  # 去年达到9640万件，而2021年只有4820万件: how far apart is not said
            return beside
        return when.ends_before(owner.when) if ended else when.earlier(owner.when)

    def _without_name(self, bare: str, owner: Frame) -> str:
        """上年同期这两种水果的进口量, 上年同期亏损 (of 净亏损): the words without what only names the frame again."""
        said = _DATED.sub("", bare)
        printed = owner.printed
        if len(said) >= 2 and said != printed and printed.endswith(said) and self._called(said, owner):
            return bare  # 净利润3.24亿元；扣非净利润2.86亿元；去年同期净利润2.61亿元
        again = said in (owner.name.indicator, owner.name.subject) or (
            len(said) >= 2 and said in printed and not self._other_measure(said, owner)
        )
        again = again or (owner.level is not None and owner.level.aspect == "average" and _EACH.fullmatch(said) is not None)
        again = again or self._either_side(said, owner) or self._done_again(said, owner)
        if not again and len(said) >= 2:
            that = _THAT.match(said)
            named = self.namer.split(said[that.end() :] if that else said)
            same = bool(named.indicator) and named.indicator == owner.name.indicator and named.increment == owner.name.increment
            bare_again = not (named.subject or named.scope or owner.name.subject)  # 全县出口额 is not 茶叶出口额 again
            again = bool(named.full) and (named.full == owner.name.full or (same and (that is not None or bare_again)))
        return bare.replace(said, "") if said and again else bare

    def _called(self, said: str, owner: Frame) -> bool:
        """True when something else that the sentence has told of is called just so."""
        before = (f for f in self.context.frames[-12:] if f is not owner and f.sentence == owner.sentence)
        return any(f.level is not None and said in (f.printed, f.name.indicator) for f in before)

    def _other_measure(self, said: str, owner: Frame) -> bool:
        """（外贸进出口445.9亿元。）同期出口318.4亿元: a measure of its own, though the frame's name holds its words."""
        named = self.namer.split(said)
        return named.known is not None and owner.name.known is not None and named.known is not owner.name.known and not named.subject

    @staticmethod
    def _done_again(said: str, owner: Frame) -> bool:
        """（卖出鲜桃426吨，）去年只卖了345吨: a verb of the frame's own, and nothing else."""
        verb = _ONLY.sub("", said)
        if len(verb) == 1:
            return any(verb + after in owner.printed for after in "出了下得到进过回")  # and no noun of two characters, 产 of 产能
        return 0 < len(verb) <= 4 and all(char in owner.printed for char in verb)

    def _either_side(self, said: str, owner: Frame) -> bool:
        """上年同期亏损, 上年盈利: a word for a result on this or that side of zero, where the frame is of one."""
        lexicon = self.namer.lexicon
        if len(said) > _LONGEST or not any(word in owner.printed + owner.name.indicator for word in lexicon.results):
            return False
        return self.namer.clean(said).removeprefix("净") in lexicon.sides or said in lexicon.sides

    def _strip_basis(self, text: str) -> tuple[str, str, bool]:
        """(text before the basis words, canonical basis, True when it compares with something other than the past)."""
        known = self._stripped.get(text)
        if known is None:
            known = self._stripped[text] = self._without_basis(text)
        return known

    def _without_basis(self, text: str) -> tuple[str, str, bool]:
        plain = text.rstrip()
        changed = True
        basis = ""
        foreign = False
        while changed and plain:
            changed = False
            if plain[-1] in self.grammar.degree_ends and (match := self.grammar.degree.search(plain, max(0, len(plain) - _LONGEST))):
                plain = plain[: match.start()].rstrip()
                changed = bool(match[0])
                continue
            if plain[-1] in _LASTS and (match := _LASTING.search(plain, max(0, len(plain) - 2 * _LONGEST))):
                plain, changed = plain[: match.start()].rstrip(), True
                continue
            if plain[-1] == "比" and _LEANING.search(plain):
                plain, basis, changed = plain[:-1].rstrip(), basis or "同比", True  # 比增: against the year before
                continue
            if (match := self.grammar.reference.search(plain)) and not self._joins(match):
                found, other = self._basis(match[0])
                if found or other or dated(match["ref"]) or re.search("上|去|前|同期|年初|期初|昨", match["ref"]):
                    basis = basis or found or "上期"
                else:
                    foreign = True
                plain = plain[: match.start()].rstrip()
                changed = True
                continue
            for canonical, words in self.namer.basis:
                if match := words.search(plain):
                    if (
                        canonical in ("同比", "环比")
                        and match[0] in ("年", "月", "季", "周", "日")
                        and plain[: match.start()].endswith(("今", "去", "全", "当", "本", "每", "上", "前", "一", "节", "假"))
                    ):
                        continue  # 平均每年 is a basis, 每年 alone is none
                    if match[0] in "同环" and (text[match.end() :] or plain[: match.start()].endswith(_NO_SHORT)):
                        break  # 合同增加3份, 循环增加
                    basis = basis or canonical
                    plain = plain[: match.start()].rstrip()
                    changed = True
                    break
        return plain, basis, foreign

    @staticmethod
    def _joins(reference: re.Match[str]) -> bool:
        """蔬果与药材支撑第一产业增长: 与 compares with nothing, it joins two that do something."""
        return reference[0][0] in "与和同" and not dated(reference["ref"]) and _DRIVING.search(reference["ref"]) is not None

    def _basis(self, text: str) -> tuple[str, bool]:
        """Canonical basis of a 比… phrase: 同比, 环比, 年初 or '' ; and whether it names a time."""
        if text.startswith(("同比", "环比")):
            return text[:2], True
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
        return "", dated(text)

    @staticmethod
    def _period_basis(base: When, now: When) -> str:
        """What a value of ``base`` is to one of ``now``: 同比 for the same part a year before, 环比 for the part before, else ''."""
        if base.years_after(now) == -1 and base.part == now.part and not base.moment:
            return "同比"
        if "<" in base.part:
            return "环比"
        if base.years_after(now) == 0 and base.part == "D01-01" and now.part != base.part:
            return "年初"
        before = now.before()
        return "环比" if before is not None and now.part != "Y" and before.label == base.label else ""

    def _apart(self, base: When, now: When) -> bool:
        """True when a growth may lead from one time to the other: the part of the year before it, or the same part of an earlier year."""
        if self._period_basis(base, now) == "年初":
            return now.moment or now.part == "Y"
        if base.year is not None and now.year is None:  # 2019年尚有6400亩，去年只剩4800亩
            return base.part == now.part == "Y" and base.end_year is None and now.offset >= -1 and not self.context.target
        if not base.earlier(now):
            return False
        years = now.years_after(base)
        return bool(self._period_basis(base, now)) or (years is not None and years > 0 and base.part == now.part)

    def _changes(self, before: str) -> bool:
        """True when the words before a change verb name nothing of their own, so that the change is of the current frame."""
        rest, _, _ = self._strip_basis(before)
        return not self.namer.clean(rest)

    def _fits(self, frame: Frame, quantity: Quantity) -> bool:
        """True when a change measured so can be of this frame."""
        if frame.level is not None and frame.level.quantity is not None and frame.level.quantity.dimension.startswith("rate:"):
            above = frame.level.quantity.base_unit.partition("/")[0]
            if above == quantity.base_unit:
                return True  # 3642元/吨 … 上涨55元
        if frame.level is not None and frame.level.quantity is not None and "none" in (frame.level.quantity.dimension, quantity.dimension):
            return True  # 总诊疗人次16.8亿，比上年增加1.5亿人次
        return frame.level is None or frame.level.quantity is None or frame.level.quantity.dimension == quantity.dimension

    def _arrival(self, left: str) -> re.Match[str] | None:
        """增加到; after 由X… any words that end in 到 or 至: 延伸到, 缩至."""
        return self._come_to(left) or self.grammar.arrived.search(left)

    def _verb(self, left: str) -> re.Match[str] | None:
        """The verb of change that the words end in (增长了约): most end in no character that it may end in."""
        return self.grammar.growth.search(left) if left[-1:] in self.grammar.growth_ends else None

    def _come_to(self, left: str) -> re.Match[str] | None:
        """The verb of arrival that the words end in: 增加到, 升至约."""
        return self.grammar.reached.search(left) if left[-1:] in self.grammar.reached_ends else None

    @staticmethod
    def _direction(word: str) -> str:
        """Which way a verb of arrival goes: up, down or ''."""
        if re.search("增|升|涨|提|扩|高|壮|添|拓|拉[大长]|延长|加长", word):
            return "up"
        if re.search("降|减|跌|落|缩|收窄|收敛|低|滑", word):
            return "down"
        return ""
