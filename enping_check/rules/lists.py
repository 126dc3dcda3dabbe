"""Whether the parts of a list are all that there are: by its words, and by how near they come to its total."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from enping_check.claims import partitions
from enping_check.claims.lexicon import alternation
from enping_check.engine import Interval, Var, total
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole as number
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.slips import in_order, one_slip, slips
from enping_check.rules.wholes import same_dimension


def member_name(fact: Fact) -> str:
    """Subject and indicator of a part."""
    return fact.claim.subject + fact.claim.indicator


@cache
def _rest() -> re.Pattern[str]:
    words = "|".join(map(re.escape, partitions.load().others))
    words = f"(?!{alternation(table('sums.toml')['rest']['names'])})(?:{words})"
    return re.compile(f"(?:^|[及和与、以暨的或全本各市县区省镇州旗国]|^[一-鿿]{{1,4}}\\|)(?:{words})|(?:{words})$")


def is_the_rest(name: str) -> bool:
    """True for 其他产业, 甲及其他: what is left of a list; not for 其他投资, the name of a kind."""
    return _rest().search(name) is not None


def between(body: Body, first: Fact, last: Fact) -> str:
    """The text from one number up to the end of another."""
    article = body.readings[first.key[0]].article
    return article.folded[first.claim.at.start : last.claim.at.end]


def unread(body: Body, first: Fact, last: Fact) -> bool:
    """True when a number between the two was read as nothing: a member may be missing."""
    reading = body.readings[first.key[0]]
    taken = {f.claim.at for s in range(first.claim.sentence, last.claim.sentence + 1) for f in body.sentences.get((first.key[0], s), ())}
    quantities = reading.scan.quantities
    begin = bisect_right(quantities, first.claim.at.start, key=lambda q: q.at.start)
    end = bisect_left(quantities, last.claim.at.start, key=lambda q: q.at.start)
    return any(q.at not in taken and q.masked is None for q in quantities[begin:end])


def of_its_measure(whole: Fact, parts: Sequence[Fact]) -> bool:
    """The first fits by name, or all but one bear the total's own measure (分险种看，车险…，其他险种…)."""
    if parts[0].claim.links.get("fit"):
        return True
    return sum(p.claim.indicator.endswith(whole.claim.indicator) for p in parts) >= max(len(parts) - 1, 2)


def announced(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """支出分为四项：…: just the announced number of parts, each alone in its stretch of the list."""
    if parts[0].claim.links.get("announced") != (len(parts),) or any(len(p.claim.links.get("total", ())) > 1 for p in parts):
        return False
    if len({member_name(f) for f in (whole, *parts)}) <= len(parts):
        return False  # 厂房5亿元，已完成3亿元: more of one part, not another
    article = body.readings[parts[0].key[0]].article
    gaps = [body.between(a, b) for a, b in pairwise(parts)]
    by_semicolon = [gap.count("；") for gap in gaps]
    following = re.split("[。\n]", article.folded[parts[-1].claim.at.end : parts[-1].claim.at.end + 200], maxsplit=1)[0]
    if re.search("；[ （(]*[第二三四五六七八九十\\d]", following):
        return False
    if any(by_semicolon):
        following = following.partition("；")[0]
        end = parts[-1].claim.at.end + len(following)
        inside = [
            f
            for f in body.inside(whole.key[0], parts[0].claim.at.start, end)
            if f.key not in {p.key for p in parts} and same_dimension(f, whole)
        ]
        return all(n == 1 for n in by_semicolon) and not inside
    return all(_ONE_MEMBER.fullmatch(gap) for gap in gaps) and not unread(body, parts[0], parts[-1])


@cache
def _kinds() -> re.Pattern[str]:
    words = table("sums.toml")["lead"]["kinds"]
    return re.compile(f"(?<![第前后近约余逾\\d.])(?P<n>[两二三四五六七八九十]|\\d{{1,2}})(?:大|个)?(?:{alternation(words)})")


def counted_out(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """分三期建设，总投资86亿元，其中一期a、二期b、三期c: as many parts as there are 期, said before the total."""
    text, bounds = body.readings[whole.key[0]].article.folded, body.bounds(whole)
    said = list(_kinds().finditer(text, max(bounds.start, whole.claim.at.start - 40), whole.claim.at.start))
    if len(said) != 1 or number(said[0]["n"]) != len(parts) or len(parts) < 2:
        return False
    gaps = [body.between(a, b) for a, b in pairwise(parts)]
    if not all(_ONE_MEMBER.fullmatch(gap) for gap in gaps) or PARTIAL.search(between(body, whole, parts[-1])):
        return False
    alike = [f for f in body.inside(whole.key[0], whole.claim.at.start, parts[-1].claim.at.end) if same_dimension(f, whole)]
    return [f.key for f in alike if f.key != whole.key] == [p.key for p in parts] and text[parts[-1].claim.at.end] not in "、和及"


# from one member's value to the next one's: ，以及投资计划支出
_ONE_MEMBER = re.compile("[^，、；。]{0,3}(?:[，、]|(?=以?及|和))(?:以及|及|和|与)?[^，、；。]*")


# words of a list that leaves something out
PARTIAL = re.compile("等|主要|重点|部分|较[大多快]|前[两三四五六七八九十]|例如|比如|仅|最[大多高]|另")


NEARLY = Fraction(3, 20)  # … and so much, where the total has few digits to tell an exchange by, or 其中 opens the list
OPEN_GAP = Fraction(1, 4)  # a list that nothing closes and that leaves out more is one that leaves something out


def slipped(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """总支出64.06亿元，当中甲38.72亿元、…、丁9.63亿元: a list that by its words leaves nothing out, one slip of the pen off its total.

    Where something is missing, the list may only not say so: then but two exchanged digits of the total tell, which hardly ever make a sum
    by chance. No list has parts too many: there any exchange tells, and in a list closed by 和 or 及 any digit.
    """
    two = len(parts) == 2 and opposed(*parts)
    if (
        len(parts) < (2 if two else 3)
        or any(p.claim.sentence != parts[0].claim.sentence for p in parts)
        or parts[0].claim.sentence - whole.claim.sentence > 1
    ):
        return False
    names = [member_name(f) for f in (whole, *parts)]
    if len(set(names)) < len(names) or any(_DIFFERENCE.search(n) for n in names) or PARTIAL.search(between(body, whole, parts[-1])):
        return False
    alike = [f for f in body.inside(whole.key[0], whole.claim.at.start, parts[-1].claim.at.end) if same_dimension(f, whole)]
    if [f.key for f in alike if f.key != whole.key] != [p.key for p in parts] or unread(body, parts[0], parts[-1]):
        return False
    made, own = summed(parts), whole.claim.interval.middle
    if own is None or (abs(own - made) < own * _GAP and not two):
        return False
    whole_list = _printed_digits(body, whole) > _DIGITS + 1 and "其中" not in between(body, whole, parts[0])
    if not two and own - made > own * (OPEN_GAP if whole_list else NEARLY):
        return False  # 其中 names some of the parts as often as all of them
    value = total([Var(p.key) for p in parts])
    if made < own and _divided(body, whole, parts):
        return off_by_a_slip(body, whole, parts, ("transposition",))
    if made < own and not (two or _many_digits(body, whole, parts)):
        return any(s.label == "transposition" and s.interval.overlaps(value.range(_box(parts))) for s in slips(body, whole))
    if made < own:
        return off_by_a_slip(body, whole, parts, ("transposition", *(("digit", "unit-scale") if two else ())))
    gaps = [body.between(a, b) for a, b in pairwise(parts)]
    closed = all(_ONE_MEMBER.fullmatch(gap) for gap in gaps) and _LAST_MEMBER.match(gaps[-1]) is not None
    people = whole.claim.quantity is not None and whole.claim.quantity.dimension.startswith("count")  # 党员…、青年…: one may be both
    return off_by_a_slip(body, whole, parts, ("transposition", "unit-scale", *(("digit",) if closed and not people else ())))


_DIVIDED = re.compile("[按依][^，。；\\d]{1,8}(?:[看分]|划分|区分|统计)，?(?:其中|有)?[^，。；\\d]*$")


def _divided(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """教师412人，按职称分，正高级58人、副高级126人、…: members of one clause that a division of the whole opens."""
    text = body.readings[whole.key[0]].article.folded
    led = _DIVIDED.search(text[whole.claim.at.end : parts[0].claim.at.start]) is not None
    return led and all(p.claim.clause == parts[0].claim.clause for p in parts)


def opposed(one: Fact, other: Fact) -> bool:
    """内地旅客 and 非内地旅客, 过夜 and 不过夜: what the one is the other is not, so that nothing is left out."""
    a, b = sorted((member_name(one), member_name(other)), key=len)
    return len(a) > 1 and (b in (f"非{a}", f"不{a}", f"未{a}"))


def _many_digits(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when the numbers have digits enough that an exchange hardly ever closes the gap of a list that leaves something out."""
    return _printed_digits(body, whole) > _DIGITS and all(_printed_digits(body, p) >= _DIGITS for p in parts)


def _printed_digits(body: Body, fact: Fact) -> int:
    return sum(c.isdigit() for c in body.folded(fact))


def _box(parts: Sequence[Fact]) -> dict[Hashable, Interval]:
    return {p.key: p.claim.interval for p in parts}


_LAST_MEMBER = re.compile("[^，、；。]{0,3}[，、]?(?:以及|及|和|与)")
_DIFFERENCE = re.compile("[顺逆]差|差额|净[额值]|结余|盈余|盈亏|利润|[买卖]超")
_DIGITS = 3  # with fewer, one of them bridges any gap
_GAP = Fraction(1, 50)  # what is left out of a list may be as little, and as little is bridged by many a digit


def off_by_a_slip(body: Body, whole: Fact, parts: Sequence[Fact], labels: tuple[str, ...]) -> bool:
    """True when one such slip in one of the numbers makes the sum right, and they have digits enough for that to say something."""
    if any(_printed_digits(body, f) < _DIGITS for f in (whole, *parts)):
        labels = tuple(label for label in labels if label != "digit")
    return one_slip(body, whole, total([Var(p.key) for p in parts]), (whole, *parts), labels, in_order(parts))


_APART = re.compile("分级核算|之和[^，。；]{0,4}不等于|不等于[^，。；]{0,6}(?:之和|总[计数]|全[省市县区]数)|不[可能]相加")


def silenced(sentence: str, following: str = "") -> bool:
    """True for parts that overlap, or whose sum is said to be another than the total, there or in what follows."""
    return bool(
        _APART.search(following)
        or re.search(
            "分级核算|抵消|不等于|分别计入|(?<![不无未])(?:重复|交叉|重叠)|均计入|都计入|套种|间作|复合种植|归入多|同一[人户家]|同时(?:受|被|获|具|属|计|享|拥)|兼有|兼具|不[可能]相加",
            sentence,
        )
    )


# what one and the same member may be at once
TRAITS = (
    re.compile("男|女"),
    re.compile("岁|成年|少年|青年|老年|中年|后$"),
    re.compile("博士|硕士|研究生|本科|大专|学历|文化"),
    re.compile("职称|高级|中级|初级|技师"),
    re.compile("党员|团员|群众"),
    re.compile("民族|汉族"),
    re.compile("本地|外地|外籍|本市|外省|境外|境内"),
    re.compile("小微|绿色|涉农|民营|科技|普惠"),
)
