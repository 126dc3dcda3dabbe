"""Average growth against the end values, the multiple or the growths of the years: EP207."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Final

from enping_check.claims.timeline import LABEL
from enping_check.engine import Constraint, Expression, Interval, Var, root
from enping_check.language.numerals import whole
from enping_check.model import Span
from enping_check.rules.body import Body, Fact, name_key
from enping_check.rules.growth.bases import years_apart
from enping_check.rules.growth.multiples import starting
from enping_check.rules.growth.terms import grown, policy
from enping_check.rules.relation import Relation, printed
from enping_check.rules.slips import one_slip
from enping_check.rules.stipulated import beside_finer
from enping_check.rules.wholes import same_dimension, usable

_PLAN_YEARS: Final = {"十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}
_LENGTH: Final = re.compile("(?P<n>[两二三四五六七八九十]{1,2}|\\d{1,2})年(?:间|来|里|共|累计)?(?:净?[增减]|上升|下降|提高)")
_OTHER_PLAN: Final = re.compile("[“”]?(十[一二三四五]?)五[”]?(?:规划|计划)?(?:时期|期间|以来|时|末|期)[^，；。]*$")
_OTHER_SPAN: Final = re.compile("(?:19|20)\\d\\d(?:年)?[—\\-–~～至到]((?:19|20)\\d\\d)年(?:间|期间)?[^，；。]*$")


def _of_other_years(body: Body, growth: Fact, now: Fact) -> bool:
    """由2020年的a增至2025年的b，年均增长17.2%；“十三五”时期年均增幅为14.6%: of years that end before the value does."""
    year = re.match(r"\d{4}", now.claim.period)
    if year is None or growth.claim.clause <= now.claim.clause:
        return False
    clause = re.split("[，；。]", body.before(growth, 40))[-1]
    plan, span = _OTHER_PLAN.search(clause), _OTHER_SPAN.search(clause)
    last = _PLAN_YEARS.get(plan[1]) if plan is not None else int(span[1]) if span is not None else None
    return last is not None and last < int(year[0])


def means(body: Body) -> Iterator[Relation]:
    """(1 + g)ⁿ = last ÷ first."""
    for growth in body.all("average-growth"):
        if not usable(growth):
            continue
        now, base = body.first(growth, "now"), body.first(growth, "base")
        if now is not None and _of_other_years(body, growth, now):
            continue
        if now is not None and base is None:
            base = starting(body, now) or _compared_with(body, growth, now)
        if now is not None and base is not None:
            base = _first_of_row(body, growth, now, base)
        in_row = base is not None and now is not None and base.claim.group == now.claim.group != 0
        if (base is None or in_row) and (said := _SO_MANY_MEAN.search(body.lead(growth))) is not None:
            first_and_last = _ends_of_row(body, growth, now, whole(said[1]) or 0)
            now, base = first_and_last or (now, base)
        if now is not None and base is not None:
            now = _as_it_changed(body, growth, now, base)
            now, base = beside_finer(now, base), beside_finer(base, now)
        guessed = base is None and now is not None
        if guessed and now is not None:
            base = _so_many_before(body, growth, now)
        frame = body.frames[growth.key[0], growth.claim.frame]
        ratio: Fact | None = None
        loose: re.Match[str] | None = None
        years: tuple[Span, ...] = ()
        if base is None or now is None:
            multiples = [
                f for f in frame if f.claim.kind == "multiple" and f.claim.aspect == "ratio" and f.claim.at.start < growth.claim.at.start
            ]
            if multiples:
                ratio = multiples[-1]
        sentence = body.before(growth, 60).rpartition("。")[2] + body.folded(growth)
        # 五年共完成投资178亿元，是“十五”期间的5.1倍，年均增长45.6%: of the years of each span together, not of its last
        summed = ratio is not None and _SUMMED.search(body.clause(ratio)) is not None
        if ratio is not None and (base is None or now is None):
            told = body.first(ratio, "base")
            counts = _years(body, growth, told.claim.period if told is not None else _label_of(body, ratio), growth.claim.period, sentence)
            change: Expression = Var(ratio.key)
            facts: tuple[Fact, ...] = (growth, ratio)
            text = printed(body, ratio)
        elif base is not None and now is not None and usable(now) and usable(base) and same_dimension(now, base):
            if policy(body, growth, now, across=False) is None:
                continue
            counts = _years(body, growth, base.claim.period, now.claim.period, sentence)
            unsaid = growth.claim.period == f"{base.claim.period}/{now.claim.period}" and not _YEAR_SAID.search(body.before(base, 12))
            loose = None if counts else _SO_MANY.search(body.lead(growth))
            if loose is not None:
                n = whole(loose["n"] or loose["short"]) or 0
                counts = [n, n - 1, n + 1]
                # 四年来由…增至…，年均…: of so many years, whichever is counted as the first
                if now.claim.sentence == base.claim.sentence == growth.claim.sentence and base.claim.aspect == "base":
                    loose = None
            if counts and (length := _LENGTH.search(body.lead(growth))) is not None and abs((whole(length["n"]) or 0) - counts[0]) == 1:
                counts.append(whole(length["n"]) or counts[0])  # 与2010年相比，十年增加13.67万人: so long as it is said to be
            if counts and (base.claim.why == "spanned" or unsaid):
                counts.append(counts[-1] + 1)  # 五年来由3.6万元增加到4.8万元: from the year before the five as well
            change = Var(now.key) / Var(base.key)
            facts = (growth, now, base)
            years = _years_printed(body, base, now)
            text = f"{printed(body, now)} ÷ {printed(body, base)}"
        elif yearly := _year_by_year(body, growth):
            counts = [len(yearly)]
            change = grown(yearly[0])
            for each in yearly[1:]:
                change = change * grown(each)
            facts = (growth, *yearly)
            text = " × ".join(f"(1 + {printed(body, each)})" for each in yearly)
        else:
            total_growth = [
                f
                for f in frame
                if f.claim.kind == "growth"
                and f.claim.at.start < growth.claim.at.start
                and f.claim.sentence == growth.claim.sentence
                and (
                    (_SINCE_A_YEAR.search(body.lead(f)) and _next_to(f, growth))
                    or _OVER_YEARS.search(body.before(f, 12))
                    or (_FROM_TO.fullmatch(f.claim.period) and _IN_ALL.search(body.before(f, 8)))
                )
            ]
            first, _, last = total_growth[-1].claim.period.partition("/") if total_growth else ("", "", "")
            counts = _years(body, growth, first, last, sentence)
            if total_growth and (named := _YEAR_TO_YEAR.search(body.lead(total_growth[-1]))) is not None:
                counts = [int(named[1]) - int(named[2])]
            elif first.isdigit() and last.isdigit():
                counts = [n for n in counts if abs(n - (int(last) - int(first))) <= 1]  # 五年累计增长46.9%，其中近两年年均增长11.2%
            if not total_growth or not counts:
                continue
            change = (Var(total_growth[-1].key) + 100) / 100
            facts = (growth, total_growth[-1])
            text = f"1 + {printed(body, total_growth[-1])}"
        for n in counts:
            # a power of a sum of rounded numbers: raise the printed rate, not the ratio
            yield Relation(
                "EP207",
                Constraint(((Var(growth.key) + 100) / 100) ** n, "=", change),
                facts,
                f"({text})^(1/{n}) − 1 = {{x}}",
                sure=(not guessed or base is None or _slipped(body, growth, now, base, n))
                and loose is None
                and not summed
                and _of_these_years(n, growth, base, now)
                and not _PART.search(body.clause(growth)),
                choice=("average", growth.key),
                plausible=Interval(Fraction(-50), Fraction(100)),
                solved=root(change, n) * 100 - 100,
                beside=years,
                mistakes=mistaken_means(change, n),
            )


def _as_it_changed(body: Body, growth: Fact, now: Fact, base: Fact) -> Fact:
    """（产值48.3亿元，其中服务16.0亿元。）与2021年的30.2亿元相比，增加18.1亿元，年均增长16.9%: of what the change beside it is of."""
    for change in body.beside(growth, "change"):
        if change.order < growth.order and body.first(change, "base") == base and change.claim.quantity is not None:
            for other in body.linked(change, "now"):
                if abs(other.middle - base.middle - change.middle) <= 2 * change.claim.quantity.last:
                    return other
    return now


def _compared_with(body: Body, growth: Fact, now: Fact) -> Fact | None:
    """2022年a张，2023年b张，2024年c张，与2022年相比，两年平均增长…: the one value of the time named, in a row of different times."""
    start = growth.claim.at.start
    named = [
        c
        for c in body.readings[growth.key[0]].claims
        if c.kind == "period"
        and 0 < start - c.at.end <= _NAMED_BEFORE
        and _WITH.search(body.readings[growth.key[0]].article.folded[: c.at.start])
    ]
    row = [
        f for f in body.beside(now, "level") if same_dimension(now, f) and f.claim.at.start < start and f.claim.aspect in ("", "up", "down")
    ]
    times = [f.claim.period for f in row]
    if (
        len(named) != 1
        or len(set(times)) < len(times)
        or growth.claim.sentence != now.claim.sentence
        or named[0].period == now.claim.period
    ):
        return None
    said = body.readings[growth.key[0]].article.folded[named[0].at.end : start]
    return next((f for f in row if f.claim.period == named[0].period and usable(f)), None) if _OVER_THE_YEARS.fullmatch(said) else None


def _ends_of_row(body: Body, growth: Fact, now: Fact | None, years: int) -> tuple[Fact, Fact] | None:
    """（2021年至2024年分别为a、b、c、d，）三年年均增长…: the last of a row of years and the one so many before it."""
    told = [f for f in body.beside(growth, "level") if f.order < growth.order]
    if not told:
        return None
    row = [f for f in told if told[-1].claim.group and f.claim.group == told[-1].claim.group and usable(f) and same_dimension(f, told[-1])]
    apart = [years_apart(f.claim.period, told[-1].claim.period) for f in row]
    one = len({name_key(f.claim) for f in (*row, growth)}) == 1
    whole = sorted(a for a in apart if a is not None) == list(range(len(row)))
    if (now is not None and now.key != told[-1].key) or len(row) < 3 or not one or not whole or years not in apart:
        return None
    return row[-1], row[apart.index(years)]


def _first_of_row(body: Body, growth: Fact, now: Fact, base: Fact) -> Fact:
    """2020年至2024年依次为a、b、c、d、e，年均增长…: since the first of a row of years, or since the one so many before."""
    row = [
        f
        for f in body.beside(growth, "level")
        if f.claim.clause == now.claim.clause and f.order <= now.order and usable(f) and same_dimension(f, now)
    ]
    apart = [years_apart(f.claim.period, now.claim.period) for f in row]
    one = len({name_key(f.claim) for f in row}) == 1
    if len(row) < 3 or not one or apart != list(reversed(range(len(row)))) or base.key != row[-2].key:
        return base
    said = _SO_MANY_MEAN.search(body.lead(growth))
    years = whole(said[1]) if said is not None else None
    return row[apart.index(years)] if years in apart and years else row[0]


def _so_many_before(body: Body, growth: Fact, now: Fact) -> Fact | None:
    """2020年末为a，2025年末为b，五年年均增长…: the one other value of the sentence, of just so many years before, by whatever name."""
    said = _SO_MANY_MEAN.search(body.lead(growth))
    row = [f for f in body.beside(now, "level") if f.claim.sentence == growth.claim.sentence and f.order < growth.order]
    if said is None or len(row) != 2 or row[1].key != now.key or not same_dimension(*row) or not usable(row[0]):
        return None
    first, last = (re.fullmatch(r"(\d{4})", f.claim.period) for f in row)
    apart = int(last[1]) - int(first[1]) if first is not None and last is not None else 0
    alike = all(f.claim.aspect in ("", "stock", "up", "down") and f.claim.modality == "fact" for f in row)
    return row[0] if apart == (whole(said[1]) or 0) and alike and now.claim.clause + 1 == growth.claim.clause else None


def _slipped(body: Body, growth: Fact, now: Fact | None, base: Fact | None, years: int) -> bool:
    """True where one ordinary slip, or one usual mistake, leads from what the two values give to what is printed."""
    if now is None or base is None:
        return False
    change = Var(now.key) / Var(base.key)
    box: dict[Hashable, Interval] = {f.key: f.claim.interval for f in (now, base)}
    if any(mistake.range(box).overlaps(growth.claim.interval) for _, mistake in mistaken_means(change, years)):
        return True
    return one_slip(body, growth, root(change, years) * 100 - 100, (growth, now, base))


_SO_MANY_MEAN = re.compile(
    "(?:^|[，；])([两二三四五六七八九十])年(?:间|来)?(?:的)?(?:年均|平均|平均每年)(?:复合)?[增长提升高下降减少]*(?:了|约|达|为)*$"
)
_NAMED_BEFORE = 16  # characters between the time compared with and the mean
_WITH = re.compile("[与同和较比]$")
_OVER_THE_YEARS = re.compile("[^，。；\\d]{0,4}(?:相比较?|比较|相较)?，?[两二三四五六七八九]年(?:年均|平均)[增下][长降]了?")
_SUMMED = re.compile("期间|时期(?!末)|前[两三四五]年(?:的|总)|累计|总和")


def _next_to(growth: Fact, mean: Fact) -> bool:
    return mean.claim.clause - growth.claim.clause == 1


def _of_these_years(n: int, growth: Fact, base: Fact | None, now: Fact | None) -> bool:
    """False where the values are of years printed that lie otherwise apart: 四年年均 beside those of 2021 and 2023."""
    if base is None or now is None:
        return True
    if n > 1 and (base.claim.basis == "同比" or years_apart(base.claim.period, now.claim.period) == 1):
        return False  # 46.3亿元，上年同期44.7亿元，两年平均增长5.1%: from two years ago, which is not printed
    a, b = re.match(r"\d{4}", base.claim.period), re.match(r"\d{4}", now.claim.period)
    apart = int(b[0]) - int(a[0]) if a is not None and b is not None else 0
    return not apart or abs(apart - n) <= 1


def _years_printed(body: Body, *levels: Fact) -> tuple[Span, ...]:
    """Where the text prints the year of each level, in its sentence before it."""
    found = []
    for level in levels:
        near = [
            p
            for p in body.readings[level.key[0]].scan.periods
            if p.year is not None and str(p.year) == level.claim.period[:4] and 0 <= level.claim.at.start - p.at.end <= 40
        ]
        found += [p.span for p in near[-1:]]
    return tuple(found)


def _year_by_year(body: Body, mean: Fact) -> list[Fact]:
    """2023年增长4.2%，2024年增长11.6%，两年平均增长…: the growths of just the years it says; empty unless those stand there."""
    match = re.search("([两二三四五])年(?:年均|平均)", body.clause(mean) + body.folded(mean))
    if match is None:
        return []
    wanted = "_两三四五".index(match[1].replace("二", "两")) + 1
    if in_turn := _years_in_turn(body, mean, wanted):
        return in_turn
    found = [
        f
        for f in body.beside(mean, "growth")
        if f.claim.at.start < mean.claim.at.start
        and usable(f)
        and f.claim.aspect in ("", "base")
        and name_key(f.claim) == name_key(mean.claim)
        and f.claim.scope_key == mean.claim.scope_key
    ]
    labels = [match for f in found if (match := LABEL.fullmatch(f.claim.period)) is not None]
    years = [int(each["year"].lstrip("Y")) for each in labels]
    if len(labels) < len(found) or len({each["part"] for each in labels}) != 1:
        return []
    return found if len(found) == wanted and sorted(years) == list(range(min(years), min(years) + wanted)) else []


def _years_in_turn(body: Body, mean: Fact, wanted: int) -> list[Fact]:
    """2023年、2024年营业额分别增长8.2%和12.6%，两年平均增长…: the growths of the years in the order in which their clause lists these."""
    row = [f for f in body.beside(mean, "growth") if f.order < mean.order and mean.claim.clause - f.claim.clause <= 1]
    if len(row) != wanted or not all(f.claim.group == row[0].claim.group > 0 and f.claim.quantity is not None for f in row):
        return []
    clauses = _STOP.split(body.lead(row[0]))
    said = clauses[-1]
    if len(clauses) > 1 and re.fullmatch("(?:[、和及与以]*\\d{4}年)+", clauses[-2]):
        said = clauses[-2] + said  # 2023年和2024年，营业额分别增长…
    years = [int(year) for year in _YEARS_LISTED.findall(said)]
    alike = years == list(range(years[0], years[0] + wanted)) if years else False
    listed = re.search(f"年(?:(?:、|和|及|与|以及)(?:19|20)\\d\\d年){{{wanted - 1}}}", said) is not None
    return row if alike and listed and "分别" in said and not _STOP.search(body.text(row[0], row[-1]).replace("、", "")) else []


_STOP = re.compile("[，。；]")
_YEARS_LISTED = re.compile("(?<!\\d)((?:19|20)\\d\\d)年")


def mistaken_means(change: Expression, years: int) -> tuple[tuple[str, Expression], ...]:
    """What one gets who prints the whole growth, or divides it by the years, or counts a year too many or too few."""
    rivals = [
        ("total-growth", change * 100 - 100),
        ("total-growth-divided", (change * 100 - 100) / years),
        ("year-count", root(change, years + 1) * 100 - 100),
    ]
    if years > 2:
        rivals.append(("year-count", root(change, years - 1) * 100 - 100))
    return tuple(rivals)


def _label_of(body: Body, ratio: Fact) -> str:
    """The year that a multiple starts from: 是2019年的2.4倍, or 以2019年为起点，…是当年的2.4倍."""
    if (start := _FROM_YEAR.search(body.lead(ratio))) is not None:
        return start[1]
    said = ratio.claim.why.split("|")[-1]
    return said if re.match(r"(\d{4}|Y)", said) else ""


def _years(body: Body, growth: Fact, first: str, last: str, sentence: str) -> list[int]:
    """Numbers of years the phrase may mean; empty when nothing says."""
    if match := re.search("([两二三四五六七八九十])年(?:年均|平均)", sentence):
        return [whole(match[1]) or 0]
    a, b = re.match(r"(\d{4})", first or ""), re.match(r"(\d{4})", last or "")
    if a and b and (n := int(b[1]) - int(a[1])) > 0:
        return [n]
    if not last and (ago := _YEARS_AGO.fullmatch(first or "")) is not None:
        return [int(ago[1])]  # 与十年前的352.8万人相比，…年均增长0.91%
    x, y = _RELATIVE.fullmatch(first or ""), _RELATIVE.fullmatch(last or "")
    if x and y and (n := int(y[1]) - int(x[1])) > 1:
        return [n] if last == "Y+0" else [n, n + 1]  # 五年前a，去年b: so many years before either
    if match := _RUN.search(sentence):  # 四年增长34.5%，年均增长7.7%
        return [whole(match[1]) or 0]
    if match := _SPAN.search(body.sentence(growth)):
        n = int(match[2]) - int(match[1])
        return [n, n + 1] if n > 0 else []  # whether the first year is the base or the first of growth is not always said
    return []


_FROM_YEAR = re.compile(
    r"以((?:19|20)\d\d)年(?:作?为|作)(?:起点|基点|基期|基年|基数|基准)，[^。；]*(?:是|为|相当于|达到?)(?:了)?(?:当年|当时|起点|那时)的?$"
)
_RELATIVE = re.compile(r"Y([+-]\d{1,2})")
_YEARS_AGO = re.compile(r"Y-(\d{1,2})")
_PART = re.compile("(?<![年之以])[前后首][两三四五六七八九]年")  # （2015年…，2020年…，）“十四五”前四年年均…: of other years
_OVER_YEARS = re.compile(
    "[两二三四五六七八九十]年(?:间|来|里|内|时间)?，?[^，。；\\d]{0,6}?(?:累计|共|净|约)?[增提上下成减降涨扩][长加高升降少涨大跌]?$"
)
_YEAR_TO_YEAR = re.compile(r"(\d{4})年[^，。；\d]{0,8}[比较](\d{4})年[^。；\d]*$")  # 2025年比2020年增长41.1%，年均增长7.1%
_SINCE_A_YEAR = re.compile(
    r"(?:与|比|较|同)\d{4}年[^，。；\d]{0,6}(?:相比)?，?[^。；\d]*(?:\d[^同环]*)?$"
)  # 与2019年同期相比，…下降9%，两年平均下降4.6%
_FROM_TO = re.compile(r"\d{4}/\d{4}")
_IN_ALL = re.compile("累计|总共|一共|共计|合计")
_YEAR_SAID = re.compile(r"\d年[^，；。]*$")


# 五年来, 过去三年: which year it began with is not said
_SO_MANY = re.compile(
    "(?:短短|仅用|仅用了|过去|最近|历时|历经|整整|前后|近|这)(?:的)?(?P<short>[两二三四五六七八九十]{1,2})年(?![前级期均度])"
    "|(?<![一二三四五六七八九十百])(?P<n>[两二三四五六七八九十]{1,2})年(?:间|来|里|内)"
)
_RUN = re.compile(
    "([两二三四五六七八九十])年(?:间|来|里|内|时间)?[^。；\\d]{0,10}?(?:累计|共|净|约)?[增提上下成减降涨翻扩][^。，；]{1,12}[，、]?(?:年均|平均每年)[^。，；]{0,8}$"
)
_SPAN = re.compile("((?:19|20)\\d{2})年?(?:到|至|[—～~-]{1,2})((?:19|20)\\d{2})年")
