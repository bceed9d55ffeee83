"""How long a grid of 2,000 x 50 takes to be searched, and to be searched and checked, and how that grows with the grid.

    bench/finder.py

The grid has groups of rows under totals and groups of columns beside theirs, and no label that tells. First the bare search,
with how many of the planted sums it finds; then `check.check_table` over a table of the grid, as the pipeline calls it: every
line of every sum confronted. Times are seconds of one core.
"""

from __future__ import annotations

import gc
import time
from random import Random

import numpy as np

import check
import normalize
from check.finder import find_sums
from check.finder_grid import Grid
from schemas import RawCell, RawTable, Table

_SIZES = ((250, 50), (500, 50), (1_000, 50), (2_000, 50), (4_000, 50), (2_000, 25), (2_000, 100))
_CHECKED = (500, 1_000, 2_000, 4_000)
_TIMES = 3
_CORRUPT = 0.005


def planted(rows: int, columns: int, rng: Random) -> tuple[Grid, int]:
    """A grid with groups of 3 to 9 rows under a total each, a grand total on top, and groups of columns; and its signatures."""
    leaf_columns = columns * 4 // 5
    groups, at = [], 1
    while at + 10 < rows:
        size = rng.randint(3, 9)
        groups.append((at, size))
        at += size + 1
    body = np.array([[rng.randint(0, 9_999) for _ in range(leaf_columns)] for _ in range(at)], dtype=np.int64)
    for start, size in groups:
        body[start] = body[start + 1 : start + 1 + size].sum(axis=0)
    body[0] = body[[start for start, _ in groups]].sum(axis=0)
    blocks = [body[:, first : first + 4] for first in range(0, leaf_columns, 4)]
    whole = np.concatenate([np.concatenate([block.sum(axis=1, keepdims=True), block], axis=1) for block in blocks], axis=1)
    ones = np.ones_like(whole)
    return Grid(whole, ones, ones.astype(np.bool_)), len(groups) + 1 + len(blocks)


def corrupted(grid: Grid, rng: Random) -> Grid:
    """The grid with one in two hundred cells changed."""
    values = grid.values.copy()
    for _ in range(int(values.size * _CORRUPT)):
        values[rng.randrange(values.shape[0]), rng.randrange(values.shape[1])] += rng.randint(1, 99)
    return Grid(values, grid.quanta, grid.known)


def table_of(grid: Grid) -> Table:
    """A grid as a table of heads, under plain names."""
    rows, columns = grid.values.shape
    cells = [RawCell(0, column + 1, f"항목{column}") for column in range(columns)]
    for row, figures in enumerate(grid.values.tolist(), 1):
        cells += [RawCell(row, 0, f"사업{row}"), *(RawCell(row, at, f"{value:,}") for at, value in enumerate(figures, 1))]
    return normalize.table(RawTable(tuple(cells), rows + 1, columns + 1, "bench", unit="(단위 : 명)", header_rows=1), "t01")


def checked(table: Table) -> tuple[float, int]:
    """The least of some times that checking a table takes, and how many findings come of it."""
    spent, count = [], 0
    for _ in range(_TIMES):
        gc.collect()
        start = time.process_time()
        count = len(check.check_table(table))
        spent.append(time.process_time() - start)
    return min(spent), count


def main() -> None:
    """Print one line per size: seconds, sums planted and found, sums found in the corrupted grid; then seconds for checking."""
    find_sums(planted(50, 10, Random(1))[0])  # noqa: S311
    for rows, columns in _SIZES:
        grid, count = planted(rows, columns, Random(0))  # noqa: S311
        broken = corrupted(grid, Random(2))  # noqa: S311
        start = time.process_time()
        found = len(find_sums(grid))
        spent = time.process_time() - start
        print(
            f"searched {rows:5} x {columns:3}  {spent:6.2f} s  found {found} of {count}, {len(find_sums(broken))} when corrupted",
            flush=True,
        )
    for rows in _CHECKED:
        grid = planted(rows, 50, Random(0))[0]  # noqa: S311
        (clean, findings), (failing, _) = checked(table_of(grid)), checked(table_of(corrupted(grid, Random(2))))  # noqa: S311
        print(f"checked  {rows:5} x  50  {clean:6.2f} s  {findings:,} findings; {failing:6.2f} s when corrupted", flush=True)


if __name__ == "__main__":
    main()
