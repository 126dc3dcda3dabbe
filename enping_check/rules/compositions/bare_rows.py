"""A row of bare percentages, one member after another: 助学46.2%，大病救助27.5%，灾后重建21.8%，执行成本4.5%.

No 占 stands between a name and its number, so the row alone does not say that it divides anything. It is believed to where the words
around it do: they leave one answer to each, name one denominator, tell that the rest is something else, or the members are the steps of
one scale. Where they only announce a division (善款花在哪儿了？), an ordinary slip must explain the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact, summed
from enping_check.rules.compositions.ceilings import no_more_than_all
from enping_check.rules.compositions.known_partitions import partition_of
from enping_check.rules.compositions.single_choices import ONE_ANSWER
from enping_check.rules.lists import TRAITS, between
from enping_check.rules.relation import Relation, sum_text
from enping_check.rules.slips import slips

_LEAST, _MOST, _FAR = 100, 150, 120  # between the last two only exchanged digits tell
_EXCHANGED: Final = ("transposition",)
_ANY: Final = (*_EXCHANGED, "digit", "stray", "doubled")
_NAME: Final = "[^，、；。：！？（）\\d%]"
# from one number to the next: ，三产; 、现金及其他; ；城乡居民生活占去另外的; ，每位客户只登记一个主因，另有
_GAP: Final = re.compile(
    f"{_NAME}{{0,8}}[，；](?:{_NAME}{{2,16}}，)?(?P<last>另[有外]?|还有|其余|余下|剩下)的?{_NAME}{{0,8}}"
    f"|的?{_NAME}{{0,8}}(?:[，、；]|和|以?及|与){_NAME}{{1,18}}"
)
# what is no share of one whole, or may be of several at once
_OTHERWISE: Final = re.compile(
    "率|增|[上提]升|下降|[上下]跌|涨|降|同比|环比|其中|完成|进度|达标|覆盖|合格|满意|毛利|收益|回报|利润|[利费]息|准确|多选|可选多|不止一|重叠|交叉|同时|兼有|兼具|重复"
    "|相当于|[前去今明]年|[上下]半年|季度|月份|分别|各自?|均为|折扣|折让|浓度|含量|纯度|湿度|概率|打算|希望|困难|担心|支持|赞成|同意|了解|知道|听说|有过|曾|(?<!社)会[说用]|首付|[超高低]于|目标|计划"
)
_DIVIDED: Final = re.compile(
    "(?:[按依以分从](?![各别])[^，。；：\\d]{1,12}(?:分|看|划分|统计|拆分?开?|归类|分类|来说|来讲)|分[为成]?[一-鿿]{0,2}[两二三四五六][一-鿿]{1,4}(?:统计|来看|看)?)[^。；\\d]{0,12}[，：:]"
    "|构成|结构|组成|分布|去向|流向|投向|来源|来自哪|用途|仓位|配置|版图|格局|饼图|份额|盘子|蛋糕"
    "|花在|花到|花给|用在|用到|用去|投到|流到|从哪|哪[儿里]来|去了?哪|怎么[花分来用]"
)
# 全社会用电里，…: as often of what some of them have or do
_AMONG: Final = re.compile("(?<![其当])[一-鿿](?:里头|里面|里|(?<![初高集])中|当中|之中|内)[，：:]")
# said anywhere in the sentence, they leave the members room to overlap
_OVERLAP: Final = re.compile("多选|可选多|不止一|重叠|交叉|同时|兼有|兼具|重复|一致行动|[也亦均]|又|另计|另测|不计入|未计入|部分|分别占")
_ONE_WHOLE: Final = re.compile(
    "(?:均|都)?(?:以|按)[一-鿿]{2,10}(?:为分母|作分母|为基数|作基数|为100%?|为一百|为口径|计算?)(?=[）。，；]|$)|刚好(?:把[^，。；]{1,6})?(?:切|分|凑|填|占)[完满足]|(?:加起来|合起来|合计|总和)(?:正好|刚好|恰好|恰是|就是|是|为)?(?:100%|一百|百分之百|全部)"
)
_REST: Final = re.compile(
    "^[^，。；\\d]{0,8}[，；](?:而|至于)?(?:(?:其余|余下|剩下|剩余|剩)(?:的|者|部分)?(?:则|才|都|均)?(?:是|为|选择?|属于?|归|来自|由|步行|改|用)?|[两三四五]者之外(?:还|则|另)?(?:有|是|为)|除此之外(?:还|则|另)有)"
    "(?!\\d)[^\\d，。；]{1,16}(?:[，。；]|$)"
)
# 重度, 中度, 轻度, 未退化: the steps of a scale by how each is called
_SCALES: Final = tuple(
    tuple(re.compile(f"^{step}") for step in scale)
    for scale in (
        ("[^，]{0,12}(?:重度|严重)", "中度", "(?:轻度|轻微)", "(?:未|无|没有|正常|健康|完好)"),
        ("[^，]{0,12}(?:优秀?|优等)", "(?:良好?|优良)", "(?:中等?|合格|一般)", "(?:[较很]?差|不合格|劣)"),
    )
)


def bare_rows(body: Body) -> Iterator[Relation]:
    """Every row of three shares or more of a sentence that come to more than a hundred."""
    for (index, _), told in body.shares.items():
        for row in _rows(body, told):
            if not _LEAST < summed(row) <= _MOST or _rounded(row) or partition_of(body, row):
                continue
            if (each := _one_of_each(body, row)) and not _slipped(body, row, _ANY):
                yield no_more_than_all(body, row, (index, "row", row[0].key))
            elif each or _slipped(body, row, _announced(body, row)):
                yield Relation(
                    "EP104",
                    Constraint(total([Var(s.key) for s in row]), "=", total([100])),
                    (row[-1], *row[:-1]),
                    f"{sum_text(body, row)} ≠ 100%",
                    key="partition",
                    choice=("partition", (index, "row", row[0].key)),
                    free=True,
                )


def _rows(body: Body, told: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The shares that stand one after another with nothing but names between them."""
    row: list[Fact] = []
    for share in sorted(told, key=lambda s: s.order):
        gap = _GAP.fullmatch(re.sub("[ \n]", "", body.between(row[-1], share))) if row else None
        if gap is not None and _bare(share, last=gap["last"] is not None) and not _OTHERWISE.search(gap[0]):
            row.append(share)
            continue
        if len(row) > 2:
            yield row
        row = [share] if _bare(share) and not _OTHERWISE.search(body.clause(share)) else []
    if len(row) > 2:
        yield row


def _bare(share: Fact, *, last: bool = False) -> bool:
    """True for a share in per cent without an amount of its own; 另有5.4%的人 may end a row."""
    claim, quantity = share.claim, share.claim.quantity
    if quantity is None or quantity.unit != "%" or quantity.hedge or quantity.ranged or claim.modality != "fact":
        return False
    return (claim.aspect in ("", "rate") or (last and claim.aspect == "of-count")) and not claim.links.get("part")


def _rounded(row: Sequence[Fact]) -> bool:
    """True where rounding each of them may have made so much of a hundred."""
    step = max((s.claim.quantity.last for s in row if s.claim.quantity is not None), default=Fraction(0))
    return summed(row) - _LEAST <= len(row) * step


def _behind(body: Body, row: Sequence[Fact]) -> str:
    """What the sentence says behind the row."""
    return re.split("[。！？\\n]", body.after(row[-1], 40))[0]


def _one_of_each(body: Body, row: Sequence[Fact]) -> bool:
    """True where the words leave each thing one member to belong to."""
    text = body.lead(row[0]) + between(body, row[0], row[-1]) + body.after(row[-1], 40)
    if len({s.claim.whole for s in row if s.claim.whole}) > 1:
        return False
    return bool(
        ONE_ANSWER.search(text) or _ONE_WHOLE.search(_behind(body, row)) or _REST.match(_behind(body, row)) or _of_one_scale(body, row)
    )


def _names(body: Body, row: Sequence[Fact]) -> list[str]:
    """What stands before each number since the one before it."""
    article = body.readings[row[0].key[0]].article
    ends = [row[0].claim.at.start - len(body.clause(row[0])), *(s.claim.at.end for s in row[:-1])]
    pieces = (article.folded[end : s.claim.at.start] for end, s in zip(ends, row, strict=True))
    return [re.sub("^[^，、；：]*[，、；：]", "", piece) if at else piece for at, piece in enumerate(pieces)]


def _of_one_scale(body: Body, row: Sequence[Fact]) -> bool:
    """重度退化12.9%，中度28.3%，轻度33.6%，未退化25.2%: step after step of one scale."""
    names = _names(body, row)
    return any(len(names) == len(scale) and all(step.search(name) for step, name in zip(scale, names, strict=True)) for scale in _SCALES)


def _announced(body: Body, row: Sequence[Fact]) -> tuple[str, ...]:
    """The slips that tell where 善款花在哪儿了？ or 按学历分， says before the row that something is divided; none where nothing does."""
    begin = body.bounds(row[0]).start
    text = body.readings[row[0].key[0]].article.folded
    asked = re.search("[^。！？\\n]{2,30}[？：]$", text[max(0, begin - 32) : begin].rstrip(' ”"'))
    lead = (asked[0] if asked is not None else "") + body.lead(row[0])
    if _OTHERWISE.search(lead) or _OVERLAP.search(body.sentence(row[0])):
        return ()
    traits = {next((at for at, trait in enumerate(TRAITS) if trait.search(name)), -1) for name in _names(body, row)}
    if len(traits - {-1}) > 1 or (len(traits) > 1 and _PEOPLE_BY_TRAIT & traits):
        return ()  # 女性, 党员, 本科以上: one may be all of them
    if _DIVIDED.search(lead):
        return _EXCHANGED if summed(row) > _FAR else _ANY
    return _EXCHANGED if _AMONG.search(lead) else ()


_PEOPLE_BY_TRAIT: Final = {0, 2, 3, 4}  # men and women, schooling, rank, party


def _slipped(body: Body, row: Sequence[Fact], labels: tuple[str, ...]) -> bool:
    """True when one slip in one of them makes just a hundred of them."""
    made = summed(row)
    return any(
        slip.label in labels and (slip.interval.middle or Fraction(0)) - share.middle == _LEAST - made
        for share in (row if labels else ())
        for slip in slips(body, share)
    )
