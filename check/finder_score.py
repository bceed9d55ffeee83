"""How well a claimed sum is borne out over parallel lines, in bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from check.finder_grid import Flags, Floats, Grid, Ints

_FAIL_BITS = 3.0  # what one line in which a claim fails takes away
_ONE_PART_BITS = 1.0  # and the most that a line gives in which all parts but one are zero
_CHUNK = 1_000_000  # cells looked at at once


@dataclass(frozen=True)
class Claims:
    """Claims of one shape: `totals[i]` is claimed to be the sum of positions `order[starts[i]:ends[i]]`.

    `costs` is what it takes to name each claim among all that could be made, in bits.
    """

    order: Ints
    totals: Ints
    starts: Ints
    ends: Ints
    costs: Floats

    def members(self, at: int) -> tuple[int, ...]:
        return tuple(self.order[self.starts[at] : self.ends[at]].tolist())


class Sums:
    """Prefix sums over some positions of a grid, in their order."""

    def __init__(self, grid: Grid, order: Ints) -> None:
        self.values = _prefix(grid.values[order])
        self.quanta = _prefix(np.where(grid.known[order], grid.quanta[order], 0))
        self.filled = _prefix(grid.known[order].astype(np.int64))
        self.parts = _prefix((grid.values[order] != 0).astype(np.int64))
        self._printed = grid.values[order]
        self._order = order

    @cached_property
    def marks(self) -> Ints:
        """Prefix sums that tell different parts with the same sum apart."""
        return _prefix(self._printed * _marks(self._order)[:, None])


def holding(grid: Grid, claims: Claims, sums: Sums) -> tuple[Flags, Flags, Floats]:
    """For each claim and line: whether it holds, whether it fails, and the bits by which it is borne out there."""
    starts, ends, totals = claims.starts, claims.ends, claims.totals
    stated = grid.values[totals]
    gap = np.abs(stated - (sums.values[ends] - sums.values[starts]))
    slack = grid.quanta[totals] + sums.quanta[ends] - sums.quanta[starts]
    filled = sums.filled[ends] - sums.filled[starts]
    parts = sums.parts[ends] - sums.parts[starts]
    asked = grid.known[totals] & (filled > 0)
    holds = asked & (2 * gap <= slack)
    fails = asked & ~holds & ((stated != 0) | (parts > 1)) & (filled > 1)
    bits = np.where(holds & (stated != 0), _bits(grid, totals, gap, slack, filled), 0.0)
    return holds, fails, np.where(parts > 1, bits, np.where(filled > 1, np.minimum(bits, _ONE_PART_BITS), 0.0))


def _bits(grid: Grid, totals: Ints, gap: Ints, slack: Ints, filled: Ints) -> Floats:
    """How much likelier a gap is in a true sum, exact or rounded, than in a chance meeting of figures of that size."""
    unit = np.maximum(grid.units[totals], 1).astype(np.float64)
    width = np.maximum(slack / np.maximum(filled + 1, 1), 1.0)
    spread = np.abs(grid.values[totals]) / unit + 1.0
    deviation = width * np.sqrt((filled + 1) / 12.0)
    rounded = np.minimum(1.0, unit / (deviation * 2.5066)) * np.exp(-0.5 * (gap / deviation) ** 2)
    likely = 0.5 * (gap == 0) + 0.5 * rounded
    bits: Floats = np.maximum(np.log2(spread) + np.log2(np.maximum(likely, 1e-9)), -_FAIL_BITS)
    return bits


def evidence(grid: Grid, claims: Claims, sums: Sums) -> tuple[Floats, Ints, Ints, Flags]:
    """Per claim: bits over distinct lines less its cost and its failures, how often it holds and fails, and in which lines."""
    count = claims.totals.size
    score, holds, fails = np.zeros(count), np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    spans = np.zeros((count, grid.values.shape[1]), dtype=np.bool_)
    step = max(1, _CHUNK // max(1, grid.values.shape[1]))
    for low in range(0, count, step):
        part = slice(low, low + step)
        some = Claims(claims.order, claims.totals[part], claims.starts[part], claims.ends[part], claims.costs[part])
        held, failed, bits = holding(grid, some, sums)
        stated = np.where(held, grid.values[some.totals], 0)
        bits = np.minimum(bits, _moving(grid, some, sums, held))
        apart = _distinct(stated, bits) + _distinct(sums.marks[some.ends] - sums.marks[some.starts], bits)
        best, span = _best_span(apart / 2 - _FAIL_BITS * failed)
        score[part] = best - some.costs
        spans[part] = span
        holds[part], fails[part] = (held & span & (stated != 0)).sum(axis=1), (failed & span).sum(axis=1)
    return score, holds, fails, spans


def _moving(grid: Grid, claims: Claims, sums: Sums, held: Flags) -> Floats:
    """The most bits that each line can add: few where the parts keep the same share of the total in all lines.

    Figures that rise and fall together meet in all lines as soon as they meet in one; only the first counts in full.
    """
    stated = grid.values[claims.totals].astype(np.float64)
    half = (claims.starts + claims.ends) // 2
    share = np.where(
        held & (stated != 0), (sums.values[half] - sums.values[claims.starts]) / np.where(stated == 0, 1.0, stated), 0.0
    )
    counted = held & (stated != 0)
    number = np.maximum(counted.sum(axis=1, keepdims=True), 1)
    mean = share.sum(axis=1, keepdims=True) / number
    spread = np.sqrt((np.where(counted, share - mean, 0.0) ** 2).sum(axis=1, keepdims=True) / number)
    drift = spread * np.abs(stated) / np.maximum(grid.units[claims.totals], 1)
    most: Floats = np.log2(1.0 + 4.0 * np.maximum(drift - 1.0, 0.0))
    first = np.argmax(np.where(counted, np.abs(stated), -1.0), axis=1)
    most[np.arange(most.shape[0]), first] = np.inf
    return most


def _marks(order: Ints) -> Ints:
    """An odd multiplier per position, so that different parts with the same sum are told apart (overflow wraps, harmlessly)."""
    return (order.astype(np.int64) + 1) * np.int64(2654435761) | 1


def _distinct(stated: Ints, bits: Floats) -> Floats:
    """Bits per line, each figure counted once: repeated figures prove nothing new."""
    order = np.argsort(stated, axis=1, kind="stable")
    ranked = np.take_along_axis(stated, order, axis=1)
    first = np.ones(ranked.shape, dtype=np.bool_)
    first[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
    out = np.zeros_like(bits)
    np.put_along_axis(out, order, np.where(first, np.take_along_axis(bits, order, axis=1), 0.0), axis=1)
    return out


def _best_span(worth: Floats) -> tuple[Floats, Flags]:
    """The stretch of lines that is worth most, and which lines it has: tables are stacked, a sum need not go through all."""
    ends = np.cumsum(worth, axis=1)
    before = np.concatenate([np.zeros((worth.shape[0], 1)), ends[:, :-1]], axis=1)
    lowest = np.minimum.accumulate(before, axis=1)
    last = np.argmax(ends - lowest, axis=1)
    rows = np.arange(worth.shape[0])
    lines = np.arange(worth.shape[1])
    reached = np.where(lines[None, :] <= last[:, None], before, np.inf)
    first = np.argmin(reached, axis=1)
    best: Floats = (ends - lowest)[rows, last]
    cost = 1.0 + np.log2(lines.size * (lines.size + 1) / 2)
    whole = ends[:, -1] >= best - cost
    span = whole[:, None] | ((lines[None, :] >= first[:, None]) & (lines[None, :] <= last[:, None]))
    return np.where(whole, ends[:, -1], best - cost), span


def _prefix(values: Ints) -> Ints:
    out = np.zeros((values.shape[0] + 1, values.shape[1]), dtype=np.int64)
    np.cumsum(values, axis=0, out=out[1:])
    return out
