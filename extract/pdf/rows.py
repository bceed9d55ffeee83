"""Figures as cells print them, and headers that no rule parts from the first figures below them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extract.pdf.grid import Grid, Span
from extract.pdf.lines import Line

FIGURE = regex.compile(r"[(\[△▲\-−–+]*\s*\d[\d,.]*\s*[%)\]]*")
"""A text that is one figure."""

MARK = regex.compile(r"[-−–]")
"""A text that stands where there is no figure."""

_WELL_FORMED = regex.compile(r"[(\[△▲\-−–+]*(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?[%)\]]*")
_PART = regex.compile(r"[(\[△▲\-−–+]*\d[\d,.]*[%)\]]*")
_REST = regex.compile(r"[\d,.]+[%)\]]*")

_YEAR = regex.compile(r"(?:19|20)\d{2}")
_FEWEST_HEADED = 3

Printed = Mapping[Span, Sequence[Line]]


def is_figure(line: Line) -> bool:
    """Whether a line is one figure, or the mark that stands where there is none."""
    return bool(FIGURE.fullmatch(line.text) or MARK.fullmatch(line.text))


def is_wrapped(above: str, below: str) -> bool:
    """Whether two lines are one figure that a narrow cell breaks: `1,2` over `34`; neither line is a figure by itself."""
    if not (_PART.fullmatch(above) and _REST.fullmatch(below)) or not _WELL_FORMED.fullmatch(above + below):
        return False
    return not (_WELL_FORMED.fullmatch(above) and _WELL_FORMED.fullmatch(below))


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The text of a cell `width` points wide, one printed line a line; a figure that the cell is too narrow for is one line."""
    return "".join([line.text for line in lines[:1]] + [_parted(above, below, width) for above, below in pairwise(lines)])


def _parted(above: Line, line: Line, width: float) -> str:
    return line.text if is_wrapped(above.text, line.text) or _breaks(above, line, width) else "\n" + line.text


def _breaks(above: Line, below: Line, width: float) -> bool:
    """Whether a line ends amid the decimals of a figure, where the cell has no room for one more digit."""
    box, count = above.box, len(above.text)
    full = (box.x1 - box.x0) * (count + 1) / count + (box.bottom - box.top) >= width
    return full and "." in above.text and below.text.isdecimal() and _WELL_FORMED.fullmatch(above.text + below.text) is not None


def split_header(grid: Grid, printed: Printed) -> Grid:
    """The grid with a header that shares its cells with the first row of figures taken apart; `printed` are all lines."""
    rows: list[list[Sequence[Line]]] = [[] for _ in range(grid.rows)]
    for span in grid.spans:
        if span.rowspan == 1 and printed[span]:
            rows[span.row].append(printed[span])
    through = [cut for row, cells in enumerate(rows) for cut in _header_cut(cells) or ([] if row else _corner_cut(cells))]
    tall = [span for span in grid.spans if span.rowspan > 1 and len(printed[span]) > 1]
    through += [y for y in grid.ys[1:-1] if _heads(grid, printed, tall, y)]
    return _cut(grid, through) if through else grid


def _header_cut(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Above the last lines, if these are the first figures under header texts in three cells at least."""
    headed = [cell for cell in cells if len(cell) > 1 and is_figure(cell[-1]) and not any(map(is_figure, cell[:-1]))]
    if len(headed) < _FEWEST_HEADED or any(len(cell) < 2 for cell in cells):
        return []
    above, below = max(cell[-2].box.bottom for cell in headed), min(cell[-1].box.top for cell in headed)
    cut = (above + below) / 2
    clean = all(_middle(cell[0]) < cut < _middle(cell[-1]) for cell in cells)
    return [cut] if clean and above - below < headed[0][-1].box.bottom - below else []


def _corner_cut(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Below the header in the first row, if its corner is blank and figures stand below the header in all other cells."""
    label, *others = cells or [()]
    parts = [_headed(cell) for cell in others]
    if len(parts) < _FEWEST_HEADED or not all(head and figures for head, figures in parts):
        return []
    above = max(head[-1].box.bottom for head, _ in parts)
    below = min(line.box.top for figures in (label, *(figures for _, figures in parts)) for line in figures)
    cut = (above + below) / 2
    lines = [(line, True) for head, _ in parts for line in head]
    lines += [(line, False) for figures in (label, *(figures for _, figures in parts)) for line in figures]
    return [cut] if all((_middle(line) < cut) is over for line, over in lines) else []


def _headed(cell: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of a cell as header, texts or a year, and as the figures below it; the latter () where other lines follow."""
    start = next((at for at, line in enumerate(cell) if is_figure(line) and (at or not _YEAR.fullmatch(line.text))), len(cell))
    figures = cell[start:]
    return cell[:start], figures if all(map(is_figure, figures)) else ()


def _heads(grid: Grid, printed: Printed, tall: Sequence[Span], y: float) -> bool:
    """Whether a row line that rules only some columns parts headers from figures in three of the others, `tall`, at least."""
    crossing = [printed[span] for span in tall if grid.ys[span.row] < y < grid.ys[span.row + span.rowspan]]
    headed = [
        cell
        for cell in crossing
        if is_figure(cell[-1]) and not any(map(is_figure, cell[:-1])) and _middle(cell[-2]) < y < _middle(cell[-1])
    ]
    return len(headed) >= _FEWEST_HEADED


def _cut(grid: Grid, through: Sequence[float]) -> Grid:
    """The grid with new lines that part all cells."""
    ys = tuple(sorted({*grid.ys, *through}))
    spans: list[Span] = []
    for span in grid.spans:
        top, bottom = grid.ys[span.row], grid.ys[span.row + span.rowspan]
        spans += _parts(span, [top, *sorted(y for y in through if top < y < bottom), bottom], ys)
    return Grid(grid.xs, ys, tuple(sorted(spans)))


def _parts(span: Span, edges: Sequence[float], ys: Sequence[float]) -> Iterator[Span]:
    for start, end in pairwise(bisect_left(ys, edge) for edge in edges):
        yield Span(start, span.column, end - start, span.colspan)


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2
