"""Citation markers of every style, reference lists wherever they are, and what is no citation."""

import pytest

from healthlint.article import Article
from healthlint.article.citations_numbers import all_numbers, parse_numbers
from healthlint.article.citations_reach import cited_sentences, covered
from healthlint.article.evidence import read_evidence
from healthlint.article.references_entry import read_entry
from healthlint.model import Evidence, Format, MarkerStyle, Settings, Source
from healthlint.parse import parse

ENTRIES = ("Abara N. Salt. Heart J. 2020;3:1–9.", "Moss P. Bread. Diet Rev. 2018;5:30–6.", "Toma L. Oil. Food Sci. 2017;9:70–4.")
LIST = "\n\n## References\n\n" + "".join(f"{n}. {entry}\n" for n, entry in enumerate(ENTRIES, 1))
HTML_LIST = "<h2>References</h2><ol>" + "".join(f'<li id="ref{n}">{entry}</li>' for n, entry in enumerate(ENTRIES, 1)) + "</ol>"


def read(text, suffix="md"):
    forms = {"md": Format.MARKDOWN, "html": Format.HTML, "txt": Format.TEXT}
    return Article(parse(Source(f"x.{suffix}", text), forms[suffix]), Settings()).citations


def numbers(citations):
    return [m.numbers for m in citations.markers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", (1,)), ("1,2", (1, 2)), ("1, 3–5", (1, 3, 4, 5)), ("2-4;7", (2, 3, 4, 7)), ("¹⁻³", (1, 2, 3)), ("5-3", (5, 3))],
)
def test_groups_of_numbers_are_read(text, expected):
    assert all_numbers(parse_numbers(text)) == expected


@pytest.mark.parametrize("text", ["2+", "1,a", "0,1)", "", "–", "1.5", "12345"])
def test_what_is_no_group_of_numbers_is_refused(text):
    assert parse_numbers(text) == ()


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("Salt is tasty.[1] Bread is soft.[2,3]", MarkerStyle.BRACKET),
        ("Salt is tasty [1]. Bread is soft [2, 3].", MarkerStyle.BRACKET),
        (r"Salt is tasty\[1\]. Bread is soft\[2,3\].", MarkerStyle.BRACKET),
        ("Salt is tasty.^1^ Bread is soft.^2,3^", MarkerStyle.SUPERSCRIPT),
        ("Salt is tasty.¹ Bread is soft.²,³", MarkerStyle.SUPERSCRIPT),
        ("Salt is tasty.<sup>1</sup> Bread is soft.<sup>2,3</sup>", MarkerStyle.SUPERSCRIPT),
        ("Salt is tasty.<sup>[1]</sup> Bread is soft.<sup>[2,3]</sup>", MarkerStyle.SUPERSCRIPT),
        ("Salt is tasty (1). Bread is soft (2,3).", MarkerStyle.BRACKET),
        ("Salt is tasty.1 Bread is soft.2,3 Nobody knows why.", MarkerStyle.FLATTENED),
    ],
)
def test_marker_styles_of_markdown(body, style):
    found = read(body + LIST)
    assert found.style is style
    assert numbers(found) == [(1,), (2, 3)]
    assert [found.references[0].number, len(found.references)] == [1, 3]


@pytest.mark.parametrize(
    "body",
    [
        '<p>Salt is tasty.<sup><a href="#ref1">1</a></sup> Bread is soft.<sup><a href="#ref2">2</a>,<a href="#ref3">3</a></sup></p>',
        '<p>Salt is tasty.<a href="#ref1"><sup>1</sup></a> Bread is soft.<sup>2, 3</sup></p>',
        '<p>Salt is tasty <a href="#ref1">[1]</a>. Bread is soft <a href="#ref2">[2,3]</a>.</p>',
        "<p>Salt is tasty.1 Bread is soft.2,3 Nobody knows why.</p>",
    ],
)
def test_marker_styles_of_html(body):
    assert numbers(read(body + HTML_LIST, "html")) == [(1,), (2, 3)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Salt is tasty [1 to 3].", [(1, 2, 3)]),
        ("Salt is tasty [see 1,2] and [reviewed in 3].", [(1, 2), (3,)]),
        ("Salt is tasty [1, p. 23] and [2, pp. 4–5].", [(1,), (2,)]),
        ("Salt is tasty[1]–[3].", [(1, 2, 3)]),
        ("Salt is tasty ([1]; see also [2,3]).", [(1,), (2, 3)]),
        ("Salt is tasty (see reference 1).", [(1,)]),
        ("Salt is tasty.[1](https://example.org/a)[2](https://example.org/b)", [(1,), (2,)]),
        ("Salt is tasty.<sup>*1–3*</sup>", [(1, 2, 3)]),
    ],
)
def test_markers_with_words_links_and_brackets_of_many_kinds(body, expected):
    assert numbers(read(body + LIST)) == expected


def test_footnotes_are_read_with_their_definitions():
    found = read(f"Salt is tasty.[^1] Bread is soft.[^b]\n\n[^1]: {ENTRIES[0]}\n[^b]: {ENTRIES[1]}\n")
    assert [m.label for m in found.markers] == ["1", "b"]
    assert [found.cited_by(m)[0].label for m in found.markers] == ["1", "b"]


def test_names_with_years_are_told_from_other_brackets():
    found = read("Salt is tasty (Abara, 2020; Moss & Lee 2018). Toma et al. (2017) agree. It began (May 2019, Figure 2).")
    assert [m.label for m in found.markers] == ["Abara, 2020; Moss & Lee 2018", "Toma et al. (2017"]
    assert found.style is MarkerStyle.AUTHOR_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "<p>A rate of 60 mL/min/1.73 m<sup>2</sup> or 10<sup>6</sup> cells, Ca<sup>2+</sup>, R<sup>2</sup> and <sup>14</sup>C.</p>",
        "<p>Take H<sub>2</sub>O and SO<sub>4</sub><sup>2</sup> at x<sup>3</sup> cm<sup>3</sup>.</p>",
        '<p><a href="?page=2">2</a> <a href="#section-3">3</a> and Nurofen<sup>®</sup></p>',
        "<p>The median was 45 [40–50] and the year [2019] was long.</p>",
    ],
)
def test_units_charges_pagers_and_spreads_are_no_citations(text):
    assert read(text, "html").markers == ()


@pytest.mark.parametrize(
    "text",
    [
        "See the [guide][13] for more.\n\n[13]: https://example.org/guide",
        "Answer (1) yes, (2) no or (3) perhaps.\n\n- [ ] first\n- [x] second",
        "Vitamin B12, omega-3, H2O, COX-1, type 2 diabetes and PM2.5 at 6.30 pm on page 14." + LIST,
        "```\narray[1] = 2\n```",
    ],
)
def test_links_enumerators_and_names_are_no_citations(text):
    assert read(text).markers == ()


def test_numbers_inside_words_are_left_alone_beside_flattened_citations():
    body = "Genes such as Sox9 and IL6 act early.1 A dose of 2.5 mg of vitamin D3 helps,2 as do 5–7 days of rest (RA).3 It rose to 3.5%."
    assert numbers(read(body + LIST)) == [(1,), (2,), (3,)]


def test_a_marker_after_a_capital_abbreviation_is_recovered():
    found = read("Salt harms the heart.1 Fewer patients developed RA.2 Bread is soft.3" + LIST)
    assert numbers(found) == [(1,), (2,), (3,)]


def test_numbers_glued_to_years_are_recovered_where_the_list_needs_them():
    found = read("Salt harms the heart.1 It was taxed in 19982 and again later.3 Prices rose until 2003." + LIST)
    assert numbers(found) == [(1,), (2,), (3,)]


def test_numbering_that_restarts_has_a_list_for_each_section():
    section = "## {0}\n\n{0} is good.[1] It is cheap.[2]\n\n### References\n\n1. Abara N. {0}. Heart J. 2020;3:1–9.\n"
    section += "2. Moss P. More {0}. Diet Rev. 2018;5:30–6.\n\n"
    found = read(section.format("Salt") + section.format("Bread"))
    assert [m.list_number for m in found.markers] == [0, 0, 1, 1]
    assert found.cited_by(found.markers[2])[0].title == "Bread"


def test_numbers_that_link_to_notes_do_not_point_into_the_list():
    page = (
        '<p>Salt is tasty.<sup><a href="#n1">1</a></sup> Bread is soft.<sup><a href="#n2">2</a></sup></p>'
        '<p id="n1">1. Only in small amounts.</p><p id="n2">2. When it is fresh.</p>' + "<p>More.</p>" * 90 + HTML_LIST
    )
    found = read(page, "html")
    assert {m.list_number for m in found.markers} == {-1}


def test_numbers_that_link_to_another_page_have_their_list_elsewhere():
    found = read('<p>Salt is tasty.<sup><a href="https://example.org/refs#1">1</a></sup></p>', "html")
    assert found.elsewhere


def test_several_entries_in_one_paragraph_are_parted():
    page = f"<p>Salt is tasty.[1] Bread is soft.[2]</p><h2>References</h2><p>1. {ENTRIES[0]}<br>2. {ENTRIES[1]}</p>"
    found = read(page, "html")
    assert [r.number for r in found.references] == [1, 2]


HEAD = "<h2>References</h2>"
A, B, _ = ENTRIES


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("html", f"<p>Salt.[1] Bread.[2]</p>{HEAD}<table><tr><td>1</td><td>{A}</td></tr><tr><td>2</td><td>{B}</td></tr></table>"),
        ("md", f"Salt.[1] Bread.[2]\n\n## References\n\n| No | Source |\n|---|---|\n| 1 | {A} |\n| 2 | {B} |\n"),
        ("html", f"<p>Salt.[1] Bread.[2]</p>{HEAD}<dl><dt>[1]</dt><dd>{A}</dd><dt>[2]</dt><dd>{B}</dd></dl>"),
        ("html", f"<p>Salt.<sup>1</sup> Bread.<sup>2</sup></p><p><strong>References</strong></p><p>1. {A}</p><p>2. {B}</p>"),
        ("html", f"<p>Salt.<sup>1</sup> Bread.<sup>2</sup></p><div><b>Sources:</b><br>1. {A}<br/>2. {B}</div>"),
        ("md", f"Salt [1]. Bread [2].\n\n## References\n\n[1] {A}\n[2] {B}\n"),
        ("md", f"Salt [1]. Bread [2].\n\n## References\n\n- [1] {A}\n- [2] {B}\n"),
        ("md", f"Salt (ref. 1). Bread (refs 1 and 2).\n\n## References\n\n1. {A}\n2. {B}\n"),
        ("txt", f"Food\n\nSalt is tasty.1 Bread is soft and brown.2\n\n1. {A}\n2. {B}\n"),
        ("txt", f"Food\n\nSalt is tasty [1]. Bread is soft and brown [2].\n\nREFERENCES\n[1] {A}\n[2] {B}\n"),
    ],
)
def test_lists_are_found_in_every_shape(suffix, text):
    found = read(text, suffix)
    assert [(r.number, r.title) for r in found.references] == [(1, "Salt"), (2, "Bread")]
    assert len(found.markers) == 2


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_entries_with_hundreds_of_authors_belong_to_their_list(suffix):
    long = "Abara N, " * 250 + "Lee K. Rice. Food J. 2019;3:4–8."
    mark = "## " if suffix == "md" else ""
    text = f"Food\n\nSalt is tasty.[1] Rice is white.[2] Bread is soft.[3]\n\n{mark}References\n\n1. {A}\n2. {long}\n3. {B}\n"
    found = read(text, suffix)
    assert [r.number for r in found.references] == [1, 2, 3]
    assert numbers(found) == [(1,), (2,), (3,)]


def test_arrows_back_to_the_text_are_no_part_of_an_entry():
    page = f'<p>Salt.<sup><a href="#n-1">[1]</a></sup></p>{HEAD}<ol><li id="n-1">^ a b {A}</li><li id="n-2">↑ {B}</li></ol>'
    assert [r.text for r in read(page, "html").references] == [A, B]


def test_labels_of_a_list_that_are_superscripts_are_no_markers():
    found = read(
        '<p>Salt is tasty.<a href="#r1"><sup>1</sup></a></p><h3>References</h3>'
        f'<p><sup><a id="r1"></a>1 </sup>{ENTRIES[0]}</p><p><sup><a id="r2"></a>2 </sup>{ENTRIES[1]}</p>',
        "html",
    )
    assert numbers(found) == [(1,)]
    assert [r.number for r in found.references] == [1, 2]


def test_every_place_is_the_place_in_the_source():
    text = "Salt is tasty.[1] Bread &amp; oil are not.[2,3]" + LIST
    found = read(text)
    assert [text[m.span.start : m.span.end] for m in found.markers] == ["1", "2,3"]
    assert [text[r.label_span.start : r.label_span.end] for r in found.references] == ["1", "2", "3"]
    assert [text[r.year_span.start : r.year_span.end] for r in found.references] == ["2020", "2018", "2017"]


def test_a_range_that_runs_backwards_covers_what_lies_between():
    marker = read("Salt is tasty.[3-1]" + LIST).markers[0]
    assert marker.reversed_range
    assert covered(marker) == (1, 2, 3)


def test_markers_that_touch_are_one_group_of_their_sentence():
    article = Article(parse(Source("x.md", "Salt is tasty.[1][2] Bread is soft.[3]" + LIST), Format.MARKDOWN), Settings())
    found = list(cited_sentences(article.citations, article.sentences))
    assert [[r.number for r in c.references] for c in found] == [[1, 2], [3]]


@pytest.mark.parametrize(
    ("entry", "title", "year"),
    [
        ("Abara N, Lee K. Salt and the heart. Heart J. 2020 Oct 1;34(5):955–86.", "Salt and the heart", 2020),
        ("Abara, N., & Lee, K. (2019). Salt and the heart. Heart J, 3(1), 1–9.", "Salt and the heart", 2019),
        ("World Health Organization. Salt reduction. Geneva: WHO; 2021.", "Salt reduction", 2021),
        ("NHS. Salt: the facts. 2018 [accessed 3 Mar 2026]. https://www.nhs.uk/salt", "Salt: the facts", 2018),
    ],
)
def test_entries_are_taken_apart(entry, title, year):
    parts = read_entry(entry)
    assert (parts.title, parts.year) == (title, year)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Salt and stroke: a systematic review and meta-analysis of cohort studies", Evidence.META_ANALYSIS),
        ("Salt and stroke: a cross-sectional study", Evidence.CROSS_SECTIONAL),
        ("A randomised controlled trial nested in a cohort", Evidence.TRIAL),
        ("Salt intake and stroke: a case-control study", Evidence.CASE_CONTROL),
        ("Too much salt: a case series", Evidence.CASE_REPORT),
        ("Protocol for a randomised trial of less salt", Evidence.PROTOCOL),
        ("Salt raises blood pressure in rats", Evidence.ANIMAL),
        ("Rat-bite fever in children", Evidence.UNKNOWN),
        ("Salt and growth of kidney cell lines in vitro", Evidence.CELL),
        ("Pain in adults with sickle cell disease", Evidence.UNKNOWN),
        ("Mendelian randomisation of salt intake and stroke: a cohort", Evidence.UNKNOWN),
    ],
)
def test_titles_tell_the_kind_of_evidence(title, kind):
    text = f"Salt is tasty.[1]\n\n## References\n\n1. Abara N. {title}. Heart J. 2020;3:1–9.\n"
    assert read_evidence(read(text).references[0]) is kind
