"""Rates of things done: 受理a件，办结b件，办结率s%. The rate names what was done; the amounts before it say of how many."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from enping_check.claims import partitions
from enping_check.engine import Const, Constraint, Expression, Var, total
from enping_check.rules.around import explained
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import PERCENT, Relation, percent_step, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.totals import adds_up
from enping_check.rules.wholes import same_dimension, smaller, usable

# 入住率由此做到85.7%, 覆盖率随之摸到85.5%, 参保率才70.7%: between a rate and its number
COME_TO = (
    "(?:由此|因此|随之|随即|相应地?|一下子|一口气|终于|目前|现在?|眼下|截至目前|这才|也就|分别|为|达到|达|到了?|有|是|约|仅|已经?|就|也|则|才|只|刚|刚刚|即|便|又|还|尚|竟|高达|超过?|逾|突破|接?近|不足|不到"
    "|(?:做|摸|提|升|拉|提高|提升|上升|攀升|攀|爬|冲|干|跑|来|推|走|抬|涨|追|降|回升|恢复)[到至上]了?|达成|录得|报|算下来|算来|折合|共有|只有|仅有|来至|稳在|保持在|维持在|停在|定格在|站上|定在|落在)*"
)
_RATE = re.compile(f"(?:总体|整体|平均|综合|其|总)?(?P<done>[\u4e00-\u9fff]{{2,6}}?)(?:率|面|进度|比率|比例|份额|占比|比重){COME_TO}")
# 种18.6万亩，已采15.9万亩，进度85.5%
_YEAR = re.compile("(?:[0-9]{4}|Y[+-][0-9]+)?")
_BARE = re.compile(f"(?:总体|整体|目前|完成|采收|收获|施工)?(?:进度|比重|比例|占比|比率){COME_TO}")
# what was left from the year before counts among all, and is not printed
_CARRIED = re.compile("新收|旧存|结转|结存|往年|(?<![比较同于])上年(?!同期|提高|增[加长]|上升|下降|减少)|遗留|积存|跨年|历年|滚动")
_LATER = re.compile("^(?:到|至|截[至止]|[年月]底|目前|最终|随后|其后)")
_NOT = re.compile("[不未没失]")
_LAST_WORD = re.compile("[，。；、：！？\\n]")


def relations(body: Body) -> Iterator[Relation]:
    """The rates of a sentence against the amounts told before them in it."""
    yield from _days_of_a_year(body)
    for rate in body.all("share"):
        if rate.claim.aspect == "of-count":
            yield from _reckoned(body, rate)
        if not is_rate(body, rate) or rate.claim.links.get("part") or RECKONED.match(body.after(rate, 14)):
            continue
        if whole := body.first(rate, "whole"):
            yield from _of_the_one_told(body, rate, whole)
            continue
        yield from _days(body, rate)
        yield from _as_defined(body, rate)
        clause = body.clause(rate).rpartition("、")[2].strip() or named_behind(body, rate)
        if _MEAN.match(clause):
            continue  # 季内离网21.6万户，月均离网率1.5%: of a third of them
        named, bare = _RATE.fullmatch(clause), _BARE.fullmatch(clause)
        levels = _before(body, rate) if named is not None or bare is not None else []
        found: list[Relation] = []
        if len(levels) > 1 and not _one_list(levels[-2:]):
            if bare is not None or _reckoned_on(body, levels[-1]):
                found = [_nearest(body, rate, levels)]
            elif named is not None:
                found = list(_of_all(body, rate, named["done"], levels))
        if named is not None and not any(r.sure for r in found):
            found += _by_its_word(body, rate, named["done"])
        for each in found:
            yield replace(each, sure=False) if each.sure and _of_the_rate_before(body, rate, each.facts[1:], clause) else each


RECKONED = re.compile("（(?:按|以)[一-鿿]{1,8}(?:计|算|口径|统计)?）")  # 参合率98.6%（按人口计）: of others than the households told


def is_rate(body: Body, rate: Fact) -> bool:
    """入住率s%, s%的入住率: a percentage that a rate is called by; what the latter is bound to its own words say."""
    if rate.claim.aspect == "of-count":
        return body.clause(rate).strip("，；、 以") == "" and named_behind(body, rate) != ""
    return usable(rate) and rate.claim.aspect == "rate"


def named_behind(body: Body, rate: Fact) -> str:
    """95.6%的出勤率创了新高: the name of the rate behind its number; empty where none stands there."""
    named = _BEHIND.match(body.after(rate, 12))
    return named["name"] if named is not None else ""


_BEHIND = re.compile("的(?P<name>[一-鿿]{2,6}?(?:率|进度|比例))(?=[，。；、]|[创是让使也已高低远超比刷位居为达])")


_SO = re.compile(
    "(?:这样|如此|由此|照此|这么|简单|粗略)?一?(?:算下来|算起来|算来|算了算|换算下来|折算下来|推算下来|换算|折算|换句话说|换言之|也就是说?|这?意味着|等于说?|即|也即|亦即|折合|相当于)"
    "(?:，|：)?(?:全[省市县区镇村]|大约|约|有|有约|共有)*"
)


_THEM = 4  # characters of those that a share is of: 60.9%的土地披着树荫


def _reckoned(body: Body, rate: Fact) -> Iterator[Relation]:
    """全县国土2864平方公里，林地1976平方公里，算下来69.0%的土地披着树荫: of the two amounts that alone are told before it."""
    told = [f for f in body.beside(rate, "level") if f.order < rate.order]
    if len(told) != 2 or not all(usable(f) for f in told) or rate.claim.quantity is None or rate.claim.quantity.hedge:
        return
    whole, part = told
    said = re.split("[，。；：！？\n]", body.before(rate, 24))
    words = "，".join(said[-2:]) if not said[-1].strip() else said[-1]
    if _SO.fullmatch(words.strip("， ")) is None or rate.claim.clause - part.claim.clause > 2:
        return
    if not same_dimension(whole, part) or smaller(whole, part) or not {part.claim.aspect, whole.claim.aspect} <= {"", "stock"}:
        return
    noun = set(_LAST_WORD.split(body.after(rate, 8).removeprefix("的"))[0][:_THEM]) - _OF_ANYTHING
    if not any(c in noun for c in said_by(body, whole)):
        return  # 户籍人口a，外出b，换句话说，c的家庭…: of other things
    yield as_rate(body, rate, [part], Var(part.key), [whole], sure=explained(body, rate, part, whole))


def _of_the_one_told(body: Body, rate: Fact, whole: Fact) -> Iterator[Relation]:
    """全年出生2172人，…，出生率6.00‰（按年平均人口36.2万人计）: of what the bracket tells, and of nothing else in the sentence."""
    named = _RATE.fullmatch(body.clause(rate).rpartition("、")[2])
    if named is None or not usable(whole):
        return
    deed = _deed(done_words(named["done"]))
    told = [f for f in body.beside(rate, "level") if f.order < rate.order and usable(f) and same_dimension(f, whole)]
    done = [f for f in told if f.claim.aspect in ("", "stock", "increment") and deed.was_done(said_by(body, f)) and not smaller(whole, f)]
    if len(done) == 1:
        sure = explained(body, rate, done[0], whole)
        yield as_rate(body, rate, done, Var(done[0].key), [whole], sure=sure)


_MEAN = re.compile("[日周月季年]均")
# 结案率（审结数占新收数的比例）, 产销率（销售量与生产量之比）
_DEFINED = re.compile(
    "率（(?:即|指|是|为)?(?P<part>[一-鿿]{2,8}?)(?:占(?P<of>[一-鿿]{2,8}?)的?(?:比例|比重|百分比|比率)|[与和](?P<other>[一-鿿]{2,8}?)(?:的比值?|之比|的比例)"
    "|(?:除以|/|÷)(?P<below>[一-鿿]{2,8}?))）(?:为|达到?|是|有)*$"
)
_AMOUNT = re.compile("(?:案件|人员)?(?:总?[数量额]|总数量|人数|件数)$")


def _as_defined(body: Body, rate: Fact) -> Iterator[Relation]:
    """结案率（审结数占新收数的比例）79.6%: of the one amount told as the one, by the one told as the other."""
    found = _DEFINED.search(body.before(rate, 40))
    if found is None:
        return
    stems = [_AMOUNT.sub("", name) for name in (found["part"], found["of"] or found["other"] or found["below"])]
    told = [
        f
        for f in body.beside(rate, "level")
        if f.order < rate.order
        and usable(f)
        and f.claim.aspect in ("", "stock", "increment", "up", "down")
        and f.claim.modality == rate.claim.modality
        and _same_spell(f, rate)
    ]
    part, whole = ([f for f in told if stem in said_by(body, f)] for stem in stems)
    if min(map(len, stems)) < 2 or len(part) != 1 or len(whole) != 1 or part == whole or not same_dimension(part[0], whole[0]):
        return
    yield as_rate(body, rate, part, Var(part[0].key), whole, sure=_same_spell(part[0], whole[0]))


def _days_of_a_year(body: Body) -> Iterator[Relation]:
    """全年优良天数371天: no year has so many days."""
    for days in body.all("level"):
        quantity = days.claim.quantity
        if quantity is None or quantity.unit not in ("天", "日") or (quantity.number or 0) <= _LEAP_YEAR or not usable(days):
            continue
        if not _YEAR.fullmatch(days.claim.period) or days.claim.modality != "fact" or days.claim.aspect not in ("", "up", "down", "base"):
            continue
        if not _OF_THE_YEAR.search(days.claim.indicator + body.clause(days)) or _YEARS_TOGETHER.search(body.sentence(days)):
            continue
        yield Relation(
            "EP302",
            Constraint(Var(days.key), "<=", Const(_LEAP_YEAR * quantity.factor)),
            (days,),
            f"{printed(body, days)} > {_LEAP_YEAR}天",
            free=True,
            choice=("days", days.key),
        )


_LEAP_YEAR = 366
_OF_THE_YEAR = re.compile("优良天数|优良天气|达标天数|优良日数|晴天|晴好天数|降[雨水]日|通航天数|开园天数|轻度污染|优级天数")
_YEARS_TOGETHER = re.compile("累计|合计|[年月日]以?来|连续|[两二三四五六七八九十\\d]年(?:间|里|内|共)|共有|各[市县区]|[市县区]合")


def _days(body: Body, rate: Fact) -> Iterator[Relation]:
    """全年优良天数318天，优良率87.1%: of the days of the year; of those on which it was measured, so to verify only."""
    days = [f for f in body.beside(rate, "level") if f.claim.quantity is not None and f.claim.quantity.unit == "天" and usable(f)]
    if len(days) != 1 or "优良" not in body.clause(rate) or not _YEAR.fullmatch(rate.claim.period):
        return
    for length in (365, 366):
        yield Relation(
            "EP101",
            Constraint(Var(days[0].key) * 100, "=", Var(rate.key) * length),
            (rate, days[0]),
            f"{printed(body, days[0])} ÷ {length} = {{x}}",
            sure=False,
            choice=("rate", rate.key),
            plausible=PERCENT,
        )


def _before(body: Body, rate: Fact) -> list[Fact]:
    """The last amounts before the rate in its sentence, all measured as the last one is."""
    facts = [
        f
        for f in body.beside(rate, "level")
        if f.claim.at.end <= rate.claim.at.start
        and (f.claim.aspect not in ("base", "whole", "incidental") or (f.claim.aspect == "incidental" and _reckoned_on(body, f)))
        and not (f.claim.period != rate.claim.period and _bracketed_off(body, f, rate))
    ]
    if not facts or not (_counted(facts[-1]) or any(t in facts for t in body.linked(facts[-1], "total"))):
        return []  # 收入a亿元，利润b亿元: an amount of money is part of another only where the words make it one
    # 座位44.06万个，载客31.28万人次: a rate of places taken divides persons by places
    return [f for f in facts if usable(f) and (same_dimension(f, facts[-1]) or (_countable(f) and _countable(facts[-1])))][-5:]


def _bracketed_off(body: Body, fact: Fact, rate: Fact) -> bool:
    """（4月产销为a、b），产销率97.1%: told in a bracket that is closed before the rate."""
    between = body.text(fact, rate)
    return "）" in between.partition("（")[0]


def _counted(fact: Fact) -> bool:
    """True for an amount of things done or to be done; what part of a population takes part in is asked of those who may."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.dimension in ("percent", "permille", "none", "multiple", "time"):
        return False
    return "人口" not in fact.claim.indicator and not quantity.dimension.startswith(("rate:", "currency"))


def _countable(fact: Fact) -> bool:
    return fact.claim.quantity is not None and fact.claim.quantity.dimension.startswith("count")


def _one_list(levels: Sequence[Fact]) -> bool:
    """就业者a、失业者b，失业率s%: members of one list, neither the whole of the other."""
    first = levels[0].claim.links.get("list")
    return first is not None and all(f.claim.links.get("list") == first for f in levels)


def said_by(body: Body, fact: Fact) -> str:
    """The words on both sides of an amount, up to its neighbours."""
    return body.clause(fact).rpartition("、")[2] + _LAST_WORD.split(body.after(fact, 8))[0]


def done_words(stem: str) -> tuple[str, ...]:
    """The ways to say of an amount that it is what the rate of that stem counts: 审结 and 执结 for 结案."""
    return next((forms for forms in partitions.load().done if stem in forms), (stem,))


@dataclass(frozen=True, slots=True)
class _Deed:
    """What a rate counts: the words that say of an amount that it was done, or that it was not."""

    done: re.Pattern[str]
    undone: re.Pattern[str]

    def was_done(self, said: str) -> bool:
        """True for words that say that it was done, and none that it was not."""
        return self.done.search(said) is not None and not self.was_not_done(said)

    def was_not_done(self, said: str) -> bool:
        """True for 未办结, 不合格."""
        return self.undone.search(said) is not None


@functools.cache
def _deed(words: tuple[str, ...]) -> _Deed:
    either = "|".join(words)
    alone = "|".join(dict.fromkeys(word[0] for word in words))  # 立案1652起，破1197起，破案率72.5%
    return _Deed(
        re.compile(f"(?<![应拟需待])(?<!需要)(?<!应当)(?<!等待)(?<!有待)(?:{either})|^，?(?:已|共|实|成功)?(?:{alone})(?:了|获|出|掉)?$"),
        re.compile(f"(?:不|未|没有|无法|[剔扣去排]除|除去|去掉)(?:{either})"),
    )  # 应接种a人 were not done


def _by_its_word(body: Body, rate: Fact, stem: str) -> Iterator[Relation]:
    """The one amount near the rate said to be done, of the one that is not: 受理a件，增长8%；审结b件，增长9%，结案率s%.

    Believed only where one slip explains what is wrong: farther words bind less.
    """
    if _NOT.match(stem):
        return
    words = done_words(stem)
    words = words if len(words) > 1 or len(stem) < 3 else (stem, stem[-2:])
    deed = _deed(words)
    told = [
        f
        for f in body.within(rate, 1, "level")
        if f.claim.paragraph == rate.claim.paragraph
        and usable(f)
        and _counted(f)
        and f.claim.aspect not in ("base", "whole", "incidental", "average", "converted")
        and f.claim.modality == rate.claim.modality
        and not deed.was_not_done(said_by(body, f))
        and not (f.claim.period != rate.claim.period and f.order < rate.order and _bracketed_off(body, f, rate))
    ]
    done = [f for f in told if f.claim.sentence == rate.claim.sentence and deed.was_done(said_by(body, f))]
    if len(done) > 1:
        done = [f for f in done if f.claim.at.start < rate.claim.at.start][-1:]
    if len(done) == 1 and _CARRIED.search(body.sentence(rate)):
        yield from _with_the_carried(body, rate, done[0], told)
    if len(done) != 1 or _CARRIED.search(body.sentence(rate)):
        return
    part = done[0]
    others = [f for f in told if f.key != part.key and same_dimension(f, part) and not smaller(f, part)]
    others = [f for f in others if not deed.was_done(said_by(body, f))]
    near = [f for f in others if f.claim.sentence == rate.claim.sentence and not re.search("[。]", body.text(*_ordered(f, rate)))]
    others = near or [f for f in others if f.claim.sentence < rate.claim.sentence] or others
    usual = len(words) > 1 or stem in partitions.load().counted
    for whole in others[-3:]:
        if _opposed(body, stem, whole):
            continue
        sure = len(others) == 1 and _same_spell(whole, part) and explained(body, rate, part, whole)
        first, last = _ordered(whole, part)
        sure = sure and not body.inside(rate.key[0], first.claim.at.start, last.claim.at.start)
        sure = sure and not (part.order > rate.order and _LATER.search(said_by(body, part)))  # 初次就业率…，到年底实现就业
        sure = sure and (usual or "；" not in body.text(first, last))  # 签约居民a人；老人体检b人，体检率: two things
        yield as_rate(body, rate, [part], Var(part.key), [whole], sure=sure)


def _with_the_carried(body: Body, rate: Fact, part: Fact, told: Sequence[Fact]) -> Iterator[Relation]:
    """新收12640件，旧存1860件，审结12470件，结案率86.0%: of the new and the old together, where a slip explains what is wrong."""
    before = [f for f in told if f.order < part.order and same_dimension(f, part) and f.claim.sentence == rate.claim.sentence]
    old = [f for f in before if _OLD.search(body.clause(f))]
    new = [f for f in before if f not in old and _NEW.search(body.clause(f))]
    if len(old) == len(new) == 1 and len(before) == 2 and _same_spell(new[0], part):
        of = total([Var(f.key) for f in (*new, *old)])
        sure = one_slip(body, rate, Var(part.key) * 100 / of, (rate, part, *new, *old), ("digit", "transposition"))
        yield as_rate(body, rate, [part], Var(part.key), [*new, *old], sure=sure)


_OLD = re.compile("旧存|结转|上年未结|遗留|结存")
_NEW = re.compile("新收|新受理|收案|受理")


def _of_the_rate_before(body: Body, rate: Fact, facts: Sequence[Fact], words: str) -> bool:
    """学生24万人，供餐率95%，供餐22.8万人，其中农村供餐率100%: the two are those of the rate between them.

    仓储68万平方米，出租63万平方米，出租率92%；高标仓29万平方米，出租率98%: so are those that a rate so called stands right behind.
    """
    orders = sorted(f.order for f in facts)
    between = [s for s in body.shares[rate.key[0], rate.claim.sentence] if orders[0] < s.order < rate.order and orders[-1] < rate.order]
    between = [s for s in between if s.claim.aspect != "base"]
    return any(words[-_NOUN:] == body.clause(s)[-_NOUN:] for s in between)


_NOUN = 3  # characters of 供餐率


def _opposed(body: Body, stem: str, other: Fact) -> bool:
    """就业人数 beside 失业率: the amount is what the rate leaves out, no whole of it."""
    if stem[0] == "无" and f"有{stem[1:2]}" in said_by(body, other):
        return True  # 有效票19.5万张，无效票0.3万张，无效票率
    not_done = _NOT.search(stem)  # 季调失业率
    return not_done is not None and any(c in said_by(body, other) for c in stem[not_done.end() :])


def _ordered(a: Fact, b: Fact) -> tuple[Fact, Fact]:
    return (a, b) if a.order < b.order else (b, a)


def _same_spell(a: Fact, b: Fact) -> bool:
    """Of one time, or one of them of no time that is named."""
    return a.claim.period == b.claim.period or not (a.claim.period and b.claim.period)


def _of_all(body: Body, rate: Fact, stem: str, levels: Sequence[Fact]) -> Iterator[Relation]:
    """The second amount of the first, when its words say that it is what was done; after 不合格b批次 what the rest makes."""
    if len(stem) > 3 and not any(stem in said_by(body, f) for f in levels):
        stem = stem[-3:] if _NOT.match(stem[-3]) else stem[-2:]  # 有效回收率, 按时办结率; but 抽检不合格率
    deed = _deed(done_words(stem))
    done = [f for f in levels if deed.was_done(said_by(body, f))]
    rest = [f for f in levels[1:] if deed.was_not_done(said_by(body, f))]  # 未就业毕业生a人，就业b人: the first is of whom
    neither = [f for f in levels if f not in done and f not in rest]
    whole = next((f for f in reversed(neither) if any(f.order < g.order for g in [*done, *rest])), None)
    unsaid = _CARRIED.search(body.sentence(rate)) is not None
    last = levels[-1]
    close = rate.claim.at.start - last.claim.at.end <= 14 or _left_over(body, rate, last, levels[-2])
    alone = close and not unsaid and all(f.claim.aspect != "average" for f in levels[-2:])
    alone = alone and not re.search("[；。：]", body.text(levels[-2], rate))
    if not done and not rest and alone and _countable(last):
        yield _nearest(body, rate, levels)  # 抽验62件，不符规定者4件，不合格率6.5%
    if whole is None:
        if len(done) == 1 and len(rest) == 1 and alone:  # 已开工153个、未开工33个: neither is the whole
            yield as_rate(body, rate, [done[0]], Var(done[0].key), [done[0], rest[0]], sure=alone)
        return
    between = body.inside(rate.key[0], whole.claim.at.start, last.claim.at.start)
    near = alone and last.claim.at.start - whole.claim.at.end <= 20 and all(f in done or f in rest for f in between)
    worded = len(stem) == 2 and len(levels) == 2 and body.clause(last).rstrip("了有达为").endswith(stem)
    near = near and same_dimension(whole, last) and (_countable(last) or worded)
    done = [f for f in done if f.order > whole.order]
    rest = [f for f in rest if f.order > whole.order]
    # 逮捕25人，不捕24人，不捕率48.98%; 就业, 失业, 失业率: of both together
    if len(done) == 1 and alone and _opposed(body, stem, whole):
        yield as_rate(body, rate, done, Var(done[0].key), [done[0], whole], sure=near)
    elif done:
        sure = near and len(done) == 1 and not smaller(whole, done[0])
        for some in [[f] for f in done] + [done[:n] for n in range(2, len(done) + 1)]:
            yield as_rate(body, rate, some, total([Var(f.key) for f in some]), [whole], sure=sure)
    elif len(rest) == 1:
        yield as_rate(body, rate, rest, Var(whole.key) - Var(rest[0].key), [whole], sure=near and not smaller(whole, rest[0]), left=True)


def _nearest(body: Body, rate: Fact, levels: Sequence[Fact]) -> Relation:
    """The last amount of the one before it; believed where a slip explains what is wrong."""
    part, whole = levels[-1], levels[-2]
    if _reckoned_on(body, part):
        part, whole = whole, part
    if len(levels) > 2 and adds_up(levels[-3], levels[-2:]):
        whole = levels[-3]  # 报名3260人，参考3018人，缺考242人，缺考率7.4%: of both together
    marked = _MARKED.search(body.clause(rate)) is not None  # 超过六成: so coarse that a slip explains too much
    shown = (not marked and explained(body, rate, part, whole)) or _left_over(body, rate, part, whole)
    likely = (len(levels) == 2 or whole is levels[-3]) and same_dimension(part, whole) and shown
    likely = likely and not _of_its_own(body, rate)
    return as_rate(body, rate, [part], Var(part.key), [whole], sure=likely)


_ON = re.compile("(?:以|按|照|就|拿|对照|对应)(?!上|下|外|内|前|后|来|及|期)[^，。；]{0,10}$")
_ON_IT = re.compile("[^，。；\\d]{0,6}(?:计|计算|算|为基数|为分母|作基数|作分母|作底|为底数|为准|来看|来算|来说|口径)(?=[，；])")


def _reckoned_on(body: Body, whole: Fact) -> bool:
    """（已换装31770户，）以全区38600户计，普及率…: the number of which the rate is, told behind the one that was done."""
    return _ON.search(body.clause(whole)) is not None and _ON_IT.match(body.after(whole, 12)) is not None


def _left_over(body: Body, rate: Fact, part: Fact, whole: Fact) -> bool:
    """118个社区中63个建起…，覆盖率65.4%，余下55个…: what the rate leaves out is told behind it, and is just what the part leaves."""
    behind = [f for f in body.beside(rate, "level") if f.order > rate.order and usable(f)][:1]
    named = _REACHED.match(body.clause(rate)) is not None
    return named and any(_LEFT.match(body.clause(f).strip("，；、 ")) and adds_up(whole, (part, f)) for f in behind)


_MARKED = re.compile("(?:超过?|逾|突破|接?近|不足|不到)$")
_REACHED = re.compile(
    "(?:总体|整体|目前|平均|综合|其|总)?(?:覆盖|完成|建成|普及|达标|通达|配备|配置|安装|开通|改造|惠及|接入|入驻|建设)(?:率|面|比例)"
)
_LEFT = re.compile("(?:而|则)?(?:其余|其馀|余下|剩余|剩下|另外|还剩|还有|尚有|仅剩|只剩)的?$")
_OF_ANYTHING = frozenset("人户个数量总率比例份额重用上下中大小有的")
_ALIKE = 2
_LONG = 5  # characters of a name that says whose rate it is


def _of_its_own(body: Body, rate: Fact) -> bool:
    """用户33.4万户，月活13.8万户，电子渠道替代率95.1%: a rate of something that the sentence has not told of."""
    name = re.split("[的为达率超近]|面(?!积)", body.clause(rate))[0].strip()
    told = body.lead(rate).removesuffix(body.clause(rate))
    if len(name) < _LONG or any(name[i : i + 2] in told for i in range(len(name) - 1)):
        return False
    # 住宿的6,810人，寄宿学生份额: by single characters
    return sum(c in told for c in set(name) - _OF_ANYTHING) < _ALIKE


_PAST = re.compile("[去上前]年|上届|同期")


def _of_a_year_before(body: Body, rate: Fact, levels: Sequence[Fact]) -> bool:
    """名额3510个，缺额100个，去年缺额率1.27%: of what was a year before."""
    return _PAST.search(body.clause(rate)) is not None and not any(_PAST.search(body.clause(f)) for f in levels)


def as_rate(
    body: Body, rate: Fact, some: Sequence[Fact], above: Expression, of: Sequence[Fact], *, sure: bool, left: bool = False
) -> Relation:
    # 年末户籍人口85.2万人，出生率5.48‰: of the mean population, which is not told
    of_the_mean = percent_step(rate) > 100 and any(
        "人口" in f.claim.indicator and f.claim.aspect != "whole" and "平均" not in body.clause(f) for f in of
    )
    sure = sure and not of_the_mean and not _of_a_year_before(body, rate, [*some, *of])
    below = " + ".join(printed(body, f) for f in of)
    shown = f"{below} − {printed(body, some[0])}" if left else " + ".join(printed(body, f) for f in some)
    return Relation(
        "EP101",
        Constraint(above * percent_step(rate), "=", Var(rate.key) * total([Var(f.key) for f in of])),
        (rate, *some, *(f for f in of if f not in some)),
        f"{_bracketed(shown)} ÷ {_bracketed(below)} = {printed(body, rate) if of_the_mean else '{x}'}",
        sure=sure,
        free=of_the_mean,
        choice=("rate", rate.key),
        plausible=PERCENT,
    )


def _bracketed(sum_: str) -> str:
    return f"({sum_})" if " " in sum_ else sum_
