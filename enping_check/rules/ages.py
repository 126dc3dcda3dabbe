"""How old something is, and the how manieth of a yearly event, against the years named: N周年, 走过N年, 第N届 (EP803).

N周年 is the difference of two years; an event held every year since Y is in Y2 the (Y2 − Y + 1)th.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from enping_check.claims.dateline import either, words
from enping_check.language.numerals import whole
from enping_check.model import Severity, Span
from enping_check.rules.dated import COUNT, YEAR, Dated, Point, one_digit, told
from enping_check.rules.lifetimes import lifetimes
from enping_check.rules.outcome import Outcome

_ASIDE = 60  # characters between a founding and its anniversary
_ROUND = 5  # years by which a round age may be off: 走过40年 of 43


@dataclass(frozen=True, slots=True)
class _Patterns:
    anniversary: re.Pattern[str]
    lived: re.Pattern[str]
    founding: re.Pattern[str]
    same_body: re.Pattern[str]
    itself: re.Pattern[str]
    founded_in: re.Pattern[str]
    edition: re.Pattern[str]
    first_and_last: re.Pattern[str]
    opened: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    w = words("span")
    kept, path = either(w["lived"]), either(w["path"])
    return _Patterns(
        anniversary=re.compile(
            f"(?<![一二三四五六七八九十百第\\d])(?P<at>{COUNT}(?:周年|年?华诞|周?岁(?:生日|华诞)?|年(?:校庆|厂庆|院庆|店庆|社庆)))(?![时后前以])"
        ),
        lived=re.compile(
            f"(?:{kept})(?:整整|足足|了)?(?P<at>{COUNT}(?:年|个年头|个春秋|载))(?:的?(?:{path})|，|。|的)|(?P<at2>(?P<n2>\\d{{1,3}})年)的?(?:{path})"
        ),
        founding=re.compile(f"，?[^。；，、\\d]{{0,16}}?(?:{either(w['founded-after'])})(?!于)"),
        same_body=re.compile(either(w["same-body"])),
        itself=re.compile(f"[，,](?:{either(w['itself'])})"),
        founded_in=re.compile("(?:建|创|办|立|设|开|成)[一-鿿]$"),
        edition=re.compile(f"(?:(?<!上)(?<!下)第|(?:连续|累计|已)(?:成功)?(?:{either(w['held'])}|办)过?了?)(?P<at>{COUNT})[届屆]"),
        # 从1994年第一届到2024年第三十一届
        first_and_last=re.compile(
            f"(?<!\\d)(?P<a>{YEAR})年的?(?:第一|首)届[^。；\\d第]{{0,8}}?[到至](?P<b>{YEAR})年的?(?P<at>第{COUNT}届)"
        ),
        opened=re.compile(
            f"(?<!\\d)(?P<a>{YEAR})年(?:\\d{{1,2}}月)?(?:[^，。；\\d]{{0,6}}?(?:首届|首次|首办|首度|首开|头一回|头一届|头一次|头回|第一回|第一次|创办|创立|创设|创始|发起|第一届|起步|开始|起)|(?:，|、)?(?:举办|举行|推出|迎来)?(?:了)?首届)"
            f"|(?:始于|始办于|创办于|首届于|首次于|首届办于|首办于|创立于|起办于|创始于|发起于|发端于|首届举办于|首次举办于)(?P<a2>{YEAR})年"
        ),
    )


def ages(dated: Dated, sentences: Sequence[Span], number: int) -> Iterator[Outcome]:
    """Every age of a sentence of a line; the founding may be told in the one before or behind."""
    text, sentence = dated.text, sentences[number]
    said = text[sentence.start : sentence.end]
    p = _patterns()
    before = sentences[number - 1] if number else None
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    if "周年" in said or "年" in said or "岁" in said:
        for found in p.anniversary.finditer(text, sentence.start, sentence.end):
            outcomes = list(_anniversary(dated, found, sentence, before)) if "岁" not in found["at"] else []
            yield from outcomes or _aged(dated, found, sentence, before, after, exact=True)
        for found in p.lived.finditer(text, sentence.start, sentence.end):
            yield from _aged(dated, found, sentence, before, after, exact=False)
    if "岁" in said:
        yield from lifetimes(dated, sentence, before)
    if "届" in said:
        yield from _editions(dated, sentence, before, after)


def _aged(dated: Dated, found: re.Match[str], sentence: Span, before: Span | None, after: Span | None, *, exact: bool) -> Iterator[Outcome]:
    """今年是建校50周年。学校创办于1975年; 创办于1975年，走过50年: the one founding and the one year spoken of, in three sentences."""
    text, w = dated.text, words("span")
    name = "at" if found["at"] else "at2"
    n, at = whole(found["n"] or found["n2"] or "") if not exact else whole(found["n"]), Span(*found.span(name))
    lead = re.split("[，；。]", text[max(sentence.start, at.start - 24) : at.start])[-1]
    if not n or n < 2 or not dated.readable(at) or len(_patterns().anniversary.findall(text[sentence.start : sentence.end])) > 1:
        return
    event = _event(lead, text[sentence.start : sentence.end]) if exact else None
    if any(word in lead for word in (*w["national"], *w["ahead"])) or (not event and lead.endswith(w["other-event"])):
        return
    if exact and not (event or lead.endswith(w["of-founding"]) or _patterns().founded_in.search(lead) or "岁" in found["at"]):
        return
    founded = _begun(dated, dated.points(sentence), found.start(), event)
    for other in (before, after):
        apart = other is None or (event is not None and _AGAIN.search(text[other.start : other.end]) is not None)
        if not founded and other is not None and not apart and _of_one_body(dated, sentence, other):
            founded = _begun(dated, dated.points(other), other.end, event)
    bases = {point.year for point in founded}
    if len(bases) != 1 or founded[0].year is None:
        return
    base = founded[0].year
    others = [point for point in dated.points(sentence) if point.year not in (None, base)]
    clause = _clause_start(text, sentence, at.start)
    if not all(_spoken_of(dated, point, at.start, clause) or text[point.at.start - 1] in "至到" for point in others):
        return  # 2010年改制的某厂
    here = {point.year for point in others if point.year is not None}
    sure = len(here) == 1
    if not here and "今" in lead and dated.spoken.sure and dated.spoken.year is not None:
        here, sure = {dated.spoken.year}, True
    elif not here:
        here = {year for each in (before, after) if each is not None for year in _latest(dated, each)} - {base}
    if len(here) != 1:
        return
    now = here.pop()
    if now <= base:
        return
    off = abs(n - (now - base))
    slack = 1 if exact and not sure else 0
    if not exact:
        to_the_year = _EXACTLY.search(lead) is not None and not any(point.month for point in (founded[0], *others))
        slack = _off_by(n, now - base, to_the_year=to_the_year, counted=found[name].endswith("年头"))
    if off and (off <= slack or (exact and not sure and not one_digit(n, now - base) and not _by_month(dated, now, before, after))):
        return
    meant = one_digit(n, now - base) and not found[name].endswith("年头") and (exact or n % 10 > 0)
    yield told(
        dated,
        not off,
        at,
        founded[0].at,
        now - base,
        f"{now} − {base} = {now - base}",
        severity=Severity.WARNING,
        unit=_unit(found, name),
        phrase=at if meant else None,
        number=Span(*found.span("n2" if name == "at2" else "n")),
    )


def _off_by(n: int, years: int, *, to_the_year: bool, counted: bool) -> int:
    """How far an age may be from the difference of the years; 18个年头 counts both ends, 恰好走过14年 is not rounded."""
    if to_the_year:
        return int(counted and n > years)
    return _ROUND - 1 if n % 10 == 0 else 1


_EXACTLY = re.compile("恰好|刚好|正好|恰恰|整整|恰(?=走|满|有)")


def _latest(dated: Dated, sentence: Span) -> set[int]:
    """The years a sentence tells of, where they are the latest of the article; 自2016年起 tells of no one year."""
    latest = max((period.year for period in dated.reading.scan.periods if period.year is not None), default=0)
    points = [point for point in dated.points(sentence) if point.year == latest]
    return {
        latest
        for point in points
        if dated.text[point.at.start - 1 : point.at.start] not in tuple("自从由至到比较") or _by_now(dated, point)
    }


def _by_now(dated: Dated, point: Point) -> bool:
    """至2023年已有教学班72个: the year up to which something has come is the article's own."""
    return dated.text[point.at.start - 1] in "至到" and _HAVING.match(dated.text, point.at.end) is not None


_HAVING = re.compile("(?:[末底春秋夏冬初]|\\d{1,2}月末?底?)?，?[^，。；\\d]{0,8}?(?:已|共有|现有|拥有|累计|共培养|在[校册园职岗])")


def _by_month(dated: Dated, year: int, *sentences: Span | None) -> bool:
    """2025年3月，集团宣布…: news; but 2015年，该厂完成技改 may be long ago."""
    return any(point.month > 0 and point.year == year for each in sentences if each is not None for point in dated.points(each))


def _clause_start(text: str, sentence: Span, at: int) -> int:
    """Where the clause of a place in the sentence begins."""
    return max(max(text.rfind(mark, sentence.start, at) for mark in "，；、") + 1, sentence.start)


def _unit(found: re.Match[str], name: str) -> str:
    """周年 of 50周年."""
    return found[name][len(found["n"] or found["n2"]) :]


def _of_one_body(dated: Dated, sentence: Span, other: Span) -> bool:
    """学校创办于1975年 beside 今年是县职业技术学校建校50周年: the founding's sentence names nothing else."""
    w, text = words("span"), dated.text
    said = text[other.start : other.end]
    if other.start > sentence.start and (said.startswith((*w["itself"], *w["founded"])) or _patterns().same_body.search(said[:12])):
        return True
    own = text[sentence.start : sentence.end]
    if other.start < sentence.start and (
        _patterns().same_body.search(own) or own.startswith(w["itself"]) or _patterns().itself.search(own)
    ):
        return True
    head = re.split(f"[，年\\d自]|{either((*w['founded'], *w['founded-after']))}", said)[0]
    return any(head[i : i + 2] in own for i in range(len(head) - 1))


def _editions(dated: Dated, sentence: Span, before: Span | None, after: Span | None) -> Iterator[Outcome]:
    """自2016年首届以来每年一届 … 2025年为第十届, 已连续举办十届: both years count, and every one between them."""
    text, p, w = dated.text, _patterns(), words("span")
    start, end = before.start if before else sentence.start, after.end if after else sentence.end
    around = text[start:end]
    apart = re.sub(either(w["yearly"]), "，", around)  # 从未停办
    if apart == around or any(word in apart for word in w["broken-off"]):
        return
    if (ends := p.first_and_last.search(text, sentence.start, sentence.end)) is not None and (n := whole(ends["n"])):
        both = int(ends["b"]) - int(ends["a"]) + 1
        formula = f"{ends['b']} − {ends['a']} + 1 = {both}"
        if both > 1:
            yield told(dated, n == both, Span(*ends.span("at")), ends, both, formula, severity=Severity.WARNING, unit="届")
        return
    numbers = {found["n"]: found for found in _later(p.edition.finditer(text, start, end))}
    opened = {found["a"] or found["a2"]: found for found in p.opened.finditer(text, start, end)}
    own = _later(p.edition.finditer(text, sentence.start, sentence.end))
    if len(numbers) != 1 or len(opened) != 1 or len(own) != 1:
        return
    (base, first), n = next(iter(opened.items())), whole(own[0]["n"])
    years = {int(year) for year in re.findall(f"(?<!\\d)({YEAR})年", around)} - {int(base)}
    now = years.pop() if len(years) == 1 else dated.spoken.year if not years and dated.spoken.sure else None
    unsaid = _THIS_YEAR.search(text, sentence.start, own[0].start()) is not None and not dated.spoken.sure
    if unsaid:
        now = _only_other_year(text, int(base))
    if now is None or not n or now <= int(base):
        return
    both, at = now - int(base) + 1, Span(*own[0].span("at"))
    if n == both - 1 or (unsaid and n > both):
        return  # founded in one year, first held in the next; 今年 may be later than any year that is printed
    formula = f"{now} − {base} + 1 = {both}"
    whole_phrase = Span(at.start - dated.text.startswith("第", at.start - 1), at.end + 1)
    yield told(dated, n == both, whole_phrase, first, both, formula, severity=Severity.WARNING, unit="届")


def _later(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """All but the first: 1998年第一届 tells the year it began."""
    return [each for each in found if each["n"] not in ("一", "1")]


_THIS_YEAR = re.compile(f"今年(?!（{YEAR}年）)")


def _only_other_year(text: str, base: int) -> int | None:
    """The one year that the article prints beside the first: then 今年 is that."""
    years = {int(year) for year in re.findall(f"(?<!\\d)({YEAR})年", text)} - {base}
    return years.pop() if len(years) == 1 else None


_A_LIFE = 30  # years by which no slip is off, where the article's own year is but guessed


def _anniversary(dated: Dated, found: re.Match[str], sentence: Span, previous: Span | None) -> Iterator[Outcome]:
    """N周年 against the one founding year of its sentence (or of the one before it) and the year it is spoken in."""
    text = dated.text
    w = words("span")
    n = whole(found["n"])
    at = Span(*found.span("at"))
    said = text[sentence.start : sentence.end]
    before = text[max(sentence.start, found.start() - 16) : found.start()]
    if not n or not dated.readable(at) or len(_patterns().anniversary.findall(said)) != 1 or any(word in before for word in w["national"]):
        return
    clause = _clause_start(text, sentence, found.start())
    lead = text[clause : found.start()]
    around = lead + re.split("[，。；]", text[found.end() : found.end() + 12])[0]
    points = [point for point in dated.points(sentence) if point.year is not None]
    dated_ahead = any(clause <= point.at.start < found.start() and not _founding(dated, point, found.start()) for point in points)
    event = _event(lead, said)
    if not event and (before.endswith(w["other-event"]) or not before.endswith(w["of-founding"])):
        return
    soon = _SOON.search(around) is not None
    behind = _day_told_behind(dated, found.end()) if soon or any(word in lead for word in w["years"]) else None
    if any(word in around for word in w["ahead"]) and not dated_ahead and not (soon and behind):  # 将于2024年10月1日 says when
        return
    founded = _begun(dated, points, found.start(), event)
    again = previous is not None and _AGAIN.search(text[previous.start : previous.end])
    if not founded and event and previous is not None and not again and _of_one_body(dated, sentence, previous):
        founded = _begun(dated, dated.points(previous), previous.end, event)  # 1922年在新马路开业。…举办开业113周年庆典
    elif not founded and not event and previous is not None:
        founded = _founded_before(dated, previous, found, sentence)
    if len({point.year for point in founded}) != 1 or founded[0].year is None:
        return
    base = founded[0].year
    if founded[0].at.start >= sentence.start and abs(founded[0].at.start - found.start()) > _ASIDE:
        return
    others = [point for point in points if point.year != base and point.at.start < found.start()]
    years = {point.year for point in others if _spoken_of(dated, point, found.start(), clause)}
    celebrated = any(word in around for word in w["celebrated"])
    now, severity = dated.spoken.year, Severity.WARNING
    if len(years) == 1 and (celebrated or any(point.at.start >= clause for point in others)):
        now, severity = years.pop(), Severity.ERROR
    elif years or any(point.at.start >= clause for point in others):
        return
    elif behind is not None and (now is None or now == base or soon):
        now = behind  # 即将迎来55周年校庆。2023年10月2日，校友…: hardly told years before or after that day
        if abs(n - (now - base)) == 1:
            return
    elif now is None:
        return
    elif not dated.spoken.sure and (abs(n - (now - base)) > _A_LIFE or any(point.year == now for point in others)):
        return  # 2010年改制的某厂创办于1952年，今年…: the article's year is not 2010
    elif any(word in lead for word in w["years"]):
        turning = dated.spoken.date is not None and dated.spoken.date.month in (1, 12)
        severity = Severity.WARNING if dated.spoken.source == "year" or turning else Severity.ERROR
    elif not (dated.spoken.sure and celebrated) or abs(n - (now - base)) == 1:  # 即将迎来, or told of last year
        return
    if now is None or now <= base:
        return
    yield told(
        dated,
        n == now - base,
        at,
        founded[0].at,
        now - base,
        f"{now} − {base} = {now - base}",
        severity=severity,
        unit=_unit(found, "at"),
        phrase=at,
        number=Span(*found.span("n")),
    )


_SOON = re.compile("即将|将迎|将要|就要|将满")


def _day_told_behind(dated: Dated, end: int) -> int | None:
    """The one year of all days and months that the text prints behind a place."""
    periods = dated.reading.scan.periods
    years = {p.year for p in periods if p.at.start >= end and p.year is not None and p.part[:1] in ("D", "M") and not p.error}
    return years.pop() if len(years) == 1 else None


def _begun(dated: Dated, points: Sequence[Point], anniversary: int, event: re.Pattern[str] | None) -> list[Point]:
    """The years from which an anniversary may count: those of the event that it names, else those of a founding."""
    years = [point for point in points if point.year is not None]
    if event is not None:
        return [point for point in years if event.match(dated.text, point.at.end)]
    return [point for point in years if _founding(dated, point, anniversary)]


def _event(lead: str, sentence: str) -> re.Pattern[str] | None:
    """迎来投产55周年 is of the year in which something was put to use: 1958年建成发电, 1958年投产."""
    w = words("span")
    for kin in w["one-event"]:
        named = re.fullmatch(f"(.*?)(?:{kin})", lead)
        if named is not None and named[1].endswith((*w["years"], *w["celebrated"], *w["of-founding"])) and not _AGAIN.search(sentence):
            return re.compile(
                f"(?:\\d{{1,2}}月(?:\\d{{1,2}}日)?)?(?:[在于][^，。；、\\d的]{{2,8}})?(?:正式|建成|竣工|全面)*(?:{kin})(?![前后])"
            )
    return None


_AGAIN = re.compile(
    "[一二三四五六]期|首[台批条]|分[店院馆校行号]|[新二][店馆址]|旗舰店|[停复]航|[停复]产|[停复]刊|停业|重新|再次|转板|退市|搬迁|迁建|重组|改制"
)


def _founding(dated: Dated, point: Point, anniversary: int) -> bool:
    """A year in which something was founded: 创办于1958年, 1958年建校; 2024年迎来建校70周年 founds nothing in 2024."""
    text = dated.text
    if text[max(0, point.at.start - 4) : point.at.start].endswith(words("span")["founded"]):
        return True
    after = _patterns().founding.match(text, point.at.end)
    return after is not None and after.end() != anniversary and (point.at.start > anniversary or after.end() < anniversary)


def _founded_before(dated: Dated, previous: Span, found: re.Match[str], sentence: Span) -> list[Point]:
    """The founding told in the sentence before, when this one goes on about the same body (该校, 学校 …)."""
    p, text = _patterns(), dated.text
    goes_on = p.itself.search(text, sentence.start, found.start()) or p.same_body.search(text, sentence.start, found.start())
    if not goes_on and not text.startswith(words("span")["itself"], sentence.start) and not _of_its_kind(dated, previous, found, sentence):
        return []
    points = [point for point in dated.points(previous) if point.year is not None]
    return [point for point in points if _founding(dated, point, previous.end)]


def _of_its_kind(dated: Dated, previous: Span, found: re.Match[str], sentence: Span) -> bool:
    """学校创办于1956年。谨定于2026年10月18日举行建校70周年庆典: it names nobody, and is of a school as the one before is."""
    text = dated.text
    kind = re.search("[建办创]([校院厂馆店社矿港])$", text[sentence.start : found.start()])
    head = text[previous.start : previous.end]
    named = re.match(f"(?:我们?|本)?({either(words('span')['itself'])})[^，。；\\d]{{0,4}}(?:{either(words('span')['founded'])})", head)
    return kind is not None and named is not None and kind[1] in named[1] and _INVITED.match(text, sentence.start) is not None


_INVITED = re.compile("(?:谨|兹|特|现|拟|将|计划|定|于|在|订)*(?:19|20)\\d\\d年")


def _spoken_of(dated: Dated, point: Point, anniversary: int, clause: int) -> bool:
    """True for a year that says when: 2024年，… or 2024年迎来…; not 2010年改制的…, which tells of something."""
    text = dated.text
    if text.startswith(("，", ",", "），"), point.at.end):
        return True
    if point.at.start < clause:
        return False
    told = text[point.at.end : anniversary]
    verb = re.search(either(words("span")["celebrated"]), told)
    return "的" not in (told[: verb.start()] if verb else told)
