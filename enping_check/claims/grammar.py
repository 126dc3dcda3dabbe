"""The shapes of phrases.md as patterns over skeletons: what stands directly left of a number says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enping_check.claims.lexicon import Lexicon, by_first, firsts, lasts, pieces
from enping_check.claims.skeleton import BRACKET, DURATION, NUMBERS, TIMES, WHEN

# words that may stand between a verb and its number without changing what the number is
_BETWEEN = (
    "约|近|超过|首超|首次超过|超|逾|突破|高达|达到|达|仅为|仅|为|是|了|将近|接近|不足|不到|首次|大约|再|又|累计|就|只|都|分别|依次|依序|各|已|至少|也|一度|大致|有|到|幅度|总计|合计|均|在|保持|左右|出"
    "|不低于|不少于|低于|高于|以上"
)
_H = f"{by_first(_BETWEEN)}*"


_CONVERTED = "折合|约合|换算|相当于|合|折|即|折算|折成|折合成"
# 分产业看, 若拆开来看
_VIEWED = "分|按|从|依|就|以"
_SUPPOSING = "如果|若"
_WHILE = "间|来|里|内"
_TAKEN_APART = "拆开|拆分开|拆分|细分|分开|分解"
# between 升至 and its number: when it was so
_MOMENTS, _ROUNDS, _TODAY = "末底初", "届次轮批", "目前|现在|如今|眼下|当前"
_BY_NOW = f"(?:{WHEN}[{_MOMENTS}]?|(?:本|报告)期[末内]?|期末|[本这今][{_ROUNDS}]|[^{NUMBERS}，的]{{1,4}}时(?=的)|{_TODAY})的?"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns; every one is anchored at the end of the text left of a number, or stated otherwise."""

    growth: re.Pattern[str]
    rate_noun: re.Pattern[str]
    amount_noun: re.Pattern[str]
    reached: re.Pattern[str]
    arrived: re.Pattern[str]
    origin: re.Pattern[str]
    share: re.Pattern[str]
    portion: re.Pattern[str]
    ratio_of: re.Pattern[str]
    compared: re.Pattern[str]
    reference: re.Pattern[str]
    pull: re.Pattern[str]
    contribution: re.Pattern[str]
    comparison: re.Pattern[str]
    average: re.Pattern[str]
    converted: re.Pattern[str]
    exchanged: re.Pattern[str]
    together: re.Pattern[str]
    # cheap to ask first: without one of their words nothing is compared, averaged or together
    comparing: re.Pattern[str]
    averaging: re.Pattern[str]
    sums: re.Pattern[str]
    view: re.Pattern[str]
    of_which: re.Pattern[str]
    joint: re.Pattern[str]
    increment: re.Pattern[str]
    fresh: re.Pattern[str]
    rises: re.Pattern[str]
    mean: re.Pattern[str]
    rate_name: re.Pattern[str]
    target: re.Pattern[str]
    reckoned_in: re.Pattern[str]
    linking: re.Pattern[str]
    degree: re.Pattern[str]
    more_acted: re.Pattern[str]  # 多收治, 少发送了
    converted_heads: frozenset[str]  # the characters that what ``converted`` finds may begin with
    view_heads: frozenset[str]
    degree_ends: frozenset[str]
    growth_ends: frozenset[str]  # the characters that what ``growth`` finds may end in
    reached_ends: frozenset[str]


def _flat(*alternations: str) -> str:
    """Alternations without groups: one whose alternatives all begin with a plain character is looked for fastest."""
    return "|".join(pieces(*alternations))


def _led_by(words: list[str], pattern: str) -> str:
    """``pattern``, which begins with one of the words: a set of their first characters rules most places out. It takes in one character."""
    first = "".join(sorted({word[0] for word in words}))
    return f"[{first}](?<=(?={pattern}).)"


def _to_the_end(words: list[str] | str, pattern: str) -> re.Pattern[str]:
    """``pattern``, which begins with one of the words or characters, up to the end of the text: .* takes in what was looked at ahead."""
    return re.compile(_led_by(list(words), f"{pattern}$") + ".*")


def build(lexicon: Lexicon) -> Grammar:
    """The patterns with the lexicon's words in them."""
    moving = pieces(lexicon.up, lexicon.down)
    first = "".join(sorted({word[0] for word in moving}))
    inside = "高达|(?<=增)减|(?<=涨)跌|(?<=升)降|(?<=[最许众很诸几瓜至不减])[多少]"  # part of another word: 最多, 厄瓜多
    verb = f"(?<!每)(?!{inside})(?:(?P<up>{by_first(lexicon.up)})|(?P<down>{by_first(lexicon.down)}))"
    amount = f"[{NUMBERS}]"
    averaging = ["每", "均", "亩产", "单产", "单票", "单价", *pieces(lexicon.each, lexicon.single)]
    return Grammar(
        growth=_to_the_end(moving, f"{verb}{_H}"),
        rate_noun=_to_the_end(
            pieces(lexicon.rate_down, lexicon.rate_up),
            f"(?:(?P<down>{by_first(lexicon.rate_down)})|(?P<up>{by_first(lexicon.rate_up)}))(?:则|亦|也|却|以|只|即|均|都|还|仍|尚|才|曾|更|[概初预推]估|初步统计|因而|因此|由此|从而|随之|于是|最终|落|定格|停留|停|锁定|{_BETWEEN})*",
        ),
        amount_noun=_to_the_end(
            pieces(lexicon.amount_down, lexicon.amount_up),
            f"(?:(?P<down>{by_first(lexicon.amount_down)})|(?P<up>{by_first(lexicon.amount_up)}))(?:则|亦|也|{_BETWEEN})*",
        ),
        reached=re.compile(f"(?P<to>{by_first(lexicon.to)})(?:了)?(?:{_BY_NOW})?{_H}$"),
        arrived=re.compile(f"(?P<to>[^{NUMBERS}，]{{0,6}}[到至])(?:了)?(?:{_BY_NOW})?{_H}$"),
        origin=re.compile(f"(?P<origin>{lexicon.origin})(?P<ref>[^{NUMBERS}，由从]{{0,12}})$"),
        share=re.compile(
            f"(?:占比(?:重|例)?|占到|占了|占(?:去(?!年)|据|掉|走|得|下)了?|占)(?P<whole>(?:(?!提高|提升|上升|下降|升至|降至|达到|(?<!自)由|从(?!业|事|教|医|价|量|军|属|犯|艺))[^占])*?)(?P<value>[{NUMBERS}{BRACKET}])?(?:的)?(?:比重|比例|份额|比率|百分比|比)?(?:合计|之和|由{WHEN}的?)?{_H}$"
        ),
        portion=re.compile(f"(?:所占)?(?:的)?(?:比重|比例|份额|比率|百分比){_H}$"),
        ratio_of=_to_the_end(
            "相恢完达做干变成扩是为等增提升占超只才仅约回还",
            f"(?P<verb>相当于|恢复到|恢复至|完成|达到|达|(?:做到|做大到|干到|变成|变为|成为|扩大到)了?|是|为|等于|增至|增长到|提高到|扩大到|升至|增加到|占|超过|只有|才是|仅为|仅是|约为|约是|回升至|还是)(?P<whole>[^{NUMBERS}]*?)(?P<value>{amount}|{BRACKET})?(?:的)(?:近|约|超过|逾|超|大约|将近|不到|不足)?",
        ),
        compared=_to_the_end(
            "比较与同和跟对相环",
            f"(?:(?<![占同环对之可])(?:比|较|与|[同和跟](?={WHEN}|上|去)|对比|对照(?={WHEN})|相较于|相较|相比|较之)|[环同]比(?={WHEN}))(?!重|例|值|上半场)(?P<ref>[^{NUMBERS}，]{{0,24}}?)(?:的|之|为|是|公布的)?",
        ),
        reference=_to_the_end(
            "相比较与对同和跟环",
            f"(?:(?<![占同环对百之可相])(?:相比于|相较于|相比|相较|比|较|与|对照(?={WHEN})|[同和跟](?={WHEN}|上|去))|[环同]比(?={WHEN}))(?!重|例|去程|(?:则|也|均|分别|已|又)?(?:年|季|月|周|同|同比|环比|按年|按季|按月)$)(?P<ref>[^{NUMBERS}，]{{1,24}}?)(?:相比)?",
        ),
        pull=re.compile(f"(?P<verb>{lexicon.pull})"),
        contribution=re.compile("贡献率|贡献度|贡献份额|(?:增量|增额|增长|增幅)的贡献(?=达|为|约|占|超)"),
        comparison=re.compile(f"(?:{lexicon.comparison})(?P<ref>[^{NUMBERS}，]{{0,16}}?)$"),
        average=re.compile(
            "(?P<each>平均(?:每|一(?![年月天日直般]))(?P<x>[^均，]{1,4}?)|每(?P<y>[千百万]?[^，均]{1,4}?)|(?:平均)?(?P<z>人均|户均|村均|亩产|亩均|单产|日均|月均|[一每][天日]平均|天均"
            "|年均(?!增|递|下|复|上|提|降|净|浓度|值|气温)|场均|笔均|店均|企均|车均|件均|单票|(?:均价|单价|客单价)(?![^，均每]{0,2}每[^，每]{1,4}$)|每股"
            "|(?<=[住出入]院)[次例]均"
            f"|(?<![病学高乡城各两每三四五六七八九十几多院社集]){lexicon.each}|{lexicon.single}(?=[年月日均平产收销票营贡创发投造营搭载捕容]))|平均)"
        ),
        converted=re.compile(f"^(?:，|约)*(?:{_CONVERTED})(?:人民币|新台币|港币|澳门币|约|为|成)*$"),
        exchanged=re.compile("(?:折合|约合|合计折合|折算|折成|折)(?:约|成|为)*(?:人民币|新台币|港币|澳门币)?(?:约|为|近)*$"),
        together=re.compile(
            f"(?:(?P<n>[两二三四五六七八九十\\d]+)(?P<c>[^，]{{0,6}}?|(?:个|家|项|类|大|种|笔|宗|批)[^，]{{6,12}}?))?(?P<word>{lexicon.together})(?P<rest>[^，]{{0,12}})$"
        ),
        comparing=re.compile("比|较|与|同|和|跟|对照"),  # each by its first character: so they are looked for fastest
        averaging=re.compile(_led_by(averaging, "|".join(averaging))),
        sums=re.compile(lexicon.together),
        view=re.compile(
            f"^(?:其中[，：]?)?(?:{_VIEWED})(?P<by>[^，。]{{1,16}}?)(?:看|分|划分|来看|分析|观察|统计|构成|分类|区分|讲|来说|上看|结构看|而言)$"
            f"|^(?:{_SUPPOSING})?(?P<apart>{_TAKEN_APART})(?:来|开来|下来)?(?:看|说|讲)$"
            "|^(?:其中[，：]?)?分(?!别)(?P<sort>[^，。]{0,6}[业种类型别区域段龄式途态制质级市县镇月季度线源向道目群块品体户])$"
        ),
        of_which=re.compile(f"{_flat(lexicon.of_which)}|含(?<![^，]含)(?![税量水氧糖硫义蓄])"),  # 员工4万人，含研发人员1万人
        joint=re.compile(f"^\\s*(?:、|和|及|与|以及|或|暨|/)+\\s*{_H}(?:(?:增长|上升|提高|下降|上涨|下跌|减少|增加|回落|成长){_H})?$"),
        increment=re.compile(f"(?P<word>{lexicon.increment})"),
        fresh=re.compile(f"(?:当年|今年|本年|年内|全年|其中)?(?P<word>{lexicon.fresh}){_H}$"),
        rises=re.compile(
            f"^(?:相比)?，?(?:名义|实际|同比|分别|各自|各|净|环比|年|月|季|均|总体|累计|大幅|小幅|略|继续|已|还|又|也|仅|则|可比|平均|同口径|按可比口径)*(?=[{first}]){verb}"
        ),
        mean=re.compile(f"年均(?!浓度|值|气温)|年平均(?!浓度|值|气温)|{DURATION}(?:年)?平均|{DURATION}均|平均每年|复合"),
        rate_name=re.compile("(?:率|比重|占比|比例|份额|率分别|覆盖面|渗透率|度|指数|水平|比)(?:分别|依次|依序)?$"),
        target=re.compile(by_first(lexicon.target)),
        reckoned_in=re.compile(
            f"(?:若|如)?(?:以|按照?)(?P<money>{lexicon.monies})(?:计价|计算|折算|口径|计|算)(?:仅|只|则|约|也|亦|就|来|的|，)*$"
        ),
        linking=re.compile(f"^{_H}$"),
        degree=re.compile(f"(?:{lexicon.degree}|(?<![年日月人户亩])均|(?<=[{DURATION}])(?:{_WHILE}))$"),
        more_acted=re.compile(f"(?:多|少){lexicon.acted}(?:了|出)?"),
        converted_heads=firsts("，|约", _CONVERTED),
        view_heads=firsts("其中", _VIEWED, _SUPPOSING, _TAKEN_APART),
        degree_ends=lasts(lexicon.degree, "均", _WHILE),
        growth_ends=lasts(lexicon.up, lexicon.down, _BETWEEN),
        reached_ends=lasts(lexicon.to, _BETWEEN, _TODAY) | frozenset(f"了{TIMES}{_MOMENTS}{_ROUNDS}期内的"),  # from _TODAY on: of _BY_NOW
    )


ONLY_TIME = re.compile(f"^[{TIMES}{DURATION}、和至，的\\s]*$")
