"""Accounts: cells that print several lines of one table, with no rule between them, are taken apart into rows."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.pdf.grid import Grid, Span
from extract.pdf.lines import Line, union
from extract.pdf.rows import MARK, is_figure, is_wrapped
from schemas import Box

Printed = Mapping[Span, Sequence[Line]]

_ITEM = regex.compile(r"\(?(?:\d{1,2}|[가-하])[).]|[①-⑳]")
_REMARK = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of one column inside a block of rows, from top to bottom, and all their lines.

    `filled` counts the cells that print some; `figures` says that all lines are figures, `texts` that none is.
    """

    spans: tuple[Span, ...]
    lines: tuple[Line, ...]
    filled: int
    figures: bool
    texts: bool


def split_accounts(grid: Grid, printed: Printed) -> Grid:
    """The grid with cells of several lines taken apart where figures stand on the lines of the labels beside them.

    Rules below single figures, as accountants draw them above and below a total, part no rows. `printed` are the lines
    of every cell.
    """
    gone: set[Span] = set()
    new: list[tuple[Span, float, float]] = []
    by_row: list[list[Span]] = [[] for _ in range(grid.rows)]
    for span in grid.spans:
        by_row[span.row].append(span)
    for first, last in _blocks(printed):
        columns = _columns(by_row, printed, first, last)
        if not columns or any(span in gone for column in columns for span in column.spans):
            continue
        cuts = _cuts(columns, single=last - first == 1)
        if cuts:
            gone.update(span for column in columns for span in column.spans)
            edges = (grid.ys[first], *cuts, grid.ys[last])
            new += ((column.spans[0], top, bottom) for column in columns for top, bottom in pairwise(edges))
    return _rebuilt(grid, gone, new) if gone else grid


def _blocks(printed: Printed) -> Iterator[tuple[int, int]]:
    """Ranges of rows that may be taken apart: those of every cell with several lines, the longest ranges first."""
    ranges = {(span.row, span.row + span.rowspan) for span, lines in printed.items() if len(lines) >= _FEWEST}
    return iter(sorted(ranges, key=lambda rows: (rows[0] - rows[1], rows)))


def _columns(by_row: Sequence[Sequence[Span]], printed: Printed, first: int, last: int) -> list[_Column]:
    """The columns of the rows from `first` up to `last`, from left to right; cells that reach out of these rows are none.

    Empty where cells of the rows have other columns than those below them.
    """
    inside = (span for row in by_row[first:last] for span in row if span.row + span.rowspan <= last)
    stacks: dict[tuple[int, int], list[Span]] = {}
    for span in inside:
        stacks.setdefault((span.column, span.colspan), []).append(span)
    if any(sum(span.rowspan for span in stack) != last - first for stack in stacks.values()):
        return []
    return [_column(printed, stacks[key]) for key in sorted(stacks)]


def _column(printed: Printed, stack: Sequence[Span]) -> _Column:
    lines = tuple(line for span in stack for line in printed[span])
    kinds = set(map(is_figure, lines))
    return _Column(tuple(stack), lines, sum(bool(printed[span]) for span in stack), kinds == {True}, kinds == {False})


def _cuts(columns: Sequence[_Column], single: bool) -> list[float]:
    """Where the rows of a block are parted, top down; [] where its cells are no accounts.

    `single` says that the block is one row of the rules; of several rows only cells over all of them are labels.
    """
    filled = [column for column in columns if column.lines]
    if single and filled and _enumerated(filled[0].lines) and _is_list(filled[0].lines, filled[1:]):
        remarks = [column.lines for column in filled[1:] if not column.figures]
        return [_between(above.box, below.box, remarks) for above, below in pairwise(filled[0].lines)]
    figures = [column for column in filled if column.figures and len(column.lines) >= _FEWEST]
    if not _are_accounts(figures, single):
        return []
    owners: dict[int, list[_Column]] = {}
    for at, column in enumerate(filled):
        if not column.figures or len(column.lines) < _FEWEST or not _uniform(column.lines):
            continue
        owner = _owner(filled[:at], column)
        if owner is None:
            return []
        owners.setdefault(owner, []).append(column)
    labels = [(filled[owner].lines, owned) for owner, owned in owners.items()]
    if any(len(lines) > 2 * max(len(column.lines) for column in owned) for lines, owned in labels):
        return []
    units = _rows([unit for lines, owned in labels for unit in _units(lines, owned)])
    remarks = [column.lines for at, column in enumerate(filled) if not column.figures and at not in owners]
    return [_between(above, below, remarks) for above, below in pairwise(units)]


def _are_accounts(figures: Sequence[_Column], single: bool) -> bool:
    """Whether columns of figures show more lines than rules part them into: three in one of them, or two in two."""
    most = max((len(column.lines) for column in figures), default=0)
    if not (most > _FEWEST or (most == _FEWEST and len(figures) > 1)):
        return False
    if not single and all(len(column.lines) <= column.filled for column in figures):
        return False
    if any(is_wrapped(above.text, below.text) for column in figures for above, below in pairwise(column.lines)):
        return False
    return sum(_uniform(column.lines) for column in figures) * 2 >= len(figures)


def _owner(left: Sequence[_Column], figures: _Column) -> int | None:
    """The nearest of the columns on the left whose lines, labels in one cell, the figures stand on."""
    for at in range(len(left) - 1, -1, -1):
        label = left[at]
        if label.texts and len(label.spans) == 1 and _aligned(figures.lines, _units(label.lines, [figures])):
            return at
    return None


def _enumerated(label: Sequence[Line]) -> bool:
    """Whether every line of a label opens with a number or letter of a list."""
    return len(label) > 1 and all(_ITEM.match(line.text) for line in label)


def _is_list(label: Sequence[Line], others: Sequence[_Column]) -> bool:
    """Whether every column but one beside the entries of a list holds figures that stand on them."""
    figures = [column for column in others if column.figures]
    boxes = [line.box for line in label]
    return len(figures) >= max(len(others) - 1, 1) and all(_on(column.lines, boxes) for column in figures)


def _uniform(lines: Sequence[Line]) -> bool:
    """Whether a column's figures are mostly of one kind: `12,106` over `(25.6%)` is one cell with two figures, not two rows."""
    kinds = Counter((line.text[:1] in "([", "%" in line.text) for line in lines if not MARK.fullmatch(line.text))
    return not kinds or 3 * max(kinds.values()) >= 2 * kinds.total()


def _units(label: Sequence[Line], figures: Sequence[_Column]) -> list[Box]:
    """The boxes of a label's entries: a line in brackets belongs to the entry above it, unless both have figures."""
    units: list[Box] = []
    for line in label:
        if units and _REMARK.fullmatch(line.text) and not any(_both(column.lines, units[-1], line.box) for column in figures):
            units[-1] = union(units[-1], line.box)
        else:
            units.append(line.box)
    return units


def _both(figures: Sequence[Line], above: Box, below: Box) -> bool:
    """Whether two lines of a label have a figure each."""
    return sum(_holds(above, line) or _holds(below, line) for line in figures) > 1


def _aligned(figures: Sequence[Line], units: Sequence[Box]) -> bool:
    """Whether every figure stands on an entry of its own."""
    homes = [next((at for at, unit in enumerate(units) if _holds(unit, line)), -1) for line in figures]
    return -1 not in homes and len(set(homes)) == len(homes)


def _on(figures: Sequence[Line], units: Sequence[Box]) -> bool:
    return all(any(_holds(unit, line) for unit in units) for line in figures)


def _holds(unit: Box, line: Line) -> bool:
    return unit.top < (line.box.top + line.box.bottom) / 2 < unit.bottom


def _rows(units: Sequence[Box]) -> list[Box]:
    """The entries of labels beside each other as rows, from top to bottom: entries on one level are one row."""
    rows: list[Box] = []
    for unit in sorted(units, key=lambda unit: unit.top + unit.bottom):
        if rows and (unit.top + unit.bottom) / 2 < rows[-1].bottom:
            rows[-1] = union(rows[-1], unit)
        else:
            rows.append(unit)
    return rows


def _between(above: Box, below: Box, remarks: Iterable[Sequence[Line]]) -> float:
    """Where two rows part: midway, or below the last remark that stands between them and so goes on from the upper one."""
    feet = [
        line.box.bottom for lines in remarks for line in lines if above.bottom < (line.box.top + line.box.bottom) / 2 < below.top
    ]
    return (max(min(max(feet, default=above.bottom), below.top), above.bottom) + below.top) / 2


def _rebuilt(grid: Grid, gone: set[Span], new: Sequence[tuple[Span, float, float]]) -> Grid:
    """The grid without some cells, with cells in their columns from one height to another."""
    kept = [(span, grid.ys[span.row], grid.ys[span.row + span.rowspan]) for span in grid.spans if span not in gone]
    ys = sorted({y for _, top, bottom in (*kept, *new) for y in (top, bottom)})
    spans = []
    for span, top, bottom in (*kept, *new):
        row = bisect_left(ys, top)
        spans.append(Span(row, span.column, bisect_left(ys, bottom) - row, span.colspan))
    return Grid(grid.xs, tuple(ys), tuple(sorted(spans)))
