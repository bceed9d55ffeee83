"""A sum found in the numbers, line by line as claims; those that are plainly exact are told in whole numbers, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from check.finder import Axis, FoundSum, find_sums
from check.finder_grid import grid_of, whole_grid
from check.intervals import can_round
from check.many import many
from check.view import View
from schemas import CellRef, Quantity, Relation, Term

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

    def exact(self, total: int, members: Ints, lines: Ints) -> tuple[list[int], list[bool]]:
        """Per line the slack of a sum that has all its parts, in one unit, and is exact (else -1); and whether it tells."""
        cells = np.ix_(lines, members)
        values, units, unit = self.values[cells], self.units[cells], self.units[lines, total]
        plain = (unit >= 0) & (units == unit[:, None]).all(axis=1) & (values.sum(axis=1) == self.values[lines, total])
        slack = self.quanta[lines, total] + self.quanta[cells].sum(axis=1)
        return np.where(plain, slack, -1).tolist(), ((values != 0).sum(axis=1) > 1).tolist()


class Board:
    """The figures of a table that may be added up, by place (row, column)."""

    def __init__(self, view: View, figures: Mapping[Spot, Quantity]) -> None:
        rows, columns = len(view.table.rows), len(view.table.columns)
        count = len(figures)
        at = tuple(np.fromiter(chain.from_iterable(figures), dtype=np.int64, count=2 * count).reshape(count, 2).T)
        numbers, terms = np.full((rows, columns), None), np.full((rows, columns), None)
        numbers[at] = np.fromiter(figures.values(), dtype=object, count=count)
        terms[at] = np.fromiter(map(view.terms.__getitem__, figures), dtype=object, count=count)
        self._numbers: dict[Axis, Objects] = {"row": numbers, "column": numbers.T}
        self._terms: dict[Axis, Objects] = {"row": terms, "column": terms.T}
        decimals = [0 if quantity.quantum == _WHOLE else _decimals(quantity) for quantity in figures.values()]
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
        lines = np.array([*found.lines, *found.fails], dtype=np.int64)
        members = np.array(found.members, dtype=np.int64)
        plain, numbers, terms = self._plain[found.axis], self._numbers[found.axis], self._terms[found.axis]
        slacks, tell = plain.exact(found.total, members, lines) if plain else ([-1] * lines.size, [False] * lines.size)
        parts = terms[np.ix_(lines, members)].tolist()
        stated, targets = numbers[lines, found.total].tolist(), terms[lines, found.total].tolist()
        whole = [at for at, slack in enumerate(slacks) if slack >= 0]
        exact = iter(_relations([targets[at].ref for at in whole], [tuple(parts[at]) for at in whole], why))
        for at, line in enumerate(lines.tolist()):
            if slacks[at] >= 0:
                yield Claim(next(exact), stated[at], (), tell[at], slacks[at])
            elif stated[at] is not None:
                claim = _claim(stated[at], targets[at], numbers[line, members], parts[at], why)
                if claim is not None:
                    yield claim


def _relations(targets: Sequence[CellRef], terms: Sequence[tuple[Term, ...]], why: str) -> list[Relation]:
    """The relations of one found sum, by their targets and terms."""
    same = {"rule": repeat("HG105"), "kind": repeat("sum"), "origin": repeat("numbers"), "why": repeat(why)}
    return many(Relation, len(targets), {**same, "target": targets, "terms": terms})


def _wholes(figures: Mapping[Spot, Quantity], at: tuple[Ints, ...], shape: tuple[int, int]) -> _Wholes | None:
    """Figures as whole numbers; None where one is a fraction or too large."""
    exact = [q.value or _NIL for q in figures.values()]
    if not all(map(_WHOLE.same_quantum, exact)):
        return None
    printed = list(map(int, exact))
    if max(*printed, -min(printed)) > _ROOM // len(printed):
        return None
    codes = {unit: code for code, unit in enumerate({q.unit for q in figures.values()})}
    values, quanta = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    units = np.full(shape, -1, dtype=np.int64)
    values[at] = printed
    quanta[at] = [0 if _is_counted(q) or not can_round(q) else int(q.quantum or 0) for q in figures.values()]
    units[at] = [codes[q.unit] for q in figures.values()]
    return _Wholes(values, quanta, units)


def _is_counted(quantity: Quantity) -> bool:
    """Whether a whole figure is in a base unit that is no percentage: nothing of it can be rounded."""
    value, unit = quantity.value, quantity.unit
    same = bool(value) and value is quantity.base_value
    return same and quantity.quantum == _WHOLE and not (unit or "%").startswith("%")


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
