"""What part each block plays."""

import pytest

from healthlint.article.zones import assign_zones
from healthlint.article.zones_headings import fold_heading
from healthlint.article.zones_people import is_byline, is_date_line, is_life_story, is_name, is_reviewer_line, is_role_line
from healthlint.article.zones_references import reference_score
from healthlint.article.zones_site import SiteTalk, is_address_line
from healthlint.language.words import fold
from healthlint.model import Source, Zone
from healthlint.parse.markdown import parse_markdown
from healthlint.parse.text import parse_text

SMITH = "Smith J, Lee A. Iron and tiredness in adults. BMJ. 2019;12(3):45-9."
PROSE = "Iron carries oxygen in the blood, and the body takes it from beans, nuts, meat and many kinds of leafy vegetables every day."


def zones(text, *, markdown=True):
    source = Source("a", text)
    document = parse_markdown(source) if markdown else parse_text(source)
    return [(b.zone.value, b.text[:20]) for b in assign_zones(document)]


def of(zone, text, *, markdown=True):
    return [t for z, t in zones(text, markdown=markdown) if z == zone]


@pytest.mark.parametrize(
    "heading",
    ["References", "REFERENCES:", "6. References", "Sources", "Bibliography", "Works cited", "Reference list", "📚 References"],
)
def test_a_heading_names_its_list(heading):
    text = f"# T\n\n{PROSE}\n\n## {heading}\n\n1. {SMITH}\n2. {SMITH}\n"
    assert len(of("references", text)) == 2


def test_bold_lines_serve_as_headings():
    assert len(of("references", f"# T\n\n{PROSE}\n\n**Sources:**\n\n- {SMITH}\n- NHS. Iron. 2020.\n")) == 2


def test_a_list_without_heading_is_told_by_its_look():
    text = f"T\n\n{PROSE}\n\n  1. {SMITH}\n  2. {SMITH}\n"
    assert of("references", text, markdown=False) == [SMITH[:20], SMITH[:20]]


def test_what_follows_the_last_entry_is_not_swallowed():
    text = f"T\n\n{PROSE}\n\nReferences\n\n1. {SMITH}\n2. {SMITH}\nThis page is for information only.\n\n{PROSE}\n"
    assert [z for z, _ in zones(text, markdown=False)][-4:] == ["references", "references", "disclaimer", "prose"]


@pytest.mark.parametrize(
    "text",
    [
        f"# T\n\n## Sources\n\n- Beans\n- Nuts and seeds\n- Dark leafy vegetables, such as kale\n\n{PROSE}\n",
        f"# T\n\n## Research\n\n{PROSE}\n\nStudies on iron go on (Lancet 2005;365:1687).\n",
        f"# T\n\n## More information\n\n{PROSE}\n",
        f"# T\n\n- Iron helped 9 in 10 adults (BMJ 2019;12:45)\n- Zinc did not (BMJ 2020;13:46)\n\n{PROSE}\n",
        f"# T\n\n## Resources\n\nYour body has resources of its own, and iron is one of them.\n\n{PROSE}\n",
        f"# T\n\n1. Wash the beans in 2 litres of water.\n2. Cook them for 30 minutes.\n\n{PROSE}\n",
        f"# T\n\n{PROSE}\n\nCells are powered by glucose.\n\nCheck the privacy policy of an app before you share your data with it.\n",
        f"# T\n\nMary Smith is a nurse who has been tired since 2019. {PROSE}\n",
        f"# T\n\n{PROSE}\n\nBy Christmas most people in the study felt better.\n\n{PROSE}\n",
        f"# T\n\nTable 2 shows how much iron people need.\n\nFigure 1 gives the same by age.\n\n{PROSE}\n",
    ],
)
def test_prose_of_the_article_stays(text):
    assert {z for z, _ in zones(text)} <= {"title", "heading", "prose", "list"}


def test_links_below_a_heading_are_further_reading():
    text = f"# T\n\n{PROSE}\n\n## Further reading\n\n- [Iron](/iron)\n- [Zinc](/zinc)\n\nThe liver stores iron.\n"
    assert of("further-reading", text) == ["Iron", "Zinc"]
    assert zones(text)[-1][0] == "prose"


def test_footnotes_that_are_remarks_stay_prose():
    text = f"A[^1] b[^2].\n\n[^1]: {SMITH}\n[^2]: This holds for adults alone.\n[^3]: That too is only a remark.\n"
    assert [z for z, _ in zones(text)] == ["prose", "references", "prose", "prose"]


def test_footnotes_that_cite_are_references():
    text = f"A[^1] b[^2].\n\n[^1]: {SMITH}\n[^2]: {SMITH}\n[^3]: Department of Health. Iron.\n"
    assert of("references", text) == [SMITH[:20], SMITH[:20], "Department of Health"]


def test_people_and_dates_at_the_edges_are_told():
    text = f"# T\n\nBy Ann Lee\n\nMedically reviewed by Dr Bob Ray\n\nLast updated: 3 May 2024\n\n{PROSE}\n\n{PROSE}\n"
    assert [z for z, _ in zones(text)][1:4] == ["byline", "reviewer", "dates"]


def test_a_name_a_role_and_a_life_at_the_end():
    life = "Ann studied medicine at the University of Leeds and holds an MSc."
    text = f"T\n\n{PROSE}\n\n1. {SMITH}\n2. {SMITH}\n\nAnn Lee\n\nConsultant in Pain Medicine\n\n{life}\n"
    assert [z for z, _ in zones(text, markdown=False)][-3:] == ["byline", "bio", "bio"]


def test_an_imprint_at_the_end_is_furniture():
    text = f"T\n\n{PROSE}\n\nThis is not medical advice.\n\nIron Media Ltd\n5 Long Road\nLeeds LS1 4AB\nVAT Number: 123 4567 89\n"
    assert len(of("furniture", text, markdown=False)) == 4


def test_a_newsletter_is_furniture_and_the_name_below_it_is_not():
    text = f"T\n\n{PROSE}\n\nJoin our newsletter\n\nGet weekly tips in your inbox.\n\nAnn Lee\n\nStudent nurse\n"
    found = zones(text, markdown=False)
    assert [z for z, _ in found][-4:] == ["furniture", "furniture", "byline", "bio"]


def test_contents_that_repeat_the_headings_are_furniture():
    text = f"# T\n\n## Contents\n\n- [Dose](#dose)\n- Harms\n- Something said nowhere else\n\n## Dose\n\n{PROSE}\n\n## Harms\n\n{PROSE}\n"
    assert of("furniture", text) == ["Contents", "Dose", "Harms"]


def test_guesses_are_marked_as_guesses():
    told = assign_zones(parse_markdown(Source("a.md", f"# T\n\n{PROSE}\n\n## References\n\n1. {SMITH}\n")))
    guessed = assign_zones(parse_markdown(Source("a.md", f"# T\n\n{PROSE}\n\n1. {SMITH}\n2. {SMITH}\n")))
    assert [b.inferred for b in told if b.zone is Zone.REFERENCES] == [False]
    assert [b.inferred for b in guessed if b.zone is Zone.REFERENCES] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        SMITH,
        "1. Lee A. Zinc. Nutrients. 2017;9(5):429.",
        "Department of Health. Iron in food. London: The Stationery Office; 2010. Available at: https://gov.uk/iron",
        "Ray, B., & Lee, A. (2018). Iron and sleep. Journal of Sleep, 4(2), 11–19. https://doi.org/10.1000/182",
        "World Health Organization. Anaemia [Internet]. 2021 [cited 2022 May 3].",
    ],
)
def test_entries_look_like_references(text):
    assert reference_score(text) >= 3


@pytest.mark.parametrize(
    "text",
    ["Iron helped 9 in 10 adults in 2019.", "Wash the beans.", "You should take 14 mg of iron a day.", "A study in 2020 found more."],
)
def test_prose_does_not(text):
    assert reference_score(text) < 3


def test_small_readers():
    assert fold_heading("6️⃣ References & Notes:") == "references and notes"
    assert is_name("Dr Ann van der Lee, MBBS, MRCGP")
    assert not is_name("Side effects")
    assert is_byline("Written by: Ann Lee")
    assert not is_byline("By Monday it was over")
    assert is_reviewer_line(fold("Fact-checked by Bob Ray"))
    assert is_date_line(fold("Published: 3 May 2024 | Updated: 4 June 2024"))
    assert is_date_line(fold("2024-05-03T10:30:00Z"))
    assert is_date_line(fold("03/05/2024"))
    assert not is_date_line(fold("In 2024 there were 3 cases"))
    assert not is_date_line(fold("9 in 2010."))
    assert not is_name("About Iron")
    assert is_name("Mary O'Neill-Lee")
    assert is_role_line(fold("PhD student in Neurology"))
    assert not is_role_line(fold("A doctor may prescribe iron."))
    assert is_life_story(fold("Ann completed her degree at the University of Leeds."))
    assert is_address_line(fold("Leeds LS1 4AB"))
    assert is_address_line(fold("+44 20 7946 0000"))
    assert not is_address_line(fold("5 mg a day"))
    assert SiteTalk().is_chrome(fold("© 2024 Iron Media. All rights reserved."))
    assert SiteTalk().is_chrome(fold("Share this article"))
    assert SiteTalk().disclaims(fold("This doesn’t replace professional advice? It isn't medical advice."))
    assert not SiteTalk().disclaims(fold("Iron is not a vitamin."))


def test_a_page_looks_only_for_wordings_whose_words_it_has() -> None:
    text = "This page is for general information only. Sign up for our letters."
    assert SiteTalk(frozenset("this is for general information only".split())).disclaims(fold(text))
    assert not SiteTalk(frozenset({"iron"})).disclaims(fold(text))
    assert SiteTalk(frozenset({"sign", "up", "for", "our"})).is_chrome(fold("Sign up for our letters"))
    assert SiteTalk(frozenset({"termsprivacy", "policycontact"})).is_chrome(fold("TermsPrivacy policyContact"))
