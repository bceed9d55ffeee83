"""Dumps made from the sample PDFs, with and without layout, give the same tables as the PDFs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from hapgye import pipeline
from schemas import Audit, Table

RAW = Path(__file__).resolve().parents[1] / "raw"
PDFS = ("city-jobs-plan.pdf", "district-jobs-goals.pdf", "inconsistent/wrong-total.pdf")

Figure = tuple[tuple[str, ...], tuple[str, ...], Decimal | str | None, str | None]


def plumber(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text() for page in document.pages)


def plumber_layout(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text(layout=True) for page in document.pages)


def pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\f".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


DUMPERS: dict[str, Callable[[Path], str]] = {"plumber": plumber, "plumber layout": plumber_layout, "pdfium": pdfium}


@cache
def of_pdf(name: str) -> Audit:
    return pipeline.audit_path(RAW / name)


def figures(table: Table) -> set[Figure]:
    """Every figure of a table: row path, column path, value or marker, unit. Blanks in paths do not count."""
    out: set[Figure] = set()
    for cell in table.cells:
        column = table.columns[cell.column]
        if column.label:
            continue
        row_path = tuple(closed(text) for text in table.row_path(cell))
        column_path = tuple(closed(text) for text in column.path)
        out |= {(row_path, column_path, q.value if q.value is not None else q.marker, q.unit) for q in cell.quantities}
    return out


def closed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("dumper", DUMPERS)
def test_a_dump_gives_the_tables_of_its_pdf(name: str, dumper: str, tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(DUMPERS[dumper](RAW / name), encoding="utf-8")
    tables = [table.table for table in pipeline.audit_path(dump).tables]
    wanted = [table.table for table in of_pdf(name).tables]
    assert [figures(table) for table in tables] == [figures(table) for table in wanted]
