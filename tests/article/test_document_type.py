"""What kind of page an article is."""

import pytest

from healthlint.article import Article
from healthlint.model import Settings, Source
from healthlint.parse.html import parse_html
from healthlint.parse.markdown import parse_markdown

NOTES = "Empiric IV antibiotics after biopsy. Serum calcium, ECG. Hypotension or tachycardia: bolus 20 ml/kg. Contraindicated in sepsis. "
QUOTED = (
    "“It works,” said Dr Khan. Trials will follow, she said. The drug may be sold in May, according to the firm. Nobody paid, it says. "
)


def kind(text):
    parse = parse_html if text.startswith("<") else parse_markdown
    return Article(parse(Source("a", text)), Settings()).document_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Sleep\n\n" + "Try to go to bed at the same time each night, and keep your room dark. " * 8, "article"),
        ("# Sepsis\n\n" + NOTES * 8, "clinical-reference"),
        ("# New pill\n\n" + QUOTED * 6, "news"),
        ("# My story of migraine\n\nI was ten when my head began to hurt.", "story"),
        ("# Glossary of heart words\n\nAorta: the largest artery.", "glossary"),
        ("# Ibuprofen\n\n## How to take it\n\nx\n\n## Side effects\n\nx\n\n## Dosage\n\nx", "medicine"),
        ("# Topics\n\n" + "".join(f"- [Topic {i}](/t{i})\n" for i in range(20)), "index"),
        ('<script type="application/ld+json">{"@type":"NewsArticle"}</script><h1>Sleep</h1><p>Sleep well.</p>', "news"),
    ],
)
def test_kinds(text, expected):
    assert kind(text) == expected


def test_the_setting_wins():
    article = Article(parse_markdown(Source("a", "# Glossary\n\nAorta: an artery.")), Settings(document_type="article"))
    assert article.document_type == "article"
