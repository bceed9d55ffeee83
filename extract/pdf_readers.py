"""The readers of tables out of a PDF page, best first; each is one line."""

from __future__ import annotations

from collections.abc import Callable

from extract import pdf_camelot, pdf_plumber
from extract.pdf_grid import Grid
from extract.pdf_open import Opened
from extract.pdf_page import Page
from extract.pdf_ruled import ruled_grids
from extract.pdf_rulings import rulings
from extract.pdf_underlines import without_underlines

TableReader = Callable[[Opened, Page], tuple[Grid, ...]]
"""The grids of one page, from top to bottom; () where there are none or the reader fails."""


def _rulings(_: Opened, page: Page) -> tuple[Grid, ...]:
    rules = without_underlines(rulings(page.strokes), page.glyphs)
    return ruled_grids(rules, page.glyphs)


def _lattice(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return pdf_camelot.lattice(opened.path, page)


def _network(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return pdf_camelot.network(opened.path, page)


def _plumber(opened: Opened, page: Page) -> tuple[Grid, ...]:
    return pdf_plumber.finder(opened.path, page)


PDF_READERS: dict[str, TableReader] = {
    "pdfium": _rulings,
    "camelot": _lattice,
    "pdfplumber": _plumber,
    "camelot-network": _network,
}
"""The readers by the names that tables carry. The first reads every page, the second and third are second opinions, the last
reads pages whose figures stand in columns without rulings."""

FIRST, *SECOND, UNRULED = PDF_READERS
