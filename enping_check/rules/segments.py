"""What ；sets apart: parts told behind it may be of another than the whole before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from enping_check.rules.body import Body, Fact, name_key

_BACK: Final = 16  # characters that say of which time a value is
_EARLIER: Final = re.compile("[上去]届|[上去]年|同期")
_OPENED: Final = re.compile("其中|当中|包括|包含|：")


def of_another_row(body: Body, whole: Fact, parts: Sequence[Fact]) -> bool:
    """上届为38金、127枚奖牌；丙省42枚金牌、62枚银牌、41枚铜牌: behind ；is one that neither the whole nor a part is called."""
    lead = body.between(whole, parts[0])
    if "；" not in lead or not _EARLIER.search(body.lead(whole)[-_BACK:]):
        return False
    named = lead.rpartition("；")[2]
    return len(named) > 1 and named not in name_key(parts[0].claim) and not _OPENED.search(lead)
