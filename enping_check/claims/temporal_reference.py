"""Which period carries on: the times of a clause, those that it only compares with, and those that it looks back to."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.brackets import Brackets
from enping_check.claims.comparison import START
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.lexicon import firsts, lasts
from enping_check.claims.skeleton import DURATION, TIMES, WHEN, Skeleton
from enping_check.claims.timeline import When, resolve
from enping_check.model import Period

_LOOKING_BACK: Final = re.compile("(?:打破|刷新|改写|追平|比|较|与|由|从|自|同|是|为|占|于|到|至|相当|达)(?:于|往|了)?[^，]{0,4}$")
# 早在2023年，随着暑期自驾游升温，…: why, not when
_CAUSED: Final = re.compile("随[着著]|由于|得益于|受|因")
_WHAT_IT_IS: Final = re.compile(
    "(?:的|期间的?)?[\u4e00-\u9fff]{2,8}?(?:仍是|依然是|依旧是|还是|就是|是|成为|成了|构成|为主要?|唱主角|拉动|带动|功不可没|贡献最大|支撑)"
)
_DATE_ALONE: Final = re.compile(f"(?:而|但|其中|早|就|在|、)*{WHEN}")
_UNTIL: Final = "到|至|截至|截止"
_UP_TO: Final = re.compile(f"(?:[全我本该][市县区省州镇乡村]|该?公司|集团|企业|园区|我们)(?:{_UNTIL})")  # 公司到2024年
_UP_TO_ENDS: Final = lasts(_UNTIL)
_FROM_THERE: Final = re.compile("截至|截止|对于|位于|至今")
_PLANNED: Final = re.compile("(?:的)?(?:目标|计划|任务|预算|预期|指标)")
_DONE_OF: Final = re.compile("(?:完成|达到|占|为|达|相当于|超过|实现)[^，]{0,3}$")
_BEFORE_NOW, _PRESENTLY = "而但到至截", "如今|现如今|现在|目前|眼下|当前|时下|现已|今天|至今|当下"
PRESENT: Final = re.compile(f"[{_BEFORE_NOW}、 ]*(?:{_PRESENTLY})")
NOWS: Final = firsts(_PRESENTLY) | frozenset(_BEFORE_NOW)
_BARELY_TOLD: Final = re.compile(f"[、和与及同期{TIMES}]*(?:各|分别|依次)?(?:则|只|仅|也)?[为是]$")
_ITS_QUARTER: Final = ("当季", "当季度", "本季", "本季度")
_REPORT: Final = re.compile("(?P<n>[一二三四])季(?:度)?(?:业绩|财务)?(?:报告?|财报|成绩单)(?!.*[一二三四]季)")
_LAST_DAYS: Final = {"03": "31", "06": "30", "09": "30", "12": "31"}
_ENDED: Final = re.compile(f"止的?(?:前|过去|连续)?{DURATION}|止年度|止财政年度")


class TemporalReference(Brackets):
    """Finds the period that a clause goes on to."""

    def _times(self, clause: Skeleton, numbers: list[int]) -> None:
        """Sets the period that carries, unless the clause only compares with it."""
        context = self.context
        if clause.text.lstrip("、 ")[:1] in NOWS and PRESENT.match(clause.text):
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
            if period.part.startswith("F") and not numbers and context.when.part[:1] in tuple("QHMY") and context.when.named:
                if _WHAT_IT_IS.match(clause.text[i + 1 :]):
                    continue  # 三季度访客287.4万人次。…，暑期家庭客是增长主力。内地旅客…: of the quarter still
            when = resolve(self._of_the_report(period), context.when, self.reference)
            if period.end_part and not when.part:
                continue
            when = self._ended(when, clause, i)
            if when.part[:1] == "D" != context.when.part[:1] and context.clause > context.opened and i > 0:
                context.resumed = context.resumed or context.when  # 最高负荷7月29日达到…: the day of that alone
            if when.label != context.when.label and when.within(context.when) and clause.text[:i].rstrip().endswith("其中"):
                context.resumed = context.resumed or context.when  # 前三季度…，其中9月份…。: the next sentence is of all of it again
            if when.closes(context.when):
                context.resumed = context.resumed or context.when  # 前三季度…。三季度末会员1286万人。线上收入…: of all of it again
            if period.offset == -1 and when.earlier(context.when) and numbers and _BARELY_TOLD.match(clause.text[i + 1 : first]):
                if self._first_of_sentence():
                    context.resumed = context.resumed or context.when  # 去年一、二季度各为…。二季度环比增长…: of this year again
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

    def _of_the_report(self, period: Period) -> Period:
        """（平台发布三季报：）当季…: the quarter that the report just named is of."""
        report = _REPORT.search(self._ahead) if period.text in _ITS_QUARTER and not period.part else None
        return period._replace(part=f"Q{'一二三四'.index(report['n']) + 1}") if report is not None else period

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
        if len(periods) == len(clause.tokens) and ONLY_TIME.match(clause.text.strip().lstrip("而但其中在此前的")):
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
        told = context.frame or (context.frames[-1] if context.frames else None)
        back = (
            period.offset == -1
            and (period.text.startswith("上") or re.match("(?:仅|只|约|才)?(?:为|是|有)", right))
            and told is not None
            and told.sentence == context.sentence
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

    def _first_of_sentence(self) -> bool:
        """True when nothing of the sentence has been read yet."""
        frame = self.context.frame
        return frame is None or frame.sentence != self.context.sentence
