"""Whether two names are of one measure, two sentences of one build, two times one."""

from __future__ import annotations

import re

from enping_check.claims.lexicon import load as load_words
from enping_check.claims.timeline import YEAR, part_of
from enping_check.model import Claim
from enping_check.rules.body import Body, Fact


def apart(a: Claim, b: Claim) -> bool:
    """True for one measure of two owners: 手机销量 and 平板电脑销量."""
    one, two = a.subject + a.indicator, b.subject + b.indicator
    same = next((n for n in range(min(len(one), len(two))) if one[-1 - n] != two[-1 - n]), min(len(one), len(two)))
    one, two = one[: len(one) - same], two[: len(two) - same]
    if any(part_of(claim.period).startswith("F") for claim in (a, b)):
        one, two = _SEASON.sub("", one), _SEASON.sub("", two)
    return same >= 2 and bool(one and two) and one not in two and two not in one


# 渔家乐旺季收入 in a headline, 渔家乐经营收入 of this summer in the report
_SEASON = re.compile("(?<=[\u4e00-\u9fff]{2})(?:旺季|假日|假期|节日|节庆|长假|暑期|期间|经营|营业)+$")


def kindred(one: str, two: str) -> bool:
    """True for two words for one measure: 销售整车 and 销量."""
    one, two = (re.sub("销售(?:额|收入|利润)", "营收", each) for each in (one, two))
    return any(kin.search(one) and kin.search(two) for kin in load_words().kin)


LIFELONG = re.compile("总投资|投资总额|总规模|全长|总长|主跨|总库容|坝高|塔高|建筑面积|占地|造价")


def parallel(body: Body, fact: Fact, other: Fact) -> bool:
    """甲镇发放补贴资金…, 乙镇发放补贴资金…: two sentences of one build that differ in a word tell of two things."""
    one, two = (re.sub(r"[\d.%]", "", body.lead(f)) for f in (fact, other))
    head = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    one, two = one[head:], two[head:]
    tail = next((i for i, (x, y) in enumerate(zip(reversed(one), reversed(two), strict=False)) if x != y), min(len(one), len(two)))
    return head + tail >= 4 and 0 < len(one) - tail <= 4 and 0 < len(two) - tail <= 4


def figures(body: Body, fact: Fact) -> str:
    """The digits and the point of a printed number."""
    return re.sub("[^\\d.]", "", body.folded(fact))


def two_exchanged(one: str, two: str) -> bool:
    """2436.5 and 2634.5: three digits or more, of which just two have changed places, wherever they stand."""
    apart = [at for at, (x, y) in enumerate(zip(one, two, strict=False)) if x != y]
    return len(one) == len(two) and sorted(one) == sorted(two) and len(apart) == 2 and len(one.replace(".", "")) >= 3


PAST = re.compile("去年|上年|前年|同期|上届|上[一]?次|往年|明年|后年|未来|计划到")
GRADES = re.compile(
    "邻[县市区镇村]|兄弟[县市区]|周边|外[省地市]|国家级|省级|市级|区级|县级|镇级|村级|新[增建开]|城镇|农村|城市|乡村|男|女|进口|出口|境外|境内|其余|其他|其中"
)
ANYTHING = re.compile("企业|项目|人员|单位|机构|人数|数量|面积|资金|投资|收入|产值|金额|总额")


def owners_named(body: Body, fact: Fact) -> set[str]:
    """The places, companies and schools that a number's sentence names before it."""
    named = _SOMEONE.findall(body.sentence(fact)[:24] + body.lead(fact))
    return {name for name in named if not re.search("[全本我该]", name)}


_SOMEONE = re.compile(
    "[\u4e00-\u9fff]{2}(?:银行|商行|信用社|航空|汽车|地产|控股|股份|科技|电子|海运|航运|酒店"
    "|支行|分行|公司|集团|[省市县区镇乡村](?!场|民)|学院|学校|中学|小学|医院)"
)


def one_time(a: str, b: str) -> bool:
    """Equal, or of one year and one of them only so far or on a day."""
    if a == b or not a or not b:
        return True
    x, y = YEAR.match(a), YEAR.match(b)
    if x is None or y is None or x[0] != y[0]:
        return False
    parts = a[x.end() :], b[y.end() :]
    # 前11个月4.73万人 and, further on, 今年以来 or nothing: the year so far
    return any(part == "YTD" or part.startswith("D") for part in parts) or ("" in parts and any(p.startswith("M01-") for p in parts))


def by_one_word(body: Body, first: Fact, last: Fact) -> bool:
    """上周 before the one and 上周 before the other, and no other time."""
    one, two = (RELATIVE.findall(body.lead(f)) for f in (first, last))
    return bool(one) and one == two


def by_other_words(body: Body, one: Fact, other: Fact) -> bool:
    """上月 before the one and 本月 before the other."""
    near, far = (set(_SPELL.findall(body.lead(f))) for f in (one, other))
    return bool(near and far) and not near & far


_SPELL = re.compile("[上本前当]周|[上本当]月|[上本当]季度?|[去前]冬|今冬|[上下]半年|[期年][初末]")
RELATIVE = re.compile("[上本前当]周|[上本当]月|[上本当]季度?|昨[日天]|前[日天]|当[日天]|今[日天]|[去今上前明]年|同期|\\d+[年月日]")
