"""Masks and damage: numerals that are no quantities, and those that look like it but are."""

from __future__ import annotations

import pytest

from enping_check.language import Extra, lexicon, masks, scan
from enping_check.language.numerals import HAN
from enping_check.model import Scan
from enping_check.reading import read_text


def read(text: str, extra: Extra | None = None) -> Scan:
    return scan(read_text(text, name="t"), extra)


def plain(text: str) -> list[str]:
    return [q.surface for q in read(text).quantities if q.masked is None]


# (text, reason): nothing in it is a quantity
NOTHING = [
    ("三十而立的城市", "idiom"),
    ("呈现百花齐放", "idiom"),
    ("千方百计稳增长", "idiom"),
    ("走进千家万户", "idiom"),
    ("绘就一张蓝图", "idiom"),
    ("共建一带一路", "idiom"),
    ("五湖四海的客商", "idiom"),
    ("一刻不停", "idiom"),
    ("万众一心", "idiom"),
    ("成千上万的人", "idiom"),
    ("实施百千万工程", "name"),
    ("开展双百行动", "name"),
    ("落实八项规定", "name"),
    ("党的二十大报告", "name"),
    ("十六届三中全会", "name"),
    ("第一产业和第三产业", "ordinal"),
    ("三次产业结构", "name"),
    ("抓好三农工作", "name"),
    ("优化一般公共预算", "word"),
    ("消费品零售总额", "name"),
    ("国家5A级景区", "name"),
    ("3A企业", "name"),
    ("建成5G基站", "name"),
    ("4K超高清电视", "name"),
    ("提升4S店服务", "name"),
    ("PM2.5浓度", "identifier"),
    ("G15沿海高速", "identifier"),
    ("沿S20出城", "identifier"),
    ("H5N1病毒", "identifier"),
    ("B2C平台", "identifier"),
    ("拨打12345热线", "identifier"),
    ("电话0750-7123456", "identifier"),
    ("手机13912345678", "identifier"),
    ("股票代码600721.SH", "identifier"),
    ("股价（6.180,-0.17,-2.68%）", "identifier"),
    ("文号〔2019〕12号", "identifier"),
    ("地址3号楼506室", "identifier"),
    ("邮编529400", "identifier"),
    ("软件10.2.3版", "identifier"),
    ("网址https://a.cn/?q=5%25", "identifier"),
    ("“稳增长50条”出台", "name"),
    ("“1+N”体系", "name"),
    ("“三无”产品", "name"),
    ("“两横三纵”路网", "name"),
    ("“实干”两字", "name"),
    ("零距离服务", "name"),
    ("实现零跑腿", "name"),
    ("购买零部件", "name"),
    ("进一步提升", "word"),
    ("统一部署", "word"),
    ("一系列举措", "word"),
    ("万一失误", "word"),
    ("十分重要", "word"),
    ("老百姓", "idiom"),
    ("几乎全部", "word"),
    ("数据显示", "word"),
    ("半导体产业", "word"),
    ("来自四川的客商", "place"),
    ("九江的企业", "place"),
    ("三亚的酒店", "place"),
    ("登陆市场", "word"),
    ("放肆", "word"),
    ("收拾", "word"),
    ("第十五次会议", "ordinal"),
    ("居第3位", "ordinal"),
    ("建设一期工程", "word"),
    ("比分78:71", "score"),
    ("上午9:30开始", "clock"),
    ("下午3点出发", "clock"),
    ("12.结论", "numbering"),
    ("（三）总体要求", "numbering"),
    ("万元产值能耗", "unit"),
    ("千万不要", "word"),
    ("保持两位数增长", "word"),
    ("国标GB 3095-2012", "identifier"),
]


@pytest.mark.parametrize(("text", "reason"), NOTHING)
def test_no_quantity(text: str, reason: str) -> None:
    assert plain(text) == [], reason


# (text, surfaces): what must survive the masks
QUANTITIES = [
    ("三大工程", ["三大"]),
    ("“四个坚持”", ["四个"]),
    ("五项任务", ["五项"]),
    ("突破百亿元", ["百亿元"]),
    ("打造千亿级产业", ["千亿级"]),
    ("改造万亩农田", ["万亩"]),
    ("实现零的突破", ["零"]),
    ("死亡人数为零。", ["零"]),
    ("只有一家", ["一家"]),
    ("新增一家", ["一家"]),
    ("两家企业", ["两家"]),
    ("出台17条措施", ["17条"]),
    ("十家企业", ["十家"]),
    ("气温升至30℃", ["30℃"]),
    ("百分之五", ["百分之五"]),
    ("三分之一", ["三分之一"]),
    ("万分之三", ["万分之三"]),
    ("GDP8264.53亿元", ["8264.53亿元"]),
    ("零售额3亿元", ["3亿元"]),
    ("双11期间增长4.5%", ["4.5%"]),
    ("第二产业增长5%", ["5%"]),
    ("三次产业比为8.2:47.5:44.3", ["8.2", "47.5", "44.3"]),
    ("千家万户用电3万度", ["3万度"]),
]


@pytest.mark.parametrize(("text", "surfaces"), QUANTITIES)
def test_quantities_survive(text: str, surfaces: list[str]) -> None:
    assert plain(text) == surfaces


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("三十而立", "idiom"), ("双百行动", "name"), ("居第3位", "ordinal"), ("G15高速", "identifier"), ("2019年", "date"),
        ("一名工人", "word"), ("12345热线", "identifier"), ("“三无”产品", "name"),
    ],
)  # fmt: skip
def test_masked_numbers_are_listed_with_their_reason(text: str, why: str) -> None:
    (quantity,) = read(text).quantities
    assert quantity.masked == why


@pytest.mark.parametrize("text", ["四川", "统一", "万", "https://a.cn/?x=12%20", "单号A202107211321363588510367"])
def test_unlisted(text: str) -> None:
    assert read(text).quantities == ()


def test_own_masks() -> None:
    extra = Extra(masks=("三个一批",))
    assert [q.masked for q in read("推进三个一批，新增3家", extra).quantities] == ["name", None]
    assert read("推进三个一批，新增3家").quantities[0].masked is None
    assert plain("甲乙50条出台") == ["50条"]
    assert [q.masked for q in read("甲乙50条出台", Extra(masks=("甲乙50条",))).quantities] == ["name"]


# (text, damaged stretch)
DAMAGE = [
    ("产值12..5亿元", "12..5"),
    ("产值27。04亿元", "27。04"),
    ("产量2683,417吨", "2683,417"),
    ("产值91827364554637亿元", "91827364554637"),
    ("2月30日开工", "2月30日"),
]


@pytest.mark.parametrize(("text", "stretch"), DAMAGE)
def test_damage(text: str, stretch: str) -> None:
    article = read_text(text, name="t")
    result = scan(article)
    assert [article.surface(article.span(mark.at)) for mark in result.damage] == [stretch]
    assert all(q.masked for q in result.quantities)


@pytest.mark.parametrize("text", ["产值27.04亿元。01月后", "增长5%。12家企业", "1,474,286吨", "13812345678", "12月30日", "3.5。"])
def test_no_damage(text: str) -> None:
    assert read(text).damage == ()


def test_spans_point_at_the_source() -> None:
    text = "產(chǎn)值　２７．０４ 億元，增長9.6％；共1,204 家，　近七成。"
    article = read_text(text, name="t")
    for quantity in scan(article).quantities:
        assert text[quantity.span.start : quantity.span.end] == quantity.surface
        assert quantity.span == article.span(quantity.at)
        assert quantity.at.start <= quantity.digits.start < quantity.digits.end <= quantity.at.end
    assert len(scan(article).quantities) == 4


def test_results_are_in_order() -> None:
    result = read("2019年，一带一路项目3个，增长5%，第二产业7亿元，G15高速3公里。" * 20)
    for rows in (result.quantities, result.periods, result.marks, result.damage):
        places = [row.at for row in rows]
        assert places == sorted(places)


def test_every_phrase_holds_a_numeral_or_is_useless() -> None:
    """A phrase without a numeral would never be asked for; the lists hold none."""
    data = lexicon.table("masks.toml")
    numerals = set(HAN) | set("0123456789")
    useless = [word for why in ("idiom", "name", "place", "word") for word in data[why]["words"].split() if not numerals & set(word)]
    assert useless == []


def test_every_phrase_masks_itself() -> None:
    """Each listed phrase, alone in a sentence, leaves no quantity behind."""
    failed = [phrase.text for phrases in masks.index().values() for phrase in phrases if plain(f"我们说{phrase.text}，好。")]
    assert failed == []


def test_time_is_linear() -> None:
    """Twice the text takes about twice the time, whatever it is made of."""
    from time import process_time

    for piece in ("一", "a", "1", "十百", "1—", "第", "近", "今年", "5、", "百分之", "“三", "1,", "三 ", "万亿", "1.1."):
        times = []
        for size in (6000, 24000):
            article = read_text(piece * (size // len(piece)), name="t")
            best = float("inf")
            for _ in range(2):  # one of them may pay for collecting the garbage of the tests before
                start = process_time()
                scan(article)
                best = min(best, process_time() - start)
            times.append(best)
        assert times[1] < 12 * times[0] + 0.25, piece
