"""Syllables of words and figures as they are read aloud."""

import pytest

from healthlint.language.counting import measure
from healthlint.language.syllables import by_rule, count_syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1), ("water", 2), ("table", 2), ("tables", 2), ("asked", 1), ("wanted", 2), ("magnesium", 4), ("disease", 2),
        ("diseases", 3), ("medicine", 3), ("people", 2), ("anxiety", 4), ("create", 2), ("idea", 3), ("inflammation", 4),
        ("doctor's", 2), ("nurse's", 2),
        ("isn't", 2), ("don't", 1), ("follow-up", 3), ("rhythm", 2), ("basically", 3), ("www", 9), ("breathe", 1), ("the", 1),
    ],
)  # fmt: skip
def test_words(word, count):
    assert count_syllables(word) == count


@pytest.mark.parametrize(
    ("figure", "count"),
    [("5", 1), ("7", 2), ("12", 1), ("20", 2), ("77", 5), ("2.5", 3), ("100", 3), ("1,200", 6), ("2019", 5), ("250mg", 7)],
)
def test_figures_are_read_aloud(figure, count):
    assert abs(measure(figure).syllables - count) <= 1


def test_the_rule_alone_never_counts_less_than_one():
    assert by_rule("hmm") == by_rule("e") == by_rule("") == 1
