"""Where the time of a check goes, stage by stage, and the rate of the whole."""

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measuring import best, table, together
from healthlint.article import Article
from healthlint.article.asked import AskedPlaces, places_of
from healthlint.article.claims import CLAIM_ZONES, read_claims
from healthlint.engine.books import Books, settings_of
from healthlint.engine.check import applies, check_document
from healthlint.engine.config import load_config
from healthlint.engine.grammar import GrammarDesk
from healthlint.engine.run import Bench, check_bytes, format_of, parse_named
from healthlint.language.words import EDGE, find_words_of, fold
from healthlint.model import Document, NotApplicableError, Settings
from healthlint.parse import read_source
from healthlint.rulebook.book import Rulebook

TODAY = date(2026, 11, 22)
FACTS = ("blocks", "language", "sentences", "citations", "authorship", "disclaimer", "claims", "readability", "spelling")
"""What an article says of itself, in the order in which later facts need earlier ones."""
A_FEW = 10
"""Pages that are timed together."""
TABLE_CHECKS = frozenset(
    "mixed-variants wrong-variant mixed-ise-ize two-spellings foreign-term misspelt-medical-word specialist-word wordy-phrase "
    "unexplained-term double-negative passive-instruction lookalike-drug-name".split(),
)
"""Checks that look the words of an article up in the tables of rules/words, besides the one pass of the lexical rules."""
PAGE = 37_000
"""Bytes of a usual article as an HTML page, by which the cost of one family is told."""


def bench_for(folder: Path) -> Bench:
    """All default rules, no grammar engine."""
    return Bench(load_config(folder, {}, {}), TODAY, Books(), (), GrammarDesk("off"))


def measure_stages(pages: Sequence[Path]) -> None:
    """Print the rate of every stage over ``pages`` and of the whole check."""
    data = [(path.read_bytes(), path.name) for path in pages]
    size = sum(len(d) for d, _ in data) / 1e6
    bench = bench_for(pages[0].parent)
    book = bench.books.book_for(bench.config)
    settings = settings_of(bench.config, book, TODAY)

    _check_all(data, bench)
    gc.freeze()  # as the command does after a few files: what stays is not looked through again and again
    _print_rates(data, bench)

    def decode() -> list[object]:
        return [read_source(d, name) for d, name in data]

    sources = [read_source(d, name) for d, name in data]
    documents = [parse_named(s, s.path) for s in sources]
    for document in documents:
        check_document(document, settings, book, bench.grammar)
    gc.freeze()
    rows: list[tuple[object, ...]] = [("stage", "MB per CPU second", "ms a page")]

    def row(name: str, seconds: float) -> None:
        rows.append((name, size / seconds if seconds > 0 else 0.0, 1000 * seconds / len(data)))

    row("decode", best(decode))
    row("parse", best(lambda: [parse_named(s, s.path) for s in sources]))
    for name, seconds in _facts(documents, settings).items():
        row(f"fact: {name}", seconds)
    row("rules and report", best(lambda: [check_document(d, settings, book, bench.grammar) for d in documents]))
    whole = best(lambda: [check_bytes(d, name, bench) for d, name in data])
    row("whole", whole)
    table(f"Stages: {len(data)} pages, {size:.1f} MB, all default rules, one process", rows)
    family = min(_family("accessibility", documents, settings, book) for _ in range(3))
    print(f"  accessibility rules, document ready: {1000 * family * PAGE / size / 1e6:.2f} ms per page of {PAGE / 1000:.0f} KB")
    prose, tokens, tables = _lexical_pass(documents, settings, book)
    print(
        f"  lexical pass over all tables: {(tokens + tables) * 1000 / prose:.0f} ms per MB of prose, "
        f"{tokens * 1000 / prose:.0f} of them for the tokens ({prose:.2f} MB)",
    )
    prose, seconds = _claim_reader(documents, settings)
    print(f"  claim reader alone, sentences and citations ready: {seconds * 1000 / prose:.0f} ms per MB of prose ({prose:.2f} MB)")


def _print_rates(data: Sequence[tuple[bytes, str]], bench: Bench) -> None:
    """Print the rate of each format; before the stages, for which all articles are held at once: the command has one at a time."""
    rows: list[tuple[object, ...]] = [("format", "pages", "MB per CPU second", "over all rounds")]
    for form in sorted({format_of(name) for _, name in data}):
        mine = [(d, name) for d, name in data if format_of(name) is form]
        amount = sum(len(d) for d, _ in mine) / 1e6
        cheapest, usual = together([partial(_check_all, mine[at : at + A_FEW], bench) for at in range(0, len(mine), A_FEW)])
        rows.append((form.value, len(mine), amount / cheapest, amount / usual))
    table(f"Rate: all default rules, one process, each {A_FEW} pages at the best of five rounds", rows)


def _family(family: str, documents: Sequence[Document], settings: Settings, book: Rulebook) -> float:
    """Seconds for the rules of one family, and what only they ask for, where blocks, words and language are known."""
    seconds = 0.0
    rules = [rule for rule in book.rules.values() if rule.family == family]
    for article in [Article(d, settings) for d in documents]:
        _ = article.language, article.document_type, article.vocabulary
        started = time.process_time()
        for rule in rules:
            telling = book.telling.get(rule.id)
            asleep = telling is not None and telling.isdisjoint(article.vocabulary) and telling.isdisjoint(article.tags)
            if not asleep and applies(rule.applies, article):
                with suppress(NotApplicableError):
                    list(book.check_of(rule)(rule, article))
        seconds += time.process_time() - started
    return seconds


def _lexical_pass(documents: Sequence[Document], settings: Settings, book: Rulebook) -> tuple[float, float, float]:
    """Megabytes of text in the blocks, seconds to make tokens of it, and seconds for every rule that looks words up in a table."""
    size = tokens = tables = 0.0
    for document in documents:
        first = Article(document, settings)
        blocks = first.blocks
        size += sum(len(b.text.encode()) for b in blocks) / 1e6
        tokens += best(partial(_tokens, [b.text for b in blocks]))
        tables += min(_look_up(document, settings, book) for _ in range(3))
    return size, tokens, tables


def _tokens(texts: list[str]) -> None:
    """Make the tokens of all texts, and their places too, though many are never asked for theirs."""
    for words in find_words_of(texts, fold(EDGE.join(texts))):
        _ = words.starts


def _look_up(document: Document, settings: Settings, book: Rulebook) -> float:
    """Seconds to find the words that rules wait for, and for lexical rules and ``TABLE_CHECKS``; blocks, tokens, sentences are known."""
    article = Article(document, settings)
    _ = article.language, article.document_type, article.vocabulary, article.sentences, article.accessibility, article.keys_of_blocks
    for block in article.blocks:
        _ = article.words(block).starts
    lined_up = book.line_ups.of(tuple(applies(kind, article) for kind in book.line_ups.kinds))
    started = time.process_time()
    article.asked = AskedPlaces(lined_up.telling, article.blocks, places_of(article, lined_up.words))
    list(book.lexicon.scan(article, lined_up.lexical))
    for at in lined_up.awake(article.asked.places):
        rule = lined_up.structural[at]
        if rule.check in TABLE_CHECKS:
            with suppress(NotApplicableError):
                list(book.check_of(rule)(rule, article))
    return time.process_time() - started


def _check_all(data: Sequence[tuple[bytes, str]], bench: Bench) -> None:
    for content, name in data:
        check_bytes(content, name, bench)


def _facts(documents: Sequence[Document], settings: Settings) -> dict[str, float]:
    """Seconds for each fact by itself: what it needs is worked out before the clock starts."""
    costs: dict[str, float] = {}
    articles = [Article(d, settings) for d in documents]
    for name in FACTS:
        gc.freeze()  # the command never has so many articles at once: to look through them all is no cost of this fact
        costs[name] = best(_reader(articles, name), times=1)
    return costs


def _claim_reader(documents: Sequence[Document], settings: Settings) -> tuple[float, float]:
    """Megabytes of the prose that is read for claims, and the seconds that reading it takes."""
    size = seconds = 0.0
    for document in documents:
        article = Article(document, settings)
        for name in FACTS[: FACTS.index("claims")]:
            getattr(article, name)
        size += sum(len(b.text.encode()) for b in article.in_zones(CLAIM_ZONES)) / 1e6
        seconds += best(partial(read_claims, article))
    return size, seconds


def _reader(articles: Sequence[Article], name: str) -> Callable[[], None]:
    def read() -> None:
        for article in articles:
            getattr(article, name)

    return read
