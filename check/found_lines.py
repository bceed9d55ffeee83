"""A sum found in the numbers, line by line as claims; those that are plainly exact are told in whole numbers, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from check.finder import Axis, FoundSum, find_sums
from check.finder_grid import grid_of, whole_grid
from check.intervals import can_round
from check.view import View
from schemas import Quantity, Relation, Term

Spot = tuple[int, int]
Ints = npt.NDArray[np.int64]
Objects = npt.NDArray[Any]
_BITS = 12.0  # of evidence, before a sum is spoken of
_NIL, _WHOLE = Decimal(0), Decimal(1)
_ROOM = 2**61  # sums of all absolute values stay below this


class Claim(NamedTuple):
    """A found sum in one line.

    `parts` are its figures with their signs, none where it is known to be exact; then `slack` is the sum of the quanta of
    those of its figures that may be rounded. `tells` is whether two or more parts are not zero.
    """

    relation: Relation
    stated: Quantity
    parts: Sequence[tuple[int, Quantity]]
    tells: bool
    slack: int | None = None


@dataclass(frozen=True, slots=True)
class _Wholes:
    """Whole figures of shape (lines, positions): their values, the quanta of those that may be rounded, a number for each unit.

    A place without a figure has the unit -1.
    """

    values: Ints
    quanta: Ints
    units: Ints

    def turned(self) -> _Wholes:
        """The same figures with lines and positions exchanged."""
        return _Wholes(self.values.T.copy(), self.quanta.T.copy(), self.units.T.copy())

    def exact(self, total: int, members: Sequence[int], lines: Sequence[int]) -> tuple[list[int], list[bool]]:
        """Per line the slack of a sum that has all its parts, in one unit, and is exact (else -1); and whether it tells."""
        rows, parts = np.asarray(lines, dtype=np.int64), np.asarray(members, dtype=np.int64)
        values, units = self.values[np.ix_(rows, parts)], self.units[np.ix_(rows, parts)]
        unit = self.units[rows, total]
        plain = (unit >= 0) & (units == unit[:, None]).all(axis=1) & (values.sum(axis=1) == self.values[rows, total])
        slack = self.quanta[rows, total] + self.quanta[np.ix_(rows, parts)].sum(axis=1)
        return np.where(plain, slack, -1).tolist(), ((values != 0).sum(axis=1) > 1).tolist()


class Board:
    """The figures of a table that may be added up, by place (row, column)."""

    def __init__(self, view: View, figures: Mapping[Spot, Quantity]) -> None:
        rows, columns = len(view.table.rows), len(view.table.columns)
        at = tuple(np.array(list(figures), dtype=np.int64).T)
        numbers, terms = np.full((rows, columns), None), np.full((rows, columns), None)
        numbers[at] = list(figures.values())
        parts = view.terms
        terms[at] = [parts[place] for place in figures]
        self._numbers: dict[Axis, Objects] = {"row": numbers, "column": numbers.T}
        self._terms: dict[Axis, Objects] = {"row": terms, "column": terms.T}
        decimals = [_decimals(quantity) for quantity in figures.values()]
        wholes = _wholes(figures, at, (rows, columns)) if max(decimals, default=0) <= 0 else None
        self._plain: dict[Axis, _Wholes | None] = {"row": wholes, "column": wholes and wholes.turned()}
        if wholes is not None:
            self._grid = whole_grid(wholes.values, at, decimals)
        else:
            printed = {at: (q.value or _NIL, n) for (at, q), n in zip(figures.items(), decimals, strict=True)}
            self._grid = grid_of(printed, rows, columns)

    def sums(self) -> list[FoundSum]:
        """The sums that the figures bear out."""
        return [found for found in find_sums(self._grid, thorough=False) if found.bits >= _BITS]

    def claims(self, found: FoundSum, why: str) -> Iterator[Claim]:
        """A found sum in each line where it holds or fails, lines left out where fewer than two parts have figures."""
        lines, members = [*found.lines, *found.fails], list(found.members)
        plain, numbers, terms = self._plain[found.axis], self._numbers[found.axis], self._terms[found.axis]
        slacks, tell = plain.exact(found.total, members, lines) if plain else ([-1] * len(lines), [False] * len(lines))
        parts = terms[np.ix_(lines, members)].tolist()
        totals = zip(lines, numbers[lines, found.total].tolist(), terms[lines, found.total].tolist(), strict=True)
        for at, (line, stated, target) in enumerate(totals):
            if slacks[at] >= 0:
                relation = Relation("HG105", "sum", "numbers", target.ref, tuple(parts[at]), why)
                yield Claim(relation, stated, (), tell[at], slacks[at])
            elif stated is not None:
                claim = _claim(stated, target, numbers[line, members], parts[at], why)
                if claim is not None:
                    yield claim


def _wholes(figures: Mapping[Spot, Quantity], at: tuple[Ints, ...], shape: tuple[int, int]) -> _Wholes | None:
    """Figures as whole numbers; None where one is a fraction or too large."""
    exact = [q.value or _NIL for q in figures.values()]
    if not all(value.same_quantum(_WHOLE) for value in exact):
        return None
    printed = [int(value) for value in exact]
    if max(*printed, -min(printed)) > _ROOM // len(printed):
        return None
    codes: dict[str | None, int] = {}
    values, quanta = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    units = np.full(shape, -1, dtype=np.int64)
    values[at] = printed
    quanta[at] = [int(q.quantum or 0) if can_round(q) else 0 for q in figures.values()]
    units[at] = [codes.setdefault(q.unit, len(codes)) for q in figures.values()]
    return _Wholes(values, quanta, units)


def _claim(
    stated: Quantity, target: Term, numbers: Iterable[Quantity | None], terms: Iterable[Term | None], why: str
) -> Claim | None:
    """The claim in one line; None where fewer than two parts have figures there, or their units differ."""
    parts = [(t, q) for t, q in zip(terms, numbers, strict=True) if t is not None and q is not None]
    if len(parts) < 2 or any(number.unit != stated.unit for _, number in parts):
        return None
    relation = Relation("HG105", "sum", "numbers", target.ref, tuple(term for term, _ in parts), why)
    return Claim(relation, stated, [(1, q) for _, q in parts], sum(bool(q.value) for _, q in parts) > 1)


def _decimals(quantity: Quantity) -> int:
    """How many decimals a number is printed with; below 0 where it is printed to tens or hundreds."""
    step = quantity.quantum or quantity.value or _WHOLE
    if step == _WHOLE:
        return 0
    exponent = step.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
