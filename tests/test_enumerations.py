"""Announced counts and listed items (EP701), numbers of headings (EP702)."""

from __future__ import annotations

import pytest

from enping_check.claims.enumerations import enumerations
from enping_check.language import scan
from enping_check.language.numerals import han, whole
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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("围绕“产业强、百姓富、生态美”四大目标，全面推进乡村振兴。", "EP701"),
        ("我们坚持“党建引领”“产业带动”“生态优先”“文化赋能”三个统筹推进。", "EP701"),
        ("重点抓好以下六项工作：一是扩种植；二是强加工；三是拓市场；四是育品牌；五是优服务。", "EP701"),
        ("公司提出三大戰略：「數碼轉型」「綠色營運」「人才培育」「區域協同」。", "EP701"),
        ("主要做法有五点：一是党建引领。二是项目带动。三是科技支撑。四是群众参与。", "EP701"),
        ("要做到“三个确保”：确保粮食增产、确保农民增收、确保耕地不减、确保质量安全。", "EP701"),
        ("推行“网格化、信息化、精细化、常态化”三化管理，治理效能明显提升。", "EP701"),
        ("会议审议通过了《公司章程修正案》《关联交易管理办法》《募集资金管理办法》等两项议案。", "EP701"),
        ("会议审议通过了《公司章程修正案》《关联交易管理办法》《募集资金管理办法》两项议案。", "EP701"),
        ("获得“全国文明单位”“全国卫生单位”“省级园林单位”四项荣誉。", "EP701"),
        ("推进“三大行动”：（一）清河行动；（二）护林行动；（三）净土行动；（四）蓝天行动。", "EP701"),
        ("主要存在三个方面的问题：（1）资金不足；（2）人才短缺。", "EP701"),
        (
            "一、总体运行\n全区经济总体平稳。\n二、主要特点\n工业回升向好。\n三、存在问题\n企业订单不足。\n三、下步打算\n抓好项目建设。",
            "EP702",
        ),
        (
            "一、财政收入\n收入平稳增长。\n三、财政支出\n民生支出占比提高。\n三、债务管理\n债务风险可控。\n四、下一步安排\n强化预算约束。",
            "EP702",
        ),
        (
            "（一）规模以上工业\n增势平稳。\n（二）建筑业\n产值增长。\n（二）房地产业\n销售回稳。\n（四）服务业\n恢复较快。\n（五）金融业\n存贷款双增。",
            "EP702",
        ),
        ("1.項目背景\n本項目位於河口新區。\n2.建設內容\n新建廠房三座。\n3.資金來源\n企業自籌。\n5.效益分析\n達產後年產值可觀。", "EP702"),
        (
            "一、要严守耕地红线，切实把粮食安全的责任扛在肩上，任何单位和个人不得擅自改变耕地用途，确保播种面积只增不减。\n二、要抓好农田水利，冬春两季集中力量疏浚沟渠、修复堰塘，确保灌得上、排得出，旱涝保收。"
            "\n四、要强化科技支撑，组织农技人员包村联户，推广良种良法，努力提高单产水平和种粮效益。",
            "EP702",
        ),
        ("第一章 总则\n为规范管理，制定本办法。\n第二章 申报\n申报人应当提交材料。\n第四章 监督\n主管部门加强监督。", "EP702"),
        (
            "一、基本情况\n公司成立多年。\n二、经营情况\n收入稳步增长。\n五、财务状况\n资产负债率下降。\n四、风险提示\n注意市场风险。\n五、其他事项\n无。",
            "EP702",
        ),
        ("一、项目概况\n项目总投资较大。\n三、建设进展\n主体已完工。\n二、资金安排\n资金已到位。\n四、保障措施\n加强领导。", "EP702"),
        ("（一）抓收入\n组织收入有力。\n（三）抓支出\n支出进度加快。\n（四）抓监管\n监管持续加强。", "EP702"),
        (
            "会议要求，（一）压实责任，各镇主要负责人亲自抓；（二）排查隐患，逐户逐项登记造册；（四）严格督查，对推诿扯皮的严肃追责。",
            "EP702",
        ),
        ("下一步，一是抓春耕；二是抓项目；四是抓民生；五是抓安全。", "EP702"),
        ("二、工业\n工业平稳。\n三、农业\n农业增产。\n三、商贸\n商贸活跃。\n四、民生\n民生改善。", "EP702"),
    ],
)
def test_more_slips(text: str, code: str) -> None:
    found = [o for o in outcomes(text) if o.verdict == "fails"]
    assert [o.code for o in found] == [code]
    for lang in catalog.LANGUAGES:
        assert found[0].stated in catalog.message(code, found[0].key, lang, found[0].params)


@pytest.mark.parametrize(
    "text",
    [
        "围绕“产业强、百姓富、生态美”三大目标，全面推进乡村振兴。",
        "要做到“三个确保”：确保粮食增产、确保农民增收、确保耕地不减。",
        "推行“网格化、信息化、精细化”三化管理，治理效能明显提升。",
        "会议审议通过了《公司章程修正案》《关联交易管理办法》《募集资金管理办法》等五项议案。",
        "会议审议通过了《公司章程修正案》《关联交易管理办法》《募集资金管理办法》三项议案。",
        "会议审议通过了《公司章程修正案》和《关联交易管理办法》《募集资金管理办法》修订稿等四项议案。",
        "获得“全国文明单位”“全国卫生单位”等四项荣誉。",
        "全县辖青石镇、白水镇、双河乡等五个乡镇。",
        "推进“清河”“护林”两大行动和“净土”“蓝天”“固废”三大工程。",
        "主要存在三个方面的问题：（1）资金不足；（2）人才短缺；（3）土地受限。",
        "重点抓好六项工作，其中，一是扩种植；二是强加工；三是拓市场。",
        "建成“四好农村路”120公里，推动“两山”转化、“三产”融合。",
        "落实“六稳”“六保”任务，守住“三保”底线。",
        "公司拥有“鸿达”“金穗”“瑞丰”三大品牌，五个系列产品。",
        "一、总体运行\n总体平稳。\n（一）工业\n平稳。\n（二）农业\n平稳。\n二、存在问题\n（一）订单不足\n出口下滑。\n（二）成本上升\n原料涨价。\n三、建议\n稳外贸。",
        "三、工业\n平稳。\n四、农业\n平稳。\n五、商业\n平稳。",
        "一、农业\n平稳。\n二、工业\n平稳。\n一、教育\n平稳。\n二、医疗\n平稳。",
        "1.基本情况\n良好。\n2.主要做法\n务实。\n1.存在问题\n不少。\n2.整改措施\n具体。",
        "一、概况\n良好。\n（一）人口\n平稳。\n二、经济\n（二）工业\n平稳。\n三、社会\n稳定。",
        "一、选择题\n略。\n五、计算题\n略。\n九、论述题\n略。",
        "一、农业\n平稳。\n二、工业\n平稳。其中建筑业不再单列。三、商业。市场活跃，人气很旺，供应充足。\n四、民生\n改善。",
        "2.5万吨项目投产\n产能扩大。\n3.2亿元资金到位\n进展顺利。\n5.1公里道路通车\n出行便利。",
        "十、科技\n进步。\n十一、教育\n发展。\n十二、卫生\n加强。",
        "会议要求，（一）压实责任；（二）排查隐患；（三）严格督查。",
        "下一步，一是抓春耕，做到早动员、早备耕；二是抓项目；三是抓民生。另一方面，一是抓队伍，二是抓作风。",
        "一、二、三产业比重为12:45:43。\n一、农业\n平稳。\n二、工业\n平稳。\n三、服务业\n平稳。",
        "围绕“一个目标”“两大任务”“三项保障”六项工作推进。",
        "审议通过《2024年度报告》《利润分配预案》《关于续聘会计师事务所的议案》等7项议案。",
        "根据《公司法》《证券法》两部法律和《上市规则》等三项规定执行。",
        "学习贯彻《条例》《准则》两项法规，开展“学条例”“学准则”两个专题。",
        "做到“两个维护”：维护核心、维护权威。",
        "落实“三个区分开来”：区分失误与违纪、区分探索与违法、区分无意与故意。",
        "做到“四个到位”：责任到位、措施到位、投入到位、监督到位。",
        "按照（一）（二）（四）项规定处理；依照前款（一）、（三）项执行。",
        "包括：（一）居民身份证；（二）户口簿；（三）第（一）项的复印件；（四）其他。",
        "一是强产业，二是优环境，三是惠民生；同时，二是要补短板的思路要坚持。",
        "第一，抓生产；第二，抓销售；最后，抓服务。第四，不存在例外。",
        "一要稳，二要快，三是准，四要狠。",
        "一、二季度增长较快，三、四季度放缓。",
        "一、总则\n（一）目的。为规范管理，制定本办法，适用于全市范围内各类经营主体的登记和监管活动。\n（二）依据。依据有关法律法规制定。\n二、职责\n（一）部门。市监局负责。\n（二）镇街。属地负责。\n三、附则\n（一）解释。\n（二）施行。",
        "第一章 总则\n一、目的\n规范管理。\n二、依据\n依法制定。\n第二章 申报\n一、条件\n符合规定。\n二、材料\n齐全完整。\n"
        "第三章 附则\n一、解释\n由本局解释。",
    ],
)
def test_traps(text: str) -> None:
    assert [(o.code, o.stated) for o in outcomes(text) if o.verdict == "fails"] == []


@pytest.mark.parametrize(
    ("numbers", "suggested"),
    [
        (["一、", "二、", "二、", "四、"], "三、"),  # both sides leave one number
        (["一、", "三、", "三、", "四、"], "二、"),
        (["（一）", "（二）", "（五）", "（四）"], "（三）"),
        (["一、", "二、", "四、"], None),  # left out or misprinted
        (["一、", "二、", "三、", "三、"], None),
    ],
)
def test_a_number_that_both_sides_leave_is_suggested(numbers: list[str], suggested: str | None) -> None:
    (found,) = outcomes("\n".join(f"{mark}工作情况\n各项工作稳步推进。" for mark in numbers))
    assert (found.suggestion and found.suggestion.replacement) == suggested
