"""A run: find the articles, check each, decide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from healthlint import __version__
from healthlint.engine.books import Books
from healthlint.engine.check import check_document
from healthlint.engine.config import Config
from healthlint.engine.gate import Bar, verdict
from healthlint.engine.grammar import GrammarDesk
from healthlint.engine.suppress import Entry, read_side_file, settle
from healthlint.engine.walk import find_files
from healthlint.grammar import GrammarUnavailableError
from healthlint.model import ArticleReport, Document, Format, Report, Settings, Skipped, Source, SourceError
from healthlint.parse import FORMATS, parse, read_source
from healthlint.rulebook.book import Rulebook


@dataclass(frozen=True)
class Request:
    """What a run is asked to check."""

    paths: tuple[str, ...]
    """Files, folders, or ``-`` for standard input."""
    today: date
    force_exclude: bool = False
    stdin: bytes = b""
    stdin_name: str = ""
    """File name that stands for standard input, its ending tells the format."""
    keep: bool = True
    """Whether results and answers may be kept in, and taken from, the user's cache."""
    notice: Callable[[str], None] = lambda _: None
    """Told what the user must know while the run goes on."""


@dataclass(frozen=True)
class Bench:
    """What every article of a run is checked with."""

    config: Config
    today: date
    books: Books
    entries: tuple[Entry, ...] = ()
    """Suppressions of the project's side file."""
    grammar: GrammarDesk | None = None


def run(request: Request, config: Config) -> Report:
    """Check every article that ``request`` names or its folders hold.

    Raises ``ConfigError`` and ``RuleError`` for settings that cannot be used.
    A file that cannot be read is reported as skipped with its reason, and as
    an error if it was named.
    """
    with GrammarDesk(config.grammar, config.words, keep=request.keep, notice=request.notice) as grammar:
        bench = Bench(config, request.today, Books(), read_side_file(config.root), grammar)
        report = _check_all(request, config, bench)
    if config.require_grammar and grammar.reason:
        raise GrammarUnavailableError(f"--require-grammar: {grammar.reason}")
    return report


def _check_all(request: Request, config: Config, bench: Bench) -> Report:
    bench.books.book_for(config)
    articles: list[ArticleReport] = []
    skipped: list[Skipped] = []
    found = find_files(
        request.paths, config.root, config, force_exclude=request.force_exclude, stdin_name=request.stdin_name or "stdin.md"
    )
    skipped += found.skipped
    named = {str(Path(p)) for p in request.paths}
    for path, name in found.files:
        try:
            data = request.stdin if str(path) == "-" else read_bytes(path, name)
            articles.append(check_bytes(data, name, bench))
        except SourceError as error:
            reason = str(error).removeprefix(f"{name}: ")
            skipped.append(Skipped(name, reason, "error" if str(path) in named else "skipped"))
    return conclude(articles, skipped, config, bench.books.opened(), request.today)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises ``SourceError`` with the reason if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror})") from error


def check_bytes(data: bytes, name: str, bench: Bench) -> ArticleReport:
    """Check one article given as bytes; ``name`` is its path in reports and tells its format."""
    document = parse_named(read_source(data, name), name)
    own = bench.config.for_path(name, front_matter_of(document))
    book = bench.books.book_for(own)
    report = check_document(document, settings_of(own, book, bench.today), book, bench.grammar)
    return settle(report, book.rules, bench.entries)


def parse_named(source: Source, name: str) -> Document:
    """Parse ``source`` in the format that the ending of ``name`` tells."""
    return parse(source, format_of(name))


def format_of(name: str) -> Format:
    """The format of a file by its name. Raises ``SourceError`` for an ending that is none of ours."""
    ending = "." + name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise SourceError(f"{name}: not an article format; known endings: {', '.join(sorted(FORMATS))}")
    return FORMATS[ending]


def front_matter_of(document: Document) -> Mapping[str, str]:
    """The front matter's values by dotted key."""
    return {m.key: m.value for m in document.metadata if m.origin == "front-matter"}


def settings_of(config: Config, book: Rulebook, today: date) -> Settings:
    """The settings of one article: a profile's locale holds where the user set none."""
    locale = config.locale if config.is_set("locale") or not book.locale else book.locale
    return Settings(
        locale=locale,
        content_type=config.content_type,
        audience=config.audience,
        document_type=config.document_type,
        today=today,
        profiles=config.profiles,
        words=config.words,
        attestations=config.attestations,
    )


def conclude(
    articles: Sequence[ArticleReport], skipped: Sequence[Skipped], config: Config, books: Sequence[Rulebook], today: date
) -> Report:
    """The report of a run, with its verdict."""
    ordered = tuple(sorted(articles, key=lambda a: a.path))
    left_out = tuple(sorted(skipped, key=lambda s: s.path))
    always = frozenset(r for book in books for r in book.gate_rules)
    fail_on = config.fail_on if config.is_set("fail-on") or not books else books[0].fail_on
    decision, reasons = verdict(ordered, left_out, Bar(fail_on, config.min_confidence, always, config.fail_under))
    return Report(
        articles=ordered,
        skipped=left_out,
        verdict=decision,
        profiles=config.profiles,
        rules={rule_id: rule for book in books for rule_id, rule in book.rules.items()},
        version=__version__,
        today=today.isoformat(),
        fail_on=fail_on,
        reasons=(*reasons, *(c for book in books for c in book.conflicts)),
    )
