"""Numbers and texts in files: plain digits, guarded formulas, typed Parquet, a valid data package, safe names."""

from __future__ import annotations

import csv
import json
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st

from publish import DOCS, Staged, stage, unique_names
from publish.fields import Field, Sheet
from publish.formats import write_csv, write_parquet
from publish.measures import MOST_PARTS, table_sheet
from publish.names import LONGEST_NAME
from publish.text import folded, guarded, plain, unguarded
from schemas import Audit, Cell, CheckedTable, Column, Quantity, Row, Source, Table
from tests.published import budget_table, heads, read


def of(*tables: Table) -> Audit:
    return Audit(Source("x.pdf", "x.pdf", "pdf", "0" * 64, 1), tuple(CheckedTable(table, "unchecked") for table in tables))


def errors(folder: Path) -> list[str]:
    return [f"{path}: {error}" for path, *error in validate(str(folder / "datapackage.json")).flatten(["name", "type", "note"])]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_plain_digits_are_the_same_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert not set(text) - set("-0123456789.")
    assert text == "0" or not text.endswith(".")
    assert "." not in text or not text.endswith("0")


@given(st.text())
def test_a_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+82", "@SUM(A1)", "\t=1", "\r=1", "-1+1", "-cmd|' /C calc'!A0", "＝1+1", "'=1", "--1", "- t01!1,2"]
)
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["-", "-5", "-1,234.5", "-3.4%", "△5", "계", "1=1", "'tis", ""])
def test_what_is_no_formula_stays(text: str) -> None:
    assert guarded(text) == text


def test_folded_text_is_one_clean_line() -> None:
    assert folded("총\u3000계\r\n\t(78)\x00\x1b") == "총 계 (78)"
    assert folded("\ud800") == "\ufffd" * 3
    assert folded("가" * 5000) == "가" * 1999 + "…"


def test_no_csv_cell_is_a_formula(tmp_path: Path) -> None:
    evil = "=HYPERLINK(1)"
    table = Table(
        "t01",
        (Column(0, (evil,), label=True), Column(1, ("@a",))),
        (Row(0, (evil,)), Row(1, ("+x",))),
        (Cell(0, 0, evil), Cell(0, 1, evil, (Quantity(evil, Decimal(-1), unit=evil),)), Cell(1, 0, "+x")),
        "x",
        caption=evil,
        footnotes=(evil,),
    )
    source = Source(f"{evil}.pdf", f"{evil}.pdf", "pdf", "0" * 64, 1)
    folder = stage(Audit(source, (CheckedTable(table, "unchecked"),)), tmp_path).folder
    texts = [
        cell for path in folder.rglob("*.csv") for row in csv.reader(path.open(encoding="utf-8", newline="")) for cell in row
    ]
    assert "'" + evil in texts
    assert not [text for text in texts if text[:1] in set("=+@\t\r") or (text.startswith("-") and text != "-1")]
    assert errors(folder) == []


def test_parquet_holds_what_the_csv_holds(staged: Staged) -> None:
    for folder in (staged.folder, staged.folder / "quarantine"):
        typed = pq.read_table(folder / "observations.parquet")
        assert str(typed.schema.field("value").type) == "decimal128(38, 10)"
        assert str(typed.schema.field("row").type) == "int64"
        rows = read(folder / "observations.csv")
        back = [
            {key: plain(v) if isinstance(v, Decimal) else str(v or "") if v != 0 else "0" for key, v in row.items()}
            for row in typed.to_pylist()
        ]
        assert back == [{key: unguarded(text) for key, text in row.items()} for row in rows]


def test_numbers_too_long_for_a_decimal_become_text(tmp_path: Path) -> None:
    sheet = Sheet((Field("value", "number"),), ((Decimal("1E+40"),), (Decimal("0.5"),), (None,)))
    write_parquet(sheet, tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").to_pydict() == {"value": ["1" + "0" * 40, "0.5", None]}


def test_csv_is_utf8_with_line_feeds_and_quotes(tmp_path: Path) -> None:
    write_csv(Sheet((Field("가"), Field("b", "number")), (('a "b", c', Decimal("1E+2")), (None, None))), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes() == '가,b\n"a ""b"", c",100\n,\n'.encode()


def test_the_data_packages_are_valid(staged: Staged) -> None:
    assert errors(staged.folder) == []
    assert errors(staged.folder / "quarantine") == []


def test_a_changed_file_no_longer_fits_its_package(staged: Staged) -> None:
    path = staged.folder / "tables" / "t01.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12134", "12143"), encoding="utf-8")
    assert errors(staged.folder)


def test_fields_tell_types_and_units(staged: Staged) -> None:
    package = json.loads((staged.folder / "datapackage.json").read_text(encoding="utf-8"))
    by_path = {resource["path"]: resource for resource in package["resources"]}
    fields = {field["name"]: field for field in by_path["tables/t01.csv"]["schema"]["fields"]}
    assert (fields["구분"]["type"], fields["비고"]["type"]) == ("string", "string")
    assert (fields["예산(백만원) > 합계"]["type"], fields["예산(백만원) > 합계"]["unit"]) == ("number", "백만원")
    assert fields["일자리 수(개) (2)"]["unit"] == "%"
    assert by_path["tables/t01.csv"]["title"] == "2021년 일자리사업 총괄"
    assert by_path["observations.parquet"]["hash"].startswith("sha256:")


def test_blank_rows_and_tables_without_cells_are_valid(tmp_path: Path) -> None:
    blank = (Cell(0, 0, "-", (Quantity("-", marker="-"),)),)
    one = Table("t01", (Column(0, ("계",)),), (Row(0, ()), Row(1, ())), blank, "x")
    none = Table("t02", (), (), (), "x")
    bare = Table("t03", (Column(0, ()), Column(1, ())), (), (), "x")
    folder = stage(of(one, none, bare), tmp_path).folder
    assert errors(folder) == []
    assert len(read(folder / "tables" / "t01.csv")) == 2
    assert (folder / "tables" / "t03.csv").read_text() == "column 0,column 1\n"
    assert not (folder / "tables" / "t02.csv").exists()


def test_columns_of_one_name_stay_apart() -> None:
    columns = tuple(Column(i, ("계",)) for i in range(3))
    cells = tuple(Cell(0, i, "1 2", (heads("1"), heads("2"))) for i in range(3))
    header = table_sheet(Table("t01", columns, (Row(0, ()),), cells, "x")).header
    assert header == ("계", "계 (2)", "계 [2]", "계 (2) [2]", "계 [3]", "계 (2) [3]")


def test_a_cell_of_very_many_figures_stays_small(tmp_path: Path) -> None:
    text = " ".join(str(i) for i in range(3000))
    cell = Cell(0, 0, text, tuple(heads(part) for part in text.split()))
    table = Table("t01", (Column(0, ("a",)),), (Row(0, ()),), (cell,), "x")
    assert len(table_sheet(table).header) == MOST_PARTS
    folder = stage(of(table), tmp_path).folder
    rows = read(folder / "observations.csv")
    assert (len(rows), rows[2999]["raw"]) == (3000, "2999")


def test_labels_come_from_the_path_where_no_cell_keeps_them() -> None:
    table = budget_table()
    bare = replace(table, cells=tuple(cell for cell in table.cells if cell.column))
    assert [record[0] for record in table_sheet(bare).records][2] == "직접일자리 (3개 사업) > 구내식당 운영"


def test_merged_labels_stand_in_every_row() -> None:
    columns = (Column(0, ("구",), label=True), Column(1, ("동",), label=True), Column(2, ("계",)))
    rows = (Row(0, ("가", "나")), Row(1, ("가", "다")))
    cells = (Cell(0, 0, "가", rowspan=9), Cell(0, 1, "나"), Cell(1, 1, "다"), Cell(0, 2, "5", (heads("5"),), rowspan=2))
    sheet = table_sheet(Table("t01", columns, rows, cells, "x"))
    assert sheet.records == (("가", "나", Decimal(5)), ("가", "다", None))


def test_names_are_unique() -> None:
    assert unique_names(["a.pdf", "b/a.txt", "c/a.txt", "A.PDF", "a-txt.pdf"]) == ("a", "a-txt", "a-txt-2", "A-pdf", "a-txt-pdf")
    assert unique_names(["x/가\u0301.pdf", "가\u0301.pdf"])[1].endswith("-pdf")
    assert unique_names(["각.pdf", "각.txt"]) == ("각", "각-txt"), "composed and decomposed letters are one name"
    assert unique_names([f"{DOCS}.pdf", "a", "a"]) == (f"{DOCS}-pdf", "a", "a-2")
    assert unique_names(["https://example.org/files/%EA%B3%84%ED%9A%8D.pdf?x=1"]) == ("계획",)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("제1.2차 계획", "제1.2차 계획"),
        ("a.tar.gz", "a.tar"),
        (".hidden", "hidden"),
        ("..", "report"),
        ("", "report"),
        ("a\x00b\nc:d*.pdf", "a_b_c_d_.pdf".removesuffix(".pdf")),
        ("con.pdf", "con_"),
        ("end. .pdf", "end"),
    ],
)
def test_names_are_safe(path: str, name: str) -> None:
    assert unique_names([path]) == (name,)


@given(st.lists(st.text(), max_size=8))
def test_any_names_are_safe_and_unique(paths: list[str]) -> None:
    names = unique_names(paths)
    assert len({name.casefold() for name in names}) == len(names) == len(paths)
    for name in names:
        assert 0 < len(name.encode()) <= LONGEST_NAME + 16
        assert name not in {".", ".."}
        assert "/" not in name
        assert not name.startswith(".")
        assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cs"}


def test_long_names_are_cut_between_letters() -> None:
    first, second = unique_names(["가" * 300 + ".pdf", "가" * 300 + ".txt"])
    assert first == "가" * 60
    assert second == "가" * 58 + "-txt"
