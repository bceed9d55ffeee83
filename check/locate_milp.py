"""The smallest sets of figures whose change lets all edits hold (Fellegi and Holt), by mixed integer programming (HiGHS)."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from check.locate_book import Edit, Values

Weights = Mapping[Hashable, float]
_SECONDS = 2.0
_STRICT = 1e-6
_ROOM = 1e-7
_SAME = 1e-6
_REACH = 10.0  # a figure may become so many times as large as the largest one


def smallest_sets(
    edits: Sequence[Edit], values: Values, weights: Weights | None = None, fixed: Collection[Hashable] = (), limit: int = 8
) -> list[frozenset[Hashable]]:
    """All sets of least weight whose figures can be changed so that every edit holds, at most `limit`, the first found first.

    A figure that an edit names and `values` lacks may take any value and counts for nothing. Empty if no change helps.
    """
    problem = _Problem(edits, values, weights or {}, fixed)
    found: list[frozenset[Hashable]] = []
    least: float | None = None
    while len(found) < limit:
        solution = problem.solve(found)
        if solution is None:
            break
        chosen, cost = solution
        if least is not None and cost > least + 1e-6:
            break
        least = cost
        found.append(chosen)
        if not chosen:
            break
    return found


def determined(edits: Sequence[Edit], values: Values) -> dict[Hashable, float]:
    """The missing figures to which the edits leave one value only, with that value."""
    keys = list(dict.fromkeys(key for edit in edits for key, _ in edit.terms))
    missing = [key for key in keys if key not in values]
    pinned = [Edit(((key, Fraction(1)),), values[key], values[key]) for key in keys if key in values]
    rows = _matrix([*edits, *pinned], keys)
    found: dict[Hashable, float] = {}
    for key in missing:
        objective = np.array([float(other == key) for other in keys])
        ends = [milp(sign * objective, constraints=rows, bounds=Bounds(-np.inf, np.inf)) for sign in (1.0, -1.0)]
        if all(end.status == 0 for end in ends) and abs(ends[0].fun + ends[1].fun) < _SAME:
            found[key] = float(ends[0].fun)
    return found


def rounded_apart(edits: Sequence[Edit], values: Values, most: int = 2) -> dict[Hashable, float] | None:
    """The figures nearest to those printed under which all edits hold, each changed by at most `most` whole units; None if none.

    This tells whether rounding alone can explain that several edits fail together.
    """
    keys = list(values)
    ups, downs = len(keys), 2 * len(keys)
    shape = _matrix(edits, keys)
    printed = np.array([float(values[key]) for key in keys])
    wide = np.hstack([shape.A, -shape.A])
    moved = shape.A @ printed
    answer: Any = milp(
        np.ones(downs),
        constraints=LinearConstraint(wide, shape.lb - moved, shape.ub - moved),
        integrality=np.ones(downs),
        bounds=Bounds(0, most),
        options={"time_limit": _SECONDS},
    )
    if answer.status != 0 or answer.x is None:
        return None
    change = np.round(answer.x[:ups] - answer.x[ups:])
    return dict(zip(keys, (printed + change).tolist(), strict=True))


@contextmanager
def _quiet() -> Iterator[None]:
    """Send what HiGHS prints past its own switch nowhere: standard output is for what hapgye writes."""
    try:
        sys.stdout.flush()
        flush = ctypes.CDLL(None).fflush
        flush(None)
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except (OSError, AttributeError, TypeError, ValueError):  # no such library or no standard output here
        yield
        return
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        flush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _matrix(edits: Sequence[Edit], keys: Sequence[Hashable]) -> LinearConstraint:
    at = {key: index for index, key in enumerate(keys)}
    rows = np.zeros((len(edits), len(keys)))
    for row, edit in zip(rows, edits, strict=True):
        for key, coefficient in edit.terms:
            row[at[key]] += float(coefficient)
    room = [_STRICT if edit.strict else 0.0 for edit in edits]
    low = [-np.inf if e.low is None else float(e.low) + r for e, r in zip(edits, room, strict=True)]
    high = [np.inf if e.high is None else float(e.high) - r for e, r in zip(edits, room, strict=True)]
    return LinearConstraint(rows, np.array(low), np.array(high))


class _Problem:
    """Variables are the new figure, scaled, and a 0/1 for each printed one that tells whether it is changed."""

    def __init__(self, edits: Sequence[Edit], values: Values, weights: Weights, fixed: Collection[Hashable]) -> None:
        self.keys = list(dict.fromkeys(key for edit in edits for key, _ in edit.terms))
        self.printed = [key for key in self.keys if key in values]
        self._at = {key: at for at, key in enumerate(self.keys)}
        sizes = [abs(values[key]) for key in self.printed] + [abs(b) for e in edits for b in (e.low, e.high) if b is not None]
        self._scale = max(1.0, *(float(size) for size in sizes)) if sizes else 1.0
        self._cost = np.r_[np.zeros(len(self.keys)), [float(weights.get(key, 1.0)) for key in self.printed]]
        self._edits = self._rows(edits)
        self._links = self._linked(values)
        upper = [0.0 if key in fixed else 1.0 for key in self.printed]
        self._bounds = Bounds(
            np.r_[np.full(len(self.keys), -_REACH), np.zeros(len(self.printed))], np.r_[np.full(len(self.keys), _REACH), upper]
        )

    def solve(self, seen: Sequence[frozenset[Hashable]]) -> tuple[frozenset[Hashable], float] | None:
        """The best set that contains none of those seen, with its weight."""
        constraints = [self._edits, *self._links, *([self._unlike(seen)] if seen else [])]
        integrality = np.r_[np.zeros(len(self.keys)), np.ones(len(self.printed))]
        with _quiet():
            answer: Any = self._answer(constraints, integrality)
        if answer.status != 0 or answer.x is None:
            return None
        flags = answer.x[len(self.keys) :] > 0.5
        return frozenset(key for key, flag in zip(self.printed, flags, strict=True) if flag), float(answer.fun)

    def _answer(self, constraints: Sequence[LinearConstraint], integrality: Any) -> Any:
        return milp(
            self._cost,
            constraints=constraints,
            integrality=integrality,
            bounds=self._bounds,
            options={"time_limit": _SECONDS},
        )

    def _rows(self, edits: Sequence[Edit]) -> LinearConstraint:
        rows = csr_array((len(edits), len(self._cost))).tolil()
        low, high = np.full(len(edits), -np.inf), np.full(len(edits), np.inf)
        for at, edit in enumerate(edits):
            for key, coefficient in edit.terms:
                rows[at, self._at[key]] += float(coefficient)
            room = -_STRICT if edit.strict else _ROOM
            low[at] = -np.inf if edit.low is None else float(edit.low) / self._scale - room
            high[at] = np.inf if edit.high is None else float(edit.high) / self._scale + room
        return LinearConstraint(rows.tocsr(), low, high)

    def _linked(self, values: Mapping[Hashable, Any]) -> list[LinearConstraint]:
        """An unchanged figure keeps its value: |new - printed| <= reach x flag."""
        count = len(self.printed)
        flags = np.arange(count) + len(self.keys)
        figures = np.array([self._at[key] for key in self.printed], dtype=np.int64)
        printed = np.array([float(values[key]) for key in self.printed]) / self._scale
        lines = np.arange(count)
        out = []
        for sign in (1.0, -1.0):
            data = np.r_[np.full(count, sign), np.full(count, -2 * _REACH)]
            matrix = csr_array((data, (np.r_[lines, lines], np.r_[figures, flags])), shape=(count, len(self._cost)))
            out.append(LinearConstraint(matrix, np.full(count, -np.inf), sign * printed))
        return out

    def _unlike(self, seen: Sequence[frozenset[Hashable]]) -> LinearConstraint:
        rows = []
        for chosen in seen:
            row = np.zeros(len(self._cost))
            for at, key in enumerate(self.printed):
                row[len(self.keys) + at] = key in chosen
            rows.append(csr_array(row.reshape(1, -1)))
        return LinearConstraint(
            vstack(rows).tocsr(), np.full(len(seen), -np.inf), np.array([len(chosen) - 1.0 for chosen in seen])
        )
