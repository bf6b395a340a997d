"""What a grammar engine costs: its start, and each article after that."""

import time
from importlib.util import find_spec

from benchmarks.measuring import table
from benchmarks.pages import markdown
from healthlint.engine.check import check_document
from healthlint.engine.grammar import GrammarDesk
from healthlint.model import Format, Settings, Source
from healthlint.parse import parse
from healthlint.rulebook.book import open_rulebook

ARTICLES = 20
NEEDS = {"harper": "harper", "languagetool": "language_tool_python"}


def measure_grammar() -> None:
    """Print start and cost by article for each engine that is there; say which is not."""
    book = open_rulebook(select=("grammar/harper", "grammar/languagetool"))
    settings = Settings(locale="en-GB")
    documents = [parse(Source(f"{n}.md", markdown(n, 12_000)), Format.MARKDOWN) for n in range(ARTICLES)]
    rows: list[tuple[object, ...]] = [("engine", "first article, wall s", "each further, wall s", "server starts")]
    for engine, package in NEEDS.items():
        if find_spec(package) is None:
            rows.append((engine, "not installed", "", ""))
            continue
        with GrammarDesk(engine, keep=False) as desk:
            started = time.perf_counter()
            check_document(documents[0], settings, book, desk)
            first = time.perf_counter() - started
            for document in documents[1:]:
                check_document(document, settings, book, desk)
            each = (time.perf_counter() - started - first) / (ARTICLES - 1)
            rows.append((engine, desk.reason or first, each, 0 if engine == "harper" else 1))
    table(f"Grammar: {ARTICLES} articles of 12 KB, one engine for all", rows)
