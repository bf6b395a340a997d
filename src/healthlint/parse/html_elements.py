"""What the HTML Standard says of elements by name: which have no content, which end which, and where a search for an open one stops."""
from __future__ import annotations

VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
"""Elements without content."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLOSES_P = HEADINGS | frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header hgroup "
    "hr listing main menu nav ol p plaintext pre search section summary table ul xmp li dd dt".split()
)
"""Start tags that end an open paragraph."""
SPECIAL = CLOSES_P | frozenset(
    "applet body button caption colgroup frameset head html iframe marquee noscript object select style script tbody td "
    "template textarea tfoot th thead title tr".split()
)
"""Block-level and other elements that formatting does not reach across."""
BUTTON_SCOPE = frozenset("applet caption html table td th marquee object template button select svg math".split())
"""Where the search for an open paragraph stops."""
LIST_SCOPE = (SPECIAL | BUTTON_SCOPE) - {"address", "div", "p"}
"""Where the search for an open list item stops."""
SCOPE = frozenset("applet caption html table td th marquee object template svg math".split())
"""Where the search for any other open element stops."""
FORMATTING = frozenset(
    "a b big code em font i nobr s small strike strong tt u span sup sub abbr cite q mark label time dfn kbd samp var ins del".split()
)
"""Inline elements, which end without ending the blocks inside them."""
IN_HEAD = frozenset("base basefont bgsound link meta title noscript noframes style script template".split())
"""What may stand in the head of a page; anything else ends it."""
CELLS = frozenset({"td", "th", "caption"})
SECTIONS = frozenset({"tbody", "thead", "tfoot", "colgroup"})
TABLE_PARTS = CELLS | SECTIONS | {"tr", "table"}
SAME = {
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "rt": frozenset({"rt", "rp", "rb"}),
    "rp": frozenset({"rt", "rp", "rb"}),
    "rb": frozenset({"rt", "rp", "rb"}),
    **dict.fromkeys(HEADINGS, HEADINGS),
}
"""Start tags that end an element of these names, if it is the innermost one."""
TERMS = frozenset({"dd", "dt"})
"""Description list parts: each ends the one before."""
ONCE = frozenset({"html", "head", "body"})
"""Elements of which a second changes nothing."""
ACTS = CLOSES_P | TABLE_PARTS | SAME.keys() | {"a", "body", "html", "head"}
"""Start tags before which something may have to be closed."""
ONLY_ENDS_P = CLOSES_P - HEADINGS - TABLE_PARTS - TERMS - {"li"}
"""Start tags before which nothing but a paragraph may have to be closed."""
RAW_TEXT = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is never markup."""
REFERENCES_ONLY = frozenset({"title", "textarea"})
"""Elements whose content has references but no tags."""
FOREIGN = frozenset({"svg", "math"})
INTEGRATION = frozenset({"foreignobject", "desc", "annotation-xml"})
"""Foreign elements that hold HTML again."""
BREAKS_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s "
    "small span strong strike sub sup table tt u ul var".split()
)
"""HTML elements that end an open ``svg`` or ``math`` (HTML Standard, foreign content)."""
