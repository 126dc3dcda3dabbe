"""Whether total and count cover what the average is of: no part of it, nothing more, no other side of the books."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.claims.lexicon import load as load_words
from enping_check.rules.body import Body, Fact
from enping_check.rules.wholes import same_dimension


def met_by_two(fact: Fact, bottom: Fact) -> bool:
    """20支球队每队52场，共520场: every game is played by two of them."""
    games, sides = fact.claim.quantity, bottom.claim.quantity
    teams = sides is not None and (sides.unit.endswith(("支", "队")) or "队" in bottom.claim.indicator)
    return teams and games is not None and games.unit.endswith(("场", "局", "盘"))


_SIDES = ("成本", "利润", "补贴", "药费")


def of_the_other_side(body: Body, fact: Fact, top: Fact) -> bool:
    """客运收入0.93亿元，客运人均成本12元: what is earned is no total of what it costs."""
    income = re.search("收入|营收|销售额|产值", top.claim.indicator) is not None
    return income and any(side in fact.claim.indicator and side not in body.clause(top) for side in _SIDES)


def owner_has_one(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """门急诊次均费用310元，其中门诊次均费用286元: total and count of 门急诊 make the mean of that, which is told beside."""
    owner = top.claim.subject
    if not owner or owner == fact.claim.subject or bottom.claim.subject != owner:
        return False
    averages = (f for f in body.beside(fact, "level") if f.claim.aspect == "average" and f.key != fact.key)
    return any(f.claim.subject == owner and f.claim.whole == fact.claim.whole and same_dimension(f, fact) for f in averages)


_AT = re.compile("(?:按照?|以|依照?)$")  # 县财政按每亩180元的标准: who gives it, not whose it is
# what an average of money is called whatever the total is called
_SPENT = re.compile(
    "(?:成交|交易|买卖|拍卖|标脱|中标)(?:价|价格|均价|金额|总?额)|花费|消费|收费|支出|[总单均售票房租门餐地呎尺]?价|价格|售价|金额|投资|费用|补贴|补助|奖金|规模|水平"
)
_HELD = re.compile("拥有|保有|占有|存有|现有")
_SOLD = re.compile("销售|成交|营业|营收|交易|货值")


def of_these(body: Body, fact: Fact, top: Fact, bottom: Fact, word: str) -> bool:
    """False for the average of a part, or of something else: 示范片亩产 beside the whole area, 人均薪酬 beside the revenue."""
    names = [f.claim.subject + f.claim.indicator + body.clause(f) + re.split("[，；。：、]", body.after(f, 4))[0] for f in (top, bottom)]
    dense = fact.claim.subject.endswith("密度") and fact.claim.subject[:-2] in names[0]  # 人口密度为每平方公里2301人
    if fact.claim.subject and not dense and not _AT.search(fact.claim.subject) and not any(fact.claim.subject in name for name in names):
        return False
    if fact.claim.scope and fact.claim.scope not in (top.claim.scope, bottom.claim.scope):
        return False
    if _HELD.search(fact.claim.indicator) and (top.claim.aspect == "increment" or "新" in names[0]):
        return False  # 新申请专利300件，平均每家拥有5件: what came in and what is there
    if word[:1] == "单" and fact.claim.indicator.endswith("价") and not _SOLD.search(names[0]):
        return False  # 单车均价 beside what the services brought in
    return made_of(fact, names, word)


def made_of(fact: Fact, names: Sequence[str], word: str) -> bool:
    """False where the average says what it is an average of, and total and count are called by no word of that: 每股收益, 在手订单."""
    rest = re.sub(f"平均|[每各]?{re.escape(word)}口?|[每各][\u4e00-\u9fff]|[\u4e00-\u9fff]均", "", fact.claim.indicator)
    words = load_words()
    rest = words.done.sub("", rest)
    if rest.startswith("增"):
        return rest[:2] in names[0]  # 户均增收 of what was gained, not of the sales
    if rest == "产量" or (word == "亩产" and rest[:1] in names[0]):
        return True  # 总产 and 亩均产量: what is measured in tonnes was grown
    if len(rest) < 2 or _SPENT.fullmatch(rest) or any(rest[i : i + 2] in name for i in range(len(rest) - 1) for name in names):
        return True
    return any(kin.search(rest) and any(kin.search(name) for name in names) for kin in words.kin)


_BESIDE = re.compile("(?:[高低多少大优快慢]于|超[过出]|[比较])(?:了)?(?:全[国省市县区镇乡村州旗港]|同期|周边|所在|当地)[^，。；]*$")


def compared_with(body: Body, fact: Fact) -> bool:
    """人均耕地2.5亩，高于全县人均1.6亩的水平: the mean of a wider place, to which nothing told here comes."""
    return _BESIDE.search(body.clause(fact)) is not None


_MORE = re.compile("其中|加上|连同|另有|另外|此外|首[批期]|示范[片区田点]|先期|部分")


def of_more(body: Body, fact: Fact, top: Fact) -> bool:
    """每亩300公斤，其中示范片共施用360吨; 头均售价1850元，加上仔猪，总收入…: the total behind is of a part, or of more."""
    return fact.order < top.order and _MORE.search(body.text(fact, top)) is not None


def shared_out(body: Body, bottom: Fact, top: Fact) -> bool:
    """（全长268公里。）桥隧201公里，占75.0%，总投资402亿元，每公里…: what is a part of something, and the total behind says of it all."""
    shares = body.shares[bottom.key[0], bottom.claim.sentence]
    part = any(body.first(s, "part") == bottom and s.claim.aspect == "" and not s.claim.links.get("whole") for s in shares)
    return part and bottom.order < top.order and "总" in body.clause(top)


def of_one_of_many(body: Body, fact: Fact, top: Fact, bottom: Fact) -> bool:
    """（总产值5.8亿元。）每亩茶园收入…；鱼塘132口，每口年产值22万元: what is counted is one of many things, and the total speaks of all."""
    if top.claim.sentence == fact.claim.sentence or bottom.claim.sentence != fact.claim.sentence:
        return False
    others = (f for f in body.beside(fact, "level") if f.claim.aspect == "average" and f.order < fact.order)
    if all(f.claim.whole == fact.claim.whole for f in others):
        return False
    noun = bottom.claim.subject + bottom.claim.indicator
    return not any(noun[i : i + 2] in body.sentence(top) for i in range(len(noun) - 1))


_BARE = re.compile("平均|均价|单价|[每单](?:平方米|[^，\\d]{1,2})")


def of_one_between(body: Body, fact: Fact, top: Fact) -> bool:
    """主办方收入2.74亿元，展位费占七成，每平方米1267元: an average without a name is of what the clause before it has named."""
    if fact.claim.subject or not _BARE.fullmatch(fact.claim.indicator) or fact.order < top.order:
        return False
    shares = body.shares[fact.key[0], fact.claim.sentence]
    between = [s for s in shares if top.order < s.order < fact.order and s.claim.clause == fact.claim.clause - 1]
    return any(s.claim.frame != top.claim.frame and s.claim.indicator and s.claim.indicator != top.claim.indicator for s in between)


def of_several(body: Body, fact: Fact, top: Fact) -> bool:
    """展位1160个（每个…元），光地8400平方米（每平方米…元），两块合计1876万元: a total of things that each have a price of their own."""
    each = [f for f in body.beside(fact, "level") if f.claim.aspect == "average" and f.order < top.order and same_dimension(f, fact)]
    beside = [f for f in each if f.key != fact.key and f.claim.whole == fact.claim.whole and body.one_stretch(f, fact)]
    if any(f.claim.period == fact.claim.period for f in beside):
        return True  # 每人补贴300元，伙食补助每人每天50元，…共发放30.8万元; 单机容量a的风机20台、单机容量b的16台，总装机…
    if not (fact.order < top.order and "合计" in body.clause(top)):
        return False
    return len({f.claim.whole for f in each}) > 1


def of_another(fact: Fact, top: Fact, bottom: Fact, tops: Sequence[Fact]) -> bool:
    """入住974人，自理312人、失能662人，护理员218人，每人照护4.5人: people by people, of which the average does not say."""
    if not same_dimension(fact, bottom) or not {t.key for t in tops} - {top.key, bottom.key}:
        return False
    return not any(name and name in fact.claim.subject + fact.claim.indicator for name in (top.claim.subject, top.claim.indicator))
