"""An article is freed as soon as it is reported: what refers to itself waits for a search that costs a tenth of a run."""

import gc
from datetime import date
from pathlib import Path

import pytest

from healthlint.engine.books import Books
from healthlint.engine.config import load_config
from healthlint.engine.run import Bench, check_bytes
from healthlint.model import Block, Document, Element
from healthlint.parse.html_context import Part, State

ROOT = Path(__file__).parents[2] / "fixtures"
ARTICLES = [
    *sorted(p for p in (ROOT / "articles").rglob("*") if p.suffix in (".html", ".md")),
    *sorted(p for p in (ROOT / "surprises").iterdir() if p.suffix in (".html", ".md", ".txt")),
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(load_config(tmp_path_factory.mktemp("empty"), {}), date(2026, 11, 23), Books())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_nothing_of_an_article_waits_for_the_garbage_collector(bench, path):
    data = path.read_bytes()
    check_bytes(data, path.name, bench)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        check_bytes(data, path.name, bench)
        gc.collect()
        left = [o for o in gc.garbage if isinstance(o, (Block, Document, Element, Part, State))]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == []
