"""The optional engine."""

import pytest
import textstat

from healthlint.language import textstat_engine
from healthlint.language.textstat_engine import textstat_scores
from healthlint.model import ConfigError

TEXT = "Most people get enough zinc from food. Your body needs it to heal wounds."


def test_scores_are_textstats_own():
    assert textstat_scores(TEXT)["flesch-kincaid-grade"] == textstat.flesch_kincaid_grade(TEXT)
    assert set(textstat_scores(TEXT)) == {"flesch-kincaid-grade", "flesch-reading-ease", "smog", "coleman-liau", "ari", "lix"}


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text_no_scores(text):
    assert textstat_scores(text) == {}


def test_another_release_is_refused(monkeypatch):
    monkeypatch.setattr(textstat_engine, "RELEASE", "0.0.0")
    with pytest.raises(ConfigError, match=r"healthlint\[textstat\]"):
        textstat_scores(TEXT)
