"""Paragraphs of HWP and HWPX to a report's content: raw tables and printed lines in document order.

What is decided here, for both formats alike:

- A line (`Place.line`) is the running number of its paragraph in the document, from 1, cells' paragraphs included: the files
  know no pages.
- A table of one row or one column, or without text, is a frame around prose: its texts become paragraphs, and a row of
  one-line boxes is one line. All others are tables, be they text only.
- A table inside a cell becomes a table of its own after its outer table; its text stays in the outer cell's too.
- The cell's paragraphs are joined with line breaks, blank ones left out.
- Numbers and bullets that the program prints before paragraphs stand before body paragraphs; in cells they are left out.
- Marks of footnotes are left out. A note belongs to the table whose cell refers to it; the notes of a section stand at its end.
- Of headers, footers and master pages only tables are kept: their texts are page furniture, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.context import attach, unit_caption
from extract.errors import Unreadable
from extract.hwp.grid import repaired, tiles
from extract.hwp.numbers import Counters, Lists
from extract.hwp.story import Cell, Frame, Grid, Note, Para, flat, printed
from extract.seen import seen_in_story
from schemas import Paragraph, Place, Problem, RawCell, RawTable, Report, SeenLine, Source

MAX_DOCUMENT_PLACES = 1_000_000
"""Places of the grids of all tables together."""

_MOST_TITLE_LINES = 3

Aside = Grid | Frame | Note


@dataclass(frozen=True, slots=True)
class _Item:
    """A table or line, with the notes that a table's own cells refer to.

    A line may serve only to find tables' context (a title in a box), or be no part of it (a note).
    """

    item: RawTable | Paragraph
    notes: tuple[str, ...] = ()
    context_only: bool = False
    apart: bool = False


@dataclass(slots=True)
class _Walk:
    """What has been met on the way through a document, and the notes that still wait for the end of their section."""

    reader: str
    counters: Counters
    items: list[_Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    line: int = 0
    places: int = 0


def report_of(source: Source, sections: Iterable[Iterable[Para]], lists: Lists, faults: Sequence[str]) -> Report:
    """The report of a document from the paragraphs of its sections; `faults` of its parts are problems HG911.

    Tables that do not tile their grid are problems HG702. Raises `Unreadable`: HG908 where the grids are too large
    together, HG902 where nothing is left of a damaged document, HG901 where a sound one has no text.
    """
    walk = _Walk(source.format, Counters(lists))
    seen: list[SeenLine] = []
    for paras in sections:
        for para in paras:
            seen += seen_in_story(para)
            _paragraph(walk, para)
        _put_notes(walk)
    if not walk.items:
        raise Unreadable(*_nothing(faults))
    damage = (Problem("HG911", fault) for fault in faults)
    return Report(source, tuple(_attached(walk.items)), (*damage, *walk.problems), tuple(seen))


def _nothing(faults: Sequence[str]) -> tuple[str, str]:
    if faults:
        return "HG902", f"The document is damaged, and nothing of it can be read: {faults[0]} Fetch it again."
    return "HG901", "The document holds no text: nothing to read."


def _put_notes(walk: _Walk) -> None:
    """Put the notes that wait, at the end of their section."""
    start = len(walk.items)
    notes, walk.notes = walk.notes, []
    for note in notes:
        _flow(walk, note.paras)
    walk.items[start:] = [replace(met, apart=isinstance(met.item, Paragraph)) for met in walk.items[start:]]


def _attached(items: Sequence[_Item]) -> Iterator[RawTable | Paragraph]:
    """The items that are content, the tables with their context."""
    found = iter(attach([met.item for met in items if not met.apart]))
    for met in items:
        item = met.item if met.apart else next(found)
        if not met.context_only:
            yield _with_notes(item, met.notes)


def _with_notes(item: RawTable | Paragraph, notes: tuple[str, ...]) -> RawTable | Paragraph:
    return replace(item, footnotes=(*item.footnotes, *notes)) if notes and isinstance(item, RawTable) else item


def _flow(walk: _Walk, paras: Iterable[Para]) -> None:
    for para in paras:
        _paragraph(walk, para)


def _paragraph(walk: _Walk, para: Para) -> None:
    """Text up to a table, the table, text after it; boxes come after the text that they are anchored in, for they float."""
    walk.line += 1
    place = Place(line=walk.line)
    head = walk.counters.next(para.head) if para.head else ""
    boxes: list[Frame] = []
    text = ""
    for part in para.parts:
        if isinstance(part, str):
            text += part
        elif isinstance(part, Grid):
            head = _print(walk, head, text, place)
            text = ""
            _boxes(walk, boxes)
            _table(walk, part)
        elif isinstance(part, Note):
            walk.notes.append(part)
        else:
            boxes.append(part)
    _print(walk, head, text, place)
    _boxes(walk, boxes)


def _print(walk: _Walk, head: str, text: str, place: Place) -> str:
    """Put the printed lines of a text; gives back the head if it still waits for text to stand before."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return head
    if head:
        lines[0] = f"{head} {lines[0]}"
    walk.items += [_Item(Paragraph(line, place)) for line in lines]
    return ""


def _boxes(walk: _Walk, boxes: list[Frame]) -> None:
    """Put what stands in boxes, of page furniture only its tables, and take them from the list."""
    for box in boxes:
        start = len(walk.items)
        _flow(walk, box.paras)
        if box.kind == "furniture":
            _tables_only(walk, start)
    boxes.clear()


def _tables_only(walk: _Walk, start: int) -> None:
    walk.items[start:] = [met for met in walk.items[start:] if isinstance(met.item, RawTable) or met.context_only]


def _table(walk: _Walk, grid: Grid) -> None:
    start = len(walk.items)
    _flow(walk, grid.caption)
    lines = [met.item.text for met in walk.items[start:] if isinstance(met.item, Paragraph)]
    whole = _whole(walk, grid)
    if whole is None or min(whole.rows, whole.columns) < 2 or not any(flat(cell.paras) for cell in whole.cells):
        _unboxed(walk, grid.cells)
    else:
        _data(walk, whole, lines)


def _whole(walk: _Walk, grid: Grid) -> Grid | None:
    """The grid tiled by its cells, None if it cannot be a grid; a stored grid that was not tiled is a problem HG702."""
    fits = tiles(grid)
    whole = grid if fits else repaired(grid)
    if not fits and grid.cells:
        size = f"{grid.rows} x {grid.columns} with {len(grid.cells)} cells"
        done = "it was cut to fit" if whole else "its texts were read as paragraphs"
        message = f"The cells of the table at line {walk.line} ({size}) do not tile their grid: {done}. Compare the report."
        walk.problems.append(Problem("HG702", message, Place(line=walk.line)))
    walk.places += whole.rows * whole.columns if whole else 0
    if walk.places > MAX_DOCUMENT_PLACES:
        raise Unreadable("HG908", f"The tables have over {MAX_DOCUMENT_PLACES:,} places, more than are read: split the report.")
    return whole


def _unboxed(walk: _Walk, cells: Sequence[Cell]) -> None:
    """The texts of a frame: a row of one-line boxes is one line, everything else is printed paragraph by paragraph."""
    row = len({cell.row for cell in cells}) == 1 and len(cells) > 1
    if row and all("\n" not in flat(cell.paras) and _is_plain(cell) for cell in cells):
        place = Place(line=walk.line + 1)
        _print(walk, "", " ".join(filter(None, (_inside(walk, cell, []) for cell in cells))), place)
    else:
        for cell in cells:
            _flow(walk, cell.paras)


def _is_plain(cell: Cell) -> bool:
    return all(isinstance(part, str) for para in cell.paras for part in para.parts)


def _data(walk: _Walk, grid: Grid, caption: Sequence[str]) -> None:
    """A table, what makes its context, and after it the tables inside its cells."""
    start = Place(line=walk.line + 1)
    asides: list[Aside] = []
    cells = tuple(_raw(walk, cell, asides) for cell in grid.cells)
    unit = next(filter(None, map(unit_caption, caption)), "")
    title = " ".join(filter(None, (line.replace(unit, "").strip() if unit else line for line in caption)))
    table = RawTable(cells, grid.rows, grid.columns, walk.reader, start, caption=title, unit=unit)
    walk.items.append(_Item(table, tuple(" ".join(flat(aside.paras).split("\n")) for aside in asides if isinstance(aside, Note))))
    walk.items += [_Item(Paragraph(line, start), context_only=True) for line in _title(cells)]
    for aside in asides:
        _aside(walk, aside)


def _title(cells: Sequence[RawCell]) -> list[str]:
    """The lines of a box drawn as a table around a title: they head what follows as if they were printed without it."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text)
    lines = "\n".join(" ".join(row) for row in rows.values()).split("\n")
    return lines if len(rows) == 1 and len(lines) <= _MOST_TITLE_LINES else []


def _aside(walk: _Walk, aside: Aside) -> None:
    """What stood in a cell besides its text: of tables and boxes the tables, for the cell has the text."""
    if isinstance(aside, Note):
        walk.notes.append(aside)
        return
    start = len(walk.items)
    if isinstance(aside, Grid):
        _table(walk, aside)
    else:
        _flow(walk, aside.paras)
    _tables_only(walk, start)


def _raw(walk: _Walk, cell: Cell, asides: list[Aside]) -> RawCell:
    place = Place(line=walk.line + 1)
    text = _inside(walk, cell, asides)
    return RawCell(cell.row, cell.column, text, cell.rowspan, cell.colspan, place, cell.header)


def _inside(walk: _Walk, cell: Cell, asides: list[Aside]) -> str:
    """The text of a cell; the tables and notes in it are added to `asides`."""
    lines: list[str] = []
    for para in cell.paras:
        walk.line += 1
        if para.head:
            walk.counters.next(para.head)
        text = printed(para.parts).strip()
        if "\n" in text:
            lines += filter(None, map(str.strip, text.split("\n")))
        elif text:
            lines.append(text)
        asides += [part for part in para.parts if not isinstance(part, str)]
    return "\n".join(lines)
