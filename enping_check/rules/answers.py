"""One answer each: 62.4%的受访者表示“满意”，24.8%表示“基本满意”，12.8%表示“不满意”; one use each: 60%用于甲，25%用于乙 (EP104).

The answers leave each other out, but a text need not tell all of them: told only where an ordinary slip parts their sum from a hundred.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from enping_check.claims.lexicon import alternation
from enping_check.engine import Constraint, Var, total
from enping_check.language.lexicon import table
from enping_check.rules.body import Body, Fact
from enping_check.rules.divisions import slipped_from_a_hundred
from enping_check.rules.relation import Relation, sum_text

_FEWEST = 3
_NEITHER = ("undecided", "silent")
_SEVERAL = re.compile("其中|多选|可选多|不止一|重叠|交叉|同时|兼有|重复|[去上前]年|上[次届期]|[男女]|合计|共有|总体|总计|综合")


@functools.cache
def _questions() -> tuple[tuple[tuple[str, str], ...], ...]:
    """For each question its answers with what they say, the longest first."""
    return tuple(
        tuple(sorted(((word, kind) for kind, words in question.items() for word in words), key=lambda each: -len(each[0])))
        for question in table("answers.toml")["question"]
    )


def relations(body: Body) -> Iterator[Relation]:
    """Every row of answers to one question."""
    sentences: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        quantity = share.claim.quantity
        plain = quantity is not None and quantity.unit == "%" and not quantity.hedge and not quantity.ranged
        if plain and share.claim.modality == "fact" and share.claim.sentence >= 0:
            sentences[share.key[0], share.claim.sentence].append(share)
    for shares in sentences.values():
        if len(shares) < _FEWEST or _SEVERAL.search(body.sentence(shares[0])):
            continue
        for row in (
            row_of(shares, lambda s: body.clause(s)),
            row_of(shares, lambda s: behind(body, s)),
            _by_turns(body, shares),
            _divided(body, shares),
        ):
            if row and all(body.one_stretch(a, b) for a, b in pairwise(row)):
                yield Relation(
                    "EP104",
                    Constraint(total([Var(s.key) for s in row]), "=", total([100])),
                    (row[-1], *row[:-1]),
                    f"{sum_text(body, row)} ≠ 100%",
                    sure=slipped_from_a_hundred(body, row, one_kind=True),
                    key="partition",
                    choice=("partition", row[-1].key, "answers"),
                )
                break


def behind(body: Body, share: Fact) -> str:
    """The words that follow a number, up to the next mark or number."""
    return re.split("[，。；：！？\n\\d]", body.after(share, 24))[0]


def _by_turns(body: Body, shares: Sequence[Fact]) -> list[Fact]:
    return row_of(shares, lambda s: around(body, s))


def around(body: Body, number: Fact) -> str:
    """“满意”的占31.2%，18.9%的人认为“一般”: the words left of the number, back to the one before it, and those behind it."""
    left = re.split("[、\\d]", body.clause(number))[-1]
    return f"{left}|{behind(body, number)}"


@functools.cache
def divides() -> re.Pattern[str]:
    """What stands right behind an amount that goes to one of several uses: 用于, 资金投向."""
    return re.compile(
        f"(?:的?(?:资金|经费|款项|收入|利润|收益|预算|钱|产品|客源|游客|订单))?{alternation(table('answers.toml')['divided']['verbs'])}"
    )


def _divided(body: Body, shares: Sequence[Fact]) -> list[Fact]:
    """60%用于设备购置，25%用于人员培训，15%用于宣传: shares side by side with one verb behind each."""
    verbs = [found[0] if (found := divides().match(behind(body, share))) else "" for share in shares]
    between = [body.between(a, b) for a, b in pairwise(shares)]
    return list(shares) if len(set(verbs)) == 1 and verbs[0] and all(gap.count("，") + gap.count("、") == 1 for gap in between) else []


def row_of(shares: Sequence[Fact], words: Callable[[Fact], str], fewest: int = _FEWEST) -> list[Fact]:
    """The numbers of one question's answers, which say that they are for and against it; empty where they are not in a row."""
    said = [words(share) for share in shares]
    for question in _questions():
        kinds = [next((kind for word, kind in question if word in each), "") for each in said]
        told = [at for at, kind in enumerate(kinds) if kind]
        if len(told) < fewest or told != list(range(told[0], told[-1] + 1)) or len({kinds[at] for at in told}) < len(told):
            continue
        if any("against" in kinds[at] for at in told) and any("against" not in kinds[at] and kinds[at] not in _NEITHER for at in told):
            return [shares[at] for at in told]
    return []
