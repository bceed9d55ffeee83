"""The header of a table in the character grid: names over single columns, wrapped or not, and groups over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.text_layout_columns import Slot
from extract.text_layout_words import Piece, Printed, width
from extract.text_words import LABEL, folded
from schemas import Place, RawCell

_NEAR = 3.0
_MOST_GROUPS = 30
_ALONE = 1.0


@dataclass(frozen=True, slots=True)
class _Name:
    """A header piece over the columns `first` to `last`, from line `line` of the header."""

    text: str
    first: int
    last: int
    line: int
    place: Place


def header_cells(lines: Sequence[Printed], slots: Sequence[Slot], labels: int) -> tuple[list[RawCell], int]:
    """The header's cells over the columns `slots`, and how many rows they take: 0 without a header, else one a level."""
    names = _names(lines, slots)
    if not names:
        return [], 0
    groups = [name for name in names if name.last > name.first]
    rows = 1 + _depth(groups)
    cells = [_group_cell(group, groups) for group in groups]
    for column in range(len(slots)):
        stack = [name for name in names if name.first == name.last == column]
        cells += _column_cells(column, stack, groups, rows)
    cells = _over_labels(cells, labels, rows)
    return sorted(cells, key=lambda cell: (cell.row, cell.column)), rows


def header_slots(lines: Sequence[Printed], slots: Sequence[Slot]) -> list[Slot]:
    """The columns, and those that only the header names: pieces of it that stand clear of all others (비고)."""
    out = list(slots)
    for line in lines[-2:]:
        for piece in line.pieces if len(line.pieces) > 1 else ():
            end = piece.start + width(piece.text)
            if piece.start > out[-1].end + _NEAR and len(line.pieces) > len(out) / 2:
                out.append(Slot(piece.start, end, figures=False))
    return out


def _depth(groups: Sequence[_Name]) -> int:
    """How many levels of groups stand one above the other."""
    best = 0
    for group in groups:
        best = max(best, 1 + _level(group, groups))
    return best


def _level(group: _Name, groups: Sequence[_Name]) -> int:
    """How many groups stand above a group."""
    above = [g for g in groups if g.line < group.line and g.first <= group.first and group.last <= g.last]
    return 1 + max(_level(g, groups) for g in above) if above else 0


def _group_cell(group: _Name, groups: Sequence[_Name]) -> RawCell:
    return RawCell(
        _level(group, groups), group.first, group.text, colspan=group.last - group.first + 1, place=group.place, header=True
    )


def _column_cells(column: int, stack: Sequence[_Name], groups: Sequence[_Name], rows: int) -> list[RawCell]:
    """The cell of a single column below the groups over it; its wrapped lines are one text."""
    if not stack:
        return []
    over = [g for g in groups if g.first <= column <= g.last]
    top = max((1 + _level(g, groups) for g in over), default=0)
    text = " ".join(name.text for name in stack)
    return [RawCell(top, column, text, rowspan=rows - top, place=stack[0].place, header=True)]


def _over_labels(cells: list[RawCell], labels: int, rows: int) -> list[RawCell]:
    """A single name over the label columns (구분) stands over all of them."""
    inside = [cell for cell in cells if cell.column < labels]
    if labels < 2 or len(inside) != 1 or inside[0].colspan > 1:
        return cells
    name = inside[0]
    wide = RawCell(0, 0, name.text, rows, labels, name.place, header=True)
    return [wide, *(cell for cell in cells if cell is not name)]


def _names(lines: Sequence[Printed], slots: Sequence[Slot]) -> list[_Name]:
    """The header's pieces with the columns they stand over, from top to bottom; found from the bottom up."""
    named: set[int] = set()
    out: list[_Name] = []
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        place = Place(line.line.page, line.line.number)
        pieces = [part for piece in line.pieces for part in _parts(piece, slots, named)]
        found = _over(pieces, slots, named)
        out += [_Name(piece.text, a, b, at, place) for piece, (a, b) in zip(pieces, found, strict=True)]
        named |= {column for a, b in found for column in range(a, b + 1)}
    return sorted(out, key=lambda name: (name.line, name.first))


def _parts(piece: Piece, slots: Sequence[Slot], named: set[int]) -> list[Piece]:
    """Words one blank apart that stand over columns of their own, which nothing below names, are names of their own."""
    if len(piece.words) < 2:
        return [piece]
    homes = [_nearest(start + width(text) / 2, slots) for text, start in piece.words]
    if len(set(homes)) < 2 or any(home in named for home in homes):
        return [piece]
    apart = all(_inside(text, start, slots[home]) for (text, start), home in zip(piece.words, homes, strict=True))
    if not apart:
        return [piece]
    out: list[Piece] = []
    for (text, start), home in zip(piece.words, homes, strict=True):
        if out and home == _nearest(out[-1].middle, slots):
            last = out[-1]
            out[-1] = Piece(f"{last.text} {text}", last.start, start + len(text), False, (*last.words, (text, start)))
        else:
            out.append(Piece(text, start, start + len(text), False, ((text, start),)))
    return out


def _inside(text: str, start: int, slot: Slot) -> bool:
    return start + width(text) > slot.start - 1 and start < slot.end + 1


def _nearest(x: float, slots: Sequence[Slot]) -> int:
    return min(range(len(slots)), key=lambda at: abs(slots[at].middle - x))


def _over(pieces: Sequence[Piece], slots: Sequence[Slot], named: set[int]) -> list[tuple[int, int]]:
    """First and last column of each piece of one line: the cheapest way to lay them over columns, in order.

    A piece stands over several columns only where all of them are named below.
    """
    if not pieces or len(pieces) > len(slots):
        return [(_nearest(p.middle, slots),) * 2 for p in pieces]  # type: ignore[misc]
    ends = [_extent(pieces, at) for at in range(len(pieces))]
    bare = not any(column in named for column in range(len(slots)))
    best: list[dict[int, tuple[float, int, int]]] = [{-1: (0.0, -1, -1)}]
    for (start, end) in ends:
        options: dict[int, tuple[float, int, int]] = {}
        for before, (cost, _, _) in best[-1].items():
            for first in range(before + 1, len(slots)):
                for last in range(first, len(slots)):
                    if last > first and (bare or last not in named or first not in named):
                        break
                    total = cost + _misfit(start, end, slots, first, last, named)
                    if total < options.get(last, (float("inf"), 0, 0))[0]:
                        options[last] = (total, before, first)
        if not options:
            return [(_nearest(p.middle, slots),) * 2 for p in pieces]  # type: ignore[misc]
        best.append(options)
    found: list[tuple[int, int]] = []
    last = min(best[-1], key=lambda at: best[-1][at][0])
    for at in range(len(pieces), 0, -1):
        _, before, first = best[at][last]
        found.append((first, last))
        last = before
    return found[::-1]


def _extent(pieces: Sequence[Piece], at: int) -> tuple[float, float]:
    """Where a piece truly begins and ends: East Asian characters are wider than the one column a dump counts for them."""
    piece = pieces[at]
    room = pieces[at + 1].start - 1 if at + 1 < len(pieces) else piece.end + width(piece.text)
    return piece.start, max(piece.end, min(piece.start + width(piece.text), room))


def _misfit(start: float, end: float, slots: Sequence[Slot], first: int, last: int, named: set[int]) -> float:  # noqa: PLR0913, PLR0917
    """How badly a piece stands over columns: the distance of the middles, less for groups, which leave no neighbour alone."""
    left, right = slots[first].start, slots[last].end
    gap = max(left - end, start - right, 0)
    shift = min(abs((start + end) / 2 - (left + right) / 2), abs(start - left) if last == first else float("inf"))
    cost = shift + 2 * gap
    if last > first:
        return cost + 0.2
    return cost + (_ALONE if first in named else 0)


def names_labels(lines: Sequence[Printed]) -> bool:
    """Whether a header names its label column (구분)."""
    return any(folded(piece.text) in LABEL for line in lines for piece in line.pieces)
