"""HTML read into a Document: tokens, nodes, blocks, zones, metadata; the tree only when asked for."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from healthlint.model import Block, Comment, Document, Element, Format, Inline, Kind, Mark, Meta, Source, Span, Zone
from healthlint.parse.front_matter import read_front_matter
from healthlint.parse.html_blocks import BlockReader
from healthlint.parse.html_drafts import Draft
from healthlint.parse.html_meta import read_metadata
from healthlint.parse.html_nodes import build_nodes
from healthlint.parse.html_reader import Nodes
from healthlint.parse.html_templates import Masked, mask_templates
from healthlint.parse.html_zones import assign_parts, layout_tables, link_lists, zone_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_new = tuple.__new__
_LIST, _TABLE_CELL, _LIST_ITEM, _PARAGRAPH = Zone.LIST, Kind.TABLE_CELL, Kind.LIST_ITEM, Kind.PARAGRAPH


def parse_html(source: Source) -> Document:
    """Read an HTML page or a fragment of one; any text gives a document."""
    masked = mask_templates(source.text)
    xml = source.path.lower().endswith(".xhtml")
    reader = BlockReader(masked.text)
    made = build_nodes(masked.text, reader, written=source.text, xml=xml)
    reader.finish()
    drafts = reader.drafts
    furniture = assign_parts(drafts, reader.parts)
    metadata = read_metadata(source.text, made.nodes, made.stating)
    if masked.front_matter:
        metadata = (*read_front_matter(source.text).metadata, *metadata)
    title_draft, title = _find_title(drafts, metadata)
    blocks = _blocks(drafts, made.nodes, title_draft, masked)
    return Document(
        source=source,
        format=Format.HTML,
        blocks=blocks,
        elements=tuple(made.nodes),
        comments=_comments(source.text, made),
        metadata=metadata,
        anchors=made.anchors,
        language=_language(made.nodes),
        title=title,
        fragment=not any(n.name in ("html", "body") for n in made.nodes[:50]),
        runs=tuple(made.runs),
        furniture=_outermost(furniture),
        notes=_notes(made, masked),
        grow_tree=_grower(masked.text, source.text, xml=xml),
    )


def _grower(text: str, written: str, *, xml: bool) -> Callable[[], Any]:
    def grow() -> Any:
        from healthlint.parse.html_tree import grow_tree

        return grow_tree(text, written, xml=xml)

    return grow


def _find_title(drafts: list[Draft], metadata: tuple[Meta, ...]) -> tuple[Draft | None, str]:
    """The heading that is the article's title, and the title's text."""
    stated = next((m.value for m in metadata if m.value and (m.origin == "title" or (m.origin, m.key) == ("front-matter", "title"))), "")
    headings = [d for d in drafts if d.kind is Kind.HEADING and d.part.zone is not Zone.FURNITURE]
    first = [d for d in headings if d.state.level == 1]
    folded = stated.casefold()
    repeated = [d for d in first if d.text.casefold() in folded]
    chosen = min(repeated, key=lambda d: folded.find(d.text.casefold())) if repeated else first[0] if first else None
    if chosen is None and folded:
        chosen = next((d for d in headings[:3] if len(d.text) > 8 and folded.startswith(d.text.casefold())), None)
    if chosen is not None:
        return chosen, chosen.text
    social = next((m.value for m in metadata if m.key == "og:title" and m.value), "")
    return None, social or stated


def _blocks(drafts: list[Draft], nodes: list[Element], title: Draft | None, masked: Masked) -> tuple[Block, ...]:
    layout = layout_tables(drafts)
    menus = link_lists(drafts)
    blocks = []
    starts = [draft.segments[0][2] for draft in drafts]
    starts.append(len(masked.text) + 1)
    before = -1
    for i, draft in enumerate(drafts):
        kind, state = draft.kind, draft.state
        zone = Zone.TITLE if draft is title else zone_of(draft, layout)
        level, row, group = state.level, state.row, state.list_group
        if group and zone is _LIST and group in menus:
            zone = Zone.FURNITURE
        if row and state.table in layout:
            row = 0
        if kind is _TABLE_CELL and state.table in layout:
            kind = _PARAGRAPH
        if not level and state.item and kind is _LIST_ITEM:
            level = state.item.level
        end = draft.segments[-1][3]
        blocks.append(
            Block(
                zone,
                draft.text,
                draft.segments,
                kind,
                level,
                draft.label,
                draft.anchors,
                group or state.table,
                row,
                _inlines(draft, nodes, masked) if draft.inlines or masked.placeholders else (),
                _outer(nodes, draft.node, i, (before, starts[i], end, starts[i + 1])),
                state.language,
                state.hidden,
                False,
                draft.part.words,
            )
        )
        before = end
    return tuple(blocks)


def _outer(nodes: list[Element], node: int, number: int, places: tuple[int, int, int, int]) -> Span:
    """The whole element of a block, if no other is in it; ``places`` are where the one before ends, it stands, and the next begins."""
    before, start, end, after = places
    if node >= 0:
        element = nodes[node]
        if element.block < 0:
            element.block = number
        if before <= element.start and after >= element.end and element.name != "body":
            start, end = element.start, element.end
    return _new(Span, (start, end))


def _inlines(draft: Draft, nodes: list[Element], masked: Masked) -> tuple[Inline, ...]:
    found = [
        _new(Inline, (mark, start, end, target, _new(Span, (nodes[node].start, nodes[node].end)), anchor))
        for mark, start, end, target, node, anchor in draft.inlines
    ]
    if masked.placeholders:
        found.extend(_placeholders(draft, masked))
        found.sort(key=lambda i: (i.start, -i.end))
    return tuple(found)


def _placeholders(draft: Draft, masked: Masked) -> list[Inline]:
    """Zero-width marks where a template value will stand in the text."""
    first, last = draft.segments[0][2], draft.segments[-1][3]
    found = []
    at = bisect_left(masked.placeholders, Span(first, 0))
    for span in masked.placeholders[at:]:
        if span.start >= last:
            break
        place = next((s[1] for s in reversed(draft.segments) if s[3] <= span.start), 0)
        found.append(Inline(Mark.TEMPLATE, place, place, "", span))
    return found


def _outermost(elements: list[Element]) -> tuple[Span, ...]:
    """The ranges of the elements that lie in none before them."""
    found: list[Span] = []
    for element in elements:
        if not found or element.start >= found[-1].end:
            found.append(element.span)
    return tuple(found)


def _comments(text: str, made: Nodes) -> tuple[Comment, ...]:
    found = []
    for start, end in made.comments:
        inner = text[start + 4 : end].removesuffix(">").removesuffix("!").removesuffix("--")
        found.append(Comment(inner.strip(), Span(start, end)))
    return tuple(found)


def _language(nodes: list[Element]) -> str:
    for node in nodes[:20]:
        if node.name in ("html", "body"):
            declared = node.attributes.get("lang") or node.attributes.get("xml:lang")
            if declared:
                return declared.strip()
    return ""


def _notes(made: Nodes, masked: Masked) -> tuple[str, ...]:
    notes = []
    if masked.placeholders or masked.front_matter:
        notes.append("templated")
    if made.deep:
        notes.append("deep-nesting")
    return tuple(notes)
