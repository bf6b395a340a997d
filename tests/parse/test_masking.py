"""Foreign syntax hidden in place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.model import Source
from healthlint.parse.markdown import parse_markdown
from healthlint.parse.masking import mask


def shown(text, path="a.md"):
    return [b.text for b in parse_markdown(Source(path, text)).blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Take {{ dose }} a day.", ["Take a day."]),
        ("{% include intro.html %}\n\nBody.", ["Body."]),
        ("A\n\n{% comment %}Never shown.\n\nNor this.{% endcomment %}\n\nB", ["A", "B"]),
        ('Read {{< ref "x.md" >}} now.', ["Read now."]),
        ("[text]({{ site.url }}/a) more", ["text more"]),
        ("Iron ==helps **many** people== here", ["Iron helps many people here"]),
        ("CO~2~ and 10^9^ cells", ["CO2 and 109 cells"]),
        ("Shown %%hidden%% words", ["Shown words"]),
        ("A\n\n%%\nhidden block\n%%\n\nB", ["A", "B"]),
        ("::: tip Note this\nInside.\n:::\n\nAfter.", ["Note this", "Inside.", "After."]),
        ("::: {.callout-note}\nInside.\n:::", ["Inside."]),
        ("> [!info]- Folded title\n> Inside.", ["Folded title", "Inside."]),
        ("> [!WARNING]\n> Inside.", ["Inside."]),
        ("Text.\n{: .lead}\n\nMore.", ["Text.", "More."]),
        ("[a](b){: .button} more", ["a more"]),
        ("[a](b){.button target=x} more", ["a more"]),
        ("import Chart from './chart'\n\nBody.", ["Body."]),
        ("##Dose\ntext", ["Dose", "text"]),
        ('!!! warning "Ask first"\n    Ask a\n    *good* doctor.\n\nAfter.', ["Ask first", "Ask a good doctor.", "After."]),
        ("??? note\n    Read on.\n\n    And on.", ["Read on.", "And on."]),
        (".. question:: Safe?\n    :level: 3\n\n    Yes:\n\n    * for most;\n    * for all.", ["Safe?", "Yes:", "for most;", "for all."]),
        ("So:\n\n    - swelling\n    - pain in the arm", ["So:", "swelling", "pain in the arm"]),
        ("So:\n\n    You may feel tired\n    if you sleep badly.", ["So:", "You may feel tired if you sleep badly."]),
        ("So:\n\n    sudo apt-get install vim", ["So:", "sudo apt-get install vim"]),
        ("What!!! really??? yes", ["What!!! really??? yes"]),
        ("A note^[Seen once.] here.", ["A note here.", "Seen once."]),
        ("See [[Iron]] and [[Zinc|this page]].", ["See Iron and this page."]),
        ("100%% sure, 100%% safe", ["100%% sure, 100%% safe"]),
        ("a ~5 to ~6 kg", ["a ~5 to ~6 kg"]),
        ("It costs $5 and that was$6.", ["It costs $5 and that was$6."]),
        ("`{{ code }}` and `a ==b== c`", ["{{ code }} and a ==b== c"]),
    ],
)
def test_readers_see_what_the_dialect_shows(text, blocks):
    assert shown(text) == blocks


def test_mdx_code_is_hidden():
    text = "export const a = {\n  b: 1,\n}\n\n# T\n\n<Card title={x > 1 ? 'a' : 'b'}>\nInside.\n</Card>\n\nSum {1 + 2} mg {/* remark */}\n"
    assert shown(text, "a.mdx") == ["T", "Inside.", "Sum mg"]
    assert [c.text for c in parse_markdown(Source("a.mdx", text)).comments] == ["remark"]


def test_the_word_import_in_prose_stays():
    assert shown("import duties rose\n\nexport of iron fell") == ["import duties rose", "export of iron fell"]


def test_a_remark_of_the_dialect_is_a_comment():
    assert [c.text for c in parse_markdown(Source("a.md", "A %%healthlint: x%% b")).comments] == ["healthlint: x"]


@pytest.mark.parametrize("piece", ["{{", "{%", "%%", "^[", "==", "~", "^", "{/*", "<A b={", "[!", ":::", "{: ", "> [!x"])
def test_hostile_repetition_is_read_in_time(piece):
    text = piece * 20_000
    assert len(mask(text, mdx=True).text) == len(text)


PIECES = st.sampled_from([
    "{{", "}}", "{%", "%}", "%%", "==", "^", "~", "^[", "]", "a", " ", "\n", "é", "> [!x] t", ":::", "{", "}", "\r\n", "!!! n", "    ",
    "\n.. a:: b\n",
])  # fmt: skip


@given(st.lists(PIECES))
def test_the_length_never_changes(parts):
    text = "".join(parts)
    found = mask(text, mdx=True)
    assert len(found.text) == len(text)
    assert [i for i, c in enumerate(text) if c in "\r\n"] == [i for i, c in enumerate(found.text) if c in "\r\n"]
    assert all(a.end <= b.start for a, b in zip(found.gaps, found.gaps[1:], strict=False))
