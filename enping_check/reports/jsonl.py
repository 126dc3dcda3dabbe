"""One JSON object a line: the findings, then what was not checked, then the summary, each with its ``type``."""

from __future__ import annotations

import json

from enping_check.model import Report
from enping_check.reports import Options
from enping_check.reports.json_object import whole


def render(report: Report, *, lang: str, options: Options) -> str:
    """Lines of type finding, problem and, last, summary; offsets and columns are code points."""
    data = whole(report, options)
    rows = [
        *({"type": "finding", **row} for row in data["findings"]),
        *({"type": "problem", **row} for row in data["problems"]),
        {"type": "summary", "version": data["version"], **data["summary"]},
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
