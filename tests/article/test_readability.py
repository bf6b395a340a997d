"""Readability of the running prose, with textstat as the oracle where it can be one."""

import pickle

import pytest
import textstat

from healthlint.article import Article
from healthlint.language.counting import count_first_uses, first_uses, measure_words, unfamiliar_among
from healthlint.language.formulas import Counts, all_scores
from healthlint.model import Format, Settings, Source
from healthlint.parse import parse

CLEAN = (
    "Most people get enough zinc from food. Good sources are meat, beans, nuts and cheese. Your body needs it to heal wounds and to fight "
    "germs. A doctor can test your blood if you think that you need more. Too much zinc can make you feel sick and weak. Keep all tablets "
    "out of reach of children. The pharmacist will answer your questions about dose and safety. Some medicines do not mix with zinc. Tell "
    "the nurse about everything that you take at home. Ask again if the answer is not clear to you."
)


def measured(text, **settings):
    return Article(parse(Source("a.md", text), Format.MARKDOWN), Settings(**settings)).readability


def by_textstat(text):
    """Counts as textstat makes them."""
    long = sum(len(word) > 6 for word in text.split())  # with the comma or point that follows
    return Counts(
        sentences=textstat.sentence_count(text),
        words=textstat.lexicon_count(text),
        syllables=textstat.syllable_count(text),
        polysyllables=textstat.polysyllabcount(text),
        letters=textstat.letter_count(text),
        long=long,
    )


@pytest.mark.parametrize(
    ("name", "oracle", "tolerance"),
    [
        # textstat rounds the averages to one decimal before it weighs them: 11.8 x 0.05 and 84.6 x 0.05.
        ("flesch-kincaid-grade", textstat.flesch_kincaid_grade, 0.62),
        ("flesch-reading-ease", textstat.flesch_reading_ease, 4.3),
        ("smog", textstat.smog_index, 0.1),
        # It weighs letters with 0.058 where Coleman and Liau published 0.0588, and rounds sentences per 100 words.
        ("coleman-liau", textstat.coleman_liau_index, 0.5),
        ("lix", textstat.lix, 0.1),
    ],
)
def test_formulas_agree_with_textstat_on_its_own_counts(name, oracle, tolerance):
    text = f"{CLEAN} {CLEAN} {CLEAN}"
    assert all_scores(by_textstat(text))[name] == pytest.approx(oracle(text), abs=tolerance)


def test_counts_agree_with_textstat_on_clean_text():
    found, oracle = measured(CLEAN), by_textstat(CLEAN)
    assert (found.words, found.sentences) == (oracle.words, oracle.sentences)
    # textstat counts syllables by hyphenation: "ty" of "safety" and "a" of "about" are never parted in print.
    assert oracle.syllables <= found.syllables <= 1.1 * oracle.syllables


def test_a_decimal_ends_no_sentence_here_although_it_does_in_textstat():
    text = "The mean fell from 7.2 to 3.5 in the group of people who walked each day."
    assert measured(text).sentences == 1


def test_formulas_on_a_hand_count():
    # 10 sentences, 100 words, 140 syllables, 10 words of three or more, 8 complex, 80 of one, 450 letters, 20 long, 10 unfamiliar.
    scores = all_scores(Counts(10, 100, 140, 10, 8, 80, 450, 20, 10))
    assert scores == {
        "flesch-kincaid-grade": 4.83, "flesch-reading-ease": 78.25, "smog": 8.84, "gunning-fog": 7.2, "coleman-liau": 7.7, "ari": 4.77,
        "dale-chall": 5.71, "lix": 30.0, "forcast": 8.0,
    }  # fmt: skip


def test_no_sentence_gives_no_score():
    assert all_scores(Counts()) == {}
    assert measured("```\ncode only\n```").scores == {}


def test_references_headings_tables_and_bare_list_items_are_left_out():
    extra = "\n\n- nuts\n- seeds\n\n| dose | unit |\n| --- | --- |\n| two | mg |\n\n## References\n\n1. Smith A. Zinc. Lancet. 2019;3:4.\n"
    found = measured(f"# Zinc\n\n{CLEAN}{extra}")
    assert found.words == measured(CLEAN).words


def test_citation_numbers_are_no_words():
    cited = CLEAN.replace("cheese.", "cheese.[1]").replace("germs.", "germs.[2]")
    references = "\n\n## References\n\n1. Smith A. Zinc. Lancet. 2019;3:4.\n2. Doe B. Iron. BMJ. 2018;1:2.\n"
    assert measured(cited + references).words == measured(CLEAN).words


def test_short_samples_are_scored_but_withheld():
    found = measured("Rest helps. So does heat.")
    assert found.scores
    assert set(found.withheld) == set(found.scores)
    assert set(measured(f"{CLEAN} {CLEAN}").withheld) == {"smog"}


def test_sections_are_scored_each_for_itself():
    found = measured(f"# Zinc\n\n{CLEAN}\n\n## Care\n\nPercutaneous administration necessitates considerable precautionary consultation.\n")
    care = found.sections[-1]
    assert care.heading == "Care"
    assert care.words == 6
    assert care.scores["flesch-kincaid-grade"] > found.scores["flesch-kincaid-grade"]


def test_the_costliest_sentence_and_words_are_named_and_mending_them_lowers_the_grade():
    hard = "Simultaneous administration of complementary preparations necessitates comprehensive professional consultation."
    found = measured(f"{CLEAN} {hard}")
    assert found.costliest.sentences[0].text == hard
    assert "comprehensive" in dict(found.costliest.words)
    assert found.costliest.projected_grade < found.scores["flesch-kincaid-grade"]


def test_what_is_worked_out_late_survives_being_kept():
    found = measured(f"# Zinc\n\n{CLEAN}\n\n## Care\n\nPercutaneous administration necessitates consultation.\n")
    kept = pickle.loads(pickle.dumps(found))  # noqa: S301  (its own bytes)
    assert [s.heading for s in kept.sections] == [s.heading for s in found.sections]
    assert kept.costliest.words == found.costliest.words


@pytest.mark.parametrize("size", [1, 7, 40, 130])
def test_unfamiliar_words_that_count_are_counted_as_they_are_listed(size):
    keys = [("edema", "water", "statin", "you", "the")[(at * at) % 5] for at in range(600)]
    ends = [*range(size, 600, size), 600]
    places = unfamiliar_among(measure_words(keys))
    assert places
    assert len(first_uses(keys, places, ends)) == count_first_uses(keys, ends)


def test_another_language_is_not_scored():
    assert measured("Le zinc est un métal que l'on trouve dans la viande et dans les noix, et qui est bon pour vous. " * 5).scores == {}


def test_a_paragraph_in_another_language_is_not_counted_although_nothing_says_so():
    english = "Rest helps your neck to heal. Try to sleep on your side."
    spanish = "El dolor de cuello es muy frecuente en los adultos que trabajan sentados durante muchas horas y no se mueven lo suficiente."
    assert measured(f"{english}\n\n{spanish}\n\n{english}").words == 2 * measured(english).words
