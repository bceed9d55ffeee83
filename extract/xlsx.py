"""XLSX: every visible sheet as someone already typed it, figures as their number formats print them."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.context import attach
from extract.errors import Unreadable
from extract.seen import seen_in_cells
from extract.sheet import contents
from extract.xlsx_format import printed
from extract.xlsx_guard import inspect
from schemas import Paragraph, Place, Problem, RawCell, RawTable, Report, SeenLine, Source


def read_xlsx(path: Path, source: Source) -> Report:
    """Read a workbook: cached values of formulas, merged cells as spans, hidden sheets left out; a sheet counts as a page.

    Raises `Unreadable`: HG902 damaged, HG908 too large unpacked, HG901 without any text.
    """
    problems = [Problem("HG906", message) for message in inspect(path)]
    book = _open(path)
    content: list[RawTable | Paragraph] = []
    seen: list[SeenLine] = []
    try:
        for number, sheet in enumerate(book.worksheets, start=1):
            if sheet.sheet_state == "visible":
                cells = tuple(_cells(sheet, number))
                content += contents(cells, "xlsx")
                seen += seen_in_cells(cells)
    finally:
        book.close()
    if not content:
        raise Unreadable("HG901", "The workbook's visible sheets hold no text: nothing to read.")
    return Report(source, attach(content), tuple(problems), tuple(seen))


def _open(path: Path) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings(), path.open("rb") as stream:  # of a path, openpyxl would judge the name
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(stream, data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zipfile.BadZipFile) as error:
        message = f"The workbook cannot be read ({type(error).__name__}: {error}): fetch it again, or save it anew as XLSX."
        raise Unreadable("HG902", message) from error


def _cells(sheet: Any, number: int) -> Iterator[RawCell]:
    """The cells with text; only stored cells are visited, for a sheet may claim a million rows."""
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    for (row, column), cell in sheet._cells.items():
        text = printed(cell.value, cell.number_format) if cell.value is not None else ""
        if text:
            area = spans.get((row, column))
            down, across = (area.max_row - row + 1, area.max_col - column + 1) if area else (1, 1)
            yield RawCell(row - 1, column - 1, text, down, across, Place(page=number, line=row))
