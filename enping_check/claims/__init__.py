"""The claims room: sentences to claims."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from enping_check.claims import indicators as indicator_table
from enping_check.claims import lexicon, partitions
from enping_check.claims.dateline import Dateline, dateline
from enping_check.claims.enumerations import enumerations
from enping_check.claims.exactness import exactly_told
from enping_check.claims.frames import Draft
from enping_check.claims.grammar import Grammar, build
from enping_check.claims.indicators import Indicators
from enping_check.claims.landmarks import Landmark, durations, landmarks
from enping_check.claims.names import Namer
from enping_check.claims.ranks import ranked
from enping_check.claims.reader import Reader
from enping_check.claims.skeleton import Skeletons
from enping_check.claims.timeline import When, resolve
from enping_check.interval import Interval
from enping_check.model import Article, Claim, Quantity, Reading, Scan, Span
from enping_check.settings import Settings

_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Read:
    """One article read, with the namer whose home place is the article's."""

    reading: Reading
    namer: Namer
    dateline: Dateline
    home: str  # the place the article is about; empty where it does not say


@cache
def _grammar() -> Grammar:
    return build(lexicon.load())


def _indicators(settings: Settings) -> Indicators:
    table = indicator_table.load()
    if settings.indicators or settings.aliases:
        extra: dict[str, object] = dict(settings.aliases)
        extra |= {str(each["name"]): {k: v for k, v in each.items() if k != "name"} for each in settings.indicators}
        table = table.extended(extra)  # type: ignore[arg-type]
    return table


def home_free_namer(settings: Settings) -> Namer:
    """The namer of a text that speaks from no place."""
    return Namer(lexicon.load(), _indicators(settings), "")


def read(article: Article, scan: Scan, settings: Settings) -> Read:
    """Every claim of one article, numbered in order of place."""
    day = dateline(article, scan, date=settings.date, home=settings.home or "")
    words = lexicon.load()
    namer = Namer(words, _indicators(settings), day.home)
    horizon = None if day.source == "year" else day.year  # the first year a text names need not be the last it looks back on
    reader = Reader(_grammar(), namer, day.year, horizon, partitions.load().groups)
    skeletons = Skeletons(article, scan)
    told = 0  # sentences so far
    for line in article.lines:
        place = line.kind if line.kind in ("title", "heading", "table", "note") else "body"
        reader.line(place)
        if line.kind != "table" and skeletons.speaks(line.at):
            for number, at in enumerate(line.sentences, told):
                skeleton = skeletons.sentence(at, titled=place == "title")
                if skeleton is not None:
                    reader.context.sentence = number
                    reader.sentence(skeleton)
        told += len(line.sentences)
        reader.context.sentence = told
    home, claims = _at_home(_claims(article, reader.drafts), day.home, article.folded)
    claims = exactly_told(_withdrawn(claims, article.folded))
    reading = Reading(article, scan, tuple(claims))
    claims += _landmarks(reading, claims, namer)
    claims += _counts(reading, len(claims))
    claims += _times(scan, len(claims), day)
    return Read(Reading(article, scan, tuple(claims)), namer, day, home)


# 更正：“…同比增长10.1%”应为“同比增长11.1%”: the first is quoted in order to be taken back
_TAKEN_BACK = re.compile(
    "[“「『](?P<said>[^”」』\\n]{2,100})[”」』](?:一[句处]|的?(?:表述|数据|说法))?，?(?:有误|应为|应是|应改为|应更正为|更正为|系[^，。；]{0,6}(?:笔误|误[写排印]))"
)


def _withdrawn(claims: list[Claim], text: str) -> list[Claim]:
    """The claims, those of a quotation that the text takes back bound to nothing."""
    if "更正" not in text and "误" not in text:
        return claims
    spans = [Span(*found.span("said")) for found in _TAKEN_BACK.finditer(text)]
    return [c._replace(bound="unclear", links={}) if any(s.start <= c.at.start < s.end for s in spans) else c for c in claims]


_WIDER = {
    "省": "国",
    "市": "省国",
    "州": "省国",
    "盟": "区国",
    "县": "市州省国",
    "区": "市省国",
    "旗": "盟市国",
    "镇": "县区市省国",
    "乡": "县区市省国",
}
_PLACE = re.compile(
    "(?!城镇|乡镇|村镇|集镇|大中华|亚太|[亚欧美非]洲区|北美|海外)(?:[\u4e00-\u9fff]县|[\u4e00-\u9fff]{2,6}?(?<![社小园城景山灾郊港库街校地片])[省市县区镇乡州盟旗](?<![欧东联同]盟))(?![场民值面委政长级域内外属容])"
)


def _at_home(claims: list[Claim], home: str, text: str) -> tuple[str, list[Claim]]:
    """One place named as subject and 全市, 本县 … elsewhere are the same, when they are of one kind of place."""
    if not home:
        named = _one_place(claims)
        if (
            not named
            or _comes_late(claims, named, text)
            or any(f"{word}{wide}" in text for wide in _WIDER.get(named[-1], "") for word in "全我本")
        ):
            return "", claims  # 全市 beside 望溪区 is a wider place
        home = named
    here = (c.subject.startswith(home) and not c.scope for c in claims)
    return home, [c._replace(scope="@", subject=c.subject[len(home) :]) if at else c for c, at in zip(claims, here, strict=True)]


def _one_place(claims: list[Claim]) -> str:
    """The place that every claim which begins with one begins with; empty where there is none, or several."""
    named = ""
    begun: dict[str, str] = {"": ""}  # most names come more than once
    for claim in claims:
        for words in (claim.subject, claim.indicator):
            place = begun.get(words)
            if place is None:
                found = _PLACE.match(words)
                place = begun[words] = found[0] if found is not None else ""
            if place:
                if named and place != named:
                    return ""
                named = place
                break
    return named


def _comes_late(claims: list[Claim], named: str, text: str) -> bool:
    """营收949亿元 …。大中华区营收150亿元: somebody nameless is told of before the place, and nothing calls the place 全区 or 本区."""
    first = next((c for c in claims if c.kind == "level" and (c.subject or c.scope or c.indicator)), None)
    if first is None or first.subject or first.scope or first.indicator.startswith(named):
        return False
    return not any(f"{word}{named[-1]}" in text for word in "全我本该")


def _claims(article: Article, drafts: list[Draft]) -> list[Claim]:
    """The drafts as claims."""
    found: list[Claim] = []
    said, label = None, ""  # most are of the same time as the one before
    for draft in drafts:
        quantity, when = draft.quantity, draft.when
        if when is not said:
            said, label = when, when.label if when.named else ""
        if quantity is not None:
            span, surface = quantity.span, quantity.surface
        else:
            span = article.span(draft.at)
            surface = article.surface(span)
        name = draft.name
        found.append(_new(Claim, (  # by the tuple itself: names would cost as much again
            draft.id, draft.kind, span, draft.at, surface, quantity, name.scope, name.subject, name.indicator, label,
            draft.basis, draft.whole, draft.aspect, draft.sign, draft.modality, draft.bound, draft.why, draft.place, draft.sentence,
            draft.clause, draft.group, draft.frame, draft.paragraph, draft.links,
        )))  # fmt: skip
    return found


def _plain(article: Article, at: Span, number: Fraction | None) -> Quantity:
    """A bare exact number at a place that the scanner does not read as a quantity."""
    span = article.span(at)
    interval = Interval.point(number) if number is not None else Interval()
    return Quantity(at, span, article.surface(span), number, at, "", "", "none", Fraction(1), Fraction(1), interval, interval, exact=True)


def _landmarks(reading: Reading, claims: list[Claim], namer: Namer) -> list[Claim]:
    """Ranks and first times, each linked to the claim it is about: the last in its sentence, or for 首次突破 the threshold after it."""
    article = reading.article
    found: list[Claim] = []
    begins = [line.at.start for line in article.lines]
    ordered = sorted(
        (c for c in claims if c.kind in ("level", "growth", "share") and c.aspect not in ("base", "whole")), key=lambda c: c.at
    )
    places = [c.at.start for c in ordered]
    for mark in landmarks(article.folded):
        k = bisect_right(begins, mark.at.start)
        line = article.lines[k - 1] if k else None
        sentence = (
            next((s for s in line.sentences if s.start <= mark.at.start < s.end), line.at) if line else Span(mark.at.start, mark.at.end)
        )
        inside = ordered[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]
        before = [c for c in inside if c.at.end <= mark.at.start]
        after = [c for c in inside if mark.at.end <= c.at.start <= mark.at.end + 4]
        if mark.value is None and mark.word.endswith(("高", "低")) and before and after:
            gap = article.folded[mark.at.end : after[0].at.start]
            if len(gap) > 2 and gap.startswith("，") and gap[1:] in after[0].indicator:
                after = []  # 23846点，创新高，成交值3684亿元: of what stands before, for the next names its own
        owner = None
        named = ""
        if mark.kind == "rank":
            owner, named = ranked(article.folded, mark, before, namer)
        elif mark.value is None:
            owner = after[0] if after else _recorded(before) if re.search("[高低]$|录$", mark.word) else None
            if not after and owner is not None and owner.kind == "level" and _of_a_rate(article.folded, mark.at.start, owner):
                owner = None
        else:
            counts = [c for c in before if c.kind == "level"]
            owner = counts[-1] if counts and mark.at.start - counts[-1].at.end <= 8 else None
        span = article.span(mark.at)
        name = ""
        if owner is None and mark.value == 0:
            left = article.folded[max(0, mark.at.start - 24) : mark.at.start]
            name = namer.split(left.replace("；", "，").rpartition("，")[2].rpartition("、")[2].rstrip("实现生")).full
        found.append(
            Claim(
                id=len(claims) + len(found),
                kind=mark.kind,
                span=span,
                at=mark.at,
                surface=article.surface(span),
                quantity=_plain(article, mark.at, Fraction(mark.value) if mark.value is not None else None),
                scope=owner.scope if owner else "",
                subject=owner.subject if owner else "",
                indicator=owner.indicator if owner else name,
                period=owner.period if owner else "",
                whole=_field(mark, sentence, found) if mark.kind == "rank" else None,
                aspect=("zero" if mark.value == 0 else "cross" if after else "low" if _LEAST.search(mark.word) else "high")
                if mark.kind == "first"
                else "least"
                if mark.least
                else "",
                bound="carried" if owner else "unclear",
                why=named,
                place=line.kind if line and line.kind in ("title", "heading", "note", "table") else "body",
                sentence=owner.sentence if owner else -1,
                paragraph=owner.paragraph if owner else -1,
                links={"of": (owner.id,)} if owner else {},
            )
        )
    return found


def _recorded(before: list[Claim]) -> Claim | None:
    """What has reached a record: the last level before it, or the share that stands nearer."""
    found = [c for c in before if c.kind == "level" or (c.kind == "share" and c.aspect == "rate")]
    return found[-1] if found else None


_RATE_BEFORE = re.compile("[，；](?P<name>[一-鿿]{1,8}?(?:率|指数|占比|比重))(?:则|也|亦|均|都|更|又|还|却|已|再度?|再次|同步|继续|双双)*$")


def _of_a_rate(text: str, at: int, owner: Claim) -> bool:
    """（报名42630人、35180人，）中签率再创新低: said of a rate by its name, never of the amount before it."""
    said = _RATE_BEFORE.search(text[max(0, at - 20) : at])
    return said is not None and said["name"] not in owner.subject + owner.indicator and not owner.indicator.endswith(("率", "指数"))


_LEAST = re.compile("低|最[少小短]")  # a record of the least there was: 有记录以来最少
_PLACED = re.compile(
    "^(?:位居|居于|居|位列|名列|列|排名|排在|排|为|位于|跃居|稳居|连续[^，]{0,4}居)+|(?:增速|增幅|涨幅)?(?:位居|居|位列|列|排名?|第)?$"
)


def _field(mark: Landmark, sentence: Span, found: list[Claim]) -> str:
    """Among whom the rank is: 居全市第一 → 全市; a later rank of the sentence that does not say is among the same."""
    stated = _PLACED.sub("", mark.word[: max(0, len(mark.word) - (mark.at.end - mark.at.start))])
    if stated:
        return stated
    earlier = [c for c in found if c.kind == "rank" and sentence.start <= c.at.start < mark.at.start]
    return (earlier[-1].whole or "") if earlier else ""


def _counts(reading: Reading, start: int) -> list[Claim]:
    """Enumerations: 三大工程, 四项工作."""
    found: list[Claim] = []
    article = reading.article
    for each in enumerations(article):
        at = each.at
        span = article.span(at)
        found.append(
            Claim(
                id=start + len(found),
                kind="enumeration",
                span=span,
                at=at,
                surface=article.surface(span),
                quantity=_plain(article, at, Fraction(each.n)),
                why=f"listed {each.listed}",
                bound="stated",
                sentence=-1,
                paragraph=-1,
            )
        )
    return found


def _times(scan: Scan, start: int, day: Dateline) -> list[Claim]:
    """Dates, periods and durations as claims of their own."""
    found: list[Claim] = []
    current = When(day.year, 0, "Y") if day.year is not None else When(None, 0, "Y")
    for period in scan.periods:
        if period.error:
            label = ""
        else:
            label = resolve(period, current, day.year).label
        found.append(
            Claim(start + len(found), period.kind, period.span, period.at, period.surface, None, period=label, sentence=-1, paragraph=-1)
        )
    for index in durations(scan):
        quantity = scan.quantities[index]
        found.append(
            Claim(start + len(found), "duration", quantity.span, quantity.at, quantity.surface, quantity, sentence=-1, paragraph=-1)
        )
    return found
