"""比2023年增长8.0%，比2022年增长15.6%，其中2023年比2022年增长7.0%: growths that lead from one time to the next multiply (EP201)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from enping_check.engine import Constraint, Expression, Interval, Var
from enping_check.language.numerals import whole
from enping_check.model import Claim, Severity
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth.bases import previous
from enping_check.rules.growth.observations import Observations
from enping_check.rules.growth.terms import RATE, policy, silenced
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.wholes import usable

_LONGEST = 4  # growths in a row
_BACK = 2  # sentences that a chain may reach over
_WITH = re.compile("(?:比|较|同|与|和|跟|对比|对照|相较于?|相比于?)$")
_IN_ALL = re.compile("(?P<n>[两二三四五])年(?:时间|间|来|里|内|下来)?(?:累计|总共|一共|合计|总计|共)(?:实现)?")
_STEPS = re.compile("其中|同比|又|再|则|而|且|并|累计|总共|一共|合计|共|[两二三四五]年|增[长幅加]|下[降跌]|上[涨升]|减少|提高|分别")
_NOT_IT = re.compile("目标|计划|预期|预算|全国|全省|平均水平")


@dataclass(frozen=True, slots=True)
class _Leap:
    """A growth from one time to another; over ``years`` not named where the times are not."""

    fact: Fact
    start: str
    end: str
    name: str
    years: int = 0


def chained(body: Body) -> Iterator[Relation]:
    """The growth over a stretch of time against those of the stretches it is made of, or against the ratio of its ends."""
    yield from _recovered(body)
    observed = Observations(body)
    for leaps in _tellings(body, observed):
        for leap in leaps:
            others = [other for other in leaps if other.fact.key != leap.fact.key]
            ways = list(_in_a_row(leap, others) if leap.years else _ways(leap.start, leap.end, others))
            if len(ways) == 1:
                yield from _relation(body, leap, ways[0])


def _recovered(body: Body) -> Iterator[Relation]:
    """比2019年增长18.0%，恢复到2019年的118.0%: the same twice."""
    for ratio in body.all("share"):
        if ratio.claim.aspect != "ratio" or not usable(ratio) or not ratio.claim.why:
            continue
        said = [
            f
            for f in body.frames[ratio.key[0], ratio.claim.frame]
            if f.claim.kind == "growth" and f.claim.why == f"since {ratio.claim.why}" and usable(f)
        ]
        if len(said) == 1 and said[0].claim.sentence == ratio.claim.sentence and said[0].claim.period == ratio.claim.period:
            yield Relation(
                "EP201",
                Constraint(Var(said[0].key) + 100, "=", Var(ratio.key)),
                (said[0], ratio),
                f"{printed(body, ratio)} − 100% = {{x}}",
                sure=not silenced(body, said[0]) and not silenced(body, ratio),
                choice=("recovered", ratio.key),
                key="chain",
                plausible=RATE,
            )


def _tellings(body: Body, observed: Observations) -> Iterator[list[_Leap]]:
    """The growths of one thing that stand together, with their times."""
    lines: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for growth in body.all("growth"):
        lines[growth.key[0], growth.claim.paragraph].append(growth)
    for growths in lines.values():
        if len(growths) < 3:
            continue
        told: list[_Leap] = []
        for growth in sorted(growths, key=lambda f: f.order):
            if told and growth.claim.sentence - told[-1].fact.claim.sentence > _BACK:
                yield from _whole(told)
                told = []
            if not usable(growth) or growth.claim.modality != "fact" or growth.claim.group > 0:
                continue
            leap = _leap(body, observed, growth, told)
            if leap is None:
                continue
            if told and leap.name != told[-1].name:
                yield from _whole(told)
                told = []
            told.append(leap)
        yield from _whole(told)


def _whole(told: list[_Leap]) -> Iterator[list[_Leap]]:
    if len(told) >= 3:
        yield told


def _leap(body: Body, observed: Observations, growth: Fact, told: Sequence[_Leap]) -> _Leap | None:
    """From when to when a growth leads, by the words left of it; None where they do not say, or say more than that."""
    index, at = growth.key[0], growth.claim.at.start
    ends = [f.claim.at.end for f in body.sentences[index, growth.claim.sentence] if f.claim.quantity is not None and f.claim.at.end <= at]
    begin, text = observed.lead(growth, max(ends, default=-1))
    if _NOT_IT.search(text) or body.after(growth, 1) in "的个":
        return None
    periods = observed.periods(index, begin, at)
    bases = [p for p in periods if _WITH.search(text[: p.at.start - begin])]
    nows = [p for p in periods if p not in bases]
    last = told[-1] if told and told[-1].fact.claim.sentence == growth.claim.sentence else None
    name = _named(observed, index, begin, text, periods)
    if name and told and told[-1].name.endswith(name):
        name = told[-1].name
    name = name or (told[-1].name if told else growth.claim.subject + growth.claim.indicator)
    if (total := _IN_ALL.search(text)) is not None and not bases and not nows:
        return _Leap(growth, "", "", name, whole(total["n"].replace("两", "二")) or 0)
    if len(bases) > 1 or len(nows) > 1:
        return None
    end = nows[0].period if nows else last.end if last is not None and bases else growth.claim.period if bases else ""
    start = bases[0].period if bases else previous(end) if end else None
    return _Leap(growth, start, end, name) if start and end and start != end else None


def _named(observed: Observations, index: int, begin: int, text: str, periods: Sequence[Claim]) -> str:
    """What the words name besides times and what moved; each word is blanked out where it stands."""
    for period in periods:
        at, stop = period.at.start - begin, period.at.end - begin
        text = text[:at] + _BLANK * (stop - at) + text[stop:]
    for idle in (_WITH_TIME, _STEPS):
        text = idle.sub(lambda match: _BLANK * len(match[0]), text)
    return observed.named(index, begin, text)


_BLANK = "　"
_WITH_TIME = re.compile(f"(?:比|较|同|与|和|跟){_BLANK}+(?:相比|比较)?")


def _ways(start: str, end: str, leaps: Sequence[_Leap], depth: int = 0) -> Iterator[list[_Leap]]:
    """The rows of growths that lead from one time to the other, two or more."""
    for leap in leaps:
        if leap.start != start or leap.years:
            continue
        if leap.end == end and depth:
            yield [leap]
        elif leap.end != end and depth < _LONGEST:
            rest = [other for other in leaps if other.fact.key != leap.fact.key]
            for row in _ways(leap.end, end, rest, depth + 1):
                yield [leap, *row]


def _in_a_row(leap: _Leap, leaps: Sequence[_Leap]) -> Iterator[list[_Leap]]:
    """The growths of the years right before 三年累计增长, as many as it says."""
    row = [other for other in leaps if other.fact.order < leap.fact.order and not other.years][-leap.years :]
    if len(row) == leap.years and all(a.end == b.start for a, b in pairwise(row)):
        if all(previous(each.end) == each.start for each in row):
            yield row


def _relation(body: Body, leap: _Leap, row: Sequence[_Leap]) -> Iterator[Relation]:
    facts = (leap.fact, *(each.fact for each in row))
    if any(silenced(body, f) for f in facts) and not all(silenced(body, f) for f in facts):
        return
    change: Expression = (Var(row[0].fact.key) + 100) / 100
    added: Expression = Var(row[0].fact.key)
    for each in row[1:]:
        change = change * ((Var(each.fact.key) + 100) / 100)
        added = added + Var(each.fact.key)
    made = change * 100 - 100
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in facts}
    # past figures get revised: told only of a slip, or of rates that were added up
    slipped = one_slip(body, leap.fact, made, facts) or added.range(box).overlaps(leap.fact.claim.interval)
    certain = policy(body, leap.fact, leap.fact, across=False) is Severity.ERROR
    yield Relation(
        "EP201",
        Constraint((Var(leap.fact.key) + 100) / 100, "=", change),
        facts,
        " × ".join(f"(1 + {printed(body, each.fact)})" for each in row) + " − 1 = {x}",
        severity=Severity.ERROR if certain else Severity.WARNING,
        sure=slipped or certain,
        choice=("chain", leap.fact.key),
        key="chain",
        plausible=RATE,
        mistakes=(("rates-added", added),),
    )
