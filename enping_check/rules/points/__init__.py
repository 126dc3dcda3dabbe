"""Percentage points between two rates that a passage states: EP106 for shares, EP209 for growths."""

from enping_check.rules.points.gaps import relations

__all__ = ["relations"]
