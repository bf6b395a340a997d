"""How a word in a sentence is meant."""

import pytest

from healthlint.language.cues import cue_contexts, find_cues, scopes
from healthlint.language.phrases import read_phrases
from healthlint.language.words import find_words


def meant(marked: str) -> set[str]:
    """The scopes of the word that stands after ``*``."""
    at = marked.index("*")
    text = marked.replace("*", "")
    words = find_words(text)
    return set(scopes(text, words, 0, len(words.keys), words.starts.index(at)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This oil *cures pain.", set()),
        ("This oil can *cure pain.", set()),
        ("This oil does not *cure pain.", {"negated"}),
        ("This oil doesn’t *cure pain.", {"negated"}),
        ("It *cures nothing.", {"negated"}),
        ("It is not cheap, but it *cures pain.", set()),
        ("It is not cheap; it *cures pain.", set()),
        ("It is not only cheap but *cures pain.", set()),
        ("It never fails to *cure pain.", set()),
        ("There is no evidence that this oil *cures pain.", {"negated"}),
        ("That an oil *cures pain is a myth.", {"negated"}),
        ("It may *cure pain.", {"hedged"}),
        ("It *cures pain, which may return.", set()),
        ("The oil is thought to *cure pain.", {"hedged"}),
        ("A small study suggests that it *cures pain.", {"hedged"}),
        ("People were more likely to be *cured.", set()),
        ("Does it *cure pain?", {"question"}),
        ("We asked whether it *cures pain.", {"question"}),
        ("It was sold as “a *cure for all”.", {"quoted"}),
        ("If it *cures you, tell us.", {"conditional"}),
        ("If it hurts, it *cures you.", set()),
        ("Sellers claim that it *cures pain.", {"attributed"}),
        ("It *cures pain, the sellers say.", {"attributed"}),
        ("According to the sellers it *cures pain.", {"attributed"}),
    ],
)
def test_scope(text, expected):
    assert meant(text) == expected


def test_the_longest_cue_wins_at_one_place():
    words = find_words("It is not only good")
    assert [(c.kind, c.first, c.last) for c in find_cues(words, 0, 5)] == [("not-negation", 2, 4)]


def test_every_cue_has_a_known_kind():
    kinds = {kind for options in read_phrases("cues.tsv").values() for _, kind in options}
    assert kinds == {
        "negation", "not-negation", "hedge", "not-hedge", "doubt", "conditional", "not-conditional",
        "whether", "speech", "source", "evidence", "prediction", "ability", "intent", "counterfactual", "partial-negation",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It may help.", ["hedge"]),
        ("The trial began in May 2019.", []),
        ("The trial ran from early May to June.", []),
        ("You may also want to ask.", []),
        ("The gel can be used to find cells.", []),
        ("The gel can ease pain.", ["ability"]),
        ("The results are promising.", ["evidence"]),
        ("This is a promising area.", []),
        ("The virus has the potential to spread.", ["hedge"]),
        ("A virus with the potential to spread was found.", []),
        ("The signs must be understood to help.", []),
        ("It is understood to help.", ["hedge"]),
        ("We asked whether it helps.", ["whether"]),
        ("They choose whether to take it.", []),
        ("It helps regardless of whether they smoke.", []),
        ("It appears to help.", ["hedge"]),
        ("See a doctor as soon as spots appear.", []),
        ("We hope to help.", ["evidence"]),
        ("It brings new hope to patients.", []),
        ("A possible link was found.", ["evidence"]),
        ("Give the lowest possible dose.", []),
        ("The notion that it helps is old.", ["doubt"]),
        ("The trial supports the notion that it helps.", []),
        ("A so-called cure.", ["doubt"]),
        ("It would be beneficial to extend the trial.", []),
        ("It would help.", ["prediction"]),
        ("They need more sleep.", ["not-hedge"]),
        ("They need more research.", ["evidence"]),
        ("The authors point to limits.", []),
        ("The findings point to a cause.", ["evidence"]),
        ("So-called city bikes.", ["intent"]),
    ],
)
def test_words_beside_a_cue_decide_how_it_is_read(text, kinds):
    words = find_words(text)
    assert [c.kind for c in find_cues(words, 0, len(words.keys))] == kinds


def test_every_context_is_one_of_a_cue_and_reads_it_as_a_known_kind():
    phrases = {" ".join(tokens): kind for options in read_phrases("cues.tsv").values() for tokens, kind in options}
    kinds = set(phrases.values()) | {"none"}
    for options in cue_contexts().values():
        for cue, where, _, reading in options:
            assert cue in phrases
            assert where in {"before", "after"}
            assert reading in kinds
