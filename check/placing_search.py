"""The search for the placement of open rows under a total: the only one under which every column adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import le, sub
from typing import NamedTuple

Placement = tuple[int, ...]
Left = tuple[Decimal, ...]
Share = tuple[Placement, Left]
_MOST_STEPS = 200_000
_FEWEST_TELLING = 2


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Open rows under one total: what is left for them in each column, how far off it may be, and where they can stand."""

    left: dict[int, Decimal]
    slack: dict[int, Decimal]
    values: tuple[tuple[Decimal, ...], ...]
    options: tuple[tuple[Placement, ...], ...]


@dataclass(slots=True)
class Budget:
    """How many steps are left for the search in one table."""

    steps: int = _MOST_STEPS

    def allows(self, steps: int) -> bool:
        """Take steps from the budget; whether there were as many."""
        self.steps -= steps
        return not self.spent

    @property
    def spent(self) -> bool:
        """Whether no steps are left."""
        return self.steps < 0


class _Way(NamedTuple):
    """In how many ways a state is reached, and of one of them the last option and the way before it."""

    ways: int
    option: Placement = ()
    before: _Way | None = None


def whole(puzzle: Puzzle) -> Puzzle | None:
    """The puzzle with every column."""
    return puzzle


def telling(puzzle: Puzzle) -> Puzzle | None:
    """The puzzle without the columns in which every placement puts the same: a wrong total there speaks against none of them.

    None where fewer than two columns with figures are left to tell the placements apart.
    """
    left = {column: value for column, value in puzzle.left.items() if not _settled(puzzle, column)}
    if sum(value != 0 for value in left.values()) < _FEWEST_TELLING:
        return None
    return replace(puzzle, left=left)


def _settled(puzzle: Puzzle, column: int) -> bool:
    """Whether every placement of every row has the same figure of its row, or none, in a column."""
    return all(len({option.index(column) if column in option else None for option in options}) == 1 for options in puzzle.options)


def only_solution(puzzle: Puzzle, budget: Budget) -> tuple[Placement, ...] | None:
    """The placement of all rows under which every column adds up; None if there is none, several, or too much to search.

    Rows are taken one after the other; what is left in the columns must be within what the rows to come can fill. Ways
    that leave the same are one state, with the number of ways to it.
    """
    if not budget.allows(sum(map(len, puzzle.options))):
        return None
    columns = tuple(puzzle.left)
    rows = [_shares(options, values, columns) for options, values in zip(puzzle.options, puzzle.values, strict=True)]
    bounds = _bounds(rows, tuple(puzzle.slack[column] for column in columns))
    states = {tuple(puzzle.left.values()): _Way(1)}
    for row, (low, high) in zip(rows, bounds, strict=True):
        if not budget.allows(len(states) * len(row)):
            return None
        states = _next_states(states, row, low, high)
    if sum(way.ways for way in states.values()) != 1:
        return None
    (way,) = states.values()
    return _options(way)


def _options(way: _Way) -> tuple[Placement, ...]:
    """The options of all rows in order."""
    out: list[Placement] = []
    while way.before is not None:
        out.append(way.option)
        way = way.before
    return tuple(reversed(out))


def _next_states(states: Mapping[Left, _Way], row: Sequence[Share], low: Left, high: Left) -> dict[Left, _Way]:
    """What each way of placing a row leaves of each state, within bounds."""
    out: dict[Left, _Way] = {}
    for left, way in states.items():
        for option, share in row:
            rest = tuple(map(sub, left, share))
            if all(map(le, low, rest)) and all(map(le, rest, high)):
                known = out.get(rest)
                out[rest] = _Way(way.ways + (known.ways if known else 0), option, way)
    return out


def _shares(options: Sequence[Placement], values: Sequence[Decimal], columns: Sequence[int]) -> list[Share]:
    """Each option of a row with what it takes of each column's total."""
    taken = ((option, dict(zip(option, values, strict=True))) for option in options)
    return [(option, tuple(at.get(column, Decimal(0)) for column in columns)) for option, at in taken]


def _bounds(rows: Sequence[Sequence[Share]], slack: Left) -> list[tuple[Left, Left]]:
    """For each row the least and the most that may be left of every column behind it: what the rows to come can take."""
    low, high = tuple(-value for value in slack), slack
    out = [(low, high)]
    for row in reversed(rows[1:]):
        taken = list(zip(*(share for _, share in row), strict=True))
        low = tuple(a + min(column) for a, column in zip(low, taken, strict=True))
        high = tuple(a + max(column) for a, column in zip(high, taken, strict=True))
        out.append((low, high))
    return out[::-1]
