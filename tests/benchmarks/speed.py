"""How fast articles are read, and whether the time grows in proportion to the length.

    python -m tests.benchmarks.speed [PATH…]
    python -m tests.benchmarks.speed --against TREE [PATH…]

Reading is ``read_text`` + ``scan`` + ``claims.read``, on one core. Without paths: generated articles. It only prints.

With ``--against`` this tree and another copy of it read the same articles in processes that take turns, so that what else the machine
does meets both alike: processor time by stage, the median of the rounds. The articles stay in memory, as in a run of the command line.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

from enping_check.checking import check_articles
from enping_check.claims import read
from enping_check.language import scan
from enping_check.reading import read_text
from enping_check.settings import Settings

SETTINGS = Settings(lang="zh")
ROUNDS = 9
HERE = Path(__file__).resolve().parents[2]
STAGES = ("read_text", "scan", "claims", "all")


def texts(paths: Sequence[str]) -> list[str]:
    """The articles of the paths, else 300 generated ones."""
    files = [f for p in map(Path, paths) for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    if files:
        return [f.read_text(encoding="utf-8-sig") for f in files]
    from tests.benchmarks.generator import generate

    return [generate(seed).text for seed in range(300)]


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


def stages(parts: Sequence[str]) -> tuple[float, ...]:
    """Processor seconds of each stage and of all over the articles, without garbage collection, as in the command line."""
    gc.disable()
    reading(parts[0])  # the word lists are loaded once
    seconds = [0.0, 0.0, 0.0]
    kept: list[object] = []
    for part in parts:
        start = process_time()
        article = read_text(part)
        folded = process_time()
        found = scan(article)
        scanned = process_time()
        kept.append(read(article, found, SETTINGS))
        done = process_time()
        for stage, spent in enumerate((folded - start, scanned - folded, done - scanned)):
            seconds[stage] += spent
    return (*seconds, sum(seconds))


def against(tree: Path, paths: Sequence[str]) -> None:
    """Prints the stages of this tree beside those of another, in megabytes per second of processor time."""
    total = sum(map(megabytes, texts(paths)))
    spent: dict[Path, list[tuple[float, ...]]] = {tree.resolve(): [], HERE: []}
    for turn in range(ROUNDS):
        for root in sorted(spent, reverse=turn % 2 == 1):
            command = [sys.executable, __file__, "--stages", *paths]
            run = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=True)
            spent[root].append(tuple(json.loads(run.stdout)))
    there, here = (list(zip(*rounds, strict=True)) for rounds in spent.values())
    print(f"{total:.2f} MB, {ROUNDS} rounds: MB/s there, here, and the median of each round's gain")
    for name, before, now in zip(STAGES, there, here, strict=True):
        gain = statistics.median(b / n for b, n in zip(before, now, strict=True))
        print(f"  {name:10}{total / statistics.median(before):8.2f}{total / statistics.median(now):8.2f}{gain:8.3f}")


def main() -> None:
    """Prints megabytes per second by stage, then times over growing lengths; or this tree against another."""
    match sys.argv[1:]:
        case ["--against", tree, *paths]:
            against(Path(tree), paths)
        case ["--stages", *paths]:
            print(json.dumps(stages(texts(paths))))
        case paths:
            alone(paths)


def alone(paths: Sequence[str]) -> None:
    """Prints megabytes per second by stage, then times over growing lengths."""
    parts = texts(paths)
    reading(parts[0])  # the word lists are loaded once
    total = sum(map(megabytes, parts))
    steps: list[tuple[str, Callable[[str], object]]] = [
        ("read_text", read_text),
        ("read_text + scan", lambda text: scan(read_text(text))),
        ("read_text + scan + claims", reading),
        ("the whole check", checking),
    ]
    print(f"{len(parts)} articles, {total:.2f} MB, each by itself")
    for name, stage in steps:
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
