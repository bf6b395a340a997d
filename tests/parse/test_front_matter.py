"""Metadata above an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.parse.front_matter import read_front_matter


def read(text):
    found = read_front_matter(text)
    return {m.key: m.value for m in found.metadata}, text[found.end :]


def places(text):
    return [text[m.span.start : m.span.end] for m in read_front_matter(text).metadata]


@pytest.mark.parametrize(
    ("yaml", "wanted"),
    [
        ("title: Iron\n", {"title": "Iron"}),
        ('title: "Iron: a guide" # remark\n', {"title": "Iron: a guide"}),
        ("title: Iron # remark\n", {"title": "Iron"}),
        ("author:\n  name: Ann Lee\n  role: GP\n", {"author.name": "Ann Lee", "author.role": "GP"}),
        ("by:\n  - name: Ann\n    role: GP\n  - name: Bob\n", {"by.0.name": "Ann", "by.0.role": "GP", "by.1.name": "Bob"}),
        ('tags: [one, "two, three"]\n', {"tags": "two, three"}),
        ("tags:\n- one\n- two\n", {"tags": "two"}),
        ("about: >\n  folded\n  text\nnext: 1\n", {"about": "folded text", "next": "1"}),
        ("url: https://a.org/b\n", {"url": "https://a.org/b"}),
        ("draft: no\nempty:\n", {"draft": "no"}),
        ("# remark\ntitle: Iron\n", {"title": "Iron"}),
        ("'quoted key': Iron\n", {"quoted key": "Iron"}),
        ("title: Iron\n  goes on\n", {"title": "Iron goes on"}),
        ("who: {name: Ann, role: GP}\n", {"who.name": "Ann", "who.role": "GP"}),
        ("a: &x [1]\nb: *x\n", {"b": "*x"}),
    ],
)
def test_yaml_is_read_as_strings(yaml, wanted):
    assert read(f"---\n{yaml}---\nBody\n") == (wanted, "Body\n")


def test_every_item_of_a_list_is_a_fact():
    found = read_front_matter("---\ntags:\n  - one\n  - two\n---\n")
    assert [(m.key, m.value) for m in found.metadata] == [("tags", "one"), ("tags", "two")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_values_stand_where_they_say(newline):
    text = newline.join(["---", "title: 'Iron'", "by:", "  - Ann Lee", "on: 2024-05-01", "---", "Body"])
    assert places(text) == ["Iron", "Ann Lee", "2024-05-01"]


def test_toml_is_read():
    text = '+++\ntitle = "Iron"\n[extra]\nauthor = "Ann Lee"\ndraft = false\n+++\nBody'
    assert read(text) == ({"title": "Iron", "extra.author": "Ann Lee", "extra.draft": "false"}, "Body")
    assert places(text) == ["Iron", "Ann Lee", "false"]


@pytest.mark.parametrize(
    "text",
    [
        "", "---", "---\nNo end", "Body\n---\ntitle: x\n---\n", "---\nOnly prose.\n---\nMore.", "---\n<https://a.org> prose\n---\n",
        "----\ntitle: x\n---\n",
    ],
)
def test_what_is_no_front_matter_stays(text):
    assert read_front_matter(text).end == 0


def test_broken_toml_gives_no_facts_and_hides_nothing():
    assert read('+++\ntitle = "Iron\n+++\nBody') == ({}, "Body")


def test_a_bomb_stays_small():
    deep = "".join(" " * i + f"k{i}:\n" for i in range(300))
    text = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + "- " * 5000 + "\n" + deep + "---\n"
    assert len(read_front_matter(text).metadata) < 20


LINES = st.sampled_from(["a: b", "- c", "  d: 'e", "  - f: [g, {h", "|", "x: |", "\t", "'", '"k": "v"', ": ", "é: 🙂", "---", "#"])


@given(st.lists(LINES))
def test_any_lines_are_read_without_a_wrong_place(lines):
    text = "---\n" + "\n".join(lines) + "\n---\nBody"
    found = read_front_matter(text)
    for meta in found.metadata:
        assert 0 <= meta.span.start <= meta.span.end <= found.end
        assert "".join(meta.value.split())[:1] in text[meta.span.start : meta.span.end] or not meta.value.strip()
