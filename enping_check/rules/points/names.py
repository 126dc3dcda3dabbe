"""What a rate is of: its words without times, verbs and small words, and when two of them name one thing."""

from __future__ import annotations

import re

from enping_check.claims.names import abbreviates, squeeze
from enping_check.rules.points.passage import Passage
from enping_check.rules.points.words import AGO, EVENT, HOME, PLACE, SPAN, load

_MEAN = re.compile("平均|整体|总体|总的")
_SECTORS = (("第一产业", "一产"), ("第二产业", "二产"), ("第三产业", "三产", "服务业"))
_SHORT = {"民企": "民营企业", "国企": "国有企业", "外企": "外资企业", "央企": "中央企业", "私企": "私营企业"}
_GENERAL = {"经济": "地区生产总值", "全市经济": "地区生产总值", "贷款": "贷款余额", "存款": "存款余额", "投资": "固定资产投资"}


def name_of(text: str) -> str:
    """What words name when times, verbs and small words are gone."""
    known = load()
    text = known.anywhere.sub("", AGO.sub("", text))
    text = known.amid.sub("", known.same.sub("", text))
    while text:
        if match := SPAN.match(text) or known.past.match(text) or known.now.match(text):
            text = text[match.end() :]
        elif match := EVENT.search(text) or known.then.search(text) or known.tail.search(text):
            text = text[: match.start()]
        elif match := known.head.match(text):
            text = text[match.end() :]
        else:
            break
    return text


def placed(name: str) -> tuple[str, str]:
    """The place and the rest of a name: 全省 and 社会消费品零售总额; home is no place."""
    match = PLACE.match(name)
    if match is None:
        return "", name
    place = "" if HOME.match(match[0]) else match[0]
    return place, name[match.end() :]


def home_of(name: str) -> str:
    """全市 of 全市平均: the word for a place that may be the article's own or the one around it."""
    match = HOME.match(name)
    return match[0] if match is not None else ""


def bare(name: str) -> str:
    """A name without the nouns that say only that it is a share or a growth, and without the whole of a share."""
    known = load()
    name = name.partition("占")[0]
    if name[:2] in _SHORT:
        name = _SHORT[name[:2]] + name[2:]
    while (match := known.nouns.search(name)) is not None:
        name = name[: match.start()]
    name = squeeze(_MEAN.sub("", name))
    name = name.removesuffix("业务") if len(name) > len("业务") + 1 else name  # 寿险业务 is called 寿险
    return next((names[0] for names in _SECTORS if name.removesuffix("值").removesuffix("增加") in names), name)


def known_as(passage: Passage, name: str) -> str:
    """The indicator that words name, by its one name: 社零总额 is 社会消费品零售总额, 经济 the gross product; empty for none."""
    known = load()
    while (match := known.nouns.search(name)) is not None:
        name = name[: match.start()]
    name = _MEAN.sub("", name)
    if name in _GENERAL:
        return _GENERAL[name]
    found = passage.body.namers[passage.index].indicators.find(name)
    return found.name if found is not None else ""


def akin(one: str, other: str) -> int:
    """2 for one name, 1 where one of them leaves out what the other says before it; 0 for two things."""
    a, b = bare(one), bare(other)
    if a == b:
        return 2 if a else 0
    if min(len(a), len(b)) < 2:
        return 0
    if a in b or b in a:
        return 1
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short[:2] == long[:2] and short[-2:] == long[-2:] and abbreviates(short, long):
        return 1  # 农村居民收入 of 农村居民人均可支配收入
    return 0
