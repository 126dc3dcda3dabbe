"""What is read in a sentence: tables in tests/claims/*.toml, one row per sentence, and copies of every sentence in other scripts and noise.

A row is ``[sentence, claims, why]``, with an optional fourth field: why the reader is still wrong (then it is a strict xfail; none is).
The claims are parted by `` | ``. Each is ``kind value`` and conditions in any order:

- the value is the printed number, with ``-`` for a claim whose sign is −1 and ``0-`` for a printed minus under a sign of +1; ``~text``
  where a number has no single value: the printed text. ``any`` in place of the kind: the number is claimed, whatever its kind.
- a bare word stands in subject + indicator; ``@label`` is the period;
- ``basis= aspect= scope= modality= subject=`` are equal (``-``: empty); ``whole=`` stands in the whole;
- ``now= base= part= total= of= links.whole=`` is the value of the first claim linked in that role (``-``: none);
  ``parts=1+2`` are all of them;
- ``?``: the claim is not bound (``unclear``); without it, it must be;
- ``none text``: no claim of a measured kind lies on that text. ``rank``, ``first``, ``enumeration``: only checked where a row names them.

Every claim of a measured kind must be named in its row, no more and no less.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from enping_check.claims import read
from enping_check.language import scan
from enping_check.model import Article, Claim
from enping_check.reading import read_text
from enping_check.settings import Settings

HERE = Path(__file__).resolve().parent / "claims"
MEASURED = {
    "level", "change", "growth", "average-growth", "share", "share-shift", "growth-shift", "contribution", "pull", "multiple", "structure",
}  # fmt: skip
ROLES = {"now": "now", "base": "base", "part": "part", "total": "total", "of": "of", "links.whole": "whole"}


def table() -> list[tuple[str, list[str]]]:
    rows = []
    for path in sorted(HERE.glob("*.toml")):
        for n, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["rows"], 1):
            rows.append((f"{path.stem}-{n}", row))
    return rows


@cache
def claims_of(text: str) -> tuple[Article, tuple[Claim, ...]]:
    article = read_text(text)
    return article, read(article, scan(article), Settings()).reading.claims


def number(claim: Claim) -> Fraction | None:
    return claim.quantity.number if claim.quantity is not None else None


def has_value(claim: Claim, wanted: str, *, signed: bool = True) -> bool:
    """True when the claim prints ``wanted``; see the module's notation."""
    if wanted.startswith("~"):
        return claim.quantity is not None and wanted[1:] in claim.surface
    down = wanted.startswith("-")
    value = Fraction(wanted.removeprefix("0") if wanted.startswith("0-") else wanted.removeprefix("-"))
    if signed and down != (claim.sign < 0):
        return False
    found = number(claim)
    scales = (1, 10, 10**4, 10**8) if value and claim.kind in ("share", "growth") else (1, 10**4, 10**8)
    return found is not None and any(found == value * scale for scale in scales)


def fault(claim: Claim, conditions: list[str], by_id: dict[int, Claim]) -> str:
    """The first condition that the claim does not meet; empty when it meets all."""
    name = claim.subject + claim.indicator
    unbound = "?" in conditions
    if unbound != (claim.bound == "unclear"):
        return f"bound is {claim.bound}"
    for condition in conditions:
        key, equals, value = condition.partition("=")
        if condition == "?":
            continue
        if condition.startswith("@"):
            if claim.period != condition[1:]:
                return f"{condition}: period is {claim.period!r}"
        elif not equals:
            if condition not in name:
                return f"{condition}: name is {claim.subject!r} {claim.indicator!r}"
        elif key in ("basis", "aspect", "scope", "modality", "subject"):
            if (getattr(claim, key) or "-") != value:
                return f"{condition}: it is {getattr(claim, key)!r}"
        elif key == "whole":
            if value not in (claim.whole or ""):
                return f"{condition}: whole is {claim.whole!r}"
        else:
            linked = [by_id[i] for i in claim.links.get(ROLES.get(key, key), ()) if i in by_id]
            if value == "-":
                good = not linked
            elif key == "parts":
                good = sorted(str(float(number(c) or 0)) for c in linked) == sorted(str(float(v)) for v in value.split("+"))
            else:
                good = bool(linked) and has_value(linked[0], value, signed=value.startswith("-"))
            if not good:
                return f"{condition}: linked to {[c.surface for c in linked]}"
    return ""


def compare(text: str, wanted: str) -> list[str]:
    """The differences between what is read in ``text`` and what the row says."""
    article, claims = claims_of(text)
    by_id = {claim.id: claim for claim in claims}
    left = [claim for claim in claims if claim.kind in MEASURED]
    faults = []
    for each in wanted.split(" | "):
        kind, value, *conditions = each.split()
        if kind == "none":
            at = article.source.index(value)
            hits = [c for c in left if c.span.start < at + len(value) and c.span.end > at]
            faults += [f"{each}: read as {c.kind} {c.surface}" for c in hits]
            continue
        pool = left if kind in MEASURED or kind == "any" else [c for c in claims if c.kind == kind]
        same = [c for c in pool if (kind in ("any", c.kind)) and has_value(c, value, signed=kind != "any")]
        if not same:
            here = [f"{c.kind} {'-' if c.sign < 0 else ''}{c.surface}" for c in pool if has_value(c, value, signed=False)]
            faults.append(f"{each}: not read; there: {here}")
            left = [c for c in left if not has_value(c, value, signed=False)]
            continue
        loose = kind == "any"
        reasons = [(fault(c, [*conditions, "?"] if loose and c.bound == "unclear" else conditions, by_id), c) for c in same]
        chosen = next((c for reason, c in reasons if not reason), same[0])
        if reasons[0][0] and all(reason for reason, _ in reasons):
            faults.append(f"{each}: {reasons[0][0]}")
        if chosen in left:
            left.remove(chosen)
    return faults + [f"not in the row: {c.kind} {c.surface} {c.subject}/{c.indicator}" for c in left if number(c) is not None]


def rows() -> list[object]:
    marked = []
    for name, (text, wanted, why, *wrong) in table():
        marks = [pytest.mark.xfail(strict=True, reason=wrong[0])] if wrong else []
        marked.append(pytest.param(text, wanted, why, id=name, marks=marks))
    return marked


@pytest.mark.parametrize(("text", "wanted", "why"), rows())
def test_a_sentence_and_its_claims(text: str, wanted: str, why: str) -> None:
    faults = compare(text, wanted)
    assert not faults, why + "\n" + text + "\n" + "\n".join(faults)


def test_the_table_is_large_and_has_no_sentence_twice() -> None:
    texts = [row[0] for _, row in table()]
    assert len(texts) >= 400
    assert len(texts) == len(set(texts))
    assert all(len(row) in (3, 4) for _, row in table())


# ---------------------------------------------------------------------- other scripts, other noise

# every character of the tables that another script writes otherwise, one to one
_PAIRS = (
    "亿億万萬总總产產业業业業额額税稅资資进進贸貿区區县縣镇鎮乡鄉农農电電车車辆輛项項个個户戶长長较較环環负負减減涨漲"
    "跌跌降降达達约約实實现現为為占占占占数數别別与與从從级級类類设設应應间間关關开開亏虧转轉扩擴缩縮线線销銷费費岁歲妇婦"
    "创創新新经經济濟规規模模对對发發国國际際东東亚亞欧歐盟盟亩畝头頭双雙这這还還过過后後时時货貨运運储儲务務场場馆館"
    "医醫药藥学學师師书書单單价價钱錢银銀岭嶺标標准準值值产產机機构構节節气氣热熱灯燈灵靈龙龍鱼魚鸟鳥麦麥鸡雞猪豬"
)
TO_TRADITIONAL = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
FULL_WIDTH = str.maketrans({**{str(d): chr(ord("０") + d) for d in range(10)}, ".": "．", "%": "％"})
GLOSSES = {
    "产": "(chǎn)", "业": "(yè)", "长": "(zhǎng)", "万": "(wàn)", "济": "(jì)", "资": "(zī)", "额": "(é)", "区": "(qū)", "实": "(shí)",
    "达": "(dá)", "总": "(zǒng)",
}  # fmt: skip


@cache
def _converter() -> Callable[[str], str]:
    try:
        from opencc import OpenCC
    except ImportError:
        return lambda text: text.translate(TO_TRADITIONAL)
    return OpenCC("s2t").convert  # type: ignore[no-any-return]


def traditional(text: str) -> str:
    return _converter()(text)


def glossed(text: str) -> str:
    return "".join(char + GLOSSES.get(char, "") for char in text)


def full_width(text: str) -> str:
    return text.translate(FULL_WIDTH)


def grouped(text: str) -> str:
    """Thousands separators in every whole number of five digits and more, and in four digits before a unit of money or a count."""
    return re.sub(r"(?<![\d.])\d{4,}(?=[万亿]?(?:元|人|户|家|个|件|吨|公里|平方米))", lambda m: f"{int(m[0]):,}", text)


def spaced(text: str) -> str:
    """A space between a number and its unit, as many published texts have it."""
    return re.sub(r"(?<=\d)(?=[万亿]?(?:元|吨|人|户|家|亩|千瓦时|辆))", " ", text)


def everything(text: str) -> str:
    return traditional(glossed(spaced(full_width(text))))


NOISE: dict[str, Callable[[str], str]] = {
    "traditional": traditional, "glossed": glossed, "full-width": full_width, "grouped": grouped, "spaced": spaced,
    "everything": everything,
}  # fmt: skip


SIGNALS = ("fit", "list", "loose")  # links that hold flags, not claims


def essence(text: str) -> list[tuple[object, ...]]:
    """What must not depend on script or noise."""
    _, claims = claims_of(text)
    by_id = {claim.id: claim for claim in claims}
    return [
        (
            c.kind, number(c), c.quantity.interval if c.quantity else None, c.sign, c.scope, c.subject, c.indicator, c.period, c.basis,
            c.aspect, c.whole, c.modality, c.bound,
            tuple((role, tuple(number(by_id[i]) for i in c.links[role] if i in by_id)) for role in sorted(c.links) if role not in SIGNALS),
        )
        for c in claims
    ]  # fmt: skip


def noisy() -> list[object]:
    plain = [(name, text) for name, (text, *_) in table() if not name.startswith(("noise", "script"))]
    return [pytest.param(text, noise, id=f"{name}-{noise}") for name, text in plain for noise in NOISE]


@pytest.mark.parametrize(("text", "noise"), noisy())
def test_script_and_noise_change_nothing(text: str, noise: str) -> None:
    assert essence(NOISE[noise](text)) == essence(text)


@pytest.mark.parametrize("text", [pytest.param(row[0], id=name) for name, row in table()])
def test_spans_are_the_printed_surface(text: str) -> None:
    for copy in (text, everything(text)):
        article, claims = claims_of(copy)
        for claim in claims:
            assert article.source[claim.span.start : claim.span.end] == claim.surface
            if claim.quantity is not None:
                assert article.source[claim.quantity.span.start : claim.quantity.span.end] == claim.quantity.surface


# ---------------------------------------------------------------------- whole articles

CORPUS = HERE.parent.parent.parent / "shared" / "corpus"
ARTICLES = sorted(CORPUS.glob("*.txt"))
here = pytest.mark.skipif(not ARTICLES, reason="the articles (../shared/corpus) are not beside this checkout")


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


@here
def test_every_claim_of_every_article_is_its_printed_surface() -> None:
    for path in ARTICLES:
        article, claims = claims_of(text_of(path))
        for claim in claims:
            assert article.source[claim.span.start : claim.span.end] == claim.surface, (path.name, claim)


@here
@pytest.mark.parametrize(
    "noise",
    [
        "traditional",
        "glossed",
        "full-width",
        "grouped",
    ],
)
def test_script_and_noise_change_nothing_in_whole_articles(noise: str) -> None:
    # a name may come back from the traditional script by another of two characters (复 覆, 了 瞭), so names are compared elsewhere
    keep = (lambda e: e[:4] + e[7:10] + e[11:]) if noise == "traditional" else (lambda e: e)
    differ = []
    for path in ARTICLES[::3]:
        text = text_of(path)
        if list(map(keep, essence(NOISE[noise](text)))) != list(map(keep, essence(text))):
            differ.append(path.name)
    assert not differ
