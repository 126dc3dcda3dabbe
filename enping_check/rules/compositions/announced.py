"""A division that the words before it announce: 由三部分构成, 仅由甲、乙、丙三家承担, 从费用构成看."""

from __future__ import annotations

import re
from collections.abc import Sequence

from enping_check.language.numerals import whole
from enping_check.rules.body import Body, Fact
from enping_check.rules.compositions.rows import MANY, plain_row
from enping_check.rules.lists import PARTIAL, TRAITS, between, member_name

_PARTED = re.compile(
    "(?:由|分为|分成|分|有|包括|来自)[^，。；：]{0,8}?(?P<n>[两二三四五六七八九]|[2-9])(?:大|个|种)?(?:部分|方面|类|块|项|渠道|板块|来源|种)(?:资金|来源|人群|群体)?(?:构成|组成|筹集|解决)?[：:]$"
)
_ALL_KINDS = re.compile(
    "、[^，。；：]{0,12}(?:其他|其它|其余)[^，。；：、]{0,6}?(?P<n>[两二三四五六七八九])(?:大?类|项|者|部分|档|种)[^，。；：、]{0,6}?(?:分别|依次|各)占(?:比|到)?(?:为)?$"
)


def counted_out(body: Body, shares: Sequence[Fact]) -> bool:
    """资金由三部分构成：A占a%，B占b%，C占c%: as many shares as parts were announced."""
    left = body.before(shares[0], 60)
    if (of_all := _ALL_KINDS.search(left)) is not None and plain_row(body, shares):
        # 就业、升学、待就业及其他四类分别占…: the last takes in what is left
        return len(shares) == whole(of_all["n"])
    announced = _PARTED.search(left[: max(left.rfind("："), left.rfind(":")) + 1])
    if announced is None or re.search("[。；\n]", left[announced.end() :]) or not plain_row(body, shares):
        return False
    return len(shares) == whole(announced["n"])


_COUNTERS = "(?:大|个|种|类|项|块|部分|家|条|支|级|档|方)"
_MADE_OF = re.compile(
    "(?:(?P<only>(?:仅|只|完全)(?:由|来自于?|分为|分成|靠|依靠|有)|(?:全部?|都|均)(?:由|来自于?|靠|依靠)|分[为成])|由)"
    "(?P<names>[一-鿿A-Za-z“”]{1,12}(?:(?:、|和|及|与|以及)[一-鿿A-Za-z“”]{1,12})+)"
    f"(?P<n>[两二三四五六七八九]){_COUNTERS}[^，。；：、\\d]{{0,8}}?(?P<made>承担|构成|组成|组建|供应|供给|供水|供电|供气|提供|筹集|分担|完成|承运|使用)?[，。；：]"
    "(?P<then>[^。；\\d]*)$"
)
# 四者完成的客运量分别占: so many, and of nothing but the amount that is divided; 两者出口量分别占: each of its own
_THESE_EACH = re.compile(
    f"(?!.*(?:[进出]口|外销|[新优女]))(?:(?:这|上述|以上|该)?(?P<n>[两二三四五六七八九])(?:者|{_COUNTERS}(?:方式|部门|单位|来源|渠道|片区|水源|电源|热源|行业|产业|品种|企业|公司|机构|用途|材料|线路)?))?"
    "(?:(?:的|完成的?|承担的?|提供的?)?[^，各自的]{0,5}(?:量|额|值|重|款|投资|收入|支出|面积|人次))?(?:所占)?"
    "(?:(?:分别|依次|各)占(?:比为?)?|(?:占比|比重|份额)(?:分别|依次)(?:为|是))$"
)


def made_of_these(body: Body, shares: Sequence[Fact]) -> bool:
    """客运仅由公路、铁路、水路三种方式承担，三者分别占a%、b%和c%: those that all of it was said to be made of, told in turn."""
    said = _MADE_OF.search(body.before(shares[0], 160).rpartition("\n")[2])
    if said is None or not (said["only"] or said["made"]) or PARTIAL.search(said["names"]) or not plain_row(body, shares):
        return False
    if any(body.after(share, 1) == "的" for share in shares):
        return False  # 风电占26.4%的是…
    names = _NAMES.split(said["names"])
    if not len(names) == whole(said["n"]) == len(shares) or MANY.search(said[0] + between(body, shares[0], shares[-1])):
        return False
    these = _THESE_EACH.fullmatch(said["then"])
    if these is not None:
        return these["n"] is None or whole(these["n"]) == len(shares)
    return all(member_name(share).endswith(name) for share, name in zip(shares, names, strict=True))


_NAMES = re.compile("、|和|及|与|以及")


_VIEW = re.compile(
    "(?:(?:从|按|依|分|就)[^，。；：]{1,12}(?:构成|结构|组成|划分|来源|类型|类别|用途|分布|成分)(?:上|来)?(?:看|分|划分|分析|统计)?|(?:构成|结构)(?:为|如下|中|方面|上)?)"
    "[，：:][^。；]*$"
    # 从受访者年龄看: whose it is may stand before the trait
    "|[按分从依](?:[^，。；：\\d和与及、]{1,10}?的?)??(?:年龄段?|年龄层|性别|学历|文化程度|受教育程度|职业|职称|工龄|驾龄|婚姻状况|收入|户籍|户型|价位|价格段|面积段|行业|规模|来源地?|所有制)"
    "(?:来|上)?(?:分|划分|分组|看|统计)[，：:][^。；]*$"
)


# 未成年人近视的占48.6%，老年人近视的占…: some of each
_WITHIN_EACH = re.compile("(?:成年人?|少年|青年人?|中年人?|老年人?|岁(?:及?以[上下])?(?!及?以[上下]))[\u4e00-\u9fff]{2,}的占")


def viewed(body: Body, shares: Sequence[Fact]) -> bool:
    """从费用构成看，甲占a%，乙占b%，丙占c%: the words announce a division, so the shares of one whole cannot exceed it."""
    if len(shares) < 2 or not _VIEW.search(body.lead(shares[0])) or not plain_row(body, shares, led=True):
        return False
    if MANY.search(body.sentence(shares[0])):
        return False
    if re.search("[；;]|[看分][，：]", between(body, shares[0], shares[-1])):
        return False
    if _WITHIN_EACH.search(body.lead(shares[0]) + between(body, shares[0], shares[-1])):
        return False
    names = [member_name(s) for s in shares]
    if any(sum(bound in name for name in names) > 1 for bound in ("以上", "以下")):
        return False  # 45岁以上, 60岁以上: the one within the other
    traits = {next((at for at, trait in enumerate(TRAITS) if trait.search(name)), -1) for name in names}
    return len(traits) == 1 and not any(name.endswith("率") for name in names)  # 女性, 博士: divided by two things
