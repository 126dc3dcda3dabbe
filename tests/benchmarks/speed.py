"""How fast articles are read, and whether the time grows in proportion to the length.

    python -m tests.benchmarks.speed [PATH…]

Reading is ``read_text`` + ``scan`` + ``claims.read``, on one core. Without paths: generated articles. It only prints.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from enping_check.checking import check_articles
from enping_check.claims import read
from enping_check.language import scan
from enping_check.reading import read_text
from enping_check.settings import Settings
from tests.benchmarks.generator import generate

SETTINGS = Settings(lang="zh")


def texts(paths: Sequence[str]) -> list[str]:
    """The articles of the paths, else 300 generated ones."""
    files = [f for p in map(Path, paths) for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    return [f.read_text(encoding="utf-8-sig") for f in files] or [generate(seed).text for seed in range(300)]


def megabytes(text: str) -> float:
    """The length in UTF-8, in units of 10⁶ bytes."""
    return len(text.encode()) / 1e6


def timed(action: Callable[[str], object], text: str, rounds: int = 1) -> float:
    """The least of so many times, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        action(text)
        best = min(best, perf_counter() - start)
    return best


def reading(text: str) -> object:
    """Text to claims."""
    article = read_text(text)
    return read(article, scan(article), SETTINGS)


def checking(text: str) -> object:
    """Text to report."""
    return check_articles([read_text(text)], SETTINGS)


def joined(parts: Sequence[str], size: float) -> str:
    """The articles one after another, over and over, up to so many megabytes."""
    out: list[str] = []
    total = 0.0
    place = 0
    while total < size:
        part = parts[place % len(parts)]
        out.append(part)
        total += megabytes(part)
        place += 1
    return "".join(out)


def main() -> None:
    """Prints megabytes per second by stage, then times over growing lengths."""
    parts = texts(sys.argv[1:])
    reading(parts[0])  # the word lists are loaded once
    total = sum(map(megabytes, parts))
    stages: list[tuple[str, Callable[[str], object]]] = [
        ("read_text", read_text),
        ("read_text + scan", lambda text: scan(read_text(text))),
        ("read_text + scan + claims", reading),
        ("the whole check", checking),
    ]
    print(f"{len(parts)} articles, {total:.2f} MB, each by itself")
    for name, stage in stages:
        seconds = sum(timed(stage, part) for part in parts)
        print(f"  {name:28}{seconds:8.2f} s{total / seconds:8.2f} MB/s")
    print("one text of several lengths: read_text + scan + claims")
    first = None
    for size in (0.25, 0.5, 1.0):
        text = joined(parts, size)
        seconds = timed(reading, text, 2)
        rate = seconds / megabytes(text)
        first = first or rate
        print(f"  {megabytes(text):6.2f} MB{seconds:8.2f} s{1 / rate:8.2f} MB/s   time per MB against the shortest: {rate / first:.2f}")


if __name__ == "__main__":
    main()
