"""PDF documents typeset for a test, with the fonts that a package brings along."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import typst

from schemas import RawTable, Report

FONT = '#set text(font: "NanumGothic", size: 10pt)\n'
SMALL_PAGE = "#set page(width: 400pt, height: 300pt, margin: 40pt)\n"

Typeset = Callable[[str], Path]
ReadPdf = Callable[[str], Report]


def typeset(body: str, folder: Path) -> Path:
    """Typeset a document in a Korean font; the path of its PDF in the folder."""
    package = importlib.util.find_spec("koreanize_matplotlib")
    assert package is not None
    assert package.origin is not None
    path = folder / f"{abs(hash(body))}.pdf"
    path.write_bytes(typst.compile((FONT + body).encode(), font_paths=[str(Path(package.origin).parent / "fonts")]))
    return path


def grid_texts(table: RawTable) -> list[list[str]]:
    """The texts of a table row by row, "" where a merged cell goes on or nothing stands."""
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    return [[texts.get((row, column), "") for column in range(table.columns)] for row in range(table.rows)]
