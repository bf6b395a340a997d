"""Where on the stack of open elements those stand that a later tag may close, so that the stack is never searched."""
from __future__ import annotations

from healthlint.parse.html_elements import (
    BUTTON_SCOPE,
    CELLS,
    FOREIGN,
    INTEGRATION,
    LIST_SCOPE,
    TABLE_PARTS,
    TERMS,
)

_PLACES = 9
P, LI, DT, TABLE, SECTION, ROW, CELL, LINK, IN_FOREIGN = range(_PLACES)
Places = tuple[int, ...]
"""Where on the stack those elements stand that a later tag may close, -1 for nowhere: in the order of the names above."""

NOWHERE: Places = (-1,) * _PLACES
_PLAIN_BLOCK = LIST_SCOPE - BUTTON_SCOPE - TABLE_PARTS - {"li", "dd", "dt"}
"""Block-level elements that only end the reach of ``<li>`` and ``<dd>``."""


def enter(places: Places, name: str, at: int) -> Places:
    """The places as seen from inside the element that opens at ``at``."""
    if name == "a":
        return (*places[:LINK], at, places[IN_FOREIGN])
    if name == "p":
        return (at, *places[1:])
    if name in _PLAIN_BLOCK:
        return places if places[LI] == places[DT] == -1 else (places[P], -1, -1, *places[3:])
    inside = list(places)
    if name in BUTTON_SCOPE:
        inside[P] = -1
    if name in LIST_SCOPE:
        inside[LI] = inside[DT] = -1
    _enter_special(inside, name, at)
    return tuple(inside)


def _enter_special(inside: list[int], name: str, at: int) -> None:
    if name == "li":
        inside[LI] = at
    elif name in TERMS:
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
