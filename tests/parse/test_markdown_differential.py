"""Our text against that of two other readers of the same Markdown: a renderer with an HTML parser, and a second HTML parser."""

from html.parser import HTMLParser

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pyromark import Options, html

from healthlint.model import Source
from healthlint.parse.markdown import parse_markdown

PIECES = st.sampled_from([
    "Iron", "zinc ", " ", "\n", "\n\n", "*", "**", "_", "`", "# ", "## ", "> ", "- ", "1. ", "  - ", "[", "](u)", "[a](b)", "&amp;",
    "&eacute;", "é", "🙂", "\\*", "~~gone~~", "```\ncode\n```\n", "  \n", "a *b* **c** `d`", "<https://x.org>", "1) ", "+ ", "---\n",
    "Setext\n---\n",
    "|a|b|\n|-|-|\n|c|d|\n", "<b>bold</b>", "<div>\ntext in *html*\n</div>\n\n", "<!-- c -->\n\n", "word<br>word",
    "![alt](i.png)", "\t", "5 < 6 > 4", "<em>x</em>",
])  # fmt: skip

OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH


class Texts(HTMLParser):
    """All character data of a page, by the standard library's parser."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def squeezed(text):
    return "".join(text.split())


@given(st.lists(PIECES, max_size=14))
def test_no_text_is_lost_or_made_up(parts):
    text = "".join(parts)
    page = html(text, options=OPTIONS)
    ours = squeezed("".join(b.text for b in parse_markdown(Source("a.md", text)).blocks))
    assert ours == squeezed(BeautifulSoup(page, "html.parser").get_text()), text
    other = Texts()
    other.feed(page)
    other.close()
    assert ours == squeezed("".join(other.found)), text


@given(st.lists(PIECES, max_size=14))
def test_headings_stand_where_the_renderer_puts_them(parts):
    text = "".join(parts)
    soup = BeautifulSoup(html(text, options=OPTIONS), "html.parser")
    theirs = [(int(tag.name[1]), squeezed(tag.get_text())) for tag in soup.find_all(["h1", "h2", "h3"]) if squeezed(tag.get_text())]
    blocks = parse_markdown(Source("a.md", text)).blocks
    assert [(b.level, squeezed(b.text)) for b in blocks if b.kind.value == "heading"] == theirs, text
