"""Kinds of slips, each in several wordings, with the traps beside them: text in, codes of errors and warnings out."""

from __future__ import annotations

import pytest

from enping_check.checking import check_articles
from enping_check.model import Severity
from enping_check.reading import read_text
from enping_check.settings import Settings
