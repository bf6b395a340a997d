"""The accessible name of an element: what a screen reader calls it (Accessible Name and Description Computation 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from healthlint.article.accessibility_outline import decoded
from healthlint.article.accessibility_style import DRAWING
from healthlint.model import Format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_SILENT = frozenset("script style template noscript head iframe object video audio canvas select datalist".split())
"""Elements whose content lends nothing to a name."""
_SEPARATE = frozenset("p div li ul ol br td th tr h1 h2 h3 h4 h5 h6 section article header footer img input".split())
"""Elements around which a name has a space."""
_PLAIN = frozenset(
    "a span b strong i em u s small p div font h1 h2 h3 h4 h5 h6 mark sup sub abbr cite time del ins code br li ul ol dl dt dd "
    "section article header footer main nav aside td th tr label button summary figcaption caption legend".split()
)
"""Elements that lend their text and nothing else to the name of what they stand in."""
_NAMING = frozenset({"aria-label", "title", "role"})
"""Attributes that name an element otherwise; a role may silence an image."""
_MOST_PLAIN = 40
"""Elements looked through at once."""
_place = itemgetter(0)
_DEEPEST = 60
_MOST_STEPS = 2000
"""Elements visited for one name: far more than any author means, few enough to be quick."""
_ENOUGH = 100
"""Pieces of text of which a name is made at such depth."""
_REFERRED = frozenset({-1})
"""What has been visited where a name is looked up by reference: nothing yet, but no further reference is followed."""
_LABELLED = frozenset("input select textarea button meter progress output".split())
_BUTTON_DEFAULTS = {"submit": "Submit", "reset": "Reset"}
_HAS_CONTENT_NAME = frozenset({"a", "summary", "legend", "caption", "label", "figcaption", "dt"})


class Naming:
    """The computation of one name, with the steps that are left for it."""

    def __init__(self, page: Accessibility, states: list[int]) -> None:
        """Nothing is visited yet; ``states`` tell of each element how it is hidden, 0 for those of plain HTML that are shown."""
        self.page = page
        self.states = states
        self.left = _MOST_STEPS

    def name(self, index: int) -> str:
        """The name of element ``index``, white space collapsed; empty if it has none."""
        return " ".join(self._compute(index, frozenset(), 0).split())

    def text(self, index: int) -> str:
        """The exposed text inside element ``index``, white space collapsed."""
        return " ".join(self.content(index).split())

    def _compute(self, index: int, within: frozenset[int], depth: int) -> str:
        """The steps of the standard in their order; the first that yields text wins."""
        self.left -= 1
        if index in within or self.left < 0:
            return ""
        if depth > _DEEPEST:
            return self._raw(index)
        has = self.page.elements[index].attributes
        if "aria-labelledby" in has and not within:
            # An element may name itself among others, so it is not yet counted as visited.
            named = " ".join(self._compute_hidden(other, _REFERRED, depth) for other in self.page.targets(has["aria-labelledby"]))
            if named.strip():
                return named
        within |= {index}
        label = has.get("aria-label", "").strip()
        if label:
            return label
        named = self._native(index, within, depth) or self._from_content(index, within, depth)
        return named if named.strip() else has.get("title", "")

    def _compute_hidden(self, index: int, within: frozenset[int], depth: int) -> str:
        """The text of an element that names another, which may be hidden itself."""
        has = self.page.elements[index].attributes
        label = has.get("aria-label", "").strip()
        native = "" if label else self._native(index, within | {index}, depth + 1)
        named = label or native or self.content(index, within, depth + 1)
        return named if named.strip() else has.get("title", "")

    def _native(self, index: int, within: frozenset[int], depth: int) -> str:
        """What HTML itself names an element by."""
        page = self.page
        element = page.elements[index]
        name, has = element.name, element.attributes
        if name in ("img", "area"):
            return "" if page.role(index) in ("none", "presentation") else has.get("alt", "").strip()
        if name == "input":
            named = _input_name(has)
            if named:
                return named
        if name in _LABELLED and len(within) == 1:
            # A field inside another element's name lends its own text and not that of its label.
            labels = (self._compute_label(label, index, within, depth) for label in page.labels_of(index))
            named = " ".join(text for text in labels if text.strip())
            return named or (has.get("title", "").strip() or has.get("placeholder", "").strip() if name in ("input", "textarea") else "")
        return self._from_child(index, within, depth)

    def _compute_label(self, label: int, field: int, within: frozenset[int], depth: int) -> str:
        if self.page.hidden(label):
            return ""
        has = self.page.elements[label].attributes
        return has.get("aria-label", "").strip() or self.content(label, within | {field}, depth + 1)

    def _from_child(self, index: int, within: frozenset[int], depth: int) -> str:
        wanted = _NAMING_CHILD.get(self.page.elements[index].name)
        if wanted is None and self.page.foreign(index):
            wanted = "title"
        if wanted is None:
            return ""
        for child in self.page.children(index):
            if self.page.elements[child].name == wanted:
                return self.content(child, within, depth + 1)
        return ""

    def _from_content(self, index: int, within: frozenset[int], depth: int) -> str:
        page = self.page
        role = page.role(index)
        if page.elements[index].name in _HAS_CONTENT_NAME or len(within) > 1 or page.facts(role, "c"):
            return self.content(index, within, depth + 1)
        return ""

    def _raw(self, index: int) -> str:
        """All character data inside an element, for nesting deeper than any author means."""
        return "".join(decoded(self.page.source.text[a:b]) for _, a, b in self.page.runs_in(index)[:_ENOUGH])

    def content(self, index: int, within: frozenset[int] = frozenset(), depth: int = 0) -> str:
        """Text of an element and of what it holds, as far as it is exposed."""
        page = self.page
        element = page.elements[index]
        plain = self._plain_content(index) if depth <= _DEEPEST - _MOST_PLAIN else None
        if plain is not None:
            return plain
        within |= {index}
        pieces: list[str] = []
        for kind, number, start, end in page.parts(index):
            if kind == "text":
                pieces.append(decoded(page.source.text[start:end]))
                continue
            child = page.elements[number]
            if child.name in _SILENT or (page.hidden(number) and not page.hidden(index)):
                continue
            text = self._compute(number, within, depth + 1) if child.name != "br" else " "
            pieces.append(f" {text} " if child.name in _SEPARATE else text)
        return "" if element.name in _SILENT else "".join(pieces)

    def _plain_content(self, index: int) -> str | None:
        """The same in one look over what the element holds, where nothing in it has a name of its own; else ``None``."""
        page, states = self.page, self.states
        if states[index] or page.elements[index].name not in _PLAIN or page.document.format is not Format.HTML:
            return None
        pieces = self._plain_elements(index)
        if pieces is None:
            return None
        text = page.source.text
        for parent, start, stop in page.runs_in(index):
            if not states[parent]:
                pieces.append((start, decoded(text[start:stop]), parent))
            elif not page.hidden(parent) and not text[start:stop].isspace():
                return None
        return self._joined(pieces, index)

    def _plain_elements(self, index: int) -> list[tuple[int, str, int]] | None:
        """What the elements inside lend besides their text, with place and holder; ``None`` where one is not plain, or they are many."""
        page, states = self.page, self.states
        every, end = page.elements, page.elements[index].end
        pieces: list[tuple[int, str, int]] = []
        behind = index + 1 + _MOST_PLAIN
        for at in range(index + 1, min(behind, len(every))):
            element = every[at]
            if element.start >= end:
                return pieces
            name, has = element.name, element.attributes
            if name == "title":
                return None  # it names the drawing around it
            if states[at] and page.hidden(at):
                continue
            if name == "img" and not states[at] and "role" not in has and "aria-label" not in has:
                alternative = has.get("alt", "").strip() or has.get("title", "")
                pieces.append((element.start, f" {alternative} ", element.parent))
            elif (name not in _PLAIN and not states[at] & DRAWING) or (has and not _NAMING.isdisjoint(has)):
                return None
            elif name in _SEPARATE:
                pieces += ((element.start, " ", element.parent), (element.end, " ", element.parent))
        return pieces if behind > len(every) else None

    def _joined(self, pieces: list[tuple[int, str, int]], index: int) -> str:
        """Pieces of text with the places where they stand and the elements that hold them, put in order.

        What stands at the same place stays as it came: the end of an element, then the text behind it.
        Elements without a word lend nothing, not even a space.
        """
        every = self.page.elements
        pieces.sort(key=_place)
        words = [place for place, piece, _ in pieces if not piece.isspace()]
        return "".join([
            piece
            for _, piece, holder in pieces
            if holder == index or not piece.isspace() or any(every[holder].start <= place < every[holder].end for place in words)
        ])  # fmt: skip


_NAMING_CHILD = {"fieldset": "legend", "table": "caption", "figure": "figcaption", "svg": "title", "optgroup": ""}


def _input_name(has: Mapping[str, str]) -> str:
    get = has.get
    kind = get("type", "text").strip().lower()
    if kind in ("button", "submit", "reset"):
        value = get("value", "").strip()
        return value or ("" if "value" in has else _BUTTON_DEFAULTS.get(kind, ""))
    if kind == "image":
        return get("alt", "").strip() or get("title", "").strip()
    return ""
