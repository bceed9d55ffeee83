"""Rows that a ruled frame does not rule: cells whose printed lines stand side by side are taken apart into rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extract.pdf_grid import Grid, Span
from extract.pdf_lines import Line

FIGURE = regex.compile(r"[(△▲\-−–+]*\s*\d[\d,.]*\s*[%)]*")
"""A text that is one figure."""

MARK = regex.compile(r"[-−–]")
"""A text that stands where there is no figure."""

_ITEM = regex.compile(r"\(?(?:\d{1,2}|[가-하])[).]|[①-⑳]")
_FEWEST_HEADED = 3

Printed = Mapping[Span, Sequence[Line]]


def split_rows(grid: Grid, printed: Printed) -> Grid:
    """The grid with row lines added where texts show them; `printed` are the lines of every cell.

    Two cases are taken apart: columns that hold as many figures as the label beside them has lines, each on the line of
    its label (accounts), and a header that shares its cells with the first row of figures.
    """
    inner: list[float] = []
    through: list[float] = []
    for row in range(grid.rows):
        cells = [printed[span] for span in grid.spans if span.row == row and span.rowspan == 1 and printed[span]]
        inner += (cuts := _account_cuts(cells))
        through += [] if cuts else _header_cut(cells)
    through += [y for y in grid.ys[1:-1] if _heads(grid, printed, y)]
    return _cut(grid, inner, through) if inner or through else grid


def _account_cuts(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Between the lines of the label, if every column of figures beside it stands on those lines."""
    label, *others = cells or [()]
    if _enumerated(label):
        return _item_cuts(label, others)
    figures = [cell for cell in others if len(cell) > 1 and all(_is_figure(line) for line in cell)]
    most = max(map(len, figures), default=0)
    if len(label) < most or len(label) > 2 * most or not (most > 2 or (most == 2 and len(figures) > 1)):
        return []
    if any(_is_figure(line) for line in label) or not all(_aligned(cell, label) for cell in figures):
        return []
    if sum(map(_uniform, figures)) * 2 < len(figures):
        return []
    return [(above.box.bottom + below.box.top) / 2 for above, below in pairwise(label)]


def _enumerated(label: Sequence[Line]) -> bool:
    """Whether every line of a label opens with a number or letter of a list."""
    return len(label) > 1 and all(_ITEM.match(line.text) for line in label)


def _item_cuts(label: Sequence[Line], others: Sequence[Sequence[Line]]) -> list[float]:
    """Between the items of a label, if every column beside it holds figures that stand on their lines."""
    figures = [cell for cell in others if all(_is_figure(line) for line in cell)]
    if not figures or len(figures) < len(others) - 1 or not all(_aligned(cell, label) for cell in figures):
        return []
    return [(above.box.bottom + below.box.top) / 2 for above, below in pairwise(label)]


def _is_figure(line: Line) -> bool:
    return bool(FIGURE.fullmatch(line.text) or MARK.fullmatch(line.text))


def _uniform(cell: Sequence[Line]) -> bool:
    """Whether a column's figures are of one kind: `14,688` over `(21.4%)` is one cell with two figures, not two rows."""
    kinds = {("(" in line.text, "%" in line.text) for line in cell if not MARK.fullmatch(line.text)}
    return len(kinds) < 2


def _aligned(cell: Sequence[Line], label: Sequence[Line]) -> bool:
    return all(any(line.box.top < _middle(figure) < line.box.bottom for line in label) for figure in cell)


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def _header_cut(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Above the last lines, if these are the first figures under header texts in three cells at least."""
    headed = [cell for cell in cells if len(cell) > 1 and _is_figure(cell[-1]) and not any(map(_is_figure, cell[:-1]))]
    if len(headed) < _FEWEST_HEADED or any(len(cell) < 2 for cell in cells):
        return []
    above, below = max(cell[-2].box.bottom for cell in headed), min(cell[-1].box.top for cell in headed)
    cut = (above + below) / 2
    clean = all(_middle(cell[0]) < cut < _middle(cell[-1]) for cell in cells)
    return [cut] if clean and above - below < headed[0][-1].box.bottom - below else []


def _heads(grid: Grid, printed: Printed, y: float) -> bool:
    """Whether a row line that rules only some columns parts headers from figures in three of the others at least."""
    crossing = [
        printed[span]
        for span in grid.spans
        if grid.ys[span.row] < y < grid.ys[span.row + span.rowspan] and len(printed[span]) > 1
    ]
    headed = [
        cell
        for cell in crossing
        if _is_figure(cell[-1]) and not any(map(_is_figure, cell[:-1])) and _middle(cell[-2]) < y < _middle(cell[-1])
    ]
    return len(headed) >= _FEWEST_HEADED


def _cut(grid: Grid, inner: Sequence[float], through: Sequence[float]) -> Grid:
    """The grid with new lines: those of `inner` part the cells of one row, those of `through` all cells."""
    ys = tuple(sorted({*grid.ys, *inner, *through}))
    spans: list[Span] = []
    for span in grid.spans:
        top, bottom = grid.ys[span.row], grid.ys[span.row + span.rowspan]
        lines = (*through, *inner) if span.rowspan == 1 else through
        spans += _parts(span, [top, *sorted(y for y in lines if top < y < bottom), bottom], ys)
    return Grid(grid.xs, ys, tuple(sorted(spans)))


def _parts(span: Span, edges: Sequence[float], ys: Sequence[float]) -> Iterator[Span]:
    for start, end in pairwise(bisect_left(ys, edge) for edge in edges):
        yield Span(start, span.column, end - start, span.colspan)
