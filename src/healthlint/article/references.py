"""The reference lists of an article: where they stand, how they are numbered, what each entry says."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from healthlint.article.evidence import read_evidence, read_population
from healthlint.article.references_blocks import label_pattern, next_label, number_of, row_entries, rows_of, split_block
from healthlint.article.references_entry import read_entry
from healthlint.article.zones_headings import PERHAPS, SURE, fold_heading
from healthlint.model import Block, Kind, Mark, Reference, Source, Span, Zone
from healthlint.records import NamedTuple, replace


class ReferenceList(NamedTuple):
    """Entries that share one numbering."""

    entries: tuple[Reference, ...]
    first: int
    """Index of its first block among the blocks of the article."""
    last: int
    heading: Block | None = None
    footnotes: bool = False
    counted: bool = False
    """Whether the numbers are counted by the markup or by us and printed nowhere."""


def find_lists(blocks: Sequence[Block], source: Source) -> tuple[ReferenceList, ...]:
    """Every reference list, in reading order; footnote definitions make one list of their own."""
    notes = [(i, b) for i, b in enumerate(blocks) if b.kind is Kind.FOOTNOTE and b.label and _opens_note(b, source)]
    found = [made for run in _runs(blocks) if (made := _list_of(run, blocks, source))]
    if notes:
        found.append(_footnotes(notes, source))
    found.sort(key=lambda made: made.first)
    return tuple(_numbered_lists(_joined(found)))


def find_unheaded_list(blocks: Sequence[Block], last: int, source: Source) -> ReferenceList | None:
    """The numbered list that ends with block ``last`` and that nothing introduces; only citations can tell what it is."""
    if "\n" in blocks[last].text:
        return _lined_list(blocks[last], last)
    first = last
    while first > 0 and blocks[first - 1].zone is Zone.LIST and blocks[first - 1].group == blocks[last].group:
        first -= 1
    run = list(range(first, last + 1))
    if any(blocks[i].zone is not Zone.LIST or not blocks[i].label.isdecimal() for i in run):
        return None
    lead = blocks[first - 1] if first else None
    if lead is None or lead.kind is Kind.HEADING or lead.text.rstrip().endswith(":"):
        return None
    return _list_of(run, blocks, source)


def _lined_list(block: Block, index: int) -> ReferenceList | None:
    """A heading and its entries, each on a line of one block."""
    first = next_label().search(block.text)
    if first is None or number_of(first) != 1 or not is_list_heading(block.text[: first.start()]):
        return None
    return ReferenceList(tuple(_read(e) for e in split_block(block, first)), index, index)


def _numbered_lists(lists: Iterable[ReferenceList]) -> Iterator[ReferenceList]:
    for i, made in enumerate(lists):
        yield made._replace(entries=tuple(replace(e, list_number=i) for e in made.entries)) if i else made


# Blocks to lists


def _runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Indexes of the blocks of one list: neighbours in the references zone, until their numbering begins anew."""
    run: list[int] = []
    for i, block in enumerate(blocks):
        if run and run[-1] == i - 1 and _goes_on_from(blocks[run[-1]], block):
            run.append(i)
            continue
        if block.zone is not Zone.REFERENCES or block.kind in (Kind.FOOTNOTE, Kind.HEADING):
            if run and block.kind is Kind.HEADING:
                yield run
                run = []
            continue
        if run and _apart(blocks, run[-1], i):
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _goes_on_from(before: Block, block: Block) -> bool:
    """Whether a block that looks like prose is the next entry: an item of the same list, with the next number."""
    same = block.kind is before.kind and block.group == before.group and block.zone in (Zone.PROSE, Zone.LIST)
    return same and _printed(before) > 0 and _printed(block) == _printed(before) + 1


def _apart(blocks: Sequence[Block], a: int, b: int) -> bool:
    """Whether running text stands between two blocks of the references zone."""
    return any(x.zone in (Zone.PROSE, Zone.HEADING) and x.text for x in blocks[a + 1 : b])


def _with_lost_entries(run: list[int], blocks: Sequence[Block]) -> list[int]:
    """The run with blocks right before it whose numbers count up to its first: entries that look like prose."""
    number = _printed(blocks[run[0]])
    while number > 1 and run[0] and _precedes(blocks[run[0] - 1], number):
        run = [run[0] - 1, *run]
        number -= 1
    return run


def _precedes(block: Block, number: int) -> bool:
    return block.zone in (Zone.PROSE, Zone.LIST) and _printed(block) == number - 1


def _printed(block: Block) -> int:
    """The number that a block begins with, 0 if none."""
    if block.label:
        return int(block.label) if block.label.isdecimal() else 0
    match = label_pattern().match(block.text)
    return number_of(match) if match else 0


def _list_of(run: list[int], blocks: Sequence[Block], source: Source) -> ReferenceList | None:
    run = _with_lost_entries(run, blocks)
    entries = [e for row in rows_of(run, blocks) for e in row_entries(row, source)]
    entries = _without_continuations(entries)
    if not entries:
        return None
    entries, counted = _settle_numbers(entries)
    heading = _heading_over(blocks, run[0])
    return ReferenceList(tuple(_read(e) for e in entries), run[0], run[-1], heading, counted=counted)


def _heading_over(blocks: Sequence[Block], first: int) -> Block | None:
    """The heading of a list: the nearest that is named like one, above subheadings and entries; else the one right before it."""
    nearest = blocks[first - 1] if first and blocks[first - 1].kind is Kind.HEADING else None
    for block in reversed(blocks[max(0, first - 8) : first]):
        if is_list_heading(block.text):
            return block
        if block.zone is not Zone.REFERENCES and block.kind is not Kind.HEADING and len(block.text) > 120:
            break
    return nearest


def is_list_heading(text: str) -> bool:
    """Whether a short text is the usual heading of a reference list."""
    if len(text) > 60:
        return False
    folded = fold_heading(text)
    return SURE.get(folded) is Zone.REFERENCES or PERHAPS.get(folded) in (Zone.REFERENCES, Zone.FURTHER_READING)


def _joined(lists: list[ReferenceList]) -> list[ReferenceList]:
    """Lists whose numbering goes on from the one before become one: a list under subheadings."""
    found: list[ReferenceList] = []
    for made in lists:
        last = found[-1] if found else None
        if last and not (made.footnotes or last.footnotes) and _goes_on(last, made):
            found[-1] = last._replace(entries=last.entries + made.entries, last=made.last)
        else:
            found.append(made)
    return found


def _goes_on(before: ReferenceList, after: ReferenceList) -> bool:
    a, b = before.entries[-1].number, after.entries[0].number
    return not after.counted and a is not None and b is not None and a < b <= a + 2


def _footnotes(notes: list[tuple[int, Block]], source: Source) -> ReferenceList:
    entries = tuple(_read(_footnote(block, source)) for _, block in notes)
    return ReferenceList(entries, notes[0][0], notes[-1][0], None, footnotes=True)


def _opens_note(block: Block, source: Source) -> bool:
    """Whether a block begins a footnote and is no later paragraph of one."""
    return block.label.startswith("inline-") or _note_label(block, source) is not None


def _note_label(block: Block, source: Source) -> Span | None:
    """Where the name of a footnote stands before its text."""
    size = len(block.label)
    lead = source.text[max(0, block.outer.start - size - 8) : block.outer.start + size + 4]
    at = lead.rfind(f"[^{block.label}]:")
    if at < 0:
        return None
    start = max(0, block.outer.start - size - 8) + at + 2
    return Span(start, start + size)


def _footnote(block: Block, source: Source) -> Reference:
    number = int(block.label) if block.label.isdecimal() and len(block.label) < 5 else None
    return Reference(number, block, 0, len(block.text), _note_label(block, source), block.label)


# Entries to a list


def _without_continuations(entries: list[Reference]) -> list[Reference]:
    """Drop what only goes on with an entry: unnumbered blocks among numbered ones that name no source of their own."""
    numbered = sum(e.number is not None for e in entries)
    if numbered * 2 <= len(entries):
        return entries
    return [e for e in entries if e.number is not None]


def _settle_numbers(entries: list[Reference]) -> tuple[list[Reference], bool]:
    """Numbers as printed; those that only markup counts are marked so; ``1. 1. 1.`` is counted by the renderer."""
    printed = [e.number for e in entries]
    if any(n is None for n in printed):
        return [replace(e, number=None, label_span=None) for e in entries], True
    if len(entries) > 1 and len(set(printed)) == 1:
        return [replace(e, number=(printed[0] or 1) + i, label_span=None) for i, e in enumerate(entries)], True
    return entries, all(e.label_span is None for e in entries)


def _read(entry: Reference) -> Reference:
    parts = read_entry(entry.text)
    year = parts.year_at
    made = replace(
        entry,
        title=parts.title, authors=parts.authors, container=parts.container, year=parts.year,
        year_span=entry.block.span(entry.start + year[0], entry.start + year[1]) if year else None,
        doi=parts.doi, pmid=parts.pmid, url=parts.url or _link(entry),
    )  # fmt: skip
    made = replace(made, evidence=read_evidence(made))
    return replace(made, population=read_population(made))


def _link(entry: Reference) -> str | None:
    links = (i.target for i in entry.block.inlines if i.mark is Mark.LINK and entry.start <= i.start < entry.end)
    return next((t for t in links if t.startswith(("http://", "https://", "//"))), None)
