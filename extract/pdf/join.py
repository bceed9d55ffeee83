"""Tables that go on over a page break: pieces of neighbouring pages joined to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.pdf.piece import Piece
from extract.pdf.rows import FIGURE
from schemas import RawCell

_SAME_X = 2.0
"""Points within which column lines of two pages are one."""

_SHARED_LINES = 4
"""Lines, the sides among them, that two pages of a table share at least when each has lines of its own."""

_SAME_LABELS = 2
_FEWEST_LABELS = 3
_MOST_HEADER_ROWS = 5
_LONG_TEXT = 15
_BULLETS = r"[▪▫•․·‧⋅∙ㆍ⦁■□○◦●◎◇◆◈❍❏❑▶▷►▸‣➢➤✓✔★☆※*☞→⇒\-–―①-⑳\p{Co}]|[ㅇᄋ](?![\u1160-\u11A7])|o(?=\s)"
_OPENS = regex.compile(_BULLETS + r"|\p{Nd}{1,2}[.)]|[가-하][.)]\s|[<\[【(]|" + FIGURE.pattern + "$")
"""What begins a new item or holds a figure, and so is not the rest of a sentence."""


def continues(above: Piece, below: Piece) -> bool:
    """Whether `below`, first on its page, can go on where `above`, last on the page before, stopped.

    Their outer sides agree, and the column lines of one are all found in the other, or at least four of them.
    """
    if abs(above.xs[0] - below.xs[0]) > _SAME_X or abs(above.xs[-1] - below.xs[-1]) > _SAME_X:
        return False
    if _begins_anew(above, below) or _has_the_same_labels(above, below):
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    shared = sum(_nearest(many, x) is not None for x in few)
    return shared == len(few) or (shared >= _SHARED_LINES and 2 * shared > len(few))


def _begins_anew(above: Piece, below: Piece) -> bool:
    """Whether `below` repeats the header of `above` under a title of its own: a full row of another text, then the same row."""
    titles = [_row(piece, 0) for piece in (above, below)]
    if min(above.rows, below.rows) < 3 or titles[0] == titles[1] or any(len(title) != 1 for title in titles):
        return False
    header = _row(below, 1)
    return _row(above, 1) == header and any(text and not FIGURE.fullmatch(text) for *_, text in header)


def _has_the_same_labels(above: Piece, below: Piece) -> bool:
    """Whether the rows of `below` have from the first on the labels of those of `above`: a second table of the same form.

    Rows that are the same as a whole are a repeated header; two more at least must have the same label.
    """
    rows = range(min(above.rows, below.rows))
    texts = [(_texts(above, row), _texts(below, row)) for row in rows]
    header = next((row for row, (upper, lower) in enumerate(texts) if upper != lower), len(rows))
    same = next((row for row, (upper, lower) in enumerate(texts) if not upper or upper[:1] != lower[:1]), len(rows))
    return same >= max(header + _SAME_LABELS, _FEWEST_LABELS)


def _texts(piece: Piece, row: int) -> list[str]:
    return [text for *_, text in _row(piece, row) if text]


def join(above: Piece, below: Piece) -> Piece:
    """One piece out of two: a repeated header is dropped, cells cut by the break are closed up."""
    many = (*above.xs, *(x for x in below.xs if _nearest(above.xs, x) is None))
    xs = tuple(sorted(many))
    first, second = _on_lines(above, xs), _on_lines(below, xs)
    second = _without_rows(second, _repeated_rows(first, second))
    if not second.rows:
        return replace(first, last=below.last)
    if _cut_row(first, second):
        return _closed_row(first, second)
    return _stacked(first, second)


def opening_height(above: Piece, below: Piece) -> float:
    """How high the first row of `below` is, in points, that does not repeat the header of `above`; 0 where none follows."""
    count = _repeated_rows(above, below)
    boxes = [cell.place.box for cell in below.cells if cell.row == count and cell.rowspan == 1 and cell.place.box]
    return min((box.bottom - box.top for box in boxes), default=0)


def _nearest(xs: Sequence[float], x: float) -> int | None:
    """The index of the line that is `x`, None if none is."""
    index = min(range(len(xs)), key=lambda i: abs(xs[i] - x))
    return index if abs(xs[index] - x) <= _SAME_X else None


def _on_lines(piece: Piece, xs: tuple[float, ...]) -> Piece:
    """The piece with its columns counted on the lines `xs`, which hold all of its own."""
    moved = [index if (index := _nearest(xs, x)) is not None else 0 for x in piece.xs]
    cells = tuple(
        replace(cell, column=moved[cell.column], colspan=max(1, moved[cell.column + cell.colspan] - moved[cell.column]))
        for cell in piece.cells
    )
    return replace(piece, xs=xs, cells=cells, running=frozenset(moved[column] for column in piece.running))


def _row(piece: Piece, row: int) -> list[tuple[int, int, int, str]]:
    found = (cell for cell in piece.cells if cell.row == row)
    return sorted((cell.column, cell.rowspan, cell.colspan, "".join(cell.text.split())) for cell in found)


def _repeated_rows(first: Piece, second: Piece) -> int:
    """How many rows at the top of the second piece repeat those of the first."""
    count = 0
    while count < min(_MOST_HEADER_ROWS, first.rows, second.rows):
        row = _row(first, count)
        if row != _row(second, count) or not (row or count):
            break
        count += 1
    texts = [text for row in range(count) for *_, text in _row(first, row) if text]
    whole = all(cell.row + cell.rowspan <= count for cell in second.cells if cell.row < count)
    return count if whole and texts and not all(FIGURE.fullmatch(text) for text in texts) else 0


def _without_rows(piece: Piece, count: int) -> Piece:
    cells = tuple(replace(cell, row=cell.row - count) for cell in piece.cells if cell.row >= count)
    return replace(piece, cells=cells, rows=piece.rows - count)


def _bottom(piece: Piece) -> dict[tuple[int, int], RawCell]:
    """The cells that reach the last row, by column and column span."""
    return {(cell.column, cell.colspan): cell for cell in piece.cells if cell.row + cell.rowspan == piece.rows}


def _cut_row(first: Piece, second: Piece) -> bool:
    """Whether the break cuts through the text of a row: the same cells above and below, and prose that goes on."""
    bottom = _bottom(first)
    top = {(cell.column, cell.colspan): cell for cell in second.cells if cell.row == 0}
    if bottom.keys() != top.keys() or any(cell.text and cell.rowspan > 1 for cell in top.values()):
        return False
    pairs = [(bottom[key], cell) for key, cell in top.items() if cell.text]
    if any(FIGURE.fullmatch(above.text) and FIGURE.fullmatch(below.text) for above, below in pairs):
        return False
    if any(above.column in first.running and not _opens(above, below) for above, below in pairs):
        return True
    if not any(bottom[key].text and not cell.text and cell.rowspan == 1 for key, cell in top.items()):
        return False
    if len(pairs) > 1 and all(_opens(above, below) for above, below in pairs):
        return False
    return bool(pairs) and all(len(above.text) >= _LONG_TEXT and not FIGURE.fullmatch(below.text) for above, below in pairs)


def _opens(above: RawCell, below: RawCell) -> bool:
    """Whether the text below begins an item of its own."""
    return not above.text.endswith(",") and _OPENS.match(below.text) is not None


def _closed_row(first: Piece, second: Piece) -> Piece:
    rest = {(cell.column, cell.colspan): cell for cell in second.cells if cell.row == 0}
    bottom = set(_bottom(first).values())
    cells = tuple(_closed(cell, rest[cell.column, cell.colspan]) if cell in bottom else cell for cell in first.cells)
    return _stacked(replace(first, cells=cells), _without_rows(second, 1))


def _closed(cell: RawCell, rest: RawCell) -> RawCell:
    return replace(cell, text=f"{cell.text}\n{rest.text}".strip(), rowspan=cell.rowspan + rest.rowspan - 1)


def _stacked(first: Piece, second: Piece) -> Piece:
    """The second piece below the first; blank label cells at its top left go on the cells above them."""
    longer: dict[tuple[int, int], int] = {}
    bottom = _bottom(first)
    column = 0
    while cell := next((c for c in second.cells if c.row == 0 and c.column == column), None):
        key = (cell.column, cell.colspan)
        if cell.text or key not in bottom or not _has_text_right(second, cell):
            break
        longer[key] = cell.rowspan
        column += cell.colspan
    above = tuple(
        replace(cell, rowspan=cell.rowspan + longer[cell.column, cell.colspan])
        if cell.row + cell.rowspan == first.rows and (cell.column, cell.colspan) in longer
        else cell
        for cell in first.cells
    )
    below = tuple(
        replace(cell, row=cell.row + first.rows)
        for cell in second.cells
        if not (cell.row == 0 and (cell.column, cell.colspan) in longer)
    )
    rows = first.rows + second.rows
    return replace(first, cells=above + below, rows=rows, last=second.last, running=second.running)


def _has_text_right(piece: Piece, cell: RawCell) -> bool:
    end = cell.column + cell.colspan
    return any(other.text for other in piece.cells if other.row == 0 and other.column >= end)
