"""A word is found in its own piece, and nothing else is."""

from healthlint.language.word_table import WordTable, make_pieces

TABLE = WordTable(make_pieces([("anaemia", "anemia"), ("anaemias", "anemias"), ("ox", "one"), ("anaemia", "second")]))


def test_a_word_is_found_whole() -> None:
    assert TABLE.get("anaemias") == "anemias"
    assert TABLE.get("anaem") is None
    assert TABLE.get("naemia") is None


def test_of_a_word_that_comes_twice_the_first_line_stands() -> None:
    assert TABLE.get("anaemia") == "anemia"


def test_words_shorter_than_the_letters_that_pieces_share() -> None:
    assert TABLE.get("ox") == "one"
    assert TABLE.get("o") is None
    assert TABLE.get("") is None
