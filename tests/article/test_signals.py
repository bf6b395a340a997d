"""What a page shows besides its prose, and signs of an emergency in it."""

import pytest

from healthlint.article import Article
from healthlint.article.red_flags import red_flags
from healthlint.article.signals import read_signals
from healthlint.model import Settings, Source
from healthlint.parse.html import parse_html
from healthlint.parse.markdown import parse_markdown
from healthlint.parse.text import parse_text


def article(text, parse=None):
    return Article((parse or (parse_html if text.startswith("<") else parse_markdown))(Source("a", text)), Settings())


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Write to editors@example.org", "contact"),
        ("Call us on +44 20 7946 0018", "contact"),
        ("Phone Number: 020 7946 0018", "contact"),
        ("Was this page helpful?", "feedback"),
        ("See our editorial standards.", "editorial-policy"),
        ("The authors have no competing interests.", "interests"),
        ("Add to basket", "shop"),
        ("About 1 in 10 people feel sick.", "probability"),
        ("It helped 12 per cent of them, and 100% of us.", "probability"),
        ("Some percentages: 9 percent.", "probability"),
        ("Get 5% off today", "shop"),
        ("Discount codes inside", "shop"),
        ("© Example Health", "publisher"),
        ("Disclosures: none", "interests"),
        ("## Key points\n\n- Rest.", "summary-heading"),
        ("![A stretch](s.png)", "image"),
        ("---\naudience: adults\n---\n\nText.", "context:audience"),
    ],
)
def test_signal(text, signal):
    assert signal in read_signals(article(text))


PLAIN = "Sleep helps. Keep a diary, and write @ noon. In summary, rest. Hotel: B4. Per cent and 9 percentiles."


@pytest.mark.parametrize(
    "signal", ["probability", "contact", "feedback", "shop", "interests", "image", "table", "summary-heading", "publisher"]
)
def test_plain_prose_shows_nothing(signal):
    assert signal not in read_signals(article(PLAIN))


def test_a_section_set_off_by_space_alone_has_no_heading():
    assert "all-sections-headed" not in read_signals(article("Title\n\nFirst part of it.\n\n\nSecond part of it.", parse_text))
    assert "all-sections-headed" in read_signals(article("Title\n\nFirst part of it.\n\nSecond part of it.", parse_text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You may feel numbness or tingling in your legs.", ["numbness or tingling in your legs"]),
        ("- chest pain\n- a cough", ["chest pain"]),
        ("Too much zinc can be toxic if you take it daily.", ["toxic"]),
        ("You have no chest pain.", []),
        ("The trial measured chest pain in 900 participants.", []),
        ("Medicines for seizures can make you tired.", []),
        ("Protect your child from lead poisoning.", []),
        ("Toxic masculinity is a term that you may know.", []),
    ],
)
def test_red_flags(text, found):
    assert [f.block.text[f.start : f.end] for f in red_flags(article(text))] == found
