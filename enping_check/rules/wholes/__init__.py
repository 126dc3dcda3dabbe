"""Which claim states the whole of a share: candidates by name, by list, by what the text prints inline. A file for each way."""

from __future__ import annotations

from enping_check.rules.wholes.candidates import wholes
from enping_check.rules.wholes.levels import divisible, same_dimension, smaller, usable
from enping_check.rules.wholes.named import not_all
from enping_check.rules.wholes.parts import part_of
from enping_check.rules.wholes.whole import Whole, plain_total

__all__ = ["Whole", "divisible", "not_all", "part_of", "plain_total", "same_dimension", "smaller", "usable", "wholes"]
