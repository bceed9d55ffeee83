"""Blocks of rows whose figures stand in columns: where a table without column lines begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import regex

from extract.pdf.chunks import Chunk, Row
from extract.pdf.rulings import Rule

_FEWEST_ROWS = 3
_FEWEST_ROWS_OF_TWO = 4
"""Rows that a table of two columns has at least."""

_MOST_BETWEEN = 3
"""Rows without figures that may stand between two rows of one table."""

_FAR = 2.0
"""Blank between two rows of one table, in heights of the line, where the table's own rows are not farther apart."""

_FARTHER = 2.2
_HEADER_GAP = 1.6
_MOST_HEADER_LINES = 8
_PROSE = 30
"""Characters from which a row of one chunk is prose."""

_WIDE = 0.6
"""Share of a block's width from which a lone chunk is prose and a rule belongs to the table."""

_CAPTION = regex.compile(
    r"[\[<〈《‹【(（「]?\s*(?:표|그림|도표|table|figure|tab\.|fig\.)\s*[\dⅠ-Ⅻ]|.*[(\[<（]\s*단위|.*단위\s*[:：]", regex.IGNORECASE
)
_NOTE = regex.compile(r"※|\*|(?:자료|출처|주|sources?|notes?)\s*\d{0,2}\s*[:：.)]", regex.IGNORECASE)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_CLOSING = 0.9
"""Share of a table's width that the rule below its header takes at least."""

_PAGE = regex.compile(r"\d{1,4}")
_LEADERS = regex.compile(r"[.·‥…․∙]{3}|(?:[.·] ){3}")


class Block(NamedTuple):
    """The rows of one table without column lines: header lines, then the body from its first row of figures on."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.header, *self.body)


def blocks(rows: Sequence[Row], levels: Sequence[Rule]) -> Iterator[Block]:
    """The blocks of figures among printed rows, from top to bottom; `levels` are the horizontal rules around them."""
    end = 0
    for start, last in _bodies(rows):
        first = next((at for at in range(start, last - _FEWEST_ROWS) if not _names_years(rows[at])), last - _FEWEST_ROWS)
        body = tuple(rows[first:last])
        block = Block(_header(rows[end:first], body, levels), body)
        if not _is_contents(block):
            yield _with_titles(block, levels)
        end = last


def _is_contents(block: Block) -> bool:
    """Whether a block is a table of contents: one text and the number of a page a row, which never falls, and no header."""
    body = block.body
    if any(len(row.chunks) > 1 for row in block.header) or not all(map(_names_page, body)):
        return False
    pages = [int(row.chunks[1].text) for row in body]
    return pages[0] < pages[-1] and all(a <= b for a, b in pairwise(pages))


def _names_page(row: Row) -> bool:
    return len(row.chunks) == 2 and not row.chunks[0].figure and _PAGE.fullmatch(row.chunks[1].text) is not None


def _with_titles(block: Block, levels: Sequence[Rule]) -> Block:
    """The block with lone texts below the rule that closes its header made the first rows of its body: titles of groups."""
    left = min(chunk.x0 for row in block.rows for chunk in row.chunks)
    right = max(chunk.x1 for row in block.rows for chunk in row.chunks)
    closing = [rule.at for rule in levels if min(rule.end, right) - max(rule.start, left) >= _CLOSING * (right - left)]
    lone = len(block.header)
    while lone > 1 and len(block.header[lone - 1].chunks) == 1:
        lone -= 1
    for first in range(lone, len(block.header)):
        above, below = block.header[first - 1], block.header[first]
        if any(above.bottom - 2 <= at <= below.top + 2 for at in closing):
            return Block(block.header[:first], (*block.header[first:], *block.body))
    return block


def is_figure_row(row: Row) -> bool:
    """Whether a row has two chunks at least and a figure right of its first chunk."""
    return len(row.chunks) > 1 and any(chunk.figure for chunk in row.chunks[1:]) and not _LEADERS.search(_text(row))


def _names_years(row: Row) -> bool:
    """Whether all figures of a row are years: it is a header."""
    return all(_YEAR.fullmatch(chunk.text) for chunk in row.chunks if chunk.figure)


def _text(row: Row) -> str:
    return " ".join(chunk.text for chunk in row.chunks)


def _bodies(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """First row and end of each run of figure rows with the rows between that belong to it."""
    run: list[int] = []
    for index, row in enumerate(rows):
        if not is_figure_row(row):
            continue
        if run and not _goes_on(rows, run, index):
            yield from _long_enough(rows, run)
            run = []
        run.append(index)
    yield from _long_enough(rows, run)


def _long_enough(rows: Sequence[Row], run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if not run:
        return
    widest = max(len(rows[index].chunks) for index in run)
    if len(run) >= (_FEWEST_ROWS if widest > 2 else _FEWEST_ROWS_OF_TWO):
        end = run[-1] + 1
        while end < len(rows) and _hangs_on(rows[end - 1], rows[end], rows[run[-1]]):
            end += 1
        yield run[0], end


def _hangs_on(above: Row, row: Row, figures: Row) -> bool:
    """Whether a row is the rest of a label that is printed around or close below the last row of figures."""
    (first, *others) = row.chunks
    return not others and row.top < above.bottom and first.x0 < figures.chunks[1].x0 and not _is_prose(row, figures)


def _goes_on(rows: Sequence[Row], run: Sequence[int], index: int) -> bool:
    """Whether the figure row `index` belongs to the table of the figure rows of `run`."""
    between = rows[run[-1] + 1 : index]
    if len(between) > _MOST_BETWEEN * (1 + _wraps(rows[run[-1] : index + 1])):
        return False
    if any(_breaks(row, rows[run[-1]]) for row in between):
        return False
    usual = [below.top - above.bottom for above, below in pairwise([rows[at] for at in run])]
    height = rows[index].height
    far = max(_FAR * height, _FARTHER * median(usual) if usual else 0.0)
    if any(below.top - above.bottom > far for above, below in pairwise([rows[run[-1]], *between, rows[index]])):
        return False
    return not _heads_anew(between, [rows[at] for at in run])


def _wraps(rows: Sequence[Row]) -> bool:
    """Whether some of the rows overlap their neighbours: cells of several lines beside others."""
    return any(below.top < above.bottom for above, below in pairwise(rows))


def is_caption(row: Row) -> bool:
    """Whether a printed row names a table or figure, or tells the unit of one."""
    return _CAPTION.match(_text(row)) is not None


def is_outside(row: Row) -> bool:
    """Whether a printed row stands between tables: a caption, or a note or source under a table."""
    return is_caption(row) or _NOTE.match(_text(row)) is not None


def _breaks(row: Row, figures: Row) -> bool:
    return is_caption(row) or _is_prose(row, figures)


def _is_prose(row: Row, figures: Row) -> bool:
    """Whether a row without figures of its own is one long text over most of the table's width."""
    first, last = row.chunks[0], row.chunks[-1]
    width = figures.chunks[-1].x1 - figures.chunks[0].x0
    if len(_text(row)) < _PROSE or last.x1 - first.x0 < _WIDE * width:
        return False
    return all(b.x0 - a.x1 < row.height for a, b in pairwise(row.chunks))


def _heads_anew(between: Sequence[Row], run: Sequence[Row]) -> bool:
    """Whether rows without figures are the header of another table: as many texts as the rows above have columns.

    Below one or two rows, which may be a running head with its page number, it takes more texts than these have.
    """
    counts = [len(row.chunks) for row in run]
    least = max(counts) + 1 if len(run) < _FEWEST_ROWS else median(counts)
    return any(len(row.chunks) >= max(3, least) and not row.figures for row in between)


def _header(above: Sequence[Row], body: Sequence[Row], levels: Sequence[Rule]) -> tuple[Row, ...]:
    """The lines of the header among the rows above a body, from top to bottom."""
    left = min(chunk.x0 for row in body for chunk in row.chunks)
    right = max(chunk.x1 for row in body for chunk in row.chunks)
    full = [rule.at for rule in levels if min(rule.end, right) - max(rule.start, left) >= _WIDE * (right - left)]
    found: list[Row] = []
    below = body[0]
    crossed = 0
    for row in reversed(above[-_MOST_HEADER_LINES:]):
        if row.top < below.top and below.top - row.bottom > _HEADER_GAP * below.height:
            break
        if is_caption(row) or _is_prose(row, body[0]) or row.chunks[0].x0 < left - 4 * row.height:
            break
        crossing = [at for at in full if row.bottom - 2 <= at <= below.top + 2]
        if crossing and crossed and not any(row.top - _HEADER_GAP * row.height <= at <= row.top + 2 for at in full):
            break
        crossed += bool(crossing)
        found.append(row)
        below = row
    return tuple(_trimmed(found[::-1], body, full))


def _trimmed(found: list[Row], body: Sequence[Row], full: Sequence[float]) -> list[Row]:
    """The header without lone lines at its top that no rule and no other line ties to it: titles."""
    while found:
        row, below = found[0], (found[1] if len(found) > 1 else body[0])
        ruled = any(row.top - row.height <= at <= row.top + 2 for at in full)
        if ruled or len(row.chunks) > 1 or row.bottom > below.top + row.height / 4 or _heads_columns(row.chunks[0], below):
            break
        found = found[1:]
    return found


def _heads_columns(chunk: Chunk, below: Row) -> bool:
    """Whether a lone text stands over the middle of some columns that are not the first."""
    inner = below.chunks[1:]
    if len(inner) < 2 or len(chunk.text) >= _PROSE:
        return False
    return chunk.x0 > below.chunks[0].x1 and abs(chunk.middle - (inner[0].x0 + inner[-1].x1) / 2) < chunk.bottom - chunk.top
