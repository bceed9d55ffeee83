"""Grids of tables without column lines: columns from the blank between figures, rows from lines of print and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extract.pdf.blocks import Block, blocks, is_figure_row
from extract.pdf.chunks import FIGURE, Chunk, Row, text_rows
from extract.pdf.glyphs import Words
from extract.pdf.grid import Grid, Span
from extract.pdf.headers import Column, Header, headed, header_of
from extract.pdf.rulings import Rule

_RIVER = 0.2
"""Blank between two columns at least, in heights of the line."""

_STRAY = 15
"""One row in so many may cross the blank between two columns."""

_MARGIN = 2.0
_FILLED = 0.4
"""Share of the columns that a full row fills at least."""

_FULL_ROWS = 3
_LETTERS = 0.85
_SCALE = 4
_SIGNS = str.maketrans("△▲−–", "----", ",%")
_NUMBER = regex.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


Group = Sequence[Row]
"""The printed rows of one row of the table."""

Grouping = Callable[[Sequence[Row], Sequence[Column], Sequence[float]], Sequence[Group]]
"""Makes the rows of a table out of its printed rows, its columns and the heights of the rules over its whole width."""


def aligned_grids(words: Words, levels: Sequence[Rule]) -> tuple[Grid, ...]:
    """The tables of figures among words that no ruled table holds, from top to bottom.

    `levels` are the horizontal rules of the page: they part rows and close headers, but none is needed.
    """
    return aligned_rows(text_rows(words), levels)


def aligned_rows(rows: Sequence[Row], levels: Sequence[Rule]) -> tuple[Grid, ...]:
    """The same among printed rows."""
    found = (aligned_grid(block, levels) for block in blocks(rows, levels))
    return tuple(grid for grid in found if grid)


def aligned_grid(block: Block, levels: Sequence[Rule]) -> Grid | None:
    """The grid of one block, None where its texts do not stand in columns of figures."""
    filled = columns_of(block.body)
    if len(filled) < 2 or not _holds_figures(block, filled):
        return None
    return laid_out(block, filled, levels, _body_groups)


def laid_out(block: Block, filled: Sequence[Column], levels: Sequence[Rule], grouped: Grouping) -> Grid:
    """The grid of a block whose body stands in the columns `filled`; `grouped` makes rows of the lines of its body."""
    left, right = _sides(block)
    near = [rule for rule in levels if rule.end > left and rule.start < right and rule.end - rule.start > _MARGIN]
    header = header_of(block.header, [rule for rule in near if rule.at < block.body[0].top + _MARGIN])
    columns, over = headed(filled, header.heads, block.body[0].height)
    full = [rule for rule in near if _is_full(rule, left, right)]
    body = grouped(block.body, columns, [rule.at for rule in full])
    spans = list(_header_spans(header, over))
    for row, group in enumerate(body, len(header.rows)):
        if _is_middle_title(group, full):
            spans.append(Span(row, 0, 1, len(columns)))
        spans += _body_spans(row, group, columns)
    groups = [*header.rows, *body]
    xs = (left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right)
    return Grid(xs, _levels(groups), tuple(sorted(_filled(spans, len(groups), len(columns)))))


def _header_spans(header: Header, over: Sequence[int]) -> Iterator[Span]:
    """The header's cells of several columns, and of several rows where no banner stands above; `over` is each head's column."""
    covered: set[int] = set()
    for banner in header.banners:
        first, last = over[banner.first], over[banner.last]
        covered |= set(range(first, last + 1))
        yield Span(banner.row, first, 1, last - first + 1)
    if len(header.rows) > 1:
        yield from (Span(0, column, len(header.rows)) for column in over if column not in covered)


def _sides(block: Block) -> tuple[float, float]:
    chunks = [chunk for row in block.rows for chunk in row.chunks]
    return min(c.x0 for c in chunks) - _MARGIN, max(c.x1 for c in chunks) + _MARGIN


def _is_full(rule: Rule, left: float, right: float) -> bool:
    return min(rule.end, right) - max(rule.start, left) >= 0.9 * (right - left)


def columns_of(body: Sequence[Row]) -> list[Column]:
    """The columns in which the texts of a body stand, from left to right; [] where no text has a width."""
    rows = [row for row in body if len(row.chunks) > 1]
    columns = _between_rivers([chunk for row in rows for chunk in row.chunks], len(rows) // _STRAY, body[0].height)
    return _complements(columns, rows) if columns else []


def _between_rivers(chunks: Sequence[Chunk], stray: int, height: float) -> list[Column]:
    """Stretches that more than `stray` chunks cover, parted by blank."""
    events = sorted([(c.x0, 1) for c in chunks] + [(c.x1, -1) for c in chunks])
    columns: list[Column] = []
    depth, start = 0, 0.0
    for x, step in events:
        before, depth = depth, depth + step
        if before <= stray < depth:
            start = x
        elif depth <= stray < before:
            if columns and start - columns[-1][1] < _RIVER * height:
                columns[-1] = (columns[-1][0], x)
            else:
                columns.append((start, x))
    return columns


def slot_of(chunk: Chunk, columns: Sequence[Column]) -> int:
    """The column that shares most with a chunk, or is nearest to its middle."""
    shared = [min(chunk.x1, right) - max(chunk.x0, left) for left, right in columns]
    return max(range(len(columns)), key=lambda at: shared[at])


def _complements(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Neighbours of which no row fills both are one column: a dash in the middle, figures at the right."""
    filled = [{slot_of(chunk, columns) for chunk in row.chunks} for row in rows]
    out: list[tuple[Column, set[int]]] = []
    for at, column in enumerate(columns):
        mine = {row for row, slots in enumerate(filled) if at in slots}
        if out and not out[-1][1] & mine:
            out[-1] = ((out[-1][0][0], column[1]), out[-1][1] | mine)
        else:
            out.append((column, mine))
    return [column for column, _ in out]


def _holds_figures(block: Block, columns: Sequence[Column]) -> bool:
    """Whether half of the texts right of the first column are figures, and three rows fill their columns.

    Scales of charts are none: figures at equal steps, or letters under each other.
    """
    texts: list[list[str]] = [[] for _ in columns]
    full = 0
    for row in block.body:
        slots = [slot_of(chunk, columns) for chunk in row.chunks]
        full += len(set(slots)) >= _FILLED * len(columns)
        for slot, chunk in zip(slots, row.chunks, strict=True):
            texts[slot].append(chunk.text)
    inner = [text for column in texts[1:] for text in column]
    figures = sum(FIGURE.fullmatch(text) is not None for text in inner)
    return full >= _FULL_ROWS and 2 * figures >= len(inner) > 0 and not _is_chart(texts)


def _is_chart(texts: Sequence[Sequence[str]]) -> bool:
    everything = [text for column in texts for text in column]
    if sum(len(text.rstrip(".,")) <= 1 for text in everything) >= _LETTERS * len(everything):
        return True
    labels = sum(len(text) > 1 and not FIGURE.fullmatch(text) for text in texts[0])
    scales = sum(map(_is_scale, texts[1:]))
    return 2 * labels < len(texts[0]) and 2 * scales >= len(texts) - 1


def _is_scale(texts: Sequence[str]) -> bool:
    """Whether texts are figures at equal steps, such as 0, 50, 100, 150."""
    values = [value for text in texts if _NUMBER.fullmatch(value := text.translate(_SIGNS))]
    if len(values) < max(_SCALE, len(texts) / 2):
        return False
    steps = {Decimal(b) - Decimal(a) for a, b in pairwise(values)}
    return len(steps) == 1 and 0 not in steps


def _body_groups(body: Sequence[Row], columns: Sequence[Column], rules: Sequence[float]) -> list[Group]:
    """The rows of the body: where rules part all of them, by rules, else each row of figures with its label's lines."""
    parts = ruled_groups(body, rules)
    figures = sum(map(is_figure_row, body))
    if len(parts) >= 0.8 * figures:
        return [*parts]
    groups: list[list[Row]] = []
    for part in parts:
        groups += _grouped(part, columns)
    return list(groups)


def ruled_groups(body: Sequence[Row], rules: Sequence[float]) -> list[list[Row]]:
    """Printed rows in groups that rules at some heights part."""
    groups: list[list[Row]] = [[body[0]]]
    for above, below in pairwise(body):
        if any(_centre(above) < at < _centre(below) for at in rules):
            groups.append([below])
        else:
            groups[-1].append(below)
    return groups


def _centre(row: Row) -> float:
    return (row.top + row.bottom) / 2


def _grouped(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[Row]]:
    """Rows of figures, each with the lines of wrapped texts that stand closer to it than to the next."""
    anchors = [at for at, row in enumerate(rows) if is_figure_row(row) and not _second_line(row, columns)]
    if not anchors:
        return [[row] for row in rows]
    home = {at: at for at in anchors}
    for at in range(len(rows)):
        if at not in home:
            home[at] = _home(rows, anchors, at)
    groups: dict[int, list[Row]] = {}
    for at in sorted(home, key=lambda at: (home[at], at)):
        groups.setdefault(home[at], []).append(rows[at])
    return [groups[at] for at in sorted(groups)]


def _second_line(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row only holds figures in brackets: the second lines of cells."""
    return all(c.figure and c.text[0] in "([" and slot_of(c, columns) for c in row.chunks)


def _home(rows: Sequence[Row], anchors: Sequence[int], at: int) -> int:
    """The row of figures to which a line belongs, or the line itself where it is as far from both neighbours."""
    row = rows[at]
    before = max((a for a in anchors if a < at), default=None)
    after = min((a for a in anchors if a > at), default=None)
    above = row.top - rows[at - 1].bottom if before is not None else None
    below = rows[at + 1].top - row.bottom if after is not None else None
    if _is_label(row) and not _overlaps(above, below, row.height):
        return at
    if above is not None and (below is None or above <= below):
        return before if before is not None else at
    return after if after is not None else at


def _is_label(row: Row) -> bool:
    return len(row.chunks) == 1


def _overlaps(above: float | None, below: float | None, height: float) -> bool:
    """Whether a line is clearly closer to one neighbour than to the other."""
    near = min(gap for gap in (above, below) if gap is not None)
    far = max(gap for gap in (above, below) if gap is not None)
    return near < -0.1 * height or (above is not None and below is not None and far - near > 0.25 * height)


def _levels(groups: Sequence[Group]) -> tuple[float, ...]:
    """Row lines halfway between the groups' prints, ascending."""
    tops = [min(row.top for row in group) for group in groups]
    bottoms = [max(row.bottom for row in group) for group in groups]
    ys = [tops[0] - 1]
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        ys.append(max((bottom + top) / 2, ys[-1] + 0.1))
    return (*ys, max(bottoms[-1] + 1, ys[-1] + 0.1))


def _body_spans(row: int, group: Group, columns: Sequence[Column]) -> Iterator[Span]:
    """Cells over several columns: texts that cross the blank between them."""
    for line in group:
        for chunk in line.chunks:
            over = [at for at, (left, right) in enumerate(columns) if chunk.x0 < right - _MARGIN and left + _MARGIN < chunk.x1]
            if len(over) > 1 and not any(
                other is not chunk and slot_of(other, columns) in over for other_line in group for other in other_line.chunks
            ):
                yield Span(row, over[0], 1, len(over))


def _is_middle_title(group: Group, rules: Sequence[Rule]) -> bool:
    """Whether a row holds nothing but one text, no figure, in the middle of the rules over the table's width."""
    (first, *others) = [chunk for line in group for chunk in line.chunks]
    if others or first.figure:
        return False
    slack = (first.bottom - first.top) / 4
    return any(abs(2 * first.middle - rule.start - rule.end) <= slack for rule in rules)


def _filled(spans: Sequence[Span], rows: int, columns: int) -> list[Span]:
    """Spans that do not overlap, the first of each kept, with a cell for every slot that none covers."""
    out: list[Span] = []
    taken: set[tuple[int, int]] = set()
    singles = (Span(r, c) for r in range(rows) for c in range(columns))
    for span in (*spans, *singles):
        slots = {(span.row + r, span.column + c) for r in range(span.rowspan) for c in range(span.colspan)}
        if not slots & taken:
            out.append(span)
            taken |= slots
    return out
