"""Which convention an article follows, and what keeps its own spelling."""

import pytest

from healthlint.article import Article
from healthlint.model import Format, Settings, Source, Variant
from healthlint.parse import parse


def spelling(text, **settings):
    return Article(parse(Source("a.md", text), Format.MARKDOWN), Settings(**settings)).spelling


def words(text, **settings):
    return [v.word for v in spelling(text, **settings).votes]


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("The tumour and the anaemia were treated.", Variant.UK),
        ("The tumor and the anemia were treated.", Variant.US),
        ("Organise your day and minimise noise.", Variant.UK),
        ("The tumour was characterized and localized early.", Variant.UK_OXFORD),
        ("We organize and recognize.", Variant.NONE),
        ("The tumour and the anemia were treated.", Variant.MIXED),
        ("The color, the fiber, the tumor and the faeces.", Variant.US),
        ("Rest helps.", Variant.NONE),
    ],
)
def test_variant(text, variant):
    assert spelling(text).variant is variant


@pytest.mark.parametrize(
    "text",
    [
        "The World Health Organization met.",
        "She works at the Harvard Cancer Center in Boston.",
        "The paper, “Safety of the vaccine in women older than 25 years: a randomised controlled trial,” was published in May.",
        "She wrote a review titled “What every parent should know of the colour of their child's skin”.",
        "Sola S. Cognitive training in adults: a placebo-controlled, phase 2 trial of behaviour. The Lancet Neurology. 2016;15:801.",
        "Estrogel is a gel. Hemabate is given after birth.",
        "Then .box { color: $color_blue; text-align:center; } is what you write.",
        "Read Journal of Behavioral Medicine for more.",
        "It was called “the color purple”.",
        "Write to color@center.org or see www.behavior.com/tumor/color today.",
        "Use `color: red` in the file.",
        "> The tumor was an anemia of color.",
        "The CALIBER study ended.",
        "## References\n\n1. Smith A. Tumor color and anemia. Pediatrics. 2019;3:4-5.",
        "Exercise, advise and capsize; a program on your meter.",
    ],
)
def test_what_keeps_its_spelling_does_not_vote(text):
    assert words(f"# Notes\n\nRest is good for you and for all.\n\n{text}\n") == []


def test_what_is_cited_in_brackets_keeps_no_spelling():
    assert words("Weekly doses give similar glycemic control (NEJM 2020;383:2107).") == ["glycemic"]


def test_a_word_after_the_number_of_a_line_is_no_name():
    assert words("**2.**  Fecal tests are done each year.") == ["fecal"]


def test_a_line_break_begins_a_line_and_breaks_names():
    assert words("Milk of magnesia  \nAluminum hydroxide  \nCancer  \nCenter") == ["aluminum"]


def test_reported_speech_votes_as_such():
    votes = spelling("“We saw the tumor shrink in all of the patients that we treated,” she said.").votes
    assert [(v.word, v.quoted) for v in votes] == [("tumor", True)]


def test_a_word_right_in_both_votes_only_beside_its_other_spelling():
    assert words("It contains magnesium sulfate.") == []
    assert words("Magnesium sulphate is magnesium sulfate.") == ["sulphate", "sulfate"]


def test_parts_of_hyphenated_words_vote():
    text = "A well-labelled colour-coded chart."
    assert [text[v.span.start : v.span.end] for v in spelling(text).votes] == ["labelled", "colour"]


def test_the_house_s_own_words_do_not_vote():
    assert words("Our Tumor tool shows color.", words=("color",)) == []


def test_votes_count_each_side_and_each_ending():
    counted = spelling("The tumour, the tumor, organise and recognize.")
    assert (counted.uk, counted.us, counted.ise, counted.ize) == (2, 1, 1, 1)


def test_another_language_is_not_read():
    assert words("Les centres de soins et les fibres de la couleur sont dans le quartier des malades. " * 3) == []


def test_a_title_in_capitals_votes_but_for_the_words_that_bodies_are_named_with():
    assert words("# New Tumor Drug Tried at Boston Medical Center\n\nRest is good for you.\n") == ["tumor"]
