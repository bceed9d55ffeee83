"""CSV and XLSX: a table that someone already pulled out, with the lone texts around it."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

import extract
from extract.xlsx_format import printed
from schemas import RawTable


def texts(table: RawTable) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def test_csv_with_title_unit_and_note(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        '표 1. 일자리 예산\n(단위 : 천원)\n구분,예산\n총계,"47,318"\n직접,12106\n간접,35212\n※ 추경 포함\n'.encode("cp949")
    )
    report = extract.read(path)
    (table,) = report.tables
    assert report.source.format == "csv"
    assert (table.rows, table.columns, table.reader) == (4, 2, "csv")
    assert texts(table)[1, 1] == "47,318"
    assert table.unit == "(단위 : 천원)"
    assert table.cells[0].place.line == 3
    assert [paragraph.text for paragraph in report.paragraphs] == ["표 1. 일자리 예산", "(단위 : 천원)", "※ 추경 포함"]


def test_csv_blocks_and_quoted_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('구분,"예산\n(천원)"\n총계,3\n,,\n,,\n구분,인원\n총계,7\n합계,7\n', encoding="utf-8-sig")
    first, second = extract.read(path).tables
    assert texts(first) == {(0, 0): "구분", (0, 1): "예산\n(천원)", (1, 0): "총계", (1, 1): "3"}
    assert texts(second)[1, 1] == "7"
    assert [cell.place.line for cell in first.cells] == [1, 1, 3, 3]
    assert second.place.line == 6


def test_csv_blank_cells_keep_their_neighbours_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("구분,국비,시비\n가,,5\n나,3,\n", encoding="utf-8")
    (table,) = extract.read(path).tables
    assert texts(table) == {(0, 0): "구분", (0, 1): "국비", (0, 2): "시비", (1, 0): "가", (1, 2): "5", (2, 0): "나", (2, 1): "3"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    rows = [
        ["일자리 예산 현황", None, None],
        [None, None, "(단위 : 백만원)"],
        ["구분", "예산", None],
        [None, "국비", "비율"],
        ["총계", 47318, 0.573],
        ["직접", 12106.5, 1],
        [None, None, None],
        ["구분", "인원"],
        ["남", 3],
        ["여", -4],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    for name, number_format in {"B5": "#,##0", "B6": "#,##0.0", "C5": "0.0%", "C6": "0%", "B10": "#,##0;△#,##0"}.items():
        sheet[name].number_format = number_format
    hidden = workbook.create_sheet("숨김")
    hidden.append(["보이지", "않음"])
    hidden.append(["1", "2"])
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "book.dat")
    return tmp_path / "book.dat"


def test_xlsx_spans_formats_and_blocks(book: Path) -> None:
    report = extract.read(book)
    first, second = report.tables
    assert report.source.format == "xlsx"
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in first.cells}
    assert spans["구분"] == (0, 0, 2, 1)
    assert spans["예산"] == (0, 1, 1, 2)
    assert {(2, 1): "47,318", (2, 2): "57.3%", (3, 1): "12,106.5", (3, 2): "100%"}.items() <= texts(first).items()
    assert texts(second)[2, 1] == "△4"
    assert first.unit == "(단위 : 백만원)"
    assert [paragraph.text for paragraph in report.paragraphs] == ["일자리 예산 현황", "(단위 : 백만원)"]
    assert not any("보이지" in cell.text for table in report.tables for cell in table.cells)


def test_a_far_cell_does_not_blow_a_table_up(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for name, value in {"A1": "구분", "XFD1": "예산", "A2": "총계", "XFD2": 5, "A1048576": "끝"}.items():
        sheet[name] = value
    workbook.save(tmp_path / "a.xlsx")
    (table,) = extract.read(tmp_path / "a.xlsx").tables
    assert (table.rows, table.columns) == (2, 2)


def test_formulas_without_stored_values_are_told(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["구분", "예산"], ["가", 1], ["합계", "=SUM(B2:B2)"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    report = extract.read(tmp_path / "a.xlsx")
    (problem,) = report.problems
    assert problem.rule == "HG906"
    assert not problem.fatal
    assert "1 formulas" in problem.message
    assert len(report.tables) == 1


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (47318, "General", "47318"),
        (47318, "#,##0", "47,318"),
        (-2735, "#,##0", "-2,735"),
        (-2735, "#,##0;△#,##0", "△2,735"),
        (-2735, "#,##0_);[Red](#,##0)", "(2,735)"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        (1234567, '#,##0,"천원"', "1,235천원"),
        (0.573, "0.0%", "57.3%"),
        (0.125, "0%", "13%"),
        (2.5, "0", "3"),
        (0.1, "General", "0.1"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (12, '#,##0"명"', "12명"),
        (3.14159, "0.00E+00", "3.14159"),
        (True, "General", "TRUE"),
        ("  합계 ", "@", "합계"),
        (datetime.datetime(2026, 5, 12), "yyyy-mm-dd", "2026-05-12"),
        (datetime.date(2026, 5, 12), "General", "2026-05-12"),
        (float("inf"), "General", "inf"),
    ],
)
def test_numbers_read_as_they_print(value: object, number_format: str, text: str) -> None:
    assert printed(value, number_format) == text
