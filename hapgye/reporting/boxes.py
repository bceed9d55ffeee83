"""A table drawn with box-drawing characters, merged cells as one box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hapgye.reporting.width import cells, padded, wrapped

WIDEST = 40
NARROWEST = 6

# Up, down, left, right: whether a line leaves a crossing on that side.
_CROSSINGS: dict[tuple[bool, bool, bool, bool], str] = {
    (bool(i & 8), bool(i & 4), bool(i & 2), bool(i & 1)): char for i, char in enumerate(" ╶╴─╷┌┐┬╵└┘┴│├┤┼")
}
_DOUBLE = str.maketrans("╶╴─┌┐┬└┘┴├┤┼", "═══╒╕╤╘╛╧╞╡╪")


@dataclass(frozen=True, slots=True)
class Area:
    """A cell to draw: its anchor, its text on one line, how far it spans, and whether its text stands right."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """A grid laid out: whose each place is, the texts' lines by area, the columns' widths, and on which line each row begins."""

    areas: Sequence[Area]
    owner: Mapping[tuple[int, int], int]
    texts: Mapping[int, Sequence[str]]
    widths: Sequence[int]
    tops: Sequence[int]

    @property
    def rows(self) -> int:
        return len(self.tops) - 1


def draw(areas: Sequence[Area], rows: int, columns: int, header: int, width: int) -> list[str]:
    """The lines of a grid of rows x columns, with a double line below its `header` rows.

    Columns are narrowed until all fit into `width` cells of the terminal, but none below `NARROWEST`; then the lines are
    longer. Of areas that overlap the first is drawn.
    """
    owner, widths = owners(areas), _widths(areas, columns, width)
    texts = {at: _lines(area, widths) for at, area in enumerate(areas) if owner[area.row, area.column] == at}
    layout = _Layout(areas, owner, texts, widths, list(accumulate(_heights(areas, texts, rows), initial=0)))
    out = []
    for row in range(rows):
        out.append(_ruling(layout, row, row == header > 0))
        out += [_line(layout, row, at) for at in range(layout.tops[row], layout.tops[row + 1])]
    return [*out, _ruling(layout, rows, rows == header > 0)]


def owners(areas: Sequence[Area]) -> dict[tuple[int, int], int]:
    """For each place of the grid that an area covers the number of the first that does."""
    owner: dict[tuple[int, int], int] = {}
    for at, area in enumerate(areas):
        for row in range(area.row, area.row + area.rowspan):
            for column in range(area.column, area.column + area.colspan):
                owner.setdefault((row, column), at)
    return owner


def _widths(areas: Sequence[Area], columns: int, width: int) -> list[int]:
    """The widths of the columns' texts: as wide as the texts of unmerged cells, together no wider than there is room."""
    natural = [2] * columns
    for area in areas:
        share = -(-cells(area.text) // area.colspan)
        for column in range(area.column, area.column + area.colspan):
            natural[column] = max(natural[column], min(share, WIDEST))
    room = width - 3 * columns - 1
    fitting = (cap for cap in range(WIDEST, NARROWEST, -1) if sum(min(size, cap) for size in natural) <= room)
    cap = next(fitting, NARROWEST)
    return [min(size, cap) for size in natural]


def _span_width(area: Area, widths: Sequence[int]) -> int:
    return sum(widths[area.column : area.column + area.colspan]) + 3 * (area.colspan - 1)


def _lines(area: Area, widths: Sequence[int]) -> list[str]:
    size = _span_width(area, widths)
    return [padded(line, size, area.right) for line in wrapped(area.text, size)]


def _heights(areas: Sequence[Area], texts: Mapping[int, Sequence[str]], rows: int) -> list[int]:
    """How many lines each row has: enough for the texts in it; a merged cell that needs more adds to its last row."""
    heights = [1] * rows
    for at in sorted(texts, key=lambda at: areas[at].rowspan):
        area = areas[at]
        lacking = len(texts[at]) - sum(heights[area.row : area.row + area.rowspan])
        heights[area.row + area.rowspan - 1] += max(lacking, 0)
    return heights


def _line(layout: _Layout, row: int, at: int) -> str:
    """One line of text in a row; `at` counts the lines of text of the whole grid."""
    pieces, column = ["│"], 0
    while column < len(layout.widths):
        mine = layout.owner.get((row, column))
        end = column + 1
        while mine is not None and end < len(layout.widths) and layout.owner.get((row, end)) == mine:
            end += 1
        blank = " " * (sum(layout.widths[column:end]) + 3 * (end - column - 1))
        pieces.append(f" {_text(layout, mine, column, at) or blank} │")
        column = end
    return "".join(pieces)


def _text(layout: _Layout, mine: int | None, column: int, at: int) -> str:
    """The line of an area's text that belongs on line `at`; none where the text is at its end."""
    if mine is None or layout.areas[mine].column != column:
        return ""
    number = at - layout.tops[layout.areas[mine].row]
    return layout.texts[mine][number] if mine in layout.texts and number < len(layout.texts[mine]) else ""


def _ruling(layout: _Layout, row: int, double: bool) -> str:
    """The line above a row, broken where a merged cell goes through it."""
    columns = len(layout.widths)

    def ruled(column: int) -> bool:
        inside = 0 <= column < columns
        return inside and (row in {0, layout.rows} or not _same(layout.owner, (row - 1, column), (row, column)))

    def upright(above: int, column: int) -> bool:
        inside = 0 <= above < layout.rows
        return inside and (column in {0, columns} or not _same(layout.owner, (above, column - 1), (above, column)))

    pieces = []
    for column in range(columns + 1):
        crossing = (upright(row - 1, column), upright(row, column), ruled(column - 1), ruled(column))
        pieces.append(_CROSSINGS[crossing])
        if column < columns:
            pieces.append(("─" if ruled(column) else " ") * (layout.widths[column] + 2))
    line = "".join(pieces)
    return line.translate(_DOUBLE) if double else line


def _same(owner: Mapping[tuple[int, int], int], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places belong to one merged cell."""
    return one in owner and owner.get(one) == owner.get(other)
