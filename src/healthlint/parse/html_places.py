"""Where on the stack of open elements those stand that a later tag may close, so that the stack is never searched."""
from __future__ import annotations

from healthlint.parse.html_elements import BUTTON_SCOPE, CELLS, FOREIGN, INTEGRATION, LIST_SCOPE, TABLE_PARTS, TERMS
from healthlint.parse.html_tags import ALWAYS, CELL, DT, IN_FOREIGN, IN_LIST, LI, LINK, OPEN, PLAIN_BLOCK, ROW, SECTION, TABLE, P

Places = tuple[int, ...]
"""Where on the stack those elements stand that a later tag may close, -1 for nowhere; at the end a bit for each that stands somewhere."""
NOWHERE: Places = (*(-1,) * OPEN, ALWAYS)


def enter(places: Places, name: str, at: int) -> Places:
    """The places as seen from inside the element that opens at ``at``."""
    p, li, dt, table, section, row, cell, link, foreign, there = places
    if name == "a":
        return (p, li, dt, table, section, row, cell, at, foreign, there | 1 << LINK)
    if name == "p":
        return (at, li, dt, table, section, row, cell, link, foreign, there | 1 << P)
    if name == "li":
        return (p, at, -1, table, section, row, cell, link, foreign, there & ~IN_LIST | 1 << LI)
    if name in PLAIN_BLOCK:
        return (p, -1, -1, table, section, row, cell, link, foreign, there & ~IN_LIST)
    inside = list(places[:OPEN])
    if name in BUTTON_SCOPE:
        inside[P] = -1
    if name in LIST_SCOPE:
        inside[LI] = inside[DT] = -1
    _enter_special(inside, name, at)
    there = ALWAYS
    for place, where in enumerate(inside):
        if where >= 0:
            there |= 1 << place
    return (*inside, there)


def _enter_special(inside: list[int], name: str, at: int) -> None:
    if name in TERMS:
        inside[DT] = at
    elif name == "table":
        inside[TABLE : CELL + 1] = [at, -1, -1, -1]
    elif name == "template":
        inside[TABLE : CELL + 1] = [-1, -1, -1, -1]
    elif name in FOREIGN:
        inside[IN_FOREIGN] = at if inside[IN_FOREIGN] < 0 else inside[IN_FOREIGN]
    elif name in INTEGRATION:
        inside[IN_FOREIGN] = -1
    elif inside[TABLE] >= 0 and name in TABLE_PARTS:
        _enter_table_part(inside, name, at)


def _enter_table_part(inside: list[int], name: str, at: int) -> None:
    if name in CELLS:
        inside[CELL] = at
    elif name == "tr":
        inside[ROW : CELL + 1] = [at, -1]
    else:
        inside[SECTION : CELL + 1] = [at, -1, -1]
