"""A small report made by hand, with one clean, one quarantined and one unchecked table, and what is published of it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from publish import Staged, stage
from schemas import (
    Audit,
    Cell,
    CellRef,
    CheckedTable,
    Column,
    Finding,
    LineRef,
    Place,
    Problem,
    Quantity,
    Relation,
    Row,
    Source,
    Table,
    Term,
)

SHA = "ab" * 32
MILLION = Decimal(1_000_000)


def money(text: str) -> Quantity:
    value = Decimal(text.replace(",", ""))
    return Quantity(text, value, "백만원", value * MILLION, "원", Decimal(1))


def heads(text: str) -> Quantity:
    value = Decimal(text.replace(",", ""))
    return Quantity(text, value, "개", value, "개", Decimal(1))


def budget_table() -> Table:
    """Five projects in two groups; 국비 of the last two is one merged cell, one budget is a marker, one cell has two parts."""
    columns = (
        Column(0, ("구분",), label=True),
        Column(1, ("일자리 수(개)",), "개"),
        Column(2, ("예산(백만원)", "합계"), "백만원"),
        Column(3, ("예산(백만원)", "국비"), "백만원"),
        Column(4, ("예산(백만원)", "시비"), "백만원"),
        Column(5, ("비고",)),
    )
    groups = ("직접일자리 (3개 사업)", "간접일자리 (2개 사업)")
    lines = [
        (("총계 (5개 사업)",), "1,250", "92,134", "38,117", "54,017", ""),
        ((groups[0],), "1,010 (80.8%)", "52,134", "16,117", "36,017", ""),
        ((groups[0], "구내식당 운영"), "120", "12,134", "6,117", "6,017", "신규"),
        ((groups[0], "도서관 사서 지원"), "390", "40,000", "10,000", "30,000", "계속"),
        ((groups[0], "골목길 안내"), "500", "비예산", "-", "-", "계속"),
        ((groups[1],), "240", "40,000", "22,000", "18,000", ""),
        ((groups[1], "취업 상담"), "200", "30,000", "22,000", "18,000", ""),
        ((groups[1], "=HYPERLINK(1)"), "40", "10,000", None, None, ""),
    ]
    rows, cells = [], []
    for index, (path, *texts) in enumerate(lines):
        rows.append(Row(index, path, Place(3, 40 + index)))
        cells.append(Cell(index, 0, f"○ {path[-1]}" if len(path) > 1 and index != 7 else path[-1]))
        for column, text in enumerate(texts, 1):
            if text:
                cells.append(
                    Cell(index, column, text, figures(text, column), rowspan=2 if (index, column) in {(6, 3), (6, 4)} else 1)
                )
    return Table(
        "t01",
        columns,
        tuple(rows),
        tuple(cells),
        "rulings",
        Place(3, 38),
        "2021년 일자리사업 총괄",
        "(단위 : 개, 백만원)",
        ("Ⅱ. 추진계획", "1. 사업 총괄"),
        ("※ 비예산: 예산을 따로 세우지 않은 사업",),
    )


def figures(text: str, column: int) -> tuple[Quantity, ...]:
    if column == 5:
        return ()
    if text in {"비예산", "-"}:
        return (Quantity(text, marker=text),)
    if "%" in text:
        head, share = text.split()
        return heads(head), Quantity(share, Decimal("80.8"), "%", Decimal("80.8"), "%", Decimal("0.1"))
    return (heads(text) if column == 1 else money(text),)


def wrong_table() -> Table:
    """Quarterly figures whose total has two digits swapped."""
    texts = ("1,354", "100", "250", "395", "590")
    columns = tuple(Column(i, ("계" if not i else f"{i}분기",), "명") for i in range(5))
    cells = tuple(Cell(0, i, text, (heads(text),), place=Place(4, 71)) for i, text in enumerate(texts))
    return Table("t02", columns, (Row(0, ()),), cells, "rulings", Place(4), "분기별 목표")


def lone_table() -> Table:
    """Figures that nothing checks, with a row of a dump whose columns are not known."""
    columns = (Column(0, ("구분",), label=True), Column(1, ("2020년",)), Column(2, ("2021년",)))
    rows = (Row(0, ("고용률",)), Row(1, ("실업률",)))
    cells = (
        Cell(0, 0, "고용률"),
        Cell(0, 1, "57.30%", (Quantity("57.30%", Decimal("57.30"), "%", Decimal("57.30"), "%", Decimal("0.01")),)),
        Cell(0, 2, "△2.7%p", (Quantity("△2.7%p", Decimal("-2.7"), "%p", Decimal("-2.7"), "%p", Decimal("0.1")),)),
        Cell(1, 0, "실업률"),
    )
    loose = (Cell(1, 1, "4.1", (Quantity("4.1", Decimal("4.1")),)),)
    return Table("t03", columns, rows, cells, "text", Place(line=90), "고용 지표", loose=loose)


def sum_of(rule: str, target: CellRef, *terms: CellRef) -> Relation:
    return Relation(rule, "sum", "label", target, tuple(Term(ref) for ref in terms))


def holding() -> Finding:
    target, *terms = (CellRef("t01", row, 2) for row in (0, 1, 5))
    relation = sum_of("HG101", target, *terms)
    zero, total = Decimal(0), Decimal(92134)
    return Finding(
        "HG101", "총계 92,134 is the sum of 2 rows", "note", "exact", relation, target, "t01", Place(), total, total, zero, zero
    )


def failing() -> Finding:
    target, *terms = (CellRef("t02", 0, column) for column in range(5))
    return Finding(
        "HG104",
        "계 1,354 is not the sum of its 4 columns, 1,335",
        "error",
        "inconsistent",
        sum_of("HG104", target, *terms),
        target,
        "t02",
        stated=Decimal(1354),
        computed=Decimal(1335),
        gap=Decimal(19),
        tolerance=Decimal(0),
        suspects=(target,),
        suggestion="1,335",
    )


def in_prose() -> Finding:
    new, old = CellRef("t01", 1, 2), CellRef("t01", 0, 2)
    relation = Relation("HG202", "ratio", "prose", CellRef("t01", 0, 2), (Term(new), Term(old)))
    stated, computed = Decimal("99.2"), Decimal("56.585")
    message = "the prose says 99.2 %, the table 56.585 %"
    return Finding(
        "HG202",
        message,
        "warning",
        "inconsistent",
        relation,
        LineRef(12),
        "",
        Place(line=12),
        stated,
        computed,
        stated - computed,
    )


def example() -> Audit:
    tables = (
        CheckedTable(budget_table(), "clean"),
        CheckedTable(wrong_table(), "quarantined"),
        CheckedTable(lone_table(), "unchecked"),
    )
    source = Source("/home/someone/reports/일자리 계획.pdf", "일자리 계획.pdf", "pdf", SHA, 12345)
    problem = Problem("HG906", "page 7 of /home/someone/reports/일자리 계획.pdf could not be read", Place(7))
    return Audit(source, tables, (), (holding(), failing(), in_prose()), (problem,))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    return stage(example(), tmp_path)


def test_the_files_of_a_report(staged: Staged) -> None:
    files = {str(path.relative_to(staged.folder)) for path in staged.folder.rglob("*") if path.is_file()}
    plain = {"observations.csv", "observations.parquet", "findings.csv", "datapackage.json", "report.html"}
    assert staged.report == "일자리 계획"
    assert files == {
        *plain,
        "tables/t01.csv",
        "tables/t03.csv",
        "quarantine/tables/t02.csv",
        "quarantine/reasons.csv",
        *(f"quarantine/{name}" for name in plain),
    }


def test_a_clean_table(staged: Staged) -> None:
    text = (staged.folder / "tables" / "t01.csv").read_bytes().decode("utf-8")
    assert text == (
        "구분,비고,일자리 수(개),일자리 수(개) (2),예산(백만원) > 합계,예산(백만원) > 국비,예산(백만원) > 시비\n"
        "총계 (5개 사업),,1250,,92134,38117,54017\n"
        "직접일자리 (3개 사업),,1010,80.8,52134,16117,36017\n"
        "○ 구내식당 운영,신규,120,,12134,6117,6017\n"
        "○ 도서관 사서 지원,계속,390,,40000,10000,30000\n"
        "○ 골목길 안내,계속,500,,,,\n"
        "간접일자리 (2개 사업),,240,,40000,22000,18000\n"
        "○ 취업 상담,,200,,30000,22000,18000\n"
        "'=HYPERLINK(1),,40,,10000,,\n"
    )


def test_observations(staged: Staged) -> None:
    rows = read(staged.folder / "observations.csv")
    assert ",".join(rows[0]) == (
        "report,table,page,line,row,column,part,row_path,column_path,raw,value,unit,base_value,base_unit,quantum,marker,status"
    )
    assert list(rows[0].values()) == [
        *("일자리 계획", "t01", "3", "40", "0", "1", "0", "총계 (5개 사업)", "일자리 수(개)", "1,250"),
        *("1250", "개", "1250", "개", "1", "", "clean"),
    ]
    by_key = {(row["table"], row["row"], row["column"], row["part"]): row for row in rows}
    assert len(by_key) == len(rows) == 33
    assert by_key["t01", "1", "1", "1"]["value"] == "80.8"
    assert by_key["t01", "1", "1", "1"]["raw"] == by_key["t01", "1", "1", "0"]["raw"] == "1,010 (80.8%)"
    assert by_key["t01", "2", "2", "0"]["row_path"] == "직접일자리 (3개 사업) > 구내식당 운영"
    assert by_key["t01", "2", "2", "0"]["column_path"] == "예산(백만원) > 합계"
    assert by_key["t01", "2", "2", "0"]["base_value"] == "12134000000"
    assert (by_key["t01", "4", "2", "0"]["marker"], by_key["t01", "4", "2", "0"]["value"]) == ("비예산", "")
    assert ("t01", "7", "3", "0") not in by_key, "a merged figure stands once"
    assert by_key["t01", "7", "2", "0"]["row_path"] == "간접일자리 (2개 사업) > =HYPERLINK(1)"
    assert (by_key["t03", "0", "1", "0"]["value"], by_key["t03", "0", "1", "0"]["line"]) == ("57.3", "90")
    assert by_key["t03", "0", "2", "0"]["value"] == "-2.7"
    assert {row["table"] for row in rows} == {"t01", "t03"}


def test_findings(staged: Staged) -> None:
    rows = read(staged.folder / "findings.csv")
    assert ",".join(rows[0]) == (
        "report,finding,rule,kind,origin,table,page,line,row,column,target,terms,stated,computed,gap,tolerance,verdict,severity,"
        "suspects,suggestion,message"
    )
    good, prose, problem = rows
    assert (good["finding"], good["target"], good["terms"]) == ("f0001", "t01!0,2", "t01!1,2 + t01!5,2")
    assert (good["table"], good["page"], good["line"], good["row"], good["column"]) == ("t01", "3", "40", "0", "2")
    assert (good["verdict"], good["severity"], good["gap"]) == ("exact", "note", "0")
    assert (prose["finding"], prose["target"], prose["table"], prose["gap"]) == ("f0003", "line:12", "", "42.615")
    assert (problem["rule"], problem["page"], problem["verdict"], problem["severity"]) == ("HG906", "7", "", "warning")
    assert problem["message"] == "page 7 of 일자리 계획.pdf could not be read"


def test_quarantine_holds_what_did_not_pass_and_nothing_else(staged: Staged) -> None:
    held = staged.folder / "quarantine"
    assert {row["table"] for row in read(held / "observations.csv")} == {"t02"}
    assert {row["status"] for row in read(held / "observations.csv")} == {"quarantined"}
    (finding,) = read(held / "findings.csv")
    assert (finding["finding"], finding["terms"]) == ("f0002", "t02!0,1 + t02!0,2 + t02!0,3 + t02!0,4")
    assert (finding["page"], finding["line"], finding["suspects"]) == ("4", "71", "t02!0,0")
    (reason,) = read(held / "reasons.csv")
    assert reason["reason"] == "f0002 계 1,354 is not the sum of its 4 columns, 1,335"
    assert (held / "tables" / "t02.csv").read_text(encoding="utf-8") == "계,1분기,2분기,3분기,4분기\n1354,100,250,395,590\n"


def test_no_quarantine_without_quarantined_tables(tmp_path: Path) -> None:
    audit = example()
    staged = stage(replace(audit, tables=audit.tables[:1], findings=audit.findings[:1]), tmp_path)
    assert not (staged.folder / "quarantine").exists()


def test_an_unreadable_source_leaves_its_problem(tmp_path: Path) -> None:
    source = Source("x.pdf", "x.pdf", "pdf", SHA, 0)
    staged = stage(Audit(source, problems=(Problem("HG906", "nothing", fatal=True),)), tmp_path)
    (row,) = read(staged.folder / "findings.csv")
    assert (row["severity"], row["message"]) == ("error", "nothing")
    assert read(staged.folder / "observations.csv") == []


def test_no_file_tells_where_the_source_lay(staged: Staged) -> None:
    package = json.loads((staged.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["sources"][0]["path"] == "일자리 계획.pdf"
    assert package["sources"][0]["sha256"] == SHA
    for path in staged.folder.rglob("*"):
        assert path.is_dir() or b"/home/someone" not in path.read_bytes(), path


def test_staging_twice_is_the_same_to_the_byte(tmp_path: Path) -> None:
    first, second = stage(example(), tmp_path / "a"), stage(example(), tmp_path / "b")
    for path in first.folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second.folder / path.relative_to(first.folder)).read_bytes(), path.name
