"""Whether the words around a later number speak of what an earlier one was told of: 该项目, 全村, the same name on its other side."""

from __future__ import annotations

import re
from typing import Final

from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.restatement.likeness import ANYTHING, GRADES, LIFELONG, PAST, RELATIVE, by_one_word, figures, one_time, owners_named
from enping_check.rules.wholes import same_dimension

_THIS = re.compile("[这该此][座条处个项]总|(?:该|本|此)(?:项目|工程|次投资|次募投|路|桥)|项目|工程")
_ALL: Final = re.compile("(?P<thing>[\u4e00-\u9fff]{2,4}?)(?:已经?|均|都|现已)*(?:全部|全都|全数|悉数|一个不[落少]|无一)")
_REACHES: Final = re.compile("(?:总?面积|总数|数量|总量|规模)?(?:现|共|总共)?(?:有|为|达到?|超)?$")
_OWNS: Final = re.compile("(?P<place>[村镇乡县区市校院园港社])里?(?:现|共|总共)?(?:有|拥有|辖)$")
_WHOLE_PLACE: Final = re.compile("全(?P<place>[村镇乡县区市校院园港社])(?:的|上下)?")


def all_of_them(body: Body, fact: Fact, other: Fact) -> bool:
    """46艘渔船 … 64艘渔船已全部安装终端; 甲村有568户 … 全村658户: all of what has been counted before."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    quantity = first.claim.quantity
    measured = quantity is not None and (quantity.dimension.startswith("count") or quantity.dimension == "area")
    if quantity is None or not measured or not one_time(first.claim.period, last.claim.period):
        return False
    if last.claim.links.get("total") or GRADES.search(body.clause(last)) or last.claim.paragraph - first.claim.paragraph > 2:
        return False
    told = [f for f in body.levels[first.key[0]] if same_dimension(f, last)]
    place, owned = _WHOLE_PLACE.fullmatch(body.clause(last)), _OWNS.search(body.clause(first))
    if place is not None and owned is not None and place["place"] == owned["place"] and len(figures(body, last)) > 2:
        return len(told) == 2 or quantity.unit in ("户", "口人")
    thing = _ALL.match(body.after(last, 12))
    if thing is None or not (
        body.after(first, 8).startswith(thing["thing"]) or _REACHES.sub("", body.clause(first)).endswith(thing["thing"])
    ):
        return False
    return _BARE.fullmatch(_PLACED.sub("", body.clause(last))) is not None


_PLACED: Final = re.compile("目前|现在|如今|眼下|[村镇县校院园厂港]里|^“")


def told_again(body: Body, fact: Fact, other: Fact) -> bool:
    """展陈面积2.38万平方米 … 2.83万平方米的展陈空间: the later number stands alone before what the earlier one was told of."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    if set(PAST.findall(_TURNING_TO.sub("", body.lead(first)))) != set(PAST.findall(_TURNING_TO.sub("", body.lead(last)))):
        return False
    if not one_time(first.claim.period, last.claim.period) or last.claim.links.get("total"):
        return False
    thing = body.after(last, 14).lstrip("的")
    if _ANOTHER_FLOW.search(thing):
        return False  # 招收研究生1284人 … 1248名研究生毕业
    told = body.clause(first) + re.split("[，。；：、！？（\\n\\d]", body.after(first, 10))[0]
    same = next((size for size in range(6, 1, -1) if len(thing) >= size and thing[:size] in told), 0)
    again = by_one_word(body, first, last) and RELATIVE.sub("", body.clause(last)).removesuffix("的") in body.clause(first)
    if not _BARE.fullmatch(body.clause(last)) and same < 4 and not again:
        return False
    if same < 2 and _in_short(body, first, last, thing):
        return True
    if same < 2 or ANYTHING.fullmatch(thing[:same]):
        return False
    grades = set(GRADES.findall(thing[:same] + body.clause(last)))
    return not grades or (again and grades <= set(GRADES.findall(told)))  # 昨日新增病例186例 … 昨日新增的168例病例


def _in_short(body: Body, first: Fact, last: Fact, thing: str) -> bool:
    """团体体检46280人次 … 42680人次的团检: the first and the last character of the one name that begins and ends so."""
    name, short = first.claim.indicator or first.claim.subject, thing[:2]
    if not body.after(last, 1).startswith("的") or not _BARE.fullmatch(body.clause(last)) or not 4 <= len(name) <= 6:
        return False
    told = (f.claim.indicator or f.claim.subject for f in body.levels[first.key[0]])
    names = {own for own in told if len(own) > 1 and own[0] + own[-1] == short}
    return names == {name} and len(figures(body, last).replace(".", "")) > 3 and ANYTHING.fullmatch(short) is None


_OF_THEM: Final = re.compile("[长高宽深]?的(?P<noun>[一-鿿]{1,6})")
_WHO_CAME: Final = re.compile("市民|群众|游客|旅客|读者|观众|乘客|患者|志愿者|献血者|爱心|跑者|选手|学员|职工|居民")


def said_of_them(body: Body, fact: Fact, other: Fact) -> bool:
    """献血2.86万人次 … 2.68万人次的热心市民; 新修水渠318公里 … 381公里的新渠: of what alone the article has told by that measure."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    one, two = first.claim.quantity, last.claim.quantity
    after = _OF_THEM.match(body.after(last, 9))
    if one is None or two is None or after is None or len(figures(body, last).replace(".", "")) < 3 or last.claim.links:
        return False
    told = [f for f in body.levels[first.key[0]] if f.claim.quantity is not None and f.claim.quantity.unit == two.unit]
    if one.unit != two.unit or len({figures(body, f) for f in told}) != 2 or not one_time(first.claim.period, last.claim.period):
        return False
    if PAST.search(body.lead(first)) is not None and first.claim.period != last.claim.period:
        return False
    if _ANOTHER_FLOW.search(after["noun"]) or GRADES.search(body.clause(last)) or _OTHERS.search(body.clause(last) + after["noun"]):
        return False
    noun = re.split("[，。；]", body.after(last, 9))[0]
    thing = noun[-1:] in body.clause(first) + re.split("[，。；]", body.after(first, 6))[0]
    return thing or (two.unit.endswith("人次") and _WHO_CAME.search(noun) is not None)


_OTHERS: Final = re.compile("另|其余|其他|新增|还有|其中|计划|将|拟|平均|每|外|同期")


def of_that(body: Body, fact: Fact, other: Fact) -> bool:
    """主跨528米 … 285米的主跨: the very same name beside the very same digits in another order, where nothing else has them."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    name, one, two = name_key(first.claim), figures(body, first), figures(body, last)
    if len(one.replace(".", "")) < 3 or sorted(one) != sorted(two) or one.find(".") - len(one) != two.find(".") - len(two):
        return False
    alone = _BARE.fullmatch(body.clause(last)) is not None and not last.claim.links.get("total")
    named = re.match(f"的{re.escape(name)}(?![\u4e00-\u9fff]{{0,4}}[和与、])", body.after(last, len(name) + 8)) is not None
    told = [f for f in body.levels[first.key[0]] if name_key(f.claim) == name]
    return len(name) >= 2 and alone and named and len(told) == 1 and not ANYTHING.search(name) and body.clause(first).endswith(name)


def shortly_called(body: Body, fact: Fact, other: Fact) -> bool:
    """高铁连接线全长126.8公里 … 全长168.2公里的连接线: the same amount in the same digits, of what the end of its name calls again."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    one, two = figures(body, first), figures(body, last)
    kinds = LIFELONG.search(first.claim.indicator), LIFELONG.search(last.claim.indicator)
    if kinds[0] is None or kinds[1] is None or kinds[0][0] != kinds[1][0] or last.claim.links.get("total"):
        return False
    if len(one.replace(".", "")) < 3 or sorted(one) != sorted(two) or one.find(".") - len(one) != two.find(".") - len(two):
        return False
    thing = re.match("的(?P<thing>[一-鿿]{2,6}?)(?=[将已也现正建竣开通全是在于的为从可，。、；]|工程|项目|$)", body.after(last, 9))
    if (
        thing is None
        or not first.claim.subject.endswith(thing["thing"])
        or _STAGE.search(body.lead(last))
        or _STAGE.search(first.claim.subject)
    ):
        return False
    if not _BARE.fullmatch(LIFELONG.sub("", body.clause(last))) or re.search("另|其余|其他|外|邻|相接|配套", body.lead(last)[-12:]):
        return False
    text = body.readings[first.key[0]].article.folded
    others = set(re.findall(f"[一-鿿]{{2}}{re.escape(thing['thing'])}", text[: last.claim.at.start]))
    told = [f for f in body.levels[first.key[0]] if f.claim.indicator == first.claim.indicator]
    return len(told) == 2 and all(each in first.claim.subject for each in others)


_ANOTHER_FLOW = re.compile("获|毕业|取得|通过|退出|退休|离|流失|转|新增|入职|签约")
_BARE = re.compile(
    "(?:[这那该此“「]|上述|目前|现在|如今|眼下|对于?|面对|针对|围绕|[在为让使把将向给有共]|全部|全体|所有|这些|全[市县区镇乡省州校院港]|[我本][市县区镇校院港]"
    "|医院|学校|公司|企业|园区|我们|今年|全年)*"
)
_TURNING_TO = re.compile("(?:谈到|谈及|说到|提到|展望|聊起)(?:明年|来年|未来|今后|后年)")  # what is spoken of next is no time of the number


def retold(body: Body, fact: Fact, other: Fact) -> bool:
    """The later of the two is said of 该项目, and no third amount is called so."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    named = [f for f in body.levels[fact.key[0]] if f.claim.indicator == first.claim.indicator and not f.claim.links.get("total")]
    stages = [set(_STAGE.findall(body.clause(f) + f.claim.subject)) for f in (first, last)]
    this = _THIS.search(body.clause(last)) is not None
    return LIFELONG.search(first.claim.indicator) is not None and this and stages[0] == stages[1] and len(named) == 2


_PROJECT: Final = re.compile("项目|工程")
_ONE_MORE: Final = re.compile(
    "另|还有|同[日时天]|集中|第[二三四]|[一二三四]期|\\d个?(?:重点|重大)?(?:项目|工程)|等(?:多个|项目|工程)|一批|其中|包括|配套项目"
)


def the_only_one(body: Body, fact: Fact, other: Fact) -> bool:
    """总投资9.6亿元的某某项目开工。…“项目总投资6.9亿元…”: nothing but the one project has been spoken of in between."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    text, bounds = body.readings[first.key[0]].article.folded, body.bounds(first)
    called = re.fullmatch("[“「]?(?:[该本此]|这个|整个)?(?:项目|工程)(?:计划|概算|预计)?总投资[额约达为]*", body.clause(last))
    if called is None or last.claim.paragraph - first.claim.paragraph > 2 or _ONE_MORE.search(text[: last.claim.at.start]):
        return False
    end = text.find("\n", last.claim.at.end)
    if any(name not in text[: bounds.end] for name in _NAMED.findall(text[bounds.end : end if end >= 0 else None])):
        return False  # …饲料加工厂负责人说
    called_before = [text[max(0, m.start() - 2) : m.start()] for m in _PROJECT.finditer(text, bounds.start, last.claim.at.start)]
    return len({name for name in called_before if name[-1:] not in _SAME_ONE}) == 1


_NAMED: Final = re.compile("[一-龥]{2}(?:[县市区镇乡厂]|公司|集团|园区)")
_SAME_ONE: Final = ("", *"该本此个“「，。；\n")


def told_by_one_name(body: Body, fact: Fact, other: Fact) -> bool:
    """公车总载客量2,436.5万人次 … 公车总载客量达2,634.5万人次: no third value goes by that name, and both are of one time and owner."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    a, b = first.claim, last.claim
    name = name_key(a)
    if name != name_key(b) or a.subject != b.subject or a.aspect != b.aspect or b.links.get("total"):
        return False
    if not (a.period == b.period if a.period else by_one_word(body, first, last)) or b.paragraph - a.paragraph > _ONE_PIECE:
        return False  # two years' reports, one after the other, are of one build
    if len(name) < 4 or ANYTHING.fullmatch(name) or (body.known(first) is None and len(ANYTHING.sub("", name)) < 2):
        return False
    told = {f.middle for f in body.levels[first.key[0]] if name_key(f.claim) == name and f.claim.period == a.period}
    grades, whole = ([set(words.findall(said(f))) for f in (first, last)] for words, said in ((GRADES, body.clause), (_ALL_OF, body.lead)))
    # 全市哨点医院…, and further on 哨点医院…
    one = grades[0] == grades[1] and (whole[0] == whole[1] or (not whole[1] and a.scope_key == b.scope_key))
    return len(told) == 2 and one and owners_named(body, last) <= owners_named(body, first)


_ONE_PIECE: Final = 12  # paragraphs
_ALL_OF: Final = re.compile("全(?:集团|公司|系统|行业|[市县区省国镇乡村校院行])")


def this_project(body: Body, fact: Fact, other: Fact) -> bool:
    """总投资35亿元的某某项目 … 待这个53亿元的项目达产: the one project whose total has been told, and no other total."""
    first, last = sorted((fact, other), key=lambda f: f.order)
    if not _TOTAL_MONEY.search(body.clause(first)) or re.search("[这该此]个?$|这一$", body.clause(last)) is None:
        return False
    thing = re.match("的(项目|工程)(?!群|包|库|集群|清单)", body.after(last, 6))
    index = first.key[0]
    text = body.readings[index].article.folded
    totals = [f for f in body.levels[index] if _TOTAL_MONEY.search(body.clause(f))]
    alone = sum(figures(body, f) == figures(body, last) for f in body.levels[index]) == 1
    return thing is not None and len(totals) == 1 and alone and thing[1] in text[first.claim.at.end : last.claim.at.start]


_TOTAL_MONEY = re.compile("(?:总投资|投资总额|投资总规模|概算)[额为约达计]*$")


def spoken_of(body: Body, last: Fact) -> bool:
    """这座总投资8.62亿元的水库: only where a 水库 has been spoken of, and not 这条总投资…的公路."""
    thing = re.match("的([\u4e00-\u9fff]{2})", body.after(last, 3))
    text = body.readings[last.key[0]].article.folded
    return _THIS_ONE.search(body.clause(last)) is None or (thing is not None and thing[1] in text[: last.claim.at.start])


_THIS_ONE = re.compile("[这该此][座条处个项]总")
_STAGE = re.compile("第[一二三四五六七八九十\\d]+[期批轮届次]|[一二三四五六七八九十]期")


def word_for_word(body: Body, fact: Fact, other: Fact) -> bool:
    """累计引进厂商34家 … 第三期累计引进厂商43家: two digits are enough where the same six words stand before both, of one stage."""
    if (
        fact.claim.period != other.claim.period
        or fact.claim.quantity is None
        or fact.claim.links.get("total")
        or other.claim.links.get("total")
    ):
        return False
    one, two = body.clause(fact), body.clause(other)
    same = next((n for n in range(min(len(one), len(two))) if one[-1 - n] != two[-1 - n]), min(len(one), len(two)))
    stages = [set(_STAGE.findall(body.sentence(f))) for f in (fact, other)]
    told = {f.claim.quantity.number for f in body.levels[fact.key[0]] if f.claim.quantity and body.clause(f).endswith(one[-6:])}
    return same >= 6 and len(told) == 2 and (stages[0] == stages[1] or not stages[0] or not stages[1])


def last_year_of_a_report(body: Body, fact: Fact, other: Fact) -> bool:
    """去年投入6.74亿元 in the report of a year that has told its 6.47亿元: in such a report, 去年 is the year reported on."""
    last = max(fact, other, key=lambda f: f.order)
    article = body.readings[fact.key[0]].article
    title = article.folded[: article.lines[0].at.end] if article.lines else ""
    x, y = (re.match(r"\d{4}", f.claim.period) for f in (fact, other))
    if re.search("年度|全年|年报|年终|业绩", title) is None or re.search("去年|过去一年|年内", body.lead(last)) is None:
        return False
    if x is not None and y is not None:
        return 0 < abs(int(x[0]) - int(y[0])) <= 2
    told = x or y  # the report prints its year once, and 去年 is by no number
    return told is not None and int(told[0]) == body.latest_year(fact.key[0]) and last.claim.period.startswith("Y-1")


_FILLER = re.compile(
    "(?:这|该|此|本|上述)(?:一?[项个笔批座条类些家])?|^[项总共]|活动|此次|本次|这次|此番|总共|累计|合计|共计|共|已|今年|去年|全年|目前|当前|预计|全部"
)
_OFFICES = re.compile("农业农村|城市管理|城市建设|乡村振兴|农村工作|进口博览|省级以上")


def called_alike(body: Body, fact: Fact, other: Fact) -> bool:
    """1146家企业参展 and 1416家参展企业: most of the one name stands beside the other number, and no word that tells them apart."""
    mine, own, there = _FILLER.sub("", name_key(fact.claim)), _around(body, fact), _around(body, other)
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)}
    shared = sum(pair in there for pair in pairs)
    grades = set(GRADES.findall(own)), set(GRADES.findall(there))
    long = len(figures(body, fact).replace(".", "")) >= 4  # 农村危房1,276户 … 1,267户危房: no chance
    if grades[0] != grades[1] and (all(grades) or (shared < 5 and not long)):
        return False
    return len(ANYTHING.sub("", mine)) >= 2 and (shared >= 4 or shared * 5 >= len(pairs) * 3) and shared >= min(2, len(pairs))


def _around(body: Body, fact: Fact) -> str:
    """What is said of a number on its left and, for a count, on its right."""
    claim = fact.claim
    right = re.split("[，。；：、（！？\\n\\d]", body.after(fact, 12))[0]
    return _OFFICES.sub("", claim.subject + claim.indicator + body.clause(fact) + right)
