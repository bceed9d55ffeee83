"""Tables of a dump that keeps the layout: runs of blanks part its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extract.text.layout_blocks import Block, find_blocks
from extract.text.layout_columns import Slot, find_columns
from extract.text.layout_groups import grouped, is_grouped
from extract.text.layout_header import header_cells, header_slots
from extract.text.layout_rows import Body, Placed, body, in_pairs, merged, paired, place
from extract.text.layout_words import Piece, Printed, is_row, printed, spread, unglued, with_shares
from extract.text.lines import Line, is_furniture, is_marker, is_value
from schemas import Place, RawCell, RawTable

_RUN = regex.compile(r"\s\s")
_SAMPLE = 200
_FEWEST_COLUMNS = 2
_FEWEST_ROWS = 1
_FEWEST_BARE_ROWS = 3
_FEWEST_USUAL = 2
_MOST_MEASURED = 5_000


@dataclass(frozen=True, slots=True)
class Layout:
    """A table read from the character grid: `first` and `last` are indexes into the lines of the dump."""

    first: int
    last: int
    table: RawTable


def layout_tables(lines: Sequence[Line]) -> list[Layout]:
    """All tables of a dump whose columns stand apart, in order; [] for a dump that has lost its columns."""
    if not any(_RUN.search(line.text) for line in lines):
        return []
    slack = spread(lines)
    wide = _counts_wide(lines)
    shown = [printed(line, wide, slack) for line in lines]
    found: list[Layout] = []
    for block in find_blocks(shown):
        table = build(shown[block.first : block.last + 1])
        if table is not None:
            found.append(Layout(block.first, block.last, table))
    return _joined(found, lines)


def _counts_wide(lines: Sequence[Line]) -> bool:
    """Whether a dump counts East Asian characters as two columns: then the figures of more rows end at the same ones."""
    some = lines[:_MOST_MEASURED]
    narrow, wide = (_even_ends([printed(line, double) for line in some]) for double in (False, True))
    return wide > narrow


def _even_ends(lines: Sequence[Printed]) -> int:
    """How many figures end at the same column as one of the row before."""
    ends = [{piece.end for piece in line.pieces if piece.figure} for line in lines if is_row(line)]
    return sum(len(above & below) for above, below in pairwise(ends))


def _joined(found: Sequence[Layout], lines: Sequence[Line]) -> list[Layout]:
    """Tables that go on behind a page break as one: only page numbers between, as many columns, no other header."""
    out: list[Layout] = []
    for layout in found:
        last = out[-1] if out else None
        if last is not None and _goes_on(last, layout, lines):
            out[-1] = Layout(last.first, layout.last, _appended(last.table, layout.table))
        else:
            out.append(layout)
    return out


def _goes_on(last: Layout, layout: Layout, lines: Sequence[Line]) -> bool:
    """Whether a table is the rest of the one before it."""
    if lines[last.last].page == lines[layout.first].page or last.table.columns != layout.table.columns:
        return False
    if not all(is_furniture(line.text) for line in lines[last.last + 1 : layout.first]):
        return False
    return not layout.table.header_rows or _header(last.table) == _header(layout.table)


def _header(table: RawTable) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, "".join(cell.text.split())) for cell in table.cells if cell.header]


def _appended(table: RawTable, rest: RawTable) -> RawTable:
    down = table.rows - (rest.header_rows or 0)
    cells = [replace(cell, row=cell.row + down) for cell in rest.cells if not cell.header]
    return replace(table, cells=(*table.cells, *cells), rows=down + rest.rows)


def build(lines: Sequence[Printed]) -> RawTable | None:
    """One raw table from the lines of a block; None where its figures stand in no columns."""
    lines = _with_shares(_with_glued(lines))
    first = next((at for at, line in enumerate(lines) if is_row(line)), len(lines))
    data = [line.pieces for line in lines[first:] if is_row(line)]
    slots = find_columns(data[:: max(1, len(data) // _SAMPLE)])
    if len(slots) < _FEWEST_COLUMNS or not any(slot.figures for slot in slots):
        return None
    slots = _with_labels(header_slots(lines[:first], slots), lines[first:])
    labels = next(at for at, slot in enumerate(slots) if slot.figures)
    placed = [place(line, slots) for line in lines]
    first -= _above(placed, first, slots)
    groups = labels > 1 and is_grouped(placed[first:])
    rows = grouped(placed[first:], labels) if groups else merged(body(placed[first:], labels), labels)
    if in_pairs(placed[first:], slots):
        rows = paired(rows, labels)
    return _table(lines[:first], rows, slots, labels)


def _with_glued(lines: Sequence[Printed]) -> list[Printed]:
    """The lines, with the figure that a row lacks taken from the end of its label where only one blank parts them."""
    usual, times = Counter(line.figures for line in lines if is_row(line)).most_common(1)[0]
    if times < _FEWEST_USUAL:
        return list(lines)
    return [unglued(line) if line.figures == usual - 1 else line for line in lines]


def _with_shares(lines: Sequence[Printed]) -> list[Printed]:
    """The lines, with shares joined to their figures where that leaves as many figures as the header has names."""
    joined = [with_shares(line) for line in lines]
    rows = [at for at, line in enumerate(lines) if is_row(line)]
    apart, one = (Counter(some[at].figures for at in rows).most_common(1)[0][0] for some in (lines, joined))
    names = max((len(line.pieces) for line in lines[: rows[0]]), default=0)
    return joined if one < apart and names <= one + 1 else list(lines)


def _with_labels(slots: Sequence[Slot], lines: Sequence[Printed]) -> list[Slot]:
    """The columns, with one more for labels that are printed on lines of their own: all of them, or those of groups."""
    if not slots[0].figures:
        groups = _group_pieces(lines)
        own = [line.pieces[0] for line in lines if is_row(line) and groups and line.pieces[0].start > groups[0].end]
        if not own or not slots[1].figures:
            return list(slots)
        edge = min(piece.start for piece in own)
        outer = Slot(min(p.start for p in groups), edge - 1, figures=False)
        return [outer, Slot(edge, max(p.end for p in own), figures=False), *slots[1:]]
    left = [line.pieces[0] for line in lines if not line.pieces[0].figure and line.pieces[0].end <= slots[0].start + 1]
    if not left:
        return list(slots)
    return [Slot(min(p.start for p in left), max(p.end for p in left), figures=False), *slots]


def _group_pieces(lines: Sequence[Printed]) -> list[Piece]:
    """The labels of groups: alone on a line between rows whose own labels stand clear to the right of them."""
    found: list[Piece] = []
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        piece = line.pieces[0]
        beside = [other.pieces[0] for other in (above, below)]
        if len(line.pieces) == 1 and all(not other.figure and other.start > piece.end for other in beside):
            found.append(piece)
    return found


def _above(lines: Sequence[Placed], first: int, slots: Sequence[Slot]) -> int:
    """How many lines of words right above the first row are part of it: no more than stand below it."""
    below = 0
    while first + 1 + below < len(lines) and not lines[first + 1 + below].anchor and not lines[first + 1 + below].line.blanks:
        below += 1
    taken = 0
    while taken < min(below, first - 1) and not lines[first - taken].line.blanks and _few(lines[first - taken - 1], slots):
        taken += 1
    return taken


def _few(line: Placed, slots: Sequence[Slot]) -> bool:
    """Whether a line has words for less than half of the columns: a header has more."""
    return 2 * sum(len(text.split()) for text in line.texts.values()) < len(slots)


def _table(header: Sequence[Printed], rows: Body, slots: Sequence[Slot], labels: int) -> RawTable | None:
    cells, top = header_cells(header, slots, labels)
    for at, (line, texts) in enumerate(zip(rows.lines, rows.rows, strict=True)):
        for column, text in sorted(texts.items()):
            span = rows.spans.get((at, column), 1)
            wide = rows.wide.get((at, column), 1)
            cells.append(RawCell(top + at, column, text, span, wide, Place(line.page, line.number)))
    if len(rows.lines) < (_FEWEST_ROWS if top else _FEWEST_BARE_ROWS) or not _of_figures(rows, labels):
        return None
    start = header[0].line if header else rows.lines[0]
    return RawTable(
        tuple(cells),
        rows=top + len(rows.rows),
        columns=len(slots),
        reader="text layout",
        place=Place(rows.lines[0].page, start.number),
        header_rows=top,
    )


def _of_figures(rows: Body, labels: int) -> bool:
    """Whether at least half of the cells behind the labels are figures or markers."""
    texts = [text for row in rows.rows for column, text in row.items() if column >= labels]
    return 2 * sum(is_value(text.split(" (")[0]) or is_marker(text) for text in texts) >= len(texts)


def uncovered(found: Sequence[Layout], count: int) -> list[Block]:
    """The runs of lines before, between and behind the tables."""
    starts = [0, *(layout.last + 1 for layout in found)]
    ends = [*(layout.first - 1 for layout in found), count - 1]
    return [Block(first, last) for first, last in zip(starts, ends, strict=True)]
