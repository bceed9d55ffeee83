"""How long the finder of sums takes on a grid of 2,000 x 50 and how that grows with the grid; how many planted sums it finds.

bench/finder.py
"""

from __future__ import annotations

import time
from random import Random

import numpy as np

from check.finder import find_sums
from check.finder_grid import Grid

_SIZES = ((250, 50), (500, 50), (1_000, 50), (2_000, 50), (4_000, 50), (2_000, 25), (2_000, 100))
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


def main() -> None:
    """Print one line per size: seconds, sums planted and found, sums found in the corrupted grid."""
    find_sums(planted(50, 10, Random(1))[0])  # noqa: S311
    for rows, columns in _SIZES:
        grid, count = planted(rows, columns, Random(0))  # noqa: S311
        broken = corrupted(grid, Random(2))  # noqa: S311
        start = time.perf_counter()
        found = len(find_sums(grid))
        spent = time.perf_counter() - start
        print(
            f"{rows:5} x {columns:3}  {spent:6.2f} s  found {found} of {count}, {len(find_sums(broken))} when corrupted",
            flush=True,
        )


if __name__ == "__main__":
    main()
