"""The language room: numbers, units, hedges, periods and masks of Chinese economic writing."""

from enping_check.language.gathering import Extra
from enping_check.language.scanner import scan
from enping_check.language.units import convert, same_dimension

__all__ = ["Extra", "convert", "same_dimension", "scan"]
