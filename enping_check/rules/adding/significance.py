"""How much chance the words of a total and its parts allow for: the less they say that it is a sum, the rarer a match must be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Final

from enping_check.language.numerals import whole as number
from enping_check.rules.adding.additivity import (
    STEP,
    all_members,
    in_time,
    leave_nothing_between,
    missed,
    of_one_kind,
    of_one_standing,
    one_each,
    one_ending,
)
from enping_check.rules.answers import divides
from enping_check.rules.body import Body, Fact, name_key, summed
from enping_check.rules.lists import member_name
from enping_check.rules.sum_words import COUNT, DIVIDED, count_in, sum_words
from enping_check.rules.wholes import same_dimension

# by chance at most so often may a slip make the sum right: where the words say that it is one, where they may, where they do not
CERTAIN: Final = Fraction(8)
EXCEEDED: Final = Fraction(2)
SAID: Final = Fraction(2, 5)
MEANT: Final = Fraction(1, 12)
PURE: Final = Fraction(1, 6)
OPEN: Final = Fraction(1, 40)
BARE: Final = Fraction(1, 200)
_BRACKET = re.compile("（[^，。；（）]*")  # 招生1246人（普通班1080人、实验班166人）


def list_says(body: Body, whole: Fact, parts: Sequence[Fact]) -> Fraction | None:
    """How much chance the words of a total and the list behind it allow for; None where they forbid."""
    words = sum_words()
    article = body.readings[whole.key[0]].article.folded
    if any(p.claim.interval == whole.claim.interval and name_key(p.claim) == name_key(whole.claim) for p in parts):
        return None  # 学生1260名。1260名学生…，162名教师…: told again
    lead, tail = body.between(whole, parts[0]), re.split("[。；\n]", article[parts[-1].claim.at.end : parts[-1].claim.at.end + 24])[0]
    inside = body.between(whole, parts[-1])
    if words.rest.search(tail) or _REST.search(tail):
        return None  # …、丙8.7亿元，余为丁
    above = summed(parts) > whole.middle
    # more than the whole: were others left out (附加刑等非监禁刑的1714人), they would be more still
    named = _LARGEST.sub("", inside.replace("等", "")) if above else inside
    if words.partial.search(named) or words.partial.match(re.split("[，]", tail)[0]) or not of_one_standing(body, whole, parts):
        return None
    before = re.split("[。；，\n]", body.before(whole, 24))[-1]
    if missed(body, parts[0], parts[-1]):
        return None
    last = body.between(parts[-2], parts[-1]) + re.split("[，]", tail)[0][:8]
    rest = words.rest.search(last) is not None
    announced = words.counted.search(lead) or words.counted.search(before) or _SO_MANY.search(lead) or _SHARED_OUT.search(lead)
    n = (number(announced["n"]) or 0) if announced is not None else 0
    if n not in (0, len(parts)):
        return None
    certain = (
        (rest and len(parts) > 2)
        or words.closing.match(tail) is not None
        or ((made_up := MADE_UP.match(tail)) is not None and number(made_up["n"]) == len(parts))
        or n > 0
        or (_MADE_UP_OF.match(lead) is not None and "由" in before and "其中" not in lead and _ends_with(body, parts))
        or _NOTHING_ELSE.search(lead) is not None
        or all_members(whole, parts)
        or (len(parts) == 2 and leave_nothing_between(body, *parts))
    )
    if certain:
        return CERTAIN
    if rest and len(parts) == 2 and words.rest.match(body.between(parts[0], parts[1]).lstrip("，、；")[:4]) is not None:
        return EXCEEDED  # 计划96个，已完工72个，其余24个正在施工
    if _COUNTED_OUT.fullmatch(lead) and len(parts) > 2 and _JUST.search(before) and _enumerated(body, parts):
        # 共投放站点148个：甲区62个、乙区51个、丙区35个; …、丁120万元，以及戊98万元 says where it ends
        ends = _LAST_BUT.match(body.between(parts[-2], parts[-1])) is not None and _ends_with(body, parts)
        return CERTAIN if ends and _COUNTED_UP.search(before) else EXCEEDED
    if _COUNTED_OUT.fullmatch(lead) and not tail and _COUNTED_UP.search(before) and _place_by_place(body, parts):
        return CERTAIN  # 共发放4278户：甲镇1264户，乙镇987户，丙乡835户，丁乡642户。
    if _shared_out(body, parts):
        return EXCEEDED if above else MEANT
    if (
        rest
        or _counted_before(body, before, whole, parts)
        or _LAST_OF_ALL.search(body.clause(parts[-1]))
        or words.whole.search(lead)
        or (words.each.search(lead) and not re.search("[、和及与]", lead))
    ):
        return SAID
    if _BRACKET.fullmatch(lead) and tail.startswith("）") and not words.open.search(lead) and "（" not in inside[1:]:
        return SAID if len(parts) > 2 else MEANT
    kin = of_one_kind(whole, parts)
    own = all(p.claim.links.get("total") == (whole.claim.id,) for p in parts)
    if len(parts) < 3 and own and DIVIDED.match(lead.rpartition("。")[2]):
        return OPEN  # 按企业规模分，大型企业a，中小微企业b
    if len(parts) < 3 and not (above and own):
        at_once = kin and _AT_ONCE.fullmatch(lead) is not None  # 完赛18746人，全程7288人、半程11458人
        return BARE if own or at_once or one_ending(whole, parts) else None
    if above and len(parts) == 2 and all(words.overlap.search(member_name(p)) for p in parts) and not one_ending(whole, parts):
        return None  # 汽车8.64万辆，其中出口6.28万辆，新能源汽车2.97万辆: some are both
    if above and _enumerated(body, parts) and _nested(whole, parts):
        return None  # 警情120起，其中纠纷64起、家庭纠纷32起、求助28起
    pure = one_each(body, whole, parts)
    if (
        above
        and pure
        and "其中" in lead
        and in_time(body, parts)
        and {STEP.sub("", body.clause(p)).removeprefix("其中") for p in parts} == {""}
    ):
        return CERTAIN  # 共24个，其中2023年7个，2024年12个，2025年6个: none is of two years
    if above and pure and own and len(parts) > 2 and not _overlapping(body, whole, parts):
        if _of_events(body, whole, parts):
            return CERTAIN  # 事故14起，其中道路运输9起、建筑施工4起、工贸行业2起: what happened once is of one sort
        return EXCEEDED  # more than the whole: none of them is left out, they could but overlap
    if above:
        return (PURE if pure else MEANT) if kin or words.open.search(lead) else OPEN
    return MEANT if pure else OPEN if kin else BARE


_AT_ONCE: Final = re.compile("[，：（][^，。；：\\d]{1,8}")
_MADE_UP_OF: Final = re.compile("[一-鿿]{0,8}(?:组成|构成)[，：]")  # 由7人组成：书记1名，副书记2名，委员4名
_IT_ALL: Final = re.compile("[，；](?:总|合|一)?共计?")
_LARGEST: Final = re.compile("(?<=[一-鿿])(?:数量|人数)?最[多大高](?=[，、])")  # 制造业企业最多，128家
_ALTOGETHER: Final = re.compile("合计|共(?!同|享|建)|总")


def _ends_with(body: Body, parts: Sequence[Fact]) -> bool:
    """True where nothing measured so follows in the sentence."""
    later = [f for f in body.beside(parts[-1], "level") if f.order > parts[-1].order]
    return not any(same_dimension(f, parts[-1]) for f in later)


def _shared_out(body: Body, parts: Sequence[Fact]) -> bool:
    """3.18亿元投向产业园区，1.46亿元投向污水管网，…: one verb behind each says where it went."""
    verbs = {found[0] if (found := divides().match(body.after(p, 8))) is not None else "" for p in parts}
    return len(parts) > 2 and len(verbs) == 1 and "" not in verbs


def _counted_before(body: Body, before: str, whole: Fact, parts: Sequence[Fact]) -> bool:
    """三座水厂合计供水a。其中，一水厂b；二水厂c；三水厂d: as many as the words of the total count, each told with their noun."""
    count = list(COUNT.finditer(before))
    if not count or number(count[-1]["n"]) != len(parts) or _ALTOGETHER.search(before) is None:
        return False
    noun = before[count[-1].end() :][:2]
    return len(noun) == 2 and all(body.between(a, b).count(noun) == 1 for a, b in pairwise((whole, *parts)))


_GRADED: Final = re.compile("(?:国家|[省部市地州盟县区旗镇乡村]|街道|社区)级|中央|上级|自筹")


def _overlapping(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where one thing may be counted in two of the parts: not for grades (区级14家、街道级9家), nor for times."""
    if in_time(body, parts):
        return False
    names = [member_name(p).removesuffix(whole.claim.indicator) for p in parts]
    grades = [found[0] if (found := _GRADED.search(body.clause(p))) else "" for p in parts]
    if all(grades) and len(set(grades)) == len(grades):
        return False
    return any(sum_words().overlap.search(name) for name in names)


def _nested(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True where one part is called as another is, and by a word more: 家庭纠纷 beside 纠纷; not 半失能 beside 失能."""
    names = [member_name(p).removesuffix(whole.claim.indicator) for p in parts]
    return any(len(a) > 1 and b.endswith(a) and len(b) > len(a) + 1 for a, b in permutations(names, 2))


def _of_events(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """True for things that happened, counted out sort by sort: not for 亡人事故, 涉校事故, 夜间事故, which are of a sort besides."""
    units = {f.claim.quantity.unit for f in (whole, *parts) if f.claim.quantity is not None}
    words = body.between(whole, parts[-1])
    apart = len(units) == 1 and units <= sum_words().events and _enumerated(body, parts)
    return apart and sum_words().traits.search(words) is None


_JUST: Final = re.compile("共(?!同|建|享)|总|合计|累计")
_COUNTED_UP: Final = re.compile("共(?!同|建|享)|合计|总计")  # 总奖金, 分别为冠军…、亚军…和季军…, may go to others as well
_LAST_BUT: Final = re.compile("，?(?:以及|[及和与])")
# 支出共8440万元，分别为急难救助3150万元、…
_COUNTED_OUT: Final = re.compile("(?:：|，(?:分别|依次|依序)[为是])[^，；。：、]{1,12}")


def _enumerated(body: Body, parts: Sequence[Fact]) -> bool:
    """Members that nothing but 、 parts, each with its number at its end."""
    return all(re.fullmatch("(?:[、和及与]|，?以及)[^，；。：、\\d]+", body.between(a, b)) for a, b in pairwise(parts))


def _place_by_place(body: Body, parts: Sequence[Fact]) -> bool:
    """Towns, districts or villages alone, three or more, each with its number and nothing else."""
    names = [re.split("[：，、；]", body.clause(p))[-1].strip() for p in parts]
    apart = all(re.fullmatch("[，、；] ?[^，。；：、\\d]+", body.between(a, b)) for a, b in pairwise(parts))
    return len(parts) > 2 and apart and len({*names}) == len(names) and all(_A_PLACE.fullmatch(name) for name in names)


_A_PLACE: Final = re.compile("[一-鿿]{2,6}(?:[县区市镇乡村旗]|街道|社区)(?<!园区)(?<!超市)")


# 补助共3.2亿元（三项合计，无其他支出），其中…
_SO_MANY = re.compile(
    "[（，](?:以下|下列|上述)?(?P<n>[两二三四五六七八九十])(?:大|个)?[项类块笔种](?:资金|费用|支出|收入|补贴)?(?:合计|之和|相加|加总|总和)"
)
# 三类主体分了这笔钱：
_SHARED_OUT = re.compile(
    "，(?:由|被)?(?P<n>[两二三四五六七八九])(?:大|个)?[类家户方块](?:经营)?(?:主体|对象|客户|群体|人群|单位|企业|机构)?"
    "(?:共同)?(?:瓜分|分享|分掉|分得|分走|分)(?:了)?(?:这|该|上述)(?:笔|些)(?:钱|款|资金|贷款|补贴)?[：—]+"
)
_NOTHING_ELSE = re.compile("(?:再?无|没有|别无|不存在)其[他它]")
MADE_UP = re.compile(
    "，(?:以上|上述)?(?P<n>[两二三四五六七八九十])(?:大|个)?[\u4e00-\u9fff]{1,4}?(?:合计|共同|合起来|加起来|相加|之和|合并|一并|一起)(?:即|就)?(?:构成|组成|为|是|占)"
)
# a scale told down to its end, and what whoever asks for money has of his own
_LAST_OF_ALL = re.compile("(?:及|和)?以下$|(?:自筹|自有|自行筹[集措]|自行解决)(?:资金|部分)?$")
_REST = re.compile("[，、]其?余(?:为|是|由|属|系|的|均|皆|都|来自|用于|则)")


def total_says(body: Body, whole: Fact, parts: Sequence[Fact], clause: str) -> Fraction | None:
    """How much chance the words of a total behind its parts allow for; None where they forbid."""
    words = sum_words()
    if words.rest.search(clause) or words.partial.search(body.between(parts[0], parts[-1])) or not of_one_standing(body, whole, parts):
        return None
    if missed(body, parts[0], whole):
        return None
    # 17枚金牌、26枚铜牌，奖牌总数66枚: the noun behind the last number is no word of the total's
    own_words = clause.removeprefix(parts[-1].claim.indicator)
    own_words = own_words if own_words[:1] in "，、；" else clause
    named = [_holds(own_words, name) for p in parts if len(name := member_name(p)[:4]) > 1]
    if _EARLIER.search(own_words) and not _EARLIER.search(body.lead(parts[-1])):
        return None  # 金牌17枚、铜牌26枚，上届奖牌总数66枚
    if any(named) and not all(named) and not all(_holds(own_words, member_name(p)[-2:]) for p in parts):
        return None  # 本周新房a套、二手房b套，本月以来新房累计c套
    n = count_in(clause)
    if all_members(whole, parts) or (made_up_so(body, parts[-1], clause) and _enumerated(body, parts)):
        return CERTAIN
    own = whole.middle
    near = abs(summed(parts) - own) * 5 < own
    if n and n == len(parts):
        certain = in_time(body, parts) or words.sure.search(clause) or _counts_them(body, parts, clause)
        return CERTAIN if near and certain else SAID
    if words.beyond.search(clause) and not n:
        return BARE
    lead = body.before(parts[0], 40).rpartition("。")[2]
    announced = words.counted.search(lead)
    if near and announced is not None and number(announced["n"]) == len(parts) and _SUMMED.search(clause):
        return CERTAIN  # 分三批出货，依次为a、b及c，全季共d
    here = parts[0].claim.sentence == whole.claim.sentence
    if here and (near or summed(parts) > own) and _IT_ALL.fullmatch(own_words) and len(parts) > 2 and _in_one_form(body, parts):
        return CERTAIN  # 一等奖3名、二等奖8名、三等奖15名，共26名
    measure = body.known(whole)
    if not here and measure is not None and all(body.known(p) is not measure for p in parts) and not words.sure.search(clause):
        return BARE  # 分行业看，甲a，乙b，丙c。全县网络零售额d: something else, by a name of its own
    if words.sure.search(clause) or _SUMMED.search(clause):
        return SAID if here else MEANT
    opposed = here and len(parts) == 2 and leave_nothing_between(body, *parts)
    if opposed and near and (words.sure.search(clause) or words.likely.search(clause)):
        return CERTAIN  # 上午到货86吨，下午到货73吨，全天共到货159吨
    if here and (words.added.match(body.clause(parts[-1])) or opposed):
        return SAID  # 省级安排a亿元，加上市县配套b亿元，总规模c亿元
    if here and _of_the_row(body, parts) and _ITS_TOTAL.fullmatch(clause):
        return SAID  # 东西两个厂区占地面积分别为a和b，总占地面积c
    if in_time(body, parts):
        return MEANT
    if len(parts) > 2 and one_each(body, whole, parts):
        return PURE if summed(parts) > own else MEANT
    return OPEN


_SO_MADE: Final = re.compile(
    "(?!等)[一-鿿]{0,3}(?:共同)?(?:组成|构成|合成|编成|汇成|拼成|凑成|组建成)的?，?(?:这|该|此|全|整|一)[支个套批座份家组队]?"
    "(?:共|总共|一共|合计|总计|总人数|人数|规模|为|达|有|是)*"
)


def made_up_so(body: Body, last: Fact, clause: str) -> bool:
    """代表团由运动员a、教练员b、领队c组成，这支d人的队伍: what the parts before, begun by 由, make up."""
    return _SO_MADE.fullmatch(clause) is not None and "由" in re.split("[。；]", body.before(last, 60))[-1]


def _holds(words: str, name: str) -> bool:
    """True where a name stands in the words; 门诊 stands in 门急诊, too."""
    return name in words or (len(name) == 2 and re.search(f"{re.escape(name[0])}[一-鿿]{re.escape(name[1])}", words) is not None)


def _in_one_form(body: Body, parts: Sequence[Fact]) -> bool:
    """True for members that one mark parts from each other, each with its number, which all end in one character: 一等奖3名、二等奖8名."""
    gaps = [body.between(a, b) for a, b in pairwise(parts)]
    endings = {re.sub("[辖设有]$", "", body.clause(p))[-1:] for p in parts}
    first = [f for f in body.levels[parts[0].key[0]] if f.claim.sentence == parts[0].claim.sentence and f.order < parts[0].order]
    alike = [
        f
        for f in first
        if f.claim.quantity is not None and parts[0].claim.quantity is not None and f.claim.quantity.unit == parts[0].claim.quantity.unit
    ]
    return (
        len(endings) == 1
        and "" not in endings
        and not alike
        and all(len(re.findall("[，、]", gap)) == 1 and "；" not in gap for gap in gaps)
    )


_EARLIER: Final = re.compile("上一?[届季赛]|往届|前一届")
_ITS_TOTAL: Final = re.compile("[，；]?(?:(?!全[^年])[^，；。]){0,6}(?:总(?!部|体上|的)|合计|共计|一共)[^，；。]{0,8}")


def _of_the_row(body: Body, parts: Sequence[Fact]) -> bool:
    """True for all the values of one 分别为."""
    group = parts[0].claim.group
    row = [f for f in body.levels[parts[0].key[0]] if f.claim.group == group]
    return group > 0 and [f.key for f in row] == [p.key for p in parts]


def _counts_them(body: Body, parts: Sequence[Fact], clause: str) -> bool:
    """甲水库a、乙水库b、丙水库c，三座水库共d: the total counts what every part is called."""
    count = list(COUNT.finditer(clause))
    counter = re.sub("^.[个大]?", "", count[-1][0]) if count else ""
    if counter and all(re.search(f"[一二三四五六七八九十首\\d]{counter}", body.clause(p)) for p in parts):
        return True  # 一期投资a，二期投资b，两期总投资c
    noun = clause[count[-1].end() :][:2] if count else ""
    return len(noun) == 2 and all(noun in body.clause(p) for p in parts)


_SUMMED = re.compile("[^总]共[计有达为约]?$")  # 全年水稻面积共
