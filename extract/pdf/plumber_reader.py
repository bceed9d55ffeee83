"""Grids as pdfplumber's finder sees them."""

from __future__ import annotations

import logging
from bisect import bisect_left
from pathlib import Path
from typing import Any

from extract.pdf.grid import Grid, Slot, grid_of
from extract.pdf.page import Page

_LOG = logging.getLogger(__name__)
_PARSER_LOG = logging.getLogger("pdfminer")
"""Where pdfplumber's parser complains of every damaged object; users are told by our own problems."""

_SETTINGS = {"edge_min_length_prefilter": 0}
"""Dotted borders are strokes shorter than a point: none may be dropped before they are joined."""

_SAME_LINE = 1.0


def finder(path: Path, page: Page) -> tuple[Grid, ...]:
    """The grids of a page; none where pdfplumber fails."""
    import pdfplumber

    _PARSER_LOG.setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(path, pages=[page.number]) as document:
            tables = document.pages[0].find_tables(_SETTINGS)
            return tuple(_grid(table.cells) for table in tables if table.cells)
    except Exception:  # pdfminer raises whatever its parts raise; it is one reader among several
        _LOG.debug("pdfplumber failed on page %d", page.number, exc_info=True)
        return ()


def _grid(cells: list[Any]) -> Grid:
    """Cells as boxes (x0, top, x1, bottom) to a grid: slots of one box are one cell."""
    xs = _lines([x for cell in cells for x in (cell[0], cell[2])])
    ys = _lines([y for cell in cells for y in (cell[1], cell[3])])
    owner: dict[Slot, int] = {}
    for index, (x0, top, x1, bottom) in enumerate(cells):
        for row in range(_index(ys, top), _index(ys, bottom)):
            for column in range(_index(xs, x0), _index(xs, x1)):
                owner.setdefault((row, column), index)

    def parted(a: Slot, b: Slot) -> bool:
        return a not in owner or owner[a] != owner.get(b)

    return grid_of(xs, ys, parted)


def _lines(values: list[float]) -> list[float]:
    lines: list[float] = []
    for value in sorted(values):
        if not lines or value - lines[-1] > _SAME_LINE:
            lines.append(value)
    return lines


def _index(lines: list[float], value: float) -> int:
    return bisect_left(lines, value - _SAME_LINE)
