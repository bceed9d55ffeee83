"""Tables of words that rule their rows but not their columns: header rule and frame lines, or a rule under every row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.pdf.aligned import Group, columns_of, laid_out, ruled_groups, slot_of
from extract.pdf.blocks import Block, is_outside
from extract.pdf.chunks import Chunk, Row
from extract.pdf.clusters import clusters
from extract.pdf.grid import Grid
from extract.pdf.headers import Column
from extract.pdf.records import records
from extract.pdf.rulings import Rule
from extract.pdf.sides import share_a_side, texts_of

_SAME_END = 3.0
"""Points within which the rules of one table end together."""

_DOUBLE = 4.0
"""Points up to which two rules are a double one."""

_OUTSIDE = 4.0
"""Points by which text may reach over the ends of the rules."""

_FEWEST_RULES = 3
_MOST_STACKS = 50
_ALIGNED = 0.75
"""Share of a column's texts that begin, end or have their middle at one place at least."""

_MOST_CROSSING = 0.34
"""Share of a body's lines at most with a text over two columns."""

_APART = 0.75
"""Blank between two columns at least, in heights of the line."""

_TEXTED = 0.6
"""Share of a table's rows that fill two columns at least."""

_SPREAD = 0.5
"""Share of the rules' length over which the columns spread at least."""

_SURE = 3
"""Rows below a header from which half the spread will do."""

_FARTHEST_EDGE = 3.0
"""Heights of the line in which the row beside an outermost rule is looked for."""

_TITLE = 30
"""Characters up to which a lone line between two rules is a title inside the table."""

_MOST_HEADER_LINES = 5

_PROSE_LINES = 4
_PROSE_LENGTH = 15
_FULL = 0.85
_MOST_FULL = 0.6


class Stack(NamedTuple):
    """Level rules that end together: their heights from the top, and where they start and end."""

    heights: tuple[float, ...]
    start: float
    end: float


Band = tuple[Row, ...]
"""What is printed between two rules that follow each other."""


def worded_grids(rows: Sequence[Row], levels: Sequence[Rule]) -> tuple[Grid, ...]:
    """The tables whose rows lie between level rules that end together, from top to bottom.

    `rows` are printed outside of ruled tables; `levels` are the horizontal rules of the page.
    """
    found: list[Grid] = []
    for stack in stacks(levels)[:_MOST_STACKS]:
        for bands in _runs(_bands(rows, stack)):
            grid = _grid(_with_edges(bands, rows, stack), stack, levels)
            if grid and not any(overlap(grid, other) for other in found):
                found.append(grid)
    return tuple(sorted(found, key=lambda grid: grid.ys[0]))


def stacks(levels: Sequence[Rule]) -> list[Stack]:
    """The stacks of three rules at least, those of most rules first."""
    near = clusters(levels, lambda rule: rule.start, _SAME_END)
    groups = (group for rules in near for group in clusters(rules, lambda rule: rule.end, _SAME_END))
    found = (_stack(group) for group in groups)
    return sorted((stack for stack in found if len(stack.heights) >= _FEWEST_RULES), key=lambda stack: -len(stack.heights))


def _stack(rules: Sequence[Rule]) -> Stack:
    heights: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not heights or at - heights[-1] > _DOUBLE:
            heights.append(at)
    return Stack(tuple(heights), min(rule.start for rule in rules), max(rule.end for rule in rules))


def _bands(rows: Sequence[Row], stack: Stack) -> list[Band]:
    """The printed rows between each two rules, without what stands beside the rules."""
    return [tuple(_between(rows, above, below, stack)) for above, below in pairwise(stack.heights)]


def _between(rows: Sequence[Row], above: float, below: float, stack: Stack) -> list[Row]:
    """What rows print between two heights and the ends of a stack's rules; rows are given by the height of their middle."""
    first, last = bisect_left(rows, 2 * above, key=_middle), bisect_right(rows, 2 * below, key=_middle)
    inside = (_within(row, stack) for row in rows[first:last])
    return [row for row in inside if row.chunks]


def _middle(row: Row) -> float:
    return row.top + row.bottom


def _within(row: Row, stack: Stack) -> Row:
    return Row(tuple(c for c in row.chunks if c.x0 >= stack.start - _OUTSIDE and c.x1 <= stack.end + _OUTSIDE))


def _runs(bands: Sequence[Band]) -> Iterator[list[Band]]:
    """Bands that follow each other and hold cells, two at least, with lone titles between them."""
    run: list[Band] = []
    for band in [*bands, ()]:
        if _holds_cells(band) or (run and _is_title(band)):
            run.append(band)
            continue
        while run and _is_title(run[-1]):
            run.pop()
        if len(run) > 1:
            yield run
        run = []


def _with_edges(bands: Sequence[Band], rows: Sequence[Row], stack: Stack) -> list[Band]:
    """The bands with the rows above their first rule and below their last where no rule closes the table there."""
    columns = columns_of([row for band in bands for row in band])
    far = _FARTHEST_EDGE * max(row.height for row in bands[0])
    top, bottom = bands[0][0].top, bands[-1][-1].bottom
    above = [row for row in _between(rows, top - far, top, stack) if row.bottom <= top]
    below = [row for row in _between(rows, bottom, bottom + far, stack) if row.top >= bottom]
    return [
        *([tuple(above[-1:])] if above and _fits(above[-1], columns) else []),
        *bands,
        *([tuple(below[:1])] if below and _fits(below[0], columns) else []),
    ]


def _fits(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row fills all columns but one at least, two at least, each of its texts inside one of them."""
    slots = {slot_of(chunk, columns) for chunk in row.chunks}
    if len(slots) < max(2, len(columns) - 1) or len(slots) < len(row.chunks) or is_outside(row):
        return False
    return not any(_crosses(chunk, columns) for chunk in row.chunks)


def _holds_cells(band: Band) -> bool:
    return bool(band) and not any(map(is_outside, band)) and len(columns_of(band)) > 1


def _is_title(band: Band) -> bool:
    return len(band) == 1 and len(band[0].chunks) == 1 and len(band[0].chunks[0].text) <= _TITLE and not is_outside(band[0])


def _grid(bands: Sequence[Band], stack: Stack, levels: Sequence[Rule]) -> Grid | None:
    """The grid of a run of bands, of which the first is the header; None where their texts make no columns."""
    block = Block(bands[0], tuple(row for band in bands[1:] for row in band))
    columns = columns_of(block.body)
    if len(columns) < 2 or len(bands[0]) > _MOST_HEADER_LINES or len(columns_of(block.header)) > len(columns) + 1:
        return None
    groups = _grouped(block.body, columns, stack.heights)
    if not _is_table(groups, columns, stack) or not _stand_in(block.body, columns) or _is_prose(block.body, columns, len(bands)):
        return None
    return laid_out(block, columns, levels, _grouped)


def _grouped(body: Sequence[Row], columns: Sequence[Column], rules: Sequence[float]) -> list[Group]:
    """The rows of a body: its bands where rules part it, else its records."""
    parts = ruled_groups(body, rules)
    return [*parts] if len(parts) > 1 else [*records(body, columns)]


def _is_table(groups: Sequence[Group], columns: Sequence[Column], stack: Stack) -> bool:
    filled = [len({slot_of(chunk, columns) for row in group for chunk in row.chunks}) for group in groups]
    several = sum(count > 1 for count in filled)
    spread = columns[-1][1] - columns[0][0] >= (_SPREAD if len(groups) < _SURE else _SPREAD / 2) * (stack.end - stack.start)
    return several >= max(1 + (len(columns) == 2), _TEXTED * len(groups)) and spread


def _stand_in(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether printed rows stand in columns: blank runs through between these, and the texts of each share a side.

    Few texts cross the blank, titles and the like; figures need share no side but their decimal point.
    """
    height = median(row.height for row in body)
    crossing = sum(any(_crosses(chunk, columns) for chunk in row.chunks) for row in body)
    if crossing > _MOST_CROSSING * len(body) or any(right[0] - left[1] < _APART * height for left, right in pairwise(columns)):
        return False
    several = [row for row in body if len(row.chunks) > 1]
    return all(share_a_side(texts, _ALIGNED) or all(c.figure for c in texts) for texts in texts_of(several, columns))


def _crosses(chunk: Chunk, columns: Sequence[Column]) -> bool:
    return sum(chunk.x0 < right and left < chunk.x1 for left, right in columns) > 1


def _is_prose(body: Sequence[Row], columns: Sequence[Column], bands: int) -> bool:
    """Whether two columns at least are full lines of text that few rules part: columns of prose."""
    return bands <= _FEWEST_RULES and sum(_is_full(body, columns, at) for at in range(len(columns))) > 1


def _is_full(body: Sequence[Row], columns: Sequence[Column], at: int) -> bool:
    texts = [chunk for row in body for chunk in row.chunks if slot_of(chunk, columns) == at]
    width = columns[at][1] - columns[at][0]
    full = sum(len(chunk.text) >= _PROSE_LENGTH and chunk.x1 - chunk.x0 >= _FULL * width for chunk in texts)
    return len(texts) >= _PROSE_LINES and full >= _MOST_FULL * len(texts)


def overlap(a: Grid, b: Grid) -> bool:
    """Whether two grids share some of their area."""
    return min(a.ys[-1], b.ys[-1]) > max(a.ys[0], b.ys[0]) and min(a.xs[-1], b.xs[-1]) > max(a.xs[0], b.xs[0])
