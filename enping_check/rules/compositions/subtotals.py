"""Shares of which some are summed on the way: what a sum takes together counts once, in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.compositions.rest import REST
from enping_check.rules.compositions.rows import MORE_THAN_ONE
from enping_check.rules.divisions import slipped_from_a_hundred
from enping_check.rules.lists import is_the_rest
from enping_check.rules.relation import Relation, sum_text
from enping_check.rules.wholes import usable

_SUBTOTAL = re.compile("合[计計占]|共[计計占]|总[计計]|合起来|[两三]者|[两三]项|小计")
_NO_ANSWER = re.compile(
    "[^，。；]{0,6}?(?:未表[示态明]|没有?表[示态]|[未没]有?意见|未作答|未?拒[答绝访]|不知道|未作?回答|不予置评|说不清|未选)"
)
_AND_OTHERS = re.compile("等其[他它](?:类型|类别?|方式|能源|项目|行业|品种|来源|渠道|用途|电源|人群)?(?:装机|用途)?$")  # 生物质等其他类型
_LEAD_IN = re.compile("(?:另有|还有|另外|其余|余下|剩余)的?(?:约)?$")


def with_subtotals(body: Body) -> Iterator[Relation]:
    """甲占a%，乙占b%，两者合计占c%；丙占d%，其他占e%: the shares that a sum takes together count once, in it."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        told = usable(share) or _SUBTOTAL.search(body.clause(share)) or _LEAD_IN.search(body.clause(share))  # 另有5.3%的人
        plain = share.claim.aspect in ("", "rate", "up", "down", "of-count") and share.claim.modality == "fact"
        if told and plain and share.claim.quantity is not None:
            groups[share.key[0], share.claim.sentence].append(share)
    for key, shares in groups.items():
        if len(shares) < _FEWEST or key[1] < 0:
            continue
        tops: list[Fact] = []
        folded = 0
        for share in shares:
            if _SUBTOTAL.search(body.clause(share)) is not None and (size := _summed(tops, share)):
                del tops[-size:]
                folded += 1
            tops.append(share)
        last = tops[-1]
        named = last.claim.subject.rpartition("|")[2] + last.claim.indicator
        unsaid = _LEAD_IN.search(body.clause(last)) is not None and _NO_ANSWER.match(body.after(last, 14)) is not None
        rest = (
            unsaid
            or REST.fullmatch(body.clause(last)) is not None
            or ((is_the_rest(named) or _AND_OTHERS.search(named)) and "率" not in named)
        )
        whole_of = {s.claim.whole for s in tops if s.claim.whole}
        if not folded or not rest or len(tops) < 2 or len(whole_of) > 1 or MORE_THAN_ONE.search(body.sentence(last)):
            continue
        if _SUBTOTAL.search(body.clause(last)) is not None or not slipped_from_a_hundred(body, tops, one_kind=True):
            continue
        yield Relation(
            "EP104",
            Constraint(total([Var(s.key) for s in tops]), "=", total([100])),
            (last, *tops[:-1]),
            f"{sum_text(body, tops)} ≠ 100%",
            key="partition",
            choice=("partition", last.key, "subtotals"),
        )


_FEWEST = 4  # two that are summed, their sum, and what is left


def _summed(tops: Sequence[Fact], share: Fact) -> int:
    """How many of the shares just told the sum takes together; 0 where none make it."""
    quantity = share.claim.quantity
    if quantity is None or quantity.number is None:
        return 0
    made = Fraction(0)
    for size, part in enumerate(reversed(tops), start=1):
        if part.claim.quantity is None or part.claim.quantity.number is None:
            return 0
        made += part.claim.quantity.number
        if size > 1 and abs(made - quantity.number) <= quantity.last:
            return size
    return 0
