"""Which spelling convention a word belongs to."""

import pytest

from healthlint.language.variants import likely_words, parts_between_joints, spelling_of
from healthlint.model import Variant
from healthlint.resources import words_text


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("anaemia", "anemia"), ("haemorrhage", "hemorrhage"), ("paediatric", "pediatric"), ("oesophagus", "esophagus"),
        ("oestrogen", "estrogen"), ("leukaemia", "leukemia"), ("gynaecology", "gynecology"), ("orthopaedic", "orthopedic"),
        ("tumour", "tumor"), ("diarrhoea", "diarrhea"), ("caesarean", "cesarean"), ("hypoglycaemia", "hypoglycemia"),
        ("hyponatraemia", "hyponatremia"), ("naevus", "nevus"), ("caecum", "cecum"), ("colour", "color"), ("centre", "center"),
        ("fibre", "fiber"), ("labelled", "labeled"), ("analyse", "analyze"), ("paralysed", "paralyzed"), ("defence", "defense"),
        ("aetiological", "etiological"), ("hypovolaemic", "hypovolemic"), ("praevia", "previa"), ("multicentre", "multicenter"),
        ("antitumour", "antitumor"), ("intratumoural", "intratumoral"), ("oligomenorrhoea", "oligomenorrhea"),
        ("haemangioblastoma", "hemangioblastoma"), ("haemarthrosis", "hemarthrosis"), ("haemolyse", "hemolyze"),
        ("mould", "mold"), ("sceptical", "skeptical"), ("manoeuvre", "maneuver"), ("coeliac", "celiac"), ("faeces", "feces"),
    ],
)  # fmt: skip
def test_both_sides_of_a_pair_name_each_other(british, american):
    assert spelling_of(british)[:2] == (Variant.UK, (american,))
    assert spelling_of(american)[:2] == (Variant.US, (british,))


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("neighbourliest", "neighborliest"), ("uncoloured", "uncolored"), ("dyslipidaemias", "dyslipidemias"),
        ("hypofibrinogenaemia", "hypofibrinogenemia"), ("angioedema", None), ("myelomeningocele", None), ("etiologists", "aetiologists"),
    ],
)  # fmt: skip
def test_words_of_no_table_are_known_by_their_parts(word, other):
    found = spelling_of(word)
    assert (found.others[0] if found else None) == other


@pytest.mark.parametrize(
    "word",
    "exercise advertise supervise surprise comprise prize size capsize seize glamorous humorous laborious vigorous honorary coloration "
    "practice license program meter story check tire curb disc fetal-free sulfates-free analyses academia colorectal chilly mourned "
    "fossae guttae eros borg rigor rigors "
    "tumorigenic created tested former declared micelle papule mucosae peroral prelingual versicolor eric amongst among".split(),
)
def test_words_that_are_right_everywhere_say_nothing(word):
    found = spelling_of(word)
    assert found is None or found.soft


@pytest.mark.parametrize(
    ("ise", "ize"),
    [("organised", "organized"), ("minimise", "minimize"), ("immunisation", "immunization"), ("euthanised", "euthanized")],
)
def test_ise_and_ize_are_an_axis_of_their_own(ise, ize):
    assert (spelling_of(ise).variant, spelling_of(ise).others, spelling_of(ise).ise) == (Variant.UK, (ize,), True)
    assert (spelling_of(ize).variant, spelling_of(ize).others, spelling_of(ize).ise) == (Variant.UK_OXFORD, (ise,), True)


def test_a_word_with_two_differences_has_an_oxford_and_an_american_form():
    assert spelling_of("anaesthetised").others == ("anaesthetized", "anesthetized")


@pytest.mark.parametrize(("british", "american"), [("centred", "centered"), ("centring", "centering"), ("mitred", "mitered")])
def test_an_ending_after_re_is_one_change(british, american):
    assert spelling_of(british).others == (american,)
    assert spelling_of(american).others == (british,)


@pytest.mark.parametrize("word", ["sulfate", "fetus", "gray", "aging", "estradiol"])
def test_forms_right_in_both_are_soft(word):
    assert spelling_of(word).soft


def test_no_word_is_on_both_sides_of_the_table():
    rows = [line.split("\t") for line in words_text("variants.tsv").splitlines() if line[0] != "#"]
    british = {uk for uk, _, wrong in rows if wrong != "us"}
    american = {us for _, us, wrong in rows if wrong != "uk"}
    assert british & american == set()


def test_every_line_kept_by_hand_names_its_source():
    for line in words_text("variants-medical.tsv").splitlines():
        assert line[0] == "#" or len(line.split("\t")) == 4


def test_words_that_show_a_spelling_are_among_the_likely_ones():
    rows = [line.split("\t") for line in words_text("variants.tsv").splitlines() if line[0] != "#"]
    words = {word for uk, us, _ in rows[::9] for word in (uk, us)}
    words |= {f"{prefix}{word}" for prefix in ("un", "non", "anti", "micro", "cardio") for word in words}
    words |= {f"{word}{ending}" for ending in ("s", "ed", "ing", "iest") for word in words}
    assert {word for word in words if spelling_of(word)} <= likely_words(words)


@pytest.mark.parametrize(
    ("word", "likely"),
    [
        ("hypoglycaemia", True), ("haemolyse", True), ("uncoloured", True), ("moldier", True), ("immunise", True), ("gray", True),
        ("doctor", False), ("walking", False), ("window", False), ("covid19", False),
    ],
)  # fmt: skip
def test_few_other_words_are_likely(word, likely):
    assert (word in likely_words([word])) is likely


@pytest.mark.parametrize(("token", "parts"), [("grey's", ["grey"]), ("colour-blind", ["colour", "blind"]), ("tumour", ["tumour"])])
def test_parts_of_a_token_with_joints(token, parts):
    assert parts_between_joints(token) == parts
