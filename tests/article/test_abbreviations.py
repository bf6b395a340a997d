"""Abbreviations: first use, definition, later uses."""

import pytest

from healthlint.article import Article
from healthlint.article.abbreviations import read_abbreviations
from healthlint.model import Format, Settings, Source
from healthlint.parse import parse


def read(text):
    return read_abbreviations(Article(parse(Source("a.md", text), Format.MARKDOWN), Settings()))


def test_a_definition_in_brackets_and_its_uses():
    (short,) = read("People with rheumatoid arthritis (RA) get stiff. RA hurts.")
    assert (short.text, short.long_form, short.bracketed, len(short.uses)) == ("RA", "rheumatoid arthritis", True, 2)


def test_an_abbreviation_before_a_flattened_citation_is_a_use():
    (short,) = read("Women get rheumatoid arthritis (RA). Magnesium was linked to less RA.5")
    assert len(short.uses) == 2


@pytest.mark.parametrize(
    "text",
    ["COX-1 and PGI2 are made.", "See www.NSAID.org now.", "LONDON (Reuters) reports.", "STOP NOW PLEASE"],
)
def test_what_is_no_abbreviation(text):
    assert read(text) == ()


def test_the_markup_of_html_counts_as_a_definition():
    document = parse(Source("a.html", '<p>Take an <abbr title="non-steroidal anti-inflammatory drug">NSAID</abbr>.</p>'), Format.HTML)
    (short,) = read_abbreviations(Article(document, Settings()))
    assert short.long_form == "non-steroidal anti-inflammatory drug"


def test_what_others_say_uses_an_abbreviation_and_need_not_spell_it_out():
    (short,) = read("Rheumatoid arthritis (RA) hurts. “My RA got better,” she said.")
    assert [use.quoted for use in short.uses] == [False, True]
