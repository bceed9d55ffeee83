"""Where the figures of a dump's incomplete rows belong: the placement under which the totals hold, if there is just one.

A row with fewer figures than columns keeps their order; what is open is which columns are blank. Candidates are the
placements under which the row's own total column holds; a total over several such rows then has to hold in every column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, islice

from check.evidence import accepted, tried
from check.intervals import can_round
from check.sums import column_parts, leaf_is_total, over_rows, total_readings
from check.view import View
from schemas import Cell, Quantity, Table

Placement = tuple[int, ...]
_MOST_CANDIDATES = 4_000
_MOST_STEPS = 200_000
_FEWEST_TELLING = 2


@dataclass(frozen=True, slots=True)
class _Puzzle:
    """Open rows under one total: what is left for them in each column, how far off it may be, and where they can stand."""

    left: dict[int, Decimal]
    slack: dict[int, Decimal]
    values: tuple[tuple[Decimal, ...], ...]
    options: tuple[tuple[Placement, ...], ...]


def place(table: Table) -> dict[int, Placement]:
    """For each row of `table.loose` that can be placed, the columns of its figures in order; others are left out."""
    if not table.loose:
        return {}
    view = View(table)
    candidates = {row: _candidates(view, row) for row in sorted(view.open_rows)}
    placed: dict[int, Placement] = {}
    for sift in (_whole, _telling):
        for target, parts in sums(view):
            rows = [row for row in parts if row in candidates and row not in placed]
            if not rows or target in candidates or not all(candidates[row] for row in rows):
                continue
            puzzle = sift(_puzzle(view, target, parts, rows, candidates, placed))
            solution = _only_solution(puzzle) if puzzle is not None else None
            if solution is not None:
                placed.update(zip(rows, solution, strict=True))
    for row, options in candidates.items():
        if row not in placed and len(options) == 1:
            placed[row] = options[0]
    return placed


def loose_cells(view: View, row: int) -> list[Cell]:
    """The figures of an open row in their order."""
    return sorted((cell for cell in view.table.loose if cell.row == row), key=lambda c: c.column)


def _candidates(view: View, row: int) -> list[Placement]:
    """The placements of a row's figures that its own total columns and the kinds of its figures allow."""
    cells = loose_cells(view, row)
    columns = [column.index for column in view.table.columns if not column.label]
    options = list(islice(combinations(columns, len(cells)), _MOST_CANDIDATES + 1))
    if len(options) > _MOST_CANDIDATES:
        return []
    rates = {column for column in columns if is_rate(view, column)}
    totals = total_columns(view)
    return [option for option in options if kinds_fit(cells, option, rates) and _totals_hold(cells, option, totals)]


def is_rate(view: View, column: int) -> bool:
    """Whether most figures of a column are printed in percent."""
    found = [q for row in view.table.rows if (q := view.number(row.index, column)) is not None]
    return 2 * sum(q.unit == "%" for q in found) > len(found)


def kinds_fit(cells: Sequence[Cell], option: Placement, rates: set[int]) -> bool:
    """Whether a placement puts percentages under `rates` and other figures elsewhere."""
    figures = ((cell.quantities[0], column) for cell, column in zip(cells, option, strict=True) if cell.quantities)
    return all(q.value is None or (q.unit == "%") == (column in rates) for q, column in figures)


def total_columns(view: View) -> list[tuple[int, list[int]]]:
    """Total columns with their parts, as the complete rows bear them out."""
    out = []
    for column in view.measures:
        if leaf_is_total(view, column):
            for parts in column_parts(view, column):
                if accepted(tried(over_rows(view, column, parts), view)):
                    out.append((column, parts))
                    break
    return out


def _totals_hold(cells: Sequence[Cell], option: Placement, totals: Sequence[tuple[int, list[int]]]) -> bool:
    at = {column: cell.quantities[0] for cell, column in zip(cells, option, strict=True) if cell.quantities}
    for total, parts in totals:
        numbers = [at[column] for column in parts if column in at]
        if total not in at and not any(q.value for q in numbers):
            continue
        if total not in at or not _adds_up(at[total], numbers):
            return False
    return True


def _adds_up(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    gap = abs((whole.value or Decimal(0)) - sum((q.value or Decimal(0) for q in parts), Decimal(0)))
    return gap <= _slack([whole, *parts])


def _slack(quantities: Sequence[Quantity]) -> Decimal:
    """The largest gap that rounding of the printed digits allows."""
    return sum((q.quantum or Decimal(0) for q in quantities if can_round(q) and q.unit is not None), Decimal(0)) / 2


def sums(view: View) -> Iterator[tuple[int, list[int]]]:
    """Every total or group row with what it can sum up, smaller groups first."""
    found: list[tuple[int, list[int]]] = []
    for row in view.table.rows:
        if view.sums_up(row.index):
            found += [(row.index, parts) for _, _, parts in total_readings(view, row.index)]
        elif parts := view.children(row.index):
            found.append((row.index, parts))
    yield from sorted(found, key=lambda pair: len(pair[1]))


def _puzzle(  # noqa: PLR0913, PLR0917 - the two states of the rows belong to the search, not to a type
    view: View,
    target: int,
    parts: Sequence[int],
    rows: Sequence[int],
    candidates: dict[int, list[Placement]],
    placed: dict[int, Placement],
) -> _Puzzle:
    """The open `rows` of a total with what its other parts leave for them."""
    columns = [c.index for c in view.table.columns if not c.label and view.number(target, c.index) and not is_rate(view, c.index)]
    whole = {column: view.number(target, column) for column in columns}
    fixed = [row for row in parts if row not in rows]
    left = {c: _value(whole[c]) - sum((_placed_value(view, row, c, placed) for row in fixed), Decimal(0)) for c in columns}
    slack = {c: _slack([q]) * (len(parts) + 1) for c, q in whole.items() if q is not None}
    values = tuple(
        tuple(_value(cell.quantities[0] if cell.quantities else None) for cell in loose_cells(view, row)) for row in rows
    )
    return _Puzzle(left, slack, values, tuple(tuple(candidates[row]) for row in rows))


def _whole(puzzle: _Puzzle) -> _Puzzle | None:
    """The puzzle with every column."""
    return puzzle


def _telling(puzzle: _Puzzle) -> _Puzzle | None:
    """The puzzle without the columns in which every placement puts the same: a wrong total there speaks against none of them.

    None where fewer than two columns with figures are left to tell the placements apart.
    """
    left = {column: value for column, value in puzzle.left.items() if not _settled(puzzle, column)}
    if sum(value != 0 for value in left.values()) < _FEWEST_TELLING:
        return None
    return replace(puzzle, left=left)


def _settled(puzzle: _Puzzle, column: int) -> bool:
    """Whether every placement of every row has the same figure of its row, or none, in a column."""
    return all(len({option.index(column) if column in option else None for option in options}) == 1 for options in puzzle.options)


def _only_solution(puzzle: _Puzzle) -> tuple[Placement, ...] | None:
    """The placement of all rows under which every column adds up; None if there is none, several, or too much to search."""
    found: list[tuple[Placement, ...]] = []
    falling = all(value >= 0 for row in puzzle.values for value in row)
    stack: list[tuple[dict[int, Decimal], tuple[Placement, ...]]] = [(puzzle.left, ())]
    steps = 0
    while stack and len(found) < 2:
        steps += 1
        if steps > _MOST_STEPS:
            return None
        left, chosen = stack.pop()
        if len(chosen) == len(puzzle.values):
            if all(abs(value) <= puzzle.slack[column] for column, value in left.items()):
                found.append(chosen)
            continue
        for option in puzzle.options[len(chosen)]:
            rest = _less(left, option, puzzle.values[len(chosen)])
            if not falling or all(value >= -puzzle.slack[column] for column, value in rest.items()):
                stack.append((rest, (*chosen, option)))
    return found[0] if len(found) == 1 else None


def _less(left: dict[int, Decimal], option: Placement, values: Sequence[Decimal]) -> dict[int, Decimal]:
    """What a column's total leaves once a row's figures stand at `option`."""
    rest = dict(left)
    for column, value in zip(option, values, strict=True):
        if column in rest:
            rest[column] -= value
    return rest


def _placed_value(view: View, row: int, column: int, placed: dict[int, Placement]) -> Decimal:
    if row in placed and column in placed[row]:
        cell = loose_cells(view, row)[placed[row].index(column)]
        return _value(cell.quantities[0] if cell.quantities else None)
    return _value(view.number(row, column))


def _value(quantity: Quantity | None) -> Decimal:
    return quantity.value if quantity is not None and quantity.value is not None else Decimal(0)
