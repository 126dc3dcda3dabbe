"""Lines of source with the numbers underlined, aligned for wide characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from enping_check.model import Article, Finding, Place
from enping_check.reports.canvas import SEVERITY_STYLE, printable
from enping_check.reports.positions import line_text

PRIMARY, RELATED = "^", "~"  # ASCII: box-drawing characters are wide in some East Asian terminals
MOST = 4  # excerpts of one finding
LEAD = 24  # cells of text shown before the first number of an excerpt
_GAP = "…"


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int  # within the line, code points
    end: int
    primary: bool


def excerpts(finding: Finding, known: Mapping[str, Article], width: int) -> Iterator[Text]:
    """Two lines for each stretch of source that the finding rests on, at most :data:`MOST` stretches, the stated number's first."""
    lines: dict[tuple[str, int], list[_Mark]] = {}
    for place in (finding.place, *finding.related):
        article = known.get(place.file)
        if article is not None:
            start = line_text(article, place.line)[0]
            mark = _Mark(place.span.start - start, place.span.end - start, place is finding.place)
            marks = lines.setdefault((place.file, place.line), [])
            if not any(m.start == mark.start and m.end == mark.end for m in marks):
                marks.append(mark)
    gutter = max((len(_label(finding.place, file, line)) for file, line in lines), default=0)
    shown = 0
    for (file, line), marks in lines.items():
        text = printable(line_text(known[file], line)[1])
        for cluster in _clusters(text, marks, max(20, width - gutter - 5)):
            if shown == MOST:
                return
            shown += 1
            yield from _two_lines(text, cluster, _label(finding.place, file, line).rjust(gutter), max(20, width - gutter - 5), finding)


def _label(place: Place, file: str, line: int) -> str:
    return str(line) if file == place.file else f"{file}:{line}"


def _clusters(text: str, marks: Sequence[_Mark], room: int) -> list[list[_Mark]]:
    """Marks that fit one window together; the primary's window first."""
    clusters: list[list[_Mark]] = []
    for mark in sorted(marks, key=lambda m: m.start):
        if clusters and cell_len(text[clusters[-1][0].start : mark.end]) <= room - LEAD - 8:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    return sorted(clusters, key=lambda c: not any(m.primary for m in c))


def _two_lines(text: str, marks: Sequence[_Mark], label: str, room: int, finding: Finding) -> Iterator[Text]:
    start, cells = marks[0].start, 0
    if cell_len(text[: marks[-1].end]) <= room - 8:
        start = 0  # nothing need be cut on the left
    while start > 0 and cells + cell_len(text[start - 1]) <= LEAD:
        start -= 1
        cells += cell_len(text[start])
    head = _GAP if start > 0 else ""
    end, cells = start, cell_len(head)
    while end < len(text) and cells + cell_len(text[end]) <= room - 1:
        cells += cell_len(text[end])
        end += 1
    tail = _GAP if end < len(text) else ""
    style = SEVERITY_STYLE[finding.severity.label]
    source = Text(f"  {label} │ {head}", style="dim")
    source.append(text[start:end], style="default not dim")
    source.append(tail)
    under = Text(f"  {' ' * len(label)} │ {' ' * cell_len(head)}", style="dim")
    at = start
    for mark in sorted(marks, key=lambda m: m.start):
        left, right = max(mark.start, at), min(mark.end, end)
        if right > left:
            under.append(" " * cell_len(text[at:left]))
            under.append((PRIMARY if mark.primary else RELATED) * cell_len(text[left:right]), style=style if mark.primary else "blue")
            at = right
    yield source
    yield under
