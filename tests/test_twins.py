"""One article in three formats gives the same findings, places apart."""

from collections import Counter
from pathlib import Path

import pytest

from healthlint.cli.expected import AS_OF
from healthlint.engine.config import load_config
from healthlint.engine.run import Request, run

TWINS = sorted(p for p in (Path(__file__).parent.parent / "fixtures" / "twins").iterdir() if p.is_dir())
MARKUP_FAMILIES = ("accessibility/",)
"""Families that read markup, which plain text has none of."""


def said(path):
    report = run(Request((str(path),), AS_OF), load_config(path, {"locale": "en-GB"}))
    article = report.articles[0]
    assert not article.crashes
    return Counter(
        (f.rule, " ".join(f.excerpt.split())) for f in article.findings if not f.rule.startswith(MARKUP_FAMILIES) and "<" not in f.excerpt
    ) + Counter(f.rule for f in article.findings if "<" in f.excerpt)


@pytest.mark.parametrize("folder", TWINS, ids=lambda f: f.name)
def test_three_formats_say_the_same(folder):
    text, *others = sorted(folder.iterdir(), key=lambda p: p.suffix != ".txt")
    assert len(others) == 2
    for other in others:
        assert said(other) == said(text), other.name
