"""Plain text to blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.model import Kind, Segment, Source, Zone
from healthlint.parse.text import parse_text


def shape(text):
    return [(b.zone.value, b.text) for b in parse_text(Source("a.txt", text)).blocks]


def labels(text):
    return [(b.label, b.level, b.group, b.text) for b in parse_text(Source("a.txt", text)).blocks if b.kind is Kind.LIST_ITEM]


def exact(document):
    """Every character of every block stands where its map says, or is a space for a line end."""
    text = document.source.text
    last = 0
    for block in document.blocks:
        at = 0
        for seg in [Segment(*places) for places in block.segments]:
            assert seg.start == at
            assert 0 <= seg.source_start <= seg.source_end <= len(text)
            piece, origin = block.text[seg.start : seg.end], text[seg.source_start : seg.source_end]
            assert piece == origin or (piece.isspace() and not origin.replace(">", "").strip())
            at = seg.end
        assert at == len(block.text)
        assert last <= block.span().start
        last = block.span().end
    return True


def test_a_short_first_line_is_the_title():
    document = parse_text(Source("a.txt", "Iron and tiredness\n\nIron carries oxygen.\n"))
    assert document.title == "Iron and tiredness"
    assert document.blocks[0].zone is Zone.TITLE
    assert document.blocks[0].inferred


def test_each_line_is_a_paragraph_where_lines_are_long():
    long = "Iron carries oxygen in the blood, and " * 5 + "so on."
    assert shape(f"Iron\n\n{long}\n{long}\n") == [("title", "Iron"), ("prose", long), ("prose", long)]


def test_wrapped_lines_make_one_paragraph():
    text = (
        "Iron\n\nIron carries oxygen in the blood and is needed\nfor energy. Low iron makes people tired, and it\n"
        "is found most often in women.\n\nAnother paragraph stands here for good measure\nand goes on like this to its end.\n"
    )
    assert [t for _, t in shape(text)] == [
        "Iron",
        "Iron carries oxygen in the blood and is needed for energy. Low iron makes people tired, and it is found most often in women.",
        "Another paragraph stands here for good measure and goes on like this to its end.",
    ]


def test_a_short_line_between_blanks_or_a_question_is_a_heading():
    text = "T\n\nBody is here.\n\nSide effects\n\nBody is here.\n\nIs iron safe?\n\nYes.\n\nShort but closed.\n\nMore.\n"
    assert [t for z, t in shape(text) if z == "heading"] == ["Side effects", "Is iron safe?"]


def test_list_items_keep_label_level_and_list():
    text = "T\n\nFoods:\n\n  • Beans\n  • Nuts\n      - Walnuts\n  • Figs\n\nThen:\n\n1. Wash\n2) Eat\n(c) Rest\n"
    assert labels(text) == [
        ("•", 1, 1, "Beans"),
        ("•", 1, 1, "Nuts"),
        ("-", 2, 2, "Walnuts"),
        ("•", 1, 1, "Figs"),
        ("1", 1, 3, "Wash"),
        ("2", 1, 3, "Eat"),
        ("c", 1, 3, "Rest"),
    ]


def test_a_bare_number_is_a_label_only_where_the_next_counts_on():
    assert labels("T\n\n5 Alum Road\nTown\n") == []
    assert [x[0] for x in labels("T\n\nBody.\n\n1 Smith J. Iron. 2019.\n2 Jones K. Zinc. 2020.\n")] == ["1", "2"]


def test_a_line_directly_after_a_list_is_its_own_block():
    text = "T\n\nBody.\n\n1. Smith J. Iron. BMJ. 2019;1:2-3.\n2. Jones K. Zinc. BMJ. 2020;1:2-3.\nThis page is for information only.\n"
    assert shape(text)[-1] == ("prose", "This page is for information only.")


def test_a_wrapped_item_goes_on():
    text = "T\n\nBody.\n\n- This item is long enough to be wrapped by hand and\n  goes on here\n- Next\n"
    assert [x[3] for x in labels(text)] == ["This item is long enough to be wrapped by hand and goes on here", "Next"]


def test_quotes_code_and_rows_are_told_apart():
    text = "T\n\nBody.\n\n> quoted words\n\n```\ncode = 1\n```\n\nDrug\tDose\nIron\t14 mg\n"
    assert shape(text)[2:] == [
        ("quote", "quoted words"),
        ("code", "```\ncode = 1\n```"),
        ("table", "Drug"),
        ("table", "Dose"),
        ("table", "Iron"),
        ("table", "14 mg"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_of_all_kinds_give_the_same_blocks(newline):
    text = "Iron\n\nIron carries oxygen.\n\n- One\n- Two\n"
    assert shape(text.replace("\n", newline)) == shape(text)


@pytest.mark.parametrize("text", ["", "\n\n", "\t", "***\n---\n", "x", "1.", "- ", "(", "[1]", "¹"])
def test_next_to_nothing_is_read(text):
    assert exact(parse_text(Source("a.txt", text)))


LINES = st.lists(
    st.sampled_from([
        "", "  ", "Iron helps.", "Side effects", "• item", "  - deeper", "1. one", "2 two", "3 three", "a\tb", "|x|y|", "> q", "```",
        "What is it?", "References:", "é\u00ad🙂 word", "so it goes on and on and on until the line is rather full of words", "\x0c",
    ]),
    max_size=25,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_maps_back(lines, newline):
    assert exact(parse_text(Source("a.txt", newline.join(lines))))


@given(st.text(max_size=200))
def test_any_text_maps_back(text):
    assert exact(parse_text(Source("a.txt", text)))
