"""Sums found from the numbers themselves, with evidence counted in bits.

Steps in the order of plausibility; whenever one finds something the search starts over with what is left: runs beside their
total, shapes met before, runs some positions away, every k-th position, whole blocks, runs with holes, pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

import numpy as np

from check.finder_grid import Grid
from check.finder_score import Claims, Sums
from check.finder_search import alike, blocks, holed, pairs, runs
from check.finder_state import Axis, Family, FoundSum, Search

__all__ = ["Axis", "FoundSum", "find_sums"]

_GAPS = range(1, 4)
_STRIDES = range(2, 9)
_MOST_LEVELS = 12
_SHORT = 300  # searches that grow with the square of the positions are for no more than these
_MOST_ALIKE = 40
_MOST_PAIRS = 100_000
_OFTEN_SEEN = 16
# What it takes, in bits, to name a claim of each kind, over and above its total and its ends.
_SHAPE_BITS = -2.0
_STRIDE_BITS = 5.0
_BLOCK_BITS = 3.0
_PAIR_BITS = 3.0
_AGAIN_BITS = 6.0


def find_sums(
    grid: Grid, total_rows: Sequence[bool] = (), total_columns: Sequence[bool] = (), thorough: bool = True
) -> list[FoundSum]:
    """All sums of a grid (rows x columns) on both axes; flags tell which rows and columns are named as totals.

    A search that is not thorough looks for runs beside their total only, level by level.
    """
    searches = Search(grid, "column", total_rows), Search(grid.turned, "row", total_columns)
    return [found for search in searches for found in _searched(search, thorough)]


def _searched(search: Search, thorough: bool) -> list[FoundSum]:
    if search.used.size < 3:
        return []
    for _ in range(_MOST_LEVELS):
        if not any(step(search) for step in (_STEPS if thorough else _STEPS[:1])):
            break
    for step in _LAST if thorough else ():
        step(search)
    return search.found


def _adjacent(search: Search) -> bool:
    return search.accept([runs(search.grid, search.order, search.prior, range(1), 0.0)], "beside")


def _shaped(search: Search) -> bool:
    """Sums of a shape that the table has already."""
    counts = Counter(tuple(member - found.total for member in found.members) for found in search.found)
    stated = {found.total for found in search.found}
    found = [
        (total, parts, _SHAPE_BITS - 2 * float(np.log2(min(_OFTEN_SEEN, times))))
        for shape, times in counts.items()
        if len(shape) <= _MOST_ALIKE
        for total, parts in alike(search.order, shape)
        if total not in stated
    ]
    return search.accept([_listed(search.grid, found)], "alike")


def _gapped(search: Search) -> bool:
    return search.accept([runs(search.grid, search.order, search.prior, _GAPS, 0.0)], "near")


def _strided(search: Search) -> bool:
    order, used = search.order, search.used
    every = [used[first::step] for step in _STRIDES for first in range(step)]
    parts = [positions[np.isin(positions, order)] for positions in every]
    if order.size < used.size:
        parts += [order[first::step] for step in _STRIDES for first in range(step)]
    prior = search.prior
    return search.accept([runs(search.grid, part, prior, range(1), _STRIDE_BITS) for part in parts if part.size > 2], "stride")


def _whole_blocks(search: Search) -> bool:
    return search.accept([blocks(search.grid, search.order, search.used, search.prior, _BLOCK_BITS)], "block")


def _interleaved(search: Search) -> bool:
    """Totals that stand beside every k-th position, not among them."""
    order, prior = search.order, search.prior
    if order.size > _SHORT:
        return False
    parts = [order[first::step] for step in _STRIDES for first in range(step)]
    bits = _STRIDE_BITS + _BLOCK_BITS
    return search.accept([blocks(search.grid, part, search.used, prior, bits) for part in parts if part.size > 1], "interleaved")


def _holed(search: Search) -> bool:
    if search.order.size > _SHORT:
        return False
    return search.accept([_listed(search.grid, holed(search.grid, search.order, search.prior, _BLOCK_BITS))], "holed")


def _paired(search: Search) -> bool:
    met = islice(pairs(search.grid, search.used, search.prior, _PAIR_BITS), _MOST_PAIRS)
    found = [(total, (a, b), cost) for total, a, b, cost in met]
    return search.accept([_listed(search.grid, found)], "pair")


def _again(search: Search) -> bool:
    """Runs over parts that another total has used already: with and without one item, in a second breakdown."""
    return search.accept([runs(search.grid, search.used, search.prior, range(3), _AGAIN_BITS)], "again", shared=True)


def _leaves(search: Search) -> bool:
    """Totals without a sum so far, over everything that is no total itself: subtotals are passed over."""
    order = np.array([at for at in search.used.tolist() if at not in search.totals], dtype=np.int64)
    prior = search.prior
    found = [runs(search.grid, order, prior, range(2), _BLOCK_BITS)]
    if order.size <= _SHORT:
        found.append(blocks(search.grid, order, order, prior, _BLOCK_BITS))
    return search.accept(found, "leaves", shared=True)


def _listed(grid: Grid, found: Sequence[tuple[int, tuple[int, ...], float]]) -> Family:
    """Claims given one by one: total, parts, cost."""
    members = np.array([part for _, parts, _ in found for part in parts], dtype=np.int64)
    sizes = np.array([len(parts) for _, parts, _ in found], dtype=np.int64)
    ends = np.cumsum(sizes)
    totals = np.array([total for total, _, _ in found], dtype=np.int64)
    return Claims(members, totals, ends - sizes, ends, np.array([cost for _, _, cost in found])), Sums(grid, members)


Step = Callable[[Search], bool]
_STEPS: tuple[Step, ...] = (_adjacent, _shaped, _gapped, _strided, _whole_blocks, _interleaved, _holed)
_LAST: tuple[Step, ...] = (_paired, _again, _leaves)
