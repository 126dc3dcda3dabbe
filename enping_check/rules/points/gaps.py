"""Percentage points between two stated rates, of one thing at two times or of two things: EP106 for shares, EP209 for growths."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from enping_check.claims.timeline import part_of, stretch
from enping_check.claims.width import resized
from enping_check.engine import Constraint, Interval, Var
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.terms import below_zero
from enping_check.rules.points.moments import moment_of, times_match
from enping_check.rules.points.names import akin, bare, home_of, known_as, name_of, placed
from enping_check.rules.points.passage import Passage
from enping_check.rules.points.rates import Rate, rates
from enping_check.rules.points.words import load
from enping_check.rules.relation import Relation, printed

_POINTS = Interval(Fraction(-60), Fraction(60))
_BACK = 4  # sentences that a text may take from one rate to the next
_NEAR = 160  # characters behind the points in which their sentence may still tell a rate
_AGAINST = re.compile(
    "(?P<own>.*?)(?:(?<![占同环对百之可相])(?:相较于?|相比于?|比(?![重例率值较分赛])|较(?![多少大小高低快慢好])|与|同|和(?!其|各)|跟)(?P<ref>[^比较]+?)(?:相比|比较|比)?(?:则|要|都|均|还|又|更|分别|已|整整|足足|略|稍|平均|同步)*)$"
)
_NOUN = re.compile(
    "的?(?:(?P<up>提升|提高|增幅|升幅|涨幅|增长|上升|增加)|(?P<down>下降|降幅|回落|跌幅|减少|下滑|降低)|(?:差距|变化|变动|落差|空间))"
)
# 两组相差, 前者增速快, 高出: points between the two rates before them
_BARELY = re.compile("[高低快慢][出了约近仅]*$")
_ALONE = re.compile(
    "[“”]?(?:(?P<second>后者)|(?P<first>前者)|两[一-鿿]{1,3}|二者|双方|彼此|[\u4e00-\u9fff]{2,4}(?=差距|相差|相距))?(?:之间|间)?(?:的)?(?:增速|增幅|涨幅|占比|比重|比例)?(?:差距|比前者|比后者)?(?:要|更|还)?"
    "(?:平均|整整|足足|仅|只|约|达|达到|为|有)*(?P<verb>相差|相距|差|高|低|领先|落后|快|慢|多|少|大|小)?(?:了|约|近|仅|达|出|于)*"
)


_COMPARES = re.compile("[比较与](?![重例率])")
_ALL_OF = re.compile("全部|整体|总体")
_CARRIED = re.compile("[比较][^，。；]{1,10}个百分点")  # 后者比上月高0.6个百分点，前者低0.2个百分点: than last month too


def relations(body: Body) -> Iterator[Relation]:
    """Every step or gap in points whose two rates are stated."""
    passages: dict[int, Passage] = {}
    for step in body.all("share-shift", "growth-shift"):
        quantity = step.claim.quantity
        if quantity is None or not quantity.interval.bounded or quantity.hedge or quantity.ranged or body.yearly(step):
            continue
        index = step.key[0]
        passage = passages.get(index) or passages.setdefault(index, Passage.of(body, index))
        said = said_of(passage, step)
        if said is None:
            continue
        first, last, beyond = _reach(passage, step)
        stated = [t for t in rates(passage, first, last) if usable(t)]
        found = list(between(passage, said, stated))
        if not found and beyond > last and (said.ref or _COMPARES.search(passage.text[said.begin : said.end])):
            # 增长8.6%，快于全省2.3个百分点。同期全省…增长6.3%; 比一季度加快0.4个百分点。一季度增长8.2%
            told = [t for t in rates(passage, first, beyond) if usable(t)]
            later = [t for t in told if t.fact.claim.at.start >= last and (t.place or t.home or _opens(passage, t, last))][:2]
            found = list(between(passage, said, [*stated, *later])) if later else []
        for now, base, sure in found:
            yield _relation(body, said, now, base, sure=sure)


def _opens(passage: Passage, rate: Rate, begin: int) -> bool:
    """一季度增长8.2%: a rate at a time of its own in the first clause of its sentence, and nothing else before it there."""
    return rate.moment.own and not re.search("[，；\\d]", passage.without_times(begin, rate.fact.claim.at.start))


@dataclass(frozen=True, slots=True)
class Said:
    """What the words around points say: of what, against what, and which way."""

    step: Fact
    own: str
    ref: str
    way: int  # 1 up, −1 down, 0 either
    begin: int  # of the clause
    end: int  # of the words, where the first number of the row begins
    slot: tuple[int, int]
    falls: bool  # 降幅收窄: said of the size of a decline
    speeds: bool | None


def said_of(passage: Passage, step: Fact) -> Said | None:
    """The words of the clause of points, taken apart; None where they do not say which way."""
    row = _row(passage, step)
    slot = next(i for i, f in enumerate(row) if f.key == step.key)
    first = row[0]
    begin = first.claim.at.start
    floor = passage.body.bounds(step).start
    while begin > floor and passage.text[begin - 1] not in "，；：。\n":
        begin -= 1
    clause = passage.text[begin : first.claim.at.start]
    left = passage.left(step)[1] if slot else passage.left(first)[1]
    known = load()
    way = _way(left.lstrip("）) "), clause, passage.text[step.claim.at.end : step.claim.at.end + 8])
    if way is None and slot:
        way = _way(passage.left(first)[1].lstrip("）) "), clause, "")
    if way is None:
        return None
    words = re.sub("[0-9.]+[%‰％]?|[（(][^）)]*[）)]", "", passage.without_times(begin, first.claim.at.start))
    own, ref = _parted(words)
    if not ref and _BARELY.search(left):
        ref = _compared_before(passage, step, begin)
    falls = known.falls.search(clause) is not None
    speeds = True if known.speeds.search(clause) else False if known.shares.search(name_of(own)) else None
    return Said(step, own, ref, way, begin, first.claim.at.start, (slot, len(row)), falls, speeds)


def _compared_before(passage: Passage, step: Fact, begin: int) -> str:
    """三产比重比全省低5.4个百分点，二产比重高3.1个百分点: what the clause before compares with."""
    floor = passage.body.bounds(step).start
    earlier = re.split("[；。]", passage.text[floor:begin])[-1]
    clauses = [c for c in earlier.split("，") if "百分点" in c]
    if not clauses:
        return ""
    words = re.sub("[0-9.]+[%‰％]?|[（(][^）)]*[）)]", "", clauses[-1].partition("百分点")[0])
    return _parted(words.rstrip("个 "))[1]


def _row(passage: Passage, step: Fact) -> list[Fact]:
    """The points stated in one row: 1.5个和1.7个百分点, 分别提高1.2、下降0.8个百分点."""
    numbers = passage.numbers
    at = next(i for i, f in enumerate(numbers) if f.key == step.key)
    row = [step]
    for way in (-1, 1):
        i = at + way
        while 0 <= i < len(numbers):
            a, b = (numbers[i], row[0]) if way < 0 else (row[-1], numbers[i])
            quantity = numbers[i].claim.quantity
            between = passage.text[a.claim.at.end : b.claim.at.start]
            if quantity is None or quantity.dimension != "point" or not _JOINED.fullmatch(between):
                break
            row.insert(0, numbers[i]) if way < 0 else row.append(numbers[i])
            i += way
    return row


_JOINED = re.compile("(?:个百分点|個百分點|个|個)?[、和与及或以]+[\u4e00-\u9fff]{0,3}")


def _way(left: str, clause: str, right: str) -> int | None:
    known = load()
    left = re.sub("(?:[约近仅达有共整足]|分别|双双)+$", "", left)
    if known.apart.search(left) or known.better.search(left):
        return 0
    up, down = known.up.search(left), known.down.search(left)
    if up or down:
        if up and down:
            return 1 if len(up[0]) > len(down[0]) else -1
        return 1 if up else -1
    if (standing := _standing(clause)) is not None:
        return 1 if known.above.fullmatch(standing["verb"]) else -1
    if re.search("[这那此]$", left):
        return 0
    if match := _NOUN.match(right):
        return 1 if match["up"] else -1 if match["down"] else 0
    return None


def _standing(clause: str) -> re.Match[str] | None:
    """高于全省平均水平, 落后于: the words that compare the standing of two things."""
    return load().standing.search(clause)


def _parted(words: str) -> tuple[str, str]:
    """What a clause speaks of, and what it compares that with."""
    standing = _standing(words)
    if standing is not None and not _AGAINST.match(words[: standing.start()] + "@"):
        return words[: standing.start()], words[standing.end() :]
    known = load()
    stem = words
    while (match := known.up.search(stem) or known.down.search(stem) or known.apart.search(stem)) is not None and match.start() > 0:
        stem = stem[: match.start()]
    stem = re.sub("(?:分别|双双|则|要|还|又|也|都|均|更|已|整整|足足|略|稍)+$", "", known.better.sub("", stem))
    if match := _AGAINST.match(stem):
        return match["own"], match["ref"]
    return stem, ""


def _reach(passage: Passage, step: Fact) -> tuple[int, int, int]:
    """Where the rates are looked for: some sentences back, to the end of the points' own sentence, or of the one behind it."""
    spans = passage.sentences
    here = max(bisect_right(spans, step.claim.at.start, key=lambda span: span[0].start) - 1, 0)
    if step.claim.at.start >= spans[here][0].end:
        here = 0
    end, line = spans[here][0].end, spans[here][1]
    beyond = spans[here + 1][0].end if here + 1 < len(spans) and spans[here + 1][1] is line else end
    return spans[max(0, here - _BACK)][0].start, min(end, step.claim.at.end + _NEAR), beyond


def usable(stated: Rate) -> bool:
    """A rate that is stated as a fact, to the digit."""
    claim = stated.fact.claim
    quantity = claim.quantity
    if quantity is None or not quantity.interval.bounded or quantity.hedge or quantity.ranged:
        return False
    return claim.modality == "fact"


def between(passage: Passage, said: Said, stated: Sequence[Rate]) -> Iterator[tuple[Rate, Rate, bool]]:
    """The two rates that points may lie between, the likeliest first, and whether the words leave no other."""
    which = re.match("(前者|后者)", said.own)
    if which is not None and said.slot[1] == 1 and stated and stated[-1].slot[1] == 2:
        said = replace(said, slot=(0 if which[0] == "前者" else 1, 2), own="")  # 分别为1.86%和2.14%，…，前者下降…
    ref = name_of(_against(passage, said))
    alone = None if ref else _ALONE.fullmatch(passage.text[said.begin : said.end])
    if alone is not None and (alone["verb"] or alone[0]):
        found = [] if said.slot[1] > 1 else list(_side_by_side(passage, said, stated, alone))
        yield from found or _over_time(passage, said, stated)
    elif ref:
        for now, base, sure in _beside(passage, said, ref, stated):
            yield now, base, sure and not (said.slot[1] > 1 and _of_other_measures(passage.body, now, base))
    else:
        yield from _over_time(passage, said, stated)


def _against(passage: Passage, said: Said) -> str:
    """The words compared with, without the times in them."""
    ref = said.ref
    for time in passage.whens(said.begin, said.end):
        ref = ref.replace(passage.text[time.claim.at.start : time.claim.at.end], "")
    return ref


def _fits(said: Said, one: Rate) -> bool:
    """A rate in the same place of its row, and of the kind that the points speak of."""
    if said.slot[1] > 1 and one.slot[1] == said.slot[1] and one.slot[0] != said.slot[0]:
        return False
    return said.speeds is None or one.growing is None or one.growing == said.speeds


def _over_time(passage: Passage, said: Said, stated: Sequence[Rate]) -> Iterator[tuple[Rate, Rate, bool]]:
    """Two times of one thing."""
    here = said.step.claim.at.start
    before = [t for t in stated if t.fact.claim.at.start < here]
    times = passage.whens(said.begin, said.end)
    own = said.own
    for time in times:
        own = own.replace(passage.text[time.claim.at.start : time.claim.at.end], "")
    listed = [each for each in re.split("[、和与及]|以及", own) if each]
    if said.slot[1] > 1 and len(listed) == said.slot[1]:
        own = listed[said.slot[0]]  # 一产、二产比重分别下降0.9个和3.1个百分点
    place, name = placed(name_of(own))
    named = bare(name)
    last = _in_its_place(said, before) or next((t for t in reversed(before) if _fits(said, t)), None)
    if named and not any(akin(name, t.what) and t.place == place for t in stated):
        if len(named) > 2:
            yield from _by_order(said, before)
            return
        named = ""
    if not named:
        if last is None:
            return
        name, place = last.what, place or last.place
    alike = [t for t in stated if (akin(name, t.what) or name == t.what) and t.place == place and _fits(said, t)]
    if not bare(name):
        alike = [t for t in alike if t.fact.claim.sentence == said.step.claim.sentence]
    if "其中" in passage.text[said.begin : said.end]:
        alike = [t for t in alike if akin(name, t.what) == 2]  # 费用率由…升至…，其中管理费用率上升: of a part
    at = passage.text.find(said.own, said.begin, said.end) if said.own else -1
    since = "以来" in said.own or "以后" in said.own  # 三季度以来: of no stretch that ends there
    ours = moment_of(passage, said.begin, at + len(said.own)) if at >= 0 and not since else None
    best = max((akin(name, t.what) for t in alike), default=0)
    found: list[tuple[tuple[int, ...], Rate, Rate, bool]] = []
    words_of = passage.text[said.begin : said.end]
    # 38.7%，较上季的39.9%减少1.2个百分点，较去年同期的36.8%增加…: what was compared with is not what has moved
    for now in [t for t in alike if not t.against] or alike:
        for base in alike:
            if not named and last is not None and last not in (now, base):
                continue
            if base is now or base.part != now.part or not (_earlier(base, now) or _timed_by(passage, said, base, now)):
                continue
            if ours is not None and None not in (ours.end, now.moment.end) and ours.end != now.moment.end:
                continue  # 而首季跌幅较上一季大1.2个百分点, where the rate before is of the second
            if ours is not None and _other_stretch(ours.label, now.moment.label):
                continue  # （9月下降7.5%，）前9个月降幅较1—8月扩大0.4个百分点
            if now.growing is not None and base.growing is not None and now.growing != base.growing:
                continue
            if now.fact.order > said.step.order > base.fact.order and _ends_behind(passage, said, now):
                continue  # 42.9%，比上年提高11.6个百分点；今年一季度51.9%: it was said of what stands before it
            if now.against and base.against:
                continue  # 较上年同期的1.42%低0.08个百分点，比年初的1.37%低0.03个百分点: how much it is now is not told
            if _of_another_one(passage, now, base, alike):
                continue
            if _over_a_step(passage, now) != _over_a_step(passage, base):
                continue  # 同比下降2.1%，降幅比上月收窄0.6个百分点，环比由上月下降0.1%转为持平
            match = times_match(passage, words_of, said.begin, said.end, base.moment, now.moment)
            if base.against and said.begin <= base.fact.claim.at.start < here:
                match = True
            if match is False:
                continue
            guessed = match is None and not base.origin and _other_way(said, now, base)
            far = abs(here - now.fact.claim.at.start), abs(here - base.fact.claim.at.start)
            rank: tuple[int, ...] = (0 if match else 1, 2 * best - akin(name, now.what) - akin(name, base.what), far[0], far[1])
            found.append((rank, now, base, match is True or (match is None and len(alike) == 2 and not guessed)))
    found.sort(key=lambda f: f[0])
    for i, (order, now, base, bound) in enumerate(found[:4]):
        yield now, base, i == 0 and bound and _same(passage, now, base, match=order[0] == 0)


def _in_its_place(said: Said, before: Sequence[Rate]) -> Rate | None:
    """生产指数51.6%，订单指数50.9%，分别上升1.4个和1.6个百分点: the rate in the place of the points, of several with names of their own."""
    size = said.slot[1]
    row = [t for t in before if t.fact.claim.sentence == said.step.claim.sentence][-size:]
    apart = len({t.what for t in row}) == len(row) == size > 1 and all(t.slot[1] == 1 and not t.against for t in row)
    return row[said.slot[0]] if apart else None


def _of_another_one(passage: Passage, now: Rate, base: Rate, alike: Sequence[Rate]) -> bool:
    """甲公司…，客座率85.8%，上年同期84.7%。乙公司…，客座率86.6%，高于上年…: the earlier rate is of the one told beside it."""
    if now.fact.order < base.fact.order or not _parted_by_stop(passage, base, now):
        return False
    return any(
        (t.moment.label == now.moment.label or not (t.moment.own or now.moment.own))
        and not t.against
        and (not t.fact.claim.interval.overlaps(now.fact.claim.interval) or _told_of_others(passage.body, base, now))
        and t.fact.order < base.fact.order
        and not _parted_by_stop(passage, t, base)
        for t in alike
    )


def _told_of_others(body: Body, one: Rate, other: Rate) -> bool:
    """True where the first values of the two sentences are of things with other names: 甲公司运送…。乙公司运送…."""
    firsts = [body.sentences[r.fact.key[0], r.fact.claim.sentence][0] for r in (one, other)]
    return firsts[0].claim.kind == firsts[1].claim.kind == "level" and name_key(firsts[0].claim) != name_key(firsts[1].claim)


def _parted_by_stop(passage: Passage, one: Rate, other: Rate) -> bool:
    return re.search("[；。\n]", passage.text[one.fact.claim.at.end : other.fact.claim.at.start]) is not None


def _ends_behind(passage: Passage, said: Said, now: Rate) -> bool:
    """True where a stretch of the sentence ends between points that compare with another time and the rate."""
    return (
        _COMPARES.search(passage.text[said.begin : said.end]) is not None
        and re.search("[；。]", passage.text[said.step.claim.at.end : now.fact.claim.at.start]) is not None
    )


def _over_a_step(passage: Passage, rate: Rate) -> bool:
    """True for a growth since the month or quarter before, by its own words."""
    left, known = passage.left(rate.fact)[1], load()
    return "环比" in left and (known.up.search(left) or known.down.search(left)) is not None


def _other_stretch(one: str, other: str) -> bool:
    """True for two stretches of months that are not the same: a month, and the year up to its end."""
    a, b = stretch(one), stretch(other)
    return a is not None and b is not None and a[1] != b[1]


def _other_way(said: Said, now: Rate, base: Rate) -> bool:
    """一季度为16.9%，四季度末为18.3%，下降1.4个百分点: of last year's fourth quarter, perhaps, where neither year is named."""
    a, b = now.fact.claim.interval.middle, base.fact.claim.interval.middle
    size = said.step.claim.quantity
    undated = all(r.moment.label.startswith("Y+0") and not r.moment.kind for r in (now, base))
    return bool(undated and said.way and a is not None and b is not None and size and (a - b) * said.way < 0 and abs(a - b) == size.number)


def _by_order(said: Said, before: Sequence[Rate]) -> Iterator[tuple[Rate, Rate, bool]]:
    """占比为38.4%，上年为45.9%，客户集中度下降…: the one pair before it in its sentence, by whatever name.

    Sure only where the two have no name but this: 从2020年的22.1%到2024年的31.3%，…率提高….
    """
    near = [t for t in before if t.fact.claim.sentence == said.step.claim.sentence]
    if len(near) == 2 and bare(near[0].what) == bare(near[1].what) and near[0].growing == near[1].growing:
        now, base = near if near[0].moment.before(near[1].moment) is False else (near[1], near[0])
        yield now, base, base.origin and now.moment.own and not bare(now.what) and not bare(base.what)


def _same(passage: Passage, one: Rate, other: Rate, *, match: bool) -> bool:
    """One name, or, where the time that is compared with is named too, the first and its end: 快递业务量 and later 业务量."""
    if bare(one.what) == bare(other.what):
        return True
    if match and _names(passage, one) & _names(passage, other):
        return True
    first, then = sorted((one, other), key=lambda rate: rate.fact.order)
    return match and (not bare(first.what) or not bare(then.what) or bare(first.what).endswith(bare(then.what)))


def _names(passage: Passage, rate: Rate) -> set[str]:
    """铁路货运 is 铁路货运量; and so is 铁路 in a row where 铁路、公路货运量 share their end."""
    own = bare(rate.what)
    whole = bare(rate.fact.claim.subject + rate.fact.claim.indicator)
    names = {own, whole} if own and rate.slot[1] > 1 and whole.startswith(own) else {own}
    return {meant for name in names if (meant := known_as(passage, name) or name)}


def _earlier(base: Rate, now: Rate) -> bool:
    if base.origin != now.origin:
        return base.origin
    if base.against != now.against and base.moment.own:
        return base.against
    return base.moment.before(now.moment) is True


def _timed_by(passage: Passage, said: Said, base: Rate, now: Rate) -> bool:
    """同比涨0.8%，涨幅比二季度小0.5个百分点，二季度涨幅为1.3%: of no time that is told, and set against just that of the other."""
    undated = now.moment.end is None or (now.moment.label.startswith("Y+") and base.moment.label.isdigit())
    if not undated or now.moment.kind or not base.moment.own or not base.moment.label:
        return False
    times = passage.whens(said.begin, said.end)
    return len(times) == 1 and times[0].claim.period == base.moment.label and now.fact.order < said.step.order < base.fact.order


def _side_by_side(passage: Passage, said: Said, stated: Sequence[Rate], alone: re.Match[str]) -> Iterator[tuple[Rate, Rate, bool]]:
    """甲为43.6%，乙为38.2%，相差5.4个百分点: the two rates before it in its sentence, which are of two things."""
    here = said.step.claim
    near = [t for t in stated if t.fact.claim.sentence == here.sentence and t.fact.claim.at.start < here.at.start]
    if len(near) < 2 or said.slot[1] > 1:
        return
    one, other = near[-2:]
    apart = (one.place, bare(one.what)) != (other.place, bare(other.what)) and other.named and one.named
    if not apart or one.growing != other.growing or one.moment.end != other.moment.end:
        return
    carried = _CARRIED.search(passage.text[other.fact.claim.at.end : said.begin])
    above = one.fact.middle >= other.fact.middle
    if alone["second"] or not (alone["first"] or said.way == 0 or above == (said.way > 0)):
        one, other = other, one
    yield one, other, len(near) == 2 and carried is None


def _beside(passage: Passage, said: Said, ref: str, stated: Sequence[Rate]) -> Iterator[tuple[Rate, Rate, bool]]:
    """Two things at one time."""
    here = said.step.claim.at.start
    refs = [name_of(each) for each in re.split("[、和与及]|以及", said.ref) if each]
    if said.slot[1] > 1 and len(refs) == said.slot[1]:
        ref = refs[said.slot[0]]
    their_place, their_name = placed(ref)
    our_place, our_name = placed(name_of(said.own))
    before = [t for t in stated if t.fact.claim.at.start < here]
    if bare(our_name):
        ours = [t for t in stated if akin(our_name, t.what) and t.place == our_place]
        if not ours and len(bare(our_name)) <= 2:
            our_name = ""
    if not bare(our_name):
        ours = [t for t in before if t.place == our_place and not (t.against and t.fact.claim.at.end > said.begin)]
        ours = [t for t in ours if not _in_passing(passage, t)] or ours
        # 分别增长27.5%、16.0%、13.9%，分别快23.6、12.1、10.0个百分点: each in its place
        ours = ([t for t in ours if t.slot == said.slot] if said.slot[1] > 1 and ours and ours[-1].slot[1] == said.slot[1] else ours)[-1:]
    if not ours:
        return
    own = ours[-1]
    around = home_of(name_of(ref))
    if around and not bare(their_name):
        # 全区增长8.6%，比全市平均高1.2个百分点: the place around one's own
        theirs = [t for t in stated if t.home == around != own.home and (akin(own.what, t.what) or not bare(t.what))]
        if not theirs and _ALL_OF.match(placed(name_of(ref))[1]) and not own.home:
            # 全市外贸增长5.2%，其中民营企业增长8.4%，高于全市整体增速…: the one before, of the whole place
            theirs = [t for t in before if t.home == around and t.fact.claim.sentence == own.fact.claim.sentence][-1:]
    elif bare(their_name):
        theirs = [t for t in stated if _named(their_name, name_of(t.what)) and t.place == their_place]
        if not theirs and (meant := known_as(passage, their_name)):
            theirs = [t for t in stated if t.place == their_place and known_as(passage, t.what) == meant and not akin(own.what, t.what)]
    else:
        theirs = [
            t
            for t in stated
            if t.place == their_place and their_place and (akin(own.what, t.what) or not bare(t.what) or not bare(own.what))
        ]
    if (
        not theirs and _A_PLACE.fullmatch(own.what) and not bare(their_name)
    ):  # 全市出口增长2.8%，云县增长9.6%，快于全市…: of the same measure
        near = [t for t in before if t.fact.claim.sentence == own.fact.claim.sentence and t.fact.claim.at.end <= own.fact.claim.at.start]
        theirs = [t for t in near if (t.home == around if around else t.place == their_place != "")] if len(near) == 1 else []
    theirs = [t for t in theirs if t.fact.key not in {o.fact.key for o in ours}]
    theirs.sort(key=lambda t: abs(t.fact.claim.at.start - here))
    for i, other in enumerate(theirs[:3]):
        if own.moment.end is not None and other.moment.end is not None and own.moment.end != other.moment.end:
            continue
        if own.growing is not None and other.growing is not None and own.growing != other.growing:
            continue
        yield own, other, i == 0 and len(theirs) == 1


_A_PLACE = re.compile("[\u4e00-\u9fff]{1,7}(?<![地城山社小园景郊])[县区市镇乡州旗]|[\u4e00-\u9fff]{1,7}(?:街道|新区|开发区|经开区|高新区)")


def _in_passing(passage: Passage, rate: Rate) -> bool:
    """增长6.1%（上年增长5.5%），高于全国1.1个百分点: an earlier rate in a bracket is not what is set beside another's."""
    early = rate.moment.own and (rate.moment.kind in ("year", "step", "past", "start"))
    return early and passage.outer(rate.fact) is not None


def _of_other_measures(body: Body, one: Rate, other: Rate) -> bool:
    """某行业收入a、利税b，分别增长…，高于全市6.1和9.4个百分点: each above that of its own measure, which the growth of one is not."""
    measures = [{n.claim.indicator for n in body.linked(rate.fact, "now") if n.claim.indicator} for rate in (one, other)]
    return all(measures) and not any(akin(a, b) for a in measures[0] for b in measures[1])


def _named(ref: str, what: str) -> bool:
    """True for a rate that is of what is named: not of a part of it, as 工业投资 is of 投资."""
    a, b = bare(ref), bare(what)
    return a == b or (len(b) > 1 and a.endswith(b)) or (len(a) > 1 and b.startswith(a))


def _of_another_time(body: Body, step: Fact, now: Fact) -> bool:
    """前11个月下降5.8%，…，而前10个月又比前三季度收窄0.9个百分点: moved from there to a time that the clause itself names."""
    begin = step.claim.at.start - len(body.clause(step))
    named = [p for p in body.readings[step.key[0]].scan.periods if begin <= p.at.start < step.claim.at.start and p.part]
    if len(named) < 2 or not part_of(now.claim.period):
        return False
    between = body.readings[step.key[0]].article.folded[named[0].at.end : named[1].at.start]
    return re.fullmatch("[又也则还再]{0,2}[比较]", between) is not None and named[0].part != part_of(now.claim.period)


def _relation(body: Body, said: Said, now: Rate, base: Rate, *, sure: bool) -> Relation:
    """now − base = the points, or for declines their sizes."""
    step = said.step
    size = Var(step.key) if step.claim.sign > 0 else -Var(step.key)
    above, below = now.fact, base.fact
    if said.way == 0:
        size_first = above.middle >= below.middle
        if not size_first:
            above, below = below, above
    declines = below_zero(now.fact) and below_zero(base.fact)
    narrowed = declines and (said.falls or resized(body.clause(step)) != 0)
    gap = Var(above.key) - Var(below.key)
    if said.way < 0:
        gap = -gap
    if narrowed and said.way:
        gap = -gap
    growing = now.growing or base.growing or said.speeds is True
    return Relation(
        "EP209" if growing else "EP106",
        Constraint(gap, "=", size),
        (step, now.fact, base.fact),
        f"{printed(body, now.fact)} − {printed(body, base.fact)} = {{x}}",
        sure=sure and not _of_another_time(body, step, now.fact),
        choice=("shift", step.key),
        plausible=_POINTS,
    )
