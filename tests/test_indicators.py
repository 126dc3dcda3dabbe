"""The indicator table: the data is valid, and names are found, shortened and split as written."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from enping_check.claims.indicators import DATA, DIMENSIONS, NATURES, POLICIES, PRICES, Indicators, load, shorten

RAW: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
PARTITIONS: dict[str, Any] = tomllib.loads(DATA.with_name("partitions.toml").read_text(encoding="utf-8"))


def lines() -> Iterator[list[str]]:
    for family in RAW["family"]:
        for line in family["names"].splitlines():
            yield line.split()


def test_enough_families() -> None:
    assert len(load()) >= 260


def test_every_name_stands_once() -> None:
    names = [name for line in lines() for name in line]
    assert not [name for name in set(names) if names.count(name) > 1]


def test_every_line_has_a_name_and_every_name_two_characters() -> None:
    assert all(line for line in lines())
    assert not [name for line in lines() for name in line if len(name) < 2]


def test_names_are_simplified_halfwidth_and_short_in_coverage() -> None:
    names = [name for line in lines() for name in line]
    assert not [name for name in names if "规模以上" in name or "限额以上" in name or "（" in name or "％" in name]
    assert not [line[0] for line in lines() if set(line[0]) & set('"“”')]


def test_a_quoted_alias_has_its_plain_spelling() -> None:
    table = load()
    quoted = [name for line in lines() for name in line if set(name) & set('"“”')]
    assert quoted
    for name in quoted:
        assert table.canonical(name) == table.canonical(name.translate(str.maketrans("", "", '"“”')))


def test_names_carry_no_place() -> None:
    starts = ("全市", "全县", "全省", "全国", "全区", "我市", "我省", "我县")
    titles = {"全国重点文物保护单位", "全国重点实验室", "全国冠军"}  # 全国 is part of the title, not the place counted
    assert {name for line in lines() for name in line if name.startswith(starts)} == titles


def test_properties_are_known() -> None:
    keys = {
        *("topic", "dimension", "nature", "additive", "negative", "over_100", "price"),
        *("growth_across", "growth_within", "coverage", "names"),
    }
    for family in RAW["family"]:
        assert set(family) <= keys
        assert family["dimension"] in DIMENSIONS
        assert family["nature"] in NATURES
        assert family.get("price", "natural") in PRICES
        assert family.get("growth_across", "warning") in POLICIES
        assert family.get("growth_within", "error") in POLICIES


def test_generic_names_come_last() -> None:
    topics = [family["topic"] for family in RAW["family"]]
    assert set(topics[topics.index("通名") :]) == {"通名"}


def test_across_is_never_stricter_than_within() -> None:
    assert not [i.name for i in load() if POLICIES.index(i.growth_across) > POLICIES.index(i.growth_within)]


def test_only_rates_and_indices_may_exceed_a_hundred() -> None:
    assert not [i.name for i in load() if i.over_100 and i.nature not in ("rate", "index")]


def test_parse_is_fast() -> None:
    def once() -> float:
        start = time.process_time()
        tomllib.loads(text)
        return time.process_time() - start

    text = DATA.read_text(encoding="utf-8")
    assert min(once() for _ in range(5)) < 0.015


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("GDP", "地区生产总值"),
        ("gdp", "地区生产总值"),
        ("生产总值", "地区生产总值"),
        ("规模以上工业增加值", "规上工业增加值"),
        ("规模以上工业总产值", "规上工业总产值"),
        ("规上工业产值", "规上工业总产值"),
        ("限额以上单位消费品零售额", "限上社会消费品零售总额"),
        ("社零", "社会消费品零售总额"),
        ("货物进出口总值", "外贸进出口总额"),
        ("全社会用电量", "用电量"),
        ("市场主体", "经营主体"),
        ("技术改造投资", "技改投资"),
        # unknown: shortened, never guessed
        ("规模以上陶瓷企业", "规上陶瓷企业"),
        ("全市生产总值", "全市生产总值"),
        ("簕菜产量", "簕菜产量"),
        ("", ""),
    ],
)
def test_canonical(printed: str, expected: str) -> None:
    assert load().canonical(printed) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("净利润", "归母净利润"),
        ("净资产", "归母净资产"),
        ("工业增加值", "规上工业增加值"),
        ("农林牧渔业总产值", "农业总产值"),
        ("固定资产投资", "全社会固定资产投资"),
        ("本外币存款余额", "人民币存款余额"),
        ("新增规上企业", "净增规上企业"),
        ("医院床位", "医疗卫生机构床位"),
        ("专任教师", "教职工"),
        ("食品价格", "食品烟酒价格"),
        ("生师比", "师生比"),
        ("碳排放量", "碳减排量"),
        ("财政收入", "财政总收入"),
        ("执业医师", "执业(助理)医师"),
        ("净流入", "净流出"),
    ],
)
def test_measures_that_one_text_may_state_side_by_side_are_not_one(one: str, other: str) -> None:
    table = load()
    assert table.find(one) is not None
    assert table.find(other) is not None
    assert table.canonical(one) != table.canonical(other)


@pytest.mark.parametrize(
    ("text", "subject", "name"),
    [
        ("第一产业增加值", "第一产业", "增加值"),
        ("东部工业园规上工业总产值", "东部工业园", "规上工业总产值"),
        ("东部工业园规模以上工业总产值", "东部工业园", "规上工业总产值"),  # the offset is in the text as given
        ("城镇居民人均可支配收入", "城镇", "居民人均可支配收入"),
        ("农村常住居民人均可支配收入", "农村", "居民人均可支配收入"),
        ("工业用电量", "工业", "用电量"),
        ("全市生产总值", "全市", "地区生产总值"),
        ("某公司归属于上市公司股东的净利润", "某公司", "归母净利润"),  # the longest, not 净利润
        ("簕菜产量", "簕菜", "产量"),
        ("高技术制造业投资", "", "高技术制造业投资"),
        ("全年新增人民币贷款", "全年", "新增人民币贷款"),
    ],
)
def test_suffix(text: str, subject: str, name: str) -> None:
    found = load().suffix(text)
    assert found is not None
    start, indicator = found
    assert (text[:start], indicator.name) == (subject, name)


@pytest.mark.parametrize("text", ["", "率", "增长", "恩格", "产业园里"])
def test_no_suffix(text: str) -> None:
    assert load().suffix(text) is None


@pytest.mark.parametrize(
    ("name", "across", "within"),
    [
        # the last table of the semantics notes
        ("地区生产总值", "silent", "silent"),
        ("人均地区生产总值", "silent", "silent"),
        ("全员劳动生产率", "silent", "silent"),
        ("规上工业增加值", "silent", "silent"),
        ("规上工业总产值", "silent", "warning"),
        ("规上工业利润总额", "silent", "warning"),
        ("汽车产量", "silent", "warning"),
        ("固定资产投资", "silent", "warning"),
        ("工业投资", "silent", "warning"),
        ("社会消费品零售总额", "silent", "warning"),
        ("限上社会消费品零售总额", "silent", "warning"),
        ("网上零售额", "silent", "warning"),
        ("外贸进出口总额", "warning", "error"),
        ("出口总额", "warning", "error"),
        ("用电量", "warning", "error"),
        ("一般公共预算收入", "warning", "error"),
        ("税收收入", "warning", "error"),
        ("本外币存款余额", "warning", "error"),
        ("旅游人次", "warning", "warning"),
        ("旅游总收入", "warning", "warning"),
        ("居民人均可支配收入", "warning", "error"),
        ("高新技术企业", "warning", "error"),
        ("粮食播种面积", "warning", "error"),
        ("营业收入", "warning", "error"),
        ("总投资", "warning", "error"),
    ],
)
def test_growth_policy(name: str, across: str, within: str) -> None:
    indicator = load().find(name)
    assert indicator is not None
    assert (indicator.growth_across, indicator.growth_within) == (across, within)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("某公司营业收入", "error"),
        ("规上服务业营业收入", "warning"),
        ("规模以上服务业营业收入", "warning"),
        ("全行业利润总额", "warning"),
        ("工业用电量", "error"),  # only accounts change with coverage
    ],
)
def test_coverage_relaxes_company_accounts(text: str, within: str) -> None:
    found = load().suffix(text)
    assert found is not None
    assert found[1].growth_within == within


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("净利润", "negative", True),
        ("人口自然增长率", "negative", True),
        ("贸易差额", "negative", True),
        ("营业收入", "negative", False),
        ("常住人口城镇化率", "over_100", False),
        ("完成率", "over_100", True),
        ("毛入学率", "over_100", True),
        ("拨备覆盖率", "over_100", True),
        ("工业产品销售率", "over_100", True),
        ("研发投入占比", "over_100", True),
        ("地区生产总值", "additive", True),
        ("常住人口", "additive", True),
        ("毛利率", "additive", False),
        ("居民人均可支配收入", "additive", False),
        ("粮食单产", "dimension", "rate"),
        ("装机容量", "dimension", "power"),
        ("发电量", "dimension", "energy"),
        ("人口出生率", "dimension", "permille"),
        ("旅游人次", "dimension", "visits"),
    ],
)
def test_fields(name: str, field: str, expected: object) -> None:
    indicator = load().find(name)
    assert indicator is not None
    assert getattr(indicator, field) == expected


def test_load_is_read_once() -> None:
    assert load() is load()


def test_shorten() -> None:
    assert shorten("规模以上和限额以上企业") == "规上和限上企业"


def test_user_alias_definition_and_change() -> None:
    table = load().extended(
        {
            "水暖产值": {"aliases": ["水龙头产值"], "dimension": "currency", "growth_within": "error"},
            "卫浴产值": "水暖产值",
            "大盘子": "GDP",
            "用电量": {"growth_within": "warning"},
        }
    )
    assert table.canonical("水龙头产值") == table.canonical("卫浴产值") == "水暖产值"
    assert table.canonical("大盘子") == "地区生产总值"
    found = table.suffix("某镇卫浴产值")
    assert found is not None
    assert (found[0], found[1].growth_within) == (2, "error")
    power = table.find("全社会用电量")
    assert power is not None
    assert (power.growth_within, power.dimension) == ("warning", "energy")  # the rest stays
    builtin = load().find("用电量")
    assert builtin is not None
    assert builtin.growth_within == "error"  # the built-in table is untouched


def test_user_name_wins_over_a_builtin_alias() -> None:
    table = load().extended({"营收": {"dimension": "currency", "growth_within": "silent"}})
    assert table.canonical("营收") == "营收"
    assert table.canonical("营业收入") == "营业收入"


def test_a_derived_average_is_not_additive_by_default() -> None:
    indicator = load().extended({"镇均产值": {"nature": "average"}}).find("镇均产值")
    assert indicator is not None
    assert not indicator.additive


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"水暖产值": "没有的指标"}, "not a known indicator"),
        ({"水暖产值": {"dimensions": "currency"}}, "unknown key 'dimensions'"),
        ({"水暖产值": {"dimension": "money"}}, "not one of"),
        ({"水暖产值": {"growth_within": "fatal"}}, "not one of"),
        ({"水暖产值": {"additive": "yes"}}, "must be a bool"),
        ({"水暖产值": {"aliases": "水龙头产值"}}, "aliases must be a list"),
        ({"值": "GDP"}, "two characters"),
    ],
)
def test_bad_settings_are_refused(extra: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load().extended(extra)


def test_later_entries_win_a_shared_name() -> None:
    first, second = load().find("产量"), load().find("销量")
    assert first is not None
    assert second is not None
    table = Indicators([first, second])
    assert len(table) == 2
    assert list(table) == [first, second]


def test_partitions_name_known_indicators() -> None:
    table = load()
    named = [name for p in PARTITIONS["partition"] for key in ("totals", "except") for name in p.get(key, "").split()]
    assert len(named) > 50
    # what no indicator is called is an ending of names
    assert not [name for name in named if table.find(name) is not None and table.canonical(name) != name]


def test_partition_members_do_not_overlap() -> None:
    for partition in (*PARTITIONS["partition"], *PARTITIONS["group"]):
        members = [set(member.split()) for member in partition["members"]]
        assert len(members) >= 2
        assert sum(map(len, members)) == len(set().union(*members)), partition["name"]


def test_partitions_say_whether_they_are_exhaustive_and_names_stand_once() -> None:
    names = [p["name"] for p in PARTITIONS["partition"]]
    assert len(names) == len(set(names)) >= 25
    assert all(isinstance(p["exhaustive"], bool) for p in PARTITIONS["partition"])


def test_derived_figures_use_canonical_names() -> None:
    table = load()
    fields = {
        "balance": ("result", "left", "minus"),
        "ratio": ("name", "part", "whole"),
        "average": ("name", "total", "count"),
        "per": ("count",),
    }
    for kind, keys in fields.items():
        for entry in PARTITIONS[kind]:
            for key in keys:
                for name in entry[key].split():
                    assert table.canonical(name) == name, (kind, name)
            assert entry.get("severity", "error") in POLICIES
            if entry.get("same"):
                assert len(entry["part"].split()) == len(entry["whole"].split()), entry["name"]
