"""Shares of a few things, which only the sentence ties to them (EP102): 19个孩子，68.4%是从乡镇小学挑上来的; 14位小朋友…，正常的达到85.7%.

Of so few things hardly any percentage can be: so the only count of the sentence is believed to be the whole where the words go on to the
rest of it, or two exchanged digits make the share one of those that the count allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from enping_check.claims import partitions
from enping_check.engine import Interval, integer_ratio_feasible
from enping_check.rules.body import Body, Fact
from enping_check.rules.counts import judge, of_more
from enping_check.rules.outcome import Outcome
from enping_check.rules.slips import slips

_LEAST, _MOST, _DIGITS = 5, 40, 3
# 裸眼正常的达到, 痊愈出院的有, 获优秀等次的合计; 完全缓解率
_SAID: Final = re.compile(
    "[^，；：\\d]{2,20}的(?:人|孩子|学生|企业|商户|农户|患者|队员)?(?:所)?(?:占(?:到|了|比)?|比例|比重|合计|共|总共|一共|只有|仅有|就有|已有|有|达到|达|为|是|竟有|仅|只|高达)*"
    "|[^，；：\\d]{0,8}(?:缓解|有效|治愈|完好|合格|达标|成活|存活|复发|好转|通过|命中|复诊|续租|续约|签约|检出|不合格|优良|满分|出勤|到课|回访|获奖|升学|就业|有效应答|应答|阳性|康复|痊愈)率(?:为|达到?|是|有|只有|仅|仅为|高达)*"
)
_OPENS: Final = re.compile("是|来自|出自|属于|都是|为|均为|住在|选择|表示|认为|没有|已经|已|还|曾|从|在|由|获|拿到|通过")
_AMONG: Final = re.compile("(?:[其当]中|里头|里面)(?:有|约有|的)?")
_REST: Final = re.compile("[^，。；\\d]{0,12}[，；](?:而)?(?:其余|余下|剩下|剩余|另外的|其馀)")
# what is measured, not counted, or is of others than those counted
_OTHERWISE: Final = re.compile(
    "产值|收入|营收|销[售量额]|面积|资金|投资|利润|产量|出口|进口|税|[费款]|金额|业务|市场|客户|用户|用电|用水|成本|订单|价格|时间|里程|时长|同比|环比|增长|下降"
    "|[全各][国省市县区州镇乡村行校院社球]|居民|市民|户籍|平均|同行|同龄|同类|国内|国际|行业|标准|以上|上[年月]|[去前]年|股[份权]|持股|出资|含[量水]|浓度|湿度|数据显示|调查|统计|据|负载|电量|水[位量]|容量|库容"
)
_PLACES: Final = re.compile("省|市|县|区|镇|乡|街道|国")


def examine(body: Body) -> Iterator[Outcome]:
    """Shares that no whole number of the few things can be."""
    for share in body.all("share"):
        quantity, claim = share.claim.quantity, share.claim
        if quantity is None or quantity.unit != "%" or quantity.hedge or quantity.ranged or claim.modality != "fact":
            continue
        if claim.aspect not in ("", "rate", "of-count") or claim.links.get("part") or claim.links.get("whole") or claim.whole:
            continue
        if (group := _group(body, share)) is not None:
            size = group.claim.quantity.number if group.claim.quantity is not None else None
            yield from judge(body, share, group, Interval(Fraction(0), size), Interval.point(size or Fraction(0)))
            continue
        count = _count(body, share)
        if count is None or not _said_of(body, share, count):
            continue
        number = count.claim.quantity.number if count.claim.quantity is not None else None
        if number is None:
            continue
        part, whole = Interval(Fraction(0), number), Interval.point(number)
        if _REST.match(body.after(share, 24)) or _exchanged(body, share, part, whole):
            yield from (each for each in judge(body, share, count, part, whole) if each.verdict == "fails")


_OF_AGE: Final = re.compile("(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:周?岁|后)(?:及?以[上下]|以内|左右)?的?")
_PERSONS: Final = (
    "(?:球员|队员|运动员|选手|学生|学员|营员|新生|孩子|女生|男生|教师|老师|医生|护士|医护人员|队友|新人|新秀|老将|小将|成员|委员|代表|董事|监事|理事|党员|干部|职工|员工|骨干"
    "|女性|男性|青年|青年人|年轻人|人员|队员们|教练|演员|志愿者|工程师|博士|硕士|专家|农民|工人|者)"
)
_IN_GROUP: Final = re.compile(
    "(?:(?P<group>名单|阵容|大名单|队伍|球队|全队|队内|班级|全班|班子|班组|剧组|代表团|代表队|访问团|团队|董事会|理事会|监事会|委员会|专班|医疗队|救援队|突击队|教练组|课题组|机组|支部)"
    f"(?:里面?|[当之]?中|上|内)?|其中)[，,]?(?P<who>[一-鿿]{{0,8}}?{_PERSONS})(?:人数)?(?:占比?|比例|的比例)(?:到|了|为|达到?|是|约为)?"
)
_CLOSED: Final = ("", "，", "。", "；", "、", "！", "\n", "）")
_TOTAL: Final = re.compile("(?:共|共有|共计|总共|一共|合计|总计|全部|总人数|人数)(?:为|达|有)?$")


def _group(body: Body, share: Fact) -> Fact | None:
    """报名名单，共18人，平均年龄23.4岁。名单里23岁以下球员占41.2%: the only persons counted, by the group that they are said to be in."""
    said = _IN_GROUP.fullmatch(_OF_AGE.sub("", body.clause(share)))
    if body.after(share, 1) not in _CLOSED:
        return None  # 其中女教师占41.2%的课时: of what is named behind
    if said is None or share.claim.aspect == "of-count" or _OTHERWISE.search(said["who"]):
        return None
    told = [f for f in body.within(share, 1, "level") if f.order < share.order and f.claim.sentence <= share.claim.sentence]
    told = [f for f in told if f.claim.paragraph == share.claim.paragraph and f.claim.aspect != "average"]
    if len(told) != 1:
        return None
    count, quantity = told[0], told[0].claim.quantity
    if quantity is None or not quantity.exact or quantity.hedge or quantity.number is None or quantity.number.denominator != 1:
        return None
    if quantity.unit not in ("人", "名", "位") or not _LEAST <= quantity.number <= _MOST or count.claim.aspect not in ("", "stock"):
        return None
    here = count.claim.sentence == share.claim.sentence
    if said["group"] is None:
        # 18名球员入选，其中23岁以下球员占…: they are called so before
        near = here and (_TOTAL.search(body.clause(count)) is not None or body.after(count, 4).startswith(said["who"][-2:]))
    else:
        near = said["group"] in body.lead(count) and (_TOTAL.search(body.clause(count)) is not None or here)
    return count if near and not re.search("[；\\n]", body.between(count, share)) else None


def _count(body: Body, share: Fact) -> Fact | None:
    """The only amount and the only percentage of the sentence so far: an exact small count of things; None where there is more."""
    told = [f for f in body.beside(share, "level", "change", "growth", "share", "multiple") if f.key != share.key]
    told = [f for f in told if f.order < share.order or (f.claim.kind == "share" and _in_per_cent(f))]
    if len(told) != 1 or told[0].claim.kind != "level" or told[0].order > share.order:
        return None
    count, quantity = told[0], told[0].claim.quantity
    if quantity is None or not quantity.exact or quantity.hedge or quantity.number is None or quantity.number.denominator != 1:
        return None
    if not quantity.dimension.startswith("count") or not _LEAST <= quantity.number <= _MOST or quantity.unit[:1] in "万亿千百":
        return None
    if quantity.unit in ("次", "人次", "场", "轮", "项", "岁", "分", "届") or count.claim.aspect not in ("", "stock", "increment"):
        return None
    return count


def _in_per_cent(share: Fact) -> bool:
    return share.claim.quantity is not None and share.claim.quantity.unit == "%"


def _said_of(body: Body, share: Fact, count: Fact) -> bool:
    """True where the words behind the count go on to say something of some of the things counted."""
    words = body.between(count, share)
    if re.search("[；：？！。\\n]", words) or _OTHERWISE.search(words) or _OTHERWISE.search(body.after(share, 5)):
        return False
    if _PLACES.match(words[:1]) or of_more(body, share, count, words):
        return False
    clause = words.rpartition("，")[2] if "，" in words else ""
    if not clause:
        return words.endswith("，") and (_OPENS.match(body.after(share, 3)) is not None or _alike(body, share, words))
    if _AMONG.fullmatch(clause):
        return True
    if re.fullmatch("[^，]{0,6}有", clause):
        return _alike(body, share, words)
    return _SAID.fullmatch(clause) is not None


def _alike(body: Body, share: Fact, words: str) -> bool:
    """31名学生的小学，今年有51.6%的孩子…: those the share counts are the same as were counted, by one word or two."""
    noun = body.after(share, 6).removeprefix("的")
    return body.after(share, 1) == "的" and any(
        any(noun.startswith(k) for k in kind) and any(words.startswith(k) for k in kind) for kind in partitions.load().kinds
    )


def _exchanged(body: Body, share: Fact, part: Interval, whole: Interval) -> bool:
    """True when two digits that change places make it a share that the count allows."""
    if sum(c.isdigit() for c in body.folded(share)) < _DIGITS:
        return False
    return any(s.label == "transposition" and integer_ratio_feasible(part, s.interval, whole)[0] for s in slips(body, share))
