"""Text to measure on: articles made from our own fixtures and a word list, the same in every run."""

import random
from collections.abc import Iterator
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"

SUBJECTS = ("Magnesium", "Regular walking", "This vaccine", "A low-salt diet", "Ibuprofen gel", "Sleep", "Vitamin D", "Physiotherapy")
VERBS = ("may ease", "reduces", "is linked to less", "does not prevent", "often helps with", "can worsen", "has no clear effect on")
OBJECTS = ("neck pain", "high blood pressure", "tiredness in older adults", "swelling after surgery", "the risk of falls", "migraine")
TAILS = (
    "in most people who were studied.[{n}]",
    ", according to a trial of 240 adults.[{n}]",
    "when it is taken at a dose of 200 mg a day.",
    ", although the colour of the tablets is of no importance.",
    "; talk to your doctor or pharmacist first.",
    "in about 3 in every 10 people (95% CI 2 to 4).",
)


def sentence(draw: random.Random) -> str:
    """One sentence as a health page might have it."""
    tail = draw.choice(TAILS).format(n=draw.randint(1, 9))
    gap = "" if tail[0] in ",;" else " "
    return f"{draw.choice(SUBJECTS)} {draw.choice(VERBS)} {draw.choice(OBJECTS)}{gap}{tail}"


def paragraph(draw: random.Random) -> str:
    """Two to six sentences."""
    return " ".join(sentence(draw) for _ in range(draw.randint(2, 6)))


def markdown(seed: int, size: int) -> str:
    """A Markdown article of about ``size`` characters."""
    draw = random.Random(seed)
    parts = [f"# {draw.choice(SUBJECTS)} and {draw.choice(OBJECTS)}", "By Jo Smith, RN. Reviewed 3 March 2026."]
    length = 0
    while length < size:
        block = f"## What about {draw.choice(OBJECTS)}?" if draw.random() < 0.15 else paragraph(draw)
        if draw.random() < 0.1:
            block = "\n".join(f"- {sentence(draw)}" for _ in range(4))
        parts.append(block)
        length += len(block)
    parts += ["## References", *(f"{n}. Smith J. A trial of {draw.choice(OBJECTS)}. BMJ. 20{10 + n};{n}:2-3." for n in range(1, 10))]
    return "\n\n".join(parts) + "\n"


def html(seed: int, size: int) -> str:
    """An HTML page of about ``size`` characters: article, navigation and footer."""
    draw = random.Random(seed)
    title = f"{draw.choice(SUBJECTS)} and {draw.choice(OBJECTS)}"
    links = "".join(f'<li><a class="nav__link nav__link--level-1" href="/topic/{n}">Topic {n}</a></li>' for n in range(20))
    parts = [
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head><body>',
        f'<nav aria-label="Main"><ul>{links}</ul></nav><main><article><h1>{title}</h1><p class="byline">By Jo Smith, RN</p>',
    ]
    length = sum(map(len, parts))
    while length < size:
        text = paragraph(draw).replace("ease", "<em>ease</em>").replace("[", "<sup>[").replace("]", "]</sup>")
        text = text.replace(" a day", "&nbsp;a day")
        block = f'<h2 id="s{length}">{draw.choice(OBJECTS)}</h2>' if draw.random() < 0.15 else f'<p class="article__text">{text}</p>'
        parts.append(block)
        length += len(block)
    entries = "".join(f"<li>Smith J. A trial of {draw.choice(OBJECTS)}. BMJ. 20{10 + n};{n}:2-3.</li>" for n in range(1, 10))
    parts.append(f"<h2>References</h2><ol>{entries}</ol></article></main><footer><p>&copy; 2026</p></footer></body></html>")
    return "\n".join(parts)


def write_library(folder: Path, pages: int, size: int = 12_000) -> list[Path]:
    """``pages`` articles in ``folder``, half HTML and half Markdown."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(pages):
        form, make = (("html", html), ("md", markdown))[number % 2]
        path = folder / f"{number:05}.{form}"
        path.write_text(make(number, size), "utf-8")
        made.append(path)
    return made


def pages_of(corpus: Path) -> Iterator[Path]:
    """The articles in a folder of real pages."""
    for path in sorted(corpus.rglob("*")):
        if path.suffix in {".html", ".md", ".txt"} and path.is_file():
            yield path
