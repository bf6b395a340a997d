"""One article under one rulebook: every rule has an outcome, and a rule that breaks breaks nothing else."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from healthlint.article.article import Article
from healthlint.article.asked import AskedPlaces, facts_of, places_of
from healthlint.article.signals import read_signals
from healthlint.engine.fingerprint import with_fingerprints
from healthlint.engine.grammar import GrammarDesk
from healthlint.model import (
    Applies,
    ArticleReport,
    Authorship,
    Citations,
    Confidence,
    Disclaimer,
    Document,
    Facts,
    Finding,
    HealthlintError,
    NotApplicableError,
    Outcome,
    Readability,
    Rule,
    Settings,
    Spelling,
    Zone,
)
from healthlint.records import replace
from healthlint.rulebook.book import Rulebook
from healthlint.rulebook.line_up import LineUp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


NO_ARTICLE = "structure/error-page"
"""The rule that says of a page that it is none: nothing else is then said of it."""

BODY = frozenset({Zone.TITLE, Zone.HEADING, Zone.PROSE, Zone.LIST, Zone.CAPTION, Zone.TABLE, Zone.QUOTE})
"""Zones that are the article itself; the words of all others are counted apart."""


def check_document(document: Document, settings: Settings, book: Rulebook, grammar: GrammarDesk | None = None) -> ArticleReport:
    """Run every rule of ``book`` over a parsed article and gather the facts that reports show.

    A check that raises gives the outcome ``crashed``; the other rules go on.
    The rules of a grammar engine are ``not-run`` unless ``grammar`` answers for them.
    """
    article = Article(document, settings)
    crashes: dict[str, str] = {}
    lined_up = _line_up(book, article, crashes)
    outcomes: dict[str, Outcome] = {}
    not_run: dict[str, str] = {}
    remarks = _grammar(article, lined_up.grammar, grammar or GrammarDesk("off"), outcomes, not_run, crashes)
    findings = [*remarks, *_lexical(book, article, lined_up.lexical, crashes), *_structural(book, article, lined_up, outcomes, crashes)]
    facts = _facts(article, crashes)
    findings = [f for f in findings if f.rule == NO_ARTICLE] or findings
    nothing: tuple[int, dict[str, int]] = (0, {})
    words, excluded = attempt("words", partial(count_words, article), nothing, crashes)
    return ArticleReport(
        path=document.source.path,
        document=replace(document, blocks=article.blocks) if "blocks" in article.__dict__ else document,
        settings=settings,
        facts=facts,
        findings=finish(findings, article),
        outcomes=_decide(lined_up, findings, crashes, outcomes),
        words=words,
        words_excluded=excluded,
        crashes=crashes,
        not_run=not_run,
    )


def _line_up(book: Rulebook, article: Article, crashes: dict[str, str]) -> LineUp:
    """The rules that apply to the article; asked of each kind of rule only for the first article of its kind."""
    line_ups = book.line_ups
    traits = attempt("applies", partial(traits_of, article), None, crashes)
    if traits is not None and traits in line_ups.by_traits:
        return line_ups.by_traits[traits]
    found = line_ups.of(tuple([attempt("applies", partial(applies, kind, article), True, crashes) for kind in line_ups.kinds]))
    if traits is not None:
        line_ups.by_traits[traits] = found
    return found


def _decide(lined_up: LineUp, findings: list[Finding], crashes: Mapping[str, str], told: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """The outcome of every rule, ``told`` are those known already; on a page that is no article the others have nothing to judge."""
    on, outcomes = lined_up.on, lined_up.outcomes.copy()
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    if NO_ARTICLE in found:
        outcomes |= dict.fromkeys(on, Outcome.NOT_APPLICABLE)
        told = {rule: outcome for rule, outcome in told.items() if outcome is Outcome.NOT_RUN}
    outcomes |= {rule: outcome_of(said) for rule, said in found.items() if rule in on}
    outcomes |= told
    return outcomes | dict.fromkeys(crashes.keys() & on.keys(), Outcome.CRASHED)


def _grammar(
    article: Article,
    rules: dict[str, Rule],
    desk: GrammarDesk,
    outcomes: dict[str, Outcome],
    not_run: dict[str, str],
    crashes: dict[str, str],
) -> list[Finding]:
    nothing: list[Finding] = []
    found = attempt("grammar", partial(desk.findings, article, rules), nothing, crashes) if rules else nothing
    for rule in rules.values():
        if "grammar" in crashes:
            outcomes[rule.id] = Outcome.CRASHED
        elif not desk.reason and desk.answers_for(rule):
            outcomes[rule.id] = outcome_of([f for f in found if f.rule == rule.id])
        else:
            outcomes[rule.id] = Outcome.NOT_RUN
            not_run[rule.id] = desk.reason or "another grammar engine ran"
    return found


def attempt(name: str, step: Callable[[], T], instead: T, crashes: dict[str, str]) -> T:
    """The result of ``step``, or ``instead`` with a line in ``crashes`` under ``name`` if it raises.

    The one place where any exception is caught: a gate must say that a rule
    broke and must still report what the others found. Wrong use is no crash.
    """
    try:
        return step()
    except HealthlintError:
        raise
    except Exception as error:  # noqa: BLE001
        crashes.setdefault(name, describe(error))
        return instead


def describe(error: Exception) -> str:
    """An exception on one line, with the place in our code where it arose."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" ({trace.tb_frame.f_code.co_filename.rpartition('healthlint/')[2]}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"


def traits_of(article: Article) -> tuple[object, ...]:
    """All by which rules may or may not apply to an article."""
    settings = article.settings
    return (
        article.document.format, settings.content_type, settings.audience, settings.locale, article.language, article.document_type,
    )  # fmt: skip


def applies(kind: Applies, article: Article) -> bool:
    """Whether rules of this kind have anything to say about an article like this."""
    settings = article.settings
    if kind.formats and article.document.format not in kind.formats:
        return False
    if kind.content_types and settings.content_type not in kind.content_types:
        return False
    if kind.audiences and settings.audience not in kind.audiences:
        return False
    if kind.locales and settings.locale not in kind.locales:
        return False
    if "any" not in kind.languages and article.language not in {*kind.languages, "und"}:
        return False
    return not (kind.not_document_types and article.document_type in kind.not_document_types)


def outcome_of(findings: list[Finding]) -> Outcome:
    """What these findings of one rule amount to."""
    if not findings:
        return Outcome.PASSED
    if all(f.confidence is Confidence.POSSIBLE for f in findings):
        return Outcome.NEEDS_REVIEW
    return Outcome.FAILED


def _lexical(book: Rulebook, article: Article, lexical: frozenset[str], crashes: dict[str, str]) -> list[Finding]:
    broken: dict[str, str] = {}
    nothing: list[Finding] = []
    found = attempt("lexical", lambda: list(book.lexicon.scan(article, lexical)), nothing, broken)
    for reason in broken.values():
        crashes.update(dict.fromkeys(lexical, reason))
    return found


def _structural(
    book: Rulebook, article: Article, lined_up: LineUp, outcomes: dict[str, Outcome], crashes: dict[str, str]
) -> list[Finding]:
    everything: Sequence[int] = range(len(lined_up.structural))
    waiting = iter(attempt("words that tell", partial(_awake, article, lined_up, outcomes), everything, {}))
    found: list[Finding] = []
    begun: list[Rule] = []
    broken: dict[str, str] = {}
    while not attempt("check", partial(_run_all, book, lined_up, waiting, article, outcomes, found, begun), False, broken):
        crashes.setdefault(begun[-1].id, broken.pop("check"))
    return found


def _awake(article: Article, lined_up: LineUp, outcomes: dict[str, Outcome]) -> Sequence[int]:
    """The places of the rules that wait for nothing, and of those whose words, elements or facts the article has.

    Without their facts rules do not apply.
    """
    facts = facts_of(article.citations) if lined_up.facts else ()
    outcomes |= dict.fromkeys(lined_up.without(facts), Outcome.NOT_APPLICABLE)
    article.asked = AskedPlaces(lined_up.telling, article.blocks, places_of(article, lined_up.words))
    return lined_up.awake([*article.asked.places, *(article.tags & lined_up.words), *(lined_up.words.intersection(facts))])


def _run_all(
    book: Rulebook,
    lined_up: LineUp,
    waiting: Iterator[int],
    article: Article,
    outcomes: dict[str, Outcome],
    found: list[Finding],
    begun: list[Rule],
) -> bool:
    """Run one rule after the other until none is left, or one of them raises: it is then the last of those that are ``begun``."""
    begin, rules, checks = begun.append, lined_up.structural, lined_up.checks
    for at in waiting:
        rule, check = rules[at], checks[at]
        begin(rule)
        try:
            if check is None:
                check = checks[at] = book.check_of(rule)
            said = [*check(rule, article)]
        except NotApplicableError:
            outcomes[rule.id] = Outcome.NOT_APPLICABLE
            continue
        if said:
            found += said[:1] if rule.once else said
    return True


def _facts(article: Article, crashes: dict[str, str]) -> Facts:
    return Facts(
        language=attempt("language", lambda: article.language, "", crashes),
        document_type=attempt("document-type", lambda: article.document_type, "article", crashes),
        spelling=attempt("spelling", lambda: article.spelling, Spelling(), crashes),
        readability=attempt("readability", lambda: article.readability, Readability(), crashes),
        authorship=attempt("authorship", lambda: article.authorship, Authorship(), crashes),
        disclaimer=attempt("disclaimer", lambda: article.disclaimer, Disclaimer(), crashes),
        citations=attempt("citations", lambda: article.citations, Citations(), crashes),
        claims=attempt("claims", lambda: article.claims, (), crashes),
        sentences=attempt("sentences", lambda: article.sentences, (), crashes),
        signals=attempt("signals", lambda: article.once(read_signals), frozenset(), crashes),
    )


def count_words(article: Article) -> tuple[int, dict[str, int]]:
    """Words of the article itself, and the words of every other zone."""
    others = {zone.value: n for zone, n in article.words_by_zone.items() if n and zone not in BODY}
    return article.count_words(*BODY), dict(sorted(others.items()))


def finish(findings: list[Finding], article: Article) -> tuple[Finding, ...]:
    """Findings in the order of their places, with excerpt and fingerprint, none twice."""
    unique = {(f.span, f.rule, f.message): f for f in findings}
    return with_fingerprints([unique[place] for place in sorted(unique)], article)
