"""What real files contain, one small file for each surprise; ``*.blocks`` says what readers of it see.

Set ``HEALTHLINT_UPDATE=1`` to write the ``*.blocks`` files anew; the diff is the review.
"""

import os
from pathlib import Path

import pytest

from healthlint.article.zones import assign_zones
from healthlint.model import Segment, Source
from healthlint.parse import FORMATS, parse, read_source

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "surprises"
FILES = sorted(p for p in FOLDER.iterdir() if p.suffix in FORMATS)


def read(path):
    return parse(read_source(path.read_bytes(), path.name), FORMATS[path.suffix])


def described(path):
    document = read(path)
    lines = [f"title: {document.title}", *(f"note: {n}" for n in (*document.source.notes, *document.notes))]
    lines += [f"comment: {' '.join(c.text.split())}" for c in document.comments]
    lines += [f"{m.key}: {m.value}" for m in document.metadata if m.origin == "front-matter"]
    for block in assign_zones(document):
        state = " (hidden)" if block.hidden else ""
        lines.append(f"{block.zone}{state} | {block.text.encode('unicode_escape').decode() if block.text.isascii() else block.text}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_readers_see_this(path):
    expected = path.with_name(path.name + ".blocks")
    if os.environ.get("HEALTHLINT_UPDATE"):
        expected.write_text(described(path), "utf-8")
    assert described(path) == expected.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_character_stands_where_its_map_says(path):
    document = read(path)
    text = document.source.text
    for block in document.blocks:
        assert "".join(block.text[start:end] for start, end, _, _ in block.segments) == block.text
        for seg in [Segment(*places) for places in block.segments]:
            piece, origin = block.text[seg.start : seg.end], text[seg.source_start : seg.source_end]
            assert len(piece) != len(origin) or piece == origin or piece.isspace()


def words(count):
    return "Iron carries oxygen to every part of the body. " * (count // 9)


@pytest.mark.parametrize(
    ("name", "text", "blocks"),
    [
        ("long-line.html", "<p>" + words(120_000) + "</p>", 1),
        ("long-line.md", words(120_000), 1),
        ("long-line.txt", words(120_000), 1),
        ("long-table.html", "<table>" + "<tr><td>Beans<td>2 mg</tr>" * 164 + "</table>", 328),
        ("long-table.md", "| a | b |\n|---|---|\n" + "| Beans | 2 mg |\n" * 164, 330),
        ("long-table.txt", "Beans\t2 mg\n" * 164, 328),
        ("long.txt", f"{words(90)}\n\n" * 720, 720),
        ("deep.html", "<div>" * 5000 + "Text" + "</div>" * 5000, 1),
        ("deep.md", "> " * 200 + "Text", 1),
        ("deep-list.md", "".join("  " * i + "- x\n" for i in range(60)), 60),
        ("many-entities.html", "<p>" + "&amp;&eacute;" * 20_000 + "</p>", 1),
        ("many-comments.md", "<!-- x -->\n\n" * 5000 + "Text", 1),
        ("many-links.md", "[a](b) " * 10_000, 1),
        ("open-brackets.md", "[" * 20_000 + "Text", 1),
        ("many-marks.md", "^a^ ~b~ ==c== " * 5000, 1),
    ],
)
def test_huge_files_are_read(name, text, blocks):
    document = parse(Source(name, text), FORMATS["." + name.rpartition(".")[2]])
    assert len(document.blocks) == blocks
    assert len(assign_zones(document)) == blocks
