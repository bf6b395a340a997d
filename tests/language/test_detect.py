"""The language of a text by its own words."""

import pytest

from healthlint.language.detect import detect_block, detect_language


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
