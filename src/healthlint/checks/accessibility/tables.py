"""Tables: data without headers, headers without data, and header references that lead nowhere."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.model import Block, Edit, Finding, Fix, Format, Kind, Mark, Rule, Safety, Span, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility
    from healthlint.checks.accessibility.table_grids import Cell, Grid

_TABLE_ROLES = frozenset({"table", "grid", "treegrid"})
_MOST_INSIDE = 3000
"""Elements looked through for signs of a layout table."""


@check("table-no-headers", telling=elements("table"))
def table_no_headers(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report data tables without header cells, and header cells without data."""
    page = article.accessibility
    if article.document.format is Format.MARKDOWN:
        yield from _markdown_tables(rule, article)
        return
    from healthlint.checks.accessibility.table_grids import grid_of, plainly_headed

    rows_of: dict[int, list[int]] = {}
    for row in page.by_name.get("tr", ()):
        rows_of.setdefault(page.tables[row], []).append(row)
    for i in page.by_name.get("table", ()):
        if page.hidden(i) or page.role(i) not in _TABLE_ROLES or plainly_headed(page, rows_of.get(i, [])):
            continue
        grid = grid_of(page, i, rows_of)
        if not any(cell.header for cell in grid.cells):
            if _looks_like_data(page, i, grid):
                large = grid.rows > 3 and grid.columns > 3
                span = page.elements[grid.first_row].span
                yield tell(rule, page, span, "td-has-header" if large else "", fixes=_as_headers(rule, page, grid))
            continue
        for cell in _lonely_headers(page, grid):
            yield tell(rule, page, cell.index, "d0f69e th-has-data-cells", variant="lonely", text=page.text(cell.index))
        yield from _headless_cells(rule, page, i, grid)


def _as_headers(rule: Rule, page: Accessibility, grid: Grid) -> tuple[Fix, ...]:
    """Turns the cells of the first row into header cells where every one has its end tag and a few words."""
    edits: list[Edit] = []
    for cell in grid.cells:
        if cell.row:
            continue
        span = page.elements[cell.index].span
        written = page.source[span].lower()
        if not written.startswith("<td") or not written.endswith("</td>") or not 0 < len(page.text(cell.index)) <= _LONGEST_HEADER:
            return ()
        edits += (Edit(Span(span.start + 1, span.start + 3), "th"), Edit(Span(span.end - 3, span.end - 1), "th"))
    return (Fix(rule.parameters["fix-title"], tuple(edits), Safety.REVIEW),) if edits else ()


_LONGEST_HEADER = 60


def _markdown_tables(rule: Rule, article: Article) -> Iterator[Finding]:
    """A pipe table always has a header row, which may be empty."""
    page = article.accessibility
    for i in page.by_name.get("table", ()):
        span = page.elements[i].span
        first = page.source[span].split("\n", 1)[0]
        if first.strip() and not first.strip().strip("| \t"):
            yield tell(rule, page, Span(span.start, span.start + len(first.rstrip())), variant="empty-row")


def _looks_like_data(page: Accessibility, table: int, grid: Grid) -> bool:
    """Whether a table without headers holds data and not the layout of a page."""
    if grid.rows < 2 or grid.columns < 2 or len(grid.cells) < 4:
        return False
    inner = (page.elements[i].name for i in page.inside(table)[:_MOST_INSIDE])
    if any(name in _LAYOUT for name in inner):
        return False
    texts = [page.text(cell.index) for cell in grid.cells]
    if not any(any(map(str.isalnum, text)) for text, cell in zip(texts, grid.cells, strict=True) if cell.column == 0):
        return False  # bullets or signs before the lines of a list
    lengths = [len(text) for text in texts]
    return max(lengths) < 400 and sum(1 for n in lengths if n) * 3 >= 2 * len(lengths)


_LAYOUT = frozenset("table h1 h2 h3 h4 h5 h6 form input select textarea button nav article section iframe".split())


def _lonely_headers(page: Accessibility, grid: Grid) -> Iterator[Cell]:
    """Headers to which no cell belongs by position or by its ``headers`` attribute."""
    named = {word for c in grid.cells for word in page.elements[c.index].attributes.get("headers", "").split()}
    data = [c for c in grid.cells if not c.header and "headers" not in page.elements[c.index].attributes]
    last_row: dict[int, int] = {}
    for c in [*data, *(c for c in grid.cells if c.header)]:
        for column in range(c.column, min(c.column + c.columns, grid.columns)):
            last_row[column] = max(last_row.get(column, 0), c.row)
    data_rows = {r for c in grid.cells if not c.header for r in range(c.row, c.row + min(c.rows, grid.rows))}
    by_row = {r for c in data for r in range(c.row, min(c.row + c.rows, grid.rows))}
    for cell in grid.cells:
        if not cell.header or page.hidden(cell.index):
            continue
        has = page.elements[cell.index].attributes
        if has.get("id") in named:
            continue
        scope = has.get("scope", "").strip().lower()
        if not _serves(cell, scope, data_rows, last_row, by_row) and page.text(cell.index):
            yield cell


def _serves(cell: Cell, scope: str, data_rows: set[int], last_row: dict[int, int], by_row: set[int]) -> bool:
    columns = any(last_row.get(k, 0) > cell.row for k in range(cell.column, cell.column + cell.columns))
    rows = any(r in by_row for r in range(cell.row, cell.row + cell.rows))
    if scope in ("col", "colgroup"):
        return columns
    if scope in ("row", "rowgroup"):
        return rows
    in_header_row = not any(r in data_rows for r in range(cell.row, cell.row + cell.rows))
    return columns if in_header_row else rows or columns


def _headless_cells(rule: Rule, page: Accessibility, table: int, grid: Grid) -> Iterator[Finding]:
    """In a table of more than three rows and columns: a data cell that no header stands over or beside."""
    if grid.rows <= 3 or grid.columns <= 3:
        return
    headers = [c for c in grid.cells if c.header]
    columns = {k for c in headers for k in range(c.column, c.column + c.columns) if _reaches_down(page, c)}
    rows = {r for c in headers for r in range(c.row, c.row + c.rows) if _reaches_across(page, c)}
    for cell in grid.cells:
        if cell.header or "headers" in page.elements[cell.index].attributes or cell.row in rows:
            continue
        if columns.isdisjoint(range(cell.column, cell.column + cell.columns)) and page.text(cell.index):
            yield tell(rule, page, page.elements[table].tag, "td-has-header", variant="headless", text=page.text(cell.index))
            return


def _reaches_down(page: Accessibility, cell: Cell) -> bool:
    return page.elements[cell.index].attributes.get("scope", "col").strip().lower() not in ("row", "rowgroup")


def _reaches_across(page: Accessibility, cell: Cell) -> bool:
    scope = page.elements[cell.index].attributes.get("scope", "").strip().lower()
    return scope not in ("col", "colgroup") and (cell.column == 0 or scope in ("row", "rowgroup"))


@check("table-no-caption", telling=elements("table"))
def table_no_caption(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report data tables that neither a caption nor a heading or sentence before them introduces."""
    page = article.accessibility
    yield from _twice_told(rule, page)
    tables = [i for i in page.by_name.get("table", ()) if not page.hidden(i) and page.tables[i] < 0 and not _says_what_it_shows(page, i)]
    if not tables:
        return
    blocks = article.blocks
    for i in tables:
        element = page.elements[i]
        first = bisect_left(blocks, element.start, key=_start)
        after = bisect_left(blocks, element.end, first, key=_start)
        if after - first < _LEAST_CELLS or any(b.kind is not Kind.TABLE_CELL for b in blocks[first:after]):
            continue
        around = [*blocks[max(0, first - _FAR) : first], *blocks[after : after + 1]]
        if any(word in b.text.lower() for b in around for word in rule.parameters["names"]):
            continue
        if not _introduced(blocks[max(0, first - _NEAR) : first], rule.parameters["introduces"]):
            yield tell(rule, page, page.elements[i].tag if page.document.format is Format.HTML else blocks[first].span())


def _start(block: Block) -> int:
    return block.span().start


def _twice_told(rule: Rule, page: Accessibility) -> Iterator[Finding]:
    for i in page.by_name.get("caption", ()):
        table = page.tables[i]
        summary = " ".join(page.elements[table].attributes.get("summary", "").split()) if table >= 0 else ""
        if summary and not page.hidden(i) and summary.lower() == page.visible_text(i).lower():
            yield tell(rule, page, page.elements[table].tag, "table-duplicate-name", variant="twice")


_LEAST_CELLS = 6
"""Cells of the smallest table that needs to be introduced."""
_NEAR = 3
"""Blocks before a table among which its heading stands."""
_FAR = 8
"""Blocks before a table that may speak of it by name."""


def _says_what_it_shows(page: Accessibility, i: int) -> bool:
    """Whether the table is named by itself, or is none or has no headers, which is another rule's matter."""
    if page.document.format is Format.MARKDOWN:
        written = page.source[page.elements[i].span]
        return written.startswith("<") and "<th" not in written
    if not any(page.elements[c].name == "th" for c in page.inside(i)[:_MOST_INSIDE]):
        return True
    if page.role(i) not in _TABLE_ROLES or page.name(i) or page.elements[i].attributes.get("summary", "").strip():
        return True
    return any(page.elements[a].name == "figure" and page.name(a) for a in islice(page.around(i), _NEAR))


def _introduced(before: Sequence[Block], words: Sequence[str]) -> bool:
    # A file that begins with a table is a part of a page that introduces it.
    if not before or any(b.kind in (Kind.HEADING, Kind.CAPTION) or b.zone is Zone.TITLE for b in before):
        return True
    if before[-1].kind is Kind.TABLE_CELL:
        return False
    last = before[-1]
    text = last.text.rstrip().lower()
    bold = any(i.mark is Mark.STRONG and i.start == 0 and i.end >= len(text) for i in last.inlines)
    return bold or text.endswith(":") or any(word in text for word in words)


@check("dead-table-headers", telling=elements("[headers]"))
def dead_table_headers(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a ``headers`` attribute that names something else than a header cell of its own table."""
    from healthlint.checks.accessibility.table_grids import is_header

    page = article.accessibility
    for i in page.with_attribute.get("headers", ()):
        element = page.elements[i]
        table = page.tables[i]
        if element.name not in ("td", "th") or table < 0 or page.hidden(i) or page.hidden(table) or page.role(table) not in _TABLE_ROLES:
            continue
        for word in element.attributes["headers"].split():
            other = page.ids.get(word, -1)
            sound = other >= 0 and other != i and page.tables[other] == table and is_header(page, other)
            if not sound:
                yield tell(rule, page, value_span(page, i, "headers"), "a25f45 td-headers-attr", value=word)
                break
