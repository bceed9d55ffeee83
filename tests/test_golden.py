"""The samples in raw/ as read, against their truth: every cell with its text and spans."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import extract
from schemas import RawTable, Report
from tests.truth import ROOT, closed, truth

PRINTED = (
    "city-jobs-plan.pdf",
    "district-jobs-goals.pdf",
    "inconsistent/wrong-total.pdf",
    "jobs-budget.xlsx",
    "market-survey-cp949.csv",
)
DUMP = "district-jobs-goals-dump.txt"

Spot = tuple[int, int, int, int, str]

BROKEN = {
    ("cells", "district-jobs-goals.pdf", 1): "without column lines, labels of groups do not yet make a column of their own",
    ("around", "city-jobs-plan.pdf", 2): "the footnote after the table's last page is not attached to it",
}


@cache
def read(name: str) -> Report:
    return extract.read(ROOT / "raw" / name)


def true_cells(table: dict[str, Any]) -> set[Spot]:
    cells = ((c["r"], c["c"], c["rs"], c["cs"], closed(c["text"])) for c in table["cells"])
    return {cell for cell in cells if cell[4]}


def read_cells(table: RawTable) -> set[Spot]:
    cells = ((c.row, c.column, c.rowspan, c.colspan, closed(c.text)) for c in table.cells)
    return {cell for cell in cells if cell[4]}


def found_as(name: str, index: int) -> RawTable:
    """The table as read: the one with the true caption, else the one at the true table's place."""
    tables, caption = read(name).tables, closed(truth(name)[index]["caption"])
    captioned = (table for table in tables if caption and closed(table.caption) == caption)
    found = next(captioned, tables[index] if index < len(tables) else None)
    assert found is not None, f"no table captioned {caption}"
    return found


def samples(test: str, names: tuple[str, ...], most: int | None = None) -> list[Any]:
    """Every table of some samples, marked where it is known not to be read right yet."""
    tables = [(name, index) for name in names for index in range(len(truth(name)))[:most]]
    reasons = [BROKEN.get((test, *table)) for table in tables]
    marks = [[pytest.mark.xfail(reason=reason)] if reason else [] for reason in reasons]
    return [pytest.param(*table, marks=mark) for table, mark in zip(tables, marks, strict=True)]


@pytest.mark.parametrize(("name", "_"), samples("count", (*PRINTED, DUMP), 1))
def test_a_sample_is_read_without_problems_and_all_its_tables(name: str, _: int) -> None:
    report = read(name)
    assert report.problems == ()
    assert len(report.tables) == len(truth(name))


@pytest.mark.parametrize(("name", "index"), samples("cells", PRINTED))
def test_every_cell_is_read(name: str, index: int) -> None:
    expected, found = truth(name)[index], found_as(name, index)
    assert read_cells(found) == true_cells(expected)
    assert (found.rows, found.columns) == (expected["rows"], expected["cols"])


@pytest.mark.parametrize(("name", "index"), samples("around", (*PRINTED[:3], DUMP)))
def test_captions_units_and_footnotes(name: str, index: int) -> None:
    expected, found = truth(name)[index], found_as(name, index)
    assert (closed(found.caption), closed(found.unit)) == (closed(expected["caption"]), closed(expected["unit"]))
    assert [*map(closed, found.footnotes)] == [*map(closed, expected["footnotes"])]


def true_body(table: dict[str, Any]) -> list[list[str]]:
    """The texts of the body, row by row from left to right, blank cells and merged labels' repeats left out."""
    rows = range(table["header_rows"], table["rows"])
    cells = sorted(table["cells"], key=lambda c: c["c"])
    return [[closed(c["text"]) for c in cells if c["r"] == row and c["text"].strip()] for row in rows]


def read_body(table: RawTable) -> list[list[str]]:
    rows = range(table.header_rows or 0, table.rows)
    cells = [*sorted(table.cells, key=lambda c: c.column), *sorted(table.loose, key=lambda c: c.column)]
    return [[closed(c.text) for c in cells if c.row == row and c.text.strip()] for row in rows]


@pytest.mark.parametrize("index", range(len(truth(DUMP))))
def test_every_text_of_the_dump_stands_in_its_row(index: int) -> None:
    assert read_body(read(DUMP).tables[index]) == true_body(truth(DUMP)[index])


@pytest.mark.parametrize(("name", "index"), samples("headers", (DUMP,)))
def test_headers_of_the_dump(name: str, index: int) -> None:
    expected, found = truth(name)[index], read(name).tables[index]
    top = expected["header_rows"]
    assert found.header_rows == top
    assert {cell for cell in read_cells(found) if cell[0] < top} == {cell for cell in true_cells(expected) if cell[0] < top}
