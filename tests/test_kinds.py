"""Kinds of slips, each in several wordings, with the traps beside them: text in, codes of errors and warnings out."""

from __future__ import annotations
