"""The whole pipeline on one screen: articles → readings → outcomes → report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from enping_check.claims import Read, home_free_namer, read
from enping_check.claims.names import Namer
from enping_check.claims.reference import reference_reading
from enping_check.language import Extra, scan
from enping_check.model import Article, Check, Finding, Place, Problem, Reading, Report, Severity, Summary
from enping_check.reading.reference import load_reference
from enping_check.rules import (
    accumulated,
    adding,
    additions,
    answers,
    applied,
    apportioned,
    averages,
    balances,
    ballots,
    besides,
    catalog,
    compositions,
    conversions,
    counts,
    dates,
    densities,
    dividends,
    enlarged,
    enumerations,
    exchanged,
    exchanges,
    faults,
    few,
    firsts,
    flows,
    growth,
    headlines,
    incidence,
    leading,
    listed,
    mentions,
    movements,
    named,
    one_in,
    outgrown,
    overshoots,
    paces,
    paired,
    places,
    planned_rates,
    plans,
    plots,
    podium,
    points,
    products,
    quotients,
    rankings,
    ranks,
    rates,
    recurring,
    reference,
    remaining,
    restatement,
    rows,
    running,
    shares,
    shifts,
    standings,
    stocks,
    style,
    superlatives,
    titles,
    totals,
    trends,
    twain,
    yearly,
    years,
)
from enping_check.rules.body import Body
from enping_check.rules.outcome import DOUBTED, Outcome, Spot
from enping_check.rules.relation import Relation
from enping_check.rules.verdicts import judge_all
from enping_check.settings import Settings
from enping_check.wording import Trouble, say

# every family that states relations among claims, and every one that judges a text by itself
FAMILIES: tuple[Callable[[Body], Iterator[Relation]], ...] = (
    shares.relations, shifts.relations, outgrown.relations, rates.relations, incidence.relations, plans.relations,
    overshoots.relations, paired.relations, growth.relations,
    points.relations, totals.relations, compositions.relations, apportioned.relations, adding.relations, additions.relations,
    answers.relations, ballots.relations, besides.relations, rows.relations, remaining.relations, stocks.relations,
    balances.relations, twain.relations, flows.relations, enlarged.relations, running.relations, accumulated.relations,
    averages.relations, products.relations, quotients.relations, paces.relations, plots.relations, yearly.relations, recurring.relations,
    dividends.relations, planned_rates.relations,
    applied.relations, conversions.relations, densities.relations, exchanges.relations, exchanged.relations, faults.relations,
    firsts.relations, ranks.relations,
    leading.relations, rankings.relations, standings.relations, superlatives.relations, named.relations, restatement.relations,
    mentions.relations, movements.relations, headlines.relations, trends.relations, years.relations, titles.relations, reference.relations,
)  # fmt: skip


def read_articles(articles: Iterable[Article], settings: Settings, problems: Sequence[Problem] = ()) -> Report:
    """What the articles say, unchecked. An article that cannot be read becomes a problem; the others go on."""
    reads, failed = _read(articles, settings)
    return _report([r.reading for r in reads], [], [], [*problems, *failed])


def check_articles(articles: Iterable[Article], settings: Settings, problems: Sequence[Problem] = ()) -> Report:
    """Reads and checks articles as one body of facts, or each by itself with ``settings.each``."""
    reads, failed = _read(articles, settings)
    bodies = [[each] for each in reads] if settings.each else [reads] if reads else []
    findings: list[Finding] = []
    checks: list[Check] = []
    doubted: list[Check] = []
    failed = list(failed)
    table: tuple[Reading, Namer] | None = None
    try:
        table = _reference(settings)
    except Trouble as trouble:  # what was to be compared with it was not checked
        failed.append(Problem(str(settings.reference), trouble.said(settings.lang or "zh")))
    for group in bodies:
        readings = [each.reading for each in group]
        body = Body(readings, [each.namer for each in group], [each.home for each in group])
        if table is not None:
            readings = [*readings, table[0]]
            body = Body(readings, [*body.namers, table[1]], [*body.homes, ""], len(group))
        try:
            said, held, unsure = _judge(readings, body, settings)
        except Exception as error:  # a gate fails closed: what crashed was not checked
            if len(group) > 1:
                bodies += [[each] for each in group]  # the others are still checked, each by itself
            else:
                name = readings[0].article.name
                failed.append(_crashed(name, error, settings))
            continue
        findings += said
        checks += held
        doubted += unsure
    findings.sort(key=lambda f: (f.place.file, f.place.span, f.code))
    return replace(_report([r.reading for r in reads], findings, checks, [*problems, *failed]), doubted=tuple(doubted))


def _reference(settings: Settings) -> tuple[Reading, Namer] | None:
    """The user's reference table with the namer of its indicators; raises Trouble where it cannot be used."""
    if settings.reference is None:
        return None
    article, rows = load_reference(Path(settings.reference))
    namer = home_free_namer(settings)
    return reference_reading(article, rows, namer), namer


def _judge(readings: Sequence[Reading], body: Body, settings: Settings) -> tuple[list[Finding], list[Check], list[Check]]:
    findings: list[Finding] = []
    checks: list[Check] = []
    doubted: list[Check] = []
    for outcome in _outcomes(body, settings):
        if outcome.verdict == DOUBTED:
            doubted.append(_check(readings, outcome))
            continue
        if outcome.code[:3] != "EP9":
            checks.append(_check(readings, outcome))
        if outcome.verdict == "fails":
            findings.append(_finding(readings, outcome, settings))
        elif outcome.verdict == "last-digit":
            findings.append(_last_digit(readings, outcome, settings))
    return findings, checks, doubted


def _read(articles: Iterable[Article], settings: Settings) -> tuple[list[Read], list[Problem]]:
    reads: list[Read] = []
    problems: list[Problem] = []
    extra = Extra(units=settings.units, masks=settings.masks) if settings.units or settings.masks else None
    for article in articles:
        try:
            reads.append(read(article, scan(article, extra), settings))
        except Trouble:  # own units or indicators that cannot be used: no fault of the article
            raise
        except Exception as error:
            problems.append(_crashed(article.name, error, settings))
    return reads, problems


def _crashed(name: str, error: Exception, settings: Settings) -> Problem:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return Problem(name, say(settings.lang or "zh", "article-crash", path=name, reason=reason))


def _outcomes(body: Body, settings: Settings) -> Iterator[Outcome]:
    judged = list(judge_all(body, (relation for family in FAMILIES for relation in family(body) if not _damaged(body, relation))))
    yield from judged
    wrong = {each.primary for each in judged if each.code == "EP101" and each.verdict == "fails"}
    # what its own numbers contradict need not be told again for what any whole numbers would give
    counted = list(counts.examine(body))
    counted += (each for each in few.examine(body) if all(each.primary != told.primary for told in counted))
    yield from (each for each in counted if each.verdict != "fails" or each.primary not in wrong)
    yield from one_in.examine(body)
    for index, reading in enumerate(body.readings):
        if index == body.table:
            continue
        yield from dates.examine(index, reading, date=settings.date)
        yield from enumerations.examine(index, reading)
        yield from listed.examine(index, reading)
        yield from places.examine(index, reading)
        yield from podium.examine(index, reading)
        yield from titles.examine(index, reading)
        yield from style.examine(index, reading)


def _damaged(body: Body, relation: Relation) -> bool:
    """Arithmetic keeps away from sentences with a number that cannot be read."""
    for fact in relation.facts:
        for mark in body.readings[fact.key[0]].scan.damage:
            if mark.why not in ("day", "month", "hour", "minute", "order") and abs(mark.at.start - fact.claim.at.start) < 80:
                return True
    return False


def _place(readings: Sequence[Reading], spot: Spot) -> Place:
    article = readings[spot.reading].article
    line, column = article.position(spot.span.start)
    return Place(article.name, line, column, spot.span, article.surface(spot.span), spot.role)


def _check(readings: Sequence[Reading], outcome: Outcome) -> Check:
    rule = catalog.find(outcome.code)
    places = tuple(_place(readings, spot) for spot in (outcome.primary, *outcome.related))
    return Check(outcome.code, rule.name if rule else outcome.code, outcome.verdict, outcome.formula, places, outcome.strength)


def _finding(readings: Sequence[Reading], outcome: Outcome, settings: Settings) -> Finding:
    rule = catalog.find(outcome.code)
    params = {"stated": outcome.stated, "implied": "", "formula": outcome.formula, "diagnosis": "", **outcome.params}
    if params["diagnosis"] and not params["diagnosis"].startswith("@"):
        params["diagnosis"] = "@" + params["diagnosis"]
    lang = settings.lang or "zh"
    message = catalog.message(outcome.code, outcome.key, lang, params)
    ways = [("otherwise", stated, implied) for stated, implied in outcome.otherwise]
    if outcome.suggestion is not None:
        ways = [("suggestion", outcome.suggestion.text, outcome.suggestion.replacement)]
    ways += [("hypothesis", words, f"@{name}") for name, words in outcome.hypotheses]
    for key, stated, implied in ways:
        message += ("；" if lang == "zh" else "; ") + catalog.message("general", key, lang, {"stated": stated, "implied": implied})
    place = _place(readings, outcome.primary)
    related = tuple(_place(readings, spot) for spot in outcome.related)
    return Finding(
        code=outcome.code,
        rule=rule.name if rule else outcome.code,
        severity=outcome.severity,
        message=message,
        place=place,
        stated=outcome.stated or place.text,
        formula=outcome.formula,
        fingerprint=_fingerprint(readings, outcome),
        low=outcome.low,
        high=outcome.high,
        unit=outcome.unit,
        implied=outcome.implied,
        related=related,
        suggestion=outcome.suggestion,
        otherwise=outcome.otherwise,
    )


def _last_digit(readings: Sequence[Reading], outcome: Outcome, settings: Settings) -> Finding:
    note = replace(
        outcome,
        code="EP905",
        key="mismatch",
        severity=Severity.NOTE,
        params={"stated": outcome.stated, "implied": "", "formula": outcome.formula, "diagnosis": ""},
    )
    return _finding(readings, note, settings)


def _fingerprint(readings: Sequence[Reading], outcome: Outcome) -> str:
    """The rule and the printed claims in simplified form: nothing of where they stand."""
    words = []
    for spot in (outcome.primary, *outcome.related):
        article = readings[spot.reading].article
        words.append("".join(article.surface(spot.span).split()))
    return sha256("|".join([outcome.code, words[0], *sorted(words[1:])]).encode()).hexdigest()[:16]


def _report(readings: list[Reading], findings: list[Finding], checks: list[Check], problems: list[Problem]) -> Report:
    touched: set[tuple[str, int]] = set()
    files = {r.article.name for r in readings}
    for check in checks:
        touched |= {(p.file, p.span.start) for p in check.places if p.file in files}
    for finding in findings:
        touched |= {(p.file, p.span.start) for p in (finding.place, *finding.related) if p.file in files}
    summary = Summary(
        files=len(readings),
        numbers=sum(len(r.scan.quantities) for r in readings),
        claims=sum(len(r.claims) for r in readings),
        bound=sum(c.bound != "unclear" and bool(c.indicator) for r in readings for c in r.claims),
        checked=len(touched),
        relations=len(checks),
        verified=sum(c.held for c in checks),
        errors=sum(f.severity is Severity.ERROR for f in findings),
        warnings=sum(f.severity is Severity.WARNING for f in findings),
        notes=sum(f.severity is Severity.NOTE for f in findings),
    )
    return Report(tuple(readings), tuple(findings), tuple(checks), tuple(problems), summary)
