"""The state of a search for sums along one axis: which positions are free, which are totals, and what has been accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from check.finder_grid import Flags, Floats, Grid, Ints
from check.finder_score import Claims, Sums, evidence, holding
from check.finder_search import Prior

Axis = Literal["row", "column"]
Family = tuple[Claims, Sums]

_ACCEPT = 10.0  # bits
_OFTEN = 2.0  # a sum holds so many times as often as it fails
_SPARSE = 0.2  # a part at the end of a run that has figures in fewer of the lines is none
_NAMED = -4.0  # bits: a label says that a position is a total


@dataclass(frozen=True, slots=True)
class FoundSum:
    """One signature: position `total` is the sum of positions `members` in every line of `lines`.

    On axis `row` positions are columns and lines are rows: the sum runs along a row; on axis `column` it is the other way
    round. `fails` are the lines with figures in which it does not hold, `bits` the evidence, `how` the kind of search.
    """

    axis: Axis
    total: int
    members: tuple[int, ...]
    lines: tuple[int, ...]
    fails: tuple[int, ...]
    bits: float
    how: str


@dataclass(frozen=True, slots=True)
class _Claim:
    bits: float
    total: int
    members: tuple[int, ...]
    span: Flags


class Search:
    """Positions are used up as parts of a total, level by level; totals stay free to be parts of another."""

    def __init__(self, grid: Grid, axis: Axis, named: Sequence[bool]) -> None:
        known: Flags = np.asarray(grid.known.any(axis=1))
        self.grid = grid
        self.axis: Axis = axis
        self.used: Ints = np.flatnonzero(known).astype(np.int64)
        self.free = set(self.used.tolist())
        self.totals: set[int] = set()
        self.found: list[FoundSum] = []
        self._blocks = np.cumsum(~known).astype(np.int64)
        self._named = [at for at in range(min(len(named), known.size)) if named[at]]
        self._bases: dict[int, frozenset[int]] = {}
        self._by_basis: dict[frozenset[int], list[int]] = {}
        self._by_members: dict[tuple[int, ...], list[int]] = {}
        self._by_total: dict[int, list[FoundSum]] = {}

    @property
    def order(self) -> Ints:
        """The free positions in order."""
        return np.array(sorted(self.free), dtype=np.int64)

    @property
    def prior(self) -> Prior:
        """What is known before any figure is looked at."""
        flags = np.zeros(self._blocks.size, dtype=np.bool_)
        flags[list(self.totals)] = True
        return Prior(self._naming, self._blocks, flags)

    @cached_property
    def _naming(self) -> Floats:
        bits = np.full(self._blocks.size, np.log2(max(2, self.used.size)) + 1.0)
        bits[self._named] = _NAMED
        return bits

    def accept(self, families: Sequence[Family], how: str, shared: bool = False) -> bool:
        """Take the best claims one after the other; whether there were any.

        Parts may not serve two totals at once, unless they are `shared`.
        """
        taken: dict[int, tuple[int, tuple[int, ...]]] = {}
        before = len(self.found)
        for claim in sorted(self._good(families), key=lambda claim: -claim.bits):
            basis = self._basis(claim.members)
            if (not shared and _is_used(claim, taken)) or self._is_known(claim, basis):
                continue
            if how != "beside" and self._is_restated(claim.total):
                continue
            self._note(self._described(claim, how), basis)
            taken.update(dict.fromkeys(claim.members, (claim.total, claim.members)))
            self.totals.add(claim.total)
        self.free -= taken.keys()
        return len(self.found) > before

    def _note(self, found: FoundSum, basis: frozenset[int]) -> None:
        """Keep a sum, and by what it can be met again."""
        self.found.append(found)
        self._bases.setdefault(found.total, basis)
        self._by_basis.setdefault(basis, []).append(found.total)
        self._by_members.setdefault(found.members, []).append(found.total)
        self._by_total.setdefault(found.total, []).append(found)

    def _good(self, families: Sequence[Family]) -> list[_Claim]:
        claims = []
        for family, sums in families:
            score, holds, fails, spans = evidence(self.grid, family, sums)
            for at in np.flatnonzero((score >= _ACCEPT) & (holds >= _OFTEN * fails)).tolist():
                total = int(family.totals[at])
                claims.append(_Claim(float(score[at]), total, self._trimmed(total, family.members(at)), spans[at]))
        return claims

    def _trimmed(self, total: int, members: tuple[int, ...]) -> tuple[int, ...]:
        """The parts without those at the ends of a run that hardly ever have a figure where the total has one."""
        lines = self.grid.known[total]
        often = self.grid.known[list(members)][:, lines].mean(axis=1) >= _SPARSE
        kept = np.flatnonzero(often)
        return tuple(sorted(members[kept[0] : kept[-1] + 1])) if kept.size > 1 else tuple(sorted(members))

    def _described(self, claim: _Claim, how: str) -> FoundSum:
        parts = np.array(claim.members, dtype=np.int64)
        one = Claims(parts, np.array([claim.total]), np.array([0]), np.array([parts.size]), np.zeros(1))
        held, failed, _ = holding(self.grid, one, Sums(self.grid, parts))
        lines, fails = (tuple(np.flatnonzero(flags[0] & claim.span).tolist()) for flags in (held, failed))
        return FoundSum(self.axis, claim.total, claim.members, lines, fails, claim.bits, how)

    def _basis(self, members: tuple[int, ...]) -> frozenset[int]:
        """The entries that parts come down to, totals among them replaced by what they sum up."""
        out: set[int] = set()
        for member in members:
            out |= self._bases.get(member, {member})
        return frozenset(out)

    def _is_known(self, claim: _Claim, basis: frozenset[int]) -> bool:
        """Whether a claim says nothing new: it shares parts with another of its total, or comes down to the same entries."""
        total, members = claim.total, claim.members
        if any(other == total or abs(other - total) > 1 for other in self._by_basis.get(basis, ())):
            return True
        return (
            any(abs(other - total) > 1 for other in self._by_members.get(members, ()))
            or any(not set(found.members).isdisjoint(members) for found in self._by_total.get(total, ()))
            or any(total in found.members for member in members for found in self._by_total.get(member, ()))
        )

    def _is_restated(self, total: int) -> bool:
        """Whether a total only repeats the figures of another total that has its sum already."""
        known = self.grid.known[total]
        mine = self.grid.values[total][known]
        return any(abs(at - total) > 1 and np.array_equal(self.grid.values[at][known], mine) for at in self.totals - {total})


def _is_used(claim: _Claim, taken: Mapping[int, tuple[int, tuple[int, ...]]]) -> bool:
    """Whether a part is used by another total already; a total printed twice side by side is stated twice."""
    others = [taken[member] for member in claim.members if member in taken]
    return any(members != claim.members or abs(total - claim.total) > 1 for total, members in others)
