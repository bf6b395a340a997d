"""What the fixes of accessibility rules make of a page, where they touch several places."""

import pytest

from healthlint.model import Format
from healthlint.rulebook.book import open_rulebook
from healthlint.testing import findings_in, fix_all

FOREIGN = "Hable con su médico antes de tomar este medicamento con los otros que toma."
ENGLISH = (
    "Ask your doctor or the nurse before you take this medicine with any other. It is safe for most people, and you can buy it in the "
    "shops, but it may not be right for you if you have a problem with your kidneys."
)


def fixed(rule, text):
    form = Format.HTML if text.startswith("<") else Format.MARKDOWN
    book = open_rulebook(("default",), select=(f"accessibility/{rule}",))
    return fix_all(text, findings_in(text, form, {}, book))


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (
            "skipped-heading-level",
            "<h1>A</h1><h2>B</h2><h5>C</h5><h6>D</h6><h5>E</h5><h2>F</h2>",
            "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h3>E</h3><h2>F</h2>",
        ),
        ("skipped-heading-level", "# A\n\nText.\n\n### B\n\n#### C\n\n## D\n", "# A\n\nText.\n\n## B\n\n### C\n\n## D\n"),
        ("skipped-heading-level", "# A\n\nText.\n\n## B\n\n<h5>C</h5>\n", "# A\n\nText.\n\n## B\n\n<h3>C</h3>\n"),
        (
            "table-no-headers",
            "<table><tr><td class=a>Age</td><td>Dose</td></tr><tr><td>19</td><td>300mg</td></tr></table>",
            "<table><tr><th class=a>Age</th><th>Dose</th></tr><tr><td>19</td><td>300mg</td></tr></table>",
        ),
        (
            "table-no-headers",
            "<table><tr><td>Age<td>Dose</tr><tr><td>19<td>300mg</tr></table>",
            "<table><tr><td>Age<td>Dose</tr><tr><td>19<td>300mg</tr></table>",
        ),
        ("fake-list", "Eat these:\n\n• nuts\n•seeds\n", "Eat these:\n\n- nuts\n- seeds\n"),
        ("fake-list", "Eat these:\n\n**•** nuts\n**•** seeds\n", "Eat these:\n\n**•** nuts\n**•** seeds\n"),
        (
            "emoji-as-words",
            "## 🌿 Benefits\n\nIt helps.\n\n## 💊 Doses\n\nOne a day.\n\n## 🧪Tests\n\nNone.\n",
            "## Benefits\n\nIt helps.\n\n## Doses\n\nOne a day.\n\n## Tests\n\nNone.\n",
        ),
        ("emoji-as-words", "- ✅ Rest\n- ❌ Run\n- ✅ Walk\n", "- ✅ Rest\n- ❌ Run\n- ✅ Walk\n"),
        (
            "layout-table",
            "<TABLE width=100%><tr><td><h2>Menu</h2></td><td><h2>Neck pain</h2></td></tr></TABLE>",
            '<TABLE role="presentation" width=100%><tr><td><h2>Menu</h2></td><td><h2>Neck pain</h2></td></tr></TABLE>',
        ),
        (
            "uninformative-alt",
            '<p><a href="/d"><img src="d.png" alt="Doses">Doses</a></p>',
            '<p><a href="/d"><img src="d.png" alt="">Doses</a></p>',
        ),
        (
            "unmarked-foreign-text",
            f'<html lang="en"><body><p>{ENGLISH}</p><p class="n">{FOREIGN}</p></body></html>',
            f'<html lang="en"><body><p>{ENGLISH}</p><p lang="es" class="n">{FOREIGN}</p></body></html>',
        ),
    ],
)
def test_a_fix_changes_all_its_places_and_nothing_else(rule, before, after):
    assert fixed(rule, before) == after
