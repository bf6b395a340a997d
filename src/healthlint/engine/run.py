"""A run: find the articles, check each, decide."""
from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from healthlint import __version__
from healthlint.cached import cached_property
from healthlint.civil_dates import date
from healthlint.engine.books import Books, settings_of
from healthlint.engine.check import attempt, check_document
from healthlint.engine.config import Config
from healthlint.engine.gate import Bar, verdict
from healthlint.engine.grammar import GrammarDesk
from healthlint.engine.limits import check_limits, time_limit
from healthlint.engine.scorecards import with_scorecards
from healthlint.engine.suppress import Entry, read_side_file, settle
from healthlint.engine.walk import FoundFile, find_files
from healthlint.model import ArticleForm, ArticleReport, Document, Format, HealthlintError, Report, Skipped, Source, SourceError
from healthlint.parse import FORMATS, parse, read_source, undisturbed
from healthlint.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from healthlint.engine.diff import Changes
    from healthlint.engine.result_key import SettingsKeys

FEW = 20
"""Up to so many files are checked one after the other: neither a cache nor more processes pay."""


@record(frozen=True)
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
    progress: Callable[[int, int], None] = lambda _done, _all: None
    """Told how many files are done, of how many, while many are checked."""
    diff_base: str = ""
    """Git revision; only files that changed since, and what is new in them, count. Empty for all."""
    compare: bool = True
    """Whether the baseline is heeded."""
    form: ArticleForm | None = None
    """Writes an article where it is checked, if that is how the report will be written."""
    brief: bool = False
    """Whether the report is written from findings, and what ``form`` wrote, alone."""
    cards: tuple[str, ...] = ()
    """Scorecards (``pif-tick``) and items (``pif-tick/4``) that block where they fail."""


@record(frozen=True)
class Bench:
    """What every article of a run is checked with."""

    config: Config
    today: date
    books: Books
    entries: tuple[Entry, ...] = ()
    """Suppressions of the side file."""
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
        from healthlint.grammar import GrammarUnavailableError

        raise GrammarUnavailableError(f"--require-grammar: {grammar.reason}")
    return report


def _check_all(request: Request, config: Config, bench: Bench) -> Report:
    bench.books.book_for(config)
    found = find_files(
        request.paths, config.root, config, force_exclude=request.force_exclude, stdin_name=request.stdin_name or "stdin.md"
    )
    files, skipped = found.files, list(found.skipped)
    checker = FileChecker(bench, request.stdin, frozenset(request.paths))
    if request.diff_base:
        from pathlib import Path

        from healthlint.engine.diff import changes_since, only_new

        diff = changes_since(Path(config.root), request.diff_base)
        skipped += [Skipped(f.relative, f"unchanged since {request.diff_base}", "unchanged") for f in files if f.relative in diff.unchanged]
        files = tuple(f for f in files if f.relative not in diff.unchanged)
    answers = _answers(files, checker, request)
    skipped += [a for a in answers if isinstance(a, Skipped)]
    articles = [a for a in answers if isinstance(a, ArticleReport)]
    _open_their_books(articles, bench)
    if request.diff_base:
        articles = [only_new(a, checker.earlier(a, diff)) for a in articles]
    return conclude(articles, skipped, bench, compare=request.compare, cards=request.cards)


def _answers(files: Sequence[FoundFile], checker: FileChecker, request: Request) -> list[ArticleReport | Skipped]:
    """Few files are checked here and now; many with a cache and in several processes, unless a grammar engine serves them."""
    config = checker.bench.config
    if config.grammar != "off" or (len(files) <= FEW and config.jobs <= 1):
        return [checker.check(file) for file in files]
    from healthlint.engine.freeze import Wanted
    from healthlint.engine.many import Means, check_many, open_cache

    cache = open_cache(request.notice) if request.keep else None
    compared = bool(request.diff_base) or (request.compare and bool(config.baseline or os.path.exists(config.baseline_file)))
    # Compared findings are others than those that would be written now: an article is then written last, from all that its form reads.
    whole = compared and request.form is not None and request.form.whole
    wanted = Wanted(None if compared else request.form, not request.brief or bool(request.cards) or whole)
    return check_many(files, checker, Means(config.jobs, config.limits["seconds"], cache, request.progress, wanted))


def _open_their_books(articles: Sequence[ArticleReport], bench: Bench) -> None:
    """Open the rulebooks of articles that were checked elsewhere under profiles of their own."""
    for profiles, path in {a.settings.profiles: a.path for a in articles}.items():
        bench.books.book_for(bench.config.for_path(path, {"healthlint.profile": list(profiles)}))


class FileChecker:
    """Checks one file after the other; what is wrong with a file is said of that file."""

    def __init__(self, bench: Bench, stdin: bytes = b"", named: frozenset[str] = frozenset()) -> None:
        """``stdin`` is the text of the file ``-``; ``named`` are the paths that the user gave."""
        self.bench = bench
        self.stdin = stdin
        self.named = named

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process rulebooks are opened anew."""
        return _checker_elsewhere, (self.bench.config, self.bench.today, self.bench.entries, self.named)

    def check(self, file: FoundFile) -> ArticleReport | Skipped:
        """Check one file; a file that cannot be read is skipped, and a fault of ours is told as one."""
        broken: dict[str, str] = {}
        found = attempt("file", partial(self._check, file), None, broken)
        return found or Skipped(file.relative, f"healthlint failed on it: {broken['file']}", "failed")

    def _check(self, file: FoundFile) -> ArticleReport | Skipped:
        try:
            data = self.stdin if file.path == "-" else read_bytes(file.path, file.relative)
            seconds = self.bench.config.limits["seconds"]
            with time_limit(seconds, partial(SourceError, f"{file.relative}: took longer than {seconds:g} seconds ('limits.seconds')")):
                return check_bytes(data, file.relative, self.bench)
        except HealthlintError as error:
            asked = file.path in self.named or not isinstance(error, SourceError)
            return Skipped(file.relative, str(error).removeprefix(f"{file.relative}: "), "error" if asked else "skipped")

    def settings_key(self, file: FoundFile) -> bytes:
        """A hash over everything besides its bytes that the result for ``file`` depends on."""
        return self._settings_keys.of(file)

    @cached_property
    def _settings_keys(self) -> SettingsKeys:
        from healthlint.engine.result_key import SettingsKeys

        return SettingsKeys(self.bench)

    def earlier(self, article: ArticleReport, changes: Changes) -> ArticleReport | None:
        """The article as it was, checked by the rules of today; ``None`` if it is new or could not be read then."""
        data = changes.earlier_bytes(article.path)
        if data is None:
            return None
        try:
            return check_bytes(data, article.path, self.bench)
        except HealthlintError:
            return None


def _checker_elsewhere(config: Config, today: date, entries: tuple[Entry, ...], named: frozenset[str]) -> FileChecker:
    return FileChecker(Bench(config, today, Books(), entries, GrammarDesk("off")), named=named)


def read_bytes(path: str, name: str) -> bytes:
    """The bytes of a file. Raises ``SourceError`` with the reason if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror})") from error


def check_bytes(data: bytes, name: str, bench: Bench) -> ArticleReport:
    """Check one article given as bytes; ``name`` is its path in reports and tells its format."""
    return undisturbed(partial(_check_bytes, data, name, bench))


def _check_bytes(data: bytes, name: str, bench: Bench) -> ArticleReport:
    source = read_source(data, name)
    check_limits(source, format_of(name), bench.config.limits)
    document = parse_named(source, name)
    own = bench.config.for_path(name, front_matter_of(document))
    book = bench.books.book_for(own)
    report = check_document(document, settings_of(own, book, bench.today), book, bench.grammar)
    return with_scorecards(settle(report, book.rules, bench.entries), book)


def check_page(data: bytes, name: str, bench: Bench) -> ArticleReport | Skipped:
    """Check one page that is no file of the project; one that cannot be read, or that we fail on, keeps its reason."""
    broken: dict[str, str] = {}
    limit, seconds = bench.config.limits["max-bytes"], bench.config.limits["seconds"]
    if len(data) > limit:
        return Skipped(name, f"{len(data)} bytes, over the limit of {limit:.0f} ('limits.max-bytes')")
    try:
        with time_limit(seconds, partial(SourceError, f"took longer than {seconds:g} seconds ('limits.seconds')")):
            found = attempt("page", partial(check_bytes, data, name, bench), None, broken)
    except HealthlintError as error:
        return Skipped(name, str(error).removeprefix(f"{name}: "))
    return found or Skipped(name, f"healthlint failed on it: {broken['page']}", "failed")


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


def conclude(
    articles: Sequence[ArticleReport], skipped: Sequence[Skipped], bench: Bench, *, compare: bool = True, cards: Sequence[str] = ()
) -> Report:
    """The report of a run, with its verdict; what the baseline knows does not count unless ``compare`` is off.

    ``cards`` are the scorecards and items that block where they fail.
    """
    config, books = bench.config, bench.books.opened()
    ordered, mended = tuple(sorted(articles, key=lambda a: a.path)), 0
    if compare and (config.baseline or os.path.exists(config.baseline_file)):
        from pathlib import Path

        from healthlint.engine import baseline

        known = baseline.read(Path(config.baseline_file))
        compared = baseline.compare(ordered, known, lambda path: os.path.exists(os.path.join(config.root, path)))
        ordered, mended = compared.articles, len(compared.fixed)
    left_out = tuple(sorted(skipped, key=lambda s: s.path))
    always = frozenset(r for book in books for r in book.gate_rules)
    fail_on = config.fail_on if config.is_set("fail-on") or not books else books[0].fail_on
    decision, reasons = verdict(ordered, left_out, Bar(fail_on, config.min_confidence, always, config.fail_under, cards))
    return Report(
        articles=ordered,
        skipped=left_out,
        verdict=decision,
        profiles=config.profiles,
        rules={rule_id: rule for book in books for rule_id, rule in book.rules.items()},
        version=__version__,
        today=bench.today.isoformat(),
        fail_on=fail_on,
        min_confidence=config.min_confidence,
        always=always,
        reasons=(*reasons, *(c for book in books for c in book.conflicts)),
        mended=mended,
    )
