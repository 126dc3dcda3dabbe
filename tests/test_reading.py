"""Reading: bytes, paths and lines."""

from __future__ import annotations

import io
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enping_check.model import Span
from enping_check.reading import UndecodableError, collect, decode, read_text, structure

PLAIN = "全市实现总产值，同比增长百分之三，企业三十家。"
TRADITIONAL = "全市實現總產值，同比增長百分之三，企業三十家。"

DECODED = [
    (PLAIN.encode(), PLAIN, "utf-8", "strict UTF-8"),
    (PLAIN.encode("utf-8-sig"), PLAIN, "utf-8", "its mark is no text"),
    (PLAIN.encode("gb18030"), PLAIN, "gb18030", "mainland bytes"),
    (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030", "traditional in mainland bytes"),
    (TRADITIONAL.encode("big5"), TRADITIONAL, "big5", "valid GB18030 too, but nonsense in it"),
    (b"\xff\xfe" + PLAIN.encode("utf-16-le"), PLAIN, "utf-16", "marked little endian"),
    (b"\xfe\xff" + PLAIN.encode("utf-16-be"), PLAIN, "utf-16", "marked big endian"),
    (b"plain ascii", "plain ascii", "utf-8", "ASCII is UTF-8"),
    (b"", "", "utf-8", "nothing is text"),
]


@pytest.mark.parametrize(("data", "text", "encoding", "why"), DECODED, ids=[row[3] for row in DECODED])
def test_decoded(data: bytes, text: str, encoding: str, why: str) -> None:
    assert decode(data, None) == (text, encoding), why


REFUSED = [
    (b"\x00\x01\x02", None, "NUL", "binary"),
    (PLAIN.encode("utf-16-le"), None, "NUL", "UTF-16 of digits has NUL bytes; without a mark it is refused"),
    (b"\x89PNG\r\n\x1a\n\x01\x02", None, "--encoding|control", "an image's head"),
    (b"\xff\xff\xff", None, "neither UTF-8 nor GB18030 nor Big5", "valid in none"),
    (PLAIN.encode("gb18030"), "utf-8", "is not utf-8", "the caller's encoding does not fit"),
    (PLAIN.encode(), "utf-9", "unknown encoding 'utf-9'", "no such codec"),
    (b"616263", "hex", "unknown encoding 'hex'", "a codec, but not of text"),
    ("甲\x00乙".encode(), "utf-8", "control character U\\+0000", "NUL under a named encoding"),
    ("甲\x07乙".encode(), None, "control character U\\+0007", "a bell is no text"),
]


@pytest.mark.parametrize(("data", "encoding", "message", "why"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refused(data: bytes, encoding: str | None, message: str, why: str) -> None:
    if why.startswith("UTF-16"):
        data = "12%".encode("utf-16-le")
    with pytest.raises(UndecodableError, match=message):
        decode(data, encoding)


def test_a_named_encoding_wins() -> None:
    assert decode(TRADITIONAL.encode("big5"), "big5") == (TRADITIONAL, "big5")
    assert decode(PLAIN.encode("utf-8-sig"), "utf-8") == (PLAIN, "utf-8")


def test_utf16_by_name_without_a_mark() -> None:
    assert decode("12%".encode("utf-16-le"), "utf-16-le") == ("12%", "utf-16-le")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "news/b.txt": "乙市增长3%。",
        "news/a.md": "甲市增长2%。",
        "news/deep/c.TXT": "丙市增长4%。",
        "news/.hidden/d.txt": "丁",
        "news/.e.txt": "戊",
        "news/picture.png": "x",
        "other/readme.rst": "x",
        "blank.txt": " \n",
        "mainland.txt": PLAIN,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("gb18030" if name == "mainland.txt" else "utf-8"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    return tmp_path


def names(paths: list[str], **options: object) -> list[str]:
    return [article.name for article in collect(paths, **options)[0]]  # type: ignore[arg-type]


def test_a_folder_is_walked_in_order(tree: Path) -> None:
    assert names(["news"]) == ["news/a.md", "news/b.txt", "news/deep/c.TXT"]
    assert names(["news/"]) == ["news/a.md", "news/b.txt", "news/deep/c.TXT"]
    assert names(["./news/deep"]) == ["./news/deep/c.TXT"]
    assert names([str(tree / "news" / "deep")]) == [f"{tree}/news/deep/c.TXT"]


def test_each_article_once_in_the_order_given(tree: Path) -> None:
    assert names(["news/b.txt", "news", "./news/a.md"]) == ["news/b.txt", "news/a.md", "news/deep/c.TXT"]


def test_a_file_is_read_whatever_its_suffix(tree: Path) -> None:
    assert names(["other/readme.rst"]) == ["other/readme.rst"]


def test_exclude(tree: Path) -> None:
    assert names(["news"], exclude=["deep"]) == ["news/a.md", "news/b.txt"]
    assert names(["news"], exclude=["*.md", "news/deep/*"]) == ["news/b.txt"]
    assert names(["news/a.md", "news/b.txt"], exclude=["b.*"]) == ["news/a.md"]
    assert collect(["news"], exclude=["*.txt", "*.md", "*.TXT"]) == ([], [])


def test_links_in_a_circle_end(tree: Path) -> None:
    (tree / "news" / "deep" / "up").symlink_to(tree / "news")
    assert names(["news"]) == ["news/a.md", "news/b.txt", "news/deep/c.TXT"]


PROBLEMS = [
    ("nowhere.txt", "no such file or folder"),
    ("", "an empty path"),
    ("empty", "is an empty folder"),
    ("other", "holds no .txt or .md file"),
    ("blank.txt", "is empty"),
    ("binary.txt", "cannot be decoded"),
    ("broken.txt", "cannot be read"),
]


@pytest.mark.parametrize(("path", "message"), PROBLEMS, ids=[row[1] for row in PROBLEMS])
def test_a_problem_names_the_path_and_the_others_are_read(tree: Path, path: str, message: str) -> None:
    articles, problems = collect(["news/a.md", path, "news/b.txt"])
    assert [article.name for article in articles] == ["news/a.md", "news/b.txt"]
    assert [problem.file for problem in problems] == [path]
    assert message in problems[0].message
    assert path in problems[0].message
    assert "\n" not in problems[0].message


def test_the_same_problem_is_told_once(tree: Path) -> None:
    assert len(collect(["empty", "empty"])[1]) == 1


def test_encodings_of_files(tree: Path) -> None:
    articles, problems = collect(["mainland.txt"])
    assert (articles[0].source, articles[0].encoding, problems) == (PLAIN, "gb18030", [])
    articles, problems = collect(["mainland.txt"], encoding="utf-8")
    assert not articles
    assert "is not utf-8" in problems[0].message


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.encode())))
    articles, problems = collect(["-", "-"], stdin_name="draft.txt")
    assert ([(article.name, article.source) for article in articles], problems) == ([("draft.txt", PLAIN)], [])


def test_breaks_and_positions() -> None:
    article = read_text("\ufeff甲\r\n乙丙\r丁\n")
    assert article.source == "甲\r\n乙丙\r丁\n"
    assert article.breaks == (0, 3, 6, 8)
    assert article.position(0) == (1, 1)
    assert article.position(4) == (2, 2)
    assert article.position(6) == (3, 1)
    assert [article.surface(article.span(line.at)) for line in article.lines] == ["甲", "乙丙", "丁"]


LONG = "全年完成产值和投资都比上年有所增长，各项指标持续向好，企业数量稳步增加，就业保持稳定。"

KINDS = [
    ("甲县工业开门红\n" + LONG, 0, ("title", 0, None), "a short first line"),
    ("来源：某某日报\n甲县工业开门红\n" + LONG, 1, ("title", 0, None), "after a dateline"),
    ("# 甲县工业开门红\n" + LONG, 0, ("title", 0, None), "of a Markdown file"),
    ("甲县工业开门红。\n" + LONG, 0, ("body", 0, None), "a sentence is no title"),
    ("甲县工业增长3%", 0, ("body", 0, None), "nothing follows"),
    ("题目\n▍园区向好\n" + LONG, 1, ("heading", 1, None), "an ornament"),
    ("题目\n一、总体情况\n" + LONG, 1, ("heading", 1, 1), "一、"),
    ("题目\n十二、环境\n" + LONG, 1, ("heading", 1, 12), "十二、"),
    ("题目\n二十、其他\n" + LONG, 1, ("heading", 1, 20), "二十、"),
    ("题目\n（三）投资\n" + LONG, 1, ("heading", 2, 3), "（三）"),
    ("题目\n(三)投资\n" + LONG, 1, ("heading", 2, 3), "half-width brackets"),
    ("题目\n㈡、出口\n" + LONG, 1, ("heading", 2, 2), "one character for bracket and number"),
    ("题目\n4.外贸\n" + LONG, 1, ("heading", 3, 4), "4."),
    ("题目\n4．外贸\n" + LONG, 1, ("heading", 3, 4), "full-width point"),
    ("题目\n（5）消费\n" + LONG, 1, ("heading", 4, 5), "（5）"),
    ("题目\n第三章 投资\n" + LONG, 1, ("heading", 1, 3), "a chapter"),
    ("题目\n第二节 投资\n" + LONG, 1, ("heading", 2, 2), "a section"),
    ("题目\n问题二:\n" + LONG, 1, ("heading", 1, 2), "a question"),
    ("题目\n## 二、教育\n" + LONG, 1, ("heading", 1, 2), "Markdown around a number"),
    ("题目\n## 教育\n" + LONG, 1, ("heading", 1, None), "Markdown alone"),
    ("题目\n投资稳步回升\n" + LONG, 1, ("heading", 1, None), "a short line before a paragraph"),
    ("题目\n一、总体情况\n投资稳步回升\n" + LONG, 2, ("heading", 2, None), "below numbered headings"),
    ("题目\n投资稳步回升\n产值", 1, ("body", 0, None), "a short line before a short line"),
    ("题目\n一、工业生产稳中有进。" + LONG, 1, ("body", 0, None), "a numbered paragraph"),
    ("题目\n1.全县产粮3万吨，增长2%。\n" + LONG, 1, ("body", 0, None), "a numbered sentence with numbers"),
    ("题目\n1.5小时生活圈\n产值", 1, ("body", 0, None), "a decimal is no heading's number"),
    ("题目\n第三产业增加值较快增长\n产值", 1, ("body", 0, None), "第三 of an industry is no chapter"),
    ("题目\n某某日报记者 张某 通讯员 李某某\n" + LONG, 1, ("dateline", 0, None), "writers"),
    ("题目\n（记者 张某）\n" + LONG, 1, ("dateline", 0, None), "in brackets"),
    ("题目\n文/图 本报记者王某某 实习生赵某\n" + LONG, 1, ("dateline", 0, None), "names without a blank"),
    ("题目\n时间：2024-03-01 09:30\n" + LONG, 1, ("dateline", 0, None), "a labelled date"),
    ("题目\n2024年3月\n" + LONG, 1, ("dateline", 0, None), "a bare date"),
    ("题目\n2024-03-01 09:30:00\n" + LONG, 1, ("dateline", 0, None), "a bare time stamp"),
    ("题目\n某某市统计局 国家统计局某某调查队\n" + LONG, 1, ("dateline", 0, None), "who publishes"),
    ("题目\n记者从统计局获悉，全县产值增长3%。", 1, ("body", 0, None), "a sentence about a reporter"),
    ("题目\n五、文化、卫生和体育\n" + LONG, 1, ("heading", 1, 5), "文 is no credit here"),
    ("题目\n出口 | 12.5 | 3.1\n" + LONG, 1, ("table", 0, None), "cells"),
    ("题目\n出口\t12.5\t3.1\n" + LONG, 1, ("table", 0, None), "tabs"),
    ("题目\n出口 12.5 3.1 44\n" + LONG, 1, ("table", 0, None), "more numbers than words"),
    ("题目\n12.5\n出口\n13.5", 2, ("table", 0, None), "a name between bare numbers"),
    ("题目\n表3 各县产量\n" + LONG, 1, ("table", 0, None), "a caption"),
    ("题目\n注：合计数可能不等。\n" + LONG, 1, ("note", 0, None), "a note"),
    ("题目\n[2]产值按现价计算。\n" + LONG, 1, ("note", 0, None), "a footnote's text"),
    ("题目\n" + LONG, 1, ("body", 0, None), "prose"),
]


@pytest.mark.parametrize(("text", "index", "expected", "why"), KINDS, ids=[row[3] for row in KINDS])
def test_kind_of_line(text: str, index: int, expected: tuple[str, int, int | None], why: str) -> None:
    line = read_text(text).lines[index]
    assert (line.kind, line.level, line.number) == expected, why


SENTENCES = [
    ("产值增长。投资下降！为何?后来？", ["产值增长。", "投资下降！", "为何?", "后来？"], "four marks"),
    ("产值增长；投资下降，出口持平", ["产值增长；投资下降，出口持平"], "no other mark ends one"),
    ("产值12.5亿元。", ["产值12.5亿元。"], "a decimal point"),
    ("甲。 乙。　丙", ["甲。", "乙。", "丙"], "trimmed"),
    ("他说：“好。很好。”随后离开。再来。", ["他说：“好。很好。”随后离开。", "再来。"], "a short quotation holds together"),
    ("产值（含税。不含利息）增长。完", ["产值（含税。不含利息）增长。", "完"], "brackets hold together"),
    ("“甲。乙。”", ["“甲。", "乙。”"], "a quotation that is the whole line is split"),
    ("“" + "甲乙丙丁。" * 20 + "”他说。", ["“甲乙丙丁。"] + ["甲乙丙丁。"] * 18 + ["甲乙丙丁。”", "他说。"], "a speech is split"),
    ("甲（乙。丙。丁", ["甲（乙。", "丙。", "丁"], "an unclosed bracket holds nothing"),
    ("真的吗？！好。", ["真的吗？！", "好。"], "two marks together"),
    ("甲。乙\n丙", ["甲。", "乙", "丙"], "a line's end"),
]


@pytest.mark.parametrize(("text", "expected", "why"), SENTENCES, ids=[row[2] for row in SENTENCES])
def test_sentences(text: str, expected: list[str], why: str) -> None:
    article = read_text(text)
    assert [article.folded[at.start : at.end] for line in article.lines for at in line.sentences] == expected, why


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="一二三、（）().。！？“”「」 \t\n\r|1234%年月日产值增长记者来源：注表#▍第章①", max_size=60))
def test_lines_and_sentences_cover_everything_printed(text: str) -> None:
    article = read_text(text)
    covered = [False] * len(article.folded)
    before = 0
    for line in article.lines:
        assert before <= line.at.start < line.at.end
        before = line.at.end
        assert line.kind in ("body", "note") or "\n" not in article.folded[line.at.start : line.at.end]
        inner = line.at.start
        for at in line.sentences:
            assert isinstance(at, Span)
            assert inner <= at.start < at.end <= line.at.end
            assert article.folded[at.start : at.end].strip() == article.folded[at.start : at.end]
            inner = at.end
            covered[at.start : at.end] = [True] * (at.end - at.start)
    assert all(held or char.isspace() for held, char in zip(covered, article.folded, strict=True))
    for line in article.lines:
        span = article.span(line.at)
        row, column = article.position(span.start)
        assert article.breaks[row - 1] + column - 1 == span.start


def wrap(paragraph: str, width: int) -> str:
    """Printed lines of ``width`` columns, as a page sets them: no mark begins a line and no number is broken."""
    printed, line, used = [], "", 0
    for word in re.findall(r"[0-9.%]+[，。；、]?|.[，。；、]?", paragraph):
        columns = sum(1 if char.isascii() else 2 for char in word)
        if used + columns > width:
            printed.append(line)
            line, used = "", 0
        line += word
        used += columns
    return "\n".join([*printed, line])


GRAIN = (
    "全县粮食播种面积38.6万亩，比上年多0.4万亩。其中，春播作物21.3万亩，秋播作物17.3万亩。茶园面积稳定在5.2万亩，"
    "可采摘面积4.7万亩，干茶产量3180吨，增长4.9%。新修水渠62公里，改造泵站19座，受益农田达到9.8万亩，农机服务组织增加到47个。"
)
TRADE = (
    "全年货物周转量76.4亿吨公里，比上年增长3.7%。港区完成吞吐量912万吨，其中集装箱28.5万标箱，增长6.1%；"
    "散货船到港1340艘次，比上年多57艘次。沿线仓库面积扩大到64万平方米，冷库容量提高到8.3万吨，入驻物流企业达到215家。"
)
SHORT = "渔船更新改造完成41艘，渔港泊位增加到126个。"


def joined(text: str) -> list[str]:
    """The lines of a text, a line break within one as ⏎."""
    article = read_text(text)
    return [re.sub(r"\n+", "⏎", article.surface(article.span(line.at))) for line in article.lines]


def plain(text: str) -> list[str]:
    return [line.replace("⏎", "") for line in joined(text)]


WRAPPED = [
    (f"{wrap(GRAIN, 50)}", [GRAIN], "one paragraph"),
    (f"题目\n{wrap(GRAIN, 34)}", ["题目", GRAIN], "a narrow column"),
    (f"{wrap(GRAIN, 50)}\n{wrap(TRADE, 50)}", [GRAIN, TRADE], "a short last line ends the paragraph"),
    (f"{wrap(GRAIN, 50)}\n{SHORT}\n{wrap(TRADE, 50)}", [GRAIN, SHORT, TRADE], "a paragraph of one short line"),
    (f"{wrap(GRAIN, 50)}\n\n{wrap(TRADE, 50)}", [GRAIN, TRADE], "a blank line after a sentence's end"),
    (f"一、种植业\n{wrap(GRAIN, 50)}\n二、运输业\n{wrap(TRADE, 50)}", ["一、种植业", GRAIN, "二、运输业", TRADE], "headings stay"),
    (
        f"{wrap(GRAIN, 50)}\n（三）渔业\n{wrap(SHORT * 2, 50)}",
        [GRAIN, "（三）渔业", SHORT * 2],
        "a short paragraph follows its neighbour's width",
    ),
    (f"{wrap(GRAIN, 50)}\n{wrap('1.港区。' + TRADE, 50)}", [GRAIN, "1.港区。" + TRADE], "a numbered paragraph"),
    (f"{wrap(GRAIN, 50)[:-9]}\n1.港区。{SHORT}", [GRAIN[:-9], "1.港区。" + SHORT], "an item never goes on with a line that breaks off"),
    (f"{wrap(GRAIN, 50)[:-9]}\n表2 茶园情况\n{SHORT}", [GRAIN[:-9], "表2 茶园情况", SHORT], "nor does a caption"),
    (f"{wrap(GRAIN, 50)[:-9]}\n注：不含林地。", [GRAIN[:-9], "注：不含林地。"], "nor a note"),
    (f"{wrap(GRAIN, 50)[:-9]}\n春茶12.5 3.1 44", [GRAIN[:-9], "春茶12.5 3.1 44"], "nor a row of a table"),
    (f"{wrap(GRAIN, 50)[:-9]}\n一是扩大茶园。", [GRAIN[:-9], "一是扩大茶园。"], "nor 一是"),
]


@pytest.mark.parametrize(("text", "expected", "why"), WRAPPED, ids=[row[2] for row in WRAPPED])
def test_wrapped_paragraphs_are_one_line(text: str, expected: list[str], why: str) -> None:
    assert "\n" in text
    assert plain(text) == expected, why


HALVES = wrap(GRAIN, 50).split("\n")
FIRST, SECOND = "\n".join(HALVES[:3]), "\n".join(HALVES[3:])  # the first half breaks off in the middle of a sentence

PAGES = [
    (f"{FIRST}\n\n—10—\n\n\n{SECOND}", 1, "a page number between dashes"),
    (f"{FIRST}\n- 10 -\n\n{SECOND}", 1, "between hyphens, close to the text"),
    (f"{FIRST}\n\n10\n\n{SECOND}", 1, "bare digits"),
    (f"{FIRST}\n\n第10页\n\n{SECOND}", 1, "in words"),
    (f"{FIRST}\n\n\n{SECOND}", 1, "blank lines alone, in a wrapped text"),
    (f"{FIRST}\n\n—10—\n\n（二）茶业\n{SECOND}", 4, "a heading opens the new page"),
    (f"{FIRST}\n\n—10—\n\n图3 茶园\n{SECOND}", 4, "a caption does"),
    (f"{wrap(TRADE, 50)}\n\n—10—\n\n{wrap(GRAIN, 50)}", 3, "the page ends with a sentence"),
]


@pytest.mark.parametrize(("text", "count", "why"), PAGES, ids=[row[2] for row in PAGES])
def test_page_breaks(text: str, count: int, why: str) -> None:
    text = f"{wrap(TRADE, 50)}\n{text}"
    assert len(joined(text)) == count + 1, why


AS_PRINTED = [
    (f"{GRAIN}\n{TRADE}\n{SHORT}", "paragraphs of a news article"),
    (f"{GRAIN[:-1]}\n{TRADE[:-1]}\n{SHORT}", "two that lack their last mark prove nothing"),
    ("主要产品\n春茶产量380吨，增长2.1%\n秋茶产量215吨，增长3.4%\n鲜藕产量960吨，下降1.2%\n" + GRAIN, "a list without marks"),
    ("春茶产量380吨；\n秋茶产量215吨；\n鲜藕产量960吨；\n蜂蜜产量12.5吨。", "a list with semicolons"),
    (
        "图为新修的水渠。张某某 摄\n图为新建的泵站。李某某 摄\n图为雨后的茶园，远处是水库。王某某 摄\n" + GRAIN,
        "captions with who took them",
    ),
    ("一是扩大面积，着力稳住粮食生产\n二是改良品种，着力提升茶叶品质\n三是修建水渠，着力保障农田灌溉\n" + GRAIN, "slogans"),
    ("茶园\n12.5\n水渠\n62\n泵站\n19\n" + GRAIN, "a table a cell a line"),
]


@pytest.mark.parametrize(("text", "why"), AS_PRINTED, ids=[row[1] for row in AS_PRINTED])
def test_other_lines_stay_as_printed(text: str, why: str) -> None:
    assert joined(text) == text.split("\n"), why


def test_prose_that_keeps_breaking_off_is_joined_whatever_the_lengths() -> None:
    text = (
        "农林水利\n茶叶。全县干茶产量3180吨，其中春茶\n2040吨，秋茶1140吨，产值比上年有明显提高，茶企带动农户增收，合作社达到47个。\n"
        "水利。新修水渠62公里，改造泵站19座，受益农\n田达到9.8万亩。\n"
        "渔业。渔船更新改造完成41艘，渔港泊位增加到126个，水产品总量\n\n—7—\n\n\n5.6万吨。\n"
        "林业稳步发展\n"
        "林业。造林面积1.3万亩，油茶新增0.2万亩，林下经济产值和从业人数都有所增加，护林员队伍稳定。"
    )
    assert joined(text) == [
        "农林水利",
        "茶叶。全县干茶产量3180吨，其中春茶⏎2040吨，秋茶1140吨，产值比上年有明显提高，茶企带动农户增收，合作社达到47个。",
        "水利。新修水渠62公里，改造泵站19座，受益农⏎田达到9.8万亩。",
        "渔业。渔船更新改造完成41艘，渔港泊位增加到126个，水产品总量⏎—7—⏎5.6万吨。",
        "林业稳步发展",
        "林业。造林面积1.3万亩，油茶新增0.2万亩，林下经济产值和从业人数都有所增加，护林员队伍稳定。",
    ]


def test_a_list_with_a_few_lines_of_prose_is_not_broken() -> None:
    prose = "早稻收完了。晚稻插了三成"
    text = "\n".join(["三成", "早稻两千亩", "五分之一", "油茶", "半亩", "十八个村"] * 4 + [prose, "两成"] * 4)
    assert joined(text) == text.split("\n")


def test_sentences_run_across_line_ends() -> None:
    article = read_text(wrap(GRAIN, 50))
    (line,) = article.lines
    found = [article.folded[at.start : at.end] for at in line.sentences]
    assert found == [f"{words}。" for words in GRAIN.split("。") if words]
    assert any("\n" in article.surface(article.span(at)) for at in line.sentences)
    assert (line.kind, line.level, line.number) == ("body", 0, None)
    assert article.surface(article.span(line.at)) == article.source


def test_a_wrapped_note_stays_a_note() -> None:
    note = "注：" + GRAIN
    article = read_text(f"一、种植业\n{wrap(TRADE, 50)}\n{wrap(note, 60)}")
    assert [line.kind for line in article.lines] == ["heading", "body", "note"]


def test_a_page_number_alone_is_no_prose() -> None:
    assert [line.kind for line in read_text(f"题目\n{GRAIN}\n\n—3—\n\n{TRADE}").lines] == ["title", "body", "table", "body"]


def test_wrapping_takes_linear_time() -> None:
    page = f"{wrap(GRAIN, 50)}\n{wrap(TRADE, 50)}\n{FIRST}\n\n—10—\n\n{SECOND}\n"

    def seconds(copies: int) -> float:
        text = page * copies
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            structure.lines(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(800) < 8 * 2.5 * seconds(100)
