"""Levels said of several things at once: the 合计 of what was just listed, and an average with its divisor."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Frame
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.linking import Linking
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import DURATION, NUMBERS, TIMES, Token
from enping_check.claims.timeline import When, union
from enping_check.language.units import match as unit_end
from enping_check.language.units import spellings
from enping_check.model import Quantity

_TWO: Final = 2
_SPREAD_OVER: Final = ("平均到", "平摊到", "分摊到", "均摊到", "摊到")  # 平均到1200户农户，每户7.2万元: over so many
NAME_SPLIT: Final = re.compile("、|和|及|与|以及|，")
_THESE: Final = re.compile("上述|以上|这些|它们|各项|上列|前述")
_ALL_KINDS: Final = re.compile("各级|各类|各种|各式|各项|[两三四五六七八九十]类")
# 换算每公斤48.6元: no owner
_PRICE: Final = re.compile("(均价|单价|客单价)(?:为|是|约)*$")
_RECKONED: Final = re.compile(
    "(?:以此|由此|据此)?(?:换算|折算|折合|约合|相当于|合|即|计算|摊|平摊|算)(?:下来|起来|后|为|成|约|到|得出)*，?$"
)
REST: Final = re.compile(
    "(?:而|至于)?(?:其[余他它馀]|余下|剩余|剩下|另外?有?|此外)(?!.*(?:加起来|之和|总和))"
)  # 其余地区合共: what the list left out
_TOWARDS: Final = re.compile("对|向|与|从|自|由")
_OFF: Final = re.compile("相差|差额|误差|尾差|出入|之差|[多少]出?$")  # 分项合计与总量相差0.1万吨
_SO_MANY: Final = ("共", "共计", "一共", "总共", "累计")
_TOLD_OF: Final = re.compile("^(?:至于|而|另外?|还有|其余|余下)?[\u4e00-\u9fff]{2,12}的$")
_IN_ALL: Final = re.compile("(?:资金|投资|支出|收入)?总(?:额|量|数|值|计|规模|投资|金额)?")
_YEARS_TOGETHER: Final = re.compile(
    f"(?:这|近)?{DURATION}(?:间|来)?[^，{NUMBERS}累合总共]{{0,6}}(?:累计|合计|总计|共计|总共|一共|共)(?P<what>[^，{NUMBERS}]*)$"
)


class Totals(Linking):
    """Reads totals of a list and averages."""

    def _average(self, token: Token, match: re.Match[str], left: str, past: When | None = None) -> None:
        """An average, a frame of its own, with its divisor; what it averages stays the rival of the next level.

        ``past``: when it was so, where the words before it go back in time (去年同期每平方米4.62美元).
        """
        context = self.context
        before, after = left[: match.start()], left[match.end() :]
        divisor = match["x"] or match["y"] or match["z"] or match["each"]
        each = match["each"]
        if match["x"] or match["y"]:
            start = match.start("x") if match["x"] else match.start("y")
            while left[start : start + 1] in "百千万":
                start += 1
            end = unit_end(left, start, spellings())
            if end > start:
                divisor = left[match.start("x") if match["x"] else match.start("y") : end]
                after = left[end:]
                each = left[match.start("each") : end]
        before = _RECKONED.sub("", before)
        if (price := _PRICE.search(before)) is not None:
            before, each = before[: price.start()], price[1] + each  # 均价每吨794元
        owner = self.namer.split(before) if len(before) <= 12 else PLAIN
        name = owner._replace(subject=owner.full, indicator=each + self.namer.clean(after), known=None)
        before_it = context.frame
        if past is not None and before_it is not None and before_it.level is not None and before_it.level.whole == divisor:
            if before_it.sentence == context.sentence and before_it.level.aspect == "average":
                before_it.base = self._add("level", token, before_it, aspect="base", when=past)
                before_it.base.whole = divisor
                return
        frame = self._frame(name, past or context.when)
        if before_it is not None and before_it.sentence == context.sentence and before_it.level is not None:
            frame.rival = before_it
        draft = self._add("level", token, frame, aspect="average")
        draft.whole = divisor
        draft.why = left[match.start() :]
        frame.level = draft
        context.frame = frame

    def _together(self, token: Token, match: re.Match[str], left: str) -> bool:
        """合计 after a list: the total of what was just listed."""
        context = self.context
        quantity = token.quantity
        if quantity is None or REST.match(left.strip(" ，、")) or _OFF.search(match["rest"]):
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
            listed = self._so_measured(left, [f for f in (context.group or self._clause_items) if f.dimension == quantity.dimension])
            if len(listed) < wanted:
                return False
            return self._total_of(token, match["word"], left, listed[:wanted] if lead["end"] == "前" else listed[-wanted:], True)
        before = left[: match.start()]
        spoken = [self.namer.clean(p) for p in NAME_SPLIT.split(before) if self.namer.clean(p)]
        if len(spoken) >= 2:
            found = [self._named_level(p, quantity) for p in spoken]
            if all(f is not None for f in found):
                return self._total_of(token, match["word"], left, [f for f in found if f is not None], True)
        items = self._so_measured(left, [f for f in self._clause_items if f.dimension == quantity.dimension])
        if len(items) < 2:
            items = [f for f in context.group if f.dimension == quantity.dimension and f.sentence >= context.sentence - 1]
            items = self._so_measured(left, items)
            if any(f.inner or (f.level is not None and f.level.aspect == "base") for f in items):
                items = []  # 增长10.6%（去年同期分别为…）；两者合计: of those before the bracket
        if len(items) < 2 or (wanted is not None and len(items) != wanted):
            # levels of the same dimension earlier in the sentence
            recent = [
                f
                for f in context.frames[-14:]
                if f.sentence == context.sentence
                and f.dimension == quantity.dimension
                and f.level is not None
                and f.level.aspect not in ("base", "average", "whole")
                and (not f.inner or context.inner)
            ]
            tops = [f for f in recent if f.parts is None]
            recent = self._so_measured(left, tops if wanted is not None and len(tops) >= wanted else recent)
            if wanted is not None and len(recent) >= wanted:
                items = recent[-wanted:]
            elif len(items) < 2:
                items = recent if len(recent) >= 2 else []
        if wanted is not None and len(items) != wanted and not recent:
            items = self._levels_before(wanted, left, quantity)
        if len(items) < 2 or (wanted is not None and len(items) != wanted):
            return False
        told = len(self._clause_items) >= 2 or (bool(context.group) and items == context.group) or wanted is not None
        if not told and not self.namer.clean(left) and not re.search(f"[{TIMES}{DURATION}]", left):
            told = self._all_alike(items)  # the bare word: nothing but what was just said is summed
        elif not told and _ALL_KINDS.search(before) and self._all_alike(items) and self._total_of(token, match["word"], left, items, False):
            self.drafts[-1].why = "kinds"  # 各级各类在校生共计: of every one just told, unless some went unsaid
            return True
        elif told and wanted is None and not self._of_these(before, items):
            told = False
        return self._total_of(token, match["word"], left, items, told)

    def _so_measured(self, left: str, items: list[Frame]) -> list[Frame]:
        """甲企业营收a、利润b，乙企业营收c、利润d，两类企业营收合计e: of several measures the one that the total names."""
        if len({f.name.indicator for f in items}) < 2:
            return items
        named = self.namer.split(left).indicator
        alike = [f for f in items if named and f.name.indicator == named]
        return alike if len(alike) > 1 else items

    def _of_these(self, before: str, items: list[Frame]) -> bool:
        """False for 对沿线国家合计…, 全市合计… in a later sentence: what stands before the word is not only what was listed."""
        if not self.namer.clean(before) or _THESE.search(before):
            return True
        return all(f.sentence == self.context.sentence for f in items) and not _TOWARDS.match(before.strip())

    def _all_alike(self, items: list[Frame]) -> bool:
        """True for levels of one period of which none is a part, a price or an increase of another."""
        return all(
            f.parts is None
            and not f.inner
            and f.when.label == items[0].when.label
            and f.level is not None
            and not f.level.aspect
            and (f.name.known is None or f.name.known.additive)
            for f in items
        )

    def _levels_before(self, wanted: int, left: str, quantity: Quantity) -> list[Frame]:
        """The only levels measured alike of the sentence before, when they are as many as the words count and of what they sum."""
        context = self.context
        if re.search(f"[{TIMES}{DURATION}]", left):
            return []
        near = [
            f
            for f in context.frames[-40:]
            if f.sentence == context.sentence - 1 and f.paragraph == context.paragraph and f.dimension == quantity.dimension
        ]
        name = self.namer.split(left)
        if len(near) != wanted or not self._all_alike(near):
            return []
        named = name.known is not None or any(f.name.indicator == name.indicator for f in near)
        return near if not named or all(f.name.indicator == name.indicator for f in near) else []

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

    def _total_of(self, token: Token, word: str, left: str, items: list[Frame], listed: bool) -> bool:
        """A level that ``word`` says to be the total of ``items``."""
        name = self._name(left)
        if dated(left) and (inside := [f for f in items if f.when.inside(self.context.when)]) and len(inside) < len(items):
            items = inside  # 四个季度a、b、c、d；上半年合计e: of the two within it
            if len(items) < _TWO:
                return False
        spells = [f.when for f in items]
        made = union(spells) if len({w.label for w in spells}) == len(items) else None
        if made is not None and dated(left) and made.inside(self.context.when):
            return False  # 4月a，5月b，1—5月累计c: more months than those two
        if "支出" in name.full and any("收入" in t.name.full for f in items if f.parts is not None for t in f.parts.totals):
            return False  # 收入预算合计a，其中…。支出预算合计b: no total of what was received
        frame = self._frame(name, self.context.when)
        if made is not None:
            frame.when = made  # 1月、2月、3月分别…，合计…: of the quarter
            if not frame.name.full and len({f.name.full for f in items}) == 1:
                frame.name = items[0].name
        draft = self._level(token, frame)
        draft.aspect = "together"
        whole = frame.name.full
        if word == "合计" and whole and all(f.name.full.endswith(whole) and f.name.full != whole for f in items):
            listed = True  # 国内游客a，入境游客b，合计接待游客c: each is by its name a part of the total
        inner = any(f.parts is not None and f.parts.mode == "其中" and f.parts.totals for f in items)
        draft.why = ("kinds" if inner else "listed") if listed else ""
        draft.links["parts"] = tuple(f.level.id for f in items if f.level is not None)
        if not listed and word in ("累计", "共", "一共"):
            draft.bound = "unclear"
        return True

    def _averaged(self, spot: Spot) -> bool:
        """平均每户3.2人, 亩均税收21万元: an average and its divisor; 按日均算，今年为99万人次: by what the words before it say."""
        grammar, left = self.grammar, spot.left
        reckoned, frame = self.context.reckoned, self.context.frame
        if reckoned and frame is not None and frame.sentence == self.context.sentence and spot.token.quantity is not None:
            if frame.dimension == spot.token.quantity.dimension and ONLY_TIME.match(re.sub("(?:为|是|达|达到|约)+$", "", left.strip())):
                match = grammar.average.search(reckoned)
                if match is not None:
                    self._average(spot.token, match, reckoned)
                    return True
        if (
            grammar.averaging.search(left)
            and (match := grammar.average.search(left))
            and not re.search("(?:比|较)[^，]*$", left[: match.start()])
            and not (match["y"] and self._verb(left))
            and not left.endswith(_SPREAD_OVER)
        ):
            if not re.search("增长|上升|人均可支配|人均地区|人均生产总值|人均消费支出", left[match.start() :]):
                before = left[: match.start()]
                if match["each"] == "平均" and before.endswith(DURATION) and (day := spot.clause.tokens.get(spot.begin + len(before) - 1)):
                    if day.quantity is not None and day.quantity.unit in ("天", "日") and day.quantity.number == 1:
                        whole = grammar.average.search("日均" + left[match.end() :])  # 一天平均1550人次
                        if whole is not None:
                            self._average(spot.token, whole, whole.string)
                            return True
                back = bool(before) and self._past(spot.clause, spot.begin, spot.begin + match.start())
                self._average(spot.token, match, left, self._when(before, spot.clause, spot.begin) if back else None)
                return True
        return False

    @staticmethod
    def _rest_counted(spot: Spot) -> bool:
        """其余4条线合计29万: how many are left stands between the words and the total of them."""
        return len([i for i in spot.clause.tokens if i < spot.i]) == 1

    def _summed(self, spot: Spot) -> bool:
        """合计15亿元: the total of what was just listed, unless the word only means so far."""
        context, left = self.context, spot.left
        if self._over_years(spot):
            return True
        if spot.begin and REST.match(spot.clause.text.strip(" ，、")) and self._rest_counted(spot):
            return False
        division = context.division
        if division is not None and _IN_ALL.fullmatch(self.namer.clean(left)) and not spot.begin:
            listed = [f for f in context.frames[-12:] if f.sentence == context.sentence and f.level is not None]
            if len(listed) == division.count and all(f.dimension == spot.token.quantity.dimension for f in listed if spot.token.quantity):
                return self._total_of(spot.token, "总", left, listed, True)  # 由三部分构成：甲a、乙b、丙c，总额d
        if (
            self.grammar.sums.search(left)
            and (match := self.grammar.together.search(left))
            # 至于往来曼谷的，共215班: of what the clause before it names
            and not (match["word"] in _SO_MANY and not match.start() and _TOLD_OF.search(self._ahead))
            and (
                match["word"] not in ("共", "累计", "总计", "一共", "总共")
                or not self.namer.clean(left).strip("累计共总一")
                or (match["n"] and not match.start() and len(match["c"]) <= (4 if match["c"][:1] in "个大" else 2))  # 五类共, 三个片区共
            )
            and not (match["word"] in ("共", "累计") and re.match("[\u4e00-\u9fff]", spot.right))
            and not (
                match["word"] in ("累计", "共", "合计")
                and (dated(left) or spot.clause.text[:1] in TIMES)
                and context.group
                and len({f.when.label for f in context.group}) > 1
            )
        ):
            return self._together(spot.token, match, left)
        return False

    def _over_years(self, spot: Spot) -> bool:
        """（2022年、2023年、2024年分别为…，）三年累计573公里: the sum of the years just listed, when they are as many."""
        years = self.context.group
        if len(years) < 2 or DURATION not in spot.clause.text:
            return False
        match = _YEARS_TOGETHER.match(spot.left.strip(" ，、"))
        span = next((t.quantity for i, t in spot.clause.tokens.items() if spot.clause.text[i] == DURATION and i < spot.i), None)
        quantity = spot.token.quantity
        if match is None or span is None or quantity is None or span.unit != "年" or span.number != len(years):
            return False
        first = years[0]
        if (
            any(f.level is None or f.dimension != quantity.dimension or f.when.part != "Y" or f.name.full != first.name.full for f in years)
            or len({f.when.label for f in years}) < len(years)
            or first.sentence < self.context.sentence - 1
        ):
            return False
        said = self.namer.clean(match["what"])
        if said and self.grammar.fresh.fullmatch(said) is None and said[:2] not in first.name.full and said[-2:] not in first.name.full:
            return False
        whole = first.when._replace(end_year=years[-1].when.year) if first.when.year is not None else self.context.when
        draft = self._level(spot.token, self._frame(first.name, whole))
        draft.aspect, draft.why = "together", "listed"
        draft.links["parts"] = tuple(f.level.id for f in years if f.level is not None)
        return True
