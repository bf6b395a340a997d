"""Numbering is never wrong: random articles, whole, damaged and repaired, in every rendering."""
# ruff: noqa: S311 - articles are made by chance, not secrets

import random
from functools import cache
from pathlib import Path

import pytest

from citation_articles import DAMAGES, FOOTNOTES_CANNOT, RENDERINGS, SUFFIX, damage, make, remap, render
from healthlint.article import Article
from healthlint.checks.registry import CHECKS, import_checks
from healthlint.model import Format, MarkerStyle, NotApplicableError, Safety, Settings, Source
from healthlint.parse import parse
from healthlint.records import replace
from healthlint.resources import rules_folder
from healthlint.rulebook.rule_file import read_rule
from healthlint.testing import apply_edits

NUMBERING = (
    "missing-reference", "uncited-reference", "out-of-order", "number-gap", "duplicate-number", "duplicate-reference", "reversed-range",
    "dead-anchor",
)  # fmt: skip
ALSO_TRUE = {
    "missing_entry": {"dead-anchor"}, "missing_entry_mid": {"dead-anchor", "number-gap"}, "orphan_mid": {"out-of-order"},
    "gap": {"out-of-order"}, "reversed_range": {"uncited-reference", "out-of-order", "dead-anchor"},
    "range_past_end": {"dead-anchor", "out-of-order"},
    "typo_big": {"uncited-reference", "out-of-order", "dead-anchor"},
}  # fmt: skip
FORMATS = {"md": Format.MARKDOWN, "html": Format.HTML, "txt": Format.TEXT}
MARKED = ("md_bracket", "html_sup", "html_bracket")

import_checks()


@cache
def rule(name):
    return read_rule(Path(rules_folder()) / "citations" / f"{name}.yaml")


def read(text, suffix):
    return Article(parse(Source(f"x.{suffix}", text), FORMATS[suffix]), Settings())


def findings(article, names=NUMBERING):
    found = []
    for name in names:
        try:
            found += CHECKS[rule(name).check](rule(name), article)
        except NotApplicableError:
            continue
    return found


def rules_of(found):
    return {f.rule.removeprefix("citations/") for f in found}


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_sound_articles_have_no_finding(rendering):
    for seed in range(40):
        made = make(random.Random(seed))
        found = findings(read(render(made, rendering), SUFFIX[rendering]))
        assert found == [], f"seed {seed}: {[f.message for f in found]}"


def outcomes(rendering, kind, seeds):
    """For each damaged article whether the exact rule spoke, and which rules spoke beside it."""
    for seed in seeds:
        damaged = damage(make(random.Random(seed)), kind, random.Random(seed * 31 + 7))
        if damaged is None:
            continue
        said = rules_of(findings(read(render(damaged[0], rendering), SUFFIX[rendering])))
        yield DAMAGES[kind] in said, said - {DAMAGES[kind]} - ALSO_TRUE.get(kind, set())


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("rendering", [r for r in RENDERINGS if r != "txt_flat"])
def test_damage_is_named_exactly(rendering, kind):
    if rendering == "md_footnote" and kind in FOOTNOTES_CANNOT:
        return
    assert set(map(str, outcomes(rendering, kind, range(100, 112)))) == {"(True, set())"}


def test_damage_is_named_in_flattened_text_too():
    """Flattened digits are doubtful by nature: nearly all damage is named, and little else is said."""
    found = [o for kind in DAMAGES for o in outcomes("txt_flat", kind, range(200, 215))]
    assert sum(hit for hit, _ in found) >= 0.94 * len(found)
    assert sum(bool(spare) for _, spare in found) <= 0.05 * len(found)


def shuffled(made, rng):
    """The article with its list in a random order and the numbers of the text changed with it."""
    size = len(made.entries)
    order = rng.sample(range(1, size + 1), size)
    change = dict(zip(range(1, size + 1), order, strict=True))
    entries = dict(made.entries)
    back = {new: old for old, new in change.items()}
    return replace(remap(made, change), entries=tuple((n, entries[back[n]]) for n in range(1, size + 1)))


def supports(article):
    """For each marker the entries behind it, as words."""
    return [frozenset(r.text for r in article.citations.cited_by(m)) for m in article.citations.markers]


def broken(kind, seed):
    made = make(random.Random(seed))
    rng = random.Random(seed + 5)
    if kind == "shuffled":
        return shuffled(made, rng)
    damaged = damage(made, kind, rng)
    return damaged[0] if damaged else None


@pytest.mark.parametrize("kind", ["shuffled", "out_of_order", "gap", "duplicate_entry"])
@pytest.mark.parametrize("rendering", MARKED)
def test_a_repaired_article_has_no_finding_and_says_the_same(rendering, kind):
    for seed in range(12):
        made = broken(kind, seed)
        if made is None:
            continue
        text = render(made, rendering)
        article = read(text, SUFFIX[rendering])
        fixes = [f.fixes[0] for f in findings(article) if f.fixes]
        if not fixes:
            # A group of links that cites both copies would have to lose one: no fix is offered.
            assert findings(article) == [] or (rendering, kind) == ("html_sup", "duplicate_entry")
            continue
        assert fixes[0].safety is Safety.SAFE
        repaired = read(apply_edits(text, fixes[0].edits), SUFFIX[rendering])
        assert findings(repaired) == []
        assert supports(repaired) == supports(article)


def test_flattened_text_is_repaired_only_with_a_person_looking():
    made = broken("out_of_order", 3)
    found = findings(read(render(made, "txt_flat"), "txt"), ("out-of-order",))
    assert found[0].fixes[0].safety is Safety.REVIEW


def test_no_repair_is_offered_where_a_number_has_no_entry():
    text = "Tea.[2] Milk.[1] Rum.[9]\n\n## References\n\n1. Abara N. Milk. Food J. 2020;3:1–9.\n2. Moss P. Tea. Food J. 2018;5:30–6.\n"
    found = findings(read(text, "md"), ("out-of-order",))
    assert found[0].fixes == ()


def test_one_fault_has_one_finding():
    text = "Tea.[1] Milk.[3] Rum.[2]\n\n## References\n\n1. Abara N. Tea. Food J. 2020;3:1–9.\n3. Moss P. Milk. Food J. 2018;5:30–6.\n"
    assert rules_of(findings(read(text, "md"))) == {"missing-reference"}


def test_thousands_of_references_and_a_long_article_stay_linear():
    """Counted in steps of work and not in time: twice the article, at most a little more than twice the calls."""

    def calls(size):
        from sys import setprofile

        count = 0

        def note(_frame, event, _arg):
            nonlocal count
            count += event in ("call", "c_call")

        body = "\n\n".join(f"Sentence {n} of the text is here.[{n}] Another follows, with 3.5 mg of iron." for n in range(1, size + 1))
        entries = "\n".join(f"{n}. Abara N{n}. Title {n} of a long study. Heart J. 2020;{n}:1–9." for n in range(1, size + 1))
        article = read(f"{body}\n\n## References\n\n{entries}\n", "md")
        _ = article.blocks, article.sentences
        setprofile(note)
        try:
            findings(article)
        finally:
            setprofile(None)
        return count

    assert calls(400) < 2.6 * calls(200)


def test_flattened_markers_are_counted_as_citations():
    text = "Drinks\n\nTea calms.1 Milk cools.2 Rum warms.3\n\nReferences\n\n1. Abara N. Tea. Food J. 2020;3:1–9.\n"
    text += "2. Moss P. Milk. Food J. 2018;5:30–6.\n"
    text += "3. Toma L. Rum. Food J. 2017;9:7–9.\n"
    article = read(text, "txt")
    assert article.citations.style is MarkerStyle.FLATTENED
    assert rules_of(findings(article)) == set()
