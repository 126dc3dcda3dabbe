"""The reading room: bytes and paths in, articles out."""

from enping_check.reading.articles import read_text
from enping_check.reading.collecting import collect
from enping_check.reading.decoding import UndecodableError, decode

__all__ = ["UndecodableError", "collect", "decode", "read_text"]
