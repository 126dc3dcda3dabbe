"""Announced counts and listed items (EP701), numbers of headings (EP702)."""

from __future__ import annotations

import pytest

from enping_check.claims.enumerations import enumerations, han, whole
from enping_check.language import scan
from enping_check.model import Reading, Severity
from enping_check.reading import read_text
from enping_check.rules import catalog
from enping_check.rules import enumerations as rule
from enping_check.rules.outcome import Outcome


def outcomes(text: str) -> list[Outcome]:
    article = read_text(text)
    return list(rule.examine(0, Reading(article, scan(article), ())))


@pytest.mark.parametrize(
    ("text", "printed", "listed"),
    [
        ("县里打造“山里红”“水中鲜”“田间绿”四大品牌。", "四大", 3),
        ("县里打造“山里红”、“水中鲜”和“田间绿”两大品牌。", "两大", 3),  # with separators
        ("以“强基”“提质”“扩面”“增效”五项行动为抓手。", "五项", 4),
        ("围绕“稳增长、调结构、惠民生”四项任务发力。", "四项", 3),  # one quotation, items of one length
        ("建成五大中心“科创港”“会展城”“物流谷”。", "五大", 3),  # the count first
        ("实施三大工程（“强链”“补链”），成效明显。", "三大", 2),
        ("抓好三件实事：一是修路；二是建桥；三是通水；四是改厕。", "三件", 4),
        ("做好以下五个方面工作：一是修路，二是建桥，三是通水。", "五个方面", 3),
        ("抓好4项工作：一是修路；二是建桥；三是通水。", "4项", 3),  # Arabic digits
        ("存在三方面问题。一是缺人；二是缺地。", "三方面", 2),  # a full stop before the list
        ("抓好四项工作：（一）修路；（二）建桥；（三）通水。", "四项", 3),
        ("抓好三项工作：\n一是修路。\n二是建桥。\n三是通水。\n四是改厕。\n今年已完工。", "三项", 4),  # a paragraph each
        ("要做到“三个聚焦”。\n聚焦产业。抓项目。\n聚焦民生。办实事。\n会议还听取了汇报。", "三个", 2),
        ("縣裡打造「山裡紅」「水中鮮」「田間綠」四大品牌。", "四大", 3),  # traditional
    ],
)
def test_slips(text: str, printed: str, listed: int) -> None:
    found = [o for o in outcomes(text) if o.verdict == "fails"]
    assert [(o.code, o.severity, o.stated, o.params["implied"]) for o in found] == [("EP701", Severity.ERROR, printed, str(listed))]
    assert text[found[0].primary.span.start : found[0].primary.span.end] == printed
    assert found[0].related


@pytest.mark.parametrize(
    "text",
    [
        "县里打造“山里红”“水中鲜”“田间绿”三大品牌。",
        "县里打造“山里红”“水中鲜”“田间绿”这三大品牌。",
        "围绕“稳增长、调结构、惠民生”三项任务发力。",
        "“一企、一策”“一链”三项机制落地。",  # quotations that hold more than one
        "建成三大中心“科创港”“会展城”“物流谷”。",
        "抓好三件实事：一是修路；二是建桥；三是通水。",
        "抓好两项工作：\n一是修路。\n二是建桥。",
        "要做到“两个聚焦”。\n聚焦产业，聚焦项目。\n聚焦民生。办实事。",  # one inside a paragraph does not count
        "修路、建桥、通水三项工程完工。",  # unquoted: noted when it agrees
        "立足园区的产业布局、产能达标、服务保障三个重点。",
    ],
)
def test_what_holds(text: str) -> None:
    assert [(o.code, o.verdict) for o in outcomes(text)] == [("EP701", "holds")]


@pytest.mark.parametrize(
    "text",
    [
        "修路、建桥、通水四项工程完工。",  # unquoted: the list may have begun earlier
        "县里打造“山里红”“水中鲜”等四大品牌。",  # open
        "形成“山里红”“水中鲜”三十余个品牌。",  # 余
        "打造“山里红”“水中鲜”第三大品牌。",  # an ordinal
        "推进高效农业、“山里红”“水中鲜”三大工程。",  # the first item is not quoted
        "推进“山里红”工程、“水中鲜”“田间绿”三大工程。",  # nor only quoted
        "获评“卫生村”“文明村”两个国家级、三个省级荣誉。",  # shared out
        "建成“农家书屋”“文化广场”120个。",  # an amount
        "三大工程打造“山里红”“水中鲜”。",  # a verb between
        "五大品牌“山里红”“水中鲜”等走出大山。",  # open at the end
        "第三项“山里红”“水中鲜”。",
        "抓好几项工作：一是修路；二是建桥。",  # no number
        "三年来，一是修路；二是建桥。",  # years
        "抓好三项工作：一是修路；二是建桥；",  # cut off
        "抓好三项工作：一是修路，一是建桥；二是通水。",  # nested or broken
        "抓好前三项工作：一是修路；二是建桥。",  # of more
        "要做到“四个聚焦”。\n聚焦产业。抓项目。\n各地反响热烈。\n聚焦民生。办实事。",  # no run
        "要做到“四个聚焦”。",
        "百余项工作有序推进。",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert outcomes(text) == []


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (["一、", "二、", "四、"], [("fails", "四、", "三、")]),
        (["一、", "二、", "三、", "三、"], [("fails", "三、", "四、")]),  # twice
        (["（一）", "（二）", "（四）", "（五）"], [("fails", "（四）", "（三）")]),
        (["一、", "二、", "三、"], [("holds", "三、", "")]),
        (["三、", "四、", "五、"], [("holds", "五、", "")]),  # an excerpt
        (["一、", "三、"], []),  # too short a run to tell
        (["一、", "三、", "五、", "七、"], []),  # no sequence at all
        (["一、", "二、", "九、"], []),  # more than one is missing: an excerpt
        (
            ["一、", "（一）", "（二）", "（三）", "二、", "（一）", "（二）", "（三）", "三、"],
            [("holds", "（三）", "")] * 2 + [("holds", "三、", "")],
        ),
        (["一、", "（一）", "（二）", "二、", "（四）", "三、"], [("holds", "三、", "")]),  # a new parent: （四） follows nothing
        (["九、", "十、", "十二、"], [("fails", "十二、", "十一、")]),
    ],
)
def test_headings(marks: list[str], said: list[tuple[str, str, str]]) -> None:
    text = "\n".join(f"{mark}工作情况\n各项工作稳步推进，总体情况良好，没有发生异常情况。" for mark in marks)
    found = outcomes(text)
    assert {o.code for o in found} <= {"EP702"}
    assert [(o.verdict, o.stated, o.params["implied"] if o.verdict == "fails" else "") for o in found] == said
    assert all(o.severity is Severity.WARNING for o in found)


def test_a_missing_heading_that_stands_in_the_text_is_not_missed() -> None:
    lines = ["一、工业", "总体平稳。", "二、农业", "总体平稳。三、商业。市场活跃，人气渐旺，供应充足。", "四、民生", "总体平稳。"]
    assert outcomes("\n".join(lines)) == []


def test_message() -> None:
    (found,) = outcomes("抓好三件实事：一是修路；二是建桥。")
    assert catalog.message(found.code, found.key, "zh", found.params) == "文中说“三件”，实际列出2项：一是、二是 = 2"
    assert catalog.message(found.code, found.key, "en", found.params) == "the text announces “三件” and lists 2: 一是、二是 = 2"


def test_records_for_claims() -> None:
    text = "县里打造“山里红”“水中鲜”“田间绿”三大品牌。"
    (found,) = enumerations(read_text(text))
    assert (text[found.at.start : found.at.end], found.n, found.listed, found.form, found.sure) == ("三大", 3, 3, "before", True)
    assert [text[i.start : i.end] for i in found.items] == ["“山里红”", "“水中鲜”", "“田间绿”"]


@pytest.mark.parametrize(
    ("printed", "number"), [("三", 3), ("两", 2), ("十二", 12), ("二十", 20), ("7", 7), ("几", None), ("三四", None), ("1.5", None)]
)
def test_whole(printed: str, number: int | None) -> None:
    assert whole(printed) == number


@pytest.mark.parametrize(("number", "printed"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_han(number: int, printed: str) -> None:
    assert han(number) == printed
