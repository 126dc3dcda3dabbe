"""The words of data/points.toml, and what else says a time, a place or that something is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from enping_check.claims import lexicon
from enping_check.language.lexicon import table, words

AGO = re.compile("(?:[0-9一二两三四五六七八九十]{1,3}|半|几|多)个?(?:年|月|季度|周|星期|天|学期|赛季)(?:之前|以前|前)")
# 四年间, 一年下来: how long something took
SPAN = re.compile(
    "(?:短短|这|近|前后)*[0-9一二两三四五六七八九十半几]{1,3}个?(?:多)?(?:年|月|季度|季|周|天|学期|赛季)(?:(?:间|来|里|内|中|下来|累计|合计)+|$)"
)
# 成立三年后（降至）, 干预前（为）: at the end of the words left of a number, or a clause of its own
EVENT = re.compile("[^的，。；：]{0,12}(?:(?<![目日当提])前|(?<![最今此])后|(?<![同小及当平有准按随暂])时)$")
PLACE = re.compile(
    "(?:全|我|本|该)[国省市县区州盟旗镇乡村港澳台埠校院厂行队班]|本地|全球|世界|全行业|全行|国内|省内|市内|同类[\u4e00-\u9fff]{2}|行业(?=平均|均值|水平|$)|市场(?=平均)"
)
HOME = re.compile("(?:全|我|本|该)[市县区州盟旗镇乡村港澳台埠校院厂行队班]|本地")
AGAINST = re.compile(
    "(?:(?<![占同环对百之可相按])(?:比(?![重例率值较分赛])|较(?!多|少|大|小|高|低|快|慢|好))|高于|低于|快于|慢于|好于|优于|高出|领先于?|落后于?|跑赢|超过)[^比较]{0,20}$"
)
_WHEN = ("past", "now", "step", "yearly", "start")  # the lists that tell times


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of data/points.toml, compiled."""

    head: re.Pattern[str]
    tail: re.Pattern[str]
    anywhere: re.Pattern[str]
    same: re.Pattern[str]
    shares: re.Pattern[str]
    sharing: re.Pattern[str]  # the same, anywhere
    nouns: re.Pattern[str]  # both, at the end of a name
    speeds: re.Pattern[str]
    falls: re.Pattern[str]
    yearly: re.Pattern[str]
    step: re.Pattern[str]
    start: re.Pattern[str]
    past: re.Pattern[str]
    now: re.Pattern[str]
    amid: re.Pattern[str]  # the longer of these, anywhere
    then: re.Pattern[str]  # these, at the end of words
    above: re.Pattern[str]
    standing: re.Pattern[str]
    better: re.Pattern[str]
    apart: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    to: re.Pattern[str]

    def relative(self, text: str) -> str:
        """The kind of a time that is stated by its place before the one spoken of; empty for one that is not."""
        return "start" if self.start.search(text) else "year" if self.yearly.search(text) else "step" if self.step.search(text) else ""


@cache
def load() -> Words:
    """The words of the data files; raises tomllib.TOMLDecodeError on a broken file."""
    data, trade = table("points.toml"), lexicon.load()

    known = table("words.toml")["speed"]
    further = {"speeds": (*known["rise"], *known["fall"]), "falls": tuple(known["fall"])}

    def any_of(*keys: str) -> str:
        return lexicon.alternation(word for key in keys for word in (*words(data[key]), *further.get(key, ())))

    moving = f"(?!{any_of('speeds')}$)(?:{trade.up}|{trade.down}|{any_of('up', 'down', 'better')})"
    return Words(
        head=re.compile(f"^(?:{trade.connectives}|{any_of('head')})"),
        tail=re.compile(f"(?:{trade.to}|{moving}|{any_of('tail', 'apart')})$"),
        anywhere=re.compile(any_of("anywhere", "basis")),
        same=re.compile(any_of("same")),
        shares=re.compile(f"{any_of('shares')}$"),
        sharing=re.compile(any_of("shares")),
        nouns=re.compile(f"{any_of('shares', 'speeds')}$"),
        speeds=re.compile(any_of("speeds")),
        falls=re.compile(any_of("falls")),
        yearly=re.compile(any_of("yearly")),
        step=re.compile(any_of("step")),
        start=re.compile(any_of("start")),
        past=re.compile(any_of("past")),
        now=re.compile(any_of("now")),
        amid=re.compile(lexicon.alternation(w for key in _WHEN for w in words(data[key]) if len(w) > 2)),
        then=re.compile(f"{any_of('past', 'now', 'yearly', 'step', 'start')}$"),
        above=re.compile(any_of("above")),
        standing=re.compile(f"(?P<verb>{any_of('above', 'below')})"),
        better=re.compile(f"{any_of('better')}[了约近仅]*$"),
        apart=re.compile(f"{any_of('apart')}(?:了|为|达|约|近|仅|有|近)*$"),
        up=re.compile(f"(?:{trade.up}|{any_of('up')})[了出约近为是达仅超逾的]*$"),
        down=re.compile(f"(?:{trade.down}|{any_of('down')})[了出约近为是达仅超逾的]*$"),
        to=re.compile(f"(?:{trade.to}|[\u4e00-\u9fff][至到]|至|到)[了约近仅超逾的]*$"),
    )
