"""Every rule is documented, exemplified and worded in both languages, and the catalogue is cheap to read."""

from __future__ import annotations

import re
import string
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from enping_check.model import Severity
from enping_check.rules import catalog
from enping_check.rules.catalog import RULES, SEPARATOR, Rule

DATA = Path(catalog.__file__).parent.parent / "data"
FAMILIES = {
    "shares": "EP1",
    "growth": "EP2",
    "totals": "EP3",
    "averages": "EP4",
    "order": "EP5",
    "restatement": "EP6",
    "enumerations": "EP7",
    "dates": "EP8",
    "style": "EP9",
}
COUNTS = {"EP1": 6, "EP2": 11, "EP3": 4, "EP4": 2, "EP5": 2, "EP6": 4, "EP7": 2, "EP8": 4, "EP9": 5}
PARAMS = {"stated": "甲", "implied": "乙", "formula": "1 + 1 = 2", "diagnosis": ""}


def templates(lang: str) -> dict[tuple[str, str], str]:
    table = tomllib.loads((DATA / f"messages.{lang}.toml").read_text(encoding="utf-8"))
    return {(section, key): text for section, words in table.items() for key, text in words.items()}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_all_forty_rules_are_there_in_order() -> None:
    assert [r.code for r in RULES] == [f"{family}{i:02}" for family, n in COUNTS.items() for i in range(1, n + 1)]


def test_names_are_unique_and_readable() -> None:
    assert len({r.name for r in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", r.name) for r in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_family_goes_with_code(rule: Rule) -> None:
    assert rule.code.startswith(FAMILIES[rule.family])


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("EP101", Severity.ERROR),  # arithmetic
        ("EP210", Severity.WARNING),  # last year's figures get revised
        ("EP211", Severity.WARNING),  # constant prices
        ("EP304", Severity.WARNING),  # single periods get revised
        ("EP603", Severity.WARNING),  # raised to error only when stated outright in both
        ("EP702", Severity.WARNING),
        ("EP804", Severity.WARNING),
        ("EP801", Severity.ERROR),
        ("EP905", Severity.NOTE),
    ],
)
def test_default_severities(code: str, severity: Severity) -> None:
    rule = catalog.find(code)
    assert rule is not None
    assert rule.severity is severity


@pytest.mark.parametrize("lang", catalog.LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_documentation_is_complete(rule: Rule, lang: str) -> None:
    text = rule.text(lang)
    for part in (text.title, text.what, text.why, text.limits):
        assert part.strip() == part != ""
    assert not re.search(r"[\u4e00-\u9fff]", text.title) or lang == "zh"
    stop = "。" if lang == "zh" else "."
    assert all(part.endswith(stop) for part in (text.what, text.why, text.limits))
    assert not text.title.endswith(stop)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_examples_are_enough_and_distinct(rule: Rule) -> None:
    assert len(rule.wrong) >= 3
    assert len(rule.right) >= 3
    assert len({*rule.wrong, *rule.right}) == len(rule.wrong) + len(rule.right)
    parts = 1 if rule.takes == "article" else 2
    assert all(len(example.split(SEPARATOR)) == parts for example in (*rule.wrong, *rule.right))


@pytest.mark.parametrize("name", ["examples.toml", "explanations.zh.toml", "explanations.en.toml"])
def test_no_documentation_for_rules_that_do_not_exist(name: str) -> None:
    assert list(tomllib.loads((DATA / name).read_text(encoding="utf-8"))) == [r.code for r in RULES]


def test_languages_have_the_same_templates_with_the_same_params() -> None:
    chinese, english = templates("zh"), templates("en")
    assert list(chinese) == list(english)
    assert {k: fields(t) for k, t in chinese.items()} == {k: fields(t) for k, t in english.items()}
    assert set().union(*map(fields, chinese.values())) == {*PARAMS, "month", "days"}


@pytest.mark.parametrize("lang", catalog.LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_every_rule_has_its_words(rule: Rule, lang: str) -> None:
    for key in ("mismatch", "swapped"):
        said = catalog.message(rule.code, key, lang, PARAMS)
        assert "甲" in said
        assert not re.search(r"[{}]", said)


@pytest.mark.parametrize(
    ("code", "key", "lang", "params", "said"),
    [
        # the whole message
        (
            "EP101",
            "mismatch",
            "zh",
            {"stated": "38.2%", "implied": "35.2%", "formula": "29.8 ÷ 84.6 = 35.2%"},
            "占比印作38.2%，按文中数字应为35.2%：29.8 ÷ 84.6 = 35.2%",
        ),
        # a diagnosis is put in the language's brackets
        (
            "EP301",
            "mismatch",
            "zh",
            {"stated": "9", "implied": "6", "formula": "1 + 2 + 3 = 6", "diagnosis": catalog.diagnosis("digit", "zh")},
            "总量印作9，各部分相加为6：1 + 2 + 3 = 6（像是有一位数字错了）",
        ),
        (
            "EP301",
            "mismatch",
            "en",
            {"stated": "9", "implied": "6", "formula": "1 + 2 + 3 = 6", "diagnosis": catalog.diagnosis("digit", "en")},
            "the total is printed as 9; its parts add to 6: 1 + 2 + 3 = 6 (looks like one wrong digit)",
        ),
        # without a formula no colon is left hanging
        ("EP302", "mismatch", "zh", {"stated": "9家", "implied": "6家"}, "部分9家大于全体6家"),
        ("EP302", "mismatch", "en", {"stated": "9家", "implied": "6家"}, "the part 9家 is larger than its whole 6家"),
        ("EP601", "mismatch", "en", {"stated": "9", "implied": "6"}, "the same fact is stated differently: 9 here, 6 elsewhere."),
        # a word by its name, in the reader's language
        (
            "EP802",
            "mismatch",
            "en",
            {"stated": "1月2日（周一）", "implied": "@weekday-2", "formula": "2024-01-02"},
            "printed as 1月2日（周一）, but that day is Tuesday: 2024-01-02",
        ),
        (
            "EP801",
            "february",
            "zh",
            {"stated": "2023年2月29日", "month": "2023-02", "days": "28"},
            "“2023年2月29日”不存在：2023-02只有28天",
        ),
        # a key of all rules
        ("EP101", "suggestion", "zh", {"stated": "38.2%", "implied": "35.2%"}, "38.2%可能应为35.2%"),
    ],
)
def test_messages(code: str, key: str, lang: str, params: dict[str, str], said: str) -> None:
    assert catalog.message(code, key, lang, params) == said


@pytest.mark.parametrize(
    ("code", "key", "lang", "params"),
    [
        ("EP999", "mismatch", "zh", PARAMS),  # no such rule
        ("EP101", "nonsense", "zh", PARAMS),  # no such key
        ("EP101", "mismatch", "fr", PARAMS),  # no such language
        ("EP101", "mismatch", "zh", {"stated": "1"}),  # a parameter is missing
    ],
)
def test_unknown_words_are_errors(code: str, key: str, lang: str, params: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        catalog.message(code, key, lang, params)


@pytest.mark.parametrize("wanted", ["EP101", "ep101", " share-mismatch ", "Share-Mismatch"])
def test_find(wanted: str) -> None:
    rule = catalog.find(wanted)
    assert rule is not None
    assert rule.code == "EP101"


def test_find_nothing() -> None:
    assert catalog.find("EP999") is None


def test_a_normal_run_reads_no_documentation() -> None:
    """Names and messages load without opening the examples and explanations."""
    code = (
        "from enping_check.rules import catalog\n"
        "catalog.find('EP101')\n"
        f"catalog.message('EP101', 'mismatch', 'zh', {PARAMS!r})\n"
        "print(catalog._read.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "2"
