"""The columns of a table in the character grid: rows are aligned piece by piece, as sequences are, whatever pushed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low

from extract.text.layout_words import Piece

_BLANK = 0.6
_NEW = 4.0
_NEW_OVER = 4.0
_OTHER_KIND = 2.0
_SHIFT = 0.3
_APART = 1.0
_MOST_COLUMNS = 60
_SELDOM = 8

Span = tuple[int, int, bool]
"""Where a column begins and ends, and whether it holds figures."""


@dataclass
class Column:
    """A column being learned: where its pieces begin and end, and how many of them are figures."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    figures: int = 0

    def add(self, piece: Piece) -> None:
        self.starts.append(piece.start)
        self.ends.append(piece.end)
        self.figures += piece.figure

    @property
    def span(self) -> tuple[int, int]:
        return median_low(self.starts), median_low(self.ends)


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the table: `start` and `end` in the character grid, and whether it holds figures."""

    start: int
    end: int
    figures: bool

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def find_columns(rows: Sequence[Sequence[Piece]]) -> list[Slot]:
    """The columns in which the pieces of some rows stand, from left to right; [] where there are more than a table has."""
    if not rows:
        return []
    order = sorted(range(len(rows)), key=lambda at: (-sum(piece.figure for piece in rows[at]), -len(rows[at])))
    columns = [Column() for _ in rows[order[0]]]
    if len(columns) > _MOST_COLUMNS:
        return []
    filled: dict[int, list[Column]] = {}
    for at in order:
        filled[at] = _added(columns, rows[at]) if filled else _seeded(columns, rows[at])
        if len(columns) > _MOST_COLUMNS:
            return []
    together = _together(columns, list(filled.values()))
    kept = _merged(columns, together, 1 + len(rows) // _SELDOM)
    return [Slot(*column.span, 2 * column.figures >= len(column.starts)) for column in kept]


def align(slots: Sequence[Slot], pieces: Sequence[Piece]) -> list[int | None]:
    """For each piece of a row its column; None for one that fits none. Columns rise from piece to piece."""
    return _matched([(slot.start, slot.end, slot.figures) for slot in slots], pieces, _NEW * 3)


def _matched(spans: Sequence[Span], pieces: Sequence[Piece], new: float) -> list[int | None]:
    """Figures stand in order where there are as many as columns of figures, however far a dump has pushed them."""
    figures = [at for at, (_, _, figure) in enumerate(spans) if figure]
    if figures and sum(piece.figure for piece in pieces) == len(figures):
        return _around(spans, pieces, figures, new)
    return _best(spans, pieces, new)


def _around(spans: Sequence[Span], pieces: Sequence[Piece], figures: Sequence[int], new: float) -> list[int | None]:
    """Figures in the columns of figures, in order; the words between them in those between where they fit."""
    out: list[int | None] = []
    first = 0
    for column in [*figures, len(spans)]:
        until = next((at for at in range(len(out), len(pieces)) if pieces[at].figure), len(pieces))
        between = _best(spans[first:column], pieces[len(out) : until], new)
        out += [None if at is None else at + first for at in between]
        out += [column] if until < len(pieces) else []
        first = column + 1
    return out


def _seeded(columns: Sequence[Column], pieces: Sequence[Piece]) -> list[Column]:
    for column, piece in zip(columns, pieces, strict=True):
        column.add(piece)
    return list(columns)


def _added(columns: list[Column], pieces: Sequence[Piece]) -> list[Column]:
    """Align one row with the columns known, open new ones where it needs them, and say which it fills."""
    spans = [(*column.span, 2 * column.figures >= len(column.starts)) for column in columns]
    found = _matched(spans, pieces, _NEW)
    out: list[Column] = []
    left = 0
    known = list(columns)
    for piece, at in zip(pieces, found, strict=True):
        if at is None:
            column = Column()
            columns.insert(columns.index(known[left - 1]) + 1 if left else columns.index(known[0]), column)
            while out and columns.index(out[-1]) > columns.index(column):
                columns.remove(column)
                columns.insert(columns.index(out[-1]) + 1, column)
        else:
            column, left = known[at], at + 1
        column.add(piece)
        out.append(column)
    return out


def _best(spans: Sequence[Span], pieces: Sequence[Piece], new: float) -> list[int | None]:
    """The cheapest way to lay pieces into columns in order; None for a piece that opens a column of its own."""
    width = len(spans)
    costs = [[_BLANK * at for at in range(width + 1)]]
    steps: list[list[str]] = [["skip"] * (width + 1)]
    for piece in pieces:
        lone = new + (_NEW_OVER if any(min(piece.end, e) > max(piece.start, s) for s, e, _ in spans) else 0)
        row, step = [costs[-1][0] + lone], ["new"]
        for at in range(1, width + 1):
            options = (
                (costs[-1][at - 1] + _cost(piece, spans[at - 1]), "match"),
                (costs[-1][at] + lone, "new"),
                (row[at - 1] + _BLANK, "skip"),
            )
            cost, how = min(options)
            row.append(cost)
            step.append(how)
        costs.append(row)
        steps.append(step)
    found: list[int | None] = []
    at, index = width, len(pieces)
    while index:
        how = steps[index][at]
        if how == "skip":
            at -= 1
            continue
        found.append(at - 1 if how == "match" else None)
        at -= how == "match"
        index -= 1
    return found[::-1]


def _cost(piece: Piece, span: Span) -> float:
    start, end, figures = span
    shift = min(abs(piece.start - start), abs(piece.end - end), abs(piece.middle - (start + end) / 2))
    apart = max(start - piece.end, piece.start - end, 0)
    return _SHIFT * shift + _APART * apart + _OTHER_KIND * (piece.figure != figures)


def _together(columns: Sequence[Column], rows: Sequence[Sequence[Column]]) -> dict[tuple[int, int], int]:
    """How often two columns are filled side by side in one row, by their indexes."""
    at = {id(column): index for index, column in enumerate(columns)}
    times: dict[tuple[int, int], int] = {}
    for row in rows:
        for a, b in pairwise(row):
            key = (at[id(a)], at[id(b)])
            times[key] = times.get(key, 0) + 1
    return times


def _merged(columns: Sequence[Column], together: dict[tuple[int, int], int], fewest: int) -> list[Column]:
    """Columns of words that no row fills side by side with the one before are that one: labels at different indents."""
    out: list[Column] = []
    kept: list[int] = []
    for at, column in enumerate(columns):
        words = 2 * column.figures < len(column.starts)
        last = out[-1] if out else None
        alone = last is not None and 2 * last.figures < len(last.starts) and words and together.get((kept[-1], at), 0) < fewest
        if last is not None and alone:
            last.starts += column.starts
            last.ends += column.ends
            last.figures += column.figures
        else:
            out.append(column)
            kept.append(at)
    return out
