"""Dumps made from the sample PDFs with other tools give the tables that the PDFs were typeset from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

import normalize
from hapgye import pipeline
from schemas import Audit, RawCell, RawTable, Table
from tests.truth import closed

ROOT = Path(__file__).resolve().parents[1]
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
def audited(name: str, dumper: str, folder: Path) -> Audit:
    dump = folder / f"{Path(name).stem}-{dumper.replace(' ', '-')}.txt"
    dump.write_text(DUMPERS[dumper](ROOT / "raw" / name), encoding="utf-8")
    return pipeline.audit_path(dump)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dumps")


@cache
def printed(name: str) -> tuple[Table, ...]:
    """The tables that a sample was typeset from."""
    truth = json.loads((ROOT / "tests" / "samples" / "truth" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    return normalize.tables([raw(table) for table in truth["tables"]])


def raw(table: dict) -> RawTable:
    cells = tuple(
        RawCell(c["r"], c["c"], c["text"], c["rs"], c["cs"], header=c["r"] < table["header_rows"])
        for c in table["cells"]
        if c["text"]
    )
    return RawTable(cells, table["rows"], table["cols"], "truth", unit=table["unit"], header_rows=table["header_rows"])


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


LAYOUT = [(name, at) for name, count in zip(PDFS, (3, 6, 2), strict=True) for at in range(count)]


@pytest.mark.parametrize(("name", "at"), LAYOUT)
def test_a_dump_with_layout_gives_the_printed_table(name: str, at: int, folder: Path) -> None:
    found = audited(name, "plumber layout", folder).tables
    assert figures(found[at].table) == figures(printed(name)[at])


BARE = ("plumber", "pdfium")


@pytest.mark.parametrize(("name", "at"), LAYOUT)
@pytest.mark.parametrize("dumper", BARE)
def test_a_dump_without_layout_gives_the_printed_table(name: str, at: int, dumper: str, folder: Path) -> None:
    found = audited(name, dumper, folder).tables
    assert figures(found[at].table) == figures(printed(name)[at])


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("dumper", BARE)
def test_a_dump_without_layout_gives_as_many_tables(name: str, dumper: str, folder: Path) -> None:
    assert len(audited(name, dumper, folder).tables) == len(printed(name))


@pytest.mark.parametrize("dumper", BARE)
def test_a_wrong_total_is_found_in_a_dump_without_layout(dumper: str, folder: Path) -> None:
    wrong = [
        found for found in audited("inconsistent/wrong-total.pdf", dumper, folder).findings if found.verdict == "inconsistent"
    ]
    assert len(wrong) == 1


@pytest.mark.parametrize("name", PDFS)
def test_a_dump_with_layout_gives_as_many_tables(name: str, folder: Path) -> None:
    assert len(audited(name, "plumber layout", folder).tables) == len(printed(name))


@pytest.mark.parametrize("name", PDFS)
@pytest.mark.parametrize("dumper", DUMPERS)
def test_no_figure_of_a_table_is_lost(name: str, dumper: str, folder: Path) -> None:
    """Every number of the printed tables stands in a table or paragraph of the reading."""
    audit = audited(name, dumper, folder)
    tables = [cell.quantities for table in audit.tables for cell in (*table.table.cells, *table.table.loose)]
    prose = [statement.quantities for statement in audit.statements]
    seen = Counter(abs(q.value) for found in (*tables, *prose) for q in found if q.value is not None)
    wanted = Counter(abs(q.value) for t in printed(name) for c in t.cells for q in c.quantities if q.value is not None)
    assert not wanted - seen
