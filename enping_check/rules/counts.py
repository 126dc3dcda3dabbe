"""Whole numbers: EP102. A share of 家, 户, 人 … must come from whole numbers of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from enping_check.claims import partitions
from enping_check.claims.names import squeeze
from enping_check.engine import Interval, integer_ratio_feasible
from enping_check.model import Severity, Suggestion
from enping_check.rules.around import is_share
from enping_check.rules.boards import of_the_board
from enping_check.rules.body import Body, Fact, reading_of
from enping_check.rules.outcome import Outcome, Spot
from enping_check.rules.rates import done_words
from enping_check.rules.repairs import likeliest
from enping_check.rules.slips import slips
from enping_check.rules.wholes import smaller, usable, wholes


def examine(body: Body) -> Iterator[Outcome]:
    """Shares that no whole numbers give, and those that only few do."""
    for share in body.all("share"):
        quantity = share.claim.quantity
        if (
            quantity is None
            or quantity.dimension != "percent"
            or quantity.hedge
            or quantity.ranged
            or not usable_share(share)
            or quantity.unit != "%"
        ):
            continue
        if share.claim.aspect == "of-count" or (share.claim.aspect == "rate" and _among(body, share)):
            yield from _of_count(body, share)
            continue
        if share.claim.aspect == "rate":
            yield from _of_these(body, share) if _THOSE.search(body.clause(share)) else _counted_rate(body, share)
            continue
        if share.claim.aspect not in ("", "up", "down") or _AMOUNT_BEHIND.match(body.after(share, 4)):
            continue  # 年出栏万头以上的9家，占27.6%（14.3万头）: of what the bracket tells
        if not share.claim.links and not share.claim.whole:
            these = list(_of_these(body, share))
            yield from these or _of_board(body, share)
            continue
        part = body.first(share, "part") or _subject(body, share)
        if part is None:
            yield from _of_board(body, share)
        if (
            part is None
            or not usable(part)
            or part.claim.quantity is None
            or not part.claim.quantity.exact
            or not part.claim.quantity.dimension.startswith("count")
        ):
            continue
        if part.claim.quantity.unit[:1] in "万亿千百" or part.claim.sentence != share.claim.sentence:
            continue
        if any(not smaller(w.fact, part) for w in wholes(body, share, part)) or _TOGETHER.match(body.after(part, 4)):
            continue  # 4市合计占全省的70.4%: of what they have together
        same = _of_count_whole(share) or _all_of_them(body, share, part) or _same_things(share, part)
        if not (same or _of_persons_named(body, share, part)):
            continue
        number = part.claim.quantity.number
        if number is None or number.denominator != 1 or not 0 < number < 2000:
            continue
        yield from judge(body, share, part, Interval.point(number), Interval(number))


def _of_board(body: Body, share: Fact) -> Iterator[Outcome]:
    """董事会由11名成员组成。…女性董事占全体董事的27.3%: a whole number of those who make it up."""
    count = of_the_board(body, share)
    if count is not None and count.claim.quantity is not None and count.claim.quantity.number is not None:
        number = count.claim.quantity.number
        yield from judge(body, share, count, Interval(Fraction(0), number), Interval.point(number))


_PERSONS = ("人", "名", "位")
_TOGETHER = re.compile("(?:合计|总计|共计|一共|累计|合共|共)(?!有)")
_OF_SHOTS = ("命中", "破案", "中标", "检出", "回收", "送达")
_AMOUNT_BEHIND = re.compile("[（(][约共即计]?\\d")


def _of_count_whole(share: Fact) -> bool:
    """True when the named whole counts the same things: 全市总量, 登记人数, not 采购额."""
    named = squeeze(share.claim.whole or "")
    return bool(re.fullmatch("(?:全|我|本|该)?[市县区省镇州国旗港]?", named)) or bool(
        re.search("总数|总量|增量|数量|[^倍指系参基次金]数$", share.claim.whole or "")
    )


def _all_of_them(body: Body, share: Fact, part: Fact) -> bool:
    """9件作品…占全部获奖作品的…: all of what the part counts."""
    whole = re.fullmatch("(?:全部|所有|全体)(?P<thing>[\u4e00-\u9fff]{2,10})", share.claim.whole or "")
    if whole is None:
        return False
    # 参赛队伍里，来自高校的有7支，占全部参赛队伍的…: the sentence is about them all
    thing = whole["thing"]
    return thing[-2:] in body.after(part, 8).partition("，")[0] or re.search(f"{thing}(?:当|之)?[中里]", body.lead(part)) is not None


def _same_things(share: Fact, part: Fact) -> bool:
    """6间诊所占全澳持牌诊所的…, 会员当中s%是新人，共6人: the whole counts what the part does."""
    named, noun = share.claim.whole or "", part.claim.indicator
    alike = named[-2:] == noun[-2:] or _alike(named, noun)
    return share.claim.why == "group" or (len(noun) >= 2 and alike and not re.search("[量额值]$", named))


def _of_persons_named(body: Body, share: Fact, part: Fact) -> bool:
    """正教授9人，占获晋升教学人员的…: persons of persons, whatever the two are called; of 9 and 21人 it may be both together."""
    told = [f for f in body.beside(share, "level") if f.order < share.order]
    persons = tuple(word for kind in partitions.load().kinds if "人员" in kind for word in kind)
    alone = [f.key for f in told if f.claim.quantity is not None and f.claim.quantity.unit in _PERSONS] == [part.key]
    return alone and (share.claim.whole or "").endswith(persons) and part.claim.clause + 1 >= share.claim.clause


def usable_share(share: Fact) -> bool:
    """An unclear binding is fine for a share that names its own count."""
    return share.claim.bound != "unclear" or share.claim.aspect == "of-count"


_AMONG = re.compile("^(?:另?有|[其当]中有?|约?有)$")
_SOME_OF = re.compile("[\u4e00-\u9fff]{1,8}?(?:已经?有|中有|里有)$")  # 34所学校已有71.8%完成改造


def _among(body: Body, share: Fact) -> bool:
    """其中有86.3%, 18座污水处理厂中，86.3%: of what was just counted."""
    clause = body.clause(share)
    if clause:
        return _AMONG.search(clause) is not None or _SOME_OF.search(clause) is not None
    before = body.before(share, 2)
    return before in ("中，", "里，") or (before.endswith("，") and _SAID_OF.match(body.after(share, 2)) is not None)


def _of_count(body: Body, share: Fact) -> Iterator[Outcome]:
    """N家企业 …，s%的企业…: a whole number of the N."""
    noun = re.match("的([\u4e00-\u9fff]{1,8})", body.after(share, 10))
    among = _among(body, share)
    parts = {f.key for s in body.nearby(share, 1, "share") for f in body.linked(s, "part")}
    counts = [
        f
        for f in body.nearby(share, 0, "level")
        if 0 <= share.claim.sentence - f.claim.sentence <= 1
        and f.claim.at.start < share.claim.at.start
        and f.claim.quantity is not None
        and f.claim.quantity.exact
        and f.claim.quantity.dimension.startswith("count")
        and not f.claim.quantity.hedge
        and f.key not in parts
    ]
    for count in reversed(counts):
        named = re.match("[\u4e00-\u9fff]{1,16}", body.after(count, 16))
        words = named[0] if named else ""
        beside = body.text(count, share)[len(body.folded(count)) : -len(body.folded(share))]
        if _JOINED.fullmatch(beside):
            continue  # 覆盖142个社区和89.2%的行政村: of other things beside them
        if of_more(body, share, count, beside):
            continue
        inside = bool(re.fullmatch("[\u4e00-\u9fff]{0,8}[，,][其当]中有?|[\u4e00-\u9fff]{0,10}[中里][，,]?有?", beside))
        inside = inside or (_SOME_OF.fullmatch(beside) is not None and body.after(share, 1) != "的")
        within = _GROUP.match(words) is not None and body.one_stretch(count, share) and count.claim.sentence == share.claim.sentence
        unit = count.claim.quantity.unit if count.claim.quantity is not None else ""
        told = noun is not None and (_counts(noun[1], words) or _same_kind(noun[1], words) or (within and _kin(noun[1], unit + words)))
        if not told and (noun is not None or _SAID_OF.match(body.after(share, 2)) is not None):
            # 规上工业企业26家，有86.2%的企业…; 参赛队伍46支，71.7%来自外省
            told = _counted_before(body, count, noun[1] if noun is not None else "", beside)
            name = count.claim.indicator
            told = told or (
                noun is not None and len(name) > 1 and noun[1].startswith(name) and count.claim.aspect != "incidental"
            )  # 企业不多，23家
        if not told and not (among and (words.endswith("中") or inside)):
            continue
        if not told and noun is not None and not _said_of_them(noun[1], unit, body.lead(count) + words):
            continue  # 企业12家，其中63.2%的产品出口: of what they make
        number = count.claim.quantity.number if count.claim.quantity is not None else None
        if number is None or number.denominator != 1 or not 2 <= number <= 1000:
            return
        yield from judge(body, share, count, Interval(Fraction(0), number), Interval.point(number))
        return


def of_more(body: Body, share: Fact, count: Fact, beside: str) -> bool:
    """球队48名队员，全校61.3%的孩子…; …，据县教育局统计，61.3%的孩子…: of all that another place has, or of those who answered."""
    said = body.lead(count) + re.split("[，。；]", body.after(count, 16))[0]
    # 走访了23家企业，请负责人填写问卷。其中14家…，占60.9%；有34.8%的企业…: what is said behind the other share is of the 23 as well
    proof = _proof(body, share, count)
    behind = body.between(proof, share) if proof is not None and proof.order < share.order else _THEIR_ANSWERS.sub("", beside)
    reported = _REPORTED.search(behind)
    wider = (found for found in (_WIDER.search(body.clause(share)), reported) if found is not None)
    return any(found[0] not in said for found in wider)


_WIDER = re.compile("全[国省市县区州镇乡村校院园厂]|当地|本地|各地|(?:[校院园县市镇乡村区班]|小学|中学|学校)[里内]?$")
# 走访23家企业，请负责人逐一填写问卷: those who are counted have answered
_THEIR_ANSWERS = re.compile(
    "(?:逐[一家户个人]|挨[家户个]|每[家户人位])[^，。；\\d]{0,8}问卷|(?:请|让|邀请?)(?!全)[^，。；\\d]{1,8}[填答][^，。；\\d]{0,6}问卷"
)
_REPORTED = re.compile("[一-鿿](?:局|部|委|厅|中心|协会)(?:的)?(?:统计|调查|介绍|数据)|(?<![份张])问卷|抽样|抽查")


def _said_of_them(noun: str, unit: str, counted: str) -> bool:
    """36人，其中63.2%的是新人; 收回问卷36份，其中63.2%的公司…: no other thing than was counted, or who has answered."""
    if noun.startswith(unit) or _VERBS.match(noun):
        return True
    answered = _ASKED.sub("", noun)
    kinds = tuple(k for kind in partitions.load().kinds for k in kind)
    return _SHEETS.search(counted) is not None and (answered != noun or answered.startswith(kinds))


_VERBS = re.compile("[人都均是为在已]|来自|属于|表示|认为")
_SHEETS = re.compile("问卷|答卷|回覆|回复|样本")


_JOINED = re.compile("[\u4e00-\u9fff]{1,12}[、和及与]")
_SAID_OF = re.compile("来自|属于|出自|位于|分布|集中|落户|设在")


def _counted_before(body: Body, count: Fact, noun: str, beside: str) -> bool:
    """True when what is counted stands left of its number and is what the share speaks of, or the share follows right behind."""
    named = re.sub("(?:共有|现有|共计|总共|一共|合计|总数|有|共|达|为|约)+$", "", body.clause(count))
    if not noun:
        return beside == "，" and len(named) > 1
    own = named[-8:]
    return len(named) > 1 and (own.endswith(noun[:2]) or _alike_beginning(noun, own))


def _alike_beginning(noun: str, own: str) -> bool:
    return any(any(_ASKED.sub("", noun).startswith(k) for k in kind) and own.endswith(kind) for kind in partitions.load().kinds)


# 24场比赛里, 52家企业当中: what follows is said of them
_GROUP = re.compile("[一-鿿]{0,12}?(?:之中|当中|中|里|之内|内)$")
_OTHERS = re.compile("员工|职工|客户|用户|产品|收入|订单|成本|费用|资金|面积|时间|时段|产值|利润|产量|销量|金额|业务")


def _kin(noun: str, words: str) -> bool:
    """场次 of 24场比赛: the two share the word for what is counted."""
    return _OTHERS.match(noun) is None and any(c in words for c in noun[:3] if c not in "的了是有为大小")


# 建成种植园的学校占83.7%, 研发投入超过10%的企业比例达到63.5%
_THOSE: re.Pattern[str] = re.compile(
    "的(?P<noun>[\u4e00-\u9fff]{0,6}?)(?:数量|个数|家数|人数)?(?:所占|的)?(?:占比|占到|占了|占|比例|比重)(?:为|达到|达|是|有|高达|仅|只)*$"
)
_HALF = re.compile("[\u4e00-\u9fff]{2,10}占(?:比|到)?(?:为|达到?)?")


def _of_these(body: Body, share: Fact) -> Iterator[Outcome]:
    """小学23所，建成种植园的学校占83.7%: a whole number of the only things that the sentence, or the one before it, counts."""
    clause = body.clause(share)
    said = _THOSE.search(clause)
    if said is None and not _HALF.fullmatch(clause):
        return
    if clause.endswith("占") and re.match("的(?!比例|比重|份额)", body.after(share, 3)):
        return  # 其中硕士教师占41.2%的编制: of what is named behind
    counts = [f for f in body.beside(share, "level") if f.claim.at.start < share.claim.at.start and f.claim.quantity is not None]
    parts = {f.key for s in body.shares[share.key[0], share.claim.sentence] if s.key != share.key for f in body.linked(s, "part")}
    if all(f.key in parts for f in counts) and (counts or body.lead(share) != clause):
        # 检查了38家民宿。其中8家…，占21.1%；未明码标价的比例为24.6%: of what the other share is of, before it or behind
        told = [f for f in body.within(share, 1, "level") if f.claim.sentence == share.claim.sentence - 1 and _whole_things(f)]
        told = [f for f in told if _proven(body, share, f)]
        if len(told) == 1 and told[0].claim.paragraph == share.claim.paragraph:
            number = told[0].claim.interval.high
            yield from judge(body, share, told[0], Interval(Fraction(0), number), Interval.point(number or Fraction(0)))
        return
    if not counts and body.lead(share) == clause:
        counts = _counts_before(body, share)
    if len(counts) > 1 and all(counts[0] in body.linked(f, "total") for f in counts[1:]):
        counts = counts[:1]  # 董事11席，含独立董事4席，女性董事占…
    if len(counts) != 1 or re.search("[；：]", body.text(counts[0], share)):
        return
    count = counts[0]
    among = re.match("[\u4e00-\u9fff]{0,12}(?:中|当中|里)，", body.after(count, 16)) is not None
    known = body.known(share)
    thing_counted = _noun_of(count)
    named = clause.partition("占")[0]
    if count.claim.aspect == "increment" and named == count.claim.subject + count.claim.indicator:
        return  # 新增新能源公交126辆，新能源公交占比87.9%: what they are, not some of them
    if said is None and thing_counted and named.endswith(thing_counted) and named != thing_counted:
        among, known = True, None
    if said is None and _of_that_unit(named, count) and count.claim.clause + 1 == share.claim.clause:
        among, known = True, None  # 社员52户，其中脱贫户占34.2%
    if said is None and not (among and (known is None or known.dimension in ("count", "person"))):
        return
    number = count.claim.quantity.number if count.claim.quantity is not None else None
    if not _whole_things(count) or number is None or count.claim.links.get("total") or not usable(count):
        return
    thing = count.claim.subject + count.claim.indicator + body.text(count, share)[len(body.folded(count)) :].partition("占")[0]
    if said is not None and said["noun"] and not _proven(body, share, count):
        own = thing[: -len(clause)] if thing.endswith(clause.partition("占")[0]) else thing
        if not (said["noun"][-2:] in own or _alike(said["noun"], (count.claim.subject + count.claim.indicator)[-4:])):
            return
    yield from judge(body, share, count, Interval(Fraction(0), number), Interval.point(number))


def _of_that_unit(named: str, count: Fact) -> bool:
    """其中脱贫户 of 52户, 其中示范村 of 28个村: some of the things by the word that counts them."""
    unit = count.claim.quantity.unit if count.claim.quantity is not None else ""
    return unit in ("户", "所", "家") and re.fullmatch(f"其中，?[\u4e00-\u9fff]{{1,6}}{unit}", named) is not None


def _noun_of(count: Fact) -> str:
    """董事 of 新任董事11席: the word for what is counted."""
    noun = count.claim.indicator[-2:]
    return noun if len(noun) == 2 and count.claim.aspect != "incidental" else ""


def _proven(body: Body, share: Fact, count: Fact) -> bool:
    """True when another share of the sentence is of that count to the digit."""
    return _proof(body, share, count) is not None


def _proof(body: Body, share: Fact, count: Fact) -> Fact | None:
    """Another share of the sentence that is of that count to the digit: 认为持平的19家、占36.5%."""
    for other in body.shares[share.key[0], share.claim.sentence]:
        part = body.first(other, "part")
        if other.key != share.key and part is not None and usable(part) and _whole_things(part) and is_share(other, part, count):
            return other
    return None


def _alike(a: str, b: str) -> bool:
    """小学 and 学校: two words for the things of one kind."""
    return any(a.endswith(kind) and b.endswith(kind) for kind in partitions.load().kinds)


def _same_kind(noun: str, words: str) -> bool:
    """受访企业表示 of 会员企业进行用工调查, 机构存在 of 养老院: the two name things of one kind, by one word or two."""
    asked, counted = _ASKED.sub("", noun), words[:8]
    kinds = partitions.load().kinds
    last = max((counted.rfind(k) + len(k) for kind in kinds for k in kind if k in counted), default=0)  # 会员企业 are 企业
    return any(any(asked.startswith(k) for k in kind) and any(counted[:last].endswith(k) for k in kind) for kind in kinds)


_ASKED = re.compile("^(?:受访|受检|被检|受查|被查|参评|参训|受调查?|被调查?|抽查|调查|检查|上述|这些|样本|参与)的?")


def _whole_things(count: Fact) -> bool:
    """True for an exact count of things that a share may be a whole number of."""
    quantity = count.claim.quantity
    if quantity is None or not quantity.exact or quantity.hedge or not quantity.dimension.startswith("count"):
        return False
    return quantity.number is not None and quantity.number.denominator == 1 and 2 <= quantity.number <= 1000


def _subject(body: Body, share: Fact) -> Fact | None:
    """5家企业占全省总数的s%: the count that the share is said of."""
    before = [f for f in body.beside(share, "level") if f.claim.quantity is not None and f.claim.at.end <= share.claim.at.start]
    if not before or not re.fullmatch(
        "[\u4e00-\u9fff]{0,3}占[^，。；]*", body.text(before[-1], share)[len(body.folded(before[-1])) : -len(body.folded(share))]
    ):
        return None
    return before[-1]


def _counted_rate(body: Body, share: Fact) -> Iterator[Outcome]:
    """抽检N批次，合格率s%: a whole number of the N, when no other count stands in the sentence before it."""
    if _KIND_OF.fullmatch(body.clause(share)):
        yield from _of_persons(body, share)
        return
    named = re.fullmatch(
        "(?:其|总体|整体|总|一次性?|首次|初次|(?:现场|监督)(?=抽|检|巡|核|复|验))*(?:抽检|抽查|检测|检验|检查|巡查|核查|复查|考核|验收)?"
        "的?(?P<name>[\u4e00-\u9fff]{2,4}?)率(?:则|也|仅|只)?(?:为|达到?|是|有)?",
        body.clause(share),
    )
    if named is None or named["name"] not in partitions.load().counted:
        return
    counts = _counts_before(body, share)
    if named["name"] in _OF_SHOTS and any(f.claim.quantity is not None and f.claim.quantity.unit in _PERSONS for f in counts):
        return  # 球员23名，命中率45.6%: of what they shot
    if len(counts) != 1 or not _whole_things(counts[0]) or counts[0].claim.aspect == "average":
        return
    count = counts[0]
    right = body.text(count, share)[len(body.folded(count)) :]
    if not re.match("[\u4e00-\u9fff]{0,12}[，,。]", right) or right.count("，") > 3:
        return
    said = body.clause(count) + re.split("[，,。]", right)[0]
    if any(word in said for word in (named["name"][-2:], *done_words(named["name"]))):
        return  # 已开工109个，开工率: of what was to be begun
    if re.search("[中里](?:的|已|有|共)*$", body.clause(count)) or right.startswith("已"):
        return  # 新开项目中79个已破土，开工率: of them all
    if _of_those_found(body, share, count, named["name"]):
        return
    number = count.claim.quantity.number if count.claim.quantity is not None else None
    assert number is not None
    yield from judge(body, share, count, Interval(Fraction(0), number), Interval.point(number))


def _of_those_found(body: Body, share: Fact, count: Fact, stem: str) -> bool:
    """流通环节不合格11批次，不合格率1.31%；餐饮环节13批次，不合格率2.10%: the 13 are counted among the 不合格, not among those examined."""
    if _EXAMINED.search(body.clause(count)):
        return False
    told = [f for f in body.within(share, 1, "level") if f.order < count.order and share.claim.sentence - f.claim.sentence <= 1]
    return any(word in body.clause(f) for f in told for word in (stem, *done_words(stem)))


_EXAMINED = re.compile("[抽送受被]检|检[查测验]|抽[查样]|监测|巡查|受理|[报参]|应|共有|新收")
_KIND_OF = re.compile(
    "(?:其中)?(?:女性?|妇女|男性?|党员|青年|少数民族|基层|一线职工|本科|硕士|博士|外籍)(?:委员|成员|代表|人员|学员|干部|教师|党员)?(?:及以上学历)?的?(?:比例|占比|比重)(?:为|达到|达|是|占)?"
)


def _of_persons(body: Body, share: Fact) -> Iterator[Outcome]:
    """理监事共29人，女性比例为27.6%: a whole number of the only persons that the sentence counts."""
    counts = _counts_before(body, share)
    if len(counts) != 1 or not _whole_things(counts[0]) or counts[0].claim.sentence != share.claim.sentence:
        return
    quantity = counts[0].claim.quantity
    if quantity is None or quantity.number is None or quantity.unit not in _PERSONS:
        return
    yield from judge(body, share, counts[0], Interval(Fraction(0), quantity.number), Interval.point(quantity.number))


def _counts_before(body: Body, share: Fact) -> list[Fact]:
    """The levels of the sentence before the share; where there are none and the share opens it, those of the sentence before."""
    before = [
        f
        for f in body.beside(share, "level")
        if f.claim.quantity is not None and f.claim.at.end <= share.claim.at.start and f.claim.aspect != "incidental"
    ]
    if before or body.lead(share) != body.clause(share):
        return [f for f in before if not re.search("[；;]", body.text(f, share))]
    return [
        f
        for f in body.within(share, 1, "level")
        if f.claim.sentence == share.claim.sentence - 1 and f.claim.paragraph == share.claim.paragraph and f.claim.quantity is not None
    ]


def _counts(noun: str, words: str) -> bool:
    """True when the words right of a count are about the noun: 52家限上零售企业 for 企业."""
    return noun[:2] in words or bool(re.match(f"[^的，]{{0,6}}{re.escape(noun[:1])}(?:$|[全共均都已中里的])", words))


def judge(body: Body, share: Fact, count: Fact, part: Interval, whole: Interval) -> Iterator[Outcome]:
    reading = reading_of(share.claim)
    nearest, wholes_found = integer_ratio_feasible(part, reading.nearest, whole)
    cut, _ = integer_ratio_feasible(part, reading.truncated, whole)
    loose, _ = integer_ratio_feasible(part, reading.nearest.widened(reading.slack), whole)
    value = share.claim.quantity.number if share.claim.quantity is not None else None
    if value is None or value <= 0 or value >= 100:
        return
    # the distance between neighbouring ratios: below the printed unit no share could have failed
    number = part.high if whole.low != whole.high else whole.high
    gap = value * value / (100 * number) if whole.low != whole.high and number else (Fraction(100) / number if number else Fraction(0))
    if gap < 2 * reading.slack:
        return
    strength = 1 - 3 * reading.slack / gap
    up, _ = integer_ratio_feasible(part, Interval(value - reading.slack, value, True, False), whole)
    verdict = "holds" if nearest else "last-digit" if cut or up or (loose and _fills_hundred(body, share)) else "fails"
    low = _closest(value, part, whole)
    printed_count = body.folded(count)
    implied = low
    shown = "、".join(f"{n}" for n in wholes_found[:3])
    formula = (
        f"{printed_count} ÷ {body.folded(share)} → {shown or '∅'}"
        if whole.low != whole.high
        else f"k ÷ {printed_count} = {body.folded(share)}，{implied}"
    )
    suggestion = None
    if verdict == "fails":
        fitting = [s for s in slips(body, share) if integer_ratio_feasible(part, s.interval, whole)[0]]
        close = [s for s in fitting if s.replacement.strip("%％") in low]
        if whole.low != whole.high:
            close = close or fitting  # of a known count some share or other is one digit away by chance
        text = likeliest((s.replacement, s.likelihood) for s in close)
        if slip := next((s for s in close if s.replacement == text), None):
            suggestion = Suggestion(slip.span, body.readings[share.key[0]].article.surface(slip.span), slip.replacement)
    yield Outcome(
        code="EP102",
        suggestion=suggestion,
        verdict=verdict,
        # one unit off, which no rounding up or down gives
        severity=Severity.NOTE if verdict != "fails" else Severity.WARNING if loose else Severity.ERROR,
        primary=Spot(share.key[0], share.claim.span, "stated"),
        params={"stated": share.claim.surface, "implied": implied, "formula": formula, "diagnosis": ""},
        formula=formula,
        stated=share.claim.surface,
        related=(Spot(count.key[0], count.claim.span, "evidence"),),
        strength=max(strength, Fraction(1, 20)),
    )


def _fills_hundred(body: Body, share: Fact) -> bool:
    """Shares that together are just 100 % may have been rounded to be so."""
    told = [s.claim.quantity for s in body.shares[share.key[0], share.claim.sentence]]
    numbers = [q.number for q in told if q is not None and q.number]
    return len(numbers) > 1 and sum(numbers) == 100


def _closest(value: Fraction, part: Interval, whole: Interval) -> str:
    """The two nearest ratios of whole numbers, written out."""
    ratios: list[tuple[Fraction, str]] = []
    if whole.low is not None and whole.low == whole.high:
        n = int(whole.low)
        for k in {int(value * n / 100), int(value * n / 100) + 1}:
            ratios.append((Fraction(100 * k, n), f"{k}/{n} = {float(Fraction(100 * k, n)):.1f}%"))
    elif part.low is not None:
        k = int(part.low)
        for n in {int(100 * k / value), int(100 * k / value) + 1}:
            if n:
                ratios.append((Fraction(100 * k, n), f"{k}/{n} = {float(Fraction(100 * k, n)):.1f}%"))
    ratios.sort()
    return "、".join(text for _, text in ratios)
