"""Ways of writing numbers that GB/T 15835—2011 advises against (EP901–EP903), and numbers that cannot be read (EP904): notes, all."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from enping_check.language.numerals import han, whole
from enping_check.model import Reading, Severity, Span
from enping_check.rules.dated import ERRORS
from enping_check.rules.outcome import Outcome, Spot

_NUMBER = "\\d+(?:\\.\\d+)?"
_DASH = "[—~～-]|至|到"
_CHINESE = "[一二两三四五六七八九十百千万亿]"


@dataclass(frozen=True, slots=True)
class _Patterns:
    ranged: re.Pattern[str]
    stacked: tuple[re.Pattern[str], ...]
    mixed: re.Pattern[str]
    several: re.Pattern[str]
    short_year: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    path = Path(__file__).parent.parent / "data" / "style.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    number = f"(?:{_NUMBER}|{_CHINESE}{{1,6}})"
    units = "|".join(map(re.escape, sorted(table["units"]["after"], key=len, reverse=True)))
    stacked = []
    for row in table["stacked"]:
        before = "|".join(map(re.escape, sorted(row["before"], key=len, reverse=True)))
        guard = "|".join(map(re.escape, table["units"]["not-before"]))
        inner = "|".join(row.get("inside", ()))
        outer = "|".join(row.get("after", ()))
        ends = [f"(?P<inside>{inner})" if inner else "", f"(?P<number>{units})?(?P<after>{outer})(?![\\w])?" if outer else ""]
        for end in ends:
            if end:
                stacked.append(re.compile(f"(?<!{guard})(?P<before>{before})[占为达有]?{number}[万亿]{{0,2}}%?{end}"))
    not_scale = "".join(table["units"]["not-scale"])
    return _Patterns(
        ranged=re.compile(f"(?<![A-Za-z\\d.—/:-])(?P<a>{_NUMBER})(?P<ua>%|‰|[万亿]+)?(?P<to>{_DASH})(?P<b>-?{_NUMBER})(?P<ub>%|‰|[万亿]+)"),
        stacked=tuple(stacked),
        mixed=re.compile(f"(?<![\\d.])(?P<t>\\d{{1,3}}万)?(?P<k>\\d千)(?P<h>\\d百)?(?P<d>\\d{{1,2}})?(?![{not_scale}\\d])"),
        several=re.compile("(?<![\\d.第])(?P<n>\\d{2,3})几(?=[一-鿿])"),
        short_year=re.compile("(?<![\\d.:—~-])(?P<n>0\\d)年(?=[前底初末以后春夏秋冬上下，])"),
    )


def examine(index: int, reading: Reading) -> Iterator[Outcome]:
    """Notes on the writing of numbers in one article."""
    article = reading.article
    text = article.folded
    taken = [mark.at for mark in (*reading.scan.damage, *reading.scan.marks)]
    p = _patterns()

    def note(code: str, at: Span, key: str = "mismatch", implied: str = "") -> Iterator[Outcome]:
        if code != "EP904" and any(at.overlaps(other) for other in taken):
            return
        stated = article.surface(article.span(at))
        yield Outcome(
            code,
            "fails",
            Severity.NOTE,
            Spot(index, article.span(at)),
            key,
            {"stated": stated, "implied": implied},
            stated=stated,
            strength=Fraction(0),
        )

    for found in p.ranged.finditer(text):
        at = Span(found.start(), found.end())
        low, high = Fraction(found["a"]), Fraction(found["b"])
        to = article.surface(article.span(Span(found.start("to"), found.end("to"))))
        if found["ua"] is None and not found["b"].startswith("-") and low < high:
            yield from note("EP901", at, implied=f"{found['a']}{found['ub']}{to}{found['b']}{found['ub']}")
        elif found["ua"] == found["ub"] and low > high >= 0:
            yield from note("EP901", at, "reversed", f"{found['b']}{found['ub']}{to}{found['a']}{found['ua']}")
    for pattern in p.stacked:
        for found in pattern.finditer(text):
            second = found.groupdict().get("inside") or found.groupdict().get("after") or ""
            yield from note("EP902", Span(found.start(), found.end()), implied=f"“{found['before']}”“{second}”")
    for found in p.mixed.finditer(text):
        if not (found["t"] or found["h"] or found["d"]):
            continue
        value = int((found["t"] or "0万")[:-1]) * 10000 + int(found["k"][0]) * 1000 + int((found["h"] or "0百")[0]) * 100
        if found["d"]:  # 3千5: the digit stands for the next place
            value += int(found["d"]) * (10 if found["h"] else 100) if len(found["d"]) == 1 else int(found["d"])
        yield from note("EP903", Span(found.start(), found.end()), implied=str(value))
    for found in p.several.finditer(text):
        number = whole(found["n"]) or 0
        if number % 10 == 0 and number < 100:
            yield from note("EP903", Span(found.start(), found.end()), implied=f"{han(number)}几")
    for found in p.short_year.finditer(text):
        yield from note("EP903", Span(found.start(), found.end()), implied=f"20{found['n']}年")
    for mark in reading.scan.damage:
        if mark.why not in ERRORS:  # times that do not exist are EP801's
            yield from note("EP904", mark.at)
