"""One page as a sequence of pieces of tables and printed lines, and what on it is only page furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from extract.pdf.glyphs import Glyph, Words
from extract.pdf.grid import Grid, words_in
from extract.pdf.lines import lines
from extract.pdf.page import Page
from extract.pdf.piece import Piece, as_paragraphs, holds_figures, piece_of, rounded
from extract.pdf.readers import ALIGNED
from schemas import Box, Paragraph, Place

_MARGIN = 0.08
_NUMBER_MARGIN = 0.12
_FOOT = 0.85
"""Share of a page's height that its text may fill, where no page is full."""

_PAGE_FRAME = 0.8
"""Share of the page's height from which a frame is the border of the page, not a box around prose."""

_RUNNING_PAGES = 3
_PAGE_NUMBER = regex.compile(r"[-–—\[(<\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\])>\s]*(?:쪽|페이지)?")

Item = Piece | Paragraph


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: its pieces and lines from top to bottom, and its height in points."""

    number: int
    height: float
    items: tuple[Item, ...]


def box_of(item: Item) -> Box:
    """Where an item stands on its page."""
    box = item.place.box
    if box is None:
        raise ValueError("an item of a page without its box")
    return box


def sheet_of(page: Page, grids: Mapping[Grid, str]) -> Sheet:
    """The page with its glyphs shared out: into the innermost grid around each, the others into lines.

    `grids` name the reader that found each.

    A table inside a cell of another is part of that cell's text, one inside a frame part of the prose, unless it is a table
    of figures, or the frame's own rules part its rows.
    """
    kept = _innermost_first(grids)
    frames = [grid for grid in grids if grid.columns == 1 and _height(grid) < _PAGE_FRAME * page.frame.size[1]]
    inside, outside = _homes(page, kept)
    nested: dict[int, list[Piece]] = {}
    items: list[Item] = []
    for index, grid in enumerate(kept):
        if not inside[index] and index not in nested:
            continue
        piece = piece_of(grid, page, inside[index], grids[grid], nested.get(index, ()))
        around = next((at for at in range(index + 1, len(kept)) if _in_a_cell(grid, kept[at])), None)
        if holds_figures(piece):
            items.append(piece)
        elif around is not None:
            nested.setdefault(around, []).append(piece)
        elif any(within(grid.box, frame.box) and (frame.rows == 1 or grids[grid] != ALIGNED) for frame in frames):
            items += as_paragraphs(piece)
        else:
            items.append(piece)
    items += [Paragraph(line.text, Place(page.number, None, rounded(line.box))) for line in lines(outside)]
    items.sort(key=lambda item: (box_of(item).top, box_of(item).x0))
    return Sheet(page.number, page.frame.size[1], tuple(items))


def _homes(page: Page, grids: Sequence[Grid]) -> tuple[list[Words], list[Glyph]]:
    """The words inside each grid, a word in the first grid that holds it, and the glyphs outside all grids."""
    taken: set[int] = set()
    inside: list[Words] = []
    for grid in grids:
        own = [at for at in words_in(grid, page) if at not in taken]
        inside.append([page.words[at] for at in own])
        taken.update(own)
    return inside, [glyph for at, word in enumerate(page.words) if at not in taken for glyph in word]


def _in_a_cell(inner: Grid, outer: Grid) -> bool:
    """Whether a grid lies inside one cell of another."""
    return within(inner.box, outer.box) and any(within(inner.box, outer.span_box(span)) for span in outer.spans)


def _innermost_first(grids: Iterable[Grid]) -> list[Grid]:
    """Grids that can be tables, smallest first: two columns at least, and if it lies inside another, two rows."""
    wide = sorted((grid for grid in grids if grid.columns > 1), key=_area)
    return [g for g in wide if g.rows > 1 or not any(within(g.box, other.box) for other in wide if other is not g)]


def _height(grid: Grid) -> float:
    return grid.ys[-1] - grid.ys[0]


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def within(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    """Whether one box lies inside another."""
    return (
        inner.x0 >= outer.x0 - slack
        and inner.x1 <= outer.x1 + slack
        and inner.top >= outer.top - slack
        and inner.bottom <= outer.bottom + slack
    )


def flows(sheets: Sequence[Sheet]) -> list[list[Item]]:
    """Of every sheet the items that make up its flow: no page numbers, running heads, or pieces inside other pieces."""
    seen = Counter(key for sheet in sheets for key in {_trace(item, sheet) for item in sheet.items} if key)
    return [[item for item in sheet.items if not _furniture(item, sheet, seen) and not _inner(item, sheet)] for sheet in sheets]


def foot_of(sheets: Sequence[Sheet], streams: Sequence[Sequence[Item]]) -> float:
    """Where the text of full pages ends, as a share of their height; `streams` are the flows of the sheets."""
    pages = zip(sheets, streams, strict=True)
    return max(_FOOT, *(box_of(item).bottom / sheet.height for sheet, flow in pages if sheet.height > 0 for item in flow), 0)


def _trace(item: Item, sheet: Sheet) -> tuple[str, int] | None:
    """What a running head or foot leaves on every page: its text without digits, and its place; None outside the margins."""
    if isinstance(item, Piece) or not _in_margin(item, sheet, _MARGIN):
        return None
    return regex.sub(r"\d+", "#", "".join(item.text.split())), round(box_of(item).top / 4)


def _in_margin(item: Item, sheet: Sheet, share: float) -> bool:
    box = box_of(item)
    return not share * sheet.height < (box.top + box.bottom) / 2 < (1 - share) * sheet.height


def _furniture(item: Item, sheet: Sheet, seen: Counter[tuple[str, int]]) -> bool:
    if isinstance(item, Piece):
        return False
    trace = _trace(item, sheet)
    if trace is not None and seen[trace] >= _RUNNING_PAGES:
        return True
    return _in_margin(item, sheet, _NUMBER_MARGIN) and _PAGE_NUMBER.fullmatch(item.text) is not None


def _inner(item: Item, sheet: Sheet) -> bool:
    if isinstance(item, Paragraph):
        return False
    others = (other for other in sheet.items if isinstance(other, Piece) and other is not item)
    return any(within(box_of(item), box_of(other)) for other in others)
