"""The words that a headline and the body have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from enping_check.rules.body import Body, Fact


def mentioned(body: Body, index: int, name: str, share: Fraction) -> bool:
    """True when the body's first lines speak of what the headline names, by ``share`` of it."""
    article = body.readings[index].article
    text = "".join(article.folded[line.at.start : line.at.end] for line in [x for x in article.lines if x.kind != "title"][:2])
    bare = re.sub("[^\u4e00-\u9fffA-Za-z]", "", re.split(r"\s", name.strip())[-1])
    pairs = [bare[i : i + 2] for i in range(len(bare) - 1)]
    hits = sum(pair in text for pair in pairs)
    return hits >= share * len(pairs)


_TIME_WORDS = re.compile("今年|去年|前年|全年|上半年|季度|月份|同比|突破|增长|达到|超过|下降|首次")


def words_in_common(title: str, sentence: str, clause: str) -> bool:
    """Two pairs of characters of the headline stand in the sentence, or one of them in the number's own clause."""
    bare = re.sub("[^\u4e00-\u9fff]", " ", _TIME_WORDS.sub(" ", title))
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1) if " " not in bare[i : i + 2]}
    if so_long(title, sentence) and any(kin.search(title) and kin.search(clause) for kin in _KINDRED):
        return True  # 一年迎来68万人 over 累计接待68万人
    return sum(pair in sentence for pair in pairs) >= 2 or any(pair in clause for pair in pairs)


_LENGTH = re.compile("(?<![第上下首\\d])(?:\\d+|[一二两三四五六七八九十]+)(?:整?年|个月|天|晚|夜|周|小时)(?![第度])")
_ONE_YEAR = re.compile("一?整年|一周年|全年|十二个月|12个月")


def so_long(title: str, sentence: str) -> bool:
    """False for 一晚卖出86万元 over 三天共卖出68万元: each tells how long it was, and not of one time."""
    one, two = (set(_LENGTH.findall(_ONE_YEAR.sub("一年", text))) for text in (title, sentence))
    return not (one and two) or bool(one & two)


# what is done, in the words of a headline and in those of a report
_KINDRED = tuple(
    re.compile(kin)
    for kin in (
        "迎来|迎客|迎宾|接待|到访|来访|游客|访客|入园|到店|打卡|吸引|纳客|揽客",
        "卖出|售出|销出|热销|销售|销量|卖了|出货",
        "送出|发出|派出|发放|派发|赠送",
        "栽下|种下|植树|栽植|种植|栽种|造林",
        "运送|发送|载客|送客|客运量|旅客|运客",
        "募集|筹集|筹得|募得|捐款|善款|捐赠",
        "救治|收治|诊治|接诊|义诊|看病|问诊|就诊",
    )
)


_SAYS_LITTLE = re.compile("资金|金额|数量|项目|企业|总额|规模|收入|人数|面积|投资|今年|去年|全[市县省区州]|累计|达到|完成|实现")


def named_alike(body: Body, title: Fact, fact: Fact) -> bool:
    """农险赔款 and 支付赔款: what the two are called has a pair of characters in common that says something."""
    mine = _SAYS_LITTLE.sub(" ", title.claim.subject + title.claim.indicator)
    own = body.clause(fact) + fact.claim.indicator + re.split("[，。；：、（\\d]", body.after(fact, 8))[0]
    return any(mine[i : i + 2] in own for i in range(len(mine) - 1) if " " not in mine[i : i + 2])


def so_called(body: Body, title: Fact, plain: Sequence[Fact]) -> Sequence[Fact]:
    """净利润2.36亿元 over 营业收入31.45亿元 … 归母净利润2.63亿元: those of the headline's indicator, where there are any."""
    known = body.known(title)
    if known is None:
        return plain
    same = [f for f in plain if (own := body.known(f)) is not None and (own.name.endswith(known.name) or known.name.endswith(own.name))]
    return [f for f in same if ("扣" in f.claim.indicator) == ("扣" in title.claim.indicator)] or plain


def one_measure(body: Body, title: Fact, fact: Fact) -> bool:
    """Of one indicator as far as both are known; else called alike, or the headline says little."""
    one, two = body.known(title), body.known(fact)
    if one is not None and two is not None:
        return one.name.endswith(two.name) or two.name.endswith(one.name)
    return named_alike(body, title, fact) or not _SAYS_LITTLE.sub("", title.claim.subject + title.claim.indicator)
