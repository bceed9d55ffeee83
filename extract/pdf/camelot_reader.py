"""Grids as camelot finds them: vector rulings (lattice), or aligned texts where a page has none (network)."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import Any

from extract.pdf.grid import Grid, Slot, grid_of
from extract.pdf.page import Page

_LOG = logging.getLogger(__name__)
_PARSER_LOG = logging.getLogger("playa")
"""Where camelot's parser complains of every damaged object; users are told by our own problems."""


def lattice(path: Path, page: Page) -> tuple[Grid, ...]:
    """The ruled grids of a page; none where camelot fails."""
    return _read(path, page, flavor="lattice", engine="vector", split_text=True)


def network(path: Path, page: Page) -> tuple[Grid, ...]:
    """The grids that aligned texts make on a page without rulings; none where camelot fails."""
    return _read(path, page, flavor="network")


def _read(path: Path, page: Page, **options: Any) -> tuple[Grid, ...]:
    import camelot

    _PARSER_LOG.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tables = camelot.read_pdf(str(path), pages=str(page.number), suppress_stdout=True, **options)
        return tuple(_grid(table, page) for table in tables)
    except Exception:  # camelot raises whatever its parts raise; it is one reader among several
        _LOG.debug("camelot failed on page %d", page.number, exc_info=True)
        return ()


def _grid(table: Any, page: Page) -> Grid:
    """A camelot table, whose coordinates count from the bottom of the page, as a grid."""
    height = page.frame.size[1]
    xs = [column[0] for column in table.cols] + [table.cols[-1][1]]
    ys = [height - row[0] for row in table.rows] + [height - table.rows[-1][1]]

    def parted(a: Slot, b: Slot) -> bool:
        one, two = table.cells[a[0]][a[1]], table.cells[b[0]][b[1]]
        return bool(one.right or two.left) if a[0] == b[0] else bool(one.bottom or two.top)

    return grid_of(xs, ys, parted)
