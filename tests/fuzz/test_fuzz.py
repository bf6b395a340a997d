"""A short fuzz in every run of the suite; ``make fuzz`` runs the long one."""

import pytest
from fuzz_documents import FORMATS, Generator
from fuzz_properties import map_problems, parse_named, problems, sentences
from hypothesis import example, given, settings
from hypothesis import strategies as st

from healthlint.engine.fix import apply_fixes
from healthlint.engine.fix_proof import BREAKS, apply_proven
from healthlint.model import Confidence, Edit, Finding, Fix, Safety, Severity, Span


@pytest.mark.parametrize("form", FORMATS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=40)
def test_any_document_is_read_checked_and_fixed_without_harm(form, seed):
    text = Generator(seed, sentences()).document(form)
    assert list(problems(f"a.{form}", text)) == [], text


@given(st.text(max_size=200), st.sampled_from(FORMATS))
@example("\x1f", "html")
@settings(max_examples=60)
def test_any_text_at_all_is_read_and_checked(text, form):
    assert list(problems(f"a.{form}", text)) == []


def finding(*edits):
    fix = Fix("", tuple(Edit(Span(a, b), text) for a, b, text in edits), Safety.SAFE)
    return Finding("x/y", Severity.ERROR, Confidence.CERTAIN, "", Span(*edits[0][:2]), fixes=(fix,))


def test_a_fix_that_breaks_its_surroundings_is_refused():
    text = "Text goes on\n2. here.\n\nAfter.\n"
    bad = finding((13, 14, "1"))  # a list may begin with 1 inside a paragraph, never with 2
    good = finding((23, 28, "Since"))
    document = parse_named("a.md", "One\n\n" + text)
    shifted = [finding(*((e.span.start + 5, e.span.end + 5, e.text) for e in f.fixes[0].edits)) for f in (bad, good)]
    result = apply_proven(document, shifted)
    assert [f.fixes[0].edits[0].text for f in result.applied] == ["Since"]
    assert [why for _, why in result.refused] == [BREAKS]
    hidden = finding((5, 5, "<!-- "), (9, 9, ""))
    result = apply_proven(document, [hidden, shifted[1]])
    assert [why for _, why in result.refused] == [BREAKS]
    assert result.text == apply_fixes(document.source.text, [shifted[1]]).text


def test_fixes_with_proof_are_the_fixes():
    document = parse_named("a.md", "One two.\n\nThree four.\n")
    result = apply_proven(document, [finding((0, 3, "A")), finding((10, 15, "B"))])
    assert (result.text, len(result.applied), result.refused) == ("A two.\n\nB four.\n", 2, ())


def test_the_properties_find_planted_faults():
    document = parse_named("a.md", "One *two* three.\n")
    block = document.blocks[0]
    assert list(map_problems(document)) == []
    shifted = tuple((start, end, source_start + 1, source_end + 1) for start, end, source_start, source_end in block.segments)
    wrong = type(block)(block.zone, block.text, shifted)
    broken = type(document)(document.source, document.format, (wrong,))
    assert list(map_problems(broken))
