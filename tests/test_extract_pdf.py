"""PDF: rulings to cells, spans, rows that no rule parts, joins over page breaks, and what is no table."""

from __future__ import annotations

from dataclasses import replace

import pytest

import extract
from extract.pdf.glyphs import Glyph
from extract.pdf.grid import Span, grid_of
from extract.pdf.join import continues, join
from extract.pdf.lines import lines
from extract.pdf.piece import Piece
from extract.pdf.ruled import ruled_grids
from extract.pdf.rulings import Rule, Rulings, joined
from schemas import Place, RawCell
from tests.typesetting import SMALL_PAGE, ReadPdf, grid_texts


@pytest.fixture(scope="session")
def read_pdf(read_pdf: ReadPdf) -> ReadPdf:
    """Reads what is typeset on small pages."""
    return lambda body: read_pdf(SMALL_PAGE + body)


def test_a_ruled_table_with_spans_and_its_surroundings(read_pdf: ReadPdf) -> None:
    report = read_pdf(
        "1. 일자리 예산\n\n올해 예산은 늘었다.\n\n(단위 : 백만원)\n"
        "#table(columns: 3, table.cell(rowspan: 2)[구분], table.cell(colspan: 2)[예산], [국비], [시비],"
        "[합계], [47,318], [△2,735], [직접], [12,106\\ (25.6%)], [])\n\n※ 추경 포함\n"
    )
    (table,) = report.tables
    assert grid_texts(table) == [
        ["구분", "예산", ""],
        ["", "국비", "시비"],
        ["합계", "47,318", "△2,735"],
        ["직접", "12,106\n(25.6%)", ""],
    ]
    spans = {cell.text: (cell.rowspan, cell.colspan) for cell in table.cells if cell.rowspan * cell.colspan > 1}
    assert spans == {"구분": (2, 1), "예산": (1, 2)}
    assert (table.reader, table.unit, table.footnotes) == ("pdfium", "(단위 : 백만원)", ("※ 추경 포함",))
    assert [paragraph.text for paragraph in report.paragraphs] == [
        "1. 일자리 예산",
        "올해 예산은 늘었다.",
        "(단위 : 백만원)",
        "※ 추경 포함",
    ]
    assert report.content.index(table) == 3


def test_places_are_points_from_the_top_left(read_pdf: ReadPdf) -> None:
    report = read_pdf("#table(columns: (50pt, 60pt), rows: 20pt, [가], [1], [나], [2])")
    (table,) = report.tables
    box = table.place.box
    assert box is not None
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((40, 40, 150, 80), abs=1)
    last = table.cells[-1].place
    assert last.page == 1
    assert last.box is not None
    assert (last.box.x0, last.box.top) == pytest.approx((90, 60), abs=1)


@pytest.mark.parametrize(
    "stroke",
    [
        '(thickness: 0.5pt, dash: "dotted")',
        '(thickness: 0.5pt, dash: "dashed")',
        "(left: none, right: none, rest: 0.5pt)",
    ],
)
def test_dotted_and_open_borders(read_pdf: ReadPdf, stroke: str) -> None:
    inner = (
        ", stroke: " + stroke if "dash" in stroke else ", stroke: (x, y) => (left: if x > 0 {0.5pt}, top: 0.5pt, bottom: 0.5pt)"
    )
    report = read_pdf(f"#table(columns: 3{inner}, [구분], [국비], [시비], [가], [1], [2], [나], [3], [4])")
    (table,) = report.tables
    assert grid_texts(table) == [["구분", "국비", "시비"], ["가", "1", "2"], ["나", "3", "4"]]


def test_shading_makes_no_rows(read_pdf: ReadPdf) -> None:
    report = read_pdf(
        "#table(columns: 2, fill: (x, y) => if y == 0 {aqua}, [구분], [예산], [#box(fill: yellow)[가]], [#box(fill: white)[1]])"
    )
    (table,) = report.tables
    assert grid_texts(table) == [["구분", "예산"], ["가", "1"]]


def test_boxes_around_prose_are_no_tables(read_pdf: ReadPdf) -> None:
    report = read_pdf(
        "#rect[요약 : 예산 47,318]\n\n#table(columns: 1, [첫째 줄], [둘째 줄])\n\n"
        "#table(columns: (30pt, 200pt), [1], [추진 배경])"
    )
    assert report.tables == ()
    assert [paragraph.text for paragraph in report.paragraphs] == ["요약 : 예산 47,318", "첫째 줄", "둘째 줄", "1 추진 배경"]


def test_a_table_of_two_pages_is_one(read_pdf: ReadPdf) -> None:
    rows = ", ".join(f"[사업 {n}], [{n}]" for n in range(1, 21))
    report = read_pdf(
        "#set page(footer: context [#align(center)[\\- #counter(page).display() -]])\n"
        f"#table(columns: (100pt, 50pt), table.header([구분], [예산]), {rows})"
    )
    (table,) = report.tables
    assert {cell.place.page for cell in table.cells} == {1, 2}
    assert grid_texts(table) == [["구분", "예산"], *([f"사업 {n}", str(n)] for n in range(1, 21))]
    assert [paragraph.text for paragraph in report.paragraphs] == ["- 1 -", "- 2 -"]


def test_a_caption_parts_tables_of_one_shape(read_pdf: ReadPdf) -> None:
    rows = ", ".join(f"[사업 {n}], [{n}]" for n in range(1, 10))
    table = f"#table(columns: (100pt, 50pt), {rows})"
    report = read_pdf(f"{table}\n#pagebreak()\n표 2. 인원 현황\n\n{table}")
    assert [len({cell.place.page for cell in t.cells}) for t in report.tables] == [1, 1]


def test_a_short_table_is_not_joined_to_the_next_page(read_pdf: ReadPdf) -> None:
    table = "#table(columns: (100pt, 50pt), [가], [1], [나], [2])"
    assert len(read_pdf(f"{table}\n#pagebreak()\n{table}").tables) == 2


def test_a_row_too_high_for_the_rest_of_the_page_goes_on_with_the_table(read_pdf: ReadPdf) -> None:
    rows = "table.header([분야], [계획]), [가], [하나], [나], [둘]"
    (table,) = read_pdf(f"#table(columns: (80pt, 120pt), rows: (20pt, 20pt, 190pt), {rows})").tables
    assert {cell.place.page for cell in table.cells} == {1, 2}
    assert grid_texts(table) == [["분야", "계획"], ["가", "하나"], ["나", "둘"]]
    apart = "[분야], [계획], [나], [둘]"
    low = f"#table(columns: (80pt, 120pt), {rows})\n#pagebreak()\n#table(columns: (80pt, 120pt), {apart})"
    assert len(read_pdf(low).tables) == 2


def test_a_sideways_page_is_read_upright(read_pdf: ReadPdf) -> None:
    report = read_pdf("#rotate(90deg, reflow: true)[#table(columns: 2, [구분], [예산], [합계], [47,318], [직접], [12,106])]")
    (table,) = report.tables
    assert grid_texts(table) == [["구분", "예산"], ["합계", "47,318"], ["직접", "12,106"]]


def test_figures_in_columns_without_rules(read_pdf: ReadPdf) -> None:
    rows = ", ".join(f"[사업 {n}], [{n * 1000:,}], [{n * 2000:,}], [{n * 30}]" for n in range(1, 9))
    report = read_pdf(f"#table(columns: 4, stroke: none, column-gutter: 20pt, [구분], [국비], [시비], [인원], {rows})")
    (table,) = report.tables
    assert table.reader == "pdfium-aligned"
    assert grid_texts(table)[-1] == ["사업 8", "8,000", "16,000", "240"]
    assert report.paragraphs == ()


def test_second_opinions_come_from_other_readers(read_pdf: ReadPdf) -> None:
    report = read_pdf("#table(columns: 2, [구분], [예산], [합계], [3], [가], [1], [나], [2])")
    (table,) = report.tables
    assert extract.second_opinions(report.source.path, table) == ()
    slips = tuple(replace(cell, text="8") if cell.text == "3" else cell for cell in table.cells)
    misread = replace(table, cells=slips, unit="(단위 : 명)", caption="인원")
    others = extract.second_opinions(report.source.path, misread)
    assert {other.reader for other in others} == {"camelot", "pdfplumber"}
    assert all(grid_texts(other) == grid_texts(table) for other in others)
    assert {(other.unit, other.caption) for other in others} == {("(단위 : 명)", "인원")}
    assert extract.second_opinions("no such file.pdf", table) == ()


def glyphs(text: str, x: float, top: float, width: float = 5.0) -> list[Glyph]:
    return [Glyph(char, x + n * width, top, x + (n + 1) * width, top + 10) for n, char in enumerate(text)]


def test_overlapping_glyphs_keep_the_order_in_which_they_are_drawn() -> None:
    drawn = [*glyphs("△106", 0, 0, 6), Glyph(".", 23, 0, 25, 10), Glyph("7", 22.5, 0, 28, 10)]
    assert [line.text for line in lines(drawn)] == ["△106.7"]


def test_columns_of_text_are_different_lines() -> None:
    found = lines(
        [*glyphs("왼쪽", 0, 0), *(Glyph(*g[:5], lead="\n" if not n else "") for n, g in enumerate(glyphs("오른쪽", 100, 0)))]
    )
    assert [line.text for line in found] == ["왼쪽", "오른쪽"]


def test_dots_are_joined_and_specks_dropped() -> None:
    dots = [Rule(10.0, n * 1.5, n * 1.5 + 0.5) for n in range(40)]
    assert list(joined([*dots, Rule(50.0, 5.0, 5.4)])) == [Rule(10.0, 0.0, 59.0)]


def test_long_rules_with_a_gap_stay_apart() -> None:
    rules = [Rule(10.0, 0.0, 50.0), Rule(10.0, 52.9, 90.0)]
    assert list(joined(rules)) == rules


def test_a_table_open_at_the_bottom_is_closed() -> None:
    (grid,) = ruled_grids(
        Rulings((Rule(0, 0, 100), Rule(20, 0, 100)), (Rule(0, 0, 80), Rule(50, 0, 80), Rule(100, 0, 80))),
    )
    assert (grid.ys, grid.xs) == ((0, 20, 80), (0, 50, 100))


def test_lines_on_which_no_cell_begins_are_dropped() -> None:
    grid = grid_of([0, 10, 20, 30], [0, 10, 20], lambda a, b: a[0] != b[0] or b[1] == 2)
    assert grid.xs == (0, 20, 30)
    assert grid.spans == (Span(0, 0), Span(0, 1), Span(1, 0), Span(1, 1))


def test_ragged_cells_are_cut_into_rectangles() -> None:
    grid = grid_of([0, 10, 20], [0, 10, 20], lambda a, b: (1, 1) in {a, b})
    assert sum(span.rowspan * span.colspan for span in grid.spans) == 4


def piece(rows: list[list[str]], page: int, xs: tuple[float, ...] = (0, 50, 100)) -> Piece:
    cells = tuple(RawCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Piece(xs, cells, len(rows), "pdfium", Place(page), Place(page))


def cells_of(found: Piece) -> list[tuple[int, int, int, str]]:
    return sorted((cell.row, cell.column, cell.rowspan, cell.text) for cell in found.cells)


def test_pieces_join_only_on_the_same_lines() -> None:
    above = piece([["구분", "예산"]], 1)
    assert continues(above, piece([["가", "1"]], 2, (1, 52, 99)))
    assert not continues(above, piece([["가", "1"]], 2, (0, 70, 100)))
    assert not continues(above, piece([["가", "1"]], 2, (0, 50, 130)))


def test_repeated_headers_are_dropped() -> None:
    found = join(piece([["구분", "예산"], ["가", "1"]], 1), piece([["구분", "예산"], ["나", "2"]], 2))
    assert cells_of(found) == [
        (0, 0, 1, "구분"),
        (0, 1, 1, "예산"),
        (1, 0, 1, "가"),
        (1, 1, 1, "1"),
        (2, 0, 1, "나"),
        (2, 1, 1, "2"),
    ]


def test_repeated_figures_are_no_header() -> None:
    assert join(piece([["1", "1"], ["2", "1"]], 1), piece([["1", "1"], ["3", "1"]], 2)).rows == 4


def test_the_same_labels_with_other_values_begin_a_table() -> None:
    labels = ("분류", "번호", "명칭", "내용")
    above = piece([[label, value] for label, value in zip(labels, ("보안", "1", "암호", "가"), strict=True)], 1)
    assert not continues(above, piece([[label, value] for label, value in zip(labels, "보2나다", strict=True)], 2))
    assert continues(above, piece([["분류", "보안"], ["번호", "1"], ["명칭", "암호"], ["기타", "나"]], 2))
    assert continues(above, piece([["비고", "없음"], ["번호", "2"]], 2))


def test_a_blank_label_goes_on_over_a_whole_page() -> None:
    found = join(piece([["구분", "예산"], ["직접", "1"]], 1), piece([["", "2"], ["", "3"]], 2))
    assert (1, 0, 2, "직접") in cells_of(found)
    whole = replace(piece([["", "2"]], 2), rows=2, cells=(RawCell(0, 0, "", 2), RawCell(0, 1, "2"), RawCell(1, 1, "3")))
    assert (1, 0, 3, "직접") in cells_of(join(piece([["구분", "예산"], ["직접", "1"]], 1), whole))


def test_a_label_goes_on_over_the_break() -> None:
    found = join(piece([["구분", "예산"], ["직접", "1"]], 1), piece([["", "2"], ["간접", "3"]], 2))
    assert (1, 0, 2, "직접") in cells_of(found)
    assert found.rows == 4


def test_a_text_cut_by_the_break_is_closed_up() -> None:
    long = "예산은 올해 본예산과 추가경정예산을 더한"
    found = join(piece([["구분", "설명"], ["직접", long]], 1), piece([["", "금액이다"], ["간접", "없음"]], 2))
    assert cells_of(found)[3] == (1, 1, 1, f"{long}\n금액이다")
    assert found.rows == 3


def test_a_joined_table_keeps_the_finer_columns() -> None:
    found = join(piece([["구분", "예산"]], 1), piece([["가", "1", "2"]], 2, (0, 50, 75, 100)))
    assert found.columns == 3
    assert [cell.colspan for cell in found.cells if cell.row == 0] == [1, 2]
