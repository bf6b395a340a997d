"""Names and addresses inside prose."""

import pytest

from healthlint.language.names import address_ranges, inside, is_name, is_title_case, known_name_ranges
from healthlint.language.words import find_words


@pytest.mark.parametrize(
    ("text", "at", "opens", "expected"),
    [
        ("The Cancer Center is open", 2, False, True),
        ("The cancer center is open", 2, False, False),
        ("Centers for Disease Control said", 0, True, True),
        ("Tumors can grow", 0, True, False),
        ("ask the CALIBER study", 2, False, True),
        ("STOP THE TUMOR NOW", 2, False, False),
    ],
)
def test_capitals_show_a_name(text, at, opens, expected):
    assert is_name(text, find_words(text), at, opens=opens) is expected


def test_listed_names_are_found_with_capitals_only():
    text = "The World Health Organization met a world health organization."
    assert [text[a:b] for a, b in known_name_ranges(text, find_words(text))] == ["World Health Organization"]


@pytest.mark.parametrize("address", ["https://color.org/center", "www.behavior.com", "help@center.org", "a/path/color.css", "behavior.com"])
def test_addresses(address):
    text = f"See {address} for more"
    assert [text[a:b] for a, b in address_ranges(text)] == [address]


def test_title_case_needs_most_words_in_capitals():
    assert is_title_case("Living With Tumors", find_words("Living With Tumors"))
    assert not is_title_case("Living with a tumor in London", find_words("Living with a tumor in London"))


def test_inside_looks_at_the_range_before():
    assert [inside([(2, 4), (6, 9)], at) for at in (1, 2, 3, 4, 6, 8, 9)] == [False, True, True, False, True, True, False]
