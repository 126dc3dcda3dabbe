"""When a rate was so: the time that stands beside it, or that of the clauses before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enping_check.claims.timeline import LABEL, part_of
from enping_check.rules.body import Fact
from enping_check.rules.growth.bases import step_before
from enping_check.rules.points.passage import BREAKS, Passage
from enping_check.rules.points.words import AGAINST, AGO, EVENT, PLACE, load

_ENDS = {"": 12.0, "Y": 12.0, "H1": 6.0, "H2": 12.0, "Q1": 3.0, "Q2": 6.0, "Q3": 9.0, "Q4": 12.0}


@dataclass(frozen=True, slots=True)
class Moment:
    """When a rate was so: ``label`` as claims carry it, ``end`` in months, and what kind of time the words call it."""

    label: str = ""
    end: float | None = None
    kind: str = ""  # year: a year before, step: the period before, start: the beginning, past: once, now
    own: bool = False  # stated beside the number

    def elsewhere(self) -> Moment:
        """This moment where it does not stand beside the number."""
        return Moment(self.label, self.end, self.kind)

    def before(self, other: Moment) -> bool | None:
        """True when this is earlier than ``other``, False when later, None where the words do not say."""
        back, forth = self.kind in ("year", "step", "past", "start"), other.kind in ("year", "step", "past", "start")
        if self.end is not None and other.end is not None and self.end != other.end and not (self.kind == other.kind == "step"):
            if self.kind == "step" and not forth:
                return True
            if other.kind == "step" and not back:
                return False
            return self.end < other.end
        if back != forth:
            return back
        if {self.kind, other.kind} == {"year", "step"}:
            return self.kind == "year"
        return other.kind == "now" if "now" in (self.kind, other.kind) and self.kind != other.kind else None


def moment_of(passage: Passage, start: int, end: int) -> Moment | None:
    """The time that stands in a stretch of words; the last of several."""
    known, text = load(), passage.text[start:end]
    found = passage.whens(start, end)
    if found:
        time = found[-1]
        surface = passage.text[time.claim.at.start : time.claim.at.end] + passage.text[time.claim.at.end : time.claim.at.end + 2]
        if surface[:2] == "同期" and PLACE.match(surface[2:]) and surface[2:] in text:
            return None  # 同期全省增长4.9%: at the time just told
        if _NEXT_YEAR.match(surface) and passage.text[time.claim.at.start - 1] in "至到—-~～":
            return Moment("", None, "", True)  # 淡季（12月至次年2月）只有21%: a season, of no one year
        kind = known.relative(surface)
        label = _in_its_year(passage, time)
        return Moment(label, _end(passage, label), kind, True)
    if AGO.search(text) or known.past.search(text):
        return Moment("", None, "past", True)
    if kind := known.relative(text):
        return Moment("", None, kind, True)
    if known.now.search(text):
        return Moment("", None, "now", True)
    stem = known.anywhere.sub("", text.strip("，；：。"))
    while (match := known.tail.search(stem)) is not None and match.start() > 0:
        stem = stem[: match.start()]
    if match := EVENT.search(stem):
        return Moment("", None, "now" if match[0].endswith("后") else "past", True)
    return None


_NEXT_YEAR = re.compile("[次翌来]年|第二年")


def _in_its_year(passage: Passage, time: Fact) -> str:
    """2021年增长3.2%，1—11月增长8.9%: the months are of the year that the sentence has named."""
    label, at = time.claim.period, time.claim.at
    bare = re.fullmatch("[^年度季半同期去前今本当]*月份?", passage.text[at.start : at.end]) is not None  # no year of its own
    parsed = LABEL.fullmatch(label)
    if parsed is None or not (label.startswith("Y+0") or bare) or passage.text[at.start] in "今本当":
        return label
    named = next((t.claim for t in reversed(passage.times) if t.claim.at.start < at.start and t.claim.period[:4].isdigit()), None)
    if named is None or not re.fullmatch("[^。\n]*", passage.text[named.at.end : at.start]):
        return label
    return named.period[:4] + parsed["part"]


def _end(passage: Passage, label: str) -> float | None:
    """The last month of a period, counted from a common year; None for what has no place in a year."""
    match = LABEL.fullmatch(label)
    if match is None or "/" in label or "<" in label:
        return None
    year, part = match["year"], match["part"]
    latest = passage.body.latest_year(passage.index)
    base = int(year) if year.isdigit() else (latest or 0) + int(year[1:])
    if part in _ENDS:
        return base * 12 + _ENDS[part]
    if month := re.fullmatch(r"M(?:\d\d-M)?(\d\d)", part):
        return base * 12 + int(month[1])
    if day := re.fullmatch(r"[D-]*(\d\d)-(\d\d)", part):
        return base * 12 + int(day[1]) - 1 + int(day[2]) / 32
    if quarters := re.fullmatch(r"Q\d-Q(\d)", part):
        return base * 12 + 3.0 * int(quarters[1])
    return None


def moment_around(passage: Passage, fact: Fact, at: int) -> Moment:
    """The time a rate is of where none stands beside it: that of the clauses before it in the sentence, else the claim's own."""
    floor = passage.body.bounds(fact).start
    end = at
    while end > floor:
        start = end - 1
        while start > floor and passage.text[start - 1] not in BREAKS:
            start -= 1
        clause = passage.text[start:end]
        moment = moment_of(passage, start, end)
        if moment is not None:
            if moment.kind and "；" in passage.text[start:at]:
                break  # 与上年持平；对生产企业…
            bare_clause = not any(start <= n.claim.at.start < end for n in passage.numbers)
            back = moment.kind in ("year", "step", "start", "past")
            if not (AGAINST.search(clause.rstrip("，；：")) or "相比" in clause or (back and not bare_clause)):
                return moment.elsewhere() if not bare_clause else moment
        end = start
    return Moment(fact.claim.period, _end(passage, fact.claim.period))


def times_match(passage: Passage, words_of: str, start: int, end: int, base: Moment, now: Moment) -> bool | None:
    """Whether the time that a step is said to be taken from is that of ``base``; None where it names none."""
    if _OVER_A_YEAR.search(words_of):
        apart = now.end - base.end if base.end is not None and now.end is not None else 12
        if base.kind == "step" or (apart != 12 and not (base.label.endswith(("Y", "Y-1")) or base.label.isdigit())):
            return False  # of a whole last year it may be said
    if _OVER_A_STEP.search(words_of) and base.kind == "year":
        return False
    if not _COMPARING.search(words_of):
        return None  # 三季度以来增速放缓了…: its own time
    ref = moment_of(passage, start, end)
    yearly = load().yearly.search(words_of)
    if ref is None or ref.kind == "now":
        return None
    if ref.label and ref.label == base.label:
        return True
    if ref.kind and ref.kind == base.kind:
        return True
    if (ref.kind == "year" or yearly) and base.end is not None and now.end is not None:
        return base.end == now.end - 12 or (ref.end is not None and ref.end == base.end)
    if ref.kind == "year" and base.kind == "" and base.end is None:
        return False
    if ref.kind == "step" and base.label and now.label:
        return step_before(now.label) == base.label or _next_span(base.label, now.label)
    if ref.kind == "start" and base.end is not None and now.end is not None:
        return base.end % 12 < 0.1 or (base.end % 12 == 0 and 0 < now.end - base.end <= 12)
    if ref.kind == "past":
        return base.kind in ("past", "year", "step")
    if ref.label and base.label:
        return base.label.endswith(part_of(ref.label) or ref.label) and ref.end == base.end
    return False


_OVER_A_YEAR = re.compile("同比|按年|年[增减]")
_OVER_A_STEP = re.compile("环比|按[月季]|[月季][增减]")
_COMPARING = re.compile("[比较与同由从自](?![比期])|相比|上年|去年|上月|上季|年初")


def _next_span(base: str, now: str) -> bool:
    """M01-M05 before M01-M06, M02 before M03."""
    one, two = re.fullmatch(r"(.*?)M01-M(\d\d)", base), re.fullmatch(r"(.*?)M01-M(\d\d)", now)
    return bool(one and two and one[1] == two[1] and int(one[2]) + 1 == int(two[2]))
