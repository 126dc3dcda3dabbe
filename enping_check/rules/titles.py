"""Counts of a headline that its body tells again in other numbers: “二十连丰” over “二十一连丰”, 连续五年 over 连续四年 (EP602).

Such a count stands alone in both; where the body has none of the kind, or several, nothing is said. So is 上涨0.3% over the one
下降0.3% of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from enping_check.claims.dateline import Dateline
from enping_check.engine import Constraint, Var
from enping_check.language.numerals import whole
from enping_check.model import Reading, Severity, Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.dated import Dated
from enping_check.rules.outcome import Outcome
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import usable

_N: Final = "(?P<n>[一二两三四五六七八九十百]{1,4}|\\d{1,3})"
_BESIDE: Final = 8  # characters
# a count with what it counts; 第N届, 第N位 of what is spoken of are others'
_COUNTS: Final = tuple(
    re.compile(each)
    for each in (
        f"(?<![一二两三四五六七八九十百\\d])(?P<at>{_N}(?P<of>连[丰冠增涨降跌升霸]))",
        f"连续(?P<at>{_N}个?(?P<of>年|月|季度?))(?!级)",
        f"(?<![第近一二两三四五六七八九十百\\d])(?P<at>{_N}(?P<of>周年))",
    )
)


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Every such count of the headlines that its body tells otherwise."""
    article = reading.article
    titles = [line.at for line in article.lines if line.kind == "title"]
    if not titles:
        return
    for at, found_at, said, told_number in (*_counts(reading), *_medals(reading)):
        yield Dated(index, reading, Dateline(None, None, "")).outcome(
            "EP602",
            said == told_number,
            Severity.WARNING,
            at,
            implied=article.surface(article.span(found_at)),
            formula=f"{said} {'=' if said == told_number else '≠'} {told_number}",
            related=(found_at,),
        )
    dated, text, start = Dated(index, reading, Dateline(None, None, "")), article.folded, max(at.end for at in titles)
    for pattern in _COUNTS:
        heads = [found for at in titles for found in pattern.finditer(text, at.start, at.end)]
        told = list(pattern.finditer(text, start))
        if len(heads) != 1 or {found["of"] for found in told} != {heads[0]["of"]}:
            continue
        if not heads[0]["of"].startswith("连") and not all(_alike(text, heads[0], found) for found in told):
            continue
        numbers, mine = {whole(found["n"]) for found in told}, whole(heads[0]["n"])
        if len(numbers) != 1 or mine is None or None in numbers or (number := numbers.pop()) is None:
            continue
        at = Span(*heads[0].span("at"))
        yield dated.outcome(
            "EP602",
            mine == number,
            Severity.WARNING,
            at,
            implied=article.surface(article.span(Span(*told[0].span("at")))),
            formula=f"{mine} ≠ {number}" if mine != number else f"{mine} = {number}",
            related=(Span(*told[0].span("at")),),
        )


_UNITS: Final = "家|个|所|座|条|项|名|位|场|处|种|款|支|部|件|间|艘|栋|只|首|县|校|镇|村|馆|店|站|类"
_COUNTED: Final = re.compile(
    f"(?<![第前后近约超逾余每几数破达满.\\d一二两三四五六七八九十百千万])(?P<at>{_N}(?P<u>{_UNITS}))(?P<noun>[\u4e00-\u9fff]{{2}})"
)
_ALL: Final = re.compile("(?:共有?|一共|总共|合计|共计)[^，。；、\\d]{0,4}$")
_OF_SOME: Final = re.compile("全[国省球]|其中|首批|另|已有|累计|约|近|超|逾|前[^，。；]{1,3}批")
_OPENING: Final = 2  # lines of the body


def _counts(reading: Reading) -> Iterator[tuple[Span, Span, int, int]]:
    """这18家博物馆晚上不关门 over 全市共有13家博物馆延时开放: how many of one thing, told once in all."""
    article = reading.article
    text, lines = article.folded, article.lines
    titles = [line.at for line in lines if line.kind == "title"]
    body = [line.at for line in lines if line.kind == "body"]
    if len(titles) != 1 or not body:
        return
    heads = list(_COUNTED.finditer(text, titles[0].start, titles[0].end))
    for head in heads:
        told = [m for m in _COUNTED.finditer(text, titles[0].end) if m["u"] == head["u"]]
        every = re.findall(f"([一二两三四五六七八九十百\\d.]+)多?余?{head['u']}", text[titles[0].end :])
        same = [m for m in told if m["noun"] == head["noun"]]
        mine, numbers = whole(head["n"]), {whole(m["n"]) for m in same}
        if sum(h["u"] == head["u"] for h in heads) > 1 or len(numbers) != 1 or {whole(each) for each in every} != numbers or mine is None:
            continue
        first, number = same[0], next(iter(numbers))
        clause = re.split("[，。；：！？\\n]", text[: first.start()])[-1]
        late = first.start() >= body[min(len(body), _OPENING) - 1].end
        if (
            number is None
            or late
            or not _ALL.search(clause)
            or _OF_SOME.search(clause)
            or _OF_SOME.search(text[titles[0].start : head.start()])
        ):
            continue
        printed = {whole(each) for each in re.findall("\\d+|[一二两三四五六七八九十百]+", text[titles[0].end :])}
        if mine != number and (mine in printed or mine < 2):
            continue
        yield Span(*head.span("at")), Span(*first.span("at")), mine, number


_METALS: Final = re.compile(f"(?<![\\d.一二三四五六七八九十百])(?P<at>{_N}(?P<of>[金银铜]))(?![融属矿额秋华色牛砖价融行管])")


def _medals(reading: Reading) -> Iterator[tuple[Span, Span, int, int]]:
    """代表团省运会夺16金收官 over 共获金牌11面: how many of a metal, where the body tells that once."""
    article = reading.article
    text = article.folded
    titles = [line.at for line in article.lines if line.kind == "title"]
    if len(titles) != 1:
        return
    for head in _METALS.finditer(text, titles[0].start, titles[0].end):
        metal, rest = head["of"], text[titles[0].end :]
        if not re.search(f"{metal}牌", rest) or not re.search("夺|获|摘|揽|收|斩|赢|拿|得|取", text[titles[0].start : titles[0].end]):
            continue
        told = list(
            re.finditer(
                f"(?:{metal}牌(?P<n>\\d{{1,3}}|[一二三四五六七八九十]{{1,3}})[枚面块]?|(?P<m>\\d{{1,3}}|[一二三四五六七八九十]{{1,3}})[枚面块]{metal}牌?|(?P<k>\\d{{1,3}}){metal}(?!融|属|额))",
                rest,
            )
        )
        mine, numbers = whole(head["n"]), {whole(m["n"] or m["m"] or m["k"]) for m in told}
        if len(numbers) != 1 or mine is None or (number := next(iter(numbers))) is None:
            continue
        if mine != number and mine in {whole(each) for each in re.findall("\\d+|[一二三四五六七八九十]+", rest)}:
            continue
        at = told[0]
        yield Span(*head.span("at")), Span(at.start() + titles[0].end, at.end() + titles[0].end), mine, number


def _alike(text: str, head: re.Match[str], told: re.Match[str]) -> bool:
    """连续五年增长 and 连续四年保持增长: beside both stand two characters that are the same."""
    beside = [
        re.sub("[^\u4e00-\u9fff]", " ", text[max(0, m.start() - _BESIDE) : m.start()] + " " + text[m.end() : m.end() + _BESIDE])
        for m in (head, told)
    ]
    return any(beside[0][i : i + 2] in beside[1] for i in range(len(beside[0]) - 1) if " " not in beside[0][i : i + 2])


def relations(body: Body) -> Iterator[Relation]:
    """Growths of a headline against the one growth of the body that prints the same number the other way."""
    for index, reading in enumerate(body.readings):
        growths = [Fact((index, c.id), c) for c in reading.claims if c.kind == "growth" and c.quantity is not None]
        for title in growths:
            if title.claim.place != "title" or not usable(title) or title.claim.modality != "fact":
                continue
            same = [f for f in growths if f.claim.place != "title" and _number(f) == _number(title) and usable(f)]
            if len(same) == 1 and same[0].claim.sign != title.claim.sign and _of_one_thing(title, same[0]):
                yield Relation(
                    "EP602",
                    Constraint(Var(title.key), "=", Var(same[0].key)),
                    (title, same[0]),
                    f"{printed(body, title)} ≠ {printed(body, same[0])}",
                    choice=("headline", title.key),
                )


def _number(fact: Fact) -> object:
    return fact.claim.quantity.number if fact.claim.quantity is not None else None


def _of_one_thing(title: Fact, fact: Fact) -> bool:
    """房价 over 新建商品住宅销售价格: a character in common, and one basis."""
    a, b = title.claim, fact.claim
    return (a.basis or "同比") == (b.basis or "同比") and bool(set(a.subject + a.indicator) & set(b.subject + b.indicator))
