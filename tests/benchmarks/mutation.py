"""The mutation benchmark: plants ordinary slips one at a time and counts what the checker makes of them.

    python -m tests.benchmarks.mutation [--articles N] [--seed S] [--slips K] [--missed FILE] [PATH…]

Without paths it runs on generated articles, where it knows which slips the rest of the article contradicts (by the relations the generator
recorded, with the rounding slack of the semantics): those are the redundant ones. With paths every number is in the denominator.

A slip is *caught* when an error or warning that the sound article does not have touches the slipped number, with its place or a related
one; *placed* when the finding stands at the slipped number itself; *shown* when the finding names the original, as its repair, in its words
or within the range it says the rest implies; *repaired* when a repair is named, *right* when that repair is the original.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from enping_check.checking import check_articles
from enping_check.model import Finding, Severity, Span
from enping_check.reading import read_text
from enping_check.settings import Settings
from tests.benchmarks.generator import generate
from tests.benchmarks.paper import Generated, Number, grain, plain, scale_of, stated

OPPOSITES = {
    "增长": "下降", "增加": "减少", "提高": "下降", "提升": "下降", "上升": "下降", "加快": "放缓",
    "下降": "增长", "减少": "增加", "下滑": "增长", "回落": "提高", "放缓": "加快",
    "降低": "提高", "净增": "减少",
    "增長": "下降", "減少": "增加", "放緩": "加快", "淨增": "減少",
}  # fmt: skip
SIGN = re.compile("(" + "|".join(OPPOSITES) + ")了?$")
SCALE = re.compile(r"\s?([万萬亿億])(?!亿|億)")
PERCENT = re.compile(r"\s?[%％]")
POINTS = re.compile(r"\s?[个個]百分[点點]")
SOUND = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
YEAR = re.compile(r"\s?(周年|週年|年)")
JOINT = re.compile(r"[^，,。；;0-9]{0,8}[、和及與与][^，,。；;0-9]{0,8}")


Changes = tuple[tuple[Number, Fraction, Fraction], ...]  # number, signed value, grain, in base units


@dataclass(frozen=True, slots=True)
class Target:
    """A printed number of an article: its digits [start, end), where its unit ends, and the generator's knowledge of it, if any."""

    start: int
    end: int
    stop: int
    number: Number | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """Replace text[start:end] by ``text``; what it does to the values of the generator's numbers; the slipped stretch of the new text."""

    kind: str
    start: int
    end: int
    text: str
    touched: Span
    originals: tuple[str, ...]  # the original printed numbers, plain
    changed: Changes = ()
    target: Target | None = None


@dataclass(slots=True)
class Tally:
    """Counts of one row of the report."""

    planted: int = 0
    caught: int = 0
    redundant: int = 0
    redundant_caught: int = 0
    placed: int = 0
    shown: int = 0
    named: int = 0
    right: int = 0

    def add(self, other: Verdict) -> None:
        """Counts one slip in."""
        self.planted += 1
        self.caught += other.caught
        self.redundant += other.redundant
        self.redundant_caught += other.caught and other.redundant
        self.placed += other.placed
        self.shown += other.shown
        self.named += other.named
        self.right += other.right


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one slip."""

    slip: Slip
    relations: tuple[str, ...]
    redundant: bool
    caught: bool
    placed: bool = False
    shown: bool = False
    named: bool = False
    right: bool = False
    article: str = ""
    sentence: str = ""


@dataclass(slots=True)
class Result:
    """All verdicts, and the tables they add up to."""

    verdicts: list[Verdict] = field(default_factory=list)

    def table(self, by: str) -> dict[str, Tally]:
        """Tallies by kind of slip, by relation, or in all."""
        rows: dict[str, Tally] = {}
        for v in self.verdicts:
            for key in (v.slip.kind,) if by == "kind" else (v.relations or ("-",)) if by == "relation" else ("all",):
                rows.setdefault(key, Tally()).add(v)
        return dict(sorted(rows.items(), key=lambda item: -item[1].planted))

    @property
    def total(self) -> Tally:
        """The tally of everything."""
        return self.table("all").get("all", Tally())


def findings(text: str) -> list[Finding]:
    """The errors and warnings of a text."""
    report = check_articles([read_text(text, "<article>")], Settings(lang="zh"))
    if report.problems:
        raise RuntimeError(report.problems[0].message)
    return [f for f in report.findings if f.severity > Severity.NOTE]


def targets_of(made: Generated) -> list[Target]:
    """The numbers of a generated article."""
    return [Target(n.start, n.end, n.stop, n, n.exact) for n in made.numbers]


def targets_in(text: str) -> list[Target]:
    """The numbers that the checker itself reads in any article, but for dates and names."""
    from enping_check.language import scan

    article = read_text(text, "<article>")
    found = []
    for q in scan(article).quantities:
        digits = article.span(q.digits)
        if q.masked or q.number is None or not re.fullmatch(r"[\d.]+", plain(text[digits.start : digits.end])):
            continue
        found.append(Target(digits.start, digits.end, max(q.span.end, digits.end), None, q.exact))
    return found


def slips(text: str, target: Target, near: Sequence[Target], rng: random.Random) -> Iterator[Slip]:
    """One slip of every kind that the number allows."""
    surface = text[target.start : target.end]
    number = target.number
    old = Fraction(plain(surface))
    step = grain(surface, target.exact)
    slack = Fraction(1) if target.exact else step * 3 / 2
    year = YEAR.match(text, target.end)
    tail = text[target.end : target.end + 8]
    if year or (number is not None and number.unit in ("月", "日")):
        yield _printed("year", text, target, str(int(old) + rng.choice([-1, 1])))
        return
    places = [i for i, c in enumerate(surface) if c.isdigit()]

    def other(kind: str, new: str) -> Slip | None:
        bare = plain(new)
        if not SOUND.fullmatch(bare):
            return None
        value = Fraction(bare)
        if not value or abs(value - old) <= (slack if target.exact else max(step, grain(bare, False)) * 3 / 2):
            return None
        return _printed(kind, text, target, _grouped(bare, surface))

    place = rng.choice(places)
    digit = rng.choice([d for d in "0123456789" if d != plain(surface[place])])
    yield from filter(None, [other("digit", surface[:place] + digit + surface[place + 1 :])])
    pairs = [i for i in range(len(surface) - 1) if surface[i].isdigit() and surface[i + 1].isdigit() and surface[i] != surface[i + 1]]
    if pairs:
        i = rng.choice(pairs)
        yield from filter(None, [other("transposition", surface[:i] + surface[i + 1] + surface[i] + surface[i + 2 :])])
    if "." in surface:
        whole, _, rest = surface.partition(".")
        moved = rng.choice(
            [
                whole + rest[0] + ("." + rest[1:] if rest[1:] else ""),
                whole[:-1] + "." + whole[-1] + rest if len(whole) > 1 else whole + rest,
            ]
        )
        yield from filter(None, [other("point", moved)])
    yield from filter(None, [other("lost", surface[:place] + surface[place + 1 :])] if len(places) > 1 else [])
    yield from filter(None, [other("doubled", surface[: place + 1] + surface[place:])])
    changed: Changes = ()
    if match := SCALE.match(text, target.end):
        new = {"万": "亿", "亿": "万", "萬": "億", "億": "萬"}[match.group(1)]
        changed = ()
        if number is not None:
            factor = Fraction(10**4 if new in "亿億" else 1) / (1 if new in "亿億" else 10**4)
            value, size = stated(number)
            changed = ((number, value * factor, size * factor),)
        yield Slip(
            "scale",
            match.start(1),
            match.end(1),
            new,
            Span(target.start, target.stop),
            (plain(surface) + _simple(match.group(1)),),
            changed,
            target,
        )
    if match := SIGN.search(text, max(0, target.start - 4), target.start):
        new = OPPOSITES[match.group(1)]
        changed = ()
        if number is not None:
            value, size = stated(number)
            changed = ((number, -value, size),)
        shift = len(new) - len(match.group(1))
        yield Slip(
            "sign",
            match.start(1),
            match.end(1),
            new,
            Span(match.start(1), target.stop + shift),
            (match.group(1), plain(surface)),
            changed,
            target,
        )
    if match := PERCENT.match(text, target.end):
        yield Slip(
            "percent", match.start(), match.end(), "个百分点", Span(target.start, match.end() + 3), (plain(surface) + "%",), (), target
        )
    elif match := POINTS.match(text, target.end):
        yield Slip("percent", match.start(), match.end(), "%", Span(target.start, target.end + 1), (plain(surface) + tail[:4],), (), target)
    mate = next((t for t in near if t.start > target.end), None)
    if (
        mate is not None
        and JOINT.fullmatch(text, target.stop, mate.start)
        and re.search("分[别別]|依次", text[max(0, target.start - 40) : target.start])
    ):
        mine, its = surface, text[mate.start : mate.end]
        same = text[target.end : target.end + 2] == text[mate.end : mate.end + 2]
        if same and abs(Fraction(plain(its)) - old) > slack:
            changed = ()
            if number is not None and mate.number is not None:
                a, b = stated(number), stated(mate.number)
                changed = ((number, *b), (mate.number, *a))
            yield Slip(
                "swap",
                target.start,
                mate.end,
                its + text[target.end : mate.start] + mine,
                Span(target.start, mate.stop),
                (plain(mine), plain(its)),
                changed,
                target,
            )


def _grouped(bare: str, like: str) -> str:
    """The number with separators and digits as wide as in ``like``."""
    whole, point, rest = bare.partition(".")
    text = (f"{int(whole):,}" if "," in like else whole) + point + rest
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text) if any("０" <= c <= "９" for c in like) else text


def _simple(scale: str) -> str:
    return {"萬": "万", "億": "亿"}.get(scale, scale)


def _printed(kind: str, text: str, target: Target, new: str) -> Slip:
    surface = text[target.start : target.end]
    changed: Changes = ()
    if target.number is not None:
        n = target.number
        value = Fraction(plain(new)) * scale_of(n.unit)
        changed = ((n, -value if n.value < 0 else value, grain(new, n.exact) * scale_of(n.unit)),)
    shift = len(new) - len(surface)
    return Slip(kind, target.start, target.end, new, Span(target.start, target.stop + shift), (plain(surface),), changed, target)


def is_redundant(made: Generated, slip: Slip) -> bool:
    """Whether the rest of the article contradicts the slip, by the relations the generator knows."""
    numbers = {id(n): (value, step) for n, value, step in slip.changed}
    if slip.kind == "percent":
        number = slip.target.number if slip.target else None
        return any(r.numbers[0] is number and r.kind in ("growth", "change", "points", "growth-shift") for r in made.relations)
    return any(not r.holds(numbers) for r in made.relations if any(id(n) in numbers for n in r.numbers))


def judge(text: str, slip: Slip, base: set[str], relations: tuple[str, ...], redundant: bool, name: str) -> Verdict:
    """Plants the slip and reads the findings."""
    changed = text[: slip.start] + slip.text + text[slip.end :]
    found = [f for f in findings(changed) if f.fingerprint not in base]
    touching = [f for f in found if any(p.span.overlaps(slip.touched) for p in (f.place, *f.related))]
    low = max(changed.rfind("。", 0, slip.touched.start), changed.rfind("\n", 0, slip.touched.start)) + 1
    high = min((x for x in (changed.find("。", slip.touched.end), changed.find("\n", slip.touched.end)) if x >= 0), default=len(changed))
    sentence = (
        changed[low : slip.touched.start]
        + "【"
        + changed[slip.touched.start : slip.touched.end]
        + "】"
        + changed[slip.touched.end : high + 1].rstrip()
    )
    sentence += f"  ({slip.kind}: {text[slip.start : slip.end]} → {slip.text})"
    if not touching:
        return Verdict(slip, relations, redundant, False, article=name, sentence=sentence)
    named = [f for f in touching if f.suggestion is not None]
    right = any(_restores(changed, text, f) for f in named)
    return Verdict(
        slip,
        relations,
        redundant,
        True,
        placed=any(f.place.span.overlaps(slip.touched) for f in touching),
        shown=right or any(_shows(f, slip) for f in touching),
        named=bool(named),
        right=right,
        article=name,
        sentence=sentence,
    )


def _restores(changed: str, original: str, finding: Finding) -> bool:
    """Whether the repair, carried out, gives the original number again (however it is spaced and grouped)."""
    s = finding.suggestion
    if s is None:
        return False
    repaired = changed[: s.span.start] + s.replacement + changed[s.span.end :]
    return _bare(repaired) == _bare(original)


def _bare(text: str) -> str:
    """The text in one script, numbers without trailing zeros, every word of decline alike: 2.0% is 2%, 下滑 is 下降."""
    text = (
        plain(text).replace("億", "亿").replace("萬", "万").replace("個", "个").replace("點", "点").replace("長", "长").replace("減", "减")
    )
    text = re.sub("下降|下滑|减少|回落|降低|放缓|下跌", "降", re.sub("增长|增加|上升|提高|提升|加快|净增|上涨", "升", text))
    return re.sub(r"(\d+\.\d*?)0+(?!\d)", r"\1", text).replace(".%", "%").replace(".个", "个")


def _shows(finding: Finding, slip: Slip) -> bool:
    words = plain(finding.message + finding.formula)
    if any(re.search(rf"(?<![\d.]){re.escape(o)}(?!\d)", words) for o in slip.originals):
        return True
    slipped = {p.text for p in (finding.place, *finding.related) if p.span.overlaps(slip.touched)}
    if any(_inside(implied, slip) for printed, implied in finding.otherwise if printed in slipped):
        return True
    if finding.low is None or finding.high is None or not finding.place.span.overlaps(slip.touched):
        return False
    try:
        old = Fraction(re.sub(r"[^\d.]", "", slip.originals[-1]))
    except ValueError:
        return False
    size = grain(re.sub(r"[^\d.]", "", slip.originals[-1]), False)
    sizes = {Fraction(1), Fraction(scale_of(finding.unit)), *(Fraction(10**k) for k in (4, 8))}
    return any(finding.low <= (value + size / 2) * k and (value - size / 2) * k <= finding.high for k in sizes for value in (old, -old))


def _inside(implied: str, slip: Slip) -> bool:
    """Whether the original number lies in the range said, such as 32.05—32.13亿元."""
    ends = [Fraction(n) for n in re.findall(r"\d+(?:\.\d+)?", implied)]
    original = re.search(r"\d+(?:\.\d+)?", slip.originals[-1])
    if not ends or original is None:
        return False
    scale = lambda text: {"万": Fraction(10**4), "亿": Fraction(10**8)}.get(text[:1], Fraction(1))  # noqa: E731
    unit = scale(re.sub(r"[\d.—]", "", implied))
    own = scale(slip.originals[-1][original.end() :]) if slip.kind == "scale" else unit
    half = grain(original[0], False) / 2
    value = Fraction(original[0])
    return (value - half) * own <= ends[-1] * unit and ends[0] * unit <= (value + half) * own


def run_generated(articles: int, seed: int = 0, per_article: int = 6) -> Result:
    """The benchmark on generated articles of the seeds ``seed`` … ``seed + articles − 1``."""
    result = Result()
    for which in range(seed, seed + articles):
        made = generate(which)
        rng = random.Random(which)
        base = {f.fingerprint for f in findings(made.text)}
        targets = targets_of(made)
        for target in rng.sample(targets, min(per_article, len(targets))):
            choices = list(slips(made.text, target, targets, rng))
            if choices:
                slip = rng.choice(choices)
                number = target.number
                kinds = made.kinds_of(number) if number else ()
                result.verdicts.append(judge(made.text, slip, base, kinds, is_redundant(made, slip), f"seed {which}"))
    return result


def run_paths(paths: Sequence[str], seed: int = 0, most: int = 40) -> Result:
    """The benchmark on article files: a slip in each number, at most ``most`` numbers of an article."""
    result = Result()
    files = [f for p in map(Path, paths) for f in (sorted(x for x in p.rglob("*.txt")) if p.is_dir() else [p])]
    for file in files:
        text = file.read_text(encoding="utf-8-sig")
        rng = random.Random(f"{seed}{file.name}")
        base = {f.fingerprint for f in findings(text)}
        targets = targets_in(text)
        for target in rng.sample(targets, min(most, len(targets))):
            choices = list(slips(text, target, targets, rng))
            if choices:
                result.verdicts.append(judge(text, rng.choice(choices), base, (), False, file.name))
    return result


def _line(name: str, t: Tally) -> str:
    def of(part: int, whole: int) -> str:
        return f"{100 * part / whole:6.1f}%" if whole else "      –"

    return (
        f"{name:22}{t.planted:7}{of(t.caught, t.planted):>9}{t.redundant:10}{of(t.redundant_caught, t.redundant):>9}"
        f"{of(t.placed, t.caught):>9}{of(t.shown, t.caught):>9}{of(t.named, t.caught):>9}{of(t.right, t.named):>9}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the benchmark and prints its tables."""
    parser = argparse.ArgumentParser(description="Plants slips and counts what is caught.")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slips", type=int, help="numbers with a slip, per article at most (6 generated, 40 given)")
    parser.add_argument("--missed", type=Path, help="write the redundant slips that were missed to this file")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    options = parser.parse_args(arguments)
    result = (
        run_paths(options.paths, options.seed, options.slips or 40)
        if options.paths
        else run_generated(options.articles, options.seed, options.slips or 6)
    )
    head = f"{'':22}{'planted':>7}{'caught':>9}{'redundant':>10}{'caught':>9}{'placed':>9}{'shown':>9}{'named':>9}{'right':>9}"
    for by in ("kind", "relation") if not options.paths else ("kind",):
        print(f"{'by ' + by:22}{head[22:]}")
        for name, tally in result.table(by).items():
            print(_line(name, tally))
        print()
    print(_line("all", result.total))
    if options.missed:
        options.missed.write_text(missed(result), encoding="utf-8")


def missed(result: Result) -> str:
    """The redundant slips that were missed, by relation, most frequent first."""
    rows: dict[str, list[Verdict]] = {}
    for v in result.verdicts:
        if v.redundant and not v.caught:
            rows.setdefault("+".join(v.relations), []).append(v)
    counts = Counter({k: len(v) for k, v in rows.items()})
    out = []
    for name, count in counts.most_common():
        out.append(f"\n## {name}: {count} missed")
        out += [f"- {v.article}: {v.sentence}" for v in rows[name]]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
