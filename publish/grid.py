"""A table laid out for the eye: stacked header cells over body cells with their spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from publish.measures import label_texts
from publish.text import folded, joined
from schemas import Cell, Column, Row, Table

MOST_CELLS = 20_000
"""Grid positions of one table that are laid out; the rows beyond stand in the table's CSV file only."""

DEEPEST = 8
"""Header levels and label levels that are shown as such."""

Spot = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Head:
    """One header cell."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    label: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One body cell: a row label, figures as printed, or other text.

    `spot` is its row and column; a box without a column holds the figures of a row whose columns are not known. `indent`
    is how deep a label stands under its groups.
    """

    text: str
    spot: Spot
    colspan: int = 1
    rowspan: int = 1
    label: bool = False
    figure: bool = False
    indent: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Header rows over body rows; `left_out` counts the rows at the end of a very large table that are not shown."""

    head: list[list[Head]]
    body: list[list[Box]]
    left_out: int = 0


def lay_out(table: Table) -> Grid:
    """The table as rows of cells: positions that a merged cell covers are skipped, those without a cell are blank."""
    if not any(column.label for column in table.columns) and any(row.path for row in table.rows):
        table = replace(table, columns=(Column(-1, (), label=True), *table.columns))
    shown = table.rows[: max(1, MOST_CELLS // max(1, len(table.columns)))]
    loose = _loose(table)
    labels = dict(zip((row.index for row in table.rows), label_texts(table), strict=True))
    grid, spans = table.grid(), _spans(table, shown)
    body = []
    for row in shown:
        boxes = [_box(row, column, grid, spans) for column in table.columns if (row.index, column.index) in spans]
        if row.index in loose:
            boxes = [box for box in boxes if box.label or box.text]
        body.append(_labelled(row, boxes, labels[row.index]) + loose.get(row.index, []))
    return Grid(header_rows(table.columns), body, len(table.rows) - len(shown))


def header_rows(columns: Sequence[Column]) -> list[list[Head]]:
    """The header paths as rows of cells: neighbours under the same path share a cell, a path that ends early goes down.

    >>> paths = [("구분",), ("예산", "합계"), ("예산", "국비")]
    >>> for row in header_rows([Column(i, path) for i, path in enumerate(paths)]):
    ...     print([(head.text, head.colspan, head.rowspan) for head in row])
    [('구분', 1, 2), ('예산', 2, 1)]
    [('합계', 1, 1), ('국비', 1, 1)]
    """
    paths = [(_shallow(column.path), column.label) for column in columns]
    rows: list[list[Head]] = [[] for _ in range(max((len(path) for path, _ in paths), default=0))]
    _stack(paths, rows, 0)
    return rows


def _shallow(path: tuple[str, ...]) -> tuple[str, ...]:
    texts = tuple(folded(text) for text in path)
    return texts if len(texts) <= DEEPEST else (*texts[: DEEPEST - 1], joined(texts[DEEPEST - 1 :]))


def _stack(paths: Sequence[tuple[tuple[str, ...], bool]], rows: list[list[Head]], level: int) -> None:
    """Append to `rows[level:]` the cells over neighbours that share their path above `level`."""
    if level == len(rows):
        return
    for (text, label), run in groupby(paths, key=lambda item: (item[0][level] if len(item[0]) > level else "", item[1])):
        members = list(run)
        if all(len(path) <= level + 1 for path, _ in members):
            rows[level].append(Head(text, len(members), len(rows) - level, label))
        else:
            rows[level].append(Head(text, len(members), 1, label))
            _stack(members, rows, level + 1)


def _spans(table: Table, rows: Sequence[Row]) -> dict[tuple[int, int], tuple[int, int]]:
    """Width and height of the box at each position where one begins, clipped to what exists and is not covered yet."""
    order = {column.index: i for i, column in enumerate(table.columns)}
    down = {row.index for row in rows}
    grid, taken = table.grid(), set[tuple[int, int]]()
    spans = {}
    for row in rows:
        for column in table.columns:
            spot = (row.index, column.index)
            if spot in taken:
                continue
            cell = grid.get(spot)
            wide = high = 1
            while cell and wide < cell.colspan and spot[1] + wide in order and (spot[0], spot[1] + wide) not in taken:
                wide += 1
            while cell and high < cell.rowspan and spot[0] + high in down and (spot[0] + high, spot[1]) not in taken:
                high += 1
            taken.update((spot[0] + i, spot[1] + j) for i in range(high) for j in range(wide))
            spans[spot] = (wide, high)
    return spans


def _box(row: Row, column: Column, grid: Mapping[tuple[int, int], Cell], spans: Mapping[tuple[int, int], tuple[int, int]]) -> Box:
    spot = (row.index, column.index)
    cell = grid.get(spot)
    if cell is None:
        return Box("", spot, label=column.label)
    figure = bool(cell.quantities) and not column.label
    return Box(folded(cell.text), spot, *spans[spot], label=column.label, figure=figure, note=folded(cell.note))


def _labelled(row: Row, boxes: list[Box], texts: Sequence[str]) -> list[Box]:
    """The row's boxes with its innermost label indented by the groups above it that have no label column of their own.

    Where the table keeps no label cells, the texts of its label columns stand in.
    """
    places = [i for i, box in enumerate(boxes) if box.label]
    filled = [i for i in places if boxes[i].text]
    if filled:
        depth = len(row.path) - len(texts)
        boxes[filled[-1]] = replace(boxes[filled[-1]], indent=max(0, min(depth, DEEPEST)))
    elif len(places) == len(texts):
        for i, text in zip(places, texts, strict=True):
            boxes[i] = replace(boxes[i], text=text)
    return boxes


def _loose(table: Table) -> dict[int, list[Box]]:
    """For each row whose columns are not known one box that holds its texts in order."""
    width = sum(not column.label for column in table.columns)
    texts: dict[int, list[str]] = {}
    for cell in sorted(table.loose, key=lambda cell: (cell.row, cell.column)):
        texts.setdefault(cell.row, []).append(folded(cell.text))
    return {row: [Box(" · ".join(parts), (row, None), max(1, width))] for row, parts in texts.items()}
