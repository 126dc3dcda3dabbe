"""Plain levels: which thing and period an amount that is nothing else is of."""

from __future__ import annotations

import re
from typing import Final

from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.grammar import ONLY_TIME
from enping_check.claims.lexicon import alternation, lasts
from enping_check.claims.names import Name
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import DURATION, NUMBERS, TIMES
from enping_check.claims.timeline import When, resolve
from enping_check.claims.totals import Totals
from enping_check.language.lexicon import table
from enping_check.model import Quantity

NOUN: Final = re.compile(
    "(?P<noun>(?:\\d[A-Za-z](?=[A-Za-z\u4e00-\u9fff]))?(?:(?!实现|大关|关口|台阶|门槛|完成|达到|开工|投用|启动|建成|获得|纳入|入选|全面|正式|分别|全部|通过|进行|开展|参加|落地|投产|直接|均|都|已|被|增长|下降|增加|减少|提高|上升|上涨|下跌|回落|增收|增产|不同程度|有所|普遍|携手|联手|同比|环比|平均|人均|户均|每[户人家个名位]|各[获领得发补奖]|累计|来自|居|占|以上|左右|以下|以内)[\u4e00-\u9fffA-Za-z“”（）]){2,14})"
)
_JOINED: Final = re.compile("^[\u4e00-\u9fffA-Za-z“”]{2,14}(?:、|和|及|以及|与)$")
OF_THESE: Final = re.compile("的(?P<noun>[\u4e00-\u9fffA-Za-z]{2,10})(?:[。！]?$)")
_DONE_FOR: Final = re.compile("(?:完成|实施|建成|推进|改造|新建|解决)了?")
_HAN_NEXT: Final = re.compile("[\u4e00-\u9fff]")
_ENDS_THERE: Final = re.compile(f"的?(?P<noun>[\u4e00-\u9fff]{{2,7}}?)(?:[，；、。（]|[和及与](?=[^，]{{0,6}}[{NUMBERS}])|$)")
_OWNING: Final = re.compile("^(?:[这那该此本]?[家个所座条支名位间]?)(?:现|共|总共|已|只|仅|仍|还)?(?:拥|坐拥|占)?有着?$")
_OWNED: Final = re.compile("(?P<what>[^的]{2,6})的(?!数量|规模|人数|总)")  # 拥有2480名员工的某某纺织: whose they are stands behind
_IN_THEM: Final = re.compile("(?:里头|里面|里|当中|之中|(?<![初高])中)有$")  # 500个床位里有一半…
_NEWLY: Final = re.compile("(?:新增|净增)的?[\u4e00-\u9fff]")  # 500个新增床位
_NUMBER_NEAR: Final = re.compile(f"[^，]{{0,6}}[{NUMBERS}]")
_MEASURES: Final = ("数", "数量", "企业", "机构", "项目", "人口", "人员", "单位", "里程", "长度")
_LINKED: Final = frozenset("的多余以")
# 乙县96.2万头和丙县67.4万头: what stands behind the word is of the number after it
_NEXT_ITEM: Final = re.compile(f"(?!和[尚田平牛谐服]|及[格第时]|与[会众])(?:以及|[和及与暨])[^，、；。（的]{{1,12}}(?:[{NUMBERS}]|$)")
_AGAIN: Final = re.compile(f"{alternation(table('words.toml')['again']['words'])}|这一比例")
_EXTREME: Final = re.compile("最[多少高低大小]的")
_MEASURED_ELSE: Final = ("length", "count", "person", "area")
_TRADE: Final = ("外贸", "内贸", "出口", "进口")  # of what is shipped, by weight
_LEADER: Final = re.compile("(?:^|[^\u4e00-\u9fffA-Za-z])(?P<who>[\u4e00-\u9fffA-Za-z]{2,10})以$")
_LED_BY: Final = re.compile("^(?P<what>.{2,}?)以(?P<who>[^以]{2,8})$")
_INDUSTRY: Final = re.compile("[^作就失毕创事专]业$|产业$|行业$|企业$|板块$|领域$")
_IN_ALL: Final = "总数|总量|存量|保有量|总规模|总户数|总人数|余额"
_DONE_IN_ALL: Final = "总数|总量|建成|建设|完成|培育|认定|拥有|开通|获得|获批|引进|安装|培训"  # behind 累计
_COME_TO: Final = "达到|达|为|突破|超过|超|增至|增加到|增长到|升至|有|共|约|近|了"
_RUNNING: Final = re.compile(f"(?:{_IN_ALL}|累计(?:{_DONE_IN_ALL})?)已?(?:{_COME_TO})*$")
_RUNNING_ENDS: Final = lasts(_IN_ALL, _DONE_IN_ALL, _COME_TO, "累计|已")
_LATER: Final = re.compile(f"[，、]?(?:短短|仅仅|仅)?(?P<n>{DURATION})(?:之|以)?后")
# the verb that 新建成, 新认定 have told of
_DONE_SO_FAR: Final = re.compile(f"^，?(?:自|从)?[^，{NUMBERS}]{{0,10}}累计(?P<verb>[一-鿿]{{2}})(?:了|的|达|达到|已达|已)?$")


def _spanned(part: str) -> str | None:
    """The basis of a growth over the whole of such a part of the year; None for a month or a quarter within it."""
    if part in ("", "Y"):
        return ""
    return "年初" if part in ("H1", "Q1") or part.startswith(("Q1-", "M01")) else None


_TOWN = re.compile("(?![全各本我该其])[\u4e00-\u9fff]{2,3}(?<![城都超股集乡名重小中大古])[市县镇乡]")

_ONLY_COUNT = re.compile(
    f"[{TIMES}]*(?:如今|现在|目前|今)?(?:其|这一|这份)?(?:数量|总数|总量|个数|家数|户数|名单|队伍|阵容)(?:已经?|又|则)?"
)


class Levels(Totals):
    """Finds the frame of a level: the current one, one like it, or a new one."""

    def _spoken_of(self, frame: Frame, quantity: Quantity) -> Frame:
        """（全县村集体收入2350万元，最少的村也有80万元。到年末，）这一数字变成…: of all of them, not of the least or the greatest one."""
        if not _EXTREME.match(frame.name.subject):
            return frame
        alike = [f for f in self.context.frames[-12:] if f.id < frame.id and f.sentence == frame.sentence and f.level is not None]
        alike = [f for f in alike if f.dimension == quantity.dimension and f.name.indicator == frame.name.indicator]
        plain = [f for f in alike if not _EXTREME.match(f.name.subject)]
        return plain[-1] if plain else frame

    def _once_fewer(self, named: str, quantity: Quantity) -> bool:
        """三年前只有科技企业312家，如今数量增加到458家: how many there are now of what was just counted at another time."""
        frame = self.context.frame
        if frame is None or frame.level is None or frame.sentence != self.context.sentence or frame.level.clause != self.context.clause - 1:
            return False
        told = frame.level.quantity
        counted = told is not None and told.unit == quantity.unit and quantity.dimension.startswith("count")
        past = frame.when.label != self.context.when.label and frame.when.named
        return counted and past and _ONLY_COUNT.fullmatch(named.strip(" ，、")) is not None

    def _level_frame(self, spot: Spot, quantity: Quantity) -> Frame:
        """The frame of a plain level: a new one, or the current one when only its rate or growth was known."""
        context, frame, left = self.context, self.context.frame, spot.left
        reached = self._come_to(left)
        # 2024年提高到6.38亿元, 出口额攀升至12.48亿美元: the verb is no name
        named = left[: reached.start()] if reached is not None else left
        if reached is not None and self._once_fewer(named, quantity):
            named = ""
        stated = self._owner(self.namer.split(named), quantity, named)
        added = self._added(left, quantity)
        if added is not None:
            if context.parts is not None and added in context.parts.totals:
                context.parts = context.parts.outer
            return self._frame(added.name._replace(increment=False, stock=True), context.when)
        if (done := self._done_so_far(left, quantity)) is not None:
            return self._frame(done.name._replace(increment=False, stock=True), context.when)
        if frame is not None and frame.sentence == context.sentence and self.namer.clean(left) in self.namer.lexicon.general:
            stated = PLAIN
            if frame.name.full and frame.dimension and frame.dimension != quantity.dimension and left.strip(" 、"):
                whole = self.namer.clean(left)
                return self._frame(frame.name._replace(subject=frame.name.full, indicator=whole, known=None), context.when)
        if frame is not None and _AGAIN.search(left):
            return self._frame(self._spoken_of(frame, quantity).name, context.when)
        if "以" in left and (match := _LED_BY.match(self.namer.clean(left))) and re.match("最|居|位|排|领", spot.right):
            measure = self.namer.split(match["what"])
            return self._frame(self._resolve_name(measure._replace(subject=match["who"])), context.when)
        if left.endswith("以") and (who := _LEADER.search(left)) and re.match("最|居|位|排|列|领", spot.right):
            # （从产值看，）甲镇以a居首，乙镇以b位列第二
            measured = context.topic if context.topic is not None and context.topic.known is not None else None
            if measured is None and frame is not None and frame.sentence == context.sentence:
                measured = frame.name if frame.level is not None and frame.dimension == quantity.dimension else None
            if measured is not None and measured.known is not None:
                return self._frame(measured._replace(subject=self.namer.clean(who["who"])), context.when)
        chain = (
            frame is not None and frame.sentence == context.sentence and frame.level is not None and frame.dimension == quantity.dimension
        )
        if reached is not None and chain and re.fullmatch("(?:再|又|继而|进而|并|，)*", left[: reached.start()]):
            stated = PLAIN  # 再增加到31家
        counted = self._counted(spot, quantity, stated)
        if counted is not None:
            return self._frame(counted, context.when)
        if stated.known is None and (there := self._measured_right(spot, quantity)) is not None:
            stated = there._replace(subject="" if spot.begin else stated.full, scope=stated.scope, increment=stated.increment)
        full = stated.full
        if not full and spot.begin == 0 and (ahead := self._topical(spot.right[:11])) is not None and ahead.full:
            stated, full = ahead, ahead.full
        elsewhere = self._elsewhere(stated, quantity)
        if elsewhere is not None:
            return elsewhere
        name = self._resolve_name(stated)
        if not full:
            again = self._unnamed(spot, quantity)
            if again is not None:
                return again
        if frame is not None and frame.level is None and frame.sentence == context.sentence and (full := name.full):
            if (waiting := self._waiting(quantity)) is not None:
                return self._adopt(waiting, stated)  # 对照上一年的7168辆，全年上牌新能源车9482辆
            if frame.name.full == full:
                return frame
        return self._frame(name, self._own_period(spot))

    def _owner(self, stated: Name, quantity: Quantity, left: str) -> Name:
        """某某街道 beside an amount of money or grain: a place of that name, not a number of 街道."""
        known = stated.known
        if known is None:
            return stated
        if known.dimension in _MEASURED_ELSE and quantity.dimension.startswith(("currency", "energy")):
            said = self.namer.clean(left)  # 高速公路61.4亿元: of what the table counts in kilometres
            return stated._replace(subject="", indicator=self.namer.scope(said)[1] or said, known=None)
        if known.dimension == "currency" and self.context.parts is not None and self.context.parts.totals:
            said = self.namer.clean(left)
            if quantity.dimension.startswith(("mass", "energy")) and len(said) == len(_TRADE[0]) and said in _TRADE:
                return stated._replace(subject="", indicator=said, known=None)  # 吞吐量1.86亿吨。其中内贸a，外贸b
        if known.dimension != "count" or not stated.subject or quantity.dimension == "none":
            return stated
        if not known.name.endswith(self.namer.lexicon.place_suffixes):
            return stated
        if quantity.dimension.startswith("count") and not self._counts_other(quantity, stated):
            return stated
        return stated._replace(subject="", indicator=stated.full, known=None)

    def _counts_other(self, quantity: Quantity, stated: Name) -> bool:
        """全县合作社135家，望江街道51家: the sentence has just counted such things, and they are no 街道."""
        frame = self.context.frame
        if frame is None or frame.level is None or frame.level.quantity is None or frame.sentence != self.context.sentence:
            return False
        alike = frame.level.quantity.base_unit == quantity.base_unit and not frame.level.quantity.hedge
        return alike and not frame.name.subject and bool(frame.name.indicator) and frame.name.indicator != stated.indicator

    def _added(self, left: str, quantity: Quantity) -> Frame | None:
        """（净增充电桩313个，）总数达到1740个: the addition of the sentence whose total these words give; None where they give none."""
        words = left.strip(" ，、")
        running = _RUNNING.search(words) if words[-1:] in _RUNNING_ENDS else None
        if running is None:
            return None
        for frame in reversed(self.context.frames[-12:]):
            if frame.sentence != self.context.sentence:
                break
            if frame.name.increment and self._outgrown(frame, quantity):
                owner = self.namer.clean(words[: running.start()])
                return frame if not owner or owner in (frame.printed, frame.name.full) else None
        return None

    def _done_so_far(self, left: str, quantity: Quantity) -> Frame | None:
        """（新建成基站4912座，）自2019年启动至今累计建成…: what was newly done, by the verb that it was done with."""
        frame, match = self.context.frame, _DONE_SO_FAR.search(left) if "累计" in left else None
        if match is None or frame is None or not frame.name.increment or frame.level is None or frame.level.quantity is None:
            return None
        again = frame.sentence == self.context.sentence and frame.level.quantity.base_unit == quantity.base_unit
        return frame if again and f"新{match['verb']}" in self._ahead else None

    @staticmethod
    def _outgrown(frame: Frame, quantity: Quantity) -> bool:
        """True when the frame's addition is measured as the amount is, and smaller."""
        added = frame.level.quantity if frame.level is not None else None
        if added is None or added.base_unit != quantity.base_unit or added.interval.high is None or quantity.interval.low is None:
            return False
        return added.interval.high < quantity.interval.low

    def _link_addition(self, draft: Draft, frame: Frame) -> None:
        """Links the addition read before it to a total of the same thing: 净增 is its change, 新增 may leave losses out."""
        if draft.quantity is None or frame.name.increment:
            return
        for other in reversed(self.context.frames[-12:]):
            added = other.level
            if other.sentence != frame.sentence:
                break
            if added is None or not other.name.increment or "now" in added.links or not self._outgrown(other, draft.quantity):
                continue
            if other.name.full != frame.name.full or other.when.year != frame.when.year:
                continue
            if added.why != "净增" and draft.aspect != "stock":
                continue
            added.links["now"] = (draft.id,)
            span = _spanned(other.when.part)
            divided = any(added.id in each.links.get("total", ()) for each in self.drafts[added.id :])
            if added.why == "净增" and span is not None and not divided:
                added.kind, added.aspect, added.frame, added.basis = "change", "", frame.id, span
                for role in ("total", "list", "fit", "loose"):
                    added.links.pop(role, None)
                frame.change = added
            return

    def _elsewhere(self, stated: Name, quantity: Quantity) -> Frame | None:
        """甲县产值12亿元，乙县9亿元: a place or industry without a measure has the measure of the level before it."""
        context, frame = self.context, self.context.frame
        topic = context.topic
        if (
            topic is not None
            and topic.known is not None
            and not topic.subject
            and not topic.actor
            and stated.full
            and not stated.known
            and stated.full.endswith(self.namer.lexicon.place_suffixes)
            and topic.known.counts(quantity.dimension)
        ):
            # 各区人口分别为：甲区86.2万人、乙区…: each place's of what the sentence opened with
            return self._frame(Name(topic.scope if topic.scope != "@" else "", stated.full, topic.indicator, topic.known), context.when)
        if frame is None or frame.level is None:
            return None
        full = stated.full
        if (
            full
            and not stated.known
            and not stated.increment
            and self._bears(full, frame.name, quantity)
            and frame.level.quantity is not None
            and frame.sentence == context.sentence
            and frame.level.quantity.base_unit == quantity.base_unit
            and frame.name.indicator
            and not (
                frame.name.known is None
                and self._place_named(frame.name.full)
                and (quantity.dimension.startswith("count") or _TOWN.fullmatch(frame.name.full))  # 岭东市846.3亿元: whose, not what
            )
        ):
            owner = frame.parts.totals[0] if frame.parts is not None and frame.parts.totals else frame
            return self._frame(Name(owner.name.scope, full, owner.name.indicator, owner.name.known), context.when)
        if not full and stated.scope and frame.sentence == context.sentence:
            return self._frame(Name(stated.scope, "", frame.name.indicator, frame.name.known), context.when)
        return None

    def _bears(self, name: str, measure: Name, quantity: Quantity) -> bool:
        """True for a place, an industry or a class of enterprises: what has a measure and is none itself where money or energy is meant."""
        if name.endswith(self.namer.lexicon.place_suffixes):
            return True
        return measure.known is not None and quantity.dimension.startswith(("currency", "energy")) and bool(_INDUSTRY.search(name))

    def _unnamed(self, spot: Spot, quantity: Quantity) -> Frame | None:
        """The frame of a level that names nothing: the sentence's own, for the same thing said again or at another time."""
        context, frame, left = self.context, self.context.frame, spot.left
        if frame is None or frame.sentence != context.sentence:
            return self._of_other_years(spot, quantity)
        if frame.level is None and not frame.base and (spot.begin > 0 or frame.change is not None or frame.growth is not None):
            return frame
        if (
            frame.level is None
            and not frame.base
            and self.drafts
            and self.drafts[-1].kind == "multiple"
            and self.drafts[-1].frame == frame.id
        ):
            return frame  # 增长近两倍，达到3.6万台
        if frame.level is None and self._awaits_end(frame, quantity):
            return frame  # 比上年的279.0亿元增长12%，达到312.6亿元
        if frame.level is None or frame.level.quantity is None:
            return None
        if (
            self._come_to(left) or (left.strip(" ，、") in ("为", "实际为") and frame.level.quantity.hedge)
        ) and frame.level.quantity.dimension == quantity.dimension:
            again = self._frame(frame.name, self._own_period(spot))  # 首次突破…，达到…: the same fact again
            if self._apart(frame.when, again.when) and frame.level.quantity.base_unit == quantity.base_unit:
                again.base = frame.level  # 2020年…，2024年提高到…
            return again
        own = self._own_period(spot)
        if frame.level.quantity.base_unit == quantity.base_unit and frame.when.label != own.label:
            flow = frame.name.known is not None and frame.name.known.nature == "flow" and "累计" not in left
            later = self._frame(frame.name._replace(stock=frame.name.stock and not flow), own)  # 6月份完成…, 上半年累计完成…
            if self._apart(frame.when, own):
                later.base = frame.level  # 去年产量4200吨，今年达到5670吨
            return later
        if frame.dimension != quantity.dimension:
            return self._frame(frame.name, context.when)
        return None

    def _of_other_years(self, spot: Spot, quantity: Quantity) -> Frame | None:
        """（箱量为108.3万标箱，…。）回看近几年，2021年为87.2万标箱: the only thing that the sentence before has measured so."""
        context = self.context
        if not dated(spot.left) or not ONLY_TIME.match(re.sub("[为是有达到约]|分别", "", spot.left)):
            return None
        before = [f for f in context.frames[-12:] if f.sentence == context.sentence - 1 and f.paragraph == context.paragraph]
        levels = [(f, f.level) for f in before if f.level is not None and f.level.quantity is not None]
        told = [(f, d) for f, d in levels if d.quantity is not None and d.quantity.base_unit == quantity.base_unit]
        own = self._own_period(spot)
        if len({f.name.full for f, _ in told}) != 1 or own.label == told[0][0].when.label or not own.named:
            return None
        return self._frame(told[0][0].name, own) if told[0][1].aspect in ("", "stock", "up", "down") else None

    def _awaits_end(self, frame: Frame, quantity: Quantity) -> bool:
        """True when the sentence has just told what a change started from and how far it went, measured so, and not where it ended."""
        said = self.drafts[-1] if self.drafts else None
        base = frame.base.quantity if frame.base is not None else None
        if said is None or base is None or base.base_unit != quantity.base_unit:
            return False
        return said.frame == frame.id and said.kind in ("growth", "change", "multiple") and "now" not in said.links

    def _own_period(self, spot: Spot) -> When:
        """The last period printed left of the number, unless it is only compared with; else the one that carries."""
        if not dated(spot.left):
            told = self.drafts[-1] if self.drafts else None
            if told is not None and spot.left[:1] in ("、", "和", "及") and told.kind == "level" and told.clause == self.context.clause:
                return told.when  # 上年同期收案17215件、结案17361件
            return self._years_later(spot)
        inner = [j for j, t in spot.clause.tokens.items() if spot.begin <= j < spot.i and t.period is not None]
        if inner and not self._past(spot.clause, spot.begin, spot.i):
            period = spot.clause.tokens[inner[-1]].period
            if period is not None and period.offset is not None and period is self._gone_to:
                return self.context.when  # 五年前只有40家: the clause has gone back those five years already
            if period is not None and not period.error:
                return resolve(period, self.context.when, self.reference)
        return self.context.when

    def _years_later(self, spot: Spot) -> When:
        """（2020年底620个，）四年后增至3100个: so many years after the one that the sentence speaks of; else the time that carries."""
        now = self.context.when
        if DURATION not in spot.left:
            return now
        match = _LATER.match(spot.left)
        token = spot.clause.tokens.get(spot.begin + match.start("n")) if match is not None else None
        span = token.quantity if token is not None else None
        if span is None or span.unit != "年" or span.number is None or span.number.denominator != 1 or now.year is None:
            return now
        return now._replace(year=now.year + int(span.number), part="Y", end_year=None)

    def _measured_right(self, spot: Spot, quantity: Quantity) -> Name | None:
        """园区只有14家企业、2.3亿元产值: the measure of an amount of money that stands right of it."""
        if not quantity.dimension.startswith("currency") or (spot.begin and spot.left[-1:] not in "、和及与"):
            return None
        match = _ENDS_THERE.match(spot.right)
        if match is None:
            return None
        name = self.namer.split(match["noun"])
        return name if name.known is not None and name.known.dimension == "currency" and not name.subject and not name.scope else None

    def _counted(self, spot: Spot, quantity: Quantity, stated: Name) -> Name | None:
        """The name of a count by what it counts, with what carries on."""
        noun = self._thing_counted(spot, quantity, stated)
        if noun is None:
            return None
        increment = bool(self.grammar.increment.search(spot.left)) or stated.increment or _NEWLY.match(spot.right) is not None
        # 全国重点实验室: the grade of the thing counted is no place that the text goes on about
        name = self._resolve_name(noun._replace(increment=increment, stock=stated.stock, scope=stated.scope))
        return name._replace(scope=noun.scope) if noun.scope else name

    def _thing_counted(self, spot: Spot, quantity: Quantity, stated: Name) -> Name | None:
        """打通30条断头路, 308个便民事项: what a count counts stands right of it, unless the words left of it name a measure."""
        left, right = spot.left, spot.right
        if spot.begin > 0 and _JOINED.search(left):
            stated = PLAIN  # 23家科技企业、18个创新团队: the words left of it are of the number before
        quoted = left.endswith(("“", "「", '"'))  # “1小时交通圈”: a name that begins with its measure
        if not quoted and (not quantity.dimension.startswith(("count", "length")) or stated.known is not None):
            return None
        if right[:1] == "的" and quantity.dimension.startswith(("count", "length")) and _DONE_FOR.fullmatch(left):
            if of := OF_THESE.match(right):
                return self.namer.split(of["noun"])  # 完成17.2公里的道路硬化
        if len(right) < 2 or right[0] in _LINKED or _NEXT_ITEM.match(right):
            return None
        if left.removesuffix("的").endswith(("其余", "其他", "其它", "余下")):
            return None
        if (not quoted and stated.full.endswith(_MEASURES)) or (match := NOUN.match(right)) is None:
            return None
        rises = self.grammar.rises.match(right)
        if rises is not None and (not _HAN_NEXT.match(right, rises.end()) or _NUMBER_NEAR.match(right, rises.end())):
            return None  # 32家增长5%; but 3个高频难题, 11万个高校岗位
        named = match["noun"]
        if (owned := _OWNED.match(named)) is not None and _OWNING.search(left):
            named = owned["what"]
        words = named.rstrip("和及与")
        noun = self.namer.split(_IN_THEM.sub("", words) if words.endswith("有") else words)
        return noun if noun.full else None
