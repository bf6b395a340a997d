"""HTML read into a Document: tokens, nodes, blocks, zones, metadata; the tree only when asked for."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from healthlint.model import Block, Comment, Document, Element, Format, Inline, Kind, Mark, Meta, Source, Span, Zone
from healthlint.parse import html_nodes as walk
from healthlint.parse.front_matter import read_front_matter
from healthlint.parse.html_blocks import Draft, build_drafts
from healthlint.parse.html_context import Context
from healthlint.parse.html_meta import read_metadata
from healthlint.parse.html_nodes import Node, Nodes, build_nodes
from healthlint.parse.html_templates import Masked, mask_templates
from healthlint.parse.html_tokens import tokenize
from healthlint.parse.html_zones import assign_parts, layout_tables, link_lists, zone_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEP = 200
"""Nesting beyond this is a mistake of the markup, not a layout."""


def parse_html(source: Source) -> Document:
    """Read an HTML page or a fragment of one; any text gives a document."""
    masked = mask_templates(source.text)
    xml = source.path.lower().endswith(".xhtml")
    made = build_nodes(masked.text, tokenize(masked.text, xml=xml), written=source.text, xml=xml)
    drafts, contexts = build_drafts(masked.text, made)
    assign_parts(drafts, contexts, made.nodes)
    metadata = read_metadata(source.text, made)
    if masked.front_matter:
        metadata = (*read_front_matter(source.text).metadata, *metadata)
    title_draft, title = _find_title(drafts, metadata)
    blocks = _blocks(drafts, made.nodes, title_draft, masked)
    return Document(
        source=source,
        format=Format.HTML,
        blocks=blocks,
        elements=_elements(made.nodes),
        comments=_comments(source.text, made),
        metadata=metadata,
        anchors=_anchors(made.nodes),
        language=_language(made.nodes),
        title=title,
        fragment=not any(n.name in ("html", "body") for n in made.nodes[:50]),
        runs=tuple([(node, start, end) for kind, node, start, end in made.events if kind == walk.TEXT]),
        furniture=_furniture(contexts, made.nodes),
        notes=_notes(made, masked),
        grow_tree=_grower(masked.text, made),
    )


def _grower(text: str, made: Nodes) -> Callable[[], Any]:
    def grow() -> Any:
        from healthlint.parse.html_tree import grow_tree

        return grow_tree(text, made)

    return grow


def _find_title(drafts: list[Draft], metadata: tuple[Meta, ...]) -> tuple[Draft | None, str]:
    """The heading that is the article's title, and the title's text."""
    stated = next((m.value for m in metadata if m.value and (m.origin == "title" or (m.origin, m.key) == ("front-matter", "title"))), "")
    headings = [d for d in drafts if d.kind is Kind.HEADING and d.context.part is not Zone.FURNITURE]
    first = [d for d in headings if d.context.level == 1]
    folded = stated.casefold()
    repeated = [d for d in first if d.text.casefold() in folded]
    chosen = min(repeated, key=lambda d: folded.find(d.text.casefold())) if repeated else first[0] if first else None
    if chosen is None and folded:
        chosen = next((d for d in headings[:3] if len(d.text) > 8 and folded.startswith(d.text.casefold())), None)
    if chosen is not None:
        return chosen, chosen.text
    social = next((m.value for m in metadata if m.key == "og:title" and m.value), "")
    return None, social or stated


def _blocks(drafts: list[Draft], nodes: list[Node], title: Draft | None, masked: Masked) -> tuple[Block, ...]:
    layout = layout_tables(drafts)
    menus = link_lists(drafts)
    blocks = []
    for i, draft in enumerate(drafts):
        context = draft.context
        zone = Zone.TITLE if draft is title else zone_of(draft, layout)
        if zone is Zone.LIST and context.list_group in menus:
            zone = Zone.FURNITURE
        kind = draft.kind
        if kind is Kind.TABLE_CELL and context.table in layout:
            kind = Kind.PARAGRAPH
        blocks.append(
            Block(
                zone=zone,
                text=draft.text,
                segments=draft.segments,
                kind=kind,
                level=context.level or (context.item.level if context.item and kind is Kind.LIST_ITEM else 0),
                label=draft.label,
                anchors=draft.anchors,
                group=context.list_group or context.table,
                row=context.row if context.table not in layout else 0,
                inlines=_inlines(draft, nodes, masked),
                outer=_outer(drafts, i, nodes),
                language=context.language,
                hidden=context.hidden,
                classes=context.words,
            )
        )
        if context.node >= 0 and nodes[context.node].block < 0:
            nodes[context.node].block = i
    return tuple(blocks)


def _inlines(draft: Draft, nodes: list[Node], masked: Masked) -> tuple[Inline, ...]:
    new = tuple.__new__
    found = [
        new(Inline, (mark, start, end, target, new(Span, (nodes[node].start, nodes[node].end)), anchor))
        for mark, start, end, target, node, anchor in draft.inlines
    ]
    if masked.placeholders:
        found.extend(_placeholders(draft, masked))
        found.sort(key=lambda i: (i.start, -i.end))
    return tuple(found)


def _placeholders(draft: Draft, masked: Masked) -> list[Inline]:
    """Zero-width marks where a template value will stand in the text."""
    first, last = draft.segments[0].source_start, draft.segments[-1].source_end
    found = []
    at = bisect_left(masked.placeholders, Span(first, 0))
    for span in masked.placeholders[at:]:
        if span.start >= last:
            break
        place = next((s.end for s in reversed(draft.segments) if s.source_end <= span.start), 0)
        found.append(Inline(Mark.TEMPLATE, place, place, "", span))
    return found


def _outer(drafts: list[Draft], i: int, nodes: list[Node]) -> Span:
    """The whole element, if it holds this block alone; otherwise the extent of the text."""
    draft = drafts[i]
    first, last = draft.segments[0].source_start, draft.segments[-1].source_end
    if draft.context.node < 0:
        return Span(first, last)
    node = nodes[draft.context.node]
    alone = (i == 0 or drafts[i - 1].segments[-1].source_end <= node.start) and (
        i + 1 == len(drafts) or drafts[i + 1].segments[0].source_start >= node.end
    )
    return Span(node.start, node.end) if alone and node.name != "body" else Span(first, last)


def _elements(nodes: list[Node]) -> tuple[Element, ...]:
    new = tuple.__new__
    return tuple(
        [
            new(Element, (n.name, new(Span, (n.start, n.end)), new(Span, (n.start, n.tag_end)), n.attributes, n.block, n.parent))
            for n in nodes
        ]
    )


def _furniture(contexts: list[Context], nodes: list[Node]) -> tuple[Span, ...]:
    found: list[Span] = []
    for context in contexts:
        if context.part is Zone.FURNITURE:
            node = nodes[context.node]
            if not found or node.start >= found[-1].end:
                found.append(Span(node.start, node.end))
    return tuple(found)


def _comments(text: str, made: Nodes) -> tuple[Comment, ...]:
    found = []
    for start, end in made.comments:
        inner = text[start + 4 : end].removesuffix(">").removesuffix("!").removesuffix("--")
        found.append(Comment(inner.strip(), Span(start, end)))
    return tuple(found)


def _anchors(nodes: list[Node]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for node in nodes:
        attributes = node.attributes
        if attributes:
            for key in ("id", "name") if node.name == "a" else ("id",):
                name = attributes.get(key)
                if name and name not in found:
                    found[name] = Span(node.start, node.tag_end)
    return found


def _language(nodes: list[Node]) -> str:
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
    if made.depth > _DEEP:
        notes.append("deep-nesting")
    return tuple(notes)
