"""PDF layouts: tables without column lines, columns of text, pages side by side, turned pages, glyphs without characters."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

import extract
from extract.pdf.aligned import aligned_grids, columns_of
from extract.pdf.chunks import text_rows
from extract.pdf.glyphs import Glyph
from extract.pdf.glyphs import words as words_of
from extract.pdf.grid import Span
from extract.pdf.page import UNKNOWN, Frame, Page
from extract.pdf.rulings import Rule
from extract.pdf.sense import doubts, is_picture, nonsense
from schemas import Report
from tests.typesetting import ReadPdf, grid_texts

PROSE = "주민이 낸 의견을 모아 사업의 차례를 다시 정하고 성과가 낮은 일은 단계에 따라 줄인다. " * 4
ROWS = "[가나 운영], [1,250], [-], [88], [다라 지원], [64], [910], [7], [마바 정비], [8], [7,300], [515]"
TEXTS = [["구분", "예산", "집행", "잔액"], ["가나 운영", "1,250", "-", "88"], ["다라 지원", "64", "910", "7"]]


def table(stroke: str) -> str:
    columns = "columns: (2fr, 1fr, 1fr, 1fr), align: (left, right, right, right)"
    return f"#table({columns}, stroke: {stroke}, [구분], [예산], [집행], [잔액], {ROWS})\n"


# tables without column lines


@pytest.mark.parametrize("stroke", ["none", "(x: none, y: 0.5pt)", "(x, y) => if y == 1 { (top: 1pt) } else { none }"])
def test_columns_come_from_the_blank_between_figures(read_pdf: ReadPdf, stroke: str) -> None:
    report = read_pdf(f"#set page(width: 420pt, height: 300pt)\n{PROSE}\n\n{table(stroke)}\n{PROSE}")
    (found,) = report.tables
    assert grid_texts(found)[:3] == TEXTS
    assert found.reader == "pdfium-aligned"
    assert any("주민이" in paragraph.text for paragraph in report.paragraphs)


def test_prose_and_lists_are_no_tables(read_pdf: ReadPdf) -> None:
    lines = "\n\n".join(f"{n}. 사업 {n}은 {n * 7}건을 {2020 + n}년까지 마친다." for n in range(1, 9))
    contents = "\n\n".join(f"차례 {n} #box(width: 1fr, repeat[.]) {n * n}" for n in range(1, 9))
    assert read_pdf(f"{lines}\n\n{contents}").tables == ()


def glyphs(*words: tuple[str, float, float]) -> list[Glyph]:
    """Words given with their left edge and top; a glyph is 5 points wide and 10 high."""
    return [
        Glyph(char, x + 5 * n, top, x + 5 * n + 5, top + 10, "" if n else "\n")
        for text, x, top in words
        for n, char in enumerate(text)
    ]


def body(top: float, rows: int = 4) -> list[tuple[str, float, float]]:
    """Rows of a label and four figures whose columns end at 150, 200, 250 and 300."""
    figures = ("3", "74", "1,280", "66", "905")
    lines = [(f"사업{chr(0xAC00 + 28 * n)}", [figures[(n + k) % 5] for k in range(4)]) for n in range(rows)]
    return [
        (text, x, top + 15 * n)
        for n, (label, values) in enumerate(lines)
        for text, x in [(label, 0.0), *((value, 150.0 + 50 * k - 5 * len(value)) for k, value in enumerate(values))]
    ]


def test_texts_without_width_make_no_columns() -> None:
    flat = [Glyph("1", x, 15.0 * n, x, 15.0 * n + 10, "\n") for n in range(5) for x in (10.0, 60.0, 110.0)]
    assert columns_of(text_rows(words_of(flat))) == []


def test_a_banner_spans_the_headers_that_it_stands_between() -> None:
    head = [("2021", 150.0, 0.0), ("2022", 250.0, 0.0), ("구분", 5.0, 8.0)]
    head += [(text, x, 16.0) for text, x in (("예산", 140.0), ("집행", 185.0), ("예산", 240.0), ("집행", 285.0))]
    (grid,) = aligned_grids(words_of(glyphs(*head, *body(32))), ())
    assert (grid.rows, grid.columns) == (6, 5)
    assert {Span(0, 0, 2), Span(0, 1, 1, 2), Span(0, 3, 1, 2)} <= set(grid.spans)


def test_a_short_rule_tells_what_a_banner_spans() -> None:
    head = [("2021", 130.0, 0.0)]
    head += [(text, x, 16.0) for text, x in (("예산", 140.0), ("집행", 185.0), ("예산", 240.0), ("집행", 285.0))]
    rules = [Rule(12, 125, 305), Rule(-2, -5, 305), Rule(29, -5, 305)]
    (grid,) = aligned_grids(words_of(glyphs(*head, *body(32))), rules)
    assert Span(0, 1, 1, 4) in grid.spans


def test_a_blank_column_is_known_by_its_header() -> None:
    head = [
        (text, x, 0.0) for text, x in (("구분", 5.0), ("가", 140.0), ("나", 190.0), ("다", 240.0), ("라", 290.0), ("비고", 400.0))
    ]
    (grid,) = aligned_grids(words_of(glyphs(*head, *body(16))), ())
    assert (grid.rows, grid.columns) == (5, 6)


def test_the_lines_of_a_wrapped_label_are_one_row() -> None:
    words = [
        *body(0, 2),
        ("여러줄로", 0.0, 40.0),
        ("적힌이름", 0.0, 51.0),
        *[w for w in body(45.5, 1) if w[1] > 50],
        *body(75, 1),
    ]
    (grid,) = aligned_grids(words_of(glyphs(*words)), ())
    assert grid.rows == 4


def test_dashes_in_the_middle_and_figures_at_the_right_are_one_column() -> None:
    marks = [
        ("가나", 0.0, 60.0),
        ("-", 112.0, 60.0),
        ("77", 190.0, 60.0),
        ("다라", 0.0, 75.0),
        ("-", 112.0, 75.0),
        ("12", 190.0, 75.0),
    ]
    plain = [word for word in body(0) if word[1] < 195]
    (grid,) = aligned_grids(words_of(glyphs(*plain, *marks)), ())
    assert grid.columns == 3


def test_scales_of_charts_are_no_tables() -> None:
    scale = [(text, x, 15.0 * n) for n in range(8) for text, x in ((str(400 - 50 * n), 0.0), (str(80 - 10 * n), 200.0))]
    letters = [("축", 0.0, 15.0 * n) for n in range(8)] + [
        (str(n % 3), 50.0 + 30 * k, 15.0 * n) for n in range(8) for k in range(3)
    ]
    assert aligned_grids(words_of(glyphs(*scale)), ()) == ()
    assert aligned_grids(words_of(glyphs(*letters)), ()) == ()


def test_brackets_at_the_edges_of_a_cell_belong_to_its_figure() -> None:
    printed = glyphs(("합계", 0, 0), ("28", 60, 0), ("(", 90, 0), ("12.5", 110, 0), (")", 135, 0), ("△", 160, 0), ("7", 180, 0))
    (row,) = text_rows(words_of(printed))
    assert [chunk.text.replace(" ", "") for chunk in row.chunks] == ["합계", "28", "(12.5)", "△7"]


def test_a_frame_that_rules_only_its_header_is_read_by_its_figures(read_pdf: ReadPdf) -> None:
    stroke = "(x, y) => (left: 0.5pt, right: 0.5pt, top: if y < 2 { 0.5pt }, bottom: if y in (0, 5) { 0.5pt })"
    rows = ROWS + ", [사아 홍보], [33], [], [12], [자차 구입], [1,020], [44], []"
    (found,) = read_pdf(f"#table(columns: 4, stroke: {stroke}, [구분], [예산], [집행], [잔액], {rows})").tables
    assert grid_texts(found)[:3] == TEXTS
    assert grid_texts(found)[4:] == [["사아 홍보", "33", "", "12"], ["자차 구입", "1,020", "44", ""]]


def test_cells_of_prose_with_figures_stay_cells(read_pdf: ReadPdf) -> None:
    text = "인원은 12 명과 3 명이고 예산은 40 만원, 50 만원 그리고 60 만원이다. " * 3
    (found,) = read_pdf(f"#set page(width: 500pt)\n#table(columns: 2, [구분], [설명], [가나], [{text}], [다라], [{text}])").tables
    assert (found.rows, found.columns) == (3, 2)


# columns and pages


def test_a_table_in_a_column_of_text(read_pdf: ReadPdf) -> None:
    report = read_pdf(f"#set page(width: 600pt, height: 400pt, columns: 2)\n{PROSE}\n\n{PROSE}\n\n{table('none')}\n{PROSE * 3}")
    (found,) = report.tables
    assert grid_texts(found)[:3] == TEXTS


def test_prose_in_two_columns_is_read_column_by_column(read_pdf: ReadPdf) -> None:
    left, right = "왼쪽 단에 적은 글이다. " * 40, "오른쪽 단에 적은 글이다. " * 40
    report = read_pdf(f"#set page(width: 600pt, height: 400pt)\n#columns(2)[{left}#colbreak(){right}]")
    sides = ["왼쪽" in paragraph.text for paragraph in report.paragraphs if "단에" in paragraph.text]
    assert report.tables == ()
    assert sides == sorted(sides, reverse=True)
    assert len(sides) > 10


def test_two_pages_side_by_side_on_one_sheet(read_pdf: ReadPdf) -> None:
    half = f"#block(width: 100%)[{PROSE}\n\n{table('none')}\n{PROSE}]"
    report = read_pdf(f"#set page(width: 800pt, height: 400pt)\n#grid(columns: (1fr, 1fr), gutter: 60pt, [{half}], [{half}])")
    assert [grid_texts(found)[:3] for found in report.tables] == [TEXTS, TEXTS]


def test_a_ruled_comparison_in_two_columns_stays_a_table(read_pdf: ReadPdf) -> None:
    report = read_pdf(
        f"#set page(width: 600pt, height: 400pt)\n#table(columns: (1fr, 1fr), [현재], [바꿀 글], [{PROSE}], [{PROSE}])"
    )
    (found,) = report.tables
    assert found.columns == 2


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_turned_pages_are_read_upright(read_pdf: ReadPdf, tmp_path: Path, turn: int, stroke: str) -> None:
    import pypdfium2

    path = Path(read_pdf(f"#set page(width: 420pt, height: 300pt)\n{PROSE}\n\n{table(stroke)}").source.path)
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    page.set_rotation(turn)
    page.gen_content()
    turned = tmp_path / "turned.pdf"
    document.save(turned)
    document.close()
    (found,) = extract.read(turned).tables
    assert grid_texts(found)[:3] == TEXTS


# glyphs without characters


def page(text: str, unmapped: int = 0, pictured: float = 0.0) -> Page:
    return Page(3, Frame(0, 0, 400, 400, 0), tuple(glyphs((text, 0, 0))), unmapped, pictured)


@pytest.mark.parametrize(
    ("text", "unmapped", "why"),
    [
        (UNKNOWN * 4 + "1234", 0, "no known meaning"),
        ("1234", 3, "no known meaning"),
        ("".join(chr(0xAC00 + 97 * n) for n in range(100)), 0, "no Korean text"),
        ("ÀÏÀÚ¸®»ç¾÷¿¹»ê" * 5, 0, "wrong encoding"),
        ("".join(chr(code + n) for n in range(12) for code in (0x0561, 0x0905, 0x10D0, 0x0E01, 0x1200)), 0, "many scripts"),
    ],
)
def test_nonsense_is_told_with_its_reason(text: str, unmapped: int, why: str) -> None:
    assert why in nonsense(page(text, unmapped))


@pytest.mark.parametrize(
    "text", ["일자리예산은1,250백만원이다" * 9, "Übermäßige Förderung der Länder" * 4, "1,250" * 30, "", "คำอธิบาย" * 30]
)
def test_text_of_any_language_is_no_nonsense(text: str) -> None:
    assert nonsense(page(text.replace(" ", ""))) == ""


def test_a_few_lost_characters_are_told_and_shown() -> None:
    (problem,) = doubts(page("일자리 예산 1,25" + UNKNOWN))
    assert (problem.rule, problem.place.page) == ("HG912", 3)
    assert doubts(page("일자리 예산")) == ()


def test_a_page_that_a_picture_covers_has_no_text() -> None:
    assert is_picture(page("-12-", pictured=150_000))
    assert is_picture(page("", pictured=10))
    assert not is_picture(page("-12-", pictured=1_000))
    assert not is_picture(page("사업의 개요와 예산을 함께 적은 글이 있다", pictured=150_000))
    assert not is_picture(page(""))


FONT = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X"
FONT += (
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor<</Type/FontDescriptor/FontName/X"
)
FONT += b"/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200/ItalicAngle 0/CapHeight 700/StemV 80>>>>]>>"
LATIN = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def written(path: Path, content: bytes, font: bytes = LATIN) -> Report:
    """The report of a PDF of one page with a content stream."""
    parts = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"]
    parts.append(
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F %b>>>>>>endobj\n" % font
    )
    parts.append(b"4 0 obj<</Length %d>>stream\n%b\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF" % (len(content), content))
    path.write_bytes(b"".join(parts))
    return extract.read(path)


def test_glyph_numbers_are_not_read_as_figures(tmp_path: Path) -> None:
    shown = b"".join(b"BT /F 10 Tf 20 %d Td <00310032003300340035> Tj ET " % y for y in range(20, 180, 20))
    (problem,) = written(tmp_path / "glyphs.pdf", shown, FONT).problems
    assert (problem.rule, problem.fatal) == ("HG912", True)


def test_text_that_is_painted_over_is_not_read(tmp_path: Path) -> None:
    words = b"".join(b"BT /F 10 Tf %d %d Td (%d) Tj ET " % (x, y, x + y) for y in range(20, 180, 20) for x in (20, 100, 180))
    secret, box, cover = b"BT /F 10 Tf 99 60 Td (77) Tj ET ", b"95 55 40 15 re ", b"1 g 95 55 40 15 re f 0 g "
    texts = {
        name: " ".join(paragraph.text for paragraph in report.paragraphs) + str([grid_texts(found) for found in report.tables])
        for name, report in (
            ("covered", written(tmp_path / "a.pdf", secret + cover + words)),
            ("below", written(tmp_path / "b.pdf", cover + secret + words)),
            ("framed", written(tmp_path / "c.pdf", secret + box + b"S " + words)),
        )
    }
    assert {name: "77" in text for name, text in texts.items()} == {"covered": False, "below": True, "framed": True}


@pytest.mark.corpus
@pytest.mark.skipif("HAPGYE_SHARED" not in os.environ, reason="HAPGYE_SHARED is not set")
def test_every_month_of_a_long_statistic_is_read_as_published() -> None:
    folder = Path(os.environ["HAPGYE_SHARED"]) / "bench" / "nics"
    months: dict[str, set[tuple[str, ...]]] = {}
    with next(folder.glob("*.csv")).open(encoding="utf-8", newline="") as file:
        for month, state, *values in list(csv.reader(file))[1:]:
            months.setdefault(month, set()).add(("".join(state.split()), *(value or "" for value in values)))
    found = extract.read(next(folder.glob("*.pdf"))).tables
    assert len(found) == len(months)
    for table, month in zip(found, months, strict=True):
        rows: dict[int, list[str]] = {}
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            rows.setdefault(cell.row, []).append("".join(cell.text.split()).replace(",", ""))
        assert months[month] <= {tuple(row) for row in rows.values()}, month
