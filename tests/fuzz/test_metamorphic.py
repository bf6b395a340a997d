"""What must not change the findings: furniture around an article, where its lines break, the format it is written in."""

import html
import random
import textwrap

import pytest
from fuzz_properties import TODAY, parse_named, rulebook, sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint.engine.check import check_document
from healthlint.model import Settings

FURNITURE_TOP = '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/a-z">A to Z</a></li></ul></nav></header>'
FURNITURE_END = (
    '<footer><p>© 2026 Example Ltd. All rights reserved.</p><nav><a href="/privacy">Privacy</a> <a href="/terms">Terms</a></nav></footer>'
)
OF_MARKUP = ("accessibility/", "authorship/", "transparency/")
"""Families that read the page around the article, or its markup."""


def said(name, text):
    """Findings in the text: rule and words, places apart."""
    report = check_document(parse_named(name, text), Settings(today=TODAY), rulebook())
    assert not report.crashes
    found = [(f.rule, " ".join(f.excerpt.split())) for f in report.findings if f.excerpt and not f.rule.startswith(OF_MARKUP)]
    return sorted(found)


def plain(sentence):
    """Whether a sentence means the same in every format: no markup and nothing that looks like it."""
    return not set(sentence) & set("<>&*_`[]#|~^={}\\$()@") and sentence[0].isupper() and sentence.endswith(".") and "  " not in sentence


@pytest.fixture(scope="module")
def prose():
    return [s for s in sentences() if plain(s)]


def article(prose, seed):
    """A title and some paragraphs of whole sentences."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    return "Iron and health", [" ".join(rng.sample(prose, rng.randint(2, 4))) for _ in range(rng.randint(2, 5))]


def as_html(title, paragraphs):
    inner = "".join(f"<p>{html.escape(p, quote=False)}</p>\n" for p in paragraphs)
    return f"<main><h1>{title}</h1>\n{inner}</main>"


def as_markdown(title, paragraphs):
    return f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n"


def as_text(title, paragraphs):
    return f"{title}\n\n" + "\n\n".join(paragraphs) + "\n"


@given(seed=st.integers(0, 10**6))
@settings(max_examples=12)
def test_furniture_around_an_article_changes_nothing(prose, seed):
    page = as_html(*article(prose, seed))
    assert said("a.html", f"<body>{FURNITURE_TOP}{page}{FURNITURE_END}</body>") == said("a.html", f"<body>{page}</body>")


@given(seed=st.integers(0, 10**6), width=st.integers(40, 100))
@settings(max_examples=12)
def test_where_lines_break_changes_nothing(prose, seed, width):
    title, paragraphs = article(prose, seed)
    wrapped = [textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False) for p in paragraphs]
    if any(line[:1] in "-+>" or line[:3].rstrip(". )").isdigit() for p in wrapped for line in p.split("\n")):
        return  # a line that now begins with "3." is a list in Markdown
    assert said("a.md", as_markdown(title, wrapped)) == said("a.md", as_markdown(title, paragraphs))


@given(seed=st.integers(0, 10**6), other=st.sampled_from(["html", "txt"]))
@settings(max_examples=16)
def test_the_format_changes_nothing(prose, seed, other):
    title, paragraphs = article(prose, seed)
    made = {"html": as_html, "txt": as_text}[other](title, paragraphs)
    assert said(f"a.{other}", made) == said("a.md", as_markdown(title, paragraphs))


@given(seed=st.integers(0, 10**6), newline=st.sampled_from(["\r\n", "\r"]), form=st.sampled_from(["md", "txt", "html"]))
@settings(max_examples=12)
def test_newlines_change_nothing(prose, seed, newline, form):
    made = {"md": as_markdown, "txt": as_text, "html": as_html}[form](*article(prose, seed))
    assert said(f"a.{form}", made.replace("\n", newline)) == said(f"a.{form}", made)
