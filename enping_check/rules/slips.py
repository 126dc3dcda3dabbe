"""What a printed number may have been before one ordinary slip, as intervals and as text to put in its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise

from enping_check.engine import Expression, Interval, digit_origins
from enping_check.model import Quantity, Span
from enping_check.rules.body import Body, Fact
from enping_check.rules.relation import decimal_text

# how often a slip is of each kind; among one kind every place of the number is as likely. Of numbers of all sizes those of one digit
# more are ten times as many, so each of them a tenth as common: what a lost digit was put in for, and a doubled one taken out
_FREQUENCY = {
    "digit": 0.30, "transposition": 0.15, "point": 0.15, "lost": 0.12, "doubled": 0.12, "stray": 0.01, "unit-scale": 0.10, "sign": 0.10,
}  # fmt: skip
_COMMONER = {"lost": 0.1, "doubled": 10.0, "stray": 10.0}

COMMON = ("digit", "transposition", "point", "unit-scale", "lost")  # what happens to a number by itself, most often
_SIGNED = ("growth", "change", "share-shift", "growth-shift")


@dataclass(frozen=True, slots=True)
class Slip:
    """Replace the text at ``span`` by ``replacement``; the claim then has ``interval`` (signed, in base units).

    ``likelihood`` is the chance that a number so printed becomes the one in the text, given that a slip happened to it.
    """

    interval: Interval
    span: Span
    replacement: str
    label: str
    likelihood: float = 0.0

    @property
    def commoner(self) -> float:
        """How much commoner numbers of the origin's size are: part of the likelihood, and of no account where the rest tells the number."""
        return _COMMONER.get(self.label, 1.0)


def _likelihood(label: str, digits: int) -> float:
    """The share of one slip among all that may happen to a number of so many digits."""
    places = {
        "digit": 9 * digits,
        "transposition": max(1, digits - 1),
        "point": 2,
        "lost": digits,
        "doubled": digits,
        "stray": 9 * digits,
    }.get(label, 1)
    return _FREQUENCY.get(label, 0.0) * _COMMONER.get(label, 1.0) / places


@cache
def _opposites() -> dict[str, str]:
    data = tomllib.loads(files("enping_check.data").joinpath("opposites.toml").read_text(encoding="utf-8"))
    pairs: dict[str, str] = {}
    for up, down in data["pairs"]:
        pairs.setdefault(up, down)
        pairs.setdefault(down, up)
    return pairs


@cache
def _verb() -> re.Pattern[str]:
    words = sorted(_opposites(), key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, words)) + ")(?:了|约|达|为)?$")


def slips(body: Body, fact: Fact) -> Iterator[Slip]:
    """Every number one slip away from the claim's, with its replacement text in the printed script and width."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.number is None or quantity.hedge or quantity.ranged or quantity.number < 0:
        return
    article = body.readings[fact.key[0]].article
    folded = article.folded[quantity.digits.start : quantity.digits.end]
    rest = article.folded[quantity.at.start : quantity.digits.start] + article.folded[quantity.digits.end : quantity.at.end]
    if re.fullmatch(r"\d+(?:\.\d+)?", folded) and not any(c.isdigit() for c in rest):  # 1兆1842亿 is not 1 of something
        factor = _of_digits(quantity, folded)
        source = article.surface(article.span(quantity.digits))
        for slip in digit_origins(folded):
            text = _natural(fact, folded, slip.text)
            pointed = "." in text and "." not in folded
            if quantity.exact and pointed and quantity.dimension != "time":
                continue  # half a household; but 13天 may have been 1.3天
            replaced = _rewrite(source, folded, text)
            if replaced is None:
                continue
            places = len(text.partition(".")[2])
            interval = Interval.around(Fraction(text), Fraction(1, 2 * 10**places)).scaled(factor)
            if quantity.exact and not pointed:
                interval = Interval.point(Fraction(text) * factor)
            digits = sum(c.isdigit() for c in slip.text)
            yield _slip(fact, interval, _whole(article.surface(fact.claim.span), source, replaced), slip.label, digits)
        yield from _scales(body, fact, article.surface(fact.claim.span))
    if fact.claim.kind in _SIGNED and fact.claim.sign:
        yield from _signs(body, fact)


def _of_digits(quantity: Quantity, folded: str) -> Fraction:
    """What one of the printed digits' number is in base units; 217.9万 without a unit is read as 2179000 of nothing."""
    printed = Fraction(folded)
    return quantity.factor * (quantity.number or printed) / printed if printed else quantity.factor


def _natural(fact: Fact, folded: str, text: str) -> str:
    """Without zeros nobody writes: 3倍, and 28平方公里 for a misprinted 280."""
    _, dot, part = text.partition(".")
    if dot and ((fact.claim.kind == "multiple" and not part.strip("0")) or "." not in folded):
        return text.rstrip("0").rstrip(".")
    return text


def recomputed(body: Body, fact: Fact, value: Fraction, label: str) -> Slip | None:
    """``value`` (signed, in base units) written as the claim prints its number; None where it prints no plain one, or this one."""
    quantity = fact.claim.quantity
    if quantity is None or quantity.number is None or quantity.hedge or quantity.ranged or not quantity.factor:
        return None
    article = body.readings[fact.key[0]].article
    folded = article.folded[quantity.digits.start : quantity.digits.end]
    if not re.fullmatch(r"\d+(?:\.\d+)?", folded):
        return None
    places = len(folded.partition(".")[2])
    factor = _of_digits(quantity, folded)
    text = _natural(fact, folded, decimal_text(abs(value) / factor, Fraction(1, 10**places)))
    places = len(text.partition(".")[2])
    source = article.surface(article.span(quantity.digits))
    replaced = _rewrite(source, folded, text)
    if replaced is None or text == folded:
        return None
    interval = Interval.around(Fraction(text), Fraction(1, 2 * 10**places)).scaled(factor)
    return _slip(fact, interval, _whole(article.surface(fact.claim.span), source, replaced), label, len(text))


def slip_between(body: Body, a: Fact, b: Fact) -> set[str]:
    """The kinds of slip that make one printed number the other; but for 万 and 亿 only in numbers of three digits or more."""
    x, y = a.claim.quantity, b.claim.quantity
    if x is None or y is None or x.number is None or y.number is None:
        return set()
    if x.unit != y.unit and {x.unit.strip("万亿"), y.unit.strip("万亿")} != {x.unit.strip("万亿")}:
        return set()
    alike = x.unit == y.unit and x.last == y.last
    found: set[str] = set()
    for one, other in ((a, b), (b, a)):
        target = other.claim.interval
        digits = sum(c.isdigit() for c in body.folded(one))
        for slip in slips(body, one):
            if slip.label not in found and slip.interval.overlaps(target):
                told = len(re.sub(r"\D", "", slip.replacement).strip("0"))
                as_fine = alike and slip.interval.width == target.width  # 3.972 is not what 3.97 repeats
                enough = {
                    "transposition": True,
                    "unit-scale": True,
                    "digit": digits >= 3 and alike,
                    "point": x.unit == y.unit and told >= 3,
                    "lost": as_fine and min(digits, told) >= 3,
                    "doubled": as_fine and min(digits, told) >= 3,
                }
                if enough.get(slip.label):
                    found.add(slip.label)
    return found


def in_order(parts: Sequence[Fact]) -> Callable[[Fact, Interval], bool]:
    """Whether a number may be put in a part's place: a list told from its greatest part to its least was so before the slip."""
    values = [p.middle for p in parts]
    falling = len(parts) > 2 and all(a > b for a, b in pairwise(values))
    place = {p.key: at for at, p in enumerate(parts)}

    def fits(fact: Fact, value: Interval) -> bool:
        at, middle = place.get(fact.key), value.middle
        if not falling or at is None or middle is None:
            return True
        return (at == 0 or middle <= values[at - 1]) and (at + 1 == len(values) or middle >= values[at + 1])

    return fits


def rounded_by(fact: Fact) -> Fraction:
    """A mean of counts is rounded to whole ones: by so much it may be off."""
    quantity = fact.claim.quantity
    return quantity.last / 2 if quantity is not None and quantity.exact and fact.claim.aspect == "average" else Fraction(0)


def one_slip(
    body: Body,
    result: Fact,
    value: Expression,
    facts: tuple[Fact, ...],
    labels: tuple[str, ...] = (),
    fits: Callable[[Fact, Interval], bool] = lambda fact, value: True,
) -> bool:
    """True when one slip in one of the numbers makes ``value`` the result; of all kinds, or of those in ``labels`` alone.

    ``fits``: whether the surroundings allow for the number before the slip.
    """
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in facts}
    slack = rounded_by(result)
    stated = result.claim.interval.widened(slack)
    return any(
        (
            slip.interval.widened(slack).overlaps(value.range(box))
            if f.key == result.key
            else value.range({**box, f.key: slip.interval}).overlaps(stated)
        )
        for f in facts
        for slip in slips(body, f)
        if fits(f, slip.interval)
        and (
            not labels
            or slip.label in labels
            or ("lost-of-many" in labels and slip.label == "lost" and len(re.sub(r"\D", "", slip.replacement).strip("0")) >= 4)
        )
    )


def _slip(fact: Fact, interval: Interval, replacement: str, label: str, digits: int = 1) -> Slip:
    signed = -interval if fact.claim.sign < 0 else interval
    return Slip(signed, fact.claim.span, replacement, label, _likelihood(label, digits))


def _whole(surface: str, source: str, replaced: str) -> str:
    return surface.replace(source, replaced, 1)


_WIDE = {ord(str(d)): chr(0xFF10 + d) for d in range(10)} | {ord("."): "．"}


def _rewrite(source: str, folded: str, wanted: str) -> str | None:
    """``wanted`` written the way ``source`` is: its separators and its full-width digits kept where the digits line up."""
    shown = [c for c in source if c.isdigit() or c in ".．·"]
    if len(shown) != len(folded):
        return None
    if len(folded) == len(wanted) and folded.find(".") == wanted.find("."):
        out: list[str] = []
        at = 0
        for char in source:
            if char.isdigit():
                out.append(wanted[at] if char.isascii() else chr(0xFF10 + int(wanted[at])))
                at += 1
            else:
                out.append(char)
                if char in ".．·":
                    at += 1
        return "".join(out)
    if comma := re.search(r"\d([,，])\d{3}(?!\d)", source):
        whole, dot, part = wanted.partition(".")
        wanted = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", comma[1], whole) + dot + part
    if any(c.isdigit() and not c.isascii() for c in source):
        return wanted.translate(_WIDE)
    return wanted


_BARE = re.compile("(?<=\\d)(?:元|吨|噸|公斤|斤|尾|株|只|隻|头|頭|羽|棵|册|冊|件|人次?|户|戶|辆|輛|台|度|千瓦时|亩|畝|立方米|平方米)$")
_WEIGHED = re.compile("(?:公斤|千克|吨|噸)$")
_OTHER_WEIGHT = {"公斤": "吨", "千克": "吨", "吨": "公斤", "噸": "公斤"}


def _scales(body: Body, fact: Fact, surface: str) -> Iterator[Slip]:
    """万 for 亿 and the other way round, 元 for 万元, 公斤 for 吨."""
    quantity = fact.claim.quantity
    if quantity is None:
        return
    if (bare := _BARE.search(surface)) is not None and quantity.unit[:1] not in "万亿千百":
        scale = "萬" if re.search("[萬億]", body.readings[fact.key[0]].article.source) else "万"
        yield _slip(fact, quantity.interval.scaled(Fraction(10**4)), f"{surface[: bare.start()]}{scale}{bare[0]}", "unit-scale")
    if (weighed := _WEIGHED.search(surface)) is not None and not quantity.dimension.startswith("rate"):
        other = _OTHER_WEIGHT[weighed[0]]
        factor = Fraction(1000) if other in ("吨", "噸") else Fraction(1, 1000)
        yield _slip(fact, quantity.interval.scaled(factor), surface[: weighed.start()] + other, "unit-scale")
    for old, new, factor in (
        ("万", "亿", Fraction(10**4)),
        ("亿", "万", Fraction(1, 10**4)),
        ("萬", "億", Fraction(10**4)),
        ("億", "萬", Fraction(1, 10**4)),
    ):
        if old in surface and quantity.unit[:1] in "万亿" and not re.search("万亿|萬億|亿万", surface):
            yield _slip(fact, quantity.interval.scaled(factor), surface.replace(old, new, 1), "unit-scale")


def _signs(body: Body, fact: Fact) -> Iterator[Slip]:
    """增长 for 下降 and the other way round: the verb directly before the number."""
    article = body.readings[fact.key[0]].article
    left = article.folded[max(0, fact.claim.at.start - 8) : fact.claim.at.start]
    match = _verb().search(left)
    if match is None:
        return
    start = fact.claim.at.start - len(left) + match.start(1)
    verb_span = article.span(Span(start, start + len(match[1])))
    printed = re.sub(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]", "", article.surface(verb_span))
    opposite = _opposites().get(printed) or _opposites().get(match[1])
    if opposite is None:
        return
    span = Span(verb_span.start, fact.claim.span.end)
    text = opposite + article.source[verb_span.end : fact.claim.span.end]
    yield Slip(-fact.claim.interval, span, text, "sign", _likelihood("sign", 1))
