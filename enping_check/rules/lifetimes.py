"""How old a person was in a year, against the year of birth or the age in another year: 生于1958年3月，…2024年退休时66岁 (EP803).

A year off is a birthday that is still to come, or 虚岁. Others may be told of between, so what is further off is believed only where one
digit explains it, and where the words before the age leave the person the sentence is about.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from enping_check.claims.announced import words as of_lists
from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, YEAR, Dated, Point, one_digit, told
from enping_check.rules.outcome import Outcome

_NEAR = 30  # characters between a year and the age that a person had in it
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class _Patterns:
    born: re.Pattern[str]
    aged: re.Pattern[str]
    kin: re.Pattern[str]
    now: re.Pattern[str]
    another: re.Pattern[str]
    named: re.Pattern[str]
    same: re.Pattern[str]
    goes_on: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("life")
    surnames = "".join(set(of_lists()["surnames"]) - set(w["no-surname"]))
    return _Patterns(
        born=re.compile(
            f"(?:出?生于|出生在|诞生于)(?P<y>{YEAR})年|(?<!\\d)(?P<y2>{YEAR})年(?:\\d{{1,2}}月)?(?:\\d{{1,2}}日)?(?:出生|生)(?![产效活态])"
        ),
        # right before an age: what leaves it to the person spoken of (退休时已, 年仅, 他)
        aged=re.compile(f"(?<=[{''.join(w['before-age'])}])(?P<at>{COUNT}周?岁)(?![以至到左多半—]|的(?![他她]))"),
        kin=re.compile(either(w["kin"])),
        now=re.compile(either(w["now"])),
        another=re.compile(f"(?:^|[，,、的])(?:[{surnames}](?![时年])|[老小][一-鿿]|[这一]位|一名)|某"),
        named=re.compile(f"(?<![—至到、\\d])(?P<at>{COUNT}岁)的(?P<who>[他她]|[{surnames}](?:某某?|[一-鿿]{{1,2}}))"),
        same=re.compile(f"[他她]|^[一-鿿]{{0,4}}(?:{either(w['deeds'])})"),
        goes_on=re.compile(f"[他她]|当年|后来|(?<!\\d){YEAR}年"),
    )


def lifetimes(dated: Dated, sentence: Span, previous: Span | None) -> Iterator[Outcome]:
    """Every age of a sentence whose person's birth, or age in another year, it tells."""
    text, p = dated.text, _patterns()
    said = text[sentence.start : sentence.end]
    if "岁" not in said or (p.kin.search(said) and not (_HIS_OWN.search(said) and not p.kin.search(_APPRENTICES.sub("", said)))):
        return  # 他生于1958年，儿子2024年30岁
    born = list(p.born.finditer(text, sentence.start, sentence.end))
    if not born and previous is not None and p.goes_on.match(said):
        born = list(p.born.finditer(text, previous.start, previous.end))
        if p.kin.search(text, previous.start, previous.end):
            return
    if len(born) == 1:
        birth = Span(*born[0].span())
        yield from _ages(dated, sentence, int(born[0]["y"] or born[0]["y2"]), 0, birth)
    elif not born:
        yield from _again(dated, sentence)


# 收了最后一个徒弟，那时他已经77岁: he is the one spoken of, for those are named otherwise
_HIS_OWN = re.compile(
    "(?:那时|当时|此时|这时|这年|那年|是年|，)(?:候)?的?[他她](?:已经?|也已|正好|刚好|刚|整整)*[一二三四五六七八九十百\\d]{2,3}周?岁"
)
_APPRENTICES = re.compile("(?:[收带教出]了?|最后|关门|第)[^，。；他她]{0,10}(?:徒弟|学徒工)|(?:同学|同事|搭档|队友|孩子)们")


def _again(dated: Dated, sentence: Span) -> Iterator[Outcome]:
    """1986年，19岁的某某进厂；2024年退休时，他已57岁: as many years between the ages as between the years."""
    text, p = dated.text, _patterns()
    first = [found for found in p.named.finditer(text, sentence.start, sentence.end) if found["who"] not in "他她"]
    if len(first) != 1:
        return
    n, year = whole(first[0]["n"]), _year_before(dated, sentence, Span(*first[0].span("at")))
    if n and year is not None and year.year is not None:
        rest = Span(first[0].end(), sentence.end)
        yield from _ages(dated, rest, year.year - n, n, Span(year.at.start, first[0].end("at")))


def _year_before(dated: Dated, sentence: Span, at: Span) -> Point | None:
    """The year an age is told of: the one before it, near and in the same part of the sentence."""
    points = [point for point in dated.points(sentence) if point.year is not None and point.at.end <= at.start]
    if not points or at.start - points[-1].at.end > _NEAR or "；" in dated.text[points[-1].at.end : at.start]:
        return None
    return points[-1]


def _ages(dated: Dated, sentence: Span, base: int, first: int, birth: Span) -> Iterator[Outcome]:
    text, p = dated.text, _patterns()
    for found in p.aged.finditer(text, max(sentence.start, birth.end if birth.start >= sentence.start else 0), sentence.end):
        n, at = whole(found["n"]), Span(*found.span("at"))
        point = _year_before(dated, sentence, at)
        if point is not None and point.at.start < birth.end:
            point = None  # the year of birth itself
        year = point.year if point is not None else None
        between = (
            text[point.at.end : at.start] if point is not None and year is not None else text[max(sentence.start, at.start - 12) : at.start]
        )
        if p.now.search(between):
            year = dated.spoken.year if dated.spoken.sure else None
        elif "岁" in between or p.another.search(between) or (first and not p.same.search(between)):
            continue  # 2021年张三接任时42岁
        if year is None or not n or n > _OLDEST or not dated.readable(at):
            continue
        lived = year - base
        near = [age for age in (lived, lived - 1, lived + 1) if age > first]
        likely = [age for age in near if one_digit(n, age)]
        if not near or (n not in near and not likely):
            continue
        formula = f"{year} − {base} = {lived}" if not first else f"{first} + {year} − {base + first} = {lived}"
        number = Span(*found.span("n")) if len(likely) == 1 else None
        yield told(
            dated,
            n in near,
            at,
            birth,
            likely[0] if likely else lived,
            formula,
            severity=Severity.WARNING,
            unit="岁",
            phrase=at if number else None,
            number=number,
        )
