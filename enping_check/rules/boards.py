"""Of how many a share of a board, a committee or a team is: 董事会由11名成员组成，…女性董事占全体董事的27.3% (EP102).

The body says by its own words how many it has; the persons that the share names are some of them, by what they are (女性, 党员, 外籍).
"""

from __future__ import annotations

import re

from enping_check.rules.body import Body, Fact

_HAN = "\u4e00-\u9fff"
_KIND = (
    "女性?|妇女|男性?|少数民族|中共党员|党员|民主党派|无党派|党外|非党|青年|中青年|外籍|外部|独立|独立非执行|非执行|执行|职工|基层|一线"
    "|本科|大学本科|硕士|博士|硕士研究生|研究生|高级职称|海归|新任|连任|首次当选|[4-9五六]0后|\\d{2}岁(?:以[下上]|及以[下上])"
)
_PERSON = "董事|理事|监事|委员|成员|代表|评委|教师|老师|学员|队员|人员|职工|员工|干部|会员|专家|常委|班子成员|团队成员|医生|护士|志愿者"
_WHO = re.compile(
    f"(?:其中，?)?(?P<kind>(?:{_KIND}))(?:及以上)?(?:学历)?的?(?P<what>{_PERSON})?"
    "(?:占|所占比例|占比|比例|的占比|的比例)(?P<of>[^，。；]*)$"
)
_WHOLE = re.compile(
    f"(?:全体|全部|所有)(?P<all>{_PERSON})(?:总数|人数|总人数)?|(?P<body>[{_HAN}]{{0,4}}会)?(?P<some>{_PERSON})?(?:总数|总人数|人数|总席位)"
)
# 董事会由11名成员组成, 委员会现有委员11人
_BODY = re.compile(
    f"(?P<body>[{_HAN}]{{0,10}}(?:会|班子|团队|小组|专班|代表团|评审团|支队|教研组|党组))(?:目前|现时|现|共|合共|总共)?(?:由|有|共有|现有|设有|设|下设|辖)?"
    f"(?P<noun>{_PERSON})?(?:共|合共|共计|总数为|人数为|为|有|总数)?$"
)
_OTHER_TIME = re.compile("上年|去年|此前|之前|原|曾|(?:19|20)\\d\\d年|目标|力争|不低于|不少于|应|须|至少|提[升高]|将|到\\d|行业|全国|平均")
_REACH = 2  # sentences from the body to the share


def of_the_board(body: Body, share: Fact) -> Fact | None:
    """The count of all who make up the body that the share is of; None where more than one may be meant."""
    who = _WHO.fullmatch(body.clause(share))
    if who is None or _OTHER_TIME.search(body.clause(share)):
        return None
    whole = share.claim.whole or ""
    told_of = _WHOLE.fullmatch(whole) if whole else None
    if whole and told_of is None:
        return None
    thing = (told_of["all"] or told_of["some"] or told_of["body"] or "" if told_of else who["what"] or "")[:2]
    found: dict[tuple[int, int], Fact] = {}
    for fact in body.within(share, _REACH, "level"):
        quantity = fact.claim.quantity
        if fact.claim.at.end > share.claim.at.start or fact.claim.paragraph != share.claim.paragraph or quantity is None:
            continue
        said = _BODY.fullmatch(body.clause(fact))
        if said is None or quantity.unit not in _PERSONS or not quantity.exact or quantity.hedge:
            continue
        named = said["body"] + (said["noun"] or "") + re.split("[，。；]", body.after(fact, 8))[0]
        if thing in ("", "成员") or thing in named:
            found[fact.key] = fact
        else:
            return None
    if len(found) != 1:
        return None
    (count,) = found.values()
    number = count.claim.quantity.number if count.claim.quantity is not None else None
    for fact in body.within(share, _REACH, "level"):  # 5名独立非执行董事 are of the 11; 医生86人 are others
        if count.order < fact.order < share.order and (
            fact.claim.quantity is None
            or fact.claim.quantity.unit not in _PERSONS
            or (not whole and fact.claim.sentence != count.claim.sentence)
            or (number is not None and fact.middle >= number)
        ):
            return None
    whole_things = number is not None and number.denominator == 1 and 2 <= number <= _MANY
    between = body.text(count, share)
    return count if whole_things and not _ANOTHER.search(between) and count.claim.modality == "fact" else None


_MANY = 200
_PERSONS = ("名", "人", "位", "席")
# of others than the body may be told in between
_ANOTHER = re.compile("(?:监事会|理事会|委员会|股东|员工|管理层|高管|雇员|职工(?!董事|代表))")
