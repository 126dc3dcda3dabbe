"""Recomputes what Chinese economic writing states redundantly and shows where the arithmetic cannot be true.

>>> from enping_check import check_text
>>> report = check_text("全县工业投资38.01亿元，占全市工业投资（88.40亿元）的34%。")
>>> [(finding.code, finding.place.text) for finding in report.findings]
[('EP101', '34%')]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enping_check.model import Report
    from enping_check.settings import Settings

__all__ = ["__version__", "check_paths", "check_text"]
__version__ = "0.1.0"


def check_text(text: str, *, name: str = "<text>", settings: Settings | None = None) -> Report:
    """Checks one text."""
    from enping_check.checking import check_articles
    from enping_check.reading import read_text
    from enping_check.settings import Settings

    settings = settings or Settings()
    return _selected(check_articles([read_text(text, name)], settings), settings)


def check_paths(paths: Sequence[str], *, settings: Settings | None = None) -> Report:
    """Checks files and folders; what could not be read stands in ``report.problems``."""
    from enping_check.checking import check_articles
    from enping_check.reading import collect
    from enping_check.settings import Settings

    settings = settings or Settings()
    articles, problems = collect(paths, encoding=settings.encoding, exclude=settings.exclude)
    return _selected(check_articles(articles, settings, problems), settings)


def _selected(report: Report, settings: Settings) -> Report:
    from enping_check.gate.selection import Selection, select
    from enping_check.rules.catalog import rules
    from enping_check.settings import Loaded

    chosen = Selection.of(Loaded(settings), rules())
    return select(report, lambda _: chosen)
