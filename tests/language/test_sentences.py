"""Sentence boundaries in prose as it is pasted."""

from pathlib import Path

import pytest

from healthlint.language.sentences import split_sentences

LINES = [line for line in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


def wrong(line):
    """Boundaries missed and boundaries invented in a line of the hand-made set."""
    expected, at = set(), 0
    parts = line.split("¶")
    for part in parts[:-1]:
        at += len(part)
        expected.add(at)
    found = {end for _, end in split_sentences("".join(parts))[:-1]}
    return len(expected - found), len(found - expected), len(expected)


def test_the_hand_made_set_is_large():
    assert sum(wrong(line)[2] for line in LINES) >= 300


def test_nearly_every_boundary_of_the_hand_made_set_is_found_and_hardly_any_invented():
    counts = [wrong(line) for line in LINES]
    total = sum(c[2] for c in counts)
    assert sum(c[0] for c in counts) <= 0.02 * total, [line for line in LINES if wrong(line)[0]]
    assert sum(c[1] for c in counts) <= 0.02 * total, [line for line in LINES if wrong(line)[1]]


@pytest.mark.parametrize(
    "text",
    ["", "   ", ".", "...", "•", "\n\n", "No stop at the end", "e.g.", "“", "a.b.c.d.", "1.", "[1]"],
)
def test_odd_texts_lose_nothing_but_white_space(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_spans_are_trimmed_and_in_order():
    spans = split_sentences("  One.   Two!\n\n Three?  ")
    assert ["  One.   Two!\n\n Three?  "[a:b] for a, b in spans] == ["One.", "Two!", "Three?"]


def test_a_single_line_break_parts_nothing_and_an_empty_line_does():
    assert sentences("Rest at\nhome today") == ["Rest at\nhome today"]
    assert sentences("Rest at home\n\nCall us") == ["Rest at home", "Call us"]


def test_bullets_run_into_one_line_are_parted():
    assert sentences("You need: • rest • heat") == ["You need:", "• rest", "• heat"]


@pytest.mark.parametrize("piece", [". ", ".)", "a.", "\n ", "1,", ".1,", "A. ", " ", ".[", ". [1", ". (1) ", "“", "x."])
def test_time_is_linear_in_hostile_texts(piece):
    # Ten times as much of it must come back at all: a quadratic scan would not.
    assert isinstance(split_sentences(piece * 20_000), list)
