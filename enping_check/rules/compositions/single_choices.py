"""Those who gave one of the answers to a question of one answer are no more than all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from enping_check.rules.body import Body, Fact
from enping_check.rules.compositions.ceilings import no_more_than_all
from enping_check.rules.lists import between
from enping_check.rules.relation import Relation

# what says that everybody gave one answer
ONE_ANSWER = re.compile(
    "单选题?|单项选择|(?:只能|只可|只许|仅能|仅可|限|必须|每人|[可须能只仅])(?:选答|勾选|选择|登记|填报|填写|归入|计入|选|勾|填|答|报|投|记)(?:了|为)?(?:一|1|其一|其中一)|[二两三四五六]选一|任选其一|不可多选"
)


def single_choices(body: Body) -> Iterator[Relation]:
    """（三个选项只能勾一个。）46.3%的人选甲，38.9%的人选乙，18.4%的人选丙: those who gave one of the answers are no more than all."""
    groups: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for share in body.all("share"):
        chosen = share.claim.aspect == "" and not share.claim.links and _CHOSEN.search(body.clause(share)) is not None
        # it names its own count, however it is bound
        chosen = chosen or _answered(body, share)
        counted = (share.claim.aspect == "of-count" or chosen) and not share.claim.links.get("whole")
        if counted and share.claim.modality == "fact" and share.claim.quantity is not None:
            groups[share.key[0], share.claim.sentence].append(share)
    for shares in groups.values():
        begin = body.bounds(shares[0]).start
        text = body.readings[shares[0].key[0]].article.folded[max(0, begin - 60) : shares[-1].claim.at.start]
        nouns = {s.claim.aspect in ("", "rate") or _ANSWERERS.match(body.after(s, 4)) is not None for s in shares}
        hedged = any(s.claim.quantity.hedge for s in shares if s.claim.quantity is not None)
        if len(shares) < 2 or nouns != {True} or hedged:
            continue
        bare = any(s.claim.aspect == "rate" for s in shares)
        if (bare or ONE_ANSWER.search(text) is None) and not _said_behind(body, shares):
            continue
        yield no_more_than_all(body, shares, shares[0].key)


def _answered(body: Body, share: Fact) -> bool:
    """28.0%計劃升學: nothing before the share in its clause, and right behind it what its people answered."""
    bare = share.claim.aspect in ("rate", "") and not share.claim.links and body.clause(share).strip("，；、 ") == ""
    return bare and _ANSWER.match(body.after(share, 8)) is not None


def _said_behind(body: Body, shares: Sequence[Fact]) -> bool:
    """…，18.0%尚未决定。每人只可选答一项。 The next sentence says it, of the one question that this one tells."""
    text = body.readings[shares[0].key[0]].article.folded
    end = body.bounds(shares[-1]).end
    behind = re.split("[。\\n]", text[end : end + 60].lstrip("。 "))[0]
    row = between(body, shares[0], shares[-1])
    told = [f for f in body.all("share") if f.key[0] == shares[0].key[0] and f.claim.sentence == shares[0].claim.sentence]
    said = ONE_ANSWER.search(behind) is not None and _OF_THIS.match(behind) is not None
    return said and len(told) == len(shares) > 2 and not re.search("[；：]|其中|问及|[男女]", row)


_OF_THIS = re.compile("(?:每[人户位名家]|受访者|被访者|受调查者|[该此本这]题|上述|以上)")
_ANSWER = re.compile(
    "(?:的?(?:人|受访者|被访者|家长|学生|市民|居民|企业|青年|毕业生))?(?:则|会|已|倾向|表示|首选|优先|计划|打算|希望|想|准备|选择|选|尚未|还未|未|仍|认为|愿意|考虑|支持|反对|赞成)"
)
_CHOSEN = re.compile("(?:表示|选择?|认为|回答|评价|觉得|[，；：、]|^|其中)[「“‘『]")  # 表示“很满意”的占46.3%
_ANSWERERS = re.compile("的?(?:人|受访者|被访者|家长|网友|网民|市民|居民|消费者|受调查|被调查|答卷|学生|企业|农户|员工)")
