"""JUnit XML: a suite per article, a case per finding; only findings that fail the gate are failures."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from enping_check.model import Finding, Report, Withheld
from enping_check.reports import Options, back_phrases

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def render(report: Report, *, lang: str, options: Options) -> str:
    """An article without findings is one passing case; what was not checked is an error."""
    files: dict[str, list[Finding]] = {r.article.name: [] for r in report.readings if r.article.name not in options.aside}
    for finding in report.findings:
        files.setdefault(finding.place.file, []).append(finding)
    for problem in report.problems:
        files.setdefault(problem.file, [])
    root = ElementTree.Element("testsuites", name="enping-check")
    tests = failures = errors = 0
    for file, findings in files.items():
        problems = [p for p in report.problems if p.file == file]
        failing = [f for f in findings if f.severity >= options.fail_on(file)]
        count = len(findings) + len(problems) or 1
        counts = {"tests": str(count), "failures": str(len(failing)), "errors": str(len(problems)), "skipped": "0", "time": "0"}
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(file), **counts})
        tests, failures, errors = tests + count, failures + len(failing), errors + len(problems)
        for finding in findings:
            name = f"{finding.code} {finding.rule} {finding.place.line}:{finding.place.column}"
            case = ElementTree.SubElement(suite, "testcase", name=name, classname=_clean(file), time="0")
            where = f"{finding.place.file}:{finding.place.line}:{finding.place.column}"
            body = _clean(f"{where}: {finding.code} {finding.message}\n{finding.formula}".rstrip())
            if finding in failing:
                failure = ElementTree.SubElement(case, "failure", message=_clean(finding.message), type=finding.severity.label)
                failure.text = body
            else:
                ElementTree.SubElement(case, "system-out").text = body
        for problem in problems:
            case = ElementTree.SubElement(suite, "testcase", name="unchecked", classname=_clean(file), time="0")
            ElementTree.SubElement(case, "error", message=_clean(problem.message), type="unchecked")
        if not findings and not problems:
            case = ElementTree.SubElement(suite, "testcase", name="enping-check", classname=_clean(file), time="0")
            if back := back_phrases(options.withheld.get(file, Withheld()), lang):
                ElementTree.SubElement(case, "system-out").text = back
    root.attrib.update(tests=str(tests), failures=str(failures), errors=str(errors))
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
