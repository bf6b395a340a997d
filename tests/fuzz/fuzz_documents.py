"""Random health articles in three formats: sound structures, odd characters, broken markup."""

import random
from collections.abc import Callable, Sequence

FORMATS = ("md", "html", "txt")

ODD = (
    "\u00ad", "\u200b", "\u200d", "\ufeff", "\u2060", "\u2028", "\x0b", "\x0c", "\x85", "\xa0", "\u202e", "\u0301", "İ", "ß",
    "ﬁ", "🙂", "👩🏽‍⚕️", "é", "ñ", "µ", "½", "𝒳", "ا", "ש", "漢", "ไทย", "\ue0f0", "\ufffd", "\x07", "\x1b[31m",
    "\t", "’", "“", "”", "–", "—", "…", "°", "²", "¹", "€", "\x00",
)  # fmt: skip
ENTITIES = (
    "&amp;", "&lt;", "&nbsp;", "&eacute;", "&#8217;", "&#x2014;", "&rsquo;", "&shy;", "&zwnj;", "&bogus;", "&copy", "&#0;", "&#xD800;", "&",
    "&#",
)  # fmt: skip
MARKDOWN_NOISE = (
    "**", "*", "_", "__", "`", "``", "~~", "~", "==", "^", "[", "]", "](", ")", "![", "[^1]", "[^a]", "[1]", "[2,3]", "[1]: http://a.b",
    "<b>", "</b>", "<div>", "</div>", "<br>", "<sup>1</sup>", "<!--", "-->", "<!-- x -->", "{{ x }}", "{% y %}", "{{", "}}", "%%", "{: .a}",
    ":::", "$", "$$", "\\", "|", "[[a|b]]", "<svg>", "</svg>", "<script>", "</script>", "<a href='x'>", "</a>", "<p>", "<li>", "<td>",
    "^[n]", "\\*", "https://x.org", "<details>", "<img alt='a' src=b>",
)  # fmt: skip
MARKDOWN_DRESS = (
    "*...*", "**...**", "`...`", "[...](u)", "[...][r]", "~~...~~", "==...==", "<em>...</em>", "...[^1]", "\\...", "...\n", "...  \n",
    "![...](i.png)",
)  # fmt: skip
MARKDOWN_BOXES = (
    "```\n...\n```", "> [!note] T\n> ...", "::: tip\n...\n:::", "<details>\n\n...\n\n</details>", "[//]: # (...)", "<!-- ... -->",
    "%%\n...\n%%", "    ...",
)  # fmt: skip
HEADS = ("", "", "---\ntitle: Iron\nreviewed: 2024-01-02\n---\n\n", '+++\ntitle = "Iron"\n+++\n\n', "---\na: [b, {c: d}\n")
HTML_NOISE = (
    "<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<br>", "<sup>1</sup>", "<sup><a href=#r1>2</a></sup>", "<!--", "-->", "<!-- x -->",
    "</p>", "<p>", "<div>", "</div>", '<span class="x">', "</span>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>",
    "<svg><text>x</text></svg>", "<script>x</script>", "<", ">", '"', "'", "</", '<a b="', "<!doctype html>", "<img src=a alt='b'>",
    "<math>", "<template>", "</template>", "<textarea>", "<select>", "<option>", "<h2>", "</h2>", "{{ x }}", "{% y %}", "<q>", "</q>",
    "<blockquote>", "</blockquote>", "<nav>", "</nav>", "<footer>", "<details hidden>", "</details>", "<wbr>", "<?php x ?>",
)  # fmt: skip
HTML_DRESS = (
    "<em>...</em>", "<b>...</b>", '<a href="u">...</a>', "...<sup>1</sup>", "<span>...", "...&nbsp;", "...\n  ", "<!-- c -->...",
    "<i>...<br></i>",
)  # fmt: skip
HTML_BOXES = (
    "<div class=byline>By Ann Lee</div>", "<aside>...</aside>", "<div hidden>...</div>", "<blockquote>...</blockquote>", "<pre>...</pre>",
    "<!-- ... -->",
)  # fmt: skip
HTML_PAGES = (
    "...", "...", '<!DOCTYPE html><html lang="en"><head><title>Iron</title></head><body><main>...</main></body></html>',
    "<article>...</article>", "---\ntitle: x\n---\n...", "<div><div>...",
    "<body><header><nav><a href=/>Home</a></nav></header><div class=content>...</div><footer>© 2024</footer>",
)  # fmt: skip
TEXT_NOISE = (
    "• ", "- ", "1. ", "2) ", "[1] ", "\t", "  ", "> ", "```", "|", "a|b|c", "1 ", "***", "===", "References", "Sources:", "By Ann Lee",
    "2024", "(1)", "¹",
)  # fmt: skip


class Generator:
    """Makes one document after the other from a seed."""

    def __init__(self, seed: int, sentences: Sequence[str]) -> None:
        """``sentences`` are true to the subject: those that rules find, and those that they must leave alone."""
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.sentences = sentences

    def document(self, form: str) -> str:
        """A whole document in ``form``, usually small."""
        made = {"md": self._markdown, "html": self._html, "txt": self._text}[form]()
        if self.random.random() < 0.3:
            made = self._damage(made)
        newline = self.random.choice(("\n", "\n", "\n", "\r\n", "\r"))
        return made if newline == "\n" else made.replace("\n", newline)

    def _some(self, least: int, most: int, make: Callable[[], str], glue: str = "") -> str:
        return glue.join(make() for _ in range(self.random.randint(least, most)))

    def _sentence(self) -> str:
        found = self.random.choice(self.sentences)
        if self.random.random() < 0.15:
            found += self.random.choice((" [1]", "[2]", "1", " (Lee 2019)", " [1,2]", " [3-1]", ".2", "[^1]"))
        return found

    def _sprinkled(self, text: str, noise: Sequence[str], share: float) -> str:
        """``text`` with pieces of ``noise`` between and inside its words."""
        rng = self.random
        if rng.random() > share:
            return text
        parts = list(text)
        for _ in range(rng.randint(1, 4)):
            parts.insert(rng.randint(0, len(parts)), rng.choice(noise))
        return "".join(parts)

    def _damage(self, text: str) -> str:
        """Cut, repeat, swap or replace a stretch."""
        rng = self.random
        for _ in range(rng.randint(1, 3)):
            a = rng.randint(0, len(text))
            b = min(len(text), a + rng.randint(0, 30))
            kept = (text[:a] + text[b:], text[:b] + text[a:], text[:a] + rng.choice(ODD) + text[b:], text[:a])
            text = rng.choice((*kept, text[:a] + text[a:b][::-1] + text[b:]))
        return text

    def _prose(self, noise: Sequence[str], share: float) -> str:
        text = self._sprinkled(self._some(1, 4, self._sentence, " "), noise, share)
        return self._sprinkled(text, ODD, 0.2)

    def _reference(self) -> str:
        rng = self.random
        year = rng.randint(1975, 2029)
        who = rng.choice(("Lee A, Ray B.", "Smith, J. (2019).", "NHS.", "World Health Organization.", "Ann Lee et al."))
        what = rng.choice(("Iron: a cohort study", "Zinc in mice", "A trial of rest", "Sleep: a systematic review", "A case report"))
        where = f"BMJ. {year};{rng.randint(1, 40)}({rng.randint(1, 9)}):{rng.randint(1, 99)}-{rng.randint(1, 99)}."
        more = rng.choice(("", " doi:10.1000/182", " PMID: 123456", " https://doi.org/10.1000/x", " Accessed 3 May 2024."))
        return f"{who} {what}. {where}{more}"

    # Markdown

    def _markdown(self) -> str:
        head = self.random.choice(HEADS)
        return head + self._some(0, 6, self._markdown_block, "\n\n") + "\n"

    def _markdown_block(self) -> str:
        rng = self.random
        text = self._inline_markdown
        return rng.choice((
            text,
            text,
            text,
            lambda: "#" * rng.randint(1, 7) + rng.choice((" ", " ", "")) + text(),
            lambda: self._some(1, 4, lambda: rng.choice(("- ", "* ", "1. ", "  - ", "   1) ", "- [ ] ")) + text(), "\n"),
            lambda: "\n".join("> " + line for line in self._some(1, 3, text, "\n").split("\n")),
            lambda: f"| {text()} | {text()} |\n|---|---|\n" + self._some(0, 2, lambda: f"| {text()} | {text()} |", "\n"),
            lambda: f"## {rng.choice(('References', 'Sources', 'Further reading'))}\n\n" + self._entries(),
            lambda: self._some(1, 3, lambda: f"[^{rng.choice('1a2')}]: {self._reference()}", "\n"),
            self._html_block,
            lambda: rng.choice(MARKDOWN_BOXES).replace("...", text()),
            lambda: f"{self._sentence()}\n: {self._sentence()}",
        ))()  # fmt: skip

    def _entries(self) -> str:
        return self._some(1, 4, lambda: f"{self.random.randint(1, 5)}. {self._reference()}", "\n")

    def _inline_markdown(self) -> str:
        words = self._prose(MARKDOWN_NOISE + ENTITIES, 0.35).split(" ")
        return self._dressed(words, MARKDOWN_DRESS)

    def _dressed(self, words: list[str], dress: Sequence[str]) -> str:
        """The words with markup around one or two of them."""
        for _ in range(self.random.randint(0, 2)):
            i = self.random.randrange(len(words))
            words[i] = self.random.choice(dress).replace("...", words[i])
        return " ".join(words)

    # HTML

    def _html(self) -> str:
        body = self._some(0, 6, self._html_block, self.random.choice(("\n", "", " ")))
        return self.random.choice(HTML_PAGES).replace("...", body)

    def _html_block(self) -> str:
        rng = self.random
        text = self._inline_html
        return rng.choice((
            text,
            lambda: f"<p>{text()}</p>",
            lambda: f"<p>{text()}</p>",
            lambda: f"<p>{text()}",
            lambda: f"<h{rng.randint(1, 3)} id=a>{text()}</h{rng.randint(1, 3)}>",
            lambda: "<ul>" + self._some(1, 3, lambda: f"<li>{text()}") + rng.choice(("</ul>", "")),
            lambda: "<table><tr>" + self._some(1, 3, lambda: f"<td>{text()}</td>") + "</table>",
            lambda: "<h2>References</h2><ol>" + self._some(1, 4, lambda: f"<li id=r{rng.randint(1, 4)}>{self._reference()}") + "</ol>",
            lambda: rng.choice(HTML_BOXES).replace("...", text()),
        ))()  # fmt: skip

    def _inline_html(self) -> str:
        words = self._prose(HTML_NOISE + ENTITIES, 0.35).split(" ")
        return self._dressed(words, HTML_DRESS)

    # Text

    def _text(self) -> str:
        return self._some(0, 6, self._text_block, self.random.choice(("\n\n", "\n")))

    def _text_block(self) -> str:
        rng = self.random
        kind = rng.randrange(6)
        text = self._prose(TEXT_NOISE, 0.3)
        if kind == 0:
            return text[:40]
        if kind == 1:
            return self._some(1, 4, lambda: rng.choice(("  • ", "- ", "1. ", "    * ", "(a) ")) + self._sentence(), "\n")
        if kind == 2:
            return self._some(1, 4, lambda: f"  {rng.randint(1, 9)}. {self._reference()}", "\n")
        if kind == 3:
            width = rng.randint(30, 80)
            return "\n".join(text[i : i + width] for i in range(0, len(text), width))
        return text
