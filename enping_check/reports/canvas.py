"""rich, set up for our two situations: a terminal of some width, and a pipe in which nothing is wrapped, cut or coloured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import ROUNDED
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table

PIPE_WIDTH = 160
SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "note": "cyan"}
VERDICT_STYLE = {"holds": "green", "last-digit": "cyan", "fails": "red", "doubted": "dim"}

# what could move the cursor or colour the terminal must not come out of an article; tabs and line breaks become blanks
_CONTROLS = {**dict.fromkeys((*range(32), *range(127, 160)), "\ufffd"), 9: " ", 10: " ", 13: " ", 0x2028: " ", 0x2029: " "}


def printable(text: str) -> str:
    """``text`` with every control character replaced, one for one."""
    return text.translate(_CONTROLS)


def draw(parts: Iterable[RenderableType], width: int | None) -> str:
    """The parts as text; ``width`` None is a pipe: as wide as the widest part needs, plain unless FORCE_COLOR says otherwise."""
    listed = list(parts)
    console = Console(
        file=StringIO(),
        width=width or PIPE_WIDTH,
        force_terminal=True if width else None,
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=False,
    )
    if width is None:
        unbounded = console.options.update(width=100_000)
        widest = max((Measurement.get(console, unbounded, part).maximum for part in listed), default=0)
        console.width = max(PIPE_WIDTH, widest)
    for part in listed:
        console.print(part, no_wrap=width is None, overflow="ignore" if width is None else None, crop=width is not None)
    text = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    return "\n".join(line.rstrip() for line in text.split("\n")) if width is None else text


def grid(title: str, heads: Sequence[tuple[str, str]], width: int | None) -> Table:
    """An empty table; ``heads`` are (heading, justification)."""
    table = Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=ROUNDED,
        border_style="dim",
        header_style="bold",
        show_lines=False,
    )
    for head, justify in heads:
        table.add_column(head, justify=justify, no_wrap=width is None, overflow="fold")  # type: ignore[arg-type]  # a str, rich wants a Literal
    return table
