"""The cells of a table of HTML by row and column, and tables whose headers are seen to serve all cells without that."""
from __future__ import annotations

from healthlint.records import field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_HEADER_ROLES = frozenset({"columnheader", "rowheader"})
_MOST_SPAN = 100
"""Columns or rows that one cell is taken to cover at most."""


@record
class Cell:
    """One cell with the rows and columns that it covers."""

    index: int
    row: int
    column: int
    rows: int
    columns: int
    header: bool


@record
class Grid:
    """The cells of one table by row and column, spans counted in."""

    cells: list[Cell] = field(default_factory=list)
    first_row: int = -1
    rows: int = 0
    columns: int = 0


def grid_of(page: Accessibility, table: int, rows_of: dict[int, list[int]]) -> Grid:
    """The cells of a table, of which ``rows_of`` gives the rows."""
    grid = Grid()
    taken: dict[int, dict[int, int]] = {}
    rows = rows_of.get(table, [])
    for number, row in enumerate(rows):
        if grid.first_row < 0:
            grid.first_row = row
        column = 0
        for i in page.children(row):
            if page.elements[i].name in ("td", "th"):
                column = _place(page, grid, taken.setdefault(number, {}), i, number, column, taken)
    if not rows:
        _bare_cells(page, table, grid)
    grid.rows = max(len(rows), 1 if grid.cells else 0)
    return grid


def _bare_cells(page: Accessibility, table: int, grid: Grid) -> None:
    """Cells directly in the table make one row, as browsers put the ``<tr>`` in."""
    cells = [i for i in page.children(table) if page.elements[i].name in ("td", "th")]
    grid.first_row = table
    grid.columns = len(cells)
    grid.cells.extend(Cell(i, 0, column, 1, 1, is_header(page, i)) for column, i in enumerate(cells))


def _place(
    page: Accessibility, grid: Grid, mine: dict[int, int], i: int, row: int, column: int, taken: dict[int, dict[int, int]]
) -> int:
    while mine.get(column):
        column += 1
    has = page.elements[i].attributes
    columns = _span(has["colspan"]) if "colspan" in has else 1
    rows = _span(has["rowspan"]) if "rowspan" in has else 1
    for below in range(1, rows):
        line = taken.setdefault(row + below, {})
        line.update(dict.fromkeys(range(column, column + columns), 1))
    grid.cells.append(Cell(i, row, column, rows, columns, is_header(page, i)))
    grid.columns = max(grid.columns, column + columns)
    return column + columns


def _span(written: str) -> int:
    written = written.strip()
    return min(max(int(written[:5]), 1), _MOST_SPAN) if written.isascii() and written.isdigit() else 1


def is_header(page: Accessibility, i: int) -> bool:
    """Whether a cell is a header by its role or its name."""
    stated = page.stated_role(i)
    return stated in _HEADER_ROLES or (page.elements[i].name == "th" and not stated)


_PLACING = frozenset({"colspan", "rowspan", "headers", "role"})
"""Attributes with which a cell may stand or belong elsewhere than its place in the row says."""


def plainly_headed(page: Accessibility, rows: list[int]) -> bool:
    """Whether headers stand over every column of a table of even rows, and each row below has data: nothing is to be said of it."""
    if len(rows) < 2:
        return False
    width = 0
    for row in rows:
        names = _plain_names(page, row, "row" if width else "col")
        if not width:
            width = len(names)
            if not names or "td" in names:
                return False
        elif len(names) != width or "td" not in names:
            return False
    return True


def _plain_names(page: Accessibility, row: int, scope: str) -> list[str]:
    """The names of the cells of a row; none where one of them is not plain, or its headers are for another direction."""
    names: list[str] = []
    for i in page.children(row):
        cell = page.elements[i]
        if cell.name in ("td", "th"):
            has = cell.attributes
            if has and (not _PLACING.isdisjoint(has) or has.get("scope", scope) != scope):
                return []
            names.append(cell.name)
    return names
