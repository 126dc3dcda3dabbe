"""The shares of one whole add to a hundred: EP104."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from enping_check.claims import partitions
from enping_check.engine import Constraint, Var, total
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.divisions import HELD, divided, slipped_from_a_hundred
from enping_check.rules.lists import TRAITS, between, is_the_rest
from enping_check.rules.lists import member_name as member_name
from enping_check.rules.members import spelled
from enping_check.rules.relation import Relation, sum_text
from enping_check.rules.shares.denominators import relative
from enping_check.rules.wholes import plain_total, usable


def relations(body: Body) -> Iterator[Relation]:
    """Every relation of this family."""
    yield from _share_sums(body)
    yield from _single_choices(body)
    yield from _with_subtotals(body)
    yield from _here_and_elsewhere(body)


_SUBTOTAL = re.compile("合[计計占]|共[计計占]|总[计計]|合起来|[两三]者|[两三]项|小计")
_NO_ANSWER = re.compile(
    "[^，。；]{0,6}?(?:未表[示态明]|没有?表[示态]|[未没]有?意见|未作答|未?拒[答绝访]|不知道|未作?回答|不予置评|说不清|未选)"
)
_AND_OTHERS = re.compile("等其[他它](?:类型|类别?|方式|能源|项目|行业|品种|来源|渠道|用途|电源|人群)?(?:装机|用途)?$")  # 生物质等其他类型
_LEAD_IN = re.compile("(?:另有|还有|另外|其余|余下|剩余)的?(?:约)?$")


def _with_subtotals(body: Body) -> Iterator[Relation]:
    """甲占a%，乙占b%，两者合计占c%；丙占d%，其他占e%: the shares that a sum takes together count once, in it."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        told = usable(share) or _SUBTOTAL.search(body.clause(share)) or _LEAD_IN.search(body.clause(share))  # 另有5.3%的人
        plain = share.claim.aspect in ("", "rate", "up", "down", "of-count") and share.claim.modality == "fact"
        if told and plain and share.claim.quantity is not None:
            groups[share.key[0], share.claim.sentence].append(share)
    for key, shares in groups.items():
        if len(shares) < _FEWEST or key[1] < 0:
            continue
        tops: list[Fact] = []
        folded = 0
        for share in shares:
            if _SUBTOTAL.search(body.clause(share)) is not None and (size := _summed(tops, share)):
                del tops[-size:]
                folded += 1
            tops.append(share)
        last = tops[-1]
        named = last.claim.subject.rpartition("|")[2] + last.claim.indicator
        unsaid = _LEAD_IN.search(body.clause(last)) is not None and _NO_ANSWER.match(body.after(last, 14)) is not None
        rest = (
            unsaid
            or _REST.fullmatch(body.clause(last)) is not None
            or ((is_the_rest(named) or _AND_OTHERS.search(named)) and "率" not in named)
        )
        whole_of = {s.claim.whole for s in tops if s.claim.whole}
        if not folded or not rest or len(tops) < 2 or len(whole_of) > 1 or _MORE_THAN_ONE.search(body.sentence(last)):
            continue
        if _SUBTOTAL.search(body.clause(last)) is not None or not slipped_from_a_hundred(body, tops, one_kind=True):
            continue
        yield Relation(
            "EP104",
            Constraint(total([Var(s.key) for s in tops]), "=", total([100])),
            (last, *tops[:-1]),
            f"{sum_text(body, tops)} ≠ 100%",
            key="partition",
            choice=("partition", last.key, "subtotals"),
        )


_FEWEST = 4  # two that are summed, their sum, and what is left
_MORE_THAN_ONE = re.compile("其中|多选|可选多|不止一|重叠|交叉|同时|兼有|重复")


def _summed(tops: Sequence[Fact], share: Fact) -> int:
    """How many of the shares just told the sum takes together; 0 where none make it."""
    quantity = share.claim.quantity
    if quantity is None or quantity.number is None:
        return 0
    made = Fraction(0)
    for size, part in enumerate(reversed(tops), start=1):
        if part.claim.quantity is None or part.claim.quantity.number is None:
            return 0
        made += part.claim.quantity.number
        if size > 1 and abs(made - quantity.number) <= quantity.last:
            return size
    return 0


_HERE = re.compile("(?:本[镇县市区村地乡省])(?P<who>[\u4e00-\u9fff]{2,4}?)占(?:比(?:为)?)?$")
_ELSEWHERE = re.compile("(?:外[镇县市区地乡省])(?:的)?(?P<who>[\u4e00-\u9fff]{2,4}?)(?:[合总共][计計])?占(?:比(?:为)?)?$")


def _here_and_elsewhere(body: Body) -> Iterator[Relation]:
    """外地游客合计占80.3%，本市游客占21.7%: two shares side by side of one kind of people, who are from here or from elsewhere."""
    shares = [s for s in body.all("share") if usable(s) and s.claim.modality == "fact" and s.claim.aspect == ""]
    for one, two in pairwise(shares):
        if one.key[0] != two.key[0] or one.claim.sentence != two.claim.sentence or two.claim.clause - one.claim.clause > 1:
            continue
        here = next((m for s in (one, two) if (m := _HERE.search(body.clause(s)))), None)
        away = next((m for s in (one, two) if (m := _ELSEWHERE.search(body.clause(s)))), None)
        if here is None or away is None or here["who"] != away["who"] or _MORE_THAN_ONE.search(body.sentence(one)):
            continue
        if len({s.claim.whole for s in (one, two) if s.claim.whole}):
            continue
        made = sum((s.claim.interval.low or Fraction(0) for s in (one, two)), Fraction(0))
        if made <= 100 and not slipped_from_a_hundred(body, (one, two), one_kind=True):
            continue
        if here[0][1] not in (away[0][1], "地") and away[0][1] != "地":
            continue  # 本市, 外省: who is from another city of the province is neither
        yield Relation(
            "EP104",
            Constraint(total([Var(one.key), Var(two.key)]), "=", total([100])),
            (two, one),
            f"{sum_text(body, (one, two))} ≠ 100%",
            key="partition",
            choice=("partition", two.key, "here"),
        )


_DIVIDING = re.compile("比重|结构|构成|组成|比例|份额|占|其余|余下|剩[余下]|男性")


def _share_sums(body: Body) -> Iterator[Relation]:
    """Shares of one partition add to 100."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        if (
            not usable(share)
            or share.claim.quantity is None
            or share.claim.quantity.dimension != "percent"
            or share.claim.aspect in ("of-count", "plan", "ratio")
            or (share.claim.aspect == "base" and not share.claim.group)
            or relative(share.claim.whole or "")
        ):
            continue
        if share.claim.aspect == "rate" and not re.search(
            "比重|占比|结构|构成|组成|比例|份额|占|其余|余下|剩[余下]|男性", body.sentence(share)
        ):
            continue
        if share.claim.group > 0:
            groups[share.key[0], "run", share.claim.group].append(share)
        if share.claim.aspect != "base":
            groups[share.key[0], "sentence", share.claim.sentence].append(share)
    for key, shares in [*groups.items(), *_stretches(body, groups)]:
        if len(shares) < 2 or any(s.claim.group <= 0 and _EACH.search(body.before(s, 30)) for s in shares):
            continue
        chosen = _partition_of(body, shares) or _brackets_of(shares)
        if not chosen and (
            _rest_closes(body, shares, run=key[1] == "run") or _counted_out(body, shares) or _options(body, shares) == len(shares)
        ):
            chosen = shares
        said = _opinions(body, shares) or _options(body, shares) or _viewed(body, shares) or _undecided(body, shares)
        if not chosen and (said or _and_the_rest(body, shares)):
            yield _no_more_than_all(body, shares, key)
        sure = bool(chosen)
        if not chosen and divided(body, shares):
            chosen, sure = shares, slipped_from_a_hundred(body, shares)
        if not chosen or not 60 <= sum(s.claim.quantity.number or 0 for s in chosen if s.claim.quantity is not None) <= 140:
            continue  # so far from a hundred they are no shares of one thing
        yield Relation(
            "EP104",
            Constraint(total([Var(s.key) for s in chosen]), "=", total([100])),
            (chosen[-1], *chosen[:-1]),
            f"{sum_text(body, chosen)} ≠ 100%",
            sure=sure,
            key="partition",
            choice=("partition", key),
        )


def _stretches(body: Body, groups: Mapping[tuple[object, ...], list[Fact]]) -> Iterator[tuple[tuple[object, ...], list[Fact]]]:
    """按年龄段分，甲占a%，乙占b%，丙占c%；赞成的占d%: what stands before the first ；of a sentence, where more shares follow."""
    for key, shares in groups.items():
        if key[1] == "sentence" and len(shares) > 2 and not body.one_stretch(shares[0], shares[-1]):
            first = [s for s in shares if body.one_stretch(shares[0], s)]
            if len(first) > 1:
                yield (key[0], "stretch", *key[2:]), first


def _no_more_than_all(body: Body, shares: Sequence[Fact], choice: object) -> Relation:
    """Shares of one whole that leave each other out are a hundred together at most."""
    return Relation(
        "EP104",
        Constraint(total([Var(s.key) for s in shares]), "<=", total([100])),
        (shares[-1], *shares[:-1]),
        f"{sum_text(body, shares)} > 100%",
        key="partition",
        choice=("partition", choice),
        free=True,
    )


# what says that everybody gave one answer
_ONE_ANSWER = re.compile(
    "单选题?|单项选择|(?:只能|只可|只许|仅能|仅可|限|必须|每人|[可须能])(?:选答|选|勾|勾选|选择|填|答)(?:一|1|其一|其中一)|[二两三四五六]选一|任选其一|不可多选"
)


def _single_choices(body: Body) -> Iterator[Relation]:
    """（三个选项只能勾一个。）46.3%的人选甲，38.9%的人选乙，18.4%的人选丙: those who gave one of the answers are no more than all."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        chosen = share.claim.aspect == "" and not share.claim.links and _CHOSEN.search(body.clause(share)) is not None
        # it names its own count, however it is bound
        chosen = chosen or _answered(body, share)
        counted = (share.claim.aspect == "of-count" or chosen) and not share.claim.links.get("whole")
        if counted and share.claim.modality == "fact" and share.claim.quantity is not None:
            groups[share.key[0], share.claim.sentence].append(share)
    for shares in groups.values():
        begin = body.bounds(shares[0]).start
        text = body.readings[shares[0].key[0]].article.folded[max(0, begin - 60) : shares[-1].claim.at.start]
        nouns = {s.claim.aspect in ("", "rate") or _ANSWERERS.match(body.after(s, 4)) is not None for s in shares}
        hedged = any(s.claim.quantity.hedge for s in shares if s.claim.quantity is not None)
        if len(shares) < 2 or nouns != {True} or hedged:
            continue
        bare = any(s.claim.aspect == "rate" for s in shares)
        if (bare or _ONE_ANSWER.search(text) is None) and not _said_behind(body, shares):
            continue
        yield _no_more_than_all(body, shares, shares[0].key)


def _answered(body: Body, share: Fact) -> bool:
    """28.0%計劃升學: nothing before the share in its clause, and right behind it what its people answered."""
    bare = share.claim.aspect in ("rate", "") and not share.claim.links and body.clause(share).strip("，；、 ") == ""
    return bare and _ANSWER.match(body.after(share, 8)) is not None


def _said_behind(body: Body, shares: Sequence[Fact]) -> bool:
    """…，18.0%尚未决定。每人只可选答一项。 The next sentence says it, of the one question that this one tells."""
    text = body.readings[shares[0].key[0]].article.folded
    end = body.bounds(shares[-1]).end
    behind = re.split("[。\\n]", text[end : end + 60].lstrip("。 "))[0]
    row = between(body, shares[0], shares[-1])
    told = [f for f in body.all("share") if f.key[0] == shares[0].key[0] and f.claim.sentence == shares[0].claim.sentence]
    said = _ONE_ANSWER.search(behind) is not None and _OF_THIS.match(behind) is not None
    return said and len(told) == len(shares) > 2 and not re.search("[；：]|其中|问及|[男女]", row)


_OF_THIS = re.compile("(?:每[人户位名家]|受访者|被访者|受调查者|[该此本这]题|上述|以上)")
_ANSWER = re.compile(
    "(?:的?(?:人|受访者|被访者|家长|学生|市民|居民|企业|青年|毕业生))?(?:则|会|已|倾向|表示|首选|优先|计划|打算|希望|想|准备|选择|选|尚未|还未|未|仍|认为|愿意|考虑|支持|反对|赞成)"
)
_CHOSEN = re.compile("(?:表示|选择?|认为|回答|评价|觉得|[，；：、]|^|其中)[「“‘『]")  # 表示“很满意”的占46.3%
_ANSWERERS = re.compile("的?(?:人|受访者|被访者|家长|网友|网民|市民|居民|消费者|受调查|被调查|答卷|学生|企业|农户|员工)")


def _partition_of(body: Body, shares: Sequence[Fact]) -> list[Fact]:
    """The shares that are the members of one known partition, the greatest that is complete; all of one whole."""
    names = [s.claim.subject.rpartition("|")[2] + _SHARE_ALONE.sub("", s.claim.indicator) for s in shares]
    for partition in sorted(partitions.load().partitions, key=lambda p: -len(p.members)):
        picked = [[s for s, name in zip(shares, names, strict=True) if spelled(name, member)] for member in partition.members]
        if not any(picked):
            picked = _named_alike(shares, names, partition.members)
        if not all(len(p) == 1 for p in picked) or len({s.claim.whole for p in picked for s in p if s.claim.whole}) > 1:
            continue
        if any(word in body.sentence(shares[0]) for word in partition.excepted):
            continue
        whole = picked[0][0].claim.whole or ""
        if partition.totals and _of_another_measure(body, picked[0][0], partition):
            continue
        if (
            partition.totals
            and not plain_total(whole)
            and body.namers[shares[0].key[0]].split(whole).full
            and not any(whole.endswith(t) for t in partition.totals)
        ):
            continue  # 存款占全县市场份额的38%，贷款占…: of another whole than the one that they are the parts of
        found = [p[0] for p in picked]
        return [] if _one_of_several(found, shares) or _of_two_wholes(body, found) else found
    return []


def _of_two_wholes(body: Body, shares: Sequence[Fact]) -> bool:
    """存款32.7亿元，占市场份额的38%，贷款28.5亿元，占49%: each of its own market, as what the two amounts imply of it shows."""
    implied = []
    for share in shares:
        part, stated = body.first(share, "part"), share.claim.interval.middle
        if part is not None and stated and (amount := part.claim.interval.middle) is not None:
            implied.append(amount / stated)
    return len(implied) == len(shares) > 1 and min(implied) > 0 and max(implied) > min(implied) * _APART


_EACH = re.compile("[和、及与][^，。；]*，?(?:分别|各自?|均|都)占[^，。；\\d]{0,4}$")  # 甲和乙分别占35%: so much each
_SHARE_ALONE = re.compile("^(?:占比|比重|份额|比例)$")  # 第二产业比重: what it is a share of is not said again
_APART = Fraction(4, 3)  # a slip in one share seldom moves it so far


def _one_of_several(found: Sequence[Fact], shares: Sequence[Fact]) -> bool:
    """进口柜占47.9%，出口柜占46.5%，转口柜占5.6%: here the two are not all, as the third of the same list and kind shows."""
    if _more_in_row(found, shares):
        return True
    ending = {s.claim.subject[-1:] or s.claim.indicator[-1:] for s in found}
    lists = {s.claim.links.get("list") for s in found}
    beside = [s for s in shares if s not in found and s.claim.links.get("list") in lists and s.claim.whole == found[0].claim.whole]
    alike = [s for s in beside if (s.claim.subject[-1:] or s.claim.indicator[-1:]) in ending]
    if not alike or len(ending) > 1:
        return False
    made = sum((s.claim.quantity.number or Fraction(0) for s in (*found, *alike) if s.claim.quantity is not None), Fraction(0))
    return abs(made - 100) <= 1


def _more_in_row(found: Sequence[Fact], shares: Sequence[Fact]) -> bool:
    """省内、省外、境外游客占比分别为45.0%、40.8%和14.2%: with the others of the row they come nearer to a hundred."""
    group, row = found[0].claim.group, found[0].claim.links.get("list")
    others = [s for s in shares if s not in found]
    beside = [s for s in others if 0 < group == s.claim.group or (row is not None and s.claim.links.get("list") == row)]
    if not beside or any(s.claim.whole != found[0].claim.whole for s in beside):
        return False
    own, all_of_them = (
        abs(sum((s.claim.quantity.number or Fraction(0) for s in each if s.claim.quantity is not None), Fraction(0)) - 100)
        for each in (found, (*found, *beside))
    )
    return all_of_them < own and all_of_them <= _NEAR_A_HUNDRED


_NEAR_A_HUNDRED = 5  # one of the row may be a slip


def _named_alike(shares: Sequence[Fact], names: Sequence[str], members: Sequence[Sequence[str]]) -> list[list[Fact]]:
    """男性受访者, 女性受访者: the members with one and the same word behind each."""
    for rest in {name[len(form) :] for name in names for form in members[0] if len(form) > 1 and name.startswith(form)}:
        found = [[s for s, name in zip(shares, names, strict=True) if any(name == form + rest for form in forms)] for forms in members]
        if rest and all(found):
            return found
    return [[]]


_BELOW = re.compile("(?P<high>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:及)?(?:以下|以内|及以下)$")
_BETWEEN = re.compile(
    "(?P<low>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{0,4}(?:至|到|-|—|—+|~|～)(?P<high>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:[(（]?(?:不?含|包括)[^)）]*[)）]?)?$"
)
_ABOVE = re.compile("(?P<low>\\d+(?:\\.\\d+)?)[万亿千百元周岁年人平方米公斤里]{1,4}(?:及)?以上$")


_LEADS_SHARES = re.compile("(?:分别|依次|各自?)(?:约|只|仅)?占")


def _of_another_measure(body: Body, share: Fact, partition: partitions.Partition) -> bool:
    """同城、异地、国际业务量分别占…；业务收入分别占6.8%、52.4%和14.7%: a row of another measure than the one that they divide."""
    lead = _LEADS_SHARES.search(body.clause(share))
    if lead is None or not lead.start():
        return False
    words = body.clause(share)[: lead.start()].strip(" ，；、")
    known = body.namers[share.key[0]].split(words).known
    named = any(form in words for member in partition.members for form in member)
    return known is not None and not named and not any(t.endswith(known.name) or words.endswith(t) for t in partition.totals)


def _brackets_of(shares: Sequence[Fact]) -> list[Fact]:
    """30岁以下, 30至50岁, 50岁以上: classes that leave no gap from the lowest to the highest, told one after another."""
    for start in range(len(shares) - 1):
        first = _BELOW.search(_class_of(shares[start]))
        if first is None:
            continue
        edge = first["high"]
        for position in range(start + 1, len(shares)):
            name = _class_of(shares[position])
            if (shares[position].claim.whole or "") != (shares[start].claim.whole or ""):
                break
            if last := _ABOVE.search(name):
                return list(shares[start : position + 1]) if _follows(edge, last["low"]) else []
            middle = _BETWEEN.search(name)
            if middle is None or not _follows(edge, middle["low"]):
                break
            edge = middle["high"]
    return []


def _class_of(share: Fact) -> str:
    """60岁及以上 of 60岁及以上的读者."""
    subject = re.sub("(岁以?[上下]?)[^\\d岁]{1,4}$", r"\1", share.claim.subject.rpartition("|")[2])  # 18岁以下读者
    return subject if re.match("\\d", subject) else re.sub("的[^的]{1,8}$", "", member_name(share))


def _follows(edge: str, low: str) -> bool:
    """50 after 50, or 51 after 50."""
    return float(low) - float(edge) in (0, 1)


_PARTED = re.compile(
    "(?:由|分为|分成|分|有|包括|来自)[^，。；：]{0,8}?(?P<n>[两二三四五六七八九]|[2-9])(?:大|个|种)?(?:部分|方面|类|块|项|渠道|板块|来源|种)(?:资金|来源|人群|群体)?(?:构成|组成|筹集|解决)?[：:]$"
)
_ALL_KINDS = re.compile(
    "、[^，。；：]{0,12}(?:其他|其它|其余)[^，。；：、]{0,6}?(?P<n>[两二三四五六七八九])(?:大?类|项|者|部分|档|种)[^，。；：、]{0,6}?(?:分别|依次|各)占(?:比|到)?(?:为)?$"
)
_OPINION = re.compile("(?:选择?|认为|表示|回答|预计|预期|判断|觉得|感到)")
# the three answers to one question: up, as before, down
_SCALE = (
    re.compile("好转|变好|改善|向好|上升|增加|增长|提高|扩大|上涨|乐观|增多|加快"),
    re.compile("持平|不变|平稳|变化不大|差不多|维持|一般"),
    re.compile("转差|变差|恶化|下降|减少|下滑|回落|缩减|缩小|下跌|悲观|放缓|降低"),
)


def _plain(body: Body, shares: Sequence[Fact], *, led: bool = False) -> bool:
    """True for shares without levels, named wholes or other numbers between them: a row of members.

    ``led``: the first may name the whole of them all.
    """
    text = between(body, shares[0], shares[-1])
    return (
        all(s.claim.aspect == "" and not s.claim.links.get("part") for s in shares)
        and not any(s.claim.whole for s in (shares[1:] if led else shares))
        and not re.search("其中|多选|[。？]", text)
        and not body.inside(shares[0].key[0], shares[0].claim.at.start, shares[-1].claim.at.start)
    )


def _counted_out(body: Body, shares: Sequence[Fact]) -> bool:
    """资金由三部分构成：A占a%，B占b%，C占c%: as many shares as parts were announced."""
    left = body.before(shares[0], 60)
    if (of_all := _ALL_KINDS.search(left)) is not None and _plain(body, shares):
        # 就业、升学、待就业及其他四类分别占…: the last takes in what is left
        return len(shares) == whole(of_all["n"])
    announced = _PARTED.search(left[: max(left.rfind("："), left.rfind(":")) + 1])
    if announced is None or re.search("[。；\n]", left[announced.end() :]) or not _plain(body, shares):
        return False
    return len(shares) == whole(announced["n"])


def _options(body: Body, shares: Sequence[Fact]) -> int:
    """The number of options of a single-choice question that the shares answer, 99 where they are not listed; 0 for other questions."""
    left = body.before(shares[0], 160).rpartition("\n")[2]
    if "单选" not in left or "多选" in left or not _plain(body, shares):
        return 0
    if not all(_OPINION.search(body.clause(s)) for s in shares):
        return 0
    listed = re.search("选项(?:为|有|是|包括|分别为|：|:)(?P<names>[^，。；）)]{3,60})", left)
    return len(re.split("[、和或及]", listed["names"])) if listed else 99


def _opinions(body: Body, shares: Sequence[Fact]) -> bool:
    """认为好转的占a%，持平的占b%，转差的占c%: three answers of which everyone gives one at most."""
    return (
        len(shares) == len(_SCALE)
        and _plain(body, shares)
        and bool(_OPINION.search(body.clause(shares[0])))
        and all(sum(bool(answer.search(body.clause(s))) for s in shares) == 1 for answer in _SCALE)
    )


_UNDECIDED = re.compile(
    "未(?:作出?)?决定|未定|未想好|没想好|不确定|说不清|不清楚|不好说|无所谓|未表态|无意见|没有?意见|尚未考虑|未考虑|不知道|不好讲|中立|一半半|难说"
)


def _undecided(body: Body, shares: Sequence[Fact]) -> bool:
    """打算留下、到外地以及尚未决定的分别占…: who has not decided gives no other answer, so there is one for each."""
    last = shares[-1].claim
    return (
        len(shares) > 2
        and _UNDECIDED.search(last.subject + last.indicator + body.clause(shares[-1])) is not None
        and _plain(body, shares)
        and not _MANY.search(body.sentence(shares[0]))
    )


_VIEW = re.compile(
    "(?:(?:从|按|依|分|就)[^，。；：]{1,12}(?:构成|结构|组成|划分|来源|类型|类别|用途|分布|成分)(?:上|来)?(?:看|分|划分|分析|统计)?|(?:构成|结构)(?:为|如下|中|方面|上)?)"
    "[，：:][^。；]*$"
    "|[按分从](?:年龄段?|性别|学历|文化程度|职业|收入|户籍|行业|规模|来源地?|所有制)(?:来)?(?:分|划分|分组|看|统计)[，：:][^。；]*$"
)
_MANY = re.compile("多选|可选多|不止一|重叠|交叉|同时|兼有|兼具|重复|又|也|均")


def _viewed(body: Body, shares: Sequence[Fact]) -> bool:
    """从费用构成看，甲占a%，乙占b%，丙占c%: the words announce a division, so the shares of one whole cannot exceed it."""
    if len(shares) < 2 or not _VIEW.search(body.lead(shares[0])) or not _plain(body, shares, led=True):
        return False
    if _MANY.search(body.sentence(shares[0])):
        return False
    if re.search("[；;]|[看分][，：]", between(body, shares[0], shares[-1])):
        return False
    names = [member_name(s) for s in shares]
    traits = {next((at for at, trait in enumerate(TRAITS) if trait.search(name)), -1) for name in names}
    return len(traits) == 1 and not any(name.endswith("率") for name in names)  # 女性, 博士: divided by two things


_REST = re.compile("(?:而|则)?(?:其余|余下|剩余|剩下|另外)的?(?:则|近|约)?")  # 余下的17.9%来自烘焙
_LOW_END = re.compile("^(?:未满|不满|不足|低于|少于)|(?:以下|以内)(?:者|人口|人群|的)?$")
_HIGH_END = re.compile("^(?:超过|高于|多于)|以上(?:者|人口|人群|的)?$")


def _graded(first: str, last: str) -> bool:
    """大专及以下 … 硕士及以上: a scale told from end to end, in whichever order."""
    return bool((_LOW_END.search(first) and _HIGH_END.search(last)) or (_HIGH_END.search(first) and _LOW_END.search(last)))


def _and_the_rest(body: Body, shares: Sequence[Fact]) -> bool:
    """民生支出占78.6%，其他支出占24.1%: one and all others, a slip above a hundred."""
    return (
        len(shares) == 2
        and is_the_rest(member_name(shares[1]))
        and _plain(body, shares)
        and not _MANY.search(body.sentence(shares[0]))
        and sum(s.middle for s in shares) > 100
        and slipped_from_a_hundred(body, shares, one_kind=True)
    )


def _one_more(body: Body, shares: Sequence[Fact]) -> bool:
    """32.6%的受访者预期改善，…；41.9%认为不变，21.3%认为转差，余下…: one that is told in other words belongs to them, too."""
    index, first, last = shares[0].key[0], shares[0].claim, shares[-1]
    beside = (s for s in body.all("share") if s.key[0] == index and s.claim.sentence == first.sentence and s.order < last.order)
    return any(s.claim.aspect == "of-count" and s not in shares for s in beside)


def _rest_closes(body: Body, shares: Sequence[Fact], *, run: bool) -> bool:
    """A占a%，B占b%，其他占c%: three or more in clauses of one shape, the last of them what remains."""
    last = shares[-1]
    named = last.claim.subject.rpartition("|")[2] + last.claim.indicator
    left = _REST.fullmatch(body.clause(last)) is not None
    graded = _graded(member_name(shares[0]), member_name(last))
    if not (left or graded or is_the_rest(named)) or "率" in body.before(shares[0], 10):
        return False
    if _one_more(body, shares):
        return False
    if run:
        return True
    text = between(body, shares[0], last)
    alike = len({(s.claim.whole or "", s.claim.links.get("total", ())) for s in (shares[:-1] if left else shares)}) == 1
    return (
        len(shares) >= 3
        and alike
        and "其中" not in text
        and not re.search("[;；。]", text)
        and all(
            s.claim.aspect == "" or ((left or HELD.search(member_name(s))) and s.claim.aspect == "rate" and not s.claim.links)
            for s in shares
        )
        and not body.inside(last.key[0], shares[0].claim.at.start, last.claim.at.start)
    )
