"""零的突破, 填补空白, 从无到有: there had been none, so nothing the text tells of before may be more than zero (EP502)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from enping_check.claims.dateline import either
from enping_check.claims.landmarks import first_words
from enping_check.claims.timeline import YEAR
from enping_check.engine import Constraint, Var, total
from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable

_REACH = 46  # characters between what was achieved and the words that there had been none
_SOON = 22  # characters behind them in which it may be told
_NOT = ("base", "average", "whole", "threshold", "target", "incidental", "comparison")
_GRADE = re.compile(
    "国家级|省级|市级|区级|县级|全国|世界级?|国际|部级|十亿|百亿|千亿|亿元以上|百万|千万|[A-Z\\d]+级|[一二三四五]星|甲级|乙级|特级"
)
_RANK = re.compile("(?<![全我本])(?:国家|省)|[“「][^”」]{1,8}[”」]")  # whose title it is, and which
_BEFORE = re.compile(
    "上一?届|上一?次|前一?届|此前|之前|原有|原先|原来|过去|早年|早在|去年|上一?年|前一?年|往年|(?:19|20)\\d\\d年|上一?(?:赛季|学年|季)|曾"
)
_NEW = re.compile(
    "新|首|认定|获评|获批|评为|入选|摘|夺|取得|拿下|诞生|引进|建成|投产|培育|落户|登陆|上市|挂牌|通过|获|增加|辅导|输送"
    "|上榜|入围|入榜|跻身|备案|核准|设立|签约|实施|出口|开行|注册"
)
_NO_STOCK = re.compile("其中|另有|此外|同时|力争|计划|目标|将")
_SAME = re.compile(
    "(?:该|此|这一|这|上述|同)(?![省市县区镇乡村州旗盟校院厂所队])(?:类|项|个|种|款|级|批)?(?P<thing>[\u4e00-\u9fffA-Za-z]{1,10})"
)


@functools.cache
def _fillers() -> re.Pattern[str]:
    return re.compile(f"(?:{either(first_words()['fillers'])}|[“”「」，、])")


@functools.cache
def _again() -> re.Pattern[str]:
    """到上年底区内拥有该称号的企业为: what has just been told of, by what such a title is called, and of no other place."""
    inside = "(?:[区市县镇园州省辖境域院校厂]{1,2}内|当地|本地)?(?:就?已经?|便|共)*"
    return re.compile(
        f"(?:到|至|截至|在|早在)?(?:{_BEFORE.pattern})[末底初]?{inside}(?:拥有|持有|获得|获|有|取得|具备|享有|挂着|顶着|入选|列入|通过)?"
        f"(?:该|此|这一|这个|这块|同一|上述)(?:类|项|级)?(?:{either(first_words()['again'])})的?[一-鿿]{{0,6}}?(?:就?已|共|有|为|达到?)*"
    )


@functools.cache
def _all() -> re.Pattern[str]:
    return re.compile(either(first_words()["all"]))


def zeros(body: Body, first: Fact) -> Iterator[Relation]:
    """Every relation of one such mark."""
    level = _achieved(body, first)
    if level is None:
        return
    yield from _earlier(body, first, level)
    yield from _risen(body, first, level)
    yield from _stocks(body, first, level)
    yield from _of_a_stock(body, first, level)


def _achieved(body: Body, first: Fact) -> Fact | None:
    """What broke the zero: the count told last before the words, if they name nothing else; else the one told right after them."""
    index, at = first.key[0], first.claim.at
    text = body.readings[index].article.folded
    before = [f for f in body.inside(index, at.start - _REACH - 20, at.start) if f.claim.at.end <= at.start and _counted(f)]
    if before:
        level = before[-1]
        between = text[level.claim.at.end : at.start]
        if len(between) > _REACH or re.search("[。；！\\n]", between):
            return None
        if "比" in between or "较" in between:  # 达到3家，比上年增加2家，实现…
            between = re.sub("[，,]?(?:比|较)[^，]*", "", between)
        named = re.sub(f"^{_noun_behind(body, level)}", "", between) + "".join(re.findall("填补了?(.*)空白", first.claim.surface))
        if _base_of_another(level):
            now = [f for f in before[:-1] if level.key[1] in f.claim.links.get("base", ())]
            return now[-1] if now and _akin(named, _noun(body, now[-1])) else None
        return level if _akin(named, _noun(body, level)) or _on_its_list(body, level, named) else None
    after = [f for f in body.inside(index, at.end - 1, at.end + _SOON + 1) if _counted(f)]
    if not after:
        return None
    level = after[0]
    between = text[at.end : level.claim.at.start]
    if re.search("[。；！\\n]", between) or _base_of_another(level):
        return None
    own, lead = _own_words(body, level), re.split("[。！？\\n]", text[max(0, at.start - 40) : at.start])[-1]
    akin = len(own) < 2 or _shared(own, _bare(lead)) > 0
    return level if re.search("^，", between) and _NEW.search(between) and akin else _of_the_item(body, first, level, text)


_BATCH = re.compile("第(?P<n>[一二三四五六七八九十]{1,3}|\\d{1,2})批(?P<of>[一-鿿“”]{0,14}?)(?:名单|榜单)")
_ELSEWHERE = re.compile("全[国省市州]|邻|兄弟|周边|外[省市县区]")


def _on_its_list(body: Body, level: Fact, named: str) -> bool:
    """（“小巨人”…。）第七批国家级名单中，5家企业上榜，实现国家级“小巨人”零的突破: of what the list is of, as words before tell."""
    batch = _BATCH.search(body.lead(level))
    if batch is None or not _noun_behind(body, level).endswith(("上榜", "入选", "入围", "在列")):
        return False
    rest = _bare(_GRADE.sub("", re.split("，", named)[-1]))
    line = body.readings[level.key[0]].article.folded[: level.claim.at.start].rpartition("\n")[2]
    return set(_GRADE.findall(named)) <= set(_GRADE.findall(batch[0])) and len(rest) > 1 and rest in _bare(line)


def _of_an_earlier_batch(body: Body, level: Fact, other: Fact) -> bool:
    """第七批国家级名单…；曾有2家企业入选第五批名单: a batch before it of the same list."""
    own = _BATCH.search(body.lead(level))
    theirs = _BATCH.search(body.clause(other) + re.split("[，。；！？\\n]", body.after(other, 24))[0])
    if own is None or theirs is None or _ELSEWHERE.search(body.clause(other)):
        return False
    first, last = whole(theirs["n"]), whole(own["n"])
    return bool(first and last and first < last) and set(_GRADE.findall(theirs["of"])) <= set(_GRADE.findall(own["of"]))


def _of_the_item(body: Body, first: Fact, level: Fact, text: str) -> Fact | None:
    """实现该项目从无到有，全年共完成手术6例: of what the words before have named."""
    between = text[first.claim.at.end : level.claim.at.start]
    lead = re.split("[。！？\\n]", text[max(0, first.claim.at.start - 40) : first.claim.at.start])[-1]
    return level if between.startswith("，") and _shared(_bare(lead), _bare(between)) >= 2 else None


def _counted(fact: Fact) -> bool:
    """A count of things that has come about."""
    claim, quantity = fact.claim, fact.claim.quantity
    if quantity is None or quantity.hedge or quantity.ranged or claim.modality != "fact" or not usable(fact):
        return False
    return quantity.dimension.startswith(("count", "person")) and claim.aspect not in _NOT[1:] and bool(quantity.number)


def _base_of_another(fact: Fact) -> bool:
    return fact.claim.aspect == "base"


def _noun_behind(body: Body, fact: Fact) -> str:
    """企业 of 3家企业."""
    return re.split("[^\u4e00-\u9fff]", body.after(fact, 14))[0][:10]


def _noun(body: Body, fact: Fact) -> str:
    """The words around a count that may name what is counted: its clause, the word behind it, and its own name."""
    behind = re.split("[，。；：、！？（\\n\\d]", body.after(fact, 24))[0]
    return body.clause(fact) + behind + fact.claim.subject + fact.claim.indicator


def _listed_as(body: Body, level: Fact) -> str:
    """国家企业技术中心 of 在最新公布的国家企业技术中心名单中，有2家企业上榜."""
    named = _LIST_OF.search(body.lead(level))
    return named[0] if named else ""


_LIST_OF = re.compile("[在的批][一-鿿]{2,24}(?:名单|榜单)[中里]?，")


def _bare(words: str) -> str:
    return re.sub("[^\u4e00-\u9fffA-Za-z]", "", _fillers().sub("", words))


def _shared(one: str, two: str) -> int:
    """How many pairs of characters of ``one`` stand in ``two``."""
    return sum(one[i : i + 2] in two for i in range(len(one) - 1))


def _akin(named: str, noun: str) -> bool:
    """True where the words name nothing, or for the greater part what is counted."""
    bare = _bare(named)
    if not set(_GRADE.findall(named)) <= set(_GRADE.findall(noun)):
        return False
    return len(bare) < 2 or 2 * _shared(bare, _bare(noun)) >= len(bare) - 1


def _one_thing(body: Body, level: Fact, other: Fact) -> bool:
    """True where ``other`` counts what ``level`` does: nearly all of its words, and of one grade; or 该标章, which has been named."""
    mine, theirs = _listed_as(body, level) + _noun(body, level), re.split("[，。；：、！？（\\n\\d]", body.after(other, 24))[0]
    said = body.clause(other) + theirs
    if _of_an_earlier_batch(body, level, other):
        return True
    if (same := _SAME.search(said)) and _shared(same["thing"][-4:], mine):
        return True
    if _again().fullmatch(body.clause(other)) and 0 <= other.claim.sentence - level.claim.sentence <= 1:
        return True
    bare = _bare(_all().sub("", _BEFORE.sub("", said)))
    if len(bare) < 2:
        return False
    pairs = len(bare) - 1
    if _other_kind(body, level, other):
        return False
    graded = all(set(kind.findall(said)) == set(kind.findall(mine)) for kind in (_GRADE, _RANK))
    return graded and 5 * _shared(bare, _bare(mine)) >= 3 * pairs


def _other_kind(body: Body, level: Fact, other: Fact) -> bool:
    """肾移植手术 beside 肝移植手术: something else stands at the same place of the name."""
    names = []
    behind = [_noun_behind(body, each) for each in (level, other)]
    for fact, noun in zip((level, other), behind, strict=True):
        words = noun if all(len(each) >= 2 for each in behind) else body.clause(fact)
        names.append(_bare(_all().sub("", _TIMES.sub("", words))))
    one, two = names
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    return bool(one and two) and len(names[0]) - len(one) >= 2 and max(len(one), len(two)) <= 3


_TIMES = re.compile(
    "(?:\\d+(?:年[末底初]?|月)|上一?届|上一?次|前一?届|此前|之前|去年|上年|前年|往年|今年|本年|本届|年末|年底|新(?:增加?|认定|评定|评|获批|培育|引进)?|曾|已|有|共)"
)


def _earlier(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """2022年末有1家, 上届1枚, 上年为2例: of an earlier time and more than none."""
    bases = {f.key for f in body.linked(level, "base")}
    if not _own_words(body, level):
        # 实现零的突破，全年开行36列，比上一年的24列增加12列: nothing but the item can be meant
        moved = [f for f in body.beside(level, "change", "growth") if body.first(f, "now") == level]
        bases |= {base.key for f in moved for base in body.linked(f, "base") if base.claim.basis in ("同比", "上年")}
    for other in body.levels[level.key[0]]:
        if other.key == level.key or not usable(other) or not same_dimension(other, level) or not _plain(other):
            continue
        if abs(other.claim.paragraph - level.claim.paragraph) > 3:
            continue
        told = other.key in bases or _told_of_before(body, level, other)
        if told:
            yield _some(Constraint(Var(other.key), "<=", total([0])), (first, other, level), f"{printed(body, other)} > 0")


def _own_words(body: Body, level: Fact) -> str:
    """What a count is called beside verbs of coming about: nothing in 全年组织开行36列, 专利 in 新增专利36件."""
    return re.sub("组织|全[年市县区省镇州]|年内|一年|当年|本年|[总已共]", "", _bare(_NEW.sub("", _all().sub("", body.clause(level)))))


def _plain(fact: Fact) -> bool:
    claim, quantity = fact.claim, fact.claim.quantity
    if quantity is None or quantity.hedge or claim.modality != "fact" or not quantity.number:
        return False
    return claim.aspect not in _NOT[1:] and not claim.links.get("total")


def _told_of_before(body: Body, level: Fact, other: Fact) -> bool:
    """True where the count is of an earlier time, by its own words, and of the same thing, or names nothing beside it."""
    lead = re.split("[；。！？\\n]", body.before(other, 60))[-1]
    time = _BEFORE.search(lead)
    if time is None or not _before_in_time(level, other):
        return False
    near = abs(other.claim.sentence - level.claim.sentence) <= 1
    words = _bare(_all().sub("", _BEFORE.sub("", body.clause(other))) + re.split("[，。；：、！？（\\n\\d]", body.after(other, 24))[0])
    return _one_thing(body, level, other) or (near and len(words) < 2 and other.claim.at.start > level.claim.at.start)


def _before_in_time(level: Fact, other: Fact) -> bool:
    """False where the periods read say that the other is not earlier."""
    x, y = YEAR.match(other.claim.period), YEAR.match(level.claim.period)
    if x is None or y is None or (x[0][0] != y[0][0] and "Y" in (x[0][0], y[0][0])):
        return True
    one, two = (int(each[0].lstrip("Y")) for each in (x, y))
    return one < two or (one == two and other.claim.period == level.claim.period == "")


def _risen(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """达到3家，比上年增加2家; 4件，增长33.3%: what has grown from nothing has grown by all of it, and by no rate."""
    for other in body.beside(level, "growth", "change"):
        if body.first(other, "now") != level or not usable(other) or other.claim.basis not in ("同比", "上年", "年初"):
            continue
        if other.claim.kind == "growth" and other.claim.sign > 0:
            shown = f"{printed(body, level)} ÷ (1 + {printed(body, other)}) > 0"
            yield _some(Constraint(Var(level.key), "<=", total([0])), (first, level, other), shown)
        elif other.claim.kind == "change" and same_dimension(other, level):
            shown = f"{printed(body, level)} − {printed(body, other)} > 0"
            yield _some(Constraint(Var(level.key), "<=", Var(other.key)), (first, level, other), shown)


def _stocks(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """新增2家，实现零的突破，累计5家: how many there are in all must be just what is new."""
    if level.claim.aspect != "increment" and not _NEW.search(body.clause(level) + _noun_behind(body, level)):
        return
    if level.claim.aspect == "stock" or re.search("累计|总数|共有|已有", body.clause(level)):
        return
    for stock in body.within(level, 1, "level"):
        claim = stock.claim
        if claim.sentence < level.claim.sentence or claim.paragraph != level.claim.paragraph or claim.at.start < level.claim.at.start:
            continue
        if stock.key == level.key or not usable(stock) or not same_dimension(stock, level) or not _plain(stock):
            continue
        said = body.clause(stock)
        lead = re.split("[。；！？\\n]", body.before(stock, 40))[-1]
        if claim.aspect == "increment" or not _all().search(said) or _NEWLY.search(said) or _BEFORE.search(lead):
            continue
        if claim.sentence == level.claim.sentence and claim.at.start < first.claim.at.start and _NO_STOCK.search(said):
            continue
        if _NO_STOCK.search(said):
            continue
        bare = not _bare(_all().sub("", said)) and not _noun_behind(body, stock) and claim.sentence == level.claim.sentence
        if not (bare and claim.at.start > first.claim.at.start) and not _one_thing(body, level, stock):
            continue
        yield _some(
            Constraint(Var(stock.key), "<=", Var(level.key)), (first, level, stock), f"{printed(body, stock)} − {printed(body, level)} > 0"
        )


def _of_a_stock(body: Body, first: Fact, level: Fact) -> Iterator[Relation]:
    """龙头企业达到4家，今年新增1家，实现零的突破: some of those just told in all are from before, where the new ones have no other name."""
    said = re.sub("其中|年内", "", body.clause(level))
    named = _noun_behind(body, level) or _bare(_NEW_ONES.sub("", _TIMES.sub("", said)))
    name = name_key(level.claim)
    if level.claim.aspect != "increment" or _OWN.search(said) or named or len(name) < 2:
        return
    for stock in body.beside(level, "level"):
        if level.claim.clause - stock.claim.clause != 1 or not usable(stock) or not same_dimension(stock, level) or not _plain(stock):
            continue
        lead = re.split("[。！？\\n]", body.before(stock, 40))[-1]
        if stock.claim.aspect == "increment" or not _all().search(body.clause(stock)) or _NEWLY.search(lead) or _BEFORE.search(lead):
            continue
        if name_key(stock.claim) != name or stock.claim.scope_key != level.claim.scope_key:
            continue
        yield _some(
            Constraint(Var(stock.key), "<=", Var(level.key)), (first, level, stock), f"{printed(body, stock)} − {printed(body, level)} > 0"
        )


_NEWLY = re.compile("新增|新认定|新评")
_OWN = re.compile("[我本该此]")
_NEW_ONES = re.compile("新增加?|新认定|新评定?|新获批|新培育|新引进|新入选|新建成?|新设立?|增加|净增|一次性|一举")


def _some(constraint: Constraint, facts: tuple[Fact, ...], formula: str) -> Relation:
    return Relation("EP502", constraint, facts, formula, key="zero", free=True)
