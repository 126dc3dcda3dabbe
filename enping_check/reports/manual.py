"""The list of rules, a rule's documentation, and the settings in force, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from enping_check.model import Severity
from enping_check.reports.canvas import SEVERITY_STYLE, draw, grid, printable
from enping_check.rules.catalog import RULES, SEPARATOR, Rule
from enping_check.settings import DEFAULT, KEYS, Loaded
from enping_check.wording import say


def rules(lang: str, width: int | None) -> str:
    """All rules: code, name, severity, title."""
    table = grid("", [(say(lang, f"head-{head}"), "left") for head in ("code", "name", "severity", "title")], width)
    for rule in RULES:
        label = rule.severity.label
        table.add_row(rule.code, rule.name, Text(say(lang, f"severity-{label}"), style=SEVERITY_STYLE[label]), rule.text(lang).title)
    return draw([table], width)


def explanation(rule: Rule, lang: str, width: int | None) -> str:
    """What a rule checks, why, its limits, and its examples."""
    return draw(_explanation(rule, lang), width)


def _explanation(rule: Rule, lang: str) -> Iterator[RenderableType]:
    text = rule.text(lang)
    label = rule.severity.label
    head = Text(f"{rule.code} {rule.name}", style="bold")
    head.append(f"  {say(lang, f'severity-{label}')}", style=f"not bold {SEVERITY_STYLE[label]}")
    yield head
    yield Text(text.title)
    for part in ("what", "why", "limits"):
        yield Text()
        yield Text(say(lang, f"explain-{part}"), style="bold")
        yield Padding(Text(getattr(text, part)), (0, 0, 0, 2))
    for part, examples, mark, style in (("wrong", rule.wrong, "✗", "red"), ("right", rule.right, "✓", "green")):
        yield Text()
        yield Text(say(lang, f"explain-{part}"), style="bold")
        for example in examples:
            for n, piece in enumerate(example.split(SEPARATOR)):
                for m, line in enumerate(piece.strip("\n").split("\n")):
                    first = n == m == 0
                    lead = f"  {mark} " if first else "  + " if m == 0 else "    "
                    yield Text(lead, style=style).append(printable(line), style="default")
    yield Text()
    yield Text(say(lang, "explain-use", code=rule.code), style="dim")


def settings(loaded: Loaded, lang: str, width: int | None) -> str:
    """Every setting with its value and where that comes from."""
    table = grid("", [(say(lang, f"head-{head}"), "left") for head in ("key", "setting", "origin")], width)
    for key in KEYS:
        origin = loaded.origin(key.name)
        value = getattr(loaded.settings, key.field)
        if key.name == "lang" and value is None:
            value, origin = lang, say(lang, "origin-locale")
        elif origin == DEFAULT:
            origin = say(lang, "origin-default")
        style = "dim" if origin == say(lang, "origin-default") else ""
        table.add_row(Text(key.name, style=style), Text(printable(_shown(value)), style=style), Text(printable(origin), style=style))
    return draw([table], width)


def _shown(value: Any) -> str:
    if value is None or value == () or (isinstance(value, Mapping) and not value):
        return "–"
    if isinstance(value, Severity):
        return value.label
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{k} = {_shown(v)}" for k, v in value.items())
    if isinstance(value, tuple):
        return ", ".join(f"{{{_shown(v)}}}" if isinstance(v, Mapping) else _shown(v) for v in value)
    return str(value)
