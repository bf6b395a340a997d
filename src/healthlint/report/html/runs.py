"""One block of the article as HTML: its inline markup, and the findings marked in place.

The text is cut wherever a finding or inline markup begins or ends, so that
findings may overlap as they like and no mark is ever nested in another.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from markupsafe import Markup, escape

from healthlint.model import Block, Inline, Mark
from healthlint.records import NamedTuple
from healthlint.report.html.escaping import safe, web_address


class Highlight(NamedTuple):
    """A finding over ``text[start:end]`` of a block."""

    start: int
    end: int
    number: int
    severity: str
    """``e``, ``w``, ``i`` by severity, ``z`` if suppressed."""
    shape: str
    """Kind of underline, by family."""
    begins: bool
    """Whether the finding begins in this block, and not in one before."""


_TAGS = {
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
    Mark.EMPHASIS: "em",
    Mark.STRONG: "strong",
    Mark.CODE: "code",
    Mark.DELETED: "s",
}
_SHOWN = {*_TAGS, Mark.LINK}
_WORST = "ewiz"


class _Ranged(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Item = TypeVar("_Item", bound=_Ranged)


def marked_text(block: Block, highlights: Sequence[Highlight], prefix: str) -> Markup:
    """The text of ``block`` with its highlights; ``prefix`` begins every id."""
    shown = [i for i in block.inlines if i.mark in _SHOWN and i.end > i.start]
    images = [i for i in block.inlines if i.mark is Mark.IMAGE]
    cuts = _cuts(len(block.text), highlights, shown, images)
    parts: list[str] = []
    for (start, end), over, inside in zip(pairwise(cuts), _covering(cuts, highlights), _covering(cuts, shown), strict=True):
        parts += [_image(i) for i in images if i.start == start]
        text = block.text[start:end]
        parts.append(_mark(text, start, over, inside, prefix) if over else _styled(text, inside, links=True))
    parts += [_image(i) for i in images if i.start >= cuts[-1]]
    return Markup("".join(parts))  # noqa: S704 - each part was escaped where it was made


def _cuts(length: int, *kinds: Sequence[_Ranged]) -> list[int]:
    cuts = {0, length}
    for items in kinds:
        for item in items:
            cuts.update((min(item.start, length), min(item.end, length)))
    return sorted(cuts)


def _covering(cuts: Sequence[int], items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """For each range between two cuts, the items that cover it."""
    waiting = sorted(items, key=lambda i: i.start, reverse=True)
    active: list[_Item] = []
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [i for i in active if i.end >= end]
        yield active


def _styled(raw: str, inside: Sequence[Inline], *, links: bool) -> str:
    text = str(safe(raw))
    for inline in inside:
        tag = _TAGS.get(inline.mark)
        if tag:
            text = f"<{tag}>{text}</{tag}>"
    target = next((i.target for i in inside if i.mark is Mark.LINK), None) if links and raw.strip() else None
    if target is None:
        return text
    address = web_address(target)
    return f'<a href="{escape(address)}">{text}</a>' if address else f"<u>{text}</u>"


def _mark(raw: str, start: int, covering: Sequence[Highlight], inside: Sequence[Inline], prefix: str) -> str:
    # The shortest finding is the most particular one: its card is where a reader wants to go.
    over = sorted(covering, key=lambda h: (h.end - h.start, h.number))
    new = [h for h in over if h.start == start and h.begins]
    lead = new[0] if new else over[0]
    severity = min((h.severity for h in over), key=_WORST.index)
    text = _styled(raw, inside, links=False)
    opening = f'<mark class="{severity} {lead.shape}">'
    if not new:
        # No second link for those who walk by keyboard: the script makes a click on the rest of a finding lead to its card.
        return f'{opening}<u data-f="{prefix}f{lead.number}">{text}</u></mark>'
    if not raw.strip():
        # A space alone is no link that anyone could name: the number is.
        return f"{opening}{''.join(badge(h.number, h.severity, prefix) for h in new)}<u>{text}</u></mark>"
    badges = "".join(badge(h.number, h.severity, prefix) for h in new[1:])
    # The style sheet shows the number: an element for it would double the size of a page with thousands of marks.
    return f'{opening}{badges}<a id="{prefix}m{lead.number}" data-n="{lead.number}" href="#{prefix}f{lead.number}">{text}</a></mark>'


def badge(number: int, letter: str, prefix: str) -> str:
    """The number of a finding that has no words of its own to stand on, as a link to its card."""
    return f'<a id="{prefix}m{number}" class="no {letter}" href="#{prefix}f{number}">{number}</a>'


def _image(inline: Inline) -> str:
    what = f"Image: {safe(inline.target)}" if inline.target.strip() else "Image without alternative text"
    return f'<span class="img">{what}</span>'
