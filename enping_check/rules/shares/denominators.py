"""What the name of a whole says: that every part has one of its own, that it is one of a place, a trade or a company."""

from __future__ import annotations

import re

from enping_check.rules.body import Body, Fact

# what squeezing leaves of a whole that names no thing: 全省总产量
OF_ITS_OWN = re.compile("(?:[全我本该][省市县区州镇乡旗国])?(?:产|产值|销|销售|面积|出栏|存栏|种植面积|播种面积|市场份?额?)")
# a whole that every part has of its own: 同行业 of software and of electronics are two
_RELATIVE = re.compile("市场份额|市场占有|同行业|同类|同业|同等|同档|该|其|各自|所在|对应|相应|本[行产企品类]|自身|前者|后者")
PLANNED = re.compile("计划|目标|任务|定额|(?:年度|全年|年初|调整)预算|预算数")  # what each was to reach
OWN_WHOLE = "(?:公司|集团|企业)?(?:主营|总)?(?:业务|营业|销售)?(?:营收|收入|收益|成本|资产|利润|支出)|净利润|净资产|股本|股份"
# where, not what: the measure is the part's own
WHERE = re.compile(".*(?:[省市县区镇乡州盟旗国港园网]|公司|集团|地区|流域|三角|全球|世界|法院|检察院|检察机关|公安机关|海关)")
# 住院a人，出院b人，分别占全市医院的…: whose, and of each its own
OWNER = re.compile("[全各].{0,4}(?:医院|学校|高校|银行|保险公司|港口|机场|口岸|部门|机关|分行|支行)")
_INDUSTRY = re.compile("产业$|行业$|[^作就失毕创事专企]业$")  # 甲产业、乙产业 of one place share its whole
LINE = re.compile("(?:产品|业务|板块|服务|类)$")  # 甲产品收入占营业收入的42%, 乙产品…: lines of one company
BRANCH = re.compile(".*(?:行业|产业|市场|系统|领域)")
WHOLLY = re.compile("全部|所有|全[市县区省国州镇乡村行年园馆院校]|总")
OTHERS = re.compile("[省市县区镇乡村州盟旗](?!场|民|值)|公司|集团|[银支分商]行|股份|企业|合作社|[店馆厂矿院校站队]|园区|机场|港(?!币|元)")


def relative(whole: str) -> bool:
    """True for a whole of that name that every part has of its own."""
    return bool(_RELATIVE.search(whole) or PLANNED.search(whole))


_WHOSE = re.compile("(?:同期|当年|全年|年末|[全我本该][省市县区州镇乡村国港]|口岸|园区|全港|全院|全校|公司|集团)+")


def one_name(a: str, b: str) -> bool:
    """口岸互市进口总值 and 互市进口总值, in one sentence: only whose it is has been left out."""
    short, long = sorted((a, b), key=len)
    return long.endswith(short) and len(short) >= 4 and (a == b or _WHOSE.fullmatch(long[: -len(short)]) is not None)


_ALL_OF_A_PLACE = re.compile("[全我本][省市县区州盟旗]")
_A_PLACE_IN_IT = re.compile("[A-Z\u4e00-\u9fff]{1,6}(?:[区县镇乡旗州]|街道)")


def one_of_its_places(body: Body, part: Fact, named: str) -> bool:
    """高新区工业产值占全市20%，经开区工业产值占全市30%; 甲产业占全市…: one measure of the whole place, whichever part of it is told."""
    if body.known(part) is None:
        return False
    subject = part.claim.subject
    return bool(_INDUSTRY.search(subject) or (_ALL_OF_A_PLACE.fullmatch(named) and _A_PLACE_IN_IT.fullmatch(subject)))
