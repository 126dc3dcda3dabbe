"""Shares: 占全市的15.2%, 在全部支出中占15.2%, 占比尚不足七成, and the amounts that they are of, told before or after them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from enping_check.claims import lexicon, partitions
from enping_check.claims.comparison import dated
from enping_check.claims.frames import Draft, Frame
from enping_check.claims.ratios import Ratios
from enping_check.claims.scene import PLAIN, Spot
from enping_check.claims.skeleton import BRACKET, LEVEL, NUMBERS, Token
from enping_check.claims.wholes import plain_whole
from enping_check.interval import EVERYTHING
from enping_check.language.hedges import bounds
from enping_check.language.lexicon import table
from enping_check.model import Quantity

# （首选城市漫步的有386人，占37.7%，）其次为购物，（占31.2%）: another than the one just told, though without a number
_NEXT_TO_IT: Final = re.compile(
    f"，?(?:其次|其[余他]|余下|剩[余下]|再次|再者|随后|接着|紧随其后|排名?第[二三四五]|位居第[二三四五]|第[二三四五][位名]?)的?(?:则|才|依次)?(?:是|为|系)(?P<who>[^，{NUMBERS}{BRACKET}]{{1,20}})"
)
_ROUGHLY: Final = re.compile("(?:大约|约|接近|将近|近|几乎|超过|超|逾|高于|多于|不足|不到|不及|低于|少于)$")
_HEDGED: Final = dict.fromkeys("近乎", "near") | dict.fromkeys("超过逾", "over") | dict.fromkeys("足到及", "below") | {"约": "about"}
# 占全市的比重提高到, 在总量中的份额升至: what a share has come to is read as the share
_RISEN: Final = re.compile("(?:占比|比重|比例|份额|比率|百分比)(?:已|也|则|又|进一步|稳步|逐年|逐步|再|从|分别|持续|大幅|小幅|同步)*$")
# 约合早稻计划面积（27.96万亩）的48.0%: of the amount in the bracket, whatever the verb
_OF_BRACKET: Final = re.compile(
    f"(?P<before>[^{NUMBERS}{BRACKET}]*?)(?:约?(?:折?合|相当于|等于|等同于|为|是|即|抵得上|达到?|接近|不足|超过|仅|只)+)?"
    f"(?P<whole>[^，、{NUMBERS}{BRACKET}]{{2,24}})(?P<value>{BRACKET})的(?:比重|比例)?(?:近|约|超过|超|逾|为|是|达|达到)*$"
)
# 在全部支出（12亿元）中, 在总量里的: what is divided stands before 占, not after it
_WITHIN: Final = re.compile(
    f"(?:在|于)(?P<whole>[^，在于{NUMBERS}{BRACKET}]{{1,24}}?)(?P<value>{BRACKET})?(?:的(?:大?盘子?|总盘子|构成|结构))?"
    "(?:之中|当中|中|里|内)(?:的|所|均|共|也|已|仅|只|各|分别|则|约)*$"
)
# 贡献了全市外贸增量的, 撑起全县工业产值的: a share by the verb of what gives it
_GIVEN: Final = re.compile(
    f"(?:贡献|撑起|扛起|挑起|包揽|揽下|拿下)了?(?P<whole>[^，、{NUMBERS}{BRACKET}]{{2,20}}?)的(?:近|约|超过|超|逾|将近|不到|不足|整整)*$"
)
_SAID_AS: Final = re.compile("(?:则?是|为|系|来自|属于|均为|都是|由|仍是|就是)[\u4e00-\u9fff]")
_OF_GROUP: Final = re.compile("(?:在(?![册校职岗园建读]))?(?P<whole>[^，。]{2,28}?)(?:之中|当中|中|里)$")
_NEW: Final = re.compile("新[增建投购添设辟发认]|净增|增量|其中|该|此类|这")
_MANNER: Final = re.compile(
    "(?:独|分别|合计|大?约|也|就|已经?|仅|只|均|其|刚好|恰好|正好|几乎|差不多|大致|尚|仍|还|便|则|共|整整|足足|所)+$"
)
PLAN: Final = re.compile("目标|计划|任务|预算")  # of which one has done so much
_TOGETHER: Final = re.compile("(?:也|就|已|又|则|均)?(?:合计|共计|总共|一共|合起来|加起来|加总|总计|合共|合占)(?:约|已|就|也)?")
_CARRIED_ON: Final = frozenset("，、；以左右上")
_OF_HALF: Final = re.compile(
    "，?(?:已|也|均|都|仅|还|就|差不多|几乎|已经)*"
    "(?P<verb>超过|超|逾|接近|将近|近|约|不足|不到|不及|是|为|相当于|达到?|约?占)(?P<whole>[^，的]{2,14})的"
)
_UNHEDGED: Final = re.compile("(?:有|约有|另有|还有|其中有)?(?:约|近|超过|超|逾|不足|不到)?$")
_THEY: Final = re.compile("(?![左右上下以增提降])[\u4e00-\u9fff]{2}")
_EARLIER: Final = re.compile("上年|去年|前年|往年|上月|上季|上期|年初|期初|历史|同期$")
_TAKEN_UP: Final = re.compile("^(?:这一|该|其|上述)|(?:总?金额|总?数量|总?面积|总?人数|总?规模|总?额|总?数|总?量|数字)$")
_ALONE: Final = re.compile(
    "，?(?:其)?(?:所占)?(?:比重|比例|份额|比率|百分比)(?:为|是|有|在|达|到|约|略|超过|超|将近|接近|近|逾|不足|不到|不及|高于|低于|则|也|已|仅|只|还|尚|大概|大约|大致|差不多|几乎)*"
)
_THESE: Final = re.compile(
    "(?:这)?(?P<end>前|后)?(?P<n>[两二三四五六七八九])(?:者|项|类|个|家|地|大)?(?:行业|产业|产品|市场|地区)?(?:合计|共|总计|之和|一共)?"
)


_MEMBER: Final = 2  # characters of the name of a member


@cache
def _members_noun() -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon.alternation(table('lists.toml')['counted']['nouns'])})$")


def _rough(quantity: Quantity | None, word: str) -> Quantity | None:
    """The number under a hedge that stands before its verb: 近 bounds nothing hard there, 约 only a fine number, 超过 and 不足 do."""
    if quantity is None or quantity.hedge or not quantity.fine.bounded or quantity.fine.middle is None:
        return quantity
    group = _HEDGED.get(word[-1], "below" if word[0] in "低少" else "over")
    hard, fine = bounds(quantity.fine.middle, quantity.last, quantity.coarse, quantity.last, group, "", quantity.exact)
    return quantity._replace(hedge=word, interval=EVERYTHING if group == "near" else hard, fine=fine)


@cache
def _of_them() -> re.Pattern[str]:
    """受访企业, 农村家庭: those that are asked or counted."""
    table = partitions.load()
    things = lexicon.alternation(word for words in (*table.kinds, table.counted_things) for word in words)
    return re.compile(
        f"的?(?:受访|受调查|被调查|参与|参会|参展|调查|样本|本地|外来|外地|农村|城镇|中小|小微|民营|规上|工业|受检|参评)*的?(?:{things})"
    )


_NUMBER_OF: Final = re.compile("(?P<what>[^，]{2,10}?)(?P<unit>[\u4e00-\u9fff])数")


def _overlap(one: str, other: str) -> bool:
    """True when two names have a character in common, or there is nothing to compare."""
    return not one or not other or bool(set(one) & set(other))


class Portions(Ratios):
    """Reads the percentages that are shares of a whole."""

    def _share_of_printed(self, spot: Spot) -> bool:
        """占 W 41.2万亩 的 93.7%: the share of a whole printed just before it."""
        if self._whole is None or not re.match(
            "^[\u4e00-\u9fff]{0,8}?的(?:比重|比例|份额)?(?:近|约|超过|超|逾|为|达|达到|是)*$", spot.left
        ):
            return False
        whole, text = self._whole, self._whole_text
        self._whole = None
        frame = self.context.frame
        target = frame if frame is not None else self._frame(PLAIN, self.context.when)
        owner = self.namer.clean(_MANNER.sub("", self._whole_owner))
        elsewhere = frame is not None and (frame.sentence != self.context.sentence or not _overlap(owner, frame.printed))
        if owner and elsewhere and not self._its_measure(owner):
            target = self._named_frame(self._whole_owner)  # 收入相当于全年预算6330亿元的45%: not of what was told before
        plan = bool(PLAN.search(text))
        draft = self._add("share", spot.token, target, aspect="plan" if plan else "" if self._whole_verb.endswith("占") else "ratio")
        draft.whole = text
        draft.links["whole"] = (whole.id,)
        self._link_part(draft, target)
        target.rate = draft
        self.context.frame = target
        return True

    def _share_of_named(self, spot: Spot) -> bool:
        """占规模以上工业的15.2%, 占比15.2%, 前三者合计占45%."""
        if "占" not in spot.left:
            return False
        context = self.context
        left, way = self._risen(spot.left)
        match = self.grammar.share.search(left)
        if match is None:
            return False
        named = left[: match.start()].strip(" 、")
        within = _WITHIN.search(named) if not match["whole"] else None
        if within is not None:
            return self._share_within(spot, within, way)
        own = named and self.namer.clean(_MANNER.sub("", named))
        counted = own and not match["whole"] and self._counted_as(own)
        if counted:
            own = ""  # （1693份，）份数占56.7%
        member = self._counted_member(own) if own else None
        if member is None and own and not match["whole"] and self._its_measure(own) and not self.grammar.of_which.search(named):
            own = ""  # （华东15.9亿元，）收入占比38.6%; but 其中研发人员占32.5% names a part
        told = self._told_by(own) if own and not match["whole"] else None
        if told is not None:
            self._share(spot.token, told, "").aspect = way
            return True
        market = own == "市场" and not match["whole"] and context.frame is not None and context.frame.level is not None
        if market:
            own = ""  # （装车量25.76GWh，）市场占比49.1%: of the market, which may be told or not
        if own:
            target = self._rate_frame(_MANNER.sub("", named))
            if target.name.increment and target.level is not None and not _NEW.search(named):
                target = self._frame(target.name._replace(increment=False), self.context.when)  # 新增公交126辆，公交占比…: of all there are
        elif dated(named) and context.frame is not None and context.frame.level is not None and context.frame.level.aspect == "average":
            target = self._frame(PLAIN, context.when)  # （前8个月892万人次，月均112万人次，）8月占前8个月的14.5%: no mean is a part
        elif (second := _NEXT_TO_IT.fullmatch(self._ahead)) is not None and not spot.begin:
            target = self._frame(self._name(second["who"]), context.when)
        else:
            target = context.frame or self._frame(context.topic or PLAIN, context.when)
        inner = spot.clause.tokens.get(spot.begin + match.start("value")) if match["value"] else None
        if (
            named
            and spot.begin > 0
            and spot.clause.text[spot.begin - 1] == LEVEL
            and not re.search("[，；]", left[: match.start()])
            and left[:1] not in "，、"
        ):
            target = self._frame(self._name(named), context.when)  # 12条产业链项目占比: said of the projects, not of the 12
        if member is not None:
            target = member
        if own and inner is not None and target.level is None and (told := self._amount_told(own, inner)) is not None:
            target = told
        draft = self._share(spot.token, target, match["whole"] or ("市场" if market else ""), joined=spot.left[:1] == "、")
        draft.aspect = draft.aspect or way
        self._share_of_several(draft, self.namer.clean(named), named)
        if hedge := _ROUGHLY.search(left[: match.start()]):
            draft.quantity = _rough(spot.token.quantity, hedge[0])  # 约占全市的31%: the hedge is of the number, though far from it
        if inner is not None and inner.inner is not None:
            self._bracket_whole(draft, inner, match["whole"] or "")
        context.frame = target
        return True

    def _counted_member(self, own: str) -> Frame | None:
        """（包括重点研发118项、软科学37项，）重点研发项目占: the member of a list of counts, with the noun for what is counted."""
        match = _members_noun().search(own)
        stem = own[: match.start()] if match is not None else ""
        if len(stem) < _MEMBER:
            return None
        told = [
            f
            for f in self.context.frames[-16:]
            if f.sentence == self.context.sentence
            and f.printed in (stem, own)
            and f.level is not None
            and f.level.quantity is not None
            and f.level.quantity.dimension.startswith("count")
        ]
        return told[0] if len(told) == 1 else None

    def _amount_told(self, own: str, inner: Token) -> Frame | None:
        """（已收回资金1.83亿元，）收回金额占应收回总额（2.46亿元）的: the level just told, whose words the name takes up."""
        frame = self.context.frame
        if frame is None or frame.level is None or frame.rate is not None or frame.sentence != self.context.sentence:
            return None
        if inner.inner is None:
            return None
        whole = next((t.quantity for _, t in sorted(inner.inner.tokens.items()) if t.sign == LEVEL), None)
        stem = _TAKEN_UP.sub("", own)
        alike = whole is not None and frame.level.quantity is not None and whole.base_unit == frame.level.quantity.base_unit
        return frame if alike and stem in frame.printed and frame.level.clause >= self.context.clause - 1 else None

    @staticmethod
    def _speaks_of_portion(left: str) -> bool:
        """True where a noun for a share may stand: 比重, 占比, 份额 …."""
        return "比" in left or "份额" in left

    def _risen(self, left: str) -> tuple[str, str]:
        """The words without what a share has come to, and which way: 占全市的比重(提高到) up."""
        match = self._come_to(left) if self._speaks_of_portion(left) else None
        if match is None or _RISEN.search(left[: match.start()]) is None:
            return left, ""
        return left[: match.start()], self._direction(match["to"])

    def _told_by(self, words: str) -> Frame | None:
        """后者, 前者 of the two just told; 千兆 of 千兆用户; 土地经营权宗数: the number of what has been told before."""
        frame, context = self.context.frame, self.context
        if words in ("后者", "前者"):
            two = [f for f in context.frames[-6:] if f.sentence == context.sentence and f.level is not None][-2:]
            alike = len(two) == 2 and two[0].dimension == two[1].dimension
            return two[words == "后者"] if alike else None
        if frame is not None and frame.level is not None and frame.rate is None and frame.level.clause == context.clause - 1:
            if (
                len(words) > 1
                and frame.level.sentence == context.sentence
                and frame.printed.startswith(words)
                and len(frame.printed) > len(words)
            ):
                return frame
        if (counted := _NUMBER_OF.fullmatch(words)) is None:
            return None
        told = [
            f
            for f in context.frames[-24:]
            if f.paragraph == context.paragraph
            and f.level is not None
            and f.level.quantity is not None
            and f.level.quantity.unit == counted["unit"]
            and f.printed.endswith(counted["what"])
        ]
        return told[0] if len(told) == 1 else None

    def _counted_as(self, words: str) -> bool:
        """份数, 件数, 户数 of the level just told: how many of them there are."""
        level = self.context.frame.level if self.context.frame is not None else None
        if level is None or level.quantity is None or level.sentence != self.context.sentence or level.clause < self.context.clause - 1:
            return False
        return words in (f"{level.quantity.unit}数", f"{level.quantity.base_unit}数")

    def _its_measure(self, words: str) -> bool:
        """True for a measure alone, of an amount just told: what the amount is of, not another thing with a share."""
        frame, name = self.context.frame, self.namer.split(words)
        if frame is None or frame.level is None or frame.rate is not None or frame.sentence != self.context.sentence:
            return False
        if frame.level.clause < self.context.clause - 1 or name.subject or name.scope or frame.level.quantity is None:
            return False
        if name.known is None:
            return name.full in self.namer.lexicon.general
        if any(
            f is not frame and f.level is not None and f.sentence == frame.sentence and f.printed == words
            for f in self.context.frames[-16:]
        ):
            return False  # 小学218所，初中96所，其他98所，小学占52.9%
        own = self.namer.indicators.suffix(frame.printed)
        measured = name.known.counts(frame.level.quantity.dimension)
        return measured and (own is None or own[1] is name.known or own[1].name.endswith(name.known.name))

    def _share_of_bracket(self, spot: Spot) -> bool:
        """约合早稻计划面积（27.96万亩）的48.0%: a share of what stands in the bracket, whatever the verb."""
        match = _OF_BRACKET.match(spot.left) if BRACKET in spot.left else None
        if match is None or self._verb(match["before"]) is not None:
            return False
        inner = spot.clause.tokens.get(spot.begin + match.start("value"))
        if inner is None or inner.inner is None or _EARLIER.search(match["whole"]):
            return False
        levels = [t for _, t in sorted(inner.inner.tokens.items()) if t.sign == LEVEL and t.quantity is not None]
        frame, own = self.context.frame, _TAKEN_UP.sub("", self.namer.clean(match["before"]))
        if own and (frame is None or own not in frame.printed):
            return False
        if len(levels) != 1 or frame is None or frame.level is None or frame.sentence != self.context.sentence:
            return False
        if levels[0].quantity is None or frame.dimension != levels[0].quantity.dimension or frame.rate is not None:
            return False
        draft = self._share(spot.token, frame, match["whole"])
        draft.aspect = "plan" if PLAN.search(match["whole"]) else "ratio"
        self._bracket_whole(draft, inner, match["whole"])
        return True

    def _portion_words(self, left: str) -> tuple[str, str] | None:
        """What stands before the words for a share, and what they name as its whole: 甲占全市的, 甲在总量中的份额为."""
        match = self.grammar.share.search(left) if "占" in left else None
        if match is not None and match["whole"]:
            return left[: match.start()], match["whole"]
        noun = match or self.grammar.portion.search(left)
        within = _WITHIN.search(left[: noun.start()]) if noun is not None else None
        if within is not None:
            return left[: within.start()], within["whole"]
        return (left[: match.start()], "") if match is not None else None

    def _share_in_portion(self, spot: Spot) -> bool:
        """在总量中的份额为15.2%, 水泥比重为15.2%: a share by its noun alone, where the whole or the part stands before it."""
        if not self._speaks_of_portion(spot.left):
            return False
        left, way = self._risen(spot.left)
        match = self.grammar.portion.search(left)
        if match is None:
            return False
        if (within := _WITHIN.search(left[: match.start()])) is not None:
            return self._share_within(spot, within, way)
        named = self.namer.clean(left[: match.start()])
        told = self._echo(named) if named else None
        if told is None or told.level is None or told.rate is not None:
            return False
        self._share(spot.token, told, "")  # （水泥412.6万吨，熟料173.8万吨，）水泥比重为70.4%
        self.context.frame = told
        return True

    def _share_given(self, spot: Spot) -> bool:
        """（甲出口多出12亿元，）贡献了全市外贸增量的24.0%: a share of what the words after the verb name."""
        match = _GIVEN.search(spot.left) if "的" in spot.left[-4:] else None
        if match is None or dated(match["whole"]):
            return False
        frame = self.context.frame
        if self.namer.clean(_MANNER.sub("", spot.left[: match.start()])) or frame is None or frame.sentence != self.context.sentence:
            return False  # 养殖贡献收入的44.6%: by no amount of its own
        if frame.rate is not None or (frame.level is None and frame.change is None):
            return False
        draft = self._share(spot.token, frame, match["whole"])
        if hedge := _ROUGHLY.search(spot.left):
            draft.quantity = _rough(spot.token.quantity, hedge[0])
        return True

    def _share_within(self, spot: Spot, within: re.Match[str], way: str = "") -> bool:
        """甲在W（12亿元）中占15.2%: of what the words between 在 and 中 name; the bracket states it."""
        named = spot.left[: within.start()].strip(" 、，")
        target = self._rate_frame(named) if self.namer.clean(named) else self.context.frame or self._frame(PLAIN, self.context.when)
        draft = self._share(spot.token, target, within["whole"])
        draft.aspect = draft.aspect or way
        inner = spot.clause.tokens.get(spot.begin + within.start("value")) if within["value"] else None
        if inner is not None and inner.inner is not None:
            self._bracket_whole(draft, inner, within["whole"])
        self.context.frame = target
        return True

    def _share_in_words(self, spot: Spot) -> bool:
        """（有903份，）不足三成: tenths or a fraction alone in their clause are a share of the level just told."""
        frame, quantity = self.context.frame, spot.token.quantity
        if quantity is None or quantity.unit == "%" or quantity.dimension != "percent" or spot.begin:
            return False
        noun = spot.right.strip("。！ ").removeprefix("数" if quantity.surface.endswith("半") else "")
        if noun and (noun[:1] in _CARRIED_ON or not self._told_more(noun)):
            return False
        if frame is None or frame.level is None or frame.rate is not None or frame.level.clause != self.context.clause - 1:
            return False
        if frame.sentence != self.context.sentence or not self.grammar.linking.match(plain_whole(spot.left)):
            return False
        self._share(spot.token, frame, "")
        return True

    def _told_more(self, words: str) -> bool:
        """（毕业生2954人，在省内就业1837人，）不足六成毕业生…: the words begin with what a larger number of the sentence counts."""
        frame = self.context.frame
        if frame is None or frame.level is None or frame.level.quantity is None:
            return False
        for other in self.context.frames[-8:]:
            level = other.level
            if other is frame or level is None or level.quantity is None or other.sentence < self.context.sentence - 1:
                continue
            thing = other.printed[-2:]
            if level.quantity.base_unit != frame.level.quantity.base_unit or len(thing) < 2:
                continue
            if words.removeprefix("的").startswith((thing, other.printed)):
                return True
        return False

    def _share_of_half(self, spot: Spot) -> bool:
        """（车险报案1.87万件，）超过总报案量的一半: a fraction of what the words name, of the level just told."""
        frame, quantity = self.context.frame, spot.token.quantity
        if quantity is None or quantity.unit == "%" or quantity.dimension != "percent" or not spot.left.endswith("的") or spot.begin:
            return False
        match = _OF_HALF.fullmatch(spot.left)
        if match is None or frame is None or frame.level is None or frame.rate is not None or frame.sentence != self.context.sentence:
            return False
        if frame.level.clause != self.context.clause - 1 or dated(match["whole"]):
            return False
        draft = self._share(spot.token, frame, match["whole"])
        if hedge := _ROUGHLY.search(match["verb"]):
            draft.quantity = _rough(quantity, hedge[0])
        return True

    def _share_of_group(self, spot: Spot) -> bool:
        """登记会员当中，13.8%是新人: a share of those that the clause before it speaks of."""
        if spot.begin or not _SAID_AS.match(spot.right) or not self.grammar.linking.match(spot.left):
            return False
        group = _OF_GROUP.search(self._ahead)
        if group is None:
            return False
        target = self._frame(self._name(re.sub("^(?:则?是|为|系|来自|属于|均为|都是|由|仍是|就是)", "", spot.right)), self.context.when)
        draft = self._share(spot.token, target, re.sub("^.*[有共]", "", group["whole"]))
        draft.why = "group"
        self.context.frame = target
        return True

    def _share_of_several(self, draft: Draft, named: str, said: str) -> None:
        """前三者合计占45%: the share is of the members just listed, taken together."""
        these = _THESE.fullmatch(named)
        context = self.context
        if these is None:
            if _TOGETHER.fullmatch(said):
                self._share_of_all(draft)
            return
        draft.links.pop("part", None)
        size = "两二三四五六七八九".index(these["n"]) + (2 if these["n"] == "两" else 1)
        group = [f for f in (context.group or (context.parts.members if context.parts is not None else [])) if f.level is not None]
        if group and group[-1].sentence < context.sentence:  # 甲占39.7%，乙占28.0%，丙占8.9%，三者合计占…: not those of a list before
            here = [f for f in context.frames[-24:] if f.sentence == context.sentence and f.rate is not None and f.level is not None]
            group = here if len(here) >= size else group
        if len({f.dimension for f in group[-size:]}) > 1:
            draft.bound = "unclear"
            return
        if len(group) >= size:
            chosen = group[:size] if these["end"] == "前" else group[-size:]
            draft.links["parts"] = tuple(f.level.id for f in chosen if f.level is not None)
            draft.why = "several"
            if chosen[0].level is not None and "total" in chosen[0].level.links:
                draft.links["total"] = chosen[0].level.links["total"]

    def _share_of_all(self, draft: Draft) -> None:
        """甲9亿元、乙6亿元，分别增长…，合计占比63%: the share is of all that the sentence has listed; never of the last alone."""
        context = self.context
        listed = context.group or (context.parts.members if context.parts is not None else [])
        some = [f for f in listed if f.level is not None and f.sentence == context.sentence]
        draft.links.pop("part", None)
        if len(some) < 2 or len({f.dimension for f in some}) > 1:
            draft.bound = "unclear"
            return
        draft.links["parts"] = tuple(f.level.id for f in some if f.level is not None)
        draft.why = "several"
        if "total" in some[0].level.links:  # type: ignore[union-attr]
            draft.links["total"] = some[0].level.links["total"]  # type: ignore[union-attr]

    def _bare_share(self, spot: Spot) -> bool:
        """（产值12亿元，）比重15.2%: the share of the current level in something unsaid."""
        frame = self.context.frame
        if frame is None or frame.level is None or not self._speaks_of_portion(spot.left):
            return False
        left, way = self._risen(spot.left)
        if _ALONE.fullmatch(left):
            draft = self._share(spot.token, frame, "")
            draft.aspect = draft.aspect or way
            if hedge := _ROUGHLY.search(left):
                draft.quantity = _rough(spot.token.quantity, hedge[0])
            return True
        return False

    def _share_counted(self, spot: Spot) -> bool:
        """85%的企业: a share of those counted; the sentence goes on about what it was about."""
        left, right = spot.left, spot.right
        if (
            right.startswith("的")
            and re.match("的(?!增|涨|速|降|水平|目标|比例|比重|贡献|份额|幅度|高|税率|利率|股权|股份)[\u4e00-\u9fff]{1,12}", right)
            and not left.strip("，、 ").endswith(("为", "是", "达", "增长", "下降"))
            and not self._verb(left)
        ):
            target = self._frame(self._name(right[1:8]), self.context.when)
            target.bound = "unclear"
            self._add("share", spot.token, target, aspect="of-count")
            return True
        if not self._counts_them(spot):
            return False
        target = self._frame(self._name(right[:7]), self.context.when)
        target.bound = "unclear"
        self._add("share", spot.token, target, aspect="of-count")
        return True

    def _counts_them(self, spot: Spot) -> bool:
        """超八成受访者表示…, （受访的860家企业中，）七成认为…: a share that opens its clause, and those it is of."""
        if not _THEY.match(spot.right) or not self.grammar.linking.match(_UNHEDGED.sub("", spot.left)):
            return False
        return _of_them().match(spot.right) is not None or _OF_GROUP.search(self._ahead) is not None
