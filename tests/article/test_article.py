"""What every reader asks an article for: its words, and the blocks that hold them."""

from datetime import date

import pytest

from healthlint.article import Article
from healthlint.model import Settings, Source, Zone
from healthlint.parse.markdown import parse_markdown

TEXT = "# Iron\n\nIron is a mineral.\n\n- Ask your doctor’s advice.\n- Eat beans.\n\n> Iron “heals”.\n"


def _article(text: str = TEXT) -> Article:
    return Article(parse_markdown(Source("a.md", text)), Settings(today=date(2026, 1, 1)))


def test_the_vocabulary_has_every_word_folded() -> None:
    assert {"iron", "doctor's", "beans", "heals"} <= _article().vocabulary
    assert "Iron" not in _article().vocabulary


def test_blocks_are_found_by_their_words_in_reading_order() -> None:
    article = _article()
    texts = [article.blocks[i].text for i in article.blocks_with(frozenset({"beans", "iron"}))]
    assert texts == ["Iron", "Iron is a mineral.", "Eat beans.", "Iron “heals”."]
    assert article.blocks_with(frozenset({"magnesium"})) == []


def test_the_words_of_a_block_whose_zone_was_guessed_are_its_own() -> None:
    article = _article("# Iron\n\nBy Jane Smith\n\n" + "Iron is a mineral that the body needs to make blood. " * 4)
    byline = next(b for b in article.blocks if b.zone is Zone.BYLINE)
    assert article.words(byline).keys == ["by", "jane", "smith"]


def test_zones_that_the_article_lacks_change_no_answer() -> None:
    article = _article()
    assert article.in_zones({Zone.PROSE, Zone.TABLE}) == article.in_zones({"prose"})
    assert [b.text for b in article.in_zones({Zone.LIST, Zone.HEADING})] == ["Ask your doctor’s advice.", "Eat beans."]
    assert article.in_zones({Zone.TABLE}) == ()


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Call help.\n\nNothing.\n\nWe help.\n", {"help"}, [0, 2]),
        ("He helps.\n\nHelpful.\n", {"help"}, []),
        ("Call he\u00adlp.\n\nhelp\n", {"help"}, [0, 1]),
        ("one\n\ntwo\n\nthree\n\nfour five\n", {"one", "three", "four", "five", "six"}, [0, 2, 3]),
        ("go on\n\nonce\n", {"on"}, [0]),
    ],
)
def test_blocks_with_words(text: str, words: set[str], found: list[int]) -> None:
    assert _article(text).blocks_with(frozenset(words)) == found
