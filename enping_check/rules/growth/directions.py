"""Which way a value went, and how far it can have fallen: EP203 and EP204."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enping_check.engine import Constraint, Var, total
from enping_check.rules.body import Body, Fact
from enping_check.rules.growth import results
from enping_check.rules.relation import Relation, printed
from enping_check.rules.wholes import same_dimension, usable


def directions(body: Body) -> Iterator[Relation]:
    """由X增至Y must rise, 由X降至Y must fall."""
    for now in body.all("level", "share"):
        base = body.first(now, "base")
        if base is None or now.claim.aspect not in ("up", "down") or not usable(now) or not usable(base):
            continue
        if now.claim.quantity is None or base.claim.quantity is None or now.claim.quantity.dimension != base.claim.quantity.dimension:
            continue
        up = now.claim.aspect == "up"
        if re.search("排名|排位|位次|位居|亏损", body.clause(base) + body.text(base, now)):
            continue
        yield Relation(
            "EP203",
            Constraint(Var(now.key), ">=" if up else "<=", Var(base.key)),
            (now, base),
            f"{printed(body, base)} → {printed(body, now)}",
            free=True,
        )


_THAN = re.compile(
    "(?:已经?|均|也|都|大幅|明显|远远?|再次|首次|略|小幅|稍)*(?:(?P<over>超过了?|高于|多于|高出|超出|优于)|(?P<under>低于|少于|不及|逊于|未及))"
    "(?:上年|去年|前年|上[一]?[届季月周次]|上个?(?:季度|月|学年)|(?:19|20)\\d\\d年)(?:全年|同期|同月|全届)?的?"
)
# 打破了2017年7月创下的41.3℃的历史极值, 超过自己去年创造的个人最好成绩10.86米: what was the greatest until then
_BROKEN = re.compile(
    "(?P<over>打破|改写|刷新|超过|超越)了?(?:[^，。；：]{0,16}(?:(?:19|20)\\d\\d年(?:\\d{1,2}月)?(?:\\d{1,2}日)?)?[^，。；：\\d]{0,12})$"
)
_BEST = re.compile("^的?(?:单[日月季场]|个人|赛会|全[国省市县]|原|此前|历史)*(?:最[高好大多]?(?:值|成绩|纪录|记录)?|纪录|记录|极值|峰值)")
_BEST_OF = re.compile("(?:最好成绩|最[高大]值|最[高大]纪录|纪录|峰值)(?:的|为|是)?$")


def _record(body: Body, base: Fact) -> re.Match[str] | None:
    """The words that call a value the record, which the one before it has beaten; of times the least is the best."""
    quantity, said = base.claim.quantity, _BROKEN.search(body.lead(base))
    if said is None or quantity is None or quantity.dimension == "time" or re.search("[低少短快]", body.sentence(base)):
        return None
    return said if _BEST.match(body.after(base, 12)) or _BEST_OF.search(said[0]) else None


_LEFT_OUT = ("base", "whole", "average", "comparison", "threshold", "target", "incidental", "together", "converted")


def beyond(body: Body) -> Iterator[Relation]:
    """（产量12.6万吨，）超过上年的13.8万吨: what is said to be more than the value of another time, by nothing but that time, is more."""
    for base in body.all("level", "share"):
        said = (_THAN.fullmatch(body.clause(base)) or _record(body, base)) if usable(base) else None
        if said is None:
            continue
        told = [f for f in body.beside(base, base.claim.kind) if f.order < base.order]
        if not told or not usable(told[-1]) or not same_dimension(told[-1], base) or base.claim.clause - told[-1].claim.clause > _CLAUSES:
            continue
        now = told[-1]
        if _A_SHARE_OF_IT.match(body.after(base, 8)):
            continue  # 上半年4.35元，已超过去年全年6.2元的七成
        if said.groupdict().get("under") and not said[0].endswith("的") and _by_so_much(now, base):
            continue
        if now.claim.aspect in _LEFT_OUT or re.search("[；。]", body.between(now, base)) or now.claim.modality != base.claim.modality:
            continue
        yield Relation(
            "EP203",
            Constraint(Var(now.key), ">=" if said["over"] else "<=", Var(base.key)),
            (now, base),
            f"{printed(body, now)} {'<' if said['over'] else '>'} {printed(body, base)}",
            free=True,
            choice=("beyond", now.key, base.key),
        )


_A_SHARE_OF_IT = re.compile("的(?:近|约|逾|超)?(?:[一二三四五六七八九]成|[一二三四五六七八九十]+分之|百分之|一半|半数|\\d[\\d.]*[%倍])")


def _by_so_much(now: Fact, base: Fact) -> bool:
    """库存3931万吨，低于去年同期30万吨: by so much, for no stock of last year was so small a part of this year's."""
    own, theirs = now.claim.interval.middle, base.claim.interval.middle
    return own is not None and theirs is not None and abs(theirs) * 3 < abs(own)


_CLAUSES = 2  # from a value to the one that it is compared with


def impossible(body: Body) -> Iterator[Relation]:
    """A decline of more than 100 % of something that cannot be negative, or of a result that is still above zero."""
    for growth in body.all("growth", "multiple"):
        # 较2020年累计下降213%: since whenever it was, it cannot be
        since = growth.claim.kind == "growth" and growth.claim.why.startswith("since ")
        if growth.claim.sign > 0 or not (usable(growth) or since) or growth.claim.quantity is None:
            continue
        if growth.claim.kind == "multiple" and growth.claim.aspect != "growth":
            continue
        now = body.first(growth, "now")
        known = body.known(now) if now is not None else body.known(growth)
        name = growth.claim.subject + growth.claim.indicator + (now.claim.indicator if now else "")
        kept = growth.claim.kind == "growth" and now is not None and results.kept_above(body, now, growth)
        if known is not None and known.negative and not kept:
            continue
        if not kept and re.search(
            "利润|盈|亏|净利|净额|收益|变动|汇兑|减值|差额|顺差|逆差|出超|入超|净|损益|现金流|所得|权益|业绩|涨幅|增速|结余",
            name + body.sentence(growth)[:120],
        ):
            continue
        limit = 1 if growth.claim.kind == "multiple" else 100
        low = growth.claim.quantity.interval.low
        if (low is None or low <= limit) and growth.claim.kind != "multiple":
            continue
        if growth.claim.kind == "multiple" and (low is None or low < 1):
            continue
        if not name:
            continue
        yield Relation(
            "EP204",
            Constraint(-Var(growth.key), "<=", total([limit])),
            (growth, *([now] if now is not None else [])),
            f"{printed(body, growth)} < −100%",
            free=True,
        )
