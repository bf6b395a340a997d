"""Word tokens, their keys and their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.language.words import EDGE, find_words, find_words_of, fold, fold_all


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Don’t stop", ["don't", "stop"]),
        ("the patients' notes", ["the", "patients", "notes"]),
        ("follow‑up and N‐methyl-d-aspartate", ["follow-up", "and", "n-methyl-d-aspartate"]),
        ("2.5 mg, 10,000 IU", ["2.5", "mg", "10,000", "iu"]),
        ("[1,3-5]", ["1", "3-5"]),
        ("pain.1 Next", ["pain", "1", "next"]),
        ("swol\u00adlen glands\u200b", ["swollen", "glands"]),
        ("_emphasis_ A&E", ["emphasis", "a", "e"]),
        ("cafe\u0301 İstanbul", ["cafe\u0301", "İstanbul"]),
        ("rock--solid - no", ["rock", "solid", "no"]),
        ("", []),
    ],
)
def test_keys(text, keys):
    assert find_words(text).keys == keys


@given(st.text())
def test_places_hold_the_words_whatever_the_text(text):
    words = find_words(text)
    assert len(words.keys) == len(words.starts) == len(words.ends)
    last = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert last <= start < end <= len(text)
        last = end


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


def test_a_key_is_what_stands_in_the_text():
    text = "Magnesium HELPS sleep."
    words = find_words(text)
    assert [text[s:e].lower() for s, e in zip(words.starts, words.ends, strict=True)] == words.keys


def rows(words):
    return words.keys, words.starts, words.ends


@given(st.lists(st.text(alphabet=st.sampled_from("aZ09'’-.,‑\u00ad\u200b_ é\u0301“\0\n")), max_size=4))
def test_many_texts_at_once_have_the_words_of_each(texts):
    found = find_words_of(texts, fold(EDGE.join(texts)))
    assert [rows(words) for words in found] == [rows(find_words(text)) for text in texts]


@given(st.text(alphabet=st.sampled_from("aZ09'’-.,“ \n"), max_size=12))
def test_a_text_in_ascii_has_the_same_words_as_beside_another_letter(text):
    alone, beside = find_words(text), find_words(text + " é")
    assert rows(alone) == (beside.keys[:-1], beside.starts[:-1], beside.ends[:-1])


def test_many_texts_are_folded_as_one() -> None:
    texts = ["Iron’s Role", "PLAIN", "", "Café‑Au"]
    assert fold_all(texts) == fold(EDGE.join(texts))
