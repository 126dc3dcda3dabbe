"""How often something happens among so many: 活产7850名，婴儿死亡21名，死亡率2.68‰; 下线25000件，挑出不良35件，千分之1.4的不良率 (EP101).

The name of the rate says what happened; the one other count beside it is of those among whom it did. A population is often taken at another
time than the one that is printed: what comes near is never told, and what is far off only where one ordinary slip explains it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Interval, Var
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.evidence import explained
from enping_check.rules.relation import Relation, percent_step, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import planned
from enping_check.rules.wholes import usable

_BEFORE: Final = re.compile(
    "(?P<per>[百千万]?[人车台辆]|[十百千]万[人车台辆])?(?P<stem>[一-鿿]{2})率(?:折合|折算|[为是有约达到仅只至降升低高成]|算下来)*$"
)
_BEHIND: Final = re.compile("^的?(?:总|粗|产品)?(?P<stem>[一-鿿]{2})率")
_WHOSE: Final = re.compile(
    "(住院|门诊|急诊|婴儿|婴幼|产妇|儿童|老年|新生儿|城镇|农村|职工|男性|女性|一线|出厂|到货|入厂|外购|工伤|交通|火灾)[一-鿿]{2}率[^，。]*$"
)
_SMALL: Final = re.compile("‰|千分|万分")
_MANY: Final = {"百": 100, "千": 1000, "万": 10000, "十万": 100000, "百万": 1000000, "千万": 10000000}
_OTHER: Final = re.compile("其中|上年|去年同期|目标|控制在|以[内下]|低于|高于|全国|全省|平均水平|比|较|未|不足|超过?|下降|上升|降至|升至")
_NEAR: Final = Fraction(1, 12)  # so far off a population of another day may put it
_FEWER: Final = 3  # by how often at least those among whom it happened are more
_BY_CHANCE: Final = Fraction(1, 8)
_LEFT_OUT: Final = ("base", "threshold", "comparison", "converted", "increment", "incidental")


@functools.cache
def _happened() -> dict[str, re.Pattern[str]]:
    return {stem: re.compile(alternation(words)) for stem, words in table("incidence.toml")["happened"].items()}


def relations(body: Body) -> Iterator[Relation]:
    """Every rate whose name says what happened."""
    for rate in body.all("share", "level"):
        found = _named(body, rate)
        if found is None:
            continue
        happened, step = found
        counts = [f for f in body.beside(rate, "level") if f.key != rate.key and _count(f)]
        events = [f for f in counts if happened.search(_words(body, f))]
        among = [f for f in counts if f not in events]
        whose = _WHOSE.search(body.before(rate, 14))
        if whose is not None:
            events = [f for f in events if whose[1] in body.before(f, 12) + _words(body, f)]  # 门诊死亡21名, 住院死亡率
        if len(events) != 1 or len(among) != 1 or events[0].middle * _FEWER > among[0].middle or not events[0].middle:
            continue
        event, many = events[0], planned(among[0])
        if any(_OTHER.search(body.clause(f)) for f in (event, many, rate)) or len({f.claim.modality for f in (event, many, rate)}) > 1:
            continue
        value = Var(event.key) * step / Var(many.key)
        made = event.middle * step / many.middle
        facts = (rate, event, many)
        far = max(made / rate.middle, rate.middle / made) > 1 + _NEAR if rate.middle else False
        yield Relation(
            "EP101",
            Constraint(Var(rate.key), "=", value),
            facts,
            f"{printed(body, event)} ÷ {printed(body, many)} = {{x}}",
            sure=far
            and (
                explained(body, rate, value, (event, many), _BY_CHANCE, added=False)
                or one_slip(body, rate, value, facts, ("digit", "transposition"), _in(rate))
            ),
            choice=("rate", rate.key),
        )


def _in(rate: Fact) -> Callable[[Fact, Interval], bool]:
    """A slip in the rate alone: its counts are seldom mistaken together with it."""
    return lambda fact, _: fact.key == rate.key


def _named(body: Body, rate: Fact) -> tuple[re.Pattern[str], int] | None:
    """What a rate told by the thousand or more is of, and what its value is of one."""
    quantity = rate.claim.quantity
    if (
        quantity is None
        or not (usable(rate) or rate.claim.aspect == "of-count")
        or quantity.hedge
        or quantity.ranged
        or rate.claim.links.get("part")
    ):
        return None
    found = _BEFORE.search(re.split("[，。；：]", body.before(rate, 14))[-1].replace(" ", ""))
    if rate.claim.kind == "level":
        per = found["per"] if found is not None and quantity.dimension == "none" else None
        many = _MANY.get(per[:-1]) if per else None
        return (_happened()[found["stem"]], many) if found is not None and many and found["stem"] in _happened() else None
    if _SMALL.search(rate.claim.surface) is None or quantity.dimension not in ("percent", "permille"):
        return None
    found = found or _BEHIND.search(body.after(rate, 8))
    if found is None or found["stem"] not in _happened():
        return None
    return _happened()[found["stem"]], percent_step(rate)


def _count(fact: Fact) -> bool:
    """A number of things or persons, told to the end; of a year's mean population, too."""
    quantity = fact.claim.quantity
    plain = usable(fact) and quantity is not None and not (quantity.hedge or quantity.ranged) and quantity.interval.bounded
    return plain and quantity is not None and quantity.dimension.startswith("count") and fact.claim.aspect not in _LEFT_OUT


def _words(body: Body, fact: Fact) -> str:
    """What stands on both sides of a count, up to the next number."""
    behind = re.split("[，。；、：\\d]", body.after(fact, 6))[0]
    return body.clause(fact).rpartition("、")[2] + behind + fact.claim.indicator
