"""Slips of one letter in medical words."""

import pytest

from healthlint.language.misspellings import meant


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("inflamatory", "inflammatory"), ("opthalmologist", "ophthalmologist"), ("diabetis", "diabetes"), ("athsma", ""),
        ("menoapuse", "menopause"), ("colonscopy", "colonoscopy"), ("arthritic", ""), ("diabetes", ""), ("haemorrhages", ""),
        ("reductase", ""), ("asthma", ""),
    ],
)  # fmt: skip
def test_slips(slip, word):
    assert meant(slip) == word
