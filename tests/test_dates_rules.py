"""Dates that do not exist, weekdays, spans and order (EP801–EP804), and where an article says when and where it speaks from."""

from __future__ import annotations

import datetime

import pytest

from enping_check.claims.dateline import dateline
from enping_check.language import scan
from enping_check.model import Reading, Severity
from enping_check.reading import read_text
from enping_check.rules import catalog, dates
from enping_check.rules.outcome import Outcome

ERROR, WARNING = Severity.ERROR, Severity.WARNING
REPORT = "本报2024年6月5日讯 "


def outcomes(text: str, date: datetime.date | None = None) -> list[Outcome]:
    article = read_text(text)
    return list(dates.examine(0, Reading(article, scan(article), ()), date=date))


@pytest.mark.parametrize(
    ("text", "code", "severity", "printed", "implied"),
    [
        # EP801: no calendar has them
        ("会议定于4月31日召开。", "EP801", ERROR, "4月31日", ""),
        ("2023年2月29日，项目开工。", "EP801", ERROR, "2023年2月29日", ""),  # no leap year
        ("2100年2月29日到期。", "EP801", ERROR, "2100年2月29日", ""),  # a century that is none
        ("申报截至13月5日。", "EP801", ERROR, "13月5日", ""),
        ("8月3日25时，水位回落。", "EP801", ERROR, "8月3日25时", ""),
        ("8月3日18时75分，水位回落。", "EP801", ERROR, "8月3日18时75分", ""),
        ("展期为9月25日至9月31日。", "EP801", ERROR, "9月25日至9月31日", ""),  # the end is impossible, not the beginning
        ("截至2024年６月３１日，贷款余额12亿元。", "EP801", ERROR, "2024年６月３１日", ""),  # full-width digits
        ("二〇二四年四月三十一日开业。", "EP801", ERROR, "二〇二四年四月三十一日", ""),  # Chinese digits
        ("当晚25时30分，水位回落。", "EP801", ERROR, "25时30分", ""),  # without a date
        # EP802
        ("2024年6月3日（星期三）召开发布会。", "EP802", ERROR, "2024年6月3日（星期三）", "@weekday-1"),
        ("2024年6月3日(周五)上午召开。", "EP802", ERROR, "2024年6月3日(周五)", "@weekday-1"),
        ("2024年6月3日 星期天，阵雨。", "EP802", ERROR, "2024年6月3日 星期天", "@weekday-1"),
        ("2024年2月18日（农历初九，星期六）开市。", "EP802", ERROR, "2024年2月18日（农历初九，星期六）", "@weekday-7"),
        ("2024年采摘节将于6月20日（星期一）开幕。", "EP802", WARNING, "6月20日（星期一）", "@weekday-4"),  # the year stands before it
        (REPORT + "听证会将于6月20日（星期一）举行。", "EP802", WARNING, "6月20日（星期一）", "@weekday-4"),  # the year is the dateline's
        # EP803: years
        ("2016年至2023年，该县连续7年获评优秀。", "EP803", ERROR, "7年", "8年"),
        ("2016—2023年，园区连续九年零事故。", "EP803", ERROR, "九年", "8年"),
        ("该镇连续6年（2018—2022年）被评为先进。", "EP803", ERROR, "6年", "5年"),
        ("2016年至2023年，产值连续5年增长。", "EP803", ERROR, "5年", "8年"),  # neither eight years nor seven steps
        ("规划期为2021—2035年，共13年。", "EP803", ERROR, "13年", "15年"),  # neither fourteen nor fifteen
        ("成立于1998年的合作社，2024年迎来25周年庆典。", "EP803", ERROR, "25周年", "26周年"),
        (REPORT + "1974年建成的水库，今年迎来通水60周年。", "EP803", ERROR, "60周年", "50周年"),
        (REPORT + "自2020年起，该校已连续8年举办书展。", "EP803", WARNING, "8年", "5年"),  # it has not lasted as long
        ("自2019年起至2024年，该县连续5年获评优秀。", "EP803", ERROR, "5年", "6年"),
        ("2018年以来，粮食产量连续9年稳定，2024年达到31.2万吨。", "EP803", WARNING, "9年", "7年"),  # the year reached is named
        ("1956年建校，2024年迎来建校70周年。", "EP803", ERROR, "70周年", "68周年"),  # 2024 founds nothing
        ("2021—2024年六年间，累计投入12亿元。", "EP803", ERROR, "六年", "4年"),
        # EP803: days
        ("公示期为2024年6月3日至6月9日，共6天。", "EP803", ERROR, "6天", "7天"),
        ("春节假期（1月28日至2月4日，共7天）客流平稳。", "EP803", ERROR, "7天", "8天"),
        ("为期5天的博览会于6月3日至6日举行。", "EP803", ERROR, "5天", "4天"),
        ("2024年12月28日至2025年1月3日，为期6天。", "EP803", ERROR, "6天", "7天"),  # over New Year
        # EP804
        ("2024年灯会将于9月18日至9月2日举办。", "EP804", WARNING, "9月18日至9月2日", ""),
        ("展会于5月20日至18日举办。", "EP804", WARNING, "5月20日至18日", ""),
        ("发售期为2024年8月20日至2024年8月6日。", "EP804", WARNING, "2024年8月20日至2024年8月6日", ""),
        (REPORT + "新厂房已于6月12日竣工。", "EP804", WARNING, "6月12日", "2024-06-05"),
        (REPORT + "该线路已于2024年9月1日正式通车。", "EP804", WARNING, "2024年9月1日", "2024-06-05"),
    ],
)
def test_slips(text: str, code: str, severity: Severity, printed: str, implied: str) -> None:
    found = [o for o in outcomes(text) if o.verdict == "fails"]
    assert [(o.code, o.severity, o.stated, o.params["implied"]) for o in found] == [(code, severity, printed, implied)]
    assert text[found[0].primary.span.start : found[0].primary.span.end] == printed
    for lang in catalog.LANGUAGES:
        assert printed in catalog.message(found[0].code, found[0].key, lang, found[0].params)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2024年2月29日，项目开工。", []),  # a leap year
        ("促销持续到6月7日24时。", []),  # the end of a day
        ("每周五设点，3月8日起增设早市。", []),  # a weekday of no date
        ("2024年6月3日（星期一）召开发布会。", ["EP802"]),
        ("6月20日（星期一）举行听证会。", []),  # no year anywhere
        ("2019年以来逐年扩大，6月3日（星期五）再次开展。", []),  # 2019 need not be its year
        ("2016年至2023年，该县连续8年获评优秀。", ["EP803"]),
        ("2016年至2023年，产值连续7年增长。", ["EP803"]),  # seven steps from 2016
        ("2016年到2023年改造三次。全县连续3年获奖。", []),  # another sentence
        ("2016年至2023年扩建，2020年起连续3年获奖。", []),  # another year stands between
        ("2021—2035年，共15年。", ["EP803"]),
        ("2021—2035年，历时14年。", ["EP803"]),  # either count
        ("近5年来，产值连续增长。", []),  # no ends
        ("选手用时25时30分完赛。", []),  # a time taken
        ("2021—2024年三年间，累计投入12亿元。", ["EP803"]),
        ("2018年以来，粮食产量连续7年稳定，2024年达到31.2万吨。", ["EP803"]),
        ("成立于1998年的合作社，2024年迎来26周年庆典。", ["EP803"]),
        ("该社成立于1998年，今年是新中国成立75周年。", []),  # another anniversary
        ("2024年，合作社迎来成立26周年。", []),  # no founding year: 2024 founds nothing
        ("成立于1998年的合作社将迎来30周年。", []),  # when is not said
        (REPORT + "自2020年起，该校已连续3年举办书展。", []),  # it may have ended
        (REPORT + "自2020年起，该校已连续5年举办书展。", ["EP803"]),
        ("公示期为2024年6月3日至6月9日（5个工作日）。", []),  # working days
        ("行程为6月3日至6月6日，为期4天3夜。", []),  # nights as well
        ("公示期为2024年6月3日至6月9日，共7天。", ["EP803"]),
        ("2月26日至3月3日，共7天。", ["EP803"]),  # seven in a leap year
        ("2月26日至3月3日，共6天。", ["EP803"]),  # six in another
        ("供暖期为11月15日至3月15日。", []),  # into the next year
        ("2024年12月28日至2025年1月3日，为期7天。", ["EP803"]),
        (REPORT + "新厂房将于6月12日竣工。", []),  # told as future
        (REPORT + "新厂房已于5月12日竣工。", []),
        (REPORT + "该路段已于12月20日通车。", []),  # last year's December
        (REPORT + "债券已于2024年6月1日至2025年6月1日计息。", []),
        ("新厂房已于2024年6月12日竣工。", []),  # no dateline
    ],
)
def test_what_holds_and_what_is_left_alone(text: str, held: list[str]) -> None:
    assert [(o.code, o.verdict) for o in outcomes(text)] == [(code, "holds") for code in held]


def test_the_given_date_counts() -> None:
    text = "新厂房已于2024年6月12日竣工。"
    assert [o.code for o in outcomes(text, datetime.date(2024, 6, 5))] == ["EP804"]
    assert outcomes(text, datetime.date(2024, 6, 15)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023年2月29日开工。", "“2023年2月29日”不存在：2023-02只有28天"),
        ("4月31日开工。", "“4月31日”不存在：4月只有30天"),
        ("2024年6月3日（星期三）开工。", "印作2024年6月3日（星期三），而这一天是星期一：2024-06-03"),
        ("2016年至2023年连续7年获奖。", "印作“7年”，按文中年份应为8年：2023 − 2016 + 1 = 8"),
    ],
)
def test_words(text: str, said: str) -> None:
    (found,) = outcomes(text)
    assert catalog.message(found.code, found.key, "zh", found.params) == said


@pytest.mark.parametrize(
    ("text", "year", "date", "home"),
    [
        ("本报2024年6月5日讯 产销两旺。", 2024, "2024-06-05", ""),
        ("新华社北京2024年6月5日电 产销两旺。", 2024, "2024-06-05", ""),
        # the day after yesterday
        ("2024年新春市集开张。\n昨日（2月19日），青泽县召开大会。青泽县部署春耕。", 2024, "2024-02-20", "青泽县"),
        ("青泽县2024年上半年经济运行情况\n2024-07-20 09:30\n上半年，产销两旺。", 2024, "2024-07-20", "青泽县"),
        ("上半年经济运行情况\n产销两旺，形势向好。\n青泽县统计局\n2024年7月20日", 2024, "2024-07-20", ""),  # signed at the end
        # a communiqué reports on the year before
        ("青泽县2024年国民经济和社会发展统计公报\n青泽县统计局\n2025年3月20日\n全年产销两旺。", 2024, "2025-03-20", "青泽县"),
        ("政府工作报告\n——2025年1月12日在青泽县第三届人民代表大会第五次会议上\n各位代表：", 2025, "2025-01-12", ""),
        ("2023年全县外贸好于预期\n县统计局今天（1月12日）发布数据。", 2023, None, ""),  # 2024 is likelier: no date
        ("面向2035年的规划\n产销两旺。", None, None, ""),  # ahead of the article
        ("产销两旺。", None, None, ""),
        ("全市市场上城市居民消费旺盛，全市城区客流增加。", None, None, ""),  # none of these is a place
    ],
)
def test_dateline(text: str, year: int | None, date: str | None, home: str) -> None:
    article = read_text(text)
    found = dateline(article, scan(article))
    assert (found.year, found.date and found.date.isoformat(), found.home) == (year, date, home)


def test_what_the_user_gives_comes_first() -> None:
    article = read_text("本报2024年6月5日讯 青泽县产销两旺。青泽县再接再厉。")
    found = dateline(article, scan(article), date=datetime.date(2023, 1, 2), home="禾湾县")
    assert (found.year, found.date, found.home, found.source) == (2023, datetime.date(2023, 1, 2), "禾湾县", "given")
