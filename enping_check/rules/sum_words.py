"""The words that lead from a total to its parts, or from parts to their total: data/sums.toml, compiled, and what no list can tell."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from enping_check.claims import partitions
from enping_check.claims.lexicon import alternation
from enping_check.language.lexicon import table
from enping_check.language.numerals import whole


@dataclass(frozen=True, slots=True)
class SumWords:
    """data/sums.toml, compiled."""

    whole: re.Pattern[str]
    each: re.Pattern[str]
    closing: re.Pattern[str]
    open: re.Pattern[str]
    counted: re.Pattern[str]
    rest: re.Pattern[str]
    sure: re.Pattern[str]
    in_all: re.Pattern[str]
    likely: re.Pattern[str]
    beyond: re.Pattern[str]
    partial: re.Pattern[str]
    difference: re.Pattern[str]
    added: re.Pattern[str]
    overlap: re.Pattern[str]
    events: frozenset[str]
    traits: re.Pattern[str]


@functools.cache
def sum_words() -> SumWords:
    """The words of data/sums.toml; raises tomllib.TOMLDecodeError on a broken file."""
    data = table("sums.toml")
    lead, together = data["lead"], data["together"]
    n = "(?P<n>[两二三四五六七八九十]|[2-9])"
    return SumWords(
        re.compile(alternation(lead["whole"])),
        re.compile(alternation(lead["each"])),
        re.compile(f"[^，。；、]{{0,6}}?{alternation(lead['closing'])}"),
        re.compile(alternation(lead["open"])),
        re.compile(
            f"(?:[由分有为含成]|包括|来自|{alternation(lead['spent'])})[^，。；：\\d]{{0,8}}?{n}(?:大|个)?"
            f"(?:{alternation(lead['counters'])}[^，。；：\\d]{{0,8}}(?:[：，]|$)|(?!指标)[^，。；：\\d]{{1,6}}：)"
        ),
        re.compile(f"(?!{alternation(data['rest']['names'])}){alternation((*data['rest']['words'], *partitions.load().others))}"),
        re.compile(alternation(together["sure"])),
        re.compile(alternation((*together["sure"], *together["in_all"]))),
        re.compile(alternation(together["likely"])),
        re.compile(alternation(together["beyond"])),
        re.compile(
            f"{alternation(data['partial']['words'])}|(?<![初中高一二三四五优特次同平上])等(?![级次品外其])|前[两三四五六七八九十\\d]+个?[大位名家项类]"
            "|居[^，。；]{0,4}第[一二三四五六七八九十]"
        ),
        re.compile(alternation(data["difference"]["words"])),
        re.compile(alternation(data["added"]["words"])),
        re.compile(alternation(data["overlap"]["words"])),
        frozenset(data["events"]["units"]),
        re.compile(alternation(data["events"]["traits"])),
    )


DIVIDED = re.compile("[分按从][^，。；]{1,8}[看分]")
JOINED = re.compile("[^，；。：]*[、和及与][^，；。：]*")
INSIDE = re.compile("[，（(；]?(?:其中|当中|内含|含|包括)")
COUNT = re.compile(
    "(?<![前第上首\\d.年至到—-])(?P<n>[两二三四五六七八九十]|[2-9])(?:个|大)?(?:项|者|家|类|种|地|部分|块|笔|座|条|所|处|栋|幢|支|艘|站|口|间|宗|线|路|段|国|市|县|区|村|镇|月|天|日|年|批|期|届|场|方|款|组|品种|行业|产业|市场|周|学段|渠道|公司|企业)"
)


def count_in(clause: str) -> int:
    """How many the last count of a clause says there are: 3 in 三项合计; 0 where it counts none."""
    found = list(COUNT.finditer(clause))
    return (whole(found[-1]["n"]) or 0) if found else 0
