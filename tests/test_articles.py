"""Whole articles against their expected findings: ``healthlint test --update FOLDER`` rewrites them, the diff is the review."""

from pathlib import Path

import pytest

from healthlint.cli.expected import expected_of, folders_with_articles

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"


@pytest.mark.parametrize("folder", folders_with_articles(FIXTURES), ids=lambda f: f.name)
def test_article_gives_its_expected_findings(folder, monkeypatch):
    monkeypatch.chdir(folder)
    wanted, got = expected_of(folder)
    assert got == wanted
