"""How elements are hidden: by their own attributes, and by the page's own style sheet as far as simple selectors tell."""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from healthlint.records import NamedTuple

NOT_RENDERED, INVISIBLE, ARIA_HIDDEN, INERT, SHOWN = 1, 2, 4, 8, 32
"""Ways of being hidden as bits; ``SHOWN`` undoes ``INVISIBLE``."""
DRAWING, IN_DRAWING, DISABLED = 128, 256, 512
"""A drawing, what stands in one, and a field set that is out of use."""
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
        if len(sheet) <= _MOST:
            for selector, bit in _hidden_by(sheet):
                found[selector] = found.get(selector, 0) | bit
    return HidingRules(found) if found else None


@lru_cache(maxsize=32)
def _hidden_by(sheet: str) -> list[tuple[str, int]]:
    """What a sheet hides and how: the pages of a site share their sheets."""
    found: list[tuple[str, int]] = []
    for selector, declarations in top_rules(sheet) if _hiding(sheet) else ():
        hides = _hiding(declarations)
        if hides and not selector.startswith("@"):
            bit = 1 if hides.group()[0] in "dD" else 2
            found += [(one.strip(), bit) for one in selector.split(",") if re.fullmatch(_SIMPLE, one.strip())]
    return found


def _hiding(declared: str) -> re.Match[str] | None:
    """The first declaration that hides: most hold neither of the words, which are found sooner than the pattern."""
    lower = declared.lower()
    return re.search(_HIDES, declared) if "none" in lower or "hidden" in lower else None


def top_rules(sheet: str) -> list[tuple[str, str]]:
    """Selectors and declarations outside of every ``@media`` and its like, which are one rule with all they hold."""
    found: list[tuple[str, str]] = []
    selector, depth = "", 0
    held: list[str] = []
    for piece in re.sub(_COMMENT, "", sheet).split("}")[:-1]:
        if depth:
            held.append(piece)
        else:
            selector, _, declarations = piece.partition("{")
            held = [declarations]
        depth += piece.count("{")
        if depth == 1:
            found.append((selector.rsplit(";", 1)[-1].strip(), "}".join(held)))
        depth = max(depth - 1, 0)
    return found


@lru_cache(maxsize=1000)
def style_state(style: str) -> int:
    """How a ``style`` attribute hides an element."""
    lower = style.lower()
    state = NOT_RENDERED if "display" in lower and re.search(_DISPLAY_NONE, style) else 0
    visibility = re.search(_VISIBILITY, style) if "visibility" in lower else None
    if visibility:
        state |= SHOWN if visibility.group(1).lower() == "visible" else INVISIBLE
    return state
