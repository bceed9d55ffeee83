"""The header of a table in the character grid: names over single columns, wrapped or not, and groups over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.text.layout_columns import Slot
from extract.text.layout_units import Unit, extent, nearest, units_of
from extract.text.layout_words import Piece, Printed, width
from schemas import Place, RawCell

_NEAR = 3.0
_ALONE = 1.0
_CUT = 1.5
_SKIPPED = 2.0
_BARE = 0.5
_LOOSE = 3.0
_OVERHANG = 2.0
_DRIFTED = 0.3
"""How far the place of a word is trusted that stands one blank behind another: dumps let such words drift."""
_MOST_UNITS = 80
_MOST_LINES = 8
_FEW_LINES = 2
_REACH = 8
"""How many columns beside the nearest one a name may stand over."""


Laid = tuple[str, int, int, float, float]
"""A name with its first and last column, and where it begins and ends."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A header piece over the columns `first` to `last`, from line `line` of the header; a group has names below it."""

    text: str
    first: int
    last: int
    line: int
    place: Place
    group: bool


def header_cells(lines: Sequence[Printed], slots: Sequence[Slot], labels: int) -> tuple[list[RawCell], int]:
    """The header's cells over the columns `slots`, and how many rows they take: 0 without a header, else one a level."""
    names = _names(lines[-_MOST_LINES:], slots)
    if not names:
        return [], 0
    groups = [name for name in names if name.group]
    rows = 1 + _depth(groups)
    cells = [_group_cell(group, groups) for group in groups]
    for column in range(len(slots)):
        stack = [name for name in names if not name.group and name.first <= column <= name.last]
        cells += _column_cells(column, stack, groups, rows)
    cells = _over_labels(cells, labels, rows)
    return sorted(cells, key=lambda cell: (cell.row, cell.column)), rows


def header_slots(lines: Sequence[Printed], slots: Sequence[Slot]) -> list[Slot]:
    """The columns, and those that only the header names: pieces of it that stand clear of all others (비고)."""
    out = list(slots)
    for line in lines:
        piece, end = line.pieces[-1], out[-1].end
        named = any(p.start < end and p.end > out[-1].start for other in lines if other is not line for p in other.pieces)
        if len(line.pieces) > 1 and piece.start >= end + (0 if named else _NEAR):
            out.append(Slot(piece.start, piece.start + width(piece.text), figures=False))
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
    """The header's names with the columns they stand over, from top to bottom; found from the bottom up."""
    named: set[int] = set()
    out: list[_Name] = []
    near = [_near(line.pieces, slots) for line in lines]
    shown = list(slots)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        place = Place(line.line.page, line.line.number)
        others = {c for other, columns in enumerate(near) if other != at for c in columns}
        wanted = dict.fromkeys(set(range(len(slots))) - named - others, _SKIPPED)
        runs = _over_runs(line.pieces, slots, out)
        leaves = _only_last(out, len(lines) - 1) if at == 0 else set()
        remarks = {column for column in _only_between(out, len(lines) - 1) if not slots[column].figures} if leaves else set()
        bare = dict.fromkeys(leaves, _SKIPPED if len(lines) > _FEW_LINES else _BARE)
        found = runs or _over(line.pieces, shown, named, wanted, bare, named - remarks)
        out += [_Name(text, a, b, at, place, b > a or (runs is not None and a in named)) for text, a, b, *_ in found]
        for _, first, last, start, end in found:
            if first == last and first not in named:
                shown[first] = replace(shown[first], start=round(start), end=round(end))
        named |= {column for _, first, last, *_ in found for column in range(first, last + 1)}
    return sorted(out, key=lambda name: (name.line, name.first))


def _only_last(names: Sequence[_Name], last: int) -> set[int]:
    """The columns named on the last line alone: names that no group stands over are printed in the middle of the lines."""
    above = {column for name in names if name.line < last for column in range(name.first, name.last + 1)}
    return {column for name in names if name.line == last and not name.group for column in [name.first]} - above


def _only_between(names: Sequence[_Name], last: int) -> set[int]:
    """The columns named above the last line alone: in the middle of the lines, so no group stands over them."""
    below = {column for name in names if name.line == last for column in range(name.first, name.last + 1)}
    return {column for name in names for column in range(name.first, name.last + 1)} - below


def _near(pieces: Sequence[Piece], slots: Sequence[Slot]) -> set[int]:
    """The columns that some word of a line stands right over."""
    found: set[int] = set()
    for unit in units_of(pieces, slots):
        middle = (unit.start + unit.end) / 2
        home = nearest(middle, slots)
        if abs(middle - slots[home].middle) <= _NEAR:
            found.add(home)
    return found


def _over_runs(pieces: Sequence[Piece], slots: Sequence[Slot], below: Sequence[_Name]) -> list[Laid] | None:
    """Names that each stand over one run of the names below in which none comes twice: years over quarters."""
    figures = next((at for at, slot in enumerate(slots) if slot.figures), 0)
    leaves = sorted((name.first, name.text) for name in below if not name.group and name.first >= figures)
    runs: list[dict[str, int]] = []
    for column, text in leaves:
        if not runs or text in runs[-1]:
            runs.append({})
        runs[-1][text] = column
    labels = [piece for piece in pieces if piece.middle < slots[figures].start - 1]
    groups = pieces[len(labels) :]
    if len(runs) < 2 or len(runs) != len(groups) or len(labels) > figures:
        return None
    found = [(p.text, at, at, float(p.start), float(p.end)) for p in labels for at in [nearest(p.middle, slots[:figures])]]
    over = [(min(run.values()), max(run.values())) for run in runs]
    return found + [(p.text, a, b, float(p.start), float(p.end)) for p, (a, b) in zip(groups, over, strict=True)]


def _over(  # noqa: PLR0913, PLR0917 - a line, the columns, and what is known of them
    pieces: Sequence[Piece],
    slots: Sequence[Slot],
    named: set[int],
    wanted: dict[int, float],
    bare: dict[int, float],
    grouped: set[int],
) -> list[Laid]:
    """The names on one line of a header, each with its first and last column.

    Names over single columns, also the upper parts of wrapped ones, are tried first: they hold where they stand right over
    most of the columns that are named below. Else a name may stand over several columns of `grouped`.
    `wanted` are the columns that no other line can name, `bare` those that should have a group over them.
    Both hold what it costs to stand over none of them.
    """
    straight = None if named else _in_order(pieces, slots)
    if straight is not None:
        return straight
    single = _laid(pieces, slots, named, wanted, widest=1)
    if single is not None:
        cost, found = single
        covered = {first for _, first, *_ in found if slots[first].figures}
        below = {column for column in named if slots[column].figures}
        if not named or (cost <= _LOOSE * len(found) and 2 * len(covered & below) > len(below)):
            return found
    wide = _laid(pieces, slots, grouped, wanted | bare, widest=len(slots)) if named else single
    if wide is not None:
        return wide[1]
    return [(p.text, at, at, float(p.start), float(p.end)) for p in pieces for at in [nearest(p.middle, slots)]]


def _in_order(pieces: Sequence[Piece], slots: Sequence[Slot]) -> list[Laid] | None:
    """One name a column, where a line has as many pieces or words as there are columns, or columns of figures."""
    units = units_of(pieces, slots)
    figures = [at for at, slot in enumerate(slots) if slot.figures]
    wholes = [Unit(piece.text, *extent(pieces, at), apart=True) for at, piece in enumerate(pieces)]
    clear = not figures or not figures[0] or (bool(units) and units[0].start > slots[figures[0] - 1].start + 1)
    for some in (wholes, units):
        if len(some) == len(slots):
            return [(unit.text, at, at, unit.start, unit.end) for at, unit in enumerate(some)]
        if len(some) == len(figures) > 1 and clear:
            return [(unit.text, at, at, unit.start, unit.end) for at, unit in zip(figures, some, strict=True)]
    return None


def _laid(
    pieces: Sequence[Piece], slots: Sequence[Slot], named: set[int], wanted: dict[int, float], widest: int
) -> tuple[float, list[Laid]] | None:
    """The cheapest way to cut pieces into names and lay them over columns in order, with its cost; None if there is none."""
    units = units_of(pieces, slots)
    if len(units) > _MOST_UNITS:
        return None
    best: list[dict[int, tuple[float, int, int, int]]] = [{-1: (0.0, 0, -1, 0)}]
    for end in range(1, len(units) + 1):
        options: dict[int, tuple[float, int, int, int]] = {}
        for start in range(end - 1, -1, -1):
            if start < end - 1 and units[start + 1].apart:
                break
            left, right = units[start].start, units[end - 1].end
            cut = _CUT if start and not units[start].apart else 0.0
            home = nearest((left + right) / 2, slots)
            under = sum(left < slot.middle < right for slot in slots)
            for before, (cost, *_) in best[start].items():
                for first, last in _ranges(before, home, slots, named, widest):
                    skipped = sum(wanted.get(column, 0.0) for column in range(before + 1, first))
                    misfit = _misfit(left, right, slots, first, last, named, under) * (1 if units[start].apart else _DRIFTED)
                    total = cost + cut + skipped + misfit
                    if total < options.get(last, (float("inf"), 0, 0, 0))[0]:
                        options[last] = (total, start, before, first)
        best.append(options)
    if not best[-1]:
        return None
    last = min(best[-1], key=lambda at: best[-1][at][0] + sum(wanted.get(c, 0.0) for c in range(at + 1, len(slots))))
    cost = best[-1][last][0]
    found: list[Laid] = []
    end = len(units)
    while end:
        _, start, before, first = best[end][last]
        found.append((" ".join(unit.text for unit in units[start:end]), first, last, units[start].start, units[end - 1].end))
        end, last = start, before
    return cost, found[::-1]


def _ranges(before: int, home: int, slots: Sequence[Slot], named: set[int], widest: int) -> list[tuple[int, int]]:
    """The runs of columns behind column `before`, near column `home`, that a name can stand over: labels and figures apart."""
    out = []
    labels = next((at for at, slot in enumerate(slots) if slot.figures), 0)
    for first in range(max(before + 1, home - _REACH), min(home + _REACH + 1, len(slots))):
        out.append((first, first))
        for last in range(first + 1, min(first + widest, first + 2 * _REACH, len(slots))):
            if first not in named or last not in named or first < labels <= last:
                break
            out.append((first, last))
    return out


def _misfit(  # noqa: PLR0913, PLR0917 - a name's place, a run of columns, and what is known of them
    start: float, end: float, slots: Sequence[Slot], first: int, last: int, named: set[int], under: int
) -> float:
    """How badly a name stands over columns: the distance of the middles, and the other columns that it reaches over."""
    left, right = slots[first].start, slots[last].end
    gap = max(left - end, start - right, 0)
    shift = abs((start + end) / 2 - (left + right) / 2)
    if first == last and first not in named:
        shift = min(shift, abs(start - left))
    over = under - sum(start < slot.middle < end for slot in slots[first : last + 1])
    return shift + 2 * gap + _OVERHANG * over + (_ALONE if first == last and first in named else 0)
