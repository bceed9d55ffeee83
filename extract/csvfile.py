"""CSV: a table as someone already pulled it out; title, unit and notes may stand in lines around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from extract.context import attach
from extract.errors import Unreadable
from extract.formats import decode, delimiter
from extract.seen import seen_in_cells
from extract.sheet import MAX_CELLS, contents
from schemas import Place, RawCell, Report, Source


def read_csv(path: Path, source: Source) -> Report:
    """Read a CSV file, its delimiter told from its lines (a comma where that fails); lines count from 1.

    Raises `Unreadable`: HG902 where quotes do not close, HG904 where the bytes are no text, HG908 for too many cells.
    """
    text = decode(path.read_bytes())
    cells: list[RawCell] = []
    try:
        for cell in _cells(text, delimiter(text, source.name) or ","):
            cells.append(cell)
            if len(cells) > MAX_CELLS:
                raise Unreadable("HG908", f"The CSV has over {MAX_CELLS:,} cells, more than are read: split it.")
    except csv.Error as error:
        raise Unreadable(
            "HG902", f"The CSV cannot be read to its end ({error}): look for a quote that does not close."
        ) from error
    return Report(source, attach(tuple(contents(cells, "csv"))), seen=seen_in_cells(cells))


def _cells(text: str, mark: str) -> Iterator[RawCell]:
    """The cells with text, each at the line on which its row begins."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=mark)
    line = 1
    for row, record in enumerate(reader):
        for column, field in enumerate(record):
            if field.strip():
                yield RawCell(row, column, field.strip(), place=Place(line=line))
        line = reader.line_num + 1
