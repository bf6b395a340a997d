"""How elements are hidden: by their own attributes, and by the page's own style sheet as far as simple selectors tell."""
from __future__ import annotations

import re
from collections.abc import Mapping

from healthlint.records import NamedTuple

NOT_RENDERED, INVISIBLE, ARIA_HIDDEN, INERT, SHOWN = 1, 2, 4, 8, 32
"""Ways of being hidden as bits; ``SHOWN`` undoes ``INVISIBLE``."""
DRAWING, IN_DRAWING, DISABLED = 128, 256, 512
"""A drawing, what stands in one, and a field set that is out of use."""
INHERITED = NOT_RENDERED | INVISIBLE | ARIA_HIDDEN | INERT
"""What holds for everything inside as well."""
ASKED = frozenset("id role lang xml:lang style tabindex headers autocomplete accesskey target".split())
"""Attributes by which rules look elements up."""
UNASKED = frozenset(
    "class href src alt width height rel type content name property value for loading srcset sizes media charset itemprop itemtype "
    "itemscope datetime colspan rowspan action method align valign border bgcolor title scope usemap "
    "contenteditable d viewbox fill xmlns defer async crossorigin integrity onclick http-equiv data-src data-srcset".split()
)
"""The commonest of the attributes that neither hide an element nor are looked up."""
_DISPLAY_NONE = r"(?i)display\s*+:\s*+none"
_VISIBILITY = r"(?i)visibility\s*+:\s*+(hidden|collapse|visible)"
_HIDES = r"(?i)display\s*+:\s*+none|visibility\s*+:\s*+hidden"
_COMMENT = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
_SIMPLE = r"(?i)([a-z][a-z0-9]*+)?+([.#][\w-]++)?+"
_MOST = 60_000
"""Style sheets longer than this are a site's own, not an article's."""


class HidingRules(NamedTuple):
    """Element names, classes and ids that are not rendered (1) or invisible (2)."""

    selectors: dict[str, int]
    """``div``, ``.note``, ``#top`` or ``div.note``."""

    def state(self, name: str, has: Mapping[str, str]) -> int:
        """How an element is hidden, as the bits of ``accessibility``; 0 if it is not."""
        selectors = self.selectors
        state = selectors.get(name, 0)
        if "class" in has:
            for word in has["class"].split():
                state |= selectors.get(f".{word}", 0) | selectors.get(f"{name}.{word}", 0)
        if "id" in has:
            state |= selectors.get(f"#{has['id']}", 0) | selectors.get(f"{name}#{has['id']}", 0)
        return state


def read_hiding_rules(sheets: list[str]) -> HidingRules | None:
    """The rules of these sheets that hide elements for good; ``None`` if there are none."""
    found: dict[str, int] = {}
    for sheet in sheets:
        if len(sheet) > _MOST or not re.search(_HIDES, sheet):
            continue
        for selector, declarations in top_rules(sheet):
            hides = re.search(_HIDES, declarations)
            if hides and not selector.startswith("@"):
                bit = 1 if hides.group()[0] in "dD" else 2
                for one in selector.split(","):
                    if re.fullmatch(_SIMPLE, one.strip()):
                        found[one.strip()] = found.get(one.strip(), 0) | bit
    return HidingRules(found) if found else None


def top_rules(sheet: str) -> list[tuple[str, str]]:
    """Selectors and declarations outside of every ``@media`` and its like."""
    plain = re.sub(_COMMENT, "", sheet)
    found, depth, at = [], 0, 0
    for match in re.finditer(r"[{}]", plain):
        if match.group() == "{":
            if depth == 0:
                start = match.end()
                selector = plain[at : match.start()].strip()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((selector.rsplit(";", 1)[-1].strip(), plain[start : match.start()]))
                at = match.end()
    return found


PLAIN: tuple[int, tuple[str, ...]] = (0, ())
"""What most attributes amount to: they neither hide anything nor are looked up."""


def own_state(has: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """How the attributes of one element hide it, and those by which rules look it up (``aria-`` for any of ARIA)."""
    aria = False
    asked = []
    for key in has:
        if key in ASKED:
            asked.append(key)
        elif key[:5] == "aria-":
            aria = True
    if aria:
        asked.append("aria-")
    state = 0
    if "hidden" in has:
        state |= NOT_RENDERED
    if aria and has.get("aria-hidden", "").strip().lower() == "true":
        state |= ARIA_HIDDEN
    if "inert" in has:
        state |= INERT
    if "style" in has:
        state |= _style_state(has["style"])
    return (state, tuple(asked)) if state or asked else PLAIN


def _style_state(style: str) -> int:
    lower = style.lower()
    state = NOT_RENDERED if "display" in lower and re.search(_DISPLAY_NONE, style) else 0
    visibility = re.search(_VISIBILITY, style) if "visibility" in lower else None
    if visibility:
        state |= SHOWN if visibility.group(1).lower() == "visible" else INVISIBLE
    return state
