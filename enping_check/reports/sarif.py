"""SARIF 2.1.0 (OASIS), for code scanning; columns are Unicode code points, which the run declares."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from enping_check import __version__
from enping_check.model import Article, Finding, Place, Report, Severity, Span
from enping_check.reports import Options, role
from enping_check.reports.positions import Region, articles, code_points, of_place, region
from enping_check.rules.catalog import RULES, Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(report: Report, *, lang: str, options: Options) -> str:
    """One run. What was not checked is a notification, and makes ``executionSuccessful`` false."""
    known = articles(report)
    used = {f.code for f in report.findings}
    rules = [r for r in RULES if r.code in used]
    index = {r.code: n for n, r in enumerate(rules)}
    invocation: dict[str, Any] = {"executionSuccessful": not report.problems}
    if report.problems:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": p.message}, "locations": [{"physicalLocation": {"artifactLocation": _artifact(p.file)}}]}
            for p in report.problems
        ]
    driver = {"name": "enping-check", "semanticVersion": __version__, "language": lang, "rules": [_rule(r, lang) for r in rules]}
    back = options.back
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [{"location": _artifact(name), "encoding": a.encoding} for name, a in known.items()],
        "properties": {"withheld": {"baseline": back.known, "suppressed": back.let_stand, "unchanged": back.unchanged}},
        "results": [_result(f, known, index, lang) for f in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    text = rule.text(lang)
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.what},
        "help": {"text": "\n\n".join((text.what, text.why, text.limits))},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding, known: Mapping[str, Article], index: Mapping[str, int], lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _physical(finding.place, known)}],
        "partialFingerprints": {"enpingCheck/v1": finding.fingerprint},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.related:
        result["relatedLocations"] = [
            {"id": n, "physicalLocation": _physical(place, known), "message": {"text": role(place, lang) or place.text}}
            for n, place in enumerate(finding.related, 1)
        ]
    article = known.get(finding.place.file)
    if finding.suggestion and article is not None:
        suggestion = finding.suggestion
        replacement = {"deletedRegion": _span(article, suggestion.span), "insertedContent": {"text": suggestion.replacement}}
        change = {"artifactLocation": _artifact(finding.place.file), "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": f"{suggestion.text} → {suggestion.replacement}"}, "artifactChanges": [change]}]
    return result


def _physical(place: Place, known: Mapping[str, Article]) -> dict[str, Any]:
    shown = _region(of_place(place, known, code_points))
    offsets = {"charOffset": place.span.start, "charLength": place.span.end - place.span.start}
    return {"artifactLocation": _artifact(place.file), "region": {**shown, **offsets, "snippet": {"text": place.text}}}


def _span(article: Article, span: Span) -> dict[str, int]:
    return _region(region(article, span, code_points))


def _region(where: Region) -> dict[str, int]:
    return {"startLine": where.line, "startColumn": where.column, "endLine": where.end_line, "endColumn": where.end_column}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": uri(file)}


def uri(file: str) -> str:
    """A path as a URI reference: a relative one stays relative, an absolute one becomes file:///…"""
    path = file.replace("\\", "/").removeprefix("./")
    if path.startswith("/"):
        return "file://" + quote(os.fsencode(path))
    drive = path[1:3] == ":/" and path[:1].isalpha()
    return "file:///" + quote(path, safe="/:") if drive else quote(os.fsencode(path))
