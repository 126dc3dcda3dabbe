"""How many of the hand annotations are read and bound, and how many of our bound claims the annotations confirm.

``tests/annotations/*.jsonl`` hold places and values only; the articles stand in ``../shared/corpus``. The tests skip where that is absent.
``python -m tests.test_annotations [set …] [--all]`` lists every miss with file, offset and what was read there instead.

A claim of ours is **bound** when it has an indicator and its binding is not ``unclear``. It is right when an annotated number overlaps
it, of a compatible kind, with the same value and (growth, change) the same sign, whose name shares its own (one within the other, or two
characters); where both say which level it belongs to, the levels must be the same. Precision = right ÷ bound claims in the annotated
range; recall = annotated claims found so ÷ annotated claims.

``holdout`` and ``holdout2`` were annotated apart from the tuning, each on five articles. ``holdout2`` was made after all tuning: its first
measurement, before anything was mended with it in sight, was precision 93.0 % (214/230) and recall 88.8 % (214/241). Its misses were then
mended by kind, so that what it measures since is no holdout's figure any more. ``holdout3``, by somebody who had not seen the tool either:
first measurement precision 92.1 % (198/215), recall 88.4 % (198/224).
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from enping_check.claims import read
from enping_check.language import scan
from enping_check.model import Article, Claim
from enping_check.reading import read_text
from enping_check.settings import Settings

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "shared" / "corpus"
SETS = ("communiques", "news", "holdout", "holdout2", "holdout3")
MEASURED = (
    "level", "change", "growth", "average-growth", "share", "share-shift", "growth-shift", "contribution", "pull", "multiple", "structure",
)  # fmt: skip
# kinds that two careful readers may call by either name: 新增N家, a rate in per cent, 提高 of a rate or of a growth
AMOUNTS = {"level", "change"}
RATES = {"level", "share"}
COMPATIBLE = {
    "level": AMOUNTS | RATES,
    "change": AMOUNTS,
    "growth": {"growth", "average-growth"},
    "average-growth": {"growth", "average-growth"},
    "share": RATES | {"contribution", "structure"},
    "share-shift": {"share-shift", "growth-shift", "change"},
    "growth-shift": {"share-shift", "growth-shift"},
    "contribution": {"contribution", "share", "pull"},
    "pull": {"pull", "contribution"},
    "multiple": {"multiple", "level", "growth"},
    "structure": {"structure", "share"},
}
SIGNED = {"growth", "average-growth", "change", "share-shift", "growth-shift"}


@dataclass
class Score:
    """Counts and the misses of one set of annotations."""

    right: int = 0
    bound: int = 0
    found: int = 0
    annotated: int = 0
    tabled: int = 0  # annotated claims in tables flattened into lines, which the reader leaves alone; none of them is found
    wrong: list[tuple[str, str]] = field(default_factory=list)  # (why, line)
    missed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.bound

    @property
    def recall(self) -> float:
        return self.found / self.annotated


def _plain(text: str) -> str:
    return re.sub(r"[^\w]|的", "", text)


def _folded(article: Article, span: list[int] | None) -> str:
    """The folded text of a source span."""
    if span is None:
        return ""
    first, last = bisect_left(list(article.starts), span[0]), bisect_left(list(article.starts), span[1])
    return article.folded[first:last]


def _same_name(article: Article, row: dict[str, Any], claim: Claim) -> bool:
    wanted = _plain(_folded(article, row["name"]))
    ours = _plain(claim.subject + claim.indicator)
    if not wanted or not ours:
        return not wanted
    return wanted in ours or ours in wanted or len(set(wanted) & set(ours)) >= 2


def _same_value(row: dict[str, Any], claim: Claim) -> bool:
    if row["value"] is None or claim.quantity is None or claim.quantity.number is None:
        return True
    wanted, number = Fraction(row["value"]), claim.quantity.number
    return number == wanted or (wanted != 0 and number / wanted in (10**4, 10**8, 10**12, 100, 1000))


def _overlap(span: tuple[int, int] | list[int], claim: Claim) -> bool:
    return claim.span.start < span[1] and claim.span.end > span[0]


def _fault(article: Article, row: dict[str, Any], claim: Claim, by_id: dict[int, Claim]) -> str:
    """Why ``claim`` is not what ``row`` says; empty when it is."""
    if row["kind"] == "not-a-claim":
        return "not a claim"
    if claim.kind not in COMPATIBLE.get(row["kind"], {row["kind"]}):
        return f"kind {claim.kind} for {row['kind']}"
    if not _same_value(row, claim):
        return "value"
    if claim.kind in SIGNED and row["kind"] in SIGNED and claim.sign != row["sign"]:
        return "sign"
    if not _same_name(article, row, claim):
        return "name"
    linked = [by_id[i] for role in ("now", "part") for i in claim.links.get(role, ()) if i in by_id]
    levels = [c for c in linked if c.kind in ("level", "change", "share", "growth")]
    if row["of"] is not None and levels and not any(_overlap(row["of"], c) for c in levels):
        return "of another level"
    return ""


def _line(article: Article, span: tuple[int, int], said: str, read: str) -> str:
    source = article.source
    around = source[max(0, span[0] - 34) : span[0]] + "【" + source[span[0] : span[1]] + "】" + source[span[1] : span[1] + 10]
    return f"{article.name}:{span[0]} {said} ← {read} | {around!r}"


def _said(claim: Claim) -> str:
    return f"{claim.kind}{'-' if claim.sign < 0 else ''} {claim.surface} {claim.subject}/{claim.indicator} {claim.bound}"


@cache
def score(name: str) -> Score:
    """The score of one set; raises FileNotFoundError where an article is absent."""
    lines = (HERE / "annotations" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ranges = json.loads(lines[0])["range"]
    rows = [json.loads(line) for line in lines[1:]]
    total = Score()
    for file, (start, end) in ranges.items():
        article = read_text((CORPUS / file).read_bytes().decode("utf-8-sig"), file)
        claims = read(article, scan(article), Settings()).reading.claims
        by_id = {claim.id: claim for claim in claims}
        tables = [article.span(line.at) for line in article.lines if line.kind == "table"]
        ours = [c for c in claims if c.kind in MEASURED and c.span.start >= start and c.span.end <= end]
        bound = [c for c in ours if c.bound != "unclear" and c.indicator]
        theirs = [row for row in rows if row["file"] == file]
        for claim in bound:
            total.bound += 1
            here = [row for row in theirs if _overlap((row["start"], row["end"]), claim)]
            faults = [_fault(article, row, claim, by_id) for row in here]
            if "" in faults:
                total.right += 1
            else:
                why = min(faults, key=lambda fault: fault == "not a claim") if faults else "not annotated"
                said = "; ".join(f"{row['kind']} {row['value']} {_folded(article, row['name'])}" for row in here)
                total.wrong.append((why, _line(article, claim.span, said, _said(claim))))
        for row in theirs:
            if row["kind"] not in MEASURED:
                continue
            total.annotated += 1
            here = [c for c in ours if _overlap((row["start"], row["end"]), c)]
            faults = [_fault(article, row, c, by_id) or ("unbound" if c not in bound else "") for c in here]
            tabled = any(place.start < row["end"] and place.end > row["start"] for place in tables)
            if "" in faults:
                total.found += 1
            else:
                total.tabled += tabled
                why = faults[0] if faults else "in a table" if tabled else "not read"
                said = f"{row['kind']} {row['value']} {_folded(article, row['name'])}"
                total.missed.append((why, _line(article, (row["start"], row["end"]), said, "; ".join(map(_said, here)))))
    return total


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the annotated articles (../shared/corpus) are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        # floors, some three points below what was measured when they were set: 97.9 and 90.9 % (96.4 % outside tables), 100 and 96.3 %,
        # 87.6 and 84.7 % (annotated apart, its misses were not worked on), 99.6 and 98.8 % (its misses were mended, see above)
        ("communiques", 0.95, 0.88),
        ("news", 0.97, 0.93),
        ("holdout", 0.84, 0.81),
        ("holdout2", 0.96, 0.95),
        ("holdout3", 0.90, 0.86),
    ],
)
def test_annotated_claims_are_read_and_bound(name: str, precision: float, recall: float) -> None:
    found = score(name)
    # the holdout's misses are not shown: who reads them tunes to them
    shown = name != "holdout"
    assert found.precision >= precision, "\n".join(f"{why}: {line}" for why, line in found.wrong if shown)
    assert found.recall >= recall, "\n".join(f"{why}: {line}" for why, line in found.missed if shown)


def main(arguments: list[str]) -> None:
    """Prints the rates of the named sets (default: all) and their misses, most frequent reason first."""
    for name in [a for a in arguments if not a.startswith("-")] or SETS:
        found = score(name)
        print(
            f"{name}: precision {found.right}/{found.bound} = {found.precision:.1%}, "
            f"recall {found.found}/{found.annotated} = {found.recall:.1%}, "
            f"{found.found / (found.annotated - found.tabled):.1%} outside tables"
        )
        for title, misses in (("wrong", found.wrong), ("missed", found.missed)):
            for why, count in Counter(why for why, _ in misses).most_common():
                print(f"  {title}: {why} × {count}")
                for each, line in misses:
                    if each == why:
                        print(f"    {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
