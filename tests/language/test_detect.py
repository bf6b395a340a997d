"""The language of a text by its own words."""

import pytest

from healthlint.language.detect import detect_block, detect_language, is_plainly_english
from healthlint.language.words import find_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Iron is found in meat and in beans, and it helps your blood to carry oxygen.", "en"),
        ("La migraine est une maladie que les médecins savent soigner avec des médicaments.", "fr"),
        ("Die Behandlung ist nicht für alle geeignet und wird von der Kasse bezahlt.", "de"),
        ("El dolor de espalda es muy común y se puede tratar con ejercicio en casa.", "es"),
        ("المغنيسيوم معدن مهم للجسم والعضلات والنوم", "ar"),
        ("マグネシウムは睡眠を助けるかもしれません", "ja"),
        ("镁是人体必需的矿物质", "zh"),
        ("Магний помогает мышцам расслабиться", "ru"),
        ("Call us", "und"),
        ("Zinc Iron Selenium Copper Iodine Manganese Chromium Cobalt Boron", "und"),
        ("", "und"),
    ],
)
def test_language(text, language):
    assert detect_block(text) == language


def test_most_of_the_prose_decides():
    english = "The tablets are safe for most people and you can buy them in any pharmacy."
    assert detect_language([english, english, "Le mot est français."]) == "en"


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("The tablets are safe for most of your family, and they help.", True),
        ("Zinc, iron and copper.", False),
        ("The center de la ville est en fête, and il y a du monde.", False),
    ],
)
def test_a_quick_look(text, plainly):
    assert is_plainly_english(find_words(text).keys) is plainly
