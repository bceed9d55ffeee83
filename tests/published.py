"""A small report made by hand, with one clean, one quarantined and one unchecked table, and how published files are read."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

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
