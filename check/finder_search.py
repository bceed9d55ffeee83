"""Candidates for sums along the positions of a grid: runs beside a total, every k-th position, and pairs near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from check.finder_grid import Flags, Floats, Grid, Ints
from check.finder_score import Claims, Sums

_PIVOTS = 2  # lines tried for the far end of a run, those with the largest stated figures first
_MOST_ENDS = 8  # far ends kept for one total, pivot and side
_MOST_MEETINGS = 64
_LONG = 40  # rounding is allowed for so many terms when a far end is looked up
_FEW = 64  # positions up to which they are looked up one by one
_PAIR_REACH = 10
_MOST_EDGES = 60
_MOST_STRETCHES = 4_000
_NEAR_EDGES = 3


@dataclass(frozen=True)
class Prior:
    """What is known before any figure is looked at: bits to name a position as a total, and where blocks of figures end."""

    naming: Floats
    block: Ints
    totals: Flags


def pivots(grid: Grid, positions: Ints) -> list[Ints]:
    """For each position the lines in which its figure tells most: over all lines, and in each third of them."""
    size = np.where(grid.known[positions], np.abs(grid.values[positions]) // grid.units[positions], -1)
    lines = size.shape[1]
    ranks = min(_PIVOTS, lines)
    top = np.argsort(-size, axis=1, kind="stable")[:, :ranks]
    found = [top[:, rank] for rank in range(ranks)]
    if lines > 2 * _PIVOTS:
        cuts = [0, lines // 3, 2 * lines // 3, lines]
        found += [low + np.argmax(size[:, low:high], axis=1) for low, high in pairwise(cuts)]
    return found


def runs(grid: Grid, order: Ints, prior: Prior, gaps: range, extra: float) -> tuple[Claims, Sums]:
    """Claims that a position is the sum of a run of two or more before or behind it, `gaps` positions away."""
    sums = Sums(grid, order)
    lookup = _Lookup(grid, order, sums)
    found = [part for rank in pivots(grid, order) for gap in gaps for part in lookup.far_ends(rank, gap)]
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return Claims(order, empty, empty, empty, np.zeros(0)), sums
    triples = np.unique(np.concatenate(found), axis=0)
    at, starts, ends = triples[:, 0], triples[:, 1], triples[:, 2]
    return Claims(order, order[at], starts, ends, _run_costs(order, at, starts, ends, prior) + extra), sums


class _Lookup:
    """Prefix sums of some positions, sorted per line when first asked for, to look far ends up in."""

    def __init__(self, grid: Grid, order: Ints, sums: Sums) -> None:
        self._grid = grid
        self._order = order
        self._sums = sums
        self._sorted: dict[int, tuple[Ints, Ints]] = {}
        self._lines: list[list[int]] = sums.values.T.tolist() if order.size <= _FEW else []
        self._ranked: dict[int, tuple[list[int], list[int]]] = {}

    def far_ends(self, pivot: Ints, gap: int) -> Iterator[Ints]:
        """Rows of (index of the total in the order, start, end) for runs that meet their total in its pivot line."""
        if self._lines:
            yield np.array(list(self._few(pivot, gap)), dtype=np.int64).reshape(-1, 3)
        else:
            yield from self._many(pivot, gap)

    def _few(self, pivot: Ints, gap: int) -> Iterator[tuple[int, int, int]]:
        """The far ends for so few positions that it is quicker to look them up one by one."""
        size = len(self._order)
        stated, quanta = self._grid.values[self._order, pivot].tolist(), self._grid.quanta[self._order, pivot].tolist()
        known = self._grid.known[self._order, pivot].tolist()
        for at, line in enumerate(pivot.tolist()):
            if not known[at] or not stated[at]:
                continue
            slack = min(quanta[at] * (_LONG + 1) // 2, abs(stated[at]) // 4 + quanta[at])
            close = at - gap
            if close >= 2:
                met = self._met(line, self._lines[line][close] - stated[at], slack)
                yield from ((at, far, close) for far in _shortest([far for far in met if far <= close - 2], close))
            close = at + 1 + gap
            if close <= size - 2:
                met = self._met(line, self._lines[line][close] + stated[at], slack)
                yield from ((at, close, far) for far in _shortest([far for far in met if far >= close + 2], close))

    def _met(self, line: int, wanted: int, slack: int) -> list[int]:
        """The prefixes whose sum in a line is within a slack of the one wanted, so many at most."""
        if line not in self._ranked:
            sums = self._lines[line]
            order = sorted(range(len(sums)), key=sums.__getitem__)
            self._ranked[line] = order, [sums[at] for at in order]
        order, ranked = self._ranked[line]
        low = bisect_left(ranked, wanted - slack)
        high = bisect_right(ranked, wanted + slack, low)
        return order[low : min(high, low + _MOST_MEETINGS)]

    def _many(self, pivot: Ints, gap: int) -> Iterator[Ints]:
        """The far ends for many positions, line by line."""
        order, size = self._order, self._order.size
        index = np.arange(size)
        stated, quantum = self._grid.values[order, pivot], self._grid.quanta[order, pivot]
        slack = np.minimum(quantum * (_LONG + 1) // 2, np.abs(stated) // 4 + quantum)
        asked = self._grid.known[order, pivot] & (stated != 0)
        for side in (-1, 1):
            near = index - gap if side < 0 else index + 1 + gap
            able = asked & (near >= 2 if side < 0 else near <= size - 2)
            for line in np.unique(pivot[able]).tolist():
                here = index[able & (pivot == line)]
                edge = self._sums.values[near[here], line]
                which, far = self._near(line, edge + side * stated[here], slack[here])
                total, close = here[which], near[here][which]
                fits = far <= close - 2 if side < 0 else far >= close + 2
                total, close, far = total[fits], close[fits], far[fits]
                yield _nearest(np.stack([total, np.minimum(close, far), np.maximum(close, far)], axis=1))

    def _near(self, line: int, wanted: Ints, slack: Ints) -> tuple[Ints, Ints]:
        """Pairs (index into `wanted`, prefix index) that meet within the slack, so many for each at most."""
        if line not in self._sorted:
            order = np.argsort(self._sums.values[:, line], kind="stable")
            self._sorted[line] = order, self._sums.values[order, line]
        order, ranked = self._sorted[line]
        low = np.searchsorted(ranked, wanted - slack, side="left")
        count = np.minimum(np.searchsorted(ranked, wanted + slack, side="right") - low, _MOST_MEETINGS)
        asked = np.repeat(np.arange(wanted.size), count)
        offset = np.arange(asked.size) - np.repeat(np.cumsum(count) - count, count)
        return asked, order[low[asked] + offset]


def _shortest(far: list[int], close: int) -> list[int]:
    """At most a few far ends, the nearest ones first."""
    return sorted(far, key=lambda at: abs(at - close))[:_MOST_ENDS]


def _nearest(triples: Ints) -> Ints:
    """At most a few far ends for one total, the shortest runs first."""
    order = np.lexsort((triples[:, 2] - triples[:, 1], triples[:, 0]))
    triples = triples[order]
    first = np.searchsorted(triples[:, 0], triples[:, 0], side="left")
    kept: Ints = triples[np.arange(triples.shape[0]) - first < _MOST_ENDS]
    return kept


def _run_costs(order: Ints, at: Ints, starts: Ints, ends: Ints, prior: Prior) -> Floats:
    """Bits to name a run: few where it fills a block up to its total, more for a free end, a gap or a total in between."""
    size = order.size
    before = ends <= at
    far_inner = np.where(before, order[starts], order[ends - 1])
    beyond_at = np.where(before, starts - 1, ends)
    outside = (beyond_at < 0) | (beyond_at >= size)
    beyond = order[np.clip(beyond_at, 0, size - 1)]
    natural = outside | (prior.block[far_inner] != prior.block[beyond]) | prior.totals[beyond]
    gap = np.where(before, at - ends, starts - at - 1)
    costs: Floats = prior.naming[order[at]] + np.where(natural, 2.0, 2.0 + np.log2(size + 1)) + 1.5 * gap
    return costs


def pairs(grid: Grid, order: Ints, prior: Prior, extra: float) -> Iterator[tuple[int, int, int, float]]:
    """Claims (total, part, part, cost) that a position is the sum of two others within reach."""
    size = order.size
    reach = min(_PAIR_REACH, size - 1)
    offsets = [o for o in range(-reach, reach + 1) if o]
    index = np.arange(size)
    seen: set[tuple[int, int, int]] = set()
    for pivot in pivots(grid, order)[:2]:
        line = pivot
        stated, quantum = grid.values[order, line], grid.quanta[order, line]
        asked = grid.known[order, line] & (stated != 0)
        near = {o: _shifted(grid, order, line, index + o) for o in offsets}
        for place, a in enumerate(offsets):
            for b in offsets[place + 1 :]:
                (va, ka), (vb, kb) = near[a], near[b]
                meets = asked & ka & kb & (2 * np.abs(stated - va - vb) <= 3 * quantum) & (va != 0) & (vb != 0)
                for at in index[meets].tolist():
                    key = (int(order[at]), int(order[at + a]), int(order[at + b]))
                    if key not in seen:
                        seen.add(key)
                        yield (*key, extra + 2.0 * np.log2(abs(a) + abs(b) + 1) + float(prior.naming[key[0]]))


def blocks(grid: Grid, order: Ints, targets: Ints, prior: Prior, extra: float) -> tuple[Claims, Sums]:
    """Claims that a target anywhere is the sum of a whole block: from one natural boundary to the next or a later one."""
    sums = Sums(grid, order)
    edges = _edges(order, prior)
    starts, ends, free_ends = _stretches(edges[:_MOST_EDGES], order.size)
    pivot = np.argmax(np.abs(sums.values[ends] - sums.values[starts]), axis=1) if starts.size else starts
    found: list[Ints] = [np.zeros((0, 4), dtype=np.int64)]
    for line in np.unique(pivot).tolist():
        rows = np.flatnonzero(pivot == line)
        wanted = sums.values[ends[rows], line] - sums.values[starts[rows], line]
        near = np.abs(wanted[:, None] - grid.values[targets, line][None, :]) <= grid.quanta[targets, line][None, :] * _LONG
        near &= (wanted != 0)[:, None] & grid.known[targets, line][None, :]
        which, at = np.nonzero(near)
        total, start, end = targets[at], starts[rows[which]], ends[rows[which]]
        outside = (total < order[start]) | (total > order[end - 1])
        found.append(np.stack([total, start, end, free_ends[rows[which]]], axis=1)[outside])
    triples = np.concatenate(found)
    costs = prior.naming[triples[:, 0]] + (extra + np.log2(edges.size + 1.0)) + triples[:, 3] * np.log2(order.size + 1.0)
    return Claims(order, triples[:, 0], triples[:, 1], triples[:, 2], costs), sums


def _edges(order: Ints, prior: Prior) -> Ints:
    """Where blocks of positions begin and end: at gaps without figures and at totals."""
    here = prior.block[order]
    parted = (here[1:] != here[:-1]) | prior.totals[order[1:]] | prior.totals[order[:-1]]
    edges: Ints = np.flatnonzero(np.r_[order.size > 0, parted, True])
    return edges


def _stretches(edges: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Starts and ends of stretches of two or more between boundaries, and, in a short order, of those with one free end."""
    low, high = np.triu_indices(edges.size, 1)
    bounds = np.stack([edges[low], edges[high], np.zeros_like(low)], axis=1)
    if size * edges.size <= _MOST_STRETCHES:
        a, b = (side.ravel() for side in np.meshgrid(edges, np.setdiff1d(np.arange(size + 1), edges)))
        bounds = np.concatenate([bounds, np.stack([np.minimum(a, b), np.maximum(a, b), np.ones_like(a)], axis=1)])
    bounds = bounds[bounds[:, 1] - bounds[:, 0] > 1]
    return bounds[:, 0], bounds[:, 1], bounds[:, 2]


def holed(grid: Grid, order: Ints, prior: Prior, extra: float) -> list[tuple[int, tuple[int, ...], float]]:
    """Claims that a position is the sum of a run from it to a natural boundary, but for one or two positions in the run."""
    edges = _edges(order, prior)
    found: list[tuple[int, tuple[int, ...], float]] = []
    lines = pivots(grid, order)
    for at in range(order.size):
        behind = [(int(edge), at) for edge in edges[edges <= at - 3][-_NEAR_EDGES:]]
        ahead = [(at + 1, int(edge)) for edge in edges[edges >= at + 4][:_NEAR_EDGES]]
        for start, end in behind + ahead:
            for line in {int(rank[at]) for rank in lines}:
                cost = float(prior.naming[order[at]]) + extra + 2 * np.log2(end - start)
                found += [(int(order[at]), parts, cost) for parts in _without(grid, order[start:end], int(order[at]), line)]
    return list(dict.fromkeys(found))


def _without(grid: Grid, run: Ints, total: int, line: int) -> Iterator[tuple[int, ...]]:
    """The parts of a run without the one or two that its total lacks in one line, if they are few to choose from."""
    values = grid.values[run, line]
    over = int(values.sum()) - int(grid.values[total, line])
    slack = int(grid.quanta[total, line]) * min(run.size, _LONG) // 2
    if not grid.known[total, line] or not grid.values[total, line] or abs(over) <= slack:
        return
    holes: list[tuple[int, ...]] = [(int(at),) for at in np.flatnonzero(np.abs(values - over) <= slack)]
    first, second = np.triu_indices(values.size, 1)
    meets = (np.abs(values[first] + values[second] - over) <= slack) & (values[first] != 0) & (values[second] != 0)
    holes += [(int(first[at]), int(second[at])) for at in np.flatnonzero(meets)[:_MOST_ENDS]]
    for hole in holes[:_MOST_ENDS]:
        parts = tuple(np.delete(run, hole).tolist())
        if len(parts) > 1:
            yield parts


def alike(order: Ints, shape: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Claims (total, parts) of a shape met before: parts at the same distances from another total."""
    free = set(order.tolist())
    for total in free:
        parts = tuple(total + distance for distance in shape)
        if free.issuperset(parts):
            yield total, parts


def _shifted(grid: Grid, order: Ints, line: Ints, index: Ints) -> tuple[Ints, Flags]:
    inside = (index >= 0) & (index < order.size)
    positions = order[np.clip(index, 0, order.size - 1)]
    return grid.values[positions, line], inside & grid.known[positions, line]
