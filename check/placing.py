"""Where the figures of a dump's incomplete rows belong: the placement under which the totals hold, if there is just one.

A row with fewer figures than columns keeps their order; what is open is which columns are blank. Candidates are the
placements under which the row's own total column holds; a total over several such rows then has to hold in every column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice

from check.evidence import accepted, tried
from check.intervals import can_round
from check.placing_search import Budget, Placement, Puzzle, only_solution, telling, whole
from check.placing_shared import followers, loose_rows, placements, summed
from check.sums import column_parts, leaf_is_total, over_rows, total_readings
from check.view import View
from schemas import Cell, Quantity, Table

_MOST_CANDIDATES = 4_000


def place(table: Table) -> dict[int, Placement]:
    """For each row of `table.loose` that can be placed, the columns of its figures in order; others are left out."""
    if not table.loose:
        return {}
    view = View(table)
    state = _Open(view, loose_rows(view))
    options = Budget()
    candidates = {row: _candidates(state, row, options) for row in state.rows if row not in state.following}
    budget = Budget()
    placed: dict[int, Placement] = {}
    readings = [(target, parts) for target, parts in sums(view) if target not in view.open_rows]
    for sift in (whole, telling):
        for target, parts in readings:
            if budget.spent:
                break
            rows = [row for row in parts if row in candidates and row not in placed]
            if not rows or not all(map(candidates.get, rows)) or not state.within(rows, parts):
                continue
            puzzle = sift(_puzzle(state, target, parts, {row: candidates[row] for row in rows}, placed))
            solution = only_solution(puzzle, budget) if puzzle is not None else None
            for row, option in zip(rows, solution or (), strict=False):
                placed |= state.with_followers(row, option)
    for row, ways in candidates.items():
        if row not in placed and len(ways) == 1:
            placed |= state.with_followers(row, ways[0])
    return placed


class _Open:
    """The open rows of a table: their figures in order, and which rows fill the same columns as the one before them."""

    def __init__(self, view: View, rows: dict[int, list[Cell]]) -> None:
        self.view = view
        self.rows = rows
        self.followers = followers(rows)
        self.following = {row for below in self.followers.values() for row in below}
        self.columns = [column.index for column in view.table.columns if not column.label]
        self.rates = {column for column in self.columns if is_rate(view, column)}
        self.totals = total_columns(view)

    def within(self, rows: Sequence[int], parts: Sequence[int]) -> bool:
        """Whether all rows that share figures with some rows are among the parts of a sum as well."""
        return {below for row in rows for below in self.followers.get(row, ())} <= set(parts)

    def with_followers(self, row: int, option: Placement) -> dict[int, Placement]:
        """The placements of a row and of those that share figures with it."""
        below = self.followers.get(row, ())
        return {row: option} | {other: option[: len(self.rows[other])] for other in below}

    def values(self, row: int) -> tuple[Decimal, ...]:
        """The figures of a row in order, those of the rows that share figures with it added."""
        texts = [[_value(first_of(cell)) for cell in self.rows[at]] for at in (row, *self.followers.get(row, ()))]
        return summed(texts)


def first_of(cell: Cell) -> Quantity | None:
    """The figure of a cell."""
    return cell.quantities[0] if cell.quantities else None


def _candidates(state: _Open, row: int, budget: Budget) -> list[Placement]:
    """The placements of a row's figures that its own total columns and the kinds of its figures allow; none if too many."""
    cells = state.rows[row]
    ways = placements(cells, state.columns) if row in state.followers else combinations(state.columns, len(cells))
    options = list(islice(ways, _MOST_CANDIDATES + 1))
    if len(options) > _MOST_CANDIDATES or not budget.allows(len(options)):
        return []
    return [option for option in options if _allowed(state, row, option)]


def _allowed(state: _Open, row: int, option: Placement) -> bool:
    """Whether a placement fits the kinds of all figures that it places, and the total columns of their rows."""
    return all(
        kinds_fit(state.rows[at], columns, state.rates) and _totals_hold(state.rows[at], columns, state.totals)
        for at, columns in state.with_followers(row, option).items()
    )


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


def _puzzle(
    state: _Open, target: int, parts: Sequence[int], options: dict[int, list[Placement]], placed: dict[int, Placement]
) -> Puzzle:
    """The open rows of a total, which have `options`, with what its other parts leave for them."""
    whole = {c: q for c in state.columns if c not in state.rates and (q := state.view.number(target, c)) is not None}
    fixed = [row for row in parts if row not in options]
    left = {c: _value(q) - sum((_placed_value(state, row, c, placed) for row in fixed), Decimal(0)) for c, q in whole.items()}
    slack = {c: _slack([q]) * (len(parts) + 1) for c, q in whole.items()}
    return Puzzle(left, slack, tuple(map(state.values, options)), tuple(map(tuple, options.values())))


def _placed_value(state: _Open, row: int, column: int, placed: dict[int, Placement]) -> Decimal:
    if row in placed and column in placed[row]:
        return _value(first_of(state.rows[row][placed[row].index(column)]))
    return _value(state.view.number(row, column))


def _value(quantity: Quantity | None) -> Decimal:
    return quantity.value if quantity is not None and quantity.value is not None else Decimal(0)
